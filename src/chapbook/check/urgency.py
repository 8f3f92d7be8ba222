"""Urgency: every sign at its level, in every title of its therapy and in every place, and no sentence of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from chapbook.check.spots import spot_of, spot_of_word
from chapbook.content.booklet import Block, Booklet, Edition
from chapbook.content.kind import BlockModel
from chapbook.content.project import Project
from chapbook.content.signs import EVERYWHERE, LEVELS, WORDS_IN_SHORT, Sign, names_in, signs_in
from chapbook.content.spelled import VOWEL_SIGNS
from chapbook.content.text import Level, Scoped, Words
from chapbook.content.walk import leaves, nested, parts, value_names
from chapbook.problems.problem import Problem, guess, problem, q, shorten

# What no title of a therapy leaves out without a reason.
_AT_ONCE = ("ambulance", "now")

# What puts a call off has no level: it is slower than each that cannot wait.
LATER = "later"


# ── the register ──────────────────────────────────────────────────────────────────────────────────────────────────


def register(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """A sign has one level, or says why it has several; it says nothing of how fast to act, and rests on facts.

    Its short words leave out detail alone.
    """
    urgency = urgency_of(project, project.source)
    for name, sign in project.signs.items():
        spot = sign.sign.spot
        levels = {level for by_place in sign.levels.values() for level in by_place.values()}
        if len(levels) > 1 and sign.why is None:
            yield problem("B055", spot, sign=q(name), levels=" and ".join(sorted(levels, key=LEVELS.index)))
        for by_place in sign.levels.values():
            for place in by_place:
                if place not in (*project.known_places, EVERYWHERE):
                    near = guess(place, project.places)
                    yield problem(
                        "B022",
                        spot_of(place),
                        what="place",
                        name=q(place),
                        guess=near,
                        names=", ".join(project.places),
                    )
        for words in filter(None, (sign.sign, sign.short)):
            for each in said_in(words.text, urgency):
                fault = "a sign itself says no urgency"
                yield problem("B057", words.spot, said=q(each.said), level=each.level, fault=fault)
        if sign.short and (wrong := _not_short(sign.short, sign.sign)):
            yield problem("B061", sign.short.spot, sign=q(name), fault=wrong)
        for fact in sign.facts:
            if fact not in project.evidence.facts and fact not in project.evidence.broken:
                yield problem("B016", spot_of(fact), fact=q(fact), guess=guess(fact, project.evidence.facts))


def sources(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """A source whose therapy nobody knows would be named in no booklet."""
    therapies = project.therapies
    for source in project.evidence.sources.values():
        if therapies and source.therapy is not None and source.therapy not in therapies:
            yield _unknown(source.therapy, therapies)


def _unknown(therapy: str, therapies: tuple[str, ...]) -> Problem:
    fault = f"no sign is of a therapy {q(therapy)}"
    return problem("B059", spot_of(therapy), fault=fault, guess=guess(therapy, therapies), names=", ".join(therapies))


def _not_short(short: Words, whole: Words) -> str | None:
    """What is wrong with the short words of a sign, if anything is."""
    values, held = value_names(short), value_names(whole)
    if set(values) != set(held):
        return f"hold {_listed(values)}, and the sign holds {_listed(held)}"
    count = len(short.text.split())
    return f"are {count}, and {WORDS_IN_SHORT} is the most" if count > WORDS_IN_SHORT else None


def _listed(values: list[str]) -> str:
    return " and ".join(map(q, values)) or "no value"


# ── titles ────────────────────────────────────────────────────────────────────────────────────────────────────────


def titles(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every title has all signs of its therapy to act on at once, each at its level, and the same in every place.

    One of no therapy warns of signs that have one level in all therapies, and has all of those.
    """
    if not project.signs:
        return
    therapies = project.therapies
    for booklet in project.booklets.values():
        therapy = booklet.content.therapy
        if therapy is not None and therapy not in therapies:
            yield _unknown(therapy, therapies)
            continue
        yield from _known(project, booklet)
        for block in booklet.blocks.values():
            yield from _at_its_level(project, booklet, block)
        if therapy or any(block.content.warns for block in booklet.blocks.values()):
            yield from _whole(project, booklet)


def _known(project: Project, booklet: Booklet) -> Iterator[Problem]:
    """Signs that are spoken of, or left out, are in the register."""
    named = [name for group in booklet.content.leaves_out for name in group.signs]
    for block in booklet.blocks.values():
        named += names_in(block.content)
    for name in named:
        if name not in project.signs:
            yield problem("B053", spot_of(name), name=q(name), guess=guess(name, project.signs))


def _places(project: Project, booklet: Booklet) -> list[str]:
    return [each for each in project.places if each in (booklet.content.places or (each,))]


def _at_its_level(project: Project, booklet: Booklet, block: Block) -> Iterator[Problem]:
    """What prints under a level is of that level; a warning to call says what to do where nobody answers."""
    content, therapy = block.content, booklet.content.therapy
    call = content.call()
    if call and call.level in ("now", "today") and call.unanswered is None:
        yield problem("B058", block.spot, title=q(block.path))
    places = [place for place in _places(project, booklet) if content.prints_in(place)]
    for level, part in _under_levels(content):
        if isinstance(part, Sign | str):
            name = part if isinstance(part, str) else part.sign
            there = [place for place in places if isinstance(part, str) or part.prints_in(place)]
            found = [project.level(name, therapy, place) for place in there if name in project.signs]
            for held in dict.fromkeys(found):
                if held is None or level not in (None, held):
                    said = _said(held, therapy)
                    add = f"write level: {held} beside it, or " if held and level == _NO_LEVEL else ""
                    under = level or q(block.name)
                    yield problem("B054", spot_of(name), sign=q(name), said=said, level=under, add=add)
        else:
            yield problem("B053", part.text.spot, name=shorten(part.text.text), guess="")


def _said(level: Level | None, therapy: str | None) -> str:
    if level:
        return f"{level} for {therapy or 'every therapy'}"
    return f"no sign of {therapy}" if therapy else "not of one level in all therapies"


def _under_levels(content: BlockModel) -> Iterator[tuple[str | None, Any]]:
    """Every item of a list of signs, with the level under which it prints; none where the register's own is printed.

    What may have a level and has none would say of its signs, and of those that it is about, nothing.
    """
    for within in nested(content):
        part = within[-1]
        level = next((part.level or _NO_LEVEL for part in reversed(within) if hasattr(part, "level")), None)
        yield from ((level, item) for item in getattr(part, "signs", ()))
        if hasattr(part, "level") and part.level is None:
            yield from ((_NO_LEVEL, name) for name in _spoken_of(part))


_NO_LEVEL = "no level"


def _whole(project: Project, booklet: Booklet) -> Iterator[Problem]:
    """What a title leaves out: signs to act on at once, in every place; and what it says in one place alone."""
    named = {place: _named(booklet, place) for place in _places(project, booklet)}
    left = {str(name): name for group in booklet.content.leaves_out for name in group.signs}
    therapy = booklet.content.therapy
    spot = spot_of(therapy) if therapy else booklet.spot
    absent: dict[tuple[Level, str], list[str]] = {}
    for name in project.signs:
        held = {place: level for place in named if (level := project.level(name, therapy, place))}
        there = [place for place in held if name in named[place]]
        lacking = [place for place in held if place not in there]
        if lacking and name not in left and (there or any(held[place] in _AT_ONCE for place in lacking)):
            where = "nowhere" if not there else f"but not for {', '.join(lacking)}"
            absent.setdefault((held[lacking[0]], where), []).append(name)
        if name in left and not lacking:
            yield problem("B060", spot_of(left[name]), sign=q(name), booklet=q(booklet.name))
    for (level, where), names in absent.items():
        # In a row they can be pasted under leaves-out.
        signs, stand, it, its = (
            (f"sign {q(names[0])}", "stands", "it", "its")
            if len(names) == 1
            else (f"signs {', '.join(names)}", "stand", "them", "their")
        )
        facts = {"signs": signs, "stand": stand, "it": it, "its": its, "level": level, "where": where}
        yield problem("B056", spot, **facts, booklet=q(booklet.name))


def _named(booklet: Booklet, place: str) -> set[str]:
    """The signs of a title: those of its warnings, and where it has none, all that it speaks of."""
    blocks = [block.content for block in booklet.blocks.values() if block.content.prints_in(place)]
    warnings = [content for content in blocks if content.warns]
    found = {str(part.sign) for content in warnings or blocks for part in signs_in(content) if part.prints_in(place)}
    if not warnings:
        spoken_of = (part.about for content in blocks for part in parts(content) if isinstance(part, Scoped))
        found |= {str(name) for about in spoken_of for name in about}
    return found


# ── sentences ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class SaidLevel:
    """A phrase that says how fast to act, and the level that it says; or one that puts a call off, which is LATER."""

    level: str
    said: str


Urgency = tuple[tuple[str, re.Pattern[str]], ...]


def urgency_of(project: Project, locale: str) -> Urgency:
    """What says how fast to act in a language; nothing where it names no phrases."""
    known = project.locales.get(locale)
    if known is None or not known.urgency:
        return ()
    return patterns(tuple((level, tuple(said)) for level, said in known.urgency.items()), known.delay, known.no_delay)


@lru_cache(maxsize=16)
def patterns(
    phrases: tuple[tuple[Level, tuple[str, ...]], ...], delay: tuple[str, ...] = (), no_delay: tuple[str, ...] = ()
) -> Urgency:
    """The phrases of a language as patterns, the most urgent first; … stands for up to five words of one sentence.

    At the end of what puts nothing off it stands for the rest of the clause: in "do not wait until …", Monday is no
    delay.
    """
    found = dict(phrases)
    held = [(level, _any_of(found[level])) for level in LEVELS if found.get(level)]
    later = rf"{_any_of(no_delay)}|(?P<delay>{_any_of(delay)})"
    return tuple((level, re.compile(said, re.IGNORECASE)) for level, said in [*held, (LATER, later)])


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(map(_pattern, phrases)) or "(?!)"


_FEW_WORDS = r"(?:\s+[^\s.?!]+){0,5}\s+"
_REST = r"[^.?!,;:،؛؟]*"

# Arabic writes "and", "so", "for", "with" and "as" at the front of a word, and "for the" in letters of its own.
_FRONT, _ARTICLE = "[وفبلك]{0,2}", "(?:[وفبك]{0,2}ال|[وف]?لل)"


def _pattern(phrase: str) -> str:
    """What finds a phrase, in Arabic with what is written at its front, with its vowel signs and without."""
    bare = re.sub(f"[{VOWEL_SIGNS}]", "", phrase.removesuffix("…"))
    pieces = (r"\s+".join(map(_word, piece.split())) for piece in bare.removeprefix("ال").split("…"))
    front = _ARTICLE if bare.startswith("ال") else _FRONT if "ء" <= bare[:1] <= "ي" else ""
    rest = _REST if phrase.endswith("…") else ""
    return rf"(?<![\w-]){front}{_FEW_WORDS.join(pieces)}(?![\w{VOWEL_SIGNS}-]){rest}"


def _word(word: str) -> str:
    return "".join(re.escape(each) + (f"[{VOWEL_SIGNS}]*" if "ء" <= each <= "ي" else "") for each in word)


def said_in(text: str, urgency: Urgency) -> list[SaidLevel]:
    """How fast a text says to act, each level once; where it says at once, also what puts that off.

    >>> english = patterns((("ambulance", ("call {emergency-number}",)), ("now", ("call … now",))), ("tomorrow",))
    >>> [each.level for each in said_in("Call your team **now**. Worse? Call {emergency-number}.", english)]
    ['ambulance', 'now']
    >>> [each.level for each in said_in("Call us tomorrow, not now.", english)]
    ['now', 'later']
    """
    bare, said, at_once = text.replace("*", ""), list[SaidLevel](), list[str]()
    for level, pattern in urgency:
        if level == LATER:
            word = next(filter(None, (_delay_in(piece, pattern) for piece in (*at_once, bare) if at_once)), "")
            said += [SaidLevel(LATER, word)] * bool(word)
        elif level in _AT_ONCE:
            # "Call {emergency-number} now" is not "call … now" as well.
            found = [match[0] for match in pattern.finditer(bare)]
            said += [SaidLevel(level, phrase) for phrase in found[:1]]
            at_once += found
        # Between the words of "call … now" may stand what is slower.
        elif match := next(filter(None, map(pattern.search, (*at_once, bare))), None):
            said.append(SaidLevel(level, match[0]))
        bare = pattern.sub("", bare)
    return said


def _delay_in(text: str, later: re.Pattern[str]) -> str:
    return next((match["delay"] for match in later.finditer(text) if match["delay"]), "")


def sentences(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No sentence says how fast to act but of signs that it names, and none says it otherwise than they have it."""
    urgency = urgency_of(project, project.source)
    if not project.signs or not urgency:
        return
    for booklet in project.booklets.values():
        places = _places(project, booklet)
        for block in booklet.blocks.values():
            there = [place for place in places if block.content.prints_in(place)]
            if not there:
                # Its place cannot be read, or is none, which is a problem of its own.
                continue
            for words, own, levels, unanswered in _words(block.content, project, booklet.content.therapy, there):
                # Where nobody answers, what comes next is not how urgent the sign is.
                if not unanswered:
                    around = frozenset[Level]().union(*levels)
                    yield from _as_they_have_it(project, booklet, words, own, around, there, urgency)
                yield from _put_off(project, words, next(filter(None, levels), frozenset()), urgency)


def _words(
    content: BlockModel, project: Project, therapy: str | None, places: list[str]
) -> Iterator[tuple[Words, tuple[str, ...], list[frozenset[Level]], bool]]:
    """Every text with the signs that its own part names, and the levels of what is named around it, inside first.

    And whether it is for where nobody answers.
    """
    known: dict[int, frozenset[Level]] = {}

    def levels(part: BaseModel) -> frozenset[Level]:
        if id(part) not in known:
            named = [*_spoken_of(part), *(sign.sign for sign in signs_in(part))]
            found = {level for name in named for place in places if (level := project.level(name, therapy, place))}
            known[id(part)] = frozenset(found | {level for level in [getattr(part, "level", None)] if level})
        return known[id(part)]

    for leaf in leaves(content):
        if isinstance(leaf.leaf, Words) and not isinstance(leaf.part, Sign):
            # A block has many sentences; what an item of it names, its own sentence speaks of.
            items = (part for part in reversed(leaf.within) if not isinstance(part, BlockModel))
            own = next(filter(None, map(_spoken_of, items)), ())
            unanswered = leaf.field.rsplit(".", 1)[-1] == "unanswered"
            yield leaf.leaf, own, [levels(part) for part in reversed(leaf.within)], unanswered


def _spoken_of(part: BaseModel) -> tuple[str, ...]:
    return part.about if isinstance(part, Scoped) else ()


def _as_they_have_it(
    project: Project,
    booklet: Booklet,
    words: Words,
    own: tuple[str, ...],
    around: frozenset[Level],
    places: list[str],
    urgency: Urgency,
) -> Iterator[Problem]:
    said = [each for each in said_in(words.text, urgency) if each.level != LATER]
    for each in said:
        if each.level not in around:
            fault = "it names no sign" if not around else f"what it speaks of is {' or '.join(sorted(around))}"
            spot = spot_of_word(project, words, each.said)
            yield problem("B057", spot, said=q(each.said), level=each.level, fault=fault)
    for name in own if said else ():
        for level in {project.level(name, booklet.content.therapy, place) for place in places}:
            if level and level not in {each.level for each in said}:
                spot = spot_of_word(project, words, said[0].said)
                fault = f"{q(name)} is {level}"
                yield problem("B057", spot, said=q(said[0].said), level=said[0].level, fault=fault)


def _put_off(project: Project, words: Words, around: frozenset[Level], urgency: Urgency) -> Iterator[Problem]:
    """Beside what cannot wait, no sentence says to wait."""
    word = _delay_in(words.text.replace("*", ""), dict(urgency)[LATER])
    if word and (held := [level for level in _AT_ONCE if level in around]):
        yield problem("B079", spot_of_word(project, words, word), said=q(word), levels=" or ".join(held))


RULES = (register, sources, titles, sentences)

"""Urgency: every sign at its level, in every title of its therapy and in every place, and no sentence of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from chapbook.check.how_fast import AT_ONCE, HowFast, how_fast, levels_in, put_off
from chapbook.check.spots import spot_of, spot_of_word
from chapbook.content.booklet import Block, Booklet, Edition
from chapbook.content.kind import BlockModel
from chapbook.content.project import Project
from chapbook.content.signs import EVERYWHERE, LEVELS, WORDS_IN_SHORT, Sign, names_in, signs_in
from chapbook.content.text import Level, Scoped, Words
from chapbook.content.walk import leaves, nested, parts, value_names
from chapbook.problems.problem import Problem, guess, problem, q, shorten

# ── the register ──────────────────────────────────────────────────────────────────────────────────────────────────


def register(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """A sign has one level, or says why it has several; it says nothing of how fast to act, and rests on facts.

    Its short words leave out detail alone.
    """
    urgency = how_fast(project, project.source)
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
            for each in levels_in(words.text, urgency) if urgency else ():
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
        if lacking and name not in left and (there or any(held[place] in AT_ONCE for place in lacking)):
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


def sentences(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No sentence says how fast to act but of signs that it names, and none says it otherwise than they have it."""
    urgency = how_fast(project, project.source)
    if not urgency:
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
                if project.signs and not unanswered:
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
    urgency: HowFast,
) -> Iterator[Problem]:
    said = levels_in(words.text, urgency)
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


def _put_off(project: Project, words: Words, around: frozenset[Level], urgency: HowFast) -> Iterator[Problem]:
    """Beside what cannot wait no sentence says to wait; of no sign, or of one for today, none puts a call off."""
    held = [level for level in AT_ONCE if level in around]
    if around != {"visit"} and (word := put_off(words.text, urgency, at_once=bool(held))):
        levels = " or ".join(held or sorted(around))
        fault = f"what it speaks of is {levels}" if levels else "it names no sign that can wait"
        yield problem("B079", spot_of_word(project, words, word), said=q(word), fault=fault)


RULES = (register, sources, titles, sentences)

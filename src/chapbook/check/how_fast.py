"""How fast a sentence says to act, in the words that a language lists: a level, or that it puts a call off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from chapbook.content.project import Project
from chapbook.content.signs import LEVELS
from chapbook.content.spelled import VOWEL_SIGNS
from chapbook.content.text import Level

# What cannot wait: no title of a therapy leaves it out without a reason.
AT_ONCE = ("ambulance", "now")

# What puts a call off has no level: it is slower than each that cannot wait.
LATER = "later"


@dataclass(frozen=True)
class SaidLevel:
    """A phrase that says how fast to act, and the level that it says; or one that puts a call off, which is LATER."""

    level: str
    said: str


@dataclass(frozen=True)
class HowFast:
    """What says in a language how fast to act: the phrases of each level, the most urgent first, and what puts off.

    Who is told to call later reads in one sentence to wait and a later time, or one of the two beside what asks for
    help, or to wait with a child that is unwell, or that to ask for help is needless. Beside what cannot wait, one of
    the first two is enough. When a sign comes, and what is no delay, are left out of the sentence first.
    """

    levels: tuple[tuple[Level, re.Pattern[str]], ...]
    wait: re.Pattern[str]
    delay: re.Pattern[str]
    help: re.Pattern[str]
    unwell: re.Pattern[str]
    needless: re.Pattern[str]
    comes: re.Pattern[str]
    no_delay: re.Pattern[str]


def how_fast(project: Project, locale: str) -> HowFast | None:
    """What says how fast to act in a language; nothing where it names no phrases."""
    known = project.locales.get(locale)
    if known is None or not known.urgency:
        return None
    levels = tuple((level, tuple(known.urgency.get(level, ()))) for level in LEVELS)
    lists = (known.wait, known.delay, known.help, known.unwell, known.needless, known.comes, known.no_delay)
    return patterns(levels, *lists)


@lru_cache(maxsize=16)
def patterns(
    levels: tuple[tuple[Level, tuple[str, ...]], ...],
    wait: tuple[str, ...] = (),
    delay: tuple[str, ...] = (),
    help: tuple[str, ...] = (),  # noqa: A002 - as locales.yaml calls it
    unwell: tuple[str, ...] = (),
    needless: tuple[str, ...] = (),
    comes: tuple[str, ...] = (),
    no_delay: tuple[str, ...] = (),
) -> HowFast:
    """The phrases of a language as patterns; … stands for up to five words of one sentence.

    At the end of what puts nothing off it stands for the rest of the clause: in "do not wait until …", Monday is no
    delay.
    """
    held = tuple((level, _any_of(said)) for level, said in levels if said)
    before = _any_before(needless, help), _any_before(comes, delay)
    return HowFast(held, _any_of(wait), _any_of(delay), _any_of(help), _any_of(unwell), *before, _any_of(no_delay))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some phrases, the longest first: "wait until", not "wait"."""
    longest = sorted(phrases, key=len, reverse=True)
    # In front of all together: within a word, none is tried.
    found = rf"(?<![\w-])(?:{'|'.join(map(_pattern, longest))})" if longest else "(?!)"
    return re.compile(found, re.IGNORECASE)


def _any_before(phrases: Iterable[str], others: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some phrases with any of others soon after it, in one clause."""
    return re.compile(rf"{_any_of(phrases).pattern}{_SOON}{_any_of(others).pattern}", re.IGNORECASE)


_SOON = r"(?:\s+[^\s.?!,;:،؛؟]+){0,3}?\s+"
_FEW_WORDS = r"(?:\s+[^\s.?!؟]+){0,5}\s+"
_REST = r"[^.?!,;:،؛؟]*"

# Arabic writes "and", "so", "for", "with" and "as" at the front of a word, and "for the" in letters of its own.
_FRONT, _ARTICLE = "[وفبلك]{0,2}", "(?:[وفبك]{0,2}ال|[وف]?لل)"

# Nor is all written that is read: letters without their hamza or their points are the same, and marks may be missing.
_SAME = {letter: f"[{letters}]" for letters in ("اأإآٱ", "ةه", "ىيی", "كک", "وؤ") for letter in letters}
_MARKS = f"[{VOWEL_SIGNS}\u0653-\u0655\u0670]*"


def _pattern(phrase: str) -> str:
    """What finds a phrase, in Arabic with what is written at its front, and however it is spelled."""
    bare = re.sub(_MARKS, "", phrase.removesuffix("…"))
    pieces = (r"\s+".join(map(_word, piece.split())) for piece in bare.removeprefix("ال").split("…"))
    front = _ARTICLE if bare.startswith("ال") else _FRONT if "ء" <= bare[:1] <= "ي" else ""
    rest = _REST if phrase.endswith("…") else ""
    return rf"{front}{_FEW_WORDS.join(pieces)}(?![\w{VOWEL_SIGNS}-]){rest}"


def _word(word: str) -> str:
    return "".join(_SAME.get(each, re.escape(each)) + (_MARKS if "ء" <= each <= "ی" else "") for each in word)


def said_in(text: str, urgency: HowFast) -> list[SaidLevel]:
    """How fast a text says to act, each level once; and what puts a call off.

    >>> levels = (("ambulance", ("call {emergency-number}",)), ("now", ("call … now",)))
    >>> english = patterns(levels, delay=("tomorrow",))
    >>> [each.level for each in said_in("Call your team **now**. Worse? Call {emergency-number}.", english)]
    ['ambulance', 'now']
    >>> [each.level for each in said_in("Call us tomorrow, not now.", english)]
    ['now', 'later']
    """
    said = levels_in(text, urgency)
    word = put_off(text, urgency, at_once=any(each.level in AT_ONCE for each in said))
    return [*said, SaidLevel(LATER, word)] if word else said


def levels_in(text: str, urgency: HowFast) -> list[SaidLevel]:
    """The levels that a text says, each once."""
    bare, said, at_once = text.replace("*", ""), list[SaidLevel](), list[str]()
    for level, pattern in urgency.levels:
        if level in AT_ONCE:
            # "Call {emergency-number} now" is not "call … now" as well.
            found = [match[0] for match in pattern.finditer(bare)]
            said += [SaidLevel(level, phrase) for phrase in found[:1]]
            at_once += found
        # Between the words of "call … now" may stand what is slower.
        elif match := next(filter(None, map(pattern.search, (*at_once, bare))), None):
            said.append(SaidLevel(level, match[0]))
        bare = pattern.sub("", bare)
    return said


def put_off(text: str, urgency: HowFast, *, at_once: bool) -> str:
    """What puts a call off in a text, of what cannot wait (at once) or of anything; nothing where nothing does.

    >>> lists = {"wait": ("wait",), "delay": ("tomorrow",), "help": ("call",), "unwell": ("fever",)}
    >>> english = patterns((), **lists, no_delay=("do not wait …",))
    >>> said = ("Tired? Wait until tomorrow.", "Call us tomorrow.", "Take it tomorrow. Do not wait to call.")
    >>> [put_off(text, english, at_once=False) for text in (*said, "With a fever, wait.", "Fever may come tomorrow.")]
    ['Wait', 'tomorrow', '', 'wait', '']
    """
    for sentence in re.split(r"[.?!؟](?=\s|$)", text.replace("*", "")):
        # A sign in its place keeps what stands beside it from becoming one phrase.
        said = urgency.no_delay.sub(" · ", sentence)
        if needless := urgency.needless.search(said):
            return needless[0]
        # "If it comes, wait until Monday" without its comma is no time at which it comes.
        said = urgency.comes.sub(lambda found: found[0] if urgency.wait.search(found[0]) else " · ", said)
        wait, delay = (pattern.search(said) for pattern in (urgency.wait, urgency.delay))
        later = wait or delay
        if later and (at_once or (wait and (delay or urgency.unwell.search(said))) or urgency.help.search(said)):
            return later[0]
    return ""

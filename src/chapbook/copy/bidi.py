"""Which way each part of a line runs: the Unicode Bidirectional Algorithm (UAX #9) for one line of plain words.

Characters that steer the direction (embeddings, overrides, isolates) are refused before, so that its rules for these
are not needed. No dependency has the algorithm by itself: HarfBuzz leaves it to its caller, and what Pango brings is
out of reach for a desk without Pango.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from unicodedata import bidirectional

from chapbook.content.tickets import Direction

_BRACKETS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Run:
    """Some characters in the order in which they are read, which all run one way."""

    text: str
    direction: Direction


def direction_of(text: str, otherwise: Direction) -> Direction:
    """The way a line runs as a whole: that of its first letter (P2, P3).

    >>> direction_of("Ana", "rtl"), direction_of("2026", "rtl")
    ('ltr', 'rtl')
    """
    strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), None)
    return otherwise if strong is None else "ltr" if strong == "L" else "rtl"


def runs(text: str, base: Direction) -> list[Run]:
    """The runs of a line from left to right as they stand on paper.

    >>> [run.text for run in runs("\u05d0\u05d1 12", "rtl")]
    ['12', '\u05d0\u05d1 ']
    """
    if base == "ltr" and not any(bidirectional(letter) in ("R", "AL", "AN") for letter in text):
        return [Run(text, "ltr")] if text else []
    levels = _levels(text, base)
    placed = [*range(len(text))]
    for level in range(max(levels, default=0), 0, -1):
        # L2: what is at this level or above is turned around, from the highest to the lowest that is odd.
        start = 0
        for high, group in groupby(placed, lambda at: levels[at] >= level):  # noqa: B023 - used up in this turn
            length = len([*group])
            if high:
                placed[start : start + length] = placed[start : start + length][::-1]
            start += length
    found: list[Run] = []
    for level, group in groupby(_parted(placed, levels), lambda each: each[1]):
        for _, places in groupby(group, lambda each: each[2]):
            at = sorted(place for place, *_ in places)
            found.append(Run("".join(text[each] for each in at), "rtl" if level % 2 else "ltr"))
    return found


def _parted(placed: list[int], levels: list[int]) -> list[tuple[int, int, int]]:
    """Each place with its level and the number of its stretch: neighbours on paper that are neighbours in the text."""
    parted, stretch = [], 0
    for before, place in zip([None, *placed], placed, strict=False):
        if before is not None and abs(place - before) != 1:
            stretch += 1
        parted.append((place, levels[place], stretch))
    return parted


def _levels(text: str, base: Direction) -> list[int]:
    """The level of each character: even from left to right, odd from right to left (W1 to I2, L1)."""
    around, outer = ("R", 1) if base == "rtl" else ("L", 0)
    kinds = [bidirectional(character) for character in text]
    _weak(kinds, around)
    _bracketed(text, kinds, around)
    _neutral(kinds, around)
    rises = {"L": outer % 2, "R": 1 - outer % 2, "EN": 2 - outer % 2, "AN": 2 - outer % 2}
    levels = [outer + rises[kind] for kind in kinds]
    for at in reversed(range(len(text))):
        if not text[at].isspace():
            break
        levels[at] = outer
    return levels


def _weak(kinds: list[str], around: str) -> None:
    """Numbers, and what belongs to them (W1 to W7)."""
    last, strong = around, around
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = last
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        last = kinds[at]
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        before, kind, after = kinds[at - 1 : at + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))):
            kinds[at] = before
    at = 0
    for kind, group in groupby([*kinds]):
        end = at + len([*group])
        if kind == "ET" and "EN" in (kinds[at - 1 : at] + kinds[end : end + 1]):
            kinds[at:end] = ["EN"] * (end - at)
        at = end
    strong = around
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
        elif kind not in ("EN", "AN"):
            kinds[at] = "ON"


def _strong(kind: str) -> str:
    """The direction that neutrals see in a character, if any: a number stands among what is read from the right."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _bracketed(text: str, kinds: list[str], around: str) -> None:
    """Both brackets of a pair run as what is in them does (N0)."""
    for opened, closed in _pairs(text, kinds):
        inside = {*map(_strong, kinds[opened + 1 : closed])} - {""}
        if around in inside:
            kinds[opened] = kinds[closed] = around
        elif inside:
            before = next((_strong(kind) for kind in reversed(kinds[:opened]) if _strong(kind)), around)
            kinds[opened] = kinds[closed] = before


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    pairs = []
    for at, character in enumerate(text):
        if kinds[at] == "ON" and character in _BRACKETS:
            waiting.append((_BRACKETS[character], at))
        elif kinds[at] == "ON" and character in _BRACKETS.values():
            place = next((n for n in reversed(range(len(waiting))) if waiting[n][0] == character), None)
            if place is not None:
                pairs.append((waiting[place][1], at))
                del waiting[place:]
    return sorted(pairs)


def _neutral(kinds: list[str], around: str) -> None:
    """What has no direction runs as both its neighbours do, or as the line (N1, N2)."""
    at = 0
    for is_neutral, group in groupby([*kinds], lambda kind: not _strong(kind)):
        end = at + len([*group])
        if is_neutral:
            before = _strong(kinds[at - 1]) if at else around
            after = _strong(kinds[end]) if end < len(kinds) else around
            kinds[at:end] = [before if before == after else around] * (end - at)
        at = end

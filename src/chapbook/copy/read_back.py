"""Each stamp is read back from the finished copy by where its letters stand, and held against what was given.

Programs that take the text out of a PDF put it into the order in which it is read aloud, and may give a number whole
that stands reversed on paper. So the letters of a slot are read from left to right, by another program than the one
that placed them, and of a stamp nothing but its words is known here: where each letter belongs is worked out anew.

To read a page takes longest for what it had when it was built. So each page of a file is read whole in the first copy
that has a stamp there; what it has itself, where copies write, is the same in all others, and is remembered.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, groupby, pairwise
from math import inf
from typing import NamedTuple
from unicodedata import bidirectional, category, normalize

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument

from chapbook.content.characters import is_mark
from chapbook.content.numbers import figures, figures_from_the_left
from chapbook.content.slots import Slot
from chapbook.content.tickets import Direction
from chapbook.copy.blank import Blank
from chapbook.copy.stamp import Emblem, Stamp, Stamped
from chapbook.problems.problem import Problem, Spot, problem

# Digits that stand as one (UAX #9, W2 and W4): Arabic ones, and those behind an Arabic letter, no hyphen joins.
_JOINED = re.compile(r"\d+(?:[.,:/،٫٬+-]\d+)*")
_JOINED_IN_ARABIC = re.compile(r"\d+(?:[.,:/،٫٬]\d+)*")

_BRACKETS = str.maketrans(")]}", "([{")


def misread(of: Blank, copy: Stamped, stamps: Sequence[Stamp], spot: Spot) -> Iterator[Problem]:
    """The stamps that read otherwise from a copy of a file than they were given, each value once."""
    wrong: dict[str, int] = {}
    # The same words stand on many pages. What was read is kept for this copy alone.
    reads = cache(_reads)
    known = _known(of.content)
    with ExitStack() as opened:
        bare, whole = opened.enter_context(PdfDocument(copy.bare)), None
        pages = sorted(stamps, key=lambda stamp: stamp.slot.page)
        for number, on_page in groupby(pages, lambda stamp: stamp.slot.page):
            here = [*on_page]
            letters = drawn = _letters(bare, number)
            own = known.get(number)
            if own and all(own.reaches(stamp.slot.box) for stamp in here):
                letters = [*own.letters, *drawn]
            else:
                whole = whole or opened.enter_context(PdfDocument(copy.content))
                letters = _letters(whole, number)
                if own := _own(letters, drawn, [slot.box for slot in of.slots if slot.page == number], here):
                    known[number] = own
            for stamp in here:
                if not _says([*_rows(letters, stamp.slot)], stamp, reads):
                    wrong.setdefault(stamp.slot.name, number + 1)
    yield from (problem("H007", spot, slot=name, page=page) for name, page in wrong.items())


def unseen(copy: Stamped, logos: Sequence[Emblem], spot: Spot) -> Iterator[Problem]:
    """The pages that were given logos and have them not exactly where they were placed; no other page is looked at."""
    with PdfDocument(copy.bare) as document:
        for number, on_page in groupby(logos, lambda emblem: emblem.field.page):
            page = document[number]
            drawn = [each.get_matrix().get() for each in page.get_objects(_PICTURES, max_depth=1)]
            here = [*on_page]
            width, height = (1, 1) if here[0].logo.is_pixels else (here[0].logo.width, here[0].logo.height)
            found = sorted(_box(x, y, x + a * width, y + d * height) for a, _, _, d, x, y in drawn)
            wanted = sorted(emblem.box for emblem in here)
            if len(found) != len(wanted) or any(map(_is_apart, found, wanted)):
                yield problem("H007", spot, slot=here[0].field.name, page=number + 1)
            page.close()


def _box(x: float, y: float, over_x: float, over_y: float) -> _Box:
    """A box by two of its corners: it may stand on its head."""
    return min(x, over_x), min(y, over_y), max(x, over_x), max(y, over_y)


def _is_apart(one: _Box, other: _Box) -> bool:
    """Whether two boxes are not the same, to half a point."""
    return any(abs(a - b) > 0.5 for a, b in zip(one, other, strict=True))


_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)

# Left, foot, right and top, in points.
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Own:
    """What a page of a built file has itself where copies write: in these boxes."""

    boxes: frozenset[_Box]
    letters: tuple[_Letter, ...]

    def reaches(self, box: _Box) -> bool:
        return box in self.boxes or _whole_line(box) in self.boxes


@lru_cache(maxsize=32)
def _known(_: bytes) -> dict[int, _Own]:
    """The pages of a built file that were read whole, by number from 0: nothing of a family is in what they have."""
    return {}


def _whole_line(box: _Box) -> _Box:
    return -inf, box[1], inf, box[3]


def _own(
    letters: Sequence[_Letter], drawn: Sequence[_Letter], slots: Iterable[_Box], stamps: Iterable[Stamp]
) -> _Own | None:
    """What a page has apart from what was drawn on it, in its slots and where these stamps stand.

    Nothing where the letters that were drawn are not all among those of the page, each where it stands by itself.
    """
    places = {(each.x, each.y) for each in drawn}
    own = [each for each in letters if (each.x, each.y) not in places]
    if len(own) + len(drawn) != len(letters):
        return None
    boxes = {*slots}
    # What is in no slot stands at the foot of a page, and is as wide as it has to be.
    boxes |= {_whole_line(stamp.slot.box) for stamp in stamps if stamp.slot.box not in boxes}
    return _Own(frozenset(boxes), tuple(each for each in own if any(_is_near(each, box) for box in boxes)))


def _says(rows: list[_Row], stamp: Stamp, reads: Callable[[_Row, str, bool, bool, Direction], bool]) -> bool:
    """Whether rows are the lines of a stamp."""
    if len(rows) != len(stamp.words):
        return False
    own = stamp.slot.hint, stamp.slot.kind == "phone", stamp.slot.direction
    return all(reads(row, line, *own) for row, line in zip(rows, stamp.words, strict=True))


def _reads(row: _Row, line: str, hint: bool, dialled: bool, direction: Direction) -> bool:
    """Whether a row has the letters of a line and no others, its numbers as they are read, and each in its place."""
    if row.words == line and line.isascii():
        return True
    # What helps a hand to write a day is covered up, and still in the file.
    said = line.replace("/", " ") if hint else line
    from_right = any(bidirectional(letter) in ("R", "AL") for letter in line)
    read = figures_from_the_left if from_right else figures
    numbers = Counter(each.key for each in figures(normalize("NFKC", said)))
    return (
        Counter(_seen(said)) == Counter("".join(row.cells))
        and numbers == Counter(each.key for each in read(row.words))
        and _is_in_order(row.cells, line, hint, dialled, direction)
    )


def _seen(words: str) -> str:
    """All of some words that is to be seen: shapes and ligatures as their letters, marks apart from them.

    Near letters from the right PDFium gives a bracket now one way and now the other, so that all face one way here.
    """
    seen = "".join(each for each in normalize("NFKD", words) if category(each)[0] not in "CZ")
    return seen.translate(_BRACKETS)


def _is_in_order(cells: Sequence[str], line: str, hint: bool, dialled: bool, direction: Direction) -> bool:
    """Whether letters stand, from the left, as those of a line belong on paper (UAX #9).

    Letters of one cell have no order. Signs are held to theirs where all of the line runs from the left; elsewhere
    they stand where the letters around them put them. A mark begins somewhere over its letter or beside it, and is held
    to its place among the marks.
    """
    kinds = [*map(bidirectional, line)]
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "R" if direction == "rtl" else "L")
    base: Direction = "ltr" if first == "L" or dialled else "rtl"
    if base == "ltr" and not {"R", "AL", "AN"} & {*kinds} and not hint:
        wanted = _seen(line)
    else:
        wanted = _letters_of("".join(_placed(line, base)))
        cells = [*map(_letters_of, cells)]
    marks = ["".join(run) for marked, run in groupby(wanted, is_mark) if marked]
    seen = "".join(filter(is_mark, "".join(cells)))
    return _is_parted(seen, marks) and _is_parted(_unmarked(wanted), [*map(_unmarked, cells)])


def _is_parted(text: str, parts: Sequence[str]) -> bool:
    """Whether parts have the letters of a text one after the other, those of one part in any order."""
    ends = [*accumulate(map(len, parts), initial=0)]
    return len(text) == ends[-1] and all(
        Counter(part) == Counter(text[start:end]) for part, (start, end) in zip(parts, pairwise(ends), strict=True)
    )


def _unmarked(text: str) -> str:
    return "".join(each for each in text if not is_mark(each))


def _letters_of(text: str) -> str:
    """What has a place of its own in a line that runs both ways: letters, digits, and the marks on them."""
    return "".join(each for each in _seen(text) if bidirectional(each) in ("L", "R", "AL", "EN", "AN", "NSM"))


def _placed(line: str, base: Direction) -> Iterator[str]:
    """The letters and numbers of a line as they stand on paper, from left to right.

    >>> "".join(_placed("\u05d0\u05d1 12 cd", "rtl"))
    'cd12\u05d1\u05d0'
    """
    # Each with its level: even from the left, odd from the right (I1, I2). A number runs as the letter before it (W7),
    # one of Arabic digits as an Arabic letter; and what parts two of them as they do, or as the line (N1, N2).
    outer, of_latin = (0, 0) if base == "ltr" else (1, 2)
    placed: list[tuple[int, str]] = []
    letter = side = "L" if base == "ltr" else "R"
    at = end = 0
    while at < len(line):
        kind = bidirectional(line[at])
        number = (_JOINED_IN_ARABIC if letter == "AL" or kind == "AN" else _JOINED).match(line, at)
        said = number[0] if number else line[at]
        if kind == "NSM" and placed:
            placed[-1] = placed[-1][0], placed[-1][1] + said
            end = at + len(said)
        elif kind in ("L", "R", "AL", "EN", "AN"):
            letter = kind if kind in ("L", "R", "AL") else letter
            before, side = side, "R" if kind == "AN" or letter != "L" else "L"
            if end < at:
                placed.append((outer if side != before else of_latin if side == "L" else 1, ""))
            placed.append((of_latin if side == "L" else 2 if number else 1, said))
            end = at + len(said)
        at += len(said)
    for level in (2, 1):
        runs = groupby(placed, lambda part: part[0] >= level)  # noqa: B023 - used up in this turn
        placed = [part for is_high, run in runs for part in ([*run][::-1] if is_high else run)]
    return (said for _, said in placed)


def _is_near(letter: _Letter, box: _Box) -> bool:
    """Whether a letter stands in a box, or so near that it may be read there."""
    left, foot, right, head = box
    return left < letter.x < right and 2 * foot - head < letter.y < 2 * head - foot


def _rows(letters: Sequence[_Letter], slot: Slot) -> Iterator[_Row]:
    """The letters in a slot from the top, each row from left to right; on its head, as one turns the sheet."""
    left, foot, right, head = slot.box
    reach = 0.1 * slot.size
    found: dict[float, list[tuple[float, float, str]]] = {}
    inside = (each for each in letters if left < each.x < right - 1 and foot - reach <= each.y <= head + reach)
    # A mark stands on a line of letters, and may be raised above it.
    for letter in sorted(inside, key=lambda each: is_mark(each.said)):
        near = min(found, key=lambda each: abs(each - letter.y), default=letter.y)
        line = near if is_mark(letter.said) or abs(near - letter.y) < 0.3 * slot.size else letter.y
        start, end = (-letter.x, -letter.left) if slot.turned else (letter.x, letter.right)
        if not (slot.hint and letter.said == "/"):
            found.setdefault(line, []).append((start, end, letter.said))
    for _, row in sorted(found.items(), reverse=not slot.turned):
        words, last = "", None
        for start, end, said in sorted(row):
            words += " " * (last is not None and start - last > 0.12 * slot.size) + said
            last = max(start, end)
        cells = groupby(sorted(row), lambda letter: letter[0])
        yield _Row(words, tuple(_seen("".join(said for *_, said in cell)) for _, cell in cells))


class _Row(NamedTuple):
    """A row from left to right: as words, with spaces where there is room; and all that stands at one place, by places.

    What one glyph draws stands at one place: a ligature, or a letter with its marks.
    """

    words: str
    cells: tuple[str, ...]


class _Letter(NamedTuple):
    """A letter: where its pen begins, and the edges of its room, in points; and what it is."""

    x: float
    y: float
    left: float
    right: float
    said: str


def _letters(document: PdfDocument, number: int) -> list[_Letter]:
    """The letters of a page."""
    page = document[number]
    text = page.get_textpage()
    raw, box, x, y = text.raw, pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    found = []
    for index in range(text.count_chars()):
        said = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if category(said)[0] in "CZ" or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, at_x, at_y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        found.append(_Letter(x.value, y.value, box.left, box.right, said))
    text.close()
    page.close()
    return found

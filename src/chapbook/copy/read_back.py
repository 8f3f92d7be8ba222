"""Each stamp is read back from the finished copy by where its letters stand, and held against what was given.

Programs that take the text out of a PDF put it into the order in which it is read aloud, and may give a number whole
that stands reversed on paper. So the letters of a slot are read from left to right, by another program than the one
that placed them, and of a stamp nothing but its words is known here.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfTextPage

from chapbook.content.numbers import figures, figures_from_the_left
from chapbook.content.slots import Slot
from chapbook.copy.stamp import Stamp
from chapbook.problems.problem import Problem, Spot, problem


def misread(copy: bytes, stamps: Sequence[Stamp], spot: Spot) -> Iterator[Problem]:
    """The stamps that read otherwise from the file than they were given, each value once."""
    wrong: dict[str, int] = {}
    with PdfDocument(copy) as document:
        pages = sorted(stamps, key=lambda stamp: stamp.slot.page)
        for number, on_page in groupby(pages, lambda stamp: stamp.slot.page):
            page = document[number]
            text = page.get_textpage()
            stamps_here = [*on_page]
            letters = [*_letters(text, [stamp.slot for stamp in stamps_here])]
            for stamp in stamps_here:
                # What helps a hand to write a day is covered up, and still in the file: of either no stroke counts.
                said = stamp.said.replace("/", " ") if stamp.slot.hint else stamp.said
                if not _says(_lines(letters, stamp.slot), said):
                    wrong.setdefault(stamp.slot.name, number + 1)
            text.close()
            page.close()
    yield from (problem("H007", spot, slot=name, page=page) for name, page in wrong.items())


def _says(lines: list[str], said: str) -> bool:
    """Whether lines, read from the left, have the letters of some words, and their numbers as they are read."""
    letters = Counter(_seen(said))
    numbers = Counter(each.key for each in figures(_plain(said)))
    from_left = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in said)
    read = figures_from_the_left if from_left else figures
    seen = Counter(each.key for line in lines for each in read(line))
    return letters == Counter(_seen("".join(lines))) and numbers == seen


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words)


def _seen(words: str) -> str:
    """All of some words that is to be seen, shapes and ligatures as their letters."""
    return "".join(each for each in _plain(words) if unicodedata.category(each)[0] not in "CZ")


def _lines(letters: Sequence[_Letter], slot: Slot) -> list[str]:
    """The letters in a slot from the top, each line from left to right; on its head, as one turns the sheet."""
    left, foot, right, head = slot.box
    reach = 0.1 * slot.size
    found: dict[float, list[tuple[float, float, str]]] = {}
    for letter in letters:
        if left < letter.x < right - 1 and foot - reach <= letter.y <= head + reach:
            line = next((each for each in found if abs(each - letter.y) < 0.3 * slot.size), letter.y)
            start, end = (-letter.x, -letter.left) if slot.turned else (letter.x, letter.right)
            if not (slot.hint and letter.said == "/"):
                found.setdefault(line, []).append((start, end, letter.said))
    lines = []
    for _, row in sorted(found.items(), reverse=not slot.turned):
        words, last = "", None
        for start, end, said in sorted(row):
            words += " " * (last is not None and start - last > 0.12 * slot.size) + said
            last = max(start, end)
        lines.append(words)
    return lines


class _Letter(NamedTuple):
    """A letter: where its pen begins, and the edges of its room, in points; and what it is."""

    x: float
    y: float
    left: float
    right: float
    said: str


def _letters(text: PdfTextPage, slots: Sequence[Slot]) -> Iterator[_Letter]:
    """The letters of a page from the highest slot to the lowest."""
    raw, box, x, y = text.raw, pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_x, at_y, origin = ctypes.byref(x), ctypes.byref(y), pdfium.FPDFText_GetCharOrigin
    foot = min(slot.box[1] - slot.size for slot in slots)
    head = max(slot.box[3] + slot.size for slot in slots)
    for index in range(text.count_chars()):
        origin(raw, index, at_x, at_y)
        if not foot < y.value < head:
            continue
        said = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if unicodedata.category(said)[0] in "CZ" or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        yield _Letter(x.value, y.value, box.left, box.right, said)

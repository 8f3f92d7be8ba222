"""What stands on the paper: every run of letters of a page, read from left to right by where it stands."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any, Literal, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument

from chapbook.content import numbers
from chapbook.content.paper import MM, Size
from chapbook.content.tickets import Direction
from chapbook.proofread.marks import Box, Look, look
from chapbook.proofread.provenance import figures, words
from chapbook.proofread.tokens import Kind, tokens

# The bands at the top and the foot of a page where running heads and folios may stand: styles/page.css. Millimetres,
# and the most of a small page, such as a card.
BAND, BAND_OF_PAGE = 13.0, 0.065


@dataclass(frozen=True)
class Sighting:
    """A number or a name as it stands on the paper: millimetres from the page's left and top."""

    page: int
    text: str
    kind: Kind
    x: float
    y: float


# ── what stands on the paper ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class LetterRun:
    """Characters side by side on one line, from left to right; where each stands, in millimetres."""

    page: int
    text: str
    xs: tuple[float, ...]
    y: float
    band: Literal["head", "foot", ""]
    medicines: tuple[str, ...]
    direction: Direction = "ltr"
    # The press prints more here than its text: dates, counts, a code, an address, years of references.
    is_open: bool = False
    # The mark of a review copy.
    is_mark: bool = False

    @cached_property
    def sightings(self) -> tuple[Sighting, ...]:
        read = numbers.figures_from_the_left if self.direction == "rtl" else numbers.figures
        return tuple(
            Sighting(self.page, text, kind, round(self.xs[start], 1), round(self.y, 1))
            for text, kind, start in tokens(self.text, self.medicines, read)
        )

    @cached_property
    def words(self) -> Counter[str]:
        """Its words but names of medicines."""
        return Counter(words(self.text, self.medicines))

    @cached_property
    def says(self) -> Counter[str]:
        """All its words; in open parts, its figures too, which are compared one by one elsewhere."""
        return Counter([*words(self.text), *(figures(self.text) if self.is_open else ())])


@dataclass(frozen=True)
class Corner:
    """Where something begins: a page, and millimetres from its left and its top."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Pages:
    """The pages of a PDF: their sizes, their runs from top to bottom, where each named place begins, and how the mark
    of a review copy looks on each."""

    sizes: tuple[Size, ...]
    runs: tuple[LetterRun, ...]
    anchors: dict[str, Corner]
    looks: dict[int, list[Look]]

    @property
    def pages(self) -> int:
        return len(self.sizes)


class _Glyph(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    size: float
    # Its number in the text of its page.
    number: int

    def is_near(self, other: _Glyph) -> bool:
        """Whether this may stand over another, as far as their lines tell."""
        return abs(self.base - other.base) < max(self.size, other.size)

    def is_on(self, trim: tuple[float, float, float, float]) -> bool:
        """Whether it stands on the paper that is left after cutting, a part of it at least."""
        left, bottom, right, top = trim
        return left < self.right and self.left < right and bottom <= self.base <= top

    @property
    def box(self) -> Box:
        """About where a small letter has ink."""
        return Box(self.left, self.base, self.right, self.base + 0.4 * self.size)


def read_pages(
    pdf: bytes, medicines: tuple[str, ...], direction: Direction = "ltr", marks: Sequence[Counter[str]] = ()
) -> Pages:
    """The pages of a PDF, and what on them says one of these marks."""
    with PdfDocument(pdf) as document:
        runs: list[LetterRun] = []
        trims: list[tuple[float, float, float, float]] = []
        looks: dict[int, list[Look]] = {}
        for number, page in enumerate(document, 1):
            # What stands outside the trim is cut off; without a trim box, the whole sheet is the page.
            trims.append(page.get_trimbox())
            text = page.get_textpage()
            lines = [*_cut(_glyphs(text))]
            for line in lines:
                run = replace(_run(line, number, trims[-1], medicines), direction=direction)
                if run.words in marks:
                    run = replace(run, is_mark=True)
                    near = [each for each in lines if each is not line and each[0].is_near(line[0])]
                    others = [glyph.box for each in near for glyph in each]
                    looks.setdefault(number, []).append(look(page, text, (glyph.number for glyph in line), others))
                elif len(kept := [glyph for glyph in line if glyph.is_on(trims[-1])]) < len(line):
                    if not kept:
                        continue
                    run = replace(_run(kept, number, trims[-1], medicines), direction=direction)
                runs.append(run)
        sizes = (Size((right - left) / MM, (top - bottom) / MM) for left, bottom, right, top in trims)
        return Pages(tuple(sizes), tuple(runs), _anchors(document.raw, trims), looks)


def _cut(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """The lines of a page from the top, each cut where a gap is wider than between words."""
    lines: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        # Half a point apart is the same line: type of two sizes, or of two fonts, beside each other.
        if lines and lines[-1][0].base - glyph.base < 0.5:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    for line in lines:
        line.sort(key=attrgetter("left"))
        run: list[_Glyph] = []
        for glyph in line:
            if run and glyph.left - run[-1].right > 0.75 * max(glyph.size, run[-1].size):
                yield run
                run = []
            run.append(glyph)
        yield run


def _run(
    glyphs: list[_Glyph], number: int, trim: tuple[float, float, float, float], medicines: tuple[str, ...]
) -> LetterRun:
    left, bottom, _, top = trim
    text, xs = [glyphs[0].text], [(glyphs[0].left - left) / MM] * len(glyphs[0].text)
    for before, glyph in pairwise(glyphs):
        if glyph.left - before.right > 0.1 * min(glyph.size, before.size):
            text.append(" ")
            xs.append((before.right - left) / MM)
        text.append(glyph.text)
        xs += [(glyph.left - left) / MM] * len(glyph.text)
    down, up = (top - glyphs[0].base) / MM, (glyphs[0].base - bottom) / MM
    reach = min(BAND, BAND_OF_PAGE * (top - bottom) / MM)
    band: Literal["head", "foot", ""] = "head" if down < reach else "foot" if up < reach else ""
    return LetterRun(number, "".join(text), tuple(xs), down, band, medicines)


def _glyphs(text: Any) -> Iterator[_Glyph]:
    raw = text.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1:
            # The number of a glyph that the PDF gives no letter for: a word lacks it.
            continue
        if character == "\x02":
            # So a hyphen comes at the end of a line.
            character = "-"
        if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Zs"):
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        yield _Glyph(character, box.left, box.right, y.value, pdfium.FPDFText_GetFontSize(raw, index), index)


def _anchors(document: Any, trims: list[tuple[float, float, float, float]]) -> dict[str, Corner]:
    found: dict[str, Corner] = {}
    for index in range(pdfium.FPDF_CountNamedDests(document)):
        size = ctypes.c_long()
        pdfium.FPDF_GetNamedDest(document, index, None, size)
        buffer = ctypes.create_string_buffer(size.value)
        place = pdfium.FPDF_GetNamedDest(document, index, buffer, size)
        has = [ctypes.c_int() for _ in range(3)]
        x, y, zoom = (ctypes.c_float() for _ in range(3))
        page = pdfium.FPDFDest_GetDestPageIndex(document, place)
        if page >= 0 and pdfium.FPDFDest_GetLocationInPage(place, *has, x, y, zoom):
            left, _, _, top = trims[page]
            name = buffer.raw.decode("utf-16-le").rstrip("\0")
            found[name] = Corner(page + 1, (x.value - left) / MM, (top - y.value) / MM)
    return found

"""The mark of a review copy on its pages, as an eye sees it: whether it is there, whole, large and dark enough."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from chapbook.catalogs.furniture import furniture
from chapbook.content.booklet import Edition
from chapbook.content.paper import Size
from chapbook.content.project import Project
from chapbook.content.proof import Ink
from chapbook.problems.problem import Problem, Spot, listed, problem
from chapbook.proofread.provenance import words
from chapbook.transcript.mark import WORDS, least_size, mark

# WCAG 2.2, 1.4.3, for text of any size. Less is as good as nothing on a page that was copied twice.
LEAST_CONTRAST = 4.5

# Pixels to the point: a stem of the smallest type is wider than one.
_SCALE = 5


@dataclass(frozen=True)
class Look:
    """How the mark looks on a page: the size of its type in points, its letters, and the contrast of each as printed.

    The contrast is that of what is seen with the mark to what is seen without it, and 1 where nothing of it is seen.
    """

    size: float
    contrasts: tuple[float, ...]
    is_whole: bool
    is_alone: bool

    def faults(self, page: Size) -> Iterator[str]:
        """What keeps people from reading it on a page of this size."""
        least = least_size(page)
        # Half a pixel of a browser is rounding.
        if self.size < least - 0.4:
            yield f"its type is {self.size:.1f} pt, and {least:g} pt is the least"
        if not self.is_whole:
            yield "it runs over the edge of the page"
        if not self.is_alone:
            yield "other words stand over it"
        if unseen := sum(contrast < 1.1 for contrast in self.contrasts):
            yield f"{unseen} of its {len(self.contrasts)} letters cannot be seen"
        elif min(self.contrasts, default=1) < LEAST_CONTRAST:
            yield f"its contrast is {min(self.contrasts, default=1):.1f} to 1, and {LEAST_CONTRAST} is the least"


def signs(project: Project, edition: Edition, draft: bool) -> list[Counter[str]]:
    """The words of the mark; where it must not stand, those too that the project's catalogs have for it."""
    said = [mark(project, edition).words] + [furniture(project, edition.locale).say(WORDS)] * (not draft)
    return [Counter(words(each)) for each in said]


def faults(
    spot: Spot, edition: Edition, draft: bool, sizes: Sequence[Size], looks: Mapping[int, list[Look]]
) -> Iterator[Problem]:
    """What is wrong with the mark: on a draft it is on every page, to be read; on what is approved, on none."""
    if not draft:
        if looks:
            yield problem("N011", spot, where=f"{listed(looks)} of {edition}")
        return
    if missing := [number for number in range(1, len(sizes) + 1) if number not in looks]:
        yield problem("N009", spot, where=f"{listed(missing)} of {edition}")
    found: dict[str, list[int]] = {}
    for number, seen in looks.items():
        for fault in min(([*look.faults(sizes[number - 1])] for look in seen), key=len):
            found.setdefault(fault, []).append(number)
    for fault, pages in found.items():
        yield problem("N010", spot, where=f"{listed(pages)} of {edition}", fault=fault)


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points from its left and its foot."""

    left: float
    bottom: float
    right: float
    top: float

    def within(self, other: Box) -> bool:
        """Whether nothing of this leaves another, but for a hair's breadth."""
        sides = (self.left - other.left, self.bottom - other.bottom, other.right - self.right, other.top - self.top)
        return min(sides) > -0.1

    def overlaps(self, other: Box) -> bool:
        """Whether this covers a part of another's width, and more than a fifth of its height."""
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return min(self.right, other.right) > max(self.left, other.left) and high > 0.2 * (other.top - other.bottom)


def look(page: Any, text: Any, own: Iterable[int], others: Iterable[Box]) -> Look:
    """How the mark looks on a page: its characters by their numbers in the page's text, and where all others stand."""
    letters = [index for index in own if chr(pdfium.FPDFText_GetUnicode(text.raw, index)).isalpha()]
    boxes = [_box(text, index) for index in letters]
    around = _around(boxes)
    return Look(
        size=min(_size(text, index) for index in letters),
        contrasts=_contrasts(page, text, letters, boxes),
        is_whole=around.within(Box(*page.get_trimbox())),
        is_alone=not any(other.overlaps(box) for other in others if other.overlaps(around) for box in boxes),
    )


def _box(text: Any, index: int) -> Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def _size(text: Any, index: int) -> float:
    """The size of a character's type in points, as it is printed."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text.raw, index, matrix)
    return float(pdfium.FPDFText_GetFontSize(text.raw, index) * hypot(matrix.b, matrix.d))


def _contrasts(page: Any, text: Any, letters: list[int], boxes: list[Box]) -> tuple[float, ...]:
    """The contrast of each letter: the page is drawn with the mark and without it, there where it stands."""
    page_box, around = Box(*page.get_bbox()), _around(boxes)
    if not page_box.overlaps(around):
        return (1.0,) * len(boxes)
    # White beyond the edges of the page.
    edges = (
        around.left - page_box.left,
        around.bottom - page_box.bottom,
        page_box.right - around.right,
        page_box.top - around.top,
    )
    objects = {ctypes.addressof(found.contents): found for index in letters if (found := _object(text, index))}
    with_it = _drawn(page, edges)
    for each in objects.values():
        pdfium.FPDFPageObj_SetIsActive(each, False)
    without = _drawn(page, edges)
    for each in objects.values():
        pdfium.FPDFPageObj_SetIsActive(each, True)
    differs = ImageChops.difference(with_it, without).convert("L")
    return tuple(_contrast(box, around, with_it, without, differs) for box in boxes)


def _object(text: Any, index: int) -> Any:
    return pdfium.FPDFText_GetTextObject(text.raw, index)


def _drawn(page: Any, edges: tuple[float, float, float, float]) -> Image.Image:
    drawn: Image.Image = page.render(scale=_SCALE, crop=edges).to_pil()
    return drawn.convert("RGB")


def _contrast(box: Box, around: Box, with_it: Image.Image, without: Image.Image, differs: Image.Image) -> float:
    """The contrast of a letter where it differs most from what is behind it."""
    left, right = (int(_SCALE * (x - around.left)) for x in (box.left, box.right))
    top, bottom = (int(_SCALE * (around.top - y)) for y in (box.top, box.bottom))
    right, bottom = min(right + 1, differs.width), min(bottom + 1, differs.height)
    if left >= right or top >= bottom:
        return 1.0
    letter = differs.crop((left, top, right, bottom)).tobytes()
    row, column = divmod(letter.index(max(letter)), right - left)
    at = (left + column, top + row)
    return _ratio(with_it.getpixel(at), without.getpixel(at))


@lru_cache(maxsize=4096)
def _ratio(ink: tuple[int, ...], ground: tuple[int, ...]) -> float:
    return Ink(f"#{bytes(ink).hex()}", f"#{bytes(ground).hex()}", 1, False, 1, 1).ratio

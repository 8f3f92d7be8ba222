"""Marks: crop and fold lines and the slug line, outside the bleed, on every printing plate."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from chapbook.content.paper import MM
from chapbook.content.tickets import Mark
from chapbook.files.state import State, state

# In millimetres: how far a mark keeps from the bleed, how long it is, and the strip for the slug line beyond the marks.
GAP, MARK, SLUG = 1.0, 4.0, 4.0

# In points: a hairline that every press still holds, and the height of the slug's letters.
HAIRLINE, LETTERS = 0.25, 6.0

# Left, bottom, right and top in millimetres.
Box = tuple[float, float, float, float]


def corners(box: Array) -> Box:
    """Left, bottom, right and top, in points; a PDF may name the corners in any order."""
    a, b, c, d = (float(corner) for corner in box.as_list())
    return min(a, c), min(b, d), max(a, c), max(b, d)


def room(marks: Iterable[Mark], slug: bool) -> float:
    """The millimetres that marks and slug line take outside the bleed."""
    return (GAP + MARK if [*marks] else 0) + (SLUG if slug else 0)


def registration(pdf: Pdf) -> Array:
    """The colour that prints on every plate (ISO 32000-2, 8.6.6.4), so that marks show whether plates are in line."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])


def lines(box: Box, bleed: float, *, upright: Iterable[float], lying: Iterable[float], folds: Iterable[float]) -> str:
    """Lines beside a box and between its pages: at each x and each y of cuts, and, dashed, at each x of folds."""
    left, bottom, right, top = box
    upright, lying = [*upright], [*lying]
    near, far = bleed + GAP, bleed + GAP + MARK
    # Above and below, then left and right.
    ends = ((bottom - far, bottom - near), (top + near, top + far))
    sides = ((left - far, left - near), (right + near, right + far))
    cuts = [_line(x, a, x, b) for x in upright for a, b in (*ends, *_gutters(lying, bleed))]
    cuts += [_line(a, y, b, y) for y in lying for a, b in (*sides, *_gutters(upright, bleed))]
    dashed = [_line(x, a, x, b) for x in folds for a, b in ends]
    drawing = [f"/All CS 1 SCN {HAIRLINE} w", *cuts]
    if dashed:
        drawing += ["[3 1.5] 0 d", *dashed]
    return "\n".join(["q", *drawing, "Q"])


def _gutters(cuts: list[float], bleed: float) -> list[tuple[float, float]]:
    """What lies between pages that stand apart by their bleeds, a hair off each: no cut leaves a mark on one."""
    apart = 2 * bleed
    gaps = [(a, b) for a, b in pairwise(cuts) if apart and abs(b - a - apart) < apart / 100]
    return [(a + apart / 10, b - apart / 10) for a, b in gaps]


def slug_line(text: str, box: Box, bleed: float, room: float, font: Path) -> str:
    """The slug line, below the marks, as outlines: no font is needed to print it."""
    left, bottom, *_ = box
    # The letters stand on the middle of the strip's lower half, clear of what a guillotine holds.
    x, y = number((left + GAP) * MM), number((bottom - bleed - room + SLUG / 4) * MM)
    return f"q /All cs 1 scn 1 0 0 1 {x} {y} cm\n{outlines(text, font, LETTERS)}\nQ"


def outlines(text: str, font: Path, height: float) -> str:
    """A line of plain text as filled shapes, its letters of a height in points, from the origin to the right."""
    letters, advances, units, names = _font(font, state(font))
    scale = height / units
    pen, x = _Pen(scale), 0.0
    for letter in text:
        glyph = names.get(ord(letter), names[ord("?")])
        pen.x = x
        letters[glyph].draw(pen)
        x += advances[glyph][0] * scale
    return "\n".join([*pen.drawn, "f"])


@lru_cache(maxsize=2)
def _font(path: Path, _: State) -> tuple[Any, Any, int, dict[int, str]]:
    # Read whole: the file may be written over while its letters are drawn.
    font = TTFont(path)
    return font.getGlyphSet(), font["hmtx"].metrics, font["head"].unitsPerEm, font.getBestCmap()


class _Pen(BasePen):  # type: ignore[misc]
    """Writes a glyph as the operators of a PDF page."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self.scale, self.x = scale, 0.0
        self.drawn: list[str] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        corners = [number(length) for x, y in points for length in (self.x + x * self.scale, y * self.scale)]
        self.drawn.append(" ".join([*corners, operator]))

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self._add("h")


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{number(x * MM)} {number(y * MM)} m {number(to_x * MM)} {number(to_y * MM)} l S"


def number(points: float) -> str:
    """A length in points; a thousandth of one is finer than any printer."""
    return f"{points:.3f}"

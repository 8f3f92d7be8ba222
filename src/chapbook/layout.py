"""What is wrong with laid-out pages: text that leaves its box or the page.

Reads WeasyPrint 70.0's boxes (`Page._page_box`), which are private, as `structure.py` does; nothing else in the press.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from chapbook.problems import shorten
from chapbook.text import ZERO_WIDTH_SPACE

PIXELS_PER_MM = 96 / 25.4

# Rounding in shaping and in borders; a hair's breadth that nobody sees.
TOLERANCE = 0.5 * PIXELS_PER_MM


@dataclass(frozen=True)
class Spill:
    """Text that runs over an edge: on which page (from 1), what, by how many millimetres, over which edge."""

    page: int
    what: str
    amount: float
    edge: str


def overflows(document: Document) -> Iterator[Spill]:
    """Every edge of a box or a page that text runs over: the first words that do, and how far the furthest go."""
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        spills: dict[tuple[str, float], Spill] = {}
        for place, spill in _spills(box, _Frame(0, 0, box.margin_width(), box.margin_height()), number):
            first = spills.get((spill.edge, place), spill)
            spills[spill.edge, place] = replace(first, amount=max(first.amount, spill.amount))
        yield from spills.values()


@dataclass(frozen=True)
class _Frame:
    """The room that a box gives to what is in it, in CSS pixels from the page's left and top."""

    left: float
    top: float
    right: float
    bottom: float


def _spills(box: Any, frame: _Frame, page: int) -> Iterator[tuple[float, Spill]]:
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if isinstance(child, boxes.TextBox):
            if child.text.strip():
                yield from _beyond(child, frame, page)
        else:
            yield from _spills(child, _frame(child, frame), page)


def _frame(box: Any, frame: _Frame) -> _Frame:
    """A block's own width holds its lines; its height does only where the style fixes it."""
    if not isinstance(box, boxes.BlockContainerBox) or box.width == "auto":
        return frame
    left, top = box.content_box_x(), box.content_box_y()
    fixed = box.style["height"] not in ("auto", None) and getattr(box.style["height"], "unit", "px") != "%"
    bottom = top + box.height if fixed and box.height != "auto" else frame.bottom
    return _Frame(left, top, left + box.width, bottom)


def _beyond(text: Any, frame: _Frame, page: int) -> Iterator[tuple[float, Spill]]:
    edges = {
        "left": frame.left - text.position_x,
        "right": text.position_x + text.width - frame.right,
        "bottom": text.position_y + text.height - frame.bottom,
    }
    for edge, amount in edges.items():
        if amount > TOLERANCE:
            words = text.text.replace(ZERO_WIDTH_SPACE, "").strip()
            yield getattr(frame, edge), Spill(page, shorten(words, 40), amount / PIXELS_PER_MM, edge)


def strange_fonts(document: Document, families: tuple[str, ...]) -> Iterator[str]:
    """Fonts on the pages of a written document that are none of these families."""
    known = {family.casefold() for family in families}
    used = {str(font.family) for font in document.fonts.values()}
    yield from sorted(family for family in used if family.casefold() not in known)

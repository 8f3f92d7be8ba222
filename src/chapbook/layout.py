"""What is wrong with laid-out pages: text that leaves its box or the page.

Reads WeasyPrint 70.0's boxes (`Page._page_box`), which are private; nothing else in the press does.
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
    """Text that runs over an edge: on which page (from 1), what, by how many millimetres, over which edge.

    In a form of fixed size, the room that it leaves (a panel, a card, a poster) and its block; whether it is the value
    of a hospital.
    """

    page: int
    what: str
    amount: float
    edge: str
    room: str = ""
    block: str = ""
    value: bool = False


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
    # What the templates say of it: `data-room`, `data-block`, and the class `value`.
    room: str = ""
    block: str = ""
    value: bool = False
    # A table grows with what is in it: no cell may reach beyond these, the sides of its room.
    walls: tuple[float, float] = (float("-inf"), float("inf"))


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
    frame = _told(box, frame)
    if not isinstance(box, boxes.BlockContainerBox) or box.width == "auto":
        return frame
    left, top = box.content_box_x(), box.content_box_y()
    fixed = box.style["height"] not in ("auto", None) and getattr(box.style["height"], "unit", "px") != "%"
    bottom = top + box.height if fixed and box.height != "auto" else frame.bottom
    right = left + box.width
    walls = (left, right) if (getattr(box.element, "attrib", None) or {}).get("data-room") else frame.walls
    left, right = max(left, walls[0]), min(right, walls[1])
    return replace(frame, left=left, top=top, right=right, bottom=bottom, walls=walls)


def _told(box: Any, frame: _Frame) -> _Frame:
    """The frame with what the element of a box says of itself in its template."""
    said = getattr(box.element, "attrib", None) or {}
    if not said:
        return frame
    value = frame.value or "value" in said.get("class", "").split()
    return replace(
        frame, room=said.get("data-room", frame.room), block=said.get("data-block", frame.block), value=value
    )


def _beyond(text: Any, frame: _Frame, page: int) -> Iterator[tuple[float, Spill]]:
    edges = {
        "left": frame.left - text.position_x,
        "right": text.position_x + text.width - frame.right,
        "bottom": text.position_y + text.height - frame.bottom,
    }
    for edge, amount in edges.items():
        if amount > TOLERANCE:
            words = text.text.replace(ZERO_WIDTH_SPACE, "").strip()
            spill = Spill(page, shorten(words, 40), amount / PIXELS_PER_MM, edge)
            yield getattr(frame, edge), replace(spill, room=frame.room, block=frame.block, value=frame.value)


def promised_pages(document: Document) -> int | None:
    """The number of pages that a template promises in the `data-pages` of its body; none where it promises nothing."""
    root = document.pages[0]._page_box.children[0].element
    body = root.find("body") if root is not None else None
    return int(body.get("data-pages")) if body is not None and body.get("data-pages") else None


@dataclass(frozen=True)
class Surplus:
    """What stands on pages that a form has no room for: how many lines, the first words, their block."""

    lines: int
    what: str
    block: str


def surplus(document: Document, promised: int) -> Surplus:
    """The text on the pages after the last one that a template promises."""
    lines = [found for page in document.pages[promised:] for found in _lines(page._page_box.children[0], "")]
    what, block = next(iter(lines), ("", ""))
    return Surplus(len(lines), shorten(what, 40), block)


def _lines(box: Any, block: str) -> Iterator[tuple[str, str]]:
    """Each line of text with its block."""
    block = _told(box, _Frame(0, 0, 0, 0, block=block)).block
    if isinstance(box, boxes.LineBox):
        words = "".join(child.text for child in box.descendants() if isinstance(child, boxes.TextBox))
        if words.strip(ZERO_WIDTH_SPACE + " •"):
            yield words.replace(ZERO_WIDTH_SPACE, "").strip(), block
        return
    for child in getattr(box, "children", ()):
        yield from _lines(getattr(child, "_box", child), block)


def strange_fonts(document: Document, families: tuple[str, ...]) -> Iterator[str]:
    """Fonts on the pages of a written document that are none of these families."""
    known = {family.casefold() for family in families}
    used = {str(font.family) for font in document.fonts.values()}
    yield from sorted(family for family in used if family.casefold() not in known)

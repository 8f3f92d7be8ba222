"""What is wrong with laid-out pages, text that leaves its box or the page; and their measures: type, lines, contrast.

Reads WeasyPrint 70.0's boxes (`Page._page_box`), which are private, as `structure.py`, `copyfit.py` and
`right_to_left.py` do; nothing else in the press.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from chapbook.content.proof import Ink, Measures, Spill
from chapbook.content.typography import ZERO_WIDTH_SPACE
from chapbook.problems.problem import q, shorten
from chapbook.typeset.weasyprint.copyfit import copyfit
from chapbook.typeset.weasyprint.structure import unwrapped

PIXELS_PER_MM = 96 / 25.4

# Rounding in shaping and in borders; a hair's breadth that nobody sees.
TOLERANCE = 0.5 * PIXELS_PER_MM


def overflows(document: Document) -> Iterator[Spill]:
    """Every edge of a box or a page that text or room to write in runs over: what does first, and how far."""
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        spills: dict[tuple[str, float], Spill] = {}
        for place, spill in _spills(box, _Frame(0, 0, box.margin_width(), box.margin_height()), number):
            first = spills.get((spill.edge, place), spill)
            spills[spill.edge, place] = replace(first, amount=max(first.amount, spill.amount))
        yield from spills.values()


# What a problem calls room for what is written in by hand.
TO_WRITE_ON = "a line to write on"


@dataclass(frozen=True)
class _Frame:
    """The room that a box gives to what is in it, in CSS pixels from the page's left and top."""

    left: float
    top: float
    right: float
    bottom: float
    # What the templates say of it: `data-room`, `data-block`, `lang`, and the class `value`.
    room: str = ""
    block: str = ""
    lang: str = ""
    value: bool = False
    # A table grows with what is in it: no cell may reach beyond these, the sides of its room.
    walls: tuple[float, float] = (float("-inf"), float("inf"))


def _spills(box: Any, frame: _Frame, page: int) -> Iterator[tuple[float, Spill]]:
    for child in getattr(box, "children", ()):
        child = unwrapped(child)
        if isinstance(child, boxes.TextBox):
            if words := child.text.replace(ZERO_WIDTH_SPACE, "").strip():
                sides = child.position_x, child.position_x + child.width, child.position_y + child.height
                yield from _beyond(words, sides, frame, page)
        elif not _is_the_mark(child):
            if _is_slot(child):
                left = child.border_box_x()
                foot = child.border_box_y() + child.border_height()
                yield from _beyond(TO_WRITE_ON, (left, left + child.border_width(), foot), frame, page)
            yield from _spills(child, _frame(child, frame), page)


def _attributes(box: Any) -> Mapping[str, str]:
    """Those of the element of a box, which the boxes of a page and of its margins lack."""
    found: Mapping[str, str] | None = getattr(box.element, "attrib", None)
    return found or {}


def _is_slot(box: Any) -> bool:
    """Room to write in, which has no words of its own; one in a line stands and falls with it."""
    told = _attributes(box)
    return ("data-value" in told or "data-slot" in told) and isinstance(box, boxes.BlockLevelBox | boxes.InlineBlockBox)


def _is_the_mark(box: Any) -> bool:
    """The press's own: the audit looks at the mark of a review copy (N010), and no author can move it."""
    return getattr(box, "at_keyword", "") == "@bottom-center"


def _frame(box: Any, frame: _Frame) -> _Frame:
    """A block's own width holds its lines; its height does only where the style fixes it."""
    frame = _told(box, frame)
    if not isinstance(box, boxes.BlockContainerBox) or box.width == "auto":
        return frame
    left, top = box.content_box_x(), box.content_box_y()
    fixed = box.style["height"] not in ("auto", None) and getattr(box.style["height"], "unit", "px") != "%"
    bottom = top + box.height if fixed and box.height != "auto" else frame.bottom
    right = left + box.width
    walls = (left, right) if _attributes(box).get("data-room") else frame.walls
    left, right = max(left, walls[0]), min(right, walls[1])
    return replace(frame, left=left, top=top, right=right, bottom=bottom, walls=walls)


def _told(box: Any, frame: _Frame) -> _Frame:
    """The frame with what the element of a box says of itself in its template."""
    said = _attributes(box)
    if not said:
        return frame
    told = {name: said.get(key, getattr(frame, name)) for name, key in _TOLD.items()}
    return replace(frame, **told, value=frame.value or "value" in said.get("class", "").split())


_TOLD = {"room": "data-room", "block": "data-block", "lang": "lang"}


def _beyond(words: str, sides: tuple[float, float, float], frame: _Frame, page: int) -> Iterator[tuple[float, Spill]]:
    """What words, or room for them, whose left, right and foot are these, are beyond their frame."""
    left, right, foot = sides
    edges = {"left": frame.left - left, "right": right - frame.right, "bottom": foot - frame.bottom}
    for edge, amount in edges.items():
        if amount > TOLERANCE:
            spill = Spill(page, shorten(words, 40), amount / PIXELS_PER_MM, edge)
            yield (
                getattr(frame, edge),
                replace(spill, room=frame.room, block=frame.block, lang=frame.lang, value=frame.value),
            )


def rests(document: Document) -> tuple[float, ...]:
    """How many millimetres each room leaves free below what is in it, in their order; 0 where its height is its own."""
    return tuple(rest for page in document.pages for rest in _rests(page._page_box))


def _rests(box: Any) -> Iterator[float]:
    if "data-room" not in _attributes(box):
        for child in getattr(box, "children", ()):
            yield from _rests(unwrapped(child))
        return
    # What is in a room of fixed height is laid out as an inline block; the last letters may hang below it.
    inside = [*box.descendants()]
    pieces = [each.position_y + each.margin_height() for each in inside if isinstance(each, boxes.InlineBlockBox)]
    letters = [each.position_y + each.height for each in inside if isinstance(each, boxes.TextBox)]
    rest = box.content_box_y() + box.height - max([*pieces, *letters]) if pieces else 0
    yield max(0.0, round(rest / PIXELS_PER_MM - 0.1, 1))


def gaps_of_columns(document: Document) -> tuple[float, ...]:
    """What each child of an element with `data-flow` may put, in millimetres, before itself twice, and once before each
    of its paragraphs and items that follow another, so that all of its columns reach its foot; nothing without columns.

    A child that goes on in the next column has the less of the two.
    """
    flows = (box for page in document.pages for box in page._page_box.descendants() if _is_flow(box))
    return tuple(gap for box in list(flows)[:1] for gap in _gaps(box))


def _is_flow(box: Any) -> bool:
    return "data-flow" in _attributes(box)


def _gaps(flow: Any) -> list[float]:
    follow = {after for each in flow.element.iter() for before, after in pairwise(each) if before.tag == after.tag}
    gaps = dict.fromkeys(flow.element, float("inf"))
    for column in flow.children:
        # Words that stand in it directly have no element of their own, and no gap.
        own = [child for child in column.children if child.element in gaps]
        inside = [
            each
            for child in own
            for each in child.descendants()
            if isinstance(each, boxes.BlockLevelBox | boxes.LineBox)
        ]
        if not inside:
            continue
        foot = max(each.position_y + each.height for each in inside)
        rest = max(0.0, (flow.content_box_y() + flow.height - foot) / PIXELS_PER_MM - 0.5)
        begun = {each.element for each in inside if each.element in follow and each.element.tag in ("p", "li")}
        gap = rest / max(1, 2 * (len(own) - 1) + len(begun))
        for child in own:
            gaps[child.element] = min(gaps[child.element], gap)
    return [round(gap, 2) if gap < float("inf") else 0.0 for gap in gaps.values()]


def promised_pages(document: Document) -> int | None:
    """The pages that a template promises, in the `data-pages` of its body or by its back cover, one page and the last;
    none where it promises nothing."""
    root = document.pages[0]._page_box.children[0].element
    body = root.find("body") if root is not None else None
    said = body.get("data-pages") if body is not None else None
    if not said:
        return next((number for number, page in enumerate(document.pages, 1) if _is_back(page)), None)
    if not re.fullmatch(r"[1-9]\d{0,3}", said):
        raise NoNumber(said, f"data-pages is a number of pages, and says {q(said[:60])}")
    return int(said)


def _is_back(page: Any) -> bool:
    # A blank page has no body.
    bodies = page._page_box.children[0].children[:1]
    elements = [box.element for body in bodies for box in body.children if getattr(box, "element", None) is not None]
    return any(element.tag == "section" and element.get("id") == "back" for element in elements)


class NoNumber(ValueError):
    """What a template says of its pages, and nobody can count; the text that it says."""

    def __init__(self, said: str, fault: str) -> None:
        super().__init__(fault)
        self.said = said


@dataclass(frozen=True)
class Surplus:
    """What stands on pages that a form has no room for: how many lines, the first words, their block."""

    lines: int
    what: str
    block: str
    # Whether the last page that there should be is the back cover.
    on_back: bool = False


def surplus(document: Document, promised: int) -> Surplus:
    """The text on the pages after the last one that a template promises."""
    lines = [found for page in document.pages[promised:] for found in _lines(page._page_box.children[0], "")]
    what, block = next(iter(lines), ("", ""))
    return Surplus(len(lines), shorten(what, 40), block, _is_back(document.pages[promised - 1]) if promised else False)


def _lines(box: Any, block: str) -> Iterator[tuple[str, str]]:
    """Each line of text with its block."""
    block = _told(box, _Frame(0, 0, 0, 0, block=block)).block
    if isinstance(box, boxes.LineBox):
        words = "".join(child.text for child in box.descendants() if isinstance(child, boxes.TextBox))
        if words.strip(ZERO_WIDTH_SPACE + " •"):
            yield words.replace(ZERO_WIDTH_SPACE, "").strip(), block
        return
    for child in getattr(box, "children", ()):
        yield from _lines(unwrapped(child), block)


def strange_fonts(document: Document, families: tuple[str, ...]) -> Iterator[str]:
    """Fonts on the pages of a written document that are none of these families."""
    known = {family.casefold() for family in families}
    used = {str(font.family) for font in document.fonts.values()}
    yield from sorted(family for family in used if family.casefold() not in known)


# ── measures ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Text with less room than this runs over with the next longer word.
TIGHT = 2 * PIXELS_PER_MM


@dataclass(frozen=True)
class _Seen:
    """A run of text as it is printed."""

    page: int
    text: str
    face: str
    size: float
    weight: int
    ink: str
    ground: str


def measure(document: Document) -> Measures:
    """The measures of a document; without its typefaces and how high their letters are as long as it is not written."""
    misfits, stands = copyfit(document)
    runs: list[_Seen] = []
    lines: list[tuple[float, float, int]] = []
    tight: list[Spill] = []
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        page_box = _Frame(0, 0, box.margin_width(), box.margin_height())
        tight += _close_to_the_edge(box, page_box, number)
        for child, ground in _inside(box, _colour(box) or "#ffffff"):
            if isinstance(child, boxes.TextBox) and child.text.strip():
                style = child.style
                face, points = str(style["font_family"][0]), round(style["font_size"] * 0.75, 2)
                ink = _hex(style["color"])
                runs.append(_Seen(number, child.text, face, points, style["font_weight"], ink, ground))
            elif isinstance(child, boxes.BlockContainerBox):
                lines += _full_lines(child)
            tight += _close_to_the_foot(child, number)
    faces = Counter[tuple[str, float]]()
    inks: dict[tuple[str, str], list[_Seen]] = {}
    for run in runs:
        faces[run.face, run.size] += len(run.text)
        inks.setdefault((run.ink, run.ground), []).append(run)
    (face, size), _ = faces.most_common(1)[0] if faces else (("", 0.0), 0)
    body = [(length, leading) for points, leading, length in lines if points == size]
    lengths = [length for length, _ in body]
    sizes = Counter[float]()
    for (_, points), count in faces.items():
        sizes[points] += count
    return Measures(
        face,
        size,
        round(_x_height(document, face) * size * 25.4 / 72, 2),
        round(Counter(leading for _, leading in body).most_common(1)[0][0], 1) if body else 0.0,
        round(median(lengths)) if lengths else 0,
        max(lengths, default=0),
        tuple(sizes.most_common()),
        tuple(sorted((_ink(pair, seen) for pair, seen in inks.items()), key=lambda each: each.ratio)),
        len({letter for run in runs for letter in run.text if not letter.isspace()}),
        tuple(sorted({f"{font.family} {font.weight}" for font in document.fonts.values()})),
        tuple(tight),
        tuple(misfits),
        tuple(stands),
    )


def _ink(pair: tuple[str, str], seen: list[_Seen]) -> Ink:
    """The smallest type of a pair of colours, and bold only where all of that size is."""
    smallest = min(run.size for run in seen)
    bold = all(run.weight >= 700 for run in seen if run.size == smallest)
    return Ink(*pair, smallest, bold, sum(len(run.text) for run in seen), seen[0].page)


def _inside(box: Any, ground: str) -> Iterator[tuple[Any, str]]:
    """Every box inside one, with the colour behind it."""
    for child in getattr(box, "children", ()):
        child = unwrapped(child)
        behind = _colour(child) or ground
        yield child, behind
        yield from _inside(child, behind)


def _colour(box: Any) -> str:
    """The ground of a box, or nothing where what is behind it shows."""
    colour = box.style["background_color"]
    return _hex(colour) if getattr(colour, "alpha", 0) == 1 else ""


def _hex(colour: Any) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour.to("srgb").coordinates)


def _full_lines(block: Any) -> Iterator[tuple[float, float, int]]:
    """The size, leading and characters of each full line of a paragraph of three lines or more."""
    lines = [child for child in block.children if isinstance(child, boxes.LineBox)]
    for line in lines[:-1] if len(lines) > 2 else ():
        text = "".join(child.text for child, _ in _inside(line, "") if isinstance(child, boxes.TextBox))
        length = len(text.replace(ZERO_WIDTH_SPACE, "").strip())
        yield round(line.style["font_size"] * 0.75, 2), line.height * 0.75, length


def _x_height(document: Document, face: str) -> float:
    """The x-height of a face as a share of its size, by the font itself (OpenType, OS/2 sxHeight)."""
    fonts = [font for font in document.fonts.values() if str(font.family) == face]
    for font in sorted(fonts, key=lambda font: font.weight != 400):
        with TTFont(BytesIO(font.file_content), lazy=True, fontNumber=0) as opened:
            if "OS/2" in opened:
                return _top_of_x(opened) / float(opened["head"].unitsPerEm)
    return 0.0


def _top_of_x(font: TTFont) -> float:
    """Where a small letter ends: OS/2 says it from version 2 on; of an older font, DejaVu's, the letter x does."""
    said = getattr(font["OS/2"], "sxHeight", None)
    name = None if said else (font.getBestCmap() or {}).get(ord("x"))
    if name is None:
        return float(said or 0)
    pen = BoundsPen(glyphs := font.getGlyphSet())
    glyphs[name].draw(pen)
    return float(pen.bounds[3]) if pen.bounds else 0.0


def _close_to_the_edge(box: Any, page_box: _Frame, page: int) -> Iterator[Spill]:
    """Text nearer to an edge of the page than the knife is sure of."""
    parts = (part for part in box.children if not _is_the_mark(part))
    for child, _ in (each for part in parts for each in _inside(part, "")):
        if isinstance(child, boxes.TextBox) and child.text.strip():
            rooms = {
                "left": child.position_x - page_box.left,
                "right": page_box.right - child.position_x - child.width,
                "bottom": page_box.bottom - child.position_y - child.height,
            }
            yield from (_tight(child, page, room, edge) for edge, room in rooms.items() if room < TIGHT)


def _close_to_the_foot(box: Any, page: int) -> Iterator[Spill]:
    """The last text of a box of fixed height, where less than 2 mm are left below it."""
    if not isinstance(box, boxes.BlockContainerBox) or _frame(box, _Frame(0, 0, 0, 0)).bottom == 0:
        return
    texts = [child for child, _ in _inside(box, "") if isinstance(child, boxes.TextBox) and child.text.strip()]
    if len({text.position_y for text in texts}) > 1:
        last = max(texts, key=lambda text: text.position_y + text.height)
        room = box.content_box_y() + box.height - last.position_y - last.height
        if room < TIGHT:
            yield _tight(last, page, room, "bottom")


def _tight(text: Any, page: int, room: float, edge: str) -> Spill:
    return Spill(page, shorten(text.text.replace(ZERO_WIDTH_SPACE, "").strip(), 40), room / PIXELS_PER_MM, edge)

"""Imposition: where each page stands on the printed sheet, at its own size, and the sheets drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from chapbook.content.paper import MM, Edge, Size
from chapbook.content.tickets import Imposition, Mark
from chapbook.finish import order as counting
from chapbook.finish.marks import Box, corners, lines, number, registration, room, slug_line
from chapbook.finish.order import Pages, Pair

# In millimetres. Layout rounds sizes to less than this; a page that is off by more was set for another paper.
TOLERANCE = 0.2

# Of three panels, the one that folds in is narrower: 100, 100 and 97 of 297 mm.
PANELS = (100 / 297, 100 / 297, 97 / 297)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How pages stand on sheets, in millimetres; without a sheet, it is as large as the page and its marks."""

    trim: Size
    bleed: float = 0
    sheet: Size | None = None
    binding: Edge = "left"
    sides: int = 2
    flip: Literal["long-edge", "short-edge"] = "long-edge"
    paper_thickness: float = 0
    marks: tuple[Mark, ...] = ()
    slug: bool = False

    @property
    def room(self) -> float:
        """What marks and slug line take outside the bleed."""
        return room(self.marks, self.slug)


@dataclass(frozen=True)
class Position:
    """A page on a side: the lower left corner of its trim, what of it shows, and whether it stands on its head."""

    page: int
    x: float
    y: float
    clip: Box
    turned: bool = False


@dataclass(frozen=True)
class Side:
    """One side of a sheet: its pages, the box that is left after cutting, and where it is cut and folded."""

    sheet: Size
    box: Box
    positions: tuple[Position, ...]
    upright_cuts: tuple[float, ...]
    lying_cuts: tuple[float, ...]
    folds: tuple[float, ...] = ()


def sides(imposition: Imposition, order: Pages, layout: Layout) -> list[Side]:
    """The sides in the order in which they are printed: front and back of the first sheet, then of the next."""
    if imposition == "saddle-stitch":
        return _folded(counting.nested(order, layout.binding), layout)
    if imposition == "n-up":
        return _grids(order, layout)
    if imposition == "tri-fold":
        return _folded_in_three(order, layout)
    return [_alone(page, layout) for page in order]


def impose(
    pdf: Pdf,
    imposition: Imposition,
    order: Pages,
    layout: Layout,
    slug: Callable[[int, int], str] = "{} / {}".format,
    font: Path | None = None,
) -> int:
    """Replace the pages of a PDF by the sides of sheets, and give their number.

    The slug line of each side is made by `slug(side, of how many)`, in the letters of the font.
    """
    laid = sides(imposition, order, layout)
    forms = [_form(pdf, page, layout, number) for number, page in enumerate(pdf.pages, start=1)]
    colour = pdf.make_indirect(registration(pdf))
    del pdf.pages[:]
    for count, side in enumerate(laid, start=1):
        drawing = [_placed(position, forms[position.page - 1][1], layout.trim) for position in side.positions]
        if layout.marks:
            cut, folded = "crop" in layout.marks, "fold" in layout.marks
            drawing.append(
                lines(
                    side.box,
                    layout.bleed,
                    upright=side.upright_cuts if cut else (),
                    lying=side.lying_cuts if cut else (),
                    folds=side.folds if folded else (),
                )
            )
        if layout.slug and font:
            drawing.append(slug_line(slug(count, len(laid)), side.box, layout.bleed, layout.room, font))
        pdf.pages.append(_sheet(pdf, side, layout.bleed, drawing, [form for form, _ in forms], colour))
    return len(laid)


# ── where pages stand ─────────────────────────────────────────────────────────────────────────────────────────────


def _alone(page: int | None, layout: Layout, folds: tuple[float, ...] = ()) -> Side:
    """A page in the middle of a sheet of its own."""
    trim = layout.trim
    rim = 2 * (layout.bleed + layout.room)
    sheet = layout.sheet or Size(trim.width + rim, trim.height + rim)
    left, bottom = (sheet.width - trim.width) / 2, (sheet.height - trim.height) / 2
    box = (left, bottom, left + trim.width, bottom + trim.height)
    positions = () if page is None else (Position(page, left, bottom, _grown(box, layout.bleed)),)
    return Side(sheet, box, positions, (box[0], box[2]), (box[1], box[3]), tuple(left + fold for fold in folds))


def _folded_in_three(order: Pages, layout: Layout) -> list[Side]:
    """The outside and the inside of one sheet. The narrow panel folds in: first outside, last inside; in a booklet that
    is bound on the right, the other way round."""
    width = layout.trim.width
    outer, inner = (PANELS[2] * width, (PANELS[2] + PANELS[0]) * width), (PANELS[0] * width, 2 * PANELS[0] * width)
    folds = (outer, inner) if layout.binding == "left" else (inner, outer)
    return [_alone(page, layout, fold) for page, fold in zip(order, folds, strict=True)]


def _folded(pairs: list[Pair], layout: Layout) -> list[Side]:
    """Sheets folded once and put into each other: two pages a side, against the spine and centred upright."""
    trim, bleed, thickness = layout.trim, layout.bleed, layout.paper_thickness
    rim = 2 * (bleed + layout.room)
    sheet = (layout.sheet or Size(2 * trim.width + rim, trim.height + rim)).landscape
    spine, foot = sheet.width / 2, (sheet.height - trim.height) / 2
    box = (spine - trim.width, foot, spine + trim.width, foot + trim.height)
    _check_room(box, sheet, layout, f"two pages of {trim}")
    left, bottom, right, top = _grown(box, bleed)
    made = []
    for side, pair in enumerate(pairs):
        # The sheets around it push an inner sheet outwards at the fold, each by its thickness: so its pages move back
        # towards the spine. The outermost sheet is not moved. The clip keeps a moved page from running over the spine.
        creep = side // 2 * thickness
        halves = ((box[0] + creep, (left, bottom, spine, top)), (spine - creep, (spine, bottom, right, top)))
        positions = tuple(
            Position(page, x, foot, clip) for page, (x, clip) in zip(pair, halves, strict=True) if page is not None
        )
        made.append(Side(sheet, box, positions, (box[0], box[2]), (box[1], box[3]), (spine,)))
    return made


def _grids(order: Pages, layout: Layout) -> list[Side]:
    """Leaves to be cut apart: as many as the sheet holds as it lies; a back lies behind its front."""
    if layout.sheet is None:
        raise ValueError("several pages on a sheet need one; add sheet: place")
    sheet, (columns, rows) = layout.sheet, _fits(layout.sheet, layout)
    trim, gutter = layout.trim, 2 * layout.bleed
    width, height = columns * (trim.width + gutter) - gutter, rows * (trim.height + gutter) - gutter
    left, bottom = (sheet.width - width) / 2, (sheet.height - height) / 2
    box = (left, bottom, left + width, bottom + height)
    _check_room(box, sheet, layout, f"a page of {trim}", bool(columns * rows))
    xs = [left + column * (trim.width + gutter) for column in range(columns)]
    ys = [bottom + row * (trim.height + gutter) for row in reversed(range(rows))]
    cuts = (_edges(xs, trim.width), _edges(ys, trim.height))
    # Text from right to left is read in columns from right to left.
    fronts = [(x, y) for y in ys for x in (xs if layout.binding == "left" else xs[::-1])]
    # Turned over about an upright edge, what was left is right; about a lying edge, what was above is below, and a
    # back must stand on its head to have its head where the front has it.
    about_upright = (layout.flip == "long-edge") == (sheet.height >= sheet.width)
    across, down = sheet.width - trim.width, sheet.height - trim.height
    backs = [(across - x, y) if about_upright else (x, down - y) for x, y in fronts]

    order = [*order, *[None] * (-len(order) % layout.sides)]
    leaves = [order[start : start + layout.sides] for start in range(0, len(order), layout.sides)]
    made = []
    for filling in counting.n_up(len(leaves), len(fronts)):
        for side in range(layout.sides):
            spots, turned = (backs, not about_upright) if side else (fronts, False)
            pages = [leaves[leaf - 1][side] for leaf in filling]
            positions = tuple(
                Position(page, x, y, _grown((x, y, x + trim.width, y + trim.height), layout.bleed), turned)
                for page, (x, y) in zip(pages, spots, strict=True)
                if page is not None
            )
            made.append(Side(sheet, box, positions, *cuts))
    return made


def _fits(sheet: Size, layout: Layout) -> tuple[int, int]:
    """Columns and rows of pages, each with its bleed, inside the room for marks."""
    rim = 2 * layout.room - TOLERANCE
    across, down = (length + 2 * layout.bleed for length in (layout.trim.width, layout.trim.height))
    return int((sheet.width - rim) // across), int((sheet.height - rim) // down)


def _edges(starts: list[float], length: float) -> tuple[float, ...]:
    """Where to cut; pages that touch share an edge."""
    return tuple(sorted({round(edge, 4) for start in starts for edge in (start, start + length)}))


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _check_room(box: Box, sheet: Size, layout: Layout, what: str, fits: bool = True) -> None:
    """Printing at another size than the page was set for would shrink its type, so nothing is ever scaled."""
    free = min(box[0], box[1]) + TOLERANCE / 2
    if not fits or free < 0:
        raise ValueError(
            f"{what} do{'es' * what.startswith('a ')} not fit on a sheet of {sheet}"
            "; take a smaller trim or a larger sheet"
        )
    if free < layout.bleed:
        raise ValueError(
            f"no room for a bleed of {layout.bleed:g} mm: {what} fill a sheet of {sheet}"
            "; take a larger sheet, or bleed: 0"
        )
    # Marks and slug line stand above and below; crop marks beside the pages too.
    needed = layout.bleed + layout.room
    tight = box[1] if set(layout.marks) <= {"fold"} else min(box[0], box[1])
    if layout.room and tight + TOLERANCE / 2 < needed:
        raise ValueError(f"no room for marks: {what} fill a sheet of {sheet}; take a larger sheet, or marks out")


# ── drawing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _form(pdf: Pdf, page: Page, layout: Layout, count: int) -> tuple[Object, Box]:
    """A page to be drawn on a sheet, whole with its bleed, and its trim in points; refused where its size is wrong."""
    trim, media = (corners(box) for box in (page.trimbox, page.mediabox))
    size = Size((trim[2] - trim[0]) / MM, (trim[3] - trim[1]) / MM)
    if max(abs(size.width - layout.trim.width), abs(size.height - layout.trim.height)) > TOLERANCE:
        raise ValueError(f"page {count} is {size}, and the trim is {layout.trim}; set the page at the size of the trim")
    reach = min(trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3]) / MM
    if reach < layout.bleed - TOLERANCE:
        raise ValueError(f"page {count} bleeds {reach:.2g} mm, not {layout.bleed:g} mm; set the page with its bleed")
    form = page.as_form_xobject()
    # What pikepdf gives shows the trim alone.
    form.BBox = Array([*media])
    return pdf.make_indirect(form), trim


def _placed(position: Position, trim: Box, size: Size) -> str:
    left, bottom, right, top = position.clip
    clip = " ".join(number(length * MM) for length in (left, bottom, right - left, top - bottom))
    if position.turned:
        x, y = (position.x + size.width) * MM + trim[0], (position.y + size.height) * MM + trim[1]
        matrix = f"-1 0 0 -1 {number(x)} {number(y)}"
    else:
        matrix = f"1 0 0 1 {number(position.x * MM - trim[0])} {number(position.y * MM - trim[1])}"
    return f"q {clip} re W n {matrix} cm /P{position.page} Do Q"


def _sheet(pdf: Pdf, side: Side, bleed: float, drawing: list[str], forms: list[Object], colour: Object) -> Page:
    used = sorted({position.page for position in side.positions})
    resources = Dictionary(XObject=Dictionary({f"/P{page}": forms[page - 1] for page in used}))
    resources.ColorSpace = Dictionary(All=colour)
    return Page(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=_points((0, 0, side.sheet.width, side.sheet.height)),
                TrimBox=_points(side.box),
                BleedBox=_points(_grown(side.box, bleed)),
                Resources=resources,
                # A blank has a drawing too: Ghostscript, and who knows what else, stops at one of no bytes.
                Contents=Stream(pdf, ("\n".join(drawing) or "q Q").encode("ascii")),
            )
        )
    )


def _points(box: Box) -> Array:
    return Array([round(length * MM, 3) for length in box])

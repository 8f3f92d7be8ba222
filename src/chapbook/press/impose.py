"""Imposition: which pages go where on the printed sheet."""

from __future__ import annotations

from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

from chapbook.press.paper import MM, Edge, Size

# Page numbers count from 1; None is a blank.
Pair = tuple[int | None, int | None]

# In millimetres. Layout rounds sizes to less than this; a page that is off by more was set for another paper.
TOLERANCE = 0.2

# In millimetres: how far a fold mark keeps from the page, and how long it is.
MARK_GAP, MARK = 1.0, 4.0


def saddle_stitch(pages: int, binding: Edge = "left") -> list[Pair]:
    """The pairs of pages on each side of sheets folded once and stapled, the outermost sheet first.

    >>> saddle_stitch(8)
    [(8, 1), (2, 7), (6, 3), (4, 5)]

    A booklet bound on the right is its mirror image:

    >>> saddle_stitch(8, "right")
    [(1, 8), (7, 2), (3, 6), (5, 4)]

    A booklet of 6 is printed as 8:

    >>> saddle_stitch(6)
    [(6, 1), (2, None), (None, 3), (4, 5)]
    """
    order = in_fours(pages)
    pairs: list[Pair] = []
    while order:
        pairs.append((order.pop(), order.pop(0)))
        pairs.append((order.pop(0), order.pop()))
    return pairs if binding == "left" else [(right, left) for left, right in pairs]


def in_fours(pages: int) -> list[int | None]:
    """The pages in reading order, with blanks before the back cover.

    >>> in_fours(6)
    [1, 2, 3, 4, 5, None, None, 6]

    A single page is a front cover:

    >>> in_fours(1)
    [1, None, None, None]
    """
    # A sheet has two sides and two pages a side, so pages come in fours.
    blanks: list[int | None] = [None] * (-pages % 4)
    order: list[int | None] = list(range(1, pages + 1))
    inside = max(pages - 1, 1)
    return order[:inside] + blanks + order[inside:]


def impose(
    pdf: Pdf, *, binding: Edge, trim: Size, sheet: Size, paper_thickness: float = 0, fold_marks: bool = False
) -> None:
    """Replace the pages of a PDF by the sides of sheets to print on both sides, fold once and staple."""
    sheet = sheet.landscape
    forms = [page.as_form_xobject() for page in pdf.pages]
    _check(forms, trim, sheet, fold_marks)
    del pdf.pages[:]
    for side, pair in enumerate(saddle_stitch(len(forms), binding)):
        # The sheets around it push an inner sheet outwards at the fold, each by its thickness: so its pages move back
        # towards the spine. The outermost sheet is not moved.
        creep = side // 2 * paper_thickness
        pages = {number: forms[number - 1] for number in pair if number is not None}
        drawing = [_placed(number, pages[number], half, creep, trim, sheet)
                   for half, number in enumerate(pair) if number is not None]
        if fold_marks:
            drawing.append(_fold_marks(trim, sheet))
        pdf.pages.append(Page(pdf.make_indirect(Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, _points(sheet.width), _points(sheet.height)],
            Resources=Dictionary(XObject=Dictionary({f"/P{number}": form for number, form in pages.items()})),
            Contents=Stream(pdf, "\n".join(drawing).encode("ascii")),
        ))))


def _placed(number: int, form: Object, half: int, creep: float, trim: Size, sheet: Size) -> str:
    """A page at its own size on the left (0) or right (1) half, against the spine and centred upright."""
    edge = sheet.width / 2 - (1 - half) * trim.width
    foot = (sheet.height - trim.height) / 2
    shift = -creep if half else creep
    left, bottom, *_ = _box(form)
    # The clip keeps a page that moved from running over the spine.
    clip = " ".join(_number(length * MM) for length in (edge, foot, trim.width, trim.height))
    x, y = _number((edge + shift) * MM - left), _number(foot * MM - bottom)
    return f"q {clip} re W n 1 0 0 1 {x} {y} cm /P{number} Do Q"


def _fold_marks(trim: Size, sheet: Size) -> str:
    """Hairlines in line with the spine, above and below the pages."""
    spine, foot = sheet.width / 2, (sheet.height - trim.height) / 2
    near, far = foot - MARK_GAP, foot - MARK_GAP - MARK
    lines = ((near, far), (sheet.height - near, sheet.height - far))
    x = _number(spine * MM)
    drawn = " ".join(f"{x} {_number(a * MM)} m {x} {_number(b * MM)} l S" for a, b in lines)
    return f"q 0 G 0.25 w {drawn} Q"


def _check(forms: list[Object], trim: Size, sheet: Size, fold_marks: bool) -> None:
    """Printing at another size than the page was set for would shrink its type, so nothing is ever scaled."""
    for number, form in enumerate(forms, start=1):
        left, bottom, right, top = _box(form)
        page = Size((right - left) / MM, (top - bottom) / MM)
        if max(abs(page.width - trim.width), abs(page.height - trim.height)) > TOLERANCE:
            raise ValueError(f"page {number} is {page}, and the trim is {trim}; set the page at the size of the trim")
    if 2 * trim.width > sheet.width + TOLERANCE or trim.height > sheet.height + TOLERANCE:
        raise ValueError(f"two pages of {trim} do not fit on a sheet of {sheet}; take a smaller trim or a larger sheet")
    if fold_marks and (sheet.height - trim.height) / 2 < MARK_GAP + MARK:
        raise ValueError(f"no room for fold marks: pages of {trim} fill a sheet of {sheet}; take fold-marks out")


def _box(form: Object) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a page, in points; a PDF may name the corners in any order."""
    a, b, c, d = (float(corner) for corner in form.BBox.as_list())
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _points(length: float) -> float:
    # A thousandth of a point is finer than any printer.
    return round(length * MM, 3)


def _number(points: float) -> str:
    return f"{points:.3f}"

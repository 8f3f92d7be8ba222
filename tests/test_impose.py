"""Imposition: every page once, back to back with the next one, in the right place at its own size."""

from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Page, Pdf, Stream

from chapbook.press.impose import impose, in_fours, saddle_stitch
from chapbook.press.paper import MM, SIZES

COUNTS = range(1, 129)
EDGES = ("left", "right")

A5, A4, HALF_LETTER, LETTER = (SIZES[name] for name in ("A5", "A4", "half-letter", "Letter"))


# ── arithmetic ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", COUNTS)
def test_every_page_is_printed_exactly_once(count, edge):
    """A booklet of any length holds all its pages, and fewer than four blanks."""
    printed = [page for pair in saddle_stitch(count, edge) for page in pair]

    assert list(range(1, count + 1)) == sorted(page for page in printed if page)
    assert -count % 4 == printed.count(None)


@pytest.mark.parametrize("count", COUNTS)
def test_blanks_come_before_the_back_cover(count):
    """The first page is the front cover, the last one the back cover, and blanks lie between the text and the back."""
    order = in_fours(count)
    text = max(count - 1, 1)

    assert 1 == order[0]
    assert list(range(1, text + 1)) == order[:text]
    assert {None} >= set(order[text : len(order) - (count > 1)])
    assert count == order[-1] or count == 1


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", COUNTS)
def test_covers_are_outside(count, edge):
    """The front of the first sheet has both covers, the front cover away from the bound edge."""
    front = saddle_stitch(count, edge)[0]
    back_cover = count if count > 1 else None

    assert ((back_cover, 1) if edge == "left" else (1, back_cover)) == front


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", COUNTS)
def test_folded_and_nested_sheets_read_in_order(count, edge):
    """Printed, flipped on the short edge, nested and folded, the leaves turn in reading order."""
    assert in_fours(count) == leafed_through(saddle_stitch(count, edge), edge)


@given(st.integers(1, 2000))
def test_right_hand_binding_mirrors(count):
    """A booklet bound on the right is the mirror image of one bound on the left, sheet for sheet."""
    mirrored = [(right, left) for left, right in saddle_stitch(count, "left")]

    assert mirrored == saddle_stitch(count, "right")


def leafed_through(pairs, edge):
    """The pages as a reader meets them, found by folding paper and not by the rule under test."""
    sheets = list(zip(pairs[::2], pairs[1::2], strict=True))
    near, far = [], []
    for front, back in sheets:
        # Behind the right half of a front lies the left half of its back: the sheet was turned about its short edge.
        right_leaf, left_leaf = (front[1], back[0]), (front[0], back[1])
        if edge == "left":
            # The right leaf opens first, and shows its front first; the left leaf is met from the inside.
            near.append(right_leaf)
            far.append(left_leaf[::-1])
        else:
            near.append(left_leaf)
            far.append(right_leaf[::-1])
    return [page for leaf in near + far[::-1] for page in leaf]


# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", [1, 2, 4, 6, 8, 11])
@pytest.mark.parametrize(("trim", "sheet"), [(A5, A4), (HALF_LETTER, LETTER)], ids=["A4", "Letter"])
def test_pages_stand_on_their_halves(trim, sheet, count, edge):
    """Rasterised, each half of each side shows the page that the arithmetic names, and blanks are white."""
    sides = rasterised(booklet(count, trim, sheet, binding=edge))
    seen = [tuple(middle(side, half) for half in (0, 1)) for side in sides]
    grey = {None: 255} | {number: shade(number) for number in range(1, count + 1)}

    assert [(grey[left], grey[right]) for left, right in saddle_stitch(count, edge)] == seen


@pytest.mark.parametrize(
    ("trim", "sheet", "wide", "high"),
    [(A5, A4, 297, 210), (HALF_LETTER, LETTER, 279.4, 215.9), (A5, SIZES["A3"], 420, 297)],
)
def test_sheets_lie_on_their_long_side(trim, sheet, wide, high):
    """A side is the whole sheet, landscape."""
    with booklet(4, trim, sheet) as pdf:
        size = [float(length) / MM for length in pdf.pages[0].mediabox[2:]]

    assert pytest.approx([wide, high], abs=0.01) == size


def test_half_letter_fills_letter_to_the_edges():
    """Two half-letter pages leave no paper free on a Letter sheet."""
    side = rasterised(booklet(4, HALF_LETTER, LETTER))[0]
    corners = [(0, 0), (side.width - 1, 0), (0, side.height - 1), (side.width - 1, side.height - 1)]

    assert [shade(4), shade(1)] * 2 == [side.getpixel(corner) for corner in corners]


def test_what_is_left_of_the_sheet_is_shared():
    """On a larger sheet, pages meet at the spine, and the rest of the paper is the same on both sides."""
    side = rasterised(booklet(4, A5, SIZES["A3"]))[0]
    spine, middle_row = side.width // 2, side.height // 2
    row = [side.getpixel((x, middle_row)) for x in range(side.width)]
    column = [side.getpixel((spine + 100, y)) for y in range(side.height)]

    assert [shade(4), shade(1)] == [row[spine - 3], row[spine + 3]]
    assert pytest.approx(margin(row), abs=1) == margin(row[::-1])
    assert pytest.approx(margin(column), abs=1) == margin(column[::-1])
    assert pytest.approx((420 - 2 * 148) / 2 * MM, abs=1) == margin(row)
    assert pytest.approx((297 - 210) / 2 * MM, abs=1) == margin(column)


def test_pages_keep_their_size():
    """A line of 100 mm on the page is 100 mm on the sheet, and pages are never turned."""
    with booklet(4, A5, A4) as pdf:
        matrices = [
            tuple(float(number) for number in line.split(" cm ")[0].split()[-6:-2])
            for page in pdf.pages
            for line in page.obj.Contents.read_bytes().decode().splitlines()
        ]

    assert [(1, 0, 0, 1)] * 4 == matrices


@pytest.mark.parametrize("edge", EDGES)
def test_inner_sheets_move_to_the_spine(edge):
    """Each sheet inside another is moved towards the spine by the paper's thickness; the outermost is not."""
    thickness = 2  # far thicker than paper, to be seen at 72 dots an inch
    sides = rasterised(booklet(12, A5, A4, binding=edge, paper_thickness=thickness))
    rows = [[side.getpixel((x, side.height // 2)) for x in range(side.width)] for side in sides]
    rest = 0.5 * MM  # an A4 sheet is 1 mm wider than two A5 pages

    for number, row in enumerate(rows):
        expected = rest + number // 2 * thickness * MM

        assert pytest.approx(expected, abs=1.5) == margin(row)
        assert pytest.approx(expected, abs=1.5) == margin(row[::-1])
        assert row[len(row) // 2 - 3] == middle(sides[number], 0)
        assert row[len(row) // 2 + 3] == middle(sides[number], 1)


def test_page_boxes_that_begin_elsewhere():
    """A page whose box does not begin at 0 stands in the same place as one whose box does."""
    plain = rasterised(booklet(4, A5, A4))
    moved = rasterised(booklet(4, A5, A4, origin=(-20, 35)))

    assert [side.tobytes() for side in plain] == [side.tobytes() for side in moved]


def test_fold_marks_stand_beside_the_pages():
    """Fold marks are in line with the spine, above and below the pages and never on them."""
    sheet = SIZES["A3"]
    side = rasterised(booklet(4, A5, sheet, fold_marks=True), scale=4)[0]
    unmarked = rasterised(booklet(4, A5, sheet), scale=4)[0]
    spine = side.width // 2
    changed = [(x, y) for x in range(spine - 40, spine + 40) for y in range(side.height)
               if side.getpixel((x, y)) != unmarked.getpixel((x, y))]
    foot = (297 - 210) / 2 * MM * 4

    assert changed
    assert all(abs(x - spine) <= 2 for x, _ in changed)
    assert all(y < foot or y > side.height - foot for _, y in changed)


@pytest.mark.parametrize(
    ("trim", "sheet", "marks", "message"),
    [
        (HALF_LETTER, A4, False, "two pages of 139.7 × 215.9 mm do not fit on a sheet of 297 × 210 mm; "
                                 "take a smaller trim or a larger sheet"),
        (A4, A4, False, "two pages of 210 × 297 mm do not fit on a sheet of 297 × 210 mm; "
                        "take a smaller trim or a larger sheet"),
        (A5, A4, True, "no room for fold marks: pages of 148 × 210 mm fill a sheet of 297 × 210 mm; "
                       "take fold-marks out"),
    ],
)
def test_what_does_not_fit_is_refused(trim, sheet, marks, message):
    """Nothing is shrunk to fit; the message says what to change."""
    with pytest.raises(ValueError) as refused:
        booklet(4, trim, sheet, fold_marks=marks)

    assert message == str(refused.value)


def test_page_of_another_size_is_refused():
    """A page that was set for another paper is named."""
    pdf = greys(3, A5)
    pdf.pages[2].mediabox = [0, 0, A4.width * MM, A4.height * MM]

    with pytest.raises(ValueError) as refused:
        impose(pdf, binding="left", trim=A5, sheet=A4)

    assert ("page 3 is 210 × 297 mm, and the trim is 148 × 210 mm; set the page at the size of the trim"
            == str(refused.value))


def shade(number):
    return 20 * number


def greys(count, trim, origin=(0, 0)):
    """A PDF whose pages are filled to the edges, each with its own grey."""
    pdf = Pdf.new()
    x, y = origin
    width, height = trim.width * MM, trim.height * MM
    for number in range(1, count + 1):
        fill = f"{shade(number) / 255:.4f} g {x} {y} {width:.3f} {height:.3f} re f"
        pdf.pages.append(Page(pdf.make_indirect(Dictionary(
            Type=Name.Page, MediaBox=[x, y, x + width, y + height], Contents=Stream(pdf, fill.encode())
        ))))
    return pdf


def booklet(count, trim, sheet, *, binding="left", origin=(0, 0), **ticket):
    pdf = greys(count, trim, origin)
    impose(pdf, binding=binding, trim=trim, sheet=sheet, **ticket)
    return pdf


def rasterised(pdf, scale=1):
    """The pages as grey pictures, a point a pixel."""
    file = BytesIO()
    pdf.save(file)
    return [page.render(scale=scale, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(file.getvalue())]


def middle(side, half):
    return side.getpixel((side.width * (1 + 2 * half) // 4, side.height // 2))


def margin(pixels):
    """How many white pixels a row begins with."""
    return next(number for number, pixel in enumerate(pixels) if pixel < 250)

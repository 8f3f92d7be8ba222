"""Imposition: every page in the right place on its sheet, at its own size, with its bleed and never scaled."""

import shutil
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Page, Pdf, Stream
from PIL import Image, ImageChops

from chapbook.content.paper import MM, SIZES, Size
from chapbook.finish.impose import Layout, impose, sides
from chapbook.finish.marks import outlines
from chapbook.finish.order import filled, in_fours, nested
from conftest import FONTS

EDGES = ("left", "right")

A5, A4, A3, HALF_LETTER, LETTER, CARD = (SIZES[name] for name in ("A5", "A4", "A3", "half-letter", "Letter", "card"))
FONT = FONTS / "NotoSans_400Regular.ttf"


# ── sheets folded once ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", [1, 2, 4, 6, 8, 11])
@pytest.mark.parametrize(("trim", "sheet"), [(A5, A4), (HALF_LETTER, LETTER)], ids=["A4", "Letter"])
def test_pages_stand_on_their_halves(trim, sheet, count, edge):
    """Rasterised, each half of each side shows the page that the arithmetic names, and blanks are white."""
    pictures = rasterised(booklet(count, trim, sheet, binding=edge))
    seen = [tuple(middle(side, half) for half in (0, 1)) for side in pictures]
    grey = {None: 255} | {number: shade(number) for number in range(1, count + 1)}

    assert [(grey[left], grey[right]) for left, right in nested(in_fours(count), edge)] == seen


@pytest.mark.parametrize(
    ("trim", "sheet", "wide", "high"),
    [(A5, A4, 297, 210), (HALF_LETTER, LETTER, 279.4, 215.9), (A5, A3, 420, 297)],
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
    side = rasterised(booklet(4, A5, A3))[0]
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
    pictures = rasterised(booklet(12, A5, A4, binding=edge, paper_thickness=thickness))
    rows = [[side.getpixel((x, side.height // 2)) for x in range(side.width)] for side in pictures]
    rest = 0.5 * MM  # an A4 sheet is 1 mm wider than two A5 pages

    for number, row in enumerate(rows):
        expected = rest + number // 2 * thickness * MM

        assert pytest.approx(expected, abs=1.5) == margin(row)
        assert pytest.approx(expected, abs=1.5) == margin(row[::-1])
        assert row[len(row) // 2 - 3] == middle(pictures[number], 0)
        assert row[len(row) // 2 + 3] == middle(pictures[number], 1)


@pytest.mark.parametrize("imposition", ["none", "saddle-stitch", "n-up"])
def test_page_boxes_that_begin_elsewhere(imposition):
    """A page whose box does not begin at 0 stands in the same place as one whose box does."""
    layout = {"trim": A5, "sheet": A3, "bleed": 3}
    plain, moved = (
        rasterised(imposed(4, imposition, in_fours(4), origin=origin, **layout)) for origin in ((0, 0), (-20, 35))
    )

    assert [side.tobytes() for side in plain] == [side.tobytes() for side in moved]


# ── bleed, boxes and marks ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edge", EDGES)
def test_bleed_runs_outwards_and_ends_at_the_spine(edge):
    """Colour runs over the trim on three sides of each page, and never over the spine onto its neighbour."""
    side = rasterised(booklet(4, A5, A3, binding=edge, bleed=3))[0]
    spine = side.width / 2
    row = [side.getpixel((x, side.height // 2)) for x in range(side.width)]
    column = [side.getpixel((int(spine) + 100, y)) for y in range(side.height)]
    left, right = [shade(page) for page in nested(in_fours(4), edge)[0]]

    assert pytest.approx((420 / 2 - 148 - 3) * MM, abs=1) == margin(row)
    assert pytest.approx((297 - 210 - 6) / 2 * MM, abs=1) == margin(column)
    assert {left} == set(row[margin(row) + 1 : int(spine) - 1])
    assert {right} == set(row[int(spine) + 1 : -margin(row[::-1]) - 1])


@pytest.mark.parametrize("edge", EDGES)
def test_a_blank_stays_white_beside_a_page_that_bleeds(edge):
    """No page runs over the spine onto a blank, moved by creep or not."""
    pictures = rasterised(booklet(6, A5, A3, binding=edge, bleed=3, paper_thickness=1))
    for side, pair in zip(pictures, nested(in_fours(6), edge), strict=True):
        spine, row = side.width // 2, side.height // 2
        beside = {side.getpixel((spine + offset, row)) for offset in ((-6, -2) if pair[0] is None else (2, 6))}

        assert None not in pair or {255} == beside


@pytest.mark.parametrize(
    ("imposition", "count", "box"),
    [
        ("none", 2, (136, 43.5, 284, 253.5)),
        ("saddle-stitch", 4, (62, 43.5, 358, 253.5)),
        ("n-up", 2, (62 - 3, 43.5, 358 + 3, 253.5)),
    ],
)
def test_boxes_say_where_to_cut(imposition, count, box):
    """The trim box is what is left after cutting, the bleed box 3 mm more, the media box the sheet."""
    sheet = A3.landscape
    with imposed(count, imposition, filled(count, 1), trim=A5, sheet=sheet, bleed=3) as pdf:
        page = pdf.pages[0]
        boxes = [[float(edge) / MM for edge in found] for found in (page.mediabox, page.trimbox, page.bleedbox)]
    grown = (box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3)

    assert [pytest.approx((0, 0, 420, 297)), pytest.approx(box, abs=0.001), pytest.approx(grown, abs=0.001)] == boxes


def test_a_page_alone_gets_a_sheet_with_room_for_marks():
    """Without a sheet, the page stands in the middle of one that has room for bleed, marks and slug line."""
    with imposed(1, "none", [1], trim=A5, bleed=3, marks=("crop",), slug=True) as pdf:
        media = [float(edge) / MM for edge in pdf.pages[0].mediabox]

    assert pytest.approx([0, 0, 148 + 24, 210 + 24], abs=0.001) == media


@pytest.mark.parametrize("imposition", ["none", "saddle-stitch", "n-up", "tri-fold"])
def test_marks_stand_outside_the_bleed(imposition):
    """Marks and slug line change nothing that is printed on the page or its bleed, and are there."""
    marks = ("crop", "fold")
    layout = {"trim": A5, "bleed": 3, "sheet": None if imposition in ("none", "tri-fold") else A3, "sides": 2}
    count = 2 if imposition == "tri-fold" else 4
    marked = imposed(count, imposition, filled(count, 1), **layout, marks=marks, slug=True)
    if layout["sheet"] is None:
        media = [float(edge) for edge in marked.pages[0].mediabox]
        layout["sheet"] = Size(media[2] / MM, media[3] / MM)
    bare = imposed(count, imposition, filled(count, 1), **layout)
    left, bottom, right, top = (float(edge) * 4 for edge in marked.pages[0].bleedbox)
    for one, other in zip(rasterised(marked, 4), rasterised(bare, 4), strict=True):
        changed = ImageChops.difference(one, other).point(lambda grey: 255 * (grey > 8))
        inner = changed.crop((int(left) + 1, int(one.height - top) + 1, int(right) - 1, int(one.height - bottom) - 1))

        assert changed.getbbox()
        assert inner.getbbox() is None


@pytest.mark.parametrize("edge", EDGES)
def test_crop_marks_point_at_the_corners(edge):
    """Two hairlines at each corner stand in line with the trim, a millimetre off the bleed."""
    with imposed(1, "none", [1], trim=A5, bleed=3, marks=("crop",), binding=edge) as pdf:
        lines = [*drawn_lines(pdf.pages[0])]
        trim = [float(corner) for corner in pdf.pages[0].trimbox]
    near = 4 * MM

    assert 8 == len(lines)
    for x, y, to_x, to_y in lines:
        upright = x == to_x
        along, ends = (x, (y, to_y)) if upright else (y, (x, to_x))

        assert min(abs(along - corner) for corner in (trim[0::2] if upright else trim[1::2])) < 0.01
        across = trim[1::2] if upright else trim[0::2]
        assert pytest.approx(near, abs=0.01) == min(abs(end - corner) for end in ends for corner in across)


def test_marks_are_a_quarter_of_a_point_on_every_plate():
    """Marks are drawn in the colour that prints on all plates, as hairlines of 0.25 pt."""
    with imposed(1, "none", [1], trim=A5, bleed=3, marks=("crop",)) as pdf:
        page = pdf.pages[0]
        colour = page.Resources.ColorSpace.All
        drawing = page.obj.Contents.read_bytes().decode()

        assert [Name.Separation, Name.All, Name.DeviceCMYK] == [*colour][:3]
        assert "/All CS 1 SCN 0.25 w" in drawing


def test_fold_marks_stand_beside_the_pages():
    """Fold marks are in line with the spine, above and below the pages and never on them."""
    side = rasterised(booklet(4, A5, A3, marks=("fold",)), scale=4)[0]
    unmarked = rasterised(booklet(4, A5, A3), scale=4)[0]
    spine = side.width // 2
    changed = [
        (x, y)
        for x in range(spine - 40, spine + 40)
        for y in range(side.height)
        if side.getpixel((x, y)) != unmarked.getpixel((x, y))
    ]
    foot = (297 - 210) / 2 * MM * 4

    assert changed
    assert all(abs(x - spine) <= 2 for x, _ in changed)
    assert all(y < foot or y > side.height - foot for _, y in changed)


@pytest.mark.parametrize(
    ("edge", "outside", "inside"), [("left", [97, 197], [100, 200]), ("right", [100, 200], [97, 197])]
)
def test_a_sheet_folded_in_three(edge, outside, inside):
    """The panel of 97 mm folds in: left on the outside of a leaflet, right inside; in Arabic the other way round."""
    with imposed(2, "tri-fold", [1, 2], trim=A4.landscape, binding=edge, bleed=3, marks=("fold",)) as pdf:
        left = float(pdf.pages[0].trimbox[0])
        folds = [sorted({round((x - left) / MM, 2) for x, *_ in drawn_lines(page)}) for page in pdf.pages]

    assert [outside, inside] == folds


def test_slug_line_is_outlines():
    """The slug line needs no font: it is drawn, and it can be read."""
    drawing = outlines("Sheet 1 of 7", FONT, 40)
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 60))
    pdf.pages[0].obj.Contents = Stream(pdf, f"1 0 0 1 10 15 cm {drawing}".encode())
    (seen,) = rasterised(pdf)
    (left, top, right, bottom) = ImageChops.invert(seen).getbbox()

    assert "Font" not in pdf.pages[0].obj.get("/Resources", Dictionary())
    assert 10 <= left < 16 < 200 < right < 290
    assert 28 <= bottom - top <= 34  # the height of a capital, 0.71 of 40, and round letters a little more


def test_slug_line_follows_its_font(tmp_path):
    """A font that is written over is read anew: the letters are its own."""
    other = next(FONTS.glob("Andika*.ttf"))
    said = []
    for font in (FONT, other):
        shutil.copyfile(font, tmp_path / "a.ttf")
        said.append(outlines("R", tmp_path / "a.ttf", 40))

    assert [outlines("R", font, 40) for font in (FONT, other)] == said


def test_slug_line_names_each_side():
    """Each side says which it is."""
    asked = []
    impose(
        greys(8, A5),
        "saddle-stitch",
        in_fours(8),
        Layout(trim=A5, sheet=A3, slug=True),
        lambda side, sides: asked.append((side, sides)) or "slug",
        FONT,
    )

    assert [(1, 4), (2, 4), (3, 4), (4, 4)] == asked


# ── sheets to cut apart ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("sheet", "held"), [(A4, 10), (LETTER, 8)], ids=["A4", "Letter"])
def test_as_many_cards_as_the_sheet_holds(sheet, held):
    """A sheet of A4 holds ten wallet cards with their marks, one of Letter eight; each is whole and on the paper."""
    for side in sides("n-up", [1, 2], Layout(trim=CARD, sheet=sheet, bleed=1.5, marks=("crop",))):
        assert held == len({(position.x, position.y) for position in side.positions})
        for position in side.positions:
            assert 5 <= position.x <= side.sheet.width - CARD.width - 5
            assert 5 <= position.y <= side.sheet.height - CARD.height - 5


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("flip", ["long-edge", "short-edge"])
@pytest.mark.parametrize("sheet", [A4, LETTER.landscape], ids=["upright", "lying"])
def test_backs_lie_behind_their_fronts(sheet, flip, edge):
    """Turned over about the edge that the printer turns, every back lies behind its front, head to head."""
    layout = Layout(trim=CARD, sheet=sheet, binding=edge, flip=flip, marks=("crop",))
    for count in range(1, 129):
        printed = sides("n-up", filled(count, 1), layout)
        for front, back in zip(printed[::2], printed[1::2], strict=True):
            behind = {}
            for position in back.positions:
                x, y = position.x, position.y
                # The long edge of an upright sheet is upright; that of a lying one lies.
                about_upright = flip == ("long-edge" if sheet == A4 else "short-edge")
                if about_upright:
                    x = back.sheet.width - CARD.width - x
                else:
                    y = back.sheet.height - CARD.height - y
                behind[round(x, 3), round(y, 3)] = position

            for position in front.positions:
                partner = behind.get((round(position.x, 3), round(position.y, 3)))
                assert not position.turned
                if position.page == count and count % 2:
                    assert partner is None
                else:
                    assert (position.page + 1, not about_upright) == (partner.page, partner.turned)


@pytest.mark.parametrize("flip", ["long-edge", "short-edge"])
def test_cards_cut_out_of_the_printed_sheet(flip):
    """Rasterised, turned over and cut, a card has its back behind its front, with the head at the same end."""
    pdf = arrows(2, CARD)
    impose(pdf, "n-up", [1, 2], Layout(trim=CARD, sheet=A4, flip=flip))
    front, back = rasterised(pdf)
    # As the paper is turned: about an upright axis, or about a lying one.
    seen_through = back.transpose(
        Image.Transpose.FLIP_LEFT_RIGHT if flip == "long-edge" else Image.Transpose.FLIP_TOP_BOTTOM
    )

    assert ImageChops.difference(front, seen_through).point(lambda grey: 255 * (grey > 90)).getbbox() is None


@pytest.mark.parametrize(("edge", "first"), [("left", [1, 2]), ("right", [2, 1])])
def test_arabic_cards_begin_on_the_right(edge, first):
    """Pages side by side stand in the order in which the text is read."""
    (side,) = sides("n-up", [1, 2], Layout(trim=A5, sheet=A4.landscape, sides=1, binding=edge))
    row = [position.page for position in sorted(side.positions, key=lambda position: position.x)]

    assert first == row


def test_neighbours_do_not_print_into_each_others_bleed():
    """Pages with bleed stand two bleeds apart, and are cut twice."""
    (side,) = sides("n-up", [1, 2], Layout(trim=A5, sheet=A3.landscape, sides=1, bleed=3))
    clips = [position.clip for position in side.positions]

    assert clips[0][2] <= clips[1][0]
    assert 4 == len(side.upright_cuts)


def test_cards_are_marked_where_they_stand_apart():
    """Between cards that stand apart, a line in the gap points at each corner and touches no card."""
    layout = {"trim": CARD, "sheet": A4, "bleed": 1.5, "marks": ("crop",)}
    (side,) = sides("n-up", [1], Layout(**layout, sides=1))
    with imposed(1, "n-up", [1], **layout) as pdf:
        upright = [(x / MM, sorted((y / MM, to_y / MM))) for x, y, to_x, to_y in drawn_lines(pdf.pages[0]) if x == to_x]
    corners = {
        (x, y)
        for position in side.positions
        for x in (position.x, position.x + CARD.width)
        for y in (position.y, position.y + CARD.height)
    }
    inner = {(x, y) for x, y in corners if side.box[1] + 1 < y < side.box[3] - 1}

    assert 32 == len(inner)
    for x, y in inner:
        near = [min(abs(y - low), abs(y - high)) for at, (low, high) in upright if abs(at - x) < 0.01]

        assert pytest.approx(0.3, abs=0.01) == min(near)


# ── what cannot be ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("imposition", "layout", "message"),
    [
        (
            "saddle-stitch",
            {"trim": HALF_LETTER, "sheet": A4},
            "two pages of 139.7 × 215.9 mm do not fit on a sheet of 297 × 210 mm; "
            "take a smaller trim or a larger sheet",
        ),
        (
            "saddle-stitch",
            {"trim": A4, "sheet": A4},
            "two pages of 210 × 297 mm do not fit on a sheet of 297 × 210 mm; take a smaller trim or a larger sheet",
        ),
        (
            "saddle-stitch",
            {"trim": A5, "sheet": A4, "marks": ("fold",)},
            "no room for marks: two pages of 148 × 210 mm fill a sheet of 297 × 210 mm; "
            "take a larger sheet, or marks out",
        ),
        (
            "saddle-stitch",
            {"trim": A5, "sheet": A4, "bleed": 3},
            "no room for a bleed of 3 mm: two pages of 148 × 210 mm fill a sheet of 297 × 210 mm; "
            "take a larger sheet, or bleed: 0",
        ),
        (
            "n-up",
            {"trim": A3, "sheet": A4},
            "a page of 297 × 420 mm does not fit on a sheet of 210 × 297 mm; take a smaller trim or a larger sheet",
        ),
        ("n-up", {"trim": A5}, "several pages on a sheet need one; add sheet: place"),
    ],
)
def test_what_does_not_fit_is_refused(imposition, layout, message):
    """Nothing is shrunk to fit; the message says what to change."""
    with pytest.raises(ValueError) as refused:
        imposed(4, imposition, in_fours(4), **layout)

    assert message == str(refused.value)


def test_page_of_another_size_is_refused():
    """A page that was set for another paper is named."""
    pdf = greys(3, A5)
    pdf.pages[2].mediabox = pdf.pages[2].trimbox = [0, 0, A4.width * MM, A4.height * MM]

    with pytest.raises(ValueError) as refused:
        impose(pdf, "saddle-stitch", in_fours(3), Layout(trim=A5, sheet=A4))

    assert "page 3 is 210 × 297 mm, and the trim is 148 × 210 mm; set the page at the size of the trim" == str(
        refused.value
    )


def test_page_without_bleed_is_refused():
    """Colour that ends at the trim would leave a white line where the knife slips."""
    with pytest.raises(ValueError) as refused:
        impose(greys(1, A5, bleed=1), "none", [1], Layout(trim=A5, bleed=3))

    assert "page 1 bleeds 1 mm, not 3 mm; set the page with its bleed" == str(refused.value)


# ── pages to look at ──────────────────────────────────────────────────────────────────────────────────────────────


def shade(number):
    return 20 * number


def greys(count, trim, origin=(0, 0), bleed=0):
    """A PDF whose pages are filled to the edges of their bleed, each with its own grey."""
    return pages(
        count,
        trim,
        origin,
        bleed,
        lambda number, x, y, w, h: f"{shade(number) / 255:.4f} g {x:.3f} {y:.3f} {w:.3f} {h:.3f} re f",
    )


def arrows(count, trim):
    """A PDF whose pages are grey above and black below, the same on each as seen from the front: a mirrored corner on
    the backs, where a corner seen through the paper lies."""
    return pages(
        count,
        trim,
        (0, 0),
        0,
        lambda number, x, y, w, h: (
            f"0.5 g {x} {y + h / 2} {w} {h / 2} re f 0 g {x} {y} {w} {h / 2} re f "
            f"1 g {(x if number % 2 else x + w * 0.75):.3f} {y + h * 0.75:.3f} {w / 4:.3f} {h / 4:.3f} re f"
        ),
    )


def pages(count, trim, origin, bleed, draw):
    pdf = Pdf.new()
    x, y = origin
    width, height, more = trim.width * MM, trim.height * MM, bleed * MM
    for number in range(1, count + 1):
        media = [x - more, y - more, x + width + more, y + height + more]
        drawing = draw(number, media[0], media[1], media[2] - media[0], media[3] - media[1])
        pdf.pages.append(
            Page(
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Page,
                        MediaBox=media,
                        TrimBox=[x, y, x + width, y + height],
                        Contents=Stream(pdf, drawing.encode()),
                    )
                )
            )
        )
    return pdf


def imposed(count, imposition, order, *, origin=(0, 0), **layout):
    pdf = greys(count, layout["trim"], origin, layout.get("bleed", 0))
    impose(pdf, imposition, order, Layout(**layout), font=FONT)
    return pdf


def booklet(count, trim, sheet, **layout):
    return imposed(count, "saddle-stitch", in_fours(count), trim=trim, sheet=sheet, **layout)


def rasterised(pdf, scale=1):
    """The pages as grey pictures, a point a pixel."""
    file = BytesIO()
    pdf.save(file)
    return [page.render(scale=scale, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(file.getvalue())]


def drawn_lines(page):
    """The lines of a page, each as x, y, x, y."""
    for line in page.obj.Contents.read_bytes().decode().splitlines():
        if line.endswith(" S"):
            x, y, _, to_x, to_y, *_ = line.split()
            yield float(x), float(y), float(to_x), float(to_y)


def middle(side, half):
    return side.getpixel((side.width * (1 + 2 * half) // 4, side.height // 2))


def margin(pixels):
    """How many white pixels a row begins with."""
    return next(number for number, pixel in enumerate(pixels) if pixel < 250)

"""A hospital's logo on papers that were built without it: drawn whole, in its field, and told as the press tells it."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

import blanks
import tags
from chapbook import api
from chapbook.content.slots import Slot
from chapbook.copy import stamp
from chapbook.copy.blank import blank
from chapbook.copy.built import typefaces_of
from chapbook.copy.copy import copied
from chapbook.copy.hospital import logo_of
from chapbook.copy.logo import COVER, Undrawn, logo
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, Spot
from conftest import REPOSITORY, text_of_pages, write
from reading import edition_of, made

DAY = date(2026, 12, 1)
FACES = typefaces_of(Chain.at(REPOSITORY))
SPOT = Spot("fever.pdf")
NAMED = "Sample Children's Hospital"
OURS = (REPOSITORY / "tests/projects/sample-hospital" / "booklets/figures/logo.svg").read_bytes()
FIELD = Slot("hospital-logo", "picture", 0, (40, 530, 180, 570), 10, "en-US", "ltr", "Andika", at_end=True)
LINE = replace(blanks.NAME, name="hospital-name", box=(40, 542, 180, 568))


def svg(inside, box="0 0 20 10"):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'.encode()


def png(colour=(200, 30, 90, 255), size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGBA", size, colour).save(out, "PNG")
    return out.getvalue()


def copy(content, *slots, field=FIELD, values=None):
    return copied(blank(blanks.pdf(field, blanks.PHONE, *slots)), values or {}, FACES, SPOT, logo=logo(content, NAMED))


def inked(content, box):
    """How much of a box on the first page is drawn on, and its colour in the middle."""
    with PdfDocument(content) as document:
        page = document[0]
        pixels = page.render(scale=2).to_pil().convert("RGB")
        (x, _, _, top), (left, foot, right, head) = page.get_mediabox(), box
        cut = pixels.crop((*map(round, (2 * (left - x), 2 * (top - head), 2 * (right - x), 2 * (top - foot))),))
    dark = sum(min(each) < 200 for each in cut.get_flattened_data())
    return dark / (cut.width * cut.height), cut.getpixel((cut.width // 2, cut.height // 2))


@pytest.mark.parametrize(
    ("inside", "colour"),
    [
        ('<rect width="20" height="10" fill="#c81e5a"/>', (200, 30, 90)),
        ('<g transform="translate(10 5) scale(2)" fill="navy"><rect x="-5" y="-2.5" width="10" height="5"/></g>',
         (0, 0, 128)),
        ('<path d="M0 0H20V10H0Z" style="fill: navy"/>', (0, 0, 128)),
        ('<g transform="scale(.0004)"><rect width="50000" height="25000" fill="navy"/></g>', (0, 0, 128)),
        ('<path d="M0 5H20" fill="none" stroke="#c81e5a" stroke-width="10"/>', (200, 30, 90)),
        ('<path d="M0 0Q20 0 40 0V10Q20 10 0 10Z"/>', (0, 0, 0)),
        ('<g transform="rotate(90 5 5)"><rect width="10px" height="20px" y="-10"/></g>', (0, 0, 0)),
        ('<metadata><a/></metadata><n:view xmlns:n="urn:n"/><rect width="20" height="10" clip-rule="evenodd" '
         'style="stroke-dasharray: none; opacity: 1"/>', (0, 0, 0)),
    ],
)  # fmt: skip
def test_shapes_stand_at_the_end_of_their_field(inside, colour):
    """As large as its height allows, in its own colours, and nowhere else."""
    content = copy(svg(inside)).content

    assert (1, colour) == inked(content, (101, 531, 179, 569))
    assert 0 == inked(content, (40, 530, 99, 570))[0] == inked(content, (40, 572, 180, 590))[0]


def test_pixels_stand_where_shapes_do():
    """Of a PNG, as of an SVG, each colour where it is."""
    assert (1, (200, 30, 90)) == inked(copy(png()).content, (101, 531, 179, 569))


def test_a_logo_stands_for_the_name_where_that_has_its_line():
    """The line is covered, the name is written elsewhere alone, and nobody is told to write it in by hand."""
    elsewhere = replace(LINE, box=(40, 300, 200, 314))
    both = copy(OURS, LINE, elsewhere, values={"hospital-name": NAMED})
    rule = "40 542 110 1 re f"
    printed = copied(blank(blanks.pdf(FIELD, LINE, printed=rule)), {}, FACES, SPOT, logo=logo(png(size=(9, 20)), NAMED))

    assert [NAMED] == [line for line in text_of_pages(both.content)[0].split("\r\n") if line]
    assert ("night-phone",) == copy(OURS, LINE).empty
    assert 0 == inked(printed.content, (40, 530, 158, 570))[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (svg('<text>Hospital</text>'), "element text"),
        (svg('<rect width="9" height="9" fill="url(#a)"/>'), "colour url"),
        (svg('<rect width="9" height="9" opacity=".5"/>'), "has opacity"),
        (svg('<rect width="9" height="9" clip-path="url(#a)"/>'), "has clip-path"),
        (svg('<g transform="skewX(9)"><rect width="9" height="9"/></g>'), "transform skewX"),
        (svg('<rect width="9" height="9" fill="#11223344"/>'), "colour #11223344"),
        (svg(""), "draws nothing"),
        (svg('<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'), "element svg"),
        (svg("<g>" * 3000 + "</g>" * 3000), "cannot be read to its end"),
        (svg('<rect width="9"/>'), "cannot be read to its end"),
        (svg('<rect width="50%" height="9"/>'), "has width 50%: write the number of units"),
        (svg('<path d="M0 5H20" stroke="navy" stroke-width="1mm"/>'), "has stroke-width 1mm: write the number of"),
        (svg('<path d="M0 5H20" stroke="navy" stroke-dasharray="2 1"/>'), "has stroke-dasharray"),
        (svg('<defs><style>rect{fill:red}</style></defs><rect width="9" height="9" class="a"/>'), "element defs"),
        (svg('<rect width="9" height="9" style="transform: translate(5px, 5px)"/>'), "has transform"),
        (svg('<rect width="9" height="9" style="x: 5px; fill: navy"/>'), "has x"),
        (svg('<rect x="20" width="9" height="9"/>'), "draws nothing within its viewBox"),
        (svg('<rect y="-10" width="9" height="9"/>'), "draws nothing within its viewBox"),
        (svg('<path d="M0 0A0 0 0 0 1 0 0Z"/>'), "draws nothing within its viewBox"),
        (svg('<path d="M0 5H20"/>'), "draws nothing within its viewBox"),
        (svg('<path d="M0 5H20" stroke="navy" stroke-width="0"/>'), "draws nothing within its viewBox"),
        (svg('<g transform="scale(.00000004)"><rect width="1e9" height="1e9"/></g>'), "draws nothing within"),
        (png((200, 30, 90, 0)), "draws nothing"),
        (b"<html/>", "no SVG"),
        (OURS[:300], "cannot be read to its end"),
        (png()[:60], "cannot be read to its end"),
    ],
)  # fmt: skip
def test_a_logo_that_would_lack_a_part_is_refused(content, why):
    """Each by what of it cannot be drawn."""
    with pytest.raises(Undrawn, match=why):
        logo(content, NAMED)


@pytest.mark.parametrize("box", ["0 0 200 4", "0 0 4 200"])
def test_a_logo_that_nobody_could_make_out_is_a_problem(box):
    """Of its field it would have a thread."""
    with pytest.raises(Problems, match=r"H014 .* on page 1 it would be [0-3]\.\d mm"):
        copy(svg('<rect width="200" height="200"/>', box))


def test_a_logo_that_is_too_flat_for_covers_is_told_once(tmp_path):
    """Before any paper is chosen, so that a desk has papers without it, and says so."""
    write(tmp_path / "booklets/imprint.yaml", f"name: {NAMED}\nlogo: figures/logo.svg\n")
    for box, told in (("0 0 74 10", False), ("0 0 76 10", True)):
        write(tmp_path / "booklets/figures/logo.svg", svg('<rect width="76" height="10"/>', box).decode())
        if told:
            with pytest.raises(Problems, match=r"H014 .* on covers it would be 3\.9 mm"):
                logo_of(Chain.at(tmp_path))
        else:
            assert logo_of(Chain.at(tmp_path))


def test_the_smallest_field_of_a_cover_is_as_the_styles_have_it():
    """What is told before any paper is chosen is measured in the field that covers give a logo, in no larger one."""
    styles = "".join(path.read_text("utf-8") for path in (REPOSITORY / "styles").rglob("*.css"))
    wide, high = (
        {float(each) for each in re.findall(rf"--logo-{side}: ([\d.]+)mm", styles)} for side in ("width", "height")
    )

    # A cover without a logo, and without room for one, gives it no width.
    assert COVER == (min(wide - {0}), min(high))


def test_a_logo_that_stands_elsewhere_is_found(monkeypatch):
    """It is looked for in the finished file, as stamps are."""
    monkeypatch.setattr(stamp, "exact", lambda length: b"%d" % (length + 9))
    with pytest.raises(Problems, match='H007 "hospital-logo"'):
        copy(OURS)


def test_the_imprint_s_logo_is_on_every_copy(project):
    """A hospital that builds nothing names it once; one that cannot be drawn stops the copy, and says where it is."""
    folder = blanks.build(project / "made", blanks.pdf(FIELD, blanks.PHONE))
    write(project / "booklets/imprint.yaml", f"name: {NAMED}\nlogo: figures/own.svg\ninherits: bundled\n")
    write(project / "booklets/figures/own.svg", svg('<rect width="20" height="10" fill="navy"/>').decode())
    content = api.copy(project, "fever", build=folder, on=DAY).content
    write(project / "booklets/figures/own.svg", svg("<text/>").decode())

    assert (0, 0, 128) == inked(content, (101, 531, 179, 569))[1]
    with pytest.raises(Problems, match=r"figures/own\.svg: H014 .* element text"):
        api.copy(project, "fever", build=folder, on=DAY)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_who_sees_no_logo_hears_whose_it_is(locale):
    """On the cover, told as a picture whose words are the hospital's name."""
    built = blank(made(edition_of("blinatumomab-at-home", locale), "download"))
    root, _ = tags.read(copied(built, {}, FACES, SPOT, logo=logo(OURS, NAMED)).content)

    assert [NAMED] == [figure.alt for figure in root.all("Figure") if figure.alt == NAMED]

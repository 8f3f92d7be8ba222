"""The pages that say when to get help: in the same place always, at the edge of a shut booklet, and on its back."""

from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import reading

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# The block with the numbers, and the one after "Call us now".
TITLES = {"car-t-journey": ("who-to-call", "call-today"), "blinatumomab-at-home": ("contacts", "nobody-answers")}
EDITIONS = [*product(TITLES, ["en-US", "en-GB", "es", "ar"])]
MM = 72 / 25.4


@cache
def made(title, locale, ticket="download"):
    """The pages of an edition, and the page on which each of its parts begins."""
    pdf = reading.made(f"{title}.{locale}.{'gb' if locale == 'en-GB' else 'us'}", ticket)
    with pikepdf.open(BytesIO(pdf)) as document:
        number = {page.objgen: at for at, page in enumerate(document.pages, 1)}
        ends = pikepdf.NameTree(document.Root.Names.Dests)
        return pdf, {str(name): number[end[0].objgen] for name, end in ends.items()}, len(number)


def colour(page, x, y):
    """The colour of a page at a point, in millimetres from its left and top, from its right where x is below 0."""
    drawn = page.render(scale=2).to_pil()
    across = x * MM * 2 if x > 0 else drawn.width + x * MM * 2
    return "#{:02x}{:02x}{:02x}".format(*drawn.getpixel((int(across), int(y * MM * 2)))[:3])


@pytest.mark.parametrize(("title", "locale"), EDITIONS)
def test_warnings_are_in_the_same_place_in_every_edition(title, locale):
    """The ambulance is page 4, the numbers face it on 5, and "Call us now" begins the next spread, and ends with it."""
    _, begins, _ = made(title, locale)
    numbers, after = TITLES[title]

    assert [4, 5, 6] == [begins[name] for name in ("call-ambulance", numbers, "call-now")]
    assert begins[after] in (7, 8)


@pytest.mark.parametrize(("title", "locale"), [*product(TITLES, ["es", "ar"])])
def test_warnings_face_each_other_in_large_print(title, locale):
    """Where the pages before them are more, the warnings begin on a left-hand page all the same, "Call us now" too."""
    _, begins, _ = made(title, locale, "large-print")

    assert [0, 0] == [begins[name] % 2 for name in ("call-ambulance", "call-now")]
    assert 1 == begins[TITLES[title][0]] - begins["call-ambulance"]


@pytest.mark.parametrize(("title", "locale"), EDITIONS)
def test_the_back_cover_is_one_page(title, locale):
    """The emergency and all that is said of the paper stand on the last page alone."""
    _, begins, pages = made(title, locale)

    assert pages == begins["back"]


@pytest.mark.parametrize(("title", "locale"), [*product(TITLES, ["es", "ar"])])
def test_the_back_cover_is_one_page_in_large_print(title, locale):
    """So they do where the type is larger by half."""
    _, begins, pages = made(title, locale, "large-print")

    assert pages == begins["back"]


@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_a_tab_that_an_office_printer_leaves(locale):
    """6 mm from the outer edge, where every printer prints, red pages are red and tinted; those before are not."""
    style = (ROOT / "styles/colour.css").read_text("utf-8")
    pdf, _, pages = made("blinatumomab-at-home", locale)
    document = pypdfium2.PdfDocument(pdf)
    # Bound on the right, a page of an even number lies at the right.
    outer = [6, -6] if locale == "en-US" else [-6, 6]
    red = [colour(document[number - 1], outer[number % 2], 60) for number in (4, 5, 6, 7)]
    ground = [colour(document[number - 1], 70, 205) for number in (4, 5, 6, 7)]

    assert all(f"--ambulance: {each};" in style for each in {*red, colour(document[pages - 1], 6, 40)})
    assert all(f"--ambulance-pale: {each};" in style for each in ground)
    assert {"#ffffff"} == {colour(document[2], x, 60) for x in (6, -6)}

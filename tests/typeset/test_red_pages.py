"""The pages that say when to get help: in the same place always, at the edge of a shut booklet, and on its back."""

from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest

import reading

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# The block with the numbers, and the one after "Call us now".
TITLES = {"car-t-journey": ("who-to-call", "call-today"), "blinatumomab-at-home": ("contacts", "nobody-answers")}
EDITIONS = [*product(TITLES, reading.LANGUAGES)]
EMERGENCIES = [
    *("alarm", "why-time-matters", "bag-empty", "line-off", "batteries", "pump-dropped", "leak", "line-breaks"),
    "lights-and-sounds",
]
MM = 72 / 25.4


def made(title, locale):
    """The pages of a treatment's booklet, and the page on which each of its parts begins."""
    return begun(reading.edition_of(title, locale), "download")


@cache
def begun(edition, ticket):
    """The pages of an edition on a ticket, and the page on which each of its parts begins."""
    pdf = reading.made(edition, ticket)
    with pikepdf.open(BytesIO(pdf)) as document:
        number = {page.objgen: at for at, page in enumerate(document.pages, 1)}
        ends = pikepdf.NameTree(document.Root.Names.Dests)
        return pdf, {str(name): number[end[0].objgen] for name, end in ends.items()}, len(number)


def lines(pdf, number):
    """What a page says, line by line, each with its distance from the top in millimetres, as it is painted."""
    page = pypdfium2.PdfDocument(pdf)[number - 1]
    text = page.get_textpage()
    found = {}
    for at in range(text.count_chars()):
        left, bottom, _, top = text.get_charbox(at, loose=True)
        if letter := text.get_text_range(at, 1).strip():
            found.setdefault(round((page.get_height() - (top + bottom) / 2) / MM), []).append((left, letter))
    return [(y, "".join(letter for _, letter in sorted(row))) for y, row in found.items()]


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


@pytest.mark.parametrize(("title", "locale"), EDITIONS)
def test_the_second_page_of_a_list_has_its_head(title, locale):
    """Whoever opens the list of "Call us now" on its second page reads there what to do."""
    pages = [lines(made(title, locale)[0], number) for number in (6, 7)]
    # Below the running head, which says the same.
    heads = [min(line for line in page if line[0] > 14) for page in pages]

    assert heads[0] == heads[1]
    assert heads[0][1] in {said for _, said in pages[0] if _ < 14}


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "es", "ar"])
def test_nobody_turns_a_page_in_an_emergency(locale):
    """What to do when pump or line need help stands whole on a page each, two or three on one."""
    _, begins, _ = made("blinatumomab-at-home", locale)
    first, why, *others = [begins[name] for name in EMERGENCIES]

    # Why the time matters follows the alarm at once where the page has room.
    assert (9, [10, 10, 11, 11, 11, 12, 13]) == (first, others)
    assert why in (9, 10)
    assert 14 == begins["how-it-works"]


@pytest.mark.parametrize(("title", "locale"), [*product(TITLES, ["en-US", "ar"])])
def test_a_number_to_call_is_the_largest_on_its_page(title, locale):
    """Of all that is printed on the page of numbers, the ambulance's number has the largest type."""
    pdf, _, _ = made(title, locale)
    text = pypdfium2.PdfDocument(pdf)[4].get_textpage()
    sizes = [(raw.FPDFText_GetFontSize(text.raw, at), text.get_text_range(at, 1)) for at in range(text.count_chars())]
    largest = max(size for size, _ in sizes)

    number = {"us": "911", "gb": "999"}[reading.place_of(title, locale)]

    assert {*number} == {letter for size, letter in sizes if size == largest}


@pytest.mark.parametrize("edition", reading.LARGE)
def test_warnings_follow_each_other_in_large_print(edition):
    """The ambulance, the numbers and "Call us now" begin a page each, one behind the other, and no page is blank.

    The back cover is one page, where the type is larger by half, too.
    """
    pdf, begins, pages = begun(edition, "large-print")
    numbers, _ = TITLES[edition.partition(".")[0]]
    first, second, now = (begins[name] for name in ("call-ambulance", numbers, "call-now"))

    assert (first + 1, True) == (second, now in (first + 2, first + 3))
    assert pages == begins["back"]
    assert 100 < min(page.get_textpage().count_chars() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(("title", "locale"), EDITIONS)
def test_the_back_cover_is_one_page(title, locale):
    """The emergency and all that is said of the paper stand on the last page alone; so in large print, above."""
    _, begins, pages = made(title, locale)

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

"""Covers of a series: a spine for each treatment, and fixed fields for a title, a picture and logos."""

import re
import shutil
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from test_levels import TOKENS, luminance

from chapbook.content.booklet import Edition
from chapbook.dress import dress
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.texts import text_of
from chapbook.typeset.weasyprint import engine
from chapbook.typeset.weasyprint.stylesheets import PageSetup
from conftest import FONTS, attempt, change, proof, write
from reading import library

ROOT = Path(__file__).parents[2]
COLOURS = (ROOT / "styles/colour.css").read_text("utf-8")
SIGNS = (ROOT / "styles/pictograms.css").read_text("utf-8")
SAMPLE = ROOT / "tests/projects/sample-hospital"
SHEET = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#ff00ff"/></svg>'
)


def test_every_treatment_has_a_colour_and_a_sign():
    """A treatment of the register has a token, a class, and a sign on the spine and on the card."""
    treatments = {name for sign in library().signs.values() for name in sign.levels}
    given = dict(re.findall(r"\.of-([\w-]+) \{ --therapy: var\(--([\w-]+)\) \}", COLOURS))

    assert set() == treatments - given.keys()
    assert [*given] == [*given.values()]
    for name in treatments:
        assert (ROOT / f"styles/pictograms/{name}.svg").exists()
        places = f".cover.of-{name}::after, .card-back.of-{name}::before, .of-{name} .face-head::before"
        assert re.search(rf"{re.escape(places)} {{.*\(pictograms/{name}\.svg\)", SIGNS)


def test_white_can_be_read_on_every_treatment():
    """White on the colour of a treatment has 7:1 or more (WCAG 2.2, 1.4.6)."""
    given = re.findall(r"--therapy: var\((--[\w-]+)\)", COLOURS)
    contrast = {name: 1.05 / (luminance(TOKENS[name]) + 0.05) for name in given}

    assert {} == {name: share for name, share in contrast.items() if share < 7}


@pytest.fixture
def clinic(tmp_path):
    """The sample hospital, with a partner whose logo is of one colour."""
    home = Path(shutil.copytree(SAMPLE, tmp_path / "clinic"))
    write(home / "booklets/figures/partner.svg", SHEET)
    change(home / "booklets/imprint.yaml", "values:", "partners: {A charity: figures/partner.svg}\nvalues:")
    return home


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
def test_a_partner_stands_at_the_foot_of_the_front(clinic):
    """A partner's logo has its field, 22 by 10 mm at most, in the last quarter of the cover."""
    with pypdfium2.PdfDocument(proof(clinic, "our-ward").content) as document:
        front = document[0].render(scale=2).to_pil().convert("RGB")
    hits = [(x, y) for y in range(front.height) for x in range(front.width) if front.getpixel((x, y)) == (255, 0, 255)]
    xs, ys = {x for x, _ in hits}, {y for _, y in hits}

    assert {True} == {y > 0.75 * front.height for y in ys}
    assert (22, 10) >= ((len(xs) - 2) / 2 * 25.4 / 72, (len(ys) - 2) / 2 * 25.4 / 72)


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
def test_a_title_that_does_not_fit_its_field_stops_the_build(clinic):
    """A title runs into no picture: what is longer than its field is S015."""
    change(clinic / "booklets/our-ward/booklet.yaml", "Our ward: the first day", "Our ward " * 12)
    _, codes = attempt(lambda: proof(clinic, "our-ward"))

    assert "S015" in codes


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
def test_a_back_cover_is_one_page(clinic):
    """What is on the back cover ends there: what goes on behind it is S016."""
    change(clinic / "styles/booklet.css", "/* Our colours", ".back .back-text { font-size: 80pt }\n/* Our colours")
    _, codes = attempt(lambda: proof(clinic, "our-ward"))

    assert "S016" in codes


PHONES = ("night-phone", "day-phone", "pump-phone", "home-care-phone")
USUAL = (
    "name: Sample Children's Hospital and Research Center\n"
    "address: Children's Wing C, 1200 North Example Street, Sampletown, EX 12345\n"
    f"logo: figures/logo.svg\ninherits: [{ROOT}]\nvalues:\n"
)


def backs(shelf, locale, ticket):
    """The back covers of all booklets in a language, each set by itself: how many pages, and what is wrong."""
    spoken, design = shelf.locales[locale], shelf.tickets[ticket].design_for(shelf.places["us"].paper)
    setup = PageSetup(design, locale, spoken.fonts, spoken.scale, spoken.line_height)
    for edition in shelf.editions():
        if (edition.locale, edition.place, shelf.booklets[edition.booklet].content.form) == (locale, "us", "booklet"):
            html = dress(shelf, text_of(shelf, edition), template=design.template).html
            head, body, rest = re.split(r"(<body[^>]*>)", html, maxsplit=1)
            back = re.search(r'<section class="back.*?</section>', rest, re.DOTALL)[0]
            _, pages, _, found = engine.pages_as_they_are(shelf.chain, f"{head}{body}{back}", setup, f"{edition}")
            yield edition.booklet, pages, [each.code for each in found if each.code in ("S004", "S015", "S016", "S017")]


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
@pytest.mark.parametrize("ticket", ["download", "large-print"])
@pytest.mark.parametrize(("locale", "site"), [("en-US", True), ("es", True), ("es", False), ("ar", True)])
def test_a_back_cover_has_room_for_a_usual_hospital(tmp_path, locale, site, ticket):
    """Name and address of two lines, a site, a logo and four phones leave every back cover its one page."""
    site = "site: www.samplechildrens.example.org\n" * site
    phones = "".join(f"  {name}: +1 (202) 555-014{number}\n" for number, name in enumerate(PHONES, 1))
    write(tmp_path / "booklets/imprint.yaml", f"{site}{USUAL}{phones}")
    write(tmp_path / "booklets/figures/logo.svg", SHEET)
    shelf = load(Chain.at(tmp_path))[0]
    made = [*backs(shelf, locale, ticket)]

    assert len(made) >= 2
    assert [] == [each for each in made if each[1:] != (1, [])]


@pytest.mark.parametrize(("name", "pages"), [("Sample Children's Hospital", True), ("Sample Hospital " * 4, False)])
def test_a_running_head_is_one_line(tmp_path, name, pages):
    """Who publishes stands beside the words of a head where a line has room for both, which 56 letters do at all sizes.

    Of two lines, the audit read the halves of each as words that nobody wrote, and no booklet with a pump was built.
    """
    write(tmp_path / "booklets/imprint.yaml", f"inherits: [{ROOT}]\nname: {name}\n")
    shelf = load(Chain.at(tmp_path))[0]
    text = text_of(shelf, Edition("blinatumomab-at-home", "es", "us"))
    html = dress(shelf, text, template=shelf.tickets["download"].design_for(shelf.places["us"].paper).template).html
    heads = re.findall(r'data-chapter="(.*?)"\s+data-house="(.*?)"', html)

    assert 10 < len(heads)
    assert [] == [(head, house) for head, house in heads if house and len(unescape(head + house)) > 56]
    assert pages == any(house for _, house in heads)

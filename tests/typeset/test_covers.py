"""Covers of a series: a spine for each treatment, and fixed fields for a title, a picture and logos."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from test_levels import TOKENS, luminance

from conftest import FONTS, attempt, change, proof, write
from reading import library

ROOT = Path(__file__).parents[2]
COLOURS = (ROOT / "styles/colour.css").read_text("utf-8")
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
        for style in ("covers", "tools"):
            assert f"pictograms/{name}.svg" in (ROOT / f"styles/{style}.css").read_text("utf-8")


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

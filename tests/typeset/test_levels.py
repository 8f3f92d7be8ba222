"""The four levels of urgency, told apart by ink alone: on a grey printer, and by eyes that see few colours."""

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageStat

from chapbook.content.paper import Size
from chapbook.content.signs import LEVELS
from chapbook.content.tickets import Design
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.typeset.weasyprint.engine import pages
from chapbook.typeset.weasyprint.stylesheets import PageSetup

ROOT = Path(__file__).parents[2]
STYLES = [path for path in sorted((ROOT / "styles").rglob("*.css")) if path.name != "site.css"]
TOKENS = dict(re.findall(r"(--[a-z][\w-]*): (#[0-9a-f]{6})", (ROOT / "styles/colour.css").read_text("utf-8")))

# Light as it reaches eyes without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1.0).
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def luminance(colour, eye=EYES["all cones"]):
    """The relative luminance of a colour (WCAG 2.2) as an eye sees it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(1, max(0, sum(share * part for share, part in zip(row, light, strict=True)))) for row in eye]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), seen, strict=True))


@pytest.mark.parametrize("eye", EYES)
def test_each_level_has_twice_the_luminance_of_the_one_above(eye):
    """What fills and frames a level is 2:1 from its neighbours or more, for every eye; the most urgent is darkest."""
    seen = [luminance(TOKENS[f"--{level}"], EYES[eye]) + 0.05 for level in LEVELS]

    assert [] == [(dark, light) for dark, light in pairwise(seen) if light / dark < 2]


def test_words_on_a_level_can_be_read():
    """White words on an ambulance's box have 7:1, large ones on the head of "now" 4.5:1 (WCAG 2.2, 1.4.6)."""
    found = [
        (luminance(TOKENS[f"--on-{level}"]) + 0.05) / (luminance(TOKENS[f"--{level}"]) + 0.05)
        for level in ("ambulance", "now")
    ]

    assert [True, True] == [found[0] >= 7, found[1] >= 4.5]


def test_one_meaning_has_one_colour():
    """Styles take colours from tokens that are set, and of two meanings only those of danger share one."""
    styles = {path.name: path.read_text("utf-8") for path in STYLES}
    raw = {name for name, style in styles.items() if re.search(r"#[0-9a-f]{3,6}\b", style)}
    text = "".join(styles.values())
    # What the language, the press and a chapter set.
    above = {"--font-text", "--line-height", "--scale", "--grow", "--flow", "--chapter", "--rows"}
    above |= {f"--rest-{room}" for room in range(1, 7)}
    shared = {name for name, colour in TOKENS.items() if [*TOKENS.values()].count(colour) > 1}

    # At night a screen has colours of its own, and so has the desk.
    assert {"colour.css", "web.css", "desk.css"} == raw
    assert set() == {*re.findall(r"var\((--[a-z][\w-]*)", text)} - {*re.findall(r"(--[a-z][\w-]*):", text)} - above
    assert {"--ambulance", "--ambulance-deep", "--stop", "--paper", "--visit", "--on-ambulance", "--on-now"} == shared


@pytest.fixture(scope="module")
def boxes():
    """A warning of each level with the same words, and its chip, each alone on a page, in grey."""
    box = '<div class="alarm level-{0}"><div class="alarm-head"><h1 class="level">Word</h1></div>'
    box += '<div class="alarm-body"><p class="action">Do this.</p><ul class="signs"><li>A sign</li></ul></div></div>'
    chip = '<p class="chip level-{0}">Word</p>'
    sheets = [f'<div style="break-after: page">{each.format(level)}</div>' for each in (box, chip) for level in LEVELS]
    html = f'<html lang="en"><head><title>Levels</title></head><body>{"".join(sheets)}</body></html>'
    locale = load(Chain.at(ROOT))[0].locales["en-US"]
    setup = PageSetup(Design(Size(80, 60)), "en-US", locale.fonts, locale.scale, locale.line_height)
    pdf, *_ = pages(Chain.at(ROOT), html, setup, "levels")
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [page.render(scale=3).to_pil().convert("L") for page in document]
    return drawn[: len(LEVELS)], drawn[len(LEVELS) : 2 * len(LEVELS)]


@pytest.mark.slow
@pytest.mark.parametrize(("which", "least"), [(0, 1.5), (1, 1.25)], ids=["box", "chip"])
def test_each_level_has_more_ink_than_the_next(boxes, which, least):
    """Printed grey, a more urgent box has half as much ink again as the next, and its chip a quarter, words and all."""
    ink = [255 - ImageStat.Stat(image).mean[0] for image in boxes[which]]

    assert [] == [(more, less) for more, less in pairwise(ink) if more < least * less]

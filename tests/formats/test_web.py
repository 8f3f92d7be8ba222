"""The HTML edition: one file that needs nothing else."""

import datetime
import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from chapbook import pipeline
from chapbook.approve.approvals import approved_of
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, batches
from chapbook.content.manuscript import Approved
from chapbook.dress import dress
from chapbook.files.chain import Chain
from chapbook.formats import inline, web
from chapbook.load.load import load
from chapbook.problems.problem import Problems
from chapbook.texts import Texts, text_of
from chapbook.worklist import Work
from conftest import FONTS, REPOSITORY, write
from reading import library, made, transcript

pytestmark = pytest.mark.slow

EDITIONS = ["car-t-journey.en-US.us", "blinatumomab-at-home.es.gb", "blinatumomab-at-home.ar.us"]


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def named(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_file_that_asks_for_nothing(edition):
    """Pictures, styles and typefaces are inside the page, which has no script and loads nothing."""
    page = made(edition, "web").decode("utf-8")
    tags = Tags(page)

    assert [] == tags.named("link")
    assert {"data"} == {image["src"].split(":")[0] for image in tags.named("img")}
    assert all(image["alt"] for image in tags.named("img"))
    # A picture may name a part of itself.
    named = [url.strip("\"'") for url in re.findall(r"url\(([^)]*)", page)]
    assert [] == [url for url in named if not url.startswith(("data:", "%23"))]
    assert "@import" not in page
    assert "chapbook.invalid" not in page
    assert [] == tags.named("script")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_screen_has_room_for_all_sources(edition):
    """Paper names the main sources and says where all are; a web page lists all."""
    text, page = transcript(edition), Tags(made(edition, "web").decode("utf-8"))
    publishers = {source.publisher for source in text.manuscript.sources}
    paper = Tags(dress(library(), text).html)

    assert len(publishers) == len(page.named("cite"))
    assert len(text.manuscript.main_sources) >= len(paper.named("cite")) >= 6
    assert ["whole-list"] == [each["class"] for each in paper.named("p") if each.get("class") == "whole-list"]


def test_what_is_paper_alone_stays_out():
    """A page on a screen brings no style of a poster, a leaflet or a card to cut."""
    style = inline.styles(Chain.at(REPOSITORY))

    assert ".alarm" in style
    assert [] == [form for form in (".poster", ".leaflet", ".wallet") if form in style]


@pytest.mark.parametrize("edition", EDITIONS)
def test_small_enough_for_a_phone(edition):
    """A whole booklet with its pictures and typefaces is under 950 KB."""
    assert len(made(edition, "web")) < 950_000


def test_arabic_reads_from_right_to_left_in_its_own_letters():
    """An Arabic page says its language and direction, and brings a typeface that has its letters."""
    page = made("blinatumomab-at-home.ar.us", "web").decode("utf-8")

    assert {"lang": "ar", "dir": "rtl"} == Tags(page).named("html")[0]
    assert 2 == page.count("@font-face")
    assert '--font-text: "text-0"' in page


def test_a_phone_number_can_be_dialled():
    """Every phone number that is set is a link that dials exactly its digits."""
    page = made("car-t-journey.ar.gb", "web").decode("utf-8")

    assert '<a href="tel:999"><bdi dir="ltr" class="value phone">999</bdi></a>' in page
    assert page.count('class="value phone"') == len(
        re.findall(r'<a href="tel:[\d+]+"><bdi [^>]*class="value phone"', page)
    )


def test_the_bar_dials_what_is_set():
    """The bar at the foot dials the ambulance and each number of a hospital; without those it leads to who to call."""
    sample = load(Chain.at(REPOSITORY / "tests/projects/sample-hospital"))[0]
    own = dress(sample, text_of(sample, Edition("car-t-journey", "en-US", "us")), template="web").html
    without = dress(library(), transcript("car-t-journey.en-US.us"), template="web").html
    bars = [re.search(r'<nav class="help.*?</nav>', page, re.DOTALL)[0] for page in (own, without)]

    leads = [re.findall(r'href="([^"]*)"', bar) for bar in bars]
    assert [
        ["tel:911", "tel:2025550171", "tel:2025550134", "#contents"],
        ["tel:911", "#who-to-call", "#contents"],
    ] == leads


def test_a_line_to_write_on_is_said():
    """Whoever cannot see a line to write on hears that one is there, in the language of the page."""
    page = made("blinatumomab-at-home.es.gb", "web").decode("utf-8")

    assert 0 < page.count('<span class="slot ')
    assert page.count('<span class="slot ') == page.count(
        '"><span class="unseen">para escribir a mano</span></span>'
    ) + page.count('<span class="slot hospital-name"></span>')


def test_a_review_copy_says_so_and_is_not_found():
    """A review copy opens with that line, keeps search engines out, and claims no review."""
    page = made("car-t-journey.en-US.us", "web").decode("utf-8")

    assert re.search(r"<body[^>]*>\s*<aside[^>]*>Review copy. Not yet approved for families.</aside>", page)
    assert {"name": "robots", "content": "noindex"} in Tags(page).named("meta")
    assert "lastReviewed" not in page


def test_an_approved_edition_says_when_it_was_reviewed():
    """What a search engine is told of an approved edition is the day on which a clinician approved it last."""
    day = datetime.date
    approvers = (
        ("clinician", "A", day(2026, 3, 1)),
        ("reader", "B", day(2026, 9, 1)),
        ("clinician", "C", day(2026, 5, 2)),
    )
    page = web.page(library(), transcript(EDITIONS[0]), Approved((), approvers), "<head></head>", "A </script> title")

    assert b'"lastReviewed": "2026-05-02"' in page
    assert 1 == page.count(b"</script>")


def test_same_text_same_bytes():
    """Two pages of the same text are the same bytes, typefaces too."""
    inline._cut.cache_clear()
    text = transcript(EDITIONS[2])
    wanted = Wanted((text.edition.booklet,), (text.edition.locale,), (text.edition.place,), ("web",))
    (batch,) = batches(library(), wanted.jobs(library()))
    (again,) = pipeline.make(Work(Texts(library()), batch, approved_of(library(), text)))

    assert made(EDITIONS[2], "web") == again.content


@pytest.mark.parametrize("address", ['"house.css"', 'url("house.css")', 'url( "house.css" )', "url(house.css)"])
def test_a_style_comes_however_its_address_is_written(project, address):
    """A style that is imported stands in the place of its import."""
    write(project / "styles/web.css", f"@import {address} layer(house);")
    write(project / "styles/house.css", "h1 { color: navy }")

    assert "@layer house {\nh1 { color: navy }\n}" in inline.styles(Chain.at(project))


def test_a_style_that_imports_itself_is_a_problem(project):
    """Also by way of another one: the file and the line that close the circle are named."""
    write(project / "styles/web.css", '@import "house.css";')
    write(project / "styles/house.css", 'h1 { color: navy }\n@import "web.css";')
    with pytest.raises(Problems) as refused:
        inline.styles(Chain.at(project))

    assert [("S001", "styles/house.css:2:10")] == [(found.code, str(found.spot)) for found in refused.value.problems]


def test_a_hospital_has_the_last_word_on_its_looks(project, hospital):
    """A hospital's booklet.css comes after the library's, and its web.css after all others."""
    write(project / "styles/web.css", "p { color: black }")
    write(hospital / "styles/booklet.css", '@import url("house.css") layer(house); h1 { color: teal } /* ours */')
    write(hospital / "styles/house.css", "h1 { color: navy }")
    write(hospital / "styles/web.css", "p { color: teal }")
    style = inline.styles(Chain.at(hospital))

    first, *_ = style.splitlines()
    order = [layer.strip() for layer in first.removeprefix("@layer ").rstrip(";").split(",")]
    assert ["booklet1", "booklet0", "web1", "web0"] == order
    assert "@layer booklet0 {\n@layer house {\nh1 { color: navy }\n}\nh1 { color: teal }\n}" in style
    assert "ours" not in style


@pytest.mark.parametrize("url", ["https://example.org/a.css", "missing.css", "../../secret.css"])
def test_a_style_that_is_not_there_is_a_problem(project, url):
    """A style from a network, a missing one and one outside the project are refused with their line."""
    write(project.parent / "secret.css", "p { color: red }")
    write(project / "styles/web.css", f'\n@import url("{url}");')

    with pytest.raises(Problems) as refused:
        inline.styles(Chain.at(project))
    (found,) = refused.value.problems
    assert "S002" == found.code


@pytest.mark.parametrize(
    "address",
    [
        "URL(http://example.org/a.png)",
        'u\\72l("http://example.org/a.png")',
        'url( "//example.org/a.png" )',
        'src("http://example.org/a.png")',
        'image-set("http://example.org/a.png" 1x)',
        '-webkit-image-set(url("http://example.org/a.png") 1x)',
        "image-set(var(--elsewhere) 1x)",
        'url("missing.svg")',
    ],
)
def test_a_style_fetches_nothing_however_it_is_written(project, address):
    """An address in capitals, in signs that stand for letters, or in another function than `url` is refused too."""
    write(project / "styles/web.css", f"p {{ color: red }}\n@media screen {{ p {{ background: {address} }} }}")

    with pytest.raises(Problems) as refused:
        inline.styles(Chain.at(project))

    assert ["S002"] == [problem.code for problem in refused.value.problems]


def test_what_is_no_style_is_a_problem(project):
    """A rule without its braces is named with its file."""
    write(project / "styles/web.css", "p { color: red } h1")

    with pytest.raises(Problems) as refused:
        inline.styles(Chain.at(project))

    assert [("S001", "styles/web.css")] == [(found.code, found.spot.path) for found in refused.value.problems]


def test_a_picture_of_a_style_comes_into_the_page(project):
    """A file of the project stands in the style itself, once it is named, in quotes or without."""
    write(project / "styles/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"><title>"</style></title></svg>')
    named = ("url(dot.svg)", 'URL("dot.svg")', 'image-set("dot.svg" 1x)', "url('data:image/png,a')", "url(#here)")
    write(project / "styles/web.css", "".join(f"p {{ background: {each} }}\n" for each in named))
    style = inline.styles(Chain.at(project))

    assert 3 == style.count('url("data:image/svg+xml,%3Csvg xmlns=%22http://')
    assert (1, 1) == (style.count('url("data:image/png,a")'), style.count('url("#here")'))
    assert "</style" not in style


def test_letters_come_from_the_first_family_that_has_them():
    """A typeface is cut down to the letters of a text, and brings its licence's notice but no reserved name."""
    cut = inline._cut(FONTS / "Andika_400Regular.ttf", frozenset(map(ord, "Call now")), 0)
    with TTFont(BytesIO(cut)) as font:
        names = {record.nameID for record in font["name"].names}
        letters = {chr(code) for code in font.getBestCmap()}

    assert set("Call now") == letters
    assert len(cut) < 10_000
    assert {0, 13, 14} == names


def test_there_are_no_pages_to_draw(project, chapbook):
    """`chapbook proof --contact-sheet` of an edition without pages says so, as a fault of usage."""
    write(project / "styles/press/words.yaml", "means: The words alone.\nformat: txt\n")

    result = chapbook("proof", "fever", "--ticket", "words", "--contact-sheet", "a.png")

    assert 2 == result.exit_code
    assert 'ticket "words" makes no pages to draw' in result.output

"""Web pages in a real browser: accessible, and no wider than a small phone, from left and right, day and night."""

import re
from contextlib import contextmanager
from itertools import product

import pytest

from chapbook.formats.parity import Carried, letters, lost
from conftest import REPOSITORY, text_of_pages
from in_browser import NEEDED, SCHEMES, WIDTHS, violations
from reading import made, transcript

pytestmark = NEEDED


BOOKLETS = ("blinatumomab-at-home", "car-t-journey")
# The longest language, and the one from the right.
EDITIONS = [f"{booklet}.{edition}" for booklet, edition in product(BOOKLETS, ("es.us", "ar.gb"))]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The web page of an edition as a file."""
    folder = tmp_path_factory.mktemp("web")

    def written(edition, change=lambda page: page):
        path = folder / f"{edition}.html"
        path.write_text(change(made(edition, "web").decode("utf-8")), encoding="utf-8")
        return path.as_uri()

    return written


@contextmanager
def opened(browser, address, width=320, scheme="light", **more):
    """A page in a window of its own; what it asked the network for is in `page.asked`."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **more)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    try:
        yield page
    finally:
        context.close()


def unfold(page):
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


@pytest.mark.parametrize(
    ("edition", "schemes"), [("blinatumomab-at-home.en-US.us", SCHEMES), ("car-t-journey.ar.gb", SCHEMES[::-1])]
)
def test_no_violation(browser, file, edition, schemes):
    """axe-core finds nothing against any of its rules, on a phone and a desk, light and dark, in either direction.

    Where one is seen by day on a phone, the other is by night.
    """
    address = file(edition)

    for width, scheme in zip(WIDTHS, schemes, strict=True):
        with opened(browser, address, width, scheme) as page:
            unfold(page)
            assert {} == violations(page, 40, scheme), (width, scheme)
    with opened(browser, address) as page:
        assert {} == violations(page, held=40)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_wider_than_the_window(browser, file, edition):
    """Nothing runs over the side at 320 or 1280 px, or with letters twice as large; no network is asked."""
    address = file(edition)

    for width, size in ((320, "100%"), (1280, "100%"), (640, "200%")):
        with opened(browser, address, width) as page:
            page.add_style_tag(content=f"html {{ font-size: calc(1.125 * {size}) !important }}")
            unfold(page)
            assert width >= page.evaluate("document.documentElement.scrollWidth")
            assert [] == page.evaluate(
                """width => [...document.querySelectorAll("body *:not(.unseen):not(.skip)")]
                .filter(element => element.getBoundingClientRect().right > width + 1)
                .map(element => element.outerHTML.slice(0, 80))""",
                width,
            )
            assert [address] == [url for url in page.asked if not url.startswith("data:")]


TINY = ".toc li, .toc a { padding: 0; font-size: 4px; line-height: 1 } .toc a { display: inline }"

PLANTED = {
    "image-alt": lambda page: page.replace('alt="', 'data-alt="', 1),
    "color-contrast": lambda page: page.replace("</style>", "p { color: #bbbbbb }</style>", 1),
    "html-has-lang": lambda page: page.replace('<html lang="en-US"', "<html", 1),
    "heading-order": lambda page: page.replace("<h2>", "<h5>", 1).replace("</h2>", "</h5>", 1),
    "region": lambda page: page.replace("</body>", "<p>And outside all landmarks, this.</p></body>"),
    "target-size": lambda page: page.replace("</style>", f"{TINY}</style>", 1),
}


def test_planted_violations_are_found(browser, file):
    """A page with one fault of each kind is reported for each."""

    def plant(page):
        for fault in PLANTED.values():
            page = fault(page)
        return page

    with opened(browser, file("blinatumomab-at-home.en-US.us", plant)) as page:
        assert {*PLANTED} <= {*violations(page, held=40)}


def test_a_colour_of_the_night_is_found(browser, file):
    """By night, when rules on colours alone are asked, letters that nobody could read are reported."""
    with opened(browser, file("blinatumomab-at-home.en-US.us"), scheme="dark") as page:
        page.add_style_tag(content="p { color: #333333 !important }")
        assert "color-contrast" in violations(page, 40, "dark")


def test_letters_are_its_own(browser, file):
    """An Arabic page is set in the typeface that it brings, without any of the machine's."""
    with opened(browser, file("car-t-journey.ar.gb")) as page:
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": ".kind-key-points"})["nodeId"]
        used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]

    assert used
    assert all(font["isCustomFont"] for font in used)


# Whether an element begins in the window, above the bar at its foot.
IN_VIEW = """target => { const top = document.querySelector(target).getBoundingClientRect().top;
return 0 <= top && top < document.querySelector(".help").getBoundingClientRect().top }"""


@pytest.mark.parametrize("edition", EDITIONS)
def test_help_is_on_the_first_screen(browser, file, edition):
    """A phone shows at once what to do now, dials the ambulance from there, and leads to signs that no fold hides."""
    number = {"us": "911", "gb": "999"}[edition.rpartition(".")[2]]
    with opened(browser, file(edition), 390) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        for level in ("ambulance", "now", "today"):
            assert page.evaluate(IN_VIEW, f".urgent .level-{level} p")
        assert f"tel:{number}" == page.get_attribute(".urgent .level-ambulance p a", "href")
        for level in ("ambulance", "now", "today"):
            page.evaluate("scrollTo(0, 0)")
            target = page.get_attribute(f".urgent .level-{level} .level", "href")
            page.click(f".urgent .level-{level} .level")
            page.wait_for_function(IN_VIEW, arg=target)
            assert page.query_selector(f"{target} > .alarm.level-{level}") is not None
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert f"tel:{number}" == page.get_attribute(".help-ambulance a", "href")
        page.click(".help-team a")
        page.wait_for_function(IN_VIEW, arg=".kind-contacts")
        page.click(".help-contents a")
        page.wait_for_function(IN_VIEW, arg="#contents")


# What a finger has to hit: lines that open a chapter, numbers to dial, and links that are no part of a sentence.
TARGETS = """[...document.querySelectorAll("a:not(.skip), summary")]
.filter(each => each.matches("summary, [href^='tel:']")
|| each.textContent.trim() === each.closest("p, li, td, div").textContent.trim())
.map(each => [each, each.getBoundingClientRect()])"""


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_finger_hits_what_it_means(browser, file, edition):
    """What is tapped has 44 px in both directions (WCAG 2.5.5), on the smallest phone."""
    with opened(browser, file(edition)) as page:
        unfold(page)
        targets = page.evaluate(f"{TARGETS}.length")
        small = page.evaluate(
            f"{TARGETS}.filter(([each, box]) => box.width < 44 || box.height < 44).map(([each]) => each.outerHTML)"
        )

    assert 30 < targets
    assert [] == small


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_dead_line_on_a_screen(browser, file, edition):
    """No line, row or box to write on is seen where nobody can write, but for a gap within a sentence."""
    dead = ".ruled, .diary, .days td, .empty, .kind-notes, .phones .slot, .contacts .slot, .slot.instructions"
    with opened(browser, file(edition)) as page:
        unfold(page)
        there = page.locator(dead).count()
        seen = page.evaluate(
            """dead => [...document.querySelectorAll(dead)].filter(each => each.checkVisibility())
            .filter(each => getComputedStyle(each).borderBottomWidth !== "0px"
            || getComputedStyle(each).backgroundImage !== "none" || !each.innerText.trim())
            .map(each => each.outerHTML.slice(0, 80))""",
            dead,
        )

    assert 10 < there
    assert [] == seen


def test_the_skip_link_and_the_contents_lead_there(browser, file):
    """The first press of the tab key shows a link to the text, and each line of the contents opens its chapter."""
    with opened(browser, file("car-t-journey.en-US.us")) as page:
        page.keyboard.press("Tab")
        assert "Skip to the text" == page.evaluate("document.activeElement.textContent")
        assert page.evaluate("document.activeElement.getBoundingClientRect().height") > 24
        page.keyboard.press("Enter")
        assert "text" == page.evaluate("document.activeElement.id")
        targets = [link.get_attribute("href") for link in page.query_selector_all("#contents a")]
        assert [False] * 10 == [page.query_selector(target).is_visible() for target in targets[2:12]]
        for target in targets:
            page.click(f"#contents a[href='{target}']")
            page.wait_for_function(IN_VIEW, arg=target)


def test_a_table_is_a_table_to_a_screen_reader(browser, file):
    """Where rows are stacked on a phone, a contact is still a row with its header for who listens."""
    with opened(browser, file("car-t-journey.en-US.us")) as page:
        unfold(page)
        session = page.context.new_cdp_session(page)
        rows = len(page.query_selector_all(".contacts tr"))
        phone = page.evaluate("getComputedStyle(document.querySelector('.contacts tr:not(:has(.slot)) td')).display")
        tree = session.send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in tree if "role" in node]

    assert "block" == phone
    assert 10 < roles.count("rowheader")
    assert rows <= roles.count("rowheader")


def test_on_paper_it_is_light_and_whole(browser, file, tmp_path):
    """Printed from a phone set to dark, it is black on white, has every text, and says on each sheet what it is."""
    edition = "car-t-journey.en-US.us"
    with opened(browser, file(edition), scheme="dark") as page:
        page.emulate_media(media="print")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        pages = text_of_pages(page.pdf(format="Letter"))
    words = tuple(map(letters, pages))
    text = transcript(edition)
    found = lost(text, Carried("".join(words), pages=words), "print")

    assert "rgb(255, 255, 255)" == ground
    assert all("Review copy. Not yet approved for families." in page for page in pages)
    # The description of a picture is for those who do not see it; on paper it is the picture.
    assert [] == [problem for problem in found if not re.search(r"\balt:", line_of(problem.spot))]


@pytest.mark.parametrize("layer", ["", "@layer screen", "@layer web0"])
def test_no_style_hides_what_a_review_copy_says(browser, file, layer):
    """Whatever a hospital's styles say of it, important and in any layer, the mark stands at the top, to be read."""
    rule = "display: none !important; visibility: hidden !important; color: #fff !important; font-size: 0 !important"
    style = f".review, aside, body > * {{ {rule}; position: fixed !important; left: -9999px !important; opacity: 0 }}"
    style = f"<style>{layer} {{ {style} }}</style>" if layer else f"<style>{style}</style>"
    edition = "car-t-journey.en-US.us"
    with opened(browser, file(edition, lambda page: page.replace("</head>", f"{style}</head>"))) as page:
        looks = page.evaluate(
            """() => { const mark = document.querySelector("aside"), box = mark.getBoundingClientRect();
            const style = getComputedStyle(mark);
            return [box.top, box.height > 20, box.width, style.visibility, style.opacity, style.color, style.fontSize,
            document.elementFromPoint(160, box.top + 10) === mark] }"""
        )

    assert [0, True, 320, "visible", "1", "rgb(31, 61, 77)", "18px", True] == looks


def line_of(spot):
    return (REPOSITORY / spot.path).read_text("utf-8").splitlines()[spot.line - 1]

"""The desk in a real browser: a nurse hands a paper to a Spanish and an Arabic family; accessible to everybody."""

import re
from contextlib import contextmanager
from itertools import product
from queue import Queue

import pytest

from conftest import text_of_pages
from desks import CANARY, TITLE, folder, served
from in_browser import NEEDED, SCHEMES, WIDTHS, violations

pytestmark = NEEDED

LANGUAGES = ("en-US", "es", "ar")


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return folder(tmp_path_factory.mktemp("made"))


@contextmanager
def at_the_desk(browser, build, lang="en-US", **options):
    """A page in a browser that was opened with a desk.

    What was asked of other machines is in `page.elsewhere`.
    """
    running, address = served(build, 600.0)
    context = browser.new_context(locale=lang, accept_downloads=True, **options)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.own = re.match(r"http://[\d.:]+", address)[0]
    page.elsewhere = []
    page.on("request", lambda each: each.url.startswith((page.own, "data:")) or page.elsewhere.append(each.url))
    page.goto(address)
    try:
        yield page
    finally:
        page.goto(f"{page.own}/{lang}/locked")
        context.close()
        running.join(20)


FAMILIES = [
    ("es", "Español", "María José Ñandú", "sábado, 5 de diciembre de 2026", "sáb 5 dic"),
    ("ar", "العربية", "سارة حداد", "السبت، 5 ديسمبر 2026", "السبت 5/12"),
]


@pytest.mark.parametrize(("locale", "autonym", "name", "day", "short"), FAMILIES)
def test_a_nurse_hands_a_paper_to_a_family(browser, build, locale, autonym, name, day, short):
    """Without a script or a mouse, by the tab key, arrows and Enter alone: found, made theirs, handed over.

    The PDF has the name and the days; a screen reader is told the heading, and of each thing what it is and is called.
    """
    with at_the_desk(browser, build, java_script_enabled=False) as page:
        handed = files(page)
        tab_to(page, "#q")
        page.keyboard.type("blinatumomab en casa")
        tab_to(page, "#locale")
        while page.input_value("#locale") != locale:
            page.keyboard.press("ArrowDown")
        assert autonym == page.locator("#locale option:checked").inner_text()
        told(page, "Find a paper", ("searchbox", "combobox", "button", "link", "navigation", "search", "main"))
        tab_to(page, "form[role=search] button")
        enter(page)
        assert 1 == page.locator(".papers li").count()
        tab_to(page, ".papers a")
        enter(page)
        told(page, "Make it theirs", ("textbox", "button", "link", "navigation", "main"))
        tab_to(page, "#child-name")
        page.keyboard.type(name)
        tab_to(page, "#night-phone")
        page.keyboard.type(CANARY["night-phone"])
        tab_to(page, "#start-date")
        page.keyboard.type("12052026")
        tab_to(page, "button[name=look]")
        enter(page)
        assert 2 == page.locator("img.page").count()
        tab_to(page, "#night-phone")
        enter(page)
        told(page, "Hand over", ("button", "link", "navigation", "main"))
        tab_to(page, "button[formaction$='ward-printer.pdf']")
        with page.context.expect_page():
            page.keyboard.press("Enter")
        content = waited_for(page, handed)
        assert [] == page.elsewhere
        assert name not in page.url + page.title()
        page.bring_to_front()
        tab_to(page, "button[formaction$='/next']")
        enter(page)
        assert 6 == page.locator(".papers li").count()
        page.go_back()
        assert name not in page.content()
    first, second = text_of_pages(content)

    assert all(word in first for word in name.split())
    assert CANARY["night-phone"] in first
    assert day in first
    assert short in " ".join(second.split())


def tab_to(page, where):
    """Presses the tab key until what is meant has the focus."""
    for _ in range(60):
        if page.locator(where).first.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the tab key does not reach {where}")


def told(page, heading, roles):
    """What a screen reader is told of a screen: its one first heading, and nothing of these roles without a name."""
    tree = page.locator("html").aria_snapshot()

    assert [heading] == re.findall(r'- heading "([^"]+)" \[level=1\]', tree)
    for role in roles:
        each = re.findall(rf"^ *- '?{role}( \".+\")?", tree, re.M)
        assert each, role
        assert role in ("main", "search") or all(each), role


def counted(page, what, count):
    """Waits until so many of something are shown."""
    from playwright.sync_api import expect

    expect(page.locator(what)).to_have_count(count, timeout=20_000)


def test_papers_become_fewer_as_one_types(browser, build):
    """No button is pressed and no page is left; a word of a sign finds too, and a screen reader is told how many."""
    with at_the_desk(browser, build) as page:
        faults = []
        page.on("console", lambda each: "Security Policy" in each.text and faults.append(each.text))
        page.on("pageerror", lambda each: faults.append(str(each)))
        address = page.url
        for words, count in (("casa", 3), ("wheezing", 6), ("nothing at all", 0), ("", 6)):
            page.focus("#q")
            page.fill("#q", words)
            counted(page, ".papers li", count)
            assert f"Papers: {count}" == page.inner_text("#count[aria-live=polite]")
            assert (address, "q") == (page.url, page.evaluate("document.activeElement.id"))
        assert ([], []) == (faults, page.elsewhere)


def test_the_page_changes_as_one_types(browser, build):
    """Its picture follows what is typed, without a button; half a value shows no page that would be wrong."""
    with at_the_desk(browser, build) as page:
        faults, seen = [], []
        page.on("pageerror", lambda each: faults.append(str(each)))
        page.goto(f"{page.own}/en-US/{TITLE}.es.us/")
        address = page.url
        for name, value, shown in (("child-name", "张伟", 1), ("start-date", "2026-12-05", 2), ("night-phone", "x", 0)):
            page.fill(f"#{name}", value)
            counted(page, "img.page", shown)
            seen += [each.get_attribute("src") for each in page.locator("img.page").all()][:1]
            assert (address, name) == (page.url, page.evaluate("document.activeElement.id"))
            assert value == page.input_value(f"#{name}")
        # What is wrong is told at its field, and in the place of the pages what brings them back.
        assert page.inner_text("#night-phone-told[aria-live=polite] .fault")
        assert page.inner_text("#pages")
        assert "" == page.inner_text("#child-name-told")
        page.fill("#night-phone", "202-555-0143")
        counted(page, "#night-phone-told .fault", 0)
        assert ([], [], 2) == (faults, page.elsewhere, len({*seen}))
        # A day that is none is told when its field is left, as all that is wrong.
        page.focus("#start-date")
        page.keyboard.type("02302027")
        page.focus("#child-name")
        counted(page, "#start-date-told .fault", 1)
        assert [] == faults


def enter(page):
    """What the key does that everybody presses in the end."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def files(page):
    """The PDFs that the browser gets from now on, as they come; some have a viewer for them, others keep them."""
    got = Queue()

    def pass_on(route):
        answer = route.fetch()
        assert TITLE in answer.headers["content-disposition"]
        got.put(answer.body())
        route.fulfill(response=answer)

    page.context.route("**/*.pdf", pass_on)
    return got


def waited_for(page, got):
    for _ in range(600):
        if not got.empty():
            break
        page.wait_for_timeout(50)
    return got.get_nowait()


def screens(page, lang, edition):
    """Each screen as a nurse comes to it, one after the other."""
    own = f"{page.own}/{lang}/"
    page.goto(own)
    yield "find"
    page.goto(f"{own}?q=nothing")
    yield "nothing found"
    page.goto(own)
    page.click("a[href$='/packet']")
    yield "interview"
    # As a browser that checks nothing sends it.
    page.evaluate("form => { form.noValidate = true; form.target = '' }", page.locator("form").element_handle())
    page.click("form button")
    page.wait_for_selector(".fault")
    yield "answers lacking"
    page.goto(f"{own}{edition}/")
    yield "theirs"
    fill(page, {"child-name": "Ana", "night-phone": "12", "start-date": "2020-12-05"})
    page.click("button[name=look]")
    page.wait_for_selector("img.page")
    yield "looked at"
    fill(page, {"child-name": "김민준", "night-phone": "x"})
    page.click(".buttons button:first-child")
    page.wait_for_selector(".fault")
    yield "wrong"
    fill(page, {"child-name": "Ana", "night-phone": "202-555-0187"})
    page.click(".buttons button:first-child")
    page.wait_for_selector("button[formaction$='/next']")
    yield "hand over"
    page.goto(f"{own}nothing/")
    yield "nowhere"


def fill(page, values):
    for name, value in values.items():
        page.fill(f"#{name}", value)


# What a finger has to hit: all that is no part of a sentence, which no link of the desk is.
SMALL = """[...document.querySelectorAll("a:not(.skip), button, input:not([type=hidden]), select")]
.filter(each => { const box = each.getBoundingClientRect(); return box.width < 44 || box.height < 44 })
.map(each => each.outerHTML)"""

WIDER = """width => [...document.querySelectorAll("body *:not(.skip)")]
.filter(each => { const box = each.getBoundingClientRect(); return box.right > width + 1 || box.left < -1 })
.map(each => each.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_can_use_every_screen(browser, build, lang):
    """No rule of axe is broken, nothing is too small to hit or runs over the side, on any screen, in any light."""
    edition = f"{TITLE}.{'es' if lang == 'ar' else 'ar'}.us"
    with at_the_desk(browser, build, lang, bypass_csp=True) as page:
        for screen in screens(page, lang, edition):
            for width, scheme in product(WIDTHS, SCHEMES):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                assert {} == violations(page, 20, scheme), (screen, width, scheme)
            page.set_viewport_size({"width": 320, "height": 800})
            assert [] == page.evaluate(SMALL), screen
            assert [] == page.evaluate(WIDER, 320), screen
            assert [lang, "rtl" if lang == "ar" else "ltr"] == page.evaluate(
                "[document.documentElement.lang, document.documentElement.dir]"
            )


PLANTED = {
    "label": "document.querySelector('label').remove()",
    "color-contrast": "document.querySelector('h1').style.color = '#bbbbbb'",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "region": "document.body.insertAdjacentHTML('beforeend', '<p>Outside of all landmarks.</p>')",
    "heading-order": "document.querySelector('h2').outerHTML = '<h4>4</h4>'",
}


def test_a_planted_violation_is_found(browser, build):
    """A screen with one fault of a kind is reported for it; a small button and a wide one are."""
    with at_the_desk(browser, build, bypass_csp=True) as page:
        for rule, plant in PLANTED.items():
            page.goto(f"{page.own}/en-US/")
            page.evaluate(plant)
            assert rule in violations(page, held=20)
        page.set_viewport_size({"width": 320, "height": 800})
        page.evaluate("document.querySelector('button').style.cssText = 'width: 400px; min-height: 20px; padding: 0'")
        assert page.evaluate(SMALL)
        assert page.evaluate(WIDER, 320)


def test_the_skip_link_leads_to_the_screen(browser, build):
    """The first press of the tab key shows it."""
    with at_the_desk(browser, build) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getBoundingClientRect().height") > 24
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")

"""The audit of the pages: no alarm on what is right, and every planted fault found, with its page and its place."""

import re
from dataclasses import replace
from functools import cache

import pytest

from chapbook.assemble import assemble
from chapbook.content.jobs import Wanted, batches
from chapbook.content.manuscript import Chapter, Message, map_messages
from chapbook.content.settings import SettingModel
from chapbook.dress import left_out
from chapbook.files.chain import Chain
from chapbook.files.yaml import Scalar
from chapbook.gate import sound
from chapbook.problems.problem import Spot
from chapbook.proofread.compare import audit
from chapbook.proofread.expected import expected
from chapbook.proofread.page import Sighting, seen
from chapbook.translate import translate
from conftest import FONTS, REPOSITORY

BOOKLET = "blinatumomab-at-home"
PHONE = "+1 202-555-0143"
# As the text pass holds it together.
SET_PHONE = PHONE.replace(" ", "\u00a0")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts"),
]


@pytest.fixture(scope="module")
def library():
    """The bundled library, as a hospital that has set the number of its team."""
    library = sound(Chain.at(REPOSITORY), Wanted())
    own = library.imprint.values | {"day-phone": SettingModel(value=Scalar(PHONE, Spot("booklets/imprint.yaml")))}
    return replace(library, imprint=library.imprint.model_copy(update={"values": own}))


class Desk:
    """One edition on its way to paper, where a fault can be planted in the text or in the pages."""

    def __init__(self, library, locale, place, title=BOOKLET, ticket="download"):
        wanted = Wanted((title,), (locale,), (place,), (ticket,))
        (self.batch,) = batches(library, wanted.jobs(library))
        self.library = library
        self.manuscript = translate(library, assemble(library, self.batch.edition))

    def html(self):
        from chapbook.dress import dress

        return dress(self.library, self.manuscript, template=self.batch.design.template).html

    def pdf(self, html):
        from chapbook.typeset.weasyprint.engine import Setting, pages

        locale = self.library.locales[self.batch.edition.locale]
        setting = Setting(self.batch.design, self.batch.edition.locale, locale.fonts, locale.scale, locale.line_height)
        return pages(self.library.chain, html, setting, str(self.batch.edition))[0]

    def findings(self, html):
        return audit(self.library, self.manuscript, self.pdf(html), left_out(html))

    def saying(self, old, new):
        """The manuscript with other words in the first message that has the old ones, and that message."""
        manuscript = self.manuscript
        changed: list[Message] = []

        def say(message):
            if changed or old not in message.text:
                return message
            changed.append(message)
            return replace(message, text=message.text.replace(old, new, 1))

        chapters = tuple(
            Chapter(each.id, each.title, each.tone, tuple(map_messages(tree, say) for tree in each.blocks))
            for each in manuscript.chapters
        )
        (message,) = changed
        return replace(manuscript, chapters=chapters), message


@pytest.fixture(scope="module")
def english(library):
    return Desk(library, "en-US", "us")


@pytest.fixture(scope="module")
def spanish(library):
    return Desk(library, "es", "us")


@pytest.fixture(scope="module")
def arabic(library):
    return Desk(library, "ar", "us")


@pytest.fixture(scope="module")
def right(english, spanish, arabic):
    """The right pages of each language."""
    return {desk.batch.edition.locale: desk.pdf(desk.html()) for desk in (english, spanish, arabic)}


def swap(html, old, new):
    """The HTML with another wording in one place; that the old one is there is part of the test."""
    assert old in html
    return html.replace(old, new, 1)


def said(findings):
    """What is said of each, without the page and the edition before it."""
    return {found.message.split(": ", 1)[1] for found in findings}


def page(found):
    return int(re.match(r"page (\d+) of ", found.message)[1])


# ── what is right ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_no_false_alarm(locale, right, english, spanish, arabic):
    """The right pages of a whole booklet give no finding, in each language."""
    desk = {"en-US": english, "es": spanish, "ar": arabic}[locale]

    assert [] == audit(desk.library, desk.manuscript, right[locale])


def test_a_decimal_comma_is_right_where_it_is_written_so(library):
    """Spanish for Great Britain prints 38,0 °C, and nobody complains."""
    desk = Desk(library, "es", "gb")
    pdf = desk.pdf(desk.html())

    assert "38,0 °C" in {one.text for one in seen(pdf)}
    assert [] == audit(library, desk.manuscript, pdf)


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_numbers_are_read_in_every_language(library, locale, right):
    """The phone, the ambulance, the limit, the days and the medicine are on the pages as an eye sees them."""
    found = {(one.kind, one.text) for one in seen(right[locale], library.medicines)}

    assert {
        ("phone", PHONE),
        ("phone", "1-800-4-CANCER"),
        ("number", "911"),
        ("temperature", "100.4 °F"),
        ("temperature", "38.0 °C"),
        ("number", "28"),
        ("medicine", "blinatumomab"),
    } <= found


def test_the_text_says_as_much_in_every_language(english, spanish, arabic):
    """Each language mentions every phone and temperature as often as the others."""
    counts = [
        sorted(
            one.text
            for one in expected(desk.library, desk.manuscript)
            if one.kind in ("phone", "temperature") and one.block != "wallet-card"
        )
        for desk in (english, spanish, arabic)
    ]

    assert counts[0] == counts[1] == counts[2]
    assert PHONE in counts[0]


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────


def paper(body):
    from weasyprint import HTML

    style = "@page { size: 100mm 50mm; margin: 20mm 10mm 14mm } body { font: 10pt Vazirmatn, Andika; margin: 0 }"
    return HTML(string=f"<html lang='ar' dir='rtl'><style>{style}</style>{body}").write_pdf()


def test_a_reversed_phone_is_seen_reversed():
    """Where nothing holds a number together, Arabic paper shows its groups the other way round, and so it is read."""
    (bare,) = seen(paper("<p>اتصلوا 202-555-0143 الآن"))
    (held,) = seen(paper("<p>اتصلوا <span dir='ltr'>202-555-0143</span> الآن"))

    assert ("phone", "0143-555-202") == (bare.kind, bare.text)
    assert ("phone", "202-555-0143") == (held.kind, held.text)


def test_a_sighting_tells_where():
    """A number comes with its page and its place on it in millimetres, from the left and the top."""
    (one,) = seen(paper("<p dir='ltr' style='margin: 0; line-height: 10mm'>28"))

    assert Sighting(1, "28", "number", 10.0, one.y) == one
    assert 24 < one.y < 28


def test_columns_are_not_read_as_one_number():
    """Figures in cells side by side stay apart, and a word space does not part a phone number."""
    cells = "".join(f"<td style='width: 12mm'>{number}" for number in (1, 2, 3))

    assert ["1", "2", "3"] == [one.text for one in seen(paper(f"<table dir='ltr'><tr>{cells}</table>"))]
    assert ["0808 2080 888"] == [one.text for one in seen(paper("<p><span dir='ltr'>0808 2080 888</span>"))]


# ── faults on the page ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def without_isolates(arabic):
    """Arabic pages as they come without the direction isolates of the text pass."""
    return arabic.findings(re.sub(r"</?bdi[^>]*>", "", arabic.html()))


def test_reversed_phones_are_found(without_isolates):
    """A phone number out of order in Arabic is named at its page and message: whole groups, or the sign alone."""
    found = {(one.spot.path, *said([one])) for one in without_isolates if one.code == "N003"}
    pump, when = (f"booklets/{BOOKLET}/{name}.yaml" for name in ("alarm", "call-now"))

    assert (pump, f"{PHONE} stands on the page as 0143-555-1 202+") in found
    assert (when, f"{PHONE} stands on the page as 1 202-555-0143+") in found
    assert ("booklets/shared/support.yaml", "1-800-4-CANCER stands on the page as 1-800-4") in found


def test_units_on_the_wrong_side_are_found(without_isolates):
    """A temperature that has lost its unit to the other side is named too."""
    found = {(one.code, *said([one])) for one in without_isolates}

    assert ("N004", "100.4 °F stands on the page as 100.4") in found
    assert {"N003", "N004"} == {code for code, _ in found}


def test_faults_on_english_pages(english):
    """A lost decimal, a comma for a point, a dropped line and a number too many: each is found, and nothing else is."""
    html = english.html()
    first = html.index("38.0")
    html = html[:first] + "380" + html[first + 4 :]
    last = html.rindex("38.0")
    html = html[:last] + "38,0" + html[last + 4 :]
    points = re.findall(r'<ul class="points">\s*<li>(.*?)</li>', html, re.DOTALL)
    html = swap(html, f"<li>{points[0]}</li>", "")
    html = swap(html, '<section class="block kind-glossary', '<p>77</p><section class="block kind-glossary')
    found = english.findings(html)

    assert ["N002", "N004", "N004", "N007"] == sorted(one.code for one in found), said(found)
    assert {
        "38.0 °C stands on the page as 380 °C",
        "38.0 °C stands on the page as 38,0 °C",
        "77 is on the page and in no text",
    } <= said(found)
    assert all(page(one) > 0 for one in found)


def test_the_press_may_not_miscount(english):
    """The press's own numbers are held too: a folio, an entry of the contents, the count of steps and of days."""
    html = swap(english.html(), 'data-page-of="#chapter-3"', 'data-page-of="#chapter-9"')
    html = swap(html, "<p>42</p>", "<p>43</p>")
    html = swap(html, '<ol class="steps">', '<ol class="steps" style="counter-reset: step 6">')
    html = swap(html, "</head>", "<style>@page :left { @bottom-left { content: '99' } }</style></head>")
    found = audit(english.library, english.manuscript, english.pdf(html))

    assert {"99 is on the page and in no text", "43 is on the page and in no text"} <= said(found)
    assert {"42 is in the text and not on the page", "1 is in the text and not on the page"} <= said(found)
    assert {"N001", "N002"} == {one.code for one in found if page(one) == 2}
    assert any(page(one) > 0 and one.spot.path.endswith("cycle.yaml") for one in found)


def test_faults_on_arabic_pages(arabic):
    """Arabic-Indic digits beside Western ones, a name misspelt and a dropped line: each is found, and nothing else."""
    html = swap(arabic.html(), ">28\u00a0", ">٢٨\u00a0")
    at = html.rindex(">blinatumomab<")
    html = html[:at] + ">blinatumumab<" + html[at + len(">blinatumomab<") :]
    signs = re.findall(r'<ul class="signs">\s*<li>(.*?)</li>', html, re.DOTALL)
    html = swap(html, f"<li>{signs[0]}</li>", "")
    found = arabic.findings(html)

    assert ["N005", "N006", "N007"] == sorted(one.code for one in found), said(found)
    assert "28 stands on the page as ٢٨" in said(found)
    assert any('blinatumomab is wanted here, and there is "blinatumumab"' in one for one in said(found))
    assert all(page(one) > 0 for one in found)


def test_half_a_line_is_missed_too(english, right):
    """Words that are cut off are found even where no number stands."""
    longer, message = english.saying("Wash your hands", "Wash your hands thoroughly beforehand")
    found = audit(english.library, longer, right["en-US"])

    assert [("N007", message.spot)] == [(one.code, one.spot) for one in found]


def test_other_digits_in_a_translation_are_found(arabic):
    """Arabic-Indic digits that a translator wrote, with the right value, are found on the page that prints them."""
    from chapbook.dress import dress

    wrong, message = arabic.saying("96", "٩٦")
    pdf = arabic.pdf(dress(arabic.library, wrong).html)
    (found,) = audit(arabic.library, wrong, pdf)

    assert ("N005", message.spot, "96 stands on the page as ٩٦") == (found.code, found.spot, *said([found]))
    assert page(found) > 1


def test_arabic_is_read_to_the_letter(arabic):
    """One letter of an Arabic word, and a word of two letters, are missed where they are gone; nothing else is."""
    html = arabic.html()
    no, word = " لا ", "الاتصال"
    at = html.index(no, html.index("<body"))
    html = html[:at] + " " + html[at + len(no) :]
    at = html.rindex(word)
    html = html[:at] + word.replace("لا", "ل") + html[at + len(word) :]
    found = arabic.findings(html)

    assert ["N007", "N007"] == [one.code for one in found], said(found)
    assert all(re.search(r"\b1 of \d+ words", one.message) for one in found), said(found)
    assert 2 == len({one.spot for one in found})


# ── leaflets, posters, cards ──────────────────────────────────────────────────────────────────────────────────────

SHEET, CARD = "when-to-call-car-t", "card-car-t"
FORMS = [(SHEET, "leaflet"), (SHEET, "poster"), (CARD, "cards")]


@pytest.fixture(scope="module")
def forms(library):
    """The forms of a small title, by language and ticket."""

    @cache
    def desk(locale, title, ticket):
        return Desk(library, locale, "us", title, ticket)

    return desk


@pytest.mark.parametrize(
    "title", ["when-to-call-car-t", "when-to-call-blinatumomab", "card-car-t", "card-blinatumomab"]
)
@pytest.mark.parametrize(
    ("locale", "place"), [("en-US", "us"), ("en-GB", "gb"), ("es", "us"), ("es", "gb"), ("ar", "us"), ("ar", "gb")]
)
def test_no_false_alarm_on_forms(library, title, locale, place):
    """The right pages of a small title give no finding, on every form, in every language and place."""
    tickets = ("cards",) if title.startswith("card") else ("leaflet", "handout", "poster")
    for ticket in tickets:
        desk = Desk(library, locale, place, title, ticket)

        assert [] == desk.findings(desk.html()), ticket


@pytest.mark.parametrize(("title", "ticket"), FORMS)
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_a_line_that_a_form_loses_is_found(forms, locale, title, ticket):
    """A sign, or a line of a card, that is gone from the sheet is named, and nothing else is."""
    desk = forms(locale, title, ticket)
    html = desk.html()
    pattern = r'<p class="face-text">.*?</p>' if title == CARD else r'(?<=<ul class="signs">)\s*<li>.*?</li>'
    found = desk.findings(swap(html, re.search(pattern, html, re.DOTALL)[0], ""))

    assert ["N007"] == [one.code for one in found], said(found)


@pytest.mark.parametrize(("title", "ticket"), FORMS)
def test_a_number_that_a_form_loses_is_found(forms, title, ticket):
    """A phone that stands alone in its cell is missed, though no word goes with it."""
    desk = forms("en-US", title, ticket)
    html = desk.html()
    at = html.rindex(SET_PHONE)
    found = desk.findings(html[:at] + html[at + len(SET_PHONE) :])

    assert [("N001", {f"{PHONE} is in the text and not on the page"})] == [(one.code, said([one])) for one in found]


@pytest.mark.parametrize(("title", "ticket"), FORMS)
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_a_number_too_many_is_found_on_a_form(forms, locale, title, ticket):
    """A number in no text is found beside a colophon too, where dates and codes are let pass."""
    desk = forms(locale, title, ticket)
    html = desk.html()
    end = {"leaflet": '<ul class="signs">', "poster": '<ul class="signs">', "cards": '<table class="face-lines">'}[
        ticket
    ]
    found = desk.findings(swap(html, end, f'<p style="margin: 0">77</p>{end}'))

    assert [("N002", {"77 is on the page and in no text"})] == [(one.code, said([one])) for one in found]


def test_a_number_of_the_colophon_stands_for_none_of_the_text(forms):
    """A step that has lost its number is found, though the same figure stands in the colophon of the leaflet."""
    desk = forms("en-US", SHEET, "leaflet")
    html = swap(desk.html(), '<ol class="steps">', '<ol class="steps" style="counter-reset: step 1">')
    html = swap(html, 'id="colophon">', 'id="colophon"><p>1</p>')

    assert {"1 is in the text and not on the page", "4 is on the page and in no text"} == said(desk.findings(html))


def test_only_what_a_template_names_may_be_left_out(forms):
    """A poster names what it leaves out; what it does not name is found missing, with the file of each line."""
    desk = forms("en-US", SHEET, "poster")
    html = swap(desk.html(), " tell-us", "")
    found = desk.findings(html)

    assert {f"booklets/{SHEET}/tell-us.yaml"} == {one.spot.path for one in found}
    assert {"N007"} == {one.code for one in found}


def test_what_a_poster_prints_is_as_the_text_says(forms):
    """A number that is changed, and a phone whose groups are, is found on a poster as in a booklet."""
    desk = forms("en-US", SHEET, "poster")
    html = swap(desk.html(), SET_PHONE, "+1 202-0143-555").replace("100.4", "104.0")
    found = desk.findings(html)

    assert {f"{PHONE} stands on the page as +1 202-0143-555", "100.4 °F stands on the page as 104.0 °F"} == said(found)

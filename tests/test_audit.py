"""The audit of the pages: no alarm on what is right, and every planted fault found, with its page and its place."""

import re
from dataclasses import replace

import pytest

from chapbook.assemble import assemble
from chapbook.jobs import Wanted, batches
from chapbook.judge import sound
from chapbook.manuscript import Chapter, Message, map_messages
from chapbook.model import SettingModel
from chapbook.problems import Spot
from chapbook.project import Project
from chapbook.translate import translate
from chapbook.trust import audit as auditing
from chapbook.trust.audit import Sighting, audit, expected, numbers, seen
from chapbook.yamlfile import Scalar
from conftest import FONTS, REPOSITORY

BOOKLET = "blinatumomab-at-home"
PHONE = "+1 202-555-0143"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts"),
]


@pytest.fixture(scope="module")
def library():
    """The bundled library, as a hospital that has set the number of its team."""
    library = sound(Project.at(REPOSITORY), Wanted(tickets=("download",)))
    own = library.imprint.values | {"day-phone": SettingModel(value=Scalar(PHONE, Spot("booklets/imprint.yaml")))}
    return replace(library, imprint=library.imprint.model_copy(update={"values": own}))


class Desk:
    """One edition on its way to paper, where a fault can be planted in the text or in the pages."""

    def __init__(self, library, locale, place):
        wanted = Wanted((BOOKLET,), (locale,), (place,), ("download",))
        (self.batch,) = batches(library, wanted.jobs(library))
        self.library = library
        self.source = assemble(library, self.batch.edition)
        self.manuscript = translate(library, self.source)

    def html(self):
        from chapbook.typeset import dress

        return dress(self.library, self.manuscript).html

    def pdf(self, html):
        from chapbook.engine import Setting, pages

        locale = self.library.locales[self.batch.edition.locale]
        setting = Setting(self.batch.design, self.batch.edition.locale, locale.fonts, locale.scale, locale.line_height)
        return pages(self.library.project, html, setting, str(self.batch.edition))[0]

    def findings(self, html):
        return audit(self.library, self.manuscript, self.source, self.pdf(html))

    def saying(self, old, new, manuscript=None):
        """A manuscript with other words in the first message that has the old ones, and that message."""
        manuscript = manuscript or self.manuscript
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


def told(findings):
    return [(found.code, found.message) for found in findings]


# ── what is right ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_no_false_alarm(locale, right, english, spanish, arabic):
    """The right pages of a whole booklet give no finding, in each language."""
    desk = {"en-US": english, "es": spanish, "ar": arabic}[locale]

    assert [] == audit(desk.library, desk.manuscript, desk.source, right[locale])


def test_a_decimal_comma_is_right_where_it_is_written_so(library):
    """Spanish for Great Britain prints 38,0 °C, and nobody complains."""
    desk = Desk(library, "es", "gb")
    pdf = desk.pdf(desk.html())

    assert "38,0 °C" in {one.text for one in seen(pdf)}
    assert [] == audit(library, desk.manuscript, desk.source, pdf)


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_numbers_are_read_in_every_language(locale, right):
    """The phone, the ambulance, the limit, the days and the medicine are on the pages as an eye sees them."""
    found = {(one.kind, one.text) for one in seen(right[locale])}

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
    found = {(one.place.path, one.message) for one in without_isolates if one.code == "N003" and one.page}
    pump, when = (f"booklets/{BOOKLET}/{name}.yaml" for name in ("alarm", "call-now"))

    assert (pump, f"{PHONE} stands on the page as 0143-555-1 202+") in found
    assert (when, f"{PHONE} stands on the page as 1 202-555-0143+") in found
    assert ("booklets/shared/support.yaml", "1-800-4-CANCER stands on the page as 4-800-1") in found


def test_units_on_the_wrong_side_are_found(without_isolates):
    """A temperature that has lost its unit to the other side is named too."""
    found = {(one.code, one.message) for one in without_isolates}

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

    assert ["N002", "N004", "N004", "N007"] == sorted(one.code for one in found), told(found)
    assert {
        "38.0 °C stands on the page as 380 °C",
        "38.0 °C stands on the page as 38,0 °C",
        "77 is on the page and in no text",
    } <= {one.message for one in found}
    assert all(one.page > 0 for one in found)


def test_the_press_may_not_miscount(english):
    """The press's own numbers are held too: a folio, an entry of the contents, the count of steps and of days."""
    html = swap(english.html(), 'data-page-of="#chapter-3"', 'data-page-of="#chapter-9"')
    html = swap(html, "<p>42</p>", "<p>43</p>")
    html = swap(html, '<ol class="steps">', '<ol class="steps" style="counter-reset: step 6">')
    html = swap(html, "</head>", "<style>@page :left { @bottom-left { content: '99' } }</style></head>")
    found = audit(english.library, english.manuscript, english.source, english.pdf(html))
    said = {one.message for one in found}

    assert {"99 is on the page and in no text", "43 is on the page and in no text"} <= said
    assert {"42 is in the text and not on the page", "1 is in the text and not on the page"} <= said
    assert {"N001", "N002"} == {one.code for one in found if one.page == 2}
    assert any(one.page > 0 and one.place.path.endswith("cycle.yaml") for one in found)


def test_faults_on_arabic_pages(arabic):
    """Arabic-Indic digits beside Western ones, a name misspelt and a dropped line: each is found, and nothing else."""
    html = swap(arabic.html(), ">28\u00a0", ">٢٨\u00a0")
    at = html.rindex(">blinatumomab<")
    html = html[:at] + ">blinatumumab<" + html[at + len(">blinatumomab<") :]
    signs = re.findall(r'<ul class="signs">\s*<li>(.*?)</li>', html, re.DOTALL)
    html = swap(html, f"<li>{signs[0]}</li>", "")
    found = arabic.findings(html)

    assert ["N005", "N006", "N007"] == sorted(one.code for one in found), told(found)
    assert "28 stands on the page as ٢٨" in {one.message for one in found}
    assert any("blinatumomab is wanted here, and there is blinatumumab" in one.message for one in found)
    assert all(one.page > 0 for one in found)


def test_half_a_line_is_missed_too(english, right):
    """Words that are cut off are found even where no number stands."""
    longer, message = english.saying("Wash your hands", "Wash your hands thoroughly beforehand")
    found = audit(english.library, longer, longer, right["en-US"])

    assert [("N007", message.spot)] == [(one.code, one.place) for one in found]


# ── faults in a translation ───────────────────────────────────────────────────────────────────────────────────────


def test_exchanged_digits_in_one_translation_are_found(spanish):
    """28 turned to 82 in Spanish is found though the pages say what their text says."""
    from chapbook.typeset import dress

    source, _ = spanish.saying("{infusion-days}", "28 days", spanish.source)
    wrong, message = spanish.saying("{infusion-days}", "82 días")
    pdf = spanish.pdf(dress(spanish.library, wrong).html)
    (found,) = audit(spanish.library, wrong, source, pdf)

    assert ("N008", 0, message.spot) == (found.code, found.page, found.place)
    assert "the source says 28 where the translation says 82" == found.message


def test_other_digits_in_a_translation_are_found(arabic):
    """Arabic-Indic digits that a translator wrote, with the right value, are found on the page that prints them."""
    from chapbook.typeset import dress

    wrong, message = arabic.saying("96", "٩٦")
    pdf = arabic.pdf(dress(arabic.library, wrong).html)
    (found,) = audit(arabic.library, wrong, arabic.source, pdf)

    assert ("N005", message.spot, "96 stands on the page as ٩٦") == (found.code, found.place, found.message)
    assert found.page > 1


@pytest.mark.parametrize(
    ("locale", "old", "new", "code"),
    [
        ("es", "blinatumomab", "blinatumumab", "N006"),
        ("ar", "blinatumomab", "blinatumumab", "N006"),
        ("es", "ibuprofeno", "aspirina", "N006"),
        ("ar", "الإيبوبروفين", "الإيبوبريفين", "N006"),
        ("es", "{emergency-number}", "911", "N008"),
        ("es", "{fever-limit}", "38,0 °C", "N009"),
        ("ar", "{infusion-days}", "٢٩ يومًا", "N008"),
    ],
)
def test_faults_in_a_translation(locale, old, new, code, right, english, spanish, arabic):
    """A name misspelt or left out, a value written out, a comma, another number: each is found at its message."""
    desk = {"es": spanish, "ar": arabic}[locale]
    wrong, message = desk.saying(old, new)
    found = audit(desk.library, wrong, desk.source, right[locale])

    assert (code, 0, message.spot) in {(one.code, one.page, one.place) for one in found}, told(found)


def test_another_edition_is_no_source(english, spanish, right):
    """An edition with other messages cannot be compared, and the audit says so."""
    other = replace(english.source, chapters=english.source.chapters[1:])

    assert ["N010"] == [one.code for one in audit(spanish.library, spanish.manuscript, other, right["es"])]


@pytest.mark.parametrize(
    ("text", "babel", "read"),
    [
        ("38.0 °C", "en_US", ["38.0"]),
        ("38,0 °C", "es_ES", ["38.0"]),
        ("38,0 °C", "en_US", ["38,0"]),
        ("1 000 pas", "fr_FR", ["1000"]),
        ("1,000 steps", "en_US", ["1000"]),
        ("٣٨٫٠ °C", "ar_EG", ["38.0"]),
        ("CD19, {day-phone}", "en_US", ["19"]),
    ],
)
def test_numbers_of_a_sentence(text, babel, read):
    """A decimal sign counts as its language writes it; one that the language does not write so stays as it stands."""
    assert read == [str(number) for number in numbers(text, babel)]


def test_a_decimal_sign_of_another_language_is_no_number():
    """38.0 is no number in Spain, and 38,0 is none in the United States."""
    assert [("38.0", str), ("38,0", str)] == [
        (number, type(number)) for number in (*numbers("38.0", "es_ES"), *numbers("38,0", "es_US"))
    ]


def test_every_message_has_a_hint():
    """Each finding states the fact and what to do, and every code stands once."""
    assert [f"N{number:03}" for number in range(1, 11)] == [*auditing.MESSAGES]
    assert all(message and hint for message, hint in auditing.MESSAGES.values())

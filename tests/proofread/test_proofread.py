"""The audit of the pages: no alarm on what is right, and every planted fault found, with its page and its place."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache, cached_property

import pytest

import reading
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, batches
from chapbook.content.manuscript import with_messages
from chapbook.content.proof import Proof
from chapbook.content.settings import SettingModel
from chapbook.content.text import Message
from chapbook.content.typography import _APART, TextPass
from chapbook.dress import left_out
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Spot
from chapbook.proofread.compare import audit
from chapbook.proofread.expected import expected
from chapbook.proofread.page import Sighting, read_pages
from chapbook.proofread.provenance import compared, told
from chapbook.proofread.tokens import tokens
from chapbook.templating.given import CLOSED, OPENED
from chapbook.texts import text_of
from chapbook.transcript.mark import mark
from chapbook.transcript.transcript import transcript
from conftest import FONTS, REPOSITORY, text_of_pages
from reading import seen

BOOKLET = "blinatumomab-at-home"
PHONE = "+1 202-555-0143"
# As the text pass holds it together.
SET_PHONE = PHONE.replace(" ", "\u00a0")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts"),
]


# Every block that prints the number of the team, and some with a value of each kind.
NUMBERED = ("key-points", "contacts", "call-now", "call-today", "alarm", "cycle", "shared/support", "wallet-card")


@pytest.fixture(scope="module")
def library():
    """The bundled library, as a hospital that has set the number of its team; that it is sound is for others to say."""
    library = reading.library()
    own = library.imprint.values | {"day-phone": SettingModel(value=Scalar(PHONE, Spot("booklets/imprint.yaml")))}
    return replace(library, imprint=library.imprint.model_copy(update={"values": own}))


class Desk:
    """One edition on its way to paper, where a fault can be planted in the text or in the pages."""

    def __init__(self, library, locale, place, title=BOOKLET, ticket="download"):
        wanted = Wanted((title,), (locale,), (place,), (ticket,))
        (self.batch,) = batches(library, wanted.jobs(library))
        self.library = library
        self.text = text_of(library, self.batch.edition)

    @cached_property
    def dressed(self):
        from chapbook.dress import dress

        return dress(self.library, self.text, template=self.batch.design.template)

    def html(self):
        return self.dressed.html

    def pdf(self, html, draft=True):
        from chapbook.typeset.weasyprint.engine import pages
        from chapbook.typeset.weasyprint.stylesheets import PageSetup

        edition, locale = self.batch.edition, self.library.locales[self.batch.edition.locale]
        setting = PageSetup(self.batch.design, edition.locale, locale.fonts, locale.scale, locale.line_height)
        setting = replace(setting, mark=mark(self.library, edition) if draft else None)
        return pages(self.library.chain, html, setting, str(edition))[0]

    def audit(self, pdf, manuscript=None, html="", draft=True, told=""):
        """What is found on pages that were set from this HTML, or from the right one."""
        told = told or self.dressed.told
        proof = Proof(self.batch.edition, pdf, 0, "", "", draft, "", without=left_out(html or told), told=told)
        return audit(self.library, manuscript or self.text, proof)

    def findings(self, html):
        return self.audit(self.pdf(html), html=html)

    def saying(self, old, *new):
        """The manuscript with other words in the first messages that have the old ones, one in a file; and those."""
        changed: list[Message] = []

        def say(message):
            files = {one.spot.path for one in changed}
            if len(changed) == len(new) or old not in message.text or message.spot.path in files:
                return message
            changed.append(message)
            return replace(message, text=message.text.replace(old, new[len(changed) - 1], 1))

        chapters = with_messages(self.text.manuscript, say).chapters
        return transcript(self.library, replace(self.text.manuscript, chapters=chapters)), changed


@pytest.fixture(scope="module")
def few(library):
    """The desk of the booklet in a language, with a few of its blocks alone."""

    @cache
    def desk(locale, *names, place="us"):
        return Desk(reading.few(library, BOOKLET, *names), locale, place)

    return desk


@pytest.fixture(scope="module")
def pages(few):
    """The right pages of the blocks with numbers, and their desk, in each language."""
    desks = {locale: few(locale, *NUMBERED) for locale in ("en-US", "es", "ar")}
    return {locale: (desk.pdf(desk.html()), desk) for locale, desk in desks.items()}


def swap(html, old, new):
    """The HTML with another wording in one place; that the old one is there is part of the test."""
    assert old in html
    return html.replace(old, new, 1)


def said(findings):
    """What is said of each, without the page and the edition before it."""
    return {found.message.split(": ", 1)[1] for found in findings}


def page(found):
    return int(re.match(r"page (\d+) of ", found.message)[1])


def begins(pdf, name):
    """The page on which a part begins."""
    return read_pages(pdf, (), "ltr", ()).anchors[name].page


# ── what is right ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_no_false_alarm(locale, pages):
    """With a hospital's number, too, the right pages give no finding, in each language.

    Without one, the build of the library reads every booklet whole: `test_library.py`.
    """
    pdf, desk = pages[locale]

    assert [] == desk.audit(pdf)


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_where_the_number_of_the_team_stands(library, locale):
    """No other block of the booklet prints the number of the team than those whose pages are read."""
    text = text_of(library, Edition(BOOKLET, locale, "us"))
    blocks = {name.rsplit("/", 1)[-1] for name in NUMBERED}

    assert blocks >= {line.region for line in expected(text) if PHONE in line.text} - {"back"}


def test_a_decimal_comma_is_right_where_it_is_written_so(few):
    """Spanish for Great Britain prints 38,0 °C, and nobody complains."""
    desk = few("es", "key-points", "shared/fever", place="gb")
    pdf = desk.pdf(desk.html())

    assert "38,0 °C" in {one.text for one in seen(pdf)}
    assert [] == desk.audit(pdf)


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_numbers_are_read_in_every_language(library, locale, pages):
    """The phone, the ambulance, the limit, the days and the medicine are on the pages as an eye sees them."""
    found = {(one.kind, one.text) for one in seen(pages[locale][0], library.medicines)}

    assert {
        ("phone", PHONE),
        ("phone", "1-800-4-CANCER"),
        ("number", "911"),
        ("temperature", "100.4 °F"),
        ("temperature", "38.0 °C"),
        ("number", "28"),
        ("medicine", "blinatumomab"),
    } <= found


def test_the_text_says_as_much_in_every_language(library):
    """Each language mentions every phone and temperature as often as the others."""
    counts = [
        sorted(
            token
            for line in expected(text_of(library, Edition(BOOKLET, locale, "us")))
            if line.region != "wallet-card"
            for token, kind, _ in tokens(line.text)
            if kind in ("phone", "temperature")
        )
        for locale in ("en-US", "es", "ar")
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
def without_isolates(few):
    """Arabic pages as they come without the direction isolates of the text pass."""
    arabic = few("ar", "alarm", "call-now", "shared/support")
    return arabic.findings(re.sub(r"</?bdi[^>]*>", "", arabic.html()))


def test_reversed_phones_are_found(without_isolates):
    """A phone number out of order in Arabic is named at its page and message: its sign, or what stands after it."""
    found = {(one.spot.path, *said([one])) for one in without_isolates if one.code == "N003"}
    alarm, when = (f"booklets/{BOOKLET}/{name}.yaml" for name in ("alarm", "call-now"))

    assert (alarm, f"{PHONE} stands on the page as 1 202-555-0143+") in found
    assert (when, f"{PHONE} stands on the page as 1 202-555-0143+") in found
    assert ("booklets/shared/support.yaml", "1-800-4-CANCER stands on the page as 1-800-4") in found


@pytest.mark.parametrize(
    ("locale", "right", "wrong", "found"),
    [
        ("en-US", "5 to 10", "10 to 5", "5 … 10 stands on the page as 10 … 5"),
        ("ar", "5 إلى 10", "10 إلى 5", "10 … 5 stands on the page as 5 … 10"),
    ],
)
def test_numbers_that_have_changed_places_are_found(few, locale, right, wrong, found):
    """A line with all its words and numbers, two of them the other way round, is named, in either direction."""
    desk = few(locale, "line-breaks")

    assert {found} == said(desk.findings(swap(desk.html(), right, wrong)))
    assert [] == desk.findings(desk.html())


@pytest.mark.parametrize("phone", ["+49 (30) 450/50", "202 / 555 0143", "5 (2)"])
def test_a_row_of_numbers_that_stands_backwards_is_found(few, phone):
    """However a phone is written, its numbers stand from the left: held together by the text pass, or named."""
    desk = few("ar", "line-breaks")
    # The comma of the sentence keeps off it.
    wording = f"{phone} مرة"
    text, _ = desk.saying("5 إلى 10 دقائق", wording)
    right, wrong = (
        desk.audit(desk.pdf(swap(desk.html(), "5 إلى 10 دقائق", set_so)), manuscript=text)
        for set_so in (TextPass("rtl").plain(wording), wording)
    )

    assert not [one for one in right if one.code in ("N003", "N004")]
    assert "N003" in {one.code for one in wrong}


def test_units_on_the_wrong_side_are_found(without_isolates):
    """A temperature that has lost its unit to the other side is named too."""
    found = {(one.code, *said([one])) for one in without_isolates}

    assert ("N004", "100.4 °F stands on the page as 100.4") in found
    assert {"N003", "N004"} == {code for code, _ in found}


def test_a_full_stop_that_touches_its_number_is_found(few):
    """On Arabic pages without the gaps of the text pass each number that a point touches is named, and no other."""
    arabic = few("ar", "call-ambulance", "alarm", "shared/fever")
    html = arabic.html()
    found = arabic.findings(html.replace(_APART, "<span>"))

    assert html.count(_APART) == len(found)
    assert {"N004"} == {one.code for one in found}
    assert {"911 stands on the page as .911", "96.8 °F stands on the page as ،96.8 °F"} == said(found)


def test_a_sign_that_touches_a_number_is_found(few):
    """So is a dash that reads as a minus, and a comma or a colon, without a gap."""
    arabic = few("ar", "call-ambulance", "alarm", "line-off", "line-breaks", "nobody-answers")
    html, signs = arabic.html(), "-–−،:"
    numbers = re.findall(rf"(911)(?:</\w+>)*{_APART}\.", html)[: len(signs)]
    for sign in signs:
        html = re.sub(rf"(911(?:</\w+>)*){_APART}\.", rf"\1<span>{sign}", html, count=1)

    assert {
        f"{number} stands on the page as {sign}{number}" for number, sign in zip(numbers, signs, strict=True)
    } == said(arabic.findings(html))


def test_a_number_of_a_list_is_no_decimal():
    """Where people read from the right, the library's lists print no point at the left of their numbers."""
    css = (REPOSITORY / "styles/type.css").read_text(encoding="utf-8")
    pdf = paper(f"<style>{css}</style><div class='text'><ol><li>خذوا<li>انتظروا</ol></div>")

    assert ["1", "2"] == [one.text for one in seen(pdf, (), "rtl")]
    assert [".1", ".2"] == [one.text for one in seen(paper("<ol><li>خذوا<li>انتظروا</ol>"), (), "rtl")]


def test_faults_on_english_pages(few):
    """A lost decimal, a comma for a point, a dropped line and a number too many: each is found, and nothing else is."""
    english = few("en-US", "key-points", "shared/fever", "glossary")
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


def test_the_press_may_not_miscount(few):
    """The press's own numbers are held too: a folio, an entry of the contents, the count of steps and of days."""
    english = few("en-US", "nobody-answers", "cycle", "shared/references")
    html = swap(english.html(), 'data-page-of="#chapter-1"', 'data-page-of="#chapter-3"')
    html = swap(html, "<p>42</p>", "<p>43</p>")
    html = swap(html, '<ol class="steps">', '<ol class="steps" style="counter-reset: step 6">')
    html = swap(html, "</head>", "<style>@page :left { @bottom-left { content: '99' } }</style></head>")
    found = english.findings(html)

    assert {"99 is on the page and in no text", "43 is on the page and in no text"} <= said(found)
    assert {"42 is in the text and not on the page", "1 is in the text and not on the page"} <= said(found)
    assert {"N001", "N002"} == {one.code for one in found if page(one) == 2}
    assert any(page(one) > 0 and one.spot.path.endswith("cycle.yaml") for one in found)


def test_faults_on_arabic_pages(few):
    """Arabic-Indic digits beside Western ones, a name misspelt and a dropped line: each is found, and nothing else."""
    arabic = few("ar", "call-ambulance", "in-a-hundred", "cycle")
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


def test_half_a_line_is_missed_too(few):
    """Words that are cut off are found even where no number stands."""
    english = few("en-US", "bag-change-steps")
    longer, (message,) = english.saying("apart from food", "apart from food and thoroughly wrapped")
    found = english.audit(english.pdf(english.html()), longer)

    assert [("N007", message.spot)] == [(one.code, one.spot) for one in found]


def test_other_digits_in_a_translation_are_found(few):
    """Arabic-Indic digits that a translator wrote, with the right value, are found on the page that prints them."""
    arabic = few("ar", "in-a-hundred")
    from chapbook.dress import dress

    wrong, (message,) = arabic.saying("96", "٩٦")
    dressed = dress(arabic.library, wrong)
    (found,) = arabic.audit(arabic.pdf(dressed.html), wrong, told=dressed.told)

    assert ("N005", message.spot, "96 stands on the page as ٩٦") == (found.code, found.spot, *said([found]))
    assert page(found) > 1


def test_arabic_is_read_to_the_letter(few):
    """One letter of an Arabic word, and a word of two letters, are missed where they are gone; nothing else is."""
    arabic = few("ar", "key-points", "alarm")
    html = arabic.html()
    no, word = " لا ", "إصلاحها"
    at = html.index(no, html.index("<body"))
    html = html[:at] + " " + html[at + len(no) :]
    # A page that begins a chapter has no running head, whose words would be found with the one that is wrong.
    at = html.index(word)
    html = html[:at] + word.replace("لا", "ل") + html[at + len(word) :]
    found = arabic.findings(html)

    assert ["N007", "N007"] == [one.code for one in found], said(found)
    assert all(re.search(r"\b1 of \d+ words", one.message) for one in found), said(found)
    assert 2 == len({one.spot for one in found})


# ── words that come from nowhere ──────────────────────────────────────────────────────────────────────────────────


def styled(desk, style, draft=True):
    """What is found where a style like this comes after all others."""
    html = swap(desk.html(), "</head>", f"<style>{style}</style></head>")
    return desk.audit(desk.pdf(html, draft), html=html, draft=draft)


PARTS = {
    "the cover": (
        ".cover-subtitle { font-size: 8pt } .cover-subtitle::after { content: ' Give aspirin for fever.' }",
        "aspirin",
        1,
    ),
    "the contents": (".toc::after { content: 'Give quinine for fever.' }", "quinine", 2),
    "a block": (".kind-key-points h2::after { content: ' Give camphor for fever.' }", "camphor", 3),
    "the references": (".sources > li:first-child::before { content: 'Give senna now. ' }", "senna", "references"),
    "the colophon": (".facts::after { content: 'Give arsenic for fever.' }", "arsenic", "colophon"),
    "the back": (".back-title::after { content: ' Give opium for fever.' }", "opium", "back"),
    "a running head": ("@page :right { @top-left { content: 'Give calomel for fever.' } }", "calomel", 3),
    "a foot": ("@page :right { @bottom-left { content: 'Give antimony.' } }", "antimony", 3),
}


@pytest.fixture(scope="module")
def strewn(few):
    """The right pages, and what is found where a style adds words to every part of a booklet."""
    english = few("en-US", "key-points", "shared/references")
    return english.pdf(english.html()), styled(english, "\n".join(style for style, _, _ in PARTS.values()))


@pytest.mark.parametrize(("word", "where"), [part[1:] for part in PARTS.values()], ids=PARTS)
def test_words_in_no_text_are_found_in_every_part(strewn, word, where):
    """Words that a style adds are found on their page, in open parts and at its edges too."""
    right, found = strewn
    number = begins(right, where) if isinstance(where, str) else where

    assert {"N008"} == {one.code for one in found}, said(found)
    assert number in {page(one) for one in found if word in one.message}, said(found)


def test_words_in_no_text_are_found_in_arabic(few):
    """An Arabic line that a style adds is found, and shown as it is read."""
    (one,) = styled(
        few("ar", "key-points"), ".kind-key-points::after { display: block; content: 'أعطوا طفلكم دواء الحمى' }"
    )

    assert ("N008", 3) == (one.code, page(one))
    assert "4 of " in one.message
    assert "أعطوا طفلكم دواء الحمى" in one.message


def test_words_that_a_text_has_elsewhere(few):
    """Words that stand in other parts, or in the catalogs, are no words of this one."""
    english = few("en-US", "key-points", "call-now", "alarm")
    found = styled(english, ".kind-key-points h2::after { content: ' Do not call us. Wait' }")

    assert {("N008", 3)} == {(one.code, page(one)) for one in found}
    assert 5 == sum(int(text.split(" ")[0]) for text in said(found))


def test_a_block_that_is_kept_together_is_printed_once(library):
    """A block with groups of signs goes to the next page whole; where a style lets groups float, one line says it.

    A number of two of its signs, or a line that ends elsewhere the second time, may be told beside it.
    """
    desk, start = Desk(library, "en-US", "us", "low-counts-at-home", "handout"), "Friends who are well may visit"
    longer = f"{'Ask us again on the day before. ' * 20}{start}"
    html, told = (swap(each, start, longer) for each in (desk.html(), desk.dressed.told))
    floats = ".sign-groups { columns: auto !important } .sign-group { float: left !important; width: 32% !important }"
    found = desk.audit(desk.pdf(swap(html, "</head>", f"<style>{floats}</style></head>")), told=told)
    (twice,) = [one for one in found if "printed twice" in one.message]

    assert [] == desk.audit(desk.pdf(html), told=told)
    assert 2 >= len([one for one in found if one is not twice])
    assert re.search(r'"call-us-now" is printed twice: \d\d lines more', twice.message)


def test_a_line_that_is_added_takes_its_numbers_with_it(few):
    """A number and a medicine in a line that comes from nowhere are said once, with their line."""
    english = few("en-US", "key-points")
    (one,) = styled(english, ".kind-key-points::after { display: block; content: 'Give 250 mg of ibuprofen, twice' }")

    assert {'5 of 5 words are in no text and no catalog: "Give 250 mg of ibuprofen, twice"'} == said([one])


def test_a_chapter_bears_its_own_number(few):
    """A style that gives a chapter the number of another is found, and one that gives none is let pass."""
    english = few("en-US", "key-points", "contacts", "cycle")
    chapters = len(english.text.manuscript.chapters)
    wrong = styled(english, "body { counter-reset: chapter 40 }")

    assert {f"{40 + n} is on the page and in no text" for n in range(1, chapters + 1)} == said(wrong)
    assert [] == styled(english, ".chapter > h1::before { content: none }")


def test_numbers_in_open_parts_are_found(few):
    """Where the press prints dates and codes, a style cannot add a number either."""
    english = few("en-US", "key-points")
    parts = {".cover-subtitle": "555 0199", ".facts tr:first-child td": "555 0188", ".back-title": "555 0177"}
    found = styled(english, "\n".join(f"{part}::after {{ content: ' {number}' }}" for part, number in parts.items()))

    assert ["N008"] * 3 == [one.code for one in found]
    assert all(number in one.message for number, one in zip(parts.values(), found, strict=True)), said(found)


def test_what_a_heading_or_a_foot_may_say(few):
    """Titles and who publishes may stand at the edges of pages; half a title may not."""
    english = few("en-US", "key-points", "contacts")
    title = english.dressed.title

    def found(head):
        return styled(english, f"@page :left {{ @top-right {{ content: '{head}' }} }}")

    strange, half = found("Riverside"), found(title.rpartition(" ")[0])
    assert [] == found(title)
    assert {"N008"} == {one.code for one in (*strange, *half)}
    assert {page(one) for one in strange} == {page(one) for one in half}


@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_words_of_a_catalog_that_are_hidden(locale, few):
    """A style that hides the word of a warning, or what an edition still lacks, is found out."""
    desk = few(locale, "call-now", "side-effects")
    found = styled(desk, ".chip, .missing { visibility: hidden }")

    assert {"N007"} == {one.code for one in found}, said(found)
    # On the key to the levels, in a table of side effects, and in the colophon.
    assert 3 == len({page(one) for one in found})


def test_what_the_emergency_on_the_back_lacks(few):
    """A number and a sign that a style hides on the back cover are missed there, though they stand elsewhere."""
    english = few("en-US", "call-ambulance", "contacts")
    found = styled(english, ".emergency .phones, .emergency .signs > li:last-child { visibility: hidden }")
    numbers = {one.message.split(": ", 1)[1].partition(" is in ")[0] for one in found if one.code == "N001"}

    assert {begins(english.pdf(english.html()), "back")} == {page(one) for one in found}, said(found)
    assert {"911", PHONE} == numbers, said(found)
    assert any("A hard blow to the head" in one.message for one in found if one.code == "N007"), said(found)


def test_words_beside_the_page(few):
    """What a style moves off the paper is not on it, though programs that take text out of a PDF find it."""
    english = few("en-US", "key-points")
    found = styled(english, ".kind-key-points .points { position: relative; left: 400mm }")

    assert {"N007"} == {one.code for one in found}, said(found)


def test_a_table_that_reaches_the_next_page(few):
    """What stands at the head of a table stands again on its next page, and is no word too many."""
    english = few("en-US", "lights-and-sounds")
    style = ".plain tbody td { padding-bottom: 44mm }"
    html = swap(english.html(), "</head>", f"<style>{style}</style></head>")
    head = re.search(r'<table class="plain.*?<th scope="col">(.*?)</th>', html, re.DOTALL)[1]
    pdf = english.pdf(html)

    assert 1 < sum(head in page for page in text_of_pages(pdf)), head
    assert [] == english.audit(pdf, html=html)


def test_what_a_template_says_may_stand_again():
    """The words of an element that a style repeats count once more for each page, and no others do."""

    def part(mark):
        said = (f"<p>{OPENED}{words}{CLOSED}</p>" for words in ("Call us now", "Fever"))
        return "<section id=a><div{}><div>{}</div></div>{}</section>".format(mark, *said)

    said = told(part(" data-again"), {"a"}, Edition("fever", "en-US", "us"))["a"]
    other = told(part(""), {"a"}, Edition("fever", "en-US", "us"))["a"]

    assert Counter(["acll", "su", "now"]) == said.again
    assert Counter() == other.again
    assert (Counter(), Counter()) == compared(said.given + said.again, Counter(), said, 2)


def test_words_broken_over_two_lines(few):
    """A word that a narrow column breaks is the same word."""
    english = few("en-US", "wallet-card")
    style = ".hint { width: 9mm; overflow-wrap: anywhere; margin-block-start: -30mm }"
    html = swap(english.html(), "</head>", f"<style>{style}</style></head>")
    pdf = english.pdf(html)

    assert "hospital" not in text_of_pages(pdf)[0]
    assert [] == english.audit(pdf, html=html)


def test_signs_that_were_left_over(few):
    """Braces, stars and the rest of a link are found on the page, where they were written, in both directions."""
    from chapbook.dress import dress

    english = few("en-US", "key-points", "alarm", "line-off", "line-breaks", "cycle")
    arabic = few("ar", "key-points", "call-ambulance", "call-now", "line-off", "line-breaks")
    for desk, word in ((english, "hospital"), (arabic, "الدم")):
        wrong, messages = desk.saying(word, "{day phone}", "day-phone}", "**now", "[us](x", "`x")
        dressed = dress(desk.library, wrong)
        found = desk.audit(desk.pdf(dressed.html), wrong, told=dressed.told)

        assert 5 == len(messages)
        assert {"N012"} == {one.code for one in found}, said(found)
        assert {message.spot for message in messages} == {one.spot for one in found}, said(found)


def test_a_release_has_no_mark(few):
    """Pages without the mark are right for a release alone, and pages with it for a draft alone."""
    english = few("en-US", "key-points")
    released = english.pdf(english.html(), draft=False)

    assert [] == english.audit(released, draft=False)
    assert ["N009"] == [one.code for one in english.audit(released)]
    assert ["N011"] == [one.code for one in english.audit(english.pdf(english.html()), draft=False)]


# ── leaflets, posters, cards ──────────────────────────────────────────────────────────────────────────────────────

SHEET, CARD = "when-to-call-car-t", "card-car-t"
FORMS = [(SHEET, "leaflet"), (SHEET, "poster"), (CARD, "cards")]


@pytest.fixture
def forms(library, at_their_least):
    """The forms of a small title, by language and ticket; a fault is one at any size."""
    return lambda locale, title, ticket: Desk(library, locale, "us", title, ticket)


@pytest.mark.parametrize(("locale", "therapy"), [("es", "blinatumomab"), ("ar", "car-t")])
def test_no_false_alarm_on_forms(forms, locale, therapy):
    """With a hospital's number, too, the right pages of a small title give no finding, on every form.

    From the left, in the longest language, and from the right.
    Without one, the build of the library reads every edition, in each language: `test_library.py`.
    """
    sheet, card = f"when-to-call-{therapy}", f"card-{therapy}"
    for title, ticket in ((sheet, "leaflet"), (sheet, "handout"), (sheet, "poster"), (card, "cards")):
        desk = forms(locale, title, ticket)

        assert [] == desk.findings(desk.html()), ticket


# Before what a number too many is put.
BEFORE = {"leaflet": '<ul class="signs">', "poster": '<p class="elsewhere">', "cards": '<table class="face-lines">'}


@pytest.mark.parametrize(("title", "ticket"), FORMS)
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_what_a_form_loses_or_adds_is_found(forms, locale, title, ticket):
    """A sign, or a line of a card, that is gone is named; so is a phone alone in its cell, and a number in no text.

    Each once and nothing else, though no word goes with the numbers, and a colophon lets dates and codes pass.
    """
    desk = forms(locale, title, ticket)
    html = desk.html()
    lists = r'(?<=<ul class="seen">)' if ticket == "poster" else r'(?<=<ul class="signs">)'
    pattern = r'<p class="face-text">.*?</p>' if title == CARD else rf"{lists}\s*<li.*?</li>"
    html = swap(html, re.search(pattern, html, re.DOTALL)[0], "")
    html = swap(html, BEFORE[ticket], f'<p style="margin: 0">77</p>{BEFORE[ticket]}')
    at = html.rindex(SET_PHONE)
    found = desk.findings(html[:at] + html[at + len(SET_PHONE) :])

    assert ["N001", "N002", "N007"] == sorted(one.code for one in found), said(found)
    assert {f"{PHONE} is in the text and not on the page", "77 is on the page and in no text"} <= said(found)


def test_a_number_of_the_colophon_stands_for_none_of_the_text(forms):
    """A step that has lost its number is found, though the same figure stands in the colophon of the leaflet."""
    desk = forms("en-US", SHEET, "leaflet")
    html = swap(desk.html(), '<ol class="steps">', '<ol class="steps" style="counter-reset: step 1">')
    html = swap(html, 'id="colophon">', 'id="colophon"><p>1</p>')

    assert {"1 is in the text and not on the page", "5 is on the page and in no text"} == said(desk.findings(html))


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

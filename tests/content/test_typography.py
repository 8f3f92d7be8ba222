"""The text pass: nothing is lost, and what reads from left to right does so in Arabic too, on the page."""

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pypdfium2 import PdfDocument

from chapbook.content.markdown import fold, inline
from chapbook.content.typography import (
    _APART,
    NO_BREAK_SPACE,
    ZERO_WIDTH_SPACE,
    TextPass,
    _with_signs_apart,
    characters,
    isolate,
)

RTL, LTR = TextPass("rtl"), TextPass("ltr")

CHARACTERS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"),
        exclude_characters="\\`*_[]{}<!#~|=\u00a0\u202f\u200b",
    ),
    max_size=60,
) | st.text("AB&\"'1250 ().,:;+–-%°Cmgkمرحبا", max_size=40)


def bare(html):
    """HTML as a reader sees it: no tags, no spaces of our own."""
    return unescape(re.sub(r"<[^>]*>", "", html)).replace(NO_BREAK_SPACE, " ").replace(ZERO_WIDTH_SPACE, "")


def isolated(text):
    runs = re.findall(r'<bdi dir="ltr">(.*?)</bdi>', RTL.sentence(text, lambda name: Markup("")))
    return [bare(run) for run in runs]


# The pass makes straight quotes typographic, and loses none.
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@pytest.mark.slow
# The first example compiles what the others use.
@pytest.mark.parametrize("direction", [RTL, LTR], ids=["rtl", "ltr"])
@given(text=CHARACTERS)
@example(text='CAR" x&y "5 mg"')
@example(text="“")
@example(text="A&B")
def test_no_character_is_lost(direction, text):
    """Plain text comes out of the pass character by character, in both directions."""
    text = fold(f"A {text} z").replace("&", " & ")

    sentence = bare(direction.sentence(text, lambda name: Markup("")))
    assert fold(text.translate(STRAIGHT)) == fold(sentence.translate(STRAIGHT))
    assert text == bare(direction.plain(text))


@given(text=CHARACTERS)
def test_names_of_furniture_are_never_markup(text):
    """What is plain stays plain: a sign such as & or < is printed, and opens no tag."""
    allowed = {'<bdi dir="ltr">', "</bdi>", '<span class="whole">', _APART, "</span>"}

    assert allowed >= set(re.findall(r"<[^>]*>", RTL.plain(text + "<script>")))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("اتصل على +1 202-555-0143 الآن", ["+1 202-555-0143"]),
        ("الحرارة 38.0 °C أو أكثر", ["38.0 °C"]),
        ("من 10–14 يوما", ["10–14"]),
        ("دواء Blincyto اليوم", ["Blincyto"]),
        ("خلايا CAR T هنا", ["CAR T"]),
        ("إلى nurse@example.org أو call-us@ward.example.org.", ["nurse@example.org", "call-us@ward.example.org"]),
        ("إلى write to 5north@example.org: 5north@example.org،", ["write to 5north@example.org", "5north@example.org"]),
        ("على https://example.org/x?a=5#b.", ["https://example.org/x?a=5#b"]),
        ("جرعة 15 mg/kg", ["15 mg/kg"]),
        ("انتظر 30 دقيقة", []),
        ("و 50% منهم", ["50%"]),
        ("في +30 4، (+30) 5 (اليوم 5) 10 مرات", ["+30 4", "(+30) 5"]),
    ],
)
def test_what_is_isolated_in_arabic(text, runs):
    """Phones, temperatures, ranges, Latin names and addresses are isolated; a bare whole number needs no isolate."""
    assert runs == isolated(text)


# Numbers with nothing between them but spaces of any kind, strokes, hyphens and brackets, each with its other.
SPACES = [chr(each) for each in range(0x3001) if unicodedata.category(chr(each)) == "Zs"]
PARTED = st.sampled_from([" ", "/", "-", " / ", " - ", "\u2011", "\u2212", " +", *SPACES])
NUMBERS = st.from_regex(r"\+?[0-9]{1,7}", fullmatch=True)
NUMBERS |= st.builds("({})".format, NUMBERS) | st.builds("({}{}{})".format, NUMBERS, PARTED, NUMBERS)


def in_order(html):
    """HTML without tags and with one kind of space, each outermost run in guillemets."""
    nested = re.compile(r"<bdi[^>]*>([^«»<]*)</bdi>")
    html = re.sub(r"<(?!/?bdi)[^>]*>|\u200b", "", html)
    while nested.search(html):
        html = nested.sub(r"«\1»", html) if html.count("<bdi") == len(nested.findall(html)) else nested.sub(r"\1", html)
    return re.sub(f"[{''.join(SPACES)}]", " ", unescape(html))


@settings(max_examples=30)
@given(first=NUMBERS, more=st.lists(st.tuples(PARTED | st.just(""), NUMBERS), min_size=1, max_size=5))
@example(first="0049", more=[(" ", "30/1234567")])
@example(first="+(49)", more=[(" ", "30/450"), (" ", "50")])
def test_a_row_of_numbers_is_one_run_in_arabic(first, more):
    """Whatever way of writing a phone it is; a bare number alone needs no run."""
    row = first + "".join(between + number for between, number in more)
    shown = row if row.isdigit() else f"«{row}»"

    assert f"على {in_order(shown)} ثم" == in_order(RTL.plain(f"على {row} ثم"))


@pytest.mark.parametrize("text", ["0049 {phone}", "0049 **{phone}**", "**{phone}** / {phone}", "{phone}-5 و 1"])
def test_a_row_goes_on_into_a_value(text):
    """A number with a value beside it is one run with it, through stress too."""
    html = RTL.sentence(f"على {text}", lambda name: isolate("30/1234567", "phone"))
    row, and_one, one = text.replace("{phone}", "30/1234567").replace("*", "").partition(" و 1")

    assert f"على «{row}»{and_one}{one}" == in_order(html)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("خذوا 5 mcg.", ["."]),
        ("اتصلوا بالرقم **911**، ثم **202-555-0143**.", ["،", "."]),
        ("الحرارة {limit}. بمن تتصلون؟", ["."]),
        ("خذوا [5 mcg](https://example.org/5.)...", ["..."]),
        ("5 mcg-و 10–14– و 5 – 6", ["-", "–"]),
        ("خذوا (5 mcg). دواء Blin 5. خلايا CD19. و 2 مم. و 5؟", []),
        ("&#34;5&#34; و &lt;5&gt;؛ و 5&amp;.", []),
    ],
)
def test_what_keeps_off_a_number_in_arabic(text, apart):
    """Points, commas, colons and dashes after a number, be it bold, a value or a link; nothing else, never twice."""
    html = RTL.sentence(text, lambda name: Markup('<bdi dir="ltr" class="value temperature">38.0 °C</bdi>'))

    assert apart == re.findall(rf"{_APART}(.*?)</span>", html)
    assert html == _with_signs_apart(html)
    assert _APART not in LTR.sentence(text, lambda name: Markup(""))


def test_a_gap_of_a_title_is_a_space_where_it_holds_no_tags():
    """A running head and a bookmark keep a colon off its number too."""
    assert "اليوم 28 : العودة" == characters(RTL.plain("اليوم 28: العودة"))


def test_a_value_is_filled_in_as_it_is():
    """A value in braces is replaced by its finished HTML, inside strong words too."""
    show = LTR.sentence("Call at **{fever-limit}** or {day-phone}.", lambda name: Markup("<i>{}</i>").format(name))

    assert "Call at |<strong><i>fever-limit</i></strong> or |<i>day-phone</i>." == show.replace(ZERO_WIDTH_SPACE, "|")


def test_html_in_a_value_is_printed_as_text():
    """A value that holds a tag prints its letters."""
    assert '<bdi dir="ltr" class="value phone">&lt;b&gt;5</bdi>' == isolate("<b>5", "phone")


def test_number_and_unit_stay_on_one_line():
    """A no-break space stands between a number and its unit, and inside CAR T."""
    assert "At 38.0_°C, 15_mg or 50_% after CAR_T_cells" == LTR.plain(
        "At 38.0 °C, 15 mg or 50 % after CAR T cells"
    ).replace(NO_BREAK_SPACE, "_")


# ── on the page ───────────────────────────────────────────────────────────────────────────────────────────────────


def positions(html, run):
    """Where the characters of a run stand, in millimetres from the left: of those that come twice, the leftmost."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    page = f'<html lang="ar" dir="rtl"><title>t</title><p>{html}</p>'
    style = CSS(string="@page { size: 200mm 60mm; margin: 10mm } p { font: 14pt Vazirmatn, Andika }")
    with PdfDocument(HTML(string=page).write_pdf(stylesheets=[style], font_config=FontConfiguration())) as pdf:
        text = pdf[0].get_textpage()
        drawn = [(text.get_text_range(index, 1), text.get_charbox(index)[0]) for index in range(text.count_chars())]
    return [min(left for drawn_character, left in drawn if drawn_character == character) for character in run]


@pytest.mark.parametrize(
    ("sentence", "run"),
    [
        ("اتصل على +1 203-456-7890 الآن", "+1203-456789"),
        ("الحرارة 38.0 °C أو أكثر", "38.0°C"),
        ("من 10–14 يوما", "10–4"),
        ("دواء Blin-7 اليوم", "Blin-7"),
    ],
    ids=["phone", "temperature", "range", "medicine"],
)
def test_order_on_an_arabic_page(sentence, run):
    """On an Arabic page a phone number, a temperature and a medicine read from left to right as they were written."""
    order = positions(RTL.sentence(sentence, lambda name: Markup("")), run)

    assert order == sorted(order)


def test_without_the_pass_the_page_would_be_wrong():
    """The typesetter alone prints a phone number the wrong way round: what the test above guards is real."""
    order = positions("اتصل على +1 203-456-7890 الآن", "+124")

    assert order == sorted(order, reverse=True)


def test_a_phone_number_that_ends_in_a_word_stays_whole():
    """In Arabic a phone number with a word, and a name with St., are one run; a full stop is the sentence's."""
    text = TextPass("rtl")

    assert '<bdi dir="ltr"><span class="whole">1-800-4-CANCER</span></bdi>' == str(text.plain("1-800-4-CANCER"))
    assert '<bdi dir="ltr">CD19</bdi>.' == str(text.plain("CD19."))
    assert '<bdi dir="ltr">Together by St. Jude</bdi>' == str(text.plain("Together by St. Jude"))


def test_a_sentence_that_was_parsed_once_is_set_twice_alike(monkeypatch):
    """Setting changes none of its tokens: another edition may have the same."""
    tokens = inline("Take **5** mcg.")
    monkeypatch.setattr("chapbook.content.typography.inline", lambda _: tokens)
    before = [token.content for token in tokens]
    TextPass("ltr").sentence("Take **5** mcg.", Markup)

    assert before == [token.content for token in tokens]

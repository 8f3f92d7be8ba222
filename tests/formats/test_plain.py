"""Plain text: what a page says, in order, in lines that fit."""

import pytest

from chapbook.content.typography import TextPass
from chapbook.formats.braille import for_fingers
from chapbook.formats.labels import Labels
from chapbook.formats.outline import Piece, outline
from chapbook.formats.plain import WIDTH, columns, text, wrapped
from reading import made

WORDS = Labels("", "Picture:", "To write down each time:", "", "")
EDITIONS = ["car-t-journey.en-GB.gb", "blinatumomab-at-home.es.us", "car-t-journey.ar.us"]


def read(html, direction="ltr"):
    """A piece of HTML as plain text."""
    return text(outline(f'<html dir="{direction}"><body>{html}', WORDS)).decode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_line_is_wider_than_it_may_be(edition):
    """Every line of a whole booklet fits into 72 columns, and ends without a space."""
    lines = made(edition, "plain-text").decode("utf-8").splitlines()

    assert WIDTH >= max(map(columns, lines))
    assert [] == [line for line in lines if line != line.rstrip()]


@pytest.mark.slow
def test_a_warning_says_its_level_in_words():
    """What to do, whom to call and when stand in words: nothing hangs on a colour."""
    page = made("car-t-journey.en-GB.gb", "plain-text").decode("utf-8")

    assert "Call an ambulance\n-----------------\n\nCall 999 now." in page
    assert "What to do: Call us now. " in " ".join(page.split())


@pytest.mark.slow
def test_what_tells_more_is_named_by_its_title():
    """Without pages, a block that leads on says the title of the other, and a screen links to it."""
    page, screen = (made("car-t-journey.en-GB.gb", ticket).decode("utf-8") for ticket in ("plain-text", "web"))

    assert "\nMore: Call us now\n" in page
    assert '<p class="see">More: <a href="#call-now">Call us now</a></p>' in screen


@pytest.mark.slow
def test_arabic_keeps_its_order_with_isolates():
    """Latin names and numbers with units keep their own direction inside Arabic, by isolates."""
    page = made("car-t-journey.ar.us", "plain-text").decode("utf-8")

    assert "\u2066100.4 °F (38.0 °C)\u2069" in " ".join(page.split())
    assert page.count("\u2066") == page.count("\u2069")


def test_a_table_is_read_row_by_row():
    """A row is an item: its name, then each cell after the heading of its column."""
    html = "<table><thead><tr><th>Sign<th>What to do</thead><tr><th><p>Fever</p><p>38.0 °C</p><td>Call</table>"

    assert "Sign; What to do\n\n- Fever. 38.0 °C\n  What to do: Call\n" == read(html)


def test_an_empty_table_says_what_to_write_down():
    """A diary is its headings in a sentence; of an empty row nothing is said."""
    html = "<table><thead><tr><th>Date<th>Time</thead>" + "<tr><td><td>" * 12 + "</table>"

    assert "To write down each time: Date, Time\n" == read(html)


def test_a_look_for_several_days_is_read_once():
    """What there is to tick each day is an item with one box, whatever the number of days."""
    days = '<td class="tick"><p></p></td>' * 7
    row = f'<tr><th class="what">Awake</th>{days}</tr>'
    html = f'<table data-unpaged="ticks"><tbody><tr><th>Date</th>{"<td></td>" * 7}</tr>{row}</tbody></table>'

    assert "[ ] Awake\n" == read(html)


@pytest.mark.parametrize("kind", ["calendar", "days"])
def test_a_table_is_read_whatever_it_looks_like(kind):
    """A table says by itself that nothing of it is read; one that has a look of ours alone is read like any other."""
    cells = "<tr><th>Week 1<td>1<td>2"

    assert "\n" == read(f'<table data-unpaged="nothing">{cells}</table>')
    assert "- Week 1: 1 2\n" == read(f'<table class="{kind}">{cells}</table>')


def test_what_is_written_by_hand_is_a_line():
    """A slot in a sentence, an empty cell and a ruled box are lines to write on."""
    slot, ruled = '<span class="slot phone lines-1"></span>', '<div class="ruled"></div>'
    html = f"<p>Call {slot}.</p><table><tr><th>Name<td></table>{ruled}"

    assert f"Call ______.\n\n- Name: ______\n  {'_' * 40}\n" == read(html)


def test_a_list_inside_a_list_is_set_in():
    """Numbers, bullets and boxes stand before items, further lines and lists below them."""
    html = '<ol><li><p>Wash</p><p>Warm water</p><ul><li>hands</ul><li>Dry</ol><ul class="ticks"><li>shoes</ul>'

    assert "1. Wash\n   Warm water\n  - hands\n2. Dry\n[ ] shoes\n" == read(html)


def test_what_eyes_alone_need_is_left_out():
    """Numbers over a picture and links within a web page are not read; a picture is its description."""
    html = (
        '<img alt="A pump"><p class="badge" aria-hidden="true">1</p><a class="skip screen-only" href="#t">Skip</a>'
        '<p>See <a href="https://example.org/a">the list</a>, call <a href="tel:911">911</a>.</p>'
    )

    assert "(Picture: A pump)\n\nSee the list (https://example.org/a), call 911.\n" == read(html)


def test_the_words_of_a_new_kind_are_there():
    """Whatever a template makes of a new kind of block is in the text, in elements that nobody foresaw."""
    html = "<article><dl><dt>Port<dd>under the skin</dl><blockquote>Ask.</blockquote><details><summary>More</details>"

    assert ["Port", "under the skin", "Ask.", "More"] == [piece.text for piece in outline(html, WORDS)]


def test_other_directions_are_isolated():
    """In Arabic a Latin run is isolated, in English an Arabic one; a run of the page's own direction is not."""
    assert "اسأل عن \u2066CAR T\u2069\n" == read('<p>اسأل عن <bdi dir="ltr">CAR T</bdi></p>', "rtl")
    assert "Say \u2067نعم\u2069\n" == read('<p>Say <bdi dir="rtl">نعم</bdi></p>')
    assert "Call 911\n" == read('<p>Call <bdi dir="ltr">911</bdi></p>')


def test_a_number_stays_with_its_unit():
    """A line does not break between a number and its unit, and the text has an ordinary space there."""
    line = "x" * 66

    assert f"{line}\n38.0 °C\n" == read(f"<p>{line} 38.0\u00a0°C</p>")


def test_a_word_wider_than_a_line_is_broken():
    """A text without spaces is broken where the line is full, two columns for a wide letter."""
    assert ["体温体温", "体温"] == [*wrapped("体温体温体温", 8)]


def test_text_of_no_pieces_is_empty():
    """Nothing said is one empty line."""
    assert b"\n" == text([])
    assert b"a\n=\n" == text([Piece("title", "a")])


def test_a_full_stop_keeps_off_its_number_where_no_style_does_it():
    """In Arabic a narrow space stands between a number and its full stop, in plain text; in Braille none."""
    html = f"<p>{TextPass('rtl').sentence('خذوا 5 mcg. الآن', str)}</p>"
    (piece,) = outline(f'<html dir="rtl"><body>{html}', WORDS)

    assert "خذوا \u20665 mcg\u2069\u202f. الآن\n" == read(html, "rtl")
    assert "خذوا 5 mcg. الآن" == for_fingers(piece)

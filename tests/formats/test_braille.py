"""Braille: every word and every number comes out of the cells again, on pages of 40 by 25."""

import re
import shutil
import unicodedata

import pytest

from chapbook.approve.approvals import approved_of
from chapbook.dress import dress
from chapbook.files import tools
from chapbook.formats import braille
from chapbook.formats.braille import ASCII, CELLS, LINES, Line, Louis, laid_out, paged, to_ascii
from chapbook.formats.labels import Labels
from chapbook.formats.outline import Piece, outline
from chapbook.formats.parity import letters
from chapbook.problems.problem import Missing
from chapbook.transcript.mark import mark
from reading import library, made, transcript

pytestmark = pytest.mark.slow

louis = pytest.mark.skipif(shutil.which(tools.LIBLOUIS) is None, reason="no liblouis: apt-get install liblouis-bin")

EDITIONS = ["car-t-journey.en-US.us", "car-t-journey.es.us", "car-t-journey.ar.us", "blinatumomab-at-home.en-GB.gb"]


def pages(edition):
    """The pages of an edition, each a list of lines."""
    *whole, rest = made(edition, "braille").decode("ascii").split("\f")
    assert rest == ""
    return [page.removesuffix("\r\n").split("\r\n") for page in whole]


def pieces(edition):
    """What an edition says, in the order of its Braille."""
    text = transcript(edition)
    html = dress(library(), text, approved_of(library(), text), "web").html
    review = Piece("paragraph", mark(library(), text.edition).words)
    return [piece for piece in [review, *outline(html, Labels.of(library(), text.edition.locale))] if piece.text]


def from_ascii(text):
    """Braille ASCII as Unicode Braille."""
    return "".join(chr(0x2800 + ASCII.index(letter)) for letter in text)


def read_back(edition):
    """An edition's Braille in letters again, pages put together and their numbers left out."""
    cells = " ".join(line.strip() for page in pages(edition) for line in page[:-1])
    table = library().locales[transcript(edition).edition.locale].braille
    return " ".join(backward(Louis(table), [from_ascii(part) for part in re.split(r" (?=,)", cells)]))


def backward(table, cells):
    """Each line of Unicode Braille read back, as far as the table can."""
    return table._run("--backward", cells)


@louis
@pytest.mark.parametrize("edition", EDITIONS)
def test_pages_are_40_by_25_and_numbered(edition):
    """Every page has 25 lines of at most 40 cells, and its number at the end of the last."""
    made_pages = pages(edition)

    assert {LINES} == {len(page) for page in made_pages}
    assert CELLS >= max(len(line) for page in made_pages for line in page)
    numbers = [page[-1].strip() for page in made_pages]
    assert [braille.page_number(number) for number in range(1, len(made_pages) + 1)] == numbers


@louis
@pytest.mark.parametrize("edition", [EDITIONS[0], EDITIONS[3]])
def test_english_comes_back_word_for_word(edition):
    """Read back through the same table, English Braille has every letter and every digit of the text, in order."""
    text = "".join(letters(braille.for_fingers(piece)) for piece in pieces(edition))

    assert text == letters(read_back(edition))


@louis
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_number_is_in_the_cells(edition):
    """Every number of the text stands in the Braille behind the number sign, digit for digit, in every language."""
    cells = " ".join(line.strip() for page in pages(edition) for line in page[:-1])
    wanted = [number for piece in pieces(edition) for number in re.findall(r"\d+", braille.for_fingers(piece))]
    # A number goes on after a point, a comma or a space with the sign that was there before (UEB 6.3, 6.4).
    there = re.sub(r'[1-4\'"_](?=[A-J])|(?<=[A-J])"(?=[A-J])', "#", cells)

    assert wanted
    assert [] == [number for number in wanted if f"#{digits(number)}" not in there]


def digits(number):
    return "".join("JABCDEFGHI"[int(digit)] for digit in number)


@louis
def test_arabic_letters_come_back():
    """Read back, Arabic Braille has every letter of each text that holds no Latin word; marks and digits aside."""
    edition = EDITIONS[2]
    texts = [braille.for_fingers(piece) for piece in pieces(edition)]
    texts = [text for text in texts if not re.search(r"[A-Za-z]", text)]
    table = Louis(library().locales["ar"].braille)

    assert 250 < len(texts)
    assert [*map(arabic, texts)] == [*map(arabic, backward(table, table.cells(texts)))]


def arabic(text):
    """The letters of an Arabic text, without marks and digits."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if letter.isalpha() and unicodedata.category(letter) != "Mn")


@louis
def test_what_a_table_lacks_is_said_otherwise():
    """The Spanish table has no degree sign, so degrees are written in words there."""
    table, words = Louis("es-g1.ctb"), Labels("", "", "", "grados Celsius", "grados Fahrenheit")
    (piece,) = table.plainer([Piece("paragraph", "Llame a 38.0°C – ahora")], words)

    assert "Llame a 38.0 grados Celsius" == piece.text.split("-")[0].split("–")[0].strip()
    assert set() == table.lacking(set(piece.text))
    assert {"§", "°"} == table.lacking(set("aé§°"))


@louis
def test_an_accent_that_a_table_lacks_is_left_out():
    """The Arabic table has no accents of other languages, so a name is written without."""
    (piece,) = Louis("ar-ar-g1.utb").plainer([Piece("paragraph", "Clínic")], Labels("", "", "", "", ""))

    assert "Clinic" == piece.text


def test_without_liblouis_it_is_said_what_to_install(monkeypatch):
    """A machine without liblouis is told so, with the package to install."""
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(Missing, match="lacks liblouis") as lack:
        Louis("en-ueb-g1.ctb").cells(["Call now"])
    assert "apt-get install liblouis-bin" in lack.value.hint


def test_braille_ascii_is_its_own_way_back():
    """All 64 cells have a sign of their own."""
    cells = "".join(chr(0x2800 + number) for number in range(64))

    assert cells == from_ascii(to_ascii(cells))
    assert "#IAA" == to_ascii("⠼⠊⠁⠁")


def test_a_heading_stays_with_what_follows():
    """A heading that would end a page goes to the next one, with the blank line before it left out."""
    lines = [Line("X")] * 22 + [*laid_out(Piece("heading", "", 2), "⠁"), *laid_out(Piece("paragraph", ""), "⠃")]
    first, second = paged(lines)

    assert (22, 0) == (first[:-1].count("X"), first.count("    A"))
    assert ["    A", "  B"] == second[:2]


def test_headings_too_long_for_a_page_still_end():
    """Nothing but headings is set page by page, and ends."""
    assert 3 == len([*paged([Line("A", keep=True)] * 60)])

"""What stands in a slot is held against what was given, letter by letter and in order."""

from dataclasses import replace
from pathlib import Path
from unicodedata import combining

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blanks
from chapbook.copy import shape
from chapbook.copy.bidi import runs
from chapbook.copy.blank import blank
from chapbook.copy.built import typefaces_of
from chapbook.copy.copy import copied
from chapbook.copy.read_back import _known, _letters_of, _placed
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, Spot
from conftest import REPOSITORY

FACES = typefaces_of(Chain.at(REPOSITORY))
SPOT = Spot("fever.pdf")
HEBREW = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def copy(name, **slot):
    return copied(blank(blanks.pdf(replace(blanks.NAME, **slot))), {"child-name": name}, FACES, SPOT)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Nela", "aleN"),
        ("Nela Ramos", "Ramos Nela"),
        ("O'Neil", "ON'eil"),
        ("سارة", "ةراس"),
        ("علي سارة", "سارة علي"),
        ("سارة Smith", "Smith سارة"),
        ("سارة Smith", "سارة htimS"),
        ("Smith سارة علي", "Smith علي سارة"),
        ("علي 12 محمد", "علي 21 محمد"),
        ("علي 12 محمد", "علي محمد 12"),
        ("علي 5B", "علي B5"),
        ("عَلَمُهُ", "عُلَمُهَ"),
        ("张伟", "伟张"),
        ("علي 张伟", "علي 伟张"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_stands_in_another_order_is_found(monkeypatch, name, drawn, turned):
    """A name set backwards, words exchanged, a number turned or moved: no letter is lost, and the copy stops."""
    monkeypatch.setattr(shape, "runs", lambda _, base: runs(drawn, base))
    with pytest.raises(Problems, match='H007 "child-name" reads otherwise on page 1'):
        copy(name, turned=turned)


@pytest.mark.parametrize(
    "name",
    [
        "office fi",
        "Jose\u0301 Nguyễn",
        "لالا مُحَمَّد",
        "ﷲ ﻻ",
        "علي ٣١/٨ Ana",
        "12-13 علي",
        "علي 5B, 31/8",
        "Ana علي Smith محمد (Bo)",
        "علي (أب) Ana Smith 12 محمد",
        "x\u0302 x",
        "Nguye\u0302\u0303n Thi\u0323 Ho\u0302\u0300ng",
        "عَلَمُهُ",
        "سَارَة أَحْمَد",
        "إِبْرَاهِيم بُثَيْنَة",
        "فَاطِمَةُ الزَّهْرَاء",
        "عَبْدُ اللّٰه",
        "لَانا لَّا",
        "عَلَيَّ Smith مُحَمَّد",
        "张伟",
        "Li 张伟",
        "欧阳修远·买买提",
        "陳大文（小明）",
        "山田 はなこ",
        "علي 张伟 Ana",
        "202-555-0143",
    ],
)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_names_as_people_write_them_pass(name, direction):
    """Ligatures, marks, Arabic shapes, brackets and digits of both kinds stand where they belong."""
    assert () == copy(name, direction=direction).empty


@pytest.mark.parametrize("name", ["שרה", "שָׂרָה", "יִצְחָק", "דָּוִד Cohen"])
def test_names_in_hebrew_pass_where_a_typeface_has_its_letters(name):
    """The library has none and says so; a hospital may add one."""
    with pytest.raises(Problems, match="H005"):
        copy(name)
    if not HEBREW.exists():
        pytest.skip("no typeface with Hebrew letters is on this machine")
    faces = shape.typefaces([(HEBREW, ("DejaVu Sans", 400, False))])

    assert () == copied(blank(blanks.pdf(blanks.NAME)), {"child-name": name}, faces, SPOT).empty


@pytest.mark.parametrize("name", ["عَلَمُهُ", "سَارَة", "x\u0302 x", "لَانا"])
def test_a_mark_that_is_lost_is_found(monkeypatch, name):
    """A vowel without its mark is another name: the first mark is not drawn, and the copy stops."""
    glyphs = shape._glyphs

    def without_first_mark(text, *given):
        drawn = [*glyphs(text, *given)]
        drawn.remove(next(each for each in drawn if each.letters and combining(each.letters[0])))
        return iter(drawn)

    monkeypatch.setattr(shape, "_glyphs", without_first_mark)
    with pytest.raises(Problems, match="H007"):
        copy(name)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_day_over_the_strokes_of_a_square_is_read(monkeypatch, direction):
    """The strokes that help a hand are still in the file, and are not taken for those of a day in numbers."""
    square = replace(blanks.START, box=(40, 440, 80, 480), hint=True, on_line=False, direction=direction)
    monkeypatch.setattr("chapbook.copy.values._in_words", lambda *_: ("martes", "1/12"))
    built = blanks.pdf(square, printed="BT /F 10 Tf 60 445 Td (/) Tj 12 0 Td (/) Tj ET")

    assert () == copied(blank(built), {"start-date": "2026-12-01"}, FACES, SPOT).empty


@pytest.fixture
def page():
    """A page with something of its own in one of two slots, of which a copy was made with a name in the other."""
    _known.cache_clear()
    built = blank(blanks.pdf(blanks.NAME, blanks.PHONE, printed="BT /F 10 Tf 120 472 Td (7) Tj ET"))
    assert ("night-phone",) == copied(built, {"child-name": "Nela"}, FACES, SPOT).empty
    return built


def test_what_a_page_has_itself_is_read_in_every_copy(page):
    """A digit that is printed where a number is written stops also a copy for which it is remembered."""
    assert copied(page, {"child-name": "Ana"}, FACES, SPOT)
    with pytest.raises(Problems, match='H007 "night-phone"'):
        copied(page, {"night-phone": "202-555-0143"}, FACES, SPOT)


@pytest.mark.parametrize("name", ["Nela", "Ana", "سارة"])
def test_later_copies_are_read_as_the_first(monkeypatch, page, name):
    """Also the name of the first copy stops a later one where it is set backwards."""
    monkeypatch.setattr(shape, "runs", lambda text, base: runs(text[::-1], base))
    with pytest.raises(Problems, match='H007 "child-name"'):
        copied(page, {"child-name": name}, FACES, SPOT)


def test_what_is_remembered_of_a_page_was_there_when_it_was_built(page):
    """No letter of a name or of a foot: only what is printed in slots, once a copy was found right."""
    assert "7" == "".join(each.said for each in _known(page.content)[0].letters)
    copied(page, {"child-name": "Ana"}, FACES, SPOT, "AB", ("Dec 1, 2026", "k7qm4t2x"))

    assert ["7", ""] == ["".join(each.said for each in own.letters) for own in _known(page.content).values()]


def test_a_page_whose_drawing_moves_what_is_written_is_refused_each_time():
    """What a page leaves behind does to stamps is seen in the whole page alone, and so it is read whole again."""
    built = blank(blanks.pdf(blanks.NAME, printed="Q 1 0 0 1 9 0 cm 1 0 0 1 300 0 cm"))
    for _ in range(2):
        with pytest.raises(Problems, match="H007"):
            copied(built, {"child-name": "Ana"}, FACES, SPOT)


@given(st.sampled_from(["12", "٣٤"]).flatmap(lambda digits: st.text(alphabet="abسا אב ,-/." + digits, max_size=9)))
def test_two_ways_to_place_letters_agree(line):
    """Where each letter belongs is worked out twice, by nothing that both have in common."""
    for base in ("ltr", "rtl"):
        paper = (run.text if run.direction == "ltr" else run.text[::-1] for run in runs(line.strip(), base))
        assert _letters_of("".join(paper)) == _letters_of("".join(_placed(line.strip(), base)))

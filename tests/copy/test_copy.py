"""A copy as a file: what stands on its pages, who reads it, and that nothing else changed."""

import re
from dataclasses import replace

import pikepdf
import pytest
from pypdfium2 import PdfDocument

import blanks
from chapbook.copy import shape
from chapbook.copy.blank import blank
from chapbook.copy.built import typefaces_of
from chapbook.copy.copy import copied
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, Spot
from conftest import REPOSITORY, text_of_pages

FACES = typefaces_of(Chain.at(REPOSITORY))
SPOT = Spot("fever.pdf")
VALUES = {"child-name": "سارة Smith", "night-phone": "202-555-0143", "start-date": "2026-12-01"}
SLOTS = (blanks.NAME, blanks.PHONE, blanks.START)


def copy(*slots, values=None, **options):
    if values is None:
        values = {slot.name: VALUES[slot.name] for slot in slots}
    return copied(blank(blanks.pdf(*slots)), values, FACES, SPOT, **options).content


def fonts(content):
    with blanks.opened(content) as pdf:
        return [
            str(each.BaseFont)[8:]
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type0"
        ]


def test_a_copy_is_the_file_and_what_is_written_behind_it():
    """No byte of the built file is changed, and the same values give the same bytes."""
    built = blanks.pdf(*SLOTS)
    content = copy(*SLOTS)

    assert content.startswith(built)
    assert content == copy(*SLOTS)


def test_names_of_two_scripts_stand_in_one_line():
    """Each letter is found in a typeface that has it; each of these is in the file once."""
    content = copy(*SLOTS)

    assert ["Smith سارة", "202-555-0143", "Tuesday, December 1, 2026"] == text_of_pages(content)[0].split("\r\n")
    assert ["Andika", "Vazirmatn-Regular"] == sorted(fonts(content))


@pytest.mark.parametrize("name", ["张伟", "欧阳修远·买买提", "Li 张伟"])
def test_a_name_in_chinese_stands_in_a_typeface_for_names(name):
    """Of its thirty thousand letters the file has those of the name, once for both pages; no page is set in it."""
    content = copy(blanks.NAME, *blanks.SQUARES, values={"child-name": name, "start-date": "2026-12-01"})

    assert name == text_of_pages(content)[0]
    assert ["Andika", "NotoSansSC-Regular"] == sorted(fonts(content))
    assert len(content) < 40_000
    assert not any("NotoSansSC" in path.name for path in Chain.at(REPOSITORY).fonts())


def test_a_typeface_for_names_is_opened_by_a_name_that_asks_for_it():
    """Other copies do without it, and are as soon made; it is opened once."""
    opened = []
    lazy = replace(FACES, for_names=lambda: opened.append(True) or FACES.for_names())
    given = {"values": {"child-name": "Ana سارة Ελένη", "night-phone": "202-555-0143"}, "faces": lazy, "spot": SPOT}

    assert copied(blank(blanks.pdf(*SLOTS)), **given)
    assert [] == opened
    assert FACES.for_names() is FACES.for_names()


def test_a_hospital_may_bring_typefaces_for_names(hospital):
    """They lie in a folder of their own, beside those of the library; pages are set in none of them."""
    own = hospital / "styles/fonts/names/Ours.ttf"
    own.parent.mkdir(parents=True)
    own.write_bytes((REPOSITORY / "styles/fonts/Vazirmatn_400Regular.ttf").read_bytes())
    chain = Chain.at(hospital)

    assert {"Noto Sans SC", "Vazirmatn"} == {face.family for face in typefaces_of(chain).for_names()}
    assert own not in chain.fonts()


def test_the_nearest_typeface_for_names_draws_a_letter_that_two_have(tmp_path):
    """By root, whatever its folder is called; those of one root by their names."""
    far, near = tmp_path / "a-library", tmp_path / "z-hospital"
    for path, face in (
        (far / "A", "Andika_400Regular"),
        (near / "C", "Vazirmatn_700Bold"),
        (near / "B", "Vazirmatn_400Regular"),
    ):
        own = path.parent / f"styles/fonts/names/{path.name}.ttf"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_bytes((REPOSITORY / f"styles/fonts/{face}.ttf").read_bytes())
    found = typefaces_of(Chain((near, far))).for_names()

    assert ["Vazirmatn", "Vazirmatn", "Andika", "Noto Sans SC"] == [face.family for face in found]
    assert [False, True, False, False] == [face.bold for face in found]


def test_other_programs_can_read_the_file():
    """Its tables are sound for qpdf too."""
    with blanks.opened(copy(*SLOTS)) as pdf:
        assert [] == pdf.check_pdf_syntax()
        assert 2 == len(pdf.pages)


def test_the_identifier_of_a_file_is_kept_however_it_is_written():
    """Where it looks like text, a file has it as text; that of a copy has two parts, the first of them this one."""
    printable = re.sub(rb"<[0-9a-f]{32}>", b"(printable, I am)".ljust(34), blanks.pdf(blanks.NAME))
    with blanks.opened(copied(blank(printable), {}, FACES, SPOT).content) as pdf:
        first, _ = pdf.trailer.ID

    assert b"printable, I am" == bytes(first)


def test_what_is_missing_is_named():
    """The slots that got nothing are those to be written in by hand."""
    made = copied(blank(blanks.pdf(*SLOTS)), {"child-name": "Ana"}, FACES, SPOT)

    assert ("night-phone", "start-date") == made.empty


def test_initials_stand_on_every_page_with_its_number():
    """Each sheet says whose it is, from when, of which paper, and which of how many it is."""
    first, second = text_of_pages(copy(blanks.NAME, values={}, initials="AB", about=("Dec 1, 2026", "k7qm4t2x")))

    assert "AB · Dec 1, 2026 · k7qm4t2x · 1/2" == " ".join(first.split())
    assert "AB · Dec 1, 2026 · k7qm4t2x · 2/2" == " ".join(second.split())


@pytest.mark.parametrize("code", ["73cwypq5", "c0dng3nq"])
def test_the_foot_of_an_arabic_page_is_read_from_the_right(code):
    """Initials, day, code and number each whole, and in this order; the digits of one are not drawn into another."""
    slot = replace(blanks.NAME, lang="ar", direction="rtl", family="Vazirmatn")
    content = copy(slot, values={}, initials="MA", about=("30 نوفمبر 2026", code))
    with PdfDocument(content) as document:
        text = document[0].get_textpage()
        letters = [
            (text.get_charbox(at, loose=True)[0], text.get_text_range(at, 1)) for at in range(text.count_chars())
        ]
    paper = "".join(letter for _, letter in sorted(letters) if not letter.isspace())

    assert f"1/2·{code}·2026{'نوفمبر'[::-1]}30·MA" == paper


def test_a_foot_that_changed_on_its_way_is_found(monkeypatch):
    """It is read back as stamps are."""
    monkeypatch.setattr("chapbook.copy.copy.direction_of", lambda *_: "rtl")
    with pytest.raises(Problems, match="H007"):
        copy(blanks.NAME, values={}, initials="AB", about=("1 December 2026", "73cwypq5"))


def test_a_stamp_turns_with_its_page():
    """On a sheet a page may stand on its head, and so does what is written there."""
    content = copy(replace(blanks.PHONE, turned=True))

    assert ["202-555-0143", ""] == [" ".join(page.split()) for page in text_of_pages(content)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_number_that_changed_on_its_way_is_found(monkeypatch, turned):
    """Each stamp is read back by where its digits stand: what is shaped from the wrong end stops the copy."""
    monkeypatch.setattr(shape, "runs", lambda text, base: [shape_runs(text)])
    with pytest.raises(Problems, match='H007 "night-phone" reads otherwise on page 1'):
        copy(replace(blanks.PHONE, turned=turned))


def shape_runs(text):
    from chapbook.copy.bidi import Run

    return Run(text[::-1], "ltr")


def test_a_letter_that_is_lost_on_its_way_is_found(monkeypatch):
    """A glyph without its letter reads as nothing."""
    glyphs = shape._glyphs
    monkeypatch.setattr(shape, "_glyphs", lambda *given: (each for each in [*glyphs(*given)][1:]))
    with pytest.raises(Problems, match='H007 "child-name"'):
        copy(blanks.NAME, values={"child-name": "Ana"})


def test_a_day_in_figures_stands_over_a_hand_s_help():
    """Its own stroke is none of those that are covered up, and no fault."""
    arabic = {"lang": "ar", "family": "Vazirmatn", "direction": "rtl"}
    content = copy(replace(blanks.START, hint=True, on_line=False, box=(40, 400, 75, 425), **arabic))

    assert "1/12" in text_of_pages(content)[0]


def test_a_hand_s_help_is_covered_up():
    """Where a square has a stroke for each part of a day, a written day stands on white."""
    drawn = []
    for slot in (blanks.START, replace(blanks.START, hint=True)):
        with blanks.opened(copy(slot)) as pdf:
            drawn.append(b"".join(each.read_bytes() for each in pdf.pages[0].Contents))

    assert [False, True] == [b"1 g" in each for each in drawn]

"""The smaller forms and large print: what families fold, hang up, carry and read without their glasses."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache, partial
from itertools import product
from pathlib import Path
from statistics import mode
from types import SimpleNamespace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.ttLib import TTFont
from weasyprint import HTML

import reading
from chapbook.content.booklet import Edition
from chapbook.content.kinds import Warning_
from chapbook.content.markdown import plain
from chapbook.content.text import Words
from chapbook.dress import Dresser, dress
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Problems, Spot, report
from chapbook.templating.given import bare
from chapbook.texts import text_of
from chapbook.transcript.snapshot import code_of
from chapbook.typeset.typeset import typeset
from chapbook.typeset.weasyprint import engine
from chapbook.typeset.weasyprint.measure import overflows
from chapbook.typeset.weasyprint.stylesheets import PageSetup, style
from conftest import FONTS, write
from reading import LANGUAGES, LARGE, place_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MM = 25.4 / 72
SHEETS = ("when-to-call-car-t", "when-to-call-blinatumomab")
CARDS = ("card-car-t", "card-blinatumomab")
FORMS = [(title, ticket) for title in SHEETS for ticket in ("leaflet", "handout", "poster")]
FORMS += [(title, "cards") for title in CARDS]

# 5 minutes of arc at two metres, for an eye of 0.7; 0.2 degrees. Whose rules these are, says styles/forms/poster.css.
CAPITALS, GLANCE = 4.16, 6.98
# Capitals of 24 pt, in which the signs are set.
SIGNS = 5.56
# What somebody takes in who walks past.
WORDS_ON_A_POSTER = 120
# Where there are few signs, a third larger.
FEW_SIGNS = 1.3 * CAPITALS


@cache
def library(root):
    """The library of a project; that it is sound is for other tests to say."""
    return load(Chain.at(root))[0]


@cache
def proof(title, locale, place, ticket, root=ROOT):
    """The pages of an edition in the form of a ticket, before they are put on sheets."""
    if root == ROOT:
        name = f"{title}.{locale}.{place}"
        return reading.proof(name, ticket).pdf if ticket == "cards" else reading.made(name, ticket)
    shelf = library(root)
    design = shelf.tickets[ticket].design_for(shelf.places[place].paper)
    return typeset(shelf, text_of(shelf, Edition(title, locale, place)), design).pdf


def refusal(root, *edition):
    """What is said where a form cannot be made."""
    with pytest.raises(Problems) as refused:
        proof(*edition, root)
    return report(refused.value.problems)


def hospital_in(folder, night="202-555-0101", day="202-555-0102"):
    values = f"  night-phone: {night}\n  day-phone: {day}\n"
    where = "site: children.example.org\naddress: Children's Wing C, 1200 North Example Street, Sampletown, EX 12345\n"
    imprint = f"name: Sample Children's Hospital\n{where}inherits: [{ROOT}]\nvalues:\n{values}"
    write(folder / "booklets/imprint.yaml", imprint)
    return folder


@pytest.fixture
def hospital(tmp_path):
    """A hospital that inherits the library and sets its numbers, to change at will."""
    return partial(hospital_in, tmp_path)


@pytest.fixture(scope="module")
def usual_hospital(tmp_path_factory):
    """One that nobody changes."""
    return hospital_in(tmp_path_factory.mktemp("hospital"))


def glyphs(pdf, number=0):
    """Each letter of a page with its left edge, foot and height in millimetres, from the page's left and foot."""
    page = pypdfium2.PdfDocument(pdf)[number].get_textpage()
    for index in range(page.count_chars()):
        left, bottom, _, top = page.get_charbox(index)
        yield chr(pdfium.FPDFText_GetUnicode(page.raw, index)), left * MM, bottom * MM, (top - bottom) * MM


def found(pdf, text, number=0):
    """Where a text stands on a page: left edge, foot and height of its first letter."""
    row = list(glyphs(pdf, number))
    start = "".join(letter for letter, *_ in row).index(text)
    return row[start][1:]


def size(pdf, number=0):
    return tuple(round(points * MM, 2) for points in pypdfium2.PdfDocument(pdf)[number].get_size())


def words_of_pages(pdf):
    """The text of each page, white space and soft line ends made alike."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return [re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufffe", "")) for text in texts]


def words(pdf):
    """All text of a document."""
    return " ".join(words_of_pages(pdf))


@pytest.fixture
def explained(tmp_path):
    """A leaflet that explains something: what stands in front, the blocks that flow inside, what folds in."""

    def made(*inside):
        folder = tmp_path / str(len(inside))
        write(folder / "booklets/imprint.yaml", f"inherits: [{ROOT}]\n")
        write(
            folder / "booklets/how-it-works/booklet.yaml",
            "title: How CAR T works\nform: explainer\nrevised: 2026-11-28\norder:\n"
            "  - {chapter: How CAR T works, blocks: [car-t-journey/key-points]}\n"
            f"  - {{chapter: How CAR T works, blocks: [{', '.join(f'car-t-journey/{name}' for name in inside)}]}}\n"
            "  - {chapter: How CAR T works, blocks: [car-t-journey/right-for-my-child]}\n",
        )
        title = 'msgid "How CAR T works"\nmsgstr "كيف يعمل علاج CAR T"\n'
        domain = "".join(f'\nmsgctxt "booklet:{field}"\n{title}' for field in ("title", "order.chapter"))
        write(folder / "locales/ar/LC_MESSAGES/how-it-works.po", f'msgid ""\nmsgstr "Language: ar\\n"\n{domain}')
        return folder

    return made


INSIDE = ("what-t-cells-are", "how-car-t-works", "five-steps", "low-counts", "low-antibodies")


# ── sizes and pages ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("title", CARDS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_card_has_two_sides(title, locale):
    """A card has two pages before it is put on sheets, in every language."""
    assert 2 == len(pypdfium2.PdfDocument(proof(title, locale, place_of(title, locale), "cards")))


@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_a_card_has_the_size_of_a_bank_card(locale):
    """Both sides are 85.60 by 53.98 mm, to the hundredth, once their bleed is cut away."""
    pages = [*pypdfium2.PdfDocument(proof("card-car-t", locale, place_of("card-car-t", locale), "cards"))]
    trims = [page.get_trimbox() for page in pages]
    sizes = [(round((right - left) * MM, 2), round((top - bottom) * MM, 2)) for left, bottom, right, top in trims]

    assert [(85.60, 53.98)] * 2 == sizes


@pytest.mark.parametrize(("title", "sheet"), [*zip(SHEETS, ((279.4, 215.9), (297.0, 210.0)), strict=True)])
def test_a_leaflet_is_a_sheet_on_its_side(title, sheet):
    """Both sides of a leaflet are the place's paper, lying."""
    pdf = proof(title, "es", place_of(title, "es"), "leaflet")

    assert [pytest.approx(sheet, abs=0.02)] * 2 == [size(pdf, number) for number in (0, 1)]


@pytest.mark.parametrize(("locale", "mirrored"), [("en-GB", False), ("ar", True)])
def test_panels_stand_in_the_order_of_folding(locale, mirrored):
    """Outside are flap, back and front, inside the ambulance's panel first; from the right where people read so."""
    pdf = proof("when-to-call-car-t", locale, "gb", "leaflet")
    front, back, ambulance = found(pdf, "999")[0], found(pdf, "BY")[0], found(pdf, "999", 1)[0]
    panels = [int(left // 99) for left in (front, back, ambulance)]

    assert ([0, 1, 2] if mirrored else [2, 1, 0]) == panels


def test_the_panel_that_folds_in_is_narrower():
    """The panel that folds in has 3 mm less than the others, on A4 and on Letter, on both of its sides."""
    style = (ROOT / "styles/forms/leaflet.css").read_text(encoding="utf-8")

    assert "--short: 3mm" in style
    assert ".flap, .leaflet .leaf-3 { width: calc(var(--third) - var(--short)) }" in style
    assert (100, 97) == ((297 + 3) / 3, (297 + 3) / 3 - 3)


# ── what is said, and what first ──────────────────────────────────────────────────────────────────────────────────


def sheets_of(therapies):
    return {f"when-to-call-{therapy}" for therapy in therapies}


def test_every_panel_reaches_its_foot():
    """What the type leaves of a panel goes between what stands on it: the last letters are near the foot."""
    pdf = proof("when-to-call-car-t", "en-US", "us", "leaflet")
    width, _ = size(pdf)
    for page in (0, 1):
        feet = [(min(2, int(3 * left / width)), foot) for letter, left, foot, _ in glyphs(pdf, page) if foot > 9.5]

        assert max(min(foot for panel, foot in feet if panel == third) for third in range(3)) < 28


@pytest.mark.parametrize("title", SHEETS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_panels_end_at_one_height_off_the_folds(title, locale):
    """Inside a leaflet the three lists end within 4 mm of each other, and no letter is nearer than 5 mm to a fold."""
    pdf = proof(title, locale, place_of(title, locale), "leaflet")
    third = (size(pdf)[0] + 3) / 3
    folds = [third - 3, 2 * third - 3] if locale == "ar" else [third, 2 * third]
    letters = [(left, foot) for letter, left, foot, _ in glyphs(pdf, 1) if letter.isalnum() and foot > 10]
    feet = [
        min(foot for left, foot in letters if start < left < end)
        for start, end in zip([0, *folds], [*folds, 999], strict=True)
    ]

    assert max(feet) - min(feet) < 4
    assert all(abs(left - fold) >= 5 for left, _ in letters for fold in folds)


@pytest.mark.parametrize("title", SHEETS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_both_sides_of_a_sheet_are_full(title, locale):
    """A sheet that says when to call ends near the foot of both of its sides."""
    pdf = proof(title, locale, place_of(title, locale), "handout")

    assert 2 == len(pypdfium2.PdfDocument(pdf))
    for page in (0, 1):
        assert min(foot for letter, _, foot, _ in glyphs(pdf, page) if letter.isalnum() and foot > 10) < 22


@pytest.mark.parametrize("locale", [language for language in LANGUAGES if language != "ar"])
def test_a_last_sign_of_a_poster_is_as_large_as_the_others(locale):
    """Where an odd number of signs stand two in a row, the last has its row, in letters as large as the others'.

    First letters tell, which are capitals; those of Arabic are not as high as each other.
    """
    title, said = "when-to-call-blinatumomab", {"es": "Algo"}.get(locale, "You are w")
    pdf = proof(title, locale, place_of(title, locale), "poster")
    _, _, height = found(pdf, said)
    usual = {"es": "Sangrado n"}.get(locale, "New bl")

    assert height < 1.3 * found(pdf, usual)[2]


def test_a_handout_has_its_warnings_in_front():
    """On a sheet that explains, what to call for at once stands on its first two pages."""
    first, second, *_ = words_of_pages(proof("gemtuzumab", "en-US", "us", "handout"))

    assert "A hard blow to the head" in first
    assert "Call us now: the liver" in second
    assert "Any headache, a stiff neck" in second


@pytest.mark.parametrize("therapy", ["car-t", "blinatumomab"])
def test_a_poster_shows_six_signs_of_now(therapy):
    """Each treatment's poster has six signs of what cannot wait, each with short words and a picture of its own."""
    shown = {name: sign for name, sign in library(ROOT).signs.items() if therapy in sign.poster}

    assert 6 == len(shown)
    for name, sign in shown.items():
        assert {"now"} == {*sign.levels[therapy].values()}
        assert sign.short
        assert (ROOT / f"styles/pictograms/{name}.svg").exists()


@pytest.mark.parametrize(
    ("action", "parted"),
    [
        ("Call {emergency-number} now.", ("Call ", "911", " now.")),
        ("**Now**: call {emergency-number}", ("Now: call ", "911", "")),
        ("**Call {emergency-number}** now.", None),
        ("Call {emergency-number}, then {emergency-number} again.", None),
        ("Call {day-phone} or {emergency-number}.", None),
        ("Go there at {fever-limit}.", None),
    ],
)
def test_a_poster_takes_its_number_out_of_a_sentence(action, parted):
    """Where one number stands in it, and no emphasis goes over it, what is said before and after it keeps its marks."""
    dresser = Dresser(library(ROOT), Edition("when-to-call-car-t", "en-US", "us"))
    found = dresser.around_phone(Words(action, Spot("")))

    assert parted == (found and tuple(bare(part.striptags()).replace("\u200b", "") for part in found.values()))


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_a_poster_says_where_the_other_signs_are(locale):
    """What a poster leaves out of "now", it names for the audit, sign by sign, and says to families where it stands."""
    shelf = library(ROOT)
    dressed = dress(shelf, text_of(shelf, Edition("when-to-call-car-t", locale, "us")), template="poster")

    assert "call-now.chickenpox" in dressed.html.partition("data-without=")[2].partition(">")[0]
    assert 1 == dressed.html.count('class="elsewhere"')


@pytest.mark.parametrize("title", SHEETS)
@pytest.mark.parametrize("ticket", ["leaflet", "handout", "poster"])
def test_no_sign_is_left_out(title, ticket):
    """Every sign that needs a call stands on every form; on a poster, the ambulance's and six more, in short."""
    waits = {"today", "visit"} if ticket == "poster" else {"visit"}
    key = "short" if ticket == "poster" else "text"
    shelf = library(ROOT)
    blocks = [block.content for block in text_of(shelf, Edition(title, "en-US", "us")).manuscript.blocks]
    signs = [
        getattr(sign, key).text
        for warning in blocks
        if isinstance(warning, Warning_) and warning.level not in waits
        for part in (warning, *warning.groups)
        for sign in part.signs
        if ticket != "poster" or warning.level == "ambulance" or title in sheets_of(shelf.signs[sign.sign].poster)
        if "{" not in getattr(sign, key).text
    ]
    said = words(proof(title, "en-US", "us", ticket))

    assert len(signs) > (13 if ticket == "poster" else 15)
    assert [] == [sign for sign in signs if plain(sign) not in said]


@pytest.mark.parametrize("ticket", ["leaflet", "handout"])
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_the_number_for_the_night_comes_first(usual_hospital, at_their_least, ticket, locale):
    """On the first page, the number for days stands below or beside the one for nights, and none is larger."""
    pdf = proof("when-to-call-car-t", locale, "us", ticket, usual_hospital)
    left, night, height = found(pdf, "202-555-0101")
    others = [found(pdf, number) for number in ("202-555-0102", "911")]
    (beside, day, _), _ = others
    is_read_first = left > beside if locale == "ar" else left < beside

    assert day < night - 1 or (is_read_first and abs(day - night) < 0.1)
    # A 9 is a hair higher than a 2.
    assert all(figure <= 1.04 * height for _, _, figure in others)


@pytest.mark.parametrize("title", SHEETS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_nothing_on_a_poster_is_as_large_as_the_number_of_the_ambulance(title, locale):
    """The ambulance's number stands first on a poster, at more than twice the size of anything else."""
    place = place_of(title, locale)
    pdf = proof(title, locale, place, "poster")
    number = {"us": "911", "gb": "999"}[place]
    _, foot, height = found(pdf, number)
    others = [height for letter, _, low, height in glyphs(pdf) if letter.isdecimal() and abs(low - foot) > 2]

    assert height > 2 * max(others)
    assert height > 25


@pytest.mark.parametrize("title", SHEETS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_poster_has_few_words(title, locale):
    """What hangs on a wall says all in 120 words, its foot included."""
    # A vowel sign parts no word, and a code is one.
    said = re.sub("[\\u064b-\\u0652]", "", words(proof(title, locale, place_of(title, locale), "poster")))
    count = len(re.findall(r"\w*[^\W\d_]{2,}\w*", said))

    assert count <= WORDS_ON_A_POSTER


def test_a_card_for_two_languages(usual_hospital):
    """One side is Spanish, the other English and has the child's name; the night's number is on both, named in both."""
    family, staff = words_of_pages(proof("card-car-t", "es", "us", "cards", usual_hospital))

    assert "Paciente que recibió células CAR-T" in family
    assert "202-555-0101" in family
    assert "After hours" in family
    assert "My child has had CAR T cells" in staff
    assert "Nacimiento" in staff
    assert "202-555-0101" in staff


def test_a_card_for_one_language(usual_hospital):
    """Where family and staff read the same language, the faces of the card are its sides, with a number on each."""
    front, back = words_of_pages(proof("card-car-t", "en-US", "us", "cards", usual_hospital))

    assert "Date of birth" in front
    assert "202-555-0101" in front
    assert "202-555-0101" in back
    assert "For emergency staff" not in front


@pytest.mark.parametrize(("title", "ticket"), FORMS)
def test_every_form_carries_its_code(title, ticket):
    """The code by which a paper is taken back stands on leaflets, handouts, posters and cards."""
    code = code_of(reading.transcript(f"{title}.en-US.us"))

    assert code in words(proof(title, "en-US", "us", ticket))


@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_an_urgency_is_said_once(locale):
    """Where the title of a warning is its urgency, its head says so once."""
    shelf = library(ROOT)
    for title in SHEETS:
        dressed = dress(shelf, text_of(shelf, Edition(title, locale, "us")), template="handout")

        assert 3 == dressed.html.count('class="alarm-head"')
        assert 0 == dressed.html.count('<p class="level">')


@pytest.mark.parametrize("before", [1, 2])
def test_nothing_is_lost_behind_a_card_that_is_cut_out(tmp_path, before):
    """A card to cut out stands on a right page behind the colophon, and behind it one that says it is left empty."""
    write(tmp_path / "booklets/imprint.yaml", f"inherits: [{ROOT}]\n")
    texts = [f"  - {{chapter: Words, blocks: [car-t-journey/{name}]}}\n" for name in ("key-points", "daily-life")]
    write(
        tmp_path / "booklets/with-card/booklet.yaml",
        "title: With a card\nrevised: 2026-11-28\ncover: {file: figures/cover.svg, alt: A star}\norder:\n"
        f"{''.join(texts[:before])}  - {{chapter: Keep, blocks: [car-t-journey/wallet-card]}}\n",
    )
    shutil.copytree(ROOT / "booklets/car-t-journey/figures", tmp_path / "booklets/with-card/figures")
    pages = words_of_pages(proof("with-card", "en-US", "us", "download", tmp_path))
    card = next(number for number, page in enumerate(pages, 1) if "Cut along the dashed line" in page)

    assert 1 == card % 2
    assert "Nothing is printed here" in pages[card]
    assert any("About this booklet" in page for page in pages[2 : card - 1])


# ── type sizes ────────────────────────────────────────────────────────────────────────────────────────────────────


def heights(pdf, letters, above=20, below=999, pages=1, beside=0):
    """The heights of some letters, with where they stand, less the small print at the foot, or the head."""
    return [
        (height, letter, number + 1)
        for number in range(pages)
        for letter, _, foot, height in glyphs(pdf, number)
        if letter in letters and above < foot < below and abs(foot - beside) > 2
    ]


@pytest.mark.parametrize("title", SHEETS)
@pytest.mark.parametrize("locale", ["en-US", "es"])
def test_a_poster_is_read_at_two_metres(title, locale):
    """Every sign is read at two metres, and the temperatures are taken in at a glance."""
    place = place_of(title, locale)
    pdf = proof(title, locale, place, "poster")
    small_print = found(pdf, {"en-US": "Last changed", "es": "ltimo"}[locale])[1]

    assert min(heights(pdf, "EFHILTZ", beside=small_print))[0] >= CAPITALS
    assert found(pdf, {"en-US": "New bl", "es": "Sangrado n"}[locale])[2] >= SIGNS
    assert found(pdf, {"us": "100.4", "gb": "38"}[place])[2] >= GLANCE


@pytest.mark.parametrize("title", SHEETS)
def test_an_arabic_poster_is_read_at_two_metres(title):
    """An alef stands as high as a capital must."""
    assert min(heights(proof(title, "ar", place_of(title, "ar"), "poster"), "ا", below=390))[0] >= CAPITALS


def test_large_print_is_large_everywhere():
    """No small letter in large print is lower than in 16 pt, which is 2.81 mm of Andika; the text is 18 pt."""
    font = TTFont(FONTS / "Andika_400Regular.ttf")
    high = font["glyf"][font.getBestCmap()[ord("x")]].yMax / font["head"].unitsPerEm
    pdf = reading.made(LARGE[0], "large-print")
    count = len(pypdfium2.PdfDocument(pdf))
    letters = heights(pdf, "vxz", above=0, pages=count)
    usual = [round(height / MM / high, 1) for height, _, page in letters if 3 < page < count - 5]

    assert pytest.approx(2.81, abs=0.005) == 16 * MM * high
    assert min(letters)[0] >= 16 * MM * high - 0.03
    assert pytest.approx(18, abs=0.4) == mode(usual)


def test_arabic_large_print_is_large_everywhere():
    """No alef is lower than in 16 pt of Vazirmatn."""
    font = TTFont(FONTS / "Vazirmatn_400Regular.ttf")
    high = font["glyf"][font.getBestCmap()[ord("ا")]].yMax / font["head"].unitsPerEm
    pdf = reading.made(LARGE[1], "large-print")
    rows = [[*glyphs(pdf, number)] for number in range(len(pypdfium2.PdfDocument(pdf)))]
    # In the joined letters lam and alef, PDFium shares the box of one glyph out between two.
    alefs = [
        letter[3]
        for row in rows
        for letter, after in zip(row, [*row[1:], row[-1]], strict=True)
        if letter[0] == "ا" and after[0] != "ً"
    ]

    assert min(alefs) >= 16 * MM * high - 0.03


def test_a_form_is_as_large_as_it_fits(hospital):
    """A card is set larger than its least size, and less so once a hospital's number needs the room."""
    root = hospital(night="+1 (202) 555-0101, ext. 4711")
    head = "title: A card\nform: card\nrevised: 2026-11-28\norder:\n  - {chapter: Card, blocks: [card]}\n"
    lines = {"long": "{label: After hours, value: night-phone}, " * 5, "usual": "{label: Daytime, value: day-phone}"}
    for name, said in lines.items():
        write(root / f"booklets/{name}/booklet.yaml", head)
        faces = f"  - {{title: My child}}\n  - {{title: Call us, lines: [{said}]}}\n"
        write(root / f"booklets/{name}/card.yaml", f"kind: card\nfaces:\n{faces}")
    long, usual = (found(proof(name, "en-US", "us", "cards", root), "Call us", 1)[2] for name in lines)

    assert 1.03 * long < usual


@pytest.mark.parametrize(("high", "found"), [(18, []), (24, [("a line to write on", 4.0)])])
def test_room_to_write_in_has_its_place_too(high, found):
    """A box for a number has no words, and may leave its panel as little as they may."""
    panel = f"<p>Call us</p><span data-value=day-phone style='display: block; height: {high}mm'></span>"
    page = "<style>p { margin: 0; height: 2mm; font: 1mm/1 Andika }</style><div data-room=panel style='height: 22mm'>"
    spills = [*overflows(HTML(string=page + panel).render())]

    assert found == [(each.what.strip('"'), round(each.amount, 1)) for each in spills]


@pytest.mark.parametrize("largest", range(13))
def test_few_sizes_are_set(monkeypatch, largest):
    """The largest of twelve sizes at which all fits is found in four settings; where none fits, 1 is set."""
    sizes, tried = [round(2.2 - each / 10, 1) for each in range(12)], []

    def rendered(chain, html, setup, fills):
        tried.append(setup.grow)
        pages = 1 if setup.grow in sizes[largest:] else 2
        return SimpleNamespace(grow=setup.grow, pages=[None] * pages), []

    monkeypatch.setattr(engine, "_rendered", rendered)
    monkeypatch.setattr(engine, "promised_pages", lambda document: 1)
    monkeypatch.setattr(engine, "overflows", lambda document: ())
    monkeypatch.setattr(engine, "rests", lambda document: ())
    monkeypatch.setattr(engine, "gaps_of_columns", lambda document: ())
    setup = PageSetup(library(ROOT).tickets["poster"].design_for("A4"), "en-US", ("Andika",), 1, 1.4)
    document, _ = engine._largest(None, f'<body data-sizes="{" ".join(map(str, sizes))}">', setup, None)

    assert [*sizes, 1][largest] == document.grow
    assert len(tried) <= 4 + (largest == 12)


def test_styles_are_parsed_once_for_all_sizes():
    """However many sizes a form is tried at, the styles of its roots are parsed once."""
    shelf = library(ROOT)
    design = shelf.tickets["poster"].design_for("A4")
    setups = [PageSetup(design, "en-US", ("Andika",), 1, 1.4, grow=grow) for grow in (1, 1.1, 1.2)]
    styles = [style(shelf.chain, setup, 0)[0] for setup in setups]

    assert 1 == len({roots for roots, *_ in styles})
    assert 3 == len({own for _, own, _ in styles})


# ── what does not fit ─────────────────────────────────────────────────────────────────────────────────────────────


def translated(root, domain, context, source, said):
    """A hospital's own wording of one sentence in Spanish."""
    plural = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"'
    head = f'msgid ""\nmsgstr ""\n{plural}\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    entry = f'\nmsgctxt "{context}"\nmsgid "{source}"\nmsgstr "{said}"\n'
    write(root / f"locales/es/LC_MESSAGES/{domain}.po", head + entry)


def test_a_card_too_long_in_spanish(hospital, at_their_least):
    """A text that is too long for a card names the block, the language and by how much."""
    source = (
        "Tisagenlecleucel (Kymriah). Emergency, hard breathing, confusion or seizure: call {emergency-number}. "
        "Fever or illness: call the CAR T team now."
    )
    long = "Llame al equipo. " * 24
    root = hospital()
    translated(root, "car-t-journey", "wallet-card:faces.text", source, "Células contra CD19. " + long)
    said = refusal(root, "card-car-t", "es", "us", "cards")

    assert 'S015 page 1: block "car-t-journey/wallet-card" does not fit its card in es' in said
    assert re.search(r"runs \d+\.\d mm over the bottom edge", said)


@pytest.mark.parametrize(
    ("ticket", "room", "key", "source"),
    [
        ("leaflet", "panel", "sign", "Blue, gray, very pale or blotchy skin or lips, or strangely cold hands and feet"),
        ("poster", "poster", "short", "Blue or very pale skin"),
    ],
)
def test_a_warning_too_long_for_its_room(hospital, at_their_least, ticket, room, key, source):
    """A list that is too long for a panel or a poster is refused, not cut off, shrunk or dropped."""
    root = hospital()
    translated(root, "signs", f"blue-lips:{key}", source, "Labios de color azul o gris. " * 60)
    said = refusal(root, "when-to-call-car-t", "es", "us", ticket)

    assert f"does not fit its {room} in es" in said
    assert "over the bottom edge" in said


def test_a_number_too_long_for_its_line(hospital, at_their_least):
    """A telephone number that is too long for the card is named as a value."""
    root = hospital(night="+1 (202) 555-0101 / +1 (202) 555-0102 / 202-555-0103 ext. 4711")
    said = refusal(root, "card-car-t", "es", "us", "cards")

    assert 'S017 page 1: "+1 (202) 555-0101 / +1 (202) 555-0102 …" in block "car-t-journey/wallet-card" is' in said


def test_usual_numbers_fit(hospital, at_their_least):
    """Numbers as they are written in both countries fit every form."""
    root = hospital(night="+44 20 7946 0123", day="+1 202-555-0143")
    for title, ticket in product(SHEETS, ("leaflet", "handout", "poster")):
        assert proof(title, "es", "us", ticket, root)
    assert proof("card-blinatumomab", "es", "us", "cards", root)


@pytest.mark.parametrize(("site", "foot"), [(18, "Código de edición: "), (40, ""), (60, "Código de edición: ")])
def test_a_long_address_has_room_on_a_card(hospital, at_their_least, site, foot):
    """The foot of a card is one line: a long address does without a name, a longer one leaves its code alone."""
    root = hospital()
    address = f"{'children' * 9}"[: site - 12] + ".example.org"
    imprint = root / "booklets/imprint.yaml"
    write(imprint, imprint.read_text("utf-8").replace("children.example.org", address))
    said = words(proof("card-blinatumomab", "es", "us", "cards", root))
    code = code_of(text_of(library(root), Edition("card-blinatumomab", "es", "us")))

    assert f"{foot}{address}/e/{code}" in said if site <= 50 else f"{foot}{code}" in said
    assert bool(foot) == ("Código de edición" in said)


@pytest.mark.parametrize(
    ("locale", "place"),
    [("en-US", "us"), ("en-GB", "gb"), ("es", "us"), ("es", "gb"), ("ar", "us"), ("ar", "gb")],
)
def test_all_of_an_imprint_has_room(hospital, at_their_least, locale, place):
    """Name, address, site and numbers together have room on the sheet of the most signs, in each language and place."""
    root = hospital(night="+44 20 7946 0123", day="+1 202-555-0143")
    pdf = proof("when-to-call-blinatumomab", locale, place, "handout", root)

    assert "12345" in words(pdf)
    assert 2 == len(pypdfium2.PdfDocument(pdf))


# ── for screen readers ────────────────────────────────────────────────────────────────────────────────────────────


def test_pdf_ua(tmp_path):
    """veraPDF finds the faces of cards in every language to conform to PDF/UA-1."""
    if shutil.which("java") is None:
        assert not os.environ.get("CI"), "the validator needs Java here: tools/validator"
        pytest.skip("no Java: tools/validator")
    files = []
    for title, locale in product(CARDS, LANGUAGES):
        files.append(tmp_path / f"{title}.{locale}.pdf")
        files[-1].write_bytes(proof(title, locale, place_of(title, locale), "cards"))
    command = [sys.executable, ROOT / "tests/verapdf.py", "ua1", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert {str(file): {} for file in files} == json.loads(done.stdout)


def test_a_reader_hears_the_front_first():
    """The text of a leaflet begins with its title and whom to call, whichever panel folds in."""
    text = words_of_pages(proof("when-to-call-car-t", "en-US", "us", "leaflet"))[0]

    assert text.index("When to call after") < text.index("After hours") < text.index("Fever: what to do")


# ── what explains something ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("locale", "order"), [("en-US", (0, 1, 2)), ("ar", (2, 1, 0))])
def test_an_explaining_leaflet_flows_over_its_panels(explained, locale, order):
    """Ordinary blocks go on from panel to panel inside, beginning at the side at which reading begins."""
    pdfs = [proof("how-it-works", locale, "us", "leaflet", explained(*INSIDE[:count])) for count in (1, 4)]
    # Not the mark of a review copy, at the foot.
    filled = [
        {int(3 * left / 279.4) for letter, left, foot, _ in glyphs(pdf, 1) if letter.isalpha() and foot > 10}
        for pdf in pdfs
    ]

    assert [2, 2] == [len(pypdfium2.PdfDocument(pdf)) for pdf in pdfs]
    assert [{order[0]}, {*order}] == filled


def test_a_new_page_is_the_next_panel(explained):
    """A block that begins on a new page begins on the next panel inside, whatever room is left on the one before."""
    root = explained(*INSIDE[:2])
    block = "kind: prose\ntitle: Then\nstarts: page\ntext: Our cells find the cancer.\n"
    write(root / f"booklets/car-t-journey/{INSIDE[1]}.yaml", block)
    pdf = proof("how-it-works", "en-US", "us", "leaflet", root)

    assert [0, 1] == [int(3 * found(pdf, head, 1)[0] / 279.4) for head in ("What", "Then")]


def test_what_flows_reaches_the_foot_of_its_panels():
    """Inside, type and gaps take what the panels leave: each ends near the foot, and all begin at one height."""
    pdf = proof("starting-blinatumomab", "en-US", "us", "leaflet")
    panels = [[each for each in glyphs(pdf, 1) if each[2] > 10 and int(3 * each[1] / 279.4) == at] for at in range(3)]

    assert max(min(foot for _, _, foot, _ in panel) for panel in panels) < 30
    assert max(tops := [max(foot for _, _, foot, _ in panel) for panel in panels]) - min(tops) < 3


def test_an_explaining_leaflet_refuses_what_does_not_fit(explained, at_their_least):
    """What does not fit on the panels is named with its first words, and never set beside the sheet."""
    root = explained(*INSIDE, "daily-life", "brain-and-nerves", "side-effects", "infusion-day", "collection")

    said = refusal(root, "how-it-works", "en-US", "us", "leaflet")

    assert re.search(r"this form has exactly 2: in en-US \d+ lines are too many, from .Daily life", said)


def test_a_leaflet_says_what_does_not_fit_at_nine_points(hospital, at_their_least):
    """What a panel does not hold at 9 points is named, with its block and by how much, and set no smaller."""
    root = hospital()
    source = (
        "Ask us when school is safe, and ask about lessons at home early. Ask the school to tell you of every case of "
        "chickenpox, measles or shingles. If your child was near a person who has one of them, even for a few minutes, "
        "or if someone at home has it, call us now. A medicine can protect, but only within days."
    )
    long = "Pida a la escuela que le avise de cada caso, y no espere: llámenos ahora. " * 10
    translated(root, "low-counts-at-home", "school:text", source, long)
    said = refusal(root, "low-counts-at-home", "es", "us", "leaflet")

    assert re.search(r"does not fit its panel in es: .* runs \d+\.\d mm over the bottom edge", said)


@pytest.mark.parametrize("signs", [("call-today",), ("call-ambulance", "call-today")])
def test_a_poster_of_few_signs_fills_its_page(tmp_path, signs):
    """A list that is alone, or stands below the ambulance alone, goes across the whole page, in larger type."""
    write(tmp_path / "booklets/imprint.yaml", f"inherits: [{ROOT}]\n")
    write(
        tmp_path / "booklets/few/booklet.yaml",
        "title: When to call\nform: leaflet\nrevised: 2026-11-28\norder:\n"
        "  - {chapter: Whom to call, blocks: [car-t-journey/who-to-call]}\n"
        f"  - {{chapter: When, tone: warning, blocks: [{', '.join(f'car-t-journey/{sign}' for sign in signs)}]}}\n",
    )
    pdf = proof("few", "en-US", "us", "poster", tmp_path)
    left, foot, height = found(pdf, "Passing less")
    width, depth = size(pdf)
    lowest = min(foot for letter, _, foot, _ in glyphs(pdf) if letter.isalpha() and foot > 25)

    assert left < width / 6
    assert abs(foot - found(pdf, "usual")[1]) < 1
    assert height > FEW_SIGNS
    assert lowest < 0.3 * depth

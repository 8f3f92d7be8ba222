"""The size of type: one token for a booklet, from 10.5 to 13 points, and nothing too small to read at any of them."""

import re
from ctypes import byref

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from chapbook.approve.approvals import approved_of
from chapbook.dress import dress
from chapbook.proofread.compare import audit
from conftest import FONTS, REPOSITORY
from reading import library, made, proof, transcript

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts"),
]

# What a family reads by lamplight; a card has the room of a wallet.
LEAST, LEAST_OF_CARD = 9.0, 8.5
MARK_OF_CARD, CODE_OF_CARD = 5.5, 7.0

# RNIB, Clear Print: millimetres.
X_HEIGHT = 2.0


def sizes(pdf):
    """The sizes of the letters of each page in points, as they are painted; a hundred dots are no letters."""
    for page in pypdfium2.PdfDocument(pdf):
        text, found = page.get_textpage(), set()
        for index in range(text.count_chars()):
            matrix, letter = pdfium.FS_MATRIX(), chr(pdfium.FPDFText_GetUnicode(text.raw, index))
            pdfium.FPDFText_GetMatrix(text.raw, index, byref(matrix))
            if letter.isalnum():
                found.add(round(abs(matrix.d) * pdfium.FPDFText_GetFontSize(text.raw, index), 2))
        yield found


def pages_of_cards(pdf):
    """The pages on which a wallet's card stands."""
    document = pypdfium2.PdfDocument(pdf)
    place = pdfium.FPDF_GetNamedDestByName(document.raw, b"wallet-card")
    return {pdfium.FPDFDest_GetDestPageIndex(document.raw, place)}


@pytest.mark.parametrize(
    ("edition", "points"),
    [
        ("first-steps.en-US.us", None),
        ("first-steps.en-GB.gb", 10.5),
        ("blinatumomab-at-home.ar.us", 12),
        ("blinatumomab-at-home.es.gb", 13),
    ],
)
def test_type_is_of_every_size(edition, points):
    """Pages say what their text says at every size of type, and no letter is under 9 pt, on a card 8.5."""
    made = proof(edition, "download", **({"type_size": points} if points else {}), fills=False)
    cards = pages_of_cards(made.pdf)

    assert [] == audit(library(), transcript(edition), made)
    for number, found in enumerate(sizes(made.pdf)):
        assert (LEAST_OF_CARD if number in cards else LEAST) <= min(found, default=LEAST), f"page {number + 1}"
    assert X_HEIGHT <= made.measures.x_height or points == 10.5


@pytest.mark.parametrize("edition", ["car-t-journey.es.us", "blinatumomab-at-home.ar.us"])
def test_no_letter_of_a_booklet_is_under_nine_points(edition):
    """So it is in the booklets as they are given, on a card 8.5."""
    pdf = made(edition, "download")
    cards = pages_of_cards(pdf)

    assert cards != {-1}
    for number, found in enumerate(sizes(pdf)):
        assert (LEAST_OF_CARD if number in cards else LEAST) <= min(found, default=LEAST), f"page {number + 1}"


@pytest.mark.parametrize(
    "edition", ["low-counts-at-home.es.gb", "monoclonal-antibodies.es.gb", "when-to-call-car-t.ar.gb"]
)
def test_no_letter_of_a_leaflet_is_under_nine_points(edition):
    """On leaflets with the most words no letter is under 9 pt, small print and the mark of a review copy included."""
    for number, found in enumerate(sizes(made(edition, "leaflet"))):
        assert min(found) >= LEAST, f"page {number + 1}"


@pytest.mark.parametrize("title", sorted(path.name for path in (REPOSITORY / "booklets").glob("card-*")))
def test_no_letter_of_a_card_is_under_eight_and_a_half_points(title):
    """On each card in each edition text is 8.5 pt or more; its code and the mark of a review copy have their own."""
    editions = [each for each in library().editions() if each.booklet == title]

    assert editions
    for each in editions:
        for found in sizes(made(f"{title}.{each.locale}.{each.place}", "cards")):
            assert min(found - {MARK_OF_CARD, CODE_OF_CARD}) >= LEAST_OF_CARD, f"{each}"


def test_pages_know_which_chapters_are_tight():
    """A page says of each chapter whether its lines stand closer, and the style has a rule for it."""
    text = transcript("car-t-journey.es.us")
    tight = [chapter.id for chapter in text.manuscript.chapters if chapter.is_tight]
    html = dress(library(), text, approved_of(library(), text), "booklet").html

    assert 0 < len(tight) < len(text.manuscript.chapters)
    assert tight == re.findall(r'<section class="chapter [^"]* tight"[^>]*id="([^"]+)"', html)
    assert ".chapter.tight { line-height:" in (REPOSITORY / "styles/type.css").read_text("utf-8")

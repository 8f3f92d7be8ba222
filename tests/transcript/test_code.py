"""Version codes: another code for whatever is said otherwise, the same for what only looks otherwise."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from chapbook.content.booklet import Edition
from chapbook.dress import dress
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.proofread.page import read_pages
from chapbook.texts import text_of
from chapbook.transcript.code import ALPHABET, LENGTH, encode, read, site_of
from chapbook.transcript.snapshot import code_of, snapshot
from chapbook.typeset.typeset import typeset
from conftest import REPOSITORY, add_britain, change, write

FACTS = "booklets/evidence/facts.yaml"
ENGLISH, SPANISH = Edition("fever", "en-US", "us"), Edition("fever", "es", "us")
PO = "locales/es/LC_MESSAGES/fever.po"
FURNITURE_PO = "locales/es/LC_MESSAGES/furniture.po"
NUMBERS = st.integers(0, 2**35 - 1)


def snap(folder, edition=ENGLISH):
    library, _ = load(Chain.at(folder))
    return snapshot(text_of(library, edition))


def codes(folder, *editions):
    return [snap(folder, edition).code for edition in editions or (ENGLISH, SPANISH)]


# ── a code that can be read over the phone ────────────────────────────────────────────────────────────────────────


@given(NUMBERS)
def test_a_code_is_read_as_it_is_written(number):
    """A code comes back in capitals, in two groups, and with letters that look like its digits."""
    code = encode(number)

    assert LENGTH == len(code)
    assert {code} == {read(code), read(code.upper()), read(f"{code[:4]}-{code[4:]}"), read(f" {code[:4]} {code[4:]} ")}
    assert code == read(code.replace("0", "O").replace("1", "l")) == read(code.replace("1", "I"))


@given(NUMBERS)
def test_a_misread_character_is_noticed(number):
    """No code with one character exchanged for any other is a code."""
    code = encode(number)
    others = [f"{code[:at]}{sign}{code[at + 1 :]}" for at in range(LENGTH) for sign in ALPHABET if sign != code[at]]

    assert LENGTH * 31 == len(others)
    assert [] == [other for other in others if read(other)]


@given(NUMBERS)
def test_characters_that_changed_places_are_noticed(number):
    """No code with any two different characters exchanged is a code."""
    code = [*encode(number)]
    for first, second in combinations(range(LENGTH), 2):
        swapped = code.copy()
        swapped[first], swapped[second] = code[second], code[first]

        assert swapped == code or read("".join(swapped)) is None


@given(NUMBERS, NUMBERS)
def test_two_numbers_have_two_codes(one, other):
    """Only the same number has the same code."""
    assert (one == other) is (encode(one) == encode(other))


# ── what a code stands for ────────────────────────────────────────────────────────────────────────────────────────


CHANGES = {
    "a word": ("booklets/fever/booklet.yaml", "Fever at home", "Fever at your home", "English"),
    "a fact's statement": (FACTS, "takes germs away", "takes most germs away", "both"),
    "a value of the place": ("booklets/places/us.yaml", "stay-near: 2", "stay-near: 3", "both"),
    "a default": ("booklets/values.yaml", "default: 38.0", "default: 38.5", "both"),
    "the phone": ("booklets/imprint.yaml", "202-555-0143", "202-555-0134", "both"),
    "the unit that is said first": ("booklets/places/us.yaml", "fahrenheit-first", "celsius", "both"),
    "the publisher": ("booklets/imprint.yaml", "Sample Children's", "Another Sample", "both"),
    "a level of warning": ("booklets/fever/call.yaml", "level: now", "level: today", "both"),
    "a picture": ("booklets/fever/figures/sun.svg", "<svg", "<svg ", "both"),
    "the order": ("booklets/fever/booklet.yaml", "[hands, points]", "[points, hands]", "both"),
    "a word of the press": ("templates/parts/colophon.html", "About this booklet", "About it", "English"),
    "a translation": (PO, "Use agua tibia", "Use agua fría", "Spanish"),
    "a translated word of the press": (FURNITURE_PO, "Sobre este folleto", "Sobre él", "Spanish"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_said_otherwise_has_another_code(project, what):
    """Whatever a reader could notice, or a fact that it rests on, changes the code of the editions that have it."""
    file, old, new, who = CHANGES[what]
    before = codes(project)
    change(project / file, old, new)
    if who == "English":
        change(project / f"locales/es/LC_MESSAGES/{'fever' if 'fever' in file else 'furniture'}.po", old, new)
    # Templates are read once for each project.
    after = codes(project.rename(project.parent / "changed"))

    assert (who != "Spanish", who != "English") == tuple(one != two for one, two in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("booklets/fever/hands.yaml", "kind: prose", "# A comment.\nkind: prose"),
        ("booklets/fever/hands.yaml", "kind: prose", "kind: prose\nstarts: page"),
        ("booklets/fever/booklet.yaml", "2026-11-21", "2026-11-22"),
        (FACTS, "sources: [hands]\n    verified: true", "sources: [hands]\n    verified: false"),
        ("templates/booklet.html", '<section class="cover"', '<section class="cover front"'),
        ("styles/booklet.css", "{", " {"),
    ],
)
def test_what_only_looks_otherwise_keeps_its_code(project, file, old, new):
    """Comments, breaks, dates, checks of facts, structure and styles change no code."""
    before = codes(project)
    change(project / file, old, new)

    assert before == codes(project.rename(project.parent / "changed"))


def test_each_edition_has_its_own_code(project):
    """The same words in another language, or in another place, are another edition."""
    add_britain(project)
    found = codes(project, ENGLISH, SPANISH, Edition("fever", "en-US", "gb"))

    assert 3 == len(set(found))


def test_a_snapshot_reads_like_the_page(project):
    """Values are filled in as they are printed, what is written in by hand is a line, and facts are named."""
    passages = snap(project).passages
    change(project / "booklets/imprint.yaml", "  day-phone: 202-555-0143", "  {}")

    assert ["fever/booklet", "fever/hands", "fever/points", "fever/call", "furniture"] == [*passages]
    assert "signs: A temperature of 100.4 °F (38.0 °C) or more" in passages["fever/call"].text
    assert "phones: 202-555-0143" in passages["fever/call"].text
    assert "wash-hands: Washing hands for 20 seconds takes germs away." in passages["fever/hands"].facts
    assert "phones: ____" in snap(project).passages["fever/call"].text


@pytest.mark.slow
def test_every_bundled_edition_has_a_code_of_its_own():
    """No two editions of the library share a code, and each reads as one."""
    library, _ = load(Chain.at(REPOSITORY))
    found = [code_of(text_of(library, edition)) for edition in library.editions()]

    assert len(library.editions()) == len(set(found))
    assert found == [read(code) for code in found]


@pytest.mark.slow
def test_the_code_stands_in_the_manifest(project, chapbook):
    """The manifest names the code of each file's edition."""
    assert 0 == chapbook("build").exit_code
    rows = json.loads((project / "build/manifest.json").read_text())["editions"]

    assert codes(project) == [row["code"] for row in rows]


@pytest.mark.slow
def test_a_changed_statement_sets_the_page_again(project, chapbook):
    """A fact whose statement changed gives another code, so pages that print the old one are not kept."""
    chapbook("build")
    change(project / FACTS, "takes germs away", "takes most germs away")

    assert "2 files made" in chapbook("build").output


# ── on the paper ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def back_covers():
    """The back covers of a hospital with a site, by locale: the whole page's width in millimetres, and its picture."""

    with TemporaryDirectory() as folder:
        home = Path(folder) / "hospital"
        write(
            home / "booklets/imprint.yaml", "name: Sample Children's Hospital\nsite: https://children.example.org/b/\n"
        )
        library = load(Chain.at(home))[0]
        whole = library.booklets["car-t-journey"]
        # The chapters that come before all others: no other says anything on the back cover.
        few = whole.content.model_copy(update={"order": whole.content.order[:2]})
        library = replace(library, booklets={whole.name: replace(whole, content=few)})
        found = {}
        for locale in ("en-US", "ar"):
            text = text_of(library, Edition(whole.name, locale, "us"))
            pdf = typeset(library, text, library.tickets["download"].design_for("Letter")).pdf
            with PdfDocument(pdf) as document:
                page = document[len(document) - 1]
                # As an eye reads it, from left to right: programs turn a link in Arabic text round.
                seen = [run.text for run in read_pages(pdf, ()).runs if run.page == len(document)]
                found[locale] = code_of(text), seen, page.get_width() / 72 * 25.4, page.render(scale=4).to_pil(), pdf
        return found


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_the_back_cover_leads_to_the_status_page(back_covers, locale):
    """A phone reads the link of exactly this edition from the back cover, and the same link stands beside it."""
    code, text, _, picture, _ = back_covers[locale]
    (found,) = zxingcpp.read_barcodes(picture)

    assert f"https://children.example.org/b/e/{code}" == found.text
    assert f"children.example.org/b/e/{code}" in "".join(text)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_the_square_can_be_scanned(back_covers, locale):
    """The QR code is 20 mm wide or more, upright in every language, level M or better, in a quiet zone of 4 modules."""
    _, _, width, picture, _ = back_covers[locale]
    (found,) = zxingcpp.read_barcodes(picture)
    corners = found.position
    across = corners.top_right.x - corners.top_left.x
    module = across / 29
    reach = round(3.5 * module)
    box = (corners.top_left.x - reach, corners.top_left.y - reach)
    ring = picture.convert("L").crop((*box, corners.bottom_right.x + reach, corners.bottom_right.y + reach))
    strip = ring.crop((0, 0, ring.width, round(3 * module)))

    assert 20 <= across * width / picture.width
    assert corners.top_left.x < corners.top_right.x
    assert found.ec_level in ("M", "Q", "H")
    assert (255, 255) == strip.getextrema()


@pytest.mark.slow
def test_pages_with_a_link_are_read_aloud(tmp_path, back_covers):
    """The link and the square keep PDF/UA-1: the link is tagged, and the square has words."""
    files = [tmp_path / f"{locale}.pdf" for locale in back_covers]
    for file, cover in zip(files, back_covers.values(), strict=True):
        file.write_bytes(cover[-1])
    done = subprocess.run(
        [sys.executable, REPOSITORY / "tests/verapdf.py", "ua1", *files], capture_output=True, text=True, check=False
    )

    assert {str(file): {} for file in files} == json.loads(done.stdout or "{}"), done.stderr


@pytest.mark.slow
def test_without_a_site_the_paper_asks_for_its_code():
    """A generic edition has no link and no square: it says to ask the hospital, and prints its code."""
    library, _ = load(Chain.at(REPOSITORY))
    manuscript = text_of(library, library.editions()[0])
    html = dress(library, manuscript).html
    back = html.split('<section class="back')[1]

    assert code_of(manuscript) in back
    assert "Ask your hospital." in back
    assert "<img" not in back


@pytest.mark.parametrize(
    ("site", "there"),
    [
        ("children.example.org", "children.example.org"),
        ("https://Children.Example.org/families/", "Children.Example.org/families"),
        ("children.example.org:8443", "children.example.org:8443"),
        ("http://children.example.org", None),
        ("javascript:alert(1)", None),
        ("https://children.example.org/?a=b", None),
        ("https://children.example.org/#e", None),
        ("https://user@children.example.org", None),
        ("our site", None),
        ("localhost", None),
        ("", None),
    ],
)
def test_a_site_is_an_address_to_type(site, there):
    """A host, with a folder where there is one, and https alone before it; nothing that hides where it leads."""
    assert there == site_of(site)

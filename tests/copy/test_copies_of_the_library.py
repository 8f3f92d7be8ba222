"""Copies of the library's own booklets, from the left and from the right: valid, read in place, the same on paper."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import blanks
import tags
from chapbook import api
from chapbook.copy.blank import blank
from conftest import REPOSITORY, text_of_pages
from readers import there
from reading import made

DAY = date(2026, 12, 1)
VALUES = {
    "child-name": "سارة Smith",
    "birth-date": "2019-03-04",
    "start-date": "2026-12-01",
    "night-phone": "202-555-0143",
    "day-phone": "+1 (202) 555-0144",
}
TITLE = "blinatumomab-at-home"
EDITIONS = [("en-US", "us"), ("ar", "us")]


def build(folder, locale, place, ticket="download"):
    return blanks.build(folder, made(f"{TITLE}.{locale}.{place}", ticket), locale, ticket, title=TITLE, place=place)


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """A copy of each edition, made once for all tests."""
    folder = tmp_path_factory.mktemp("made")
    for edition in EDITIONS:
        build(folder, *edition)
    chosen = {"build": folder, "on": DAY, "initials": "SS", "values": VALUES}
    return {locale: api.copy(REPOSITORY, TITLE, locale, place, "download", **chosen) for locale, place in EDITIONS}


@pytest.mark.slow
def test_copies_conform_to_pdf_ua(copies, tmp_path):
    """Each copy is PDF/UA-1, as the file is that it was made of."""
    there(Path("/usr/share/java/jaxb-runtime.jar").exists(), "tools/validator")
    for locale, copy in copies.items():
        (tmp_path / f"{locale}.pdf").write_bytes(copy.content)
    command = [sys.executable, REPOSITORY / "tests/verapdf.py", "ua1", *sorted(tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True)

    assert {} == {name: failed for name, failed in json.loads(done.stdout).items() if failed}


@pytest.mark.slow
@pytest.mark.parametrize("locale", [locale for locale, _ in EDITIONS])
def test_a_screen_reader_reads_stamps_in_their_place(copies, locale):
    """What is stamped is heard where its line is: a name after whose the booklet is, a day after its number."""
    root, _ = tags.read(copies[locale].content)
    cells = [cell.text for cell in root.all("TD")]
    day = {"en-US": "Thu Dec 31", "ar": "الخميس 31/12"}[locale]

    assert VALUES["child-name"] in cells
    assert f"31 {day}" in cells
    assert any(VALUES["day-phone"] in paragraph.text for paragraph in root.all("P"))


@pytest.mark.slow
def test_a_sheet_says_what_its_pages_say(copies, tmp_path):
    """On the sheets of the ward's printer each slot stands where its page does, and is filled in as often."""
    build(tmp_path, "en-US", "us", "ward-printer")
    sheets = api.copy(REPOSITORY, TITLE, ticket="ward-printer", values=VALUES, build=tmp_path, on=DAY)
    pages = "\n".join(text_of_pages(copies["en-US"].content))
    printed = "\n".join(text_of_pages(sheets.content))

    assert 2 < pages.count("202-555-0143") == printed.count("202-555-0143")
    assert pages.count("March 4, 2019") == printed.count("March 4, 2019") > 0


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "place"), EDITIONS)
def test_slots_are_known_when_pages_are_set(locale, place):
    """A built file notes its slots: names, numbers that nobody set, and every day that is counted from the first."""
    found = blank(made(f"{TITLE}.{locale}.{place}", "download"))
    days = sorted({slot.days for slot in found.slots if slot.name == "start-date"})

    assert {"hospital-name", "pump-phone", "home-care-phone", *VALUES} == {slot.name for slot in found.slots}
    assert [*range(42)] == days
    assert {"Day 1", "Day 28"} == {slot.title for slot in found.slots if slot.title} or locale == "ar"
    assert all(element for element in found.elements)

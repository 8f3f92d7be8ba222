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
from chapbook.content.slots import LONGEST_PHONES
from chapbook.copy.blank import blank
from chapbook.copy.built import typefaces_of
from chapbook.copy.values import written
from chapbook.files.chain import Chain
from chapbook.problems.problem import Spot
from conftest import REPOSITORY, text_of_pages
from readers import there
from reading import LARGE, TWICE, edition_of, made

DAY = date(2026, 12, 1)
# In the script of the pages, and in two others.
NAMES = {"en-US": "سارة Li 张伟", "ar": "سارة Smith"}
VALUES = {
    "birth-date": "2019-03-04",
    "start-date": "2026-12-01",
    "night-phone": "202-555-0143",
    "day-phone": "+1 (202) 555-0144",
}
FAMILIES = "child-name,start-date,initials\nسارة حداد,2026-12-01,SH\nAna,,\n"
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
    chosen = {"build": folder, "on": DAY, "initials": "SS"}
    given = {locale: {**VALUES, "child-name": name} for locale, name in NAMES.items()}
    return {
        locale: api.copy(REPOSITORY, TITLE, locale, place, "download", given[locale], **chosen)
        for locale, place in EDITIONS
    }


@pytest.mark.slow
def test_copies_conform_to_pdf_ua(copies, tmp_path):
    """Each copy is PDF/UA-1, as the file is that it was made of; and so are all copies of a list in one PDF."""
    there(Path("/usr/share/java/jaxb-runtime.jar").exists(), "tools/validator")
    folder = tmp_path.parent / "built"
    build(folder, "ar", "us")
    chosen = {"families": FAMILIES.encode(), "named": "x.csv", "build": folder, "on": DAY, "joined": True}
    day = api.copies(REPOSITORY, TITLE, "ar", "us", "download", **chosen)
    for name, copy in {**copies, "day": day}.items():
        (tmp_path / f"{name}.pdf").write_bytes(copy.content)
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

    assert NAMES[locale] in cells
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


def titles(of):
    return {slot.title for slot in of.slots if slot.title}


NAMED = {
    "en-US": {"Tests", "Collection day", "Preparation begins", "Treatment day"},
    "en-GB": {"Tests", "Collection day", "Preparation begins", "Treatment day"},
    "es": {"Pruebas", "Día de la recolección", "Empieza la preparación", "Día del tratamiento"},
    "ar": {"الفحوصات", "موعد الجمع", "بدء التحضير", "يوم العلاج"},
}


@pytest.mark.slow
@pytest.mark.parametrize("locale", NAMED)
def test_each_day_of_a_calendar_has_its_name(locale):
    """In the language of the paper, and of no illness: others see a calendar on a locked screen."""
    assert NAMED[locale] == titles(blank(made(edition_of("car-t-journey", locale), "download")))


# As long as ordinary ones come. Of a year, days of each month and of each length of a weekday's name.
LONG = {
    "phone": LONGEST_PHONES,
    "birthday": ["2019-09-30"],
    "date": [f"2026-{n:02}-{20 + n % 8}" for n in range(1, 13)],
    "dates": [" ".join(f"2026-{n:02}-{20 + n % 8}" for n in range(1, 13))],
}
TICKETS = {
    "car-t-journey": ("download", "ward-printer"),
    "blinatumomab-at-home": ("download", "ward-printer"),
    **dict.fromkeys(("when-to-call-car-t", "when-to-call-blinatumomab"), ("leaflet", "handout", "poster")),
    **dict.fromkeys(("card-car-t", "card-blinatumomab"), ("cards",)),
}
FILES = [
    (title, locale, ticket)
    for title, tickets in TICKETS.items()
    for locale in NAMED
    for ticket in tickets
    # What is folded of a download, and what has more room than a leaflet, is built in two languages.
    if locale in TWICE or ticket not in ("ward-printer", "handout")
]
FILES += [(*edition.split(".")[:2], "large-print") for edition in LARGE]


@pytest.mark.slow
@pytest.mark.parametrize(("title", "locale", "ticket"), FILES)
def test_ordinary_values_have_room(title, locale, ticket):
    """Each line holds the longest telephone numbers, and each day, with its year but for a square of a calendar."""
    slots = blank(made(edition_of(title, locale), ticket)).slots
    in_rows = (slot for slot in slots if slot.days or slot.nth)
    counted = {(slot.name, round(slot.box[2] - slot.box[0])) for slot in in_rows}
    faces = typefaces_of(Chain.at(REPOSITORY))
    for kind, values in LONG.items():
        names = {slot.name for slot in slots if slot.kind == kind}
        for value in values:
            stamps, problems = written(slots, dict.fromkeys(names, value), faces, Spot(title))
            alone = [
                each for each in stamps if (each.slot.name, round(each.slot.box[2] - each.slot.box[0])) not in counted
            ]

            assert [] == problems
            assert [] == [each.said for each in alone if kind != "phone" and value[:4] not in each.said]
    assert any(slot.kind == "phone" for slot in slots)


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "place"), EDITIONS)
def test_slots_are_known_when_pages_are_set(locale, place):
    """A built file notes its slots: names, numbers that nobody set, and every day that is counted from the first."""
    found = blank(made(f"{TITLE}.{locale}.{place}", "download"))
    days = sorted({slot.days for slot in found.slots if slot.name == "start-date"})

    bags = [slot.nth for slot in found.slots if slot.name == "bag-change-dates"]

    assert {"hospital-name", "child-name", "pump-phone", "home-care-phone", "bag-change-dates", *VALUES} == {
        slot.name for slot in found.slots
    }
    assert [*range(12)] == sorted(bags)
    assert [*range(42)] == days
    assert {"en-US": {"Day 1", "Day 28", "Bag change"}, "ar": {"اليوم 1", "اليوم 28", "تغيير الكيس"}}[locale] == titles(
        found
    )
    assert all(element for element in found.elements)


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "visit"), [("diary.en-US.us", "Visit"), ("diary.es.gb", "Cita")])
def test_the_diary_has_a_line_for_each_visit(edition, visit):
    """The days of visits that a nurse gives stand on the page of visits, one below the other, and in the calendar."""
    slots = [slot for slot in blank(made(edition, "download")).slots if slot.name == "visit-dates"]

    assert [*range(10)] == [slot.nth for slot in slots]
    assert {visit} == {slot.title for slot in slots}
    assert sorted((slot.box[1] for slot in slots), reverse=True) == [slot.box[1] for slot in slots]

"""What is written into a slot: days in the family's language, and nothing that is not what it should be."""

from dataclasses import replace
from datetime import date

import pytest

import blanks
from chapbook.copy.built import typefaces_of
from chapbook.copy.doubts import doubtful
from chapbook.copy.hospital import of_the_hospital, ways_of
from chapbook.copy.values import counted, written
from chapbook.files.chain import Chain
from chapbook.problems.problem import Spot
from conftest import REPOSITORY, write

FACES = typefaces_of(Chain.at(REPOSITORY))
SPOT = Spot("made/download/fever.pdf")


def said(slot, value):
    stamps, problems = written([slot], {slot.name: value}, FACES, SPOT)
    assert [] == problems
    return stamps[0].said


def codes(slots, **values):
    _, problems = written(slots, {name.replace("_", "-"): value for name, value in values.items()}, FACES, SPOT)
    return [each.code for each in problems]


@pytest.mark.parametrize(
    ("lang", "days", "width", "day"),
    [
        ("en-US", 0, 180, "Tuesday, December 1, 2026"),
        ("en-US", 0, 85, "Tue, Dec 1, 2026"),
        ("en-GB", 31, 60, "Fri 1 Jan"),
        ("es", 0, 62, "1 dic 2026"),
        ("es", 0, 180, "martes, 1 de diciembre de 2026"),
        ("ar", 0, 180, "الثلاثاء، 1 ديسمبر 2026"),
        ("ar", 28, 60, "الثلاثاء 29 ديسمبر"),
        ("ar", 28, 42, "الثلاثاء 29/12"),
    ],
)
def test_a_day_is_as_long_as_its_slot_allows(lang, days, width, day):
    """A day is counted from the one given, and written with its weekday, in the language of its slot."""
    family = "Vazirmatn" if lang == "ar" else "Andika"
    slot = replace(blanks.START, lang=lang, days=days, box=(40, 400, 40 + width, 425), on_line=False, family=family)

    assert day == said(slot, "2026-12-01")


def test_a_whole_name_on_a_card_takes_smaller_type():
    """As small as people can read, and no smaller; on other lines it stays as it is."""
    slot = replace(blanks.NAME, size=8.47, box=(450.7, 613, 541.6, 626))
    card = replace(slot, for_staff=True)
    (stamp,), problems = written([card], {"child-name": "Nguyễn Thị Minh Châu"}, FACES, SPOT)

    assert ([], True) == (problems, 7 <= stamp.slot.size < 8.47)
    assert ["H006"] == codes([slot], child_name="Nguyễn Thị Minh Châu")
    assert ["H006"] == codes([card], child_name="María José García Fernández de la Torre")


def test_english_says_no_month_as_a_number():
    """Where only a number would fit, an English day has no room: its two orders are taken for each other."""
    assert ["H006"] == codes([replace(blanks.START, box=(40, 400, 62, 425), on_line=False)], start_date="2026-12-03")


@pytest.mark.parametrize(
    ("slot", "value", "remedy"),
    [
        (blanks.PHONE, "+1 202-555-0143", "write its digits, each of them, without spaces and signs between them; or"),
        (blanks.PHONE, "+1 (202) 555-0143 ext. 12345", "leave it out and write it in by hand, with each of its digits"),
        (blanks.START, "2026-09-30", "leave it out and write it in by hand"),
        (blanks.NAME, "Maximiliano", "shorten it, or leave it out and write it in by hand"),
    ],
)
def test_what_to_do_without_room(slot, value, remedy):
    """A name may be shorter; of a telephone number no digit is left out, and a day is what it is."""
    width = {"phone": 74, "date": 30, "text": 40}[slot.kind]
    _, problems = written([replace(slot, box=(40, 470, 40 + width, 484))], {slot.name: value}, FACES, SPOT)

    assert ["H006"] == [each.code for each in problems]
    assert problems[0].hint.startswith(remedy)
    assert (slot.kind == "text") == ("shorten" in problems[0].hint)


@pytest.mark.parametrize(
    ("place", "phone", "doubt"),
    [
        ("us", "202-555-0143", None),
        ("us", "555-0143", "no-area"),
        ("us", "555-0143 ext. 1234", "no-area"),
        ("us", "+1 555-0143", "no-area"),
        ("us", "555 01", "short"),
        ("gb", "020 7946 0143 ext. 12", None),
        ("gb", "+44 20 7946 0143", None),
        ("gb", "7946 0143", "no-area"),
        ("is", "555-0143", None),
        ("is", "555 01", "short"),
    ],
)
def test_a_number_without_its_area_code_is_asked_about(place, phone, doubt):
    """What has too few digits to be dialled from anywhere in its country can hardly be meant."""
    found = doubtful([blanks.PHONE], {"night-phone": phone}, place, date(2026, 12, 1))

    assert ({"night-phone": doubt} if doubt else {}) == found


@pytest.mark.parametrize(
    ("place", "phone", "doubt"),
    [
        *(("us", phone, None) for phone in ("202-555-0143", "1-202-555-0143", "+1 (202) 555-0143 ext. 45")),
        *(("us", phone, "another-way") for phone in ("2202-555-0143", "202-555-01434", "202--555 0143 / 0144")),
        ("us", "020 7946 0143", "another-way"),
        ("us", "202-555-014", "no-area"),
        ("gb", "020 7946 0143", None),
        ("gb", "020 7946 01433", "another-way"),
        ("is", "555 01433", None),
    ],
)
def test_a_number_of_another_form_is_asked_about(place, phone, doubt):
    """A digit too many, or two numbers in one line, is asked about by how phones of the place are written, if known."""
    ways = ways_of(Chain.at(REPOSITORY), place)
    found = doubtful([blanks.PHONE], {"night-phone": phone}, place, date(2026, 12, 1), ways)

    assert ({"night-phone": doubt} if doubt else {}) == found
    known = {"night-phone": phone}

    assert "another-way" not in doubtful([blanks.PHONE], known, place, date(2026, 12, 1), ways, known).values()


@pytest.mark.parametrize(
    ("night", "day", "known", "doubts"),
    [
        ("202-555-0143", "(202) 555 0143", {}, {"day-phone": "twice"}),
        ("202-555-0143", "202-555-0144", {}, {}),
        ("202-555-0143", "", {"day-phone": "202-555-0143"}, {"night-phone": "twice"}),
        ("202-555-0143", "202-555-0143", dict.fromkeys(("night-phone", "day-phone"), "202-555-0143"), {}),
    ],
)
def test_one_number_for_day_and_night_is_asked_about(night, day, known, doubts):
    """A number that stands twice is asked about, unless the hospital's imprint says both."""
    slots = [blanks.PHONE, replace(blanks.PHONE, name="day-phone")]
    given = {name: said for name, said in (("night-phone", night), ("day-phone", day)) if said}

    assert doubts == doubtful(slots, given, "us", date(2026, 12, 1), (), known)


@pytest.mark.parametrize(
    ("lang", "name", "is_asked"),
    [
        ("en-US", "سارة حداد", True),
        ("en-US", "张伟", True),
        ("en-US", "José O’Neil-2", False),
        ("ar", "سارة حداد", False),
    ],
)
def test_crews_read_the_script_of_their_language(lang, name, is_asked):
    """A name in another is asked about on their side of a card, and on no other line."""
    staff = replace(blanks.NAME, lang=lang, for_staff=True)
    given = {"child-name": name}, "us", date(2026, 12, 1)

    assert ({"child-name": "script"} if is_asked else {}) == doubtful([blanks.NAME, staff], *given)
    assert {} == doubtful([blanks.NAME], *given)


@pytest.mark.parametrize(("name", "is_asked"), [("12345-678", True), ("٣٤٥", True), ("Ana 2", False), ("José", False)])
def test_a_name_that_is_a_number_is_asked_about(name, is_asked):
    """A record number in the field of a name; of a name with a digit in it nobody is asked."""
    found = doubtful([blanks.NAME], {"child-name": name}, "us", date(2026, 12, 1))

    assert ({"child-name": "digits"} if is_asked else {}) == found


@pytest.mark.parametrize(
    ("name", "is_asked"),
    [("{child-name}", True), ("**Ana**", True), ("[name]", True), ("Ana O’Neil-Ruiz (Nani), Jr. & #4/B", False)],
)
def test_a_name_with_signs_that_no_name_has_is_asked_about(name, is_asked):
    """What a program did not fill in; brackets, hyphens and strokes stand in names of people and of rooms."""
    found = doubtful([blanks.NAME], {"child-name": name}, "us", date(2026, 12, 1))

    assert ({"child-name": "signs"} if is_asked else {}) == found


STATIONS = ("tests-date", "collection-date", "chemotherapy-date", "start-date")


@pytest.mark.parametrize(
    ("days", "doubts"),
    [
        (("2026-12-02", "2026-12-04", "2027-01-02", "2027-01-07"), {}),
        (("2026-12-02", "2026-12-02", "", "2026-12-02"), {}),
        (("2026-12-20", "2026-12-02", "", "2027-01-07"), {"collection-date": "order"}),
        (("", "2026-12-02", "2027-01-12", "2027-01-07"), {"start-date": "order"}),
        (("", "2026-12-02", "", "2025-12-07"), {"start-date": "past"}),
        (("2026-10-10", "2026-10-20", "", "2026-12-07"), {}),
        (("2026-09-20", "", "", "12.7.2026"), {"tests-date": "past"}),
    ],
)
def test_days_out_of_their_order_are_asked_about(days, doubts):
    """Of one treatment, each comes after those that the paper names before it; last year's number is two months old."""
    slots = [replace(blanks.START, name=name, title=name) for name in STATIONS]

    assert doubts == doubtful(slots, dict(zip(STATIONS, days, strict=True)), "us", date(2026, 12, 1))


def test_squares_of_one_calendar_are_written_alike():
    """One day that needs two lines gives all its like two lines."""
    stamps, _ = written(blanks.SQUARES, {"start-date": "2026-12-01"}, FACES, SPOT)

    assert {2} == {len(stamp.lines) for stamp in stamps}
    assert "Mon Dec 7" == stamps[-1].said


BAGS = [replace(blanks.START, name="bag-change-dates", kind="dates", nth=nth, title="Bag change") for nth in range(3)]


def test_days_that_are_given_stand_one_after_the_other():
    """Nothing is counted: each line has the day of its place with its weekday, and what is behind the last is empty."""
    stamps, problems = written(BAGS, {"bag-change-dates": "2026-12-05, 2026-12-09"}, FACES, SPOT)

    assert [] == problems
    assert ["Saturday, December 5, 2026", "Wednesday, December 9, 2026"] == [stamp.said for stamp in stamps]
    assert [0, 1] == [stamp.number for stamp in stamps]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2026-12-05 9.12.2026", "number 2 is no day"),
        ("2026-12-09 2026-12-05", "number 2 is earlier than number 1"),
        ("2026-12-05 2026-12-09 2026-12-09", "number 3 is the same day as number 2"),
        ("2026-12-05 2026-12-06 2026-12-07 2026-12-08", "there are 4 days, and lines for 3"),
        ("every 4 days", "number 1 is no day"),
        ("2026-12-05 +2w", "number 2 is counted from start-date, and needs that day"),
        ("2026-12-05 +4", "number 2 is no day"),
        (",", "number 1 is no day"),
    ],
)
def test_what_is_no_list_of_days_is_refused(value, why):
    """A day that is none, one before another, one twice, more of them than there are lines: by its place, unsaid."""
    _, (fault,) = written(BAGS, {"bag-change-dates": value}, FACES, SPOT)

    assert ("H004", True) == (fault.code, fault.message.endswith(f": {why}"))


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("+4d", "2026-12-05"),
        ("+0d, +2W", "2026-12-01 2026-12-15"),
        ("2026-12-04; +4d  +52w", "2026-12-04 2026-12-05 2027-11-30"),
        ("+4d +91d", "2026-12-05 2027-03-02"),
        # No day is made of what is not clear, nor of a sign that only looks so.
        ("4d +4 +4m -4d +4d2w +1000d +٤d", "4d +4 +4m -4d +4d2w +1000d +٤d"),
    ],
)
def test_days_may_be_counted_from_the_first_of_treatment(value, days):
    """So many days or weeks after it, beside days as such; other values are words, and their signs stay."""
    given = {"start-date": "2026-12-01", "visit-dates": value, "bag-change-dates": value, "child-name": "+4d"}

    assert {**given, "visit-dates": days, "bag-change-dates": days} == counted(given)


@pytest.mark.parametrize("first", ["", "1.12.2026", "9999-12-30"])
def test_a_day_that_cannot_be_counted_is_refused(first):
    """Where the first day is none, or the last day of the calendar lies before."""
    values = counted({"start-date": first, "bag-change-dates": "+1w"})
    _, (*_, fault) = written([blanks.START, *BAGS], values, FACES, SPOT)

    assert ("H004", "bag-change-dates") == (fault.code, fault.facts["slot"])


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        ("2026-12-03 2026-12-07", None),
        ("2026-12-03 2028-12-07", "far"),
        ("2026-09-03 2026-12-07", "past"),
        ("2026-12-01 2026-12-07", "order"),
    ],
)
def test_days_that_are_given_are_asked_about(value, doubt):
    """The first and the last of them, and the first against the day of the treatment, which comes before it."""
    slots = [replace(blanks.START, title="Day 1"), *BAGS]
    values = {"start-date": "2026-12-02", "bag-change-dates": value}

    assert ({"bag-change-dates": doubt} if doubt else {}) == doubtful(slots, values, "us", date(2026, 12, 1))


def test_a_day_of_birth_has_its_year_and_no_weekday():
    """It is old, and nobody asks for its weekday."""
    assert "March 4, 2019" == said(replace(blanks.START, kind="birthday"), "2019-03-04")


@pytest.mark.parametrize("value", ["1.12.2026", "2026-02-30", "2026-1-1", "tomorrow", "9999-12-30", "٢٠٢٦-١٢-٠١"])
def test_what_is_no_day_is_refused(value):
    """Neither a day of another order, nor one that no calendar has, nor one from which none can be counted."""
    assert ["H004"] == codes(blanks.SQUARES, start_date=value)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("٢٠٢-٥٥٥-٠١٤٣", "202-555-0143"),
        ("+۱ 202 555 0143", "+1 202 555 0143"),
        ("202 555 0143 extensión 45", "202 555 0143 extensión 45"),
        ("202 555 0143, extension 45", "202 555 0143, extension 45"),
    ],
)
def test_numbers_are_taken_as_people_type_them(value, printed):
    """Digits of other scripts become those of a keypad; the word before an extension may be whole."""
    assert printed == said(blanks.PHONE, value)


@pytest.mark.parametrize("value", ["call the ward", "1", "202-555-01\u202e43", "(202 555-0143"])
def test_what_cannot_be_dialled_is_refused(value):
    """A phone number is one that a telephone takes."""
    assert ["H004"] == codes([blanks.PHONE], night_phone=value)


@pytest.mark.parametrize("value", ["A\u202eb", "A\x07", "A" * 201])
def test_names_steer_nothing(value):
    """What turns the direction of letters, or is longer than any name, is no name."""
    assert ["H004"] == codes([blanks.NAME], child_name=value)


def test_all_problems_come_at_once_and_say_no_value():
    """Each value's fault is told, by the name of its slot alone."""
    values = {"child-name": "Ana 김민", "night-phone": "Canary", "start-date": "Canary", "chid-name": "Canary"}
    _, problems = written([blanks.NAME, blanks.PHONE, *blanks.SQUARES], values, FACES, SPOT)
    told = "\n".join(map(str, problems))

    assert ["H003", "H005", "H004", "H004"] == [each.code for each in problems]
    assert problems[1].message.endswith("it lacks those in places 5, 6")
    assert not any(part in told for part in ("Canary", "김", "Ana"))
    assert "places 5, 6" in told


def test_an_empty_value_leaves_its_line():
    """A cell of a list that nobody filled is no fault: its line stays, to be written in by hand."""
    assert ([], []) == written([blanks.NAME], {"child-name": " "}, FACES, SPOT)


def test_a_slip_elsewhere_in_an_imprint_takes_no_number_away(tmp_path):
    """At the desk an imprint is read as a build reads it: what is wrong is left out, and nobody is stopped by it."""
    write(tmp_path / "booklets/imprint.yaml", "license: [own]\nvalues: {night-phone: 202-555-0171, day-phone: [1]}\n")
    write(tmp_path / "booklets/values.yaml", "night-phone:\nday-phone: {means: x}\n")

    assert {"night-phone": "202-555-0171"} == of_the_hospital(Chain.at(tmp_path), [blanks.PHONE])

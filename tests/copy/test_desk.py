"""What a desk does with copies: which file is taken, whose copies there may be, and that nothing of a family stays."""

import csv
import gc
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pytest

import blanks
from chapbook import api
from chapbook.content.jobs import edition_of
from chapbook.copy.many import rows
from chapbook.copy.values import unknown_slot
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Missing, Problems, Spot, Unknown
from chapbook.publish import kept, log
from chapbook.publish.register import Register, Row, Withdrawal
from conftest import change, clinic_beside, done, text_of_pages, write

SLOTS = (blanks.NAME, blanks.PHONE, *blanks.SQUARES)
DAY = date(2026, 12, 1)
VALUES = {"child-name": "Canary Jones", "night-phone": "202-555-0143", "start-date": "2026-12-01"}


@pytest.fixture
def made(project):
    """A build folder with one file that has slots."""
    return blanks.build(project / "made", blanks.pdf(*SLOTS))


@pytest.fixture
def with_days(project):
    """A build folder with one file that names a day."""
    return blanks.build(project / "days", blanks.pdf(*SLOTS, replace(blanks.START, title="Day 1")))


def copy(project, made, values=VALUES, **options):
    return api.copy(project, "fever", values=values, build=made, on=DAY, **options)


def test_slots_are_listed_by_name(project, made):
    """A desk asks what may be written, and on which pages."""
    found = api.slots(project, "fever", build=made)

    assert [("child-name", "text", (1,)), ("night-phone", "phone", (1,)), ("start-date", "date", (2,))] == [
        (slot.name, slot.kind, slot.pages) for slot in found
    ]


def test_a_review_copy_stays_one(project, made):
    """A copy tells whether its paper was approved; what is printed on the pages stays."""
    assert copy(project, made).draft


def take_back(home, *, draft):
    """A register in which the paper of these tests was published, and withdrawn."""
    files = {"download/fever.en-US.us.pdf": "0" * 64}
    row = Row("00brraem", "fever.en-US.us", "Fever", DAY, "2026-11-29", draft, "", (), files)
    kept.keep(home, log.written(Register((row, Withdrawal("00brraem", DAY, "The night number was wrong.")))))


def test_what_was_withdrawn_is_not_copied(project, made):
    """A code that was taken back is refused, whatever lies in the build folder."""
    take_back(Chain.at(project).home, draft=True)
    with pytest.raises(Problems, match=r"V004 fever\.en-US\.us says exactly what was withdrawn as 00brraem"):
        copy(project, made)


@pytest.mark.parametrize("beside", ["here", "the build"])
def test_a_number_that_changed_since_is_not_copied(project, tmp_path, beside):
    """What the project here, or the one beside the build, sets otherwise than a file prints it, is refused by name."""
    home = project if beside == "here" else tmp_path / "house"
    imprint, here = home / "booklets/imprint.yaml", project if beside == "here" else tmp_path
    write(imprint, f"inherits: [{project}]\n" * (home != project) + "name: Ward\nvalues: {day-phone: 202-555-0144}\n")
    made = blanks.build(home / "made", blanks.pdf(*SLOTS), values={"day-phone": "202-555-0144"})
    copy(here, made)
    change(imprint, "0144", "0188")

    with pytest.raises(Problems, match="H015 made before a value changed: day-phone 202-555-0144, now 202-555-0188"):
        copy(here, made)
    families = b"child-name\nAna\n"
    with pytest.raises(Problems, match="H015"):
        api.copies(here, "fever", families=families, named="day.csv", build=made, on=DAY)


@pytest.mark.slow
def test_a_build_lists_the_values_that_it_prints(project, chapbook, monkeypatch):
    """By them a copy finds what has changed since."""
    monkeypatch.chdir(clinic_beside(project))
    done(chapbook, "build", "fever", "--locale", "en-US")
    (row,) = json.loads(Path("build/manifest.json").read_text())["editions"]

    assert {"day-phone", "fever-limit"} <= row["values"].keys()


@pytest.mark.parametrize("options", [[], ["--ics"]])
def test_no_calendar_of_the_family_before_stays(project, with_days, chapbook, options):
    """What a second copy of the same name writes over, and the older calendar that goes, are said; no other goes."""
    command = ["copy", "fever", "--from", "days"]
    first = chapbook(*command, "--set", "child-name=Ana", "--set", "start-date=2026-12-01", "--ics")
    days = project / "fever.en-US.us.download.ics"
    assert days.is_file()
    assert "older" not in first.output

    second = chapbook(*command, "--set", "child-name=Ben", *options)

    assert not days.exists()
    assert f"{days.name}: an older calendar of this name was taken away" in second.output
    assert f"{days.stem}.pdf: an older file of this name was written over" in second.output

    days.write_text("BEGIN:VCALENDAR\nPRODID:-//Somebody//EN\n")
    chapbook(*command, "--set", "child-name=Ben", *options)

    assert days.exists()


@pytest.mark.parametrize("carried", [True, False])
def test_a_build_that_was_carried_to_a_ward(project, chapbook, tmp_path, monkeypatch, carried):
    """Where no project is, the register beside the build refuses; where it was left at home, the command says so."""
    blanks.build(project / "build", blanks.pdf(*SLOTS), draft=False)
    take_back(project, draft=False)
    ward = tmp_path / "ward"
    shutil.copytree(project / "build", ward / "build")
    if carried:
        shutil.copytree(project / "published", ward / "published")
    monkeypatch.chdir(ward)
    result = chapbook("copy", "fever", "--locale", "en-US", "--place", "us")

    assert ("V004" in result.output, "nobody here knows whether a paper was withdrawn" in result.output) == (
        carried,
        not carried,
    ), result.output
    assert carried == bool(result.exit_code)
    assert carried != any(ward.glob("*.pdf"))


def test_a_file_that_changed_is_read_anew(project, made):
    """What is remembered of a file holds as long as the file is the same."""
    copy(project, made)
    (made / "manifest.json").unlink()
    blanks.build(made, blanks.pdf(blanks.NAME))

    assert ("child-name",) == tuple(slot.name for slot in api.slots(project, "fever", build=made))


def test_what_was_read_is_not_read_again(project, made, monkeypatch):
    """A second copy asks neither the manifest nor the file, as long as both are the same."""
    copy(project, made)
    for name in ("manifest", "blank"):
        monkeypatch.setattr(f"chapbook.copy.built.{name}", lambda *_: pytest.fail("read again"))
    copy(project, made)


@pytest.mark.slow
def test_nothing_of_a_family_is_kept_for_the_next_copy(project, made):
    """What saves work within one copy ends with it: no name lies in the program's memory behind it."""
    name = " ".join(["Canary", "of", "memory"])
    copy(project, made, {"child-name": name, "start-date": "2026-12-01"}, initials="CM")
    gc.collect()
    tuples = (each for each in gc.get_objects() if isinstance(each, tuple))

    assert [] == [len(each) for each in tuples if any(part == name for part in each if isinstance(part, str))]


def test_of_several_files_one_is_named(project, made):
    """Of two languages the source is meant, of tickets what a reader would take; else the desk has to say."""
    blanks.build(made, blanks.pdf(blanks.NAME), ticket="ward-printer")

    assert "download" == copy(project, made).ticket

    blanks.build(made, blanks.pdf(blanks.NAME), locale="es")

    assert "fever.en-US.us" == copy(project, made).edition

    for locale in ("es", "ar"):
        blanks.build(project / "more", blanks.pdf(blanks.NAME), locale=locale)
    with pytest.raises(Unknown, match="say which locale: --locale es, ar"):
        copy(project, project / "more")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("en-US: {source: no}\nes: {source: yes}\n", "fever.es.us"),
        ("en-US: {babel: {gb: en_GB}}\n", "fever.en-US.us"),
    ],
)
def test_the_edition_is_that_of_a_proof(hospital, project, said, meant):
    """Where a hospital adds to its library's languages, a copy is in the language and for the place of a proof."""
    write(hospital / "locales/locales.yaml", said)
    shutil.copy(project / "booklets/places/us.yaml", project / "booklets/places/gb.yaml")
    for locale, place in (("en-US", "gb"), ("en-US", "us"), ("es", "us")):
        made = blanks.build(hospital / "made", blanks.pdf(blanks.NAME), locale, place=place)

    assert meant == f"{edition_of(load(Chain.at(hospital))[0], 'fever', None, None)}"
    assert meant == copy(hospital, made, {}).edition


def test_the_calendar_has_each_named_day_once(project):
    """Days that pages name become events of a whole day with a neutral title and no alarm; a later one moves them."""
    squares = [replace(slot, title=f"Day {slot.days + 1}" if slot.days in (0, 6) else "") for slot in blanks.SQUARES]
    made = blanks.build(project / "made", blanks.pdf(*squares, replace(blanks.START, title="Day 1")))
    one, later = (copy(project, made, {"start-date": day}).calendar for day in ("2026-12-01", "2026-12-03"))
    events = icalendar.Calendar.from_ical(one).walk("VEVENT")

    assert [("Day 1", date(2026, 12, 1)), ("Day 7", date(2026, 12, 7))] == [
        (str(each["summary"]), each["dtstart"].dt) for each in events
    ]
    assert [str(each["uid"]) for each in events] == [
        str(each["uid"]) for each in icalendar.Calendar.from_ical(later).walk("VEVENT")
    ]
    assert b"VALARM" not in one


def test_the_calendar_has_the_days_that_are_given(project):
    """Those of a list as well, each an event of its own, and a later list moves them."""
    like = {"name": "bag-change-dates", "kind": "dates", "title": "Bag change"}
    bags = [replace(blanks.START, nth=nth, box=(40, 440 - 20 * nth, 200, 454 - 20 * nth), **like) for nth in range(3)]
    made = blanks.build(project / "made", blanks.pdf(*bags))
    one, later = (
        icalendar.Calendar.from_ical(copy(project, made, {"bag-change-dates": days}).calendar).walk("VEVENT")
        for days in ("2026-12-05 2026-12-09", "2026-12-06 2026-12-10")
    )

    assert [("Bag change", date(2026, 12, 5)), ("Bag change", date(2026, 12, 9))] == [
        (str(each["summary"]), each["dtstart"].dt) for each in one
    ]
    assert 2 == len({str(each["uid"]) for each in [*one, *later]})


def families(*rows):
    out = io.StringIO()
    csv.writer(out).writerows([["child-name", "start-date", "initials"], *rows])
    return out.getvalue().encode()


def test_a_list_makes_a_copy_a_row(project, with_days):
    """One ZIP has a copy for each family and a sheet of contents; a row with a fault is named, the others are made."""
    given = families(
        ["Ana", "2026-12-01", "A"], ["Bo", "12.1.2026", "B"], ["Cy", "2019-12-03", ""], ["Di"], ["Ed", "", ""]
    )
    batch = api.copies(project, "fever", families=given, named="x.csv", build=with_days, on=DAY, calendars=True)
    archive = zipfile.ZipFile(io.BytesIO(batch.content))
    contents = archive.read("contents.txt").decode()

    # Who has no day yet has no calendar.
    assert ["contents.txt", "001.pdf", "001.ics", "002.pdf", "002.ics", "003.pdf"] == archive.namelist()
    assert "Ana" in text_of_pages(archive.read("001.pdf"))[0]
    assert "Cy" in text_of_pages(archive.read("002.pdf"))[0]
    assert [("H004", 3), ("H009", 5)] == [(each.code, each.spot.line) for each in batch.problems]
    assert "001.pdf   line 2   A" in contents
    assert (
        "002.pdf   line 4   by hand: night-phone   is this right? start-date: a day more than a year away" in contents
    )
    assert {4: {"start-date": "a day more than a year away"}} == batch.doubts
    assert "not made: line 3" in contents


def test_a_family_that_is_twice_in_a_list_is_asked_about(project, made):
    """Two rows that say the same are two copies of one family; rows without a value are for a hand."""
    given = families(["Ana", "2026-12-01", ""], ["", "", ""], ["Ana", "2026-12-01", ""], ["", "", ""])
    batch = api.copies(project, "fever", families=given, named="x.csv", build=made, on=DAY)

    assert {4: {"this row": "the same as line 2"}} == batch.doubts


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (b"", "0 rows below the head"),
        (b"child-name\n", "0 rows below the head"),
        ("child-name\nÁna\n".encode("latin-1"), "not UTF-8"),
        (b"child-name,child-name\nA,B\n", "is there twice"),
        (b"child-name,\nA,B\n", "or has no name"),
        (b"child-nam\nA\n", 'no slot called "child-nam"'),
        (b'child-name\n"A\n', "no row of CSV"),
    ],
)
def test_a_list_that_is_none_is_refused(project, made, given, fault):
    """What cannot be read as rows under slots is told once."""
    with pytest.raises(Problems, match=fault):
        api.copies(project, "fever", families=given, named="list.csv", build=made, on=DAY)


def test_a_row_with_a_fault_is_named_by_its_first_line():
    """A cell may have a break in quotation marks: then a row takes several lines."""
    good, odd, _ = rows(b'child-name\n"Ana\nBo"\n\n"Cy\nDi",1\nEd\n', "list.csv", ["child-name"])

    assert [2, 7] == [row.line for row in good]
    assert [5] == [found.spot.line for found in odd]


def test_one_list_does_for_booklet_and_card(chapbook, project, made):
    """A column of another paper is left out of one that has no room for it, and said; a name of no slot is refused."""
    blanks.build(made, blanks.pdf(blanks.NAME), title="card-car-t", ticket="cards")
    for column, is_made in (("start-date", True), ("starting-date", False), ("start-dat", False)):
        (project / "list.csv").write_text(f"child-name,{column}\nAna,2026-12-01\n", "utf-8")
        result = chapbook("copy", "card-car-t", "--from", "made", "--many", "list.csv", "-o", f"{column}.zip")

        assert (result.exit_code == 0) == is_made, result.output
        assert ("left out, for this paper has no room for it: start-date" in result.output) == is_made
        assert ("this title has: child-name" in result.output) != is_made
    archive = zipfile.ZipFile(project / "start-date.zip")

    assert "no room for it: start-date" in archive.read("contents.txt").decode()
    assert "Ana" in text_of_pages(archive.read("001.pdf"))[0]

    (project / "list.csv").write_text("start-date\n2026-12-01\n", "utf-8")

    assert "H003" in chapbook("copy", "card-car-t", "--from", "made", "--many", "list.csv").output


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("start-date", ""),
        ("star-date", ""),
        ("birthdate", 'did you mean "birth-date"? '),
        ("brith-date", 'did you mean "birth-date"? '),
    ],
)
def test_no_day_is_taken_for_another(name, guess):
    """A start day is no birthday, however alike the names of their slots are."""
    hint = unknown_slot(name, ["birth-date", "child-name"], Spot("x.csv")).hint

    assert hint.startswith(f"{guess}this title has: birth-date, child-name; ")


def test_a_list_of_a_spreadsheet_is_read(project, made):
    """Semicolons part cells where commas are in numbers, and a byte order mark may come first."""
    given = "\ufeffchild-name;start-date\nAna;2026-12-01\n".encode()

    assert 1 == api.copies(project, "fever", families=given, named="list.csv", build=made, on=DAY).made


def test_nothing_of_a_family_stays(chapbook, project, with_days):
    """But for the file that was asked for, no name, no title and no printed line has anything of a family."""
    pairs = [part for name, value in VALUES.items() for part in ("--set", f"{name}={value}")]
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = chapbook("copy", "fever", "--from", "days", *pairs, "--initials", "CJ", "--ics")
    new = {path for path in project.rglob("*") if path.is_file()} - before.keys()

    assert 0 == result.exit_code, result.output
    assert {"fever.en-US.us.download.pdf", "fever.en-US.us.download.ics"} == {path.name for path in new}
    assert before == {path: path.read_bytes() for path in before}
    assert "Canary" not in result.output
    with blanks.opened((project / "fever.en-US.us.download.pdf").read_bytes()) as pdf:
        assert "Canary" not in f"{pdf.docinfo} {pdf.open_metadata()}"


def test_a_fault_of_the_program_says_no_value(project, made, monkeypatch):
    """What nobody foresaw names the line of the program, and nothing that was given."""

    def fail(*given):
        raise ValueError("Canary Jones")

    monkeypatch.setattr("chapbook.copy.copy.stamped", fail)
    with pytest.raises(RuntimeError, match=r"ValueError in test_desk\.py, line \d+") as found:
        copy(project, made)

    assert found.value.__suppress_context__
    assert "Canary" not in str(found.value)


def test_a_name_that_crews_cannot_read_is_asked_about(chapbook, project):
    """On a card it is told on stderr, as the desk tells it; the copy is made as it was asked for."""
    blanks.build(project / "cards", blanks.pdf(replace(blanks.NAME, for_staff=True)), ticket="cards")
    result = chapbook("copy", "fever", "--from", "cards", "--set", "child-name=سارة حداد")

    assert 0 == result.exit_code, result.output
    assert (
        "fever.en-US.us.cards.pdf: is this right? child-name: a name that staff and crews may not be able to read; "
        "write it as in the passport\n"
    ) == result.stderr


def test_a_calendar_has_a_name_of_its_own(chapbook, project, with_days):
    """Where the copy would have the same, nothing is written."""
    days = ["--set", "start-date=2026-12-01", "--ics"]
    result = chapbook("copy", "fever", "--from", "days", *days, "-o", "x.ics")

    assert (2, True) == (result.exit_code, "the calendar has this name" in result.output)
    assert not (project / "x.ics").exists()


def test_what_the_extra_brings_is_missed_by_name(project, made, monkeypatch):
    """Each package of it, that of calendars too: exit code 3, and how to install it."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    monkeypatch.delitem(sys.modules, "chapbook.copy.days", raising=False)
    monkeypatch.delattr("chapbook.copy.days", raising=False)
    with pytest.raises(Missing, match="copies need icalendar, which is not installed"):
        copy(project, made)


@pytest.mark.parametrize("way", ["--set", "--many"])
def test_what_can_hardly_be_meant_is_asked_about(chapbook, project, made, way):
    """A day of years ago and a number too short to dial are told on stderr, without their value; the copy is made."""
    pairs = {"start-date": "2019-12-01", "night-phone": "555 01"}
    (project / "list.csv").write_text("\n".join(map(",".join, (pairs, pairs.values()))), "utf-8")
    many = ("--many", "list.csv", "-o", "list.zip")
    options = many if way == "--many" else [part for pair in pairs.items() for part in ("--set", "=".join(pair))]
    result = chapbook("copy", "fever", "--from", "made", "--date", "2026-12-01", *options)
    where = "list.csv:2" if way == "--many" else "fever.en-US.us.download.pdf"

    assert 0 == result.exit_code, result.output
    assert {
        f"{where}: is this right? start-date: a day more than a year away",
        f"{where}: is this right? night-phone: a number too short to dial",
    } == {*result.stderr.splitlines()}


def test_all_that_is_wrong_or_odd_is_told_at_once(chapbook, project, made):
    """Beside what stops a copy stands what is asked about: nobody mends a day to learn then of the number."""
    pairs = {"start-date": "2031-02-30", "night-phone": "555 01"}
    (project / "list.csv").write_text("start-date,night-phone\n2031-02-30,555 01\n,202-555-0143\n", "utf-8")
    given = [part for pair in pairs.items() for part in ("--set", "=".join(pair))]
    for options in (given, ["--many", "list.csv", "-o", "list.zip", "--ics"]):
        result = chapbook("copy", "fever", "--from", "made", "--date", "2026-12-01", *options)

        assert 1 == result.exit_code
        assert "H004" in result.stderr
        assert "is this right? night-phone: a number too short to dial" in result.stderr
    assert result.stderr.endswith("The other one was made.\n")
    assert "no calendar is in it, for this paper names no day for a calendar" in result.stdout


def test_a_paper_without_days_has_no_calendar(chapbook, project, made):
    """Where pages name no day, none is written, and the command says so."""
    result = chapbook("copy", "fever", "--from", "made", "--set", "start-date=2026-12-01", "--ics")

    assert "fever.en-US.us.download.ics: not written, for this paper names no day for a calendar" in result.stdout
    assert [] == [*project.glob("*.ics")]


@pytest.mark.parametrize(("beside", "hint"), [(True, ", or take the ticket download"), (False, "")])
def test_initials_without_room(project, beside, hint):
    """The hint names the pages that a reader takes first only where they are built, and are others than these."""
    printed = "BT /F 9 Tf 200 28 Td (7) Tj ET"
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME, printed=printed), ticket="ward-printer")
    if beside:
        blanks.build(made, blanks.pdf(blanks.NAME))
    with pytest.raises(Problems) as found:
        copy(project, made, {}, ticket="ward-printer", initials="A")

    assert [("H010", f"leave the initials out{hint}")] == [(each.code, each.hint) for each in found.value.problems]


def test_initials_of_a_list_of_cards_stand_on_its_contents(project):
    """A card has no foot for them: each row is made, and its file is told by them."""
    printed = "BT /F 9 Tf 200 28 Td (7) Tj ET"
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME, printed=printed), ticket="cards")
    given = {"families": b"child-name,initials\nAna,AM\n", "named": "list.csv", "build": made, "on": DAY}
    batch = api.copies(project, "fever", **given)

    assert (1, ()) == (batch.made, batch.problems)
    assert "001.pdf   line 2   AM" in zipfile.ZipFile(io.BytesIO(batch.content)).read("contents.txt").decode()


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ({"locale": "english"}, 'did you mean "en-US"? there is: en-US'),
        ({"place": "USA"}, 'did you mean "us"? there is: us'),
        ({"ticket": "dowload"}, 'did you mean "download"? there is: download'),
        ({"locale": "es"}, "run `chapbook build fever --locale es`: it was not built, or a build took it away when"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(project, made, asked, hint):
    """A name that nobody has is told with those that there are, also by what people call it; what may be built, how."""
    with pytest.raises(Problems) as found:
        copy(project, made, **asked)

    (problem,) = found.value.problems
    assert ("H001", True) == (problem.code, hint in problem.hint)


def test_nothing_given_or_built_is_written_over(chapbook, project, made):
    """A list and a file of the build stay as they are, whatever file is named to write."""
    write(project / "list.csv", "night-phone\n202-555-0143\n")
    built = next(path for path in (project / "made").rglob("*.pdf") if "proof-sheet" not in path.parts)
    before = built.read_bytes()
    for asked, target in ((["--many", "list.csv"], "list.csv"), ([], built.relative_to(project).as_posix())):
        result = chapbook("copy", "fever", "--from", "made", *asked, "-o", target)

        assert (2, True) == (result.exit_code, "stays as it is" in result.output)
    assert "night-phone\n202-555-0143\n" == (project / "list.csv").read_text("utf-8")
    assert before == built.read_bytes()


def test_an_older_copy_stays_whole(chapbook, project, made):
    """Where something is wrong, the file that is there is not touched."""
    (project / "mine.pdf").write_bytes(b"%PDF-1.7 of last week")
    result = chapbook("copy", "fever", "--from", "made", "--set", "night-phone=ward", "-o", "mine.pdf")

    assert 1 == result.exit_code
    assert b"%PDF-1.7 of last week" == (project / "mine.pdf").read_bytes()


def test_slots_are_set_once_each(chapbook, project, made):
    """A value without a slot, or two for one, is misuse; what was given is not repeated."""
    for wrong in (["--set", "Canary"], ["--set", "child-name=Canary", "--set", "child-name=B"]):
        result = chapbook("copy", "fever", "--from", "made", *wrong)

        assert 2 == result.exit_code
        assert "Canary" not in result.output


BLOCKED = """
import sys
for name in ("weasyprint", "pydyf", "cssselect2", "tinycss2"):
    sys.modules[name] = None
from datetime import date
from pathlib import Path
from chapbook import api
made = api.copy(Path("."), "fever", values={"child-name": "Ana"}, build=Path("made"), on=date(2026, 12, 1))
loaded = Path("/proc/self/maps").read_text() if Path("/proc/self/maps").exists() else ""
assert "pango" not in loaded
print(len(made.content))
"""


@pytest.mark.slow
def test_a_desk_needs_nothing_that_sets_pages(project, made):
    """A copy is made where WeasyPrint cannot be imported, and Pango is not opened."""
    done = subprocess.run([sys.executable, "-c", BLOCKED], cwd=project, capture_output=True, text=True)

    assert "" == done.stderr
    assert int(done.stdout) > 1000
    assert Path(project / "made").is_dir()


def test_what_the_imprint_says_needs_no_typing(project, made):
    """A hospital writes its numbers once, also onto papers that were built without it; what is emptied stays a line.

    A cell of a list that is empty empties nothing: most families have no number of their own.
    """
    imprint = (
        "name: Sample Children's Hospital\ninherits: bundled\nvalues: {night-phone: 202-555-0171, fever-limit: 39}\n"
    )
    write(project / "booklets/imprint.yaml", imprint)
    listed = b"child-name,night-phone\nAna,\nBen,202-555-0143\n"

    long = '{value: 202-555-0171, silence: {B077: "The number of a ward, which rings it itself."}}'

    own, other, emptied = (copy(project, made, values) for values in ({}, VALUES, {"night-phone": ""}))
    many = api.copies(project, "fever", families=listed, named="x.csv", build=made, on=DAY)

    assert ("202-555-0171" in said(own), own.empty) == (True, ("child-name", "start-date"))
    assert ("202-555-0143" in said(other), "202-555-0171" in said(other)) == (True, False)
    assert "night-phone" in emptied.empty
    with zipfile.ZipFile(io.BytesIO(many.content)) as files:
        pages = ["".join(text_of_pages(files.read(f"{name}.pdf"))) for name in ("001", "002")]
        contents = files.read("contents.txt").decode()

    assert [True, False] == ["202-555-0171" in page for page in pages]
    assert "line 2   by hand: start-date" in contents

    write(project / "booklets/imprint.yaml", imprint.replace("202-555-0171", long))

    assert "202-555-0171" in said(copy(project, made, {}))


def said(made):
    return "".join(text_of_pages(made.content))

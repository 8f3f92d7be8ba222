"""The alarm of a calendar: none unless it is asked for, and then on the day before."""

import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest

import blanks

pytestmark = pytest.mark.slow


def copied(project, *options):
    """What `copy` says of a paper with one day, and the lines of the calendar beside it."""
    blanks.build(project / "build", blanks.pdf(replace(blanks.START, title="Day 1")))
    command = [sys.executable, "-m", "chapbook", "copy", "fever", "--set", "start-date=2026-12-05", *options]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)
    found = [*project.glob("*.ics")]
    return done, found[0].read_text().splitlines() if found else []


@pytest.mark.parametrize(("alarm", "before"), [("18:00", "-PT6H"), ("07:30", "-PT16H30M")])
def test_an_alarm_rings_on_the_day_before(project, alarm, before):
    done, lines = copied(project, "--alarm", alarm, "--ics")

    assert done.returncode == 0, done.stderr
    assert [f"TRIGGER:{before}"] == [line for line in lines if line.startswith("TRIGGER")]
    assert "DESCRIPTION:Day 1" in lines


def test_no_calendar_rings_unasked(project):
    _, lines = copied(project, "--ics")

    assert "BEGIN:VEVENT" in lines
    assert "BEGIN:VALARM" not in lines


def test_an_alarm_is_one_of_a_calendar(project):
    done, lines = copied(project, "--alarm", "18:00")

    assert done.returncode == 2
    assert "add --ics" in done.stderr
    assert not lines


def test_an_alarm_is_in_each_calendar_of_a_list(project):
    """Of each family, with days that are counted too; none where none is asked for."""
    bag = replace(blanks.START, name="bag-change-dates", kind="dates", title="Bag change", box=(40, 400, 200, 414))
    blanks.build(project / "build", blanks.pdf(replace(blanks.START, title="Day 1"), bag))
    (project / "day.csv").write_text("start-date,bag-change-dates\n2026-12-05,+4d\n2026-12-06,\n")
    command = [sys.executable, "-m", "chapbook", "copy", "fever", "--many", "day.csv", "--ics"]
    rung = []
    for options in (["--alarm", "18:00"], []):
        done = subprocess.run(
            [*command, *options, "-o", "day.zip"], cwd=project, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        with zipfile.ZipFile(project / "day.zip") as made:
            days = [made.read(name).decode() for name in ("001.ics", "002.ics")]
        rung += [(each.count("BEGIN:VEVENT"), each.count("TRIGGER:-PT6H")) for each in days]

    assert [(2, 2), (1, 1), (2, 0), (1, 0)] == rung
    assert "DTSTART;VALUE=DATE:20261209" in days[0]

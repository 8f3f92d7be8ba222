"""What a machine lacks is named with its remedy, and stops only what needs it."""

import shutil

import pytest

from chapbook.api import machine
from chapbook.files import fonts


@pytest.fixture
def lines(project, chapbook):
    """What `chapbook doctor` says in a project, by line, and how it ends."""

    def said(*words):
        result = chapbook("doctor", *words)
        return result.output.splitlines(), result.exit_code

    return said


def test_a_machine_that_has_all(lines):
    """Where nothing is lacking that a build needs, versions are named and the exit code is 0."""
    said, code = lines()

    assert 0 == code
    assert said[0].startswith("fine  Pango 1.")
    assert [] == [line for line in said if line.startswith("stop")]


def test_what_a_build_needs_stops_it(lines, project, monkeypatch):
    """Missing libraries, no room and a build folder that is a file are all said at once, with exit code 3."""
    monkeypatch.setitem(fonts.LIBRARIES, "Pango", ("libnowhere.so",))
    monkeypatch.setattr(machine, "ROOM", 1 << 60)
    (project / "build").write_text("mine")
    said, code = lines()

    assert 3 == code
    assert "stop  this machine lacks Pango" in said
    assert any(line.endswith("build may not be written to") for line in said if line.startswith("stop"))
    assert 3 == sum(line.startswith("stop") for line in said)
    assert 3 <= sum(line.startswith("    hint: ") for line in said)


def test_what_only_some_need_stops_nothing(lines, monkeypatch):
    """Without liblouis there is no Braille, and all else can be made."""
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    said, code = lines()

    assert 0 == code
    assert "note  no icalendar" in said
    assert any(line.startswith("note  this machine lacks liblouis") for line in said)

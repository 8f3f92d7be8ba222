"""What a machine refuses is a sentence, and what was there stays."""

import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from chapbook.store.store import opened
from conftest import TODAY, change

DAY = "2030-01-01"
# A value that is not there, and one that is no number.
UNSAYABLE = [
    ("booklets/fever/points.yaml", "{fever-limit}", "{fever-limt}"),
    ("booklets/values.yaml", "default: 38.0", "default: warm"),
]

needs_a_user = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")


def test_a_folder_that_is_a_file(project, chapbook):
    """A build into what is no folder says so, with exit code 3."""
    (project / "build").write_text("mine")
    result = chapbook("build")

    assert 3 == result.exit_code
    assert "build: " in result.output
    assert "Traceback" not in result.output
    assert "mine" == (project / "build").read_text()


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("where", "x" * 5000), 2, 'no "xxx'),
        (("new", "booklets/imprint.yaml"), 3, "booklets/imprint.yaml: Not a directory"),
        (("new", "x" * 300), 3, "File name too long"),
        (("build", "--to", "/dev/null"), 3, "/dev/null: File exists"),
        (("catalogs", "update", "--locale", "../../x"), 2, 'unknown locale "../../x"'),
    ],
    ids=["a long path", "new on a file", "a long name", "no folder", "a language that climbs"],
)
def test_a_name_on_the_command_line_that_leads_nowhere(project, chapbook, command, code, said):
    """What nobody can write to or look up is a sentence, and nothing is written."""
    before = sorted(project.rglob("*"))
    result = chapbook(*command)

    assert SystemExit is type(result.exception), result.exception
    assert code == result.exit_code
    assert said in result.output
    assert before == sorted(project.rglob("*"))


@needs_a_user
def test_a_folder_that_may_not_be_written_to(project, chapbook):
    """A folder that is for reading alone says so, with exit code 3."""
    (project / "build").mkdir(mode=0o500)
    result = chapbook("build")

    assert 3 == result.exit_code
    assert "Permission denied" in result.output


@pytest.mark.slow
def test_a_full_disk(project, chapbook, monkeypatch):
    """Where nothing more fits, the sentence of the system is printed, and the build is as it was."""
    assert 0 == chapbook("build", "--locale", "en-US").exit_code
    before = (project / "build/manifest.json").read_bytes()

    def full(handle):
        raise OSError(28, "No space left on device", "build/.cache/download/fever.es.us.pdf")

    monkeypatch.setattr(os, "fsync", full)
    result = chapbook("build", "--locale", "es")

    assert 3 == result.exit_code
    assert "build/.cache/download/fever.es.us.pdf: No space left on device\n" == result.output
    assert before == (project / "build/manifest.json").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("command", [("build",), ("publish",)])
def test_two_commands_in_one_folder(project, chapbook, command):
    """A second command says that another is at work, and what to do."""
    with opened(project / "build"):
        result = chapbook(*command)

    assert 3 == result.exit_code
    assert "another command is at work in build\n    hint: wait until it has ended" in result.output


def run(folder, *arguments, **more):
    """The program as people start it."""
    return subprocess.run(
        [sys.executable, "-m", "chapbook", *arguments], cwd=folder, text=True, stderr=subprocess.PIPE, **more
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("check",), ("explain", "B005"), ("--help",), ("build", "--help")])
def test_a_full_disk_under_what_is_printed(project, arguments):
    """Where not even the report fits, the system's sentence is printed, and nothing of Python's."""
    with Path("/dev/full").open("w") as full:
        ended = run(project, *arguments, stdout=full)

    assert (3, "this machine: No space left on device\n") == (ended.returncode, ended.stderr)


@pytest.mark.slow
def test_a_folder_that_is_gone(tmp_path):
    """A command in a folder that somebody has deleted says so."""
    (tmp_path / "gone").mkdir()
    code = (
        "import os, sys; os.rmdir(os.getcwd()); sys.argv = ['chapbook', 'check']; from chapbook.cli import main; main()"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "gone", capture_output=True, text=True)

    assert (3, "the folder that you are in: No such file or directory\n") == (ended.returncode, ended.stderr)


# ── what nobody foresaw ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """The system's folder for temporary files, for this test alone."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def broken(*arguments, **more):
    raise ZeroDivisionError("division\nby zero")


def test_what_nobody_foresaw(project, chapbook, monkeypatch, scratch):
    """A fault of the program is a sentence with the command, the edition at work and where to tell of it; the details
    are in a file, and nothing is written."""
    monkeypatch.setattr("chapbook.typeset.typeset.pages", broken)
    result = chapbook("build", "--locale", "es")
    (details,) = scratch.iterdir()

    assert 70 == result.exit_code
    assert (
        "main build, at work on fever.es.us: a fault of Chapbook itself (ZeroDivisionError division by zero)\n"
        "    hint: no file of yours is to blame; please open an issue where you got Chapbook, with the smallest "
        f"project that shows it and the file {details}; leave out everything about a family\n"
    ) == result.output
    assert "Traceback (most recent call last)" in details.read_text()
    assert "main build\n" in details.read_text()
    assert [] == [path for path in (project / "build").rglob("*") if path.is_file()]


def test_what_nobody_foresaw_in_another_process(project, chapbook, monkeypatch, scratch):
    """A fault in a process that makes pages is the same sentence."""
    monkeypatch.setattr("chapbook.workers.workers.cores", lambda: 2)
    monkeypatch.setattr("chapbook.typeset.typeset.pages", broken)
    result = chapbook("build")

    assert 70 == result.exit_code
    assert "at work on fever.en-US.us: a fault of Chapbook itself (ZeroDivisionError" in result.output
    assert "in broken" in next(scratch.iterdir()).read_text()


def test_no_room_for_a_thread(project, chapbook, monkeypatch):
    """Where somebody else set a limit of memory that leaves no room for a thread, that is no fault of the program."""

    def full(*arguments):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("chapbook.workers.workers.cores", lambda: 2)
    monkeypatch.setattr("threading._start_new_thread", full)
    result = chapbook("build")

    assert (3, "memory ran out") == (result.exit_code, result.output[:14])


def test_a_file_at_work_is_named(project, chapbook, monkeypatch, scratch):
    """A fault while a file is read names that file."""
    monkeypatch.setattr("chapbook.load.hygiene.read", broken)

    assert chapbook("check").output.startswith("main check, at work on booklets/imprint.yaml: a fault")


def test_no_room_for_details(project, chapbook, monkeypatch, scratch):
    """Where the details cannot be written down, the sentence is the same without them."""
    scratch.rmdir()
    monkeypatch.setattr("chapbook.load.hygiene.read", broken)
    result = chapbook("check")

    assert 70 == result.exit_code
    assert "the smallest project that shows it; leave out" in result.output


def test_an_interrupt_stays_one(project, chapbook, monkeypatch, scratch):
    """Ctrl-C is no fault of the program."""

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("chapbook.load.hygiene.read", interrupted)
    result = chapbook("check")

    assert (1, "\nAborted!\n") == (result.exit_code, result.output)
    assert [] == [*scratch.iterdir()]


def test_wrong_usage_stays_usage(chapbook, scratch):
    """What click itself refuses, it says itself."""
    assert [2, 2, 0] == [chapbook(*line).exit_code for line in (["build", "--bold"], ["bild"], ["build", "--help"])]
    assert [] == [*scratch.iterdir()]


@pytest.mark.parametrize(
    "command",
    [("ledger", "fever"), ("ledger", "--fact", "wash-hands"), ("approvals",), ("readability",), ("check", "--on", DAY)],
    ids=" ".join,
)
@pytest.mark.parametrize(("file", "old", "new"), UNSAYABLE, ids=["unknown", "no-number"])
def test_a_value_that_nobody_can_say(project, chapbook, command, file, old, new):
    """Whoever looks at a text with a value that `check` refuses sees the rest of it, and no fault of the program."""
    change(project / file, old, new)
    result = chapbook(*command)

    assert result.exit_code in (0, 1), result.output


@pytest.mark.parametrize(("sign", "shown"), [("\\e[2J", r"\x1b[2J"), ("\\u202e", r"\u202e"), ("\\a", r"\x07")])
def test_nothing_steers_the_terminal(project, chapbook, sign, shown):
    """What content holds to clear a screen, ring a bell or turn a line is printed by its number."""
    (project / "booklets/fever/call.yaml").write_text(f'kind: warning\n"{sign}level": now\n', encoding="utf-8")
    result = chapbook("build", "--locale", "en-US")

    assert 1 == result.exit_code
    assert f'unknown key "{shown}level"' in result.output
    assert [] == [letter for letter in result.output if not letter.isprintable() and letter != "\n"]


@pytest.mark.parametrize(
    "command",
    [
        ("approve", "fever", "--role", "clinician", "--name", "Reviewer A"),
        ("publish",),
        ("withdraw", "k7qm4t2x", "--reason", "The limit was wrong."),
    ],
    ids=lambda command: command[0],
)
def test_a_day_that_is_still_to_come(project, chapbook, command):
    """Nothing is approved, handed out or taken back on a day that is still to come; a slip of the year is told."""
    before = sorted(project.rglob("*"))
    tomorrow = chapbook(*command, "--date", f"{TODAY + timedelta(days=1)}")
    after = sorted(project.rglob("*"))
    today = chapbook(*command, "--date", f"{TODAY}")

    assert before == after
    assert 2 == tomorrow.exit_code
    assert "Invalid value for '--date': 2027-02-01 is still to come; today is 2027-01-31" in tomorrow.output
    assert "still to come" not in today.output

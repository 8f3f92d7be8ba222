"""Every case of tests/problems: what is printed, and that nothing is written. tests/README.md says how to add one."""

import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

import blanks
from chapbook import cli
from chapbook.content import limits
from chapbook.content.limits import Limits
from chapbook.store.memory import CACHE
from conftest import FONTS, MINIMAL, REPOSITORY, exchange, lay_over

CASES = sorted(path.parent for path in Path(__file__).parent.glob("problems/*/*/*") if path.name == "expected.txt")
OLDER = {
    "download/fever.en-US.us.pdf": b"%PDF-1.7 of last week",
    "manifest.json": b'{"editions": [{"file": "download/fever.en-US.us.pdf"}]}',
    ".memory.json": b'{"requests": {}, "files": {}}',
}


def fifty_megabytes(project):
    with (project / "booklets/fever/hands.yaml").open("ab") as file:
        file.write(b"# and so on\n" * 4_200_000)


def link_out_of_the_project(project):
    secret = project.parent / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (project / "booklets/fever/figures/link.svg").symlink_to(secret)


def linked(*paths):
    """Files or folders that are kept outside the project, and linked."""

    def prepare(project):
        for path in paths:
            inside, outside = project / path, project.parent / "elsewhere" / path
            for each in (inside, outside):
                each.parent.mkdir(parents=True, exist_ok=True)
            if inside.exists():
                inside.replace(outside)
            elif outside.suffix:
                outside.touch()
            else:
                outside.mkdir()
            inside.symlink_to(outside)

    return prepare


def folder_linked(project):
    """A booklet that lies elsewhere in the project."""
    (project / "booklets/fever").rename(project / "fever")
    (project / "booklets/fever").symlink_to("../fever")


def in_arabic(project):
    """An Arabic edition: tests/projects/arabic where the case has no file of its own, and the library's furniture."""
    arabic = REPOSITORY / "tests/projects/arabic"
    furniture = REPOSITORY / "locales/ar/LC_MESSAGES/furniture.po"
    for path in (*arabic.rglob("*.*"), furniture):
        target = project / path.relative_to(REPOSITORY if path == furniture else arabic)
        if path == arabic / "locales/locales.yaml" or not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def with_leaflet(project):
    """A leaflet, with what it says in Spanish and a block to print its numbers."""
    shutil.copytree(REPOSITORY / "tests/projects/leaflet", project, dirs_exist_ok=True)


def with_poster(project):
    """That leaflet as a poster of one page, on which its signs have no room."""
    with_leaflet(project)
    shutil.copytree(REPOSITORY / "tests/projects/poster", project, dirs_exist_ok=True)


def with_card(project):
    """A card in two languages, with its line for a phone."""
    shutil.copytree(REPOSITORY / "tests/projects/card", project, dirs_exist_ok=True)


def untranslated(project):
    """A catalog that somebody has just begun: its head, and no message."""
    catalog = project / "locales/es/LC_MESSAGES/fever.po"
    catalog.write_text(catalog.read_text("utf-8").partition("\n\n")[0] + "\n", "utf-8")


def with_signs(project):
    """A register of signs, and a title that names them: tests/projects/signs where the case has no file of its own."""
    signs = REPOSITORY / "tests/projects/signs"
    for path in signs.rglob("*.yaml"):
        target = project / path.relative_to(signs)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def with_interview(project):
    """Signs, and an interview of three questions over the title that names them."""
    with_signs(project)
    shutil.copytree(REPOSITORY / "tests/projects/interview", project, dirs_exist_ok=True)


# Cases of the rules on urgency, and on packets.
OF_SIGNS = re.compile("B05[3-9]|B06[01]|B079|B002-.*place$")
OF_PACKETS = re.compile("B06[7-9]|B07[0-3]|H01[23]")


@contextmanager
def as_it_was(project, name):
    """A file as it is before the case changes it, for a while."""
    path = project / name
    changed = path.read_bytes()
    shutil.copy(MINIMAL / name, path)
    yield
    path.write_bytes(changed)


def approved_before(project):
    """A clinician's approval of the block as it was before the case changed it."""
    with as_it_was(project, "booklets/fever/hands.yaml"):
        approve("en-US", "clinician")


def approved(project):
    """Everybody's approval of what the case says."""
    for locale, role in product(("en-US", "es"), ("clinician", "translator", "reader")):
        if (locale, role) != ("en-US", "translator"):
            approve(locale, role)


def approve(locale, role):
    signed = ["--locale", locale, "--role", role, "--name", "Reviewer A", "--date", "2026-11-20"]
    assert 0 == CliRunner().invoke(cli.main, ["approve", "fever", *signed]).exit_code


def with_fonts(project):
    shutil.copytree(FONTS, project / "styles/fonts", ignore=shutil.ignore_patterns("node_modules", "names"))


def built(*slots, changed=b"", values=None, **options):
    """A folder made/ with a file of these slots, in which somebody may have written since."""

    def prepare(project):
        blanks.build(project / "made", blanks.pdf(*slots, **options), values=values)
        with (project / "made/download/fever.en-US.us.pdf").open("ab") as file:
            file.write(changed)

    return prepare


SLOTS = (blanks.NAME, blanks.PHONE, blanks.START)

# What a folder of files in git cannot hold, or need not hold again.
PREPARED = {
    "H002-typed-into": built(*SLOTS, changed=b"1"),
    **dict.fromkeys(
        ("H003-unknown-slot", "H004-no-day", "H005-letter-of-another-script", "H006-too-long", "H009-rows-of-a-list"),
        built(*SLOTS),
    ),
    "H007-printed-over": built(*SLOTS, printed="BT /F 9 Tf 150 474 Td (7) Tj ET"),
    "H008-no-slots": built(),
    "H014-logo-of-letters": built(*SLOTS),
    "H015-a-number-that-changed": built(*SLOTS, values={"day-phone": "202-555-0144"}),
    "H010-printed-at-the-foot": built(*SLOTS, printed="BT /F 9 Tf 200 28 Td (7) Tj ET"),
    "B010-too-large": fifty_megabytes,
    "B031-lost-block": with_fonts,
    "B024-linked-approvals": linked("approvals/fever.en-US.us.yaml"),
    "B024-linked-build": linked("made/download"),
    "B024-linked-imprint": linked("booklets/imprint.yaml"),
    "B024-linked-register": linked("published"),
    "B024-linked-typefaces": linked("styles/fonts/Andika.ttf", "styles/fonts/more"),
    "B024-symbolic-link": link_out_of_the_project,
    "B065-linked-folder": folder_linked,
    "L001-many": untranslated,
    "L009-other-digits": in_arabic,
    "N009-no-body": with_fonts,
    "N011-released-as-a-review-copy": approved,
    "N003-phone-reversed-in-arabic": in_arabic,
    "N005-other-digits-in-arabic": in_arabic,
    "S015-card-too-long": with_card,
    "S015-panel-too-long": with_leaflet,
    "S016-poster-over-a-page": with_poster,
    "S016-told-before-a-build": with_poster,
    "S017-phone-too-long": with_card,
}


def signed_by_another(project):
    """An approval with a signature that no key of the imprint made."""
    with as_it_was(project, "booklets/imprint.yaml"):
        approve("en-US", "clinician")
    record = project / "approvals/fever.en-US.us.yaml"
    record.write_text(
        record.read_text("utf-8").replace("\n  blocks:", f"\n  signature: {'A' * 86}==\n  blocks:"), "utf-8"
    )


# Who approved what the case says, or what was there before it.
SIGNED = {
    "A005-approval-over-changed-text": approved_before,
    "A010-signature-of-another": signed_by_another,
    "A006-not-verified": approved,
    "A007-past-its-review": approved,
}

# What a case may cost, so that it ends at once.
LIMITED = {
    "S021-lines-without-end": Limits(seconds=1),
    "S022-colours-without-end": Limits(megabytes=150),
    "S023-pages-without-end": Limits(pages=3),
}

# What a machine may lack; `make test` installs it where it can.
NEEDS = {"S011-not-in-braille": "lou_translate", "S012-no-such-table": "lou_translate"}


# The press and the proofreader speak of pages, and so do a few others: these cases set some.
SLOW = re.compile("[FNS]0|B031-lost-block|P003-sheet-too-small|P005-not-a-leaflet|T001-(no|too-many)-(number|sizes)")


def everything(folder):
    """All that lies below a folder, but for what a build keeps that will go on."""
    return {path for path in folder.rglob("*") if CACHE not in path.parts}


def tree(folder):
    """Every file below a folder and its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in everything(folder) if path.is_file()}


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.name, marks=[pytest.mark.slow] * bool(SLOW.match(case.name))) for case in CASES]
)
def test_problem(case, project, chapbook, request, monkeypatch):
    """A fault is printed in full with its spot and its remedy, and the older build stays as it was."""
    if (program := NEEDS.get(case.name)) and shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine: apt-get install liblouis-bin")
    if case.name in LIMITED:
        monkeypatch.setattr(limits, "_now", LIMITED[case.name])
        # Where one core does all the work, that is in the process of the tests, which has no limits.
        monkeypatch.setattr("chapbook.workers.workers.cores", lambda: 2)
    prepare = with_interview if OF_PACKETS.match(case.name) else lambda project: None
    prepare = with_signs if OF_SIGNS.match(case.name) else prepare
    lay_over(project, case, PREPARED.get(case.name, prepare))
    SIGNED.get(case.name, lambda project: None)(project)
    command = project / "command.txt"
    arguments = command.read_text().split() if command.exists() else ["build"]
    command.unlink(missing_ok=True)
    for name, content in OLDER.items():
        path = project / "build" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    before = everything(project)

    result = chapbook(*arguments)

    if request.config.getoption("--update"):
        (case / "expected.txt").write_text(result.output, encoding="utf-8")
    assert (case / "expected.txt").read_text(encoding="utf-8") == result.output
    assert SystemExit is type(result.exception), result.exception
    assert 1 == result.exit_code
    assert "Traceback" not in result.output
    assert tree(project / "build") == OLDER
    assert before == everything(project)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("- two\n+ 2\n+\n+ and a half\n- four\n", "one\n2\n\nand a half\nthree\nthree\n"),
        ("- five\n+ 5\n", None),
        ("- three\n+ 3\n", None),
        ("- wo\n+ 2\n", None),
        ("- two\n- four\n+ 2\n", None),
    ],
)
def test_a_change_fits_or_fails(tmp_path, lines, left):
    """Lines are exchanged where they stand once and whole; a change that no longer fits its file fails."""
    path = tmp_path / "lines.txt"
    path.write_text("one\ntwo\nthree\nthree\nfour\n")
    if left:
        exchange(path, lines)
    else:
        with pytest.raises(AssertionError, match=r"lines\.txt has not once"):
            exchange(path, lines)

    assert (left or "one\ntwo\nthree\nthree\nfour\n") == path.read_text()


@pytest.mark.slow
def test_the_command_itself(project):
    """As people run it: the report on stderr, exit code 1, no new file."""
    case = Path(__file__).parent / "problems/authors/B005-unknown-value"
    lay_over(project, case)
    with_fonts(project)
    before = set(project.rglob("*"))
    result = subprocess.run([sys.executable, "-m", "chapbook", "build"], cwd=project, capture_output=True, text=True)
    new = {path.relative_to(project).as_posix() for path in set(project.rglob("*")) - before if path.is_file()}

    assert (1, "", (case / "expected.txt").read_text("utf-8")) == (result.returncode, result.stdout, result.stderr)
    assert set() == new

"""Nothing is made twice, and nothing old is taken for new: what an edition rests on decides."""

import hashlib
import json
import shutil
from functools import cache
from pathlib import Path

import pytest

from chapbook import api
from chapbook.api import makers
from chapbook.cli.kit import tell_gone
from chapbook.files.digest import digest
from chapbook.store.memory import Memory
from conftest import MINIMAL, change, text_of_pages, write

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small project, made ready by something and built once, to be copied."""

    @cache
    def built(ready):
        project = Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("built") / "project"))
        ready(project)
        api.build(project, to=project / "build")
        return project

    return built


def with_soap(project):
    """A second title, in one language."""
    write(
        project / "booklets/soap/booklet.yaml",
        (
            "title: Soap\nlocales: [en-US]\ncover: {file: figures/sun.svg, alt: A sun}\nrevised: 2026-11-21\n"
            "order:\n  - chapter: Soap\n    blocks: [soap]\n"
        ),
    )
    write(project / "booklets/soap/soap.yaml", "kind: prose\ntitle: Soap\ntext: Take soap.\n")
    write(project / "booklets/soap/figures/sun.svg", (project / "booklets/fever/figures/sun.svg").read_text())


def with_a_second_ticket(project):
    write(project / "styles/press/folded.yaml", "means: The same.\nextends: download\n")


@pytest.fixture
def build(built, chapbook, project):
    """Builds everything, which is built already, and says which files were made."""
    shutil.copytree(built(with_soap), project, dirs_exist_ok=True)

    def build(*arguments):
        folder = project / "build/download"
        before = {path: path.stat().st_mtime_ns for path in folder.glob("*")}
        result = chapbook("build", *arguments)
        assert 0 == result.exit_code, result.output
        return sorted(
            path.name.removesuffix(".pdf") for path in folder.glob("*") if before.get(path) != path.stat().st_mtime_ns
        )

    assert ALL == sorted(path.stem for path in (project / "build/download").iterdir())
    return build


ALL = ["fever.en-US.us", "fever.es.us", "soap.en-US.us"]


def test_nothing_is_made_twice(build):
    """A second build of the same makes nothing."""
    assert [] == build()


def test_another_typesetter_makes_all_again(build, monkeypatch):
    """A build by another version of what pages are made with takes no page of the last one."""
    monkeypatch.setattr(makers, "made_with", lambda: ("weasyprint 70.1", "liblouis 3.24.0"))

    assert ALL == build()
    assert [] == build()


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        ("booklets/soap/soap.yaml", "Take soap", "Take more soap", ["soap.en-US.us"]),
        ("locales/es/LC_MESSAGES/fever.po", "Escalofríos", "Tiritones", ["fever.es.us"]),
        ("booklets/fever/call.yaml", "level: now", "level: today", ["fever.en-US.us", "fever.es.us"]),
        ("booklets/imprint.yaml", "day-phone: 202-555-0143", "day-phone: 202-555-0199", ALL),
        ("booklets/values.yaml", "default: 38.0", "default: 38.5", ALL),
        ("booklets/places/us.yaml", "stay-near: 2", "stay-near: 4", ALL),
        ("locales/es/LC_MESSAGES/furniture.po", "Sobre este folleto", "Acerca de este folleto", ALL),
        ("locales/locales.yaml", "fonts: [Andika, Noto Sans]", "fonts: [Noto Sans, Andika]", ALL),
        ("styles/booklet.css", "margin: 12mm", "margin: 14mm", ALL),
        ("templates/blocks/prose.html", "<h2 ", "<h2 class='a' ", ALL),
        ("styles/press/download.yaml", "linearize: true", "linearize: false", ALL),
        ("booklets/fever/figures/sun.svg", 'r="20"', 'r="22"', ALL),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" in value else "",
)
def test_a_change_makes_again_what_rests_on_it(build, project, file, old, new, made):
    """A changed block or translation makes only its own editions again; what all rest on, all of them."""
    change(project / file, old, new)

    assert made == build()
    assert [] == build()


def test_a_new_fever_limit_is_on_the_page(build, project):
    """The dangerous case in full: after a hospital changes its limit, no file has the old number."""
    change(project / "booklets/imprint.yaml", "values:\n", "values:\n  fever-limit: 38.5\n")
    build()
    texts = [" ".join(text_of_pages(path.read_bytes())) for path in (project / "build/download").glob("fever.*.pdf")]

    assert 2 == len(texts)
    assert all("101.3" in text and "100.4" not in text for text in texts)


def test_a_comment_makes_nothing_again(build, project):
    """What does not reach the page is no reason to set it again."""
    change(project / "booklets/soap/soap.yaml", "kind: prose", "# A thought.\nkind: prose")

    assert [] == build()


@pytest.mark.parametrize(("harm", "aside"), [("changed", ["soap.en-US.us.changed-1"]), ("gone", [])])
def test_a_file_that_is_not_as_made_is_made_again(build, project, harm, aside):
    """A PDF that somebody changed or deleted is made again, and only that one; what was changed is set aside."""
    path = project / "build/download/soap.en-US.us.pdf"
    path.unlink()
    if harm == "changed":
        path.write_bytes(b"stamped")

    assert ["soap.en-US.us", *aside] == build()
    assert path.read_bytes().startswith(b"%PDF")
    assert [b"stamped"] * len(aside) == [path.with_name(f"{name}.pdf").read_bytes() for name in aside]


@pytest.mark.parametrize(
    "memory",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"requests": [], "files": []}',
        b'{"requests": {"": {}}, "files": {"download/soap.en-US.us.pdf": {}}}',
        b'{"requests": {"": 1}, "files": {"a": 1}}',
        b'{"inputs": "", "requests": {"": 1}, "files": {}}',
        b'{"inputs": "", "requests": {"": [["a"], {}]}, "files": {"a": 1}}',
    ],
)
def test_a_memory_that_cannot_be_read_is_empty(build, project, memory):
    """A broken memory makes everything again, and the next build remembers."""
    (project / "build" / Memory.FILE).write_bytes(memory)

    assert ALL == build()
    assert [] == build()


def test_the_memory_holds_no_words(build, project):
    """The memory holds hashes and names of files; no text of the project and no path of the machine."""
    memory = (project / "build" / Memory.FILE).read_text()

    assert {"inputs", "requests", "files"} == set(json.loads(memory))
    assert str(project) not in memory
    assert "Sample" not in memory


# ── old files leave ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def folded(built, project, chapbook):
    """Builds what is asked for, and says what was printed; everything was built once, on two tickets."""
    shutil.copytree(built(with_a_second_ticket), project, dirs_exist_ok=True)

    def build(*arguments):
        result = chapbook("build", *arguments)
        assert 0 == result.exit_code, result.output
        return result.output

    return build


SPANISH = ("locales/es/LC_MESSAGES/fever.po", "Escalofríos", "Tiritones")
FOLDED = "folded/fever.es.us.pdf"


def lies(project):
    """The files that lie in the build folder, and those that its manifest lists, each as it was made."""
    folder = project / "build"
    manifest = json.loads((folder / "manifest.json").read_text())
    rows = [*manifest["editions"], *manifest["proof-sheets"]]
    for row in rows:
        assert hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert {row["file"] for row in rows} <= files(folder)
    return files(folder), {row["file"] for row in rows}


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        "manifest.json",
        Memory.FILE,
    }


def test_an_old_text_leaves_with_whatever_is_built(folded, project):
    """After a change of text, what is not asked for and says the old goes, with its row; what says the same stays."""
    before, _ = lies(project)
    change(project / SPANISH[0], *SPANISH[1:])
    said = folded("--ticket", "download")

    assert f"1 file taken away: {FOLDED}, which said what is no longer said\n" in said
    assert (before - {FOLDED},) * 2 == lies(project)
    assert "taken away" not in folded()
    assert (before,) * 2 == lies(project)


def test_of_many_files_that_are_taken_away_six_are_named(capsys):
    """A line that names hundreds is read by nobody."""
    tell_gone([f"{number}.pdf" for number in range(9)])

    names = "0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf, 5.pdf, 3 more"
    assert f"9 files taken away: {names}, which said what is no longer said\n" == capsys.readouterr().out


def test_a_text_that_cannot_be_made_now_leaves(folded, project):
    """A source sentence changed, and its translation is not there yet: the old one goes with the English build."""
    change(project / "booklets/fever/hands.yaml", "Use warm water.", "Use clean water.")
    said = folded("--locale", "en-US")

    assert f"4 files taken away: download/fever.es.us.pdf, {FOLDED}, " in said
    assert {file for file in lies(project)[0] if ".es." in file} == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "gone"),
    [
        ("booklets/imprint.yaml", "inherits: []", "inherits: []\npublishes: {locales: [en-US]}", ".es."),
        ("styles/press/folded.yaml", "extends: download", "extends: download\ncarries: [card]", "folded/"),
    ],
)
def test_what_is_no_longer_made_leaves(folded, project, file, old, new, gone):
    """A language that is no longer published goes, and what a ticket no longer carries, with any build."""
    before, _ = lies(project)
    change(project / file, old, new)
    folded("--ticket", "download", "--locale", "en-US")

    assert ({name for name in before if gone not in name},) * 2 == lies(project)


def test_an_approval_taken_back_takes_its_files_along(folded, project, chapbook):
    """What does not say "Review copy" and is one again goes; what says it and is approved may stay."""
    for role in ("clinician", "reader"):
        signed = ("--role", role, "--name", "Reviewer A", "--date", "2026-11-20")
        assert 0 == chapbook("approve", "fever", *signed).exit_code

    assert "taken away" not in folded("--ticket", "folded", "--locale", "en-US")

    (project / "approvals/fever.en-US.us.yaml").unlink()

    assert "1 file taken away: folded/fever.en-US.us.pdf" in folded("--ticket", "download", "--locale", "en-US")


def test_what_is_made_already_is_never_said_over_an_old_text(folded, project):
    """A text, another, and the first again: the short way is not taken while what said the other lies there."""
    folded("--locale", "en-US", "--ticket", "download")
    change(project / SPANISH[0], *SPANISH[1:])
    folded("--locale", "es", "--ticket", "folded")
    change(project / SPANISH[0], *reversed(SPANISH[1:]))
    said = folded("--locale", "en-US", "--ticket", "download")

    assert f"3 files taken away: {FOLDED}, proof-sheet/fever.es.us.json, proof-sheet/fever.es.us.pdf, " in said
    assert "made already: 1 file" in folded("--locale", "en-US", "--ticket", "download")
    assert FOLDED not in lies(project)[0]


def test_nothing_leaves_if_anything_is_wrong(folded, project, chapbook):
    """A build with a problem takes nothing away."""
    before = lies(project)
    change(project / SPANISH[0], *SPANISH[1:])
    change(project / "booklets/fever/hands.yaml", "kind: prose", "kind: prse")

    assert 1 == chapbook("build", "--ticket", "download").exit_code
    assert before == lies(project)


def test_what_others_put_there_stays(folded, project):
    """An old file that somebody changed is no longer Chapbook's, nor is one that it never made: both stay, unlisted."""
    own = project / "build/folded/notes.es.us.pdf"
    own.write_text("mine")
    (project / "build" / FOLDED).write_bytes(b"%PDF-1.7 stamped")
    change(project / SPANISH[0], *SPANISH[1:])

    assert "taken away" not in folded("--ticket", "download")
    there, listed = lies(project)
    assert {FOLDED, "folded/notes.es.us.pdf"} == there - listed


# ── after a crash ─────────────────────────────────────────────────────────────────────────────────────────────────


class Killed(BaseException):
    """The machine stops."""


@pytest.mark.parametrize("number", range(6))
def test_a_build_that_was_killed_is_finished_by_the_next(project, chapbook, monkeypatch, number):
    """Stopped before any of its renames, the next build makes whole files and a manifest that is true of them."""
    build = ("build", "--locale", "es")
    chapbook(*build)
    change(project / SPANISH[0], *SPANISH[1:])
    rename, count = Path.replace, iter(range(99))

    def replace(path, target):
        if next(count) == number:
            raise Killed
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        if number < 5:
            with pytest.raises(Killed):
                chapbook(*build)
        else:
            assert 0 == chapbook(*build).exit_code
    result = chapbook(*build)
    there, listed = lies(project)
    chapbook(*build, "--to", "apart")

    assert 0 == result.exit_code
    assert there == listed == files(project / "apart")
    assert (project / "apart/manifest.json").read_bytes() == (project / "build/manifest.json").read_bytes()
    assert "made already: 1 file" in chapbook(*build).output


def test_a_manifest_that_is_gone_is_made_again(build, project):
    """Nothing is made already where no manifest lists it."""
    manifest = (project / "build/manifest.json").read_bytes()
    (project / "build/manifest.json").unlink()
    build()

    assert manifest == (project / "build/manifest.json").read_bytes()


def test_where_one_text_ends_counts():
    """Two lists of texts that would read the same in one go have different hashes."""
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab") != digest("ab", "")

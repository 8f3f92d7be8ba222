"""Into the build folder: everything or nothing, and an old file is whole until a new one is."""

import hashlib
import json
import os
import shutil
import sys
import time
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.files import atomic as module
from chapbook.files.atomic import alone_in, write_all
from chapbook.problems.problem import Missing, Problems
from chapbook.store import journal
from chapbook.store.cache import keep, kept
from chapbook.store.memory import CACHE, JOURNAL, MANIFEST, Memory, manifest
from chapbook.store.store import opened, set_aside, store, take_out
from conftest import attempt, write


def publication(name, content, ticket="download"):
    about = (name.title(), 4, True, "2026-11-21", "k7qm4t2x")
    return FinishedFile(path(name, ticket), Edition(name, "en-US", "us"), ticket, *about, content)


def path(name, ticket="download"):
    return f"{ticket}/{name}.en-US.us.pdf"


KEY = "0a" * 32


def put(folder, *made, outdated=()):
    inputs = {each.file: "inputs" for each in made}
    with opened(folder) as memory:
        rows = [(KEY, row) for row in keep(folder, KEY, list(made))]
        return store(rows, folder, memory, inputs, manifest(folder), {*map(path, outdated)})


def tree(folder):
    """Every file below a build folder, but for what is not in its place yet."""
    paths = (path for path in folder.rglob("*") if CACHE not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


class Killed(BaseException):
    """The machine stops."""


def stopped(monkeypatch, number, fault):
    """Let the nth step towards the disk be the last one: a file that is opened, written out, renamed or taken away."""
    count = iter(range(999))

    def at(owner, name):
        act = getattr(owner, name)

        def do(*arguments, **options):
            reads = name == "open" and "wb" not in arguments
            if not reads and next(count) == number:
                raise fault
            return act(*arguments, **options)

        monkeypatch.setattr(owner, name, do)

    for owner, name in ((os, "fsync"), (Path, "open"), (Path, "rename"), (Path, "replace"), (Path, "unlink")):
        at(owner, name)
    at(module, "remove_folder")
    monkeypatch.setattr(journal, "remove_folder", module.remove_folder)


def files(folder):
    return [row["file"] for row in json.loads((folder / MANIFEST).read_text())["editions"]]


def test_files_and_manifest(tmp_path):
    """Each file is there, and the manifest tells its size and its checksum."""
    put(tmp_path, publication("fever", b"one"))
    (row,) = json.loads((tmp_path / MANIFEST).read_text())["editions"]

    assert {path("fever"), MANIFEST, Memory.FILE} == set(tree(tmp_path))
    assert (3, hashlib.sha256(b"one").hexdigest()) == (row["bytes"], row["sha256"])
    assert ("fever", "en-US", "us", "Fever", 4, True) == tuple(
        row[key] for key in ("booklet", "locale", "place", "title", "pages", "draft")
    )


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), Killed()], ids=["full", "killed"])
def test_wherever_it_stops_it_is_the_old_build_or_becomes_the_new_one(tmp_path, fault):
    """At each step: before the journal is there, nothing has changed; from then on, the next command ends the work."""
    old = [publication(name, b"old") for name in ("fever", "hands", "dropped")]
    new = [publication("fever", b"new"), publication("soap", b"new")]
    put(tmp_path / "start", *old)
    before = tree(tmp_path / "start")
    shutil.copytree(tmp_path / "start", tmp_path / "end")
    put(tmp_path / "end", *new, outdated=["dropped"])
    after, seen = tree(tmp_path / "end"), []
    for number in range(99):
        folder = Path(shutil.copytree(tmp_path / "start", tmp_path / str(number)))
        with pytest.MonkeyPatch.context() as patch:
            stopped(patch, number, fault)
            try:
                put(folder, *new, outdated=["dropped"])
                break
            except type(fault):
                pass
        begun = (folder / CACHE / JOURNAL).is_dir()
        seen.append(begun)

        assert begun or tree(folder) in (before, after)

        with opened(folder):
            pass

        assert tree(folder) == (after if begun else tree(folder))

        put(folder, *new, outdated=["dropped"])

        assert after == tree(folder)
        assert not (folder / CACHE).exists()

    assert 20 < len(seen) < 60
    assert {True, False} == {*seen}


@pytest.mark.slow
def test_one_command_at_a_time(tmp_path):
    """While one command works in a build folder, another is told to wait; afterwards it may."""
    with opened(tmp_path), pytest.raises(Missing) as refused, opened(tmp_path):
        pass

    assert f"another command is at work in {tmp_path}" == refused.value.message
    with opened(tmp_path):
        pass


@pytest.mark.parametrize(
    "work",
    [
        {"come": [[KEY, "link/fever.en-US.us.pdf"]], "gone": []},
        {"come": [], "gone": ["link/fever.en-US.us.pdf"]},
    ],
)
def test_a_journal_that_leads_out_is_refused(tmp_path, work):
    """Nothing outside a build folder is written or taken away, whatever a journal says."""
    folder, victim = tmp_path / "build", tmp_path / "fever.en-US.us.pdf"
    put(folder, publication("fever", b"one"))
    victim.write_text("precious")
    (folder / "link").symlink_to(tmp_path)
    journal_of(folder, json.dumps(work))
    with pytest.raises(Problems) as refused, opened(folder):
        pass

    assert {"B024"} == {problem.code for problem in refused.value.problems}
    assert "precious" == victim.read_text()


@pytest.mark.parametrize("name", [CACHE, f"{CACHE}/{KEY}", f"{CACHE}/{JOURNAL}"])
def test_a_cache_that_is_a_link_touches_nothing_elsewhere(tmp_path, name):
    """Where the cache, a batch or the journal is a link, what it leads to stays as it was."""
    folder, victim = tmp_path / "build", tmp_path / "victim"
    for each in (KEY, JOURNAL, "."):
        write(victim / each / "mine.txt", "precious")
    before = tree(victim)
    (folder / name).parent.mkdir(parents=True)
    (folder / name).symlink_to(victim)
    made, codes = attempt(lambda: put(folder, publication("fever", b"one")))

    assert (None, {"B024"}) == (made, codes) or [path("fever")] == files(folder)
    assert before == tree(victim)


@pytest.mark.parametrize("name", [path("fever"), "download", MANIFEST])
def test_what_is_in_the_way_is_said_before_anything_is_done(tmp_path, name):
    """A folder in the place of a file, or a file in that of a folder, stops a build that has changed nothing."""
    put(tmp_path, publication("hands", b"one", "leaflet"))
    shutil.rmtree(tmp_path / name) if (tmp_path / name).is_dir() else (tmp_path / name).unlink(missing_ok=True)
    if name == "download":
        write(tmp_path / name, "mine")
    else:
        write(tmp_path / name / "mine.txt", "mine")
    before = tree(tmp_path)
    with pytest.raises(Missing) as refused:
        put(tmp_path, publication("fever", b"new"))

    assert f"{tmp_path / name} is in the way of what is to be written" == refused.value.message
    assert before == tree(tmp_path)
    assert not (tmp_path / CACHE / JOURNAL).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_who_is_forked_holds_no_lock(tmp_path):
    """A process that was forked while a folder was locked, and lives on, keeps nobody out."""
    ours, theirs = get_context("fork").Pipe()
    with alone_in(tmp_path):
        child = get_context("fork").Process(target=lambda: theirs.send("here") or time.sleep(30))
        child.start()
        assert "here" == ours.recv()
    try:
        with alone_in(tmp_path):
            pass
    finally:
        child.kill()


def journal_of(folder, work):
    """A journal that somebody else wrote, with a file to come."""
    for name, content in ((f"{KEY}/link/fever.en-US.us.pdf", "hostile"), (f"{JOURNAL}/work.json", work)):
        write(folder / CACHE / name, content)


@pytest.mark.parametrize(
    "work",
    [
        *("{", "[]", '{"come": 1}', '{"come": [["../..", "download/fever.en-US.us.pdf"]], "gone": []}'),
        *(f'{{"come": [["{KEY}", "{file}"]], "gone": []}}' for file in ("../victim", ".memory.json", "notes.txt")),
        *(f'{{"come": [], "gone": ["{file}"]}}' for file in ("../victim", "manifest.json", "notes.txt")),
    ],
)
def test_a_journal_that_nobody_of_ours_wrote_is_none(tmp_path, work):
    """What is no journal, or names what is no file of a build, is not carried out."""
    put(tmp_path, publication("fever", b"one"))
    write(tmp_path / "notes.txt", "mine")
    before = tree(tmp_path)
    journal_of(tmp_path, work)
    with opened(tmp_path):
        pass

    assert before == tree(tmp_path)


def test_what_is_kept_is_found_while_it_is_whole(tmp_path):
    """A batch comes back from the cache by its key; not one whose file was changed, nor one of other files."""
    files, like = [path("fever")], ("k7qm4t2x", True)
    rows = keep(tmp_path, KEY, [publication("fever", b"one")])

    assert rows == kept(tmp_path, KEY, files, *like)
    assert kept(tmp_path, "0b" * 32, files, *like) is None
    assert kept(tmp_path, KEY, [path("hands")], *like) is None
    assert kept(tmp_path, KEY, files, "00000000", True) is None
    assert kept(tmp_path, KEY, files, "k7qm4t2x", False) is None

    (tmp_path / CACHE / KEY / path("fever")).write_bytes(b"two")

    assert kept(tmp_path, KEY, files, *like) is None
    assert rows == keep(tmp_path, KEY, [publication("fever", b"one")]) == kept(tmp_path, KEY, files, *like)

    text = (tmp_path / CACHE / KEY / "rows.json").read_text()
    (tmp_path / CACHE / KEY / "rows.json").write_text(text.replace("download/", "../"))

    assert kept(tmp_path, KEY, files, *like) is None
    assert kept(tmp_path, KEY, ["../fever.en-US.us.pdf"], *like) is None


def test_a_failure_inside_a_file_leaves_no_draft(tmp_path, monkeypatch):
    """A file that cannot be finished is taken away again."""
    monkeypatch.setattr(Path, "chmod", lambda path, mode: (_ for _ in ()).throw(OSError("read-only")))
    with pytest.raises(OSError, match="read-only"):
        write_all([(b"content", tmp_path, "a.pdf")])

    assert {} == tree(tmp_path)


def test_the_memory_comes_last(tmp_path, monkeypatch):
    """Files, then the manifest that lists them, and last what says that all of them are made."""
    order = []
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda path, target: order.append(Path(target).name) or replace(path, target))
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))

    assert ["fever.en-US.us.pdf", "hands.en-US.us.pdf", MANIFEST, Memory.FILE] == order


def test_a_partial_build_keeps_the_other_rows(tmp_path):
    """Building one booklet keeps the others in the manifest, while they are as they were made."""
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))
    put(tmp_path, publication("fever", b"new"))

    assert [path("fever"), path("hands")] == files(tmp_path)
    assert b"new" == (tmp_path / path("fever")).read_bytes()


def test_a_row_stays_where_its_own_file_is_as_it_says(tmp_path):
    """A manifest older than the files and the memory beside it vouches for none of them."""
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))
    old = (tmp_path / MANIFEST).read_bytes()
    put(tmp_path, publication("fever", b"new"), publication("hands", b"two"))
    (tmp_path / MANIFEST).write_bytes(old)
    put(tmp_path, publication("soap", b"three"))

    assert [path("hands"), path("soap")] == files(tmp_path)


def test_a_file_that_somebody_changed_is_not_vouched_for(tmp_path):
    """The manifest drops a file whose bytes are no longer those that were made, and the file stays, outdated or not."""
    for outdated in ((), ("hands",)):
        put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))
        (tmp_path / path("hands")).write_bytes(b"stamped")

        assert [] == put(tmp_path, publication("fever", b"new"), outdated=outdated)
        assert [path("fever")] == files(tmp_path)
        assert b"stamped" == (tmp_path / path("hands")).read_bytes()


def test_what_somebody_changed_is_set_aside(tmp_path):
    """Where a new file takes the place of one that is not as it was made, a copy of that stays, once for all builds."""
    put(tmp_path, publication("fever", b"one"))
    (tmp_path / path("fever")).write_bytes(b"filled in")
    made, aside = [("key", {"file": path("fever")})], path("fever").replace(".pdf", ".changed-1.pdf")

    assert [aside] == set_aside(tmp_path, made, []) == set_aside(tmp_path, made, [])
    assert b"filled in" == (tmp_path / aside).read_bytes()
    assert [] == set_aside(tmp_path, made, [{"file": path("fever")}])

    (tmp_path / path("fever")).write_bytes(b"filled in again")

    assert [aside.replace("-1", "-2")] == set_aside(tmp_path, made, [])


def test_what_is_outdated_is_taken_away(tmp_path):
    """An outdated file goes, with its row, and is named; what is made anew is not gone, and a stranger's file stays."""
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))
    (tmp_path / "download/notes.txt").write_text("mine")
    gone = put(tmp_path, publication("fever", b"new"), outdated=["fever", "hands", "notes"])

    assert [path("hands")] == gone
    assert [path("fever")] == files(tmp_path)
    assert {path("fever"), "download/notes.txt", MANIFEST, Memory.FILE} == set(tree(tmp_path))


@pytest.mark.parametrize("lost", [None, MANIFEST, Memory.FILE])
def test_what_was_withdrawn_is_taken_out(tmp_path, lost):
    """By its code as the manifest has it, or by what was handed out, where the manifest was lost; nothing else goes."""
    put(tmp_path, publication("fever", b"one"), publication("fever", b"folded", "ward-printer"))
    kept = replace(publication("hands", b"two"), code="00000000")
    put(tmp_path, kept)
    if lost:
        (tmp_path / lost).unlink()
    handed_out = {path("fever"): hashlib.sha256(b"one").hexdigest(), path("hands"): "0" * 64}
    gone = take_out(tmp_path, ["k7qm4t2x"], handed_out)
    again = take_out(tmp_path, ["k7qm4t2x"], handed_out)

    # Nothing says of a file that was never handed out what it is, once the manifest is lost.
    assert [path("fever"), *([] if lost == MANIFEST else [path("fever", "ward-printer")])] == gone
    assert [] == again
    assert b"two" == (tmp_path / path("hands")).read_bytes()
    assert lost == MANIFEST or [path("hands")] == files(tmp_path)
    # A folder of whose files none is left goes with them.
    assert (lost == MANIFEST) == (tmp_path / "ward-printer").exists()


def test_nothing_to_take_out_writes_nothing(tmp_path):
    """A withdrawal where nothing was built makes no folder of a build."""
    assert [] == take_out(tmp_path / "build", ["k7qm4t2x"], {path("fever"): "0" * 64})
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    "file",
    [
        "../{victim}",
        "../../{victim}",
        "{folder}/{victim}",
        "download/../../{victim}",
        "download/fever.en-US.us.pdf/../../../{victim}",
        "link/fever.en-US.us.pdf",
        "download/hands.en-US.us.pdf",
        "upload/fever.en-US.us.pdf",
        "manifest.json",
        "",
    ],
)
def test_a_manifest_that_names_no_file_of_a_build_is_refused(tmp_path, file):
    """A row that leads out, also by a link, or to another edition's file, is a problem; nothing is deleted."""
    folder, victim = tmp_path / "build", tmp_path / "fever.en-US.us.pdf"
    victim.write_bytes(b"precious")
    put(folder, publication("fever", b"one"))
    (folder / "link").symlink_to(tmp_path)
    name = file.format(victim=victim.name, folder=tmp_path)
    one, precious = (hashlib.sha256(content).hexdigest() for content in (b"one", b"precious"))
    for record in (MANIFEST, Memory.FILE):
        text = (folder / record).read_text().replace(path("fever"), name)
        if file.startswith("link"):
            text = text.replace('"ticket": "download"', '"ticket": "link"')
        (folder / record).write_text(text.replace(one, precious))
    before = tree(folder)
    with pytest.raises(Problems) as refused:
        put(folder, publication("soap", b"three"), outdated=["fever"])

    assert ["B024" if file.startswith("link") else "V009"] == [problem.code for problem in refused.value.problems]
    assert b"precious" == victim.read_bytes()
    assert before == tree(folder)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"editions": 3}', b'{"editions": [1]}', b'{"editions": [{}]}', b"\xff"]
)
def test_a_manifest_that_cannot_be_read_is_made_anew(tmp_path, content):
    """A broken manifest of an earlier build is no reason to fail."""
    (tmp_path / MANIFEST).write_bytes(content)
    put(tmp_path, publication("fever", b"one"))

    assert [path("fever")] == files(tmp_path)

"""Into the build folder: everything or nothing, and an old file is whole until a new one is."""

import hashlib
import json
from pathlib import Path

import pytest

from chapbook.content.booklet import Edition
from chapbook.content.finished import Publication
from chapbook.files import atomic as module
from chapbook.files.atomic import write_all
from chapbook.store.memory import Memory
from chapbook.store.store import MANIFEST, publish


def publication(name, content):
    about = (name.title(), 4, True, "2026-11-21", "k7qm4t2x")
    return Publication(f"download/{name}.pdf", Edition(name, "en-US", "us"), "download", *about, content)


def put(folder, *made, whole=True, keep=()):
    inputs = {**{each.file: "inputs" for each in made}, **dict.fromkeys(keep, "inputs")}
    publish(list(made), folder, Memory(folder), inputs, {*inputs} if whole else None)


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files(folder):
    return [row["file"] for row in json.loads((folder / MANIFEST).read_text())["editions"]]


def test_files_and_manifest(tmp_path):
    """Each file is there, and the manifest tells its size and its checksum."""
    put(tmp_path, publication("fever", b"one"))
    (row,) = json.loads((tmp_path / MANIFEST).read_text())["editions"]

    assert {"download/fever.pdf", MANIFEST, Memory.FILE} == set(tree(tmp_path))
    assert (3, hashlib.sha256(b"one").hexdigest()) == (row["bytes"], row["sha256"])
    assert ("fever", "en-US", "us", "Fever", 4, True) == tuple(
        row[key] for key in ("booklet", "locale", "place", "title", "pages", "draft")
    )


@pytest.mark.parametrize("failing", range(4))
def test_a_failure_while_writing_leaves_the_old_build_whole(tmp_path, monkeypatch, failing):
    """A full disk at any file leaves the old files, the old manifest and nothing else."""
    put(tmp_path, publication("fever", b"old"), publication("hands", b"old"), publication("dropped", b"old"))
    before = tree(tmp_path)
    draft, count = module._draft, iter(range(9))

    def full(content, folder):
        if next(count) == failing:
            raise OSError(28, "No space left on device")
        return draft(content, folder)

    monkeypatch.setattr(module, "_draft", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, publication("fever", b"new"), publication("hands", b"new"))

    assert before == tree(tmp_path)


def test_a_failure_inside_a_file_leaves_no_draft(tmp_path, monkeypatch):
    """A file that cannot be finished is taken away again."""
    monkeypatch.setattr(Path, "chmod", lambda path, mode: (_ for _ in ()).throw(OSError("read-only")))
    with pytest.raises(OSError, match="read-only"):
        write_all([(b"content", tmp_path / "a.pdf")])

    assert {} == tree(tmp_path)


def test_the_manifest_comes_last(tmp_path, monkeypatch):
    """Whoever reads a manifest finds its files: it is the last to take its place."""
    order = []
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda path, target: order.append(Path(target).name) or replace(path, target))
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))

    assert ["fever.pdf", "hands.pdf", Memory.FILE, MANIFEST] == order


def test_a_partial_build_keeps_the_other_rows(tmp_path):
    """Building one booklet keeps the others in the manifest, while they are as they were made."""
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))
    put(tmp_path, publication("fever", b"new"), whole=False)

    assert ["download/fever.pdf", "download/hands.pdf"] == files(tmp_path)
    assert b"new" == (tmp_path / "download/fever.pdf").read_bytes()


def test_a_file_that_somebody_changed_is_not_vouched_for(tmp_path):
    """The manifest drops a file whose bytes are no longer those that were made."""
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))
    (tmp_path / "download/hands.pdf").write_bytes(b"stamped")
    put(tmp_path, publication("fever", b"new"), whole=False)

    assert ["download/fever.pdf"] == files(tmp_path)
    assert b"stamped" == (tmp_path / "download/hands.pdf").read_bytes()


def test_a_whole_build_takes_away_what_is_no_longer_published(tmp_path):
    """A booklet that the project dropped goes, file and row; a stranger's file stays."""
    put(tmp_path, publication("fever", b"one"), publication("hands", b"two"))
    (tmp_path / "download/notes.txt").write_text("mine")
    put(tmp_path, publication("fever", b"new"))

    assert ["download/fever.pdf"] == files(tmp_path)
    assert {"download/fever.pdf", "download/notes.txt", MANIFEST, Memory.FILE} == set(tree(tmp_path))


@pytest.mark.parametrize(
    "manifest", [b"", b"{", b"[]", b'{"editions": 3}', b'{"editions": [1]}', b'{"editions": [{}]}', b"\xff"]
)
def test_a_manifest_that_cannot_be_read_is_made_anew(tmp_path, manifest):
    """A broken manifest of an earlier build is no reason to fail."""
    (tmp_path / MANIFEST).write_bytes(manifest)
    put(tmp_path, publication("fever", b"one"))

    assert ["download/fever.pdf"] == files(tmp_path)

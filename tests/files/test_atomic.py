"""The one door to the disk: what lies below a folder; nothing is written, nor taken away, outside it."""

import os
from pathlib import Path

import pytest

from chapbook.files.atomic import below, named_in, write_all
from chapbook.problems.problem import Problems


@pytest.fixture
def folder(tmp_path):
    """A folder with a file and links, and beside it a file of somebody else's."""
    folder = tmp_path / "build"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner/a.pdf").write_text("ours")
    (tmp_path / "victim.txt").write_text("precious")
    (folder / "way-out").symlink_to("..")
    (folder / "out.pdf").symlink_to("../victim.txt")
    (folder / "new.pdf").symlink_to("../not-there-yet.pdf")
    (folder / "way-in").symlink_to("inner")
    (folder / "in.pdf").symlink_to("inner/a.pdf")
    (folder / "circle").symlink_to("circle")
    return folder


OUT = (
    "../victim.txt",
    "inner/../../victim.txt",
    "inner/../inner/a.pdf",
    "/etc/passwd",
    "..",
    ".",
    "",
    "..\\victim.txt",
    "way-out/victim.txt",
    "way-out/build/inner/../../victim.txt",
    "out.pdf",
    "new.pdf",
    "circle",
    "circle/a.pdf",
    "a\0b.pdf",
    "a" * 300,
    f"{'a' * 300}/a.pdf",
)


@pytest.mark.parametrize("name", OUT)
def test_what_leads_out_has_no_place(folder, name):
    """A name that climbs, begins at the root, follows a link out, or can be no file's, has no place in a folder."""
    assert below(folder, name) is None


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("inner/a.pdf", "inner/a.pdf"),
        ("new/folder/b.pdf", "new/folder/b.pdf"),
        ("inner/a.pdf/b", "inner/a.pdf/b"),
        ("way-in/a.pdf", "inner/a.pdf"),
        ("in.pdf", "in.pdf"),
        ("./inner/.memory.json", "inner/.memory.json"),
    ],
)
def test_what_stays_inside_has_a_place(folder, name, place):
    """A name below a folder leads there, by links of the folder too; a link at the end is itself what is meant."""
    assert folder / place == below(folder, name)


def test_the_folder_itself_may_be_a_link(folder, tmp_path):
    """Where somebody keeps a build or a site elsewhere, its files lie there; nothing inside leads further."""
    (tmp_path / "site").symlink_to(folder)

    assert folder / "inner/a.pdf" == below(tmp_path / "site", "inner/a.pdf")
    assert below(tmp_path / "site", "out.pdf") is None


def snapshot(top):
    return {path.relative_to(top): path.is_file() and path.read_bytes() for path in top.rglob("*")}


@pytest.mark.parametrize("name", [name for name in OUT if "\0" not in name])
@pytest.mark.parametrize("how", ["written", "taken away"])
def test_nothing_is_written_or_taken_away_outside(folder, tmp_path, name, how):
    """One path that leads out, and nothing at all is written or taken away; each such path is a problem."""
    before = snapshot(tmp_path)
    wanted = [(b"new", folder, "b.pdf"), *([(b"new", folder, name)] if how == "written" else [])]
    gone = [(folder, "inner/a.pdf"), *([(folder, name)] if how == "taken away" else [])]
    with pytest.raises(Problems) as refused:
        write_all(wanted, gone)

    assert ["B024"] == [problem.code for problem in refused.value.problems]
    assert before == snapshot(tmp_path)


def test_a_link_is_replaced_and_not_followed(folder):
    """What is written over a link inside the folder takes the place of the link, and what it led to stays."""
    write_all([(b"new", folder, "in.pdf")])

    assert (b"new", b"ours") == ((folder / "in.pdf").read_bytes(), (folder / "inner/a.pdf").read_bytes())
    assert not (folder / "in.pdf").is_symlink()


@pytest.mark.parametrize(
    "file", ["fever.es.us.pdf", "download/fever.es.pdf", "download/fever.es.us", "a/b/fever.es.us.pdf", "a/b.c.d.e.\n"]
)
def test_what_is_no_file_of_a_build(file):
    """A file of a build has a ticket, a booklet, a language, a place and what it is; nothing more, nothing less."""
    assert named_in(file) is None
    assert ("job", "fever", "es", "us") == named_in("job/fever.es.us.job.pdf")


def test_what_is_written_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    """A power cut finds the old file or the new one, whole, and its name in the folder once the command has ended."""
    done = []
    sync, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: done.append("sync") or sync(handle))
    monkeypatch.setattr(Path, "replace", lambda draft, target: done.append("rename") or rename(draft, target))
    write_all([(b"new", tmp_path, "a.txt"), (b"new", tmp_path, "b.txt")])

    assert ["sync", "sync", "rename", "rename", "sync"] == done

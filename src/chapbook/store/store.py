"""Finished files to their folder: all of them and their manifest, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.content.jobs import PROOF_SHEET
from chapbook.files.atomic import alone_in, as_json, write_all
from chapbook.problems.problem import Problems, Spot, problem, q
from chapbook.store.journal import carry_out, note
from chapbook.store.memory import CACHE, Memory, is_as_made, manifest


@contextmanager
def opened(folder: Path) -> Iterator[Memory]:
    """The memory of a build folder, for one command alone; what an earlier one was cut short in is finished first.

    A cache that is a link is somebody else's folder.
    """
    with alone_in(folder):
        cache = folder / CACHE
        if cache.is_symlink():
            raise Problems([problem("B024", Spot(cache.as_posix()), file=q(cache.as_posix()))])
        carry_out(folder)
        yield Memory(folder)


# Each file of a batch: the key under which the batch is kept, and the file's row of the manifest.
Made = tuple[str, dict[str, Any]]


def store(
    made: list[Made],
    folder: Path,
    memory: Memory,
    inputs: dict[str, str],
    earlier: list[dict[str, Any]],
    outdated: set[str],
) -> list[str]:
    """Bring files to their place, with their manifest and the memory of what they rest on; which older ones went.

    Of the earlier rows those stay whose files are as they were made; what is outdated goes, files and rows. A file that
    is not as it was made is somebody else's, and stays where it is.
    """
    rows = {row["file"]: row for row in earlier if is_as_made(folder, row["file"], row["sha256"])}
    new = {row["file"]: row for _, row in made}
    gone = sorted((rows.keys() & outdated) - new.keys())
    rows = {file: row for file, row in rows.items() if file not in gone} | new
    memory.note({file: row["sha256"] for file, row in rows.items()}, inputs)
    listed = as_json(_manifest([rows[file] for file in sorted(rows)]))
    note(folder, [(key, row["file"]) for key, row in made], gone, listed, memory.to_bytes())
    carry_out(folder)
    return gone


def set_aside(folder: Path, made: list[Made], earlier: list[dict[str, Any]]) -> list[str]:
    """Copies of files that would be written over and are not as a build made them, such as a form with what was typed.

    A copy that is there already is not made again.
    """
    ours = {row["file"] for row in earlier}
    return [
        _copied(folder, PurePosixPath(row["file"]))
        for _, row in made
        if row["file"] not in ours and (folder / row["file"]).is_file()
    ]


def _copied(folder: Path, file: PurePosixPath) -> str:
    content = (folder / file).read_bytes()
    numbered = (file.with_name(f"{file.stem}.changed-{number}{file.suffix}").as_posix() for number in count(1))
    name = next(name for name in numbered if not (folder / name).exists() or (folder / name).read_bytes() == content)
    if not (folder / name).exists():
        write_all([(content, folder, name)])
    return name


def take_out(folder: Path, codes: Collection[str], files: dict[str, str]) -> list[str]:
    """Take what was withdrawn out of a build folder, by its codes; which files were taken away.

    The folder is held by whoever asks: what its manifest lists is read here, and a build may have ended a moment ago.
    `files` are those that were handed out under the codes, with their hashes: a manifest may have been lost since.
    """
    earlier = manifest(folder)
    listed = {row["file"]: row for row in earlier}
    unlisted = {file: {"file": file, "sha256": files[file]} for file in files.keys() - listed.keys()}
    outdated = {*unlisted, *(file for file, row in listed.items() if row["code"] in codes)}
    if not any(is_as_made(folder, file, {**listed, **unlisted}[file]["sha256"]) for file in outdated):
        return []
    return store([], folder, Memory(folder), {}, [*unlisted.values(), *earlier], outdated)


def _manifest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Files for readers, and the proof sheets beside them."""
    proof_sheets = [row for row in rows if row["ticket"] == PROOF_SHEET]
    return {"editions": [row for row in rows if row not in proof_sheets], "proof-sheets": proof_sheets}

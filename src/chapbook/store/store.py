"""Finished files to their folder: all of them and their manifest, or nothing."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from chapbook.content.finished import FinishedFile
from chapbook.content.jobs import PROOF_SHEET
from chapbook.files.atomic import as_json, write_all
from chapbook.store.memory import MANIFEST, Memory, is_as_made


def store(
    made: list[FinishedFile],
    folder: Path,
    memory: Memory,
    inputs: dict[str, str],
    earlier: list[dict[str, Any]],
    outdated: set[str],
) -> list[str]:
    """Write files, their manifest and the memory of what they rest on; which older files were taken away.

    Everything is written beside its place first and then renamed, the manifest after the files and the memory last, so
    that whoever looks finds old files or new ones and never half of one, and what was cut short is made again. Of the
    earlier rows those stay whose files are as they were made; what is outdated goes, files and rows. A file that is not
    as it was made is somebody else's, and stays where it is.
    """
    rows = {row["file"]: row for row in earlier if is_as_made(folder, row["file"], row["sha256"])}
    new = {publication.file: publication.entry() for publication in made}
    gone = sorted((rows.keys() & outdated) - new.keys())
    rows = {file: row for file, row in rows.items() if file not in gone} | new
    memory.note({file: row["sha256"] for file, row in rows.items()}, inputs)
    files = [(publication.content, folder, publication.file) for publication in made]
    listed = as_json(_manifest([rows[file] for file in sorted(rows)]))
    write_all(
        [*files, (listed, folder, MANIFEST), (memory.to_bytes(), folder, memory.FILE)],
        [(folder, file) for file in gone],
    )
    return gone


def take_out(folder: Path, earlier: list[dict[str, Any]], codes: Collection[str], files: dict[str, str]) -> list[str]:
    """Take what was withdrawn out of a build folder, by its codes; which files were taken away.

    `files` are those that were handed out under the codes, with their hashes: a manifest may have been lost since.
    """
    listed = {row["file"]: row for row in earlier}
    unlisted = {file: {"file": file, "sha256": files[file]} for file in files.keys() - listed.keys()}
    outdated = {*unlisted, *(file for file, row in listed.items() if row["code"] in codes)}
    if not any(is_as_made(folder, file, {**listed, **unlisted}[file]["sha256"]) for file in outdated):
        return []
    return store([], folder, Memory(folder), {}, [*unlisted.values(), *earlier], outdated)


def _manifest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Files for readers, and the proof sheets beside them."""
    sheets = [row for row in rows if row["ticket"] == PROOF_SHEET]
    return {"editions": [row for row in rows if row not in sheets], "proof-sheets": sheets}

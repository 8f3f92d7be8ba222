"""Finished files to their folder: all of them and their manifest, or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chapbook.content.finished import Publication
from chapbook.content.jobs import PROOF_SHEET
from chapbook.files.atomic import as_json, write_all
from chapbook.store.memory import Memory

MANIFEST = "manifest.json"


def publish(
    made: list[Publication], folder: Path, memory: Memory, inputs: dict[str, str], known: set[str] | None
) -> None:
    """Write files, their manifest and the memory of what they rest on.

    Everything is written beside its place first and then renamed, the manifest last, so that whoever looks finds
    old files or new ones and never half of one. Rows of an earlier build stay while their files are as they were made;
    where all files that the project knows are given, what it no longer publishes is dropped, files and rows.
    """
    rows = {row["file"]: row for row in _earlier(folder) if memory.intact(row["file"])}
    dropped = set() if known is None else rows.keys() - known
    for file in dropped:
        del rows[file]
    rows |= {publication.file: publication.entry() for publication in made}
    memory.note({file: row["sha256"] for file, row in rows.items()}, inputs)
    write_all(
        [(publication.content, folder / publication.file) for publication in made]
        + [
            (memory.to_bytes(), folder / memory.FILE),
            (as_json(_manifest([rows[file] for file in sorted(rows)])), folder / MANIFEST),
        ]
    )
    for file in dropped:
        (folder / file).unlink()


def _manifest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Files for readers, and the proof sheets beside them."""
    sheets = [row for row in rows if row["ticket"] == PROOF_SHEET]
    return {"editions": [row for row in rows if row not in sheets], "proof-sheets": sheets}


def _earlier(folder: Path) -> list[dict[str, Any]]:
    """The rows of the manifest that is there."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        rows = [*manifest["editions"], *manifest.get("proof-sheets", ())]
        return [row for row in rows if isinstance(row.get("file"), str)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []

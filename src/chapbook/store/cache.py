"""What was made and is not in its place yet, kept by the hash of all that it was made from.

A batch is kept when it is finished, whole. A build that was cut short, or that stopped at a fault of another batch,
finds it there and goes on; only a build that has everything hands it over (`journal.py`), and takes the cache away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chapbook.content.finished import FinishedFile
from chapbook.files.atomic import as_json, named_in, write_folder
from chapbook.store.memory import CACHE, is_as_made, is_row

ROWS = "rows.json"

_KEY = re.compile(r"[0-9a-f]{64}")


def keep(folder: Path, key: str, made: list[FinishedFile]) -> list[dict[str, Any]]:
    """Keep a batch under the hash of its inputs; the rows of its files for the manifest."""
    rows = [each.entry() for each in made]
    write_folder(folder / CACHE, key, [*((each.file, each.content) for each in made), (ROWS, as_json(rows))])
    return rows


def kept(folder: Path, key: str, files: Iterable[str], code: str, draft: bool) -> list[dict[str, Any]] | None:
    """The rows of a batch that is kept: of these files, each as it was made, and as its edition is now; or nothing."""
    home = folder / CACHE / key
    try:
        rows = json.loads((home / ROWS).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or not all(map(is_row, rows)) or sorted(row["file"] for row in rows) != sorted(files):
        return None
    ours = all(_named(row) and (row["code"], row["draft"]) == (code, draft) for row in rows)
    whole = not home.is_symlink() and all(is_as_made(home, row["file"], row["sha256"]) for row in rows)
    return rows if ours and whole else None


def _named(row: dict[str, Any]) -> bool:
    """Whether a row is of the edition and the ticket that its file is named for; a proof sheet has a folder for one."""
    return named_in(row["file"]) == tuple(row[key] for key in ("ticket", "booklet", "locale", "place"))


def is_key(text: object) -> bool:
    return isinstance(text, str) and _KEY.fullmatch(text) is not None

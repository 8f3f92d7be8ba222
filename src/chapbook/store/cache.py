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
from chapbook.files.atomic import as_json, write_folder
from chapbook.store.memory import CACHE, is_as_made, is_row

ROWS = "rows.json"

_KEY = re.compile(r"[0-9a-f]{64}")


def keep(folder: Path, key: str, made: list[FinishedFile]) -> list[dict[str, Any]]:
    """Keep a batch under the hash of its inputs; the rows of its files for the manifest."""
    rows = [each.entry() for each in made]
    write_folder(folder / CACHE, key, [*((each.file, each.content) for each in made), (ROWS, as_json(rows))])
    return rows


def kept(folder: Path, key: str, files: Iterable[str]) -> list[dict[str, Any]] | None:
    """The rows of a batch that is kept: of these files, each as it was made; nothing where one is not."""
    home = folder / CACHE / key
    try:
        rows = json.loads((home / ROWS).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(rows, list) or not all(map(is_row, rows)) or {row["file"] for row in rows} != {*files}:
        return None
    return rows if all(is_as_made(home, row["file"], row["sha256"]) for row in rows) else None


def is_key(text: object) -> bool:
    return isinstance(text, str) and _KEY.fullmatch(text) is not None

"""Files, manifest and memory change together: what is to be done is written down first, and done after.

The journal is a folder of the cache, there whole or not at all. While it is there, whatever ended a command in the
middle of its work, the next one carries it out to the end: nobody finds new files under an old manifest for longer.

The register has another (`publish/kept.py`). Batches lie in the cache long before they are handed over, so this one
names files and moves them, with the manifest; what is new of a register is few and small, and is itself the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chapbook.files.atomic import as_json, bring, named_in, places_of, refuse_taken, remove_folder, write_folder
from chapbook.store.cache import is_key
from chapbook.store.memory import CACHE, JOURNAL, MANIFEST, Memory

# What is to be done: files that come, each with the key of the batch that it is kept with, and files that go.
_WORK = "work.json"
_RECORDS = (MANIFEST, Memory.FILE)


def note(folder: Path, come: Iterable[tuple[str, str]], gone: Iterable[str], manifest: bytes, memory: bytes) -> None:
    """Write down what is to be done; from here on it will be. What leads out of the folder is raised before."""
    come, gone = [*come], [*gone]
    names = (*(file for _, file in come), *gone, *_RECORDS)
    refuse_taken(places_of((folder, name) for name in names))
    work = (_WORK, as_json({"come": come, "gone": gone}))
    write_folder(folder / CACHE, JOURNAL, [work, (MANIFEST, manifest), (Memory.FILE, memory)])


def carry_out(folder: Path) -> None:
    """Do what the journal of a build folder says, as far as it is not done, and take the cache away.

    Nothing without a journal of ours, which names files of a build alone; where one leads out of the folder by a link,
    that is a problem.
    """
    cache = folder / CACHE
    work = _read(cache / JOURNAL / _WORK)
    if work is None:
        return
    files = [(cache, f"{key}/{file}", file) for key, file in work["come"]]
    records = [(cache, f"{JOURNAL}/{name}", name) for name in _RECORDS]
    bring(folder, [*files, *records], work["gone"])
    # The journal goes first: what is done needs not be done again.
    remove_folder(cache, JOURNAL)
    remove_folder(folder, CACHE)


def _read(path: Path) -> dict[str, Any] | None:
    """The work of a journal; one that nobody of ours could have written is none."""
    try:
        work = json.loads(path.read_bytes())
        files = [*(file for _, file in work["come"]), *work["gone"]]
        sane = all(is_key(key) for key, _ in work["come"]) and all(map(named_in, files))
        return work if sane else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None

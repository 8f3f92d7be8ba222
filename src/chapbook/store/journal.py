"""Files, manifest and memory change together: what is to be done is written down first, and done after.

The journal is a folder of the cache, there whole or not at all. While it is there, whatever ended a command in the
middle of it, the next one carries it out to its end: nobody finds new files under an old manifest for longer.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chapbook.files.atomic import as_json, places_of, sync, write_folder
from chapbook.store.cache import is_key
from chapbook.store.memory import CACHE, JOURNAL, MANIFEST, Memory

# What the journal says: files that come, each with the batch that it is kept with, and files that go.
_WORK = "work.json"


def note(folder: Path, come: Iterable[tuple[str, str]], gone: Iterable[str], manifest: bytes, memory: bytes) -> None:
    """Write down what is to be done: from here on it will be."""
    work = as_json({"come": [*come], "gone": [*gone]})
    write_folder(folder / CACHE, JOURNAL, [(_WORK, work), (MANIFEST, manifest), (Memory.FILE, memory)])


def carry_out(folder: Path) -> None:
    """Do what the journal of a build folder says, as far as it is not done; nothing where there is no journal.

    Every step can be taken again. A journal that nobody of ours wrote, or that leads out of the folder, is a problem.
    """
    cache = folder / CACHE
    work = _read(cache / JOURNAL / _WORK)
    if work is None:
        return
    come = [(cache, f"{key}/{file}") for key, file in work["come"]]
    come += [(cache, f"{JOURNAL}/{name}") for name in (MANIFEST, Memory.FILE)]
    names = [*(file for _, file in work["come"]), MANIFEST, Memory.FILE]
    sources = places_of(come)
    targets = places_of((folder, name) for name in (*names, *work["gone"]))
    for path in targets[len(names) :]:
        path.unlink(missing_ok=True)
    for source, target in zip(sources, targets, strict=False):
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    sync(*{path.parent for path in targets if path.parent.is_dir()})
    (cache / JOURNAL / _WORK).unlink()
    sync(cache / JOURNAL)
    shutil.rmtree(cache, ignore_errors=True)


def _read(path: Path) -> dict[str, Any] | None:
    """The work of a journal; one that nobody could have written is none."""
    try:
        work = json.loads(path.read_bytes())
        come, gone = work["come"], work["gone"]
        sane = all(is_key(key) and isinstance(file, str) for key, file in come)
        return work if sane and all(isinstance(file, str) for file in gone) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None

"""What a file is like now, so that what was read from it can be kept until it changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# Its path, its size in bytes, and its times of change in nanoseconds: that of its content, which whoever copies a file
# may set, and that of the file itself, which nobody can.
State = tuple[str, int, int, int]


def state(path: Path | str) -> State:
    """The state of a file; of a link that leads nowhere, that of the link."""
    # One look at each file, by the name alone: a desk asks for hundreds at each request.
    name = os.fspath(path)
    try:
        about = os.stat(name)  # noqa: PTH116
    except OSError:
        about = os.lstat(name)
    return name, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def states(folder: Path | str) -> Iterator[State]:
    """The states of all files below a folder, in order; nothing of one that is not there. A link to a folder counts as
    a file."""
    try:
        with os.scandir(folder) as found:
            there = sorted(found, key=lambda each: each.name)
    except OSError:
        return
    for each in there:
        if not each.is_dir(follow_symlinks=False):
            with suppress(FileNotFoundError):
                yield state(each.path)
        elif each.name != "node_modules":
            yield from states(each.path)

"""What a file is like now, so that what was read from it can be kept until it changes."""

from __future__ import annotations

from pathlib import Path

# Its path, its size in bytes, and its time of change in nanoseconds.
State = tuple[str, int, int]


def state(path: Path) -> State:
    """The state of a file; of a link that leads nowhere, that of the link."""
    about = path.stat() if path.exists() else path.lstat()
    return path.as_posix(), about.st_size, about.st_mtime_ns

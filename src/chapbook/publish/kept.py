"""Where the register lies: its files change together, or not at all.

What is new is written beside the old first, whole and in a folder of its own. From the moment at which that folder has
its name it is what the register says, whatever ends the command; the next one that writes brings it to its place.

A build has another journal (`store/journal.py`): it names files of the cache, with some that go, and says nothing
until it is carried out. Here readers look into the new folder before the old one, and no file ever goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from chapbook.files.atomic import alone_in, bring, remove_folder, write_folder
from chapbook.problems.problem import Missing
from chapbook.publish.register import FILE, FOLDER

NEXT = ".next"


def files(home: Path) -> dict[str, Path]:
    """The files of the register of a root as they are now, by their names."""
    folders = (home / FOLDER, home / FOLDER / NEXT)
    return {path.name: path for folder in folders if not folder.is_symlink() for path in sorted(folder.glob("*.yaml"))}


def log(home: Path) -> bytes:
    """The log of a root as it is now; empty where nothing was published."""
    path = files(home).get(PurePosixPath(FILE).name)
    return path.read_bytes() if path else b""


@contextmanager
def alone(home: Path, since: bytes | None = None) -> Iterator[None]:
    """The register of a root for one command alone.

    Who worked from a log that was read before hands it in: where another command has written since, that is raised.
    """
    with alone_in(home / FOLDER):
        if since is not None and log(home) != since:
            raise Missing(f"another command has changed {FILE} meanwhile", "nothing was published: run this again")
        yield


def keep(home: Path, wanted: Iterable[tuple[bytes, str]]) -> None:
    """Write files of the register, each with its path below the root; those that are as they were are let alone."""
    finish(home)
    new = [(PurePosixPath(path).name, content) for content, path in wanted if not _is(home / path, content)]
    if new:
        write_folder(home / FOLDER, NEXT, new)
        finish(home)


def finish(home: Path) -> None:
    """Bring to its place what an earlier command was cut short in."""
    folder = home / FOLDER
    if (folder / NEXT).is_dir():
        bring(folder, [(folder, f"{NEXT}/{path.name}", path.name) for path in (folder / NEXT).glob("*.yaml")], ())
        remove_folder(folder, NEXT)


def _is(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content

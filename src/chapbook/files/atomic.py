"""The one door to the disk: what may be a name, where a file may lie, and files written whole or not at all."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.problems.problem import Missing, Problems, Spot, problem, q

# A name becomes a folder, the part of a file between two points, and an address that a family may have to type.
NAME = r"[A-Za-z0-9][A-Za-z0-9-]{0,63}"

_NAME = re.compile(NAME)
_OF_A_BUILD = re.compile(rf"({NAME})/({NAME})\.({NAME})\.({NAME})\.[a-z0-9]+(?:\.[a-z0-9]+)?")

# What is to be written: the bytes, the folder, and the path below it.
File = tuple[bytes, Path, str]


def is_name(name: str) -> bool:
    """Whether a booklet, a block, a language, a place or a ticket may be called so.

    >>> is_name("car-t-journey"), is_name("zh-Hans"), is_name("../x"), is_name(".memory.json"), is_name("a" * 65)
    (True, True, False, False, False)
    """
    return _NAME.fullmatch(name) is not None


def named_in(file: str) -> tuple[str, str, str, str] | None:
    """Ticket, booklet, language and place of a file of a build, by its path below the build folder.

    >>> named_in("download/fever.es.us.pdf"), named_in("../fever.es.us.pdf")
    (('download', 'fever', 'es', 'us'), None)
    """
    found = _OF_A_BUILD.fullmatch(file)
    return (found[1], found[2], found[3], found[4]) if found else None


def below(folder: Path, name: str) -> Path | None:
    """The path of a name below a folder, every link on the way followed; nothing where it leads out.

    The folder itself may be a link: whoever named it chose where it leads. A link at the end is not followed, so that
    what is written or taken away is the link, but it must not lead out either.
    """
    if (parts := _parts(name)) is None:
        return None
    if _is_straight(str(folder)) and _leads_straight(str(folder), parts):
        return folder.joinpath(*parts)
    try:
        home = folder.resolve()
        found = home.joinpath(*parts).parent.resolve() / parts[-1]
        inside = found.parent.is_relative_to(home) and found.resolve().is_relative_to(home)
        with suppress(FileNotFoundError, NotADirectoryError):
            found.lstat()
    except OSError as error:
        if error.errno not in (errno.ENAMETOOLONG, errno.ELOOP):
            raise
        return None
    except (ValueError, RuntimeError):  # a name with a zero byte, links that go round in a circle
        return None
    return found if inside else None


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...] | None:
    """The parts of a name; nothing where its words alone lead out of a folder, or nowhere."""
    path = PurePosixPath(name)
    is_name = path.parts and not path.is_absolute() and ".." not in path.parts and "\\" not in name
    return path.parts if is_name else None


@lru_cache(maxsize=256)
def _is_straight(folder: str) -> bool:
    """Whether no link led to a folder when it was first asked for: one that is put there later leads where it may."""
    return os.path.realpath(folder) == folder


def _leads_straight(folder: str, parts: Iterable[str]) -> bool:
    """Whether no link stands on a path of these parts below a folder, so that it cannot lead anywhere else."""
    at = folder
    try:
        for part in parts:
            at = f"{at}/{part}"
            if stat.S_ISLNK(os.lstat(at).st_mode):
                return False
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return True


def places_of(names: Iterable[tuple[Path, str]]) -> list[Path]:
    """Where these names lie; every one that leads out is raised."""
    found = [(folder / name, below(folder, name)) for folder, name in names]
    if out := [path.as_posix() for path, place in found if place is None]:
        raise Problems(problem("B024", Spot(path), file=q(path)) for path in out)
    return [place for _, place in found if place is not None]


def write_all(
    files: Iterable[File], gone: Iterable[tuple[Path, str]] = (), first: Callable[[], object] = lambda: None
) -> None:
    """Files whole or not at all: each is written beside its place; what is gone is taken away, and all are renamed.

    Nothing is written or taken away outside its folder: one path that leads out, and all stays as it is. `first` is
    done when everything lies ready and nothing has changed yet; where it fails, nothing will. After a power cut each
    file is the old one or the new one, whole.
    """
    wanted, old = [*files], [*gone]
    places = places_of([*((folder, name) for _, folder, name in wanted), *old])
    drafts: list[tuple[Path, Path]] = []
    try:
        for (content, *_), target in zip(wanted, places, strict=False):
            target.parent.mkdir(parents=True, exist_ok=True)
            drafts.append((_draft(content, target.parent), target))
        first()
        # Before the others: a file that nobody vouches for any more would stay if what follows were cut short.
        for path in places[len(wanted) :]:
            path.unlink(missing_ok=True)
        for draft, target in drafts:
            draft.replace(target)
        for folder in {path.parent for path in places if path.parent.is_dir()}:
            _sync(folder)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)


def write_folder(home: Path, name: str, files: Iterable[tuple[str, bytes]]) -> None:
    """A folder with its files, whole or not there at all, and on the disk before its name is: a power cut finds none of
    it or all of it. One that is there already is replaced."""
    home.mkdir(parents=True, exist_ok=True)
    draft, wanted = Path(tempfile.mkdtemp(dir=home, prefix=DRAFT)), [*files]
    try:
        _sweep(draft)
        places = places_of((draft, file) for file, _ in wanted)
        for (_, content), path in zip(wanted, places, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            path.chmod(0o644)
        for folder in {path.parent for path in places} | {draft}:
            _sync(folder)
        draft.chmod(0o755)
        (place,) = places_of([(home, name)])
        if place.is_symlink():
            place.unlink()
        shutil.rmtree(place, ignore_errors=True)
        draft.rename(place)
        _sync(home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def bring(folder: Path, come: Iterable[tuple[Path, str, str]], gone: Iterable[str]) -> None:
    """Bring files to their place below a folder, each from its name below another one on the same disk; others go,
    and each folder that was theirs alone.

    Every step can be taken again: what is in its place already is not looked for. It is done when this returns, a power
    cut or not. One path that leads out, and all stays as it is.
    """
    come = [*come]
    sources = places_of((home, name) for home, name, _ in come)
    targets = places_of((folder, name) for _, _, name in come)
    old = places_of((folder, name) for name in gone)
    # First: a file that nobody vouches for any more would stay for good if what follows were cut short.
    for path in old:
        path.unlink(missing_ok=True)
    for source, target in zip(sources, targets, strict=True):
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    for left in {path.parent for path in old} - {folder.resolve()}:
        with suppress(OSError):  # it holds something still
            left.rmdir()
    for home in {path.parent for path in (*old, *targets) if path.parent.is_dir()}:
        _sync(home)


def refuse_taken(places: Iterable[Path]) -> None:
    """Stop where a folder lies in the place of a file, or a file in that of its folder: somebody else put it there."""
    for path in places:
        for taken, what in ((path, path.is_dir()), (path.parent, path.parent.exists() and not path.parent.is_dir())):
            if what:
                raise Missing(f"{taken} is in the way of what is to be written", "move it away, then run this again")


def remove_folder(home: Path, name: str) -> None:
    """Take a folder away, whatever of it is there."""
    for path in places_of([(home, name)]):
        shutil.rmtree(path, ignore_errors=True)


def _sync(folder: Path) -> None:
    """What was renamed or taken away in a folder is so after a power cut as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """A folder, made where it is not there, for one command alone; another is told to wait.

    The lock is the system's, on the folder itself: it goes with the process that holds it, however that ends, and none
    that is forked meanwhile holds it too. Windows has no such locks: there, nobody hinders two commands.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if importlib.util.find_spec("fcntl") is None:
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    _HELD.add(handle)
    try:
        # A command that was killed a moment ago has a process that the system ends a little later.
        for tries in range(1, 21):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if tries == 20:
                    hint = "wait until it has ended, then run this again"
                    raise Missing(f"another command is at work in {folder}", hint) from None
                time.sleep(0.05)
            except OSError:  # a disk of the network that has no locks
                break
        yield
    finally:
        _HELD.discard(handle)
        os.close(handle)


_HELD: set[int] = set()


def _let_go() -> None:
    while _HELD:
        os.close(_HELD.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


# The last sign of a command that was killed, or another command at work: no draft takes as long as an hour.
DRAFT, _FORGOTTEN = ".draft-", 3600


def _sweep(new: Path) -> None:
    """Take away what lies beside a new draft and was left by whoever was killed, by the disk's own clock."""
    for draft in new.parent.glob(f"{DRAFT}*"):
        with suppress(OSError):
            if draft.lstat().st_mtime < new.stat().st_mtime - _FORGOTTEN:
                draft.unlink() if draft.is_symlink() or not draft.is_dir() else shutil.rmtree(draft)


def as_json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode("utf-8")


def _draft(content: bytes, folder: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=DRAFT)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sweep(draft)
        draft.chmod(0o644)
    except BaseException:
        draft.unlink()
        raise
    return draft

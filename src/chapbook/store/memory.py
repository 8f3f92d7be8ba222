"""What an earlier build made and from what, so that nothing is made twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain as joined
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.files.atomic import below, named_in
from chapbook.files.chain import PACKAGE, Chain
from chapbook.files.digest import digest
from chapbook.problems.problem import Problems, Spot, problem, q

MANIFEST = "manifest.json"

# Below a build folder: what is made and not in its place yet, and in it what is to be done with it.
CACHE, JOURNAL = ".cache", "journal"

# What a row of the manifest is judged by; the README explains every key.
_TEXTS = ("booklet", "locale", "place", "ticket", "file", "revised", "code", "sha256")
_KEYS: dict[str, type] = {**dict.fromkeys(_TEXTS, str), "draft": bool}


@dataclass(frozen=True)
class Request:
    """What was asked of a build, and two hashes: of all that it can read (folders of the roots, fonts, the press) and
    what it is made with; and of as much of it as every edition rests on."""

    asked: str
    inputs: str
    shared: str

    @classmethod
    def of(cls, chain: Chain, asked: str, made_with: Iterable[str]) -> Request:
        """Made before anything else is read: a file that changes meanwhile makes pages old, and never fresh.

        `made_with` names the packages and programs that make the pages, with their versions.
        """
        files = [*chain.files()]
        # A project that brings no fonts is set in those of another root.
        there = {path for _, path in files}
        fonts = [(f"fonts/{path.name}", path) for path in chain.fonts() if path not in there]
        hashes = [*_hashes(files), *_press(), *_hashes(fonts)]
        shared = [each for each in hashes if _is_shared(each[0])]
        tools = ("made with", *made_with)
        return cls(asked, digest(*joined(*hashes), *tools), digest(*joined(*shared), *tools))


@dataclass(frozen=True)
class Built:
    """What a build did: the files that it made, those that were made already, and those that it took away; the proof
    sheets that it made beside them; and the copies of what somebody had changed, where it made a file anew."""

    made: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    proof_sheets: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    # Whether it is a release without a site in the imprint: `publish` refuses its files.
    is_homeless: bool = False


def _is_shared(name: str) -> bool:
    """Whether a file bears on every edition: all but blocks, evidence and translations, which a manuscript holds."""
    root, *path = name.split("/")
    if root in ("press", "fonts"):
        return True
    folder, *below, file = path
    if folder == "booklets":
        return not file.endswith(".yaml") or below in ([], ["places"])
    if folder in ("approvals", "published"):
        return False  # what a page says of them is told with its manuscript
    return folder != "locales" or PurePosixPath(file).stem in ("locales", "furniture")


@cache
def _press() -> list[tuple[str, str]]:
    """The program itself, read once: it stays what it is until it ends."""
    return _hashes((f"press/{path.relative_to(PACKAGE).as_posix()}", path) for path in sorted(PACKAGE.rglob("*.py")))


def _hashes(files: Iterable[tuple[str, Path]]) -> list[tuple[str, str]]:
    return [(name, hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in files]


def manifest(folder: Path) -> list[dict[str, Any]]:
    """The rows of the manifest that is there, none where it cannot be read.

    A row whose file is not where a build puts the files of its edition is a problem: somebody else wrote it.
    """
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        rows = [row for row in (*data["editions"], *data.get("proof-sheets", ())) if is_row(row)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    path = (folder / MANIFEST).as_posix()
    found = []
    for row in rows:
        ticket, *edition = named = tuple(row[key] for key in ("ticket", "booklet", "locale", "place"))
        if named_in(row["file"]) != named:
            facts = {"file": q(row["file"]), "ticket": ticket, "edition": ".".join(edition), "manifest": path}
            found.append(problem("V009", Spot(path), **facts))
        elif below(folder, row["file"]) is None:
            file = (folder / row["file"]).as_posix()
            found.append(problem("B024", Spot(file), file=q(file)))
    if found:
        raise Problems(found)
    return rows


def is_as_made(folder: Path, file: str, sha256: str) -> bool:
    """Whether a file is there, and has the hash that it had when it was made."""
    path = below(folder, file)
    return path is not None and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


class Memory:
    """The memory of a build folder. One that cannot be read is empty."""

    FILE = ".memory.json"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            data = json.loads((folder / self.FILE).read_bytes())
            self.inputs = str(data["inputs"])
            self._requests = {words: [*map(str, files)] for words, files in data["requests"].items()}
            self._files = {file: row for file, row in data["files"].items() if _has(row, _HASHES)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.inputs, self._requests, self._files = "", {}, {}

    def made(self, request: Request) -> list[str] | None:
        """The files of an earlier build of the same request, where nothing in the folder is older than the inputs.

        The last build was of the same inputs, the manifest is the one that it wrote, and the files are as they were.
        """
        files = self._requests.get(request.asked)
        if (self.folder / CACHE / JOURNAL).exists():
            return None
        if self.inputs != request.inputs or files is None:
            return None
        try:
            listed = {row["file"]: row["sha256"] for row in manifest(self.folder)}
        except Problems:
            return None
        same = listed == {file: row["sha256"] for file, row in self._files.items()}
        return files if same and all(self.intact(file) for file in files) else None

    def as_made(self) -> list[dict[str, Any]]:
        """The rows of the manifest whose files are as they were made."""
        return [row for row in manifest(self.folder) if is_as_made(self.folder, row["file"], row["sha256"])]

    def fresh(self, file: str, inputs: str) -> bool:
        """Whether a file rests on the same inputs as now, and is as it was made."""
        return file in self._files and self._files[file]["inputs"] == inputs and self.intact(file)

    def intact(self, file: str) -> bool:
        """Whether a file is there and as it was made."""
        return file in self._files and is_as_made(self.folder, file, self._files[file]["sha256"])

    def note(self, hashes: dict[str, str], inputs: dict[str, str]) -> None:
        """Keep the hash of each file that is there now, and of what it rests on, if that is known."""
        earlier = {file: row["inputs"] for file, row in self._files.items()}
        self._files = {
            file: {"inputs": inputs.get(file) or earlier.get(file, ""), "sha256": sha256}
            for file, sha256 in hashes.items()
        }

    def note_request(self, request: Request, files: Iterable[str]) -> None:
        """Keep that a request has been met in full; what was met from other inputs is to be asked again."""
        if self.inputs != request.inputs:
            self.inputs, self._requests = request.inputs, {}
        self._requests[request.asked] = sorted(files)

    def to_bytes(self) -> bytes:
        whole = {"inputs": self.inputs, "requests": self._requests, "files": self._files}
        return (json.dumps(whole, indent=1, sort_keys=True) + "\n").encode()


def is_row(row: Any) -> bool:
    """Whether it is a row of a manifest, all that it is judged by in it."""
    return _has(row, _KEYS)


_HASHES: dict[str, type] = {"inputs": str, "sha256": str}


def _has(row: Any, wanted: dict[str, type]) -> bool:
    """Whether a row has all that is wanted, of the right type."""
    return isinstance(row, dict) and all(isinstance(row.get(key), kind) for key, kind in wanted.items())

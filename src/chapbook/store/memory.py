"""What an earlier build made and from what, so that nothing is made twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapbook.files.chain import PACKAGE, Chain
from chapbook.files.digest import digest


@dataclass(frozen=True)
class Request:
    """What was asked of a build, and the hash of every file that it can read: the roots' desks, and the press."""

    words: str
    inputs: str

    @classmethod
    def of(cls, chain: Chain, words: str) -> Request:
        return cls(words, digest(*_hashes([*chain.files(), *_press()])))


def shared_inputs(chain: Chain) -> str:
    """The hash of what every edition rests on: the press, templates, styles, fonts, pictures, values, languages."""
    files = [(name, path) for name, path in chain.files() if _is_shared(name, path)]
    return digest(*_hashes([*files, *_press()]))


def _is_shared(name: str, path: Path) -> bool:
    """Whether a file bears on every edition: all but blocks, evidence and translations, which a manuscript holds."""
    _, desk, *folders, _ = name.split("/")
    if desk == "booklets":
        return path.suffix != ".yaml" or folders in ([], ["places"])
    if desk in ("approvals", "published"):
        return False  # what a page says of them is told with its manuscript
    return desk != "locales" or path.stem in ("locales", "furniture")


def _press() -> list[tuple[str, Path]]:
    return [(f"press/{path.relative_to(PACKAGE).as_posix()}", path) for path in sorted(PACKAGE.rglob("*.py"))]


def _hashes(files: Iterable[tuple[str, Path]]) -> Iterator[str]:
    for name, path in files:
        yield name
        yield hashlib.sha256(path.read_bytes()).hexdigest()


class Memory:
    """The memory of a build folder. One that cannot be read is empty."""

    FILE = ".memory.json"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            data = json.loads((folder / self.FILE).read_bytes())
            self._requests: dict[str, dict[str, Any]] = _rows(data["requests"], inputs=str, files=list)
            self._files: dict[str, dict[str, str]] = _rows(data["files"], inputs=str, sha256=str)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._requests, self._files = {}, {}

    def made(self, request: Request) -> list[str] | None:
        """The files of an earlier build of the same request from the same inputs, if all are as they were made."""
        earlier = self._requests.get(request.words)
        if earlier is None or earlier["inputs"] != request.inputs:
            return None
        files: list[str] = earlier["files"]
        return files if all(self.intact(file) for file in files) else None

    def fresh(self, file: str, inputs: str) -> bool:
        """Whether a file rests on the same inputs as now, and is as it was made."""
        return file in self._files and self._files[file]["inputs"] == inputs and self.intact(file)

    def intact(self, file: str) -> bool:
        """Whether a file is there and as it was made."""
        path, row = self.folder / file, self._files.get(file)
        return row is not None and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]

    def note(self, hashes: dict[str, str], inputs: dict[str, str]) -> None:
        """Keep the hash of each file that is there now, and of what it rests on."""
        earlier = self._files
        self._files = {
            file: {"inputs": inputs.get(file) or earlier[file]["inputs"], "sha256": sha256}
            for file, sha256 in hashes.items()
        }

    def note_request(self, request: Request, files: Iterable[str]) -> None:
        """Keep that a request has been met in full."""
        self._requests[request.words] = {"inputs": request.inputs, "files": sorted(files)}

    def to_bytes(self) -> bytes:
        return (
            json.dumps({"requests": self._requests, "files": self._files}, indent=1, sort_keys=True) + "\n"
        ).encode()


def _rows(table: dict[str, Any], **wanted: type) -> dict[str, dict[str, Any]]:
    """The rows of a table that have all that is wanted, of the right type."""
    return {
        name: row
        for name, row in table.items()
        if isinstance(row, dict) and all(isinstance(row.get(key), kind) for key, kind in wanted.items())
    }

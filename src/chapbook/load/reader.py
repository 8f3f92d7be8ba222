"""What reads a project's files along its chain, holds them against models, and keeps all that is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from chapbook.content.interview import DOMAIN as INTERVIEW_DOMAIN
from chapbook.content.interview import PACKET
from chapbook.content.signs import DOMAIN as SIGNS_DOMAIN
from chapbook.content.signs import SignModel
from chapbook.content.terms import DOMAIN as TERMS_DOMAIN
from chapbook.content.terms import Term
from chapbook.files.atomic import is_name
from chapbook.files.chain import Chain
from chapbook.files.yaml import Mapping, merge, read_text, spot_at, without
from chapbook.load import hygiene
from chapbook.load.faults import M, validate
from chapbook.problems.problem import Problem, Problems, Spot, at_work, problem, q, shorten

# Names of Chapbook's own: of folders and files in a build, on a site, among the catalogs; of what stands on a page.
TAKEN = {
    "block": ("cover", "contents", "contents-title", "text", "back", "colophon"),
    "job ticket": ("proof", "proof-sheet", "e", "review"),
    "booklet": ("furniture", SIGNS_DOMAIN, TERMS_DOMAIN, INTERVIEW_DOMAIN, PACKET),
}


_CHAPTER = re.compile(r"chapter-\d+")


class FileReader:
    """Reads files along a project's chain and keeps what was wrong with them."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.problems: list[Problem] = []
        self.seen: set[str] = set()
        # What blocks name signs and terms out of.
        self.signs: dict[str, SignModel] = {}
        self.terms: dict[str, Term] = {}

    def read(self, name: str) -> Mapping | None:
        """The nearest version of a file."""
        self.seen.add(name)
        path = self.chain.find(name)
        if path is None:
            self.problems.append(problem("B024", Spot(name), file=q(name)))
            return None
        return self._read(path)

    def _read(self, path: Path) -> Mapping | None:
        with at_work(shown := self.chain.shown(path)):
            try:
                data, found = hygiene.read(read_text(path, shown), shown)
            except Problems as unreadable:
                self.problems += unreadable.problems
                return None
        self.problems += found
        return data

    def layers(self, name: str, drop: tuple[str, ...] = ()) -> Mapping | None:
        """All versions of a mapping merged, nearest wins key by key; `drop` names keys that do not inherit."""
        merged: Mapping | None = None
        for number, path in reversed(list(enumerate(self.chain.layers(name)))):
            data = self._read(path)
            if data is None:
                continue
            if merged is not None and number == 0:
                merged = without(merged, drop)
            merged = data if merged is None else merge(merged, data)
        return merged

    def merged(self, name: str, model: type[M], drop: tuple[str, ...] = ()) -> M | None:
        data = self.layers(name, drop)
        return None if data is None else self.validate(data, model)

    def table(self, name: str, model: type[M], names_of: str = "") -> dict[str, M]:
        """A file whose every key holds one thing of a kind, merged along the chain; keys may be the names of things."""
        data = self.layers(name)
        found: dict[str, M] = {}
        for key, entry in (data or {}).items():
            if names_of and data and not self.may_be_called(names_of, key, data.key_spots[key]):
                continue
            if (row := self.validate(entry, model, (key,), data)) is not None:
                found[str(key)] = row
        return found

    def may_be_called(self, what: str, name: str, spot: Spot) -> bool:
        """Whether a name fits files and addresses, and is not taken; if not, that is a problem."""
        parts = name.split("/") if what == "block" else [name]
        taken = parts[-1] in TAKEN.get(what, ()) or (what == "block" and bool(_CHAPTER.fullmatch(parts[-1])))
        if all(map(is_name, parts)) and not taken:
            return True
        fault = "is Chapbook's own" if taken else "does not fit files and addresses"
        code = "P006" if what == "job ticket" else "B035"
        self.problems.append(problem(code, spot, name=shorten(name), what=what, fault=fault))
        return False

    def validate(self, data: Any, model: type[M], path: tuple[int | str, ...] = (), whole: Any = None) -> M | None:
        """The data as the model wants it; what is wrong is kept, and left out where that leaves enough to judge on."""
        with at_work(spot_at(data if whole is None else whole, path)):
            read, found = validate(data, model, path, whole, {"signs": self.signs, "terms": self.terms})
        self.problems += found
        return read

"""What copies are made of: a file of a build, exactly as it was built, that nobody took back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from chapbook.content.booklet import Edition
from chapbook.content.jobs import PROOF_SHEET, TAKEN
from chapbook.copy.blank import Blank, blank
from chapbook.copy.shape import Typefaces, typefaces
from chapbook.files import fonts
from chapbook.files.chain import Chain
from chapbook.files.state import State, state
from chapbook.files.yaml import parse_yaml
from chapbook.problems.problem import Problem, Problems, Spot, Unknown, guess, problem
from chapbook.publish.log import read_rows
from chapbook.publish.register import withdrawn
from chapbook.store.memory import MANIFEST, is_as_made, manifest


@dataclass(frozen=True)
class Built:
    """A built file: its edition, its row of the manifest, and what copies have to know of it."""

    edition: Edition
    row: dict[str, Any]
    blank: Blank
    spot: Spot


def built(chain: Chain, build: Path, booklet: str, locale: str | None, place: str | None, ticket: str | None) -> Built:
    """The file of a build that is meant. Raises what keeps it from being copied, and Unknown where several are.

    Where nobody says which, it is the source language, the first place of a language, and what a reader would take.
    """
    row = _row(chain, build, {"booklet": booklet, "locale": locale, "place": place, "ticket": ticket})
    path = build / row["file"]
    spot = Spot(path.as_posix())
    if not is_as_made(build, row["file"], row["sha256"]):
        raise Problems([problem("H002", spot)])
    edition = Edition(row["booklet"], row["locale"], row["place"])
    if found := [*_taken_back(chain, edition, row["code"])]:
        raise Problems(found)
    return Built(edition, row, _blank(path, state(path)), spot)


def typefaces_of(chain: Chain) -> Typefaces:
    """The typefaces of a project, read once for as long as they stay as they are."""
    files = chain.fonts()
    return _typefaces((*files,), (*map(state, files),))


@lru_cache(maxsize=4)
def _typefaces(files: tuple[Path, ...], _: tuple[State, ...]) -> Typefaces:
    return typefaces([(path, fonts.face(path)) for path in files])


@lru_cache(maxsize=32)
def _blank(path: Path, _: State) -> Blank:
    return blank(path.read_bytes())


def _taken_back(chain: Chain, edition: Edition, code: str) -> Iterable[Problem]:
    """Why nobody may have this paper: it was withdrawn, or nobody can read whether it was."""
    register, problems = read_rows(chain)
    return problems or withdrawn(register, {edition: code})


def _row(chain: Chain, build: Path, wanted: dict[str, str | None]) -> dict[str, Any]:
    """The row of the manifest for what is wanted."""
    rows = [row for row in manifest(build) if row["ticket"] != PROOF_SHEET and row["file"].endswith(".pdf")]
    asked = {key: name for key, name in wanted.items() if name}
    found = [row for row in rows if all(row[key] == name for key, name in asked.items())]
    if not found:
        near = next(filter(None, (_guess(rows, key, name) for key, name in asked.items())), "")
        what = f"{wanted['ticket'] or 'file'} of {wanted['booklet']}"
        what += "".join(f", {key} {asked[key]}" for key in ("locale", "place") if key in asked)
        options = [asked["booklet"], *(f"--{key} {name}" for key, name in asked.items() if key != "booklet")]
        spot = Spot((build / MANIFEST).as_posix())
        facts = {"what": what, "folder": build.as_posix(), "guess": near, "asked": " ".join(options)}
        raise Problems([problem("H001", spot, **facts)])
    for key in ("locale", "place", "ticket"):
        names = [*dict.fromkeys(row[key] for row in found)]
        if len(names) > 1:
            usual = TAKEN if key == "ticket" else _usual(chain, None if key == "locale" else found[0]["locale"])
            taken = next((name for name in usual if name in names), None)
            if taken is None:
                raise Unknown(f"say which {key}: --{key} {', '.join(names)}")
            found = [row for row in found if row[key] == taken]
    return found[0]


def _usual(chain: Chain, locale: str | None) -> list[str]:
    """The source language of a project; or the places of a language, the first before the others."""
    layers: list[Any] = [parse_yaml(path, path.name)[0] or {} for path in chain.layers("locales/locales.yaml")]
    if locale is None:
        return [str(tag) for layer in layers for tag, told in layer.items() if "source" in told]
    return [str(place) for layer in layers for place in layer.get(locale, {}).get("babel", {})]


def _guess(rows: list[dict[str, Any]], key: str, name: str) -> str:
    known = {row[key] for row in rows}
    return "" if name in known else guess(name, known)

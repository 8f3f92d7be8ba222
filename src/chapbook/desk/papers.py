"""What lies on the desk: the papers of a build folder, and what each is found by."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument

from chapbook.content.booklet import Edition
from chapbook.content.markdown import plain
from chapbook.files.chain import Chain
from chapbook.files.state import State, state
from chapbook.files.yaml import parse_yaml
from chapbook.problems.problem import Problems, Spot, problem
from chapbook.publish.log import read_rows
from chapbook.publish.register import withdrawn
from chapbook.store.memory import MANIFEST, manifest


@dataclass(frozen=True)
class Paper:
    """An edition that was built: its files by job ticket, what a family would take first; whether it is a review copy,
    and whether it was withdrawn. The rest is what it is found by, as its booklet.yaml says it."""

    edition: Edition
    title: str
    files: Mapping[str, str]
    draft: bool
    is_withdrawn: bool
    therapy: str
    stages: tuple[str, ...]
    readers: str
    form: str

    @property
    def ticket(self) -> str:
        """The ticket of the file that is looked at."""
        return next(iter(self.files))


def papers(chain: Chain, build: Path) -> dict[str, Paper]:
    """The papers of a build folder by the names of their editions, titles in order; raises where there are none."""
    rows = [row for row in manifest(build) if row["file"].endswith(".pdf") and row.get("taken", "no") != "no"]
    if not rows:
        raise Problems([problem("H011", Spot((build / MANIFEST).as_posix()), folder=build.as_posix())])
    register, faults = read_rows(chain)
    if faults:
        raise Problems(faults)
    found: dict[Edition, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(Edition(row["booklet"], row["locale"], row["place"]), []).append(row)
    made = [_paper(chain, register, edition, rows) for edition, rows in found.items()]
    return {f"{paper.edition}": paper for paper in sorted(made, key=lambda paper: paper.title)}


def _paper(chain: Chain, register: Any, edition: Edition, rows: list[dict[str, Any]]) -> Paper:
    first = min(rows, key=lambda row: (row.get("taken") != "first", row["ticket"]))
    about = _about(chain, edition.booklet)
    return Paper(
        edition,
        plain(str(first.get("title", edition.booklet))),
        {row["ticket"]: row["file"] for row in (first, *(row for row in rows if row is not first))},
        any(row["draft"] for row in rows),
        any(True for _ in withdrawn(register, {edition: first["code"]})),
        str(about.get("therapy", "")),
        tuple(map(str, about.get("stages", ()))),
        str(about.get("readers", "parents")),
        str(about.get("form", "booklet")),
    )


def _about(chain: Chain, booklet: str) -> Mapping[str, Any]:
    """What a booklet.yaml says; nothing where the project does not have it, for a folder may come from elsewhere."""
    path = chain.find(f"booklets/{booklet}/booklet.yaml")
    return {} if path is None else _read(path, state(path))


@lru_cache(maxsize=256)
def _read(path: Path, _: State) -> Mapping[str, Any]:
    return parse_yaml(path, path.name)[0] or {}


def found_by(words: str, papers: Iterable[Paper], build: Path, said: Mapping[str, str]) -> list[Paper]:
    """The papers that have all of some words: in a title or a heading, in any of their languages, or as said here.

    `said` has more words of a therapy, in the language of whoever searches.
    """
    wanted, there = folded(words).split(), [*papers]
    held: dict[str, str] = {}
    for paper in there:
        text = " ".join((paper.title, paper.therapy, said.get(paper.therapy, ""), *_headings(build, paper)))
        held[paper.edition.booklet] = held.get(paper.edition.booklet, "") + folded(f"{text} ")
    return [paper for paper in there if all(word in held[paper.edition.booklet] for word in wanted)]


def folded(text: str) -> str:
    """Letters without case and accents.

    >>> folded("Señales ÁRBOL")
    'senales arbol'
    """
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def _headings(build: Path, paper: Paper) -> tuple[str, ...]:
    path = build / paper.files[paper.ticket]
    return _outline(path, state(path)) if path.is_file() else ()


@lru_cache(maxsize=512)
def _outline(path: Path, _: State) -> tuple[str, ...]:
    with PdfDocument(path.read_bytes()) as document:
        return tuple(mark.get_title() for mark in document.get_toc(max_depth=3))


def cover(path: Path) -> bytes:
    """The first page of a file as a small picture."""
    return _cover(path, state(path))


@lru_cache(maxsize=256)
def _cover(path: Path, _: State) -> bytes:
    return picture(path.read_bytes(), 0, 320)


def picture(content: bytes, page: int, width: int) -> bytes:
    """A page (from 0) of a PDF as a PNG of this width in pixels."""
    out = io.BytesIO()
    with PdfDocument(content) as document:
        shown = document[page]
        shown.render(scale=width / shown.get_width()).to_pil().save(out, "PNG")
    return out.getvalue()

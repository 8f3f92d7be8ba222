"""What lies on the desk: the papers of a build folder, and what each is found by."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument

from chapbook.content.booklet import BookletModel, Edition
from chapbook.content.forms import FORMS
from chapbook.content.markdown import plain
from chapbook.copy.built import outlived_by, register_of, set_by, unregistered
from chapbook.copy.hospital import imprint_of, logo_of
from chapbook.files.chain import MARKER, Chain
from chapbook.files.state import State, state, states
from chapbook.files.yaml import parse_yaml
from chapbook.load.faults import validate
from chapbook.problems.problem import Problem, Problems, Spot, problem
from chapbook.publish.register import FOLDER, Register, withdrawn
from chapbook.store.memory import MANIFEST, manifest

# What papers are found by, below booklets/.
ABOUT = "booklet.yaml"


@dataclass(frozen=True)
class Paper:
    """An edition that was built: its files by job ticket, what a family would take first; whether it is a review copy,
    whether it was withdrawn, whether a value that it prints has changed since, and whether it was ever published; its
    code; the row of its Braille, where it was built; whether it has sides, as a card. The rest is what it is found by,
    as its booklet.yaml says it."""

    edition: Edition
    title: str
    files: Mapping[str, str]
    draft: bool
    is_withdrawn: bool
    is_old: bool
    in_register: bool
    code: str
    braille: Mapping[str, Any] | None
    has_sides: bool
    therapy: str
    stages: tuple[str, ...]
    readers: str

    @property
    def ticket(self) -> str:
        """The ticket of the file that is looked at."""
        return next(iter(self.files))

    @property
    def is_refused(self) -> bool:
        """Whether no family may have it any more."""
        return self.is_withdrawn or self.is_old


@dataclass(frozen=True)
class Papers:
    """The papers of a build folder by the names of their editions, titles in order; the clinic's site, where the
    project names one; and what cannot be read of these, or of what papers are found by."""

    by_name: Mapping[str, Paper]
    site: str | None
    unread: tuple[Problem, ...]
    # What nobody here can know of them.
    unknown: str


def papers(chain: Chain, build: Path) -> Papers:
    """What lies on the desk, read anew when one of its files has changed. Raises Problems where that is nothing."""
    listed = (path for path in (build / MANIFEST,) if path.exists())
    told = *map(state, listed), *map(state, chain.layers(MARKER)), *chain.state_of_each("booklets", ABOUT)
    said = *chain.state(FOLDER), *states(build.resolve().parent / FOLDER), *set_by(chain, build)
    found = _papers(chain, build, (*told, *said))
    # The logo is a file of its own, which may be mended while the desk is open.
    faults = (each for each in _undrawn(chain) if each not in found.unread)
    return replace(found, unread=(*found.unread, *faults))


@lru_cache(maxsize=4)
def _papers(chain: Chain, build: Path, _: tuple[State, ...]) -> Papers:
    taken = [row for row in manifest(build) if row.get("taken", "no") != "no"]
    rows = [row for row in taken if row["file"].endswith(".pdf")]
    if not rows:
        raise Problems([problem("H011", Spot((build / MANIFEST).as_posix()), folder=build.as_posix())])
    register, faults = register_of(chain, build)
    if faults:
        raise Problems(faults)
    found: dict[Edition, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(Edition.of(row), []).append(row)
    unread: list[Problem] = []
    told = {name: _told(chain, name, unread) for name in sorted({edition.booklet for edition in found})}
    braille = {Edition.of(row): row for row in taken if row["file"].endswith(".brf")}
    made = [
        _paper(told[each.booklet], register, each, rows, braille.get(each), bool(outlived_by(chain, build, rows[0])))
        for each, rows in found.items()
    ]
    return Papers(
        {f"{each.edition}": each for each in sorted(made, key=lambda each: each.title)},
        _site(chain, unread),
        (*unread,),
        unregistered(chain, build, rows),
    )


def _undrawn(chain: Chain) -> tuple[Problem, ...]:
    """Why the hospital's logo cannot be drawn."""
    try:
        logo_of(chain)
    except Problems as fault:
        return (*fault.problems,)
    return ()


def _site(chain: Chain, unread: list[Problem]) -> str | None:
    """The clinic's site, as the imprint along the chain names it."""
    try:
        return imprint_of(chain).site
    except Problems as found:
        unread += found.problems
        return None


def _paper(
    about: BookletModel | None,
    register: Register,
    edition: Edition,
    rows: list[dict[str, Any]],
    braille: dict[str, Any] | None,
    is_old: bool,
) -> Paper:
    first = min(rows, key=lambda row: (row.get("taken") != "first", row["ticket"]))
    return Paper(
        edition,
        plain(str(first.get("title", edition.booklet))),
        {row["ticket"]: row["file"] for row in (first, *(row for row in rows if row is not first))},
        any(row["draft"] for row in (*rows, *([braille] if braille else []))),
        any(True for _ in withdrawn(register, {edition: first["code"]})),
        is_old,
        register.row(str(first["code"])) is not None,
        str(first["code"]),
        braille,
        about is not None and FORMS[about.form].sides > 0,
        (about and about.therapy) or "",
        about.stages if about else (),
        about.readers if about else BookletModel.model_fields["readers"].default,
    )


def _told(chain: Chain, booklet: str, unread: list[Problem]) -> BookletModel | None:
    """What a booklet.yaml says; nothing where the project does not have it, for a folder may come from elsewhere."""
    path = chain.find(f"booklets/{booklet}/booklet.yaml")
    if path is None:
        return None
    data, faults = parse_yaml(path, chain.shown(path))
    about, wrong = (None, []) if data is None else validate(data, BookletModel)
    unread += [*faults, *wrong]
    return about


def found_by(
    words: str, papers: Iterable[Paper], build: Path, said: Mapping[str, str], signs: Mapping[str, str]
) -> list[Paper]:
    """The papers that have all of some words: in a title or a heading, in any of their languages, or as said here.

    `said` has more words of a therapy, `signs` the warning signs that a booklet lists, in the language of whoever
    searches. What is called so comes first, for *CAR T* stands in "care at home" too; what only a sign has, last.
    """
    wanted, there = folded(words).split(), [*papers]
    called: dict[str, str] = {}
    held: dict[str, str] = {}
    for paper in there:
        name = f" {paper.title} {paper.therapy} {said.get(paper.therapy, '')} "
        for texts, text in ((called, name), (held, " ".join((name, *_headings(build, paper), "")))):
            texts[paper.edition.booklet] = texts.get(paper.edition.booklet, "") + folded(text)
    lists = {name: folded(signs.get(name, "")) for name in held}

    def lacking(paper: Paper) -> list[str]:
        return [word for word in wanted if word not in held[paper.edition.booklet]]

    found = [paper for paper in there if all(_begun(word) in lists[paper.edition.booklet] for word in lacking(paper))]
    phrase = " " + " ".join(wanted)
    return sorted(found, key=lambda paper: (bool(lacking(paper)), phrase not in called[paper.edition.booklet]))


def _begun(word: str) -> str:
    """A word without what may begin or end it otherwise: a sign says that a pump stops, and a nurse that it stopped;
    Arabic writes its article on to the word.

    >>> _begun("stopped"), _begun("الحمى")
    ('stop', 'حمى')
    """
    bare = word.removeprefix("ال") if len(word) > 4 else word
    return bare[: max(4, len(bare) - 3)]


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

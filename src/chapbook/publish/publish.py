"""From a build to the clinic's site: what is handed out is written down, and its pages and files are laid out."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chapbook.approve.approvals import approved_of, unverified
from chapbook.content.booklet import Edition
from chapbook.content.jobs import PROOF_SHEET, Wanted
from chapbook.content.manuscript import Approved
from chapbook.content.project import Project
from chapbook.files.atomic import File, below
from chapbook.files.chain import MARKER
from chapbook.files.yaml import parse_yaml, spot_at
from chapbook.ledger.reviews import overdue_behind
from chapbook.problems.problem import Problem, Problems, Spot, count, problem
from chapbook.publish.log import read_register, written
from chapbook.publish.register import FILE, Register, Row, withdrawn
from chapbook.publish.site import REVIEW, address, pages
from chapbook.publish.values import outlived, values_of
from chapbook.store.memory import MANIFEST, is_as_made, manifest
from chapbook.texts import Texts
from chapbook.transcript.snapshot import Snapshot, snapshot


@dataclass(frozen=True)
class Handout:
    """What is published now: rows with what they say, and the files that were left out."""

    made: list[tuple[Row, Snapshot]] = field(default_factory=list)
    left_out: tuple[str, ...] = ()


def sound_register(project: Project) -> Register:
    """The register of a project; all that is wrong with it is raised."""
    register, problems = read_register(project.chain)
    if problems:
        raise Problems(problems)
    return register


def handout(
    texts: Texts,
    register: Register,
    build: Path,
    date: datetime.date,
    *,
    drafts: bool = False,
    only: Wanted = Wanted(),  # noqa: B008 - nothing named means everything
) -> Handout:
    """What a build has to publish, each edition as it is here now. All that stands in the way is raised.

    Where papers were published before, there may be nothing: their pages are laid out again, with the numbers of today.
    Review copies are left out unless they are asked for. A file that is not of the text which is here now, or not as it
    was built, is a problem: nobody could say later what it said. So is a source past its review on the day, but for
    review copies.
    """
    if not texts.project.imprint.site:
        raise Problems([problem("V008", Spot("booklets/imprint.yaml"))])
    asked = _asked(texts.project, build, only)
    wanted = [row for row in asked if drafts or not row["draft"]]
    if not wanted and not register.rows:
        lack = f"are only review copies ({count(len(asked), 'file')})" if asked else "are no files"
        raise Problems([problem("V007", Spot((build / MANIFEST).as_posix()), lack=lack)])
    papers, found = _papers(texts, build, wanted)
    for paper in papers:
        found += _untrue(texts, register, build, paper)
    found += [*_two_texts(register, papers), *_under_no_later_day(texts.project, register, papers)]
    found += _under_a_day_to_come(texts.project, papers, date)
    approved = [paper.edition for paper in papers if not paper.is_draft]
    found += overdue_behind(texts, approved, date)
    if found:
        raise Problems(found)
    made = [(_row(paper, date), paper.text) for paper in papers]
    return Handout(made, (*sorted(row["file"] for row in asked if row not in wanted),))


@dataclass(frozen=True)
class _Paper:
    """An edition that is published: its files as the manifest lists them, and what it says and who approved it now."""

    edition: Edition
    rows: list[dict[str, Any]]
    text: Snapshot
    revised: datetime.date
    approved: Approved
    values: dict[str, str]

    @property
    def is_draft(self) -> bool:
        return all(row["draft"] for row in self.rows)


def _asked(project: Project, build: Path, only: Wanted) -> list[dict[str, Any]]:
    """The rows of the manifest that are meant. What is made only on request is published only on request."""
    unasked = tuple(name for name, ticket in project.tickets.items() if not ticket.on_request)
    tickets = only.tickets or unasked
    chosen = {"booklet": only.booklets, "locale": only.locales, "place": only.places, "ticket": tickets}
    listed = [row for row in manifest(build) if row["ticket"] != PROOF_SHEET]
    return [row for row in listed if all(row[key] in (names or [row[key]]) for key, names in chosen.items())]


def _papers(texts: Texts, build: Path, rows: list[dict[str, Any]]) -> tuple[list[_Paper], list[Problem]]:
    """What is published, by edition, and the files that are not as they were built or of no edition of the project."""
    found: list[Problem] = []
    by_edition: dict[Edition, list[dict[str, Any]]] = {}
    editions = texts.project.editions()
    for row in rows:
        edition = Edition.of(row)
        if not is_as_made(build, row["file"], row["sha256"]):
            found.append(_unfit(build, row, "not as it was built"))
        elif edition not in editions:
            found.append(_unfit(build, row, "no edition of this project"))
        else:
            by_edition.setdefault(edition, []).append(row)
    papers = [
        _Paper(edition, group, snapshot(text), text.manuscript.booklet.revised, approved, values)
        for edition, group in by_edition.items()
        for text in [texts.of(edition)]
        for approved in [approved_of(texts.project, text)]
        for values in [values_of(texts.project, text)]
    ]
    return papers, found


def _untrue(texts: Texts, register: Register, build: Path, paper: _Paper) -> Iterator[Problem]:
    """Where a paper is not what its files were made from, or not approved as they say, or was withdrawn."""
    code = paper.text.code
    if not paper.is_draft:
        yield from unverified(texts.project, texts.of(paper.edition))
    for row in paper.rows:
        if row["code"] != code:
            fault = f"built from another text, with the code {row['code']}; the text here now has {code}"
            yield _unfit(build, row, fault)
        elif row["revised"] != f"{paper.revised}":
            fault = f"built when its text had last changed on {row['revised']}; that day is {paper.revised} now"
            yield _unfit(build, row, fault)
        # The manifest's word is not enough: an approval may have been taken back, or the manifest made up.
        elif paper.approved.unsettled and not row["draft"]:
            yield _unfit(build, row, "not approved, as it says that it is")
    yield from withdrawn(register, {paper.edition: code})


def _two_texts(register: Register, papers: list[_Paper]) -> Iterator[Problem]:
    """A code that stands for two texts: in the register, and in what is published with it."""
    said_by = {**register.snapshots}
    for paper in papers:
        code = paper.text.code
        if said_by.setdefault(code, paper.text) != paper.text:
            yield problem("V003", Spot(FILE), fault=f"{code} stands for two texts; change a word of one")


def _under_no_later_day(project: Project, register: Register, papers: list[_Paper]) -> Iterator[Problem]:
    """Papers that say something else than the newest of their edition, and not that they changed since.

    What changed on the day on which that one was handed out says so honestly. What families have already is no change.
    """
    found: dict[Spot, list[tuple[_Paper, Row]]] = {}
    for paper in papers:
        last = next((row for row in reversed(register.rows) if row.edition == str(paper.edition)), None)
        if last is None or any(row.code == paper.text.code for row in (last, *register.current())):
            continue
        # One that changes on the day it was handed out may keep its day; none may look older than the one before it.
        day = paper.revised.isoformat()
        if day < last.revised or (day == last.revised and paper.revised < last.published):
            found.setdefault(_where_revised(project, paper.edition), []).append((paper, last))
    for spot, group in found.items():
        named = ", ".join(f"{paper.edition} of {paper.revised}" for paper, _ in group)
        yield problem("V010", spot, papers=named, day=max(last.published for _, last in group))


def _under_a_day_to_come(project: Project, papers: list[_Paper], date: datetime.date) -> Iterator[Problem]:
    """Papers whose text changes only after the day on which they are handed out."""
    late = [paper for paper in papers if paper.revised > date]
    for spot in dict.fromkeys(_where_revised(project, paper.edition) for paper in late):
        named = [paper for paper in late if _where_revised(project, paper.edition) == spot]
        papers_named = ", ".join(f"{paper.edition} of {paper.revised}" for paper in named)
        yield problem("V011", spot, papers=papers_named, day=date)


def _where_revised(project: Project, edition: Edition) -> Spot:
    """Where a publisher says on which day the text changed: in a booklet of its own, else in its imprint."""
    own, home = f"booklets/{edition.booklet}/booklet.yaml", project.chain.home
    name = own if (home / own).is_file() else MARKER
    data, _ = parse_yaml(home / name, name)
    return Spot(name) if data is None else spot_at(data, ("revised",))


def _unfit(build: Path, row: dict[str, Any], fault: str) -> Problem:
    return problem("V006", Spot((build / row["file"]).as_posix()), fault=fault)


def _row(paper: _Paper, date: datetime.date) -> Row:
    return Row(
        paper.text.code,
        str(paper.edition),
        paper.text.title,
        date,
        paper.revised.isoformat(),
        any(row["draft"] for row in paper.rows),
        "",
        (),
        {row["file"]: row["sha256"] for row in paper.rows},
        tuple((role, name, day.isoformat()) for role, name, day in paper.approved.approvers),
        paper.values,
    )


# ── the site ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Laid:
    """What is to be written: the register, and the site; what is to be taken away from the site, and what it lacks."""

    register: list[tuple[bytes, str]]
    site: list[File]
    gone: list[tuple[Path, str]]
    untranslated: tuple[Problem, ...]


def lay_out(project: Project, register: Register, site: Path, build: Path) -> Laid:
    """The register and the whole site: the files that are current, the pages, and nothing that is not current.

    A file that is on the site already and is still current stays. One that is not, since it is new or because a command
    was cut short, is taken from a build, as long as that has it as it was published. One with a value that has changed
    since goes: nobody opens the old number of a ward.
    """
    there, made, changed = set[str](), list[File](), outlived(project, register)
    for row in register.current():
        for file, sha in row.files.items() if row.code not in changed else ():
            place = address(row, file)
            if _sha256(_read(site, place)) == sha:
                there.add(place)
            elif _sha256(content := _read(build, file)) == sha:
                there.add(place)
                made.append((content, site, place))
    ever = {file for event in register.events if isinstance(event, Row) for file in event.files}
    known = {f"{folder}{file}" for file in ever for folder in ("", REVIEW)}
    found, untranslated = pages(project, register, there, changed)
    made += [(content, site, path) for content, path in found]
    gone = [(site, place) for place in sorted(known - there) if (site / place).is_file()]
    return Laid(written(register), made, gone, untranslated)


def _read(site: Path, place: str) -> bytes:
    path = below(site, place)
    return path.read_bytes() if path and path.is_file() else b""


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

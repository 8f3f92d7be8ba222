"""From a build to the clinic's site: what is handed out is written down, and its pages and files are laid out."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chapbook.approve.approvals import signatures, unverified
from chapbook.content.booklet import Edition
from chapbook.content.jobs import PROOF_SHEET, Wanted
from chapbook.content.project import Project
from chapbook.files.atomic import File, below
from chapbook.ledger.reviews import overdue_behind
from chapbook.problems.problem import Problem, Problems, Spot, problem
from chapbook.publish.register import FILE, Register, Row, read_register, withdrawn, written
from chapbook.publish.site import REVIEW, address, pages
from chapbook.store.memory import MANIFEST, is_as_made, manifest
from chapbook.texts import Texts
from chapbook.transcript.snapshot import Snapshot, snapshot


@dataclass(frozen=True)
class Handout:
    """What is published now: rows with what they say, their files by address, and the editions that were left out."""

    made: list[tuple[Row, Snapshot]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
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

    Review copies are left out unless they are asked for. A file that is not of the text which is here now, or not as it
    was built, is a problem: nobody could say later what it said. So is a source past its review on the day, but for
    review copies.
    """
    project = texts.project
    # What is made only on request, such as a file for a print shop, is published only on request.
    unasked = tuple(name for name, ticket in project.tickets.items() if not ticket.on_request)
    chosen = {
        "booklet": only.booklets,
        "locale": only.locales,
        "place": only.places,
        "ticket": only.tickets or unasked,
    }
    listed = [row for row in manifest(build) if row["ticket"] != PROOF_SHEET]
    rows = [row for row in listed if all(row[key] in (names or [row[key]]) for key, names in chosen.items())]
    wanted = [row for row in rows if drafts or not row["draft"]]
    if not project.imprint.site:
        raise Problems([problem("V008", Spot("booklets/imprint.yaml"))])
    if not wanted:
        lack = f"{len(rows)} files of review copies" if rows else "no files"
        raise Problems([problem("V007", Spot((build / MANIFEST).as_posix()), lack=lack)])
    found: list[Problem] = []
    by_edition: dict[Edition, list[dict[str, Any]]] = {}
    files: dict[str, bytes] = {}
    for row in wanted:
        if not is_as_made(build, row["file"], row["sha256"]):
            found.append(_unfit(build, row, "not as it was built"))
            continue
        by_edition.setdefault(Edition(row["booklet"], row["locale"], row["place"]), []).append(row)
    made: list[tuple[Row, Snapshot]] = []
    # What each code stands for: in the register, and in what is published with it.
    said_by = {**register.snapshots}
    editions = project.editions()
    for edition, group in by_edition.items():
        if edition not in editions:
            found += [_unfit(build, row, "no edition of this project") for row in group]
            continue
        said = texts.of(edition)
        if not all(row["draft"] for row in group):
            found += unverified(project, said)
        text = snapshot(said)
        for row in group:
            if row["code"] != text.code:
                fault = f"built from another text, with the code {row['code']}; the text here now has {text.code}"
                found.append(_unfit(build, row, fault))
        found += withdrawn(register, {edition: text.code})
        if said_by.setdefault(text.code, text) != text:
            found.append(problem("V003", Spot(FILE), fault=f"{text.code} stands for two texts; change a word of one"))
        signed = signatures(project, said)
        # The manifest's word is not enough: an approval may have been taken back, or the manifest made up.
        claimed = [row for row in group if signed.unsettled and not row["draft"] and row["code"] == text.code]
        found += [_unfit(build, row, "not approved, as it says that it is") for row in claimed]
        made.append((_row(edition, text, group, signed.approvers, date), text))
        files |= {address(made[-1][0], row["file"]): (build / row["file"]).read_bytes() for row in group}
    approved = [edition for edition, group in by_edition.items() if not all(row["draft"] for row in group)]
    found += overdue_behind(texts, approved, date)
    if found:
        raise Problems(found)
    left_out = {f"{row['booklet']}.{row['locale']}.{row['place']}" for row in rows if row not in wanted}
    return Handout(made, files, (*sorted(left_out),))


def _unfit(build: Path, row: dict[str, Any], fault: str) -> Problem:
    return problem("V006", Spot((build / row["file"]).as_posix()), fault=fault)


def _row(
    edition: Edition,
    text: Snapshot,
    group: list[dict[str, Any]],
    approvers: tuple[tuple[str, str, datetime.date], ...],
    date: datetime.date,
) -> Row:
    return Row(
        text.code,
        str(edition),
        text.title,
        date,
        group[0]["revised"],
        any(row["draft"] for row in group),
        "",
        (),
        {row["file"]: row["sha256"] for row in group},
        tuple((role, name, day.isoformat()) for role, name, day in approvers),
    )


# ── the site ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Laid:
    """What is to be written, in order: the register, then the site; and what is to be taken away from the site."""

    register: list[File]
    site: list[File]
    gone: list[tuple[Path, str]]


def lay_out(project: Project, register: Register, site: Path, files: dict[str, bytes]) -> Laid:
    """The register and the whole site: the files that are current, the pages, and nothing that is not current.

    A file that is on the site already and is still current stays.
    """
    current = {address(row, file): sha for row in register.current() for file, sha in row.files.items()}
    there = {place for place, sha in current.items() if _sha256(files.get(place) or _read(site, place)) == sha}
    ever = {file for event in register.events if isinstance(event, Row) for file in event.files}
    known = {f"{folder}{file}" for file in ever for folder in ("", REVIEW)}
    made = [(content, site, place) for place, content in files.items() if place in there]
    made += [(content, site, path) for content, path in pages(project, register, there)]
    log = [(content, project.chain.home, path) for content, path in written(register)]
    return Laid(log, made, [(site, place) for place in sorted(known - there) if (site / place).is_file()])


def _read(site: Path, place: str) -> bytes:
    path = below(site, place)
    return path.read_bytes() if path and path.is_file() else b""


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

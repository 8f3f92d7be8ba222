"""Approving an edition, and what people are asked about it: nothing here sets a page, and no press is loaded."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook.approve import answers as people
from chapbook.approve import approvals
from chapbook.approve.records import read_record, record_file
from chapbook.check.clear_writing.items import clarity
from chapbook.content.booklet import Edition
from chapbook.content.jobs import edition_of
from chapbook.content.project import Project
from chapbook.files.atomic import alone_in, write_all
from chapbook.files.chain import Chain
from chapbook.gate import unwritten
from chapbook.load.load import loaded
from chapbook.problems.problem import Problems
from chapbook.texts import text_of
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import Transcript

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class Recorded:
    """What stands in the record of an edition now: in one role, how many of its blocks are approved, and which roles
    have yet to approve some. `is_new` where this approval added anything."""

    file: str
    edition: Edition
    code: str
    role: str
    approved: int
    blocks: int
    lacking: tuple[str, ...]
    is_new: bool


def approve(
    folder: Path,
    booklet: str,
    locale: str | None = None,
    place: str | None = None,
    *,
    role: str,
    name: str,
    on: datetime.date,
    note: str = "",
    again: bool = False,
    answers: Path | None = None,
    key: Ed25519PrivateKey | None = None,
) -> Recorded:
    """Write down that somebody approved an edition exactly as it is: what is open in this role, or with `again` all.

    `answers` is a questionnaire that was filled in, and `key` signs. Raises Problems where the project, the record or
    the questionnaire has any, or the page is one that nobody has written yet (A012), and Unknown for a name that leads
    nowhere.
    """
    project, text = _to_approve(folder, booklet, locale, place)
    if found := [*unwritten(project, [text.edition])]:
        raise Problems(found)
    given = people.read_questionnaire(answers, clarity(project, text), role) if answers else None
    file, home = record_file(text.edition), project.chain.home
    # Of two people who approve at once, the second adds to what the first wrote down.
    with alone_in(home):
        record = approvals.approve(project, text, role, name, on, note, again=again, answers=given, key=key).encode()
        is_new = not (home / file).is_file() or (home / file).read_bytes() != record
        if is_new:
            write_all([(record, home, file)])
    standing = approvals.state(project, text, [read_record(project, text.edition)[0]])
    blocks, still = standing.of(role), standing.open(role)
    lacking = tuple(each for each in standing.roles if standing.open(each))
    counted = (role, len(blocks) - len(still), len(blocks), lacking)
    return Recorded(file, text.edition, code_of(text), *counted, is_new)


def questionnaire(folder: Path, booklet: str, locale: str | None = None, place: str | None = None, *, role: str) -> str:
    """The questions that no program decides about an edition and a role is asked, to fill in."""
    return people.questionnaire(clarity(*_to_approve(folder, booklet, locale, place)), role)


def _to_approve(folder: Path, booklet: str, locale: str | None, place: str | None) -> tuple[Project, Transcript]:
    project = loaded(Chain.at(folder))
    return project, text_of(project, edition_of(project, booklet, locale, place))

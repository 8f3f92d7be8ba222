"""For those who answer for a text: what its pages say, and what is fine and what is missing in it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook.api.single import Single, edition_of, single
from chapbook.approve import answers as people
from chapbook.approve import approvals
from chapbook.approve.records import read_record, record_file
from chapbook.check.clear_writing.items import clarity
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, refuse_unknown
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.deliver import deliver
from chapbook.files.atomic import alone_in, write_all
from chapbook.files.chain import Chain
from chapbook.gate import sound, unwritten
from chapbook.ledger.matrix import SignRow, matrix
from chapbook.load.load import loaded
from chapbook.problems.problem import Problem, Problems, Unknown, guess, q
from chapbook.proof_sheet.printed import printed, proof_sheet_of
from chapbook.proof_sheet.sheet import ProofSheet
from chapbook.proof_sheet.signs import printed as signs_printed
from chapbook.proofread.compare import audit as compared
from chapbook.texts import text_of
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import Transcript
from chapbook.typeset.typeset import typeset
from chapbook.workers.limited import batch
from chapbook.workers.workers import Progress, silent
from chapbook.worklist import Work, unkept

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


def audit(
    folder: Path,
    booklets: Sequence[str] = (),
    locales: Sequence[str] = (),
    places: Sequence[str] = (),
    *,
    progress: Progress = silent,
) -> tuple[Problem, ...]:
    """What the pages of editions say otherwise than their texts, each edition set once for each design.

    Raises Problems where the project has any, and Unknown for a name that leads nowhere.
    """
    wanted = Wanted((*booklets,), (*locales,), (*places,))
    read = sound(Chain.at(folder), wanted)
    work = [each for each in unkept(read.texts, wanted.jobs(read.project), read.records) if each.batch.paged]
    found: list[Problem] = []
    for number, each in enumerate(work):
        progress(number, len(work), str(each))
        found += _read_back(each)[1]
    progress(len(work), len(work), "")
    return (*found,)


def proof_sheet(
    folder: Path,
    booklet: str,
    locale: str | None = None,
    place: str | None = None,
    ticket: str | None = None,
    *,
    on: datetime.date | None = None,
) -> tuple[ProofSheet, Single]:
    """What is fine and what is missing in an edition, and that edition; with a day, which sources are overdue on it.

    Raises Problems where the project has any, and Unknown for a name that leads nowhere.
    """
    one = single(folder, booklet, locale, place, ticket)
    proof, found = _read_back(one.work)
    with batch(one.work):
        made = [*deliver(one.project, proof, one.work.batch.jobs)]
    text = one.work.texts.of(one.edition)
    return proof_sheet_of(one.project, text, one.work.record, proof, made, on, found), one


def as_page(page: ProofSheet, one: Single) -> bytes:
    """A proof sheet as a PDF of one page."""
    with batch(one.work):
        return printed(one.project, page, one.edition)


def signs(folder: Path, therapies: Sequence[str] = ()) -> tuple[SignRow, ...]:
    """Every warning sign with how fast to act on it, by therapy and place; raises Unknown where no sign is of one."""
    project = loaded(Chain.at(folder))
    _refuse_unknown(project, therapies)
    return matrix(project, (*therapies,))


def signs_page(folder: Path, place: str | None = None, therapies: Sequence[str] = ()) -> bytes:
    """The same as a PDF, on the paper of a place, or of the first one, with lines to sign on."""
    project = loaded(Chain.at(folder))
    _refuse_unknown(project, therapies)
    refuse_unknown(project, Wanted(places=(place,) if place else ()))
    return signs_printed(project, place or next(iter(project.places)), matrix(project, (*therapies,)))


def _refuse_unknown(project: Project, therapies: Sequence[str]) -> None:
    known = project.therapies
    for name in therapies:
        if name not in known:
            raise Unknown(f"no sign is of a therapy {q(name)}; {guess(name, known)}there are: {', '.join(known)}")


def _read_back(work: Work) -> tuple[Proof, list[Problem]]:
    """The pages of an edition, and what they say otherwise than its text."""
    project, text = work.texts.project, work.texts.of(work.batch.edition)
    with batch(work):
        proof = typeset(project, text, work.batch.design, work.approved)
        return proof, compared(project, text, proof)

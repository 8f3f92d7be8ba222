"""For those who answer for a text: what its pages say, and what is fine and what is missing in it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from chapbook.api.single import Single, single
from chapbook.content.jobs import Wanted, refuse_unknown
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.deliver import deliver
from chapbook.files.chain import Chain
from chapbook.gate import sound
from chapbook.ledger.matrix import SignRow, matrix
from chapbook.load.load import loaded
from chapbook.problems.problem import Problem, Unknown, guess, q
from chapbook.proof_sheet.printed import printed, proof_sheet_of
from chapbook.proof_sheet.proof_sheet import ProofSheet
from chapbook.proof_sheet.signs import printed as signs_printed
from chapbook.proofread.compare import audit as compared
from chapbook.typeset.typeset import typeset
from chapbook.workers.limited import batch
from chapbook.workers.workers import Progress, silent
from chapbook.worklist import Work, unkept


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

"""The press, one screen: load ─► check ─► assemble ─► translate ─► typeset ─► proofread ─► finish ─► publish."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.assemble import assemble
from chapbook.jobs import Batch, Progress, Wanted, batches, known_files, run, with_proof_sheets
from chapbook.judge import refuse_unapproved, refuse_withdrawn, sound
from chapbook.library import Library
from chapbook.manuscript import Manuscript
from chapbook.press.deliver import deliver
from chapbook.problems import Problems
from chapbook.project import Project
from chapbook.publish import Publication, publish
from chapbook.reading.formats import as_they_are, not_carried, unpaged
from chapbook.remember import Memory, Request, digest, shared_inputs
from chapbook.translate import translate
from chapbook.trust.approvals import Signed, signatures
from chapbook.trust.audit import audit
from chapbook.trust.proof_sheet import Sheet, rests_on
from chapbook.trust.proofread import proofread
from chapbook.trust.recall import code_of
from chapbook.trust.sheets import sheet_of, sheets
from chapbook.typeset import typeset


@dataclass(frozen=True)
class Built:
    """What a build did: the files that it made, and those that were made already."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def build(
    project: Project,
    wanted: Wanted,
    folder: Path,
    progress: Progress,
    request: Request,
    release: datetime.date | None = None,
) -> Built:
    """Make every wanted file that is not made already. Raises all problems at once, having written nothing.

    A release, on its day, refuses what lacks an approval that its ticket asks for; otherwise its pages say that it is a
    review copy.
    """
    library = sound(project, wanted)
    memory, shared = Memory(folder), shared_inputs(project)
    jobs = with_proof_sheets(library, wanted.jobs(library))
    texts = {edition: translate(library, assemble(library, edition)) for edition in wanted.editions(library)}
    if release:
        refuse_unapproved(library, jobs, texts, release)
    signs = {edition: signatures(library, text) for edition, text in texts.items()}
    codes = {edition: code_of(library, text) for edition, text in texts.items()}
    refuse_withdrawn(project, codes)
    said = {edition: repr((text, signs[edition], codes[edition])) for edition, text in texts.items()}
    shown = {edition: rests_on(library, text) for edition, text in texts.items()}
    inputs = {
        job.file: digest(shared, job.file, said[job.edition], shown[job.edition] * job.is_proof_sheet) for job in jobs
    }
    # A sheet speaks of all files of a batch, so what shares pages is made together.
    stale = {job for job in jobs if not memory.fresh(job.file, inputs[job.file])}
    todo = [batch for batch in batches(library, jobs) if not stale.isdisjoint(batch.jobs)]
    memory.note_request(request, inputs)

    def set_one(batch: Batch) -> list[Publication]:
        return make(library, batch, texts[batch.edition], signs[batch.edition])

    made = run(set_one, todo, progress)
    publish(made, folder, memory, inputs, known_files(library) if wanted == Wanted() else None)
    new = {each.file for each in made}
    files = [job.file for job in jobs if not job.is_proof_sheet]
    return Built(tuple(file for file in files if file in new), tuple(file for file in files if file not in new))


def make(library: Library, batch: Batch, text: Manuscript, signed: Signed) -> list[Publication]:
    """One edition in one design: typeset and proofread once, then finished for each ticket; or read without pages."""
    if not batch.paged:
        return unpaged(library, batch, text, signed)
    proof = proofread(library, text, typeset(library, text, batch.design, signed))
    made = [*deliver(library, proof, [job for job in batch.jobs if not job.is_proof_sheet])]
    return [*made, *sheets(library, text, proof, made, [job for job in batch.jobs if job.is_proof_sheet])]


def one(project: Project, wanted: Wanted) -> Publication:
    """One edition for one ticket, checked and made alone."""
    library = sound(project, wanted)
    (batch,) = batches(library, wanted.jobs(library))
    text = translate(library, assemble(library, batch.edition))
    publication, *_ = make(library, batch, text, signatures(library, text))
    return publication


def sheet_of_one(project: Project, wanted: Wanted, on: datetime.date | None) -> Sheet:
    """The proof sheet of one edition on one ticket, checked and made alone; sources are overdue from a day on."""
    library = sound(project, wanted)
    (batch,) = batches(library, wanted.jobs(library))
    text = translate(library, assemble(library, batch.edition))
    proof = typeset(library, text, batch.design, signatures(library, text))
    made = deliver(library, proof, batch.jobs)
    return sheet_of(library, text, proof, made, on, audit(library, text, proof.pdf, proof.without))


def compare(project: Project, wanted: Wanted, progress: Progress) -> int:
    """Make every edition in each format that is read as it is, hold it against its text; how many were made.

    Raises all that any of them leaves out.
    """
    library = sound(project, wanted)
    jobs = replace(wanted, tickets=as_they_are(library)).jobs(library)
    texts = {edition: translate(library, assemble(library, edition)) for edition in wanted.editions(library)}

    def read(batch: Batch) -> list[Publication]:
        text = texts[batch.edition]
        made = make(library, batch, text, signatures(library, text))
        if found := [fault for each in made for fault in not_carried(library, text, each)]:
            raise Problems(found)
        return made

    return len(run(read, batches(library, jobs), progress))

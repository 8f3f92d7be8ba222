"""The press, one screen: load ─► check ─► assemble ─► translate ─► typeset ─► proofread ─► finish ─► publish."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from chapbook.assemble import assemble
from chapbook.jobs import Batch, Progress, Wanted, batches, known_files, run
from chapbook.judge import refuse_unapproved, refuse_withdrawn, sound
from chapbook.library import Library
from chapbook.manuscript import Manuscript
from chapbook.press.deliver import deliver
from chapbook.project import Project
from chapbook.publish import Publication, publish
from chapbook.remember import Memory, Request, digest, shared_inputs
from chapbook.translate import translate
from chapbook.trust.approvals import Signed, signatures
from chapbook.trust.proofread import proofread
from chapbook.trust.recall import code_of
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
    memory, jobs, shared = Memory(folder), wanted.jobs(library), shared_inputs(project)
    texts = {edition: translate(library, assemble(library, edition)) for edition in wanted.editions(library)}
    if release:
        refuse_unapproved(library, jobs, texts, release)
    signs = {edition: signatures(library, text) for edition, text in texts.items()}
    codes = {edition: code_of(library, text) for edition, text in texts.items()}
    refuse_withdrawn(project, codes)
    said = {edition: repr((text, signs[edition], codes[edition])) for edition, text in texts.items()}
    inputs = {job.file: digest(shared, job.file, said[job.edition]) for job in jobs}
    todo = [job for job in jobs if not memory.fresh(job.file, inputs[job.file])]
    memory.note_request(request, inputs)

    def set_one(batch: Batch) -> list[Publication]:
        return make(library, batch, texts[batch.edition], signs[batch.edition])

    made = run(set_one, batches(library, todo), progress)
    publish(made, folder, memory, inputs, known_files(library) if wanted == Wanted() else None)
    return Built(tuple(each.file for each in made), tuple(job.file for job in jobs if job not in todo))


def make(library: Library, batch: Batch, text: Manuscript, signed: Signed) -> list[Publication]:
    """One edition in one design: typeset and proofread once, finished for each of its tickets."""
    proof = proofread(library, text, typeset(library, text, batch.design, signed))
    return [*deliver(library, proof, batch.jobs)]


def one(project: Project, wanted: Wanted) -> Publication:
    """One edition for one ticket, checked and made alone."""
    library = sound(project, wanted)
    (batch,) = batches(library, wanted.jobs(library))
    text = translate(library, assemble(library, batch.edition))
    publication, *_ = make(library, batch, text, signatures(library, text))
    return publication

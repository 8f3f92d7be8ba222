"""The press, one screen: load ─► check ─► assemble ─► translate ─► typeset ─► finish ─► publish."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from chapbook.assemble import assemble
from chapbook.jobs import Batch, Job, Progress, Wanted, batches, known_files, run, with_proof_sheets
from chapbook.judge import refuse_unapproved, sound
from chapbook.library import Library
from chapbook.manuscript import Manuscript
from chapbook.press.finish import finish
from chapbook.press.tickets import Design
from chapbook.problems import Problems, Spot, problem, q
from chapbook.project import Project
from chapbook.publish import Publication, publish
from chapbook.remember import Memory, Request, digest, shared_inputs
from chapbook.translate import translate
from chapbook.trust.approvals import Signed, signatures
from chapbook.trust.proof_sheet import Sheet, rests_on
from chapbook.trust.recall import code_of
from chapbook.trust.sheets import sheet_of, sheets
from chapbook.typeset import Proof, typeset


@dataclass(frozen=True)
class Built:
    """What a build did: the files that it made, and those that were made already."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def build(
    project: Project, wanted: Wanted, folder: Path, progress: Progress, request: Request, release: bool = False
) -> Built:
    """Make every wanted file that is not made already. Raises all problems at once, having written nothing.

    A release refuses what lacks an approval that its ticket asks for; otherwise its pages say that it is a review copy.
    """
    library = sound(project, wanted)
    memory, shared = Memory(folder), shared_inputs(project)
    jobs = with_proof_sheets(library, wanted.jobs(library))
    texts = {edition: translate(library, assemble(library, edition)) for edition in wanted.editions(library)}
    if release:
        refuse_unapproved(library, jobs, texts)
    signs = {edition: signatures(library, text) for edition, text in texts.items()}
    codes = {edition: code_of(library, text) for edition, text in texts.items()}
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
    """One edition in one design: typeset once, finished for each of its tickets."""
    proof = typeset(library, text, batch.design, signed)
    made = [_deliver(library, proof, job, batch.design) for job in batch.jobs if not job.is_proof_sheet]
    return [*made, *sheets(library, text, proof, made, [job for job in batch.jobs if job.is_proof_sheet])]


def one(project: Project, wanted: Wanted) -> Publication:
    """One edition for one ticket, checked and made alone."""
    library = sound(project, wanted)
    (batch,) = batches(library, wanted.jobs(library))
    text = translate(library, assemble(library, batch.edition))
    (publication,) = make(library, batch, text, signatures(library, text))
    return publication


def sheet_of_one(project: Project, wanted: Wanted, on: datetime.date | None) -> Sheet:
    """The proof sheet of one edition on one ticket, checked and made alone; sources are overdue from a day on."""
    library = sound(project, wanted)
    (batch,) = batches(library, wanted.jobs(library))
    text = translate(library, assemble(library, batch.edition))
    proof = typeset(library, text, batch.design, signatures(library, text))
    return sheet_of(library, text, proof, [_deliver(library, proof, job, batch.design) for job in batch.jobs], on)


def _deliver(library: Library, proof: Proof, job: Job, design: Design) -> Publication:
    ticket, place = library.tickets[job.ticket], library.places[job.edition.place]
    direction = library.locales[job.edition.locale].direction
    try:
        content = finish(proof.pdf, ticket, direction=direction, trim=design.trim, sheet=ticket.sheet_for(place.paper))
    except ValueError as misfit:
        fault, _, remedy = str(misfit).partition("; ")
        spot = Spot(f"styles/press/{job.ticket}.yaml")
        raise Problems([problem("P003", spot, ticket=q(job.ticket), fault=fault, remedy=remedy)]) from None
    about = (proof.title, proof.pages, proof.draft, proof.revised, proof.code)
    return Publication(job.file, job.edition, job.ticket, *about, content)

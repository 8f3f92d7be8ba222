"""The press, one screen: load ─► check ─► assemble ─► translate ─► typeset ─► proofread ─► finish ─► store."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from chapbook.approve.approvals import signatures
from chapbook.content.finished import FinishedFile
from chapbook.content.jobs import Batch, Wanted, batches, with_proof_sheets
from chapbook.content.manuscript import Signed
from chapbook.content.project import Project
from chapbook.deliver import deliver
from chapbook.files.chain import Chain
from chapbook.files.digest import digest
from chapbook.formats.unpaged import unpaged
from chapbook.gate import outdated, refuse_unapproved, refuse_withdrawn, sound, text_of
from chapbook.proof_sheet.printed import sheets
from chapbook.proof_sheet.sheet import rests_on
from chapbook.proofread.compare import proofread
from chapbook.store.memory import Memory, Request, is_as_made, manifest, shared_inputs
from chapbook.store.store import store
from chapbook.store.workers import Progress, run
from chapbook.transcript.mark import mark
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import Transcript
from chapbook.typeset.typeset import typeset


@dataclass(frozen=True)
class Built:
    """What a build did: the files that it made, those that were made already, and those that it took away."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    gone: tuple[str, ...]


def build(
    chain: Chain,
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
    project = sound(chain, wanted)
    memory, shared = Memory(folder), shared_inputs(chain)
    earlier = [row for row in manifest(folder) if is_as_made(folder, row["file"], row["sha256"])]
    jobs = with_proof_sheets(project, wanted.jobs(project))
    texts = {edition: text_of(project, edition) for edition in wanted.editions(project)}
    if release:
        refuse_unapproved(project, jobs, texts, release)
    signs = {edition: signatures(project, text) for edition, text in texts.items()}
    codes = {edition: code_of(text) for edition, text in texts.items()}
    refuse_withdrawn(chain, codes)
    said = {
        edition: repr((text.manuscript, signs[edition], codes[edition], mark(project, edition)))
        for edition, text in texts.items()
    }
    shown = {edition: rests_on(project, text) for edition, text in texts.items()}
    inputs = {
        job.file: digest(shared, job.file, said[job.edition], shown[job.edition] * job.is_proof_sheet) for job in jobs
    }
    listed = {row["file"] for row in earlier}
    # A sheet speaks of all files of a batch, so what shares pages is made together.
    stale = {job for job in jobs if job.file not in listed or not memory.fresh(job.file, inputs[job.file])}
    todo = [batch for batch in batches(project, jobs) if not stale.isdisjoint(batch.jobs)]
    now = {edition: (codes[edition], bool(signs[edition].unsettled)) for edition in texts}
    # The same inputs left nothing old behind.
    old = set() if memory.inputs == request.inputs else outdated(project, earlier, now)
    memory.note_request(request, inputs)

    def set_one(batch: Batch) -> list[FinishedFile]:
        return make(project, batch, texts[batch.edition], signs[batch.edition])

    made = run(set_one, todo, progress)
    gone = store(made, folder, memory, inputs, earlier, old)
    new = {each.file for each in made}
    files = [job.file for job in jobs if not job.is_proof_sheet]
    return Built(
        tuple(file for file in files if file in new), tuple(file for file in files if file not in new), (*gone,)
    )


def make(project: Project, batch: Batch, text: Transcript, signed: Signed) -> list[FinishedFile]:
    """One edition in one design: typeset and proofread once, then finished for each ticket; or read without pages."""
    if not batch.paged:
        return unpaged(project, batch, text, signed)
    proof = proofread(project, text, typeset(project, text, batch.design, signed))
    made = [*deliver(project, proof, [job for job in batch.jobs if not job.is_proof_sheet])]
    return [*made, *sheets(project, text, proof, made, [job for job in batch.jobs if job.is_proof_sheet])]

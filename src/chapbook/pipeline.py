"""The press, one screen: load ─► check ─► assemble ─► translate ─► typeset ─► proofread ─► finish ─► store."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from chapbook.content.finished import FinishedFile
from chapbook.content.jobs import Wanted, with_proof_sheets
from chapbook.deliver import deliver
from chapbook.files.atomic import places_of
from chapbook.files.chain import Chain
from chapbook.formats.unpaged import unpaged
from chapbook.gate import outdated, refuse_unapproved, refuse_withdrawn, sound
from chapbook.proof_sheet.printed import proof_sheets
from chapbook.proofread.compare import proofread
from chapbook.publish.values import values_of
from chapbook.store.cache import keep, kept
from chapbook.store.memory import Built, Request
from chapbook.store.store import opened, set_aside, store
from chapbook.transcript.transcript import Transcript
from chapbook.typeset.typeset import typeset
from chapbook.workers.workers import Progress, run
from chapbook.worklist import Work, inputs_of, make_ready, past_proof_sheets, said, worklist


def build(
    chain: Chain,
    wanted: Wanted,
    folder: Path,
    request: Request,
    hands: Callable[[int], AbstractContextManager[Executor]],
    progress: Progress,
    release: datetime.date | None = None,
) -> Built:
    """Make every wanted file that is not made already. Raises all problems at once, and then no file has changed.

    A release, on its day, refuses what lacks an approval that its ticket asks for; otherwise its pages say that it is a
    review copy.
    """
    read = sound(chain, wanted)
    jobs = with_proof_sheets(read.project, wanted.jobs(read.project))
    if release:
        refuse_unapproved(read, jobs, release)
    says = said(read.texts, wanted.editions(read.project), read.records)
    refuse_withdrawn(read.register, {edition: each.code for edition, each in says.items()})
    inputs = inputs_of(jobs, request.shared, says)
    places_of((folder, job.file) for job in jobs)
    with opened(folder) as memory:
        earlier = memory.as_made()
        listed = {row["file"] for row in earlier}
        fresh = {job.file for job in jobs if job.file in listed and memory.fresh(job.file, inputs[job.file])}
        work = worklist(read.texts, jobs, says, inputs, fresh)
        make_ready(work)
        with hands(len(work)) as executor:
            rows = run(executor, partial(make_once, folder), work, progress)
        # The same inputs left nothing old behind.
        old = set() if memory.inputs == request.inputs else outdated(read, earlier, says)
        unmade = past_proof_sheets(read.project, jobs, request.shared, says)
        old |= {file for file, rests in unmade.items() if file in listed and not memory.fresh(file, rests)}
        memory.note_request(request, inputs)
        made = [(each.key, row) for each, found in zip(work, rows, strict=True) for row in found]
        aside = set_aside(folder, made, earlier)
        gone = store(made, folder, memory, inputs, earlier, old)
    new = {row["file"] for _, row in made}
    files = [job.file for job in jobs if not job.is_proof_sheet]
    before = tuple(file for file in files if file not in new)
    beside = tuple(job.file for job in jobs if job.is_proof_sheet and job.file in new)
    is_homeless = bool(release) and not read.project.imprint.site
    return Built(tuple(file for file in files if file in new), before, (*gone,), beside, (*aside,), is_homeless)


def make_once(folder: Path, work: Work) -> list[dict[str, Any]]:
    """The rows of a batch's files, which lie in the cache of a build folder: made now, if they do not lie there yet."""
    files, draft = (job.file for job in work.batch.jobs), bool(work.approved.unsettled)
    rows = kept(folder, work.key, files, work.code, draft)
    return keep(folder, work.key, make(work)) if rows is None else rows


def make(work: Work) -> list[FinishedFile]:
    """One edition in one design: typeset and proofread once, then finished for each ticket; or read without pages."""
    text = work.texts.of(work.batch.edition)
    values = values_of(work.texts.project, text)
    return [replace(each, values=values) for each in _made(work, text)]


def _made(work: Work, text: Transcript) -> list[FinishedFile]:
    project, batch, approved = work.texts.project, work.batch, work.approved
    if not batch.paged:
        return unpaged(project, batch, text, approved)
    proof = proofread(project, text, typeset(project, text, batch.design, approved))
    made = [*deliver(project, proof, [job for job in batch.jobs if not job.is_proof_sheet])]
    wanted = [job for job in batch.jobs if job.is_proof_sheet]
    return [*made, *proof_sheets(project, text, work.record, proof, made, wanted)]

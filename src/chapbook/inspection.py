"""Proofing: what people look at beside a build: one file, one proof sheet, the audit, the formats compared."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from chapbook.approve.approvals import signatures
from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.jobs import Batch, Wanted, batches
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.deliver import deliver
from chapbook.files.chain import Chain
from chapbook.formats.unpaged import as_they_are, not_carried
from chapbook.gate import sound, text_of
from chapbook.pipeline import make
from chapbook.problems.problem import Problem, Problems
from chapbook.proof_sheet.printed import sheet_of
from chapbook.proof_sheet.sheet import Sheet
from chapbook.proofread.compare import audit
from chapbook.store.workers import Progress, run
from chapbook.transcript.transcript import Transcript
from chapbook.typeset.typeset import typeset


def one(chain: Chain, wanted: Wanted) -> FinishedFile:
    """One edition for one ticket, checked and made alone."""
    project = sound(chain, wanted)
    (batch,) = batches(project, wanted.jobs(project))
    text = text_of(project, batch.edition)
    publication, *_ = make(project, batch, text, signatures(project, text))
    return publication


def sheet_of_one(chain: Chain, wanted: Wanted, on: datetime.date | None) -> Sheet:
    """The proof sheet of one edition on one ticket, checked and made alone; sources are overdue from a day on."""
    project = sound(chain, wanted)
    (batch,) = batches(project, wanted.jobs(project))
    text, proof = _set(project, batch)
    made = deliver(project, proof, batch.jobs)
    return sheet_of(project, text, proof, made, on, audit(project, text, proof))


def audited(chain: Chain, wanted: Wanted, progress: Progress) -> Iterator[tuple[Edition, list[Problem]]]:
    """Every wanted edition with what its pages say otherwise than its text, once for each design."""
    project = sound(chain, wanted)
    work = [batch for batch in batches(project, wanted.jobs(project)) if batch.paged]
    for number, batch in enumerate(work):
        progress(number, len(work), str(batch.edition))
        text, proof = _set(project, batch)
        yield batch.edition, audit(project, text, proof)
    progress(len(work), len(work), "")


def compare(chain: Chain, wanted: Wanted, progress: Progress) -> int:
    """Make every edition in each format that is read as it is, hold it against its text; how many were made.

    Raises all that any of them leaves out.
    """
    project = sound(chain, wanted)
    jobs = replace(wanted, tickets=as_they_are(project)).jobs(project)
    texts = {edition: text_of(project, edition) for edition in wanted.editions(project)}

    def read(batch: Batch) -> list[FinishedFile]:
        text = texts[batch.edition]
        made = make(project, batch, text, signatures(project, text))
        if found := [fault for each in made for fault in not_carried(project, text, each)]:
            raise Problems(found)
        return made

    return len(run(read, batches(project, jobs), progress))


def _set(project: Project, batch: Batch) -> tuple[Transcript, Proof]:
    text = text_of(project, batch.edition)
    return text, typeset(project, text, batch.design, signatures(project, text))

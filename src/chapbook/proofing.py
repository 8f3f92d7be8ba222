"""Proofing: what people look at beside a build: one file, one proof sheet, the audit, the formats compared."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from chapbook.deliver import deliver
from chapbook.formats import as_they_are, not_carried
from chapbook.hands import Progress, run
from chapbook.jobs import Batch, Wanted, batches
from chapbook.judge import sound, text_of
from chapbook.library import Library
from chapbook.manuscript import Manuscript
from chapbook.model import Edition
from chapbook.pipeline import make
from chapbook.problems import Problem, Problems
from chapbook.project import Project
from chapbook.proof import Proof
from chapbook.publish import Publication
from chapbook.sheets import sheet_of
from chapbook.trust.approvals import signatures
from chapbook.trust.audit import audit
from chapbook.trust.proof_sheet import Sheet
from chapbook.typeset import typeset


def one(project: Project, wanted: Wanted) -> Publication:
    """One edition for one ticket, checked and made alone."""
    library = sound(project, wanted)
    (batch,) = batches(library, wanted.jobs(library))
    text = text_of(library, batch.edition)
    publication, *_ = make(library, batch, text, signatures(library, text))
    return publication


def sheet_of_one(project: Project, wanted: Wanted, on: datetime.date | None) -> Sheet:
    """The proof sheet of one edition on one ticket, checked and made alone; sources are overdue from a day on."""
    library = sound(project, wanted)
    (batch,) = batches(library, wanted.jobs(library))
    text, proof = _set(library, batch)
    made = deliver(library, proof, batch.jobs)
    return sheet_of(library, text, proof, made, on, audit(library, text, proof))


def audited(project: Project, wanted: Wanted, progress: Progress) -> Iterator[tuple[Edition, list[Problem]]]:
    """Every wanted edition with what its pages say otherwise than its text, once for each design."""
    library = sound(project, wanted)
    work = [batch for batch in batches(library, wanted.jobs(library)) if batch.paged]
    for number, batch in enumerate(work):
        progress(number, len(work), str(batch.edition))
        text, proof = _set(library, batch)
        yield batch.edition, audit(library, text, proof)
    progress(len(work), len(work), "")


def compare(project: Project, wanted: Wanted, progress: Progress) -> int:
    """Make every edition in each format that is read as it is, hold it against its text; how many were made.

    Raises all that any of them leaves out.
    """
    library = sound(project, wanted)
    jobs = replace(wanted, tickets=as_they_are(library)).jobs(library)
    texts = {edition: text_of(library, edition) for edition in wanted.editions(library)}

    def read(batch: Batch) -> list[Publication]:
        text = texts[batch.edition]
        made = make(library, batch, text, signatures(library, text))
        if found := [fault for each in made for fault in not_carried(library, text, each)]:
            raise Problems(found)
        return made

    return len(run(read, batches(library, jobs), progress))


def _set(library: Library, batch: Batch) -> tuple[Manuscript, Proof]:
    text = text_of(library, batch.edition)
    return text, typeset(library, text, batch.design, signatures(library, text))

"""What a build has to make: each batch with the hash of all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chapbook.approve.approvals import approved_of
from chapbook.approve.records import Record
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Batch, Job, batches, proof_sheets_of
from chapbook.content.manuscript import Approved
from chapbook.content.project import Project
from chapbook.content.typography import TextPass
from chapbook.files.digest import digest
from chapbook.proof_sheet.proof_sheet import rests_on
from chapbook.texts import Texts
from chapbook.transcript.mark import mark
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import Transcript


@dataclass(frozen=True)
class Said:
    """What an edition says, in short: its code, who approved it, hashes of what its pages and proof sheet rest on, and
    its record of approvals."""

    code: str
    approved: Approved
    pages: str
    proof_sheet: str
    record: Record

    @property
    def draft(self) -> bool:
        return bool(self.approved.unsettled)


def said(texts: Texts, editions: Iterable[Edition], records: Mapping[Edition, Record]) -> dict[Edition, Said]:
    """What each edition says: of a thousand texts few are kept, so that this is."""
    return {each: _said(texts.project, texts.of(each), records.get(each, Record(each))) for each in editions}


def _said(project: Project, text: Transcript, record: Record) -> Said:
    approved, code = approved_of(project, text, record), code_of(text)
    # All fields count, so that nothing old is kept; another way to write them only makes pages again.
    pages = digest(repr((text.manuscript, approved, code, mark(project, text.edition))))
    return Said(code, approved, pages, digest(rests_on(project, text, record)), record)


def inputs_of(jobs: Iterable[Job], shared: str, says: dict[Edition, Said]) -> dict[str, str]:
    """The hash of all that each job's file rests on; `shared` is what all of them do."""
    return {
        job.file: digest(shared, job.file, says[job.edition].pages, says[job.edition].proof_sheet * job.is_proof_sheet)
        for job in jobs
    }


def past_proof_sheets(project: Project, jobs: Iterable[Job], shared: str, says: dict[Edition, Said]) -> dict[str, str]:
    """What the proof sheets of these editions rest on that are not made now: an older one says what held then."""
    unmade = {job for edition in says for job in proof_sheets_of(project, edition)} - {*jobs}
    return inputs_of(unmade, shared, says)


@dataclass(frozen=True)
class Work:
    """A batch to make: from which texts, approved by whom, under which code, and the hash of what its files rest on."""

    texts: Texts
    batch: Batch
    approved: Approved
    code: str = ""
    key: str = ""
    # For its proof sheet; empty where nobody has approved anything.
    record: Record | None = None

    def __str__(self) -> str:
        return str(self.batch.edition)

    def __reduce__(self) -> tuple[Any, ...]:
        """To another process goes what this batch needs of the project."""
        texts = self.texts.only(self.batch.edition)
        return Work, (texts, self.batch, self.approved, self.code, self.key, self.record)


def make_ready(work: Iterable[Work]) -> None:
    """Compiles the patterns of numbers that these texts ask for: before a fork, for all processes at once.

    Measured for three small editions: two processes took 1.7 s of the processor, and take 0.6 s.
    """
    for direction in {each.texts.project.locales[each.batch.edition.locale].direction for each in work}:
        TextPass(direction).sentence("5 mg", Markup)


def worklist(
    texts: Texts, jobs: list[Job], says: dict[Edition, Said], inputs: dict[str, str], fresh: set[str]
) -> list[Work]:
    """The batches in which a file is not fresh: a proof sheet speaks of all files of its batch, made together."""
    return [
        Work(texts, batch, here.approved, here.code, digest(*(inputs[job.file] for job in batch.jobs)), here.record)
        for batch in batches(texts.project, jobs)
        for here in (says[batch.edition],)
        if not fresh.issuperset(job.file for job in batch.jobs)
    ]


def unkept(texts: Texts, jobs: Iterable[Job], records: Mapping[Edition, Record]) -> list[Work]:
    """The batches of some jobs, to be made and looked at, and not to be found again."""
    return [
        Work(texts, batch, approved_of(texts.project, texts.of(batch.edition), record), record=record)
        for batch in batches(texts.project, jobs)
        for record in [records.get(batch.edition, Record(batch.edition))]
    ]

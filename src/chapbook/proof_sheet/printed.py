"""Proof sheets printed: one for machines and one for people, beside the files of an edition."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import partial

from babel.dates import format_date
from babel.numbers import format_decimal

from chapbook.approve.records import Record
from chapbook.content import paper
from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.jobs import JOB_SHEETS, PROOF_SHEET, Job
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.content.tickets import Design
from chapbook.finish.settled import settled
from chapbook.problems.problem import Problem
from chapbook.proof_sheet.proof_sheet import LINE, ProofSheet, proof_sheet
from chapbook.transcript.transcript import Transcript
from chapbook.typeset.typeset import typeset_page


def proof_sheets(
    project: Project,
    text: Transcript,
    record: Record | None,
    proof: Proof,
    made: Iterable[FinishedFile],
    jobs: Iterable[Job],
) -> list[FinishedFile]:
    """The wanted proof sheets of an edition, whose pages were typeset and whose files were made."""
    wanted = [*jobs]
    if not wanted:
        return []
    page = proof_sheet_of(project, text, record, proof, made)

    def content(job: Job) -> bytes:
        return page.as_json() if job.suffix == "json" else printed(project, page, proof.edition)

    return [FinishedFile.of(job, proof, 0, content(job), "no") for job in wanted]


def proof_sheet_of(
    project: Project,
    text: Transcript,
    record: Record | None,
    proof: Proof,
    made: Iterable[FinishedFile],
    on: datetime.date | None = None,
    findings: Sequence[Problem] = (),
) -> ProofSheet:
    """The proof sheet of a typeset edition and what the audit found on its pages; a build stops at any finding."""
    return proof_sheet(
        project,
        text,
        record,
        title=proof.title,
        code=proof.code,
        measures=proof.measures,
        findings=findings,
        files=[
            (each.file, each.ticket, each.pages, each.content) for each in made if not each.file.endswith(JOB_SHEETS)
        ],
        on=on,
    )


def printed(project: Project, page: ProofSheet, edition: Edition) -> bytes:
    """A proof sheet on a page or two of the paper of its place, in the language of those who work there."""
    place, locale = project.places[edition.place], project.locales[edition.locale]
    staff = Edition(edition.booklet, place.language, edition.place)
    babel = project.locales[place.language].babel[edition.place]

    def number(value: float, places: int = 1) -> str:
        return str(format_decimal(round(value, places), locale=babel))

    def measured(unit: str, value: float, places: int = 1) -> str:
        """A number with a unit that is the same in every language."""
        return f"{number(value, places)} {unit}"

    context = {
        "sheet": page,
        "about": {"lang": edition.locale, "direction": locale.direction, "autonym": locale.autonym},
        "number": number,
        **{unit: partial(measured, unit) for unit in ("mm", "pt")},
        "beside": f"{PROOF_SHEET}/{edition}.json",
        "date": lambda day: format_date(day, "long", locale=babel),
        "advised": {"first": LINE[0], "last": LINE[1]},
    }
    design = Design(paper.size(place.paper), PROOF_SHEET)
    return settled(typeset_page(project, staff, design, context, edition, style=PROOF_SHEET))

"""Delivery: one proof becomes the file that each job ticket asks for and, where it says so, a job sheet beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath

from chapbook.content import paper
from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.jobs import Job
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.content.tickets import PROFILES, Design, JobTicket
from chapbook.finish.finish import Finished, PrintRun, WrongPages, finish
from chapbook.finish.job_sheet import JobSheet, describe
from chapbook.finish.settled import settled
from chapbook.problems.problem import Missing, Problem, Problems, Spot, problem, q
from chapbook.transcript.code import site_of
from chapbook.transcript.mark import mark
from chapbook.typeset.typeset import typeset_page

# Noto Sans, which every project inherits, has all that a slug line is made of.
SLUG_FONT = "styles/fonts/NotoSans_400Regular.ttf"


def deliver(project: Project, proof: Proof, jobs: Iterable[Job]) -> Iterator[FinishedFile]:
    """What an edition's jobs ask for; raises a problem where its pages do not suit a ticket."""
    for name, own in groupby(jobs, key=lambda job: job.ticket):
        finished = _file(project, proof, name)
        pages = len(finished.order) - finished.order.count(None)
        for job in own:
            content = finished.content
            if job.is_job_sheet:
                told = _told(project, proof, name, finished)
                pages, content = 1, _as_page(project, proof, told) if job.suffix == "job.pdf" else told.as_json()
            taken = "no" if job.is_job_sheet else project.tickets[name].taken
            yield FinishedFile.of(job, proof, pages, content, taken)


def _file(project: Project, proof: Proof, name: str) -> Finished:
    ticket, edition = project.tickets[name], proof.edition
    profile = project.chain.find(f"{PROFILES}/{ticket.profile}.icc") if ticket.colour == "cmyk" else None
    font = project.chain.find(SLUG_FONT) if ticket.slug else None
    if ticket.slug and font is None:
        raise Missing(f"{SLUG_FONT} is not there, and the slug line is set in it", "run: make fonts")
    run = PrintRun(
        direction=project.locales[edition.locale].direction,
        paper=project.places[edition.place].paper,
        name=f"{edition}   {proof.code}   {name}",
        title=proof.title,
        revised=datetime.date.fromisoformat(proof.revised),
        profile=profile.read_bytes() if profile else b"",
        font=font,
    )
    try:
        finished = finish(proof.pdf, ticket, run)
    except Problems as found:
        spot = Spot(f"{edition} as {name}")
        raise Problems(replace(each, spot=spot) for each in found.problems) from None
    except ValueError as misfit:
        raise Problems([_misfit(misfit, edition, name)]) from None
    if ticket.for_press or ticket.colour == "cmyk":
        _refuse_unfit(finished, ticket, run.paper, f"{edition} as {name}")
    return finished


def _refuse_unfit(finished: Finished, ticket: JobTicket, paper: str, name: str) -> None:
    """Raise what another hand finds wrong with a file for a press: who has to remember to look forgets it once."""
    # Read only where there is something for a press.
    from chapbook.preflight.preflight import preflight, required

    if faults := preflight(finished.content, required(ticket, [paper]), name).problems:
        raise Problems(faults)


def _misfit(misfit: ValueError, edition: Edition, name: str) -> Problem:
    fault, _, remedy = str(misfit).partition("; ")
    spot = Spot(f"styles/press/{name}.yaml")
    if isinstance(misfit, WrongPages):
        return problem("P005", spot, edition=edition, ticket=q(name), fault=fault, remedy=remedy)
    return problem("P003", spot, ticket=q(name), fault=fault, remedy=remedy)


def _told(project: Project, proof: Proof, name: str, finished: Finished) -> JobSheet:
    """What a print shop is told of a file. Its questions go to whoever publishes, where the ticket names nobody."""
    imprint, edition = project.imprint, proof.edition
    return describe(
        project.tickets[name],
        finished,
        job=str(edition),
        code=proof.code,
        name=name,
        file=PurePosixPath(Job(edition, name).file).name,
        title=proof.title,
        revised=proof.revised,
        draft=proof.draft,
        paper=project.places[edition.place].paper,
        direction=project.locales[edition.locale].direction,
        contact=_contact(imprint.name, imprint.address, imprint.site),
    )


def _contact(name: str | None, address: str | None, site: str | None) -> str | None:
    """Who publishes, in a line; the site without what browsers add, where the line would break.

    >>> _contact("Ward 3", None, "https://www.example.org")
    'Ward 3, www.example.org'
    """
    return ", ".join(filter(None, (name, address, site and site_of(site)))) or None


def _as_page(project: Project, proof: Proof, told: JobSheet) -> bytes:
    """One page of the place's paper, in the language of the place, where the print shop is."""
    place = project.places[proof.edition.place]
    edition = replace(proof.edition, locale=place.language)
    babel = project.locales[edition.locale].babel[edition.place]
    design = Design(paper.size(place.paper), "job-sheet")
    own = project.locales[proof.edition.locale]
    title = {"text": told.title, "lang": proof.edition.locale, "direction": own.direction}
    # Where paper is Letter, the trade counts in inches and pounds.
    context = {
        "sheet": told.as_text(babel, inches=place.paper == "Letter"),
        "title": title,
        "review": mark(project, edition).words,
    }
    pdf = typeset_page(project, edition, design, context, proof.edition)
    return settled(pdf)

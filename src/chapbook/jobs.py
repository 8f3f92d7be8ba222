"""Jobs: which edition goes out on which ticket, and in what batches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.library import Library
from chapbook.model import Edition
from chapbook.tickets import Design

# What the manifest says is the ticket of a proof sheet, which goes out on none.
PROOF_SHEET = "proof-sheet"

# A job sheet for people and one for machines, beside a print shop's file.
JOB_SHEETS = ("job.pdf", "job.json")


@dataclass(frozen=True)
class Job:
    """An edition for one kind of delivery."""

    edition: Edition
    ticket: str
    suffix: str = "pdf"
    is_proof_sheet: bool = False

    @property
    def file(self) -> str:
        """Where its file goes below the build folder."""
        return f"{self.folder}/{self.edition}.{self.suffix}"

    @property
    def folder(self) -> str:
        return PROOF_SHEET if self.is_proof_sheet else self.ticket

    @property
    def is_sheet(self) -> bool:
        """Whether it is the job sheet of a file, and not the file."""
        return self.suffix in JOB_SHEETS


@dataclass(frozen=True)
class Batch:
    """Jobs that share their pages, typeset once and finished for each ticket; or their text, read without pages."""

    edition: Edition
    design: Design
    jobs: tuple[Job, ...]
    paged: bool = True


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for; nothing named means everything."""

    booklets: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()

    def jobs(self, library: Library) -> list[Job]:
        """The jobs of a library that are wanted, in order."""
        return [
            Job(edition, name, suffix)
            for edition in self.editions(library)
            for name, ticket in library.tickets.items()
            if library.booklets[edition.booklet].content.form in ticket.carries
            and (name in self.tickets or not (self.tickets or ticket.on_request))
            for suffix in (ticket.format, *(JOB_SHEETS if ticket.job_sheet else ()))
        ]

    def editions(self, library: Library) -> list[Edition]:
        """The editions of a library that are wanted, in order."""
        return [
            edition
            for edition in library.editions()
            if edition.booklet in (self.booklets or library.booklets)
            and edition.locale in (self.locales or library.locales)
            and edition.place in (self.places or library.places)
        ]


def batches(library: Library, jobs: Iterable[Job]) -> list[Batch]:
    """Jobs by what they share."""
    found: dict[tuple[Edition, Design, bool], list[Job]] = {}
    for job in jobs:
        design = _design(library, job.edition, job.ticket)
        paged = library.tickets[job.ticket].format == "pdf"
        found.setdefault((job.edition, design, paged), []).append(job)
    return [Batch(edition, design, tuple(shared), paged) for (edition, design, paged), shared in found.items()]


def with_proof_sheets(library: Library, jobs: Iterable[Job]) -> list[Job]:
    """Jobs with the proof sheets of their editions: of the pages that most people read, where those are among them."""
    found = [*jobs]
    for edition in dict.fromkeys(job.edition for job in found):
        main, jobs_of = (
            _main_ticket(library, edition),
            [job for job in found if job.edition == edition and library.tickets[job.ticket].format == "pdf"],
        )
        if main and any(_design(library, edition, job.ticket) == _design(library, edition, main) for job in jobs_of):
            found += [Job(edition, main, suffix, is_proof_sheet=True) for suffix in ("json", "pdf")]
    return found


def _main_ticket(library: Library, edition: Edition) -> str | None:
    """The first ticket that makes pages of an edition without being asked for by name."""
    form = library.booklets[edition.booklet].content.form
    tickets = library.tickets.items()
    return next(
        (name for name, each in tickets if form in each.carries and each.format == "pdf" and not each.on_request), None
    )


def _design(library: Library, edition: Edition, ticket: str) -> Design:
    return library.tickets[ticket].design_for(library.places[edition.place].paper)


def known_files(library: Library) -> set[str]:
    """The files of every job that can be asked for, on request or not."""
    return {job.file for job in with_proof_sheets(library, Wanted(tickets=tuple(library.tickets)).jobs(library))}

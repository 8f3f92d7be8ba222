"""Jobs: which edition goes out on which ticket, in what batches, and the hands that make them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from chapbook.library import Library
from chapbook.model import Edition
from chapbook.problems import Problem, Problems
from chapbook.publish import PROOF_SHEET, Publication
from chapbook.tickets import Design

Progress = Callable[[int, int, str], None]

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


def run(make: Callable[[Batch], list[Publication]], work: list[Batch], progress: Progress) -> list[Publication]:
    """Make all batches, one process a core; problems of all of them are raised together."""
    made: list[Publication] = []
    problems: list[Problem] = []
    progress(0, len(work), "")
    for number, (batch, outcome) in enumerate(_outcomes(make, work), 1):
        if isinstance(outcome, tuple):
            problems += outcome
        else:
            made += outcome
        progress(number, len(work), str(batch.edition))
    if problems:
        raise Problems(problems)
    return made


Outcome = list[Publication] | tuple[Problem, ...]


def _outcomes(make: Callable[[Batch], list[Publication]], work: list[Batch]) -> Iterator[tuple[Batch, Outcome]]:
    hands = min(os.cpu_count() or 1, len(work))
    # Only Linux forks safely once font libraries are loaded; elsewhere one process does all the work.
    if hands < 2 or sys.platform != "linux":
        yield from ((batch, _outcome(make, batch)) for batch in work)
        return
    # Frozen before the fork, the library and the fonts stay in memory that all processes share (measured: 0.56 → 0.46
    # of the time that one process takes).
    gc.collect()
    gc.freeze()
    with ProcessPoolExecutor(hands, get_context("fork"), _take_up, (make,)) as pool:
        futures = {pool.submit(_work, batch): batch for batch in work}
        for future in as_completed(futures):
            yield futures[future], future.result()
    gc.unfreeze()


_make: Any = None


def _take_up(make: Callable[[Batch], list[Publication]]) -> None:
    global _make
    _make = make
    gc.disable()


def _work(batch: Batch) -> Outcome:
    outcome = _outcome(_make, batch)
    gc.collect()
    return outcome


def _outcome(make: Callable[[Batch], list[Publication]], batch: Batch) -> Outcome:
    try:
        return make(batch)
    except Problems as found:
        return found.problems

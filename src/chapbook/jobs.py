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
from chapbook.press.tickets import Design
from chapbook.problems import Problem, Problems
from chapbook.publish import Publication

Progress = Callable[[int, int, str], None]

# A job sheet for people and one for machines, beside a print shop's file.
JOB_SHEETS = ("job.pdf", "job.json")


@dataclass(frozen=True)
class Job:
    """An edition for one kind of delivery."""

    edition: Edition
    ticket: str
    suffix: str = "pdf"

    @property
    def file(self) -> str:
        """Where its file goes below the build folder."""
        return f"{self.ticket}/{self.edition}.{self.suffix}"

    @property
    def is_sheet(self) -> bool:
        """Whether it is the job sheet of a file, and not the file."""
        return self.suffix in JOB_SHEETS


@dataclass(frozen=True)
class Batch:
    """Jobs that share their pages: typeset once, then finished for each ticket."""

    edition: Edition
    design: Design
    jobs: tuple[Job, ...]


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
    found: dict[tuple[Edition, Design], list[Job]] = {}
    for job in jobs:
        design = library.tickets[job.ticket].design_for(library.places[job.edition.place].paper)
        found.setdefault((job.edition, design), []).append(job)
    return [Batch(edition, design, tuple(shared)) for (edition, design), shared in found.items()]


def known_files(library: Library) -> set[str]:
    """The files of every job that can be asked for, on request or not."""
    return {job.file for job in Wanted(tickets=tuple(library.tickets)).jobs(library)}


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

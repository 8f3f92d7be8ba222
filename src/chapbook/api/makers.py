"""To make pages: what is to be handed out, and what is only looked at."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from chapbook.files.chain import FOLDERS, Chain
from chapbook.files.tools import made_with
from chapbook.problems.problem import Problem, Problems, Unknown
from chapbook.store.memory import Built, Memory, Request
from chapbook.workers.limited import batch
from chapbook.workers.workers import Progress, apart, hands, silent

if TYPE_CHECKING:
    from chapbook.content.finished import FinishedFile

Hands = Callable[[int], AbstractContextManager[Executor]]


def build(
    folder: Path,
    booklets: Sequence[str] = (),
    locales: Sequence[str] = (),
    places: Sequence[str] = (),
    tickets: Sequence[str] = (),
    *,
    to: Path,
    release: datetime.date | None = None,
    hands: Hands = hands,
    progress: Progress = silent,
) -> Built:
    """Make what is asked for into a folder, and its manifest; what is made already is not made again.

    A release names the day on which no source may be past its review. `hands` opens the executor for so many batches:
    any of `concurrent.futures`, of this machine or of many that share the folder.
    """
    chain = Chain.at(folder)
    chosen = {"": booklets, "--locale ": locales, "--place ": places, "--ticket ": tickets}
    words = [f"{option}{name}" for option, names in chosen.items() for name in names]
    words += [f"--release --on {release}"] if release else []
    request = Request.of(chain, " ".join(words), made_with())
    if (files := Memory(to).made(request)) is not None:
        # Proof sheets come with every edition, and are not counted among what was asked for.
        return Built(kept=tuple(file for file in files if not file.startswith("proof-sheet/")))
    # Only now: a build that has nothing to do loads none of it.
    from chapbook import pipeline
    from chapbook.content.jobs import Wanted

    wanted = Wanted((*booklets,), (*locales,), (*places,), (*tickets,))
    return pipeline.build(chain, wanted, to, request, hands, progress, release)


def lacking(folder: Path, proof_sheets: Sequence[str]) -> Counter[str]:
    """How many editions lack what, by some proof sheets of a build folder."""
    from chapbook.proof_sheet.proof_sheet import lacks

    told = (folder / name for name in proof_sheets if name.endswith(".json"))
    return Counter(what for path in told for what in lacks(json.loads(path.read_bytes())))


@dataclass(frozen=True)
class Proofed:
    """A proof: the file, how many files of other booklets nobody looked at, and what is wrong with unfinished pages.

    Of whole pages without a fault also what is not fitted on them, the worst first.
    """

    file: FinishedFile
    unread: int
    problems: tuple[Problem, ...] = ()
    misfits: tuple[Problem, ...] = ()


def proof(
    folder: Path,
    booklet: str,
    locale: str | None = None,
    place: str | None = None,
    ticket: str | None = None,
    block: str | None = None,
    *,
    unfinished: bool = False,
) -> Proofed:
    """One edition on one ticket, judged and made alone: what a reader would take, where nobody says which.

    With a block, the pages around it alone: it is set with its neighbours, so that the numbers on these pages are not
    those of the whole. Where it may be unfinished, its pages are drawn whatever is wrong, and say so.
    """
    from chapbook.api.single import around, single
    from chapbook.check.copyfit import Fit, copyfit
    from chapbook.pipeline import make

    if unfinished:
        from chapbook.api.unfinished import drawn

        return Proofed(*drawn(folder, booklet, locale, place, ticket, block))
    one = single(folder, booklet, locale, place, ticket)
    with batch(one.work):
        file = around(one, block) if block else make(one.work)[0]
    fit = Fit() if block else copyfit(one.project, one.edition, file.ticket, file.misfits)
    return Proofed(file, one.project.unread, misfits=fit.problems)


def proofs(
    folder: Path,
    booklet: str,
    locale: str | None = None,
    place: str | None = None,
    ticket: str | None = None,
    block: str | None = None,
    *,
    unfinished: bool = False,
    stop: Event | None = None,
) -> Iterator[Proofed | Problems | Unknown]:
    """A proof, and another after every change of a file in the project; or what keeps it from being made.

    It goes on until `stop` is set. What is unknown at first is raised: whoever misspelt a name need not wait. What
    costs more than it may is a problem, and the next change is waited for.
    """
    from watchfiles import watch

    watched = [path for root in Chain.at(folder).roots for name in FOLDERS if (path := root / name).is_dir()]
    first = True
    with apart() as do:
        # Looked for before the first proof is made: what changes meanwhile is not missed.
        for changes in watch(*watched, stop_event=stop, step=20, debounce=400, rust_timeout=200, yield_on_timeout=True):
            if changes or first:
                try:
                    yield do(partial(proof, unfinished=unfinished), folder, booklet, locale, place, ticket, block)
                except Problems as found:
                    yield found
                except Unknown as nowhere:
                    if first:
                        raise
                    yield nowhere
                first = False

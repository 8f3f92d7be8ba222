"""The hands that make batches: any executor of the standard library's kind, of this machine or of many."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeVar

from chapbook.problems.problem import Missing, Problem, Problems

Progress = Callable[[int, int, str], None]


def silent(done: int, of: int, name: str) -> None:
    """A progress that tells nobody."""


Work = TypeVar("Work")
Result = TypeVar("Result")


def run(
    executor: Executor, make: Callable[[Work], Result], work: list[Work], progress: Progress = silent
) -> list[Result]:
    """What is made of each work, in order; problems of all of them are raised together.

    What travels to an executor's processes is `make` and one work, and what travels back is a result: each pickles, and
    a result should be small. `make` keeps what is large itself, as soon as it has it.
    """
    results: list[Result] = []
    problems: list[Problem] = []
    progress(0, len(work), "")
    try:
        for number, (each, outcome) in enumerate(
            zip(work, executor.map(partial(_outcome, make), work), strict=True), 1
        ):
            if isinstance(outcome, Problems):
                problems += outcome.problems
            else:
                results.append(outcome)
            progress(number, len(work), str(each))
    except BrokenProcessPool:
        hint = "most often memory ran out; run the same again, and what was made already is kept"
        raise Missing("the system ended a process that was making pages", hint) from None
    if problems:
        raise Problems(problems)
    return results


def _outcome(make: Callable[[Work], Result], work: Work) -> Result | Problems:
    try:
        return make(work)
    except Problems as found:
        return found
    finally:
        if not gc.isenabled():
            gc.collect()


class InOrder(Executor):
    """One thing after another, in this process."""

    def map(self, fn: Callable[..., Any], *iterables: Iterable[Any], **_: Any) -> Iterator[Any]:
        return map(fn, *iterables)


@contextmanager
def hands(count: int) -> Iterator[Executor]:
    """The executor for this many works on this machine: a process a core, as far as there is work for it."""
    cores = min(os.cpu_count() or 1, count)
    # Only Linux forks safely once font libraries are loaded; elsewhere one process does all the work.
    if cores < 2 or sys.platform != "linux":
        yield InOrder()
        return
    # Frozen before the fork, the library and the fonts stay in memory that all processes share (measured: 0.56 → 0.46
    # of the time that one process takes).
    gc.collect()
    gc.freeze()
    pool = ProcessPoolExecutor(cores, get_context("fork"), _begin)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def _begin() -> None:
    """What each process does first: it ends with the one that began it, and leaves collecting to the end of a work."""
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    gc.disable()


# PR_SET_PDEATHSIG of prctl(2).
_END_WITH_PARENT = 1

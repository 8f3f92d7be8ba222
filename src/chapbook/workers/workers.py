"""The hands that make batches: any executor of the standard library's kind, of this machine or of many."""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from traceback import format_exception
from typing import Any, TypeVar

from chapbook.content.limits import now
from chapbook.problems import problem
from chapbook.problems.problem import Missing, Problem, Problems, working_on
from chapbook.workers import limited

Progress = Callable[[int, int, str], None]


def silent(done: int, of: int, name: str) -> None:
    """A progress that tells nobody."""


# Has an action done with its arguments somewhere, and gives its answer.
Do = Callable[..., Any]


def directly(action: Callable[..., Any], *arguments: Any) -> Any:
    """Does it here."""
    return action(*arguments)


Work = TypeVar("Work")
Result = TypeVar("Result")


def run(
    executor: Executor, make: Callable[[Work], Result], work: list[Work], progress: Progress = silent
) -> list[Result]:
    """What is made of each work, in order; problems of all of them are raised together.

    What travels to an executor's processes is `make` and one work, and what travels back is a result: each pickles, and
    a result should be small. `make` keeps what is large itself, as soon as it has it.

    One work that costs more than it may is the last: the others would cost as much.
    """
    results: list[Result] = []
    problems: list[Problem] = []
    progress(0, len(work), "")
    number = 0
    try:
        for number, (each, outcome) in enumerate(
            zip(work, executor.map(partial(_outcome, make), work), strict=True), 1
        ):
            if isinstance(outcome, Problems):
                problems += outcome.problems
            else:
                results.append(outcome)
            progress(number, len(work), str(each))
            if limited.is_costly(outcome):
                break
    except Ended as end:
        problems.append(end.problem(work[number]))
    except BrokenProcessPool:
        raise _ENDED from None
    if problems:
        raise Problems(problems)
    return results


def _outcome(make: Callable[[Work], Result], work: Work) -> Result | Problems:
    try:
        with limited.batch(work):
            return make(work)
    except Problems as found:
        return found
    finally:
        if not gc.isenabled():
            gc.collect()


class InOrder(Executor):
    """One thing after another, in this process; within limits where that is ours, and may be lost."""

    def map(self, fn: Callable[..., Any], *iterables: Iterable[Any], **_: Any) -> Iterator[Any]:
        return map(fn, *iterables)


def cores() -> int:
    """How many cores this process may use: a container, or `taskset`, may leave it fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def hands(count: int) -> Iterator[Executor]:
    """The executor for this many works on this machine: a process a core, as far as there is work for it."""
    processes = min(cores(), count)
    # Elsewhere one process does all the work.
    if processes < 2 or not limited.CAN_LIMIT:
        yield InOrder()
        return
    # Frozen before the fork, the library and the fonts stay in memory that all processes share (measured: 0.56 → 0.46
    # of the time that one process takes). What was let go is not looked for: its place would be written to again.
    gc.freeze()
    crew = _Crew(processes)
    try:
        yield crew
    finally:
        crew.shutdown()
        gc.unfreeze()


# ── a process of our own ──────────────────────────────────────────────────────────────────────────────────────────────

_HINT = "most often memory ran out; run the same again, and what was made already is kept"
_ENDED = Missing("the system ended a process that was making pages", _HINT)


class Ended(Exception):
    """A process of ours was ended by a signal before it answered; its board says at what it was."""

    def __init__(self, by: int, board: bytes) -> None:
        self.by, self.board = by, board
        super().__init__(by, board)

    def problem(self, on: object = "") -> Problem:
        """What was too costly for it; raises where nothing was."""
        if (found := limited.ended(self.by, self.board, on)) is None:
            raise _ENDED
        return found


class Hand:
    """A process that does one thing after another, each within limits. It is over where one did not come back."""

    def __init__(self) -> None:
        fork = get_context("fork")
        self._ask, other = fork.Pipe()
        self._board = mmap.mmap(-1, problem.BOARD)
        self._process = fork.Process(target=_serve, args=(other, self._board, os.getpid()))
        self._process.start()
        other.close()

    def do(self, action: Callable[..., Result], *arguments: Any) -> Result:
        """What an action gives, or raises."""
        with suppress(BrokenPipeError):
            self._ask.send((action, arguments))
        # It may end without an answer, and a process forked meanwhile may hold the pipe's other end.
        wait([self._ask, self._process.sentinel])
        try:
            answer: tuple[Exception | None, Any] = self._ask.recv() if self._ask.poll() else (self._end(), None)
        except EOFError:
            answer = self._end(), None
        fault, outcome = answer
        if fault:
            raise fault
        return outcome  # type: ignore[no-any-return]

    def _end(self) -> Ended:
        self._process.join()
        return Ended(-(self._process.exitcode or 0), self._board[:])

    @property
    def is_over(self) -> bool:
        return not self._process.is_alive()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._ask.close()
        self._board.close()


def _serve(ask: Connection, board: mmap.mmap, parent: int) -> None:
    """Do what is asked until nobody asks any more."""
    limited.begin(parent)
    # Whoever began us hears it too, and ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    with suppress(EOFError):
        while True:
            action, arguments = ask.recv()
            problem.share(board)
            try:
                with limited.within(now().reading):
                    said = pickle.dumps((None, action(*arguments)))
            except limited.TooLong:
                said = _pickled(Problems([limited.too_long(working_on(), reading=True)]))
            except limited.NO_MEMORY:
                said = _pickled(Problems([limited.too_large(working_on())]))
            except Exception as fault:
                fault.__notes__ = [*getattr(fault, "__notes__", []), "".join(format_exception(fault))]
                said = _pickled(fault)
            ask.send_bytes(said)


def _pickled(fault: Exception) -> bytes:
    try:
        pickle.loads(said := pickle.dumps((fault, None)))  # noqa: S301 - our own, to see whether it can be read
        return said
    except Exception:
        return pickle.dumps((RuntimeError(f"{type(fault).__name__} {fault}"), None))


class _Crew(Executor):
    """Several hands, all begun before a thread of ours waits for one."""

    def __init__(self, count: int) -> None:
        self._all = [Hand() for _ in range(count)]
        self._free: SimpleQueue[Hand] = SimpleQueue()
        for hand in self._all:
            self._free.put(hand)
        self._threads = ThreadPoolExecutor(count)

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        try:
            return self._threads.submit(self._do, partial(fn, *arguments, **named))
        except RuntimeError:
            # There is no room for the stack of a thread.
            raise MemoryError from None

    def _do(self, action: Callable[[], Any]) -> Any:
        hand = self._free.get()
        try:
            return hand.do(action)
        finally:
            self._free.put(hand)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """Nobody is left behind: whoever is still at work is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for hand in self._all:
            hand.end()
        self._threads.shutdown()


@contextmanager
def apart() -> Iterator[Do]:
    """A process beside this one, for one action after another, each of which may cost what the limits say.

    It gives what does them there: an action's answer, or what it raises. All that travels pickles. What a process has
    read stays warm; one that did not come back is begun anew. Where processes cannot be forked, this one does it.
    """
    if not limited.CAN_LIMIT:
        yield directly
        return
    hand = Hand()

    def do(action: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal hand
        if hand.is_over:
            hand.end()
            hand = Hand()
        try:
            return hand.do(action, *arguments)
        except Ended as end:
            raise Problems([end.problem()]) from None

    try:
        yield do
    finally:
        hand.end()

"""A process that keeps to what a content project may cost, and why it was ended where it did not."""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chapbook.content.limits import now
from chapbook.problems.problem import Problem, Problems, Spot, at_work, problem, working_on

# The kernel of Linux alone counts memory so, ends a process with its parent, and forks once font libraries are loaded.
CAN_LIMIT = sys.platform == "linux"


class TooLong(BaseException):
    """The seconds are over; with what was found until then. No `except Exception` takes it for a fault of its own."""


# Whether this process may be lost: its signals and its memory are ours to set.
_ours = False

# What comes where there is no memory left: Python itself has a SystemError where it finds none for the exception.
NO_MEMORY = MemoryError, SystemError

# Between the signal that Python hears and the one that ends a process which never comes back to Python.
GRACE = 5

# PR_SET_PDEATHSIG of prctl(2).
_END_WITH_PARENT = 1


def begin(parent: int) -> None:
    """What a process of ours does first: it ends with the one that began it, and takes no more memory than it may."""
    global _ours
    import resource

    _ours = True
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    # One that ended before this was asked for ends nobody.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, 0)
    # A process that ends so leaves no picture of its memory behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _lower(resource.RLIMIT_AS, mapped + now().megabytes * 1_000_000)


def lift() -> None:
    """What is begun now, such as a viewer, is no business of ours, and has the limits that it would have without us."""
    if _ours:
        import resource

        for each in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE):
            hard = resource.getrlimit(each)[1]
            resource.setrlimit(each, (hard, hard))


def stay() -> None:
    """A command that waits for people counts no seconds of the processor. Its memory keeps its bound, and leaves no
    picture behind."""
    if _ours:
        import resource

        signal.setitimer(signal.ITIMER_PROF, 0)
        for each, soft in ((resource.RLIMIT_CPU, None), (resource.RLIMIT_CORE, 0)):
            hard = resource.getrlimit(each)[1]
            resource.setrlimit(each, (hard if soft is None else soft, hard))


def _ring(*_: object) -> None:
    global _rang
    _rang = True
    raise TooLong


# Whether the seconds are over; somebody may have taken the exception for his own.
_rang = False


def _lower(what: int, limit: int) -> None:
    """A limit that whoever began us may have set lower already."""
    import resource

    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """At most so many seconds of the processor. What is around it does not go on counting meanwhile.

    A process that is not ours alone, such as that of a desk with many threads, has no such limit.
    """
    if not _ours:
        yield
        return
    global _rang
    # Rings again each second: what is raised where C calls Python is lost.
    left = signal.setitimer(signal.ITIMER_PROF, seconds, 1)[0]
    before, _rang = _rang, False
    _end_after(seconds)
    try:
        yield
        if _rang:
            raise TooLong
    except Problems as found:
        # WeasyPrint goes on where a picture is all that it could not draw, and that is said.
        if _rang:
            raise TooLong(*found.problems) from None
        raise
    finally:
        signal.setitimer(signal.ITIMER_PROF, left, 1)
        _end_after(math.ceil(left))
        _rang = before


def _end_after(seconds: int) -> None:
    """The process ends after so many seconds more; with none it is idle, and has no limit.

    The kernel counts by its ticks, which on a loaded machine may run ahead of the time that a process used by more
    than the grace: one that waited for its next batch was ended so, after some three minutes of work.
    """
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    _lower(resource.RLIMIT_CPU, math.ceil(time.process_time()) + seconds + GRACE if seconds else hard)


@contextmanager
def batch(on: object) -> Iterator[None]:
    """One batch, within its limits; one that would cost more is a problem, and its name is said."""
    try:
        with at_work(on, as_batch=True), within(now().seconds):
            yield
    except TooLong as end:
        raise Problems([too_long(on), *end.args]) from None
    except NO_MEMORY:
        raise Problems([too_large(on)]) from None


def too_long(on: object, reading: bool = False) -> Problem:
    """That a batch took too long, or everything besides."""
    seconds, limit = (now().reading, "READING") if reading else (now().seconds, "SECONDS")
    return problem("S021", Spot(str(on)), seconds=f"{seconds:,}", limit=limit)


def too_large(on: object) -> Problem:
    return problem("S022", Spot(str(on)), size=f"{now().megabytes:,} MB" if memory_is_ours() else "there is")


def memory_is_ours() -> bool:
    """Whether a limit of ours is the one that holds: whoever began us may have set a lower one."""
    if not _ours:
        return False
    import resource

    holds, most = resource.getrlimit(resource.RLIMIT_AS)
    return holds != most


def ended(by: int, board: Any, on: object = "") -> Problem | None:
    """Why a process of ours was ended by a signal, as a problem; none where it was the system's or somebody's will.

    Its board says on what, where nobody knows better, and whether in a batch.
    """
    on = on or working_on(board)
    if by == signal.SIGXCPU:
        return too_long(on, reading=not board[-1])
    if by in (signal.SIGABRT, signal.SIGTRAP):
        # So a library in C ends that gets no memory.
        return problem("S022", Spot(str(on)), size=f"{now().megabytes:,} MB")
    if by in (signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL):
        return problem("S020", Spot(str(on)), fault=f"a library of the typesetter ended ({signal.Signals(by).name})")
    return None


# What stops a build at once: whatever else there is to make would cost as much.
COSTLY = ("S021", "S022")


def is_costly(found: Any) -> bool:
    return isinstance(found, Problems) and any(each.code in COSTLY for each in found.problems)

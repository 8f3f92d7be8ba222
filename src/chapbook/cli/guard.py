"""The command `chapbook` as it is run: in a process that may be lost, with another that waits for it and says why."""

from __future__ import annotations

import gc
import mmap
import os
import signal
import sys
from types import FrameType

import click

from chapbook.cli.kit import main
from chapbook.content.limits import Limits, keep, now
from chapbook.problems import problem
from chapbook.problems.problem import Exit, Unknown, report
from chapbook.workers import limited

# A bar of progress hides it (DECTCEM).
_CURSOR = "\x1b[?25h"

# What ends a command, and is meant for it.
_MEANT = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
# And that it has ended, or was stopped.
_AWAITED = [*_MEANT, *([signal.SIGCHLD] if hasattr(signal, "SIGCHLD") else [])]


def run() -> None:
    """Run a command within the limits of this machine; what a project cannot end in time is said, with exit code 1."""
    try:
        keep(Limits.of(os.environ))
    except Unknown as wrong:
        click.echo(f"Error: {wrong}", err=True)
        sys.exit(Exit.USAGE)
    if not limited.CAN_LIMIT:
        main()
        return
    board = mmap.mmap(-1, problem.BOARD)
    problem.share(board)
    # What comes before both are ready waits.
    signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
    # Who ignores it is never told that a process has ended (wait(2)), and so are those whom he begins.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    parent = os.getpid()
    child = os.fork()
    if child:
        sys.exit(_waited(child, board))
    limited.begin(parent)
    # With a library in memory, looking for what was let go takes a tenth of the time.
    gc.set_threshold(20_000)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _AWAITED)
    try:
        with limited.within(now().reading):
            main()
    except limited.TooLong:
        click.echo(report([limited.too_long(problem.working_on(), reading=True)]), err=True)
        sys.exit(Exit.PROBLEMS)


def _interrupted(number: int, frame: FrameType | None) -> None:
    """Hear an interrupt once: a terminal sends it to both processes, and the other hands it on."""
    signal.signal(number, signal.SIG_IGN)
    signal.default_int_handler(number, frame)


def _waited(child: int, board: mmap.mmap) -> int:
    """The exit code of a command, once it has ended. What is meant for it is handed on."""
    ended = status = 0
    while not ended:
        # A handler would not do: what comes just before waitpid(2) begins is heard only once it has ended.
        number = signal.sigwait(_AWAITED)
        if number == signal.SIGCHLD:
            ended, status = os.waitpid(child, os.WNOHANG)
        elif signal.getsignal(number) is not signal.SIG_IGN:
            os.kill(child, number)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    if sys.stderr.isatty():
        sys.stderr.write(_CURSOR)
    if found := limited.ended(-code, board):
        click.echo(report([found]), err=True)
        return Exit.PROBLEMS
    if code == -signal.SIGKILL:
        click.echo("the system ended this command: most often memory ran out", err=True)
        return Exit.MISSING
    # As a shell says it.
    return 128 - code

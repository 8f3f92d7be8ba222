"""The command `chapbook` as it is run: in a process that may be lost, with another that waits for it and says why."""

from __future__ import annotations

import mmap
import os
import signal
import sys

import click

from chapbook.cli.kit import main
from chapbook.content.limits import Limits, keep, now
from chapbook.problems import problem
from chapbook.problems.problem import Exit, Unknown, report
from chapbook.workers import limited

# A bar of progress hides it (DECTCEM).
_CURSOR = "\x1b[?25h"


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
    problem.board = mmap.mmap(-1, len(problem.board))
    child = os.fork()
    if child:
        sys.exit(_waited(child))
    limited.begin()
    try:
        with limited.within(now().reading):
            main()
    except limited.TooLong:
        click.echo(report([limited.too_long(problem.working_on(), reading=True)]), err=True)
        sys.exit(Exit.PROBLEMS)


def _waited(child: int) -> int:
    """The exit code of a command, once it has ended. What is meant for it is handed on; Ctrl-C it hears by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda number, _: os.kill(child, number))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    if sys.stderr.isatty():
        sys.stderr.write(_CURSOR)
    if found := limited.ended(-code, problem.board):
        click.echo(report([found]), err=True)
        return Exit.PROBLEMS
    if code == -signal.SIGKILL:
        click.echo("the system ended this command: most often memory ran out", err=True)
        return Exit.MISSING
    # As a shell says it.
    return 128 - code

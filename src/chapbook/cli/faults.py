"""How faults are said, and with which exit code a command ends."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import format_exception
from typing import NoReturn

import click

from chapbook import __version__
from chapbook.files.atomic import DRAFT
from chapbook.problems.problem import Exit, Missing, Problem, Problems, Unknown, printable, report, working_on
from chapbook.workers import limited


class _Nowhere(click.ClickException):
    """A name that leads nowhere: how the command is used is no help, and would stand before what is."""

    exit_code = Exit.USAGE


@contextmanager
def faults(command: str) -> Iterator[None]:
    """Problems printed with exit code 1, a name that leads nowhere with 2, what this machine lacks with 3.

    The outermost net: what nobody foresaw is a sentence as well, with exit code 70.
    """
    try:
        yield
    except Unknown as nowhere:
        raise _Nowhere(printable(str(nowhere))) from None
    except Problems as found:
        tell(found.problems)
        sys.exit(Exit.PROBLEMS)
    except Missing as lack:
        click.echo(printable(f"{lack.message}\n    hint: {lack.hint}" if lack.hint else lack.message), err=True)
        sys.exit(Exit.MISSING)
    except OSError as fault:
        if fault.errno is None or fault.errno == errno.EPIPE:
            raise
        # A full disk, a folder that may not be written to: what was there is whole, or is made so by the next command.
        where = os.fsdecode(fault.filename) if fault.filename else _NAMELESS.get(fault.errno, "this machine")
        hint = ""
        if Path(where).name.startswith(DRAFT):
            # What is written lies beside its place first, under a name that says nothing to anybody.
            where = f"no file can be written into {Path(where).parent}"
            hint = "\n    hint: name a folder in which you may write, with room on its disk"
        click.echo(printable(f"{where}: {os.strerror(fault.errno)}{hint}"), err=True)
        _end_quietly()
        sys.exit(Exit.MISSING)
    except MemoryError:
        if limited.memory_is_ours():
            click.echo(report([limited.too_large(working_on())]), err=True)
            sys.exit(Exit.PROBLEMS)
        click.echo("memory ran out\n    hint: close other programs, or ask for fewer editions at a time", err=True)
        sys.exit(Exit.MISSING)
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as fault:
        click.echo(printable(_unforeseen(command, fault)), err=True)
        sys.exit(Exit.UNFORESEEN)


def end_with(problems: Iterable[Problem], end: str = "") -> NoReturn:
    """Say what is wrong, and end; without a word of files, for a command that writes none."""
    tell(problems, end)
    sys.exit(Exit.PROBLEMS)


def tell(problems: Iterable[Problem], end: str = "Nothing was written.") -> None:
    """Say problems on stderr, in colours on a terminal that shows them."""
    click.echo(report(problems, end, _painted), err=True, color=False if "NO_COLOR" in os.environ else None)


def _painted(found: Problem) -> str:
    first, *hint = str(found).split("\n")
    spot, said = first.split(f": {found.code} ", 1)
    coloured = f"{click.style(spot, bold=True)}: {click.style(found.code, fg='red')} {said}"
    return "\n".join([coloured, *(click.style(line, dim=True) for line in hint)])


# What a fault is about that comes without a file's name.
_NAMELESS = {errno.ENOENT: "the folder that you are in"}


def _end_quietly() -> None:
    """What cannot be printed is not: Python would try once more at its end, and say so in its own words."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the process ends


def _unforeseen(command: str, fault: Exception) -> str:
    """What nobody foresaw, in a sentence, with where to tell of it; the details are in a file of the system's."""
    said = " ".join(f"{type(fault).__name__} {fault}".split())[:200]
    at_work = "".join(f", {note}" for note in getattr(fault, "__notes__", [])[:1])
    return (
        f"{command}{at_work}: a fault of Chapbook itself ({said})\n"
        "    hint: no file of yours is to blame; please open an issue where you got Chapbook, with the smallest "
        f"project that shows it{_details(command, fault)}; leave out everything about a family"
    )


def _details(command: str, fault: Exception) -> str:
    """The traceback in a file to send along, as far as there is room for one."""
    lines = [f"chapbook {__version__}, Python {sys.version}, {sys.platform}\n{command}\n", *format_exception(fault)]
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="chapbook-", suffix=".txt", delete=False
        ) as file:
            file.writelines(lines)
    except OSError:
        return ""
    return f" and the file {file.name}"


def stop(message: str) -> NoReturn:
    raise click.UsageError(message)

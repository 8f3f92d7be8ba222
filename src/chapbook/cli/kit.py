"""What the commands share: how they help, how faults are said, how editions are chosen."""

from __future__ import annotations

import datetime
import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING, Any, NoReturn

import click

from chapbook import __version__
from chapbook.cli import completer
from chapbook.files.atomic import below
from chapbook.files.chain import PACKAGE, Chain
from chapbook.problems.problem import Exit, Missing, Problem, Problems, Unknown, count, printable, report, working_on
from chapbook.workers import limited

# What a command needs is imported inside it: a build that has nothing to do ends before WeasyPrint, pydantic and Babel
# would have been loaded.
if TYPE_CHECKING:
    from rich.console import Console

    from chapbook.api import Question
    from chapbook.content.booklet import Edition
    from chapbook.content.project import Project

BUILD = Path("build")


class _Nowhere(click.ClickException):
    """A name that leads nowhere: how the command is used is no help, and would stand before what is."""

    exit_code = Exit.USAGE


class _Helpful(click.Command):
    """Help that begins with an example: the first line of the docstring; then what the command does."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(f"Example: {self._lines()[0]}\n\n")
        super().format_help(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(" ".join(self._lines()[1:]))

    def make_context(self, info_name: str | None, *arguments: Any, **more: Any) -> click.Context:
        # Help is printed, and names are looked up, before a command is invoked.
        with _faults(info_name or "chapbook"):
            return super().make_context(info_name, *arguments, **more)

    def get_short_help_str(self, limit: int = 45) -> str:
        return " ".join(self._lines()[1:]).split(". ")[0].split(": ")[0].rstrip(".")

    def _lines(self) -> list[str]:
        return [line.strip() for line in (self.help or "").splitlines() if line.strip()]


class Command(_Helpful):
    """A command whose faults are sentences, never tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        with _faults(ctx.command_path):
            return super().invoke(ctx)


# What people do with the commands of each module, in the order of a paper's way.
_HEADINGS = {
    "authors": "Write",
    "translators": "Translate",
    "makers": "Make",
    "approvers": "Look and approve",
    "printers": "Print",
    "publishers": "Publish",
    "nurses": "Hand over",
}


class Group(_Helpful, click.Group):
    """A group of such commands, listed by what one does with them."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {heading: [] for heading in _HEADINGS.values()}
        for name, command in sorted(self.commands.items()):
            module = getattr(command.callback, "__module__", "").rpartition(".")[2]
            sections[_HEADINGS.get(module, _HEADINGS["makers"])].append((name, command.get_short_help_str()))
        for heading, rows in sections.items():
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


@contextmanager
def _faults(command: str) -> Iterator[None]:
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
        click.echo(printable(f"{where}: {os.strerror(fault.errno)}"), err=True)
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


# A wheel carries the guides inside the package; in a checkout they are at its top.
GUIDES = next((folder for folder in (PACKAGE / "docs", PACKAGE.parents[1] / "docs") if folder.is_dir()), None)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"The guides are in {GUIDES}; begin with hospitals.md, or with install.md." if GUIDES else None,
)
@click.version_option(__version__)
def main() -> None:
    """chapbook build

    Make printable handouts and booklets for families, from content blocks to paper. Run it inside a content
    project, or anywhere for the bundled library. `chapbook list` shows what can be made.
    """


def choices(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose editions."""
    for option in (
        click.option(
            "--place",
            "places",
            multiple=True,
            help="Only this country, such as us. May be repeated.",
            shell_complete=completer.places,
        ),
        click.option(
            "--locale",
            "locales",
            multiple=True,
            help="Only this language, such as ar. May be repeated.",
            shell_complete=completer.locales,
        ),
        click.argument("booklets", nargs=-1, metavar="[BOOKLET]...", shell_complete=completer.booklets),
    ):
        command = option(command)
    return command


def one_of(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose one edition of a booklet."""
    for option in (
        click.option(
            "--place", help="The country; the first one for the language if left out.", shell_complete=completer.places
        ),
        click.option(
            "--locale", help="The language; the source language if left out.", shell_complete=completer.locales
        ),
    ):
        command = option(command)
    return command


on_ticket = click.option(
    "--ticket",
    default=None,
    help="The job ticket; if left out, download, leaflet or cards.",
    shell_complete=completer.tickets,
)

on_tickets = click.option(
    "--ticket",
    "tickets",
    multiple=True,
    help="Only this job ticket, such as download. May be repeated.",
    shell_complete=completer.tickets,
)


def today() -> datetime.date:
    """The day on the calendar of this desk."""
    return datetime.datetime.now().date()  # noqa: DTZ005 - the day on this desk's calendar


def a_day(
    option: str, words: str, *, or_today: bool = False, may_come: bool = True
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that gives a command its `day`; where nobody says one, none or today.

    What is written down as done is done on no day that is still to come.
    """

    def date(ctx: click.Context, option: click.Parameter, said: datetime.datetime | None) -> datetime.date | None:
        day = said.date() if said else today() if or_today else None
        if day and not may_come and day > today():
            raise click.BadParameter(f"{day} is still to come; today is {today()}")
        return day

    return click.option(option, "day", type=click.DateTime(["%Y-%m-%d"]), callback=date, help=words)


on_a_day = a_day("--on", "The day on which sources must not be past their review; today if left out.", or_today=True)
also_on_a_day = a_day("--on", "Also the sources that are past their review on this day.")

for_machines = click.option("--json", "as_json", is_flag=True, help="For machines; docs/machines.md says more.")


# ── helpers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def here() -> Path:
    """The folder that the command is run in: in a project, or anywhere for the bundled library."""
    return Path.cwd()


def project() -> Project:
    """The project; anything wrong with its files is raised."""
    from chapbook.load.load import loaded

    return loaded(Chain.at(here()))


def editions(
    project: Project, booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]
) -> list[Edition]:
    """The editions that are meant: all of them where nothing is said."""
    from chapbook.content.jobs import Wanted, refuse_unknown

    wanted = Wanted(booklets, locales, places)
    refuse_unknown(project, wanted)
    return wanted.editions(project)


def code(project: Project, edition: Edition) -> str:
    """The code of an edition; nothing where it cannot be made yet."""
    from chapbook.texts import text_of
    from chapbook.transcript.snapshot import code_of

    try:
        return code_of(text_of(project, edition))
    except Problems:
        return ""


def unread(files: int) -> str:
    """What is said of files of other booklets."""
    return f"; {count(files, 'file')} of other booklets not looked at" if files else ""


def refuse_links(**options: str) -> None:
    """A folder that nobody named is no link to elsewhere: whoever made the link would have chosen. By parameter."""
    context = click.get_current_context()
    for name, option in options.items():
        folder: Path = context.params[name]
        unnamed = context.get_parameter_source(name) is click.core.ParameterSource.DEFAULT
        if unnamed and below(Path.cwd(), folder.as_posix()) is None:
            stop(f'"{folder}" is a link to elsewhere; if you mean that folder, say so: {option} {folder}')


# So many files are named of those that were taken away, or left out.
_NAMED = 6


def named(files: Sequence[str]) -> str:
    """Files by name, and how many more there are: of a change to what all papers share there are hundreds."""
    more = len(files) - _NAMED
    return ", ".join([*files[:_NAMED], *([f"{more} more"] if more > 0 else [])])


def tell_gone(files: Sequence[str], why: str = "which said what is no longer said") -> None:
    """Name the files that were taken away from a build folder; the manifest tells what is left."""
    if files:
        click.echo(f"{count(len(files), 'file')} taken away: {named(files)}, {why}")


def show(file: Path) -> None:
    """Open a file in the program that is meant for it here."""
    limited.lift()
    click.launch(str(file))


def stop(message: str) -> NoReturn:
    raise click.UsageError(message)


def console() -> Console:
    from rich.console import Console

    return Console(no_color="NO_COLOR" in os.environ, highlight=False)


def confirm(question: str) -> None:
    """Ask on a terminal whether to go on, and end where the answer is no; a script was told by whoever wrote it."""
    if _is_asked():
        click.confirm(question, abort=True)


def _is_asked() -> bool:
    return sys.stdin.isatty()


def asked(questions: Sequence[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that are there, and on a terminal those that are not: each is asked, with its answers numbered."""
    given = dict(answers)
    for question in questions if _is_asked() else ():
        if question.id in given:
            continue
        answers = question.open(given)
        click.echo(f"\n{question.ask}", err=True)
        for number, said in enumerate(answers.values(), 1):
            click.echo(f"  {number}  {said}", err=True)
        number = click.prompt("  ", type=click.IntRange(1, len(answers)), prompt_suffix="", err=True)
        given[question.id] = [*answers][number - 1]
    return given


# Fewer are made before anybody asks.
MANY = 5


@contextmanager
def progress(verb: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar with the time left on a terminal; elsewhere a line for each of many, so that nobody waits in silence."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, no_color="NO_COLOR" in os.environ)
    if not console.is_terminal:
        yield partial(_tell, verb)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task(verb, total=None, name="")

    def tell(done: int, total: int, name: str) -> None:
        # Not before: somebody may have to answer first.
        bar.start()
        bar.update(task, completed=done, total=total, name=name)

    try:
        yield tell
    finally:
        bar.stop()


def _tell(verb: str, done: int, total: int, name: str) -> None:
    if done and total >= MANY:
        click.echo(f"{verb} {done} of {total}: {name}", err=True)

"""What the commands share: how they help, what they read, how they ask and show that they are at work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chapbook import __version__
from chapbook.cli.faults import faults
from chapbook.files.chain import PACKAGE, Chain
from chapbook.problems.problem import Problems, count
from chapbook.workers import limited

# What a command needs is imported inside it: a build that has nothing to do ends before WeasyPrint, pydantic and Babel
# would have been loaded.
if TYPE_CHECKING:
    from rich.console import Console

    from chapbook.api import Question
    from chapbook.content.booklet import Edition
    from chapbook.content.project import Project
    from chapbook.publish.values import ChangedValue

BUILD = Path("build")


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
        with faults(info_name or "chapbook"):
            return super().make_context(info_name, *arguments, **more)

    def get_short_help_str(self, limit: int = 45) -> str:
        return " ".join(self._lines()[1:]).split(". ")[0].split(": ")[0].rstrip(".")

    def _lines(self) -> list[str]:
        return [line.strip() for line in (self.help or "").splitlines() if line.strip()]


class Command(_Helpful):
    """A command whose faults are sentences, never tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        with faults(ctx.command_path):
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


def tell_outlived(papers: Mapping[str, Sequence[ChangedValue]]) -> None:
    """Name the papers that families have and that print a value as it is no longer set, and how to take them back."""
    if not papers:
        return
    click.echo(
        f"look: families have {count(len(papers), 'paper')} with a value that has changed since; on the site, each is "
        "not up to date, and its files are gone from there when pages are laid out:"
    )
    for code, changed in papers.items():
        click.echo(f"    {code}: {'; '.join(map(str, changed))}")
    names = dict.fromkeys(each.name for changed in papers.values() for each in changed)
    back = ", ".join(f"`chapbook withdraw --value {name}`" for name in names)
    click.echo(f"    Approve and publish them anew. Could an old value hurt? Take them back: {back}")


def show(file: Path) -> None:
    """Open a file in the program that is meant for it here."""
    limited.lift()
    click.launch(str(file))


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
        given[question.id] = click.prompt("  ", value_proc=partial(_chosen, answers), prompt_suffix="", err=True)
    return given


def _chosen(answers: Mapping[str, str], typed: str) -> str:
    """The answer that is meant by its number, by its name or by its words."""
    wanted = typed.strip().casefold()
    for number, (name, said) in enumerate(answers.items(), 1):
        if wanted in (str(number), name.casefold(), said.casefold()):
            return name
    raise click.UsageError(f"type the number of an answer, 1 to {len(answers)}")


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

"""The commands. The only module that prints or exits."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chapbook import __version__
from chapbook.problems import REGISTER, Exit, Missing, Problems, explain, guess, report
from chapbook.project import Project

# What a command needs is imported inside it: a build that has nothing to do ends before WeasyPrint, pydantic and Babel
# would have been loaded.
if TYPE_CHECKING:
    from rich.console import Console

    from chapbook.jobs import Wanted
    from chapbook.library import Library
    from chapbook.manuscript import Manuscript
    from chapbook.model import Edition

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

    def get_short_help_str(self, limit: int = 45) -> str:
        return " ".join(self._lines()[1:]).split(". ")[0].split(": ")[0].rstrip(".")

    def _lines(self) -> list[str]:
        return [line.strip() for line in (self.help or "").splitlines() if line.strip()]


class Command(_Helpful):
    """A command whose faults are sentences, never tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        with _faults():
            return super().invoke(ctx)


class Group(_Helpful, click.Group):
    """A group of such commands."""

    command_class = Command


@contextmanager
def _faults() -> Iterator[None]:
    """Problems printed with exit code 1, what this machine lacks with 3."""
    try:
        yield
    except Problems as found:
        click.echo(report(found.problems), err=True)
        sys.exit(Exit.PROBLEMS)
    except Missing as lack:
        click.echo(f"{lack.message}\n    hint: {lack.hint}" if lack.hint else lack.message, err=True)
        sys.exit(Exit.MISSING)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """chapbook build

    Make printable handouts and booklets for families, from content blocks to paper. Run it inside a content
    project, or anywhere for the bundled library. `chapbook list` shows what can be made.
    """


def _choices(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose editions."""
    for option in (
        click.option("--place", "places", multiple=True, help="Only this country, such as us. May be repeated."),
        click.option("--locale", "locales", multiple=True, help="Only this language, such as ar. May be repeated."),
        click.argument("booklets", nargs=-1, metavar="[BOOKLET]..."),
    ):
        command = option(command)
    return command


# ── what there is ─────────────────────────────────────────────────────────────────────────────────────────────────


@main.command("list")
def list_() -> None:
    """chapbook list

    Show every booklet, its languages and places, and the job tickets.
    """
    from rich.table import Table

    library = _library()
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("booklet", "title", "languages", "places"):
        table.add_column(heading, overflow="fold")
    for name, booklet in library.booklets.items():
        editions = [edition for edition in library.editions() if edition.booklet == name]
        locales = ", ".join(dict.fromkeys(edition.locale for edition in editions))
        places = ", ".join(dict.fromkeys(edition.place for edition in editions))
        table.add_row(name, booklet.content.title.text, locales, places)
    console = _console()
    console.print(table)
    console.print("\njob tickets", style="bold")
    for name, ticket in library.tickets.items():
        console.print(f"  {name}: {ticket.means}", highlight=False)


@main.command()
@click.argument("path")
def where(path: str) -> None:
    """chapbook where templates/booklet.html

    Show every version of a file along the chain of roots, nearest first, and mark the one that wins. Styles and
    mappings (imprint, values, places, catalogs) are all used: styles in layers, mappings merged.
    """
    project = Project.at(Path.cwd())
    layers = project.layers(path)
    if not layers:
        _stop(f'no "{path}" along the chain: {" → ".join(root.name for root in project.roots)}')
    merged = path.startswith(("styles/booklet", "locales/", "booklets/places/")) or path in (
        "booklets/imprint.yaml",
        "booklets/values.yaml",
    )
    for number, layer in enumerate(layers):
        mark = "uses " if merged else "wins " if number == 0 else "     "
        click.echo(f"{mark}{project.shown(layer)}  ({layer})")


@main.command("explain")
@click.argument("code")
def explain_(code: str) -> None:
    """chapbook explain B019

    Say what a problem's code means, why the rule is there, and what to do.
    """
    if code.upper() not in REGISTER:
        _stop(f'unknown code "{code}"; {guess(code.upper(), REGISTER)}codes are: {", ".join(REGISTER)}')
    click.echo(explain(code.upper()))


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@_choices
def check(booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]) -> None:
    """chapbook check

    Print everything that is wrong with the project, each problem with its file, line and remedy.
    """
    from chapbook.judge import sound

    project = Project.at(Path.cwd())
    library = sound(project, _wanted(project, booklets, locales, places))
    count = len(library.editions())
    click.echo(
        f"no problems in {len(library.booklets)} booklets, {count} editions, {len(library.evidence.facts)} facts"
    )


# ── what it rests on ──────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("booklet", required=False)
@click.option("--locale", default=None, help="The language; the source language if left out.")
@click.option("--place", default=None, help="The country; the first one for the language if left out.")
@click.option("--fact", default=None, help="Every sentence that rests on this fact, in every edition.")
@click.option("--source", default=None, help="Every sentence that rests on this source, in every edition.")
@click.option("--overdue", is_flag=True, help="The sources whose review date has passed; exit code 1 if there are any.")
@click.option("--on", "day", default=None, type=click.DateTime(["%Y-%m-%d"]), help="The day to count from, not today.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def ledger(
    booklet: str | None,
    locale: str | None,
    place: str | None,
    fact: str | None,
    source: str | None,
    overdue: bool,
    day: datetime | None,
    as_json: bool,
) -> None:
    """chapbook ledger car-t-journey --locale es --place us

    Show what each sentence of an edition rests on: facts, sources, dates and region. With --fact or --source, show
    every sentence of every edition that rests on it, so that a changed label flags all that it touches.
    """
    from chapbook import ledger as book

    library = _library()
    if sum(map(bool, (booklet, fact, source, overdue))) != 1:
        _stop("name one thing: a booklet, --fact, --source or --overdue")
    if overdue:
        on = (day or datetime.now()).date()  # noqa: DTZ005 - the day on this desk's calendar
        reviews = book.overdue(library, on)
        click.echo(book.as_json(reviews) if as_json else "\n".join(book.reviews_as_text(reviews, on)))
        sys.exit(Exit.PROBLEMS if reviews else Exit.MADE)
    if booklet:
        edition = _edition(library, booklet, locale, place)
        claims = book.ledger(library, edition)
        click.echo(book.as_json(claims) if as_json else "\n".join(book.as_text(claims)))
        return
    uses = book.resting_on_fact(library, fact) if fact else book.resting_on_source(library, str(source))
    click.echo(book.as_json(uses) if as_json else "\n".join(book.uses_as_text(uses)))


@main.command()
@_choices
def audit(booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]) -> None:
    """chapbook audit blinatumomab-at-home --locale ar

    Set each edition, read its numbers, phones and medicine names back from where they stand on the page, and compare
    them with its text and with the text that it was translated from.
    """
    project = Project.at(Path.cwd())
    _set_up(project)
    from chapbook.proofread import audited

    found = 0
    with _progress("reading pages") as progress:
        for edition, findings in audited(project, _wanted(project, booklets, locales, places), progress):
            found += len(findings)
            for finding in findings:
                where = f"page {finding.page}, {finding.place}" if finding.page else str(finding.place)
                click.echo(f"{edition}: {where}: {finding.code} {finding.message}\n    hint: {finding.hint}", err=True)
    click.echo("every number on the pages stands in the text" if not found else _count(found, "difference"))
    sys.exit(Exit.PROBLEMS if found else Exit.MADE)


@main.command()
@_choices
def readability(booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]) -> None:
    """chapbook readability car-t-journey --locale en-US

    Say how hard each edition is to read, by the published formulas of its language, and name the hard words that no
    glossary explains.
    """
    from chapbook import readability as reading

    library = _library()
    for edition in _editions(library, booklets, locales, places):
        manuscript = _manuscript(library, edition)
        click.echo("\n".join(reading.as_text(str(edition), reading.read_edition(library, manuscript, edition.locale))))
        if edition.locale == library.source:
            texts = reading.edition_texts(library, manuscript, edition.locale)
            for word in reading.hard_words(texts, reading.explained_in(manuscript))[:20]:
                click.echo(f"    {word.spot}: hard word {word.word}, {_count(word.count, 'time')}")


# ── who has approved it ───────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("booklet")
@click.option("--locale", default=None, help="The language; the source language if left out.")
@click.option("--place", default=None, help="The country; the first one for the language if left out.")
@click.option("--role", required=True, help="clinician, translator or reader.")
@click.option("--name", required=True, help="Who approves.")
@click.option("--date", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="On which day.")
@click.option("--note", default="", help="What was asked or agreed, in a sentence.")
@click.option("--again", is_flag=True, help="Approve every block, also what others approved and still holds.")
def approve(
    booklet: str, locale: str | None, place: str | None, role: str, name: str, day: datetime, note: str, again: bool
) -> None:
    """chapbook approve car-t-journey --locale ar --place us --role clinician --name "…" --date 2026-11-21

    Write down that somebody approved exactly this text with its facts, values and pictures. A later change lapses what
    it changed, and nothing else.
    """
    from chapbook import approvals
    from chapbook.publish import write_all

    library = _library()
    manuscript = _manuscript(library, _edition(library, booklet, locale, place))
    text = approvals.approve(library, manuscript, role, name, day.date(), note, again=again)
    path = library.project.home / approvals.record_file(manuscript.edition)
    write_all([(text.encode("utf-8"), path)])
    click.echo(library.project.shown(path))


@main.command("approvals")
@_choices
def approvals_(booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]) -> None:
    """chapbook approvals car-t-journey

    Show who approved what, what lapsed and why, with the difference.
    """
    from chapbook import approvals

    library = _library()
    records, problems = approvals.read_records(library)
    if problems:
        raise Problems(problems)
    for edition in _editions(library, booklets, locales, places):
        click.echo(approvals.show(approvals.state(library, _manuscript(library, edition), records)))


# ── what is made ──────────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@_choices
@click.option("--ticket", "tickets", multiple=True, help="Only this job ticket, such as download. May be repeated.")
@click.option("--release", is_flag=True, help="Refuse what lacks an approval that its ticket asks for.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=BUILD,
    show_default=True,
    help="The folder for what is made.",
)
def build(
    booklets: tuple[str, ...],
    locales: tuple[str, ...],
    places: tuple[str, ...],
    tickets: tuple[str, ...],
    release: bool,
    folder: Path,
) -> None:
    """chapbook build car-t-journey --locale ar --ticket download

    Make finished PDFs and a manifest. What is made already, from the same text, templates, styles and fonts, is
    not made again.
    """
    from chapbook.remember import Memory, Request

    project = Project.at(Path.cwd())
    words = " ".join(
        [
            *booklets,
            *(f"--locale {name}" for name in locales),
            *(f"--place {name}" for name in places),
            *(f"--ticket {name}" for name in tickets),
            *(["--release"] if release else []),
        ]
    )
    request = Request.of(project, words)
    if (files := Memory(folder).made(request)) is not None:
        click.echo(f"made already: {_count(len(files), 'file')} in {folder}")
        return
    _set_up(project)
    from chapbook import pipeline

    wanted = _wanted(project, booklets, locales, places, tickets)
    with _progress("typesetting") as progress:
        built = pipeline.build(project, wanted, folder, progress, request, release)
    kept = f", {len(built.kept)} made already" if built.kept else ""
    click.echo(f"{_count(len(built.made), 'file')} made{kept}, in {folder}; the list is {folder / 'manifest.json'}")


@main.command()
@click.argument("booklet")
@click.option("--locale", default=None, help="The language; the source language if left out.")
@click.option("--place", default=None, help="The country; the first one for the language if left out.")
@click.option("--ticket", default="download", show_default=True, help="The job ticket.")
@click.option(
    "--sheet", type=click.Path(path_type=Path), default=None, help="Write a PNG of all pages here, and open nothing."
)
@click.option("--columns", type=click.IntRange(1, 12), default=6, show_default=True, help="Pages in a row of the PNG.")
def proof(booklet: str, locale: str | None, place: str | None, ticket: str, sheet: Path | None, columns: int) -> None:
    """chapbook proof blinatumomab-at-home --locale ar --sheet pages.png

    Make one edition quickly, and open it or draw its pages on one PNG. Only this edition is checked.
    """
    project = Project.at(Path.cwd())
    folder = BUILD / "proof"
    _set_up(project)
    from chapbook import pipeline
    from chapbook.contact_sheet import draw
    from chapbook.jobs import Wanted

    library = _library()
    edition = _edition(library, booklet, locale, place)
    wanted = Wanted((edition.booklet,), (edition.locale,), (edition.place,), (ticket,))
    _refuse_unknown(library, wanted)
    with _progress("typesetting") as progress:
        progress(0, 1, booklet)
        made = pipeline.one(project, wanted)
        progress(1, 1, booklet)
    if sheet:
        draw(made.content, sheet, columns)
        click.echo(f"{sheet}: {made.pages} pages")
        return
    from chapbook.publish import write_all

    target = folder / made.file
    write_all([(made.content, target)])
    click.echo(f"{target}: {made.pages} pages")
    click.launch(str(target))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """chapbook new our-hospital

    Make a hospital's own content project: a folder with the four desks, ready to build, that inherits the bundled
    library.
    """
    from chapbook.publish import write_all
    from chapbook.starter import FILES

    if folder.exists() and any(folder.iterdir()):
        _stop(f"{folder} is there already and is not empty")
    write_all([(text.encode("utf-8"), folder / name) for name, text in FILES.items()])
    click.echo(
        f"{folder}: set the phones in {folder / 'booklets/imprint.yaml'}, then run: cd {folder} && chapbook build"
    )


# ── catalogs ──────────────────────────────────────────────────────────────────────────────────────────────────────


@main.group(cls=Group)
def catalogs() -> None:
    """chapbook catalogs update --locale es

    Keep the translations: extract the messages, bring catalogs up to date, see how far they are.
    """


@catalogs.command()
def extract() -> None:
    """chapbook catalogs extract

    Write locales/<domain>.pot: every message of the project's own blocks and templates, with its file and line.
    """
    from chapbook.catalogs import own_domains, write

    library = _library()
    for domain, template in own_domains(library).items():
        path = library.project.home / "locales" / f"{domain}.pot"
        write(template, path)
        click.echo(f"{library.project.shown(path)}: {len(template)} messages")


@catalogs.command("update")
@click.option("--locale", "locales", multiple=True, help="Only this language. May be repeated.")
def update_(locales: tuple[str, ...]) -> None:
    """chapbook catalogs update --locale es

    Bring locales/<locale>/LC_MESSAGES/<domain>.po up to the templates: new messages empty, changed ones fuzzy
    with their previous source.
    """
    from chapbook.catalogs import catalog_path, own_domains, update, write

    library = _library()
    domains = own_domains(library)
    for locale in locales or [tag for tag in library.locales if tag != library.source]:
        for domain, template in domains.items():
            path = library.project.home / catalog_path(locale, domain)
            babel = next(iter(library.locales[locale].babel.values()))
            write(update(path, template, locale, babel), path, previous=True)
            click.echo(library.project.shown(path))


@catalogs.command()
def status() -> None:
    """chapbook catalogs status

    Show how many messages of each domain are translated in each language.
    """
    from rich.table import Table

    from chapbook.catalogs import status as measure

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading, justify in (
        ("locale", "left"),
        ("domain", "left"),
        ("messages", "right"),
        ("translated", "right"),
        ("fuzzy", "right"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for row in measure(_library()):
        table.add_row(row.locale, row.domain, str(row.messages), str(row.translated), str(row.fuzzy))
    _console().print(table)


# ── helpers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _library() -> Library:
    """The project's library; anything wrong with its files is raised."""
    from chapbook.load import load

    library, problems = load(Project.at(Path.cwd()))
    if problems:
        raise Problems(problems)
    return library


def _wanted(
    project: Project,
    booklets: tuple[str, ...],
    locales: tuple[str, ...],
    places: tuple[str, ...],
    tickets: tuple[str, ...] = (),
) -> Wanted:
    from chapbook.jobs import Wanted
    from chapbook.load import load

    wanted = Wanted(booklets, locales, places, tickets)
    if wanted != Wanted():
        _refuse_unknown(load(project)[0], wanted)
    return wanted


def _editions(
    library: Library, booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]
) -> list[Edition]:
    """The editions that are meant: all of them where nothing is said."""
    from chapbook.jobs import Wanted

    wanted = Wanted(booklets, locales, places)
    if wanted != Wanted():
        _refuse_unknown(library, wanted)
    return wanted.editions(library)


def _manuscript(library: Library, edition: Edition) -> Manuscript:
    from chapbook.assemble import assemble
    from chapbook.translate import translate

    return translate(library, assemble(library, edition))


def _edition(library: Library, booklet: str, locale: str | None, place: str | None) -> Edition:
    """The one edition that is meant: the source language and the language's first country where nothing is said."""
    from chapbook.jobs import Wanted

    locale = locale or library.source
    wanted = Wanted((booklet,), (locale,), (place,) if place else ())
    _refuse_unknown(library, wanted)
    return wanted.editions(library)[0]


def _refuse_unknown(library: Library, wanted: Wanted) -> None:
    """Names on the command line that lead nowhere are a fault of usage (exit code 2)."""
    known = (
        ("booklet", wanted.booklets, [*library.booklets]),
        ("locale", wanted.locales, [*library.locales]),
        ("place", wanted.places, [*library.places]),
        ("ticket", wanted.tickets, [*library.tickets]),
    )
    for what, names, there in known:
        for name in names:
            if name not in there:
                _stop(f'unknown {what} "{name}"; {guess(name, there)}there are: {", ".join(there)}')
    if not wanted.editions(library):
        _stop(f"no such edition; there are: {', '.join(str(edition) for edition in library.editions())}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _stop(message: str) -> None:
    raise click.UsageError(message)


def _set_up(project: Project) -> None:
    """Let the typesetter find the project's fonts and this machine's libraries, before it is loaded."""
    from chapbook import fonts

    fonts.require_system_libraries()
    scratch = tempfile.mkdtemp(prefix="chapbook-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    fonts.prepare(Path(scratch), *(root / "styles/fonts" for root in project.roots))


def _console() -> Console:
    from rich.console import Console

    return Console(no_color="NO_COLOR" in os.environ, highlight=False)


@contextmanager
def _progress(verb: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar with the time left on a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, no_color="NO_COLOR" in os.environ)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(verb, total=None, name="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, name=name)

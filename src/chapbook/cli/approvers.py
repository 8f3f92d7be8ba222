"""The commands of those who answer for a text: what it rests on, what its pages say, who approved it."""

from __future__ import annotations

import datetime
import sys
import warnings
from functools import partial
from getpass import GetPassWarning
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chapbook import api
from chapbook.cli import completer, faults, kit, options
from chapbook.files.chain import Chain
from chapbook.problems.problem import Exit, Problems, count, printable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from chapbook.content.text import Level


@kit.main.command()
@click.argument("booklet", required=False, shell_complete=completer.booklets)
@options.one_of
@click.option("--fact", default=None, help="Every sentence that rests on this fact, in every edition.")
@click.option("--source", default=None, help="Every sentence that rests on this source, in every edition.")
@click.option("--overdue", is_flag=True, help="The sources whose review date has passed; exit code 1 if there are any.")
@options.on_a_day
@options.for_machines
def ledger(
    booklet: str | None,
    locale: str | None,
    place: str | None,
    fact: str | None,
    source: str | None,
    overdue: bool,
    day: datetime.date,
    as_json: bool,
) -> None:
    """chapbook ledger car-t-journey --locale es --place us

    Show what each sentence of an edition rests on: facts, sources, dates and region. With --fact or --source, show
    every sentence of every edition that rests on it, so that a changed label flags all that it touches.
    """
    from chapbook.ledger import claims, printed, reviews, uses
    from chapbook.texts import Texts, known_of

    project = kit.project()
    if sum(map(bool, (booklet, fact, source, overdue))) != 1:
        faults.stop("name one thing: a booklet, --fact, --source or --overdue")
    texts = Texts(project)
    if overdue:
        late = reviews.overdue(texts, day)
        click.echo(printed.as_json(late) if as_json else "\n".join(printed.reviews_as_text(late, day)))
        sys.exit(Exit.PROBLEMS if late else Exit.MADE)
    if booklet:
        text = known_of(project, api.edition_of(project, booklet, locale, place))
        rows = claims.claims(project, text)
        click.echo(printed.as_json(rows) if as_json else printable("\n".join(printed.as_text(rows))))
        return
    resting = uses.resting_on_fact(texts, fact) if fact else uses.resting_on_source(texts, str(source))
    known = uses.coded(resting, partial(kit.code, project))
    click.echo(printed.as_json(known) if as_json else printable("\n".join(printed.uses_as_text(known))))


@kit.main.command()
@options.choices
def audit(booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]) -> None:
    """chapbook audit blinatumomab-at-home --locale ar

    Set each edition, read its words, numbers and medicine names back from where they stand on the page, and compare
    them with its text. `build` does the same before it writes anything; here nothing is written.
    """
    with kit.progress("reading pages") as progress:
        found = api.audit(kit.here(), booklets, locales, places, progress=progress)
    if found:
        faults.end_with(found)
    click.echo("every word and every number on the pages stands in a text or a catalog")


@kit.main.command()
@click.argument("booklet", shell_complete=completer.booklets)
@options.one_of
@click.option("--role", required=True, help="clinician, translator or reader.")
@click.option("--name", default=None, help="Who approves.")
@options.a_day("--date", "On which day; none that is still to come.", may_come=False)
@click.option("--note", default="", help="What was asked or agreed, in a sentence.")
@click.option("--again", is_flag=True, help="Approve every block, also what others approved and still holds.")
@click.option("--questions", is_flag=True, help="Print the questions that this role is asked, to fill in.")
@click.option(
    "--answers", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The questions, filled in."
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your private Ed25519 key, to sign with; the imprint names its public half.",
)
def approve(
    booklet: str,
    locale: str | None,
    place: str | None,
    role: str,
    name: str | None,
    day: datetime.date | None,
    note: str,
    again: bool,
    questions: bool,
    answers: Path | None,
    key: Path | None,
) -> None:
    """chapbook approve car-t-journey --locale ar --place us --role clinician --name "…" --date 2026-11-21

    Write down that somebody approved exactly this text with its facts, values and pictures. A later change lapses what
    it changed, and nothing else. With --questions, print what a program cannot decide about the text and this role is
    asked; with --answers, keep what it answered.
    """
    if questions:
        click.echo(api.questionnaire(kit.here(), booklet, locale, place, role=role), nl=False)
        return
    if name is None or day is None:
        faults.stop("say who approves with --name, and on which day with --date")
    own = _own_key(key, Chain.at(kit.here()).home) if key else None
    done = api.approve(
        kit.here(),
        booklet,
        locale,
        place,
        role=role,
        name=name,
        on=day,
        note=note,
        again=again,
        answers=answers,
        key=own,
    )
    if not done.is_new:
        click.echo(f"{done.file} is as it was: nothing was open for you; --again approves all of it anew")
        return
    approved = f"{role}, {done.approved} of {count(done.blocks, 'block')} approved"
    others = f"still to approve: {', '.join(done.lacking)}" if done.lacking else "nobody is left to approve it"
    click.echo(f"{done.file}\n{done.edition} ({done.code}): {approved}; {others}")


def _own_key(file: Path, home: Path) -> Ed25519PrivateKey:
    """The private key in a file; asks for its passphrase."""
    from chapbook.approve import keys

    try:
        return keys.kept_key(file, home)
    except keys.Locked:
        try:
            with warnings.catch_warnings(action="ignore", category=GetPassWarning):
                passphrase = click.prompt("Passphrase of the key", hide_input=True, err=True)
        except click.Abort:
            faults.stop("the key has a passphrase, and nobody gave one: run it in a terminal, which asks for it")
    try:
        return keys.kept_key(file, home, passphrase)
    except keys.Locked:
        faults.stop("the key cannot be read with this passphrase")


@kit.main.command("proof-sheet")
@click.argument("booklet", shell_complete=completer.booklets)
@options.one_of
@click.option(
    "--ticket",
    default=None,
    help="The job ticket whose pages are measured: if left out, the one that a reader would take.",
    shell_complete=completer.tickets,
)
@options.also_on_a_day
@options.for_machines
def proof_sheet_(
    booklet: str, locale: str | None, place: str | None, ticket: str | None, day: datetime.date | None, as_json: bool
) -> None:
    """chapbook proof-sheet car-t-journey --locale ar --place us

    Say on one page what is fine and what is missing in an edition: approvals, clear writing, evidence, numbers, type,
    contrast, files. `chapbook build` makes it for every edition. With --on, name the sources that are overdue.
    """
    from chapbook.files.atomic import write_all

    page, one = api.proof_sheet(kit.here(), booklet, locale, place, ticket, on=day)
    if as_json:
        click.echo(page.as_json().decode("utf-8"), nl=False)
        return
    target = kit.BUILD / "proof" / "proof-sheet" / f"{one.edition}.pdf"
    write_all([(api.as_page(page, one), Path(), target.as_posix())])
    click.echo(f"{target}: {'; '.join(page.missing) or 'nothing is missing'}")
    kit.show(target)


@kit.main.command("approvals")
@options.choices
def approvals_(booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]) -> None:
    """chapbook approvals car-t-journey

    Show who approved what, what lapsed and why, with the difference.
    """
    from chapbook.approve import approvals, records
    from chapbook.texts import text_of

    project = kit.project()
    given, problems = records.read_records(project)
    if problems:
        raise Problems(problems)
    for edition in kit.editions(project, booklets, locales, places):
        click.echo(printable(approvals.show(approvals.state(project, text_of(project, edition), given))))


@kit.main.command()
@click.option("--therapy", "therapies", multiple=True, help="Only signs of this therapy, such as car-t.")
@click.option("--place", default=None, help="The country of the page, such as us.", shell_complete=completer.places)
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write it as a PDF for a clinician to sign.",
)
@options.for_machines
def signs(therapies: tuple[str, ...], place: str | None, page: Path | None, as_json: bool) -> None:
    """chapbook signs --therapy car-t

    Show every warning sign of booklets/signs.yaml with how fast a family acts on it, by therapy and place: the one
    place where urgency is set.
    """
    from chapbook.files.atomic import write_all

    if page:
        content = api.signs_page(kit.here(), place, therapies)
        write_all([(content, page.parent, page.name)])
        click.echo(page)
        return
    rows = api.signs(kit.here(), therapies)
    if as_json:
        from chapbook.api import rows as machine

        click.echo(machine.said(machine.SignsRows(signs=rows)), nl=False)
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    named = tuple(dict.fromkeys(therapy for row in rows for therapy in row.levels))
    for heading in ("sign", *named, "words"):
        table.add_column(heading)
    for row in rows:
        table.add_row(row.id, *(_levels(row.levels.get(therapy, {})) for therapy in named), row.sign)
    kit.console().print(table)
    click.echo(count(len(rows), "sign"))


def _levels(by_place: dict[str, Level]) -> str:
    """One level, or one for each place where they differ.

    >>> _levels({"us": "now", "gb": "now"}), _levels({"us": "now", "gb": "today"}), _levels({})
    ('now', 'us: now, gb: today', '')
    """
    if len(set(by_place.values())) == 1:
        return next(iter(by_place.values()))
    return ", ".join(f"{place}: {level}" for place, level in by_place.items())

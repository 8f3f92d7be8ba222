"""The commands that make pages."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chapbook.cli import kit
from chapbook.cli.kit import BUILD
from chapbook.files.chain import Chain

if TYPE_CHECKING:
    from chapbook.content.project import Project


@kit.main.command()
@kit.choices
@click.option("--ticket", "tickets", multiple=True, help="Only this job ticket, such as download. May be repeated.")
@click.option("--release", is_flag=True, help="Refuse what lacks an approval, or rests on a source past its review.")
@kit.on_a_day
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
    day: datetime.date,
    folder: Path,
) -> None:
    """chapbook build car-t-journey --locale ar --ticket download

    Make finished PDFs and a manifest. What is made already, from the same text, templates, styles and fonts, is
    not made again.
    """
    from chapbook.store.memory import Memory, Request

    kit.refuse_links(folder="--to")
    chain = Chain.at(Path.cwd())
    words = " ".join(
        [
            *booklets,
            *(f"--locale {name}" for name in locales),
            *(f"--place {name}" for name in places),
            *(f"--ticket {name}" for name in tickets),
            *([f"--release --on {day}"] if release else []),
        ]
    )
    request = Request.of(chain, words)
    if (files := Memory(folder).made(request)) is not None:
        # Proof sheets come with every edition, and are not counted among what was asked for.
        count = sum(not file.startswith("proof-sheet/") for file in files)
        click.echo(f"made already: {kit.count(count, 'file')} in {folder}")
        return
    kit.set_up(chain)
    from chapbook import pipeline

    wanted = kit.wanted(chain, booklets, locales, places, tickets)
    with kit.progress("typesetting") as progress:
        built = pipeline.build(chain, wanted, folder, progress, request, day if release else None)
    kept = f", {len(built.kept)} made already" if built.kept else ""
    click.echo(f"{kit.count(len(built.made), 'file')} made{kept}, in {folder}; the list is {folder / 'manifest.json'}")
    kit.tell_gone(built.gone)


@kit.main.command()
@click.argument("booklet")
@click.option("--locale", default=None, help="The language; the source language if left out.")
@click.option("--place", default=None, help="The country; the first one for the language if left out.")
@click.option("--ticket", default=None, help="The job ticket; if left out, download, leaflet or cards.")
@click.option(
    "--sheet", type=click.Path(path_type=Path), default=None, help="Write a PNG of all pages here, and open nothing."
)
@click.option("--columns", type=click.IntRange(1, 12), default=6, show_default=True, help="Pages in a row of the PNG.")
def proof(
    booklet: str, locale: str | None, place: str | None, ticket: str | None, sheet: Path | None, columns: int
) -> None:
    """chapbook proof blinatumomab-at-home --locale ar --sheet pages.png

    Make one edition quickly, and open it or draw its pages on one PNG. A fault in any file of the project stops it;
    translations and clear writing are judged in this edition alone.
    """
    chain = Chain.at(Path.cwd())
    kit.set_up(chain)
    from chapbook import inspection as proofing
    from chapbook.cli.contact_sheet import draw
    from chapbook.content.jobs import Wanted

    project = kit.project()
    edition = kit.edition(project, booklet, locale, place)
    wanted = Wanted((edition.booklet,), (edition.locale,), (edition.place,), (ticket,) if ticket else ())
    kit.refuse_unknown(project, wanted)
    form = project.booklets[edition.booklet].content.form
    carriers = [name for name, each in project.tickets.items() if form in each.carries]
    if not carriers or (ticket and ticket not in carriers):
        raise click.UsageError(f"{booklet} is a {form}; tickets that carry one: {', '.join(carriers) or 'none'}")
    ticket = ticket or _to_read(project, carriers)
    if ticket is None:
        kit.stop(f"no ticket makes pages of {booklet} unasked; name one with --ticket: {', '.join(carriers)}")
    if sheet and project.tickets[ticket].format != "pdf":
        kit.stop(f'ticket "{ticket}" makes no pages to draw; leave --sheet out')
    wanted = replace(wanted, tickets=(ticket,))
    with kit.progress("typesetting") as progress:
        progress(0, 1, booklet)
        made = proofing.one(chain, wanted)
        progress(1, 1, booklet)
    if sheet:
        draw(made.content, sheet, columns)
        click.echo(f"{sheet}: {made.pages} pages")
        return
    from chapbook.files.atomic import write_all

    target = BUILD / "proof" / made.file
    write_all([(made.content, Path(), target.as_posix())])
    click.echo(f"{target}: {made.pages} pages" if made.pages else str(target))
    click.launch(str(target))


def _to_read(project: Project, names: list[str]) -> str | None:
    """Of these tickets the one that a reader would take: never Braille, nor what is made on request alone."""
    pages = [name for name in names if project.tickets[name].format == "pdf" and not project.tickets[name].on_request]
    return next((name for name in ("download", "leaflet", "cards", *pages) if name in pages), None)

"""The commands that make pages."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from chapbook import api
from chapbook.cli import completer, faults, kit, options
from chapbook.cli.kit import BUILD
from chapbook.files.atomic import write_all
from chapbook.problems.problem import Exit, Problem, Problems, Unknown, count, printable


@kit.main.command()
@options.choices
@options.on_tickets
@click.option("--release", is_flag=True, help="Refuse what lacks an approval, or rests on a source past its review.")
@options.on_a_day
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
    not made again; what was cut short goes on where it stopped.
    """
    options.refuse_links(folder="--to")
    release_on = day if release else None
    with kit.progress("typesetting") as progress:
        chosen = (booklets, locales, places, tickets)
        built = api.build(kit.here(), *chosen, to=folder, release=release_on, progress=progress)
    if not built.made and not built.gone:
        click.echo(f"made already: {count(len(built.kept), 'file')} in {folder}")
        return
    kept = f", {len(built.kept)} made already" if built.kept else ""
    click.echo(f"{count(len(built.made), 'file')} made{kept}, in {folder}; the list is {folder / 'manifest.json'}")
    if lacking := api.lacking(folder, built.proof_sheets):
        found = ", ".join(f"{what} {number}" for what, number in lacking.items())
        click.echo(f"still missing, in how many editions: {found}; the pages in {folder / 'proof-sheet'} say more")
    kit.tell_gone(built.gone)
    if built.is_homeless:
        click.echo(
            "look: the imprint names no site, so no paper leads to a page that says whether it is current, and "
            "`chapbook publish` refuses them (V008); a site is approved like any word, so add it first"
        )
    if built.aside:
        click.echo(f"set aside, for they were not as a build made them: {', '.join(built.aside)}")


@kit.main.command()
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=BUILD, show_default=True, help="The folder of a build."
)
def doctor(folder: Path) -> None:
    """chapbook doctor

    Say what this machine lacks to make booklets, and what to do about it: libraries, typefaces, a folder to write to,
    room on the disk. Exit code 3 if nothing can be made without it.
    """
    stops = False
    for finding in api.doctor(kit.here(), folder):
        stops |= finding.stops
        sign = "stop" if finding.stops else "note" if finding.remedy else "fine"
        click.echo(f"{sign}  {finding.said}")
        if finding.remedy:
            click.echo(f"    hint: {finding.remedy}")
    if stops:
        sys.exit(Exit.MISSING)


@kit.main.command()
@click.argument("booklet", shell_complete=completer.booklets)
@options.one_of
@options.on_ticket
@click.option("--block", default=None, help="Only the pages around this block.", shell_complete=completer.blocks)
@click.option("--watch", is_flag=True, help="Stay, and make it again after each change of a file.")
@click.option("--unfinished", is_flag=True, help="Draw the pages whatever is wrong, with that word across each.")
@click.option(
    "--contact-sheet",
    "picture",
    type=click.Path(path_type=Path),
    default=None,
    help="Write a PNG of all pages here, and open nothing.",
)
@click.option("--columns", type=click.IntRange(1, 12), default=6, show_default=True, help="Pages in a row of the PNG.")
def proof(
    booklet: str,
    locale: str | None,
    place: str | None,
    ticket: str | None,
    block: str | None,
    watch: bool,
    unfinished: bool,
    picture: Path | None,
    columns: int,
) -> None:
    """chapbook proof blinatumomab-at-home --locale ar --contact-sheet pages.png

    Make one edition quickly, and open it or draw its pages on one PNG. This booklet is judged, and what all booklets
    share: evidence, values, templates, styles. A fault in another booklet does not stop it. With --unfinished, none of
    its own does either, as long as there can be pages: what is not translated stands in the source language on grey,
    "Unfinished" across every page, and no code.
    """
    chosen = (kit.here(), booklet, locale, place, ticket, block)
    if not watch:
        with kit.progress("typesetting") as progress:
            progress(0, 1, booklet)
            try:
                made = api.proof(*chosen, unfinished=unfinished)
            except Problems as found:
                _tell(found)
                sys.exit(Exit.PROBLEMS)
            progress(1, 1, booklet)
        target = _shown(made, picture, columns)
        if not picture:
            kit.show(target)
        return
    with suppress(KeyboardInterrupt):
        _watched(api.proofs(*chosen, unfinished=unfinished), picture, columns)


def _tell(found: Problems) -> None:
    """What is wrong and, of pages that may be unfinished, what keeps them from being at all."""
    if isinstance(found, api.NoPages):
        first = ", ".join(f"{each.code} in {each.spot}" for each in found.first)
        faults.tell(found.problems, f"No page can be drawn before this is mended: {first}")
    else:
        faults.tell(found.problems, "Nothing was written; with --unfinished the pages are drawn all the same.")


def _watched(proofs: Iterator[api.Proofed | Problems | Unknown], picture: Path | None, columns: int) -> None:
    """Show each proof, opened once; or say what keeps it from being made."""
    opened = picture is not None
    for found in proofs:
        if isinstance(found, Problems):
            _tell(found)
            continue
        if isinstance(found, Unknown):
            click.echo(str(found), err=True)
            continue
        target = _shown(found, picture, columns)
        if not opened:
            kit.show(target)
            opened = True


def _shown(made: api.Proofed, picture: Path | None, columns: int) -> Path:
    """Write a proof, or draw it; where."""
    if made.problems:
        faults.tell(made.problems, "The pages are drawn all the same, as unfinished.")
    pages, unread = count(made.file.pages, "page"), kit.unread(made.unread)
    if picture:
        if not made.file.pages:
            faults.stop(f'ticket "{made.file.ticket}" makes no pages to draw; leave --contact-sheet out')
        from chapbook.cli.contact_sheet import draw

        draw(made.file.content, picture, columns)
        click.echo(f"{picture}: {pages}{unread}")
        _tell_misfits(made.misfits)
        return picture
    target = BUILD / "proof" / made.file.file
    write_all([(made.file.content, Path(), target.as_posix())])
    click.echo(f"{target}{f': {pages}' if made.file.pages else ''}{unread}")
    _tell_misfits(made.misfits)
    return target


# More would hide what the command has made.
FIRST = 3


def _tell_misfits(found: Sequence[Problem]) -> None:
    """What is not fitted on the pages, the worst alone: it stops nobody."""
    if not found:
        return
    click.echo(f"{count(len(found), 'place')} not fitted to the page{', the worst:' if len(found) > FIRST else ':'}")
    for each in found[:FIRST]:
        click.echo(printable(f"    {each.spot}: {each.code} {each.message}"))

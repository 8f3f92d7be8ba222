"""The commands of those who write and of those who set up a project: what there is, and what is wrong with it."""

from __future__ import annotations

import datetime
import sys
import textwrap
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import click

from chapbook import api
from chapbook.cli import completer, faults, kit, options
from chapbook.content.forms import FORMS, Readers, Stage
from chapbook.files.chain import PACKAGE, Chain
from chapbook.problems.problem import Exit, Spot, count, explain, guess, q
from chapbook.problems.register import REGISTER


@kit.main.command("list")
@click.option("--form", type=click.Choice(FORMS), help="Only titles of this form.")
@click.option("--audience", "readers", type=click.Choice(get_args(Readers)), help="Only titles for these readers.")
@click.option("--therapy", help="Only titles of this therapy, such as car-t, and those of none.")
@click.option("--stage", type=click.Choice(get_args(Stage)), help="Only titles for families who are here.")
@options.for_machines
def list_(as_json: bool, **sought: Any) -> None:
    """chapbook list --stage at-home

    Show every booklet, its languages and places, and the job tickets.
    """
    from rich.table import Table

    listing = api.listing(kit.here(), api.Sought(**sought))
    if as_json:
        from chapbook.api import rows

        click.echo(rows.said(rows.ListRows(**vars(listing))), nl=False)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("booklet", "title", "languages", "places"):
        # A name is to be copied, whatever the width of the window.
        table.add_column(heading, overflow="fold", no_wrap=heading == "booklet")
    for title in listing.booklets:
        table.add_row(title.name, title.title, ", ".join(title.locales), ", ".join(title.places))
    console = kit.console()
    console.print(table)
    console.print("\njob tickets", style="bold")
    for ticket in listing.tickets:
        asked = " Made on request." if ticket.on_request else ""
        console.print(f"  {ticket.name}: {ticket.means}{asked}", highlight=False)


@kit.main.command()
@click.argument("path")
def where(path: str) -> None:
    """chapbook where templates/booklet.html

    Show every version of a file along the chain of roots, nearest first, and mark the one that wins. Styles and
    mappings (imprint, values, places, catalogs) are all used: styles in layers, mappings merged.
    """
    for each in api.where(kit.here(), path):
        mark = "uses " if each.is_merged else "wins " if each.wins else "     "
        click.echo(f"{mark}{each.shown}  ({each.file})")


@kit.main.command("explain")
@click.argument("code", shell_complete=completer.codes)
def explain_(code: str) -> None:
    """chapbook explain B019

    Say what a problem's code means, why the rule is there, and what to do. Of a letter, list its codes.
    """
    if len(code) == 1 and (known := [each for each in REGISTER.values() if each.code.startswith(code.upper())]):
        click.echo("\n".join(f"{each.code}  {each.message}" for each in known))
        return
    if code.upper() not in REGISTER:
        faults.stop(f'unknown code "{code}"; {guess(code.upper(), REGISTER)}codes are: {", ".join(REGISTER)}')
    click.echo(explain(code.upper()))


@kit.main.command("schema")
@click.argument("name", required=False, shell_complete=completer.schemas)
@click.option("--all", "folder", type=click.Path(path_type=Path), help="Write all of them into this folder.")
def schema_(name: str | None, folder: Path | None) -> None:
    """chapbook schema block

    Print the JSON Schema of a kind of file, for editors that complete and check while you write. Without a name, list
    the kinds and where such files lie; with --all, write every schema.
    """
    from chapbook.files.atomic import as_json, write_all
    from chapbook.schemas.schemas import SCHEMAS, drawn, written

    if folder:
        write_all(written(folder))
        click.echo(f"{count(len(SCHEMAS), 'schema')} in {folder}")
    elif name is None:
        for each, about in SCHEMAS.items():
            click.echo(f"{each:<10} {about.file or 'anywhere':<28} {about.says}")
    elif name not in SCHEMAS:
        faults.stop(f'unknown schema "{name}"; {guess(name, SCHEMAS)}there are: {", ".join(SCHEMAS)}')
    else:
        click.echo(as_json(drawn(name)).decode("utf-8"), nl=False)


@kit.main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """chapbook completion bash

    Print the script that lets a shell complete commands, options and the names of the project that one stands in.
    """
    from click.shell_completion import get_completion_class

    writer = get_completion_class(shell)
    assert writer is not None
    click.echo(writer(kit.main, {}, "chapbook", "_CHAPBOOK_COMPLETE").source(), nl=False)


@kit.main.command()
@options.choices
@options.also_on_a_day
@click.option("--formats", is_flag=True, help="Also that pages, large print, HTML and plain text say the same.")
@click.option("--pages", is_flag=True, help="Also that pages of booklets are filled, and what stands on them is whole.")
@options.for_machines
def check(
    booklets: tuple[str, ...],
    locales: tuple[str, ...],
    places: tuple[str, ...],
    day: datetime.date | None,
    formats: bool,
    pages: bool,
    as_json: bool,
) -> None:
    """chapbook check

    Print everything that is wrong with the project, each problem with its file, line and remedy. Where booklets are
    named, only they are looked at, and what all booklets share. With --formats, every edition is made in each format
    that is read as it is, and must carry every block and every text. With --pages, every booklet is set in each of its
    designs, and each page under 60 % full, chapter that opens at the foot, parted list and last line of one word is
    named.
    """
    with kit.progress("typesetting" if pages else "comparing") as progress:
        chosen = (booklets, locales, places)
        found = api.check(kit.here(), *chosen, on=day, formats=formats, pages=pages, progress=progress)
    if as_json:
        from chapbook.api import rows

        click.echo(rows.said(rows.checked(found)), nl=False)
        sys.exit(Exit.PROBLEMS if found.problems else Exit.MADE)
    if found.problems:
        faults.end_with(found.problems)
    looked_at = (count(found.booklets, "booklet"), count(found.editions, "edition"), f"{found.facts} facts")
    click.echo(f"no problems in {', '.join(looked_at)}{kit.unread(found.unread)}")
    if found.combinations:
        click.echo(f"packets hold in all {found.combinations:,} combinations of answers")
    for tag, names in found.unguarded.items():
        click.echo(
            f"look: {tag} has no phrases in locales/locales.yaml for {', '.join(names)}, so nobody compares how fast "
            "a translation says to act (L015)"
        )
    for place, lines in groupby(found.elsewhere, lambda each: each.place):
        group = [*lines]
        needs = "Adapt each block whose sentence your families need:"
        needs = needs if any(each.places for each in group) else "Take out each value, or write it into a sentence:"
        click.echo(f"look: {place} does not print this. {needs}")
        for each in group:
            why = f"printed in {', '.join(each.places)} alone" if each.places else "a value that no edition prints"
            click.echo(f"    {Spot(each.file, each.line, each.column)}: {each.says} ({why})")
    kit.tell_outlived(found.outlived)
    if formats:
        click.echo(f"every block and every text stands in each of {count(found.compared, 'file')}")
    if pages:
        click.echo(f"pages are filled, and what stands on them is whole, in {count(found.paged, 'setting')}")


@kit.main.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@options.for_machines
def facts(words: tuple[str, ...], as_json: bool) -> None:
    """chapbook facts fever line

    Search the evidence: every fact that has words which begin so in its name, its statement or its sources, with its
    id to cite, whom it is for, where it holds, and where it was read.
    """
    found = api.facts(kit.here(), words)
    if as_json:
        from chapbook.api import rows

        click.echo(rows.said(rows.FactsRows(facts=found)), nl=False)
        return
    if not found:
        faults.stop(f"no fact has {' and '.join(map(q, words))} in its name, its statement or its sources")
    for each in found:
        readers = "parents" if each.audience == "parent" else "staff"
        holds = f"everywhere, read in {each.region}" if each.universal else each.region or "everywhere"
        marks = [f"for {readers}", holds, *(() if each.verified else ("unverified",))]
        click.echo(f"{each.id} ({', '.join(marks)}; {Spot(each.file, each.line, each.column)})")
        click.echo(textwrap.fill(each.statement, 100, initial_indent="    ", subsequent_indent="    "))
        for source in each.sources:
            click.echo(f"    {source.publisher}: {source.title}, {source.date} ({source.id})")
    click.echo(count(len(found), "fact"))


@kit.main.command()
@options.choices
def readability(booklets: tuple[str, ...], locales: tuple[str, ...], places: tuple[str, ...]) -> None:
    """chapbook readability car-t-journey --locale en-US

    Say how hard each edition is to read, by the published formulas of its language, and name the hard words that no
    glossary explains.
    """
    from chapbook.check.reading_level import readability as reading
    from chapbook.texts import text_of

    project = kit.project()
    for edition in kit.editions(project, booklets, locales, places):
        text = text_of(project, edition)
        click.echo("\n".join(reading.as_text(str(edition), reading.read_edition(project, text, edition.locale))))
        for word in reading.hard_words_of(project, text)[:20]:
            click.echo(f"    {word.spot}: hard word {word.word}, {count(word.count, 'time')}")


@kit.main.command()
@click.argument("block", shell_complete=completer.blocks)
@click.option("--accept", is_flag=True, help="You have seen what changed in the library's block, and yours may stay.")
def adapt(block: str, accept: bool) -> None:
    """chapbook adapt car-t-journey/who-to-call

    Take a block of the library over into your own project, to change it there. `check` then says when the library's
    changes, and prints the difference; --accept marks it as seen.
    """
    from chapbook.check.replaced import adapt as take_over
    from chapbook.files.atomic import write_all

    chain = Chain.at(Path.cwd())
    try:
        files = take_over(chain, block.removeprefix("booklets/").removesuffix(".yaml"), accept)
    except ValueError as refused:
        faults.stop(str(refused))
    write_all(files)
    for *_, name in files:
        click.echo(name)
    if not accept:
        place = "it" if files[0][2].endswith("/booklet.yaml") else "booklets/imprint.yaml"
        click.echo(f"write the day on which you change it as revised into {place}")


@kit.main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """chapbook new our-hospital

    Make a hospital's own content project: the four folders, ready to build. It inherits the bundled library.
    """
    from chapbook.files.atomic import write_all, write_folder
    from chapbook.schemas.schemas import written

    if folder.exists() and any(folder.iterdir()):
        faults.stop(f"{folder} is there already and is not empty")
    starter = PACKAGE / "load/starter"
    paths = [path for path in sorted(starter.rglob("*")) if path.is_file()]
    files = [(path.relative_to(starter).as_posix(), path.read_bytes()) for path in paths]
    files += [(f"schemas/{name}", content) for content, _, name in written(folder)]
    if folder.exists():
        # Somebody may stand in it.
        write_all((content, folder, name) for name, content in files)
    else:
        write_folder(folder.parent, folder.name, files)
    click.echo(
        f"{folder}: set the phones in {folder / 'booklets/imprint.yaml'}, then run: cd {folder} && chapbook build"
    )

"""The commands of whoever hands papers out: copies of what was built, and the desk in the browser that makes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import click

from chapbook import api
from chapbook.cli import completer, faults, kit, options
from chapbook.cli.kit import BUILD
from chapbook.files.atomic import write_all
from chapbook.problems.problem import count
from chapbook.workers import limited


def _once(thing: str, example: str) -> Callable[[click.Context, click.Parameter, Sequence[str]], dict[str, str]]:
    """How name=value pairs of an option are read: each name once."""

    def read(ctx: click.Context, option: click.Parameter, said: Sequence[str]) -> dict[str, str]:
        pairs = [each.partition("=") for each in said]
        names = [name for name, *_ in pairs]
        for name, sign, _ in pairs:
            # Never the value: what is printed here is kept in logs.
            if not sign:
                raise click.BadParameter(f"write each {thing} with = and what it is, such as {example}")
            if names.count(name) > 1:
                raise click.BadParameter(f"write each {thing} once, such as {example}")
        return {name: value for name, _, value in pairs}

    return read


def _time(ctx: click.Context, option: click.Parameter, said: datetime | None) -> time | None:
    """A time of day; it is nothing without the calendar that it is for."""
    if said and not ctx.params["ics"]:
        raise click.BadParameter("an alarm is one of a calendar: add --ics")
    return said.time() if said else None


@kit.main.command()
@click.argument("booklet", shell_complete=completer.booklets)
@options.one_of
@options.on_ticket
@click.option(
    "--set",
    "values",
    multiple=True,
    callback=_once("slot", "child-name=Ana"),
    help="What is written into a slot, such as start-date=2026-12-01, or visit-dates=+2w, two weeks after that.",
)
@click.option(
    "--initials", default="", help="The child's initials, for the foot of each sheet, with day, code and page."
)
@click.option("--ics", is_flag=True, is_eager=True, help="Also a calendar of the days, beside the copy.")
@click.option(
    "--alarm",
    type=click.DateTime(["%H:%M"]),
    callback=_time,
    help="With --ics: the time, such as 18:00, on the day before at which a telephone reminds of each day.",
)
@click.option(
    "--many",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help="A list in CSV, slots as heads, a family a row: a copy for each, in a ZIP, or in one PDF with -o day.pdf.",
)
@click.option("--slots", "asked", is_flag=True, help="Only list what can be written, and on which pages.")
@click.option(
    "--from", "build", type=click.Path(path_type=Path), default=BUILD, show_default=True, help="The folder of a build."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file to write."
)
@options.a_day("--date", "The day at the foot, if not today.", or_today=True)
def copy(
    booklet: str,
    locale: str | None,
    place: str | None,
    ticket: str | None,
    values: dict[str, str],
    initials: str,
    ics: bool,
    alarm: time | None,
    many: Path | None,
    asked: bool,
    build: Path,
    output: Path | None,
    day: date,
) -> None:
    """chapbook copy blinatumomab-at-home --locale ar --place us --slots

    Write one family's names, numbers and days into a finished paper. The file is made of what `chapbook build` made,
    in a moment; nothing of the family is kept anywhere else, and no file is named after anybody.
    """
    options.refuse_links(build="--from")
    chosen = (kit.here(), booklet, locale, place, ticket)
    if asked:
        for slot in api.slots(*chosen, build=build):
            click.echo(f"{slot.name}  {slot.kind}, {count(len(slot.pages), 'page')}: {', '.join(map(str, slot.pages))}")
        return
    if many:
        if values or initials:
            faults.stop("a list has its own columns: leave out --set and --initials, or --many")
        _list(chosen, many, build, day, (ics, alarm), output)
        return
    try:
        made = api.copy(*chosen, values, build=build, on=day, initials=initials, alarm=alarm)
    except api.Unwritable as found:
        _ask_about(found.doubts, found.problems[0].spot.path)
        raise
    _one(made, _kept_apart(output or Path(f"{made.edition}.{made.ticket}.pdf"), build), ics)


def _one(made: api.Copied, target: Path, ics: bool) -> None:
    """Write a copy, and its calendar beside it where that is wanted; say what was there, and what to look at again."""
    beside = target.with_suffix(".ics")
    if ics and beside == target:
        faults.stop("the calendar has this name: give the copy another, such as copy.pdf, by -o")
    files = [(made.content, target), *([(made.calendar, beside)] if ics and made.calendar else [])]
    over = [path for _, path in files if path.exists()]
    # The days of the family before must not lie beside the copy of this one.
    old = beside if beside not in (path for _, path in files) and _is_calendar(beside) else None
    gone = [(old.parent, old.name)] if old else []
    write_all([(content, path.parent, path.name) for content, path in files], gone)
    by_hand = f"; to be written in by hand: {', '.join(made.empty)}" if made.empty else ""
    click.echo(f"{target}: {made.code}{_mark(made.draft)}{by_hand}")
    _say_gone(over, old)
    _ask_about(made.doubts, target.as_posix())
    _say_unknown(made.unknown)
    if ics:
        days = "the days as a calendar" if made.calendar else f"not written, {_NO_DAYS}"
        click.echo(f"{beside}: {days}")


@kit.main.command()
@click.option(
    "--from", "build", type=click.Path(path_type=Path), default=BUILD, show_default=True, help="The folder of a build."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; a free one if left out.")
@click.option(
    "--idle",
    type=click.IntRange(1, 24 * 60),
    default=15,
    show_default=True,
    help="After how many minutes without use it is locked and ends.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address, and open no browser.")
@click.option("--serve", "address", default=None, help="Serve a ward, behind a sign-in, at this address of browsers.")
@click.option("--proxy", default=None, help="With --serve: the network address of the sign-in, which alone may ask.")
@click.option("--header", default=None, help="With --serve: the header in which it says who is signed in.")
@click.option("--listen", default="127.0.0.1", show_default=True, help="With --serve: the address to listen on.")
def desk(
    build: Path,
    port: int,
    idle: int,
    no_browser: bool,
    address: str | None,
    proxy: str | None,
    header: str | None,
    listen: str,
) -> None:
    """chapbook desk

    Open the nurse's desk in the browser: find a paper, write one family's names and days on it, hand it over. It reads
    what `chapbook build` made, serves this machine alone, and keeps nothing of a family. The address that is printed
    opens it once.
    """
    options.refuse_links(build="--from")
    with api.from_the_extra("the desk needs"):
        from chapbook.desk import serve, ward

    if address or proxy or header:
        given = {"--serve": address, "--proxy": proxy, "--header": header, "--port": port}
        if not (address and proxy and header and port):
            lacking = ", ".join(name for name, value in given.items() if not value)
            faults.stop(f"a ward's desk needs all of {', '.join(given)}, and has no {lacking}")
        door = (ward.address_of(address), ward.proxy_of(proxy), ward.header_of(header))

        def listens(address: str) -> None:
            click.echo(f"{address}: the desk listens on {listen}, port {port}, for {proxy} alone.")
            limited.stay()

        with suppress(KeyboardInterrupt):
            serve.serve_ward(kit.here(), build, (listen, port), door, idle * 60.0, options.today, listens)
        return

    def opened(address: str) -> None:
        click.echo(f"{address}\nThe desk is open until it is locked, or until you press Ctrl-C here.")
        if not no_browser:
            limited.lift()
            click.launch(address)
        limited.stay()

    # Ctrl-C is how it is meant to end.
    with suppress(KeyboardInterrupt):
        serve.serve(kit.here(), build, port, idle * 60.0, options.today, opened)
        click.echo("The desk is locked and has ended. To go on, start it again.")


_NO_DAYS = "for this paper names no day for a calendar"


def _kept_apart(target: Path, build: Path, *given: Path) -> Path:
    """Where to write: nothing that was built or given is written over, and no folder is made."""
    place = target.resolve()
    if place in [path.resolve() for path in given] or place.is_relative_to(build.resolve()):
        faults.stop(f'"{target}" was given or built, and stays as it is: name another file by -o')
    if not target.parent.is_dir():
        faults.stop(f'there is no folder "{target.parent}": make it, or name another file by -o')
    return target


def _list(
    chosen: tuple[Path, str, str | None, str | None, str | None],
    many: Path,
    build: Path,
    day: date,
    calendar: tuple[bool, time | None],
    output: Path | None,
) -> None:
    """Copies for a list. Whether each has a calendar, and when that reminds, stand together."""
    ics, alarm = calendar
    content, named = many.read_bytes(), many.as_posix()
    joined = output is not None and output.suffix.lower() == ".pdf"
    if joined and ics:
        faults.stop("one PDF has no calendars in it: leave out --ics, or name a ZIP by -o")
    made = api.copies(
        *chosen, families=content, named=named, build=build, on=day, calendars=ics, joined=joined, alarm=alarm
    )
    target = _kept_apart(output or Path(f"{made.edition}.{made.ticket}.zip"), build, many)
    over = [target] if target.exists() else []
    write_all([(made.content, target.parent, target.name)])
    click.echo(
        f"{target}: {count(made.made, 'paper' if joined else 'file')} and a sheet of contents{_mark(made.draft)}"
    )
    _say_gone(over)
    if made.left_out:
        click.echo(f"left out, for this paper has no room for it: {', '.join(made.left_out)}")
    if ics and not made.calendars:
        click.echo(f"no calendar is in it, {_NO_DAYS}")
    _say_unknown(made.unknown)
    for line, doubts in made.doubts.items():
        _ask_about(doubts, f"{named}:{line}")
    if made.problems:
        others = "The other one was made." if made.made == 1 else f"The other {made.made} were made."
        faults.end_with(made.problems, others)


def _ask_about(doubts: Mapping[str, str], where: str) -> None:
    """Ask about what can hardly be meant, without saying it: the file is made as it was asked for."""
    for slot, why in doubts.items():
        click.echo(f"{where}: is this right? {slot}: {why}", err=True)


def _is_calendar(path: Path) -> bool:
    """Whether a file is a calendar that `copy` wrote."""
    from chapbook.copy.days import PRODUCT

    return path.is_file() and f"PRODID:{PRODUCT}".encode() in path.read_bytes()


def _say_gone(over: Sequence[Path], old: Path | None = None) -> None:
    """What is no longer there: it may have been the copy of another family."""
    for path in over:
        click.echo(f"{path}: an older file of this name was written over")
    if old:
        click.echo(f"{old}: an older calendar of this name was taken away")


def _say_unknown(unknown: str) -> None:
    if unknown:
        click.echo(unknown, err=True)


def _mark(draft: bool) -> str:
    return ", a review copy" if draft else ""


@kit.main.command()
@click.option(
    "--answer",
    "answers",
    multiple=True,
    callback=_once("answer", "now=deciding"),
    help="An answer, such as now=deciding. May be repeated.",
)
@click.option("--code", default=None, help="Make again the packet that has this code on its back.")
@click.option("--blocks", is_flag=True, help="Only print as JSON what would be in it, without making pages.")
@options.for_machines
@options.on_ticket
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file to write."
)
def packet(
    answers: dict[str, str], code: str | None, blocks: bool, as_json: bool, ticket: str | None, output: Path | None
) -> None:
    """chapbook packet --code chhkesnek --blocks

    Make one booklet of what a family needs now. What is not answered is asked on a terminal. Nothing about the family
    is kept: the last page has a code of the answers, from which the packet is made again.
    """
    folder = kit.here()
    if code is not None and answers:
        faults.stop("a code has all answers: leave --answer out, or --code")
    if output:
        _kept_apart(output, BUILD)
    given = answers if code is None else code
    if blocks:
        _as_json(api.planned(folder, given, ask=kit.asked))
        return
    ending = output.suffix[1:] if output else None
    with kit.progress("typesetting") as progress:
        made = api.packet(folder, given, ticket, ending=ending, ask=kit.asked, progress=progress)
    target = output or Path(f"{made.file.edition}.{made.file.ticket}{Path(made.file.file).suffix}")
    write_all([(made.file.content, target.parent, target.name)])
    if as_json:
        _as_json(made.plan, target.as_posix(), made.file.pages)
        return
    click.echo(f"{target}: {count(made.file.pages, 'page')}, code {made.plan.code}, a review copy")


def _as_json(planned: api.Planned, file: str | None = None, pages: int | None = None) -> None:
    from chapbook.api import rows

    click.echo(rows.said(rows.PacketRows(packet=planned, file=file, pages=pages)), nl=False)


@kit.main.command()
@options.one_of
@click.option(
    "--paper",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write the questions as one page for a family to tick.",
)
@click.option(
    "--tables",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write the decision tables as a PDF for a clinician to sign.",
)
def interview(locale: str | None, place: str | None, paper: Path | None, tables: Path | None) -> None:
    """chapbook interview --paper questions.pdf --locale es

    Show what families are asked before a packet is made, or write it on paper: the questions as one page in a language,
    the tables that say which blocks each answer brings.
    """
    folder = kit.here()
    if paper:
        write_all([(api.interview_page(folder, locale, place), paper.parent, paper.name)])
    if tables:
        write_all([(api.interview_tables(folder, place), tables.parent, tables.name)])
    for file in filter(None, (paper, tables)):
        click.echo(file)
    if paper or tables:
        return
    for question in api.questions(folder):
        click.echo(f"{question.id}: {question.ask}")
        for answer, said in question.answers.items():
            click.echo(f"    {answer:<14} {said}")

"""The options that commands share: which editions, on which ticket, on which day, for whom."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import click

from chapbook.cli import completer
from chapbook.cli.faults import stop
from chapbook.files.atomic import below

# What gives a command an option.
Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def only(option: str, names: str, what: str, complete: completer.Completer) -> Decorator:
    """An option that leaves some of all, and may be given several times."""
    words = f"Only {what}. May be repeated."
    return click.option(option, names, multiple=True, help=words, shell_complete=complete)


def choices(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose editions."""
    for option in (
        only("--place", "places", "this country, such as us", completer.places),
        only("--locale", "locales", "this language, such as ar", completer.locales),
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
    help="The job ticket; if left out, the one that a reader would take first, such as download.",
    shell_complete=completer.tickets,
)

on_tickets = only("--ticket", "tickets", "this job ticket, such as download", completer.tickets)


def today() -> datetime.date:
    """The day on the calendar of this desk."""
    return datetime.datetime.now().date()  # noqa: DTZ005 - the day on this desk's calendar


def a_day(option: str, words: str, *, or_today: bool = False, may_come: bool = True) -> Decorator:
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
also_on_a_day = a_day("--on", "Also the sources that are past their review on this day, and texts that change later.")

for_machines = click.option("--json", "as_json", is_flag=True, help="For machines; docs/machines.md says more.")


def refuse_links(**options: str) -> None:
    """A folder that nobody named is no link to elsewhere: whoever made the link would have chosen. By parameter."""
    context = click.get_current_context()
    for name, option in options.items():
        folder: Path = context.params[name]
        unnamed = context.get_parameter_source(name) is click.core.ParameterSource.DEFAULT
        if unnamed and below(Path.cwd(), folder.as_posix()) is None:
            stop(f'"{folder}" is a link to elsewhere; if you mean that folder, say so: {option} {folder}')

"""The command of those who print: whether a file is fit for the press."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chapbook.cli import completer, faults, kit, options
from chapbook.problems.problem import Exit, printable


@kit.main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--ticket",
    required=True,
    help="The job ticket that it must meet, such as print-shop.",
    shell_complete=completer.tickets,
)
@click.option(
    "--place",
    default=None,
    help="The country whose paper it is for, such as us; any if left out.",
    shell_complete=completer.places,
)
@options.for_machines
@click.option("--quiet", is_flag=True, help="Only what is wrong.")
def preflight(file: Path, ticket: str, place: str | None, as_json: bool, quiet: bool) -> None:
    """chapbook preflight build/print-shop/car-t-journey.en-US.us.pdf --ticket print-shop --place us

    Say whether a PDF, whoever made it, is what a job ticket asks for: boxes, colours, ink, fonts, pictures, lines,
    transparency, output intent; and what its number of pages costs. Exit code 1 if anything is wrong.
    """
    from chapbook.content.jobs import Wanted, refuse_unknown
    from chapbook.preflight.preflight import preflight as check
    from chapbook.preflight.preflight import required

    project = kit.project()
    refuse_unknown(project, Wanted(places=(place,) if place else (), tickets=(ticket,)))
    papers = [project.places[name].paper for name in ([place] if place else project.places)]
    report = check(file.read_bytes(), required(project.tickets[ticket], papers), str(file))
    if as_json:
        click.echo(report.as_json())
        sys.exit(Exit.PROBLEMS if report.problems else Exit.MADE)
    if not quiet:
        click.echo(printable(report.as_text()))
    if report.problems:
        faults.end_with(report.problems)
    if not quiet:
        click.echo(f"nothing is wrong with it for ticket {ticket}")

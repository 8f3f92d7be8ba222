"""The commands of whoever runs the clinic's site: what is handed out, and what is taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from chapbook import api
from chapbook.cli import completer, faults, kit, options
from chapbook.cli.kit import BUILD
from chapbook.problems.problem import count

SITE = Path("site")

_to = click.option(
    "--to", "site", type=click.Path(path_type=Path), default=SITE, show_default=True, help="The folder of the site."
)
_from = click.option(
    "--from", "build", type=click.Path(path_type=Path), default=BUILD, show_default=True, help="The folder of a build."
)
_date = options.a_day("--date", "The day, if not today; none that is still to come.", or_today=True, may_come=False)


@kit.main.command()
@options.choices
@_to
@_from
@options.on_tickets
@click.option(
    "--drafts", is_flag=True, help="Publish review copies too, marked as such; they replace no approved paper."
)
@_date
def publish(
    booklets: tuple[str, ...],
    locales: tuple[str, ...],
    places: tuple[str, ...],
    site: Path,
    build: Path,
    tickets: tuple[str, ...],
    drafts: bool,
    day: date,
) -> None:
    """chapbook publish --to site

    Write down each code that is handed out, and the pages that tell a family whether its paper is still current.
    Publishing the same build again changes nothing. On the day of --date, no source may be past its review.
    """
    options.refuse_links(site="--to", build="--from")
    chosen = (booklets, locales, places, tickets)
    try:
        done = api.publish(kit.here(), *chosen, build=build, to=site, on=day, drafts=drafts)
    except api.Unpublished as refused:
        kit.tell_outlived(refused.outlived)
        faults.end_with(refused.problems, f"Nothing new is handed out; the pages in {site} say what is out of date.")
    for row in done.rows:
        instead = f", instead of {row.replaces}" if row.replaces else ""
        click.echo(f"{row.code} {row.edition}{', a review copy' if row.draft else instead}")
    if done.left_out:
        click.echo(f"left out, not approved: {kit.named(done.left_out)}")
    codes = count(len(done.register.rows), "code")
    current = [row.draft for row in done.register.current() if row.code not in done.outlived]
    copies = f", {sum(current)} of review copies" * any(current)
    click.echo(f"{codes}, {len(current) - sum(current)} current{copies}; the pages are in {site}")
    kit.tell_outlived(done.outlived)


@kit.main.command()
@click.argument("code", required=False)
@click.option("--booklet", default=None, help="Every code of this booklet.", shell_complete=completer.booklets)
@click.option("--fact", default=None, help="Every code that rests on this fact.")
@click.option("--value", default=None, help="Every code that prints this value otherwise than it is set now.")
@click.option("--reason", default="", help="What was wrong, in a sentence for families. It is printed on the page.")
@click.option("--dry-run", is_flag=True, help="Only list what would be withdrawn, and why.")
@click.option("--yes", is_flag=True, help="Do not ask first. Only a terminal is asked.")
@_to
@_from
@_date
def withdraw(
    code: str | None,
    booklet: str | None,
    fact: str | None,
    value: str | None,
    reason: str,
    dry_run: bool,
    yes: bool,
    site: Path,
    build: Path,
    day: date,
) -> None:
    """chapbook withdraw k7qm4t2x --reason "The phone number for nights was wrong."

    Take a paper back: its page says so from then on, with the reason and whom to call. It can never become current
    again, and its files are taken out of the site and out of the folder of the build. With --fact or --booklet, every
    paper that rests on the fact or is of the booklet; with --value, such as night-phone, every paper that prints it
    otherwise than the imprint sets it now.
    """
    if sum(map(bool, (code, booklet, fact, value))) != 1:
        faults.stop("name one thing: a code, --booklet, --fact or --value")
    if not reason.strip() and not dry_run:
        faults.stop("say why, for families to read: --reason")
    options.refuse_links(site="--to", build="--from")
    meant = api.meant(kit.here(), code, booklet, fact, value)
    for row, blocks in meant.rows:
        standing: str = meant.register.status(row)
        if row.withdrawn:
            standing = f"withdrawn on {row.withdrawn.date} already"
        elif row.code in meant.outlived:
            standing = "out of date"
        click.echo(f"{row.code} {row.edition}, {standing}{': ' * bool(blocks)}{', '.join(blocks)}")
    before = sum(row.withdrawn is not None for row, _ in meant.rows)
    codes = count(len(meant.codes) - before, "code")
    if dry_run:
        click.echo(f"{codes} would be withdrawn. Nothing was written.")
        return
    if meant.phones:
        numbers = ", ".join(f"{name} {number}" for name, number in meant.phones)
        click.echo(f"The page tells families to call: {numbers}. Is one wrong? Mend it in the imprint, and `publish`.")
    if not yes:
        kit.confirm(f"Withdraw {codes}? It cannot be taken back.")
    done = api.withdraw(kit.here(), meant.codes, reason, build=build, to=site, on=day)
    click.echo(f"{codes} withdrawn; the pages are in {site}")
    kit.tell_gone(done.gone, "which was withdrawn" if len(done.gone) == 1 else "which were withdrawn")
    if done.busy:
        click.echo(f"{done.busy}: its files are taken out by the next build, or when you run this again")
    kit.tell_outlived(done.outlived)

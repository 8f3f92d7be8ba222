"""The commands of whoever runs the clinic's site: what is handed out, and what is taken back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chapbook.cli import kit
from chapbook.cli.kit import BUILD
from chapbook.problems.problem import Problems, Spot, guess, problem, q

if TYPE_CHECKING:
    from chapbook.publish.register import Register

SITE = Path("site")

_to = click.option(
    "--to", "site", type=click.Path(path_type=Path), default=SITE, show_default=True, help="The folder of the site."
)
_from = click.option(
    "--from", "build", type=click.Path(path_type=Path), default=BUILD, show_default=True, help="The folder of a build."
)
_date = click.option("--date", "day", default=None, type=click.DateTime(["%Y-%m-%d"]), help="The day, if not today.")


@kit.main.command()
@kit.choices
@_to
@_from
@click.option("--ticket", "tickets", multiple=True, help="Only this job ticket, such as download. May be repeated.")
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
    day: datetime | None,
) -> None:
    """chapbook publish --to site

    Write down each code that is handed out, and the pages that tell a family whether its paper is still current.
    Publishing the same build again changes nothing. On the day of --date, no source may be past its review.
    """
    from chapbook.content.jobs import Wanted
    from chapbook.files.atomic import write_all
    from chapbook.publish.publish import handout, lay_out, sound_register

    kit.refuse_links(site="--to", build="--from")
    project = kit.project()
    only = Wanted(booklets, locales, places, tickets)
    if only != Wanted():
        kit.refuse_unknown(project, only)
    register = sound_register(project)
    new = handout(
        project,
        register,
        lambda edition: kit.manuscript(project, edition),
        build,
        _today(day),
        drafts=drafts,
        only=only,
    )
    later = register.with_published(new.made)
    laid = lay_out(project, later, site, new.files)
    write_all([*laid.register, *laid.site], laid.gone)
    for row in later.rows:
        if register.row(row.code) != row:
            instead = f", instead of {row.replaces}" if row.replaces else ""
            click.echo(f"{row.code} {row.edition}{', a review copy' if row.draft else instead}")
    if new.left_out:
        click.echo(f"left out, not approved: {', '.join(new.left_out)}")
    click.echo(f"{kit.count(len(later.rows), 'code')}, {len(later.current())} current; the pages are in {site}")


@kit.main.command()
@click.argument("code", required=False)
@click.option("--booklet", default=None, help="Every code of this booklet.")
@click.option("--fact", default=None, help="Every code that rests on this fact.")
@click.option("--reason", default="", help="What was wrong, in a sentence for families. It is printed on the page.")
@click.option("--dry-run", is_flag=True, help="Only list what would be withdrawn, and why.")
@_to
@_from
@_date
def withdraw(
    code: str | None,
    booklet: str | None,
    fact: str | None,
    reason: str,
    dry_run: bool,
    site: Path,
    build: Path,
    day: datetime | None,
) -> None:
    """chapbook withdraw k7qm4t2x --reason "The phone number for nights was wrong."

    Take a paper back: its page says so from then on, with the reason and whom to call. It can never become current
    again, and its files are taken out of the site and out of the folder of the build. With --fact or --booklet, every
    paper that rests on the fact or is of the booklet.
    """
    from chapbook.files.atomic import places_of, write_all
    from chapbook.publish.publish import lay_out, sound_register
    from chapbook.store.memory import manifest
    from chapbook.store.store import take_out

    if sum(map(bool, (code, booklet, fact))) != 1:
        kit.stop("name one thing: a code, --booklet or --fact")
    if not reason.strip() and not dry_run:
        kit.stop("say why, for families to read: --reason")
    kit.refuse_links(site="--to", build="--from")
    project = kit.project()
    register = sound_register(project)
    blocks = _meant(register, code, booklet, fact)
    rows = [row for row in register.rows if row.code in blocks]
    for row in rows:
        standing = f"withdrawn on {row.withdrawn.date} already" if row.withdrawn else register.status(row)
        paths = blocks[row.code]
        click.echo(f"{row.code} {row.edition}, {standing}{': ' * bool(paths)}{', '.join(paths)}")
    if dry_run:
        click.echo(f"{kit.count(len(blocks), 'code')} would be withdrawn. Nothing was written.")
        return
    if late := [row for row in rows if not row.withdrawn and _today(day) < row.published]:
        kit.stop(f"{late[0].code} was published on {late[0].published}; --date cannot be before that day")
    later, built = register.with_withdrawn(blocks, _today(day), " ".join(reason.split())), manifest(build)
    laid = lay_out(project, later, site, {})
    places_of([*((folder, name) for _, folder, name in laid.site), *laid.gone])
    # The register first, and by itself: once it stands there, no crash brings the paper back.
    write_all(laid.register)
    write_all(laid.site, laid.gone)
    gone = take_out(build, built, blocks, {file: sha256 for row in rows for file, sha256 in row.files.items()})
    click.echo(f"{kit.count(len(blocks), 'code')} withdrawn; the pages are in {site}")
    kit.tell_gone(gone)


def _meant(register: Register, code: str | None, booklet: str | None, fact: str | None) -> dict[str, list[str]]:
    """The codes that are meant, each with the blocks for which it is; one that leads nowhere is a problem."""
    from chapbook.transcript.code import read

    if code:
        known = [row.code for row in register.rows]
        if (found := read(code)) in known:
            return {str(found): []}
        fault = "was never published here" if found else "was misread: at least one character is not as it is printed"
        near = guess(code.casefold(), known)
        raise Problems([problem("V005", Spot("published/editions.yaml"), typed=q(code), fault=fault, guess=near)])
    if booklet:
        booklets = {row.code: row.edition.rsplit(".", 2)[0] for row in register.rows}
        if booklet not in booklets.values():
            kit.stop(f'nothing of booklet "{booklet}" was published; {guess(booklet, booklets.values())}')
        return {each: [] for each, name in booklets.items() if name == booklet}
    assert fact is not None
    found_on = register.resting_on(fact)
    if not found_on:
        kit.stop(f'nothing that was published rests on fact "{fact}"; {guess(fact, register.facts())}')
    return found_on


def _today(day: datetime | None) -> date:
    return (day or datetime.now()).date()  # noqa: DTZ005 - the day on this desk's calendar

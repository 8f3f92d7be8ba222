"""The commands of translators."""

from __future__ import annotations

import click

from chapbook.cli import completer, kit


@kit.main.group(cls=kit.Group)
def catalogs() -> None:
    """chapbook catalogs update --locale es

    Keep the translations: extract the messages, bring catalogs up to date, see how far they are.
    """


@catalogs.command()
def extract() -> None:
    """chapbook catalogs extract

    Write locales/<domain>.pot: every message of the project's own blocks and templates, with its file and line.
    """
    from chapbook.catalogs.extraction import own_domains, write

    project = kit.project()
    for domain, template in own_domains(project).items():
        path = project.chain.home / "locales" / f"{domain}.pot"
        write(template, path)
        click.echo(f"{project.chain.shown(path)}: {len(template)} messages")


@catalogs.command("update")
@click.option(
    "--locale",
    "locales",
    multiple=True,
    help="Only this language. May be repeated.",
    shell_complete=completer.locales,
)
def update_(locales: tuple[str, ...]) -> None:
    """chapbook catalogs update --locale es

    Bring locales/<locale>/LC_MESSAGES/<domain>.po up to the templates: new messages empty, changed ones fuzzy
    with their previous source.
    """
    from chapbook.catalogs.catalogs import catalog_path
    from chapbook.catalogs.extraction import own_domains, update, write

    project = kit.project()
    domains = own_domains(project)
    for locale in locales or [tag for tag in project.locales if tag != project.source]:
        for domain, template in domains.items():
            path = project.chain.home / catalog_path(locale, domain)
            babel = next(iter(project.locales[locale].babel.values()))
            write(update(path, template, locale, babel), path, previous=True)
            click.echo(project.chain.shown(path))


@catalogs.command()
def status() -> None:
    """chapbook catalogs status

    Show how many messages of each domain are translated in each language.
    """
    from rich.table import Table

    from chapbook.catalogs.extraction import status as measure

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading, justify in (
        ("locale", "left"),
        ("domain", "left"),
        ("messages", "right"),
        ("translated", "right"),
        ("fuzzy", "right"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for row in measure(kit.project()):
        table.add_row(row.locale, row.domain, str(row.messages), str(row.translated), str(row.fuzzy))
    kit.console().print(table)

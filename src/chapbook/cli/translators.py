"""The commands of translators."""

from __future__ import annotations

import click

from chapbook.cli import completer, kit, options

_in_languages = options.only("--locale", "locales", "this language", completer.locales)


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
    from chapbook.catalogs.update import as_po, own_domains
    from chapbook.files.atomic import write_all

    project = kit.project()
    templates = {f"locales/{domain}.pot": template for domain, template in own_domains(project).items()}
    write_all([(as_po(template), project.chain.home, name) for name, template in templates.items()])
    for name, template in templates.items():
        click.echo(f"{name}: {len(template)} messages")


@catalogs.command("update")
@_in_languages
def update_(locales: tuple[str, ...]) -> None:
    """chapbook catalogs update --locale es

    Bring locales/<locale>/LC_MESSAGES/<domain>.po up to the templates: changed messages fuzzy with their previous
    source, new ones empty, or fuzzy with what the same words are called elsewhere, in the library too. What nothing
    asks for any more is taken out. A language that the library lacks gets all that your booklets need, furniture first.
    """
    from chapbook.catalogs.catalogs import catalog_path
    from chapbook.catalogs.update import TranslationMemory, as_po, says_the_same, update, wanted_in
    from chapbook.content.jobs import Wanted, refuse_unknown_names
    from chapbook.files.atomic import write_all
    from chapbook.problems.problem import count

    project = kit.project()
    refuse_unknown_names(project, Wanted(locales=locales))
    home = project.chain.home
    found: dict[str, tuple[bytes | None, str]] = {}
    for locale in locales or [tag for tag in project.locales if tag != project.source]:
        memory = TranslationMemory.of(project.chain, locale)
        for domain, template in wanted_in(project, locale).items():
            name = catalog_path(locale, domain)
            babel = next(iter(project.locales[locale].babel.values()))
            memory.fill(catalog := update(home / name, template, locale, babel), domain)
            left = sum(bool(message.id) and (message.fuzzy or not message.string) for message in catalog)
            content = None if says_the_same(home / name, locale, catalog) else as_po(catalog, previous=True)
            gone = f", {len(catalog.obsolete)} taken out that nothing asks for" if catalog.obsolete else ""
            found[name] = content, f"{count(len(catalog), 'message')}, {left} to translate{gone}"
    write_all([(content, home, name) for name, (content, _) in found.items() if content])
    for name, (_, told) in found.items():
        click.echo(f"{name}: {told}")
    if not found:
        click.echo("nothing here is translated: no language but the source, or no booklet of your own")


@catalogs.command()
@_in_languages
def status(locales: tuple[str, ...]) -> None:
    """chapbook catalogs status --locale es

    Show how many messages of each domain are translated in each language, and how many in a hundred that is.
    """
    from rich.table import Table

    from chapbook.catalogs.update import status as measure
    from chapbook.content.jobs import Wanted, refuse_unknown_names

    project = kit.project()
    refuse_unknown_names(project, Wanted(locales=locales))

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading, justify in (
        ("locale", "left"),
        ("domain", "left"),
        ("messages", "right"),
        ("translated", "right"),
        ("%", "right"),
        ("fuzzy", "right"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for row in measure(project):
        if not locales or row.locale in locales:
            # Whole down to the last message: 100 is all of them.
            done = 100 * row.translated // row.messages if row.messages else 100
            table.add_row(row.locale, row.domain, *map(str, (row.messages, row.translated, done, row.fuzzy)))
    kit.console().print(table)

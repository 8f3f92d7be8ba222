"""What commands say to machines, with `--json`; docs/machines.md explains each key.

A key that goes, or means something else, makes a new `schema_version`; a new key does not.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import models_json_schema

from chapbook.api.authors import Checked, FoundFact, Listing
from chapbook.files.atomic import as_json
from chapbook.problems.problem import in_order
from chapbook.problems.register import REGISTER


class Row(BaseModel):
    """A row: what is not named here is not in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ProblemRow(Row):
    """A fault at its place; no line where it is the file as a whole."""

    code: str
    desk: str
    file: str
    line: int | None
    column: int | None
    message: str
    hint: str


class CheckRows(Row):
    """`chapbook check --json`."""

    schema_version: Literal[1] = 1
    problems: tuple[ProblemRow, ...]
    booklets: int
    editions: int
    facts: int
    unread: int
    compared: int


class BookletRow(Row):
    """A booklet that can be made."""

    name: str
    title: str
    form: str
    locales: tuple[str, ...]
    places: tuple[str, ...]


class TicketRow(Row):
    """A job ticket."""

    name: str
    means: str
    on_request: bool


class ListRows(Row):
    """`chapbook list --json`."""

    schema_version: Literal[1] = 1
    booklets: tuple[BookletRow, ...]
    tickets: tuple[TicketRow, ...]


class SourceRow(Row):
    """Where a fact was read."""

    id: str
    title: str
    publisher: str
    date: str
    url: str | None


class FactRow(Row):
    """A fact, or a term of the glossary, as `term/<id>`."""

    id: str
    statement: str
    audience: str
    region: str | None
    verified: bool
    file: str
    line: int
    sources: tuple[SourceRow, ...]


class FactsRows(Row):
    """`chapbook facts --json`."""

    schema_version: Literal[1] = 1
    facts: tuple[FactRow, ...]


def checked(found: Checked) -> CheckRows:
    """What a check found, in the order in which it is said to people."""
    problems = [
        ProblemRow(
            code=each.code,
            desk=REGISTER[each.code].desk,
            file=each.spot.path,
            line=each.spot.line or None,
            column=each.spot.column or None,
            message=each.message,
            hint=each.hint,
        )
        for each in in_order(found.problems)
    ]
    numbers = {name: getattr(found, name) for name in ("booklets", "editions", "facts", "unread", "compared")}
    return CheckRows(problems=tuple(problems), **numbers)


def listed(listing: Listing) -> ListRows:
    """What can be made."""
    booklets = tuple(BookletRow(**vars(each)) for each in listing.booklets)
    return ListRows(booklets=booklets, tickets=tuple(TicketRow(**vars(each)) for each in listing.tickets))


def searched(found: tuple[FoundFact, ...]) -> FactsRows:
    """Facts with their sources."""
    rows = (
        FactRow(
            id=each.name,
            statement=each.fact.fact,
            audience=each.fact.audience,
            region=each.fact.region,
            verified=each.fact.verified,
            file=each.spot.path,
            line=each.spot.line,
            sources=tuple(
                SourceRow(id=one.id, title=one.title, publisher=one.publisher, date=one.date, url=one.url)
                for one in each.sources
            ),
        )
        for each in found
    )
    return FactsRows(facts=tuple(rows))


def said(rows: Row) -> str:
    """Rows as JSON."""
    return as_json(rows.model_dump(mode="json")).decode("utf-8")


def schema() -> bytes:
    """The JSON Schema of all of them, as it stands in docs/machines.schema.json."""
    drawn = models_json_schema([(each, "serialization") for each in (CheckRows, ListRows, FactsRows)])[1]
    return as_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **drawn})

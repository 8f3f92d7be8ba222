"""What commands say to machines, with `--json`; docs/machines.md explains each key.

A key that goes, or means something else, makes a new `schema_version`; a new key does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, PlainSerializer, TypeAdapter

from chapbook.api.authors import Checked, FoundFact, Listing
from chapbook.api.packets import Planned
from chapbook.files.atomic import as_json
from chapbook.ledger.matrix import SignRow
from chapbook.problems.problem import Problem, in_order
from chapbook.problems.register import REGISTER


@dataclass(frozen=True)
class ProblemRow:
    """A fault at its place; no line where it is the file as a whole."""

    code: str
    desk: str
    file: str
    line: int | None
    column: int | None
    message: str
    hint: str


def _row(found: Problem) -> ProblemRow:
    place = (found.spot.path, found.spot.line or None, found.spot.column or None)
    return ProblemRow(found.code, REGISTER[found.code].desk, *place, found.message, found.hint)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What a command says."""

    # What is said, is always said.
    __pydantic_config__: ClassVar = ConfigDict(json_schema_serialization_defaults_required=True)
    schema_version: Literal[1] = 1


@dataclass(frozen=True)
class CheckRows(Checked, Rows):
    """`chapbook check --json`."""

    problems: tuple[Annotated[Any, PlainSerializer(_row)], ...]


@dataclass(frozen=True)
class ListRows(Listing, Rows):
    """`chapbook list --json`."""


@dataclass(frozen=True)
class FactsRows(Rows):
    """`chapbook facts --json`."""

    facts: tuple[FoundFact, ...]


@dataclass(frozen=True)
class PacketRows(Rows):
    """`chapbook packet --blocks`, and with the file that was made `chapbook packet --json`."""

    packet: Planned
    file: str | None = None
    pages: int | None = None


@dataclass(frozen=True)
class SignsRows(Rows):
    """`chapbook signs --json`."""

    signs: tuple[SignRow, ...]


def checked(found: Checked) -> CheckRows:
    """What a check found, in the order in which it is said to people."""
    return CheckRows(**vars(found) | {"problems": (*in_order(found.problems),)})


def said(rows: Rows) -> str:
    """Rows as JSON."""
    return as_json(TypeAdapter(type(rows)).dump_python(rows, mode="json")).decode("utf-8")


# What a command says, each.
SAID = (CheckRows, ListRows, FactsRows, SignsRows, PacketRows)


def schema() -> bytes:
    """The JSON Schema of all of them, as it stands in docs/machines.schema.json."""
    drawn = TypeAdapter.json_schemas([(each, "serialization", TypeAdapter(each)) for each in SAID])[1]
    return as_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **drawn})

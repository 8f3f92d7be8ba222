"""What commands say to machines, with `--json`; docs/machines.md explains each key.

A key that goes, or means something else, makes a new `schema_version`; a new key does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chapbook.api.authors import Checked, FoundFact, Ticket, Title
from chapbook.api.packets import Planned
from chapbook.files.atomic import as_json
from chapbook.ledger.matrix import SignRow
from chapbook.problems.problem import in_order
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


class Rows(BaseModel):
    """What a command says."""

    schema_version: Literal[1] = 1


class CheckRows(Rows):
    """`chapbook check --json`."""

    problems: tuple[ProblemRow, ...]
    booklets: int
    editions: int
    facts: int
    unread: int
    compared: int
    paged: int
    combinations: int


class ListRows(Rows):
    """`chapbook list --json`."""

    booklets: tuple[Title, ...]
    tickets: tuple[Ticket, ...]


class FactsRows(Rows):
    """`chapbook facts --json`."""

    facts: tuple[FoundFact, ...]


class PacketRows(Rows):
    """`chapbook packet --blocks`, and with the file that was made `chapbook packet --json`."""

    packet: Planned
    file: str | None = None
    pages: int | None = None


class SignsRows(Rows):
    """`chapbook signs --json`."""

    signs: tuple[SignRow, ...]


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
    return CheckRows(**vars(found) | {"problems": problems})


def said(rows: Rows) -> str:
    """Rows as JSON."""
    return as_json(rows.model_dump(mode="json")).decode("utf-8")


# What a command says, each.
SAID = (CheckRows, ListRows, FactsRows, SignsRows, PacketRows)


def schema() -> bytes:
    """The JSON Schema of all of them, as it stands in docs/machines.schema.json."""
    drawn = models_json_schema([(each, "serialization") for each in SAID])[1]
    return as_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **drawn})

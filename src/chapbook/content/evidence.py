"""Evidence: facts, and the sources in which they were read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
)

from chapbook.content.text import Content, Name

# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


class FactModel(Content):
    """One evidence statement in our own words."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=None)

    id: Name
    fact: str
    audience: Literal["parent", "staff"]
    safety_critical: bool
    sources: tuple[Name, ...]
    verified: bool
    region: str | None = None
    seed: tuple[str, ...] = ()
    note: str | None = None


def _null(data: Any) -> Any:
    return None if data == "null" else data


class SourceModel(Content):
    """Where facts were read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=None)

    id: Name
    title: str
    publisher: str
    url: Annotated[str | None, BeforeValidator(_null)]
    date: str
    accessed: str
    review_by: datetime.date
    # The desk that reads it again.
    owner: str = "authors"
    seed: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Evidence:
    """The facts by id (glossary terms as `term/<id>`), the sources by id, and the ids of facts that cannot be read."""

    facts: dict[str, FactModel]
    sources: dict[str, SourceModel]
    broken: frozenset[str] = frozenset()

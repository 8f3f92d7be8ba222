"""Evidence: facts, and the sources in which they were read."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    SkipValidation,
    WithJsonSchema,
)

from chapbook.content.text import Content, Filled, Name
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Spot

# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Statement(Content):
    """What evidence says, and where it was read.

    id: its name; blocks cite it by this
    audience: for whom it may print
    safety_critical: whether a child may come to harm where it is wrong
    sources: ids of sources in which it was read
    verified: whether somebody found it in its source; a release refuses one that nobody did
    region: where it holds; everywhere if left out
    universal: whether it holds everywhere although it was read in one region, as a sign of illness does
    note: for those who read it again
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=None)

    id: Name
    audience: Literal["parent", "staff"]
    safety_critical: bool
    sources: tuple[Name, ...]
    verified: bool
    region: str | None = None
    universal: bool = False
    note: str | None = None

    @property
    def spot(self) -> Spot:
        """Where it stands; the folder of all evidence where nobody noted it."""
        return self.id.spot if isinstance(self.id, Scalar) else Spot("booklets/evidence")


class FactModel(Statement):
    """One evidence statement in our own words.

    fact: the statement
    """

    fact: str


class DefinitionModel(Statement):
    """What a term means, as sources say it; blocks cite it as term/<id>.

    term: the word
    meaning: what it means, in plain words
    """

    term: Filled
    meaning: Filled

    @property
    def as_fact(self) -> FactModel:
        """The fact about a term: its meaning is the statement."""
        stated = {key: value for key, value in self if key not in ("term", "meaning")}
        return FactModel(**stated, fact=f"{self.term}: {self.meaning}")


def _null(data: Any) -> Any:
    return None if data == "null" else data


class SourceModel(Content):
    """Where facts were read.

    id: its name; facts cite it by this
    title: as it stands on the page
    publisher: who answers for it
    url: its address, or null
    date: when it was published, as it says itself
    accessed: the day on which it was read
    review_by: the last day on which it may be leaned on without being read again
    replaced: what has taken the place of this text since and was not found; nothing if left out
    owner: who reads it again; authors if left out
    main: whether booklets name it in print, among the few that they rest on most
    therapy: the one therapy whose booklets name it, as booklets/signs.yaml calls it; those of all if left out
    note: for those who read it again
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=None)

    id: Name
    title: str
    publisher: str
    url: Annotated[str | None, BeforeValidator(_null), WithJsonSchema({"type": ["string", "null"]})]
    date: str
    accessed: str
    review_by: datetime.date
    replaced: str | None = None
    # The desk that reads it again.
    owner: str = "authors"
    main: bool = False
    therapy: Name | None = None
    note: str | None = None

    @property
    def year(self) -> str | None:
        """The year of its date, however that is written, such as 2012-10 (date reviewed)."""
        found = re.search(r"\b(?:19|20)\d\d\b", self.date)
        return found and found[0]

    def is_main_of(self, therapy: str | None) -> bool:
        """Whether a booklet of this therapy names it in print."""
        return self.main and self.therapy in (None, therapy)


class EvidenceFile(Content):
    """Facts, terms and sources.

    facts: statements that blocks rest on
    terms: what terms mean
    sources: where statements were read
    """

    # Read one by one: what is wrong with one hides no other.
    facts: tuple[SkipValidation[FactModel], ...] = ()
    terms: tuple[SkipValidation[DefinitionModel], ...] = ()
    sources: tuple[SkipValidation[SourceModel], ...] = ()


@dataclass(frozen=True)
class Evidence:
    """The facts by id (meanings as `term/<id>`), the sources by id, and the ids of facts that cannot be read."""

    facts: dict[str, FactModel]
    sources: dict[str, SourceModel]
    broken: frozenset[str] = frozenset()

    def found(self, fact: str) -> bool:
        """Whether somebody found a fact in its source; one that is not there nobody did."""
        return fact in self.facts and self.facts[fact].verified

    def replaced(self, fact: str) -> str | None:
        """What has taken the place of every text in which a fact was read; nothing where one of them still stands."""
        read = self.facts[fact].sources if fact in self.facts else ()
        since = [self.sources[source].replaced if source in self.sources else None for source in read]
        return since[0] if since and all(since) else None

"""Sources whose review date has passed, with the editions that rest on what was read in them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from chapbook.content.booklet import Edition
from chapbook.content.evidence import SourceModel
from chapbook.files.yaml import Scalar
from chapbook.ledger.grounds import Ground
from chapbook.ledger.uses import read_in, resting
from chapbook.problems.problem import Problem, Spot, count, problem, q
from chapbook.texts import Texts


@dataclass(frozen=True)
class Review:
    """A source to read again: by when, what was read in it, the editions that rest on that, and whose desk it is."""

    source: SourceModel
    facts: tuple[Ground, ...]
    editions: tuple[Edition, ...]
    desk: str


def overdue(texts: Texts, today: datetime.date) -> list[Review]:
    """The sources whose review date has passed, the longest overdue first. On its date, a source is not overdue."""
    project = texts.project
    late = [source for source in project.evidence.sources.values() if source.review_by < today]
    if not late:
        return []
    facts, uses = read_in(project.evidence), resting(texts)
    reviews = []
    for source in sorted(late, key=lambda source: (source.review_by, source.id)):
        touched = {use.edition for fact in facts.get(source.id, ()) for use in uses.get(fact.id, ())}
        in_order = tuple(edition for edition in project.editions() if edition in touched)
        reviews.append(Review(source, facts.get(source.id, ()), in_order, source.owner))
    return reviews


def overdue_behind(texts: Texts, editions: Collection[Edition], today: datetime.date) -> Iterator[Problem]:
    """The overdue sources that any of these editions rest on, as problems of the desks that own them."""
    for review in overdue(texts, today):
        behind = [edition for edition in review.editions if edition in editions]
        name, due = review.source.id, review.source.review_by
        if behind:
            yield problem(
                "A007",
                name.spot if isinstance(name, Scalar) else Spot("booklets/evidence/sources.yaml"),
                source=q(name),
                name=name,
                date=due,
                editions=count(len(behind), "edition"),
                owner=review.desk,
            )

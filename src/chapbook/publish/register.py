"""The register of all that was ever handed out: which code said what, since when, and what was withdrawn and why.

It is a log of what was published and what was withdrawn, in order; what stands now is worked out from it. `log.py`
reads and writes it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from typing import Literal

from chapbook.content.booklet import Edition
from chapbook.problems.problem import Problem, Spot, problem
from chapbook.publish.changes import differences
from chapbook.transcript.snapshot import Snapshot

FOLDER = "published"
FILE = f"{FOLDER}/editions.yaml"

Status = Literal["current", "superseded", "withdrawn"]


@dataclass(frozen=True)
class Withdrawal:
    """A code that was taken back: from which day, and why."""

    code: str
    date: datetime.date
    reason: str
    spot: Spot = field(default=Spot(FILE), repr=False, compare=False)


@dataclass(frozen=True)
class Row:
    """One code: the edition that it stands for, when it was published, as which files, and whether it still stands."""

    code: str
    edition: str
    title: str
    published: datetime.date
    revised: str
    # Not approved: for people who check the text. It supersedes nothing that families have.
    draft: bool
    # The code that families had before, and the blocks in which it differs.
    replaces: str
    changed: tuple[str, ...]
    # The SHA-256 of each file, by its path below the build folder.
    files: dict[str, str]
    # Role, name, date.
    approvals: tuple[tuple[str, str, str], ...] = ()
    # The local values that it prints, as they were set, such as the number of the night ward.
    values: dict[str, str] = field(default_factory=dict)
    withdrawn: Withdrawal | None = None
    spot: Spot = field(default=Spot(FILE), repr=False, compare=False)


Event = Row | Withdrawal


@dataclass(frozen=True)
class Register:
    """All that was published and withdrawn, in order, and what each code says."""

    events: tuple[Event, ...] = ()
    snapshots: dict[str, Snapshot] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every code ever published, in the order in which each became current."""
        return reduce(_after, self.events, ())

    def row(self, code: str) -> Row | None:
        return _row(self.rows, code)

    def newest(self, row: Row) -> Row:
        """The newest row of the same edition that takes its place: a review copy never does for what is approved."""
        return _newest(self.rows, row)

    def status(self, row: Row) -> Status:
        if row.withdrawn:
            return "withdrawn"
        return "current" if self.newest(row) == row else "superseded"

    def current(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if self.status(row) == "current")

    def facts(self) -> set[str]:
        """The ids of all facts that something published rests on."""
        passages = (passage for text in self.snapshots.values() for passage in text.passages.values())
        return {line.partition(": ")[0] for passage in passages for line in passage.facts}

    def resting_on(self, fact: str) -> dict[str, list[str]]:
        """Each code whose words rest on a fact, with the blocks that do."""
        found = {
            row.code: [
                path
                for path, passage in self.snapshots[row.code].passages.items()
                if any(line.startswith(f"{fact}: ") for line in passage.facts)
            ]
            for row in self.rows
        }
        return {code: blocks for code, blocks in found.items() if blocks}

    def with_published(self, made: Iterable[tuple[Row, Snapshot]]) -> Register:
        """The register with what is published now; what is current already, as it was published, adds nothing."""
        register = self
        for row, text in made:
            earlier = register.row(row.code)
            if earlier is None or register.newest(earlier) != earlier:
                others = (each for each in reversed(register.rows) if each.edition == row.edition)
                # Of review copies families have none.
                had = (each for each in others if each.code != row.code and each.draft <= row.draft)
                if last := next(had, None):
                    changed = differences(register.snapshots[last.code], text)
                    row = replace(row, replaces=last.code, changed=tuple(change.path for change in changed))
            later = Register((*register.events, row), {**register.snapshots, row.code: text})
            if later.rows != register.rows:
                register = later
        return register

    def with_withdrawn(self, codes: Iterable[str], date: datetime.date, reason: str) -> Register:
        """The register with codes withdrawn; one that was withdrawn before keeps its day and its reason."""
        standing = {row.code for row in self.rows if not row.withdrawn}
        new = [Withdrawal(code, date, reason) for code in dict.fromkeys(codes) if code in standing]
        return replace(self, events=(*self.events, *new))


def _row(rows: tuple[Row, ...], code: str) -> Row | None:
    return next((row for row in rows if row.code == code), None)


def _newest(rows: tuple[Row, ...], row: Row) -> Row:
    later = rows[rows.index(row) :]
    return [each for each in later if each.edition == row.edition and each.draft <= row.draft][-1]


def _after(rows: tuple[Row, ...], event: Event) -> tuple[Row, ...]:
    """The rows after one more thing happened.

    What is current already keeps its place and its day. What was superseded and is said again is current again, and
    comes last. Review copies of what was approved once are nobody's, and what was withdrawn stays withdrawn.
    """
    earlier = _row(rows, event.code)
    if isinstance(event, Withdrawal):
        return tuple(replace(row, withdrawn=event) if row is earlier else row for row in rows)
    if earlier is None:
        return (*rows, event)
    if event.draft and not earlier.draft:
        return rows
    row = replace(event, withdrawn=earlier.withdrawn)
    if _newest(rows, earlier) is not earlier:
        return (*(each for each in rows if each is not earlier), row)
    since = earlier.published if earlier.draft == row.draft else row.published
    files = {**earlier.files, **row.files}
    kept = replace(row, published=since, replaces=earlier.replaces, changed=earlier.changed, files=files)
    return tuple(kept if each is earlier else each for each in rows)


def withdrawn(register: Register, codes: dict[Edition, str]) -> Iterator[Problem]:
    """The editions that say exactly what was withdrawn."""
    for edition, code in codes.items():
        row = register.row(code)
        if row and row.withdrawn:
            facts = {"edition": edition, "paper": code, "date": row.withdrawn.date, "reason": row.withdrawn.reason}
            yield problem("V004", row.withdrawn.spot, **facts)

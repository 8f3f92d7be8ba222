"""The register of signs as a matrix: how fast to act on each, by therapy and place, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapbook.content.project import Project
from chapbook.content.signs import LEVELS
from chapbook.content.text import Level
from chapbook.files.digest import digest


@dataclass(frozen=True)
class SignRow:
    """A sign: its words, whole and short, what it can mean, its level for each therapy by place, why these differ, its
    facts (those that nobody verified once more), and the titles of few words of its therapies that leave it out, with
    the reason."""

    id: str
    sign: str
    short: str | None
    means: str
    levels: dict[str, dict[str, Level]]
    why: str | None
    facts: tuple[str, ...]
    unverified: tuple[str, ...]
    left_out: dict[str, str]


def matrix(project: Project, therapies: tuple[str, ...] = ()) -> tuple[SignRow, ...]:
    """Every sign of the register, or those of some therapies; the most urgent first, in the order of the register."""
    chosen = therapies or project.therapies
    rows = []
    for name, sign in project.signs.items():
        levels = {
            therapy: {place: level for place in project.places if (level := sign.level(therapy, place))}
            for therapy in chosen
        }
        facts = tuple(map(str, sign.facts))
        known = project.evidence.facts
        unverified = tuple(fact for fact in facts if fact in known and not known[fact].verified)
        held = {therapy: by_place for therapy, by_place in levels.items() if by_place}
        if held:
            left = _left_out(project, name, chosen)
            short = sign.short.text if sign.short else None
            rows.append(SignRow(name, sign.sign.text, short, sign.means, held, sign.why, facts, unverified, left))
    return tuple(sorted(rows, key=lambda row: min(map(LEVELS.index, _levels(row)))))


def _levels(row: SignRow) -> list[Level]:
    return [level for by_place in row.levels.values() for level in by_place.values()]


def checksum(rows: Iterable[SignRow], place: str) -> str:
    """The hash (SHA-256) of what the page of a place prints, by which a signature says which one was read."""
    return digest(*(line for row in rows for line in _lines(row, place)))


def _lines(row: SignRow, place: str) -> Iterator[str]:
    """A sign as the page of a place has it."""
    yield f"sign: {row.sign}"
    yield f"short: {row.short or ''}"
    yield f"means: {row.means}"
    yield from (f"{therapy}: {by_place[place]}" for therapy, by_place in row.levels.items() if place in by_place)
    yield f"facts: {' · '.join(row.facts)}"
    yield f"not verified: {len(row.unverified)}"
    yield f"why: {row.why or ''}"
    yield from (f"left out by: {title}" for title in row.left_out)


def _left_out(project: Project, sign: str, therapies: tuple[str, ...]) -> dict[str, str]:
    return {
        booklet.name: str(group.reason)
        for booklet in project.booklets.values()
        for group in booklet.content.leaves_out
        if sign in group.signs and booklet.content.therapy in (None, *therapies)
    }

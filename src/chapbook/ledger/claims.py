"""What an edition rests on: each line that it says, with the facts and the values behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.content.booklet import Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.project import Project
from chapbook.content.typography import PLACEHOLDER
from chapbook.ledger.grounds import Ground, Held, grounds, held, once
from chapbook.problems.problem import Spot
from chapbook.transcript.transcript import Line, Transcript


@dataclass(frozen=True)
class Claim:
    """A sentence, or a value that is printed by itself, as it stands in an edition, and what it rests on."""

    edition: Edition
    # The source text of the chapter's title; empty for the covers.
    chapter: str
    # The path of a block below booklets/, or `<booklet>/booklet` for titles and covers.
    block: str
    field: str
    spot: Spot
    text: str
    # In the edition's locale: the text itself in the source's, nothing where there is no confirmed translation.
    translation: str | None
    # In the language that staff of the place read, where the edition prints it a second time for them.
    for_staff: str | None
    facts: tuple[Ground, ...]
    values: tuple[Held, ...]

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The facts that it cites, then those behind its values, each once."""
        return once([*self.facts, *(fact for value in self.values for fact in value.facts)])

    @property
    def sources(self) -> tuple[SourceModel, ...]:
        return tuple({source.id: source for fact in self.grounds for source in fact.sources}.values())


def claims(project: Project, text: Transcript) -> tuple[Claim, ...]:
    """Everything that an edition says, in reading order, titles and covers first."""
    for_staff = {(line.spot, line.source): line.message for line in text.lines if line.role == "for-staff"}
    return tuple(
        Claim(
            text.edition,
            chapter,
            block,
            line.field,
            line.spot,
            line.source,
            line.message if line.language == text.edition.locale else None,
            for_staff.get((line.spot, line.source)),
            grounds(project.evidence, line.facts),
            held(project, PLACEHOLDER.findall(line.source), text.edition.place),
        )
        for chapter, block, line in in_order(text)
    )


def in_order(text: Transcript) -> Iterator[tuple[str, str, Line]]:
    """Every line that can rest on something, after the title of its chapter as written and the path of its block."""
    chapter, blocks = "", iter(text.blocks)
    for line in text.covers.lines:
        if line.role == "order":
            block = next(blocks)
            yield from ((chapter, block.path, each) for each in block.lines if _can_rest(each))
        elif _can_rest(line):
            chapter = line.source if line.field == "chapter" else chapter
            yield chapter, text.covers.path, line


def _can_rest(line: Line) -> bool:
    """Whether a fact can hold it up: a text, or a value, also one that only counts."""
    return line.role in ("words", "alt", "short", "value") or (line.role == "wordless" and bool(line.values))

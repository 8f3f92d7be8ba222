"""The manuscript: the text of an edition in order, on its way from the blocks to the page."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import get_args

from chapbook.content.booklet import Block, BookletModel, Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.settings import Role
from chapbook.content.text import Message, Words
from chapbook.content.walk import with_words


@dataclass(frozen=True)
class Chapter:
    """A chapter with the blocks of it that print in the edition's place; the last of them may be its fill.

    What is fill, by its path, is part of what the edition says, and pages leave it out where they have no room.
    """

    id: str
    title: Message
    tone: str
    blocks: tuple[Block, ...]
    family: str | None = None
    fill: tuple[str, ...] = ()
    # Whether its lines stand closer in this language.
    is_tight: bool = False

    @property
    def own(self) -> tuple[Block, ...]:
        """The blocks that stand whatever room there is."""
        return tuple(block for block in self.blocks if block.path not in self.fill)

    @property
    def fills(self) -> tuple[Block, ...]:
        """The blocks that stand only where there is room for them."""
        return tuple(block for block in self.blocks if block.path in self.fill)


@dataclass(frozen=True)
class Manuscript:
    """The text of an edition in order, with the values and the evidence that it needs.

    The booklet (its covers; the order is in the chapters) and the blocks are those of the model, less what prints in
    other places, and all their words are messages. It was revised when its text was, or when the publisher's own words
    and values were, whichever is later.
    """

    edition: Edition
    booklet: BookletModel
    chapters: tuple[Chapter, ...]
    values: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[SourceModel, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for chapter in self.chapters for block in chapter.blocks)

    @property
    def main_sources(self) -> tuple[SourceModel, ...]:
        """The few sources that its pages name; all where none of them is a main one."""
        return tuple(each for each in self.sources if each.is_main_of(self.booklet.therapy)) or self.sources


def with_messages(manuscript: Manuscript, say: Callable[[Message], Message]) -> Manuscript:
    """A manuscript with every message replaced."""

    def replaced(words: Words, field: str) -> Message:
        assert isinstance(words, Message), f"{field} of a manuscript is no message"
        return say(words)

    return replace(
        manuscript,
        booklet=with_words(manuscript.booklet, replaced),
        chapters=tuple(
            replace(
                chapter,
                title=say(chapter.title),
                blocks=tuple(replace(block, content=with_words(block.content, replaced)) for block in chapter.blocks),
            )
            for chapter in manuscript.chapters
        ),
    )


# Who can approve an edition.
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class Approved:
    """What the pages say of an edition's approvals: the roles that have yet to approve all of it, and who approved."""

    unsettled: tuple[str, ...]
    approvers: tuple[tuple[str, str, datetime.date], ...] = ()


# An edition that nobody has approved.
REVIEW_COPY = Approved(ROLES)

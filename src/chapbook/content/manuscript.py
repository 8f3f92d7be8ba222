"""The manuscript: the text of an edition in order, on its way from the blocks to the page."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from chapbook.content.booklet import BookletModel, Edition
from chapbook.content.evidence import SourceModel
from chapbook.problems.problem import Spot


@dataclass(frozen=True)
class Message:
    """Words on their way to the page: the text, and where its translation stands.

    Where it was written is left out of what it reads like: a line that moved makes no edition again.
    """

    domain: str
    context: str
    text: str
    spot: Spot = field(repr=False)
    for_staff: bool = False
    # The same in the language that staff of the place read, where that is another.
    echo: str | None = None
    # What was translated; nothing before that.
    source: str | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class MessagePart:
    """A paragraph or a list of messages."""

    form: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class MessageProse:
    parts: tuple[MessagePart, ...]


# A block in a manuscript is a tree: a dictionary of its fields, with lists, dictionaries, messages and values in them.
Tree = dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    id: str
    title: Message
    tone: str
    blocks: tuple[Tree, ...]


@dataclass(frozen=True)
class Manuscript:
    """The text of an edition in order, with the values and the evidence that it needs."""

    edition: Edition
    booklet: BookletModel
    front: Tree
    chapters: tuple[Chapter, ...]
    values: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[SourceModel, ...]


def map_messages(node: Any, say: Callable[[Message], Any]) -> Any:
    """A tree with every message replaced."""
    if isinstance(node, Message):
        return say(node)
    if isinstance(node, MessagePart):
        return MessagePart(node.form, tuple(say(message) for message in node.messages))
    if isinstance(node, MessageProse):
        return MessageProse(tuple(map_messages(part, say) for part in node.parts))
    if isinstance(node, dict):
        return {key: map_messages(value, say) for key, value in node.items()}
    if isinstance(node, list):
        return [map_messages(item, say) for item in node]
    return node


def with_messages(manuscript: Manuscript, say: Callable[[Message], Message]) -> Manuscript:
    """A manuscript with every message replaced."""
    return replace(
        manuscript,
        front=map_messages(manuscript.front, say),
        chapters=tuple(
            replace(chapter, title=say(chapter.title), blocks=tuple(map_messages(tree, say) for tree in chapter.blocks))
            for chapter in manuscript.chapters
        ),
    )


def untranslated(manuscript: Manuscript) -> Manuscript:
    """A manuscript as it was before translation."""

    def before(message: Message) -> Message:
        return message if message.source is None else replace(message, text=message.source, echo=None, source=None)

    return with_messages(manuscript, before)


def messages(manuscript: Manuscript) -> list[Message]:
    """Every message of a manuscript, in order."""
    found: list[Message] = []
    map_messages([manuscript.front, *([each.title, *each.blocks] for each in manuscript.chapters)], found.append)
    return found


@dataclass(frozen=True)
class Said:
    """A text of a manuscript in plain words, as every edition has to say it: its block (empty for covers), its spot."""

    block: str
    words: str
    spot: Spot


# Who can approve an edition.
ROLES = ("clinician", "translator", "reader")


@dataclass(frozen=True)
class Signed:
    """What the pages say of an edition's approvals: the roles that have yet to approve all of it, and who approved."""

    unsettled: tuple[str, ...]
    approvers: tuple[tuple[str, str, datetime.date], ...] = ()


# An edition that nobody has approved.
REVIEW_COPY = Signed(ROLES)

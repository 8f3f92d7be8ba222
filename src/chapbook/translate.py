"""From the manuscript to the reader's language: every message by its context and source text, values still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chapbook.catalogs.catalogs import untranslated
from chapbook.catalogs.furniture import speaker
from chapbook.content.alphabet import order
from chapbook.content.booklet import Block
from chapbook.content.manuscript import Manuscript, with_messages
from chapbook.content.markdown import plain
from chapbook.content.project import Project
from chapbook.content.text import Message
from chapbook.problems.problem import Problem, Problems, Spot


def translate(project: Project, manuscript: Manuscript) -> Manuscript:
    """The manuscript in the edition's locale. A missing translation is a problem: pages never mix languages."""
    translated, missing = as_far_as_known(project, manuscript)
    if missing:
        raise Problems(_untranslated(missing))
    return translated


def as_far_as_known(project: Project, manuscript: Manuscript) -> tuple[Manuscript, list[tuple[str, Message]]]:
    """The manuscript in the edition's locale, and each message that has no translation, by the locale that lacks it.

    Such a message stays as it was written, and is marked as open. What is said or shown to staff is also given in the
    language of the place.
    """
    reader, staff = manuscript.edition.locale, project.places[manuscript.edition.place].language
    missing: list[tuple[str, Message]] = []
    if reader == staff == project.source:
        return manuscript, missing
    words = speaker(project)

    def into(locale: str, message: Message) -> str | None:
        said = words(locale, message.domain, message.context, message.text)
        if said is None:
            missing.append((locale, message))
        return said

    def say(message: Message) -> Message:
        echo = into(staff, message) if message.for_staff and staff != reader else None
        said = into(reader, message)
        if said is None:
            return replace(message, echo=echo, is_open=True)
        return replace(message, text=said, echo=echo, source=message.text)

    return _in_order(with_messages(manuscript, say)), missing


def _in_order(manuscript: Manuscript) -> Manuscript:
    """The manuscript with what stands in the order of an alphabet in that of its reader."""
    language = manuscript.edition.locale.partition("-")[0]

    def sorted_(block: Block) -> Block:
        if block.content.alphabetical is None:
            return block
        name, key = block.content.alphabetical
        items = sorted(getattr(block.content, name), key=lambda item: order(plain(getattr(item, key).text), language))
        return replace(block, content=block.content.model_copy(update={name: tuple(items)}))

    chapters = (replace(each, blocks=tuple(map(sorted_, each.blocks))) for each in manuscript.chapters)
    return replace(manuscript, chapters=tuple(chapters))


def _untranslated(missing: list[tuple[str, Message]]) -> Iterator[Problem]:
    catalogs: dict[tuple[str, str], list[tuple[Spot, str]]] = {}
    for locale, message in missing:
        catalogs.setdefault((locale, message.domain), []).append((message.spot, message.text))
    for (locale, domain), found in catalogs.items():
        yield from untranslated(locale, domain, found)

"""From the manuscript to the reader's language: every message by its context and source text, values still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chapbook.catalogs.catalogs import untranslated
from chapbook.catalogs.furniture import speaker
from chapbook.content.manuscript import Manuscript, with_messages
from chapbook.content.project import Project
from chapbook.content.text import Message
from chapbook.problems.problem import Problem, Problems, Spot


def translate(project: Project, manuscript: Manuscript) -> Manuscript:
    """The manuscript in the edition's locale. A missing translation is a problem: pages never mix languages.

    What is said or shown to staff is given in the language of the place as well.
    """
    reader, staff = manuscript.edition.locale, project.places[manuscript.edition.place].language
    if reader == staff == project.source:
        return manuscript

    words = speaker(project)
    missing: list[tuple[str, Message]] = []

    def into(locale: str, message: Message) -> str:
        said = words(locale, message.domain, message.context, message.text)
        if said is None:
            missing.append((locale, message))
        return message.text if said is None else said

    def say(message: Message) -> Message:
        echo = into(staff, message) if message.for_staff and staff != reader else None
        return replace(message, text=into(reader, message), echo=echo, source=message.text)

    translated = with_messages(manuscript, say)
    if missing:
        raise Problems(_untranslated(missing))
    return translated


def _untranslated(missing: list[tuple[str, Message]]) -> Iterator[Problem]:
    catalogs: dict[tuple[str, str], list[tuple[Spot, str]]] = {}
    for locale, message in missing:
        catalogs.setdefault((locale, message.domain), []).append((message.spot, message.text))
    for (locale, domain), found in catalogs.items():
        yield from untranslated(locale, domain, found)

"""From the manuscript to the reader's language: every message by its context and source text, values still open."""

from __future__ import annotations

from dataclasses import replace

from chapbook.catalogs.catalogs import catalog_path
from chapbook.catalogs.furniture import speaker
from chapbook.content.manuscript import Manuscript, Message, with_messages
from chapbook.content.project import Project
from chapbook.problems.problem import Problems, problem, shorten


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
        raise Problems(
            problem(
                "L001",
                message.spot,
                locale=locale,
                message=shorten(message.text),
                catalog=catalog_path(locale, message.domain),
            )
            for locale, message in missing
        )
    return translated

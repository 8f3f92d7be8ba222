"""Catalogs as files: written, brought up to date with what there is to translate, prefilled and counted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, normalize, write_po

from chapbook.catalogs.catalogs import FURNITURE, catalog_path, kept_catalog, read_catalog, read_domain, source_text
from chapbook.catalogs.extraction import catalog_of, extract, read_by_staff, sentences, staff_alone, template_of
from chapbook.content.project import Project
from chapbook.files.chain import Chain

# Lines of a header that change with the clock, or that stand for somebody who has not worked on the file.
_EMPTY_HEADER = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To: EMAIL|Last-Translator: FULL|'
    rb"Language-Team: [^<]*<LL@li)"
)


def as_po(catalog: Catalog, previous: bool = False) -> bytes:
    """A catalog as a file, without what is obsolete; the same messages give the same bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, ignore_obsolete=True, include_previous=previous)
    lines = [line for line in buffer.getvalue().split(b"\n") if not _EMPTY_HEADER.match(line)]
    return _PREVIOUS.sub(_quoted_anew, b"\n".join(lines).decode()).encode()


# Babel breaks what a sentence was before like any comment, within its quotes, and gettext then refuses the file.
_PREVIOUS = re.compile(r"(?:^#\| .*\n)+", re.MULTILINE)
_PIECE = r'"(?:[^"\\]|\\.)*"'
_SAID = re.compile(rf"(msgid(?:_plural)?)((?: {_PIECE})+)")


def _quoted_anew(comment: re.Match[str]) -> str:
    said = " ".join(line.removeprefix("#| ") for line in comment[0].splitlines())
    lines = (
        f"#| {name} {normalize(denormalize(chr(10).join(re.findall(_PIECE, quoted))), prefix='#| ', width=100)}"
        for name, quoted in _SAID.findall(said)
    )
    return "".join(f"{line}\n" for line in lines)


def own_domains(project: Project, locale: str = "") -> dict[str, Catalog]:
    """The templates of the messages that the project's own root brings: all of them, less those inherited unchanged.

    In a locale, those that its own catalogs say anew are of them.
    """
    templates = extract(project)
    inherited = project.chain.roots[1:]
    if not inherited:
        return templates
    known = {
        (domain, message.context or "", source_text(message))
        for domain in templates
        for path in Chain(inherited).layers(f"locales/{domain}.pot")
        for message in kept_catalog(project.chain, path)
        if message.id
    }
    known -= {(domain, *_key(message)) for domain, message in _said_here(project, locale)}
    own: dict[str, Catalog] = {}
    for domain, template in templates.items():
        for message in template:
            if message.id and (domain, message.context or "", source_text(message)) not in known:
                own.setdefault(domain, template_of(domain)).add(
                    message.id,
                    context=message.context,
                    locations=message.locations,
                    auto_comments=message.auto_comments,
                )
    return own


def wanted_in(project: Project, locale: str) -> dict[str, Catalog]:
    """The templates of a locale, furniture first: of what the project's own root brings, and of all that its booklets
    need where it is the first to speak the language."""
    inherited = Chain(project.chain.roots[1:])
    if not inherited.roots or inherited.names("locales", f"{locale}/LC_MESSAGES/*.po"):
        templates = own_domains(project, locale)
    else:
        templates = _of_published(project, locale)
    furniture = templates.get(FURNITURE)
    if furniture:
        there, staff = read_domain(project.chain, locale, FURNITURE).messages, read_by_staff(project, locale)
        for message in [*furniture]:
            key = (message.context or "", source_text(message))
            if message.id and key not in there and staff_alone(message) and not staff:
                furniture.delete(message.id, message.context)
    return {name: templates[name] for name in sorted(templates, key=lambda name: (name != FURNITURE, name))}


def _said_here(project: Project, locale: str) -> Iterator[tuple[str, Message]]:
    """The messages of the catalogs of a locale in the project's own root, each with its domain."""
    for path in (project.chain.home / f"locales/{locale}/LC_MESSAGES").glob("*.po"):
        yield from ((path.stem, message) for message in kept_catalog(project.chain, path))


def _of_published(project: Project, locale: str) -> dict[str, Catalog]:
    """All that stands in the booklets published in a locale or, where there is none yet, in any.

    And what is translated already, for what is not published now may be published again.
    """
    editions = project.editions()
    own = [edition for edition in editions if edition.locale == locale] or editions
    keys = {
        (sentence.domain, sentence.context, sentence.text)
        for booklet in {edition.booklet for edition in own}
        for sentence in sentences(project.booklets[booklet])
    }
    keys |= {(domain, *_key(message)) for domain, message in _said_here(project, locale) if any(message.string or ())}
    templates = extract(project)
    for domain, template in templates.items():
        for message in [*template] if domain != FURNITURE else ():
            if message.id and (domain, message.context or "", source_text(message)) not in keys:
                template.delete(message.id, message.context)
    return {domain: template for domain, template in templates.items() if len(template)}


def update(path: Path, template: Catalog, locale: str, babel: str) -> Catalog:
    """A catalog brought up to its template: new messages empty, changed ones fuzzy with their previous source.

    What was there stays in its order, so that whoever reads the difference finds what changed; what is new follows what
    it follows in the template. What nobody asks for any more is obsolete, and no file keeps it.
    """
    if path.exists():
        catalog = read_catalog(path, catalog_path(locale, template.domain or ""), babel)
    else:
        catalog = catalog_of(template.domain or "", template.header_comment, babel)
    earlier = {
        (message.context, source_text(message)): message.previous_id
        for message in catalog
        if message.id and message.fuzzy
    }
    order = [*map(_key, catalog)]
    catalog.update(template, no_fuzzy_matching=False, update_header_comment=False, keep_user_comments=True)
    _in_order(catalog, order)
    for message in catalog:
        if message.id and message.fuzzy and not message.previous_id:
            message.previous_id = earlier.get((message.context, source_text(message)), [])
    catalog.fuzzy = False
    return catalog


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", source_text(message) if message.id else ""


def _in_order(catalog: Catalog, order: list[tuple[str, str]]) -> None:
    """Messages of a catalog in an order that it had; each new one behind the one that stands before it now."""
    messages = {_key(message): message for message in catalog}
    wanted = [key for key in order if key in messages]
    for before, key in pairwise(messages):
        if key not in order:
            wanted.insert(wanted.index(before) + 1, key)
    for key in wanted[1:]:
        catalog.delete(messages[key].id, messages[key].context)
        catalog[messages[key].id] = messages[key]


def says_the_same(path: Path, locale: str, catalog: Catalog) -> bool:
    """Whether a file has the messages of a catalog as they are there, wherever their source and notes stand now."""
    if not path.exists():
        return False
    before = read_catalog(path, catalog_path(locale, catalog.domain or ""))
    return not before.obsolete and _said_in(before) == _said_in(catalog)


def _said_in(catalog: Catalog) -> dict[tuple[str, str], Any]:
    return {_key(message): (message.string, message.fuzzy, message.previous_id) for message in catalog if message.id}


@dataclass(frozen=True)
class TranslationMemory:
    """What was translated into a language along a chain: by its text, and by the context where it stands."""

    texts: dict[str, str]
    contexts: dict[tuple[str, str], dict[str, str]]

    @classmethod
    def of(cls, chain: Chain, locale: str) -> TranslationMemory:
        texts: dict[str, str] = {}
        contexts: dict[tuple[str, str], dict[str, str]] = {}
        for root in chain.roots:
            for path in sorted((root / f"locales/{locale}/LC_MESSAGES").glob("*.po")):
                for message in kept_catalog(chain, path):
                    if message.id and not message.fuzzy and isinstance(message.string, str) and message.string:
                        text = source_text(message)
                        texts.setdefault(text, message.string)
                        there = contexts.setdefault((path.stem, message.context or ""), {})
                        there.setdefault(text, message.string)
        return cls(texts, contexts)

    def fill(self, catalog: Catalog, domain: str) -> None:
        """Suggest what is empty, marked fuzzy: the same text elsewhere, or a text that it was changed from."""
        for message in catalog:
            if not message.id or not isinstance(message.id, str) or message.string:
                continue
            there = self.contexts.get((domain, message.context or ""), {})
            if message.id in self.texts:
                message.string = self.texts[message.id]
            elif near := get_close_matches(message.id, there, 1, 0.7):
                message.string, message.previous_id = there[near[0]], near
            else:
                continue
            message.flags.add("fuzzy")


@dataclass(frozen=True)
class Status:
    """How far a catalog is: messages, translated, fuzzy."""

    locale: str
    domain: str
    messages: int
    translated: int
    fuzzy: int


def status(project: Project) -> list[Status]:
    """Every domain in every locale but the source."""
    found = []
    templates = extract(project)
    for locale in project.locales:
        if locale == project.source:
            continue
        for domain, template in templates.items():
            said = read_domain(project.chain, locale, domain).messages
            wanted = {
                (message.context or "", source_text(message))
                for message in template
                if message.id and (read_by_staff(project, locale) or not staff_alone(message))
            }
            fuzzy = {
                (message.context or "", source_text(message))
                for path in project.chain.layers(catalog_path(locale, domain))
                for message in kept_catalog(project.chain, path)
                if message.id and message.fuzzy
            }
            found.append(Status(locale, domain, len(wanted), len(wanted & said.keys()), len(wanted & fuzzy)))
    return found

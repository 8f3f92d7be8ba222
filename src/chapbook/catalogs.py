"""Catalogs: ordinary gettext .po files, read along the chain, extracted from the content, updated and measured.

They are read directly, without .mo files: 2,000 messages take 27 ms. A message is found by its context and its source
text, so a sentence that changes is untranslated until a translator confirms it. What is marked fuzzy is never printed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po
from jinja2 import TemplateSyntaxError

from chapbook import __version__
from chapbook.library import Library
from chapbook.markdown import fold
from chapbook.model import Block, Booklet, Words, leaves
from chapbook.problems import Problems, Spot, problem
from chapbook.project import PACKAGE, Project
from chapbook.text import PLACEHOLDER
from chapbook.yamlfile import Scalar, read_text

FURNITURE = "furniture"

Key = tuple[str, str]


def _(message: str) -> str:
    """Marks a furniture word in this module, for extraction."""
    return message


# Every duration that a value may be. TRANSLATORS see these with their plural forms.
DURATIONS = {
    "hours": (_("{n} hour"), _("{n} hours")),
    "days": (_("{n} day"), _("{n} days")),
    "weeks": (_("{n} week"), _("{n} weeks")),
}


@dataclass(frozen=True)
class Domain:
    """The messages of one domain in one locale, along the chain: nearest wins."""

    messages: dict[Key, str | tuple[str, ...]] = field(default_factory=dict)
    plural: str = "n != 1"

    def get(self, context: str, text: str) -> str | None:
        found = self.messages.get((context, text))
        return found if isinstance(found, str) else None

    def plural_form(self, text: str, count: int) -> str | None:
        forms = self.messages.get(("", text))
        return forms[c2py(self.plural)(count)] if isinstance(forms, tuple) else None


def catalog_path(locale: str, domain: str) -> str:
    """Where a catalog lies below a root."""
    return f"locales/{locale}/LC_MESSAGES/{domain}.po"


# A whole line of a catalog. Babel reads on past a quote that is not closed and takes the last letter off the text.
_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?')


def read_catalog(path: Path, shown: str, babel: str | None = None) -> Catalog:
    """A .po file, or the problem that keeps it from being read."""
    text = read_text(path, shown)
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line.rstrip("\r")):
            fault = "a line that is no comment, no keyword with text in quotes, and no text in quotes"
            raise Problems([problem("L004", Spot(shown, number, len(line) - len(line.lstrip()) + 1), fault=fault)])
    try:
        catalog = _read(text, babel)
        c2py(catalog.plural_expr)
    except PoFileError as error:
        fault = error.args[0].removesuffix(f" on {error.lineno}")
        raise Problems([problem("L004", Spot(shown, (error.lineno or 0) + 1), fault=fault)]) from None
    except (ValueError, TypeError, IndexError) as error:
        # Only the header is computed with.
        header = text[: text.find("Plural-Forms:") + 1].count("\n") + 1
        raise Problems([problem("L004", Spot(shown, header), fault=str(error))]) from None
    return catalog


_STRING = re.compile(r'\s*(msgid_plural|msgstr(?:\[\d+\])?)?\s*"(.*)"\s*')


def spot_in(path: Path, message: Spot, place: int, form: int | None = None) -> Spot:
    """Where a character of a translation, or of one of its plural forms, stands in the file of its message."""
    keyword, wanted = "", "msgstr" if form is None else f"msgstr[{form}]"
    found: list[Spot] = []
    for row, line in enumerate(path.read_text("utf-8-sig").split("\n")[message.line :], message.line + 1):
        string = _STRING.fullmatch(line)
        if string is None:
            break
        keyword = string[1] or keyword
        if keyword == wanted:
            # What stands after a backslash is one character with it.
            columns = (string.start(2) + each.start() + 1 for each in re.finditer(r"\\?.", string[2]))
            found += (Spot(message.path, row, column) for column in columns)
    return found[place] if place < len(found) else message


def _read(text: str, babel: str | None) -> Catalog:
    """A catalog with the sentences that it was made from, which Babel 2.18 reads as comments of the translator."""
    catalog = read_po(io.StringIO(text), locale=babel, abort_invalid=True)
    for message in catalog:
        earlier = "\n".join(line[1:].strip() for line in message.user_comments if line.startswith("|"))
        message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
        message.previous_id = [denormalize(quoted) for quoted in _EARLIER.findall(earlier)]
    return catalog


_EARLIER = re.compile(r'^msgid(?:_plural)? ("(?:[^"\\]|\\.)*"(?:\n"(?:[^"\\]|\\.)*")*)', re.MULTILINE)


def read_domain(project: Project, locale: str, domain: str) -> Domain:
    """What the catalogs of a domain say in a locale; unreadable ones are left out (`check` reports them)."""
    messages: dict[Key, str | tuple[str, ...]] = {}
    plural = "n != 1"
    for path in reversed(project.layers(catalog_path(locale, domain))):
        try:
            catalog = read_catalog(path, project.shown(path))
        except Problems:
            continue
        plural = catalog.plural_expr
        for message in catalog:
            if message.id and not message.fuzzy and (said := translation(message)):
                messages[message.context or "", source_text(message)] = said
    return Domain(messages, plural)


def source_text(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def translation(message: Message) -> str | tuple[str, ...] | None:
    """What a message says in the catalog's language: nothing where any form is empty."""
    if isinstance(message.string, tuple | list):
        forms = tuple(message.string)
        return forms if all(forms) else None
    return message.string or None


@dataclass
class Furniture:
    """The words that every page uses, in one locale; notes what it was asked for and could not say."""

    domain: Domain
    is_source: bool
    missing: set[Key] = field(default_factory=set)

    def say(self, text: str, context: str = "") -> str:
        """A furniture word."""
        if self.is_source:
            return text
        found = self.domain.get(context, text)
        if found is None:
            self.missing.add((context, text))
        return text if found is None else found

    def term(self, name: str, text: str) -> str:
        """A value in words, such as the everyday name of a medicine."""
        return self.say(text, f"value:{name}")

    def label(self, name: str, text: str) -> str:
        """What stands beside a value that is printed large."""
        return self.say(text, f"label:{name}")

    def plural(self, one: str, many: str, count: int) -> str:
        """The right form for a count."""
        if self.is_source:
            return one if count == 1 else many
        found = self.domain.plural_form(one, count)
        if found is None:
            self.missing.add(("", one))
        return many if found is None else found

    def duration(self, count: int, unit: str) -> str:
        """A number of hours, days or weeks.

        >>> Furniture(Domain(), is_source=True).duration(2, "weeks")
        '2 weeks'
        """
        return self.plural(*DURATIONS[unit], count).replace("{n}", str(count))


def furniture(library: Library, locale: str) -> Furniture:
    """The furniture words of a library in a locale."""
    return Furniture(read_domain(library.project, locale, FURNITURE), is_source=locale == library.source)


def speaker(library: Library) -> Callable[[str, str, str, str], str | None]:
    """What a message of a domain says in a locale, by context and text; a value by itself stays as it is."""

    @cache
    def domain(locale: str, name: str) -> Domain:
        return read_domain(library.project, locale, name)

    def say(locale: str, name: str, context: str, text: str) -> str | None:
        if locale == library.source or PLACEHOLDER.fullmatch(text):
            return text
        return domain(locale, name).get(context, text)

    return say


# ── what there is to translate ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Sentence:
    """A message as it stands in the content: its domain, context, text, spot, and the comment for translators."""

    domain: str
    context: str
    text: str
    spot: Spot
    comment: str = ""
    places: frozenset[str] | None = None


def booklet_sentences(booklet: Booklet) -> Iterator[Sentence]:
    """The messages of a booklet itself: titles, chapters, cover and back."""
    for leaf in leaves(booklet.content):
        if isinstance(leaf.leaf, Words):
            yield Sentence(booklet.name, f"booklet:{leaf.field}", leaf.leaf.text, leaf.leaf.spot)


def block_sentences(block: Block) -> Iterator[Sentence]:
    """The messages of one block."""
    for leaf in leaves(block.content):
        if isinstance(leaf.leaf, Words) and not _only_values(leaf.leaf.text):
            yield Sentence(
                block.domain,
                f"{block.name}:{leaf.field}",
                leaf.leaf.text,
                leaf.leaf.spot,
                block.content.note or "",
                leaf.places,
            )


def _only_values(text: str) -> bool:
    """Whether a text is one value and nothing else, which there is nothing to translate in."""
    return text.startswith("{") and text.endswith("}") and text.count("{") == 1


def sentences(library: Library, booklet: Booklet) -> Iterator[Sentence]:
    """Every message of a booklet and its blocks, in reading order."""
    yield from booklet_sentences(booklet)
    for block in booklet.blocks.values():
        yield from block_sentences(block)


def extract(library: Library, tolerant: bool = False) -> dict[str, Catalog]:
    """The template catalogs of a library, one a domain. A template that Jinja cannot read is a problem, or left out."""
    found: dict[str, Catalog] = {FURNITURE: _template(FURNITURE)}
    for booklet in library.booklets.values():
        for sentence in sentences(library, booklet):
            catalog = found.setdefault(sentence.domain, _template(sentence.domain))
            _add(
                catalog, sentence.text, sentence.context, sentence.spot, [sentence.comment] if sentence.comment else []
            )
    _furniture(library, found[FURNITURE], tolerant)
    return dict(sorted(found.items()))


def _template(domain: str) -> Catalog:
    header = (
        f"# Messages of the domain “{domain}”.\n"
        "# Source language: US English. Names in {braces} are values: copy them, never translate them.\n#"
    )
    return _catalog(domain, header)


def _catalog(domain: str, header: str, locale: str | None = None) -> Catalog:
    return Catalog(locale, domain, header, project="Chapbook", version=__version__, charset="utf-8", fuzzy=False)


def _add(catalog: Catalog, text: Any, context: str, spot: Spot, comments: list[str]) -> None:
    catalog.add(text, context=context or None, locations=[(spot.path, spot.line)], auto_comments=comments)


def _furniture(library: Library, catalog: Catalog, tolerant: bool) -> None:
    project = library.project
    for name in project.names("templates", "**/*.html"):
        path = project.find(name)
        if path is None:  # it leads out of the project, which `check` reports
            continue
        options = {"trimmed": "true", "silent": str(tolerant).lower()}
        try:
            with path.open("rb") as file:
                for line, text, comments, context in extract_messages(
                    "jinja2", file, comment_tags=["TRANSLATORS:"], options=options
                ):
                    _add(catalog, text, context or "", Spot(name, line), list(comments))
        except TemplateSyntaxError as error:
            raise Problems(
                [problem("T001", Spot(name, error.lineno), fault=(error.message or "").rstrip("."))]
            ) from None
    for module in ("typeset.py", "catalogs.py", "mark.py", "reading/words.py"):
        with (PACKAGE / module).open("rb") as file:
            for _line, text, comments, context in extract_messages(
                "python", file, keywords={"_": None}, comment_tags=["TRANSLATORS:"]
            ):
                if not str(text).startswith("{n}"):
                    _add(catalog, text, context or "", Spot(f"src/chapbook/{module}"), list(comments))
    for forms in DURATIONS.values():
        _add(
            catalog,
            forms,
            "",
            Spot("booklets/values.yaml"),
            ["A duration such as the value {stay-near}; it often follows for, within or every."],
        )
    for name, definition in library.values.items():
        if definition.label:
            spot = definition.label.spot if isinstance(definition.label, Scalar) else Spot("")
            _add(
                catalog, definition.label, f"label:{name}", spot, [f"Stands beside a phone number. {definition.means}"]
            )
        if definition.type in ("term", "instructions"):
            for setting in _settings(library, name):
                _add(
                    catalog,
                    fold(setting),
                    f"value:{name}",
                    setting.spot if isinstance(setting, Scalar) else Spot(""),
                    [definition.means],
                )


def _settings(library: Library, name: str) -> list[str]:
    values = [library.imprint.values, *(place.values for place in library.places.values())]
    return [settings[name].value for settings in values if name in settings]


# ── the translators' commands ─────────────────────────────────────────────────────────────────────────────────────


# Lines of a header that change with the clock, or that stand for somebody who has not worked on the file.
_EMPTY_HEADER = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To: EMAIL|Last-Translator: FULL|'
    rb"Language-Team: [^<]*<LL@li)"
)


def as_po(catalog: Catalog, previous: bool = False) -> bytes:
    """A catalog as a file; the same messages give the same bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_by_file=False, include_previous=previous, omit_header=False)
    lines = [line for line in buffer.getvalue().split(b"\n") if not _EMPTY_HEADER.match(line)]
    return b"\n".join(lines)


def own_domains(library: Library) -> dict[str, Catalog]:
    """The templates of the messages that the project's own root brings: all of them, less those inherited unchanged."""
    templates = extract(library)
    inherited = library.project.roots[1:]
    if not inherited:
        return templates
    known = {
        (domain, message.context or "", source_text(message))
        for domain in templates
        for path in Project(inherited).layers(f"locales/{domain}.pot")
        for message in read_catalog(path, library.project.shown(path))
        if message.id
    }
    own: dict[str, Catalog] = {}
    for domain, template in templates.items():
        for message in template:
            if message.id and (domain, message.context or "", source_text(message)) not in known:
                own.setdefault(domain, _template(domain)).add(
                    message.id,
                    context=message.context,
                    locations=message.locations,
                    auto_comments=message.auto_comments,
                )
    return own


def update(path: Path, template: Catalog, locale: str, babel: str) -> Catalog:
    """A catalog brought up to its template: new messages empty, changed ones fuzzy with their previous source."""
    if path.exists():
        catalog = read_catalog(path, catalog_path(locale, template.domain or ""), babel)
    else:
        catalog = _catalog(template.domain or "", template.header_comment, babel)
    earlier = {
        (message.context, source_text(message)): message.previous_id
        for message in catalog
        if message.id and message.fuzzy
    }
    catalog.update(template, no_fuzzy_matching=False, update_header_comment=False, keep_user_comments=True)
    for message in catalog:
        if message.id and message.fuzzy and not message.previous_id:
            message.previous_id = earlier.get((message.context, source_text(message)), [])
    catalog.fuzzy = False
    return catalog


@dataclass(frozen=True)
class Status:
    """How far a catalog is: messages, translated, fuzzy."""

    locale: str
    domain: str
    messages: int
    translated: int
    fuzzy: int


def status(library: Library) -> list[Status]:
    """Every domain in every locale but the source."""
    found = []
    templates = extract(library)
    for locale in library.locales:
        if locale == library.source:
            continue
        for domain, template in templates.items():
            said = read_domain(library.project, locale, domain).messages
            wanted = {(message.context or "", source_text(message)) for message in template if message.id}
            fuzzy = {
                (message.context or "", source_text(message))
                for path in library.project.layers(catalog_path(locale, domain))
                for message in read_catalog(path, library.project.shown(path))
                if message.id and message.fuzzy
            }
            found.append(Status(locale, domain, len(wanted), len(wanted & said.keys()), len(wanted & fuzzy)))
    return found

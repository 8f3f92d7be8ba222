"""What there is to translate: the messages of a project, its catalogs written, brought up to date and counted."""

from __future__ import annotations

import io
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.pofile import denormalize, normalize, write_po
from jinja2 import TemplateSyntaxError

from chapbook import __version__
from chapbook.catalogs.catalogs import FURNITURE, catalog_path, kept_catalog, read_catalog, read_domain, source_text
from chapbook.catalogs.furniture import DURATIONS
from chapbook.content.booklet import Block, Booklet
from chapbook.content.interview import InterviewModel
from chapbook.content.markdown import fold
from chapbook.content.project import Project
from chapbook.content.signs import Sign
from chapbook.content.text import Words
from chapbook.content.typography import PLACEHOLDER
from chapbook.content.walk import leaves
from chapbook.files.chain import PACKAGE, Chain
from chapbook.files.yaml import Scalar, decoded
from chapbook.problems.problem import Problems, Spot, problem

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
    # On sheets for print shops and for those who approve alone.
    staff_alone: bool = False


def booklet_sentences(booklet: Booklet) -> Iterator[Sentence]:
    """The messages of a booklet itself: titles, chapters, cover and back."""
    for leaf in leaves(booklet.content):
        if isinstance(leaf.leaf, Words):
            domain, context = leaf.leaf.in_catalog(booklet.name, "booklet", leaf.field)
            yield Sentence(domain, context, leaf.leaf.text, leaf.leaf.spot)


def interview_sentences(interview: InterviewModel) -> Iterator[Sentence]:
    """The messages of the interview: questions, answers, and what its packets say besides their blocks."""
    for words, note in interview.sentences():
        if words.home:
            yield Sentence(*words.home, words.text, words.spot, note or "")


def block_sentences(block: Block) -> Iterator[Sentence]:
    """The messages of one block."""
    for leaf in leaves(block.content):
        if isinstance(leaf.leaf, Words) and not PLACEHOLDER.fullmatch(leaf.leaf.text):
            domain, context = leaf.leaf.in_catalog(block.domain, block.name, leaf.field)
            comment = (leaf.part.comment if isinstance(leaf.part, Sign) else block.content.note) or ""
            # What more than one block may print is wanted in the places of all of them.
            places = None if leaf.leaf.home else leaf.places
            yield Sentence(domain, context, leaf.leaf.text, leaf.leaf.spot, comment, places)


def sentences(booklet: Booklet) -> Iterator[Sentence]:
    """Every message of a booklet and its blocks, in reading order."""
    yield from booklet_sentences(booklet)
    for block in booklet.blocks.values():
        yield from block_sentences(block)


def extract(project: Project, tolerant: bool = False) -> dict[str, Catalog]:
    """The template catalogs of a project, one a domain. A template that Jinja cannot read is a problem, or left out."""
    found: dict[str, Catalog] = {FURNITURE: _template(FURNITURE)}
    said = [sentence for booklet in project.booklets.values() for sentence in sentences(booklet)]
    for sentence in (*said, *(interview_sentences(project.interview) if project.interview else ())):
        catalog = found.setdefault(sentence.domain, _template(sentence.domain))
        _add(catalog, sentence.text, sentence.context, sentence.spot, [sentence.comment] if sentence.comment else [])
    _furniture(project, found[FURNITURE], tolerant)
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


def _furniture(project: Project, catalog: Catalog, tolerant: bool) -> None:
    chain = project.chain
    for said in (*_in_templates(chain, tolerant, chain.state("templates")), *_in_the_press()):
        _add(catalog, *said)
    for forms in DURATIONS.values():
        _add(
            catalog,
            forms,
            "",
            Spot("booklets/values.yaml"),
            ["A duration such as the value {stay-near}; it often follows for, within or every."],
        )
    for name, definition in project.values.items():
        if definition.label:
            spot = definition.label.spot if isinstance(definition.label, Scalar) else Spot("")
            _add(
                catalog, definition.label, f"label:{name}", spot, [f"Stands beside a phone number. {definition.means}"]
            )
        if definition.type in ("term", "instructions"):
            for setting in _settings(project, name):
                _add(
                    catalog,
                    fold(setting),
                    f"value:{name}",
                    setting.spot if isinstance(setting, Scalar) else Spot(""),
                    [definition.means],
                )


# What `_add` takes: a text, its context, where it stands, comments for translators.
_Said = tuple[Any, str, Spot, list[str]]


@lru_cache(maxsize=8)
def _in_templates(chain: Chain, tolerant: bool, state: Hashable) -> list[_Said]:
    """The words of all templates, read once while none of them changes."""
    found: list[_Said] = []
    for name in chain.names("templates", "**/*.html"):
        path = chain.find(name)
        if path is None:  # it leads out of the project, which `check` reports
            continue
        try:
            words = _in_template(decoded(path, chain.shown(path)), tolerant)
            found += [(text, context or "", Spot(name, line), [*comments]) for line, text, comments, context in words]
        except Problems:
            if not tolerant:
                raise
        except TemplateSyntaxError as error:
            fault = (error.message or "").rstrip(".")
            raise Problems([problem("T001", Spot(name, error.lineno), fault=fault)]) from None
        except (RecursionError, MemoryError, ValueError):
            if not tolerant:
                raise Problems(
                    [problem("T001", Spot(name), fault="it is nested too deeply, or asks for too much")]
                ) from None
    return found


@lru_cache(maxsize=512)
def _in_template(text: str, tolerant: bool) -> list[tuple[int, Any, list[str], str | None]]:
    """The line, the text, the comments and the context of each message; templates of a copy say the same."""
    # As `templating` reads them, or a page asks for a message by another name than its catalog knows.
    read = dict.fromkeys(("trimmed", "trim_blocks", "lstrip_blocks"), "true")
    options = {**read, "silent": str(tolerant).lower()}
    file = io.BytesIO(text.encode())
    return [*extract_messages("jinja2", file, comment_tags=["TRANSLATORS:"], options=options)]


@cache
def _in_the_press() -> list[_Said]:
    """The words that the program itself says on pages."""
    found: list[_Said] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_bytes()
        if b'N_("' in source:
            spot = Spot(f"src/chapbook/{path.relative_to(PACKAGE).as_posix()}")
            words = extract_messages("python", io.BytesIO(source), keywords={"N_": None}, comment_tags=["TRANSLATORS:"])
            found += [
                (text, context or "", spot, [*comments])
                for _, text, comments, context in words
                if not str(text).startswith("{n}")
            ]
    return found


def _settings(project: Project, name: str) -> list[str]:
    values = [project.imprint.values, *(place.values for place in project.places.values())]
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


def own_domains(project: Project) -> dict[str, Catalog]:
    """The templates of the messages that the project's own root brings: all of them, less those inherited unchanged."""
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


def wanted_in(project: Project, locale: str) -> dict[str, Catalog]:
    """The templates of a locale, furniture first: of what the project's own root brings, and of all that its booklets
    need where it is the first to speak the language."""
    inherited = Chain(project.chain.roots[1:])
    if not inherited.roots or inherited.names("locales", f"{locale}/LC_MESSAGES/*.po"):
        templates = own_domains(project)
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


def _of_published(project: Project, locale: str) -> dict[str, Catalog]:
    """All that stands in the booklets published in a locale or, where there is none yet, in any."""
    editions = project.editions()
    own = [edition for edition in editions if edition.locale == locale] or editions
    keys = {
        (sentence.domain, sentence.context, sentence.text)
        for booklet in {edition.booklet for edition in own}
        for sentence in sentences(project.booklets[booklet])
    }
    templates = extract(project)
    for domain, template in templates.items():
        for message in [*template] if domain != FURNITURE else ():
            if message.id and (domain, message.context or "", source_text(message)) not in keys:
                template.delete(message.id, message.context)
    return {domain: template for domain, template in templates.items() if len(template)}


# What is printed for print shops, and for those who approve, in the language of their place alone.
_FOR_STAFF = (
    "templates/interview-tables.html",
    "templates/job-sheet.html",
    "templates/proof-sheet.html",
    "templates/signs.html",
)


def staff_alone(message: Message) -> bool:
    """Whether a furniture word stands on such sheets alone."""
    return bool(message.locations) and {path for path, _ in message.locations} <= {*_FOR_STAFF}


def read_by_staff(project: Project, locale: str) -> bool:
    """Whether such sheets are printed in a language: they speak that of their place."""
    return locale in {place.language for place in project.places.values()}


def update(path: Path, template: Catalog, locale: str, babel: str) -> Catalog:
    """A catalog brought up to its template: new messages empty, changed ones fuzzy with their previous source.

    What was there stays in its order, so that whoever reads the difference finds what changed; what is new follows what
    it follows in the template.
    """
    if path.exists():
        catalog = read_catalog(path, catalog_path(locale, template.domain or ""), babel)
    else:
        catalog = _catalog(template.domain or "", template.header_comment, babel)
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
    """Whether a file has every message of a catalog as it is there, wherever its source and its notes stand now."""
    if not path.exists():
        return False
    before = read_catalog(path, catalog_path(locale, catalog.domain or ""))
    return _said_in(before) == _said_in(catalog)


def _said_in(catalog: Catalog) -> tuple[dict[tuple[str, str], Any], set[Any]]:
    said = {_key(message): (message.string, message.fuzzy, message.previous_id) for message in catalog if message.id}
    return said, {*catalog.obsolete}


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

"""What there is to translate: the messages of a project, each with its place, and who reads them."""

from __future__ import annotations

import io
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from jinja2 import TemplateSyntaxError

from chapbook import __version__
from chapbook.catalogs.catalogs import FURNITURE
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
    found = {FURNITURE: furniture_of(project, tolerant)}
    said = [sentence for booklet in project.booklets.values() for sentence in sentences(booklet)]
    for sentence in (*said, *(interview_sentences(project.interview) if project.interview else ())):
        if sentence.domain not in found:
            found[sentence.domain] = template_of(sentence.domain)
        comments = [sentence.comment] if sentence.comment else []
        _add(found[sentence.domain], sentence.text, sentence.context, sentence.spot, comments)
    return dict(sorted(found.items()))


def furniture_of(project: Project, tolerant: bool = False) -> Catalog:
    """The template catalog of the words that every page uses, by itself."""
    catalog = template_of(FURNITURE)
    _furniture(project, catalog, tolerant)
    return catalog


def template_of(domain: str) -> Catalog:
    header = (
        f"# Messages of the domain “{domain}”.\n"
        "# Source language: US English. Names in {braces} are values: copy them, never translate them.\n#"
    )
    return catalog_of(domain, header)


def catalog_of(domain: str, header: str, locale: str | None = None) -> Catalog:
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

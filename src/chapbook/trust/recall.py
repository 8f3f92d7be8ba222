"""Recall: a short code for exactly what an edition says, so that a paper from years ago can be looked up.

The code stands for the words with their values filled in, the statements and pictures behind them, and who publishes
them. How pages look, who approved them and when they were made changes no code: the same words are the same paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from pathlib import PurePosixPath
from typing import Any

import segno

from chapbook.assemble import value_names
from chapbook.catalogs import FURNITURE, Furniture, furniture
from chapbook.library import Library
from chapbook.manuscript import Manuscript, Message, MessagePart, MessageProse, Tree
from chapbook.markdown import fold
from chapbook.model import Edition, ValueRef, leaves
from chapbook.remember import digest
from chapbook.templating import words_of
from chapbook.text import PLACEHOLDER
from chapbook.trust.approvals import LOOKS, pictures_in
from chapbook.values import spoken

# Digits and letters less I, L, O and U, which are read as others (Crockford 2002, "Base 32"). Small letters: a link is
# typed on a phone, and servers tell K from k.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

# 7 characters of content, 35 bits: among 1,000 codes of one hospital two are alike by chance once in 69,000 hospitals,
# and `publish` would refuse the second. The eighth character checks the others.
LENGTH = 8


def code_of(library: Library, manuscript: Manuscript) -> str:
    """The code of an edition, such as `k7qm4t2x`: another for any other word, number, fact, picture or publisher."""
    return snapshot(library, manuscript).code


# ── a code that can be read over the phone ────────────────────────────────────────────────────────────────────────


def encode(number: int) -> str:
    """A number of 35 bits as a code.

    >>> encode(0), encode(2**35 - 1)
    ('00000000', 'zzzzzzzc')
    """
    data = [number >> 5 * place & 31 for place in reversed(range(LENGTH - 1))]
    return "".join(ALPHABET[value] for value in (*data, _check(data)))


def read(typed: str) -> str | None:
    """A code as somebody typed or said it; nothing where it cannot be one, as when a character was misread.

    Any one wrong character is noticed, and any two that changed places.

    >>> read("ZZZZ-ZZZC"), read("oooo oooo"), read("zzzzzzzd"), read("zzzzzzcz"), read("0000")
    ('zzzzzzzc', '00000000', None, None, None)
    """
    code = typed.casefold().translate(_LOOKALIKES)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return None
    values = [ALPHABET.index(character) for character in code]
    return code if _check(values[:-1]) == values[-1] else None


_LOOKALIKES = {**str.maketrans("oil", "011"), **dict.fromkeys(map(ord, "- \u2010\u2011\u00a0"))}


def _check(values: list[int]) -> int:
    """The check character: each value times another power of x in GF(32), all added.

    No power is zero, so one wrong value shows; no two are equal, so two values that changed places show.
    """
    return reduce(lambda total, value: _times_x(total ^ value), values, 0)


def _times_x(value: int) -> int:
    """Times x, modulo x⁵ + x² + 1, of which x is a primitive root."""
    return value << 1 ^ (0b100101 if value & 16 else 0)


# ── where the paper leads ─────────────────────────────────────────────────────────────────────────────────────────

_HOST = r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::\d+)?"
_SITE = re.compile(rf"(?:https://)?({_HOST}(?:/[\w.~-]+)*)/?", re.IGNORECASE | re.ASCII)


def site_of(said: str) -> str | None:
    """A publisher's site as it is printed, without what browsers add; nothing where it is no https address.

    >>> site_of("children.example.org"), site_of("https://example.org/booklets/"), site_of("http://example.org")
    ('children.example.org', 'example.org/booklets', None)
    """
    match = _SITE.fullmatch(said)
    return match[1] if match else None


def link(site: str | None, code: str) -> str | None:
    """Where a code is looked up, as it is printed; nothing where the imprint names no site.

    >>> link("https://children.example.org", "k7qm4t2x")
    'children.example.org/e/k7qm4t2x'
    """
    place = site_of(site) if site else None
    return f"{place}/e/{code}" if place else None


def qr(address: str) -> str:
    """A QR code (ISO/IEC 18004, level M or better) for a link, as an SVG in black with its quiet zone of 4 modules."""
    return segno.make(f"https://{address}", error="m", micro=False).svg_data_uri(
        border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )


# ── what an edition says ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Passage:
    """What one block says, a line a message with the path of keys before it, what it rests on, and its pictures."""

    title: str
    text: tuple[str, ...]
    # `<id>: <statement>`
    facts: tuple[str, ...] = ()
    # `<file> <SHA-256>`
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """All that an edition says, by block: first its covers and order, last the words that its templates bring."""

    edition: str
    title: str
    passages: dict[str, Passage]

    @cached_property
    def code(self) -> str:
        """The first 35 bits of SHA-256 over all of it."""
        parts = [
            part
            for path, passage in self.passages.items()
            for group in ((path, passage.title), passage.text, passage.facts, passage.pictures)
            for part in (str(len(group)), *group)
        ]
        return encode(int(digest(self.edition, self.title, *parts)[:9], 16) >> 1)


def snapshot(library: Library, manuscript: Manuscript) -> Snapshot:
    """What an edition says now."""
    writer = _Writer(library, manuscript.edition)
    passages = {f"{manuscript.edition.booklet}/booklet": writer.front(manuscript)}
    for chapter in manuscript.chapters:
        for tree in chapter.blocks:
            passages[str(tree["path"])] = writer.block(tree, chapter.title, manuscript)
    passages[FURNITURE] = Passage("", (*writer.furniture_words(manuscript),))
    return Snapshot(str(manuscript.edition), writer.text(manuscript.front["title"]), passages)


# A value that a family writes in by hand.
SLOT = "____"


@dataclass(frozen=True)
class _Writer:
    """Writes down what an edition says, values filled in."""

    library: Library
    edition: Edition

    def front(self, manuscript: Manuscript) -> Passage:
        """The booklet's own words: covers, who publishes, the order of chapters and blocks."""
        imprint, folder = self.library.imprint, f"booklets/{self.edition.booklet}"
        lines = [*self._lines(manuscript.front, "")]
        for chapter in manuscript.chapters:
            lines.append(f"chapter.{chapter.tone}: {self.text(chapter.title)}")
            lines += [f"chapter.block: {tree['path']}" for tree in chapter.blocks]
        for name in ("name", "address", "site"):
            if said := getattr(imprint, name):
                lines.append(f"imprint.{name}: {_line(said)}")
        found = [*pictures_in(self.library, manuscript.front, folder)]
        if imprint.logo:
            found += pictures_in(self.library, {"file": imprint.logo, "alt": "", "mirrors": False}, "booklets")
        return Passage(self.text(manuscript.front["title"]), (*lines,), (), (*found,))

    def block(self, tree: Tree, chapter: Message, manuscript: Manuscript) -> Passage:
        path = str(tree["path"])
        lines = [*self._lines(tree, "")]
        if tree["kind"] == "references":
            for source in manuscript.sources:
                said = (source.publisher, source.title, source.date, source.url or "")
                lines.append(f"source: {_line(', '.join(filter(None, said)))}")
        folder = PurePosixPath(f"booklets/{path}").parent.as_posix()
        title = self.text(tree["title"] or chapter)
        return Passage(title, (*lines,), (*self._facts(path),), (*pictures_in(self.library, tree, folder),))

    def furniture_words(self, manuscript: Manuscript) -> Iterator[str]:
        """The words that its templates can print, by whichever ticket it goes out unasked."""
        library, form = self.library, manuscript.booklet.form
        tickets = [ticket for ticket in library.tickets.values() if form in ticket.carries and not ticket.on_request]
        kinds = {tree["kind"] for chapter in manuscript.chapters for tree in chapter.blocks}
        templates = {*(ticket.template for ticket in tickets), *(f"blocks/{kind}" for kind in kinds)}
        words = words_of(library.project, frozenset(f"{name}.html" for name in templates))
        yield from sorted(f"word: {_line(self._furniture.say(text, context))}" for context, text in words)

    def text(self, message: Message) -> str:
        """A message as it is printed, its marks kept, its values filled in."""
        return _line(PLACEHOLDER.sub(lambda match: self._say(match[1]), message.text))

    def _lines(self, node: Any, path: str) -> Iterator[str]:
        """A part of a manuscript, one line a message, so that a list which loses an item loses a line."""
        if isinstance(node, dict):
            for key, value in node.items():
                room = key in ("rows", "lines", "columns") and isinstance(value, int)
                if value not in (None, []) and key not in LOOKS and not room:
                    yield from self._lines(value, f"{path}.{key}".strip("."))
        elif isinstance(node, list):
            for item in node:
                yield from self._lines(item, path)
        elif isinstance(node, MessageProse):
            for part in node.parts:
                yield from self._lines(part, path)
        elif isinstance(node, MessagePart):
            for message in node.messages:
                yield from self._lines(message, path if node.form == "paragraph" else f"{path}.{node.form}")
        elif isinstance(node, Message):
            yield f"{path}: {self.text(node)}"
            if node.echo is not None:
                yield f"{path}.for-staff: {self._staff.text(Message('', '', node.echo, node.spot))}"
        else:
            yield f"{path}: {self._say(node.name) if isinstance(node, ValueRef) else _line(str(node))}"

    def _facts(self, path: str) -> Iterator[str]:
        """The facts that a block and its values rest on, each once, by id: where a file names them says nothing."""
        content = self.library.booklets[self.edition.booklet].blocks[path].content
        printed = [leaf for leaf in leaves(content) if leaf.prints_in(self.edition.place)]
        ids = {str(fact) for leaf in printed for fact in leaf.facts}
        for name in {name for leaf in printed for name in value_names(leaf.leaf)} & self.library.values.keys():
            setting = self.library.setting(name, self.edition.place)
            ids |= {*map(str, self.library.values[name].facts), *map(str, setting.facts if setting else ())}
        for name in sorted(ids & self.library.evidence.facts.keys()):
            yield f"{name}: {_line(self.library.evidence.facts[name].fact)}"

    def _say(self, name: str) -> str:
        return self._spoken(name) or SLOT

    @cached_property
    def _spoken(self) -> Any:
        return spoken(self.library, self.edition)

    @cached_property
    def _furniture(self) -> Furniture:
        return furniture(self.library, self.edition.locale)

    @cached_property
    def _staff(self) -> _Writer:
        language = self.library.places[self.edition.place].language
        return _Writer(self.library, Edition(self.edition.booklet, language, self.edition.place))


def _line(text: str) -> str:
    """A text on one line, whatever it was broken with."""
    return fold(" ".join(text.splitlines()))

"""Snapshots: all that an edition says, so that a paper from years ago can be looked up by its code.

A snapshot holds the words with their values filled in, the statements and pictures behind them, and who publishes
them. How pages look, who approved them and when they were made changes no code: the same words are the same paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from chapbook.catalogs.catalogs import FURNITURE
from chapbook.catalogs.furniture import Furniture, furniture
from chapbook.content.booklet import Edition
from chapbook.content.manuscript import Manuscript, Message, MessagePart, MessageProse, Tree
from chapbook.content.markdown import fold
from chapbook.content.project import Project
from chapbook.content.text import ValueRef, leaves, value_names
from chapbook.content.typography import PLACEHOLDER
from chapbook.files.digest import digest
from chapbook.templating.environment import words_of
from chapbook.transcript.code import encode
from chapbook.transcript.values import spoken


def code_of(project: Project, manuscript: Manuscript) -> str:
    """The code of an edition, such as `k7qm4t2x`: another for any other word, number, fact, picture or publisher."""
    return snapshot(project, manuscript).code


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


def snapshot(project: Project, manuscript: Manuscript) -> Snapshot:
    """What an edition says now."""
    writer = _Writer(project, manuscript.edition)
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

    project: Project
    edition: Edition

    def front(self, manuscript: Manuscript) -> Passage:
        """The booklet's own words: covers, who publishes, the order of chapters and blocks."""
        imprint, folder = self.project.imprint, f"booklets/{self.edition.booklet}"
        lines = [*self._lines(manuscript.front, "")]
        for chapter in manuscript.chapters:
            lines.append(f"chapter.{chapter.tone}: {self.text(chapter.title)}")
            lines += [f"chapter.block: {tree['path']}" for tree in chapter.blocks]
        for name in ("name", "address", "site"):
            if said := getattr(imprint, name):
                lines.append(f"imprint.{name}: {on_one_line(said)}")
        found = [*pictures_in(self.project, manuscript.front, folder)]
        if imprint.logo:
            found += pictures_in(self.project, {"file": imprint.logo, "alt": "", "mirrors": False}, "booklets")
        return Passage(self.text(manuscript.front["title"]), (*lines,), (), (*found,))

    def block(self, tree: Tree, chapter: Message, manuscript: Manuscript) -> Passage:
        path = str(tree["path"])
        lines = [*self._lines(tree, "")]
        if tree["kind"] == "references":
            for source in manuscript.sources:
                said = (source.publisher, source.title, source.date, source.url or "")
                lines.append(f"source: {on_one_line(', '.join(filter(None, said)))}")
        folder = PurePosixPath(f"booklets/{path}").parent.as_posix()
        title = self.text(tree["title"] or chapter)
        return Passage(title, (*lines,), (*self._facts(path),), (*pictures_in(self.project, tree, folder),))

    def furniture_words(self, manuscript: Manuscript) -> Iterator[str]:
        """The words that its templates can print, by whichever ticket it goes out unasked."""
        project, form = self.project, manuscript.booklet.form
        tickets = [ticket for ticket in project.tickets.values() if form in ticket.carries and not ticket.on_request]
        kinds = {tree["kind"] for chapter in manuscript.chapters for tree in chapter.blocks}
        templates = {*(ticket.template for ticket in tickets), *(f"blocks/{kind}" for kind in kinds)}
        words = words_of(project.chain, frozenset(f"{name}.html" for name in templates))
        yield from sorted(f"word: {on_one_line(self._furniture.say(text, context))}" for context, text in words)

    def text(self, message: Message) -> str:
        """A message as it is printed, its marks kept, its values filled in."""
        return on_one_line(PLACEHOLDER.sub(lambda match: self._say(match[1]), message.text))

    def _lines(self, node: Any, path: str) -> Iterator[str]:
        """A part of a manuscript, one line a message, so that a list which loses an item loses a line."""
        if isinstance(node, dict):
            for key, value in node.items():
                if is_said(key, value):
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
            yield f"{path}: {self._say(node.name) if isinstance(node, ValueRef) else on_one_line(str(node))}"

    def _facts(self, path: str) -> Iterator[str]:
        """The facts that a block and its values rest on, each once, by id: where a file names them says nothing."""
        content = self.project.booklets[self.edition.booklet].blocks[path].content
        printed = [leaf for leaf in leaves(content) if leaf.prints_in(self.edition.place)]
        ids = {str(fact) for leaf in printed for fact in leaf.facts}
        for name in {name for leaf in printed for name in value_names(leaf.leaf)} & self.project.values.keys():
            setting = self.project.setting(name, self.edition.place)
            ids |= {*map(str, self.project.values[name].facts), *map(str, setting.facts if setting else ())}
        for name in sorted(ids & self.project.evidence.facts.keys()):
            yield f"{name}: {on_one_line(self.project.evidence.facts[name].fact)}"

    def _say(self, name: str) -> str:
        return self._spoken(name) or SLOT

    @cached_property
    def _spoken(self) -> Any:
        return spoken(self.project, self.edition)

    @cached_property
    def _furniture(self) -> Furniture:
        return furniture(self.project, self.edition.locale)

    @cached_property
    def _staff(self) -> _Writer:
        language = self.project.places[self.edition.place].language
        return _Writer(self.project, Edition(self.edition.booklet, language, self.edition.place))


# ── what snapshots and approvals have in common ───────────────────────────────────────────────────────────────────

# How a page looks is the designer's, and changes no meaning. Any other key is said, so a new one is never missed.
_LOOKS = {"id", "path", "starts", "keep", "side", "boxes", "width", "file", "mirrors", "at"}
_ROOM = {"rows", "lines", "columns"}  # as numbers: how much room there is to write in


def is_said(key: str, value: Any) -> bool:
    """Whether a key of a tree says something to its reader, and is not about how the page looks."""
    return not (value in (None, []) or key in _LOOKS or (key in _ROOM and isinstance(value, int)))


def on_one_line(text: str) -> str:
    """A text on one line, whatever it was broken with.

    >>> on_one_line("Call us\\nnow.\\u2028 Day or night.")
    'Call us now. Day or night.'
    """
    return fold(" ".join(text.splitlines()))


def pictures_in(project: Project, node: Any, folder: str) -> Iterator[str]:
    """Every picture by the hash of its bytes, and where the labels of a figure point."""
    if isinstance(node, dict):
        if "file" in node and "alt" in node:
            mirrors = " mirrors" if node["mirrors"] else ""
            yield f"{node['file']} {picture_digest(project, f'{folder}/' + node['file'])}{mirrors}"
        if "at" in node:
            yield f"label at {node['at'][0]:g}, {node['at'][1]:g}"
    if isinstance(node, dict | list):
        for item in node.values() if isinstance(node, dict) else node:
            yield from pictures_in(project, item, folder)


def picture_digest(project: Project, file: str) -> str:
    path = project.chain.find(file)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else "missing"

"""What an edition's text says, line by line, as its pages have to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from chapbook.catalogs.furniture import furniture
from chapbook.content.booklet import Edition
from chapbook.content.manuscript import Manuscript, Message, MessageProse, Tree
from chapbook.content.markdown import plain
from chapbook.content.project import Project
from chapbook.content.text import ValueRef
from chapbook.content.typography import PLACEHOLDER, TextPass
from chapbook.problems.problem import Spot
from chapbook.proofread.tokens import Kind, tokens
from chapbook.transcript.values import Words


@dataclass(frozen=True)
class Mention:
    """A number or a name as the text says it: where it was written, and the block that it belongs to."""

    text: str
    kind: Kind
    spot: Spot
    block: str


def expected(project: Project, manuscript: Manuscript) -> tuple[Mention, ...]:
    """Every number and name of medicine that the text of an edition says, with its values filled in."""
    return tuple(
        Mention(text, kind, line.spot, line.block)
        for line in _lines(project, manuscript)
        for text, kind, _ in tokens(line.text, project.medicines)
    )


# ── what the text says ────────────────────────────────────────────────────────────────────────────────────────────

# Regions of the pages that are no block, by the `id` that a template gives them.
_COVER, _CONTENTS, _COLOPHON, _BACK = "cover", "contents", "colophon", "back"


@dataclass(frozen=True)
class _Line:
    """A message, or a value that stands by itself, as it is printed; where it was written, and where it belongs."""

    text: str
    spot: Spot
    block: str
    # By which a template may leave it out: its block, and its keys under their kind, such as "contacts.contacts.when".
    names: frozenset[str]

    @property
    def again(self) -> bool:
        """Whether it is of a table's head, which stands again on each page that the table reaches."""
        return any(name.endswith(".columns") for name in self.names)


def _lines(project: Project, manuscript: Manuscript) -> Iterator[_Line]:
    """All that an edition's text prints, in order."""
    reader = _Reader(project, manuscript.edition)
    front = manuscript.front
    for name, region in (("title", _COVER), ("subtitle", _COVER), ("title", _BACK), ("back", _BACK)):
        if front[name] is not None:
            yield from reader.lines({name: front[name]}, region, region)
    for chapter in manuscript.chapters:
        yield from reader.lines(chapter.title, _CONTENTS, _CONTENTS)
        yield from reader.lines(chapter.title, chapter.id, "chapter")
        for tree in chapter.blocks:
            yield from reader.lines(tree, tree["id"], tree["kind"])


@dataclass(frozen=True)
class _Reader:
    """Reads a tree as it is printed in one edition: values filled in, marks and isolates left out."""

    project: Project
    edition: Edition

    def lines(self, node: Any, block: str, path: str, names: frozenset[str] = frozenset()) -> Iterator[_Line]:
        """What a tree prints; the path of a kind's or a region's name and keys leads there."""
        if isinstance(node, Message):
            for said in (self.text(node.text), *([] if node.echo is None else [self._staff.text(node.echo)])):
                yield _Line(said, node.spot, block, names | {block})
        elif isinstance(node, MessageProse):
            for part in node.parts:
                for message in part.messages:
                    yield from self.lines(message, block, path, names)
        elif isinstance(node, ValueRef):
            if not node.number:
                yield _Line(self.fill(node.name), node.spot, block, names | {block})
        elif isinstance(node, dict):
            # A picture is described for those who do not see it.
            hidden = ("alt",) if "file" in node and "alt" in node else ()
            for key, value in node.items():
                if key not in hidden:
                    here = f"{path}.{key}"
                    yield from self.lines(value, block, here, names | {here})
        elif isinstance(node, list):
            for item in node:
                yield from self.lines(item, block, path, names)

    def text(self, message: str) -> str:
        """A message as it is read: its marks left out, its values filled in."""
        return PLACEHOLDER.sub(lambda match: self.fill(match[1]), plain(message))

    def fill(self, name: str) -> str:
        """A value as it is printed; nothing where it is written in by hand."""
        setting = self.project.setting(name, self.edition.place)
        return self._words.say(self.project.values[name], setting, name).striptags()

    @cached_property
    def babel(self) -> str:
        return self.project.locales[self.edition.locale].babel[self.edition.place]

    @cached_property
    def _words(self) -> Words:
        fahrenheit_first = self.project.places[self.edition.place].temperature == "fahrenheit-first"
        return Words(self.babel, fahrenheit_first, furniture(self.project, self.edition.locale), TextPass("ltr"))

    @cached_property
    def _staff(self) -> _Reader:
        return _Reader(self.project, replace(self.edition, locale=self.project.places[self.edition.place].language))


def _furniture(project: Project, edition: Edition, tree: Tree) -> Iterator[int]:
    """The numbers that a block prints by itself: of steps and items, badges and legends, weeks and days."""
    if tree["kind"] == "steps":
        yield from range(1, len(tree["steps"]) + 1)
    elif tree["kind"] == "figure":
        for _ in ("badges", "legend"):
            yield from range(1, len(tree["labels"]) + 1)
    elif tree["kind"] == "calendar":
        days = _count(project, edition, tree["days"])
        yield from range(1, days + 1)
        yield from range(1, (days + 6) // 7 + 1)
        yield from (_count(project, edition, mark["day"]) for mark in tree["marks"])
    for prose in _proses(tree):
        for part in prose.parts:
            if part.form == "numbers":
                yield from range(1, len(part.messages) + 1)


def _count(project: Project, edition: Edition, count: int | ValueRef) -> int:
    if isinstance(count, int):
        return count
    setting = project.setting(count.name, edition.place)
    assert setting is not None, "check refuses a count without a value"
    return int(setting.value)


def _proses(node: Any) -> Iterator[MessageProse]:
    if isinstance(node, MessageProse):
        yield node
    elif isinstance(node, (dict, list)):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _proses(item)

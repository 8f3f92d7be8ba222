"""From a booklet to its manuscript: the text in order for one place, not yet translated, values still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from chapbook.content.booklet import Block, Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.manuscript import Chapter, Manuscript, Message, MessagePart, MessageProse, Tree
from chapbook.content.project import Project
from chapbook.content.text import Leaf, Part, PointModel, Prose, Scoped, Step, Words, leaves, value_names


def assemble(project: Project, edition: Edition) -> Manuscript:
    """The manuscript of an edition: blocks in order, what prints elsewhere left out."""
    booklet = project.booklets[edition.booklet]
    content = booklet.content
    front = {
        name: None if (words := getattr(content, name)) is None else _message(words, booklet.name, f"booklet:{name}")
        for name in ("title", "subtitle", "back")
    }
    front["cover"] = _tree(content.cover, _Scope(booklet.name, "booklet:cover", edition.place))
    chapters: list[Chapter] = []
    printed: list[Leaf] = []
    for chapter in content.order:
        blocks = [
            block
            for name in chapter.blocks
            if (block := booklet.block(name)) is not None and _prints(block.content, edition.place)
        ]
        printed += [leaf for block in blocks for leaf in leaves(block.content) if leaf.prints_in(edition.place)]
        if blocks:
            title = _message(chapter.chapter, booklet.name, "booklet:order.chapter")
            trees = tuple(_block(block, edition.place) for block in blocks)
            chapters.append(Chapter(f"chapter-{len(chapters) + 1}", title, chapter.tone, trees))
    values = tuple(sorted({name for leaf in printed for name in value_names(leaf.leaf)}))
    facts = tuple(dict.fromkeys([fact for leaf in printed for fact in leaf.facts]))
    return Manuscript(
        edition, content, front, tuple(chapters), values, facts, _sources(project, edition, facts, values)
    )


def _sources(
    project: Project, edition: Edition, facts: tuple[str, ...], values: tuple[str, ...]
) -> tuple[SourceModel, ...]:
    """The sources behind the facts of the text and of the place's values, by publisher, less general knowledge."""
    cited = [*facts]
    for name in sorted(values & project.values.keys()):
        setting = project.setting(name, edition.place)
        cited += [*(setting.facts if setting else ())]
    ids = {
        source for fact in cited if fact in project.evidence.facts for source in project.evidence.facts[fact].sources
    }
    rows = [
        project.evidence.sources[name]
        for name in ids
        if name in project.evidence.sources and name != "general-knowledge"
    ]
    return tuple(sorted(rows, key=lambda source: (source.publisher.casefold(), source.title.casefold())))


# ── from models to trees ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Scope:
    """Where a part of a tree stands: the catalog's domain, the message context, the place."""

    domain: str
    context: str
    place: str

    def below(self, field: str) -> _Scope:
        separator = "" if self.context.endswith(":") else "."
        return _Scope(self.domain, f"{self.context}{separator}{field}", self.place)


def _block(block: Block, place: str) -> Tree:
    tree = _tree(block.content, _Scope(block.domain, f"{block.name}:", place))
    return {**tree, "id": block.name, "path": block.path}


def _prints(node: Any, place: str) -> bool:
    return not isinstance(node, Scoped) or node.places is None or place in node.places


def _tree(node: Any, scope: _Scope) -> Any:
    """A part of the model as plain data, with messages where it has words, less what prints elsewhere."""
    if isinstance(node, Words):
        return _message(node, scope.domain, scope.context)
    if isinstance(node, Prose):
        return MessageProse(tuple(_part(part, scope) for part in node.parts))
    if isinstance(node, tuple):
        return [_tree(item, scope) for item in node if _prints(item, scope.place)]
    if isinstance(node, PointModel):
        return _tree(node.text, scope)
    if isinstance(node, BaseModel):
        return {
            name: _tree(getattr(node, name), scope if isinstance(node, Step) and name == "text" else scope.below(name))
            for name in type(node).model_fields
            if name not in ("facts", "places", "note", "silence", "made_from")
        }
    return node


def _part(part: Part, scope: _Scope) -> MessagePart:
    return MessagePart(part.form, tuple(_tree(words, scope) for words in part.words))


def _message(words: Words, domain: str, context: str) -> Message:
    return Message(domain, context, words.text, words.spot, words.for_staff)

"""What there is to approve in an edition: its words, facts, values and pictures, block by block, in lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from chapbook.catalogs.catalogs import FURNITURE, Domain, read_domain
from chapbook.catalogs.extraction import extract
from chapbook.content.booklet import Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.manuscript import Manuscript, Message, MessagePart, MessageProse, Tree, untranslated
from chapbook.content.markdown import fold
from chapbook.content.project import Project
from chapbook.content.text import ValueRef, leaves
from chapbook.files.digest import digest
from chapbook.transcript.transcript import is_said, on_one_line, picture_digest, pictures_in

# What each role approves. A translator answers for the words, not for the medicine; a reader says that it is clear.
PARTS = {
    "clinician": ("text", "facts", "values", "pictures"),
    "translator": ("source", "text"),
    "reader": ("text",),
}


@dataclass(frozen=True)
class Content:
    """All that one block puts before a reader and rests on, as lines that people can read; `path` names the block."""

    path: str
    source: str
    text: str
    facts: str = ""
    values: str = ""
    pictures: str = ""

    def parts(self, role: str) -> dict[str, str]:
        """What a role approves of it.

        >>> Content("fever/call", "Call us", "Llámenos", values="day-phone: 202-555-0143 (phone)").parts("translator")
        {'source': 'Call us', 'text': 'Llámenos'}
        """
        return {name: text for name in PARTS[role] if (text := getattr(self, name))}

    def digest(self, role: str) -> str:
        """The hash (SHA-256) of what a role approves of it."""
        return digest_of(role, self.path, self.parts(role))


def digest_of(role: str, path: str, parts: dict[str, str]) -> str:
    return digest(role, path, *(text for name in PARTS[role] for text in (name, parts.get(name, ""))))


def whole(contents: Iterable[Content], role: str) -> str:
    """The hash of all that a role approves of an edition, of which its answers speak."""
    return digest(*(content.digest(role) for content in contents))


def blocks_of(project: Project, manuscript: Manuscript) -> dict[str, Content]:
    """What an edition puts before its readers, by block: first the booklet's own words, last the furniture words.

    The booklet's own words stand at `<booklet>/booklet`: title, subtitle, cover, back, and the order of chapters and
    blocks, so that a block taken out is seen. How a page looks (where it begins, empty lines, widths) is not approved.
    """
    edition = manuscript.edition
    source = untranslated(manuscript)
    front = _booklet(project, source, manuscript)
    found = {front.path: front}
    for old, new in zip(_trees(source), _trees(manuscript), strict=True):
        block = _block(project, manuscript, old, new)
        found[block.path] = block
    return {**found, FURNITURE: _furniture(project, edition)}


def _trees(manuscript: Manuscript) -> list[Tree]:
    return [tree for chapter in manuscript.chapters for tree in chapter.blocks]


def _booklet(project: Project, source: Manuscript, manuscript: Manuscript) -> Content:
    booklet, imprint = manuscript.edition.booklet, project.imprint
    text, pictures = _text(_front(manuscript)), [*pictures_in(project, manuscript.front, f"booklets/{booklet}")]
    if imprint.logo:
        pictures.append(f"{imprint.logo} {picture_digest(project, f'booklets/{imprint.logo}')}")
    publisher = [
        f"imprint {name}: {on_one_line(said)}"
        for name in ("name", "address", "site")
        if (said := getattr(imprint, name))
    ]
    values = [*publisher, *_values(project, manuscript.edition, text)]
    return Content(
        f"{booklet}/booklet",
        _text(_front(source)),
        text,
        "\n".join(_facts(project, manuscript.edition, (), text)),
        "\n".join(values),
        "\n".join(pictures),
    )


def _front(manuscript: Manuscript) -> Tree:
    order = [
        {"chapter": chapter.title, "tone": chapter.tone, "blocks": [tree["path"] for tree in chapter.blocks]}
        for chapter in manuscript.chapters
    ]
    return {**manuscript.front, "order": order}


def _block(project: Project, manuscript: Manuscript, source: Tree, tree: Tree) -> Content:
    edition, path = manuscript.edition, str(tree["path"])
    text = _text(tree)
    content = project.booklets[edition.booklet].blocks[path].content
    cited = [fact for leaf in leaves(content) if leaf.prints_in(edition.place) for fact in leaf.facts]
    facts = [*_facts(project, edition, cited, text)]
    if tree["kind"] == "references":
        facts += [on_one_line(f"source: {_source(source)}") for source in manuscript.sources]
    pictures = pictures_in(project, tree, PurePosixPath(f"booklets/{path}").parent.as_posix())
    values = _values(project, edition, text)
    return Content(path, _text(source), text, "\n".join(facts), "\n".join(values), "\n".join(pictures))


def _source(source: SourceModel) -> str:
    return ", ".join(part for part in (source.publisher, source.title, source.date, source.url) if part)


# Pages that no family reads; their words need nobody's approval.
_FOR_STAFF = {"templates/proof-sheet.html", "templates/job-sheet.html"}


def _furniture(project: Project, edition: Edition) -> Content:
    """The words that every page uses, among them the words for levels of warning and the names of medicines."""
    domain = read_domain(project.chain, edition.locale, FURNITURE)
    is_source = edition.locale == project.source
    rows: list[tuple[str, str, str]] = []
    for message in extract(project, tolerant=True)[FURNITURE]:
        forms = message.id if isinstance(message.id, tuple | list) else (message.id,)
        context = message.context or ""
        if {path for path, _ in message.locations} <= _FOR_STAFF:
            continue
        if message.id and _is_said(project, edition, context, forms[0]):
            said = forms if is_source else _said(domain, context, forms[0])
            shown, translated = (" / ".join(map(on_one_line, each)) for each in (forms, said))
            prefix = f"{context}: " if context else ""
            rows.append((context, prefix + shown, prefix + translated))
    rows.sort()
    return Content(FURNITURE, "\n".join(row[1] for row in rows), "\n".join(row[2] for row in rows))


def _said(domain: Domain, context: str, text: str) -> tuple[str, ...]:
    said = domain.messages.get((context, text), ())
    return (said,) if isinstance(said, str) else said


def _is_said(project: Project, edition: Edition, context: str, text: str) -> bool:
    """Whether a furniture word can stand in this edition: of a value's words, only as this place has them."""
    kind, _, name = context.partition(":")
    if kind != "value":
        return True
    setting = project.setting(name, edition.place)
    return setting is not None and fold(setting.value) == text


# ── in lines that people can read ─────────────────────────────────────────────────────────────────────────────────


def _text(tree: Tree) -> str:
    return "\n".join(_show(tree))


def _show(node: Any) -> Iterator[str]:
    """A part of a manuscript in lines that differ where what is said differs; values stay open, as in catalogs."""
    if isinstance(node, dict):
        for key, value in node.items():
            if is_said(key, value):
                yield from _entry(key, value)
    elif isinstance(node, list):
        for item in node:
            for number, line in enumerate(_show(item)):
                yield f"{'  ' if number else '- '}{line}"
    elif isinstance(node, MessageProse):
        for part in node.parts:
            yield from _show(part)
    elif isinstance(node, MessagePart):
        sign = {"bullets": "- ", "numbers": "1. "}.get(node.form, "")
        yield from (f"{sign}{_message(message)}" for message in node.messages)
    elif isinstance(node, Message):
        yield _message(node)
    else:
        yield f"{{{node.name}}}" if isinstance(node, ValueRef) else on_one_line(str(node))


def _entry(key: str, value: Any) -> Iterator[str]:
    lines = [*_show(value)]
    if isinstance(value, dict | list | MessageProse):
        yield f"{key}:"
        yield from (f"  {line}" for line in lines)
    else:
        yield f"{key}: {lines[0]}"


def _message(message: Message) -> str:
    """A message, and what staff of the place read of it."""
    text = on_one_line(message.text)
    return text if message.echo is None else f"{text} (for staff: {on_one_line(message.echo)})"


def _named(project: Project, text: str) -> list[str]:
    """The values that a text needs."""
    return sorted({name for name in project.values if f"{{{name}}}" in text})


def _values(project: Project, edition: Edition, text: str) -> Iterator[str]:
    for name in _named(project, text):
        setting = project.setting(name, edition.place)
        value = on_one_line(setting.value) if setting else "a line to write on"
        yield f"{name}: {value} ({project.values[name].type})"


def _facts(project: Project, edition: Edition, cited: Iterable[str], text: str) -> Iterator[str]:
    """The facts of a block, and those of the values in it, by id: where in the file they are named says nothing."""
    settings = [project.setting(name, edition.place) for name in _named(project, text)]
    ids = {*map(str, cited), *(str(fact) for setting in settings if setting for fact in setting.facts)}
    for name in sorted(ids):
        fact = project.evidence.facts.get(name)
        if fact is None:
            yield f"{name}: not in the evidence"
        else:
            yield f"{name} ({'verified' if fact.verified else 'not verified'}): {on_one_line(fact.fact)}"

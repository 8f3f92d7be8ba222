"""What there is to approve in an edition: its words, facts, values and pictures, block by block, in lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapbook.catalogs.catalogs import FURNITURE
from chapbook.catalogs.furniture import DURATIONS, furniture
from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.files.digest import digest
from chapbook.transcript.transcript import Passage, Transcript, on_one_line

# What each role approves. A translator answers for the words, not for the medicine; a reader says that it is clear.
PARTS = {
    "clinician": ("text", "facts", "values", "pictures"),
    "translator": ("source", "text"),
    "reader": ("text",),
}


@dataclass(frozen=True)
class Contents:
    """All that one block puts before a reader and rests on, as lines that people can read; `path` names the block."""

    path: str
    source: str
    text: str
    facts: str = ""
    values: str = ""
    pictures: str = ""

    def parts(self, role: str) -> dict[str, str]:
        """What a role approves of it.

        >>> Contents("fever/call", "Call us", "Llámenos", values="day-phone: 202-555-0143 (phone)").parts("translator")
        {'source': 'Call us', 'text': 'Llámenos'}
        """
        return {name: text for name in PARTS[role] if (text := getattr(self, name))}

    def digest(self, role: str) -> str:
        """The hash (SHA-256) of what a role approves of it."""
        return digest_of(role, self.path, self.parts(role))


def digest_of(role: str, path: str, parts: dict[str, str]) -> str:
    return digest(role, path, *(text for name in PARTS[role] for text in (name, parts.get(name, ""))))


def whole(contents: Iterable[Contents], role: str) -> str:
    """The hash of all that a role approves of an edition, of which its answers speak."""
    return digest(*(content.digest(role) for content in contents))


def blocks_of(project: Project, text: Transcript) -> dict[str, Contents]:
    """What an edition puts before its readers, by block: first the booklet's own words, last the furniture words.

    The booklet's own words stand at `<booklet>/booklet`: title, subtitle, cover, back, and the order of chapters and
    blocks, so that a block taken out is seen. How a page looks (where it begins, empty lines, widths) is not approved.
    """
    found = {passage.path: _content(project, text.edition, passage) for passage in (text.covers, *text.blocks)}
    return {**found, FURNITURE: _furniture(project, text)}


def _content(project: Project, edition: Edition, passage: Passage) -> Contents:
    lines = {role: [line for line in passage.lines if line.role == role] for role in ("publisher", "sign", "source")}
    text = [line for line in passage.lines if line.role not in lines]
    facts = [
        f"{name} ({'verified' if fact.verified else 'not verified'}): {on_one_line(fact.fact)}"
        for name, fact in passage.facts.items()
    ]
    values = dict.fromkeys(sorted(name for line in text for name in line.values if name in project.values))
    return Contents(
        passage.path,
        "\n".join(f"{line.name}: {on_one_line(line.source)}" for line in text if line.role != "for-staff"),
        "\n".join(f"{line.name}: {on_one_line(line.message)}" for line in text),
        "\n".join([*facts, *map(str, lines["sign"]), *map(str, lines["source"])]),
        "\n".join([*map(str, lines["publisher"]), *(_value(project, edition, name) for name in values)]),
        "\n".join(passage.pictures),
    )


def _value(project: Project, edition: Edition, name: str) -> str:
    setting = project.setting(name, edition.place)
    value = on_one_line(setting.value) if setting else "a line to write on"
    return f"{name}: {value} ({project.values[name].type})"


def _furniture(project: Project, text: Transcript) -> Contents:
    """The words that its pages bring beside its text, and those in which its values are said."""
    rows = {(line.source, line.said) for line in text.furniture.lines}
    for name in {name for line in text.lines for name in line.values} & project.values.keys():
        rows |= {*_in_words(project, text.edition, name)}
    shown = sorted(tuple(map(on_one_line, row)) for row in rows)
    return Contents(FURNITURE, "\n".join(source for source, _ in shown), "\n".join(said for _, said in shown))


def _in_words(project: Project, edition: Edition, name: str) -> Iterator[tuple[str, str]]:
    """What is said of a value in words, in the source and here: its label, a term, a duration in all its forms."""
    definition, setting = project.values[name], project.setting(name, edition.place)
    words = furniture(project, edition.locale)
    if definition.label:
        yield f"label:{name}: {definition.label}", f"label:{name}: {words.label(name, definition.label)}"
    if setting and definition.type in ("term", "instructions"):
        yield f"value:{name}: {setting.value}", f"value:{name}: {words.value(name, setting.value)}"
    if definition.type in DURATIONS:
        yield " / ".join(DURATIONS[definition.type]), " / ".join(words.forms(*DURATIONS[definition.type]))

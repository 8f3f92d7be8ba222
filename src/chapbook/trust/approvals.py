"""The approver's desk: who approved exactly which words, facts, values and pictures of an edition, and what lapsed.

A record is one YAML file an edition, `approvals/<booklet>.<locale>.<place>.yaml`. It keeps a readable copy of all that
was approved, block by block, beside its hash: the copy shows what changed since, and a copy that no longer matches its
hash was edited by hand. Hashes find slips and edits, not forgers: who wrote the file is what git knows.

Records are read from the project's own root alone, never along the chain: a hospital approves its own editions, with
its own values, and nobody approves for another house.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Literal

import yaml

from chapbook.catalogs import FURNITURE, Domain, extract, read_domain
from chapbook.library import Library
from chapbook.manuscript import Manuscript, Message, MessagePart, MessageProse, Signed, Tree, untranslated
from chapbook.markdown import fold
from chapbook.model import Edition, SourceModel, ValueRef, leaves
from chapbook.problems import Problem, Problems, Spot, guess, problem, q
from chapbook.remember import digest
from chapbook.snapshot import is_said, on_one_line, picture_digest, pictures_in
from chapbook.yamlfile import Mapping, Scalar, Sequence, parse_yaml

DESK = "approvals"

# What each role approves. A translator answers for the words, not for the medicine; a reader says that it is clear.
PARTS = {
    "clinician": ("text", "facts", "values", "pictures"),
    "translator": ("source", "text"),
    "reader": ("text",),
}

_NAMES = {
    "source": "the source text",
    "text": "the text",
    "facts": "the facts that it rests on",
    "values": "the values",
    "pictures": "the pictures",
}


# ── what there is to approve ──────────────────────────────────────────────────────────────────────────────────────


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
        return _digest(role, self.path, self.parts(role))


def _digest(role: str, path: str, parts: dict[str, str]) -> str:
    return digest(role, path, *(text for name in PARTS[role] for text in (name, parts.get(name, ""))))


def whole(contents: Iterable[Content], role: str) -> str:
    """The hash of all that a role approves of an edition, of which its answers speak."""
    return digest(*(content.digest(role) for content in contents))


def blocks_of(library: Library, manuscript: Manuscript) -> dict[str, Content]:
    """What an edition puts before its readers, by block: first the booklet's own words, last the furniture words.

    The booklet's own words stand at `<booklet>/booklet`: title, subtitle, cover, back, and the order of chapters and
    blocks, so that a block taken out is seen. How a page looks (where it begins, empty lines, widths) is not approved.
    """
    edition = manuscript.edition
    source = untranslated(manuscript)
    front = _booklet(library, source, manuscript)
    found = {front.path: front}
    for old, new in zip(_trees(source), _trees(manuscript), strict=True):
        block = _block(library, manuscript, old, new)
        found[block.path] = block
    return {**found, FURNITURE: _furniture(library, edition)}


def _trees(manuscript: Manuscript) -> list[Tree]:
    return [tree for chapter in manuscript.chapters for tree in chapter.blocks]


def _booklet(library: Library, source: Manuscript, manuscript: Manuscript) -> Content:
    booklet, imprint = manuscript.edition.booklet, library.imprint
    text, pictures = _text(_front(manuscript)), [*pictures_in(library, manuscript.front, f"booklets/{booklet}")]
    if imprint.logo:
        pictures.append(f"{imprint.logo} {picture_digest(library, f'booklets/{imprint.logo}')}")
    publisher = [
        f"imprint {name}: {on_one_line(said)}"
        for name in ("name", "address", "site")
        if (said := getattr(imprint, name))
    ]
    values = [*publisher, *_values(library, manuscript.edition, text)]
    return Content(
        f"{booklet}/booklet",
        _text(_front(source)),
        text,
        "\n".join(_facts(library, manuscript.edition, (), text)),
        "\n".join(values),
        "\n".join(pictures),
    )


def _front(manuscript: Manuscript) -> Tree:
    order = [
        {"chapter": chapter.title, "tone": chapter.tone, "blocks": [tree["path"] for tree in chapter.blocks]}
        for chapter in manuscript.chapters
    ]
    return {**manuscript.front, "order": order}


def _block(library: Library, manuscript: Manuscript, source: Tree, tree: Tree) -> Content:
    edition, path = manuscript.edition, str(tree["path"])
    text = _text(tree)
    content = library.booklets[edition.booklet].blocks[path].content
    cited = [fact for leaf in leaves(content) if leaf.prints_in(edition.place) for fact in leaf.facts]
    facts = [*_facts(library, edition, cited, text)]
    if tree["kind"] == "references":
        facts += [on_one_line(f"source: {_source(source)}") for source in manuscript.sources]
    pictures = pictures_in(library, tree, PurePosixPath(f"booklets/{path}").parent.as_posix())
    values = _values(library, edition, text)
    return Content(path, _text(source), text, "\n".join(facts), "\n".join(values), "\n".join(pictures))


def _source(source: SourceModel) -> str:
    return ", ".join(part for part in (source.publisher, source.title, source.date, source.url) if part)


# Pages that no family reads; their words need nobody's approval.
_FOR_STAFF = {"templates/proof-sheet.html", "templates/job-sheet.html"}


def _furniture(library: Library, edition: Edition) -> Content:
    """The words that every page uses, among them the words for levels of warning and the names of medicines."""
    domain = read_domain(library.project, edition.locale, FURNITURE)
    is_source = edition.locale == library.source
    rows: list[tuple[str, str, str]] = []
    for message in extract(library, tolerant=True)[FURNITURE]:
        forms = message.id if isinstance(message.id, tuple | list) else (message.id,)
        context = message.context or ""
        if {path for path, _ in message.locations} <= _FOR_STAFF:
            continue
        if message.id and _is_said(library, edition, context, forms[0]):
            said = forms if is_source else _said(domain, context, forms[0])
            shown, translated = (" / ".join(map(on_one_line, each)) for each in (forms, said))
            prefix = f"{context}: " if context else ""
            rows.append((context, prefix + shown, prefix + translated))
    rows.sort()
    return Content(FURNITURE, "\n".join(row[1] for row in rows), "\n".join(row[2] for row in rows))


def _said(domain: Domain, context: str, text: str) -> tuple[str, ...]:
    said = domain.messages.get((context, text), ())
    return (said,) if isinstance(said, str) else said


def _is_said(library: Library, edition: Edition, context: str, text: str) -> bool:
    """Whether a furniture word can stand in this edition: of a value's words, only as this place has them."""
    kind, _, name = context.partition(":")
    if kind != "value":
        return True
    setting = library.setting(name, edition.place)
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


def _named(library: Library, text: str) -> list[str]:
    """The values that a text needs."""
    return sorted({name for name in library.values if f"{{{name}}}" in text})


def _values(library: Library, edition: Edition, text: str) -> Iterator[str]:
    for name in _named(library, text):
        setting = library.setting(name, edition.place)
        value = on_one_line(setting.value) if setting else "a line to write on"
        yield f"{name}: {value} ({library.values[name].type})"


def _facts(library: Library, edition: Edition, cited: Iterable[str], text: str) -> Iterator[str]:
    """The facts of a block, and those of the values in it, by id: where in the file they are named says nothing."""
    settings = [library.setting(name, edition.place) for name in _named(library, text)]
    ids = {*map(str, cited), *(str(fact) for setting in settings if setting for fact in setting.facts)}
    for name in sorted(ids):
        fact = library.evidence.facts.get(name)
        if fact is None:
            yield f"{name}: not in the evidence"
        else:
            yield f"{name} ({'verified' if fact.verified else 'not verified'}): {on_one_line(fact.fact)}"


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Copy:
    """What was approved of one block, and its hash as it was written down."""

    parts: dict[str, str]
    digest: str
    spot: Spot = field(default=Spot(""), repr=False, compare=False)


VERDICTS = ("agree", "disagree", "does not apply")


@dataclass(frozen=True)
class Answer:
    """What a person says of one item that no program decides: a verdict of `VERDICTS`, and a comment."""

    verdict: str
    comment: str = ""


@dataclass(frozen=True)
class Answers:
    """A person's answers by item, and the hash of the whole text that they speak of: any change lapses them."""

    of: str
    each: dict[str, Answer]

    def parts(self) -> Iterator[str]:
        yield from ("answers", self.of)
        for name, answer in self.each.items():
            yield from (name, answer.verdict, answer.comment)


@dataclass(frozen=True)
class Approval:
    """One person in one role on one day, with a copy of each block approved, sealed by a hash over all of it."""

    role: str
    name: str
    date: datetime.date
    note: str
    blocks: dict[str, Copy]
    seal: str = ""
    spot: Spot = field(default=Spot(""), repr=False, compare=False)
    answers: Answers | None = None

    def __str__(self) -> str:
        return f"{self.name} on {self.date.isoformat()}"

    def sealed(self, edition: Edition) -> Approval:
        return replace(self, seal=self._seal(edition))

    def _seal(self, edition: Edition) -> str:
        hashes = [text for path, copy in self.blocks.items() for text in (path, copy.digest)]
        answers = self.answers.parts() if self.answers else ()
        return digest(str(edition), self.role, self.name, self.date.isoformat(), self.note, *hashes, *answers)

    def tampered(self, edition: Edition) -> bool:
        """Whether the name, the role, the date, the note, the list of blocks or an answer is not as it was approved."""
        return self.seal != self._seal(edition)

    def altered(self, path: str) -> bool:
        """Whether the copy of a block is not as it was approved."""
        return self.blocks[path].digest != _digest(self.role, path, self.blocks[path].parts)

    def holds(self, edition: Edition, content: Content) -> bool:
        """Whether it still stands for a block as the block is now."""
        copy = self.blocks.get(content.path)
        return (
            copy is not None
            and not self.tampered(edition)
            and not self.altered(content.path)
            and copy.digest == content.digest(self.role)
        )

    def answers_hold(self, edition: Edition, contents: Iterable[Content]) -> bool:
        """Whether its answers still stand for the text as it is now."""
        return self.answers is not None and not self.tampered(edition) and self.answers.of == whole(contents, self.role)


@dataclass(frozen=True)
class Record:
    """All approvals of one edition."""

    edition: Edition
    approvals: tuple[Approval, ...] = ()


def record_file(edition: Edition) -> str:
    """Where the record of an edition lies below the project's own root.

    >>> record_file(Edition("car-t-journey", "es", "us"))
    'approvals/car-t-journey.es.us.yaml'
    """
    return f"{DESK}/{edition}.yaml"


def roles(library: Library, edition: Edition) -> tuple[str, ...]:
    """Who can approve an edition: the source language has no translation to approve."""
    return tuple(role for role in PARTS if role != "translator" or edition.locale != library.source)


def read_records(library: Library) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Every record of the project's own root, and all that is wrong with them."""
    records: list[Record] = []
    found: list[Problem] = []
    known = {str(edition): edition for edition in library.editions()}
    for path in sorted((library.project.home / DESK).glob("*.yaml")):
        edition = known.get(path.stem)
        if edition is None:
            spot = Spot(f"{DESK}/{path.name}")
            found.append(problem("A004", spot, edition=q(path.stem), guess=guess(path.stem, known)))
            continue
        record, faults = read_record(library, edition)
        records.append(record)
        found += faults
    return tuple(records), tuple(found)


def record_of(records: Iterable[Record], edition: Edition) -> Record:
    """The record of an edition, empty where nobody has approved anything."""
    return next((record for record in records if record.edition == edition), Record(edition))


def read_record(library: Library, edition: Edition) -> tuple[Record, list[Problem]]:
    """The record of one edition, empty where nobody has approved anything, and all that is wrong with it."""
    path = library.project.home / record_file(edition)
    if not path.is_file():
        return Record(edition), []
    data, found = parse_yaml(path, library.project.shown(path))
    if data is None:
        return Record(edition), found
    reader = _Reader(roles(library, edition), found)
    reader.keys(data, {"approvals": Sequence}, {}, "record")
    items = data.get("approvals")
    read = [reader.approval(item) for item in items] if isinstance(items, Sequence) else []
    approvals = tuple(approval for approval in read if approval is not None)
    return Record(edition, approvals), [*found, *_tampered(edition, approvals)]


def _tampered(edition: Edition, approvals: Iterable[Approval]) -> Iterator[Problem]:
    for approval in approvals:
        for path, copy in approval.blocks.items():
            if approval.altered(path):
                fault = f"{path}: not the text that {approval.name} approved as {approval.role}"
                yield problem("A003", copy.spot, fault=fault)
        if approval.tampered(edition):
            fault = f"not what {approval.name} approved as {approval.role}: the seal is of something else"
            yield problem("A003", approval.spot, fault=fault)


Forms = dict[str, type[Scalar] | type[Mapping] | type[Sequence] | tuple[type[Scalar], type[Mapping]]]


@dataclass(frozen=True)
class _Reader:
    """Reads approvals, and keeps what is wrong on the way."""

    roles: tuple[str, ...]
    found: list[Problem]

    def keys(self, data: Any, wanted: Forms, optional: Forms, what: str) -> bool:
        """Whether a mapping has the keys that it must have, and each its form."""
        count = len(self.found)
        if not isinstance(data, Mapping):
            self._form(getattr(data, "spot", Spot(DESK)), f"the {what} must have keys", wanted)
            return False
        for key, kind in {**wanted, **optional}.items():
            if key not in data:
                if key in wanted:
                    self._form(data.spot, f"the {what} lacks the key {q(key)}", wanted)
            elif not isinstance(data[key], kind) or (key in wanted and not data[key]):
                self._form(data.key_spots[key], f"{q(key)} of the {what} is empty or of another form", wanted)
        for key in data.keys() - wanted.keys() - optional.keys():
            self._form(data.key_spots[key], f"unknown key {q(key)} in the {what}", {**wanted, **optional})
        return len(self.found) == count

    def _form(self, spot: Spot, message: str, keys: Iterable[str]) -> None:
        hint = f"keys are: {', '.join(keys)}; `chapbook approve` writes them"
        self.found.append(problem("A002", spot, fault=message, hint=hint))

    def approval(self, data: Any) -> Approval | None:
        wanted: Forms = {"role": Scalar, "name": Scalar, "date": Scalar, "blocks": Mapping, "seal": Scalar}
        optional: Forms = {"note": Scalar, "answers": Mapping}
        if isinstance(data, Mapping) and "answers" in data:
            # Who answers about a text that others approved already approves no block.
            optional["blocks"] = wanted.pop("blocks")
        if not self.keys(data, wanted, optional, "approval"):
            return None
        role = data["role"]
        if role not in self.roles:
            self.found.append(_unknown_role(role, self.roles, role.spot))
            return None
        try:
            date = datetime.date.fromisoformat(data["date"])
        except ValueError:
            hint = "write year, month and day, such as 2026-11-21"
            self.found.append(problem("A002", data["date"].spot, fault=f"{q(data['date'])} is no date", hint=hint))
            return None
        copies = {str(path): self._copy(copy, role) for path, copy in data.get("blocks", {}).items()}
        blocks = {path: copy for path, copy in copies.items() if copy is not None}
        answers = self._answers(data["answers"]) if "answers" in data else None
        if len(blocks) < len(copies) or (answers is None and "answers" in data):
            return None
        said = (str(role), str(data["name"]), date, str(data.get("note", "")))
        return Approval(*said, blocks, str(data["seal"]), data.spot, answers)

    def _answers(self, data: Any) -> Answers | None:
        """Answers: the hash of the text that they speak of, then a verdict an item, with a comment or without."""
        if not self.keys(data, {"of": Scalar}, dict.fromkeys(data.keys() - {"of"}, (Scalar, Mapping)), "answers"):
            return None
        found: dict[str, Answer] = {}
        for name, said in data.items():
            if isinstance(said, Mapping):
                if not self.keys(said, {"answer": Scalar, "comment": Scalar}, {}, "answer"):
                    return None
                found[str(name)] = Answer(str(said["answer"]), str(said["comment"]))
            elif name != "of":
                found[str(name)] = Answer(str(said))
        return Answers(str(data["of"]), found)

    def _copy(self, data: Any, role: str) -> Copy | None:
        optional: Forms = dict.fromkeys(PARTS[role], Scalar)
        if not self.keys(data, {"digest": Scalar}, optional, "block"):
            return None
        parts = {name: str(data[name]) for name in PARTS[role] if name in data}
        return Copy(parts, str(data["digest"]), data.spot)


def _unknown_role(role: str, there: tuple[str, ...], spot: Spot) -> Problem:
    return problem("A001", spot, role=q(role), guess=guess(role, there), roles=", ".join(there))


# ── to approve ────────────────────────────────────────────────────────────────────────────────────────────────────


def approve(
    library: Library,
    manuscript: Manuscript,
    role: str,
    name: str,
    date: datetime.date,
    note: str = "",
    *,
    again: bool = False,
    answers: dict[str, Answer] | None = None,
) -> str:
    """The record of an edition with one more approval: of every block that nobody holds in this role.

    What others approved and still holds stays theirs: nobody is said to have read more than what was open. `again` is
    for a second signature, or a review after a year: it covers every block. Approvals in this role that lapsed go; git
    keeps them. A record with a fault takes no approval, so all that is wrong with it is raised. `answers` are those of
    this person, by item; earlier ones of the same person in the same role go.
    """
    edition = manuscript.edition
    earlier, faults = read_record(library, edition)
    spot = Spot(record_file(edition))
    if role not in (there := roles(library, edition)):
        faults.append(_unknown_role(role, there, spot))
    elif not on_one_line(name):
        hint = "name the person who approves"
        faults.append(problem("A002", spot, fault="an approval without a name", hint=hint))
    if faults:
        raise Problems(faults)
    contents = blocks_of(library, manuscript)
    held = {path for path, content in contents.items() if _holding(earlier.approvals, edition, role, content)}
    wanted = [path for path in contents if again or path not in held]
    copies = {path: Copy(contents[path].parts(role), contents[path].digest(role)) for path in wanted}
    note = "\n".join(on_one_line(line) for line in note.splitlines()).strip()
    said = {item: Answer(answer.verdict, on_one_line(answer.comment)) for item, answer in (answers or {}).items()}
    of = whole(contents.values(), role)
    made = Approval(role, on_one_line(name), date, note, copies, answers=Answers(of, said) if said else None)
    kept = [_less(approval, made, held, of) for approval in earlier.approvals]
    approvals = [approval.sealed(edition) for approval in (*kept, made) if approval.blocks or approval.answers]
    return _written(approvals)


def _holding(approvals: Iterable[Approval], edition: Edition, role: str, content: Content) -> list[Approval]:
    return [approval for approval in approvals if approval.role == role and approval.holds(edition, content)]


def _less(earlier: Approval, made: Approval, held: set[str], of: str) -> Approval:
    """An earlier approval, less what a new one in the same role replaces: what lapsed, and what the same person did."""
    if earlier.role != made.role:
        return earlier
    same = earlier.name == made.name
    blocks = {
        path: copy for path, copy in earlier.blocks.items() if path in held and not (same and path in made.blocks)
    }
    gone = earlier.answers is None or earlier.answers.of != of or (same and made.answers is not None)
    return replace(earlier, blocks=blocks, answers=None if gone else earlier.answers)


# ── to write ──────────────────────────────────────────────────────────────────────────────────────────────────────

_HEADER = """\
# Who approved which words, facts, values and pictures of this edition.
# `chapbook approve` writes this file. An edit by hand no longer matches its hash, and is found.
"""


class _Lines(str):
    """A text that is written line by line, so that git shows which line changed."""


class _Dumper(yaml.SafeDumper):
    """PyYAML's own, which also knows such texts."""


_Dumper.add_representer(
    _Lines, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")
)


def _written(approvals: Iterable[Approval]) -> str:
    rows = [
        {
            "role": approval.role,
            "name": approval.name,
            "date": approval.date,
            **({"note": _Lines(approval.note) if "\n" in approval.note else approval.note} if approval.note else {}),
            "seal": approval.seal,
            **({"answers": _answers(approval.answers)} if approval.answers else {}),
            **({"blocks": blocks} if (blocks := _blocks(approval)) else {}),
        }
        for approval in approvals
    ]
    body = yaml.dump({"approvals": rows}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return _HEADER + body


def _answers(answers: Answers) -> dict[str, Any]:
    rows: dict[str, Any] = {
        name: {"answer": answer.verdict, "comment": answer.comment} if answer.comment else answer.verdict
        for name, answer in answers.each.items()
    }
    return {"of": answers.of, **rows}


def _blocks(approval: Approval) -> dict[str, dict[str, str]]:
    return {
        path: {"digest": copy.digest, **{name: _Lines(text) for name, text in copy.parts.items()}}
        for path, copy in approval.blocks.items()
    }


# ── how an edition stands ─────────────────────────────────────────────────────────────────────────────────────────

Status = Literal["approved", "lapsed", "tampered", "never approved"]


@dataclass(frozen=True)
class Standing:
    """How one block stands with one role: who approved it and when; where that lapsed, why, and the difference."""

    role: str
    path: str
    status: Status
    approvals: tuple[Approval, ...] = ()
    why: str = ""
    difference: str = ""

    def __str__(self) -> str:
        by = f", approved by {' and '.join(map(str, self.approvals))}" if self.approvals else ""
        return f"{self.path}: {self.status}{by}{'; ' * bool(self.why)}{self.why}"


@dataclass(frozen=True)
class Given:
    """What one person answered about one item, and whether that still stands: a change of the text lapses it."""

    item: str
    answer: Answer
    approval: Approval
    holds: bool

    def __str__(self) -> str:
        comment = f" ({self.answer.comment})" if self.answer.comment else ""
        lapsed = "" if self.holds else "; lapsed, the text has changed since"
        return f"{self.item}: {self.answer.verdict}{comment}, {self.approval}{lapsed}"


@dataclass(frozen=True)
class State:
    """How an edition stands: for each role that can approve it, each block, and what its people answered."""

    edition: Edition
    roles: tuple[str, ...]
    standings: tuple[Standing, ...]
    answers: tuple[Given, ...] = ()

    def of(self, role: str) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if standing.role == role)

    def open(self, role: str) -> tuple[Standing, ...]:
        """The blocks that a role has yet to approve."""
        return tuple(standing for standing in self.of(role) if standing.status != "approved")

    def approvers(self) -> tuple[Approval, ...]:
        """Everybody whose approval of some block holds, in the order of the record, for the colophon."""
        return tuple(
            {
                (approval.role, approval.name, approval.date): approval
                for standing in self.standings
                if standing.status == "approved"
                for approval in standing.approvals
            }.values()
        )


def state(library: Library, manuscript: Manuscript, records: Iterable[Record]) -> State:
    """How an edition stands with everybody who can approve it."""
    edition = manuscript.edition
    approvals = record_of(records, edition).approvals
    contents = blocks_of(library, manuscript).values()
    there = roles(library, edition)
    return State(
        edition,
        there,
        tuple(_standing(edition, approvals, role, content) for role in there for content in contents),
        tuple(
            Given(item, answer, approval, approval.answers_hold(edition, contents))
            for approval in approvals
            if approval.answers and not approval.tampered(edition)
            for item, answer in approval.answers.each.items()
        ),
    )


def _standing(edition: Edition, approvals: Iterable[Approval], role: str, content: Content) -> Standing:
    path = content.path
    earlier = [approval for approval in approvals if approval.role == role and path in approval.blocks]
    if holding := _holding(earlier, edition, role, content):
        return Standing(role, path, "approved", tuple(holding))
    if not earlier:
        return Standing(role, path, "never approved")
    sound = [each for each in earlier if not each.tampered(edition) and not each.altered(path)]
    if not sound:
        return Standing(role, path, "tampered", tuple(earlier[-1:]), "the record was edited by hand")
    last = max(sound, key=lambda approval: approval.date)
    then, now = last.blocks[path].parts, content.parts(role)
    changed = [name for name in PARTS[role] if then.get(name) != now.get(name)]
    why = f"{' and '.join(_NAMES[name] for name in changed)} changed"
    difference = "\n".join(
        line
        for name in changed
        for line in difflib.unified_diff(
            then.get(name, "").splitlines(),
            now.get(name, "").splitlines(),
            f"{path}, {name}, as approved by {last}",
            f"{path}, {name}, now",
            lineterm="",
            n=2,
        )
    )
    return Standing(role, path, "lapsed", (last,), why, difference)


def lacks(standing: State, required: Iterable[str]) -> list[str]:
    """What an edition lacks of the approvals that are asked for, one sentence a role; nothing where it may go out.

    A translation is not asked for where there is none.
    """
    return [sentence for role in dict.fromkeys(required) for sentence in _lack(standing, role)]


def _lack(standing: State, role: str) -> Iterator[str]:
    if role not in PARTS:
        yield f"{standing.edition}: nobody can approve as {q(role)}; roles are: {', '.join(PARTS)}"
        return
    unsettled, count = standing.open(role), len(standing.of(role))
    if unsettled and all(each.status == "never approved" for each in standing.of(role)):
        yield f"{standing.edition}: no {role} has approved it"
    elif unsettled:
        which = ", ".join(f"{each.path} ({each.status})" for each in unsettled)
        yield f"{standing.edition}: a {role} has yet to approve {len(unsettled)} of {count} blocks: {which}"


def unverified(library: Library, manuscript: Manuscript) -> Iterator[Problem]:
    """The statements of an edition that nobody verified; a review copy may hold them."""
    for fact in manuscript.facts:
        if not library.evidence.facts[fact].verified:
            yield problem("A006", Spot(record_file(manuscript.edition)), fact=q(fact))


def signatures(library: Library, manuscript: Manuscript) -> Signed:
    """How an edition stands, in short. Where nobody has approved anything, nothing need be compared."""
    record, _ = read_record(library, manuscript.edition)
    if not record.approvals:
        return Signed(roles(library, manuscript.edition))
    standing = state(library, manuscript, [record])
    unsettled = tuple(role for role in standing.roles if standing.open(role))
    return Signed(unsettled, tuple((each.role, each.name, each.date) for each in standing.approvers()))


def show(standing: State) -> str:
    """How an edition stands, for people: who approved what, what lapsed and why, with the difference."""
    lines = [str(standing.edition)]
    for role in standing.roles:
        blocks, unsettled = standing.of(role), standing.open(role)
        lines.append(f"  {role}: {len(blocks) - len(unsettled)} of {len(blocks)} blocks approved")
        for approval in standing.approvers():
            if approval.role == role:
                count = sum(each.status == "approved" and approval in each.approvals for each in blocks)
                lines.append(f"    {approval}: {count}{f' ({on_one_line(approval.note)})' * bool(approval.note)}")
        lines += [f"    {given}" for given in standing.answers if given.approval.role == role]
        if all(each.status == "never approved" for each in unsettled) and len(unsettled) == len(blocks):
            continue
        for each in unsettled:
            lines.append(f"    {each}")
            lines += [f"      {line}" for line in each.difference.splitlines()]
    return "\n".join(lines)

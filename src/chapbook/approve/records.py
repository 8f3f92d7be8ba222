"""Records of approvals: one YAML file an edition, read with all that is wrong with it, and written.

A record, `approvals/<booklet>.<locale>.<place>.yaml`, keeps a readable copy of all that was approved, block by block,
beside its hash: the copy shows what changed since, and a copy that no longer matches its hash was edited by hand.
Hashes find slips and edits, not forgers: who wrote the file is what git knows.

Records are read from the project's own root alone, never along the chain: a hospital approves its own editions, with
its own values, and nobody approves for another house.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from chapbook.approve.contents import PARTS, Content, digest_of, whole
from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.files.digest import digest
from chapbook.files.yaml import Mapping, Scalar, Sequence, parse_yaml
from chapbook.problems.problem import Problem, Spot, guess, problem, q

FOLDER = "approvals"


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
        return self.blocks[path].digest != digest_of(self.role, path, self.blocks[path].parts)

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
    return f"{FOLDER}/{edition}.yaml"


def roles(project: Project, edition: Edition) -> tuple[str, ...]:
    """Who can approve an edition: the source language has no translation to approve."""
    return tuple(role for role in PARTS if role != "translator" or edition.locale != project.source)


def read_records(project: Project) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Every record of the project's own root, and all that is wrong with them."""
    records: list[Record] = []
    found: list[Problem] = []
    known = {str(edition): edition for edition in project.editions()}
    for path in sorted((project.chain.home / FOLDER).glob("*.yaml")):
        edition = known.get(path.stem)
        if edition is None:
            spot = Spot(f"{FOLDER}/{path.name}")
            found.append(problem("A004", spot, edition=q(path.stem), guess=guess(path.stem, known)))
            continue
        record, faults = read_record(project, edition)
        records.append(record)
        found += faults
    return tuple(records), tuple(found)


def record_of(records: Iterable[Record], edition: Edition) -> Record:
    """The record of an edition, empty where nobody has approved anything."""
    return next((record for record in records if record.edition == edition), Record(edition))


def read_record(project: Project, edition: Edition) -> tuple[Record, list[Problem]]:
    """The record of one edition, empty where nobody has approved anything, and all that is wrong with it."""
    path = project.chain.home / record_file(edition)
    if not path.is_file():
        return Record(edition), []
    data, found = parse_yaml(path, project.chain.shown(path))
    if data is None:
        return Record(edition), found
    reader = _Reader(roles(project, edition), found)
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
            self._form(getattr(data, "spot", Spot(FOLDER)), f"the {what} must have keys", wanted)
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
            self.found.append(unknown_role(role, self.roles, role.spot))
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


def unknown_role(role: str, there: tuple[str, ...], spot: Spot) -> Problem:
    return problem("A001", spot, role=q(role), guess=guess(role, there), roles=", ".join(there))


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


def written(approvals: Iterable[Approval]) -> str:
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

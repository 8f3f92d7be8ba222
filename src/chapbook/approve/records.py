"""Records of approvals: one YAML file an edition, read with all that is wrong with it, and written.

A record, `approvals/<booklet>.<locale>.<place>.yaml`, keeps a readable copy of all that was approved, block by block,
beside its hash: the copy shows what changed since, and a copy that no longer matches its hash was edited by hand.
Hashes find slips and edits, not forgers: those a signature finds, by a key that the imprint names, and where nobody
signs, who wrote the file is what git knows.

Records are read from the project's own root alone, never along the chain: a hospital approves its own editions, with
its own values, and nobody approves for another house.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field, SkipValidation, WithJsonSchema

from chapbook.approve.contents import PARTS, Contents, digest_of, whole
from chapbook.approve.keys import vouched
from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.content.text import Content as Model
from chapbook.content.text import Filled
from chapbook.files.digest import digest
from chapbook.files.yaml import Lines, Mapping, as_yaml, parse_yaml
from chapbook.load.faults import validate_whole
from chapbook.problems.problem import Problem, Spot, guess, problem, q

FOLDER = "approvals"


@dataclass(frozen=True)
class Copy:
    """What was approved of one block, and its hash as it was written down."""

    parts: dict[str, str]
    digest: str
    spot: Spot = field(default=Spot(""), repr=False, compare=False)


Verdict = Literal["agree", "disagree", "does not apply"]
VERDICTS = get_args(Verdict)


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
    # Of the seal, by a key of this person: one that no longer fits is that of somebody else, or of something else.
    signature: str = ""

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

    def is_vouched(self, project: Project) -> bool:
        """Whether it is signed as the imprint wants it."""
        return vouched(project.imprint, self.role, self.name, self.seal, self.signature)

    def altered(self, path: str) -> bool:
        """Whether the copy of a block is not as it was approved, or holds what this role is never asked about."""
        copy = self.blocks[path]
        return copy.digest != digest_of(self.role, path, copy.parts) or not copy.parts.keys() <= {*PARTS[self.role]}

    def holds(self, edition: Edition, content: Contents) -> bool:
        """Whether it still stands for a block as the block is now."""
        copy = self.blocks.get(content.path)
        return (
            copy is not None
            and not self.tampered(edition)
            and not self.altered(content.path)
            and copy.digest == content.digest(self.role)
        )

    def answers_hold(self, edition: Edition, contents: Iterable[Contents]) -> bool:
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
    """Every record of the project's own root, and all that is wrong with them.

    One of an edition that is not published at present waits, unread, for the day on which it is again.
    """
    records: list[Record] = []
    found: list[Problem] = []
    known = {str(edition): edition for edition in project.editions()}
    for path in sorted((project.chain.home / FOLDER).glob("*.yaml")):
        edition = known.get(path.stem)
        if edition is None:
            if path.stem in map(str, project.editions(unpublished=True)):
                continue
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
    approvals = (*_approvals(data, roles(project, edition), found),)
    return Record(edition, approvals), [*found, *_tampered(edition, approvals), *_forged(project, approvals)]


def _forged(project: Project, approvals: Iterable[Approval]) -> Iterator[Problem]:
    for approval in approvals:
        if approval.signature and not approval.is_vouched(project):
            yield problem("A010", approval.spot, name=q(approval.name), role=approval.role)


def _tampered(edition: Edition, approvals: Iterable[Approval]) -> Iterator[Problem]:
    for approval in approvals:
        for path, copy in approval.blocks.items():
            if approval.altered(path):
                fault = f"{path}: not the text that {approval.name} approved as {approval.role}"
                yield problem("A003", copy.spot, fault=fault)
        if approval.tampered(edition):
            fault = f"not what {approval.name} approved as {approval.role}: the seal is of something else"
            yield problem("A003", approval.spot, fault=fault)


# ── as it is written ──────────────────────────────────────────────────────────────────────────────────────────────


Role = Annotated[Filled, WithJsonSchema({"enum": [*PARTS]})]


class CopyModel(Model):
    """What was approved of a block, line by line, and its hash.

    digest: a hash of what is copied here; an edit by hand no longer matches it
    source: the words that were translated
    text: the words
    facts: the facts that it rests on, with their sources
    values: the local values
    pictures: the pictures, by hash
    """

    digest: Filled
    source: str = ""
    text: str = ""
    facts: str = ""
    values: str = ""
    pictures: str = ""


class SaidModel(Model):
    """What a person says of one item.

    answer: whether it holds
    comment: what the verdict alone does not say
    """

    answer: Verdict
    comment: str = ""


def in_short(said: Any) -> Any:
    """An answer without a comment is its verdict alone."""
    return {"answer": said} if isinstance(said, str) else said


class AnswersModel(Model):
    """The hash of the text that answers speak of, then each answer by the name of its item.

    of: a hash of all that the answers speak of
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[
        str, Annotated[SaidModel, BeforeValidator(in_short, json_schema_input_type=Verdict | SaidModel)]
    ]
    of: Filled


class ApprovalModel(Model):
    """One person in one role on one day.

    role: in which role
    name: who approved
    date: on which day
    note: what was asked or agreed
    seal: a hash of all of this; an edit by hand no longer matches it
    signature: of the seal, by a key that the imprint names
    answers: what was answered, by item, and under `of` the hash of the text that the answers speak of
    blocks: what was approved of each block, beside its hash
    """

    role: Role
    name: Filled
    date: datetime.date
    note: str = ""
    seal: Filled
    signature: str = ""
    answers: AnswersModel | None = None
    # Who answers about a text that others approved already approves no block.
    blocks: dict[str, CopyModel] = Field(default_factory=dict)


class ApprovalsFile(Model):
    """Who approved which words, facts, values and pictures of an edition; `chapbook approve` writes it.

    approvals: the earliest first
    """

    # Read one by one: what is wrong with one hides no other.
    approvals: tuple[SkipValidation[ApprovalModel], ...]


_read = partial(validate_whole, code="A002", remedy="take the file as git has it; `chapbook approve` writes it")


def _approvals(data: Mapping, there: tuple[str, ...], found: list[Problem]) -> Iterator[Approval]:
    """The approvals that can be read; what is wrong with the others is kept."""
    for number, entry in enumerate(data["approvals"] if _read(data, ApprovalsFile, found) else ()):
        said = _read(entry, ApprovalModel, found, ("approvals", number), data)
        if said and said.role not in there:
            found.append(unknown_role(said.role, there, entry["role"].spot))
        elif said:
            yield _approval(said, entry)


def _approval(said: ApprovalModel, entry: Mapping) -> Approval:
    blocks = {}
    for path, copy in said.blocks.items():
        parts = {name: text for name, text in copy if text and name != "digest"}
        blocks[path] = Copy(parts, copy.digest, entry["blocks"][path].spot)
    answers = None
    if said.answers:
        each = {item: Answer(given.answer, given.comment) for item, given in said.answers.__pydantic_extra__.items()}
        answers = Answers(said.answers.of, each)
    return Approval(said.role, said.name, said.date, said.note, blocks, said.seal, entry.spot, answers, said.signature)


def unknown_role(role: str, there: tuple[str, ...], spot: Spot) -> Problem:
    near = "the source language has no translation to approve; " if role in PARTS else guess(role, there)
    return problem("A001", spot, role=q(role), guess=near, roles=", ".join(there))


# ── to write ──────────────────────────────────────────────────────────────────────────────────────────────────────

_HEADER = """\
# Who approved which words, facts, values and pictures of this edition.
# `chapbook approve` writes this file. An edit by hand no longer matches its hash, and is found.
"""


def written(approvals: Iterable[Approval]) -> str:
    rows = [
        {
            "role": approval.role,
            "name": approval.name,
            "date": approval.date,
            **({"note": Lines(approval.note) if "\n" in approval.note else approval.note} if approval.note else {}),
            "seal": approval.seal,
            **({"signature": approval.signature} if approval.signature else {}),
            **({"answers": _answers(approval.answers)} if approval.answers else {}),
            **({"blocks": blocks} if (blocks := _blocks(approval)) else {}),
        }
        for approval in approvals
    ]
    return _HEADER + as_yaml({"approvals": rows})


def _answers(answers: Answers) -> dict[str, Any]:
    rows: dict[str, Any] = {
        name: {"answer": answer.verdict, "comment": answer.comment} if answer.comment else answer.verdict
        for name, answer in answers.each.items()
    }
    return {"of": answers.of, **rows}


def _blocks(approval: Approval) -> dict[str, dict[str, str]]:
    return {
        path: {"digest": copy.digest, **{name: Lines(text) for name, text in copy.parts.items()}}
        for path, copy in approval.blocks.items()
    }

"""What files hold as a whole, where the content model knows their entries alone."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import WithJsonSchema

from chapbook.content.evidence import FactModel, SourceModel, TermModel
from chapbook.content.settings import Role
from chapbook.content.text import Content, Name


class EvidenceFile(Content):
    """Facts, terms and sources on one topic.

    topic: what they are about
    facts: statements that blocks rest on
    terms: words and their meanings
    sources: where statements were read
    stages: what families need to know at which time; nothing prints it
    """

    topic: Name | None = None
    facts: tuple[FactModel, ...] = ()
    terms: tuple[TermModel, ...] = ()
    sources: tuple[SourceModel, ...] = ()
    stages: tuple[dict[str, Any], ...] = ()


# ── what Chapbook writes: records of approval, the register ───────────────────────────────────────────────────────

Verdict = Literal["agree", "disagree", "does not apply"]


class SaidModel(Content):
    """What a person says of one item.

    answer: whether it holds
    comment: what the verdict alone does not say
    """

    answer: Verdict
    comment: Name


class ApprovalModel(Content):
    """One person in one role on one day.

    role: in which role
    name: who approved
    date: on which day
    note: what was asked or agreed
    seal: a hash of all of this; an edit by hand no longer matches it
    answers: what was answered, by item, and under `of` the hash of the text that the answers speak of
    blocks: what was approved of each block, beside its hash
    """

    role: Role
    name: Name
    date: datetime.date
    note: Name | None = None
    seal: Name
    answers: dict[Name, Name | SaidModel] | None = None
    blocks: dict[Name, dict[Name, Name]] | None = None


class ApprovalsFile(Content):
    """Who approved which words, facts, values and pictures of an edition; `chapbook approve` writes it.

    approvals: the earliest first
    """

    approvals: tuple[ApprovalModel, ...]


class AnswerModel(Content):
    """An answer; left empty it stays open.

    answer: agree, disagree or does not apply
    comment: a sentence, or nothing
    """

    answer: Annotated[Verdict | None, WithJsonSchema({"enum": ["agree", "disagree", "does not apply", None]})] = None
    comment: Annotated[str | None, WithJsonSchema({"type": ["string", "number", "null"]})] = None


class SignatureModel(Content):
    """Who approved what was handed out.

    role: in which role
    name: who
    date: on which day
    """

    role: Role
    name: Name
    date: datetime.date


class PublicationModel(Content):
    """That a paper was handed out under a code.

    published: the day on which it was handed out
    code: eight characters, the hash of what the paper says
    edition: booklet, language and place
    title: as it stands on the paper
    revised: the day on which its text was last changed
    review-copy: whether nobody had approved it
    replaces: the code that families had before
    changed: the blocks in which the two differ
    files: the SHA-256 of each file, by its path below the build
    approvals: who had approved it
    seal: over this entry and the seal before it
    """

    published: datetime.date
    code: Name
    edition: Name
    title: Name
    revised: datetime.date
    review_copy: bool | None = None
    replaces: Name | None = None
    changed: tuple[Name, ...] = ()
    files: dict[Name, Name]
    approvals: tuple[SignatureModel, ...] = ()
    seal: Name


class WithdrawalModel(Content):
    """That a paper was taken back.

    withdrawn: the day on which it was taken back
    code: which paper
    reason: what was wrong, as its page says it
    seal: over this entry and the seal before it
    """

    withdrawn: datetime.date
    code: Name
    reason: Name
    seal: Name


class PublishedFile(Content):
    """What was handed out and what was taken back; `chapbook publish` and `chapbook withdraw` add at the end.

    seal: over all entries and their number
    events: the entries, in order
    """

    seal: Name
    events: tuple[PublicationModel | WithdrawalModel, ...]


class PassageModel(Content):
    """What a paper says in one block.

    title: the block's heading
    text: its words, a line a message
    facts: the statements behind it
    pictures: the pictures that it shows, by hash
    """

    title: Name | None = None
    text: tuple[Name, ...] = ()
    facts: tuple[Name, ...] = ()
    pictures: tuple[Name, ...] = ()


class PaperFile(Content):
    """What the paper with this code says; `chapbook publish` writes it.

    edition: booklet, language and place
    title: as it stands on the paper
    blocks: what it says, block by block
    """

    edition: Name
    title: Name
    blocks: dict[Name, PassageModel]

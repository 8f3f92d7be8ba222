"""The kinds of block: what an author may write in each."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import (
    Field,
    model_validator,
)

from chapbook.content.text import (
    AnyStep,
    Content,
    Count,
    Level,
    Name,
    Paragraphs,
    Picture,
    Point,
    Reference,
    Scoped,
    Silence,
    Text,
    TextForStaff,
)

# ── the kinds of block ────────────────────────────────────────────────────────────────────────────────────────────


class BlockModel(Scoped):
    """What every block may have."""

    kind: str
    # The revision of the inherited block that this one replaces, as `chapbook adapt` writes it.
    made_from: Name | None = None
    title: Text | None = None
    note: str | None = None
    silence: Silence = Field(default_factory=dict)
    starts: Literal["page"] | None = None
    keep: Literal["together"] | None = None
    picture: Picture | None = None

    safety: ClassVar[bool] = False


class ProseBlock(BlockModel):
    text: Paragraphs


class KeyPoints(BlockModel):
    intro: Paragraphs | None = None
    # Two places may share a list, each with points of its own.
    points: tuple[Point, ...] = Field(min_length=3, max_length=14)
    safety = True


class Steps(BlockModel):
    intro: Paragraphs | None = None
    steps: tuple[AnyStep, ...] = Field(min_length=2)
    safety = True


class SignGroup(Scoped):
    title: Text
    signs: tuple[Point, ...] = Field(min_length=1)


class Warning_(BlockModel):
    level: Level
    title: Text
    action: Text
    phones: tuple[Reference, ...] = ()
    # A list too long to take in at a glance is grouped, each group under a heading of its own.
    signs: tuple[Point, ...] = ()
    groups: tuple[SignGroup, ...] = ()
    say: TextForStaff | None = None
    more: Paragraphs | None = None
    safety = True

    @model_validator(mode="after")
    def _in_one_list_or_in_groups(self) -> Warning_:
        if bool(self.signs) == bool(self.groups):
            raise ValueError("either signs or groups of signs are wanted here, and one of them alone")
        return self


class Effect(Scoped):
    name: Text
    signs: Text | None = None
    do: Text
    level: Level


class Onset(Scoped):
    when: Text
    effects: tuple[Effect, ...] = Field(min_length=1)


class SideEffects(BlockModel):
    intro: Paragraphs | None = None
    groups: tuple[Onset, ...] = Field(min_length=1)
    safety = True


class Stage(Scoped):
    when: Text
    title: Text
    text: Paragraphs


class Timeline(BlockModel):
    intro: Paragraphs | None = None
    stages: tuple[Stage, ...] = Field(min_length=2)


class Callout(BlockModel):
    tone: Literal["tip", "remember", "comfort", "ask"]
    text: Paragraphs


class Table(BlockModel):
    intro: Paragraphs | None = None
    columns: tuple[Text, ...] = Field(min_length=2, max_length=4)
    rows: tuple[tuple[Text, ...], ...] = Field(min_length=1)
    caption: Text | None = None


class Label(Content):
    at: tuple[float, float]
    text: Text


class Figure(BlockModel):
    intro: Paragraphs | None = None
    picture: Picture
    labels: tuple[Label, ...] = Field(min_length=1)


class Checklist(BlockModel):
    intro: Paragraphs | None = None
    items: tuple[Point, ...] = Field(min_length=2)
    boxes: bool = True
    columns: int = Field(1, ge=1, le=2)


class DiaryColumn(Content):
    heading: Text
    width: int = Field(1, ge=1, le=12)


class Diary(BlockModel):
    intro: Paragraphs | None = None
    columns: tuple[DiaryColumn, ...] = Field(min_length=1, max_length=8)
    rows: int = Field(0, ge=0, le=40)
    labels: tuple[Text, ...] = ()


class Span(Content):
    """Days of a cycle that are alike. Without `from`, they follow the span before."""

    first: Count | None = Field(None, alias="from")
    last: Count = Field(alias="to")
    text: Text
    tone: Literal["on", "off", "hospital"]


class Mark(Content):
    day: Count
    text: Text


class Calendar(BlockModel):
    intro: Paragraphs | None = None
    days: Count
    spans: tuple[Span, ...] = Field(min_length=1)
    marks: tuple[Mark, ...] = ()


class Contact(Scoped):
    who: Text
    when: Text | None = None
    phone: Reference
    more: Text | None = None


class Contacts(BlockModel):
    intro: Paragraphs | None = None
    contacts: tuple[Contact, ...] = Field(min_length=1)
    safety = True


class QuestionGroup(Scoped):
    title: Text
    questions: tuple[Point, ...] = Field(min_length=1)


class Questions(BlockModel):
    intro: Paragraphs | None = None
    groups: tuple[QuestionGroup, ...] = Field(min_length=1)
    lines: int = Field(1, ge=0, le=4)


class Term(Scoped):
    term: Text
    say: Text | None = None
    meaning: Text


class Glossary(BlockModel):
    intro: Paragraphs | None = None
    terms: tuple[Term, ...] = Field(min_length=1)


class CardLine(Content):
    label: TextForStaff
    value: Reference | None = None


class Face(Scoped):
    title: TextForStaff
    text: TextForStaff | None = None
    lines: tuple[CardLine, ...] = ()


class Card(BlockModel):
    intro: Paragraphs | None = None
    faces: tuple[Face, ...] = Field(min_length=1, max_length=2)
    safety = True


class TeachBack(BlockModel):
    intro: Paragraphs | None = None
    prompts: tuple[Point, ...] = Field(min_length=1)


class KnownUnknown(BlockModel):
    intro: Paragraphs | None = None
    known: tuple[Point, ...] = Field(min_length=1)
    unknown: tuple[Point, ...] = Field(min_length=1)
    team: tuple[Point, ...] = ()


class Notes(BlockModel):
    intro: Paragraphs | None = None
    lines: int = Field(20, ge=1, le=40)


class References(BlockModel):
    intro: Paragraphs | None = None


KINDS: dict[str, type[BlockModel]] = {
    "prose": ProseBlock,
    "key-points": KeyPoints,
    "steps": Steps,
    "warning": Warning_,
    "side-effects": SideEffects,
    "timeline": Timeline,
    "callout": Callout,
    "table": Table,
    "figure": Figure,
    "checklist": Checklist,
    "diary": Diary,
    "calendar": Calendar,
    "contacts": Contacts,
    "questions": Questions,
    "glossary": Glossary,
    "card": Card,
    "teach-back": TeachBack,
    "known-unknown": KnownUnknown,
    "notes": Notes,
    "references": References,
}

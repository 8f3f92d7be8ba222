"""The kinds of block: what an author may write in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Literal, Protocol

from pydantic import (
    Field,
    field_validator,
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
    ValueRef,
    Words,
)

# ── the kinds of block ────────────────────────────────────────────────────────────────────────────────────────────


class Dresser(Protocol):
    """What a kind may ask of whoever dresses an edition for its templates."""

    def phone(self, reference: ValueRef) -> dict[str, Any]:
        """A number to print large, with what it is."""

    def in_each_language(self, parts: tuple[Content, ...]) -> list[dict[str, Any]]:
        """Parts in the reader's language alone, and in the one that staff of the place read alone."""

    def publishers(self) -> list[dict[str, Any]]:
        """The sources that an edition rests on, by publisher."""


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
    unsaid = frozenset({"made_from", "note", "silence", "starts", "keep"})

    # Whether a child may come to harm where a sentence of it is missing.
    safety: ClassVar[bool] = False
    # Whether its template prints more than its text, such as the years of sources.
    prints_more: ClassVar[bool] = False

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        """The numbers that its template prints by itself; `count` says what a count is in one edition."""
        return iter(())

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        """What its template gets besides its own keys, which are dressed already."""
        return {}


class ProseBlock(BlockModel):
    text: Paragraphs


class KeyPoints(BlockModel):
    intro: Paragraphs | None = None
    # Two places may share a list, each with points of its own.
    points: tuple[Point, ...] = Field(min_length=3, max_length=14)
    safety = True
    lists = frozenset({"points"})


class Steps(BlockModel):
    intro: Paragraphs | None = None
    steps: tuple[AnyStep, ...] = Field(min_length=2)
    safety = True
    lists = frozenset({"steps"})

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        yield from range(1, len(self.steps) + 1)


class SignGroup(Scoped):
    title: Text
    signs: tuple[Point, ...] = Field(min_length=1)
    lists = frozenset({"signs"})


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
    lists = frozenset({"signs"})

    @model_validator(mode="after")
    def _in_one_list_or_in_groups(self) -> Warning_:
        if bool(self.signs) == bool(self.groups):
            raise ValueError("either signs or groups of signs are wanted here, and one of them alone")
        return self

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        # A template that knows no groups prints every sign all the same.
        signs = dressed["signs"] or [sign for group in dressed["groups"] for sign in group["signs"]]
        return {"phones": [dresser.phone(reference) for reference in self.phones], "signs": signs}


class Effect(Scoped):
    name: Text
    signs: Text | None = None
    do: Text
    level: Level


class Onset(Scoped):
    when: Text
    effects: tuple[Effect, ...] = Field(min_length=1)
    lists = frozenset({"effects"})


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
    lists = frozenset({"stages"})


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
    unsaid = frozenset({"at"})


class Figure(BlockModel):
    intro: Paragraphs | None = None
    picture: Picture
    labels: tuple[Label, ...] = Field(min_length=1)
    lists = frozenset({"labels"})

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        for _ in ("badges", "legend"):
            yield from range(1, len(self.labels) + 1)

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        mirrored = dressed["picture"]["mirrored"]
        labels = (tuple(label.values()) for label in dressed["labels"])
        return {"labels": [{"x": 100 - at[0] if mirrored else at[0], "y": at[1], "text": text} for at, text in labels]}


class Checklist(BlockModel):
    intro: Paragraphs | None = None
    items: tuple[Point, ...] = Field(min_length=2)
    boxes: bool = True
    columns: int = Field(1, ge=1, le=2)
    unsaid = frozenset({"boxes", "columns"})
    lists = frozenset({"items"})


class DiaryColumn(Content):
    heading: Text
    width: int = Field(1, ge=1, le=12)
    unsaid = frozenset({"width"})


class Diary(BlockModel):
    intro: Paragraphs | None = None
    columns: tuple[DiaryColumn, ...] = Field(min_length=1, max_length=8)
    rows: int = Field(0, ge=0, le=40)
    labels: tuple[Text, ...] = ()
    unsaid = frozenset({"rows"})
    lists = frozenset({"labels"})


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

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        days = count(self.days)
        yield from range(1, days + 1)
        yield from range(1, (days + 6) // 7 + 1)
        yield from (count(mark.day) for mark in self.marks)

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        last, spans = 0, []
        for span in dressed["spans"]:
            spans.append({**span, "first": span["first"] or last + 1})
            last = span["last"]
        return {"spans": spans}


class Contact(Scoped):
    who: Text
    when: Text | None = None
    phone: Reference
    more: Text | None = None


class Contacts(BlockModel):
    intro: Paragraphs | None = None
    contacts: tuple[Contact, ...] = Field(min_length=1)
    safety = True
    lists = frozenset({"contacts"})


class QuestionGroup(Scoped):
    title: Text
    questions: tuple[Point, ...] = Field(min_length=1)
    lists = frozenset({"questions"})


class Questions(BlockModel):
    intro: Paragraphs | None = None
    groups: tuple[QuestionGroup, ...] = Field(min_length=1)
    lines: int = Field(1, ge=0, le=4)
    unsaid = frozenset({"lines"})


class Term(Scoped):
    term: Text
    say: Text | None = None
    meaning: Text


class Glossary(BlockModel):
    intro: Paragraphs | None = None
    terms: tuple[Term, ...] = Field(min_length=1)
    lists = frozenset({"terms"})


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

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        return {"sides": dresser.in_each_language(self.faces)}


class TeachBack(BlockModel):
    intro: Paragraphs | None = None
    prompts: tuple[Point, ...] = Field(min_length=1)
    lists = frozenset({"prompts"})


class KnownUnknown(BlockModel):
    intro: Paragraphs | None = None
    known: tuple[Point, ...] = Field(min_length=1)
    unknown: tuple[Point, ...] = Field(min_length=1)
    team: tuple[Point, ...] = ()
    lists = frozenset({"known", "unknown", "team"})


# What a child of four to seven takes in beside a picture.
WORDS_IN_A_FRAME = 12


class Frame(Scoped):
    picture: Picture
    text: Text

    @field_validator("text")
    @classmethod
    def _few_words(cls, text: Words) -> Words:
        if (count := len(text.text.split())) > WORDS_IN_A_FRAME:
            raise ValueError(f"a frame has at most {WORDS_IN_A_FRAME} words, and there are {count}")
        return text


class Story(BlockModel):
    intro: Paragraphs | None = None
    frames: tuple[Frame, ...] = Field(min_length=2)


class Notes(BlockModel):
    intro: Paragraphs | None = None
    lines: int = Field(20, ge=1, le=40)
    unsaid = frozenset({"lines"})


class References(BlockModel):
    intro: Paragraphs | None = None
    prints_more = True

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        return {"publishers": dresser.publishers()}


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
    "story": Story,
    "notes": Notes,
    "references": References,
}

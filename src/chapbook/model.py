"""The content model: what a booklet, a block of each kind, a place, a locale and a fact are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from chapbook import markdown
from chapbook.problems import Spot
from chapbook.text import PLACEHOLDER
from chapbook.tickets import Form
from chapbook.yamlfile import Scalar

# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Words:
    """One message: a sentence, an item or a cell in Markdown, with the spot where it was written."""

    text: str
    spot: Spot = field(repr=False)
    # Said or shown to staff: printed in the family's language and in the one that staff of the place read.
    for_staff: bool = False


@dataclass(frozen=True)
class Part:
    """A paragraph, or a list, of prose."""

    form: Literal["paragraph", "bullets", "numbers"]
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Prose:
    """Paragraphs and lists in order."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ValueRef:
    """A local value that stands by itself: a telephone to print large, or (`number`) a count of days."""

    name: str
    spot: Spot = field(repr=False)
    number: bool = False


def _scalar(data: Any) -> Scalar:
    if not isinstance(data, Scalar):
        raise PydanticCustomError("text", "text is wanted here, not a list or keys")
    return data


def _words(data: Any) -> Words:
    scalar = _scalar(data)
    try:
        return Words(markdown.sentence(scalar), scalar.at_line(0))
    except markdown.Unsupported as strange:
        raise PydanticCustomError(
            "B021", "{what}", {"what": strange.what, "spot": scalar.at_line(strange.line)}
        ) from None


def _for_staff(data: Any) -> Words:
    return replace(_words(data), for_staff=True)


def _prose(data: Any) -> Prose:
    scalar = _scalar(data)
    try:
        chunks = markdown.chunks(scalar)
    except markdown.Unsupported as strange:
        raise PydanticCustomError(
            "B021", "{what}", {"what": strange.what, "spot": scalar.at_line(strange.line)}
        ) from None
    return Prose(
        tuple(
            Part(chunk.form, tuple(Words(text, scalar.at_line(line)) for line, text in chunk.lines))  # type: ignore[arg-type]
            for chunk in chunks
        )
    )


def _value_ref(data: Any) -> ValueRef:
    scalar = _scalar(data)
    return ValueRef(scalar.strip("{}"), scalar.spot)


def _count(data: Any) -> int | ValueRef:
    scalar = _scalar(data)
    if scalar.startswith("{") and scalar.endswith("}"):
        return ValueRef(scalar[1:-1], scalar.spot, number=True)
    if not scalar.isascii() or not scalar.isdigit():
        raise PydanticCustomError("count", "a whole number or a value in braces is wanted")
    return int(scalar)


def _point(data: Any) -> Any:
    return {"text": data} if isinstance(data, str) else data


def _kebab(name: str) -> str:
    return name.replace("_", "-")


Name = Annotated[str, PlainValidator(_scalar)]
Text = Annotated[Words, PlainValidator(_words)]
TextForStaff = Annotated[Words, PlainValidator(_for_staff)]
Paragraphs = Annotated[Prose, PlainValidator(_prose)]
Reference = Annotated[ValueRef, PlainValidator(_value_ref)]
# Rules of clear writing that are not asked of a text, by code, each with the reason.
Silence = dict[Name, Name]
Count = Annotated[int | ValueRef, PlainValidator(_count)]


class Content(BaseModel):
    """Anything that people write in YAML: unknown keys are refused, keys are in kebab-case."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=_kebab)


# ── parts that several kinds share ────────────────────────────────────────────────────────────────────────────────


class Scoped(Content):
    """Something that may be printed in some places only, and may rest on facts of its own."""

    facts: tuple[Name, ...] = ()
    places: tuple[Name, ...] | None = None


class PointModel(Scoped):
    text: Text


class Step(Scoped):
    text: Text
    more: Paragraphs | None = None


Point = Annotated[PointModel, BeforeValidator(_point)]
AnyStep = Annotated[Step, BeforeValidator(_point)]
Level = Literal["emergency", "now", "today", "tell"]


class Picture(Content):
    file: Name
    alt: Text
    caption: Text | None = None
    side: bool = False
    # A picture that tells a story from left to right is mirrored where people read from right to left.
    mirrors: bool = False


# ── the kinds of block ────────────────────────────────────────────────────────────────────────────────────────────


class BlockModel(Scoped):
    """What every block may have."""

    kind: str
    # The revision of the inherited block that this one replaces, as `chapbook adapt` writes it.
    made_from: Name | None = None
    title: Text | None = None
    note: str | None = None
    silence: Silence = {}
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


# ── booklets ──────────────────────────────────────────────────────────────────────────────────────────────────────


class ChapterModel(Content):
    chapter: Text
    tone: Literal["plain", "warning"] = "plain"
    blocks: tuple[Name, ...] = Field(min_length=1)


class BookletModel(Content):
    # The revision of the inherited booklet.yaml that this one replaces, as `chapbook adapt` writes it.
    made_from: Name | None = None
    title: Text
    subtitle: Text | None = None
    readers: Literal["parents", "staff"] = "parents"
    # What the title is; a job ticket says which it carries.
    form: Form = "booklet"
    stage: str | None = None
    tier: str | None = None
    places: tuple[Name, ...] | None = None
    locales: tuple[Name, ...] | None = None
    # A booklet opens with it; a sheet or a card has no room for one.
    cover: Picture | None = Field(None, validate_default=True)
    back: Text | None = None
    revised: datetime.date
    review_by: datetime.date | None = None
    silence: Silence = {}
    order: tuple[ChapterModel, ...] = Field(min_length=1)

    @field_validator("cover")
    @classmethod
    def _of_form(cls, cover: Picture | None, info: ValidationInfo) -> Picture | None:
        if cover is None and info.data.get("form") == "booklet":
            raise PydanticCustomError("missing", "a booklet opens with a picture")
        return cover


@dataclass(frozen=True)
class Block:
    """A block of a booklet: its path below booklets/ without `.yaml`, and what it says."""

    path: str
    spot: Spot
    content: BlockModel

    @property
    def domain(self) -> str:
        """The catalog that translates it: the booklet's, or `shared`."""
        return self.path.split("/", 1)[0]

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Booklet:
    """A titled order of blocks for named readers."""

    name: str
    spot: Spot
    content: BookletModel
    blocks: dict[str, Block]

    def block(self, name: str) -> Block | None:
        return self.blocks.get(block_path(self.name, name))


def block_path(booklet: str, name: str) -> str:
    """Where a name in an order leads.

    >>> block_path("car-t-journey", "when-to-call"), block_path("car-t-journey", "shared/fever")
    ('car-t-journey/when-to-call', 'shared/fever')
    """
    return name if "/" in name else f"{booklet}/{name}"


# ── desks beside the booklets ─────────────────────────────────────────────────────────────────────────────────────

ValueType = Literal["temperature", "phone", "name", "term", "weeks", "days", "hours", "instructions"]


class ValueModel(Content):
    """What a local value means, who sets it, and within which range."""

    means: str
    label: Name | None = None
    type: ValueType
    range: tuple[float, float] | None = None
    default: Name | None = None
    slot: bool = False
    lines: int = Field(1, ge=1, le=8)
    set_by: str
    facts: tuple[Name, ...] = ()


class SettingModel(Content):
    """A value as a place or an imprint sets it, with the facts that it rests on."""

    value: Name
    facts: tuple[Name, ...] = ()


def _setting(data: Any) -> Any:
    return {"value": data} if isinstance(data, str) else data


Setting = Annotated[SettingModel, BeforeValidator(_setting)]


class PlaceModel(Content):
    """A country's rules."""

    name: str
    regions: tuple[Name, ...]
    paper: Literal["A4", "Letter"]
    # The locale that staff and ambulance crews read.
    language: Name
    temperature: Literal["celsius", "fahrenheit-first"] = "celsius"
    values: dict[Name, Setting] = {}


class EverydayModel(Content):
    """Words of three syllables or more that are not explained, and why families know them."""

    reason: Name
    words: tuple[Name, ...] = Field(min_length=1)


class PublishesModel(Content):
    booklets: tuple[Name, ...] | None = None
    locales: tuple[Name, ...] | None = None
    places: tuple[Name, ...] | None = None


class ImprintModel(Content):
    """Who publishes."""

    name: Name | None = None
    inherits: tuple[Name, ...] | Name = ()
    address: Name | None = None
    site: Name | None = None
    logo: Name | None = None
    values: dict[Name, Setting] = {}
    publishes: PublishesModel = PublishesModel()


class LocaleModel(Content):
    """A language as it is written, set and spoken of."""

    babel: dict[str, str]
    direction: Literal["ltr", "rtl"]
    autonym: Name
    fonts: tuple[str, ...] = Field(min_length=1)
    # The size of type against the style's own, for a language that runs long or a script that looks large.
    scale: float = Field(1, ge=0.9, le=1.3)
    line_height: float = Field(1.36, ge=1, le=3)
    digits: Literal["latn"] = "latn"
    # Names of medicines, and what this language may call each of them besides. The source language lists them all.
    medicines: dict[str, tuple[str, ...]] = {}
    # The table of liblouis that writes the language in Braille.
    braille: str | None = None
    source: bool = False
    status: Literal["draft", "reviewed", "published"] = "draft"


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


class FactModel(Content):
    """One evidence statement in our own words."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=None)

    id: Name
    fact: str
    audience: Literal["parent", "staff"]
    safety_critical: bool
    sources: tuple[Name, ...]
    verified: bool
    region: str | None = None
    seed: tuple[str, ...] = ()
    note: str | None = None


def _null(data: Any) -> Any:
    return None if data == "null" else data


class SourceModel(Content):
    """Where facts were read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=None)

    id: Name
    title: str
    publisher: str
    url: Annotated[str | None, BeforeValidator(_null)]
    date: str
    accessed: str
    review_by: datetime.date
    # The desk that reads it again.
    owner: str = "authors"
    seed: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Evidence:
    """The facts by id (glossary terms as `term/<id>`), the sources by id, and the ids of facts that cannot be read."""

    facts: dict[str, FactModel]
    sources: dict[str, SourceModel]
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Edition:
    """One booklet in one locale for one place: what a reader holds."""

    booklet: str
    locale: str
    place: str

    def __str__(self) -> str:
        return f"{self.booklet}.{self.locale}.{self.place}"


# ── walking ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Leaf:
    """Words or a value as they stand in a block: their field, and the facts and places that bind them there."""

    leaf: Words | ValueRef
    field: str
    facts: tuple[str, ...]
    places: frozenset[str] | None

    def prints_in(self, place: str) -> bool:
        return self.places is None or place in self.places


def leaves(
    node: Any, field: str = "", facts: tuple[str, ...] = (), places: frozenset[str] | None = None
) -> Iterator[Leaf]:
    """Every text of a block (or any part of one), with the facts and places that the parts around it name.

    The field is the path of keys without numbers, such as `groups.effects.do`: the second half of a message's context.
    """
    if isinstance(node, (Words, ValueRef)):
        yield Leaf(node, field, facts, places)
    elif isinstance(node, Prose):
        for part in node.parts:
            yield from leaves(part.words, field, facts, places)
    elif isinstance(node, (tuple, list)):
        for item in node:
            yield from leaves(item, field, facts, places)
    elif isinstance(node, BaseModel):
        facts, places = scope(node, facts, places)
        for name in type(node).model_fields:
            below = field if name == "text" and isinstance(node, PointModel | Step) else f"{field}.{name}".strip(".")
            yield from leaves(getattr(node, name), below, facts, places)


def value_names(leaf: Words | ValueRef) -> list[str]:
    """The values that a text or a reference needs.

    >>> value_names(Words("At {fever-limit}, call {day-phone}.", Spot("a.yaml")))
    ['fever-limit', 'day-phone']
    """
    return [leaf.name] if isinstance(leaf, ValueRef) else PLACEHOLDER.findall(leaf.text)


def parts(node: Any) -> Iterator[BaseModel]:
    """A part of the model and every part inside it."""
    if isinstance(node, BaseModel):
        yield node
        for name in type(node).model_fields:
            yield from parts(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from parts(item)


def scope(
    node: BaseModel, facts: tuple[str, ...], places: frozenset[str] | None
) -> tuple[tuple[str, ...], frozenset[str] | None]:
    """The facts and places that hold inside a part, given those that hold around it."""
    if not isinstance(node, Scoped):
        return facts, places
    if node.places is not None:
        own = frozenset(map(str, node.places))
        places = own if places is None else places & own
    return (*facts, *node.facts), places

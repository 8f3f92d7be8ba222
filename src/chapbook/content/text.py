"""Text as it is written: messages, prose, references to values, and what may be written where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
)
from pydantic_core import PydanticCustomError

from chapbook.content import markdown
from chapbook.content.typography import PLACEHOLDER
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Spot

# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a furniture word in the program, for extraction."""
    return message


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

"""Text as it is written: messages, prose, references to values, and what may be written where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Annotated, Any, ClassVar, Literal, LiteralString, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from chapbook.content import markdown
from chapbook.content.markdown import Shape
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Spot, guess, q

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
    # The domain and the context of its message, where these are not the ones of the block that prints it.
    home: tuple[str, str] | None = field(default=None, repr=False)

    def in_catalog(self, domain: str, owner: str, key: str) -> tuple[str, str]:
        """The domain and the context of its message, where it is the key of an owner: a block, or its booklet.

        >>> Words("Call us", Spot("fever.yaml")).in_catalog("fever", "call", "points.1")
        ('fever', 'call:points.1')
        """
        return self.home or (domain, f"{owner}:{key}")

    @property
    def own_catalog(self) -> tuple[str, str]:
        """The domain and the context of words that know them: those of the interview and of registers.

        >>> Words("Fever", Spot("signs.yaml"), home=("signs", "fever:sign")).own_catalog
        ('signs', 'fever:sign')
        """
        assert self.home, self.text
        return self.home


@dataclass(frozen=True)
class Message(Words):
    """Words of a manuscript: in the reader's language once they are translated, and where their translation stands.

    Where they were written is left out of what they read like: a line that moved makes no edition again.
    """

    _: KW_ONLY
    domain: str
    context: str
    # The same in the language that staff of the place read, where that is another.
    echo: str | None = None
    # What was translated; nothing before that.
    source: str | None = field(default=None, repr=False, compare=False)
    # In the source language for want of a translation, which is shown on unfinished pages alone.
    is_open: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class Part:
    """A paragraph, or a list, of prose."""

    shape: Shape
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
            Part(chunk.shape, tuple(Words(text, scalar.at_line(line)) for line, text in chunk.lines))
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


# As an editor reads it: what looks like a number there, such as 38.0 or the cell of a table, is text here.
_WRITTEN = WithJsonSchema({"type": ["string", "number"]})

Name = Annotated[str, PlainValidator(_scalar), _WRITTEN]
# What a command writes, and never leaves empty.
Filled = Annotated[str, Field(min_length=1)]
Text = Annotated[Words, PlainValidator(_words), _WRITTEN]
TextForStaff = Annotated[Words, PlainValidator(_for_staff), _WRITTEN]
Paragraphs = Annotated[Prose, PlainValidator(_prose), _WRITTEN]
Reference = Annotated[ValueRef, PlainValidator(_value_ref), WithJsonSchema({"type": "string"})]
# Rules of clear writing that are not asked of a text, by code, each with the reason.
Silence = dict[Name, Name]
Count = Annotated[
    int | ValueRef,
    PlainValidator(_count),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^(\d+|\{.+\})$"}]}),
]


# How a text is read that is no sentence.
ReadAs = Literal["name", "sound", "term"]


class Content(BaseModel):
    """Anything that people write in YAML: unknown keys are refused, keys are in kebab-case.

    Below the first line of its docstring a model says what each of its keys is for, a line a key: `chapbook schema`
    tells it to editors.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, alias_generator=_kebab)

    # Its own fields that are for those who write it: what it rests on, where it prints, what they note. No template
    # gets them.
    apparatus: ClassVar[frozenset[str]] = frozenset()
    # Its own other fields that say nothing to a reader: how a page looks, how much room there is to write.
    unsaid: ClassVar[frozenset[str]] = frozenset()
    # Its own fields that a reader takes in as one list.
    lists: ClassVar[frozenset[str]] = frozenset()
    # Its own fields that tell the reader what to do.
    deeds: ClassVar[frozenset[str]] = frozenset()
    # The most words that a translation of its own fields may have; what is written is held by the model.
    most_words: ClassVar[dict[str, int]] = {}
    # Its own fields that are no sentences: what heads or names something, how a word sounds, a word that is explained.
    read_as: ClassVar[dict[str, ReadAs]] = {}

    def points_at(self) -> tuple[float, float] | None:
        """Where it points in a picture: per cent of its width and height, from its left and top."""
        return None


C = TypeVar("C", bound=Content)

# ── parts that several kinds share ────────────────────────────────────────────────────────────────────────────────


class Scoped(Content):
    """Something that may be printed in some places only, and may rest on facts of its own.

    facts: ids of facts in booklets/evidence/ that this rests on; what a term means is term/<id>
    about: names of warning signs in booklets/signs.yaml of which it speaks
    places: print it in these places only, such as [us]
    """

    facts: tuple[Name, ...] = ()
    about: tuple[Name, ...] = ()
    places: tuple[Name, ...] | None = None
    apparatus = frozenset({"facts", "about", "places"})

    def prints_in(self, place: str) -> bool:
        return self.places is None or place in self.places


class PointModel(Scoped):
    """An item of a list that has facts or places of its own.

    text: what it says
    """

    text: Text


def registered(rows: Mapping[str, C], domain: str, keys: Iterable[str]) -> dict[str, C]:
    """The rows of a register by name, their words under these keys told apart from those of a block that prints."""

    def at_home(name: str, row: C) -> C:
        there = {key: words for key in keys if (words := getattr(row, key))}
        homes = {key: replace(words, home=(domain, f"{name}:{key}")) for key, words in there.items()}
        return row.model_copy(update=homes)

    return {name: at_home(name, row) for name, row in rows.items()}


def by_name(name: str, register: str, code: LiteralString, info: ValidationInfo) -> Any:
    """The row of a register that comes with a file; a name that is not there is a problem of this code."""
    rows: dict[str, Any] = (info.context or {}).get(register, {})
    if row := rows.get(name):
        return row
    raise PydanticCustomError(code, "{name}", {"name": q(name), "guess": guess(name, rows)})


class Picture(Content):
    """A picture without words inside.

    file: an SVG or PNG beside the block, such as figures/pump.svg, or of all titles, such as shared/figures/pump.svg
    alt: what it shows, for those who do not see it
    caption: a sentence under it
    side: yes puts it beside the text
    mirrors: yes mirrors it where people read from right to left
    """

    file: Name
    alt: Text
    caption: Text | None = None
    side: bool = False
    # A picture that tells a story from left to right is mirrored where people read from right to left.
    mirrors: bool = False
    unsaid = frozenset({"file", "side", "mirrors"})
    read_as: ClassVar = {"alt": "name"}

    def path(self, folder: str) -> str:
        """Its file from the root of the project, where a file in a folder names it."""
        return f"{'booklets' if self.file.startswith('shared/') else folder}/{self.file}"


class Step(Scoped):
    """One thing to do.

    text: what to do
    more: why, or what happens then
    phones: values of phones to call in this step, printed large
    picture: how it is done; it stands beside the step, which is its caption
    """

    text: Text
    more: Paragraphs | None = None
    phones: tuple[Reference, ...] = ()
    picture: Picture | None = None

    @model_validator(mode="after")
    def _no_caption(self) -> Step:
        if self.picture and self.picture.caption:
            raise ValueError("a picture beside a step has no caption: the step says what to do")
        return self


class Prompt(Scoped):
    """What a family is asked to say or to show.

    text: the request, in the words that are said
    answer: what a right answer holds, on a sheet for staff
    """

    text: Text
    answer: Text | None = None


Point = Annotated[PointModel, BeforeValidator(_point, json_schema_input_type=Text | PointModel)]
AnyStep = Annotated[Step, BeforeValidator(_point, json_schema_input_type=Text | Step)]
AnyPrompt = Annotated[Prompt, BeforeValidator(_point, json_schema_input_type=Text | Prompt)]
Level = Literal["ambulance", "now", "today", "visit"]

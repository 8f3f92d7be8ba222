"""The one walk over the model: every text and value that a part of it says, in order, and every part inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from chapbook.content.markdown import Shape
from chapbook.content.text import Picture, PointModel, Prose, ReadAs, Scoped, Step, ValueRef, Words
from chapbook.content.typography import PLACEHOLDER


@dataclass(frozen=True)
class Leaf:
    """Words or a value as they stand in a block: their field, and the facts and places that bind them there.

    The parts of the model that they stand within, from the outermost, and in prose, whether they are a paragraph or an
    item of a list.
    """

    leaf: Words | ValueRef
    field: str
    facts: tuple[str, ...] = ()
    places: frozenset[str] | None = None
    within: tuple[BaseModel, ...] = ()
    shape: Shape | None = None

    @property
    def part(self) -> BaseModel | None:
        """The part that holds them."""
        return self.within[-1] if self.within else None

    def prints_in(self, place: str) -> bool:
        return self.places is None or place in self.places

    @property
    def is_alt(self) -> bool:
        """Whether it describes a picture to those who do not see it."""
        return isinstance(self.part, Picture) and self.leaf is self.part.alt

    @property
    def is_short(self) -> bool:
        """Whether it is the short wording of what stands before it."""
        return getattr(self.part, "short", None) is self.leaf

    @property
    def read_as(self) -> ReadAs | None:
        """How its part says that it is read, where it is no sentence."""
        key = self.field.rsplit(".", 1)[-1]
        return next(
            (table[key] for kind in type(self.part).__mro__ if key in (table := getattr(kind, "read_as", {}))), None
        )


@dataclass(frozen=True)
class Wordless:
    """What a block says without words: a level, a tone, a count of days."""

    field: str
    value: str | float


def walk(
    node: Any,
    field: str = "",
    facts: tuple[str, ...] = (),
    places: frozenset[str] | None = None,
    within: tuple[BaseModel, ...] = (),
) -> Iterator[Leaf | Wordless]:
    """Everything that a block (or any part of one) says, in order, with the facts and places that hold around it.

    The field is the path of keys without numbers, such as `groups.effects.do`: the second half of a message's context.
    """
    if isinstance(node, (Words, ValueRef)):
        yield Leaf(node, field, facts, places, within)
    elif isinstance(node, Prose):
        for piece in node.parts:
            yield from (Leaf(words, field, facts, places, within, piece.shape) for words in piece.words)
    elif isinstance(node, tuple):
        for item in node:
            yield from walk(item, field, facts, places, within)
    elif isinstance(node, BaseModel):
        facts, places = scope(node, facts, places)
        for name in _said_in(type(node)):
            # Most fields are not there.
            if (held := getattr(node, name)) not in (None, ()):
                yield from walk(held, _below(node, name, field), facts, places, (*within, node))
    elif isinstance(node, str | int | float):
        yield Wordless(field, node)


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)


@cache
def _said_in(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields in which a model says something."""
    unsaid = all_of("apparatus", model) | all_of("unsaid", model)
    return tuple(name for name in _fields(model) if name not in unsaid)


@cache
def all_of(table: Literal["apparatus", "unsaid"], model: type[BaseModel]) -> frozenset[str]:
    """The fields that a model names so, with those of the models that it is made from."""
    return frozenset().union(*(getattr(kind, table, ()) for kind in model.__mro__))


def leaves(node: Any) -> Iterator[Leaf]:
    """Every text and value of a block, or of any part of one."""
    return (each for each in walk(node) if isinstance(each, Leaf))


def counted(node: Any) -> Iterator[int]:
    """Every whole number that a block says without words, such as a day."""
    return (each.value for each in walk(node) if isinstance(each, Wordless) and isinstance(each.value, int))


def _below(node: BaseModel, name: str, field: str) -> str:
    """The field of what stands below: the text of a point is the point itself."""
    return field if name == "text" and isinstance(node, PointModel | Step) else f"{field}.{name}".strip(".")


N = TypeVar("N")

# What may hold words.
_WORDED = (Words, Prose, tuple, BaseModel)


def with_words(node: N, say: Callable[[Words, str], Words], place: str | None = None, field: str = "") -> N:
    """A part of the model with all its words replaced, by what they are and the field in which they stand.

    Of what prints in some places only, a place keeps its own.
    """
    if isinstance(node, Words):
        return say(node, field)  # type: ignore[return-value]
    if isinstance(node, Prose):
        parts = (replace(part, words=tuple(say(words, field) for words in part.words)) for part in node.parts)
        return replace(node, parts=tuple(parts))
    if isinstance(node, tuple):
        kept = (item for item in node if place is None or not isinstance(item, Scoped) or item.prints_in(place))
        return tuple(with_words(item, say, place, field) for item in kept)  # type: ignore[return-value]
    if isinstance(node, BaseModel):
        fields = {name: getattr(node, name) for name in _fields(type(node))}
        words = ((name, held) for name, held in fields.items() if isinstance(held, _WORDED))
        return node.model_copy(
            update={name: with_words(held, say, place, _below(node, name, field)) for name, held in words}
        )
    return node


def value_names(leaf: Words | ValueRef) -> list[str]:
    """The values that a text or a reference needs.

    >>> from chapbook.problems.problem import Spot
    >>> value_names(Words("At {fever-limit}, call {day-phone}.", Spot("a.yaml")))
    ['fever-limit', 'day-phone']
    """
    return [leaf.name] if isinstance(leaf, ValueRef) else PLACEHOLDER.findall(leaf.text)


def parts(node: Any) -> Iterator[BaseModel]:
    """A part of the model and every part inside it."""
    return (part for *_, part in nested(node))


def nested(node: Any, within: tuple[BaseModel, ...] = ()) -> Iterator[tuple[BaseModel, ...]]:
    """A part of the model and every part inside it, each behind those that it stands within, from the outermost."""
    if isinstance(node, BaseModel):
        within = (*within, node)
        yield within
        held: Iterable[Any] = (getattr(node, name) for name in _fields(type(node)))
    else:
        held = node if isinstance(node, tuple) else ()
    for each in held:
        if isinstance(each, _INNER):
            yield from nested(each, within)


# Only in these may a part be: most of a model is words, numbers and names.
_INNER = (BaseModel, tuple)


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

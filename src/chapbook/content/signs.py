"""Warning signs: each once, in everyday words, with how fast a family acts on it in each therapy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from chapbook.content.text import Content, Level, Name, PointModel, Scoped, Text, by_name
from chapbook.content.walk import parts
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import shorten

FILE = "booklets/signs.yaml"

# The catalog that translates them.
DOMAIN = "signs"

# The most urgent first.
LEVELS: tuple[Level, ...] = ("ambulance", "now", "today", "visit")

# How long the short words of a sign may be, a value counted as one; other languages need more words.
WORDS_IN_SHORT, WORDS_IN_A_SHORT_TRANSLATION = 5, 6

# Where the level of a therapy is the same in every place.
EVERYWHERE = "everywhere"


def _by_place(data: Any) -> Any:
    return {Scalar(EVERYWHERE, data.spot): data} if isinstance(data, Scalar) else data


ByPlace = Annotated[
    dict[Name, Level], BeforeValidator(_by_place, json_schema_input_type=Level | dict[str, Level]), Field(min_length=1)
]


class SignModel(Content):
    """A warning sign.

    sign: what a family sees or hears, as it stands in a list of signs
    short: the same in five words or fewer, for what is read from afar, such as a poster: detail may go, no value
    poster: the therapies on whose poster it stands; of an ambulance's signs, all do
    means: what it can mean, for those who approve
    levels: how fast a family acts on it: for each therapy ambulance, now, today or visit, or one of them for each place
    why: why its levels differ, or why one is higher than a fact has it
    facts: ids of facts that it rests on
    note: a comment for translators, not printed
    """

    sign: Text
    short: Text | None = None
    poster: tuple[Name, ...] = ()
    means: Name
    levels: dict[Name, ByPlace] = Field(min_length=1)
    why: Name | None = None
    facts: tuple[Name, ...] = Field(min_length=1)
    note: str | None = None

    def level(self, therapy: str, place: str) -> Level | None:
        """How fast a family acts on it; nothing where it is no sign of this therapy there."""
        by_place = self.levels.get(therapy, {})
        return by_place.get(place) or by_place.get(EVERYWHERE)


class Sign(PointModel):
    """A sign in a list, by its name in the register.

    sign: its name in booklets/signs.yaml
    short: its short words, which a page prints in place of the whole ones, and never beside them
    comment: the register's comment for translators
    """

    sign: Name
    short: Text | None = None
    comment: str | None = None
    apparatus = frozenset({"sign", "comment"})
    most_words: ClassVar = {"short": WORDS_IN_A_SHORT_TRANSLATION}


def signs_in(node: Any) -> Iterator[Sign]:
    """Every sign that a part of the model prints."""
    return (part for part in parts(node) if isinstance(part, Sign))


def names_in(node: Any) -> Iterator[str]:
    """The name of every sign that a part of the model lists or speaks of, as it stands in its file."""
    for part in parts(node):
        listed = (getattr(sign, "sign", sign) for sign in getattr(part, "signs", ()))
        yield from (name for name in listed if isinstance(name, str))
        yield from part.about if isinstance(part, Scoped) else ()


# As names of blocks and of facts are written. A sentence has spaces, and begins with a capital.
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _read(data: Any, info: ValidationInfo) -> Any:
    """A sign by its name, out of the register that comes with the file; a text where a name would not be one."""
    if not isinstance(data, str):
        return data
    if not _NAME.fullmatch(data):
        return {"text": data}
    sign: SignModel = by_name(data, "signs", "B053", info)
    # What the register holds was read already.
    return Sign.model_construct(sign=data, text=sign.sign, short=sign.short, facts=sign.facts, comment=sign.note)


# A sign of the register by its name; in a title that is of no therapy, its words.
AnySign = Annotated[PointModel, BeforeValidator(_read, json_schema_input_type=Text | PointModel)]


def _named(data: Any, info: ValidationInfo) -> Any:
    """A sign by its name alone, where its level is printed too."""
    found = _read(data, info)
    if isinstance(found, dict):
        raise PydanticCustomError("B053", "{name}", {"name": shorten(str(found.get("text", ""))), "guess": ""})
    return found


# A sign of the register, and never a text: nothing else says its level.
NamedSign = Annotated[
    Sign, BeforeValidator(_named, json_schema_input_type=Annotated[str, Field(pattern=f"^{_NAME.pattern}$")])
]

"""Booklets: titled orders of blocks, and their editions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from pydantic import (
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from chapbook.content.kinds import BlockModel
from chapbook.content.text import Content, Name, Picture, Silence, Text
from chapbook.content.tickets import Form
from chapbook.problems.problem import Spot

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
    silence: Silence = Field(default_factory=dict)
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


@dataclass(frozen=True)
class Edition:
    """One booklet in one locale for one place: what a reader holds."""

    booklet: str
    locale: str
    place: str

    def __str__(self) -> str:
        return f"{self.booklet}.{self.locale}.{self.place}"

"""Booklets: titled orders of blocks, and their editions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import (
    ConfigDict,
    Field,
    JsonValue,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from chapbook.content.forms import FORMS, FormName, Readers, Stage
from chapbook.content.kind import BlockModel
from chapbook.content.licenses import LicenseName
from chapbook.content.text import Content, Name, Picture, Silence, Text
from chapbook.problems.problem import Spot

# ── booklets ──────────────────────────────────────────────────────────────────────────────────────────────────────


# What a chapter is about, in the order in which a family comes to it; each has a colour of its own.
Family = Literal["know", "prepare", "treatment", "home", "tools"]


class ChapterModel(Content):
    """A chapter, with a number, and a tab at the edge of its pages.

    chapter: its title, also for the contents page, the running head and the bookmarks
    tone: warning makes its pages red
    family: what it is about, which gives it its colour; a warning is red
    blocks: files beside booklet.yaml without .yaml, or shared/<name>, or <booklet>/<name>
    fill: blocks that stand at its end where its last page has room for them whole, such as [shared/notes]
    tight: locales in which its lines stand closer, where that saves a page with a few lines on it
    """

    chapter: Text
    tone: Literal["plain", "warning"] = "plain"
    family: Family | None = None
    blocks: tuple[Name, ...] = Field(min_length=1)
    fill: tuple[Name, ...] = ()
    tight: tuple[Name, ...] = ()
    unsaid = frozenset({"tone", "family", "blocks", "fill", "tight"})

    @property
    def named(self) -> tuple[Name, ...]:
        """All its blocks, with those that stand only where there is room."""
        return (*self.blocks, *self.fill)


class SignsLeftOut(Content):
    """Warning signs that a title has no room for.

    signs: their names in booklets/signs.yaml
    reason: why a family is safe without them here
    """

    signs: tuple[Name, ...] = Field(min_length=1)
    reason: Name


# Forms that open with a picture.
_LEAFED: list[JsonValue] = [name for name, form in FORMS.items() if form.is_leafed]


class BookletModel(Content):
    """A titled order of blocks for named readers.

    made-from: the library's revision of this file; `chapbook adapt` writes it
    title: on the cover and on every list
    subtitle: under the title
    readers: for whom it is; facts for staff print for staff alone
    form: what the title is; a job ticket says which it carries
    tickets: of the job tickets that carry its form, the ones that it goes out on; all if left out
    not-on: job tickets that it does not go out on, such as [poster]
    therapy: of which therapy it is, as booklets/signs.yaml calls it; a title with a warning names one
    leaves-out: signs to call an ambulance or the team at once that a title of few words leaves to others
    stages: where in treatment the families are who need it; a list of titles is searched by it
    places: publish it in these places only, such as [us, gb]
    locales: publish it in these languages only, such as [en-US, es]
    cover: the picture that a booklet opens with; other forms have no room for one
    back: one or two lines on the back cover
    revised: when the text was last changed
    review-by: when it is to be read again
    license: what others may do with its own words and pictures, where it is not what the imprint says
    silence: rules of clear writing and copy-fit that are not asked of any of its blocks, by code, each with the reason
    order: its chapters
    """

    # The revision of the inherited booklet.yaml that this one replaces, as `chapbook adapt` writes it.
    made_from: Name | None = None
    title: Text
    subtitle: Text | None = None
    readers: Readers = "parents"
    # What the title is; a job ticket says which it carries.
    form: FormName = "booklet"
    tickets: tuple[Name, ...] | None = None
    not_on: tuple[Name, ...] = ()
    therapy: Name | None = None
    leaves_out: tuple[SignsLeftOut, ...] = ()
    stages: tuple[Stage, ...] = ()
    places: tuple[Name, ...] | None = None
    locales: tuple[Name, ...] | None = None
    # What is leafed through opens with it; a leaflet or a card has no room for one.
    cover: Picture | None = Field(None, validate_default=True)
    back: Text | None = None
    revised: datetime.date
    review_by: datetime.date | None = None
    license: LicenseName | None = None
    silence: Silence = Field(default_factory=dict)
    order: tuple[ChapterModel, ...] = Field(min_length=1)
    apparatus = frozenset({"made_from", "places", "silence", "leaves_out"})
    unsaid = frozenset({"readers", "form", "tickets", "not_on", "therapy", "stages", "locales", "license"})

    model_config = ConfigDict(
        json_schema_extra={"if": {"properties": {"form": {"enum": _LEAFED}}}, "then": {"required": ["cover"]}}
    )

    @field_validator("cover")
    @classmethod
    def _of_form(cls, cover: Picture | None, info: ValidationInfo) -> Picture | None:
        form = info.data.get("form", cls.model_fields["form"].default)
        if cover is None and FORMS[form].is_leafed:
            raise PydanticCustomError("missing", "a {form} opens with a picture", {"form": form})
        return cover


@dataclass(frozen=True)
class Block:
    """A block of a booklet: its path below booklets/ without `.yaml`, and what it says."""

    path: str
    # Left out of what it reads like: a line that moved makes no edition again.
    spot: Spot = field(repr=False)
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
    # Of a packet, the code of the answers that it was made for.
    packet: str = ""

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

    @classmethod
    def named(cls, name: str) -> Edition:
        """The edition of a name.

        >>> Edition.named("fever.en-US.us")
        Edition(booklet='fever', locale='en-US', place='us')
        """
        return cls(*name.rsplit(".", 2))

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Edition:
        """The edition of a file, by its row of the manifest."""
        return cls(row["booklet"], row["locale"], row["place"])

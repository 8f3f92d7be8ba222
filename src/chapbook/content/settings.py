"""What differs by hospital, place and language: values, places, the imprint, locales."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
)

from chapbook.content.text import Content, Name

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
    values: dict[Name, Setting] = Field(default_factory=dict)


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
    values: dict[Name, Setting] = Field(default_factory=dict)
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
    medicines: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    # The table of liblouis that writes the language in Braille.
    braille: str | None = None
    source: bool = False
    status: Literal["draft", "reviewed", "published"] = "draft"

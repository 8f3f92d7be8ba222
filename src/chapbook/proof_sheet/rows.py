"""The rows of a proof sheet: the names and forms under which the rest of the program is told to machines.

Most are read off what the program has, attribute by attribute; where a key has another name there, the row says so.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from chapbook.content.proof import Parted
from chapbook.content.settings import Role
from chapbook.content.text import Level

# Rounded.
Tenths = Annotated[float, AfterValidator(lambda value: round(value, 1))]


def _smallest(sizes: Any) -> float:
    """Of the sizes of type, each with how many characters have it."""
    return min((size for size, _ in sizes), default=0.0)


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class EditionRow(Row):
    """Which edition it is. `code` is printed in its colophon; `text_sha256` is a hash of its words and values."""

    booklet: str
    locale: str
    place: str
    title: str
    code: str
    revised: datetime.date
    review_by: datetime.date | None
    draft: bool
    text_sha256: str


class FileRow(Row):
    """A file that was made. Lengths in millimetres; `variant` is what its metadata claim, such as PDF/UA-1."""

    file: str
    ticket: str
    bytes: int
    sha256: str
    pages: int
    media_box: tuple[float, float]
    trim_box: tuple[float, float]
    bleed: float
    tagged: bool
    language: str | None
    variant: str | None
    fonts: int
    fonts_embedded: int


class ScoreRow(Row):
    """A readability formula: the value as the text stands, and with explained terms counted as easy words."""

    name: str
    value: Tenths
    eased: Tenths
    scale: str
    source: str


class GateRow(Row):
    """A limit of the reading level, and whether the text holds it."""

    name: str
    limit: float
    value: Tenths
    holds: bool = Field(validation_alias="passes")


class ReadabilityRow(Row):
    """How hard the text is to read: its sentences and words, each formula, and each limit."""

    unit: str
    sentences: int
    words: int
    words_per_sentence: Tenths
    scores: tuple[ScoreRow, ...]
    gates: tuple[GateRow, ...] = Field(validation_alias="gate")
    remarks: tuple[str, ...]


class ItemRow(Row):
    """An item of PEMAT-P or the CDC Index: who decides it, and what is decided."""

    id: str
    instrument: str
    says: str
    decided_by: Literal["program", Role, "nobody"]
    verdict: Literal["holds", "fails", "does not apply", "open"]
    comments: tuple[str, ...]


class InstrumentRow(Row):
    """Items that hold of those that apply; `percent` only when none is open."""

    instrument: str
    program_holds: int
    program_applies: int
    people_hold: int
    people_apply: int
    open: tuple[str, ...]
    percent: int | None


class SilencedRow(Row):
    """Faults that somebody decided to live with: the rule, how many, the reason, and where that is written."""

    code: str
    count: int
    reason: str
    where: Annotated[str, BeforeValidator(str)] = Field(validation_alias="spot")


class EverydayRow(Row):
    """Hard words that are not explained, because families know them."""

    reason: str
    words: tuple[str, ...]


class ClarityRow(Row):
    """Clear writing: what is wrong, what was silenced, and the items of both instruments."""

    instruments: tuple[InstrumentRow, ...]
    items: tuple[ItemRow, ...]
    faults: tuple[str, ...]
    silenced: tuple[SilencedRow, ...]
    everyday: tuple[EverydayRow, ...]


class SourceRow(Row):
    """`overdue` is known only where a day was given to count from."""

    id: str
    publisher: str
    title: str
    review_by: datetime.date
    overdue: bool | None


class OlderRow(Row):
    """Facts that were read in nothing but texts that have been replaced since."""

    replaced_by: str = Field(description="the newer text, which was not found")
    facts: tuple[str, ...]


class EvidenceRow(Row):
    """What the edition rests on: its facts and sources, and those to be read again."""

    facts: int
    unverified: tuple[str, ...]
    older: tuple[OlderRow, ...]
    sources: tuple[SourceRow, ...]
    on: datetime.date | None


class SignLevelRow(Row):
    """A warning sign of the edition's therapy, and how fast a family acts on it in its place."""

    id: str
    level: Level
    why: str | None
    left_out: str | None = Field(description="why this title has no room for it")


class NumbersRow(Row):
    """What the pages say otherwise than the text, read back by glyph position."""

    findings: tuple[str, ...]


class RoleRow(Row):
    """How many blocks a role has approved, who in it did, and how many of its questions are answered."""

    role: str
    blocks: int
    approved: int
    by: tuple[str, ...]
    questions: int
    answered: int


class ContrastRow(Row):
    """Text of one colour on one ground: its contrast, and what WCAG 2.2 asks for at its smallest size."""

    ink: str
    ground: str
    ratio: float
    wanted: float
    size: float
    bold: bool
    characters: int
    page: int


class TightRow(Row):
    """What stands close to an edge, and how many millimetres are left there."""

    page: int
    what: str
    edge: str
    room: Tenths = Field(validation_alias="amount")


class MisfitRow(Row):
    """What is not fitted to its page, by its rule: the file to mend, the words, and what else there is to say.

    Of a page, how many per cent of it are used (F001); of what goes on overleaf, what it is and its items by page
    (F003).
    """

    code: Literal["F001", "F002", "F003", "F004"]
    page: int
    block: str
    file: str
    what: str
    share: int | None
    parted: Parted | None
    items: tuple[int, ...]


class StandardRow(Row):
    """A standard for type, what it asks for, and whether the body type holds it; nothing where it cannot be said."""

    standard: str
    asks: str
    holds: bool | None


class PageRow(Row):
    """What the pages measure. Sizes in points, x-height and room in millimetres, lines in characters."""

    face: str
    size: float
    x_height: float
    leading: float
    smallest: Annotated[float, BeforeValidator(_smallest)] = Field(validation_alias="sizes")
    line: int
    longest_line: int
    standards: tuple[StandardRow, ...]
    contrast: tuple[ContrastRow, ...] = Field(validation_alias="inks")
    letters: int
    fonts: tuple[str, ...]
    tight: tuple[TightRow, ...]
    misfits: tuple[MisfitRow, ...]
    silenced: tuple[SilencedRow, ...]

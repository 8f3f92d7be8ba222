"""What a page is made of, as a press would see it."""

from __future__ import annotations

from dataclasses import dataclass, field

MM_A_POINT = 25.4 / 72

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Paint:
    """A colour as it is used: text, lines, areas, a picture, a gradient; its parts are missing where it has many."""

    space: str
    what: str
    parts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line, its thickness in points, and where it begins, in points from the page's origin."""

    width: float
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """A picture where it stands: width and height in millimetres, pixels to the inch, the space of its colours."""

    width: float
    height: float
    dpi: float
    space: str


@dataclass
class Page:
    """A page: its boxes in points, its colours, its inks, and what else a press asks about."""

    number: int
    media: Box
    trim: Box
    bleed: Box
    declares_trim: bool
    paints: set[Paint] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    # The most ink in one place, in percent, for each kind of thing; of what is drawn once over another, only the upper.
    ink: dict[str, float] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    # Typeface, and whether it is in the file.
    fonts: dict[str, bool] = field(default_factory=dict)
    # Ways in which what lies below shows through.
    through: set[str] = field(default_factory=set)
    annotations: list[str] = field(default_factory=list)
    # What could not be looked into: a fault, for nobody knows what of it is printed.
    unseen: set[str] = field(default_factory=set)

"""Paper: named sizes in millimetres, upright but for the card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# PDF counts in points, 72 to the inch; 25.4 mm make an inch.
MM = 72 / 25.4

# Where pages are bound.
Edge = Literal["left", "right"]


@dataclass(frozen=True)
class Size:
    """Width and height in millimetres."""

    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.width:g} × {self.height:g} mm"

    @property
    def landscape(self) -> Size:
        """The same paper lying on its long side."""
        return Size(max(self.width, self.height), min(self.width, self.height))


SIZES = {
    "A3": Size(297, 420),
    "A4": Size(210, 297),
    "A5": Size(148, 210),
    "Tabloid": Size(279.4, 431.8),
    "Letter": Size(215.9, 279.4),
    "half-letter": Size(139.7, 215.9),
    # ISO/IEC 7810, ID-1: what fits where a bank card does. It lies on its long side.
    "card": Size(85.6, 53.98),
}

# What a sheet becomes when it is folded once.
FOLDED = {"A3": "A4", "A4": "A5", "Tabloid": "Letter", "Letter": "half-letter"}

# What two sheets side by side are.
DOUBLED = {half: whole for whole, half in FOLDED.items()}

# How far colour runs past the trim where a ticket leaves it to the place: 3 mm, or an eighth of an inch.
BLEEDS = {"A4": 3.0, "Letter": 25.4 / 8}


def size(name: str) -> Size:
    """The size of a named paper.

    >>> print(size("half-letter"))
    139.7 × 215.9 mm
    """
    if name not in SIZES:
        raise ValueError(f'unknown paper "{name}"; papers are {", ".join(SIZES)}')
    return SIZES[name]


def folded(name: str) -> Size:
    """The page of a booklet made from a named paper folded once.

    >>> print(folded("Letter"))
    139.7 × 215.9 mm
    """
    size(name)
    if name not in FOLDED:
        raise ValueError(f'"{name}" is not folded into booklets; papers for booklets are {", ".join(FOLDED)}')
    return SIZES[FOLDED[name]]


def doubled(name: str) -> Size:
    """The paper twice as large as a named one.

    >>> print(doubled("Letter"))
    279.4 × 431.8 mm
    """
    size(name)
    return SIZES[DOUBLED[name]]

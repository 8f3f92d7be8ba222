"""Paper: named sizes in millimetres, upright."""

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
    # ISO/IEC 7810, ID-1: what every wallet has a pocket for.
    "card": Size(85.60, 53.98),
}

# What a sheet becomes when it is folded once.
FOLDED = {"A3": "A4", "A4": "A5", "Tabloid": "Letter", "Letter": "half-letter"}

# The sheet that becomes it.
DOUBLED = {folded: whole for whole, folded in FOLDED.items()}


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

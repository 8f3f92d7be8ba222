"""What is drawn: each picture by the file that it goes into."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kit import Art, document


@dataclass(frozen=True)
class Drawing:
    """A picture; what its function says of itself is what the picture shows.

    `least` is its thinnest line: what stands small beside a step has none that a print shop refuses (0.25 pt).
    """

    scene: Callable[[], Art]
    width: float
    height: float
    least: float

    def svg(self) -> str:
        drawn = document(self.scene(), self.width, self.height)
        return re.sub(r'(?<=stroke-width=")[\d.]+', lambda width: f"{max(float(width[0]), self.least):g}", drawn)

    @property
    def shows(self) -> str:
        return (self.scene.__doc__ or "").strip()


DRAWINGS: dict[str, Drawing] = {}


def drawing(name: str, *, width: float = 400, height: float = 300, least: float = 0) -> Callable[[Callable[[], Art]], Callable[[], Art]]:
    """A picture, by the folder and the name of the file that it goes into, such as `shared/phone`."""

    def named(scene: Callable[[], Art]) -> Callable[[], Art]:
        folder, _, figure = name.partition("/")
        DRAWINGS[f"booklets/{folder}/figures/{figure}.svg"] = Drawing(scene, width, height, least)
        return scene

    return named

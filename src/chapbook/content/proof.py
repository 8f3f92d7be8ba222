"""The proof: the pages of an edition as they were typeset, and what they measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chapbook.content.booklet import Edition


@dataclass(frozen=True)
class Spill:
    """Text that runs over an edge: on which page (from 1), what, by how many millimetres, over which edge.

    In a form of fixed size, the room that it leaves (a panel, a card, a poster) and its block; the language that stands
    there, which on one side of a card is another than that of its edition; whether it is the value of a hospital.
    """

    page: int
    what: str
    amount: float
    edge: str
    room: str = ""
    block: str = ""
    lang: str = ""
    value: bool = False


@dataclass(frozen=True)
class Ink:
    """Text of one colour on one ground, as #rrggbb: how many characters, the smallest size (points), on which page."""

    ink: str
    ground: str
    size: float
    bold: bool
    characters: int
    page: int

    @property
    def ratio(self) -> float:
        """The contrast, from 1 to 21 (WCAG 2.2, "contrast ratio"), rounded down to a tenth.

        >>> Ink("#000000", "#ffffff", 10.5, False, 1, 1).ratio, Ink("#767676", "#ffffff", 10.5, False, 1, 1).ratio
        (21.0, 4.5)
        """
        light, dark = sorted((_luminance(self.ink), _luminance(self.ground)), reverse=True)
        return int(10 * (light + 0.05) / (dark + 0.05)) / 10

    @property
    def wanted(self) -> float:
        """What WCAG 2.2 asks for (1.4.3): 4.5, and 3 from 18 pt, or 14 pt bold."""
        return 3.0 if self.size >= (14 if self.bold else 18) else 4.5


def _luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True)
class Stand:
    """Where a block stands, by its id: its first page and its last (from 1), and whether a style ends that page there.

    A page that ends because it is full is not ended by a style. `spare` is the page that nothing else stands on before
    one that has to be a left or a right one: the next, or the block's own; 0 where there is none.
    """

    block: str
    first: int
    last: int
    ends_page: bool
    spare: int = 0


# What should stand in one piece.
Parted = Literal["list", "table", "box"]


@dataclass(frozen=True)
class Misfit:
    """What is not fitted to its page: by which rule, on which page (from 1), in which block, by its id; the words.

    Of a page, how many per cent of it are used; of what is parted, what it is and how many items stand on each page.
    """

    code: str
    page: int
    block: str
    what: str = ""
    share: int = 0
    parted: Parted = "list"
    items: tuple[int, ...] = ()


@dataclass(frozen=True)
class Measures:
    """What laid-out pages measure.

    Body type: its face, size (points), x-height (millimetres) and leading (points). Lines of body text in characters:
    the middle one and the longest, of paragraphs of three lines or more. Sizes in points by how many characters have
    them, all pairs of ink and ground, how many different characters, faces, where text has less than 2 mm of room,
    what is not fitted to its page, and where each block stands.
    """

    face: str
    size: float
    x_height: float
    leading: float
    line: int
    longest_line: int
    sizes: tuple[tuple[float, int], ...]
    inks: tuple[Ink, ...]
    letters: int
    fonts: tuple[str, ...]
    tight: tuple[Spill, ...]
    misfits: tuple[Misfit, ...] = ()
    stands: tuple[Stand, ...] = ()


# Pages that nobody measured.
UNMEASURED = Measures("", 0, 0, 0, 0, 0, (), (), 0, (), ())


@dataclass(frozen=True)
class Proof:
    """The typeset pages of an edition as a tagged PDF."""

    edition: Edition
    pdf: bytes
    pages: int
    title: str
    revised: str
    draft: bool
    code: str
    measures: Measures = UNMEASURED
    # What its template leaves out, by name.
    without: frozenset[str] = frozenset()
    # What its template was given, and what it says by itself: `given.py`.
    told: str = ""

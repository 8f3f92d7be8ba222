"""Where parts of an edition begin on its pages, and in which of them a line stands, column by column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from chapbook.proofread.page import Corner, LetterRun
from chapbook.proofread.region import TOP, PagePart

# Parts further apart than this, in millimetres, do not begin in one column.
NEAR = 20.0

# What goes across a page begins no further from its left edge than this, in millimetres; the middle panel of a folded
# sheet is further in.
MARGIN = 40.0


def start_of(part: PagePart) -> tuple[int, float]:
    corner = part.start or TOP
    return corner.page, corner.y


class Columns:
    """Where the parts of an edition begin, page by page and column by column: each by its number in their order.

    A PDF says where a part begins, and not how wide it is: a column reaches to where the next one begins.
    """

    def __init__(self, parts: list[PagePart]) -> None:
        self._parts, self._starts = parts, [start_of(part) for part in parts]
        self._pages: dict[int, list[tuple[int, Corner]]] = {}
        for number, part in enumerate(parts):
            corner = part.start or TOP
            self._pages.setdefault(corner.page, []).append((number, corner))
        self._columns = {page: _lefts(corner for _, corner in corners) for page, corners in self._pages.items()}

    def in_columns(self, page: int) -> bool:
        return len(self._columns[page]) > 1

    def first(self, page: int) -> int | None:
        """The part that begins first on a page."""
        return next((number for number, _ in self._pages.get(page, ())), None)

    def at(self, run: LetterRun) -> int:
        """The part in which a run stands: the last above it in its column, or a colophon across the page."""
        corners, columns = self._pages.get(run.page, []), self._columns.get(run.page, [])
        above = [(number, corner) for number, corner in corners if corner.y <= run.y]
        if (
            above
            and above[-1] == corners[-1]
            and self._parts[above[-1][0]].is_open
            and above[-1][1].x < MARGIN
            and not _column(columns, above[-1][1].x)
        ):
            # Below all others and from the edge of the page on, as at the foot of a poster.
            return above[-1][0]
        column = _column(columns, run.xs[0])
        before = bisect_right(self._starts, (run.page, 0.0)) - 1
        return max((number for number, corner in above if _column(columns, corner.x) == column), default=before)


def _lefts(corners: Iterable[Corner]) -> list[float]:
    """The left edges of columns, in millimetres."""
    xs = sorted(corner.x for corner in corners)
    return xs[:1] + [x for before, x in pairwise(xs) if x - before > NEAR]


def _column(columns: list[float], x: float) -> int:
    """The number of the column in which something stands; a hair's breadth to the left of it is in it."""
    return max(0, bisect_right(columns, x + 0.5) - 1)

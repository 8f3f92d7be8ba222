"""Order: which pages stand together on a side, by counting alone; page numbers count from 1, None is a blank."""

from __future__ import annotations

from collections.abc import Sequence

from chapbook.content.paper import Edge

Pages = Sequence[int | None]
Pair = tuple[int | None, int | None]


def filled(pages: int, multiple: int) -> list[int | None]:
    """The pages in reading order, with blanks before the back cover until they come in multiples.

    >>> filled(6, 4)
    [1, 2, 3, 4, 5, None, None, 6]

    A single page is a front cover:

    >>> filled(1, 4)
    [1, None, None, None]
    """
    blanks: list[int | None] = [None] * (-pages % multiple)
    order: list[int | None] = list(range(1, pages + 1))
    inside = max(pages - 1, 1)
    return order[:inside] + blanks + order[inside:]


def in_fours(pages: int) -> list[int | None]:
    """The pages of a booklet: a sheet folded once has two sides and two pages a side."""
    return filled(pages, 4)


def cover(order: Pages) -> list[int | None]:
    """The four outer pages: front, inside front, inside back, back.

    >>> cover(in_fours(10))
    [1, 2, None, 10]
    """
    return [*order[:2], *order[-2:]]


def inside(order: Pages) -> list[int | None]:
    """What the cover is folded around.

    >>> inside(in_fours(10))
    [3, 4, 5, 6, 7, 8, 9, None]
    """
    return [*order[2:-2]]


def nested(order: Pages, binding: Edge = "left") -> list[Pair]:
    """The pairs on each side of sheets folded once and put into each other, the outermost sheet first.

    >>> nested(in_fours(8))
    [(8, 1), (2, 7), (6, 3), (4, 5)]

    A booklet bound on the right is its mirror image:

    >>> nested(in_fours(8), "right")
    [(1, 8), (7, 2), (3, 6), (5, 4)]

    A booklet of 6 is printed as 8:

    >>> nested(in_fours(6))
    [(6, 1), (2, None), (None, 3), (4, 5)]
    """
    left = [*order]
    if len(left) % 4:
        raise ValueError(f"{len(left)} pages do not fill folded sheets; add blanks until they come in fours")
    pairs: list[Pair] = []
    while left:
        pairs.append((left.pop(), left.pop(0)))
        pairs.append((left.pop(0), left.pop()))
    return pairs if binding == "left" else [(right, left) for left, right in pairs]


def n_up(leaves: int, positions: int) -> list[list[int]]:
    """The leaves on each sheet in order; the last ones again and again until their sheet is full.

    >>> n_up(1, 4)
    [[1, 1, 1, 1]]
    >>> n_up(6, 4)
    [[1, 2, 3, 4], [5, 6, 5, 6]]
    """
    sheets: list[list[int]] = []
    for start in range(1, leaves + 1, positions):
        fresh = range(start, min(start + positions, leaves + 1))
        sheets.append([fresh[position % len(fresh)] for position in range(positions)])
    return sheets

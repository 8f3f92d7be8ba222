"""Which pages stand together: every page once, back to back with the next one, however many and however bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.finish.order import cover, filled, in_fours, inside, n_up, nested

COUNTS = range(1, 129)
EDGES = ("left", "right")


@pytest.mark.parametrize("edge", EDGES)
def test_every_page_is_printed_exactly_once(edge):
    """A booklet of any length holds all its pages, and fewer than four blanks."""
    for count in COUNTS:
        printed = [page for pair in nested(in_fours(count), edge) for page in pair]

        assert list(range(1, count + 1)) == sorted(page for page in printed if page)
        assert -count % 4 == printed.count(None)


@pytest.mark.parametrize("multiple", [1, 2, 4])
def test_blanks_come_before_the_back_cover(multiple):
    """The first page is the front cover, the last one the back cover, and blanks lie between the text and the back."""
    for count in COUNTS:
        order = filled(count, multiple)
        text = max(count - 1, 1)

        assert 0 == len(order) % multiple
        assert list(range(1, text + 1)) == order[:text]
        assert {None} >= set(order[text : len(order) - (count > 1)])
        assert count == order[-1] or count == 1


def test_cover_and_inside_make_the_booklet():
    """The cover is the four outer pages, and the inside, folded into it, is all the others in fours."""
    for count in range(5, 129):
        whole = in_fours(count)
        outer, inner = cover(whole), inside(whole)

        assert whole == outer[:2] + inner + outer[2:]
        assert (1, 2, count) == (outer[0], outer[1], outer[3])
        assert 0 == len(inner) % 4


@pytest.mark.parametrize("edge", EDGES)
def test_covers_are_outside(edge):
    """The front of the first sheet has both covers, the front cover away from the bound edge."""
    for count in COUNTS:
        front = nested(in_fours(count), edge)[0]
        back_cover = count if count > 1 else None

        assert ((back_cover, 1) if edge == "left" else (1, back_cover)) == front


@pytest.mark.parametrize("edge", EDGES)
def test_folded_and_nested_sheets_read_in_order(edge):
    """Printed, flipped on the short edge, nested and folded, the leaves turn in reading order."""
    for count in COUNTS:
        assert in_fours(count) == leafed_through(nested(in_fours(count), edge), edge)


@given(st.integers(1, 2000))
def test_right_hand_binding_mirrors(count):
    """A booklet bound on the right is the mirror image of one bound on the left, sheet for sheet."""
    mirrored = [(right, left) for left, right in nested(in_fours(count), "left")]

    assert mirrored == nested(in_fours(count), "right")


def test_pages_that_do_not_fill_folded_sheets():
    """Whoever forgot the blanks is told."""
    with pytest.raises(ValueError, match="6 pages do not fill folded sheets; add blanks until they come in fours"):
        nested(range(1, 7))


@pytest.mark.parametrize("positions", [1, 2, 8, 10])
def test_sheets_of_cards_are_full(positions):
    """Leaves stand in order, no position is empty, and what is repeated is of the last sheet alone."""
    for leaves in COUNTS:
        sheets = n_up(leaves, positions)
        printed = [leaf for sheet in sheets for leaf in sheet]

        assert list(range(1, leaves + 1)) == printed[:leaves]
        assert set(printed[leaves:]) <= set(sheets[-1])
        assert -(-leaves // positions) == len(sheets)


def leafed_through(pairs, edge):
    """The pages as a reader meets them, found by folding paper and not by the rule under test."""
    sheets = list(zip(pairs[::2], pairs[1::2], strict=True))
    near, far = [], []
    for front, back in sheets:
        # Behind the right half of a front lies the left half of its back: the sheet was turned about its short edge.
        right_leaf, left_leaf = (front[1], back[0]), (front[0], back[1])
        if edge == "left":
            # The right leaf opens first, and shows its front first; the left leaf is met from the inside.
            near.append(right_leaf)
            far.append(left_leaf[::-1])
        else:
            near.append(left_leaf)
            far.append(right_leaf[::-1])
    return [page for leaf in near + far[::-1] for page in leaf]

"""Which pages stand together: every page once, back to back with the next one, however many and however bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.finish.order import cover, cut_and_stack, filled, in_fours, inside, n_up, nested, saddle_stitch, sections

COUNTS = range(1, 129)
EDGES = ("left", "right")


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", COUNTS)
def test_every_page_is_printed_exactly_once(count, edge):
    """A booklet of any length holds all its pages, and fewer than four blanks."""
    printed = [page for pair in saddle_stitch(count, edge) for page in pair]

    assert list(range(1, count + 1)) == sorted(page for page in printed if page)
    assert -count % 4 == printed.count(None)


@pytest.mark.parametrize("multiple", [1, 2, 4])
@pytest.mark.parametrize("count", COUNTS)
def test_blanks_come_before_the_back_cover(count, multiple):
    """The first page is the front cover, the last one the back cover, and blanks lie between the text and the back."""
    order = filled(count, multiple)
    text = max(count - 1, 1)

    assert 0 == len(order) % multiple
    assert list(range(1, text + 1)) == order[:text]
    assert {None} >= set(order[text : len(order) - (count > 1)])
    assert count == order[-1] or count == 1


@pytest.mark.parametrize("count", range(5, 129))
def test_cover_and_inside_make_the_booklet(count):
    """The cover is the four outer pages, and the inside, folded into it, is all the others in fours."""
    whole = in_fours(count)
    outer, inner = cover(whole), inside(whole)

    assert whole == outer[:2] + inner + outer[2:]
    assert (1, 2, count) == (outer[0], outer[1], outer[3])
    assert 0 == len(inner) % 4


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", COUNTS)
def test_covers_are_outside(count, edge):
    """The front of the first sheet has both covers, the front cover away from the bound edge."""
    front = saddle_stitch(count, edge)[0]
    back_cover = count if count > 1 else None

    assert ((back_cover, 1) if edge == "left" else (1, back_cover)) == front


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("count", COUNTS)
def test_folded_and_nested_sheets_read_in_order(count, edge):
    """Printed, flipped on the short edge, nested and folded, the leaves turn in reading order."""
    assert in_fours(count) == leafed_through(saddle_stitch(count, edge), edge)


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("section", [4, 8, 16])
@pytest.mark.parametrize("count", COUNTS)
def test_gathered_sections_read_in_order(count, section, edge):
    """Each section folded by itself, and one laid behind the other, the leaves turn in reading order."""
    folded = sections(in_fours(count), section, edge)

    assert in_fours(count) == [page for pairs in folded for page in leafed_through(pairs, edge)]
    assert all(section == 2 * len(pairs) for pairs in folded[:-1])


@given(st.integers(1, 2000))
def test_right_hand_binding_mirrors(count):
    """A booklet bound on the right is the mirror image of one bound on the left, sheet for sheet."""
    mirrored = [(right, left) for left, right in saddle_stitch(count, "left")]

    assert mirrored == saddle_stitch(count, "right")


def test_pages_that_do_not_fill_folded_sheets():
    """Whoever forgot the blanks is told."""
    with pytest.raises(ValueError, match="6 pages do not fill folded sheets; add blanks until they come in fours"):
        nested(range(1, 7))


@pytest.mark.parametrize("positions", [1, 2, 8, 10])
@pytest.mark.parametrize("leaves", COUNTS)
def test_cut_stacks_put_together_are_in_order(leaves, positions):
    """Sheets cut apart give a stack at each position; laid on each other in order, they are the leaves in order."""
    sheets = cut_and_stack(leaves, positions)
    stacks = [leaf for position in range(positions) for leaf in (sheet[position] for sheet in sheets)]

    assert list(range(1, leaves + 1)) == [leaf for leaf in stacks if leaf]
    assert stacks[leaves:] == [None] * (len(stacks) - leaves)
    assert -(-leaves // positions) == len(sheets)


@pytest.mark.parametrize("positions", [1, 2, 8, 10])
@pytest.mark.parametrize("leaves", COUNTS)
def test_sheets_of_cards_are_full(leaves, positions):
    """Leaves stand in order, no position is empty, and what is repeated is of the last sheet alone."""
    sheets = n_up(leaves, positions)
    printed = [leaf for sheet in sheets for leaf in sheet]

    assert None not in printed
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

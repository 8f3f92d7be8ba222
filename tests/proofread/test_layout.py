"""In which part of an edition a line of its pages stands."""

import pytest

from chapbook.problems.problem import Spot
from chapbook.proofread.layout import Columns
from chapbook.proofread.page import Corner, LetterRun
from chapbook.proofread.region import PagePart


@pytest.mark.parametrize(("left", "part"), [(10, 1), (135, 0)])
def test_a_foot_goes_across_a_page_from_its_edge_alone(left, part):
    """Below a poster's columns a colophon goes across; what stands low on a leaflet's middle panel does not."""
    front = PagePart(Spot("front"), Corner(1, 200, 60))
    colophon = PagePart(Spot("colophon"), Corner(1, left, 150), is_open=True)
    run = LetterRun(1, "202-555-0144", (200.0,), 170.0, "", ())

    assert part == Columns([front, colophon]).at(run)

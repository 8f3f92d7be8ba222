"""Whatever stands in the files of a project, and whatever is typed: Chapbook answers in sentences."""

import pytest

from fuzz.bearing import ground
from fuzz.cases import KINDS, case

CASES, PARTS = 2000, 8


def test_a_number_is_a_case():
    """The same number is the same case, and a few hundred numbers have every kind."""
    assert case(7) == case(7)
    assert {*KINDS} == {case(number).kind for number in range(200)}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_cases_are_borne(part):
    """Every case ends in time, with exit code 0 to 3, without a traceback, and harms no older output."""
    with ground() as here:
        found = {number: faults for number in range(part, CASES, PARTS) if (faults := here.faults(case(number)))}

    assert {} == found

"""Whatever ends a command while it writes: the old is whole or the new is, and the next command finds its way."""

import pytest

from fuzz.hit import ROUND, case, prepared_all

# Every command hit by every fault, once alone and once with another behind it.
CASES, PARTS = 2 * ROUND, 4


@pytest.fixture(scope="module")
def ready():
    with prepared_all() as commands:
        yield commands


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_command_that_is_hit_is_made_good_by_the_next(ready, part):
    """Killed, torn in the middle of a file, interrupted or out of space: no file is a mixture, nobody reads Python's
    words, and run again the command leaves what it leaves undisturbed."""
    cases = range(part, CASES, PARTS)

    assert {} == {number: faults for number in cases if (faults := case(ready, number)[1])}

"""What is said while pages are made, and at the end."""

import pytest

from chapbook.cli import kit
from conftest import write


def test_a_line_for_each_where_there_is_no_terminal(capsys):
    """Who waits in a pipe for many editions reads a line as each is done; few are done before anybody asks."""
    for total in (2, 5):
        with kit.progress("typesetting") as progress:
            for number in range(total + 1):
                progress(number, total, f"edition {number}")

    assert [f"typesetting {number} of 5: edition {number}" for number in range(1, 6)] == capsys.readouterr().err.split(
        "\n"
    )[:-1]


@pytest.mark.slow
def test_a_build_ends_with_what_is_missing(project, chapbook):
    """What the proof sheets miss is counted in a line."""
    said = chapbook("build", "--locale", "en-US").output

    assert "still missing, in how many editions: clinician 1, reader 1; the pages in " in said


@pytest.mark.slow
def test_a_build_without_proof_sheets_says_nothing_of_older_ones(project, chapbook):
    """A proof sheet of an earlier build tells nothing of what is made now, on a ticket that has none."""
    write(project / "styles/press/large.yaml", "means: Large.\nextends: download\ntype-size: 14\n")
    chapbook("build", "--locale", "en-US", "--ticket", "download")
    said = chapbook("build", "--locale", "en-US", "--ticket", "large").output

    assert "1 file made" in said
    assert "still missing" not in said

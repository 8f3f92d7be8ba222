"""A release: what everybody has approved goes out without the mark of a review copy; a later change stops it."""

import json

import pytest

TICKET = "means: Single pages to read on a screen.\nlinearize: true\nrequires-approval: [clinician, reader]\n"


@pytest.fixture
def approved(project, chapbook):
    """The smallest project, with a ticket that asks for two approvals, and both given."""
    (project / "styles/press/download.yaml").write_text(TICKET)
    for role, name in (("clinician", "Reviewer A"), ("reader", "Reviewer B")):
        done = chapbook("approve", "fever", "--role", role, "--name", name, "--date", "2026-11-21")

        assert (0, "approvals/fever.en-US.us.yaml\n") == (done.exit_code, done.output)
    return project


def build(chapbook):
    return chapbook("build", "--release", "--on", "2026-11-21", "--locale", "en-US")


def test_what_is_approved_is_released(approved, chapbook):
    """With every approval that its ticket asks for, an edition is no draft any more."""
    done = build(chapbook)

    assert 0 == done.exit_code, done.output
    assert [False] == [row["draft"] for row in json.loads((approved / "build/manifest.json").read_text())["editions"]]


def test_a_later_change_stops_the_release(approved, chapbook):
    """A changed block lapses its approvals: the release is refused, and `approvals` shows the difference."""
    block = approved / "booklets/fever/hands.yaml"
    block.write_text(block.read_text().replace("Use warm water.", "Use cold water."))
    done = build(chapbook)

    assert 1 == done.exit_code
    assert "A005 not approved as ticket" in done.output
    assert "1 of" in done.output
    assert not (approved / "build").exists()
    shown = chapbook("approvals", "fever", "--locale", "en-US").output
    assert "cold water" in shown


def test_without_release_it_is_a_review_copy(project, chapbook):
    """Nobody has approved anything: the build goes on, and every row of the manifest says draft."""
    done = chapbook("build", "--locale", "en-US")

    assert 0 == done.exit_code, done.output
    assert [True] == [row["draft"] for row in json.loads((project / "build/manifest.json").read_text())["editions"]]


def test_a_day_that_passes_stops_a_release_alone(project, chapbook):
    """A source past its review stops a release, and no build of review copies."""
    sources = project / "booklets/evidence/sources.yaml"
    sources.write_text(sources.read_text().replace("2027-11-01", "2020-11-01"))

    assert 0 == chapbook("build", "--locale", "en-US").exit_code
    assert "A007" in chapbook("build", "--release", "--locale", "en-US").output

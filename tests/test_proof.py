"""`chapbook proof`: one edition, quickly, as its reader would hold it."""

import shutil

import pytest

from chapbook import inspection as proofing
from conftest import REPOSITORY, change, write


class Stopped(Exception):
    """In place of the pages."""


@pytest.fixture
def taken(chapbook, monkeypatch):
    """The ticket on which an edition would be set: `taken("fever")`."""

    def stop(library, batch, *rest):
        raise Stopped(job.ticket for job in batch.jobs)

    monkeypatch.setattr(proofing, "make", stop)

    def take(*arguments):
        result = chapbook("proof", *arguments)

        assert isinstance(result.exception, Stopped), result.output

        return [*result.exception.args[0]]

    return take


@pytest.mark.parametrize(
    ("title", "ticket"),
    [("car-t-journey", "download"), ("when-to-call-car-t", "leaflet"), ("card-car-t", "cards")],
)
def test_a_proof_is_what_a_reader_holds(taken, monkeypatch, title, ticket):
    """Where no ticket is named, a booklet is the download, a sheet the leaflet, and a card the cards."""
    monkeypatch.chdir(REPOSITORY)

    assert [ticket] == taken(title)


def test_without_these_it_is_the_first_that_makes_pages_unasked(project, taken):
    """Neither what has no pages nor what is made on request is taken, whatever it is called."""
    (project / "styles/press/download.yaml").rename(project / "styles/press/screen.yaml")
    write(project / "styles/press/audio.yaml", "means: The words alone.\nformat: txt\n")
    write(project / "styles/press/cards.yaml", "means: Pages for a shop.\non-request: yes\n")
    write(project / "styles/press/leaflet.yaml", "means: A web page.\nformat: html\n")

    assert ["screen"] == taken("fever")
    assert ["audio"] == taken("fever", "--ticket", "audio")


def test_where_nothing_is_made_unasked_the_choice_is_yours(project, chapbook):
    """Where every ticket has to be named, the command says which there are."""
    change(project / "styles/press/download.yaml", "linearize: true", "on-request: yes")
    result = chapbook("proof", "fever")

    assert 2 == result.exit_code
    assert "no ticket makes pages of fever unasked; name one with --ticket: download" in result.output


def test_a_proof_waits_for_no_other_edition(project, taken, chapbook):
    """A sentence that another language lacks, or a hard word in another booklet, does not stop a proof."""
    change(project / "locales/es/LC_MESSAGES/fever.po", 'msgstr "Escalofríos"', 'msgstr ""')
    other(project, "Ask us about the MRD.")

    assert "L001" in chapbook("check", "fever").output
    assert "C016" in chapbook("check", "other").output
    assert ["download"] == taken("fever")


def test_a_fault_in_any_file_stops_a_proof(project, chapbook):
    """What cannot be relied on in one booklet stops the proof of another, as the help says."""
    other(project, "Wait 40 days.")
    result = chapbook("proof", "fever")

    assert 1 == result.exit_code
    assert "booklets/other/only.yaml:3:12: B019" in result.output
    assert "A fault in any file of the project stops it" in " ".join(chapbook("proof", "--help").output.split())


def other(project, sentence):
    """A second booklet, of one sentence, in English alone."""
    booklet = (project / "booklets/fever/booklet.yaml").read_text("utf-8").split("order:")[0]
    order = "locales: [en-US]\norder:\n  - {chapter: One, blocks: [only]}\n"
    write(project / "booklets/other/booklet.yaml", booklet.replace("figures/sun.svg", "sun.svg") + order)
    write(project / "booklets/other/only.yaml", f"kind: prose\ntitle: Only this\ntext: {sentence}\n")
    shutil.copy(project / "booklets/fever/figures/sun.svg", project / "booklets/other/sun.svg")

"""`chapbook proof`: one edition, quickly, as its reader would hold it."""

import shutil

import pytest

from chapbook import api, pipeline
from chapbook.api import approvers
from chapbook.content.jobs import Wanted, with_proof_sheets
from chapbook.files.chain import Chain
from chapbook.load.load import load
from conftest import REPOSITORY, change, write

OTHER, ES = "booklets/other/only.yaml", "locales/es/LC_MESSAGES/other.po"


class Stopped(BaseException):
    """In place of the pages."""


@pytest.fixture
def taken(chapbook, monkeypatch):
    """The ticket on which an edition would be set: `taken("fever")`."""

    def stop(work):
        raise Stopped(job.ticket for job in work.batch.jobs)

    monkeypatch.setattr(pipeline, "make", stop)

    def take(*arguments):
        with pytest.raises(Stopped) as stopped:
            chapbook("proof", *arguments)
        return [*stopped.value.args[0]]

    return take


MEANT = {"car-t-journey": "download", "when-to-call-car-t": "leaflet", "card-car-t": "cards"}


@pytest.mark.slow
@pytest.mark.parametrize(("title", "ticket"), MEANT.items())
def test_a_proof_is_what_a_reader_holds(taken, monkeypatch, title, ticket):
    """Where no ticket is named, a booklet is the download, a sheet the leaflet, and a card the cards."""
    monkeypatch.chdir(REPOSITORY)

    assert [ticket] == taken(title)


@pytest.mark.slow
@pytest.mark.parametrize(("title", "ticket"), MEANT.items())
def test_a_proof_sheet_measures_what_a_reader_holds(monkeypatch, title, ticket):
    """What `build` measures of a title, and what `proof-sheet` does, is what `proof` shows."""
    measured = []

    def stop(work):
        measured.append(work.batch.jobs[0].ticket)
        raise Stopped

    monkeypatch.setattr(approvers, "_read_back", stop)
    with pytest.raises(Stopped):
        api.proof_sheet(REPOSITORY, title)
    library = load(Chain.at(REPOSITORY))[0]
    jobs = with_proof_sheets(library, Wanted((title,), ("en-US",)).jobs(library))

    assert [ticket] == measured
    assert {ticket} == {job.ticket for job in jobs if job.is_proof_sheet}


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
    """A sentence that another language lacks does not stop a proof."""
    change(project / "locales/es/LC_MESSAGES/fever.po", 'msgstr "Escalofríos"', 'msgstr ""')

    assert "L001" in chapbook("check", "fever").output
    assert ["download"] == taken("fever")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(lambda project: None, id="a number"),
        pytest.param(lambda project: change(project / OTHER, "text:", "txet:"), id="a misspelt key"),
        pytest.param(
            lambda project: (project / "booklets/other/booklet.yaml").write_text("a: [", "utf-8"), id="no YAML"
        ),
        pytest.param(lambda project: (project / OTHER).write_bytes(b"\xff"), id="no text"),
        pytest.param(lambda project: write(project / ES, 'msgid "'), id="no catalog"),
        pytest.param(lambda project: write(project / "approvals/other.en-US.us.yaml", "a: ["), id="no approval"),
        pytest.param(lambda project: write(project / "published/editions.yaml", "a: ["), id="no register"),
    ],
)
def test_what_is_named_is_judged_and_of_the_rest_a_count_is_given(project, taken, chapbook, fault):
    """No fault of another booklet stops a proof or a check of this one; `check` by itself and `build` find it."""
    other(project, "Wait 40 days.")
    write(project / ES, "")
    fault(project)
    found = chapbook("check", "fever")

    assert ["download"] == taken("fever")
    assert "no problems in 1 booklet, 2 editions, 5 facts; 3 files of other booklets not looked at\n" == found.output
    assert 1 == chapbook("check").exit_code
    assert 1 == chapbook("build", "fever").exit_code


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("booklets/values.yaml", "type: phone", "type: fone", "B002"),
        ("booklets/evidence/facts.yaml", "facts:", "fact:", "B016"),
        ("templates/booklet.html", "{% endfor %}", "", "T001"),
        ("booklets/fever/call.yaml", "title:", "titel:", "B013"),
        ("booklets/fever/booklet.yaml", "title:", "titel:", "B013"),
        ("locales/locales.yaml", "source: yes", "sorce: yes", "B013"),
    ],
)
def test_what_all_booklets_share_is_judged(project, chapbook, file, old, new, code):
    """A fault in what this booklet rests on stops its proof, also where its own file cannot be read."""
    path = project / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = chapbook("proof", "fever")

    assert 1 == result.exit_code, result.output
    assert f" {code} " in result.output
    assert "Nothing was written; with --unfinished the pages are drawn all the same." in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fevre",), 'unknown booklet "fevre"; did you mean "fever"? there are: fever'),
        (("fever", "--locale", "en"), 'unknown locale "en"; there are: en-US, es'),
        (("fever", "--ticket", "dowload"), 'unknown ticket "dowload"; did you mean "download"? there are: download'),
        (("fever", "--block", "cal"), 'no block "cal" in fever.en-US.us; did you mean "call"? there are: hands,'),
    ],
)
def test_a_name_that_leads_nowhere_says_what_there_is(project, chapbook, arguments, says):
    """A misspelt name is a fault of usage, and the nearest name is given."""
    result = chapbook("proof", *arguments)

    assert 2 == result.exit_code
    assert says in " ".join(result.output.replace("│", " ").split())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title: Fever at home", "title: Fever: at home", "B012"),
        ("revised: 2026-11-21", "revised: 28 Nov 2026", "B002"),
        ("cover: {file: figures/sun.svg, alt: The sun behind a hill}\n", "", "B014"),
        ("title: Fever at home\n", "", "B014"),
    ],
)
def test_a_booklet_with_a_slip_is_still_a_booklet(project, chapbook, old, new, code):
    """Whoever names a booklet that cannot be read hears what is wrong with it, not that it is unknown."""
    change(project / "booklets/fever/booklet.yaml", old, new)
    results = [chapbook(*command) for command in (("check", "fever"), ("proof", "fever"), ("build", "fever"))]

    assert [(1, True, False)] * 3 == [
        (
            each.exit_code,
            "booklets/fever/booklet.yaml:" in each.output and f" {code} " in each.output,
            "unknown booklet" in each.output,
        )
        for each in results
    ]


def test_a_booklet_of_another_ending_is_named(project, chapbook):
    """Whoever wrote `booklet.yml` hears of the ending."""
    (project / "booklets/fever/booklet.yaml").rename(project / "booklets/fever/booklet.yml")

    assert "booklets/fever/booklet.yml: B038 " in chapbook("check", "fever").output
    assert "booklets/fever/booklet.yml: B038 " in chapbook("proof", "fever").output


def test_a_block_that_another_booklet_names_is_printed(project, chapbook):
    """A block in no order of its own booklet may be the block of another: whoever checks one booklet hears nothing."""
    other(project, "Rest.")
    write(project / "booklets/fever/sleep.yaml", "kind: prose\ntitle: Sleep\ntext: Rest.\n")

    assert "B036" in chapbook("check", "fever").output

    change(project / "booklets/other/booklet.yaml", "[only]", "[only, fever/sleep]")

    assert "B036" not in chapbook("check", "fever").output
    assert "B036" not in chapbook("check").output


def test_a_block_that_a_title_lost_is_told(project, hospital):
    """Whoever takes a title over without a block, or puts one where no title is, hears that nobody checked it."""
    other(project, "Rest.")
    change(project / "booklets/other/booklet.yaml", "[only]", "[only, fever/sleep]")
    write(project / "booklets/fever/sleep.yaml", "kind: prose\ntitle: Sleep\ntext: Rest.\n")
    for file in ("booklets/fever/sleep.yaml", "booklets/fevers/sleep.yaml"):
        write(hospital / file, "kind: prose\ntitel: Sleep\ntext: Rest.\n")
    whole = (project / "booklets/other/booklet.yaml").read_text("utf-8")
    write(hospital / "booklets/other/booklet.yaml", whole.replace(", fever/sleep", ""))
    lost = {each.spot.path for each in api.check(hospital).problems if each.code == "B036"}

    assert {"booklets/fever/sleep.yaml", "booklets/fevers/sleep.yaml"} == lost


def test_a_check_counts_what_it_looked_at(project, chapbook):
    """Of one language, one edition is said to be checked."""
    assert "no problems in 1 booklet, 1 edition, 5 facts\n" == chapbook("check", "--locale", "es").output


def other(project, sentence):
    """A second booklet, of one sentence, in English alone."""
    booklet = (project / "booklets/fever/booklet.yaml").read_text("utf-8").split("order:")[0]
    order = "locales: [en-US]\norder:\n  - {chapter: One, blocks: [only]}\n"
    write(project / "booklets/other/booklet.yaml", booklet.replace("figures/sun.svg", "sun.svg") + order)
    write(project / "booklets/other/only.yaml", f"kind: prose\ntitle: Only this\ntext: {sentence}\n")
    shutil.copy(project / "booklets/fever/figures/sun.svg", project / "booklets/other/sun.svg")


@pytest.mark.parametrize("command", [("check", "fever"), ("proof", "fever")], ids=" ".join)
def test_a_place_that_is_none_is_named(chapbook, project, command):
    """Where a slip leaves no edition at all, the slip is told, with its line, and not that there is none."""
    change(project / "booklets/imprint.yaml", "name:", "publishes: {places: [usa]}\nname:")
    result = chapbook(*command)

    assert 1 == result.exit_code, result.output
    assert 'imprint.yaml:2:22: B022 unknown place "usa"\n    hint: did you mean "us"?' in result.output

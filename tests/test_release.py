"""A release: what everybody has approved goes out without the mark of a review copy; a later change stops it."""

import json
import re
from pathlib import Path

import pytest

from chapbook.files.chain import Chain
from chapbook.publish.log import read_register
from conftest import change, done, text_of_pages, write

TICKET = "means: Single pages to read on a screen.\nlinearize: true\nrequires-approval: [clinician, reader]\n"


@pytest.fixture
def approved(project, chapbook):
    """The smallest project, with a ticket that asks for two approvals, and both given."""
    (project / "styles/press/download.yaml").write_text(TICKET)
    left = {"clinician": "still to approve: reader", "reader": "nobody is left to approve it"}
    for role, name in (("clinician", "Reviewer A"), ("reader", "Reviewer B")):
        done = chapbook("approve", "fever", "--role", role, "--name", name, "--date", "2026-11-21")
        file, said = done.output.splitlines()

        assert (0, "approvals/fever.en-US.us.yaml") == (done.exit_code, file)
        assert re.fullmatch(rf"fever\.en-US\.us \([0-9a-z]{{8}}\): {role}, 5 of 5 blocks approved; {left[role]}", said)
    return project


def build(chapbook):
    return chapbook("build", "--release", "--on", "2026-11-21", "--locale", "en-US")


@pytest.mark.slow
def test_what_is_approved_is_released(approved, chapbook):
    """With every approval that its ticket asks for, an edition is no draft any more."""
    done = build(chapbook)

    assert 0 == done.exit_code, done.output
    assert "look: the imprint names no site" in done.output
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


@pytest.mark.slow
def test_without_release_it_is_a_review_copy(project, chapbook):
    """Nobody has approved anything: the build goes on, and every row of the manifest says draft."""
    done = chapbook("build", "--locale", "en-US")

    assert 0 == done.exit_code, done.output
    assert [True] == [row["draft"] for row in json.loads((project / "build/manifest.json").read_text())["editions"]]


@pytest.mark.slow
def test_a_day_that_passes_stops_a_release_alone(project, chapbook):
    """A source past its review stops a release, and no build of review copies."""
    sources = project / "booklets/evidence/sources.yaml"
    sources.write_text(sources.read_text().replace("2027-11-01", "2020-11-01"))

    assert 0 == chapbook("build", "--locale", "en-US").exit_code
    assert "A007" in chapbook("build", "--release", "--locale", "en-US").output


@pytest.mark.slow
@pytest.mark.parametrize("file", ["imprint.yaml", "fever/booklet.yaml"])
def test_no_paper_is_of_a_day_to_come(approved, chapbook, file):
    """Nothing that says it was last changed next year is released, and `check` tells it of the day that it is given."""
    with (approved / "booklets" / file).open("r+", encoding="utf-8") as changed:
        text = changed.read().replace("revised: 2026-11-21\n", "")
        changed.seek(0)
        changed.write(f"{text}revised: 2027-11-30\n")
    refused = build(chapbook).output

    assert f"booklets/{file}:" in refused
    assert " V011 " in refused
    assert " V011 " in chapbook("check", "--on", "2026-11-30").output
    assert " V011 " not in chapbook("check", "--on", "2027-11-30").output


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["", "requires-approval: []\n", "requires-approval: [translator]\n"])
def test_a_ticket_that_asks_nobody_lets_nothing_out(project, chapbook, asked):
    """Whose approval a ticket does not ask for is not taken as given: no release, and nothing to publish."""
    (project / "styles/press/download.yaml").write_text(f"means: Single pages.\n{asked}")
    change(project / "booklets/imprint.yaml", "values:", "site: children.example.org\nvalues:")

    assert "A008" in build(chapbook).output
    assert not (project / "build").exists()

    done(chapbook, "build", "--locale", "en-US")

    assert "V007 nothing to publish: there are only review copies (1 file)" in chapbook("publish").output


# ── the whole way, with the library's own pages ───────────────────────────────────────────────────────────────────


@pytest.fixture
def ward(chapbook, tmp_path, monkeypatch):
    """A project made by `chapbook new` that has a site and publishes its own small booklet alone."""
    home = tmp_path / "ward"
    done(chapbook, "new", str(home))
    change(home / "booklets/imprint.yaml", "#site: ", "site: children.example.org ")
    change(home / "booklets/imprint.yaml", "publishes: {", "publishes: {booklets: [welcome], ")
    change(home / "booklets/welcome/hello.yaml", "This page is yours to write. Say", "We tell you")
    # Each design would be set four times.
    write(home / "styles/press/large-print.yaml", "extends: library/large-print\non-request: yes\n")
    monkeypatch.chdir(home)
    return home


def approve(chapbook, day):
    """The approval of everybody whom the library's tickets ask for."""
    for role in ("clinician", "reader"):
        done(chapbook, "approve", "welcome", "--role", role, "--name", "Reviewer A", "--date", day)


def released(chapbook, home, day):
    """Build and publish on a day, as docs/publishing.md says; the code of every file that was made."""
    done(chapbook, "build", "--release", "--on", day)
    done(chapbook, "publish", "--to", "site", "--date", day)
    rows = json.loads((home / "build/manifest.json").read_text("utf-8"))["editions"]
    (code,) = {row["code"] for row in rows}

    assert ["download", "ward-printer"] == [row["ticket"] for row in rows]
    assert [False] * 2 == [row["draft"] for row in rows]
    assert [] == [row["file"] for row in rows if (home / "build" / row["file"]).read_bytes() != site(home, row)]
    return code


def site(home, row):
    return (home / "site" / row["file"]).read_bytes()


def standing(home):
    """How each code of the register stands, oldest first: its code, what it replaced, when it was withdrawn."""
    register, problems = read_register(Chain.at(home))

    assert [] == problems

    return [(row.code, row.replaces, row.withdrawn and str(row.withdrawn.date)) for row in register.rows]


def answer(home, code):
    """What the page of a code says first, and all that it says."""
    page = (home / f"site/e/{code}/index.html").read_text("utf-8")
    words = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())
    return re.search(r"<h1[^>]*>(.*?)</h1>", page)[1], words


@pytest.mark.slow
def test_the_whole_way_of_a_paper(ward, chapbook):
    """A paper is approved, built, handed out, taken back, corrected, approved again and handed out anew."""
    approve(chapbook, "2026-11-20")
    old = released(chapbook, ward, "2026-11-21")

    assert [(old, "", None)] == standing(ward)
    assert "Your paper is up to date." == answer(ward, old)[0]
    assert "Nothing is missing" in text_of_pages(ward / "build/proof-sheet/welcome.en-US.us.pdf")[0]
    assert [] == [page for page in text_of_pages(ward / "build/download/welcome.en-US.us.pdf") if "Review copy" in page]

    done(chapbook, "withdraw", old, "--reason", "The lines were too long.", "--date", "2026-11-22")

    assert [(old, "", "2026-11-22")] == standing(ward)
    assert "Do not use this paper anymore." == answer(ward, old)[0]
    assert "The lines were too long." in answer(ward, old)[1]
    assert [] == [*(ward / "site").rglob("*.pdf")]
    assert "V004" in chapbook("build", "--release", "--on", "2026-11-22").output
    # What was taken back left the build: pages alone are laid out again.
    assert "1 code, 0 current" in done(chapbook, "publish", "--date", "2026-11-22")

    change(ward / "booklets/welcome/hello.yaml", "Write short lines", "Write very short lines")

    assert "A005" in chapbook("build", "--release", "--on", "2026-11-23").output

    approve(chapbook, "2026-11-23")
    new = released(chapbook, ward, "2026-11-24")

    assert [(old, "", "2026-11-22"), (new, old, None)] == standing(ward)
    assert "Your paper is up to date." == answer(ward, new)[0]
    assert "Do not use this paper anymore." == answer(ward, old)[0]
    assert new in answer(ward, old)[1]


@pytest.mark.slow
def test_an_open_question_is_not_said_to_be_missing(ward, chapbook):
    """What stops no release has the sign to look, and nothing on the sheet of a released edition is missing."""
    approve(chapbook, "2026-11-20")
    done(chapbook, "build", "--release", "--on", "2026-11-21", "--ticket", "download")
    sheet = text_of_pages(Path("build/proof-sheet/welcome.en-US.us.pdf"))[0]

    assert re.search(r"look\s+Questions to people", sheet)
    assert not re.search(r"^missing", sheet, re.MULTILINE)

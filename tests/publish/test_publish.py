"""What a family finds when it scans its paper: current, replaced by what, or taken back and why."""

import json
import os
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.api import publishers
from chapbook.approve import approvals
from chapbook.approve.records import record_file, roles
from chapbook.cli import kit
from chapbook.content.finished import FinishedFile
from chapbook.files import atomic as module
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Problems
from chapbook.publish.changes import differences
from chapbook.publish.log import read_register, read_rows, written
from chapbook.publish.publish import lay_out
from chapbook.publish.register import Register, Row, Withdrawal
from chapbook.publish.site import sources_of
from chapbook.publish.values import changed_values
from chapbook.store.store import opened
from chapbook.texts import text_of
from chapbook.transcript.code import encode
from chapbook.transcript.snapshot import Record, Snapshot, code_of
from chapbook.transcript.transcript import on_one_line
from conftest import REPOSITORY, change, clinic_beside, done, write

ENGLISH, SPANISH = "fever.en-US.us", "fever.es.us"
APPROVED = date(2026, 11, 20)


@pytest.fixture
def clinic(project, chapbook, monkeypatch):
    """A hospital with a site, which publishes the small booklet; every fact of it is verified, nothing is approved."""
    home = clinic_beside(project)
    monkeypatch.chdir(home)
    return home


def approve(chapbook):
    for locale, asked in (("en-US", ("clinician", "reader")), ("es", ("clinician", "translator", "reader"))):
        for role in asked:
            who = ("--locale", locale, "--role", role, "--name", "Reviewer A", "--date", "2026-11-20")
            done(chapbook, "approve", "fever", *who)


def build(home, *, draft=False, tickets=("download",)):
    """A build folder as a build leaves it, without setting a page: the manifest, and files that name their code.

    What is no draft is approved.
    """
    begin(home)
    library, _ = load(Chain.at(home))
    entries = []
    for edition in library.editions():
        text = text_of(library, edition)
        code = code_of(text)
        for role in roles(library, edition) if not draft else ():
            write(home / record_file(edition), approvals.approve(library, text, role, "Reviewer A", APPROVED))
        for ticket in tickets:
            about = ("Fever at home", 4, draft, text.manuscript.booklet.revised.isoformat(), code)
            made = FinishedFile(
                f"{ticket}/{edition}.pdf",
                edition,
                ticket,
                *about,
                f"%PDF-1.7 {code} {ticket}{' Review copy' * draft}".encode(),
            )
            write(home / "build" / made.file, made.content.decode())
            entries.append(made.entry())
    write(home / "build/manifest.json", json.dumps({"editions": entries}))


def begin(home):
    """What every build does first: end what an earlier command was cut short in."""
    with opened(home / "build"):
        pass


def dated(home, day):
    """The day on which the hospital's own words or values last changed, as it writes it down."""
    imprint = home / "booklets/imprint.yaml"
    write(imprint, re.sub("^revised: .*\n", "", imprint.read_text("utf-8"), flags=re.M) + f"revised: {day}\n")


def released(chapbook, day):
    """Build and publish everything as it is now, approved, and dated."""
    dated(Path.cwd(), day)
    build(Path.cwd())
    return done(chapbook, "publish", "--date", day)


def rows(home):
    """The register's rows, oldest first, by edition."""
    register, problems = read_register(Chain.at(home))

    assert [] == problems

    found = {}
    for row in register.rows:
        found.setdefault(row.edition, []).append(row)
    return found


def page(home, row):
    return (home / f"site/e/{row.code}/index.html").read_text("utf-8")


def words(html):
    """What a page says, with plain spaces."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def tree(home):
    folders = (home / "site", home / "published")
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def files(folder):
    """The PDFs and proof sheets of a build folder."""
    return {path.relative_to(folder).as_posix() for path in folder.glob("*/*") if path.is_file()}


def listed(folder):
    """The files that its manifest lists."""
    return {row["file"] for rows in json.loads((folder / "manifest.json").read_text()).values() for row in rows}


def correct(home):
    """Another limit in the hospital's imprint."""
    change(home / "booklets/imprint.yaml", "fever-limit: 38.0", "fever-limit: 38.5")


def say_more(home):
    """Another chapter title, and the same values."""
    library = next(path for path in Chain.at(home).roots if (path / "booklets/fever/booklet.yaml").is_file())
    change(library / "booklets/fever/hands.yaml", "for **20 seconds**", "well, for **20 seconds**")
    for file in (library / "locales/es/LC_MESSAGES").glob("fever.po"):
        change(file, "for **20 seconds**", "well, for **20 seconds**")


# ── current ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_what_is_published_is_current(clinic, chapbook):
    """Each code gets a page which says that the paper is up to date, and opens the PDF at an address that stays."""
    approve(chapbook)
    done(chapbook, "build", "--release", "--on", "2026-11-25")
    done(chapbook, "publish", "--date", "2026-11-25")
    (english,), (spanish,) = rows(clinic)[ENGLISH], rows(clinic)[SPANISH]

    assert "Your paper is up to date." in words(page(clinic, english))
    assert 'href="../../download/fever.en-US.us.pdf"' in page(clinic, english)
    assert "Tiene la última versión." in words(page(clinic, spanish))
    assert tree(clinic)["site/download/fever.es.us.pdf"] == (clinic / "build/download/fever.es.us.pdf").read_bytes()
    assert [("clinician", "Reviewer A", "2026-11-20"), ("reader", "Reviewer A", "2026-11-20")] == [*english.approvals]


@pytest.mark.slow
def test_families_find_papers_by_language(clinic, chapbook):
    """One page lists what is current, each title in its language, and search engines learn which belong together."""
    released(chapbook, "2026-11-25")
    shelf = (clinic / "site/e/booklets/index.html").read_text("utf-8")
    root = ElementTree.parse(clinic / "site/e/sitemap.xml").getroot()
    urls = [
        [element.text for element in url if element.text] + [link.get("hreflang") for link in url[1:]] for url in root
    ]
    top = "https://children.example.org/download/fever"

    assert "Fever at home" in words(shelf)
    assert 2 == shelf.count('href="../../download/fever.en-US.us.pdf"') == shelf.count("../../download/fever.es.us.pdf")
    assert [[f"{top}.{locale}.us.pdf", "en-US", "es"] for locale in ("en-US", "es")] == urls


def test_a_paper_leads_to_the_same_in_other_languages(clinic, chapbook):
    """Who opened the English page finds the Spanish one by its own name, as long as families may have it."""
    released(chapbook, "2026-11-25")
    (english,), (spanish,) = rows(clinic)[ENGLISH], rows(clinic)[SPANISH]
    shelf = (clinic / "site/e/booklets/index.html").read_text("utf-8")
    both = [page(clinic, english), page(clinic, spanish)]
    done(chapbook, "withdraw", spanish.code, "--reason", "The limit was wrong.", "--date", "2026-11-26")
    led = re.compile(r'href="([^"]+)" hreflang="([^"]+)" lang="[^"]+" dir="ltr">([^<]+)<')

    assert [("../../download/fever.es.us.pdf", "es", "Español")] == led.findall(both[0])
    assert [("../../download/fever.en-US.us.pdf", "en-US", "English (US)")] == led.findall(both[1])
    assert {"en-US": 2, "es": 2} == Counter(re.findall(r'hreflang="([^"]+)"', shelf))
    assert "hreflang" not in page(clinic, english) + page(clinic, spanish)


def test_pages_of_the_site_hold_what_somebody_searches_for(clinic, chapbook):
    """What the typesetter needs before a tag stands on no page of the site."""
    released(chapbook, "2026-11-25")
    pages = [path.read_text("utf-8") for path in (clinic / "site/e").rglob("*.html")]

    assert any(" <span" in each for each in pages)
    assert not any("\u200b" in each for each in pages)


def test_a_page_lists_all_sources_of_its_paper():
    """Whoever follows a paper's code finds every source of it, also those that its pages do not name."""
    record = Record(text=("title: How we know", "source.main: The label, 2026", "source: A leaflet: for all, undated"))

    assert ("The label, 2026", "A leaflet: for all, undated") == sources_of(Snapshot("", "", {"shared/all": record}))


def test_an_address_that_leads_nowhere(clinic, chapbook):
    """Where somebody mistyped a code a server can show the list of all, whose links hold at any depth."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    lost = (clinic / "site/e/404.html").read_text("utf-8")

    assert "There is nothing at this address" in words(lost)
    assert f'href="/e/{row.code}/"' in lost
    assert [] == re.findall(r'href="(?!/e/)', lost)


def test_a_block_that_booklets_share_is_written_down_like_any(clinic, chapbook, project):
    """What lies in booklets/shared/ is approved and published, as every block of the library's first pages does."""
    catalogs = project / "locales/es/LC_MESSAGES"
    write(catalogs / "shared.po", (catalogs / "fever.po").read_text("utf-8"))
    write(project / "booklets/shared/hands.yaml", (project / "booklets/fever/hands.yaml").read_text("utf-8"))
    change(project / "booklets/fever/booklet.yaml", "[hands,", "[shared/hands,")
    build(clinic)
    done(chapbook, "publish", "--date", "2026-11-25")
    done(chapbook, "withdraw", rows(clinic)[ENGLISH][0].code, "--reason", "A test.", "--date", "2026-11-26")

    assert "shared/hands" in (clinic / f"published/{rows(clinic)[ENGLISH][0].code}.yaml").read_text("utf-8")


def test_publishing_twice_changes_nothing(clinic, chapbook):
    """A second time, on another day, the register and every page stay as they were, byte for byte."""
    released(chapbook, "2026-11-25")
    before = tree(clinic)
    done(chapbook, "publish", "--date", "2027-01-01")

    assert before == tree(clinic)


def test_published_ticket_by_ticket(clinic, chapbook):
    """What one ticket published stays when another is published after it."""
    write(clinic / "styles/press/sheet.yaml", "means: The same.\nextends: download\n")
    build(clinic, tickets=("download", "sheet"))
    for ticket in ("download", "sheet"):
        done(chapbook, "publish", "--ticket", ticket, "--locale", "en-US", "--date", "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]

    assert {"download/fever.en-US.us.pdf", "sheet/fever.en-US.us.pdf"} == {*row.files}
    assert {*row.files} == {name[5:] for name in tree(clinic) if name.endswith(".pdf")}


# ── superseded ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_older_paper_learns_what_changed(clinic, chapbook):
    """The old code's page leads to the new one, names the parts that changed by title, and shows staff each line."""
    released(chapbook, "2026-11-25")
    correct(clinic)
    said = released(chapbook, "2026-12-01")
    old, new = rows(clinic)[ENGLISH]
    text = words(page(clinic, old))

    assert f"{new.code} {ENGLISH}, instead of {old.code}" in said
    assert "There is a newer version of your paper." in text
    assert f'href="../{new.code}/"' in page(clinic, old)
    assert "December 1, 2026" in text
    assert "Changed: Three things to know Changed: Call us now" in text
    assert "Clean hands" not in text
    assert re.search(r"<del [^>]*>A temperature of 100.4\s°F\s\(38.0\s°C\) or\smore</del>", page(clinic, old))
    assert re.search(r"<ins [^>]*>A temperature of 101.3\s°F\s\(38.5\s°C\) or\smore</ins>", page(clinic, old))
    assert (old.code, ("fever/points", "fever/call")) == (new.replaces, new.changed)
    assert "Your paper is up to date." in words(page(clinic, new))


def test_a_page_speaks_the_language_of_the_paper_first(clinic, chapbook):
    """A Spanish paper's page is in Spanish, then in what staff of the place read, each marked with its language."""
    released(chapbook, "2026-11-25")
    correct(clinic)
    released(chapbook, "2026-12-01")
    html = page(clinic, rows(clinic)[SPANISH][0])

    assert '<html lang="es" dir="ltr">' in html
    assert html.index("Hay una versión más nueva") < html.index("There is a newer version")
    assert ["es", "en-US"] == re.findall(r'<section class="verdict" lang="([\w-]+)"', html)
    assert "Cambió: Llámenos ahora" in words(html)
    assert 'Changed: <bdi lang="es" dir="ltr">Llámenos ahora</bdi>' in html


def test_covers_and_small_words_that_changed_are_named_in_words(clinic, chapbook):
    """What has no title of its own is named, for the family and again for staff, where its lines are shown."""
    released(chapbook, "2026-11-25")
    change(clinic / "booklets/imprint.yaml", "Sample Children's Hospital", "Sample Hospital")
    change(clinic / "locales/es/LC_MESSAGES/furniture.po", "Sobre este folleto", "Sobre él")
    released(chapbook, "2026-12-01")
    english, spanish = (words(page(clinic, rows(clinic)[edition][0])) for edition in (ENGLISH, SPANISH))

    assert 2 == english.count("The cover, the contents, or who publishes it")
    assert 1 == spanish.count("La portada, el índice o quién lo publica")
    assert 2 == spanish.count("Small words that stand on many pages")


def test_only_the_statement_behind_it_changed(clinic, chapbook, project):
    """Where the words are the same, the page says that they are."""
    released(chapbook, "2026-11-25")
    change(project / "booklets/evidence/facts.yaml", "takes germs away", "takes most germs away")
    released(chapbook, "2026-12-01")
    old, _ = rows(clinic)[ENGLISH]

    assert "The words are the same. Only the sources behind them changed." in words(page(clinic, old))


def test_a_block_that_came_or_went_stands_for_itself(clinic, chapbook, project):
    """A block more is new, a block less is taken out, and that the order names it is no change of the covers."""
    released(chapbook, "2026-11-25")
    change(project / "booklets/fever/booklet.yaml", "[hands, points]", "[points]")
    released(chapbook, "2026-12-01")
    register, _ = read_register(Chain.at(clinic))
    old, new = (register.snapshots[row.code] for row in rows(clinic)[ENGLISH])

    assert [("fever/hands", "gone")] == [(each.path, each.kind) for each in differences(old, new)]
    assert [("fever/hands", "new")] == [(each.path, each.kind) for each in differences(new, old)]
    assert "Taken out: Clean hands" in words(page(clinic, rows(clinic)[ENGLISH][0]))


def test_what_is_said_again_is_current_again(clinic, chapbook):
    """After a change and its reversal, the first code is current, and the second has been replaced by it."""
    released(chapbook, "2026-11-25")
    correct(clinic)
    released(chapbook, "2026-12-01")
    change(clinic / "booklets/imprint.yaml", "fever-limit: 38.5", "fever-limit: 38.0")
    released(chapbook, "2026-12-08")
    second, first = rows(clinic)[ENGLISH]

    assert ("2026-12-08", second.code) == (first.published.isoformat(), first.replaces)
    assert "Your paper is up to date." in words(page(clinic, first))
    assert "There is a newer version" in words(page(clinic, second))


# ── the day on which it changed ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("before", ["current", "withdrawn", "a review copy"])
def test_a_text_that_changed_says_so_by_its_day(clinic, chapbook, before):
    """Another text under the day of the one before it is refused; the day on which that one went out is honest."""
    dated(clinic, "2026-11-24")
    build(clinic, draft=before == "a review copy")
    done(chapbook, "publish", "--drafts", "--date", "2026-11-25")
    if before == "withdrawn":
        done(chapbook, "withdraw", "--booklet", "fever", "--reason", "The limit.", "--date", "2026-11-25")
    was = tree(clinic)
    correct(clinic)
    build(clinic)
    refused = chapbook("publish", "--date", "2026-12-01")

    assert 1 == refused.exit_code
    assert (
        "booklets/imprint.yaml:6:1: V010 not the text that was published before, and under no later day: "
        "fever.en-US.us of 2026-11-24, fever.es.us of 2026-11-24\n"
    ) in refused.output
    written = {name for name, content in tree(clinic).items() if was.get(name) != content}

    # A paper that families have says at once that its value is another now; of what was refused nothing is written.
    assert (before == "current") == bool(written)
    assert all(name.startswith("site/") for name in written)

    dated(clinic, "2026-11-25")
    build(clinic)
    done(chapbook, "publish", "--date", "2026-12-01")

    assert ["2026-11-24", "2026-11-25"] == [row.revised for row in rows(clinic)[ENGLISH]]


def test_no_paper_looks_older_than_the_one_before_it(clinic, chapbook):
    """A text that changed after the one before was handed out is refused under a day before that one's own."""
    dated(clinic, "2026-11-28")
    build(clinic)
    done(chapbook, "publish", "--date", "2026-11-28")
    correct(clinic)
    dated(clinic, "2026-11-26")
    build(clinic)
    refused = chapbook("publish", "--date", "2026-12-01")

    assert 1 == refused.exit_code
    assert "V010 not the text that was published before" in refused.output


def test_what_families_have_wants_no_other_day(clinic, chapbook):
    """After a review copy was tried and its change undone, the paper that is current is published as it was."""
    released(chapbook, "2026-11-24")
    correct(clinic)
    dated(clinic, "2026-11-26")
    build(clinic, draft=True)
    done(chapbook, "publish", "--drafts", "--date", "2026-11-28")
    was = {name: content for name, content in tree(clinic).items() if name.startswith("published/")}
    change(clinic / "booklets/imprint.yaml", "fever-limit: 38.5", "fever-limit: 38.0")
    released(chapbook, "2026-11-24")

    assert was == {name: content for name, content in tree(clinic).items() if name.startswith("published/")}
    assert "Your paper is up to date." in words(page(clinic, rows(clinic)[ENGLISH][0]))


def test_a_file_bears_the_day_that_is_said_here(clinic, chapbook):
    """A day that was written down after the build stands on no page yet, so its files are not handed out."""
    build(clinic)
    dated(clinic, "2026-11-24")
    refused = chapbook("publish", "--date", "2026-11-25")

    assert 1 == refused.exit_code
    assert (
        "build/download/fever.en-US.us.pdf: V006 built when its text had last changed on 2026-11-21; that day is "
        "2026-11-24 now"
    ) in refused.output


# ── review copies ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_review_copies_are_left_out(clinic, chapbook):
    """Without --drafts nothing that is not approved is published; if that leaves nothing, it is a problem."""
    build(clinic, draft=True)
    refused = chapbook("publish", "--date", "2026-11-25")

    assert 1 == refused.exit_code
    assert "build/manifest.json: V007 nothing to publish: there are only review copies (2 files)" in refused.output
    assert {} == tree(clinic)

    build(clinic)
    manifest = json.loads((clinic / "build/manifest.json").read_text())
    manifest["editions"][1]["draft"] = True
    write(clinic / "build/manifest.json", json.dumps(manifest))

    assert "left out, not approved: download/fever.es.us.pdf\n" in done(chapbook, "publish", "--date", "2026-11-25")
    assert [ENGLISH] == [*rows(clinic)]


def test_a_review_copy_replaces_nothing_that_families_have(clinic, chapbook):
    """With --drafts a review copy gets a page that says so, lies apart, and what was approved stays current."""
    released(chapbook, "2026-11-25")
    say_more(clinic)
    build(clinic, draft=True)
    done(chapbook, "publish", "--drafts", "--date", "2026-12-01")
    approved, draft = rows(clinic)[ENGLISH]

    assert "Your paper is up to date." in words(page(clinic, approved))
    assert "This is a review copy. Families should not use it." in words(page(clinic, draft))
    assert '<body class="review">' in page(clinic, draft)
    assert '<body class="current">' in page(clinic, approved)
    assert "review/" not in (clinic / "site/e/booklets/index.html").read_text("utf-8")
    assert (clinic / "site/review/download/fever.en-US.us.pdf").is_file()

    released(chapbook, "2026-12-08")
    approved, draft = rows(clinic)[ENGLISH]

    assert (False, "2026-12-08") == (draft.draft, draft.published.isoformat())
    assert "There is a newer version" in words(page(clinic, approved))
    assert not (clinic / "site/review/download/fever.en-US.us.pdf").exists()


def test_review_copies_are_counted_apart(clinic, chapbook):
    """What no family should use is not counted with what is current."""
    build(clinic, draft=True)

    assert "2 codes, 0 current, 2 of review copies" in done(chapbook, "publish", "--drafts", "--date", "2026-12-01")


def test_a_list_without_booklets_says_so(clinic, chapbook):
    """Whoever comes to it knows that nothing is amiss, and whom to ask; a list with booklets says nothing of it."""
    build(clinic, draft=True)
    done(chapbook, "publish", "--drafts", "--date", "2026-12-01")
    shelf, said = clinic / "site/e/booklets/index.html", "None can be read here yet."

    assert said in words(shelf.read_text("utf-8"))

    released(chapbook, "2026-12-08")

    assert said not in words(shelf.read_text("utf-8"))


def test_review_copies_of_what_was_approved_take_nobodys_place(clinic, chapbook):
    """Where approvals went and the words did not, what families have stays, with its files and who approved it."""
    released(chapbook, "2026-11-25")
    before = tree(clinic)
    build(clinic, draft=True)
    done(chapbook, "publish", "--drafts", "--date", "2026-12-01")

    assert before == tree(clinic)


def test_a_number_that_was_mended_later_reaches_the_pages(clinic, chapbook):
    """The page of a paper that was taken back dials what the imprint says, also where no build is left to publish."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    said = done(chapbook, "withdraw", row.code, "--reason", "The number was wrong.", "--date", "2026-11-30")
    shutil.rmtree(clinic / "build")
    imprint = clinic / "booklets/imprint.yaml"
    (number,) = re.findall(r"day-phone: ([\d-]+)", imprint.read_text("utf-8"))
    change(imprint, number, "202-555-0188")
    done(chapbook, "publish", "--date", "2026-11-30")

    assert f"families to call: day-phone {number}. Is one wrong?" in said
    assert (number in page(clinic, row), "tel:2025550188" in page(clinic, row)) == (False, True)
    assert "Do not use this paper anymore." in words(page(clinic, row))


@pytest.mark.slow
def test_a_withdrawal_while_papers_are_published_stays(clinic, chapbook, monkeypatch):
    """What was taken back after `publish` had read the register is no more written over than read."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]

    def meanwhile(*given):
        laid = lay_out(*given)
        monkeypatch.setattr(publishers, "lay_out", lay_out)
        done(chapbook, "withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")
        return laid

    monkeypatch.setattr(publishers, "lay_out", meanwhile)
    refused = chapbook("publish", "--date", "2026-11-30")

    assert (3, True) == (refused.exit_code, "has changed published/editions.yaml meanwhile" in refused.output)
    assert rows(clinic)[ENGLISH][0].withdrawn
    assert "Do not use this paper anymore." in words(page(clinic, row))


def test_an_unverified_statement_is_not_published(clinic, chapbook, project):
    """Approvals do not carry a statement that nobody verified to the site."""
    change(project / "booklets/evidence/facts.yaml", "verified: true", "verified: false")
    build(clinic)
    refused = chapbook("publish", "--date", "2026-11-25")

    assert 1 == refused.exit_code
    assert 'A006 fact "wash-hands" is not verified' in refused.output


def test_a_source_past_its_review_stops_publishing(clinic, chapbook, monkeypatch):
    """What was built in time is not handed out once a source is overdue on the day; a review copy may be."""
    monkeypatch.setattr("chapbook.cli.options.today", lambda: date(2027, 11, 2))
    build(clinic)
    refused = chapbook("publish")

    assert 1 == refused.exit_code
    assert 'A007 source "hands" was to be read again by 2027-11-01, and stands behind 2 editions' in refused.output
    assert {} == tree(clinic)

    done(chapbook, "publish", "--date", "2027-11-01")
    build(clinic, draft=True)
    done(chapbook, "publish", "--drafts", "--date", "2027-11-02")


# ── a value that changed since ────────────────────────────────────────────────────────────────────────────────────────


def renumber(home, number="202-555-0188"):
    """Another number for days in the hospital's imprint; the one that it had."""
    imprint = home / "booklets/imprint.yaml"
    (old,) = re.findall(r"day-phone: ([\d-]+)", imprint.read_text("utf-8"))
    change(imprint, old, number)
    return old


def test_a_paper_with_a_number_that_changed_is_not_up_to_date(clinic, chapbook):
    """Its page says so and gives the number of today, nothing opens it, and publish, check and withdraw name it."""
    released(chapbook, "2026-11-25")
    (row,), before = rows(clinic)[ENGLISH], tree(clinic)
    old = renumber(clinic)
    shutil.move(clinic / "build", clinic / "kept")
    said = [
        done(chapbook, "publish", "--date", "2026-11-30"),
        done(chapbook, "check"),
        done(chapbook, "check", "fever"),
    ]
    text, listed = words(page(clinic, row)), json.loads((clinic / "site/editions.json").read_text())["editions"]

    assert "Your paper is not up to date. Fever at home" in text
    assert "Call the numbers on this page, not those on your paper." in text
    assert "up to date." not in text.replace("Your paper is not up to date.", "")
    assert ("tel:2025550188" in page(clinic, row), f"{old} 202-555-0188" in text) == (True, True)
    assert '<body class="changed">' in page(clinic, row)
    assert "fever.en-US.us.pdf" not in page(clinic, row) + (clinic / "site/e/booklets/index.html").read_text("utf-8")
    assert {"changed"} == {each["status"] for each in listed}
    assert [["day-phone"], {}] == [listed[0]["changed_values"], listed[0]["files"]]
    assert all(f"{row.code}: day-phone {old}, now 202-555-0188" in each for each in said)
    assert "2 codes, 0 current" in said[0]
    assert "`chapbook withdraw --value day-phone`" in said[0]

    renumber(clinic, old)
    shutil.move(clinic / "kept", clinic / "build")
    done(chapbook, "publish", "--date", "2026-11-30")

    assert before == tree(clinic)


def test_a_number_that_changed_turns_the_pages_whatever_is_refused(clinic, chapbook):
    """A build that is old is not handed out; the pages of papers with the old number say so at once all the same."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    old = renumber(clinic)
    refused = chapbook("publish", "--date", "2026-11-30")

    assert (1, True) == (refused.exit_code, "V006 built from another text" in refused.output)
    assert f"{row.code}: day-phone {old}, now 202-555-0188" in refused.output
    assert "Nothing new is handed out; the pages in site say what is out of date." in refused.output
    assert "Your paper is not up to date. Fever at home" in words(page(clinic, row))
    assert not (clinic / "site/download/fever.en-US.us.pdf").exists()
    assert [row] == rows(clinic)[ENGLISH]


def test_what_prints_an_old_value_is_taken_back_by_its_name(clinic, chapbook):
    """All papers with the old number go, whatever their language; what is right is never meant."""
    released(chapbook, "2026-11-25")
    early = chapbook("withdraw", "--value", "day-phone", "--reason", "It was wrong.")
    old = renumber(clinic)
    typed = chapbook("withdraw", "--value", "day-fone", "--reason", "It was wrong.")
    other = done(chapbook, "withdraw", rows(clinic)[SPANISH][0].code, "--reason", "It was wrong.", "--yes")
    listed = done(chapbook, "withdraw", "--value", "day-phone", "--dry-run")
    said = done(chapbook, "withdraw", "--value", "day-phone", "--reason", "It was wrong.", "--yes")

    assert "fever.en-US.us, out of date: day-phone" in listed
    assert (2, 2) == (early.exit_code, typed.exit_code)
    assert 'all published papers print value "day-phone" as it is set now; mend it in booklets/imprint' in early.output
    assert 'no value is called "day-fone"; did you mean "day-phone"?' in typed.output
    assert f"{rows(clinic)[ENGLISH][0].code}: day-phone {old}, now 202-555-0188" in other
    assert "1 code withdrawn" in said
    assert "look:" not in said
    assert all(group[0].withdrawn for group in rows(clinic).values())


def test_a_place_that_cannot_be_read_changes_no_page(clinic, chapbook):
    """A slip in a country's file hides its values for a moment; what the imprint sets is compared all the same."""
    released(chapbook, "2026-11-25")
    library, _ = load(Chain.at(clinic))
    (row, _), gone = read_register(Chain.at(clinic))[0].rows, replace(library, places={})

    assert {"day-phone", "fever-limit"} <= row.values.keys()
    assert () == changed_values(gone, row)

    renumber(clinic)

    assert ["day-phone"] == [each.name for each in changed_values(replace(load(Chain.at(clinic))[0], places={}), row)]


def test_a_lapsed_approval_is_named_nowhere(clinic, chapbook):
    """A review copy names only roles in which nothing is left to approve, on its page and in the register."""
    build(clinic)
    dated(clinic, "2026-11-25")
    renumber(clinic)
    library, _ = load(Chain.at(clinic))
    kept = {record_file(edition): (clinic / record_file(edition)).read_text("utf-8") for edition in library.editions()}
    build(clinic, draft=True)
    for file, record in kept.items():
        write(clinic / file, record)
    done(chapbook, "publish", "--drafts", "--date", "2026-11-30")
    (row,) = rows(clinic)[ENGLISH]

    # A reader answers for words alone, and these stand.
    assert ["reader"] == [role for role, *_ in row.approvals]
    assert "Reviewer A, clinician" not in words(page(clinic, row))


def test_a_review_copy_is_replaced_by_none_that_families_have(clinic, chapbook):
    """What is approved after a review copy replaces the paper that families had, and says what changed since that."""
    text = Snapshot(ENGLISH, "Fever", {})
    made = [
        (Row(encode(number), ENGLISH, "Fever", APPROVED, "2026-11-20", draft, "", (), {}), text)
        for number, draft in ((1, False), (2, True), (3, False))
    ]
    *_, found = Register().with_published(made).rows

    assert encode(1) == found.replaces


def test_a_code_is_withdrawn_once_and_only_if_it_was_published(clinic, chapbook):
    """Who calls it from a notebook learns of a code that is none; capitals and one given twice are one code."""

    def withdraw(*codes):
        where = {"build": clinic / "build", "to": clinic / "site", "on": date(2026, 11, 30)}
        return publishers.withdraw(clinic, codes, "A test.", **where)

    with pytest.raises(Problems, match=r"V005 code .* was never published here"):
        withdraw(encode(7))
    assert not (clinic / "published/editions.yaml").exists()
    assert () == withdraw().codes
    assert not (clinic / "published/editions.yaml").exists()

    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]

    assert (row.code,) == withdraw(row.code.upper(), row.code).codes
    assert () == withdraw(row.code).codes
    assert 1 == sum(isinstance(each, Withdrawal) for each in read_register(Chain.at(clinic))[0].events)
    assert 1 == len(Register((row,)).with_withdrawn([row.code] * 2, date(2026, 11, 30), "x").events) - 1


def test_a_build_that_ends_during_a_withdrawal_keeps_its_rows(clinic, chapbook, monkeypatch):
    """The manifest is read when the folder is held: what a build has just written is neither lost nor left behind."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]

    def meanwhile(*given):
        laid = lay_out(*given)
        build(clinic, tickets=("download", "ward-printer"))
        return laid

    monkeypatch.setattr(publishers, "lay_out", meanwhile)
    done(chapbook, "withdraw", row.code, "--reason", "A test.", "--date", "2026-11-30")
    left = {"download/fever.es.us.pdf", "ward-printer/fever.es.us.pdf"}

    assert left == files(clinic / "build") == listed(clinic / "build")


# ── taken back ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_paper_is_taken_back(clinic, chapbook):
    """The page says not to use it, why, since when and whom to call, and its PDF is gone from the site."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    done(chapbook, "withdraw", row.code.upper(), "--reason", "The limit was wrong.", "--date", "2026-11-30")
    text = words(page(clinic, row))

    assert "Do not use this paper anymore." in text
    assert "Call your team. Ask them what to do, and ask for a new paper." in text
    assert "The limit was wrong." in text
    assert "November 30, 2026" in text
    assert 'href="tel:2025550143"' in page(clinic, row)
    assert "download/fever.en-US.us.pdf" not in page(clinic, row)
    assert ["site/download/fever.es.us.pdf"] == [name for name in tree(clinic) if name.endswith(".pdf")]


def test_a_terminal_is_asked_first(clinic, chapbook, monkeypatch):
    """On a terminal a withdrawal waits for a yes and a no ends it; `--yes` and a script are not asked."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    withdraw = ("withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")
    asked = []

    def no(question, **_):
        asked.append(question)
        raise click.Abort

    with monkeypatch.context() as terminal:
        terminal.setattr(kit, "_is_asked", lambda: True)
        terminal.setattr(click, "confirm", no)
        refused = chapbook(*withdraw)

        assert 1 == refused.exit_code
        assert "1 code" in asked[0]
        assert not rows(clinic)[ENGLISH][0].withdrawn

        done(chapbook, *withdraw, "--yes")

    assert 1 == len(asked)
    assert rows(clinic)[ENGLISH][0].withdrawn


@pytest.mark.slow
def test_what_was_taken_back_never_comes_back(clinic, chapbook):
    """Neither a build nor a publication of exactly the same words is made; corrected words are."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    done(chapbook, "withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")
    build(clinic)
    made, publication = chapbook("build", "--ticket", "download"), chapbook("publish")
    message = f"V004 {ENGLISH} says exactly what was withdrawn as {row.code} on 2026-11-30: The limit was wrong."

    assert (1, 1) == (made.exit_code, publication.exit_code)
    assert message in made.output
    assert message in publication.output

    correct(clinic)
    released(chapbook, "2026-12-01")
    old, new = rows(clinic)[ENGLISH]

    assert "Do not use this paper anymore." in words(page(clinic, old))
    assert f'href="../{new.code}/"' in page(clinic, old)


def test_the_newer_paper_was_taken_back(clinic, chapbook):
    """Whoever holds the older one is told so, and to call; it does not become current again."""
    released(chapbook, "2026-11-25")
    correct(clinic)
    released(chapbook, "2026-12-01")
    old, new = rows(clinic)[ENGLISH]
    done(chapbook, "withdraw", new.code, "--reason", "The limit was wrong.", "--date", "2026-12-02")
    text = words(page(clinic, old))

    assert "The newer version was taken back. Call your team before you use your paper." in text
    assert "up to date" not in text


def test_all_that_rests_on_a_fact_is_taken_back(clinic, chapbook, project):
    """--fact finds every paper that rests on a statement, whichever language and however old; --dry-run only lists."""
    released(chapbook, "2026-11-25")
    before = tree(clinic)
    listed = done(chapbook, "withdraw", "--fact", "wash-hands", "--dry-run")
    codes = [row.code for group in rows(clinic).values() for row in group]

    assert before == tree(clinic)
    assert [ENGLISH, SPANISH] == [*rows(clinic)]
    assert [f"{codes[0]} {ENGLISH}, current: fever/hands", f"{codes[1]} {SPANISH}, current: fever/hands"] == (
        listed.splitlines()[:-1]
    )

    change(project / "booklets/fever/hands.yaml", "facts: [wash-hands]", "facts: []")
    change(project / "booklets/fever/hands.yaml", "for **20 seconds**", "well")
    change(project / "locales/es/LC_MESSAGES/fever.po", "for **20 seconds**", "well")
    change(project / "locales/es/LC_MESSAGES/fever.po", "durante **20 segundos**", "bien")
    released(chapbook, "2026-12-01")
    done(chapbook, "withdraw", "--fact", "wash-hands", "--reason", "It was wrong.", "--date", "2026-12-02")
    withdrawn = {row.code for group in rows(clinic).values() for row in group if row.withdrawn}
    again = done(chapbook, "withdraw", "--fact", "wash-hands", "--dry-run")

    assert {*codes} == withdrawn
    assert again.endswith("0 codes would be withdrawn. Nothing was written.\n")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("wash-hand", 'no fact is called "wash-hand"; did you mean "wash-hands"? '),
        ("wash", 'no fact is called "wash"; did you mean "wash-hands"? '),
        # Nothing that was published rests on this one.
        ("meaning", 'no fact is called "meaning"; did you mean "idle-meaning"? '),
        ("no-such-fact-at-all", 'no fact is called "no-such-fact-at-all"; `chapbook facts`'),
        ("idle-meaning", 'no published paper rests on fact "idle-meaning"\n'),
    ],
)
def test_a_fact_that_is_none_is_never_one_on_which_nothing_rests(clinic, chapbook, project, typed, told):
    """Who takes back a wrong statement and types a name short learns that it leads nowhere, and which was meant."""
    released(chapbook, "2026-11-25")
    facts = project / "booklets/evidence/facts.yaml"
    idle = facts.read_text("utf-8").replace("id: wash-hands", "id: idle-meaning", 1)
    write(project / "booklets/evidence/idle.yaml", re.sub(r"(?s)\nsources:.*", "\n", idle))
    result = chapbook("withdraw", "--fact", typed, "--dry-run")

    assert 2 == result.exit_code
    assert told in result.output


def test_what_was_taken_back_leaves_the_build(clinic, chapbook):
    """Nobody prints it from the folder of the build: its files and rows go, on every ticket, and are named."""
    build(clinic, tickets=("download", "ward-printer"))
    done(chapbook, "publish", "--date", "2026-11-25")
    (row,), folder = rows(clinic)[ENGLISH], clinic / "build"
    said = done(chapbook, "withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")

    assert (
        "2 files taken away: download/fever.en-US.us.pdf, ward-printer/fever.en-US.us.pdf, which were withdrawn\n"
    ) in said
    assert {"download/fever.es.us.pdf", "ward-printer/fever.es.us.pdf"} == files(folder) == listed(folder)


def test_a_build_elsewhere_is_named(clinic, chapbook):
    """--from says in which folder the files lie; without it, and without a build, nothing is made."""
    released(chapbook, "2026-11-25")
    (clinic / "build").rename(clinic / "out")
    withdraw = ("withdraw", rows(clinic)[ENGLISH][0].code, "--reason", "x", "--date", "2026-11-30")
    said = done(chapbook, *withdraw)

    assert "taken away" not in said
    assert not (clinic / "build").exists()

    done(chapbook, *withdraw, "--from", "out")

    assert {"download/fever.es.us.pdf"} == files(clinic / "out") == listed(clinic / "out")


@pytest.mark.slow
def test_the_next_build_takes_out_what_was_taken_back(clinic, chapbook):
    """A folder that no withdrawal knew of loses the paper with the next build, whatever that makes."""
    approve(chapbook)
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    done(chapbook, "withdraw", row.code, "--from", "out", "--reason", "x", "--date", "2026-11-30")
    assert "download/fever.en-US.us.pdf" in files(clinic / "build")

    said = done(chapbook, "build", "--locale", "es", "--ticket", "download")

    assert "1 file taken away: download/fever.en-US.us.pdf, which said what is no longer said\n" in said
    assert {"download/fever.es.us.pdf"} == {file for file in files(clinic / "build") if "sheet" not in file}


def test_a_manifest_that_names_files_elsewhere_stops_a_withdrawal(clinic, chapbook):
    """What a hostile build folder names is neither read nor deleted, and nothing is written."""
    released(chapbook, "2026-11-25")
    (row,), victim = rows(clinic)[ENGLISH], clinic.parent / "victim.txt"
    victim.write_text("precious")
    change(clinic / "build/manifest.json", '"download/fever.en-US.us.pdf"', '"../../victim.txt"')
    before = tree(clinic)
    result = chapbook("withdraw", row.code, "--reason", "x")

    assert 1 == result.exit_code
    assert 'build/manifest.json: V009 the manifest names "../../victim.txt"' in result.output
    assert before == tree(clinic)
    assert "precious" == victim.read_text()


def test_what_is_no_longer_approved_is_not_handed_out(clinic, chapbook):
    """An approval that was taken back after the build stops `publish`, whatever the manifest says."""
    build(clinic)
    shutil.rmtree(clinic / "approvals")
    result = chapbook("publish", "--date", "2026-11-25")

    assert 1 == result.exit_code
    assert "build/download/fever.en-US.us.pdf: V006 not approved, as it says that it is" in result.output
    assert not (clinic / "site").exists()


def test_a_fact_that_is_gone_is_not_handed_out(clinic, chapbook):
    """A fact that was taken out of the evidence after an approved build makes another text, which stops `publish`."""
    build(clinic)
    change(clinic.parent / "project/booklets/evidence/facts.yaml", "id: wash-hands", "id: wash-hand")
    result = chapbook("publish", "--date", "2026-11-25")

    assert 1 == result.exit_code
    assert "build/download/fever.en-US.us.pdf: V006 built from another text, with the code" in result.output


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("booklets/fever/call.yaml", "title:", "titel:"), ("booklets/evidence/facts.yaml", "facts:", "fatcs:")],
)
def test_a_slip_in_a_booklet_keeps_no_paper_from_being_taken_back(clinic, chapbook, file, old, new):
    """A withdrawal reads what its pages say, and nothing that it does not need."""
    released(chapbook, "2026-11-25")
    change(clinic.parent / "project" / file, old, new)
    (row,) = rows(clinic)[ENGLISH]
    done(chapbook, "withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")

    assert rows(clinic)[ENGLISH][0].withdrawn
    assert 1 == chapbook("build").exit_code


@pytest.mark.parametrize("lost", ["(Find the code|Do not use this paper)", ""])
def test_a_translation_keeps_no_paper_from_being_taken_back(clinic, chapbook, lost):
    """Words that pages lack, few or many, are said in the source language on a withdrawal; `publish` asks for them."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[SPANISH]
    catalog = clinic / "locales/es/LC_MESSAGES/furniture.po"
    entry = f'(templates/site/.*\n(?:#.*\n)*msgid "{lost}.*\n)msgstr .*'
    write(catalog, re.sub(entry, r'\1msgstr ""', catalog.read_text("utf-8")))
    before = tree(clinic)
    refused = chapbook("publish", "--locale", "en-US", "--date", "2026-11-26")

    assert 1 == refused.exit_code
    assert "L001 not translated into es: " in refused.output
    assert before == tree(clinic)

    done(chapbook, "withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")

    assert rows(clinic)[SPANISH][0].withdrawn
    assert words(page(clinic, row)).startswith("Do not use this paper anymore.")


@pytest.mark.slow
def test_a_withdrawal_waits_for_no_build(clinic, chapbook):
    """While another command works in the build folder a paper is withdrawn all the same; its files go afterwards."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    command = ("withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")
    with opened(clinic / "build"):
        said = done(chapbook, *command)

    assert "another command is at work in build: its files are taken out by the next build" in said
    assert rows(clinic)[ENGLISH][0].withdrawn
    assert "Do not use this paper anymore." in words(page(clinic, row))
    assert "download/fever.en-US.us.pdf" in files(clinic / "build")
    assert "1 file taken away" in done(chapbook, *command)
    assert "download/fever.en-US.us.pdf" not in files(clinic / "build")


class Killed(BaseException):
    """The machine stops."""


def stopped(monkeypatch, owner, step, number, fault=Killed()):  # noqa: B008
    """Let the machine stop before the nth time that something is done; a draft that is thrown away does not count."""
    act, count = getattr(owner, step), iter(range(999))

    def do(*arguments, **options):
        counts = step != "unlink" or not arguments[0].name.startswith(".draft-")
        if counts and next(count) == number:
            raise fault
        return act(*arguments, **options)

    monkeypatch.setattr(owner, step, do)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("owner", "step"),
    [(module, "_draft"), (Path, "replace"), (Path, "unlink"), (Path, "rename"), (module, "_sync"), (shutil, "rmtree")],
)
def test_a_crash_leaves_a_paper_withdrawn(clinic, chapbook, monkeypatch, owner, step):
    """At whichever write it is stopped: either nothing happened, or it is withdrawn, and the next command finishes."""
    build(clinic, tickets=("download", "ward-printer"))
    done(chapbook, "publish", "--date", "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    command = ("withdraw", row.code, "--reason", "The limit was wrong.", "--date", "2026-11-30")
    start, outcomes = Path(shutil.copytree(clinic, clinic.parent / "start")), []
    done(chapbook, *command)
    wanted = (tree(clinic), files(clinic / "build"))
    for number in range(99):
        shutil.rmtree(clinic)
        shutil.copytree(start, clinic)
        monkeypatch.chdir(clinic)
        with monkeypatch.context() as patch:
            stopped(patch, owner, step, number)
            try:
                result = chapbook(*command)
                break
            except Killed:
                pass
        (row,) = rows(clinic)[ENGLISH]
        outcomes.append(bool(row.withdrawn))

        assert row.withdrawn or tree(start) == tree(clinic)

        if number % 2:
            done(chapbook, *command)

            assert wanted == (tree(clinic), files(clinic / "build"))
        elif row.withdrawn:
            correct(clinic)
            released(chapbook, "2026-12-01")

            assert "Do not use this paper anymore." in words(page(clinic, row))

    # First the register, whole at one rename; then pages and lists; then the build folder by its journal.
    steps = {
        "_draft": (0, 7),
        "replace": (0, 10),
        "unlink": (0, 3),
        "rename": (1, 1),
        "_sync": (1, 14),
        "rmtree": (1, 6),
    }
    assert [False] * steps[step][0] + [True] * steps[step][1] == outcomes
    assert 0 == result.exit_code


FULL = OSError(28, "No space left on device")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("owner", "step", "fault"),
    [
        (module, "_draft", FULL),
        (module, "_sync", FULL),
        (Path, "replace", Killed()),
        (Path, "rename", Killed()),
        (shutil, "rmtree", Killed()),
    ],
)
def test_wherever_publishing_stops_it_is_as_before_or_becomes_as_wanted(
    clinic, chapbook, monkeypatch, owner, step, fault
):
    """Stopped at any write, the register is the old one or the new one; the next command makes register and site whole,
    with every file, also where it is a withdrawal of something else."""
    released(chapbook, "2026-11-25")
    correct(clinic)
    build(clinic)
    start = Path(shutil.copytree(clinic, clinic.parent / "start"))
    command, withdrawal = ("publish", "--date", "2026-12-01"), ("withdraw", rows(clinic)[SPANISH][0].code)
    withdrawal += ("--reason", "The limit was wrong.", "--date", "2026-12-02")
    before = {name: content for name, content in tree(clinic).items() if name.startswith("published")}
    done(chapbook, *command)
    wanted = tree(clinic)
    done(chapbook, *withdrawal)
    withdrawn_too = tree(clinic)
    for number in range(99):
        shutil.rmtree(clinic)
        shutil.copytree(start, clinic)
        monkeypatch.chdir(clinic)
        with monkeypatch.context() as patch:
            stopped(patch, owner, step, number, fault)
            try:
                if 0 == chapbook(*command).exit_code:
                    break
            except Killed:
                pass
        register, problems = read_register(Chain.at(clinic))
        began = len(register.rows) > 2

        assert [] == problems
        assert began or before.items() <= tree(clinic).items()

        done(chapbook, *(withdrawal if began and number % 2 else command))

        assert (withdrawn_too if began and number % 2 else wanted) == tree(clinic)

    assert 0 < number < 20


def test_drafts_of_whoever_was_killed_go(clinic, chapbook):
    """A draft that is older than any write takes is nobody's; one of now may be another command's."""
    released(chapbook, "2026-11-25")
    old, new = clinic / "site/.draft-old", clinic / "published/.draft-new"
    for draft in (old, clinic / "published/.draft-old/editions.yaml", new):
        write(draft, "half")
        os.utime(draft.parent if draft.name == "editions.yaml" else draft, (0, 0) if draft != new else None)
    correct(clinic)
    released(chapbook, "2026-12-01")

    assert [new] == [*clinic.rglob(".draft-*")]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("withdraw",), "name one thing: a code, --booklet, --fact or --value"),
        (("withdraw", "{code}", "--fact", "wash-hands"), "name one thing"),
        (("withdraw", "{code}"), "say why, for families to read: --reason"),
        (("withdraw", "{code}", "--reason", "x", "--date", "2026-11-24"), "--date cannot be before that day"),
        (("withdraw", "--fact", "wash-hand", "--reason", "x"), 'did you mean "wash-hands"?'),
        (("withdraw", "--booklet", "fevr", "--reason", "x"), 'did you mean "fever"?'),
        (("publish", "--locale", "xx"), 'unknown locale "xx"'),
    ],
)
def test_a_slip_on_the_command_line(clinic, chapbook, arguments, fault):
    """What is not one thing with a reason is a fault of usage, and nothing is written."""
    released(chapbook, "2026-11-25")
    before, (row,) = tree(clinic), rows(clinic)[ENGLISH]
    result = chapbook(*(argument.format(code=row.code) for argument in arguments))

    assert 2 == result.exit_code
    assert fault in " ".join(result.output.split())
    assert before == tree(clinic)


def test_a_misread_code_withdraws_nothing(clinic, chapbook):
    """One wrong character is said to be misread, with the code that was meant."""
    released(chapbook, "2026-11-25")
    before, (row,) = tree(clinic), rows(clinic)[ENGLISH]
    typed = ("2" if row.code[0] != "2" else "3") + row.code[1:]
    result = chapbook("withdraw", typed, "--reason", "x")

    assert 1 == result.exit_code
    assert f'V005 code "{typed}" was misread: at least one character is not as it is printed' in result.output
    assert f'did you mean "{row.code}"?' in result.output
    assert before == tree(clinic)


# ── what must agree ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_build_of_another_text_is_not_published(clinic, chapbook):
    """A file whose text is no longer the one that is here is refused: nobody could say later what it said."""
    build(clinic)
    correct(clinic)
    refused = chapbook("publish", "--drafts")

    assert 1 == refused.exit_code
    assert 2 == refused.output.count("V006 built from another text, with the code ")
    assert {} == tree(clinic)


def test_a_file_that_was_changed_is_not_published(clinic, chapbook):
    """A PDF that is not as it was built is refused."""
    build(clinic)
    (clinic / "build/download/fever.es.us.pdf").write_bytes(b"%PDF-1.7 of somebody")
    refused = chapbook("publish")

    assert "build/download/fever.es.us.pdf: V006 not as it was built" in refused.output
    assert {} == tree(clinic)


LOG = "published/editions.yaml"
ENTRY, END = "this entry is not as it was written", "this is not the seal of the entries"
TAMPERED = {
    "a word of a snapshot": ("published/{code}.yaml", "Shivering", "Shaking", "its words make another code"),
    "a code": (LOG, "code: {code}", "code: 00000000", ENTRY),
    "a title": (LOG, "title: Fever at home", "title: Cough", ENTRY),
    "a character": (LOG, "code: {code}", "code: 0000000z", "is no code"),
    "a date": (LOG, "published: 2026-11-25", "published: yesterday", "a date such as 2026-11-21 is wanted here"),
    "another date": (LOG, "published: 2026-11-25", "published: 2026-11-26", ENTRY),
    "a key": (LOG, "revised:", "revisd:", "unknown key"),
    "what changed": (LOG, "- fever/call", "- fever/hands", ENTRY),
    "an approver": (LOG, "name: Reviewer A", "name: Reviewer B", ENTRY),
    "the mark of a review copy": (LOG, "  review-copy: true\n", "", ENTRY),
    "a hash of a file": (LOG, "us.pdf: ", "us.pdf: a", ENTRY),
    "a file": (LOG, "download/fever.en-US.us.pdf", "../../victim.txt", "is no file of"),
    "a file of another edition": (LOG, "download/fever.es.us.pdf", "download/fever.en-US.us.pdf", "is no file of"),
    "an edition": (LOG, "edition: fever.es.us", "edition: fever", "is no file of"),
    "a reason": (LOG, "reason: The limit was wrong.", "reason: No reason.", ENTRY),
    "a seal": (LOG, "  seal: ", "  seal: a", ENTRY),
    "the seal": (LOG, "\nseal: ", "\nseal: a", END),
}


def history(clinic, chapbook):
    """A register in which everything has happened: the code of the paper that was withdrawn, and corrected since."""
    approve(chapbook)
    released(chapbook, "2026-11-25")
    code = rows(clinic)[ENGLISH][0].code
    done(chapbook, "withdraw", code, "--reason", "The limit was wrong.", "--date", "2026-11-30")
    correct(clinic)
    build(clinic, draft=True)
    done(chapbook, "publish", "--drafts", "--date", "2026-12-01")
    done(chapbook, "withdraw", rows(clinic)[SPANISH][1].code, "--reason", "Not ready.", "--date", "2026-12-02")
    return code


def entries(clinic):
    """The register's text: what stands above, then each entry."""
    return re.split("(?m)^(?=- )", (clinic / LOG).read_text("utf-8"))


def refused(chapbook, clinic, code, fault):
    """Every command that reads the register refuses it for a reason, and writes nothing."""
    before = tree(clinic)
    for command in (("check",), ("build",), ("publish",), ("withdraw", code, "--reason", "x")):
        result = chapbook(*command)

        assert 1 == result.exit_code
        assert re.search(rf"^published/\S+: V00[23] .*{re.escape(fault)}", result.output, re.MULTILINE)
        assert before == tree(clinic)


@pytest.mark.slow
@pytest.mark.parametrize("what", TAMPERED)
def test_a_register_edited_by_hand_is_found(clinic, chapbook, what):
    """Whatever no longer fits together stops check, build, publish and withdraw, with its file."""
    code = history(clinic, chapbook)
    file, old, new, fault = TAMPERED[what]
    victim = clinic.parent / "victim.txt"
    victim.write_text("precious")
    change(clinic / file.format(code=code), old.format(code=code), new)
    if file == LOG:
        refused(chapbook, clinic, code, fault)

    assert re.search(rf"V00[23] .*{re.escape(fault)}", chapbook("check").output)
    assert re.search(rf"V00[23] .*{re.escape(fault)}", chapbook("withdraw", code, "--reason", "x").output)
    assert "precious" == victim.read_text()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(6))
def test_an_entry_taken_out_is_found(clinic, chapbook, number):
    """Neither a publication nor a withdrawal leaves the register unseen, at the end either, nor changes its place."""
    code = history(clinic, chapbook)
    head, *whole = entries(clinic)
    assert 6 == len(whole)

    others = [*whole[:number], *whole[number + 1 :]]
    for edited in (
        others,
        whole[:number] or others,
        [*whole, whole[number]],
        [whole[number], *others] if number else [*others[:-1], whole[0], others[-1]],
        [*whole[:number], whole[number - 1], *whole[number + 1 :]],
    ):
        (clinic / LOG).write_text("".join([head, *edited]), "utf-8")

        assert whole != edited
        assert re.search(rf"^{LOG}:\d+:\d: V003 ", chapbook("check").output, re.MULTILINE)
    refused(chapbook, clinic, code, "")


@pytest.mark.slow
def test_the_seal_of_an_entry_is_not_that_of_the_whole(clinic, chapbook):
    """Who takes the last entry out and copies the seal before it to the top is found."""
    code = history(clinic, chapbook)
    head, *whole = entries(clinic)
    seals = [re.search("seal: (.*)", entry)[1] for entry in whole]
    (clinic / LOG).write_text("".join([re.sub("(?m)^seal: .*", f"seal: {seals[-2]}", head), *whole[:-1]]), "utf-8")

    refused(chapbook, clinic, code, END)


def test_the_register_only_grows(clinic, chapbook):
    """Whatever is published or withdrawn adds entries at the end; no line of an entry is ever changed."""
    approve(chapbook)
    released(chapbook, "2026-11-25")
    first = entries(clinic)[1:]
    code = rows(clinic)[ENGLISH][0].code
    done(chapbook, "withdraw", code, "--reason", "The limit was wrong.", "--date", "2026-11-30")
    second = entries(clinic)[1:]
    correct(clinic)
    released(chapbook, "2026-12-01")
    third = entries(clinic)[1:]

    assert (2, 3, 5) == (len(first), len(second), len(third))
    assert first == second[:2] == third[:2]
    assert second == third[:3]
    assert second[2].startswith(f"- withdrawn: 2026-11-30\n  code: {code}\n  reason: The limit was wrong.\n  seal: ")


# A title and a reason come on one line.
LINE = st.text(min_size=1).map(on_one_line).filter(bool)


@pytest.mark.slow
@given(LINE, LINE)
def test_whatever_is_written_is_read_as_it_was(reason, title):
    """A register whose reason and title hold any characters is sealed, written and read back the same."""
    with TemporaryDirectory() as folder:
        row = Row("00000000", ENGLISH, title, date(2026, 11, 25), "2026-11-21", False, "", (), {})
        row = replace(row, files={f"download/{ENGLISH}.pdf": "0"}, approvals=(("reader", title, "2026-11-20"),))
        events = (row, Withdrawal("00000000", date(2026, 11, 30), reason))
        write(Path(folder) / "booklets/imprint.yaml", "inherits: bundled\n")
        for content, path in written(Register(events)):
            write(Path(folder) / path, content.decode())
        register, problems = read_rows(Chain.at(Path(folder)))

    assert [] == problems
    assert events == register.events


@pytest.mark.slow
def test_a_register_that_was_sealed_anew_still_deletes_nothing_elsewhere(clinic, chapbook):
    """Whoever seals a register that names somebody's file makes the commands refuse it, and the file stays."""
    released(chapbook, "2026-11-25")
    register, _ = read_register(Chain.at(clinic))
    victim = clinic.parent / "victim.txt"
    victim.write_text("precious")
    for name in ("../../victim.txt", str(victim), "../victim.txt", "e/index.html"):
        events = tuple(replace(row, files={name: "0" * 64}) for row in register.events)
        for content, path in written(replace(register, events=events)):
            (clinic / path).write_bytes(content)

        refused(chapbook, clinic, register.rows[0].code, f'"{name}" is no file of {ENGLISH}')
        assert "precious" == victim.read_text()


def test_what_was_withdrawn_stays_so_whatever_comes_after(clinic, chapbook):
    """An entry that publishes a withdrawn code again, by whatever program, changes nothing of it."""
    released(chapbook, "2026-11-25")
    register, _ = read_register(Chain.at(clinic))
    code = register.rows[0].code
    later = register.with_withdrawn([code], date(2026, 11, 30), "x")
    again = Register((*later.events, register.events[0]), later.snapshots)

    assert "withdrawn" == later.status(later.row(code)) == again.status(again.row(code))
    assert later == later.with_withdrawn([code], date(2026, 12, 1), "y")


@pytest.mark.parametrize("command", ["publish", "withdraw"])
def test_a_link_in_the_site_leads_nobody_out(clinic, chapbook, command):
    """Where a folder of the site is a link to elsewhere, nothing is written or deleted there; the site may be one."""
    (clinic / "www").mkdir()
    (clinic / "site").symlink_to("www")
    released(chapbook, "2026-11-25")
    correct(clinic)
    build(clinic)
    elsewhere = clinic.parent / "elsewhere"
    (clinic / "www/download").rename(elsewhere)
    (clinic / "www/download").symlink_to(elsewhere)
    before, there = tree(clinic), [path.read_bytes() for path in sorted(elsewhere.iterdir())]
    arguments = () if command == "publish" else (rows(clinic)[ENGLISH][0].code, "--reason", "x")
    result = chapbook(command, *arguments)

    assert 1 == result.exit_code
    assert 'site/download/fever.en-US.us.pdf: B024 path "site/download/fever.en-US.us.pdf" leads out' in result.output
    assert there == [path.read_bytes() for path in sorted(elsewhere.iterdir())]
    assert before == tree(clinic)


def test_a_snapshot_that_is_missing_is_found(clinic, chapbook):
    """A code without its words is a problem: nobody could say what changed since."""
    released(chapbook, "2026-11-25")
    (row,) = rows(clinic)[ENGLISH]
    (clinic / f"published/{row.code}.yaml").unlink()

    assert f"what it says is missing: there is no published/{row.code}.yaml" in chapbook("check").output


@pytest.mark.slow
def test_a_log_that_is_gone_is_found(clinic, chapbook):
    """Who deletes the register and leaves what papers say does not make a withdrawn paper current."""
    code = history(clinic, chapbook)
    (clinic / LOG).unlink()

    refused(chapbook, clinic, code, "the log of what was published and withdrawn is gone")


def test_the_snapshot_is_of_the_code(clinic, chapbook):
    """What is kept of each paper makes the very code that the paper prints."""
    released(chapbook, "2026-11-25")
    register, _ = read_register(Chain.at(clinic))
    manifest = json.loads((clinic / "build/manifest.json").read_text())["editions"]

    assert {row["code"] for row in manifest} == {text.code for text in register.snapshots.values()}
    assert {*register.snapshots} == {text.code for text in register.snapshots.values()}


def test_a_code_never_stands_for_two_texts(clinic, chapbook, monkeypatch):
    """A text whose code was given to another is not published, whether that was years ago or is in the same command."""
    monkeypatch.setattr(Snapshot, "code", property(lambda text: encode(len(text.edition))))
    released(chapbook, "2026-11-25")
    correct(clinic)
    build(clinic)
    later = chapbook("publish", "--date", "2026-12-01")
    monkeypatch.setattr(Snapshot, "code", property(lambda text: encode(7)))
    shutil.rmtree(clinic / "published")
    build(clinic)
    at_once = chapbook("publish", "--date", "2026-12-01")

    assert (1, 2) == (later.exit_code, later.output.count("stands for two texts"))
    assert (1, 1) == (at_once.exit_code, at_once.output.count("stands for two texts"))


# ── the pages as such ─────────────────────────────────────────────────────────────────────────────────────────────


class _Outline(HTMLParser):
    """Headings, tags and addresses of a page, and what it says in which tag."""

    def __init__(self):
        super().__init__()
        self.headings, self.open, self.addresses, self.attributes, self.said = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.attributes.append((tag, found))
        self.addresses += [found[name] for name in ("href", "src") if name in found]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_data(self, data):
        self.said += [(tag, data) for tag in self.open[-1:]]

    def handle_endtag(self, tag):
        assert tag == self.open.pop()


@pytest.fixture
def site(clinic, chapbook):
    """A site with a page of each kind."""
    released(chapbook, "2026-11-25")
    correct(clinic)
    released(chapbook, "2026-12-01")
    done(chapbook, "withdraw", rows(clinic)[SPANISH][1].code, "--reason", "x <script>", "--date", "2026-12-02")
    return clinic / "site"


def test_pages_are_whole_and_need_nothing(site):
    """Every page closes its tags, has a language, a title and headings in order, and asks no server for a thing."""
    for path in site.rglob("*.html"):
        outline = _Outline()
        html = path.read_text("utf-8")
        outline.feed(html)

        assert [] == outline.open
        assert re.search(r'<html lang="[\w-]+" dir="(?:ltr|rtl)">', html)
        assert re.search(r"<title>\S[^<]+</title>", html)
        assert 1 == outline.headings[0] == outline.headings.count(1) or "e/index" in path.as_posix()
        assert all(two <= one + 1 for one, two in zip(outline.headings, outline.headings[1:], strict=False))
        assert not re.search(r"<script|https?://", html)
        assert len(html) < 20_000


def test_no_page_leads_away(clinic, chapbook):
    """A script that a template puts together on the pages of a code stops the publication, and nothing is written."""
    change(clinic / "templates/site/index.html", "</body>", """<a href="{{ 'java' ~ 'script:x()' }}"></a></body>""")
    build(clinic)
    result = chapbook("publish", "--date", "2026-11-25")

    assert 1 == result.exit_code
    assert "templates/site/index.html: S002" in result.output
    assert not (clinic / "site").exists()


# Ends every element in which text may stand, every attribute, and begins a comment that swallows the rest.
BREAKS_OUT = "\"'></title></style></p><meta http-equiv=refresh content=0><!--"


def test_nothing_that_is_written_becomes_markup(clinic, chapbook, project):
    """A hospital's name, a reason, an approver, a title and what changed stay words, and a style stays a style."""
    imprint, style = clinic / "booklets/imprint.yaml", clinic / "styles/site.css"
    hospital, reason, reviewer = (f"{who}{BREAKS_OUT}" for who in ("Hospital", "Reason", "Reviewer"))
    # A tag that is not closed is none, until what follows closes it.
    title = "Fever </title x="
    change(project / "booklets/fever/booklet.yaml", "title: Fever at home", f"title: {json.dumps(title)}")
    change(project / "locales/es/LC_MESSAGES/fever.po", 'msgid "Fever at home"', f"msgid {json.dumps(title)}")
    write(style, style.read_text("utf-8") + f"p {{ --x: {json.dumps(BREAKS_OUT)} }}")
    change(imprint, "name: Sample Children's Hospital", f"name: {json.dumps(hospital)}")
    for role in ("clinician", "reader"):
        who = ("--locale", "en-US", "--role", role, "--name", reviewer, "--date", "2026-11-20")
        done(chapbook, "approve", "fever", *who)
    for day in ("2026-11-25", "2026-12-01"):
        released(chapbook, day)
        change(imprint, "Hospital", "Our Hospital")
    done(chapbook, "withdraw", rows(clinic)[SPANISH][1].code, "--reason", reason, "--date", "2026-12-02")
    said = set()
    for path in (clinic / "site").rglob("*.html"):
        outline = _Outline()
        outline.feed(path.read_text("utf-8"))
        said |= {*outline.said}

        assert [] == outline.open
        assert not [found for _, found in outline.attributes if "http-equiv" in found]
    for tag, text in (("p", hospital), ("p", reason), ("p", reviewer), ("cite", title), ("ins", BREAKS_OUT)):
        assert [each for each in said if each[0] == tag and text in each[1]], (tag, text)


def test_every_link_of_the_site_leads_somewhere(site):
    """Addresses within the site are files of it; the others are phone numbers."""
    for path in site.rglob("*.html"):
        outline = _Outline()
        outline.feed(path.read_text("utf-8"))
        for address in outline.addresses:
            target = site / address[1:] if address.startswith("/") else path.parent / address

            assert address.startswith("tel:") or (target / "index.html" if address.endswith("/") else target).is_file()


def test_the_list_names_every_code(site, clinic):
    """The list has each code under its language, with what became of it, and so has the file for machines."""
    text = words((site / "e/index.html").read_text("utf-8"))
    entries = json.loads((site / "editions.json").read_text("utf-8"))["editions"]
    old, new = rows(clinic)[ENGLISH]
    older, gone = rows(clinic)[SPANISH]

    assert f"{new.code} Fever at home up to date {old.code} Fever at home there is a newer one" in text
    assert f"{gone.code} Fiebre en casa no usar {older.code} Fiebre en casa hay una versión más nueva" in text
    assert {
        old.code: ("superseded", new.code),
        new.code: ("current", None),
        older.code: ("superseded", gone.code),
        gone.code: ("withdrawn", None),
    } == {entry["code"]: (entry["status"], entry["superseded_by"]) for entry in entries}
    assert [f"https://children.example.org/e/{entry['code']}" for entry in entries] == [
        entry["page"] for entry in entries
    ]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_pages_can_be_read_in_the_sun():
    """Text and links have a contrast of 7:1 or more on every ground of the pages (WCAG 2.2, 1.4.6)."""
    css = (REPOSITORY / "styles/site.css").read_text("utf-8")
    grounds = {*re.findall(r"(?:--ground|--paper|background): (#[0-9a-f]{6})", css)}
    letters = {*re.findall(r"(?:--ink|--link|[{;] ?color): (#[0-9a-f]{6})", css)}
    ratios = {
        (text, ground): (max(a, b) + 0.05) / (min(a, b) + 0.05)
        for text in letters
        for ground in grounds
        for a, b in [(luminance(text), luminance(ground))]
    }

    assert (4, 3) <= (len(grounds), len(letters))
    assert {} == {pair: ratio for pair, ratio in ratios.items() if ratio < 7}

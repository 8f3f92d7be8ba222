"""The proof sheet: what it says of an edition, its schema, and that it comes with every build."""

import datetime
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from chapbook import api
from chapbook.api.approvers import as_page
from chapbook.approve import approvals, records
from chapbook.content.jobs import Wanted, batches
from chapbook.content.proof import Ink
from chapbook.files.chain import Chain
from chapbook.gate import sound
from chapbook.proof_sheet.proof_sheet import schema
from chapbook.texts import source_of
from chapbook.typeset.typeset import typeset
from conftest import REPOSITORY, change, text_of_pages, write

pytestmark = pytest.mark.slow

SCHEMA = json.loads((REPOSITORY / "docs/proof-sheet.schema.json").read_text("utf-8"))
DAY = datetime.date(2026, 11, 21)


def built(project):
    """The sheets of the small project, by locale, and the folder."""
    api.build(project, to=project / "build")
    return {
        locale: json.loads((project / f"build/proof-sheet/fever.{locale}.us.json").read_text("utf-8"))
        for locale in ("en-US", "es")
    }


def measured(project, style=""):
    """The measures of the small project's English pages, with a style of one's own."""
    with (project / "styles/booklet.css").open("a", encoding="utf-8") as sheet:
        sheet.write(style)
    wanted = Wanted(locales=("en-US",))
    library = sound(Chain.at(project), wanted).project
    (batch,) = batches(library, wanted.jobs(library))
    return typeset(library, source_of(library, batch.edition), batch.design).measures


# ── the sheet ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_schema_is_the_one_in_the_guide():
    """The schema for machines is drawn from the program, so that neither says what the other does not."""
    assert SCHEMA == json.loads(schema())


def test_every_build_makes_sheets_that_keep_the_schema(project):
    """A build makes a sheet for each edition, as JSON that the schema allows and as a page, and lists them."""
    sheets = built(project)
    manifest = json.loads((project / "build/manifest.json").read_text("utf-8"))
    files = {f"proof-sheet/fever.{locale}.us.{suffix}" for locale in ("en-US", "es") for suffix in ("json", "pdf")}

    for sheet in sheets.values():
        jsonschema.validate(sheet, SCHEMA)
    assert files == {row["file"] for row in manifest["proof-sheets"]}
    assert {"download"} == {row["ticket"] for row in manifest["editions"]}
    assert (
        "clinician: 5 of 5 blocks are not approved" in text_of_pages(project / "build/proof-sheet/fever.es.us.pdf")[0]
    )


def test_words_of_a_sheet_stay_words(project):
    """A title with signs of HTML in it is printed as it was written, for people, and read so, by machines."""
    title = "Fever & </title x="
    change(project / "booklets/fever/booklet.yaml", "title: Fever at home", f"title: {json.dumps(title)}")
    change(project / "locales/es/LC_MESSAGES/fever.po", 'msgid "Fever at home"', f"msgid {json.dumps(title)}")
    sheet = built(project)["en-US"]

    assert title == sheet["edition"]["title"]
    assert title in text_of_pages(project / "build/proof-sheet/fever.en-US.us.pdf")[0].replace("\r\n", " ")


@pytest.mark.parametrize("key", ["missing", "files", "schema_version"])
def test_the_schema_refuses_what_is_not_a_sheet(project, key):
    """A sheet of which something is of another form does not keep the schema."""
    sheet = built(project)["es"]
    sheet[key] = "none"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(sheet, SCHEMA)


def test_what_a_sheet_says(project):
    """The sheet says which edition it is, what is missing, and of each file its size, hash, tags and boxes."""
    sheet = built(project)["es"]
    (file,) = sheet["files"]
    (row,) = [
        row
        for row in json.loads((project / "build/manifest.json").read_text("utf-8"))["editions"]
        if row["locale"] == "es"
    ]

    assert ("fever", "es", "us", row["code"], True) == tuple(
        sheet["edition"][key] for key in ("booklet", "locale", "place", "code", "draft")
    )
    assert ["clinician", "translator", "reader"] == [each["role"] for each in sheet["approvals"]]
    assert (row["sha256"], row["bytes"], row["pages"]) == (file["sha256"], file["bytes"], file["pages"])
    assert (True, "es", "PDF/UA-1", [139.7, 215.9]) == (
        file["tagged"],
        file["language"],
        file["variant"],
        file["trim_box"],
    )
    assert file["fonts"] == file["fonts_embedded"] > 0
    assert {"program", "nobody"} == {each["decided_by"] for each in sheet["clarity"]["items"]}


def test_each_sign_of_several_levels_has_a_line(project):
    """Beside why it has them: reasons are sentences, and no list of them can be read."""
    shutil.copytree(REPOSITORY / "tests/projects/signs", project, dirs_exist_ok=True)
    for name in ("proof-sheet.html", "parts/macros.html"):
        shutil.copy(REPOSITORY / "templates" / name, project / "templates" / name)
    for means in ("a common side effect", "an infection"):
        change(project / "booklets/signs.yaml", f"  means: {means}\n", f"  means: {means}\n  why: One fact says so.\n")
    page, one = api.proof_sheet(project, "fever", place="us")
    (text, *_) = text_of_pages(as_page(page, one))
    begun = [line.split(":")[0] for line in text.splitlines() if "One fact says so." in line]

    assert ["fever", "headache"] == begun


def test_two_builds_give_the_same_sheets(project):
    """Same input, same sheet, byte for byte: nothing of the clock or the machine is on it."""
    built(project)
    first = {path.name: path.read_bytes() for path in (project / "build/proof-sheet").iterdir()}
    (project / "build/.memory.json").unlink()
    built(project)

    assert first == {path.name: path.read_bytes() for path in (project / "build/proof-sheet").iterdir()}


def test_an_answer_makes_the_sheet_again(project):
    """Answers, verified facts and silences stand on the sheet alone, and still make it again."""
    before = built(project)["en-US"]
    library = sound(Chain.at(project), Wanted()).project
    (edition,) = [each for each in library.editions() if each.locale == "en-US"]
    said = {"pemat-01": records.Answer("agree", "At once.")}
    record = approvals.approve(library, source_of(library, edition), "reader", "Reviewer A", DAY, answers=said)
    write(project / records.record_file(edition), record)
    after = built(project)["en-US"]
    item = next(each for each in after["clarity"]["items"] if each["id"] == "pemat-01")

    assert ("reader", "holds", ["At once."]) == (item["decided_by"], item["verdict"], item["comments"])
    assert [0, 1] == [
        next(each["answered"] for each in sheet["approvals"] if each["role"] == "reader") for sheet in (before, after)
    ]

    change(project / "booklets/imprint.yaml", ": 202-555-0143", ": {value: 202-555-0143, silence: {B077: We rang it.}}")
    change(project / "booklets/evidence/facts.yaml", "verified: true", "verified: false")
    change(project / "booklets/evidence/sources.yaml", "id: hands", "id: hands\n    replaced: the label of May")
    last = built(project)["en-US"]
    evidence = last["evidence"]

    assert [("B077", "We rang it.")] == [(row["code"], row["reason"]) for row in last["clarity"]["silenced"]]
    assert {"call-us", "fever-hides", "wash-hands"} == {*evidence["unverified"]}
    # call-us was read in a text that still stands.
    assert [{"replaced_by": "the label of May", "facts": ["fever-hides", "wash-hands"]}] == evidence["older"]


def test_no_sheet_says_what_held_before_an_approval(project):
    """A build of an edition on another ticket takes away its sheets that are no longer true, and no others."""
    write(project / "styles/press/poster.yaml", "extends: download\ntrim: place-whole\n")
    built(project)
    library = sound(Chain.at(project), Wanted()).project
    (edition,) = [each for each in library.editions() if each.locale == "en-US"]
    write(
        project / records.record_file(edition),
        approvals.approve(library, source_of(library, edition), "clinician", "Reviewer A", DAY),
    )
    made = api.build(project, tickets=["poster"], to=project / "build")

    assert {"fever.en-US.us.json", "fever.en-US.us.pdf"} == {Path(file).name for file in made.gone}
    assert {"fever.es.us.json", "fever.es.us.pdf"} == {path.name for path in (project / "build/proof-sheet").iterdir()}


def test_a_sheet_that_was_deleted_is_made_again(project):
    """A sheet is a file of the build like any other."""
    built(project)
    path = project / "build/proof-sheet/fever.es.us.pdf"
    content = path.read_bytes()
    path.unlink()
    built(project)

    assert content == path.read_bytes()


def test_the_command(chapbook, project):
    """`chapbook proof-sheet --json` prints the sheet of one edition; overdue sources are told from a day on alone."""
    sheets = [
        json.loads(chapbook("proof-sheet", "fever", "--locale", "es", *day, "--json").output)
        for day in ([], ["--on", "2040-01-01"])
    ]

    for sheet in sheets:
        jsonschema.validate(sheet, SCHEMA)
    assert [{None}, {True}] == [{source["overdue"] for source in sheet["evidence"]["sources"]} for sheet in sheets]
    assert not any("sources" in lack for lack in sheets[0]["missing"])
    assert any("past their review date" in lack for lack in sheets[1]["missing"])


# ── measures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_type_is_measured_from_the_font(project):
    """11 pt of Andika has an x-height of 1.97 mm by its own table; the size of most letters is the body's."""
    measures = measured(project)

    assert ("Andika", 11.0, 1.97) == (measures.face, measures.size, measures.x_height)
    assert ("Andika 400", "Andika 700") == measures.fonts
    assert () == measures.tight


def test_faint_text_is_found(project):
    """The lowest contrast stands first, measured where the text is: grey on a pale ground, not on the page's white."""
    first = measured(project, "\n.warning { background: #eeeeee }\n.warning p { color: #888888 }\n").inks[0]

    assert ("#888888", "#eeeeee", 3.0, 4.5) == (first.ink, first.ground, first.ratio, first.wanted)
    assert [4.5, 3.0, 3.0] == [
        Ink("#000000", "#ffffff", size, bold, 1, 1).wanted for size, bold in ((17, False), (18, False), (14, True))
    ]


def test_little_room_is_found(project):
    """Text with less than 2 mm below it in a box of fixed height, or beside the edge of the page, is named."""
    tight = measured(project, "\n.cover p { margin-left: -13mm }\n.warning ul { height: 34pt }\n").tight

    assert {"left", "bottom"} == {each.edge for each in tight}
    assert all(0 <= each.amount < 2 for each in tight)


def test_the_mark_of_a_review_copy_needs_no_room(project):
    """However near it stands to the edge: nobody can mend it, and it goes with the approval."""
    assert () == measured(project, "\n@page { margin-bottom: 4mm }\n").tight


def test_lines_are_counted_in_characters(project):
    """Of paragraphs of three lines or more all lines but the last count; a narrow column has short lines."""
    change(project / "booklets/imprint.yaml", "inherits: []", "publishes: {locales: [en-US]}\ninherits: []")
    long = " ".join(["Wash your hands with warm water."] * 9)
    change(project / "booklets/fever/hands.yaml", "Wash your hands for **20 seconds**.", long)
    wide, narrow = measured(project), measured(project, "\np { width: 50mm }\n")

    assert wide.line > 2 * narrow.line > 20
    assert wide.line <= wide.longest_line

"""Copies of a list as one PDF: what stands in its contents and on which page each begins, and that each stays whole."""

import csv
import io
from datetime import date

import pytest
from pikepdf import Array, Dictionary, Name, Stream

import blanks
import presswork
import tags
from chapbook import api
from chapbook.content.slots import CHANGED, ELEMENTS, OWNER, TABLE, as_note
from conftest import text_of_pages

DAY = date(2026, 12, 1)
ROWS = [["Ana Canary", "202-555-0143", "AC"], ["سارة حداد", "202-555-0144", ""], ["Bo", "no number", "B"]]


def tagged(*slots, pages=3):
    """A file with an element for each slot, and a link from its second page to its first."""
    pdf = presswork.pdf_of(*["/P BMC EMC"] * pages)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))

    def element(tag, **entries):
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=tag, P=document, K=Array(), **entries))
        document.K.append(made)
        return made

    elements = [element(Name.P, Pg=pdf.pages[slot.page].obj) for slot in slots]
    link = element(Name.Link)
    note = pdf.make_indirect(Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest="start", StructParent=pages))
    link.K.append(Dictionary(Type=Name.OBJR, Obj=note, Pg=pdf.pages[1].obj))
    for number, page in enumerate(pdf.pages):
        page.StructParents = number
    pdf.pages[1].Annots = Array([note])
    marks = [each for number in range(pages) for each in (number, pdf.make_indirect(Array()))]
    root.K, root.ParentTree = Array([document]), Dictionary(Nums=Array([*marks, pages, link]))
    pdf.Root.StructTreeRoot, pdf.Root.Lang = root, "en-US"
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(["start", Array([pdf.pages[0].obj, Name.Fit])])))
    private = Dictionary({TABLE: pdf.make_indirect(Stream(pdf, as_note(slots))), ELEMENTS: Array(elements)})
    pdf.Root.PieceInfo = Dictionary({OWNER: Dictionary(LastModified=CHANGED, Private=private)})
    return presswork.saved(pdf)


def families(rows=ROWS):
    out = io.StringIO()
    csv.writer(out).writerows([["child-name", "night-phone", "initials"], *rows])
    return out.getvalue().encode()


def joined(project, content, rows=ROWS, **options):
    build = blanks.build(project / "made", content, **options)
    return api.copies(project, "fever", families=families(rows), named="x.csv", build=build, on=DAY, joined=True)


@pytest.fixture
def day(project):
    return joined(project, tagged(blanks.NAME, blanks.PHONE))


def test_the_contents_say_row_and_page_and_nothing_else(day):
    """Each copy begins where they say, on a sheet of its own; a row with a fault is named and not there."""
    contents, _, *pages = text_of_pages(day.content)
    said = [line.split() for line in contents.splitlines()]

    assert [("H004", 4)] == [(each.code, each.spot.line) for each in day.problems]
    assert [
        ["Contents"],
        ["fever.en-US.us,", "download,", "00brraem,", "a", "review", "copy"],
        ["Not", "made,", "and", "not", "in", "this", "file:", "row", "4"],
        ["Row", "Initials", "Title", "Language", "Page"],
        ["2", "AC", "Fever", "English", "(US)", "3"],
        ["3", "Fever", "English", "(US)", "7"],
    ] == said
    assert [0, 4] == [number for number, page in enumerate(pages) if "202-555-014" in page]
    assert ["", ""] == [page.replace("\r\n", "") for page in pages[3::4]]


def test_marks_lead_to_the_elements_that_are_read_there(day):
    """By the numbers of its pages each copy is read by itself, behind the contents."""
    root, _ = tags.read(day.content)

    assert ["Row", "Initials", "Title", "Language", "Page"] == [each.text for each in root.all("TH")]
    assert ["Ana Canary", "202-555-0143", "سارة حداد", "202-555-0144"] == [each.text for each in root.all("P")][2:]
    with blanks.opened(day.content) as pdf:
        tree = pdf.Root.StructTreeRoot.ParentTree.Nums
        rows = {int(tree[at]): tree[at + 1] for at in range(0, len(tree), 2)}
        marked = [page for page in pdf.pages if "/StructParents" in page]

        assert 1 + 3 + 3 == len(marked)
        assert all(each.Pg.objgen == page.objgen for page in marked for each in rows[page.StructParents])

        links = [note for page in pdf.pages for note in page.get("/Annots", ())]

        assert [Name.Link, Name.Link] == [rows[note.StructParent].S for note in links]
        assert [note.objgen for note in links] == [rows[note.StructParent].K[0].Obj.objgen for note in links]
        assert [pdf.pages[2].objgen, pdf.pages[6].objgen] == [note.Dest[0].objgen for note in links]


def test_what_copies_have_in_common_is_there_once(project):
    """What a page draws is in the file once; each copy has behind it only what is written there."""
    made = joined(project, blanks.pdf(blanks.NAME, blanks.PHONE, printed="0 0 9 9 re f"))
    with blanks.opened(made.content) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, Stream)]

        assert 1 == sum(b"0 0 9 9 re f" in each.read_bytes() for each in streams if "/FontFile2" not in each)
        assert ["Ana Canary", "سارة حداد"] == [text_of_pages(made.content)[page].split("\r\n")[0] for page in (2, 4)]


def test_a_sheet_of_one_side_has_no_empty_back(project):
    """Where a file asks for one side, no empty page stands between two copies."""
    with blanks.opened(blanks.pdf(blanks.NAME, blanks.PHONE)) as pdf:
        del pdf.pages[1]
        pdf.Root.ViewerPreferences = Dictionary(Duplex=Name.Simplex)
        content = presswork.saved(pdf)
    made = joined(project, content)

    assert ["Contents", "Ana Canary", "سارة حداد"] == [page.split("\r\n")[0] for page in text_of_pages(made.content)]


def test_long_contents_go_on_with_their_head(project):
    """A clinic day has more rows than a page; each page says what its columns are, and every row has its page."""
    made = joined(project, blanks.pdf(blanks.NAME, blanks.PHONE), [["Ana", "", f"{'W' * 11}A"]] * 60)
    *contents, first = text_of_pages(made.content)[:5]
    lines = [line for page in contents for line in page.splitlines()]

    assert "Ana" in first
    assert 3 <= sum(line.startswith("Row") for line in lines)
    assert [*range(5, 5 + 60 * 2, 2)] == [int(line.split()[-1]) for line in lines if "(US)" in line]


def test_initials_that_cannot_be_printed_are_told(project):
    """Also where a file has no foot for them, as a card: they stand in the contents."""
    printed = "BT /F 9 Tf 200 28 Td (7) Tj ET"
    content = blanks.pdf(blanks.NAME, blanks.PHONE, printed=printed)
    made = joined(project, content, [["Ana", "", "A\U00013000"], ["Bo", "", "B"]], ticket="cards")

    assert [("H005", 2)] == [(each.code, each.spot.line) for each in made.problems]
    assert "3 B" in text_of_pages(made.content)[0]


def test_one_pdf_is_asked_for_by_its_name(chapbook, project):
    """A command writes it where a PDF is named; of calendars it has none, and says so."""
    blanks.build(project / "made", blanks.pdf(blanks.NAME, blanks.PHONE))
    (project / "x.csv").write_bytes(families(ROWS[:2]))
    command = ["copy", "fever", "--from", "made", "--many", "x.csv", "-o", "day.pdf"]
    made, refused = chapbook(*command), chapbook(*command, "--ics")

    assert (0, "day.pdf: 2 papers and a sheet of contents, a review copy\n") == (made.exit_code, made.stdout)
    assert (project / "day.pdf").read_bytes().startswith(b"%PDF-")
    assert (2, True) == (refused.exit_code, "one PDF has no calendars in it" in refused.output)

"""Finishing: what a reader, a screen reader and a printer get."""

from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, Stream, String

from chapbook.content.paper import MM, SIZES
from chapbook.content.tickets import JobTicket
from chapbook.finish.finish import PDF_UA, PrintRun, WrongPages, finish, reading_order

TRIM, SHEET = SIZES["A5"], SIZES["A4"]
DOWNLOAD = JobTicket.model_validate({"means": "Single pages.", "linearize": "true"})
WARD = JobTicket.model_validate(
    {"means": "A booklet.", "imposition": "saddle-stitch", "sheet": "place", "pdf": "plain"}
)

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<rdf:Description rdf:about="" pdfuaid:part="1"/>
<rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">رحلة</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def proof(pages=6, identifier=b"by chance"):
    """Typeset pages as the typesetter hands them over: tagged, titled, with a link and a bookmark on each page."""
    pdf = Pdf.new()
    for number in range(1, pages + 1):
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=String("c1"), StructParent=number)
        drawing = f"/P <</MCID 0>> BDC 0.{number} g 0 0 400 500 re f EMC"
        pdf.pages.append(
            Page(
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Page,
                        MediaBox=[0, 0, TRIM.width * MM, TRIM.height * MM],
                        Annots=[pdf.make_indirect(link)],
                        StructParents=0,
                        Tabs=Name.S,
                        Contents=Stream(pdf, drawing.encode()),
                    )
                )
            )
        )
    with pdf.open_outline() as outline:
        outline.root.extend(OutlineItem(f"Chapter {number}", number) for number in range(pages))
    root = pdf.Root
    root.Lang = String("ar")
    root.MarkInfo = Dictionary(Marked=True)
    root.StructTreeRoot = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot, K=Array([pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))])
        )
    )
    root.Names = Dictionary(Dests=Dictionary(Names=[String("c1"), [pdf.pages[0].obj, Name.Fit]]))
    root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo["/Title"] = "رحلة"
    pdf.trailer.ID = Array([String(identifier), String(identifier)])
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def ticket(**keys):
    named = {key.replace("_", "-"): value for key, value in keys.items()}
    return JobTicket.model_validate({"means": "A test."} | named)


def finished(ticket, direction="ltr", pages=6):
    return Pdf.open(BytesIO(finish(proof(pages), ticket, PrintRun(direction, "A4")).content))


@pytest.mark.parametrize("ticket", [DOWNLOAD, WARD], ids=["download", "ward"])
def test_same_input_same_bytes(ticket):
    """Two runs give the same file, whatever identifier the proof came with."""
    runs = {
        finish(proof(identifier=identifier), ticket, PrintRun("rtl", "A4")).content
        for identifier in (b"one", b"one", b"another")
    }

    assert 1 == len(runs)


@pytest.mark.parametrize("ticket", [DOWNLOAD, WARD], ids=["download", "ward"])
def test_title_and_language_stay(ticket):
    """A viewer shows the title, and knows the language, of pages and sheets alike."""
    with finished(ticket) as pdf, pdf.open_metadata() as metadata:
        assert ("رحلة", "رحلة", "ar") == (metadata["dc:title"], str(pdf.docinfo.Title), str(pdf.Root.Lang))
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


@pytest.mark.parametrize(("direction", "expected"), [("ltr", None), ("rtl", Name.R2L)])
def test_viewers_turn_pages_the_way_of_the_text(direction, expected):
    """An Arabic booklet opens from the right on a screen too."""
    with finished(DOWNLOAD, direction) as pdf:
        assert expected == pdf.Root.ViewerPreferences.get("/Direction")


def test_download_keeps_what_a_screen_reader_needs():
    """Tags, bookmarks, links and the claim to be PDF/UA stay, and the bookmarks are shown."""
    with finished(DOWNLOAD) as pdf, pdf.open_metadata() as metadata:
        assert {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names"} <= set(pdf.Root.keys())
        assert all("/Annots" in page and "/StructParents" in page for page in pdf.pages)
        assert "1" == metadata[PDF_UA + "part"]
        assert Name.UseOutlines == pdf.Root.PageMode
        assert pdf.is_linearized


def test_sheets_claim_nothing_that_they_are_not():
    """Imposed sheets have no tags, bookmarks or links, not even unseen ones, and do not claim to be PDF/UA."""
    with finished(WARD) as pdf, pdf.open_metadata() as metadata:
        kinds = {str(thing.get("/Type")) for thing in pdf.objects if isinstance(thing, Dictionary)}

        assert {"/Lang", "/Metadata", "/PageLayout", "/PageMode", "/Pages", "/Type", "/ViewerPreferences"} == set(
            pdf.Root.keys()
        )
        assert not kinds & {"/Annot", "/StructElem", "/StructTreeRoot", "/Outlines"}
        assert not [key for key in metadata if key.startswith(PDF_UA)]
        assert not any("/Annots" in page or "/StructParents" in page for page in pdf.pages)
        assert not pdf.is_linearized


def test_sheets_tell_the_printer_how():
    """The print dialog begins with both sides, short edge, real size."""
    with finished(WARD) as pdf:
        wishes = pdf.Root.ViewerPreferences

        assert (Name.DuplexFlipShortEdge, Name("/None"), True) == (
            wishes.Duplex,
            wishes.PrintScaling,
            wishes.PickTrayByPDFSize,
        )


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_six_pages_make_two_sheets(direction):
    """A booklet of six is four sides, and both bindings have the same pages on each."""
    with finished(WARD, direction) as pdf:
        sides = [set(page.Resources.XObject.keys()) for page in pdf.pages]

    assert [{"/P6", "/P1"}, {"/P2"}, {"/P3"}, {"/P4", "/P5"}] == sides


@pytest.mark.parametrize(("direction", "front_cover_is_right"), [("ltr", True), ("rtl", False)])
def test_arabic_is_bound_on_the_right(direction, front_cover_is_right):
    """The front cover is on the right half of the first sheet, and on the left half for Arabic."""
    with finished(WARD, direction) as pdf:
        lines = pdf.pages[0].Contents.read_bytes().decode().splitlines()
        (edge,) = (float(line.split()[1]) for line in lines if "/P1 " in line)

        assert front_cover_is_right == (edge > SHEET.landscape.width * MM / 4)


def test_plain_single_pages_keep_their_tags():
    """A ticket for plain PDF drops the claim, not what helps a reader."""
    with finished(ticket(pdf="plain")) as pdf, pdf.open_metadata() as metadata:
        assert "/StructTreeRoot" in pdf.Root
        assert PDF_UA + "part" not in metadata


def test_no_bookmarks_to_show():
    """A leaflet without bookmarks opens without an empty list beside it."""
    with Pdf.open(BytesIO(proof())) as pdf:
        del pdf.Root.Outlines
        file = BytesIO()
        pdf.save(file)
    content = finish(file.getvalue(), DOWNLOAD, PrintRun("ltr", "A4")).content
    with Pdf.open(BytesIO(content)) as pdf:
        assert Name.UseNone == pdf.Root.PageMode


# ── for print shops ───────────────────────────────────────────────────────────────────────────────────────────────

# In RGB: what the inks are is tested elsewhere.
SHOP = {"pdf": "plain", "finishing": "stapled"}


@pytest.mark.parametrize(
    ("keys", "pages", "order"),
    [
        ({"pdf": "plain"}, 3, [1, 2, 3]),
        (SHOP, 6, [1, 2, 3, 4, 5, None, None, 6]),
        (SHOP | {"finishing": "glued"}, 5, [1, 2, 3, 4, None, 5]),
        (SHOP | {"pages": "cover"}, 6, [1, 2, None, 6]),
        (SHOP | {"pages": "inside"}, 6, [3, 4, 5, None]),
        ({"imposition": "n-up", "sheet": "A3", "pdf": "plain"}, 3, [1, 2, 3]),
    ],
)
def test_what_goes_into_the_file(keys, pages, order):
    """Stapled pages come in fours and glued ones in twos, and blanks stand before the back cover."""
    assert order == reading_order(ticket(**keys), pages)


def test_blanks_of_single_pages_are_pages():
    """A print shop that binds gets the blanks as empty pages, in their place."""
    with finished(ticket(**SHOP)) as pdf:
        shown = [[*page.Resources.XObject.keys()] for page in pdf.pages]

    assert [["/P1"], ["/P2"], ["/P3"], ["/P4"], ["/P5"], [], [], ["/P6"]] == shown


@pytest.mark.parametrize(
    "keys", [SHOP, SHOP | {"marks": ["crop"]}, SHOP | {"imposition": "saddle-stitch", "sheet": "A3"}]
)
def test_every_page_for_a_press_has_its_boxes(keys):
    """Single pages and sheets say where they are cut, and neither links nor form fields are left."""
    with finished(ticket(**keys)) as pdf:
        assert all({"/TrimBox", "/BleedBox", "/MediaBox"} <= set(page.obj.keys()) for page in pdf.pages)
        assert not any("/Annots" in page for page in pdf.pages)


@pytest.mark.parametrize("imposition", ["none", "saddle-stitch", "n-up"])
def test_output_intent_survives(imposition):
    """What a file says about its inks, and its colours themselves, are the same on sheets."""
    with Pdf.open(BytesIO(proof())) as pdf:
        pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX)])
        pdf.pages[0].obj.Contents = Stream(pdf, b"0.1 0.2 0.3 0.4 k 0 0 400 500 re f")
        file = BytesIO()
        pdf.save(file)
    job = {"imposition": imposition, "pdf": "plain", "marks": ["crop"]}
    sheet = {} if imposition == "none" else {"sheet": "A3"}
    content = finish(file.getvalue(), ticket(**job, **sheet), PrintRun("ltr", "A4")).content
    with Pdf.open(BytesIO(content)) as pdf:
        page = next(page for page in pdf.pages if "/P1" in page.Resources.XObject)

        assert Name.GTS_PDFX == pdf.Root.OutputIntents[0].S
        assert b"0.1 0.2 0.3 0.4 k" in page.Resources.XObject.P1.read_bytes()


@pytest.mark.parametrize(
    ("keys", "pages", "message"),
    [
        (
            {"imposition": "tri-fold"},
            3,
            "3 pages, and a sheet folded in three has two sides; have the template set two pages",
        ),
        (SHOP | {"pages": "inside"}, 4, "4 pages, which are all cover; take a ticket with pages: all"),
        (SHOP | {"pages": "cover"}, 1, "1 page, which are all cover; take a ticket with pages: all"),
    ],
)
def test_pages_that_do_not_suit_the_ticket(keys, pages, message):
    """A leaflet has two sides, and a cover something inside."""
    with pytest.raises(WrongPages) as refused:
        finished(ticket(**keys), pages=pages)

    assert message == str(refused.value)


def test_a_leaflet_keeps_its_tags():
    """The two sides of a leaflet can be read aloud, and a print dialog proposes to turn them over the short edge."""
    with Pdf.open(BytesIO(proof(2))) as pdf:
        for page in pdf.pages:
            page.mediabox = [0, 0, 297 * MM, 210 * MM]
        file = BytesIO()
        pdf.save(file)
    leaflet = ticket(imposition="tri-fold", trim="place-landscape")
    with Pdf.open(BytesIO(finish(file.getvalue(), leaflet, PrintRun("ltr", "A4")).content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert Name.DuplexFlipShortEdge == pdf.Root.ViewerPreferences.Duplex


@pytest.mark.parametrize(
    ("keys", "duplex"),
    [
        ({"flip": "long-edge"}, Name.DuplexFlipLongEdge),
        ({"flip": "short-edge"}, Name.DuplexFlipShortEdge),
        ({"sides": "1"}, Name.Simplex),
    ],
)
def test_print_dialog_for_cards(keys, duplex):
    """The dialog proposes the edge for which the backs were placed."""
    with finished(ticket(imposition="n-up", sheet="A3", pdf="plain", **keys)) as pdf:
        assert duplex == pdf.Root.ViewerPreferences.Duplex


def test_a_handout_tells_the_printer_how():
    """What fills the paper in the printer is proposed for both sides, long edge, real size; a download of A5 is not."""
    with finished(ticket(trim="place-whole")) as pdf, finished(DOWNLOAD) as download:
        wishes = pdf.Root.ViewerPreferences

        assert (Name.DuplexFlipLongEdge, Name("/None")) == (wishes.Duplex, wishes.PrintScaling)
        assert "/Duplex" not in download.Root.ViewerPreferences


def test_one_side_of_plain_pages():
    """A poster is proposed for one side."""
    with finished(ticket(sides="1")) as pdf:
        assert Name.Simplex == pdf.Root.ViewerPreferences.Duplex


def test_bleed_box_says_how_far_pages_bleed():
    """The typesetter declares at most ten points; the ticket's bleed is declared whole."""
    with Pdf.open(BytesIO(proof(1))) as pdf:
        more, width, height = 5 * MM, TRIM.width * MM, TRIM.height * MM
        page = pdf.pages[0]
        page.mediabox = [-more, -more, width + more, height + more]
        page.bleedbox, page.trimbox = [-10, -10, width + 10, height + 10], [0, 0, width, height]
        file = BytesIO()
        pdf.save(file)
    with Pdf.open(BytesIO(finish(file.getvalue(), ticket(bleed="5"), PrintRun("ltr", "A4")).content)) as pdf:
        box = [float(edge) for edge in pdf.pages[0].bleedbox]

    assert pytest.approx([-more, -more, width + more, height + more], abs=0.01) == box

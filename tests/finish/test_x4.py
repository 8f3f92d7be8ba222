"""PDF/X-4: what a print shop's machine reads in the file."""

import datetime
import re
from io import BytesIO

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from chapbook.finish.x4 import VERSION, as_x4
from presswork import BLEED, HEIGHT, PROFILE, WIDTH, pdf_of, saved

DAY = datetime.date(2026, 11, 21)


def dressed():
    """A page in ink, with all that a document for screens may have."""
    pdf = pdf_of("0 0 0 1 k 0 0 99 99 re f")
    page = pdf.pages[0].obj
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])
    page.AA, page.StructParents, page.Tabs = Dictionary(), 0, Name.S
    page.BleedBox = Array([-10, -10, round(WIDTH + 10, 3), round(HEIGHT + 10, 3)])
    page.Resources.ExtGState = Dictionary(G=Dictionary(TR=Name.Identity, TR2=Name.Default, HTP=Array([0, 0]), ca=1))
    root = pdf.Root
    root.OpenAction, root.AcroForm, root.MarkInfo = Dictionary(S=Name.JavaScript), Dictionary(), Dictionary(Marked=True)
    root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.Names = Dictionary(JavaScript=Dictionary(Names=[]), EmbeddedFiles=Dictionary(Names=[]))
    root.Lang, root.ViewerPreferences = String("ar"), Dictionary(Direction=Name.R2L, PrintArea=Name.MediaBox)
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Fever", 0))
    pdf.docinfo["/Producer"], pdf.docinfo["/CreationDate"] = "By chance", "D:20200101"
    pdf.trailer.ID = Array([String(b"chance"), String(b"chance")])
    return pdf


def finished(pdf=None, **keys):
    pdf = pdf or dressed()
    as_x4(pdf, PROFILE, **{"condition": "FOGRA39", "title": "رحلة <CAR T>", "revised": DAY, **keys})
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    return Pdf.open(BytesIO(saved(pdf, force_version=VERSION)))


def test_it_says_what_it_is():
    """Metadata, document information and version all say PDF/X-4, the title, the day, and that nothing is trapped."""
    with finished() as pdf, pdf.open_metadata() as metadata:
        said = pdf.Root.Metadata.read_bytes().decode()

        assert "1.6" == pdf.pdf_version
        assert "PDF/X-4" == metadata["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"]
        assert ("رحلة <CAR T>", "رحلة <CAR T>") == (metadata["dc:title"], str(pdf.docinfo.Title))
        assert 3 == said.count("2026-11-21T00:00:00Z")
        assert ("D:20261121000000Z", Name("/False")) == (str(pdf.docinfo.ModDate), pdf.docinfo.Trapped)
        assert {"xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "pdf:Trapped"} <= set(
            re.findall(r"<([\w:]+)>", said)
        )
        assert "/Filter" not in pdf.Root.Metadata
        assert "By chance" not in str(pdf.docinfo)


def test_a_title_stays_words():
    """A title with signs of XML in it, or with one that XML does not have, leaves the metadata whole."""
    with finished(title="A\x01 </rdf:li> & ]]> <?xpacket end='w'?>\ufffe") as pdf, pdf.open_metadata() as metadata:
        assert "A </rdf:li> & ]]> <?xpacket end='w'?>" == metadata["dc:title"]
        assert "PDF/X-4" == metadata["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"]


def test_output_intent():
    """There is one output intent: the registered condition, where it is registered, and the profile itself."""
    with finished() as pdf:
        (intent,) = pdf.Root.OutputIntents

        assert (Name.GTS_PDFX, "FOGRA39") == (intent.S, str(intent.OutputConditionIdentifier))
        assert ("http://www.color.org", "FOGRA39L Coated") == (str(intent.RegistryName), str(intent.Info))
        assert (4, PROFILE) == (intent.DestOutputProfile.N, intent.DestOutputProfile.read_bytes())


def test_nothing_for_screens_is_left():
    """Links, forms, scripts, attachments, bookmarks and tags are gone, seen or unseen; language and direction stay."""
    with finished() as pdf:
        page = pdf.pages[0].obj

        assert {"/Type", "/Pages", "/Lang", "/ViewerPreferences", "/OutputIntents", "/Metadata"} == set(pdf.Root.keys())
        assert {"/Direction": Name.R2L} == {**pdf.Root.ViewerPreferences.as_dict()}
        assert not {"/Annots", "/AA", "/StructParents", "/Tabs"} & set(page.keys())
        assert {"/ca"} == set(page.Resources.ExtGState.G.keys())
        assert not [
            each
            for each in pdf.objects
            if isinstance(each, Dictionary) and each.get("/Type") in (Name.Annot, Name.StructTreeRoot, Name.Outlines)
        ]


def test_boxes_lie_within_each_other():
    """The bleed reaches as far as the page is drawn, however little was declared; a page without a trim gets one."""
    with finished() as pdf:
        page = pdf.pages[0]

        assert [round(-BLEED, 3)] * 2 == [float(edge) for edge in page.bleedbox][:2]
        assert [*map(float, page.bleedbox)] == [*map(float, page.mediabox)]
        assert [0, 0] == [float(edge) for edge in page.trimbox][:2]
    with finished(pdf_of("0 g", boxes=False)) as pdf:
        assert "/TrimBox" in pdf.pages[0].obj


def test_same_bytes_twice():
    """The same pages on the same day make the same file; another page is another document."""
    files, names = set(), set()
    for make in (dressed, dressed, lambda: pdf_of("0 0 0 .9 k 0 0 9 9 re f")):
        with finished(make()) as pdf:
            files.add(saved(pdf, force_version=VERSION))
            names.add(re.search(r"uuid:[\w-]+", pdf.Root.Metadata.read_bytes().decode())[0])

    assert (2, 2) == (len(files), len(names))


def test_a_page_of_nothing():
    """A blank page is a page of PDF/X-4 too."""
    pdf = pdf_of("")
    del pdf.pages[0].obj.Contents

    with finished(pdf) as done:
        assert 1 == len(done.pages)

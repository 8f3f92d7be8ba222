"""Finishing: typeset pages become the file that a job ticket asks for; the same input gives the same bytes."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf

from chapbook.press.impose import impose
from chapbook.press.paper import Size
from chapbook.press.tickets import Direction, JobTicket

# What an imposed sheet keeps of a document: bookmarks, links and tags lead to pages that are gone.
KEPT_ON_SHEETS = {"/Type", "/Pages", "/Metadata", "/Lang", "/ViewerPreferences", "/OutputIntents"}

PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


def finish(proof: bytes, ticket: JobTicket, *, direction: Direction, trim: Size, sheet: Size | None) -> bytes:
    """A proof as its ticket wants it: pages of the trim size, single or imposed on sheets."""
    with Pdf.open(BytesIO(proof)) as pdf:
        preferences = Dictionary(DisplayDocTitle=True)
        if direction == "rtl":
            preferences.Direction = Name.R2L
        pdf.Root.ViewerPreferences = preferences
        if ticket.imposition == "saddle-stitch":
            _impose(pdf, ticket, direction, trim, sheet)
        else:
            _show_pages(pdf)
        if ticket.pdf == "plain":
            _claim_nothing(pdf)
        # A random identifier would live on in the file; without one, it is made from the content.
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        finished = BytesIO()
        pdf.save(
            finished,
            deterministic_id=True,
            linearize=ticket.linearize,
            object_stream_mode=ObjectStreamMode.generate,
        )
    return finished.getvalue()


def _show_pages(pdf: Pdf) -> None:
    """For reading on a screen: one page after the other, as a phone shows them, with the bookmarks beside them."""
    pdf.Root.PageLayout = Name.OneColumn
    pdf.Root.PageMode = Name.UseOutlines if "/Outlines" in pdf.Root else Name.UseNone


def _impose(pdf: Pdf, ticket: JobTicket, direction: Direction, trim: Size, sheet: Size | None) -> None:
    """For paper alone: sheets, and what a print dialog should propose for them."""
    if sheet is None:
        raise ValueError("saddle-stitch needs a sheet to print on; add sheet: place")
    impose(
        pdf,
        binding=ticket.edge_for(direction),
        trim=trim,
        sheet=sheet,
        paper_thickness=ticket.paper_thickness,
        fold_marks=ticket.fold_marks,
    )
    for key in set(pdf.Root.keys()) - KEPT_ON_SHEETS:
        del pdf.Root[key]
    pdf.Root.PageLayout, pdf.Root.PageMode = Name.SinglePage, Name.UseNone
    # ISO 32000-2, table 147: the settings that a print dialog begins with. Not every viewer heeds them.
    pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge
    pdf.Root.ViewerPreferences.PrintScaling = Name("/None")
    pdf.Root.ViewerPreferences.PickTrayByPDFSize = True


def _claim_nothing(pdf: Pdf) -> None:
    """Take out the claim to be PDF/UA."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in [key for key in metadata if key.startswith(PDF_UA)]:
            del metadata[key]

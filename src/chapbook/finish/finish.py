"""Finishing: typeset pages become the file that a job ticket asks for; the same input gives the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, settings

from chapbook.content.paper import MM, size
from chapbook.content.tickets import ON_SHEETS, Direction, JobTicket
from chapbook.finish import order as counting
from chapbook.finish.colour import to_cmyk
from chapbook.finish.impose import Layout, impose, sides
from chapbook.finish.linear import linearized
from chapbook.finish.marks import corners
from chapbook.finish.order import Pages
from chapbook.finish.settled import saved
from chapbook.finish.slots import note, noted, on_sheets
from chapbook.finish.x4 import VERSION as X4_VERSION
from chapbook.finish.x4 import as_x4
from chapbook.problems.problem import Problems, count

# What an imposed sheet keeps of a document: bookmarks, links and tags lead to pages that are gone.
KEPT_ON_SHEETS = {"/Type", "/Pages", "/Metadata", "/Lang", "/ViewerPreferences", "/OutputIntents"}

# A file is packed once and kept for long (measured on 36 of the library: 0.27 % smaller, 0.05 s more each).
settings.set_flate_compression_level(9)

PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


class WrongPages(ValueError):
    """The pages of this edition do not suit a ticket that others suit. Says: fault; remedy."""


@dataclass(frozen=True)
class PrintRun:
    """What a file is made of besides its pages: the text's direction, the place's paper, and what the press needs.

    The profile is an ICC profile for CMYK, the font sets the slug line, which begins with the name.
    """

    direction: Direction
    paper: str
    name: str = ""
    title: str = ""
    revised: datetime.date = datetime.date(1970, 1, 1)
    profile: bytes = b""
    font: Path | None = None


@dataclass(frozen=True)
class Finished:
    """A file, its pages in the order of reading (none is a blank), and how many sides are printed."""

    content: bytes
    order: Pages
    sides: int


def finish(proof: bytes, ticket: JobTicket, run: PrintRun) -> Finished:
    """A proof as its ticket wants it. Raises ValueError, "fault; remedy", where the pages do not suit the ticket.

    Raises Problems, whose spot is the caller's to set, for what a press cannot print.
    """
    with Pdf.open(BytesIO(proof)) as pdf:
        preferences = Dictionary(DisplayDocTitle=True)
        if run.direction == "rtl":
            preferences.Direction = Name.R2L
        pdf.Root.ViewerPreferences = preferences
        order = reading_order(ticket, len(pdf.pages))
        if ticket.colour == "cmyk":
            # A press makes many of one.
            if "/PieceInfo" in pdf.Root:
                del pdf.Root.PieceInfo
            _print_in_cmyk(pdf, ticket, run)
        printed = len(pdf.pages)
        if ticket.for_press:
            printed = _put_on_sheets(pdf, ticket, run, order)
        else:
            _show_pages(pdf, ticket, run)
        if ticket.pdf == "plain":
            _claim_nothing(pdf)
        version = X4_VERSION if ticket.pdf == "x-4" else ""
        packed = saved(pdf, object_stream_mode=ObjectStreamMode.generate, recompress_flate=True, force_version=version)
    return Finished(linearized(packed, version) if ticket.linearize else packed, order, printed)


def reading_order(ticket: JobTicket, pages: int) -> list[int | None]:
    """The pages that go into the file, with the blanks that folding or binding wants before the back cover."""
    if ticket.imposition == "tri-fold" and pages != 2:
        fault = f"{count(pages, 'page')}, and a sheet folded in three has two sides"
        raise WrongPages(f"{fault}; have the template set two pages")
    if ticket.finished == "stapled":
        order = counting.in_fours(pages)
    else:
        order = counting.filled(pages, 2 if ticket.finished == "glued" else 1)
    if ticket.pages == "all":
        return order
    if len(order) <= 4:
        raise WrongPages(f"{count(pages, 'page')}, which are all cover; take a ticket with pages: all")
    return counting.cover(order) if ticket.pages == "cover" else counting.inside(order)


def _print_in_cmyk(pdf: Pdf, ticket: JobTicket, run: PrintRun) -> None:
    if faults := to_cmyk(pdf, run.profile, total_ink=ticket.total_ink, resolution=ticket.image_resolution):
        raise Problems(faults)
    if ticket.pdf == "x-4":
        as_x4(pdf, run.profile, condition=ticket.condition, title=run.title, revised=run.revised)


def _show_pages(pdf: Pdf, ticket: JobTicket, run: PrintRun) -> None:
    """For reading on a screen: one page after the other, as a phone shows them, with the bookmarks beside them."""
    pdf.Root.PageLayout = Name.OneColumn
    pdf.Root.PageMode = Name.UseOutlines if "/Outlines" in pdf.Root else Name.UseNone
    if ticket.sides == 1:
        pdf.Root.ViewerPreferences.Duplex = Name.Simplex
    elif ticket.imposition == "tri-fold":
        _propose(pdf, Name.DuplexFlipShortEdge)
    elif ticket.trim_for(run.paper) == size(run.paper):
        # Pages as large as the paper in the printer are there to be printed, such as a handout.
        _propose(pdf, Name.DuplexFlipLongEdge)
    if bleed := ticket.bleed_for(run.paper) * MM:
        # The typesetter declares no more than 10 points, however far the page bleeds.
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.trimbox.as_list())
            reached = (left - bleed, bottom - bleed, right + bleed, top + bleed)
            page.bleedbox = Array([round(edge, 3) for edge in reached])


def _put_on_sheets(pdf: Pdf, ticket: JobTicket, run: PrintRun, order: Pages) -> int:
    """For paper alone: sheets, and what a print dialog should propose for them."""
    layout = _layout(ticket, run)
    names = [*_sides(ticket)]

    def slug(side: int, sides: int) -> str:
        sheet, face = divmod(side - 1, len(names))
        what = (
            f"sheet {sheet + 1} of {-(-sides // len(names))}{names[face]}"
            if ticket.imposition != "none"
            else (f"page {side} of {sides}")
        )
        return f"{run.name}   {run.revised.isoformat()}   {what}"

    slots, trims = noted(pdf), [corners(page.trimbox) for page in pdf.pages]
    printed = impose(pdf, ticket.imposition, order, layout, slug, run.font)
    for key in set(pdf.Root.keys()) - KEPT_ON_SHEETS:
        del pdf.Root[key]
    pdf.Root.PageLayout, pdf.Root.PageMode = Name.SinglePage, Name.UseNone
    if ticket.imposition in ON_SHEETS:
        flips = {"long-edge": Name.DuplexFlipLongEdge, "short-edge": Name.DuplexFlipShortEdge}
        flip = Name.DuplexFlipShortEdge if ticket.imposition == "saddle-stitch" else flips[ticket.flip]
        _propose(pdf, flip if ticket.sides == 2 else Name.Simplex)
    if slots:
        note(pdf, [*on_sheets(slots, sides(ticket.imposition, order, layout), trims)])
    return printed


def _layout(ticket: JobTicket, run: PrintRun) -> Layout:
    """How its pages stand on sheets."""
    return Layout(
        trim=ticket.trim_for(run.paper),
        bleed=ticket.bleed_for(run.paper),
        sheet=ticket.sheet_for(run.paper),
        binding=ticket.edge_for(run.direction),
        sides=ticket.sides,
        flip=ticket.flip,
        paper_thickness=ticket.paper_thickness,
        marks=ticket.marks,
        slug=ticket.slug,
    )


def _sides(ticket: JobTicket) -> Iterator[str]:
    if ticket.sides == 1:
        yield ""
    else:
        yield from (", front", ", back")


def _propose(pdf: Pdf, duplex: Name) -> None:
    """ISO 32000-2, table 147: the settings that a print dialog begins with. Not every viewer heeds them."""
    pdf.Root.ViewerPreferences.Duplex = duplex
    pdf.Root.ViewerPreferences.PrintScaling = Name("/None")
    pdf.Root.ViewerPreferences.PickTrayByPDFSize = True


def _claim_nothing(pdf: Pdf) -> None:
    """Take out the claim to be PDF/UA."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in [key for key in metadata if key.startswith(PDF_UA)]:
            del metadata[key]

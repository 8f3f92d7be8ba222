"""The job sheet: what a print shop has to know about a file, on one page and for machines."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from chapbook.content.paper import Edge, Size
from chapbook.content.tickets import FOLDED, ON_SHEETS, Direction, Finishing, JobTicket
from chapbook.finish.finish import Finished


@dataclass(frozen=True)
class JobSheet:
    """One file for a print shop. Lengths are in millimetres, stock in g/m², ink in percent; None: left open.

    `pages` counts blanks too. `leaves` is how many sheets of paper one copy takes: folded once where it is stapled,
    single leaves where it is glued.
    """

    job: str
    code: str
    title: str
    ticket: str
    revised: str
    draft: bool
    file: str
    sha256: str
    part: str
    trim: Size
    bleed: float
    delivered: str
    sheet: Size | None
    sides: int
    pages: int
    blanks: int
    leaves: int
    colours: str | None
    condition: str | None
    total_ink: int | None
    pdf: str
    finishing: Finishing
    edge: Edge | None
    flip: str | None
    fold: str | None
    spine: float | None
    stock: int | None
    surface: str | None
    paper_thickness: float
    quantity: int | None
    delivery: str | None
    proof_wanted: str | None
    contact: str | None

    def as_json(self) -> bytes:
        """For machines: sizes as [width, height], keys in the ticket's spelling."""
        row = {key.replace("_", "-"): value for key, value in asdict(self).items()}
        for key, size in (("trim", self.trim), ("sheet", self.sheet)):
            row[key] = [size.width, size.height] if size else None
        return (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

    def as_text(self, babel: str, *, inches: bool = False) -> dict[str, Any]:
        """For people: numbers with their units, sizes and the date as a language writes them, and what has a name of
        its own in every language; words are left to the template.

        Where the trade counts in inches and pounds, these come first.
        """

        def written(value: Any) -> Any:
            if isinstance(value, Size):
                return length(value.width, value.height)
            return (
                format_decimal(value, locale=babel, decimal_quantization=False)
                if type(value) in (int, float)
                else value
            )

        def length(*mm: float, places: int = 3) -> str:
            said = f"{' × '.join(map(written, mm))} mm"
            # A press in the United States reads 5.5 × 8.5 and 0.125.
            inch = " × ".join(written(round(each / 25.4, places)) for each in mm)
            return f"{inch} in ({said})" if inches else said

        row = {key: written(getattr(self, key)) for key in self.__dataclass_fields__}
        day = datetime.date.fromisoformat(self.revised)
        row |= {key: length(mm) if (mm := getattr(self, key)) else None for key in ("bleed", "spine")}
        row |= {"paper_thickness": length(self.paper_thickness, places=4)}
        row |= {"stock": f"{row['stock']} g/m²" if self.stock else None}
        row |= {
            name: written(pounds(self.stock, *sheet)) if inches and self.stock else None
            for name, sheet in BASIC.items()
        }
        inks = f"{self.colours} CMYK, {self.condition}" if self.colours else "RGB"
        kind = "PDF" if self.pdf == "plain" else f"PDF/{self.pdf.upper()}"
        shown = {"inks": inks, "kind": kind, "revised": format_date(day, "long", locale=babel)}
        return {**row, **shown, "blank": self.blanks > 0}


def describe(
    ticket: JobTicket,
    finished: Finished,
    *,
    job: str,
    code: str,
    name: str,
    file: str,
    title: str,
    revised: str,
    draft: bool,
    paper: str,
    direction: Direction,
    contact: str | None = None,
) -> JobSheet:
    """The job sheet of a finished file of the named ticket; the contact is the ticket's, or else the one given."""
    pages, finishing = len(finished.order), ticket.finished
    cmyk, imposed = ticket.colour == "cmyk", ticket.imposition in ON_SHEETS
    bound = finishing in ("stapled", "glued")
    return JobSheet(
        job=job,
        code=code,
        title=title,
        ticket=name,
        revised=revised,
        draft=draft,
        file=file,
        sha256=hashlib.sha256(finished.content).hexdigest(),
        part=ticket.pages,
        trim=ticket.trim_for(paper),
        bleed=round(ticket.bleed_for(paper), 3),
        delivered=ticket.imposition,
        sheet=_sheet(ticket, paper),
        sides=finished.sides,
        pages=pages,
        blanks=finished.order.count(None),
        leaves=leaves(ticket, finished),
        colours=f"4/{0 if ticket.sides == 1 else 4}" if cmyk else None,
        condition=ticket.condition if cmyk else None,
        total_ink=ticket.total_ink if cmyk else None,
        pdf=ticket.pdf,
        finishing=finishing,
        edge=ticket.edge_for(direction) if bound else None,
        flip=_flip(ticket) if imposed and ticket.sides == 2 else None,
        fold={"stapled": "once", "folded": "in three"}.get(finishing),
        spine=spine(pages, ticket.paper_thickness) if finishing == "glued" and ticket.pages != "cover" else None,
        stock=ticket.stock,
        surface=ticket.surface,
        paper_thickness=ticket.paper_thickness,
        quantity=ticket.quantity,
        delivery=ticket.delivery,
        proof_wanted=ticket.proof_wanted,
        contact=ticket.contact or contact,
    )


def leaves(ticket: JobTicket, finished: Finished) -> int:
    """The sheets of paper in one copy, or, where several pieces are cut from a sheet, in the file.

    Stapled sheets are folded once and have four pages, glued leaves two.
    """
    if ticket.imposition in ON_SHEETS:
        return -(-finished.sides // ticket.sides)
    pages = len(finished.order)
    each = {"stapled": 4, "folded": 2, "glued": 2}.get(ticket.finished, ticket.sides)
    return -(-pages // each)


# The basic sheets of which a ream of 500 is weighed, in inches: of text or book papers, and of cover papers.
BASIC = {"text_weight": (25, 38), "cover_weight": (20, 26)}


def pounds(stock: int, width: int, height: int) -> int:
    """What a ream of 500 basic sheets weighs of a paper of so many g/m².

    >>> pounds(130, 25, 38), pounds(216, 20, 26)
    (88, 80)
    """
    return round(stock * 500 * width * height * 0.0254**2 / 453.59237)


def spine(pages: int, paper_thickness: float) -> float:
    """The width of the spine in millimetres, without its cover: two pages are one leaf.

    >>> spine(96, 0.12)
    5.8
    """
    return round(-(-pages // 2) * paper_thickness, 1)


def _sheet(ticket: JobTicket, paper: str) -> Size | None:
    """The printed sheet as it lies: on its long side where it is folded."""
    sheet = ticket.sheet_for(paper)
    return sheet.landscape if sheet and ticket.imposition in FOLDED else sheet


def _flip(ticket: JobTicket) -> str:
    return "short-edge" if ticket.imposition in FOLDED else ticket.flip

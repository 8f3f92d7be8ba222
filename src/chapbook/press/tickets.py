"""Job tickets: how an edition is delivered, in the print people's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from chapbook.press import paper
from chapbook.press.paper import Edge, Size

Direction = Literal["ltr", "rtl"]

# What a title is: pages to leaf through, one sheet, a card to cut out.
Form = Literal["booklet", "sheet", "card"]

# What comes out: pages on paper, or another way to read the same text. The suffix of the file.
Format = Literal["pdf", "html", "txt", "brf"]


@dataclass(frozen=True)
class Design:
    """How pages are set, whatever their language: tickets of the same design share their pages.

    The template is a file of templates/ without its suffix; the size of type, in points, is the style's own where it
    is none; bleed is in millimetres.
    """

    trim: Size
    template: str = "booklet"
    type_size: float | None = None
    bleed: float = 0
    variant: Literal["ua-1", "ua-2"] = "ua-1"
    fillable: bool = False


# Half of the place's paper, all of it, the same lying on its side, two of it side by side.
OF_PLACE = ("place", "place-whole", "place-landscape", "place-double")


def _known(name: str) -> str:
    """`place`, `place-whole`, `place-landscape`, `place-double`, or a paper that has a name."""
    if name not in OF_PLACE and name not in paper.SIZES:
        raise ValueError(f'unknown paper "{name}"; write {", ".join((*OF_PLACE, *paper.SIZES))}')
    return name


Paper = Annotated[str, AfterValidator(_known)]


class JobTicket(BaseModel):
    """One kind of delivery. Each key is explained in docs/print-shop.md."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"))

    means: str = Field(min_length=1)
    # Merged by the loader before a ticket is validated; kept so that the key is not unknown.
    extends: str | None = None
    # What titles go out on it; each says what it is in its booklet.yaml.
    carries: tuple[Form, ...] = ("booklet",)
    # Made only when somebody names it.
    on_request: bool = False
    format: Format = "pdf"
    template: str = "booklet"
    # Points.
    type_size: float | None = Field(default=None, ge=6, le=72)
    # Millimetres on every edge, outside the trim.
    bleed: float = Field(default=0, ge=0, le=10)
    fillable: bool = False
    imposition: Literal["none", "saddle-stitch"] = "none"
    trim: Paper = "place"
    sheet: Paper | None = Field(default=None, validate_default=True)
    binding: Literal["text", "left", "right"] = "text"
    # Office paper of 80 g/m² is about a tenth of a millimetre thick.
    paper_thickness: float = Field(default=0.1, ge=0, le=1)
    fold_marks: bool = False
    pdf: Literal["ua-1", "ua-2", "plain"] = Field(default="ua-1", validate_default=True)
    linearize: bool = False
    requires_approval: tuple[str, ...] = ()

    @field_validator("sheet", "fold_marks")
    @classmethod
    def _of_imposition(cls, value: Any, info: ValidationInfo) -> Any:
        """Single pages have neither sheet nor fold, and an imposition needs a sheet."""
        key, imposition = str(info.field_name).replace("_", "-"), info.data.get("imposition")
        if value and imposition == "none":
            raise ValueError(f"single pages have no {key}; add imposition: saddle-stitch, or take {key} out")
        if value is None and imposition == "saddle-stitch":
            raise ValueError("saddle-stitch needs a sheet to print on; add sheet: place")
        return value

    @field_validator("pdf")
    @classmethod
    def _of_pages(cls, value: str, info: ValidationInfo) -> str:
        """Two pages side by side, out of order, cannot be read aloud: PDF/UA is for single pages."""
        if value.startswith("ua-") and info.data.get("imposition") == "saddle-stitch":
            raise ValueError("imposed sheets cannot be PDF/UA; add pdf: plain")
        return value

    def trim_for(self, place_paper: str) -> Size:
        """The size of a page where this paper is in the printers."""
        if self.trim == "place":
            return paper.folded(place_paper)
        if self.trim == "place-landscape":
            return paper.size(place_paper).landscape
        if self.trim == "place-double":
            return paper.size(paper.DOUBLED[place_paper])
        return paper.size(place_paper if self.trim == "place-whole" else self.trim)

    def design_for(self, place_paper: str) -> Design:
        """How its pages are set where this paper is in the printers."""
        variant: Literal["ua-1", "ua-2"] = "ua-2" if self.pdf == "ua-2" else "ua-1"
        return Design(self.trim_for(place_paper), self.template, self.type_size, self.bleed, variant, self.fillable)

    def sheet_for(self, place_paper: str) -> Size | None:
        """The sheet to print on where this paper is in the printers; none for single pages."""
        if self.sheet is None:
            return None
        return paper.size(place_paper if self.sheet == "place" else self.sheet)

    def edge_for(self, direction: Direction) -> Edge:
        """The edge where the pages are bound."""
        if self.binding != "text":
            return self.binding
        return "right" if direction == "rtl" else "left"

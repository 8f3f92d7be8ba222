"""Job tickets: how an edition is delivered, in the print people's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from chapbook.content import paper
from chapbook.content.forms import FormName
from chapbook.content.paper import Edge, Size

Direction = Literal["ltr", "rtl"]

# What comes out: pages on paper, or another way to read the same text. The suffix of the file.
Format = Literal["pdf", "html", "txt", "brf"]

# What becomes of the printed sheets.
Finishing = Literal["none", "stapled", "glued", "folded", "cut"]

Imposition = Literal["none", "saddle-stitch", "n-up", "tri-fold"]

# What puts several pages on a sheet.
ON_SHEETS = ("saddle-stitch", "n-up")

# Drawn outside the bleed.
Mark = Literal["crop", "fold"]

# Where colour profiles are.
PROFILES = "styles/press/profiles"

# How sheets are finished that are imposed for it.
FINISHED: dict[str, Finishing] = {"saddle-stitch": "stapled", "tri-fold": "folded", "n-up": "cut"}

# What is folded.
FOLDED = ("saddle-stitch", "tri-fold")


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
    fillable: bool = False
    fills: bool = True


# Half of the place's paper, all of it, the same lying on its side, two of it side by side.
OF_PLACE = ("place", "place-whole", "place-landscape", "place-double")


def _known(name: str) -> str:
    """`place`, `place-whole`, `place-landscape`, `place-double`, or a paper that has a name."""
    if name not in OF_PLACE and name not in paper.SIZES:
        raise ValueError(f'unknown paper "{name}"; write {", ".join((*OF_PLACE, *paper.SIZES))}')
    return name


def _bleed(value: Any) -> Any:
    """`place`, or a length in millimetres."""
    try:
        length = value if value == "place" else float(value)
    except (TypeError, ValueError):
        length = -1
    if length != "place" and not 0 <= length <= 5:
        raise ValueError("millimetres from 0 to 5 are wanted here, or place")
    return length


Paper = Annotated[str, AfterValidator(_known), WithJsonSchema({"enum": [*OF_PLACE, *paper.SIZES]})]
# Whether readers take a ticket.
Taken = Literal["first", "also", "no"]
Bleed = Annotated[
    float | Literal["place"],
    PlainValidator(_bleed),
    WithJsonSchema({"anyOf": [{"const": "place"}, {"type": "number", "minimum": 0, "maximum": 5}]}),
]


class JobTicket(BaseModel):
    """One kind of delivery; docs/print-shop.md explains each key.

    means: one sentence that says what this delivery is for
    extends: a ticket whose keys hold here too: its name, or library/<name> for the bundled one
    carries: what titles go out on it, by their form
    on-request: yes makes it only when somebody names it
    taken: whether a reader takes it: first, where nobody names a ticket; also; no, what is for a print shop
    format: pages, a web page, plain text or Braille
    template: the file of templates/ that lays the pages out, without .html
    excerpt: yes where that template prints a choice of the text
    type-size: the size of running text in points
    fillable: yes makes lines to write on fields of a form
    fills: no leaves out what stands only where a chapter's last page has room for it
    trim: the size of a page: a paper's name, or what the place has
    bleed: millimetres that colour runs past the trim; place for what the place is used to
    pages: all, the four of the cover, or the others
    imposition: how several pages share a sheet
    sheet: the paper to print on, where several pages share a sheet
    binding: the bound edge; text follows the language
    sides: whether the back is printed
    flip: over which edge the printer turns the sheet
    paper-thickness: millimetres of one leaf
    marks: where to cut, where to fold
    slug: yes prints edition, code, ticket and date below the marks
    stock: the paper's weight in g/m²
    surface: coated or uncoated paper
    finishing: what the shop does with single pages
    quantity: copies
    delivery: where the copies go, and by when
    proof-wanted: what the shop shows before it prints, such as a printed proof
    contact: whom the shop asks
    job-sheet: yes makes a job sheet beside the file
    colour: as on a screen, or turned into inks
    profile: the ICC profile for inks, without .icc
    condition: the press and paper that the profile is for
    total-ink: the most ink in one place, in percent
    image-resolution: dpi that pictures are brought down to
    image-floor: dpi below which a picture is refused
    hairline: the thinnest line in points
    pdf: for screen readers, plain, or for a press
    linearize: yes shows the first page before the rest has come
    requires-approval: the roles that must have approved an edition before it is released on this ticket
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        json_schema_extra={"anyOf": [{"required": ["means"]}, {"required": ["extends"]}]},
    )

    means: str = Field(min_length=1)
    # Merged by the loader before a ticket is validated; kept so that the key is not unknown.
    extends: str | None = None

    # What goes out on it, and how it is set.
    # What titles go out on it; each says what it is in its booklet.yaml.
    carries: tuple[FormName, ...] = ("booklet",)
    # Made only when somebody names it.
    on_request: bool = False
    # By readers. That one is the first is not inherited by those that extend it.
    taken: Taken = "also"
    format: Format = "pdf"
    template: str = "booklet"
    # What its template names in `data-without` is not looked for.
    excerpt: bool = False
    # Points.
    type_size: float | None = Field(default=None, ge=6, le=72)
    fillable: bool = False
    fills: bool = True
    trim: Paper = "place"
    # Millimetres on every edge, outside the trim; the styles bleed no further.
    bleed: Bleed = 0

    # How it is put on paper.
    pages: Literal["all", "cover", "inside"] = "all"
    imposition: Imposition = "none"
    sheet: Paper | None = Field(default=None, validate_default=True)
    binding: Literal["text", "left", "right"] = "text"
    sides: Literal[1, 2] = 2
    flip: Literal["long-edge", "short-edge"] = "long-edge"
    # Office paper of 80 g/m² is about a tenth of a millimetre thick.
    paper_thickness: float = Field(default=0.1, ge=0, le=1)
    marks: tuple[Mark, ...] = ()
    slug: bool = False

    # What the shop does with it.
    stock: int | None = Field(default=None, ge=30, le=500)
    surface: Literal["coated", "uncoated"] | None = None
    finishing: Finishing = Field(default="none", validate_default=True)
    quantity: int | None = Field(default=None, ge=1)
    delivery: str | None = None
    proof_wanted: str | None = None
    contact: str | None = None
    job_sheet: bool = False

    # The file.
    colour: Literal["rgb", "cmyk"] = "rgb"
    profile: str = "FOGRA39L_coated"
    condition: str = "FOGRA39"
    total_ink: int = Field(default=300, ge=200, le=400)
    image_resolution: int = Field(default=300, ge=72, le=2400)
    image_floor: int = Field(default=150, ge=36, le=2400)
    hairline: float = Field(default=0.25, ge=0, le=2)
    pdf: Literal["ua-1", "plain", "x-4"] = Field(default="ua-1", validate_default=True)
    linearize: bool = False
    requires_approval: tuple[str, ...] = ()

    @field_validator("sides", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return int(value) if str(value).isdigit() else value

    @field_validator("fillable", "fills", "imposition", "marks", "slug", "job_sheet", "colour")
    @classmethod
    def _of_paper(cls, value: Any, info: ValidationInfo) -> Any:
        """A web page, plain text and Braille have no pages to print."""
        name = str(info.field_name)
        if info.data.get("format", "pdf") != "pdf" and value != cls.model_fields[name].default:
            key = name.replace("_", "-")
            raise ValueError(f"format: {info.data['format']} has no pages; take {key} out, or add format: pdf")
        return value

    @field_validator("sheet")
    @classmethod
    def _of_imposition(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Single pages have no sheet, and an imposition needs one."""
        imposition = info.data.get("imposition", "none")
        if value and imposition not in ON_SHEETS:
            raise ValueError("single pages have no sheet; add imposition: saddle-stitch, or take sheet out")
        if value is None and imposition in ON_SHEETS:
            raise ValueError(f"{imposition} needs a sheet to print on; add sheet: place")
        return value

    @field_validator("sides")
    @classmethod
    def _of_folds(cls, value: int, info: ValidationInfo) -> int:
        """A fold has print on both sides of it."""
        if value == 1 and (imposition := info.data.get("imposition")) in FOLDED:
            raise ValueError(f"{imposition} is printed on both sides; add sides: 2")
        return value

    @field_validator("marks")
    @classmethod
    def _of_sheets(cls, value: tuple[Mark, ...], info: ValidationInfo) -> tuple[Mark, ...]:
        """A fold mark stands where the sheet is folded."""
        if "fold" in value and info.data.get("imposition") not in FOLDED:
            raise ValueError("nothing is folded here; take fold out, or add imposition: saddle-stitch")
        return value

    @field_validator("finishing")
    @classmethod
    def _of_making(cls, value: Finishing, info: ValidationInfo) -> Finishing:
        """Sheets are imposed for one finishing, and a cover is told from the inside only where there is a spine."""
        imposition, pages = info.data.get("imposition", "none"), info.data.get("pages", "all")
        due = FINISHED.get(imposition)
        if due and value not in ("none", due):
            raise ValueError(f"{imposition} is made to be {due}; write finishing: {due}, or another imposition")
        if pages != "all" and (due or value) not in ("stapled", "glued"):
            raise ValueError(f"pages: {pages} needs a spine; add finishing: stapled or finishing: glued")
        return value

    @field_validator("image_floor")
    @classmethod
    def _of_resolution(cls, value: int, info: ValidationInfo) -> int:
        if value > (resolution := info.data.get("image_resolution", value)):
            raise ValueError(f"the floor is above the image-resolution of {resolution}; lower it, or raise that")
        return value

    @field_validator("pdf")
    @classmethod
    def _of_pages(cls, value: str, info: ValidationInfo) -> str:
        """Two pages side by side, out of order, cannot be read aloud: PDF/UA is for single pages as they are."""
        keys = info.data
        if value == "ua-1":
            if keys.get("imposition") in ON_SHEETS:
                raise ValueError("imposed sheets cannot be PDF/UA; add pdf: plain")
            if keys.get("marks") or keys.get("slug"):
                raise ValueError("pages with marks cannot be PDF/UA; add pdf: x-4 for a press, or pdf: plain")
            if keys.get("finishing") in ("stapled", "glued"):
                raise ValueError(f"pages to be {keys['finishing']} cannot be PDF/UA; add pdf: x-4, or pdf: plain")
        if value == "x-4" and keys.get("colour") != "cmyk":
            raise ValueError("PDF/X-4 is for the press; add colour: cmyk")
        return value

    @property
    def finished(self) -> Finishing:
        """What becomes of the sheets, as the imposition or the ticket says."""
        return FINISHED.get(self.imposition, self.finishing)

    @property
    def for_press(self) -> bool:
        """Whether its pages are put on sheets, or cut and bound by a shop, and not read as they are."""
        return bool(self.imposition in ON_SHEETS or self.marks or self.slug or self.finishing in ("stapled", "glued"))

    def trim_for(self, place_paper: str) -> Size:
        """The size of a page where this paper is in the printers."""
        return paper.folded(place_paper) if self.trim == "place" else _named(self.trim, place_paper)

    def bleed_for(self, place_paper: str) -> float:
        """How far colour runs past the trim, in millimetres, where this paper is in the printers."""
        return paper.BLEEDS[place_paper] if self.bleed == "place" else self.bleed

    def design_for(self, place_paper: str) -> Design:
        """How its pages are set where this paper is in the printers."""
        bleed = self.bleed_for(place_paper)
        return Design(self.trim_for(place_paper), self.template, self.type_size, bleed, self.fillable, self.fills)

    def sheet_for(self, place_paper: str) -> Size | None:
        """The sheet to print on where this paper is in the printers; none for single pages."""
        return _named(self.sheet, place_paper) if self.sheet else None

    def edge_for(self, direction: Direction) -> Edge:
        """The edge where the pages are bound."""
        if self.binding != "text":
            return self.binding
        return "right" if direction == "rtl" else "left"


def _named(name: str, place_paper: str) -> Size:
    if name == "place-double":
        return paper.doubled(place_paper)
    if name == "place-landscape":
        return paper.size(place_paper).landscape
    return paper.size(place_paper if name in ("place", "place-whole") else name)

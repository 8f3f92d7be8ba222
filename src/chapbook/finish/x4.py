"""PDF/X-4: pages in inks become a file that a print shop takes without asking back (ISO 15930-7)."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from math import hypot
from typing import Any, cast
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Matrix, Name, Object, Page, Pdf, Stream, String, parse_content_stream
from PIL import ImageCms

from chapbook.problems.problem import Problem, Problems, Spot, problem

# PDF counts in points, 72 to the inch; 25.4 mm make an inch.
MM = 72 / 25.4

# The list of printing conditions that OutputConditionIdentifier names are from (ISO 15930-7).
REGISTRY = "http://www.color.org"

# PDF/X-4 is based on PDF 1.6 (ISO 15930-7): what writes the file has to say so.
VERSION = "1.6"

# Of a document, what paper needs; links, bookmarks, tags, forms, scripts and layers are for screens.
_KEPT = {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
_OF_SCREENS = ("/Annots", "/AA", "/StructParents", "/Tabs", "/Thumb", "/ArtBox", "/CropBox", "/PresSteps", "/Trans")


def as_x4(
    pdf: Pdf, profile: bytes, *, condition: str, title: str, revised: datetime.date, hairline: float = 0.25
) -> None:
    """Make a separated PDF into PDF/X-4, in place, before marks are drawn: outside the trim there is only bleed.

    The profile is the ICC profile that it was separated with; condition its name in the registry, such as FOGRA39;
    revised is the date that the file bears. Save it with `force_version=VERSION` and a deterministic ID.

    Raises Problems, P015 each, for lines thinner than a hairline (points), with their page and place; the spot is for
    the caller to set: `replace(fault, spot=Spot(name))`.
    """
    if thin := [*hairlines(pdf, hairline)]:
        raise Problems(thin)
    for key in set(pdf.Root.keys()) - _KEPT:
        del pdf.Root[key]
    _wishes(pdf)
    for page in pdf.pages:
        _boxes(page)
        for key in _OF_SCREENS:
            if key in page.obj:
                del page.obj[key]
    _plain_states(pdf)
    _intent(pdf, profile, condition)
    _metadata(pdf, title, revised)


def _wishes(pdf: Pdf) -> None:
    """Of what a viewer is asked for, the title and the direction of reading say nothing about printing."""
    old = pdf.Root.get("/ViewerPreferences", Dictionary())
    kept = {key[1:]: old[key] for key in ("/DisplayDocTitle", "/Direction") if key in old}
    pdf.Root.ViewerPreferences = Dictionary(**cast(Any, kept))


def _boxes(page: Page) -> None:
    """TrimBox in BleedBox in MediaBox (ISO 15930-7); the typesetter declares no more than 10 points of bleed."""
    obj = page.obj
    media = _corners(page.mediabox)
    trim = _within(_corners(obj.TrimBox if "/TrimBox" in obj else page.cropbox), media)
    obj.MediaBox, obj.TrimBox, obj.BleedBox = Array(media), Array(trim), Array(media)


def _corners(box: Any) -> list[float]:
    """Left, bottom, right, top, to a thousandth of a point; a PDF may name the corners in any order."""
    a, b, c, d = (round(float(edge), 3) for edge in box)
    return [min(a, c), min(b, d), max(a, c), max(b, d)]


def _within(box: list[float], outer: list[float]) -> list[float]:
    return [max(box[0], outer[0]), max(box[1], outer[1]), min(box[2], outer[2]), min(box[3], outer[3])]


def _plain_states(pdf: Pdf) -> None:
    """No transfer curves, halftone names or pictures of second choice (ISO 15930-7)."""
    for thing in pdf.objects:
        for each in _inside(thing):
            for key in ("/TR", "/TR2", "/HTP", "/Alternates", "/OPI"):
                if key in each:
                    del each[key]
            for key in ("/StructParent", "/StructParents"):
                if key in each and each.get("/Type") == Name.XObject:
                    del each[key]


def _inside(thing: Any) -> Iterator[Any]:
    """A dictionary, and the dictionaries written out within it."""
    if isinstance(thing, (Dictionary, Stream)):
        yield thing
        for value in thing.as_dict().values() if isinstance(thing, Dictionary) else [*thing.items()]:
            value = value[1] if isinstance(value, tuple) else value
            if isinstance(value, Dictionary) and not value.is_indirect:
                yield from _inside(value)


def _intent(pdf: Pdf, profile: bytes, condition: str) -> None:
    stream = pdf.make_stream(profile, N=4)
    described = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile))).strip()
    pdf.Root.OutputIntents = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFX,
                    OutputConditionIdentifier=String(condition),
                    OutputCondition=String(described),
                    RegistryName=String(REGISTRY),
                    Info=String(described),
                    DestOutputProfile=stream,
                )
            )
        ]
    )


def _metadata(pdf: Pdf, title: str, revised: datetime.date) -> None:
    """The same statements as XMP and as document information, with no clock and no chance in them."""
    day = f"{revised:%Y-%m-%d}"
    content = hashlib.sha256(title.encode())
    for page in pdf.pages:
        content.update(page.obj.Contents.read_bytes() if isinstance(page.obj.get("/Contents"), Stream) else b"")
    name = uuid.uuid5(uuid.NAMESPACE_OID, content.hexdigest())
    packet = _XMP.format(title=escape(title), stamp=f"{day}T00:00:00Z", name=name)
    # Metadata that a machine on the way has to find must not be compressed.
    pdf.Root.Metadata = pdf.make_stream(packet.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    for key in [*pdf.docinfo.keys()]:
        del pdf.docinfo[key]
    stamp = String(f"D:{revised:%Y%m%d}000000Z")
    facts = {
        "/Title": String(title),
        "/CreationDate": stamp,
        "/ModDate": stamp,
        "/Trapped": Name("/False"),
        "/Creator": String("Chapbook"),
        "/GTS_PDFXVersion": String("PDF/X-4"),
    }
    for key, value in facts.items():
        pdf.docinfo[key] = value


_XMP = re.sub(
    r"\n *",
    "\n",
    """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
    <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
    <dc:format>application/pdf</dc:format>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
    <xmp:CreateDate>{stamp}</xmp:CreateDate>
    <xmp:ModifyDate>{stamp}</xmp:ModifyDate>
    <xmp:MetadataDate>{stamp}</xmp:MetadataDate>
    <xmp:CreatorTool>Chapbook</xmp:CreatorTool>
    <xmpMM:DocumentID>uuid:{name}</xmpMM:DocumentID>
    <xmpMM:InstanceID>uuid:{name}</xmpMM:InstanceID>
    <xmpMM:VersionID>1</xmpMM:VersionID>
    <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
    <pdf:Trapped>False</pdf:Trapped>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""",
)


# ── hairlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Pen:
    """What decides how thick a line comes out."""

    matrix: Matrix
    width: float = 1.0
    seen: bool = True
    filled: bool = True


def hairlines(pdf: Pdf, limit: float) -> Iterator[Problem]:
    """Every line thinner than a limit in points, once for each page and thickness, with the place where it begins."""
    for number, page in enumerate(pdf.pages, start=1):
        left, _, _, top = _corners(page.obj.get("/TrimBox", page.mediabox))
        said: set[str] = set()
        for width, x, y in _lines(page.obj, page.resources, _Pen(Matrix()), limit, 0):
            thin = f"{width:.2f}"
            if thin not in said:
                said.add(thin)
                place = f"{(x - left) / MM:.0f} mm from the left, {(top - y) / MM:.0f} mm from the top"
                yield problem("P015", Spot(""), pages=f"page {number}", width=thin, limit=f"{limit:g}", place=place)


def _lines(holder: Any, resources: Object, pen: _Pen, limit: float, depth: int) -> Iterator[tuple[float, float, float]]:
    """Width and beginning, in points of the page, of each line thinner than the limit that is drawn to be seen."""
    if holder.get("/Contents", holder) is None or depth > 20:
        return
    kept: list[_Pen] = []
    start, curved = (0.0, 0.0), False
    boxes: list[list[float]] = []
    for instruction in parse_content_stream(holder):
        name = str(instruction.operator)
        if name not in _PEN:
            continue
        operands: Any = instruction.operands
        if len(operands) < _PARTS.get(name, 0):
            continue
        if name == "q":
            kept.append(pen)
        elif name == "Q":
            pen = kept.pop() if kept else pen
        elif name == "cm":
            pen = replace(pen, matrix=Matrix(*(float(part) for part in operands)) @ pen.matrix)
        elif name == "w":
            pen = replace(pen, width=float(operands[0]))
        elif name == "gs":
            state: Any = resources.get("/ExtGState", Dictionary()).get(str(operands[0]), Dictionary())
            seen, filled = (state.get(key) for key in ("/CA", "/ca"))
            pen = replace(
                pen,
                width=float(state.get("/LW", pen.width)),
                seen=pen.seen if seen is None else float(seen) > 0,
                filled=pen.filled if filled is None else float(filled) > 0,
            )
        elif name in ("m", "re"):
            start, curved = (float(operands[0]), float(operands[1])), curved or name == "m"
            if name == "re":
                boxes.append(_corners((*start, *(at + float(by) for at, by in zip(start, operands[2:], strict=True)))))
        elif name == "Do":
            form: Any = resources.get("/XObject", Dictionary()).get(str(operands[0]))
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                inner = Matrix(form.Matrix) @ pen.matrix if "/Matrix" in form else pen.matrix
                yield from _lines(form, form.get("/Resources", resources), replace(pen, matrix=inner), limit, depth + 1)
        else:
            widths = [pen.width] if pen.seen and name in _STROKES else []
            if pen.filled and name in _FILLS and not curved:
                widths += _rules(boxes, even_odd=name.endswith("*"))
            for width in widths:
                thin = width * _least_scale(pen.matrix)
                # A plate's smallest dot is coarser than a thousandth of a point.
                if thin < limit - 0.001:
                    yield thin, *pen.matrix.transform(start)
            boxes, curved = [], False


def _rules(boxes: list[list[float]], *, even_odd: bool) -> list[float]:
    """How thin the lines are that rectangles draw when they are filled: a rule, or a frame between two of them.

    >>> _rules([[0, 0, 100, 100], [0.5, 0.5, 99.5, 99.5]], even_odd=True)
    [0.5, 0.5, 0.5, 0.5]
    """
    if even_odd and len(boxes) == 2:
        widths = [abs(inner - outer) for inner, outer in zip(*boxes, strict=True)]
    else:
        widths = [min(right - left, top - bottom) for left, bottom, right, top in boxes]
    # An empty rectangle is the typesetter's way to draw nothing.
    return [width for width in widths if width > 0]


# How many operands an operator has; one with fewer is broken, and draws nothing.
_PARTS = {"cm": 6, "w": 1, "gs": 1, "m": 2, "re": 4, "Do": 1}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_PEN = {"q", "Q", "cm", "w", "gs", "m", "re", "n", "Do", *_STROKES, *_FILLS}


def _least_scale(matrix: Matrix) -> float:
    """The factor by which a matrix makes a line at least thick: the smaller singular value.

    >>> round(_least_scale(Matrix(2, 0, 0, 0.5, 0, 0)), 3)
    0.5
    """
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    return (
        (hypot(a + d, b - c) - hypot(a - d, b + c)) / 2
        if a * d >= b * c
        else (hypot(a - d, b + c) - hypot(a + d, b - c)) / 2
    )

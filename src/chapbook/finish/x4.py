"""PDF/X-4: pages in inks become a file that a print shop takes without asking back (ISO 15930-7)."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String
from PIL import ImageCms

from chapbook.finish.marks import corners

# The list of printing conditions that OutputConditionIdentifier names are from (ISO 15930-7).
REGISTRY = "http://www.color.org"

# PDF/X-4 is based on PDF 1.6 (ISO 15930-7): what writes the file has to say so.
VERSION = "1.6"

# Of a document, what paper needs; links, bookmarks, tags, forms, scripts and layers are for screens.
_KEPT = {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
_OF_SCREENS = ("/Annots", "/AA", "/StructParents", "/Tabs", "/Thumb", "/ArtBox", "/CropBox", "/PresSteps", "/Trans")


def as_x4(pdf: Pdf, profile: bytes, *, condition: str, title: str, revised: datetime.date) -> None:
    """Make a separated PDF into PDF/X-4, in place, before marks are drawn: outside the trim there is only bleed.

    The profile is the ICC profile that it was separated with; condition its name in the registry, such as FOGRA39;
    revised is the date that the file bears. Save it with `force_version=VERSION` and a deterministic ID.
    """
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
    media = _to_a_thousandth(page.mediabox)
    trim = _within(_to_a_thousandth(obj.TrimBox if "/TrimBox" in obj else page.cropbox), media)
    obj.MediaBox, obj.TrimBox, obj.BleedBox = Array(media), Array(trim), Array(media)


def _to_a_thousandth(box: Any) -> list[float]:
    return [round(edge, 3) for edge in corners(box)]


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
    packet = _XMP.format(title=escape(_NOT_IN_XML.sub("", title)), stamp=f"{day}T00:00:00Z", name=name)
    # Metadata that a machine on the way has to find must not be compressed.
    pdf.Root.Metadata = pdf.make_stream(packet.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    for key in [*pdf.docinfo.keys()]:
        del pdf.docinfo[key]
    moment = String(f"D:{revised:%Y%m%d}000000Z")
    facts = {
        "/Title": String(title),
        "/CreationDate": moment,
        "/ModDate": moment,
        "/Trapped": Name("/False"),
        "/Creator": String("Chapbook"),
        "/GTS_PDFXVersion": String("PDF/X-4"),
    }
    for key, value in facts.items():
        pdf.docinfo[key] = value


# XML 1.0, 2.2: with a sign that it does not have, the whole of the metadata is none.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

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

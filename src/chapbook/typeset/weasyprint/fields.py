"""Forms: the room to write on, which becomes fields that a computer or a telephone can fill in (ISO 32000-1, 12.7).

The pages are laid out as for paper, and fields are put over their slots, so that an empty form prints like the
download (docs/decisions/0014).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from math import floor
from typing import Any, get_args

import pydyf
from fontTools import subset
from fontTools.ttLib import TTFont
from weasyprint.text.line_break import split_first_line

from chapbook.content import slots
from chapbook.content.typography import ZERO_WIDTH_SPACE
from chapbook.typeset.weasyprint.nodes import Node, WritingBox
from chapbook.typeset.weasyprint.structure import POINTS, is_slot, name_of, words

# ISO 32000-1, table 228: more than one line, no more text than can be seen, and no spelling check of names.
MULTILINE, NO_SPELLING, NO_SCROLLING = 1 << 12, 1 << 22, 1 << 23
PRINTED = 1 << 2

# In points.
LEAST, LARGEST, IN_TABLES = 9.5, 12, 10

# styles/type.css rules a line every 8 mm; type whose lines are that far apart stands on them.
PITCH = 8 * 72 / 25.4

# The windows-1252 letters; a font for others needs a two-byte encoding.
WESTERN = frozenset(bytes(range(32, 256)).decode("cp1252", "ignore"))

# What stands for a slot in the words around it: for others, and for the one that is to be named.
GAP, OWN = "…", "\ufffc"


@dataclass
class FontFace:
    """The type of a form: its resource in the PDF, and the height of its lines at size 1."""

    reference: bytes
    line: float


@dataclass
class Form:
    """The fields of a document while it is written."""

    pdf: Any
    heights: list[float]
    face: FontFace
    fields: dict[str, pydyf.Dictionary] = field(default_factory=dict)
    numbered: dict[str, int] = field(default_factory=dict)
    tips: dict[str, list[str]] = field(default_factory=dict)

    def add(self, slot: WritingBox, node: Node) -> pydyf.Dictionary:
        """A field over a slot; slots of one value are one field, filled in once for all."""
        name, tip = self._name(node), label(node)
        self.tips.setdefault(name, []).append(tip)
        left, top, right, bottom = slot.edges
        many = slot.ruled
        largest = IN_TABLES if node.element.tag == "td" else LARGEST
        size = PITCH / self.face.line if many else max(LEAST, min(largest, POINTS * (bottom - top) / self.face.line))
        size = int(2 * size) / 2
        # A slot is a line of type high; letters reach above it.
        foot = self.heights[slot.page] - POINTS * bottom
        head = max(foot + POINTS * (bottom - top), foot + size * self.face.line)
        box = [round(edge, 2) for edge in (POINTS * left, foot, POINTS * right, head)]
        page = self.pdf.objects[int(self.pdf.page_references[slot.page].split()[0])]
        appearance = f"/Form {size:g} Tf 0 g"
        widget = pydyf.Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Widget",
                "Rect": pydyf.Array(box),
                "F": PRINTED,
                "P": page.reference,
                "Contents": pydyf.String(tip),
                "DA": pydyf.String(appearance),
                "Q": 2 if slot.box.style["direction"] == "rtl" else 0,
                "AP": pydyf.Dictionary({"N": self._empty(box[2] - box[0], box[3] - box[1])}),
            }
        )
        self.pdf.add_object(widget)
        page.setdefault("Annots", pydyf.Array()).append(widget.reference)
        field_of = self._field(name, NO_SCROLLING | NO_SPELLING | (MULTILINE if many else 0))
        widget["Parent"] = field_of.reference
        field_of["Kids"].append(widget.reference)
        return widget

    def finish(self) -> None:
        """Tell viewers that there is a form, what its fields are called, and in what type they are filled in."""
        for name, each in self.fields.items():
            # One value may stand in a table and in several sentences: the shortest of its names says it best.
            each["TU"] = pydyf.String(min(self.tips[name], key=len))
        fonts = pydyf.Dictionary({"Font": pydyf.Dictionary({"Form": self.face.reference})})
        form = pydyf.Dictionary(
            {
                "Fields": pydyf.Array([each.reference for each in self.fields.values()]),
                "DR": fonts,
                "DA": pydyf.String("/Form 0 Tf 0 g"),
                # What a viewer that fills in draws, it draws in its own way for its language.
                "NeedAppearances": "true",
            }
        )
        self.pdf.add_object(form)
        self.pdf.catalog["AcroForm"] = form.reference

    def _field(self, name: str, flags: int) -> pydyf.Dictionary:
        if name not in self.fields:
            self.fields[name] = pydyf.Dictionary(
                {
                    "FT": "/Tx",
                    "T": pydyf.String(name),
                    "Ff": flags,
                    "Kids": pydyf.Array(),
                }
            )
            self.pdf.add_object(self.fields[name])
        return self.fields[name]

    def _name(self, node: Node) -> str:
        """The value's own name, or the block's with a number."""
        if value := node.element.get("data-value"):
            return str(value)
        around = block(node)
        self.numbered[around] = self.numbered.get(around, 0) + 1
        return f"{around}-{self.numbered[around]}"

    def _empty(self, width: float, height: float) -> bytes:
        """What an empty field looks like: nothing."""
        stream = pydyf.Stream(
            [b"/Tx BMC", b"EMC"],
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pydyf.Array([0, 0, round(width, 2), round(height, 2)]),
                "Resources": pydyf.Dictionary(),
            },
        )
        self.pdf.add_object(stream)
        reference: bytes = stream.reference
        return reference


# ── what a copy is stamped with ───────────────────────────────────────────────────────────────────────────────────


def slot_of(slot: WritingBox, language: str, height: float) -> slots.Slot:
    """A slot in this language on a page of this height, in CSS pixels, as copies know it."""
    element, style = slot.box.element, slot.box.style
    left, top, right, bottom = (POINTS * edge for edge in slot.edges)
    height *= POINTS
    classes = set(element.get("class", "").split())
    size = POINTS * style["font_size"]
    # The squares of a calendar and the rows of a diary are narrow in large print too.
    if {"day", "of-date"} & classes:
        size = min(size, LEAST if "day" in classes else IN_TABLES)
    # As large as what is printed there, but for a line that is lower.
    size = min(size, bottom - top)
    said = element.get("data-kind")
    kind: slots.Kind = said if said in get_args(slots.Kind) else "phone" if "phone" in classes else "text"
    if kind == "phone":
        size = min(size, max(slots.SMALLEST, _with_room(style, right - left - 2 * slots.INSET)))
    return slots.Slot(
        name_of(element),
        kind,
        slot.page,
        (round(left, 2), round(height - bottom, 2), round(right, 2), round(height - top, 2)),
        floor(100 * size) / 100,
        language,
        style["direction"],
        str(style["font_family"][0]),
        bold=style["font_weight"] >= 600,
        days=int(element.get("data-days", 0)),
        nth=int(element.get("data-nth", 0)),
        on_line=style["border_bottom_width"] > 0 and not style["border_top_width"],
        hint="of-date" in classes,
        title=element.get("data-title", ""),
        for_staff=element.get("data-staff") is not None,
        at_end=element.get("data-at") == "end",
    )


def _with_room(style: Any, width: float) -> float:
    """The size of type, in points, in which the longest telephone numbers are as wide as this."""
    widths = (split_first_line(each, style, None, None, 0)[3] for each in slots.LONGEST_PHONES)
    return float(width * style["font_size"] / max(widths))


# ── what a field is called ────────────────────────────────────────────────────────────────────────────────────────


def label(node: Node) -> str:
    """What is to be written into a slot, in the words that stand around it.

    Its own label; or the heads of its row and column; or the sentence that it stands in, with a gap; or the heading.
    """
    if said := node.element.get("aria-label"):
        return str(said)
    if cell := node.around("TD"):
        return ", ".join(_heads(cell)) or _heading(cell)
    for each in _ancestors(node):
        if each.tag in ("P", "LI", "LBody", "Div") and each.element is not None and words(each.element):
            return _sentence("".join(_with_gaps(each.element, node.element)))
        if each.tag in ("Sect", "Document"):
            break
    return _heading(node)


def _sentence(text: str) -> str:
    """The sentence that has the slot, with a gap for it; a gap at its end says nothing.

    >>> _sentence("By day: \u2026. By night: \ufffc. It can beep.")
    'By night: \u2026.'
    >>> _sentence("Why? What is the goal? \ufffc")
    'Why? What is the goal?'
    """
    said = " ".join(text.replace(ZERO_WIDTH_SPACE, "").split())
    if said.endswith(("? \ufffc", "؟ \ufffc")):
        return said[:-2]
    sentence = next(each for each in re.split(r"(?<=[.!?؟]) ", said) if OWN in each)
    return sentence.removesuffix(OWN).rstrip().replace(OWN, GAP)


def _ancestors(node: Node) -> Iterator[Node]:
    around = node.parent
    while around:
        yield around
        around = around.parent


def block(node: Node) -> str:
    """The name of the block that a node is in."""
    elements = (each.element for each in _ancestors(node) if each.element is not None)
    return next((str(element.get("id")) for element in elements if element.get("id")), "page")


def _with_gaps(element: Any, own: Any) -> Iterator[str]:
    if element is own:
        yield f" {OWN}" if element.tag == "div" else OWN
    else:
        yield GAP if is_slot(element) else element.text or ""
    for child in element:
        yield from _with_gaps(child, own)
        yield child.tail or ""


def _heads(cell: Node) -> Iterator[str]:
    """The heads of a cell's column and of its row; a row without a head has its number below the heads."""
    row, table = cell.around("TR"), cell.around("Table")
    if row is None or table is None:
        return
    cells = [each for each in row.element if each.tag in ("th", "td")]
    place = cells.index(cell.element)
    rows = [*table.element.iter("tr")]
    columns: Any = next((each for each in rows if all(part.tag == "th" for part in each)), [])
    if place < len(columns):
        yield _head(columns[place])
    if cells[0].tag == "th":
        yield _head(cells[0])
    elif place < len(columns):
        yield str(rows.index(row.element))


def _head(cell: Any) -> str:
    """A head's first paragraph: what follows it explains."""
    return words(next((part for part in cell if words(part)), cell) if not (cell.text or "").strip() else cell)


def _heading(node: Node) -> str:
    """The nearest heading before it, of the section that it is in."""
    for around in _ancestors(node):
        heads = [each for each in around.kids if isinstance(each, Node) and each.tag in ("H1", "H2", "H3")]
        if heads:
            return words(heads[-1].element)
    return ""


# ── its type ──────────────────────────────────────────────────────────────────────────────────────────────────────


def face(pdf: Any, file: bytes, letters: frozenset[str]) -> FontFace:
    """Embed the letters of a font that people may type: one byte each for Western languages, two for others.

    The alphabets of these letters come whole, as far as the font has them.

    Viewers know most about fonts of the first kind; what they do with either is in docs/accessibility.md.
    """
    western = letters <= WESTERN
    font = TTFont(BytesIO(file))
    name = f"FORMAA+{font['name'].getDebugName(6)}"
    blocks = {ord(letter) >> 8 for letter in letters} if not western else set()
    options = subset.Options(retain_gids=not western, notdef_outline=True, hinting=False, layout_features=[])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*map(ord, WESTERN), *(code for code in font.getBestCmap() if code >> 8 in blocks)])
    # Left to itself, fontTools writes down the second in which it did this.
    kept = TTFont(BytesIO(file), recalcTimestamp=False)
    # What places letters would be read whole before it is dropped, which took most of the time.
    for table in {"GSUB", "GPOS", "GDEF"}.intersection(kept.keys()):
        del kept[table]
    subsetter.subset(kept)
    out = BytesIO()
    kept.save(out)
    scale = 1000 / font["head"].unitsPerEm
    rise, fall = round(font["hhea"].ascent * scale), round(font["hhea"].descent * scale)
    stream = pydyf.Stream([out.getvalue()], {"Length1": len(out.getvalue())}, compress=True)
    pdf.add_object(stream)
    head = font["head"]
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{name}",
            "Flags": 32 if western else 4,
            "FontBBox": pydyf.Array([round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            "ItalicAngle": 0,
            "Ascent": rise,
            "Descent": fall,
            "CapHeight": rise,
            "StemV": 80,
            "FontFile2": stream.reference,
        }
    )
    pdf.add_object(descriptor)
    written = (_one_byte if western else _two_bytes)(pdf, kept, name, descriptor.reference, scale)
    pdf.add_object(written)
    return FontFace(written.reference, (rise - fall) / 1000)


def _one_byte(pdf: Any, font: Any, name: str, descriptor: bytes, scale: float) -> pydyf.Dictionary:
    names, advances = font.getBestCmap(), font["hmtx"]
    codes = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    widths = [round(advances[names.get(ord(code), ".notdef")][0] * scale) for code in codes]
    return pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": f"/{name}",
            "FirstChar": 32,
            "LastChar": 255,
            "Widths": pydyf.Array(widths),
            "Encoding": "/WinAnsiEncoding",
            "FontDescriptor": descriptor,
        }
    )


def _two_bytes(pdf: Any, font: Any, name: str, descriptor: bytes, scale: float) -> pydyf.Dictionary:
    advances, order = font["hmtx"], font.getGlyphOrder()
    codes = {font.getGlyphID(glyph): code for code, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    widths = pydyf.Array()
    for number in sorted(codes):
        widths += [number, pydyf.Array([round(advances[order[number]][0] * scale)])]
    rows = [f"<{number:04x}> <{chr(code).encode('utf-16-be').hex()}>" for number, code in sorted(codes.items())]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    unicode = pydyf.Stream(
        [
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            b"1 begincodespacerange <0000> <ffff> endcodespacerange",
            listed.encode(),
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        ],
        compress=True,
    )
    pdf.add_object(unicode)
    descendant = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{name}",
            "CIDSystemInfo": pydyf.Dictionary(
                {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
            ),
            "CIDToGIDMap": "/Identity",
            "W": widths,
            "FontDescriptor": descriptor,
        }
    )
    pdf.add_object(descendant)
    return pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([descendant.reference]),
            "ToUnicode": unicode.reference,
        }
    )

"""Accessible PDFs: WeasyPrint 70.0 paints, and the structure that a screen reader follows is ours.

WeasyPrint's own tags say nothing of languages, list numbers or table scopes, and take running heads for text
(docs/decisions/0013). While a document is written, four names that WeasyPrint looks up are ours, and a
fifth where pages are read from the right (right_to_left.py); `SEAMS` lists every private function that this rests on,
and a test tells when one of them changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pydyf
import weasyprint.anchors
import weasyprint.draw.text
import weasyprint.pdf.anchors
import weasyprint.pdf.fonts
import weasyprint.pdf.stream
import weasyprint.pdf.tags
from weasyprint import Document
from weasyprint.logger import LOGGER

from chapbook.content.slots import CHANGED, ELEMENTS, OWNER, TABLE, as_note
from chapbook.typeset.weasyprint.fields import Form, block, face, label, slot_of
from chapbook.typeset.weasyprint.glyphs import mend
from chapbook.typeset.weasyprint.nodes import Mark, Node, WritingBox
from chapbook.typeset.weasyprint.right_to_left import RightToLeft
from chapbook.typeset.weasyprint.structure import POINTS, Structure, is_read_from_the_right, words

# PDF 2.0 has these tags; in PDF 1.7 they stand for the older ones (ISO 32000-1, 14.8.4).
ROLES = {"Strong": "/Span", "Em": "/Span", "Aside": "/Div", "FENote": "/Note"}

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")

# What the numbering of a list is called: by bullets, by number, in order, by term.
NUMBERING = {"ul": "/Disc", "numbered": "/Decimal", "ol": "/None", "dl": "/None"}


@dataclass(frozen=True)
class Seam:
    """A private function of WeasyPrint that this rests on: what for, and the beginning of its source's SHA-256."""

    what: Any
    digest: str
    why: str


# Replaced here, or relied on; tests/typeset/test_tagging.py compares each with the digest.
WEASYPRINT = "70.0"
SEAMS = (
    Seam(
        weasyprint.pdf.generate_pdf,
        "626343ef25c3",
        "it looks up add_tags, build_fonts_dictionary and Stream, which are replaced",
    ),
    Seam(
        weasyprint.pdf.tags.add_tags, "f0e74575b0ba", "the structure is written in its place, with all that it promises"
    ),
    Seam(
        weasyprint.pdf.stream.Stream.marked,
        "3fa3acacbbf6",
        "it is replaced by one that numbers marks or calls them artifacts",
    ),
    Seam(
        weasyprint.pdf.stream.Stream.clone,
        "a4f89c7ab7de",
        "groups are made by the name Stream of its module, which is replaced",
    ),
    Seam(
        weasyprint.pdf.anchors.add_links,
        "262e8b9b2998",
        "it gives each linked box the annotation that the structure points to",
    ),
    Seam(weasyprint.anchors.gather_anchors, "373f8c676f27", "it decides which boxes have links"),
    Seam(weasyprint.draw.draw_inline_level, "068162a401d0", "it marks text and pictures by their boxes"),
    Seam(weasyprint.draw.draw_block_level, "3de9ec3ad4aa", "it marks pictures by their boxes"),
    Seam(
        weasyprint.draw.text.draw_first_line,
        "1bb8eae6d88e",
        "it notes the letters of glyphs, which are mended; on pages from the right it is replaced",
    ),
    Seam(weasyprint.pdf.fonts.build_fonts_dictionary, "fc551bef35d0", "it writes the letters of glyphs, mended before"),
    Seam(weasyprint.draw.text.draw_text, "ebaf96239c6c", "it prepares the lines that are painted by us"),
    Seam(weasyprint.pdf.fonts.Font.clean, "794f0211f184", "glyphs are added to what it leaves of a font"),
)


def gaps(tree: Structure) -> Iterator[tuple[str, dict[str, str]]]:
    """What a structure does not say: the code of each problem, and what it is about."""
    yield from (("S006", {"picture": source}) for source in tree.silent)
    before = 0
    for node in tree.root.nodes():
        if node.tag in HEADINGS:
            level = HEADINGS.index(node.tag) + 1
            if level > before + 1:
                yield "S007", {"heading": words(node.element), "level": str(level), "before": str(before)}
            before = level
        elif node.tag == "Link" and not _name(node.element):
            yield "S008", {"target": node.element.get("href", "")}
        elif node.tag == "Form" and not label(node):
            yield "S009", {"block": block(node)}


def write(document: Document, tree: Structure, form: str) -> bytes:
    """A laid-out document as a tagged PDF/UA; its fields, if it has any, are filled in with type of the family form."""
    type_of_form: list[bytes] = []
    lines = RightToLeft(document) if is_read_from_the_right(document) else None

    def build_fonts(pdf: Any, fonts: dict[Any, Any], *options: Any) -> Any:
        # Before it is written, a font still has all of its letters.
        for font in fonts.values():
            mend(font.to_unicode, font.file_content)
            if lines:
                font.clean = partial(_clean, font, font.clean, lines)
        if tree.fillable:
            type_of_form.append(
                min(
                    fonts.values(), key=lambda font: (font.family != form, abs(font.weight - 400), font.style)
                ).file_content
            )
        return theirs(pdf, fonts, *options)

    def add_tags(pdf: Any, document: Document, pdf_version: Any, streams: list[Any]) -> None:
        fields = _form(pdf, document, tree, type_of_form[0]) if tree.fillable else None
        _Writer(pdf, document, tree, fields).write(streams)

    theirs = weasyprint.pdf.build_fonts_dictionary
    with _ours(lines, add_tags=add_tags, build_fonts_dictionary=build_fonts, Stream=_stream(tree)):
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _clean(font: Any, theirs: Any, lines: RightToLeft, *options: Any) -> None:
    theirs(*options)
    lines.draw_anew(font)


def _form(pdf: Any, document: Document, tree: Structure, font: bytes) -> Form:
    letters = frozenset(
        letter for mark in tree.marks.values() for letter in getattr(mark.box, "text", "") if letter.isalpha()
    )
    return Form(pdf, [POINTS * page.height for page in document.pages], face(pdf, font, letters))


@contextmanager
def _ours(lines: RightToLeft | None, **names: Any) -> Iterator[None]:
    """WeasyPrint with some names of its own replaced, while this block runs."""
    seats = [(weasyprint.pdf, name, ours) for name, ours in names.items()]
    # A group of its own, as for what is half transparent, is made by the name that the module of streams knows.
    seats.append((weasyprint.pdf.stream, "Stream", names["Stream"]))
    if lines:
        seats.append((weasyprint.draw.text, "draw_first_line", lines.draw))
    theirs = [getattr(module, name) for module, name, _ in seats]
    for module, name, ours in seats:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for (module, name, _), original in zip(seats, theirs, strict=True):
            setattr(module, name, original)


# ── painting ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _stream(tree: Structure) -> type:
    """A stream that numbers what has a place in the structure, and calls all else an artifact."""

    class Stream(weasyprint.pdf.stream.Stream):  # type: ignore[misc]
        painted = 0

        @contextmanager
        def marked(self, box: Any, tag: str) -> Iterator[None]:
            if mark := tree.marks.get(id(box)):
                mark.stream, mark.mcid = self, self.painted
                self.painted += 1
                self.begin_marked_content(tag, pydyf.Dictionary({"MCID": mark.mcid}))
            elif kind := tree.running.get(id(box)):
                self.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{kind}"}))
            else:
                self.begin_marked_content("Artifact")
            try:
                yield
            finally:
                self.end_marked_content()

        def move_to(self, *point: float) -> None:
            super().move_to(*map(_fine, point))

        def line_to(self, *point: float) -> None:
            super().line_to(*map(_fine, point))

        def curve_to(self, *points: float) -> None:
            super().curve_to(*map(_fine, points))

    return Stream


def _fine(length: float) -> float:
    """A length of a drawn path, true to a hundredth of a point on a page: a booklet is a thirtieth smaller.

    Below a hundred, five digits and not two decimals, for a drawing's own units may be large. Rectangles are not drawn
    so: a rule is as thin as it was asked for, and the two of a frame lie on each other.
    """
    return round(length, 2) if abs(length) >= 100 else float(f"{length:.5g}")


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Writer:
    """Writes a structure into a PDF that is painted already (ISO 32000-1, 14.7)."""

    def __init__(self, pdf: Any, document: Document, tree: Structure, form: Form | None) -> None:
        self.pdf, self.document, self.tree, self.form = pdf, document, tree, form
        self.pages = pdf.page_references
        self.parents: dict[Any, dict[int, bytes]] = {}
        self.annotations: list[tuple[pydyf.Dictionary, bytes]] = []
        self.slots: list[tuple[WritingBox, str, bytes]] = []

    def write(self, streams: list[Any]) -> None:
        root = self._add({"Type": "/StructTreeRoot", "RoleMap": pydyf.Dictionary(ROLES)})
        root["K"] = pydyf.Array([self._element(self.tree.root, root.reference)])
        root["ParentTree"] = self._parent_tree(streams).reference
        if self.form:
            self.form.finish()
        if self.slots:
            self._note()
        if "Lang" not in self.pdf.catalog:
            LOGGER.error('Missing required "lang" attribute at the root of the document')
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _add(self, values: dict[str, Any]) -> pydyf.Dictionary:
        added = pydyf.Dictionary(values)
        self.pdf.add_object(added)
        return added

    def _element(self, node: Node, parent: bytes) -> bytes:
        """Write a node and all that is in it; gives its reference."""
        element = self._add({"Type": "/StructElem", "S": f"/{node.tag}", "P": parent})
        reference: bytes = element.reference
        page = next((mark.page for mark in node.marks() if mark.stream), None)
        if page is not None:
            element["Pg"] = self.pages[page]
        for key, said in (("Lang", node.lang), ("Alt", node.alt), ("E", node.expansion), ("ActualText", node.actual)):
            if said:
                element[key] = pydyf.String(said)
        if node.tag == "FENote":
            # Unique in the file (ISO 14289-1, 7.9).
            element["ID"] = pydyf.String(f"note-{element.number}")
        if attributes := [*self._attributes(node)]:
            element["A"] = pydyf.Array(attributes)
        element["K"] = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                element["K"].append(self._element(kid, reference))
            elif isinstance(kid, Mark):
                if kid.stream is not None:
                    element["K"].append(self._content(kid, page, reference))
            elif isinstance(kid, WritingBox):
                if self.form:
                    element["K"].append(self._annotated(self.form.add(kid, node), kid.page, reference))
                else:
                    self.slots.append((kid, node.language or "", reference))
            elif kid.box.link_annotation:
                kid.box.link_annotation["Contents"] = pydyf.String(_name(node.element))
                element["K"].append(self._annotated(kid.box.link_annotation, kid.page, reference))
        return reference

    def _note(self) -> None:
        """Note what may be stamped where, for copies: they know these pages by this alone."""
        heights = [page.height for page in self.document.pages]
        note = as_note(slot_of(slot, language, heights[slot.page]) for slot, language, _ in self.slots)
        table = pydyf.Stream([note], compress=True)
        self.pdf.add_object(table)
        elements = pydyf.Array([element for *_, element in self.slots])
        private = pydyf.Dictionary({TABLE[1:]: table.reference, ELEMENTS[1:]: elements})
        own = pydyf.Dictionary({"LastModified": pydyf.String(CHANGED), "Private": private})
        self.pdf.catalog["PieceInfo"] = pydyf.Dictionary({OWNER[1:]: own})

    def _attributes(self, node: Node) -> Iterator[pydyf.Dictionary]:
        if node.tag == "L":
            yield pydyf.Dictionary({"O": "/List", "ListNumbering": self._numbering(node)})
        elif node.tag in ("TH", "TD"):
            spans = {"ColSpan": node.element.get("colspan", "1"), "RowSpan": node.element.get("rowspan", "1")}
            said: dict[str, Any] = {key: int(span) for key, span in spans.items() if span.isdecimal() and span != "1"}
            if node.tag == "TH":
                said["Scope"] = _scope(node)
            if said:
                yield pydyf.Dictionary({"O": "/Table", **said})
        elif node.tag == "Figure" and node.bounds:
            yield pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": self._box(*node.bounds)})

    def _box(self, number: int, left: float, top: float, right: float, bottom: float) -> pydyf.Array:
        """A box on a page in points, from the left and from the foot; what is cut off is not part of it."""
        page = self.document.pages[number]
        edges = (
            max(left, 0),
            page.height - min(bottom, page.height),
            min(right, page.width),
            page.height - max(top, 0),
        )
        return pydyf.Array([round(POINTS * edge, 2) for edge in edges])

    def _numbering(self, node: Node) -> str:
        numbered = node.element.tag == "ol" and any(item.labelled for item in node.kids if isinstance(item, Node))
        return NUMBERING["numbered" if numbered else node.element.tag]

    def _content(self, mark: Mark, page: int | None, reference: bytes) -> Any:
        """What an element says of a mark: its number, and where that is if not on the element's own page."""
        self.parents.setdefault(mark.stream, {})[mark.mcid] = reference
        if "Subtype" not in mark.stream.extra and mark.page == page:
            return mark.mcid
        content = {"Type": "/MCR", "Pg": self.pages[mark.page], "MCID": mark.mcid}
        if "Subtype" in mark.stream.extra:
            content["Stm"] = mark.stream.reference
        return pydyf.Dictionary(content)

    def _annotated(self, annotation: pydyf.Dictionary, page: int, reference: bytes) -> pydyf.Dictionary:
        self.annotations.append((annotation, reference))
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pages[page]})

    def _parent_tree(self, streams: list[Any]) -> pydyf.Dictionary:
        """From each mark and annotation back to its element; pages come first, as WeasyPrint numbers them."""
        numbers = pydyf.Array()
        groups = [stream for stream in self.parents if stream not in streams]
        for number, stream in enumerate([*streams, *groups]):
            # Each for itself: a copy adds to those of its pages, and leaves the others as they are.
            marks = pydyf.Array([of for _, of in sorted(self.parents.get(stream, {}).items())])
            self.pdf.add_object(marks)
            numbers += [number, marks.reference]
            if stream in groups:
                stream.extra["StructParents"] = number
        for number, (annotation, reference) in enumerate(self.annotations, len(streams) + len(groups)):
            annotation["StructParent"] = number
            numbers += [number, reference]
        return self._add({"Nums": numbers})


def _name(element: Any) -> str:
    """What a link is called by those who do not see it."""
    return element.get("aria-label") or element.get("title") or words(element)


def _scope(head: Node) -> str:
    """Which cells a table's head is for: of its row, or of its column."""
    said = head.element.get("scope")
    if said in ("row", "col"):
        return "/Row" if said == "row" else "/Column"
    return "/Column" if head.around("THead") else "/Row"

"""The structure of laid-out pages, as a screen reader meets it: a node for each element of HTML that says something.

WeasyPrint 70.0 cuts an element into boxes: one a line, one a page, and nameless ones around. All boxes of an element
put their marks into the same node, so that a paragraph over two pages stays one paragraph. What finds no node is
decoration: running heads, folios, repeated table heads, generated bullets, pictures without words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from chapbook.content.typography import ZERO_WIDTH_SPACE
from chapbook.typeset.weasyprint.nodes import Mark, Node, Touch, WritingBox, classes_of, tidy

# ISO 32000-2, 14.8.4. What is not here adds nothing of its own: its content belongs to the element around it.
TAGS = {
    **{name: name.upper() for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
    **dict.fromkeys(("section", "nav"), "Sect"),
    **dict.fromkeys(("div", "header", "footer", "form", "address"), "Div"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("strong", "b"), "Strong"),
    **dict.fromkeys(("em", "i"), "Em"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("img", "figure", "{http://www.w3.org/2000/svg}svg"), "Figure"),
    "main": "Part",
    "article": "Art",
    "aside": "Aside",
    "blockquote": "BlockQuote",
    "pre": "P",
    "a": "Link",
    "abbr": "Span",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
}

# 72 points and 96 CSS pixels make an inch.
POINTS = 0.75

_TITLE = "{http://www.w3.org/2000/svg}title"


@dataclass
class Structure:
    """A document's structure: the root, and every mark by its box."""

    root: Node
    # Whether room to write on is a field.
    fillable: bool = False
    marks: dict[int, Mark] = field(default_factory=dict)
    # Text boxes of running heads and feet, with their kind.
    running: dict[int, str] = field(default_factory=dict)
    # Pictures that nobody has put into words.
    silent: list[str] = field(default_factory=list)


def structure(document: Document, fillable: bool = False) -> Structure:
    """The structure of a laid-out document, before it is painted; with fields where there is room to write."""
    reader = _Reader(document, fillable)
    for number, page in enumerate(document.pages):
        reader.visit(page._page_box, reader.found.root, number)
    tidy(reader.found.root)
    return reader.found


def is_read_from_the_right(document: Document) -> bool:
    """Whether the pages of a document are read from right to left."""
    return bool(document.pages) and bool(document.pages[0]._page_box.style["direction"] == "rtl")


def unwrapped(box: Any) -> Any:
    """A box itself, where what is placed absolutely, or floats, stands behind a placeholder."""
    return getattr(box, "_box", box)


def words(element: Any) -> str:
    """What an element says, in one line."""
    return " ".join("".join(element.itertext()).replace(ZERO_WIDTH_SPACE, "").split())


class _Reader:
    """Walks boxes in reading order."""

    def __init__(self, document: Document, fillable: bool) -> None:
        self.found = Structure(Node("Document", language=document.metadata.lang), fillable)
        self.nodes: dict[Any, Node] = {}
        self.heads: dict[Any, int] = {}
        self.slots: set[Any] = set()
        self.linked = {id(link[3]) for page in document.pages for link in page.links}
        self.from_the_right = is_read_from_the_right(document)
        # The last words that are read from the right, and their box.
        self.heard: tuple[Any, Any] = (None, None)

    def visit(self, box: Any, around: Node, page: int) -> None:
        box = unwrapped(box)
        if isinstance(box, boxes.MarginBox):
            self._furnish(box)
            return
        if isinstance(box, boxes.TextBox):
            self._text(box, around, page)
            return
        node = self._node(box, around, page)
        if id(box) in self.linked:
            self._touch(box, node or around, page)
        if node is None:
            for child in box.children:
                self._pass(child, around, page)
            return
        if isinstance(box, boxes.ReplacedBox):
            self._mark(box, node, page)
            if node.bounds is None:
                left, top = box.content_box_x(), box.content_box_y()
                node.bounds = (page, left, top, left + box.width, top + box.height)
        wanted = is_slot if self.found.fillable else name_of
        is_new = box.element is not None and box.element not in self.slots and wanted(box.element)
        if is_new:
            self.slots.add(box.element)
        for child in box.children:
            self.visit(child, node, page)
        if is_new:
            # Read after what is printed in it; empty, it is not heard.
            slot = Node("Form" if self.found.fillable else "Span", box.element, node, language=node.language)
            self._add(slot).kids.append(WritingBox(box, page))

    def _pass(self, box: Any, around: Node, page: int) -> None:
        """Decoration says nothing, but a part of it that leads somewhere must be known."""
        box = unwrapped(box)
        if id(box) in self.linked:
            self._touch(box, around, page)
        for child in getattr(box, "children", ()):
            self._pass(child, around, page)

    def _furnish(self, margin: Any) -> None:
        kind = "Header" if margin.at_keyword.startswith("@top") else "Footer"
        for box in margin.descendants():
            if isinstance(box, boxes.TextBox):
                self.found.running[id(box)] = kind

    def _text(self, box: Any, node: Node, page: int) -> None:
        if not box.text.replace(ZERO_WIDTH_SPACE, "").strip():
            return
        if box.style["visibility"] == "visible":
            if self.from_the_right:
                node = self._heard(box, node)
            self._mark(box, node, page)

    def _heard(self, box: Any, node: Node) -> Node:
        """What is painted from left to right, with its words as they are read."""
        before, last = self.heard
        if before and last.position_y != box.position_y and not before.actual.endswith((" ", "-", "–", "/")):
            # The end of a line took the space away.
            before.actual += " "
        said = box.text.replace(ZERO_WIDTH_SPACE, "")
        found = self._add(Node("Span", None, node, language=node.language, actual=said))
        self.heard = found, box
        return found

    def _mark(self, box: Any, node: Node, page: int) -> None:
        mark = Mark(box, page)
        node.kids.append(mark)
        self.found.marks[id(box)] = mark

    def _touch(self, box: Any, node: Node, page: int) -> None:
        link = node.around("Link")
        if link is None:
            link = Node("Link", node.element, node, language=node.language)
            node.kids.append(link)
        link.kids.append(Touch(box, page))

    def _node(self, box: Any, around: Node, page: int) -> Node | None:
        """The node that a box belongs to; none for decoration."""
        element = box.element
        if element is None:
            return around
        if element.tag in ("html", "body"):
            return self.found.root
        if _hidden(element) or box.is_leader or self._repeated(box, page):
            return None
        pseudo = box.element_tag.partition("::")[2]
        if (element, pseudo) not in self.nodes:
            node = self._generated(box, pseudo, around) if pseudo else self._made(box, around)
            if node is None:
                return None
            self.nodes[element, pseudo] = node
        return self.nodes[element, pseudo]

    def _repeated(self, box: Any, page: int) -> bool:
        """Whether this is a table's head or foot that stands on an earlier page already."""
        if not (getattr(box, "is_header", False) or getattr(box, "is_footer", False)):
            return False
        return self.heads.setdefault(box.element, page) != page

    def _generated(self, box: Any, pseudo: str, around: Node) -> Node | None:
        """What the style adds: a number that counts is a label, a sign is decoration."""
        said = "".join(part.text for part in box.descendants() if isinstance(part, boxes.TextBox))
        if not any(character.isalnum() for character in said):
            return None
        if pseudo == "footnote-call":
            # The note is read after the words that call it, wherever on the page it stands.
            call = self._add(Node("Span", None, around, language=around.language))
            self.nodes[box.element, ""] = self._add(Node("FENote", box.element, around, language=around.language))
            return call
        item = around.around("FENote" if pseudo == "footnote-marker" else "LI")
        if item is None or pseudo not in ("before", "marker", "footnote-marker") or next(item.marks(), None):
            return around
        return self._add(Node("Lbl", None, item, language=item.language))

    def _made(self, box: Any, around: Node) -> Node:
        element = box.element
        tag = TAGS.get(element.tag)
        language = element.get("lang") or around.language
        if tag is None and language != around.language:
            tag = "Span"
        inside_figure = around.tag == "Figure" and tag != "Caption"
        # Parts of one picture are one picture, numbers on it too.
        if tag is None or inside_figure:
            return around
        node = Node(tag, element, around, language=language)
        if tag == "Figure":
            node.alt = _alt(element)
            if node.alt is None:
                node.tag = "Div"
            if node.alt is None and element.tag != "figure":
                self.found.silent.append(element.get("src", "svg"))
        if not box.style["font_size"] and not len(element):
            # Not painted, and there for those who hear it.
            node.actual = words(element)
        if element.tag == "abbr":
            node.expansion = element.get("title")
        return self._add(node)

    def _add(self, node: Node) -> Node:
        assert node.parent is not None
        node.parent.kids.append(node)
        return node


def _hidden(element: Any) -> bool:
    return bool(element.get("aria-hidden") == "true" or (element.tag == "img" and element.get("alt") == ""))


def is_slot(element: Any) -> bool:
    """Whether there is room to write: a slot, ruled lines, or a cell of a table in which nothing is heard."""
    if element.tag == "td":
        said = (element.text, *(child.tail for child in element))
        is_empty = all(map(_hidden, element)) and not any(each and each.strip() for each in said)
        return is_empty and "no-field" not in classes_of(element)
    return bool({"slot", "ruled"} & classes_of(element))


def name_of(element: Any) -> str:
    """What is stamped into a slot, by name: what its template says, or the value of a hospital that nobody set.

    Numbers that a clinician answers for are set in an imprint, and stamped by nobody.
    """
    value = element.get("data-value") if {"phone", "name", "hospital-name"} & classes_of(element) else None
    return str(element.get("data-slot") or value or "")


def _alt(element: Any) -> str | None:
    """What a picture shows, in words: of the first picture in it that has some."""
    for part in element.iter():
        if part.tag == "img" and part.get("alt"):
            return str(part.get("alt"))
        if part.tag == _TITLE and part.text:
            return str(part.text)
    return None

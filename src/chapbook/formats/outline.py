"""What a page says, in order and without its looks: read from the HTML that all editions are made of.

Whatever a template shows is here, also that of a kind of block which did not exist when this was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal
from xml.etree.ElementTree import Element

import tinyhtml5

from chapbook.content.typography import ZERO_WIDTH_SPACE
from chapbook.formats.labels import Labels
from chapbook.templating.given import INLINE

Kind = Literal["title", "chapter", "heading", "paragraph", "item", "detail", "rule"]

# Where there are no styles it keeps the point that ends a sentence off its number, and both on one line.
NARROW_SPACE = "\u202f"

# A line to write on, within a text.
BLANK = "______"

# How a table says what is left of it here: `nothing` where it speaks by its colours and what follows says the same in
# words, `ticks` where it has a box for each day: then what there is to tick, its heads of class `what`, is read once.
UNPAGED = "data-unpaged"

LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"

_HEADINGS: dict[str, Kind] = {"h1": "chapter", "h2": "heading", **dict.fromkeys(("h3", "h4", "h5", "h6"), "heading")}
_SILENT = {"head", "script", "style", "colgroup", "template"}
_ENDED = tuple(".!?:;…؟؛。！？।។၊။")


@dataclass(frozen=True)
class Piece:
    """A heading, a paragraph, an item of a list or what belongs to one, or a line to write on.

    The level is that of the heading, or how deep the list is; the mark is what stands before the item.
    """

    kind: Kind
    text: str
    level: int = 1
    mark: str = ""


def outline(html: str, words: Labels) -> list[Piece]:
    """The pieces of a page, in the order in which they are read.

    >>> words = Labels("", "Picture:", "To write down each time:", "", "")
    >>> outline('<h2>Call</h2><ul class="ticks"><li>a <b>phone</b><li>shoes</ul><img alt="A sun">', words)
    [Piece(kind='heading', text='Call', level=2, mark=''), Piece(kind='item', text='a phone', level=1, mark='[ ]'),
     Piece(kind='item', text='shoes', level=1, mark='[ ]'), Piece(kind='paragraph', text='(Picture: A sun)', level=1,
     mark='')]
    """
    page = tinyhtml5.parse(html, namespace_html_elements=False)
    reader = _Reader(words, page.get("dir", "ltr"))
    reader.walk(page)
    reader.end()
    return _titled(reader.pieces)


def _titled(pieces: list[Piece]) -> list[Piece]:
    """The first heading of the highest level is the title of the whole."""
    for number, piece in enumerate(pieces):
        if piece.kind == "chapter":
            return [*pieces[:number], replace(piece, kind="title"), *pieces[number + 1 :]]
    return pieces


class _Reader:
    """Walks a page once; text gathers until an element ends it."""

    def __init__(self, words: Labels, direction: str) -> None:
        self.words, self.direction = words, direction
        self.pieces: list[Piece] = []
        self._text: list[str] = []
        self._marks: list[str] = []
        self._fresh = False

    def end(self, kind: Kind = "paragraph", level: int = 1) -> None:
        """What has gathered becomes a piece; inside a list, its item or what belongs to it."""
        text = _folded("".join(self._text))
        self._text.clear()
        if not text:
            return
        if not self._marks:
            self.pieces.append(Piece(kind, text, level))
        elif self._fresh:
            self.pieces.append(Piece("item", text, len(self._marks), self._marks[-1]))
        else:
            self.pieces.append(Piece("detail", text, len(self._marks), self._marks[-1]))
        self._fresh = False

    def walk(self, element: Element) -> None:
        """An element, and what follows it up to the next."""
        name = tag(element)
        classes = (element.get("class") or "").split()
        if not name or name in _SILENT or element.get("aria-hidden") == "true" or "screen-only" in classes:
            pass
        elif name == "img":
            self._picture(element)
        elif name == "br":
            self._text.append("\n")
        elif name == "table" and element.get(UNPAGED) == "nothing":
            self.end()
        elif name == "table" and element.get(UNPAGED) == "ticks":
            self.end()
            for cell in element.findall(".//th[@class='what']"):
                self._marks.append("[ ]")
                self._fresh = True
                self._say(self._cell(cell))
                self._marks.pop()
            self._fresh = False
        elif name == "table":
            self.end()
            self._table(element, "again" in _classes(element.find("thead")))
        elif name in ("ul", "ol"):
            self.end()
            self._list(element, classes)
        elif "slot" in classes:
            self._text.append(f" {BLANK} ")
        elif "ruled" in classes:
            self.end()
            self.pieces.append(Piece("rule", "", len(self._marks) or 1))
        elif name in INLINE and "echo" not in classes:
            self._inline(element)
        else:
            self.end()
            self._children(element)
            self.end(_HEADINGS.get(name, "paragraph"), int(name[1]) if name in _HEADINGS else 1)
        self._text.append(element.tail or "")

    def _children(self, element: Element) -> None:
        self._text.append(element.text or "")
        for child in element:
            self.walk(child)

    def _inline(self, element: Element) -> None:
        direction = element.get("dir", self.direction)
        mark = "" if direction == self.direction else LEFT_TO_RIGHT if direction == "ltr" else RIGHT_TO_LEFT
        apart = self.direction == "rtl" and "apart" in _classes(element)
        self._text.append(NARROW_SPACE if apart else mark)
        before = len(self._text)
        self._children(element)
        words = "".join(self._text[before:]).strip(LEFT_TO_RIGHT + END)
        self._text.append(END if mark else "")
        address = element.get("href", "")
        # Where it leads is said; a phone number, an address in full and a place on this page say so themselves.
        if address.startswith("http") and words != address.removeprefix("https://"):
            self._text.append(f" ({LEFT_TO_RIGHT}{address}{END})" if self.direction == "rtl" else f" ({address})")

    def _picture(self, element: Element) -> None:
        if alt := element.get("alt", "").strip():
            self.end()
            self._text.append(f"({self.words.picture} {alt})")
            self.end()

    def _list(self, element: Element, classes: list[str]) -> None:
        for number, child in enumerate((child for child in element if child.tag == "li"), 1):
            self._marks.append(f"{number}." if element.tag == "ol" else "[ ]" if "ticks" in classes else "-")
            self._fresh = True
            if days := child.get("data-days"):
                self._text.append(f"{days}: ")
            self._children(child)
            self.end()
            self._marks.pop()
        self._fresh = False

    # ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: Element, again: bool) -> None:
        """Each row an item: its name, then its other cells, each after the heading of its column where there is one."""
        for caption in table.iter("caption"):
            self._children(caption)
            self.end()
        headings = [self._cell(cell) for row in table.iterfind("thead/tr") for cell in row]
        rows = [[*row] for row in table.iter("tr") if row not in table.findall("thead/tr")]
        cells = [[self._cell(cell) for cell in row] for row in rows]
        if headings and not any(any(row[1:]) for row in cells):
            self._say(f"{self.words.empty_table} {', '.join(filter(None, headings))}")
            for row in cells:
                self._row(row[:1], [])
            return
        if headings and not again:
            self._say("; ".join(filter(None, headings)))
        for row in cells:
            self._row(row, headings)

    def _row(self, row: list[str], headings: list[str]) -> None:
        if not any(row):
            return
        name, *others = row
        self._marks.append("-")
        self._fresh = True
        if headings:
            self._say(name or BLANK)
            for heading, other in zip(headings[1:], others, strict=False):
                self._say(f"{heading}: {other or BLANK}")
        elif others and all(other.isdigit() or not other for other in others):
            self._say(f"{name}: {' '.join(filter(None, others)) or BLANK}")
        else:
            self._say(": ".join([name, *(_sentences([other or BLANK for other in others]) if others else "",)]))
        self._marks.pop()
        self._fresh = False

    def _cell(self, cell: Element) -> str:
        """What a cell says, on one line."""
        inner = _Reader(self.words, self.direction)
        inner._children(cell)
        inner.end()
        return _sentences([piece.text or BLANK for piece in inner.pieces])

    def _say(self, text: str) -> None:
        self._text.append(text)
        self.end()


def _sentences(texts: list[str]) -> str:
    """Texts one after the other, each ended, but for the last.

    >>> _sentences(["Call us now", "Say: it is urgent.", "Fever"])
    'Call us now. Say: it is urgent. Fever'
    """
    *first, last = texts or [""]
    ended = (text if text.rstrip(END).endswith(_ENDED) else f"{text}." for text in first)
    return " ".join([*ended, last])


def tag(element: Any) -> str:
    """The name of an element; nothing for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


def _classes(element: Element | None) -> list[str]:
    return [] if element is None else (element.get("class") or "").split()


def _folded(text: str) -> str:
    """White space folded as a browser folds it; a no-break space stays."""
    lines = text.replace(ZERO_WIDTH_SPACE, "").split("\n\n")
    text = re.sub(r"[ \t\r\n]+", " ", " ".join(lines)).strip()
    return re.sub(rf"{BLANK} (?=[.,;:!?)،؛؟])", BLANK, text)

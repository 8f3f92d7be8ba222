"""Nodes of a structure, what may stand in them, and how they may nest (ISO 32005)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

# Text may not stand in these without a paragraph around it (ISO 32005, table 5).
GROUPING = {"Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote"}
INLINE = {"Span", "Strong", "Em", "Link", "Form", "Lbl", "FENote"}

# A table keeps its grid, whether its cells are filled or not.
KEPT_EMPTY = {"Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"}


@dataclass(eq=False)
class Mark:
    """What is painted of one box: on which page, and, once painted, in which stream under which number."""

    box: Any
    page: int
    stream: Any = None
    mcid: int = -1


@dataclass(eq=False)
class Touch:
    """The part of a page that leads somewhere: a box of a link."""

    box: Any
    page: int


@dataclass(eq=False)
class WritingBox:
    """Room to write on: a box of one line, or of ruled lines."""

    box: Any
    page: int

    @property
    def ruled(self) -> bool:
        """Whether it has lines to write several on."""
        return bool({"ruled", "instructions"} & classes_of(self.box.element))

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in CSS pixels, inside the border and with the padding."""
        left, top = self.box.padding_box_x(), self.box.padding_box_y()
        right, bottom = left + self.box.padding_width(), top + self.box.padding_height()
        if self.box.element.tag == "td":
            # Below what is printed in a cell, such as the number of a day.
            printed = [child for child in self.box.children if child.element not in (None, self.box.element)]
            top = max([top, *(child.position_y + child.margin_height() for child in printed)])
        return left, top, right, bottom


@dataclass(eq=False)
class Node:
    """An element of the structure: its standard tag, what it says of itself, and what is in it, in reading order.

    The box of a figure is its page and its left, top, right and bottom in CSS pixels.
    """

    tag: str
    element: Any = None
    parent: Node | None = None
    kids: list[Node | Mark | Touch | WritingBox] = field(default_factory=list)
    # The language of what is in it; written only where it changes.
    language: str | None = None
    alt: str | None = None
    expansion: str | None = None
    actual: str | None = None
    bounds: tuple[int, float, float, float, float] | None = None

    @property
    def lang(self) -> str | None:
        """The language, where it is another one than around it."""
        around = self.parent.language if self.parent else None
        return self.language if self.language != around else None

    @property
    def inline(self) -> bool:
        """Whether it stands in a line of text."""
        return self.tag in INLINE

    @property
    def labelled(self) -> bool:
        """Whether it begins with a label, as an item of a numbered list does."""
        return bool(self.kids) and isinstance(self.kids[0], Node) and self.kids[0].tag == "Lbl"

    def marks(self) -> Iterator[Mark]:
        """All marks in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.marks()

    def nodes(self) -> Iterator[Node]:
        """All nodes in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield kid
                yield from kid.nodes()

    def around(self, tag: str) -> Node | None:
        """The nearest node of a tag: itself, or one around it."""
        node: Node | None = self
        while node and node.tag != tag:
            node = node.parent
        return node


def classes_of(element: Any) -> set[str]:
    return set(element.get("class", "").split())


# ── the rules of nesting ──────────────────────────────────────────────────────────────────────────────────────────


def tidy(node: Node) -> None:
    """Bring what HTML allows into the order that PDF asks for: lists of items, text in paragraphs, nothing empty."""
    kids: list[Any] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kids.append(kid)
            continue
        tidy(kid)
        if not kid.kids and not kid.actual and kid.tag not in KEPT_EMPTY:
            continue
        plain = kid.tag == "Div" and kid.lang is None and not (kid.element is not None and kid.element.get("id"))
        kids += kid.kids if plain else [kid]
    if node.tag == "L":
        kids = [*_items(node, kids)]
    elif node.tag == "LI":
        labels = [kid for kid in kids if isinstance(kid, Node) and kid.tag == "Lbl"]
        body = _wrapped("LBody", node, [kid for kid in kids if kid not in labels])
        kids = [*labels, *body]
    elif node.tag in GROUPING and kids and all(map(_in_a_line, kids)) and node.parent:
        node.tag = "P" if node.tag == "Div" else node.tag
        kids = kids if node.tag == "P" else [*_wrapped("P", node, kids)]
    elif node.tag in GROUPING:
        kids = [each for line, run in groupby(kids, _in_a_line) for each in (_wrapped("P", node, run) if line else run)]
    node.kids = kids
    for kid in kids:
        if isinstance(kid, Node):
            kid.parent = node


def _in_a_line(kid: Any) -> bool:
    return not isinstance(kid, Node) or kid.inline


def _wrapped(tag: str, around: Node, kids: Iterable[Any]) -> Iterator[Node]:
    """The same content one level deeper, if there is any."""
    wrapper = Node(tag, None, around, [*kids], around.language)
    for kid in wrapper.kids:
        if isinstance(kid, Node):
            kid.parent = wrapper
    if wrapper.kids:
        yield wrapper


def _items(node: Node, kids: list[Any]) -> Iterator[Node]:
    """Terms and their meanings as items; what is an item already as it is."""
    item: Node | None = None
    for kid in kids:
        if isinstance(kid, Node) and kid.tag in ("LI", "L", "Caption"):
            yield kid
            continue
        if item is None or (isinstance(kid, Node) and kid.tag == "Lbl"):
            item = Node("LI", None, node, language=node.language)
            yield item
        item.kids.append(kid)
        if isinstance(kid, Node):
            kid.parent = item

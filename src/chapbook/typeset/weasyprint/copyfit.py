"""Copy-fit: pages that are not filled, chapters that open at the foot, what is parted, last lines of one word.

Reads the boxes of a laid-out document, as `measure.py` does. What of it may stay, the author says: `check/copyfit.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import east_asian_width

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from chapbook.content.numbers import figures
from chapbook.content.proof import Misfit, Parted, Stand
from chapbook.content.typography import ZERO_WIDTH_SPACE
from chapbook.typeset.weasyprint.structure import unwrapped

# A page of which less is used looks forgotten; a chapter that opens below this has no room to begin.
FULL = 0.6
LOWEST = 2 / 3

# What is longer would leave so much of a page empty, were it kept whole, that the page was not filled.
HALF = 0.5
# A single item of so much of a page is a passage, such as a stage of a treatment; nobody takes it for a remainder.
PASSAGE = 0.2

# In a narrow column, a label or a cell, a word fills much of its line.
CHARACTERS_OF_A_LINE = 25

# By so many characters before it, a last line is found.
WORDS_BEFORE = 40

# A break that asks for a left or a right page: the page before it ends where its matter does.
SIDES = {"left", "right", "recto", "verso"}

# Covers are composed, whatever is on them, and have one page each; the audit knows them by these names.
_COVERS = {"cover", "back"}

_LISTS = {"ul": "list", "ol": "list", "table": "table"}
_BOXES = {"div", "section", "figure", "aside", "blockquote", "article"}


def copyfit(document: Document) -> tuple[list[Misfit], list[Stand]]:
    """All that is not fitted on the pages of a document, page by page, and where each block stands."""
    walk = _Walk()
    for number, page in enumerate(document.pages, 1):
        walk.page(number, page._page_box)
    found = [*_short(walk.pages), *walk.low, *_parted(walk), *walk.last_lines]
    return sorted(found, key=lambda each: (each.page, each.code)), [*_stands(walk)]


def _stands(walk: _Walk) -> Iterator[Stand]:
    last_of = {page.number: page.block for page in walk.pages}
    # A page with nothing on it stands before one that a style lets begin on its side.
    opened = {page.number: page.opens or not page.lowest for page in walk.pages}
    for block, pages in walk.stands.items():
        last = max(pages)
        ends_page = last_of[last] == block and opened.get(last + 1, True)
        yield Stand(block, min(pages), last, ends_page, _spare(walk, last) if last_of[last] == block else 0)


def _spare(walk: _Walk, last: int) -> int:
    """The page that is left over at the end of a block, or for it; walked pages begin with the first."""
    for number, page in enumerate(walk.pages[last : last + 2], last):
        if page.opens_a_side:
            return number
        if page.lowest:
            break
    return 0


@dataclass
class _Page:
    """A page: where its matter stands, how far down something is printed, its last block, what asks for its side."""

    number: int
    top: float
    height: float
    lowest: float = 0.0
    block: str = ""
    opens_a_side: bool = False
    # Whether a style begins it, and not the end of the page before.
    opens: bool = False

    @property
    def fill(self) -> float:
        return max(0.0, min(1.0, (self.lowest - self.top) / self.height))


@dataclass
class _Whole:
    """A list, a table or a frame: what it is, in which block, what of it stands on each page, what it is part of."""

    kind: Parted
    block: str
    page_height: float
    around: tuple[Any, ...]
    words: str = ""
    extents: dict[int, tuple[float, float]] = field(default_factory=dict)
    items: dict[int, set[Any]] = field(default_factory=dict)

    @property
    def height(self) -> float:
        return sum(bottom - top for top, bottom in self.extents.values())

    def height_on(self, which: int) -> float:
        """How much of it stands on one of its pages, counted from the first or, below zero, from the last."""
        top, bottom = [*self.extents.values()][which]
        return bottom - top


class _Walk:
    """Once through all boxes, in the order of reading."""

    def __init__(self) -> None:
        self.pages: list[_Page] = []
        self.low: list[Misfit] = []
        self.last_lines: list[Misfit] = []
        self.wholes: dict[Any, _Whole] = {}
        self.seen: set[Any] = set()
        # Rows that a table has again on each of its pages.
        self.heads: set[Any] = set()
        self.block = ""
        self.stands: dict[str, set[int]] = {}

    def page(self, number: int, box: Any) -> None:
        self.pages.append(_Page(number, box.content_box_y(), box.height))
        self._box(box.children[0], (), (), is_first=True)
        self.pages[-1].block = self.block

    def _box(self, box: Any, around: tuple[Any, ...], sections: tuple[Any, ...], is_first: bool) -> None:
        box = unwrapped(box)
        page, element = self.pages[-1], box.element
        own = element is not None and "::" not in (box.element_tag or "")
        begins = own and element not in self.seen
        if own:
            self.seen.add(element)
            self.block = element.get("id") or self.block
        if begins and is_first:
            page.opens |= box.style["break_before"] not in ("auto", "avoid", "avoid-page")
            page.opens_a_side |= box.style["break_before"] in SIDES
        if own and (kind := _kind(box)):
            whole = _Whole(kind, self.block, page.height, around)
            self.wholes.setdefault(element, whole)
            around = (*around, element)
        if own and box.element_tag == "h1" and begins and sections:
            self._chapter(box, sections[-1])
        if own and box.element_tag in ("li", "tr") and around and element not in self.heads:
            self.wholes[around[-1]].items.setdefault(page.number, set()).add(element)
        if box.element_tag == "thead":
            self.heads.update(element)
        if _is_printed(box):
            self._printed(box, around)
        if isinstance(box, boxes.BlockContainerBox):
            self._last_line(box)
        sections = (*sections, box) if own and box.element_tag == "section" else sections
        for number, child in enumerate(getattr(box, "children", ())):
            self._box(child, around, sections, is_first and number == 0)

    def _printed(self, box: Any, around: Iterable[Any]) -> None:
        page, bottom = self.pages[-1], box.border_box_y() + box.border_height()
        page.lowest = max(page.lowest, bottom)
        self.stands.setdefault(self.block, set()).add(page.number)
        if not isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
            return
        for element in around:
            whole = self.wholes[element]
            top, lowest = whole.extents.get(page.number, (box.position_y, bottom))
            whole.extents[page.number] = min(top, box.position_y), max(lowest, bottom)
            whole.words = whole.words or _words(getattr(box, "text", ""))

    def _chapter(self, box: Any, section: Any) -> None:
        """A title at the foot of a section that has the page for itself, such as a cover, opens nothing there."""
        page = self.pages[-1]
        if section.position_y > page.top and box.border_box_y() > page.top + LOWEST * page.height:
            self.low.append(Misfit("F002", page.number, self.block, said(box)))

    def _last_line(self, box: Any) -> None:
        children = [child for child in box.children if isinstance(child, boxes.LineBox)]
        lines = [said(child) for child in children]
        wide = len(lines) > 1 and max(map(len, lines)) >= CHARACTERS_OF_A_LINE
        if wide and is_one_word(lines[-1]) and not _has_room_to_write(children[-1]):
            # Whole words, of which a line has more than one.
            before = lines[-2][-WORDS_BEFORE - 1 :]
            what = f"{before if before == lines[-2] else before.partition(' ')[2] or before} | {lines[-1]}"
            self.last_lines.append(Misfit("F004", self.pages[-1].number, self.block, what))


def _short(pages: list[_Page]) -> Iterator[Misfit]:
    """Pages that are not full enough; before one that asks for its side, only those on which nothing stands at all."""
    covers = set[str]()
    for page, after in zip(pages, [*pages[1:], None], strict=True):
        meant = page.lowest and after is not None and (after.opens_a_side or not after.lowest)
        if page.block in _COVERS - covers:
            covers.add(page.block)
        elif page.fill < FULL and not meant:
            block = page.block if page.lowest or after is None else after.block
            yield Misfit("F001", page.number, block, share=round(100 * page.fill))


def _parted(walk: _Walk) -> Iterator[Misfit]:
    """What stands on two pages and is under half a page, or leaves a short item alone; of nested, the outermost."""
    found: set[Any] = set()
    for element, whole in walk.wholes.items():
        if len(whole.extents) < 2 or found.intersection(whole.around):
            continue
        by_page = [len(whole.items.get(page, ())) for page in whole.extents]
        ends = zip((by_page[0], by_page[-1]), (whole.height_on(0), whole.height_on(-1)), strict=True)
        alone = sum(by_page) > 2 and any(count == 1 and height < PASSAGE * whole.page_height for count, height in ends)
        if alone or whole.height < HALF * whole.page_height:
            found.add(element)
            yield Misfit("F003", min(whole.extents), whole.block, whole.words, parted=whole.kind, items=tuple(by_page))


def _has_room_to_write(line: Any) -> bool:
    """A line on paper fills the line that it stands on."""
    elements = (getattr(box, "element", None) for box in line.descendants())
    return any("slot" in element.get("class", "").split() for element in elements if element is not None)


def _kind(box: Any) -> Parted | None:
    """What should stand in one piece: a list, a table, or what has a frame or a ground of its own."""
    # A head stands again, whole, on each page of its table.
    if getattr(box, "is_header", False):
        return None
    if box.element_tag in _LISTS:
        return _LISTS[box.element_tag]  # type: ignore[return-value]
    framed = all(box.style[f"border_{side}_width"] for side in ("top", "bottom")) or _has_ground(box)
    return "box" if box.element_tag in _BOXES and framed else None


def _has_ground(box: Any) -> bool:
    return getattr(box.style["background_color"], "alpha", 0) > 0


def _is_printed(box: Any) -> bool:
    """Whether something of a box itself is seen: letters, a picture, a line, a ground, ruled lines."""
    if isinstance(box, boxes.TextBox):
        return bool(_words(box.text))
    if isinstance(box, boxes.ReplacedBox):
        return True
    if box.element_tag in ("html", "body") or not isinstance(box, boxes.Box) or isinstance(box, boxes.LineBox):
        return False
    ruled = any(kind != "none" for kind, _ in box.style["background_image"])
    return ruled or _has_ground(box) or bool(box.style["border_bottom_width"])


def is_one_word(line: str) -> bool:
    """Whether a line holds one word alone, or a number with its unit; of writing without spaces, one character.

    >>> [is_one_word(line) for line in ("later.", "38\u00a0°C", "for\u00a0you", "the end", "日", "日本")]
    [True, True, False, False, True, False]
    >>> is_one_word("3,5\u00a0mg"), is_one_word("7–10\u00a0days.")
    (True, False)
    """
    words = line.split()
    if len(words) == 1 and any(east_asian_width(letter) == "W" for letter in line):
        return len(re.findall(r"\w", line)) == 1
    return len(words) == 1 or (len(words) == 2 and _is_number(words[0]))


def _is_number(word: str) -> bool:
    return [(word, 1)] == [(each.text, len(each.numbers)) for each in figures(word)]


def said(box: Any) -> str:
    """What is printed in a box, without the marks of a list."""
    return _words("".join(child.text for child in box.descendants() if isinstance(child, boxes.TextBox)))


def _words(text: str) -> str:
    return text.replace(ZERO_WIDTH_SPACE, "").strip(" \t\n•")

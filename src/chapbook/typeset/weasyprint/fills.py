"""Fills: blocks at the end of a chapter that stand only where its last page has room for them whole.

WeasyPrint 70.0 sets page after page. A page that would leave the rest of a fill, or all of it, for the next one is set
again without it, and so is one on which a fill pushes away what follows: a booklet is set once, whatever has no room in
it. It is set twice where a fill has a page that would be left over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from weasyprint.formatting_structure.boxes import ParentBox
from weasyprint.layout import page

from chapbook.content.proof import Measures
from chapbook.typeset.weasyprint.copyfit import SIDES
from chapbook.typeset.weasyprint.tagging import Seam

# What this rests on; tests/typeset/test_fill.py compares each with the digest.
SEAMS = (
    Seam(page.remake_page, "1ff09b2dffa1", "it sets a page from where another ended, and notes where the next begins"),
    Seam(
        page.make_all_pages,
        "b5e403489484",
        "it looks up remake_page; what is noted of a page stays noted when it is set again",
    ),
)

_theirs = page.remake_page


@dataclass(frozen=True)
class Fills:
    """Blocks that pages may leave out, and whether all is settled on pages that measure so: others are not written."""

    names: frozenset[str]
    are_settled: Callable[[Measures], bool]


@contextmanager
def only_with_room(fills: Collection[str]) -> Iterator[None]:
    """WeasyPrint without those of the named blocks that a page has no room for, while this block runs.

    Before a chapter that waits for the other side, the next page is left over, and a fill may have it: what it is then,
    its template says, when all pages are set again.
    """

    def remake(index: int, context: Any, root: Any, html: Any) -> Any:
        broken = dict(context.broken_out_of_flow)
        while True:
            made, resume = _theirs(index, context, root, html)
            side = "right" if context.page_maker[index + 1][2] else "left"
            within = _fill_at(root, resume, fills, side) or _above(root, resume, fills, made)
            if within is None:
                return made, resume
            parent, fill = within
            parent.children = [child for child in parent.children if child is not fill]
            context.broken_out_of_flow = dict(broken)

    page.remake_page = remake if fills else _theirs
    try:
        yield
    finally:
        page.remake_page = _theirs


def _fill_at(root: Any, resume: Any, fills: Collection[str], side: str) -> tuple[Any, Any] | None:
    """What a fill stands in, and the fill that begins or goes on where pages resume, on this side.

    None where what comes after it waits for the other side. Lines, and what stands in columns, are numbered otherwise
    than boxes; no fill is in them.
    """
    box, after = root, None
    while resume:
        ((number, resume),) = resume.items()
        if number >= len(box.children):
            break
        rest = box.children[number + 1 :]
        after = rest[0] if rest else after
        parent, box = box, box.children[number]
        if box.element is not None and box.element.get("id") in fills:
            return None if after is not None and _side(root, after) not in (None, side) else (parent, box)
    return None


def _above(root: Any, resume: Any, fills: Collection[str], made: Any) -> tuple[Any, Any] | None:
    """What a fill stands in, and the last of its chapter on a page, where what comes after begins below it, or would.

    It would where no style lets it begin on the next page: a fill pushes nothing away.
    """
    ids = [box.element.get("id") for box in made.descendants() if _is_own(box) and box.element.get("id")]
    there = [name for name in dict.fromkeys(ids) if name in fills]
    if not there or (there[-1] == ids[-1] and _opens(root, resume)):
        return None
    parent, fill, after = next(_stands(root, there[-1]), (None, None, None))
    is_last = after is None or after.element is None or after.element.get("id") not in fills
    return (parent, fill) if fill is not None and is_last else None


def _stands(box: Any, name: str) -> Iterator[tuple[Any, Any, Any]]:
    """What a block stands in, its box, and the box after it, if there is one."""
    for child, after in zip_longest(box.children, box.children[1:]):
        if child.element is not None and child.element.get("id") == name:
            yield box, child, after
        elif isinstance(child, ParentBox):
            yield from _stands(child, name)


def _opens(root: Any, resume: Any) -> bool:
    """Whether a style begins the page on which pages resume; behind the last page, nothing does otherwise."""
    box = root
    while resume:
        ((number, resume),) = resume.items()
        if number >= len(getattr(box, "children", ())):
            return True
        box = box.children[number]
    while box is not root:
        if box.style["break_before"] not in ("auto", "avoid", "avoid-page"):
            return True
        if not getattr(box, "children", ()):
            return False
        box = box.children[0]
    return True


def _is_own(box: Any) -> bool:
    """Whether a box is of an element, and not of what a style adds to one."""
    return box.element is not None and "::" not in (box.element_tag or "")


def _side(root: Any, box: Any) -> str | None:
    """The side for which a box waits, if it waits for one."""
    asked = box.style["break_before"]
    if asked in ("recto", "verso"):
        return "right" if (asked == "recto") == (root.style["direction"] == "ltr") else "left"
    return asked if asked in SIDES else None

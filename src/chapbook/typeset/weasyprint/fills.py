"""Fills: blocks at the end of a chapter that stand only where its last page has room for them whole.

WeasyPrint 70.0 sets page after page. A page that would leave the rest of a fill, or all of it, for the next one is set
again without it, so that a booklet is set once, whatever has no room in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

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
            within = _fill_at(root, resume, fills, "right" if context.page_maker[index + 1][2] else "left")
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


def _side(root: Any, box: Any) -> str | None:
    """The side for which a box waits, if it waits for one."""
    asked = box.style["break_before"]
    if asked in ("recto", "verso"):
        return "right" if (asked == "recto") == (root.style["direction"] == "ltr") else "left"
    return asked if asked in SIDES else None

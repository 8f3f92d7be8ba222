"""Running elements stand on the pages where their place is: the tabs of chapters at the edge of a page rest on it.

WeasyPrint 70.0 notes a running element for a page as soon as it comes to it. Where a heading finds no room and goes
overleaf, the element that goes with it stays noted on the page that it left, which would bear the next chapter's tab.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import LayoutContext

from chapbook.typeset.weasyprint.tagging import Seam

# What this rests on; tests/typeset/test_running.py compares each with the digest.
SEAMS = (
    Seam(LayoutContext.get_running_element_for, "4e103af5f4a5", "it is replaced while pages are laid out"),
    Seam(LayoutContext.get_string_or_element_for, "f40ec28ae347", "it chooses among the elements of a page"),
    Seam(LayoutContext.add_running_element, "64de7d06c4d3", "it notes an element for the page on which it is come to"),
)

_theirs = LayoutContext.get_running_element_for


def _standing(context: Any, page: Any, name: str, keyword: str = "first") -> Any:
    """What `element()` stands for on a page, less what went overleaf with all that is around it."""
    noted, number = context.running_elements[name], context.current_page
    if number not in noted:
        return _theirs(context, page, name, keyword)
    around = {id(box.element): box.element for box in page.descendants() if box.element is not None}
    here = {id(child) for element in around.values() for child in element}
    pages = {**noted, number: [box for box in noted[number] if id(box.element) in here]}
    standing = {name: {page: boxes for page, boxes in pages.items() if boxes}}
    return context.get_string_or_element_for(standing, page, name, keyword)


@contextmanager
def where_they_stand() -> Iterator[None]:
    """WeasyPrint with an eye on where running elements stand, while this block runs."""
    LayoutContext.get_running_element_for = _standing
    try:
        yield
    finally:
        LayoutContext.get_running_element_for = _theirs

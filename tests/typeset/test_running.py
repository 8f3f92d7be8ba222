"""Running elements: a page bears the tab of the chapter that begins on it, and of no chapter that went overleaf."""

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext

from chapbook.typeset.weasyprint.running import where_they_stand

pytestmark = pytest.mark.slow

STYLE = """
@page { size: 80mm 60mm; margin: 10mm; @right-top { content: element(tab) } }
.tab { position: running(tab) }
h1 { margin: 0; font-size: 12pt; line-height: 5mm; break-after: avoid }
p { margin: 0; line-height: 10mm; orphans: 2 }
"""


def chapter(name, lines):
    block = f"<section><div class=tab>{name}</div><p>{'<br>'.join(['line'] * lines)}</p></section>"
    return f"<section><h1>{name}</h1>{block}</section>"


def tabs(html):
    """What stands at the edge of each page."""
    pages = HTML(string=f"<style>{STYLE}</style>{html}").render().pages
    edges = (next(each for each in page._page_box.children if getattr(each, "at_keyword", "")) for page in pages)
    return ["".join(box.text for box in edge.descendants() if isinstance(box, boxes.TextBox)) for edge in edges]


def test_a_chapter_that_goes_overleaf_takes_its_tab_along():
    """A page with room for the next heading, and not for the lines below it, keeps the tab of its own chapter."""
    pages = chapter("one", 5) + chapter("two", 2)

    with where_they_stand():
        assert ["one", "one", "two"] == tabs(pages)
    assert ["one", "two", "two"] == tabs(pages), "WeasyPrint does it by itself: running.py can go"


def test_weasyprint_is_left_as_it_was():
    """After pages are laid out, and after a fault, WeasyPrint has its own function back."""
    theirs = LayoutContext.get_running_element_for
    with pytest.raises(ZeroDivisionError), where_they_stand():
        raise ZeroDivisionError

    assert theirs is LayoutContext.get_running_element_for

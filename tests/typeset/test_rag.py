"""The rag: no text ends in one word, lines of a title are alike, and no text has a line more or a width of its own."""

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

from chapbook.typeset.weasyprint import rag
from chapbook.typeset.weasyprint.copyfit import is_one_word, said
from chapbook.typeset.weasyprint.rag import REST, without_rests

pytestmark = pytest.mark.slow

next_line = inline.get_next_linebox

TEXT = (
    "Some children have a transplant after CAR T, and doctors are still learning about effects that come years later."
)
WIDTHS = range(160, 520, 24)


def lines(html, width, direction="ltr"):
    """The lines of each text of some HTML, set so many pixels wide."""
    style = (
        f"<style>@page {{ size: 200mm; margin: 0 }} body {{ width: {width}px; margin: 0; font: 16px Andika }}</style>"
    )
    (page,) = HTML(string=f"<html dir={direction}>{style}{html}").render().pages
    return texts_of(page)


def texts_of(page):
    texts = [box.children for box in page._page_box.descendants() if isinstance(box, boxes.BlockContainerBox)]
    return [found for children in texts if (found := [each for each in children if isinstance(each, boxes.LineBox)])]


def rests(found):
    return [text for text in found if len(text) > 1 and text[-1].width < REST * max(line.width for line in text)]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_text_ends_in_no_one_word_and_has_no_line_more(direction):
    """At each width of a column the last line has two words, rests are fewer, and there are as many lines as before."""
    html = f"<p>{TEXT}</p><ul><li><strong>Call us</strong> if {TEXT}</li></ul>"
    plain = [lines(html, width, direction) for width in WIDTHS]
    with without_rests():
        mended = [lines(html, width, direction) for width in WIDTHS]

    assert sum(map(len, map(rests, mended))) < sum(map(len, map(rests, plain))) / 2
    assert [[*map(len, found)] for found in plain] == [[*map(len, found)] for found in mended]
    assert all(not is_one_word(said(text[-1])) for found in mended for text in found)


def test_neighbours_are_as_wide_as_each_other():
    """No text of three lines is set in a measure of its own: its longest line is nearly as long as before."""
    widths = range(232, 520, 8)
    plain = [lines(f"<p>{TEXT}", width)[0] for width in widths]
    with without_rests():
        mended = [lines(f"<p>{TEXT}", width)[0] for width in widths]

    pairs = [pair for pair in zip(plain, mended, strict=True) if len(pair[0]) > 2]
    assert len(pairs) > 10
    assert all(_longest(after) >= 0.88 * _longest(before) for before, after in pairs)


def test_no_word_is_parted_at_its_hyphen():
    """What was whole where lines are full stays whole: no line ends in a hyphen for the sake of the edge."""
    text = f"<p>{'A fast-growing cancer, say: uh-KYOOT lim-foe-BLAS-tik loo-KEE-mee-uh. ' * 2}"
    with without_rests():
        mended = [lines(text, width)[0] for width in WIDTHS]

    for found, width in zip(mended, WIDTHS, strict=True):
        assert _hyphens(found) <= _hyphens(lines(text, width)[0])


def test_lines_of_a_title_are_alike():
    """The words of a title are shared out among its lines."""
    title = "<h1>Immunotherapy for your child</h1>"
    (plain,) = lines(title, 420)
    with without_rests():
        (mended,) = lines(title, 420)

    assert len(plain) == len(mended)
    assert _evenness(plain) < 0.5 < 0.8 < _evenness(mended)


def test_a_text_in_columns_is_looked_at_once(monkeypatch):
    """Columns are set again and again until they are alike; where the lines of a text end is found once for a width."""
    looked = []
    best = rag._best
    monkeypatch.setattr(rag, "_best", lambda *given: looked.append(1) or best(*given))
    paragraphs = "".join(f"<p style='break-inside: avoid'>{number} {TEXT}</p>" for number in range(6))
    with without_rests():
        found = lines(f"<div style='columns: 2'>{paragraphs}</div>", 500)
        alone = [lines(f"<p>{number} {TEXT}</p>", 242)[0] for number in range(6)]

    assert 2 * 6 == len(looked)
    assert [[*map(said, text)] for text in alone] == [[*map(said, text)] for text in found]


def test_a_text_is_not_set_again_where_it_stood(monkeypatch):
    """Of the lines that columns ask for again and again, half are set; all stand where WeasyPrint lets them stand."""
    asked = []
    monkeypatch.setattr(inline, "get_next_linebox", lambda *given: asked.append(1) or next_line(*given))
    monkeypatch.setattr(rag, "_best", lambda first, *how: (0, 0, first))
    room = f"<div style='display: inline-block; width: 90%; padding: 3px'><p>{TEXT}<p>{TEXT}</div>"
    float_ = f"<div style='float: left; width: 60px; height: 40px'></div><p>{TEXT}"
    paragraphs = "".join(f"<p style='break-inside: avoid'>{number} {TEXT}</p>" for number in range(4))
    html = f"<div style='columns: 2'>{room}{float_}{paragraphs}</div>"
    plain, set_plainly = _stand(html), len(asked)
    with without_rests():
        found = _stand(html)

    assert plain == found
    assert len(asked) - set_plainly < set_plainly / 2


def _stand(html):
    return [
        (box.position_x, box.position_y, box.width, box.height)
        for text in lines(html, 500)
        for line in text
        for box in (line, *line.descendants())
    ]


def _hyphens(found):
    return sum(said(line).endswith("-") for line in found)


def _longest(found):
    return max(line.width for line in found)


def _evenness(found):
    return min(line.width for line in found) / max(line.width for line in found)


def test_lines_keep_their_side():
    """Right to left, a line that ends earlier begins where all begin."""
    with without_rests():
        edges = [line.position_x + line.width for width in (160, 232) for line in lines(f"<p>{TEXT}", width, "rtl")[0]]

    assert {756} == {*map(round, edges)}


def test_weasyprint_is_left_as_it_was():
    """After pages are laid out, and after a fault, WeasyPrint has its own functions back."""
    theirs = block.iter_line_boxes, inline.split_inline_box
    with pytest.raises(ZeroDivisionError), without_rests():
        raise ZeroDivisionError

    assert theirs == (block.iter_line_boxes, inline.split_inline_box)


def test_a_text_without_end_is_set_once(monkeypatch):
    """What a template may print, thousands of numbers in one text, is not set anew up to its end on each page."""
    asked = []
    monkeypatch.setattr(inline, "get_next_linebox", lambda *given: asked.append(1) or next_line(*given))
    with without_rests():
        pages = (
            HTML(string=f"<style>@page {{ size: 60mm 200mm; margin: 0 }}</style><p>{' '.join(map(str, range(2000)))}")
            .render()
            .pages
        )

    assert len(pages) > 10
    assert len(asked) < 3 * sum(len(found) for page in pages for found in texts_of(page))

"""What is not fitted to its page, planted one by one into a few pages of 80 by 80 mm."""

import pytest
from weasyprint import HTML

from chapbook.content.proof import Misfit
from chapbook.typeset.weasyprint.copyfit import copyfit

STYLE = """
  @page { size: 100mm; margin: 10mm }
  body { margin: 0; font: 10pt/5mm Andika } h1, h2, p, ul, ol, table { margin: 0; padding: 0; font-size: 10pt }
  .chapter { break-before: page } .tall { box-sizing: border-box; height: 60mm; border-bottom: 1px solid }
  .low { break-before: auto } .half { height: 20mm } .low + .half { height: 40mm }
  table, th, td { border-spacing: 0; padding: 0; border: 0; text-align: start }
  .alarm { border: 1px solid; break-inside: auto }
"""


def found(body, style=""):
    """What is not fitted on some pages."""
    return copyfit(HTML(string=f"<style>{STYLE}{style}</style>{body}").render())[0]


def items(count, tag="li", inner="one"):
    return f"<{tag}>{inner}</{tag}>" * count


TALL = '<div class="tall"></div>'


def test_pages_that_are_right_are_not_named():
    """Nothing is said of a page that is filled, of a list on one page, and of a last line of two words."""
    text = "A line that is long enough to have a second one on this page, of two words"
    full = f'<section class="chapter" id="a"><h1>A</h1><div class="tall" id="b"><p>{text}</p></div></section>'

    assert [] == found(full + f'<section class="chapter" id="c"><h1>C</h1>{TALL}<ul>{items(2)}</ul></section>')


def test_a_page_that_is_not_filled_is_named():
    """Of a page that ends after 40 of its 80 mm, its last block is named, and how much of it is used."""
    short = '<p id="a">one</p><div id="b" style="height: 35mm; border-bottom: 1px solid">two</div>'

    assert [Misfit("F001", 1, "b", share=50)] == found(short + f'<section class="chapter">{TALL}</section>')


@pytest.mark.parametrize(
    "printed",
    [
        '<div style="height: 60mm; background: #eee"></div>',
        '<div style="height: 60mm; background: url(\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>\')"></div>',
        "<table><tr><td style='height: 60mm; border: 1px solid; box-sizing: border-box'></table>",
        '<p style="padding-top: 55mm">one',
    ],
)
def test_whatever_is_seen_fills_a_page(printed):
    """Room to write on fills a page as words do: by its ground, its lines or the frames of its cells."""
    assert [] == found(printed)
    assert [30] == [each.share for each in found(printed.replace("60mm", "24mm").replace("55mm", "19mm"))]


def test_a_page_before_a_spread_may_be_short():
    """A page before one that asks for its side ends where its matter does; a blank one between them is named."""
    spread = f'<section class="chapter" id="b" style="break-before: {{}}">{TALL}</section>'
    short = '<section class="chapter" id="a"><p>one</p></section>'

    assert [] == found(short + spread.format("left"))
    assert [Misfit("F001", 2, "b")] == found(short + spread.format("right"))
    assert [Misfit("F001", 1, "a", share=7)] == found(short + spread.format("page"))


def test_a_cover_is_composed():
    """A cover is not named, however much of it is used; a second page of it is, or the same under another name."""
    cover = '<section class="chapter" id="{}"><p>one</p></section>'

    assert [] == found(cover.format("cover"))
    assert [] == found(cover.format("back"))
    assert [Misfit("F001", 2, "back", share=7)] == found(cover.format("back").replace("</p>", '<p class="chapter">two'))
    assert [Misfit("F001", 1, "covers", share=7)] == found(cover.format("covers"))


def test_a_chapter_in_the_lowest_third_is_named():
    """A chapter that begins 60 mm down a page of 80 is named, with its title; one that begins at 20 mm is not."""
    low = '<section class="chapter low" id="c"><h1>Later</h1><p id="d">one</p></section>'
    half = TALL.replace("tall", "tall half")

    assert [Misfit("F002", 1, "c", "Later")] == found(TALL + low)
    assert [] == found(half + low + half)


def test_a_list_of_which_one_item_stands_overleaf_is_named():
    """A list that would fit on a page is named where it goes on overleaf, with its items on each page."""
    parted = f'{TALL}<ul id="b">{items(5)}</ul><div class="tall" style="height: 50mm"></div>'

    assert [Misfit("F003", 1, "b", "one", parted="list", items=(4, 1))] == found(parted)
    assert [] == found(parted, "ul { break-inside: avoid }")


@pytest.mark.parametrize(("lines", "named"), [(2, True), (4, False)])
def test_a_passage_alone_is_no_remainder(lines, named):
    """Of a list of over half a page, a last item of 10 of 80 mm is named overleaf, and one of 20 is a passage."""
    last = f"<li>{'<br>'.join(['one'] * lines)}</li>"
    parted = f'{TALL}<ul id="b">{items(2)}{items(2, "li", "one<br>one<br>one")}{last}</ul><div class="tall"></div>'

    style = ".tall { height: 40mm } li { break-inside: avoid }"

    assert [(4, 1)] * named == [misfit.items for misfit in found(parted, style)]


def test_a_table_is_counted_without_its_head():
    """The head of a table, which stands again overleaf, is no row of it."""
    table = f'<table id="b"><thead><tr><th>head</thead>{items(4, "tr", "<td>one")}</table>{TALL}'
    (misfit,) = found(TALL + table)

    assert ("F003", "table", (3, 1)) == (misfit.code, misfit.parted, misfit.items)


def test_a_head_that_stands_again_is_no_parted_box():
    """The head of a box, which has a ground and stands on each of its pages, is whole on both."""
    head = '<div class="head" style="display: table-header-group; background: red"><div>head</div></div>'
    body = f'<div style="display: table-row-group"><div style="height: 70mm">one</div><div>two{TALL}</div></div>'
    box = f'<div id="b" style="display: table">{head}{body}</div>'

    assert [] == found(box)


def test_a_list_longer_than_half_a_page_may_go_on():
    """What is over half a page goes on overleaf, and is named only where it leaves one of its items alone there."""
    goes_on = f'{TALL}<ul id="b">{{}}</ul><div class="tall" style="height: 50mm"></div>'

    assert [] == found(goes_on.format(items(9)))
    assert [(4, 3)] == [each.items for each in found(goes_on.format(items(7)))]
    assert [] == found(f'<ul id="b">{items(19)}</ul>{TALL}')
    assert [(16, 1)] == [each.items for each in found(f'<ul id="b">{items(17)}</ul>{TALL}')]


def test_of_a_box_and_its_list_the_box_is_named():
    """A frame that goes on overleaf is named once, not again for the list in it."""
    parted = f'{TALL}<div class="alarm" id="b"><ul>{items(6)}</ul></div>{TALL.replace("60", "40")}'

    assert [("F003", "box", "b")] == [(each.code, each.parted, each.block) for each in found(parted)]


@pytest.mark.parametrize(
    ("last", "named"), [("later.", True), ("38\u00a0°C", True), ("for you", False), ("for\u00a0you", False)]
)
def test_a_last_line_of_one_word_is_named(last, named):
    """A word or a number with its unit, alone on the last line, is named with the line before."""
    text = f'{TALL}<p id="b" style="width: 60mm">Somebody calls the team by day or<br>{last}</p>'
    codes = [(each.code, each.block, each.what) for each in found(text)]

    assert [("F004", "b", f"Somebody calls the team by day or | {last}")] * named == codes


def test_a_line_to_write_on_is_no_single_word():
    """Room to write a number in, and the point after it, may stand on the last line."""
    slot = '<span class="slot" style="display: inline-block; width: 30mm"></span>.'

    assert [] == found(f'{TALL}<p style="width: 60mm">Somebody calls the team by day or<br>{slot}</p>')


def test_a_word_fills_a_line_of_a_narrow_column():
    """In a cell or a label, a last line of one word is none too many."""
    assert [] == found(f'{TALL}<p style="width: 20mm">Call the team<br>later.</p>')

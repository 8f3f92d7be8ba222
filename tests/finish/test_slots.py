"""Slots on printed sheets: each where its page stands, and none in a file for a press."""

from io import BytesIO

import pytest
from pikepdf import Pdf
from test_finish import WARD, proof, ticket

from chapbook.content.paper import MM
from chapbook.content.slots import Slot
from chapbook.finish.finish import PrintRun, finish
from chapbook.finish.impose import Position, Side
from chapbook.finish.slots import note, noted, on_sheets
from presswork import PROFILE

SLOTS = tuple(Slot("child-name", "text", page, (40, 50, 140, 64), 10, "en", "ltr", "Andika") for page in (0, 3))


def with_slots():
    file = BytesIO()
    with Pdf.open(BytesIO(proof(8))) as pdf:
        note(pdf, SLOTS)
        pdf.save(file)
    return file.getvalue()


def kept(ticket, direction="ltr"):
    content = finish(with_slots(), ticket, PrintRun(direction, "A4", profile=PROFILE)).content
    with Pdf.open(BytesIO(content)) as pdf:
        return noted(pdf)


def test_a_file_of_single_pages_keeps_its_slots():
    """What is read as it was set is stamped where it was set."""
    assert SLOTS == kept(ticket())


@pytest.mark.parametrize(("direction", "places"), [("ltr", [(0, True), (3, False)]), ("rtl", [(0, False), (3, True)])])
def test_a_slot_goes_with_its_page_to_the_sheet(direction, places):
    """Of eight pages the first is right on the outside, the fourth left on the inside; from the right the other way."""
    found = kept(WARD, direction)
    half = 297 * MM / 2

    assert places == [(slot.page, slot.box[0] > half) for slot in found]
    assert {round(slot.box[2] - slot.box[0], 1) for slot in found} == {100.0}


def test_a_slot_stands_on_its_head_with_its_page():
    """A back that is turned has its slots turned, at the other end of the page."""
    page = Position(1, 10, 20, (0, 0, 0, 0), turned=True)
    side = Side(None, (0, 0, 0, 0), (page,), (), ())
    (slot,) = on_sheets(SLOTS[:1], [side], [(0, 0, 100 * MM, 200 * MM)])

    assert slot.turned
    assert [round(110 * MM - 140, 2), round(220 * MM - 64, 2)] == [*slot.box[:2]]


def test_a_press_file_has_no_slots():
    """A press makes many of one, and its file has nothing but what is printed."""
    assert () == kept(ticket(colour="cmyk", pdf="plain"))

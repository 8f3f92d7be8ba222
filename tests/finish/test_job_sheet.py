"""The job sheet: what a print shop is told about a file."""

import hashlib
import json

import pytest

from chapbook.content.tickets import JobTicket
from chapbook.finish.finish import Finished
from chapbook.finish.job_sheet import describe, spine

SHOP = {
    "means": "For a shop.",
    "finishing": "stapled",
    "colour": "cmyk",
    "pdf": "x-4",
    "bleed": "place",
    "stock": "130",
    "quantity": "500",
    "contact": "Ward 3",
    "job-sheet": "yes",
}
FILE = b"%PDF"


def sheet(order=(1, 2, 3, None, None, None, None, 4), printed=8, direction="ltr", contact=None, **keys):
    ticket = JobTicket.model_validate(SHOP | {key.replace("_", "-"): value for key, value in keys.items()})
    return describe(
        ticket,
        Finished(FILE, order, printed),
        job="fever.ar.us",
        code="K7Q2M",
        name="shop",
        file="fever.ar.us.pdf",
        title="حمى",
        revised="2026-11-21",
        draft=True,
        paper="A4",
        direction=direction,
        contact=contact,
    )


def test_what_a_shop_reads_first():
    """Trim, bleed, pages, blanks, sheets, paper, inks, quantity, contact and the file's checksum."""
    row = json.loads(sheet().as_json())

    assert ([148, 210], 3, 8, 4, 2) == tuple(row[key] for key in ("trim", "bleed", "pages", "blanks", "leaves"))
    assert (130, "4/4", "FOGRA39", 300) == tuple(row[key] for key in ("stock", "colours", "condition", "total-ink"))
    assert (500, "Ward 3", "stapled", "once") == tuple(row[key] for key in ("quantity", "contact", "finishing", "fold"))
    assert ("fever.ar.us", "K7Q2M") == (row["job"], row["code"])
    assert ("fever.ar.us.pdf", hashlib.sha256(FILE).hexdigest(), True) == tuple(
        row[key] for key in ("file", "sha256", "draft")
    )


def test_the_back_of_one_side_has_no_ink():
    """Four inks on the front, none on the back."""
    assert "4/0" == sheet((1,), 1, finishing="none", sides="1").colours


@pytest.mark.parametrize(("direction", "edge"), [("ltr", "left"), ("rtl", "right")])
def test_bound_edge(direction, edge):
    """Arabic is bound on the right, and the shop is told."""
    assert edge == sheet(direction=direction).edge


@pytest.mark.parametrize(
    ("keys", "printed_on"),
    [
        ({"imposition": "saddle-stitch", "sheet": "place-double"}, "420 × 297 mm"),
        ({"imposition": "n-up", "finishing": "cut", "sheet": "place"}, "210 × 297 mm"),
        ({}, "None"),
    ],
)
def test_printed_sheet_as_it_lies(keys, printed_on):
    """A sheet to fold lies on its long side; single pages have no sheet."""
    assert printed_on == str(sheet(**keys).sheet)


@pytest.mark.parametrize(
    ("keys", "order", "printed", "leaves"),
    [
        ({}, range(1, 9), 8, 2),
        ({"finishing": "glued"}, range(1, 9), 8, 4),
        ({"imposition": "saddle-stitch", "sheet": "place-double"}, range(1, 9), 4, 2),
        ({"imposition": "tri-fold", "finishing": "folded"}, range(1, 3), 2, 1),
        ({"imposition": "n-up", "finishing": "cut", "sheet": "place"}, range(1, 3), 2, 1),
        ({"finishing": "none", "sides": "1"}, range(1, 4), 3, 3),
        ({"finishing": "none"}, range(1, 4), 3, 2),
    ],
)
def test_how_many_sheets(keys, order, printed, leaves):
    """A stapled sheet is folded and has four pages, a glued leaf two, a page on one side one."""
    assert leaves == sheet(tuple(order), printed, **keys).leaves


def test_spine_of_a_glued_block():
    """A block of 96 pages on paper of 0.12 mm is 5.8 mm thick; what is stapled has no spine, nor has a cover alone."""
    whole = tuple(range(1, 97))

    assert 5.8 == spine(96, 0.12) == sheet(whole, 96, finishing="glued", paper_thickness="0.12").spine
    assert sheet(whole, 96).spine is None
    assert sheet((1, 2, 95, 96), 4, finishing="glued", pages="cover").spine is None


def test_who_publishes_is_asked_where_the_ticket_names_nobody():
    """A ticket's own contact comes before the imprint's; without either, the line is left open."""
    keys = {key: value for key, value in SHOP.items() if key != "contact"}
    bare = JobTicket.model_validate(keys)
    said = describe(
        bare,
        Finished(FILE, (1,), 1),
        job="",
        code="",
        name="",
        file="",
        title="",
        revised="2026-11-21",
        draft=False,
        paper="A4",
        direction="ltr",
        contact="Sample Children's Hospital",
    )

    assert "Ward 3" == sheet(contact="Sample Children's Hospital").contact
    assert "Sample Children's Hospital" == said.contact


@pytest.mark.parametrize(
    ("babel", "trim", "bleed", "date"),
    [("en_US", "148 × 210 mm", "3 mm", "November 21, 2026"), ("es", "148 × 210 mm", "3 mm", "21 de noviembre de 2026")],
)
def test_numbers_as_the_place_writes_them(babel, trim, bleed, date):
    """The page says lengths and the date as the language of the place does."""
    words = sheet().as_text(babel)

    assert (trim, bleed, date) == (words["trim"], words["bleed"], words["revised"])
    assert "139,7 × 215,9 mm" == sheet(trim="half-letter").as_text("es")["trim"]


def test_rgb_has_no_inks():
    """A file in RGB makes no promise about inks."""
    said = sheet(colour="rgb", pdf="plain")

    assert (None, None, None) == (said.colours, said.condition, said.total_ink)


def test_a_place_of_inches_reads_inches_and_pounds_first():
    """Where paper is Letter, a shop reads inches as its trade writes them, the weight in pounds, and metres beside."""
    said = sheet(trim="half-letter", bleed=3.175, finishing="glued").as_text("en_US", inches=True)

    assert "5.5 × 8.5 in (139.7 × 215.9 mm)" == said["trim"]
    assert "0.125 in (3.175 mm)" == said["bleed"]
    assert "0.016 in (0.4 mm)" == said["spine"]
    assert ("0.0039 in (0.1 mm)", "130 g/m²") == (said["paper_thickness"], said["stock"])
    assert ("88", "48") == (said["text_weight"], said["cover_weight"])
    assert sheet().as_text("en_GB")["text_weight"] is None


def test_what_is_ordered_is_the_tickets():
    """Coated or not, where to and by when, and which proof: as the ticket says it, for people and for machines."""
    order = {"surface": "uncoated", "delivery": "Ward 3, by May 4", "proof_wanted": "a printed proof"}
    said, bare = json.loads(sheet(**order).as_json()), json.loads(sheet().as_json())

    assert [*order.values()] == [said[key.replace("_", "-")] for key in order]
    assert {None} == {bare[key.replace("_", "-")] for key in order}

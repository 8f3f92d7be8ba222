"""Job tickets: what print people may write, and what they are told when it cannot be."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from chapbook.press import paper
from chapbook.press.paper import SIZES
from chapbook.press.tickets import JobTicket
from chapbook.yamlfile import read_yaml

PRESS = Path(__file__).parents[1] / "styles" / "press"

# YAML is read as words, never as numbers or truth values.
BOOKLET = {"means": "A booklet.", "imposition": "saddle-stitch", "sheet": "place", "pdf": "plain"}


def ticket(**keys):
    return JobTicket.model_validate({name.replace("_", "-"): value for name, value in keys.items()})


def bundled(name):
    """A bundled ticket over the one that it extends."""
    keys = read_yaml(PRESS / f"{name}.yaml", name)
    base = read_yaml(PRESS / f"{keys['extends']}.yaml", name) if "extends" in keys else {}
    return JobTicket.model_validate({**base, **keys})


def test_download_is_single_pages_for_everybody():
    """The download has single pages, PDF/UA-1, is quick to open, and asks everybody for their approval."""
    download = bundled("download")

    assert ("none", "ua-1", True) == (download.imposition, download.pdf, download.linearize)
    assert ("clinician", "translator", "reader") == download.requires_approval
    assert (SIZES["A5"], SIZES["half-letter"]) == (download.trim_for("A4"), download.trim_for("Letter"))
    assert download.sheet_for("A4") is None


def test_ward_printer_has_the_pages_of_the_download():
    """The ward's booklet is made of the same pages as the download, two by two on the place's paper."""
    ward = bundled("ward-printer")

    assert ("saddle-stitch", "plain", False) == (ward.imposition, ward.pdf, ward.fold_marks)
    assert bundled("download").trim == ward.trim
    assert (SIZES["A4"], SIZES["Letter"]) == (ward.sheet_for("A4"), ward.sheet_for("Letter"))


@pytest.mark.parametrize("place", ["A4", "Letter"])
def test_two_pages_of_the_ward_booklet_fill_the_sheet(place):
    """On the ward's printer no paper is left over beside the pages, but for the odd millimetre of A4."""
    ward = bundled("ward-printer")
    trim, sheet = ward.trim_for(place), ward.sheet_for(place).landscape

    assert pytest.approx(sheet.width, abs=1.01) == 2 * trim.width
    assert sheet.height == trim.height


@pytest.mark.parametrize(
    ("binding", "direction", "edge"),
    [("text", "ltr", "left"), ("text", "rtl", "right"), ("left", "rtl", "left"), ("right", "ltr", "right")],
)
def test_binding_follows_the_text(binding, direction, edge):
    """Arabic is bound on the right, unless a ticket says otherwise."""
    assert edge == ticket(**BOOKLET, binding=binding).edge_for(direction)


def test_words_of_yaml_become_numbers_and_truth():
    """Thickness, marks and linearize are understood as people write them."""
    job = ticket(**BOOKLET, paper_thickness="0.13", fold_marks="true", linearize="no", requires_approval=["clinician"])

    assert (0.13, True, False, ("clinician",)) == (
        job.paper_thickness, job.fold_marks, job.linearize, job.requires_approval
    )


def test_named_trim_is_the_same_everywhere():
    """A named trim does not change with the place's paper."""
    job = ticket(means="Large pages.", trim="A4")

    assert [SIZES["A4"]] * 2 == [job.trim_for("A4"), job.trim_for("Letter")]


@pytest.mark.parametrize(
    ("keys", "key", "message"),
    [
        ({"trim": "a5"}, "trim",
         'unknown paper "a5"; write place, place-whole, A3, A4, A5, Tabloid, Letter, half-letter'),
        ({"sheet": "A4"}, "sheet", "single pages have no sheet; add imposition: saddle-stitch, or take sheet out"),
        ({"fold_marks": "true"}, "fold-marks",
         "single pages have no fold-marks; add imposition: saddle-stitch, or take fold-marks out"),
        ({"imposition": "saddle-stitch", "pdf": "plain"}, "sheet",
         "saddle-stitch needs a sheet to print on; add sheet: place"),
        ({"imposition": "saddle-stitch", "sheet": "place"}, "pdf", "imposed sheets cannot be PDF/UA; add pdf: plain"),
        ({"imposition": "glued"}, "imposition", "Input should be 'none' or 'saddle-stitch'"),
        ({"paper_thickness": "2"}, "paper-thickness", "Input should be less than or equal to 1"),
        ({"paper_thickness": "-0.1"}, "paper-thickness", "Input should be greater than or equal to 0"),
        ({"colour": "cmyk"}, "colour", "Extra inputs are not permitted"),
        ({"means": ""}, "means", "String should have at least 1 character"),
    ],
)
def test_a_fault_names_its_key_and_the_remedy(keys, key, message):
    """One slip gives one fault, at its key."""
    with pytest.raises(ValidationError) as refused:
        ticket(**{"means": "A test."} | keys)
    (fault,) = refused.value.errors()

    assert (key,) == fault["loc"]
    assert message == fault["msg"].removeprefix("Value error, ")


def test_tickets_are_frozen():
    """Nothing changes a ticket once it is read."""
    job = ticket(**BOOKLET)

    with pytest.raises(ValidationError):
        job.trim = "A4"


@pytest.mark.parametrize(
    ("lookup", "name", "message"),
    [
        (paper.size, "A6", 'unknown paper "A6"; papers are A3, A4, A5, Tabloid, Letter, half-letter'),
        (paper.folded, "A5", '"A5" is not folded into booklets; papers for booklets are A3, A4, Tabloid, Letter'),
    ],
)
def test_unknown_papers(lookup, name, message):
    """A paper that nobody knows is answered with those that are known."""
    with pytest.raises(ValueError) as refused:
        lookup(name)

    assert message == str(refused.value)

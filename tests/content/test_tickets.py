"""Job tickets: what print people may write, and what they are told when it cannot be."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from chapbook.content import paper
from chapbook.content.paper import SIZES
from chapbook.content.tickets import Imposition, JobTicket
from chapbook.files.chain import Chain
from chapbook.files.yaml import read_yaml
from chapbook.load.load import load
from conftest import write

PRESS = Path(__file__).parents[2] / "styles" / "press"
GUIDE = (Path(__file__).parents[2] / "docs/print-shop.md").read_text("utf-8")

# YAML is read as words, never as numbers or truth values.
BOOKLET = {"means": "A booklet.", "imposition": "saddle-stitch", "sheet": "place", "pdf": "plain"}


def ticket(**keys):
    return JobTicket.model_validate({name.replace("_", "-"): value for name, value in keys.items()})


def bundled(name):
    """A bundled ticket over those that it extends."""
    return JobTicket.model_validate(written(name))


def written(name):
    keys = read_yaml(PRESS / f"{name}.yaml", name)
    return {**(written(keys["extends"]) if "extends" in keys else {}), **keys}


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

    assert ("saddle-stitch", "plain", ()) == (ward.imposition, ward.pdf, ward.marks)
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
    """Thickness, ink, slug and linearize are understood as people write them."""
    job = ticket(**BOOKLET, paper_thickness="0.13", total_ink="280", slug="true", linearize="no", sides="2")

    assert (0.13, 280, True, False, 2) == (job.paper_thickness, job.total_ink, job.slug, job.linearize, job.sides)


def test_named_trim_is_the_same_everywhere():
    """A named trim does not change with the place's paper."""
    job = ticket(means="Large pages.", trim="A4")

    assert [SIZES["A4"]] * 2 == [job.trim_for("A4"), job.trim_for("Letter")]


@pytest.mark.parametrize(
    ("keys", "key", "message"),
    [
        (
            {"trim": "a5"},
            "trim",
            'unknown paper "a5"; write place, place-whole, place-landscape, place-double, '
            "A3, A4, A5, Tabloid, Letter, half-letter, card",
        ),
        ({"sheet": "A4"}, "sheet", "single pages have no sheet; add imposition: saddle-stitch, or take sheet out"),
        (
            {"marks": ["fold"], "pdf": "plain"},
            "marks",
            "nothing is folded here; take fold out, or add imposition: saddle-stitch",
        ),
        ({"marks": ["crop"]}, "pdf", "pages with marks cannot be PDF/UA; add pdf: x-4 for a press, or pdf: plain"),
        ({"slug": "yes"}, "pdf", "pages with marks cannot be PDF/UA; add pdf: x-4 for a press, or pdf: plain"),
        ({"finishing": "stapled"}, "pdf", "pages to be stapled cannot be PDF/UA; add pdf: x-4, or pdf: plain"),
        (
            {"pages": "cover", "pdf": "plain"},
            "finishing",
            "pages: cover needs a spine; add finishing: stapled or finishing: glued",
        ),
        (
            BOOKLET | {"finishing": "glued"},
            "finishing",
            "saddle-stitch is made to be stapled; write finishing: stapled, or another imposition",
        ),
        (BOOKLET | {"sides": "1"}, "sides", "saddle-stitch is printed on both sides; add sides: 2"),
        (
            {"imposition": "tri-fold", "sheet": "A4"},
            "sheet",
            "single pages have no sheet; add imposition: saddle-stitch, or take sheet out",
        ),
        ({"imposition": "n-up", "pdf": "plain"}, "sheet", "n-up needs a sheet to print on; add sheet: place"),
        ({"pdf": "x-4"}, "pdf", "PDF/X-4 is for the press; add colour: cmyk"),
        (
            {"image_floor": "400"},
            "image-floor",
            "the floor is above the image-resolution of 300; lower it, or raise that",
        ),
        ({"total_ink": "100"}, "total-ink", "Input should be greater than or equal to 200"),
        ({"total_ink": "28O"}, "total-ink", "Input should be a valid integer, unable to parse string as an integer"),
        ({"sides": "3"}, "sides", "Input should be 1 or 2"),
        (
            {"imposition": "saddle-stitch", "pdf": "plain"},
            "sheet",
            "saddle-stitch needs a sheet to print on; add sheet: place",
        ),
        ({"imposition": "saddle-stitch", "sheet": "place"}, "pdf", "imposed sheets cannot be PDF/UA; add pdf: plain"),
        (
            {"imposition": "glued"},
            "imposition",
            "Input should be 'none', 'saddle-stitch', 'n-up' or 'tri-fold'",
        ),
        ({"paper_thickness": "2"}, "paper-thickness", "Input should be less than or equal to 1"),
        ({"paper_thickness": "-0.1"}, "paper-thickness", "Input should be greater than or equal to 0"),
        ({"color": "cmyk"}, "color", "Extra inputs are not permitted"),
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
        (paper.size, "A6", 'unknown paper "A6"; papers are A3, A4, A5, Tabloid, Letter, half-letter, card'),
        (paper.folded, "A5", '"A5" is not folded into booklets; papers for booklets are A3, A4, Tabloid, Letter'),
    ],
)
def test_unknown_papers(lookup, name, message):
    """A paper that nobody knows is answered with those that are known."""
    with pytest.raises(ValueError) as refused:
        lookup(name)

    assert message == str(refused.value)


def test_bleed_of_the_place():
    """A bleed that is left to the place is 3 mm where A4 is in the printers, and an eighth of an inch for Letter."""
    job = bundled("print-shop")

    assert (3, 3.175) == (job.bleed_for("A4"), job.bleed_for("Letter"))
    assert (3, 3.175) == (job.design_for("A4").bleed, job.design_for("Letter").bleed)


@pytest.mark.parametrize(("bleed", "expected"), [("0", 0), ("2.5", 2.5), ("place", 3)])
def test_bleed_as_it_is_written(bleed, expected):
    """Bleed is a length, or the place's own."""
    assert expected == ticket(means="A test.", bleed=bleed).bleed_for("A4")


@pytest.mark.parametrize("bleed", ["6", "-1", "much"])
def test_bleed_that_no_press_prints(bleed):
    """A bleed beyond five millimetres, or a negative one, is a slip of the finger."""
    with pytest.raises(ValidationError) as refused:
        ticket(means="A test.", bleed=bleed)
    (fault,) = refused.value.errors()

    assert ("bleed",) == fault["loc"]
    assert "Value error, millimetres from 0 to 5 are wanted here, or place" == fault["msg"]


PRINT_SHOP = ["print-shop", "print-shop-plain", "print-shop-cover", "print-shop-inside", "print-shop-imposed"]


@pytest.mark.parametrize("name", PRINT_SHOP)
def test_print_shops_get_what_they_can_print(name):
    """Every ticket for print shops is PDF/X-4 in CMYK, made on request, and brings a job sheet."""
    job = bundled(name)

    assert ("cmyk", "x-4", True, True) == (job.colour, job.pdf, job.on_request, job.job_sheet)
    assert "stapled" == job.finished


@pytest.mark.parametrize(
    ("name", "bleed", "marks", "slug", "pages"),
    [
        ("print-shop", 3, ("crop",), True, "all"),
        ("print-shop-plain", 0, (), False, "all"),
        ("print-shop-cover", 3, ("crop",), True, "cover"),
        ("print-shop-inside", 3, ("crop",), True, "inside"),
        ("print-shop-imposed", 3, ("crop", "fold"), True, "all"),
    ],
)
def test_what_print_shop_tickets_differ_in(name, bleed, marks, slug, pages):
    """With bleed and marks or bare, whole or cover and inside apart."""
    job = bundled(name)

    assert (bleed, marks, slug, pages) == (job.bleed_for("A4"), job.marks, job.slug, job.pages)


@pytest.mark.parametrize(
    ("trim", "on_a4", "on_letter"),
    [
        ("place", (148, 210), (139.7, 215.9)),
        ("place-whole", (210, 297), (215.9, 279.4)),
        ("place-landscape", (297, 210), (279.4, 215.9)),
        ("place-double", (297, 420), (279.4, 431.8)),
        ("card", (85.6, 53.98), (85.6, 53.98)),
    ],
)
def test_sizes_of_the_place(trim, on_a4, on_letter):
    """Half of the place's paper, all of it, the same lying, two of it; and a card that is the same everywhere."""
    job = ticket(means="A test.", trim=trim)

    assert (on_a4, on_letter) == tuple(
        (size.width, size.height) for size in (job.trim_for("A4"), job.trim_for("Letter"))
    )


def test_every_key_is_explained():
    """Each key of a ticket, and each imposition, has a row in the guide for print people, and nothing else has."""
    guide = GUIDE.split("## A ticket, key by key")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \|", guide, re.M)

    assert sorted([field.alias for field in JobTicket.model_fields.values()] + [*get_args(Imposition)]) == sorted(rows)


@pytest.mark.parametrize("example", re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.M | re.S))
def test_examples_of_the_guide_hold(hospital, example):
    """A ticket of the guide can be copied into a hospital's folder, over the bundled ones."""
    name = re.match(r"# (styles/press/[a-z-]+\.yaml)\n", example)[1]
    write(hospital / "booklets/imprint.yaml", "inherits: bundled\n")
    write(hospital / name, example)
    library, problems = load(Chain.at(hospital))

    assert [] == problems
    assert library.tickets[Path(name).stem].means in example


@pytest.mark.parametrize("path", sorted(PRESS.glob("*.yaml")), ids=lambda path: path.stem)
def test_bundled_tickets_are_explained(path):
    """Each bundled ticket holds, opens with a comment for print people, and is in the guide's table."""
    assert bundled(path.stem).means
    assert path.read_text("utf-8").startswith("# ")
    assert f"| `{path.stem}` |" in GUIDE


# ── a hospital's own ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_hospital_changes_one_key(hospital):
    """A ticket of the same name that extends the library's keeps all its keys but those that it names."""
    write(hospital / "styles/press/download.yaml", "means: Ours.\nextends: library/download\nlinearize: no\n")
    library, problems = load(Chain.at(hospital))

    assert [] == problems
    assert ("Ours.", False, "ua-1") == tuple(
        getattr(library.tickets["download"], key) for key in ("means", "linearize", "pdf")
    )


def test_what_extends_a_changed_ticket_changes_too(hospital):
    """The library's tickets extend the nearest of a name, so a hospital says its contact once."""
    write(hospital.parent / "project/styles/press/second.yaml", "means: Second.\nextends: download\n")
    write(hospital / "styles/press/download.yaml", "means: Ours.\nextends: library/download\ncontact: Ward 3\n")
    library, problems = load(Chain.at(hospital))

    assert [] == problems
    assert "Ward 3" == library.tickets["second"].contact


def test_a_ticket_of_the_same_name_replaces(hospital):
    """Without extends, the nearest file replaces: that is the rule for files."""
    write(hospital / "styles/press/download.yaml", "means: Ours.\n")
    library, problems = load(Chain.at(hospital))

    assert [] == problems
    assert library.tickets["download"].linearize is False


@pytest.mark.parametrize(
    "key",
    [{"imposition": "saddle-stitch"}, {"job-sheet": "yes"}, {"colour": "cmyk"}, {"marks": ["crop"]}, {"fills": "no"}],
)
def test_what_has_no_pages_is_not_for_a_press(key):
    """A web page cannot be imposed, marked or turned into inks; the ticket is told which key to take out."""
    with pytest.raises(ValidationError, match=f"format: html has no pages; take {next(iter(key))} out"):
        JobTicket.model_validate({"means": "A page.", "format": "html", **key})

"""An outside hospital: a project with the same four folders, which inherits the library and says only what differs."""

import json
import re
from contextlib import chdir
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from chapbook import cli
from chapbook.files.chain import Chain, bundled
from chapbook.load.load import load

HOSPITAL = Path(__file__).parent / "projects" / "sample-hospital"
JOURNEY = "car-t-journey"


def chapbook(*words):
    """What a command prints, run at the hospital's desk; a failure shows all that it said."""
    with chdir(HOSPITAL):
        done = CliRunner().invoke(cli.main, words)

    assert 0 == done.exit_code, done.output

    return done.stdout


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """The hospital's build folder, with the downloads of a booklet of the library and of its own."""
    folder = tmp_path_factory.mktemp("build")
    chapbook("build", JOURNEY, "our-ward", "--ticket", "download", "--to", folder)
    return folder


@pytest.fixture(scope="module")
def hospital():
    return load(Chain.at(HOSPITAL))[0]


@pytest.fixture(scope="module")
def library():
    return load(Chain.at(bundled()))[0]


def pages(build, booklet):
    """The text of each page, with plain spaces and apostrophes."""
    pdf = pypdfium2.PdfDocument(build / f"download/{booklet}.en-US.us.pdf")
    return [" ".join(page.get_textpage().get_text_bounded().replace("’", "'").split()) for page in pdf]


def share(page, colour):
    """How much of a page is printed in a colour, from 0 to 1."""
    picture = page.render(scale=1).to_pil().convert("RGB")
    pixels = picture.tobytes()
    wanted = bytes.fromhex(colour.removeprefix("#"))
    return sum(pixels[at : at + 3] == wanted for at in range(0, len(pixels), 3)) * 3 / len(pixels)


def house_colours():
    return dict(re.findall(r"(--brand[a-z-]*): (#[0-9a-f]{6})", (HOSPITAL / "styles/booklet.css").read_text("utf-8")))


@pytest.mark.slow
def test_hospital_checks_cleanly():
    """Nothing is wrong with the hospital's project, nor with what it inherits."""
    assert chapbook("check").startswith("no problems in ")


def test_hospital_publishes_what_it_chose(hospital, library):
    """The hospital publishes every booklet in its own language and place alone, with its own booklet among them."""
    assert {("en-US", "us")} == {(edition.locale, edition.place) for edition in hospital.editions()}
    assert {*library.booklets, "our-ward"} == set(hospital.booklets)


def test_values_merge(hospital, library):
    """What the hospital sets wins; what it does not set stays the library's."""
    assert "38.3" == hospital.setting("fever-limit", "us").value
    assert library.setting("stay-near", "us") == hospital.setting("stay-near", "us")
    assert library.setting("day-phone", "us") is None


def test_one_block_is_replaced_and_the_order_stays(hospital, library):
    """A hospital's block takes the place of the library's; the others, and the order, are the library's."""
    ours, theirs = hospital.booklets[JOURNEY], library.booklets[JOURNEY]
    own = [path for path, block in ours.blocks.items() if not block.spot.path.startswith("library/")]

    assert [*theirs.blocks] == [*ours.blocks]
    assert [f"{JOURNEY}/who-to-call"] == own
    assert theirs.block("call-now").content.action.text == ours.block("call-now").content.action.text


@pytest.mark.slow
def test_original_stays_reachable():
    """A replaced file is still there, as library/<path>, and `where` shows both and which one wins."""
    block = f"booklets/{JOURNEY}/who-to-call.yaml"
    both, original = chapbook("where", block).splitlines(), chapbook("where", f"library/{block}").splitlines()

    assert [f"wins {block}", f"     library/{block}"] == [line.split("  (")[0] for line in both]
    assert [f"wins library/{block}"] == [line.split("  (")[0] for line in original]


@pytest.mark.slow
def test_every_style_applies():
    """The hospital's styles replace none of the library's: both are used."""
    lines = chapbook("where", "styles/booklet.css").splitlines()

    assert ["uses", "uses"] == [line.split()[0] for line in lines]


@pytest.mark.slow
def test_manifest_lists_the_hospitals_editions(build):
    """The library's booklets and the hospital's own are files of one build."""
    rows = json.loads((build / "manifest.json").read_text("utf-8"))["editions"]

    assert {f"download/{booklet}.en-US.us.pdf" for booklet in (JOURNEY, "our-ward")} == {row["file"] for row in rows}
    assert all((build / row["file"]).is_file() for row in rows)


@pytest.mark.slow
def test_hospitals_numbers_are_printed(build):
    """The hospital's phones and its fever limit stand on the pages, and the library's limit on none."""
    text = " ".join(pages(build, JOURNEY))

    assert "202-555-0171" in text
    assert "202-555-0134" in text
    assert "100.9 °F (38.3 °C)" in text
    assert "38.0 °C" not in text


@pytest.mark.slow
def test_hospitals_block_is_printed_among_the_librarys(build, library):
    """The replaced block prints the hospital's words, and the block beside it the library's."""
    text = " ".join(pages(build, JOURNEY))
    replaced = library.booklets[JOURNEY].block("who-to-call").content
    kept = library.booklets[JOURNEY].block("call-now").content

    assert "The night nurse" in text
    assert replaced.intro.parts[0].words[0].text not in text
    assert kept.title.text in text


@pytest.mark.slow
@pytest.mark.parametrize("booklet", [JOURNEY, "our-ward"])
def test_hospital_signs_every_booklet(build, booklet):
    """The front cover and the back cover of every booklet name the hospital."""
    front, *_, back = pages(build, booklet)

    assert "Sample Children's Hospital" in front
    assert "Sample Children's Hospital" in back


@pytest.mark.slow
@pytest.mark.parametrize("booklet", [JOURNEY, "our-ward"])
def test_template_part_adds_to_the_librarys(build, hospital, booklet):
    """The hospital's back cover holds the library's, with a line of its own on the same page."""
    back = pages(build, booklet)[-1]

    assert hospital.booklets[booklet].content.back.text in back
    assert "At night, ring the bell at the garden door." in back


@pytest.mark.slow
@pytest.mark.parametrize("booklet", [JOURNEY, "our-ward"])
def test_house_colours_are_printed(build, booklet):
    """The back cover is in the hospital's colour, but for an emergency's red, which leaves the logo to the front."""
    pdf = pypdfium2.PdfDocument(build / f"download/{booklet}.en-US.us.pdf")
    front, back = pdf[0], pdf[len(pdf) - 1]
    colours = house_colours()

    assert share(back, colours["--brand-soft"]) > (0.2 if booklet == JOURNEY else 0.5)
    assert share(front, colours["--brand"]) > 0.0005
    assert (share(back, colours["--brand"]) > 0.0005) == (booklet != JOURNEY)

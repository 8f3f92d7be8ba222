"""Delivery: what is made for a print shop, from a project to its files."""

import json
import shutil
from datetime import date
from io import BytesIO

import pytest
from pikepdf import Pdf

from chapbook import deliver
from chapbook.content.booklet import Edition
from chapbook.content.paper import MM
from chapbook.content.proof import Proof
from chapbook.files.chain import Chain
from chapbook.finish import finish
from chapbook.finish.finish import Finished
from chapbook.load.load import load
from conftest import FONTS, change, text_of_pages, write

pytestmark = pytest.mark.slow

SHOP = """means: For a print shop.
extends: download
on-request: yes
bleed: place
finishing: stapled
marks: [crop]
slug: yes
job-sheet: yes
linearize: no
pdf: plain
"""


SHEET = """<html lang="{{ lang }}" dir="{{ direction }}"><head><title>{{ sheet.file }}</title></head><body>
<h1 lang="{{ title.lang }}">{{ title.text }}</h1>
<p>{{ sheet.trim }}</p>
<p>{{ _("About this booklet") }}</p>
</body></html>"""


@pytest.fixture
def shop(project):
    """The minimal project with a ticket for a print shop, and the page for its job sheet."""
    write(project / "styles/press/shop.yaml", SHOP)
    (project / "styles/fonts").mkdir()
    shutil.copy(FONTS / "NotoSans_400Regular.ttf", project / "styles/fonts")
    locales = project / "locales/locales.yaml"
    write(locales, locales.read_text("utf-8").replace("[Andika, Noto Sans]", "[Noto Sans]"))
    write(project / "templates/job-sheet.html", SHEET)
    return project


def build(chapbook, *arguments):
    result = chapbook("build", "--ticket", "shop", *arguments)

    assert 0 == result.exit_code, result.output


def test_a_file_and_its_job_sheet(shop, chapbook):
    """Beside the file stand a page for people and a table for machines, all three in the manifest."""
    build(chapbook, "--locale", "en-US")
    folder = shop / "build/shop"
    rows = {row["file"]: row for row in json.loads((shop / "build/manifest.json").read_text())["editions"]}
    job = json.loads((folder / "fever.en-US.us.job.json").read_text("utf-8"))

    assert {f"shop/fever.en-US.us{suffix}" for suffix in (".pdf", ".job.pdf", ".job.json")} == set(rows)
    assert rows["shop/fever.en-US.us.pdf"]["sha256"] == job["sha256"]
    assert (1, True) == (rows["shop/fever.en-US.us.job.pdf"]["pages"], job["draft"])


def test_the_job_sheet_is_in_the_language_of_the_place(shop, chapbook):
    """The sheet of a Spanish booklet for the United States is in English, with the booklet's own title."""
    build(chapbook, "--locale", "es")
    (page,) = text_of_pages(shop / "build/shop/fever.es.us.job.pdf")
    title = json.loads((shop / "build/shop/fever.es.us.job.json").read_text("utf-8"))["title"]

    assert title in page
    assert "About this booklet" in page


def test_words_of_a_job_sheet_stay_words(shop, chapbook):
    """Whom to ask is printed as it was written, for people, and read as it was written, by machines."""
    contact = "\"'></td></title><b>Ward 3</b> & <!--"
    write(shop / "styles/press/shop.yaml", f"{SHOP}contact: {json.dumps(contact)}\n")
    write(shop / "templates/job-sheet.html", SHEET.replace("{{ sheet.trim }}", "{{ sheet.contact }}"))
    build(chapbook, "--locale", "en-US")
    (page,) = text_of_pages(shop / "build/shop/fever.en-US.us.job.pdf")

    assert contact in page
    assert contact == json.loads((shop / "build/shop/fever.en-US.us.job.json").read_text("utf-8"))["contact"]


def test_the_same_bytes_again(shop, chapbook):
    """Two builds give the same files, job sheets too; a job sheet that was lost is made again as it was."""
    build(chapbook, "--to", "one")
    build(chapbook, "--to", "two")
    one, two = contents(shop / "one/shop"), contents(shop / "two/shop")
    (shop / "one/shop/fever.es.us.job.pdf").unlink()
    build(chapbook, "--to", "one")

    assert one == two
    assert one == contents(shop / "one/shop")


def test_bleed_of_the_typesetter(shop, chapbook):
    """Pages are set with an eighth of an inch more on every edge, and the text stands where it stood."""
    build(chapbook, "--locale", "en-US")
    chapbook("build", "--ticket", "download", "--locale", "en-US")
    folder = shop / "build"
    with Pdf.open(folder / "shop/fever.en-US.us.pdf") as pdf:
        page = pdf.pages[0]
        trim, bleed = ([float(edge) / MM for edge in box] for box in (page.trimbox, page.bleedbox))

    assert pytest.approx([139.7, 215.9], abs=0.05) == [trim[2] - trim[0], trim[3] - trim[1]]
    assert pytest.approx(3.175, abs=0.01) == trim[0] - bleed[0]
    plain = text_of_pages(folder / "download/fever.en-US.us.pdf")
    assert plain == [page for page in text_of_pages(folder / "shop/fever.en-US.us.pdf") if page][: len(plain)]


def test_default_build_makes_no_print_shop_files(shop, chapbook):
    """What is on request is made when somebody asks."""
    result = chapbook("build")

    assert 0 == result.exit_code, result.output
    assert not (shop / "build/shop").exists()


def test_no_font_for_the_slug_line(shop, chapbook):
    """Without typefaces, this machine lacks something: exit code 3, and what to run."""
    (shop / "styles/fonts/NotoSans_400Regular.ttf").unlink()
    result = chapbook("build", "--ticket", "shop")

    assert 3 == result.exit_code
    assert "hint: run: make fonts" in result.output


@pytest.fixture
def careless(shop, monkeypatch):
    """A shop whose ticket asks for PDF/X-4, and a press that takes note of what it is asked for, and does nothing."""
    asked = []
    note = lambda pdf, profile, **facts: asked.append((profile, facts))  # noqa: E731
    monkeypatch.setattr(finish, "to_cmyk", note)
    monkeypatch.setattr(finish, "as_x4", note)
    monkeypatch.setattr("chapbook.workers.workers.cores", lambda: 1)  # in this process, where the fakes are
    write(shop / "styles/press/profiles/paper.icc", "ICC")
    write(
        shop / "styles/press/shop.yaml",
        SHOP.replace("pdf: plain", "pdf: x-4") + "colour: cmyk\nprofile: paper\ncondition: PAPER\ntotal-ink: 280\n",
    )
    return asked


def test_what_the_press_is_asked_for(shop, careless, chapbook, monkeypatch):
    """The ticket's ink limit and resolution go to the conversion, its condition and the title to PDF/X-4."""
    monkeypatch.setattr(deliver, "_refuse_unfit", lambda *what: None)
    build(chapbook, "--locale", "en-US")
    title = json.loads((shop / "build/shop/fever.en-US.us.job.json").read_text())["title"]

    assert [
        (b"ICC", {"total_ink": 280, "resolution": 300}),
        (b"ICC", {"condition": "PAPER", "title": title, "revised": date(2026, 11, 21)}),
    ] == careless


def test_another_hand_looks_at_every_file_for_a_press(shop, careless, chapbook):
    """A file that the press left in RGB and without an output intent stops the build, and nothing is written."""
    result = chapbook("build", "--ticket", "shop", "--locale", "en-US")

    assert 1 == result.exit_code
    assert "fever.en-US.us as shop: P018 not PDF/X-4: no output intent" in result.output
    assert "P011 pages 1–4: RGB in text" in result.output
    assert not (shop / "build/shop").exists()


def test_a_ticket_that_carries_something_else(shop, chapbook):
    """A booklet on a ticket for cards is a fault of usage, and says what the ticket carries, or what carries it."""
    write(shop / "styles/press/cards.yaml", "means: Cards.\ncarries: [card]\n")
    built, proofed = chapbook("build", "--ticket", "cards"), chapbook("proof", "fever", "--ticket", "cards")
    named = chapbook("build", "fever", "--ticket", "cards")

    assert [2, 2, 2] == [built.exit_code, proofed.exit_code, named.exit_code]
    assert "it carries card; fever is a booklet, and goes out on: download, shop" in named.output
    assert "nothing goes out on cards: it carries card\n" in built.output
    assert "fever is a booklet, and goes out on: download, shop" in proofed.output


def test_no_ticket_and_no_title_is_passed_over(shop, chapbook):
    """Who asks for two tickets or two titles, one of which would make nothing, hears so and does not wait for it."""
    write(shop / "styles/press/cards.yaml", "means: Cards.\ncarries: [card]\n")
    ticket = chapbook("build", "fever", "--ticket", "download", "--ticket", "cards")
    shutil.copytree(shop / "booklets/fever", shop / "booklets/home")
    change(shop / "booklets/home/booklet.yaml", "revised:", "tickets: [shop]\nrevised:")
    title = chapbook("build", "fever", "home", "--locale", "en-US", "--ticket", "download")

    assert [2, 2] == [ticket.exit_code, title.exit_code], title.output
    assert "nothing goes out on cards: it carries card; fever is a booklet, and goes out on: " in ticket.output
    assert "home is a booklet, and, as its booklet.yaml says, goes out on: shop\n" in title.output
    assert not (shop / "build").exists()


def test_a_language_of_no_title_is_named(project, chapbook):
    """Who publishes a language that no title lists hears where to list it, and not that there is nothing."""
    change(project / "booklets/imprint.yaml", "name: Sample", "publishes: {locales: [es]}\nname: Sample")
    change(project / "booklets/fever/booklet.yaml", "revised:", "locales: [en-US]\nrevised:")

    assert "no title is in es: chapbook adapt TITLE/booklet, and add it to locales there" in chapbook("check").output


def test_an_edition_that_is_not_made(project, chapbook):
    """A language that a title lacks, or that the imprint leaves out, is named with those in which the title is made."""
    change(project / "booklets/imprint.yaml", "name: Sample", "publishes: {locales: [en-US]}\nname: Sample")
    left_out, all_of_it = chapbook("build", "fever", "--locale", "es"), chapbook("check", "--locale", "es")

    said = "no such edition; booklets/imprint.yaml leaves es out of publishes"

    assert [2, 2] == [left_out.exit_code, all_of_it.exit_code]
    assert f"{said}; fever is made in en-US (us)\n" in left_out.output
    assert f"{said}\n" in all_of_it.output


# ── the real sheet ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", ["us", "gb"])
@pytest.mark.parametrize("name", ["print-shop", "print-shop-imposed", "cards", "leaflet", "download"])
def test_job_sheet_is_one_page(name, place):
    """Whatever the ticket, all that a shop has to know stands on one page of the place's paper."""
    library = load(Chain.at(FONTS))[0]
    edition = Edition("car-t-journey", "ar", place)
    proof = Proof(edition, b"", 6, "رحلة طفلكم مع علاج CAR T", "2026-11-21", draft=True, code="k7qm4t2x")
    sheet = deliver._told(library, proof, name, Finished(b"", [1, 2, 3, None, None, 4], 6))
    page = deliver._as_page(library, proof, sheet)
    (text,) = text_of_pages(page)
    with Pdf.open(BytesIO(page)) as pdf:
        width = round(float(pdf.pages[0].mediabox[2]) / MM)

    assert {"us": 216, "gb": 210}[place] == width
    assert {"us": "Colors", "gb": "Colours"}[place] in text
    assert sheet.sha256[:32] in text


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}

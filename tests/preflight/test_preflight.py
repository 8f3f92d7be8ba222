"""Preflight: every fault of a set is found in a file of anybody's, and none in our own."""

import datetime
import json
import re
import time
from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream
from PIL import Image

import reading
from chapbook.content.paper import Size
from chapbook.finish.colour import to_cmyk
from chapbook.finish.x4 import VERSION, as_x4
from chapbook.preflight.preflight import Required, preflight, required
from conftest import REPOSITORY, write
from presswork import PROFILE, form, gradient, noise, pdf_of, picture, saved, with_picture

WANTED = Required(trims=(Size(148, 210),), bleed=3, cmyk=True, x4=True, condition="FOGRA39")


def good(drawing="0 0 0 1 k 20 20 9 9 re f .5 w 20 20 m 99 99 l S", pages=4, source=None):
    """A file that a print shop would take, to plant faults in."""
    pdf = source or pdf_of(*[drawing] * pages)
    as_x4(pdf, PROFILE, condition="FOGRA39", title="Fever", revised=datetime.date(2026, 11, 21))
    return Pdf.open(BytesIO(saved(pdf, force_version=VERSION)))


def said(pdf, wanted=WANTED, **options):
    """What preflight says of a PDF: a code and a sentence each."""
    content = saved(pdf, **{"force_version": VERSION, **options})
    return [f"{each.code} {each.message}" for each in preflight(content, wanted, "sheet.pdf").problems]


def test_a_good_file():
    """A file as the ticket wants it has no problem, and the report says what is in it."""
    report = preflight(saved(good(pages=26), force_version=VERSION), WANTED, "sheet.pdf")

    assert () == report.problems
    assert ["PDF 1.6, PDF/X-4, 26 pages"] == report.facts["file"]
    assert ["trim 148 × 210 mm, bleed 3.0 mm"] == report.facts["boxes"]
    assert ["black alone"] != report.facts["colours"]
    assert "the thinnest is 0.50 pt, on page 1" in report.as_text()
    assert {"file", "facts", "problems"} == set(json.loads(report.as_json()))


# ── planted faults ────────────────────────────────────────────────────────────────────────────────────────────────


def drawing(content, **resources):
    def plant(pdf):
        page = pdf.pages[1].obj
        page.Contents = Stream(pdf, content.encode())
        page.Resources = Dictionary({f"/{kind}": things for kind, things in resources.items()})

    return plant


def font(pdf):
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    drawing("BT /H 12 Tf 0 0 0 1 k (Fever) Tj ET", Font=Dictionary(H=helvetica))(pdf)


def in_rgb(pdf):
    page = pdf.pages[1].obj
    page.Resources = Dictionary(XObject=Dictionary(F=form(pdf, "0 0 0 rg 0 0 9 9 re f")))
    page.Contents = Stream(pdf, b"/F Do")


def coarse(pdf):
    page = pdf.pages[1].obj
    page.Resources = Dictionary(XObject=Dictionary(I=picture(pdf, Image.new("CMYK", (72, 72), (0, 0, 0, 90)))))
    page.Contents = Stream(pdf, b"q 72 0 0 72 20 20 cm /I Do Q")


def heavy_picture(pdf):
    image = Image.new("CMYK", (300, 300))
    image.putpixel((7, 7), (255, 255, 204, 153))
    coarse(pdf)
    pdf.pages[1].obj.Resources.XObject.I = picture(pdf, image)


def other_condition(pdf):
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = "FOGRA29"


def no_profile(pdf):
    del pdf.Root.OutputIntents[0].DestOutputProfile


def no_intent(pdf):
    del pdf.Root.OutputIntents


def annotation(pdf):
    pdf.pages[1].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])


def javascript(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('x')")


def box(name, *edges):
    def plant(pdf):
        pdf.pages[1].obj[f"/{name}"] = Array(edges)

    return plant


def no_trim(pdf):
    del pdf.pages[1].obj.TrimBox


def untrapped(pdf):
    del pdf.docinfo["/Trapped"]


def metadata(pdf):
    pdf.Root.Metadata = pdf.make_stream(pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"PDF/X-3"))


def sampled(pdf):
    """A gradient as the press writes them: samples of its inks, and no formula."""
    keys = {"Domain": [0, 1], "Range": [0, 1] * 4, "Size": [2], "BitsPerSample": 8}
    shading = gradient([0, 0, 0, 0], [0, 0, 0, 0], space=Name.DeviceCMYK)
    shading.Function = Stream(pdf, bytes([0, 0, 0, 0, 255, 255, 255, 102]), FunctionType=0, **keys)
    drawing("/S sh", Shading=Dictionary(S=shading))(pdf)


SPOT = Array(
    [
        Name.Separation,
        Name("/Gold"),
        Name.DeviceCMYK,
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.2, 0.8, 0.2], N=1),
    ]
)
CMYK = gradient([0, 0, 0, 0], [1, 1, 1, 0.4], space=Name.DeviceCMYK)

FAULTS = {
    "RGB black text": (drawing("BT 0 0 0 rg (x) Tj ET"), "P011 page 2: RGB in text (black)"),
    "RGB in a form": (in_rgb, "P011 page 2: RGB in areas (black)"),
    "RGB by name": (drawing("/DeviceRGB CS 1 0 0 SC 0 0 m 9 9 l S"), "P011 page 2: RGB in lines (1 0 0)"),
    "RGB gradient": (
        drawing("/S sh", Shading=Dictionary(S=gradient([1, 0, 0], [0, 0, 1]))),
        "P011 page 2: RGB in gradients",
    ),
    "Lab": (
        drawing("/L cs 50 40 40 sc 0 0 9 9 re f", ColorSpace=Dictionary(L=Array([Name.Lab, Dictionary()]))),
        "P011 page 2: Lab in areas (50 40 40)",
    ),
    "spot": (
        drawing("/Gold cs 1 scn 0 0 9 9 re f", ColorSpace=Dictionary(Gold=SPOT)),
        'P012 page 2: spot colour "Gold"',
    ),
    "340 % ink": (drawing("1 1 1 .4 k 0 0 9 9 re f"), "P013 page 2: 340 % ink in areas, more than 300 %"),
    "340 % ink in a gradient": (
        drawing("/S sh", Shading=Dictionary(S=CMYK)),
        "P013 page 2: 340 % ink in gradients, more than 300 %",
    ),
    "340 % ink in a gradient by samples": (sampled, "P013 page 2: 340 % ink in gradients, more than 300 %"),
    "340 % ink in one pixel": (heavy_picture, "P013 page 2: 340 % ink in pictures, more than 300 %"),
    "72 dpi": (coarse, "P014 page 2: a picture of 25 × 25 mm has 72 dpi, fewer than 150"),
    "hairline": (
        drawing("q .5 0 0 .5 0 0 cm .2 w 20 20 m 9 9 l S Q"),
        "P015 page 2: a line 0.10 pt thin, under 0.25 pt, at 4 mm from the left, 206 mm from the top",
    ),
    "hairline as a rule": (
        drawing("0 0 0 1 k 0 0 99 .1 re f"),
        "P015 page 2: a line 0.10 pt thin, under 0.25 pt, at 0 mm from the left, 210 mm from the top",
    ),
    "unembedded font": (font, 'P016 page 2: font "Helvetica" is not in the file'),
    "link": (annotation, "P017 page 2: an annotation (link)"),
    "script": (javascript, "P017 the file: an action on opening"),
    "no output intent": (no_intent, "P018 not PDF/X-4: no output intent"),
    "another condition": (
        other_condition,
        "P018 not PDF/X-4: the output intent is for FOGRA29, and the ticket asks for FOGRA39",
    ),
    "no profile": (no_profile, "P018 not PDF/X-4: the output intent holds no profile of a press with four inks"),
    "not trapped, nor untrapped": (untrapped, "P018 not PDF/X-4: it does not say whether it is trapped"),
    "another standard": (metadata, "P018 not PDF/X-4: its metadata do not say that it is PDF/X-4"),
    "wrong trim": (
        box("TrimBox", 0, 0, 396, 590),
        "P010 page 2: the TrimBox is 139.7 × 208.1 mm, and the ticket asks for 148 × 210 mm",
    ),
    "no trim": (no_trim, "P010 page 2: no TrimBox, so nobody knows where to cut"),
    "too little bleed": (
        box("BleedBox", -5, -5, 424, 600),
        "P010 page 2: the bleed is 1.6 mm, and the ticket asks for 3 mm",
    ),
    "boxes crossed": (
        box("BleedBox", 5, 5, 400, 500),
        "P010 page 2: the boxes do not lie within each other: TrimBox in BleedBox in MediaBox",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault):
    """Each fault is found, at its page, and named so that somebody can mend it."""
    plant, expected = FAULTS[fault]
    pdf = good()
    assert [] == said(pdf)
    plant(pdf)

    assert expected in said(pdf)


def test_faults_do_not_hide_each_other():
    """All faults of a file are told at once, and one that many pages share is told once."""
    pdf = good(pages=6)
    for number in (0, 1, 2, 4):
        pdf.pages[number].obj.Contents = Stream(pdf, b"0 0 0 rg 0 0 9 9 re f .1 w 0 0 0 1 K 0 0 m 9 9 l S")
    javascript(pdf)
    found = said(pdf)

    assert "P011 pages 1–3, 5: RGB in areas (black)" in found
    assert {"P011", "P015", "P017"} == {each[:4] for each in found}


def test_pdf_version():
    """A file that claims a later PDF than PDF/X-4 is based on is told so."""
    assert ["P018 not PDF/X-4: it is PDF 1.7, and PDF/X-4 is PDF 1.6"] == said(good(), force_version="1.7")


def test_a_locked_file():
    """An encrypted file is a fault, and one with a password is told, not opened."""
    pdf = good()
    found = said(pdf, encryption=Encryption(owner="a", user="", R=4), deterministic_id=False)
    locked = said(good(), encryption=Encryption(owner="a", user="b", R=4), deterministic_id=False)

    assert "P019 the file is encrypted" in found
    assert ["P019 locked by a password"] == locked


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "this is no PDF"), (b"hello", "this is no PDF"), (b"%PDF-1.6\n%%EOF", "not a readable PDF")],
)
def test_what_is_no_pdf(content, said):
    """A file that is no PDF gets a sentence, not a traceback."""
    (found,) = preflight(content, WANTED, "sheet.pdf").problems

    assert "P019" == found.code
    assert found.message.startswith(said)


@pytest.mark.parametrize(
    "drawing_",
    [
        "q " * 5000 + "0 0 0 1 k 0 0 9 9 re f",
        "Q Q Q",
        "/Nothing Do /Nowhere gs /None sh /P cs /X scn 0 0 9 9 re f",
        "BT (x) Tj ET",
        "1 cm 1 2 m 0 w w 9 9 l S",
        "0 0 0 0 0 0 cm 0 0 m 9 9 l S",
    ],
)
def test_strange_drawings(drawing_):
    """What other programs write, or what breaks on the way, is looked through without a crash."""
    assert isinstance(said(good(drawing_)), list)


def test_a_form_that_draws_itself():
    """A drawing that contains itself is not followed for ever, and the report says that it was not seen to its end."""
    pdf = good()
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(F=form(pdf, "/F Do")))
    page.Resources.XObject.F.Resources = page.Resources
    page.Contents = Stream(pdf, b"/F Do")
    report = preflight(saved(pdf, force_version=VERSION), WANTED, "sheet.pdf")

    assert ["page 1: drawings nested too deep"] == report.facts["not measured"]


# ── what is no fault ──────────────────────────────────────────────────────────────────────────────────────────────


def test_marks_on_every_plate():
    """Registration marks are on every plate on purpose: no spot colour, and no ink that counts."""
    marks = Array([Name.Separation, Name.All, Name.DeviceCMYK, SPOT[3]])
    pdf = good()
    drawing("/All CS 1 SCN .25 w 0 0 m 9 9 l S", ColorSpace=Dictionary(All=marks))(pdf)

    assert [] == said(pdf)


def test_a_file_for_the_screen():
    """A ticket that asks for no press lets RGB, links and thin lines be; a font that is not there is still a fault."""
    pdf = pdf_of("1 0 0 rg 0 0 9 9 re f .1 w 0 0 m 9 9 l S")
    annotation_page = pdf.pages[0].obj
    annotation_page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])

    assert [] == said(pdf, Required(trims=(Size(148, 210),)))


def test_either_paper_will_do():
    """Where no country is named, a page of any country's paper is right."""
    pdf = good()

    assert [] == said(pdf, Required(trims=(Size(139.7, 215.9), Size(148, 210)), bleed=3, cmyk=True))


def test_overprint_and_blending_are_told():
    """Where inks may add up, the report says so instead of a number that is wrong; opacity never adds."""
    pdf = good()
    states = Dictionary(M=Dictionary(BM=Name.Multiply), O=Dictionary(OP=True), A=Dictionary(ca=0.5))
    drawing("/M gs /O gs /A gs 1 0 0 0 k 0 0 9 9 re f", ExtGState=states)(pdf)
    report = preflight(saved(pdf, force_version=VERSION), WANTED, "sheet.pdf")

    assert "may be more where things overprint or blend: page 2" in report.facts["ink"]
    assert {"page 2: blending (Multiply)", "page 2: opacity", "page 2: overprint"} <= set(report.facts["transparency"])


# ── our own ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_we_make_of_a_page_with_everything():
    """A page with pictures, gradients, masks and hard colours is fit for the press once it is separated."""
    pdf = with_picture(noise(300), 20)
    page = pdf.pages[0].obj
    page.Resources.Shading = Dictionary(S=gradient([1, 0, 0], [0, 0, 0.2]))
    page.Contents = Stream(pdf, b"q 72 0 0 72 0 0 cm /I Do Q /S sh 0 0 .1 rg 0 0 9 9 re f")

    assert [] == to_cmyk(pdf, PROFILE, total_ink=240, resolution=300)
    assert [] == said(good(source=pdf), Required(trims=(Size(148, 210),), bleed=3, cmyk=True, x4=True, total_ink=240))


# Red pages, drawings and a card.
DARK = ("call-ambulance", "contacts", "call-now", "alarm", "pump-and-line", "my-story", "wallet-card")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("booklet", "locale", "place"), [("first-steps", "en-US", "us"), ("blinatumomab-at-home", "ar", "gb")]
)
def test_our_own_booklets(booklet, locale, place):
    """No file for a print shop has a fault or more ink than our darkest colour, on any paper, bound on any side."""
    from chapbook import pipeline
    from chapbook.approve.approvals import approved_of
    from chapbook.content.jobs import Wanted as Chosen
    from chapbook.content.jobs import batches
    from chapbook.texts import Texts, text_of
    from chapbook.worklist import Work

    guide = (REPOSITORY / "docs/print-shop.md").read_text("utf-8")
    darkest = re.search(r"Our darkest colour has (\d+) % ink", guide)
    chosen = Chosen((booklet,), (locale,), (place,), ("print-shop", "print-shop-imposed", "print-shop-cover"))
    # One whole, and from the right what is darkest.
    library = reading.library() if locale == "en-US" else reading.few(reading.library(), booklet, *DARK)
    (batch,) = batches(library, chosen.jobs(library))
    # Set once: nothing is asked of what stands only where there is room.
    batch = replace(batch, design=replace(batch.design, fills=False))
    text = text_of(library, batch.edition)
    made = pipeline.make(Work(Texts(library), batch, approved_of(library, text)))
    files = [each for each in made if each.file.endswith(".pdf") and not each.file.endswith(".job.pdf")]

    assert {*chosen.tickets} == {each.ticket for each in files}
    for each in files:
        asked = required(library.tickets[each.ticket], [library.places[place].paper])
        report = preflight(each.content, asked, each.file)

        assert asked.x4
        assert () == report.problems
        assert float(report.facts["ink"][0].split()[2]) <= int(darkest[1])
        assert 1 == len(report.facts["ink"])


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def shop(project):
    """A ticket for a press in the small project, and a good file in its folder."""
    ticket = "means: For a press.\ntrim: A5\nbleed: 3\ncolour: cmyk\nprofile: FOGRA39L_coated\npdf: x-4\n"
    write(project / "styles/press/shop.yaml", ticket)
    (project / "styles/press/profiles").mkdir()
    (project / "styles/press/profiles/FOGRA39L_coated.icc").write_bytes(PROFILE)
    (project / "sheet.pdf").write_bytes(saved(good(), force_version=VERSION))
    return project


def test_the_command_reports(shop, chapbook):
    """A good file gets its report and exit code 0; --quiet has nothing to say of it."""
    result = chapbook("preflight", "sheet.pdf", "--ticket", "shop", "--place", "us")
    quiet = chapbook("preflight", "sheet.pdf", "--ticket", "shop", "--quiet")

    assert (0, 0, "") == (result.exit_code, quiet.exit_code, quiet.output)
    assert "  boxes         trim 148 × 210 mm, bleed 3.0 mm\n" in result.output
    assert result.output.endswith("nothing is wrong with it for ticket shop\n")


def test_the_command_finds_faults(shop, chapbook):
    """A file with a fault ends with 1, the report before the fault, or all of it as JSON."""
    (shop / "sheet.pdf").write_bytes(saved(pdf_of("0 0 0 rg 0 0 9 9 re f")))
    result = chapbook("preflight", "sheet.pdf", "--ticket", "shop")
    as_json = chapbook("preflight", "sheet.pdf", "--ticket", "shop", "--json")

    assert (1, 1) == (result.exit_code, as_json.exit_code)
    assert "  colours       RGB\n" in result.output
    assert "sheet.pdf: P011 page 1: RGB in areas (black)" in result.output
    assert "P011" in {each["code"] for each in json.loads(as_json.output)["problems"]}


def test_the_command_knows_its_tickets(shop, chapbook):
    """An unknown ticket, place or file is a fault of usage."""
    for arguments in (
        ["sheet.pdf", "--ticket", "shopp"],
        ["sheet.pdf", "--ticket", "shop", "--place", "fr"],
        ["none.pdf", "--ticket", "shop"],
        ["sheet.pdf"],
    ):
        assert 2 == chapbook("preflight", *arguments).exit_code


# ── hairlines ─────────────────────────────────────────────────────────────────────────────────────────────────────


def thin(drawing, **keys):
    """What is said of the thin lines of a page that draws this."""
    pdf = good("")
    pdf.pages[0].obj.Contents = Stream(pdf, drawing.encode())
    pdf.pages[0].obj.Resources = Dictionary(
        XObject=Dictionary(F=form(pdf, ".3 w 9 9 m 99 9 l S", Matrix=[0.5, 0, 0, 0.5, 0, 0])),
        ExtGState=Dictionary(Unseen=Dictionary(CA=0, ca=0)),
    )
    return [each[5:] for each in said(pdf, replace(WANTED, **keys)) if each.startswith("P015")]


@pytest.mark.parametrize(
    ("drawing", "width"),
    [
        (".2 w 0 0 m 9 9 l S", "0.20"),
        ("0 w 0 0 m 9 9 l S", "0.00"),
        ("q .1 0 0 1 0 0 cm 1 w 0 0 m 9 9 l S Q", "0.10"),
        ("0 -1 1 0 0 0 cm .5 0 0 .5 0 0 cm .4 w 0 0 9 9 re B", "0.20"),
        ("/F Do", "0.15"),
        ("0 0 99 .2 re f", "0.20"),
        ("0 0 99 99 re .1 .1 98.8 98.8 re f*", "0.10"),
    ],
)
def test_hairlines_are_refused(drawing, width):
    """Whatever scales it, stroke or rule or frame, a line under a quarter of a point is refused with its place."""
    (said,) = thin(drawing)

    assert said.startswith(f"page 1: a line {width} pt thin, under 0.25 pt, at ")
    assert said.endswith(" mm from the top")


@pytest.mark.parametrize(
    "drawing",
    [
        ".25 w 0 0 m 9 9 l S",
        "q .1 w Q 0 0 m 9 9 l S",
        "/Unseen gs .1 w 0 0 m 9 9 l S 0 0 9 .1 re f",
        "0 0 99 .2 re W n",
        "0 0 0 99 re f",
        "0 0 99 99 re 1 0 98.000002 98 re f*",
        "2 0 0 2 0 0 cm .125 w 0 0 m 9 9 l S",
    ],
)
def test_lines_that_print_are_let_through(drawing):
    """A line of a quarter of a point, one that is not seen, a clip and what is rounded are no hairlines."""
    assert [] == thin(drawing)


def test_the_ticket_says_what_is_a_hairline():
    """A ticket may ask for thicker lines, or for none at all to be refused."""
    drawing = "1 0 0 1 28.346 56.693 cm .3 w 0 0 m 9 9 l S"

    assert [] == thin(drawing)
    assert ["page 1: a line 0.30 pt thin, under 0.5 pt, at 10 mm from the left, 190 mm from the top"] == thin(
        drawing, hairline=0.5
    )


def a_form_in_itself(pdf):
    inner = form(pdf, "/F Do /F Do")
    inner.Resources = Dictionary(XObject=Dictionary(F=inner))
    return inner.Resources


@pytest.mark.slow
@pytest.mark.parametrize(
    ("drawing", "resources", "fault"),
    [
        ("/F Do", a_form_in_itself, "more than 20,000 drawings within drawings"),
        ("q Q " * 500_001, None, "more than 1,000,000 steps of drawing"),
        (" " * 100_000_001, None, "a stream of more than 100 MB"),
    ],
    ids=["forms", "steps", "stream"],
)
def test_a_file_that_asks_for_too_much(drawing, resources, fault):
    """What would go on for ever, or fill the memory, is refused within seconds."""
    pdf = pdf_of("")
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(drawing.encode())
    if resources:
        page.Resources = resources(pdf)
    began = time.monotonic()
    found = said(pdf)

    assert [f"P020 the file asks for too much: {fault}"] == found
    assert 15 > time.monotonic() - began


def test_a_tree_of_pages_that_says_a_branch_again():
    """A few hundred bytes that stand for a milliard pages are refused, and these are never listed."""
    pdf = pdf_of("")
    branch = pdf.pages[0].obj
    for _ in range(30):
        branch = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=2, Kids=Array([branch, branch])))
    pdf.Root.Pages = branch

    assert ["P019 not a readable PDF: Loop detected in /Pages structure (getAllPages)"] == said(pdf)


def test_streams_that_are_much_together(monkeypatch):
    """What no stream unfolds to by itself is counted over all of them."""
    monkeypatch.setattr("chapbook.preflight.bounds.MOST_BYTES", 2_000_000)

    assert ["P020 the file asks for too much: streams of more than 2 MB in all"] == said(pdf_of(*[" " * 700_000] * 3))


def strange_group(pdf):
    pdf.pages[0].Group = 5


def strange_annotations(pdf):
    pdf.pages[0].Annots = Array([1, Name.X])


def strange_gradient(pdf):
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK)
    shading.Function = pdf.make_indirect(Dictionary(FunctionType=3))
    shading.Function.Functions = Array([shading.Function])
    pdf.pages[0].Resources = Dictionary(Shading=Dictionary(S=shading))
    pdf.pages[0].Contents = pdf.make_stream(b"/S sh")


def strange_space(pdf):
    space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceGray, 5, b"x"]))
    space[1] = space
    pdf.pages[0].Resources = Dictionary(ColorSpace=Dictionary(S=space))
    pdf.pages[0].Contents = pdf.make_stream(b"/S cs 1 sc 0 0 5 5 re f")


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        (lambda pdf: setattr(pdf.pages[0], "TrimBox", Array([0, 0, 1, Name.X])), "page 1"),
        (lambda pdf: setattr(pdf.pages[0], "TrimBox", Array([0, 0])), "page 1"),
        (strange_annotations, "page 1"),
        (strange_group, "page 1"),
        (lambda pdf: setattr(pdf.Root, "OutputIntents", Array([1])), "an output intent"),
        (lambda pdf: setattr(pdf.Root, "Names", 5), "its names"),
    ],
    ids=["box", "half a box", "annotations", "group", "intents", "names"],
)
def test_what_cannot_be_read_is_named(plant, fault):
    """A part of the wrong kind keeps nobody from reading the rest, and the file does not pass."""
    pdf = good(pages=1)
    plant(pdf)

    assert f"P019 {fault} cannot be read" in said(pdf)


@pytest.mark.parametrize("plant", [strange_gradient, strange_space])
def test_colours_that_rest_on_themselves(plant):
    """A gradient or a colour space that is made of itself is not measured, and ends."""
    pdf = good(pages=1)
    plant(pdf)
    report = preflight(saved(pdf, force_version=VERSION), WANTED, "sheet.pdf")

    assert "not measured" in report.facts

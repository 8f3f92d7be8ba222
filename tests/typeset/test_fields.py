"""The fillable download: fields where there is room to write, named, in order, and empty like paper."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2.raw as pdfium
import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument
from test_tagging import written

import reading
import tags
from chapbook.approve.approvals import approved_of
from chapbook.content.booklet import Edition
from chapbook.texts import text_of
from chapbook.typeset.typeset import typeset
from conftest import REPOSITORY

HEAD = "<html lang=en><title>T</title><style>body { font: 12pt Andika } .slot { display: inline-block; width: 40mm; "
HEAD += "height: 5mm } .ruled { height: 24mm } td { width: 30mm; height: 9mm; border: 1px solid } </style>"


def fields(body, head=HEAD):
    """The fields of a few lines of HTML: name, what each is called, and the number of its widgets."""
    with pikepdf.open(BytesIO(written(head + body, fillable=True))) as pdf:
        return [(str(each.T), str(each.TU), len(each.Kids)) for each in pdf.Root.AcroForm.Fields]


def test_a_slot_is_called_by_its_sentence():
    """The sentence around a slot names it, with a gap in its place and in the places of others."""
    body = "<p>Bags last. By day: <span class=slot></span>. By night, at <span class=slot></span> or so.</p>"

    assert [("page-1", "By day: ….", 1), ("page-2", "By night, at … or so.", 1)] == fields(f"<section>{body}</section>")


def test_a_slot_with_a_label_is_called_by_it():
    """What a slot says of itself comes before the words around it."""
    assert [("page-1", "Night phone", 1)] == fields("<p>Day: <span class=slot aria-label='Night phone'></span></p>")


def test_slots_of_one_value_are_filled_in_once():
    """The same value in several places is one field, called by the shortest of its names."""
    slot = "<span class=slot data-value=night-phone></span>"
    body = f"<p>Call us in the night: {slot} or so</p><p>Night: {slot}!</p>"

    assert [("night-phone", "Night: …!", 2)] == fields(body)


def test_cells_are_called_by_their_heads():
    """An empty cell, or one with a unit that is not heard, is called by the head of its column and of its row, or by
    the row's number."""
    table = (
        "<section id=diary><table><thead><tr><th>Day</th><th><p>Fever</p><p>in degrees</p></th></tr></thead>"
        "<tr><th>Monday</th><td></td></tr><tr><td></td><td>38</td></tr><tr><td class=no-field></td>"
        "<td><i aria-hidden=true>F</i></td></tr>"
    )

    assert [("diary-1", "Fever, Monday", 1), ("diary-2", "Day, 2", 1), ("diary-3", "Fever, 3", 1)] == fields(table)


def test_lines_are_called_by_their_question_or_heading():
    """Ruled lines below a question are called by it, and others by the heading."""
    body = "<section id=ask><h1>Ask</h1><ul><li><p>Why? And when?</p><div class=ruled></div></li></ul></section>"
    notes = "<section id=notes><h1>Our notes</h1><div class='ruled'></div></section>"

    assert [("ask-1", "Why? And when?", 1), ("notes-1", "Our notes", 1)] == fields(body + notes)


def test_fields_stand_in_their_paragraphs():
    """Each field is a Form element in the paragraph or cell that it belongs to, in reading order."""
    body = "<p>By day: <span class=slot></span>, please.</p><table><tr><th>Name</th><td></td></tr></table>"
    root, _ = tags.read(written(HEAD + body, fillable=True))
    lines = "\n".join(root.lines()).replace("Document [en]\n", "")

    assert (
        lines
        == """\
  P
    By day:
    Form
      (Widget: By day: …, please.)
    , please.
  Table
    TBody
      TR
        TH [Scope Row] Name
        TD
          Form
            (Widget: Name)"""
    )


def test_the_tab_key_follows_the_structure():
    """Pages with fields say that the tab key goes by the structure."""
    with pikepdf.open(BytesIO(written(HEAD + "<p>Name: <span class=slot></span></p>", fillable=True))) as pdf:
        assert "/S" == pdf.pages[0].Tabs


def test_without_the_option_there_is_no_form():
    """The same page set for the plain download has no field."""
    with pikepdf.open(BytesIO(written(HEAD + "<p>Name: <span class=slot></span></p>"))) as pdf:
        assert "/AcroForm" not in pdf.Root


def type_in(document, page, text):
    """Types into every field of a page, as a person does, and draws the page."""
    environment = document.formenv.raw
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
            continue
        box = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, box)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        pdfium.FORM_OnLButtonDown(environment, page.raw, 0, x, y)
        pdfium.FORM_OnLButtonUp(environment, page.raw, 0, x, y)
        for letter in text:
            pdfium.FORM_OnChar(environment, page.raw, ord(letter), 0)
        pdfium.FORM_ForceToKillFocus(environment)


def ink(document, number=0):
    """The dark points of a page, drawn with its fields as it would be printed."""
    return document[number].render(scale=2, may_draw_forms=True).to_pil().convert("L").point(lambda grey: grey < 128)


@pytest.mark.parametrize(
    ("lang", "font", "typed"), [("es", "Andika", "Ñandú 202"), ("ar", "Vazirmatn", "202-555-0143")]
)
def test_what_is_typed_is_seen(lang, font, typed):
    """Letters of Western languages, and numbers in all, appear in the embedded type (pdfium, as in Chrome)."""
    words = "Nombre" if lang == "es" else "\u0627\u0633\u0645"
    head = HEAD.replace("lang=en", f"lang={lang} dir={'rtl' if lang == 'ar' else 'ltr'}").replace("Andika", font)
    document = PdfDocument(written(f"{head}<p>{words}: <span class=slot></span></p>", fillable=True))
    document.init_forms()
    empty = ink(document).histogram()[1:]
    page = document[0]
    type_in(document, page, typed)
    filled = page.render(scale=2, may_draw_forms=True).to_pil().convert("L").point(lambda grey: grey < 128)

    assert sum(empty) + 200 < sum(filled.histogram()[1:])


TITLE = "blinatumomab-at-home"
WRITTEN_ON = ("contacts", "questions", "daily-diary", "bag-log", "writing-check", "wallet-card")


@cache
def plain_and_form(locale):
    """What families write on in a booklet, as it is printed and as a form."""
    shelf = reading.few(reading.library(), TITLE, *WRITTEN_ON)
    text = text_of(shelf, Edition(TITLE, locale, "us"))
    design = replace(shelf.tickets["download"].design_for(shelf.places["us"].paper), fills=False)
    return [
        typeset(shelf, text, replace(design, fillable=each), approved_of(shelf, text)).pdf for each in (False, True)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_an_empty_form_prints_like_the_download(locale):
    """Point for point, an empty fillable booklet prints as the download does, and every name is given once."""
    files = plain_and_form(locale)
    plain, form = map(PdfDocument, files)
    form.init_forms()

    assert len(plain) == len(form)
    for number in range(len(plain)):
        printed = [each[number].render(scale=1, may_draw_forms=False).to_pil().tobytes() for each in (plain, form)]

        assert printed[0] == printed[1]
        assert form[number].render(scale=1, may_draw_forms=True, draw_annots=True)

    with pikepdf.open(BytesIO(files[1])) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        called = [str(field.TU) for field in pdf.Root.AcroForm.Fields]

    assert len(names) == len(set(names)) > 100
    assert all(len(name) > 1 for name in called)
    assert {"night-phone", "day-phone", "pump-phone", "wallet-card-1"} <= set(names)


def test_the_type_of_a_form_is_as_old_as_its_font():
    """The letters kept for typing carry the day of their font, not of the build: same input, same bytes."""
    with pikepdf.open(BytesIO(written(HEAD + "<p>Name: <span class=slot></span></p>", fillable=True))) as pdf:
        (font,) = pdf.Root.AcroForm.DR.Font.values()
        kept = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()))

    assert TTFont(REPOSITORY / "styles/fonts/Andika_400Regular.ttf")["head"].modified == kept["head"].modified

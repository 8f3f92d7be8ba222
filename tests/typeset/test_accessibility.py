"""PDF/UA, judged from outside: both booklets in every language, by veraPDF and by three readers of text."""

import json
import os
import shutil
import subprocess
import sys

import pikepdf
import pytest
from test_fields import plain_and_form
from test_tagging import BOOKLETS

import readers
import reading
import tags
from chapbook.content.booklet import Edition
from chapbook.proofread.expected import BACK, CONTENTS, SHORT, expected
from chapbook.texts import text_of
from conftest import REPOSITORY
from reading import edition_of, library, place_of

pytestmark = pytest.mark.slow


def judged(profile, *files):
    """The clauses that each file fails, by veraPDF."""
    if shutil.which("java") is None:
        assert not os.environ.get("CI"), "the validator needs Java here: tools/validator"
        pytest.skip("no Java: tools/validator")
    command = [sys.executable, REPOSITORY / "tests/verapdf.py", profile, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return {file.rsplit("/", 1)[-1]: clauses for file, clauses in json.loads(done.stdout).items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Booklets as forms, from the left and from the right."""
    folder = tmp_path_factory.mktemp("ua")
    for locale in ("en-US", "ar"):
        (folder / f"form.{locale}.pdf").write_bytes(plain_and_form(locale)[1])
    return folder


def spoilt(folder, name, source, spoil):
    """A copy of a file with a fault."""
    with pikepdf.open(folder / source) as pdf:
        spoil(pdf)
        pdf.save(folder / name)
    return folder / name


def without_alt(pdf):
    dictionaries = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    del next(each for each in dictionaries if each.get("/S") == "/Figure").Alt


def without_name(pdf):
    field = pdf.Root.AcroForm.Fields[0]
    del field.TU
    for widget in field.Kids:
        del widget.Contents


def out_of_structure(pdf):
    del pdf.Root.AcroForm.Fields[0].Kids[0].StructParent


def test_forms_are_pdf_ua_1(made):
    """Forms from the left and the right conform to PDF/UA-1; a mute picture and a field without a name or outside the
    structure do not."""
    files = sorted(made.glob("form.*.pdf"))
    least = "form.en-US.pdf"
    faulty = [
        spoilt(made, "mute.pdf", least, without_alt),
        spoilt(made, "nameless.pdf", least, without_name),
        spoilt(made, "loose.pdf", least, out_of_structure),
    ]
    verdicts = judged("ua1", *files, *faulty)

    assert verdicts.pop("mute.pdf")
    assert verdicts.pop("nameless.pdf")
    assert verdicts.pop("loose.pdf")
    assert {file.name: {} for file in files} == verdicts


PAPERS = [
    *((edition_of(booklet, "ar"), "download") for booklet in BOOKLETS),
    ("blinatumomab-at-home.ar.us", "large-print"),
    ("when-to-call-blinatumomab.ar.us", "poster"),
    ("when-to-call-car-t.ar.gb", "leaflet"),
    ("when-to-call-blinatumomab.ar.us", "handout"),
]


@pytest.fixture(scope="module")
def from_the_right():
    """Arabic pages of each design, as a family gets them."""
    return {paper: reading.made(*paper) for paper in PAPERS}


def test_what_is_heard_is_the_catalog(from_the_right):
    """All that an Arabic booklet says is heard in the order of its catalogs, letter for letter."""
    for booklet in BOOKLETS:
        text = text_of(library(), Edition(booklet, "ar", place_of(booklet, "ar")))
        root, _ = tags.read(from_the_right[edition_of(booklet, "ar"), "download"])
        heard = tags.letters("".join(root.text))
        # What fills a page stands only where there is room.
        fills = {path.rsplit("/", 1)[-1] for chapter in text.manuscript.chapters for path in chapter.fill}
        without = {CONTENTS, BACK, *fills}
        lines = [line.text for line in expected(text) if line.region not in without and SHORT not in line.names]

        assert 300 < len(lines)
        assert [] == [line for line in lines if tags.letters(line) not in heard]


@pytest.mark.parametrize("reader", [readers.by_pdfium, readers.by_poppler, readers.by_pdfjs])
def test_arabic_text_comes_back(from_the_right, reader):
    """poppler, PDFium and pdf.js read every line of every Arabic page as it is heard: each letter, vowel sign, digit
    and bracket in order, and none is lost."""
    for name, texts in zip(from_the_right, reader(*from_the_right.values()), strict=True):
        pages = [*map(tags.letters, texts)]
        lines = [*readers.lines(from_the_right[name])]

        assert sum(len(tags.letters(line)) for _, line in lines) > 500, name
        assert [] == [(page + 1, line) for page, line in lines if tags.letters(line) not in pages[page]], name

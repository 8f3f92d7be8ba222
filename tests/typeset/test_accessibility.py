"""PDF/UA, judged from outside: both booklets in every language, by veraPDF and by two readers of text."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata

import pikepdf
import pytest
from pypdfium2 import PdfDocument
from test_fields import proof
from test_tagging import BOOKLETS, EDITIONS

from chapbook.content.booklet import Edition
from chapbook.dress import dress
from chapbook.texts import text_of
from conftest import REPOSITORY
from reading import library

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
    """Every booklet and language as a form."""
    folder = tmp_path_factory.mktemp("ua")
    for booklet in BOOKLETS:
        for locale, place in EDITIONS:
            file = folder / f"form.{booklet}.{locale}.pdf"
            file.write_bytes(proof(booklet, locale, place, fillable=True))
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
    """Every form in every language conforms to PDF/UA-1; a mute picture and a field without a name or outside the
    structure do not."""
    files = sorted(made.glob("form.*.pdf"))
    faulty = [
        spoilt(made, "mute.pdf", files[0].name, without_alt),
        spoilt(made, "nameless.pdf", files[0].name, without_name),
        spoilt(made, "loose.pdf", files[0].name, out_of_structure),
    ]
    verdicts = judged("ua1", *files, *faulty)

    assert verdicts.pop("mute.pdf")
    assert verdicts.pop("nameless.pdf")
    assert verdicts.pop("loose.pdf")
    assert {file.name: {} for file in files} == verdicts


def arabic(text):
    """Arabic words, shapes and ligatures as their letters."""
    return re.findall(
        "[\u0621-\u065f\u0670-\u06d3]+", unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    )


SIGNS = re.compile("[\u064b-\u0652]")


def by_pdfium(file):
    with PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_poppler(file):
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext: apt-get install poppler-utils")
    return subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("reader", [by_pdfium, by_poppler])
@pytest.mark.parametrize("booklet", BOOKLETS)
def test_arabic_text_comes_back(made, booklet, reader):
    """Every Arabic word comes back as it was written, and of words with vowel signs every letter and every sign."""
    page = dress(library(), text_of(library(), Edition(booklet, "ar", "gb"))).html
    body = re.sub("<head.*?</head>", "", page, flags=re.DOTALL)
    inline = re.sub("</?(?:strong|em|bdi|span)[^>]*>", "", body)
    text = html.unescape(re.sub("<[^>]*>", " ", inline)).replace("\u200b", "")
    read = reader(made / f"form.{booklet}.ar.pdf")
    plain = {word for word in arabic(text) if not SIGNS.search(word)}

    assert len(plain) > 800
    assert set() == plain - set(arabic(read))

    signed = [word for word in arabic(text) if SIGNS.search(word)]
    said, letters = SIGNS.findall("".join(arabic(text))), "".join(arabic(read))
    assert len(signed) > 250
    # Running heads are read once a page more than they are written.
    assert all(SIGNS.findall(letters).count(sign) >= said.count(sign) for sign in set(said))

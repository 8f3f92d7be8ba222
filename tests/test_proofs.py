"""Readable goldens: what a booklet looks like, as text. `pytest --update` rewrites them; read what changed.

The first line of each file in proofs/ says what a person should see.
"""

from io import BytesIO
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from conftest import proof
from reading import made

PROOFS = Path(__file__).parent / "proofs"


def described(pdf, pages=None):
    """Pages, trim, bookmarks, and the lines of each page in the order in which they are painted: boxes last."""
    with PdfDocument(BytesIO(pdf)) as document:
        width, height = (round(points * 25.4 / 72, 1) for points in document[0].get_size())
        lines = [f"{len(document)} pages of {width} × {height} mm", "", "bookmarks"]
        lines += [
            f"  {'  ' * mark.level}{mark.get_title()}, page {mark.get_dest().get_index() + 1}"
            for mark in document.get_toc()
        ]
        for number in pages or range(1, len(document) + 1):
            text = document[number - 1].get_textpage().get_text_range()
            lines += ["", f"page {number}", *(f"  {line.rstrip()}" for line in text.splitlines() if line.strip())]
    return "\n".join(lines) + "\n"


def compare(request, name, text):
    golden = PROOFS / f"{name}.txt"
    caption, _, expected = golden.read_text(encoding="utf-8").partition("\n\n")
    if request.config.getoption("--update"):
        golden.write_text(f"{caption}\n\n{text}", encoding="utf-8")
        expected = text

    assert expected == text


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "es"])
def test_a_small_booklet(request, project, locale):
    """The smallest project's booklet, whole, in both of its languages."""
    small = proof(project, "fever", locale, "us", "download")

    compare(request, f"minimal.{locale}", described(small.content))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("booklet", "locale", "place", "pages"),
    [
        ("car-t-journey", "en-US", "us", range(3, 8)),
        ("car-t-journey", "en-GB", "gb", range(3, 8)),
        ("blinatumomab-at-home", "en-US", "us", range(4, 8)),
        ("blinatumomab-at-home", "es", "gb", range(4, 8)),
    ],
)
def test_the_pages_that_say_when_to_call(request, booklet, locale, place, pages):
    """Bookmarks and warning pages of the real booklets, word by word."""
    edition = f"{booklet}.{locale}.{place}"

    compare(request, edition, described(made(edition, "download"), pages))


@pytest.mark.slow
@pytest.mark.parametrize("title", ["when-to-call-car-t", "when-to-call-blinatumomab"])
def test_the_leaflets(request, title):
    """Both sides of the folded sheets that say when to call, word by word."""
    edition = f"{title}.en-US.us"

    compare(request, edition, described(made(edition, "leaflet")))

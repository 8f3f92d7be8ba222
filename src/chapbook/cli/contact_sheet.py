"""All pages of a proof on one picture, to look at."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from chapbook.files.atomic import write_all

# Pixels: a page is wide enough to read headings, a gap narrow enough to see spreads.
WIDTH, GAP = 360, 8


def draw(pdf: bytes, target: Path, columns: int) -> None:
    """The pages of a PDF in rows, as a PNG."""
    pages = [page.render(scale=WIDTH / page.get_width()).to_pil() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]
    columns = min(columns, len(pages))
    height = max(page.height for page in pages) + GAP
    picture = Image.new("RGB", (columns * (WIDTH + GAP) + GAP, -(-len(pages) // columns) * height + GAP), "#9aa5ab")
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        picture.paste(page, (GAP + column * (WIDTH + GAP), GAP + row * height))
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    write_all([(drawn.getvalue(), target.parent, target.name)])

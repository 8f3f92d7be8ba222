"""PDFs whose identifier follows from what they hold: same input, same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pikepdf import Pdf, settings

# Families download them, and wards keep hundreds: the smallest that a stream can be (measured: 2 % less of a booklet).
settings.set_flate_compression_level(9)


def saved(pdf: Pdf, **options: Any) -> bytes:
    """A document as a file, saved with these options of pikepdf."""
    # A random identifier would live on in the file; without one, it is made from the content.
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    file = BytesIO()
    pdf.save(file, deterministic_id=True, recompress_flate=True, **options)
    return file.getvalue()


def settled(file: bytes) -> bytes:
    """A file saved again."""
    with Pdf.open(BytesIO(file)) as pdf:
        return saved(pdf)

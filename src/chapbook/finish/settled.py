"""PDFs whose identifier follows from what they hold: same input, same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pikepdf import Pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    """A document as a file, saved with these options of pikepdf."""
    # A random identifier would live on in the file; without one, it is made from the content.
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    file = BytesIO()
    pdf.save(file, deterministic_id=True, **options)
    return file.getvalue()


def settled(file: bytes) -> bytes:
    """A file saved again."""
    with Pdf.open(BytesIO(file)) as pdf:
        return saved(pdf)

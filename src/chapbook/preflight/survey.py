"""A survey: what a PDF of anybody's is made of, page by page, as a press would see it; no judgement of it.

It shares nothing with what makes our files: it walks the page with a graphics state of its own (ISO 32000-2, 8.4), so
that a mistake made there is not made twice.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pikepdf import Dictionary, Pdf, Stream

from chapbook.preflight.bounds import BROKEN, Spent
from chapbook.preflight.drawing import Reader
from chapbook.preflight.page import Box, Page

Part = TypeVar("Part")


@dataclass
class Survey:
    """A whole file."""

    version: str
    encrypted: bool
    pages: list[Page]
    # /S, OutputConditionIdentifier, and the class and space of the profile, of each output intent.
    intents: list[tuple[str, str, str]]
    metadata: str
    information: dict[str, str]
    has_id: bool
    # What only a screen can do, for the file as a whole.
    interactive: list[str]
    # What cannot be read, such as page 3.
    broken: list[str]


def survey(content: bytes) -> Survey:
    """Look through a PDF. Raises PdfError for what is none, or is locked by a password, and TooMuch."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        broken: list[str] = []
        spent = Spent()

        def part(what: str, read: Callable[[], Part], otherwise: Part) -> Part:
            """A part of the file, or what stands for one that cannot be read."""
            try:
                return read()
            except BROKEN:
                broken.append(what)
                return otherwise

        root: Any = part("its catalog", lambda: pdf.Root, None) or Dictionary()
        pages: list[Any] = part("the list of its pages", lambda: [*pdf.pages], [])
        read = [
            part(f"page {number}", lambda number=number, page=page: _page(number, page, spent), None)  # type: ignore[misc]
            for number, page in enumerate(pages, start=1)
        ]
        return Survey(
            version=pdf.pdf_version,
            encrypted=pdf.is_encrypted,
            pages=[page for page in read if page],
            intents=part(
                "an output intent", lambda: [_intent(each, spent) for each in root.get("/OutputIntents", [])], []
            ),
            metadata=part("its metadata", lambda: _metadata(root.get("/Metadata"), spent), ""),
            information=part("what it tells of itself", lambda: _information(pdf), {}),
            has_id=part("its trailer", lambda: "/ID" in pdf.trailer, False),
            interactive=part("its names", lambda: _interactive(root), []),
            broken=broken,
        )


def _metadata(metadata: Any, spent: Spent) -> str:
    return bytes(spent.unfolded(metadata)).decode("utf-8", "replace") if isinstance(metadata, Stream) else ""


def _information(pdf: Pdf) -> dict[str, str]:
    return {str(key): str(value) for key, value in pdf.docinfo.items()}


def _intent(intent: Any, spent: Spent) -> tuple[str, str, str]:
    profile = intent.get("/DestOutputProfile")
    header = bytes(spent.unfolded(profile)[12:20]).decode("ascii", "replace") if isinstance(profile, Stream) else ""
    return str(intent.get("/S", "")), str(intent.get("/OutputConditionIdentifier", "")), header


def _interactive(root: Any) -> list[str]:
    names = root.get("/Names", Dictionary())
    in_root = {"/OpenAction": "an action on opening", "/AA": "actions", "/AcroForm": "a form"}
    in_names = {"/JavaScript": "JavaScript", "/EmbeddedFiles": "attached files"}
    found = [what for key, what in in_root.items() if key in root]
    return found + [what for key, what in in_names.items() if key in names]


def _page(number: int, page: Any, spent: Spent) -> Page:
    obj = page.obj
    media = _box(page.mediabox)
    trim = _box(obj.get("/TrimBox", obj.get("/ArtBox", page.cropbox)))
    found = Page(number, media, trim, _box(obj.get("/BleedBox", page.cropbox)), "/TrimBox" in obj or "/ArtBox" in obj)
    for annotation in obj.get("/Annots", []):
        kind = str(annotation.get("/Subtype", "/?"))[1:]
        found.annotations.append(kind)
    if "/AA" in obj:
        found.annotations.append("an action")
    reader = Reader(found, spent)
    reader.group(obj, "the page")
    if "/Contents" in obj:
        reader.draw(obj, page.resources if "/Resources" in obj or "/Parent" in obj else Dictionary())
    return found


def _box(box: Any) -> Box:
    edges = [float(edge) for edge in box]
    if not all(abs(edge) < 1e6 for edge in edges):
        raise ValueError("a page larger than a house")
    return min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3])

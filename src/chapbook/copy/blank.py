"""A finished PDF, read once for all its copies: its slots, and what has to be known of it to write on its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Dictionary, Object, Pdf

from chapbook.content.slots import ELEMENTS, OWNER, TABLE, Slot, of_note


@dataclass(frozen=True)
class BlankPage:
    """A page that can be written on: its number as an object, its trim in points, and its entries as in the file.

    `marks` is the object of the parent tree that leads from the marks of the page to their elements, with those that
    are there; a printed sheet has none.
    """

    number: int
    trim: tuple[float, float, float, float]
    entries: Mapping[str, bytes]
    resources: Mapping[str, bytes]
    fonts: Mapping[str, bytes]
    drawings: Mapping[str, bytes]
    marks: tuple[int, tuple[bytes, ...]] | None


# The number of an object, and its entries.
Element = tuple[int, Mapping[str, bytes]]


@dataclass(frozen=True)
class Blank:
    """A PDF with slots: its bytes, where its last table of objects begins, the trailer's entries, and its identifier.

    Beside each slot stands the element in which it is read: the number of the object and its entries. Fields of
    pictures stand apart from what is written in. `is_in_inks` where its colours are those of a press.
    """

    content: bytes
    start: int
    size: int
    trailer: Mapping[str, bytes]
    identifier: bytes | None
    slots: tuple[Slot, ...]
    elements: tuple[Element | None, ...]
    leaves: tuple[BlankPage, ...]
    pictures: tuple[tuple[Slot, Element | None], ...] = ()
    is_in_inks: bool = False


def blank(content: bytes) -> Blank:
    """A finished PDF as copies know it; without slots where none are noted in it."""
    with Pdf.open(BytesIO(content)) as pdf:
        marks = _marks(pdf)
        leaves = tuple(_leaf(page.obj, marks) for page in pdf.pages)
        noted = _noted(pdf)
        slots = [each for each in noted if each[0].kind != "picture"]
        pictures = tuple(each for each in noted if each[0].kind == "picture")
        trailer = {key: _written(pdf.trailer[key]) for key in ("/Root", "/Info") if key in pdf.trailer}
        # Its bytes: in a file they stand as digits, or where they look like text as that.
        identifier = bytes(pdf.trailer.ID[0]) if "/ID" in pdf.trailer else None
        # The last of them is where a reader begins (ISO 32000-2, 7.5.5), and so where an update leads back to.
        starts = re.findall(rb"startxref\s+(\d+)", content)
        return Blank(
            content,
            int(starts[-1]),
            int(pdf.trailer.Size),
            trailer,
            identifier,
            tuple(slot for slot, _ in slots),
            tuple(element for _, element in slots),
            leaves,
            pictures,
            "/OutputIntents" in pdf.Root,
        )


def _noted(pdf: Pdf) -> list[tuple[Slot, Element | None]]:
    """The slots of a file, each with its element."""
    private = pdf.Root.get("/PieceInfo", Dictionary()).get(OWNER, Dictionary()).get("/Private")
    if private is None:
        return []
    slots = of_note(private[TABLE].read_bytes())
    elements = private.get(ELEMENTS)
    if elements is None:
        return [(slot, None) for slot in slots]
    return [(slot, (each.objgen[0], _entries(each))) for slot, each in zip(slots, elements, strict=True)]


def _marks(pdf: Pdf) -> dict[int, Object]:
    """The rows of the parent tree, by number."""
    tree = pdf.Root.get("/StructTreeRoot")
    numbers = list(tree.ParentTree.Nums) if tree is not None else []
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def _leaf(page: Any, marks: dict[int, Object]) -> BlankPage:
    resources = page.get("/Resources", Dictionary())
    row = marks.get(int(page.get("/StructParents", -1)))
    left, foot, right, head = (float(edge) for edge in page.get("/TrimBox", page.MediaBox))
    return BlankPage(
        page.objgen[0],
        (left, foot, right, head),
        _entries(page),
        _entries(resources),
        _entries(resources.get("/Font", Dictionary())),
        _entries(resources.get("/XObject", Dictionary())),
        None if row is None else (row.objgen[0], tuple(map(_written, list(row)))),
    )


def _entries(dictionary: Object) -> dict[str, bytes]:
    return {key: _written(value) for key, value in dictionary.items()}


def _written(value: Any) -> bytes:
    """A value as it stands in a file; what is an object of its own by its number."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    # pikepdf gives numbers as those of Python.
    return value.unparse() if isinstance(value, Object) else str(value).encode("ascii")

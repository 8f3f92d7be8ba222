"""A file whose first page shows before the rest has come (ISO 32000-2, annex F), bookmarks and all."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Dictionary, Object, ObjectStreamMode, Pdf

from chapbook.finish.settled import saved

# What ties bookmarks to one another (ISO 32000-2, tables 150 and 151).
_TIES = ("/Parent", "/First", "/Last", "/Next", "/Prev")


def linearized(packed: bytes, version: str = "") -> bytes:
    """A file in object streams, put in order for readers that fetch it piece by piece. Bookmarks leave their streams.

    The table of bookmarks names one run of objects, and a stream stands where the first of its objects is wanted. So
    one that holds bookmarks beside fonts of the first page is placed with the fonts, and the table leads past it:
    "incorrect offset in outlines table" (qpdf 12.4), "incorrect object count" (qpdf 11.3). Outside of streams the
    bookmarks stand in one run, whatever else there is; that costs a booklet of 28 pages 7 KB of 193.
    """
    with Pdf.open(BytesIO(packed)) as pdf:
        if "/Outlines" in pdf.Root:
            _make_anew(pdf)
        # What was in a stream stays there; what is new comes into none.
        return saved(pdf, linearize=True, object_stream_mode=ObjectStreamMode.preserve, force_version=version)


def _make_anew(pdf: Pdf) -> None:
    """Every bookmark as a new object of the file, tied to the others as before."""
    anew = {item.objgen: pdf.make_indirect(Dictionary(dict(item.items()))) for item in _bookmarks(pdf)}
    for item in anew.values():
        for tie in _TIES:
            if tie in item:
                item[tie] = anew[item[tie].objgen]
    pdf.Root.Outlines = anew[pdf.Root.Outlines.objgen]


def _bookmarks(pdf: Pdf) -> Iterator[Object]:
    """The outline dictionary, and all that hangs from it, each once."""
    known, pending = set(), [pdf.Root.Outlines]
    while pending:
        item = pending.pop()
        if item.objgen not in known:
            known.add(item.objgen)
            yield item
            pending.extend(item[tie] for tie in reversed(_TIES) if tie in item)

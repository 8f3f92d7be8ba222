"""What a finished file keeps of its slots: on sheets each stands where its page does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pikepdf import Dictionary, Pdf, Stream, String

from chapbook.content.paper import MM
from chapbook.content.slots import CHANGED, OWNER, TABLE, Slot, as_note, of_note
from chapbook.finish.impose import Side
from chapbook.finish.marks import Box


def noted(pdf: Pdf) -> tuple[Slot, ...]:
    """The slots of a proof."""
    notes = pdf.Root.get("/PieceInfo")
    return () if notes is None else of_note(notes[OWNER].Private[TABLE].read_bytes())


def note(pdf: Pdf, slots: Sequence[Slot]) -> None:
    """Note these slots in a file, without a structure in which they are read."""
    table = pdf.make_indirect(Stream(pdf, as_note(slots)))
    own = Dictionary(LastModified=String(CHANGED), Private=Dictionary({TABLE: table}))
    pdf.Root.PieceInfo = Dictionary({OWNER: own})


def on_sheets(slots: Sequence[Slot], laid: Sequence[Side], trims: Sequence[Box]) -> Iterator[Slot]:
    """The slots of pages on the sides of sheets, once for each time that their page stands there."""
    for number, side in enumerate(laid):
        for position in side.positions:
            left, bottom, right, top = trims[position.page - 1]
            x, y = position.x * MM, position.y * MM
            for slot in slots:
                if slot.page != position.page - 1:
                    continue
                a, b, c, d = slot.box
                if position.turned:
                    box = (x + right - c, y + top - d, x + right - a, y + top - b)
                else:
                    box = (x + a - left, y + b - bottom, x + c - left, y + d - bottom)
                yield replace(
                    slot,
                    page=number,
                    box=(round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)),
                    turned=position.turned,
                )

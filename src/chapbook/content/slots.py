"""Slots that a copy is stamped into, as a finished PDF notes them (ISO 32000-2, 14.5, page-piece dictionaries)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from chapbook.content.tickets import Direction

# The key of our notes in the `PieceInfo` of a document, and in their `Private` data the table of slots and, in the same
# order, the element of the structure in which each is read.
OWNER, TABLE, ELEMENTS = "/Chapbook", "/Slots", "/Elements"

# When the notes were changed, which a PDF has to say: on no day, for the same input gives the same bytes.
CHANGED = "D:19700101"

# How far off the edges of its slot a stamp stands, in points.
INSET = 1.4

# The longest telephone numbers that people give, with a country's code or an extension. The type of a slot is as large
# as what is printed there, and no larger than that these have room in it; nor smaller than people can read, in points.
LONGEST_PHONES, SMALLEST = ("+1 (202) 555-0143", "020 7946 0143 ext. 12"), 7

# What authors may name: each has a label at the desk, and a place in docs/copies.md.
Day = Literal["start-date", "tests-date", "collection-date", "chemotherapy-date"]
Days = Literal["bag-change-dates", "visit-dates"]
# The day that those may be counted from.
START: Day = "start-date"
OnCard = Literal["child-name", "birth-date", Day]

# What may be written: words, a phone number, a day that copies write with its weekday, several days, a day of birth;
# and the logo of a hospital, which its imprint gives and nobody types.
Kind = Literal["text", "phone", "date", "dates", "birthday", "picture"]


@dataclass(frozen=True)
class Slot:
    """Room for one value: where it is, and what may be written there.

    Slots of one name hold one value; of a date, the day that lies `days` later; of dates, that at its place among them
    (`nth`, from 0). The page counts from 0, the box is
    left, foot, right and top in points from the page's left and foot. The size is that of the type, in points. A slot
    `on_line` has its line at the foot; in others what is written stands in the middle. What a hand is helped by
    (`hint`) is covered up. A title names the day in a calendar. What is `for_staff` is read by staff and crews, in the
    slot's language. A picture stands at the end of its lines (`at_end`), or at their beginning.
    """

    name: str
    kind: Kind
    page: int
    box: tuple[float, float, float, float]
    size: float
    lang: str
    direction: Direction
    family: str
    bold: bool = False
    days: int = 0
    nth: int = 0
    on_line: bool = False
    hint: bool = False
    title: str = ""
    # On a printed sheet, a page may stand on its head.
    turned: bool = False
    for_staff: bool = False
    at_end: bool = False


# What a slot is where its note says nothing.
_USUAL = asdict(Slot("", "text", 0, (0, 0, 0, 0), 0, "", "ltr", ""))


def as_note(slots: Iterable[Slot]) -> bytes:
    """Slots as a compact JSON; what is usual is left out.

    >>> as_note([Slot("child-name", "text", 0, (1, 2, 3, 4), 10, "en", "ltr", "Andika")])
    b'[{"name":"child-name","box":[1,2,3,4],"size":10,"lang":"en","family":"Andika"}]'
    """
    told = [{key: said for key, said in asdict(slot).items() if said != _USUAL[key]} for slot in slots]
    return json.dumps(told, separators=(",", ":")).encode("ascii")


def of_note(note: bytes) -> tuple[Slot, ...]:
    """The slots of such a note."""
    return tuple(Slot(**{**_USUAL, **told, "box": tuple(told["box"])}) for told in json.loads(note))

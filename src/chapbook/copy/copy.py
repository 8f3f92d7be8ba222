"""A copy from a blank: what is given is shaped, stamped, and read back from the finished file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from pypdfium2 import PdfDocument

from chapbook.content.paper import MM
from chapbook.copy.bidi import direction_of
from chapbook.copy.blank import Blank
from chapbook.copy.read_back import misread
from chapbook.copy.shape import Typefaces
from chapbook.copy.stamp import Foot, Stamp, stamped
from chapbook.copy.values import faults_of_initials, plain, written
from chapbook.problems.problem import Problems, Spot, listed, problem

# Where the line of a page's foot stands, and how large it is, in millimetres and points: between the text and the line
# of the folio and of the mark of a review copy.
FOOT, SIZE = 9.6, 7
# How far the longest of these lines reaches to each side, in millimetres.
REACH = 38
BETWEEN = "  ·  "


@dataclass(frozen=True)
class Written:
    """A copy: the file, its stamps, and the names of the slots that are left to be written in by hand."""

    content: bytes
    stamps: tuple[Stamp, ...]
    empty: tuple[str, ...]


def copied(
    of: Blank,
    values: Mapping[str, str],
    faces: Typefaces,
    spot: Spot,
    initials: str = "",
    about: str = "",
    roomier: str | None = None,
) -> Written:
    """A copy with these values by the names of their slots; all that is wrong is raised.

    With initials, each page has at its foot these, what there is to say about the copy, and its number; where there is
    no room for them, the job ticket is named on which there is more.
    """
    if not of.slots:
        raise Problems([problem("H008", spot)])
    stamps, problems = written(of.slots, values, faces, spot)
    problems += faults_of_initials(initials, faces, spot)
    if initials and (crowded := _crowded(of.content, (*_middles(of),))):
        instead = f", or take the ticket {roomier}" if roomier else ""
        problems.append(problem("H010", spot, pages=listed(crowded), instead=instead))
    if problems:
        raise Problems(problems)
    content = stamped(of, stamps, _feet(of, f"{initials}{BETWEEN}{about}", faces) if initials else ())
    if found := [*misread(content, stamps, spot)]:
        raise Problems(found)
    given = {stamp.slot.name for stamp in stamps}
    return Written(content, (*stamps,), (*dict.fromkeys(slot.name for slot in of.slots if slot.name not in given),))


def about(on: datetime.date, code: str, of: Blank) -> str:
    """When a copy was made, and of which paper: the day in the language of its first slot, and the code."""
    lang = of.slots[0].lang if of.slots else "en"
    return f"{plain(format_date(on, 'long', locale=Locale.parse(lang, sep='-')))}{BETWEEN}{code}"


def _feet(of: Blank, foot: str, faces: Typefaces) -> Iterator[Foot]:
    """The line at the foot of each page, in its middle; of a sheet to fold, in the middle of its left half."""
    for page, (x, y) in enumerate(_middles(of)):
        said = f"{foot}{BETWEEN}{page + 1}/{len(of.leaves)}"
        line = faces.shaped(said, direction_of(said, "ltr"), of.slots[0].family, bold=False)
        yield Foot(page, x - line.width(SIZE) / 2, y, SIZE, line)


def _middles(of: Blank) -> Iterator[tuple[float, float]]:
    for leaf in of.leaves:
        left, foot, right, head = leaf.trim
        is_folded = leaf.marks is None and right - left > head - foot
        yield left + (right - left) / (4 if is_folded else 2), foot + FOOT * MM


@lru_cache(maxsize=32)
def _crowded(content: bytes, middles: tuple[tuple[float, float], ...]) -> tuple[int, ...]:
    """The pages (from 1) of a built file on which something is printed where the line of the foot would stand."""
    found = []
    with PdfDocument(content) as document:
        for number, (x, y) in enumerate(middles):
            text = document[number].get_textpage()
            if text.get_text_bounded(x - REACH * MM, y - 1, x + REACH * MM, y + SIZE - 1).strip():
                found.append(number + 1)
    return (*found,)

"""A copy from a blank: what is given is shaped, stamped, and read back from the finished file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel import Locale
from babel.dates import format_date

from chapbook.content.paper import MM
from chapbook.copy.bidi import direction_of
from chapbook.copy.blank import Blank
from chapbook.copy.read_back import misread
from chapbook.copy.shape import Typefaces
from chapbook.copy.stamp import Foot, Stamp, stamped
from chapbook.copy.values import faults_of_initials, plain, written
from chapbook.problems.problem import Problems, Spot, problem

# Where the line of a page's foot stands, and how large it is, in millimetres and points: between the text and the line
# of the folio and of the mark of a review copy.
FOOT, SIZE = 9.6, 7
BETWEEN = "  ·  "


@dataclass(frozen=True)
class Written:
    """A copy: the file, its stamps, and the names of the slots that are left to be written in by hand."""

    content: bytes
    stamps: tuple[Stamp, ...]
    empty: tuple[str, ...]


def copied(
    of: Blank, values: Mapping[str, str], faces: Typefaces, spot: Spot, initials: str = "", about: str = ""
) -> Written:
    """A copy with these values by the names of their slots; all that is wrong is raised.

    With initials, each page has at its foot these, what there is to say about the copy, and its number.
    """
    if not of.slots:
        raise Problems([problem("H008", spot)])
    stamps, problems = written(of.slots, values, faces, spot)
    problems += faults_of_initials(initials, faces, spot)
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
    for page, leaf in enumerate(of.leaves):
        said = f"{foot}{BETWEEN}{page + 1}/{len(of.leaves)}"
        line = faces.shaped(said, direction_of(said, "ltr"), of.slots[0].family, bold=False)
        is_folded = leaf.marks is None and leaf.width > leaf.height
        middle = leaf.width / (4 if is_folded else 2)
        yield Foot(page, middle - line.width(SIZE) / 2, FOOT * MM, SIZE, line)

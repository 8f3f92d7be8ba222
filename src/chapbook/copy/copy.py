"""A copy from a blank: what is given is shaped, stamped, and read back from the finished file."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from pypdfium2 import PdfDocument

from chapbook.content.paper import MM
from chapbook.content.slots import Slot
from chapbook.copy.bidi import direction_of
from chapbook.copy.blank import Blank
from chapbook.copy.logo import LEAST_LOGO, Logo
from chapbook.copy.read_back import misread, unseen
from chapbook.copy.shape import Typefaces
from chapbook.copy.stamp import Emblem, Foot, Stamp, stamped
from chapbook.copy.values import faults_of_initials, plain, written
from chapbook.problems.problem import Problem, Problems, Spot, listed, problem

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
    about: tuple[str, ...] = (),
    roomier: str | None = None,
    logo: Logo | None = None,
) -> Written:
    """A copy with these values by the names of their slots; all that is wrong is raised.

    With initials, each page has at its foot these, what there is to say about the copy, and its number; where there is
    no room for them, the job ticket is named on which there is more. A logo stands in its fields, also for the name of
    the hospital where that has its line there.
    """
    if not of.slots:
        raise Problems([problem("H008", spot)])
    logos = emblems(of, logo)
    covered = hidden(of, logos)
    stamps, problems = written(of.slots, values, faces, spot, covered)
    problems += _too_small(logos, spot)
    problems += faults_of_initials(initials, faces, spot)
    if initials and (pages := crowded(of)):
        instead = f", or take the ticket {roomier}" if roomier else ""
        problems.append(problem("H010", spot, pages=listed(pages), instead=instead))
    if problems:
        raise Problems(problems)
    feet = [*_feet(of, (initials, *about), faces)] if initials else []
    copy = stamped(of, stamps, feet, logos)
    if found := [*misread(of, copy, [*stamps, *_as_stamps(feet, of.slots[0])], spot), *unseen(copy, logos, spot)]:
        raise Problems(found)
    given = {stamp.slot.name for stamp in stamps}
    lines = (slot for number, slot in enumerate(of.slots) if number not in covered)
    empty = dict.fromkeys(slot.name for slot in lines if slot.name not in given)
    return Written(copy.content, (*stamps,), (*empty,))


def emblems(of: Blank, logo: Logo | None) -> tuple[Emblem, ...]:
    """A logo in each field of a file for one; in none of a file for a press, whose inks it does not have."""
    if logo is None or of.is_in_inks:
        return ()
    return tuple(
        Emblem(number, field, logo, bool([*_within(of, field)])) for number, (field, _) in enumerate(of.pictures)
    )


def hidden(of: Blank, logos: Iterable[Emblem]) -> frozenset[int]:
    """The slots, by number, in whose place logos stand."""
    return frozenset(each for one in logos if one.hides for each in _within(of, one.field))


def _within(of: Blank, field: Slot) -> Iterator[int]:
    """The slots, by number, that lie in the field of a picture: the line for the name that a logo stands for."""
    left, foot, right, head = field.box
    for number, slot in enumerate(of.slots):
        a, b, c, d = slot.box
        if slot.page == field.page and left - 1 <= a and c <= right + 1 and foot - 1 <= b and d <= head + 1:
            yield number


def _too_small(logos: Sequence[Emblem], spot: Spot) -> Iterator[Problem]:
    """What is the matter where a logo is too long, or too high, to be seen in its field."""
    for one in logos:
        left, foot, right, head = one.box
        least = min(right - left, head - foot) / MM
        if least < LEAST_LOGO:
            fault = f"on page {one.field.page + 1} it would be {least:.1f} mm wide or high, and needs {LEAST_LOGO}"
            yield problem("H014", spot, fault=fault)
            return


def about(on: datetime.date, code: str, of: Blank) -> tuple[str, str]:
    """When a copy was made, and of which paper: the day in the language of its first slot, and the code."""
    lang = of.slots[0].lang if of.slots else "en"
    return plain(format_date(on, "long", locale=Locale.parse(lang, sep="-"))), code


def _feet(of: Blank, parts: Sequence[str], faces: Typefaces) -> Iterator[Foot]:
    """The line at the foot of each page, in its middle; of a sheet to fold, in the middle of its left half.

    Each part is a run of its own, and they follow each other as the paper is read: the digits of a day, of a code and
    of a page would else be taken for one number's.
    """
    # Most parts stand on each page. What is shaped is kept for this copy alone.
    shaped = cache(faces.shaped)
    for page, (x, y) in enumerate(_middles(of)):
        said = [each for part in (*parts, f"{page + 1}/{len(of.leaves)}") for each in (BETWEEN, part)][1:]
        if of.slots[0].direction == "rtl":
            said.reverse()
        lines = [shaped(each, direction_of(each, "ltr"), of.slots[0].family, bold=False) for each in said]
        pen = x - sum(line.width(SIZE) for line in lines) / 2
        for each, line in zip(said, lines, strict=True):
            yield Foot(page, pen, y, SIZE, line, each.strip())
            pen += line.width(SIZE)


def _as_stamps(feet: Iterable[Foot], slot: Slot) -> Iterator[Stamp]:
    """What stands at the feet, to be read back: what parts it has no letters to be mistaken."""
    for foot in feet:
        if foot.said != BETWEEN.strip():
            box = (foot.x - 0.5, foot.y - 0.2 * SIZE, foot.x + foot.line.width(SIZE) + 0.9, foot.y + 0.8 * SIZE)
            own = Slot("initials", "text", foot.page, box, SIZE, slot.lang, "ltr", slot.family)
            yield Stamp(0, own, (foot.line,), (foot.said,))


def _middles(of: Blank) -> Iterator[tuple[float, float]]:
    for leaf in of.leaves:
        left, foot, right, head = leaf.trim
        is_folded = leaf.marks is None and right - left > head - foot
        yield left + (right - left) / (4 if is_folded else 2), foot + FOOT * MM


def crowded(of: Blank) -> tuple[int, ...]:
    """The pages (from 1) of a built file that have no room for the line of the foot."""
    return _crowded(of.content, (*_middles(of),))


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

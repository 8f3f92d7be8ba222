"""What is written into the slots of a copy: names and numbers as they are given, days in the family's language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from itertools import groupby
from math import floor
from typing import get_args
from unicodedata import category

from babel import Locale
from babel.dates import format_date, format_skeleton

from chapbook.content.numbers import western
from chapbook.content.paper import MM
from chapbook.content.phones import closed_up, is_phone
from chapbook.content.slots import SMALLEST, START, Days, Kind, Slot
from chapbook.copy.bidi import direction_of
from chapbook.copy.shape import Typefaces
from chapbook.copy.stamp import Stamp, room_for
from chapbook.problems.problem import Problem, Spot, guess, problem, q

# What a problem calls that which may be written into a slot.
CALLED: dict[Kind, str] = {
    "text": "text of one line",
    "phone": "phone number, such as 202-555-0143 ext. 45",
    "date": "day, such as 2026-12-01",
    "dates": f"list of days one after the other, such as 2026-12-05 2026-12-09, or +4d +2w, counted from {START}",
    "birthday": "day, such as 2026-12-01",
}

# What to do with a value for which there is no room. A telephone number that is cut short reaches nobody.
_BY_HAND = "leave it out and write it in by hand"
_REMEDIES: dict[Kind, str] = {
    "text": f"shorten it, or {_BY_HAND}",
    "phone": f"{_BY_HAND}, with each of its digits",
    "date": _BY_HAND,
    "dates": _BY_HAND,
    "birthday": _BY_HAND,
}

# What is wrong with a list of days, by its place in it: none is said, for it is told.
_OF_DAYS = {
    "none": "number {nth} is no day",
    "uncounted": f"number {{nth}} is counted from {START}, and needs that day",
    "twice": "number {nth} is the same day as number {before}",
    "order": "number {nth} is earlier than number {before}",
    "many": "there are {given} days, and lines for {room}",
}

# Nobody has a longer name; it would stand in no slot.
LONGEST = 200
MOST_INITIALS = 12

# Between several days.
PARTED = re.compile(r"[\s,;]+")

# A day by how many days or weeks it lies after the first of treatment, of three digits at most: +4d, +2w.
_LONG = {"d": 1, "w": 7}

# What Persian and Indic words are spelled with.
_JOINERS = "\u200c\u200d"


def written(
    slots: Sequence[Slot], values: Mapping[str, str], faces: Typefaces, spot: Spot, but: Container[int] = ()
) -> tuple[list[Stamp], list[Problem]]:
    """The stamps of a copy, and everything that keeps a value from being one. No problem says a value: it is told.

    Nothing is written in some of the slots, by their numbers: something else stands there.
    """
    names = dict.fromkeys(slot.name for slot in slots)
    problems = [unknown_slot(name, names, spot) for name in values if name not in names]
    stamps: list[Stamp] = []
    words = _Words(faces)
    for name in names:
        if name in values and (value := " ".join(values[name].split())):
            wanted = [each for each in enumerate(slots) if each[1].name == name and each[0] not in but]
            if not wanted:
                continue
            if wanted[0][1].kind == "phone":
                # Keypads have these, whatever digits somebody types.
                value = western(value)
            faults = [*_faults(value, [slot for _, slot in wanted], faces, spot)]
            problems += faults
            if not faults:
                # Of several days, the lines behind the last stay empty.
                given = [each for each in wanted if each[1].nth < max(len(days_of(value)), 1)]
                stamps += _stamps(value, given, words)
    return stamps, [*problems, *_too_long(stamps, words, spot)]


class _Words:
    """Days and lines of one copy, each worked out once: a calendar and a diary have the same."""

    def __init__(self, faces: Typefaces) -> None:
        self.said = cache(_said)
        self.shaped = cache(faces.shaped)


def unknown_slot(name: str, names: Iterable[str], spot: Spot) -> Problem:
    """A name that is no slot's. Which of them may be meant is told by how it begins: all days end alike.

    >>> unknown_slot("start-date", ["birth-date"], Spot("a.csv")).hint
    'this title has: birth-date; a number or name that the imprint set is printed already, and is none'
    """
    known = [*dict.fromkeys(names)]
    begins = {each.rpartition("-")[0] or each: each for each in known}
    near = [begins[each] for each in get_close_matches(name.rpartition("-")[0] or name, begins)]
    return problem("H003", spot, name=q(name), guess=guess(name, near), names=", ".join(known))


def day_of(value: str) -> datetime.date | None:
    """A day as a desk writes it, year first; nothing where it is none.

    >>> day_of("2026-12-01"), day_of("1.12.2026"), day_of("2026-02-30")
    (datetime.date(2026, 12, 1), None, None)
    """
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        return None
    # Of the forms that ISO 8601 has, desks write one.
    return day if value == day.isoformat() else None


def days_of(value: str) -> list[datetime.date]:
    """Several days as a desk writes them, one after the other; none where they are not.

    >>> days_of("2026-12-01, 2026-12-05"), days_of("2026-12-05 2026-12-01")
    ([datetime.date(2026, 12, 1), datetime.date(2026, 12, 5)], [])
    """
    found = _days(value)
    return [day for day in found if day] if fault_of_days(value, len(found)) is None else []


def fault_of_days(value: str, room: int) -> tuple[str, dict[str, int]] | None:
    """What is wrong with several days for which there are so many lines, and at which place among them, from 1.

    >>> fault_of_days("2026-12-05 9.12.2026", 8), fault_of_days("2026-12-05 2026-12-01", 8)
    (('none', {'nth': 2}), ('order', {'nth': 2, 'before': 1}))
    """
    found = _days(value)
    for nth, (last, day) in enumerate(zip([None, *found], found, strict=False), 1):
        if day is None:
            return "uncounted" if _after(PARTED.split(value.strip())[nth - 1]) is not None else "none", {"nth": nth}
        if last and day <= last:
            return "twice" if day == last else "order", {"nth": nth, "before": nth - 1}
    return ("many", {"given": len(found), "room": room}) if len(found) > room else None


def _days(value: str) -> list[datetime.date | None]:
    return [*map(day_of, PARTED.split(value.strip()))]


def counted(values: Mapping[str, str]) -> dict[str, str]:
    """Values with each day of bag changes and visits as a day, also where it is counted from the first of treatment.

    Without a first day they stay as they are, and are no days.

    >>> counted({"start-date": "2026-12-01", "visit-dates": "+4d 2026-12-08 +2w"})["visit-dates"]
    '2026-12-05 2026-12-08 2026-12-15'
    """
    first = day_of(values.get(START, "").strip())
    if first is None:
        return {**values}
    return {
        name: " ".join(_counted(part, first) for part in PARTED.split(value)) if name in get_args(Days) else value
        for name, value in values.items()
    }


def _counted(part: str, first: datetime.date) -> str:
    if (after := _after(part)) is None:
        return part
    # A day behind the last of the calendar is none.
    return (first + after).isoformat() if first <= datetime.date.max - after else "+"


def _after(part: str) -> datetime.timedelta | None:
    """How long a day lies after the first of treatment; nothing where it is not counted so.

    >>> [_after(part) for part in ("+4d", "+2W", "+1000d", "4d", "+d")]
    [datetime.timedelta(days=4), datetime.timedelta(days=14), None, None, None]
    """
    # Telephones begin a field with a capital.
    plus, count, long = part[:1], part[1:-1], _LONG.get(part[-1:].lower())
    if plus != "+" or long is None or not (count.isascii() and count.isdecimal() and len(count) <= 3):
        return None
    return datetime.timedelta(int(count) * long)


def day_in(slot: Slot, value: str) -> datetime.date | None:
    """The day that stands in a slot where this is given; nothing where it is none, or fewer days are given."""
    if slot.kind == "dates":
        return next(iter(days_of(value)[slot.nth :]), None)
    day = day_of(value)
    return day and day + datetime.timedelta(slot.days)


def _faults(value: str, slots: Sequence[Slot], faces: Typefaces, spot: Spot) -> Iterator[Problem]:
    """What is wrong with a value, whatever room there is for it."""
    name, kind = slots[0].name, slots[0].kind
    is_right = {
        "text": _is_words(value, LONGEST),
        "phone": is_phone(value),
        "date": _has_room_in_time(value, slots),
        "dates": True,
        "birthday": day_of(value) is not None,
    }
    if not is_right[kind]:
        yield problem("H004", spot, slot=name, kind=CALLED[kind])
    elif kind == "dates":
        if fault := fault_of_days(value, max(slot.nth for slot in slots) + 1):
            why, at = fault
            yield problem("H004", spot, slot=name, kind=f"{CALLED[kind]}: {_OF_DAYS[why].format(**at)}", why=why, **at)
    elif kind in ("text", "phone"):
        yield from _without_glyph(name, value, faces, spot)


def faults_of_initials(initials: str, faces: Typefaces, spot: Spot) -> Iterator[Problem]:
    """What is wrong with the initials at the foot of each sheet."""
    if not _is_words(initials, MOST_INITIALS):
        yield problem("H004", spot, slot="initials", kind=f"text of at most {MOST_INITIALS} letters")
    else:
        yield from _without_glyph("initials", initials, faces, spot)


def _is_words(value: str, longest: int) -> bool:
    """Whether it is text of one line, in which nothing steers a terminal or the direction of its letters."""
    return len(value) <= longest and all(category(each)[0] != "C" or each in _JOINERS for each in value)


def _without_glyph(name: str, value: str, faces: Typefaces, spot: Spot) -> Iterator[Problem]:
    if lacking := faces.lacking(value):
        # By their places: the letters themselves may be somebody's whole name.
        places = [at for at, letter in enumerate(value, 1) if letter in lacking]
        which = (
            f"the one in place {places[0]}" if len(places) == 1 else f"those in places {', '.join(map(str, places))}"
        )
        yield problem("H005", spot, slot=name, letters=which)


def _has_room_in_time(value: str, slots: Sequence[Slot]) -> bool:
    """Whether it is a day, and the last that is counted from it is one of the calendar's too."""
    day = day_of(value)
    most = datetime.timedelta(max(slot.days for slot in slots))
    return day is not None and day <= datetime.date.max - most


def _stamps(value: str, wanted: Sequence[tuple[int, Slot]], words: _Words) -> Iterator[Stamp]:
    """A value in each slot of its name. Slots that are alike, such as the squares of a calendar, write days alike."""

    def alike(each: tuple[int, Slot]) -> tuple[object, ...]:
        left, foot, right, head = each[1].box
        return each[1].lang, each[1].kind, round(right - left), round(head - foot), each[1].size

    for _, group in groupby(sorted(wanted, key=lambda each: repr(alike(each))), alike):
        slots = [*group]
        ways = [_ways(slot.lang, slot.kind, slot.days > 0 or slot.kind == "dates") for _, slot in slots]
        # The longest way to write a day that has room in all of them; else the shortest, for which there is none.
        for nth in range(len(ways[0])):
            made: list[Stamp] = []
            for (number, slot), way in zip(slots, ways, strict=True):
                made.append(_stamp(number, slot, _in_words(value, slot, way[nth], words), words))
                if made[-1].over > 0 and nth + 1 < len(ways[0]):
                    break
            else:
                break
        yield from made


# A way to write a day: for each of its lines a length of CLDR, a skeleton of CLDR, or a weekday by itself.
_Way = tuple[str, ...]


@cache
def _ways(lang: str, kind: Kind, among_others: bool) -> Sequence[_Way]:
    """The ways to write what a slot is for, the longest first; nothing but a day has several."""
    if kind in ("text", "phone"):
        return [()]
    if kind == "birthday":
        return [("long",), ("yMMMd",)]
    # The day of treatment is read for years, as on a card: rather its year than its weekday. Days counted from it stand
    # in a calendar.
    ways = [("full",), ("yMMMEd",), ("MMMEd" if among_others else "yMMMd",), ("MMMEd",)]
    found: list[_Way] = [*ways, ("EEEE", "MMMd"), ("EEE", "MMMd")]
    # A month is a number only where nothing else has room, and where the language has one order alone: Arabic names
    # of months are wider than the square of a calendar, and English has two orders.
    locale = Locale.parse(lang, sep="-")
    if locale.datetime_skeletons["Md"].pattern.startswith("d") and locale.language != "en":
        found.append(("EEEE", "Md"))
    return found


def _in_words(value: str, slot: Slot, way: _Way, words: _Words) -> tuple[str, ...]:
    """The lines of a value in a slot."""
    if not way:
        return (value,)
    day = day_in(slot, value) or datetime.date.min
    return tuple(words.said(slot.lang, part, day) for part in way)


def _said(lang: str, part: str, day: datetime.date) -> str:
    locale = Locale.parse(lang, sep="-")
    if part[0] in "yM":
        moment = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001
        return plain(format_skeleton(part, moment, locale=locale))
    return plain(format_date(day, part, locale=locale))


def plain(words: str) -> str:
    """Words of CLDR without what steers their direction, and with the space that every typeface has."""
    return " ".join("".join(letter for letter in words if category(letter) != "Cf").split())


def _stamp(number: int, slot: Slot, lines: tuple[str, ...], words: _Words) -> Stamp:
    shaped = []
    for line in lines:
        # What is dialled is read from the left in every language.
        base = "ltr" if slot.kind == "phone" else direction_of(line, slot.direction)
        shaped.append(words.shaped(line, base, slot.family, slot.bold))
    if slot.for_staff and (room := room_for(slot) / max(line.width(1) for line in shaped)) < slot.size:
        # A card's line for a whole name is short: it takes smaller type, as small as people can read.
        slot = replace(slot, size=max(min(slot.size, SMALLEST), floor(100 * room) / 100))
    return Stamp(number, slot, (*shaped,), lines)


def _too_long(stamps: Sequence[Stamp], words: _Words, spot: Spot) -> Iterator[Problem]:
    """The worst of each value for which there is no room: nothing is clipped, and no type made smaller."""
    for name in dict.fromkeys(stamp.slot.name for stamp in stamps):
        worst = max((stamp for stamp in stamps if stamp.slot.name == name), key=lambda stamp: stamp.over)
        if worst.over > 0:
            over, room = f"{max(worst.over / MM, 0.1):.1f}", f"{room_for(worst.slot) / MM:.0f}"
            remedy = _REMEDIES[worst.slot.kind]
            if worst.slot.kind == "phone" and _fits_closed_up(worst, words):
                remedy = f"write its digits, each of them, without spaces and signs between them; or {remedy}"
            yield problem("H006", spot, slot=name, page=worst.slot.page + 1, over=over, room=room, remedy=remedy)


def _fits_closed_up(stamp: Stamp, words: _Words) -> bool:
    return _stamp(stamp.number, stamp.slot, (closed_up(stamp.said),), words).over <= 0

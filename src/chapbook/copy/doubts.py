"""What can hardly be meant of what is given for a copy: it is asked about, and written all the same."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal
from unicodedata import category

from babel import Locale
from fontTools.unicodedata import script

from chapbook.content.phones import SHORTEST, dialled, is_whole, is_written
from chapbook.content.slots import Slot
from chapbook.copy.values import day_in, days_of

# A day further away, in days, is asked about; so is one longer past, as a coming one is with last year's number; and a
# child older than this, in years.
FAR, PAST, OLDEST = 365, 60, 25

# What programs fill in, or mark with, and nobody is called.
_NO_NAME = frozenset("{}[]<>*_|\\~^")

# What is asked about, for it can hardly be meant.
Doubt = Literal[
    "far", "past", "order", "no-child", "short", "no-area", "another-way", "twice", "script", "digits", "signs"
]
DOUBTS: dict[Doubt, str] = {
    "far": "a day more than a year away",
    "past": "a day more than two months ago",
    "order": "a day before one that comes first in this treatment",
    "no-child": "the birthday of no child",
    "short": "a number too short to dial",
    "no-area": "a number without its area code, or one that lacks a digit",
    "another-way": "a number that is not written as numbers are there: digits too many, or two numbers",
    "twice": "the same number as another one here",
    "digits": "a name that is a number",
    "signs": "a name with signs that no name has, such as { or *",
    "script": "a name that staff and crews may not be able to read; write it as in the passport",
}


def doubtful(
    slots: Iterable[Slot],
    values: Mapping[str, str],
    place: str,
    today: datetime.date,
    ways: Sequence[str] = (),
    known: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Doubt]:
    """What can hardly be meant where a paper is read, by the names of slots.

    `ways` are how phones of the place are written; `known` is what the hospital's imprint says, whose numbers `check`
    has asked about.
    """
    found: dict[str, Doubt] = {}
    slots = [*slots]
    phones = {slot.name: None for slot in slots if slot.kind == "phone"}
    typed = {name for name in phones if (said := values.get(name, "").strip()) and said != known.get(name)}
    for slot in slots:
        if (value := values.get(slot.name, "").strip()) and (doubt := _doubt(slot, value, place, today)):
            found.setdefault(slot.name, doubt)
        if ways and slot.name in typed and not is_written(value, ways):
            found.setdefault(slot.name, "another-way")
    return {
        **dict.fromkeys(_out_of_order(slots, values), "order"),
        **dict.fromkeys(_twice(phones, {**known, **values}, typed), "twice"),
        **found,
    }


def _twice(phones: Iterable[str], values: Mapping[str, str], typed: Container[str]) -> Iterator[str]:
    """The phones that were typed and are another one's number as well."""
    first: dict[str, str] = {}
    for name in phones:
        if value := values.get(name, "").strip():
            before = first.setdefault(dialled(value), name)
            if before != name and (name in typed or before in typed):
                yield name if name in typed else before


def _out_of_order(slots: Iterable[Slot], values: Mapping[str, str]) -> Iterator[str]:
    """The days that lie before one that the paper names before them: it names them as the treatment goes."""
    last = datetime.date.min
    firsts = {slot.name: slot for slot in slots if slot.title and not slot.days and not slot.nth}
    for name, slot in firsts.items():
        if day := day_in(slot, values.get(name, "").strip()):
            if day < last:
                yield name
            last = max(day, last)


def _doubt(slot: Slot, value: str, place: str, today: datetime.date) -> Doubt | None:
    days = days_of(value) or [today]
    ahead, last = ((day - today).days for day in (days[0], days[-1]))
    if slot.kind in ("date", "dates") and max(-ahead, last) > FAR:
        return "far"
    if slot.kind in ("date", "dates") and ahead < -PAST:
        return "past"
    if slot.kind == "birthday" and (ahead > 0 or ahead < -366 * OLDEST):
        return "no-child"
    if slot.kind == "phone" and not is_whole(value, place):
        return "short" if sum(map(str.isdigit, value)) < SHORTEST else "no-area"
    if slot.kind == "text" and sum(map(str.isdigit, value)) > sum(map(str.isalpha, value)):
        return "digits"
    if slot.kind == "text" and _NO_NAME & {*value}:
        return "signs"
    if slot.for_staff and not _scripts(value) <= _scripts(Locale.parse(slot.lang, sep="-").get_display_name() or ""):
        return "script"
    return None


def _scripts(words: str) -> set[str]:
    """The scripts of the letters of some words, by ISO 15924.

    >>> sorted(_scripts("Ana 张")), _scripts("O’Neil-2")
    (['Hani', 'Latn'], {'Latn'})
    """
    return {script(letter) for letter in words if category(letter)[0] == "L"} - {"Zyyy", "Zinh"}

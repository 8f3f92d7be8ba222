"""The days of a copy as a calendar (RFC 5545), for a family's own telephone."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence

from icalendar import Alarm, Calendar, Event

from chapbook.content.slots import Slot
from chapbook.copy.values import day_in

# Who made a calendar (RFC 5545, 3.7.3).
PRODUCT = "-//Chapbook//EN"


def calendar(
    slots: Sequence[Slot],
    values: Mapping[str, str],
    code: str,
    on: datetime.date,
    alarm: datetime.time | None = None,
) -> bytes:
    """Each named day of a copy, once, as an event of a whole day; made on a day. Nothing without days.

    No telephone rings unless that was asked for: then at the time of the alarm, on the day before, and says the title.

    Calendars are shown on locked screens and sent to others' computers: a title says which day it is and not of what.
    An event is known by the paper's code and its place there, so that a later calendar moves it and adds no second.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    known = set()
    for slot in slots:
        day, place = day_in(slot, values.get(slot.name, "")), slot.nth or slot.days
        if day is None or not slot.title or (slot.name, place) in known:
            continue
        known.add((slot.name, place))
        event = Event()
        own = hashlib.sha256(f"{code} {slot.name} {place}".encode()).hexdigest()[:24]
        event.add("uid", f"{own}@chapbook.invalid")
        event.add("dtstamp", datetime.datetime.combine(on, datetime.time(), datetime.UTC))
        event.add("dtstart", day)
        event.add("summary", slot.title)
        event.add("transp", "TRANSPARENT")
        if alarm:
            event.add_component(_alarm(alarm, slot.title))
        made.add_component(event)
    return bytes(made.to_ical()) if known else b""


def _alarm(at: datetime.time, title: str) -> Alarm:
    """An alarm on the day before: a whole day begins at midnight, from which it counts back (RFC 5545, 3.8.6.3)."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    made.add("trigger", datetime.timedelta(days=-1, hours=at.hour, minutes=at.minute))
    return made

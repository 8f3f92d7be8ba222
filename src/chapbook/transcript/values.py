"""Local values in words: 38.0 in degrees, 2 as weeks, a phone number, or a line to write on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import format_decimal
from markupsafe import Markup

from chapbook.catalogs.furniture import DURATIONS, Furniture, furniture
from chapbook.content.booklet import Edition
from chapbook.content.numbers import DEGREES, celsius, degrees, whole
from chapbook.content.project import Project
from chapbook.content.settings import SettingModel, ValueModel
from chapbook.content.typography import NO_BREAK_SPACE, TextPass, isolate

NUMERIC = ("temperature", *DURATIONS)


def fahrenheit(celsius: Decimal) -> Decimal:
    """Degrees Fahrenheit to one decimal place.

    >>> fahrenheit(Decimal("38.0"))
    Decimal('100.4')
    """
    return (celsius * 9 / 5 + 32).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class ValueFormatter:
    """Everything that it takes to say a value in one edition: language, place and furniture."""

    babel: str
    fahrenheit_first: bool
    furniture: Furniture
    text: TextPass

    def format(self, definition: ValueModel, setting: SettingModel | None, name: str) -> Markup:
        """A value as it is printed, or the slot where it is written in by hand."""
        if setting is None:
            slot = '<span class="slot {} lines-{}" data-value="{}"{}></span>'
            # What it is called, for those who fill it in by ear.
            label = definition.label and self.furniture.label(name, definition.label)
            called = Markup(' aria-label="{}"').format(label) if label else ""
            return Markup(slot).format(definition.type, definition.lines, name, called)
        return self._sayers(definition.type)[definition.type](setting.value, name)

    def _sayers(self, kind: str) -> dict[str, Callable[[str, str], Markup]]:
        return {
            "temperature": lambda value, name: self._temperature(value),
            "phone": lambda value, name: isolate(value.replace(" ", NO_BREAK_SPACE), "phone"),
            "name": lambda value, name: self._words(value, "name"),
            "term": lambda value, name: self._words(self.furniture.value(name, value), "term"),
            "instructions": lambda value, name: self._words(self.furniture.value(name, value), "instructions"),
            **dict.fromkeys(DURATIONS, lambda value, name: self._duration(value, kind)),
        }

    def _temperature(self, value: str) -> Markup:
        """In °C with one decimal; in °F as it is written, where it is, for a limit of 101 °F is not 100.9 °F."""
        if (written := degrees(value)) is None:
            raise ValueError(f"{value} is no temperature")
        figure, scale = written
        shown = self._degrees(celsius(written).quantize(Decimal("0.1")), "C")
        if self.fahrenheit_first:
            first = figure if scale == "F" else fahrenheit(figure)
            shown = f"{self._degrees(first, 'F')} ({shown})"
        return isolate(shown, "temperature")

    def _degrees(self, figure: Decimal, scale: str) -> str:
        places = len(str(figure).partition(".")[2])
        figures = format_decimal(figure, format=f"0.{'0' * places}".rstrip("."), locale=self.babel)
        return f"{figures}{NO_BREAK_SPACE}°{scale}"

    def _duration(self, value: str, unit: str) -> Markup:
        if (count := whole(value)) is None:
            raise ValueError(f"{value} is no whole number")
        text = self.furniture.duration(count, unit).replace(" ", NO_BREAK_SPACE)
        return Markup('<span class="value {}">{}</span>').format(unit, self.text.plain(text))

    def _words(self, words: str, kind: str) -> Markup:
        return Markup('<span class="value {}">{}</span>').format(kind, self.text.plain(words))


def spoken(project: Project, edition: Edition) -> Callable[[str], str]:
    """Says values of an edition by name as plain words; nothing for one that is written in by hand.

    What `check` refuses, a value that is not there or no number, is said as it was written.
    """
    fahrenheit_first = project.places[edition.place].temperature == "fahrenheit-first"
    written = project.locales[edition.locale].babel
    # The source text of a place that publishes no edition in the source language is judged all the same.
    babel = written.get(edition.place) or next(iter(written.values()))
    values = ValueFormatter(babel, fahrenheit_first, furniture(project, edition.locale), TextPass("ltr"))

    @cache
    def say(name: str) -> str:
        if name not in project.values:
            return f"{{{name}}}"
        setting = project.setting(name, edition.place)
        try:
            return values.format(project.values[name], setting, name).striptags()
        except (ArithmeticError, ValueError):
            return str(setting and setting.value)

    return say


def units_again(project: Project, locale: str) -> Callable[[str], Iterator[tuple[int, str, str]]]:
    """What finds values that bring their unit, with a unit after them: the place, the name and the unit of each."""
    said = furniture(project, locale)
    units_of = {kind: [each.replace("{n}", "").strip() for each in said.forms(*DURATIONS[kind])] for kind in DURATIONS}

    def units(kind: str) -> str:
        if kind == "temperature":
            return DEGREES
        # Durations have their words in the catalogs.
        # Of other durations none in the singular: somebody may stay for {stay-near} day and night.
        words = {*units_of[kind], *(each for other in units_of.values() for each in other[1:])}
        return rf"(?i:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)"

    names: dict[str, list[str]] = {}
    for name, definition in project.values.items():
        if definition.type in NUMERIC:
            names.setdefault(definition.type, []).append(re.escape(name))
    wanted = [rf"\{{({'|'.join(named)})\}}[\s*_-]*({units(kind)})" for kind, named in names.items()]
    patterns = [re.compile(each) for each in wanted]

    def find(text: str) -> Iterator[tuple[int, str, str]]:
        for pattern in patterns if "{" in text else ():
            yield from ((found.start(), found[1], found[2].strip()) for found in pattern.finditer(text))

    return find

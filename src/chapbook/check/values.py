"""Values: known, written as their type is, within their range, set where they print, with one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from chapbook.catalogs.furniture import DURATIONS
from chapbook.check.clear_writing.items import Silenced
from chapbook.check.leaves import every_leaf, leaves_of
from chapbook.check.spots import spot_in, spot_of, spot_of_word
from chapbook.content.booklet import Edition
from chapbook.content.numbers import celsius, degrees, whole
from chapbook.content.phones import AMBULANCE, EMERGENCY, dialled, is_ambulance, is_parted, is_phone, is_written
from chapbook.content.project import Project
from chapbook.content.settings import PlaceModel, SettingModel, ValueModel
from chapbook.content.text import ValueRef, Words
from chapbook.content.typography import BRACES, PLACEHOLDER, braced
from chapbook.content.walk import Leaf, value_names
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Problem, at_work, guess, problem, q, shorten
from chapbook.transcript.transcript import Transcript
from chapbook.transcript.values import NUMERIC, units_again


def values(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Values are known, written as their type is, within their range, and set where an edition cannot print a slot."""
    for name, setting, definition in settings(project):
        if definition is None:
            yield problem("B005", spot_of(name), name=q(name), guess=guess(name, project.values))
        else:
            yield from _value(name, setting, definition)
    for leaf in every_leaf(project):
        with at_work(leaf.leaf.spot):
            yield from _unknown_values(project, leaf)
    yield from _unset(project, editions)


def doubled_units(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No unit stands after a value that brings its own."""
    find = units_again(project, project.source)
    for leaf in every_leaf(project):
        if isinstance(leaf.leaf, Words):
            for place, name, unit in find(leaf.leaf.text):
                spot = spot_in(project, leaf.leaf.spot, leaf.leaf.text, place)
                yield problem("B066", spot, value=f"{{{name}}}", unit=q(unit))


def beyond(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """What a block counts holds together in every place: the days of a calendar lie within it."""
    made = {(edition.booklet, edition.place) for edition in editions}
    held = {(place, path): block for title, place in made for path, block in project.booklets[title].blocks.items()}
    for place, block in ((place, block) for (place, _), block in held.items() if block.content.prints_in(place)):
        for words, fault in block.content.beyond(partial(project.count, place=place)):
            yield problem("B074", words.spot, words=q(words.text), fault=fault, place=place)


def phones(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """A hospital's phone has as many digits as phones of its country have, and is no other one's; or it is silenced.

    So is the ambulance's number, which is one of its country.
    """
    return (found for found, setting in _phones(project) if found.code not in setting.silence)


def idle_silences(project: Project) -> Iterator[Problem]:
    """Silences of values that nothing needs, or that give no reason."""
    needed = {(found.code, found.spot) for found, _ in _phones(project)}
    for name, setting, _ in settings(project):
        for code, reason in setting.silence.items():
            if not reason.strip():
                yield problem("C017", spot_of(code), fault=f"{code} is silenced without a reason")
            elif (code, spot_of(setting.value)) not in needed:
                yield problem("C017", spot_of(code), fault=f"{code} is silenced for {q(name)}, which does not need it")


def silenced_values(project: Project, text: Transcript) -> list[Silenced]:
    """What is silenced of the values that an edition prints."""
    printed = {name for line in text.lines for name in line.values}
    silences = [setting.silence for name, setting in project.imprint.values.items() if name in printed]
    return [Silenced(code, 1, reason, spot_of(code)) for each in silences for code, reason in each.items()]


def _phones(project: Project) -> Iterator[tuple[Problem, SettingModel]]:
    """What is odd about each phone of the imprint and each number of an ambulance, with how it is set."""
    made = dict.fromkeys(edition.place for edition in project.editions())
    places = [project.places[name] for name in made]
    first: dict[str, str] = {}
    for name, setting in project.imprint.values.items():
        value, definition = setting.value, project.values.get(name)
        if not (definition and definition.type == "phone" and is_phone(value)):
            continue
        if places and name != EMERGENCY and not any(_as_there(value, place) for place in places):
            ways = dict.fromkeys(way for place in places for way in place.phones)
            there = " and ".join(place.name for place in places)
            yield (
                problem("B077", spot_of(value), name=q(name), value=value, place=there, ways=", ".join(ways)),
                setting,
            )
        before = first.setdefault(dialled(value), name)
        if before is not name:
            yield problem("B078", spot_of(value), name=q(name), value=value, other=q(before)), setting
    for tag in made if EMERGENCY in project.values else ():
        set_there = project.setting(EMERGENCY, tag)
        if set_there and is_phone(value := set_there.value) and not is_ambulance(dialled(value), tag):
            numbers = " or ".join(AMBULANCE.get(tag, ("a number of two or three digits",)))
            told = {"value": value, "place": project.places[tag].name, "ways": numbers}
            yield problem("B080", spot_of(value), name=q(EMERGENCY), **told), set_there


def _as_there(phone: str, place: PlaceModel) -> bool:
    return not place.phones or (is_written(phone, place.phones) and is_parted(phone, place.phones))


def settings(project: Project) -> Iterator[tuple[str, SettingModel, ValueModel | None]]:
    """Everything that is set, by name, with what the name means; a default is set, too."""
    for table in (project.imprint.values, *(place.values for place in project.places.values())):
        for name, setting in table.items():
            yield (
                name if isinstance(name, Scalar) else Scalar(name, spot_of(setting.value)),
                setting,
                project.values.get(name),
            )
    for name, definition in project.values.items():
        if definition.default is not None:
            yield Scalar(name, spot_of(definition.default)), SettingModel(value=definition.default), definition


def _value(name: str, setting: SettingModel, definition: ValueModel) -> Iterator[Problem]:
    value = setting.value
    if definition.type in NUMERIC:
        is_count = definition.type in DURATIONS
        figure = whole(value) if is_count else _celsius(value)
        if figure is None:
            degrees_hint = "write degrees with a decimal point and one digit after it at most, such as 38.0 or 101 F"
            hint = "write a whole number" if is_count else degrees_hint
            yield problem(
                "B023",
                spot_of(value),
                name=q(name),
                value=q(value),
                type=f"number of {definition.type}" if is_count else definition.type,
                hint=hint,
            )
        elif definition.range and not Decimal(str(definition.range[0])) <= figure <= Decimal(str(definition.range[1])):
            low, high = definition.range
            meant = f"{value} F"
            fits = not is_count and low <= (_celsius(meant) or low - 1) <= high
            yield problem(
                "B006",
                spot_of(value),
                name=q(name),
                value=value,
                guess=f"write {meant} for degrees Fahrenheit, or " if fits else "",
                low=f"{low:g}",
                high=f"{high:g}",
                owner=definition.set_by,
            )
    elif definition.type == "phone" and not is_phone(value):
        yield problem(
            "B023",
            spot_of(value),
            name=q(name),
            value=q(value),
            type="phone number",
            hint="write two digits or more, parted by spaces and + ( ) - . / alone, and each bracket with its other"
            if value.strip()
            else "write the number, or leave the whole line out: then a line to write on is printed",
        )


def _celsius(value: str) -> Decimal | None:
    written = degrees(value)
    return written and celsius(written)


def _unknown_values(project: Project, leaf: Leaf) -> Iterator[Problem]:
    for name in value_names(leaf.leaf):
        if name not in project.values:
            yield problem(
                "B005", spot_of_word(project, leaf.leaf, f"{{{name}}}"), name=q(name), guess=guess(name, project.values)
            )
    if isinstance(leaf.leaf, Words):
        for place, found in braced(leaf.leaf.text):
            if not PLACEHOLDER.fullmatch(found):
                meant = re.sub(r"[\s_]+", "-", found.strip(f"{BRACES} ").casefold())
                near = guess(f"{{{meant}}}", (f"{{{name}}}" for name in project.values))
                if found[0] not in _OPENING or found[-1] not in _CLOSING:
                    near = near if meant in project.values else _TAKE_AWAY
                spot = spot_in(project, leaf.leaf.spot, leaf.leaf.text, place)
                yield problem("B005", spot, name=shorten(found), guess=near)


_OPENING, _CLOSING = BRACES[::2], BRACES[1::2]
_TAKE_AWAY = "a brace without its other: take it away, or write a value between two; "


def _unset(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    for booklet, place in sorted({(edition.booklet, edition.place) for edition in editions}):
        for leaf in leaves_of(project.booklets[booklet]):
            if not leaf.prints_in(place):
                continue
            counted = isinstance(leaf.leaf, ValueRef) and leaf.leaf.number
            for name in value_names(leaf.leaf):
                definition = project.values.get(name)
                if definition and project.setting(name, place) is None and (counted or not definition.slot):
                    spot = spot_of_word(project, leaf.leaf, f"{{{name}}}")
                    yield problem("B020", spot, name=q(name), place=place, booklet=booklet, means=definition.means)


RULES = (values, beyond, doubled_units, phones)

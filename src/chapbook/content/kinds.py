"""The kinds of block: what an author may write in each, and what there is to know of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Any, ClassVar, Literal

from pydantic import (
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from chapbook.content.kind import BlockModel, Call, Dresser
from chapbook.content.numbers import figures
from chapbook.content.signs import LEVELS, AnySign, NamedSign
from chapbook.content.slots import Day, Days, OnCard
from chapbook.content.terms import AnyTerm
from chapbook.content.text import (
    AnyPrompt,
    AnyStep,
    Content,
    Count,
    Filled,
    Level,
    Name,
    Paragraphs,
    Picture,
    Point,
    Reference,
    Scoped,
    Text,
    TextForStaff,
    ValueRef,
    Words,
)
from chapbook.content.walk import value_names
from chapbook.problems.problem import count, q

# What a child of four to seven takes in beside a picture.
WORDS_IN_A_FRAME = 12
# Of the library's sentences of 6 to 12 words, nine in ten need in Spanish at most 1.36 times as many, in Arabic 1.2.
WORDS_IN_A_TRANSLATED_FRAME = 16
# What is read at a glance on the way: two lines beside a path.
WORDS_AT_A_STATION = 20


def _at_most(text: Words, most: int, what: str) -> Words:
    """A text of few words, as it is."""
    if (count := len(text.text.split())) > most:
        raise ValueError(f"{what} has at most {most} words, and there are {count}")
    return text


class ProseBlock(BlockModel):
    """Paragraphs and lists.

    text: paragraphs with an empty line between them, and lists
    """

    text: Paragraphs
    running = frozenset({"text"})
    goes_on = True


class KeyPoints(BlockModel):
    """The heart of the matter, first in the booklet.

    intro: prose before the points
    points: three to seven; the first begins with **one strong sentence**
    phones: values of phones, printed large below the points
    """

    intro: Paragraphs | None = None
    # Two places may share a list, each with points of its own.
    points: tuple[Point, ...] = Field(min_length=3, max_length=14)
    phones: tuple[Reference, ...] = ()
    safety = True
    lists = frozenset({"points"})
    deeds = frozenset({"points"})
    gives = frozenset({"summary", "short summary"})
    main = "points"
    brings_heading = True

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        return {"phones": [dresser.phone(reference) for reference in self.phones]}


class Steps(BlockModel):
    """What to do, numbered.

    intro: prose before the steps
    steps: one thing to do each, in order
    """

    intro: Paragraphs | None = None
    steps: tuple[AnyStep, ...] = Field(min_length=2)
    safety = True
    lists = frozenset({"steps"})
    deeds = frozenset({"steps"})
    gives = frozenset({"deeds"})

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        yield from range(1, len(self.steps) + 1)

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        phones = [[dresser.phone(reference) for reference in step.phones] for step in self.steps]
        return {"steps": [{**step, "phones": each} for step, each in zip(dressed["steps"], phones, strict=True)]}


class SignGroup(Scoped):
    """Signs of one kind, under a heading of their own.

    title: the heading, such as Fever and infection
    signs: the signs of this kind, seven at most
    """

    title: Text
    signs: tuple[AnySign, ...] = Field(min_length=1)
    lists = frozenset({"signs"})
    read_as: ClassVar = {"title": "name"}


_SIGNS: JsonValue = {"required": ["signs"]}
_GROUPS: JsonValue = {"required": ["groups"]}
# A list of signs or groups of them, or topics alone.
_ONE_LIST: list[JsonValue] = [_SIGNS, _GROUPS, {"required": ["topics"], "not": {"anyOf": [_SIGNS, _GROUPS]}}]


class Warning_(BlockModel):
    """When to call, found in two seconds.

    level: how urgent it is
    title: what to do, in a few words
    action: whom to call, as a sentence with the value of the number
    phones: values of phones, printed large
    signs: the signs that call for it, by their names in booklets/signs.yaml, seven at most; a longer list has groups
    groups: the signs by kind, each group with a title
    topics: what else to speak of; none of them a sign
    meanwhile: what to do, and to leave alone, until help answers or comes; a poster prints it too
    say: what to say to staff, printed in the family's language and in the place's
    unanswered: what to do where nobody answers
    more: prose under the signs
    """

    level: Level
    title: Text
    action: Text
    phones: tuple[Reference, ...] = ()
    # A list too long to take in at a glance is grouped, each group under a heading of its own.
    signs: tuple[AnySign, ...] = ()
    groups: tuple[SignGroup, ...] = ()
    topics: tuple[Point, ...] = ()
    meanwhile: Text | None = None
    say: TextForStaff | None = None
    unanswered: Text | None = None
    more: Paragraphs | None = None
    safety = True
    warns = True
    lists = frozenset({"signs", "topics"})
    deeds = frozenset({"action", "meanwhile", "unanswered"})
    gives = frozenset({"short summary", "deeds"})
    on_back = frozenset({"action", "signs", "groups.signs", "say"})

    model_config = ConfigDict(json_schema_extra={"oneOf": _ONE_LIST})

    @model_validator(mode="after")
    def _in_one_list_or_in_groups(self) -> Warning_:
        if (self.signs and self.groups) or not (self.signs or self.groups or self.topics):
            raise ValueError("either signs or groups of signs are wanted here, and one of them alone")
        return self

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        # A template that knows no groups prints every sign all the same.
        signs = dressed["signs"] or [sign for group in dressed["groups"] for sign in group["signs"]]
        lists = [group.signs for group in self.groups] or ([self.signs] if self.signs else [])
        return {
            "phones": [dresser.phone(reference) for reference in self.phones],
            "named": [dresser.phone(ValueRef(name, self.action.spot)) for name in value_names(self.action)],
            "parted": dresser.around_phone(self.action),
            "signs": signs,
            "short": [[dresser.in_short(sign) for sign in each] for each in lists],
        }

    def levels(self) -> tuple[Level, ...]:
        return (self.level,)

    def call(self) -> Call | None:
        # What can wait for the next visit needs no call.
        if self.level == "visit":
            return None
        values = (*(phone.name for phone in self.phones), *value_names(self.action))
        return Call(self.title, self.action, values, self.level, self.unanswered)


class Effect(Scoped):
    """One side effect.

    name: what families call it
    text: what there is to know of it, besides its signs
    signs: how to tell it: signs of its level, by their names in booklets/signs.yaml
    do: what to do about it, besides what its level says
    level: how urgent it is; left out where it has no signs
    """

    name: Text
    text: Text | None = None
    signs: tuple[AnySign, ...] = ()
    do: Text | None = None
    level: Level | None = None
    lists = frozenset({"signs"})
    deeds = frozenset({"do"})
    read_as: ClassVar = {"name": "name"}


class Onset(Scoped):
    """Side effects that begin at the same time.

    when: when they start
    effects: the most urgent first
    """

    when: Text
    effects: tuple[Effect, ...] = Field(min_length=1)
    lists = frozenset({"effects"})
    read_as: ClassVar = {"when": "name"}


class SideEffects(BlockModel):
    """Side effects by when they start, each with what to do.

    intro: prose before them
    groups: one for each time
    """

    intro: Paragraphs | None = None
    groups: tuple[Onset, ...] = Field(min_length=1)
    safety = True
    gives = frozenset({"table"})

    def levels(self) -> tuple[Level, ...]:
        return tuple(effect.level for group in self.groups for effect in group.effects if effect.level)


class Course(Scoped):
    """When an effect can come, as a bar over the times of a strip.

    name: what families call it
    signs: names of its signs in booklets/signs.yaml; the most urgent one says the level of the bar
    from: the time with which it begins, in the words of its head
    to: the time with which it ends, if that is another
    """

    name: Text
    # Not printed: the lists have their words.
    signs: tuple[Name, ...] = Field(min_length=1)
    first: Name = Field(alias="from")
    last: Name | None = Field(None, alias="to")
    read_as: ClassVar = {"name": "name"}


MOST_TIMES = 5


class Strip(BlockModel):
    """Effects over time: a row for each, a column for each time, a bar where it can come.

    intro: prose before it; it says that a sign counts at any time
    times: the heads of the columns, a word or three each
    courses: the effects, the earliest first, seven at most
    """

    intro: Paragraphs
    times: tuple[Text, ...] = Field(min_length=2, max_length=MOST_TIMES)
    courses: tuple[Course, ...] = Field(min_length=1)
    safety = True
    lists = frozenset({"courses"})
    heads = frozenset({"times"})
    read_as: ClassVar = {"times": "name"}
    gives = frozenset({"table", "chart"})

    @field_validator("times")
    @classmethod
    def _each_once(cls, times: tuple[Words, ...]) -> tuple[Words, ...]:
        if len({time.text for time in times}) < len(times):
            raise ValueError("each time is wanted once: of two alike, no course could say which it means")
        return times

    @field_validator("courses")
    @classmethod
    def _within_the_times(cls, courses: tuple[Course, ...], info: ValidationInfo) -> tuple[Course, ...]:
        times = [time.text for time in info.data.get("times", ())]
        for course in courses if times else ():
            for end in filter(None, (course.first, course.last)):
                if end not in times:
                    raise ValueError(f"{q(end)} is none of the times, which are: {', '.join(times)}")
            if course.last and times.index(course.last) < times.index(course.first):
                raise ValueError(f"{q(course.last)} comes before {q(course.first)}")
        return courses

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        times, rows = [getattr(time, "source", None) or time.text for time in self.times], []
        for course, said in zip(self.courses, dressed["courses"], strict=True):
            levels = {dresser.level(sign) for sign in course.signs}
            level = next((each for each in LEVELS if each in levels), None)
            first, last = times.index(course.first), times.index(course.last or course.first)
            cells = [first <= number <= last for number in range(len(times))]
            rows.append({"name": said["name"], "level": level, "cells": cells})
        return {"courses": rows}


class Stage(Scoped):
    """One stage of a timeline.

    when: the day or the weeks
    title: what it is called
    text: what happens and what families do
    """

    when: Text
    title: Text
    text: Paragraphs
    read_as: ClassVar = {"when": "name", "title": "name"}


class Timeline(BlockModel):
    """Stages in order of time.

    intro: prose before the stages
    stages: the earliest first
    """

    intro: Paragraphs | None = None
    stages: tuple[Stage, ...] = Field(min_length=2)
    lists = frozenset({"stages"})


class Station(Scoped):
    """One station of a way.

    when: the day or the weeks
    title: what it is called
    text: a few words, twenty at most
    date: yes leaves room to write the date
    slot: the date that copies write there, such as start-date
    see: the block of this title that tells more; its chapter and page are printed
    """

    when: Text
    title: Text
    text: Text | None = None
    date: bool = False
    slot: Day | None = None
    see: Name | None = None
    unsaid = frozenset({"date", "slot", "see"})
    read_as: ClassVar = {"when": "name", "title": "name"}

    @field_validator("text")
    @classmethod
    def _few_words(cls, text: Words | None) -> Words | None:
        return text and _at_most(text, WORDS_AT_A_STATION, "a station")


class Roadmap(BlockModel):
    """A way as a drawn path with stations: the whole of a treatment at a glance, with room for dates.

    intro: prose before it
    stations: the earliest first, seven at most
    """

    intro: Paragraphs | None = None
    stations: tuple[Station, ...] = Field(min_length=3, max_length=7)
    lists = frozenset({"stations"})
    gives = frozenset({"tool", "chart"})

    def leads_to(self) -> tuple[str, ...]:
        return (*super().leads_to(), *(station.see for station in self.stations if station.see))


class Callout(BlockModel):
    """A box in the flow of the text.

    tone: how it speaks: a tip, something to remember, what never to do, comfort, or something to ask
    text: paragraphs and lists
    """

    tone: Literal["tip", "remember", "stop", "comfort", "ask"]
    text: Paragraphs
    running = frozenset({"text"})


MOST_COLUMNS = 4


def _rows_of(cells: int) -> dict[str, Any]:
    """For editors: under so many heads, each row has as many cells."""
    as_many = {"minItems": cells, "maxItems": cells}
    return {
        "if": {"required": ["columns"], "properties": {"columns": as_many}},
        "then": {"properties": {"rows": {"items": as_many}}},
    }


def _uneven(number: int, row: tuple[Words, ...], heads: int) -> InitErrorDetails:
    """The fault of one row: it has more cells than the table has heads, or fewer."""
    quotes = 'a cell with a comma goes in quotes: ["Soap, water", …]'
    hint = quotes if len(row) > heads else "write a cell for each head"
    said = {"cells": count(len(row), "cell"), "heads": heads, "hint": hint}
    fault = PydanticCustomError("cells", "{cells} under {heads} heads", said)
    return InitErrorDetails(type=fault, loc=(number,), input=row)


class Table(BlockModel):
    """Rows and columns.

    intro: prose before the table
    columns: two to four heads, a word or two each
    rows: a list of cells each, as many as there are columns
    caption: a sentence under the table
    scale: yes draws the first column as the parts of a scale, the most first
    """

    intro: Paragraphs | None = None
    columns: tuple[Text, ...] = Field(min_length=2, max_length=MOST_COLUMNS)
    rows: tuple[tuple[Text, ...], ...] = Field(min_length=1)
    caption: Text | None = None
    scale: bool = False
    unsaid = frozenset({"scale"})
    heads = frozenset({"columns"})
    read_as: ClassVar = {"columns": "name"}
    gives = frozenset({"table", "chart"})

    model_config = ConfigDict(json_schema_extra={"allOf": [*map(_rows_of, range(2, MOST_COLUMNS + 1))]})

    @field_validator("rows")
    @classmethod
    def _a_cell_under_each_head(cls, rows: tuple[tuple[Words, ...], ...], info: ValidationInfo) -> Any:
        heads = len(info.data.get("columns", ()))
        uneven = [(number, row) for number, row in enumerate(rows) if heads and len(row) != heads]
        if uneven:
            raise ValidationError.from_exception_data(cls.__name__, [_uneven(*row, heads) for row in uneven])
        return rows


class Label(Content):
    """A numbered label of a figure.

    at: per cent of the picture's width and height, from its left and top
    text: the words beside the number
    """

    at: tuple[float, float]
    text: Text
    unsaid = frozenset({"at"})

    def points_at(self) -> tuple[float, float]:
        return self.at


class Scene(Content):
    """One picture of several in a row, with its sentence.

    picture: what is seen, without words inside
    text: the sentence beside it
    """

    picture: Picture
    text: Text


class Figure(BlockModel):
    """A picture as wide as the text, with or without numbered labels; or pictures in order, each with its sentence.

    intro: prose before the figure
    picture: the picture, without words inside
    labels: what the numbers in the picture mean; their words are printed beside it
    scenes: pictures in order, one below another, in place of one picture
    """

    intro: Paragraphs | None = None
    labels: tuple[Label, ...] = ()
    scenes: tuple[Scene, ...] = ()
    lists = frozenset({"labels", "scenes"})
    gives = frozenset({"chart"})
    goes_on = True
    is_picture = True

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["picture"]}, {"required": ["scenes"], "not": {"required": ["labels"]}}]
        }
    )

    @model_validator(mode="after")
    def _one_picture_or_scenes(self) -> Figure:
        if bool(self.picture) == bool(self.scenes) or (self.scenes and self.labels):
            raise ValueError("a picture with its labels or scenes are wanted here, and one of them alone")
        return self

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        for _ in ("badges", "legend"):
            yield from range(1, len(self.labels) + 1)
        yield from range(1, len(self.scenes) + 1)

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        mirrored = self.picture is not None and dressed["picture"]["mirrored"]
        labels = (tuple(label.values()) for label in dressed["labels"])
        return {"labels": [{"x": 100 - at[0] if mirrored else at[0], "y": at[1], "text": text} for at, text in labels]}


class BodyLabel(Scoped):
    """Signs that show at one point of the body.

    at: per cent of the picture's width and height, from its left and top
    side: on which side of the picture the signs stand; the other one where people read from right to left
    stays: yes keeps the point where it is then, for what a body has on one side alone, such as a line
    signs: by their names in booklets/signs.yaml, three at most
    """

    at: tuple[float, float]
    side: Literal["left", "right"]
    stays: bool = False
    signs: tuple[NamedSign, ...] = Field(min_length=1, max_length=3)
    unsaid = frozenset({"at", "side", "stays"})
    lists = frozenset({"signs"})

    def points_at(self) -> tuple[float, float]:
        return self.at


class BodyMap(BlockModel):
    """Where signs show on the body: a picture with their short words beside it, each at its level for the therapy.

    intro: prose before the picture
    picture: a body seen from the front, such as figures/child.svg
    labels: the signs by where they show, on each side from top to bottom
    """

    intro: Paragraphs | None = None
    picture: Picture
    labels: tuple[BodyLabel, ...] = Field(min_length=1, max_length=12)
    safety = True
    gives = frozenset({"chart"})
    # A margin has no room for whole words, which stand in the lists.
    in_short = True

    def may_count(self) -> Iterator[int]:
        # On the body and before the words, where no leaders are drawn. Signs of one label have figures of their own
        # where their levels differ.
        yield from 2 * (*range(1, sum(len(label.signs) for label in self.labels) + 1),)

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        sides = []
        for side in ("left", "right"):
            told = [each for label in self.labels if label.side == side for each in _by_level(label, dresser)]
            if told:
                edge = 0 if (side == "left") != dresser.rtl else 100
                sides.append([{**each, "edge": edge} for each in _shared_out(told)])
        return {"sides": sides}


def _by_level(label: BodyLabel, dresser: Dresser) -> Iterator[dict[str, Any]]:
    """The signs of a label in their short words, those of each level by themselves, one below the other."""
    found: dict[Level | None, list[Any]] = {}
    for sign in label.signs:
        found.setdefault(dresser.level(sign.sign), []).append(dresser.in_short(sign)["text"])
    x, y = label.at
    for number, (level, signs) in enumerate(found.items()):
        turned = dresser.rtl and not label.stays
        yield {"level": level, "signs": signs, "x": 100 - x if turned else x, "y": y + 5 * number}


# Letters in a line of a margin, for a guess at the height of a label; where it was wrong, S015 says so.
_LINE = 18

# In per cent of a side, which styles/charts.css has too: the word of a level above a label that opens one; from the
# head of a label to the middle of its first line; a line. A label stands a line above its point, so that its leader
# comes from above and not across an arm.
_WORD, _FIRST, _HEIGHT, _LEAD = 7.5, 2.0, 4.1, 4.0


def _shared_out(labels: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Labels of a side where they stand, in per cent of its height: near their points, none over the next.

    Each with the space above the first, `before`; its height, `share`; and the middle of its `first` line, where its
    leader ends. One `opens` a level that the label above it has not.
    """
    opens = [not number or label["level"] != labels[number - 1]["level"] for number, label in enumerate(labels)]
    words = [_WORD * (first and label["level"] is not None) for first, label in zip(opens, labels, strict=True)]
    lines = [sum(len(wrap(sign.striptags(), _LINE)) for sign in label["signs"]) for label in labels]
    needs = [word + _HEIGHT * (0.6 + count) for word, count in zip(words, lines, strict=True)]
    # What all need is more than there is: each has its part.
    needs = [need * min(1, 100 / sum(needs)) for need in needs]
    heads: list[float] = []
    for label, word, left in zip(labels, words, _from_here(needs), strict=True):
        lowest = heads[-1] + needs[len(heads) - 1] if heads else 0.0
        heads.append(max(lowest, min(label["y"] - _LEAD - _FIRST - word, 100 - left)))
    for label, first, word, head, end in zip(labels, opens, words, heads, [*heads[1:], 100.0], strict=True):
        top = head + word
        before = round(heads[0], 2) if head == heads[0] else 0
        yield {**label, "opens": first, "before": before, "share": round(end - top, 2), "first": round(top + _FIRST, 2)}


def _from_here(needs: list[float]) -> list[float]:
    """What each label needs with all that are below it."""
    return [sum(needs[number:]) for number in range(len(needs))]


class Checklist(BlockModel):
    """Things to tick.

    intro: prose before the list
    items: one thing to have or to do each
    boxes: no prints a plain list
    columns: 1 or 2
    days: boxes for so many days in a row, with room for each date
    """

    intro: Paragraphs | None = None
    items: tuple[Point, ...] = Field(min_length=2)
    boxes: bool = True
    columns: int = Field(1, ge=1, le=2)
    days: int = Field(1, ge=1, le=7)
    unsaid = frozenset({"boxes", "columns", "days"})
    lists = frozenset({"items"})
    gives = frozenset({"deeds", "tool"})

    def is_tool(self) -> bool:
        return self.days > 1


# Rows of a height to write in, under a head of two lines, on a page of a booklet.
MOST_ROWS_OF_A_PAGE = 20


class DiaryColumn(Content):
    """A column to write in.

    heading: its head
    width: its share of the width
    holds: a date or a time, which have a place for each part, or a temperature, which has the unit of the place
    call: from where on to call now, such as "{fever-limit} or higher"; the column is framed
    """

    heading: Text
    width: int = Field(1, ge=1, le=12)
    holds: Literal["date", "time", "temperature"] | None = None
    call: Text | None = None
    unsaid = frozenset({"width", "holds"})
    read_as: ClassVar = {"heading": "name"}


class Diary(BlockModel):
    """A table to write in.

    intro: prose before the table
    columns: the columns to fill in
    rows: how many empty rows
    labels: named rows instead, such as Monday
    slot: the date from which copies count its rows, a day each, such as start-date
    dates: the days that copies write into its rows one after the other, as they are given, such as bag-change-dates
    """

    intro: Paragraphs | None = None
    columns: tuple[DiaryColumn, ...] = Field(min_length=1, max_length=8)
    rows: int = Field(0, ge=0, le=40)
    labels: tuple[Text, ...] = ()
    slot: Day | None = None
    dates: Days | None = None
    unsaid = frozenset({"rows", "slot", "dates"})
    lists = frozenset({"labels"})
    heads = frozenset({"columns"})
    gives = frozenset({"tool", "table", "chart"})
    room = 1.3

    @model_validator(mode="after")
    def _with_rows(self) -> Diary:
        if not self.rows and not self.labels:
            raise ValueError("rows to write in are wanted here, or labels that name them")
        return self

    def is_tool(self) -> bool:
        return True

    def opens_spread(self) -> bool:
        return (len(self.labels) or self.rows) > MOST_ROWS_OF_A_PAGE

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        units = {"temperature": dresser.degree()}
        return {"columns": [{**column, "unit": units.get(column["holds"])} for column in dressed["columns"]]}


class Span(Content):
    """Days of a cycle that are alike. Without `from`, they follow the span before.

    from: the first day, or a value
    to: the last day, or a value
    text: what these days are
    tone: how they look: treatment on, treatment off, in hospital
    """

    first: Count | None = Field(None, alias="from")
    last: Count = Field(alias="to")
    text: Text
    tone: Literal["on", "off", "hospital"]


class Mark(Content):
    """One day of a calendar that stands out.

    day: the number of the day, or a value
    text: what happens on it
    """

    day: Count
    text: Text


class Calendar(BlockModel):
    """A cycle as numbered days, seven a row.

    intro: prose before it
    days: how many, or a value such as "{cycle-days}"
    spans: days that are alike, in order
    marks: days that stand out
    """

    intro: Paragraphs | None = None
    days: Count
    spans: tuple[Span, ...] = Field(min_length=1)
    marks: tuple[Mark, ...] = ()
    gives = frozenset({"tool", "chart"})

    def is_tool(self) -> bool:
        return True

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        days = count(self.days)
        yield from range(1, days + 1)
        yield from range(1, (days + 6) // 7 + 1)
        yield from (count(mark.day) for mark in self.marks)

    def beyond(self, count: Callable[[int | ValueRef], int | None]) -> Iterator[tuple[Words, str]]:
        before, stretches = None, [(mark.text, count(mark.day), count(mark.day)) for mark in self.marks]
        for span in self.spans:
            first, last = (before or 0) + 1 if span.first is None else count(span.first), count(span.last)
            before = last
            stretches.append((span.text, first, last))
        days = count(self.days)
        for text, first, last in stretches:
            if days is not None and first is not None and last is not None and not 1 <= first <= last <= days:
                when = f"day {first}" if first == last else f"days {first} to {last}"
                yield text, f"is on {when}, and this calendar has days 1 to {days}"

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        last, spans = 0, []
        for span in dressed["spans"]:
            spans.append({**span, "first": span["first"] or last + 1})
            last = span["last"]
        return {"spans": spans}


class Contact(Scoped):
    """Somebody to call.

    who: a person, a ward, a service
    when: the hours, if not any
    phone: the value of the number, such as night-phone
    more: a sentence about calling
    """

    who: Text
    when: Text | None = None
    phone: Reference
    more: Text | None = None
    read_as: ClassVar = {"who": "name", "when": "name"}


class Contacts(BlockModel):
    """Whom to call, the most urgent first.

    intro: prose before them
    contacts: who, when and at which number
    """

    intro: Paragraphs | None = None
    contacts: tuple[Contact, ...] = Field(min_length=1)
    lists = frozenset({"contacts"})
    gives = frozenset({"short summary", "deeds"})
    on_back = frozenset({"contacts.who", "contacts.phone"})
    lists_contacts = True
    room = 0.3


class QuestionGroup(Scoped):
    """Questions about one thing.

    title: what they are about
    questions: one question each
    """

    title: Text
    questions: tuple[Point, ...] = Field(min_length=1)
    lists = frozenset({"questions"})
    read_as: ClassVar = {"title": "name"}


class Questions(BlockModel):
    """Questions to ask the team, with room for answers.

    intro: prose before them
    groups: the questions by what they are about
    lines: lines to write on under each question; 0 for none
    """

    intro: Paragraphs | None = None
    groups: tuple[QuestionGroup, ...] = Field(min_length=1)
    lines: int = Field(1, ge=0, le=4)
    unsaid = frozenset({"lines"})
    room = 0.5

    def is_tool(self) -> bool:
        return True


class Glossary(BlockModel):
    """Hard words and what they mean.

    intro: prose before them
    terms: by their names in booklets/terms.yaml, or written out, in the order of the alphabet; a translation sorts
        them by its own
    """

    intro: Paragraphs | None = None
    # No list to take in at a glance: a word is looked up.
    terms: tuple[AnyTerm, ...] = Field(min_length=1)
    alphabetical = ("terms", "term")


class CardLine(Content):
    """A line of a card.

    label: what stands before it
    value: a value to print; without one it is a line to write on
    slot: what copies write on that line, such as child-name, birth-date or start-date
    """

    label: TextForStaff
    value: Reference | None = None
    slot: OnCard | None = None
    unsaid = frozenset({"slot"})
    read_as: ClassVar = {"label": "name"}


class Face(Scoped):
    """One side of a card, printed in the family's language and in the place's.

    title: the largest words on it
    text: a sentence under the title
    lines: lines to read or to write on
    """

    title: TextForStaff
    text: TextForStaff | None = None
    lines: tuple[CardLine, ...] = ()
    read_as: ClassVar = {"title": "name"}


class Card(BlockModel):
    """A wallet card to cut out and fold.

    intro: prose before it, not on the card
    faces: one or two sides
    """

    intro: Paragraphs | None = None
    faces: tuple[Face, ...] = Field(min_length=1, max_length=2)
    safety = True
    gives = frozenset({"short summary", "deeds", "tool"})

    def sides(self) -> int:
        return len(self.faces)

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        return {"sides": dresser.in_each_language(self.faces)}


class TeachBack(BlockModel):
    """What the nurse asks the family to say or to show.

    intro: prose before them
    prompts: one request each
    """

    intro: Paragraphs | None = None
    prompts: tuple[AnyPrompt, ...] = Field(min_length=1)
    lists = frozenset({"prompts"})
    said_back = frozenset({"prompts"})
    gives = frozenset({"deeds"})
    brings_heading = True


class KnownUnknown(BlockModel):
    """What is known, what is not, and what the team decides with the family.

    intro: prose before them
    known: what is known
    unknown: what nobody knows yet
    team: what your team decides with you
    """

    intro: Paragraphs | None = None
    known: tuple[Point, ...] = Field(min_length=1)
    unknown: tuple[Point, ...] = Field(min_length=1)
    team: tuple[Point, ...] = ()
    lists = frozenset({"known", "unknown", "team"})
    gives = frozenset({"unknowns"})
    room = 0.2


class Frame(Scoped):
    """One moment of a story.

    picture: what is seen; without one, an empty frame to draw in
    text: at most twelve words, to read aloud
    """

    picture: Picture | None = None
    text: Text
    most_words: ClassVar = {"text": WORDS_IN_A_TRANSLATED_FRAME}

    @field_validator("text")
    @classmethod
    def _few_words(cls, text: Words) -> Words:
        return _at_most(text, WORDS_IN_A_FRAME, "a frame")


class Story(BlockModel):
    """A story in pictures, for young children.

    intro: prose before it
    frames: two or more, in order
    large: yes gives each frame a page of its own, as in a picture book; otherwise three stand in a row
    """

    intro: Paragraphs | None = None
    frames: tuple[Frame, ...] = Field(min_length=2)
    large: bool = False
    unsaid = frozenset({"large"})
    room = 0.6


class Consent(Content):
    """The yes of whoever is quoted, to be printed in these words.

    date: the day on which it was given
    record: where it is kept, such as a form and its number; never a name
    """

    date: datetime.date
    record: Filled


class Voice(BlockModel):
    """What somebody said who has been through this, in their own words and with their consent.

    text: what they said, word for word
    who: who said it, as a role and never by name, such as A father of two
    consent: when they agreed to be quoted, and where that is kept; not printed
    """

    text: Paragraphs
    who: Text
    consent: Consent | None = Field(None, validate_default=True)
    apparatus = frozenset({"consent"})
    read_as: ClassVar = {"who": "name"}

    model_config = ConfigDict(json_schema_extra={"allOf": [{"required": ["consent"]}]})

    @field_validator("consent")
    @classmethod
    def _given(cls, consent: Consent | None, info: ValidationInfo) -> Consent | None:
        # Nobody is quoted yet where it does not say who.
        if consent is None and (who := info.data.get("who")):
            raise PydanticCustomError("B062", "{who}", {"who": q(who.text)})
        return consent


class Share(Scoped):
    """How many of a hundred.

    count: how many dots are filled
    text: what is true of so many, with the number in digits
    """

    count: int = Field(ge=0, le=100)
    text: Text

    @model_validator(mode="after")
    def _as_it_is_drawn(self) -> Share:
        said = {number.value for figure in figures(self.text.text) for number in figure.numbers}
        if self.count not in said:
            raise ValueError(f"the words say {self.count}, as many as there are dots")
        return self


class Hundred(BlockModel):
    """A risk or a chance as a hundred dots, with the words beside it.

    intro: prose before it
    of: who the hundred are, the same for every share
    shares: what is true of how many of them
    """

    intro: Paragraphs | None = None
    of: Text
    shares: tuple[Share, ...] = Field(min_length=1, max_length=4)
    lists = frozenset({"shares"})
    gives = frozenset({"chart"})
    room = 0.3


class Notes(BlockModel):
    """Ruled lines to write on.

    intro: prose before them
    lines: how many
    """

    intro: Paragraphs | None = None
    lines: int = Field(20, ge=1, le=40)
    unsaid = frozenset({"lines"})

    def is_tool(self) -> bool:
        return True


class References(BlockModel):
    """The sources of the facts that the booklet cites; it makes itself. Pages name the main ones, where there are any.

    intro: prose before them
    """

    intro: Paragraphs | None = None
    lists_sources = True

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        whole, main = dresser.publishers(), dresser.publishers(main=True)
        return {"publishers": whole, "main": main, "is_whole": main == whole}


KINDS: dict[str, type[BlockModel]] = {
    "prose": ProseBlock,
    "key-points": KeyPoints,
    "steps": Steps,
    "warning": Warning_,
    "side-effects": SideEffects,
    "strip": Strip,
    "timeline": Timeline,
    "roadmap": Roadmap,
    "callout": Callout,
    "table": Table,
    "figure": Figure,
    "body-map": BodyMap,
    "checklist": Checklist,
    "diary": Diary,
    "calendar": Calendar,
    "contacts": Contacts,
    "questions": Questions,
    "glossary": Glossary,
    "card": Card,
    "teach-back": TeachBack,
    "known-unknown": KnownUnknown,
    "voice": Voice,
    "story": Story,
    "hundred": Hundred,
    "notes": Notes,
    "references": References,
}

"""YAML as people write it: every word keeps its line and column, and nothing is guessed.

All scalars are read as strings (YAML would read `no` as false and 12:30 as 750). Duplicate keys, anchors and
aliases, files that are not UTF-8 and files that are far too large are problems, each with its spot.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from chapbook.problems import Problem, Problems, Spot, problem, q

# The largest content file of the library has 56 KB; ten times the largest that a person would edit.
LIMIT = 1_000_000

# The C parser where PyYAML was built with it: 8 times faster on the evidence, the same events.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar(str):
    """A word of a YAML file that knows its spot; of a literal block (`|`), the line of its first text line."""

    spot: Spot
    literal: bool

    def __new__(cls, text: str, spot: Spot, literal: bool = False) -> Scalar:
        scalar = super().__new__(cls, text)
        scalar.spot, scalar.literal = spot, literal
        return scalar

    def at_line(self, number: int) -> Spot:
        """The spot of the nth line of this text, counting from 0."""
        if self.literal:
            return Spot(self.spot.path, self.spot.line + 1 + number, 1)
        return self.spot


class Mapping(dict[str, Any]):
    """A mapping of a YAML file, with the spots of itself and of its keys."""

    spot: Spot
    key_spots: dict[str, Spot]


class Sequence(list[Any]):
    """A sequence of a YAML file, with its spot."""

    spot: Spot


def read_text(path: Path, shown: str) -> str:
    """The text of a file, or the problem that keeps it from being read."""
    size = path.stat().st_size
    if size > LIMIT:
        raise Problems([problem("B010", Spot(shown), size=_megabytes(size), limit=_megabytes(LIMIT))])
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problems([problem("B009", Spot(shown, line), offset=error.start + 1)]) from None


def read_yaml(path: Path, shown: str) -> Mapping:
    """The mapping that a YAML file holds; all that is wrong with the file is raised at once."""
    text = read_text(path, shown)
    found: list[Problem] = []
    try:
        events = yaml.parse(text, Loader=_Loader)
        data = _build(_content(events), shown, found)
    except yaml.YAMLError as error:
        raise Problems([*found, _syntax(error, shown)]) from None
    if not found and not isinstance(data, Mapping):
        found.append(_syntax_problem(Spot(shown, 1, 1), "a file of keys and values is wanted", "begin with a line such as kind: prose"))
    if found:
        raise Problems(found)
    assert isinstance(data, Mapping)
    return data


def _content(events: Iterator[Any]) -> Iterator[Any]:
    """The events of the nodes alone, without the start and end of stream and document."""
    frame = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    return (event for event in events if not isinstance(event, frame))


def _build(events: Iterator[Any], shown: str, found: list[Problem]) -> Any:
    event = next(events, None)
    return None if event is None else _node(event, events, shown, found)


def _node(event: Any, events: Iterator[Any], shown: str, found: list[Problem]) -> Any:
    spot = Spot(shown, event.start_mark.line + 1, event.start_mark.column + 1)
    if getattr(event, "anchor", None):
        mark = ("*" if isinstance(event, yaml.AliasEvent) else "&") + event.anchor
        found.append(problem("B011", spot, mark=mark))
    if isinstance(event, yaml.AliasEvent):
        return Scalar("", spot)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, spot, literal=event.style in ("|", ">"))
    if isinstance(event, yaml.SequenceStartEvent):
        sequence = Sequence()
        sequence.spot = spot
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            sequence.append(_node(event, events, shown, found))
        return sequence
    mapping = Mapping()
    mapping.spot, mapping.key_spots = spot, {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, shown, found)
        value = _node(next(events), events, shown, found)
        if not isinstance(key, Scalar):
            found.append(_syntax_problem(spot, "a key must be a word", "put words with braces or brackets in quotes"))
        elif key in mapping:
            found.append(problem("B001", key.spot, key=q(key), line=mapping.key_spots[key].line))
        else:
            mapping[str(key)] = value
            mapping.key_spots[str(key)] = key.spot
    return mapping


def _syntax(error: yaml.YAMLError, shown: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    fault = getattr(error, "problem", None) or str(error).splitlines()[0]
    spot = Spot(shown, mark.line + 1, mark.column + 1) if mark else Spot(shown)
    hint = "put text that holds a colon, or begins with a brace, bracket, quote or star, in quotes"
    if "\t" in fault or "tab" in fault:
        hint = "indent with spaces, never with tabs"
    return _syntax_problem(spot, fault, hint)


def _syntax_problem(spot: Spot, fault: str, hint: str) -> Problem:
    return problem("B012", spot, fault=fault, hint=hint)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"


def spot_at(data: Any, path: tuple[int | str, ...]) -> Spot:
    """The spot of what a path of keys and numbers leads to: of the key where there is one, else of the value.

    A path that leads nowhere (a missing key) gives the last spot on the way.
    """
    spot: Spot = data.spot
    for step in path:
        if isinstance(data, Mapping) and step in data:
            spot, data = data.key_spots[str(step)], data[str(step)]
        elif isinstance(data, Sequence) and isinstance(step, int) and step < len(data):
            data = data[step]
            spot = data.spot
        else:
            break
    return spot

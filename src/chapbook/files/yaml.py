"""YAML as people write it: every word keeps its line and column, and nothing is guessed.

All scalars are read as strings (YAML would read `no` as false and 12:30 as 750). Duplicate keys, anchors and
aliases, files that are not UTF-8 and files that are far too large are problems, each with its spot.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from chapbook.problems.problem import Missing, Problem, Problems, Spot, problem, q

# The largest content file of the library has 56 KB; ten times the largest that a person would edit.
LIMIT = 1_000_000

# The largest drawing of the library has 13 KB, and one that somebody traced from a photograph a few megabytes.
LARGEST = 10_000_000

# The deepest file of the library has 8 levels. Far below what the recursion of Python allows.
DEEPEST = 40

# The C parser alone: 8 times faster on the evidence, and the other one reads [Who helps us?] and \ud800 in another way,
# so that two machines would differ.
_Loader: Any = getattr(yaml, "CBaseLoader", None)


class Scalar(str):
    """A word of a YAML file that knows its spot, and of a literal block (`|`) the column in which its lines begin."""

    spot: Spot
    column: int

    def __new__(cls, text: str, spot: Spot, column: int = 0) -> Scalar:
        scalar = super().__new__(cls, text)
        scalar.spot, scalar.column = spot, column
        return scalar

    def __getnewargs__(self) -> tuple[str, Spot, int]:  # type: ignore[override]
        return str(self), self.spot, self.column

    def at_line(self, number: int) -> Spot:
        """The spot of the nth line of this text, counting from 0."""
        if self.column:
            return Spot(self.spot.path, self.spot.line + 1 + number, self.column)
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
    return decoded(path, shown)


def decoded(path: Path, shown: str) -> str:
    """The text of a file, a template, a style or a drawing, if it is UTF-8."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Problems([problem("B010", Spot(shown), size=_megabytes(size), limit=_megabytes(LARGEST))])
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        raise Problems(
            [problem("B009", Spot(shown, before.count(b"\n") + 1, column), offset=error.start + 1)]
        ) from None


def read_yaml(path: Path, shown: str) -> Mapping:
    """The mapping that a YAML file holds; all that is wrong with the file is raised at once."""
    data, found = parse_yaml(path, shown)
    if found or data is None:
        raise Problems(found)
    return data


def parse_yaml(path: Path, shown: str) -> tuple[Mapping | None, list[Problem]]:
    """What can be read of a YAML file, and all that is wrong with it."""
    try:
        return parsed(read_text(path, shown), shown)
    except Problems as unreadable:
        return None, [*unreadable.problems]


def parsed(text: str, shown: str) -> tuple[Mapping | None, list[Problem]]:
    """The same of its text."""
    if _Loader is None:
        hint = "run: pip install --force-reinstall --only-binary :all: pyyaml"
        raise Missing("PyYAML was built without libyaml here", hint)
    reader = _Reader(shown, text)
    try:
        data = reader.document()
    except yaml.YAMLError as error:
        return None, [*reader.found, _syntax(error, text, shown)]
    if isinstance(data, Mapping):
        return data, reader.found
    wanted = _syntax_problem(
        Spot(shown, 1, 1), "a file of keys and values is wanted", "begin with a line such as kind: prose"
    )
    return None, reader.found or [wanted]


class _Reader:
    """Builds what the parser's events say, and keeps what is wrong on the way."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown, self.lines = shown, text.splitlines()
        self.found: list[Problem] = []
        self._events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        self._anchors: set[str] = set()

    def document(self) -> Any:
        data: Any = None
        for event in self._events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent) and data is not None:
                spot = Spot(self.shown, line, 1)
                hint = "take the line --- out, or make it a file of its own"
                self.found.append(_syntax_problem(spot, "a second document in the file", hint))
                return data
            if isinstance(event, yaml.NodeEvent):
                data = self._node(event, 1)
        return data

    def _node(self, event: Any, depth: int) -> Any:
        spot = Spot(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=event.start_mark)
        if getattr(event, "anchor", None):
            self._refuse_anchor(event, spot)
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", spot)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, spot, self._first_column(spot) if event.style == "|" else 0)
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = Sequence()
            sequence.spot = spot
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                sequence.append(self._node(event, depth + 1))
            return sequence
        mapping = Mapping()
        mapping.spot, mapping.key_spots = spot, {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, value = self._node(event, depth + 1), self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self.found.append(
                    _syntax_problem(spot, "a key must be a word", "put words with braces or brackets in quotes")
                )
            elif key in mapping:
                self.found.append(problem("B001", key.spot, key=q(key), line=mapping.key_spots[key].line))
            else:
                mapping[key] = value
                mapping.key_spots[key] = key.spot
        return mapping

    def _refuse_anchor(self, event: Any, spot: Spot) -> None:
        """Each name once: what unfolds to a million lines is still one mistake."""
        if event.anchor not in self._anchors:
            self._anchors.add(event.anchor)
            mark = ("*" if isinstance(event, yaml.AliasEvent) else "&") + event.anchor
            self.found.append(problem("B011", spot, mark=mark))

    def _first_column(self, spot: Spot) -> int:
        """The column in which the lines of a literal block begin."""
        first = next((line for line in self.lines[spot.line :] if line.strip()), "")
        return len(first) - len(first.lstrip()) + 1


# What the parser says, in words for people, and the remedy.
_SYNTAX = {
    "mapping values are not allowed": (
        "a colon inside text",
        "put text that holds a colon in quotes, or indent the line like its neighbours",
    ),
    "did not find expected ',' or": (
        "a bracket or brace is not closed",
        "close it, or put text that begins with one in quotes",
    ),
    "did not find expected key": (
        "this line does not fit the ones above it",
        "indent it like its neighbours; put text that begins with a brace, bracket or quote in quotes",
    ),
    "did not find expected '-'": (
        "this line does not fit the list above it",
        "begin each item with a hyphen, all in one column",
    ),
    "found unexpected end of stream": ("a quote is not closed", "close it where the text ends"),
    "could not find expected ':'": ("a key without a colon", "write a colon and a space after the key"),
    "found character that cannot start": ("a sign that text cannot begin with", "put the text in quotes"),
    "nested too deeply": ("nested too deeply", "content files need a few levels at most"),
}
_STRANGE_HINT = "put text that begins with a sign such as a star, brace, bracket, quote or per cent in quotes"


def _syntax(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    mark = getattr(error, "problem_mark", None)
    if said.startswith(("found unexpected end", "did not find expected ','")):
        mark = getattr(error, "context_mark", None) or mark  # where it was opened
    if mark is None:
        return _syntax_problem(Spot(shown), said, _STRANGE_HINT)
    spot = Spot(shown, mark.line + 1, mark.column + 1)
    line = dict(enumerate(text.splitlines())).get(mark.line, "")
    if said.startswith("did not find expected ','") and (second := _second_colon(error, text, shown)):
        spot, said = second, "mapping values are not allowed"
    if "\t" in line[: mark.column + 1]:
        return _syntax_problem(spot, "a tab", "indent with spaces, never with tabs")
    fault, hint = next((words for start, words in _SYNTAX.items() if said.startswith(start)), (said, _STRANGE_HINT))
    return _syntax_problem(spot, fault, hint)


def _second_colon(error: yaml.YAMLError, text: str, shown: str) -> Spot | None:
    """Where text in brackets or braces holds a colon: a key of its own stands before it in the same line."""
    at, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if at is None or opened is None:
        return None
    line = text.splitlines()[at.line] if at.line < len(text.splitlines()) else ""
    before = line[opened.column if opened.line == at.line else 0 : at.column]
    return Spot(shown, at.line + 1, at.column + 1) if line[at.column :].startswith(":") and ":" in before else None


def _syntax_problem(spot: Spot, fault: str, hint: str) -> Problem:
    return problem("B012", spot, fault=fault, hint=hint)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def merge(far: Mapping, near: Mapping) -> Mapping:
    """Two mappings, the nearer one winning key by key, mappings inside them likewise."""
    merged = Mapping(far)
    merged.spot, merged.key_spots = near.spot, {**far.key_spots, **near.key_spots}
    for key, value in near.items():
        both = isinstance(value, Mapping) and isinstance(far.get(key), Mapping)
        merged[key] = merge(far[key], value) if both else value
    return merged


def without(data: Mapping, keys: Collection[str]) -> Mapping:
    """A mapping less some of its keys."""
    kept = Mapping({key: value for key, value in data.items() if key not in keys})
    kept.spot, kept.key_spots = data.spot, data.key_spots
    return kept


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


# ── to write ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Lines(str):
    """A text that is written line by line, so that git shows which line changed."""


def _dumper(kind: Any) -> Any:
    """A dumper that also knows such texts, and writes a day twice where it stands twice: aliases are refused."""
    ours: Any = type("_Dumper", (kind,), {"ignore_aliases": lambda dumper, data: True})
    # What was read from a file is written as the text that it is, whatever else is known of it.
    ours.add_multi_representer(str, lambda dumper, text: dumper.represent_str(str(text)))
    ours.add_representer(
        Lines, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")
    )
    return ours


_LIBYAML, _PYYAML = _dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)), _dumper(yaml.SafeDumper)
# libyaml writes the same as PyYAML in a tenth of the time, but for letters beyond U+FFFF and some ends of lines, which
# it escapes though git should show them, for long keys, empty ones, and for an end that it marks after empty lines.
_OTHERWISE = re.compile(r"\\[UNLP]|^ *(?:- )*\? |'':|^\.\.\.$", re.MULTILINE)


def as_yaml(data: Any) -> str:
    """Data as a file: keys in their order, and a text on its line, however long, so that git shows the one changed.

    >>> as_yaml({"says": "Ask for 🧸", "day": "2026-11-21"})
    "says: Ask for 🧸\\nday: '2026-11-21'\\n"
    """
    fast = _dumped(data, _LIBYAML)
    return _dumped(data, _PYYAML) if _OTHERWISE.search(fast) else fast


def _dumped(data: Any, dumper: Any) -> str:
    return str(yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=1_000_000))

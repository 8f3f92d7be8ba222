"""The texts of YAML files as people write them: nothing in them that nobody sees, and nothing cut off unseen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from chapbook.content.characters import name_of, unseen
from chapbook.files.yaml import Mapping, Scalar, Sequence, parsed
from chapbook.problems.problem import Problem, Spot, problem, shorten


@lru_cache(maxsize=1024)
def read(text: str, shown: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """What a text holds, and all that is wrong with it; kept, for of a project's files few change. Change nothing."""
    data, found = parsed(text, shown)
    if data is None:
        return None, tuple(found)
    return data, (*found, *_unseen(data, text, shown), *_cut_off(data, text, shown))


def _unseen(data: Mapping, text: str, shown: str) -> Iterator[Problem]:
    """What nobody sees in a file, its comments too, or in a word of it that is written with a backslash."""
    for row, line in enumerate(text.split("\n"), 1):
        for place, character in unseen(line.removesuffix("\r")):
            yield problem("B047", Spot(shown, row, place + 1), character=name_of(character))
    for word in _scalars(data):
        for character in dict.fromkeys(character for _, character in unseen(word)):
            if character not in text:
                yield problem("B047", word.spot, character=name_of(character))


def _cut_off(data: Mapping, text: str, shown: str) -> Iterator[Problem]:
    """What YAML takes for a note in the middle of a text, such as the extension of a phone: 202-555-0143 #2."""
    # YAML 1.1, 4.2: it ends a line at signs at which no editor does, and counts so.
    # The value that a last `? key` lacks stands below the last line.
    lines = [*re.split("\r\n|[\r\n\x85\u2028\u2029]", text), ""]
    notes = [[found.start() for found in re.finditer(r"\s#\w", line)] for line in lines]
    for word in _scalars(data):
        row, begin = word.spot.line - 1, word.spot.column - 1
        if word.spot.path != shown or lines[row][begin : begin + 1] in ("", '"', "'", "|", ">"):
            continue
        if (at := bisect_left(notes[row], begin)) < len(notes[row]):
            note = notes[row][at] + 1
            yield problem("B040", Spot(shown, row + 1, note + 1), lost=shorten(lines[row][note:].strip()))


def _scalars(data: Any) -> Iterator[Scalar]:
    if isinstance(data, Scalar):
        yield data
    for part in (*data, *data.values()) if isinstance(data, Mapping) else data if isinstance(data, Sequence) else ():
        yield from _scalars(part)

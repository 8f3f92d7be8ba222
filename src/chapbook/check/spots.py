"""Where in its file a fault stands: the line and column of a name, of a word of a text, or of a character."""

from __future__ import annotations

import re
from collections import deque

from chapbook.content.project import Project
from chapbook.content.text import ValueRef, Words
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Spot


def spot_of_word(project: Project, leaf: Words | ValueRef, word: str) -> Spot:
    """Where a word stands in a text, or where the text begins if it is written otherwise there."""
    begin = leaf.spot
    path = project.chain.find(begin.path)
    if not isinstance(leaf, Words) or path is None:
        return begin
    whole = re.compile(rf"(?<![\w.,]){re.escape(word)}(?!\w)")
    left = len(leaf.text)
    for row, line in enumerate(path.read_text("utf-8-sig").splitlines()[begin.line - 1 :], begin.line):
        if found := whole.search(line, begin.column - 1 if row == begin.line else 0):
            return Spot(begin.path, row, found.start() + 1)
        left -= len(line.strip())
        if left <= 0:
            break
    return begin


def spot_in(project: Project, begin: Spot, text: str, place: int) -> Spot:
    """Where a character of a text stands in its file, which may break the text, indent it and put signs before it."""
    path = project.chain.find(begin.path)
    wanted = deque(character for character in text[: place + 1] if not character.isspace())
    lines = path.read_text("utf-8-sig").splitlines() if path else []
    for row, line in enumerate(lines[begin.line - 1 :], begin.line):
        before = len(wanted)
        for column in range(begin.column - 1 if row == begin.line else 0, len(line)):
            if line[column] == wanted[0]:
                wanted.popleft()
                if not wanted:
                    return Spot(begin.path, row, column + 1)
        # A character that is written otherwise there, such as \u00e9, is not looked for in the rest of the file.
        if line.strip() and len(wanted) == before:
            break
    return begin


def spot_of(name: object) -> Spot:
    """Where a name was written; the folder of all content where nobody noted it."""
    return name.spot if isinstance(name, Scalar) else Spot("booklets")

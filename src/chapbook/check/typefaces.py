"""The typefaces that styles name: one that is no file is asked of the machine, and whatever it has is taken."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, takewhile

import tinycss2
from tinycss2.ast import Node

from chapbook.files.chain import Chain
from chapbook.files.yaml import decoded
from chapbook.problems.problem import Problems, Spot

# Their names may stand without quotes; elsewhere a bare word says something else.
_FAMILIES = ("font-family", "--font-text", "--font-title")

# What names no family (CSS Fonts 4), or whatever a browser has.
_KEYWORDS = {
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji", "fangsong", "ui-serif",
    "ui-sans-serif", "ui-monospace", "ui-rounded", "inherit", "initial", "unset", "revert", "revert-layer",
}  # fmt: skip

# They are read in browsers, which have typefaces of their own.
_ON_SCREENS = ("site.css", "desk.css")


def asked_for(chain: Chain) -> Iterator[tuple[Spot, str]]:
    """Every family that a style of printed pages names, where it does; what cannot be read is told elsewhere."""
    for name in chain.names("styles", "**/*.css"):
        for path in chain.layers(name) if not name.endswith(_ON_SCREENS) else ():
            shown = chain.shown(path)
            try:
                yield from ((Spot(shown, *at), family) for at, family in _asked_in(decoded(path, shown)))
            except (Problems, RecursionError, ValueError):
                continue


@lru_cache(maxsize=64)
def _asked_in(text: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """What a style asks for, read once for all projects that have it."""
    return (*_asked(tinycss2.parse_component_value_list(text, skip_comments=True)),)


def _asked(nodes: list[Node]) -> Iterator[tuple[tuple[int, int], str]]:
    nodes = [node for node in nodes if node.type != "whitespace"]
    for number, node in enumerate(nodes):
        if node.type == "{} block":
            yield from _asked(node.content)
        elif node.type == "ident" and nodes[number + 1 : number + 2] == [":"]:
            name, value = node.lower_value, takewhile(lambda each: each != ";", nodes[number + 2 :])
            if name == "font" or name in _FAMILIES or name.startswith("--font-"):
                yield from _families(value, bare=name in _FAMILIES)


def _families(value: Iterator[Node], bare: bool) -> Iterator[tuple[tuple[int, int], str]]:
    """The families of a value, which commas part: strings, and words in a row."""
    for is_comma, group in groupby(value, lambda each: each == ","):
        words = [each for each in group if each.type == "string" or (bare and each.type == "ident")]
        family = " ".join(each.value for each in words)
        if words and not is_comma and family.casefold() not in _KEYWORDS:
            yield (words[0].source_line, words[0].source_column), family

"""What the pages of an edition have to say: the lines of its transcript, each in the region to which it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from chapbook.content.forms import FORMS
from chapbook.problems.problem import Spot
from chapbook.transcript.transcript import Line, Passage, Transcript

# Regions of the pages that are no block, by the `id` that a template gives them.
COVER, CONTENTS, COLOPHON, BACK = "cover", "contents", "colophon", "back"

# The two wordings of a sign, of which a page prints one.
WHOLE, SHORT = "whole", "short"


@dataclass(frozen=True)
class Expected:
    """A line as it has to stand in a region of the pages: where it was written, and what it may be left out by."""

    text: str
    spot: Spot
    region: str
    # Its region, and its keys under their kind and under their block, such as "contacts.contacts.when"; of a sign with
    # two wordings, which of them it is.
    names: frozenset[str]
    # Whether it is of a table's head, which stands again on each page that the table reaches.
    again: bool = False


def expected(text: Transcript) -> Iterator[Expected]:
    """All that an edition prints, in order; its title stands on front and back, the emergency on the back again."""
    fields: dict[str, list[Line]] = {}
    for line in text.covers.lines:
        fields.setdefault(line.field.split(".")[0], []).append(line)
    for field, region in (("title", COVER), ("subtitle", COVER), ("title", BACK), ("back", BACK)):
        yield from (_expected(line, region, region) for line in fields.get(field, ()))
    yield from _emergency(text)
    titles = [line for line in fields.get("chapter", ()) if line.role == "words"]
    blocks = {passage.name: passage for passage in text.blocks}
    for chapter, title in zip(text.manuscript.chapters, titles, strict=True):
        yield Expected(title.plain, title.spot, CONTENTS, frozenset({CONTENTS}))
        yield Expected(title.plain, title.spot, chapter.id, frozenset({chapter.id}))
        for block in chapter.blocks:
            yield from _passage(blocks[block.name], block.content.heads)


def _passage(passage: Passage, heads: frozenset[str]) -> Iterator[Expected]:
    for line, after in zip_longest(passage.lines, passage.lines[1:]):
        has_short = after is not None and after.role == "short"
        if line.role == "short":
            names = {passage.name, f"{passage.name}.{line.sign}", *(() if passage.in_short else (SHORT,))}
            yield Expected(line.plain, line.spot, passage.name, frozenset(names))
        elif line.is_printed and not (passage.in_short and has_short):
            again = line.field.split(".")[0] in heads
            found = replace(_expected(line, passage.name, passage.kind), again=again)
            yield replace(found, names=found.names | {WHOLE}) if has_short else found


# What a back cover says again: of the first block that calls an ambulance, and of the first with numbers, four of them.
EMERGENCY = f"{BACK}.emergency"
_NUMBERS = 4


def _emergency(text: Transcript) -> Iterator[Expected]:
    """What the back cover of a booklet says again, if one block calls an ambulance: signs, what to say, numbers."""
    if not FORMS[text.manuscript.booklet.form].is_leafed:
        return
    blocks = [block for block in text.manuscript.blocks if block.content.on_back]
    calls = ((block, block.content.call()) for block in blocks)
    first = next((block for block, call in calls if call and call.level == "ambulance"), None)
    numbers = next((block for block in blocks if not block.content.warns), None)
    if first is None:
        return
    passages = {passage.name: passage for passage in text.blocks}
    for block in filter(None, (first, numbers)):
        printed = (line for line in passages[block.name].lines if line.is_printed)
        lines = [line for line in printed if line.field in block.content.on_back]
        lines = lines[: 2 * _NUMBERS] if block is numbers else lines
        yield from (Expected(line.plain, line.spot, BACK, frozenset({BACK, EMERGENCY})) for line in lines)


def _expected(line: Line, region: str, kind: str) -> Expected:
    names = {
        path
        for start in (kind, region)
        for path in accumulate(line.field.split("."), lambda path, key: f"{path}.{key}", initial=start)
    }
    return Expected(line.plain, line.spot, region, frozenset(names - {kind} | {region}))

"""What changed from one paper to the next, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from chapbook.transcript.snapshot import Record, Snapshot


@dataclass(frozen=True)
class Change:
    """One block in which two snapshots differ: how, and the lines that went (`-`) and came (`+`)."""

    path: str
    title: str
    kind: Literal["new", "gone", "words", "pictures", "evidence"]
    lines: tuple[tuple[str, str], ...]


def differences(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """What changed from one snapshot to another, block by block as the new one has them, what is gone last."""
    return tuple(
        change
        for path in dict.fromkeys([*new.passages, *old.passages])
        if (change := _change(path, old.passages, new.passages))
    )


_NOTHING = Record()


def _change(path: str, old: Mapping[str, Record], new: Mapping[str, Record]) -> Change | None:
    before, after = old.get(path, _NOTHING), new.get(path, _NOTHING)
    # A block that came or went stands for itself; that the order names it is no change of the covers.
    moved = {f"chapter.block: {each}" for each in old.keys() ^ new.keys()}
    words = [line for line in _lines(before.text, after.text) if line[1] not in moved]
    pictures = [*_lines(before.pictures, after.pictures, "picture: ")]
    facts = [*_lines(before.facts, after.facts, "fact: ")]
    if not (words or pictures or facts):
        return None
    kind: Literal["new", "gone", "words", "pictures", "evidence"] = (
        "new"
        if path not in old
        else "gone"
        if path not in new
        else "words"
        if words
        else "pictures"
        if pictures
        else "evidence"
    )
    return Change(path, after.title or before.title, kind, (*words, *pictures, *facts))


def _lines(old: tuple[str, ...], new: tuple[str, ...], what: str = "") -> Iterator[tuple[str, str]]:
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (("-", what + line) for line in old[start:end])
            yield from (("+", what + line) for line in new[first:last])

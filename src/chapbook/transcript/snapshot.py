"""A transcript written down: what a register keeps of it, so that a paper from years ago can be looked up by its code.

How pages look, who approved them and when they were made changes no code: the same words are the same paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from chapbook.files.digest import digest
from chapbook.transcript.code import encode
from chapbook.transcript.transcript import Transcript, on_one_line


@dataclass(frozen=True)
class Record:
    """What one block says, what it rests on, and its pictures.

    title: the block's heading
    text: its words, a line each with its field before it
    facts: the statements behind it, each `<id>: <statement>`
    pictures: the pictures that it shows, each `<file> <SHA-256>`
    """

    title: str = ""
    text: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """All that an edition says, by block: first its covers and order, last the words that its templates bring."""

    edition: str
    title: str
    passages: dict[str, Record]

    @property
    def code(self) -> str:
        """The first 35 bits of SHA-256 over all of it."""
        return encode(int(self.sha256[:9], 16) >> 1)

    @cached_property
    def sha256(self) -> str:
        parts = [
            part
            for path, passage in self.passages.items()
            for group in ((path, passage.title), passage.text, passage.facts, passage.pictures)
            for part in (str(len(group)), *group)
        ]
        return digest(self.edition, self.title, *parts)


def snapshot(text: Transcript) -> Snapshot:
    """A transcript as lines to keep, with the statements that it rests on."""
    passages = {
        passage.path: Record(
            on_one_line(passage.title),
            tuple(map(str, passage.lines)),
            tuple(f"{name}: {on_one_line(fact.fact)}" for name, fact in passage.facts.items()),
            passage.pictures,
        )
        for passage in text.passages
    }
    return Snapshot(str(text.edition), on_one_line(text.title), passages)


def code_of(text: Transcript) -> str:
    """The code of an edition, such as `k7qm4t2x`: another for any other word, number, fact, picture or publisher."""
    return snapshot(text).code

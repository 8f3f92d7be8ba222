"""What the screens ask of copies: of a paper, on a ticket, with what was typed."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapbook import api
from chapbook.content.slots import Kind, Slot
from chapbook.copy.blank import Blank
from chapbook.copy.built import BuiltFile, built, sound, typefaces_of
from chapbook.copy.copy import emblems, hidden
from chapbook.copy.doubts import Doubt, doubtful
from chapbook.copy.hospital import logo_of, of_the_hospital, ways_of
from chapbook.copy.logo import Logo
from chapbook.copy.values import counted, written
from chapbook.desk.papers import Paper, Papers, papers, picture
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problem, Problems

# Pages that are shown with what was typed, and how wide, in pixels.
MOST_SHOWN, WIDE = 3, 720


@dataclass(frozen=True)
class Copier:
    """The papers of a build folder of a project, and copies of them; nothing of a family is kept."""

    chain: Chain
    build: Path
    today: Callable[[], datetime.date]

    def papers(self) -> Papers:
        return papers(self.chain, self.build)

    def blank(self, paper: Paper, ticket: str) -> Blank:
        return self._built(paper, ticket).blank

    def _built(self, paper: Paper, ticket: str) -> BuiltFile:
        edition = paper.edition
        return built(self.chain, self.build, edition.booklet, edition.locale, edition.place, ticket)

    def braille(self, paper: Paper) -> bytes | None:
        """A paper in Braille as it was built, which has no slots; nothing where it was not."""
        return sound(self.chain, self.build, paper.braille).read_bytes() if paper.braille else None

    def in_two_languages(self, paper: Paper, but: Container[str]) -> frozenset[str]:
        """The job tickets, but for some, on which a card is in two languages: its family's, and that of the crews."""
        tickets = [each for each in paper.files if each not in but] if paper.has_sides else ()
        return frozenset(each for each in tickets if len({slot.lang for slot in self.blank(paper, each).slots}) > 1)

    def copy(
        self,
        paper: Paper,
        ticket: str,
        slots: Sequence[Slot],
        values: Mapping[str, str],
        alarm: datetime.time | None = None,
    ) -> api.Copied | None:
        """A copy with those of the values that have one of its slots; nothing where the file has none.

        What nobody was asked for, and the hospital's imprint says, is written too. The alarm is that of `api.copy`.
        """
        if not slots:
            return None
        file, faces = self._built(paper, ticket), typefaces_of(self.chain)
        return api.copy_of(file, faces, self._given(slots, values), self.today(), self._logo(), alarm)

    def _logo(self) -> Logo | None:
        """The hospital's logo; nothing of one that cannot be drawn, as the first screen says."""
        try:
            return logo_of(self.chain)
        except Problems:
            return None

    def _given(self, slots: Sequence[Slot], values: Mapping[str, str]) -> dict[str, str]:
        known = kinds(slots)
        # The paper beside this one may have no room for the day that others are counted from.
        return self.hospital(slots) | {name: value for name, value in counted(values).items() if name in known}

    def refused(
        self, paper: Paper, values: Mapping[str, str]
    ) -> dict[str, tuple[dict[str, Kind], tuple[Problem, ...]]]:
        """Why these values are not on some files of a paper, by job ticket, with the kinds of its slots.

        A poster may have less room for a name than a booklet.
        """
        found: dict[str, tuple[dict[str, Kind], tuple[Problem, ...]]] = {}
        for ticket in paper.files:
            known: dict[str, Kind] = {}
            try:
                file = self._built(paper, ticket)
                slots, known = file.blank.slots, kinds(file.blank.slots)
                covered = hidden(file.blank, emblems(file.blank, self._logo()))
                given = self._given(slots, values)
                _, problems = written(slots, given, typefaces_of(self.chain), file.spot, covered)
            except Problems as lost:
                problems = [*lost.problems]
            if problems:
                found[ticket] = known, (*problems,)
        return found

    def hospital(self, slots: Sequence[Slot]) -> dict[str, str]:
        """What the hospital's imprint says for slots; nothing of one that cannot be read, as the first screen says."""
        try:
            return of_the_hospital(self.chain, slots)
        except Problems:
            return {}

    def doubts(self, paper: Paper, slots: Sequence[Slot], values: Mapping[str, str]) -> dict[str, Doubt]:
        """What can hardly be meant, by the names of slots."""
        place = paper.edition.place
        try:
            ways = ways_of(self.chain, place)
        except Problems:
            ways = ()
        return doubtful(slots, counted(values), place, self.today(), ways, self.hospital(slots))

    def pictures(
        self, slots: Sequence[Slot], made: api.Copied | None, values: Mapping[str, str]
    ) -> list[dict[str, Any]]:
        """The first pages of a copy that something was written on, as addresses that hold the picture itself."""
        if made is None:
            return []
        pages = sorted({slot.page for slot in slots if values.get(slot.name, "").strip()})[:MOST_SHOWN]
        return [
            {"page": page + 1, "src": f"data:image/png;base64,{base64.b64encode(shown).decode()}"}
            for page in pages
            for shown in [picture(made.content, page, WIDE)]
        ]


def kinds(slots: Sequence[Slot]) -> dict[str, Kind]:
    """The kinds of what may be written, by the names of slots."""
    return {slot.name: slot.kind for slot in slots}

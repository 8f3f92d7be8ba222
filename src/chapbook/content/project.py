"""A project: everything that it says, and the editions that it publishes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from chapbook.content.booklet import Block, Booklet, Edition
from chapbook.content.evidence import Evidence
from chapbook.content.interview import InterviewModel
from chapbook.content.numbers import whole
from chapbook.content.settings import (
    EverydayModel,
    ImprintModel,
    LocaleModel,
    PlaceModel,
    PublishesModel,
    SettingModel,
    ValueModel,
    WordingModel,
)
from chapbook.content.signs import SignModel, names_in
from chapbook.content.text import Level, ValueRef
from chapbook.content.tickets import JobTicket
from chapbook.files.chain import Chain


@dataclass(frozen=True)
class Project:
    """Everything that a project says, read along its chain."""

    chain: Chain
    imprint: ImprintModel
    places: dict[str, PlaceModel]
    # The places that have a file, also one that cannot be read.
    known_places: tuple[str, ...]
    locales: dict[str, LocaleModel]
    values: dict[str, ValueModel]
    evidence: Evidence
    booklets: dict[str, Booklet]
    tickets: dict[str, JobTicket]
    everyday: dict[str, EverydayModel] = field(default_factory=dict)
    signs: dict[str, SignModel] = field(default_factory=dict)
    # The term base of each locale: how a translation says each term of the source.
    term_bases: dict[str, dict[str, WordingModel]] = field(default_factory=dict)
    # What families are asked, and which blocks their packets have; nothing where a project makes none.
    interview: InterviewModel | None = None
    # Where only some booklets were asked for: the names of the others, and how many files nobody looked at.
    others: tuple[str, ...] = ()
    unread: int = 0
    # Blocks by path, of booklets that cannot be used: they are judged, and nothing prints them.
    loose: dict[str, Block] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The locale in which the blocks are written; nothing where none is named, which is a problem."""
        return next((tag for tag, locale in self.locales.items() if locale.source), "")

    @property
    def medicines(self) -> tuple[str, ...]:
        """The medicines that any language names, as they stand on the box."""
        return tuple(dict.fromkeys(name for locale in self.locales.values() for name in locale.medicines))

    def only(self, booklet: str) -> Project:
        """The project with one of its booklets alone."""
        others = tuple(name for name in self.booklets if name != booklet)
        return replace(self, booklets={booklet: self.booklets[booklet]}, others=(*self.others, *others))

    def editions(self, *, unpublished: bool = False) -> list[Edition]:
        """Every edition that this project publishes, in order; or also those that it could."""
        publishes = PublishesModel() if unpublished else self.imprint.publishes
        return [
            Edition(booklet.name, tag, place)
            for booklet in self.booklets.values()
            for tag, locale in self.locales.items()
            for place in self.places
            if place in locale.babel
            and _among(booklet.name, publishes.booklets)
            and _among(tag, publishes.locales)
            and _among(tag, booklet.content.locales)
            and _among(place, publishes.places)
            and _among(place, booklet.content.places)
        ]

    def tickets_of(self, booklet: str) -> dict[str, JobTicket]:
        """The job tickets on which a title goes out: those that carry its form, and that it does not leave out."""
        title = self.booklets[booklet].content
        return {
            name: ticket
            for name, ticket in self.tickets.items()
            if title.form in ticket.carries and _among(name, title.tickets) and name not in title.not_on
        }

    @cached_property
    def therapies(self) -> tuple[str, ...]:
        """The therapies of which the register of signs speaks, in its order."""
        return tuple(dict.fromkeys(str(therapy) for sign in self.signs.values() for therapy in sign.levels))

    def level(self, sign: str, therapy: str | None, place: str) -> Level | None:
        """How fast a family acts on a sign, in a title of a therapy; of none, the level that all therapies give it.

        Nothing where it is no sign of the therapy there, or not of one level in all of them.
        """
        if (known := self.signs.get(sign)) is None:
            return None
        found = {known.level(each, place) for each in ((therapy,) if therapy else self.therapies)}
        return found.pop() if len(found) == 1 else None

    def levels(self, booklet: str, place: str) -> dict[str, Level]:
        """How fast a title has a family act: on every sign of its therapy; in one of no therapy, on those it names."""
        title = self.booklets[booklet]
        therapy = title.content.therapy
        named = self.signs if therapy else {name for block in title.blocks.values() for name in names_in(block.content)}
        held = {name: self.level(name, therapy, place) for name in self.signs if name in named}
        return {name: level for name, level in held.items() if level}

    def setting(self, name: str, place: str) -> SettingModel | None:
        """A value as the imprint, then the place sets it; then another key of the imprint, or its definition."""
        for values in (self.imprint.values, self.places[place].values):
            if name in values:
                return values[name]
        definition = self.values[name]
        said = getattr(self.imprint, definition.imprint) if definition.imprint else None
        return SettingModel(value=found) if (found := said or definition.default) else None

    @property
    def phones(self) -> dict[str, SettingModel]:
        """The publisher's own numbers, as its imprint sets them, by name."""
        own = self.imprint.values
        return {name: own[name] for name, each in self.values.items() if each.type == "phone" and name in own}

    def count(self, count: int | ValueRef, place: str) -> int | None:
        """What a count is in a place: None where `check` refuses what it is set to."""
        if isinstance(count, int):
            return count
        setting = self.setting(count.name, place) if count.name in self.values else None
        return whole(setting.value) if setting else None


def _among(name: str, chosen: tuple[str, ...] | None) -> bool:
    return chosen is None or name in chosen

"""From answers to blocks: what a packet has, and what of the library's titles it leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial

from chapbook.catalogs.furniture import speaker
from chapbook.content.booklet import Block, Booklet, Edition, block_path
from chapbook.content.interview import (
    LANGUAGE,
    PACKET,
    PLACE,
    Answers,
    ChoiceModel,
    InterviewModel,
    RowModel,
    spoken_in,
)
from chapbook.content.jobs import ticket_of_packets
from chapbook.content.project import Project
from chapbook.content.text import Words
from chapbook.packet.length import pages_of, share

# The chapters of a packet by the ids of their tables: blocks, and those that stand only where there is room.
Filled = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True)
class Shelf:
    """What can stand in the packets of a language and a place: the titles that are published there."""

    project: Project
    locale: str
    place: str

    @cached_property
    def titles(self) -> dict[str, Booklet]:
        here = (
            each.booklet for each in self.project.editions() if (each.locale, each.place) == (self.locale, self.place)
        )
        return {name: self.project.booklets[name] for name in here}

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Every block that prints there, by its path."""
        blocks = (block for title in self.titles.values() for block in title.blocks.values())
        return {block.path: block for block in blocks if block.content.prints_in(self.place)}

    @cached_property
    def shares(self) -> dict[str, float]:
        """How much of a page each of them takes at most."""
        say = partial(speaker(self.project), self.locale)
        return {path: share(block, self.place, say) for path, block in self.blocks.items()}

    def pages(self, chapters: Filled) -> int:
        """The most pages of a packet with these chapters."""
        return pages_of(sum(self.shares[path] for path in blocks) for blocks, _ in chapters.values())

    def warnings(self, titles: Iterable[str]) -> tuple[str, ...]:
        """What no family of some titles may miss: their red chapters whole, and every warning elsewhere."""
        return tuple(dict.fromkeys(path for name in titles for path in _warnings(self.titles[name], self.place)))


def _warnings(title: Booklet, place: str) -> Iterable[str]:
    for chapter in title.content.order:
        for name in chapter.blocks:
            block = title.block(name)
            if block and block.content.prints_in(place) and (chapter.tone == "warning" or block.content.warns):
                yield block.path


def shelf_of(project: Project, answers: Answers) -> Shelf | None:
    """Where the packets of these answers take their blocks from; nothing where nobody reads that language there."""
    place = answers.get(PLACE) or next(iter(project.places), "")
    spoken = ((tag, locale.babel) for tag, locale in project.locales.items())
    locale = spoken_in(spoken, answers.get(LANGUAGE) or project.source, place)
    return Shelf(project, locale, place) if locale else None


def asked_for(chosen: Iterable[ChoiceModel]) -> tuple[str, ...]:
    """The titles whose warnings some answers ask for."""
    return tuple(dict.fromkeys(title for choice in chosen for title in choice.titles))


def unpublished(shelf: Shelf | None, titles: Iterable[str]) -> list[str]:
    """The titles whose warnings nobody could print: without them there is no packet."""
    return [title for title in titles if shelf is None or title not in shelf.titles]


@dataclass(frozen=True)
class LeftOut:
    """Something that a packet leaves out: what it is about and the title that has it, in the words of that title."""

    what: Words
    where: Words
    title: str
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Packet:
    """What answers make: the edition, its ticket, chapters of blocks, and what is left out."""

    answers: Answers
    edition: Edition
    ticket: str
    therapy: str | None
    # The titles whose warnings it has.
    titles: tuple[str, ...]
    chapters: Filled
    left_out: tuple[LeftOut, ...]


def choose(shelf: Shelf, interview: InterviewModel, answers: Answers) -> Packet:
    """The packet of a family's answers."""
    chosen = [*interview.chosen(answers)]
    chapters = filled(shelf, interview.rows(answers))
    there = {path for blocks, fill in chapters.values() for path in (*blocks, *fill)}
    titles, stages = asked_for(chosen), {str(each.stage) for each in chosen if each.stage}
    return Packet(
        answers,
        Edition(PACKET, shelf.locale, shelf.place),
        next((str(each.ticket) for each in chosen if each.ticket), ticket_of_packets(shelf.project)),
        next((str(each.therapy) for each in chosen if each.therapy), None),
        titles,
        chapters,
        tuple(_left_out(shelf, titles, stages, there)),
    )


def filled(shelf: Shelf, rows: Iterable[tuple[str, RowModel]]) -> Filled:
    """The blocks and fills of rows that hold, by table, as far as they print here; a chapter without blocks is none."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for table, row in rows:
        blocks, fill = found.setdefault(table, ([], []))
        blocks += (str(path) for path in row.blocks if path in shelf.blocks)
        fill += (str(path) for path in row.fill if path in shelf.blocks)
    return {table: ((*blocks,), (*fill,)) for table, (blocks, fill) in found.items() if blocks}


def _left_out(shelf: Shelf, titles: tuple[str, ...], stages: set[str], there: set[str]) -> Iterable[LeftOut]:
    """What its own titles have besides, chapter by chapter, and the other titles for where the family is now."""
    for name in titles:
        own = shelf.titles[name]
        title = _words(name, "title", own.content.title)
        for chapter in own.content.order:
            left = tuple(
                path
                for path in (block_path(name, each) for each in chapter.blocks)
                if path in shelf.blocks and path not in there
            )
            if left:
                yield LeftOut(_words(name, "order.chapter", chapter.chapter), title, name, left)
    for name, other in shelf.titles.items():
        content = other.content
        # A leaflet and a card say again what a booklet says.
        of_any = content.therapy is None and content.readers == "parents" and content.form in ("booklet", "explainer")
        left = tuple(path for path in other.blocks if path in shelf.blocks and path not in there)
        if name not in titles and of_any and stages & {*content.stages} and left:
            title = _words(name, "title", content.title)
            about = _words(name, "subtitle", content.subtitle) if content.subtitle else title
            yield LeftOut(about, title, name, left)


def _words(title: str, field: str, words: Words) -> Words:
    """Words of a title's booklet.yaml, which know their own catalog wherever they are printed."""
    return replace(words, home=words.in_catalog(title, "booklet", field))

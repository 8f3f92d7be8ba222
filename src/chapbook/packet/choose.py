"""From answers to blocks: what a packet has, and what of the library's titles it leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from chapbook.catalogs.furniture import speaker
from chapbook.content.booklet import Block, Booklet, Edition, block_path
from chapbook.content.forms import FORMS, Readers, Stage
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

    def titles_with(self, paths: Collection[str]) -> list[str]:
        """The titles that print one of these blocks, wherever it lies."""
        return [
            name for name, title in self.titles.items() if any(block.path in paths for block in title.blocks.values())
        ]

    @cached_property
    def shares(self) -> dict[str, float]:
        """How much of a page each of them takes at most."""
        say = partial(speaker(self.project), self.locale)
        return {path: share(block, self.place, say) for path, block in self.blocks.items()}

    def pages(self, chapters: Filled) -> int:
        """The most pages of a packet with these chapters."""
        return pages_of(self.taken(chapters))

    def taken(self, chapters: Filled) -> Iterator[float]:
        """How much of a page each of these chapters takes at most."""
        return (sum(self.shares[path] for path in blocks) for blocks, _ in chapters.values())

    @cached_property
    def warnings(self) -> dict[str, tuple[str, ...]]:
        """What no family of a title may miss, by the title: its red chapters whole, and every warning elsewhere."""
        return {name: tuple(dict.fromkeys(_warnings(title, self.place))) for name, title in self.titles.items()}


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


@dataclass(frozen=True)
class AskedFor:
    """What answers ask of a packet besides its blocks: the titles whose warnings it has, its ticket and its therapy.

    Also where the family is and who reads, which says what else is named at its end.
    """

    titles: tuple[str, ...]
    ticket: str | None
    therapy: str | None
    stages: frozenset[Stage]
    readers: frozenset[Readers]


def asked_for(chosen: Iterable[ChoiceModel]) -> AskedFor:
    """What some answers ask for; of two tickets or therapies the first."""
    choices = (*chosen,)
    return AskedFor(
        tuple(dict.fromkeys(title for each in choices for title in each.titles)),
        next((str(each.ticket) for each in choices if each.ticket), None),
        next((str(each.therapy) for each in choices if each.therapy), None),
        frozenset(each.stage for each in choices if each.stage),
        frozenset({"parents", *(each.readers for each in choices if each.readers)}),
    )


def unpublished(shelf: Shelf | None, titles: Iterable[str]) -> list[str]:
    """The titles whose warnings nobody could print: without them there is no packet."""
    return [title for title in titles if shelf is None or title not in shelf.titles]


@dataclass(frozen=True)
class LeftOut:
    """Something that a packet leaves out: what it is about and the title that has it, in the words of that title.

    Of some the packet has a part, or pages under the same heading.
    """

    what: Words
    where: Words
    title: str
    blocks: tuple[str, ...]
    partly: bool = False


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
    left_out: tuple[LeftOut, ...] = ()

    @property
    def blocks(self) -> tuple[str, ...]:
        """Every block that it can print, by its path."""
        return tuple(path for blocks, fill in self.chapters.values() for path in (*blocks, *fill))


def choose(shelf: Shelf, interview: InterviewModel, answers: Answers) -> Packet:
    """The packet of a family's answers."""
    asked, chapters = asked_for(interview.chosen(answers)), filled(shelf, interview.rows(answers))
    edition = Edition(PACKET, shelf.locale, shelf.place)
    ticket = asked.ticket or ticket_of_packets(shelf.project)
    packet = Packet(answers, edition, ticket, asked.therapy, asked.titles, chapters)
    headings = {interview.tables[name].chapter.text for name in chapters}
    return replace(packet, left_out=(*_left_out(shelf, asked, {*packet.blocks}, headings),))


def filled(shelf: Shelf, rows: Iterable[tuple[str, RowModel]]) -> Filled:
    """The blocks and fills of rows that hold, by table, as far as they print here; a chapter without blocks is none."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for table, row in rows:
        blocks, fill = found.setdefault(table, ([], []))
        blocks += (str(path) for path in row.blocks if path in shelf.blocks)
        fill += (str(path) for path in row.fill if path in shelf.blocks)
    return {table: ((*blocks,), (*fill,)) for table, (blocks, fill) in found.items() if blocks}


def _left_out(shelf: Shelf, asked: AskedFor, there: set[str], headings: set[str]) -> Iterable[LeftOut]:
    """What titles of its treatment have besides, chapter by chapter; and others for where the family is and who reads.

    Of the treatment, its card and its sheet of signs are among them in every stage, also where all signs of the sheet
    are in the packet: warnings say to show the one, and the other hangs on a wall. No warning is: its own are all here.
    """
    for name, other in shelf.titles.items():
        content, form = other.content, FORMS[other.content.form]
        if content.readers not in asked.readers:
            continue
        of_it = name in asked.titles or (content.therapy is not None and content.therapy == asked.therapy)
        title = _words(name, "title", content.title)
        left = tuple(path for path in other.blocks if path in shelf.blocks and path not in there)
        if of_it and not form.says_again:
            yield from _chapters_left(shelf, other, there, headings)
        elif of_it:
            about = _words(name, "order.chapter", content.order[0].chapter)
            yield LeftOut(_words(name, "subtitle", content.subtitle) if content.subtitle else about, title, name, left)
        elif content.therapy is None and not form.says_again and asked.stages & {*content.stages} and left:
            about = _words(name, "subtitle", content.subtitle) if content.subtitle else title
            partly = any(path in there for path in other.blocks if path.startswith(f"{name}/"))
            yield LeftOut(about, title, name, left, partly)


def _chapters_left(shelf: Shelf, own: Booklet, there: set[str], headings: set[str]) -> Iterable[LeftOut]:
    """The chapters of a title of the treatment of which something is left out, but for other lists of signs."""
    title = _words(own.name, "title", own.content.title)
    for chapter in own.content.order:
        paths = [block_path(own.name, each) for each in chapter.blocks]
        outside = (path for path in paths if path in shelf.blocks and path not in there)
        left = tuple(path for path in outside if not shelf.blocks[path].content.warns)
        if left:
            partly = chapter.chapter.text in headings or not there.isdisjoint(paths)
            yield LeftOut(_words(own.name, "order.chapter", chapter.chapter), title, own.name, left, partly)


def _words(title: str, field: str, words: Words) -> Words:
    """Words of a title's booklet.yaml, which know their own catalog wherever they are printed."""
    return replace(words, home=words.in_catalog(title, "booklet", field))

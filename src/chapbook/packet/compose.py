"""From a packet to a booklet like any other, which the ordinary pipeline makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from chapbook.content.booklet import Block, Booklet, BookletModel, ChapterModel, SignsLeftOut
from chapbook.content.interview import FILE, PACKET, InterviewModel
from chapbook.content.kinds import Table
from chapbook.content.project import Project
from chapbook.content.signs import names_in
from chapbook.content.text import Part, Prose
from chapbook.packet.choose import Packet, Shelf
from chapbook.packet.codes import code_of
from chapbook.problems.problem import Spot

# The blocks that name what is not in a packet: chapters and titles, and those of which it has a part.
LEFT_OUT, MORE = f"{PACKET}/left-out", f"{PACKET}/more"


def with_packet(shelf: Shelf, interview: InterviewModel, packet: Packet) -> Project:
    """The project with a packet for its only title."""
    project = shelf.project
    booklet = _booklet(shelf, interview, packet)
    return replace(project, booklets={PACKET: booklet}, others=(*project.others, *project.booklets))


def _booklet(shelf: Shelf, interview: InterviewModel, packet: Packet) -> Booklet:
    spot = Spot(FILE)
    lists = dict(_lists(interview, packet))
    chapters = [*_chapters(interview, packet, lists)]
    named = [path for chapter in chapters for path in chapter.named]
    blocks = {path: shelf.blocks[path] for path in named if path not in lists}
    blocks |= {path: Block(path, spot, table) for path, table in lists.items()}
    # A packet is as old as the youngest of the titles that it was made of, and is read again with the first of them.
    titles = [shelf.titles[name].content for name in (*shelf.titles,) if {*shelf.titles[name].blocks} & {*named}]
    reviews = [title.review_by for title in titles if title.review_by]
    content = BookletModel.model_construct(
        title=interview.title,
        subtitle=interview.subtitle,
        # It has the blocks of one place, and is judged by the signs of that one.
        places=(packet.edition.place,),
        therapy=packet.therapy,
        leaves_out=(*_leaves_out(shelf, packet, blocks.values()),),
        cover=interview.cover,
        back=interview.back,
        revised=max(title.revised for title in titles),
        review_by=min(reviews, default=None),
        order=(*chapters,),
    )
    return Booklet(PACKET, spot, content, blocks, code_of(interview, packet.answers))


def _leaves_out(shelf: Shelf, packet: Packet, blocks: Iterable[Block]) -> Iterator[SignsLeftOut]:
    """What its titles leave out, but for the signs that another list of the packet has."""
    there = {sign for block in blocks if block.content.warns for sign in names_in(block.content)}
    for left in (left for name in packet.titles for left in shelf.titles[name].content.leaves_out):
        if signs := tuple(sign for sign in left.signs if sign not in there):
            yield left.model_copy(update={"signs": signs})


def _chapters(interview: InterviewModel, packet: Packet, lists: Mapping[str, Table]) -> Iterator[ChapterModel]:
    for name, (blocks, fill) in packet.chapters.items():
        table = interview.tables[name]
        yield ChapterModel.model_construct(
            chapter=table.chapter, tone=table.tone, family=table.family, tight=table.tight, blocks=blocks, fill=fill
        )
    if lists:
        yield ChapterModel.model_construct(chapter=interview.left_out.chapter, family="tools", blocks=(*lists,))


def _lists(interview: InterviewModel, packet: Packet) -> Iterator[tuple[str, Table]]:
    said = interview.left_out
    for path, intro, partly in ((LEFT_OUT, said.intro, False), (MORE, said.more, True)):
        # Without words for it, the second list is in the first.
        rows = tuple((each.what, each.where) for each in packet.left_out if (each.partly and bool(said.more)) == partly)
        if rows and intro:
            prose = Prose((Part("paragraph", (intro,)),))
            columns = (said.what, said.where)
            yield path, Table.model_construct(kind="table", intro=prose, columns=columns, rows=rows)

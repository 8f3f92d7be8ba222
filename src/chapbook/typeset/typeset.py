"""From a filled-in template to a proof: pages set in a design."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from chapbook.content.booklet import Edition
from chapbook.content.manuscript import REVIEW_COPY, Approved, Manuscript
from chapbook.content.project import Project
from chapbook.content.proof import Measures, Proof
from chapbook.content.tickets import Design
from chapbook.dress import Dressed, Dresser, dress, dress_as_it_is, left_out
from chapbook.problems.problem import Problem, Problems, at_work
from chapbook.templating.environment import Furnisher, render
from chapbook.transcript.mark import UNFINISHED, mark
from chapbook.transcript.transcript import Transcript
from chapbook.typeset.weasyprint.engine import across, pages, pages_as_they_are
from chapbook.typeset.weasyprint.fills import Fills
from chapbook.typeset.weasyprint.stylesheets import PageSetup


def typeset(project: Project, text: Transcript, design: Design, approved: Approved = REVIEW_COPY) -> Proof:
    """The pages of an edition in a design; raises everything that a reader would have missed."""
    with at_work(text.edition):
        return _typeset(project, text, design, approved)


def _typeset(project: Project, text: Transcript, design: Design, approved: Approved) -> Proof:
    edition = text.edition
    locale = project.locales[edition.locale]
    draft = bool(approved.unsettled)
    setup = PageSetup(design, edition.locale, locale.fonts, locale.scale, locale.line_height)
    setup = replace(setup, mark=mark(project, edition)) if draft else setup

    dressed_with = partial(dress, project, text, approved, design.template)

    def draw(without: frozenset[str], spare: Spare) -> tuple[Measures, bytes, int, Dressed]:
        dressed = dressed_with(without, spare)
        fills = _may_stand(text.manuscript, dressed.html, spare)
        pdf, count, measures = pages(project.chain, dressed.html, setup, str(edition), fills)
        return measures, pdf, count, dressed

    (measures, pdf, count, dressed), without, left, spare = _where_there_is_room(text.manuscript, design, draw)
    without |= left
    if left:
        # As if it had never been there.
        dressed = dressed_with(without, spare)
    revised = text.manuscript.booklet.revised.isoformat()
    without |= left_out(dressed.html)
    return Proof(edition, pdf, count, dressed.title, revised, draft, dressed.code, measures, without, dressed.told)


def unfinished(project: Project, text: Transcript, design: Design) -> tuple[Proof, list[Problem]]:
    """The pages of a text on which somebody works, said so across each, and everything that a reader would miss.

    No code stands on them: whoever has one asks what became of a paper, and this is none.
    """
    edition, locale = text.edition, project.locales[text.edition.locale]
    words = mark(project, edition, UNFINISHED)
    setup = PageSetup(design, edition.locale, locale.fonts, locale.scale, locale.line_height)
    setup = replace(setup, mark=mark(project, edition))

    def draw(without: frozenset[str], spare: Spare) -> tuple[Measures, bytes, int, Dressed, list[Problem]]:
        dressed, missing = dress_as_it_is(project, text, REVIEW_COPY, design.template, words.words, without, spare)
        fills = _may_stand(text.manuscript, dressed.html, spare)
        pdf, count, measures, found = pages_as_they_are(project.chain, dressed.html, setup, str(edition), fills)
        return measures, pdf, count, dressed, [*missing, *found]

    with at_work(edition):
        (measures, pdf, count, dressed, found), *_ = _where_there_is_room(text.manuscript, design, draw)
        pdf = across(project.chain, pdf, words, locale.fonts)
    revised = text.manuscript.booklet.revised.isoformat()
    return Proof(edition, pdf, count, dressed.title, revised, True, "", measures), found


# ── what stands only where there is room ──────────────────────────────────────────────────────────────────────────


Drawn = TypeVar("Drawn", bound=tuple[Any, ...])

# Fills that have a page which would be left over before a left or a right one: their own ("here"), or the "next".
Spare = dict[str, str]


def _where_there_is_room(
    manuscript: Manuscript, design: Design, draw: Callable[[frozenset[str], Spare], Drawn]
) -> tuple[Drawn, frozenset[str], frozenset[str], Spare]:
    """Pages that `draw` makes with their measures; the fills without which they were drawn, those that were left out on
    the way, and those on a spare page.

    All may stand at first, or none where the design has no place for them. Most that lack room are left out while pages
    are set; pages are set again where more have to go, or have a spare page, and are not written before.
    """
    fills = frozenset(block.name for chapter in manuscript.chapters for block in chapter.fills)
    without, spare = frozenset[str]() if design.fills else fills, Spare()
    while more := dict(unsettled(manuscript, (drawn := draw(without, spare))[0], spare)):
        without |= {name for name, page in more.items() if not page}
        spare |= {name: page for name, page in more.items() if page}
    left = fills - without - {stand.block for stand in drawn[0].stands}
    return drawn, without, left, spare


def _may_stand(manuscript: Manuscript, html: str, spare: Spare) -> Fills | None:
    """The fills that pages may leave out while they are set, and whether all stand as they may; nothing without any."""
    there = set(re.findall(r'\bid="([^"]+)"', html))
    whole = [chapter for chapter in manuscript.chapters if {block.name for block in chapter.own} <= there]
    names = frozenset(block.name for chapter in whole for block in chapter.fills) - {*spare}
    return Fills(names, lambda measures: not any(unsettled(manuscript, measures, spare))) if names or spare else None


def unsettled(manuscript: Manuscript, measures: Measures, spare: Spare) -> Iterator[tuple[str, str]]:
    """The first fill of each chapter that does not stand whole on the last page of its chapter's own blocks.

    Nor may it push away what a style lets begin below it: a page that is filled costs no other page. One that has the
    page after those, which would be left over, is named with it, unless it was set for that. Where pages hold a choice
    of a chapter, it has no last page, and a fill is a tool like others.
    """
    stands = {stand.block: stand for stand in measures.stands}
    for chapter in manuscript.chapters:
        is_whole = all(block.name in stands for block in chapter.own)
        last = max((stands[block.name].last for block in chapter.own if block.name in stands), default=0)
        fills = [stands[block.name] for block in chapter.fills if block.name in stands]
        for fill in fills if is_whole else ():
            page = "" if fill.spare != last + 1 else "here" if fill.first == fill.spare else "next"
            has_room = last == fill.first == fill.last and (fill is not fills[-1] or fill.ends_page)
            if page != spare.get(fill.block, "") or not (page or has_room):
                yield fill.block, "" if fill.block in spare else page
                break


def typeset_page(
    project: Project,
    edition: Edition,
    design: Design,
    context: dict[str, Any],
    about: Edition,
    style: str = "booklet",
    named: Iterable[str] = (),
) -> bytes:
    """A page of furniture words in one edition's language about another, such as a job sheet: a tagged PDF.

    `named` are the locales whose own names stand on it.
    """
    dresser, locale = Dresser(project, edition), project.locales[edition.locale]
    words = {
        "typesetter": Furnisher(dresser.furniture, dresser.text),
        "lang": edition.locale,
        "direction": locale.direction,
    }
    html = render(project.chain, f"{design.template}.html", words | context)
    if missing := [*dresser.missing()]:
        raise Problems(missing)
    others = (project.locales[tag].fonts for tag in (about.locale, *named))
    fonts = tuple(dict.fromkeys((*locale.fonts, *(font for each in others for font in each))))
    setup = PageSetup(design, edition.locale, fonts, 1, locale.line_height, style)
    return pages(project.chain, html, setup, str(about))[0]

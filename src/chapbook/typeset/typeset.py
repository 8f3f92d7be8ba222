"""From a filled-in template to a proof: pages set in a design."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
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

    def draw(without: frozenset[str], spare: Spare) -> tuple[Measures, bytes, int, Dressed]:
        dressed = dress(project, text, approved, design.template, without, spare)
        wanted = _all_have_room(text.manuscript, spare)
        pdf, count, measures = pages(project.chain, dressed.html, setup, str(edition), wanted)
        return measures, pdf, count, dressed

    (measures, pdf, count, dressed), without = _where_there_is_room(text.manuscript, design, draw)
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
        wanted = _all_have_room(text.manuscript, spare)
        pdf, count, measures, found = pages_as_they_are(project.chain, dressed.html, setup, str(edition), wanted)
        return measures, pdf, count, dressed, [*missing, *found]

    with at_work(edition):
        (measures, pdf, count, dressed, found), _ = _where_there_is_room(text.manuscript, design, draw)
        pdf = across(project.chain, pdf, words, locale.fonts)
    revised = text.manuscript.booklet.revised.isoformat()
    return Proof(edition, pdf, count, dressed.title, revised, True, "", measures), found


# ── what stands only where there is room ──────────────────────────────────────────────────────────────────────────


Drawn = TypeVar("Drawn", bound=tuple[Any, ...])

# Fills that have a page which would be left over before a left or a right one: their own ("here"), or the "next".
Spare = dict[str, str]


def _where_there_is_room(
    manuscript: Manuscript, design: Design, draw: Callable[[frozenset[str], Spare], Drawn]
) -> tuple[Drawn, frozenset[str]]:
    """Pages that `draw` makes with their measures, set again without the fills that have no room; and which those are.

    All stand at first, or none where the design has no place for them, so that pages without a fill are set once; pages
    that are set again are not written before.
    """
    without, spare = frozenset[str]() if design.fills else _fills(manuscript), Spare()
    while more := dict(unsettled(manuscript, (drawn := draw(without, spare))[0], spare)):
        without |= {name for name, page in more.items() if not page}
        spare |= {name: page for name, page in more.items() if page}
    return drawn, without


def _fills(manuscript: Manuscript) -> frozenset[str]:
    return frozenset(
        block.name for chapter in manuscript.chapters for block in chapter.blocks if block.path in chapter.fill
    )


def _all_have_room(manuscript: Manuscript, spare: Spare) -> Callable[[Measures], bool] | None:
    """Whether every fill has room on pages that measure so; nothing where there is none to measure for."""
    if not any(chapter.fill for chapter in manuscript.chapters):
        return None
    return lambda measures: not any(unsettled(manuscript, measures, spare))


def unsettled(manuscript: Manuscript, measures: Measures, spare: Spare) -> Iterator[tuple[str, str]]:
    """The first fill of each chapter that does not stand whole on the last page of its chapter's own blocks.

    Nor may it push away what a style lets begin below it: a page that is filled costs no other page. One that has the
    page after those, which would be left over, is named with it, unless it was set for that. Where pages hold a choice
    of a chapter, it has no last page, and a fill is a tool like others.
    """
    stands = {stand.block: stand for stand in measures.stands}
    for chapter in manuscript.chapters:
        there = [block for block in chapter.blocks if block.name in stands]
        is_whole = {block.path for block in chapter.blocks} <= {*chapter.fill, *(block.path for block in there)}
        own = [stands[block.name] for block in there if block.path not in chapter.fill]
        fills = [stands[block.name] for block in there if block.path in chapter.fill]
        last = own[-1].last if own else 0
        for fill in fills if is_whole else ():
            page = "" if fill.spare != last + 1 or not own else "here" if fill.first == fill.spare else "next"
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

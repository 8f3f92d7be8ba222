"""One edition on one ticket, chosen as people mean it, and judged alone."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.forms import FORMS
from chapbook.content.jobs import Wanted, edition_of, goes_out_on, main_ticket, refuse_unknown
from chapbook.content.manuscript import Chapter, Manuscript
from chapbook.content.project import Project
from chapbook.files.chain import Chain
from chapbook.gate import judge
from chapbook.load.load import load
from chapbook.problems.problem import Problem, Problems, Unknown, guess
from chapbook.proofread.compare import proofread
from chapbook.transcript.transcript import transcript
from chapbook.typeset.typeset import typeset
from chapbook.worklist import Work, unkept


@dataclass(frozen=True)
class Single:
    """One edition on one ticket, without a problem, ready to be made."""

    work: Work

    @property
    def project(self) -> Project:
        return self.work.texts.project

    @property
    def edition(self) -> Edition:
        return self.work.batch.edition


def single(folder: Path, booklet: str, locale: str | None, place: str | None, ticket: str | None) -> Single:
    """Choose and judge one edition; raises what is wrong with its booklet and with what all booklets share."""
    project, problems = load(Chain.at(folder), (booklet,))
    wanted = chosen(project, problems, booklet, locale, place, ticket)
    found = judge(project, problems, wanted.editions(project))
    if found.problems:
        raise Problems(found.problems)
    (work,) = unkept(found.texts, wanted.jobs(project)[:1], found.records)
    return Single(work)


def chosen(
    project: Project, problems: list[Problem], booklet: str, locale: str | None, place: str | None, ticket: str | None
) -> Wanted:
    """What is meant. A name may lead nowhere for a fault in a file, and then that fault is what there is to say."""
    try:
        edition = edition_of(project, booklet, locale, place)
        return Wanted((booklet,), (edition.locale,), (edition.place,), (_ticket(project, booklet, ticket),))
    except Unknown:
        # Without any edition, what is wrong may stand in the file that names languages and places.
        if found := problems or (not Wanted((booklet,)).editions(project) and judge(project, problems, []).problems):
            raise Problems(found) from None
        raise


def _ticket(project: Project, booklet: str, ticket: str | None) -> str:
    """The ticket that is meant, never Braille nor what is made on request alone unless it is named."""
    tickets = project.tickets_of(booklet)
    if ticket in tickets:
        return ticket
    if ticket and ticket not in project.tickets:
        refuse_unknown(project, Wanted(tickets=(ticket,)))
    if ticket or not tickets:
        raise Unknown(goes_out_on(project, booklet))
    if main := main_ticket(project, booklet):
        return main
    raise Unknown(f"no ticket makes pages of {booklet} unasked; name one with --ticket: {', '.join(tickets)}")


# ── the pages around one block ────────────────────────────────────────────────────────────────────────────────────


def around(one: Single, block: str) -> FinishedFile:
    """The pages on which a block stands with its neighbours; of a form that is not a booklet, all pages."""
    manuscript = one.work.texts.of(one.edition).manuscript
    if (place := place_of(manuscript, block)) is None:
        return _made(one, manuscript)
    made = _made(one, less(manuscript, *place))
    content, pages = between(made.content, place[0].id, "colophon")
    return replace(made, content=content, pages=pages)


def place_of(manuscript: Manuscript, block: str) -> tuple[Chapter, str] | None:
    """The chapter of a block and its path; nothing in a form of which all pages are shown."""
    blocks = {each.name: each.path for each in manuscript.blocks}
    path = block if block in blocks.values() else blocks.get(block)
    if path is None:
        raise Unknown(
            f'no block "{block}" in {manuscript.edition}; {guess(block, blocks)}there are: {", ".join(blocks)}'
        )
    if FORMS[manuscript.booklet.form].is_excerpt:
        return None
    return next(each for each in manuscript.chapters if path in [block.path for block in each.blocks]), path


def less(manuscript: Manuscript, chapter: Chapter, path: str) -> Manuscript:
    """The manuscript with one chapter, and in it a block and its neighbours alone, which stand whatever the room."""
    at = [block.path for block in chapter.blocks].index(path)
    return replace(manuscript, chapters=(replace(chapter, blocks=chapter.blocks[max(at - 1, 0) : at + 2], fill=()),))


def _made(one: Single, manuscript: Manuscript) -> FinishedFile:
    """The pages as they are set, whatever the ticket folds or separates afterwards."""
    work, project, job = one.work, one.project, one.work.batch.jobs[0]
    if not work.batch.paged:
        raise Unknown(f'ticket "{job.ticket}" makes no pages; leave --block out')
    text = transcript(project, manuscript)
    proof = proofread(project, text, typeset(project, text, work.batch.design, work.approved))
    return FinishedFile.of(job, proof, proof.pages, proof.pdf)


def between(pdf: bytes, first: str, end: str) -> tuple[bytes, int]:
    """The pages from one place that is linked to up to another, and how many they are."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        places = pikepdf.NameTree(document.Root.Names.Dests)
        start, stop = (document.pages.index(pikepdf.Page(places[name][0])) for name in (first, end))
        del document.pages[stop:]
        del document.pages[:start]
        out = io.BytesIO()
        document.save(out)
        return out.getvalue(), len(document.pages)

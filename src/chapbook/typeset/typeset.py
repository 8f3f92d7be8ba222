"""From a filled-in template to a proof: pages set in a design."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chapbook.content.booklet import Edition
from chapbook.content.manuscript import REVIEW_COPY, Approved
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.content.tickets import Design
from chapbook.dress import Dresser, dress, dress_as_it_is, left_out
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
    dressed = dress(project, text, approved, design.template)
    locale = project.locales[edition.locale]
    draft = bool(approved.unsettled)
    setup = PageSetup(design, edition.locale, locale.fonts, locale.scale, locale.line_height)
    setup = replace(setup, mark=mark(project, edition)) if draft else setup
    pdf, count, measures = pages(project.chain, dressed.html, setup, str(edition))
    revised = text.manuscript.booklet.revised.isoformat()
    without = left_out(dressed.html)
    return Proof(edition, pdf, count, dressed.title, revised, draft, dressed.code, measures, without, dressed.told)


def unfinished(project: Project, text: Transcript, design: Design) -> tuple[Proof, list[Problem]]:
    """The pages of a text on which somebody works, said so across each, and everything that a reader would miss.

    No code stands on them: whoever has one asks what became of a paper, and this is none.
    """
    edition, locale = text.edition, project.locales[text.edition.locale]
    words = mark(project, edition, UNFINISHED)
    with at_work(edition):
        dressed, missing = dress_as_it_is(project, text, REVIEW_COPY, design.template, words.words)
        setup = PageSetup(design, edition.locale, locale.fonts, locale.scale, locale.line_height)
        setup = replace(setup, mark=mark(project, edition))
        pdf, count, measures, found = pages_as_they_are(project.chain, dressed.html, setup, str(edition))
        pdf = across(project.chain, pdf, words, locale.fonts)
    revised = text.manuscript.booklet.revised.isoformat()
    return Proof(edition, pdf, count, dressed.title, revised, True, "", measures), [*missing, *found]


def typeset_page(
    project: Project, edition: Edition, design: Design, context: dict[str, Any], about: Edition, style: str = "booklet"
) -> bytes:
    """A page of furniture words in one edition's language about another, such as a job sheet: a tagged PDF."""
    dresser, locale = Dresser(project, edition), project.locales[edition.locale]
    words = {
        "typesetter": Furnisher(dresser.furniture, dresser.text),
        "lang": edition.locale,
        "direction": locale.direction,
    }
    html = render(project.chain, f"{design.template}.html", words | context)
    if missing := [*dresser.missing()]:
        raise Problems(missing)
    fonts = tuple(dict.fromkeys((*locale.fonts, *project.locales[about.locale].fonts)))
    setup = PageSetup(design, edition.locale, fonts, 1, locale.line_height, style)
    return pages(project.chain, html, setup, str(about))[0]

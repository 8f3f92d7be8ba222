"""From a filled-in template to a proof: pages set in a design."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from chapbook.content.booklet import Edition
from chapbook.content.manuscript import (
    REVIEW_COPY,
    Manuscript,
    Signed,
)
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.content.tickets import Design
from chapbook.dress import _Typesetter, dress, left_out
from chapbook.problems.problem import Problems, Spot, problem, shorten
from chapbook.templating.environment import Furnisher, render
from chapbook.templating.given import given, own_words
from chapbook.transcript.mark import mark
from chapbook.typeset.weasyprint.engine import Setting, pages

# Of the words and pictures of booklets: LICENSE-content.
LICENSE = "CC BY 4.0"


def typeset(project: Project, manuscript: Manuscript, design: Design, signatures: Signed = REVIEW_COPY) -> Proof:
    """The pages of a manuscript in a design; raises everything that a reader would have missed."""
    edition = manuscript.edition
    dressed = dress(project, manuscript, signatures, design.template)
    locale = project.locales[edition.locale]
    draft = bool(signatures.unsettled)
    setting = Setting(design, edition.locale, locale.fonts, locale.scale, locale.line_height)
    setting = replace(setting, mark=mark(project, edition)) if draft else setting
    pdf, count, measures = pages(project.chain, dressed.html, setting, str(edition))
    revised = manuscript.booklet.revised.isoformat()
    without = left_out(dressed.html)
    return Proof(edition, pdf, count, dressed.title, revised, draft, dressed.code, measures, without, dressed.told)


def typeset_form(
    project: Project, edition: Edition, design: Design, context: dict[str, Any], about: Edition, style: str = "booklet"
) -> bytes:
    """A page of furniture words in one edition's language about another, such as a job sheet: a tagged PDF."""
    setter, locale = _Typesetter(project, edition), project.locales[edition.locale]
    words = {
        "typesetter": Furnisher(setter.furniture, setter.text),
        "lang": edition.locale,
        "direction": locale.direction,
    }
    html = render(project.chain, f"{design.template}.html", words | context)
    if missing := [*setter.missing()]:
        raise Problems(missing)
    fonts = tuple(dict.fromkeys((*locale.fonts, *project.locales[about.locale].fonts)))
    setting = Setting(design, edition.locale, fonts, 1, locale.line_height, style)
    return pages(project.chain, html, setting, str(about))[0]


def _refuse_own_words(project: Project, edition: Edition, html: str, template: str) -> None:
    """Stop what a template says by an expression; words that stand in it as they are were found before."""
    if own := own_words(html, (edition.booklet, edition.locale, edition.place)):
        raise Problems(problem("T005", _somewhere(project, line, template), words=shorten(line)) for line in own)


def _somewhere(project: Project, line: str, template: str) -> Spot:
    """Where a template says a line, or its longest word, where an expression puts it together."""
    found = (project.chain.where(words, "templates/**/*.html") for words in (line, max(line.split(), key=len)))
    return next(filter(None, found), Spot(f"templates/{template}.html"))


class _Giver(Furnisher):
    """Furniture words for the templates of an edition, told apart from what those say by themselves."""

    def word(self, text: str, context: str = "") -> Markup:
        return given(super().word(text, context))

    def plural(self, one: str, many: str, count: int) -> Markup:
        return given(super().plural(one, many, count))

"""From a filled-in template to a proof: pages set in a design."""

from __future__ import annotations

from typing import Any

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
from chapbook.problems.problem import Problems
from chapbook.templating.environment import Furnisher, render
from chapbook.typeset.weasyprint.engine import Setting, pages


def typeset(project: Project, manuscript: Manuscript, design: Design, signatures: Signed = REVIEW_COPY) -> Proof:
    """The pages of a manuscript in a design; raises everything that a reader would have missed."""
    edition = manuscript.edition
    dressed = dress(project, manuscript, signatures, design.template)
    locale = project.locales[edition.locale]
    setting = Setting(design, edition.locale, locale.fonts, locale.scale, locale.line_height)
    pdf, count, measures = pages(project.chain, dressed.html, setting, str(edition))
    draft = bool(signatures.unsettled)
    revised = manuscript.booklet.revised.isoformat()
    return Proof(edition, pdf, count, dressed.title, revised, draft, dressed.code, measures, left_out(dressed.html))


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

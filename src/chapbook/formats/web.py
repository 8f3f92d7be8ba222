"""The HTML edition: one file that reads well on any phone, without a network, and prints."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markupsafe import escape

from chapbook.content.licenses import deed
from chapbook.content.manuscript import Approved
from chapbook.content.phones import dialled
from chapbook.content.project import Project
from chapbook.formats.inline import face_name, faces, styles, texts, with_pictures
from chapbook.formats.labels import Labels
from chapbook.templating import raw
from chapbook.transcript.mark import Mark, mark
from chapbook.transcript.rights import Rights, rights
from chapbook.transcript.transcript import Transcript

_PHONE = re.compile(r'<bdi dir="ltr" class="value phone">(?P<number>[^<]+)</bdi>')
# What names a slot for the fields of a form is no use to a page: HTML gives a span no name.
_SLOT = re.compile(r'(<span class="slot [^"]*")[^>]*>(</span>)')


def page(project: Project, text: Transcript, approved: Approved, html: str, title: str) -> bytes:
    """A filled-in template as one file: styles, typefaces and pictures inside it, phone numbers to tap."""
    words = Labels.of(project, text.edition.locale)
    html = with_pictures(project.chain, callable_phones(spoken_slots(html, words.slot)))
    css = _style(project, text, html)
    if approved.unsettled:
        review = mark(project, text.edition)
        html = _BODY.sub(lambda match: f"{match[0]}\n{_above_all(review)}", html, count=1)
        css += f"@page {{ @bottom-center {{ content: {review.in_style} }} }}\n"
    html = _HEAD.sub(lambda match: f"{match[0]}\n{_POLICY}", html, count=1)
    head = f"<style>\n{raw.style(css)}\n</style>\n{_described(project, text, approved, title)}</head>"
    return html.replace("</head>", head, 1).encode("utf-8")


_HEAD, _BODY = re.compile(r"<head\b[^>]*>"), re.compile(r"<body\b[^>]*>")
# What it shows is inside it, and nothing runs: the press says so, whatever template a project has.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; font-src data:; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
)

# What no style sheet can set back: a declaration of its own that is important. Dark on light, at night too.
_ABOVE_ALL = {
    "all": "initial",
    "display": "block",
    "box-sizing": "border-box",
    "max-width": "calc(40rem + 10mm)",
    "margin": "auto",
    "padding": ".6rem 5mm",
    "background": "#fff3cf",
    "border-bottom": ".15rem solid #c99a2e",
    "color": "#1f3d4d",
    "font": "bold 1rem/1.5 var(--font-text)",
    "text-align": "center",
}


def _above_all(review: Mark) -> str:
    """The mark of a review copy, at the top of a page.

    >>> print(_above_all(Mark("Not yet.", "ltr")).split(" style=")[0])
    <aside class="review" dir="ltr"
    """
    style = "; ".join(f"{name}: {value} !important" for name, value in _ABOVE_ALL.items())
    return f'<aside class="review" dir="{review.direction}" style="{style}">{escape(review.words)}</aside>'


def callable_phones(html: str) -> str:
    """A page whose telephone numbers are links that a phone dials.

    >>> callable_phones('<bdi dir="ltr" class="value phone">+1 202-555-0143 ext. 5</bdi>')
    '<a href="tel:+12025550143;ext=5"><bdi dir="ltr" class="value phone">+1 202-555-0143 ext. 5</bdi></a>'
    """
    return _PHONE.sub(lambda match: f'<a href="tel:{dialled(match["number"])}">{match[0]}</a>', html)


def _style(project: Project, text: Transcript, html: str) -> str:
    """The styles of the chain, then what the language decides: its typefaces, its size of type, its line height."""
    locale = project.locales[text.edition.locale]
    names = ", ".join(f'"{face_name(number)}"' for number, _ in enumerate(locale.fonts))
    decided = (
        f":root {{ --font-text: {names}, system-ui, sans-serif; --scale: {locale.scale}; "
        f"--line-height: {locale.line_height} }}\n"
    )
    letters = "".join(sorted(set(unescape("".join(texts(html))))))
    return faces(project.chain, locale.fonts, letters) + styles(project.chain) + decided


def _described(project: Project, text: Transcript, approved: Approved, title: str) -> str:
    """What a search engine may know of an approved edition (schema.org, MedicalWebPage); of a review copy, nothing."""
    if approved.unsettled:
        return ""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": title,
        "inLanguage": text.edition.locale,
        "dateModified": text.manuscript.booklet.revised.isoformat(),
        **_rights(rights(project, text.manuscript)),
    }
    if project.imprint.name:
        said["publisher"] = {"@type": "MedicalOrganization", "name": project.imprint.name}
    if days := [day for role, _, day in approved.approvers if role == "clinician"]:
        said["lastReviewed"] = max(days).isoformat()
    return f'<script type="application/ld+json">{raw.data(said)}</script>\n'


def _rights(held: Rights) -> dict[str, Any]:
    """What a search engine may know of copying: a license of the whole, or whose it is and what it was made from."""
    if held.library and held.whole:
        return {"license": f"https://{deed(held.whole)}/"}
    said: dict[str, Any] = {}
    if held.own and (address := deed(held.own)):
        said["license"] = f"https://{address}/"
    if held.owner:
        holder = {"@type": "MedicalOrganization", "name": held.owner}
        said |= {"copyrightHolder": holder, "copyrightYear": held.year}
    if held.library:
        source = {"@type": "CreativeWork", "name": "Chapbook", "license": f"https://{deed(held.library)}/"}
        said["isBasedOn"] = source
    return said


def spoken_slots(html: str, words: str) -> str:
    """A page whose lines to write on say so to those who cannot see them.

    >>> spoken_slots('Call <span class="slot phone lines-1"></span>.', "to be written in by hand")
    'Call <span class="slot phone lines-1"><span class="unseen">to be written in by hand</span></span>.'
    """
    said = f'<span class="unseen">{escape(words)}</span>'
    return _SLOT.sub(lambda match: f"{match[1]}>{said}{match[2]}", html)

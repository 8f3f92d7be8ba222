"""From a translated manuscript to HTML: its text dressed for the templates, the templates filled in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any
from unicodedata import bidirectional

from babel.dates import format_date
from markupsafe import Markup

from chapbook import __version__
from chapbook.catalogs.catalogs import FURNITURE, catalog_path
from chapbook.catalogs.furniture import furniture
from chapbook.content.booklet import Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.manuscript import (
    REVIEW_COPY,
    Manuscript,
    Message,
    MessagePart,
    MessageProse,
    Said,
    Signed,
    Tree,
    map_messages,
)
from chapbook.content.project import Project
from chapbook.content.text import N_, ValueRef
from chapbook.content.typography import ZERO_WIDTH_SPACE, TextPass, characters
from chapbook.files.chain import BASE
from chapbook.problems.problem import Problem, Problems, Spot, problem, q
from chapbook.templating.environment import render
from chapbook.templating.given import bare, given
from chapbook.transcript.code import link, qr
from chapbook.transcript.transcript import code_of
from chapbook.transcript.values import Words
from chapbook.typeset.typeset import LICENSE, _Giver, _refuse_own_words

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Dressed:
    """A manuscript as HTML, its title in plain words, and the code that it prints.

    `told` is the HTML with what the press gave to the template told apart from what the template says by itself.
    """

    told: str
    title: str
    code: str

    @cached_property
    def html(self) -> str:
        """The HTML, ready for the typesetter."""
        return bare(self.told)


def dress(
    project: Project, manuscript: Manuscript, signatures: Signed = REVIEW_COPY, template: str = "booklet"
) -> Dressed:
    """A template filled in with the text of a manuscript."""
    setter = _Typesetter(project, manuscript.edition)
    context = setter.context(manuscript, signatures)
    html = render(project.chain, f"{template}.html", context)
    if missing := [*setter.missing()]:
        raise Problems(missing)
    _refuse_own_words(project, manuscript.edition, html, template)
    title = bare(context["booklet"]["title"].striptags()).replace(ZERO_WIDTH_SPACE, "")
    return Dressed(html, title, bare(context["edition"]["code"]))


def left_out(html: str) -> frozenset[str]:
    """What a template leaves out on purpose, as the `data-without` of its body names it.

    >>> sorted(left_out('<body class="form" data-without="tell-us contacts.intro">'))
    ['contacts.intro', 'tell-us']
    """
    body = re.search(r'<body\b[^>]*\bdata-without="([^"]*)"', html)
    return frozenset(body[1].split()) if body else frozenset()


def said(project: Project, manuscript: Manuscript) -> Iterator[Said]:
    """Every text of a manuscript in order, values filled in; made without a template, so that templates can be held
    against it."""
    setter = _Typesetter(project, manuscript.edition)
    yield from setter.said(manuscript.front, "")
    for chapter in manuscript.chapters:
        yield from setter.said(chapter.title, "")
        for tree in chapter.blocks:
            yield from setter.said(tree, tree["id"])


# ── the template's context ────────────────────────────────────────────────────────────────────────────────────────


class _Typesetter:
    """Turns a manuscript into HTML, in one edition's language and place."""

    def __init__(self, project: Project, edition: Edition) -> None:
        self.project, self.edition = project, edition
        self.locale = project.locales[edition.locale]
        place = project.places[edition.place]
        self.babel = self.locale.babel[edition.place]
        self.rtl = self.locale.direction == "rtl"
        self.text = TextPass(self.locale.direction)
        self.furniture = furniture(project, edition.locale)
        self.words = Words(self.babel, place.temperature == "fahrenheit-first", self.furniture, self.text)

    def missing(self) -> Iterator[Problem]:
        """Furniture words that the catalog does not have."""
        for _, text in sorted(self.furniture.missing):
            yield problem(
                "L001",
                Spot(f"locales/{FURNITURE}.pot"),
                locale=self.edition.locale,
                message=q(text),
                catalog=catalog_path(self.edition.locale, FURNITURE),
            )

    def context(self, manuscript: Manuscript, signatures: Signed) -> dict[str, Any]:
        content = manuscript.booklet
        front = self._dressed(manuscript.front, f"booklets/{self.edition.booklet}")
        return {
            "typesetter": _Giver(self.furniture, self.text),
            "lang": self.edition.locale,
            "direction": self.locale.direction,
            "start": "right" if self.rtl else "left",
            "end": "left" if self.rtl else "right",
            "draft": bool(signatures.unsettled),
            "edition": {
                "booklet": self.edition.booklet,
                "locale": self.edition.locale,
                "place": self.edition.place,
                "autonym": given(self.locale.autonym),
                "revised": self._date(content.revised),
                "review_by": self._date(content.review_by) if content.review_by else None,
                "made_with": given(f"Chapbook {__version__}"),
                "license": given(LICENSE),
                **self._code(manuscript),
            },
            "booklet": {"name": self.edition.booklet, "readers": content.readers, **front},
            "imprint": self._imprint(),
            "chapters": [
                {
                    "id": chapter.id,
                    "title": (title := self._sentence(chapter.title)),
                    "line": given(characters(title)),
                    "tone": chapter.tone,
                    "blocks": [self._block(tree, manuscript.sources) for tree in chapter.blocks],
                }
                for chapter in manuscript.chapters
            ],
            "colophon": {
                "sources": len(manuscript.sources),
                "facts": len(manuscript.facts),
                "fonts": [given(font) for font in self.locale.fonts],
                "reviewers": [self._reviewer(*approval) for approval in signatures.approvers],
                "missing": [
                    given(self.text.plain(self.furniture.say(_MISSING[role]))) for role in signatures.unsettled
                ],
            },
        }

    def _code(self, manuscript: Manuscript) -> dict[str, str | None]:
        """The edition's code, and where the paper leads: the link as it is printed, its QR code as a picture."""
        code = code_of(self.project, manuscript)
        address = link(self.project.imprint.site, code)
        return {
            "code": given(code),
            "link": given(address) if address else None,
            "qr": qr(address) if address else None,
        }

    def _reviewer(self, role: str, name: str, day: datetime.date) -> Markup:
        """A line of the colophon: who approved, as what, when."""
        said = Markup("{}, {}, {}")
        role = self.furniture.say(_ROLES[role])
        return given(said.format(self.text.plain(name), self.text.plain(role), self._date(day)))

    def _imprint(self) -> dict[str, Any]:
        imprint = self.project.imprint
        plain = {
            name: given(self._whole(value)) if (value := getattr(imprint, name)) else None
            for name in ("name", "address", "site")
        }
        return {**plain, "logo": f"{BASE}booklets/{imprint.logo}" if imprint.logo else None}

    def _whole(self, name: str) -> Markup:
        """A name or an address that reads in its own direction from end to end, house numbers and commas with it."""
        letters = (bidirectional(character) for character in name)
        direction = "rtl" if next((kind for kind in letters if kind in ("L", "R", "AL")), "L") != "L" else "ltr"
        said = TextPass(direction).plain(name)
        return said if direction == self.locale.direction else Markup('<bdi dir="{}">{}</bdi>').format(direction, said)

    def _date(self, date: Any) -> Markup:
        return given(self.text.plain(format_date(date, format="long", locale=self.babel)))

    def _block(self, tree: Tree, sources: tuple[SourceModel, ...]) -> dict[str, Any]:
        folder = PurePosixPath(f"booklets/{tree['path']}").parent.as_posix()
        block: dict[str, Any] = self._dressed(tree, folder)
        if tree["kind"] == "references":
            block["publishers"] = [*_by_publisher(sources)]
        if tree["kind"] == "figure":
            mirrored = block["picture"]["mirrored"]
            block["labels"] = [
                {"x": 100 - at[0] if mirrored else at[0], "y": at[1], "text": text}
                for at, text in map(dict.values, block["labels"])
            ]
        if tree["kind"] == "warning":
            block["phones"] = [self._phone(reference) for reference in tree["phones"]]
            # A template that knows no groups prints every sign all the same.
            block["signs"] = block["signs"] or [sign for group in block["groups"] for sign in group["signs"]]
        if tree["kind"] == "card":
            block["sides"] = [*self._sides(tree["faces"], folder)]
        if tree["kind"] == "calendar":
            last = 0
            for span in block["spans"]:
                span["first"] = span["first"] or last + 1
                last = span["last"]
        return block

    def _sides(self, faces: list[Tree], folder: str) -> Iterator[dict[str, Any]]:
        """The faces of a card in the reader's language alone, and in the one that staff of the place read alone."""
        for setter, alone in ((self, _for_reader), (self._staff, _for_staff)):
            yield {
                "lang": setter.edition.locale,
                "direction": setter.locale.direction,
                "faces": setter._dressed(map_messages(faces, alone), folder),
            }

    def _phone(self, reference: ValueRef) -> dict[str, Markup | None]:
        """A number to print large, with what it is."""
        label = self.project.values[reference.name].label
        said = given(self.text.plain(self.furniture.label(reference.name, label))) if label else None
        return {"label": said, "number": given(self.fill(reference.name))}

    def _dressed(self, node: Any, folder: str) -> Any:
        """A tree with finished text: messages and prose as HTML, values filled in, pictures with their address."""
        if isinstance(node, Message):
            return self._sentence(node)
        if isinstance(node, MessageProse):
            return Markup("\n").join(self._part(part) for part in node.parts)
        if isinstance(node, ValueRef):
            return self._count(node) if node.number else given(self.fill(node.name))
        if isinstance(node, dict):
            dressed = {key: self._dressed(value, folder) for key, value in node.items()}
            if "file" in node and "alt" in node:
                # An attribute holds text alone: no isolates, no tags.
                dressed |= {"url": f"{BASE}{folder}/{node['file']}", "alt": Markup(dressed["alt"]).striptags()}
                dressed["mirrored"] = node["mirrors"] and self.rtl
            return dressed
        if isinstance(node, list):
            return [self._dressed(item, folder) for item in node]
        return node

    def _part(self, part: MessagePart) -> Markup:
        sentences = [self._sentence(message) for message in part.messages]
        if part.form == "paragraph":
            return Markup("<p>{}</p>").format(sentences[0])
        tag = "ol" if part.form == "numbers" else "ul"
        items = Markup("").join(Markup("<li>{}</li>").format(sentence) for sentence in sentences)
        return Markup(f"<{tag}>{{}}</{tag}>").format(items)

    def _sentence(self, message: Message) -> Markup:
        sentence = self.text.sentence(message.text, self.fill)
        if message.echo is None:
            return given(sentence)
        echo = self._staff.text.sentence(message.echo, self._staff.fill)
        frame = Markup('{} <span class="echo" lang="{}" dir="{}">{}</span>')
        return given(frame.format(sentence, self._staff.edition.locale, self._staff.locale.direction, echo))

    def said(self, node: Any, block: str) -> Iterator[Said]:
        """The texts of a tree in plain words."""
        if isinstance(node, Message):
            yield Said(block, bare(self._sentence(node).striptags()).replace(ZERO_WIDTH_SPACE, ""), node.spot)
        elif isinstance(node, MessageProse):
            for part in node.parts:
                yield from self.said([*part.messages], block)
        elif isinstance(node, ValueRef) and not node.number:
            yield Said(block, self.fill(node.name).striptags(), node.spot)
        elif isinstance(node, (dict, list)):
            for child in node.values() if isinstance(node, dict) else node:
                yield from self.said(child, block)

    @cached_property
    def _staff(self) -> _Typesetter:
        """The typesetter for the language that staff of the place read."""
        language = self.project.places[self.edition.place].language
        return _Typesetter(self.project, replace(self.edition, locale=language))

    def fill(self, name: str) -> Markup:
        """A value in words, in this edition."""
        return self.words.say(self.project.values[name], self.project.setting(name, self.edition.place), name)

    def _count(self, reference: ValueRef) -> int:
        setting = self.project.setting(reference.name, self.edition.place)
        assert setting is not None, "check refuses a count without a value"
        return int(setting.value)


def _for_reader(message: Message) -> Message:
    """A message in the reader's language alone."""
    return replace(message, echo=None)


def _for_staff(message: Message) -> Message:
    """A message in the language of the place alone."""
    return replace(message, text=message.echo or message.text, echo=None)


def _by_publisher(sources: tuple[SourceModel, ...]) -> Iterator[dict[str, Any]]:
    """Sources as a list for readers: each publisher once, with its works and the year of each where one is known."""
    for publisher, works in groupby(sources, lambda source: source.publisher):
        named = [(work, _YEAR.search(work.date)) for work in works]
        yield {
            "name": given(publisher),
            "works": [
                {"title": given(work.title), "year": given(year[0]) if year else None, "url": work.url}
                for work, year in named
            ],
        }


# TRANSLATORS: what a review copy still lacks, as items of a list
_MISSING = {
    "clinician": N_("approval of the text by a clinician"),
    "translator": N_("approval of the translation by a qualified translator"),
    "reader": N_("reading by families who know this treatment"),
}

# TRANSLATORS: who approved a booklet, after the person's name
_ROLES = {"clinician": N_("clinician"), "translator": N_("translator"), "reader": N_("reader")}

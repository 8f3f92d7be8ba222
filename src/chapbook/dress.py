"""From a translated manuscript to HTML: its text dressed for the templates, the templates filled in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any
from unicodedata import bidirectional

from babel.dates import format_date
from markupsafe import Markup
from pydantic import BaseModel

from chapbook import __version__
from chapbook.catalogs.furniture import furniture, unsaid
from chapbook.content.booklet import Block, Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.licenses import RESERVED, deed
from chapbook.content.manuscript import REVIEW_COPY, Approved, Manuscript
from chapbook.content.numbers import whole
from chapbook.content.phones import dialled
from chapbook.content.project import Project
from chapbook.content.text import N_, Content, Level, Message, Part, Picture, PointModel, Prose, ValueRef, Words
from chapbook.content.typography import PLACEHOLDER, ZERO_WIDTH_SPACE, TextPass, characters, isolate
from chapbook.content.walk import all_of, with_words
from chapbook.files.chain import BASE
from chapbook.problems.problem import Problem, Problems
from chapbook.templating.environment import render
from chapbook.templating.given import Giver, bare, given, on_open_ground, refuse_own_words
from chapbook.transcript.code import link, qr, read
from chapbook.transcript.rights import Rights, rights
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import Transcript
from chapbook.transcript.values import ValueFormatter


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
    project: Project,
    text: Transcript,
    approved: Approved = REVIEW_COPY,
    template: str = "booklet",
    without: Collection[str] = (),
    spare: Mapping[str, str] = MappingProxyType({}),
) -> Dressed:
    """A template filled in with the text of an edition, without the fills for which its pages have no room.

    `spare` are the fills that have a page which would be left over: "here", or the "next".
    """
    dressed, missing = dress_as_it_is(project, text, approved, template, code_of(text), without, spare)
    if missing:
        raise Problems(missing)
    refuse_own_words(project.chain, text.edition, dressed.told, template)
    return dressed


def dress_as_it_is(
    project: Project,
    text: Transcript,
    approved: Approved,
    template: str,
    code: str,
    without: Collection[str] = (),
    spare: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Dressed, list[Problem]]:
    """The same with the words in place of a code, and the furniture words that are missing."""
    dresser = Dresser(project, text.edition, text.manuscript.sources, text.manuscript.main_sources)
    context = dresser.context(text.manuscript, code, approved, without, spare)
    html = with_plain_head(render(project.chain, f"{template}.html", context))
    title = bare(context["booklet"]["title"].striptags()).replace(ZERO_WIDTH_SPACE, "")
    return Dressed(html, title, code), [*dresser.missing()]


def with_plain_head(html: str) -> str:
    """A page whose title holds the letters alone that somebody would search for, and nothing for the typesetter.

    >>> with_plain_head("<head><title>CAR\u200bT</title></head><h1>CAR\u200bT</h1>")
    '<head><title>CART</title></head><h1>CAR\u200bT</h1>'
    """
    head, end, rest = html.partition("</head>")
    return head.replace(ZERO_WIDTH_SPACE, "") + end + rest if end else html


def left_out(html: str) -> frozenset[str]:
    """What a template leaves out on purpose, as the `data-without` of its body names it.

    Of the two wordings of a sign it leaves the short one out, or the `whole` one.

    >>> sorted(left_out('<body class="form" data-without="tell-us contacts.intro">'))
    ['contacts.intro', 'short', 'tell-us']
    """
    body = re.search(r'<body\b[^>]*\bdata-without="([^"]*)"', html)
    named = frozenset(body[1].split() if body else ())
    return named if "whole" in named else named | {"short"}


# ── the template's context ────────────────────────────────────────────────────────────────────────────────────────


class Dresser:
    """Turns a manuscript into HTML, in one edition's language and place."""

    def __init__(
        self,
        project: Project,
        edition: Edition,
        sources: tuple[SourceModel, ...] = (),
        main: tuple[SourceModel, ...] = (),
    ) -> None:
        self.project, self.edition, self.sources, self.main = project, edition, sources, main
        self.locale = project.locales[edition.locale]
        place = project.places[edition.place]
        self.babel = self.locale.babel[edition.place]
        self.rtl = self.locale.direction == "rtl"
        self.text = TextPass(self.locale.direction)
        self.furniture = furniture(project, edition.locale)
        self.values = ValueFormatter(self.babel, place.temperature == "fahrenheit-first", self.furniture, self.text)

    def missing(self) -> Iterator[Problem]:
        """Furniture words that the catalog does not have."""
        return unsaid(self.edition.locale, self.furniture.missing)

    def context(
        self,
        manuscript: Manuscript,
        code: str,
        approved: Approved,
        without: Collection[str] = (),
        spare: Mapping[str, str] = MappingProxyType({}),
    ) -> dict[str, Any]:
        content = manuscript.booklet
        covers = {name: getattr(content, name) for name in ("title", "subtitle", "back", "cover")}
        front = {name: self._dressed(part, f"booklets/{self.edition.booklet}") for name, part in covers.items()}
        packet = self.project.booklets[self.edition.booklet].packet
        # Nobody can approve a packet: it lacks what each of its roles would have read.
        lacking = ("packet",) if packet else approved.unsettled
        return {
            "typesetter": Giver(
                self.furniture, self.text, self.project.source, self.project.locales[self.project.source].direction
            ),
            "lang": self.edition.locale,
            "direction": self.locale.direction,
            "start": "right" if self.rtl else "left",
            "end": "left" if self.rtl else "right",
            "draft": bool(approved.unsettled),
            "edition": {
                "booklet": self.edition.booklet,
                "locale": self.edition.locale,
                "place": self.edition.place,
                "autonym": given(self.locale.autonym),
                "revised": self._date(content.revised),
                "review_by": self._date(content.review_by) if content.review_by else None,
                "made_with": given(f"Chapbook {__version__}"),
                "packet": given(packet) if packet else None,
                **self._rights(rights(self.project, manuscript)),
                **self._code(code),
            },
            "booklet": {
                "name": self.edition.booklet,
                "readers": content.readers,
                "form": content.form,
                "therapy": content.therapy,
                **front,
            },
            "imprint": self._imprint(),
            "chapters": [
                {
                    "id": chapter.id,
                    "number": number,
                    "family": chapter.family,
                    "title": (title := self._sentence(chapter.title)),
                    "line": given(characters(title)),
                    "tone": chapter.tone,
                    "tight": chapter.is_tight,
                    "blocks": [
                        {**self._block(block), "spare": spare.get(block.name)}
                        for block in chapter.blocks
                        if block.name not in without
                    ],
                }
                for number, chapter in enumerate(manuscript.chapters, 1)
            ],
            "colophon": {
                "sources": len(manuscript.sources),
                "facts": len(manuscript.facts),
                "fonts": [given(font) for font in self.locale.fonts],
                "reviewers": [self._reviewer(*approval) for approval in approved.approvers],
                "missing": [given(self.text.plain(self.furniture.say(_MISSING[each]))) for each in lacking],
            },
        }

    def _code(self, code: str) -> dict[str, str | None]:
        """The edition's code, and where the paper leads: the link as it is printed, its QR code as a picture."""
        address = link(self.project.imprint.site, code) if read(code) else None
        return {
            "code": given(code),
            "link": given(address) if address else None,
            "qr": qr(address) if address else None,
        }

    def _rights(self, held: Rights) -> dict[str, Any]:
        """What may be done with the words and pictures: in a line, and part by part."""
        notice = self._whole(held.notice) if held.notice else None
        own = held.own if held.own != RESERVED else None
        line = Markup("; ").join(dict.fromkeys(filter(None, (held.library, own, notice))))
        parts = {"whole": held.whole, "library": held.library, "notice": notice, "own": own, "deed": own and deed(own)}
        said = {name: given(words) if words else None for name, words in parts.items()}
        reserved = held.own == RESERVED
        return {"license": given(line), "rights": {**said, "changed": held.changed, "reserved": reserved}}

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
        partners = [
            {"name": given(self._whole(name)), "logo": f"{BASE}booklets/{logo}"}
            for name, logo in imprint.partners.items()
        ]
        return {**plain, "logo": f"{BASE}booklets/{imprint.logo}" if imprint.logo else None, "partners": partners}

    def _whole(self, name: str) -> Markup:
        """A name or an address that reads in its own direction from end to end, house numbers and commas with it."""
        letters = (bidirectional(character) for character in name)
        direction = "rtl" if next((kind for kind in letters if kind in ("L", "R", "AL")), "L") != "L" else "ltr"
        said = TextPass(direction).plain(name)
        return said if direction == self.locale.direction else Markup('<bdi dir="{}">{}</bdi>').format(direction, said)

    def _date(self, date: Any) -> Markup:
        return given(self.text.plain(format_date(date, format="long", locale=self.babel)))

    def _block(self, block: Block) -> dict[str, Any]:
        folder = PurePosixPath(f"booklets/{block.path}").parent.as_posix()
        dressed: dict[str, Any] = self._dressed(block.content, folder)
        own = {**block.content.traits(), **block.content.prepared(dressed, self)}
        return {**dressed, **own, "id": block.name, "path": block.path}

    def in_each_language(self, parts: tuple[Content, ...]) -> list[dict[str, Any]]:
        """Parts in the reader's language alone, and in the one that staff of the place read alone."""
        return [
            {
                "lang": dresser.edition.locale,
                "direction": dresser.locale.direction,
                # What is said in two languages holds no picture.
                "faces": dresser._dressed(with_words(parts, alone), ""),
            }
            for dresser, alone in ((self, _for_reader), (self._staff, _for_staff))
        ]

    def in_short(self, sign: PointModel) -> dict[str, Any]:
        """A sign in its short words, or whole where it has none, with its name, and whether posters show it."""
        words, name = getattr(sign, "short", None) or sign.text, getattr(sign, "sign", None)
        therapy = self.project.booklets[self.edition.booklet].content.therapy
        on_posters = name in self.project.signs and therapy in self.project.signs[name].poster
        return {"name": name, "text": self._dressed(words, ""), "on_posters": on_posters}

    def phone(self, reference: ValueRef) -> dict[str, Any]:
        """A number to print large, with what it is, and as a phone dials it, where it is no line to write on."""
        value, setting = self.project.values[reference.name], self.project.setting(reference.name, self.edition.place)
        said = given(self.text.plain(self.furniture.label(reference.name, value.label))) if value.label else None
        dial = dialled(setting.value) if setting and value.type == "phone" else None
        return {"label": said, "number": given(self.fill(reference.name)), "dial": dial}

    def around_phone(self, sentence: Words) -> dict[str, Markup] | None:
        """A sentence before its one phone number, the number, and the sentence after it, as posters set it."""
        phones = [name for name in PLACEHOLDER.findall(sentence.text) if self.project.values[name].type == "phone"]
        is_open = isinstance(sentence, Message) and sentence.is_open
        if is_open or len(phones) != 1 or not self.project.setting(phones[0], self.edition.place):
            return None
        parts = self.text.sentence(sentence.text, self.fill).partition(self.fill(phones[0]))
        # An element that is open there would be cut in two.
        if not parts[1] or parts[0].count("<") != 2 * parts[0].count("</"):
            return None
        return dict(zip(("before", "number", "after"), map(given, parts), strict=True))

    def degree(self) -> Markup:
        """The unit in which families of the place take a temperature."""
        return given(isolate("°F" if self.values.fahrenheit_first else "°C", "temperature"))

    def level(self, sign: str) -> Level | None:
        """How fast a family acts on a sign of the register, in the title's therapy and in the place."""
        therapy = self.project.booklets[self.edition.booklet].content.therapy
        return self.project.level(sign, therapy, self.edition.place)

    def publishers(self, main: bool = False) -> list[dict[str, Any]]:
        """The sources of the edition as a list for readers: each publisher once, with its works and their years."""
        found = []
        for publisher, works in groupby(self.main if main else self.sources, lambda source: source.publisher):
            titled = ((work, TextPass("ltr").plain(work.title)) for work in works)
            named = [
                {"title": given(title), "year": given(work.year) if work.year else None, "url": work.url}
                for work, title in titled
            ]
            found.append({"name": given(publisher), "works": named})
        return found

    def _dressed(self, node: Any, folder: str) -> Any:
        """A part of the model as templates get it: words and prose as HTML, values filled in, pictures by address."""
        if isinstance(node, Message):
            return self._sentence(node)
        if isinstance(node, Prose):
            return Markup("\n").join(self._prose_part(part) for part in node.parts)
        if isinstance(node, ValueRef):
            return self._count(node) if node.number else given(self.fill(node.name))
        if isinstance(node, PointModel):
            return self._dressed(node.text, folder)
        if isinstance(node, tuple):
            return [self._dressed(item, folder) for item in node]
        if isinstance(node, BaseModel):
            apparatus = all_of("apparatus", type(node))
            names = (name for name in type(node).model_fields if name not in apparatus)
            dressed = {name: self._dressed(getattr(node, name), folder) for name in names}
            if isinstance(node, Picture):
                # An attribute holds text alone: no isolates, no tags.
                dressed |= {"url": f"{BASE}{node.path(folder)}", "alt": dressed["alt"].striptags()}
                dressed["mirrored"] = node.mirrors and self.rtl
            return dressed
        return node

    def _prose_part(self, part: Part) -> Markup:
        sentences = [self._sentence(message) for message in part.words]
        if part.shape == "paragraph":
            return Markup("<p>{}</p>").format(sentences[0])
        tag = "ol" if part.shape == "numbers" else "ul"
        items = Markup("").join(Markup("<li>{}</li>").format(sentence) for sentence in sentences)
        return Markup(f"<{tag}>{{}}</{tag}>").format(items)

    def _sentence(self, message: Words) -> Markup:
        if isinstance(message, Message) and message.is_open:
            return self._open(message)
        sentence = self.text.sentence(message.text, self.fill)
        if not isinstance(message, Message) or message.echo is None:
            return given(sentence)
        echo = self._staff.text.sentence(message.echo, self._staff.fill)
        frame = Markup('{} <span class="echo" lang="{}" dir="{}">{}</span>')
        return given(frame.format(sentence, self._staff.edition.locale, self._staff.locale.direction, echo))

    def _open(self, message: Message) -> Markup:
        """What is not translated yet, in the source language and on a ground of its own."""
        source = self.project.locales[self.project.source]
        said = TextPass(source.direction).sentence(message.text, self.fill)
        return given(on_open_ground(said, self.project.source, source.direction))

    @cached_property
    def _staff(self) -> Dresser:
        """Who dresses for the language that staff of the place read."""
        language = self.project.places[self.edition.place].language
        return Dresser(self.project, replace(self.edition, locale=language))

    def fill(self, name: str) -> Markup:
        """A value in words, in this edition."""
        return self.values.format(self.project.values[name], self.project.setting(name, self.edition.place), name)

    def _count(self, reference: ValueRef) -> int:
        setting = self.project.setting(reference.name, self.edition.place)
        count = whole(setting.value) if setting else None
        assert count is not None, "check refuses a count without a value, and one that is no whole number"
        return count


def _for_reader(words: Words, field: str) -> Words:
    """Words in the reader's language alone."""
    return replace(words, echo=None) if isinstance(words, Message) else words


def _for_staff(words: Words, field: str) -> Words:
    """Words in the language of the place alone."""
    return replace(words, text=words.echo or words.text, echo=None) if isinstance(words, Message) else words


# TRANSLATORS: what a review copy still lacks, as items of a list
_MISSING = {
    "clinician": N_("approval of the text by a clinician"),
    "translator": N_("approval of the translation by a qualified translator"),
    "reader": N_("reading by families who know this treatment"),
    # TRANSLATORS: of a packet, which was made of pages of several booklets for one family
    "packet": N_(
        "approval of these pages together: nobody has read them in this order, so go through them with your team"
    ),
}

# TRANSLATORS: who approved a booklet, after the person's name
_ROLES = {"clinician": N_("clinician"), "translator": N_("translator"), "reader": N_("reader")}

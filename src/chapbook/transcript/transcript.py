"""What an edition says, line by line: the one reader of manuscripts.

Pages, the numbers audit, the code, approvals, parity of formats, the ledger, reading level and clear writing are
functions of these lines, so that what was approved is what is coded, and that is what stands on the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any, Literal

from chapbook.catalogs.catalogs import FURNITURE
from chapbook.catalogs.furniture import furniture
from chapbook.content.booklet import Block, Edition
from chapbook.content.evidence import FactModel
from chapbook.content.manuscript import Chapter, Manuscript
from chapbook.content.markdown import fold, plain
from chapbook.content.project import Project
from chapbook.content.text import Content, Message, Picture, Prose, ReadAs, ValueRef
from chapbook.content.typography import PLACEHOLDER
from chapbook.content.walk import Leaf, Wordless, parts, walk
from chapbook.problems.problem import Spot
from chapbook.templating.environment import words_of
from chapbook.transcript.values import spoken

# What a line is: words to read, the same for staff in their language, words for those who do not see a picture, the
# short words of a sign, which a page may print in place of the whole ones, a value by itself, what is said without
# words (a level, a count of days); then what is no text of a block: the order of blocks, who publishes, how urgent a
# sign is, a source that is listed, a word that every page uses.
Role = Literal[
    "words", "for-staff", "alt", "short", "value", "wordless", "order", "publisher", "sign", "source", "furniture"
]

# A value that a family writes in by hand.
SLOT = "____"


@dataclass(frozen=True)
class Line:
    """One thing that an edition says."""

    # The path of keys in its block, such as `groups.effects.do`; of a list in prose, `more.bullets`.
    field: str
    role: Role
    # The locale in which it stands: the source's where it is not translated.
    language: str
    # In Markdown, as catalogs hold it, values open: `At {fever-limit}, call **now**.`
    message: str
    # The message with its values filled in, and a slot for those that are written in by hand.
    said: str
    # As it is read aloud: without marks, and nothing for a slot.
    plain: str
    spot: Spot
    # What was translated; the message itself in the source language.
    source: str
    values: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    # Where it is no sentence: a name, a sound, a term.
    read_as: ReadAs | None = None
    # The sign of the register whose words they are.
    sign: str | None = None

    def __str__(self) -> str:
        """As a register keeps it, a line of text."""
        return f"{self.name}: {on_one_line(self.said)}"

    @property
    def name(self) -> str:
        """What it is called where texts are compared line by line."""
        return f"{self.field}.for-staff" if self.role == "for-staff" else self.field

    @property
    def key(self) -> str:
        """The key under which it stands, such as `do`."""
        return self.field.rsplit(".", 1)[-1]

    @property
    def is_printed(self) -> bool:
        """Whether it is words or a value that a reader sees on paper."""
        return self.role in ("words", "for-staff", "value")

    @property
    def is_read(self) -> bool:
        """Whether a reader sees it or hears it read: what is printed, and what describes a picture."""
        return self.is_printed or self.role == "alt"


@dataclass(frozen=True)
class Passage:
    """What one block says, with what it rests on and its pictures; the covers are one, and the furniture is one."""

    # The path of a block below booklets/, `<booklet>/booklet` for the covers, `furniture`.
    path: str
    kind: str
    title: str
    lines: tuple[Line, ...]
    # What it and its values rest on, sorted by id: where a file names them says nothing.
    facts: dict[str, FactModel] = field(default_factory=dict)
    # `<file> <SHA-256>`, and where the labels of a figure point.
    pictures: tuple[str, ...] = ()
    # The numbers that its template prints by itself, such as those of steps and days.
    counts: tuple[int, ...] = ()
    # Whether signs stand in it in their short words.
    in_short: bool = False

    @property
    def name(self) -> str:
        """What its pages call the place where it begins."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def read(self) -> tuple[Line, ...]:
        """What a reader of it sees or hears."""
        said = zip_longest(self.lines, self.lines[1:])
        short = {index for index, (_, after) in enumerate(said) if self.in_short and after and after.role == "short"}
        return tuple(
            line
            for index, line in enumerate(self.lines)
            if (line.is_read and index not in short) or (self.in_short and line.role == "short")
        )


@dataclass(frozen=True)
class Transcript:
    """All that an edition says: first its covers and the order of its blocks, then each block, last the furniture."""

    manuscript: Manuscript
    passages: tuple[Passage, ...]

    @property
    def edition(self) -> Edition:
        return self.manuscript.edition

    @property
    def covers(self) -> Passage:
        return self.passages[0]

    @property
    def blocks(self) -> tuple[Passage, ...]:
        return self.passages[1:-1]

    @property
    def furniture(self) -> Passage:
        return self.passages[-1]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Everything but the furniture."""
        return tuple(line for passage in self.passages[:-1] for line in passage.lines)

    @property
    def title(self) -> str:
        return self.covers.title


def transcript(project: Project, manuscript: Manuscript) -> Transcript:
    """What an edition says now."""
    reader = _Reader(project, manuscript)
    blocks = [reader.block(block, chapter) for chapter in manuscript.chapters for block in chapter.blocks]
    return Transcript(manuscript, (reader.covers(), *blocks, reader.furniture()))


@dataclass(frozen=True)
class _Reader:
    """Reads a manuscript out, values filled in."""

    project: Project
    manuscript: Manuscript

    @property
    def edition(self) -> Edition:
        return self.manuscript.edition

    def covers(self) -> Passage:
        """The booklet's own words: covers, the order of chapters and blocks, who publishes."""
        booklet, imprint = self.manuscript.booklet, self.project.imprint
        path, spot = f"{self.edition.booklet}/booklet", Spot(f"booklets/{self.edition.booklet}/booklet.yaml")
        lines = [*self.lines({"title": booklet.title, "subtitle": booklet.subtitle}, "name")]
        lines += self.lines({"back": booklet.back, "cover": booklet.cover})
        for chapter in self.manuscript.chapters:
            lines += self.lines({"chapter": chapter.title, "chapter.tone": chapter.tone}, "name")
            lines += [self._besides("order", "chapter.block", block.path, spot) for block in chapter.blocks]
        for name in ("name", "address", "site"):
            if said := getattr(imprint, name):
                lines.append(self._besides("publisher", f"imprint.{name}", said, Spot("booklets/imprint.yaml")))
        for partner in imprint.partners:
            lines.append(self._besides("publisher", "imprint.partner", partner, Spot("booklets/imprint.yaml")))
        if granted := booklet.license or imprint.license:
            lines.append(self._besides("publisher", "imprint.license", granted, spot))
        lines += self._signs()
        logos = filter(None, (imprint.logo, *imprint.partners.values()))
        pictures = [*pictures_in(self.project, booklet, path)]
        pictures += (f"{logo} {picture_digest(self.project, f'booklets/{logo}')}" for logo in logos)
        return Passage(path, "booklet", lines[0].said, (*lines,), self._facts(lines), (*pictures,))

    def _signs(self) -> Iterator[Line]:
        """How fast it has a family act on each sign, in the place of the edition, and why."""
        for name, level in self.project.levels(self.edition.booklet, self.edition.place).items():
            sign = self.project.signs[name]
            said = f"{level}; {sign.why}" if sign.why else level
            yield self._besides("sign", f"sign.{name}", said, sign.sign.spot)

    def block(self, block: Block, chapter: Chapter) -> Passage:
        content = block.content
        lines = [*self.lines({"": content})]
        if content.lists_sources:
            for source in self.manuscript.sources:
                said = (source.publisher, source.title, source.date, source.url or "")
                is_main = source.is_main_of(self.manuscript.booklet.therapy)
                field = "source.main" if is_main else "source"
                lines.append(self._besides("source", field, ", ".join(filter(None, said)), block.spot))
        title = next(self.lines({"": content.title or chapter.title})).said
        pictures = tuple(pictures_in(self.project, content, block.path))
        counts = (*content.counts(self._count), *_numbered(content))
        facts = self._facts(lines)
        return Passage(block.path, content.kind, title, (*lines,), facts, pictures, counts, content.in_short)

    def furniture(self) -> Passage:
        """The words that its templates can print, by whichever ticket it goes out unasked."""
        tickets = [each for each in self.project.tickets_of(self.edition.booklet).values() if not each.on_request]
        kinds = {block.content.kind for block in self.manuscript.blocks}
        templates = {*(ticket.template for ticket in tickets), *(f"blocks/{kind}" for kind in kinds)}
        words = words_of(self.project.chain, frozenset(f"{name}.html" for name in templates))
        say = furniture(self.project, self.edition.locale).say
        spot = Spot(f"locales/{FURNITURE}.pot")
        said = (self._besides("furniture", "word", say(text, context), spot, text) for context, text in words)
        lines = sorted(said, key=str)
        return Passage(FURNITURE, FURNITURE, "", (*lines,))

    def lines(self, named: dict[str, Any], read_as: ReadAs | None = None) -> Iterator[Line]:
        """What parts of the model say, each under its name."""
        for name, part in named.items():
            for each in walk(part, name):
                if isinstance(each, Wordless):
                    yield self._line(each.field, "wordless", str(each.value), Spot(""), self.edition.locale)
                else:
                    yield from self._leaf(each, read_as or each.read_as)

    def _leaf(self, leaf: Leaf, read_as: ReadAs | None) -> Iterator[Line]:
        path = leaf.field if leaf.shape in (None, "paragraph") else f"{leaf.field}.{leaf.shape}"
        locale, words = self.edition.locale, leaf.leaf
        if isinstance(words, ValueRef):
            # A count of days prints no words.
            role: Role = "wordless" if words.number else "value"
            yield self._line(path, role, f"{{{words.name}}}", words.spot, locale, facts=leaf.facts)
            return
        source = words.source if isinstance(words, Message) else None
        role = "alt" if leaf.is_alt else "short" if leaf.is_short else "words"
        spoken_in = self.project.source if source is None else locale
        sign = getattr(leaf.part, "sign", None)
        yield self._line(path, role, words.text, words.spot, spoken_in, source, leaf.facts, read_as, sign)
        if isinstance(words, Message) and words.echo is not None:
            written = source or words.text
            yield self._line(path, "for-staff", words.echo, words.spot, self._staff, written, leaf.facts)

    def _line(
        self,
        field: str,
        role: Role,
        message: str,
        spot: Spot,
        locale: str,
        source: str | None = None,
        facts: tuple[str, ...] = (),
        read_as: ReadAs | None = None,
        sign: str | None = None,
    ) -> Line:
        values, say = tuple(PLACEHOLDER.findall(message)), self._spoken(locale)
        said = PLACEHOLDER.sub(lambda match: say(match[1]) or SLOT, message)
        aloud = PLACEHOLDER.sub(lambda match: say(match[1]), plain(message))
        return Line(field, role, locale, message, said, aloud, spot, source or message, values, facts, read_as, sign)

    def _besides(self, role: Role, field: str, said: str, spot: Spot, source: str | None = None) -> Line:
        return Line(field, role, self.edition.locale, said, said, said, spot, source or said)

    def _facts(self, lines: list[Line]) -> dict[str, FactModel]:
        """The facts of lines and of their values."""
        ids = {str(fact) for line in lines for fact in line.facts}
        for name in {name for line in lines for name in line.values} & self.project.values.keys():
            setting = self.project.setting(name, self.edition.place)
            ids |= {*map(str, self.project.values[name].facts), *map(str, setting.facts if setting else ())}
        facts = self.project.evidence.facts
        return {name: facts[name] for name in sorted(ids & facts.keys())}

    def _count(self, count: int | ValueRef) -> int:
        """What a count is here: nothing where `check` refuses what it is set to."""
        return self.project.count(count, self.edition.place) or 0

    @property
    def _staff(self) -> str:
        """The language that staff of the place read."""
        return self.project.places[self.edition.place].language

    @cached_property
    def _speakers(self) -> dict[str, Callable[[str], str]]:
        return {}

    def _spoken(self, locale: str) -> Callable[[str], str]:
        if locale not in self._speakers:
            edition = Edition(self.edition.booklet, locale, self.edition.place)
            self._speakers[locale] = spoken(self.project, edition)
        return self._speakers[locale]


def _numbered(node: Any) -> Iterator[int]:
    """The numbers of the items of numbered lists in prose."""
    for part in parts(node):
        for prose in (held for _, held in part if isinstance(held, Prose)):
            lists = (each for each in prose.parts if each.shape == "numbers")
            yield from (number for each in lists for number in range(1, len(each.words) + 1))


# ── lines and pictures ────────────────────────────────────────────────────────────────────────────────────────────


def on_one_line(text: str) -> str:
    """A text on one line, whatever it was broken with.

    >>> on_one_line("Call us\\nnow.\\u2028 Day or night.")
    'Call us now. Day or night.'
    """
    return fold(" ".join(text.splitlines()))


def pictures_in(project: Project, node: Any, block: str) -> Iterator[str]:
    """Every picture of a block by the hash of its bytes, and where the labels of a figure point."""
    folder = PurePosixPath(f"booklets/{block}").parent
    for part in parts(node):
        if isinstance(part, Picture):
            mirrors = " mirrors" if part.mirrors else ""
            yield f"{part.file} {picture_digest(project, part.path(str(folder)))}{mirrors}"
        elif isinstance(part, Content) and (at := part.points_at()):
            yield f"label at {at[0]:g}, {at[1]:g}"


def picture_digest(project: Project, file: str) -> str:
    path = project.chain.find(file)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else "missing"

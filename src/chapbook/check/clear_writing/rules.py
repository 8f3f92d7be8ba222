"""The rules of clear writing, one function a rule, over the text of one edition.

Rules of form hold in every language; rules of wording read the source language alone, and elsewhere a translator
answers for them. Numbers are judged in the source text: `check` sees to it that a translation holds the same (L002,
L003).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chapbook.catalogs.catalogs import spot_of
from chapbook.check.clear_writing.sums import reckoned
from chapbook.check.figures import source_babel
from chapbook.check.reading_level.readability import unexplained
from chapbook.check.reading_level.syllables import count_words
from chapbook.content import spelled
from chapbook.content.booklet import Edition
from chapbook.content.forms import FORMS
from chapbook.content.kind import BlockModel, Gift
from chapbook.content.manuscript import Manuscript
from chapbook.content.markdown import plain
from chapbook.content.medicines import Medicines
from chapbook.content.numbers import PER_CENT, figures
from chapbook.content.project import Project
from chapbook.content.spelled import Spelled
from chapbook.content.text import Content, Message, Part, Picture, Prose, Step, Words
from chapbook.content.walk import leaves, parts
from chapbook.problems.problem import Problem, Spot, meant, problem, q, shorten
from chapbook.transcript.transcript import Line, Transcript

# A list that people take in at a glance (CDC Index, item 8).
ITEMS_IN_A_LIST = 7
# PEMAT-P and the Index give no number. 200 words fill a page of a booklet without a heading; the longest section of our
# own has 179 (in Spanish), the longest paragraph 56, the longest step 34.
WORDS_IN_A_PARAGRAPH = 75
WORDS_IN_A_SECTION = 200
WORDS_IN_A_STEP = 45
WORDS_IN_A_HEADING = 6
CHARACTERS_IN_A_HEADING = 40
# PEMAT-P asks for no summary, and leaves sections and order aside, where a text is very short.
SHORT = 300


# ── a text as the rules read it ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it: a block, with the blocks without a title that go on where it ended."""

    heading: Words | None
    blocks: tuple[BlockModel, ...]


@dataclass(frozen=True)
class Text:
    """One edition: as it prints, and as it was before translation."""

    project: Project
    transcript: Transcript

    @property
    def edition(self) -> Edition:
        return self.transcript.edition

    @property
    def manuscript(self) -> Manuscript:
        return self.transcript.manuscript

    @property
    def is_source(self) -> bool:
        return self.edition.locale == self.project.source

    @cached_property
    def blocks(self) -> tuple[BlockModel, ...]:
        return tuple(block.content for block in self.manuscript.blocks)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        found: list[Section] = []
        for chapter in self.manuscript.chapters:
            for number, block in enumerate(each.content for each in chapter.blocks):
                if block.title is None and number and block.goes_on:
                    found[-1] = Section(found[-1].heading, (*found[-1].blocks, block))
                else:
                    found.append(Section(block.title or (None if number else chapter.title), (block,)))
        return tuple(found)

    @cached_property
    def written(self) -> tuple[Line, ...]:
        """Every message that a reader reads, less what describes pictures; rules read what was translated."""
        return tuple(line for line in self.transcript.lines if line.role == "words")

    @cached_property
    def is_short(self) -> bool:
        return sum(count_words(line.source) for line in self.written) < SHORT

    @cached_property
    def figures(self) -> bool:
        """Whether it has a number, or a value that is one."""
        return any(character.isdecimal() for line in self.written for character in line.source)

    @cached_property
    def rates(self) -> list[tuple[Line, Spelled]]:
        """Every rate, such as 82 in 100, by its denominator."""
        return [(line, rate) for line in self.written for rate in spelled.rates(plain(line.source), self.babel)]

    @cached_property
    def babel(self) -> str:
        """How numbers are written in the source text."""
        return source_babel(self.project)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(part for block in self.blocks for part in parts(block) if isinstance(part, Step))

    def gives(self, *gifts: Gift) -> bool:
        """Whether any of its blocks gives its reader one of these."""
        return any(block.gives & {*gifts} for block in self.blocks)

    @property
    def spot(self) -> Spot:
        return Spot(f"booklets/{self.edition.booklet}/booklet.yaml")


def _words(node: Any) -> list[Words]:
    return [leaf.leaf for leaf in leaves(node) if isinstance(leaf.leaf, Words)]


def _spot(node: Any) -> Spot:
    """Where the first words of a part were written."""
    return next((words.spot for words in _words(node)), Spot("booklets"))


def _prose(block: BlockModel) -> Iterator[Part]:
    """Every paragraph and list of prose in a block."""
    for part in parts(block):
        yield from (piece for _, held in part if isinstance(held, Prose) for piece in held.parts)


# ── the rules ─────────────────────────────────────────────────────────────────────────────────────────────────────


def summary(text: Text) -> Iterator[Problem]:
    """The most important points stand first. A leaflet begins with a warning or with whom to call, a card is one."""
    first = text.manuscript.chapters[0].blocks if text.manuscript.chapters else ()
    wanted: Gift = "summary" if is_leafed(text) else "short summary"
    if not text.is_short and not any(wanted in block.content.gives for block in first):
        yield problem("C001", text.spot, booklet=q(text.edition.booklet))


def main_message(text: Text) -> Iterator[Problem]:
    """The first key point begins with the one sentence that matters most, in strong letters, and it alone does."""
    for points in [getattr(block, block.main) for block in text.blocks if block.main][:1]:
        strong = [number for number, point in enumerate(points, 1) if point.text.text.startswith("**")]
        if not text.is_short and strong != [1]:
            shown = ", ".join(map(str, strong)) or "none"
            yield problem("C002", _spot(points), points=shown)


# Headings that say where one is and not what one will read.
_EMPTY_HEADINGS = frozenset(
    {"introduction", "information", "general", "overview", "background", "details", "other", "miscellaneous", "more"}
    | {"general information", "more information", "other information", "further information", "various"}
)


def headings(text: Text) -> Iterator[Problem]:
    """Every section has a heading, no two have the same, and in the source language none is an empty word."""
    seen: dict[str, Spot] = {}
    for section in text.sections:
        heading = section.heading
        if heading is None:
            if not section.blocks[0].brings_heading:
                yield problem("C003", _spot(section.blocks[0]), fault="a section without a heading")
            continue
        said = plain(heading.text).strip(" .:?!").casefold()
        if said in seen:
            fault = f"heading {shorten(heading.text)} stands twice, first at {seen[said]}"
            yield problem("C003", heading.spot, fault=fault)
        elif text.is_source and said in _EMPTY_HEADINGS:
            yield problem("C003", heading.spot, fault=f"heading {shorten(heading.text)} says nothing of what follows")
        seen.setdefault(said, heading.spot)


def long_lists(text: Text) -> Iterator[Problem]:
    """A list longer than seven items is split."""
    for block in text.blocks:
        lists: list[tuple[Any, ...]] = [
            held for part in parts(block) for name, held in part if name in getattr(part, "lists", ())
        ]
        lists += [piece.words for piece in _prose(block) if piece.shape != "paragraph"]
        for items in lists:
            if len(items) > ITEMS_IN_A_LIST:
                yield problem("C004", _spot(items), count=len(items), most=ITEMS_IN_A_LIST)


def long_passages(text: Text) -> Iterator[Problem]:
    """Paragraphs and sections are short, and what a kind holds to a few words is so in translations too."""
    for section in text.sections:
        pieces = (piece for block in section.blocks for piece in _prose(block))
        for paragraph in (piece.words[0] for piece in pieces if piece.shape == "paragraph"):
            if (count := count_words(paragraph.text)) > WORDS_IN_A_PARAGRAPH:
                yield _too_long(text, "a paragraph", paragraph.spot, count, WORDS_IN_A_PARAGRAPH)
        running = [getattr(block, key) for block in section.blocks for key in block.running]
        count = sum(count_words(words.text) for prose in running for words in _words(prose))
        if count > WORDS_IN_A_SECTION:
            yield _too_long(text, "a section", _spot(section.blocks[0]), count, WORDS_IN_A_SECTION)
    for message, most in _with_few_words(text):
        if (count := len(message.text.split())) > most:
            key = (message.domain, message.context, message.source or "")
            spot = spot_of(text.project.chain, text.edition.locale, *key) or message.spot
            yield _too_long(text, "a text", spot, count, most)


def _with_few_words(text: Text) -> Iterator[tuple[Message, int]]:
    """The translations that a part of a block holds to so many words; what is written is held when it is read."""
    for part in (part for block in text.blocks for part in parts(block) if isinstance(part, Content)):
        for key, most in part.most_words.items():
            message = getattr(part, key)
            if isinstance(message, Message) and message.source is not None and not text.is_source:
                yield message, most


def _too_long(text: Text, what: str, spot: Spot, count: int, most: int) -> Problem:
    return problem("C005", spot, what=what, count=count, locale=text.edition.locale, most=most)


_PER_CENT = re.compile(rf"\b{PER_CENT}", re.IGNORECASE)


def whole_numbers(text: Text) -> Iterator[Problem]:
    """Numbers are whole, and every rate has the same denominator. A thermometer alone shows decimals."""
    for line in text.written:
        said = plain(line.source)
        broken = _PER_CENT.findall(said) + [each.text for each in figures(said, text.babel) if not each.is_whole]
        broken += [*spelled.parts(said, text.babel.partition("_")[0])]
        if broken:
            yield problem("C006", line.spot, fault=f"{q(broken[0])} is no whole number")
    if text.rates:
        usual = Counter(rate.value for _, rate in text.rates).most_common(1)[0][0]
        others = next(rate.text for _, rate in text.rates if rate.value == usual)
        for line, rate in text.rates:
            if rate.value != usual:
                yield problem("C006", line.spot, fault=f"a rate in {rate.text}, where others are in {others}")


_SUM = re.compile(
    r"\bmultipl(?:y|ied)\b|\bdivided? by\b|\bsubtract|\badd (?:up|together|the numbers)\b|\bdouble the\b"
    r"|\bhalf the dose\b|\bsum of\b|\bwork out how\b",
    re.IGNORECASE,
)


def sums(text: Text) -> Iterator[Problem]:
    """No sum is left to the reader."""
    for line in text.written:
        said = plain(line.source)
        if found := _SUM.search(said):
            yield problem("C007", line.spot, words=q(found[0]))
        elif words := reckoned(said):
            yield problem("C007", line.spot, words=q(words))


def pictures(text: Text) -> Iterator[Problem]:
    """A picture is described, and has a caption or stands under the title of its block, or in a part with words."""
    for block in text.blocks:
        for picture in (part for part in parts(block) if isinstance(part, Picture)):
            if not plain(picture.alt.text).strip():
                yield problem("C008", picture.alt.spot, file=q(picture.file), lack="description")
            elif picture is block.picture and picture.caption is None and block.title is None:
                yield problem("C008", picture.alt.spot, file=q(picture.file), lack="caption or title")


def table_heads(text: Text) -> Iterator[Problem]:
    """The heads of tables are short."""
    for columns in (getattr(block, key) for block in text.blocks for key in block.heads):
        for head in _words(columns):
            said = plain(head.text)
            if count_words(said) > WORDS_IN_A_HEADING or len(said) > CHARACTERS_IN_A_HEADING:
                yield problem("C009", head.spot, head=shorten(said), locale=text.edition.locale)


def actions(text: Text) -> Iterator[Problem]:
    """Something is asked of the reader. A short note may only tell."""
    if not text.is_short and not text.gives("deeds"):
        yield problem("C010", text.spot, booklet=q(text.edition.booklet))


_THIRD_PERSON = re.compile(
    r"\b(?:parents?|caregivers?|carers?|guardians?|famil(?:y|ies)|patients?)"
    r" (?:should|must|needs? to|ha(?:s|ve) to|ought)\b",
    re.IGNORECASE,
)


def second_person(text: Text) -> Iterator[Problem]:
    """What the reader is to do is said to the reader: never "parents should" (source language)."""
    for line in text.written:
        if found := _THIRD_PERSON.search(plain(line.source)):
            yield problem("C011", line.spot, words=q(found[0]))


_PARTICIPLE = r"\w+ed|given|taken|kept|made|done|seen|told|held|shown|written|put|brought|worn|cut|shut|read|said|sent"
_PASSIVE = re.compile(
    rf"\b(?:should|must|needs? to|ha(?:s|ve) to) (?:not |never |always )?be (?:{_PARTICIPLE})\b", re.IGNORECASE
)


def active_voice(text: Text) -> Iterator[Problem]:
    """What is to be done names who does it: never "the team should be called" (source language)."""
    for block, passage in zip(text.blocks, text.transcript.blocks, strict=True):
        deeds = {key for part in parts(block) if isinstance(part, Content) for key in part.deeds}
        for line in passage.lines:
            if line.role == "words" and line.key in deeds and (found := _PASSIVE.search(plain(line.source))):
                yield problem("C012", line.spot, words=q(found[0]))


def tools(text: Text) -> Iterator[Problem]:
    """There is something to use: a list to tick, a diary, a calendar, a card. A leaflet is a tool itself."""
    if is_leafed(text) and not text.is_short and not text.gives("tool"):
        yield problem("C013", text.spot, booklet=q(text.edition.booklet))


def known_and_unknown(text: Text) -> Iterator[Problem]:
    """A booklet on a treatment says what is known and what is not."""
    if is_leafed(text) and not text.is_short and not text.gives("unknowns"):
        yield problem("C014", text.spot, booklet=q(text.edition.booklet))


def how_to_call(text: Text) -> Iterator[Problem]:
    """A warning says how to call: by a number printed large, or by one in what is to be done."""
    values = text.project.values
    for call in filter(None, (block.call() for block in text.blocks)):
        if not any(values[name].type == "phone" for name in call.values if name in values):
            yield problem("C015", call.words.spot, title=shorten(call.title.text))


def plain_words(text: Text) -> Iterator[Problem]:
    """A hard word is explained in the glossary or where it first stands, or is named as one that families know.

    A card speaks to staff, in their words.
    """
    if not speaks_to_family(text):
        return
    known = frozenset(word for group in text.project.everyday.values() for word in group.words)
    medicines = Medicines(text.project.medicines)
    for hard in unexplained(text.project, text.transcript, known):
        # A medicine that is misspelt is a hard word too, and no list or glossary should have it.
        near = meant(medicines.near(hard.word))
        yield problem("C016", hard.spot, word=q(hard.word), times=hard.count, guess=near)


def short_steps(text: Text) -> Iterator[Problem]:
    """A step is one thing to do."""
    for step in text.steps:
        # What describes its picture is not read with it.
        said = _words((step.text, step.more))
        if (count := sum(count_words(words.text) for words in said)) > WORDS_IN_A_STEP:
            yield problem("C018", _spot(step), count=count, locale=text.edition.locale, most=WORDS_IN_A_STEP)


def speaks_to_family(text: Text) -> bool:
    return FORMS[text.manuscript.booklet.form].for_families


def is_leafed(text: Text) -> bool:
    return FORMS[text.manuscript.booklet.form].is_leafed


Rule = Callable[[Text], Iterator[Problem]]
RULES: dict[str, Rule] = {
    "C001": summary,
    "C002": main_message,
    "C003": headings,
    "C004": long_lists,
    "C005": long_passages,
    "C006": whole_numbers,
    "C007": sums,
    "C008": pictures,
    "C009": table_heads,
    "C010": actions,
    "C011": second_person,
    "C012": active_voice,
    "C013": tools,
    "C014": known_and_unknown,
    "C015": how_to_call,
    "C016": plain_words,
    "C018": short_steps,
}
# These read words, and so one language.
OF_WORDING = frozenset({"C011", "C012", "C016"})

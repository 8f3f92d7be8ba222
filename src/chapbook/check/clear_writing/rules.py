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

from chapbook.check.reading_level.readability import unexplained
from chapbook.check.reading_level.syllables import count_words, is_spaced
from chapbook.content.booklet import Edition
from chapbook.content.manuscript import (
    Manuscript,
    Message,
    MessagePart,
    MessageProse,
    Tree,
    map_messages,
    messages,
    untranslated,
)
from chapbook.content.markdown import plain
from chapbook.content.project import Project
from chapbook.content.typography import PLACEHOLDER
from chapbook.problems.problem import Problem, Spot, problem, q, shorten

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

    heading: Message | None
    blocks: tuple[Tree, ...]


@dataclass(frozen=True)
class Text:
    """One edition: as it prints, and as it was before translation."""

    project: Project
    manuscript: Manuscript

    @property
    def edition(self) -> Edition:
        return self.manuscript.edition

    @property
    def is_source(self) -> bool:
        return self.edition.locale == self.project.source

    @cached_property
    def source(self) -> Manuscript:
        return untranslated(self.manuscript)

    @cached_property
    def blocks(self) -> tuple[Tree, ...]:
        return tuple(tree for chapter in self.manuscript.chapters for tree in chapter.blocks)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        found: list[Section] = []
        for chapter in self.manuscript.chapters:
            for number, tree in enumerate(chapter.blocks):
                if tree["title"] is None and number and tree["kind"] == "prose":
                    found[-1] = Section(found[-1].heading, (*found[-1].blocks, tree))
                else:
                    found.append(Section(tree["title"] or (None if number else chapter.title), (tree,)))
        return tuple(found)

    @cached_property
    def written(self) -> tuple[Message, ...]:
        """Every message of the source text that a reader reads, less what describes pictures."""
        return tuple(message for message in messages(self.source) if not message.context.endswith(".alt"))

    @cached_property
    def is_short(self) -> bool:
        return sum(count_words(message.text) for message in self.written) < SHORT

    @cached_property
    def figures(self) -> bool:
        """Whether it has a number, or a value that is one."""
        return any(re.search(r"\d", message.text) for message in self.written)

    @cached_property
    def rates(self) -> list[tuple[Message, str]]:
        """Every rate, such as 82 in 100, by its denominator."""
        return [(message, rate[1]) for message in self.written for rate in _RATE.finditer(plain(message.text))]

    def kinds(self, *kinds: str) -> list[Tree]:
        return [tree for tree in self.blocks if tree["kind"] in kinds]

    @property
    def spot(self) -> Spot:
        return Spot(f"booklets/{self.edition.booklet}/booklet.yaml")


def _spot(node: Any) -> Spot:
    """Where the first words of a part were written."""
    found: list[Spot] = []
    map_messages(node, lambda message: found.append(message.spot))
    return found[0] if found else Spot("booklets")


def _walk(node: Any) -> Iterator[tuple[str, Any]]:
    """Every key of a tree with what it holds, and every list of prose as `bullets` or `numbers`."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key, value
            yield from _walk(value)
    elif isinstance(node, list):
        for item in node:
            yield from _walk(item)
    elif isinstance(node, MessageProse):
        yield from ((part.form, part) for part in node.parts)


def _all(node: Any) -> list[Message]:
    found: list[Message] = []
    map_messages(node, found.append)
    return found


# ── the rules ─────────────────────────────────────────────────────────────────────────────────────────────────────


def summary(text: Text) -> Iterator[Problem]:
    """The most important points stand first. A sheet begins with a warning or with whom to call, a card is one."""
    first = text.manuscript.chapters[0].blocks if text.manuscript.chapters else ()
    kinds = {"key-points"} if is_booklet(text) else {"key-points", "warning", "contacts", "card"}
    if not text.is_short and not any(tree["kind"] in kinds for tree in first):
        yield problem("C001", text.spot, booklet=q(text.edition.booklet))


def main_message(text: Text) -> Iterator[Problem]:
    """The first key point begins with the one sentence that matters most, in strong letters, and it alone does."""
    for tree in text.kinds("key-points")[:1]:
        strong = [number for number, point in enumerate(tree["points"], 1) if point.text.startswith("**")]
        if not text.is_short and strong != [1]:
            shown = ", ".join(map(str, strong)) or "none"
            yield problem("C002", _spot(tree["points"]), points=shown)


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
            if section.blocks[0]["kind"] not in ("key-points", "teach-back"):  # those bring their own
                yield problem("C003", _spot(section.blocks[0]), fault="a section without a heading")
            continue
        said = plain(heading.text).strip(" .:?!").casefold()
        if said in seen:
            fault = f"heading {shorten(heading.text)} stands twice, first at {seen[said]}"
            yield problem("C003", heading.spot, fault=fault)
        elif text.is_source and said in _EMPTY_HEADINGS:
            yield problem("C003", heading.spot, fault=f"heading {shorten(heading.text)} says nothing of what follows")
        seen.setdefault(said, heading.spot)


_LISTS = frozenset(
    {"points", "steps", "signs", "effects", "stages", "items", "labels", "contacts", "questions", "terms", "prompts"}
    | {"known", "unknown", "team"}
)


def long_lists(text: Text) -> Iterator[Problem]:
    """A list longer than seven items is split."""
    for tree in text.blocks:
        for key, value in _walk(tree):
            items: Any = value.messages if isinstance(value, MessagePart) and key != "paragraph" else value
            is_list = isinstance(value, MessagePart) or key in _LISTS
            if is_list and isinstance(items, list | tuple) and len(items) > ITEMS_IN_A_LIST:
                yield problem("C004", _spot(value), count=len(items), most=ITEMS_IN_A_LIST)


def long_passages(text: Text) -> Iterator[Problem]:
    """Paragraphs and sections are short. Where no space stands between words, nobody counts."""
    if not is_spaced(text.edition.locale):
        return
    for section in text.sections:
        paragraphs = [
            part.messages[0]
            for tree in section.blocks
            for key, part in _walk(tree)
            if key == "paragraph" and isinstance(part, MessagePart)
        ]
        for paragraph in paragraphs:
            if (count := count_words(paragraph.text)) > WORDS_IN_A_PARAGRAPH:
                yield _too_long(text, "a paragraph", paragraph.spot, count, WORDS_IN_A_PARAGRAPH)
        running = [tree for tree in section.blocks if tree["kind"] in ("prose", "callout")]
        count = sum(count_words(message.text) for tree in running for message in _all(tree["text"]))
        if count > WORDS_IN_A_SECTION:
            yield _too_long(text, "a section", _spot(section.blocks[0]), count, WORDS_IN_A_SECTION)


def _too_long(text: Text, what: str, spot: Spot, count: int, most: int) -> Problem:
    return problem("C005", spot, what=what, count=count, locale=text.edition.locale, most=most)


_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|a hundred|thousand"
_RATE = re.compile(
    rf"\b(?:\d+|{_NUMBER_WORDS}) (?:in|out of)(?: every)? (\d[\d,]*|{_NUMBER_WORDS})\b(?! (?:and|to|or) \d)"
)
_UNPLAIN = re.compile(
    r"\d+ ?[%٪]|\bper ?cent\b|[½⅓⅔¼¾]|(?<![\d/.-])[1-9]/[1-9]\d?(?![\d/])|(?<![\d.,-])\d+\.\d+(?![\d.-]| ?°)"
    r"|\b(?:half|(?:a|one|two) thirds?|(?:a|one|three) quarters?) of\b",
    re.IGNORECASE,
)


def number_forms(text: Text) -> Iterator[Problem]:
    """Numbers are whole, and every rate has the same denominator. A thermometer alone shows decimals."""
    for message in text.written:
        if found := _UNPLAIN.search(plain(message.text)):
            yield problem("C006", message.spot, fault=f"{q(found[0])} is no whole number")
    if text.rates:
        usual = Counter(denominator for _, denominator in text.rates).most_common(1)[0][0]
        for message, denominator in text.rates:
            if denominator != usual:
                yield problem("C006", message.spot, fault=f"a rate in {denominator}, where others are in {usual}")


_SUM = re.compile(
    r"\bm[gl]/kg\b|\b(?:per|for each|for every) (?:kg|kilo\w*|pound)\b|\bmultipl(?:y|ied)\b|\bdivided? by\b|\bsubtract"
    r"|\badd (?:up|together|the numbers)\b|\bdouble the\b|\bhalf the dose\b|\d ?[×÷] ?\d|\bsum of\b|\bwork out how\b",
    re.IGNORECASE,
)


def sums(text: Text) -> Iterator[Problem]:
    """No sum is left to the reader."""
    for message in text.written:
        if found := _SUM.search(plain(message.text)):
            yield problem("C007", message.spot, words=q(found[0]))


def pictures(text: Text) -> Iterator[Problem]:
    """A picture is described, and has a caption or stands under the title of its block."""
    for tree in text.blocks:
        picture = tree["picture"]
        if picture is not None:
            if not plain(picture["alt"].text).strip():
                yield problem("C008", picture["alt"].spot, file=q(picture["file"]), lack="description")
            elif picture["caption"] is None and tree["title"] is None:
                yield problem("C008", picture["alt"].spot, file=q(picture["file"]), lack="caption or title")


def table_heads(text: Text) -> Iterator[Problem]:
    """The heads of tables are short."""
    for tree in text.kinds("table", "diary"):
        for head in _all(tree["columns"]):
            said = plain(head.text)
            if count_words(said) > WORDS_IN_A_HEADING or len(said) > CHARACTERS_IN_A_HEADING:
                yield problem("C009", head.spot, head=shorten(said), locale=text.edition.locale)


def actions(text: Text) -> Iterator[Problem]:
    """Something is asked of the reader. A short note may only tell."""
    if not text.is_short and not text.kinds("warning", "steps", "checklist", "contacts", "card"):
        yield problem("C010", text.spot, booklet=q(text.edition.booklet))


_THIRD_PERSON = re.compile(
    r"\b(?:parents?|caregivers?|carers?|guardians?|famil(?:y|ies)|patients?)"
    r" (?:should|must|needs? to|ha(?:s|ve) to|ought)\b",
    re.IGNORECASE,
)


def second_person(text: Text) -> Iterator[Problem]:
    """What the reader is to do is said to the reader: never "parents should" (source language)."""
    for message in text.written:
        if found := _THIRD_PERSON.search(plain(message.text)):
            yield problem("C011", message.spot, words=q(found[0]))


_PARTICIPLE = r"\w+ed|given|taken|kept|made|done|seen|told|held|shown|written|put|brought|worn|cut|shut|read|said|sent"
_PASSIVE = re.compile(
    rf"\b(?:should|must|needs? to|ha(?:s|ve) to) (?:not |never |always )?be (?:{_PARTICIPLE})\b", re.IGNORECASE
)
_DEEDS = (":action", ":steps", ".do", ":points")


def active_voice(text: Text) -> Iterator[Problem]:
    """What is to be done names who does it: never "the team should be called" (source language)."""
    for message in text.written:
        if message.context.endswith(_DEEDS) and (found := _PASSIVE.search(plain(message.text))):
            yield problem("C012", message.spot, words=q(found[0]))


def tools(text: Text) -> Iterator[Problem]:
    """There is something to use: a list to tick, a diary, a calendar, a card. One short sheet is a tool itself."""
    if is_booklet(text) and not text.is_short and not text.kinds("checklist", "diary", "calendar", "card"):
        yield problem("C013", text.spot, booklet=q(text.edition.booklet))


def known_and_unknown(text: Text) -> Iterator[Problem]:
    """A booklet on a treatment says what is known and what is not."""
    if is_booklet(text) and not text.is_short and not text.kinds("known-unknown"):
        yield problem("C014", text.spot, booklet=q(text.edition.booklet))


def how_to_call(text: Text) -> Iterator[Problem]:
    """A warning says how to call: by a number printed large, or by one in what is to be done."""
    for tree in text.kinds("warning"):
        if tree["level"] == "tell":  # what can wait for the next visit needs no call
            continue
        named = [*(phone.name for phone in tree["phones"]), *PLACEHOLDER.findall(tree["action"].text)]
        if not any(text.project.values[name].type == "phone" for name in named if name in text.project.values):
            yield problem("C015", tree["action"].spot, title=shorten(tree["title"].text))


def plain_words(text: Text) -> Iterator[Problem]:
    """A hard word is explained in the glossary or where it first stands, or is named as one that families know.

    A card speaks to staff, in their words.
    """
    if not speaks_to_family(text):
        return
    known = frozenset(word for group in text.project.everyday.values() for word in group.words)
    for hard in unexplained(text.project, text.source, known):
        yield problem("C016", hard.spot, word=q(hard.word), times=hard.count)


def short_steps(text: Text) -> Iterator[Problem]:
    """A step is one thing to do."""
    if not is_spaced(text.edition.locale):
        return
    for tree in text.kinds("steps"):
        for step in tree["steps"]:
            if (count := sum(count_words(message.text) for message in _all(step))) > WORDS_IN_A_STEP:
                yield problem("C018", _spot(step), count=count, locale=text.edition.locale, most=WORDS_IN_A_STEP)


def speaks_to_family(text: Text) -> bool:
    return text.manuscript.booklet.form != "card"


def is_booklet(text: Text) -> bool:
    return text.manuscript.booklet.form == "booklet"


Rule = Callable[[Text], Iterator[Problem]]
RULES: dict[str, Rule] = {
    "C001": summary,
    "C002": main_message,
    "C003": headings,
    "C004": long_lists,
    "C005": long_passages,
    "C006": number_forms,
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

"""Clear writing: the items of PEMAT-P and of the CDC Clear Communication Index, decided by a program where one can.

PEMAT-P: Shoemaker, Wolf and Brach, AHRQ 2013 (Publication 14-0002-EF): items 1 to 12, 15 to 19 for understanding, 20 to
26 for acting; 13 and 14 are for sound and video. The Index: Baur and Prue, CDC 2014, 20 items. Each item is given in
our own short words. One that no rule decides, or none in this language, is a question that a person answers in the
approval (`trust/answers.py`).

A rule reads the text of one edition. Rules of form hold in every language; rules of wording read the source language
alone, and elsewhere a translator answers for them. Numbers are judged in the source text: `check` sees to it that a
translation holds the same (L002, L003).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from chapbook.library import Library
from chapbook.manuscript import (
    Manuscript,
    Message,
    MessagePart,
    MessageProse,
    Tree,
    map_messages,
    messages,
    untranslated,
)
from chapbook.markdown import plain
from chapbook.model import Booklet, Edition
from chapbook.problems import Problem, Spot, guess, problem, q, shorten
from chapbook.text import PLACEHOLDER
from chapbook.trust.readability import unexplained
from chapbook.trust.syllables import count_words, is_spaced
from chapbook.yamlfile import Scalar

Verdict = Literal["yes", "no", "does not apply", "a person"]

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

    library: Library
    manuscript: Manuscript

    @property
    def edition(self) -> Edition:
        return self.manuscript.edition

    @property
    def is_source(self) -> bool:
        return self.edition.locale == self.library.source

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
    kinds = {"key-points"} if _is_booklet(text) else {"key-points", "warning", "contacts", "card"}
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
    if _is_booklet(text) and not text.is_short and not text.kinds("checklist", "diary", "calendar", "card"):
        yield problem("C013", text.spot, booklet=q(text.edition.booklet))


def known_and_unknown(text: Text) -> Iterator[Problem]:
    """A booklet on a treatment says what is known and what is not."""
    if _is_booklet(text) and not text.is_short and not text.kinds("known-unknown"):
        yield problem("C014", text.spot, booklet=q(text.edition.booklet))


def how_to_call(text: Text) -> Iterator[Problem]:
    """A warning says how to call: by a number printed large, or by one in what is to be done."""
    for tree in text.kinds("warning"):
        if tree["level"] == "tell":  # what can wait for the next visit needs no call
            continue
        named = [*(phone.name for phone in tree["phones"]), *PLACEHOLDER.findall(tree["action"].text)]
        if not any(text.library.values[name].type == "phone" for name in named if name in text.library.values):
            yield problem("C015", tree["action"].spot, title=shorten(tree["title"].text))


def plain_words(text: Text) -> Iterator[Problem]:
    """A hard word is explained in the glossary or where it first stands, or is named as one that families know.

    A card speaks to staff, in their words.
    """
    if not _speaks_to_family(text):
        return
    known = frozenset(word for group in text.library.everyday.values() for word in group.words)
    for hard in unexplained(text.library, text.source, known):
        yield problem("C016", hard.spot, word=q(hard.word), times=hard.count)


def short_steps(text: Text) -> Iterator[Problem]:
    """A step is one thing to do."""
    if not is_spaced(text.edition.locale):
        return
    for tree in text.kinds("steps"):
        for step in tree["steps"]:
            if (count := sum(count_words(message.text) for message in _all(step))) > WORDS_IN_A_STEP:
                yield problem("C018", _spot(step), count=count, locale=text.edition.locale, most=WORDS_IN_A_STEP)


def _is_booklet(text: Text) -> bool:
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


# ── the items ─────────────────────────────────────────────────────────────────────────────────────────────────────

Applies = Callable[[Text], bool]
Instrument = Literal["PEMAT-P understanding", "PEMAT-P acting", "CDC Index"]


def _always(text: Text) -> bool:
    return True


@dataclass(frozen=True)
class Item:
    """An item: its number in its instrument, what it asks in our words, the rules that decide it, and who else does.

    `asks` is the role that answers where no rule does. `applies` says whether an edition has what the item is about.
    """

    id: str
    instrument: Instrument
    says: str
    rules: tuple[str, ...] = ()
    asks: Literal["clinician", "translator", "reader"] = "reader"
    applies: Applies = field(default=_always, repr=False)

    def decided_in(self, source: bool) -> bool:
        """Whether a program decides it: in the source language, or in a translation."""
        return bool(self.rules) and (source or not OF_WORDING.intersection(self.rules))


def _is_long(text: Text) -> bool:
    return not text.is_short


def _is_long_booklet(text: Text) -> bool:
    return not text.is_short and _is_booklet(text)


def _has_pictures(text: Text) -> bool:
    return any(tree["picture"] is not None for tree in text.blocks)


def _has_tables(text: Text) -> bool:
    return bool(text.kinds("table", "diary", "side-effects"))


def _has_charts(text: Text) -> bool:
    return bool(text.kinds("table", "diary", "calendar", "figure"))


def _has_figures(text: Text) -> bool:
    return text.figures


def _has_rates(text: Text) -> bool:
    return bool(text.rates)


def _has_steps(text: Text) -> bool:
    return bool(text.kinds("steps"))


def _speaks_to_family(text: Text) -> bool:
    return text.manuscript.booklet.form != "card"


def _never(text: Text) -> bool:
    """No booklet leaves a sum to its readers: C007 refuses it."""
    return False


_U: Instrument = "PEMAT-P understanding"
_A: Instrument = "PEMAT-P acting"
_C: Instrument = "CDC Index"
ITEMS: tuple[Item, ...] = (
    Item("pemat-01", _U, "It is clear at once what it is for."),
    Item("pemat-02", _U, "Nothing in it leads away from that."),
    Item("pemat-03", _U, "Its words are everyday words.", ("C016",), applies=_speaks_to_family),
    Item("pemat-04", _U, "Medical words are few, and each is explained.", ("C016",), applies=_speaks_to_family),
    Item("pemat-05", _U, "Sentences say who does what."),
    Item("pemat-06", _U, "Numbers are clear.", ("C006",), applies=_has_figures),
    Item("pemat-07", _U, "No sum is left to the reader.", ("C007",), applies=_has_figures),
    Item("pemat-08", _U, "The text comes in short pieces.", ("C004", "C005"), applies=_is_long),
    Item("pemat-09", _U, "Each section has a heading that says what it holds.", ("C003",), applies=_is_long),
    Item("pemat-10", _U, "The order makes sense.", applies=_is_long),
    Item("pemat-11", _U, "It sums up what matters most.", ("C001",), applies=_is_long),
    Item("pemat-12", _U, "Boxes, strong letters or signs point to what matters.", ("C002",), applies=_is_long),
    Item("pemat-15", _U, "There are pictures wherever they would help."),
    Item("pemat-16", _U, "The pictures help, and do not lead away.", applies=_has_pictures),
    Item("pemat-17", _U, "Each picture has a title or a caption.", ("C008",), applies=_has_pictures),
    Item("pemat-18", _U, "The pictures are clear, with nothing too much.", applies=_has_pictures),
    Item("pemat-19", _U, "Tables are simple, with short heads.", ("C009",), applies=_has_tables),
    Item("pemat-20", _A, "It names something to do.", ("C010",), applies=_is_long),
    Item("pemat-21", _A, "It says so to the reader.", ("C011",)),
    Item("pemat-22", _A, "What is to do comes in clear small steps.", ("C018",), applies=_has_steps),
    Item("pemat-23", _A, "It gives a tool, such as a list to tick.", ("C013",), applies=_is_long_booklet),
    Item("pemat-24", _A, "It shows how to do any sum.", applies=_never),
    Item("pemat-25", _A, "It says how to use its tables and diagrams.", asks="reader", applies=_has_charts),
    Item("pemat-26", _A, "Pictures make it easier to act, wherever they can."),
    Item("cdc-01", _C, "There is one main message.", ("C002",), applies=_is_long),
    Item("cdc-02", _C, "The main message stands first.", ("C001",), applies=_is_long),
    Item("cdc-03", _C, "The main message catches the eye.", ("C002",), applies=_is_long),
    Item("cdc-04", _C, "A picture with words supports the main message."),
    Item("cdc-05", _C, "It asks its readers to do something.", ("C010",), applies=_is_long),
    Item("cdc-06", _C, "Main message and call are in the active voice.", ("C012",)),
    Item("cdc-07", _C, "Its words are those that its readers use.", ("C016",), applies=_speaks_to_family),
    Item("cdc-08", _C, "Lists are used, of seven items at most.", ("C004",)),
    Item("cdc-09", _C, "The text comes in pieces with headings.", ("C003", "C005"), applies=_is_long),
    Item("cdc-10", _C, "The first section sums up what matters most.", ("C001",), applies=_is_long),
    Item("cdc-11", _C, "It says what is known and what is not.", ("C014",), applies=_is_long_booklet),
    Item("cdc-12", _C, "It says what readers should do.", ("C010",), applies=_is_long),
    Item("cdc-13", _C, "It says why that matters.", asks="clinician"),
    Item("cdc-14", _C, "It says how: when to call, and by which number.", ("C015",)),
    Item("cdc-15", _C, "Numbers are whole, with one denominator.", ("C006",), applies=_has_figures),
    Item("cdc-16", _C, "It says what its numbers mean.", asks="clinician", applies=_has_figures),
    Item("cdc-17", _C, "Readers need not calculate.", ("C007",), applies=_has_figures),
    Item("cdc-18", _C, "It says what the risk is, and to whom.", asks="clinician"),
    Item("cdc-19", _C, "It gives both the good and the harm that may come.", asks="clinician"),
    Item("cdc-20", _C, "A chance in numbers is also in words or a picture.", asks="clinician", applies=_has_rates),
)


# ── an edition judged ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Silenced:
    """Faults that somebody decided to live with: the rule, how many, the reason, and where that is written."""

    code: str
    count: int
    reason: str
    spot: Spot = field(compare=False)


@dataclass(frozen=True)
class Judged:
    """One item in one edition: what the program says, the faults, and the role that is asked where it says nothing."""

    item: Item
    verdict: Verdict
    faults: tuple[Problem, ...] = ()
    asks: str = ""


@dataclass(frozen=True)
class Clarity:
    """An edition against all items, the faults that stand, and those that are silenced."""

    edition: Edition
    items: tuple[Judged, ...]
    faults: tuple[Problem, ...]
    silenced: tuple[Silenced, ...]

    def questions(self, role: str) -> tuple[Judged, ...]:
        """What a person in a role is asked."""
        return tuple(each for each in self.items if each.verdict == "a person" and each.asks == role)


def clarity(library: Library, manuscript: Manuscript) -> Clarity:
    """An edition judged by every rule and every item."""
    text = Text(library, manuscript)
    codes = [code for code in RULES if text.is_source or code not in OF_WORDING]
    standing: dict[str, tuple[Problem, ...]] = {}
    silenced: list[Silenced] = []
    silences = _silences(library.booklets[text.edition.booklet])
    for code in codes:
        faults = dict.fromkeys(RULES[code](text))
        kept, hushed = [], Counter[tuple[str, str, Spot]]()
        for fault in faults:
            silence = silences.get((code, fault.spot.path)) or silences.get((code, ""))
            if silence is None:
                kept.append(fault)
            else:
                hushed[code, str(silence[1]), silence[0]] += 1
        standing[code] = tuple(kept)
        silenced += [Silenced(code, count, reason, spot) for (code, reason, spot), count in hushed.items()]
    return Clarity(
        text.edition,
        tuple(_judged(item, text, standing) for item in ITEMS),
        tuple(fault for faults in standing.values() for fault in faults),
        tuple(silenced),
    )


def _judged(item: Item, text: Text, standing: dict[str, tuple[Problem, ...]]) -> Judged:
    if not item.applies(text):
        return Judged(item, "does not apply")
    if not item.decided_in(text.is_source):
        # What the program reads in the source language, a translator answers for in another.
        return Judged(item, "a person", asks="translator" if item.rules else item.asks)
    faults = tuple(fault for code in item.rules for fault in standing[code])
    return Judged(item, "no" if faults else "yes", faults)


def _silences(booklet: Booklet) -> dict[tuple[str, str], tuple[Spot, str]]:
    """Every silence of a booklet, by code and the file whose faults it silences; the booklet's own silences any."""
    found: dict[tuple[str, str], tuple[Spot, str]] = {}
    for path, silence in (
        ("", booklet.content.silence),
        *((block.spot.path, block.content.silence) for block in booklet.blocks.values()),
    ):
        for code, reason in silence.items():
            spot = code.spot if isinstance(code, Scalar) else booklet.spot
            found[str(code), path] = (spot, str(reason))
    return found


# ── what silences nothing ─────────────────────────────────────────────────────────────────────────────────────────


def idle(
    library: Library,
    booklets: set[str],
    judged: list[Clarity],
    source_of: Callable[[Edition], Manuscript],
    text_of: Callable[[Edition], Manuscript],
) -> Iterator[Problem]:
    """Silences of this project's own files that no edition needs, and everyday words that no booklet holds.

    An edition that was not asked for may need one, so the others of the booklet are judged before anything is said:
    `source_of` gives its manuscript, `text_of` the same in its language.
    """
    used = {silenced.spot for each in judged for silenced in each.silenced}
    seen = {each.edition for each in judged}
    for name in sorted(booklets):
        booklet = library.booklets[name]
        own = {
            spot: (code, reason)
            for (code, _), (spot, reason) in _silences(booklet).items()
            if not spot.path.startswith("library/")
        }
        for spot, (code, reason) in own.items():
            if code not in RULES:
                fault = f"no rule {q(code)} can be silenced; {guess(code, RULES)}rules are: {', '.join(RULES)}"
                yield problem("C017", spot, fault=fault)
            elif not reason.strip():
                yield problem("C017", spot, fault=f"{code} is silenced without a reason")
            elif spot not in used and not any(
                silenced.spot == spot
                for edition in _every_edition(library, booklet)
                if edition not in seen
                for silenced in clarity(library, text_of(edition)).silenced
            ):
                yield problem("C017", spot, fault=f"{code} is silenced, and nothing here needs it")
    yield from _idle_words(library, source_of)


def _every_edition(library: Library, booklet: Booklet) -> Iterator[Edition]:
    for tag in booklet.content.locales or library.locales:
        for place in booklet.content.places or library.places:
            if tag in library.locales and place in library.locales[tag].babel and place in library.places:
                yield Edition(booklet.name, tag, place)


def _idle_words(library: Library, source_of: Callable[[Edition], Manuscript]) -> Iterator[Problem]:
    """Words named as everyday words that would be said of no text."""
    wanted = {
        hard.word.casefold()
        for booklet in library.booklets.values()
        for place in booklet.content.places or library.places
        if place in library.places
        for hard in unexplained(library, source_of(Edition(booklet.name, library.source, place)), frozenset())
    }
    for group in library.everyday.values():
        for word in group.words:
            spot = word.spot if isinstance(word, Scalar) else Spot("booklets/everyday.yaml")
            if not spot.path.startswith("library/") and word.casefold() not in wanted:
                fault = f"{q(word)} is named as an everyday word, and no text has it unexplained"
                yield problem("C017", spot, fault=fault)

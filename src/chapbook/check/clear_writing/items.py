"""Clear writing: the items of PEMAT-P and of the CDC Clear Communication Index, decided by a program where one can.

PEMAT-P: Shoemaker, Wolf and Brach, AHRQ 2013 (Publication 14-0002-EF): items 1 to 12, 15 to 19 for understanding, 20 to
26 for acting; 13 and 14 are for sound and video. The Index: Baur and Prue, CDC 2014, 20 items. Each item is given in
our own short words. One that no rule decides, or none in this language, is a question that a person answers in the
approval (`approve/answers.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from chapbook.check.clear_writing.rules import OF_WORDING, RULES, Text, is_leafed, speaks_to_family
from chapbook.check.reading_level.readability import unexplained
from chapbook.content.booklet import Booklet, Edition
from chapbook.content.project import Project
from chapbook.content.settings import Role
from chapbook.content.text import Picture
from chapbook.content.walk import parts
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Problem, Spot, guess, problem, q
from chapbook.transcript.transcript import Transcript

Verdict = Literal["yes", "no", "does not apply", "a person"]


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
    asks: Role = "reader"
    applies: Applies = field(default=_always, repr=False)

    def decided_in(self, source: bool) -> bool:
        """Whether a program decides it: in the source language, or in a translation."""
        return bool(self.rules) and (source or not OF_WORDING.intersection(self.rules))


def _is_long(text: Text) -> bool:
    return not text.is_short


def _is_long_booklet(text: Text) -> bool:
    return not text.is_short and is_leafed(text)


def _has_pictures(text: Text) -> bool:
    return any(isinstance(part, Picture) for block in text.blocks for part in parts(block))


def _has_tables(text: Text) -> bool:
    return text.gives("table")


def _has_charts(text: Text) -> bool:
    return text.gives("chart")


def _has_figures(text: Text) -> bool:
    return text.figures


def _has_rates(text: Text) -> bool:
    return bool(text.rates)


def _has_steps(text: Text) -> bool:
    return bool(text.steps)


def _never(text: Text) -> bool:
    """No booklet leaves a sum to its readers: C007 refuses it."""
    return False


_U: Instrument = "PEMAT-P understanding"
_A: Instrument = "PEMAT-P acting"
_C: Instrument = "CDC Index"
ITEMS: tuple[Item, ...] = (
    Item("pemat-01", _U, "It is clear at once what it is for."),
    Item("pemat-02", _U, "Nothing in it leads away from that."),
    Item("pemat-03", _U, "Its words are everyday words.", ("C016",), applies=speaks_to_family),
    Item("pemat-04", _U, "Medical words are few, and each is explained.", ("C016",), applies=speaks_to_family),
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
    Item("cdc-07", _C, "Its words are those that its readers use.", ("C016",), applies=speaks_to_family),
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
class JudgedItem:
    """One item in one edition: what the program says, the faults, and the role that is asked where it says nothing."""

    item: Item
    verdict: Verdict
    faults: tuple[Problem, ...] = ()
    asks: str = ""


@dataclass(frozen=True)
class Clarity:
    """An edition against all items, the faults that stand, and those that are silenced."""

    edition: Edition
    items: tuple[JudgedItem, ...]
    faults: tuple[Problem, ...]
    silenced: tuple[Silenced, ...]

    def questions(self, role: str) -> tuple[JudgedItem, ...]:
        """What a person in a role is asked."""
        return tuple(each for each in self.items if each.verdict == "a person" and each.asks == role)


def clarity(project: Project, transcript: Transcript) -> Clarity:
    """An edition judged by every rule and every item."""
    text = Text(project, transcript)
    codes = [code for code in RULES if text.is_source or code not in OF_WORDING]
    standing: dict[str, tuple[Problem, ...]] = {}
    silenced: list[Silenced] = []
    told = silences(project.booklets[text.edition.booklet])
    for code in codes:
        faults = dict.fromkeys(RULES[code](text))
        kept, hushed = [], Counter[tuple[str, str, Spot]]()
        for fault in faults:
            silence = told.get((code, fault.spot.path)) or told.get((code, ""))
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


def _judged(item: Item, text: Text, standing: dict[str, tuple[Problem, ...]]) -> JudgedItem:
    if not item.applies(text):
        return JudgedItem(item, "does not apply")
    if not item.decided_in(text.is_source):
        # What the program reads in the source language, a translator answers for in another.
        return JudgedItem(item, "a person", asks="translator" if item.rules else item.asks)
    faults = tuple(fault for code in item.rules for fault in standing[code])
    return JudgedItem(item, "no" if faults else "yes", faults)


def silences(booklet: Booklet) -> dict[tuple[str, str], tuple[Spot, str]]:
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


# Rules of copy-fit (`check/copyfit.py`): whether one is needed, only the pages tell.
OF_PAGES = ("F001", "F002", "F003", "F004")


# ── what silences nothing ─────────────────────────────────────────────────────────────────────────────────────────


def idle(
    project: Project,
    booklets: set[str],
    judged: list[Clarity],
    source_of: Callable[[Edition], Transcript],
    text_of: Callable[[Edition], Transcript],
) -> Iterator[Problem]:
    """Silences of this project's own files that no edition needs, and everyday words that no booklet holds.

    An edition that was not asked for may need one, so the others of the booklet are judged before anything is said:
    `source_of` gives what it says in the source language, `text_of` in its own.
    """
    used = {silenced.spot for each in judged for silenced in each.silenced}
    rules = (*RULES, *OF_PAGES)
    seen = {each.edition for each in judged}
    for name in sorted(booklets):
        booklet = project.booklets[name]
        own = {
            spot: (code, reason)
            for (code, _), (spot, reason) in silences(booklet).items()
            if not spot.path.startswith("library/")
        }
        for spot, (code, reason) in own.items():
            if code not in rules:
                fault = f"no rule {q(code)} can be silenced; {guess(code, rules)}rules are: {', '.join(rules)}"
                yield problem("C017", spot, fault=fault)
            elif not reason.strip():
                yield problem("C017", spot, fault=f"{code} is silenced without a reason")
            elif (
                code not in OF_PAGES
                and spot not in used
                and not any(
                    silenced.spot == spot
                    for edition in _every_edition(project, booklet)
                    if edition not in seen
                    for silenced in clarity(project, text_of(edition)).silenced
                )
            ):
                yield idle_silence(code, spot)
    yield from _idle_words(project, source_of)


def idle_silence(code: str, spot: Spot) -> Problem:
    return problem("C017", spot, fault=f"{code} is silenced, and nothing here needs it")


def _every_edition(project: Project, booklet: Booklet) -> Iterator[Edition]:
    for tag in booklet.content.locales or project.locales:
        for place in booklet.content.places or project.places:
            if tag in project.locales and place in project.locales[tag].babel and place in project.places:
                yield Edition(booklet.name, tag, place)


def _idle_words(project: Project, source_of: Callable[[Edition], Transcript]) -> Iterator[Problem]:
    """Words named as everyday words that would be said of no text."""
    words = [word for group in project.everyday.values() for word in group.words]
    spots = {word: word.spot if isinstance(word, Scalar) else Spot("booklets/everyday.yaml") for word in words}
    own = [word for word in words if not spots[word].path.startswith("library/")]
    # Another booklet may have the word.
    if not own or project.others:
        return
    left = {word.casefold() for word in own}
    # Titles say much the same in each place, so that one place is read whole before the next, which is seldom needed.
    for place, booklet in product(project.places, project.booklets.values()):
        if left and place in (booklet.content.places or project.places):
            text = source_of(Edition(booklet.name, project.source, place))
            left -= {hard.word.casefold() for hard in unexplained(project, text, frozenset())}
    for word in own:
        if word.casefold() in left:
            fault = f"{q(word)} is named as an everyday word, and no text has it unexplained"
            yield problem("C017", spots[word], fault=fault)

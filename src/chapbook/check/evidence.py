"""Evidence: each fact that is cited holds, each number stands in one, and each medicine is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from chapbook.check.figures import source_babel, words_of
from chapbook.check.leaves import blocks_of, every_leaf, leaves_of
from chapbook.check.spots import spot_of, spot_of_word
from chapbook.content.booklet import Block, Booklet, Edition
from chapbook.content.markdown import plain
from chapbook.content.medicines import Medicines
from chapbook.content.numbers import ENGLISH, SAID_IN_WORDS, figures
from chapbook.content.project import Project
from chapbook.content.spelled import claims, spelled
from chapbook.content.text import Words
from chapbook.content.walk import Leaf, counted, leaves
from chapbook.problems.problem import Problem, Spot, guess, meant, problem, q


def facts(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Facts that are cited exist, are for these readers, and hold in every place where the text prints."""
    published: dict[str, dict[str, None]] = {}
    for edition in project.editions():
        published.setdefault(edition.booklet, {})[edition.place] = None
    for booklet in project.booklets.values():
        for leaf in leaves_of(booklet):
            for cited in leaf.facts:
                yield from _fact(project, booklet, [*published.get(booklet.name, ())], leaf, cited)
    for block in project.loose.values():
        for cited in {cited: None for leaf in leaves(block.content) for cited in leaf.facts}:
            yield from _unknown_fact(project, cited)


def _unknown_fact(project: Project, cited: str) -> Iterator[Problem]:
    if cited not in project.evidence.facts and cited not in project.evidence.broken:
        yield problem("B016", spot_of(cited), fact=q(cited), guess=guess(cited, project.evidence.facts))


def _fact(project: Project, booklet: Booklet, published: list[str], leaf: Leaf, cited: str) -> Iterator[Problem]:
    yield from _unknown_fact(project, cited)
    fact = project.evidence.facts.get(cited)
    if fact is None:
        return
    if fact.audience == "staff" and booklet.content.readers != "staff":
        yield problem("B017", spot_of(cited), fact=q(cited), readers=booklet.content.readers)
    if fact.region is None or fact.universal:
        return
    fits = [place for place in published if fact.region in project.places[place].regions]
    for place in published:
        if place not in fits and leaf.prints_in(place):
            remedy = f"print the text only where it holds, with places: [{', '.join(fits)}], or " if fits else ""
            yield problem("B018", spot_of(cited), fact=q(cited), region=fact.region, place=place, remedy=remedy)


def ungrounded(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """What tells a family what to do in danger cites a fact, in every place where it prints."""
    lacking: dict[str, tuple[Block, list[str]]] = {}
    for booklet, place in sorted({(edition.booklet, edition.place) for edition in editions}):
        for path, block in project.booklets[booklet].blocks.items():
            printed = [leaf for leaf in leaves(block.content) if leaf.prints_in(place)]
            if block.content.safety and printed and not any(leaf.facts for leaf in printed):
                places = lacking.setdefault(path, (block, []))[1]
                places += [place] * (place not in places)
    for block, places in lacking.values():
        yield problem("B049", block.spot, kind=block.content.kind, places=", ".join(places))


class ClaimedNumber(NamedTuple):
    """A number that a text claims, as it is written, and the unit in which it is said, if in any."""

    text: str
    value: Decimal
    unit: str = ""


def numbers(text: str, babel: str = ENGLISH) -> list[ClaimedNumber]:
    """The numbers that a text claims, in digits or in words.

    >>> [str(claim.value) for claim in numbers("After two weeks, 82 in 100 had no CD19 at {fever-limit}.")]
    ['82', '100', '2']
    """
    said = words_of(text)
    found = (figure for figure in figures(said, babel) if not figure.is_name)
    in_digits = [ClaimedNumber(each.text, each.value, figure.unit) for figure in found for each in figure.numbers]
    return in_digits + [ClaimedNumber(word.text, word.value) for word in claims(said, babel.partition("_")[0])]


def traced_numbers(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every number stands in a fact that its block names, in its unit, or is a value."""
    babel = source_babel(project)
    for leaf in every_leaf(project):
        # The numbers of a fact that cannot be read are not known.
        if isinstance(leaf.leaf, Words) and not project.evidence.broken.intersection(leaf.facts):
            held = _held(project, leaf.facts, babel)
            for claimed in numbers(leaf.leaf.text, babel):
                units = {unit for value, unit in held if value == claimed.value}
                # A fact may have times and shares without a unit of their own: 2 to 3 hours, 8 in 100.
                left_open = claimed.unit in SAID_IN_WORDS and "" in units
                if not units or (claimed.unit and claimed.unit not in units and not left_open):
                    said = f"{claimed.text} {claimed.unit}" if units else claimed.text
                    yield _untraced(spot_of_word(project, leaf.leaf, claimed.text), said)
    for block in blocks_of(project):
        # What is counted is counted from one.
        held = _held(project, tuple(block.content.facts), babel)
        for count in counted(block.content):
            if count not in {Decimal(1), *(value for value, _ in held)}:
                yield _untraced(block.spot, str(count))


def _untraced(spot: Spot, number: str) -> Problem:
    # No fact holds a telephone number: it is the hospital's.
    is_long = sum(map(str.isdigit, number)) >= _DIGITS_OF_A_PHONE
    return problem("B019", spot, number=number, value="{day-phone}" if is_long else "{fever-limit}")


# Of a whole one, with or without its area code; no count or dose in a text is as long.
_DIGITS_OF_A_PHONE = 7


def _held(project: Project, cited: tuple[str, ...], babel: str) -> frozenset[tuple[Decimal, str]]:
    facts = (fact for name in cited if (fact := project.evidence.facts.get(name)))
    return frozenset[tuple[Decimal, str]]().union(*(_numbers_of(fact.fact, babel) for fact in facts))


@lru_cache(maxsize=4096)
def _numbers_of(fact: str, babel: str) -> frozenset[tuple[Decimal, str]]:
    """What a statement holds, in digits or in words, each with its unit; many sentences cite the same."""
    in_words = spelled(fact, babel.partition("_")[0], lenient=True)
    return frozenset(
        {(claim.value, claim.unit) for claim in numbers(fact, babel)} | {(word.value, "") for word in in_words}
    )


# What names of medicines end in (WHO, "The use of stems in the selection of INN"), and words that end so too.
_STEM = r"[a-z]{3,}(?:mab|cel|nib)"
_NO_MEDICINES = ("cancel", "parcel", "excel")


def unlisted_medicines(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every medicine that a block names is listed, by what its name ends in, or as another name of one in brackets."""
    known = {name.casefold() for name in project.medicines}
    named = "|".join([_STEM, *map(re.escape, sorted(known))])
    beside = re.compile(rf"\b(?i:{named}) \(([A-Z][a-z]+)\)|\b([A-Z][a-z]+) \((?i:{named})\)")
    found: dict[str, tuple[str, Spot]] = {}
    for leaf in every_leaf(project):
        if isinstance(leaf.leaf, Words):
            text = plain(leaf.leaf.text)
            names = re.findall(rf"(?<![\w-]){_STEM}(?![\w-])", text, re.IGNORECASE)
            names += [first or second for first, second in beside.findall(text)]
            for name in names:
                if name.casefold() not in known.union(_NO_MEDICINES):
                    found.setdefault(name.casefold(), (name, spot_of_word(project, leaf.leaf, name)))
    listed = Medicines(project.medicines)
    for name, spot in found.values():
        yield problem("B039", spot, medicine=q(name), source=project.source, guess=meant(listed.near(name)))


RULES = (facts, ungrounded, traced_numbers, unlisted_medicines)

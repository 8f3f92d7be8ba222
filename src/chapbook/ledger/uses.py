"""What rests on a fact or on a source, in every edition, so that a changed label flags all that it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from chapbook.content.booklet import Edition
from chapbook.content.evidence import Evidence
from chapbook.content.project import Project
from chapbook.ledger.claims import in_order
from chapbook.ledger.grounds import Ground, grounds, held
from chapbook.problems.problem import Problems, Spot, guess, problem, q
from chapbook.texts import Texts
from chapbook.transcript.transcript import Line


@dataclass(frozen=True)
class Use:
    """One sentence of one edition that rests on a fact."""

    fact: str
    # `text` cites it, or `stay-near, set by the place` or `stay-near, as defined` rests on it.
    through: str
    edition: Edition
    block: str
    field: str
    spot: Spot
    text: str
    # Of the edition, as its colophon prints it; nothing before it is looked up, or where there is none yet.
    code: str = ""

    @property
    def booklet(self) -> str:
        return self.edition.booklet

    @property
    def locale(self) -> str:
        return self.edition.locale

    @property
    def place(self) -> str:
        return self.edition.place


def resting(texts: Texts) -> dict[str, tuple[Use, ...]]:
    """For each fact that anything rests on, every sentence of every edition, by edition and in reading order.

    What a booklet rests on in a place is the same in every language, and is read in the one that it was written in.
    """
    project = texts.project

    @cache
    def rests(source: Edition) -> list[tuple[str, str, str, Line]]:
        through = cache(lambda name: _through_value(project, name, source.place))
        printed = in_order(texts.source_of(source))
        return [(fact, how, block, line) for _, block, line in printed for fact, how in _rests(line, through)]

    by_fact: dict[str, list[Use]] = {}
    for edition in project.editions():
        for fact, how, block, line in rests(replace(edition, locale=project.source)):
            use = Use(fact, how, edition, block, line.field, line.spot, line.source)
            by_fact.setdefault(fact, []).append(use)
    return {fact: tuple(uses) for fact, uses in by_fact.items()}


def _rests(line: Line, through_value: Callable[[str], dict[str, str]]) -> Iterator[tuple[str, str]]:
    """The facts that a line rests on, and how: each once for the text, and once for each of its values."""
    for fact in dict.fromkeys(line.facts):
        yield str(fact), "text"
    for name in dict.fromkeys(line.values):
        yield from through_value(name).items()


def _through_value(project: Project, name: str, place: str) -> dict[str, str]:
    """The facts that a value rests on in a place, and how."""
    return {
        fact.id: how
        for value in held(project, [name], place)
        for facts, how in (
            (value.own_facts, f"{name}, as defined"),
            (value.setting_facts, f"{name}, set by the {value.set_by}"),
        )
        for fact in facts
    }


def resting_on_fact(texts: Texts, fact_id: str) -> tuple[Use, ...]:
    """Every sentence of every edition that rests on a fact. A fact that is not there is a problem, not an answer."""
    known = texts.project.evidence.facts
    if fact_id not in known:
        raise Problems([problem("B016", Spot("booklets/evidence"), fact=q(fact_id), guess=guess(fact_id, known))])
    return resting(texts).get(fact_id, ())


def resting_on_source(texts: Texts, source_id: str) -> tuple[Use, ...]:
    """Every sentence of every edition that rests on a fact of a source. An unknown source is a problem."""
    known = texts.project.evidence.sources
    if source_id not in known:
        spot = Spot("booklets/evidence/sources.yaml")
        raise Problems([problem("B026", spot, source=q(source_id), guess=guess(source_id, known))])
    uses = resting(texts)
    facts = read_in(texts.project.evidence).get(source_id, ())
    return tuple(use for fact in facts for use in uses.get(fact.id, ()))


def coded(uses: Iterable[Use], code_of: Callable[[Edition], str]) -> tuple[Use, ...]:
    """Uses with the codes of their editions, by which a paper that is out already can be known."""
    code = cache(code_of)
    return tuple(replace(use, code=code(use.edition)) for use in uses)


def read_in(evidence: Evidence) -> dict[str, tuple[Ground, ...]]:
    """For each source, the facts that were read in it."""
    by_source: dict[str, list[Ground]] = {}
    for ground in grounds(evidence, evidence.facts):
        for source in ground.sources:
            by_source.setdefault(source.id, []).append(ground)
    return {source: tuple(facts) for source, facts in by_source.items()}

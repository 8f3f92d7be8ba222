"""The claim ledger: what each printed sentence rests on, and every sentence that a fact or a source holds up."""

from __future__ import annotations

import datetime
import json
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any, Literal

from chapbook.catalogs.furniture import speaker
from chapbook.content.booklet import Booklet, Edition
from chapbook.content.evidence import Evidence, SourceModel
from chapbook.content.project import Project
from chapbook.content.text import Leaf, ValueRef, leaves, value_names
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Problem, Problems, Spot, guess, problem, q

Setter = Literal["imprint", "place", "default", "hand"]


@dataclass(frozen=True)
class Ground:
    """A fact as blocks cite it, with the sources in which it was read."""

    # A glossary term is `term/<id>`.
    id: str
    statement: str
    verified: bool
    region: str | None
    safety_critical: bool
    sources: tuple[SourceModel, ...]


@dataclass(frozen=True)
class Held:
    """A value that a sentence holds: what sets it here, and what that rests on."""

    name: str
    # Nothing where families or nurses write it in by hand.
    value: str | None
    set_by: Setter
    # Who decides on it, such as the clinical lead.
    owner: str
    # Named where it is set, in a place or an imprint.
    setting_facts: tuple[Ground, ...]
    # Named where it is defined: why it differs, its range, its default.
    own_facts: tuple[Ground, ...]

    @property
    def facts(self) -> tuple[Ground, ...]:
        return _once((*self.setting_facts, *self.own_facts))


@dataclass(frozen=True)
class Claim:
    """A sentence, or a value that is printed by itself, as it stands in an edition, and what it rests on."""

    edition: Edition
    # The source text of the chapter's title; empty for the covers.
    chapter: str
    # The path of a block below booklets/, or `<booklet>/booklet` for titles and covers.
    block: str
    field: str
    spot: Spot
    text: str
    # In the edition's locale: the text itself in the source's, nothing where there is no confirmed translation.
    translation: str | None
    # In the language that staff of the place read, where the edition prints it a second time for them.
    for_staff: str | None
    facts: tuple[Ground, ...]
    values: tuple[Held, ...]

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The facts that it cites, then those behind its values, each once."""
        return _once([*self.facts, *(fact for value in self.values for fact in value.facts)])

    @property
    def sources(self) -> tuple[SourceModel, ...]:
        return tuple({source.id: source for fact in self.grounds for source in fact.sources}.values())


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


@dataclass(frozen=True)
class Review:
    """A source to read again: by when, what was read in it, the editions that rest on that, and whose desk it is."""

    source: SourceModel
    facts: tuple[Ground, ...]
    editions: tuple[Edition, ...]
    desk: str


# ── what an edition rests on ──────────────────────────────────────────────────────────────────────────────────────


def ledger(project: Project, edition: Edition) -> tuple[Claim, ...]:
    """Everything that an edition says, in reading order, titles and covers first."""
    say = speaker(project)
    reader, staff = edition.locale, project.places[edition.place].language

    def claim(entry: _Entry) -> Claim:
        leaf = entry.leaf
        context, text = f"{entry.context}:{leaf.field}", _text(leaf)
        shown = isinstance(leaf.leaf, ValueRef) or not leaf.leaf.for_staff or staff == reader
        return Claim(
            edition,
            entry.chapter,
            entry.block,
            leaf.field,
            leaf.leaf.spot,
            text,
            say(reader, entry.domain, context, text),
            None if shown else say(staff, entry.domain, context, text),
            _grounds(project.evidence, leaf.facts),
            _values(project, leaf, edition.place),
        )

    return tuple(map(claim, _printed(project.booklets[edition.booklet], edition.place)))


@dataclass(frozen=True)
class _Entry:
    """Where a text stands in a booklet, and the first half of its message's context."""

    chapter: str
    block: str
    domain: str
    context: str
    leaf: Leaf


def _printed(booklet: Booklet, place: str) -> Iterator[_Entry]:
    """Every text and value that a booklet prints in a place; a chapter without a block there has no title."""
    cover = f"{booklet.name}/booklet"
    for leaf in leaves(booklet.content):
        if leaf.field != "order.chapter":
            yield _Entry("", cover, booklet.name, "booklet", leaf)
    for chapter in booklet.content.order:
        title = chapter.chapter.text
        blocks = [
            block
            for name in chapter.blocks
            if (block := booklet.block(name)) and (block.content.places is None or place in block.content.places)
        ]
        if blocks:
            yield _Entry(title, cover, booklet.name, "booklet", Leaf(chapter.chapter, "order.chapter", (), None))
        for block in blocks:
            for leaf in leaves(block.content):
                if leaf.prints_in(place):
                    yield _Entry(title, block.path, block.domain, block.name, leaf)


def _text(leaf: Leaf) -> str:
    return f"{{{leaf.leaf.name}}}" if isinstance(leaf.leaf, ValueRef) else leaf.leaf.text


def _values(project: Project, leaf: Leaf, place: str) -> tuple[Held, ...]:
    """The values of a text, each once; what is unknown is for `check` to report."""
    return tuple(
        _held(project, name, place) for name in dict.fromkeys(value_names(leaf.leaf)) if name in project.values
    )


def _held(project: Project, name: str, place: str) -> Held:
    definition, setting = project.values[name], project.setting(name, place)
    setter: Setter = "hand"
    if name in project.imprint.values:
        setter = "imprint"
    elif name in project.places[place].values:
        setter = "place"
    elif setting is not None:
        setter = "default"
    return Held(
        name,
        None if setting is None else setting.value,
        setter,
        definition.set_by,
        _grounds(project.evidence, () if setting is None else setting.facts),
        _grounds(project.evidence, definition.facts),
    )


def _grounds(evidence: Evidence, cited: Iterable[str]) -> tuple[Ground, ...]:
    """The facts of these ids, each once; what is unknown is for `check` to report."""
    found = []
    for name in dict.fromkeys(cited):
        if (fact := evidence.facts.get(name)) is not None:
            sources = tuple(evidence.sources[source] for source in fact.sources if source in evidence.sources)
            found.append(Ground(str(name), fact.fact, fact.verified, fact.region, fact.safety_critical, sources))
    return tuple(found)


def _once(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    return tuple({ground.id: ground for ground in grounds}.values())


# ── what rests on a fact, or on a source ──────────────────────────────────────────────────────────────────────────


def resting(project: Project) -> dict[str, tuple[Use, ...]]:
    """For each fact that anything rests on, every sentence of every edition, by edition and in reading order."""

    @cache
    def rests(booklet: str, place: str) -> list[tuple[str, str, _Entry]]:
        printed = _printed(project.booklets[booklet], place)
        held = cache(lambda name: _through_value(project, name, place))
        return [(*rest, entry) for entry in printed for rest in _rests(entry.leaf, held)]

    found: dict[str, list[Use]] = {}
    for edition in project.editions():
        for fact, through, entry in rests(edition.booklet, edition.place):
            leaf = entry.leaf
            use = Use(fact, through, edition, entry.block, leaf.field, leaf.leaf.spot, _text(leaf))
            found.setdefault(fact, []).append(use)
    return {fact: tuple(uses) for fact, uses in found.items()}


def _rests(leaf: Leaf, held: Callable[[str], dict[str, str]]) -> Iterator[tuple[str, str]]:
    """The facts that a text rests on, and how: each once for the text, and once for each of its values."""
    for fact in dict.fromkeys(leaf.facts):
        yield str(fact), "text"
    for name in dict.fromkeys(value_names(leaf.leaf)):
        yield from held(name).items()


def _through_value(project: Project, name: str, place: str) -> dict[str, str]:
    """The facts that a value rests on in a place, and how."""
    if name not in project.values:
        return {}
    value = _held(project, name, place)
    return {
        **{fact.id: f"{name}, as defined" for fact in value.own_facts},
        **{fact.id: f"{name}, set by the {value.set_by}" for fact in value.setting_facts},
    }


def resting_on_fact(project: Project, fact_id: str) -> tuple[Use, ...]:
    """Every sentence of every edition that rests on a fact. A fact that is not there is a problem, not an answer."""
    known = project.evidence.facts
    if fact_id not in known:
        raise Problems([problem("B016", Spot("booklets/evidence"), fact=q(fact_id), guess=guess(fact_id, known))])
    return resting(project).get(fact_id, ())


def resting_on_source(project: Project, source_id: str) -> tuple[Use, ...]:
    """Every sentence of every edition that rests on a fact of a source. An unknown source is a problem."""
    known = project.evidence.sources
    if source_id not in known:
        spot = Spot("booklets/evidence/sources.yaml")
        raise Problems([problem("B026", spot, source=q(source_id), guess=guess(source_id, known))])
    uses = resting(project)
    return tuple(use for fact in _read_in(project.evidence).get(source_id, ()) for use in uses.get(fact.id, ()))


def coded(uses: Iterable[Use], code_of: Callable[[Edition], str]) -> tuple[Use, ...]:
    """Uses with the codes of their editions, by which a paper that is out already can be known."""
    code = cache(code_of)
    return tuple(replace(use, code=code(use.edition)) for use in uses)


def _read_in(evidence: Evidence) -> dict[str, tuple[Ground, ...]]:
    """For each source, the facts that were read in it."""
    found: dict[str, list[Ground]] = {}
    for ground in _grounds(evidence, evidence.facts):
        for source in ground.sources:
            found.setdefault(source.id, []).append(ground)
    return {source: tuple(grounds) for source, grounds in found.items()}


# ── reviews ───────────────────────────────────────────────────────────────────────────────────────────────────────


def overdue(project: Project, today: datetime.date) -> list[Review]:
    """The sources whose review date has passed, the longest overdue first. On its date, a source is not overdue."""
    sources = [source for source in project.evidence.sources.values() if source.review_by < today]
    if not sources:
        return []
    read_in, uses = _read_in(project.evidence), resting(project)
    editions = {fact: {use.edition for use in found} for fact, found in uses.items()}
    found = []
    for source in sorted(sources, key=lambda source: (source.review_by, source.id)):
        facts = read_in.get(source.id, ())
        touched = set[Edition]().union(*(editions.get(fact.id, ()) for fact in facts))
        in_order = tuple(edition for edition in project.editions() if edition in touched)
        found.append(Review(source, facts, in_order, source.owner))
    return found


def overdue_behind(project: Project, editions: Collection[Edition], today: datetime.date) -> Iterator[Problem]:
    """The overdue sources that any of these editions rest on, as problems of the desks that own them."""
    for review in overdue(project, today):
        resting = [edition for edition in review.editions if edition in editions]
        name, due = review.source.id, review.source.review_by
        if resting:
            yield problem(
                "A007",
                name.spot if isinstance(name, Scalar) else Spot("booklets/evidence/sources.yaml"),
                source=q(name),
                name=name,
                date=due,
                editions="1 edition" if len(resting) == 1 else f"{len(resting)} editions",
                owner=review.desk,
            )


# ── in print ──────────────────────────────────────────────────────────────────────────────────────────────────────

WIDTH = 100
_SET_BY = {
    "imprint": "set by the imprint",
    "place": "set by the place",
    "default": "the default",
    "hand": "written in by hand",
}


def as_text(claims: Sequence[Claim]) -> list[str]:
    """A ledger to read: by chapter and block, each sentence with its facts, then those facts with their sources."""
    cited = sum(bool(claim.facts) for claim in claims)
    alone = sum(not claim.facts and bool(claim.grounds) for claim in claims)
    lines = [*(str(claim.edition) for claim in claims[:1]), ""]
    lines += _wrap(
        f"{len(claims)} texts: {cited} rest on facts that they cite, {alone} on their values alone, "
        f"{len(claims) - cited - alone} on nothing."
    )
    for chapter, in_chapter in groupby(claims, lambda claim: claim.chapter):
        lines += ["", *_wrap(chapter or "Titles and covers"), "=" * min(WIDTH, len(chapter or "Titles and covers"))]
        for block, in_block in groupby(in_chapter, lambda claim: claim.block):
            said = list(in_block)
            lines += ["", f"  {block}"]
            for claim in said:
                lines += _claim_lines(claim)
            grounds = _once(ground for claim in said for ground in claim.grounds)
            if grounds:
                lines += ["", "    What it rests on:"]
            for ground in grounds:
                lines += _ground_lines(ground)
    return lines


def _claim_lines(claim: Claim) -> list[str]:
    lines = ["", *_wrap(f"{claim.spot}  {claim.field}", 4), *_wrap(claim.text, 6)]
    if claim.translation != claim.text:
        lines += _wrap(f"{claim.edition.locale}: {claim.translation or 'no confirmed translation'}", 6)
    if claim.for_staff is not None:
        lines += _wrap(f"for staff: {claim.for_staff}", 6)
    for held in claim.values:
        value = "" if held.value is None else f"{held.value}, "
        resting = f"; rests on {_ids(held.facts)}" if held.facts else "; rests on nothing"
        lines += _wrap(f"{{{held.name}}}: {value}{_SET_BY[held.set_by]} ({held.owner}){resting}", 6)
    if claim.facts:
        lines += _wrap(f"rests on {_ids(claim.facts)}", 6)
    elif not claim.grounds:
        lines.append("      rests on nothing")
    else:
        lines.append("      rests on its values alone")
    return lines


def _ground_lines(ground: Ground) -> list[str]:
    marks = [
        ground.region or "any region",
        "safety critical" if ground.safety_critical else "",
        "read in its source" if ground.verified else "NOT FOUND in a source",
    ]
    lines = _wrap(f"{ground.id} ({', '.join(filter(None, marks))}): {ground.statement}", 6)
    for source in ground.sources:
        lines += _wrap(f"{_source(source)}; review by {source.review_by}", 10)
    return lines


def uses_as_text(uses: Sequence[Use]) -> list[str]:
    """What rests on a fact or a source, to read: each sentence once, with its fact and the editions that print it."""
    if not uses:
        return ["Nothing that is printed rests on it."]
    editions = list(dict.fromkeys(f"{use.edition} ({use.code or 'no code yet'})" for use in uses))
    lines = _wrap(f"{len(editions)} editions rest on it: {', '.join(editions)}")
    blocks: dict[str, dict[tuple[Any, ...], list[Use]]] = {}
    for use in uses:
        blocks.setdefault(use.block, {}).setdefault((use.spot, use.fact, use.through), []).append(use)
    for block, sentences in blocks.items():
        lines += ["", f"  {block}"]
        for same in sentences.values():
            use = same[0]
            through = "cited by the text" if use.through == "text" else f"through the value {use.through}"
            lines += ["", *_wrap(f"{use.spot}  {use.field}", 4), *_wrap(use.text, 6)]
            lines += _wrap(f"rests on {use.fact}, {through}", 6)
            lines += _wrap(f"in {', '.join(str(use.edition) for use in same)}", 6)
    return lines


def reviews_as_text(reviews: Sequence[Review], today: datetime.date) -> list[str]:
    """Sources to read again, with what rests on them. An address stands on a line of its own, however long."""
    lines: list[str] = []
    for review in reviews:
        source, days = review.source, (review.source.review_by - today).days
        when = f"overdue by {_days(-days)}" if days < 0 else f"due in {_days(days)}"
        lines += ["", *_wrap(f"{source.id}: review by {source.review_by}, {when}; desk: {review.desk}")]
        lines += _wrap(_source(source), 4)
        lines += [f"    {source.url}"] if source.url else []
        safety = {fact.id for fact in review.facts if fact.safety_critical}
        shown = [f"{fact.id}{' (safety critical)' if fact.id in safety else ''}" for fact in review.facts]
        lines += _wrap(f"facts: {', '.join(shown) or 'none'}", 4)
        lines += _wrap(f"editions: {', '.join(map(str, review.editions)) or 'none'}", 4)
    return lines[1:]


def _source(source: SourceModel) -> str:
    return f"“{source.title}”, {source.publisher}, {source.date}"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _ids(grounds: Iterable[Ground]) -> str:
    return ", ".join(ground.id for ground in grounds)


def _wrap(text: str, indent: int = 0) -> list[str]:
    """Lines of at most 100 columns, those that follow two further in.

    >>> _wrap("far " * 26, 4)[1]
    '      far far'
    """
    first = " " * indent
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=f"{first}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_json(rows: Iterable[Claim | Use | Review]) -> str:
    """Rows for machines: facts and sources stand once, in tables of their own, and rows name them by id."""
    facts: dict[str, Any] = {}
    sources: dict[str, Any] = {}

    def plain(node: Any) -> Any:
        if isinstance(node, Ground):
            if node.id not in facts:
                facts[node.id] = keys(node)
            return node.id
        if isinstance(node, SourceModel):
            sources[node.id] = node.model_dump(mode="json", exclude={"id"}, exclude_none=True)
            return node.id
        if isinstance(node, Spot):
            return str(node)
        if isinstance(node, tuple):
            return [plain(item) for item in node]
        return keys(node) if is_dataclass(node) else node

    def keys(node: Any) -> dict[str, Any]:
        return {field.name: plain(getattr(node, field.name)) for field in fields(node)}

    found = [plain(row) for row in rows]
    return json.dumps({"rows": found, "facts": facts, "sources": sources}, ensure_ascii=False, indent=1)

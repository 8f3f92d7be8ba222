"""The ledger printed: to read, and for machines."""

from __future__ import annotations

import datetime
import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from itertools import groupby
from typing import Any

from chapbook.content.evidence import SourceModel
from chapbook.ledger.claims import Claim
from chapbook.ledger.grounds import Ground, once
from chapbook.ledger.reviews import Review
from chapbook.ledger.uses import Use
from chapbook.problems.problem import Spot, count

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
            grounds = once(ground for claim in said for ground in claim.grounds)
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
        f"any region, read in {ground.region}" if ground.universal else ground.region or "any region",
        "safety critical" if ground.safety_critical else "",
        "read in its source" if ground.verified else "NOT FOUND in a source",
    ]
    lines = _wrap(f"{ground.id} ({', '.join(filter(None, marks))}): {ground.statement}", 6)
    if ground.note:
        lines += _wrap(f"note: {ground.note}", 10)
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
        when = f"overdue by {count(-days, 'day')}" if days < 0 else f"due in {count(days, 'day')}"
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

    named = [plain(row) for row in rows]
    return json.dumps({"rows": named, "facts": facts, "sources": sources}, ensure_ascii=False, indent=1)

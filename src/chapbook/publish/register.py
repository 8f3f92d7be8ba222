"""The register of all that was ever handed out: which code said what, since when, and what was withdrawn and why.

`published/editions.yaml` is a log: what was published and what was withdrawn, in order, each entry sealed over itself
and the seal before it. What stands now is worked out from it. `published/<code>.yaml` keeps what that paper says, so
that a page can tell years later what changed. A snapshot is its own seal: its code is the hash of its words. Like
approvals, the register is read from the project's own root alone.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property, partial, reduce
from typing import Any, Literal

import yaml
from pydantic import Field

from chapbook.content.booklet import Edition
from chapbook.content.text import Content, Filled
from chapbook.files.atomic import named_in
from chapbook.files.chain import Chain
from chapbook.files.digest import digest
from chapbook.files.yaml import Mapping as Keys
from chapbook.files.yaml import parse_yaml
from chapbook.load.faults import validate_whole
from chapbook.problems.problem import Problem, Spot, problem, q
from chapbook.publish.kept import FILE, FOLDER, files
from chapbook.transcript import code as codes
from chapbook.transcript.snapshot import Record, Snapshot

Status = Literal["current", "superseded", "withdrawn"]


@dataclass(frozen=True)
class Withdrawal:
    """A code that was taken back: from which day, and why."""

    code: str
    date: datetime.date
    reason: str
    spot: Spot = field(default=Spot(FILE), repr=False, compare=False)


@dataclass(frozen=True)
class Row:
    """One code: the edition that it stands for, when it was published, as which files, and whether it still stands."""

    code: str
    edition: str
    title: str
    published: datetime.date
    revised: str
    # Not approved: for people who check the text. It supersedes nothing that families have.
    draft: bool
    # The code that families had before, and the blocks in which it differs.
    replaces: str
    changed: tuple[str, ...]
    # The SHA-256 of each file, by its path below the build folder.
    files: dict[str, str]
    # Role, name, date.
    approvals: tuple[tuple[str, str, str], ...] = ()
    withdrawn: Withdrawal | None = None
    spot: Spot = field(default=Spot(FILE), repr=False, compare=False)


Event = Row | Withdrawal


@dataclass(frozen=True)
class Register:
    """All that was published and withdrawn, in order, and what each code says."""

    events: tuple[Event, ...] = ()
    snapshots: dict[str, Snapshot] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every code ever published, in the order in which each became current."""
        return reduce(_after, self.events, ())

    def row(self, code: str) -> Row | None:
        return _row(self.rows, code)

    def newest(self, row: Row) -> Row:
        """The newest row of the same edition that takes its place: a review copy never does for what is approved."""
        return _newest(self.rows, row)

    def status(self, row: Row) -> Status:
        if row.withdrawn:
            return "withdrawn"
        return "current" if self.newest(row) == row else "superseded"

    def current(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if self.status(row) == "current")

    def facts(self) -> set[str]:
        """The ids of all facts that something published rests on."""
        passages = (passage for text in self.snapshots.values() for passage in text.passages.values())
        return {line.partition(": ")[0] for passage in passages for line in passage.facts}

    def resting_on(self, fact: str) -> dict[str, list[str]]:
        """Each code whose words rest on a fact, with the blocks that do."""
        found = {
            row.code: [
                path
                for path, passage in self.snapshots[row.code].passages.items()
                if any(line.startswith(f"{fact}: ") for line in passage.facts)
            ]
            for row in self.rows
        }
        return {code: blocks for code, blocks in found.items() if blocks}

    def with_published(self, made: Iterable[tuple[Row, Snapshot]]) -> Register:
        """The register with what is published now; what is current already, as it was published, adds nothing."""
        register = self
        for row, text in made:
            earlier = register.row(row.code)
            if earlier is None or register.newest(earlier) != earlier:
                others = (each for each in reversed(register.rows) if each.edition == row.edition)
                if last := next((each for each in others if each.code != row.code), None):
                    changed = differences(register.snapshots[last.code], text)
                    row = replace(row, replaces=last.code, changed=tuple(change.path for change in changed))
            later = Register((*register.events, row), {**register.snapshots, row.code: text})
            if later.rows != register.rows:
                register = later
        return register

    def with_withdrawn(self, codes: Iterable[str], date: datetime.date, reason: str) -> Register:
        """The register with codes withdrawn; one that was withdrawn before keeps its day and its reason."""
        standing = {row.code for row in self.rows if not row.withdrawn}
        new = [Withdrawal(code, date, reason) for code in codes if code in standing]
        return replace(self, events=(*self.events, *new))


def _row(rows: tuple[Row, ...], code: str) -> Row | None:
    return next((row for row in rows if row.code == code), None)


def _newest(rows: tuple[Row, ...], row: Row) -> Row:
    later = rows[rows.index(row) :]
    return [each for each in later if each.edition == row.edition and each.draft <= row.draft][-1]


def _after(rows: tuple[Row, ...], event: Event) -> tuple[Row, ...]:
    """The rows after one more thing happened.

    What is current already keeps its place and its day. What was superseded and is said again is current again, and
    comes last. What was approved once does not become a review copy again, and what was withdrawn stays withdrawn.
    """
    earlier = _row(rows, event.code)
    if isinstance(event, Withdrawal):
        return tuple(replace(row, withdrawn=event) if row is earlier else row for row in rows)
    if earlier is None:
        return (*rows, event)
    row = replace(event, draft=event.draft and earlier.draft, withdrawn=earlier.withdrawn)
    if _newest(rows, earlier) is not earlier:
        return (*(each for each in rows if each is not earlier), row)
    since = earlier.published if earlier.draft == row.draft else row.published
    files = {**earlier.files, **row.files}
    kept = replace(row, published=since, replaces=earlier.replaces, changed=earlier.changed, files=files)
    return tuple(kept if each is earlier else each for each in rows)


# ── what changed ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Change:
    """One block in which two snapshots differ: how, and the lines that went (`-`) and came (`+`)."""

    path: str
    title: str
    kind: Literal["new", "gone", "words", "pictures", "evidence"]
    lines: tuple[tuple[str, str], ...]


def differences(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """What changed from one snapshot to another, block by block as the new one has them, what is gone last."""
    return tuple(
        change
        for path in dict.fromkeys([*new.passages, *old.passages])
        if (change := _change(path, old.passages, new.passages))
    )


_NOTHING = Record()


def _change(path: str, old: Mapping[str, Record], new: Mapping[str, Record]) -> Change | None:
    before, after = old.get(path, _NOTHING), new.get(path, _NOTHING)
    # A block that came or went stands for itself; that the order names it is no change of the covers.
    moved = {f"chapter.block: {each}" for each in old.keys() ^ new.keys()}
    words = [line for line in _lines(before.text, after.text) if line[1] not in moved]
    pictures = [*_lines(before.pictures, after.pictures, "picture: ")]
    facts = [*_lines(before.facts, after.facts, "fact: ")]
    if not (words or pictures or facts):
        return None
    kind: Literal["new", "gone", "words", "pictures", "evidence"] = (
        "new"
        if path not in old
        else "gone"
        if path not in new
        else "words"
        if words
        else "pictures"
        if pictures
        else "evidence"
    )
    return Change(path, after.title or before.title, kind, (*words, *pictures, *facts))


def _lines(old: tuple[str, ...], new: tuple[str, ...], what: str = "") -> Iterator[tuple[str, str]]:
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (("-", what + line) for line in old[start:end])
            yield from (("+", what + line) for line in new[first:last])


def withdrawn(register: Register, codes: dict[Edition, str]) -> Iterator[Problem]:
    """The editions that say exactly what was withdrawn."""
    for edition, code in codes.items():
        row = register.row(code)
        if row and row.withdrawn:
            facts = {"edition": edition, "paper": code, "date": row.withdrawn.date, "reason": row.withdrawn.reason}
            yield problem("V004", row.withdrawn.spot, **facts)


# ── to read ───────────────────────────────────────────────────────────────────────────────────────────────────────


_LOG = FILE.rpartition("/")[2]


def read_rows(chain: Chain) -> tuple[Register, list[Problem]]:
    """The log of the project's own root, without what each paper says, and all that is wrong with it.

    It is enough to know what was withdrawn: the words of 100 papers take seconds to read.
    """
    kept = files(chain.home)
    if _LOG not in kept:
        fault = "the log of what was published and withdrawn is gone, and what papers say is still there"
        return Register(), [problem("V003", Spot(FILE), fault=fault)] if kept else []
    data, found = parse_yaml(kept[_LOG], FILE)
    return Register(() if data is None else (*_events(data, found),)), found


def read_register(chain: Chain) -> tuple[Register, list[Problem]]:
    """The register of the project's own root, empty where nothing was published, and all that is wrong with it."""
    register, found = read_rows(chain)
    snapshots: dict[str, Snapshot] = {}
    for name, path in sorted(files(chain.home).items()):
        if name != _LOG:
            data, faults = parse_yaml(path, f"{FOLDER}/{name}")
            found += faults
            if data is not None and (text := _read(data, _Kept, found)):
                snapshots[path.stem] = Snapshot(text.edition, text.title, text.blocks)
    if not found:
        found += _senseless(register.rows, snapshots)
    return replace(register, snapshots=snapshots), found


def _senseless(rows: tuple[Row, ...], snapshots: dict[str, Snapshot]) -> Iterator[Problem]:
    """What can be read and cannot be true."""
    codes = {row.code for row in rows}
    for code, text in snapshots.items():
        spot = Spot(f"{FOLDER}/{code}.yaml")
        if text.code != code:
            yield problem("V003", spot, fault=f"not what was published as {code}: its words make another code")
        if code not in codes:
            yield problem("V003", spot, fault=f"{code} has no entry in {FILE}")
    for row in rows:
        if row.code not in snapshots:
            fault = f"{row.code}: what it says is missing: there is no {FOLDER}/{row.code}.yaml"
            yield problem("V003", row.spot, fault=fault)


# ── as it is written ──────────────────────────────────────────────────────────────────────────────────────────────


class _Approver(Content):
    role: Filled
    name: Filled
    date: Filled


class _Published(Content):
    published: datetime.date
    code: Filled
    edition: Filled
    title: Filled
    revised: Filled
    draft: bool = Field(False, alias="review-copy")
    replaces: str = ""
    changed: tuple[str, ...] = ()
    files: dict[str, str]
    approvals: tuple[_Approver, ...] = ()
    seal: Filled

    def event(self, spot: Spot) -> Row:
        approvals = tuple((each.role, each.name, each.date) for each in self.approvals)
        return Row(**self.model_dump(exclude={"approvals", "seal"}), approvals=approvals, spot=spot)


class _Withdrawn(Content):
    withdrawn: datetime.date
    code: Filled
    reason: Filled
    seal: Filled

    def event(self, spot: Spot) -> Withdrawal:
        return Withdrawal(self.code, self.withdrawn, self.reason, spot)


class _Log(Content):
    seal: Filled
    events: tuple[Any, ...] = Field(min_length=1)


class _Kept(Content):
    edition: Filled
    title: Filled
    blocks: dict[str, Record]


_read = partial(
    validate_whole,
    code="V002",
    remedy="take the file as git has it; `chapbook publish` and `chapbook withdraw` write it",
)


def _events(data: Keys, found: list[Problem]) -> Iterator[Event]:
    """The entries of the log, up to the first that cannot be read; one that was changed by hand is a problem."""
    log, before = _read(data, _Log, found), ""
    for number, entry in enumerate(log.events if log else ()):
        is_withdrawal = isinstance(entry, Keys) and "withdrawn" in entry
        model: type[_Published | _Withdrawn] = _Withdrawn if is_withdrawal else _Published
        said = _read(entry, model, found, ("events", number), data)
        if said is None:
            return
        untrue = [*_untrue(said, entry)]
        found += untrue
        if untrue:
            return
        yield (event := said.event(entry.spot))
        if said.seal != _seal(event, before):
            fault = f"{event.code}: this entry is not as it was written, or the one before it was taken out"
            found.append(problem("V003", event.spot, fault=fault))
        before = said.seal
    if log and not found and log.seal != _end(len(log.events), before):
        fault = "this is not the seal of the entries: one was taken out at the end, or added by hand"
        found.append(problem("V003", data.key_spots["seal"], fault=fault))


def _untrue(said: _Published | _Withdrawn, entry: Keys) -> Iterator[Problem]:
    """A code that was misread, and a file that is not where a build puts the files of the edition.

    The site has each file there, and it is deleted there.
    """
    if codes.read(said.code) != said.code:
        yield problem("V003", entry["code"].spot, fault=f"{q(said.code)} is no code: a character of it is wrong")
    if isinstance(said, _Withdrawn):
        return
    for file in said.files:
        names = named_in(file)
        if names is None or ".".join(names[1:]) != said.edition:
            fault = f"{said.code}: {q(file)} is no file of {said.edition}"
            yield problem("V003", entry["files"].key_spots[file], fault=fault)


# ── to write ──────────────────────────────────────────────────────────────────────────────────────────────────────

_HEADER = """\
# What was handed out and what was taken back, in order; what each paper says is kept beside it, by code.
# `chapbook publish` and `chapbook withdraw` add at the end, and nothing is ever changed or taken out: the seal of an
# entry is a hash of it and of the seal before it, and the one above all counts the entries.
"""
_OF_SNAPSHOT = """\
# What the paper with this code says. The code is the hash of these words: an edit by hand is found.
"""


def written(register: Register) -> list[tuple[bytes, str]]:
    """The files of a register, each with its path below the project's root; the register itself comes last."""
    texts = [
        (_OF_SNAPSHOT + _yaml(_of_snapshot(text)), f"{FOLDER}/{code}.yaml") for code, text in register.snapshots.items()
    ]
    seal, entries = "", []
    for event in register.events:
        seal = _seal(event, seal)
        entries.append({**_of_event(event), "seal": seal})
    log = _HEADER + _yaml({"seal": _end(len(entries), seal), "events": entries})
    return [(text.encode("utf-8"), path) for text, path in [*texts, (log, FILE)]]


def _seal(event: Event, before: str) -> str:
    """The hash of an entry and of the seal before it, so that none can be changed, moved or taken out unseen."""
    return digest(before, json.dumps(_of_event(event), default=str, sort_keys=True))


def _end(count: int, last: str) -> str:
    """The hash of the whole log: without it, the last entries could be cut off."""
    return digest(str(count), last)


class _Dumper(yaml.SafeDumper):
    """PyYAML's own, which writes a day twice where it stands twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(data: Any) -> str:
    # A line for each message, however long: git then shows the one that changed.
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)


def _of_event(event: Event) -> dict[str, Any]:
    if isinstance(event, Withdrawal):
        return {"withdrawn": event.date, "code": event.code, "reason": event.reason}
    whole = {
        "published": event.published,
        "code": event.code,
        "edition": event.edition,
        "title": event.title,
        "revised": event.revised,
        "review-copy": event.draft,
        "replaces": event.replaces,
        "changed": [*event.changed],
        "files": event.files,
        "approvals": [dict(zip(("role", "name", "date"), each, strict=True)) for each in event.approvals],
    }
    return {key: value for key, value in whole.items() if value}


def _of_snapshot(text: Snapshot) -> dict[str, Any]:
    blocks = {}
    for path, passage in text.passages.items():
        whole = {"title": passage.title, "text": passage.text, "facts": passage.facts, "pictures": passage.pictures}
        blocks[path] = {key: [*value] if isinstance(value, tuple) else value for key, value in whole.items() if value}
    return {"edition": text.edition, "title": text.title, "blocks": blocks}

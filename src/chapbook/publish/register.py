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
from functools import cached_property, reduce
from typing import Any, Literal

import yaml

from chapbook.content.booklet import Edition
from chapbook.files.atomic import named_in
from chapbook.files.chain import Chain
from chapbook.files.digest import digest
from chapbook.files.yaml import Mapping as Keys
from chapbook.files.yaml import Scalar, Sequence, parse_yaml
from chapbook.problems.problem import Problem, Spot, guess, problem, q
from chapbook.transcript import code as codes
from chapbook.transcript.snapshot import Record, Snapshot

FOLDER = "published"
FILE = f"{FOLDER}/editions.yaml"

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


_NOTHING = Record("", ())


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


def read_rows(chain: Chain) -> tuple[Register, list[Problem]]:
    """The log of the project's own root, without what each paper says, and all that is wrong with it.

    It is enough to know what was withdrawn: the words of 100 papers take seconds to read.
    """
    path = chain.home / FILE
    if not path.is_file():
        kept = next((chain.home / FOLDER).glob("*.yaml"), None)
        fault = "the log of what was published and withdrawn is gone, and what papers say is still there"
        return Register(), [problem("V003", Spot(FILE), fault=fault)] if kept else []
    data, found = parse_yaml(path, FILE)
    reader = _Reader(found)
    events: list[Event] = []
    if data is not None and reader.keys(data, {"seal": Scalar, "events": Sequence}, {}, "register"):
        events = [*reader.events(data)]
    return Register((*events,)), found


def read_register(chain: Chain) -> tuple[Register, list[Problem]]:
    """The register of the project's own root, empty where nothing was published, and all that is wrong with it."""
    register, found = read_rows(chain)
    reader = _Reader(found)
    snapshots: dict[str, Snapshot] = {}
    for file in sorted((chain.home / FOLDER).glob("*.yaml")):
        if file.name != "editions.yaml":
            data, faults = parse_yaml(file, f"{FOLDER}/{file.name}")
            found += faults
            if data is not None and (text := reader.snapshot(data)):
                snapshots[file.stem] = text
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


Shapes = dict[str, type[Scalar] | type[Keys] | type[Sequence]]


@dataclass(frozen=True)
class _Reader:
    """Reads rows and snapshots, and keeps what is wrong on the way."""

    found: list[Problem]

    def keys(self, data: Any, wanted: Shapes, optional: Shapes, what: str) -> bool:
        """Whether a mapping has the keys that it must have, and each its form."""
        count = len(self.found)
        if not isinstance(data, Keys):
            self._ill_formed(getattr(data, "spot", Spot(FILE)), f"the {what} must have keys", wanted)
            return False
        known = {**wanted, **optional}
        for key, kind in known.items():
            if key not in data:
                if key in wanted:
                    self._ill_formed(data.spot, f"the {what} lacks the key {q(key)}", known)
            elif not isinstance(data[key], kind) or not data[key]:
                self._ill_formed(data.key_spots[key], f"{q(key)} of the {what} is empty or of another form", known)
        for key in data.keys() - known.keys():
            self._ill_formed(data.key_spots[key], f"unknown key {q(key)} in the {what}", known, guess(key, known))
        return len(self.found) == count

    def _ill_formed(self, spot: Spot, fault: str, keys: Iterable[str], near: str = "") -> None:
        hint = f"{near}keys are: {', '.join(keys)}; `chapbook publish` and `chapbook withdraw` write them"
        self.found.append(problem("V002", spot, fault=fault, hint=hint))

    def events(self, data: Keys) -> Iterator[Event]:
        """The entries of the log, up to the first that cannot be read; one that was changed by hand is a problem."""
        before = ""
        for entry in data["events"]:
            event = self.event(entry)
            if event is None:
                return
            yield event
            if entry["seal"] != _seal(event, before):
                fault = f"{event.code}: this entry is not as it was written, or the one before it was taken out"
                self.found.append(problem("V003", event.spot, fault=fault))
            before = str(entry["seal"])
        if not self.found and data["seal"] != _end(len(data["events"]), before):
            fault = "this is not the seal of the entries: one was taken out at the end, or added by hand"
            self.found.append(problem("V003", data.key_spots["seal"], fault=fault))

    def event(self, data: Any) -> Event | None:
        """An entry of the log: something published, or something withdrawn."""
        count = len(self.found)
        if isinstance(data, Keys) and "withdrawn" in data:
            if not self.keys(data, dict.fromkeys(("withdrawn", "code", "reason", "seal"), Scalar), {}, "withdrawal"):
                return None
            date = self._date(data["withdrawn"])
            self._code(data["code"])
            if date is None or len(self.found) > count:
                return None
            return Withdrawal(str(data["code"]), date, str(data["reason"]), data.spot)
        words = ("published", "code", "edition", "title", "revised", "seal")
        wanted: Shapes = {**dict.fromkeys(words, Scalar), "files": Keys}
        optional: Shapes = {"review-copy": Scalar, "replaces": Scalar, "changed": Sequence, "approvals": Sequence}
        if not self.keys(data, wanted, optional, "publication"):
            return None
        published = self._date(data["published"])
        self._code(data["code"])
        self._files(data)
        one: Shapes = dict.fromkeys(("role", "name", "date"), Scalar)
        approvals = [each for each in data.get("approvals", ()) if self.keys(each, one, {}, "approval")]
        if published is None or len(self.found) > count:
            return None
        return Row(
            str(data["code"]),
            str(data["edition"]),
            str(data["title"]),
            published,
            str(data["revised"]),
            data.get("review-copy", "") == "true",
            str(data.get("replaces", "")),
            tuple(map(str, data.get("changed", ()))),
            {str(file): str(sha256) for file, sha256 in data["files"].items()},
            tuple((str(each["role"]), str(each["name"]), str(each["date"])) for each in approvals),
            spot=data.spot,
        )

    def _code(self, said: Scalar) -> None:
        if codes.read(said) != said:
            fault = f"{q(said)} is no code: a character of it is wrong"
            self.found.append(problem("V003", said.spot, fault=fault))

    def _files(self, data: Keys) -> None:
        """Each file is where a build puts the files of the edition: the site has it there, and it is deleted there."""
        for file, spot in data["files"].key_spots.items():
            names = named_in(file)
            if names is None or ".".join(names[1:]) != data["edition"]:
                fault = f"{data['code']}: {q(file)} is no file of {data['edition']}"
                self.found.append(problem("V003", spot, fault=fault))

    def _date(self, said: Scalar) -> datetime.date | None:
        try:
            return datetime.date.fromisoformat(said)
        except ValueError:
            hint = "write year, month and day, such as 2026-11-25"
            self.found.append(problem("V002", said.spot, fault=f"{q(said)} is no date", hint=hint))
            return None

    def snapshot(self, data: Any) -> Snapshot | None:
        if not self.keys(data, {"edition": Scalar, "title": Scalar, "blocks": Keys}, {}, "snapshot"):
            return None
        lists: Shapes = dict.fromkeys(("text", "facts", "pictures"), Sequence)
        blocks = data["blocks"].items()
        read = [self.keys(each, {}, {"title": Scalar, **lists}, "block") for _, each in blocks]
        if not all(read):
            return None
        passages = {
            str(path): Record(str(each.get("title", "")), *(tuple(map(str, each.get(name, ()))) for name in lists))
            for path, each in blocks
        }
        return Snapshot(str(data["edition"]), str(data["title"]), passages)


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

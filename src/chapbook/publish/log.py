"""The register as it lies on disk, sealed.

`published/editions.yaml` is a log: what was published and what was withdrawn, in order, each entry sealed over itself
and the seal before it. `published/<code>.yaml` keeps what that paper says, so that a page can tell years later what
changed. A snapshot is its own seal: its code is the hash of its words. Like approvals, the register is read from the
project's own root alone.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import Field, SkipValidation

from chapbook.approve.records import Role
from chapbook.content.text import Content, Filled
from chapbook.files.atomic import named_in
from chapbook.files.chain import Chain
from chapbook.files.digest import digest
from chapbook.files.yaml import Mapping as Keys
from chapbook.files.yaml import as_yaml, parse_yaml
from chapbook.load.faults import validate_whole
from chapbook.problems.problem import Problem, Spot, problem, q
from chapbook.publish.kept import files
from chapbook.publish.register import FILE, FOLDER, Event, Register, Row, Withdrawal
from chapbook.transcript import code as codes
from chapbook.transcript.snapshot import Record, Snapshot

# ── to read ───────────────────────────────────────────────────────────────────────────────────────────────────────────


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
    register, faults = with_words(chain, register, sound=not found)
    return register, [*found, *faults]


def with_words(chain: Chain, register: Register, *, sound: bool = True) -> tuple[Register, list[Problem]]:
    """A register with what each paper says, and all that is wrong with that. One whose log is not `sound` is not held
    against it."""
    found: list[Problem] = []
    snapshots: dict[str, Snapshot] = {}
    for name, path in sorted(files(chain.home).items()):
        if name != _LOG:
            data, faults = parse_yaml(path, f"{FOLDER}/{name}")
            found += faults
            if data is not None and (text := _read(data, PaperFile, found)):
                snapshots[path.stem] = Snapshot(text.edition, text.title, text.blocks)
    if sound and not found:
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


# ── as it is written ──────────────────────────────────────────────────────────────────────────────────────────────────


class ApprovedByModel(Content):
    """Who approved what was handed out.

    role: in which role
    name: who
    date: on which day
    """

    role: Role
    name: Filled
    date: Filled


class PublicationModel(Content):
    """That a paper was handed out under a code.

    published: the day on which it was handed out
    code: eight characters, the hash of what the paper says
    edition: booklet, language and place
    title: as it stands on the paper
    revised: the day on which its text was last changed
    review-copy: whether nobody had approved it
    replaces: the code that families had before
    changed: the blocks in which the two differ
    files: the SHA-256 of each file, by its path below the build
    approvals: who had approved it
    values: the local values that it prints, as they were set
    seal: over this entry and the seal before it
    """

    published: datetime.date
    code: Filled
    edition: Filled
    title: Filled
    revised: datetime.date
    draft: bool = Field(False, alias="review-copy")
    replaces: str = ""
    changed: tuple[str, ...] = ()
    files: dict[str, str]
    approvals: tuple[ApprovedByModel, ...] = ()
    values: dict[str, Filled] = Field(default_factory=dict)
    seal: Filled

    def event(self, spot: Spot) -> Row:
        approvals = tuple((each.role, each.name, each.date) for each in self.approvals)
        same = self.model_dump(exclude={"revised", "approvals", "seal"})
        return Row(**same, revised=self.revised.isoformat(), approvals=approvals, spot=spot)


class WithdrawalModel(Content):
    """That a paper was taken back.

    withdrawn: the day on which it was taken back
    code: which paper
    reason: what was wrong, as its page says it
    seal: over this entry and the seal before it
    """

    withdrawn: datetime.date
    code: Filled
    reason: Filled
    seal: Filled

    def event(self, spot: Spot) -> Withdrawal:
        return Withdrawal(self.code, self.withdrawn, self.reason, spot)


class PublishedFile(Content):
    """What was handed out and what was taken back; `chapbook publish` and `chapbook withdraw` add at the end.

    seal: over all entries and their number
    events: the entries, in order
    """

    seal: Filled
    # Read one by one: each is sealed over the one before it.
    events: tuple[SkipValidation[PublicationModel | WithdrawalModel], ...] = Field(min_length=1)


class PaperFile(Content):
    """What the paper with this code says; `chapbook publish` writes it.

    edition: booklet, language and place
    title: as it stands on the paper
    blocks: what it says, block by block
    """

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
    log, before = _read(data, PublishedFile, found), ""
    for number, entry in enumerate(data["events"] if log else ()):
        is_withdrawal = isinstance(entry, Keys) and "withdrawn" in entry
        model: type[PublicationModel | WithdrawalModel] = WithdrawalModel if is_withdrawal else PublicationModel
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


def _untrue(said: PublicationModel | WithdrawalModel, entry: Keys) -> Iterator[Problem]:
    """A code that was misread, and a file that is not where a build puts the files of the edition.

    The site has each file there, and it is deleted there.
    """
    if codes.read(said.code) != said.code:
        yield problem("V003", entry["code"].spot, fault=f"{q(said.code)} is no code: a character of it is wrong")
    if isinstance(said, WithdrawalModel):
        return
    for file in said.files:
        names = named_in(file)
        if names is None or ".".join(names[1:]) != said.edition:
            fault = f"{said.code}: {q(file)} is no file of {said.edition}"
            yield problem("V003", entry["files"].key_spots[file], fault=fault)


# ── to write ──────────────────────────────────────────────────────────────────────────────────────────────────────────

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
        (_OF_SNAPSHOT + as_yaml(_of_snapshot(text)), f"{FOLDER}/{code}.yaml")
        for code, text in register.snapshots.items()
    ]
    seal, entries = "", []
    for event in register.events:
        seal = _seal(event, seal)
        entries.append({**_of_event(event), "seal": seal})
    log = _HEADER + as_yaml({"seal": _end(len(entries), seal), "events": entries})
    return [(text.encode("utf-8"), path) for text, path in [*texts, (log, FILE)]]


def _seal(event: Event, before: str) -> str:
    """The hash of an entry and of the seal before it, so that none can be changed, moved or taken out unseen."""
    return digest(before, json.dumps(_of_event(event), default=str, sort_keys=True))


def _end(count: int, last: str) -> str:
    """The hash of the whole log: without it, the last entries could be cut off."""
    return digest(str(count), last)


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
        "values": event.values,
    }
    return {key: value for key, value in whole.items() if value}


def _of_snapshot(text: Snapshot) -> dict[str, Any]:
    blocks = {}
    for path, passage in text.passages.items():
        whole = {"title": passage.title, "text": passage.text, "facts": passage.facts, "pictures": passage.pictures}
        blocks[path] = {key: [*value] if isinstance(value, tuple) else value for key, value in whole.items() if value}
    return {"edition": text.edition, "title": text.title, "blocks": blocks}

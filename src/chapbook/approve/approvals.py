"""The approver's desk: who approved exactly which words, facts, values and pictures of an edition, and what lapsed."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from chapbook.approve.contents import PARTS, Contents, blocks_of, whole
from chapbook.approve.keys import sign, signature
from chapbook.approve.records import (
    Answer,
    Answers,
    Approval,
    Copy,
    Record,
    read_record,
    record_file,
    record_of,
    roles,
    unknown_role,
    written,
)
from chapbook.content.booklet import Edition
from chapbook.content.characters import name_of, unseen
from chapbook.content.manuscript import Approved
from chapbook.content.project import Project
from chapbook.problems.problem import Problem, Problems, Spot, problem, q
from chapbook.transcript.transcript import Transcript, on_one_line

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_NAMES = {
    "source": "the source text",
    "text": "the text",
    "facts": "the facts that it rests on",
    "values": "the values",
    "pictures": "the pictures",
}


def approve(
    project: Project,
    text: Transcript,
    role: str,
    name: str,
    date: datetime.date,
    note: str = "",
    *,
    again: bool = False,
    answers: dict[str, Answer] | None = None,
    key: Ed25519PrivateKey | None = None,
) -> str:
    """The record of an edition with one more approval: of every block that nobody holds in this role.

    What others approved and still holds stays theirs: nobody is said to have read more than what was open. `again` is
    for a second signature, or a review after a year: it covers every block. Approvals in this role that lapsed go; git
    keeps them. A record with a fault takes no approval, so all that is wrong with it is raised. `answers` are those of
    this person, by item; earlier ones of the same person in the same role go. A signed approval of somebody else stays
    whole as long as anything of it holds, for nobody else can sign what is left of it.
    """
    edition = text.edition
    earlier, faults = read_record(project, edition)
    spot = Spot(record_file(edition))
    if role not in (there := roles(project, edition)):
        faults.append(unknown_role(role, there, spot))
    elif not on_one_line(name):
        hint = "name the person who approves"
        faults.append(problem("A002", spot, fault="an approval without a name", hint=hint))
    for character in {character for _, character in (*unseen(name), *unseen(note))} - {"\n"}:
        fault = f"a name or a note with {name_of(character)}, which nobody sees"
        faults.append(problem("A002", spot, fault=fault, hint="type it on a keyboard"))
    if faults:
        raise Problems(faults)
    key = sign(project.imprint, role, on_one_line(name), key)
    contents = blocks_of(project, text)
    vouched = [approval for approval in earlier.approvals if approval.is_vouched(project)]
    held = {path for path, content in contents.items() if _holding(vouched, edition, role, content)}
    wanted = [path for path in contents if again or path not in held]
    copies = {path: Copy(contents[path].parts(role), contents[path].digest(role)) for path in wanted}
    note = "\n".join(on_one_line(line) for line in note.splitlines()).strip()
    said = {item: Answer(answer.verdict, on_one_line(answer.comment)) for item, answer in (answers or {}).items()}
    of = whole(contents.values(), role)
    made = Approval(role, on_one_line(name), date, note, copies, answers=Answers(of, said) if said else None)
    kept = [_kept(approval, _less(approval, made, held, of), edition, made.name, key) for approval in earlier.approvals]
    made = _signed(made.sealed(edition), key)
    return written(approval for approval in (*kept, made) if approval.blocks or approval.answers)


def _kept(earlier: Approval, less: Approval, edition: Edition, name: str, key: Ed25519PrivateKey | None) -> Approval:
    """What stays of an earlier approval when somebody approves: sealed anew, or whole where another one signed it."""
    is_gone = not less.blocks and not less.answers
    if less == earlier or (earlier.signature and earlier.name != name and not is_gone):
        return earlier
    return _signed(less.sealed(edition), key if earlier.name == name else None)


def _signed(approval: Approval, key: Ed25519PrivateKey | None) -> Approval:
    return replace(approval, signature=signature(key, approval.seal) if key else "")


def _holding(approvals: Iterable[Approval], edition: Edition, role: str, content: Contents) -> list[Approval]:
    return [approval for approval in approvals if approval.role == role and approval.holds(edition, content)]


def _less(earlier: Approval, made: Approval, held: set[str], of: str) -> Approval:
    """An earlier approval, less what a new one in the same role replaces: what lapsed, and what the same person did."""
    if earlier.role != made.role:
        return earlier
    same = earlier.name == made.name
    blocks = {
        path: copy for path, copy in earlier.blocks.items() if path in held and not (same and path in made.blocks)
    }
    gone = earlier.answers is None or earlier.answers.of != of or (same and made.answers is not None)
    return replace(earlier, blocks=blocks, answers=None if gone else earlier.answers)


# ── how an edition stands ─────────────────────────────────────────────────────────────────────────────────────────

Status = Literal["approved", "lapsed", "tampered", "not signed", "never approved"]


@dataclass(frozen=True)
class Standing:
    """How one block stands with one role: who approved it and when; where that lapsed, why, and the difference."""

    role: str
    path: str
    status: Status
    approvals: tuple[Approval, ...] = ()
    why: str = ""
    difference: str = ""

    def __str__(self) -> str:
        by = f", approved by {' and '.join(map(str, self.approvals))}" if self.approvals else ""
        return f"{self.path}: {self.status}{by}{'; ' * bool(self.why)}{self.why}"


@dataclass(frozen=True)
class Given:
    """What one person answered about one item, and whether that still stands: a change of the text lapses it."""

    item: str
    answer: Answer
    approval: Approval
    holds: bool

    def __str__(self) -> str:
        comment = f" ({self.answer.comment})" if self.answer.comment else ""
        lapsed = "" if self.holds else "; lapsed, the text has changed since"
        return f"{self.item}: {self.answer.verdict}{comment}, {self.approval}{lapsed}"


@dataclass(frozen=True)
class State:
    """How an edition stands: for each role that can approve it, each block, and what its people answered."""

    edition: Edition
    roles: tuple[str, ...]
    standings: tuple[Standing, ...]
    answers: tuple[Given, ...] = ()

    def of(self, role: str) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if standing.role == role)

    def open(self, role: str) -> tuple[Standing, ...]:
        """The blocks that a role has yet to approve."""
        return tuple(standing for standing in self.of(role) if standing.status != "approved")

    def approvers(self) -> tuple[Approval, ...]:
        """Everybody whose approval of some block holds, in the order of the record, for the colophon."""
        return tuple(
            {
                (approval.role, approval.name, approval.date): approval
                for standing in self.standings
                if standing.status == "approved"
                for approval in standing.approvals
            }.values()
        )


def state(project: Project, text: Transcript, records: Iterable[Record]) -> State:
    """How an edition stands with everybody who can approve it."""
    edition = text.edition
    approvals = record_of(records, edition).approvals
    contents = blocks_of(project, text).values()
    there = roles(project, edition)
    return State(
        edition,
        there,
        tuple(_standing(project, edition, approvals, role, content) for role in there for content in contents),
        tuple(
            Given(item, answer, approval, approval.answers_hold(edition, contents))
            for approval in approvals
            if approval.answers and not approval.tampered(edition) and approval.is_vouched(project)
            for item, answer in approval.answers.each.items()
        ),
    )


def _standing(
    project: Project, edition: Edition, approvals: Iterable[Approval], role: str, content: Contents
) -> Standing:
    path = content.path
    there = [approval for approval in approvals if approval.role == role and path in approval.blocks]
    earlier = [approval for approval in there if approval.is_vouched(project)]
    if holding := _holding(earlier, edition, role, content):
        return Standing(role, path, "approved", tuple(holding))
    if there and not earlier:
        return Standing(role, path, "not signed", tuple(there[-1:]), "the imprint asks for a signature")
    if not earlier:
        return Standing(role, path, "never approved")
    sound = [each for each in earlier if not each.tampered(edition) and not each.altered(path)]
    if not sound:
        return Standing(role, path, "tampered", tuple(earlier[-1:]), "the record was edited by hand")
    last = max(sound, key=lambda approval: approval.date)
    then, now = last.blocks[path].parts, content.parts(role)
    changed = [name for name in PARTS[role] if then.get(name) != now.get(name)]
    why = f"{' and '.join(_NAMES[name] for name in changed)} changed"
    difference = "\n".join(
        line
        for name in changed
        for line in difflib.unified_diff(
            then.get(name, "").splitlines(),
            now.get(name, "").splitlines(),
            f"{path}, {name}, as approved by {last}",
            f"{path}, {name}, now",
            lineterm="",
            n=2,
        )
    )
    return Standing(role, path, "lapsed", (last,), why, difference)


def lacks(standing: State, required: Iterable[str]) -> list[str]:
    """What an edition lacks of the approvals that are asked for, one sentence a role; nothing where it may go out.

    A translation is not asked for where there is none.
    """
    return [sentence for role in dict.fromkeys(required) for sentence in _lack(standing, role)]


def _lack(standing: State, role: str) -> Iterator[str]:
    if role not in PARTS:
        yield f"{standing.edition}: nobody can approve as {q(role)}; roles are: {', '.join(PARTS)}"
        return
    unsettled, count = standing.open(role), len(standing.of(role))
    if unsettled and all(each.status == "never approved" for each in standing.of(role)):
        yield f"{standing.edition}: no {role} has approved it"
    elif unsettled:
        which = ", ".join(f"{each.path} ({each.status})" for each in unsettled)
        yield f"{standing.edition}: a {role} has yet to approve {len(unsettled)} of {count} blocks: {which}"


def unverified(project: Project, text: Transcript) -> Iterator[Problem]:
    """The statements of an edition that nobody verified; a review copy may hold them. One that is gone is none."""
    for fact in text.manuscript.facts:
        if (known := project.evidence.facts.get(fact)) and not known.verified:
            remedy = _OWN if known.spot.path.startswith("booklets/") else _INHERITED
            spot = Spot(record_file(text.edition))
            yield problem("A006", spot, fact=q(fact), remedy=remedy.format(known.spot))


# What is to do once a fact was found in a source.
_OWN = "then say verified: true at {}"
_INHERITED = (
    "then copy it word for word from {} into a file of a name of your own in booklets/evidence/, with that source and "
    "verified: true (docs/hospitals.md); or take over the block that cites it, and leave it out"
)


def approved_of(project: Project, text: Transcript, record: Record | None = None) -> Approved:
    """How an edition stands, in short: who approved it in each role that has nothing left to approve.

    Where nobody has approved anything, nothing need be compared. Without its record at hand, that is read.
    """
    record = read_record(project, text.edition)[0] if record is None else record
    if not record.approvals:
        return Approved(roles(project, text.edition))
    standing = state(project, text, [record])
    unsettled = tuple(role for role in standing.roles if standing.open(role))
    whole = (each for each in standing.approvers() if each.role not in unsettled)
    return Approved(unsettled, tuple((each.role, each.name, each.date) for each in whole))


def show(standing: State) -> str:
    """How an edition stands, for people: who approved what, what lapsed and why, with the difference."""
    lines = [str(standing.edition)]
    for role in standing.roles:
        blocks, unsettled = standing.of(role), standing.open(role)
        lines.append(f"  {role}: {len(blocks) - len(unsettled)} of {len(blocks)} blocks approved")
        for approval in standing.approvers():
            if approval.role == role:
                # On one day somebody may approve twice: the record has two, and the colophon names the person once.
                own = [each for block in blocks if block.status == "approved" for each in block.approvals]
                own = [each for each in own if (each.role, str(each)) == (role, str(approval))]
                notes = "; ".join(dict.fromkeys(on_one_line(each.note) for each in own if each.note))
                lines.append(f"    {approval}: {len(own)}{f' ({notes})' * bool(notes)}")
        lines += [f"    {given}" for given in standing.answers if given.approval.role == role]
        if all(each.status == "never approved" for each in unsettled) and len(unsettled) == len(blocks):
            continue
        for each in unsettled:
            lines.append(f"    {each}")
            lines += [f"      {line}" for line in each.difference.splitlines()]
    return "\n".join(lines)

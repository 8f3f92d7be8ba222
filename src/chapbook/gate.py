"""A project judged: what it says, and everything that is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from chapbook.approve.approvals import lacks, state, unverified
from chapbook.approve.contents import PARTS
from chapbook.approve.records import Record, read_record, read_records, record_file
from chapbook.check.clear_writing import items as clarity
from chapbook.check.packets import prove, refused
from chapbook.check.reading_level.readability import read_edition
from chapbook.check.replaced import replaced, revision
from chapbook.check.rules import check
from chapbook.check.terms import said_first
from chapbook.check.values import idle_silences
from chapbook.check.wordless import wordless
from chapbook.content.booklet import Edition
from chapbook.content.forms import FORMS
from chapbook.content.interview import InterviewModel
from chapbook.content.jobs import Job, Wanted, known_files, refuse_unknown, refuse_unknown_names
from chapbook.content.project import Project
from chapbook.files.chain import MARKER, PACKAGE, Chain
from chapbook.ledger.reviews import overdue_behind
from chapbook.load.load import load
from chapbook.packet.choose import Packet, Shelf
from chapbook.packet.compose import with_packet
from chapbook.problems.problem import Problem, Problems, Spot, problem, q
from chapbook.publish.log import read_rows
from chapbook.publish.register import Register, withdrawn
from chapbook.templating.environment import compile_all
from chapbook.texts import Texts
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import Transcript
from chapbook.worklist import Said, said


@dataclass(frozen=True)
class Judged:
    """A project as it was read, once: its texts, what it handed out, its records of approvals (of some editions, where
    only those were read), and every problem in the way of some editions.

    Where there is no other problem, also how clearly each of them is written, and of how many combinations of answers
    its packets were tried.
    """

    texts: Texts
    register: Register
    records: dict[Edition, Record]
    problems: tuple[Problem, ...]
    clear: tuple[clarity.Clarity, ...] = ()
    combinations: int = 0

    @property
    def project(self) -> Project:
        return self.texts.project


def judged(chain: Chain, wanted: Wanted, *, named_alone: bool = False) -> Judged:
    """A project read and judged; raises Unknown for a name that leads nowhere.

    With `named_alone`, nothing is read of booklets that are not named, and nothing said of them: whoever writes one
    booklet need not wait for another. What all booklets share is judged all the same.
    """
    project, problems = load(chain, (wanted.booklets or None) if named_alone else None)
    if not problems:
        refuse_unknown_names(project, wanted)
    found = judge(project, problems, wanted.editions(project))
    # Where no edition is left there may be a slip in what names languages and places, and then that is what to say.
    if not found.problems:
        refuse_unknown(project, wanted)
    return found


def judge(project: Project, problems: list[Problem], editions: list[Edition]) -> Judged:
    """A project that was read, with what was found wrong on the way, judged as far as some editions need it."""
    chain, texts = project.chain, Texts(project)
    register, faults = read_rows(chain) if not project.others else (Register(), [])
    found = [*problems, *check(project, editions), *compile_all(chain), *wordless(chain), *replaced(project)]
    records, unsound = _records(project, editions)
    found += [*unsound, *faults]
    # A text with faults in it is not measured: what is missing would make it look easy.
    if found:
        return Judged(texts, register, records, tuple(found))
    # Edition by edition, for not all texts are kept.
    clear = list[clarity.Clarity]()
    for edition in editions:
        text = texts.of(edition)
        clear.append(clarity.clarity(project, text))
        found += [*_hard_to_read(project, text), *clear[-1].faults, *said_first(project, text)]
    proved = prove(project)
    return Judged(texts, register, records, (*found, *proved.problems), (*clear,), proved.combinations)


def sound_packet(shelf: Shelf, interview: InterviewModel, packet: Packet) -> Texts:
    """The texts of a project that has a packet for its only title; raises all that is wrong with it, at once.

    Its blocks are judged in the titles that they are of, as these stand in its language and place. So is how clearly
    they are written: what clear writing asks of a title as a whole, such as a summary, these have. Nor does it print a
    block of any title that was withdrawn and says so still: which of its blocks was wrong, nobody but people can tell.
    """
    edition, owners = packet.edition, {*packet.titles, *(path.partition("/")[0] for path in packet.blocks)}
    titles = {name: Edition(name, edition.locale, edition.place) for name in shelf.titles}
    read = judge(shelf.project, [], [titles[name] for name in titles if name in owners])
    # Whether anybody judged the interview or not, no family goes without a warning.
    if found := [*read.problems, *refused(shelf, packet)]:
        raise Problems(found)
    whole, gone = with_packet(shelf, interview, packet), {row.edition for row in read.register.rows if row.withdrawn}
    sharing = (titles[name] for name in shelf.titles_with(packet.blocks))
    says = {title: code_of(read.texts.of(title)) for title in sharing if str(title) in gone}
    if found := [*check(whole, [edition]), *withdrawn(read.register, says)]:
        raise Problems(found)
    return Texts(whole)


def _records(project: Project, editions: list[Edition]) -> tuple[dict[Edition, Record], list[Problem]]:
    if not project.others:
        records, problems = read_records(project)
        return {record.edition: record for record in records}, [*problems]
    read = [read_record(project, edition) for edition in editions]
    return {record.edition: record for record, _ in read}, [fault for _, faults in read for fault in faults]


# Of fewer full sentences nobody can tell a grade: in five, a word of three syllables more is half a grade of SMOG.
FEWEST_SENTENCES = 5


def _hard_to_read(project: Project, text: Transcript) -> Iterator[Problem]:
    """An English edition above the grades that we allow; other languages are reported by `chapbook readability`.

    A card speaks to doctors and nurses, in fewer sentences than any formula was made for (SMOG: McLaughlin 1969, 30).
    Of a few sentences one long word makes a grade, so that they are left to the rules of clear writing.
    """
    edition, form = text.edition, FORMS[text.manuscript.booklet.form]
    if edition.locale.split("-")[0] == "en" and form.for_families:
        reading = read_edition(project, text, edition.locale)
        spot = Spot(f"booklets/{edition.booklet}/booklet.yaml")
        for gate in reading.gate:
            if not gate.passes and reading.sentences >= FEWEST_SENTENCES:
                facts = {"formula": gate.name, "grade": f"{gate.value:.1f}", "limit": f"{gate.limit:g}"}
                yield problem("B027", spot, edition=edition, **facts)


def needless(read: Judged) -> Iterator[Problem]:
    """What silences nothing. It hurts no page, so that no build asks: other editions than its own would be read."""
    booklets = {each.edition.booklet for each in read.clear}
    yield from idle_silences(read.project)
    yield from clarity.idle(read.project, booklets, [*read.clear], read.texts.source_of, read.texts.of)


def sound(chain: Chain, wanted: Wanted, *, named_alone: bool = False) -> Judged:
    """A project without a problem; all problems are raised at once."""
    found = judged(chain, wanted, named_alone=named_alone)
    if found.problems:
        raise Problems(found.problems)
    return found


def refuse_withdrawn(register: Register, codes: dict[Edition, str]) -> None:
    """Stop what says exactly what was withdrawn."""
    if found := [*withdrawn(register, codes)]:
        raise Problems(found)


def outdated(read: Judged, rows: Iterable[dict[str, Any]], says: dict[Edition, Said]) -> set[str]:
    """Of the files of earlier builds, by their rows, those that must not be handed out any more.

    Their edition or ticket is gone, their text was changed or withdrawn, or they were approved and no longer are.
    `says` has what an edition says now where that is known already.
    """
    known = known_files(read.project)
    taken_back = {row.code for row in read.register.rows if row.withdrawn}
    now, found = dict[Edition, Said | None](says), set[str]()
    for row in rows:
        edition = Edition.of(row)
        if row["file"] in known and edition not in now:
            now[edition] = _as_it_is_now(read, edition)
        here = now.get(edition)
        stands = here and here.code == row["code"] and here.code not in taken_back and here.draft <= row["draft"]
        if row["file"] not in known or not stands:
            found.add(row["file"])
    return found


def _as_it_is_now(read: Judged, edition: Edition) -> Said | None:
    """What an edition says now; nothing where it cannot be made as it is here."""
    try:
        return said(read.texts, [edition], read.records)[edition]
    except Problems:
        return None


def refuse_unapproved(read: Judged, jobs: list[Job], day: datetime.date) -> None:
    """Stop a release that lacks an approval, rests on what nobody verified, or has a day that is not right.

    On its day no source is overdue, and no text changes later.
    """
    texts = read.texts
    editions = dict.fromkeys(job.edition for job in jobs)
    overdue = overdue_behind(texts, editions, day)
    if found := [
        *_unverified(texts, editions),
        *unwritten(texts.project, editions),
        *_unapproved(read, jobs),
        *to_come(texts, editions, day),
        *overdue,
    ]:
        raise Problems(found)


def _unverified(texts: Texts, editions: Iterable[Edition]) -> Iterator[Problem]:
    for edition in editions:
        yield from unverified(texts.project, texts.of(edition))


def to_come(texts: Texts, editions: Iterable[Edition], day: datetime.date) -> Iterator[Problem]:
    """Editions that would bear a day still to come as that of their last change."""
    project, late = texts.project, dict[Spot, list[str]]()
    for edition in editions:
        revised = texts.of(edition).manuscript.booklet.revised
        if revised > day:
            own = f"booklets/{edition.booklet}/booklet.yaml"
            file = MARKER if revised == project.imprint.revised else own
            spot = project.chain.where(f"revised: {revised}", file) or Spot(file)
            late.setdefault(spot, []).append(f"{edition} of {revised}")
    for spot, papers in late.items():
        yield problem("V011", spot, papers=", ".join(papers), day=day)


# What `chapbook new` asks its reader to write.
_PLACEHOLDER = "booklets/welcome/hello.yaml"


def unwritten(project: Project, editions: Iterable[Edition]) -> Iterator[Problem]:
    """The page of a new project that speaks to its author still, and not to a family."""
    said, asked = project.chain.find(_PLACEHOLDER), PACKAGE / "load/starter" / _PLACEHOLDER
    if said and any(edition.booklet == "welcome" for edition in editions) and revision(said) == revision(asked):
        yield problem("A012", Spot(_PLACEHOLDER))


def _unapproved(read: Judged, jobs: list[Job]) -> Iterator[Problem]:
    project = read.project
    for job in jobs:
        standing = state(project, read.texts.of(job.edition), read.records.values())
        asked = project.tickets[job.ticket].requires_approval
        # Of the roles that there are, a ticket that asks nobody, or translators of what is not translated, asks none.
        if {*asked} <= {*PARTS} - {*standing.roles}:
            spot = Spot(f"styles/press/{job.ticket}.yaml")
            yield problem("A008", spot, ticket=q(job.ticket), locale=job.edition.locale)
        signing = {role for approver in project.imprint.approvers.values() for role in approver.roles}
        for role in {*asked} & {*standing.roles} - signing if project.imprint.signed else ():
            yield problem("A011", Spot("booklets/imprint.yaml"), role=role, ticket=q(job.ticket))
        for lack in lacks(standing, asked):
            yield problem("A005", Spot(record_file(job.edition)), ticket=q(job.ticket), lack=lack)

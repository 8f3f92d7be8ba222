"""A project judged: what it says, and everything that is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from chapbook.approve.approvals import lacks, signatures, state, unverified
from chapbook.approve.contents import PARTS
from chapbook.approve.records import read_records, record_file
from chapbook.assemble import assemble
from chapbook.check.clear_writing import items as clarity
from chapbook.check.reading_level.readability import read_edition
from chapbook.check.replaced import replaced
from chapbook.check.rules import check
from chapbook.check.wordless import wordless
from chapbook.content.booklet import Edition
from chapbook.content.forms import FORMS
from chapbook.content.jobs import Job, Wanted, known_files
from chapbook.content.project import Project
from chapbook.files.chain import Chain
from chapbook.ledger import overdue_behind
from chapbook.load.load import load
from chapbook.problems.problem import Problem, Problems, Spot, problem, q
from chapbook.publish.register import read_rows, withdrawn
from chapbook.templating.environment import compile_all
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import Transcript, transcript
from chapbook.translate import translate


def judge(chain: Chain, wanted: Wanted) -> tuple[Project, list[Problem]]:
    """What the project says, and every problem that stands in the way of what is wanted."""
    project, problems = load(chain)
    editions = wanted.editions(project)
    found = [*problems, *check(project, editions), *compile_all(chain), *wordless(chain), *replaced(project)]
    found += [*read_records(project)[1], *read_rows(chain)[1]]
    # A text with faults in it is not measured: what is missing would make it look easy.
    if found:
        return project, found
    texts = {edition: text_of(project, edition) for edition in editions}
    return project, [*_hard_to_read(project, texts), *_unclear(project, texts)]


def _hard_to_read(project: Project, texts: dict[Edition, Transcript]) -> Iterator[Problem]:
    """English editions above the grades that we allow; other languages are reported by `chapbook readability`.

    A card speaks to doctors and nurses, in fewer sentences than any formula was made for (SMOG: McLaughlin 1969, 30).
    """
    for edition, text in texts.items():
        form = FORMS[text.manuscript.booklet.form]
        if edition.locale.split("-")[0] == "en" and form.for_families:
            reading = read_edition(project, text, edition.locale)
            spot = Spot(f"booklets/{edition.booklet}/booklet.yaml")
            for gate in reading.gate:
                if not gate.passes:
                    facts = {"formula": gate.name, "grade": f"{gate.value:.1f}", "limit": f"{gate.limit:g}"}
                    yield problem("B027", spot, edition=edition, **facts)


def _unclear(project: Project, texts: dict[Edition, Transcript]) -> Iterator[Problem]:
    """What the rules of clear writing find in these editions, and what silences nothing."""
    judged = [clarity.clarity(project, text) for text in texts.values()]
    yield from (fault for each in judged for fault in each.faults)
    booklets = {edition.booklet for edition in texts}
    yield from clarity.idle(project, booklets, judged, partial(source_of, project), partial(text_of, project))


def text_of(project: Project, edition: Edition) -> Transcript:
    """What an edition says, in its reader's language."""
    return transcript(project, translate(project, assemble(project, edition)))


def source_of(project: Project, edition: Edition) -> Transcript:
    """What an edition says before it is translated."""
    return transcript(project, assemble(project, edition))


def sound(chain: Chain, wanted: Wanted) -> Project:
    """A project without a problem; all problems are raised at once."""
    project, problems = judge(chain, wanted)
    if problems:
        raise Problems(problems)
    return project


def refuse_withdrawn(chain: Chain, codes: dict[Edition, str]) -> None:
    """Stop what says exactly what was withdrawn."""
    if found := [*withdrawn(read_rows(chain)[0], codes)]:
        raise Problems(found)


def outdated(project: Project, rows: Iterable[dict[str, Any]], now: dict[Edition, tuple[str, bool]]) -> set[str]:
    """Of the files of earlier builds, by their rows, those that must not be handed out any more.

    Their edition or ticket is gone, their text was changed or withdrawn, or they were approved and no longer are.
    `now` has the code of an edition, and whether it is a draft, where that is known already.
    """
    known = known_files(project)
    taken_back = {row.code for row in read_rows(project.chain)[0].rows if row.withdrawn}
    now, found = {**now}, set[str]()
    for row in rows:
        edition = Edition(row["booklet"], row["locale"], row["place"])
        if row["file"] in known and edition not in now:
            now[edition] = _as_it_is_now(project, edition)
        code, draft = now.get(edition, ("", True))
        if row["file"] not in known or row["code"] != code or code in taken_back or draft > row["draft"]:
            found.add(row["file"])
    return found


def _as_it_is_now(project: Project, edition: Edition) -> tuple[str, bool]:
    """The code of an edition and whether it is a draft; no code where it cannot be made as it is here."""
    try:
        text = text_of(project, edition)
        return code_of(text), bool(signatures(project, text).unsettled)
    except Problems:
        return "", True


def refuse_unapproved(project: Project, jobs: list[Job], texts: dict[Edition, Transcript], day: datetime.date) -> None:
    """Stop a release that lacks an approval, or rests on what nobody verified or on a source overdue on its day."""
    overdue = overdue_behind(project, texts, day)
    if found := [*_unverified(project, texts), *_unapproved(project, jobs, texts), *overdue]:
        raise Problems(found)


def _unverified(project: Project, texts: dict[Edition, Transcript]) -> Iterator[Problem]:
    for text in texts.values():
        yield from unverified(project, text)


def _unapproved(project: Project, jobs: list[Job], texts: dict[Edition, Transcript]) -> Iterator[Problem]:
    records = read_records(project)[0]
    for job in jobs:
        standing, asked = state(project, texts[job.edition], records), project.tickets[job.ticket].requires_approval
        # Of the roles that there are, a ticket that asks nobody, or translators of what is not translated, asks none.
        if {*asked} <= {*PARTS} - {*standing.roles}:
            spot = Spot(f"styles/press/{job.ticket}.yaml")
            yield problem("A008", spot, ticket=q(job.ticket), locale=job.edition.locale)
        for lack in lacks(standing, asked):
            yield problem("A005", Spot(record_file(job.edition)), ticket=q(job.ticket), lack=lack)

"""A project judged: its library, and everything that is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from chapbook.assemble import assemble
from chapbook.check import check
from chapbook.jobs import Job, Wanted, known_files
from chapbook.library import Library
from chapbook.load import load
from chapbook.manuscript import Manuscript
from chapbook.model import Edition
from chapbook.problems import Problem, Problems, Spot, problem, q
from chapbook.project import Project
from chapbook.snapshot import code_of
from chapbook.templating import compile_all
from chapbook.translate import translate
from chapbook.trust import clarity
from chapbook.trust.approvals import lacks, signatures, state, unverified
from chapbook.trust.contents import PARTS
from chapbook.trust.ledger import overdue_behind
from chapbook.trust.readability import read_edition
from chapbook.trust.records import read_records, record_file
from chapbook.trust.register import read_rows, withdrawn
from chapbook.trust.replaced import replaced
from chapbook.wordless import wordless


def judge(project: Project, wanted: Wanted) -> tuple[Library, list[Problem]]:
    """What the project says, and every problem that stands in the way of what is wanted."""
    library, problems = load(project)
    editions = wanted.editions(library)
    found = [*problems, *check(library, editions), *compile_all(project), *wordless(project), *replaced(library)]
    found += [*read_records(library)[1], *read_rows(project)[1]]
    # A text with faults in it is not measured: what is missing would make it look easy.
    if found:
        return library, found
    texts = {edition: text_of(library, edition) for edition in editions}
    return library, [*_hard_to_read(library, texts), *_unclear(library, texts)]


def _hard_to_read(library: Library, texts: dict[Edition, Manuscript]) -> Iterator[Problem]:
    """English editions above the grades that we allow; other languages are reported by `chapbook readability`.

    A card speaks to doctors and nurses, in fewer sentences than any formula was made for (SMOG: McLaughlin 1969, 30).
    """
    for edition, text in texts.items():
        card = library.booklets[edition.booklet].content.form == "card"
        if edition.locale.split("-")[0] == "en" and not card:
            reading = read_edition(library, text, edition.locale)
            spot = Spot(f"booklets/{edition.booklet}/booklet.yaml")
            for gate in reading.gate:
                if not gate.passes:
                    facts = {"formula": gate.name, "grade": f"{gate.value:.1f}", "limit": f"{gate.limit:g}"}
                    yield problem("B027", spot, edition=edition, **facts)


def _unclear(library: Library, texts: dict[Edition, Manuscript]) -> Iterator[Problem]:
    """What the rules of clear writing find in these editions, and what silences nothing."""
    judged = [clarity.clarity(library, text) for text in texts.values()]
    yield from (fault for each in judged for fault in each.faults)
    booklets = {edition.booklet for edition in texts}
    yield from clarity.idle(library, booklets, judged, partial(assemble, library), partial(text_of, library))


def text_of(library: Library, edition: Edition) -> Manuscript:
    """The text of an edition in its reader's language."""
    return translate(library, assemble(library, edition))


def sound(project: Project, wanted: Wanted) -> Library:
    """The library of a project without a problem; all problems are raised at once."""
    library, problems = judge(project, wanted)
    if problems:
        raise Problems(problems)
    return library


def refuse_withdrawn(project: Project, codes: dict[Edition, str]) -> None:
    """Stop what says exactly what was withdrawn."""
    if found := [*withdrawn(read_rows(project)[0], codes)]:
        raise Problems(found)


def outdated(library: Library, rows: Iterable[dict[str, Any]], now: dict[Edition, tuple[str, bool]]) -> set[str]:
    """Of the files of earlier builds, by their rows, those that must not be handed out any more.

    Their edition or ticket is gone, their text was changed or withdrawn, or they were approved and no longer are.
    `now` has the code of an edition, and whether it is a draft, where that is known already.
    """
    known = known_files(library)
    taken_back = {row.code for row in read_rows(library.project)[0].rows if row.withdrawn}
    now, found = {**now}, set[str]()
    for row in rows:
        edition = Edition(row["booklet"], row["locale"], row["place"])
        if row["file"] in known and edition not in now:
            now[edition] = _as_it_is_now(library, edition)
        code, draft = now.get(edition, ("", True))
        if row["file"] not in known or row["code"] != code or code in taken_back or draft > row["draft"]:
            found.add(row["file"])
    return found


def _as_it_is_now(library: Library, edition: Edition) -> tuple[str, bool]:
    """The code of an edition and whether it is a draft; no code where it cannot be made as it is here."""
    try:
        text = text_of(library, edition)
        return code_of(library, text), bool(signatures(library, text).unsettled)
    except Problems:
        return "", True


def refuse_unapproved(
    library: Library, jobs: list[Job], texts: dict[Edition, Manuscript], day: datetime.date
) -> None:
    """Stop a release that lacks an approval, or rests on what nobody verified or on a source overdue on its day."""
    overdue = overdue_behind(library, texts, day)
    if found := [*_unverified(library, texts), *_unapproved(library, jobs, texts), *overdue]:
        raise Problems(found)


def _unverified(library: Library, texts: dict[Edition, Manuscript]) -> Iterator[Problem]:
    for manuscript in texts.values():
        yield from unverified(library, manuscript)


def _unapproved(library: Library, jobs: list[Job], texts: dict[Edition, Manuscript]) -> Iterator[Problem]:
    records = read_records(library)[0]
    for job in jobs:
        standing, asked = state(library, texts[job.edition], records), library.tickets[job.ticket].requires_approval
        # Of the roles that there are, a ticket that asks nobody, or translators of what is not translated, asks none.
        if {*asked} <= {*PARTS} - {*standing.roles}:
            spot = Spot(f"styles/press/{job.ticket}.yaml")
            yield problem("A008", spot, ticket=q(job.ticket), locale=job.edition.locale)
        for lack in lacks(standing, asked):
            yield problem("A005", Spot(record_file(job.edition)), ticket=q(job.ticket), lack=lack)

"""The register of signs on paper, for a clinician to read and to sign."""

from __future__ import annotations

from dataclasses import replace

from chapbook.content import paper
from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.content.tickets import Design
from chapbook.content.typography import PLACEHOLDER
from chapbook.finish.settled import settled
from chapbook.ledger.matrix import SignRow, checksum
from chapbook.transcript.transcript import SLOT
from chapbook.transcript.values import spoken
from chapbook.typeset.typeset import typeset_page

TEMPLATE = "signs"


def printed(project: Project, place: str, rows: tuple[SignRow, ...]) -> bytes:
    """The matrix as a PDF on the paper of a place, in the language of those who work there."""
    there = project.places[place]
    staff = Edition(TEMPLATE, there.language, place)
    named = [therapy for therapy in project.therapies if any(therapy in row.levels for row in rows)]
    say = spoken(project, Edition(TEMPLATE, project.source, place))

    def filled(words: str) -> str:
        return PLACEHOLDER.sub(lambda name: say(name[1]) or SLOT, words)

    said = [replace(row, sign=filled(row.sign), short=row.short and filled(row.short)) for row in rows]
    context = {"rows": said, "therapies": named, "place": place, "checksum": checksum(said, place)[:16]}
    design = Design(paper.size(there.paper), TEMPLATE)
    return settled(typeset_page(project, staff, design, context, staff, style="proof-sheet"))

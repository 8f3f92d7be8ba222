"""Proofreading: each edition set, and its pages read against its text."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.assemble import assemble
from chapbook.jobs import Progress, Wanted, batches
from chapbook.judge import sound
from chapbook.model import Edition
from chapbook.project import Project
from chapbook.translate import translate
from chapbook.trust.approvals import signatures
from chapbook.trust.audit import Finding, audit
from chapbook.typeset import typeset


def audited(project: Project, wanted: Wanted, progress: Progress) -> Iterator[tuple[Edition, list[Finding]]]:
    """Every wanted edition with what its pages say otherwise than its text, or its text than its source."""
    library = sound(project, wanted)
    work = {batch.edition: batch for batch in batches(library, wanted.jobs(library)) if batch.paged}
    for number, (edition, batch) in enumerate(work.items()):
        progress(number, len(work), str(edition))
        manuscript = translate(library, assemble(library, edition))
        proof = typeset(library, manuscript, batch.design, signatures(library, manuscript))
        yield edition, audit(library, manuscript, assemble(library, edition), proof.pdf)
    progress(len(work), len(work), "")

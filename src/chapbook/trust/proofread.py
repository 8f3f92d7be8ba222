"""Proofreading: the pages of an edition read against its text."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.assemble import assemble
from chapbook.jobs import Progress, Wanted, batches
from chapbook.judge import sound
from chapbook.library import Library
from chapbook.manuscript import Manuscript
from chapbook.model import Edition
from chapbook.problems import Problem, Problems
from chapbook.project import Project
from chapbook.translate import translate
from chapbook.trust.approvals import signatures
from chapbook.trust.audit import audit
from chapbook.typeset import Proof, typeset


def proofread(library: Library, manuscript: Manuscript, proof: Proof) -> Proof:
    """A proof that says what its text says; everything by which it differs is raised at once."""
    if found := audit(library, manuscript, proof.pdf, proof.without):
        raise Problems(found)
    return proof


def audited(project: Project, wanted: Wanted, progress: Progress) -> Iterator[tuple[Edition, list[Problem]]]:
    """Every wanted edition with what its pages say otherwise than its text, once for each design."""
    library = sound(project, wanted)
    work = [batch for batch in batches(library, wanted.jobs(library)) if batch.paged]
    for number, batch in enumerate(work):
        progress(number, len(work), str(batch.edition))
        manuscript = translate(library, assemble(library, batch.edition))
        proof = typeset(library, manuscript, batch.design, signatures(library, manuscript))
        yield batch.edition, audit(library, manuscript, proof.pdf, proof.without)
    progress(len(work), len(work), "")

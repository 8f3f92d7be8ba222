"""Finished files, ready for their folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chapbook.content.booklet import Edition
from chapbook.content.jobs import Job
from chapbook.content.proof import Misfit, Proof
from chapbook.content.tickets import Taken


@dataclass(frozen=True)
class FinishedFile:
    """A finished file: what it is, where it goes below the build folder, and its bytes."""

    file: str
    edition: Edition
    ticket: str
    title: str
    pages: int
    draft: bool
    revised: str
    code: str
    content: bytes
    taken: Taken = "also"
    # What is not fitted on the pages that it was made of.
    misfits: tuple[Misfit, ...] = ()
    # The local values that it prints, as they are set for it.
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, job: Job, proof: Proof, pages: int, content: bytes, taken: Taken = "also") -> FinishedFile:
        """What a job asks for, made of an edition's pages."""
        about = (proof.title, pages, proof.draft, proof.revised, proof.code)
        return cls(job.file, job.edition, job.folder, *about, content, taken, proof.measures.misfits)

    def entry(self) -> dict[str, Any]:
        """Its row of the manifest; the README explains each key."""
        return {
            "booklet": self.edition.booklet,
            "locale": self.edition.locale,
            "place": self.edition.place,
            "ticket": self.ticket,
            "file": self.file,
            "taken": self.taken,
            "title": self.title,
            "pages": self.pages,
            "draft": self.draft,
            "revised": self.revised,
            "code": self.code,
            "values": dict(self.values),
            "bytes": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }

"""What people do with a project, as plain functions, so that a desk in a browser needs nothing of the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chapbook.api.approvers import as_page, audit, proof_sheet, signs, signs_page
    from chapbook.api.authors import (
        Checked,
        FoundFact,
        Listing,
        Sought,
        Ticket,
        Title,
        Version,
        check,
        facts,
        listing,
        where,
    )
    from chapbook.api.copiers import Copied, Copies, SlotName, copies, copy, slots
    from chapbook.api.machine import Finding, doctor
    from chapbook.api.makers import Hands, Proofed, build, lacking, proof, proofs
    from chapbook.api.packets import (
        Packed,
        Planned,
        Question,
        interview_page,
        interview_tables,
        packet,
        packet_answers,
        planned,
        questions,
    )
    from chapbook.api.publishers import Meant, Published, Withdrawn, meant, publish, withdraw
    from chapbook.api.unfinished import NoPages
    from chapbook.content.finished import FinishedFile
    from chapbook.files.chain import bundled
    from chapbook.ledger.matrix import SignRow
    from chapbook.problems.problem import Missing, Problem, Problems, Unknown, report
    from chapbook.store.memory import Built
    from chapbook.workers.workers import Progress, apart, hands

__all__ = [
    "Built",
    "Checked",
    "Copied",
    "Copies",
    "Finding",
    "FinishedFile",
    "FoundFact",
    "Hands",
    "Listing",
    "Meant",
    "Missing",
    "NoPages",
    "Packed",
    "Planned",
    "Problem",
    "Problems",
    "Progress",
    "Proofed",
    "Published",
    "Question",
    "SignRow",
    "SlotName",
    "Sought",
    "Ticket",
    "Title",
    "Unknown",
    "Version",
    "Withdrawn",
    "apart",
    "as_page",
    "audit",
    "build",
    "bundled",
    "check",
    "copies",
    "copy",
    "doctor",
    "facts",
    "hands",
    "interview_page",
    "interview_tables",
    "lacking",
    "listing",
    "meant",
    "packet",
    "packet_answers",
    "planned",
    "proof",
    "proof_sheet",
    "proofs",
    "publish",
    "questions",
    "report",
    "signs",
    "signs_page",
    "slots",
    "where",
    "withdraw",
]

# A module is loaded when one of its names is asked for: a build that finds nothing to do ends before pydantic would
# have been.
_HOMES = {
    "api.approvers": ("as_page", "audit", "proof_sheet", "signs", "signs_page"),
    "api.authors": (
        "Checked",
        "FoundFact",
        "Listing",
        "Sought",
        "Ticket",
        "Title",
        "Version",
        "check",
        "facts",
        "listing",
        "where",
    ),
    "api.copiers": ("Copied", "Copies", "SlotName", "copies", "copy", "slots"),
    "api.machine": ("Finding", "doctor"),
    "api.makers": ("Hands", "Proofed", "build", "lacking", "proof", "proofs"),
    "api.packets": (
        "Packed",
        "Planned",
        "Question",
        "interview_page",
        "interview_tables",
        "packet",
        "packet_answers",
        "planned",
        "questions",
    ),
    "api.publishers": ("Meant", "Published", "Withdrawn", "meant", "publish", "withdraw"),
    "api.unfinished": ("NoPages",),
    "content.finished": ("FinishedFile",),
    "files.chain": ("bundled",),
    "ledger.matrix": ("SignRow",),
    "problems.problem": ("Missing", "Problem", "Problems", "Unknown", "report"),
    "store.memory": ("Built",),
    "workers.workers": ("Progress", "apart", "hands"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"chapbook.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

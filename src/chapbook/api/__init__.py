"""What people do with a project, as plain functions, so that a desk in a browser needs nothing of the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# For type checkers, what the table below says; `as` itself says that others may import it.
# ruff: noqa: I001
if TYPE_CHECKING:
    from chapbook.api.approvers import (
        as_page as as_page,
        audit as audit,
        proof_sheet as proof_sheet,
        signs as signs,
        signs_page as signs_page,
    )
    from chapbook.api.approving import (
        Recorded as Recorded,
        approve as approve,
        questionnaire as questionnaire,
    )
    from chapbook.api.authors import (
        Checked as Checked,
        FoundFact as FoundFact,
        Listing as Listing,
        Sought as Sought,
        Ticket as Ticket,
        Title as Title,
        Version as Version,
        check as check,
        facts as facts,
        listing as listing,
        where as where,
    )
    from chapbook.api.copiers import (
        Copied as Copied,
        Copies as Copies,
        SlotName as SlotName,
        Unwritable as Unwritable,
        copies as copies,
        copy as copy,
        copy_of as copy_of,
        from_the_extra as from_the_extra,
        slots as slots,
    )
    from chapbook.api.machine import Finding as Finding, doctor as doctor
    from chapbook.api.makers import (
        Hands as Hands,
        Proofed as Proofed,
        build as build,
        lacking as lacking,
        proof as proof,
        proofs as proofs,
    )
    from chapbook.api.packets import (
        Packed as Packed,
        Planned as Planned,
        Question as Question,
        interview_page as interview_page,
        interview_tables as interview_tables,
        packet as packet,
        planned as planned,
        questions as questions,
    )
    from chapbook.api.publishers import (
        Meant as Meant,
        Published as Published,
        Unpublished as Unpublished,
        Withdrawn as Withdrawn,
        meant as meant,
        publish as publish,
        withdraw as withdraw,
    )
    from chapbook.api.unfinished import NoPages as NoPages
    from chapbook.content.finished import FinishedFile as FinishedFile
    from chapbook.content.jobs import edition_of as edition_of
    from chapbook.files.chain import bundled as bundled
    from chapbook.ledger.matrix import SignRow as SignRow
    from chapbook.problems.problem import (
        Missing as Missing,
        Problem as Problem,
        Problems as Problems,
        Unknown as Unknown,
        report as report,
    )
    from chapbook.store.memory import Built as Built
    from chapbook.workers.workers import Progress as Progress, apart as apart, hands as hands

# What each module gives. It is loaded when one of its names is asked for: a build that finds nothing to do ends before
# pydantic would have been.
_GIVEN = {
    "chapbook.api.approvers": ("as_page", "audit", "proof_sheet", "signs", "signs_page"),
    "chapbook.api.approving": ("Recorded", "approve", "questionnaire"),
    "chapbook.api.authors": (
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
    "chapbook.api.copiers": (
        "Copied",
        "Copies",
        "SlotName",
        "Unwritable",
        "copies",
        "copy",
        "copy_of",
        "from_the_extra",
        "slots",
    ),
    "chapbook.api.machine": ("Finding", "doctor"),
    "chapbook.api.makers": ("Hands", "Proofed", "build", "lacking", "proof", "proofs"),
    "chapbook.api.packets": (
        "Packed",
        "Planned",
        "Question",
        "interview_page",
        "interview_tables",
        "packet",
        "planned",
        "questions",
    ),
    "chapbook.api.publishers": ("Meant", "Published", "Unpublished", "Withdrawn", "meant", "publish", "withdraw"),
    "chapbook.api.unfinished": ("NoPages",),
    "chapbook.content.finished": ("FinishedFile",),
    "chapbook.content.jobs": ("edition_of",),
    "chapbook.files.chain": ("bundled",),
    "chapbook.ledger.matrix": ("SignRow",),
    "chapbook.problems.problem": ("Missing", "Problem", "Problems", "Unknown", "report"),
    "chapbook.store.memory": ("Built",),
    "chapbook.workers.workers": ("Progress", "apart", "hands"),
}
_HOMES = {name: module for module, names in _GIVEN.items() for name in names}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

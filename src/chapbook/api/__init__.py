"""What people do with a project, as plain functions, so that a desk in a browser needs nothing of the command line."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Each name stands here once, for type checkers and for the table below; `as` itself says that others may import it.
# ruff: noqa: I001
if TYPE_CHECKING:
    from chapbook.api.approvers import (
        as_page as as_page,
        audit as audit,
        proof_sheet as proof_sheet,
        signs as signs,
        signs_page as signs_page,
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
        copies as copies,
        copy as copy,
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
        Withdrawn as Withdrawn,
        meant as meant,
        publish as publish,
        withdraw as withdraw,
    )
    from chapbook.api.unfinished import NoPages as NoPages
    from chapbook.content.finished import FinishedFile as FinishedFile
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

# The module of each. It is loaded when one of its names is asked for: a build that finds nothing to do ends before
# pydantic would have been.
_HOMES = {
    name.name: node.module
    for node in ast.walk(ast.parse(Path(__file__).read_text("utf-8")))
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("chapbook.")
    for name in node.names
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

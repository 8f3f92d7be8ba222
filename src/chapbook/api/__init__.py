"""What people do with a project, as plain functions, so that a desk in a browser needs nothing of the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chapbook.api.approvers import audit, proof_sheet
    from chapbook.api.authors import Checked, Listing, Title, check, listing
    from chapbook.api.makers import Proofed, build, proof, proofs
    from chapbook.api.publishers import Meant, Published, Withdrawn, meant, publish, withdraw
    from chapbook.files.chain import bundled
    from chapbook.problems.problem import Missing, Problems, Unknown
    from chapbook.store.memory import Built

__all__ = [
    "Built",
    "Checked",
    "Listing",
    "Meant",
    "Missing",
    "Problems",
    "Proofed",
    "Published",
    "Title",
    "Unknown",
    "Withdrawn",
    "audit",
    "build",
    "bundled",
    "check",
    "listing",
    "meant",
    "proof",
    "proof_sheet",
    "proofs",
    "publish",
    "withdraw",
]

# A module is loaded when one of its names is asked for: a build that finds nothing to do ends before pydantic would
# have been.
_HOMES = {
    "api.approvers": ("audit", "proof_sheet"),
    "api.authors": ("Checked", "Listing", "Title", "check", "listing"),
    "api.makers": ("Proofed", "build", "proof", "proofs"),
    "api.publishers": ("Meant", "Published", "Withdrawn", "meant", "publish", "withdraw"),
    "files.chain": ("bundled",),
    "problems.problem": ("Missing", "Problems", "Unknown"),
    "store.memory": ("Built",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"chapbook.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""What people do with a project, as plain functions: for the command line, a desk in a browser, a notebook.

Each takes the folder of a project, or one inside it, and gives frozen data back. None prints, ends the program or asks
what day it is. A `progress` is called with how many are done, of how many, and the name of one.

They raise `Problems` (all that is wrong, each with its place and remedy), `Unknown` (a name that leads nowhere) and
`Missing` (what the machine lacks). Projects do not get in each other's way in one process, and a file that changes is
read anew; pages are set one at a time in a process, so that a desk with several cores gives `build` an executor.

>>> from chapbook import api
>>> [title.name for title in api.listing(api.bundled()).booklets][:2]
['blinatumomab-at-home', 'car-t-journey']
"""

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

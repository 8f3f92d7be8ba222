"""Licenses: what others may do with words and pictures, as whoever publishes them decides."""

from __future__ import annotations

from typing import Literal

LicenseName = Literal[
    "all rights reserved",
    "CC0 1.0",
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "CC BY-NC 4.0",
    "CC BY-NC-SA 4.0",
    "CC BY-ND 4.0",
    "CC BY-NC-ND 4.0",
]

# The law's own rule where nobody grants anything (Berne Convention, article 5).
RESERVED: LicenseName = "all rights reserved"

# Of the words and pictures of the library: LICENSE-content.
OF_LIBRARY: LicenseName = "CC BY 4.0"


def deed(name: LicenseName) -> str | None:
    """Where a license can be read, as it is printed; nothing where none is given.

    >>> deed("CC BY-NC 4.0"), deed("CC0 1.0"), deed("all rights reserved")
    ('creativecommons.org/licenses/by-nc/4.0', 'creativecommons.org/publicdomain/zero/1.0', None)
    """
    if name == RESERVED:
        return None
    if name == "CC0 1.0":
        return "creativecommons.org/publicdomain/zero/1.0"
    return f"creativecommons.org/licenses/{name.split()[1].lower()}/4.0"

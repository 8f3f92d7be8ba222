"""What of this machine makes the pages besides Chapbook: the packages that it needs, and liblouis."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from chapbook.problems.problem import Missing

# The program of liblouis that writes Braille.
LIBLOUIS = "lou_translate"


def made_with() -> tuple[str, ...]:
    """Each package and program with its version: another may set other pages from the same text."""
    return (*_packages(), _liblouis())


@cache
def _packages() -> tuple[str, ...]:
    """Read once: what was imported stays what it is until the program ends."""
    try:
        needs = requires("chapbook") or []
    except PackageNotFoundError:
        raise Missing("this installation does not say what it needs", "reinstall the package") from None
    names = [re.split(r"[^\w.-]", need)[0] for need in needs if "extra ==" not in need]
    return tuple(f"{name} {version(name)}" for name in names)


def _liblouis() -> str:
    """The first line that it says of itself; nothing where it is not there."""
    program = shutil.which(LIBLOUIS)
    if program is None:
        return ""
    said = subprocess.run([LIBLOUIS, "--version"], executable=program, capture_output=True, check=False)
    return said.stdout.decode("utf-8", "replace").partition("\n")[0]

"""What the machine has of all that pages are made with, and what to do about what it lacks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import cffi

from chapbook.files import fonts
from chapbook.files.chain import Chain, bundled
from chapbook.problems.problem import Missing, Problems

# While files are made they lie there twice, beside those of the build before.
ROOM = 500_000_000

JAVA = """\
only `make test` of Chapbook's own repository judges PDF/UA by veraPDF; for that
    Debian, Ubuntu: apt-get install default-jre-headless libjaxb-java"""
COPIES = """\
only `chapbook copy` and `chapbook desk` need it; it comes with the extra `desk`
    pipx install '.[desk]' in the repository, or pip install 'chapbook-….whl[desk]'"""
QPDF = """\
only for looking into a file by hand; pages are made without it
    Debian, Ubuntu: apt-get install qpdf
    macOS: brew install qpdf"""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for: what was found, or what is lacking and how to get it."""

    said: str
    remedy: str = ""
    # Whether nothing can be made without it.
    is_needed: bool = True

    @property
    def stops(self) -> bool:
        return bool(self.remedy) and self.is_needed


def doctor(folder: Path, to: Path) -> Iterator[Finding]:
    """All that a build into a folder needs, then what some tickets need, then what only helps to look."""
    yield from (
        _found(look) for look in (_libraries, lambda: _typefaces(folder), lambda: _writable(to), lambda: _room(to))
    )
    yield _found(_liblouis, is_needed=False)
    if find_spec("icalendar"):
        yield Finding("copies for families, and the nurse's desk, can be made")
    else:
        yield Finding("no icalendar", COPIES, is_needed=False)
    for program, remedy in (("java", JAVA), ("qpdf", QPDF)):
        there = shutil.which(program)
        yield Finding(f"{program} is at {there}") if there else Finding(f"no {program}", remedy, is_needed=False)


def _found(look: Callable[[], str], *, is_needed: bool = True) -> Finding:
    try:
        return Finding(look(), is_needed=is_needed)
    except Missing as lack:
        return Finding(lack.message, lack.hint, is_needed)


def _libraries() -> str:
    fonts.require_system_libraries()
    pango, harfbuzz = _version("Pango", "pango_version_string"), _version("HarfBuzz", "hb_version_string")
    return f"Pango {pango} and HarfBuzz {harfbuzz} set text"


def _version(library: str, function: str) -> str:
    ffi = cffi.FFI()
    ffi.cdef(f"const char *{function}(void);")
    name = next(fonts.opening(library))
    return str(ffi.string(getattr(ffi.dlopen(name), function)()).decode())


def _typefaces(folder: Path) -> str:
    """The typefaces of the project, or of the library where the project's files cannot be read."""
    try:
        folders = Chain.at(folder).typefaces()
    except Problems:
        folders = (bundled() / "styles/fonts",)
    return f"typefaces: {', '.join(fonts.families(*folders))}"


def _writable(to: Path) -> str:
    place = _nearest(to)
    if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
        raise Missing(f"{place} may not be written to", "make it writable, or build elsewhere with --to")
    return f"{to} can be written to"


def _room(to: Path) -> str:
    free = shutil.disk_usage(_nearest(to)).free
    said = f"{free / 1e9:.1f} GB are free for {to}"
    if free < ROOM:
        raise Missing(said, f"make room: {ROOM / 1e9:.1f} GB is the least for a whole library")
    return said


def _nearest(to: Path) -> Path:
    """The folder, or what is there on the way to it."""
    return next(place for place in (to.absolute(), *to.absolute().parents) if place.exists())


def _liblouis() -> str:
    from chapbook.formats.braille import program

    return f"liblouis is at {program()}, for Braille"

"""The case of type: the few font files that a page may be set in, and nothing that the machine happens to have."""

from __future__ import annotations

import atexit
import ctypes.util
import os
import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

import cffi
from fontTools.ttLib import TTFont, TTLibError

from chapbook.files.digest import digest
from chapbook.files.state import State, state
from chapbook.problems.problem import Missing

SUFFIXES = (".ttf", ".otf")

# What WeasyPrint opens (weasyprint/text/ffi.py), by what people call it. HarfBuzz-subset is optional there and required
# here: without it fonts are subset by other means, more slowly, and the same booklet comes out in other bytes.
LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.dylib"),
    "PangoFT2": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0-0",
        "pangoft2-1.0-0",
        "pangoft2-1.0",
        "libpangoft2-1.0.dylib",
    ),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig-1", "fontconfig-1", "fontconfig", "libfontconfig.1.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.0.dylib"),
    "HarfBuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset-0",
        "harfbuzz-subset",
        "harfbuzz-subset-0.0",
        "libharfbuzz-subset.0.dylib",
    ),
}
REMEDY = """\
install the libraries, then run this again
    Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    Fedora: dnf install pango harfbuzz
    macOS: brew install pango"""


def files(*folders: Path) -> list[Path]:
    """The font files of some folders, in the order of their names."""
    found = (path for folder in folders for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)
    return sorted(path for path in found if path.is_file())


def families(*folders: Path) -> dict[str, list[Path]]:
    """The families of some folders, each with its files; none at all, or two files for one face, is refused.

    WeasyPrint keys the fonts of a PDF by family, weight and style: of two files with the same three, the second prints
    with the glyph numbers of the first, which gives wrong letters that look right.
    """
    faces: dict[tuple[str, int, bool], Path] = {}
    for path in files(*folders):
        own = face(path)
        if own in faces:
            raise Missing(
                f"{faces[own].name} and {path.name} are the same face",
                f"keep one of {faces[own]} and {path}: one file for each family, weight and style",
            )
        faces[own] = path
    if not faces:
        raise Missing(f"there are no fonts in {', '.join(map(str, folders))}", "run: make fonts")
    found: dict[str, list[Path]] = {}
    for (family, *_), path in faces.items():
        found.setdefault(family, []).append(path)
    return found


@contextmanager
def alone(*folders: Path) -> Iterator[None]:
    """Fontconfig sees the fonts of these folders alone, while this block runs: WeasyPrint asks it once for each case.

    No font at all is refused here, because Pango without any font ends the whole process with a segmentation fault.
    """
    families(*folders)
    # Copies: a font that is written over while a process has it open ends the process.
    copies = [_copied(path) for path in files(*folders)]
    directories = "".join(f"  <dir>{escape(str(folder))}</dir>\n" for folder in dict.fromkeys(copies))
    cache = escape(str(_scratch() / "fontconfig"))
    text = f'<?xml version="1.0"?>\n<fontconfig>\n{directories}  <cachedir>{cache}</cachedir>\n</fontconfig>\n'
    with tempfile.NamedTemporaryFile("w", suffix=".conf", dir=_scratch(), encoding="utf-8") as settings:
        settings.write(text)
        settings.flush()
        before = os.environ.pop("FONTCONFIG_FILE", None)
        os.environ["FONTCONFIG_FILE"] = settings.name
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


def _copied(path: Path) -> Path:
    """A folder with a copy of one font alone, as it is now."""
    content = path.read_bytes()
    folder = _scratch() / digest(path.name, content)[:16]
    if not folder.exists():
        folder.mkdir()
        (folder / path.name).write_bytes(content)
    return folder


@cache
def _scratch() -> Path:
    """Where Fontconfig keeps what it read of font files, for as long as this process runs."""
    folder = Path(tempfile.mkdtemp(prefix="chapbook-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def system_libraries_missing() -> list[str]:
    """The libraries for setting text that this machine lacks, looked for under the names that WeasyPrint tries."""
    return [library for library in LIBRARIES if not any(opening(library))]


def require_system_libraries() -> None:
    """Refuse to go on without the libraries for setting text, and say how to get them."""
    if missing := system_libraries_missing():
        raise Missing(f"this machine lacks {', '.join(missing)}", REMEDY)


@contextmanager
def opened_as_files() -> Iterator[None]:
    """Libraries are opened by the names of files alone while this block runs, if all of ours can be, as on Linux.

    By each other name a compiler and a linker would be asked (measured: 0.2 of the 0.7 s of WeasyPrint's import).
    """
    search = ctypes.util.find_library
    if all(next(opening(library), None) == names[0] for library, names in LIBRARIES.items()):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def opening(library: str) -> Iterator[str]:
    """The names by which this machine opens a library."""
    ffi = cffi.FFI()
    for name in LIBRARIES[library]:
        try:
            ffi.dlopen(name)
        except OSError:
            continue
        yield name


# What fontTools raises of a file that is no font, or of which a part is missing or changed.
BROKEN_FONT = (TTLibError, struct.error, LookupError, ValueError, TypeError, AttributeError, AssertionError, EOFError)


def face(path: Path) -> tuple[str, int, bool]:
    """Family, weight and whether italic, as the file itself tells; one damaged anywhere is refused, looked at once."""
    return _face(path, state(path))


@lru_cache(maxsize=256)
def _face(path: Path, _: State) -> tuple[str, int, bool]:
    try:
        with TTFont(path, lazy=True, checkChecksums=2) as font:
            # What FreeType cannot read, Pango replaces in silence: the whole booklet in bold.
            for table in font.reader.keys():  # noqa: SIM118 - the reader is no mapping
                font.reader[table]
            names = font["name"]
            family = names.getDebugName(16) or names.getDebugName(1)
            found = str(family or ""), font["OS/2"].usWeightClass, bool(font["OS/2"].fsSelection & 1)
    except BROKEN_FONT:
        found = "", 0, False
    if not found[0]:
        raise Missing(f"{path} is no font, or is damaged", "take it away, or fetch it again: make fonts")
    return found

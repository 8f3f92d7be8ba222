"""Whether a picture is seen: half a file from a mail, a document by the name of a picture, a drawing of nothing."""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageFile, UnidentifiedImageError

from chapbook.files.state import State, state


def fault_of(path: Path) -> str:
    """What keeps a picture from being seen, or a part of it; nothing where it is sound."""
    return _fault_of(path, state(path))


@lru_cache(maxsize=1024)
def _fault_of(path: Path, _: State) -> str:
    return _of_drawing(path.read_bytes()) if path.suffix.lower() == ".svg" else _of_pixels(path)


@contextmanager
def _strict() -> Iterator[None]:
    """Pillow as it is by itself: WeasyPrint has it draw what is missing in gray, for the whole process."""
    with _ONE_AT_A_TIME:
        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


_ONE_AT_A_TIME = threading.Lock()
if hasattr(os, "register_at_fork"):
    # A process that is forked meanwhile would find Pillow ours, and this lock held.
    free = _ONE_AT_A_TIME.release
    os.register_at_fork(before=_ONE_AT_A_TIME.acquire, after_in_parent=free, after_in_child=free)


def _of_pixels(path: Path) -> str:
    """Pixels are read to the last, because half a photograph opens well."""
    try:
        with _strict(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as picture:
                picture.load()
    except UnidentifiedImageError:
        return "it is no picture, whatever its name says"
    except Image.DecompressionBombError:
        return f"it unfolds to more than {2 * (Image.MAX_IMAGE_PIXELS or 0):,} pixels"
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as fault:
        # What Pillow's decoders raise on bytes that are cut off or changed.
        return f"it cannot be read to its end: {' '.join(str(fault).split())[:80]}"
    return ""


_DRAWN = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "text", "use"}
_NUMBER = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
_BOX = re.compile(rf"\s*{_NUMBER}" + rf"(?:[\s,]+|(?=[-+])){_NUMBER}" * 3 + r"\s*")


def _of_drawing(svg: bytes) -> str:
    """What keeps an SVG from being seen.

    >>> _of_drawing(b'<svg viewBox="0 0 0 9"><rect/></svg>'), _of_drawing(b'<svg viewBox="0 0 9 9"></svg>')
    ('its viewBox is empty', 'it draws nothing')
    >>> _of_drawing(b"<html/>")
    'it is no SVG: its first element is html'
    """
    try:
        # The parser that WeasyPrint reads it by, too.
        root = ElementTree.fromstring(svg)  # noqa: S314 - expat ends a bomb of entities by itself
    except ElementTree.ParseError as fault:
        # What is no text is told as that, with its first bad byte.
        if "\ufffd" in svg.decode("utf-8", "replace"):
            return ""
        return f"it is not valid SVG: {fault}"
    except (LookupError, ValueError):
        return "it says to be in an encoding that is not known"
    if _name(root.tag) != "svg":
        return f"it is no SVG: its first element is {_name(root.tag)[:40]}"
    if said := root.get("viewBox"):
        if (box := _BOX.fullmatch(said)) is None:
            return "its viewBox is not four numbers"
        if float(box[3]) <= 0 or float(box[4]) <= 0:
            return "its viewBox is empty"
    drawn = [each for each in root.iter() if _name(each.tag) in _DRAWN]
    for each in drawn:
        target = next((said for name, said in each.items() if _name(name) == "href"), "")
        if _name(each.tag) == "use" and not target.startswith("#"):
            return f"it uses a part of {target or 'nothing'}, which is not in it"
    return "" if drawn else "it draws nothing"


def _name(tag: object) -> str:
    """The name of an element or an attribute without its namespace; a comment has none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

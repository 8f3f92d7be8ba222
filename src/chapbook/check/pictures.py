"""Whether a picture draws anything: a page with a hole in it looks whole to every other check."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from chapbook.files.state import State, state

# The width and the height at the end of a viewBox.
_SIDES = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?=(?:[\s,]+[^\s,]+)?\s*$)")
_DRAWING = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "text", "use"}


def empty(path: Path) -> str:
    """Why nothing of a picture would be seen, or not all of it; nothing where it is sound."""
    return _empty(path, state(path))


@lru_cache(maxsize=1024)
def _empty(path: Path, _: State) -> str:
    return _of_svg(path.read_text("utf-8", "replace")) if path.suffix == ".svg" else _of_pixels(path)


def _of_pixels(path: Path) -> str:
    # WeasyPrint tells Pillow to draw what there is of a picture, and the rest gray.
    tolerant, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with Image.open(path) as picture:
            picture.load()
    except UnidentifiedImageError:
        return "it is no picture"
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        return f"it cannot be read ({fault})"
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant
    return ""


def _of_svg(text: str) -> str:
    """What keeps an SVG from being seen.

    >>> _of_svg('<svg viewBox="0 0 0 9"><rect/></svg>'), _of_svg('<svg viewBox="0 0 9 9"></svg>'), _of_svg("<html>")
    ('its viewBox is empty', 'it draws nothing', 'it is no SVG, but begins with <html>')
    """
    reader = _Drawing()
    reader.feed(text)
    reader.close()
    if reader.first != "svg":
        return f"it is no SVG, but begins with <{reader.first}>" if reader.first else "it is no SVG"
    if any(float(side) <= 0 for side in _SIDES.findall(reader.box)):
        return "its viewBox is empty"
    if reader.elsewhere:
        return f"it uses a part of {reader.elsewhere}, which is not in it"
    return "" if reader.draws else "it draws nothing"


class _Drawing(HTMLParser):
    """Reads an SVG: what it begins with, its box, and what it draws. HTML's parser unfolds no entities."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.box = self.elsewhere = ""
        self.draws = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, said = tag.rpartition(":")[2], dict(attrs)
        if not self.first:
            self.first, self.box = name, said.get("viewbox") or ""
        self.draws = self.draws or name in _DRAWING
        target = said.get("href") or said.get("xlink:href") or ""
        if name == "use" and not target.startswith("#"):
            self.elsewhere = self.elsewhere or target or "nothing"

"""Whether a picture can be drawn at all: half a file from a mail, a document by the name of a picture."""

from __future__ import annotations

import warnings
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageFile, UnidentifiedImageError


def damage(path: Path) -> str | None:
    """What is wrong with the file of a picture; nothing where it can be drawn."""
    return _of_drawing(path) if path.suffix.lower() == ".svg" else _of_photograph(path)


def _of_drawing(path: Path) -> str | None:
    try:
        # The parser that WeasyPrint reads it by, too.
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - expat ends a bomb of entities by itself
    except ElementTree.ParseError as fault:
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            return None  # which B009 says
        return f"it is not valid SVG: {fault}"
    except (LookupError, ValueError):
        return "it says to be in an encoding that is not known"
    return None if root.tag.rpartition("}")[2] == "svg" else f"it is no SVG: its first element is {root.tag[:40]}"


def _of_photograph(path: Path) -> str | None:
    """Pixels are read to the last, because half a photograph opens well."""
    # WeasyPrint has Pillow draw what is missing in gray, for the whole process.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
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
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return None

"""A hospital's logo as a PDF draws it: the shapes of an SVG, or the pixels of a PNG, without a press.

Of SVG this is what logos are made of: shapes with plain colours and strokes, in groups, moved and scaled. Whatever else
a file has is said, for a logo that lacks a part is none.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import hypot, radians
from typing import Any
from xml.etree import ElementTree

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import PathBuilder, parse_path
from PIL import Image, ImageColor

# The least width and height of a logo that people can make out at the distance of a page; and the width and height of
# its field on a cover, the smallest there is (styles/covers.css). In millimetres.
LEAST_LOGO = 4
COVER = (30, 9)


class Undrawn(ValueError):
    """What in a picture cannot be drawn here, in words."""


@dataclass(frozen=True)
class Logo:
    """A picture: its width and height in units of its own, what draws it there, and what it says to who sees none.

    Of pixels, that is rows of red, green and blue from the top, and apart from them how much each covers; of shapes,
    operators of a PDF from the left and the foot. Both are compressed.
    """

    width: float
    height: float
    alt: str
    drawn: bytes
    is_pixels: bool = False
    cover: bytes = b""


def logo(content: bytes, alt: str) -> Logo:
    """The logo in a file. Raises Undrawn with what of it cannot be drawn."""
    try:
        return _of_pixels(content, alt) if content.startswith(b"\x89PNG") else _of_shapes(content, alt)
    except Undrawn:
        raise
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, NotImplementedError, *_BOMBS) as fault:
        # What the readers of SVG, of its paths and of PNG raise on what is broken, or more than anybody draws.
        raise Undrawn("it cannot be read to its end") from fault


# Groups within groups without end, and pixels.
_BOMBS = (RecursionError, Image.DecompressionBombError)


def _of_pixels(content: bytes, alt: str) -> Logo:
    # Where a press is loaded too, Pillow draws in gray what is missing.
    if b"IEND" not in content[-12:]:
        raise Undrawn("it cannot be read to its end")
    with Image.open(BytesIO(content), formats=["PNG"]) as picture:
        picture.verify()
    with Image.open(BytesIO(content), formats=["PNG"]) as picture:
        whole = picture.convert("RGBA")
    cover = whole.getchannel("A")
    if not cover.getextrema()[1]:
        raise Undrawn("it draws nothing")
    packed = zlib.compress(cover.tobytes()) if cover.getextrema() != (255, 255) else b""
    return Logo(*whole.size, alt, zlib.compress(whole.convert("RGB").tobytes()), is_pixels=True, cover=packed)


# ── shapes ────────────────────────────────────────────────────────────────────────────────────────────────────────

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_SILENT = {"title", "desc", "metadata"}
_LENGTHS = {"x", "y", "width", "height", "rx", "ry", "r", "cx", "cy", "x1", "x2", "y1", "y2"}
# What has no say in how shapes look, or is read elsewhere.
_PLAIN = _LENGTHS | {"d", "points", "transform", "style", "class", "id", "viewBox", "version", "preserveAspectRatio"}
_PLAIN |= {"role", "aria-label", "aria-hidden", "clip-rule", "stroke-dashoffset"}
# What has none where it says so.
_NEUTRAL = {
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity"), ("1", "1.0", "100%")),
    **dict.fromkeys(("stroke-dasharray", "clip-path", "mask", "filter"), ("none",)),
    "mix-blend-mode": ("normal",),
    "display": ("inline",),
    "visibility": ("visible",),
}
_SVG = "{http://www.w3.org/2000/svg}"

_USUAL = {
    "fill": "black",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
}
_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")


def _of_shapes(content: bytes, alt: str) -> Logo:
    # The parser that the press reads pictures by, too.
    root = ElementTree.fromstring(content)  # noqa: S314 - expat ends a bomb of entities by itself
    box = [float(each) for each in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if each]
    if _tag(root) != "svg" or len(box) != 4 or min(box[2:]) <= 0:
        raise Undrawn("it is no SVG with a viewBox")
    left, top, width, height = box
    # From here on it is a group; an SVG within it would have a place and a scale of its own.
    root.tag = "g"
    # A PDF has its zero at the foot.
    drawn = [*_drawn(root, _USUAL, Transform(1, 0, 0, -1, -left, top + height), (width, height))]
    if not drawn:
        raise Undrawn("it draws nothing within its viewBox")
    return Logo(width, height, alt, zlib.compress(b"\n".join(drawn)))


def _drawn(element: Any, around: Mapping[str, str], place: Transform, size: tuple[float, float]) -> Iterator[bytes]:
    """The operators that draw an element and what is in it, as far as it is seen in a field of this size."""
    tag = _tag(element)
    # Programs keep notes of their own beside the shapes.
    is_note = element.tag.startswith("{") and not element.tag.startswith(_SVG)
    if tag in _SILENT or is_note or (tag == "defs" and not len(element)):
        return
    if tag not in _SHAPES | {"g"}:
        raise Undrawn(f"it has an element {tag}: make plain shapes of it")
    look = {**around, **_look(element)}
    place = place.transform(_moved(element.get("transform", "")))
    if tag in _SHAPES:
        yield from _shape(element, look, place, size)
    for child in element:
        if isinstance(child.tag, str):
            yield from _drawn(child, look, place, size)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _look(element: Any) -> dict[str, str]:
    """How a shape looks, by itself or as its style says, which has a say in nothing else here."""
    said = {name: value.strip() for name, value in element.attrib.items() if not name.startswith(("{", "data-"))}
    styled = {}
    for part in filter(str.strip, said.get("style", "").split(";")):
        name, _, value = part.partition(":")
        styled[name.strip()] = value.strip()
    plain = {name: value for name, value in said.items() if name not in _PLAIN}
    for name, value in (*plain.items(), *styled.items()):
        if name not in _USUAL and value not in _NEUTRAL.get(name, ()):
            how = "give it full colours" if "opacity" in name else "make plain shapes of it"
            raise Undrawn(f"it has {name}: {how}")
    return {name: value for name, value in (said | styled).items() if name in _USUAL}


def _moved(transform: str) -> Transform:
    """What `transform` says, from the left to the right.

    >>> _moved("translate(3) scale(2)")
    <Transform [2 0 0 2 3 0]>
    """
    place = Transform()
    rest = re.sub(r"\s*,?\s*(\w+)\s*\(([^)]*)\)", "", transform).strip()
    if rest:
        raise Undrawn("it has a transform that is none")
    for name, numbers in re.findall(r"(\w+)\s*\(([^)]*)\)", transform):
        by = [float(each) for each in re.split(r"[\s,]+", numbers.strip())]
        if name == "matrix":
            place = place.transform(tuple(by))
        elif name == "translate":
            place = place.translate(*by)
        elif name == "scale":
            place = place.scale(*by)
        elif name == "rotate" and len(by) in (1, 3):
            x, y = by[1:] or (0, 0)
            place = place.translate(x, y).rotate(radians(by[0])).translate(-x, -y)
        else:
            raise Undrawn(f"it has a transform {name}: apply it to its shapes")
    return place


def _shape(element: Any, look: Mapping[str, str], place: Transform, size: tuple[float, float]) -> Iterator[bytes]:
    fill, stroke = (_colour(look[name]) for name in ("fill", "stroke"))
    if not (fill or stroke):
        return
    builder = PathBuilder()
    said = {name: said for name, said in element.attrib.items() if name != "transform"}
    said.update((name, _length(name, said[name])) for name in _LENGTHS & said.keys())
    own = ElementTree.Element(element.tag, said)
    builder.add_path_from_element(own)
    drawn = [each for path in builder.paths for each in _operators(path)]
    if not any(_is_seen(path, look, place, size) for path in builder.paths):
        return
    yield b"q %b cm" % b" ".join(map(exact, place))
    if fill:
        yield b"%b rg" % fill
    if stroke:
        width, limit = (number(float(_length(name, look[name]))) for name in ("stroke-width", "stroke-miterlimit"))
        cap, join = _CAPS.index(look["stroke-linecap"]), _JOINS.index(look["stroke-linejoin"])
        yield b"%b RG %b w %d J %d j %b M" % (stroke, width, cap, join, limit)
    yield from drawn
    rule = b"*" if look["fill-rule"] == "evenodd" else b""
    yield (b"B" + rule if stroke else b"f" + rule) if fill else b"S"
    yield b"Q"


def _is_seen(path: str, look: Mapping[str, str], place: Transform, size: tuple[float, float]) -> bool:
    """Whether a path leaves ink in a field of a size: a length or an area, some of it there."""
    pen, bounds = RecordingPen(), ControlBoundsPen(None)
    parse_path(path, pen)
    # By the matrix as it is written, of which a very small one is nothing.
    pen.replay(TransformPen(bounds, [float(exact(each)) for each in place]))
    if bounds.bounds is None:
        return False
    left, foot, right, head = bounds.bounds
    wide = max(map(hypot, place[:3:2], place[1:4:2])) * float(_length("stroke-width", look["stroke-width"]))
    if look["stroke"] != "none" and wide > 0 and (right > left or head > foot):
        left, foot, right, head = left - wide / 2, foot - wide / 2, right + wide / 2, head + wide / 2
    elif look["fill"] == "none" or not (right > left and head > foot):
        return False
    return bool(left < size[0] and right > 0 and foot < size[1] and head > 0)


def _length(name: str, said: str) -> str:
    """A length in units of the viewBox, which pixels are."""
    length = said.strip().removesuffix("px")
    try:
        float(length)
    except ValueError:
        raise Undrawn(f"it has {name} {said[:20]}: write the number of units of its viewBox") from None
    return length


def _colour(said: str) -> bytes:
    """A colour as a PDF has it; nothing for none."""
    if said == "none":
        return b""
    fault = Undrawn(f"it has a colour {said[:20]}: give it plain ones")
    try:
        found = ImageColor.getrgb(said)
    except ValueError:
        raise fault from None
    if len(found) != 3:
        raise fault
    return b" ".join(number(each / 255) for each in found)


def _operators(path: str) -> Iterator[bytes]:
    """The operators that make a path of an SVG in a PDF, which has cubic curves alone."""
    pen = RecordingPen()
    parse_path(path, pen)
    last = (0.0, 0.0)
    for name, points in pen.value:
        if name == "qCurveTo":
            control, end = points
            bends = [tuple(a + 2 / 3 * (c - a) for a, c in zip(at, control, strict=True)) for at in (last, end)]
            points = (*bends, end)
        if name in _CALLED:
            yield b" ".join([*(number(each) for point in points for each in point), _CALLED[name]])
        last = points[-1] if points else last


_CALLED = {"moveTo": b"m", "lineTo": b"l", "curveTo": b"c", "qCurveTo": b"c", "closePath": b"h"}


def exact(length: float) -> bytes:
    """A number of a matrix, by which large ones are multiplied."""
    return f"{length:.7f}".rstrip("0").rstrip(".").encode()


def number(length: float) -> bytes:
    """A number as short as it can be, to a thousandth."""
    return f"{length:.3f}".rstrip("0").rstrip(".").encode()

"""Colours as a PDF says them: the spaces in which they are meant, and how much ink each asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageMath

from chapbook.preflight.bounds import Spent

_NAMED = {
    "/DeviceGray": "Gray",
    "/G": "Gray",
    "/CalGray": "Gray",
    "/DeviceRGB": "RGB",
    "/RGB": "RGB",
    "/CalRGB": "RGB",
    "/DeviceCMYK": "CMYK",
    "/CMYK": "CMYK",
    "/Lab": "Lab",
    "/Pattern": "Pattern",
}


@dataclass(frozen=True)
class Space:
    """A colour space: Gray, RGB, CMYK, Lab, Spot, Pattern or ?; the inks of a spot colour by name."""

    kind: str
    names: tuple[str, ...] = ()
    # Of a palette, the colours that it holds.
    palette: tuple[tuple[float, ...], ...] = ()

    @property
    def parts(self) -> int:
        """How many numbers make a colour of it."""
        return {"Gray": 1, "CMYK": 4, "Spot": len(self.names)}.get(self.kind, 3)


@dataclass
class Spaces:
    """The colour spaces of a page, each read once."""

    spent: Spent
    known: dict[Any, Space] = field(default_factory=dict)

    def of(self, space: Any, resources: Any) -> Space:
        """A colour space as the page names it, or as it is written there."""
        if isinstance(space, Name):
            if str(space) in _NAMED:
                return Space(_NAMED[str(space)])
            named = resources.get("/ColorSpace", Dictionary()).get(str(space)) if resources is not None else None
            return Space("?") if named is None else self.of(named, None)
        key = space.objgen if space.is_indirect else None
        if key in self.known:
            return self.known[key]
        family = str(space[0])
        found = Space(_NAMED.get(family, "?"))
        if family == "/ICCBased":
            found = Space({1: "Gray", 3: "RGB", 4: "CMYK"}.get(int(space[1].N), "?"))
        elif family in ("/Indexed", "/I"):
            base = self.of(space[1], resources)
            table = self.spent.unfolded(space[3]) if isinstance(space[3], Stream) else bytes(space[3])
            count = base.parts
            rows = tuple(tuple(part / 255 for part in table[at : at + count]) for at in range(0, len(table), count))
            found = Space(base.kind, base.names, rows)
        elif family == "/Separation":
            found = Space("Spot", (str(space[1]),))
        elif family == "/DeviceN":
            found = Space("Spot", tuple(str(name) for name in space[1]))
        if key is not None:
            self.known[key] = found
        return found


def ink_of(space: Space, parts: tuple[float, ...]) -> float | None:
    """Percent of ink of a colour; of registration marks, which are meant to be on every plate, none is counted.

    A part beyond its range is printed as the end of it (ISO 32000-2, 8.6.3).

    >>> ink_of(Space("CMYK"), (1, 1, 1, 0.4)), ink_of(Space("Gray"), (0.25,)), ink_of(Space("CMYK"), (-1, 0, 0, 1e9))
    (340.0, 75.0, 100)
    """
    parts = tuple(min(max(part, 0), 1) for part in parts)
    if space.kind == "Gray" and len(parts) == 1:
        return round(100 * (1 - parts[0]), 2)
    if space.kind == "CMYK" or (space.kind == "Spot" and "/All" not in space.names):
        return round(100 * sum(parts), 2)
    return None


def ends_of(function: Any, spent: Spent) -> list[tuple[float, ...]]:
    """The colours between which a gradient runs: no colour on the way has more ink than the heavier of its ends."""
    if function is None:
        return []
    if not isinstance(function, (Dictionary, Stream)):
        each = [ends_of(part, spent) for part in function]
        # One function an ink: the heaviest end of each together is the most that there can be.
        return [tuple(max(end[0] for end in ends) for ends in each)] if all(each) else []
    kind = int(function.FunctionType)
    if kind == 2:
        start, end = function.get("/C0", (0,)), function.get("/C1", (1,))
        return [tuple(float(part) for part in start), tuple(float(part) for part in end)]
    if kind == 3:
        parts = [ends_of(part, spent) for part in function.Functions]
        return [end for ends in parts for end in ends] if all(parts) else []
    if kind == 0 and int(function.BitsPerSample) in (8, 16):
        step, data = int(function.BitsPerSample) // 8, spent.unfolded(function)
        count = len(function.Range) // 2
        values = [int.from_bytes(data[at : at + step], "big") / (256**step - 1) for at in range(0, len(data), step)]
        return [tuple(values[at : at + count]) for at in range(0, len(values) - count + 1, count)]
    return []


def most_ink(pixels: Image.Image) -> float | None:
    """The most ink of a pixel, in percent."""
    if pixels.mode in ("1", "L"):
        lightest: Any = pixels.convert("L").getextrema()
        return round(float(255 - lightest[0]) / 2.55, 2)
    if pixels.mode != "CMYK":
        return None
    cyan, magenta, yellow, black = pixels.split()
    inks = {"c": cyan, "m": magenta, "y": yellow, "k": black}
    total: Any = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **inks)
    return round(float(total.getextrema()[1]) / 2.55, 2)

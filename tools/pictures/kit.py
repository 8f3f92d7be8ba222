"""What every drawing is made of: one palette, one line weight, lines, flat shapes and solid ones with joints."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", (ROOT / "styles/colour.css").read_text("utf-8")))

LINE = 2.5
THIN = 1.8

# ── the palette: the tokens of the pages, and what they lack ──────────────────────────────────────────────────────

INK, WHITE = TOKENS["ink"], TOKENS["paper"]
TEAL, SKY = TOKENS["brand"], TOKENS["brand-soft"]
CORAL, GREEN, PLUM = TOKENS["series"], TOKENS["comfort"], TOKENS["voice"]
SAND, LEAF, LILAC, RED = TOKENS["remember-pale"], TOKENS["comfort-pale"], TOKENS["voice-pale"], TOKENS["stop"]
YELLOW, PEACH, ROSE, WOOD = "#f2c76a", "#f6d5c5", "#eeac97", "#d7a86e"
MIST, STEEL, NIGHT, DUSK, BLOOD = "#a9c9d0", "#8aa3ad", "#24505f", "#4a6d86", "#c4473a"

# A skin, and the warmer tone of its cheeks.
SKIN = {
    "pale": ("#f7dcc6", "#f0b49b"),
    "fair": ("#f0c9a4", "#e8a37f"),
    "tan": ("#dba878", "#cf875c"),
    "brown": ("#c08457", "#ab6744"),
    "dark": ("#93603f", "#b0694a"),
    "deep": ("#78502f", "#9a5c40"),
}
HAIR = {"black": "#2f3b42", "brown": "#5d4033", "chestnut": "#90603b", "blond": "#e0b666", "red": "#bb6438", "grey": "#b4bcc0", "white": "#e4e8e9"}


# ── shapes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Flat:
    """A path of points: M, L, Q, C and Z, each with its points written in full. Its line is as wide at every size."""

    d: str
    fill: str = "none"
    stroke: str = INK
    width: float = LINE

    def moved(self, move: Move) -> Flat:
        return replace(self, d=re.sub(r"(-?[\d.]+)[ ,](-?[\d.]+)", lambda pair: _pair(move.point(*map(float, pair.groups()))), self.d))

    def svg(self, defs: list[str]) -> str:
        return _path(self.d, self.fill, self.stroke, self.width)


@dataclass(frozen=True)
class Solid:
    """Chains of discs (x, y, radius) as one body, drawn around with one line: limbs, hands, hair."""

    chains: tuple[tuple[tuple[float, float, float], ...], ...]
    fill: str
    stroke: str = INK
    width: float = LINE

    def moved(self, move: Move) -> Solid:
        chains = tuple(tuple((*move.point(x, y), r * move.scale) for x, y, r in chain) for chain in self.chains)
        return replace(self, chains=chains)

    def svg(self, defs: list[str]) -> str:
        inside = "".join(_chain(chain, -self.width / 2) for chain in self.chains)
        if self.stroke == "none":
            return _path(inside, self.fill, "none")
        # One shape, seen twice: with a line twice as wide all around, and over it what it is filled with.
        name = f"part-{len(defs) + 1}"
        defs.append(f'<path id="{name}" d="{_round(inside)}"/>')
        line = f' stroke="{self.stroke}"' if self.stroke != INK else ""
        return f'<use href="#{name}"{line} stroke-width="{_number(2 * self.width)}"/><use href="#{name}" fill="{self.fill}" stroke="none"/>'


@dataclass(frozen=True)
class Cut:
    """What is seen of a drawing within an outline."""

    d: str
    art: tuple[Part, ...]

    def moved(self, move: Move) -> Cut:
        return Cut(Flat(self.d).moved(move).d, tuple(part.moved(move) for part in self.art))

    def svg(self, defs: list[str]) -> str:
        name = f"cut-{len(defs) + 1}"
        defs.append(f'<clipPath id="{name}"><path d="{_round(self.d)}"/></clipPath>')
        return f'<g clip-path="url(#{name})">\n' + "\n".join(part.svg(defs) for part in self.art) + "\n</g>"


Part = Flat | Solid | Cut
Art = list[Part]


@dataclass(frozen=True)
class Move:
    x: float = 0
    y: float = 0
    scale: float = 1
    turn: float = 0
    flip: bool = False

    def point(self, x: float, y: float) -> tuple[float, float]:
        x = -x if self.flip else x
        sine, cosine = math.sin(math.radians(self.turn)), math.cos(math.radians(self.turn))
        return self.x + self.scale * (x * cosine - y * sine), self.y + self.scale * (x * sine + y * cosine)


def moved(art: Art, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0, flip: bool = False) -> Art:
    """The same drawing elsewhere: mirrored first, then scaled and turned about its own origin; lines stay as wide."""
    move = Move(x, y, scale, turn, flip)
    return [part.moved(move) for part in art]


def flat(d: str, fill: str = "none", stroke: str = INK, width: float = LINE) -> Art:
    return [Flat(d, fill, stroke, width)]


def plain(d: str, fill: str) -> Art:
    """A shape without an outline."""
    return [Flat(d, fill, "none")]


def solid(*chains: list[tuple[float, float, float]], fill: str, stroke: str = INK, width: float = LINE) -> Art:
    return [Solid(tuple(tuple(chain) for chain in chains), fill, stroke, width)]


def line(d: str, stroke: str = INK, width: float = LINE) -> Art:
    return [Flat(d, "none", stroke, width)]


def tube(d: str, fill: str = WHITE, width: float = 4, edge: float = LINE) -> Art:
    """A hose: a line of one colour within a line of ink."""
    return [Flat(d, "none", INK, width + 2 * edge * 0.8), Flat(d, "none", fill, width)]


def cut(art: Art, d: str) -> Art:
    return [Cut(d, tuple(art))]


def disc_d(x: float, y: float, rx: float, ry: float | None = None) -> str:
    ry = rx if ry is None else ry
    k, j = rx * 0.5523, ry * 0.5523
    return f"M{x - rx} {y}C{x - rx} {y - j} {x - k} {y - ry} {x} {y - ry}C{x + k} {y - ry} {x + rx} {y - j} {x + rx} {y}C{x + rx} {y + j} {x + k} {y + ry} {x} {y + ry}C{x - k} {y + ry} {x - rx} {y + j} {x - rx} {y}Z"


def box_d(x: float, y: float, w: float, h: float, r: float = 0) -> str:
    if not r:
        return f"M{x} {y}L{x + w} {y}L{x + w} {y + h}L{x} {y + h}Z"
    k = r * 0.45
    return f"M{x + r} {y}L{x + w - r} {y}C{x + w - k} {y} {x + w} {y + k} {x + w} {y + r}L{x + w} {y + h - r}C{x + w} {y + h - k} {x + w - k} {y + h} {x + w - r} {y + h}L{x + r} {y + h}C{x + k} {y + h} {x} {y + h - k} {x} {y + h - r}L{x} {y + r}C{x} {y + k} {x + k} {y} {x + r} {y}Z"


def disc(x: float, y: float, r: float, fill: str = "none", stroke: str = INK, width: float = LINE) -> Art:
    return [Flat(disc_d(x, y, r), fill, stroke, width)]


def oval(x: float, y: float, rx: float, ry: float, fill: str = "none", stroke: str = INK, width: float = LINE) -> Art:
    return [Flat(disc_d(x, y, rx, ry), fill, stroke, width)]


def box(x: float, y: float, w: float, h: float, r: float = 0, fill: str = "none", stroke: str = INK, width: float = LINE) -> Art:
    return [Flat(box_d(x, y, w, h, r), fill, stroke, width)]


# ── grounds ───────────────────────────────────────────────────────────────────────────────────────────────────────

BLOB = "M200 12C330 12 390 62 390 150C390 240 326 290 200 290C74 290 10 240 10 150C10 62 70 12 200 12Z"


def ground(colour: str) -> Art:
    """The soft shape on which a picture of 400 × 300 stands."""
    return plain(BLOB, colour)


def floor(x: float = 200, y: float = 272, rx: float = 150, ry: float = 12, colour: str = MIST) -> Art:
    return plain(disc_d(x, y, rx, ry), colour)


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def document(art: Art, width: float = 400, height: float = 300) -> str:
    """The file: one picture, without words."""
    defs: list[str] = []
    body = "\n".join(part.svg(defs) for part in art)
    cuts = "<defs>\n" + "\n".join(defs) + "\n</defs>\n" if defs else ""
    return f'<!-- CC BY 4.0. Drawn by tools/pictures -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}">\n{cuts}<g fill="none" stroke="{INK}" stroke-width="{LINE}" stroke-linecap="round" stroke-linejoin="round">\n{body}\n</g>\n</svg>\n'


def _number(value: float) -> str:
    """A number at one decimal, as short as a path may write it."""
    said = f"{round(value, 1):g}" if round(value, 1) else "0"
    return said.replace("0.", ".", 1) if said.startswith(("0.", "-0.")) else said


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:.3f} {point[1]:.3f}"


def _round(d: str) -> str:
    """A path in few letters: at one decimal, each point from where the line before it ended."""
    said, last, before = "", "", ""
    x, y, start = 0, 0, (0, 0)
    for name, numbers in re.findall(r"([A-Z])([^A-Z]*)", d):
        if name == "Z":
            said, last = f"{said}z", "z"
            x, y = start
            continue
        # In tenths, and whole: what is rounded once does not drift.
        tenths = [round(10 * float(each)) for each in re.findall(r"-?\d+\.?\d*(?:e-\d+)?", numbers)]
        size = {"M": 2, "L": 2, "Q": 4, "C": 6}[name]
        for i in range(0, len(tenths), size):
            letter = "l" if name == "M" and i else name.lower()
            to = [(at - (y if k % 2 else x)) / 10 for k, at in enumerate(tenths[i : i + size])]
            if letter == "l" and 0 in to:
                letter, to = ("h", to[:1]) if to[1] == 0 else ("v", to[1:])
            x, y = tenths[i + size - 2 : i + size]
            start = (x, y) if letter == "m" else start
            if letter != last or letter == "m":
                said, before = said + letter, ""
            for each in map(_number, to):
                said += f" {each}" if before and each[0] != "-" and not (each[0] == "." and "." in before) else each
                before = each
            last = letter
    return said


def _path(d: str, fill: str, stroke: str = INK, width: float = LINE) -> str:
    said = f' fill="{fill}"' if fill != "none" else ""
    said += f' stroke="{stroke}"' if stroke != INK else ""
    said += f' stroke-width="{_number(width)}"' if width != LINE and stroke != "none" else ""
    return f'<path d="{_round(d)}"{said}/>'


def _chain(discs: tuple[tuple[float, float, float], ...], more: float) -> str:
    """The outline of a chain of discs, each a little larger or smaller: the hulls of its neighbours, one over another."""
    grown = [(x, y, max(0.2, r + more)) for x, y, r in discs]
    if len(grown) == 1:
        return disc_d(*grown[0])
    return "".join(_hull(first, second) for first, second in pairwise(grown))


def _hull(first: tuple[float, float, float], second: tuple[float, float, float]) -> str:
    (ax, ay, ar), (bx, by, br) = first, second
    distance = math.hypot(bx - ax, by - ay)
    if distance <= abs(ar - br):
        return disc_d(*max(first, second, key=lambda each: each[2]))
    along, open_ = math.atan2(by - ay, bx - ax), math.acos((ar - br) / distance)
    back = _arc(ax, ay, ar, along + open_, along + 2 * math.pi - open_)
    front = _arc(bx, by, br, along - open_, along + open_)
    return f"M{back[0]}{back[1]}L{front[0]}{front[1]}Z"


def _arc(x: float, y: float, r: float, start: float, end: float) -> tuple[str, str]:
    """Where an arc begins, and its curves."""
    pieces = max(1, math.ceil((end - start) / (math.pi / 2) - 1e-9))
    step = (end - start) / pieces
    k = 4 / 3 * math.tan(step / 4) * r
    curves = []
    for piece in range(pieces):
        a, b = start + piece * step, start + (piece + 1) * step
        points = (
            (x + r * math.cos(a) - k * math.sin(a), y + r * math.sin(a) + k * math.cos(a)),
            (x + r * math.cos(b) + k * math.sin(b), y + r * math.sin(b) - k * math.cos(b)),
            (x + r * math.cos(b), y + r * math.sin(b)),
        )
        curves.append("C" + " ".join(map(_pair, points)))
    return _pair((x + r * math.cos(start), y + r * math.sin(start))), "".join(curves)

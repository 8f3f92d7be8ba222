"""Cells, antibodies and the places of the body where they are at home. None has a face: shapes tell them apart, in grey too."""

from __future__ import annotations

import math

from kit import (
    CORAL,
    GREEN,
    INK,
    LEAF,
    MIST,
    PEACH,
    PLUM,
    ROSE,
    SAND,
    SKY,
    TEAL,
    THIN,
    WHITE,
    YELLOW,
    Art,
    disc,
    disc_d,
    flat,
    line,
    moved,
    oval,
    plain,
    solid,
)


def around(part: Art, x: float, y: float, r: float, count: int, start: float = 0, arc: float = 360) -> Art:
    """A part, which points up, at even steps around a circle or a part of it."""
    art: Art = []
    for i in range(count):
        angle = start + i * arc / count
        a = math.radians(angle)
        art += moved(part, x + r * math.sin(a), y - r * math.cos(a), turn=angle)
    return art


def fork(s: float = 1, fill: str = CORAL) -> Art:
    """The connector of a CAR T cell: it holds on with two prongs."""
    return solid([(0, 4 * s, 3.4 * s), (0, -9 * s, 3.4 * s)], [(0, -9 * s, 3.4 * s), (-7 * s, -14 * s, 3.4 * s), (-7 * s, -20 * s, 3.2 * s)], [(0, -9 * s, 3.4 * s), (7 * s, -14 * s, 3.4 * s), (7 * s, -20 * s, 3.2 * s)], fill=fill, width=2)


def feeler(s: float = 1, fill: str = MIST) -> Art:
    """A T cell's own receptor."""
    return solid([(0, 4 * s, 2.6 * s), (0, -7 * s, 2.6 * s)], [(-3.6 * s, -9 * s, 3 * s), (3.6 * s, -9 * s, 3 * s)], fill=fill, width=2)


def marker(s: float = 1, fill: str = YELLOW) -> Art:
    """A marker on a cell: a ball on a stalk."""
    return line(f"M0 {4 * s}L0 {-8 * s}", width=4) + disc(0, -12 * s, 5.4 * s, fill, width=2)


def cell(x: float, y: float, r: float, fill: str, core: str, at: tuple[float, float] = (0.05, -0.03), big: float = 0.62) -> Art:
    art = disc(x, y, r, fill)
    art += disc(x + r * at[0], y + r * at[1], r * big, core, width=THIN)
    return art + line(f"M{x - r * 0.74} {y - r * 0.3}Q{x - r * 0.6} {y - r * 0.66} {x - r * 0.28} {y - r * 0.78}", WHITE, 2.4)


def t_cell(x: float, y: float, r: float, feelers: int = 9, start: float = 0) -> Art:
    return around(feeler(r / 46), x, y, r, feelers, start) + cell(x, y, r, TEAL, MIST)


def car_t(x: float, y: float, r: float, forks: int = 8, start: float = 0) -> Art:
    return around(fork(r / 46), x, y, r, forks, start) + cell(x, y, r, TEAL, MIST)


def wye(s: float = 1, fill: str = YELLOW) -> Art:
    """An antibody on a cell that makes it, so small that it is one piece."""
    return solid([(0, 4 * s, 2.8 * s), (0, -7 * s, 2.8 * s), (-8 * s, -17 * s, 2.8 * s)], [(0, -7 * s, 2.8 * s), (8 * s, -17 * s, 2.8 * s)], fill=fill, width=2)


def antibody(x: float, y: float, s: float = 1, turn: float = 0, arm: str = CORAL, stem: str = YELLOW, other: str | None = None) -> Art:
    """A Y of two halves; the origin is where its arms part. `other` is the colour of the right arm, where the two differ."""
    art: Art = []
    for side in (-1, 1):
        tone = arm if side < 0 or other is None else other
        art += solid([(side * 3.6, 26, 3.2), (side * 3.6, 0, 3.2)], fill=stem, width=2)
        art += solid([(side * 4, -3, 3.4), (side * 16, -20, 3.4)], fill=tone, width=2) + solid([(side * 11, -1.5, 2.6), (side * 20.5, -14.5, 2.6)], fill=stem, width=2)
    return moved(art, x, y, s, turn)


def b_cell(x: float, y: float, r: float, count: int = 8, start: float = 0) -> Art:
    return around(wye(r / 46), x, y, r, count, start) + cell(x, y, r, GREEN, LEAF)


def cancer_cell(x: float, y: float, r: float, markers: int = 8, start: float = 0, arc: float = 360, fill: str = PLUM) -> Art:
    """Uneven in outline, with a large nucleus: so it differs from a healthy cell without its colour too."""
    art = around(marker(r / 46), x, y, r * 0.98, markers, start, arc)
    bumps = [[(x + r * 0.16 * math.sin(a), y - r * 0.16 * math.cos(a), r * 0.86 + (r * 0.07 if i % 2 else 0))] for i, a in enumerate(k * 2 * math.pi / 7 for k in range(7))]
    art += solid(*bumps, fill=fill)
    core = [[(x - r * 0.16, y - r * 0.1, r * 0.48)], [(x + r * 0.18, y + r * 0.12, r * 0.46)], [(x + r * 0.16, y - r * 0.16, r * 0.42)]]
    art += solid(*core, fill="#c3b6d0", width=THIN)
    return art + disc(x - r * 0.16, y - r * 0.12, r * 0.13, PLUM, "none") + disc(x + r * 0.22, y + r * 0.14, r * 0.15, PLUM, "none") + disc(x + r * 0.2, y - r * 0.26, r * 0.08, PLUM, "none")


def red_cell(x: float, y: float, s: float = 1, turn: float = 0) -> Art:
    return moved(oval(0, 0, 15, 11, "#d97a6c", width=THIN) + oval(0, 0, 7, 4.6, "#c4584c", "none"), x, y, s, turn)


def platelet(x: float, y: float, s: float = 1, turn: float = 0) -> Art:
    return moved(solid([(-5, 0, 3.4), (4, -1, 4.2)], [(0, 0, 4), (1, 5, 2.2)], [(2, -2, 3), (7, -5, 1.8)], fill=YELLOW, width=THIN), x, y, s, turn)


def germ(x: float, y: float, s: float = 1, turn: float = 0) -> Art:
    """A bacterium."""
    return moved(line("M16 0Q24 -6 30 0Q36 6 42 0", width=THIN) + solid([(-12, 0, 8), (12, 0, 8)], fill="#b7c36a", width=2) + line("M-10 -3L-4 -3M3 2L9 2", width=THIN), x, y, s, turn)


def virus(x: float, y: float, s: float = 1) -> Art:
    return moved(around(line("M0 2L0 -5", width=2.4) + disc(0, -6, 2, INK, "none"), 0, 0, 9, 9) + disc(0, 0, 10, "#c98bb0", width=2), x, y, s)


def macrophage(x: float, y: float, s: float = 1) -> Art:
    """A large cell that reaches out for a germ and takes it in."""
    body = [
        [(0, 0, 50)],
        [(-26, 14, 40)],
        [(-22, -18, 40)],
        [(14, 24, 40)],
        [(22, -14, 40)],
        [(30, -20, 30), (52, -38, 22), (74, -46, 16), (90, -38, 12)],
        [(34, 16, 30), (58, 18, 21), (80, 10, 16), (94, -4, 11)],
        [(-40, -24, 26), (-58, -40, 17), (-70, -56, 11)],
        [(-44, 26, 26), (-64, 44, 15), (-80, 52, 10)],
        [(10, 48, 24), (16, 66, 14), (26, 78, 9)],
        [(4, -46, 20), (8, -62, 11)],
        [(-62, 0, 18), (-78, -4, 10)],
    ]
    art = solid(*body, fill=ROSE)
    art += solid([(-22, -12, 20)], [(-4, -24, 18)], fill=PLUM, width=THIN)
    for px, py, r in ((14, 28, 11), (-26, 32, 8), (-2, 48, 7)):
        art += disc(px, py, r, PEACH, width=THIN)
    art += germ(14, 28, 0.45, 30) + plain(disc_d(-26, 32, 3) + disc_d(-2, 48, 2.6), "#b7c36a")
    return moved(art + germ(70, -16, 0.62, 160), x, y, s)


def dendritic(x: float, y: float, s: float = 1) -> Art:
    """A cell with many long arms, on which it shows pieces of what it found."""
    arms = []
    for i, (long, bend) in enumerate(((84, 12), (72, -14), (88, 10), (74, 16), (86, -12), (76, 12), (84, -10), (72, 12))):
        a, b = math.radians(i * 45 + 8), math.radians(i * 45 + 8 + bend)
        arms.append([(22 * math.sin(a), -22 * math.cos(a), 15), (50 * math.sin(a), -50 * math.cos(a), 8), (long * math.sin(b), -long * math.cos(b), 4.6)])
    art = solid([(0, 0, 36)], *arms, fill=YELLOW) + solid([(-6, 2, 17)], [(8, -4, 15)], fill="#fbe6b8", width=THIN)
    for i, (long, bend) in enumerate(((84, 12), (72, -14), (88, 10), (74, 16), (86, -12), (76, 12), (84, -10), (72, 12))):
        if i in (1, 2, 3, 6):
            b = math.radians(i * 45 + 8 + bend)
            art += moved(flat("M0 -7L7 0L0 7L-7 0Z", PLUM, width=THIN), (long + 7) * math.sin(b), -(long + 7) * math.cos(b), turn=i * 45)
    return moved(art, x, y, s)


# ── where they live ───────────────────────────────────────────────────────────────────────────────────────────────


def lymph_node(x: float, y: float, s: float = 1) -> Art:
    """A bean cut open: follicles in its rind, vessels that come in, one that goes out."""
    art: Art = []
    for d in ("M-118 -62Q-92 -60 -70 -40", "M-126 -6Q-100 -2 -78 2", "M-108 66Q-88 58 -64 44"):
        art += line(d, INK, 15) + line(d, SKY, 10)
    out = "M52 2Q84 0 122 -4"
    art += line(out, INK, 19) + line(out, SKY, 14)
    art += flat("M-84 0C-84 -62 -30 -86 22 -80C64 -76 84 -50 72 -26C64 -8 56 -8 56 2C56 12 66 14 74 30C86 56 62 80 20 84C-32 88 -84 60 -84 0Z", ROSE)
    art += flat("M-62 0C-62 -46 -22 -64 20 -60C50 -57 58 -42 50 -26C42 -12 36 -10 36 2C36 14 44 20 52 32C60 50 46 62 20 64C-22 66 -62 44 -62 0Z", PEACH, width=THIN)
    for px, py in ((-50, -24), (-28, -48), (4, -54), (-54, 12), (-38, 38), (-8, 54), (24, 54)):
        art += disc(px, py, 12, GREEN, width=THIN) + disc(px, py, 5.6, LEAF, "none")
    for px, py in ((-18, -12), (4, -24), (-16, 12), (8, 4), (12, 26), (-4, 30), (26, -34)):
        art += disc(px, py, 6.4, TEAL, width=THIN)
    return moved(art, x, y, s)


def marrow(x: float, y: float, s: float = 1) -> Art:
    """A thigh bone cut open, with young blood cells in its marrow."""
    art = flat(
        "M-58 -120C-74 -128 -76 -100 -60 -96C-44 -90 -36 -70 -36 -40L-36 44C-36 72 -44 88 -60 96C-78 104 -70 132 -46 128C-30 126 -20 118 0 118C20 118 30 126 46 128C70 132 78 104 60 96C44 88 36 72 36 44L36 -40C36 -66 44 -84 58 -92C82 -106 66 -142 38 -132C30 -148 -4 -146 -10 -128C-24 -132 -44 -132 -58 -120Z",
        SAND,
    )
    art += flat("M-22 -52C-22 -82 22 -82 22 -52L22 56C22 84 -22 84 -22 56Z", "#d97a6c")
    for px, py in ((-10, -54), (9, -36), (-8, 2), (10, 30), (-9, 58)):
        art += disc(px, py, 7, "#f3b9ab", width=1.6) + disc(px, py, 2.6, "#c4584c", "none")
    art += disc(8, -62, 6.4, TEAL, width=1.6) + disc(-9, -24, 7.4, WHITE, width=1.6) + disc(-9, -24, 3.6, PLUM, "none") + disc(9, 4, 6.4, GREEN, width=1.6) + disc(-10, 32, 7.4, WHITE, width=1.6) + disc(-10, 32, 3.6, PLUM, "none") + disc(9, 58, 6.4, TEAL, width=1.6) + platelet(8, -14, 0.6)
    return moved(art, x, y, s)


def thymus_at(x: float, y: float, s: float = 1) -> Art:
    """Two lobes that lie behind the breastbone."""
    art: Art = []
    for side in (-1, 1):
        art += flat(f"M{side * 2} -46C{side * 16} -56 {side * 24} -40 {side * 24} -24C{side * 44} -10 {side * 48} 30 {side * 34} 48C{side * 22} 60 {side * 4} 48 {side * 2} 28Z", ROSE)
        for py, w in ((-26, 10), (-4, 22), (18, 26), (38, 18)):
            art += line(f"M{side * 8} {py}Q{side * (8 + w / 2)} {py - 5} {side * (8 + w)} {py}", "#b9685a", THIN)
    return moved(art, x, y, s)


def spleen_at(x: float, y: float, s: float = 1) -> Art:
    art: Art = []
    for d, tone in (("M-92 -4Q-60 -10 -34 -4", "#c4584c"), ("M-92 18Q-60 14 -34 14", "#6f93ad")):
        art += line(d, INK, 13) + line(d, tone, 8)
    art += flat("M-38 -56C-10 -92 56 -74 62 -14C66 34 30 78 -14 72C-40 68 -44 46 -34 36C-24 28 -22 24 -30 16C-38 8 -36 -4 -28 -12C-20 -20 -52 -36 -38 -56Z", "#a8556b")
    art += line("M-6 -58Q36 -54 42 -10", WHITE, 2.6)
    return moved(art, x, y, s)


def ground_cells() -> Art:
    """A few red cells at the edge of a picture of cells."""
    return red_cell(52, 72, 0.8, -20) + red_cell(350, 88, 0.7, 30) + red_cell(338, 236, 0.9, -12) + red_cell(70, 236, 0.7, 24)

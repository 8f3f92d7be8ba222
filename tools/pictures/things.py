"""Rooms, furniture, devices and toys, each about an origin of its own."""

from __future__ import annotations

import math

from kit import (
    CORAL,
    DUSK,
    GREEN,
    INK,
    LINE,
    MIST,
    NIGHT,
    PLUM,
    SAND,
    SKY,
    STEEL,
    TEAL,
    THIN,
    WHITE,
    WOOD,
    YELLOW,
    Art,
    box,
    box_d,
    cut,
    disc,
    disc_d,
    flat,
    line,
    moved,
    oval,
    plain,
    solid,
)
from people import heart_d, star_d

AMBER = "#e6a11f"


# ── rooms ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def moon(x: float, y: float, r: float, width: float = LINE) -> Art:
    return flat(f"M{x + r * 0.3} {y - r}C{x - r * 1.3} {y - r * 1.2} {x - r * 1.3} {y + r * 1.2} {x + r * 0.3} {y + r}C{x - r * 0.5} {y + r * 0.5} {x - r * 0.5} {y - r * 0.5} {x + r * 0.3} {y - r}Z", YELLOW, width=width)


def star(x: float, y: float, r: float = 5, fill: str = YELLOW) -> Art:
    k = r * 0.18
    return plain(f"M{x} {y - r}Q{x + k} {y - k} {x + r} {y}Q{x + k} {y + k} {x} {y + r}Q{x - k} {y + k} {x - r} {y}Q{x - k} {y - k} {x} {y - r}Z", fill)


def window(x: float, y: float, w: float = 74, h: float = 78, night: bool = False) -> Art:
    art = box(x, y, w, h, 4, NIGHT if night else SKY)
    if night:
        art += moon(x + w * 0.72, y + h * 0.28, h * 0.13, THIN)
        art += star(x + w * 0.2, y + h * 0.22) + star(x + w * 0.35, y + h * 0.66, 4) + star(x + w * 0.8, y + h * 0.75, 4)
    else:
        art += disc(x + w * 0.76, y + h * 0.26, h * 0.12, YELLOW, "none")
        art += plain(f"M{x + 1} {y + h * 0.78}Q{x + w * 0.35} {y + h * 0.52} {x + w * 0.62} {y + h * 0.74}Q{x + w * 0.8} {y + h * 0.62} {x + w - 1} {y + h * 0.7}L{x + w - 1} {y + h - 1}L{x + 1} {y + h - 1}Z", GREEN)
    art += line(f"M{x + w / 2} {y}L{x + w / 2} {y + h}M{x} {y + h / 2}L{x + w} {y + h / 2}")
    return art + box(x, y, w, h, 4, width=3) + box(x - 6, y + h - 1, w + 12, 7, 3, WHITE)


def clock(x: float, y: float, r: float, hour: float, minute: float) -> Art:
    art = disc(x, y, r, WHITE)
    art += line("".join(f"M{x + r * 0.8 * math.sin(math.radians(a)):.2f} {y - r * 0.8 * math.cos(math.radians(a)):.2f}L{x + r * 0.9 * math.sin(math.radians(a)):.2f} {y - r * 0.9 * math.cos(math.radians(a)):.2f}" for a in range(0, 360, 30)), width=THIN)
    for angle, long, width in ((hour * 30 + minute / 2, 0.48, 3.2), (minute * 6, 0.72, 2.2)):
        art += line(f"M{x} {y}L{x + r * long * math.sin(math.radians(angle)):.2f} {y - r * long * math.cos(math.radians(angle)):.2f}", width=width)
    return art + disc(x, y, 2.2, INK, "none")


def frame(x: float, y: float, w: float = 34, h: float = 30, mark: str = "heart") -> Art:
    art = box(x, y, w, h, 3, WHITE)
    if mark == "heart":
        return art + flat(heart_d(x + w / 2, y + h / 2, h * 0.26), CORAL, width=THIN)
    if mark == "sun":
        return art + disc(x + w / 2, y + h / 2, h * 0.2, YELLOW, width=THIN)
    return art + plain(f"M{x + 3} {y + h - 4}L{x + w * 0.4} {y + h * 0.4}L{x + w * 0.6} {y + h * 0.7}L{x + w * 0.75} {y + h * 0.5}L{x + w - 3} {y + h - 4}Z", GREEN)


def plant(x: float, y: float, s: float = 1) -> Art:
    leaf = "M0 0C-10 -14 -9 -32 0 -44C9 -32 10 -14 0 0Z"
    art: Art = []
    for turn in (-56, 56, -28, 28, 0):
        art += moved(flat(leaf, GREEN) + line("M0 -6L0 -28", width=1.4), turn=turn)
    art += flat("M-15 -2L15 -2L11 26L-11 26Z", CORAL) + box(-18, -7, 36, 9, 3, CORAL)
    return moved(art, x, y, s)


def lamp(x: float, y: float, s: float = 1, lit: bool = True) -> Art:
    glow = plain(disc_d(0, -34, 40), "#f7e2a8") if lit else []
    return moved(glow + line("M0 0L0 -24", width=4) + flat("M-9 4Q0 -4 9 4Z", INK) + flat("M-14 -48L14 -48L21 -22L-21 -22Z", YELLOW if lit else WHITE), x, y, s)


def shelf(x: float, y: float, w: float) -> Art:
    return box(x, y, w, 7, 3, WOOD)


# ── furniture ─────────────────────────────────────────────────────────────────────────────────────────────────────


def chair(x: float, seat: float, floor: float, facing: int = 1, fill: str = YELLOW) -> Art:
    """A kitchen chair from its side."""
    f = facing
    art = line(f"M{x - f * 20} {seat + 4}L{x - f * 24} {floor}M{x + f * 20} {seat + 4}L{x + f * 22} {floor}", INK, 9) + line(f"M{x - f * 20} {seat + 4}L{x - f * 24} {floor}M{x + f * 20} {seat + 4}L{x + f * 22} {floor}", fill, 4.4)
    art += line(f"M{x - f * 20} {seat}L{x - f * 27} {seat - 62}", INK, 10) + line(f"M{x - f * 20} {seat}L{x - f * 27} {seat - 62}", fill, 5.4)
    return art + box(x - 27, seat - 1, 54, 9, 4, fill)


def armchair(x: float, seat: float, floor: float, facing: int = 1, fill: str = PLUM) -> Art:
    """A soft chair from its side: what stands behind whoever sits; `armrest` goes before."""
    f = facing
    art = line(f"M{x - f * 22} {floor - 8}L{x - f * 24} {floor}M{x + f * 26} {floor - 8}L{x + f * 28} {floor}", width=6)
    art += flat(f"M{x - f * 22} {floor - 6}L{x - f * 46} {seat - 78}Q{x - f * 46} {seat - 92} {x - f * 32} {seat - 92}Q{x - f * 20} {seat - 92} {x - f * 17} {seat - 78}L{x - f * 8} {seat - 4}L{x - f * 6} {floor - 6}Z", fill)
    return art + flat(f"M{x - f * 26} {seat}L{x + f * 32} {seat}Q{x + f * 38} {seat} {x + f * 38} {seat + 8}L{x + f * 36} {floor - 6}L{x - f * 24} {floor - 6}Z", fill)


def armrest(x: float, seat: float, facing: int = 1, fill: str = PLUM) -> Art:
    f = facing
    return solid([(x - f * 24, seat - 26, 8), (x + f * 26, seat - 24, 8)], fill=fill) + line(f"M{x + f * 20} {seat - 16}L{x + f * 20} {seat + 2}", width=5)


def sofa(x: float, seat: float, w: float, floor: float, fill: str = PLUM) -> Art:
    """From the front; the middle of the seat is at x."""
    h = w / 2
    art = line(f"M{x - h + 12} {floor - 8}L{x - h + 10} {floor}M{x + h - 12} {floor - 8}L{x + h - 10} {floor}", width=7)
    art += box(x - h + 6, seat - 78, w - 12, 96, 26, fill)
    art += box(x - h + 8, seat, w - 16, floor - seat - 6, 8, "#8b779d")
    art += box(x - h - 8, seat - 34, 32, floor - seat + 28, 14, fill) + box(x + h - 24, seat - 34, 32, floor - seat + 28, 14, fill)
    return art


def table(x: float, top: float, w: float, floor: float, fill: str = WOOD) -> Art:
    h = w / 2
    legs = f"M{x - h + 12} {top + 6}L{x - h + 10} {floor}M{x + h - 12} {top + 6}L{x + h - 10} {floor}"
    return line(legs, INK, 9) + line(legs, fill, 4.4) + box(x - h, top, w, 10, 4, fill)


def bed(x: float, y: float, w: float = 270, rise: float = 52, cover: str = TEAL) -> tuple[Art, Art]:
    """A hospital bed from its side, its head at the left and raised: what lies under whoever is in it, and the cover."""
    r = math.radians(rise)
    hx, hy = x + 84 - 104 * math.cos(r), y - 104 * math.sin(r)
    under = line(f"M{x + 12} {y + 14}L{x + 12} {y + 52}M{x + w - 14} {y + 14}L{x + w - 14} {y + 52}", width=6)
    under += disc(x + 12, y + 54, 7, MIST) + disc(x + w - 14, y + 54, 7, MIST)
    under += box(x - 8, y - 56, 13, 82, 5, MIST) + box(x + w - 6, y - 42, 13, 68, 5, MIST)
    under += box(x + 4, y + 12, w - 8, 10, 4, STEEL)
    under += solid([(x + 84, y, 12), (hx, hy + 6, 12)], fill=WHITE) + box(x + 70, y - 12, w - 78, 25, 9, WHITE)
    nx, ny = x + 84 - 78 * math.cos(r), y - 78 * math.sin(r)
    pillow = solid([(-28, 0, 13), (24, 0, 13)], fill=WHITE) + line("M-18 -5Q-8 -9 4 -6", STEEL, THIN)
    under += moved(pillow, nx + 14 * math.sin(r), ny - 14 * math.cos(r), turn=rise)
    over = flat(
        f"M{x + 92} {y + 13}C{x + 84} {y - 4} {x + 88} {y - 30} {x + 108} {y - 34}C{x + 130} {y - 40} {x + 152} {y - 34} {x + 176} {y - 30}L{x + w - 40} {y - 24}Q{x + w - 10} {y - 24} {x + w - 9} {y - 4}L{x + w - 9} {y + 13}Z",
        cover,
    )
    over += flat(f"M{x + 92} {y + 13}C{x + 84} {y - 4} {x + 88} {y - 30} {x + 108} {y - 34}L{x + 122} {y - 36.6}C{x + 104} {y - 28} {x + 102} {y - 6} {x + 110} {y + 13}Z", WHITE)
    over += line(f"M{x + 140} {y - 18}Q{x + 166} {y - 22} {x + 190} {y - 14}M{x + 206} {y + 2}Q{x + 226} {y - 6} {x + w - 30} {y - 4}", WHITE, THIN)
    return under, over


def wheelchair(x: float, floor: float, s: float = 1, fill: str = TEAL) -> tuple[Art, Art]:
    """Facing the right; the seat is 50 above the floor. What lies behind whoever sits in it, and the near wheel."""
    back = solid([(-34, -48, 4), (-42, -112, 4)], fill=INK) + line("M-42 -110L-56 -112", width=7)
    back += solid([(-29, -56, 7), (-35, -100, 7)], fill=fill)
    back += box(-34, -54, 66, 11, 5, fill) + line("M30 -48L44 -14L62 -10", width=5.5) + line("M52 -8L68 -8", width=6)
    back += disc(34, -11, 11, MIST) + disc(34, -11, 3, WHITE, width=THIN)
    near = disc(-18, -36, 34, "none", INK, 8) + disc(-18, -36, 34, "none", STEEL, 2.6)
    near += line("".join(f"M-18 -36L{-18 + 30 * math.cos(math.radians(a)):.2f} {-36 + 30 * math.sin(math.radians(a)):.2f}" for a in range(0, 360, 45)), STEEL, 1.4)
    near += disc(-18, -36, 25, "none", INK, 1.6) + disc(-18, -36, 5, WHITE)
    return moved(back, x, floor, s), moved(near, x, floor, s)


# ── devices ───────────────────────────────────────────────────────────────────────────────────────────────────────


def pump(x: float = 0, y: float = 0, s: float = 1, light: str = "green", cassette: bool = True) -> Art:
    """A portable pump: screen, two lights, keys, and the cassette below that joins it to the tubing."""
    art: Art = []
    if cassette:
        art += box(-25, 38, 50, 24, 5, MIST) + line("M-25 46L25 46", width=THIN)
    art += box(-30, -56, 60, 100, 10, TEAL) + box(-23, -49, 46, 9, 3, INK, "none")
    for at, name, colour in ((-10, "green", "#9fd3a9"), (10, "amber", AMBER)):
        art += disc(at, -44.5, 3.6, colour if light in (name, "both") else "#5c7680", "none")
    art += box(-23, -36, 46, 30, 3, SKY)
    if light == "amber":
        art += flat("M0 -33L13 -10L-13 -10Z", YELLOW, width=THIN) + line("M0 -26L0 -19M0 -14.5L0 -14", width=2.6)
    else:
        art += line("M-17 -21L-9 -21L-5 -28L1 -14L5 -21L17 -21", TEAL, 2.2)
    art += flat("M-11 4L-18 4L-14.5 -1.5Z", WHITE, width=1.6) + flat("M-11 12L-18 12L-14.5 17.5Z", WHITE, width=1.6)
    art += disc(0, 8, 6.4, WHITE, width=THIN) + box(10, 3, 11, 10, 3, WHITE, width=THIN)
    art += disc(0, 28, 7.4, GREEN, width=THIN) + line("M0 24L0 28", width=2)
    return moved(art, x, y, s)


def lights(x: float, y: float, s: float = 1, colour: str = AMBER, angles: tuple[int, ...] = (-150, -115, -65, -30)) -> Art:
    """Short strokes around a light that flashes."""
    d = "".join(f"M{12 * math.cos(math.radians(a)):.2f} {12 * math.sin(math.radians(a)):.2f}L{19 * math.cos(math.radians(a)):.2f} {19 * math.sin(math.radians(a)):.2f}" for a in angles)
    return moved(line(d, colour, 3), x, y, s)


def sound(x: float, y: float, side: int, r: float = 16) -> Art:
    art: Art = []
    for more in (0, 11):
        k = r + more
        art += line(f"M{x + side * k * 0.5} {y - k}Q{x + side * k * 1.15} {y} {x + side * k * 0.5} {y + k}", CORAL, 3.6)
    return art


def bag(x: float, y: float, s: float = 1, fill: str = YELLOW, level: float = 0.5) -> Art:
    """A bag of medicine that hangs; its port is at 0, 46."""
    top = -26 + 58 * (1 - level)
    art = box(-20, -32, 40, 64, 8, WHITE)
    art += cut(plain(f"M-20 {top}Q-8 {top + 4} 0 {top}Q10 {top - 4} 20 {top}L20 33L-20 33Z", fill), box_d(-18.7, -30.7, 37.4, 61.4, 7))
    art += box(-20, -32, 40, 64, 8) + line("M-4 -27L4 -27", width=THIN)
    art += box(-5, 32, 10, 10, 2, WHITE, width=THIN) + line("M-12 -16L-6 -16M-12 -8L-8 -8", STEEL, THIN)
    return moved(art, x, y, s)


def pole(x: float, top: float, floor: float, hook: int = 1) -> Art:
    """A stand on wheels, with a hook to one side; hang a bag 34 below its top."""
    d = f"M{x} {floor - 8}L{x} {top}M{x - 18 * (hook == 0)} {top}L{x + hook * 26 + 18 * (hook == 0)} {top}"
    art = line(d, INK, 6.6) + line(d, MIST, 2.4)
    base = f"M{x - 26} {floor - 8}L{x + 26} {floor - 8}"
    art += line(base, INK, 8) + line(base, MIST, 3.4)
    return art + disc(x - 24, floor - 3, 4.5, INK, "none") + disc(x + 24, floor - 3, 4.5, INK, "none")


def drip(x: float, y: float) -> Art:
    """A drip chamber."""
    return box(x - 5, y, 10, 17, 4, WHITE, width=THIN) + plain(box_d(x - 3.6, y + 9, 7.2, 7, 2), SKY) + line(f"M{x} {y + 3}L{x} {y + 5}", DUSK, 2)


def pole_pump(x: float, y: float, s: float = 1) -> Art:
    """A pump that is clamped to a stand."""
    art = box(-24, -20, 48, 40, 6, WHITE) + box(-18, -14, 22, 14, 2, SKY, width=THIN) + line("M-15 -7L-10 -7L-8 -10L-5 -4L-3 -7L1 -7", TEAL, 1.6)
    art += disc(13, -7, 5.2, GREEN, width=THIN)
    art += plain("".join(disc_d(px, 10, 2.6) for px in (-14, -5, 4, 13)), STEEL)
    return moved(art, x, y, s)


def clamp(x: float, y: float, s: float = 1, shut: bool = True, fill: str = PLUM, hose: tuple[float, float] = (-220, 220)) -> Art:
    """A pinch clamp, 100 long, about a tube that runs through it from left to right; shut, its catch holds it."""
    bars = [[(-45, 3, 6.5), (-38, 17, 6.5), (38, 17, 6.5), (47, 12, 6.5)]]
    start, end = hose
    if shut:
        bars += [[(-45, -3, 6.5), (-38, -15, 6.5), (40, -12, 6.5)], [(47, 12, 5), (52, -10, 5), (46, -22, 4.6)]]
        teeth = [[(0, -12, 5), (0, -4.4, 2.6)], [(0, 14, 5), (0, 4.4, 2.6)]]
        tube = f"M{start} -7L-14 -7Q-5 -7 0 -1.4Q5 -7 14 -7L{end} -7L{end} 7L14 7Q5 7 0 1.4Q-5 7 -14 7L{start} 7Z"
    else:
        bars += [[(-45, -3, 6.5), (-36, -21, 6.5), (42, -34, 6.5)], [(47, 12, 5), (53, -4, 5), (47, -14, 4.6)]]
        teeth = [[(2, -26, 5), (2.4, -17, 2.6)], [(0, 14, 5), (0, 11, 2.6)]]
        tube = f"M{start} -7L{end} -7L{end} 7L{start} 7Z"
    return moved(plain(tube, WHITE) + line(tube) + solid(*bars, *teeth, fill=fill), x, y, s)


def small_clamp(x: float, y: float, turn: float = 90, fill: str = CORAL) -> Art:
    """The same, as large as it is on a line at the chest."""
    return moved(box(-6.5, -4.6, 13, 9.2, 2, fill, width=THIN) + line("M-2 -4.6L-2 4.6", width=1.4), x, y, turn=turn)


def thermometer(s: float = 1, turn: float = 0, x: float = 0, y: float = 0) -> Art:
    """Digital; its tip is at the origin, its body toward the right."""
    art = flat("M0 -2.4L22 -3.4L22 3.4L0 2.4C-3 2 -3 -2 0 -2.4Z", MIST, width=THIN)
    art += flat("M20 -4.5L30 -8L66 -8Q74 -8 74 0Q74 8 66 8L30 8L20 4.5Z", WHITE, width=THIN) + box(35, -4.6, 20, 9.2, 2, SKY, width=1.4)
    art += disc(64, 0, 3.4, CORAL, width=1.4)
    return moved(art, x, y, s, turn)


def syringe(x: float, y: float, s: float = 1, turn: float = 0, fill: str = SKY) -> Art:
    art = line("M-44 0L-24 0", width=3) + box(-22, -8, 54, 16, 3, WHITE) + plain(box_d(-20.6, -6.6, 30, 13.2, 2), fill)
    art += line("M10 -7L10 7", width=4) + line("M12 0L46 0", width=3.4) + line("M46 -8L46 8M32 -11L32 11", width=3.4) + line("M-14 -8L-14 -3M-6 -8L-6 -3M2 -8L2 -3", width=1.4)
    return moved(art, x, y, s, turn)


def phone(x: float = 0, y: float = 0, s: float = 1, turn: float = 0, lit: bool = True) -> Art:
    art = box(-11, -20, 22, 40, 5, INK) + box(-8, -15, 16, 28, 2, SKY if lit else MIST, "none")
    return moved(art, x, y, s, turn)


def handset(x: float, y: float, s: float = 1, fill: str = WHITE) -> Art:
    """The sign for a call."""
    return moved(plain("M-12 -13C-16 -11 -16 -4 -12 2C-7 10 1 15 8 15C12 14 15 10 13 8L7 4C5 3 3 5 2 6C-2 5 -6 0 -7 -4C-6 -5 -4 -7 -5 -9L-8 -14C-9 -15 -10 -14 -12 -13Z", fill), x, y, s)


def screen(x: float, y: float, s: float = 1) -> Art:
    """A computer on a desk, seen from its side of the clinic."""
    return moved(line("M0 0L0 -14M-16 0L16 0", width=5) + box(-32, -56, 64, 42, 5, INK) + box(-27, -51, 54, 32, 2, SKY, "none"), x, y, s)


def pencil(s: float = 1, turn: float = 0, x: float = 0, y: float = 0) -> Art:
    """Its point is at the origin, its end toward the right."""
    art = flat("M0 0L15 -5.5L15 5.5Z", SAND, width=THIN) + plain("M0 0L5 -1.9L5 1.9Z", INK)
    art += box(15, -5.5, 62, 11, 1, YELLOW, width=THIN) + box(77, -5.5, 6, 11, 1, MIST, width=THIN) + box(83, -5.5, 9, 11, 3, CORAL, width=THIN)
    return moved(art, x, y, s, turn)


def paper(x: float, y: float, w: float, h: float, lines_: int = 4, turn: float = 0, ticks: bool = False) -> Art:
    art = box(-w / 2, -h / 2, w, h, 3, WHITE)
    for i in range(lines_):
        ly = -h / 2 + h * (i + 1) / (lines_ + 1)
        if ticks:
            art += box(-w / 2 + 6, ly - 4, 8, 8, 1.5, width=1.5) + line(f"M{-w / 2 + 20} {ly}L{w / 2 - 7} {ly}", STEEL, THIN)
        else:
            art += line(f"M{-w / 2 + 7} {ly}L{w / 2 - (7 if i < lines_ - 1 else w * 0.4)} {ly}", STEEL, THIN)
    return moved(art, x, y, turn=turn)


def calendar(x: float, y: float, s: float = 1, marked: tuple[int, ...] = (9, 10, 11)) -> Art:
    art = box(-48, -40, 96, 86, 6, WHITE) + flat("M-48 -22L-48 -34Q-48 -40 -42 -40L42 -40Q48 -40 48 -34L48 -22Z", CORAL)
    art += line("M-26 -46L-26 -33M26 -46L26 -33", width=5)
    for i in range(21):
        cx, cy = -39 + (i % 7) * 13, -12 + (i // 7) * 18
        art += box(cx - 4.6, cy - 5, 9.2, 12, 1.5, YELLOW if i in marked else SKY, width=1.3)
    return moved(art, x, y, s)


def book(x: float, y: float, s: float = 1, mark: str = "heart") -> Art:
    """Open, seen by us."""
    art = flat("M0 -2Q-20 -12 -42 -6L-42 34Q-20 28 0 38Q20 28 42 34L42 -6Q20 -12 0 -2Z", TEAL)
    art += flat("M0 -6Q-18 -15 -38 -9L-38 28Q-18 23 0 33Q18 23 38 28L38 -9Q18 -15 0 -6Z", WHITE) + line("M0 -6L0 33", width=THIN)
    if mark == "heart":
        art += plain(heart_d(-19, 8, 8), CORAL) + line("M8 2Q18 -3 30 -1M8 10Q18 5 30 7M8 18Q18 13 30 15", STEEL, THIN)
    else:
        art += line("M-32 0Q-20 -3 -8 2M-32 9Q-20 6 -8 11M-32 18Q-20 15 -8 20M8 2Q18 -3 30 -1M8 11Q18 6 30 8", STEEL, THIN)
    return moved(art, x, y, s)


def diary(x: float, y: float, s: float = 1) -> Art:
    """Open, with rows to fill in."""
    art = flat("M0 -30Q-26 -36 -52 -32L-52 34Q-26 30 0 36Q26 30 52 34L52 -32Q26 -36 0 -30Z", WHITE) + line("M0 -30L0 36", width=THIN)
    for side in (-1, 1):
        art += line("".join(f"M{side * 6} {-16 + i * 12}Q{side * 26} {-20 + i * 12} {side * 46} {-17 + i * 12}" for i in range(4)) + f"M{side * 18} -29L{side * 18} 30M{side * 32} -31L{side * 32} 29", STEEL, 1.4)
    return moved(art, x, y, s)


# ── at home ───────────────────────────────────────────────────────────────────────────────────────────────────────


def teddy(x: float, y: float, s: float = 1, tilt: float = 0, line_: bool = False) -> Art:
    """Sitting; it ends at 0, 34. With a line, it has a dressing and a tube of its own."""
    brown, light = "#a8703f", "#dcb184"
    art = solid([(-11, 4, 5.5), (-21, 16, 5)], fill=brown, width=THIN) + solid([(11, 4, 5.5), (21, 16, 5)], fill=brown, width=THIN)
    art += oval(0, 14, 17, 19, brown, width=THIN) + oval(0, 17, 10, 12, light, "none")
    art += oval(-14, 29, 8.5, 7, brown, width=THIN) + oval(14, 29, 8.5, 7, brown, width=THIN) + plain(disc_d(-14, 29, 4, 3.4) + disc_d(14, 29, 4, 3.4), light)
    art += disc(-13, -27, 6.5, brown, width=THIN) + disc(13, -27, 6.5, brown, width=THIN) + oval(0, -15, 18, 16, brown, width=THIN)
    art += oval(0, -9.5, 8.5, 6.6, light, "none") + disc(-7, -18, 1.9, INK, "none") + disc(7, -18, 1.9, INK, "none") + plain(disc_d(0, -12, 2.8, 2), INK) + line("M0 -10L0 -8.5M-3 -6.5Q0 -5 3 -6.5", width=1.3)
    if line_:
        art += line("M-4 6C-4 14 -10 16 -9 24", INK, 3.8) + line("M-4 6C-4 14 -10 16 -9 24", WHITE, 1.6) + box(-8, 1, 9, 9, 2, WHITE, width=1.4)
    return moved(art, x, y, s, tilt)


def cat(x: float, y: float, s: float = 1) -> Art:
    """Sitting; it ends at 0, 0."""
    fur = "#c98f4f"
    art = line("M18 -4Q42 -2 36 -26", INK, 11) + line("M18 -4Q42 -2 36 -26", fur, 6)
    art += flat("M-20 0C-24 -26 -12 -44 0 -44C12 -44 26 -26 22 0Z", fur) + line("M-5 0L-5 -16M6 0L6 -16", width=THIN)
    art += flat("M-20 -46L-18 -66L-8 -58L8 -58L18 -66L20 -46C20 -30 -20 -30 -20 -46Z", fur) + disc(-8, -48, 2.2, INK, "none") + disc(8, -48, 2.2, INK, "none") + line("M-3 -42Q0 -39 3 -42", width=1.5)
    return moved(art, x, y, s)


def block(x: float, y: float, a: float, fill: str, mark: str, turn: float = 0) -> Art:
    art = box(-a / 2, -a / 2, a, a, a * 0.14, fill)
    marks = {"heart": heart_d(0, 0, a * 0.25), "star": star_d(0, 0, a * 0.26), "disc": disc_d(0, 0, a * 0.2), "square": f"M0 {-a * 0.24}L{a * 0.22} {a * 0.18}L{-a * 0.22} {a * 0.18}Z"}
    return moved(art + plain(marks[mark], WHITE), x, y, turn=turn)


def bowl(x: float, y: float, w: float = 60, fill: str = MIST) -> Art:
    h = w / 2
    return flat(f"M{x - h} {y}Q{x - h * 0.8} {y + h} {x - h * 0.3} {y + h}L{x + h * 0.3} {y + h}Q{x + h * 0.8} {y + h} {x + h} {y}Z", fill) + oval(x, y, h, h * 0.24, WHITE)


def cup(x: float, y: float, fill: str = CORAL, s: float = 1) -> Art:
    return moved(line("M9 -14Q20 -13 18 -5Q16 1 8 1", INK, 3.4) + flat("M-10 -18L10 -18L8 6Q8 8 6 8L-6 8Q-8 8 -8 6Z", fill), x, y, s)


def backpack(x: float, y: float, s: float = 1, fill: str = CORAL) -> Art:
    """From its front; 64 wide, 84 high."""
    art = line("M-11 -42Q-11 -54 0 -54Q11 -54 11 -42", INK, 9) + line("M-11 -42Q-11 -54 0 -54Q11 -54 11 -42", fill, 4)
    art += box(-32, -42, 64, 84, 20, fill) + box(-24, 2, 48, 32, 8, "#d96f4f") + line("M-24 12L24 12", width=THIN) + line("M-28 -12Q0 -4 28 -12", width=THIN)
    return moved(art, x, y, s)


def house(x: float, y: float, s: float = 1, fill: str = YELLOW) -> Art:
    """Its door sill is at the origin."""
    art = box(24, -112, 15, 36, 2, CORAL) + flat("M-46 -2L-46 -60L0 -104L46 -60L46 -2Q46 0 44 0L-44 0Q-46 0 -46 -2Z", fill) + flat("M-58 -62L0 -114L58 -62L50 -54L0 -98L-50 -54Z", CORAL)
    art += box(4, -38, 24, 38, 4, TEAL) + disc(22, -18, 1.8, WHITE, "none") + box(-34, -46, 26, 24, 3, SKY) + line("M-21 -46L-21 -22M-34 -34L-8 -34", width=THIN)
    return moved(art, x, y, s)


def hospital(x: float, y: float, s: float = 1) -> Art:
    art = box(-56, -96, 112, 96, 4, WHITE)
    for row in (0, 1):
        for col in (-40, -12, 16):
            art += box(col, -80 + row * 26, 18, 16, 2, MIST, width=THIN)
    art += box(-14, -36, 28, 36, 3, TEAL) + line("M0 -36L0 0", width=THIN) + box(-18, -122, 36, 34, 5, WHITE) + flat(heart_d(0, -106, 9.5), CORAL, width=THIN)
    return moved(art, x, y, s)


def tree(x: float, y: float, s: float = 1) -> Art:
    return moved(line("M0 0L0 -34", INK, 9) + line("M0 -1L0 -34", WOOD, 4.4) + solid([(-14, -40, 17)], [(14, -40, 17)], [(0, -58, 19)], [(0, -44, 18)], fill=GREEN), x, y, s)


def cloud(x: float, y: float, s: float = 1, fill: str = WHITE) -> Art:
    return moved(plain("M-30 10Q-36 -6 -18 -6Q-12 -22 4 -14Q18 -18 20 -4Q36 -4 30 10Z", fill), x, y, s)


def ambulance(x: float, y: float, s: float = 1) -> Art:
    """Facing the right, on a road at 0."""
    art = flat("M-104 -16L-104 -92Q-104 -100 -96 -100L42 -100Q48 -100 52 -94L74 -60L98 -52Q106 -49 106 -40L106 -16Z", WHITE)
    art += plain("M-102.7 -46L104.7 -46L104.7 -32L-102.7 -32Z", YELLOW)
    art += plain("".join(f"M{-100 + i * 24} -46L{-88 + i * 24} -46L{-88 + i * 24} -32L{-100 + i * 24} -32Z" for i in range(8)), GREEN)
    art += line("M-104 -46L106 -46M-104 -32L106 -32", width=THIN)
    art += flat("M24 -88L40 -88L60 -58L24 -58Z", SKY) + line("M16 -98L16 -18", width=THIN)
    for turn in (0, 60, 120):
        art += moved(plain("M-3.6 -14L3.6 -14L3.6 14L-3.6 14Z", TEAL), -44, -72, turn=turn)
    art += box(18, -110, 26, 11, 4, CORAL) + line("M31 -122L31 -117M12 -117L16 -113M50 -117L46 -113", CORAL, 3)
    for wx in (-66, 66):
        art += disc(wx, -14, 17, INK) + disc(wx, -14, 7.5, MIST, "none")
    return moved(art, x, y, s)


def car(x: float, y: float, s: float = 1, fill: str = TEAL) -> tuple[Art, Art]:
    """Facing the right, on a road at 0: what lies behind those who sit in it, and its side with the wheels."""
    back = flat("M-70 -48L-50 -92Q-46 -100 -36 -100L22 -100Q32 -100 38 -92L66 -50Z", fill) + flat("M-60 -50L-44 -86Q-42 -90 -36 -90L22 -90Q28 -90 31 -86L54 -50Z", SKY)
    front = flat("M-108 -18L-108 -44Q-108 -52 -98 -52L68 -52L100 -46Q112 -42 112 -30L112 -18Z", fill)
    front += line("M-4 -92L-4 -20", width=4) + line("M-4 -92L-4 -54", fill, 1) + line("M8 -40L20 -40M-60 -40L-48 -40", width=4) + disc(106, -36, 4.5, YELLOW, width=THIN)
    for wx in (-66, 68):
        front += disc(wx, -15, 17, INK) + disc(wx, -15, 7.5, MIST, "none")
    return moved(back, x, y, s), moved(front, x, y, s)


def fridge(x: float, y: float, s: float = 1) -> Art:
    """Open; it stands at the origin."""
    art = box(-44, -176, 88, 176, 8, MIST) + box(-37, -168, 74, 160, 4, WHITE)
    for sy in (-124, -84, -44):
        art += line(f"M-37 {sy}L37 {sy}", width=THIN)
    return moved(art, x, y, s)


def tap(x: float, y: float, s: float = 1) -> Art:
    d = "M40 0L40 -10Q40 -36 14 -36Q-8 -36 -8 -16"
    return moved(line(d, INK, 19) + line(d, WHITE, 14) + box(-19, -20, 22, 8, 3, WHITE) + line("M14 -46L14 -56", width=6) + box(-4, -62, 36, 9, 4, CORAL) + box(30, -4, 20, 12, 3, WHITE), x, y, s)


def bubbles(*places: tuple[float, float, float]) -> Art:
    art: Art = []
    for x, y, r in places:
        art += disc(x, y, r, WHITE, width=THIN) + line(f"M{x - r * 0.5} {y - r * 0.1}Q{x - r * 0.45} {y - r * 0.5} {x - r * 0.05} {y - r * 0.55}", STEEL, 1.4)
    return art


def speech(x: float, y: float, w: float, h: float, tail: int, fill: str = WHITE) -> Art:
    """A bubble whose tail is at its foot, to the left (-1) or the right (1)."""
    t = x + tail * w * 0.28
    return flat(
        f"M{x - w / 2 + 12} {y - h / 2}L{x + w / 2 - 12} {y - h / 2}Q{x + w / 2} {y - h / 2} {x + w / 2} {y - h / 2 + 12}L{x + w / 2} {y + h / 2 - 12}Q{x + w / 2} {y + h / 2} {x + w / 2 - 12} {y + h / 2}"
        f"L{t + 8} {y + h / 2}L{t + tail * 12} {y + h / 2 + 14}L{t - 8} {y + h / 2}L{x - w / 2 + 12} {y + h / 2}Q{x - w / 2} {y + h / 2} {x - w / 2} {y + h / 2 - 12}L{x - w / 2} {y - h / 2 + 12}Q{x - w / 2} {y - h / 2} {x - w / 2 + 12} {y - h / 2}Z",
        fill,
    )


def microscope(x: float, y: float, s: float = 1) -> Art:
    """Its foot is at the origin, its eyepiece to the right."""
    art = box(-34, -10, 72, 10, 4, INK) + line("M26 -10C52 -34 50 -82 18 -96", INK, 13) + line("M26 -10C52 -34 50 -82 18 -96", MIST, 8)
    art += box(-30, -34, 56, 7, 2, INK) + box(-12, -38, 22, 4, 1, SKY, width=THIN)
    art += moved(box(-9, -40, 18, 62, 4, WHITE) + box(-6, 22, 12, 16, 2, MIST, width=2) + box(-11, -56, 22, 16, 4, INK), 4, -80, turn=14)
    return moved(art + disc(38, -44, 7, CORAL, width=2), x, y, s)

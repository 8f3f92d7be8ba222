"""People of every age, with joints: a head, a torso, arms of two bones with hands, legs of two bones with feet."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from kit import (
    CORAL,
    GREEN,
    HAIR,
    INK,
    LINE,
    MIST,
    SKIN,
    SKY,
    TEAL,
    THIN,
    WHITE,
    YELLOW,
    Art,
    Move,
    Part,
    box,
    disc,
    disc_d,
    flat,
    line,
    moved,
    oval,
    plain,
    solid,
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Build:
    """The measures of an age; an adult is 245 high."""

    head: float  # half its width
    chin: float  # of 50, below the middle of the head
    neck: float  # half its width
    torso: float
    shoulder: float
    waist: float
    hip: float
    upper: float
    fore: float
    arm: tuple[float, float, float]  # at shoulder, elbow, wrist
    thigh: float
    shin: float
    leg: tuple[float, float, float]
    hand: float


AGES = {
    "baby": Build(20, 45, 5, 29, 14, 15, 15, 13, 12.5, (6.2, 5.8, 4.6), 13, 13, (8, 7.4, 5.4), 0.5),
    "toddler": Build(22, 49, 6, 38, 17, 15, 15.5, 19, 18, (6.8, 6, 4.8), 21, 21, (8.4, 7.6, 6), 0.62),
    "child": Build(23.5, 53, 6.6, 48, 20, 16, 16.5, 26, 24, (7.4, 6.4, 5), 32, 31, (9, 8, 6.2), 0.75),
    "teen": Build(24, 57, 7.6, 64, 25, 19, 19, 36, 33, (8.6, 7.2, 5.6), 48, 47, (10.4, 9, 6.8), 0.9),
    "adult": Build(25, 60, 8.6, 75, 29, 22, 22, 42, 38, (9.8, 8, 6.2), 54, 52, (11.8, 10, 7.4), 1.0),
}

# ── hands ─────────────────────────────────────────────────────────────────────────────────────────────────────────

Chains = list[list[tuple[float, float, float]]]


@dataclass(frozen=True)
class Hand:
    """From the wrist at the origin toward the right, thumb up: what lies behind a thing that is held, and before it."""

    palm: Chains
    fingers: Chains = field(default_factory=list)
    lines: str = ""
    grip: Point = (12, 0)


HANDS = {
    "rest": Hand(
        [[(0, 0, 6), (9, 0.4, 7)], [(12, -4, 3.1), (20, -2.6, 2.5)], [(12, -1, 3.1), (22, 0, 2.6)], [(12, 2, 3.1), (21, 3, 2.5)], [(11, 4.6, 2.8), (17.5, 5.6, 2.3)], [(4, -4, 3.2), (10, -8.6, 2.8), (14, -9.4, 2.3)]],
        lines="M14 -1.9L19.5 -1.2M14 1L20.5 1.5M13.5 3.8L18 4.3",
    ),
    "open": Hand(
        [[(0, 0, 5.8), (8.5, 0.2, 7)], [(11, -4.6, 3), (18.5, -10, 2.5)], [(12, -1.5, 3), (22.5, -3.6, 2.6)], [(12, 2, 3), (22, 3.4, 2.5)], [(10, 4.8, 2.8), (18, 9.6, 2.3)], [(3.5, -4, 3.2), (8, -11.5, 2.7), (9, -15, 2.3)]],
    ),
    "grip": Hand(
        [[(0, 0, 6), (7.5, 0, 8)]],
        [[(8, -6.2, 2.9), (14.5, -6.2, 2.6)], [(8, -2, 2.9), (15.5, -2, 2.7)], [(8, 2.1, 2.9), (15.2, 2.1, 2.6)], [(8, 5.9, 2.6), (13.5, 5.9, 2.3)]],
    ),
    "pinch": Hand(
        [[(0, 0, 6), (8, 0.3, 7)], [(10, 2.4, 3), (15, 3.8, 2.6)], [(9, 5, 2.8), (13, 6.6, 2.3)]],
        [[(10, -1.5, 3), (16, -4.6, 2.7), (20.5, -2.6, 2.2)], [(5, -5.2, 3.1), (11, -8.4, 2.7), (18.4, -5.6, 2.2)]],
        grip=(20, -3.6),
    ),
    "point": Hand(
        [[(0, 0, 6), (8.5, 0.3, 7)], [(11, -4, 3), (23, -4.4, 2.4)], [(11, -0.4, 3), (15, -0.2, 2.7)], [(11, 3, 3), (14.4, 3.2, 2.6)], [(9, 5.4, 2.6), (12, 5.8, 2.2)], [(4, -4.4, 3.1), (11, -8.6, 2.5)]],
        lines="M13 -1.8L16 -1.7M12.5 1.4L15.5 1.5",
    ),
    "flat": Hand(
        [[(0, 0, 6), (9, 0, 6.6)], [(11, -3.6, 3), (20.5, -3, 2.5)], [(12, -0.6, 3), (22, 0, 2.6)], [(11, 2.4, 3), (20, 3, 2.5)], [(10, 4.6, 2.6), (16.5, 5.2, 2.2)], [(4, -4, 3.1), (11, -6.6, 2.5)]],
        lines="M14 -1.6L19 -1.2M14 1.2L19.5 1.6M13.5 3.8L16.5 4.2",
    ),
}


def hand(kind: str, skin: str, wrist: Point, turn: float, scale: float, thumb_up: bool, thing: Art | None = None) -> Art:
    """A hand at a wrist; what it holds lies between palm and fingers."""
    form = HANDS[kind]
    move = Move(*wrist, scale, turn)

    def placed(art: Art) -> Art:
        return moved(art if thumb_up else [_upside(part) for part in art], *wrist, scale, turn)

    fill = SKIN[skin][0]
    grip = move.point(form.grip[0], form.grip[1] if thumb_up else -form.grip[1])
    art = placed(solid(*form.palm, fill=fill))
    if form.lines:
        art += placed(line(form.lines, width=THIN * 0.8))
    art += moved(thing or [], *grip)
    for finger in form.fingers:
        art += placed(solid(finger, fill=fill, width=THIN))
    return art


def _upside(part: Part) -> Part:
    """Mirrored top to bottom."""
    return part.moved(Move(turn=180, flip=True))


# ── heads ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def head(
    at: Point,
    scale: float,
    skin: str,
    hair: str = "short black",
    face: str = "calm",
    look: float = 0,
    nod: float = 0,
    tilt: float = 0,
    chin: float = 56,
    wears: tuple[str, ...] = (),
    cloth: str = TEAL,
) -> Art:
    """A head about its middle, half as wide as 50 before it is scaled; it looks to the left below 0, to the right above."""
    behind, front = halves(at, scale, skin, hair, face, look, nod, tilt, chin, wears, cloth)
    return [*behind, *front]


def halves(at: Point, scale: float, skin: str, hair: str, face: str, look: float, nod: float, tilt: float, chin: float, wears: tuple[str, ...], cloth: str) -> tuple[Art, Art]:
    """The hair that falls behind the shoulders, and the head."""
    style, _, colour = hair.partition(" ")
    tint = HAIR.get(colour, colour) or HAIR["black"]
    skin_, cheek = SKIN[skin]
    behind, before = _hair(style, tint, skin, cloth)
    art: Art = []
    hooded = style in ("hijab",)
    if not hooded:
        for side in (-1, 1):
            away = side * look > 0
            art += oval(side * (48 - (4 if away else 0)), 6, 9, 11, skin_)
    c = chin
    if hooded:
        art += before
        art += flat(disc_d(look * 3, 4, 39, 46), skin_)
    else:
        art += flat(f"M-49 -2C-52 -38 -30 -54 0 -54C30 -54 52 -38 49 -2C49 {c * 0.5} 32 {c} 0 {c}C-32 {c} -49 {c * 0.5} -49 -2Z", skin_)
    art += moved(_face(face, cheek, wears, tint, chin), look * 11, nod + (c - 54) * 0.25, 0.86 if hooded else 1)
    if not hooded:
        art += _beard(wears, tint, chin, look) + before
    art += _worn(wears, look, chin, cloth)
    return moved(behind, *at, scale, tilt), moved(art, *at, scale, tilt)


def _face(face: str, cheek: str, wears: tuple[str, ...], tint: str, chin: float) -> Art:
    art: Art = []
    for side in (-1, 1):
        art += plain(disc_d(side * 27, 22, 8.5, 7.5), cheek)
    mood = {
        "calm": ("open", "soft", "smile"),
        "happy": ("open", "soft", "grin"),
        "joy": ("open", "high", "laugh"),
        "quiet": ("open", "soft", "flat"),
        "worried": ("open", "worry", "down"),
        "sad": ("low", "worry", "down"),
        "tired": ("tired", "worry", "flat"),
        "asleep": ("shut", "soft", "little"),
        "talk": ("open", "soft", "talk"),
        "unwell": ("tired", "worry", "wave"),
        "angry": ("open", "cross", "down"),
        "content": ("shut", "soft", "smile"),
        "ask": ("open", "high", "talk"),
        "listen": ("open", "high", "little"),
    }[face]
    eyes, brows, mouth = mood
    for side in (-1, 1):
        x = side * 18.5
        if eyes == "open":
            art += plain(disc_d(x, 3, 4.6, 5.4), INK) + plain(disc_d(x + 1.5, 0.9, 1.5), WHITE)
        elif eyes == "low":
            art += plain(disc_d(x, 5, 4.4, 4.4), INK) + line(f"M{x - 7} 1Q{x} -2 {x + 7} 1", width=THIN)
        elif eyes == "tired":
            art += plain(f"M{x - 5} 3L{x + 5} 3C{x + 5} 10 {x - 5} 10 {x - 5} 3Z", INK)
            art += line(f"M{x - 7.5} 2.6Q{x} 0.6 {x + 7.5} 2.6", width=THIN) + line(f"M{x - 6} 13.5Q{x} 16.5 {x + 6} 13.5", cheek, THIN)
        else:
            art += line(f"M{x - 7} 3Q{x} 10 {x + 7} 3", width=THIN)
        at = {
            "soft": f"M{x - side * 6} -12Q{x + side * 2} -16 {x + side * 9} -11",
            "high": f"M{x - side * 6} -15Q{x + side * 2} -20 {x + side * 9} -14",
            "worry": f"M{x - side * 7} -15Q{x + side * 1} -13 {x + side * 8} -8",
            "cross": f"M{x - side * 7} -8Q{x + side * 1} -11 {x + side * 8} -14",
        }[brows]
        art += line(at, width=THIN)
    if "mask" in wears:
        return art
    art += line("M-4 16Q0 19 4 16", width=THIN)
    y = 30 + (chin - 54) * 0.25
    art += {
        "smile": line(f"M-11 {y}Q0 {y + 10} 11 {y}", width=THIN),
        "grin": line(f"M-14 {y - 2}Q0 {y + 14} 14 {y - 2}", width=THIN),
        "laugh": flat(f"M-13 {y - 3}Q0 {y} 13 {y - 3}Q11 {y + 13} 0 {y + 13}Q-11 {y + 13} -13 {y - 3}Z", WHITE, width=THIN),
        "flat": line(f"M-8 {y + 2}Q0 {y + 3} 8 {y + 2}", width=THIN),
        "little": line(f"M-6 {y}Q0 {y + 5} 6 {y}", width=THIN),
        "down": line(f"M-9 {y + 4}Q0 {y - 3} 9 {y + 4}", width=THIN),
        "wave": line(f"M-10 {y + 3}Q-5 {y - 2} 0 {y + 2}Q5 {y + 6} 10 {y + 1}", width=THIN),
        "talk": flat(disc_d(0, y + 3, 6, 5), "#7e3d36", width=THIN),
    }[mouth]
    return art


def _beard(wears: tuple[str, ...], tint: str, chin: float, look: float) -> Art:
    if "beard" not in wears:
        return []
    shift = look * 11
    y = 30 + (chin - 54) * 0.5
    c = chin
    outer = f"M-49 2C-49 {c * 0.62} -32 {c + 4} 0 {c + 4}C32 {c + 4} 49 {c * 0.62} 49 2"
    inner = f"Q43 14 {shift + 22} {y - 10}Q{shift} {y - 17} {shift - 22} {y - 10}Q-43 14 -49 2Z"
    mouth = flat(f"M{shift - 9} {y + 1}Q{shift} {y + 9} {shift + 9} {y + 1}Q{shift} {y - 1} {shift - 9} {y + 1}Z", "#b9685a", width=THIN)
    return flat(outer + inner, tint) + mouth


def _worn(wears: tuple[str, ...], look: float, chin: float, cloth: str) -> Art:
    art: Art = []
    shift = look * 11
    if "glasses" in wears:
        y = 3 + (chin - 54) * 0.25
        for side in (-1, 1):
            art += disc(shift + side * 18.5, y, 12.5, "none", width=LINE * 0.9)
            art += line(f"M{shift + side * 31} {y - 2}L{side * 47} {y - 3}", width=THIN)
        art += line(f"M{shift - 6} {y}Q{shift} {y - 4} {shift + 6} {y}", width=LINE * 0.9)
    if "mask" in wears:
        top, low = 14, chin - 3
        art += line(f"M{shift - 30} {top + 4}L-46 4M{shift + 30} {top + 4}L46 4M{shift - 28} {low - 12}L-47 14M{shift + 28} {low - 12}L47 14", width=THIN)
        art += flat(f"M{shift - 32} {top}Q{shift} {top - 9} {shift + 32} {top}L{shift + 29} {low - 8}Q{shift} {low + 10} {shift - 29} {low - 8}Z", SKY)
        art += line(f"M{shift - 26} {top + 12}Q{shift} {top + 8} {shift + 26} {top + 12}M{shift - 24} {top + 23}Q{shift} {top + 21} {shift + 24} {top + 23}", MIST, THIN)
    return art


def _hair(style: str, tint: str, skin: str, cloth: str) -> tuple[Art, Art]:
    """What lies behind a head, and what lies on it."""
    fringe = "M-52 4C-64 -80 64 -80 52 4Q49 -13 38 -24Q10 -17 -10 -30Q-30 -25 -41 -15Q-50 -9 -52 4Z"
    parting = "M-52 4C-60 -78 60 -78 52 4Q46 -12 12 -34Q-14 -12 -40 -8Q-50 -6 -52 4Z"
    centre = "M-52 6C-60 -80 60 -80 52 6Q46 -20 0 -38Q-46 -20 -52 6Z"
    none: Art = []
    if style == "none":
        return none, line("M-24 -40Q-12 -47 2 -47", WHITE, 3) if skin not in ("deep", "dark") else line("M-24 -40Q-12 -47 2 -47", SKIN[skin][1], 3)
    if style == "fuzz":
        marks = [(-43, -18), (-36, -28), (-27, -37), (-16, -43), (-5, -46), (6, -46), (17, -43), (28, -37), (37, -28), (44, -18), (-32, -17), (-23, -27), (-12, -33), (0, -36), (12, -33), (24, -27), (33, -17)]
        return none, line("".join(f"M{x} {y}L{x * 1.04:.2f} {y - 2.4}" for x, y in marks), tint, 2)
    if style == "short":
        return none, flat(fringe, tint)
    if style == "crop":
        return none, flat("M-52 -2C-60 -74 60 -74 52 -2Q50 -20 42 -28Q22 -36 0 -36Q-22 -36 -42 -28Q-50 -20 -52 -2Z", tint)
    if style == "side":
        return none, flat("M-52 2C-62 -60 -30 -72 8 -68C50 -66 58 -30 52 2Q48 -14 40 -22Q8 -22 -22 -40Q-34 -22 -46 -14Q-51 -8 -52 2Z", tint)
    if style == "spiky":
        return none, flat("M-52 2C-58 -30 -54 -44 -46 -52L-40 -66L-26 -60L-14 -76L0 -64L16 -76L24 -60L42 -64L44 -50C54 -42 58 -28 52 2Q48 -14 40 -24L26 -20L14 -30L0 -22L-14 -30L-26 -20L-40 -24Q-48 -14 -52 2Z", tint)
    if style == "curls":
        back = [[(-46, -8, 15)], [(-45, -30, 18)], [(-24, -50, 20)], [(4, -56, 21)], [(30, -46, 20)], [(46, -26, 17)], [(47, -6, 14)], [(0, -30, 30)]]
        front = [[(-40, -24, 12)], [(-24, -35, 13)], [(-4, -38, 13)], [(16, -36, 13)], [(34, -28, 12)]]
        return solid(*back, fill=tint), solid(*front, fill=tint, stroke="none") + line("M-33 -14Q-28 -22 -22 -20M-8 -24Q-2 -30 5 -25M18 -22Q25 -27 30 -19", HAIRLINE.get(tint, INK), 1.6)
    if style == "afro":
        back = [[(-50, -4, 22)], [(-54, -30, 24)], [(-34, -56, 25)], [(0, -68, 26)], [(34, -56, 25)], [(54, -30, 24)], [(50, -4, 22)], [(0, -30, 50)]]
        front = [[(-38, -28, 13)], [(-20, -38, 14)], [(0, -42, 14)], [(20, -38, 14)], [(38, -28, 13)]]
        return solid(*back, fill=tint), solid(*front, fill=tint, stroke="none")
    if style == "puffs":
        return solid([(-44, -46, 21)], fill=tint) + solid([(44, -46, 21)], fill=tint), flat(centre, tint) + line("M0 -62L0 -40", HAIRLINE.get(tint, INK), 1.6)
    if style == "bun":
        return solid([(0, -70, 19)], fill=tint), flat(parting, tint)
    if style == "bob":
        return flat("M-54 -5C-62 -80 62 -80 54 -5L57 36Q56 50 42 50L-42 50Q-56 50 -57 36Z", tint), flat(parting, tint)
    if style == "long":
        return flat("M-54 -5C-62 -82 62 -82 54 -5L60 78Q60 92 46 92L-46 92Q-60 92 -60 78Z", tint), flat(centre, tint)
    if style == "wavy":
        return flat("M-54 -5C-62 -82 62 -82 54 -5Q66 14 58 32Q68 50 58 72Q46 88 30 78L-30 78Q-46 88 -58 72Q-68 50 -58 32Q-66 14 -54 -5Z", tint), flat(parting, tint)
    if style == "pony":
        return solid([(34, -46, 15), (62, -30, 17), (70, 10, 15), (64, 40, 6)], fill=tint), flat(fringe, tint)
    if style == "plaits":
        beads = [[(x, y, r)] for s in (-1, 1) for x, y, r in ((s * 50, 22, 13), (s * 54, 44, 12), (s * 56, 64, 11), (s * 57, 82, 8))]
        ties = flat(f"{disc_d(-57, 92, 6)}{disc_d(57, 92, 6)}", CORAL, width=THIN)
        return solid(*beads[:4], fill=tint) + solid(*beads[4:], fill=tint) + ties, flat(centre, tint)
    if style == "braids":
        strands = [[(x * 0.8, -30, 9), (x, 20, 8), (x * 1.04, 70, 6)] for x in (-54, -44, -32, 32, 44, 54)]
        front = flat(centre, tint) + line("M-40 -20Q-34 -44 -14 -58M-22 -30Q-16 -48 -4 -62M22 -30Q16 -48 4 -62M40 -20Q34 -44 14 -58", HAIRLINE.get(tint, INK), 1.6)
        return [part for strand in strands for part in solid(strand, fill=tint, width=THIN)], front
    if style == "bald":
        back = solid([(-47, -8, 13)], [(-48, 8, 11)], fill=tint) + solid([(47, -8, 13)], [(48, 8, 11)], fill=tint)
        return back, none
    if style == "set":  # an elderly woman's waves
        back = [[(-48, 4, 15)], [(-50, -18, 17)], [(-38, -42, 19)], [(-14, -56, 19)], [(14, -56, 19)], [(38, -42, 19)], [(50, -18, 17)], [(48, 4, 15)], [(0, -26, 32)]]
        front = flat("M-50 -6C-50 -60 50 -60 50 -6Q40 -26 22 -30Q10 -24 0 -33Q-12 -24 -24 -30Q-40 -26 -50 -6Z", tint, "none")
        return solid(*back, fill=tint), front + line("M-40 -19Q-31 -30 -24 -30Q-12 -24 0 -33Q10 -24 22 -30Q31 -28 40 -19M-30 -48Q-18 -56 -8 -50M10 -50Q22 -56 32 -46", HAIRLINE.get(tint, INK), 1.6)
    if style == "tuft":  # a baby's
        return none, line("M-3 -54Q-8 -66 2 -70Q0 -62 6 -60M4 -54Q10 -62 8 -66", tint, 3)
    if style == "hijab":
        hood = flat("M-55 6C-66 -86 66 -86 55 6C57 34 66 58 80 84Q0 118 -80 84C-66 58 -57 34 -55 6Z", cloth)
        return none, hood + line("M-36 52Q0 82 40 46M-58 74Q-8 104 52 68", INK, THIN)
    if style == "scarf":
        tail = flat("M44 -12Q70 -18 76 6Q56 8 44 -12Z", cloth) + flat("M44 -12Q60 6 56 34Q38 18 44 -12Z", cloth)
        dots = "".join(disc_d(x, y, 3.6) for x, y in ((-30, -30), (-10, -45), (10, -33), (30, -36)))
        return none, tail + flat("M-53 -4C-60 -76 60 -76 53 -4Q0 -36 -53 -4Z", cloth) + plain(dots, WHITE)
    if style == "beanie":
        return none, disc(0, -66, 11, WHITE) + flat("M-53 -12C-58 -80 58 -80 53 -12Z", cloth) + flat("M-50 -24Q0 -34 50 -24Q58 -22 57 -14Q56 -4 50 -5Q0 -16 -50 -5Q-56 -4 -57 -14Q-58 -22 -50 -24Z", WHITE)
    if style == "cap":
        peak = flat("M-44 -20Q0 -34 44 -20Q58 -8 40 -10Q0 -20 -40 -10Q-58 -8 -44 -20Z", cloth)
        return none, flat("M-53 -8C-60 -78 60 -78 53 -8Q0 -30 -53 -8Z", cloth) + peak + disc(0, -61, 3.5, cloth, width=THIN)
    if style == "turban":
        wrap = flat("M-54 2C-74 -40 -44 -84 0 -84C44 -84 74 -40 54 2Q40 -22 0 -36Q-40 -22 -54 2Z", cloth)
        return none, wrap + line("M-50 -10Q-20 -58 40 -74M-58 -30Q-20 -66 14 -82M50 -10Q22 -34 -8 -42M58 -32Q40 -50 14 -58", INK, THIN)
    raise KeyError(style)


HAIRLINE = {HAIR["black"]: "#5a6a72", HAIR["brown"]: "#86634f", HAIR["white"]: "#a9b4b8", HAIR["grey"]: "#87949a"}


# ── bodies ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Arm:
    """Where a hand is, how the elbow bends (1 or -1; 0 as it falls), and what the hand does; `turn` bends the wrist by degrees."""

    to: Point
    bend: int = 0
    hand: str = "rest"
    turn: float = 0
    thumb_up: bool = True
    thing: Art | None = None
    behind: bool = False
    over: bool = False


@dataclass
class Person:
    """A drawn person, in layers, and the points on which a scene can hang something."""

    far: Art = field(default_factory=list)
    legs: Art = field(default_factory=list)
    body: Art = field(default_factory=list)
    near: Art = field(default_factory=list)
    top: Art = field(default_factory=list)
    over: Art = field(default_factory=list)
    neck: Point = (0, 0)
    middle: Point = (0, 0)
    chest: Point = (0, 0)
    head: Point = (0, 0)

    def art(self) -> Art:
        return [*self.far, *self.legs, *self.body, *self.near, *self.top, *self.over]


def bone(start: Point, end: Point, first: float, second: float, bend: int) -> tuple[Point, Point]:
    """The joint between two bones, and where they end: what is too far is not reached."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    asked = math.hypot(dx, dy) or 1.0
    distance = min(max(asked, abs(first - second) + 0.5), (first + second) * 0.995)
    dx, dy = dx * distance / asked, dy * distance / asked
    end = start[0] + dx, start[1] + dy
    along = (first**2 - second**2 + distance**2) / (2 * distance)
    aside = math.sqrt(max(0.0, first**2 - along**2)) * bend
    ux, uy = dx / distance, dy / distance
    return (start[0] + ux * along - uy * aside, start[1] + uy * along + ux * aside), end


def person(
    age: str,
    at: Point,
    *,
    size: float = 1,
    skin: str = "tan",
    hair: str = "short black",
    face: str = "calm",
    look: float = 0,
    nod: float = 0,
    lean: float = 0,
    tilt: float | None = None,
    wears: tuple[str, ...] = (),
    cloth: str = CORAL,
    top: str = TEAL,
    style: str = "tee",
    sleeves: str = "long",
    trousers: str = INK,
    shoes: str = WHITE,
    left: Arm | None = None,
    right: Arm | None = None,
    feet: tuple[Point, Point] | None = None,
    knees: tuple[int, int] = (1, -1),
    toes: tuple[int, int] = (-1, 1),
    hem: float = 0,
) -> Person:
    """A person whose hips are at a point: `left` and `right` are the arms as they are seen, `feet` where the ankles are."""
    build = AGES[age]
    u = size
    hip = at
    turned = Move(*hip, u, lean)
    neck = turned.point(0, -build.torso)
    drawn = Person(neck=neck, middle=turned.point(0, -build.torso * 0.5), chest=turned.point(0, -build.torso * 0.72))

    # Legs.
    if feet is not None:
        for index in (0, 1):
            side = (-1, 1)[index]
            start = turned.point(side * (build.hip - build.leg[0] * 0.95), -2)
            knee, ankle = bone(start, feet[index], build.thigh * u, build.shin * u, knees[index])
            drawn.legs += foot(ankle, toes[index], build.leg[2] * u, shoes)
            r = build.leg
            drawn.legs += solid([(*start, r[0] * u), (*knee, r[1] * u), (*ankle, r[2] * u)], fill=trousers)

    # Torso.
    drawn.body += neck_art(build, skin, turned)
    drawn.body += moved(torso(build, top, style, skin, hem), *neck, u, lean)

    # Head.
    tilt = lean * 0.5 if tilt is None else tilt
    scale = build.head * u / 50
    up = Move(*turned.point(0, -build.torso - 3), 1, tilt).point(0, -build.chin * scale + 3 * u)
    behind, front = halves(up, scale, skin, hair, face, look, nod, tilt, build.chin, wears, cloth)
    drawn.far += behind
    drawn.top += front
    drawn.head = up

    # Arms.
    for side, arm in ((-1, left), (1, right)):
        if arm is None:
            down = build.arm[0] + (build.upper + build.fore) * 0.97
            arm = Arm(turned.point(side * (build.shoulder - build.arm[0] * 0.2), down - build.torso), thumb_up=side < 0)
        shoulder = turned.point(side * (build.shoulder - build.arm[0]), -build.torso + build.arm[0] + 1.5)
        inner = turned.point(side * (build.shoulder - build.arm[0]) * 0.5, -build.torso + build.arm[0] * 1.25 + 1)
        art = limb(build, u, shoulder, inner, arm, arm.bend or falls(shoulder, arm.to, side), skin, WHITE if style == "coat" else top, sleeves)
        (drawn.far if arm.behind else drawn.over if arm.over else drawn.near).extend(art)
    return drawn


def standing(age: str, x: float, ground: float, *, size: float = 1, apart: float = 0.62, turned: int = 0, **how: Any) -> Person:
    """A person who stands with both feet on the ground; `turned` to the left (-1), to us (0) or to the right (1)."""
    build = AGES[age]
    ankle = ground - build.leg[2] * 1.6 * size
    wide = build.hip * apart * size
    hip = ankle - (build.thigh + build.shin) * 0.985 * size
    toes = (turned, turned) if turned else (-1, 1)
    return person(age, (x, hip), size=size, feet=((x - wide, ankle), (x + wide, ankle)), toes=toes, **how)


def seated(age: str, x: float, seat: float, *, facing: int = 1, ground: float | None = None, size: float = 1, forward: float = 0.95, **how: Any) -> Person:
    """A person who sits and faces the right (1) or the left (-1); without a ground, the legs hang."""
    build = AGES[age]
    hip = seat - build.leg[0] * 0.75 * size
    low = hip + build.shin * 0.98 * size if ground is None else ground - build.leg[2] * 1.6 * size
    reach = build.thigh * forward * size
    feet = ((x + facing * (reach - 3 * size), low), (x + facing * (reach + 6 * size), low))
    feet = feet if facing > 0 else feet[::-1]
    return person(age, (x, hip), size=size, feet=feet, knees=(-facing, -facing), toes=(facing, facing), **how)


def crossed(age: str, x: float, ground: float, *, size: float = 1, trousers: str = INK, shoes: str = WHITE, **how: Any) -> Person:
    """A person who sits on the ground with crossed legs and faces us."""
    b, u = AGES[age], size
    hip = ground - b.leg[0] * 1.15 * u
    drawn = person(age, (x, hip), size=size, **how)
    legs: Art = []
    for side in (-1, 1):
        start, knee = (x + side * b.hip * 0.5 * u, hip), (x + side * (b.hip + b.thigh * 0.66) * u, ground - b.leg[1] * u)
        ankle = (x - side * b.hip * 0.55 * u, ground - b.leg[2] * 0.9 * u)
        legs += oval(ankle[0] - side * b.leg[2] * 0.8 * u, ankle[1] + 1.5, b.leg[2] * 1.5 * u, b.leg[2] * 0.95 * u, shoes)
        legs += solid([(*start, b.leg[0] * u), (*knee, b.leg[1] * u), (*ankle, b.leg[2] * u)], fill=trousers)
    drawn.body += legs
    return drawn


def reclining(age: str, x: float, y: float, rise: float = 52, size: float = 1, **how: Any) -> Person:
    """A person in a hospital bed from its side; x and y are those of the bed."""
    b = AGES[age]
    return person(age, (x + 100, y - 12 - b.hip * 0.62 * size), size=size, lean=rise - 90, tilt=how.pop("tilt", (rise - 90) * 0.55), **how)


def straps(drawn: Person, age: str, u: float = 1, fill: str = CORAL, lean: float = 0) -> tuple[Art, Art]:
    """A backpack that is worn, seen from the front: the pack behind, and the straps."""
    b = AGES[age]
    pack = box(-b.shoulder * 1.3, -1, b.shoulder * 2.6, b.torso * 0.95, b.shoulder * 0.6, fill)
    bands: Art = []
    for side in (-1, 1):
        bands += flat(
            f"M{side * b.shoulder * 0.34} 0.5L{side * b.shoulder * 0.66} 1.5C{side * b.shoulder * 0.74} {b.torso * 0.4} {side * b.shoulder * 0.7} {b.torso * 0.6} {side * b.waist * 0.96} {b.torso * 0.78}"
            f"L{side * b.waist * 0.8} {b.torso * 0.82}C{side * b.shoulder * 0.5} {b.torso * 0.62} {side * b.shoulder * 0.46} {b.torso * 0.4} {side * b.shoulder * 0.34} 0.5Z",
            fill,
            width=THIN,
        )
    return moved(pack, *drawn.neck, u, lean), moved(bands, *drawn.neck, u, lean)


def neck_art(build: Build, skin: str, turned: Move) -> Art:
    foot_, top = turned.point(0, -build.torso + 5), turned.point(0, -build.torso - 8)
    return solid([(*foot_, build.neck * turned.scale), (*top, build.neck * turned.scale)], fill=SKIN[skin][0])


def falls(shoulder: Point, to: Point, side: int) -> int:
    """An elbow hangs below an arm that reaches out, and points away from the body where the arm hangs."""
    dx, dy = to[0] - shoulder[0], to[1] - shoulder[1]
    if abs(dx) > 0.3 * math.hypot(dx, dy):
        return 1 if dx > 0 else -1
    return -side if dy > 0 else side


def limb(build: Build, u: float, shoulder: Point, inner: Point, arm: Arm, bend: int, skin: str, top: str, sleeves: str) -> Art:
    """An arm with its hand, its sleeve grown together with the top."""
    elbow, wrist = bone(shoulder, arm.to, build.upper * u, build.fore * u, bend)
    r = [each * u for each in build.arm]
    turn = math.degrees(math.atan2(wrist[1] - elbow[1], wrist[0] - elbow[0])) + arm.turn
    tone = SKIN[skin][0]
    art: Art = []
    held = hand(arm.hand, skin, wrist, turn, build.hand * u, arm.thumb_up, arm.thing)
    if sleeves == "long":
        near = _between(elbow, wrist, 0.93)
        art += held
        art += solid([(*shoulder, r[0]), (*elbow, r[1]), (*near, r[2] + 0.9 * u)], fill=top)
    else:
        art += solid([(*shoulder, r[0] * 0.86), (*elbow, r[1] * 0.88), (*wrist, r[2] * 0.96)], fill=tone)
        art += _seamless(held, wrist, elbow, r[2] * 0.96, tone)
        if sleeves == "short":
            end = _between(shoulder, elbow, 0.72)
            art += solid([(*shoulder, r[0]), (*end, r[0] * 1.02)], fill=top)
    if sleeves != "none":
        art += solid([(*shoulder, r[0]), (*inner, r[0] * 0.9)], fill=top, stroke="none")
    return art


def _seamless(held: Art, wrist: Point, elbow: Point, r: float, tone: str) -> Art:
    """A hand that grows out of its arm without a line between."""
    back = _between(wrist, elbow, 0.25)
    return [*held[:1], *solid([(*back, r), (*_between(wrist, elbow, -0.12), r)], fill=tone, stroke="none"), *held[1:]]


def _between(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def foot(ankle: Point, toe: int, r: float, shoes: str) -> Art:
    """A shoe whose toes point to the left (-1), to the right (1) or at us (0)."""
    x, y = ankle
    if toe == 0:
        return flat(f"M{x - r * 1.25} {y + r * 1.7}C{x - r * 1.4} {y - r} {x + r * 1.4} {y - r} {x + r * 1.25} {y + r * 1.7}Z", shoes)
    return flat(
        f"M{x - toe * r * 1.05} {y - r * 0.4}L{x - toe * r * 1.15} {y + r * 1.6}L{x + toe * r * 2.6} {y + r * 1.6}C{x + toe * r * 2.8} {y + r * 0.2} {x + toe * r * 1.6} {y + r * 0.1} {x + toe * r * 0.9} {y - r * 0.6}Z",
        shoes,
    )


def torso(build: Build, top: str, style: str, skin: str, hem: float) -> Art:
    """From the neck down to the hips."""
    b = build
    ar, sh, long = b.arm[0], b.shoulder, b.torso + hem
    low = b.hip + hem * 0.32
    fill = SKIN[skin][0] if style == "bare" else top
    outline = (
        f"M{-b.neck} -1.5C{-b.neck - 2} 2 {-sh + 5} 1.5 {-sh + ar * 0.35} {ar * 0.5}Q{-sh} {ar} {-sh + 0.6} {ar * 1.8}"
        f"C{-sh + 2} {b.torso * 0.5} {-b.waist} {b.torso * 0.55} {-low} {long}Q0 {long + 4} {low} {long}"
        f"C{b.waist} {b.torso * 0.55} {sh - 2} {b.torso * 0.5} {sh - 0.6} {ar * 1.8}Q{sh} {ar} {sh - ar * 0.35} {ar * 0.5}"
        f"C{sh - 5} 1.5 {b.neck + 2} 2 {b.neck} -1.5"
    )
    tone = SKIN[skin][0]
    n = b.neck
    round_ = f"M{-n} -1.5Q0 {n * 1.5} {n} -1.5Z"
    if style == "bare":
        return flat(outline + "Z", fill, width=LINE) + plain(f"M{-n + 1.3} -4L{n - 1.3} -4L{n + 3} 4L{-n - 3} 4Z", tone) + line(f"M{-sh * 0.6} {ar * 0.9}Q{-n} {ar * 1.1} {-2} {ar * 1.3}M{sh * 0.6} {ar * 0.9}Q{n} {ar * 1.1} {2} {ar * 1.3}", width=1.3)
    art = flat(outline + "Z", fill)
    if style == "vneck":
        art += flat(f"M{-n - 1} -1.5L0 {n * 2.2}L{n + 1} -1.5Q0 {n * 0.6} {-n - 1} -1.5Z", tone)
        art += box(sh * 0.2, b.torso * 0.36, sh * 0.5, sh * 0.5, 1.5, "none", width=THIN)
        return art
    if style == "coat":
        art = flat(outline + "Z", WHITE)
        art += flat(f"M{-n - 1} -1.5L{-1.5} {b.torso * 0.52}L{n * 0.7} {long + 1.5}L{-n * 0.7} {long + 1.5}L{-1.5} {b.torso * 0.52}L{n + 1} -1.5Z", top, width=THIN)
        art += flat(f"M{-n} -1.5L0 {n * 1.7}L{n} -1.5Q0 {n * 0.6} {-n} -1.5Z", tone, width=THIN)
        art += line(f"M{-n - 2} 1L{-sh * 0.62} {b.torso * 0.22}L{-2} {b.torso * 0.5}M{n + 2} 1L{sh * 0.62} {b.torso * 0.22}L2 {b.torso * 0.5}M{-1.5} {b.torso * 0.52}L{0} {long + 1.5}", width=THIN)
        art += line(f"M{sh * 0.3} {b.torso * 0.64}L{sh * 0.64} {b.torso * 0.62}", width=THIN)
        return art
    art += flat(round_, tone)
    if style == "hood":
        art += flat(f"M{-n - 5} 1C{-n - 6} {n * 1.4} {-n * 0.4} {n * 1.9} 0 {n * 2}C{n * 0.4} {n * 1.9} {n + 6} {n * 1.4} {n + 5} 1Q{n} {-3} {n} -1.5Q0 {n * 1.5} {-n} -1.5Q{-n} -3 {-n - 5} 1Z", fill)
        art += line(f"M{-n * 0.5} {n * 2}L{-n * 0.6} {n * 3.2}M{n * 0.5} {n * 2}L{n * 0.6} {n * 3}", WHITE, 2)
        art += line(f"M{-b.waist * 0.62} {long - 4}L{-b.waist * 0.42} {b.torso * 0.68}L{b.waist * 0.42} {b.torso * 0.68}L{b.waist * 0.62} {long - 4}", width=THIN)
    elif style == "stripes":
        for part in (0.34, 0.54, 0.74):
            w = b.waist * 0.9
            art += line(f"M{-w} {b.torso * part}Q0 {b.torso * part + 3} {w} {b.torso * part}", WHITE, 3)
    elif style == "gown":
        spots = [(-0.5, 0.3), (0.1, 0.24), (0.55, 0.36), (-0.15, 0.46), (0.4, 0.58), (-0.55, 0.6), (0, 0.72), (-0.3, 0.88), (0.45, 0.84)]
        art += plain("".join(disc_d(x * b.waist, y * b.torso, 1.9) for x, y in spots), TEAL)
    elif style == "collar":
        art += flat(f"M{-n - 1} -2L{-n * 1.3} {n * 1.1}L0 {n * 0.8}L{n * 1.3} {n * 1.1}L{n + 1} -2Q0 {n * 1.4} {-n - 1} -2Z", WHITE, width=THIN)
    elif style == "cardigan":
        art += flat(f"M{-n} -1.5L0 {b.torso * 0.4}L{n} -1.5Q0 {n * 1.2} {-n} -1.5Z", WHITE, width=THIN)
        art += line(f"M0 {b.torso * 0.4}L0 {long + 1.5}", width=THIN)
        art += plain("".join(disc_d(4, b.torso * y, 1.7) for y in (0.5, 0.66, 0.82)), INK)
    elif style == "heart":
        x, y, r = 0, b.torso * 0.42, b.waist * 0.4
        art += plain(heart_d(x, y, r), WHITE)
    elif style == "star":
        art += plain(star_d(0, b.torso * 0.46, b.waist * 0.44), YELLOW)
    return art


def heart_d(x: float, y: float, r: float) -> str:
    return f"M{x} {y + r}C{x - r * 1.6} {y - r * 0.1} {x - r * 0.9} {y - r * 1.1} {x} {y - r * 0.35}C{x + r * 0.9} {y - r * 1.1} {x + r * 1.6} {y - r * 0.1} {x} {y + r}Z"


def star_d(x: float, y: float, r: float) -> str:
    points = [(x + (r if i % 2 == 0 else r * 0.45) * math.sin(i * math.pi / 5), y - (r if i % 2 == 0 else r * 0.45) * math.cos(i * math.pi / 5)) for i in range(10)]
    return "M" + "L".join(f"{a:.2f} {b:.2f}" for a, b in points) + "Z"


def stethoscope(drawn: Person, build: Build, u: float, lean: float = 0) -> Art:
    n = build.neck
    art = line(f"M{-n - 1} 0Q{-n - 4} {n * 2.6} 0 {n * 3.2}Q{n + 4} {n * 2.6} {n + 1} 0M0 {n * 3.2}L3 {n * 4.2}", INK, 4.4)
    art += line(f"M{-n - 1} 0Q{-n - 4} {n * 2.6} 0 {n * 3.2}Q{n + 4} {n * 2.6} {n + 1} 0M0 {n * 3.2}L3 {n * 4.2}", GREEN, 2)
    art += disc(3, n * 4.5, 4.4, MIST, width=THIN)
    return moved(art, *drawn.neck, u, lean)


def badge(drawn: Person, build: Build, u: float, lean: float = 0, mark: str = "person") -> Art:
    """A card on a band about the neck."""
    n, b = build.neck, build
    art = line(f"M{-n} 0L-2 {b.torso * 0.42}L{n} 0", CORAL, 2.2)
    art += box(-7.5, b.torso * 0.42, 14, 17, 2, WHITE, width=THIN)
    if mark == "person":
        art += plain(disc_d(-0.5, b.torso * 0.42 + 6, 2.6), INK) + plain(f"M-5 {b.torso * 0.42 + 14}C-5 {b.torso * 0.42 + 8.5} 4 {b.torso * 0.42 + 8.5} 4 {b.torso * 0.42 + 14}Z", INK)
    return moved(art, *drawn.neck, u, lean)

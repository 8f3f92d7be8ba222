"""What to do at once, beside its step."""

from __future__ import annotations

from typing import Any

from drawing import drawing
from kit import CORAL, GREEN, INK, LEAF, LILAC, MIST, PEACH, PLUM, SKIN, SKY, STEEL, TEAL, THIN, WHITE, YELLOW, Art, box, box_d, cut, disc, flat, floor, ground, line, moved, solid, tube
from people import Arm, hand, person
from things import clamp

# They stand 24 mm wide beside a step: one thing each, and large.
STEP = box_d(6, 6, 388, 288, 30)


def bare_chest(x: float, y: float, size: float, skin: str, hair: str, look: float) -> Art:
    """A child from head to waist, seen from the front, without a shirt."""
    arms = Arm((x - 24 * size, y + 10)), Arm((x + 24 * size, y + 10))
    return person("child", (x, y), size=size, skin=skin, hair=hair, face="quiet", look=look, style="bare", sleeves="none", left=arms[0], right=arms[1]).art()


@drawing("shared/clamp-between")
def clamp_between() -> Art:
    """A line at a child's chest is broken. A hand has shut a clamp on it between the break and the skin."""
    art = box(6, 6, 388, 288, 30, LEAF, "none") + bare_chest(82, 316, 2.5, "brown", "scarf", 0.5)
    x, y = 88, 238
    # The piece beyond the break hangs down.
    art += tube("M348 254C366 258 374 272 374 300", WHITE, 12)
    art += clamp(220, y, 1.2, hose=(-110, 80))
    # Both ends of the break are torn.
    art += flat(f"M307 {y - 12}L319 {y - 12}L319 {y + 12}L307 {y + 12}L315 {y + 6}L306 {y}L315 {y - 6}Z", LEAF, LEAF) + line(f"M307 {y - 9}L315 {y - 5}L306 {y}L315 {y + 5}L307 {y + 9}")
    art += flat("M352 240L338 240L338 264L346 262L348 256L341 254L350 248L344 246Z", LEAF, LEAF) + line("M352 246L344 247L350 251L343 255L348 262")
    art += box(x - 22, y - 22, 44, 44, 8, WHITE) + disc(x + 6, y, 3.4, INK, "none")
    art += hand("pinch", "dark", (236, 144), 100, 3.6, False)
    return cut(art + solid([(236, 142, 22), (262, 70, 28), (284, -40, 34)], fill=TEAL), STEP)


@drawing("shared/press-on-place")
def press_on_place() -> Art:
    """The line has come out of a child's chest. Fingers press gauze on the place."""
    art = box(6, 6, 388, 288, 30, SKY, "none") + bare_chest(112, 318, 2.7, "fair", "none", 0.4)
    x, y = 128, 238
    art += tube("M246 278C276 252 300 288 330 268C350 254 352 240 342 226", WHITE, 10) + box(331, 200, 21, 28, 5, CORAL)
    art += box(x - 36, y - 34, 72, 68, 7, WHITE) + line(f"M{x - 26} {y - 20}L{x + 26} {y - 20}M{x - 26} {y + 20}L{x + 26} {y + 20}", STEEL, THIN)
    art += hand("flat", "fair", (212, 210), 164, 3.8, False)
    return cut(art + solid([(210, 208, 23), (290, 170, 29), (430, 134, 34)], fill=PLUM), STEP)


def on_the_side(x: float, y: float, **how: Any) -> Art:
    """A child who lies on the left side and faces us: the head is at our right, and the left shoulder below."""
    arms = {"left": Arm((-14, -30), 1, "rest", over=True), "right": Arm((58, -150), 1, "rest", turn=-10, thumb_up=False, over=True)}
    child = person("teen", (0, 0), size=1.5, tilt=-7, sleeves="short", feet=((-8, 122), (24, 128)), knees=(1, 1), toes=(0, 0), **arms, **how)
    # As it stands before us, a child has the left side at our right; a quarter turn with the clock brings it down.
    return moved(child.art(), x, y, turn=87)


@drawing("blinatumomab-at-home/on-left-side")
def on_left_side() -> Art:
    """A child lies on the left side. The line at the chest is clamped."""
    art = box(6, 6, 388, 288, 30, LILAC, "none") + box(26, 204, 348, 56, 16, MIST)
    art += solid([(300, 204, 14), (350, 204, 14)], fill=WHITE)
    art += on_the_side(176, 160, skin="tan", hair="short black", face="quiet", top=YELLOW, trousers=TEAL)
    d = "M238 150C232 190 254 204 232 222C214 236 176 232 140 232"
    return cut(art + tube(d, WHITE, 8) + box(226, 138, 24, 24, 5, WHITE) + clamp(186, 231, 0.62, hose=(0, 0)), STEP)


@drawing("blinatumomab-at-home/emergency-pack")
def emergency_pack() -> Art:
    """An open bag with two clamps, gauze and a dressing."""
    art = ground(SKY) + floor(200, 272, 150, 11, MIST)
    art += line("M164 84Q164 44 200 44Q236 44 236 84", INK, 13) + line("M164 84Q164 44 200 44Q236 44 236 84", CORAL, 8)
    art += box(70, 80, 260, 188, 30, CORAL) + box(88, 108, 224, 144, 18, WHITE)
    art += clamp_alone(146, 150) + clamp_alone(146, 212)
    for i in range(3):
        art += box(222 - i * 3, 136 - i * 7, 72, 40, 4, WHITE)
    art += line("M228 134L276 134M228 146L276 146", STEEL, THIN)
    return art + box(218, 194, 76, 46, 14, PEACH) + box(240, 204, 32, 26, 4, WHITE, width=THIN)


def clamp_alone(x: float, y: float) -> Art:
    """An open clamp without a tube."""
    return clamp(x, y, 0.86, shut=False)[2:]


@drawing("shared/nose-bleed")
def nose_bleed() -> Art:
    """A child sits upright and pinches the soft part of the nose."""
    child = person("child", (196, 390), size=3.1, skin="dark", hair="puffs black", face="quiet", nod=5, top=YELLOW)
    x, y = child.head
    art = box(6, 6, 388, 288, 30, LEAF, "none") + child.far + child.body + child.near + child.top
    return cut(art + pinching_nose(x, y + 36, "dark"), STEP)


def pinching_nose(x: float, y: float, skin: str) -> Art:
    """A hand from below right, its thumb and first finger at the sides of a nose whose tip is at a point."""
    tone = SKIN[skin][0]
    art = solid([(x + 84, y + 106, 28), (x + 66, y + 78, 27)], [(x + 62, y + 74, 21), (x + 50, y + 62, 18)], fill=tone)
    art += solid([(x + 48, y + 60, 12), (x - 2, y + 44, 10.6), (x - 13, y + 4, 8.6)], fill=tone)
    art += solid([(x + 72, y + 60, 13), (x + 44, y + 30, 11), (x + 13, y + 3, 8.8)], fill=tone)
    art += line(f"M{x + 66} {y + 84}Q{x + 60} {y + 92} {x + 62} {y + 100}", SKIN[skin][1], THIN)
    return art + solid([(x + 132, y + 230, 40), (x + 90, y + 116, 32)], fill=YELLOW)


@drawing("shared/seizure-on-side")
def seizure_on_side() -> Art:
    """A child lies on the side, on a soft ground."""
    art = box(6, 6, 388, 288, 30, LILAC, "none") + box(26, 204, 348, 56, 16, GREEN) + solid([(300, 204, 14), (350, 204, 14)], fill=WHITE)
    return art + on_the_side(176, 160, skin="deep", hair="crop black", face="asleep", top=YELLOW, trousers=TEAL)

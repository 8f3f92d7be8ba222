"""What to do at once, beside its step."""

from __future__ import annotations

from typing import Any

from drawing import drawing
from kit import CORAL, GREEN, INK, LEAF, LILAC, MIST, PEACH, PLUM, ROSE, SAND, SKIN, SKY, STEEL, TEAL, THIN, WHITE, WOOD, YELLOW, Art, box, box_d, cut, disc, flat, floor, ground, line, moved, plain, solid, tube
from people import Arm, hand, person
from things import clamp, pump

# They stand 24 mm wide beside a step: one thing each, and large.
STEP = box_d(6, 6, 388, 288, 30)


def bare_chest(x: float, y: float, size: float, skin: str, hair: str, look: float) -> Art:
    """A child from head to waist, seen from the front, without a shirt."""
    arms = Arm((x - 24 * size, y + 10)), Arm((x + 24 * size, y + 10))
    return person("child", (x, y), size=size, skin=skin, hair=hair, face="quiet", look=look, style="bare", sleeves="none", left=arms[0], right=arms[1]).art()


@drawing("shared/clamp-between", least=2.3)
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


@drawing("shared/press-on-place", least=2.3)
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


@drawing("blinatumomab-at-home/on-left-side", least=2.3)
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


@drawing("shared/nose-bleed", least=2.3)
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


@drawing("shared/seizure-on-side", least=2.3)
def seizure_on_side() -> Art:
    """A child lies on the side, on a soft ground."""
    art = box(6, 6, 388, 288, 30, LILAC, "none") + box(26, 204, 348, 56, 16, GREEN) + solid([(300, 204, 14), (350, 204, 14)], fill=WHITE)
    return art + on_the_side(176, 160, skin="deep", hair="crop black", face="asleep", top=YELLOW, trousers=TEAL)


def end(x: float, y: float, turn: float, fill: str) -> Art:
    """The end of a tubing: a collar from which a short tip looks out, to the right before it is turned."""
    return moved(box(8, -6, 14, 12, 3, WHITE) + box(-16, -13, 28, 26, 5, fill), x, y, turn=turn)


def drops(x: float, y: float, *steps: float) -> Art:
    """Drops that fall below a point."""
    return [part for step in steps for part in flat(f"M{x} {y + step}C{x + 9} {y + step + 12} {x + 9} {y + step + 20} {x} {y + step + 20}C{x - 9} {y + step + 20} {x - 9} {y + step + 12} {x} {y + step}Z", YELLOW)]


@drawing("blinatumomab-at-home/tubing-apart", least=2.3)
def tubing_apart() -> Art:
    """The tubing has come apart. A hand has shut the clamp that is nearest to the child."""
    art = box(6, 6, 388, 288, 30, SAND, "none") + bare_chest(82, 316, 2.5, "tan", "fuzz black", 0.5)
    x, y = 88, 238
    art += tube("M352 226C372 236 378 260 376 300", WHITE, 12) + end(344, 220, 205, CORAL) + drops(318, 226, 0, 34)
    art += clamp(206, y, 1.15, hose=(-100, 62)) + end(286, y, 0, TEAL)
    art += box(x - 22, y - 22, 44, 44, 8, WHITE) + disc(x + 6, y, 3.4, INK, "none")
    art += hand("pinch", "fair", (222, 144), 100, 3.6, False)
    return cut(art + solid([(222, 142, 22), (248, 70, 28), (270, -40, 34)], fill=PLUM), STEP)


@drawing("blinatumomab-at-home/spare-batteries", least=2.3)
def spare_batteries() -> Art:
    """A pump still runs. Two spare batteries lie beside it, and a hand holds a phone."""
    art = box(6, 6, 388, 288, 30, LEAF, "none") + plain("M0 246L400 246L400 300L0 300Z", WOOD) + line("M0 246L400 246", width=3)
    art += pump(92, 158, 1.56)
    for x in (176, 222):
        art += box(x - 7, 168, 14, 12, 3, STEEL) + box(x - 17, 178, 34, 78, 6, CORAL) + plain(box_d(x - 15.6, 226, 31.2, 20), INK)
    art += moved(box(-32, -62, 64, 124, 12, INK) + box(-25, -50, 50, 92, 5, SKY) + disc(0, 52, 4.4, WHITE, "none"), 308, 118, turn=8)
    art += hand("grip", "brown", (352, 168), 190, 3.5, True)
    return cut(art + solid([(352, 170, 22), (384, 230, 28), (420, 320, 34)], fill=TEAL), STEP)


@drawing("blinatumomab-at-home/leak-in-a-bag", least=2.3)
def leak_in_a_bag() -> Art:
    """Two hands hold a plastic bag around a part of the tubing that drips. The clamps on both sides are shut."""
    art = box(6, 6, 388, 288, 30, PEACH, "none")
    d = "M-10 64C60 64 96 74 140 108C172 132 186 150 200 150C214 150 228 132 260 108C304 74 340 64 410 64"
    art += box(124, 96, 152, 180, 16, "#e7f1f3") + line("M124 120L276 120", STEEL, THIN)
    art += tube(d, WHITE, 11) + box(182, 138, 36, 25, 6, CORAL) + drops(200, 170, 0, 36)
    art += flat("M134 262Q200 240 266 262L262 270L138 270Z", YELLOW, "none")
    art += line("M142 140L142 222M150 134L150 164", WHITE, 3.4)
    art += moved(clamp(0, 0, 0.62, hose=(0, 0))[2:], 58, 67, turn=4) + moved(clamp(0, 0, 0.62, hose=(0, 0))[2:], 342, 67, turn=-4)
    art += hand("pinch", "dark", (74, 196), -30, 3.3, True) + solid([(72, 198, 20), (36, 236, 26), (-30, 300, 32)], fill=TEAL)
    art += hand("pinch", "dark", (326, 196), 210, 3.3, False) + solid([(328, 198, 20), (364, 236, 26), (430, 300, 32)], fill=TEAL)
    return cut(art, STEP)


@drawing("blinatumomab-at-home/needle-out", least=2.3)
def needle_out() -> Art:
    """The needle has come out of a child's port. Its tubing is clamped, and fingers press gauze on the place."""
    art = box(6, 6, 388, 288, 30, LILAC, "none") + bare_chest(112, 318, 2.7, "brown", "puffs black", 0.4)
    x, y = 128, 232
    art += clamp(318, 262, 0.9, hose=(-66, 120))
    # Wings, and the needle below them.
    art += line("M238 262L238 292", INK, 5) + line("M238 262L238 290", MIST, 2) + solid([(214, 246, 9), (238, 258, 10)], [(262, 246, 9), (238, 258, 10)], fill=GREEN)
    art += box(x - 36, y - 34, 72, 68, 7, WHITE) + line(f"M{x - 26} {y - 20}L{x + 26} {y - 20}M{x - 26} {y + 20}L{x + 26} {y + 20}", STEEL, THIN)
    art += hand("flat", "brown", (212, 192), 156, 3.6, False)
    return cut(art + solid([(210, 190, 22), (290, 138, 28), (430, 90, 33)], fill=CORAL), STEP)


@drawing("blinatumomab-at-home/dressing-off", least=2.3)
def dressing_off() -> Art:
    """The dressing of a child's line has come off. A hand covers the place with a new one."""
    art = box(6, 6, 388, 288, 30, SKY, "none") + bare_chest(96, 318, 2.7, "fair", "short brown", 0.4)
    x, y = 112, 232
    art += tube(f"M{x} {y}C{x + 4} {y + 40} {x + 44} {y + 52} {x + 96} {y + 48}C{x + 170} {y + 44} {x + 220} {y + 60} 400 284", WHITE, 9)
    art += disc(x, y, 9, ROSE, "none") + disc(x, y, 4, INK, "none")
    art += moved(box(-44, -34, 88, 68, 14, WHITE) + box(-20, -15, 40, 30, 5, SAND, width=THIN), x + 66, y - 40, turn=-24)
    art += hand("pinch", "deep", (250, 134), 156, 3.6, False)
    return cut(art + solid([(250, 132, 22), (320, 90, 28), (430, 40, 34)], fill=GREEN), STEP)

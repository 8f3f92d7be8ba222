"""The pictures of the two booklets, by the names that their blocks call them."""

from __future__ import annotations

from cells import around, b_cell, cancer_cell, car_t, cell, fork, ground_cells, red_cell, t_cell, wye
from drawing import drawing
from kit import (
    BLOB,
    CORAL,
    DUSK,
    GREEN,
    INK,
    LILAC,
    MIST,
    NIGHT,
    PEACH,
    PLUM,
    ROSE,
    SAND,
    SKIN,
    SKY,
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
    floor,
    ground,
    line,
    moved,
    oval,
    plain,
    solid,
)
from people import Arm, crossed, hand, person, reclining, seated, standing, straps
from things import (
    armchair,
    armrest,
    bag,
    bed,
    block,
    book,
    bowl,
    bubbles,
    cat,
    chair,
    clamp,
    cloud,
    drip,
    frame,
    handset,
    hospital,
    house,
    lights,
    moon,
    pencil,
    phone,
    plant,
    pole,
    pump,
    small_clamp,
    sofa,
    sound,
    star,
    table,
    tap,
    teddy,
    thermometer,
    tree,
    window,
)

# ── covers ────────────────────────────────────────────────────────────────────────────────────────────────────────


@drawing("car-t-journey/cover", height=380)
def under_the_stars() -> Art:
    """A parent and a child look up at a night sky full of stars."""
    art = box(0, 0, 400, 380, 0, NIGHT, "none")
    art += plain(disc_d(318, 92, 74), "#2b6272") + plain(disc_d(318, 92, 54), "#357584")
    art += disc(318, 92, 36, YELLOW, "none") + plain(disc_d(306, 82, 7) + disc_d(330, 100, 5) + disc_d(316, 110, 3.6), "#e0b052")
    for x, y, r, start in ((60, 92, 21, 10), (152, 62, 17, 0), (214, 128, 15, 22), (40, 196, 14, 30)):
        art += plain(disc_d(x, y, r * 2.1), "#2b6272") + car_t(x, y, r, 7, start)
    for x, y, r in ((92, 42, 7), (24, 40, 5), (170, 110, 4), (254, 46, 7), (234, 148, 5), (376, 46, 5), (88, 132, 6), (150, 150, 4), (384, 132, 4), (20, 130, 4), (196, 40, 4), (268, 176, 5)):
        art += star(x, y, r)
    art += plain("M0 256Q90 214 190 234Q300 256 400 206L400 380L0 380Z", "#35645c")
    art += moved(house(0, 0, 0.5), 346, 230) + plain("M322 232Q346 224 372 228L372 240L322 240Z", "#35645c")
    art += plain("M0 300Q110 262 230 286Q320 302 400 274L400 380L0 380Z", "#4f8a72")
    for x, y in ((30, 318), (366, 320), (60, 352), (334, 356), (386, 350)):
        art += line(f"M{x - 5} {y - 6}L{x} {y}L{x + 5} {y - 7}", "#35645c", 2.4)
    art += plain(disc_d(200, 342, 150, 17), PLUM) + line("M60 340Q196 318 340 340M70 350Q198 370 328 350", "#9b88ad", 2)
    parent = crossed("adult", 146, 350, size=1.28, skin="brown", hair="wavy black", top=CORAL, trousers=DUSK, face="calm", look=0.6, nod=-8, tilt=6, right=Arm((246, 286), 1, "flat", behind=True), left=Arm((112, 318), 1, "rest"))
    child = crossed("child", 246, 352, size=1.36, skin="brown", hair="fuzz black", top=YELLOW, style="star", trousers=TEAL, face="happy", look=0.3, nod=-8, tilt=4, right=Arm((306, 190), 1, "point", over=True), left=Arm((218, 326), -1, "rest"))
    art += parent.art() + child.art()
    return art + teddy(330, 318, 0.84)


@drawing("your-immunotherapy/cover", height=380)
def above_the_town() -> Art:
    """Two teenagers sit on a hill above the town in the evening. One has no hair and holds a phone."""
    art = box(0, 0, 400, 380, 0, "#8f86b8", "none") + plain("M0 96Q200 60 400 104L400 380L0 380Z", "#b79cc0") + plain("M0 150Q190 118 400 156L400 380L0 380Z", "#e6b7ae")
    art += disc(84, 150, 30, YELLOW, "none") + cloud(300, 66, 1, "#cdbfdc") + cloud(120, 52, 0.7, "#cdbfdc")
    for x, y, r in ((206, 34, 5), (362, 30, 5), (252, 108, 4), (40, 40, 5)):
        art += star(x, y, r)
    art += plain("M0 206Q120 176 230 200Q320 216 400 190L400 380L0 380Z", "#6d7f9c")
    art += moved(house(0, 0, 0.46), 330, 214) + moved(house(0, 0, 0.38, LILAC), 288, 222) + moved(hospital(0, 0, 0.42), 74, 214) + tree(30, 226, 0.6) + tree(370, 226, 0.6) + tree(128, 224, 0.46)
    art += plain("M0 270Q120 226 236 244Q330 258 400 232L400 380L0 380Z", "#4f8a72")
    for x, y in ((28, 306), (372, 296), (44, 352), (352, 352), (200, 372)):
        art += line(f"M{x - 5} {y - 6}L{x} {y}L{x + 5} {y - 7}", "#35645c", 2.4)
    art += plain(disc_d(200, 350, 156, 16), "#35645c")
    one = crossed("teen", 122, 354, size=1.34, skin="brown", hair="none", top=CORAL, style="hood", trousers=DUSK, face="calm", look=0.4, tilt=3, right=Arm((176, 286), 1, "grip", turn=-14, thing=phone(1, -5, 0.95, 10), over=True), left=Arm((86, 322), 1, "rest"))
    two = crossed("teen", 274, 354, size=1.34, skin="fair", hair="long black", top=TEAL, style="hood", trousers=PLUM, face="happy", look=-0.5, tilt=-4, right=Arm((310, 322), -1, "rest"), left=Arm((240, 320), 1, "rest"))
    return art + one.art() + two.art()


@drawing("first-steps/cover", height=380)
def sunrise() -> Art:
    """A mother and a child stand hand in hand where a path begins, and the sun comes up."""
    art = box(0, 0, 400, 380, 0, "#fbe3bd", "none") + plain(disc_d(206, 168, 118), "#f9d79c") + plain(disc_d(206, 168, 84), "#f7c978") + disc(206, 168, 52, YELLOW, "none")
    art += cloud(72, 78, 0.9, "#fff5e4") + cloud(334, 62, 1.05, "#fff5e4") + cloud(290, 118, 0.6, "#fff5e4")
    art += plain("M0 186Q90 150 176 178Q286 204 400 160L400 380L0 380Z", "#a9cdb4")
    art += moved(house(0, 0, 0.46), 344, 180) + tree(60, 196, 0.6) + tree(92, 190, 0.46)
    art += plain("M0 236Q120 196 236 222Q330 240 400 214L400 380L0 380Z", "#7fb597")
    art += plain("M96 380Q150 306 226 282Q292 262 258 244Q226 230 232 200L240 200Q242 224 282 238Q330 260 300 284Q254 316 300 380Z", SAND)
    for x, y in ((34, 300), (66, 344), (352, 306), (374, 350), (330, 356), (24, 262)):
        art += line(f"M{x - 5} {y - 6}L{x} {y}L{x + 5} {y - 7}", "#4f8a72", 2.4)
    mother = standing("adult", 164, 364, size=1.0, skin="pale", hair="bun brown", wears=("glasses",), face="calm", look=0.5, tilt=5, top=TEAL, trousers=DUSK, right=Arm((206, 294), -1, "rest"))
    child = standing("child", 246, 364, size=1.08, skin="pale", hair="none", face="happy", look=-0.2, nod=-3, top=CORAL, style="star", trousers=PLUM, left=Arm((208, 282), 1, "rest"), right=Arm((295, 261), 1, "open", over=True))
    return art + mother.art() + child.art()


@drawing("blinatumomab-at-home/cover", height=380)
def at_home() -> Art:
    """A child with a small backpack stands at home beside a parent."""
    art = box(0, 0, 400, 380, 0, SAND, "none") + plain("M0 310L400 310L400 380L0 380Z", "#efd3a1") + line("M0 310L400 310", "#d9b274", 2.5)
    art += plain(disc_d(200, 350, 170, 17), PEACH)
    art += window(258, 62, 98, 112)
    art += flat("M246 50L270 50Q272 130 250 186Q240 188 236 182Q250 120 246 50Z", PEACH) + flat("M368 50L344 50Q342 130 364 186Q374 188 378 182Q364 120 368 50Z", PEACH) + line("M236 50L378 50", width=5)
    art += frame(26, 78, 48, 42) + frame(196, 52, 34, 40, "sun")
    art += table(338, 262, 72, 338) + plant(338, 236, 0.9)
    parent = standing("adult", 148, 350, size=0.95, skin="dark", hair="curls black", wears=("beard",), face="happy", look=0.5, tilt=4, top=TEAL, trousers=DUSK, turned=0, right=Arm((200, 250), -1, "flat", turn=12))
    child = standing("child", 228, 350, size=1.15, skin="dark", hair="scarf", cloth=PLUM, top=YELLOW, trousers=TEAL, face="joy", look=-0.15, right=Arm((279, 196), 1, "open", over=True))
    pack, bands = straps(child, "child", 1.15)
    art += parent.far + parent.legs + parent.body + parent.top + pack
    art += child.far + child.legs + child.body + bands + line_tube(child.neck[0] - 4, child.neck[1] + 20)
    art += parent.near + child.near + child.top + child.over
    return art + cat(60, 352, 1.0)


def line_tube(x: float, y: float) -> Art:
    """A line at the chest whose tubing runs on into a backpack."""
    d = f"M{x} {y}C{x} {y + 16} {x + 8} {y + 20} {x + 9} {y + 30}C{x + 10} {y + 42} {x + 22} {y + 44} {x + 32} {y + 36}"
    art = line(d, INK, 6) + line(d, WHITE, 2.8) + box(x - 8, y - 8, 16, 16, 3, WHITE, width=THIN) + disc(x, y, 1.7, INK, "none")
    return art + moved(small_clamp(0, 0, 80), x + 8.4, y + 24)


# ── blinatumomab at home ──────────────────────────────────────────────────────────────────────────────────────────


@drawing("blinatumomab-at-home/alarm")
def alarm() -> Art:
    """A pump gives an alarm. A parent beside it holds a phone."""
    art = ground(PEACH) + floor(200, 276, 160, 11, ROSE)
    art += table(86, 212, 116, 276) + pump(86, 148, 1, "amber") + lights(96, 101, 1) + sound(46, 140, -1, 18) + sound(126, 140, 1, 18)
    child = seated("child", 196, 222, facing=-1, ground=276, size=1.3, skin="dark", hair="none", face="quiet", look=-0.4, top=YELLOW, trousers=PLUM, left=Arm((176, 214), 1, "rest"), right=Arm((208, 216), -1, "rest"))
    art += chair(204, 224, 276, -1, CORAL) + child.art()
    x, y = child.neck[0] - 6, child.neck[1] + 20
    d = f"M{x} {y}C{x - 2} {y + 26} {x - 34} {y + 10} {x - 40} {y + 30}C{x - 46} {y + 46} 124 206 104 204"
    art += line(d, INK, 6) + line(d, WHITE, 2.8) + box(x - 8, y - 8, 16, 16, 3, WHITE, width=THIN) + disc(x, y, 1.7, INK, "none") + moved(small_clamp(0, 0, 150), x - 22, y + 17)
    adult = standing("adult", 308, 284, size=1.08, skin="dark", hair="crop black", face="talk", look=-0.6, tilt=-4, top=TEAL, trousers=DUSK, right=Arm((336, 92), 1, "grip", turn=-14, thing=phone(-1, -5, 0.95, 6), over=True), left=Arm((244, 172), 1, "flat"))
    return art + adult.art()


@drawing("blinatumomab-at-home/clamp-open", height=264)
def open_clamp() -> Art:
    """A clamp stands open around a tube."""
    art = box(8, 8, 384, 248, 30, SKY, "none") + cut(clamp(200, 142, 1.7, shut=False), box_d(8, 8, 384, 248, 30))
    for x in (34, 330):
        art += line(f"M{x} 142L{x + 36} 142M{x + 24} 132L{x + 36} 142L{x + 24} 152", TEAL, 4)
    return art


@drawing("blinatumomab-at-home/clamp-closed", height=264)
def closed_clamp() -> Art:
    """A hand presses the clamp shut on the tube."""
    art = box(8, 8, 384, 248, 30, SAND, "none") + cut(clamp(176, 136, 1.7) + moved(pinching(0, 0), 176, 136, 1.5), box_d(8, 8, 384, 248, 30))
    return art + line("M26 136L62 136M50 126L62 136L50 146", TEAL, 4)


def pinching(x: float, y: float) -> Art:
    """A hand from the right whose thumb and finger press a clamp shut: thumb above, first finger below."""
    tone, fold = SKIN["tan"]
    art = solid([(x + 182, y + 8, 26), (x + 148, y + 8, 30)], [(x + 150, y + 12, 30), (x + 120, y + 14, 28)], [(x + 132, y + 40, 13.5), (x + 104, y + 58, 12), (x + 74, y + 60, 10.5), (x + 62, y + 52, 9.6)], fill=tone)
    art += solid([(x + 126, y + 24, 14.5), (x + 88, y + 47, 13), (x + 48, y + 43, 11.2), (x + 26, y + 32, 9)], fill=tone)
    art += solid([(x + 130, y - 2, 18), (x + 92, y - 34, 14.5), (x + 52, y - 37, 12.4), (x + 28, y - 29, 9.4)], fill=tone)
    art += solid([(x + 160, y + 8, 26), (x + 134, y + 8, 24)], [(x + 128, y + 2, 15), (x + 118, y - 10, 13)], [(x + 130, y + 20, 13), (x + 120, y + 26, 11.5)], fill=tone, stroke="none")
    art += flat(f"M{x + 21} {y - 37}Q{x + 30} {y - 42} {x + 40} {y - 42}Q{x + 36} {y - 34} {x + 25} {y - 31}Q{x + 19} {y - 32} {x + 21} {y - 37}Z", PEACH, width=THIN)
    art += line(f"M{x + 84} {y - 43}Q{x + 88} {y - 38} {x + 87} {y - 32}M{x + 84} {y + 40}Q{x + 88} {y + 46} {x + 86} {y + 53}M{x + 126} {y + 6}Q{x + 122} {y + 12} {x + 124} {y + 18}", fold, THIN)
    return art + solid([(x + 250, y + 8, 36), (x + 184, y + 8, 31)], fill=TEAL)


@drawing("blinatumomab-at-home/night")
def night() -> Art:
    """A child sleeps in bed. The pump stands upright on a chair beside the bed. The tubing is free."""
    art = ground("#c9d2df") + plain("M10 208L390 208Q372 290 200 290Q28 290 10 208Z", "#aeb9cb")
    art = cut(plain(box_d(0, 0, 400, 300), "#c9d2df") + plain(box_d(0, 214, 400, 100), "#b3bfd0"), BLOB)
    art += window(300, 40, 74, 80, night=True)
    # The bed from its foot.
    art += box(40, 92, 208, 120, 22, TEAL) + box(54, 130, 180, 60, 26, WHITE)
    child = person("child", (144, 236), size=1.5, skin="fair", hair="scarf", face="asleep", top=YELLOW, tilt=-5, left=Arm((112, 196), 1, "rest", turn=-50), right=Arm((178, 196), -1, "rest", turn=50))
    child_head = child.top
    art += child.body + child_head
    art += flat("M36 214Q38 192 62 190Q144 182 226 190Q250 192 252 214L252 226L36 226Z", WHITE)
    art += flat("M32 220Q144 208 256 220L264 276Q264 282 256 282L32 282Q24 282 24 276Z", PLUM)
    for x, y in ((76, 250), (144, 246), (212, 250), (110, 268), (178, 268)):
        art += star(x, y, 6)
    art += hand("rest", "fair", (104, 206), 8, 1.05, True) + teddy(206, 186, 0.66, 8)
    d = "M162 206C190 196 214 226 246 222C276 218 282 196 300 196"
    art += line(d, INK, 6.4) + line(d, WHITE, 3)
    art += chair(334, 212, 282, -1) + moved(pump(0, 0, 0.72), 326, 174)
    return art


@drawing("blinatumomab-at-home/play")
def play() -> Art:
    """A child with a small backpack plays with blocks."""
    art = ground(SAND) + floor(200, 272, 168, 13, SKY)
    art += block(300, 250, 44, TEAL, "star") + block(346, 250, 44, CORAL, "disc") + block(322, 206, 44, YELLOW, "heart")
    child = crossed("child", 140, 278, size=1.55, skin="dark", hair="beanie", cloth=YELLOW, face="joy", look=0.5, top=GREEN, trousers=TEAL, right=Arm((232, 176), -1, "grip", turn=-6, thing=block(6, -12, 38, PLUM, "square", 8)), left=Arm((106, 246), 1, "rest"))
    pack, bands = straps(child, "child", 1.55)
    return art + pack + child.far + child.body + bands + line_tube(child.neck[0] - 6, child.neck[1] + 24) + child.near + child.top


@drawing("blinatumomab-at-home/pump-and-line", height=360)
def pump_and_line() -> Art:
    """Tubing runs from the bag through the pump, a filter and a clamp to the line in the child's chest."""
    art = plain("M200 14C336 14 392 82 392 176C392 276 328 336 200 336C72 336 8 276 8 176C8 82 64 14 200 14Z", SKY) + floor(200, 322, 170, 12, MIST)
    child = crossed("child", 106, 322, size=2.05, skin="tan", hair="none", face="calm", look=0.35, top=YELLOW, trousers=TEAL, left=Arm((80, 292), 1, "rest"), right=Arm((132, 292), -1, "rest"))
    art += child.art()
    # The backpack stands open beside the child; in it the bag above, the pump below.
    art += line("M284 96Q284 74 306 74Q328 74 328 96", INK, 11) + line("M284 96Q284 74 306 74Q328 74 328 96", CORAL, 6)
    art += box(238, 92, 136, 226, 34, CORAL) + box(252, 106, 108, 198, 24, PEACH)
    art += bag(312, 152, 1.06) + line("M312 196C312 214 340 206 340 226C340 240 326 236 318 236", INK, 5.6) + line("M312 196C312 214 340 206 340 226C340 240 326 236 318 236", WHITE, 2.8)
    art += pump(296, 250, 0.8)
    # From the pump through filter and clamp to the line at the chest.
    d = "M276 288C244 306 222 286 222 258L222 196C222 168 196 166 182 184C164 208 154 236 136 240"
    art += line(d, INK, 6.6) + line(d, WHITE, 3.4)
    art += box(213, 214, 18, 26, 5, SKY, width=2) + line("M213 227L231 227", width=1.4)
    art += moved(box(-15, -9, 30, 18, 4, PLUM, width=2) + line("M-9 -9L-9 9M9 -9L9 9", width=1.4), 176, 193, turn=-58)
    x, y = 112, 232
    line_d = f"M{x - 6} {y - 4}C{x - 4} {y + 14} {x + 8} {y + 10} {x + 20} {y + 9}"
    art += line(line_d, INK, 7.4) + line(line_d, "#f2d0c2", 4.2)
    art += box(x - 16, y - 16, 20, 20, 3.5, WHITE, width=2) + disc(x - 6, y - 6, 1.9, INK, "none") + box(x + 14, y + 3, 13, 12, 3, CORAL, width=2)
    # Leaders: from each part to where its number stands.
    for (ax, ay), (bx, by) in (((366, 276), (386, 276)), ((292, 300), (292, 342)), ((330, 140), (386, 118)), ((230, 284), (218, 342)), ((222, 214), (226, 30)), ((178, 186), (166, 30)), ((100, 224), (16, 200))):
        art += line(f"M{ax} {ay}L{bx} {by}", WHITE, 4.6) + line(f"M{ax} {ay}L{bx} {by}", width=2) + disc(ax, ay, 3, INK, WHITE, 1.4)
    return art


@drawing("shared/two-arms")
def two_arms() -> Art:
    """One antibody holds a T cell with one arm and a leukemia cell with the other arm."""
    art = ground(SAND) + ground_cells()
    art += t_cell(106, 116, 60, 9, 20) + cancer_cell(294, 116, 60, 9, 0)
    art += disc(153, 163, 9, MIST) + disc(247, 163, 9, YELLOW)
    for side, tone in ((-1, CORAL), (1, LILAC)):
        art += moved(fork(2.5, tone), 200 + side * 22, 192, turn=side * 45)
    return art + solid([(200, 256, 8.5), (200, 206, 8.5)], [(200, 212, 8.5), (184, 196, 8.5)], [(200, 212, 8.5), (216, 196, 8.5)], fill=SAND)


@drawing("blinatumomab-at-home/washing")
def washing() -> Art:
    """A parent washes a child with a cloth. The pump is dry on a chair."""
    art = ground(SKY) + floor(200, 276, 160, 11, GREEN)
    art += chair(334, 212, 276, -1, YELLOW) + pump(326, 176, 0.74)
    stool = line("M196 240L190 276M240 240L246 276", INK, 9) + line("M196 240L190 276M240 240L246 276", WOOD, 4.4) + box(184, 232, 68, 10, 4, WOOD)
    child = person("child", (218, 230), size=1.36, skin="fair", hair="fuzz brown", face="happy", look=-0.4, top=WHITE, style="bare", sleeves="none", feet=((206, 266), (232, 266)), trousers=SKIN["fair"][0], shoes=SKIN["fair"][0], toes=(0, 0), left=Arm((188, 214), 1, "rest"), right=Arm((250, 226), -1, "rest"))
    towel = flat("M188 214Q218 224 248 214L254 244Q218 254 184 244Z", WHITE) + line("M187 234Q218 244 252 234", CORAL, 3)
    adult = seated("adult", 96, 226, facing=1, ground=276, size=1.02, skin="brown", hair="bun black", face="happy", look=0.6, tilt=5, top=PLUM, trousers=DUSK, right=Arm((168, 196), 1, "flat", thing=None), left=Arm((158, 216), 1, "rest", behind=True))
    art += stool + child.legs + child.body + towel + child.near + child.top
    d = "M214 172C214 196 238 196 244 206C254 224 280 214 304 196"
    art += line(d, INK, 6) + line(d, WHITE, 2.8) + box(206, 164, 16, 16, 3, WHITE, width=THIN) + disc(214, 172, 1.7, INK, "none")
    art += box(66, 226, 64, 10, 4, WOOD) + line("M72 236L68 276M124 236L128 276", INK, 9) + line("M72 236L68 276M124 236L128 276", WOOD, 4.4)
    art += adult.art()
    art += flat("M166 186Q180 180 192 190Q196 206 186 214Q172 210 166 200Z", YELLOW, width=2) + bubbles((196, 206, 5), (186, 222, 4), (172, 224, 3))
    return art + bowl(168, 250, 58, MIST) + bubbles((156, 246, 7), (170, 243, 8), (182, 247, 6))


@drawing("shared/writing-check")
def writing() -> Art:
    """A child's hand writes a line on paper with a pencil."""
    art = ground(SKY)
    page = box(-128, -112, 256, 224, 8, WHITE)
    for i, y in enumerate((-74, -34, 6, 46, 86)):
        page += line(f"M-106 {y + 12}L106 {y + 12}", SKY, 2)
        if i < 2:
            page += line(script(-100, y, 10), width=2.8)
    page += line(script(-100, 6, 4), width=2.8)
    art += moved(page, 168, 150, turn=-4)
    return cut(art + writing_hand(160, 142), box_d(0, 0, 400, 300))


def script(x: float, y: float, words: int) -> str:
    """A line of handwriting that says nothing."""
    d = f"M{x} {y + 8}"
    for i in range(words * 2):
        a = x + i * 10
        high = (14, 6, 8, 16, 7, 6)[i % 6]
        d += f"C{a + 3} {y + 8 - high} {a + 6} {y + 8 - high} {a + 6} {y + 6}C{a + 6} {y + 11} {a + 8} {y + 10} {a + 10} {y + 8}"
    return d


def writing_hand(x: float, y: float) -> Art:
    """A hand from below right, and a pencil whose point is at x, y: it rests on the middle finger, thumb and first finger hold it."""
    tone, fold = SKIN["dark"]
    art = solid([(x + 156, y + 116, 27), (x + 104, y + 54, 33)], [(x + 90, y + 82, 16), (x + 56, y + 72, 12.5), (x + 42, y + 60, 10.5)], [(x + 88, y + 62, 15), (x + 48, y + 46, 12), (x + 32, y + 32, 9.6)], [(x + 88, y + 36, 15), (x + 46, y + 16, 12), (x + 27, y + 0, 9)], fill=tone)
    art += line(f"M{x + 78} {y + 73}Q{x + 60} {y + 64} {x + 48} {y + 56}M{x + 74} {y + 50}Q{x + 56} {y + 40} {x + 42} {y + 30}", width=THIN)
    art += pencil(1.5, -32, x, y)
    art += solid([(x + 100, y + 22, 18), (x + 66, y - 14, 13), (x + 38, y - 18, 10.6), (x + 22, y - 6, 8)], fill=tone)
    art += solid([(x + 96, y + 66, 19), (x + 64, y + 34, 13.6), (x + 36, y + 7, 10)], fill=tone)
    art += solid([(x + 110, y + 56, 29), (x + 100, y + 42, 22)], fill=tone, stroke="none")
    art += flat(f"M{x + 17} {y - 9}Q{x + 22} {y - 17} {x + 31} {y - 22}Q{x + 33} {y - 15} {x + 23} {y - 6}Q{x + 18} {y - 5} {x + 17} {y - 9}Z", "#d8a98c", width=THIN)
    art += line(f"M{x + 58} {y - 22}Q{x + 63} {y - 18} {x + 63} {y - 12}M{x + 60} {y + 24}Q{x + 56} {y + 30} {x + 52} {y + 30}", fold, THIN)
    return art + solid([(x + 230, y + 190, 38), (x + 154, y + 118, 36)], fill=TEAL)


@drawing("shared/thermometer")
def taking_temperature() -> Art:
    """A digital thermometer under a child's arm, and in another child's mouth."""
    art = box(8, 12, 188, 276, 26, SAND, "none") + box(204, 12, 188, 276, 26, SKY, "none")
    left = person("child", (104, 310), size=2.45, skin="tan", hair="fuzz black", face="quiet", look=-0.2, top=TEAL, style="bare", sleeves="none", left=Arm((52, 330)), right=Arm((142, 330)))
    right = person("child", (282, 314), size=2.45, skin="deep", hair="puffs black", face="quiet", top=CORAL, left=Arm((240, 330), 1, "rest"), right=Arm((360, 232), 1, "pinch", turn=0, over=True))
    armpit = left.neck[0] + 42, left.neck[1] + 46
    art += cut(left.body + thermometer(1.3, 153, *armpit) + left.near + left.top, box_d(8, 12, 188, 276, 22))
    mouth = right.head[0] + 3, right.head[1] + 36
    art += cut(right.body + right.near + right.top + thermometer(1.2, 16, *mouth) + right.over, box_d(204, 12, 188, 276, 22))
    return art


# ── more of both, and of the shared blocks ────────────────────────────────────────────────────────────────────────


@drawing("shared/washing-hands")
def washing_hands() -> Art:
    """A child and an adult wash their hands under running water."""
    art = ground(SKY)
    adult = person("adult", (126, 292), size=1.36, skin="fair", hair="bob chestnut", face="happy", look=0.5, tilt=6, top=PLUM, left=Arm((176, 232), -1, "flat", turn=-6, behind=True), right=Arm((186, 226), 1, "flat", turn=0))
    child = person("child", (288, 282), size=1.62, skin="fair", hair="beanie", cloth=CORAL, face="happy", look=-0.5, tilt=-6, top=YELLOW, left=Arm((226, 226), -1, "flat", turn=8, thumb_up=False), right=Arm((236, 234), 1, "flat", turn=-8, thumb_up=False, behind=True))
    art += adult.far + child.far + adult.body + child.body + tap(214, 196, 1.1)
    art += line("M199 186L199 236M205 186L205 240M211 186L211 236", "#7fb6c2", 2.6)
    art += adult.near + child.near + adult.top + child.top
    art += bubbles((204, 222, 8), (218, 212, 6), (194, 214, 5), (228, 204, 4), (206, 204, 3.6))
    return cut(art, "M0 0L400 0L400 262L0 262Z") + box(44, 250, 312, 16, 7, WHITE) + flat("M66 266L334 266Q332 286 310 290L90 290Q68 286 66 266Z", WHITE)


@drawing("shared/phone")
def phone_at_night() -> Art:
    """A phone lies ready at night under a moon."""
    art = plain(BLOB, NIGHT) + moon(316, 92, 38)
    for x, y, r in ((70, 70, 6), (54, 170, 5), (356, 190, 6), (262, 56, 5), (330, 240, 4), (96, 246, 5)):
        art += star(x, y, r, WHITE if r < 6 else YELLOW)
    body = box(-52, -106, 104, 212, 18, WHITE) + box(-42, -84, 84, 164, 6, SKY, width=2) + line("M-14 -95L14 -95", width=3)
    body += disc(0, -2, 34, GREEN) + handset(0, -2, 1.6)
    art += moved(body, 190, 152, turn=-8)
    return art + line("M112 100Q96 140 106 186M92 88Q70 140 84 200M262 108Q278 150 268 190M282 96Q304 150 290 206", YELLOW, 4)


@drawing("shared/family")
def family() -> Art:
    """A parent sits on a sofa with two children close by."""
    art = ground(SAND) + frame(40, 34, 46, 40) + frame(318, 36, 40, 44, "sun")
    art += sofa(200, 206, 340, 284)
    parent = person("adult", (200, 208), size=1.2, skin="tan", hair="long black", face="happy", top=CORAL, trousers=DUSK, feet=((182, 274), (218, 274)), toes=(0, 0), left=Arm((106, 172), -1, "flat", behind=True), right=Arm((294, 172), 1, "flat", behind=True))
    one = person("child", (118, 226), size=1.16, skin="tan", hair="beanie", face="joy", look=0.3, tilt=6, top=YELLOW, trousers=TEAL, feet=((106, 272), (132, 272)), toes=(0, 0), right=Arm((130, 220), -1, "rest"), left=Arm((104, 222), 1, "rest"))
    two = person("toddler", (282, 226), size=1.24, skin="tan", hair="puffs black", face="calm", look=-0.3, tilt=-6, top=GREEN, trousers=PLUM, feet=((272, 262), (294, 262)), toes=(0, 0), right=Arm((296, 218), -1, "rest"), left=Arm((268, 220), 1, "rest"))
    art += parent.far + parent.legs + parent.body + parent.top + one.art() + two.art()
    return art + hand("flat", "tan", (88, 186), 20, 1.1, True) + hand("flat", "tan", (312, 190), 160, 1.1, False)


@drawing("car-t-journey/collection")
def collection() -> Art:
    """A child sits beside the collection machine, with a loop of tubing between them."""
    art = ground(SKY) + floor(200, 278, 168, 11, MIST)
    # The machine: two bags above, a screen, the turning wheel that parts the cells.
    art += line("M318 96L318 44M296 44L352 44", INK, 6) + bag(302, 72, 0.62, "#e9a08f", 0.6) + bag(346, 72, 0.62, YELLOW, 0.5)
    art += box(282, 104, 92, 160, 10, WHITE) + box(294, 116, 68, 40, 4, SKY) + line("M302 128L330 128M302 137L346 137M302 146L322 146", TEAL, 2.4)
    art += disc(328, 200, 28, MIST) + disc(328, 200, 18, "#e9a08f", width=THIN) + disc(328, 200, 5, WHITE, width=THIN) + line("M328 182L328 188M346 200L340 200M328 218L328 212M310 200L316 200", width=THIN)
    art += disc(300, 268, 7, INK, "none") + disc(356, 268, 7, INK, "none")
    art += moved(armchair(0, 0, 50, 1, PLUM), 124, 218, 1.22)
    child = seated("child", 122, 214, facing=1, size=1.42, skin="fair", hair="none", face="quiet", look=0.7, lean=-6, top=YELLOW, style="heart", trousers=TEAL, right=Arm((184, 190), 1, "grip", turn=-50), left=Arm((176, 196), 1, "grip", turn=-40, behind=True))
    chest = child.chest
    out = f"M{chest[0] + 2} {chest[1] + 8}C{chest[0] + 30} {chest[1] + 90} 236 262 300 232"
    back = f"M{chest[0] + 6} {chest[1] + 6}C{chest[0] + 70} {chest[1] + 40} 236 190 300 196"
    art += child.far + child.legs + child.body
    art += line(out, INK, 6) + line(out, "#d97a6c", 3) + line(back, INK, 6) + line(back, "#d97a6c", 3)
    art += child.near + child.top + box(chest[0] - 6, chest[1] - 2, 16, 16, 3, WHITE, width=THIN) + disc(chest[0] + 2, chest[1] + 6, 1.7, INK, "none") + book(206, 172, 0.8)
    art += hand("flat", "fair", (180, 186), -20, 1, True)
    return art + armrest(124, 222, 1, PLUM)


@drawing("car-t-journey/infusion-day")
def infusion_day() -> Art:
    """A child lies in bed with a small bag above and a parent close beside."""
    art = ground(SKY) + floor(200, 284, 170, 10, MIST)
    under, over = bed(30, 222, 262, cover=PLUM)
    child = reclining("child", 30, 222, size=1.38, skin="pale", hair="none", face="calm", look=0.6, top=YELLOW, style="heart", right=Arm((190, 188), -1, "flat"), left=Arm((140, 202), -1, "rest"))
    art += pole(214, 26, 284, -1) + bag(188, 72, 0.95, "#f3d9a4", 0.66)
    for x, y in ((180, 72), (193, 78), (184, 88), (196, 92)):
        art += disc(x, y, 3.8, TEAL, width=1.4)
    art += drip(188, 114)
    parent = seated("adult", 326, 226, facing=-1, ground=284, size=1.06, skin="brown", hair="hijab", cloth=TEAL, face="calm", look=-0.6, tilt=-5, top=CORAL, trousers=DUSK, left=Arm((222, 190), 1, "flat"), right=Arm((246, 208), 1, "rest", behind=True))
    x, y = child.chest
    art += under + child.far + child.body + child.near + child.top + over
    d = f"M188 131C188 168 150 150 {x + 6} {y + 6}"
    art += line(d, INK, 6) + line(d, "#f7e6c4", 2.8) + moved(box(-8, -8, 16, 16, 3, WHITE, width=THIN) + disc(0, 0, 1.7, INK, "none"), x + 4, y + 4, turn=-36)
    return art + chair(330, 226, 284, -1) + parent.art()


@drawing("car-t-journey/going-home")
def going_home() -> Art:
    """A family stands hand in hand, with a house on one side and a hospital on the other."""
    art = ground(SKY) + disc(84, 62, 20, YELLOW, "none") + cloud(180, 58) + cloud(300, 46, 0.8)
    art += cut(plain("M0 232Q110 196 220 226Q320 244 400 214L400 300L0 300Z", GREEN) + plain("M150 300Q176 254 200 240Q250 250 270 300Z", SAND), BLOB)
    art += hospital(84, 236, 0.98) + house(324, 236, 0.98) + tree(376, 240, 0.5)
    father = standing("adult", 156, 288, size=0.84, skin="tan", hair="short black", wears=("beard",), face="calm", look=0.4, top=TEAL, trousers=INK, right=Arm((182, 214), -1, "rest"))
    mother = standing("adult", 256, 288, size=0.8, skin="tan", hair="long black", face="happy", look=-0.4, top=CORAL, trousers=PLUM, left=Arm((226, 218), 1, "rest"))
    child = standing("child", 204, 288, size=0.86, skin="tan", hair="beanie", cloth=PLUM, face="joy", top=YELLOW, trousers=TEAL, left=Arm((182, 226), 1, "rest"), right=Arm((226, 226), -1, "rest"))
    return art + father.art() + mother.art() + child.art()


@drawing("car-t-journey/t-cell-meets-cell")
def t_cell_meets_cell() -> Art:
    """A round T cell with small connectors docks on a leukemia cell that has matching markers."""
    art = ground(SKY) + ground_cells()
    art += cancer_cell(292, 150, 66, 6, 30, 140)
    art += around(fork(1.7), 124, 150, 66, 5, 170) + cell(124, 150, 66, TEAL, MIST)
    for dy in (-38, 0, 38):
        y = 150 + dy
        edge = 292 - (66**2 - dy**2) ** 0.5
        art += line(f"M{edge + 4} {y}L{edge - 10} {y}", width=4) + disc(edge - 13, y, 8, YELLOW, width=2)
        art += moved(fork(1.7), edge - 46, y, turn=90)
    return art + cell(124, 150, 66, TEAL, MIST)


@drawing("car-t-journey/b-cells-and-antibodies")
def b_cells() -> Art:
    """On one side many B cells with many antibodies around them, on the other side only a few of each."""
    art = box(8, 10, 188, 280, 26, SKY, "none") + box(204, 10, 188, 280, 26, SAND, "none")
    for x, y in ((54, 66), (140, 62), (98, 132), (44, 196), (150, 198), (96, 250)):
        art += b_cell(x, y, 20, 8, x)
    for x, y, turn in ((96, 42, 10), (28, 122, -30), (164, 126, 25), (96, 188, 0), (170, 250, -20), (36, 254, 40), (168, 32, 160), (32, 36, 200)):
        art += moved(wye(1.25, CORAL), x, y, turn=turn)
    return art + b_cell(262, 96, 20, 8, 15) + b_cell(334, 158, 20, 8, 0) + moved(wye(1.25, CORAL), 336, 204, turn=20) + moved(wye(1.25, CORAL), 256, 232, turn=-30)


# Five steps, one picture each: the same child in the first and the fourth, the same cells from the second on.

STEP = box_d(4, 4, 392, 256, 30)


def step(tone: str, art: Art) -> Art:
    return plain(STEP, tone) + cut(art, STEP)


def with_a_line(tint: str, to: str) -> Art:
    """A child with a line at the chest, and tubing that runs from there on: the end of a curve that begins below the chest."""
    child = person("child", (112, 286), size=2.05, skin="brown", hair="fuzz black", face="calm", look=0.5, top=YELLOW, left=Arm((72, 300), 1, "rest"), right=Arm((152, 300), -1, "rest"))
    x, y = child.neck[0] + 6, child.neck[1] + 38
    tube = f"M{x} {y}C{x + 22} {y + 36} {to}"
    art = child.body + child.near + child.top + line(tube, INK, 9) + line(tube, tint, 4.6)
    return art + box(x - 14, y - 13, 27, 27, 5, WHITE) + disc(x - 1, y, 2.8, INK, "none")


@drawing("car-t-journey/step-collect", height=264)
def step_collect() -> Art:
    """A machine takes blood from the line at a child's chest, and parts the cells."""
    art = line("M318 46L318 18M286 18L350 18", INK, 6) + bag(296, 54, 0.86, "#e9a08f", 0.6) + bag(342, 54, 0.86, YELLOW, 0.5)
    art += box(260, 100, 116, 200, 14, WHITE) + box(276, 114, 84, 38, 5, SKY) + line("M286 126L318 126M286 138L344 138", TEAL, 3)
    art += disc(318, 206, 40, MIST) + disc(318, 206, 27, "#e9a08f") + disc(318, 206, 8, WHITE, width=THIN)
    art += line("M318 179L318 188M345 206L336 206M318 233L318 224M291 206L300 206", width=THIN)
    return step(SKY, art + with_a_line("#d97a6c", "196 262 232 228C248 212 262 206 279 206"))


@drawing("car-t-journey/step-change", height=264)
def step_change() -> Art:
    """In a laboratory dish, a T cell gets new connectors and becomes a CAR T cell."""
    art = flat("M22 132Q26 236 200 236Q374 236 378 132Z", WHITE) + oval(200, 132, 178, 92, SKY) + oval(200, 138, 160, 76, WHITE, "none")
    art += t_cell(104, 132, 46, 9, 20) + car_t(296, 132, 46, 8, 22)
    for x, y, turn in ((186, 84, -20), (214, 90, 24)):
        art += moved(fork(1.15), x, y, turn=turn)
    return step(SAND, art + line("M176 138L222 138M208 126L222 138L208 150", width=5))


@drawing("car-t-journey/step-grow", height=264)
def step_grow() -> Art:
    """In a laboratory flask, CAR T cells become many."""
    glass = "M168 20L232 20L232 74L326 226Q332 244 312 244L88 244Q68 244 74 226L168 74Z"
    art = flat(glass, WHITE) + cut(plain("M0 116L400 116L400 264L0 264Z", SKY), glass)
    for i, (x, y) in enumerate(((200, 132), (166, 168), (232, 170), (130, 212), (198, 206), (266, 212))):
        art += car_t(x, y, 16, 6, i * 23)
    return step(SKY, art + flat(glass) + box(160, 14, 80, 14, 5, MIST) + line("M122 166L94 212", MIST, 5))


@drawing("car-t-journey/step-give-back", height=264)
def step_give_back() -> Art:
    """CAR T cells run from a bag through the line into a child's vein."""
    art = line("M350 290L350 16M350 16L292 16L292 30", INK, 9) + line("M350 290L350 16M350 16L292 16L292 30", MIST, 4) + bag(292, 86, 1.7, "#f3d9a4", 0.72)
    for x, y in ((280, 84), (302, 92), (286, 110), (306, 118), (276, 124)):
        art += disc(x, y, 7, TEAL, width=THIN) + disc(x, y, 3, MIST, "none")
    return step(SAND, with_a_line("#f7e6c4", "292 290 292 158") + art + drip(292, 160))


@drawing("car-t-journey/step-attack", height=264)
def step_attack() -> Art:
    """CAR T cells hold on to a leukemia cell with their connectors and break it."""
    art = ground_dots() + cancer_cell(200, 132, 58, 8, 22)
    for x, y, turn in ((96, 74, 119), (306, 80, 244), (98, 200, 56), (304, 194, 301)):
        art += moved(around(fork(0.9), 0, 0, 40, 3, -34, 102) + disc(0, 0, 40, TEAL) + disc(2, -1, 25, MIST, width=THIN), x, y, turn=turn)
    return step(SKY, art + line("M196 78L206 98L194 112L208 132L198 148", WHITE, 6) + line("M196 78L206 98L194 112L208 132L198 148"))


def ground_dots() -> Art:
    """Red blood cells far behind."""
    return red_cell(200, 30, 1, 20) + red_cell(28, 136, 1, -30) + red_cell(374, 140, 1, 40) + red_cell(206, 238, 1, -10)

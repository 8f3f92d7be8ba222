"""At home, at school and on the way; and single things."""

from __future__ import annotations

from booklets import line_tube
from drawing import drawing
from kit import (
    BLOB,
    CORAL,
    DUSK,
    GREEN,
    INK,
    LEAF,
    LILAC,
    MIST,
    PEACH,
    PLUM,
    ROSE,
    SAND,
    SKIN,
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
    floor,
    ground,
    line,
    moved,
    oval,
    plain,
    solid,
)
from people import Arm, crossed, hand, head, heart_d, person, seated, standing, straps
from things import (
    bag,
    book,
    bowl,
    calendar,
    car,
    chair,
    clock,
    cloud,
    cup,
    diary,
    frame,
    fridge,
    house,
    lamp,
    lights,
    paper,
    pencil,
    phone,
    plant,
    pump,
    sofa,
    speech,
    syringe,
    table,
    teddy,
    thermometer,
    tree,
    wheelchair,
    window,
)


@drawing("shared/two-in-the-morning")
def two_in_the_morning() -> Art:
    """In the middle of the night, a parent sits awake beside a sleeping child."""
    art = cut(plain(box_d(0, 0, 400, 300), "#aebccd") + plain(box_d(0, 236, 400, 80), "#93a5b8"), BLOB)
    art += window(52, 44, 78, 80, night=True) + clock(190, 70, 25, 2, 0)
    # The child's bed from its foot, at the left; the parent beside it, awake.
    art += box(34, 136, 168, 80, 18, TEAL) + box(52, 160, 132, 44, 18, WHITE)
    child = person("child", (116, 252), size=1.18, skin="fair", hair="fuzz brown", face="asleep", top=YELLOW, tilt=6)
    art += child.body + child.top + flat("M30 226Q116 210 206 226L212 278Q212 284 204 284L34 284Q26 284 26 278Z", PLUM) + flat("M30 226Q116 210 206 226L207 238Q116 222 29 238Z", WHITE)
    parent = seated("adult", 296, 230, facing=-1, ground=286, size=1.16, skin="fair", hair="wavy brown", face="worried", look=-0.5, tilt=-7, lean=-4, top=CORAL, trousers=INK, left=Arm((226, 222), hand="flat", over=True), right=Arm((262, 150), hand="flat", turn=-40, over=True))
    return art + chair(302, 230, 286, -1) + parent.art()


@drawing("shared/sibling-at-the-door")
def sibling_at_the_door() -> Art:
    """A sister stands sad in the door. A parent holds the child who is ill."""
    art = ground(LILAC) + floor(200, 286, 165, 8, "#c9bcd6")
    art += box(40, 40, 104, 246, 4, "#dccfe6") + flat("M40 40L64 54L64 286L40 286Z", WOOD) + disc(58, 172, 3.6, YELLOW, width=THIN)
    sibling = standing("child", 104, 288, size=1.24, skin="tan", hair="pony black", face="sad", look=0.5, nod=3, top=GREEN, trousers=DUSK, turned=0, left=Arm((72, 176), hand="flat"), right=Arm((128, 214)))
    art += sibling.art() + sofa(282, 212, 200, 286, TEAL)
    mother = person("adult", (246, 216), size=1.06, skin="tan", hair="bun black", face="calm", look=0.5, tilt=6, top=CORAL, trousers=INK, feet=((230, 276), (262, 276)), toes=(0, 0), right=Arm((330, 190), hand="flat", behind=True), left=Arm((232, 214)))
    ill = person("child", (308, 222), size=1.14, skin="tan", hair="none", face="tired", look=-0.3, tilt=-12, lean=-6, top=YELLOW, trousers=PLUM, feet=((296, 268), (320, 268)), toes=(0, 0), left=Arm((296, 222)), right=Arm((322, 224)))
    return art + mother.far + mother.legs + mother.body + mother.top + ill.art()


@drawing("shared/two-mothers")
def two_mothers() -> Art:
    """Two mothers with a baby."""
    art = ground(SAND) + floor(200, 286, 150, 9, ROSE) + frame(56, 50, 44, 40) + plant(344, 250, 0.9)
    one = standing("adult", 148, 290, size=1.1, skin="dark", hair="braids black", face="happy", look=0.5, tilt=5, top=TEAL, trousers=DUSK, right=Arm((160, 186), 1, "flat", turn=-10, behind=True), left=Arm((196, 196), 1, "flat", turn=-8, over=True))
    two = standing("adult", 272, 290, size=1.1, skin="fair", hair="bob red", wears=("glasses",), face="happy", look=-0.5, tilt=-5, top=PLUM, trousers=INK, left=Arm((218, 152), -1, "flat", over=True))
    baby = person("baby", (182, 190), size=1.5, skin="brown", hair="tuft black", face="joy", look=0.3, tilt=6, top=YELLOW, trousers=YELLOW, shoes=YELLOW, feet=((176, 222), (202, 220)), toes=(0, 0), left=Arm((166, 166), 1, "rest"), right=Arm((208, 172), -1, "rest"))
    art += two.far + two.legs + two.body + two.near + two.top + one.far + one.legs + one.body + one.near + one.top + baby.art() + one.over + two.over
    return moved(art, 0, 3)


@drawing("shared/grandparents")
def grandparents() -> Art:
    """A child reads with two grandparents."""
    art = ground(LEAF) + sofa(200, 210, 336, 288, PLUM) + frame(178, 34, 46, 40)
    nan = person("adult", (110, 212), size=1.12, skin="brown", hair="set white", wears=("glasses",), face="happy", look=0.5, tilt=6, top=CORAL, style="cardigan", trousers=INK, feet=((92, 278), (128, 278)), toes=(0, 0), left=Arm((96, 214)), right=Arm((156, 192), hand="flat"))
    grandad = person("adult", (294, 212), size=1.12, skin="dark", hair="bald grey", wears=("beard",), face="happy", look=-0.5, tilt=-5, top=GREEN, style="collar", trousers=DUSK, feet=((276, 278), (312, 278)), toes=(0, 0), left=Arm((250, 206)), right=Arm((314, 216)))
    child = person("child", (202, 214), size=1.2, skin="brown", hair="scarf", cloth=TEAL, face="calm", top=YELLOW, trousers=TEAL, feet=((190, 264), (214, 264)), toes=(0, 0), left=Arm((180, 206)), right=Arm((224, 206)))
    return art + nan.art() + grandad.art() + child.art() + book(202, 188, 0.74) + hand("flat", "brown", (172, 200), 10, 0.9, True) + hand("flat", "brown", (232, 200), 170, 0.9, False)


@drawing("shared/baby-in-arms")
def baby_in_arms() -> Art:
    """A father holds a sleeping baby."""
    father = person("adult", (200, 318), size=1.62, skin="tan", hair="side black", wears=("beard",), face="calm", look=-0.3, nod=4, tilt=-6, top=TEAL, left=Arm((204, 284), 1, "flat", over=True), right=Arm((176, 244), -1, "flat", over=True))
    held = father.far + father.body + father.top
    baby = head((150, 186), 0.56, "tan", "tuft black", "asleep", 0.4, 0, -28, 46)
    wrap = flat("M128 206C150 196 178 206 196 226C226 250 262 252 280 268C286 284 262 292 236 290C196 288 148 276 134 248C126 232 120 212 128 206Z", YELLOW) + line("M150 222Q176 256 246 276M138 236Q150 262 186 276", "#fff3d6", 2.4)
    held += wrap + baby
    return ground(PEACH) + cut(moved(held + father.over, -38, -46, 1.18), "M0 0L400 0L400 290L0 290Z")


@drawing("anti-gd2/cover", height=380)
def in_the_armchair() -> Art:
    """A father in an armchair holds a sleeping baby, and outside it is night."""
    art = box(0, 0, 400, 380, 0, SAND, "none") + plain(disc_d(214, 214, 176), PEACH)
    art += window(286, 46, 92, 104, night=True) + frame(34, 84, 50, 44) + frame(98, 60, 34, 40, "sun")
    art += flat("M62 392L62 206Q62 150 118 150L306 150Q362 150 362 206L362 392Z", PLUM) + line("M96 392L96 214Q96 184 126 184L298 184Q328 184 328 214L328 392", "#9b88ad", 2.4)
    father = person("adult", (200, 318), size=1.62, skin="tan", hair="side black", wears=("beard",), face="calm", look=-0.3, nod=4, tilt=-6, top=TEAL, left=Arm((204, 284), 1, "flat", over=True), right=Arm((176, 244), -1, "flat", over=True))
    baby = head((150, 186), 0.56, "tan", "tuft black", "asleep", 0.4, 0, -28, 46)
    wrap = flat("M128 206C150 196 178 206 196 226C226 250 262 252 280 268C286 284 262 292 236 290C196 288 148 276 134 248C126 232 120 212 128 206Z", YELLOW) + line("M150 222Q176 256 246 276M138 236Q150 262 186 276", "#fff3d6", 2.4)
    art += moved(father.far + father.body + father.top + wrap + baby + father.over, -58, -8, 1.32)
    return art + flat("M-8 392L-8 318Q-8 290 22 290L70 290Q98 290 98 318L98 392ZM408 392L408 318Q408 290 378 290L340 290Q312 290 312 318L312 392Z", PLUM)


@drawing("shared/wheelchair")
def child_in_wheelchair() -> Art:
    """A child in a wheelchair is out with a grandmother."""
    art = ground(SKY) + cloud(96, 56) + cloud(300, 46, 0.8) + cut(plain("M0 250L400 250L400 300L0 300Z", GREEN), BLOB) + tree(348, 252, 1)
    back, near = wheelchair(216, 284, 1.24, TEAL)
    child = seated("child", 204, 218, facing=1, size=1.36, skin="brown", hair="puffs black", wears=("glasses",), face="joy", look=0.5, top=YELLOW, style="star", trousers=PLUM, ground=276, right=Arm((262, 176), hand="open", turn=-20), left=Arm((190, 214), hand="rest", behind=True))
    nan = standing("adult", 106, 288, size=1.06, skin="brown", hair="set grey", face="happy", look=0.5, top=CORAL, style="cardigan", trousers=DUSK, turned=1, right=Arm((148, 146), hand="grip"), left=Arm((144, 150), hand="grip", behind=True))
    return art + nan.far + nan.legs + nan.body + nan.top + back + child.art() + near + nan.near


@drawing("shared/school")
def school() -> Art:
    """Three children sit at their desks in school."""
    art = ground(SAND) + floor(200, 286, 165, 8, ROSE)
    art += box(96, 30, 208, 84, 5, "#3f6f63") + box(90, 112, 220, 7, 3, WOOD) + line("M120 60Q134 44 148 60Q162 76 176 60Q190 44 204 60M120 86L196 86", WHITE, 3) + disc(262, 68, 18, "none", WHITE, 3) + line("M244 68L280 68M262 50L262 86", WHITE, 3)
    one = person("child", (104, 232), size=1.16, skin="fair", hair="spiky blond", face="happy", look=0.5, top=GREEN, right=Arm((122, 210), -1, "rest"), left=Arm((86, 210), 1, "rest"))
    two = person("child", (206, 232), size=1.2, skin="dark", hair="fuzz black", face="calm", top=YELLOW, style="stripes", left=Arm((190, 208), 1, "rest"), right=Arm((224, 206), -1, "pinch", turn=-20, thing=pencil(0.9, -28)))
    three = person("child", (312, 232), size=1.16, skin="tan", hair="hijab", cloth=PLUM, face="happy", look=-0.5, top=CORAL, left=Arm((296, 210), 1, "rest"), right=Arm((330, 210), -1, "rest"))
    art += one.art() + two.art() + three.art()
    for x in (98, 206, 314):
        art += box(x - 40, 216, 80, 50, 3, "#e6c79a") + table(x, 212, 96, 286)
    art += flat("M182 211L190 202L228 202L234 211Z", WHITE, width=2) + box(72, 204, 34, 7, 2, TEAL, width=2) + box(302, 204, 34, 7, 2, CORAL, width=2)
    return art


@drawing("car-t-journey/teenagers")
def teenagers() -> Art:
    """Three teenagers stand together."""
    art = ground(LILAC) + floor(200, 288, 160, 8, "#c9bcd6")
    a = standing("teen", 108, 290, size=1.18, skin="dark", hair="afro black", face="joy", look=0.5, style="hood", top=CORAL, trousers=DUSK, right=Arm((152, 176), hand="flat"))
    b = standing("teen", 202, 290, size=1.18, skin="fair", hair="cap", cloth=TEAL, face="happy", look=0.2, style="hood", top=PLUM, trousers=INK, right=Arm((244, 176), hand="grip", turn=-30, thing=phone(1, -5, 0.9, 10)), left=Arm((176, 206)))
    c = standing("teen", 298, 290, size=1.14, skin="tan", hair="long black", wears=("glasses",), face="happy", look=-0.6, top=YELLOW, trousers=TEAL, left=Arm((262, 184)))
    art += a.far + a.legs + a.body + a.near[: len(a.near) // 2] + a.top + b.far + b.legs + b.body + b.near + b.top + c.art()
    return art


@drawing("your-immunotherapy/friends")
def friends_on_a_sofa() -> Art:
    """Two teenagers sit on a sofa and look at a phone. One has no hair."""
    art = ground(PEACH) + floor(200, 284, 165, 9, SAND) + frame(96, 50, 44, 36, "star") + sofa(186, 232, 230, 284, TEAL)
    one = person("teen", (136, 246), size=1.24, skin="pale", hair="none", face="happy", look=0.5, style="hood", top=PLUM, right=Arm((182, 194), hand="grip", turn=-14, thing=phone(1, -5, 1.05, 8)), left=Arm((110, 230), hand="rest"))
    two = person("teen", (240, 246), size=1.24, skin="dark", hair="bob black", wears=("glasses",), face="joy", look=-0.6, top=CORAL, style="stripes", left=Arm((204, 222), hand="rest"), right=Arm((272, 230), hand="rest"))
    art += one.art() + two.art() + box(94, 244, 184, 34, 8, "#8b779d")
    return art


@drawing("your-immunotherapy/awake")
def awake_at_night() -> Art:
    """A teenager sits awake at night, below a window."""
    art = plain(BLOB, "#c6d3de") + window(150, 40, 100, 92, night=True) + floor(200, 278, 130, 12, "#a9bccb")
    teen = crossed("teen", 200, 280, size=1.34, skin="fair", hair="none", top=PLUM, style="hood", trousers=DUSK, face="sad", look=-0.3, nod=5, tilt=-3, left=Arm((166, 246), 1, "rest"), right=Arm((236, 246), -1, "rest"))
    return art + teen.art()


@drawing("shared/backpack")
def backpack_walk() -> Art:
    """A teenager with a pump in a backpack takes a walk."""
    art = ground(SKY) + disc(84, 62, 22, YELLOW, "none") + cloud(290, 56) + cut(plain("M0 246L400 246L400 300L0 300Z", GREEN) + plain("M0 268L400 268L400 292L0 292Z", SAND), BLOB)
    art += tree(60, 254, 1) + house(338, 254, 0.7)
    teen = standing("teen", 196, 288, size=1.22, skin="brown", hair="fuzz black", wears=("glasses",), face="happy", look=0.3, top=YELLOW, trousers=DUSK, left=Arm((180, 128), hand="grip", turn=-14), right=Arm((246, 190)))
    pack, bands = straps(teen, "teen", 1.22)
    return art + pack + teen.far + teen.legs + teen.body + bands + line_tube(teen.neck[0] + 2, teen.neck[1] + 30) + teen.near + teen.top


@drawing("shared/car-ride")
def car_ride() -> Art:
    """A child in the back of a car, with a seat belt on."""
    art = ground(SKY) + cloud(90, 60) + cloud(300, 50, 0.8) + cut(plain("M0 240L400 240L400 300L0 300Z", "#b9c4c9") + plain("M0 234L400 234L400 242L0 242Z", GREEN) + plain("M60 278L110 278L110 283L60 283ZM170 278L220 278L220 283L170 283ZM280 278L330 278L330 283L280 283Z", WHITE), BLOB) + tree(360, 238, 0.8)
    back, front = car(196, 268, 1.56, TEAL)
    driver = head((226, 158), 0.42, "tan", "bob black", "calm", 0.7, 0, 0, 60)
    child = head((150, 166), 0.4, "tan", "beanie", "calm", 0.6, 0, -4, 53, (), CORAL)
    art += back
    art += solid([(226, 206, 20), (226, 196, 16)], fill=CORAL) + solid([(150, 210, 17), (150, 200, 13)], fill=YELLOW)
    art += line("M136 192L160 212M214 186L240 210", INK, 5) + driver + child + disc(266, 186, 12, "none", INK, 4) + solid([(234, 196, 6.4), (258, 190, 5)], fill=CORAL)
    return art + front


@drawing("shared/eating")
def eating() -> Art:
    """A child without hair sits at a table and eats."""
    art = ground(LEAF) + window(280, 40, 72, 72)
    child = person("child", (178, 240), size=1.56, skin="fair", hair="none", face="quiet", look=0.2, top=CORAL, left=Arm((140, 220)), right=Arm((238, 186), hand="pinch", turn=-66, thing=moved(line("M-4 0L26 -4", INK, 4.4) + line("M-4 0L26 -4", MIST, 1.6) + oval(30, -5, 8, 5, MIST, width=2), turn=-86)))
    art += child.art()
    art += box(40, 232, 320, 14, 5, WOOD) + line("M64 246L60 286M336 246L340 286", INK, 9) + line("M64 246L60 286M336 246L340 286", WOOD, 4.4)
    art += bowl(186, 210, 62, WHITE) + plain(disc_d(186, 210, 27, 5.6), YELLOW) + cup(286, 224, TEAL, 1.1)
    art += flat("M84 232C78 218 84 206 96 208C104 204 114 212 110 224Q108 232 100 232Z", CORAL, width=2) + line("M96 208Q97 202 102 200", width=2)
    return art


@drawing("shared/mask")
def putting_on_a_mask() -> Art:
    """A parent helps a child to put on a mask."""
    child = person("child", (140, 300), size=1.86, skin="deep", hair="crop black", wears=("mask",), face="calm", look=0.2, top=YELLOW, left=Arm((104, 300)), right=Arm((178, 300)))
    adult = person("adult", (306, 306), size=1.36, skin="deep", hair="bob black", wears=("mask",), face="happy", look=-0.5, tilt=-6, top=CORAL, left=Arm((192, 206), hand="pinch", turn=-10), right=Arm((336, 300)))
    return ground(SKY) + cut(moved(child.art() + adult.art(), -57, -48, 1.15), "M0 0L400 0L400 290L0 290Z")


@drawing("shared/fridge")
def medicine_in_the_fridge() -> Art:
    """A parent puts bags of medicine into a fridge, on a shelf of their own."""
    art = ground(SAND) + floor(210, 288, 150, 8, ROSE)
    art += fridge(262, 288, 1.34)
    art += moved(bag(0, 0, 0.62), 236, 142) + moved(bag(0, 0, 0.62), 276, 142)
    art += box(220, 190, 22, 32, 3, WHITE, width=2) + box(225, 184, 12, 7, 2, TEAL, width=2) + box(226, 200, 10, 12, 1, SKY, "none") + box(252, 196, 48, 26, 4, TEAL, width=2) + plain(heart_d(276, 208, 6), WHITE)
    art += box(226, 244, 20, 32, 6, WHITE, width=2) + box(229, 236, 14, 9, 2, CORAL, width=2) + disc(270, 266, 10, CORAL, width=2) + disc(290, 266, 10, YELLOW, width=2) + line("M270 256L271 251M290 256L291 251", width=2)
    art += flat("M321 52L366 68Q372 70 372 76L372 270Q372 278 366 278L321 288Z", WHITE) + line("M330 150L364 156M330 220L364 220", width=THIN) + line("M365 150L365 190", INK, 4)
    mother = standing("adult", 128, 290, size=1.1, skin="tan", hair="pony black", face="calm", look=0.6, top=PLUM, trousers=DUSK, turned=1, right=Arm((212, 146), hand="flat", thing=None), left=Arm((98, 190)))
    return art + mother.art()


@drawing("blinatumomab-at-home/bag-change")
def bag_change() -> Art:
    """A bag and a pump on a table. An adult with a mask joins the tubing."""
    art = ground(SKY)
    adult = person("adult", (200, 268), size=1.46, skin="brown", hair="bun black", wears=("mask",), face="calm", nod=5, top=TEAL, left=Arm((164, 222), 1, "pinch", turn=-50), right=Arm((240, 222), -1, "pinch", turn=50, thumb_up=False))
    art += adult.far + adult.body + adult.top
    art += cut(box(16, 236, 368, 60, 6, WOOD), BLOB) + line("M26 236L374 236", width=3) + flat("M98 236L124 256L300 256L280 236Z", LEAF, width=2)
    art += moved(bag(0, 0, 0.8), 74, 206, turn=0) + pump(326, 190, 0.78)
    art += line("M92 240C110 262 130 240 176 238M226 238C262 244 280 262 316 244", INK, 6) + line("M92 240C110 262 130 240 176 238M226 238C262 244 280 262 316 244", WHITE, 2.8)
    art += box(172, 232, 24, 11, 3, CORAL, width=2) + box(208, 232, 24, 11, 3, PLUM, width=2)
    return art + adult.near


@drawing("shared/mirror")
def no_hair() -> Art:
    """A child without hair looks into a mirror."""
    art = ground(LILAC) + floor(200, 288, 150, 8, "#c9bcd6")
    art += box(214, 36, 132, 214, 24, WOOD) + box(226, 48, 108, 190, 18, SKY)
    seen = person("child", (276, 262), size=1.46, skin="brown", hair="none", face="quiet", look=-0.3, top=YELLOW, left=Arm((252, 250)), right=Arm((304, 176), hand="flat", turn=-70, over=True))
    art += cut(seen.art(), box_d(227, 49, 106, 188, 16)) + line("M238 92L262 62M242 116L276 74", WHITE, 3.4) + box(226, 48, 108, 190, 18)
    child = standing("child", 134, 290, size=1.46, skin="brown", hair="none", face="quiet", look=0.6, top=YELLOW, trousers=TEAL, turned=1, left=Arm((98, 138), hand="flat", turn=60, over=True), right=Arm((162, 214)))
    return art + child.art() + flat("M44 270Q60 262 78 270L82 286L40 286Z", CORAL, width=2) + plain(disc_d(54, 277, 2.6) + disc_d(66, 275, 2.6), WHITE)


@drawing("shared/writing-the-diary")
def writing_the_diary() -> Art:
    """A parent writes in a diary, with a thermometer beside it."""
    art = ground(SAND)
    adult = person("adult", (196, 268), size=1.44, skin="dark", hair="short black", wears=("glasses",), face="quiet", nod=6, look=0.1, top=GREEN, left=Arm((150, 236), 1, "flat", turn=-30), right=Arm((236, 226), -1, "pinch", turn=-10, thing=moved(pencil(0.62), 0, 6, turn=-66)))
    art += adult.far + adult.body + adult.top
    art += cut(box(16, 240, 368, 60, 6, WOOD), BLOB) + line("M26 240L374 240", width=3)
    art += flat("M112 266L140 228L204 232L268 228L292 266L202 270Z", WHITE) + line("M204 232L202 270", width=THIN) + line("M134 240L196 243M128 249L194 252M122 258L192 261M212 243L272 240M212 252L278 249M212 261L284 258", STEEL, THIN)
    return art + adult.near + lamp(66, 236, 1.1) + thermometer(0.9, -14, 298, 250)


@drawing("shared/video-call")
def video_call() -> Art:
    """A child talks with grandparents on a screen."""
    art = ground(PEACH) + floor(200, 286, 150, 8, ROSE)
    child = crossed("child", 116, 282, size=1.6, skin="tan", hair="scarf", cloth=PLUM, face="joy", look=0.5, top=TEAL, trousers=INK, right=Arm((170, 190), hand="open", turn=-20), left=Arm((86, 254)))
    screen = box(-86, -62, 172, 124, 10, INK)
    inside = plain(box_d(-76, -52, 152, 104, 4), SKY)
    nan = person("adult", (-34, 84), size=0.9, skin="tan", hair="set white", wears=("glasses",), face="happy", look=0.2, top=CORAL, style="cardigan")
    grandad = person("adult", (40, 84), size=0.9, skin="brown", hair="bald grey", face="joy", look=-0.2, top=GREEN)
    inside += nan.body + nan.near + nan.top + grandad.far + grandad.body + grandad.near + grandad.top
    return art + flat("M226 252L350 252L366 282L210 282Z", STEEL) + moved(screen + cut(inside, box_d(-76, -52, 152, 104, 4)), 288, 190) + child.art()


# ── signs on a body ───────────────────────────────────────────────────────────────────────────────────────────────


def forearm(skin: str) -> Art:
    """A forearm with its hand, from the left."""
    tone, held = SKIN[skin][0], hand("rest", skin, (66, 0), 0, 3.3, True)
    return solid([(-240, 12, 36), (-60, 2, 30), (60, 0, 22)], fill=tone) + held[:1] + solid([(30, 0, 22.5), (72, 0, 19)], fill=tone, stroke="none") + held[1:]


@drawing("shared/spots")
def spots() -> Art:
    """Tiny red or dark spots on three arms with light, brown and dark skin."""
    art = ground(SAND)
    dots = [(-60, -8), (-48, 6), (-38, -12), (-26, 3), (-14, -9), (-4, 8), (8, -5), (20, 9), (30, -8), (42, 4), (-54, -16), (-30, 12), (2, -15), (26, 15), (50, -12), (-20, -16), (14, 14)]
    for i, (skin, spot) in enumerate((("pale", "#b8434a"), ("tan", "#9c3138"), ("deep", "#3f1420"))):
        y = 74 + i * 78
        marks = plain("".join(disc_d(x - 34, yy * 1.15, 2.7) for x, yy in dots), spot)
        art += cut(moved(forearm(skin) + marks, 196, y), BLOB)
    return art


@drawing("shared/rash")
def rash() -> Art:
    """A rash with patches on three arms with light, brown and dark skin."""
    art = ground(SKY)
    for i, (skin, patch, rim) in enumerate((("pale", "#efa39b", "#d97a74"), ("tan", "#c9785f", "#a9573f"), ("deep", "#5f3420", "#47241a"))):
        y = 74 + i * 78
        patches = [(-104, 0, 16, 11), (-70, -12, 12, 8), (-58, 11, 15, 9), (-26, -4, 17, 12), (2, 10, 10, 7), (10, -10, 9, 6)]
        marks: Art = []
        for x, yy, rx, ry in patches:
            marks += plain(disc_d(x, yy, rx, ry), rim) + plain(disc_d(x, yy, rx - 2.4, ry - 2.4), patch)
        art += cut(moved(forearm(skin) + marks, 196, y), BLOB)
    return art


@drawing("shared/swelling")
def swelling() -> Art:
    """A child's face as it was, and swollen around the eyes and lips."""
    art = ground(LEAF)
    for x, puffed in ((102, False), (298, True)):
        tone, cheek = SKIN["tan"]
        art += solid([(x, 214, 22), (x, 250, 22)], fill=tone) + flat(f"M{x - 78} 284C{x - 72} 244 {x - 40} 236 {x - 24} 234Q{x} 256 {x + 24} 234C{x + 40} 236 {x + 72} 244 {x + 78} 284Z", TEAL)
        if not puffed:
            art += head((x, 136), 1.36, "tan", "short black", "calm", 0, 0, 0, 56)
            continue
        art += oval(x - 70, 148, 12, 15, tone) + oval(x + 70, 148, 12, 15, tone)
        art += flat(f"M{x - 66} 132C{x - 70} 84 {x - 40} 62 {x} 62C{x + 40} 62 {x + 70} 84 {x + 66} 132C{x + 86} 168 {x + 70} 210 {x} 214C{x - 70} 210 {x - 86} 168 {x - 66} 132Z", tone)
        art += plain(disc_d(x - 42, 168, 20, 16) + disc_d(x + 42, 168, 20, 16), cheek)
        for side in (-1, 1):
            cx = x + side * 26
            art += flat(disc_d(cx, 138, 17, 10), "#e9bc92", cheek, 2) + line(f"M{cx - 10} 139Q{cx} 144 {cx + 10} 139", width=2.6) + line(f"M{cx - side * 10} 114Q{cx} 110 {cx + side * 14} 119", width=THIN)
        art += line(f"M{x - 5} 160Q{x} 164 {x + 5} 160", width=THIN) + flat(f"M{x - 20} 186Q{x - 10} 178 {x} 183Q{x + 10} 178 {x + 20} 186Q{x} 200 {x - 20} 186Z", "#c97f6c", width=THIN) + line(f"M{x - 18} 187Q{x} 190 {x + 18} 187", width=1.4)
        art += moved(flat("M-52 4C-64 -80 64 -80 52 4Q49 -13 38 -24Q10 -17 -10 -30Q-30 -25 -41 -15Q-50 -9 -52 4Z", "#2f3b42"), x, 136, 1.36)
    return art + line("M186 250L214 250M204 240L214 250L204 260", width=3.4)


# ── single things ─────────────────────────────────────────────────────────────────────────────────────────────────


@drawing("shared/pain-scale")
def pain_scale() -> Art:
    """Five bars, each higher than the one before, for how strong a pain is."""
    art = ground(SAND)
    tones = ("#f6e3c4", "#f2cf96", "#eaae72", "#d98157", "#b8563f")
    for i, tone in enumerate(tones):
        x, high = 66 + i * 58, 36 + i * 36
        art += box(x, 248 - high, 44, high, 8, tone)
        for k in range(i):
            art += disc(x + 22, 248 - 16 - k * 22, 4.4, WHITE if i > 2 else INK, "none")
    return art + line("M54 260L354 260M342 252L354 260L342 268", width=3.4)


@drawing("shared/calendar")
def calendar_page() -> Art:
    """A calendar with three days marked."""
    return ground(SKY) + calendar(200, 152, 2.2) + moved(pencil(0.9, -40), 296, 238)


@drawing("shared/questions")
def questions() -> Art:
    """A list of questions and a pencil."""
    art = ground(LILAC) + paper(176, 152, 172, 212, 0, -3)
    for i in range(5):
        y = 82 + i * 36
        art += disc(116 - i * 1.6, y, 7, CORAL if i % 2 else TEAL, width=THIN)
        art += line(f"M{140 - i * 1.6} {y + 2}L{240 - i * 1.6} {y - 2}", STEEL, 3)
    art += speech(302, 74, 92, 56, -1) + plain(disc_d(280, 74, 6) + disc_d(302, 74, 6) + disc_d(324, 74, 6), PLUM)
    return art + moved(pencil(1.15, -52), 248, 232)


@drawing("shared/diary")
def diary_page() -> Art:
    """An open diary with a thermometer."""
    return ground(LEAF) + diary(200, 148, 2.6) + thermometer(1.5, -18, 224, 262)


@drawing("diary/cover", height=380)
def diary_on_a_table() -> Art:
    """An open diary lies whole on a table, with a thermometer and a pencil."""
    art = box(0, 0, 400, 380, 0, LEAF, "none") + plain(disc_d(200, 196, 184, 132), "#d3e6d9")
    art += diary(198, 186, 2.5)
    return art + thermometer(1.4, -18, 226, 312) + moved(pencil(1.15, -20), 96, 308)


@drawing("shared/card")
def wallet_card() -> Art:
    """A hand holds a wallet card."""
    art = ground(PEACH)
    card = box(-84, -52, 168, 104, 12, WHITE) + flat("M-84 -22L-84 -40Q-84 -52 -72 -52L72 -52Q84 -52 84 -40L84 -22Z", PLUM)
    card += plain(heart_d(-62, -38, 8), WHITE) + line("M-40 -37L44 -37", WHITE, 4) + line("M-66 0L20 0M-66 16L40 16M-66 32L6 32", STEEL, 4) + box(44, 2, 28, 34, 3, SKY, width=2) + plain(disc_d(58, 14, 5.4), INK) + plain("M48 32C48 20 68 20 68 32Z", INK)
    return art + solid([(356, 286, 34), (324, 262, 30)], fill=TEAL) + moved(card, 190, 142, 1.3, -6) + thumb_hand(300, 236)


def thumb_hand(x: float, y: float) -> Art:
    """A hand from below right that holds a card by its edge, thumb in front."""
    tone, fold = SKIN["brown"]
    art = solid([(x + 20, y + 20, 24), (x - 2, y - 6, 24)], [(x - 2, y - 12, 17), (x - 36, y - 34, 14), (x - 66, y - 44, 11)], fill=tone)
    art += line(f"M{x - 40} {y - 44}Q{x - 37} {y - 38} {x - 38} {y - 30}", fold, THIN) + flat(f"M{x - 74} {y - 51}Q{x - 66} {y - 56} {x - 57} {y - 52}Q{x - 58} {y - 44} {x - 68} {y - 42}Q{x - 76} {y - 44} {x - 74} {y - 51}Z", PEACH, width=THIN)
    return art + solid([(x + 64, y + 60, 34), (x + 24, y + 28, 30)], fill=TEAL)


@drawing("shared/teddy")
def teddy_alone() -> Art:
    """A teddy bear with a line of its own."""
    return ground(SAND) + floor(200, 256, 90, 10, ROSE) + teddy(200, 170, 2.5, line_=True)


@drawing("shared/medicine")
def medicine() -> Art:
    """A bottle of tablets and a syringe for medicine by mouth."""
    art = ground(SKY) + floor(200, 252, 130, 10, MIST)
    art += box(92, 116, 84, 134, 12, "#d9925f") + box(84, 92, 100, 30, 8, WHITE) + line("M98 98L98 116M114 98L114 116M130 98L130 116M146 98L146 116M162 98L162 116M176 98L176 116", STEEL, THIN) + box(92, 152, 84, 62, 2, WHITE, width=2) + line("M104 170L164 170M104 184L154 184M104 198L160 198", STEEL, 3)
    art += moved(syringe(0, 0, 1.5, 0, "#f3d9a4"), 276, 136, turn=-58)
    for x, y, t in ((226, 240, 20), (262, 244, -14)):
        art += moved(solid([(-9, 0, 8), (9, 0, 8)], fill=WHITE) + cut(plain(box_d(0, -10, 20, 20), CORAL), disc_d(9, 0, 6.8) + box_d(0, -6.8, 9, 13.6)) + line("M0 -6L0 6", width=THIN), x, y, turn=t)
    return art + disc(300, 244, 9, YELLOW) + line("M294 244L306 244", width=THIN)


@drawing("shared/pump-lights")
def pump_lights() -> Art:
    """A pump with its lights, screen and keys."""
    art = ground(SAND) + pump(200, 168, 1.9, "both")
    return art + lights(181, 83, 1.8, "#4f8f63", (-140, -110, -80)) + lights(219, 83, 1.8, angles=(-100, -70, -40))

"""In hospital: talks, tests, treatment, waiting."""

from __future__ import annotations

from cells import car_t
from drawing import drawing
from kit import (
    BLOB,
    BLOOD,
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
from people import (
    AGES,
    Arm,
    badge,
    crossed,
    hand,
    heart_d,
    person,
    reclining,
    seated,
    standing,
    stethoscope,
)
from things import (
    ambulance,
    armchair,
    bag,
    bed,
    block,
    book,
    bowl,
    chair,
    clock,
    cloud,
    cup,
    frame,
    lamp,
    microscope,
    paper,
    pencil,
    phone,
    plant,
    pole,
    pole_pump,
    pump,
    screen,
    sofa,
    speech,
    syringe,
    table,
    teddy,
    window,
)

SCRUBS, SCRUBS_2 = "#5aa3ad", "#7fb08f"


@drawing("shared/first-talk")
def first_talk() -> Art:
    """Two parents and a doctor sit together and talk."""
    art = ground(SAND) + floor(200, 280, 165, 10, ROSE) + window(166, 30, 70, 66)
    mother = seated("adult", 92, 226, facing=1, ground=280, size=1.04, skin="dark", hair="braids black", face="worried", look=0.7, top=CORAL, trousers=DUSK, right=Arm((146, 206)), left=Arm((150, 212), hand="rest", behind=True))
    father = seated("adult", 168, 226, facing=1, ground=280, size=1.04, skin="deep", hair="crop black", wears=("glasses",), face="quiet", look=0.6, top=TEAL, trousers=INK, right=Arm((222, 206)), left=Arm((218, 210), hand="rest", behind=True))
    doctor = seated("adult", 312, 226, facing=-1, ground=280, size=1.04, skin="fair", hair="side grey", face="talk", look=-0.7, top=SKY, style="coat", trousers=DUSK, left=Arm((262, 186), hand="open", turn=10), right=Arm((262, 212), hand="rest", behind=True))
    art += chair(88, 226, 280, 1, YELLOW) + mother.art() + chair(164, 226, 280, 1, YELLOW) + father.art()
    art += chair(316, 226, 280, -1, PLUM) + doctor.art() + stethoscope(doctor, AGES["adult"], 1.04)
    return art


@drawing("shared/interpreter")
def interpreter() -> Art:
    """An interpreter sits between a mother and a doctor."""
    art = ground(SKY) + floor(200, 282, 165, 10, MIST)
    art += speech(126, 52, 74, 44, -1) + line("M102 46Q112 36 122 46Q132 56 142 46M106 60L146 60", CORAL, 3) + speech(276, 52, 74, 44, 1, LILAC) + line("M252 46L268 46M274 46L300 46M256 60L290 60", PLUM, 3)
    mother = seated("adult", 84, 228, facing=1, ground=282, size=1.02, skin="brown", hair="hijab", cloth=PLUM, face="talk", look=0.6, top=CORAL, trousers=DUSK, right=Arm((136, 198), hand="open", turn=-16), left=Arm((134, 214), hand="rest", behind=True))
    helper = seated("adult", 200, 228, facing=1, ground=282, size=1.02, skin="tan", hair="bob black", wears=("glasses",), face="listen", look=-0.4, tilt=-4, top=GREEN, style="collar", trousers=INK, right=Arm((244, 206)), left=Arm((238, 212), hand="rest", behind=True))
    doctor = seated("adult", 322, 228, facing=-1, ground=282, size=1.02, skin="dark", hair="bun black", face="quiet", look=-0.6, top=SKY, style="coat", trousers=PLUM, left=Arm((272, 208)), right=Arm((276, 212), hand="rest", behind=True))
    art += chair(80, 228, 282, 1) + mother.art() + chair(196, 228, 282, 1) + helper.art() + badge(helper, AGES["adult"], 1.02)
    return art + chair(326, 228, 282, -1) + doctor.art() + stethoscope(doctor, AGES["adult"], 1.02)


@drawing("your-immunotherapy/time-alone")
def time_alone() -> Art:
    """A teenager and a nurse sit and talk, and nobody else is there."""
    art = ground(MIST) + floor(200, 282, 165, 10, SKY) + window(176, 44, 62, 66) + plant(206, 262, 0.72)
    teen = seated("teen", 108, 228, facing=1, ground=282, size=1.16, skin="dark", hair="afro black", face="talk", look=0.6, style="hood", top=YELLOW, trousers=DUSK, right=Arm((160, 176), hand="open"), left=Arm((150, 204), hand="rest", behind=True))
    nurse = seated("adult", 306, 228, facing=-1, ground=282, size=1.04, skin="pale", hair="bun brown", face="calm", look=-0.6, nod=3, top=SCRUBS, style="vneck", sleeves="short", trousers=SCRUBS, left=Arm((262, 204), hand="rest"), right=Arm((270, 208), hand="rest", behind=True))
    art += chair(104, 228, 282, 1) + teen.art() + chair(310, 228, 282, -1, PLUM) + nurse.art()
    return art


@drawing("shared/trial-talk")
def trial_talk() -> Art:
    """A teenager, a parent and a doctor look at a paper together."""
    art = ground(LEAF) + floor(200, 282, 165, 10, MIST) + frame(176, 40, 46, 38)
    teen = seated("teen", 102, 228, facing=1, ground=282, size=1.12, skin="pale", hair="none", face="quiet", look=0.6, style="hood", top=PLUM, trousers=DUSK, right=Arm((146, 190)), left=Arm((150, 196), hand="rest", behind=True))
    mother = standing("adult", 42, 282, size=1.02, skin="pale", hair="wavy chestnut", face="quiet", look=0.5, top=CORAL, trousers=INK)
    doctor = seated("adult", 320, 228, facing=-1, ground=282, size=1.04, skin="brown", hair="turban", cloth=TEAL, wears=("beard",), face="talk", look=-0.7, top=SKY, style="coat", trousers=DUSK, left=Arm((252, 184), hand="point", turn=12), right=Arm((270, 196), hand="rest", behind=True))
    art += mother.far + mother.legs + mother.body + mother.top + chair(98, 228, 282, 1) + teen.art() + mother.near
    art += chair(324, 228, 282, -1) + doctor.far + doctor.legs + doctor.body + table(206, 200, 116, 282) + moved(paper(0, 0, 54, 30, 3), 200, 192)
    art += doctor.near + doctor.top + stethoscope(doctor, AGES["adult"], 1.04)
    art += flat("M172 199L182 184L222 184L232 199Z", WHITE, width=2) + line("M184 188L216 188M182 192L218 192M180 196L206 196", STEEL, 1.6)
    return moved(art + moved(pencil(0.4, -50), 228, 197), 26, 19, 0.93)


@drawing("shared/nurse-on-the-phone", least=2.4)
def nurse_on_phone() -> Art:
    """A nurse at a desk at night talks on the phone and takes notes."""
    art = plain(BLOB, "#c6d3de") + window(44, 40, 84, 90, night=True) + clock(178, 66, 24, 3, 10)
    nurse = person(
        "adult", (262, 262), size=1.5, skin="tan", hair="bun brown", face="talk", look=-0.3, tilt=-4, top=SCRUBS, style="vneck", sleeves="short", right=Arm((316, 108), hand="grip", turn=-14, thing=phone(-1, -5, 1.25, 6), over=True), left=Arm((224, 240), hand="pinch", turn=24, thing=moved(pencil(0.62), -4, 8, turn=-60))
    )
    art += nurse.far + nurse.body + badge(nurse, AGES["adult"], 1.5)
    art += cut(box(20, 244, 360, 60, 6, WOOD), BLOB) + line("M34 244L366 244", width=3)
    art += flat("M148 266L166 236L234 236L222 266Z", WHITE, width=2) + line("M168 244L216 244M163 251L208 251M158 258L190 258", STEEL, 1.8)
    return art + nurse.near + nurse.top + nurse.over + lamp(74, 240, 1.1) + cup(330, 238, CORAL, 1.1)


@drawing("blinatumomab-at-home/hospital-night")
def hospital_night() -> Art:
    """A child sleeps in a hospital bed at night, and a parent sits beside the bed."""
    art = cut(plain(box_d(0, 0, 400, 300), "#b4c2d2") + plain(box_d(0, 232, 400, 80), "#98aabd"), BLOB)
    art += window(226, 36, 82, 80, night=True)
    art += pole(44, 44, 282, 1) + bag(70, 84, 0.8) + pole_pump(44, 172, 0.9)
    under, over = bed(86, 218, 226, rise=34, cover=DUSK)
    child = reclining("child", 86, 218, rise=34, size=1.3, skin="brown", hair="none", face="asleep", look=0.3, top=WHITE, style="gown", right=Arm((212, 186), hand="flat"), left=Arm((172, 200)))
    art += under + child.far + child.body + child.near + child.top + over + teddy(216, 166, 0.6, 10)
    x, y = child.chest
    d = f"M70 121C72 140 66 150 66 168M66 178C74 236 130 226 {x + 2} {y + 6}"
    art += line(d, INK, 5.4) + line(d, WHITE, 2.4)
    father = seated("adult", 346, 228, facing=-1, ground=284, size=1.04, skin="brown", hair="short black", face="tired", look=-0.6, tilt=-8, lean=-6, top=GREEN, trousers=INK, left=Arm((276, 196), hand="flat"), right=Arm((286, 214), hand="rest", behind=True))
    return art + armchair(346, 228, 284, -1, PLUM) + father.art()


@drawing("shared/blood-test")
def blood_test() -> Art:
    """A nurse takes blood from a child's arm. A parent stands close behind."""
    art = ground(PEACH) + floor(200, 282, 165, 10, ROSE)
    child = seated("child", 138, 224, facing=1, ground=282, size=1.4, skin="fair", hair="fuzz red", face="worried", look=0.3, top=YELLOW, style="stripes", sleeves="short", trousers=TEAL, right=Arm((196, 196), hand="rest", turn=0, thumb_up=True), left=Arm((128, 206)))
    mother = standing("adult", 70, 284, size=1.04, skin="fair", hair="long red", face="calm", look=0.5, tilt=5, top=PLUM, trousers=DUSK, right=Arm((112, 150), hand="flat"))
    nurse = seated("adult", 316, 226, facing=-1, ground=282, size=1.06, skin="dark", hair="crop black", face="calm", look=-0.7, tilt=-6, top=SCRUBS_2, style="vneck", sleeves="short", trousers=SCRUBS_2, left=Arm((238, 184), hand="pinch", turn=0), right=Arm((246, 198), hand="flat", behind=True))
    art += mother.far + mother.legs + mother.body + mother.top + chair(132, 228, 282, 1, CORAL) + child.art() + mother.near
    art += table(212, 210, 64, 282) + chair(320, 228, 282, -1, YELLOW)
    art += nurse.far + nurse.legs + nurse.body + badge(nurse, AGES["adult"], 1.06)
    return art + nurse.near + nurse.top + moved(box(-14, -4.6, 28, 9.2, 3, WHITE, width=THIN) + plain(box_d(-12.6, -3.2, 16, 6.4, 2), BLOOD), 206, 186, turn=-14)


@drawing("shared/lumbar-puncture")
def lumbar_puncture() -> Art:
    """A child sits curled over a pillow, held by a parent. A doctor sits behind the child's back."""
    art = ground(SKY) + floor(200, 286, 165, 8, MIST)
    parent = standing("adult", 78, 290, size=1.04, skin="deep", hair="braids black", face="calm", look=0.5, tilt=8, top=CORAL, trousers=DUSK, right=Arm((142, 150), hand="flat", over=True))
    doctor = seated("adult", 328, 224, facing=-1, ground=288, size=1.08, skin="tan", hair="bob black", wears=("mask",), face="calm", look=-0.6, tilt=-8, top=SCRUBS, style="vneck", sleeves="short", trousers=SCRUBS, left=Arm((250, 198), hand="pinch", turn=-6), right=Arm((258, 210), hand="flat", behind=True))
    art += parent.far + parent.legs + parent.body + parent.near + parent.top
    art += box(120, 214, 120, 16, 7, WHITE) + box(128, 228, 104, 9, 4, STEEL) + line("M140 237L140 280M220 237L220 280", width=6) + disc(140, 283, 6, MIST) + disc(220, 283, 6, MIST)
    child = seated("child", 200, 214, facing=-1, size=1.4, lean=-30, tilt=-26, skin="deep", hair="puffs black", face="quiet", look=-0.7, top=YELLOW, trousers=TEAL, left=Arm((140, 186), -1, "flat"), right=Arm((148, 196), -1, "flat", behind=True))
    art += solid([(150, 172, 16), (158, 196, 16)], fill=WHITE) + child.far + child.legs + child.body + child.near + child.top
    art += flat("M203 162Q221 180 223 206L204 209Q194 184 203 162Z", SKIN["deep"][0], width=2)
    return art + parent.over + chair(332, 224, 288, -1, YELLOW) + doctor.art()


@drawing("shared/ward-visitor")
def ward_visitor() -> Art:
    """A visitor in a mask and a gown stands at the bed of a teenager."""
    art = ground(LEAF) + floor(200, 284, 165, 9, MIST)
    under, over = bed(40, 222, 246, cover=TEAL)
    teen = reclining("teen", 40, 222, size=1.02, skin="pale", hair="none", face="happy", look=0.6, top=CORAL, style="tee", right=Arm((196, 178), hand="open", turn=-30), left=Arm((138, 206)))
    art += pole(36, 30, 284, 1) + bag(62, 70, 0.8) + under + teen.far + teen.body + teen.near + teen.top + over
    visitor = standing("adult", 320, 288, size=1.08, skin="brown", hair="short black", wears=("mask", "glasses"), face="happy", look=-0.5, top=YELLOW, style="tee", trousers=DUSK, hem=26, turned=-1, left=Arm((270, 168), hand="open", turn=-30), right=Arm((338, 190)))
    art += visitor.art()
    x, y = visitor.neck
    return art + line(f"M{x} {y + 10}L{x} {y + 104}M{x - 22} {y + 62}L{x + 22} {y + 62}", width=THIN)


@drawing("shared/at-the-window")
def at_the_window() -> Art:
    """A sister outside a window and a child inside hold their hands to the glass."""
    art = ground(SAND)
    art += box(176, 26, 206, 196, 10, WHITE) + box(190, 40, 178, 168, 4, SKY)
    inside = person("child", (286, 240), size=1.42, skin="dark", hair="none", face="happy", look=-0.4, top=YELLOW, style="star", left=Arm((226, 142), hand="open", turn=-40), right=Arm((308, 226)))
    room = pole(350, 56, 240, -1) + bag(326, 92, 0.7) + inside.art()
    art += cut(room, box_d(191, 41, 176, 166, 3)) + box(190, 40, 178, 168, 4) + box(168, 206, 222, 14, 5, WHITE)
    art += line("M206 66L224 48M214 84L240 56", WHITE, 4)
    art += floor(110, 284, 86, 9, ROSE)
    sibling = standing("child", 118, 288, size=1.36, skin="dark", hair="puffs black", face="calm", look=0.6, top=CORAL, trousers=TEAL, turned=1, right=Arm((184, 150), hand="open", turn=-56), left=Arm((84, 226)))
    return art + sibling.art()


@drawing("shared/vaccine")
def vaccine() -> Art:
    """A nurse gives a child a vaccine, while the child sits on a parent's lap."""
    art = ground(SKY) + floor(200, 282, 165, 10, MIST)
    father = seated("adult", 130, 224, facing=1, ground=282, size=1.14, skin="tan", hair="short brown", wears=("glasses",), face="calm", look=0.5, tilt=4, top=GREEN, trousers=DUSK, right=Arm((176, 200), hand="flat", over=True), left=Arm((162, 208), hand="rest", behind=True))
    child = seated("toddler", 178, 212, facing=1, size=1.2, skin="tan", hair="curls brown", face="worried", look=0.4, top=CORAL, sleeves="short", trousers=TEAL, right=Arm((212, 186)), left=Arm((160, 200), hand="rest", behind=True))
    nurse = standing("adult", 300, 286, size=1.06, skin="deep", hair="bun black", face="calm", look=-0.7, tilt=-6, top=SCRUBS, style="vneck", sleeves="short", trousers=SCRUBS, turned=-1, left=Arm((244, 158), hand="grip", turn=6), right=Arm((256, 178), hand="flat", behind=True))
    art += chair(128, 228, 282, 1, YELLOW) + father.far + father.legs + father.body + father.top + child.art() + father.over
    art += nurse.far + nurse.legs + nurse.body + badge(nurse, AGES["adult"], 1.06) + syringe(216, 163, 0.46, -4, "#f3d9a4") + nurse.near + nurse.top
    return moved(art, 8, 12, 0.96)


@drawing("shared/doctor-listens")
def doctor_listens() -> Art:
    """A doctor listens to the chest of a small child."""
    art = ground(SAND) + floor(200, 284, 165, 9, ROSE) + frame(60, 44, 44, 40, "sun")
    art += box(70, 212, 170, 18, 8, TEAL) + box(84, 228, 142, 50, 6, MIST)
    child = person("toddler", (148, 204), size=1.6, skin="brown", hair="crop black", face="calm", look=0.5, top=YELLOW, style="stripes", trousers=PLUM, feet=((134, 246), (164, 246)), toes=(0, 0), left=Arm((122, 198)), right=Arm((172, 202)))
    doctor = standing("adult", 272, 288, size=1.08, skin="pale", hair="pony blond", face="calm", look=-0.6, tilt=-8, lean=-7, top=SKY, style="coat", trousers=DUSK, turned=-1, left=Arm((184, 166), hand="pinch", turn=8), right=Arm((250, 196), hand="rest", behind=True))
    art += child.art() + doctor.far + doctor.legs + doctor.body
    n = doctor.neck
    d = f"M{n[0] - 12} {n[1] + 2}C{n[0] - 26} {n[1] + 46} {n[0] - 52} {n[1] + 54} 164 166"
    art += doctor.near + line(d, INK, 4.6) + line(d, GREEN, 2) + disc(160, 166, 6.5, MIST, width=2) + doctor.top
    return art + teddy(96, 190, 0.7, line_=False)


@drawing("shared/line-care")
def line_care() -> Art:
    """A nurse in a mask cleans the end of a child's central line."""
    art = ground(SKY)
    child = person("child", (132, 300), size=1.9, skin="tan", hair="scarf", cloth=CORAL, face="calm", look=0.5, top=WHITE, style="bare", sleeves="none", left=Arm((96, 300)), right=Arm((164, 310)))
    nurse = person("adult", (318, 300), size=1.42, skin="fair", hair="side brown", wears=("mask",), face="calm", look=-0.6, tilt=-8, lean=-4, top=SCRUBS, style="vneck", sleeves="short", left=Arm((222, 256), hand="pinch", turn=-14, over=True, thumb_up=False), right=Arm((350, 300)))
    x, y = child.neck[0] + 4, child.neck[1] + 40
    d = f"M{x} {y}C{x + 4} {y + 24} {x + 26} {y + 28} {x + 50} {y + 22}"
    art += child.body + child.near + child.top + nurse.far + nurse.body + nurse.near + nurse.top
    art += line(d, INK, 7) + line(d, WHITE, 3.6) + box(x - 14, y - 14, 28, 28, 5, WHITE, width=2) + disc(x, y, 2.6, INK, "none") + moved(box(-9, -6, 18, 12, 3, CORAL, width=2), x + 24, y + 23, turn=10)
    art += box(x + 46, y + 14, 16, 13, 3, PLUM, width=2) + nurse.over
    return cut(art, "M0 0L400 0L400 290L0 290Z")


@drawing("shared/sick-bowl")
def sick_bowl() -> Art:
    """A child in bed holds a bowl and feels sick. A parent stays close."""
    art = ground(LEAF) + floor(200, 284, 165, 9, MIST)
    under, over = bed(92, 226, 250, rise=66, cover=PLUM)
    child = reclining("child", 92, 226, rise=74, size=1.36, skin="fair", hair="none", face="unwell", look=0.2, nod=5, tilt=14, top=YELLOW, right=Arm((222, 190), hand="grip", over=True, turn=20), left=Arm((196, 196), hand="grip"))
    mother = standing("adult", 84, 290, size=1.06, skin="fair", hair="bob brown", face="worried", look=0.5, tilt=8, top=CORAL, trousers=DUSK, right=Arm((156, 156), hand="flat", over=True))
    art += under + child.far + child.body + child.near + child.top + over + bowl(214, 182, 60, MIST) + child.over
    return art + mother.far + mother.legs + mother.body + mother.near + mother.top + mother.over


@drawing("shared/tired-child")
def tired_child() -> Art:
    """A tired child without hair leans on a parent."""
    art = ground(SAND) + sofa(200, 208, 330, 286, TEAL) + frame(54, 40, 44, 38)
    parent = person("adult", (262, 210), size=1.18, skin="deep", hair="crop black", wears=("beard",), face="quiet", look=-0.5, tilt=-6, top=PLUM, trousers=INK, feet=((244, 276), (280, 276)), toes=(0, 0), left=Arm((150, 186), hand="flat", behind=True), right=Arm((296, 216)))
    child = person("child", (186, 216), size=1.34, skin="deep", hair="none", face="tired", look=0.2, tilt=20, lean=10, top=YELLOW, left=Arm((166, 214)), right=Arm((212, 214)))
    art += parent.far + parent.legs + parent.body + parent.top + child.far + child.body + child.near + child.top
    art += flat("M128 226C132 206 168 200 196 208C226 204 242 214 244 232L250 280Q190 292 122 280Z", CORAL) + line("M138 240Q186 226 238 240M134 262Q188 250 244 262", WHITE, 2.4)
    return art + parent.near + cup(88, 276, YELLOW, 1.1)


@drawing("shared/chills")
def chills() -> Art:
    """A child shivers under a blanket."""
    art = ground(SKY) + floor(200, 280, 150, 10, MIST)
    child = crossed("child", 200, 276, size=1.75, skin="pale", hair="beanie", cloth=TEAL, face="unwell", top=PLUM, trousers=INK)
    art += child.far + child.body
    n = child.neck
    art += flat(f"M{n[0] - 14} {n[1] - 2}C{n[0] - 58} {n[1] + 4} {n[0] - 82} {n[1] + 70} {n[0] - 88} 268Q{n[0]} 292 {n[0] + 88} 268C{n[0] + 82} {n[1] + 70} {n[0] + 58} {n[1] + 4} {n[0] + 14} {n[1] - 2}Q{n[0]} {n[1] + 12} {n[0] - 14} {n[1] - 2}Z", CORAL)
    art += line(f"M{n[0]} {n[1] + 14}Q{n[0] - 10} {n[1] + 60} {n[0] - 4} 278M{n[0] - 50} {n[1] + 44}Q{n[0] - 58} {n[1] + 74} {n[0] - 60} 266M{n[0] + 50} {n[1] + 44}Q{n[0] + 58} {n[1] + 74} {n[0] + 60} 266", INK, THIN)
    art += child.top + hand("grip", "pale", (n[0] - 16, n[1] + 26), 10, 1.2, True) + hand("grip", "pale", (n[0] + 18, n[1] + 40), 172, 1.2, False)
    for side in (-1, 1):
        art += line(f"M{200 + side * 104} 120L{200 + side * 112} 132L{200 + side * 104} 144L{200 + side * 112} 156M{200 + side * 122} 128L{200 + side * 130} 140L{200 + side * 122} 152", TEAL, 3.4)
    return art


@drawing("shared/eye-drops")
def eye_drops() -> Art:
    """An adult gives a child eye drops."""
    art = ground(PEACH)
    child = person("child", (166, 310), size=2.1, skin="brown", hair="short black", face="calm", look=0.2, nod=-12, tilt=-16, top=TEAL, left=Arm((130, 310)), right=Arm((200, 310)))
    art += child.far + child.body + child.near + child.top
    hx, hy = child.head
    ex, ey = hx + 24, hy - 14
    bottle = flat("M-7 -30L7 -30L7 2L3 8L2 16L-2 16L-3 8L-7 2Z", WHITE, width=2) + plain(box_d(-5.6, -22, 11.2, 12, 1), SKY)
    art += moved(bottle, ex + 4, ey - 48, 1.25, 8) + flat(f"M{ex} {ey - 20}Q{ex + 6} {ey - 9} {ex} {ey - 7}Q{ex - 6} {ey - 9} {ex} {ey - 20}Z", SKY, width=2)
    art += hand("pinch", "brown", (ex + 58, ey - 76), 164, 2.1, False) + solid([(ex + 190, ey - 118, 36), (ex + 66, ey - 80, 22)], fill=PLUM)
    return cut(art, "M0 0L400 0L400 288L0 288Z")


@drawing("shared/isolation-room")
def isolation_room() -> Art:
    """A child reads alone in a room. A nurse in a mask looks in through the door."""
    art = ground(LILAC) + floor(200, 284, 165, 9, MIST)
    art += box(252, 60, 96, 224, 6, WHITE) + box(266, 78, 68, 76, 4, SKY) + disc(262, 178, 4, INK, "none")
    child = crossed("child", 132, 280, size=1.5, skin="pale", hair="fuzz blond", face="calm", look=0.4, nod=3, top=CORAL, trousers=TEAL, right=Arm((176, 232)), left=Arm((96, 250)))
    peek = standing("adult", 300, 340, size=1, skin="brown", hair="bun black", wears=("mask",), face="happy", look=-0.5, top=SCRUBS_2, style="vneck", right=Arm((326, 152), hand="open", over=True))
    art += cut(peek.body + peek.near + peek.top + peek.over, box_d(267, 79, 66, 74, 3)) + box(266, 78, 68, 76, 4)
    return art + child.art() + book(198, 228, 0.8) + block(60, 262, 34, YELLOW, "star") + hand("flat", "pale", (176, 240), -14, 1, True)


@drawing("shared/doll-play")
def doll_play() -> Art:
    """A child and a play worker look at the line of a teddy bear."""
    art = ground(SAND) + floor(200, 284, 165, 9, ROSE)
    child = crossed("toddler", 106, 282, size=1.7, skin="dark", hair="puffs black", face="happy", look=0.6, top=YELLOW, trousers=TEAL, right=Arm((172, 218), hand="flat", turn=10), left=Arm((84, 258)))
    worker = crossed("adult", 300, 284, size=1.16, skin="fair", hair="spiky brown", face="happy", look=-0.6, tilt=-4, top=GREEN, style="collar", trousers=DUSK, left=Arm((236, 214), hand="pinch", turn=4), right=Arm((330, 248)))
    art += worker.far + worker.body + badge(worker, AGES["adult"], 1.16) + worker.top
    return art + teddy(204, 236, 1.25, line_=True) + worker.near + child.art()


@drawing("my-helper-cells/cover", height=380)
def helpers_overhead() -> Art:
    """A child and a play worker sit with a teddy bear, and helper cells float above them."""
    art = box(0, 0, 400, 380, 0, SAND, "none") + plain(disc_d(206, 190, 168), PEACH) + plain("M0 330L400 330L400 380L0 380Z", "#efd3a1") + plain(disc_d(206, 352, 176, 17), ROSE)
    for x, y, r, start in ((108, 112, 25, 10), (206, 78, 31, 0), (302, 116, 24, 24), (158, 168, 13, 12), (254, 170, 14, 30)):
        art += plain(disc_d(x, y, r * 1.9), "#fdf3e3") + car_t(x, y, r, 7, start)
    child = crossed("toddler", 106, 282, size=1.7, skin="dark", hair="puffs black", face="joy", look=0.4, nod=-3, top=YELLOW, trousers=TEAL, right=Arm((172, 218), hand="flat", turn=10), left=Arm((84, 258)))
    worker = crossed("adult", 300, 284, size=1.16, skin="fair", hair="spiky brown", face="happy", look=-0.6, tilt=-4, top=GREEN, style="collar", trousers=DUSK, left=Arm((236, 214), hand="pinch", turn=4), right=Arm((330, 248)))
    group = worker.far + worker.body + badge(worker, AGES["adult"], 1.16) + worker.top + teddy(204, 236, 1.25, line_=True) + worker.near + child.art()
    return art + moved(group, 28, 102, 0.88)


@drawing("shared/ambulance")
def ambulance_scene() -> Art:
    """An ambulance on the road."""
    art = ground(SKY) + cloud(80, 56) + cloud(316, 48, 0.8) + cut(plain("M0 236L400 236L400 300L0 300Z", "#b9c4c9") + plain("M0 232L400 232L400 240L0 240Z", GREEN) + plain("M60 266L110 266L110 271L60 271ZM170 266L220 266L220 271L170 271ZM280 266L330 266L330 271L280 271Z", WHITE), BLOB)
    return art + ambulance(200, 258, 1.35)


@drawing("shared/clinic-desk")
def clinic_desk() -> Art:
    """A grandfather and a child at the desk of a clinic."""
    art = ground(LEAF) + floor(200, 284, 165, 9, MIST) + clock(72, 64, 24, 9, 30)
    clerk = person("adult", (292, 236), size=1.14, skin="dark", hair="afro black", face="happy", look=-0.5, top=PLUM, style="cardigan", left=Arm((250, 184)), right=Arm((316, 202)))
    art += clerk.art() + screen(338, 180, 0.86)
    art += box(206, 178, 176, 12, 5, WOOD) + flat("M214 190L374 190L374 284L214 284Z", WHITE) + line("M226 204L362 204", STEEL, THIN)
    father = standing("adult", 132, 288, size=1.02, skin="tan", hair="bald grey", wears=("glasses",), face="calm", look=0.6, top=TEAL, trousers=DUSK, turned=1, right=Arm((204, 172), hand="flat", thing=None), left=Arm((98, 196)))
    child = standing("toddler", 72, 288, size=1.12, skin="tan", hair="cap", cloth=CORAL, face="quiet", look=0.4, top=YELLOW, trousers=TEAL, turned=1, right=Arm((96, 206)))
    return art + moved(box(-11, -7, 22, 14, 2, WHITE, width=THIN) + plain(heart_d(-4, 0, 4), CORAL), 214, 172, turn=-10) + child.art() + father.art()


@drawing("shared/learning-the-pump")
def learning_the_pump() -> Art:
    """A nurse shows a parent the pump."""
    art = ground(SKY)
    nurse = person("adult", (112, 262), size=1.36, skin="deep", hair="bun black", face="talk", look=0.6, tilt=4, top=SCRUBS, style="vneck", sleeves="short", right=Arm((168, 186), 1, "point", turn=-6), left=Arm((88, 262), behind=True))
    father = person("adult", (302, 262), size=1.36, skin="fair", hair="side red", wears=("beard", "glasses"), face="listen", look=-0.6, tilt=-4, top=PLUM, left=Arm((244, 226), -1, "flat"), right=Arm((326, 262), behind=True))
    people = nurse.far + nurse.body + badge(nurse, AGES["adult"], 1.36) + nurse.top + father.far + father.body + father.top
    art += cut(people, box_d(0, 0, 400, 244)) + cut(box(16, 244, 368, 60, 6, WOOD), BLOB) + line("M26 244L374 244", width=3)
    return art + pump(206, 188, 0.9) + nurse.near + father.near


@drawing("blinatumomab-at-home/laboratory")
def laboratory() -> Art:
    """A researcher in a laboratory works with a microscope."""
    art = ground(LILAC) + box(52, 70, 96, 7, 3, WOOD)
    for x, tone in ((70, CORAL), (98, YELLOW), (126, GREEN)):
        art += flat(f"M{x - 5} 36L{x + 5} 36L{x + 5} 48L{x + 11} 66Q{x + 12} 70 {x + 8} 70L{x - 8} 70Q{x - 12} 70 {x - 11} 66L{x - 5} 48Z", WHITE, width=2)
        art += plain(f"M{x - 7.6} 57L{x + 7.6} 57L{x + 9.8} 66Q{x + 10} 68.6 {x + 7} 68.6L{x - 7} 68.6Q{x - 10} 68.6 {x - 9.8} 66Z", tone)
    who = person("adult", (258, 270), size=1.42, skin="brown", hair="bob black", wears=("glasses",), face="quiet", look=-0.5, nod=4, tilt=-8, lean=-6, top=SKY, style="coat", left=Arm((188, 214), hand="pinch", turn=10, over=True), right=Arm((262, 226), hand="flat", turn=10))
    art += who.far + who.body + who.near + who.top
    art += cut(box(16, 244, 368, 60, 6, WOOD), BLOB) + line("M26 244L374 244", width=3) + microscope(152, 244, 1.12)
    dish = oval(308, 252, 26, 7, WHITE) + oval(308, 250, 20, 4.6, "#f3d9a4", width=THIN)
    return art + who.over + dish


@drawing("shared/seizure-on-the-side")
def seizure_on_the_side() -> Art:
    """In a seizure, a child lies on the side on the floor. A parent kneels close and holds a phone."""
    art = ground(SAND) + floor(200, 262, 178, 20, ROSE)
    # The child lies on the side with the face to us, the head on a folded jacket, an arm before the chest, the upper knee bent.
    skin, (hip_x, hip_y) = "brown", (214, 226)
    child = person("child", (hip_x, hip_y), size=1.5, skin=skin, hair="short black", face="asleep", lean=-84, tilt=-78, top=YELLOW, trousers=DUSK, left=Arm((158, 256), hand="flat"), right=Arm((152, 246), hand="flat", over=True))
    legs = solid([(hip_x, hip_y + 10, 14), (272, 244, 12), (324, 246, 9)], fill=DUSK) + solid([(hip_x, hip_y - 6, 14), (262, 208, 12), (286, 250, 9)], fill=DUSK)
    parent = person("adult", (262, 196), size=1.1, skin="brown", hair="bun black", face="worried", look=-0.7, lean=-14, tilt=-10, top=CORAL, trousers=INK, left=Arm((196, 196), hand="flat", over=True), right=Arm((312, 112), hand="grip", turn=-10, thing=phone(-1, -5, 1.1, 6), over=True))
    kneeling = solid([(256, 196, 18), (232, 236, 15), (296, 250, 11)], fill=INK) + solid([(272, 196, 18), (300, 236, 15), (336, 250, 11)], fill=INK)
    art += parent.far + kneeling + parent.body + parent.near + parent.top
    art += solid([(72, 250, 15), (112, 250, 13)], fill=PLUM) + child.far + legs + child.body + child.near + child.top + child.over + parent.over
    return art


@drawing("shared/pressing-on-a-bleed", least=2.3)
def pressing_on_a_bleed() -> Art:
    """A hand presses a pad firmly on a bleed on a child's arm."""
    pressed = moved(solid([(-240, 14, 40), (-60, 4, 33), (60, 0, 25)], fill=SKIN["tan"][0]) + hand("rest", "tan", (70, 0), 0, 3.3, True), 206, 208)
    pad = flat(box_d(104, 172, 104, 62, 12), WHITE) + plain(disc_d(122, 204, 9, 15), BLOOD)
    pressing = solid([(352, 14, 46), (256, 122, 29)], fill=SKIN["deep"][0]) + hand("flat", "deep", (232, 146), 150, 4, False)
    sleeve = solid([(372, -8, 56), (306, 64, 48)], fill=TEAL)
    return ground(SKY) + cut(pressed + pad + pressing + sleeve, BLOB)


@drawing("shared/act-now", width=820, least=2.4)
def act_now() -> Art:
    """A child lies on the side in a seizure, a parent close by with a phone. A hand presses a pad on a bleed."""
    return seizure_on_the_side() + moved(pressing_on_a_bleed(), 420)

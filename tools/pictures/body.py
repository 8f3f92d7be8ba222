"""The immune system: cells, what they make, and where they live."""

from __future__ import annotations

from cells import (
    antibody,
    around,
    b_cell,
    cancer_cell,
    car_t,
    cell,
    dendritic,
    feeler,
    germ,
    ground_cells,
    lymph_node,
    macrophage,
    marrow,
    platelet,
    red_cell,
    spleen_at,
    t_cell,
    thymus_at,
    virus,
    wye,
)
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
    PLUM,
    RED,
    ROSE,
    SAND,
    SKIN,
    SKY,
    TEAL,
    THIN,
    WHITE,
    YELLOW,
    Art,
    box,
    cut,
    disc,
    flat,
    ground,
    line,
    moved,
    oval,
    plain,
    solid,
)
from people import Arm, person
from things import syringe


@drawing("shared/t-cell")
def one_t_cell() -> Art:
    """A T cell with its receptors, among red blood cells."""
    return ground(SAND) + ground_cells() + t_cell(200, 152, 86, 11)


@drawing("shared/b-cell")
def one_b_cell() -> Art:
    """A B cell, and antibodies that it makes."""
    art = ground(SKY) + ground_cells() + b_cell(184, 158, 76, 10)
    return art + moved(wye(1.8), 318, 150, turn=70) + moved(wye(1.8), 300, 232, turn=150) + moved(wye(1.8), 306, 66, turn=20)


@drawing("shared/cancer-cell")
def one_cancer_cell() -> Art:
    """A cancer cell: uneven, with a large nucleus and markers around it."""
    return ground(SAND) + ground_cells() + cancer_cell(200, 152, 86, 10)


@drawing("shared/car-t-cell")
def one_car_t_cell() -> Art:
    """A CAR T cell with its new connectors."""
    return ground(SKY) + ground_cells() + car_t(200, 152, 80, 9)


@drawing("shared/antibody")
def one_antibody() -> Art:
    """An antibody holds a marker with each of its two arms."""
    return ground(SAND) + antibody(200, 156, 3.6) + disc(118, 74, 12, PLUM) + disc(282, 74, 12, PLUM)


@drawing("shared/antibody-with-medicine")
def conjugate() -> Art:
    """An antibody carries a medicine to a cancer cell."""
    art = ground(LEAF)
    for y in (114, 190):
        art += line(f"M248 {y}L230 {y}", width=4) + disc(223, y, 8, YELLOW, width=2)
    art += cancer_cell(292, 152, 60, 6, 20, 168)
    for (x, y), (ax, ay) in (((112, 110), (112, 142)), ((112, 194), (112, 162)), ((72, 152), (92, 152))):
        art += line(f"M{x} {y}L{ax} {ay}", width=3) + disc(x, y, 12, RED) + line(f"M{x - 5} {y}L{x + 5} {y}M{x} {y - 5}L{x} {y + 5}", WHITE, 3)
    return art + antibody(158, 152, 2.4, 90)


@drawing("shared/checkpoint")
def checkpoint() -> Art:
    """A cancer cell presses a brake of a T cell; a medicine that covers the brake sets the T cell free."""
    art = box(8, 10, 188, 280, 26, SAND, "none") + box(204, 10, 188, 280, 26, SKY, "none")
    for x, blocked in ((102, False), (298, True)):
        art += around(feeler(38 / 46), x, 70, 40, 7, -105, 245) + cell(x, 70, 40, TEAL, MIST) + cancer_cell(x, 234, 40, 6, 100, 160)
        # The brake: a plug of the cancer cell in a socket of the T cell.
        art += flat(f"M{x - 13} 104L{x - 13} 128L{x - 6} 128L{x - 6} 118L{x + 6} 118L{x + 6} 128L{x + 13} 128L{x + 13} 104Z", MIST)
        low = 124 if not blocked else 150
        if blocked:
            art += line(f"M{x} 192L{x} {low + 34}", width=5) + flat(f"M{x - 5} {low + 20}L{x + 5} {low + 20}L{x + 5} {low + 34}L{x + 13} {low + 34}L{x + 13} {low + 44}L{x - 13} {low + 44}L{x - 13} {low + 34}L{x - 5} {low + 34}Z", YELLOW)
            art += moved(antibody(0, -22, 1.05, 0, CORAL, WHITE), x + 0, 150, turn=0)
        else:
            art += line(f"M{x} 192L{x} 150", width=5) + flat(f"M{x - 5} 121L{x + 5} 121L{x + 5} 140L{x + 13} 140L{x + 13} 152L{x - 13} 152L{x - 13} 140L{x - 5} 140Z", YELLOW)
            for side in (-1, 1):
                art += line(f"M{x + side * 32} 122L{x + side * 48} 122", RED, 5)
        if blocked:
            for side in (-1, 1):
                art += line(f"M{x + side * 56} 100L{x + side * 56} 132M{x + side * 48} 124L{x + side * 56} 134L{x + side * 64} 124", GREEN, 4.4)
    return art


@drawing("shared/macrophage")
def one_macrophage() -> Art:
    """A macrophage takes in bacteria."""
    return ground(SKY) + germ(318, 70, 0.9, 20) + germ(62, 226, 0.8, -30) + macrophage(186, 152, 1.3)


@drawing("shared/dendritic-cell")
def one_dendritic() -> Art:
    """A dendritic cell shows a T cell pieces of what it found."""
    return ground(SAND) + dendritic(170, 154, 1.16) + t_cell(318, 154, 38, 8, 12)


@drawing("shared/natural-killer-cell")
def killer() -> Art:
    """A natural killer cell attacks a cancer cell."""
    art = ground(SKY) + around(feeler(1.2, YELLOW), 140, 150, 58, 9, 0) + cell(140, 150, 58, DUSK, "#b9cbd8")
    for x, y in ((108, 116), (120, 190), (172, 184), (176, 118), (98, 158)):
        art += disc(x, y, 5.4, CORAL, width=1.6)
    art += cancer_cell(284, 150, 56, 6, 30, 150)
    for x, y in ((212, 138), (222, 154), (210, 166)):
        art += disc(x, y, 5.4, CORAL, width=1.6)
    return art


@drawing("shared/blood-cells")
def blood_cells() -> Art:
    """Red blood cells, two white blood cells and platelets in a blood vessel."""
    art = ground(SAND) + cut(plain("M0 62Q100 40 200 62Q300 84 400 62L400 238Q300 260 200 238Q100 216 0 238Z", "#f6cfc4") + line("M0 62Q100 40 200 62T400 62".replace("T400 62", "Q300 84 400 62"), width=3) + line("M0 238Q100 216 200 238Q300 260 400 238", width=3), BLOB)
    for x, y, s, t in ((66, 110, 1.4, 20), (126, 184, 1.4, -30), (196, 110, 1.4, 10), (336, 178, 1.4, 35), (262, 204, 1.2, -10), (70, 196, 1.1, 50)):
        art += red_cell(x, y, s, t)
    art += disc(134, 116, 27, WHITE) + solid([(126, 112, 10)], [(140, 110, 10)], [(136, 124, 9)], fill=PLUM, width=THIN) + disc(282, 126, 30, WHITE) + disc(284, 124, 21, "#b6a3c6", width=THIN)
    return art + platelet(204, 168, 1.5) + platelet(340, 110, 1.4, 60) + platelet(196, 208, 1.3, 140) + platelet(238, 96, 1.2, 30)


@drawing("shared/virus")
def one_virus() -> Art:
    """Three viruses."""
    return ground(LEAF) + virus(200, 150, 5.6) + virus(96, 82, 2) + virus(310, 226, 2.2)


@drawing("shared/lymph-node")
def one_lymph_node() -> Art:
    """A lymph node cut open, with B cells at its edge and T cells in its middle."""
    return ground(SKY) + lymph_node(200, 150, 1.36)


@drawing("shared/bone-marrow")
def one_marrow() -> Art:
    """A bone cut open: blood cells grow in its marrow."""
    return ground(LEAF) + moved(marrow(0, 0, 1.06), 200, 154, turn=58)


@drawing("shared/thymus")
def one_thymus() -> Art:
    """The thymus behind the breastbone of a child."""
    return ground(SAND) + chest(200) + thymus_at(200, 138, 0.94)


@drawing("shared/spleen")
def one_spleen() -> Art:
    """The spleen with its two blood vessels."""
    return ground(SKY) + spleen_at(220, 152, 1.5)


def chest(x: float) -> Art:
    """A child's chest with its breastbone and ribs, seen from the front."""
    tone = SKIN["brown"][0]
    body = flat(f"M{x - 24} 20L{x - 24} 54C{x - 34} 66 {x - 92} 66 {x - 110} 92C{x - 120} 130 {x - 112} 200 {x - 112} 290L{x + 112} 290C{x + 112} 200 {x + 120} 130 {x + 110} 92C{x + 92} 66 {x + 34} 66 {x + 24} 54L{x + 24} 20Z", tone)
    ribs: Art = []
    for i, y in enumerate((112, 144, 176, 208)):
        for side in (-1, 1):
            d = f"M{x + side * 12} {y}C{x + side * 46} {y - 18} {x + side * (84 + i * 3)} {y - 6} {x + side * (88 + i * 3)} {y + 34}"
            ribs += line(d, INK, 11) + line(d, SAND, 6.4)
    ribs += box(x - 12, 92, 24, 128, 11, SAND)
    return cut(body + ribs, BLOB)


@drawing("shared/immune-system", height=420)
def immune_system() -> Art:
    """A child from the front, with tonsils, thymus, spleen and lymph nodes."""
    tone = SKIN["brown"][0]
    art = plain("M200 14C330 14 388 96 388 212C388 330 326 404 200 404C74 404 12 330 12 212C12 96 70 14 200 14Z", SAND)
    body = person("child", (200, 318), size=2.5, skin="brown", hair="short black", face="calm", top=tone, style="bare", sleeves="none", feet=((184, 560), (216, 560)), trousers=TEAL, left=Arm((112, 330)), right=Arm((288, 330)))
    figure = body.far + body.legs + body.body + body.near + body.top
    n = body.neck
    x, y = n
    nodes = [(-20, 4), (20, 4), (-33, 26), (33, 26), (-38, 40), (38, 40), (-8, 92), (8, 100), (-24, 126), (24, 126), (-30, 134), (30, 134)]
    ways: Art = []
    for side in (-1, 1):
        ways += line(f"M{x + side * 20} {y + 4}C{x + side * 14} {y + 22} {x + side * 8} {y + 40} {x + side * 8} {y + 96}C{x + side * 8} {y + 112} {x + side * 16} {y + 122} {x + side * 27} {y + 130}M{x + side * 9} {y + 50}Q{x + side * 22} {y + 48} {x + side * 35} {y + 33}", GREEN, 3)
    organs = thymus_at(x, y + 34, 0.36) + moved(spleen_at(0, 0, 0.3), x + 24, y + 82)
    for side in (-1, 1):
        organs += oval(x + side * 6.5, y - 5, 3.4, 5, ROSE, width=1.4)
    for px, py in nodes:
        organs += oval(x + px, y + py, 4.2, 5.2, GREEN, width=1.6)
    art += cut(figure + ways + organs, "M200 14C330 14 388 96 388 212C388 330 326 404 200 404C74 404 12 330 12 212C12 96 70 14 200 14Z")
    return art


@drawing("immune-system/organs", height=420)
def organs_with_leaders() -> Art:
    """A child from the front. Lines lead to the side from the tonsils, the thymus, the spleen and the lymph nodes."""
    leaders: Art = []
    for (x, y), (to_x, to_y) in (((208, 193), (322, 168)), ((189, 228), (86, 164)), ((240, 280), (344, 252)), ((161, 238), (66, 240))):
        leaders += line(f"M{x} {y}L{to_x} {to_y}") + disc(x, y, 2.6, INK, "none")
    return immune_system() + leaders


@drawing("shared/vaccine-teaches")
def vaccine_teaches() -> Art:
    """A vaccine shows a B cell something new, and the cell makes antibodies."""
    art = ground(LEAF) + syringe(96, 84, 1.1, 216, "#f3d9a4")
    for x, y in ((178, 124), (196, 150), (166, 158)):
        art += virus(x, y, 0.9)
    return art + b_cell(294, 152, 44, 9, 0) + moved(wye(1.5), 238, 238, turn=200) + moved(wye(1.5), 300, 246, turn=170) + moved(wye(1.5), 196, 224, turn=230) + line("M212 150L228 150", width=3.4)


@drawing("shared/stem-cells")
def stem_cells() -> Art:
    """A stem cell becomes red cells, white cells and platelets."""
    art = ground(SAND) + disc(90, 150, 34, WHITE) + disc(94, 148, 22, LILAC, width=THIN)
    for y in (62, 150, 238):
        art += line(f"M132 {150 + (y - 150) * 0.22}L206 {150 + (y - 150) * 0.8}M{198 - 3} {150 + (y - 150) * 0.8 - 9}L206 {150 + (y - 150) * 0.8}L{198 - 3} {150 + (y - 150) * 0.8 + 9}", width=3)
    art += red_cell(258, 62, 1.9, -12) + red_cell(304, 70, 1.5, 30)
    art += disc(262, 150, 27, WHITE) + solid([(254, 146, 10)], [(268, 144, 10)], [(264, 158, 9)], fill=PLUM, width=THIN) + t_cell(326, 152, 22, 7)
    return art + platelet(254, 236, 1.9) + platelet(292, 246, 1.6, 80) + platelet(316, 226, 1.4, 30)

"""The pictures that tools/pictures draws: their files, and the page that shows them."""

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from chapbook.check.pictures import fault_of
from chapbook.check.wordless import picture_words

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "tools/pictures"


@pytest.fixture(scope="module")
def gallery():
    """The module that knows all drawings; its neighbours have names that others may want."""
    names = {path.stem for path in TOOL.glob("*.py")} - {"__main__"}
    sys.path.insert(0, str(TOOL))
    try:
        yield import_module("gallery")
    finally:
        sys.path.remove(str(TOOL))
        for name in names:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def drawn(gallery):
    return {name: drawing.svg() for name, drawing in gallery.DRAWINGS.items()}


@pytest.mark.slow
def test_files_are_what_the_script_draws(drawn):
    """Each picture in the tree is, byte for byte, what its function draws: who changes one changes the function."""
    changed = [
        name for name, svg in drawn.items() if not (ROOT / name).exists() or (ROOT / name).read_text("utf-8") != svg
    ]

    assert [] == changed, "run .venv/bin/python tools/pictures --gallery"


@pytest.mark.slow
def test_pictures_pass_the_checks(drawn):
    """A drawing is seen, says no words, and asks for nothing outside itself."""
    faults = {name: [fault_of(ROOT / name), *picture_words(svg, name)] for name, svg in drawn.items()}

    assert {name: [""] for name in drawn} == faults
    assert [] == [name for name, svg in drawn.items() if re.search(r'href="(?!#part-)|url\((?!#cut-)', svg)]


@pytest.mark.slow
def test_lines_have_one_weight(drawn):
    """Outlines are as wide at every size: what is moved and scaled keeps its line."""
    assert [] == [name for name, svg in drawn.items() if 'stroke-width="2.5"' not in svg or "transform" in svg]


# A front fills its window; an arm reaches in from beyond the edge.
TO_THE_EDGE = {"cover", "writing-check", "eye-drops", "card"}


def reach(part):
    """How far a part of a drawing reaches: left, top, right, bottom, its line and all that bends a curve included."""
    if hasattr(part, "chains"):
        discs = [disc for chain in part.chains for disc in chain]
        return around([(x - r, y - r) for x, y, r in discs] + [(x + r, y + r) for x, y, r in discs])
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", part.d)]
    points = [*zip(numbers[::2], numbers[1::2], strict=True)]
    if not hasattr(part, "art"):
        return around(points, 0 if part.stroke == "none" else part.width / 2)
    seen, within = extent(part.art), around(points)
    return *map(max, seen[:2], within[:2]), *map(min, seen[2:], within[2:])


def around(points, edge=0.0):
    xs, ys = zip(*points, strict=True)
    return min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge


def extent(art):
    reaches = [reach(part) for part in art]
    return around([each[:2] for each in reaches] + [each[2:] for each in reaches])


def test_no_drawing_is_cut_at_its_edge(gallery):
    """All that is drawn ends before the edge of its picture, where a straight cut would stand on a white page."""
    cut = set()
    for name, drawing in gallery.DRAWINGS.items():
        left, top, right, bottom = extent(drawing.scene())
        if min(left, top, drawing.width - right, drawing.height - bottom) <= 0:
            cut.add(Path(name).stem)

    assert cut == TO_THE_EDGE


def test_every_drawing_says_what_it_shows(gallery):
    """A drawing says in a sentence what it shows, and the guide lists it with that sentence."""
    silent = [name for name, drawing in gallery.DRAWINGS.items() if not re.fullmatch(r"[A-Z].+\.", drawing.shows)]

    assert [] == silent
    assert gallery.table() in gallery.GUIDE.read_text("utf-8")


def test_no_arm_is_longer_than_its_bones(gallery):
    """A hand that is asked to reach too far stops where its arm ends."""
    bone = sys.modules["people"].bone
    (elbow_x, elbow_y), (x, y) = bone((0, 0), (300, 400), 40, 30, 1)

    assert 70 >= (x**2 + y**2) ** 0.5 > 69
    assert 40 == pytest.approx((elbow_x**2 + elbow_y**2) ** 0.5)

"""The library's pictures in the colours of a house."""

from pathlib import Path

import pytest

from chapbook.files.chain import Chain
from chapbook.files.house import as_shown
from conftest import write

DRAWING = '<svg viewBox="0 0 9 9"><path fill="#2f7f8c"/><path fill="#97BFC6"/><path fill="#f2c76a"/></svg>'
TOKENS = {"--brand": "#2f7f8c", "--brand-deep": "#17505a", "--brand-soft": "#d6e9ee", "--brand-pale": "#eef6f8"}
MEANINGS = ("--series", "--remember", "--comfort", "--voice", "--ambulance", "--now", "--today")


def style(colours):
    return f":root {{ {'; '.join(f'{name}: {colour}' for name, colour in colours.items())} }}"


@pytest.fixture
def house(tmp_path):
    """A library with one drawing, and a house that inherits it, with a drawing of its own."""
    library, own = tmp_path / "library", tmp_path / "own"
    write(library / "styles/booklet.css", '@layer a; @import url("colour.css") layer(a);')
    write(library / "styles/colour.css", style({**TOKENS, **dict.fromkeys(MEANINGS, "#7e1c18"), "--voice": "#75608a"}))
    for root in (library, own):
        write(root / "booklets/drawing.svg", DRAWING)
    return Chain((own, library))


def seen(chain, root, brand):
    """A drawing of a root as the pages of a house of this colour show it."""
    write(chain.home / "styles/booklet.css", style({"--brand": brand}))
    return as_shown(chain, Path(chain.roots[root], "booklets/drawing.svg")).decode()


def test_the_librarys_pictures_take_the_colour_of_a_house(house):
    """The house colour and its mixture with white become the hospital's and the same mixture, all else stays."""
    assert DRAWING.replace("#2f7f8c", "#3f5fa8").replace("#97BFC6", "#9fafd4") == seen(house, 1, "#3f5fa8")


def test_a_houses_own_pictures_stay_as_they_are(house):
    """A picture or a logo of the hospital's own is drawn in its own colours."""
    assert DRAWING == seen(house, 0, "#3f5fa8")


def test_a_house_colour_that_means_something_stays_out_of_pictures(house):
    """Where the house's colour is that of the family's voice, or near it, two things would be drawn as one."""
    assert DRAWING == seen(house, 1, "#6c5a80")


def test_a_style_that_imports_itself_ends(house):
    """The colours of a style that comes back to itself are read once."""
    path = Path(house.roots[1], "styles/colour.css")
    write(path, f'@import "booklet.css"; {path.read_text()}')

    assert DRAWING.replace("#2f7f8c", "#3f5fa8").replace("#97BFC6", "#9fafd4") == seen(house, 1, "#3f5fa8")


def test_a_library_without_such_colours_is_as_it_is_drawn(house):
    """What a project inherits need not name the library's colours."""
    write(Path(house.roots[1], "styles/colour.css"), style({"--ink": "#203040"}))

    assert DRAWING == seen(house, 1, "#3f5fa8")


def test_the_library_alone_is_as_it_is_drawn(house):
    """Nothing is drawn anew where no hospital inherits."""
    alone = Chain(house.roots[1:])

    assert DRAWING == as_shown(alone, alone.home / "booklets/drawing.svg").decode()

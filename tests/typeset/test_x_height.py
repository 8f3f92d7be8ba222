"""How tall small letters are, in typefaces of every age."""

from fontTools.ttLib import TTFont

from chapbook.typeset.weasyprint.measure import _top_of_x
from conftest import FONTS


def test_a_font_that_does_not_say_how_tall_its_letters_are():
    """OS/2 tables before version 2 have no x-height, as DejaVu's: then the letter x is measured, within 2 %."""
    with TTFont(FONTS / "Andika_400Regular.ttf") as font:
        said = _top_of_x(font)
        del font["OS/2"].sxHeight
        font["OS/2"].version = 1

        assert abs(said - _top_of_x(font)) <= 0.02 * said

"""Characters that nobody sees, and those that pass for others."""

import sys
from unicodedata import category

import pytest

from chapbook.content.characters import disguised, name_of, unseen

# Signs of Arabic, Syriac, Kaithi and Egyptian that Unicode counts as formats, and are drawn.
DRAWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


@pytest.mark.slow
def test_whatever_is_not_drawn_is_known():
    """Every control, format, separator of lines and private character of Unicode is found between two letters."""
    kinds = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    named = {code for code in range(sys.maxunicode + 1) if category(chr(code)) in kinds} - {9, 10, 13} - DRAWN
    found = {code for code in named if [*unseen(f"a{chr(code)}b")]}

    assert set() == named - found


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u00ad", "U+00AD SOFT HYPHEN"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\ufe0f", "U+FE0F VARIATION SELECTOR-16"),
        ("\U000e0031", "U+E0031 TAG DIGIT ONE"),
        ("\u200d", "U+200D ZERO WIDTH JOINER"),
        ("\u200f", "U+200F RIGHT-TO-LEFT MARK"),
        ("\u3164", "U+3164 HANGUL FILLER"),
        ("\x1b", "U+001B, a control character"),
    ],
)
def test_what_nobody_sees_in_a_medicine_or_a_number(character, name):
    """A character without a shape is found in a medicine's name and in a number, and is named."""
    places = [[place for place, _ in unseen(text.format(character))] for text in ("ibu{}profen", "Give 1{}5 mg")]

    assert [[3], [6]] == places
    assert name == name_of(character)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian
        "क्\u200dष",  # Hindi
        "ශ්\u200dරී",  # Sinhala
        "ကျန်း\u200bမာ",  # Burmese
        "ភាសា\u200bខ្មែរ",  # Khmer
        "اتصلوا بنا (CAR T)\u200f.",
        "葛\U000e0100城",
        "ᠠ\u180b",
    ],
)
def test_what_a_script_needs(text):
    """Joiners, spaces without width and marks of direction stay where a script is spelled with them."""
    assert [] == [*unseen(text)]


@pytest.mark.parametrize(
    ("text", "word", "character"),
    [
        ("Wait 20² days", "20²", "²"),
        ("Wait Ⅻ days", "Ⅻ", "Ⅻ"),
        ("Call at 1⃣", "1⃣", "⃣"),
        ("Step ①", "①", "①"),
        ("Step ❷", "❷", "❷"),
        ("Give １5 mg", "１5", "１"),
        ("Give 𝟏5 mg", "𝟏5", "𝟏"),
        ("Give ٥ mg", "٥", "٥"),
        ("Give 1₅ mg", "1₅", "₅"),
        ("Give 1̶5 mg", "1̶5", "̶"),
        ("Give l00 mg", "l00", "l"),
        ("Give 1O mg", "1O", "O"),
        ("Give 1.O mg", "1.O", "O"),
        ("Give 1О mg", "1О", "О"),  # Cyrillic
        ("Give З0 mg", "З0", "З"),  # Cyrillic
        ("Give ibuprоfen", "ibuprоfen", "о"),  # Cyrillic
        ("Give Βlincyto", "Βlincyto", "Β"),  # Greek
        ("Give ﬁlgrastim", "ﬁlgrastim", "ﬁ"),
        ("Give 5 ㎎", "㎎", "㎎"),
        ("Give 5 ℓ", "ℓ", "ℓ"),
    ],
)
def test_what_passes_for_a_digit_or_a_letter(text, word, character):
    """A number or a letter in disguise is found, with the word around it."""
    assert [(word, character)] == [found[1:] for found in disguised(text)]


@pytest.mark.parametrize(
    "text",
    [
        "15 mg/m², 5 µg, 5 μg, 2½ or ½ or 1⁄2, 10⁻⁶, 5 × 10⁶, 38.0 °C, 38 ℃, 5l",
        "CO₂, H₂O, SpO₂, O2, I-131, 131I, CD19, IL-6, 4-1BB, B12",
        "IFNα, NF-κB, γδT cells, TNFα-blocker, β-hCG",
        "1º, 2ª, № 5, Kymriah™",
        "el niño, à Noël, Đặng, 血小板が10, T細胞, CAR-T세포",
        "Україна, Ελλάδα, 20мг, витамин В12, 5χιλ",
    ],
)
def test_what_is_written_so(text):
    """Units, formulas, ordinals and names in letters of their own alphabet are no disguise."""
    assert [] == [*disguised(text)]

"""Which characters a text may hold: none that nobody sees, and none that passes for a digit or a letter.

What cannot be seen turns digits round, parts the name of a medicine, or hides a word from every check.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from chapbook.content.numbers import FRACTIONS, RAISES

_VARIATIONS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Controls, formats, separators of lines, surrogates, private use, and fillers that are letters or marks to Unicode.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\ue000-\uf8ff\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Where a letter's form hangs on its neighbour, a joiner or its opposite is spelling: می‌خواهم, क्‍ष.
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua8ff\ua9e0-\uaaff]\u200d?$")
# Where words are not parted, a space of no width says where a line may end.
_UNPARTED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\ua9e0-\uaadf]$")
_FROM_THE_RIGHT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKS_OF_DIRECTION = "\u061c\u200e\u200f"
# The ordinals of Spanish, marks of trade, and degrees, which the grammar of numbers reads.
_USUAL = f"{FRACTIONS}ªº™℠№℃℉〇"
_RAISED, _LOWERED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]"), re.compile("[₀-₉]")
# Below the line, of a formula: CO₂.
_OTHER_ALPHABETS = {"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "GOTHIC", "LISU"}
# Of the Greek letters those that are drawn as Latin ones: IFNα and NFκB are names, ΒLINCYTO is none.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρυϲϳ"
# Among digits alone; 20мг is Russian.
_LIKE_DIGITS = re.compile(r"(?=.*[0-9])[0-9ОоІіЗӀΟο]+")
_WORD = re.compile(r"[^\W_]+")
# Letters in the place of digits; 5l are liters, O2 is oxygen, 131I an isotope.
_AS_DIGITS = re.compile(
    r"(?<![\w.,/-])(?=[\w.,]*\d)(?=[\d.,]*[OoIl])(?!\d+l\b|O2\b|I\d{3}\b|\d{3}I\b)[\dOoIl.,]*[\dOoIl](?!\w)"
)


def name_of(character: str) -> str:
    """A character by its number and its name.

    >>> name_of("\\u202e"), name_of("\\x07")
    ('U+202E RIGHT-TO-LEFT OVERRIDE', 'U+0007, a control character')
    """
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}" if name else f"U+{ord(character):04X}, a control character"


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text that nobody sees and no script needs there, each with its place.

    >>> [*unseen("ibu\\u00adprofen 5\\u200b0")]
    [(3, '\\xad'), (12, '\\u200b')]
    """
    for found in _UNSEEN.finditer(text):
        if not _belongs(found[0], text, found.start()):
            yield found.start(), found[0]


def _belongs(character: str, text: str, place: int) -> bool:
    before, after = text[max(place - 2, 0) : place], text[place + 1 : place + 2]
    if character in "\u200c\u200d":
        return bool(_JOINING.search(before))
    if character == "\u200b":
        return bool(_UNPARTED.search(before) and _UNPARTED.search(after))
    if character in _MARKS_OF_DIRECTION:
        return bool(_FROM_THE_RIGHT.search(text))
    if character in "\u180b\u180c\u180d\u180f":
        return "\u1800" <= before[-1:] <= "\u18af"
    varies = re.match(f"[{_VARIATIONS}]", character)
    return bool(varies and unicodedata.name(before[-1:] or "x", "").startswith("CJK UNIFIED"))


def disguised(text: str) -> Iterator[tuple[int, str, str]]:
    """The characters of a text that pass for a digit or a letter: the place, the word around it, the character.

    >>> [(word, character) for _, word, character in disguised("20² of Ⅻ, l00 mg, f\\u0435ver, m² CO₂ ½ 10⁻⁶ TNFα")]
    [('20²', '²'), ('Ⅻ', 'Ⅻ'), ('l00', 'l'), ('fеver', 'е')]
    """
    strange = {sign for sign in text if not sign.isascii()}
    found: dict[int, str] = {}
    if any(map(_may_pass, strange)):
        found |= {place: sign for place, sign in enumerate(text) if _passes(sign, text[max(place - 8, 0) : place])}
    for word in _WORD.finditer(text) if any(map(_is_of_another_alphabet, strange)) else ():
        if re.search("[A-Za-z]", word[0]) or _LIKE_DIGITS.fullmatch(word[0]):
            found |= {word.start() + at: letter for at, letter in enumerate(word[0]) if _is_of_another_alphabet(letter)}
    for number in _AS_DIGITS.finditer(text):
        place = number.start() + re.search("[OoIl]", number[0]).start()  # type: ignore[union-attr]
        found[place] = text[place]
    for place, character in sorted(found.items()):
        yield place, _around(text, place), character


@cache
def _may_pass(character: str) -> bool:
    """Whether a character is another one in disguise somewhere, whatever stands before it: most texts have none."""
    return _passes(character, "") or _passes(character, "1")


def _passes(character: str, before: str) -> bool:
    """Whether a character is another one in disguise, or a digit of an unusual kind."""
    if character.isascii() or character in _USUAL:
        return False
    if _RAISED.match(character):
        return not RAISES.search(before)
    if _LOWERED.match(character):
        return not before[-1:].isalpha()
    category = unicodedata.category(character)
    if category.startswith("M"):
        return category == "Me" or before[-1:].isdigit()
    shown = unicodedata.normalize("NFKC", character)
    return category in ("Nd", "Nl", "No") or any(each.isascii() and each.isalnum() for each in shown)


@cache
def _is_of_another_alphabet(letter: str) -> bool:
    if letter.isascii():
        return False
    return letter in _GREEK or unicodedata.name(letter, "").partition(" ")[0] in _OTHER_ALPHABETS


def is_mark(letter: str) -> bool:
    """Whether a letter is a mark on the one before it, such as an accent or a vowel sign."""
    # None comes before the first block of them; most letters do.
    return letter > "\u02ff" and unicodedata.category(letter) == "Mn"


def _around(text: str, place: int) -> str:
    word = next(word[0] for word in re.finditer(r"\S+|\s", text) if word.start() <= place < word.end())
    return word.strip(".,;:!?()“”") or word

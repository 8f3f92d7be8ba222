"""Phone numbers: how they are written, from where they can be dialled, and as what a phone dials them."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Between digits: the space of a typewriter, and those of typesetters: no-break, figure, thin, narrow.
SPACES = " \u00a0\u2007\u2009\u202f"
SPACE = f"[{SPACES}]"
# What joins digits: hyphens (its own character, that at which no line ends, that of a typewriter), the minus, and
# dashes (that of figures, which is made for phones, and the short one). All are in use for all.
HYPHENS = "\u2010\u2011-"
MINUS = "\u2212"
DASHES = "\u2012\u2013"
JOINERS = f"{DASHES}{MINUS}{HYPHENS}"

# +1 (202) 555-0143 ext. 5, 1-800-4-CANCER, 0808 2080 888, 030/1234567, 13 11 26. On paper brackets face either way.
GAP = rf"(?:{SPACE}|[.{JOINERS}]|{SPACE}[{JOINERS}]{SPACE})?"
_EXTENSION = rf",?{SPACE}?(?:ext\.?|extensi[oó]n|x){SPACE}?"
PHONE = (
    r"(?:"
    rf"(?:(?:\+?\d{{1,3}}|[()]\+?\d{{1,5}}[()])(?:{SPACE}|[.{HYPHENS}])?[()]\d{{1,5}}[()]|[()]\+?\d{{2,5}}[()])"
    rf"{GAP}\d(?:{GAP}\d){{4,}}"
    rf"|\+?\d(?:{GAP}\d){{2,}}(?:[{HYPHENS}][A-Z]+)*[{HYPHENS}][A-Z]{{3,}}"
    rf"|(?<!/)0\d{{1,5}}{SPACE}?/{SPACE}?\d(?:{GAP}\d){{3,}}(?!/)"
    rf"|\+?\d(?:{GAP}\d){{6,}}"
    rf"|\d\d(?:{SPACE}\d\d){{2}}"
    r")"
)
EXTENSION = rf"(?:{_EXTENSION}\d{{1,6}})?"
# What nobody finds in a sentence, and anybody may set: 911, 116 117.
_SHORT = rf"\d(?:{GAP}\d){{1,5}}"
_IS_PHONE = re.compile(rf"(?:{PHONE}|{_SHORT}){EXTENSION}")

_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def in_western_digits(text: str) -> str:
    """A text with Western digits, its signs as they were."""
    return "".join(str(int(character)) if character.isdecimal() else character for character in text)


def is_phone(value: str) -> bool:
    """Whether a value can be dialled: what a sentence has for a phone number, or a short one.

    >>> is_phone("15"), is_phone("+44 (0)20 7946 0958"), is_phone("1-800-4-CANCER ext. 5")
    (True, True, True)
    >>> is_phone("call the ward"), is_phone("+"), is_phone("(((("), is_phone("1"), is_phone("(202 555-0143")
    (False, False, False, False, False)
    """
    brackets = re.sub(r"[^()]", "", value).replace("()", "")
    return not brackets and bool(_IS_PHONE.fullmatch(value))


# The fewest digits of a number with its area code: in North America ten, in Britain ten with the zero in front (the
# national numbering plans); elsewhere, seven reach a ward from outside in small countries alone.
WITH_AREA = {"us": 10, "gb": 10}
SHORTEST = 7


def is_whole(phone: str, place: str) -> bool:
    """Whether a phone number has digits enough to be dialled from anywhere in a place; an extension is none of them.

    >>> [is_whole(phone, "us") for phone in ("202-555-0143", "555-0143", "555-0143 ext. 123", "+1 555-0143")]
    [True, False, False, False]
    >>> is_whole("020 7946 0143", "gb"), is_whole("7946 0143", "gb"), is_whole("555-0143", "is")
    (True, False, True)
    """
    number, _, _ = dialled(phone).partition(";")
    # Behind a plus the country's code comes in place of a zero, or before all.
    return sum(map(str.isdigit, number)) >= WITH_AREA.get(place, SHORTEST) + number.startswith("+")


def is_written(phone: str, ways: Iterable[str]) -> bool:
    """Whether a phone number is written in one of these ways, each X in them a digit; its extension is no part of it.

    >>> ways = ["0XXX XXX XXXX", "+44 XXX XXX XXXX"]
    >>> [is_written(phone, ways) for phone in ("020 7946 0143", "+44 (0)20 7946 0143 ext. 5", "020 7946 01433", "111")]
    [True, True, False, False]
    """
    number, _, _ = dialled(phone).partition(";")
    return any(
        re.fullmatch(re.sub(r"[^\dX+]", "", way).replace("+", r"\+").replace("X", r"\d"), number) for way in ways
    )


def closed_up(phone: str) -> str:
    """The same digits without what parts them: the shortest way to write a phone number.

    >>> closed_up("+1 (202) 555-0143 ext. 12"), closed_up("+44 (0)20 7946 0143")
    ('+12025550143x12', '+442079460143')
    """
    return dialled(phone).replace(";ext=", "x")


def dialled(phone: str) -> str:
    """A number as a phone dials it (RFC 3966); after a country's code nobody dials the zero in brackets.

    >>> [dialled(phone) for phone in ("+1 202-555-0143 ext. 5", "+44 (0)20 7946 0958", "1-800-4-CANCER", "911")]
    ['+12025550143;ext=5', '+442079460958', '18004226237', '911']
    """
    number, *extension = re.split(rf"{_EXTENSION}(?=\d+$)", phone)
    if number.startswith("+"):
        number = number.replace("(0)", "")
    digits = re.sub(r"[^\d+]", "", in_western_digits(number).translate(_KEYS))
    return digits + "".join(f";ext={each}" for each in extension)

"""Phone numbers: how they are written, from where they can be dialled, and as what a phone dials them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

# Between digits: the space of a typewriter, and all others of Unicode (its category Zs): nobody sees which it was.
SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
SPACE = f"[{SPACES}]"
# What joins digits: hyphens (its own character, that at which no line ends, that of a typewriter), the minus, and
# dashes (that of figures, which is made for phones, and the short one). All are in use for all.
HYPHENS = "\u2010\u2011-"
MINUS = "\u2212"
DASHES = "\u2012\u2013"
JOINERS = f"{DASHES}{MINUS}{HYPHENS}"

# +1 (202) 555-0143 ext. 5, 1-800-4-CANCER, 0808 2080 888, 030/1234567, +49 (0)30/450-50, (030) 450/50, 13 11 26. On
# paper brackets face either way.
GAP = rf"(?:{SPACE}|[.{JOINERS}]|{SPACE}[{JOINERS}]{SPACE})?"
_EXTENSION = rf",?{SPACE}?(?:ext\.?|extensi[oó]n|x){SPACE}?"
PHONE = (
    r"(?:"
    rf"(?:(?:\+?\d{{1,3}}|[()]\+?\d{{1,5}}[()])(?:{SPACE}|[.{HYPHENS}])?[()]\d{{1,5}}[()]|[()]\+?\d{{2,5}}[()])"
    rf"{GAP}\d(?:{GAP}\d){{4,}}"
    rf"|\+?\d(?:{GAP}\d){{2,}}(?:[{HYPHENS}][A-Z]+)*[{HYPHENS}][A-Z]{{3,}}"
    rf"|(?:(?<!/)0\d{{1,5}}|\+\d(?:{GAP}\d){{1,8}}|\+\d{{1,3}}{SPACE}?[()]0[()]{GAP}\d(?:{GAP}\d){{0,7}})"
    rf"{SPACE}?/{SPACE}?\d(?:{GAP}\d){{3,}}(?!/)"
    rf"|[()]0\d{{1,5}}[()]{SPACE}?\d(?:{GAP}\d){{1,7}}/\d(?:{GAP}\d)*(?!/)"
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

    Digits as wide as a Chinese letter are for such letters alone.

    >>> is_phone("\uff15\uff10\uff13-555-0143")
    False
    """
    if any(east_asian_width(character) == "F" for character in value):
        return False
    brackets = re.sub(r"[^()]", "", value).replace("()", "")
    return not brackets and bool(_IS_PHONE.fullmatch(value))


# The fewest digits of a number with its area code: in North America ten, in Britain ten with the zero in front (the
# national numbering plans); elsewhere, seven reach a ward from outside in small countries alone.
WITH_AREA = {"us": 10, "gb": 10}
SHORTEST = 7


# Whom an ambulance comes by (the national numbering plans, and ITU-T E.161.1); elsewhere such a number is as short.
EMERGENCY = "emergency-number"
AMBULANCE = {
    "us": ("911",),
    "ca": ("911",),
    "mx": ("911",),
    "gb": ("999", "112"),
    "ie": ("112", "999"),
    "au": ("000", "112"),
    "nz": ("111",),
    "in": ("112", "108"),
    "za": ("10177", "112"),
    "jp": ("119",),
    "fr": ("15", "112"),
    **dict.fromkeys(("be", "de", "dk", "es", "fi", "nl", "pt", "se"), ("112",)),
}


def is_ambulance(number: str, place: str) -> bool:
    """Whether an ambulance can come by a number in a place: one of its own, or where none is known, a short one.

    >>> is_ambulance("999", "gb"), is_ambulance("1112", "ie"), is_ambulance("9999", "xx"), is_ambulance("15", "xx")
    (True, False, False, True)
    """
    known = AMBULANCE.get(place)
    return number in known if known else bool(re.fullmatch(r"\d{2,3}", number))


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


# Nobody reads more digits in a row aloud, or types them, without losing one.
MOST_IN_A_ROW = 7


def is_parted(phone: str, ways: Iterable[str]) -> bool:
    """Whether a phone number is parted as people read it, or where they write it in one piece, no longer than that.

    >>> is_parted("202-555-0143", ["XXX-XXX-XXXX"]), is_parted("2025550143", ["XXX-XXX-XXXX"])
    (True, False)
    """
    longest = max((len(run) for way in ways for run in re.findall(r"[\dX]+", way)), default=0)
    return all(len(run) <= max(MOST_IN_A_ROW, longest) for run in re.findall(r"\d+", phone))


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

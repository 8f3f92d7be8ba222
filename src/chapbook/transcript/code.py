"""Codes: eight characters that stand for exactly what an edition says, and where they lead."""

from __future__ import annotations

import re
from functools import reduce

import segno

# Digits and letters less I, L, O and U, which are read as others (Crockford 2002, "Base 32"). Small letters: a link is
# typed on a phone, and servers tell K from k.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

# 7 characters of content, 35 bits: among 1,000 codes of one hospital two are alike by chance once in 69,000 hospitals,
# and `publish` would refuse the second. The eighth character checks the others.
LENGTH = 8


def encode(number: int) -> str:
    """A number of 35 bits as a code.

    >>> encode(0), encode(2**35 - 1)
    ('00000000', 'zzzzzzzc')
    """
    return checked([number >> 5 * place & 31 for place in reversed(range(LENGTH - 1))])


def read(typed: str) -> str | None:
    """A code as somebody typed or said it; nothing where it cannot be one, as when a character was misread.

    Any one wrong character is noticed, and any two that changed places.

    >>> read("ZZZZ-ZZZC"), read("oooo oooo"), read("zzzzzzzd"), read("zzzzzzcz"), read("0000")
    ('zzzzzzzc', '00000000', None, None, None)
    """
    values = values_of(typed)
    return checked(values) if values and len(values) == LENGTH - 1 else None


def checked(values: list[int]) -> str:
    """Values of 5 bits as characters, and the one that checks them.

    >>> checked([1, 2, 3])
    '1236'
    """
    return "".join(ALPHABET[value] for value in (*values, _check(values)))


def values_of(typed: str) -> list[int] | None:
    """The values behind characters as somebody typed or said them; nothing where one was misread.

    >>> values_of("1236"), values_of("i23-6"), values_of("1326"), values_of("1246")
    ([1, 2, 3], [1, 2, 3], None, None)
    """
    code = typed.casefold().translate(_LOOKALIKES)
    if not code or not set(code) <= set(ALPHABET):
        return None
    *values, check = map(ALPHABET.index, code)
    return values if _check(values) == check else None


_LOOKALIKES = {**str.maketrans("oil", "011"), **dict.fromkeys(map(ord, "- \u2010\u2011\u00a0"))}


def _check(values: list[int]) -> int:
    """The check character: each value times another power of x in GF(32), all added.

    No power is zero, so one wrong value shows; no two are equal, so two values that changed places show.
    """
    return reduce(lambda total, value: _times_x(total ^ value), values, 0)


def _times_x(value: int) -> int:
    """Times x, modulo x⁵ + x² + 1, of which x is a primitive root."""
    return value << 1 ^ (0b100101 if value & 16 else 0)


# ── where the paper leads ─────────────────────────────────────────────────────────────────────────────────────────

_HOST = r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::\d+)?"
_SITE = re.compile(rf"(?:https://)?({_HOST}(?:/[\w.~-]+)*)/?", re.IGNORECASE | re.ASCII)


def site_of(said: str) -> str | None:
    """A publisher's site as it is printed, without what browsers add; nothing where it is no https address.

    >>> site_of("children.example.org"), site_of("https://example.org/booklets/"), site_of("http://example.org")
    ('children.example.org', 'example.org/booklets', None)
    """
    match = _SITE.fullmatch(said)
    return match[1] if match else None


def link(site: str | None, code: str) -> str | None:
    """Where a code is looked up, as it is printed; nothing where the imprint names no site.

    >>> link("https://children.example.org", "k7qm4t2x")
    'children.example.org/e/k7qm4t2x'
    """
    place = site_of(site) if site else None
    return f"{place}/e/{code}" if place else None


def qr(address: str) -> str:
    """A QR code (ISO/IEC 18004, level M or better) for a link, as an SVG in black with its quiet zone of 4 modules."""
    return segno.make(f"https://{address}", error="m", micro=False).svg_data_uri(
        border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )

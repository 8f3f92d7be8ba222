"""Sums that an English text leaves to its reader."""

from __future__ import annotations

import re
from functools import lru_cache

from chapbook.content.numbers import LETTERED

_RECKONED = re.compile(
    rf"\b{LETTERED}/(?:kg|m[2²])(?!\w)|\b(?:per|for each|for every) (?:kg|kilo\w*|pound)\b|\d ?[×÷] ?\d",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def reckoned(text: str) -> str:
    """What a text leaves the reader to work out: a dose by weight, a product; nothing where there is nothing.

    >>> reckoned("Give 2 mg/kg."), reckoned("2 × 5 mL"), reckoned("Give 2 mg.")
    ('mg/kg', '2 × 5', '')
    """
    found = _RECKONED.search(text)
    return found[0] if found else ""

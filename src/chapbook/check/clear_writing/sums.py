"""Sums that an English text leaves to its reader."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from chapbook.content.numbers import BY_WEIGHT, figures

_BY_WEIGHT = re.compile(rf"\b{BY_WEIGHT}", re.IGNORECASE)
_TIMES = re.compile(" ?[×÷] ?")


@lru_cache(maxsize=8192)
def reckoned(text: str) -> str:
    """What a text leaves the reader to work out: a dose by weight, a product; nothing where there is nothing.

    >>> reckoned("Give 2 mg/kg."), reckoned("2 × 5 mL"), reckoned("Give 2 mg.")
    ('mg/kg', '2 × 5 mL', '')
    """
    if found := _BY_WEIGHT.search(text):
        return found[0]
    for one, other in pairwise(figures(text) if _TIMES.search(text) else ()):
        if _TIMES.fullmatch(text, one.start + len(one.text), other.start):
            return text[one.start : other.start + len(other.text)]
    return ""

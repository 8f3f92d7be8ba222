"""Numbers and names in a line, and its words as bags of letters."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from chapbook.content.medicines import whole_names

Kind = Literal["number", "temperature", "phone", "medicine", "dose"]


# ── numbers and names in a line ───────────────────────────────────────────────────────────────────────────────────

_FIGURE = r"\d+(?:[.,:/–\u066b\u066c-]\d+)*"
_TOKEN = re.compile(
    # A full stop or a bracket beside a phone number is no part of it: brackets face either way on the paper.
    r"(?P<phone>\+?\d(?:[ ().–-]*\d)*(?:-[A-Z]+)+|\+?\d(?:[ ().–-]*\d){6,}(?:-[A-Z]+)*\+?)"
    rf"|(?P<temperature>{_FIGURE} ?°[CF]\b)"
    rf"|(?P<dose>{_FIGURE} ?(?:(?:mg|mcg|mL|ml|mm|cm|kg|g)\b|%))"
    rf"|(?P<number>{_FIGURE})",
    re.IGNORECASE,
)


@cache
def _any_token(medicines: tuple[str, ...]) -> re.Pattern[str]:
    if not medicines:
        return _TOKEN
    return re.compile(rf"{_TOKEN.pattern}|(?P<medicine>{whole_names(medicines).pattern})", re.IGNORECASE)


def tokens(line: str, medicines: tuple[str, ...] = ()) -> list[tuple[str, Kind, int]]:
    """The numbers and names of a line, each with its kind and where it begins.

    >>> tokens("At 38.0 °C call 202 555 0143. Take 5 mL of ibuprofen on day 28.", ("ibuprofen",))
    [('38.0 °C', 'temperature', 3), ('202 555 0143', 'phone', 16), ('5 mL', 'dose', 35), ('ibuprofen', 'medicine', 43),
     ('28', 'number', 60)]
    """
    return [
        (_one_way(match[0], match.lastgroup), match.lastgroup, match.start())  # type: ignore[misc]
        for match in _any_token(medicines).finditer(line.replace("\u00a0", " "))
    ]


def _one_way(text: str, kind: str | None) -> str:
    """A token in the one way in which it is compared."""
    if kind == "phone":
        return " ".join(re.sub(r"[()]", " ", text).split())
    if kind == "medicine":
        return text.casefold()
    return re.sub(r"(?<=\d) ?(?=[°%A-Za-z])", " ", text)

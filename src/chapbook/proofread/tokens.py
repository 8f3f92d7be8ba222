"""Numbers and names in a line, and its words as bags of letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from chapbook.content import numbers
from chapbook.content.medicines import whole_names

Kind = Literal[numbers.Kind, "medicine"]


def tokens(line: str, medicines: tuple[str, ...] = ()) -> list[tuple[str, Kind, int]]:
    """The numbers and names of a line, as they are compared, each with its kind and where it begins.

    >>> tokens("At 38.0 °C call 202 555 0143. Take 5 mL of ibuprofen on day 28.", ("ibuprofen",))
    [('38.0 °C', 'temperature', 3), ('202 555 0143', 'phone', 16), ('5 mL', 'dose', 35), ('ibuprofen', 'medicine', 43),
     ('28', 'number', 60)]
    """
    found: list[tuple[str, Kind, int]] = [(each.key, each.kind, each.start) for each in numbers.figures(line)]
    if medicines:
        names = whole_names(medicines).finditer(line)
        found += [(name[0].casefold(), "medicine", name.start()) for name in names]
    return sorted(found, key=lambda token: token[2])


def words(line: str, medicines: tuple[str, ...] = ()) -> list[str]:
    """The words of a line as bags of letters: the same from the left and from the right, in any case, with no marks.

    Numbers are left out, and so are names of medicines: they are compared one by one.

    >>> words("Call at 38.0, don't wait: ibuprofen", ("ibuprofen",))
    ['acll', 'at', 'dno', 't', 'aitw']
    """
    names = _casefolded(medicines)
    letters = "".join(
        character
        for character in unicodedata.normalize("NFKC", line).casefold()
        if unicodedata.category(character) not in ("Mn", "Lm", "Cf")
    )
    return ["".join(sorted(word)) for word in _LETTERS.findall(letters) if word not in names]


# Where the script changes a word ends: on Arabic paper, "and" at the front of a Latin name stands at its other end.
_LETTERS = re.compile(r"[a-z\u00df-\u024f]+|(?:(?![a-z\u00df-\u024f])[^\W\d_])+")


@cache
def _casefolded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)

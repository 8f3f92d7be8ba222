"""Numbers and names of medicines in a line, as they are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from chapbook.content import numbers
from chapbook.content.medicines import whole_names

Kind = Literal[numbers.Kind, "medicine"]


def tokens(
    line: str, medicines: tuple[str, ...] = (), read: Callable[[str], list[numbers.Figure]] = numbers.figures
) -> list[tuple[str, Kind, int]]:
    """The numbers and names of a line, as they are compared, each with its kind and where it begins.

    >>> tokens("At 38.0 °C call 202 555 0143. Take 5 mL of ibuprofen on day 28.", ("ibuprofen",))
    [('38.0 °C', 'temperature', 3), ('202 555 0143', 'phone', 16), ('5 mL', 'dose', 35), ('ibuprofen', 'medicine', 43),
     ('28', 'number', 60)]
    """
    found: list[tuple[str, Kind, int]] = [(each.key, each.kind, each.start) for each in read(line)]
    if medicines:
        names = whole_names(medicines).finditer(line)
        found += [(name[0].casefold(), "medicine", name.start()) for name in names]
    return sorted(found, key=lambda token: token[2])

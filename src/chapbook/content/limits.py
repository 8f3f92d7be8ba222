"""What a content project may cost: seconds of the processor, memory and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from chapbook.problems.problem import Unknown


@dataclass(frozen=True)
class Limits:
    """What one batch may cost, which is one edition in one design, and what everything else in a command may.

    Measured on a core of 2026, the most that the library asks for: a batch 3.1 seconds, 240 MB and 40 pages (the
    booklets, in large print); reading and judging all of it 3.7 seconds. That about 40, 8, 25 and 80 times.
    """

    seconds: int = 120
    reading: int = 300
    megabytes: int = 2000
    pages: int = 1000

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Limits:
        """The limits of a machine: CHAPBOOK_SECONDS, CHAPBOOK_READING, CHAPBOOK_MEGABYTES, CHAPBOOK_PAGES.

        >>> Limits.of({"CHAPBOOK_PAGES": "9000"}).pages
        9000
        """
        said = {each.name: environment.get(f"CHAPBOOK_{each.name.upper()}", "") for each in fields(cls)}
        for name, text in said.items():
            if text and not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
                raise Unknown(f'CHAPBOOK_{name.upper()} is a whole number above 0 and below 100,000,000, not "{text}"')
        return replace(cls(), **{name: int(text) for name, text in said.items() if text})


_now = Limits()


def now() -> Limits:
    """The limits that hold in this process, and in those that are forked from it."""
    return _now


def keep(limits: Limits) -> None:
    """From now on these limits hold."""
    global _now
    _now = limits

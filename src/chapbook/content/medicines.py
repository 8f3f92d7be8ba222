"""Names of medicines: a family must find them under the very letters that stand on the bag, the box and the card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from chapbook.content.numbers import SPACELESS
from chapbook.content.project import Project

# A name that is misspelt is still a long word.
_LONG_WORD = re.compile(rf"(?:(?![{SPACELESS}])[^\W\d_]){{6,}}")


@dataclass(frozen=True)
class Medicines:
    """The names as they stand on the box, and what one language may call them besides: (spelling, name)."""

    names: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, project: Project, locale: str) -> Medicines:
        """The medicines of a project in a locale: `medicines` in locales/locales.yaml."""
        spoken = project.locales[locale].medicines
        return cls(
            project.medicines, tuple((spelling, name) for name, spellings in spoken.items() for spelling in spellings)
        )

    def named(self, text: str) -> list[str]:
        """The medicines that a text names in the letters of the box, in any case.

        >>> Medicines(("ibuprofen", "Kymriah")).named("Ibuprofen, not an ibuprofeno")
        ['ibuprofen']
        """
        found = whole_names(self.names).findall(text) if self.names else []
        return [name for word in found for name in self.names if name.casefold() == word.casefold()]

    def lacking(self, source: str, said: str) -> Iterator[tuple[str, str]]:
        """What a translation lacks of the medicines of its source, each with the misspelt word in its place.

        >>> spoken = Medicines(("ibuprofen", "Kymriah"), (("ibuprofeno", "ibuprofen"),))
        >>> [*spoken.lacking("ibuprofen after Kymriah", "ibuprofeno tras Kimriah")]
        [('Kymriah', 'Kimriah')]
        """
        wrong = dict(self.misspelt(said))
        yield from wrong.items()
        spoken = (name for spelling, name in self.spellings if spelling.casefold() in said.casefold())
        kept = {*self.named(said), *wrong, *spoken}
        for name in dict.fromkeys(self.named(source)):
            if name not in kept:
                yield name, ""

    def misspelt(self, text: str) -> Iterator[tuple[str, str]]:
        """Words that come close to a medicine's name and are none: the name, the word."""
        for word in _LONG_WORD.findall(text):
            if name := self.near(word):
                yield name, word

    def near(self, word: str) -> str:
        """The medicine that a word nearly names, and nothing where it names one or none.

        >>> spoken = Medicines(("blinatumomab", "ibuprofen"), (("ibuprofeno", "ibuprofen"),))
        >>> spoken.near("Blinatumumab"), spoken.near("ibuprofeno"), spoken.near("tomorrow")
        ('blinatumomab', '', '')
        """
        return _near(word.casefold(), self)


@lru_cache(maxsize=64)
def whole_names(names: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of these names as a whole word, or between letters that need no space.

    >>> whole_names(("ibuprofen",)).findall("ibuprofeno, 服用ibuprofen后")
    ['ibuprofen']
    """
    letter = rf"(?![{SPACELESS}])[^\W\d_]"
    return re.compile(rf"(?<!{letter})(?:{'|'.join(map(re.escape, names))})(?!{letter})", re.IGNORECASE)


# Many pages have the same words; a process that serves many projects keeps the last of them.
@lru_cache(maxsize=8192)
def _near(word: str, medicines: Medicines) -> str:
    known, part = _known(medicines)
    # Arabic writes "the", "and" or "by" at the front of the word.
    if not part.search(word) or any(word.endswith(name) for name in known):
        return ""
    close = get_close_matches(word, known, 1, 0.8)
    return known[close[0]] if close else ""


@lru_cache(maxsize=64)
def _known(medicines: Medicines) -> tuple[dict[str, str], re.Pattern[str]]:
    """Every spelling with its name, and what finds three letters of one in a row: a word that is near has such."""
    pairs = [*((name, name) for name in medicines.names), *medicines.spellings]
    known = {spelling.casefold(): name for spelling, name in pairs}
    threes = sorted({re.escape(spelling[at : at + 3]) for spelling in known for at in range(len(spelling) - 2)})
    return known, re.compile("|".join(threes) or "(?!)")

"""The mark of a review copy: what every page of an edition says until everybody has approved it, and in whose words.

Its words are the bundled library's, whatever catalogs a project brings: a hospital's translation of them could say
that families may use what nobody has approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.catalogs.catalogs import FURNITURE, read_domain
from chapbook.content.booklet import Edition
from chapbook.content.paper import Size
from chapbook.content.project import Project
from chapbook.content.text import N_
from chapbook.files.chain import Chain, bundled

# TRANSLATORS: Stands at the foot of every page until a clinician and a translator have approved the booklet.
# The library's own translation is printed, whatever another catalog says.
WORDS = N_("Review copy. Not yet approved for families.")

# TRANSLATORS: Stands in large pale letters across every page of a text on which somebody still works.
UNFINISHED = N_("Unfinished")

# The language that they are written in.
_SOURCE = "en-US"

# The smallest type, in points, that the mark may have: on a page, and on a card, whose sides are under 60 mm.
LEAST, LEAST_ON_CARDS, CARD = 7.0, 5.5, 60.0


@dataclass(frozen=True)
class Mark:
    """What the pages of a review copy say, and which way it reads."""

    words: str
    direction: str

    @property
    def in_style(self) -> str:
        """The words as a style quotes them.

        >>> print(Mark('A "copy"', "ltr").in_style)
        "A \\"copy\\""
        """
        escaped = self.words.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'


def mark(project: Project, edition: Edition, words: str = WORDS) -> Mark:
    """The mark of an edition: in its language, else in the one of its place, else in the source's."""
    for locale in (edition.locale, project.places[edition.place].language):
        for tag in _wider(locale):
            if said := _said(tag, words):
                return Mark(said, project.locales[locale].direction)
    return Mark(words, "ltr")


def least_size(page: Size) -> float:
    """The smallest type, in points, that the mark may have on a page.

    >>> least_size(Size(139.7, 215.9)), least_size(Size(85.6, 53.98))
    (7.0, 5.5)
    """
    return LEAST_ON_CARDS if min(page.width, page.height) < CARD else LEAST


def _wider(tag: str) -> Iterator[str]:
    """A language's tag, then the same with less and less of it (RFC 4647, 3.4).

    >>> [*_wider("es-MX")]
    ['es-MX', 'es']
    """
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def _said(tag: str, words: str) -> str | None:
    """The words in a language of the bundled library."""
    if f"{_SOURCE}-".startswith(f"{tag}-"):
        return words
    return read_domain(Chain((bundled(),)), tag, FURNITURE).get("", words)

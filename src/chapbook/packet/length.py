"""How many pages a packet has at most, known before any page is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil

from chapbook.content.booklet import Block
from chapbook.content.text import Picture, Words
from chapbook.content.walk import Leaf, leaves, parts

# Letters of the source language on a page that has nothing else: no language and no design of packets has set fewer.
# All of these were measured on the chapters of packets as they were set, in each language, on `download` and in large
# print; tests/packet/test_packet.py sets two more, and holds that neither is longer than its bound.
LETTERS = 1150

# What a block needs besides its letters and the room of its kind, in pages: its heading, and a picture.
HEADING, PICTURE = 0.08, 0.08

# Letters that a value is counted as, such as {fever-limit}, where it stands by itself.
VALUE = 12

# Cover, contents and the page before the red ones; what is left out, the colophon, the back cover.
AROUND = 3 + 3


Say = Callable[[str, str, str], str | None]


def pages_of(chapters: Iterable[float]) -> int:
    """The most pages of a packet with chapters of these shares; none where it has no chapter.

    >>> pages_of([2.4, 0.3]), pages_of([])
    (10, 0)
    """
    found = [ceil(share) for share in chapters]
    return AROUND + sum(found) if found else 0


def share(block: Block, place: str, say: Say) -> float:
    """How much of a page a block takes at most in a place and a language; 1 is a page.

    `say` is what a message is in that language, by its domain, its context and its text.
    """
    content = block.content
    here = [leaf for leaf in leaves(content) if leaf.prints_in(place) and not leaf.is_alt]
    letters = sum(_letters(block, leaf, say) for leaf in here)
    pictures = sum(isinstance(part, Picture) for part in parts(content))
    return letters / LETTERS + HEADING + PICTURE * pictures + content.room


def _letters(block: Block, leaf: Leaf, say: Say) -> int:
    """The letters of a text, there or in the source language, whichever are more: some scripts write with fewer."""
    if not isinstance(leaf.leaf, Words):
        return VALUE
    said = say(*leaf.leaf.in_catalog(block.domain, block.name, leaf.field), leaf.leaf.text)
    return max(len(leaf.leaf.text), len(said or ""))

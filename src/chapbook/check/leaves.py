"""What rules go through: every block of a project once, and every text and value that it says."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.content.booklet import Block, Booklet
from chapbook.content.project import Project
from chapbook.content.walk import Leaf, leaves


def blocks_of(project: Project) -> list[Block]:
    """Every block once, however many booklets use it."""
    printed = {path: block for booklet in project.booklets.values() for path, block in booklet.blocks.items()}
    return [*(project.loose | printed).values()]


def every_leaf(project: Project) -> Iterator[Leaf]:
    """What every booklet says, and every block of one that cannot be used."""
    for booklet in project.booklets.values():
        yield from leaves_of(booklet)
    for block in project.loose.values():
        yield from leaves(block.content)


def leaves_of(booklet: Booklet) -> Iterator[Leaf]:
    """What a booklet says."""
    yield from leaves(booklet.content)
    for block in booklet.blocks.values():
        yield from leaves(block.content)

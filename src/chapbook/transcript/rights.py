"""Whose the words and pictures of an edition are, and what others may do with them.

The library's keep its license in every project; what a hospital writes, or draws, is the hospital's to decide on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from chapbook.content.interview import FILE as INTERVIEW
from chapbook.content.interview import PACKET
from chapbook.content.licenses import OF_LIBRARY, RESERVED, LicenseName
from chapbook.content.manuscript import Manuscript
from chapbook.content.project import Project
from chapbook.content.text import Content, Picture
from chapbook.content.walk import parts
from chapbook.files.chain import bundled


@dataclass(frozen=True)
class Rights:
    """The license of each part of an edition; none where it has no such part. What is changed is of both."""

    library: LicenseName | None
    own: LicenseName | None
    # Whether the publisher changed words of the library.
    changed: bool = False
    # The year of the text and the name of the publisher, for the publisher's own part.
    year: int = 0
    owner: str | None = None

    @property
    def whole(self) -> LicenseName | None:
        """The license of all of it; none where its parts have different ones."""
        held = {self.library, self.own} - {None}
        return held.pop() if len(held) == 1 else None

    @property
    def notice(self) -> str | None:
        """The publisher's claim, in the signs of every language (Universal Copyright Convention, article III)."""
        return f"© {self.year} {self.owner}" if self.own and self.owner else None


def rights(project: Project, manuscript: Manuscript) -> Rights:
    """What may be done with an edition, by where each of its files comes from."""
    sources = [*_sources(project, manuscript)]
    said = manuscript.booklet.license or project.imprint.license or RESERVED
    return Rights(
        OF_LIBRARY if {*sources} & {"library", "changed"} else None,
        said if {*sources} & {"own", "changed"} else None,
        "changed" in sources,
        manuscript.booklet.revised.year,
        project.imprint.name,
    )


Source = Literal["library", "changed", "own"]


def _sources(project: Project, manuscript: Manuscript) -> Iterator[Source]:
    """Of each file of an edition: the library's, made from the library's in its place, or the publisher's own."""

    def source(file: str) -> Source:
        # What a packet says besides its blocks stands in one file.
        file = INTERVIEW if file.startswith(f"booklets/{PACKET}/") else file
        layers, bundled_one = project.chain.layers(file), bundled() / file
        if bundled_one not in layers:
            return "own"
        return "library" if layers[0] == bundled_one else "changed"

    told: list[tuple[str, Content]] = [(f"{manuscript.edition.booklet}/booklet", manuscript.booklet)]
    told += [(block.path, block.content) for block in manuscript.blocks]
    for path, content in told:
        yield source(f"booklets/{path}.yaml")
        folder = PurePosixPath(f"booklets/{path}").parent
        for picture in (part for part in parts(content) if isinstance(part, Picture)):
            # What was drawn anew is made from nothing.
            yield "library" if source(picture.path(str(folder))) == "library" else "own"

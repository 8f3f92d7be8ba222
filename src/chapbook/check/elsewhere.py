"""What a place that the library does not know leaves out: what others print, and values that nothing prints there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chapbook.check.spots import spot_of
from chapbook.content.booklet import Edition
from chapbook.content.kind import BlockModel
from chapbook.content.project import Project
from chapbook.content.text import Scoped, Words
from chapbook.content.walk import leaves, nested
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Spot, shorten
from chapbook.transcript.transcript import Transcript


@dataclass(frozen=True, order=True)
class NotHere:
    """What a place does not print: where it stands, how it begins, and the places that print it.

    Of a value that the place sets and no edition prints, its name, and no places.
    """

    place: str
    file: str
    line: int
    column: int
    says: str
    places: tuple[str, ...] = ()

    @classmethod
    def at(cls, spot: Spot, place: str, says: str, places: tuple[str, ...] = ()) -> NotHere:
        return cls(place, spot.path, spot.line, spot.column, says, places)


def elsewhere(
    project: Project, editions: Iterable[Edition], text_of: Callable[[Edition], Transcript]
) -> Iterator[NotHere]:
    """All of it, of the places of some editions that the library does not know, by place and file.

    Whoever wrote a booklet for the library's places knew them. Of another country somebody has to say, sentence by
    sentence, what its families need instead. `text_of` gives what an edition says.
    """
    by_place: dict[str, list[Edition]] = {}
    for edition in editions:
        by_place.setdefault(edition.place, []).append(edition)
    for place, there in by_place.items():
        if not (project.chain.roots[-1] / f"booklets/places/{place}.yaml").exists():
            blocks = [block for edition in there for block in project.booklets[edition.booklet].blocks.values()]
            yield from sorted({each for block in blocks for each in _left_out(block.content, place)})
            printed = {name for edition in there for line in text_of(edition).lines for name in line.values}
            for name, setting in project.places[place].values.items():
                # Where only some booklets were read, another may print it.
                if name not in printed and not project.others:
                    yield NotHere.at(
                        name.spot if isinstance(name, Scalar) else spot_of(setting.value), place, str(name)
                    )


def _left_out(block: BlockModel, place: str) -> Iterator[NotHere]:
    """What a block does not print in a place; an outer part stands for what is in it."""
    for *around, part in nested(block):
        scopes = [each for each in around if isinstance(each, Scoped)]
        if isinstance(part, Scoped) and not part.prints_in(place) and all(each.prints_in(place) for each in scopes):
            said = next((leaf.leaf for leaf in leaves(part) if isinstance(leaf.leaf, Words)), None)
            places = part.places or ()
            spot = said.spot if said else spot_of(next(iter(places), None))
            yield NotHere.at(spot, place, shorten(said.text) if said else "", tuple(map(str, places)))

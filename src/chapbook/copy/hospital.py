"""What a hospital's imprint says for slots of a paper that was built without it, such as one of the library's build."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from chapbook.content.settings import ImprintModel, PlaceModel, ValueModel
from chapbook.content.slots import Slot
from chapbook.copy.logo import COVER, LEAST_LOGO, Logo, Undrawn, logo
from chapbook.files.chain import MARKER, Chain
from chapbook.files.state import State, state
from chapbook.files.yaml import Mapping
from chapbook.load.faults import M, validate
from chapbook.load.layers import merged
from chapbook.problems.problem import Problems, Spot, problem

VALUES = "booklets/values.yaml"


def of_the_hospital(chain: Chain, slots: Iterable[Slot]) -> dict[str, str]:
    """The hospital's own name and numbers, by the names of the slots that have room for them.

    Whatever else an imprint sets is judged by a clinical lead and printed when pages are set: no slot is for it. Raises
    Problems where a file cannot be read.
    """
    paths = (*chain.layers(MARKER), *chain.layers(VALUES))
    said = _said(chain, paths, (*map(state, paths),))
    return {slot.name: said[slot.name] for slot in slots if slot.kind in ("text", "phone") and slot.name in said}


def ways_of(chain: Chain, place: str) -> tuple[str, ...]:
    """How phones of a place are written, each X a digit; none where nobody said. Raises Problems as above."""
    paths = (*chain.layers(f"booklets/places/{place}.yaml"),)
    return _ways(chain, place, paths, (*map(state, paths),))


@lru_cache(maxsize=4)
def _ways(chain: Chain, place: str, _: tuple[Path, ...], __: tuple[State, ...]) -> tuple[str, ...]:
    found = _of(chain, f"booklets/places/{place}.yaml", PlaceModel)
    return found.phones if found else ()


def logo_of(chain: Chain) -> Logo | None:
    """The hospital's logo, where its imprint names one. Raises Problems where it cannot be drawn, or not be read."""
    imprint = imprint_of(chain)
    path = chain.find(f"booklets/{imprint.logo}") if imprint.logo else None
    return _logo(path, imprint.name or "", chain.shown(path), state(path)) if path else None


@lru_cache(maxsize=4)
def _logo(path: Path, alt: str, shown: str, _: State) -> Logo:
    try:
        found = logo(path.read_bytes(), alt)
    except Undrawn as fault:
        raise Problems([problem("H014", Spot(shown), fault=str(fault))]) from None
    # Told once and of all papers: a nurse at whose desk each booklet were refused could mend nothing.
    least = min(found.width, found.height) * min(COVER[0] / found.width, COVER[1] / found.height)
    if least < LEAST_LOGO:
        told = f"on covers it would be {least:.1f} mm wide or high, and needs {LEAST_LOGO}"
        raise Problems([problem("H014", Spot(shown), fault=told)])
    return found


@lru_cache(maxsize=4)
def _said(chain: Chain, _: tuple[Path, ...], __: tuple[State, ...]) -> dict[str, str]:
    imprint = imprint_of(chain)
    found: dict[str, str | None] = {}
    values = merged(chain, VALUES) or Mapping()
    for name, entry in values.items():
        declared, _faults = validate(entry, ValueModel, (name,), values)
        if name in imprint.values:
            found[name] = imprint.values[name].value
        elif declared and declared.imprint:
            found[name] = getattr(imprint, declared.imprint)
    return {name: said for name, said in found.items() if said}


def imprint_of(chain: Chain) -> ImprintModel:
    """What an imprint says that can be read: what is wrong in it is for `load`. Raises Problems as above."""
    paths = (*chain.layers(MARKER),)
    return _imprint(chain, paths, (*map(state, paths),))


@lru_cache(maxsize=4)
def _imprint(chain: Chain, _: tuple[Path, ...], __: tuple[State, ...]) -> ImprintModel:
    return _of(chain, MARKER, ImprintModel) or ImprintModel()


def _of(chain: Chain, name: str, model: type[M]) -> M | None:
    return None if (data := merged(chain, name)) is None else validate(data, model)[0]

"""The languages of a project as locales.yaml says them, for whoever needs no whole project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chapbook.files.chain import Chain
from chapbook.files.yaml import Mapping
from chapbook.load.layers import merged
from chapbook.problems.problem import Problem, Problems, Spot, problem

LOCALES = "locales/locales.yaml"

# What pydantic takes for yes, by which the project is loaded.
_YES = frozenset({"yes", "y", "true", "t", "on", "1"})


def locales_of(chain: Chain) -> Mapping:
    """What is said of each language, by its tag, merged along the chain.

    Of what is said no more is judged here than that it stands under keys; the rest is for `load`. Raises Problems
    where the file cannot be read.
    """
    locales = merged(chain, LOCALES)
    if locales is None:
        raise Problems([not_one_source(())])
    fault, hint = "keys and values are wanted here", "write its keys below it, such as autonym: Español"
    bare = [tag for tag, told in locales.items() if not isinstance(told, Mapping)]
    if bare:
        spots = locales.key_spots
        raise Problems([problem("B002", spots[tag], path=tag, fault=fault, hint=hint) for tag in bare])
    return locales


def source_of(locales: Mapping) -> str:
    """The language in which the blocks are written. Raises Problems where it is not one."""
    sources = [tag for tag, told in locales.items() if str(told.get("source", "")).lower() in _YES]
    if len(sources) != 1:
        raise Problems([not_one_source(sources)])
    return sources[0]


def places_of(locales: Mapping, locale: str) -> list[str]:
    """The places of a language, in the order of the project's."""
    return first_before(_babel(locales, locale), next(iter(_babel(locales, source_of(locales))), None))


def _babel(locales: Mapping, locale: str) -> Mapping:
    told = locales.get(locale, {}).get("babel")
    return told if isinstance(told, Mapping) else Mapping()


def first_before(places: Iterable[str], first: str | None) -> list[str]:
    """Places by name, the first of the source language before them."""
    return sorted(places, key=lambda place: (place != first, place))


def not_one_source(sources: Sequence[str]) -> Problem:
    """What is wrong where no language is the source, or several are."""
    hint = "say source: yes of the language in which the blocks are written, and of no other"
    fault = f"one language is the source, not {' and '.join(sources)}" if sources else "one language is the source"
    return problem("B002", Spot(LOCALES), path="source", fault=fault, hint=hint)

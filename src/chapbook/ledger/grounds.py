"""What a sentence can rest on: the facts that it cites, and the values that it holds with the facts behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chapbook.content.evidence import Evidence, SourceModel
from chapbook.content.project import Project

Setter = Literal["imprint", "place", "default", "hand"]


@dataclass(frozen=True)
class Ground:
    """A fact as blocks cite it, with the sources in which it was read."""

    # What a term means is `term/<id>`.
    id: str
    statement: str
    verified: bool
    region: str | None
    # It was read in that region, and holds everywhere.
    universal: bool
    safety_critical: bool
    sources: tuple[SourceModel, ...]
    # A caution for whoever reads it again, or approves what rests on it.
    note: str | None = None


@dataclass(frozen=True)
class Held:
    """A value that a sentence holds: what sets it here, and what that rests on."""

    name: str
    # Nothing where families or nurses write it in by hand.
    value: str | None
    set_by: Setter
    # Who decides on it, such as the clinical lead.
    owner: str
    # Named where it is set, in a place or an imprint.
    setting_facts: tuple[Ground, ...]
    # Named where it is defined: why it differs, its range, its default.
    own_facts: tuple[Ground, ...]

    @property
    def facts(self) -> tuple[Ground, ...]:
        return once((*self.setting_facts, *self.own_facts))


def grounds(evidence: Evidence, cited: Iterable[str]) -> tuple[Ground, ...]:
    """The facts of these ids, each once; what is unknown is for `check` to report."""
    return tuple(ground(evidence, str(name)) for name in dict.fromkeys(cited) if name in evidence.facts)


def ground(evidence: Evidence, name: str) -> Ground:
    """A fact that there is, by its id; sources that there are not are for `check` to report."""
    fact = evidence.facts[name]
    sources = tuple(evidence.sources[source] for source in fact.sources if source in evidence.sources)
    return Ground(name, fact.fact, fact.verified, fact.region, fact.universal, fact.safety_critical, sources, fact.note)


def once(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    return tuple({ground.id: ground for ground in grounds}.values())


def held(project: Project, names: Iterable[str], place: str) -> tuple[Held, ...]:
    """The values of these names in a place, each once; what is unknown is for `check` to report."""
    return tuple(_held(project, name, place) for name in dict.fromkeys(names) if name in project.values)


def _held(project: Project, name: str, place: str) -> Held:
    definition, setting = project.values[name], project.setting(name, place)
    setter: Setter = "hand"
    if name in project.imprint.values:
        setter = "imprint"
    elif name in project.places[place].values:
        setter = "place"
    elif setting is not None:
        setter = "default"
    return Held(
        name,
        None if setting is None else setting.value,
        setter,
        definition.set_by,
        grounds(project.evidence, () if setting is None else setting.facts),
        grounds(project.evidence, definition.facts),
    )

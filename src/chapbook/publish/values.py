"""Local values on papers that were handed out: what a paper says of each, and what the project says otherwise since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.publish.register import Register, Row
from chapbook.transcript.transcript import Transcript, on_one_line


@dataclass(frozen=True)
class ChangedValue:
    """A value of which a paper says something else than the project does now; `now` is empty where that says none."""

    name: str
    then: str
    now: str

    def __str__(self) -> str:
        return f"{self.name} {self.then}, {f'now {self.now}' if self.now else 'which nobody sets now'}"


def values_of(project: Project, text: Transcript) -> dict[str, str]:
    """The values that an edition prints, as they are set for it; a line to write on is none."""
    names = {name for line in text.lines for name in line.values} & project.values.keys()
    said = {name: _set_to(project, name, text.edition.place) for name in sorted(names)}
    return {name: value for name, value in said.items() if value}


def changed_values(project: Project, row: Row) -> tuple[ChangedValue, ...]:
    """The values of a paper that are not set as they were when it was handed out.

    Of a place that is not there now, or cannot be read, only what the imprint sets is compared.
    """
    return changed_since(project, Edition.named(row.edition).place, row.values)


def changed_since(project: Project, place: str, values: Mapping[str, str]) -> tuple[ChangedValue, ...]:
    """The same of values that were set for a place."""
    names = values.keys() if place in project.places else values.keys() & project.imprint.values.keys()
    now = {name: _set_to(project, name, place) for name in names}
    changed = sorted(name for name in now if now[name] != values[name])
    return tuple(ChangedValue(name, values[name], now[name]) for name in changed)


def outlived(project: Project, register: Register) -> dict[str, tuple[ChangedValue, ...]]:
    """By code, what families have as current and is so no longer: a value of it has changed since."""
    given = (row for row in register.current() if not row.draft)
    return {row.code: changed for row in given if (changed := changed_values(project, row))}


def _set_to(project: Project, name: str, place: str) -> str:
    if name in project.imprint.values:
        return on_one_line(str(project.imprint.values[name].value))
    setting = project.setting(name, place) if name in project.values else None
    return on_one_line(str(setting.value)) if setting else ""

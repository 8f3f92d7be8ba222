"""Reading a project: YAML to the content model, every fault collected with its file, line and column."""

from __future__ import annotations

import types
import typing
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chapbook.library import Library
from chapbook.model import (
    KINDS,
    Block,
    Booklet,
    BookletModel,
    Evidence,
    FactModel,
    ImprintModel,
    LocaleModel,
    PlaceModel,
    SourceModel,
    ValueModel,
    block_path,
)
from chapbook.problems import Problem, Problems, Spot, guess, problem, q
from chapbook.project import MARKER, Project
from chapbook.tickets import JobTicket
from chapbook.yamlfile import Mapping, Scalar, read_yaml, spot_at

M = TypeVar("M", bound=BaseModel)


def load(project: Project) -> tuple[Library, list[Problem]]:
    """The library of a project, and all that is wrong with its files; what cannot be read is left out of it."""
    desk = _Desk(project)
    imprint = desk.merged(MARKER, ImprintModel, drop=("inherits", "publishes"))
    places = {
        PurePosixPath(name).stem: place
        for name in project.names("booklets/places", "*.yaml")
        if (place := desk.merged(name, PlaceModel))
    }
    library = Library(
        project=project,
        imprint=imprint or ImprintModel(),
        places=_in_order(places, "us"),
        locales=desk.table("locales/locales.yaml", LocaleModel),
        values=desk.table("booklets/values.yaml", ValueModel),
        evidence=_evidence(desk),
        booklets=_booklets(desk),
        tickets=_tickets(desk),
    )
    return library, desk.problems


def _in_order(places: dict[str, PlaceModel], first: str) -> dict[str, PlaceModel]:
    """Places by name, the place of the source language first."""
    return dict(sorted(places.items(), key=lambda item: (item[0] != first, item[0])))


class _Desk:
    """Reads files along a project's chain and keeps what was wrong with them."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.problems: list[Problem] = []

    def read(self, name: str) -> Mapping | None:
        """The nearest version of a file."""
        path = self.project.find(name)
        return self._read(path) if path else None

    def _read(self, path: Any) -> Mapping | None:
        try:
            return read_yaml(path, self.project.shown(path))
        except Problems as found:
            self.problems += found.problems
            return None

    def layers(self, name: str, drop: tuple[str, ...] = ()) -> Mapping | None:
        """All versions of a mapping merged, nearest wins key by key; `drop` names keys that do not inherit."""
        merged: Mapping | None = None
        for number, path in reversed(list(enumerate(self.project.layers(name)))):
            data = self._read(path)
            if data is None:
                continue
            if merged is not None and number == 0:
                for key in drop:
                    merged.pop(key, None)
            merged = data if merged is None else merge(merged, data)
        return merged

    def merged(self, name: str, model: type[M], drop: tuple[str, ...] = ()) -> M | None:
        data = self.layers(name, drop)
        return None if data is None else self.validate(data, model)

    def table(self, name: str, model: type[M]) -> dict[str, M]:
        """A file whose every key holds one thing of a kind, merged along the chain."""
        data = self.layers(name)
        found: dict[str, M] = {}
        for key, entry in (data or {}).items():
            if (row := self.validate(entry, model, (key,), data)) is not None:
                found[key] = row
        return found

    def validate(self, data: Any, model: type[M], path: tuple[int | str, ...] = (), whole: Any = None) -> M | None:
        """The data as the model wants it, or nothing and all that is wrong."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            start = whole if whole is not None else data
            for fault in error.errors():
                self.problems.append(_schema_problem(fault, model, start, path))
            return None


def merge(far: Mapping, near: Mapping) -> Mapping:
    """Two mappings, the nearer one winning key by key, mappings inside them likewise."""
    merged = Mapping(far)
    merged.spot, merged.key_spots = near.spot, {**far.key_spots, **near.key_spots}
    for key, value in near.items():
        both = isinstance(value, Mapping) and isinstance(far.get(key), Mapping)
        merged[key] = merge(far[key], value) if both else value
    return merged


# ── booklets, evidence, tickets ───────────────────────────────────────────────────────────────────────────────────


def _booklets(desk: _Desk) -> dict[str, Booklet]:
    found: dict[str, Booklet] = {}
    blocks: dict[str, Block | None] = {}
    for name in desk.project.names("booklets", "*/booklet.yaml"):
        booklet = PurePosixPath(name).parent.name
        data = desk.read(name)
        content = desk.validate(data, BookletModel) if data is not None else None
        if data is None or content is None:
            continue
        own: dict[str, Block] = {}
        for chapter in content.order:
            for entry in chapter.blocks:
                path = block_path(booklet, entry)
                if path not in blocks:
                    blocks[path] = _block(desk, path, entry)
                if block := blocks[path]:
                    own[path] = block
        found[booklet] = Booklet(booklet, data.spot, content, own)
    return found


def _block(desk: _Desk, path: str, entry: str) -> Block | None:
    name = f"booklets/{path}.yaml"
    if desk.project.find(name) is None:
        folder = PurePosixPath(name).parent.as_posix()
        near = [PurePosixPath(other).stem for other in desk.project.names(folder, "*.yaml")]
        spot = entry.spot if isinstance(entry, Scalar) else Spot(name)
        desk.problems.append(problem("B015", spot, name=q(entry), guess=guess(PurePosixPath(path).name, near)))
        return None
    data = desk.read(name)
    if data is None:
        return None
    kind = data.get("kind")
    if kind is None:
        desk.problems.append(problem("B014", data.spot, key=q("kind")) if "kind" not in data else _not_text(data))
        return None
    if kind not in KINDS:
        desk.problems.append(problem("B003", data["kind"].spot, kind=q(kind), guess=guess(kind, KINDS), kinds=", ".join(KINDS)))
        return None
    content = desk.validate(data, KINDS[kind])
    return None if content is None else Block(path, data.spot, content)


def _not_text(data: Mapping) -> Problem:
    return problem("B002", data.spot, path="kind", fault="text is wanted", hint="kind: prose")


def _evidence(desk: _Desk) -> Evidence:
    facts: dict[str, FactModel] = {}
    sources: dict[str, SourceModel] = {}
    for name in desk.project.names("booklets/evidence", "*.yaml"):
        data = desk.read(name)
        if data is None:
            continue
        for key, prefix in (("facts", ""), ("terms", "term/")):
            for number, entry in enumerate(data.get(key, [])):
                row = _as_fact(entry) if key == "terms" and isinstance(entry, Mapping) else entry
                fact = desk.validate(row, FactModel, (key, number), data)
                if fact is not None:
                    _keep(desk, facts, prefix + fact.id, fact)
        for number, entry in enumerate(data.get("sources", [])):
            source = desk.validate(entry, SourceModel, ("sources", number), data)
            if source is not None:
                _keep(desk, sources, source.id, source)
    for fact in facts.values():
        for cited in fact.sources:
            if cited not in sources:
                spot = cited.spot if isinstance(cited, Scalar) else Spot("booklets/evidence")
                desk.problems.append(problem("B026", spot, source=q(cited), guess=guess(cited, sources)))
    return Evidence(facts, sources)


def _as_fact(entry: Mapping) -> Mapping:
    """A glossary term is a fact about a word: its meaning is the statement."""
    fact = Mapping({key: value for key, value in entry.items() if key not in ("term", "meaning")})
    fact.spot, fact.key_spots = entry.spot, entry.key_spots
    fact["fact"] = f"{entry.get('term', '')}: {entry.get('meaning', '')}"
    return fact


def _keep(desk: _Desk, table: dict[str, Any], name: str, row: Any) -> None:
    if name in table:
        first, second = table[name].id.spot, row.id.spot
        desk.problems.append(problem("B025", second, name=q(name), first=first, second=second))
    else:
        table[name] = row


def _tickets(desk: _Desk) -> dict[str, JobTicket]:
    found: dict[str, JobTicket] = {}
    for name in desk.project.names("styles/press", "*.yaml"):
        ticket = PurePosixPath(name).stem
        data = _extended(desk, ticket, ())
        if data is not None and (model := desk.validate(data, JobTicket)) is not None:
            found[ticket] = model
    return found


def _extended(desk: _Desk, ticket: str, seen: tuple[str, ...]) -> Mapping | None:
    """A ticket over the ticket that it extends."""
    data = desk.read(f"styles/press/{ticket}.yaml")
    if data is None or "extends" not in data:
        return data
    base = data["extends"]
    if base in (*seen, ticket):
        desk.problems.append(problem("P002", base.spot, circle=" → ".join((*seen, ticket, base))))
        return None
    names = [PurePosixPath(name).stem for name in desk.project.names("styles/press", "*.yaml")]
    if base not in names:
        desk.problems.append(problem("P001", base.spot, name=q(base), guess=guess(base, names), names=", ".join(names)))
        return None
    far = _extended(desk, base, (*seen, ticket))
    return None if far is None else merge(far, data)


# ── what pydantic finds, in our words ─────────────────────────────────────────────────────────────────────────────


# What pydantic says, where a person would put it otherwise.
_FAULTS = {
    "too_long": "at most {max_length} are printed here, and there are {actual_length}",
    "too_short": "at least {min_length} are wanted here, and there are {actual_length}",
    "literal_error": "one of these is wanted: {expected}",
    "tuple_type": "a list is wanted here",
    "model_type": "keys and values are wanted here",
    "dict_type": "keys and values are wanted here",
    "int_parsing": "a whole number is wanted here",
    "int_type": "a whole number is wanted here",
    "float_parsing": "a number is wanted here",
    "float_type": "a number is wanted here",
    "bool_parsing": "yes or no is wanted here",
    "bool_type": "yes or no is wanted here",
    "string_type": "text is wanted here",
    "greater_than_equal": "{ge} or more is wanted here",
    "less_than_equal": "{le} or less is wanted here",
    "date_from_datetime_parsing": "a date such as 2026-11-21 is wanted here",
    "date_parsing": "a date such as 2026-11-21 is wanted here",
}


def _schema_problem(fault: ErrorDetails, model: type[BaseModel], data: Any, start: tuple[int | str, ...]) -> Problem:
    path = (*start, *fault["loc"])
    spot = spot_at(data, path)
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "B021":
        return problem("B021", context["spot"], what=context["what"])
    key = q(str(fault["loc"][-1]) if fault["loc"] else "")
    if kind == "missing":
        return problem("B014", spot, key=key)
    if kind == "extra_forbidden":
        keys = _keys_at(model, fault["loc"][:-1])
        return problem("B013", spot, key=key, guess=guess(str(fault["loc"][-1]), keys), keys=", ".join(keys))
    words = _FAULTS.get(kind, "{}").format(fault["msg"][0].lower() + fault["msg"][1:], **context)
    shown = ".".join(str(step) for step in fault["loc"]) or "the file"
    hint = f"it says {q(fault['input'])} now" if isinstance(fault["input"], str) else "docs/authors.md shows the form"
    return problem("B002", spot, path=shown, fault=words, hint=hint)


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that a model knows where an error lies."""
    for step in loc:
        for name, field in model.model_fields.items():
            if step in (field.alias, name) and (inner := _model_in(field.annotation)):
                model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[Annotated[PointModel, …], ...] | None`."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias) and issubclass(annotation, BaseModel):
        return annotation
    for argument in typing.get_args(annotation):
        if found := _model_in(argument):
            return found
    return None



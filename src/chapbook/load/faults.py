"""Data held against a model: what the schema finds in a file, in our words and at the line to blame."""

from __future__ import annotations

import inspect
import typing
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chapbook.files.yaml import Mapping, Scalar, Sequence, spot_at
from chapbook.problems.problem import Problem, Spot, guess, problem, q

M = TypeVar("M", bound=BaseModel)


def validate(
    data: Any, model: type[M], path: tuple[int | str, ...] = (), whole: Any = None, context: Any = None
) -> tuple[M | None, list[Problem]]:
    """The data as the model wants it, and what is wrong: that is left out, where the rest is enough to judge on.

    The path leads to the data from the whole of its file. The context is what a model looks names up in.
    """
    try:
        return model.model_validate(data, context=context), []
    except ValidationError as error:
        start = data if whole is None else whole
        faults = _own_faults(error.errors(), data)
        found = [_schema_problem(fault, model, start, path) for fault in faults[:MOST_FAULTS]]
        return _salvaged(data, model, error.errors(), context), found


def _own_faults(faults: list[ErrorDetails], data: Any) -> list[ErrorDetails]:
    """The faults of some data, less those that only follow from another: an item that cannot be read is no item that
    lacks, and a sentence that a colon made a key of lacks no other key."""
    split = {fault["loc"][:-1] for fault in faults if _is_split(fault, data)}
    short = {fault["loc"] for fault in faults if fault["type"] == "too_short"}
    read = {loc for loc in short if any(other["loc"][: len(loc)] == loc and other["loc"] != loc for other in faults)}
    return [
        fault
        for fault in faults
        if not (fault["type"] == "missing" and fault["loc"][:-1] in split)
        and not (fault["type"] == "too_short" and fault["loc"] in read)
    ]


def _is_split(fault: ErrorDetails, data: Any) -> bool:
    """Whether a key that is not known is the start of a sentence in a list, up to its colon."""
    around = fault["loc"][:-1]
    if fault["type"] != "extra_forbidden" or not around or not isinstance(around[-1], int):
        return False
    try:
        for step in around:
            data = data[step]
    except (KeyError, IndexError, TypeError):
        return False
    return isinstance(data, Mapping) and len(data) == 1


def validate_whole(
    data: Any,
    model: type[M],
    found: list[Problem],
    path: tuple[int | str, ...] = (),
    whole: Any = None,
    *,
    code: str,
    remedy: str,
) -> M | None:
    """The same of what is no use in part, such as a file that is sealed: nothing, and all that is wrong is kept.

    The faults have the code of their desk, and say how they are mended there.
    """
    read, faults = validate(data, model, path, whole)
    for each in faults:
        # What a command writes has a guide of its own, and nobody adds a line by hand.
        lead = "" if each.code == "B014" or each.hint == guide(each.spot) else f"{each.hint}; "
        found.append(problem(code, each.spot, fault=each.message, hint=lead + remedy))
    return None if faults else read


def _salvaged(data: Any, model: type[M], faults: list[ErrorDetails], context: Any) -> M | None:
    """What the model makes of the data without the keys at fault, if it can do without them."""
    # Of two numbers that are wanted the second is missing: the first is no use either.
    short = [fault["loc"][:-1] for fault in faults if fault["type"] == "missing" and isinstance(fault["loc"][-1], int)]
    try:
        kept = _without(data, [*short, *(fault["loc"] for fault in faults)])
        return model.model_validate(kept, context=context)
    except ValidationError:
        return None


def _without(data: Any, faults: list[tuple[int | str, ...]]) -> Any:
    """A copy of some data without the key, or the item of a list, that each path leads to."""
    gone = {path[0] for path in faults if len(path) == 1}
    below: dict[int | str, list[tuple[int | str, ...]]] = {}
    for path in faults:
        if len(path) > 1:
            below.setdefault(path[0], []).append(path[1:])
    if isinstance(data, Mapping):
        kept = Mapping(
            {
                key: _without(value, below[key]) if key in below else value
                for key, value in data.items()
                if key not in gone
            }
        )
        kept.spot, kept.key_spots = data.spot, data.key_spots
        return kept
    if isinstance(data, Sequence):
        items = Sequence(
            _without(item, below[n]) if n in below else item for n, item in enumerate(data) if n not in gone
        )
        items.spot = data.spot
        return items
    return data


# ── what pydantic finds, in our words ─────────────────────────────────────────────────────────────────────────────


# What pydantic says, where a person would put it otherwise.
_FAULTS = {
    "too_long": "at most {max_length} are printed here, and there are {actual_length}",
    "too_short": "at least {min_length} are wanted here, and there are {actual_length}",
    "literal_error": "one of these is wanted: {expected}",
    "tuple_type": "a list is wanted here",
    "model_type": "keys and values are wanted here",
    "model_attributes_type": "keys and values are wanted here",
    "dataclass_type": "keys and values are wanted here",
    "dict_type": "keys and values are wanted here",
    "int_parsing": "a whole number is wanted here",
    "int_type": "a whole number is wanted here",
    "int_from_float": "a whole number is wanted here",
    "float_parsing": "a number is wanted here",
    "float_type": "a number is wanted here",
    "finite_number": "a number is wanted here",
    "bool_parsing": "yes or no is wanted here",
    "bool_type": "yes or no is wanted here",
    "string_type": "text is wanted here",
    "string_too_short": "text is wanted here",
    "greater_than_equal": "{ge:g} or more is wanted here",
    "less_than_equal": "{le:g} or less is wanted here",
    "date_from_datetime_parsing": "a date such as 2026-11-21 is wanted here",
    "date_from_datetime_inexact": "a date such as 2026-11-21 is wanted here",
    "date_parsing": "a date such as 2026-11-21 is wanted here",
    "date_type": "a date such as 2026-11-21 is wanted here",
    "value_error": "{error}",
}

# Of one part of a file: who has mended so many sees the others, and near names are looked for only so often.
MOST_FAULTS = 200

# Keys that people write by another name, which spelling does not find.
_MEANT = {"description": ("means", "reason", "note"), "name": ("title", "who"), "heading": ("title",)}

_GUIDES = {"styles/press": "docs/print-shop.md", "locales": "docs/translators.md"}


def _schema_problem(fault: ErrorDetails, model: type[BaseModel], data: Any, start: tuple[int | str, ...]) -> Problem:
    path = (*start, *fault["loc"])
    spot = spot_at(data, path)
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "B021":
        return problem("B021", context["spot"], what=context["what"])
    if kind in ("B053", "B062", "B081"):
        return problem(kind, spot, **context)
    last = fault["loc"][-1] if fault["loc"] else ""
    shown = _path(fault["loc"]) or "the file"
    if kind == "missing" and isinstance(last, int):
        return problem("B002", spot, path=_path(fault["loc"][:-1]), fault="there are too few here", hint=guide(spot))
    if kind == "missing":
        return problem("B014", spot, key=q(last), name=last)
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        keys = _keys_at(model, fault["loc"][:-1])
        near = [key for key in _MEANT.get(str(last), ()) if key in keys] or [str(last)]
        meant = guess(near[0], keys)
        if not meant and _is_split({**fault, "loc": path}, data):
            meant = "a colon inside text makes a key of what stands before it: put text that holds a colon in quotes; "
        return problem("B013", spot, key=q(last), guess=meant, keys=", ".join(keys))
    words = _FAULTS.get(kind, "{}").format(fault["msg"][0].lower() + fault["msg"][1:], **context)
    written = isinstance(fault["input"], Scalar)
    says = f"it says {q(fault['input'])} now" if written and fault["input"] else guide(spot)
    return problem("B002", spot, path=shown, fault=words, hint=context.get("hint", says))


def _path(loc: tuple[int | str, ...]) -> str:
    """A path of keys as people count.

    >>> _path(("points", 1, "text"))
    'points, item 2, text'
    """
    return ", ".join(f"item {step + 1}" if isinstance(step, int) else step for step in loc)


def guide(spot: Spot) -> str:
    """Where the form of a file is shown."""
    shown = next((guide for folder, guide in _GUIDES.items() if folder in spot.path), "docs/authors.md")
    return f"{shown} shows the form"


def _keys_at(model: type[Any], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that a model, or a dataclass inside it, knows where an error lies."""
    for step in loc:
        for name, field in getattr(model, "model_fields", {}).items():
            if step in (field.alias, name) and (inner := _model_in(field.annotation)):
                model = inner
    if is_dataclass(model):
        return [field.name for field in fields(model)]
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[Any] | None:
    """The model inside an annotation such as `tuple[Annotated[PointModel, …], ...] | None`."""
    if inspect.isclass(annotation) and (issubclass(annotation, BaseModel) or is_dataclass(annotation)):
        return annotation
    for argument in typing.get_args(annotation):
        if found := _model_in(argument):
            return found
    return None

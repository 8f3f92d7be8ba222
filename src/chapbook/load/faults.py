"""What the schema finds in a file, in our words and at the line to blame."""

from __future__ import annotations

import inspect
import typing
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from chapbook.files.yaml import Scalar, spot_at
from chapbook.problems.problem import Problem, Spot, guess, problem, q

# ── what pydantic finds, in our words ─────────────────────────────────────────────────────────────────────────────


# What pydantic says, where a person would put it otherwise.
_FAULTS = {
    "too_long": "at most {max_length} are printed here, and there are {actual_length}",
    "too_short": "at least {min_length} are wanted here, and there are {actual_length}",
    "literal_error": "one of these is wanted: {expected}",
    "tuple_type": "a list is wanted here",
    "model_type": "keys and values are wanted here",
    "model_attributes_type": "keys and values are wanted here",
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

# Where the form of a file is shown.
_GUIDES = {"styles/press": "docs/print-shop.md", "locales": "docs/translators.md"}


def _schema_problem(fault: ErrorDetails, model: type[BaseModel], data: Any, start: tuple[int | str, ...]) -> Problem:
    path = (*start, *fault["loc"])
    spot = spot_at(data, path)
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "B021":
        return problem("B021", context["spot"], what=context["what"])
    last = fault["loc"][-1] if fault["loc"] else ""
    shown = _path(fault["loc"]) or "the file"
    if kind == "missing" and isinstance(last, int):
        return problem("B002", spot, path=_path(fault["loc"][:-1]), fault="there are too few here", hint=_guide(spot))
    if kind == "missing":
        return problem("B014", spot, key=q(last), name=last)
    if kind == "extra_forbidden":
        keys = _keys_at(model, fault["loc"][:-1])
        return problem("B013", spot, key=q(last), guess=guess(str(last), keys), keys=", ".join(keys))
    words = _FAULTS.get(kind, "{}").format(fault["msg"][0].lower() + fault["msg"][1:], **context)
    written = isinstance(fault["input"], Scalar)
    hint = f"it says {q(fault['input'])} now" if written and fault["input"] else _guide(spot)
    return problem("B002", spot, path=shown, fault=words, hint=hint)


def _path(loc: tuple[int | str, ...]) -> str:
    """A path of keys as people count.

    >>> _path(("points", 1, "text"))
    'points, item 2, text'
    """
    return ", ".join(f"item {step + 1}" if isinstance(step, int) else step for step in loc)


def _guide(spot: Spot) -> str:
    guide = next((guide for folder, guide in _GUIDES.items() if folder in spot.path), "docs/authors.md")
    return f"{guide} shows the form"


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that a model knows where an error lies."""
    for step in loc:
        for name, field in model.model_fields.items():
            if step in (field.alias, name) and (inner := _model_in(field.annotation)):
                model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[Annotated[PointModel, …], ...] | None`."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    for argument in typing.get_args(annotation):
        if found := _model_in(argument):
            return found
    return None

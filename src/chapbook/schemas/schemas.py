"""The schema of each kind of file, drawn from the models that `check` holds it to."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from chapbook.approve.answers import AnswerModel
from chapbook.approve.records import ApprovalsFile, Verdict
from chapbook.content.booklet import BookletModel
from chapbook.content.evidence import EvidenceFile
from chapbook.content.interview import FILE as INTERVIEW
from chapbook.content.interview import InterviewModel
from chapbook.content.kind import BlockModel
from chapbook.content.kinds import KINDS
from chapbook.content.settings import (
    TERM_BASE,
    EverydayModel,
    ImprintModel,
    LocaleModel,
    PlaceModel,
    ValueModel,
    WordingModel,
)
from chapbook.content.signs import FILE as SIGNS
from chapbook.content.signs import SignModel
from chapbook.content.terms import FILE as TERMS
from chapbook.content.terms import Term
from chapbook.content.text import Name
from chapbook.content.tickets import JobTicket
from chapbook.files.atomic import File, as_json
from chapbook.publish.log import PaperFile, PublishedFile


@dataclass(frozen=True)
class Schema:
    """A kind of file: what it is, where such files lie in a project, and the type of what they hold."""

    says: str
    file: str
    holds: Any


SCHEMAS = {
    "booklet": Schema("a booklet: title, readers, the order of blocks", "booklets/*/booklet.yaml", BookletModel),
    "imprint": Schema("who publishes, and the values that a hospital sets", "booklets/imprint.yaml", ImprintModel),
    "values": Schema("every local value", "booklets/values.yaml", dict[Name, ValueModel]),
    "everyday": Schema("hard words that families know", "booklets/everyday.yaml", dict[Name, EverydayModel]),
    "signs": Schema("every warning sign, and how fast families act on it", SIGNS, dict[Name, SignModel]),
    "terms": Schema("every term, how it is said and what it means", TERMS, dict[Name, Term]),
    "interview": Schema("what families are asked, and which blocks their packets have", INTERVIEW, InterviewModel),
    "place": Schema("a country's rules", "booklets/places/*.yaml", PlaceModel),
    "evidence": Schema("facts, what terms mean, and sources", "booklets/evidence/*.yaml", EvidenceFile),
    "block": Schema("a block, of any kind", "booklets/*/*.yaml", BlockModel),
    "locales": Schema("the languages", "locales/locales.yaml", dict[Name, LocaleModel]),
    "term-base": Schema("how each language says a term", TERM_BASE, dict[Name, dict[Name, WordingModel]]),
    "ticket": Schema("a job ticket", "styles/press/*.yaml", JobTicket),
    "approvals": Schema("who approved an edition", "approvals/*.yaml", ApprovalsFile),
    "answers": Schema("the questions of `approve --questions`, filled in", "", dict[Name, Verdict | AnswerModel]),
    "published": Schema("the register of all that was handed out", "published/editions.yaml", PublishedFile),
    "paper": Schema("what one paper says", "published/*.yaml", PaperFile),
}

# A line of a model's docstring that says what a key is for.
_KEY = re.compile(r"^([a-z][a-z_-]*): (.+)$", re.M)

# Their files are merged along the chain, or extend another: what is left out here may stand there.
_OVER_OTHERS = (EverydayModel, JobTicket, LocaleModel, PlaceModel, SignModel, ValueModel, WordingModel)


def schema_of(path: str) -> str | None:
    """The kind of file that lies at a path of a project, the first that fits.

    >>> schema_of("booklets/car-t-journey/booklet.yaml"), schema_of("booklets/car-t-journey/key-points.yaml")
    ('booklet', 'block')
    """
    return next((name for name, each in SCHEMAS.items() if each.file and PurePosixPath(path).match(each.file)), None)


def drawn(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    holds = SCHEMAS[name].holds
    keys = _by_kind() if holds is BlockModel else TypeAdapter(holds).json_schema(schema_generator=_ForEditors)
    return {"$schema": _ForEditors.schema_dialect, "title": name, "description": SCHEMAS[name].says} | keys


def written(folder: Path) -> list[File]:
    """Every schema as a file of a folder."""
    return [(as_json(drawn(name)), folder, f"{name}.json") for name in SCHEMAS]


def _by_kind() -> dict[str, Any]:
    """The schema of a block: `kind` chooses which keys it may have, so that an editor names the one fault."""
    any_kind: Any = reduce(or_, KINDS.values())
    defs = TypeAdapter(any_kind).json_schema(schema_generator=_ForEditors)["$defs"]
    kinds = [{"const": kind, "description": _first(model)} for kind, model in KINDS.items()]
    chosen = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"$ref": f"#/$defs/{model.__name__}"},
        }
        for kind, model in KINDS.items()
    ]
    keys = {"kind": {"description": said(BlockModel)["kind"], "oneOf": kinds}}
    return {"type": "object", "required": ["kind"], "properties": keys, "allOf": chosen, "$defs": defs}


class _ForEditors(GenerateJsonSchema):
    """JSON Schema as an editor wants it, which reads YAML 1.2: there 38.0 is a number, and yes a word."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        drawn = _described(super().model_schema(schema), schema["cls"])
        if schema["cls"] in _OVER_OTHERS:
            drawn.pop("required", None)
        return drawn

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """A record is read as a model is: it refuses any other key."""
        return _described(super().dataclass_schema(schema), schema["cls"]) | {"additionalProperties": False}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What may be left out is left out; an empty key is a slip."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        drawn = super().default_schema(schema)
        if not isinstance(drawn.get("default"), str | float | int):
            drawn.pop("default", None)
        return drawn

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number"]}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def _described(drawn: JsonSchemaValue, model: type[Any]) -> JsonSchemaValue:
    drawn["description"] = _first(model)
    drawn.pop("title")
    for key, sentence in said(model).items():
        drawn["properties"][key]["description"] = sentence
    return drawn


def said(model: type[Any]) -> dict[str, str]:
    """What each key of a model is for, as its docstring and those of its bases say it."""
    bases = [base for base in reversed(model.__mro__) if base not in BaseModel.__mro__]
    return {key: text for base in bases for key, text in _KEY.findall(inspect.cleandoc(base.__doc__ or ""))}


def _first(model: type[Any]) -> str:
    return (inspect.getdoc(model) or "").split("\n\n")[0]

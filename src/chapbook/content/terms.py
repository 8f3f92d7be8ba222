"""Terms: each once, with how it is said and what it means, for every glossary that names it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ValidationInfo

from chapbook.content.text import Scoped, Text, by_name

FILE = "booklets/terms.yaml"

# The catalog that translates them.
DOMAIN = "terms"


class Term(Scoped):
    """A hard word and what it means.

    term: the word
    say: how it sounds, such as af-uh-REE-sis
    meaning: what it means, in plain words
    """

    term: Text
    say: Text | None = None
    meaning: Text
    read_as: ClassVar = {"term": "term", "say": "sound"}


def _read(data: Any, info: ValidationInfo) -> Any:
    """A term by its name, out of the register that comes with the file."""
    return by_name(data, "terms", "B081", info) if isinstance(data, str) else data


# A term of the register by its name, or one that is written out.
AnyTerm = Annotated[Term, BeforeValidator(_read, json_schema_input_type=str | Term)]

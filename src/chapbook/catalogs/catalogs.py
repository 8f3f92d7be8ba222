"""Catalogs read along the chain: what a message says in a language."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize, read_po

from chapbook.files.chain import Chain
from chapbook.files.state import State, state
from chapbook.files.yaml import read_text
from chapbook.problems.problem import Problem, Problems, Spot, problem, shorten

FURNITURE = "furniture"

Key = tuple[str, str]


@dataclass(frozen=True)
class Domain:
    """The messages of one domain in one locale, along the chain: nearest wins."""

    messages: dict[Key, str | tuple[str, ...]] = field(default_factory=dict)
    plural: str = "n != 1"

    def get(self, context: str, text: str) -> str | None:
        found = self.messages.get((context, text))
        return found if isinstance(found, str) else None

    def plural_form(self, text: str, count: int) -> str | None:
        forms = self.messages.get(("", text))
        return forms[c2py(self.plural)(count)] if isinstance(forms, tuple) else None


def catalog_path(locale: str, domain: str) -> str:
    """Where a catalog lies below a root."""
    return f"locales/{locale}/LC_MESSAGES/{domain}.po"


# A whole line of a catalog. Babel reads on past a quote that is not closed and takes the last letter off the text.
_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?')


# Arabic has six; a header that asks for millions would have each message filled up with them.
MOST_FORMS = 10
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")


def read_catalog(path: Path, shown: str, babel: str | None = None) -> Catalog:
    """A .po file, or the problem that keeps it from being read."""
    text = read_text(path, shown)
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line.rstrip("\r")):
            fault = "a line that is no comment, no keyword with text in quotes, and no text in quotes"
            raise Problems([problem("L004", Spot(shown, number, len(line) - len(line.lstrip()) + 1), fault=fault)])
    try:
        if (forms := _FORMS.search(text)) and int(forms[1][:9]) > MOST_FORMS:
            raise ValueError(f"a language has {MOST_FORMS} plural forms at most")
        catalog = _read(text, babel)
        if min(map(c2py(catalog.plural_expr), range(1001))) < 0:
            raise ValueError("plural forms are counted from 0")
    except PoFileError as error:
        fault = error.args[0].removesuffix(f" on {error.lineno}")
        raise Problems([problem("L004", Spot(shown, (error.lineno or 0) + 1), fault=fault)]) from None
    except (ValueError, TypeError, IndexError, ArithmeticError, RecursionError) as error:
        # Only the header is computed with.
        fault = "its plural rule divides by zero" if isinstance(error, ArithmeticError) else str(error)
        raise Problems([problem("L004", _line_of("Plural-Forms:", text, shown), fault=fault)]) from None
    if catalog.charset.casefold() not in ("utf-8", "utf8"):
        fault = f"charset={catalog.charset} in its header, and catalogs are UTF-8"
        raise Problems([problem("L004", _line_of("charset=", text, shown), fault=fault)])
    return catalog


def _line_of(word: str, text: str, shown: str) -> Spot:
    return Spot(shown, text[: text.find(word) + 1].count("\n") + 1)


_STRING = re.compile(r'\s*(msgid_plural|msgstr(?:\[\d+\])?)?\s*"(.*)"\s*')


def spot_in(path: Path, message: Spot, place: int, form: int | None = None) -> Spot:
    """Where a character of a translation, or of one of its plural forms, stands in the file of its message."""
    keyword, wanted = "", "msgstr" if form is None else f"msgstr[{form}]"
    found: list[Spot] = []
    for row, line in enumerate(path.read_text("utf-8-sig").split("\n")[message.line :], message.line + 1):
        string = _STRING.fullmatch(line)
        if string is None:
            break
        keyword = string[1] or keyword
        if keyword == wanted:
            # What stands after a backslash is one character with it.
            columns = (string.start(2) + each.start() + 1 for each in re.finditer(r"\\?.", string[2]))
            found += (Spot(message.path, row, column) for column in columns)
    return found[place] if place < len(found) else message


def _read(text: str, babel: str | None) -> Catalog:
    """A catalog with the sentences that it was made from, which Babel 2.18 reads as comments of the translator."""
    catalog = read_po(io.StringIO(text), locale=babel, abort_invalid=True)
    for message in catalog:
        earlier = "\n".join(line[1:].strip() for line in message.user_comments if line.startswith("|"))
        message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
        message.previous_id = [denormalize(quoted) for quoted in _EARLIER.findall(earlier)]
    return catalog


_EARLIER = re.compile(r'^msgid(?:_plural)? ("(?:[^"\\]|\\.)*"(?:\n"(?:[^"\\]|\\.)*")*)', re.MULTILINE)


# A file, what it is called, and its state: another, and it is read again.
_File = tuple[Path, str, State]


def kept_catalog(chain: Chain, path: Path) -> Catalog:
    """A .po file as `read_catalog` reads it, once while the file stays as it is. It is everybody's: change nothing."""
    return _kept(_file(chain, path))


def _file(chain: Chain, path: Path) -> _File:
    return path, chain.shown(path), state(path)


@lru_cache(maxsize=256)
def _kept(file: _File) -> Catalog:
    return read_catalog(*file[:2])


def read_domain(chain: Chain, locale: str, domain: str) -> Domain:
    """What the catalogs of a domain say in a locale; unreadable ones are left out (`check` reports them)."""
    return _domain(tuple(_file(chain, path) for path in reversed(chain.layers(catalog_path(locale, domain)))))


@lru_cache(maxsize=256)
def _domain(files: tuple[_File, ...]) -> Domain:
    messages: dict[Key, str | tuple[str, ...]] = {}
    plural = "n != 1"
    for file in files:
        try:
            catalog = _kept(file)
        except Problems:
            continue
        plural = catalog.plural_expr
        for message in catalog:
            if message.id and not message.fuzzy and (said := translation(message)):
                messages[message.context or "", source_text(message)] = said
    return Domain(messages, plural)


def spot_of(chain: Chain, locale: str, domain: str, context: str, text: str) -> Spot | None:
    """Where a message is translated: in the nearest catalog that says it."""
    for path in chain.layers(catalog_path(locale, domain)):
        message = kept_catalog(chain, path).get(text, context or None)
        if message and not message.fuzzy and translation(message):
            return Spot(chain.shown(path), message.lineno or 0)
    return None


# More of one catalog are one problem: a line for each of 200 would bury what else is wrong.
FEW = 3


def untranslated(locale: str, domain: str, missing: Sequence[tuple[Spot, str]]) -> Iterator[Problem]:
    """The sentences that a catalog does not say."""
    return few("L001", locale, domain, missing)


def few(code: str, locale: str, domain: str, found: Sequence[tuple[Spot, str]]) -> Iterator[Problem]:
    """Sentences of a catalog with one fault: each by itself while they are few, else how many, and the first."""
    catalog = catalog_path(locale, domain)
    if len(found) <= FEW:
        for spot, text in found:
            yield problem(code, spot, locale=locale, message=shorten(text), catalog=catalog, first="")
        return
    first = "\n".join([*(f"{spot}: {shorten(text)}" for spot, text in found[:FEW]), f"and {len(found) - FEW} more"])
    sentences = f"{len(found)} sentences of {domain}"
    yield problem(code, Spot(catalog), locale=locale, message=sentences, catalog=catalog, first=first)


def source_text(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def translation(message: Message) -> str | tuple[str, ...] | None:
    """What a message says in the catalog's language: nothing where any form is empty."""
    if isinstance(message.string, tuple | list):
        forms = tuple(message.string)
        return forms if all(forms) else None
    return message.string or None

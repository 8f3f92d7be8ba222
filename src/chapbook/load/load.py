"""Reading a project: YAML to the content model, every fault collected with its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.content.booklet import Block, Booklet, BookletModel, block_path
from chapbook.content.evidence import Evidence, FactModel, SourceModel
from chapbook.content.interview import DOMAIN as INTERVIEW_DOMAIN
from chapbook.content.interview import FILE as INTERVIEW
from chapbook.content.interview import PACKET, InterviewModel, at_home
from chapbook.content.kinds import KINDS
from chapbook.content.project import Project
from chapbook.content.settings import EverydayModel, ImprintModel, LocaleModel, PlaceModel, ValueModel, WordingModel
from chapbook.content.signs import DOMAIN, SignModel, listed
from chapbook.content.signs import FILE as SIGNS
from chapbook.content.tickets import PROFILES, JobTicket
from chapbook.files.atomic import is_name
from chapbook.files.chain import MARKER, Chain
from chapbook.files.yaml import Mapping, Scalar, Sequence, merge, read_text, spot_at, without
from chapbook.load import hygiene
from chapbook.load.faults import M, guide, validate
from chapbook.load.locales import LOCALES, first_before, not_one_source
from chapbook.problems.problem import Problem, Problems, Spot, at_work, guess, problem, q, shorten

# Names of Chapbook's own: of folders and files in a build, on a site, among the catalogs; of what stands on a page.
TAKEN = {
    "block": ("cover", "contents", "contents-title", "text", "back", "colophon"),
    "job ticket": ("proof", "proof-sheet", "e", "review"),
    "booklet": ("furniture", DOMAIN, INTERVIEW_DOMAIN, PACKET),
}


_CHAPTER = re.compile(r"chapter-\d+")


def load(chain: Chain, only: Collection[str] | None = None) -> tuple[Project, list[Problem]]:
    """A project, and all that is wrong with its files; what cannot be read is left out of it.

    Where there is an `only`, no file of a booklet that it leaves out is looked at. What booklets share is read all the
    same.
    """
    reader = _Reader(chain)
    imprint = reader.merged(MARKER, ImprintModel, drop=("inherits", "publishes", "approvers", "signed"))
    locales = reader.table(LOCALES, LocaleModel, names_of="language")
    sources = [name for name, locale in locales.items() if locale.source]
    if len(sources) != 1 and not reader.problems:
        reader.problems.append(not_one_source(sources))
    reader.signs = listed(reader.table(SIGNS, SignModel).items())
    booklets, loose = _booklets(reader, only)
    asked = reader.merged(INTERVIEW, InterviewModel)
    project = Project(
        chain=chain,
        imprint=imprint or ImprintModel(),
        places=_places(reader, locales),
        locales=locales,
        values=reader.table("booklets/values.yaml", ValueModel),
        evidence=_evidence(reader),
        booklets=booklets,
        loose=loose,
        tickets=_tickets(reader),
        everyday=reader.table("booklets/everyday.yaml", EverydayModel),
        signs=reader.signs,
        terms=_terms(reader, locales),
        interview=asked and at_home(asked),
    )
    reader.problems += _misnamed(chain, only)
    if only is not None:
        others = tuple(name for name in chain.booklets() if name not in only)
        project = replace(project, others=others, unread=_unread(reader, others))
    return project, reader.problems


def loaded(chain: Chain) -> Project:
    """A project without a fault in its files; all faults are raised."""
    project, problems = load(chain)
    if problems:
        raise Problems(problems)
    return project


def merges(name: str) -> bool:
    """Whether all versions of a file along the chain are used, in layers or key by key, and not the nearest alone."""
    return name.startswith(("styles/booklet", "locales/", "booklets/places/")) or name in (
        MARKER,
        "booklets/values.yaml",
        "booklets/everyday.yaml",
        SIGNS,
        INTERVIEW,
    )


def _misnamed(chain: Chain, only: Collection[str] | None) -> Iterator[Problem]:
    """Files that would be read if they ended in .yaml; of other booklets, none is looked at."""
    for folder, pattern in (("booklets", "*.yml"), ("booklets", "*/*.yml"), ("locales", "*.yml"), (PRESS, "*.yml")):
        for name in chain.names(folder, pattern):
            path, found = PurePosixPath(name), chain.find(name)
            if found and (only is None or path.parent.name in (*only, *_COMMON)):
                yield problem("B038", Spot(chain.shown(found)), name=path.with_suffix(".yaml").name)


# How languages say terms.
TERMS = "locales/terms.yaml"

# Where files lie that all booklets share.
PRESS = "styles/press"
_COMMON = ("booklets", "shared", "evidence", "places", "locales", "press")


def _unread(reader: _Reader, others: tuple[str, ...]) -> int:
    """How many files of blocks and of translations were not looked at."""
    blocks = {name for name in reader.chain.names("booklets", "*/*.yaml") if not name.startswith(_TABLES)}
    catalogs = reader.chain.names("locales", "*/LC_MESSAGES/*.po")
    return len(blocks - reader.seen) + sum(PurePosixPath(name).stem in others for name in catalogs)


# Folders of booklets/ that hold what all booklets share.
_TABLES = ("booklets/evidence/", "booklets/places/")


# Tickets that extend one another: nobody has five.
HIGHEST = 20


class _Reader:
    """Reads files along a project's chain and keeps what was wrong with them."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.problems: list[Problem] = []
        self.seen: set[str] = set()
        # What blocks name signs out of.
        self.signs: dict[str, SignModel] = {}

    def read(self, name: str) -> Mapping | None:
        """The nearest version of a file."""
        self.seen.add(name)
        path = self.chain.find(name)
        if path is None:
            self.problems.append(problem("B024", Spot(name), file=q(name)))
            return None
        return self._read(path)

    def _read(self, path: Path) -> Mapping | None:
        with at_work(shown := self.chain.shown(path)):
            try:
                data, found = hygiene.read(read_text(path, shown), shown)
            except Problems as unreadable:
                self.problems += unreadable.problems
                return None
        self.problems += found
        return data

    def layers(self, name: str, drop: tuple[str, ...] = ()) -> Mapping | None:
        """All versions of a mapping merged, nearest wins key by key; `drop` names keys that do not inherit."""
        merged: Mapping | None = None
        for number, path in reversed(list(enumerate(self.chain.layers(name)))):
            data = self._read(path)
            if data is None:
                continue
            if merged is not None and number == 0:
                merged = without(merged, drop)
            merged = data if merged is None else merge(merged, data)
        return merged

    def merged(self, name: str, model: type[M], drop: tuple[str, ...] = ()) -> M | None:
        data = self.layers(name, drop)
        return None if data is None else self.validate(data, model)

    def table(self, name: str, model: type[M], names_of: str = "") -> dict[str, M]:
        """A file whose every key holds one thing of a kind, merged along the chain; keys may be the names of things."""
        data = self.layers(name)
        found: dict[str, M] = {}
        for key, entry in (data or {}).items():
            if names_of and data and not self.may_be_called(names_of, key, data.key_spots[key]):
                continue
            if (row := self.validate(entry, model, (key,), data)) is not None:
                found[str(key)] = row
        return found

    def may_be_called(self, what: str, name: str, spot: Spot) -> bool:
        """Whether a name fits files and addresses, and is not taken; if not, that is a problem."""
        parts = name.split("/") if what == "block" else [name]
        taken = parts[-1] in TAKEN.get(what, ()) or (what == "block" and bool(_CHAPTER.fullmatch(parts[-1])))
        if all(map(is_name, parts)) and not taken:
            return True
        fault = "is Chapbook's own" if taken else "does not fit files and addresses"
        code = "P006" if what == "job ticket" else "B035"
        self.problems.append(problem(code, spot, name=shorten(name), what=what, fault=fault))
        return False

    def items(self, data: Mapping, key: str) -> Iterator[tuple[int, Any]]:
        """The numbered items of a list, if the key is there."""
        items = data.get(key, Sequence())
        if isinstance(items, Sequence):
            yield from enumerate(items)
        else:
            self.problems.append(
                problem("B002", data.key_spots[key], path=key, fault="a list is wanted here", hint=guide(data.spot))
            )

    def validate(self, data: Any, model: type[M], path: tuple[int | str, ...] = (), whole: Any = None) -> M | None:
        """The data as the model wants it; what is wrong is kept, and left out where that leaves enough to judge on."""
        with at_work(spot_at(data if whole is None else whole, path)):
            read, found = validate(data, model, path, whole, {"signs": self.signs})
        self.problems += found
        return read


# ── places, booklets, evidence, tickets ───────────────────────────────────────────────────────────────────────────


def _places(reader: _Reader, locales: dict[str, LocaleModel]) -> dict[str, PlaceModel]:
    """Places by name, the place of the source language first."""
    first = next((place for locale in locales.values() if locale.source for place in locale.babel), None)
    found: dict[str, PlaceModel] = {}
    for name in reader.chain.names("booklets/places", "*.yaml"):
        place = PurePosixPath(name).stem
        if not reader.may_be_called("place", place, Spot("booklets/places")):
            continue
        if (model := reader.merged(name, PlaceModel)) is not None:
            found[place] = model
    return {place: found[place] for place in first_before(found, first)}


def _terms(reader: _Reader, locales: Collection[str]) -> dict[str, dict[str, WordingModel]]:
    """How each language says terms of the source."""
    data, found = reader.layers(TERMS), dict[str, dict[str, WordingModel]]()
    for locale, entries in (data or {}).items():
        assert data is not None
        spot = data.key_spots[locale]
        if locale not in locales:
            reader.problems.append(
                problem(
                    "B022",
                    spot,
                    what="locale",
                    name=q(locale),
                    guess=guess(locale, locales),
                    names=", ".join(locales),
                )
            )
        elif not isinstance(entries, Mapping):
            fault = "terms with their forms are wanted here"
            reader.problems.append(problem("B002", spot, path=locale, fault=fault, hint=guide(spot)))
        else:
            rows = {term: reader.validate(entry, WordingModel, (locale, term), data) for term, entry in entries.items()}
            found[locale] = {term: row for term, row in rows.items() if row is not None}
    return found


def _booklets(reader: _Reader, only: Collection[str] | None) -> tuple[dict[str, Booklet], dict[str, Block]]:
    """Booklets by name, and the blocks by path that stand in the order of one that cannot be used."""
    found: dict[str, Booklet] = {}
    loose: dict[str, Block] = {}
    blocks: dict[str, Block | None] = {}
    for name in reader.chain.names("booklets", "*/booklet.yaml"):
        booklet = PurePosixPath(name).parent.name
        if only is not None and booklet not in only:
            continue
        if not reader.may_be_called("booklet", booklet, Spot("booklets")):
            continue
        data = reader.read(name)
        content = None if data is None else reader.validate(data, BookletModel)
        own: dict[str, Block] = {}
        for entry in _in_the_folder(reader.chain, booklet) if data is None else _ordered(data):
            path = block_path(booklet, entry)
            if path not in blocks:
                blocks[path] = _block(reader, path, entry)
            if block := blocks[path]:
                own[path] = block
        if data is None or content is None:
            loose |= own
        else:
            found[booklet] = Booklet(booklet, data.spot, content, own)
    return found, loose


def _in_the_folder(chain: Chain, booklet: str) -> list[str]:
    """The blocks of a booklet whose order cannot be read at all: those that lie beside it."""
    stems = (PurePosixPath(name).stem for name in chain.names(f"booklets/{booklet}", "*.yaml"))
    return [stem for stem in stems if stem != "booklet"]


def _ordered(data: Mapping) -> list[str]:
    """The blocks in the order of a booklet, as far as it can be read, whatever else is wrong there."""
    order = data.get("order")
    chapters = order if isinstance(order, Sequence) else ()
    listed = (chapter.get(key) for chapter in chapters if isinstance(chapter, Mapping) for key in ("blocks", "fill"))
    return [entry for blocks in listed if isinstance(blocks, Sequence) for entry in blocks if isinstance(entry, Scalar)]


def _block(reader: _Reader, path: str, entry: str) -> Block | None:
    name = f"booklets/{path}.yaml"
    spot = entry.spot if isinstance(entry, Scalar) else Spot(name)
    if not reader.may_be_called("block", entry, spot):
        return None
    if reader.chain.find(name) is None and reader.chain.find(f"booklets/{path}.yml"):
        return None  # which is a problem of its name
    if reader.chain.find(name) is None:
        folder = PurePosixPath(name).parent.as_posix()
        near = [PurePosixPath(other).stem for other in reader.chain.names(folder, "*.yaml")]
        reader.problems.append(problem("B015", spot, name=q(entry), guess=guess(PurePosixPath(path).name, near)))
        return None
    data = reader.read(name)
    if data is None:
        return None
    kind = data.get("kind")
    if kind is None:
        reader.problems.append(problem("B014", data.spot, key=q("kind"), name="kind"))
        return None
    if not isinstance(kind, Scalar):
        reader.problems.append(
            problem(
                "B002", kind.spot, path="kind", fault="one word is wanted here", hint="docs/authors.md shows the kinds"
            )
        )
        return None
    if kind not in KINDS:
        reader.problems.append(
            problem("B003", kind.spot, kind=q(kind), guess=guess(kind, KINDS), kinds=", ".join(KINDS))
        )
        return None
    content = reader.validate(data, KINDS[kind])
    return None if content is None else Block(path, data.spot, content)


def _evidence(reader: _Reader) -> Evidence:
    facts: dict[str, FactModel] = {}
    sources: dict[str, SourceModel] = {}
    broken: set[str] = set()
    for name in sorted(reader.chain.names("booklets/evidence", "*.yaml"), key=reader.chain.distance):
        data = reader.read(name)
        if data is None:
            continue
        for key, prefix in (("facts", ""), ("terms", "term/")):
            for number, entry in reader.items(data, key):
                row = _as_fact(entry) if key == "terms" and isinstance(entry, Mapping) else entry
                fact = reader.validate(row, FactModel, (key, number), data)
                if fact is not None:
                    _keep(reader, facts, prefix + fact.id, fact)
                elif isinstance(entry, Mapping) and "id" in entry:
                    broken.add(prefix + str(entry["id"]))
        for number, entry in reader.items(data, "sources"):
            source = reader.validate(entry, SourceModel, ("sources", number), data)
            if source is not None:
                _keep(reader, sources, source.id, source)
    for name, fact in facts.items():
        if fact.universal and fact.region is None:
            spot = fact.id.spot if isinstance(fact.id, Scalar) else Spot("booklets/evidence")
            reader.problems.append(problem("B052", spot, fact=q(name)))
        for cited in fact.sources:
            if cited not in sources:
                spot = cited.spot if isinstance(cited, Scalar) else Spot("booklets/evidence")
                reader.problems.append(problem("B026", spot, source=q(cited), guess=guess(cited, sources)))
    return Evidence(facts, sources, frozenset(broken))


def _as_fact(entry: Mapping) -> Mapping:
    """A glossary term is a fact about a word: its meaning is the statement."""
    fact = without(entry, ("term", "meaning"))
    fact["fact"] = f"{entry.get('term', '')}: {entry.get('meaning', '')}"
    return fact


def _keep(reader: _Reader, table: dict[str, Any], name: str, row: Any) -> None:
    """Keep a row by its name; of an inherited fact that somebody nearer found in a source, the nearer one stays."""
    kept = table.setdefault(name, row)
    first, second = kept.id.spot, row.id.spot
    if kept is row:
        return
    if not isinstance(row, FactModel) or _root(first) == _root(second):
        reader.problems.append(problem("B025", second, name=q(name), first=first, second=second))
    elif differing := [key for key in _STATED if _said(kept, key) != _said(row, key)]:
        reader.problems.append(problem("B050", first, fact=q(name), keys=", ".join(differing), there=second))


# What a fact says, and of whom and where it holds; what is left is where somebody found it.
_STATED = ("fact", "audience", "safety_critical", "region", "universal")


def _said(fact: FactModel, key: str) -> list[str]:
    """A statement word by word: how its lines break is nothing that it says."""
    return str(getattr(fact, key)).split()


def _root(spot: Spot) -> str:
    return spot.path.partition("booklets/evidence/")[0]


def _tickets(reader: _Reader) -> dict[str, JobTicket]:
    found: dict[str, JobTicket] = {}
    names = [PurePosixPath(name).stem for name in reader.chain.names("styles/press", "*.yaml")]
    for ticket in names:
        if not reader.may_be_called("job ticket", ticket, Spot("styles/press")):
            continue
        data = _extended(reader, ticket, names, ())
        if data is not None and (model := reader.validate(data, JobTicket)) is not None:
            found[ticket] = model
            if model.colour == "cmyk":
                _check_profile(reader, data, model.profile)
    return found


def _check_profile(reader: _Reader, ticket: Mapping, profile: str) -> None:
    if reader.chain.find(f"{PROFILES}/{profile}.icc") is None:
        known = [PurePosixPath(name).stem for name in reader.chain.names(PROFILES, "*.icc")]
        spot = spot_at(ticket, ("profile",))
        names = ", ".join(known) or "none"
        reader.problems.append(problem("P004", spot, name=q(profile), guess=guess(profile, known), names=names))


def _extended(reader: _Reader, ticket: str, names: list[str], seen: tuple[str, ...]) -> Mapping | None:
    """A ticket over the ticket that it extends; `library/<name>` is the bundled one of that name."""
    folder, _, name = ticket.rpartition("/")
    data = reader.read(f"{folder}/styles/press/{name}.yaml".lstrip("/"))
    if data is None or "extends" not in data:
        return data
    base = data["extends"]
    if not isinstance(base, Scalar):
        return data  # which the ticket's form refuses
    if len(seen) == HIGHEST:
        fault = f"at most {HIGHEST} tickets stand on each other"
        reader.problems.append(problem("B002", base.spot, path="extends", fault=fault, hint=guide(base.spot)))
        return data
    if base in (*seen, ticket):
        reader.problems.append(problem("P002", base.spot, circle=" → ".join((*seen, ticket, base))))
        return data
    bundled = base.removeprefix("library/")
    if base not in names and (bundled == base or not reader.chain.find(f"library/styles/press/{bundled}.yaml")):
        reader.problems.append(
            problem("P001", base.spot, name=q(base), guess=guess(base, names), names=", ".join(names))
        )
        return data
    far = _extended(reader, base, names, (*seen, ticket))
    if far is None:
        return data
    merged = merge(far, data)
    # One ticket is what a reader takes first, and not all that stand on it; a hospital's own of that name still is.
    if merged.get("taken") == "first" and "taken" not in data and bundled != name:
        del merged["taken"]
    return merged

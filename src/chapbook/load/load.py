"""Reading a project: YAML to the content model, every fault collected with its file, line and column."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from chapbook.content.booklet import Block, Booklet, BookletModel, block_path
from chapbook.content.evidence import DefinitionModel, Evidence, EvidenceFile, FactModel, SourceModel
from chapbook.content.interview import FILE as INTERVIEW
from chapbook.content.interview import InterviewModel, at_home
from chapbook.content.kinds import KINDS
from chapbook.content.project import Project
from chapbook.content.settings import (
    TERM_BASE,
    EverydayModel,
    ImprintModel,
    LocaleModel,
    PlaceModel,
    ValueModel,
    WordingModel,
)
from chapbook.content.signs import DOMAIN as SIGNS_DOMAIN
from chapbook.content.signs import FILE as SIGNS
from chapbook.content.signs import SignModel
from chapbook.content.terms import DOMAIN as TERMS_DOMAIN
from chapbook.content.terms import FILE as TERMS
from chapbook.content.terms import Term
from chapbook.content.text import registered
from chapbook.content.tickets import PROFILES, JobTicket
from chapbook.files.chain import MARKER, Chain
from chapbook.files.yaml import Mapping, Scalar, Sequence, merge, spot_at
from chapbook.load.faults import guide
from chapbook.load.locales import LOCALES, first_before, not_one_source
from chapbook.load.reader import FileReader
from chapbook.problems.problem import Problem, Problems, Spot, guess, problem, q


def load(chain: Chain, only: Collection[str] | None = None) -> tuple[Project, list[Problem]]:
    """A project, and all that is wrong with its files; what cannot be read is left out of it.

    Where there is an `only`, no file of a booklet that it leaves out is looked at. What booklets share is read all the
    same.
    """
    reader = FileReader(chain)
    imprint = reader.merged(MARKER, ImprintModel, drop=("inherits", "publishes", "approvers", "signed"))
    locales = reader.table(LOCALES, LocaleModel, names_of="language")
    sources = [name for name, locale in locales.items() if locale.source]
    if len(sources) != 1 and not reader.problems:
        reader.problems.append(not_one_source(sources))
    reader.signs = registered(reader.table(SIGNS, SignModel), SIGNS_DOMAIN, ("sign", "short"))
    reader.terms = registered(reader.table(TERMS, Term), TERMS_DOMAIN, ("term", "say", "meaning"))
    booklets, loose = _booklets(reader, only)
    asked = reader.merged(INTERVIEW, InterviewModel)
    places, files = _places(reader, locales), chain.names("booklets/places", "*.yaml")
    project = Project(
        chain=chain,
        imprint=imprint or ImprintModel(),
        places=places,
        known_places=tuple(dict.fromkeys((*places, *(PurePosixPath(name).stem for name in files)))),
        locales=locales,
        values=reader.table("booklets/values.yaml", ValueModel),
        evidence=_evidence(reader),
        booklets=booklets,
        loose=loose,
        tickets=_tickets(reader),
        everyday=reader.table("booklets/everyday.yaml", EverydayModel),
        signs=reader.signs,
        term_bases=_term_bases(reader, locales),
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
        TERMS,
        INTERVIEW,
    )


def _misnamed(chain: Chain, only: Collection[str] | None) -> Iterator[Problem]:
    """Files that would be read if they ended in .yaml; of other booklets, none is looked at."""
    for folder, pattern in (("booklets", "*.yml"), ("booklets", "*/*.yml"), ("locales", "*.yml"), (PRESS, "*.yml")):
        for name in chain.names(folder, pattern):
            path, found = PurePosixPath(name), chain.find(name)
            if found and (only is None or path.parent.name in (*only, *_COMMON)):
                yield problem("B038", Spot(chain.shown(found)), name=path.with_suffix(".yaml").name)


# Where files lie that all booklets share.
PRESS = "styles/press"
_COMMON = ("booklets", "shared", "evidence", "places", "locales", "press")


def _unread(reader: FileReader, others: tuple[str, ...]) -> int:
    """How many files of blocks and of translations were not looked at."""
    blocks = {name for name in reader.chain.names("booklets", "*/*.yaml") if not name.startswith(_TABLES)}
    catalogs = reader.chain.names("locales", "*/LC_MESSAGES/*.po")
    return len(blocks - reader.seen) + sum(PurePosixPath(name).stem in others for name in catalogs)


# Folders of booklets/ that hold what all booklets share.
_TABLES = ("booklets/evidence/", "booklets/places/")


# Tickets that extend one another: nobody has five.
HIGHEST = 20


def _places(reader: FileReader, locales: dict[str, LocaleModel]) -> dict[str, PlaceModel]:
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


def _term_bases(reader: FileReader, locales: Collection[str]) -> dict[str, dict[str, WordingModel]]:
    """The term base of each language: how a translation says each term of the source."""
    data, found = reader.layers(TERM_BASE), dict[str, dict[str, WordingModel]]()
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


def _booklets(reader: FileReader, only: Collection[str] | None) -> tuple[dict[str, Booklet], dict[str, Block]]:
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


def _block(reader: FileReader, path: str, entry: str) -> Block | None:
    name = f"booklets/{path}.yaml"
    spot = entry.spot if isinstance(entry, Scalar) else Spot(name)
    if not reader.may_be_called("block", entry, spot):
        return None
    if reader.chain.find(name) is None:
        if reader.chain.find(f"booklets/{path}.yml"):
            return None  # which is a problem of its name
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


def _evidence(reader: FileReader) -> Evidence:
    facts: dict[str, FactModel] = {}
    sources: dict[str, SourceModel] = {}
    broken: set[str] = set()
    for name in sorted(reader.chain.names("booklets/evidence", "*.yaml"), key=reader.chain.distance):
        data = reader.read(name)
        file = None if data is None else reader.validate(data, EvidenceFile)
        if file is None:
            continue
        for number, stated in enumerate(file.facts):
            if fact := reader.validate(stated, FactModel, ("facts", number), data):
                _keep(reader, facts, fact.id, fact)
            else:
                broken |= _named(stated)
        for number, named in enumerate(file.terms):
            if term := reader.validate(named, DefinitionModel, ("terms", number), data):
                _keep(reader, facts, f"term/{term.id}", term.as_fact)
            else:
                broken |= {f"term/{name}" for name in _named(named)}
        for number, read in enumerate(file.sources):
            source = reader.validate(read, SourceModel, ("sources", number), data)
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


def _named(entry: Any) -> set[str]:
    """The name of what cannot be read, so that nobody who cites it is told that it is not there."""
    return {str(entry["id"])} if isinstance(entry, Mapping) and "id" in entry else set()


def _keep(reader: FileReader, table: dict[str, Any], name: str, row: Any) -> None:
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


def _tickets(reader: FileReader) -> dict[str, JobTicket]:
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


def _check_profile(reader: FileReader, ticket: Mapping, profile: str) -> None:
    if reader.chain.find(f"{PROFILES}/{profile}.icc") is None:
        known = [PurePosixPath(name).stem for name in reader.chain.names(PROFILES, "*.icc")]
        spot = spot_at(ticket, ("profile",))
        names = ", ".join(known) or "none"
        reader.problems.append(problem("P004", spot, name=q(profile), guess=guess(profile, known), names=names))


def _extended(reader: FileReader, ticket: str, names: list[str], seen: tuple[str, ...]) -> Mapping | None:
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

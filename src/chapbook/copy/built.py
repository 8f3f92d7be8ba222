"""What copies are made of: a file of a build, exactly as it was built, that nobody took back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from chapbook.content.booklet import Edition
from chapbook.content.jobs import PROOF_SHEET
from chapbook.content.project import Project
from chapbook.copy.blank import Blank, blank
from chapbook.copy.hospital import VALUES
from chapbook.copy.shape import Typefaces, typefaces
from chapbook.files import fonts
from chapbook.files.atomic import below
from chapbook.files.chain import MARKER, Chain, bundled
from chapbook.files.state import State, state, states
from chapbook.load.load import load
from chapbook.load.locales import LOCALES, locales_of, places_of, source_of
from chapbook.problems.problem import Problem, Problems, Spot, Unknown, problem
from chapbook.publish.log import read_rows
from chapbook.publish.register import FILE, FOLDER, Register, withdrawn
from chapbook.publish.values import ChangedValue, changed_since
from chapbook.store.memory import MANIFEST, is_as_made, manifest

# Typefaces for the names that people have, in which no page is set.
FONTS = "styles/fonts"
FOR_NAMES = f"{FONTS}/names"


@dataclass(frozen=True)
class BuiltFile:
    """A built file: its edition, its row of the manifest, and what copies have to know of it."""

    edition: Edition
    row: dict[str, Any]
    blank: Blank
    spot: Spot
    # The job ticket of this edition there that a reader takes first, where it is another: its pages are as they were
    # designed, with room at their foot.
    roomier: str | None
    # What nobody here can know of it, and is no reason to refuse it.
    unknown: str = ""


def built(
    chain: Chain, build: Path, booklet: str, locale: str | None, place: str | None, ticket: str | None
) -> BuiltFile:
    """The file of a build that is meant. Raises what keeps it from being copied, and Unknown where several are.

    Where nobody says which, it is the source language, the first place of a language, and what a reader would take.
    """
    rows = _manifest(build, state(build / MANIFEST)) if (build / MANIFEST).exists() else ()
    row = _row(chain, build, rows, {"booklet": booklet, "locale": locale, "place": place, "ticket": ticket})
    path, edition = build / str(row["file"]), Edition.of(row)
    there = below(build, row["file"])
    read = _read(there, row["sha256"], state(there)) if there and there.is_file() else None
    if read is None:
        raise Problems([problem("H002", Spot(path.as_posix()))])
    if found := [*_taken_back(chain, build, row)]:
        raise Problems(found)
    of_it = [each for each in rows if Edition.of(each) == edition]
    roomier = next((each["ticket"] for each in of_it if each.get("taken") == "first" != row.get("taken")), None)
    return BuiltFile(edition, row, read, Spot(path.as_posix()), roomier, unregistered(chain, build, [row]))


def slots_of_others(build: Path, edition: Edition) -> set[str]:
    """The slots of all papers there in the language and for the place of an edition, by name."""
    spoken = {"locale": edition.locale, "place": edition.place}
    rows = _manifest(build, state(build / MANIFEST))
    alike = [row for row in rows if row["file"].endswith(".pdf") and spoken.items() <= row.items()]
    found = (_read(path, row["sha256"], state(path)) for row in alike if (path := below(build, row["file"])))
    return {slot.name for each in found if each for slot in each.slots}


def sound(chain: Chain, build: Path, row: Mapping[str, Any]) -> Path:
    """The file of a row of the manifest. Raises Problems where it is not as it was built, or was taken back."""
    path = build / str(row["file"])
    if not is_as_made(build, row["file"], row["sha256"]):
        raise Problems([problem("H002", Spot(path.as_posix()))])
    if found := [*_taken_back(chain, build, row)]:
        raise Problems(found)
    return path


def typefaces_of(chain: Chain) -> Typefaces:
    """The typefaces of a project, and those for names alone, of the nearest root first, for the first that has a letter
    draws it; read once for as long as they stay as they are."""
    roots = (*dict.fromkeys((*chain.roots, bundled())),)
    return _typefaces(chain, roots, tuple(each for root in roots for each in states(root / FONTS)))


@lru_cache(maxsize=4)
def _typefaces(chain: Chain, roots: tuple[Path, ...], _: tuple[State, ...]) -> Typefaces:
    for_names = [path for root in roots for path in fonts.files(root / FOR_NAMES)]
    return typefaces(_faces(chain.fonts()), lambda: _faces(for_names))


def _faces(files: Iterable[Path]) -> list[tuple[Path, tuple[str, int, bool]]]:
    return [(path, fonts.face(path)) for path in files]


@lru_cache(maxsize=32)
def _read(path: Path, sha256: str, _: State) -> Blank | None:
    """A file of a build, where it has this hash: exactly these bytes are copied, whatever becomes of the file."""
    content = path.read_bytes()
    return blank(content) if hashlib.sha256(content).hexdigest() == sha256 else None


@lru_cache(maxsize=4)
def _manifest(build: Path, _: State) -> tuple[dict[str, Any], ...]:
    return (*manifest(build),)


def _taken_back(chain: Chain, build: Path, row: Mapping[str, Any]) -> Iterable[Problem]:
    """Why nobody may have this paper: it was withdrawn, nobody can read whether it was, or a value of it is set
    otherwise now."""
    register, problems = register_of(chain, build)
    yield from problems or withdrawn(register, {Edition.of(row): row["code"]})
    if changed := outlived_by(chain, build, row):
        spot = Spot((build / str(row["file"])).as_posix())
        facts = {"then": [each.then for each in changed], "now": [each.now or "—" for each in changed]}
        told = {key: ", ".join(said) for key, said in facts.items()}
        yield problem("H015", spot, changed="; ".join(map(str, changed)), **told)


def outlived_by(chain: Chain, build: Path, row: Mapping[str, Any]) -> tuple[ChangedValue, ...]:
    """The values that a built file prints and that the project beside the build, or the one here, sets otherwise now.

    Nothing where neither is a project, or what it sets cannot be read. What a project elsewhere does not set, it leaves
    to the one that made the file.
    """
    values = row.get("values")
    if not isinstance(values, dict) or not all(isinstance(said, str) for said in values.values()):
        return ()
    for home in _projects(chain, build):
        if project := _settings(home):
            changed = changed_since(project, str(row["place"]), values)
            if found := [each for each in changed if each.now or home == build.resolve().parent]:
                return (*found,)
    return ()


def set_by(chain: Chain, build: Path) -> tuple[State, ...]:
    """The state of all files that set the values to which papers are held."""
    return tuple(each for home in _projects(chain, build) for each in _state_of_settings(Chain.of(home)))


def _projects(chain: Chain, build: Path) -> list[Path]:
    """The project beside a build, and the one here; the library by itself is nobody's."""
    beside = build.resolve().parent
    homes = dict.fromkeys((beside, *_homes(chain, build)))
    return [home for home in homes if (home / MARKER).is_file() and (home == beside or home != bundled())]


def _state_of_settings(chain: Chain) -> tuple[State, ...]:
    files = (*chain.layers(MARKER), *chain.layers(VALUES), *chain.layers(LOCALES))
    return *map(state, files), *chain.state("booklets/places")


def _settings(home: Path) -> Project | None:
    """What a project sets, read anew when one of its files has changed."""
    return _set_in(home, _state_of_settings(Chain.of(home)))


@lru_cache(maxsize=4)
def _set_in(home: Path, _: tuple[State, ...]) -> Project | None:
    project, problems = load(Chain.at(home), only=())
    of_settings = (MARKER, VALUES, LOCALES)
    unread = any(each.spot.path.endswith(of_settings) or "booklets/places/" in each.spot.path for each in problems)
    return None if unread else project


def register_of(chain: Chain, build: Path) -> tuple[Register, list[Problem]]:
    """The register of the project and of the folder in which the build lies, which on a ward's PC is no project's."""
    homes = (*_homes(chain, build),)
    register, problems = _register(homes, tuple((*states(home / FOLDER),) for home in homes))
    return register, [*problems]


@lru_cache(maxsize=4)
def _register(homes: tuple[Path, ...], _: tuple[tuple[State, ...], ...]) -> tuple[Register, tuple[Problem, ...]]:
    """What several roots have handed out, read anew when a file of it has changed: it takes as long as a copy."""
    found = [read_rows(Chain((home,))) for home in homes]
    events = (event for register, _ in found for event in register.events)
    return Register((*events,)), tuple(each for _, problems in found for each in problems)


NO_REGISTER = (
    "no register lies here, so nobody here knows whether a paper was withdrawn: copy published/ of the project that "
    "built it beside the build, and again after each withdrawal"
)

# Where the project lies beside its build, and is whole, nothing was handed out from it.
UNPUBLISHED = (
    "nothing was published from the project beside this build, so no page tells a family whether its paper is still "
    "current; was it published from another copy of the project, copy published/ from there"
)


def unregistered(chain: Chain, build: Path, rows: Iterable[Mapping[str, Any]]) -> str:
    """That nobody here knows what was withdrawn, where papers for families lie without a register; or nothing."""
    if all(row["draft"] for row in rows) or any((home / FILE).is_file() for home in _homes(chain, build)):
        return ""
    is_ours = (build.resolve().parent / MARKER).is_file()
    return f"{build.as_posix()}: {UNPUBLISHED if is_ours else NO_REGISTER}"


def _homes(chain: Chain, build: Path) -> Iterable[Path]:
    return dict.fromkeys((chain.home, build.resolve().parent))


def _row(chain: Chain, build: Path, there: Iterable[dict[str, Any]], wanted: dict[str, str | None]) -> dict[str, Any]:
    """The row of the manifest for what is wanted."""
    rows = [row for row in there if row["ticket"] != PROOF_SHEET and row["file"].endswith(".pdf")]
    asked = {key: name for key, name in wanted.items() if name}
    found = [row for row in rows if all(row[key] == name for key, name in asked.items())]
    if not found:
        if gone := [*_gone(chain, build, asked)]:
            raise Problems(gone)
        near, remedy = _instead(chain, rows, asked)
        what = f"{wanted['ticket'] or 'file'} of {wanted['booklet']}"
        what += "".join(f", {key} {asked[key]}" for key in ("locale", "place") if key in asked)
        facts = {"what": what, "folder": build.as_posix(), "guess": near, "remedy": remedy}
        raise Problems([problem("H001", Spot((build / MANIFEST).as_posix()), **facts)])
    for key in ("locale", "place", "ticket"):
        names = [*dict.fromkeys(row[key] for row in found)]
        if len(names) > 1:
            first = [row["ticket"] for row in found if row.get("taken") == "first"]
            usual = first if key == "ticket" else _usual(chain, None if key == "locale" else found[0]["locale"])
            taken = next((name for name in usual if name in names), None)
            if taken is None:
                raise Unknown(f"say which {key}: --{key} {', '.join(names)}")
            found = [row for row in found if row[key] == taken]
    return found[0]


def _gone(chain: Chain, build: Path, asked: Mapping[str, str]) -> Iterable[Problem]:
    """That what is wanted was taken back, where its newest paper was: a build took its files away."""
    # An edition is wanted in the source language where nobody says another.
    named = {"locale": _usual(chain, None)[0], **{key: name for key, name in asked.items() if key != "ticket"}}
    newest = {row.edition: row for row in register_of(chain, build)[0].rows}
    for name, row in newest.items():
        edition = Edition.named(name)
        if row.withdrawn and all(getattr(edition, key) == name for key, name in named.items()):
            facts = {"edition": edition, "paper": row.code, "date": row.withdrawn.date, "reason": row.withdrawn.reason}
            yield problem("H016", row.withdrawn.spot, **facts, options=_options(asked))


def _options(asked: Mapping[str, str]) -> str:
    """What was asked for, as a command takes it."""
    return " ".join([asked["booklet"], *(f"--{key} {name}" for key, name in asked.items() if key != "booklet")])


def _usual(chain: Chain, locale: str | None) -> list[str]:
    """The source language of a project; or the places of a language, the first before the others."""
    locales = locales_of(chain)
    return [source_of(locales)] if locale is None else places_of(locales, locale)


def _instead(chain: Chain, rows: Sequence[Mapping[str, Any]], asked: Mapping[str, str]) -> tuple[str, str]:
    """What may have been meant, and what to do: to say a name that there is, or to build what there is not."""
    for key, name in asked.items():
        there = {row[key]: None for row in rows if key == "booklet" or row["booklet"] == asked["booklet"]}
        known = {*there, *_known(chain, key)}
        if name not in known:
            names = ", ".join(there or sorted(known))
            return _guess(key, name, known), f"there {'is' if len(there or known) == 1 else 'are'}: {names}"
    why = "it was not built, or a build took it away when its text had changed"
    return "", f"run `chapbook build {_options(asked)}`: {why}; or name the folder of a build with --from"


def _known(chain: Chain, key: str) -> list[str]:
    """The names that a project has, built or not."""
    if key == "booklet":
        return chain.booklets()
    if key == "locale":
        return [*locales_of(chain)]
    folder = {"place": "booklets/places", "ticket": "styles/press"}[key]
    return [Path(name).stem for name in chain.names(folder, "*.yaml")]


def _guess(key: str, name: str, known: Iterable[str]) -> str:
    """The nearest name; a language and a country are also known by what people call them.

    >>> _guess("locale", "arabic", ["ar", "en-US"]), _guess("place", "britain", ["us"])
    ('did you mean "ar"? ', '')
    """
    english = Locale("en")
    called: Mapping[str, str] = {"locale": english.languages, "place": english.territories}.get(key, {})
    names = {each.lower(): each for each in known}
    for each in known:
        spoken = str(called.get(each.partition("-")[0] if key == "locale" else each.upper(), each))
        names.setdefault(spoken.lower(), each)
    near = get_close_matches(name.lower(), names, n=1)
    return f'did you mean "{names[near[0]]}"? ' if near else ""

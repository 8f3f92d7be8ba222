"""For whoever hands papers out: what may be written on a finished one, and copies of it for single families."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook.content.markdown import plain
from chapbook.content.slots import Kind
from chapbook.files.chain import Chain
from chapbook.load.locales import locales_of
from chapbook.problems.problem import Missing, Problem, Problems, Spot, Unknown, in_order, where

if TYPE_CHECKING:
    from chapbook.copy.built import BuiltFile
    from chapbook.copy.logo import Logo
    from chapbook.copy.many import Row
    from chapbook.copy.shape import Typefaces


@dataclass(frozen=True)
class SlotName:
    """A slot of a finished file: its name, what may be written, and the pages on which it is (from 1)."""

    name: str
    kind: Kind
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Copied:
    """A copy for one family: the PDF, and its days as a calendar; nothing of it is kept here.

    Which edition on which ticket; its code; whether it is a review copy; the slots still to be written in by hand; and
    what can hardly be meant, by the names of slots: each in words that say no value. A paper without days has no
    calendar.
    """

    content: bytes = field(repr=False)
    calendar: bytes = field(repr=False)
    edition: str
    ticket: str
    code: str
    draft: bool
    empty: tuple[str, ...]
    doubts: Mapping[str, str]
    # What nobody here can know of the paper, such as whether it was withdrawn.
    unknown: str = ""


class Unwritable(Problems):
    """What keeps a copy from being made, and beside it what can hardly be meant, as a copy has it."""

    def __init__(self, problems: Iterable[Problem], doubts: Mapping[str, str]) -> None:
        super().__init__(problems)
        self.doubts = doubts


@dataclass(frozen=True)
class Copies:
    """Copies for the rows of a list with a sheet of contents, as one ZIP or as one PDF.

    How many, the rows that could not be, by the line of each row what can hardly be meant in it, how many have a
    calendar, and the columns of the list for which this paper has no room.
    """

    content: bytes = field(repr=False)
    edition: str
    ticket: str
    draft: bool
    made: int
    problems: tuple[Problem, ...]
    doubts: Mapping[int, Mapping[str, str]]
    calendars: int = 0
    left_out: tuple[str, ...] = ()
    unknown: str = ""


def slots(
    folder: Path,
    booklet: str,
    locale: str | None = None,
    place: str | None = None,
    ticket: str | None = None,
    *,
    build: Path,
) -> tuple[SlotName, ...]:
    """What may be written on a finished file, in the order of its pages.

    Raises Problems where it was not built, was changed since or taken back, and Unknown where several could be meant.
    """
    with _opened(folder, booklet, locale, place, ticket, build) as (file, *_):
        found = file.blank.slots
        kinds = {slot.name: slot.kind for slot in found}
        pages = {name: dict.fromkeys(slot.page + 1 for slot in found if slot.name == name) for name in kinds}
        return tuple(SlotName(name, kind, (*pages[name],)) for name, kind in kinds.items())


def copy(
    folder: Path,
    booklet: str,
    locale: str | None = None,
    place: str | None = None,
    ticket: str | None = None,
    values: Mapping[str, str] | None = None,
    *,
    build: Path,
    on: datetime.date,
    initials: str = "",
) -> Copied:
    """A copy of a finished file with these values by the names of their slots; all that is wrong is raised, Unwritable.

    What is left out of them, and the hospital's imprint says, is written all the same; what is empty is left to a hand.
    With initials, each sheet has them at its foot, with the day, the paper's code and its number.
    """
    with _opened(folder, booklet, locale, place, ticket, build) as (file, faces, hospital):
        known = _known(folder, file, hospital)
        return _copied(file, faces, {**hospital, **(values or {})}, initials, on, file.spot, _logo(folder), known)


def copy_of(
    file: BuiltFile, faces: Typefaces, values: Mapping[str, str], on: datetime.date, logo: Logo | None
) -> Copied:
    """As `copy`, of a file that is open already, with these values and this logo alone."""
    with _silent():
        return _copied(file, faces, values, "", on, file.spot, logo)


def copies(
    folder: Path,
    booklet: str,
    locale: str | None = None,
    place: str | None = None,
    ticket: str | None = None,
    *,
    families: bytes,
    named: str,
    build: Path,
    on: datetime.date,
    calendars: bool = False,
    joined: bool = False,
) -> Copies:
    """A copy for each row of a list (CSV, by the names of slots). A row with a fault is named, the others are made.

    They come as files in a ZIP; joined, as one PDF, which has no calendars. Raises as `slots` does, and Problems where
    no row is good.
    """
    with _opened(folder, booklet, locale, place, ticket, build) as (file, faces, hospital):
        from chapbook.copy.built import slots_of_others
        from chapbook.copy.copy import crowded
        from chapbook.copy.many import contents, numbered, rows, zipped
        from chapbook.copy.values import faults_of_initials

        of_others = partial(slots_of_others, build, file.edition)
        good, problems, left_out = rows(families, named, [slot.name for slot in file.blank.slots], of_others)
        files: list[tuple[str, bytes]] = []
        made: list[tuple[str, Row, tuple[str, ...], Mapping[str, str]]] = []
        doubts: dict[int, Mapping[str, str]] = {}
        names = numbered(len(good))
        first: dict[tuple[tuple[str, str], ...], int] = {}
        # A card has no foot, nor has any other ticket of it: initials say on the sheet of contents whose a file is.
        at_foot = bool(file.roomier) or not any(row.initials for row in good) or not crowded(file.blank)
        logo, known = _logo(folder), _known(folder, file, hospital)
        for row in good:
            spot = Spot(named, row.line)
            try:
                if joined and (faults := [*faults_of_initials(row.initials, faces, spot)]):
                    raise Unwritable(faults, {})
                one = _copied(file, faces, {**hospital, **row.values}, row.initials * at_foot, on, spot, logo, known)
            except Unwritable as found:
                problems += found.problems
                doubts[row.line] = found.doubts
                continue
            # Without its name, two families may have the same day.
            named_alike = (*sorted(row.values.items()),) if row.values.get("child-name") else (("", f"{row.line}"),)
            same = first.setdefault(named_alike, row.line)
            twice = {} if same == row.line else {"this row": f"the same as line {same}"}
            one = replace(one, doubts={**twice, **one.doubts})
            doubts[row.line] = one.doubts
            name = next(names)
            made.append((f"{name}.pdf", row, one.empty, one.doubts))
            files.append((f"{name}.pdf", one.content))
            files += [(f"{name}.ics", one.calendar)] if calendars and one.calendar and not joined else []
        if not made:
            raise Problems(problems)
        title = f"{file.edition}, {file.row['ticket']}, {file.row['code']}"
        if joined:
            pdfs = [(row, content) for (_, row, *_), (_, content) in zip(made, files, strict=True)]
            content = _joined(folder, file, faces, title, pdfs, [each.spot.line for each in in_order(problems)])
        else:
            told = contents(title, made, in_order(problems), left_out)
            content = zipped([("contents.txt", told.encode()), *files])
        asked = {line: each for line, each in doubts.items() if each}
        own = f"{file.edition}", file.row["ticket"], file.row["draft"]
        days = len(files) - len(made)
        return Copies(content, *own, len(made), (*in_order(problems),), asked, days, (*left_out,), file.unknown)


@contextmanager
def from_the_extra(who: str) -> Iterator[None]:
    """What is imported here comes with the extra `desk`; who needs it is said where it is not there."""
    try:
        yield
    except ModuleNotFoundError as lack:
        how = "run `make setup` in the repository, or `pipx install '.[desk]'`; of a wheel, `pip install '….whl[desk]'`"
        raise Missing(f"{who} {lack.name}, which is not installed", how) from None


@contextmanager
def _opened(
    folder: Path, booklet: str, locale: str | None, place: str | None, ticket: str | None, build: Path
) -> Iterator[tuple[BuiltFile, Typefaces, dict[str, str]]]:
    """A built file, the typefaces, and what the hospital's imprint says for its slots."""
    with from_the_extra("copies need"):
        from chapbook.copy import days  # noqa: F401
        from chapbook.copy.built import built, typefaces_of
        from chapbook.copy.hospital import of_the_hospital
    chain = Chain.at(folder)
    with _silent():
        file = built(chain, build, booklet, locale, place, ticket)
        yield file, typefaces_of(chain), of_the_hospital(chain, file.blank.slots)


@contextmanager
def _silent() -> Iterator[None]:
    """A fault of the program that comes up here says where, and no value of a family."""
    try:
        yield
    except (Problems, Unknown, Missing, OSError, MemoryError):
        raise
    except Exception as fault:
        raise RuntimeError(where(fault)) from None


def _logo(folder: Path) -> Logo | None:
    from chapbook.copy.hospital import logo_of

    return logo_of(Chain.at(folder))


def _known(folder: Path, file: BuiltFile, hospital: Mapping[str, str]) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """What phones are held against: how those of the place are written, and the hospital's own."""
    from chapbook.copy.hospital import ways_of

    return ways_of(Chain.at(folder), file.edition.place), hospital


def _copied(
    file: BuiltFile,
    faces: Typefaces,
    values: Mapping[str, str],
    initials: str,
    on: datetime.date,
    spot: Spot,
    logo: Logo | None,
    known: tuple[tuple[str, ...], Mapping[str, str]] = ((), {}),
) -> Copied:
    from chapbook.copy.copy import about, copied
    from chapbook.copy.days import calendar
    from chapbook.copy.doubts import DOUBTS, doubtful

    row, found = file.row, file.blank.slots
    foot = about(on, row["code"], file.blank) if initials else ()
    doubts = {name: DOUBTS[doubt] for name, doubt in doubtful(found, values, file.edition.place, on, *known).items()}
    if logo and not logo.alt:
        logo = replace(logo, alt=plain(str(row["title"])))
    try:
        made = copied(file.blank, values, faces, spot, initials, foot, roomier=file.roomier, logo=logo)
    except Problems as wrong:
        refused = {each.facts.get("slot") for each in wrong.problems}
        raise Unwritable(wrong.problems, {name: why for name, why in doubts.items() if name not in refused}) from None
    own = f"{file.edition}", row["ticket"], row["code"], row["draft"]
    return Copied(made.content, calendar(found, values, row["code"], on), *own, made.empty, doubts, file.unknown)


def _joined(
    folder: Path,
    file: BuiltFile,
    faces: Typefaces,
    said: str,
    copies: Sequence[tuple[Row, bytes]],
    lacking: Iterable[int],
) -> bytes:
    """The copies of these rows as one PDF, whose contents have the title in its own language, and the rows left out."""
    from chapbook.copy.joined import Listed, Original, joined

    lang = file.edition.locale
    autonym = str(locales_of(Chain.at(folder)).get(lang, {}).get("autonym", lang))
    named = plain(str(file.row["title"])), autonym, lang, file.blank.slots[0].direction
    lines = ", ".join(map(str, sorted({*lacking})))
    left = f"Not made, and not in this file: row {lines}" if lines else ""
    original = Original(f"{said}{', a review copy' * file.row['draft']}", *named, left)
    return joined(file.blank, original, [Listed(row.line, row.initials, pdf) for row, pdf in copies], faces, file.spot)

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
    with _opened(folder, booklet, locale, place, ticket, build) as opened:
        found = opened.file.blank.slots
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
    alarm: datetime.time | None = None,
) -> Copied:
    """A copy of a finished file with these values by the names of their slots; all that is wrong is raised, Unwritable.

    What is left out of them, and the hospital's imprint says, is written all the same; what is empty is left to a hand.
    With initials, each sheet has them at its foot, with the day, the paper's code and its number. An alarm is the time
    on the day before at which a calendar reminds of each day.
    """
    with _opened(folder, booklet, locale, place, ticket, build) as opened:
        return opened.copy(values or {}, on, opened.file.spot, initials, alarm)


def copy_of(
    file: BuiltFile,
    faces: Typefaces,
    values: Mapping[str, str],
    on: datetime.date,
    logo: Logo | None,
    alarm: datetime.time | None = None,
) -> Copied:
    """As `copy`, of a file that is open already, with these values and this logo alone."""
    with _silent():
        return _Opened(file, faces, {}, logo, ()).copy(values, on, file.spot, alarm=alarm)


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
    alarm: datetime.time | None = None,
) -> Copies:
    """A copy for each row of a list (CSV, by the names of slots). A row with a fault is named, the others are made.

    They come as files in a ZIP; joined, as one PDF, which has no calendars. Raises as `slots` does, and Problems where
    no row is good.
    """
    with _opened(folder, booklet, locale, place, ticket, build) as opened:
        from chapbook.copy.built import slots_of_others
        from chapbook.copy.many import rows

        file = opened.file
        of_others = partial(slots_of_others, build, file.edition)
        good, problems, left_out = rows(families, named, [slot.name for slot in file.blank.slots], of_others)
        made, faults, doubts = _made(opened, good, named, on, joined, alarm)
        problems = in_order([*problems, *faults])
        if not made:
            raise Problems(problems)
        days = sum(bool(one.calendar) for _, one in made) if calendars and not joined else 0
        content = _joined(folder, opened, made, problems) if joined else _zipped(file, made, problems, left_out, days)
        own = f"{file.edition}", file.row["ticket"], file.row["draft"]
        return Copies(content, *own, len(made), (*problems,), doubts, days, (*left_out,), file.unknown)


def _made(
    opened: _Opened, good: Sequence[Row], named: str, on: datetime.date, joined: bool, alarm: datetime.time | None
) -> tuple[list[tuple[Row, Copied]], list[Problem], dict[int, Mapping[str, str]]]:
    """The copies of the rows of a list, what keeps the others from being made, and what is asked about by their lines.

    A card has no foot, nor has any other ticket of it: initials say on the sheet of contents whose a file is.
    """
    from chapbook.copy.copy import crowded
    from chapbook.copy.values import faults_of_initials

    file = opened.file
    at_foot = bool(file.roomier) or not any(row.initials for row in good) or not crowded(file.blank)
    made: list[tuple[Row, Copied]] = []
    problems: list[Problem] = []
    doubts: dict[int, Mapping[str, str]] = {}
    first: dict[object, int] = {}
    for row in good:
        spot = Spot(named, row.line)
        try:
            if joined and (faults := [*faults_of_initials(row.initials, opened.faces, spot)]):
                raise Unwritable(faults, {})
            one = opened.copy(row.values, on, spot, row.initials * at_foot, alarm)
        except Unwritable as found:
            problems += found.problems
            doubts[row.line] = found.doubts
            continue
        # Without its name, two families may have the same day.
        same = first.setdefault((*sorted(row.values.items()),) if row.values.get("child-name") else row.line, row.line)
        twice = {} if same == row.line else {"this row": f"the same as line {same}"}
        doubts[row.line] = {**twice, **one.doubts}
        made.append((row, replace(one, doubts=doubts[row.line])))
    return made, problems, {line: each for line, each in doubts.items() if each}


@contextmanager
def from_the_extra(who: str) -> Iterator[None]:
    """What is imported here comes with the extra `desk`; who needs it is said where it is not there."""
    try:
        yield
    except ModuleNotFoundError as lack:
        how = "run `make setup` in the repository, or `pipx install '.[desk]'`; of a wheel, `pip install '….whl[desk]'`"
        raise Missing(f"{who} {lack.name}, which is not installed", how) from None


@dataclass(frozen=True)
class _Opened:
    """A built file as copies are made of it: the typefaces, what the hospital's imprint says for its slots, its logo,
    and how phones are written where the paper is read."""

    file: BuiltFile
    faces: Typefaces
    hospital: Mapping[str, str]
    logo: Logo | None
    ways: tuple[str, ...]

    def copy(
        self,
        given: Mapping[str, str],
        on: datetime.date,
        spot: Spot,
        initials: str = "",
        alarm: datetime.time | None = None,
    ) -> Copied:
        from chapbook.copy.copy import about, copied
        from chapbook.copy.days import calendar
        from chapbook.copy.doubts import DOUBTS, doubtful
        from chapbook.copy.values import counted

        row, of, edition = self.file.row, self.file.blank, self.file.edition
        values, logo = counted({**self.hospital, **given}), self.logo
        foot = about(on, row["code"], of) if initials else ()
        asked = doubtful(of.slots, values, edition.place, on, self.ways, self.hospital)
        doubts = {name: DOUBTS[doubt] for name, doubt in asked.items()}
        if logo and not logo.alt:
            logo = replace(logo, alt=plain(str(row["title"])))
        try:
            made = copied(of, values, self.faces, spot, initials, foot, roomier=self.file.roomier, logo=logo)
        except Problems as wrong:
            refused = {each.facts.get("slot") for each in wrong.problems}
            left = {name: why for name, why in doubts.items() if name not in refused}
            raise Unwritable(wrong.problems, left) from None
        days = calendar(of.slots, values, row["code"], on, alarm)
        own = f"{edition}", row["ticket"], row["code"], row["draft"]
        return Copied(made.content, days, *own, made.empty, doubts, self.file.unknown)


@contextmanager
def _opened(
    folder: Path, booklet: str, locale: str | None, place: str | None, ticket: str | None, build: Path
) -> Iterator[_Opened]:
    with from_the_extra("copies need"):
        from chapbook.copy import days  # noqa: F401
        from chapbook.copy.built import built, typefaces_of
        from chapbook.copy.hospital import logo_of, of_the_hospital, ways_of
    chain = Chain.at(folder)
    with _silent():
        file = built(chain, build, booklet, locale, place, ticket)
        hospital = of_the_hospital(chain, file.blank.slots)
        yield _Opened(file, typefaces_of(chain), hospital, logo_of(chain), ways_of(chain, file.edition.place))


@contextmanager
def _silent() -> Iterator[None]:
    """A fault of the program that comes up here says where, and no value of a family."""
    try:
        yield
    except (Problems, Unknown, Missing, OSError, MemoryError):
        raise
    except Exception as fault:
        raise RuntimeError(where(fault)) from None


def _title(file: BuiltFile) -> str:
    return f"{file.edition}, {file.row['ticket']}, {file.row['code']}"


def _zipped(
    file: BuiltFile,
    made: Sequence[tuple[Row, Copied]],
    problems: Sequence[Problem],
    left_out: Sequence[str],
    days: int,
) -> bytes:
    """The copies of these rows as files in a ZIP, each with its calendar beside it where there are days to be told."""
    from chapbook.copy.many import contents, numbered, zipped

    named = [(name, *each) for name, each in zip(numbered(len(made)), made, strict=True)]
    listed = [(f"{name}.pdf", row, one.empty, one.doubts) for name, row, one in named]
    files = [("contents.txt", contents(_title(file), listed, problems, left_out).encode())]
    for name, _, one in named:
        files += [(f"{name}.pdf", one.content), *([(f"{name}.ics", one.calendar)] if days and one.calendar else [])]
    return zipped(files)


def _joined(folder: Path, opened: _Opened, made: Sequence[tuple[Row, Copied]], problems: Sequence[Problem]) -> bytes:
    """The copies of these rows as one PDF, whose contents have the title in its own language, and the rows left out."""
    from chapbook.copy.joined import Listed, Original, joined

    file = opened.file
    lang = file.edition.locale
    autonym = str(locales_of(Chain.at(folder)).get(lang, {}).get("autonym", lang))
    named = plain(str(file.row["title"])), autonym, lang, file.blank.slots[0].direction
    lines = ", ".join(map(str, sorted({each.spot.line for each in problems})))
    left = f"Not made, and not in this file: row {lines}" if lines else ""
    original = Original(f"{_title(file)}{', a review copy' * file.row['draft']}", *named, left)
    listed = [Listed(row.line, row.initials, one.content) for row, one in made]
    return joined(file.blank, original, listed, opened.faces, file.spot)

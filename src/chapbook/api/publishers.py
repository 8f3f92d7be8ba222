"""For whoever runs the clinic's site: what is handed out, and what is taken back."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, refuse_unknown
from chapbook.content.project import Project
from chapbook.files.atomic import places_of, write_all
from chapbook.files.chain import MARKER, Chain
from chapbook.load.load import load, loaded
from chapbook.problems.problem import Missing, Problem, Problems, Spot, Unknown, guess, problem, q
from chapbook.publish.kept import alone, keep, log
from chapbook.publish.publish import handout, lay_out, sound_register
from chapbook.publish.register import Register, Row
from chapbook.publish.values import ChangedValue, changed_values, outlived
from chapbook.store.memory import manifest
from chapbook.store.store import opened, take_out
from chapbook.texts import Texts
from chapbook.transcript.code import read


@dataclass(frozen=True)
class Published:
    """What was published: the rows of the register that are new or changed, the files that were left out because
    nobody approved them, and the register as it stands now; by code, the values that a paper of families still prints
    as they are no longer set."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    register: Register
    outlived: dict[str, tuple[ChangedValue, ...]]


def publish(
    folder: Path,
    booklets: Sequence[str] = (),
    locales: Sequence[str] = (),
    places: Sequence[str] = (),
    tickets: Sequence[str] = (),
    *,
    build: Path,
    to: Path,
    on: datetime.date,
    drafts: bool = False,
) -> Published:
    """Hand out what a build folder holds: the register and the site are written, or nothing is handed out.

    What is published already changes nothing. Review copies are left out unless they are asked for with `drafts`.
    Whatever is refused, the pages of papers with a value that has changed since turn at once: Unpublished.
    """
    try:
        return _hand_out(folder, booklets, locales, places, tickets, build=build, to=to, on=on, drafts=drafts)
    except Problems as refused:
        if told := _turn_outlived(folder, build, to):
            raise Unpublished(refused.problems, told) from None
        raise


class Unpublished(Problems):
    """Why nothing is handed out; by code, the values by which papers were out of date, and whose pages say so now."""

    def __init__(self, problems: Iterable[Problem], outlived: dict[str, tuple[ChangedValue, ...]]) -> None:
        super().__init__(problems)
        self.outlived = outlived


def _turn_outlived(folder: Path, build: Path, to: Path) -> dict[str, tuple[ChangedValue, ...]]:
    """Lay out the pages of what was handed out before, where a paper has a value that has changed since.

    What keeps them from being laid out is for the command to say that was refused.
    """
    try:
        project, before = _publisher(folder), log(Chain.at(folder).home)
        register = sound_register(project)
        told = outlived(project, register)
        laid = lay_out(project, register, to, build) if told else None
    except Problems:
        return {}
    if laid:
        with alone(project.chain.home, since=before):
            write_all(laid.site, laid.gone)
    return told


def _hand_out(
    folder: Path,
    booklets: Sequence[str],
    locales: Sequence[str],
    places: Sequence[str],
    tickets: Sequence[str],
    *,
    build: Path,
    to: Path,
    on: datetime.date,
    drafts: bool,
) -> Published:
    project = loaded(Chain.at(folder))
    only = Wanted((*booklets,), (*locales,), (*places,), (*tickets,))
    if only != Wanted():
        refuse_unknown(project, only)
    home, before = project.chain.home, log(project.chain.home)
    register = sound_register(project)
    with _alone(build):
        new = handout(Texts(project), register, build, on, drafts=drafts, only=only)
        later = register.with_published(new.made)
        laid = lay_out(project, later, to, build)
    if laid.untranslated:
        raise Problems(laid.untranslated)
    with alone(home, since=before):
        # The register once the site lies ready beside its place: a full disk publishes nothing.
        write_all(laid.site, laid.gone, first=lambda: keep(home, laid.register))
    rows = tuple(row for row in later.rows if register.row(row.code) != row)
    return Published(rows, new.left_out, later, outlived(project, later))


@dataclass(frozen=True)
class Meant:
    """What would be withdrawn: each row of the register with the blocks or the values for which it is.

    With the numbers that the pages tell families to call, each with what it is for, and the codes of papers on which a
    value has changed since.
    """

    rows: tuple[tuple[Row, tuple[str, ...]], ...]
    register: Register
    phones: tuple[tuple[str, str], ...]
    outlived: Collection[str] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(row.code for row, _ in self.rows)


@dataclass(frozen=True)
class Withdrawn:
    """The codes that were withdrawn now, and the files that were taken out of the build folder; or why none could be
    yet. By code, the values that a paper of families still prints as they are no longer set."""

    codes: tuple[str, ...]
    gone: tuple[str, ...]
    busy: str = ""
    outlived: dict[str, tuple[ChangedValue, ...]] = field(default_factory=dict)


def meant(
    folder: Path,
    code: str | None = None,
    booklet: str | None = None,
    fact: str | None = None,
    value: str | None = None,
) -> Meant:
    """What a withdrawal by code, by booklet, by fact or by value would take back; a name that leads nowhere is raised.

    By value, it is each paper that prints another one than is set here now.
    """
    project = _publisher(folder)
    register = sound_register(project)
    blocks = _printing(project, register, value) if value else _blocks(project, register, code, booklet, fact)
    found = tuple((row, (*blocks[row.code],)) for row in register.rows if row.code in blocks)
    phones = tuple((name, str(each.value)) for name, each in project.phones.items())
    return Meant(found, register, phones, outlived(project, register).keys())


def withdraw(folder: Path, codes: Iterable[str], reason: str, *, build: Path, to: Path, on: datetime.date) -> Withdrawn:
    """Take papers back by their codes, for good: register first, then the site, then the build folder.

    A code is taken as somebody types it; one that was never published here is a problem (V005). One that was withdrawn
    before stays as it was. The reason is for families to read. A day before a code was published raises Unknown. A word
    that a page lacks in its language is said in the source's: no translation keeps a paper out.
    """
    project, typed = _publisher(folder), (*codes,)
    manifest(build)  # what is wrong with it is said before anything is written
    with alone(project.chain.home):
        register = sound_register(project)
        rows = [*{row.code: row for row in (_published(register, each) for each in typed)}.values()]
        codes = [row.code for row in rows]
        if late := [row for row in rows if not row.withdrawn and on < row.published]:
            raise Unknown(f"{late[0].code} was published on {late[0].published}; --date cannot be before that day")
        later = register.with_withdrawn(codes, on, " ".join(reason.split()))
        laid = lay_out(project, later, to, build)
        places_of([*((home, name) for _, home, name in laid.site), *laid.gone])
        # The register first, and by itself: once it stands there, no crash brings the paper back.
        keep(project.chain.home, laid.register if later.events else ())
        write_all(laid.site, laid.gone)
    new, told = tuple(row.code for row in rows if not row.withdrawn), outlived(project, later)
    files = {file: sha256 for row in rows for file, sha256 in row.files.items()}
    try:
        with _alone(build):
            return Withdrawn(new, (*take_out(build, codes, files),), outlived=told)
    except Missing as busy:
        # A build may take an hour, and a withdrawal does not wait for it.
        return Withdrawn(new, (), busy.message, told)


def _alone(build: Path) -> AbstractContextManager[object]:
    """A build folder for this command alone, if there is one."""
    return opened(build) if build.is_dir() else nullcontext()


def _publisher(folder: Path) -> Project:
    """The project without its booklets: a slip in one, or in the evidence, keeps no paper from being taken back."""
    project, problems = load(Chain.at(folder), only=())
    if found := [each for each in problems if each.spot.path.endswith(_OF_PAGES)]:
        raise Problems(found)
    return project


# What the pages of a site say comes from here.
_OF_PAGES = ("booklets/imprint.yaml", "booklets/values.yaml", "locales/locales.yaml")


def _blocks(
    project: Project, register: Register, code: str | None, booklet: str | None, fact: str | None
) -> dict[str, list[str]]:
    """The codes that are meant, each with the blocks for which it is; one that leads nowhere is a problem.

    A fact is one that stands in the evidence or that a paper was published with: that nothing rests on it would be a
    dangerous answer to a slip of the keyboard.
    """
    if code:
        return {_published(register, code).code: []}
    if booklet:
        booklets = {row.code: Edition.named(row.edition).booklet for row in register.rows}
        if booklet not in booklets.values():
            near = guess(booklet, booklets.values()).rstrip()
            raise Unknown(f'nothing of booklet "{booklet}" was published{"; " * bool(near)}{near}')
        return {each: [] for each, name in booklets.items() if name == booklet}
    fact = fact or ""
    if found_on := register.resting_on(fact):
        return found_on
    if fact in (there := {*project.evidence.facts}):
        raise Unknown(f"no published paper rests on fact {q(fact)}")
    near = guess(fact, sorted(there | register.facts()))
    raise Unknown(f"no fact is called {q(fact)}; {near}`chapbook facts` finds facts by their words")


def _printing(project: Project, register: Register, value: str) -> dict[str, list[str]]:
    """The codes that print a value as it is no longer set, each with what it says and what is so now.

    Where none does, it would be the right one that is taken back.
    """
    changed = {row.code: changed_values(project, row) for row in register.rows}
    found = {code: [str(each) for each in said if each.name == value] for code, said in changed.items()}
    if any(found.values()):
        return {code: said for code, said in found.items() if said}
    names = {*project.values, *(name for row in register.rows for name in row.values)}
    if value not in names:
        raise Unknown(f"no value is called {q(value)}; {guess(value, names)}those of the imprint are in {MARKER}")
    if not any(value in row.values for row in register.rows):
        raise Unknown(f"no published paper prints value {q(value)}")
    raise Unknown(f"all published papers print value {q(value)} as it is set now; mend it in {MARKER} first")


def _published(register: Register, typed: str) -> Row:
    """The row of a code as somebody typed it."""
    if row := register.row(code := read(typed) or ""):
        return row
    fault = "was never published here" if code else "was misread: at least one character is not as it is printed"
    near = guess(typed.casefold(), [row.code for row in register.rows])
    raise Problems([problem("V005", Spot("published/editions.yaml"), typed=q(typed), fault=fault, guess=near)])

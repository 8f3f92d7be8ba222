"""For those who write and those who set up a project: what there is, and what is wrong with it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from chapbook.check.clear_writing.items import OF_PAGES, Silenced
from chapbook.check.copyfit import copyfit, idle
from chapbook.check.elsewhere import NotHere, elsewhere
from chapbook.check.rules import in_no_order
from chapbook.check.translations import unguarded
from chapbook.content.booklet import BookletModel, Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.forms import FormName, Readers, Stage
from chapbook.content.jobs import Wanted
from chapbook.content.project import Project
from chapbook.files.chain import Chain
from chapbook.formats.unpaged import as_they_are, not_carried
from chapbook.gate import Judged, judged, needless, to_come
from chapbook.ledger.grounds import ground
from chapbook.ledger.reviews import overdue_behind
from chapbook.load.load import load, loaded, merges
from chapbook.pipeline import make
from chapbook.problems.problem import Problem, Problems, Unknown, guess, q
from chapbook.publish.log import read_rows, with_words
from chapbook.publish.register import FILE as LOG
from chapbook.publish.register import Register
from chapbook.publish.values import ChangedValue, outlived
from chapbook.typeset.typeset import typeset
from chapbook.workers.workers import Progress, hands, run, silent
from chapbook.worklist import Work, make_ready, unkept


@dataclass(frozen=True)
class Title:
    """A booklet: its name, what it is called and what it is, for whom, and where it is published."""

    name: str
    title: str
    form: FormName
    readers: Readers
    therapy: str | None
    stages: tuple[Stage, ...]
    locales: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Ticket:
    """A job ticket: its name, what it is for, and whether it is made only when somebody asks for it."""

    name: str
    means: str
    on_request: bool


@dataclass(frozen=True)
class Listing:
    """All that a project can make."""

    booklets: tuple[Title, ...]
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True)
class Sought:
    """Which titles are looked for: those of all that is named; a title of no therapy is for every therapy."""

    form: FormName | None = None
    readers: Readers | None = None
    therapy: str | None = None
    stage: Stage | None = None

    def fits(self, content: BookletModel) -> bool:
        return (
            self.form in (None, content.form)
            and self.readers in (None, content.readers)
            and (self.therapy is None or content.therapy in (None, self.therapy))
            and (self.stage is None or self.stage in content.stages)
        )


def listing(folder: Path, sought: Sought = Sought()) -> Listing:
    """The booklets of a project that are sought, and every job ticket; raises what is wrong with its files.

    Raises Unknown for a therapy of which no sign is.
    """
    project = loaded(Chain.at(folder))
    if sought.therapy not in (None, *project.therapies):
        near = guess(sought.therapy or "", project.therapies)
        raise Unknown(f"unknown therapy {q(sought.therapy)}; {near}there are: {', '.join(project.therapies)}")
    titles = []
    for name, booklet in project.booklets.items():
        content = booklet.content
        if not sought.fits(content):
            continue
        own = [edition for edition in project.editions() if edition.booklet == name]
        locales, places = ((*dict.fromkeys(each),) for each in ([e.locale for e in own], [e.place for e in own]))
        about = (content.form, content.readers, content.therapy, content.stages)
        titles.append(Title(name, content.title.text, *about, locales, places))
    tickets = [Ticket(name, ticket.means, ticket.on_request) for name, ticket in project.tickets.items()]
    return Listing((*titles,), (*tickets,))


@dataclass(frozen=True)
class Version:
    """One root's version of a file: as people know it, where it lies, and whether it is the one that is used, or one of
    several that are merged."""

    shown: str
    file: Path
    wins: bool
    is_merged: bool


def where(folder: Path, path: str) -> tuple[Version, ...]:
    """Every version of a file along the chain of roots, nearest first; raises Unknown where there is none."""
    chain = Chain.at(folder)
    layers = chain.layers(path)
    if not layers:
        raise Unknown(f'no "{path}" along the chain: {" → ".join(root.name for root in chain.roots)}')
    return tuple(Version(chain.shown(layer), layer, number == 0, merges(path)) for number, layer in enumerate(layers))


@dataclass(frozen=True)
class FoundFact:
    """A fact, or what a term means, as `term/<id>`: where it stands, and the sources in which it was read.

    Line and column count from 1.
    """

    id: str
    statement: str
    audience: str
    region: str | None
    universal: bool
    verified: bool
    file: str
    line: int
    column: int
    sources: tuple[SourceModel, ...]


# Neither in a number nor in a word of Latin, Greek or Cyrillic letters; other scripts write their words together.
_BEGINS = r"(?<![\da-z\u00df-\u052f])"


def facts(folder: Path, words: Sequence[str]) -> tuple[FoundFact, ...]:
    """The facts in which words begin with all of these: in name, statement or sources. Faults stop nobody.

    Raises Problems only where the folder is no project that can be read at all.
    """
    evidence = load(Chain.at(folder), only=())[0].evidence
    wanted = [re.compile(_BEGINS + re.escape(word.casefold())) for word in words]
    found: list[FoundFact] = []
    for name, fact in evidence.facts.items():
        sources = ground(evidence, name).sources
        read_in = (f"{each.id} {each.title} {each.publisher}" for each in sources)
        said = " ".join([name, fact.fact, fact.region or "", *read_in]).casefold()
        if all(word.search(said) for word in wanted):
            stands = (fact.spot.path, fact.spot.line, fact.spot.column)
            holds = (fact.region, fact.universal, fact.verified)
            found.append(FoundFact(name, fact.fact, fact.audience, *holds, *stands, sources))
    return (*found,)


@dataclass(frozen=True)
class Checked:
    """What a check found: the problems, of how many booklets, editions and facts, how many files of other booklets
    nobody looked at, how many files were made to compare them, and how many editions were set to see their pages.

    Of the interview, how many combinations of answers were tried; none where a booklet is named, or where texts are
    wrong. Of places that the library does not know, what others print and they do not. And by language, how fast to act
    where no translation can be compared with its source. By code, the values that a paper of families still prints as
    they are no longer set.
    """

    problems: tuple[Problem, ...]
    booklets: int
    editions: int
    facts: int
    unread: int
    compared: int = 0
    paged: int = 0
    combinations: int = 0
    elsewhere: tuple[NotHere, ...] = ()
    unguarded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outlived: dict[str, tuple[ChangedValue, ...]] = field(default_factory=dict)


def check(
    folder: Path,
    booklets: Sequence[str] = (),
    locales: Sequence[str] = (),
    places: Sequence[str] = (),
    *,
    on: datetime.date | None = None,
    formats: bool = False,
    pages: bool = False,
    progress: Progress = silent,
) -> Checked:
    """Everything that is wrong with a project, or with the booklets that are named and what all booklets share.

    With a day, also the sources that are past their review on it, and texts that change only later. With `formats`,
    what is sound otherwise is made in each format that is read as it is, and held against its text. With `pages`, it is
    set in each design that is made unasked, and what is not fitted on its pages is a problem.
    """
    chain, wanted = Chain.at(folder), Wanted((*booklets,), (*locales,), (*places,))
    found = judged(chain, wanted, named_alone=True)
    project, editions = found.project, wanted.editions(found.project)
    problems = [*found.problems, *in_no_order(project)]
    if not found.problems:
        problems += needless(found)
    problems += [*overdue_behind(found.texts, editions, on), *to_come(found.texts, editions, on)] if on else ()
    if project.others:
        # Of a booklet that is named alone, the rows of its papers say what they print.
        register = read_rows(chain)[0]
    else:
        is_sound = all(each.spot.path != LOG for each in found.problems)
        register, unsound = with_words(chain, found.register, sound=is_sound)
        problems += unsound
    compared = _compare(found, wanted, progress) if formats and not problems else 0
    looked_at = (len({each.booklet for each in editions}), len(editions), len(project.evidence.facts), project.unread)
    unfit, paged = _fit(found, wanted, progress) if pages and not problems else ((), 0)
    left_out = () if found.problems else (*elsewhere(project, editions, found.texts.of),)
    # What was handed out is judged in part with the rest, and here with its words.
    numbers = (*looked_at, compared, paged, found.combinations)
    said = (left_out, unguarded(project, editions), _outlived(project, register, wanted))
    return Checked((*dict.fromkeys([*problems, *unfit]),), *numbers, *said)


def _outlived(project: Project, register: Register, wanted: Wanted) -> dict[str, tuple[ChangedValue, ...]]:
    """The papers with a value that has changed since, of the booklets that are wanted."""
    titles = {row.code: Edition.named(row.edition).booklet for row in register.rows}
    found = outlived(project, register).items()
    return {code: changed for code, changed in found if not wanted.booklets or titles[code] in wanted.booklets}


def _compare(found: Judged, wanted: Wanted, progress: Progress) -> int:
    """Make every edition in each format that is read as it is, and hold it against its text; how many were made."""
    jobs = replace(wanted, tickets=as_they_are(found.project)).jobs(found.project)
    work = unkept(found.texts, jobs, found.records)
    make_ready(work)
    with hands(len(work)) as executor:
        return sum(run(executor, _carried, work, progress))


def _fit(found: Judged, wanted: Wanted, progress: Progress) -> tuple[list[Problem], int]:
    """What is not fitted on pages, and silences that none of them needs; how many were set.

    A form of fixed size is set too: whether a hospital's own lines have room on it, only its pages say.
    """
    project = found.project
    jobs = wanted.jobs(project)
    work = [each for each in unkept(found.texts, jobs, found.records) if each.batch.paged]
    make_ready(work)
    with hands(len(work)) as executor:
        fits = run(executor, _fitted, work, progress)
    problems = [problem for found, _ in fits for problem in found]
    # Where some languages or places are left out, or cannot be set, one of them may need it.
    if all(problem.code in OF_PAGES for problem in problems) and not (wanted.locales or wanted.places):
        silenced = [each for _, found in fits for each in found]
        problems += idle(project, {job.edition.booklet for job in jobs}, silenced)
    return problems, len(fits)


def _fitted(work: Work) -> tuple[tuple[Problem, ...], tuple[Silenced, ...]]:
    """What is not fitted on the pages of a batch, or what keeps it from being set; and what is silenced."""
    project, batch, text = work.texts.project, work.batch, work.texts.of(work.batch.edition)
    try:
        misfits = typeset(project, text, batch.design, work.approved).measures.misfits
    except Problems as found:
        return found.problems, ()
    fit = copyfit(project, batch.edition, batch.jobs[0].ticket, misfits)
    return fit.problems, fit.silenced


def _carried(work: Work) -> int:
    """How many files of a batch carry all of its text; raises all that any of them leaves out."""
    project, text, made = work.texts.project, work.texts.of(work.batch.edition), make(work)
    if found := [fault for each in made for fault in not_carried(project, text, each)]:
        raise Problems(found)
    return len(made)

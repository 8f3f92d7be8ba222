"""What is wrong with an interview, and with its packets over all answers that can be given: none is left to chance.

What an inherited interview names is judged where it is kept, for whoever inherits it can mend nothing in it. Its
packets are judged wherever a project changes what they are made of. Neither is where only some titles were read, for
packets are of all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import prod

from chapbook.content.booklet import Edition, block_path
from chapbook.content.forms import FORMS
from chapbook.content.interview import FILE, LANGUAGE, PLACE, Answers, ChoiceModel, InterviewModel, spoken_in
from chapbook.content.jobs import ticket_of_packets
from chapbook.content.project import Project
from chapbook.files.yaml import Scalar
from chapbook.packet.choose import Packet, Shelf, asked_for, filled, shelf_of, unpublished
from chapbook.packet.length import pages_of
from chapbook.problems.problem import Problem, Spot, guess, problem, q

# What a family leafs through in an evening; fewer pages are a leaflet, and there is a form for that.
FEWEST, MOST = 4, 32


@dataclass(frozen=True)
class Proved:
    """What a proof over all answers found: the problems, and how many combinations of answers there are."""

    problems: tuple[Problem, ...] = ()
    combinations: int = 0


def prove(project: Project) -> Proved:
    """Everything that is wrong with the packets of a project that is sound otherwise, if any of them are of its own."""
    interview = project.interview
    if interview is None or project.others or not _has_a_say(project, interview):
        return Proved()
    proved = _Combinations(project, interview).proved()
    # What a hospital changes may leave rows of the library idle: that is no fault of either.
    problems = (each for each in proved.problems if each.code not in ("B069", "B071") or each.spot.path == FILE)
    return replace(proved, problems=(*problems,))


def _own(project: Project) -> InterviewModel | None:
    """The interview whose names are judged here."""
    return project.interview if _is_ours(project, FILE) and not project.others else None


def _has_a_say(project: Project, interview: InterviewModel) -> bool:
    """Whether the project itself has a layer of the interview, of a title that an answer names, or of a block of these.

    A block that a row takes from another title counts as well.
    """
    choices = (choice for question in interview.questions.values() for choice in question.answers.values())
    titles = [project.booklets[name] for each in choices for name in each.titles if name in project.booklets]
    named = (path for table in interview.tables.values() for row in table.rows for path in row.named)
    blocks = (block.path for title in titles for block in title.blocks.values())
    files = (*(f"{title.name}/booklet" for title in titles), *blocks, *named)
    return any(_is_ours(project, file) for file in (FILE, *(f"booklets/{file}.yaml" for file in files)))


def _is_ours(project: Project, file: str) -> bool:
    return (project.chain.home / file).exists()


def refused(shelf: Shelf, packet: Packet) -> Iterator[Problem]:
    """Why a family may not have a packet: a warning that it would lack, or its pages."""
    there = {path for blocks, _ in packet.chapters.values() for path in blocks}
    yield from _refused(shelf, packet.titles, there, shelf.pages(packet.chapters), packet.answers)


def _refused(
    shelf: Shelf, titles: Iterable[str], there: Collection[str], pages: int, answers: Answers
) -> Iterator[Problem]:
    for title in titles:
        missing = (path for path in shelf.warnings[title] if path not in there)
        yield from (problem("B068", _spot(title), block=q(path), answers=_said(answers)) for path in missing)
    if not FEWEST <= pages <= MOST:
        yield problem("B067", Spot(FILE), pages=pages, fewest=FEWEST, most=MOST, answers=_said(answers))


def _said(answers: Answers) -> str:
    return ", ".join(f"{question}={answer}" for question, answer in answers.items())


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def names(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Everything that the questions and tables of an interview name is there."""
    if interview := _own(project):
        yield from _in_questions(project, interview)
        yield from _in_tables(project, interview)


def _in_questions(project: Project, interview: InterviewModel) -> Iterator[Problem]:
    languages, titles = dict.fromkeys(project.locales), project.chain.booklets()
    for question, each in interview.questions.items():
        for answer, choice in each.answers.items():
            if question == LANGUAGE and not any(spoken_in([(tag, "x")], answer, "x") for tag in languages):
                yield _unknown("locale", answer, languages)
            if question == PLACE and answer not in project.places:
                yield _unknown("place", answer, project.places)
            yield from (_unknown("booklet", title, titles) for title in choice.titles if title not in titles)
            if choice.therapy and choice.therapy not in project.therapies:
                yield _unknown("therapy", choice.therapy, project.therapies)
            if choice.ticket and choice.ticket not in project.tickets:
                yield _unknown("job ticket", choice.ticket, project.tickets)


def _in_tables(project: Project, interview: InterviewModel) -> Iterator[Problem]:
    orders = ((title.name, chapter) for title in project.booklets.values() for chapter in title.content.order)
    there = {block_path(title, name) for title, chapter in orders for name in chapter.named} | {*project.loose}
    # What a title has that cannot be read, nobody knows.
    unread = {*project.chain.booklets()} - {*project.booklets}
    for row in (row for table in interview.tables.values() for row in table.rows):
        for question, answers in row.when.items():
            if question not in interview.questions:
                yield _unknown("question", question, interview.questions)
                continue
            known = interview.questions[question].answers
            yield from (_unknown("answer", answer, known) for answer in answers if answer not in known)
        for path in row.named:
            if path not in there and path.partition("/")[0] not in unread:
                yield problem("B015", _spot(path), name=q(path), guess=guess(path, there))


def _unknown(what: str, name: str, there: Iterable[str]) -> Problem:
    names = [*there]
    return problem("B022", _spot(name), what=what, name=q(name), guess=guess(name, names), names=", ".join(names))


def _spot(name: str) -> Spot:
    return name.spot if isinstance(name, Scalar) else Spot(FILE)


def codes(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No two answers of a question have one character in the code of a packet."""
    interview = _own(project)
    for question, each in interview.questions.items() if interview else ():
        first: dict[str, str] = {}
        for answer, choice in each.answers.items():
            before = first.setdefault(choice.code, answer)
            if before is not answer:
                told = {"question": question, "answer": q(answer), "before": q(before), "character": q(choice.code)}
                yield problem("B072", _spot(choice.code), **told)


def therapies(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every therapy of which there is a title to leaf through can be answered."""
    if (interview := _own(project)) is None:
        return
    choices = [choice for each in interview.questions.values() for choice in each.answers.values()]
    asked = {choice.therapy for choice in choices}
    for name, title in project.booklets.items():
        if title.content.therapy not in (None, *asked) and FORMS[title.content.form].is_leafed:
            yield problem("B073", Spot(FILE), therapy=title.content.therapy, booklet=q(name))


RULES = (names, codes, therapies)


# ── all combinations ──────────────────────────────────────────────────────────────────────────────────────────────


# What the answers to the questions that are left make: a packet by its number, nothing where there is none, or what
# each answer to the next of them leads to.
Leads = int | None | tuple["Leads", ...]


@dataclass(frozen=True)
class _Part:
    """What the rows that hold come to on a shelf, of one table or of some: the chapters that they make, or none."""

    # The path of every block and fill that prints there, row by row, as the rows name them.
    paths: tuple[str, ...]
    # What pages call them; of two of one name there is one here.
    names: frozenset[str]
    # The blocks of its chapters, and how much of a page each chapter takes at most.
    blocks: frozenset[str]
    shares: tuple[float, ...]

    def __add__(self, more: _Part) -> _Part:
        names, blocks = self.names | more.names, self.blocks | more.blocks
        return _Part(self.paths + more.paths, names, blocks, self.shares + more.shares)


class _Combinations:
    """All answers that can be given, and what each of them makes.

    Where the same rows hold and the same is asked for, all that follows is the same and gone through once: a decision
    diagram (R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, 1986). The rows that hold are the
    bits of a number. Most packets share most of their chapters, so that each chapter is worked out once, too.
    """

    def __init__(self, project: Project, interview: InterviewModel) -> None:
        self.project, self.interview, self.ticket = project, interview, ticket_of_packets(project)
        self.shelves: dict[tuple[str, str], Shelf | None] = {}
        self.problems: dict[tuple[str, ...], Problem] = {}
        self.printed: set[str] = set()
        self.held: set[int] = set()
        # The questions of which two answers make two packets.
        self.decisive: set[str] = set()
        self.made: dict[tuple[object, ...], int] = {}
        self.known: dict[tuple[object, ...], Leads] = {}
        # What is equal is one object, and by its id soon compared.
        self.equal: dict[tuple[int, ...], Leads] = {}
        self.compared: dict[tuple[int, int], bool] = {}
        self.rows = [(name, row) for name, table in interview.tables.items() for row in table.rows]
        self.parts: dict[tuple[str, str, int], _Part] = {}

    def proved(self) -> Proved:
        self._lead([*self.interview.questions], (1 << len(self.rows)) - 1, (), {})
        self._idle()
        answers = (len(each.answers) for each in self.interview.questions.values())
        return Proved((*self.problems.values(),), prod(answers))

    @cached_property
    def holding(self) -> dict[tuple[str, str], int]:
        """The rows that an answer leaves, by the question and the answer."""
        return {
            (question, answer): self._bits(answer in row.when.get(question, (answer,)) for _, row in self.rows)
            for question, each in self.interview.questions.items()
            for answer in each.answers
        }

    @cached_property
    def tables(self) -> list[int]:
        """The rows of each table."""
        return [self._bits(name == table for name, _ in self.rows) for table in self.interview.tables]

    @staticmethod
    def _bits(holds: Iterable[bool]) -> int:
        return sum(1 << place for place, each in enumerate(holds) if each)

    def _lead(self, questions: list[str], rows: int, asking: tuple[ChoiceModel, ...], answers: Answers) -> Leads:
        """What follows some answers, by which these rows hold and these choices ask for something."""
        place = (len(questions), answers.get(LANGUAGE), answers.get(PLACE))
        state = (*place, tuple(map(id, asking)), rows)
        if state not in self.known:
            follow = self._split(questions, rows, asking, answers) if questions else self._make(rows, asking, answers)
            self.known[state] = follow
        return self.known[state]

    def _split(self, questions: list[str], rows: int, asking: tuple[ChoiceModel, ...], answers: Answers) -> Leads:
        question, *more = questions
        leads = []
        for answer, choice in self.interview.questions[question].answers.items():
            holding = rows & self.holding[question, answer]
            asks = (choice,) if choice.titles or choice.ticket or choice.therapy else ()
            leads.append(self._lead(more, holding, (*asking, *asks), {**answers, question: answer}))
        if any(self._differ(*two) for two in combinations(leads, 2)):
            self.decisive.add(question)
        return self.equal.setdefault(tuple(map(id, leads)), (*leads,))

    def _make(self, rows: int, asking: tuple[ChoiceModel, ...], answers: Answers) -> int | None:
        """A packet by its number; it is judged for the first answers that make it."""
        shelf, asked = self._shelf(answers), asked_for(asking)
        if shelf is None or unpublished(shelf, asked.titles):
            return None
        given = (shelf.locale, shelf.place, asked.ticket or self.ticket, asked.therapy, asked.titles)
        key = (*given, rows)
        if key not in self.made:
            self.made[key] = len(self.made)
            self._judge(shelf, asked.titles, rows, answers)
        return self.made[key]

    def _differ(self, one: Leads, other: Leads) -> bool:
        """Whether the same answers to what is left make two packets somewhere; where there is none, nothing differs."""
        if one is other or one is None or other is None:
            return False
        key = (id(one), id(other))
        if key not in self.compared:
            self.compared[key] = (
                not isinstance(one, tuple) or not isinstance(other, tuple) or any(map(self._differ, one, other))
            )
        return self.compared[key]

    def _shelf(self, answers: Answers) -> Shelf | None:
        at = (answers.get(LANGUAGE, ""), answers.get(PLACE, ""))
        if at not in self.shelves:
            self.shelves[at] = shelf_of(self.project, answers)
        return self.shelves[at]

    def _judge(self, shelf: Shelf, titles: tuple[str, ...], rows: int, answers: Answers) -> None:
        """One packet, for the first answers that make it."""
        part = self._part(shelf, rows, self.tables)
        if len(part.names) < len(part.paths):
            self._twins(part.paths, answers)
        for each in _refused(shelf, titles, part.blocks, pages_of(part.shares), answers):
            self.problems.setdefault((each.code, each.facts.get("block", "")), each)

    def _part(self, shelf: Shelf, rows: int, tables: list[int]) -> _Part:
        """What these rows come to, of some tables: each half of them by itself, since packets differ in few."""
        here = rows & sum(tables)
        key = (shelf.locale, shelf.place, here)
        if key not in self.parts:
            half = len(tables) // 2
            self.parts[key] = (
                self._part(shelf, rows, tables[:half]) + self._part(shelf, rows, tables[half:])
                if half
                else self._chapter(shelf, here)
            )
        return self.parts[key]

    def _chapter(self, shelf: Shelf, rows: int) -> _Part:
        """What these rows of one table come to."""
        held = [each for place, each in enumerate(self.rows) if rows >> place & 1]
        self.held |= {id(row) for _, row in held}
        paths = tuple(path for _, row in held for path in row.named if path in shelf.blocks)
        chapters = filled(shelf, held)
        self.printed |= {path for blocks, fill in chapters.values() for path in (*blocks, *fill)}
        blocks = frozenset(path for blocks, _ in chapters.values() for path in blocks)
        return _Part(paths, frozenset(map(_name, paths)), blocks, (*shelf.taken(chapters),))

    def _twins(self, paths: Iterable[str], answers: Answers) -> None:
        """Two blocks of one name: what stands on a page is found by its name there."""
        first: dict[str, str] = {}
        for path in paths:
            if (before := first.setdefault(_name(path), path)) is not path:
                told = {"block": q(path), "before": q(before), "line": _spot(before).line, "answers": _said(answers)}
                self._tell("B070", before, path, spot=_spot(path), **told)

    def _idle(self) -> None:
        """Rows and blocks that no answers reach, and questions that change nothing."""
        for name, row in self.rows:
            if id(row) not in self.held:
                spot = _spot(next(iter(row.named), "")) if row.named else self.interview.tables[name].chapter.spot
                self._tell(
                    "B071", name, str(spot), spot=spot, what="this row", fault="holds for no answers that can be given"
                )
                continue
            for path in row.named:
                if path not in self.printed:
                    fault = "is in no packet: no language or country of these answers has it"
                    self._tell("B071", path, spot=_spot(path), what=f"block {q(path)}", fault=fault)
        for name, question in self.interview.questions.items():
            if name not in self.decisive:
                self._tell("B069", name, spot=question.ask.spot, question=name)

    def _tell(self, code: str, *about: str, spot: Spot, **facts: object) -> None:
        """One problem for all answers that meet it, told of the first."""
        self.problems.setdefault((code, *about), problem(code, spot, **facts))


def _name(path: str) -> str:
    return path.rpartition("/")[2]

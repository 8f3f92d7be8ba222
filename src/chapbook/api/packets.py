"""A packet: which blocks a family's answers make of it, and its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook.check.rules import check
from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.interview import LANGUAGE, PLACE, InterviewModel, QuestionModel, words
from chapbook.content.jobs import Job, Wanted, batches, refuse_unknown_names
from chapbook.content.manuscript import REVIEW_COPY
from chapbook.content.project import Project
from chapbook.files.chain import Chain
from chapbook.load.load import loaded
from chapbook.packet.choose import Packet, Shelf, asked_for, choose, shelf_of, unpublished
from chapbook.packet.codes import answers_of, code_of
from chapbook.packet.compose import with_packet
from chapbook.packet.paper import page, tables
from chapbook.packet.prove import refused
from chapbook.pipeline import make
from chapbook.problems.problem import Problem, Problems, Spot, Unknown, guess, problem, q
from chapbook.publish.log import read_rows
from chapbook.publish.register import withdrawn
from chapbook.texts import Texts
from chapbook.transcript.snapshot import code_of as code_of_text
from chapbook.workers.limited import batch
from chapbook.worklist import Work


@dataclass(frozen=True)
class Question:
    """A question as it is asked: its id, its words, and the words of each answer by its id.

    Where one of these was given to another question, by its id and the answer's, no packet has some of the answers.
    """

    id: str
    ask: str
    answers: dict[str, str]
    closed: Mapping[tuple[str, str], tuple[str, ...]]

    def open(self, given: Mapping[str, str]) -> dict[str, str]:
        """The answers that are left beside those that were given."""
        gone = {answer for each in given.items() for answer in self.closed.get(each, ())}
        return {key: said for key, said in self.answers.items() if key not in gone} or self.answers


@dataclass(frozen=True)
class Placed:
    """A chapter of a packet: its title, whether it warns, its blocks by their place in the library, and its fill."""

    chapter: str
    tone: str
    blocks: tuple[str, ...]
    fill: tuple[str, ...]


@dataclass(frozen=True)
class Elsewhere:
    """What a packet leaves out: what it is about, the title that has it, by name, and the blocks."""

    what: str
    title: str
    name: str
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Planned:
    """What is in a packet, without pages: at most so many would be made of it."""

    code: str
    answers: dict[str, str]
    edition: str
    ticket: str
    review_copy: bool
    at_most_pages: int
    chapters: tuple[Placed, ...]
    left_out: tuple[Elsewhere, ...]


@dataclass(frozen=True)
class Packed:
    """The pages of a packet, and the code from which it is made again."""

    file: FinishedFile
    code: str


def questions(folder: Path) -> tuple[Question, ...]:
    """The questions of the interview in the source language; raises Unknown where a project has none."""
    project, interview = _read(folder)
    closed = _closed(project, interview)

    def said(name: str, each: QuestionModel) -> Question:
        answers = {key: words(project.locales, key, answer) for key, answer in each.answers.items()}
        return Question(name, each.ask.text, answers, closed if name == LANGUAGE else {})

    return tuple(said(*each) for each in interview.questions.items())


def packet_answers(folder: Path, code: str) -> dict[str, str]:
    """The answers behind a packet's code; a wrong code is a problem."""
    _, interview = _read(folder)
    if (answers := answers_of(interview, code)) is None:
        raise Problems([problem("H012", Spot("the code of the packet"), typed=q(code))])
    return answers


def planned(folder: Path, answers: Mapping[str, str]) -> Planned:
    """What would be in the packet of a family's answers; nothing is made and nothing is kept."""
    shelf, interview, packet = _chosen(folder, answers)
    chapters = (
        Placed(interview.tables[name].chapter.text, interview.tables[name].tone, blocks, fill)
        for name, (blocks, fill) in packet.chapters.items()
    )
    left = (Elsewhere(each.what.text, each.where.text, each.title, each.blocks) for each in packet.left_out)
    return Planned(
        code_of(interview, packet.answers),
        dict(packet.answers),
        str(packet.edition),
        packet.ticket,
        True,
        shelf.pages(packet.chapters),
        (*chapters,),
        (*left,),
    )


def packet(folder: Path, answers: Mapping[str, str], ticket: str | None = None) -> Packed:
    """The pages of a packet; always a review copy, for nobody has approved these blocks in this order."""
    shelf, interview, chosen = _chosen(folder, answers)
    whole = with_packet(shelf, interview, chosen)
    if found := check(whole, [chosen.edition]):
        raise Problems(found)
    tickets = whole.tickets_of(chosen.edition.booklet)
    name = ticket or chosen.ticket
    if name not in tickets:
        raise Unknown(f"no packet goes out on {q(name)}; {guess(name, tickets)}there are: {', '.join(tickets)}")
    job = Job(chosen.edition, name, whole.tickets[name].format)
    (own,) = batches(whole, [job])
    work = Work(Texts(whole), own, REVIEW_COPY)
    with batch(work):
        return Packed(make(work)[0], code_of(interview, chosen.answers))


def interview_page(folder: Path, locale: str | None = None, place: str | None = None) -> bytes:
    """The questions as a PDF of one page, in a language and on the paper of a place."""
    project, interview = _read(folder)
    tag = locale or project.source
    refuse_unknown_names(project, Wanted(locales=(tag,), places=(place,) if place else ()))
    return page(project, interview, tag, place or next(iter(project.locales[tag].babel)))


def interview_tables(folder: Path, place: str | None = None) -> bytes:
    """The decision tables as a PDF, for a clinician to read and to sign."""
    project, interview = _read(folder)
    refuse_unknown_names(project, Wanted(places=(place,) if place else ()))
    return tables(project, interview, place or next(iter(project.places)))


def _chosen(folder: Path, answers: Mapping[str, str]) -> tuple[Shelf, InterviewModel, Packet]:
    project, interview = _read(folder)
    if wrong := [*_wrong(interview, answers)]:
        raise Unknown("\n".join(wrong))
    if open_ := [name for name in interview.questions if name not in answers]:
        first = open_[0]
        known = ", ".join(interview.questions[first].answers)
        raise Unknown(f"no answer to: {', '.join(open_)}; write --answer {first}=… with one of: {known}")
    given = {name: answers[name] for name in interview.questions}
    shelf = shelf_of(project, given)
    if lacking := unpublished(shelf, asked_for(interview.chosen(given))):
        told = {
            "titles": ", ".join(lacking),
            "language": given.get(LANGUAGE, project.source),
            "place": given.get(PLACE) or next(iter(project.places)),
        }
        raise Problems([problem("H013", Spot("the answers"), **told)])
    assert shelf is not None, "a title that is not published anywhere is lacking"
    chosen = choose(shelf, interview, given)
    # Whether anybody checked the interview or not, no family goes without a warning.
    if found := [*refused(shelf, chosen.titles, chosen.chapters, given), *_taken_back(project, chosen)]:
        raise Problems(found)
    return shelf, interview, chosen


def _taken_back(project: Project, packet: Packet) -> Iterator[Problem]:
    """The titles of a packet that say exactly what was withdrawn: none of their blocks is printed."""
    register, unread = read_rows(project.chain)
    yield from unread
    if any(row.withdrawn for row in register.rows):
        printed = {path.partition("/")[0] for blocks, fill in packet.chapters.values() for path in (*blocks, *fill)}
        edition = packet.edition
        names = sorted({*packet.titles, *printed} & {each.booklet for each in project.editions()})
        texts = Texts(project)
        editions = (Edition(name, edition.locale, edition.place) for name in names)
        yield from withdrawn(register, {each: code_of_text(texts.of(each)) for each in editions})


def _wrong(interview: InterviewModel, answers: Mapping[str, str]) -> Iterator[str]:
    """Each answer that is none, with what there is."""
    for name, answer in answers.items():
        if name not in interview.questions:
            near = guess(name, interview.questions)
            yield f"nobody asks {q(name)}; {near}questions are: {', '.join(interview.questions)}"
        elif answer not in (there := interview.questions[name].answers):
            yield f"{q(answer)} is no answer to {name}; {guess(answer, there)}there are: {', '.join(there)}"


def _closed(project: Project, interview: InterviewModel) -> dict[tuple[str, str], tuple[str, ...]]:
    """By the answers that bring a title's warnings, the languages in which no country publishes them."""
    if LANGUAGE not in interview.questions:
        return {}
    shelves = {
        language: [shelf_of(project, {LANGUAGE: language, PLACE: place}) for place in project.places]
        for language in interview.questions[LANGUAGE].answers
    }
    return {
        (name, answer): tuple(
            language for language, there in shelves.items() if all(unpublished(each, choice.titles) for each in there)
        )
        for name, question in interview.questions.items()
        for answer, choice in question.answers.items()
        if choice.titles
    }


def _read(folder: Path) -> tuple[Project, InterviewModel]:
    project = loaded(Chain.at(folder))
    if project.interview is None:
        raise Unknown("this project asks families nothing: it has no booklets/interview.yaml")
    return project, project.interview

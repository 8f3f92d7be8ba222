"""A packet: which blocks a family's answers make of it, and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.catalogs.furniture import speaker
from chapbook.content.finished import FinishedFile
from chapbook.content.interview import LANGUAGE, PLACE, InterviewModel, QuestionModel, words
from chapbook.content.jobs import Job, Wanted, batches, refuse_unknown_names
from chapbook.content.manuscript import REVIEW_COPY
from chapbook.content.project import Project
from chapbook.content.text import Words
from chapbook.files.chain import Chain
from chapbook.gate import sound_packet
from chapbook.load.load import loaded
from chapbook.packet.choose import Packet, Shelf, asked_for, choose, shelf_of, unpublished
from chapbook.packet.codes import answers_of, code_of
from chapbook.pipeline import make
from chapbook.problems.problem import Problems, Spot, Unknown, guess, problem, q
from chapbook.proof_sheet.interview import page, tables
from chapbook.workers.limited import batch
from chapbook.workers.workers import Progress, silent
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
    """The pages of a packet, and what is in it."""

    file: FinishedFile
    plan: Planned


# What a packet is made for: an answer to each question, by their ids, or the code of a packet that was made before.
Given = Mapping[str, str] | str

# Who asks what is not answered: from the questions and the answers that are there to as many as there are then.
Ask = Callable[[Sequence[Question], Mapping[str, str]], Mapping[str, str]]


def nobody(questions: Sequence[Question], answers: Mapping[str, str]) -> Mapping[str, str]:
    """Asks nothing."""
    return answers


def questions(folder: Path, locale: str | None = None) -> tuple[Question, ...]:
    """The questions of the interview, in the source language or in a locale; raises Unknown where a project has none.

    What is not translated is said in the source language.
    """
    return _questions(*_read(folder), locale)


def planned(folder: Path, given: Given, *, ask: Ask = nobody) -> Planned:
    """What would be in the packet of a family's answers, or of a code; nothing is made and nothing is kept.

    A wrong code is a problem; what is no answer, or is not answered though `ask` was asked, raises Unknown.
    """
    shelf, interview, chosen = _chosen(folder, given, ask)
    sound_packet(shelf, interview, chosen)
    return _plan(shelf, interview, chosen)


def packet(
    folder: Path,
    given: Given,
    ticket: str | None = None,
    *,
    ending: str | None = None,
    ask: Ask = nobody,
    progress: Progress = silent,
) -> Packed:
    """The pages of a packet; always a review copy, for nobody has approved these blocks in this order.

    Raises as `planned` does, and Unknown where a file is to have another `ending`, such as pdf, than its ticket makes.
    """
    shelf, interview, chosen = _chosen(folder, given, ask)
    progress(0, 1, "the packet")
    texts = sound_packet(shelf, interview, chosen)
    project, name = texts.project, ticket or chosen.ticket
    tickets = project.tickets_of(chosen.edition.booklet)
    if name not in tickets:
        raise Unknown(f"no packet goes out on {q(name)}; {guess(name, tickets)}there are: {', '.join(tickets)}")
    made = project.tickets[name].format
    if ending is not None and ending.casefold() != made:
        raise Unknown(f"a packet on {name} is a file that ends in .{made}: name it so by -o")
    job = Job(chosen.edition, name, made)
    (own,) = batches(project, [job])
    work = Work(texts, own, REVIEW_COPY)
    with batch(work):
        packed = Packed(make(work)[0], _plan(shelf, interview, chosen))
    progress(1, 1, "the packet")
    return packed


def interview_page(folder: Path, locale: str | None = None, place: str | None = None) -> bytes:
    """The questions as a PDF of one page, in a language and on the paper of a place.

    Raises Problems where the project has any, or lacks a translation, and Unknown for a name that leads nowhere.
    """
    project, interview = _read(folder)
    tag = locale or project.source
    refuse_unknown_names(project, Wanted(locales=(tag,), places=(place,) if place else ()))
    return page(project, interview, tag, place or next(iter(project.locales[tag].babel)))


def interview_tables(folder: Path, place: str | None = None) -> bytes:
    """The decision tables as a PDF, for a clinician to read and to sign; raises as `interview_page` does."""
    project, interview = _read(folder)
    refuse_unknown_names(project, Wanted(places=(place,) if place else ()))
    return tables(project, interview, place or next(iter(project.places)))


def _chosen(folder: Path, given: Given, ask: Ask) -> tuple[Shelf, InterviewModel, Packet]:
    """The packet that is meant: the library is read once, whoever has to be asked."""
    project, interview = _read(folder)
    answers = given
    if isinstance(answers, str):
        if (found := answers_of(interview, answers)) is None:
            raise Problems([problem("H012", Spot("the code of the packet"), typed=q(answers))])
        answers = found
    if wrong := [*_wrong(interview, answers)]:
        raise Unknown("\n".join(wrong))
    if any(name not in answers for name in interview.questions):
        answers = ask(_questions(project, interview), answers)
    if left := [name for name in interview.questions if name not in answers]:
        known = ", ".join(interview.questions[left[0]].answers)
        raise Unknown(f"no answer to: {', '.join(left)}; write --answer {left[0]}=… with one of: {known}")
    answers = {name: answers[name] for name in interview.questions}
    shelf = shelf_of(project, answers)
    if lacking := unpublished(shelf, asked_for(interview.chosen(answers)).titles):
        told = {
            "titles": ", ".join(lacking),
            "language": answers.get(LANGUAGE, project.source),
            "place": answers.get(PLACE) or next(iter(project.places)),
        }
        raise Problems([problem("H013", Spot("the answers"), **told)])
    assert shelf is not None, "a title that is not published anywhere is lacking"
    return shelf, interview, choose(shelf, interview, answers)


def _plan(shelf: Shelf, interview: InterviewModel, packet: Packet) -> Planned:
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


def _questions(project: Project, interview: InterviewModel, locale: str | None = None) -> tuple[Question, ...]:
    closed, say = _closed(project, interview), speaker(project)

    def own(each: Words) -> str:
        return say(locale or project.source, *each.own_catalog, each.text) or each.text

    def said(name: str, each: QuestionModel) -> Question:
        answers = {
            key: own(answer.says) if answer.says else words(project.locales, key, answer)
            for key, answer in each.answers.items()
        }
        return Question(name, own(each.ask), answers, closed if name == LANGUAGE else {})

    return tuple(said(*each) for each in interview.questions.items())


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

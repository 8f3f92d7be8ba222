"""The interview on paper: one page for a family to tick, and the tables for those who approve them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from chapbook.catalogs.catalogs import untranslated
from chapbook.catalogs.furniture import speaker
from chapbook.content import paper
from chapbook.content.booklet import Edition
from chapbook.content.interview import DOMAIN, ChoiceModel, InterviewModel, RowModel, locale_of, words
from chapbook.content.project import Project
from chapbook.content.text import Words
from chapbook.content.tickets import Design
from chapbook.content.typography import TextPass
from chapbook.files.digest import digest
from chapbook.finish.settled import settled
from chapbook.problems.problem import Problems
from chapbook.typeset.typeset import typeset_page

PAGE, TABLES = "interview", "interview-tables"


def page(project: Project, interview: InterviewModel, locale: str, place: str) -> bytes:
    """The questions as a PDF of one page on the paper of a place; raises what is not translated."""
    say, text = partial(speaker(project), locale), TextPass(project.locales[locale].direction)
    missing: list[Words] = []

    def said(asked: Words) -> str:
        if (found := say(*asked.own_catalog, asked.text)) is None:
            missing.append(asked)
        return text.plain(found or "")

    questions: list[dict[str, Any]] = [
        {
            "ask": said(each.ask),
            "answers": [_answer(project, key, choice, said) for key, choice in each.answers.items()],
        }
        for each in interview.questions.values()
    ]
    context = {"intro": said(interview.intro), "questions": questions}
    if missing:
        raise Problems(untranslated(locale, DOMAIN, [(each.spot, each.text) for each in missing]))
    edition = Edition(PAGE, locale, place)
    design = Design(paper.size(project.places[place].paper), PAGE)
    own = [answer["lang"] for each in questions for answer in each["answers"] if answer["lang"]]
    return settled(typeset_page(project, edition, design, context, edition, style="proof-sheet", named=own))


def _answer(project: Project, answer: str, choice: ChoiceModel, said: Callable[[Words], str]) -> dict[str, Any]:
    """An answer as the page has it; the name of a language is in that language."""
    if choice.says:
        return {"text": said(choice.says), "lang": None, "direction": None}
    tag = locale_of(project.locales, answer)
    direction = project.locales[tag].direction
    return {
        "text": TextPass(direction).plain(words(project.locales, answer, choice)),
        "lang": tag,
        "direction": direction,
    }


def tables(project: Project, interview: InterviewModel, place: str) -> bytes:
    """The decision tables as a PDF, in the language of those who work in a place, with lines to sign on."""
    staff = Edition(TABLES, project.places[place].language, place)
    context = {**_signed(interview), "place": place, "checksum": checksum(interview)[:16]}
    design = Design(paper.size(project.places[place].paper), TABLES)
    return settled(typeset_page(project, staff, design, context, staff, style="proof-sheet"))


def _signed(interview: InterviewModel) -> dict[str, Any]:
    """What is read and signed, as the page has it."""
    tables = [
        {"chapter": table.chapter.text, "red": table.tone == "warning", "rows": [_row(row) for row in table.rows]}
        for table in interview.tables.values()
    ]
    answers = [
        _bringing(f"{name}: {key}", choice)
        for name, question in interview.questions.items()
        for key, choice in question.answers.items()
    ]
    return {"tables": tables, "answers": answers}


def _row(row: RowModel) -> dict[str, Any]:
    when = [(name, ", ".join(answers)) for name, answers in row.when.items()]
    return {"when": when, "blocks": row.blocks, "fill": row.fill, "why": row.why or ""}


def _bringing(answer: str, choice: ChoiceModel) -> dict[str, Any]:
    """An answer with its words, and what it does besides bringing rows."""
    says = choice.says.text if choice.says else ""
    does = {"therapy": choice.therapy, "stage": choice.stage, "readers": choice.readers, "ticket": choice.ticket}
    return {"answer": answer, "says": says, "titles": choice.titles} | {key: does[key] or "" for key in does}


def checksum(interview: InterviewModel) -> str:
    """The hash (SHA-256) of what the page of the tables prints, by which a signature says which ones were read."""
    signed = _signed(interview)
    return digest(
        *(line for table in signed["tables"] for line in _lines(table)),
        *(f"{key}: {_listed(said)}" for answer in signed["answers"] for key, said in answer.items()),
    )


def _lines(table: dict[str, Any]) -> Iterator[str]:
    yield f"chapter: {table['chapter']}{' (red)' if table['red'] else ''}"
    for row in table["rows"]:
        yield from (f"where {question}: {answers}" for question, answers in row["when"])
        yield from (f"{key}: {_listed(row[key])}" for key in ("blocks", "fill", "why"))


def _listed(said: str | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else " · ".join(said)

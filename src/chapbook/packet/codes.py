"""The code of a packet: one character for each answer, and one that checks them. It says nothing about a family."""

from __future__ import annotations

from chapbook.content.interview import Answers, InterviewModel
from chapbook.files.digest import digest
from chapbook.transcript.code import ALPHABET, checked, values_of


def code_of(interview: InterviewModel, answers: Answers) -> str:
    """The code of a family's answers, such as `ch5muen4k`."""
    characters = (question.answers[answers[name]].code for name, question in interview.questions.items())
    return checked([_questions(interview), *(ALPHABET.index(each) for each in characters)])[1:]


def answers_of(interview: InterviewModel, typed: str) -> dict[str, str] | None:
    """The answers behind a code; nothing where a character was misread, or it is no code of these questions."""
    values = values_of(ALPHABET[_questions(interview)] + typed)
    if values is None or len(values) != len(interview.questions) + 1:
        return None
    answers: dict[str, str] = {}
    for value, (name, question) in zip(values[1:], interview.questions.items(), strict=True):
        known = {each.code: answer for answer, each in question.answers.items()}
        if ALPHABET[value] not in known:
            return None
        answers[name] = known[ALPHABET[value]]
    return answers


def _questions(interview: InterviewModel) -> int:
    """5 bits of which questions are asked, in which order: a code from before another question is none of today's."""
    return int(digest(*interview.questions)[:4], 16) & 31

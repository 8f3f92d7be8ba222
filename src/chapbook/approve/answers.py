"""What people answer about a text: the questions of PEMAT-P and the CDC Index that no program decides, and the scores.

A question is asked of one role. Its answer is agree, disagree or does not apply, with a comment, and is part of the
sealed record of the approval (`records.py`). A score is the share of items that hold among those that apply, in
a hundred; it is said only when every item is decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, get_args

from pydantic import BeforeValidator, WithJsonSchema

from chapbook.approve.approvals import Given
from chapbook.approve.records import VERDICTS, Answer, Verdict, in_short
from chapbook.check.clear_writing.items import Clarity, Instrument
from chapbook.content.text import Content
from chapbook.files.yaml import parse_yaml
from chapbook.load.faults import validate_whole
from chapbook.problems.problem import Problems, Spot, guess, problem, q

# ── the questionnaire ───────────────────────────────────────────────────────────────────────────────────────────


def questionnaire(clarity: Clarity, role: str) -> str:
    """The questions of a role about an edition as YAML, with room for each answer."""
    questions = clarity.questions(role)
    if not questions:
        return f"# Nothing about {clarity.edition} is asked of the {role}.\n"
    head = (
        f"# Questions for the {role} of {clarity.edition}: read the pages first. Write after each `answer`:\n"
        f"# {', '.join(VERDICTS)}. A comment may stay empty.\n"
    )
    rows = [f"{each.item.id}:\n  # {each.item.says}\n  answer:\n  comment:\n" for each in questions]
    return "\n".join([head, *rows])


def read_questionnaire(path: Path, clarity: Clarity, role: str) -> dict[str, Answer]:
    """The answers that somebody gave; all that is wrong with the questionnaire is raised. Empty answers stay open."""
    data, found = parse_yaml(path, path.name)
    asked = [each.item.id for each in clarity.questions(role)]
    answers: dict[str, Answer] = {}
    for name, said in (data or {}).items():
        if name not in asked:
            spot = data.key_spots[name] if data else Spot(path.name)
            hint = f"{guess(name, asked)}asked are: {', '.join(asked) or 'nothing'}"
            found.append(problem("C019", spot, fault=f"{q(name)} is not asked of the {role}", hint=hint))
        elif (given := _read(in_short(said), AnswerModel, found, (name,), data)) and given.answer:
            answers[str(name)] = Answer(given.answer, given.comment)
    if found:
        raise Problems(found)
    return answers


class AnswerModel(Content):
    """An answer; left empty it stays open.

    answer: agree, disagree or does not apply
    comment: a sentence, or nothing
    """

    answer: Annotated[
        Verdict | None,
        BeforeValidator(lambda said: said or None),
        WithJsonSchema({"enum": [*VERDICTS, None]}),
    ] = None
    comment: Annotated[str, WithJsonSchema({"type": ["string", "number", "null"]})] = ""


_read = partial(validate_whole, code="C019", remedy="`chapbook approve` with --questions prints the questionnaire")


# ── scores ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Answered:
    """How an edition does on an instrument: items that hold and that apply, by the program and by people; what is open.

    `percent` is a whole number in a hundred, rounded down, and nothing while a question is open or nothing applies.
    """

    instrument: Instrument
    program_holds: int
    program_applies: int
    people_hold: int
    people_apply: int
    open: tuple[str, ...]

    @property
    def percent(self) -> int | None:
        applies = self.program_applies + self.people_apply
        return None if self.open or not applies else 100 * (self.program_holds + self.people_hold) // applies


def scores(clarity: Clarity, given: Iterable[Given] = ()) -> tuple[Answered, ...]:
    """The scores of an edition on each instrument."""
    verdicts = settled(clarity, given)
    return tuple(_score(clarity, instrument, verdicts) for instrument in get_args(Instrument))


def settled(clarity: Clarity, given: Iterable[Given]) -> dict[str, str]:
    """The verdict of people on each item: of several answers that stand, one that disagrees decides."""
    asks = {each.item.id: each.asks for each in clarity.items if each.verdict == "a person"}
    found: dict[str, set[str]] = {}
    for each in given:
        if each.holds and asks.get(each.item) == each.approval.role:
            found.setdefault(each.item, set()).add(each.answer.verdict)
    order = ("disagree", "agree", "does not apply")
    return {item: next(verdict for verdict in order if verdict in said) for item, said in found.items()}


def _score(clarity: Clarity, instrument: Instrument, verdicts: dict[str, str]) -> Answered:
    items = [each for each in clarity.items if each.item.instrument == instrument]
    program = [each.verdict for each in items if each.verdict in ("yes", "no")]
    people = [each.item.id for each in items if each.verdict == "a person"]
    said = [verdicts[item] for item in people if item in verdicts]
    return Answered(
        instrument,
        program.count("yes"),
        len(program),
        said.count("agree"),
        len(said) - said.count("does not apply"),
        tuple(item for item in people if item not in verdicts),
    )

"""The interview: what a family is asked, and the decision tables that say which blocks its packet has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, field_validator
from pydantic_core import PydanticCustomError

from chapbook.content.booklet import Family
from chapbook.content.forms import Readers, Stage
from chapbook.content.settings import LocaleModel
from chapbook.content.text import Content, Name, Picture, Text, Words
from chapbook.files.yaml import Scalar

FILE = "booklets/interview.yaml"

# The catalog that translates it, and what the title made from it is called.
DOMAIN, PACKET = "interview", "packet"

# Questions whose answers are the names of languages and of places.
LANGUAGE, PLACE = "language", "place"

# A stranger answers eight on one page; each answer is one character of the packet's code.
MOST_QUESTIONS = 8

# What was answered: the id of an answer for each question, by the question's id.
Answers = Mapping[str, str]


# Crockford's base 32, but for capitals.
_SIGN = "[0-9a-hjkmnp-tv-z]"


def _of_a_code(sign: str) -> str:
    """The sign of an answer, which is read off paper and typed.

    >>> _of_a_code("i")
    Traceback (most recent call last):
    ValueError: one digit or small letter is wanted here, but not i, l, o or u, which pass for others
    """
    if not re.fullmatch(_SIGN, sign):
        raise ValueError("one digit or small letter is wanted here, but not i, l, o or u, which pass for others")
    return sign


class ChoiceModel(Content):
    """An answer that a family can give.

    says: the answer in a family's words; a language is said in its own name, and needs none
    code: its character in the code of a packet, which no other answer of its question has now or had before
    titles: the titles whose warnings each packet with this answer has, all of them
    therapy: the therapy that a packet with this answer is of, as booklets/signs.yaml calls it
    stage: where the family is, as `stages` of a booklet has it
    readers: who reads besides the parents; titles for them are named at the end of a packet with this answer
    ticket: the job ticket on which a packet with this answer goes out
    note: a comment for translators, not printed
    """

    says: Text | None = None
    code: Annotated[Name, Field(json_schema_extra={"pattern": f"^{_SIGN}$"}), AfterValidator(_of_a_code)]
    titles: tuple[Name, ...] = ()
    therapy: Name | None = None
    stage: Stage | None = None
    readers: Readers | None = None
    ticket: Name | None = None
    note: str | None = None
    unsaid = frozenset({"code", "titles", "therapy", "stage", "readers", "ticket", "note"})


class QuestionModel(Content):
    """A question of the interview.

    ask: the question in a family's words
    answers: by id, each with its words
    note: a comment for translators, not printed
    """

    ask: Text
    answers: dict[Name, ChoiceModel] = Field(min_length=2, max_length=32)
    note: str | None = None
    unsaid = frozenset({"note"})


def _ids(data: Any) -> Any:
    """One answer where a list is wanted."""
    return [data] if isinstance(data, Scalar) else data


Ids = Annotated[
    tuple[Name, ...], BeforeValidator(_ids, json_schema_input_type=Name | tuple[Name, ...]), Field(min_length=1)
]


class RowModel(Content):
    """A row of a decision table: where its answers were given, its blocks are in the packet.

    when: for each question that matters here, the answers that count; a question that is left out does not matter
    blocks: where they lie in the library, such as car-t-journey/fever or shared/fever, in their order
    fill: blocks that stand at the end of the chapter where its last page has room for them whole
    why: the reason, for those who approve
    """

    when: dict[Name, Ids] = Field(default_factory=dict)
    blocks: tuple[Name, ...] = ()
    fill: tuple[Name, ...] = ()
    why: str | None = None

    def holds(self, answers: Answers) -> bool:
        """Whether these answers were given."""
        return all(answers.get(question) in named for question, named in self.when.items())

    @property
    def named(self) -> tuple[Name, ...]:
        """All its blocks, with those that stand only where there is room."""
        return (*self.blocks, *self.fill)


class TableModel(Content):
    """A chapter of a packet and its decision table: every row that holds gives its blocks, in order.

    chapter: its title
    tone: warning makes its pages red
    family: what it is about, which gives it its colour
    tight: locales in which its lines stand closer
    rows: which blocks it has, and when
    """

    chapter: Text
    tone: Literal["plain", "warning"] = "plain"
    family: Family | None = None
    tight: tuple[Name, ...] = ()
    rows: tuple[RowModel, ...] = Field(min_length=1)


class LeftOutModel(Content):
    """The last chapter of a packet: what is not in it, and the titles that have it.

    chapter: its title
    intro: what a family does with the list
    what: the head of its column of what chapters are about
    where: the head of its column of titles
    more: what stands over those of which a packet has a part; without it they stand among the others
    """

    chapter: Text
    intro: Text
    more: Text | None = None
    what: Text
    where: Text


class InterviewModel(Content):
    """Where is your family now: questions, answers, and the tables that make a packet of them.

    title: the title of a packet, on its cover
    subtitle: under the title
    cover: the picture that a packet opens with
    back: one or two lines on its back cover
    intro: what a family is told before it is asked
    questions: by id, in the order in which they are asked; `language` and `place` have languages and places for answers
    tables: the chapters of a packet by id, in order, each with its decision table
    left-out: the chapter that names what is not in the packet
    """

    title: Text
    subtitle: Text | None = None
    cover: Picture
    back: Text | None = None
    intro: Text
    questions: dict[Name, QuestionModel] = Field(min_length=1, max_length=MOST_QUESTIONS)
    tables: dict[Name, TableModel] = Field(min_length=1)
    left_out: LeftOutModel

    @field_validator("questions")
    @classmethod
    def _in_words(cls, questions: dict[str, QuestionModel]) -> dict[str, QuestionModel]:
        for name, question in questions.items():
            silent = [answer for answer, each in question.answers.items() if each.says is None]
            if silent and name != LANGUAGE:
                raise PydanticCustomError(
                    "value_error", "{error}", {"error": f"answer {silent[0]} of {name} has no words: write says"}
                )
        return questions

    def speaks(self, locale: str) -> bool:
        """Whether families may choose a language; `es` stands for `es`, and for `es-MX` where that is spoken."""
        asked = self.questions.get(LANGUAGE)
        return asked is None or any(_among(locale, answer) for answer in asked.answers)

    def chosen(self, answers: Answers) -> Iterator[ChoiceModel]:
        """The answers that were given."""
        return (question.answers[answers[name]] for name, question in self.questions.items() if name in answers)

    def rows(self, answers: Answers) -> Iterator[tuple[str, RowModel]]:
        """Every row that holds, with the id of its table."""
        return ((name, row) for name, table in self.tables.items() for row in table.rows if row.holds(answers))

    def sentences(self) -> Iterator[tuple[Words, str | None]]:
        """Its words in the order in which they are read, each with its comment for translators."""
        for question in self.questions.values():
            yield question.ask, question.note
            yield from ((each.says, each.note) for each in question.answers.values() if each.says)
        covers = (self.intro, self.title, self.subtitle, self.cover.alt, self.back)
        left = self.left_out
        last = (left.chapter, left.intro, left.more, left.what, left.where)
        chapters = (table.chapter for table in self.tables.values())
        yield from ((words, None) for words in (*covers, *chapters, *last) if words)


def _among(locale: str, language: str) -> bool:
    return f"{locale}-".startswith(f"{language}-")


def spoken_in(locales: Iterable[tuple[str, Iterable[str]]], language: str, place: str) -> str | None:
    """The locale in which a language is spoken in a place; `locales` are tags, each with its places.

    >>> spoken_in([("en-US", ["us"]), ("en-GB", ["gb"])], "en", "gb")
    'en-GB'
    """
    return next((tag for tag, places in locales if _among(tag, language) and place in places), None)


def words(locales: Mapping[str, LocaleModel], answer: str, choice: ChoiceModel) -> str:
    """What an answer says in the language it was written in; a language says its own name, without a country."""
    if choice.says:
        return choice.says.text
    return locales[locale_of(locales, answer)].autonym.partition(" (")[0]


def locale_of(locales: Iterable[str], language: str) -> str:
    """The first locale of a language, which `check` has seen to be there."""
    return next(tag for tag in locales if _among(tag, language))


M = TypeVar("M", bound=Content)


def at_home(interview: InterviewModel) -> InterviewModel:
    """An interview whose words know their own catalog, whichever title prints them."""

    def own(words: Words | None, context: str) -> Words | None:
        return words and replace(words, home=(DOMAIN, context))

    def placed(model: M, owner: str, *names: str) -> M:
        return model.model_copy(update={name: own(getattr(model, name), f"{owner}:{name}") for name in names})

    questions = {
        name: placed(question, name, "ask").model_copy(
            update={"answers": {key: placed(each, f"{name}.{key}", "says") for key, each in question.answers.items()}}
        )
        for name, question in interview.questions.items()
    }
    update = {
        "questions": questions,
        "tables": {name: placed(table, name, "chapter") for name, table in interview.tables.items()},
        "left_out": placed(interview.left_out, "left-out", "chapter", "intro", "more", "what", "where"),
        "cover": placed(interview.cover, "packet.cover", "alt"),
    }
    return placed(interview, "packet", "title", "subtitle", "back", "intro").model_copy(update=update)

"""The interview on paper: the questions for a family, the tables for who signs them."""

import re

import pytest
from pypdfium2 import PdfDocument

from chapbook import api
from chapbook.content.interview import ChoiceModel, InterviewModel, RowModel, TableModel
from chapbook.content.text import Words
from chapbook.problems.problem import Spot
from chapbook.proof_sheet.interview import checksum
from conftest import REPOSITORY
from reading import library

# What a signature does not cover, with the reason.
UNSIGNED = {
    (TableModel, "family"): "gives a chapter its colour, and no word",
    (TableModel, "tight"): "how close lines stand",
    (ChoiceModel, "code"): "a character by which the same packet is found again",
    (ChoiceModel, "note"): "for translators, not printed",
}

# For each field, a value that no first row, table or answer of the library has.
OTHERWISE = {
    (RowModel, "when"): {"worry": ("at-home",)},
    (RowModel, "blocks"): ("shared/fever",),
    (RowModel, "fill"): ("shared/fever",),
    (RowModel, "why"): "Asked for.",
    (ChoiceModel, "readers"): "teenagers",
    (TableModel, "chapter"): Words("Otherwise", Spot("x")),
    (TableModel, "tone"): "plain",
    (TableModel, "family"): "treatment",
    (TableModel, "tight"): ("en-US",),
    (TableModel, "rows"): (),
    (ChoiceModel, "says"): Words("Otherwise", Spot("x")),
    (ChoiceModel, "code"): "z",
    (ChoiceModel, "titles"): (),
    (ChoiceModel, "therapy"): None,
    (ChoiceModel, "stage"): "deciding",
    (ChoiceModel, "ticket"): "large-print",
    (ChoiceModel, "note"): "Otherwise.",
}


def with_field(model, field):
    """The library's interview, with something else in this field of its first row, table or answer."""
    interview, update = library().interview, {field: OTHERWISE[model, field]}
    if model is ChoiceModel:
        name, question = next(iter(interview.questions.items()))
        key, choice = next(iter(question.answers.items()))
        answers = {**question.answers, key: choice.model_copy(update=update)}
        questions = interview.questions | {name: question.model_copy(update={"answers": answers})}
        return interview.model_copy(update={"questions": questions})
    name, table = next(iter(interview.tables.items()))
    if model is RowModel:
        update = {"rows": (table.rows[0].model_copy(update=update), *table.rows[1:])}
    return interview.model_copy(update={"tables": interview.tables | {name: table.model_copy(update=update)}})


@pytest.mark.parametrize(
    ("model", "field"),
    [(model, field) for model in (RowModel, TableModel, ChoiceModel) for field in model.model_fields],
)
def test_a_checksum_is_of_what_is_signed(model, field):
    """Whatever an author may write about packets changes the checksum, or has a reason why it does not."""
    same = checksum(library().interview) == checksum(with_field(model, field))

    assert ((model, field) in UNSIGNED) is same


def test_a_block_that_becomes_a_fill_is_signed_anew():
    """That a block stands only where there is room is no small thing."""
    interview = library().interview
    name, table = next(iter(interview.tables.items()))
    row = table.rows[0].model_copy(update={"blocks": (), "fill": table.rows[0].blocks})
    tables = interview.tables | {name: table.model_copy(update={"rows": (row, *table.rows[1:])})}

    assert checksum(interview) != checksum(interview.model_copy(update={"tables": tables}))


def test_a_checksum_is_of_words_as_printed(monkeypatch):
    """How the program writes a row to itself makes no other checksum."""
    before = checksum(library().interview)
    for model in (InterviewModel, RowModel):
        monkeypatch.setattr(model, "__repr__", lambda self: "otherwise")

    assert before == checksum(library().interview)


def test_every_word_of_an_interview_knows_its_catalog():
    """No word of it is looked for where there is none; a word that knows no catalog of its own is a fault of ours."""
    homes = {words.own_catalog[0] for words, _ in library().interview.sentences()}
    with pytest.raises(AssertionError, match="Otherwise"):
        Words("Otherwise", Spot("x")).own_catalog  # noqa: B018

    assert {"interview"} == homes


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_the_interview_is_one_page(locale):
    """All questions stand on one page, in each language."""
    assert 1 == len(PdfDocument(api.interview_page(REPOSITORY, locale, "us")))


@pytest.mark.slow
def test_the_tables_stand_on_paper():
    """The approver's sheet has what a table names and an answer brings, which chapters are red, and what is a fill."""
    text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(api.interview_tables(REPOSITORY)))
    # A name that is broken after a hyphen loses it on its way out.
    solid = re.sub(r"[^\w/]", "", text)
    interview = library().interview
    rows = [row for table in interview.tables.values() for row in table.rows]
    choices = [choice for question in interview.questions.values() for choice in question.answers.values()]
    named = {path for row in rows for path in row.named} | {
        name for each in choices for name in (*each.titles, each.therapy, each.stage, each.ticket) if name
    }
    red = [table for table in interview.tables.values() if table.tone == "warning"]

    assert [] == [path for path in sorted(named) if path.replace("-", "") not in solid]
    assert len(red) == solid.count("redpages")
    assert len([row for row in rows if row.fill]) == solid.count("onlywherethereisroom")

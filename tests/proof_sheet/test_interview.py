"""The interview on paper: the questions for a family, the tables for who signs them."""

import re

import pytest
from pypdfium2 import PdfDocument

from chapbook import api
from chapbook.content.interview import InterviewModel, RowModel
from chapbook.proof_sheet.interview import checksum
from conftest import REPOSITORY
from reading import library


def with_row(**changed):
    """The library's interview, with something else in the first row of its first table."""
    interview = library().interview
    name, table = next(iter(interview.tables.items()))
    rows = (table.rows[0].model_copy(update=changed), *table.rows[1:])
    return interview.model_copy(update={"tables": interview.tables | {name: table.model_copy(update={"rows": rows})}})


def test_a_checksum_is_of_what_is_signed(monkeypatch):
    """Another answer, block or reason makes it another; how the program writes a row to itself does not."""
    before = checksum(library().interview)
    others = [with_row(when={"worry": ("at-home",)}), with_row(blocks=("shared/fever",)), with_row(why="Asked for.")]
    for model in (InterviewModel, RowModel):
        monkeypatch.setattr(model, "__repr__", lambda self: "otherwise")

    assert before == checksum(library().interview)
    assert 4 == len({before, *map(checksum, others)})


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "es", "ar"])
def test_the_interview_is_one_page(locale):
    """All questions stand on one page, in each language."""
    assert 1 == len(PdfDocument(api.interview_page(REPOSITORY, locale, "us")))


@pytest.mark.slow
def test_the_tables_stand_on_paper():
    """The approver's sheet has each block that a table names."""
    text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(api.interview_tables(REPOSITORY)))
    # A name that is broken after a hyphen loses it on its way out.
    solid = re.sub(r"[^\w/]", "", text)
    named = {path for table in library().interview.tables.values() for row in table.rows for path in row.named}

    assert [] == [path for path in sorted(named) if path.replace("-", "") not in solid]

"""What families write on: where it stands in a booklet, and alone."""

from io import BytesIO

import pikepdf
import pytest

from reading import edition_of, made

pytestmark = pytest.mark.slow

LANGUAGES = ("en-US", "es", "ar")
DIARIES = [("car-t-journey", "diary", "references"), ("blinatumomab-at-home", "daily-diary", "bag-log")]


def places(title, locale, ticket):
    """The page on which each block begins, from 1, and how many pages there are."""
    with pikepdf.open(BytesIO(made(edition_of(title, locale), ticket))) as document:
        number = {page.objgen: index for index, page in enumerate(document.pages, 1)}
        names = pikepdf.NameTree(document.Root.Names.Dests)
        return {str(name): number[target[0].objgen] for name, target in names.items()}, len(number)


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize(("title", "diary", "after"), DIARIES)
def test_a_diary_of_four_weeks_is_a_spread(title, diary, after, locale):
    """It begins on a left page and fills the one that faces it, with nothing between."""
    begins, _ = places(title, locale, "download")

    assert 0 == begins[diary] % 2
    assert 2 == begins[after] - begins[diary]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_each_tool_is_alone(locale):
    """On the ticket for tools each has a page of its own, two at most, and nothing else is printed."""
    begins, count = places("car-t-journey", locale, "tools")
    notes = ["what-matters-to-us", "our-temperatures", "our-questions", "sibling-notes"]
    tools = [notes[0], "how-to-check", *notes[1:], "questions", "notes", "diary"]
    pages = [begins[tool] for tool in tools]

    assert 1 == pages[0]
    assert all(1 <= after - before <= 2 for before, after in zip(pages, [*pages[1:], count + 1], strict=True))
    assert {*tools, "cover", "colophon"} == {*begins}

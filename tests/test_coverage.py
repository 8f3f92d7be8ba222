"""docs/coverage.yaml: every topic is covered, or is a gap with a reason; and docs/coverage.md says the same."""

import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest
import yaml

import reading
from chapbook.catalogs.furniture import speaker
from chapbook.content.booklet import block_path
from conftest import REPOSITORY

DATA = REPOSITORY / "docs/coverage.yaml"
LISTS = yaml.safe_load(DATA.read_text("utf-8"))
TOPICS = {name: row for each in LISTS for name, row in each["topics"].items()}

# How many topics each list has, as they were counted in what was read: none may be lost on the way.
READ = {"cog": 16, "0": 14, "1": 13, "2": 9, "3": 13, "4": 10}


def test_no_topic_stands_twice():
    """Of two topics under one id the first would be lost."""
    ids = re.findall(r'^    "?([a-z]*\.?[\d.]+)"?: \{topic', DATA.read_text("utf-8"), flags=re.MULTILINE)

    assert sum(len(each["topics"]) for each in LISTS) == len(ids) == len({*ids})


def generator():
    """tools/coverage as a module."""
    loader = SourceFileLoader("coverage_page", str(REPOSITORY / "tools/coverage"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def printed():
    """Every block that an order of the library names."""
    for file in REPOSITORY.glob("booklets/*/booklet.yaml"):
        for chapter in yaml.safe_load(file.read_text("utf-8"))["order"]:
            yield from (block_path(file.parent.name, name) for name in (*chapter["blocks"], *chapter.get("fill", ())))


def faults(topics, there):
    """What is wrong with topics: a block that is not printed, and what neither covers, nor is a gap with a reason."""
    for name, row in topics.items():
        ways = [way for way in ("blocks", "by", "gap") if row.get(way)]
        if len(ways) != 1 or not row.get("topic"):
            yield f"{name}: blocks, by or gap, and a reason"
        yield from (f"{name}: {path}" for path in row.get("blocks", ()) if path not in there)


def test_every_topic_is_covered_or_a_gap_with_a_reason():
    """Each block that covers a topic is there and printed; what nothing covers says why."""
    assert [] == [*faults(TOPICS, {*printed()})]


def test_no_topic_is_lost():
    """Each list has as many topics as were read, numbered through."""
    for name, count in READ.items():
        assert [f"{name}.{number}" for number in range(1, count + 1)] == [
            topic for topic in TOPICS if topic.rpartition(".")[0] == name
        ]


def test_the_page_says_what_the_data_say():
    """docs/coverage.md was made of docs/coverage.yaml: `make coverage` makes it again."""
    assert generator().page(LISTS) == (REPOSITORY / "docs/coverage.md").read_text("utf-8")


@pytest.mark.parametrize(
    "row",
    [
        {"topic": "fever", "blocks": ["shared/fevre"]},
        {"topic": "fever", "blocks": []},
        {"topic": "fever"},
        {"topic": "fever", "gap": ""},
        {"topic": "fever", "gap": "Not written.", "blocks": ["shared/fever"]},
    ],
)
def test_a_gap_that_is_not_named_is_found(row):
    """A topic without a block, with one that is not there, or with a gap that gives no reason is told."""
    assert 1 == len([*faults({"x": row}, {"shared/fever"})])


def test_words_send_to_titles_by_their_names():
    """Where the list of words says what to ask for, it has the title of that paper, in each of its languages."""
    library = reading.library()
    words, say = library.booklets["words"], speaker(library)
    cells = [row[1].text for row in words.blocks["words/more-in"].content.rows]
    for locale in words.content.locales:
        called = ((name, each.content.title.text) for name, each in library.booklets.items())
        titles = {say(locale, name, "booklet:title", title) for name, title in called}
        named = re.findall(r"\*([^*]+)\*", " ".join(say(locale, "words", "more-in:rows", cell) for cell in cells))

        assert len(named) > len(cells)
        assert {*named} <= titles, locale

"""One word, one meaning: docs/words.md holds the program and the guides to it."""

import ast
import re

import pytest

from conftest import REPOSITORY

WORDS = REPOSITORY / "docs/words.md"
SOURCE = REPOSITORY / "src/chapbook"
GUIDES = [
    *(path for path in REPOSITORY.glob("docs/*.md") if path != WORDS),
    *REPOSITORY.glob("*.md"),
    REPOSITORY / "tests/README.md",
]


def rows(columns):
    """The rows of the table that has so many columns."""
    lines = [line.strip("| ").split(" | ") for line in WORDS.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [line for line in lines if len(line) == columns]


ROOMS = {
    word.replace(" ", "_"): rooms.split(", ")
    for words, _, rooms in rows(3)[1:]
    for word in words.split(", ")
    if rooms != "any"
}


def names(source):
    """What a package names: every function, class, parameter and variable, with its room."""
    for path in sorted(source.rglob("*.py")):
        room = path.relative_to(source).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield room, node.name
            elif isinstance(node, ast.arg):
                yield room, node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield room, node.id


def strangers(source):
    """Names that hold a word outside the rooms of its meaning; a compound of the table is a word of its own."""
    compounds = sorted((word for word in ROOMS if "_" in word), key=len, reverse=True)
    for room, name in sorted({*names(source)}):
        left = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        for compound in compounds:
            if compound in left:
                left = left.replace(compound, "")
                if room not in ROOMS[compound]:
                    yield room, name
        parts = {part.removesuffix("s") for part in left.split("_")}
        yield from ((room, name) for word in parts & ROOMS.keys() if room not in ROOMS[word])


def test_every_word_keeps_to_its_rooms():
    """What a word names in the program, it names in the rooms that docs/words.md gives it."""
    assert [] == [*strangers(SOURCE)]


def test_rooms_of_words_are_rooms():
    """The rooms that the table names are there."""
    there = {path.stem for path in SOURCE.iterdir()}

    assert set() == {room for rooms in ROOMS.values() for room in rooms} - there


@pytest.mark.parametrize(
    ("room", "line"), [("typeset", "def sheet(): ..."), ("load", "desk = 1"), ("store", "def publish(): ...")]
)
def test_a_word_in_a_strange_room_is_found(tmp_path, room, line):
    """A name that is planted in a room where its word means nothing is found."""
    (tmp_path / room).mkdir()
    (tmp_path / room / "a.py").write_text(line)

    assert 1 == len([*strangers(tmp_path)])


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_guides_say_nothing_that_is_no_longer_said(guide):
    """No guide uses a name of before."""
    text = guide.read_text("utf-8")
    gone = [name for names, _ in rows(2)[1:] for name in re.findall(r"`([^`]+)`", names)]

    assert [] == [name for name in gone if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]

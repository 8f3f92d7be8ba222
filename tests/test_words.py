"""One word, one meaning: docs/words.md holds the program and the guides to it."""

import ast
import re
from functools import cache

import pytest

from conftest import REPOSITORY

WORDS = REPOSITORY / "docs/words.md"
SOURCE = REPOSITORY / "src/chapbook"
GUIDES = [
    *(path for path in REPOSITORY.glob("docs/*.md") if path != WORDS),
    *REPOSITORY.glob("*.md"),
    REPOSITORY / "tests/README.md",
    REPOSITORY / "booklets/evidence/README.md",
]
# Files that all titles share, and what pages are made with.
HEADS = [
    path
    for folder in ("booklets/*.yaml", "locales/*.yaml", "templates/**/*.html", "styles/**/*.css")
    for path in REPOSITORY.glob(folder)
]


def rows(columns):
    """The rows of the table that has so many columns."""
    lines = [line.strip("| ").split(" | ") for line in WORDS.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [line for line in lines if len(line) == columns]


TABLE = {word.replace(" ", "_"): rooms.split(", ") for words, _, rooms in rows(3)[1:] for word in words.split(", ")}
COMPOUNDS = sorted((word for word in TABLE if "_" in word), key=len, reverse=True)
ROOMS = {word: rooms for word, rooms in TABLE.items() if rooms not in (["any"], ["below"])}
# Each meaning of an overbooked word, or of a class by its name: the word, and the files where it means that.
MEANINGS = [(word.strip("`"), files.split(", ")) for word, _, files, _ in rows(4)[1:]]


def inflected(word):
    """A word as names have it: of one and of several, and who does it."""
    if word.endswith("y"):
        return re.compile(f"{word}|{word.removesuffix('y')}ies")
    return re.compile(rf"{word.removesuffix('s')}(?:s|es|ed|er|ers)?")


INFLECTED = {word: inflected(word) for word, _ in MEANINGS if word.islower()}


def names(source):
    """What a package names, with its file, and whether it is a class: files, functions, parameters and all `named`."""
    for path in sorted(source.rglob("*.py")):
        file = path.relative_to(source).as_posix()
        yield file, path.stem, False
        yield from ((file, name, is_class) for name, is_class in named(path.read_text("utf-8")))


@cache
def named(text):
    """What a module names, read once."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append((node.name, isinstance(node, ast.ClassDef)))
        elif isinstance(node, ast.arg):
            found.append((node.arg, False))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append((node.id, False))
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.append((node.attr, False))
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            found.append((node.name, False))
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.append((node.rest, False))
        elif isinstance(node, ast.alias) and node.asname not in (None, node.name):
            found.append((node.asname, False))
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
            found += [
                (each.value, False) for each in ast.walk(node.slice) if isinstance(getattr(each, "value", 0), str)
            ]
    return found


def parts_of(name):
    """The words of a name, and its compounds."""
    left, compounds = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower(), set()
    for compound in COMPOUNDS:
        if compound in left:
            left = left.replace(compound, "")
            compounds.add(compound)
    return {*left.split("_")}, compounds


def strangers(source):
    """Names that hold a word outside of the rooms of its meaning; a compound of the table is a word of its own."""
    for file, name, _ in sorted({*names(source)}):
        room = file.split("/")[0].removesuffix(".py")
        parts, compounds = parts_of(name)
        for word in {each for part in parts for each in (part, part.removesuffix("s"))} | compounds:
            if word in ROOMS and room not in ROOMS[word]:
                yield room, name


def means(file, word):
    """Whether a word, or a class by its name, means something in a file."""
    files = [each for said, where in MEANINGS if said == word for each in where]
    return any(each == "any" or file == each or file.startswith(f"{each}/") for each in files)


def misused(source):
    """Names that hold an overbooked word in a file where it means nothing, and classes that take such a word alone."""
    classes = {word for word, _ in MEANINGS if not word.islower()} | {word.capitalize() for word in INFLECTED}
    for file, name, is_class in sorted({*names(source)}):
        parts, _ = parts_of(name)
        for word, pattern in INFLECTED.items():
            if any(map(pattern.fullmatch, parts)) and not means(file, word):
                yield file, name
        if is_class and name in classes and not means(file, name):
            yield file, name


def test_every_word_keeps_to_its_rooms():
    """What a word names in the program, it names in the rooms that docs/words.md gives it."""
    assert [] == [*strangers(SOURCE)]


def test_rooms_of_words_are_rooms():
    """The rooms and the files that the tables name are there, and what one table leaves to the other stands in it."""
    there = {path.stem for path in SOURCE.iterdir()}
    files = {file for _, where in MEANINGS for file in where} - {"any"}
    left = {word.removeprefix("job_") for word, rooms in TABLE.items() if rooms == ["below"]}

    assert set() == {room for rooms in ROOMS.values() for room in rooms} - there
    assert [] == [file for file in sorted(files) if not (SOURCE / file).exists()]
    assert INFLECTED.keys() == left - {"message"}


def test_an_overbooked_word_means_one_thing_in_a_file():
    """A word of many meanings names something only in the files of one of them, and no class but its own."""
    found = [*misused(SOURCE)]
    alone = [(word, file) for word, where in MEANINGS if word.islower() for file in where if file != "any"]

    assert [] == found
    assert [] == [each for each in alone if alone.count(each) > 1]


def test_classes_of_one_name_are_one():
    """No two classes of the program have one name, but for those of which docs/words.md gives each with its reason."""
    classes = sorted(name for _, name, is_class in names(SOURCE) if is_class and not name.startswith("_"))
    said = sorted(word for word, files in MEANINGS for _ in files)

    assert [] == [name for name in classes if classes.count(name) > 1 and said.count(name) != classes.count(name)]
    assert [] == [word for word in said if not word.islower() and said.count(word) > max(1, classes.count(word))]


def test_no_meaning_is_kept_for_nothing():
    """Every file of the second table has a name with that word."""
    held = {(file, part) for file, name, _ in names(SOURCE) for part in (*parts_of(name)[0], name)}
    idle = [
        (word, file)
        for word, where in MEANINGS
        for file in where
        if file != "any"
        and not any(
            (each == file or each.startswith(f"{file}/")) and (INFLECTED.get(word) or re.compile(word)).fullmatch(part)
            for each, part in held
        )
    ]

    assert [] == idle


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("content/jobs.py", "is_sheet = True"),
        ("approve/answers.py", "def form(): ..."),
        ("content/medicines.py", "forms = ()"),
        ("formats/unpaged.py", "def _published(): ..."),
        ("files/chain.py", "def library(): ..."),
        ("typeset/weasyprint/structure.py", "self.furniture = {}"),
        ("ledger/claims.py", "proofs = []"),
        ("files/chain.py", "four_desks = ()"),
        ("transcript/values.py", "class Words: ..."),
        ("proof_sheet/signs.py", "class Sheet: ..."),
        ("proof_sheet/sheet.py", ""),
        ("store/store.py", "class Edition: ..."),
        ("finish/finish.py", "class Ticket: ..."),
        ("copy/blank.py", "class Leaf: ..."),
        ("check/terms.py", ""),
        ("files/atomic.py", "try: ...\nexcept OSError as term: ..."),
        ("files/atomic.py", "match x:\n    case [*terms]: ..."),
        ("files/atomic.py", "match x:\n    case {**terms}: ..."),
        ("files/atomic.py", "match x:\n    case term: ..."),
        ("content/project.py", "terms = {}"),
        ("load/load.py", "from chapbook.content.terms import FILE as GLOSSARY"),
        ("content/settings.py", 'ValueType = Literal["name", "glossary"]'),
    ],
)
def test_a_misused_word_is_found(tmp_path, file, line):
    """Each of the overbooked words is found where it was used for something else once, or could be."""
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(line)

    assert 1 == len({*misused(tmp_path)})


@pytest.mark.parametrize(
    ("room", "line"), [("typeset", "def contact_sheet(): ..."), ("load", "snapshot = 1"), ("store", "def dress(): ...")]
)
def test_a_word_in_a_strange_room_is_found(tmp_path, room, line):
    """A name that is planted in a room where its word means nothing is found."""
    (tmp_path / room).mkdir()
    (tmp_path / room / "a.py").write_text(line)

    assert 1 == len([*strangers(tmp_path)])


def test_nothing_says_what_is_no_longer_said():
    """No guide, no help, no message, no comment and no file that all titles share uses a name of before."""
    names = {name for names, _ in rows(2)[1:] for name in re.findall(r"`([^`]+)`", names)}
    gone = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    assert names
    assert [] == [
        (path.name, said)
        for path in [*GUIDES, *SOURCE.rglob("*.py"), *HEADS]
        for said in gone.findall(path.read_text("utf-8"))
    ]

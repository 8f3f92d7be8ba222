"""YAML as people write it: words stay words, every one knows its spot, and no file can do harm."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.files import yaml
from chapbook.files.yaml import Lines, as_yaml, decoded, parse_yaml, read_yaml, spot_at
from chapbook.problems.problem import Missing, Spot
from conftest import attempt


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "a.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return read_yaml(path, "a.yaml")

    return read


@pytest.mark.parametrize(
    "word", ["no", "yes", "12:30", "0800", "1e3", "null", "~", "2026-11-21", "38.0", "0x10", "1_000"]
)
def test_words_stay_words(read, word):
    """A phone number, a time and a `no` come out as they were written."""
    assert {"value": word} == read(f"value: {word}\n")


def test_every_word_knows_its_spot(read):
    """Keys, values, items and the lines of a literal block know their line and column."""
    data = read("title: Hands\nitems:\n  - Wash\n  - {text: Dry}\nprose: |\n    First.\n\n    - Item\n")

    assert Spot("a.yaml", 1, 8) == data["title"].spot
    assert Spot("a.yaml", 2, 1) == data.key_spots["items"]
    assert Spot("a.yaml", 3, 5) == data["items"][0].spot
    assert Spot("a.yaml", 4, 12) == data["items"][1]["text"].spot
    assert Spot("a.yaml", 6, 5) == data["prose"].at_line(0)
    assert Spot("a.yaml", 8, 5) == data["prose"].at_line(2)


def test_spot_of_a_missing_key_is_the_place_that_lacks_it(read):
    """What is not there is looked for where it should stand: in its mapping."""
    data = read("facts:\n  - id: a\n  - id: b\n")

    assert Spot("a.yaml", 3, 5) == spot_at(data, ("facts", 1, "sources"))


def test_a_mark_before_the_first_letter_is_no_letter(read):
    """A file that Windows saved with a byte order mark is read as any other."""
    assert {"kind": "prose"} == read(b"\xef\xbb\xbfkind: prose\n")


def test_all_duplicates_are_found_and_the_first_value_stays(tmp_path):
    """Every duplicate key is a problem of its own, and what can be read is read on."""
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\na: 2\nb: {c: 1, c: 2}\n")
    data, found = parse_yaml(path, "a.yaml")

    assert {"a": "1", "b": {"c": "1"}} == data
    assert [("B001", 2, 1), ("B001", 3, 11)] == [
        (problem.code, problem.spot.line, problem.spot.column) for problem in found
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [{', '.join(['*a'] * 50)}]\n" for n in range(200)),
        "a: " + "[" * 200_000,
        "- " * 200_000,
        "{a: " * 100_000,
        "a: " + "x" * 999_000,
    ],
    ids=["aliases", "brackets", "hyphens", "braces", "a long word"],
)
def test_no_file_takes_long(read, bomb):
    """Whatever a file of the largest size holds, it is read or refused within two seconds."""
    start = time.monotonic()
    _, codes = attempt(lambda: read(bomb))

    assert 2 > time.monotonic() - start
    assert codes <= {"B011", "B012"}


@pytest.mark.parametrize("size", [100, 101])
def test_no_style_or_drawing_is_larger_than_anybody_draws(tmp_path, monkeypatch, size):
    """A style, a template or a drawing over its limit is refused before it is read; one of just that size is taken."""
    monkeypatch.setattr("chapbook.files.yaml.LARGEST", 100)
    (tmp_path / "a.svg").write_text("x" * size)
    _, codes = attempt(lambda: decoded(tmp_path / "a.svg", "a.svg"))

    assert ({"B010"} if size > 100 else set()) == codes


def test_a_tag_runs_nothing(read, tmp_path):
    """A tag that asks YAML for a Python object gives plain words."""
    target = tmp_path / "made"
    data = read(f"a: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{target}']]\n")

    assert {"a": [[str(target)]]} == data
    assert not target.exists()


def test_one_parser_everywhere(monkeypatch, read):
    """Where the machine lacks the parser that others have, nothing is read otherwise: it is said what to install."""
    monkeypatch.setattr(yaml, "_Loader", None)

    with pytest.raises(Missing, match="libyaml"):
        read("a: b\n")


@given(st.binary(max_size=200) | st.text("ab:-[]{}&*!|>'\"#%@`,? \n\t", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    """Whatever bytes a file holds, the answer is a mapping or problems, never another error."""
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    data, found = parse_yaml(path, "any.yaml")

    assert data is not None or found
    assert all(str(problem) for problem in found)


def test_what_is_written_is_read(read):
    """A day that stands twice is written twice, for an alias is refused; a text is one line, lines are lines."""
    day, long = datetime.date(2026, 11, 21), "word " * 100 + "end"
    written = as_yaml({"first": day, "second": day, "long": long, "lines": Lines("one\ntwo")})

    assert {"first": str(day), "second": str(day), "long": long, "lines": "one\ntwo"} == read(written)
    assert ["first: 2026-11-21", "second: 2026-11-21", f"long: {long}", "lines: |-", "  one", "  two"] == [
        *written.splitlines()
    ]


HARD = st.text("ab '\"c:#-?\n\t{}[]&*!|>%@`,\\~0.é\u00a0ع\u2028\u0085\u200b\ufeff🧸\r\x1b", max_size=40)


@given(st.dictionaries(HARD, HARD | HARD.map(Lines) | st.lists(HARD)))
def test_libyaml_writes_what_pyyaml_does(data):
    """Which of the two wrote a file, nobody can tell: git shows no line that did not change."""
    assert yaml._dumped(data, yaml._PYYAML) == as_yaml(data)


@pytest.mark.parametrize("text", ["🧸", "a\u0085b", Lines("a\n\n"), Lines("\n")])
def test_what_libyaml_writes_otherwise_is_left_to_pyyaml(text):
    """Letters beyond U+FFFF stay letters, and no mark ends a file, whatever stands in it."""
    data = {"a": text, "b": "c"}
    plainly = yaml._dumped(data, yaml._PYYAML)

    assert plainly == as_yaml(data)
    assert plainly != yaml._dumped(data, yaml._LIBYAML)

"""Which way each part of a line runs, held against lines whose order on paper people know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.copy.bidi import direction_of, runs

# Hebrew letters stand for themselves; `unfold` writes the line as it stands on paper, from left to right.
LINES = [
    ("ltr", "Ana 12", "Ana 12"),
    ("rtl", "אבג", "גבא"),
    ("rtl", "אבג 12 דה", "הד 12 גבא"),
    ("rtl", "אבג abc דה", "הד abc גבא"),
    ("ltr", "abc אבג 12 def", "abc 12 גבא def"),
    ("rtl", "אב 1-2", "1-2 בא"),
    ("rtl", "אב 12:30", "12:30 בא"),
    ("rtl", "אב, abc (de)", "abc (de) ,בא"),
    ("rtl", "אב (abc) גד", "דג )abc( בא"),
    ("ltr", "+1 202-555-0143", "+1 202-555-0143"),
    ("ltr", "a (אב) c", "a (בא) c"),
    ("rtl", "סا 31/8", "31/8 اס"),
    ("rtl", "אב $5", "$5 בא"),
    ("ltr", "אב ", "בא "),
    ("ltr", "", ""),
]


def unfold(text, base):
    return "".join(run.text if run.direction == "ltr" else run.text[::-1] for run in runs(text, base))


@pytest.mark.parametrize(("base", "line", "paper"), LINES)
def test_lines_stand_as_people_read_them(base, line, paper):
    """Words, numbers, phones and brackets of two directions stand in the order of the Unicode algorithm."""
    assert paper == unfold(line, base)


def test_marks_go_with_their_letter():
    """A vowel sign runs as the letter under it does."""
    assert ["\u0628\u064e"] == [run.text for run in runs("\u0628\u064e", "ltr")]


@given(st.text(alphabet="ab12אבسا ()-+.,/%$", max_size=20), st.sampled_from(["ltr", "rtl"]))
def test_no_letter_is_lost(text, base):
    """Whatever is mixed, each character stands once."""
    assert sorted(text) == sorted("".join(run.text for run in runs(text, base)))


def test_a_line_runs_as_its_first_letter():
    """Digits and signs have no direction of their own for a whole line."""
    assert ("rtl", "ltr", "rtl") == (
        direction_of("12 אב", "ltr"),
        direction_of("(Ana) אב", "rtl"),
        direction_of("12", "rtl"),
    )

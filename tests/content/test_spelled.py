"""Numbers in words: what they come to, and which of them are claims."""

import pytest

from chapbook.content.numbers import _PER, _UNITS, _WORDS
from chapbook.content.spelled import _TABLES, claims, parts, rates, spelled


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("thirteen, forty-five, one hundred and twenty, two thousand five hundred", "13 45 120 2500"),
        ("half an hour, an hour and a half, two and a half, half a dozen", "0.5 0.5 2.5 6"),
        ("twice a day, a dozen, two dozen, two hundred", "2 12 24 200"),
        ("two, three or four, five and six, three ten-minute walks", "2 3 4 5 6 3 10"),
        ("three quarters of it, fifty percent", "0.75 50"),
        ("one of your nurses, the first, a third dose, once, in half, your half-brother, seconds", ""),
        ("cut it in half, in half of all children", "0.5"),
    ],
)
def test_in_english(text, values):
    """What English says in words comes to a number; ordinals, one and what only sounds so come to none."""
    assert [*map(float, values.split())] == [float(found.value) for found in spelled(text, "en")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "trece, cuarenta y cinco, ciento veinte, dos mil quinientos, veintidós, treinta y una",
            "13 45 120 2500 22 30",
        ),
        ("media hora, la mitad, una hora y media, media docena", "0.5 0.5 0.5 6"),
        ("los dos, por medio de, por la mitad, el 5 por ciento, un cuarto, la primera", ""),
        ("Cuatro semanas, DOS veces", "4 2"),
    ],
)
def test_in_spanish(text, values):
    """What Spanish says in words comes to a number; los dos says both, and un cuarto is a room."""
    assert [*map(float, values.split())] == [float(found.value) for found in spelled(text, "es")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ثلاثة عشر يومًا", "13"),
        ("خمسة وأربعون", "45"),
        ("مئة وعشرون", "120"),
        ("ثلاثة آلاف", "3000"),
        ("أسبوعين، مرّتين", "2 2"),
        ("بثلاثة أيام والأربعة", "3 4"),
        ("نصف ساعة", "0.5"),
        ("ضعف في التوازن، يوم واحد، عند الأولى", ""),
    ],
)
def test_in_arabic(text, values):
    """What Arabic says in words, with what it writes at their front, comes to a number; so does two of a thing."""
    assert [*map(float, values.split())] == [float(found.value) for found in spelled(text, "ar")]


def test_in_a_language_without_a_table():
    """Nothing is known of a language that has no table."""
    assert () == spelled("zwei Wochen", "de")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wait two weeks, two or more days, two to three hours, a five-minute walk", "two two two three five"),
        ("A day or two", "two"),
        ("two in ten, one out of every five, 3 in four", "two ten five four"),
        ("six full tablets, seven percent", "six seven"),
        ("thirteen signs, half of them, twice, a dozen", "thirteen half twice dozen"),
        ("CAR T in five steps, a medicine with two arms, ask for three things, two people hold", ""),
    ],
)
def test_what_wants_a_fact(text, words):
    """What measures, is a share, a part or above twelve is a claim; what counts things on a page is speech."""
    assert words.split() == [found.text for found in claims(text, "en")]


@pytest.mark.parametrize("word", [word for word in _TABLES["en"] if word.isalpha() and word[-3:] != "ice"])
def test_a_number_of_the_table_is_one_in_a_rate(word):
    """Every number that English says in a word counts as the whole of a rate, and makes two in so many a claim."""
    assert [word] == [found.text for found in rates(f"It goes away in two in {word}.")]
    assert "two" in [found.text for found in claims(f"It goes away in two in {word}.", "en")]


@pytest.mark.parametrize(
    "unit", [each for table in (_UNITS, _WORDS, _PER) for each in "|".join(table.values()).split("|")]
)
def test_a_number_in_words_before_any_unit_is_a_claim(unit):
    """What the grammar of numbers takes for a unit in letters measures, after a number in words too."""
    wanted = ["two"] if unit[0].isalpha() else []

    assert wanted == [found.text for found in claims(f"Take two {unit} now", "en")]


@pytest.mark.parametrize(
    ("text", "babel", "values"),
    [
        ("1 in 1 000 children, 1 in 10 000, 1 out of every 1,000", "en_US", "1000 10000 1000"),
        ("1 in 1.000", "es_ES", "1000"),
        ("One in a hundred; 2 in 100", "en_US", "100 100"),
        ("3 in 5 to 7, 2 in 5–7, 5 mg in 10 mL, at 38.0 °C in 202-555-0143", "en_US", ""),
    ],
)
def test_a_rate_is_in_the_whole_number(text, babel, values):
    """The denominator of a rate is a number as the grammar reads it, in its groups; a range and a dose are none."""
    assert [*map(float, values.split())] == [float(rate.value) for rate in rates(text, babel)]


def test_a_part_is_named_whatever_it_is_a_part_of():
    """Parts in words are found by the table of numbers: there is no second list."""
    assert ["two thirds of", "half of"] == parts(
        "Two people, two thirds of them, in half of all; in half an hour", "en"
    )

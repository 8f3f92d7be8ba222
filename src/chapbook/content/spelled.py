"""Numbers in words: which words of a language are numbers, what they come to, and which of them are claims.

A language that has no table here is not compared; docs/translators.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from chapbook.content.numbers import ENGLISH, UNIT_WORDS, figures


@dataclass(frozen=True)
class Spelled:
    """A number in words as it is written, where it begins, and what it comes to."""

    text: str
    start: int
    value: Decimal


def _count(words: str, first: int, step: int = 1) -> dict[str, Decimal]:
    return {word: Decimal(first + step * number) for number, word in enumerate(words.split())}


_UP_TO_TWELVE = "two three four five six seven eight nine ten eleven twelve"
_THIRD, _QUARTER, _HALF = Decimal(1) / Decimal(3), Decimal("0.25"), Decimal("0.5")

# From three to nine, as the tens and hundreds begin too.
_ONES = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")

# Patterns with what they come to. Words that are numbers in few of their uses stand with the words around them.
_TABLES: dict[str, dict[str, Decimal]] = {
    "en": {
        **_count(
            f"{_UP_TO_TWELVE} thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 2
        ),
        **_count("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
        "hundred": Decimal(100),
        "thousand": Decimal(1000),
        "million": Decimal(1000000),
        "dozen": Decimal(12),
        "twice": Decimal(2),
        "thrice": Decimal(3),
        # "In half" is how, "in half of them" a part, "the other half" which.
        r"(?<!\bin )(?<!\bother )half(?![ -](?:way|asleep|awake|brothers?|sisters?|siblings?)\b)": _HALF,
        r"(?<=\bin )half(?= of\b)": _HALF,
        "(?:a|one) third(?= of)|(?<=one-)third|(?<=one )third|thirds": _THIRD,
        "(?:a|one) quarter(?= of)|(?<=one-)quarter|(?<=one )quarter|quarters": _QUARTER,
    },
    "es": {
        # "Los dos" says both, as often of two who were not counted.
        r"(?<!\blos )(?<!\blas )dos": Decimal(2),
        **_count(
            "tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
            "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
            "veintisiete veintiocho veintinueve",
            3,
        ),
        "veinti[uú]na?": Decimal(21),
        **_count("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10),
        r"cien|(?<!\bpor )ciento": Decimal(100),
        **{f"{word}cient[oa]s": Decimal(value) for word, value in (("dos", 200), ("tres", 300), ("cuatro", 400))},
        "quinient[oa]s": Decimal(500),
        **{f"{word}cient[oa]s": Decimal(value) for word, value in (("seis", 600), ("sete", 700), ("ocho", 800))},
        "novecient[oa]s": Decimal(900),
        "mil": Decimal(1000),
        "mill[oó]n(?:es)?": Decimal(1000000),
        "docenas?": Decimal(12),
        # "Por la mitad" is how; "medio" is a means, too.
        r"(?<!\bpor la )mitad|(?<= y )medi[oa]|media(?= (?:hora|dosis|docena|pastilla|tableta|taza|jeringa))": _HALF,
        "tercios?": _THIRD,
        "(?<=un )cuarto(?= de)|(?<=tres )cuartos": _QUARTER,
    },
    "ar": {
        "اثن(?:ان|ين|تان|تين|ا|تا)": Decimal(2),
        **{f"{stem}(?:[ةه]|ي[ةه]?)?": Decimal(value) for value, stem in enumerate(_ONES, 3)},
        "عشر[ةه]?": Decimal(10),
        "(?:أحد|إحدى)(?= عشر)": Decimal(1),
        "عشر(?:ون|ين)": Decimal(20),
        **{f"{stem}(?:ون|ين)": Decimal(10 * value) for value, stem in enumerate(_ONES, 3)},
        "(?:مئ|مائ)[ةه]": Decimal(100),
        "(?:مئ|مائ)ت(?:ان|ين)": Decimal(200),
        **{f"{stem}(?:مئ|مائ)[ةه]": Decimal(100 * value) for value, stem in enumerate(_ONES, 3)},
        "ألف|آلاف": Decimal(1000),
        # Two of a thing is a form of its name.
        "(?:مر|ساع|دقيق|جرع|سن)ت(?:ان|ين)|(?:يوم|أسبوع|شهر|عام|ضعف)(?:ان|ين)": Decimal(2),
        "نصف": _HALF,
        "ثلث": _THIRD,
        "ربع": _QUARTER,
    },
}  # fmt: skip
# What says a number of which a translation may make a word of its own.
_LENIENT = {"en": {"both|pairs?|couple|double[ds]?": Decimal(2), "in half|halv(?:e|es|ed)": _HALF}}
# How the words of one number are joined; Arabic writes "and", "the" and "in" at the front of the word.
_JOINED = {"en": "(?: and a | and | a |[ -])", "es": "(?: y | )", "ar": "(?: و| )"}
_FRONT = {"ar": "[وفبلك]{0,2}(?:ال)?"}
# Arabic writes them or not, and may stretch a word.
VOWEL_SIGNS = "\u064b-\u0652\u0640"

# The numbers of the table in one word, and "one"; twice is no count of things.
_WORD = "|".join(word for word in ("one", *_TABLES["en"]) if word.isalpha() and word not in ("twice", "thrice"))
# Stand in for each character of a number, and of a range, in digits.
_DIGIT, _RANGE = "\ue000", "\ue001"
_ONE_OF = rf"(?:{_DIGIT}+|\b(?:(?:a|one) )?(?:{_WORD})\b)"
_SHARE = "(?:in|out of)(?: every)?"
_RATE = re.compile(rf"(?:{_RANGE}|{_ONE_OF}) {_SHARE} ({_ONE_OF})(?! (?:and|to|or) {_DIGIT})", re.IGNORECASE)
# In English, a number up to twelve is a claim where it counts what is measured or given, or is a share. "Two people
# hold your child" is speech. What is given without a unit stands here.
_MEASURED = (
    rf"(?:(?:full|whole|more|other|small|extra) )?(?:{UNIT_WORDS}"
    r"|times|degrees|tablets?|pills?|capsules?|drops?|puffs?|sprays?|patch(?:es)?|syringes?|vials?"
    r"|bags?|spoons?|spoonfuls?|teaspoons?|tablespoons?|cups?|cycles?|infusions?|injections?)\b"
)
# Two weeks, two or more weeks, two to three weeks, two in ten.
_COUNTING = re.compile(
    rf"[ -](?:or more |and a half |(?:or|to) (?:\w+|{_DIGIT}+) )?{_MEASURED}| {_SHARE} {_ONE_OF}", re.IGNORECASE
)
# A day or two, one in two.
_COUNTED = re.compile(rf"(?:\b(?:{UNIT_WORDS}|tablets?) or|{_ONE_OF} {_SHARE}) \Z", re.IGNORECASE)


@lru_cache(maxsize=16384)
def spelled(text: str, language: str, lenient: bool = False) -> tuple[Spelled, ...]:
    """The numbers that a text says in words, from two up, and fractions.

    >>> [(found.text, str(found.value)) for found in spelled("Two and a half tablets twice, thirty-five in all", "en")]
    [('Two and a half', '2.5'), ('twice', '2'), ('thirty-five', '35')]
    >>> [(found.text, str(found.value)) for found in spelled("dos semanas, treinta y cinco días", "es")]
    [('dos', '2'), ('treinta y cinco', '35')]
    >>> [str(found.value) for found in spelled("خمسة عشر يومًا ثم أسبوعين وخمسة وعشرون", "ar")]
    ['15', '2', '25']
    """
    words = _words(language, lenient)
    if words is None:
        return ()
    if language == "ar":
        text = re.sub(f"[{VOWEL_SIGNS}]", "", text)
    found: list[Spelled] = []
    for match in words.finditer(text):
        value = _table(language, lenient)[match.lastindex or 0]
        start = match.start(match.lastindex or 0)
        joined = _between(language).fullmatch(text[found[-1].start + len(found[-1].text) : start]) if found else None
        if joined and (whole := _together(found[-1].value, value, joined[0], language == "ar")) is not None:
            first = found.pop().start
            found.append(Spelled(text[first : match.end()], first, whole))
        else:
            found.append(Spelled(text[start : match.end()], start, value))
    return tuple(number for number in found if number.value != 1)


def claims(text: str, language: str) -> Iterator[Spelled]:
    """The numbers in words for which a fact is wanted: from thirteen up, parts and twice; below that, what measures.

    >>> [found.text for found in claims("Two people wait two weeks, a day or two, then take half; one in ten", "en")]
    ['two', 'two', 'half', 'ten']
    """
    all_found = spelled(text, language)
    if all_found:
        text = _without_digits(text)
    for found in all_found:
        is_large = (
            found.value > 12
            or found.value % 1
            or (language == "en" and found.text.casefold() not in _UP_TO_TWELVE.split())
        )
        before, after = text[: found.start], text[found.start + len(found.text) :]
        if is_large or _COUNTING.match(after) or _COUNTED.search(before):
            yield found


def parts(text: str, language: str) -> list[str]:
    """The parts of something that a text names.

    >>> parts("Half of it, two thirds of them, one and a half hours", "en")
    ['Half of', 'two thirds of']
    """
    found = [each for each in spelled(text, language) if each.value % 1]
    return [f"{each.text} of" for each in found if re.match(" of\\b", text[each.start + len(each.text) :])]


def rates(text: str, babel: str = ENGLISH) -> list[Spelled]:
    """The denominator of every rate in English.

    >>> said = "In 80–82 in 100 it went; one out of every ten had it, at 3 in 5 to 7 or 5–7, Two in a dozen coughed."
    >>> [(found.text, str(found.value)) for found in rates(f"{said} 1 in 10 000.")]
    [('100', '100'), ('ten', '10'), ('a dozen', '12'), ('10 000', '10000')]
    """
    found = []
    for match in _RATE.finditer(_without_digits(text, babel)):
        said, start = text[slice(*match.span(1))], match.start(1)
        values = [value for figure in figures(said, babel) for value in figure.values]
        values += [word.value for word in spelled(said, "en")]
        found.append(Spelled(said, start, values[0] if values else Decimal(1)))
    return found


def _without_digits(text: str, babel: str = ENGLISH) -> str:
    """A text of the same length, each number and each range in digits as so many signs that stand in for it."""
    for figure in figures(text, babel):
        if figure.kind == "number" and not {":", "/", "⁄"} & {*figure.text}:
            sign, end = _DIGIT if len(figure.values) == 1 else _RANGE, figure.start + len(figure.text)
            text = text[: figure.start] + sign * len(figure.text) + text[end:]
    return text


def _together(so_far: Decimal, value: Decimal, joint: str, ones_first: bool = False) -> Decimal | None:
    """Two numbers that stand together as one, and nothing where they are two.

    >>> [str(_together(Decimal(first), Decimal(second), " ")) for first, second in ((20, 5), (2, 100), (3, 10), (2, 3))]
    ['25', '200', 'None', 'None']
    """
    is_and = bool(re.search("and|y|و", joint))
    if so_far < 1 or value < 1:
        if value < 1 and is_and:
            return so_far + value
        return None if is_and or (so_far < 1 and value < 1) else so_far * value
    if value == 12 and so_far < 10:
        return so_far * value
    if value in (100, 1000, 1000000) and not is_and and (counted := so_far % value):
        # Of two thousand five hundred, five are the hundreds.
        return so_far - counted + counted * value
    if (so_far % 100 == 0 and value < 100) or (so_far % 1000 == 0 and value < 1000):
        return so_far + value
    if so_far % 10 == 0 and so_far % 100 >= 20 and value < 10:
        return so_far + value
    # As in Arabic, where the ones stand before the tens.
    if ones_first and so_far < 10 and ((value == 10 and not is_and) or (20 <= value < 100 and "و" in joint)):
        return so_far + value
    return None


@cache
def _table(language: str, lenient: bool) -> list[Decimal]:
    """What each group of the pattern comes to, counted from 1."""
    table = {**_TABLES[language], **(_LENIENT.get(language, {}) if lenient else {})}
    return [Decimal(0), *table.values()]


@cache
def _words(language: str, lenient: bool) -> re.Pattern[str] | None:
    if language not in _TABLES:
        return None
    table = {**_TABLES[language], **(_LENIENT.get(language, {}) if lenient else {})}
    groups = "|".join(f"({pattern})" for pattern in table)
    return re.compile(rf"(?<!\w){_FRONT.get(language, '')}(?:{groups})(?!\w)", re.IGNORECASE)


@cache
def _between(language: str) -> re.Pattern[str]:
    return re.compile(_JOINED[language], re.IGNORECASE)

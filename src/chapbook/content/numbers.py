"""The one grammar of numbers: what a number is, with its sign, its unit and its range, and when two are the same.

The text pass holds together what is found here, checks trace it, translations keep it, and the audit reads it back
from the page. Where two grammars part, a dose stands in the wrong order, or goes unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from itertools import accumulate
from typing import Literal
from unicodedata import numeric

from babel.numbers import get_decimal_symbol, get_group_symbol

from chapbook.content.phones import (
    DASHES,
    EXTENSION,
    HYPHENS,
    JOINERS,
    MINUS,
    PHONE,
    SPACE,
    SPACES,
    dialled,
    in_western_digits,
)

Kind = Literal["number", "temperature", "phone", "dose"]

# How numbers are written where nobody says in which language.
ENGLISH = "en_US"


# ── units ─────────────────────────────────────────────────────────────────────────────────────────────────────────

# Each unit by its name, and as it is spelled: one letter as it stands here, more than one in any case.
_UNITS = {
    "kg": "kg|kilo|kilos|kilogram|kilograms|kilogramo|kilogramos",
    "g": "g|gram|grams|gramo|gramos",
    "mg": "mg|milligram|milligrams|miligramo|miligramos",
    "mcg": "mcg|µg|μg|ug|microgram|micrograms|microgramo|microgramos",
    "ng": "ng|nanogram|nanograms|nanogramo|nanogramos",
    "L": "L|l|liter|liters|litre|litres|litro|litros",
    "dL": "dL",
    "mL": "mL|cc|milliliter|milliliters|millilitre|millilitres|mililitro|mililitros",
    "mcL": "mcL|µL|μL|uL|microliter|microliters|microlitre|microlitres|microlitro|microlitros",
    "km": "km|kilometer|kilometers|kilometre|kilometres|kilómetro|kilómetros",
    "m": "m|meter|meters|metre|metres|metro|metros",
    "cm": "cm|centimeter|centimeters|centimetre|centimetres|centímetro|centímetros",
    "mm": "mm|millimeter|millimeters|millimetre|millimetres|milímetro|milímetros",
    "micron": "micron|microns|micra|micras|µm|μm",
    "unit": "unit|units|U|unidad|unidades",
    "IU": "IU|UI|international unit|international units|unidad internacional|unidades internacionales",
    "mmol": "mmol",
    "mcmol": "mcmol|µmol|μmol",
    "mEq": "mEq",
    "mmHg": "mmHg|mm Hg",
    "kPa": "kPa",
    "Gy": "Gy",
    "cGy": "cGy",
    "kcal": "kcal",
    "kJ": "kJ",
    "lb": "lb|lbs",
    "oz": "oz",
    "h": "h|hr|hrs",
    "min": "min|mins",
    "s": "s|sec|secs",
    "%": "%|٪",
    "‰": "‰",
}
# Words that are compared, and units after a stroke alone: a line may end within "5 days", and may not within "5 mg".
_WORDS = {
    "h": "hour|hours|hora|horas",
    "min": "minute|minutes|minuto|minutos",
    "s": "second|seconds|segundo|segundos",
    "day": "day|days|día|días",
    "night": "night|nights|noche|noches",
    "week": "week|weeks|semana|semanas",
    "month": "month|months|mes|meses",
    "year": "year|years|año|años",
    "dose": "dose|doses|dosis",
    "%": "percent|per cent|por ciento",
    "lb": "pound|pounds|libra|libras",
    "oz": "ounce|ounces|onza|onzas",
    "in": "inch|inches|pulgada|pulgadas",
    "ft": "foot|feet|pie|pies",
    "mi": "mile|miles|milla|millas",
    "kcal": "calorie|calories|kilocalorie|kilocalories|caloría|calorías",
}
_PER = {"day": "d", "week": "wk"}
# They run from right to left with their sentence, and on the page stand on the other side of their number.
_ARABIC = {
    "kg": "كغ|كغم|كجم|كلغ|كيلوغرام|كيلوجرام",
    "g": "غ|غم|جم|غرام|جرام",
    "mg": "ملغ|ملغم|مغ|مجم|ملجم|مليغرام|مليجرام|ملليغرام|ملليجرام",
    "mcg": "مكغ|مكغم|مكجم|ميكروغرام|ميكروجرام",
    "L": "لتر|ليتر",
    "mL": "مل|ملل|مليلتر|ملليلتر|ميليلتر",
    "cm": "سم|سنتيمتر",
    "mm": "مم|ملم|مليمتر|ملليمتر",
    "unit": "وحدة|وحدات",
}
_WORDS_IN_ARABIC = {
    "h": "ساعة|ساعات",
    "min": "دقيقة|دقائق",
    "s": "ثانية|ثوان|ثواني",
    "day": "يوم|يوما|أيام",
    "night": "ليلة|ليال|ليالي",
    "week": "أسبوع|أسبوعا|أسابيع",
    "month": "شهر|شهرا|أشهر|شهور",
    "year": "سنة|سنوات|سنين|عام|عاما|أعوام",
    "dose": "جرعة|جرعات",
    "%": "بالمئة|بالمائة|في المئة|في المائة",
}
# Facts have them in letters alone too: 38.0 C (100.4 F). The º of 1º is of an ordinal.
_DEGREES = {"°C": "°C|ºC|℃|C", "°F": "°F|ºF|℉|F", "°": "°"}


def _names(*tables: dict[str, str]) -> dict[str, str]:
    return {spelled: name for table in tables for name, spellings in table.items() for spelled in spellings.split("|")}


def _folded(spelled: str) -> str:
    """A spelling without its spaces and, where it has more than one letter, in small ones."""
    spelled = re.sub(SPACE, "", spelled)
    return spelled if len(spelled) == 1 else spelled.casefold()


def _any_of(spellings: Iterable[str]) -> str:
    """What reads any of some spellings, the longest first."""
    return "|".join(SPACE.join(map(re.escape, each.split())) for each in sorted(spellings, key=len, reverse=True))


# The L of L-shaped and the U of U.S. are no units.
_IS_NO_INITIAL = rf"(?!['’]|[{HYPHENS}][A-Za-z]|\.\w)"


def _letters(*tables: dict[str, str]) -> str:
    words = [spelled for spelled in _names(*tables) if spelled[0].isalpha()]
    single = "".join(word for word in words if len(word) == 1)
    return rf"(?:(?i:{_any_of(word for word in words if len(word) > 1)})|[{single}]{_IS_NO_INITIAL})"


# What a text may leave to its context, or say another way: 2 to 3 hours, 8 in 100.
SAID_IN_WORDS = frozenset({*_WORDS, "‰"})
# Every unit that is spelled in letters, for numbers in words.
UNIT_WORDS = _letters(_UNITS, _WORDS, _PER)
# Those that are units without a stroke too.
LETTERED = _letters(_UNITS)
# Shares, and doses by weight or by the skin's surface.
PER_CENT = rf"(?:{_any_of(_WORDS['%'].split('|'))})(?!\w)"
_WEIGHT = rf"(?:{_any_of([*_UNITS['kg'].split('|'), *_WORDS['lb'].split('|')])})"
BY_WEIGHT = rf"(?:{LETTERED}/(?:{_WEIGHT}|m[2²])|(?:per|for each|for every) {_WEIGHT})(?!\w)"

# What a text may write after a temperature, in signs, letters or words. A letter of a word is no scale.
DEGREES = r"[°º] ?[CF]?|[℃℉]|[CF](?!\w)|(?:degrees?|grados?|درجات|درجة)(?!\w)"

# Letters of scripts that write no space between words, as they stand in a class: kana, Chinese characters, Thai, Lao,
# Burmese, Khmer. What stands beside them may begin or end there.
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# A unit ends before what is no letter of its own script. Each time that this stands in a pattern costs a millisecond to
# compile (CPython 3.11 counts all characters of a class), so that it stands once in each.
_END = rf"(?![^\W{SPACELESS}])"

_NAMES = _names(_PER, _WORDS, _WORDS_IN_ARABIC, _UNITS, _ARABIC, _DEGREES)
_NAME_OF = {_folded(spelled): name for spelled, name in _NAMES.items()}

_INTEGER = rf"(?:(?!0)\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)|\d+)"
_POWER = r"(?:\^?[23]|[²³])"
# Per kilogram, per day, and in so much of a syrup: mg/kg/day, mg/5 mL.
_EACH = rf"(?:/(?:{_INTEGER}(?:[.,٫]\d+)?{SPACE}?)?[A-Za-zµμÀ-ɏ]+{_POWER}?)"
_DEGREE = rf"(?:[°º]{SPACE}?[CF]|[CF]{_IS_NO_INITIAL}|°)"
# Units that nobody listed: a prefix of the SI before one of its symbols, as in MBq; what English says so is none.
_OF_THE_SI = (
    r"(?!(?:pm|um|us)(?!\w))(?:(?:mc|[GMkdcmµμunpf])(?:Bq|Sv|Gy|Ci|mol|[Oo]sm|[Ee]q|Pa|bar|J|cal|W|V|A|Hz|rad|rem|I?U|kat"
    r"|[gmsLl])|[mµμunp]M|Bq|Sv|Ci|Hz|mol|[Oo]sm|[CFPT]FU|BAU)"
)
_UNIT = (
    rf"(?:[℃℉]|[%٪‰]{_EACH}*|(?:{_DEGREE}|(?:{LETTERED}|{_OF_THE_SI}){_POWER}?{_EACH}*"
    rf"|(?:/{_letters(_UNITS, _WORDS, _PER)}{_POWER}?)+){_END})"
)
_CLOCK = rf"(?:[ap]\.{SPACE}?m\.|[AP]\.M\.|(?:[ap]m|[AP]M){_END})"
_IN_ARABIC = rf"(?:{_any_of(_names(_ARABIC))})(?!\w)"
_PART = re.compile(rf"(?:{_INTEGER}(?:[.,٫]\d+)?{SPACE}?)?(?P<word>.*?)(?:\^?(?P<power>[23²³]))?")


def _unit_name(written: str) -> str:
    """A unit by its name, however it is spelled.

    >>> [_unit_name(unit) for unit in ("µg/m²/día", "mg/5 ml", "ºC", "مم", "µSv")]
    ['mcg/m2/day', 'mg/mL', '°C', 'mm', 'mcSv']
    """
    parts = [part for each in written.split("/") if (part := _PART.fullmatch(each))]
    return "/".join(
        _NAME_OF.get(_folded(part["word"]), re.sub("^[µμ]|^u(?=[A-Z])", "mc", part["word"]))
        + (part["power"] or "").translate(_LOWERED)
        for part in parts
    )


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────

# What is measured in words is no phone: 1000-2000 calories. Hours and days may follow one: 202-555-0143 day or night.
_OF_TIME = ("h", "min", "s", "day", "night", "week", "month", "year")
_MEASURES = _names(*({n: t[n] for n in t if n not in _OF_TIME} for t in (_WORDS, _WORDS_IN_ARABIC)), _ARABIC)
_NO_PHONE = rf"[.,]?\d|{SPACE}?(?:{_UNIT}|(?i:{_any_of(_MEASURES)})(?!\w))"
# On paper, backwards, the plus of a phone stands at its end.
_PHONE = rf"(?<![A-Za-z\d])(?<![A-Za-z][{HYPHENS}])(?>{PHONE}){EXTENSION}(?:\+(?!\w))?(?!{_NO_PHONE})"

FRACTIONS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(f"{_RAISED}−", "-0123456789-")
# What a raised digit may stand after: a length, ten.
RAISES = re.compile(rf"(?:(?<!\w)[cdkmµμn]?m|(?<![\d.,])10[{_RAISED}]*)$")
_TEN_TO = rf"10(?:\^[−-]?\d{{1,2}}(?!\d)|[{_RAISED}]{{1,3}})"
# What reads as a point or a sign of the number at whose left it touches. In right-to-left text that is where the end
# of a sentence comes to stand.
TOUCHING = ".,:;…·،؛٫٬+−±‐‑‒–—-"
# A sign or a point may begin a number, as in −5 and .5, and must not be lost; people type any dash for a minus.
_SIGNS = f"+±{JOINERS}"
# Between two numbers the first dash joins them, and what comes after it is a sign: −5–−2.
_AFTER_DASH = rf"(?<=[\d{SPACES}][{DASHES}])[{MINUS}{HYPHENS}]"
_SIGN = rf"(?:(?<![\w.,:/)\]°%{JOINERS}])[{_SIGNS}]|{_AFTER_DASH})?"
_POINT = r"(?:(?<![\w.,)])\.)?"
_UNSIGNED = (
    rf"(?:(?:{_TEN_TO}|{_POINT}{_INTEGER}(?:[.,٫٬]\d+)*(?:{SPACE}?[{FRACTIONS}])?|[{FRACTIONS}])"
    rf"(?:{SPACE}?[x×]{SPACE}?{_TEN_TO})?)"
)
# The 2 of m2 is none.
_NUMBER = re.compile(rf"(?<![A-Za-zµμ^]){_SIGN}{_UNSIGNED}")
# From one to another, and to either side of one: 7–10, 7-10, 7 - 10, −5–−2, 5 ± 2. A minus or a hyphen with a space on
# its left alone would begin a number.
_TO = (
    rf"(?:[{MINUS}{HYPHENS}]|{SPACE}?[{DASHES}]{SPACE}?(?:(?<=[{DASHES}{SPACES}])[{MINUS}{HYPHENS}])?"
    rf"|{SPACE}[{MINUS}{HYPHENS}]{SPACE}|{SPACE}?±{SPACE}?)"
)
# A number, and those that a sign joins to it: 7–10, 10:30, 2026-11-21, 1:1000, 24/7.
_CHAIN = rf"{_SIGN}{_UNSIGNED}(?:(?:[:/⁄]|{_TO}){_UNSIGNED})*(?:\+(?!\w))?"
# A number that a name begins with: 5-FU, 4-1BB.
_BEGUN = rf"\d+(?:[{HYPHENS}][A-Z\d]+)*[{HYPHENS}](?=\d*[A-Z])[A-Z\d]+(?!\w)"
_AFTER = rf"{SPACE}?(?:{_UNIT}|{_CLOCK})"
_PLAIN = rf"(?:{_CHAIN}{_AFTER}(?:{_TO}{_CHAIN}{_AFTER})*|{_BEGUN}|{_CHAIN})"
# A sign or a point before a phone is of its sentence.
_FIGURE = re.compile(rf"(?P<phone>{_PHONE})|(?![.{_SIGNS}]{{1,2}}{_PHONE}){_PLAIN}")
_DIGIT = re.compile(rf"[\d{FRACTIONS}]")
_UNIT_IN = re.compile(rf"(?<=[\d{FRACTIONS}{_RAISED}+]){SPACE}?(?P<unit>{_UNIT})")
_WORD_AFTER = re.compile(
    rf"[{SPACES}{HYPHENS}]?(?P<unit>(?i:{_any_of(_names(_WORDS, _WORDS_IN_ARABIC, _ARABIC))}))(?!\w)"
)
_IN_ARABIC_AFTER = re.compile(rf"{SPACE}{_IN_ARABIC}")

# What joins the digits of a range in a name too: Q4–6h.
FROM_TO = rf"(?<=\d)[{DASHES}](?=\d)"

# How what reads from left to right begins, if it has a digit at its left end.
BEGINNING = rf"[.{_SIGNS}]*[\d{FRACTIONS}]"


@dataclass(frozen=True)
class Number:
    """One number as it is written, and what it comes to."""

    text: str
    value: Decimal


@dataclass(frozen=True)
class Figure:
    """What a text says in digits, whole, and where it begins: a number, a range, a dose, a temperature, a phone."""

    text: str
    start: int
    kind: Kind
    # By its name, such as mcg/kg/h, of a word after it too; nothing where there is none, or one that nobody here knows.
    unit: str = ""
    # Of a name, such as CD19: it claims nothing.
    is_name: bool = False
    babel: str = ENGLISH

    @property
    def key(self) -> str:
        """What is written, in the one way in which paper is compared: digits and signs as they are.

        A typeface may have one hyphen for several.

        >>> [figure.key for figure in figures("(202) 555-0143, 5mcg, 7 – 10 .5 −5 °C")]
        ['202 555-0143', '5 mcg', '7–10', '.5', '−5 °C']
        """
        text = re.sub(SPACE, " ", self.text).translate(_ON_PAPER)
        if self.kind == "phone":
            return " ".join(re.sub(r"[()]", " ", text).split())
        text = re.sub("(?<=.) ?– ?| ([−-]) ", lambda to: to[1] or "–", text)
        return re.sub(rf"(?<=[\d{FRACTIONS}]) ?(?=[°º℃℉%٪‰A-Za-zμ])", " ", text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Each number of it: both of a range; of a phone, the one that is dialled."""
        if self.kind == "phone":
            return (Number(self.text, Decimal(re.sub(r"\D", "", dialled(self.text)))),)
        # After another number, a dash with a space before it joins: 5 –10.
        text = re.sub(rf"(?<=.){SPACE}(?=[{DASHES}])", "", self.text)
        return tuple(number for match in _NUMBER.finditer(text) for number in _read(match[0], self.babel))

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(number.value for number in self.numbers)

    @property
    def is_whole(self) -> bool:
        """Whether it is said in whole numbers, as a family counts; a thermometer alone shows decimals.

        >>> [figure.text for figure in figures("20%, ½, 1/2, 7.5 mL, 24/7, 38.0 °C") if not figure.is_whole]
        ['20%', '½', '1/2', '7.5 mL']
        """
        if self.kind in ("phone", "temperature"):
            return True
        is_fraction = re.match(r"[1-9]/[1-9]\d?(?![\d/])", self.text)
        return not (is_fraction or self.unit == "%" or any("." in str(value) for value in self.values))

    @property
    def unusual(self) -> list[str]:
        """Its numbers that its locale does not write so: with other signs, or with other digits than Western ones.

        >>> [number for figure in figures("38,0 °C, 7–10, ٢٨, 202-555-0143", "en_US") for number in figure.unusual]
        ['38,0', '٢٨']
        """
        if self.kind == "phone":
            return [] if self.text == in_western_digits(self.text) else [self.text]
        return [number.text for number in self.numbers if not _is_usual(number.text, self.babel)]


_ON_PAPER = str.maketrans("\u2010\u2011\u2012µ", "--–μ")


def figures(text: str, babel: str = ENGLISH) -> list[Figure]:
    """Everything that a text says in digits, its numbers read as a locale writes them.

    >>> [(found.text, found.kind, found.unit) for found in figures("At 38.0 °C call 202 555 0143. Take 15 mcg/m².")]
    [('38.0 °C', 'temperature', '°C'), ('202 555 0143', 'phone', ''), ('15 mcg/m²', 'dose', 'mcg/m2')]
    >>> [(found.text, *map(str, found.values)) for found in figures("1.000 ml en 7–10 días, 38,5 °C", "es_ES")]
    [('1.000 ml', '1000'), ('7–10', '7', '10'), ('38,5 °C', '38.5')]
    """
    return [_figure(match, babel) for match in _FIGURE.finditer(text)] if _DIGIT.search(text) else []


def quantities(text: str) -> Iterator[tuple[int, int]]:
    """Where each figure of a text begins and ends; a temperature in both scales is one, and so is a row of numbers.

    It reads from left to right as one, whichever way its sentence runs. In a row nothing parts numbers but spaces,
    strokes, brackets, hyphens and a plus: it is a phone in a way of writing that nobody listed, or is read like one.

    >>> text = "At 102.2 °F (39.0 °C) call 202 555 0143, or (+49) 30/450 50 - 12, in 5, 10 or 15 minutes."
    >>> [text[slice(*place)] for place in quantities(text)]
    ['102.2 °F (39.0 °C)', '202 555 0143', '(+49) 30/450 50 - 12', '5', '10', '15']
    """
    place = 0
    while found := quantity(text, place):
        yield found
        place = found[1]


def quantity(text: str, place: int) -> tuple[int, int] | None:
    """Where the first quantity from a place on begins and ends."""
    found = _FIGURE.search(text, place) if _DIGIT.search(text, place) else None
    return _whole(found, place) if found else None


def quantity_at(text: str, place: int) -> int | None:
    """Where the quantity ends that begins at a place; nothing where none does."""
    found = _FIGURE.match(text, place)
    if found is None and (opened := _OPENS.match(text, place)):
        found = _FIGURE.match(text, opened.end())
    start, end = _whole(found, place) if found else (-1, -1)
    return end if start == place else None


def held(text: str) -> Iterator[tuple[int, int]]:
    """Where each quantity of a text begins and ends with its unit, if it has one in Arabic letters."""
    for start, end in quantities(text):
        unit = _IN_ARABIC_AFTER.match(text, end)
        yield start, unit.end() if unit else end


def _whole(found: re.Match[str], place: int) -> tuple[int, int]:
    """Where a quantity begins, from a place on, and ends: with the rest of its row, or a temperature in brackets."""
    text, end = found.string, found.end()
    if _is_bare(found):
        return _row(found, place)
    if found["phone"] or not _IN_DEGREES.search(found[0]) or not (opened := _OPENED_AFTER.match(text, end)):
        return found.start(), end
    again = _FIGURE.match(text, opened.end())
    if again is None or again["phone"] or not _IN_DEGREES.search(again[0]) or not text.startswith(")", again.end()):
        return found.start(), end
    return found.start(), again.end() + 1


def _row(first: re.Match[str], place: int) -> tuple[int, int]:
    """Where the longest row of bare numbers begins, from a place on, and ends, each bracket in it with its other."""
    text, end = first.string, first.end()
    row = first.span()
    while between := _IN_A_ROW.match(text, end):
        found = _FIGURE.search(text, end)
        if found is None or found.start() > between.end() or not _is_bare(found):
            break
        end = found.end()
        added = _ADDED.match(text, end)
        row = _closed(text, place, first.start(), added.end() if added else end) or row
    return row


def _closed(text: str, place: int, start: int, end: int) -> tuple[int, int] | None:
    """Where a row begins and ends with the brackets around it that it needs; nothing where they are not there."""
    depths = [0, *accumulate((character == "(") - (character == ")") for character in text[start:end])]
    begin, last = start, end
    for _ in range(-min(depths)):
        begin = text.rfind("(", place, begin)
        if begin < 0 or not _OPENS.fullmatch(text, begin, start):
            return None
    for _ in range(depths[-1] - min(depths)):
        last = text.index(")", last) + 1 if ")" in text[last:] else 0
        if not last or not _CLOSES.fullmatch(text, end, last):
            return None
    return begin - (begin < start and text[place:begin].endswith("+")), last


def _is_bare(found: re.Match[str]) -> bool:
    """Whether a number is of no word: it has no unit, nor letters, nor is it of a name; letters may dial a phone."""
    figure = _figure(found, ENGLISH)
    return not (figure.unit or figure.is_name) and (bool(found["phone"]) or not re.search(r"[^\W\d]", found[0]))


_OPENS, _CLOSES = re.compile(rf"[+({SPACES}]*"), re.compile(rf"[){SPACES}]*")
_IN_A_ROW = re.compile(rf"[{SPACES}/()+{JOINERS}]+")
_ADDED = re.compile(EXTENSION)
_IN_DEGREES = re.compile(rf"(?:[℃℉]|{_DEGREE})\Z")
_OPENED_AFTER = re.compile(rf"{SPACE}\(")


def figures_from_the_left(line: str) -> list[Figure]:
    """The figures of a line of paper that people read from the right, each with the point or sign that touches it.

    Letters beside a number are of the words before and after it, and no part of it.

    >>> [found.key for found in figures_from_the_left("مث.5 mcg وا .10 mcg وا . 15 mcg اوذخ")]
    ['.5 mcg', '.10 mcg', '15 mcg']
    >>> [found.key for found in figures_from_the_left("مث–5 وا ،202-555-0143 وا 10،5 mcg، CD-19, 2018;378")]
    ['–5', '،202-555-0143', '10', '،5 mcg', '19', '2018', '378']
    """
    line = _LETTER.sub(" ", line)
    # Brackets face either way there, and after one that ends no sign begins a number.
    found = figures(line.translate(_OPENED))
    return [_with_sign(figure, _TOUCHING.search(line, 0, figure.start)) for figure in found]


def _with_sign(figure: Figure, sign: re.Match[str] | None) -> Figure:
    # A bracket, as of an area code, keeps a sign off.
    if sign is None or figure.text[0] in "()":
        return figure
    return replace(figure, text=sign[0] + figure.text, start=sign.start())


_OPENED = str.maketrans(")]", "([")
_LETTER = re.compile(r"(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])[^\W\d_]")
# Between numbers and in names of Latin script the signs of that script are their own: 2018;378, CD-19.
_TOUCHING = re.compile(rf"(?:(?<![\w.,%°)\]])[{TOUCHING}]|[،؛])\Z")


def _figure(match: re.Match[str], babel: str) -> Figure:
    text, start, line = match[0], match.start(), match.string
    if match["phone"] and _is_dialled(text):
        return Figure(text, start, "phone", babel=babel)
    before = line[:start]
    is_name = bool(re.search(f"[A-Za-z][{HYPHENS}]?$", before)) and not _COUNTS.search(before)
    if units := _UNIT_IN.findall(text):
        unit = _unit_name(units[-1])
        return Figure(text, start, "temperature" if unit.startswith("°") else "dose", unit, is_name, babel)
    after = _WORD_AFTER.match(line, match.end())
    is_name = is_name or bool(re.fullmatch(_BEGUN, text))
    return Figure(text, start, "number", _unit_name(after["unit"]) if after else "", is_name, babel)


# CD19 and IL-6 are names; day-9 is the ninth.
_COUNTS = re.compile(
    rf"\b(?:age|cycle|day|dose|grade|hour|minute|month|phase|stage|step|week|year)s?[{HYPHENS}]?\Z", re.IGNORECASE
)
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|(?:19|20)\d\d-(?:19|20)\d\d"
    rf"|(?:[012]?\d|3[01]){SPACE}(?:[012]?\d|3[01]){SPACE}(?:19|20)\d\d"
)
_AS_TYPED = str.maketrans("\u2010\u2011\u2012\u2212", "----")
# From one to another: of whole numbers a dash says so alone, of two with a point any sign.
_RANGE = re.compile(
    rf"{_INTEGER}{SPACE}?–{SPACE}?{_INTEGER}|\d{{1,3}}\.\d{{1,2}}(?:[–-]|{SPACE}[–-]{SPACE})\d{{1,3}}\.\d{{1,2}}"
)
_IN_THREES = re.compile(rf"(?!0)\d{{1,3}}(?:[.{SPACES}]\d{{3}})+")


def _is_dialled(text: str) -> bool:
    """Whether so many digits are a phone number: no date, no range, no number in groups of three.

    Nine digits in threes are a phone in Spain; no handout has a number so large.

    >>> [_is_dialled(text) for text in ("202-555-0143", "612 345 678", "1 000 000", "1990–2020", "12 12 2026")]
    [True, True, False, False, False]
    """
    text = text.translate(_AS_TYPED)
    is_grouped = _IN_THREES.fullmatch(text) and sum(map(str.isdecimal, text)) < 9
    return not (_RANGE.fullmatch(text) or is_grouped or _DATE.fullmatch(text.replace("–", "-")))


# ── what a number comes to ────────────────────────────────────────────────────────────────────────────────────────

_FACTORS = re.compile(rf"(?:(?P<factor>.+?){SPACE}?[x×]{SPACE}?)?(?P<power>{_TEN_TO})|(?P<plain>.+)")


def western(text: str) -> str:
    """A text with its numbers in Western digits and signs.

    >>> western("\\u0663\\u0668\\u066b\\u0660 °C")
    '38.0 °C'
    """
    return in_western_digits(text).replace("\u066b", ".").replace("\u066c", ",")


def _is_usual(number: str, babel: str) -> bool:
    """Whether a locale writes a number so; everybody understands groups with a space between them.

    >>> [_is_usual(text, "es_ES") for text in ("38,0", "38.0", "1.000", "1 000", "1,000.5", "٢٨")]
    [True, False, True, True, False, False]
    """
    match = _FACTORS.fullmatch(number.lstrip(_SIGNS))
    assert match, "everything that is written matches"
    figure = re.sub(rf"[{SPACES}{FRACTIONS}]", "", match["factor"] or match["plain"] or "")
    return figure.isascii() and (not figure or bool(_written(*_signs(babel)).fullmatch(figure)))


def _read(text: str, babel: str) -> Iterator[Number]:
    """A number, or each of those that signs join: 1.000.000 is one, 21.11.2026 are three."""
    value = _value(text, babel)
    if value is None:
        yield from (Number(part, Decimal(in_western_digits(part))) for part in re.findall(r"\d+", text))
    else:
        yield Number(text, value)


def _value(text: str, babel: str) -> Decimal | None:
    """What a number comes to, with its decimals; nothing where it is not one.

    >>> [str(_value(text, "es_ES")) for text in ("1.000", "1 000,50", "−½", "2½", "5,0 × 10⁶", "1.2.3")]
    ['1000', '1000.50', '-0.5', '2.5', '5000000.0', 'None']
    """
    sign = -1 if text[0] in JOINERS else 1
    match = _FACTORS.fullmatch(text.lstrip(_SIGNS))
    assert match, "everything that is written matches"
    if match["power"]:
        factor = _value(match["factor"], babel) if match["factor"] else Decimal(1)
        return factor and sign * factor * Decimal(10) ** int(match["power"][2:].lstrip("^").translate(_LOWERED))
    plain = match["plain"]
    fraction = Decimal(str(numeric(plain[-1]))) if plain[-1] in FRACTIONS else Decimal(0)
    figure = re.sub(rf"[{SPACES}{FRACTIONS}]", "", plain)
    whole = _with_point(in_western_digits(figure), babel) if figure else "0"
    return None if whole is None else sign * (Decimal(whole) + fraction)


def _with_point(figure: str, babel: str) -> str | None:
    """A number with a decimal point alone, of Western digits; where its locale does not write it so, as others do.

    >>> [_with_point(text, "en_US") for text in ("1.000", "1,000", "38,0", "1.000.000,5", "1,2,3")]
    ['1.000', '1000', '38.0', '1000000.5', None]
    """
    for point, group in (_signs(babel), ("٫", "٬"), (",", "."), (".", ",")):
        if _written(point, group).fullmatch(figure):
            return figure.replace(group, "").replace(point, ".")
    return None


@cache
def _signs(babel: str) -> tuple[str, str]:
    return get_decimal_symbol(babel), get_group_symbol(babel)


@cache
def _written(point: str, group: str) -> re.Pattern[str]:
    point, group = re.escape(point), re.escape(group)
    return re.compile(rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)?(?:{point}[0-9]+)?")


def number(value: str) -> Decimal | None:
    """The number that a value is written as, with a decimal point, and no more digits than anybody reads.

    >>> number("38.0"), number("38,0"), number("3" * 40)
    (Decimal('38.0'), None, None)
    """
    return Decimal(value) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value) else None


def whole(value: str) -> int | None:
    """The whole number that a value is written as, such as weeks; 4.0 is one.

    >>> whole("4"), whole("4.0"), whole("4.5"), whole("four")
    (4, 4, None, None)
    """
    figure = number(value)
    return int(figure) if figure is not None and figure == figure.to_integral_value() else None


def degrees(value: str) -> tuple[Decimal, Literal["C", "F"]] | None:
    """The temperature that a value is written as, and its scale: Celsius where it names none.

    It has one decimal at most, as a thermometer shows: 38.25 would be printed as another one.

    >>> degrees("38.0"), degrees("101 F"), degrees("101.3°F"), degrees("38,0"), degrees("38.25")
    ((Decimal('38.0'), 'C'), (Decimal('101'), 'F'), (Decimal('101.3'), 'F'), None, None)
    """
    written = re.fullmatch(r"(?P<figure>[\d.]+)(?: ?°? ?(?P<scale>[CF]))?", value)
    figure = number(written["figure"]) if written else None
    if written is None or figure is None or len(written["figure"].partition(".")[2]) > 1:
        return None
    return figure, "F" if written["scale"] == "F" else "C"


def celsius(temperature: tuple[Decimal, Literal["C", "F"]]) -> Decimal:
    """A temperature in degrees Celsius.

    >>> round(celsius((Decimal(101), "F")), 2)
    Decimal('38.33')
    """
    figure, scale = temperature
    return (figure - 32) * 5 / 9 if scale == "F" else figure


def with_degrees_closed_up(text: str) -> str:
    """A text whose degrees stand right at their numbers, as Braille writes them.

    >>> with_degrees_closed_up("38.0 °C or more")
    '38.0°C or more'
    """
    return re.sub(rf"(?<=\d){SPACE}(?=°)", "", text)

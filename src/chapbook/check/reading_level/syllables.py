"""Sentences, words and syllables: what the formulas of readability count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from chapbook.content.markdown import plain


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# ── from texts to sentences and words ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Sample:
    """The full sentences of a text, each as its words."""

    sentences: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def length(self) -> float:
        """Words in a sentence, on average."""
        return len(self.words) / len(self.sentences)

    def mean(self, count: Callable[[str], int]) -> float:
        """What is counted of a word, on average."""
        return sum(map(count, self.words)) / len(self.words)


_TOKEN = re.compile(r"[^\s/—–]+")
_PUNCTUATION = ".,;:!?…'\"“”‘’«»()[]{}¿¡؟،؛%°+*&-"
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|$)|؟+[”’»]*""")
_OPENING = "\"'“‘«([¿¡ "
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[-•*–])\s+")
_ABBREVIATIONS = listed("dr mr mrs ms st prof vs etc ext approx sr sra dra ud uds")
# Such as J., a.m. and U.S.; the T of CAR T and the 2 of part 2 end a sentence.
_INITIALS = re.compile(r"(?:.*[\s(])?(?<![A-Z] )(?:[^\W\d_]\.)*[^\W\d_]", re.DOTALL)


def prepare(texts: Iterable[str]) -> Sample:
    """The full sentences of texts in Markdown: those that end as sentences do, in texts of four words or more.

    Headings, fragments and list numbers are left out, as the instructions of the formulas ask.

    >>> prepare(["When to call", "1. Call Dr. Li at 38.5 °C. Do not wait.", "a sore throat", "Yes."]).sentences
    (('Call', 'Dr', 'Li', 'at', '38.5', 'C'), ('Do', 'not', 'wait'))
    """
    return Sample(tuple(sentence for text in texts for sentence in _full_sentences(text)))


def _full_sentences(text: str) -> list[tuple[str, ...]]:
    text = plain(_LIST_NUMBER.sub("", text))
    found = [words for sentence in _sentences(text) if (words := words_of(sentence))]
    return found if sum(map(len, found)) >= 4 else []


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text; what follows the last end is a fragment."""
    start = 0
    for end in _END.finditer(text):
        if _ends(text, end):
            yield text[start : end.end()]
            start = end.end()


def _ends(text: str, end: re.Match[str]) -> bool:
    mark = end[0].rstrip("\"'”’»)]")
    if "…" in mark or mark.startswith(".."):
        return False
    rest = text[end.end() :].lstrip(_OPENING)
    if not rest or mark != ".":
        return not rest[:1].islower()
    before = text[: end.start()]
    word = re.split(r"[\s(]", before)[-1].lower()
    is_numbered = word == "no" and rest[0].isdigit()
    return not (rest[0].islower() or word in _ABBREVIATIONS or _INITIALS.fullmatch(before) or is_numbered)


@lru_cache(maxsize=8192)
def words_of(sentence: str) -> tuple[str, ...]:
    tokens = (token.strip(_PUNCTUATION) for token in _TOKEN.findall(sentence))
    return tuple(token for token in tokens if any(map(str.isalnum, token)))


def count_words(text: str) -> int:
    """The words of a text in Markdown.

    >>> count_words("**Call us** at {day-phone}: fever of 38.0 °C.")
    8
    """
    return len(words_of(plain(text)))


# ── syllables ─────────────────────────────────────────────────────────────────────────────────────────────────────

# An e that is written and not said: after a consonant, but not in lit-tle or cen-tre.
_MUTE = r"(?<![aeiouy])(?<![^aeiouyl]l)(?<![^aeiouyr]r)e"
_PARTS = "ly|ful|fully|ment|ments|less|ness|times?|thing|where|body|days?|lines?|care|work|ways?|like|ship|spread"
_SILENT = re.compile(rf"{_MUTE}$|(?<![cgsxz])(?<![cs]h){_MUTE}s$|(?<![dt]){_MUTE}d$|{_MUTE}(?=(?:{_PARTS})$)")
# Vowels that stand together and are said apart (ra-di-o, flu-id, be-ing), and syllables without one (did-n't).
_APART = re.compile(
    r"(?<![tcsgh])i(?=a(?!ge))|i(?=at[ei])|(?<![tcsgxh])(?<![ln](?=ion))i(?=o)|i(?=u[ms]$)"
    r"|(?<!^.)i(?=er$|est$)|(?<![tcs])ie(?=n[tc])|ie(?=t)"
    r"|(?<=[aeiouy])ing|(?<=[aeiou])(?<!^e)y(?=[aou]|e(?!d$|s$))"
    r"|(?<![qg])u(?=a[lrt])|(?<![qg])ue(?=n|l$)|(?<![qg])ui(?=[dn])|uou|eou"
    r"|eas?$|(?<!g)eo(?=n$|s?$|r)|eu(?=[ms]$)|oe(?=[mt])|^rea(?=ct|ss|li[zs])|^crea(?=t)|^coo(?=rd|pe)"
    r"|sms?$|[ds]n't$"
)
_EXCEPTIONS = {
    word: count
    for count, words in {
        1: "ache aches ached eye eyes pea peas plea pleas sea seas tea teas vague",
        2: "business cement evening evenings every headache headaches hour hours hundred lifelong naked patient "
        "patients platelet platelets safety science someone therefore tired triage wicked",
        3: "anyone beautiful cytokine cytokines element elements everyday everyone everything everywhere familiar "
        "ratio scientist whoever",
        4: "diabetes everybody",
    }.items()
    for word in words.split()
}
_DIGITS = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1)
_TEENS = (1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_TENS = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)


@lru_cache(maxsize=8192)
def english_syllables(word: str) -> int:
    """The syllables of a word as it is said: a number in words, letters without a vowel by their names.

    >>> [english_syllables(word) for word in ("temperature", "careful", "follow-up", "38.5", "CD19")]
    [4, 2, 3, 5, 4]
    """
    return sum(map(_part_syllables, re.findall(r"\d+|[A-Za-z]+(?:['’][A-Za-z]+)?|[.,](?=\d)", word))) or 1


def _part_syllables(part: str) -> int:
    if part in ".,":
        return 1
    if part.isdigit():
        return _spoken(part)
    if part.isupper() and not re.search("[AEIOUY]", part):
        return len(part) + 2 * part.count("W")
    word = part.lower().replace("’", "'")
    if known := _EXCEPTIONS.get(word.removesuffix("'s")):
        return known
    word = re.sub("'re$", "", re.sub("'s$", "s", word))
    return max(len(re.findall("[aeiouy]+", word)) - len(_SILENT.findall(word)) + len(_APART.findall(word)), 1)


def _spoken(figure: str) -> int:
    """The syllables of a number; a long one, such as a telephone's, is said digit by digit.

    >>> [_spoken(figure) for figure in ("7", "14", "38", "100", "2026", "0808")]
    [2, 2, 3, 3, 6, 6]
    """
    if len(figure) > 4 or (figure.startswith("0") and figure != "0"):
        return sum(_DIGITS[int(digit)] for digit in figure)
    number, count = int(figure), 0
    for unit in (1000, 100):
        if number >= unit:
            # Both "thousand" and "hundred" have two.
            count += _DIGITS[number // unit] + 2
            number %= unit
    if number == 0 and count:
        return count
    if 10 <= number < 20:
        return count + _TEENS[number - 10]
    tens, ones = divmod(number, 10)
    return count + _TENS[tens] + (_DIGITS[ones] if ones or not tens else 0)


def spanish(word: str) -> int:
    """Every strong or accented vowel is a syllable; weak ones join it."""
    groups = re.findall("[aeiouyáéíóúü]+", word.lower())
    return max(sum(max(len(re.findall("[aeoáéíóú]", group)), 1) for group in groups), 1)


SYLLABLES: dict[str, Callable[[str], int]] = {"en": english_syllables, "es": spanish}

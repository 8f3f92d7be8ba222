"""Readability: how hard the running text of an edition is, by the published formula of its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from chapbook.catalogs import furniture
from chapbook.library import Library
from chapbook.manuscript import Manuscript, Message, messages
from chapbook.markdown import plain
from chapbook.model import leaves
from chapbook.problems import Spot
from chapbook.text import PLACEHOLDER
from chapbook.values import DURATIONS


def _listed(words: str) -> frozenset[str]:
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

    def share(self, counts: Callable[[str], bool]) -> float:
        """The words that count, in a hundred."""
        return 100 * sum(map(counts, self.words)) / len(self.words)

    def mean(self, count: Callable[[str], int]) -> float:
        """What is counted of a word, on average."""
        return sum(map(count, self.words)) / len(self.words)


# Writing without spaces between words: Thai, Lao, Burmese, Khmer, kana and Han. A letter stands for a word there.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\s/—–{_UNSPACED}]+")
_PUNCTUATION = ".,;:!?…'\"“”‘’„«»()[]{}¿¡؟،؛۔।。、！？%°+*&-"
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|$)|[؟۔।။។。！？]+[”’»」』）]*""")
_OPENING = "\"'“‘„«([¿¡ "
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[-•*–])\s+")
_ABBREVIATIONS = _listed("dr mr mrs ms st prof vs etc ext approx sr sra dra ud uds mme bzw ca usw evtl ggf inkl sig")
# Such as J., a.m. and U.S.; the T of CAR T and the 2 of part 2 end a sentence.
_INITIALS = re.compile(r"(?:.*[\s(])?(?<![A-Z] )(?:[^\W\d_]\.)*[^\W\d_]", re.DOTALL)
# Thai and Lao do not mark where a sentence ends.
_UNMARKED = re.compile(r"[\u0e00-\u0eff]")


def prepare(texts: Iterable[str]) -> Sample:
    """The full sentences of texts in Markdown: those that end as sentences do, in texts of four words or more.

    Headings, fragments and list numbers are left out, as the instructions of the formulas ask.

    >>> prepare(["When to call", "1. Call Dr. Li at 38.5 °C. Do not wait.", "a sore throat", "Yes."]).sentences
    (('Call', 'Dr', 'Li', 'at', '38.5', 'C'), ('Do', 'not', 'wait'))
    """
    return Sample(tuple(sentence for text in texts for sentence in _full_sentences(text)))


def _full_sentences(text: str) -> list[tuple[str, ...]]:
    text = plain(_LIST_NUMBER.sub("", text))
    found = [words for sentence in _sentences(text) if (words := _words(sentence))]
    return found if sum(map(len, found)) >= 4 else []


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text; what follows the last end is a fragment."""
    if _UNMARKED.search(text):
        yield text
        return
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


def _words(sentence: str) -> tuple[str, ...]:
    tokens = (token.strip(_PUNCTUATION) for token in _TOKEN.findall(sentence))
    return tuple(token for token in tokens if any(map(str.isalnum, token)))


def count_words(text: str) -> int:
    """The words of a text in Markdown.

    >>> count_words("**Call us** at {day-phone}: fever of 38.0 °C.")
    8
    """
    return len(_words(plain(text)))


def is_spaced(language: str) -> bool:
    """Whether spaces stand between the words of a language, and between its words alone."""
    return language.split("-")[0] not in _CHARACTERS | _SPACED_SYLLABLES


# ── syllables ─────────────────────────────────────────────────────────────────────────────────────────────────────

# An e that is written and not said: after a consonant, but not in lit-tle or cen-tre.
_MUTE = r"(?<![aeiouy])(?<![^aeiouyl]l)(?<![^aeiouyr]r)e"
_PARTS = "ly|ful|fully|ment|ments|less|ness|times?|thing|where|body|days?|lines?|care|work"
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
        1: "ache aches ached eye eyes pea peas plea pleas sea seas tea teas",
        2: "business cement every headache headaches hour hours hundred naked patient patients platelet platelets "
        "science someone tired triage wicked",
        3: "anyone beautiful cytokine cytokines element everyone everything everywhere familiar scientist",
        4: "diabetes",
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


def _spanish(word: str) -> int:
    """Every strong or accented vowel is a syllable; weak ones join it."""
    groups = re.findall("[aeiouyáéíóúü]+", word.lower())
    return max(sum(max(len(re.findall("[aeoáéíóú]", group)), 1) for group in groups), 1)


def _portuguese(word: str) -> int:
    """As in Spanish; nasal diphthongs are one syllable, and a final -ia without another accent is two (di-a)."""
    word = re.sub("ão|ãe|õe", "ã", word.lower())
    groups = re.findall("[aeiouyáéíóúâêôãõàü]+", word)
    count = sum(max(len(re.findall("[aeoáéíóúâêôãõà]", group)), 1) for group in groups)
    return max(count + bool(re.search("[iu][ao]s?$", word) and not re.search("[áéíóúâêôãõ]|[qg]u[ao]s?$", word)), 1)


def _french(word: str) -> int:
    """Groups of vowels; é begins a new one after it, and a final e is mute."""
    word = word.lower()
    count = len(re.findall("[aeiouyàâäéèêëîïôöùûüœæ]+", word)) + len(re.findall("é(?=[aàâoôuièê])", word))
    return max(count - bool(re.search("[^aeiouyàâäéèêëîïôöùûüœæ]es?$", word)), 1)


def _german(word: str) -> int:
    """Diphthongs and doubled vowels are one syllable, other vowels each their own."""
    word = re.sub("qu", "q", word.lower())
    return max(len(re.findall("aa|ee|oo|ie|ei|ai|au|äu|eu|ey|ay|[aeiouyäöü]", word)), 1)


def _russian(word: str) -> int:
    """Every vowel is a syllable."""
    return max(len(re.findall("[аеёиоуыэюя]", word.lower())), 1)


SYLLABLES: dict[str, Callable[[str], int]] = {
    "en": english_syllables,
    "es": _spanish,
    "pt": _portuguese,
    "fr": _french,
    "de": _german,
    "ru": _russian,
}


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))


# ── formulas ──────────────────────────────────────────────────────────────────────────────────────────────────────


def flesch_kincaid(sample: Sample) -> float:
    """The US school grade (Kincaid, Fishburne, Rogers and Chissom 1975)."""
    return 0.39 * sample.length + 11.8 * sample.mean(english_syllables) - 15.59


def smog(sample: Sample) -> float:
    """The US school grade for full understanding (McLaughlin 1969), in the form for any number of sentences."""
    polysyllables = sum(english_syllables(word) >= 3 for word in sample.words)
    return 1.0430 * sqrt(polysyllables * 30 / len(sample.sentences)) + 3.1291


def fernandez_huerta(sample: Sample) -> float:
    """Ease of reading in Spanish (Fernández Huerta 1959); words in a sentence, as Law (2011) sets right."""
    return 206.84 - 60 * sample.mean(_spanish) - 1.02 * sample.length


def inflesz(sample: Sample) -> float:
    """Perspicuity in Spanish (Szigriszt Pazos 1993), read on the scale of Barrio-Cantalejo and others (2008)."""
    return 206.835 - 62.3 * sample.mean(_spanish) - sample.length


def kandel_moles(sample: Sample) -> float:
    """Ease of reading in French (Kandel and Moles 1958)."""
    return 207 - 1.015 * sample.length - 73.6 * sample.mean(_french)


def amstad(sample: Sample) -> float:
    """Ease of reading in German (Amstad 1978)."""
    return 180 - sample.length - 58.5 * sample.mean(_german)


def wiener(sample: Sample) -> float:
    """The school grade in German: the first Vienna formula for non-fiction (Bamberger and Vanecek 1984)."""
    return (
        0.1935 * sample.share(lambda word: _german(word) >= 3)
        + 0.1672 * sample.length
        + 0.1297 * sample.share(lambda word: _letters(word) > 6)
        - 0.0327 * sample.share(lambda word: _german(word) == 1)
        - 0.875
    )


def gulpease(sample: Sample) -> float:
    """Ease of reading in Italian (Lucisano and Piemontese 1988)."""
    return 89 + 300 / sample.length - 10 * sample.mean(_letters)


def martins(sample: Sample) -> float:
    """Ease of reading in Portuguese (Martins, Ghiraldelo, Nunes and Oliveira 1996): Flesch's, raised by 42."""
    return 206.835 + 42 - 1.015 * sample.length - 84.6 * sample.mean(_portuguese)


def oborneva(sample: Sample) -> float:
    """Ease of reading in Russian (Oborneva 2006)."""
    return 206.835 - 1.3 * sample.length - 60.1 * sample.mean(_russian)


def lix(sample: Sample) -> float:
    """Björnsson's index (1968): words in a sentence, and words of more than six letters in a hundred."""
    return sample.length + sample.share(lambda word: _letters(word) > 6)


@dataclass(frozen=True)
class Formula:
    """A published formula: what its number means, and where it stands; in English, the limit of the gate."""

    name: str
    compute: Callable[[Sample], float]
    scale: str
    source: str
    limit: float | None = None


_EASE = "0 to 100, higher is easier"
_GRADE = "US school grade"
FORMULAS: dict[str, tuple[Formula, ...]] = {
    "en": (
        Formula("Flesch-Kincaid", flesch_kincaid, _GRADE, "Kincaid et al. 1975, CNTECHTRA Report 8-75", 6),
        Formula("SMOG", smog, _GRADE, "McLaughlin 1969, Journal of Reading 12(8), 639–646", 8),
    ),
    "es": (
        Formula("Fernández-Huerta", fernandez_huerta, _EASE, "Fernández Huerta 1959, Consigna 214, 29–32"),
        Formula(
            "INFLESZ",
            inflesz,
            "under 40 very hard, 40 to 55 rather hard, 55 to 65 normal, 65 to 80 rather easy, over 80 very easy",
            "Szigriszt Pazos 1993; Barrio-Cantalejo et al. 2008, An. Sist. Sanit. Navar. 31(2), 135–152",
        ),
    ),
    "fr": (
        Formula(
            "Kandel-Moles", kandel_moles, _EASE, "Kandel & Moles 1958, Cahiers d'études de radio-télévision 19, 253–274"
        ),
    ),
    "de": (
        Formula("Amstad", amstad, _EASE, "Amstad 1978, Wie verständlich sind unsere Zeitungen?"),
        Formula(
            "Wiener Sachtextformel 1",
            wiener,
            "school grade, 4 to 15",
            "Bamberger & Vanecek 1984, Lesen – Verstehen – Lernen – Schreiben",
        ),
    ),
    "it": (Formula("Gulpease", gulpease, _EASE, "Lucisano & Piemontese 1988, Scuola e città 3, 110–124"),),
    "pt": (Formula("Martins", martins, _EASE, "Martins et al. 1996, Notas do ICMSC-USP 28"),),
    "ru": (Formula("Oborneva", oborneva, _EASE, "Oborneva 2006, thesis, Moscow"),),
}
LIX = Formula(
    "LIX",
    lix,
    "under 30 very easy, 30 to 40 easy, 40 to 50 medium, 50 to 60 hard, over 60 very hard",
    "Björnsson 1968, Läsbarhet",
)
# Where words are not what stands between spaces, or letters not what makes a word long.
_CHARACTERS = _listed("zh ja th lo km my")
_SPACED_SYLLABLES = _listed("vi hmn mww")
_ALPHABET = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u10a0-\u10ff]")

# ── a reading ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Score:
    """What a formula gives, with every word as it is, and with explained terms counted as easy words."""

    name: str
    value: float
    eased: float
    scale: str
    source: str


@dataclass(frozen=True)
class Gate:
    """A limit that an edition must keep, over the score in which explained terms count as easy words."""

    name: str
    limit: float
    value: float
    passes: bool


@dataclass(frozen=True)
class Reading:
    """How hard an edition is to read: what was counted, the scores, the gates, and what to know about them."""

    language: str
    unit: str
    sentences: int
    words: int
    words_per_sentence: float
    scores: tuple[Score, ...]
    gate: tuple[Gate, ...]
    remarks: tuple[str, ...]


def read(texts: Iterable[str], language: str, explained: frozenset[str] = frozenset()) -> Reading:
    """The reading of texts in a language (a BCP 47 tag), where some terms and names are explained to the reader.

    >>> reading = read(["Ring oss dag och natt.", "Vänta inte till i morgon."], "sv")
    >>> [(score.name, score.value) for score in reading.scores], reading.remarks
    ([('LIX', 5.0)], ('fewer than 30 sentences: the numbers are rough',))
    """
    tongue = language.split("-")[0]
    sample = prepare(texts)
    unit = "characters" if tongue in _CHARACTERS else "syllables" if tongue in _SPACED_SYLLABLES else "words"
    if not sample.sentences:
        return Reading(language, unit, 0, 0, 0, (), (), ("no full sentence to read",))
    eased = ease(sample, explained, tongue)
    formulas = FORMULAS.get(tongue, (LIX,) if _is_alphabetic(sample, unit) else ())
    computed = [(formula, formula.compute(sample), formula.compute(eased)) for formula in formulas]
    remarks = []
    if not formulas:
        remarks.append("no published formula is used for this language: sentence length alone")
    if tongue in ("th", "lo"):
        remarks.append("sentences are not marked in this script: each text counts as one")
    if len(sample.sentences) < 30:
        remarks.append("fewer than 30 sentences: the numbers are rough")
    return Reading(
        language,
        unit,
        len(sample.sentences),
        len(sample.words),
        sample.length,
        tuple(Score(each.name, value, easy, each.scale, each.source) for each, value, easy in computed),
        tuple(
            Gate(each.name, each.limit, easy, easy <= each.limit)
            for each, _, easy in computed
            if each.limit is not None
        ),
        tuple(remarks),
    )


def _is_alphabetic(sample: Sample, unit: str) -> bool:
    letters = [letter for word in sample.words for letter in word if letter.isalpha()]
    return unit == "words" and sum(bool(_ALPHABET.match(letter)) for letter in letters) * 2 > len(letters)


def ease(sample: Sample, explained: frozenset[str], tongue: str) -> Sample:
    """A sample with a word of two syllables in place of every longer word of an explained term."""
    easy = "мама" if tongue == "ru" else "mama"
    syllables = SYLLABLES.get(tongue)

    def is_long(word: str) -> bool:
        return syllables(word) > 2 if syllables else _letters(word) > 6

    terms = _terms(explained)
    return Sample(
        tuple(
            tuple(
                easy if known and is_long(word) else word
                for word, known in zip(words, _known(words, terms), strict=True)
            )
            for words in sample.sentences
        )
    )


def _terms(explained: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Terms as words in their plain form; what stands in parentheses is a term too, as CRS is."""
    parts = (part for term in explained for part in re.split(r"[()]", plain(term)))
    return frozenset(words for part in parts if (words := tuple(map(_singular, _words(part)))))


def _known(words: tuple[str, ...], terms: frozenset[tuple[str, ...]]) -> list[bool]:
    """For each word, whether it stands in an explained term, in the singular or plural."""
    plain_words = tuple(map(_singular, words))
    known = [False] * len(words)
    for size in {len(term) for term in terms}:
        for start in range(len(words) - size + 1):
            if plain_words[start : start + size] in terms:
                known[start : start + size] = [True] * size
    return known


def _singular(word: str) -> str:
    word = re.sub("['’]s?$", "", word.lower())
    return re.sub("(?<=..[^siu])s$", "", re.sub("(?<=..)ies$", "y", word))


def as_text(title: str, reading: Reading) -> list[str]:
    """A reading for people: what was counted, each score as it is and with explained terms counted easy, the gates."""
    lines = [
        f"{title}: {reading.sentences} sentences, {reading.words} {reading.unit}, "
        f"{reading.words_per_sentence:.1f} a sentence"
    ]
    lines += [
        f"  {score.name} {score.value:.1f}, {score.eased:.1f} with explained terms easy ({score.scale}; {score.source})"
        for score in reading.scores
    ]
    lines += [f"  {gate.name} at most {gate.limit:g}: {'kept' if gate.passes else 'NOT kept'}" for gate in reading.gate]
    return [*lines, *(f"  {remark}" for remark in reading.remarks)]


# ── hard words ────────────────────────────────────────────────────────────────────────────────────────────────────

# Words of three syllables that children say.
_COMMON = _listed(
    "afternoon afterward already ambulance animal another anyone anything area battery carefully company computer "
    "different difficult easily everyone everything everywhere exactly exercise family favorite favourite finally "
    "forever grandfather grandmother grandparent happening holiday hospital however idea important medicine memory "
    "nobody possible remember several shivering somebody suddenly teenager telephone terrible together tomorrow "
    "understand understood usual wonderful yesterday"
)


@dataclass(frozen=True)
class HardWord:
    """A hard word that nothing explains: where it first stands, and how often."""

    word: str
    spot: Spot
    count: int


def hard_words(texts_with_spots: Iterable[tuple[str, Spot]], explained: frozenset[str]) -> list[HardWord]:
    """English words of four syllables, or of three and not common, and abbreviations of three letters or more, that no
    term explains; the most frequent first.

    Names, with a capital inside a sentence, and figures are left out: nobody can write plainer ones. A word with a
    hyphen is as hard as the hardest of its parts.

    >>> hard_words([("The pharmacist will monitor it. See Nurse Amelia.", Spot("a.yaml", 3))], frozenset({"Monitor"}))
    [HardWord(word='pharmacist', spot=Spot(path='a.yaml', line=3, column=0), count=1)]
    """
    terms = _terms(explained)
    found: dict[str, HardWord] = {}
    for text, spot in texts_with_spots:
        words = _words(text := plain(text))
        for word, known in zip(words, _known(words, terms), strict=True):
            if not known and not _is_name(word, text) and _is_hard(word):
                first = found.get(key := _singular(word), HardWord(word, spot, 0))
                found[key] = HardWord(first.word, first.spot, first.count + 1)
    return sorted(found.values(), key=lambda hard: -hard.count)


def _is_hard(word: str) -> bool:
    if word[0].isdigit():
        return False
    if len(word) > 2 and word.isupper() and word.isalpha():
        return True
    syllables = max(map(english_syllables, word.split("-")))
    return syllables >= 4 or (syllables == 3 and _singular(word) not in _COMMON)


def _is_name(word: str, text: str) -> bool:
    return word[0].isupper() and not word.isupper() and bool(re.search(rf"[\w,;] {re.escape(word)}(?!\w)", text))


# ── an edition ────────────────────────────────────────────────────────────────────────────────────────────────────

# Fields that head, label or name something, and the sounds of a glossary: not sentences to read.
_HEADINGS = _listed("alt chapter columns heading label name subtitle term title when who")
_SOUNDS = "terms.say"


def read_edition(library: Library, manuscript: Manuscript, language: str) -> Reading:
    """The reading of a translated manuscript: its full sentences, with glossary terms and medicine names explained."""
    texts = [text for text, _ in edition_texts(library, manuscript, language, headings=False)]
    return read(texts, language, explained_in(library, manuscript))


def edition_texts(
    library: Library, manuscript: Manuscript, language: str, *, headings: bool = True
) -> list[tuple[str, Spot]]:
    """The texts of a translated manuscript with their spots; every value is a neutral word of its type."""
    words = furniture(library, language)
    place = manuscript.edition.place

    def neutral(name: str) -> str:
        definition, setting = library.values[name], library.setting(name, place)
        if definition.type in DURATIONS:
            return words.duration(2, definition.type)
        if definition.type == "term" and setting:
            return words.term(name, setting.value)
        # A figure reads in every language; a letter would look like an initial before its full stop.
        return "38" if definition.type == "temperature" else "10"

    return [
        (PLACEHOLDER.sub(lambda found: neutral(found[1]), message.text), message.spot)
        for message in messages(manuscript)
        if (headings or _field(message) not in _HEADINGS) and not message.context.endswith(_SOUNDS)
    ]


def explained_in(library: Library, manuscript: Manuscript) -> frozenset[str]:
    """The terms of a manuscript's glossaries, in its language, and the names of medicines."""
    terms = frozenset(message.text for message in messages(manuscript) if message.context.endswith("terms.term"))
    return terms.union(library.medicines)


def unexplained(library: Library, source: Manuscript, everyday: frozenset[str]) -> list[HardWord]:
    """The hard words of a manuscript in the source language that are explained nowhere and are no everyday words.

    A word is explained by the edition's glossary, by parentheses after it, as nausea (feeling sick), or by the block
    where it first stands, if that block cites the evidence for its meaning (`term/…`).
    """
    cited = _cited_terms(library, source)
    texts = edition_texts(library, source, library.source)
    beside = {(spot.path, match[1] or match[2]) for text, spot in texts for match in _BESIDE.finditer(text)}
    common = {_singular(word) for word in everyday}
    return [
        hard
        for hard in hard_words(texts, explained_in(library, source))
        if _singular(hard.word) not in common
        and (_singular(hard.word),) not in cited.get(hard.spot.path, ())
        and (hard.spot.path, hard.word) not in beside
    ]


# A word before its meaning, nausea (feeling sick), or an abbreviation after its long form, (CRS).
_BESIDE = re.compile(r"([\w-]+)\W* \((?![A-Z]+\))|\(([A-Z]{2,})\)")


def _cited_terms(library: Library, manuscript: Manuscript) -> dict[str, frozenset[tuple[str, ...]]]:
    """The terms whose meaning each block cites, by the block's file."""
    booklet, place = library.booklets[manuscript.edition.booklet], manuscript.edition.place
    found: dict[str, frozenset[tuple[str, ...]]] = {}
    for block in booklet.blocks.values():
        facts = [fact for leaf in leaves(block.content) if leaf.prints_in(place) for fact in leaf.facts]
        terms = [library.evidence.facts[fact].fact.split(":")[0] for fact in facts if fact.startswith("term/")]
        # The evidence is written in British English, and booklets in American.
        found[block.spot.path] = _terms(frozenset(re.sub("(?<=[a-z])ae", "e", term) for term in terms))
    return found


def _field(message: Message) -> str:
    return re.split("[.:]", message.context)[-1]

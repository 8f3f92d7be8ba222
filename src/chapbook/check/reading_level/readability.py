"""Readability: how hard the running text of an edition is, by the published formula of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from chapbook.catalogs.furniture import DURATIONS, furniture
from chapbook.check.reading_level.formulas import FORMULAS
from chapbook.check.reading_level.syllables import SYLLABLES, Sample, english_syllables, listed, prepare, words_of
from chapbook.content.markdown import plain
from chapbook.content.project import Project
from chapbook.content.typography import PLACEHOLDER
from chapbook.problems.problem import Spot
from chapbook.transcript.transcript import Transcript


@dataclass(frozen=True)
class Score:
    """What a formula gives, with every word as it is, and with explained terms counted as easy words."""

    name: str
    value: float
    eased: float
    scale: str
    source: str


@dataclass(frozen=True)
class Threshold:
    """A limit that an edition must keep, over the score in which explained terms count as easy words."""

    name: str
    limit: float
    value: float
    passes: bool


@dataclass(frozen=True)
class Reading:
    """How hard an edition is to read: what was counted, the scores, the gates, and what to know about them."""

    language: str
    unit: str  # What is counted: words, in every language there is. A key of the proof sheet.
    sentences: int
    words: int
    words_per_sentence: float
    scores: tuple[Score, ...]
    gate: tuple[Threshold, ...]
    remarks: tuple[str, ...]


def read(texts: Iterable[str], language: str, explained: frozenset[str] = frozenset()) -> Reading:
    """The reading of texts in a language (a BCP 47 tag), where some terms and names are explained to the reader.

    >>> reading = read(["La fiebre sube. Llame al médico de noche."], "es")
    >>> [(score.name, round(score.value, 2)) for score in reading.scores], reading.remarks
    ([('Fernández-Huerta', 97.76), ('INFLESZ', 93.81)], ('fewer than 30 sentences: the numbers are rough',))
    """
    tongue = language.split("-")[0]
    sample = prepare(texts)
    if not sample.sentences:
        return Reading(language, "words", 0, 0, 0, (), (), ("no full sentence to read",))
    formulas = FORMULAS.get(tongue, ())
    eased = ease(sample, explained, tongue) if formulas else sample
    computed = [(formula, formula.compute(sample), formula.compute(eased)) for formula in formulas]
    remarks = []
    if not formulas:
        remarks.append("no published formula is used for this language: sentence length alone")
    if len(sample.sentences) < 30:
        remarks.append("fewer than 30 sentences: the numbers are rough")
    return Reading(
        language,
        "words",
        len(sample.sentences),
        len(sample.words),
        sample.length,
        tuple(Score(each.name, value, easy, each.scale, each.source) for each, value, easy in computed),
        tuple(
            Threshold(each.name, each.limit, easy, easy <= each.limit)
            for each, _, easy in computed
            if each.limit is not None
        ),
        tuple(remarks),
    )


def ease(sample: Sample, explained: frozenset[str], tongue: str) -> Sample:
    """A sample with a word of two syllables in place of every longer word of an explained term."""
    syllables, terms = SYLLABLES[tongue], _terms(explained)
    return Sample(
        tuple(
            tuple(
                "mama" if known and syllables(word) > 2 else word
                for word, known in zip(words, _known(words, terms), strict=True)
            )
            for words in sample.sentences
        )
    )


def _terms(explained: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Terms as words in their plain form; what stands in parentheses is a term too, as CRS is."""
    parts = (part for term in explained for part in re.split(r"[()]", plain(term)))
    return frozenset(words for part in parts if (words := tuple(map(_singular, words_of(part)))))


def _known(words: tuple[str, ...], terms: frozenset[tuple[str, ...]]) -> list[bool]:
    """For each word, whether it stands in an explained term, in the singular or plural."""
    plain_words = tuple(map(_singular, words))
    known = [False] * len(words)
    for size in {len(term) for term in terms}:
        for start in range(len(words) - size + 1):
            if plain_words[start : start + size] in terms:
                known[start : start + size] = [True] * size
    return known


@lru_cache(maxsize=8192)
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
_COMMON = listed(
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
        words = words_of(text := plain(text))
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


def read_edition(project: Project, text: Transcript, language: str) -> Reading:
    """The reading of an edition: its full sentences, with terms of glossaries and names of medicines explained."""
    texts = [said for said, _ in edition_texts(project, text, language, headings=False)]
    return read(texts, language, explained_in(project, text))


def edition_texts(
    project: Project, text: Transcript, language: str, *, headings: bool = True, source: bool = False
) -> list[tuple[str, Spot]]:
    """The texts of an edition, or those that were translated, with their spots; every value is a neutral word."""
    words = furniture(project, language)
    place = text.edition.place

    def neutral(name: str) -> str:
        if name not in project.values:
            return name
        definition, setting = project.values[name], project.setting(name, place)
        if definition.type in DURATIONS:
            return words.duration(2, definition.type)
        if definition.type == "term" and setting:
            return words.value(name, setting.value)
        # A figure reads in every language; a letter would look like an initial before its full stop.
        return "38" if definition.type == "temperature" else "10"

    return [
        (PLACEHOLDER.sub(lambda found: neutral(found[1]), line.source if source else line.message), line.spot)
        for line in text.lines
        if line.role in ("words", "alt") and line.read_as != "sound" and (headings or not line.read_as)
    ]


def explained_in(project: Project, text: Transcript, *, source: bool = False) -> frozenset[str]:
    """The terms of an edition's glossaries, in its language or its source's, and the names of medicines."""
    terms = [line.source if source else line.message for line in text.lines if line.read_as == "term"]
    return frozenset(terms).union(project.medicines)


def hard_words_of(project: Project, text: Transcript) -> list[HardWord]:
    """The hard words of an edition that no glossary explains; of a translation, nobody knows which are hard."""
    if text.edition.locale != project.source:
        return []
    return hard_words(edition_texts(project, text, project.source), explained_in(project, text))


def unexplained(project: Project, text: Transcript, everyday: frozenset[str]) -> list[HardWord]:
    """The hard words of an edition in the source language that are explained nowhere and are no everyday words.

    A word is explained by the edition's glossary, by parentheses after it, as nausea (feeling sick), or by the block
    where it first stands, if that block cites the evidence for its meaning (`term/…`).
    """
    cited = _cited_terms(text)
    texts = edition_texts(project, text, project.source, source=True)
    beside = {(spot.path, match[1] or match[2]) for said, spot in texts for match in _BESIDE.finditer(said)}
    common = {_singular(word) for word in everyday}
    return [
        hard
        for hard in hard_words(texts, explained_in(project, text, source=True))
        if _singular(hard.word) not in common
        and (_singular(hard.word),) not in cited.get(hard.spot.path, ())
        and (hard.spot.path, hard.word) not in beside
    ]


# A word before its meaning, nausea (feeling sick), or an abbreviation after its long form, (CRS).
_BESIDE = re.compile(r"([\w-]+)\W* \((?![A-Z]+\))|\(([A-Z]{2,})\)")


def _cited_terms(text: Transcript) -> dict[str, frozenset[tuple[str, ...]]]:
    """The terms whose meaning each block cites, by the block's file."""
    found: dict[str, frozenset[tuple[str, ...]]] = {}
    for block, passage in zip(text.manuscript.blocks, text.blocks, strict=True):
        terms = [fact.fact.split(":")[0] for name, fact in passage.facts.items() if name.startswith("term/")]
        # The evidence is written in British English, and booklets in American.
        found[block.spot.path] = _terms(frozenset(re.sub("(?<=[a-z])ae", "e", term) for term in terms))
    return found

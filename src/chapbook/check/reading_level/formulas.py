"""The published formulas of readability, each with its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from chapbook.check.reading_level.syllables import (
    Sample,
    english_syllables,
    french,
    german,
    letters,
    portuguese,
    russian,
    spanish,
)


def flesch_kincaid(sample: Sample) -> float:
    """The US school grade (Kincaid, Fishburne, Rogers and Chissom 1975)."""
    return 0.39 * sample.length + 11.8 * sample.mean(english_syllables) - 15.59


def smog(sample: Sample) -> float:
    """The US school grade for full understanding (McLaughlin 1969), in the form for any number of sentences."""
    polysyllables = sum(english_syllables(word) >= 3 for word in sample.words)
    return 1.0430 * sqrt(polysyllables * 30 / len(sample.sentences)) + 3.1291


def fernandez_huerta(sample: Sample) -> float:
    """Ease of reading in Spanish (Fernández Huerta 1959); words in a sentence, as Law (2011) sets right."""
    return 206.84 - 60 * sample.mean(spanish) - 1.02 * sample.length


def inflesz(sample: Sample) -> float:
    """Perspicuity in Spanish (Szigriszt Pazos 1993), read on the scale of Barrio-Cantalejo and others (2008)."""
    return 206.835 - 62.3 * sample.mean(spanish) - sample.length


def kandel_moles(sample: Sample) -> float:
    """Ease of reading in French (Kandel and Moles 1958)."""
    return 207 - 1.015 * sample.length - 73.6 * sample.mean(french)


def amstad(sample: Sample) -> float:
    """Ease of reading in German (Amstad 1978)."""
    return 180 - sample.length - 58.5 * sample.mean(german)


def wiener(sample: Sample) -> float:
    """The school grade in German: the first Vienna formula for non-fiction (Bamberger and Vanecek 1984)."""
    return (
        0.1935 * sample.share(lambda word: german(word) >= 3)
        + 0.1672 * sample.length
        + 0.1297 * sample.share(lambda word: letters(word) > 6)
        - 0.0327 * sample.share(lambda word: german(word) == 1)
        - 0.875
    )


def gulpease(sample: Sample) -> float:
    """Ease of reading in Italian (Lucisano and Piemontese 1988)."""
    return 89 + 300 / sample.length - 10 * sample.mean(letters)


def martins(sample: Sample) -> float:
    """Ease of reading in Portuguese (Martins, Ghiraldelo, Nunes and Oliveira 1996): Flesch's, raised by 42."""
    return 206.835 + 42 - 1.015 * sample.length - 84.6 * sample.mean(portuguese)


def oborneva(sample: Sample) -> float:
    """Ease of reading in Russian (Oborneva 2006)."""
    return 206.835 - 1.3 * sample.length - 60.1 * sample.mean(russian)


def lix(sample: Sample) -> float:
    """Björnsson's index (1968): words in a sentence, and words of more than six letters in a hundred."""
    return sample.length + sample.share(lambda word: letters(word) > 6)


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

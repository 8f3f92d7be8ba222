"""The published formulas of readability, each with its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from chapbook.check.reading_level.syllables import Sample, english_syllables, spanish


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
}

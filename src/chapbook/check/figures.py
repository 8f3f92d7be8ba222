"""Whether a translation says the same numbers as its source, in the same units, and writes them as its readers do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import eq

from babel.numbers import get_decimal_symbol

from chapbook.content.markdown import plain
from chapbook.content.numbers import ENGLISH, Figure, figures
from chapbook.content.project import Project
from chapbook.content.spelled import spelled
from chapbook.content.typography import PLACEHOLDER
from chapbook.problems.problem import Problem, Spot, problem


def same_figures(
    source: str, said: str, ours: str, theirs: Iterable[str], language: str, spot: Spot
) -> Iterator[Problem]:
    """A translation holds the same numbers and units as its source, wherever it is read, and says no other one.

    The locales are as Babel calls them: that of the source, and those in which the language is read. A number in words
    that the source lacks is found, a lacking one is not: Arabic has a form for two of a thing.
    """
    wanted = figures_of(source, ours)
    for babel in theirs:
        given = figures_of(said, babel)
        if not _say_the_same(wanted, given):
            yield problem("L002", spot, source=as_written(wanted), translation=as_written(given))
            return
    spoken = spelled(words_of(source), ours.partition("_")[0], lenient=True)
    held = {word.value for word in spoken} | {number.value for figure in wanted for number in figure.numbers}
    strange = [word.text for word in spelled(words_of(said), language) if word.value not in held]
    if strange:
        told = listed([*(figure.text for figure in wanted), *(word.text for word in spoken)])
        yield problem("L002", spot, source=told, translation=listed(strange))


def as_written_here(said: str, here: list[str], spot: Spot) -> Iterator[Problem]:
    """Numbers have the digits and signs of the language, as each place writes it."""
    for babel in here:
        for figure in strange_figures(said, babel):
            yield problem("L009", spot, figure=figure, babel=babel, point=get_decimal_symbol(babel))


def source_babel(project: Project) -> str:
    """How numbers are written in the language of the blocks."""
    source = project.locales.get(project.source)
    return next(iter(source.babel.values()), ENGLISH) if source else ENGLISH


def figures_of(text: str, babel: str = ENGLISH) -> list[Figure]:
    """What a sentence says in digits, whatever its marks, but for its values.

    >>> [found.text for found in figures_of("De {fever-limit} a **1.000** pasos en 7–10 días", "es_ES")]
    ['1.000', '7–10']
    """
    return figures(words_of(text), babel)


def words_of(text: str) -> str:
    """A sentence without its marks and its values."""
    return PLACEHOLDER.sub(" ", plain(text))


def _say_the_same(wanted: list[Figure], given: list[Figure]) -> bool:
    """Whether two texts have the same numbers, with as many decimals, and each in the same unit where both name one.

    >>> _say_the_same(figures_of("5 mg, 7–10"), figures_of("7 a 10, 5 miligramos"))
    True
    >>> _say_the_same(figures_of("5 mg for 5 days"), figures_of("5 g durante 5 días"))
    False
    >>> _say_the_same(figures_of("5 mL every 10 hours"), figures_of("10 mL cada 5 horas"))
    False
    """
    ours, theirs = _units_of(wanted), _units_of(given)
    if ours.keys() != theirs.keys() or any(len(units) != len(theirs[number]) for number, units in ours.items()):
        return False
    return not _have_changed_places(ours, theirs) and not any(
        _is_exchanged(units, theirs[number]) for number, units in ours.items()
    )


def _have_changed_places(ours: dict[str, list[str]], theirs: dict[str, list[str]]) -> bool:
    """Whether of one unit each text has a number that the other has not in it.

    Where one text alone has a number more, the other leaves its unit to the words: 7–10 days, 7 to 10 days.
    """

    def numbers(units_of: dict[str, list[str]]) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for number, units in units_of.items():
            for unit in filter(None, units):
                found.setdefault(unit.partition("/")[0], Counter())[number] += 1
        return found

    of_ours, of_theirs = numbers(ours), numbers(theirs)
    both = of_ours.keys() & of_theirs.keys()
    return any(of_ours[unit] - of_theirs[unit] and of_theirs[unit] - of_ours[unit] for unit in both)


def _units_of(found: list[Figure]) -> dict[str, list[str]]:
    """Each number with the units in which it is said."""
    units: dict[str, list[str]] = {}
    for figure in found:
        of_several = any(part[:1].isdecimal() for part in figure.text.split("/")[1:])
        for value in figure.values:
            units.setdefault(str(value), []).append("" if of_several else figure.unit)
    return units


def _is_exchanged(ours: list[str], theirs: list[str]) -> bool:
    """Whether of the units of one number each text names one that the other has not: such a number was changed.

    Where one text alone names a unit, the other has it in words; so with what follows a stroke.

    >>> _is_exchanged(["mg", ""], ["", "g"]), _is_exchanged(["mg", "mL"], ["", "mL"])
    (True, False)
    >>> _is_exchanged(["mg/kg"], ["mg/m2"]), _is_exchanged(["mg/kg/day"], ["mg/kg"])
    (True, False)
    """
    left = [*(Counter(filter(None, theirs)) - Counter(ours)).elements()]
    alone = 0
    for unit in (Counter(filter(None, ours)) - Counter(theirs)).elements():
        parts = unit.split("/")
        same = next((each for each in left if all(map(eq, parts, each.split("/")))), None)
        if same is None:
            alone += 1
        else:
            left.remove(same)
    return bool(alone and left)


def strange_figures(text: str, babel: str) -> list[str]:
    """The numbers of a sentence that a locale does not write so: another sign, or digits other than Western ones.

    >>> strange_figures("38,0 °C, 1.000 pasos, 7–10", "es_ES"), strange_figures("38,0 °C, ٢٨", "es_US")
    ([], ['38,0', '٢٨'])
    """
    return [number for figure in figures_of(text, babel) for number in figure.unusual]


def as_written(found: Iterable[Figure]) -> str:
    """Figures as they stand in their text, for a message."""
    return listed(figure.text for figure in found)


def listed(items: Iterable[str]) -> str:
    return ", ".join(sorted(items)) or "none"

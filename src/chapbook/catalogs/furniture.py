"""Furniture: the words that every page uses, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from chapbook.catalogs.catalogs import FURNITURE, Domain, Key, read_domain, untranslated
from chapbook.content.project import Project
from chapbook.content.text import N_
from chapbook.content.typography import PLACEHOLDER
from chapbook.problems.problem import Problem, Spot

# Every duration that a value may be. TRANSLATORS see these with their plural forms.
DURATIONS = {
    "hours": (N_("{n} hour"), N_("{n} hours")),
    "days": (N_("{n} day"), N_("{n} days")),
    "weeks": (N_("{n} week"), N_("{n} weeks")),
}


@dataclass
class Furniture:
    """The words that every page uses, in one locale; notes what it was asked for and could not say."""

    domain: Domain
    is_source: bool
    missing: set[Key] = field(default_factory=set)

    def say(self, text: str, context: str = "") -> str:
        """A furniture word."""
        if self.is_source:
            return text
        found = self.domain.get(context, text)
        if found is None:
            self.missing.add((context, text))
        return text if found is None else found

    def value(self, name: str, text: str) -> str:
        """A value in words, such as the everyday name of a medicine."""
        return self.say(text, f"value:{name}")

    def label(self, name: str, text: str) -> str:
        """What stands beside a value that is printed large."""
        return self.say(text, f"label:{name}")

    def plural(self, one: str, many: str, count: int) -> str:
        """The right form for a count."""
        if self.is_source:
            return one if count == 1 else many
        found = self.domain.plural_form(one, count)
        if found is None:
            self.missing.add(("", one))
        return many if found is None else found

    def forms(self, one: str, many: str) -> tuple[str, ...]:
        """Every form of a plural, for whoever approves them."""
        found = None if self.is_source else self.domain.messages.get(("", one))
        return found if isinstance(found, tuple) else (one, many)

    def duration(self, count: int, unit: str) -> str:
        """A number of hours, days or weeks.

        >>> Furniture(Domain(), is_source=True).duration(2, "weeks")
        '2 weeks'
        """
        return self.plural(*DURATIONS[unit], count).replace("{n}", str(count))


def furniture(project: Project, locale: str) -> Furniture:
    """The furniture words of a project in a locale."""
    return Furniture(read_domain(project.chain, locale, FURNITURE), is_source=locale == project.source)


def unsaid(locale: str, missing: Iterable[Key]) -> Iterator[Problem]:
    """Furniture words that the catalog of a locale does not have."""
    spot = Spot(f"locales/{FURNITURE}.pot")
    return untranslated(locale, FURNITURE, [(spot, text) for _, text in sorted(missing)])


def speaker(project: Project) -> Callable[[str, str, str, str], str | None]:
    """What a message of a domain says in a locale, by context and text; a value by itself stays as it is."""

    @cache
    def domain(locale: str, name: str) -> Domain:
        return read_domain(project.chain, locale, name)

    def say(locale: str, name: str, context: str, text: str) -> str | None:
        if locale == project.source or PLACEHOLDER.fullmatch(text):
            return text
        return domain(locale, name).get(context, text)

    return say

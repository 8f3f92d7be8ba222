"""Whether translations say what their source says: numbers, values, links, stress, medicines, plural forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Message as CatalogMessage

from chapbook.catalogs.catalogs import (
    FURNITURE,
    catalog_path,
    few,
    kept_catalog,
    source_text,
    spot_in,
    translation,
    untranslated,
)
from chapbook.catalogs.extraction import (
    Sentence,
    furniture_of,
    interview_sentences,
    read_by_staff,
    sentences,
    staff_alone,
)
from chapbook.check.figures import as_written, as_written_here, figures_of, listed, same_figures, source_babel
from chapbook.check.how_fast import LATER, HowFast, how_fast, said_in
from chapbook.check.term_base import TermBase
from chapbook.content import markdown
from chapbook.content.booklet import Edition
from chapbook.content.characters import disguised, name_of, unseen
from chapbook.content.markdown import Unsupported, marks, plain
from chapbook.content.medicines import Medicines
from chapbook.content.project import Project
from chapbook.content.typography import PLACEHOLDER, braced
from chapbook.problems.problem import Problem, Problems, Spot, problem, q, shorten
from chapbook.transcript.values import units_again


def catalogs(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every message is translated, confirmed, and says the same numbers, values, medicines and links as its source."""
    if not project.source:
        return
    furniture: list[Sentence] | None = None
    # Each source is held against as many translations as there are languages.
    ours = _Levels(how_fast(project, project.source))
    locales = {edition.locale: None for edition in editions if edition.locale != project.source}
    for locale in locales:
        read = _Catalogs(project, locale, ours)
        # A text that several titles share is read in the places of each.
        shared: dict[tuple[str, str, str], tuple[Sentence, set[str]]] = {}
        for booklet in {edition.booklet: None for edition in editions if edition.locale == locale}:
            places = {edition.place for edition in editions if (edition.locale, edition.booklet) == (locale, booklet)}
            for sentence in sentences(project.booklets[booklet]):
                if here := places if sentence.places is None else places & sentence.places:
                    key = (sentence.domain, sentence.context, sentence.text)
                    shared.setdefault(key, (sentence, set()))[1].update(here)
        for sentence, here in shared.values():
            yield from read.judge(sentence, here)
        if project.interview and not project.others and project.interview.speaks(locale):
            for sentence in interview_sentences(project.interview):
                yield from read.judge(sentence, {edition.place for edition in editions if edition.locale == locale})
        if furniture is None:
            furniture = list(_furniture(project))
        everywhere = {edition.place for edition in editions if edition.locale == locale}
        for sentence in furniture:
            yield from read.judge(sentence, everywhere)
        yield from read.untranslated()
        yield from read.problems


# The lists by which what puts a call off is found in a language, besides its levels.
_PUTS_OFF = ("wait", "delay", "help", "unwell", "needless")


def unguarded(project: Project, editions: list[Edition]) -> dict[str, tuple[str, ...]]:
    """The languages of some editions, and for which levels and lists they name no phrases as the source does (L015)."""
    if not project.source:
        return {}
    wanted = _phrases(project, project.source)
    locales = dict.fromkeys(edition.locale for edition in editions)
    lacking = {tag: tuple(name for name in wanted if name not in _phrases(project, tag)) for tag in locales}
    return {tag: names for tag, names in lacking.items() if names}


def _phrases(project: Project, locale: str) -> list[str]:
    """The levels and lists for which a language names phrases."""
    known = project.locales[locale]
    levels = [level for level, phrases in known.urgency.items() if phrases]
    return [*levels, *(name for name in _PUTS_OFF if getattr(known, name))]


def _furniture(project: Project) -> Iterator[Sentence]:
    for message in furniture_of(project, tolerant=True):
        if message.id:
            path, line = message.locations[0] if message.locations else ("templates", 0)
            spot, text = Spot(path, line or 0), source_text(message)
            yield Sentence(FURNITURE, message.context or "", text, spot, staff_alone=staff_alone(message))


def furniture_words(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Words of templates hold no value and no Markdown: nobody would read either there."""
    for word in _furniture(project):
        if word.spot.path.startswith("templates/"):
            for _, sign in [*braced(word.text), *markdown.signs(word.text)]:
                yield problem("T004", word.spot, sign=q(sign))
            for _, character in unseen(word.text):
                yield problem("B047", word.spot, character=name_of(character))
            for _, written, character in disguised(word.text):
                yield problem("B048", word.spot, word=q(written), character=name_of(character))


class _Levels(dict[str, list[str]]):
    """How fast texts of a language say to act, each worked out when it is first asked for."""

    def __init__(self, urgency: HowFast | None) -> None:
        super().__init__()
        self.urgency = urgency

    def __missing__(self, text: str) -> list[str]:
        assert self.urgency
        self[text] = [each.level for each in said_in(text, self.urgency)]
        return self[text]


class _Catalogs:
    """The catalogs of one locale along the chain, with the spot of every message."""

    def __init__(self, project: Project, locale: str, ours: _Levels) -> None:
        self.project, self.locale = project, locale
        self.problems: list[Problem] = []
        self._missing: dict[str, list[tuple[Spot, str]]] = {}
        self._copied: dict[str, list[tuple[Spot, str]]] = {}
        self._domains: dict[str, dict[tuple[str, str], tuple[CatalogMessage, Spot]]] = {}
        self._paths: dict[str, Path] = {}
        self._unreadable: set[str] = set()
        self._plurals: dict[str, str] = {}
        self._medicines = Medicines.of(project, locale)
        self._term_base = TermBase(project.term_bases.get(locale, {}))
        self._urgency = ours, _Levels(how_fast(project, locale))
        self._source_babel = source_babel(project)
        self._units_again = units_again(project, locale)

    def judge(self, sentence: Sentence, places: set[str]) -> Iterator[Problem]:
        found = self._domain(sentence.domain).get((sentence.context, sentence.text))
        said = translation(found[0]) if found else None
        if sentence.domain in self._unreadable:
            return
        if (found is None or said is None) and sentence.staff_alone and not read_by_staff(self.project, self.locale):
            return
        if found is None or said is None:
            self._missing.setdefault(sentence.domain, []).append((sentence.spot, sentence.text))
        elif found[0].fuzzy:
            yield problem("L005", found[1], message=shorten(sentence.text))
        elif isinstance(said, str):
            yield from self._strange(said, found[1])
            yield from self._same_values(sentence.text, said, found[1])
            for place, name, unit in self._units_again(said):
                at = spot_in(self._paths[found[1].path], found[1], place)
                yield problem("L019", at, value=f"{{{name}}}", unit=q(unit))
            yield from self._same_urgency(sentence.text, said, found[1])
            yield from self._term_base.same(sentence.text, said, found[1])
            here = self._written(places)
            if self._is_copied(sentence.text, said) and not _same_on_purpose(found[0]):
                self._copied.setdefault(sentence.domain, []).append((found[1], said))
            yield from _same(sentence.text, said, found[1])
            yield from same_figures(sentence.text, said, self._source_babel, here, self.locale.split("-")[0], found[1])
            yield from as_written_here(said, here, found[1])
            for wanted, seen in self._medicines.lacking(plain(sentence.text), plain(said)):
                yield problem("L008", found[1], wanted=wanted, seen=q(seen) if seen else "nothing")
            if sentence.domain == FURNITURE:
                yield from self._signs(markdown.signs(said), found[1])
            else:
                yield from _unsupported(said, found[1])
                yield from self._signs(markdown.lone(said), found[1])
        else:
            yield from self._same_plural(sentence.text, said, self._plurals[sentence.domain], found[1])

    def untranslated(self) -> Iterator[Problem]:
        """What was judged and is in no catalog, or stands there as in the source."""
        for domain, missing in self._missing.items():
            yield from untranslated(self.locale, domain, missing)
        for domain, copied in self._copied.items():
            yield from few("L010", self.locale, domain, copied)

    def _is_copied(self, source: str, said: str) -> bool:
        """Whether a translation is its source, in another language, and no name."""
        tag, locale = self.locale.split("-")[0], self.project.locales[self.locale]
        if source != said or tag == self.project.source.split("-")[0]:
            return False
        latin = all(letter < "\u0250" for letter in locale.autonym if letter.isalpha())
        return is_sentence(plain(PLACEHOLDER.sub(" ", said)), self._medicines.names, alone=not latin)

    def _same_values(self, source: str, said: str, spot: Spot, form: int | None = None) -> Iterator[Problem]:
        """A translation holds the same values as its source, and no brace besides."""
        wanted, given = (sorted(found for _, found in braced(text)) for text in (source, said))
        if wanted != given:
            strange = [place for place, found in braced(said) if not PLACEHOLDER.fullmatch(found)]
            at = spot_in(self._paths[spot.path], spot, strange[0], form) if strange else spot
            yield problem("L003", at, source=listed(wanted), translation=listed(given))

    def _same_urgency(self, source: str, said: str, spot: Spot) -> Iterator[Problem]:
        """A translation says to act as fast as its source, where its language names the phrases."""
        ours, theirs = self._urgency
        if ours.urgency and theirs.urgency:
            wanted, given = ours[source], theirs[said]
            # What the source may put off is judged there; a translation that does not say so is no slower.
            if given not in (wanted, [level for level in wanted if level != LATER]):
                source, said = (", ".join(levels) or "nothing" for levels in (wanted, given))
                yield problem("L015", spot, source=source, translation=said, locale=self.locale)

    def _signs(self, found: Iterable[tuple[int, str]], spot: Spot, form: int | None = None) -> Iterator[Problem]:
        """A translation prints no sign of Markdown."""
        for place, sign in found:
            at = spot_in(self._paths[spot.path], spot, place, form)
            yield problem("L007", at, what=f"{q(sign)}, which would be printed as it stands,")

    def _strange(self, said: str, spot: Spot, form: int | None = None) -> Iterator[Problem]:
        """A translation holds nothing that nobody sees, and nothing that passes for a digit or a letter."""
        path = self._paths[spot.path]
        for place, character in unseen(said):
            yield problem("L014", spot_in(path, spot, place, form), what=f"{name_of(character)}, which nobody sees,")
        for character in {character for _, character in unseen(plain(said))} - {*said}:
            yield problem("L014", spot, what=f"{name_of(character)}, which nobody sees,")
        for place, word, character in disguised(said):
            # Other digits are told apart by how the language writes numbers.
            if not character.isdecimal():
                what = f"{q(word)}, which holds {name_of(character)},"
                yield problem("L014", spot_in(path, spot, place, form), what=what)

    def _same_plural(self, source: str, said: tuple[str, ...], plural: str, spot: Spot) -> Iterator[Problem]:
        """Every form says the count, but for one that a single count uses: Arabic has a word for two weeks."""
        uses = _uses(plural)
        if max(uses) >= len(said):
            fault = f"{max(uses) + 1} plural forms are wanted here, and there are {len(said)}"
            yield problem("L004", spot, fault=fault)
        for number, form in enumerate(said):
            if uses[number] > 1 or braced(form):
                yield from self._same_values(source, form, spot, number)
            yield from self._signs(markdown.signs(form), spot, number)
            yield from self._strange(form, spot, number)
            if given := figures_of(form):
                yield problem("L002", spot, source="none", translation=as_written(given))

    def _written(self, places: set[str]) -> list[str]:
        """How the language is written where a text prints: the same number may be another a country further."""
        return sorted({self.project.locales[self.locale].babel[place] for place in places})

    def _domain(self, domain: str) -> dict[tuple[str, str], tuple[CatalogMessage, Spot]]:
        if domain not in self._domains:
            messages = self._domains[domain] = {}
            for path in reversed(self.project.chain.layers(catalog_path(self.locale, domain))):
                shown = self.project.chain.shown(path)
                self._paths[shown] = path
                try:
                    catalog = kept_catalog(self.project.chain, path)
                except Problems as unreadable:
                    self.problems += unreadable.problems
                    self._unreadable.add(domain)
                    continue
                self._plurals[domain] = catalog.plural_expr
                for message in catalog:
                    if message.id and (translation(message) or message.fuzzy):
                        messages[message.context or "", source_text(message)] = (
                            message,
                            Spot(shown, message.lineno or 0),
                        )
        return self._domains[domain]


@cache
def _uses(plural: str) -> Counter[int]:
    """How many counts use each form of a language."""
    return Counter(map(c2py(plural), range(1001)))


def _same(source: str, said: str, spot: Spot) -> Iterator[Problem]:
    """A translation holds the same links and stress as its source."""
    if marks(source) != marks(said):
        yield problem("L006", spot, message=shorten(source))


def is_sentence(text: str, names: tuple[str, ...], *, alone: bool) -> bool:
    """Whether a text has words of a language, and not names alone; `alone` of one word, which many languages share.

    >>> texts = ("Call us now", "St. Jude Children's", "Neutropenia", "CD19", "Kymriah")
    >>> [is_sentence(text, ("Kymriah",), alone=False) for text in texts]
    [True, False, False, False, False]
    >>> [is_sentence(text, ("Kymriah",), alone=True) for text in texts]
    [True, False, True, False, False]
    """
    medicines = {name.casefold() for name in names}
    words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if word.casefold() not in medicines]
    if len(text.split()) == 1:
        return alone and any(word[1:].islower() for word in words) and text.isascii()
    return any(word.islower() and len(word) > 1 for word in words[1:]) or (bool(words) and words[0].islower())


def _same_on_purpose(message: CatalogMessage) -> bool:
    """Whether the translator says so."""
    return any(note.casefold().startswith("same") for note in message.user_comments)


def _unsupported(said: str, spot: Spot) -> Iterator[Problem]:
    """A translation holds no more Markdown than an author may write."""
    try:
        markdown.sentence(said)
    except Unsupported as strange:
        yield problem("L007", spot, what=strange.what)

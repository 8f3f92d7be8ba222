"""Whether translations say what their source says: numbers, values, links, stress, medicines, plural forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Message as CatalogMessage
from babel.numbers import get_decimal_symbol, get_group_symbol

from chapbook.catalogs.catalogs import FURNITURE, catalog_path, read_catalog, source_text, spot_in, translation
from chapbook.catalogs.extraction import Sentence, extract, sentences
from chapbook.content import markdown
from chapbook.content.booklet import Edition
from chapbook.content.markdown import Unsupported, marks, plain
from chapbook.content.medicines import Medicines
from chapbook.content.project import Project
from chapbook.content.typography import PLACEHOLDER, braced, western
from chapbook.problems.problem import Problem, Problems, Spot, problem, q, shorten


def catalogs(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every message is translated, confirmed, and says the same numbers, values, medicines and links as its source."""
    if not project.source:
        return
    furniture: list[Sentence] | None = None
    locales = {edition.locale: None for edition in editions if edition.locale != project.source}
    for locale in locales:
        seen: set[tuple[str, str, str]] = set()
        read = _Catalogs(project, locale)
        for booklet in {edition.booklet: None for edition in editions if edition.locale == locale}:
            places = {edition.place for edition in editions if (edition.locale, edition.booklet) == (locale, booklet)}
            for sentence in sentences(project, project.booklets[booklet]):
                key = (sentence.domain, sentence.context, sentence.text)
                if key not in seen and (sentence.places is None or sentence.places & places):
                    seen.add(key)
                    yield from read.judge(sentence, places)
        if furniture is None:
            furniture = list(_furniture(project))
        everywhere = {edition.place for edition in editions if edition.locale == locale}
        for sentence in furniture:
            yield from read.judge(sentence, everywhere)
        yield from read.problems


def _furniture(project: Project) -> Iterator[Sentence]:
    for message in extract(project, tolerant=True)[FURNITURE]:
        if message.id:
            path, line = message.locations[0] if message.locations else ("templates", 0)
            yield Sentence(FURNITURE, message.context or "", source_text(message), Spot(path, line or 0))


def furniture_words(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Words of templates hold no value and no Markdown: nobody would read either there."""
    for word in _furniture(project):
        if word.spot.path.startswith("templates/"):
            for _, sign in [*braced(word.text), *markdown.signs(word.text)]:
                yield problem("T004", word.spot, sign=q(sign))


class _Catalogs:
    """The catalogs of one locale along the chain, with the spot of every message."""

    def __init__(self, project: Project, locale: str) -> None:
        self.project, self.locale = project, locale
        self.problems: list[Problem] = []
        self._domains: dict[str, dict[tuple[str, str], tuple[CatalogMessage, Spot]]] = {}
        self._paths: dict[str, Path] = {}
        self._unreadable: set[str] = set()
        self._plurals: dict[str, str] = {}
        self._medicines = Medicines.of(project, locale)

    def judge(self, sentence: Sentence, places: set[str]) -> Iterator[Problem]:
        found = self._domain(sentence.domain).get((sentence.context, sentence.text))
        said = translation(found[0]) if found else None
        if sentence.domain in self._unreadable:
            return
        if found is None or said is None:
            yield problem(
                "L001",
                sentence.spot,
                locale=self.locale,
                message=shorten(sentence.text),
                catalog=catalog_path(self.locale, sentence.domain),
            )
        elif found[0].fuzzy:
            yield problem("L005", found[1], message=shorten(sentence.text))
        elif isinstance(said, str):
            yield from self._same_values(sentence.text, said, found[1])
            yield from _same(sentence.text, said, found[1])
            yield from self._as_written_here(said, places & (sentence.places or places), found[1])
            for wanted, seen in self._medicines.lacking(plain(sentence.text), plain(said)):
                yield problem("L008", found[1], wanted=wanted, seen=q(seen) if seen else "nothing")
            if sentence.domain == FURNITURE:
                yield from self._signs(markdown.signs(said), found[1])
            else:
                yield from _strange(said, found[1])
                yield from self._signs(markdown.lone(said), found[1])
        else:
            yield from self._same_plural(sentence.text, said, self._plurals[sentence.domain], found[1])

    def _same_values(self, source: str, said: str, spot: Spot, form: int | None = None) -> Iterator[Problem]:
        """A translation holds the same values as its source, and no brace besides."""
        wanted, given = (sorted(found for _, found in braced(text)) for text in (source, said))
        if wanted != given:
            strange = [place for place, found in braced(said) if not PLACEHOLDER.fullmatch(found)]
            at = spot_in(self._paths[spot.path], spot, strange[0], form) if strange else spot
            yield problem("L003", at, source=_list(wanted), translation=_list(given))

    def _signs(self, found: Iterable[tuple[int, str]], spot: Spot, form: int | None = None) -> Iterator[Problem]:
        """A translation prints no sign of Markdown."""
        for place, sign in found:
            at = spot_in(self._paths[spot.path], spot, place, form)
            yield problem("L007", at, what=f"{q(sign)}, which would be printed as it stands,")

    def _same_plural(self, source: str, said: tuple[str, ...], plural: str, spot: Spot) -> Iterator[Problem]:
        """Every form says the count, but for one that a single count uses: Arabic has a word for two weeks."""
        form_of = c2py(plural)
        counts = Counter(form_of(count) for count in range(1001))
        if max(counts) >= len(said):
            fault = f"{max(counts) + 1} plural forms are wanted here, and there are {len(said)}"
            yield problem("L004", spot, fault=fault)
        for number, form in enumerate(said):
            if counts[number] > 1 or braced(form):
                yield from self._same_values(source, form, spot, number)
            yield from self._signs(markdown.signs(form), spot, number)
            if figures := figures_of(form):
                yield problem("L002", spot, source="none", translation=_list(figures))

    def _as_written_here(self, said: str, places: set[str], spot: Spot) -> Iterator[Problem]:
        """Numbers have the digits and signs of the language, as each place writes it."""
        for babel in sorted({self.project.locales[self.locale].babel[place] for place in places}):
            for figure in strange_figures(said, babel):
                yield problem("L009", spot, figure=figure, babel=babel, point=get_decimal_symbol(babel))

    def _domain(self, domain: str) -> dict[tuple[str, str], tuple[CatalogMessage, Spot]]:
        if domain not in self._domains:
            messages = self._domains[domain] = {}
            for path in reversed(self.project.chain.layers(catalog_path(self.locale, domain))):
                shown = self.project.chain.shown(path)
                self._paths[shown] = path
                try:
                    catalog = read_catalog(path, shown)
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


def _same(source: str, said: str, spot: Spot) -> Iterator[Problem]:
    """A translation holds the same numbers, links and stress as its source."""
    figures, theirs = Counter(figures_of(source)), Counter(figures_of(said))
    if figures != theirs:
        yield problem("L002", spot, source=_list(figures.elements()), translation=_list(theirs.elements()))
    if marks(source) != marks(said):
        yield problem("L006", spot, message=shorten(source))


def _strange(said: str, spot: Spot) -> Iterator[Problem]:
    """A translation holds no more Markdown than an author may write."""
    try:
        markdown.sentence(said)
    except Unsupported as strange:
        yield problem("L007", spot, what=strange.what)


def figures_of(text: str) -> list[str]:
    """The numbers of a sentence in any digits, with a decimal point, as a translation must keep them.

    >>> figures_of("De 38,0 °C a 1.000 pasos, ٢٨ días"), figures_of("CD19")
    (['38.0', '1000', '28'], ['19'])
    """
    text = western(PLACEHOLDER.sub(" ", plain(text)))
    found = re.findall(r"\d+(?:[.,\u00a0\u202f]\d+)*", text)
    return [_plain_figure(figure) for figure in found]


def strange_figures(text: str, babel: str) -> list[str]:
    """The numbers of a sentence that a locale does not write so: another sign, or digits other than Western ones.

    >>> strange_figures("38,0 °C, 1.000 pasos, 7–10", "es_ES"), strange_figures("38,0 °C, ٢٨", "es_US")
    ([], ['38,0', '٢٨'])
    """
    if not any(map(str.isdecimal, text)):
        return []
    point, group = (re.escape(sign(babel)) for sign in (get_decimal_symbol, get_group_symbol))
    usual = re.compile(rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)(?:{point}[0-9]+)?")
    found = re.findall(r"\d+(?:[.,\u066b\u066c]\d+)*", PLACEHOLDER.sub(" ", plain(text)))
    return [figure for figure in found if not usual.fullmatch(figure)]


def _plain_figure(figure: str) -> str:
    figure = re.sub(r"[.,\u00a0\u202f](?=\d{3}(?!\d))", "", figure)
    return figure.replace(",", ".")


def _list(items: Iterable[str]) -> str:
    return ", ".join(sorted(items)) or "none"

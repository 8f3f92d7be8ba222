"""Everything that is wrong with what a library says, one function a rule; none hides another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from gettext import c2py
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from babel.messages.catalog import Message as CatalogMessage
from babel.numbers import get_decimal_symbol, get_group_symbol

from chapbook import markdown
from chapbook.catalogs import (
    FURNITURE,
    Sentence,
    catalog_path,
    extract,
    read_catalog,
    sentences,
    source_text,
    translation,
)
from chapbook.codes import site_of
from chapbook.library import Library
from chapbook.markdown import Unsupported, links, marks, plain
from chapbook.medicines import Medicines
from chapbook.model import (
    Block,
    Booklet,
    Calendar,
    Edition,
    Leaf,
    Picture,
    Scoped,
    SettingModel,
    ValueModel,
    ValueRef,
    Words,
    leaves,
    parts,
    value_names,
)
from chapbook.problems import Problem, Problems, Spot, guess, problem, q, shorten
from chapbook.text import PLACEHOLDER, western
from chapbook.values import DURATIONS, NUMERIC, number
from chapbook.yamlfile import Scalar

Rule = Callable[[Library, list[Edition]], Iterator[Problem]]


def check(library: Library, editions: list[Edition]) -> list[Problem]:
    """Every problem that stands in the way of these editions."""
    return [found for rule in RULES for found in rule(library, editions)]


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def names(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """Places, locales and booklets that are named exist."""
    known: dict[str, Collection[str]] = {
        "place": library.places,
        "locale": library.locales,
        "booklet": library.booklets,
    }
    publishes = library.imprint.publishes
    named = [("booklet", publishes.booklets), ("locale", publishes.locales), ("place", publishes.places)]
    for booklet in library.booklets.values():
        named += [("place", booklet.content.places), ("locale", booklet.content.locales)]
    for block in _blocks(library):
        named += [("place", group) for group in _places_in(block)]
    named += [
        ("place", tuple(Scalar(place, Spot("locales/locales.yaml")) for place in locale.babel))
        for locale in library.locales.values()
    ]
    for what, group in named:
        for name in group or ():
            if name not in known[what]:
                yield problem(
                    "B022",
                    _spot(name),
                    what=what,
                    name=q(name),
                    guess=guess(name, known[what]),
                    names=", ".join(known[what]),
                )


def _places_in(block: Block) -> Iterator[tuple[str, ...]]:
    for part in parts(block.content):
        if isinstance(part, Scoped) and part.places is not None:
            yield part.places


# ── forms ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def forms(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """A card is one block of two faces, and a sheet begins with whom to call: their templates print nothing else."""
    for booklet in library.booklets.values():
        blocks, form = [*booklet.blocks.values()], booklet.content.form
        if form == "card":
            shapes = [(block.content.kind, len(getattr(block.content, "faces", ()))) for block in blocks]
            if shapes != [("card", 2)]:
                found = ", ".join(f"{kind} with {faces} face" if faces else kind for kind, faces in shapes)
                yield problem("B032", booklet.spot, found=found or "nothing")
        if form == "sheet" and blocks and blocks[0].content.kind != "contacts":
            yield problem("B033", booklet.spot, found=f"{blocks[0].content.kind} {q(blocks[0].path)}")


# ── the imprint ───────────────────────────────────────────────────────────────────────────────────────────────────


def imprint(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """The site is an address that a family can type, and that leads where the publisher means."""
    site = library.imprint.site
    if site is not None and site_of(site) is None:
        yield problem("V001", _spot(site), site=q(site))


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def pictures(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """Every picture is a file of the chain."""
    for folder, content in _contents(library):
        for part in parts(content):
            if isinstance(part, Picture):
                yield from _picture(library, folder, part.file)
    if library.imprint.logo:
        yield from _picture(library, "booklets", library.imprint.logo)


def _picture(library: Library, folder: str, file: str) -> Iterator[Problem]:
    name = f"{folder}/{file}"
    if ".." in PurePosixPath(file).parts or file.startswith("/") or library.project.strays(name):
        yield problem("B024", _spot(file), file=q(file))
    elif library.project.find(name) is None:
        near = [other.removeprefix(f"{folder}/") for other in library.project.names(folder, "**/*.svg")]
        yield problem("B004", _spot(file), file=q(file), guess=guess(file, near))


def _contents(library: Library) -> Iterator[tuple[str, object]]:
    for booklet in library.booklets.values():
        yield f"booklets/{booklet.name}", booklet.content
    for block in _blocks(library):
        yield PurePosixPath(f"booklets/{block.path}").parent.as_posix(), block.content


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────


def values(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """Values are known, of the right form, within their range, and set where an edition cannot print a slot."""
    for name, setting, definition in _settings(library):
        if definition is None:
            yield problem("B005", _spot(name), name=q(name), guess=guess(name, library.values))
        else:
            yield from _value(name, setting, definition)
    for booklet in library.booklets.values():
        for leaf in _leaves(booklet):
            yield from _unknown_values(library, leaf)
    yield from _unset(library, editions)


def _settings(library: Library) -> Iterator[tuple[str, SettingModel, ValueModel | None]]:
    for table in (library.imprint.values, *(place.values for place in library.places.values())):
        for name, setting in table.items():
            yield (
                name if isinstance(name, Scalar) else Scalar(name, _spot(setting.value)),
                setting,
                library.values.get(name),
            )
    for name, definition in library.values.items():
        if definition.default is not None:
            yield Scalar(name, _spot(definition.default)), SettingModel(value=definition.default), definition


def _value(name: str, setting: SettingModel, definition: ValueModel) -> Iterator[Problem]:
    value = setting.value
    if definition.type in NUMERIC:
        figure = number(value)
        whole = definition.type in DURATIONS
        if figure is None or (whole and figure != figure.to_integral_value()):
            hint = "write a whole number" if whole else "write degrees Celsius with a decimal point, such as 38.0"
            yield problem(
                "B023",
                _spot(value),
                name=q(name),
                value=q(value),
                type=f"number of {definition.type}" if whole else definition.type,
                hint=hint,
            )
        elif definition.range and not Decimal(str(definition.range[0])) <= figure <= Decimal(str(definition.range[1])):
            low, high = definition.range
            yield problem(
                "B006",
                _spot(value),
                name=q(name),
                value=value,
                low=f"{low:g}",
                high=f"{high:g}",
                owner=definition.set_by,
            )
    elif definition.type == "phone" and not re.fullmatch(r"[+()\d][\d ()./-]*(?: ?(?:ext\.?|x) ?\d+)?", value):
        yield problem(
            "B023",
            _spot(value),
            name=q(name),
            value=q(value),
            type="phone number",
            hint="write digits, spaces and + ( ) - . alone",
        )


def _unknown_values(library: Library, leaf: Leaf) -> Iterator[Problem]:
    for name in value_names(leaf.leaf):
        if name not in library.values:
            yield problem(
                "B005", _word(library, leaf.leaf, f"{{{name}}}"), name=q(name), guess=guess(name, library.values)
            )


def _unset(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    for booklet, place in sorted({(edition.booklet, edition.place) for edition in editions}):
        for leaf in _leaves(library.booklets[booklet]):
            if not leaf.prints_in(place):
                continue
            counted = isinstance(leaf.leaf, ValueRef) and leaf.leaf.number
            for name in value_names(leaf.leaf):
                definition = library.values.get(name)
                if definition and library.setting(name, place) is None and (counted or not definition.slot):
                    spot = _word(library, leaf.leaf, f"{{{name}}}")
                    yield problem("B020", spot, name=q(name), place=place, booklet=booklet, means=definition.means)


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


def facts(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """Facts that are cited exist, are for these readers, and hold in every place where the text prints."""
    for booklet in library.booklets.values():
        for leaf in _leaves(booklet):
            for cited in leaf.facts:
                yield from _fact(library, booklet, leaf, cited)


def _fact(library: Library, booklet: Booklet, leaf: Leaf, cited: str) -> Iterator[Problem]:
    fact = library.evidence.facts.get(cited)
    if fact is None and cited in library.evidence.broken:
        return
    if fact is None:
        yield problem("B016", _spot(cited), fact=q(cited), guess=guess(cited, library.evidence.facts))
        return
    if fact.audience == "staff" and booklet.content.readers != "staff":
        yield problem("B017", _spot(cited), fact=q(cited), readers=booklet.content.readers)
    if fact.region is None:
        return
    fits = [name for name, place in library.places.items() if fact.region in place.regions]
    for place in library.places:
        if place not in fits and _prints(booklet, leaf, place):
            remedy = f"print the text only where it holds, with places: [{', '.join(fits)}], or " if fits else ""
            yield problem("B018", _spot(cited), fact=q(cited), region=fact.region, place=place, remedy=remedy)


def _prints(booklet: Booklet, leaf: Leaf, place: str) -> bool:
    return leaf.prints_in(place) and (booklet.content.places is None or place in booklet.content.places)


_SPOKEN_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORD_NUMBERS = {word: value for value, word in enumerate(_SPOKEN_NUMBERS, 2)}
_COUNTED = r"minutes?|hours?|days?|weeks?|months?|years?|times|doses|degrees"
_SPOKEN = re.compile(
    rf"\b({'|'.join(_WORD_NUMBERS)})[ -](?=(?:or more )?(?:{_COUNTED})\b)",
    re.IGNORECASE,
)
# A number that belongs to a name, such as CD19 or COVID-19, is not a claim.
_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?<![A-Za-z]-)\d+(?:[.,]\d+)*")


def numbers(text: str) -> list[Decimal]:
    """The numbers that a text claims, in digits or as words before a unit of time.

    >>> [str(number) for number in numbers("After two weeks, 82 in 100 had no CD19 at {fever-limit}.")]
    ['2', '82', '100']
    """
    text = _SPOKEN.sub(lambda match: f"{_WORD_NUMBERS[match[1].lower()]} ", PLACEHOLDER.sub(" ", plain(text)))
    return [Decimal(figure.replace(",", "")) for figure in _NUMBER.findall(text)]


def traced_numbers(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """Every number stands in a fact that its block names, or is a value."""
    for booklet in library.booklets.values():
        for leaf in _leaves(booklet):
            # The numbers of a fact that cannot be read are not known.
            if isinstance(leaf.leaf, Words) and not library.evidence.broken.intersection(leaf.facts):
                held = _held(library, leaf.facts)
                for figure in numbers(leaf.leaf.text):
                    if figure not in held:
                        yield problem("B019", _word(library, leaf.leaf, f"{figure:f}"), number=f"{figure:f}")
    for block in _blocks(library):
        if isinstance(block.content, Calendar):
            held = _held(library, tuple(block.content.facts)) | {Decimal(1)}
            for count in _calendar_numbers(block.content):
                if count not in held:
                    yield problem("B019", block.spot, number=count)


def _held(library: Library, cited: tuple[str, ...]) -> set[Decimal]:
    return {figure for name in cited if (fact := library.evidence.facts.get(name)) for figure in numbers(fact.fact)}


def _calendar_numbers(calendar: Calendar) -> Iterator[int]:
    counts: list[object] = [calendar.days, *(mark.day for mark in calendar.marks)]
    counts += [count for span in calendar.spans for count in (span.first, span.last)]
    yield from (count for count in counts if isinstance(count, int))


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def bad_links(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """Links are whole https addresses."""
    for booklet in library.booklets.values():
        for leaf in _leaves(booklet):
            if isinstance(leaf.leaf, Words):
                for link in links(leaf.leaf.text):
                    address = urlsplit(link)
                    if address.scheme != "https" or "." not in address.netloc:
                        yield problem("B007", _word(library, leaf.leaf, link), link=q(link))


# ── catalogs ──────────────────────────────────────────────────────────────────────────────────────────────────────


def catalogs(library: Library, editions: list[Edition]) -> Iterator[Problem]:
    """Every message is translated, confirmed, and says the same numbers, values, medicines and links as its source."""
    if not library.source:
        return
    furniture: list[Sentence] | None = None
    locales = {edition.locale: None for edition in editions if edition.locale != library.source}
    for locale in locales:
        seen: set[tuple[str, str, str]] = set()
        read = _Catalogs(library, locale)
        for booklet in {edition.booklet: None for edition in editions if edition.locale == locale}:
            places = {edition.place for edition in editions if (edition.locale, edition.booklet) == (locale, booklet)}
            for sentence in sentences(library, library.booklets[booklet]):
                key = (sentence.domain, sentence.context, sentence.text)
                if key not in seen and (sentence.places is None or sentence.places & places):
                    seen.add(key)
                    yield from read.judge(sentence, places)
        if furniture is None:
            furniture = list(_furniture(library))
        everywhere = {edition.place for edition in editions if edition.locale == locale}
        for sentence in furniture:
            yield from read.judge(sentence, everywhere)
        yield from read.problems


def _furniture(library: Library) -> Iterator[Sentence]:
    for message in extract(library, tolerant=True)[FURNITURE]:
        if message.id:
            path, line = message.locations[0] if message.locations else ("templates", 0)
            yield Sentence(FURNITURE, message.context or "", source_text(message), Spot(path, line or 0))


class _Catalogs:
    """The catalogs of one locale along the chain, with the spot of every message."""

    def __init__(self, library: Library, locale: str) -> None:
        self.library, self.locale = library, locale
        self.problems: list[Problem] = []
        self._domains: dict[str, dict[tuple[str, str], tuple[CatalogMessage, Spot]]] = {}
        self._unreadable: set[str] = set()
        self._plurals: dict[str, str] = {}
        self._medicines = Medicines.of(library, locale)

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
            yield from _same(sentence.text, said, found[1])
            yield from self._as_written_here(said, places & (sentence.places or places), found[1])
            for wanted, seen in self._medicines.lacking(plain(sentence.text), plain(said)):
                yield problem("L008", found[1], wanted=wanted, seen=q(seen) if seen else "nothing")
            if sentence.domain != FURNITURE:
                yield from _strange(said, found[1])
        else:
            yield from _same_plural(said, self._plurals[sentence.domain], found[1])

    def _as_written_here(self, said: str, places: set[str], spot: Spot) -> Iterator[Problem]:
        """Numbers have the digits and signs of the language, as each place writes it."""
        for babel in sorted({self.library.locales[self.locale].babel[place] for place in places}):
            for figure in strange_figures(said, babel):
                yield problem("L009", spot, figure=figure, babel=babel, point=get_decimal_symbol(babel))

    def _domain(self, domain: str) -> dict[tuple[str, str], tuple[CatalogMessage, Spot]]:
        if domain not in self._domains:
            messages = self._domains[domain] = {}
            for path in reversed(self.library.project.layers(catalog_path(self.locale, domain))):
                shown = self.library.project.shown(path)
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
    """A translation holds the same values, numbers, links and stress as its source."""
    wanted, given = Counter(PLACEHOLDER.findall(source)), Counter(PLACEHOLDER.findall(said))
    if wanted != given:
        yield problem(
            "L003",
            spot,
            source=_list("{" + name + "}" for name in wanted.elements()),
            translation=_list("{" + name + "}" for name in given.elements()),
        )
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


def _same_plural(said: tuple[str, ...], plural: str, spot: Spot) -> Iterator[Problem]:
    """Every form says the count, but for one that a single count uses: Arabic has a word for two weeks."""
    form_of = c2py(plural)
    counts = Counter(form_of(count) for count in range(1001))
    if max(counts) >= len(said):
        yield problem("L004", spot, fault=f"{max(counts) + 1} plural forms are wanted here, and there are {len(said)}")
    for place, form in enumerate(said):
        if form.count("{n}") != 1 and (counts[place] > 1 or "{n}" in form):
            yield problem("L003", spot, source="{n}", translation=_list(re.findall(r"\{[^}]*\}", form)))
        if figures := figures_of(form):
            yield problem("L002", spot, source="none", translation=_list(figures))


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


# ── helpers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(library: Library) -> list[Block]:
    """Every block once, however many booklets use it."""
    return list(
        {path: block for booklet in library.booklets.values() for path, block in booklet.blocks.items()}.values()
    )


def _leaves(booklet: Booklet) -> Iterator[Leaf]:
    yield from leaves(booklet.content)
    for block in booklet.blocks.values():
        yield from leaves(block.content)


def _word(library: Library, leaf: Words | ValueRef, word: str) -> Spot:
    """Where a word stands in a text, or where the text begins if it is written otherwise there."""
    begin = leaf.spot
    path = library.project.find(begin.path)
    if not isinstance(leaf, Words) or path is None:
        return begin
    whole = re.compile(rf"(?<![\w.,]){re.escape(word)}(?!\w)")
    left = len(leaf.text)
    for row, line in enumerate(path.read_text("utf-8-sig").splitlines()[begin.line - 1 :], begin.line):
        if found := whole.search(line, begin.column - 1 if row == begin.line else 0):
            return Spot(begin.path, row, found.start() + 1)
        left -= len(line.strip())
        if left <= 0:
            break
    return begin


def _spot(name: object) -> Spot:
    return name.spot if isinstance(name, Scalar) else Spot("booklets")


RULES: tuple[Rule, ...] = (names, forms, imprint, pictures, values, facts, traced_numbers, bad_links, catalogs)

"""Everything that is wrong with what a project says, one function a rule; none hides another."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from chapbook.catalogs.furniture import DURATIONS
from chapbook.check import packets, urgency
from chapbook.check.pictures import fault_of
from chapbook.check.spots import spot_in, spot_of, spot_of_word
from chapbook.check.translations import catalogs, furniture_words, source_babel, words_of
from chapbook.content.booklet import Block, Booklet, Edition, block_path
from chapbook.content.characters import disguised, name_of, unseen
from chapbook.content.forms import FORMS
from chapbook.content.interview import PACKET
from chapbook.content.markdown import links, lone, plain, signs
from chapbook.content.numbers import ENGLISH, Number, celsius, degrees, figures, is_phone, number
from chapbook.content.project import Project
from chapbook.content.settings import SettingModel, ValueModel
from chapbook.content.spelled import claims, spelled
from chapbook.content.text import Leaf, Picture, Scoped, ValueRef, Words, counted, leaves, parts, value_names
from chapbook.content.typography import BRACES, PLACEHOLDER, braced
from chapbook.files import fonts
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Problem, Spot, at_work, guess, problem, q, shorten
from chapbook.transcript.code import site_of
from chapbook.transcript.values import NUMERIC, units_again

Rule = Callable[[Project, list[Edition]], Iterator[Problem]]


def check(project: Project, editions: list[Edition]) -> list[Problem]:
    """Every problem that stands in the way of these editions."""
    return [found for rule in RULES for found in rule(project, editions)]


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def names(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Places, locales and booklets that are named exist."""
    known: dict[str, Collection[str]] = {
        "place": project.places,
        "locale": project.locales,
        "booklet": project.chain.booklets(),
        "job ticket": project.tickets,
    }
    publishes = project.imprint.publishes
    named = [("booklet", publishes.booklets), ("locale", publishes.locales), ("place", publishes.places)]
    for booklet in project.booklets.values():
        named += [("place", booklet.content.places), ("locale", booklet.content.locales)]
        named += [("locale", chapter.tight) for chapter in booklet.content.order]
        named += [("job ticket", booklet.content.tickets), ("job ticket", booklet.content.not_on)]
    for block in _blocks(project):
        named += [("place", group) for group in _places_in(block)]
    named += [
        ("place", tuple(Scalar(place, Spot("locales/locales.yaml")) for place in locale.babel))
        for locale in project.locales.values()
    ]
    named += [("locale", (place.language,)) for place in project.places.values()]
    for what, group in named:
        for name in group or ():
            if name not in known[what]:
                yield problem(
                    "B022",
                    spot_of(name),
                    what=what,
                    name=q(name),
                    guess=guess(name, known[what]),
                    names=", ".join(known[what]),
                )


def typefaces(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every family that a language is set in is a file of styles/fonts: another one would be taken in silence."""
    there = {family.casefold(): family for family in fonts.families(*project.chain.typefaces())}
    for locale in dict.fromkeys(edition.locale for edition in editions):
        for family in project.locales[locale].fonts:
            if family.casefold() not in there:
                spot = project.chain.where(family, "locales/locales.yaml") or Spot("locales/locales.yaml")
                near = guess(family, there.values())
                yield problem("S025", spot, family=q(family), locale=locale, guess=near)


def _places_in(block: Block) -> Iterator[tuple[str, ...]]:
    for part in parts(block.content):
        if isinstance(part, Scoped) and part.places is not None:
            yield part.places


# ── forms ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def forms(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """A card is one block of two faces, and a leaflet begins with whom to call: their templates print nothing else."""
    for booklet in project.booklets.values():
        blocks, form = [*booklet.blocks.values()], FORMS[booklet.content.form]
        if form.only:
            shapes = [(block.content.kind, block.content.sides()) for block in blocks]
            if shapes != [(form.only, form.sides)]:
                found = ", ".join(f"{kind} with {faces} face" if faces else kind for kind, faces in shapes)
                yield problem("B032", booklet.spot, found=found or "nothing")
        if form.begins_with and blocks and blocks[0].content.kind != form.begins_with:
            yield problem("B033", booklet.spot, found=f"{blocks[0].content.kind} {q(blocks[0].path)}")


def tickets(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """A title names tickets that carry its form, and goes out on one at least."""
    for booklet in project.booklets.values():
        form, named = booklet.content.form, booklet.content.tickets or ()
        carriers = ", ".join(name for name, ticket in project.tickets.items() if form in ticket.carries) or "none"
        unfit = [name for name in named if name not in project.tickets or form not in project.tickets[name].carries]
        for name in (name for name in unfit if name in project.tickets):
            yield problem("B044", spot_of(name), fault=f"job ticket {q(name)} carries no {form}", carriers=carriers)
        if (named or booklet.content.not_on) and not unfit and not project.tickets_of(booklet.name):
            yield problem("B044", booklet.spot, fault=f"{q(booklet.name)} goes out on no job ticket", carriers=carriers)


# ── orders ────────────────────────────────────────────────────────────────────────────────────────────────────────


def orders(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """A block stands in an order once."""
    for booklet in project.booklets.values():
        first: dict[str, str] = {}
        for name in (name for chapter in booklet.content.order for name in chapter.named):
            before = first.setdefault(block_path(booklet.name, name), name)
            if before is not name:
                yield problem("B037", spot_of(name), block=q(name), line=spot_of(before).line)


def ends(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """What a block leads to stands in the order of its title, and elsewhere; a warning leads nowhere.

    A title that borrows a block has its own order, and so may a hospital for a title of the library: where it lacks
    what the block leads to, nothing is printed.
    """
    for booklet in project.booklets.values():
        named = [str(name) for chapter in booklet.content.order for name in chapter.blocks]
        own = [block for block in booklet.blocks.values() if block.domain in (booklet.name, "shared")]
        for block in (block for block in own if _project_of(block.spot) in ("", _project_of(booklet.spot))):
            for name in block.content.leads_to():
                if name not in named:
                    yield problem("B015", spot_of(name), name=q(name), guess=guess(name, named))
                elif block.content.warns or block_path(booklet.name, name) == block.path:
                    fault = "a warning says all that it asks for" if block.content.warns else "that is this block"
                    yield problem("B064", spot_of(name), block=q(block.name), name=q(name), fault=fault)


def _project_of(spot: Spot) -> str:
    """How the path of a booklet's file begins: with nothing in one's own project, with `library/` in the library."""
    return spot.path.partition("booklets/")[0]


def fills(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """What pages may leave out holds nothing that a family must have: no fact, no value, no call."""
    for booklet in project.booklets.values():
        for name in (name for chapter in booklet.content.order for name in chapter.fill):
            block = booklet.block(name)
            if block and (block.content.safety or block.content.call() or _rests_on_something(block)):
                yield problem("B063", spot_of(name), block=q(name), kind=block.content.kind)


def _rests_on_something(block: Block) -> bool:
    return any(leaf.facts or value_names(leaf.leaf) for leaf in leaves(block.content))


def in_no_order(project: Project) -> Iterator[Problem]:
    """Blocks of the project's own that nothing prints. They hurt no page, so that no build asks."""
    chain = project.chain
    orders = ((booklet.name, chapter) for booklet in project.booklets.values() for chapter in booklet.content.order)
    named = {block_path(booklet, name) for booklet, chapter in orders for name in chapter.named} | {*project.loose}
    # A title that nobody asked for, or that cannot be used, may name it all the same.
    unread = [name for name in chain.booklets() if name not in project.booklets]
    files = filter(None, (chain.find(f"booklets/{name}/booklet.yaml") for name in unread))
    elsewhere = {word for file in files for word in re.findall(r"[\w./-]+", file.read_text("utf-8", errors="replace"))}
    for file in sorted((chain.home / "booklets").glob("*/*.yaml")):
        path = f"{file.parent.name}/{file.stem}"
        if file.parent.name not in (*unread, *_TABLES) and file.stem != "booklet" and path not in named | elsewhere:
            yield problem("B036", Spot(chain.shown(file)), block=q(path))


# Folders beside those of titles that hold no blocks.
_TABLES = ("evidence", "places")


# ── the imprint ───────────────────────────────────────────────────────────────────────────────────────────────────


# What is printed and typed, and what a QR code holds (ISO/IEC 18004: 2,331 bytes at level M).
LONGEST_SITE = 200


def imprint(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """The site is an address that a family can type, and that leads where the publisher means."""
    site = project.imprint.site
    if site is not None and (site_of(site) is None or len(site) > LONGEST_SITE):
        shown = site if len(site) <= LONGEST_SITE else f"{site[:40]}…"
        yield problem("V001", spot_of(site), site=q(shown))


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def pictures(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every picture is a file of the chain that can be seen, and a logo one that prints sharp on any ground."""
    for folder, content in _contents(project):
        for part in parts(content):
            if isinstance(part, Picture):
                yield from _picture(project, folder, part.file, part.path(folder))
    for logo in filter(None, (project.imprint.logo, *project.imprint.partners.values())):
        if PurePosixPath(logo).suffix.lower() not in (".svg", ".png"):
            yield problem("B042", spot_of(logo), file=q(logo))
        yield from _picture(project, "booklets", logo, f"booklets/{logo}")


def _picture(project: Project, folder: str, file: str, path: str) -> Iterator[Problem]:
    if ".." in PurePosixPath(file).parts or file.startswith("/"):
        yield problem("B024", spot_of(file), file=q(file))
    elif (found := project.chain.find(path)) is None:
        near = [other.removeprefix(f"{folder}/") for other in project.chain.names(folder, "**/*.svg")]
        near += [other.removeprefix("booklets/") for other in project.chain.names("booklets/shared", "**/*.svg")]
        yield problem("B004", spot_of(file), file=q(file), guess=guess(file, near))
    elif fault := fault_of(found):
        yield problem("B043", spot_of(file), file=q(file), fault=fault)


def _contents(project: Project) -> Iterator[tuple[str, object]]:
    if project.interview:
        yield f"booklets/{PACKET}", project.interview
    for booklet in project.booklets.values():
        yield f"booklets/{booklet.name}", booklet.content
    for block in _blocks(project):
        yield PurePosixPath(f"booklets/{block.path}").parent.as_posix(), block.content


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────


def values(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Values are known, written as their type is, within their range, and set where an edition cannot print a slot."""
    for name, setting, definition in _settings(project):
        if definition is None:
            yield problem("B005", spot_of(name), name=q(name), guess=guess(name, project.values))
        else:
            yield from _value(name, setting, definition)
    for leaf in _every_leaf(project):
        with at_work(leaf.leaf.spot):
            yield from _unknown_values(project, leaf)
    yield from _unset(project, editions)


def doubled_units(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No unit stands after a value that brings its own."""
    find = units_again(project, project.source)
    for leaf in _every_leaf(project):
        if isinstance(leaf.leaf, Words):
            for place, name, unit in find(leaf.leaf.text):
                spot = spot_in(project, leaf.leaf.spot, leaf.leaf.text, place)
                yield problem("B066", spot, value=f"{{{name}}}", unit=q(unit))


def _settings(project: Project) -> Iterator[tuple[str, SettingModel, ValueModel | None]]:
    for table in (project.imprint.values, *(place.values for place in project.places.values())):
        for name, setting in table.items():
            yield (
                name if isinstance(name, Scalar) else Scalar(name, spot_of(setting.value)),
                setting,
                project.values.get(name),
            )
    for name, definition in project.values.items():
        if definition.default is not None:
            yield Scalar(name, spot_of(definition.default)), SettingModel(value=definition.default), definition


def _value(name: str, setting: SettingModel, definition: ValueModel) -> Iterator[Problem]:
    value = setting.value
    if definition.type in NUMERIC:
        whole = definition.type in DURATIONS
        figure = number(value) if whole else _celsius(value)
        if figure is None or (whole and figure != figure.to_integral_value()):
            hint = "write a whole number" if whole else "write degrees with a decimal point, such as 38.0 or 101 F"
            yield problem(
                "B023",
                spot_of(value),
                name=q(name),
                value=q(value),
                type=f"number of {definition.type}" if whole else definition.type,
                hint=hint,
            )
        elif definition.range and not Decimal(str(definition.range[0])) <= figure <= Decimal(str(definition.range[1])):
            low, high = definition.range
            meant = f"{value} F"
            fits = not whole and low <= (_celsius(meant) or low - 1) <= high
            yield problem(
                "B006",
                spot_of(value),
                name=q(name),
                value=value,
                guess=f"write {meant} for degrees Fahrenheit, or " if fits else "",
                low=f"{low:g}",
                high=f"{high:g}",
                owner=definition.set_by,
            )
    elif definition.type == "phone" and not is_phone(value):
        yield problem(
            "B023",
            spot_of(value),
            name=q(name),
            value=q(value),
            type="phone number",
            hint="write two digits or more, with spaces and + ( ) - . alone, and each bracket with its other",
        )


def _celsius(value: str) -> Decimal | None:
    written = degrees(value)
    return written and celsius(written)


def _unknown_values(project: Project, leaf: Leaf) -> Iterator[Problem]:
    for name in value_names(leaf.leaf):
        if name not in project.values:
            yield problem(
                "B005", spot_of_word(project, leaf.leaf, f"{{{name}}}"), name=q(name), guess=guess(name, project.values)
            )
    if isinstance(leaf.leaf, Words):
        for place, found in braced(leaf.leaf.text):
            if not PLACEHOLDER.fullmatch(found):
                meant = re.sub(r"[\s_]+", "-", found.strip(f"{BRACES} ").casefold())
                near = guess(f"{{{meant}}}", (f"{{{name}}}" for name in project.values))
                if found[0] not in _OPENING or found[-1] not in _CLOSING:
                    near = near if meant in project.values else _TAKE_AWAY
                spot = spot_in(project, leaf.leaf.spot, leaf.leaf.text, place)
                yield problem("B005", spot, name=shorten(found), guess=near)


_OPENING, _CLOSING = BRACES[::2], BRACES[1::2]
_TAKE_AWAY = "a brace without its other: take it away, or write a value between two; "


def _unset(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    for booklet, place in sorted({(edition.booklet, edition.place) for edition in editions}):
        for leaf in _leaves(project.booklets[booklet]):
            if not leaf.prints_in(place):
                continue
            counted = isinstance(leaf.leaf, ValueRef) and leaf.leaf.number
            for name in value_names(leaf.leaf):
                definition = project.values.get(name)
                if definition and project.setting(name, place) is None and (counted or not definition.slot):
                    spot = spot_of_word(project, leaf.leaf, f"{{{name}}}")
                    yield problem("B020", spot, name=q(name), place=place, booklet=booklet, means=definition.means)


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


def facts(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Facts that are cited exist, are for these readers, and hold in every place where the text prints."""
    published: dict[str, dict[str, None]] = {}
    for edition in project.editions():
        published.setdefault(edition.booklet, {})[edition.place] = None
    for booklet in project.booklets.values():
        for leaf in _leaves(booklet):
            for cited in leaf.facts:
                yield from _fact(project, booklet, [*published.get(booklet.name, ())], leaf, cited)
    for block in project.loose.values():
        for cited in {cited: None for leaf in leaves(block.content) for cited in leaf.facts}:
            yield from _unknown_fact(project, cited)


def _unknown_fact(project: Project, cited: str) -> Iterator[Problem]:
    if cited not in project.evidence.facts and cited not in project.evidence.broken:
        yield problem("B016", spot_of(cited), fact=q(cited), guess=guess(cited, project.evidence.facts))


def _fact(project: Project, booklet: Booklet, published: list[str], leaf: Leaf, cited: str) -> Iterator[Problem]:
    yield from _unknown_fact(project, cited)
    fact = project.evidence.facts.get(cited)
    if fact is None:
        return
    if fact.audience == "staff" and booklet.content.readers != "staff":
        yield problem("B017", spot_of(cited), fact=q(cited), readers=booklet.content.readers)
    if fact.region is None or fact.universal:
        return
    fits = [place for place in published if fact.region in project.places[place].regions]
    for place in published:
        if place not in fits and leaf.prints_in(place):
            remedy = f"print the text only where it holds, with places: [{', '.join(fits)}], or " if fits else ""
            yield problem("B018", spot_of(cited), fact=q(cited), region=fact.region, place=place, remedy=remedy)


def ungrounded(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """What tells a family what to do in danger cites a fact, in every place where it prints."""
    lacking: dict[str, tuple[Block, list[str]]] = {}
    for booklet, place in sorted({(edition.booklet, edition.place) for edition in editions}):
        for path, block in project.booklets[booklet].blocks.items():
            printed = [leaf for leaf in leaves(block.content) if leaf.prints_in(place)]
            if block.content.safety and printed and not any(leaf.facts for leaf in printed):
                places = lacking.setdefault(path, (block, []))[1]
                places += [place] * (place not in places)
    for block, places in lacking.values():
        yield problem("B049", block.spot, kind=block.content.kind, places=", ".join(places))


def numbers(text: str, babel: str = ENGLISH) -> list[Number]:
    """The numbers that a text claims, in digits or in words.

    >>> [str(number.value) for number in numbers("After two weeks, 82 in 100 had no CD19 at {fever-limit}.")]
    ['82', '100', '2']
    """
    said = words_of(text)
    in_digits = [claimed for figure in figures(said, babel) if not figure.is_name for claimed in figure.numbers]
    return in_digits + [Number(word.text, word.value) for word in claims(said, babel.partition("_")[0])]


def traced_numbers(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every number stands in a fact that its block names, or is a value."""
    babel = source_babel(project)
    for leaf in _every_leaf(project):
        # The numbers of a fact that cannot be read are not known.
        if isinstance(leaf.leaf, Words) and not project.evidence.broken.intersection(leaf.facts):
            held = _held(project, leaf.facts, babel)
            for claimed in numbers(leaf.leaf.text, babel):
                if claimed.value not in held:
                    yield _untraced(spot_of_word(project, leaf.leaf, claimed.text), claimed.text)
    for block in _blocks(project):
        # What is counted is counted from one.
        held = _held(project, tuple(block.content.facts), babel) | {Decimal(1)}
        for count in counted(block.content):
            if count not in held:
                yield _untraced(block.spot, str(count))


def _untraced(spot: Spot, number: str) -> Problem:
    # No fact holds a telephone number: it is the hospital's.
    is_long = sum(map(str.isdigit, number)) >= _DIGITS_OF_A_PHONE
    return problem("B019", spot, number=number, value="{day-phone}" if is_long else "{fever-limit}")


# Of a whole one, with or without its area code; no count or dose in a text is as long.
_DIGITS_OF_A_PHONE = 7


def _held(project: Project, cited: tuple[str, ...], babel: str) -> frozenset[Decimal]:
    facts = (fact for name in cited if (fact := project.evidence.facts.get(name)))
    return frozenset[Decimal]().union(*(_numbers_of(fact.fact, babel) for fact in facts))


@lru_cache(maxsize=4096)
def _numbers_of(fact: str, babel: str) -> frozenset[Decimal]:
    """What a statement holds, in digits or in words; many sentences cite the same."""
    in_digits = {claimed.value for claimed in numbers(fact, babel)}
    return frozenset(in_digits | {word.value for word in spelled(fact, babel.partition("_")[0], lenient=True)})


# What names of medicines end in (WHO, "The use of stems in the selection of INN"), and words that end so too.
_STEM = r"[a-z]{3,}(?:mab|cel|nib)"
_NO_MEDICINES = ("cancel", "parcel", "excel")


def unlisted_medicines(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Every medicine that a block names is listed, by what its name ends in, or as another name of one in brackets."""
    known = {name.casefold() for name in project.medicines}
    named = "|".join([_STEM, *map(re.escape, sorted(known))])
    beside = re.compile(rf"\b(?i:{named}) \(([A-Z][a-z]+)\)|\b([A-Z][a-z]+) \((?i:{named})\)")
    found: dict[str, tuple[str, Spot]] = {}
    for leaf in _every_leaf(project):
        if isinstance(leaf.leaf, Words):
            text = plain(leaf.leaf.text)
            names = re.findall(rf"(?<![\w-]){_STEM}(?![\w-])", text, re.IGNORECASE)
            names += [first or second for first, second in beside.findall(text)]
            for name in names:
                if name.casefold() not in known.union(_NO_MEDICINES):
                    found.setdefault(name.casefold(), (name, spot_of_word(project, leaf.leaf, name)))
    for name, spot in found.values():
        yield problem("B039", spot, medicine=q(name), source=project.source)


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def bad_links(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Links are whole https addresses, and so are those of sources, of which some still have http."""
    for source in project.evidence.sources.values():
        if source.url is not None and not _is_whole(source.url, "https", "http"):
            spot = spot_of(source.url if isinstance(source.url, Scalar) else source.id)
            yield problem("B007", spot, link=q(source.url))
    for leaf in _every_leaf(project):
        if isinstance(leaf.leaf, Words):
            # The parser writes braces as %7B; a value in an address is filled in by nobody.
            for link in map(unquote, links(leaf.leaf.text)):
                if braced(link) or not _is_whole(link, "https"):
                    yield problem("B007", spot_of_word(project, leaf.leaf, link), link=q(link))


def _is_whole(link: str, *schemes: str) -> bool:
    """Whether a link leads where it seems to: what stands before an @ is a name to log in with, not a host.

    >>> [_is_whole(link, "https") for link in ("https://a.org/b", "https://a.org@b.org", "https://a", "file:/a.b")]
    [True, False, False, False]
    """
    try:
        address = urlsplit(link)
    except ValueError:
        return False
    return address.scheme in schemes and "." in address.netloc and "@" not in address.netloc


def strange_characters(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No text holds what nobody sees, or what passes for a digit or a letter."""
    found = (leaf.leaf for leaf in _every_leaf(project))
    texts = {(words.text, words.spot) for words in found if isinstance(words, Words)}
    for text, begin in (*texts, *((text, spot_of(text)) for text in _plain_texts(project))):
        for place, word, character in disguised(text):
            yield problem("B048", spot_in(project, begin, text, place), word=q(word), character=name_of(character))
        # Written by its name in HTML, such as &shy;, which the parser of Markdown reads.
        for character in {character for _, character in unseen(plain(text))} - {*text}:
            yield problem("B047", begin, character=name_of(character))


def signs_as_they_stand(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No sign of Markdown is printed, neither one that opens or ends nothing, nor one where no Markdown is read."""
    for leaf in _every_leaf(project):
        if isinstance(leaf.leaf, Words):
            with at_work(leaf.leaf.spot):
                found = lone(leaf.leaf.text)
            for place, sign in found:
                spot = spot_in(project, leaf.leaf.spot, leaf.leaf.text, place)
                yield problem("B034", spot, sign=q(sign), hint=_END_IT.format(sign[0]))
    for text in _plain_texts(project):
        for place, sign in sorted([*braced(text), *signs(text)]):
            yield problem("B034", spot_in(project, spot_of(text), text, place), sign=shorten(sign), hint=_AS_IT_IS)


_END_IT = "end what it opens, such as **strong** or [words](https://…); for the sign itself, write a backslash: \\{}"
_AS_IT_IS = "this is printed as it is written: use no value in braces and no Markdown here"


def _plain_texts(project: Project) -> Iterator[str]:
    """What is printed letter by letter: who publishes, values in words, the labels of values, names of languages."""
    yield from (text for text in (project.imprint.name, project.imprint.address) if text)
    for _, setting, definition in _settings(project):
        if definition and definition.type in ("name", "term", "instructions"):
            yield setting.value
    yield from (definition.label for definition in project.values.values() if definition.label)
    yield from (locale.autonym for locale in project.locales.values())


# ── helpers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(project: Project) -> list[Block]:
    """Every block once, however many booklets use it."""
    printed = {path: block for booklet in project.booklets.values() for path, block in booklet.blocks.items()}
    return [*(project.loose | printed).values()]


def _every_leaf(project: Project) -> Iterator[Leaf]:
    """What every booklet says, and every block of one that cannot be used."""
    for booklet in project.booklets.values():
        yield from _leaves(booklet)
    for block in project.loose.values():
        yield from leaves(block.content)


def _leaves(booklet: Booklet) -> Iterator[Leaf]:
    yield from leaves(booklet.content)
    for block in booklet.blocks.values():
        yield from leaves(block.content)


RULES: tuple[Rule, ...] = (
    names,
    typefaces,
    forms,
    orders,
    ends,
    fills,
    tickets,
    imprint,
    pictures,
    values,
    doubled_units,
    facts,
    ungrounded,
    traced_numbers,
    unlisted_medicines,
    *urgency.RULES,
    *packets.RULES,
    bad_links,
    strange_characters,
    signs_as_they_stand,
    furniture_words,
    catalogs,
)

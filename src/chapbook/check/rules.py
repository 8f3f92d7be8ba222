"""Everything that is wrong with what a project says, one function a rule; none hides another."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from chapbook.check import evidence, packets, urgency, values
from chapbook.check.leaves import blocks_of, every_leaf
from chapbook.check.pictures import fault_of
from chapbook.check.spots import spot_in, spot_of, spot_of_word
from chapbook.check.translations import catalogs, furniture_words
from chapbook.check.typefaces import asked_for
from chapbook.check.values import settings
from chapbook.content.booklet import Block, Edition, block_path
from chapbook.content.characters import disguised, name_of, unseen
from chapbook.content.forms import FORMS
from chapbook.content.interview import PACKET
from chapbook.content.markdown import links, lone, plain, signs
from chapbook.content.project import Project
from chapbook.content.text import Picture, Scoped, Words
from chapbook.content.typography import braced
from chapbook.content.walk import leaves, parts, value_names
from chapbook.files import fonts
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Problem, Spot, at_work, guess, meant, problem, q, shorten
from chapbook.transcript.code import site_of

Rule = Callable[[Project, list[Edition]], Iterator[Problem]]


def check(project: Project, editions: list[Edition]) -> list[Problem]:
    """Every problem that stands in the way of these editions."""
    return [found for rule in RULES for found in rule(project, editions)]


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def names(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Places, locales and booklets that are named exist."""
    known: dict[str, Collection[str]] = {
        # A place that cannot be read is told by its own fault alone.
        "place": project.known_places,
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
    for block in blocks_of(project):
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
    """Every family of a language or a style is a file of styles/fonts: another one would be taken in silence."""
    there = {family.casefold(): family for family in fonts.families(*project.chain.typefaces())}
    for locale in dict.fromkeys(edition.locale for edition in editions):
        for family in project.locales[locale].fonts:
            if family.casefold() not in there:
                spot = project.chain.where(family, "locales/locales.yaml") or Spot("locales/locales.yaml")
                near = guess(family, there.values())
                yield problem("S025", spot, family=q(family), who=f"{locale} is set in", guess=near)
    for spot, family in asked_for(project.chain) if there else ():
        if family.casefold() not in there:
            near = guess(family, there.values()) or f"there are: {', '.join(there.values())}; "
            yield problem("S025", spot, family=q(family), who="this style asks for", guess=near)


def _places_in(block: Block) -> Iterator[tuple[str, ...]]:
    for part in parts(block.content):
        if isinstance(part, Scoped) and part.places is not None:
            yield part.places


# ── forms ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def forms(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """In each place a card is one block of two faces, and a leaflet begins with whom to call: no more is printed."""
    for booklet in project.booklets.values():
        form = FORMS[booklet.content.form]
        for place in booklet.content.places or project.places:
            printed = [block for block in booklet.blocks.values() if block.content.prints_in(place)]
            shapes = [(block.content.kind, block.content.sides()) for block in printed]
            if form.only and shapes != [(form.only, form.sides)]:
                found = ", ".join(f"{kind} with {faces} face" if faces else kind for kind, faces in shapes)
                yield problem("B032", booklet.spot, found=found or "nothing")
                break
            if form.begins_with and printed and printed[0].content.kind != form.begins_with:
                yield problem("B033", booklet.spot, found=f"{printed[0].content.kind} {q(printed[0].path)}")
                break


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
    """A block stands in an order once, and no two there have one name: by it a page finds what stands on it."""
    for booklet in project.booklets.values():
        first: dict[str, str] = {}
        for name in (name for chapter in booklet.content.order for name in chapter.named):
            before = first.setdefault(name.rpartition("/")[2], name)
            if before is not name:
                is_same = block_path(booklet.name, before) == block_path(booklet.name, name)
                fault = "stands in this order twice" if is_same else f"has the name of {q(before)}"
                yield problem("B037", spot_of(name), block=q(name), fault=fault, line=spot_of(before).line)


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
        near = [other.removeprefix("booklets/") for other in project.chain.names("booklets/shared", "**/*.svg")]
        near += [other.removeprefix(f"{folder}/") for other in project.chain.names(folder, "**/*.svg")]
        # Folder and ending are alike in all names, and would make any two of them near.
        stems = {PurePosixPath(other).stem: other for other in near}
        close = get_close_matches(PurePosixPath(file).stem, stems, n=1)
        yield problem("B004", spot_of(file), file=q(file), guess=meant(stems[close[0]] if close else ""))
    elif fault := fault_of(found):
        yield problem("B043", spot_of(file), file=q(file), fault=fault)


def _contents(project: Project) -> Iterator[tuple[str, object]]:
    if project.interview:
        yield f"booklets/{PACKET}", project.interview
    for booklet in project.booklets.values():
        yield f"booklets/{booklet.name}", booklet.content
    for block in blocks_of(project):
        yield PurePosixPath(f"booklets/{block.path}").parent.as_posix(), block.content


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def bad_links(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """Links are whole https addresses, and so are those of sources, of which some still have http."""
    for source in project.evidence.sources.values():
        if source.url is not None and not _is_whole(source.url, "https", "http"):
            spot = spot_of(source.url if isinstance(source.url, Scalar) else source.id)
            yield problem("B007", spot, link=q(source.url))
    for leaf in every_leaf(project):
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
    found = (leaf.leaf for leaf in every_leaf(project))
    texts = {(words.text, words.spot) for words in found if isinstance(words, Words)}
    for text, begin in (*texts, *((text, spot_of(text)) for text in _plain_texts(project))):
        for place, word, character in disguised(text):
            yield problem("B048", spot_in(project, begin, text, place), word=q(word), character=name_of(character))
        # Written by its name in HTML, such as &shy;, which the parser of Markdown reads.
        for character in {character for _, character in unseen(plain(text))} - {*text}:
            yield problem("B047", begin, character=name_of(character))


def signs_as_they_stand(project: Project, editions: list[Edition]) -> Iterator[Problem]:
    """No sign of Markdown is printed, neither one that opens or ends nothing, nor one where no Markdown is read."""
    for leaf in every_leaf(project):
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
    for _, setting, definition in settings(project):
        if definition and definition.type in ("name", "term", "instructions"):
            yield setting.value
    yield from (definition.label for definition in project.values.values() if definition.label)
    yield from (locale.autonym for locale in project.locales.values())


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
    *values.RULES,
    *evidence.RULES,
    *urgency.RULES,
    *packets.RULES,
    bad_links,
    strange_characters,
    signs_as_they_stand,
    furniture_words,
    catalogs,
)

"""A template holds structure, a style holds looks, a catalog holds words: what breaks this, at its line and column.

What a style, a template or a picture said by itself would be translated by nobody and approved by nobody. Colours of
urgency say something, too: they are the library's alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import tinycss2
from tinycss2.ast import AtKeywordToken, FunctionBlock, IdentToken, Node, StringToken, URLToken

from chapbook.content.signs import LEVELS
from chapbook.files.chain import FOLDERS, Chain
from chapbook.files.yaml import decoded
from chapbook.problems.problem import Problem, Problems, Spot, at_work, problem, shorten
from chapbook.templating.active import active
from chapbook.templating.given import PRINTED, SPOKEN

# Reads a text, and says what is wrong at its place in the file that is shown so.
_Reads = Callable[[str, str], Iterator[Problem]]


def wordless(chain: Chain) -> Iterator[Problem]:
    """Every word that a style, a template or a picture of a project says by itself, and each that cannot be read."""
    for pattern, (folders, read) in _READERS.items():
        for name in (name for folder in folders for name in chain.names(folder, pattern)):
            for path in chain.layers(name):
                shown = chain.shown(path)
                # Who has no library behind it says what its levels look like.
                gives_levels = len(chain.roots) == 1 or shown.startswith("library/")
                yield from (found for found in _read(read, path, shown) if not (gives_levels and found.code == "S026"))


def _read(read: _Reads, path: Path, shown: str) -> Iterable[Problem]:
    try:
        with at_work(shown):
            return _found(read, decoded(path, shown), shown)
    except Problems as unreadable:
        return unreadable.problems
    except (RecursionError, ValueError):
        fault = "brackets or rules are nested too deeply, or a number has thousands of digits"
        return [problem("S001", Spot(shown), fault=fault)]


@lru_cache(maxsize=512)
def _found(read: _Reads, text: str, shown: str) -> tuple[Problem, ...]:
    """What a text says by itself: whoever watches a project changes few files, and the rest need not be read again."""
    return tuple(read(text, shown))


# ── styles ────────────────────────────────────────────────────────────────────────────────────────────────────────

# Properties whose strings are printed, and descriptors of @counter-style.
_PRINTING = {
    "content", "string-set", "quotes", "list-style", "list-style-type", "hyphenate-character", "text-overflow",
    "block-ellipsis", "text-emphasis", "text-emphasis-style", "bookmark-label", "system",
}  # fmt: skip
_COUNTING = {"symbols", "additive-symbols", "prefix", "suffix", "negative", "pad"}

# Styles of numbers that are letters.
_LETTERED = re.compile(
    "alpha|latin|roman|greek|armenian|georgian|hebrew|hiragana|katakana|cjk|ethiopic|japanese|korean|chinese"
)

# Functions with addresses in them, and those that say something of the element to which an attribute leads.
_ADDRESSES = ("url", "src", "image", "image-set", "cross-fade")
_TARGETS = ("target-counter", "target-counters", "target-text")

# The colours of the levels of urgency, what wears them, and what colours or hides that: whatever in CSS takes a colour
# or paints, with its shorthands, and what leaves nothing of a box, of its line, of its letters or of its sign.
# Sizes, gaps, corners and places are a hospital's own.
_LEVEL_TOKEN = re.compile(rf"--(on-)?({'|'.join(LEVELS)})(-deep|-pale)?")
_OF_LEVELS = re.compile(rf"\.(level(-({'|'.join(LEVELS)}))?|alarm(-head|-body)?|chip)(?![\w-])")
_SIDE = "-(top|right|bottom|left|block|inline)(-(start|end))?"
_COLOURS = re.compile(
    ".*(color|image|shadow|filter|opacity|visibility|fill|stroke|mask|clip|blend-mode).*|all|background|animation(-name)?|"
    f"border({_SIDE})?|outline|column-rule|text-(decoration|emphasis)"
)
_NOTHING = {
    "display": ("none", "contents"),
    "content": ("none", "normal"),
    "position": ("running",),
    "float": ("footnote",),
    "continue": ("discard",),
    f"border({_SIDE})?-style": ("none", "hidden"),
}
# A measure of zero, in any unit.
_ZERO = re.compile(
    f"border({_SIDE})?-width|font|font-size|line-height|background-size|(max-)?(width|height|inline-size|block-size)|"
    "scale|zoom|transform|max-lines|line-clamp"
)

_WRITE_IT = 'write it in a block, or in a template as {{ _("…") }}, where it is translated and approved'
_READ_IT = f"print what stands in an element; of attributes, a style may print {' and '.join(PRINTED)}"
_COUNT_IT = "count with numbers: what is counted with letters can spell words"
_SAY_IT = "write the signs themselves; what a custom property holds cannot be told here"
_IMPORT_IT = "import a .css file of the project, whose words can be looked for"


def style_words(text: str, shown: str, line: int = 1, column: int = 1) -> Iterator[Problem]:
    """What a style says by itself. A style within a template begins at a line and a column of it."""

    def spot(node: Node) -> Spot:
        is_first = node.source_line == 1
        return Spot(shown, node.source_line + line - 1, node.source_column + (column - 1) * is_first)

    yield from _style(tinycss2.parse_component_value_list(text, skip_comments=True), spot)


# Rules within rules unfold: ten deep with three selectors each, they are 59,049.
MOST_SELECTORS = 10_000


def _style(
    nodes: list[Node], spot: Callable[[Node], Spot], selectors: int = 1, *, of_levels: bool = False
) -> Iterator[Problem]:
    for part in _parts(nodes):
        first, *rest = part
        if isinstance(first, AtKeywordToken):
            yield from _at(first, rest, spot)
        elif isinstance(first, IdentToken) and rest and rest[0] == ":":
            name = re.sub(r"^-[a-z]+-", "", first.lower_value)
            is_lost = of_levels and (_COLOURS.fullmatch(name) or _leaves_nothing(name, rest))
            if _LEVEL_TOKEN.fullmatch(first.value) or is_lost:
                yield problem("S026", spot(first), name=first.value)
            if name in _PRINTING | _COUNTING:
                for node, fault, hint in _said(rest, with_names=name in _COUNTING):
                    yield problem("S018", spot(node), fault=f"{name} {fault}", hint=hint)
        own = selectors if isinstance(first, AtKeywordToken) else selectors * _selectors(part)
        if own > MOST_SELECTORS and part[-1].type == "{} block":
            fault = f"rules within rules unfold to more than {MOST_SELECTORS:,} selectors"
            yield problem("S001", spot(first), fault=fault)
            return
        of_these = of_levels or bool(_OF_LEVELS.search(_selects(part[:-1])))
        for node in part:
            if node.type == "{} block":
                yield from _style(node.content, spot, own, of_levels=of_these)


def _leaves_nothing(name: str, value: Iterable[Node]) -> bool:
    """Whether a declaration takes from a box all of what it is, or of its border, its letters or its sign."""
    gone = next((words for wanted, words in _NOTHING.items() if re.fullmatch(wanted, name)), ())
    for node in value:
        if isinstance(node, FunctionBlock):
            # Of what moves a box about, a scale alone shrinks it.
            shrinks = name != "transform" or node.lower_name.startswith("scale")
            if node.lower_name in gone or (shrinks and _leaves_nothing(name, node.arguments)):
                return True
        elif getattr(node, "lower_value", "") in gone or (_ZERO.fullmatch(name) and getattr(node, "value", None) == 0):
            return True
    return False


def _selects(nodes: list[Node]) -> str:
    """A selector without what none of its elements is."""
    out = ""
    for node in nodes:
        if not isinstance(node, FunctionBlock):
            out += node.serialize()
        elif node.lower_name != "not":
            out += f"({_selects(node.arguments)})"
    return out


def _selectors(rule: list[Node]) -> int:
    """How often a rule says again what is around it."""
    return (1 + rule.count(",")) * max(1, rule.count("&"))


def _parts(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """The declarations and rules of a block, each without its white space."""
    part: list[Node] = []
    for node in nodes:
        ends = node == ";"
        if node.type != "whitespace" and not ends:
            part.append(node)
        if part and (ends or node.type == "{} block"):
            yield part
            part = []
    if part:
        yield part


def _at(rule: AtKeywordToken, rest: list[Node], spot: Callable[[Node], Spot]) -> Iterator[Problem]:
    if rule.lower_value == "bottom-center":
        yield problem("S019", spot(rule))
    elif rule.lower_value == "import" and rest:
        first = rest[0].arguments[0] if isinstance(rest[0], FunctionBlock) and rest[0].arguments else rest[0]
        if isinstance(first, (URLToken, StringToken)) and not first.value.endswith(".css"):
            fault = f"@import reads {shorten(first.value)}, which is no style"
            yield problem("S018", spot(first), fault=fault, hint=_IMPORT_IT)


def _said(nodes: Iterable[Node], with_names: bool = False) -> Iterator[tuple[Node, str, str]]:
    """What a value prints besides counters and the text of elements: where, what, and what to do instead."""
    for node in nodes:
        if isinstance(node, StringToken) or (with_names and isinstance(node, IdentToken)):
            if any(map(str.isalnum, node.value)):
                yield node, f"says words of its own: {shorten(node.value)}", _WRITE_IT
        elif isinstance(node, IdentToken) and _LETTERED.search(node.lower_value):
            yield node, f"counts with letters: {node.value}", _COUNT_IT
        elif isinstance(node, FunctionBlock) and node.lower_name not in _ADDRESSES:
            name = node.arguments[0].serialize() if node.arguments else ""
            if node.lower_name == "var":
                yield node, f"prints var({name}), which may hold any words", _SAY_IT
            elif node.lower_name == "attr" and name not in PRINTED:
                yield node, f"prints attr({name}), which may hold any words", _READ_IT
            elif node.lower_name in _TARGETS:
                yield from _said(node.arguments[1:])
            elif node.lower_name != "attr":
                yield from _said(node.arguments)


# ── templates ─────────────────────────────────────────────────────────────────────────────────────────────────────

# It takes templates apart and runs none.
_JINJA = jinja2.Environment(autoescape=True)


def template_words(source: str, shown: str) -> Iterator[Problem]:
    """What a template says by itself, on its page or to those who hear it; and what a style within it says."""
    # As Jinja reads them.
    source = re.sub("\r\n?", "\n", source)
    try:
        html = _without_jinja(source)
    except jinja2.TemplateSyntaxError:
        return
    reader = _Reader(shown)
    reader.feed(html)
    reader.close()
    yield from reader.found


def _without_jinja(source: str) -> str:
    """A template with spaces where Jinja stands, and where the words are that it looks up in a catalog.

    >>> _without_jinja('<p>{{ _("Now") }} {% trans %}Call{% endtrans %} us</p>')
    '<p>                                          us</p>'
    """
    out: list[str] = []
    end, before, translated = 0, "", False
    for _, kind, value in _JINJA.lex(source):
        start = source.index(value, end)
        shows = kind == "data" and not translated
        out += [_blank(source[end:start]), value if shows else _blank(value)]
        end = start + len(value)
        if before == "block_begin" and kind == "name" and value in ("trans", "endtrans"):
            translated = value == "trans"
        before = before if kind == "whitespace" else kind
    return "".join(out)


_LETTER = re.compile(r"[^\W_]")


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


# As the gate of the desk lets it run.
_OWN_SCRIPT = [("src", "/desk.js"), ("defer", None)]


class _Reader(HTMLParser):
    """Reads a template without its Jinja: text, attributes that are shown or read out, styles."""

    def __init__(self, shown: str) -> None:
        super().__init__(convert_charrefs=False)
        self.shown = shown
        self.found: list[Problem] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            line, column = self.getpos()
            self.found += style_words(data, self.shown, line, column + 1)
        elif self.cdata_elem is None and (match := _LETTER.search(data)):
            self._say(data[match.start() :].partition("\n")[0], data[: match.start()])

    def handle_entityref(self, name: str) -> None:
        self._letter(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._letter(f"&#{name};")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or ""
        # A screen of the desk is no paper: it has fields to type in and one script, of the bundled library alone.
        is_screen = self.shown.removeprefix("library/").startswith("templates/desk/")
        for refused in active(tag, attrs):
            if is_screen and (refused == "<form>" or (refused == "<script>" and attrs == _OWN_SCRIPT)):
                continue
            self.found.append(problem("S002", Spot(self.shown, *self._after("")), url=shorten(refused)))
        # What a search engine shows of a page.
        described = tag == "meta" and dict(attrs).get("name") in ("description", "title", "author", "keywords")
        for name, value in attrs:
            if not value:
                continue
            before = text[: max(0, text.find(value))]
            if (name in SPOKEN or (name == "content" and described)) and _LETTER.search(value):
                self._say(value.strip(), before)
            elif name == "style":
                line, column = self._after(before)
                self.found += style_words(value, self.shown, line, column)

    def _letter(self, reference: str) -> None:
        """A letter that is spelt as a number or a name."""
        if _LETTER.search(unescape(reference)):
            self._say(reference, "")

    def _say(self, words: str, before: str) -> None:
        self.found.append(problem("T005", Spot(self.shown, *self._after(before)), words=shorten(words)))

    def _after(self, before: str) -> tuple[int, int]:
        """The line and the column after some text that begins where the reader stands."""
        line, column = self.getpos()
        lines = before.split("\n")
        return line + len(lines) - 1, len(lines[-1]) + (column if len(lines) == 1 else 0) + 1


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────

_OUTLINE_IT = (
    "letters of a name become outlines (Inkscape: select all, Path, Object to Path; Illustrator: Type, Create "
    "Outlines); labels are written in a block of kind figure"
)


def picture_words(svg: str, shown: str) -> Iterator[Problem]:
    """What a picture says in letters; its title and description are not drawn."""
    reader = _Drawing(shown)
    reader.feed(svg)
    reader.close()
    yield from reader.found


class _Drawing(HTMLParser):
    """Reads a picture: the text that is drawn."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.shown = shown
        self.found: list[Problem] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag in _DRAWN

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag in _DRAWN

    def handle_data(self, data: str) -> None:
        if self._depth and _LETTER.search(data):
            line, column = self.getpos()
            fault = f"the picture says words of its own: {shorten(data.strip())}"
            self.found.append(problem("S018", Spot(self.shown, line, column + 1), fault=fault, hint=_OUTLINE_IT))


_DRAWN = ("text", "foreignobject")

# A style and a picture may be taken from anywhere in a project.
_READERS: dict[str, tuple[tuple[str, ...], _Reads]] = {
    "**/*.css": (FOLDERS, style_words),
    "**/*.svg": (FOLDERS, picture_words),
    "**/*.html": (("templates",), template_words),
}

"""What a page needs to stand alone: the styles of a chain as one text, pictures and typefaces inside it."""

from __future__ import annotations

import base64
import io
import mimetypes
import re
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont
from tinycss2.ast import (
    CurlyBracketsBlock,
    FunctionBlock,
    IdentToken,
    Node,
    ParenthesesBlock,
    SquareBracketsBlock,
    StringToken,
    URLToken,
    WhitespaceToken,
)
from tinycss2.serializer import serialize_string_value

from chapbook.files import fonts
from chapbook.files.chain import BASE, Chain
from chapbook.files.house import as_shown
from chapbook.files.state import State, state
from chapbook.problems.problem import Problems, Spot, problem, q

# In this order, the library's before a hospital's: what a page on a screen needs comes after what all pages share.
STYLES = ("styles/booklet.css", "styles/web.css")

# The layer of what is printed in a form of its own, such as a poster.
OF_FORMS = "forms"

# What joins and places letters. A subset keeps no others.
_FEATURES = ("calt", "ccmp", "fina", "init", "isol", "kern", "liga", "locl", "mark", "medi", "mkmk", "rlig")

_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
_SRC = re.compile(rf'(?<= src="){re.escape(BASE)}(?P<name>[^"]+)')


def styles(chain: Chain) -> str:
    """Every root's styles in cascade layers, `@import` and `url()` replaced by what they lead to.

    Raises S002 for a file that is not there, and for an address on the network, S001 for what is no style.
    """
    # A style may show a picture of any desk.
    return _styles(chain, (chain.state("styles"), chain.state("booklets")))


@lru_cache(maxsize=4)
def _styles(chain: Chain, state: Hashable) -> str:
    layers: list[str] = []
    rules: list[str] = []
    for style in STYLES:
        for number in reversed(range(len(chain.roots))):
            own = Chain(chain.roots[number : number + 1])
            if own.find(style):
                layers.append(f"{PurePosixPath(style).stem}{number}")
                rules.append(f"@layer {layers[-1]} {{\n{_stylesheet(chain, own, style)}}}\n")
    return f"@layer {', '.join(layers)};\n{''.join(rules)}"


def with_pictures(chain: Chain, html: str) -> str:
    """A page whose pictures are inside it."""

    def data(match: re.Match[str]) -> str:
        path = chain.find(match["name"])
        if path is None:
            raise Problems([problem("S002", Spot(match["name"]), url=q(match["name"]))])
        return _data(chain, path)

    return _SRC.sub(data, html)


def faces(chain: Chain, families: tuple[str, ...], text: str) -> str:
    """The typefaces of a language, upright, cut down to the letters of a text, as `@font-face` rules.

    Each letter comes from the first family that has it. The families are called text-0, text-1 and so on: a typeface
    that was cut down may not go by a name that its licence reserves (OFL 1.1, clause 3).
    """
    known = fonts.families(*chain.typefaces())
    left = frozenset(ord(letter) for letter in text if letter.isprintable())
    rules = []
    for number, family in enumerate(families):
        covered: frozenset[int] = frozenset()
        for path in known.get(family, ()):
            _, weight, italic = fonts.face(path)
            now = state(path)
            here = _letters(path, now) & left
            if here and not italic:
                covered |= here
                woff = base64.b64encode(_cut(path, here, now)).decode("ascii")
                rules.append(
                    f'@font-face {{ font-family: "{face_name(number)}"; font-weight: {weight}; font-display: swap; '
                    f"src: url(data:font/woff2;base64,{woff}) }}\n"
                )
        left -= covered
    return "".join(rules)


def face_name(number: int) -> str:
    """What a page calls the family of this number, from 0."""
    return f"text-{number}"


# ── styles ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _stylesheet(chain: Chain, own: Chain, name: str, above: tuple[str, ...] = ()) -> str:
    """One style of one root, with what it imports in the place of each import; above it are those that import it."""
    path = own.find(name)
    if path is None:
        raise Problems([problem("S002", Spot(name), url=q(name))])
    text, folder = _COMMENT.sub(r"\1", path.read_text("utf-8-sig")), PurePosixPath(name).parent
    shown = chain.shown(path)

    def inside(url: str) -> str:
        if url.startswith(("data:", "#")):
            return url
        file = own.find(_within(folder, url)) if url else None
        if file is None:
            raise Problems([problem("S002", _line(path, shown, url), url=q(url))])
        return _data(chain, file)

    out: list[str] = []
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            url, layer, condition = _import(rule.prelude)
            if "//" in url:
                raise Problems([problem("S002", _line(path, shown, url), url=q(url))])
            # Sizes of paper, and what stands where on them: a page on a screen has no room for those.
            within = _within(folder, url)
            if within in (*above, name):
                raise Problems([problem("S001", _line(path, shown, url), fault=f"{q(within)} imports itself")])
            inner = _stylesheet(chain, own, within, (*above, name)) if layer != OF_FORMS else ""
            inner = f"@layer {layer} {{\n{inner}}}\n" if layer is not None else inner
            out.append(f"@media {condition} {{\n{inner}}}\n" if condition else inner)
        elif rule.type == "error":
            raise Problems([problem("S001", Spot(shown), fault=rule.message)])
        elif rule.type != "at-rule" or rule.lower_at_keyword != "charset":
            if rule.type != "whitespace":
                rule.prelude, rule.content = _filled(rule.prelude, inside), _filled(rule.content, inside)
            out.append(rule.serialize())
    return re.sub(r"\s*\n\s*", "\n", "".join(out)).strip() + "\n"


# Functions that take an address as a string (CSS Images 4), and those that could bring one from elsewhere.
_FETCHING = ("image", "image-set", "-webkit-image-set")
_ELSEWHERE = ("attr", "env", "var")


def _filled(nodes: list[Node] | None, inside: Callable[[str], str], fetches: bool = False) -> list[Node] | None:
    """A part of a style, each address in it replaced by what it leads to, however the address is written."""
    return nodes and [_fill(node, inside, fetches) for node in nodes]


def _fill(node: Node, inside: Callable[[str], str], fetches: bool) -> Node:
    address = _address(node, fetches)
    if address is not None:
        quoted = f'url("{serialize_string_value(inside(address))}")'
        return URLToken(node.source_line, node.source_column, address, quoted)
    if isinstance(node, FunctionBlock):
        node.arguments = _filled(node.arguments, inside, node.lower_name in _FETCHING)
    elif isinstance(node, (CurlyBracketsBlock, ParenthesesBlock, SquareBracketsBlock)):
        node.content = _filled(node.content, inside)
    return node


def _address(node: Node, fetches: bool) -> str | None:
    """The address that a piece of a style is; one that is put together from elsewhere leads to no file."""
    if isinstance(node, URLToken) or (fetches and isinstance(node, StringToken)):
        return str(node.value)
    if isinstance(node, FunctionBlock):
        if node.lower_name in ("url", "src"):
            said = [each for each in node.arguments if not isinstance(each, WhitespaceToken)]
            return str(said[0].value if len(said) == 1 and isinstance(said[0], StringToken) else node.serialize())
        if fetches and node.lower_name in _ELSEWHERE:
            return str(node.serialize())
    return None


def _import(prelude: list[Node]) -> tuple[str, str | None, str]:
    """What an import leads to, its layer (empty for one without a name), and its media."""
    url, layer, rest = "", None, []
    for token in prelude:
        if not url and (address := _address(token, fetches=True)) is not None:
            url = address
        elif isinstance(token, FunctionBlock) and token.lower_name == "layer":
            layer = tinycss2.serialize(token.arguments)
        elif isinstance(token, IdentToken) and token.lower_value == "layer":
            layer = ""
        else:
            rest.append(token)
    return url, layer, tinycss2.serialize(rest).strip()


def _within(folder: PurePosixPath, url: str) -> str:
    """An address beside a style as a path of its root; one that climbs is put in order, and found only if it is there.

    >>> _within(PurePosixPath("styles/web"), "../ruled.svg")
    'styles/ruled.svg'
    """
    parts: list[str] = []
    for part in (folder / url).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _line(path: Path, shown: str, words: str) -> Spot:
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if words in line:
            return Spot(shown, number, line.index(words) + 1)
    return Spot(shown)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _data(chain: Chain, path: Path) -> str:
    """A file as an address of its own. An SVG stays readable, and smaller than in base64."""
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if mime == "image/svg+xml":
        text = re.sub(r">\s+<", "><", as_shown(chain, path).decode().strip())
        return f"data:{mime},{quote(text, safe=_UNQUOTED)}"
    return f"data:{mime};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


# What may stand as it is in an address inside double quotes in HTML and CSS.
_UNQUOTED = " '()*!,-./:;=?@_~$+"


@lru_cache(maxsize=32)
def _letters(path: Path, now: State) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=64)
def _cut(path: Path, letters: frozenset[int], now: State) -> bytes:
    """A font file with these letters alone, as WOFF2: 5 to 15 KB. The notice of its licence stays in it."""
    options = subset.Options(
        flavor="woff2", hinting=False, notdef_outline=True, layout_features=list(_FEATURES), name_IDs=[0, 13, 14]
    )
    # The hour at which it was cut does not go into it.
    with TTFont(path, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()


def texts(html: str) -> Iterator[str]:
    """What a page says, without its tags; enough to know its letters."""
    yield from re.findall(r">([^<]+)<", html)

"""The little Markdown that authors write: paragraphs, one level of lists, strong, emphasis and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAG = re.compile(r"</?[A-Za-z][^>]*>|<!--")
_PLAIN = {"text", "softbreak", "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"}
# A paragraph by itself, or the items of a list.
Shape = Literal["paragraph", "bullets", "numbers"]
_SHAPES: dict[str, Shape] = {"bullet_list_open": "bullets", "ordered_list_open": "numbers"}
_STRANGE = {
    "heading_open": "a heading",
    "blockquote_open": "a quotation",
    "fence": "a code block",
    "code_block": "an indented code block",
    "code_inline": "code",
    "hr": "a rule",
    "image": "a picture",
    "html_block": "HTML",
    "html_inline": "HTML",
    "hardbreak": "a forced line break",
}


# Between letters an underscore is none.
_SIGN = re.compile(r"\*+|`+|\[|\]|(?<!\w)_+|_+(?!\w)")
# Without one of these, nothing is stressed, or nothing a link.
_MARKS, _LINKS = re.compile(r"[*_\[<]"), re.compile(r"[\[<]")
# Of one text, which may hold many paragraphs: the library's longest has a thousand.
LONGEST = 20_000
# As many texts as are kept: the library has 9,000 in its languages, and where one too many comes, each is read anew.
KEPT = 32_768
# Stands for a sign that may have opened or ended something; no text has it.
_NO_SIGN = "\u2056"


@dataclass(frozen=True)
class Chunk:
    """A paragraph or a list of a text: its shape, and each of its sentences with the line that it starts on, from 0."""

    shape: Shape
    lines: tuple[tuple[int, str], ...]


class Unsupported(ValueError):
    """Markdown that a handout cannot hold; says what and on which line of the text, from 0."""

    def __init__(self, what: str, line: int) -> None:
        self.what, self.line = what, line
        super().__init__(f"{what} in text")


@cache
def _parser(joined: bool = True) -> MarkdownIt:
    # Straight quotes become typographic ones on the page; keys of catalogs keep what authors typed.
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"}).enable("smartquotes")
    # Links are judged by `links`, which can say what is wrong; the parser would print a bad one as plain text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    # What stands after a backslash is a token of its own until it is joined to the words around it.
    return parser if joined else parser.disable("text_join")


@lru_cache(maxsize=KEPT)
def chunks(text: str) -> tuple[Chunk, ...]:
    """A text as paragraphs and lists.

    >>> [(chunk.shape, [words for _, words in chunk.lines]) for chunk in chunks("Rest.\\n\\n- Wash\\n- Dry")]
    [('paragraph', ['Rest.']), ('bullets', ['Wash', 'Dry'])]
    """
    if len(text) > LONGEST:
        raise Unsupported(f"more than {LONGEST:,} letters", 0)
    if tag := _TAG.search(text):
        raise Unsupported("HTML", text.count("\n", 0, tag.start()))
    found: list[Chunk] = []
    lists: list[tuple[Shape, list[tuple[int, str]]]] = []
    for token in _parser().parse(text):
        line = token.map[0] if token.map else 0
        if token.type in _STRANGE:
            raise Unsupported(_STRANGE[token.type], line)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if lists:
                raise Unsupported("a list inside a list", line)
            lists.append((_SHAPES[token.type], []))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            shape, items = lists.pop()
            found.append(Chunk(shape, tuple(items)))
        elif token.type == "inline":
            _refuse_strange(token, line)
            words = (line, fold(token.content))
            if lists:
                lists[-1][1].append(words)
            else:
                found.append(Chunk("paragraph", (words,)))
    return tuple(found)


def sentence(text: str) -> str:
    """A text that must be one paragraph, its white space folded."""
    found = chunks(text)
    if len(found) != 1 or found[0].shape != "paragraph":
        raise Unsupported("more than one paragraph, or a list," if found else "no words", 0)
    return found[0].lines[0][1]


def inline(text: str) -> list[Token]:
    """The tokens of one sentence: text, strong, em and links."""
    tokens = _parser().parseInline(text)
    return (tokens[0].children or []) if tokens else []


def links(text: str) -> Iterator[str]:
    """The addresses that a sentence links to."""
    # Most sentences lead nowhere, and need not be parsed.
    for token in inline(text) if _LINKS.search(text) else ():
        if token.type == "link_open":
            yield str(token.attrGet("href") or "")


@lru_cache(maxsize=KEPT)
def marks(text: str) -> tuple[int, tuple[str, ...]]:
    """How often a sentence stresses a word, and where it links to: what a translation must keep.

    >>> [marks(text) for text in ("Call us.", "**Call** [us](tel:1) or __them__", "<https://example.org>")]
    [(0, ()), (2, ('tel:1',)), (0, ('https://example.org',))]
    """
    # Most sentences do neither, and need not be parsed.
    if not _MARKS.search(text):
        return 0, ()
    return sum(token.type == "strong_open" for token in inline(text)), tuple(sorted(links(text)))


def signs(text: str) -> list[tuple[int, str]]:
    """The signs of Markdown in a text, each with its place."""
    return [(found.start(), found[0]) for found in _SIGN.finditer(text)]


def lone(text: str) -> list[tuple[int, str]]:
    r"""The signs of a sentence that neither open nor end anything, and would be printed, each with its place.

    >>> lone(r"**Call *now*, [team], not 2 \* 2")
    [(0, '**'), (14, '['), (19, ']')]
    """
    if not (there := signs(text)):
        return []
    read, found = _read(text), []
    if not signs(" ".join(words for kind, words in read if kind == "text")):
        return []
    left = max(1, min(_MOST_TRIED, _MOST_READ // len(text)))
    for start, sign in there:
        tried = range(start, start + min(len(sign), left))
        if alone := [place for place in tried if _is_alone(text, place, read)]:
            found.append((alone[0], sign[: len(alone)]))
        left -= len(tried)
    return found or there[:1]


# Each sign that is tried has its sentence read once more: of hundreds the first are told, in letters and in all.
_MOST_TRIED, _MOST_READ = 100, 50_000


def _is_alone(text: str, place: int, read: list[tuple[str, str]]) -> bool:
    """Whether the sentence stays as it is, but for the sign that is printed there, with another sign in its place."""
    other = _read(f"{text[:place]}{_NO_SIGN}{text[place + 1 :]}")
    printed = any(_NO_SIGN in words for _, words in other)
    return printed and read == [(kind, words.replace(_NO_SIGN, text[place])) for kind, words in other]


def _read(text: str) -> list[tuple[str, str]]:
    """The tokens of a sentence and their words; a sign after a backslash is one of its own."""
    tokens = _parser(joined=False).parseInline(text)[0].children or []
    return [(token.type, token.content) for token in tokens if token.type != "text" or token.content]


@lru_cache(maxsize=KEPT)
def plain(text: str) -> str:
    """A sentence without its marks, as it is read aloud.

    >>> plain("Call **now**, see [the list](https://example.org).")
    'Call now, see the list.'
    """
    return "".join(" " if token.type == "softbreak" else token.content for token in inline(text))


def fold(text: str) -> str:
    """A text on one line, its white space folded as gettext keys want it; no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _refuse_strange(token: Token, line: int) -> None:
    for child in token.children or []:
        if child.type not in _PLAIN:
            raise Unsupported(_STRANGE.get(child.type, child.type), line)

"""Words that the press gives to a template, told apart from words that a template says by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from chapbook.content.booklet import Edition
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, Spot, problem, shorten
from chapbook.templating.active import active_in
from chapbook.templating.environment import Furnisher

# Two characters that stand in no text (Unicode, 23.7, noncharacters).
OPENED, CLOSED = "\ufdd0", "\ufdd1"

# As they are, and as filters for addresses and for JSON write them.
_SIGNS = re.compile(f"[{OPENED}{CLOSED}]|%EF%B7%9[01]|\\\\ufdd[01]")


def given(words: str) -> Markup:
    """A text, a value or a word of a catalog, between the two signs."""
    return Markup("{}{}{}").format(OPENED, words, CLOSED)


def bare(html: str) -> str:
    """A filled-in template without the signs, as it goes on.

    >>> bare(f"<p>{given('Call <us>')}, {given('day or night')}</p>")
    '<p>Call &lt;us&gt;, day or night</p>'
    """
    return _SIGNS.sub("", html)


# The ground of a sentence that is not translated yet.
OPEN_GROUND = "#d0d0d0"


def on_open_ground(said: Markup, lang: str, direction: str) -> Markup:
    """What is not translated yet, in the source language."""
    frame = Markup('<span lang="{}" dir="{}" style="background: {}">{}</span>')
    return frame.format(lang, direction, OPEN_GROUND, said)


@dataclass(frozen=True)
class Giver(Furnisher):
    """Furniture words for the templates of an edition, told apart from what those say by themselves."""

    source: str
    source_direction: str

    def word(self, text: str, context: str = "") -> Markup:
        said = super().word(text, context)
        is_open = (context, text) in self.furniture.missing
        return given(on_open_ground(said, self.source, self.source_direction) if is_open else said)

    def plural(self, one: str, many: str, count: int) -> Markup:
        return given(super().plural(one, many, count))


def refuse_own_words(chain: Chain, edition: Edition, html: str, template: str) -> None:
    """Stop what a template says or does by an expression; what stands in it as it is was found before."""
    if found := active_in(bare(html)):
        raise Problems(problem("S002", Spot(f"templates/{template}.html"), url=shorten(each)) for each in found)
    if own := own_words(html, (edition.booklet, edition.locale, edition.place)):
        raise Problems(problem("T005", _somewhere(chain, line, template), words=shorten(line)) for line in own)


def _somewhere(chain: Chain, line: str, template: str) -> Spot:
    """Where a template says a line, or its longest word, where an expression puts it together."""
    found = (chain.where(words, "templates/**/*.html") for words in (line, max(line.split(), key=len)))
    return next(filter(None, found), Spot(f"templates/{template}.html"))


def own_words(html: str, names: Iterable[str] = ()) -> list[str]:
    """What a filled-in template says by itself, on its page or to those who hear it: the lines that hold a letter.

    A line of names alone is none, such as those of an edition, its language and its place.

    >>> own_words(f'<p title="Tip">Call {given("us")}<br>for fever</p><p class="x">fever en-US</p>', ["fever", "en-US"])
    ['Tip', 'Call', 'for fever']
    """
    outside = _SILENT.sub("", "".join(_outside(html)))
    spoken = "\n".join(match["words"] for match in _SPOKEN.finditer(outside))
    text = unescape(f"{spoken}\n{_TAG.sub(chr(10), outside)}")
    lines = [line.split() for line in text.split("\n")]
    return [" ".join(line) for line in lines if any(map(str.isalpha, "".join({*line}.difference(names))))]


def _outside(html: str) -> Iterator[str]:
    """The parts of a filled-in template that it was not given."""
    depth = 0
    for piece in re.split(f"([{OPENED}{CLOSED}])", html):
        if piece in (OPENED, CLOSED):
            depth = max(0, depth + (1 if piece == OPENED else -1))
        elif not depth:
            yield piece
        elif block := _BLOCK.search(piece):
            # A text that a filter has cut ends here all the same.
            depth = 0
            yield piece[block.start() :]


# Elements that may stand within a text, and do not end a word.
INLINE = (
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u",
)  # fmt: skip
_BLOCK = re.compile(rf"</?(?!(?:{'|'.join(INLINE)})\b)[a-z]", re.IGNORECASE)


# Attributes that a style may print, and all that are shown or read out: a template has them of what it was given.
PRINTED = ("data-chapter", "data-house", "data-days")
SPOKEN = (
    "alt", "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "label",
    "summary", "abbr", *PRINTED,
)  # fmt: skip

_SPOKEN = re.compile(rf"""(?<=\s)(?:{"|".join(SPOKEN)})\s*=\s*(?P<quote>["'])(?P<words>.*?)(?P=quote)""", re.DOTALL)
_SILENT = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")

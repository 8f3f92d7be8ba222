"""Words that the press gives to a template, told apart from words that a template says by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from markupsafe import Markup

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


# Attributes that are shown or read out; `data-chapter` and `data-days` are for styles, which print them.
SPOKEN = (
    "alt", "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "label",
    "summary", "abbr", "data-chapter", "data-days",
)  # fmt: skip

_SPOKEN = re.compile(rf"""(?<=\s)(?:{"|".join(SPOKEN)})\s*=\s*(?P<quote>["'])(?P<words>.*?)(?P=quote)""", re.DOTALL)
_SILENT = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")

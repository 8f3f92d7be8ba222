"""Where the words of an edition come from: a text, a value, a catalog. What comes from none, nobody has approved.

Words are compared both ways, part by part: those that a template was given and its pages lack, and those of the pages
that it was not given.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import TypeVar

from chapbook.content.booklet import Edition
from chapbook.content.numbers import SPACELESS, western
from chapbook.templating.given import CLOSED, INLINE, OPENED


def words(line: str, medicines: tuple[str, ...] = ()) -> list[str]:
    """The words of a line as bags of letters: the same from the left and from the right, in any case, with no marks.

    Numbers are left out, and so are names of medicines: they are compared one by one.

    >>> words("Call at 38.0, don't wait: ibuprofen", ("ibuprofen",))
    ['acll', 'at', 'dno', 't', 'aitw']
    >>> words("发烧Kymriah")
    ['发', '烧', 'ahikmry']
    """
    names = _casefolded(medicines)
    letters = unicodedata.normalize("NFKC", line).casefold().translate(_MARKS)
    return ["".join(sorted(word)) for word in _LETTERS.findall(letters) if word not in names]


class _Marks(dict[int, int | None]):
    """Characters but for vowel signs, letters that lengthen, and what has no shape; each looked up once."""

    def __missing__(self, character: int) -> int | None:
        drops = unicodedata.category(chr(character)) in ("Mn", "Lm", "Cf")
        return self.setdefault(character, None if drops else character)


_MARKS = _Marks()

# Where the script changes a word ends: on Arabic paper, "and" at the front of a Latin name stands at its other end.
# Where words need no space a line may end at any letter, and each is a word by itself.
_LETTERS = re.compile(rf"[a-z\u00df-\u024f]+|(?=[^\W\d_])[{SPACELESS}]|(?:(?![a-z\u00df-\u024f{SPACELESS}])[^\W\d_])+")


@cache
def _casefolded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def figures(line: str) -> list[str]:
    """The digits of a line, as far as they stand together; sorted, as in `words`.

    >>> figures("At 38.0 °C: 202-555-0143")
    ['38', '0', '022', '555', '0134']
    """
    return ["".join(sorted(found)) for found in re.findall(r"\d+", western(line))]


# ── what a template was given ─────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Told:
    """What a part of a filled-in template was given, in words and line by line; and all the figures that it says.

    What heads or ends a table may stand again on each page that the table reaches, and so may what a template names
    with `data-again`.
    """

    given: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    lines: tuple[str, ...] = ()

    def __add__(self, other: Told) -> Told:
        return Told(
            self.given + other.given,
            self.figures + other.figures,
            self.again + other.again,
            self.lines + other.lines,
        )


def told(html: str, parts: Collection[str], edition: Edition) -> dict[str, Told]:
    """What a filled-in template says, by the `id` of the part that begins last before it; nothing before the first.

    The names of an edition, its language and its place are no words, and a template may print them.
    """
    reader = _Reader(parts)
    reader.feed(html)
    reader.close()
    names = {*words(f"{edition.booklet} {edition.locale} {edition.place}")}
    return {name: said.told(names) for name, said in reader.parts.items()}


_SILENT = frozenset(("head", "script", "style", "template"))
_HEADS = frozenset(("thead", "tfoot"))
# By this says another element that a style sets as the head of a table.
_AGAIN = "data-again"


@dataclass
class _Said:
    """The text of one part on its way: what was given, what was not, and what was given for the head of a table."""

    given: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    def told(self, names: set[str]) -> Told:
        given, own, again = ("".join(each) for each in (self.given, self.own, self.again))
        return Told(
            Counter([*words(given), *(word for word in words(own) if word in names)]),
            Counter([*figures(given), *figures(own)]),
            Counter([*words(again), *figures(again)]),
            tuple(" ".join(line.split()) for line in given.split("\n") if any(map(str.isalpha, line))),
        )


class _Reader(HTMLParser):
    """Reads a filled-in template once, part by part."""

    def __init__(self, parts: Collection[str]) -> None:
        super().__init__()
        self.known = parts
        self.parts = {"": _Said()}
        self._said, self._depth = self.parts[""], 0
        self._silent, self._heads = 0, 0
        # The element that says so and has not ended: its tag, and how many of that tag are open.
        self._again, self._open = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id")
        if name in self.known:
            self._said = self.parts.setdefault(str(name), _Said())
        if tag == "body":
            # HTML lets the end of a head be left out.
            self._silent = 0
        if not self._again and any(key == _AGAIN for key, _ in attrs):
            self._again = tag
        self._step(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        self._step(tag, -1)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        for piece in re.split(f"([{OPENED}{CLOSED}])", data):
            if piece in (OPENED, CLOSED):
                self._depth = max(0, self._depth + (1 if piece == OPENED else -1))
                continue
            # What is said from elsewhere parts words, if it is a space.
            self._said.given.append(piece if self._depth else " " * bool(piece))
            self._said.own.append(" " * bool(piece) if self._depth else piece)
            if (self._heads or self._again) and self._depth:
                self._said.again.append(piece)

    def _step(self, tag: str, by: int) -> None:
        self._silent += by * (tag in _SILENT)
        self._heads += by * (tag in _HEADS)
        if tag == self._again:
            self._open += by
            self._again = tag if self._open else ""
        if tag not in INLINE:
            # A text that a filter has cut ends here all the same.
            self._depth = 0
            for each in (self._said.given, self._said.own, self._said.again):
                each.append("\n")


# ── the page against it ───────────────────────────────────────────────────────────────────────────────────────────


def compared(present: Counter[str], marks: Counter[str], said: Told, pages: int) -> tuple[Counter[str], Counter[str]]:
    """The words that some pages say more, and less, than their template was given; besides their marks."""
    wanted = said.given + Counter({word: count * (pages - 1) for word, count in said.again.items()})
    more, less = present - wanted - said.figures, said.given - present - marks - said.again
    # A word that is broken over two lines is two words of the page, and one of the text that is not there.
    letters, others = _letters(more), _letters(less)
    return Counter() if letters <= others else more, Counter() if others <= letters else less


def _letters(found: Counter[str]) -> Counter[str]:
    return Counter(itertools.chain.from_iterable(found.elements()))


T = TypeVar("T")


def blamed(owners: dict[T, Counter[str]], words: Counter[str]) -> Iterator[tuple[T, int, int]]:
    """Who words belong to, those first that have the greatest share of them: how many, of how many of their own."""
    owners, left = dict(owners), words.copy()
    while left and owners:
        owner = max(owners, key=lambda each: (owners[each] & left).total() / (owners[each].total() or 1))
        own = owners.pop(owner)
        taken = own & left
        left -= taken
        if taken:
            yield owner, taken.total(), own.total()


# What Markdown and values are written with, and no page shows. From the left, right-to-left text has "(]".
_STRAY = re.compile(r"[{}`]|\*\*|\]\(|\(\]")


def stray(text: str) -> list[str]:
    """Signs of a manuscript that were left over.

    >>> stray("Call **day phone}"), stray("8 * 2 [mg] (a)")
    (['**', '}'], [])
    """
    return _STRAY.findall(text)


def logical(line: str) -> str:
    """A line that was read from the left, in the order in which it is read aloud.

    >>> logical("0143 ولصتا")
    'اتصلو 0143'
    """
    if not any(unicodedata.bidirectional(character) in ("R", "AL") for character in line):
        return line
    return re.sub(r"[!-~\u00c0-\u024f]+(?: +[!-~\u00c0-\u024f]+)*", lambda match: match[0][::-1], line[::-1])

"""Whether every way to read an edition carries the same blocks and the same texts as its manuscript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from xml.etree.ElementTree import Element

import pikepdf
import tinyhtml5
from pypdfium2 import PdfDocument

from chapbook.formats.outline import tag
from chapbook.problems.problem import Problem, Spot, problem, q, shorten
from chapbook.transcript.transcript import Line, Passage, Transcript

_ADDRESS = re.compile(r" \(\u2066?https?:[^)\u2069]*\u2069?\)")


@dataclass(frozen=True)
class Carried:
    """What a file carries: all its words; those of each block, or just the blocks' names, where it can be divided.

    Words are letters and digits alone, so that neither a line's end nor a sign between two words counts.
    """

    words: str
    blocks: dict[str, str] | None = None
    names: frozenset[str] | None = None
    # A text may go on where the next page begins; heads and feet stand between.
    pages: tuple[str, ...] = ()
    # Letters of right-to-left text come out of a PDF in another order where they join, so single words are compared.
    joined: bool = False

    def of(self, passage: Passage) -> str:
        """What stands in a block; anywhere, for covers and where blocks cannot be told apart."""
        return (self.blocks or {}).get(passage.name, self.words)


def in_html(html: str, text: Transcript) -> Carried:
    """What a page carries, cut at the ids of its blocks; words for those who do not see it do not count."""
    wanted = {passage.name for passage in text.blocks}
    blocks: dict[str, list[str]] = {"": []}

    def walk(element: Element) -> None:
        if tag(element) in ("", "head", "style", "script") or "unseen" in (element.get("class") or "").split():
            return
        if element.get("id") in wanted:
            blocks[str(element.get("id"))] = []
        for text in (element.text, element.get("alt")):
            [*blocks.values()][-1].append(text or "")
        for child in element:
            walk(child)
            [*blocks.values()][-1].append(child.tail or "")

    walk(tinyhtml5.parse(html, namespace_html_elements=False))
    words = {name: letters("".join(parts)) for name, parts in blocks.items()}
    return Carried("".join(words.values()), words, frozenset(blocks))


def in_text(text: str) -> Carried:
    """What plain text carries; the addresses of links stand there besides."""
    return Carried(letters(_ADDRESS.sub("", " ".join(text.split()))))


def in_pdf(pdf: bytes, direction: str) -> Carried:
    """What typeset pages carry: their text, the words of their pictures, and the names that lead to their blocks."""
    with PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    with pikepdf.open(BytesIO(pdf)) as document:
        names = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        found = frozenset(map(str, pikepdf.NameTree(names))) if names is not None else frozenset()
        spoken = [
            str(element["/Alt"])
            for element in document.objects
            if isinstance(element, pikepdf.Dictionary) and "/S" in element and "/Alt" in element
        ]
    joined = direction == "rtl"
    fold = unjoined if joined else letters
    pages = tuple(map(fold, texts))
    return Carried("".join([*pages, *map(fold, spoken)]), names=found, pages=pages, joined=joined)


def lost(text: Transcript, carried: Carried, format_: str) -> Iterator[Problem]:
    """Every block of an edition, and every text that it says, that a file in some format does not carry."""
    where = {"edition": text.edition, "format": format_}
    passages = [text.covers]
    # Pages leave out the fills for which they have no room.
    fills = {path for chapter in text.manuscript.chapters for path in chapter.fill}
    for passage in text.blocks:
        if carried.names is None or passage.name in carried.names:
            passages.append(passage)
        elif not (carried.pages and passage.path in fills):
            spot = Spot(f"booklets/{passage.path}.yaml")
            yield problem("B031", spot, block=q(passage.name), kind=passage.kind, **where)
    # Where blocks cannot be told apart, all lines are looked for together, each as often as it is said.
    groups = [[passage] for passage in passages] if carried.blocks is not None else [passages]
    for group in groups:
        lines = [line for passage in group for line in passage.read]
        for line in _not_in(lines, replace(carried, words=carried.of(group[0]))):
            yield problem("B030", line.spot, words=shorten(line.plain), **where)


def letters(text: str) -> str:
    """The letters and digits of a text, without what is between them.

    >>> letters("At 38.0 °C, call\\u00a0NOW")
    'at380ccallnow'
    """
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def unjoined(text: str) -> str:
    """The letters of right-to-left text but for alef and lam, which join in either order, and without marks.

    >>> unjoined("علاج CAR T؟") == unjoined("عالج T CAR")
    True
    """
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    right = (mark for mark in apart if mark.isalpha() and unicodedata.bidirectional(mark) in ("R", "AL"))
    return "".join(letter for letter in right if letter not in "ال")


def _not_in(texts: Sequence[Line], carried: Carried) -> Iterator[Line]:
    """The lines that a file does not hold as often as they are said, each once."""
    if carried.joined:
        yield from (text for text in texts if any(word not in carried.words for word in _plain_words(text.plain)))
        return
    spoken = [letters(text.plain) for text in texts]
    wanted = "\n".join(spoken)
    for words, text in {words: text for words, text in zip(spoken, texts, strict=True) if words}.items():
        there, needed = carried.words.count(words), wanted.count(words)
        if there < needed and there + _over_pages(words, carried.pages) < needed:
            yield text


# In letters: longer than the title of any chapter; long enough to stand nowhere by chance.
_RUNNING_HEAD, _LONG = 80, 12


def _over_pages(text: str, pages: tuple[str, ...]) -> int:
    """How often a text begins on one page and goes on overleaf: near the head, or anywhere if it is long.

    A box is drawn after what stands below it, so its last lines may come late.

    >>> _over_pages("callnow", ("ifhotcallchapter12", "chapter1noworlater"))
    1
    """

    def goes_on(rest: str, after: str) -> bool:
        return rest in (after if len(rest) >= _LONG else after[: len(text) + _RUNNING_HEAD])

    return sum(
        any(text[:cut] in before and goes_on(text[cut:], after) for cut in range(1, len(text)))
        for before, after in pairwise(pages)
    )


def _plain_words(text: str) -> Iterator[str]:
    """The words of a text that come out of a PDF whole; the mark over a letter may come out anywhere."""
    for word in re.split(r"[\s\u200b]+", text):
        marked = any(unicodedata.category(letter) == "Mn" for letter in unicodedata.normalize("NFD", word))
        if not marked and len(plain := unjoined(word)) > 1:
            yield plain

"""The text pass: a translated sentence becomes text that the typesetter sets right in its language and direction.

It runs once, between translation and templates, and inserts what must not stand in catalogs: direction isolates
around phones, numbers with units, ranges and Latin names in right-to-left text (WeasyPrint 70.0 prints
`+1 202-555-0143` there as `0143-555-202 1+`) and gaps between a number and the point that ends its sentence there,
no-break spaces, and a zero-width space where a line could otherwise break after its first word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from operator import itemgetter

from markdown_it.token import Token
from markupsafe import Markup, escape

from chapbook.content.markdown import inline
from chapbook.content.numbers import BEGINNING, FROM_TO, TOUCHING, held, quantities, quantity, quantity_at
from chapbook.content.phones import DASHES, HYPHENS, SPACES

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9-]*)\}")

# In braces, or one brace alone with the word at it; HTML has names for braces, which the parser reads. Wide and small
# braces are in use beside Chinese and Japanese, and fill in no value.
_BRACED = re.compile(
    r"\{+[^{}]*\}+|\{+[\w-]*|[\w-]*(\}+)|&(?:#0*12[35]|#[xX]0*7[bBdD]|[lr](?:brace|cub));"
    r"|[\uff5b\ufe5b][^{}\uff5b-\uff5d\ufe5b\ufe5c]*[}\uff5d\ufe5c]?|[\uff5d\ufe5c]"
)
BRACES = "{}\uff5b\uff5d\ufe5b\ufe5c"

NO_BREAK_SPACE = "\u00a0"
ZERO_WIDTH_SPACE = "\u200b"

_CAR_T = re.compile(r"\b(CAR|T|B) (?=(?:T|cells?)\b)")
# Spaces at which a line could end.
_SPACES = str.maketrans(dict.fromkeys(set(SPACES) - {NO_BREAK_SPACE, "\u2007", "\u202f"}, NO_BREAK_SPACE))

# A run that keeps its own left-to-right order inside right-to-left text: Latin words (with the quantities that belong
# to them), or a quantity. A bare whole number needs no isolate.
# A full stop that ends the sentence belongs to the sentence, not to the name before it.
_REST = rf"(?:(?:[A-Za-z0-9.&'’/{HYPHENS}]|{FROM_TO})*[A-Za-z0-9])?"
# An address of mail or of the web has signs of its own: without them in its run, its ends change places.
_ADDRESS = re.compile(
    rf"(?:https?://|[A-Za-z0-9._+{HYPHENS}]+@)[A-Za-z0-9](?:[A-Za-z0-9.,:;@_~/?#=&%+{HYPHENS}]*[A-Za-z0-9/])?"
)
_LATIN, _WORD = re.compile(rf"[A-Za-z]{_REST}"), re.compile(rf"{_ADDRESS.pattern}|[A-Za-z0-9]{_REST}")
_FOLLOWING = re.compile(rf"[{HYPHENS}]?[A-Za-z]{_REST}")
# The one of an abbreviation, as in St. Jude, belongs to the name.
_BETWEEN = re.compile(r"(?:(?<=\b[A-Z][a-z])\.)?[ \u00a0]")
# The name of a variable in a furniture word, `%(number)s`, is filled in later and stays as it is.
_VARIABLE = re.compile(r"%\(\w+\)s")
# Where a run may begin.
_BEGINS = re.compile(rf"[%+](?=\()|[A-Za-z()]|{BEGINNING}")

# What has a digit at its left, the elements that end there, and the signs after it. Other isolates, tags and characters
# by name are read over.
_BEFORE_SIGNS = re.compile(
    rf'((?:<bdi dir="ltr"[^>]*>(?:<[^>]*>)*{BEGINNING}(?:(?!</bdi>).)*</bdi>|{BEGINNING}|{_VARIABLE.pattern})'
    r"(?:</\w+>)*)"
    rf'([{TOUCHING}]+)|<bdi dir="ltr".*?</bdi>|<[^>]*>|&#?\w*;'
)
# Half as wide as between words: apart from the number, and still of its sentence. No style has to know of it: a
# project that shares none with the library is as safe. A hyphen, which reads as a minus, stands further off.
_GAP = '<span class="apart" style="margin-inline-start: {}em">'
_APART, _FAR_APART = _GAP.format(".15"), _GAP.format(".27")
_HYPHENS = ("\u2010", "\u2011")

# A name within which a line could end, as it could in a quantity: at a hyphen, a dash, or a stroke before letters. The
# word that is held to a name is in its element: before one, WeasyPrint 70.0 ends a line after its first word.
_NAME = re.compile(rf"(?:\S{{1,18}}{NO_BREAK_SPACE})?\bCAR-T\b")
_ENDS = re.compile(rf"[{DASHES}{HYPHENS}]|/[A-Za-zµμ]")


def braced(text: str) -> list[tuple[int, str]]:
    """All that stands in braces, a value or not, and every brace without its other, each by the place of its brace.

    >>> braced("At {fever-limit}, call { day phone } or night-phone}.")
    [(3, '{fever-limit}'), (23, '{ day phone }'), (51, 'night-phone}')]
    >>> braced("Call \uff5bday-phone\uff5d") == [(5, "\uff5bday-phone\uff5d")]
    True
    """
    return [(found.start(1) if found[1] else found.start(), found[0]) for found in _BRACED.finditer(text)]


@dataclass(frozen=True)
class TextPass:
    """How text is set in one language: its direction."""

    direction: str

    def sentence(self, text: str, fill: Callable[[str], Markup]) -> Markup:
        """A sentence in Markdown with `{values}` as finished HTML.

        >>> show = TextPass("ltr").sentence("Call **now** at {fever-limit}.", lambda name: Markup("<b>38.0</b>"))
        >>> print(show.replace("\\u200b", "|"))
        Call |<strong>now</strong> at |<b>38.0</b>.
        """
        out: list[str] = []
        for token in _with_whole_quantities(inline(text)):
            if token.type == "text":
                out.append(self._filled(token.content, fill))
            elif token.type == "softbreak":
                out.append(" ")
            elif token.type == "link_open":
                out.append(str(Markup('<a href="{}">').format(token.attrGet("href") or "")))
            elif token.type in ("strong_open", "em_open", "strong_close", "em_close", "link_close"):
                out.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")
            else:
                # `check` refuses such a sentence; should one come through, no word of it is lost.
                out.append(self._filled(token.content, fill))
        return self._finished("".join(out))

    def plain(self, text: str) -> Markup:
        """Words without Markdown or values: a name, a furniture word, a title of a source."""
        return self._finished(self._run(text))

    def _finished(self, html: str) -> Markup:
        if self.direction == "rtl":
            html = _with_signs_apart(_with_whole_rows(html))
        return Markup(_keep_space_before_tags(html))

    def _filled(self, text: str, fill: Callable[[str], Markup]) -> str:
        pieces = PLACEHOLDER.split(text)
        return "".join(str(fill(piece)) if number % 2 else self._run(piece) for number, piece in enumerate(pieces))

    def _run(self, text: str) -> str:
        text = "".join(
            piece.translate(_SPACES) if number % 2 else piece for number, piece in enumerate(_cut(text, held(text)))
        )
        text = _CAR_T.sub(rf"\1{NO_BREAK_SPACE}", text)
        if self.direction == "ltr":
            return str(_whole(text))
        # Escaped only now: in &#34; a figure would be found.
        pieces = enumerate(_cut(text, _isolated(text)))
        return "".join(str(_isolate(piece) if number % 2 else escape(piece)) for number, piece in pieces)


def _with_whole_quantities(tokens: list[Token]) -> list[Token]:
    """Tokens of a sentence of which none ends within a quantity: stress on a part of one is stress on all of it.

    >>> TextPass("rtl").sentence("خذ **5** mcg", str)
    Markup('خذ \u200b<strong><bdi dir="ltr">5\xa0mcg</bdi></strong>')
    """
    # Whoever gave them may keep them.
    tokens = [token.copy() for token in tokens]
    texts, depths, depth = [], [], 0
    for token in tokens:
        depth += token.nesting
        if token.type in ("text", "softbreak"):
            texts.append(token)
            depths.append(depth)
    lengths = [len(token.content) or 1 for token in texts]
    starts = [0, *accumulate(lengths)]
    line = "".join(token.content or "\n" for token in texts)
    # From the end, so that what comes before stays where it is.
    for first, last in reversed([*quantities(line)]):
        parts = range(bisect_right(starts, first) - 1, bisect_left(starts, last))
        home = max(parts, key=depths.__getitem__)
        for part in parts if len(parts) > 1 else ():
            start, end = first - starts[part], last - starts[part]
            content = texts[part].content
            own = line[first:last] if part == home else ""
            texts[part].content = content[: max(start, 0)] + own + content[min(end, lengths[part]) :]
    return tokens


def _with_whole_rows(html: str) -> str:
    """Right-to-left text in which a row of numbers that goes on into a value is one run too.

    >>> print(TextPass("rtl").sentence("على 0049 **{phone}**", lambda name: isolate("30/1234567", "phone"))[5:])
    <bdi dir="ltr">0049 \u200b<strong><bdi dir="ltr" class="value phone">30/1234567</bdi></strong></bdi>
    """
    if html.count("<") == 2 * html.count(_ISOLATED):
        # Isolates of ours alone: each has a whole row in it.
        return html
    pieces = [piece for piece in _PIECE.finditer(html) if not piece[0].startswith("<")]
    line = "".join(unescape(piece[0]) for piece in pieces)
    for first, last in reversed([*quantities(line)] if len(line) == len(pieces) else []):
        start, end = pieces[first].start(), pieces[last - 1].end()
        while (after := _CLOSING.match(html, end)) and not _is_nested(html[start:end]):
            end = after.end()
        while (before := _OPENING.search(html, 0, start)) and not _is_nested(html[start:end]):
            start = before.start()
        if "<" in html[start:end] and _is_nested(html[start:end]):
            html = f"{html[:start]}{_ISOLATED}{html[start:end]}</bdi>{html[end:]}"
    return html


# How an isolate begins that is not of a value.
_ISOLATED = '<bdi dir="ltr">'
# A tag, or a character, by its name too.
_PIECE = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
_CLOSING, _OPENING = re.compile(r"</\w+>"), re.compile(r"<\w[^<>]*>\Z")


def _is_nested(html: str) -> bool:
    """Whether each element that begins in a piece of HTML ends there, and none ends that began before."""
    depths = [0, *accumulate(-1 if tag.startswith("</") else 1 for tag in re.findall(r"<[^>]*>", html))]
    return depths[-1] == 0 == min(depths)


def characters(html: Markup) -> str:
    """A finished sentence without its tags, for links and attributes: isolates become characters (UAX #9, 2.4).

    A gap becomes a space, however wide it is.

    >>> characters(Markup('<bdi dir="ltr">CAR T</bdi> &amp; <strong>more</strong>')).encode("unicode_escape").decode()
    '\\\\u2066CAR T\\\\u2069 & more'
    >>> [characters(TextPass("rtl").plain(f"8{sign}")) for sign in ("،", "\\u2010")] == ["8 ،", "8 \\u2010"]
    True
    """
    with_isolates = html.replace(Markup('<bdi dir="ltr">'), "\u2066").replace(Markup("</bdi>"), "\u2069")
    return Markup(re.sub(_GAP.format(r"[\d.]+"), " ", with_isolates)).striptags()


def isolate(text: str, kind: str) -> Markup:
    """A value that reads from left to right wherever it stands: a phone number, a temperature."""
    return Markup('<bdi dir="ltr" class="value {}">{}</bdi>').format(kind, text)


def _cut(text: str, places: Iterable[tuple[int, int]]) -> list[str]:
    """A text in pieces: what is before a place, the place, what is between it and the next, and so on to the end."""
    pieces, end = [], 0
    for first, last in places:
        pieces += [text[end:first], text[first:last]]
        end = last
    return [*pieces, text[end:]]


def _whole(text: str) -> Markup:
    whole = Markup('<span class="whole">{}</span>')
    pieces = enumerate(_cut(text, _unbroken(text)))
    return Markup("").join(whole.format(each) if number % 2 and _ENDS.search(each) else each for number, each in pieces)


def _unbroken(text: str) -> Iterator[tuple[int, int]]:
    """Where each name or quantity is within which a line could end."""
    place = 0
    while True:
        name = _NAME.search(text, place)
        found = [each for each in (name and name.span(), quantity(text, place)) if each]
        if not found:
            return
        # Of two that begin at one place the name is the first.
        first = min(found, key=itemgetter(0))
        yield first
        place = first[1]


def _isolated(text: str) -> Iterator[tuple[int, int]]:
    """Where each run is that keeps its own left-to-right order inside right-to-left text."""
    place = 0
    while begins := _BEGINS.search(text, place):
        place = begins.start()
        if end := _end_of_run(text, place):
            yield place, end
        place = end or place + 1


def _end_of_run(text: str, place: int) -> int | None:
    """Where the run ends that begins at a place: a variable, an address, Latin words, a quantity, or one in brackets.

    Brackets around a quantity go with it: by themselves they would come out of a PDF the other way round. Those of an
    area code are part of the quantity, which is why it is tried first.
    """
    if whole := _VARIABLE.match(text, place) or _ADDRESS.match(text, place):
        return whole.end()
    number = quantity_at(text, place)
    if latin := _end_of_latin(text, number or place, bool(number)):
        return latin
    if number is None and text[place] == "(" and (end := quantity_at(text, place + 1)) and text[end : end + 1] == ")":
        return end + 1
    return number


def _end_of_latin(text: str, place: int, follows: bool) -> int | None:
    """Where the Latin words end that begin at a place, with the quantities between them; some follow a number."""
    begins = (_FOLLOWING if follows else _LATIN).match(text, place)
    end = begins and begins.end()
    while end is not None and (between := _BETWEEN.match(text, end)):
        number = quantity_at(text, between.end())
        word = _WORD.match(text, between.end())
        if number is not None and not re.match(r"\w", text[number:]):
            end = number
        elif word:
            end = word.end()
        else:
            break
    return end


def _isolate(run: str) -> Markup:
    if run.isdigit() or run.startswith("%("):
        return escape(run)
    return Markup('<bdi dir="ltr">{}</bdi>').format(_whole(run))


def _with_signs_apart(html: str) -> str:
    """Right-to-left text whose points and dashes keep off the number before them.

    They stand at its left, where `5 mcg.` would read as .5 mcg, a tenth of the dose. What parts them is no character:
    the sentence is copied and read aloud as it was written.

    >>> print(_with_signs_apart('خذوا <strong><bdi dir="ltr">5 mcg</bdi></strong>.'))
    خذوا <strong><bdi dir="ltr">5 mcg</bdi></strong><span class="apart" style="margin-inline-start: .15em">.</span>
    """

    def apart(found: re.Match[str]) -> str:
        if not found[2]:
            return found[0]
        return f"{found[1]}{_FAR_APART if found[2].startswith(_HYPHENS) else _APART}{found[2]}</span>"

    return _BEFORE_SIGNS.sub(apart, html)


def _keep_space_before_tags(html: str) -> str:
    """A zero-width space after each space before a tag.

    WeasyPrint 70.0 breaks a line after its *first* word where a text node that ends in a space just fits without it
    (4 to 8 of 480 widths measured; none with this character).
    """
    return re.sub(r" (?=<[a-z])", f" {ZERO_WIDTH_SPACE}", html)

"""Numbers and medicine names read back from the typeset pages, as an eye sees them, against the text and its source.

Programs that take the text out of a PDF put lines back into the order in which they are read aloud, each in its own
way, and so may give a phone number whole that stands reversed on Arabic paper. Here every character is read by where
it stands, from left to right.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, Literal

import pypdfium2.raw as pdfium
from babel.numbers import get_decimal_symbol, get_group_symbol
from pypdfium2 import PdfDocument

from chapbook.catalogs import furniture
from chapbook.library import Library
from chapbook.manuscript import Manuscript, Message, MessageProse, Tree, messages
from chapbook.markdown import plain
from chapbook.model import Edition, ValueRef
from chapbook.press.paper import MM
from chapbook.problems import Spot, shorten
from chapbook.text import MEDICINES, PLACEHOLDER, TextPass, western
from chapbook.values import Words

Kind = Literal["number", "temperature", "phone", "medicine", "dose"]

# Where running heads and folios stand, in millimetres from the top and the foot of a page: styles/page.css.
MARGIN = 13.0

# What languages call medicines besides: the first part of a locale's tag, and each form that may stand for the name.
FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    "ar": {
        "acetaminophen": ("أسيتامينوفين", "باراسيتامول"),
        "blinatumomab": ("بليناتوموماب",),
        "ibuprofen": ("إيبوبروفين",),
        "paracetamol": ("باراسيتامول",),
        "tisagenlecleucel": ("تيساجنلكلوسيل",),
        "tocilizumab": ("توسيليزوماب",),
    },
    "es": {
        "acetaminophen": ("acetaminofén",),
        "ibuprofen": ("ibuprofeno",),
    },
}


@dataclass(frozen=True)
class Sighting:
    """A number or a name as it stands on the paper: millimetres from the page's left and top."""

    page: int
    text: str
    kind: Kind
    x: float
    y: float


@dataclass(frozen=True)
class Mention:
    """A number or a name as the text says it: where it was written, and the block that it belongs to."""

    text: str
    kind: Kind
    spot: Spot
    block: str


@dataclass(frozen=True)
class Finding:
    """What is wrong on a page: its number (0 where none can be named), the place to mend, the fact and the remedy."""

    code: str
    page: int
    place: Spot
    message: str
    hint: str = ""


def audit(library: Library, manuscript: Manuscript, source: Manuscript, pdf: bytes) -> list[Finding]:
    """Everything by which the pages differ from their text, and the text from the one it was translated from."""
    return [*_pages(library, manuscript, pdf), *_translation(library, manuscript, source)]


def seen(pdf: bytes) -> tuple[Sighting, ...]:
    """Every number and name of medicine on the pages, from left to right whatever the language, line by line."""
    return tuple(sighting for run in _read(pdf).runs for sighting in run.sightings)


def expected(library: Library, manuscript: Manuscript) -> tuple[Mention, ...]:
    """Every number and name of medicine that the text of an edition says, with its values filled in."""
    return tuple(
        Mention(text, kind, line.spot, line.block)
        for line in _lines(library, manuscript)
        for text, kind, _ in tokens(line.text)
    )


# ── numbers and names in a line ───────────────────────────────────────────────────────────────────────────────────

_FIGURE = r"\d+(?:[.,:/–\u066b\u066c-]\d+)*"
_NAMES = "|".join(MEDICINES)
_TOKEN = re.compile(
    # A full stop or a bracket beside a phone number is no part of it: brackets face either way on the paper.
    r"(?P<phone>\+?\d(?:[ ().–-]*\d)*(?:-[A-Z]+)+|\+?\d(?:[ ().–-]*\d){6,}(?:-[A-Z]+)*\+?)"
    rf"|(?P<temperature>{_FIGURE} ?°[CF]\b)"
    rf"|(?P<dose>{_FIGURE} ?(?:(?:mg|mcg|mL|ml|mm|cm|kg|g)\b|%))"
    rf"|(?P<number>{_FIGURE})"
    rf"|(?P<medicine>(?<![^\W\d_])(?:{_NAMES})(?![^\W\d_]))",
    re.IGNORECASE,
)


def tokens(line: str) -> list[tuple[str, Kind, int]]:
    """The numbers and names of a line, each with its kind and where it begins.

    >>> tokens("At 38.0 °C call 202 555 0143. Take 5 mL of ibuprofen on day 28.")
    [('38.0 °C', 'temperature', 3), ('202 555 0143', 'phone', 16), ('5 mL', 'dose', 35), ('ibuprofen', 'medicine', 43),
     ('28', 'number', 60)]
    """
    return [
        (_one_way(match[0], match.lastgroup), match.lastgroup, match.start())  # type: ignore[misc]
        for match in _TOKEN.finditer(line.replace("\u00a0", " "))
    ]


def _one_way(text: str, kind: str | None) -> str:
    """A token in the one way in which it is compared."""
    if kind == "phone":
        return " ".join(re.sub(r"[()]", " ", text).split())
    if kind == "medicine":
        return text.casefold()
    return re.sub(r"(?<=\d) ?(?=[°%A-Za-z])", " ", text)


def words(line: str) -> list[str]:
    """The words of a line as bags of letters: the same from the left and from the right, in any case, with no marks.

    Numbers are left out, and so are names of medicines: they are compared one by one.

    >>> words("Call at 38.0, don't wait: ward")
    ['acll', 'at', 'dno', 't', 'aitw', 'adrw']
    """
    letters = "".join(
        character
        for character in unicodedata.normalize("NFKC", line).casefold()
        if unicodedata.category(character) not in ("Mn", "Lm", "Cf")
    )
    return ["".join(sorted(word)) for word in _LETTERS.findall(letters) if word not in _CASEFOLDED]


# A glyph that the PDF gives no letter for.
_UNREAD = "\ufffd"
# Where the script changes a word ends: on Arabic paper, "and" at the front of a Latin name stands at its other end.
_LETTERS = re.compile(rf"[a-z\u00df-\u024f]+|(?:(?![a-z\u00df-\u024f])[^\W\d_]|{_UNREAD})+")
_CASEFOLDED = {name.casefold() for name in MEDICINES}


# ── what stands on the paper ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Run:
    """Characters side by side on one line, from left to right; where each stands, in millimetres."""

    page: int
    text: str
    xs: tuple[float, ...]
    y: float
    margin: Literal["head", "foot", ""]

    @cached_property
    def sightings(self) -> tuple[Sighting, ...]:
        return tuple(
            Sighting(self.page, text, kind, round(self.xs[start], 1), round(self.y, 1))
            for text, kind, start in tokens(self.text)
        )


@dataclass(frozen=True)
class _Sheets:
    """The pages of a PDF: their runs in reading order, and the page and height at which each named place begins."""

    pages: int
    runs: tuple[_Run, ...]
    anchors: dict[str, tuple[int, float]]


@dataclass(frozen=True)
class _Glyph:
    text: str
    left: float
    right: float
    base: float
    size: float


def _read(pdf: bytes) -> _Sheets:
    with PdfDocument(pdf) as document:
        runs: list[_Run] = []
        heights: list[float] = []
        for number, page in enumerate(document, 1):
            heights.append(page.get_height())
            runs += _runs(page, number, heights[-1])
        return _Sheets(len(document), tuple(runs), _anchors(document.raw, heights))


def _runs(page: Any, number: int, height: float) -> Iterator[_Run]:
    """The lines of a page, cut where a gap is wider than between words."""
    glyphs = sorted(_glyphs(page), key=lambda glyph: -glyph.base)
    lines: list[list[_Glyph]] = []
    for glyph in glyphs:
        # Half a point apart is the same line: type of two sizes, or of two fonts, beside each other.
        if lines and lines[-1][0].base - glyph.base < 0.5:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    for line in lines:
        line.sort(key=lambda glyph: glyph.left)
        run: list[_Glyph] = []
        for glyph in line:
            if run and glyph.left - run[-1].right > 0.75 * max(glyph.size, run[-1].size):
                yield _run(run, number, height)
                run = []
            run.append(glyph)
        yield _run(run, number, height)


def _run(glyphs: list[_Glyph], number: int, height: float) -> _Run:
    text, xs = [glyphs[0].text], [glyphs[0].left / MM] * len(glyphs[0].text)
    for before, glyph in pairwise(glyphs):
        if glyph.left - before.right > 0.1 * min(glyph.size, before.size):
            text.append(" ")
            xs.append(before.right / MM)
        text.append(glyph.text)
        xs += [glyph.left / MM] * len(glyph.text)
    top, foot = (height - glyphs[0].base) / MM, glyphs[0].base / MM
    return _Run(number, "".join(text), tuple(xs), top, "head" if top < MARGIN else "foot" if foot < MARGIN else "")


def _glyphs(page: Any) -> Iterator[_Glyph]:
    text = page.get_textpage()
    raw = text.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1:
            character = _UNREAD
        elif character == "\x02":
            # So a hyphen comes at the end of a line.
            character = "-"
        if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Zs"):
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        yield _Glyph(character, box.left, box.right, y.value, pdfium.FPDFText_GetFontSize(raw, index))


def _anchors(document: Any, heights: list[float]) -> dict[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = {}
    for index in range(pdfium.FPDF_CountNamedDests(document)):
        size = ctypes.c_long()
        pdfium.FPDF_GetNamedDest(document, index, None, size)
        buffer = ctypes.create_string_buffer(size.value)
        place = pdfium.FPDF_GetNamedDest(document, index, buffer, size)
        has = [ctypes.c_int() for _ in range(3)]
        x, y, zoom = (ctypes.c_float() for _ in range(3))
        page = pdfium.FPDFDest_GetDestPageIndex(document, place)
        if page >= 0 and pdfium.FPDFDest_GetLocationInPage(place, *has, x, y, zoom):
            found[buffer.raw.decode("utf-16-le").rstrip("\0")] = (page + 1, (heights[page] - y.value) / MM)
    return found


# ── what the text says ────────────────────────────────────────────────────────────────────────────────────────────

# Regions of the pages that are no block.
_COVER, _CONTENTS, _COLOPHON, _BACK = "the cover", "the contents page", "colophon", "the back cover"


@dataclass(frozen=True)
class _Line:
    """A message, or a value that stands by itself, as it is printed; where it was written, and where it belongs."""

    text: str
    spot: Spot
    block: str
    # A table's head stands again on each page that the table reaches.
    again: bool = False


def _lines(library: Library, manuscript: Manuscript) -> Iterator[_Line]:
    """All that an edition's text prints, in order."""
    reader = _Reader(library, manuscript.edition)
    front = manuscript.front
    for name, region in (("title", _COVER), ("subtitle", _COVER), ("title", _BACK), ("back", _BACK)):
        if front[name] is not None:
            yield from reader.lines(front[name], region)
    for chapter in manuscript.chapters:
        yield from reader.lines(chapter.title, _CONTENTS)
        yield from reader.lines(chapter.title, chapter.id)
        for tree in chapter.blocks:
            yield from reader.lines(tree, tree["id"])


@dataclass(frozen=True)
class _Reader:
    """Reads a tree as it is printed in one edition: values filled in, marks and isolates left out."""

    library: Library
    edition: Edition

    def lines(self, node: Any, block: str, again: bool = False) -> Iterator[_Line]:
        if isinstance(node, Message):
            yield _Line(self.text(node.text), node.spot, block, again)
            if node.echo is not None:
                yield _Line(self._staff.text(node.echo), node.spot, block)
        elif isinstance(node, MessageProse):
            for part in node.parts:
                for message in part.messages:
                    yield from self.lines(message, block)
        elif isinstance(node, ValueRef):
            if not node.number:
                yield _Line(self.fill(node.name), node.spot, block)
        elif isinstance(node, dict):
            # A picture is described for those who do not see it.
            hidden = ("alt",) if "file" in node and "alt" in node else ()
            for key, value in node.items():
                if key not in hidden:
                    yield from self.lines(value, block, again or key == "columns")
        elif isinstance(node, list):
            for item in node:
                yield from self.lines(item, block, again)

    def text(self, message: str) -> str:
        """A message as it is read: its marks left out, its values filled in."""
        return PLACEHOLDER.sub(lambda match: self.fill(match[1]), plain(message))

    def fill(self, name: str) -> str:
        """A value as it is printed; nothing where it is written in by hand."""
        setting = self.library.setting(name, self.edition.place)
        return self._words.say(self.library.values[name], setting, name).striptags()

    @cached_property
    def babel(self) -> str:
        return self.library.locales[self.edition.locale].babel[self.edition.place]

    @cached_property
    def _words(self) -> Words:
        fahrenheit_first = self.library.places[self.edition.place].temperature == "fahrenheit-first"
        return Words(self.babel, fahrenheit_first, furniture(self.library, self.edition.locale), TextPass("ltr"))

    @cached_property
    def _staff(self) -> _Reader:
        return _Reader(self.library, replace(self.edition, locale=self.library.places[self.edition.place].language))


def _furniture(library: Library, edition: Edition, tree: Tree) -> Iterator[int]:
    """The numbers that a block prints by itself: of steps and items, badges and legends, weeks and days."""
    if tree["kind"] == "steps":
        yield from range(1, len(tree["steps"]) + 1)
    elif tree["kind"] == "figure":
        for _ in ("badges", "legend"):
            yield from range(1, len(tree["labels"]) + 1)
    elif tree["kind"] == "calendar":
        days = _count(library, edition, tree["days"])
        yield from range(1, days + 1)
        yield from range(1, (days + 6) // 7 + 1)
        yield from (_count(library, edition, mark["day"]) for mark in tree["marks"])
    for prose in _proses(tree):
        for part in prose.parts:
            if part.form == "numbers":
                yield from range(1, len(part.messages) + 1)


def _count(library: Library, edition: Edition, count: int | ValueRef) -> int:
    if isinstance(count, int):
        return count
    setting = library.setting(count.name, edition.place)
    assert setting is not None, "check refuses a count without a value"
    return int(setting.value)


def _proses(node: Any) -> Iterator[MessageProse]:
    if isinstance(node, MessageProse):
        yield node
    elif isinstance(node, (dict, list)):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _proses(item)


# ── the pages against their text ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Region:
    """A part of the pages, from where it begins to the next: what stands there, and what should."""

    place: Spot
    page: int
    runs: tuple[_Run, ...]
    lines: tuple[_Line, ...]
    furniture: tuple[str, ...]
    # The press prints more here than its text: dates, counts, a code, an address, years of references.
    is_open: bool
    locale: str
    is_rtl: bool

    def findings(self) -> Iterator[Finding]:
        """What differs, each thing once: a line that is gone takes its numbers with it."""
        gone: list[_Line] = []
        for line, lost, of in self._lost():
            yield _finding("N007", self.page, line.spot, line=shorten(line.text), lost=lost, of=of)
            gone += [line] if 2 * lost > of else []
        wanted = _counted(line for line in self.lines if line not in gone)
        wanted.update(("number", figure) for figure in self.furniture)
        found = [one for run in self.runs for one in run.sightings]
        present = Counter((one.kind, one.text) for one in found)
        surplus = present - wanted - _counted(gone) - self._repeated()
        extra: list[Sighting] = []
        for one in found:
            if (one.kind, one.text) in wanted and one.text != western(one.text):
                yield _finding("N005", one.page, self._spot(one.text), wanted=western(one.text), seen=one.text)
            if surplus[one.kind, one.text] > 0:
                surplus[one.kind, one.text] -= 1
                extra.append(one)
        yield from self._differences([*(wanted - present).elements()], extra)

    def _differences(self, missing: list[tuple[Kind, str]], extra: list[Sighting]) -> Iterator[Finding]:
        """A number of the text with the one that has taken its place on the page; then those that are alone."""
        for same, code in ((western, "N005"), (_digits, "N004"), (_sorted_digits, "N003")):
            for kind, text in [key for key in missing if key[0] != "medicine"]:
                one = next((one for one in extra if one.kind != "medicine" and same(one.text) == same(text)), None)
                if one is not None:
                    extra.remove(one)
                    missing.remove((kind, text))
                    worst = "N003" if kind == "phone" and code == "N004" else code
                    yield _finding(worst, one.page, self._spot(text), wanted=text, seen=one.text)
        for kind, text in missing:
            if kind == "medicine":
                yield _finding("N006", self.page, self._spot(text), wanted=text, seen=self._misspelt(text) or "nothing")
            else:
                yield _finding("N001", self.page, self._spot(text), wanted=text)
        for one in extra:
            if one.text != western(one.text):
                yield _finding("N005", one.page, self.place, wanted=western(one.text), seen=one.text)
            elif not self.is_open:
                yield _finding("N002", one.page, self.place, seen=one.text)

    def _repeated(self) -> Counter[tuple[Kind, str]]:
        """What the head of a table says, as often as it may stand again."""
        pages = len({run.page for run in self.runs})
        heads = _counted(line for line in self.lines if line.again)
        return Counter({token: count * (pages - 1) for token, count in heads.items()})

    def _spot(self, text: str) -> Spot:
        """Where a number or a name was written."""
        written = (line.spot for line in self.lines if text in [token for token, _, _ in tokens(line.text)])
        return next(written, self.place)

    def _misspelt(self, name: str) -> str:
        return next(
            (word for run in self.runs for word in _LONG_WORD.findall(run.text) if near(word, self.locale) == name), ""
        )

    def _lost(self) -> Iterator[tuple[_Line, int, int]]:
        """Lines that lack words on the paper, those that lack most of theirs first: how many, of how many."""
        missing = self._missing_words()
        own = {line: Counter(words(line.text)) for line in self.lines}
        while missing and own:
            line = max(own, key=lambda line: (own[line] & missing).total() / (own[line].total() or 1))
            lost = own[line] & missing
            missing -= lost
            if lost:
                yield line, lost.total(), own[line].total()
            del own[line]

    def _missing_words(self) -> Counter[str]:
        wanted = Counter(word for line in self.lines for word in words(line.text))
        found = Counter(word for run in self.runs for word in words(run.text))
        missing, left = wanted - found, found - wanted
        if self.is_rtl:
            pairs = [(_apart(word, other), word, other) for word in missing for other in left]
            for _, word, other in sorted(pair for pair in pairs if pair[0] <= min(2, len(pair[1]) - 1)):
                alike = min(missing[word], left[other])
                missing -= Counter({word: alike})
                left -= Counter({other: alike})
        return missing


def _apart(word: str, seen: str) -> int:
    """How many letters two words do not share.

    A PDF by WeasyPrint 70.0 has no letter for most ligatures of lam and alef, and a wrong one for some others.
    """
    ours, theirs = Counter(word), Counter(seen.replace(_UNREAD, ""))
    lacking, strange = ours - theirs, (theirs - ours).total()
    ligatures = min(2 * seen.count(_UNREAD), sum(lacking[letter] for letter in "\u0644\u0627\u0623\u0625\u0622"))
    return lacking.total() - ligatures + strange


def _pages(library: Library, manuscript: Manuscript, pdf: bytes) -> Iterator[Finding]:
    """What the pages say that the text does not, and the other way round."""
    sheets = _read(pdf)
    lines = [*_lines(library, manuscript)]
    regions = _regions(library, manuscript, lines, sheets)
    for region in regions:
        yield from region.findings()
    taken = {id(run) for region in regions for run in region.runs}
    titles = {text for line in lines if line.block == _CONTENTS for text, _, _ in tokens(line.text)}
    for run in sheets.runs:
        if id(run) not in taken:
            allowed = titles if run.margin == "head" else {str(run.page)}
            for one in run.sightings:
                if one.text not in allowed:
                    yield _finding("N002", one.page, _booklet(manuscript), seen=one.text)


@dataclass(frozen=True)
class _Part:
    """Something that a booklet prints, and where its pages say that it begins."""

    name: str
    place: Spot
    start: tuple[int, float] | None
    furniture: tuple[str, ...] = ()
    is_open: bool = False
    # It opens with a heading that may stand in the head of its first page, where others have a running head.
    is_chapter: bool = False


def _regions(library: Library, manuscript: Manuscript, lines: list[_Line], sheets: _Sheets) -> list[_Region]:
    """The pages cut where their parts begin; one whose place is not known belongs to the part before."""
    groups: list[list[_Part]] = []
    starts: list[tuple[int, float]] = []
    for part in _parts(library, manuscript, sheets):
        if part.start is not None and (not starts or part.start >= starts[-1]):
            starts.append(part.start)
            groups.append([part])
        else:
            groups[-1].append(part)
    bodies: list[list[_Run]] = [[] for _ in groups]
    for run in sheets.runs:
        # The band of a chapter that opens a page reaches into the head, and leaves no room for a running head.
        opens = [number for number, start in enumerate(starts) if start[0] == run.page and start[1] < MARGIN + 0.5]
        if run.margin == "head" and any(part.is_chapter for number in opens for part in groups[number]):
            bodies[opens[0]].append(run)
        elif not run.margin:
            bodies[bisect_right(starts, (run.page, run.y)) - 1].append(run)
    return [
        _Region(
            parts[0].place,
            start[0],
            tuple(body),
            tuple(line for part in parts for line in lines if line.block == part.name),
            tuple(figure for part in parts for figure in part.furniture),
            any(part.is_open for part in parts),
            manuscript.edition.locale,
            library.locales[manuscript.edition.locale].direction == "rtl",
        )
        for parts, start, body in zip(groups, starts, bodies, strict=True)
    ]


def _parts(library: Library, manuscript: Manuscript, sheets: _Sheets) -> Iterator[_Part]:
    """The parts of a booklet in order, with the numbers that the press prints in each by itself."""
    booklet, anchors = _booklet(manuscript), sheets.anchors
    chapters = [chapter.id for chapter in manuscript.chapters]
    entries = [str(number) for number in range(1, len(chapters) + 1)]
    folios = [str(anchors[name][0]) for name in (*chapters, _COLOPHON) if name in anchors]
    yield _Part(_COVER, booklet, (1, 0), is_open=True)
    yield _Part(_CONTENTS, booklet, (2, 0), (*entries, *folios), is_chapter=True)
    for chapter in manuscript.chapters:
        yield _Part(chapter.id, chapter.title.spot, anchors.get(chapter.id), is_chapter=True)
        for tree in chapter.blocks:
            figures = tuple(str(number) for number in _furniture(library, manuscript.edition, tree))
            place = Spot(f"booklets/{tree['path']}.yaml")
            yield _Part(tree["id"], place, anchors.get(tree["id"]), figures, is_open=tree["kind"] == "references")
    yield _Part(_COLOPHON, booklet, anchors.get(_COLOPHON), is_open=True, is_chapter=True)
    yield _Part(_BACK, booklet, (sheets.pages, 0), is_open=True)


def _booklet(manuscript: Manuscript) -> Spot:
    return Spot(f"booklets/{manuscript.edition.booklet}/booklet.yaml")


def _counted(lines: Iterable[_Line]) -> Counter[tuple[Kind, str]]:
    return Counter((kind, text) for line in lines for text, kind, _ in tokens(line.text))


def _digits(text: str) -> str:
    return "".join(character for character in western(text) if character.isdigit())


def _sorted_digits(text: str) -> str:
    return "".join(sorted(_digits(text)))


# ── the translation against its source ────────────────────────────────────────────────────────────────────────────


def _translation(library: Library, manuscript: Manuscript, source: Manuscript) -> Iterator[Finding]:
    """Messages that do not say the numbers, values and medicines of the message that they translate."""
    said, meant = messages(manuscript), messages(source)
    if len(said) != len(meant):
        yield _finding("N010", 0, _booklet(manuscript), wanted=len(meant), seen=len(said))
        return
    there, here = _Reader(library, source.edition), _Reader(library, manuscript.edition)
    pairs = [(plain(theirs.text), plain(ours.text), ours.spot) for theirs, ours in zip(meant, said, strict=True)]
    # What a value says in words is translated too.
    terms = [name for name in manuscript.values if library.values[name].type == "term"]
    pairs += [(there.fill(name), here.fill(name), Spot("booklets/values.yaml")) for name in terms]
    for theirs, ours, spot in pairs:
        yield from _same_numbers(theirs, there.babel, ours, here.babel, spot)
        yield from _same_medicines(theirs, ours, manuscript.edition.locale, spot)


def _same_numbers(theirs: str, their_babel: str, ours: str, our_babel: str, spot: Spot) -> Iterator[Finding]:
    wanted, given = (Counter(numbers(text, babel)) for text, babel in ((theirs, their_babel), (ours, our_babel)))
    strange = [figure for figure in given if isinstance(figure, str)]
    for figure in strange:
        yield _finding("N009", 0, spot, seen=figure, babel=our_babel, point=get_decimal_symbol(our_babel))
    for text, counted in ((theirs, wanted), (ours, given)):
        counted.update(f"{{{name}}}" for name in PLACEHOLDER.findall(text))
    if wanted != given and not strange:
        yield _finding("N008", 0, spot, wanted=_list(wanted - given), seen=_list(given - wanted))


def numbers(text: str, babel: str) -> list[Decimal | str]:
    """The numbers of a sentence, as its language writes them; one that it does not write so stays as it stands.

    >>> [str(number) for number in numbers("38,0 °C, 1.000 pasos, de 7–10", "es_ES")]
    ['38.0', '1000', '7', '10']
    >>> numbers("38,0 °C", "es_US")
    ['38,0']
    """
    point, group = get_decimal_symbol(babel), get_group_symbol(babel)
    if group.isspace():
        text = re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", text)
    whole = re.compile(rf"(?:\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d+)(?:{re.escape(point)}\d+)?")
    figures = re.findall(r"\d+(?:[.,]\d+)*", western(PLACEHOLDER.sub(" ", text)))
    return [
        Decimal(figure.replace(group, "").replace(point, ".")) if whole.fullmatch(figure) else figure
        for figure in figures
    ]


def _same_medicines(theirs: str, ours: str, locale: str, spot: Spot) -> Iterator[Finding]:
    forms = FORMS.get(locale.split("-")[0], {})
    named, kept = ({text for text, kind, _ in tokens(line) if kind == "medicine"} for line in (theirs, ours))
    wrong = {name: word for word in _LONG_WORD.findall(ours) if (name := near(word, locale))}
    for name, word in wrong.items():
        yield _finding("N006", 0, spot, wanted=name, seen=word)
    for name in MEDICINES:
        if name.casefold() in named - kept and name not in wrong and not any(f in ours for f in forms.get(name, ())):
            yield _finding("N006", 0, spot, wanted=name, seen="nothing")


_LONG_WORD = re.compile(r"[^\W\d_]{6,}")


@cache
def near(word: str, locale: str) -> str:
    """The medicine that a word nearly names, and nothing where it names one or none.

    >>> near("Blinatumumab", "es"), near("ibuprofeno", "es"), near("tomorrow", "es")
    ('blinatumomab', '', '')
    """
    forms = FORMS.get(locale.split("-")[0], {})
    names = {form.casefold(): name for name in MEDICINES for form in (name, *forms.get(name, ()))}
    # Arabic writes "the", "and" or "by" at the front of the word.
    if any(word.casefold().endswith(form) for form in names):
        return ""
    close = get_close_matches(word.casefold(), names, 1, 0.8)
    return names[close[0]] if close else ""


def _list(counted: Counter[Decimal | str]) -> str:
    return ", ".join(sorted(map(str, counted.elements()))) or "nothing"


# ── what is said about it ─────────────────────────────────────────────────────────────────────────────────────────

MESSAGES = {
    "N001": ("{wanted} is in the text and not on the page", "look at the page: a line may be hidden or cut off"),
    "N002": ("{seen} is on the page and in no text", "numbers come from the text and its values: look at the template"),
    "N003": (
        "{wanted} stands on the page as {seen}",
        "set numbers by the text pass, which keeps their order from left to right",
    ),
    "N004": ("{wanted} stands on the page as {seen}", "the digits are right, the point, sign or unit is not"),
    "N005": (
        "{wanted} stands on the page as {seen}",
        "thermometers, pumps and phones show Western digits",
    ),
    "N006": (
        "the medicine {wanted} is wanted here, and there is {seen}",
        "write the name in the letters of the box, or add what the language calls it to FORMS in audit.py",
    ),
    "N007": (
        "{lost} of {of} words are not on the page: {line}",
        "look at the page: a line may be hidden, cut off or covered",
    ),
    "N008": ("the source says {wanted} where the translation says {seen}", "mend the translation in its catalog"),
    "N009": ("{seen} is no number in {babel}", 'the decimal sign is "{point}" there'),
    "N010": (
        "the translation has {seen} messages and its source {wanted}",
        "compare an edition with the source edition of the same place",
    ),
}


def _finding(code: str, page: int, place: Spot, **words: object) -> Finding:
    message, hint = MESSAGES[code]
    return Finding(code, page, place, message.format(**words), hint.format(**words))

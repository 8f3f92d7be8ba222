"""Numbers and medicine names read back from the typeset pages, as an eye sees them, against the text.

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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any, Literal, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument

from chapbook.catalogs import furniture
from chapbook.library import Library
from chapbook.manuscript import Manuscript, Message, MessageProse, Tree
from chapbook.markdown import plain
from chapbook.medicines import Medicines, whole_names
from chapbook.model import Edition, ValueRef
from chapbook.paper import MM, Size
from chapbook.problems import Problem, Problems, Spot, problem, q, shorten
from chapbook.proof import Proof
from chapbook.text import PLACEHOLDER, TextPass, western
from chapbook.trust.marks import Box, Look, faults, look, signs
from chapbook.trust.provenance import Told, blamed, compared, figures, logical, stray, told, words
from chapbook.values import Words

Kind = Literal["number", "temperature", "phone", "medicine", "dose"]

# The bands at the top and the foot of a page where running heads and folios may stand: styles/page.css. Millimetres,
# and the most of a small page, such as a card.
BAND, BAND_OF_PAGE = 13.0, 0.065


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


def proofread(library: Library, manuscript: Manuscript, proof: Proof) -> Proof:
    """A proof that says what its text says; everything by which it differs is raised at once."""
    if found := audit(library, manuscript, proof):
        raise Problems(found)
    return proof


def audit(library: Library, manuscript: Manuscript, proof: Proof) -> list[Problem]:
    """Everything by which single pages differ from what they were set from, and by which their mark is not right."""
    medicines = Medicines.of(library, manuscript.edition.locale)
    sheets = _read(proof.pdf, medicines.names, signs(library, manuscript.edition, proof.draft))
    regions = _regions(library, manuscript, medicines, sheets, proof)
    return [
        *faults(_booklet(manuscript), manuscript.edition, proof.draft, sheets.sizes, sheets.looks),
        *(found for region in regions for found in region.findings()),
    ]


def seen(pdf: bytes, medicines: tuple[str, ...] = ()) -> tuple[Sighting, ...]:
    """Every number and name of medicine on the pages, from left to right whatever the language, line by line."""
    return tuple(sighting for run in _read(pdf, medicines).runs for sighting in run.sightings)


def expected(library: Library, manuscript: Manuscript) -> tuple[Mention, ...]:
    """Every number and name of medicine that the text of an edition says, with its values filled in."""
    return tuple(
        Mention(text, kind, line.spot, line.block)
        for line in _lines(library, manuscript)
        for text, kind, _ in tokens(line.text, library.medicines)
    )


# ── numbers and names in a line ───────────────────────────────────────────────────────────────────────────────────

_FIGURE = r"\d+(?:[.,:/–\u066b\u066c-]\d+)*"
_TOKEN = re.compile(
    # A full stop or a bracket beside a phone number is no part of it: brackets face either way on the paper.
    r"(?P<phone>\+?\d(?:[ ().–-]*\d)*(?:-[A-Z]+)+|\+?\d(?:[ ().–-]*\d){6,}(?:-[A-Z]+)*\+?)"
    rf"|(?P<temperature>{_FIGURE} ?°[CF]\b)"
    rf"|(?P<dose>{_FIGURE} ?(?:(?:mg|mcg|mL|ml|mm|cm|kg|g)\b|%))"
    rf"|(?P<number>{_FIGURE})",
    re.IGNORECASE,
)


@cache
def _any_token(medicines: tuple[str, ...]) -> re.Pattern[str]:
    if not medicines:
        return _TOKEN
    return re.compile(rf"{_TOKEN.pattern}|(?P<medicine>{whole_names(medicines).pattern})", re.IGNORECASE)


def tokens(line: str, medicines: tuple[str, ...] = ()) -> list[tuple[str, Kind, int]]:
    """The numbers and names of a line, each with its kind and where it begins.

    >>> tokens("At 38.0 °C call 202 555 0143. Take 5 mL of ibuprofen on day 28.", ("ibuprofen",))
    [('38.0 °C', 'temperature', 3), ('202 555 0143', 'phone', 16), ('5 mL', 'dose', 35), ('ibuprofen', 'medicine', 43),
     ('28', 'number', 60)]
    """
    return [
        (_one_way(match[0], match.lastgroup), match.lastgroup, match.start())  # type: ignore[misc]
        for match in _any_token(medicines).finditer(line.replace("\u00a0", " "))
    ]


def _one_way(text: str, kind: str | None) -> str:
    """A token in the one way in which it is compared."""
    if kind == "phone":
        return " ".join(re.sub(r"[()]", " ", text).split())
    if kind == "medicine":
        return text.casefold()
    return re.sub(r"(?<=\d) ?(?=[°%A-Za-z])", " ", text)


# ── what stands on the paper ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Run:
    """Characters side by side on one line, from left to right; where each stands, in millimetres."""

    page: int
    text: str
    xs: tuple[float, ...]
    y: float
    band: Literal["head", "foot", ""]
    medicines: tuple[str, ...]
    # The press prints more here than its text: dates, counts, a code, an address, years of references.
    is_open: bool = False
    # The mark of a review copy.
    is_mark: bool = False

    @cached_property
    def sightings(self) -> tuple[Sighting, ...]:
        return tuple(
            Sighting(self.page, text, kind, round(self.xs[start], 1), round(self.y, 1))
            for text, kind, start in tokens(self.text, self.medicines)
        )

    @cached_property
    def words(self) -> Counter[str]:
        """Its words but names of medicines."""
        return Counter(words(self.text, self.medicines))

    @cached_property
    def says(self) -> Counter[str]:
        """All its words; in open parts, its figures too, which are compared one by one elsewhere."""
        return Counter([*words(self.text), *(figures(self.text) if self.is_open else ())])


@dataclass(frozen=True)
class _Corner:
    """Where something begins: a page, and millimetres from its left and its top."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class _Sheets:
    """The pages of a PDF: their sizes, their runs from top to bottom, where each named place begins, and how the mark
    of a review copy looks on each."""

    sizes: tuple[Size, ...]
    runs: tuple[_Run, ...]
    anchors: dict[str, _Corner]
    looks: dict[int, list[Look]]

    @property
    def pages(self) -> int:
        return len(self.sizes)


class _Glyph(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    size: float
    # Its number in the text of its page.
    number: int

    def is_near(self, other: _Glyph) -> bool:
        """Whether this may stand over another, as far as their lines tell."""
        return abs(self.base - other.base) < max(self.size, other.size)

    @property
    def box(self) -> Box:
        """About where a small letter has ink."""
        return Box(self.left, self.base, self.right, self.base + 0.4 * self.size)


def _read(pdf: bytes, medicines: tuple[str, ...], marks: Sequence[Counter[str]] = ()) -> _Sheets:
    """The pages of a PDF, and what on them says one of these marks."""
    with PdfDocument(pdf) as document:
        runs: list[_Run] = []
        trims: list[tuple[float, float, float, float]] = []
        looks: dict[int, list[Look]] = {}
        for number, page in enumerate(document, 1):
            # What stands outside the trim is cut off; without a trim box, the whole sheet is the page.
            trims.append(page.get_trimbox())
            text = page.get_textpage()
            lines = [*_cut(_glyphs(text))]
            for line in lines:
                run = _run(line, number, trims[-1], medicines)
                if run.words in marks:
                    run = replace(run, is_mark=True)
                    near = [each for each in lines if each is not line and each[0].is_near(line[0])]
                    others = [glyph.box for each in near for glyph in each]
                    looks.setdefault(number, []).append(look(page, text, (glyph.number for glyph in line), others))
                runs.append(run)
        sizes = (Size((right - left) / MM, (top - bottom) / MM) for left, bottom, right, top in trims)
        return _Sheets(tuple(sizes), tuple(runs), _anchors(document.raw, trims), looks)


def _cut(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """The lines of a page from the top, each cut where a gap is wider than between words."""
    lines: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        # Half a point apart is the same line: type of two sizes, or of two fonts, beside each other.
        if lines and lines[-1][0].base - glyph.base < 0.5:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    for line in lines:
        line.sort(key=attrgetter("left"))
        run: list[_Glyph] = []
        for glyph in line:
            if run and glyph.left - run[-1].right > 0.75 * max(glyph.size, run[-1].size):
                yield run
                run = []
            run.append(glyph)
        yield run


def _run(
    glyphs: list[_Glyph], number: int, trim: tuple[float, float, float, float], medicines: tuple[str, ...]
) -> _Run:
    left, bottom, _, top = trim
    text, xs = [glyphs[0].text], [(glyphs[0].left - left) / MM] * len(glyphs[0].text)
    for before, glyph in pairwise(glyphs):
        if glyph.left - before.right > 0.1 * min(glyph.size, before.size):
            text.append(" ")
            xs.append((before.right - left) / MM)
        text.append(glyph.text)
        xs += [(glyph.left - left) / MM] * len(glyph.text)
    down, up = (top - glyphs[0].base) / MM, (glyphs[0].base - bottom) / MM
    reach = min(BAND, BAND_OF_PAGE * (top - bottom) / MM)
    band: Literal["head", "foot", ""] = "head" if down < reach else "foot" if up < reach else ""
    return _Run(number, "".join(text), tuple(xs), down, band, medicines)


def _glyphs(text: Any) -> Iterator[_Glyph]:
    raw = text.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1:
            # The number of a glyph that the PDF gives no letter for: a word lacks it.
            continue
        if character == "\x02":
            # So a hyphen comes at the end of a line.
            character = "-"
        if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Zs"):
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        yield _Glyph(character, box.left, box.right, y.value, pdfium.FPDFText_GetFontSize(raw, index), index)


def _anchors(document: Any, trims: list[tuple[float, float, float, float]]) -> dict[str, _Corner]:
    found: dict[str, _Corner] = {}
    for index in range(pdfium.FPDF_CountNamedDests(document)):
        size = ctypes.c_long()
        pdfium.FPDF_GetNamedDest(document, index, None, size)
        buffer = ctypes.create_string_buffer(size.value)
        place = pdfium.FPDF_GetNamedDest(document, index, buffer, size)
        has = [ctypes.c_int() for _ in range(3)]
        x, y, zoom = (ctypes.c_float() for _ in range(3))
        page = pdfium.FPDFDest_GetDestPageIndex(document, place)
        if page >= 0 and pdfium.FPDFDest_GetLocationInPage(place, *has, x, y, zoom):
            left, _, _, top = trims[page]
            name = buffer.raw.decode("utf-16-le").rstrip("\0")
            found[name] = _Corner(page + 1, (x.value - left) / MM, (top - y.value) / MM)
    return found


# ── what the text says ────────────────────────────────────────────────────────────────────────────────────────────

# Regions of the pages that are no block, by the `id` that a template gives them.
_COVER, _CONTENTS, _COLOPHON, _BACK = "cover", "contents", "colophon", "back"


@dataclass(frozen=True)
class _Line:
    """A message, or a value that stands by itself, as it is printed; where it was written, and where it belongs."""

    text: str
    spot: Spot
    block: str
    # By which a template may leave it out: its block, and its keys under their kind, such as "contacts.contacts.when".
    names: frozenset[str]

    @property
    def again(self) -> bool:
        """Whether it is of a table's head, which stands again on each page that the table reaches."""
        return any(name.endswith(".columns") for name in self.names)


def _lines(library: Library, manuscript: Manuscript) -> Iterator[_Line]:
    """All that an edition's text prints, in order."""
    reader = _Reader(library, manuscript.edition)
    front = manuscript.front
    for name, region in (("title", _COVER), ("subtitle", _COVER), ("title", _BACK), ("back", _BACK)):
        if front[name] is not None:
            yield from reader.lines({name: front[name]}, region, region)
    for chapter in manuscript.chapters:
        yield from reader.lines(chapter.title, _CONTENTS, _CONTENTS)
        yield from reader.lines(chapter.title, chapter.id, "chapter")
        for tree in chapter.blocks:
            yield from reader.lines(tree, tree["id"], tree["kind"])


@dataclass(frozen=True)
class _Reader:
    """Reads a tree as it is printed in one edition: values filled in, marks and isolates left out."""

    library: Library
    edition: Edition

    def lines(self, node: Any, block: str, path: str, names: frozenset[str] = frozenset()) -> Iterator[_Line]:
        """What a tree prints; the path of a kind's or a region's name and keys leads there."""
        if isinstance(node, Message):
            for said in (self.text(node.text), *([] if node.echo is None else [self._staff.text(node.echo)])):
                yield _Line(said, node.spot, block, names | {block})
        elif isinstance(node, MessageProse):
            for part in node.parts:
                for message in part.messages:
                    yield from self.lines(message, block, path, names)
        elif isinstance(node, ValueRef):
            if not node.number:
                yield _Line(self.fill(node.name), node.spot, block, names | {block})
        elif isinstance(node, dict):
            # A picture is described for those who do not see it.
            hidden = ("alt",) if "file" in node and "alt" in node else ()
            for key, value in node.items():
                if key not in hidden:
                    here = f"{path}.{key}"
                    yield from self.lines(value, block, here, names | {here})
        elif isinstance(node, list):
            for item in node:
                yield from self.lines(item, block, path, names)

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

    edition: Edition
    place: Spot
    page: int
    runs: tuple[_Run, ...]
    parts: tuple[_Part, ...]
    # Numbers of titles, which may stand anywhere: running heads say them again.
    titles: frozenset[str]
    medicines: Medicines
    # What running heads and foots may say: titles, and who publishes.
    heads: tuple[Counter[str], ...]
    # The words of the marks of a review copy here.
    marks: Counter[str]

    def findings(self) -> Iterator[Problem]:
        """What differs, each thing once: a line that is gone or added takes its numbers with it."""
        more, less = self._compared()
        added: list[_Run] = []
        for run, count, of in self._added(more):
            added += [run] if 2 * count > of else []
            yield self._found("N008", run.page, self.place, line=shorten(logical(run.text)), extra=count, of=of)
        gone: list[_Line] = []
        for line, lost, of in self._lost(less):
            # Words of a catalog take no numbers of a text with them.
            gone += [line] if isinstance(line, _Line) and 2 * lost > of else []
            spot, said = (line.spot, line.text) if isinstance(line, _Line) else (self.place, line)
            yield self._found("N007", self.page, spot, line=shorten(said), lost=lost, of=of)
        yield from self._stray()
        own = self._wanted((part for part in self.parts if not part.is_open), gone)
        wanted = own + self._wanted((part for part in self.parts if part.is_open), gone)
        # Where the press prints more, nothing is odd: what is too many is looked for there first.
        runs = [run for run in self.runs if run not in added]
        found = sorted(((one, run.is_open) for run in runs for one in run.sightings), key=lambda each: not each[1])
        present = Counter((one.kind, one.text) for one, _ in found)
        strict = Counter((one.kind, one.text) for one, is_open in found if not is_open)
        surplus = present - wanted - self._counted(gone) - self._repeated()
        extra: list[tuple[Sighting, bool]] = []
        for one, is_open in found:
            if (one.kind, one.text) in wanted and one.text != western(one.text):
                yield self._found("N005", one.page, self._spot(one.text), wanted=western(one.text), seen=one.text)
            if surplus[one.kind, one.text] > 0:
                surplus[one.kind, one.text] -= 1
                extra.append((one, is_open))
        # A date does not stand for a number of the text.
        missing = (wanted - present) | (own - strict)
        yield from self._differences([*missing.elements()], extra)

    @cached_property
    def lines(self) -> tuple[_Line, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    def _wanted(self, parts: Iterable[_Part], gone: list[_Line]) -> Counter[tuple[Kind, str]]:
        """The numbers and names that some parts say, but for lines that are gone."""
        wanted: Counter[tuple[Kind, str]] = Counter()
        for part in parts:
            wanted += self._counted(line for line in part.lines if line not in gone)
            wanted += Counter(("number", figure) for figure in part.furniture)
        return wanted

    def _differences(self, missing: list[tuple[Kind, str]], extra: list[tuple[Sighting, bool]]) -> Iterator[Problem]:
        """A number of the text with the one that has taken its place on the page; then those that are alone."""
        for same, code in ((western, "N005"), (_digits, "N004"), (_sorted_digits, "N003")):
            for kind, text in [key for key in missing if key[0] != "medicine"]:
                alike = (each for each in extra if each[0].kind != "medicine" and same(each[0].text) == same(text))
                # The same in an open part has not taken its place: it is a date, or a code.
                taken = next((each for each in alike if each[0].text != text), None)
                if taken is not None:
                    extra.remove(taken)
                    missing.remove((kind, text))
                    worst = "N003" if kind == "phone" and code == "N004" else code
                    yield self._found(worst, taken[0].page, self._spot(text), wanted=text, seen=taken[0].text)
        for kind, text in missing:
            if kind == "medicine":
                seen = self._misspelt(text)
                yield self._found("N006", self.page, self._spot(text), wanted=text, seen=q(seen) if seen else "nothing")
            else:
                yield self._found("N001", self.page, self._spot(text), wanted=text)
        for one, is_open in extra:
            if one.text != western(one.text):
                yield self._found("N005", one.page, self.place, wanted=western(one.text), seen=one.text)
            elif not is_open and one.text not in self.titles:
                yield self._found("N002", one.page, self.place, seen=one.text)

    def _found(self, code: str, page: int, spot: Spot, **facts: object) -> Problem:
        where = f"page {page} of {self.edition}"
        return problem(code, spot, page=page, edition=self.edition, where=where, **facts)

    def _counted(self, lines: Iterable[_Line]) -> Counter[tuple[Kind, str]]:
        return Counter((kind, text) for line in lines for text, kind, _ in tokens(line.text, self.medicines.names))

    def _repeated(self) -> Counter[tuple[Kind, str]]:
        """What the head of a table says, as often as it may stand again."""
        pages = len({run.page for run in self.runs})
        heads = self._counted(line for line in self.lines if line.again)
        return Counter({token: count * (pages - 1) for token, count in heads.items()})

    def _spot(self, text: str) -> Spot:
        """Where a number or a name was written."""
        written = (line.spot for line in self.lines if any(text == token for _, token in self._counted([line])))
        return next(written, self.place)

    def _misspelt_names(self) -> Counter[str]:
        """The words that stand here for names of medicines which the text has and the page lacks: N006 says so."""
        present = Counter((one.kind, one.text) for run in self.runs for one in run.sightings)
        lacking = self._counted(self.lines) - present
        found = (each for run in self.runs for each in self.medicines.misspelt(run.text))
        return Counter(bag for near, word in found if ("medicine", near) in lacking for bag in words(word))

    def _misspelt(self, name: str) -> str:
        return next((word for run in self.runs for near, word in self.medicines.misspelt(run.text) if near == name), "")

    @cached_property
    def told(self) -> Told:
        return sum((part.told for part in self.parts), Told())

    def _compared(self) -> tuple[Counter[str], Counter[str]]:
        """The words that stand here and come from nowhere, and those that a template was given and its pages lack."""
        present = Counter(word for run in self.runs for word in run.says.elements())
        more, less = compared(present + self.marks, self.told, len({run.page for run in self.runs}))
        if self.parts[0].start is _TOP and self.parts[0].is_open:
            # Nothing tells what a style counts there from what it should not say.
            more = Counter({word: count for word, count in more.items() if not word.isdigit()})
        # Names of medicines are compared one by one.
        names = {word for name in self.medicines.names for word in words(name)}
        return more - self.marks, Counter({word: count for word, count in less.items() if word not in names})

    def _added(self, more: Counter[str]) -> Iterator[tuple[_Run, int, int]]:
        """Runs with words that come from nowhere, and are no running head or foot: how many, of how many."""
        if more:
            heads = [run for run in self.runs if run.band and Counter(words(run.text)) in self.heads]
            more = more - Counter(word for run in heads for word in run.says.elements()) - self._misspelt_names()
            yield from blamed({run: run.says for run in self.runs if run not in heads}, more)

    def _lost(self, less: Counter[str]) -> Iterator[tuple[_Line | str, int, int]]:
        """Lines that lack words on the paper, those that lack most of theirs first: how many, of how many.

        They are lines of the text, of which it is known where they were written, or others that a template was given.
        """
        own: dict[_Line | str, Counter[str]] = {
            line: Counter(words(line.text, self.medicines.names)) for line in self.lines
        }
        present = Counter(word for run in self.runs for word in run.words.elements())
        if missing := (sum(own.values(), Counter[str]()) - present) | less:
            yield from blamed(own | {line: Counter(words(line)) for line in self.told.lines}, missing)

    def _stray(self) -> Iterator[Problem]:
        for run in self.runs:
            if signs := stray(run.text):
                spot = next((line.spot for line in self.lines if stray(line.text)), self.place)
                yield self._found("N012", run.page, spot, signs=" ".join(signs), line=shorten(logical(run.text)))


@dataclass(frozen=True)
class _Part:
    """Something that an edition prints: what it says, and where its pages say that it begins."""

    place: Spot
    start: _Corner | None
    lines: tuple[_Line, ...] = ()
    furniture: tuple[str, ...] = ()
    is_open: bool = False
    told: Told = field(default_factory=Told)

    def with_more(self, part: _Part) -> _Part:
        """This part with one whose place is not known."""
        return replace(
            self,
            lines=self.lines + part.lines,
            furniture=self.furniture + part.furniture,
            is_open=self.is_open or part.is_open,
            told=self.told + part.told,
        )


def _regions(
    library: Library, manuscript: Manuscript, medicines: Medicines, sheets: _Sheets, proof: Proof
) -> Iterator[_Region]:
    """The pages cut where their parts begin; one whose place is not known belongs to the part before.

    Pages with columns are one region with what comes before: a line may stand in any of them.
    """
    parts: list[_Part] = []
    for part in _parts(library, manuscript, sheets, proof):
        if part.start is None:
            parts[-1] = parts[-1].with_more(part)
        else:
            parts.append(part)
    parts.sort(key=_start)
    layout = _Layout(parts)
    groups: list[list[int]] = []
    for number, part in enumerate(parts):
        if groups and layout.in_columns(_start(part)[0]):
            groups[-1].append(number)
        else:
            groups.append([number])
    titles = [*_titles(library, manuscript)]
    said = [Counter(words(line.text)) for line in titles]
    running = _running_heads(sheets.runs, said)
    bodies: list[list[_Run]] = [[] for _ in parts]
    for run in sheets.runs:
        number, first = layout.at(run), layout.first(run.page)
        if run.band == "head" and first is not None and _start(parts[first])[1] < BAND + 0.5:
            # What begins at the top of a page leaves no room for a running head.
            number = max(number, first)
        elif run in running or _is_folio(run, sheets.pages):
            continue
        bodies[number].append(replace(run, is_open=True) if parts[number].is_open else run)
    for group in groups:
        yield _Region(
            manuscript.edition,
            parts[group[0]].place,
            max(1, _start(parts[group[0]])[0]),
            tuple(run for number in group for run in bodies[number] if not run.is_mark),
            tuple(parts[number] for number in group),
            frozenset(text for line in titles for text, _, _ in tokens(line.text)),
            medicines,
            (*said, *_publisher(library)),
            Counter(word for number in group for run in bodies[number] if run.is_mark for word in run.says.elements()),
        )


# Before everything.
_TOP = _Corner(0, 0, 0)

# Parts further apart than this, in millimetres, do not begin in one column.
NEAR = 20.0


def _start(part: _Part) -> tuple[int, float]:
    corner = part.start or _TOP
    return corner.page, corner.y


class _Layout:
    """Where the parts of an edition begin, page by page and column by column: each by its number in their order.

    A PDF says where a part begins, and not how wide it is: a column reaches to where the next one begins.
    """

    def __init__(self, parts: list[_Part]) -> None:
        self._parts, self._starts = parts, [_start(part) for part in parts]
        self._pages: dict[int, list[tuple[int, _Corner]]] = {}
        for number, part in enumerate(parts):
            corner = part.start or _TOP
            self._pages.setdefault(corner.page, []).append((number, corner))
        self._columns = {page: _lefts(corner for _, corner in corners) for page, corners in self._pages.items()}

    def in_columns(self, page: int) -> bool:
        return len(self._columns[page]) > 1

    def first(self, page: int) -> int | None:
        """The part that begins first on a page."""
        return next((number for number, _ in self._pages.get(page, ())), None)

    def at(self, run: _Run) -> int:
        """The part in which a run stands: the last above it in its column, or a colophon across the page."""
        corners, columns = self._pages.get(run.page, []), self._columns.get(run.page, [])
        above = [(number, corner) for number, corner in corners if corner.y <= run.y]
        if (
            above
            and above[-1] == corners[-1]
            and self._parts[above[-1][0]].is_open
            and not _column(columns, above[-1][1].x)
        ):
            # Below all others and from the first column on, as at the foot of a poster.
            return above[-1][0]
        column = _column(columns, run.xs[0])
        before = bisect_right(self._starts, (run.page, 0.0)) - 1
        return max((number for number, corner in above if _column(columns, corner.x) == column), default=before)


def _lefts(corners: Iterable[_Corner]) -> list[float]:
    """The left edges of columns, in millimetres."""
    xs = sorted(corner.x for corner in corners)
    return xs[:1] + [x for before, x in pairwise(xs) if x - before > NEAR]


def _column(columns: list[float], x: float) -> int:
    """The number of the column in which something stands; a hair's breadth to the left of it is in it."""
    return max(0, bisect_right(columns, x + 0.5) - 1)


def _is_folio(run: _Run, pages: int) -> bool:
    """Whether a run is a folio that is right, such as 2 or 2/3."""
    return bool(run.band and re.fullmatch(rf"\W*{run.page}\W*(?:{pages}\W*)?", run.text))


def _running_heads(runs: Iterable[_Run], titles: list[Counter[str]]) -> set[_Run]:
    """The runs at the head of each page that say titles whole, each by itself or all together."""
    heads: dict[int, list[tuple[_Run, Counter[str]]]] = {}
    for run in runs:
        said = Counter(words(run.text)) if run.band == "head" else Counter()
        if said and any(said <= title for title in titles):
            heads.setdefault(run.page, []).append((run, said))
    whole: set[_Run] = set()
    for found in heads.values():
        together = sum((said for _, said in found), Counter[str]()) in titles
        whole |= {run for run, said in found if together or said in titles}
    return whole


def _publisher(library: Library) -> Iterator[Counter[str]]:
    """What running heads and feet may say besides titles: who publishes."""
    imprint = library.imprint
    return (Counter(words(said)) for said in (imprint.name, imprint.address, imprint.site) if said)


def _titles(library: Library, manuscript: Manuscript) -> Iterator[_Line]:
    """What running heads, foots and fronts may say again."""
    regions = {_COVER, _CONTENTS, _BACK}
    return (line for line in _lines(library, manuscript) if line.block in regions)


def _parts(library: Library, manuscript: Manuscript, sheets: _Sheets, proof: Proof) -> Iterator[_Part]:
    """The parts of an edition in order, with the numbers that the press prints in each by itself.

    A template need not have covers, contents, titles of chapters or a colophon; it has every block, and the title, but
    for what it leaves out by name.
    """
    booklet, anchors, without = _booklet(manuscript), sheets.anchors, proof.without
    template = told(proof.told, anchors, manuscript.edition)
    said: dict[str, list[_Line]] = {}
    for line in _lines(library, manuscript):
        if not line.names & without:
            said.setdefault(line.block, []).append(line)
    chapters = [chapter.id for chapter in manuscript.chapters]

    def part(name: str, **more: Any) -> Iterator[_Part]:
        if name in anchors:
            found = template.get(name, Told())
            yield _Part(booklet, anchors[name], tuple(said.get(name, ())), told=found, **more)

    title = [line for line in said.get(_COVER, ()) if "cover.title" in line.names and _COVER not in anchors]
    # Without a name in its template, nothing tells what the press prints by itself from what it should not.
    yield _Part(booklet, _TOP, tuple(title), is_open=not anchors, told=template[""])
    yield from part(_COVER, is_open=True)
    entries = [str(number) for number in range(1, len(chapters) + 1)]
    folios = [str(anchors[name].page) for name in (*chapters, _COLOPHON) if name in anchors]
    yield from part(_CONTENTS, furniture=(*entries, *folios))
    for chapter in manuscript.chapters:
        yield from part(chapter.id)
        for tree in chapter.blocks:
            furniture = () if tree["id"] in without else _furniture(library, manuscript.edition, tree)
            yield _Part(
                Spot(f"booklets/{tree['path']}.yaml"),
                anchors.get(tree["id"]),
                tuple(said.get(tree["id"], ())),
                tuple(str(number) for number in furniture),
                is_open=tree["kind"] == "references",
                told=template.get(tree["id"], Told()),
            )
    yield from part(_COLOPHON, is_open=True)
    yield from part(_BACK, is_open=True)


def _booklet(manuscript: Manuscript) -> Spot:
    return Spot(f"booklets/{manuscript.edition.booklet}/booklet.yaml")


def _digits(text: str) -> str:
    return "".join(character for character in western(text) if character.isdigit())


def _sorted_digits(text: str) -> str:
    return "".join(sorted(_digits(text)))

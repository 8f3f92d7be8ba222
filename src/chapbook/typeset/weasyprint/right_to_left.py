"""Lines that people read from the right, painted so that their text comes out of a file in the order of reading.

A PDF holds glyphs where they stand, and each reader puts them into order by itself: poppler by place, pdf.js by the
order of painting, PDFium by both, each with a part of the bidirectional algorithm (docs/decisions/0044). What
WeasyPrint 70.0 paints leads them astray in four ways, and each is mended here:

- One glyph has one letter in a file, and a bracket is another one in right-to-left text. Here it has a code for each.
- A vowel sign stands raised, and right of where its letter begins. Here it is a glyph that is drawn higher by itself.
- Signs between two directions belong to neither. Here marks of direction stand beside them, which have no width.
- PDFium turns the parts of a left-to-right run around, if their places do not tell it otherwise. Here they do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any

import weasyprint.draw.text
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent
from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from chapbook.typeset.weasyprint.glyphs import spellings
from chapbook.typeset.weasyprint.structure import unwrapped

LRM, RLM = "\u200e", "\u200f"

# Numbers of glyphs end at 65,535, and a document needs some hundreds of its own.
MOST_GLYPHS = 60_000

# As many letters of one glyph poppler reads.
MOST_LETTERS = 8

# Thousandths of an em: a step that no eye sees. Shifts are rounded to it, so that few glyphs are drawn anew.
STEP = 4

# PDFium takes a glyph for the shadow of the same one nearby, among the last seven. A part of a line has marks with up
# to seven numbers, so that twice as many stand apart from its neighbours' too.
CODES_OF_A_MARK = 17

# pdf.js takes a string for left-to-right text of which fewer letters are read from the right (0.3, and some more).
MOST_NEUTRAL = 0.4


@dataclass(frozen=True)
class _Atom:
    """A glyph and what it says; its place and width in CSS pixels, and its shift in thousandths of an em."""

    font: Any
    size: float
    glyph: int
    text: str
    x: float
    advance: float
    shift: tuple[int, int]
    is_right: bool
    # The letters of which it draws a part, in the order of reading.
    cluster: str
    # With the vowel signs that are drawn with it: what all say, from left to right, and where each sign is.
    signed: str = ""
    signs: tuple[tuple[int, int, int], ...] = ()

    @property
    def place(self) -> tuple[int, int, int]:
        return (self.glyph, *self.shift)

    @property
    def says(self) -> str:
        return self.signed or self.text

    @property
    def kind(self) -> str:
        return kind(self.text[-1:])

    @property
    def end(self) -> float:
        return self.x + self.advance


def kind(letter: str) -> str:
    """How PDFium sorts a letter: left, right, weak or neutral.

    >>> "".join(map(kind, "aب1.%( "))
    'LRwwwnn'
    """
    found = unicodedata.bidirectional(letter) if letter else "ON"
    if found in ("L", "R", "AL"):
        return "L" if found == "L" else "R"
    return "w" if found in ("AN", "EN", "NSM", "CS", "ES", "ET", "BN") else "n"


@dataclass
class _Row:
    """Text boxes beside each other that are read from left to right: how many of their parts are painted."""

    last: Any
    parts: int = 0
    # Where the last of them all begins, in CSS pixels from the left of the page.
    start: float | None = None


@dataclass
class RightToLeft:
    """Paints the lines of one document, and keeps the codes of glyphs that stand for more than one thing."""

    document: Document
    # By font: the codes of glyphs with another text than their own, or another place.
    codes: dict[str, dict[tuple[str, tuple[tuple[int, int, int], ...]], int]] = field(default_factory=dict)
    rows: dict[int, _Row] = field(default_factory=dict)
    # By text box: how many heaps of marks of direction it brings along, for its page.
    ballast: dict[int, int] = field(default_factory=dict)
    theirs: Any = weasyprint.draw.text.draw_first_line

    def __post_init__(self) -> None:
        for page in self.document.pages:
            lines = [*_lines(page._page_box)]
            self.ballast |= _ballast([box for line in lines for box in line])
            for line in lines:
                for boxes_beside in _rows(line):
                    row = _Row(boxes_beside[-1])
                    self.rows |= {id(box): row for box in boxes_beside}

    def draw(self, stream: Any, box: Any, overflow: str, ellipsis: str, matrix: Any) -> Any:
        """Paint the line of a text box, in place of WeasyPrint's own function."""
        plain = overflow != "ellipsis" and ellipsis == "none" and box.style["font_size"] >= 1e-6
        atoms = [*self._atoms(stream, box)] if plain else []
        if not atoms:
            return self.theirs(stream, box, overflow, ellipsis, matrix)
        _, _, _, _, x, y = matrix.values
        pen = _Pen(stream, x, y)
        if not box.text.strip():
            # A space alone: what stands at its two sides is read from the right, each by itself.
            middle = (atoms[0].x + atoms[-1].end) / 2
            pen.show([self.mark(atoms[0], RLM, middle, 0)] if box.style["direction"] == "rtl" else [])
            return []
        for number in range(self.ballast.get(id(box), 0)):
            # Apart from each other, or poppler takes them for shadows; and tiny, so that they reach into no line.
            heap = self.mark(replace(atoms[0], size=1), RLM * MOST_LETTERS, 0, 0)
            _Pen(stream, 1 + number / 4, 1).show([heap])
        runs = [[*run] for _, run in groupby(atoms, lambda atom: atom.is_right)]
        letters = "".join(atom.text for atom in atoms)
        in_parts = sum(kind(letter) == "R" for letter in letters) < MOST_NEUTRAL * len(letters)
        leftmost = runs[0]
        if in_parts and box.style["direction"] == "rtl":
            runs.reverse()
        for run in runs:
            if not run[0].is_right:
                is_end = run is leftmost and box.style["direction"] == "rtl"
                self._from_the_left(pen, run, self._row(stream, box, run, x), is_end)
            elif in_parts:
                pieces = self._from_the_right(run)
                for _, each in reversed([(of, [*each]) for of, each in groupby(pieces, lambda piece: piece.of)]):
                    pen.show(each)
            else:
                pen.show(self._from_the_right(run))
        return []

    def _row(self, stream: Any, box: Any, run: list[_Atom], x: float) -> _Row:
        """The row of a run from left to right, with the place where its last part begins."""
        row = self.rows.get(id(box))
        if row is None or box.style["direction"] == "rtl":
            return _Row(box, 0, x + _parts(run)[-1][0].x)
        if row.start is None:
            atoms = run
            if row.last is not box:
                row.last.pango_layout.reactivate(row.last.style)
                atoms = [*self._atoms(stream, row.last)] or run
                row.last.pango_layout.deactivate()
            row.start = row.last.position_x + _parts(atoms)[-1][0].x
        return row

    def _atoms(self, stream: Any, box: Any) -> Iterator[_Atom]:
        """The glyphs of a line from left to right; none where WeasyPrint has to paint it itself."""
        layout = box.pango_layout
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _ = layout.get_first_line()
        text, x = layout.text.encode(), 0.0
        run = line.runs[0]
        found: list[_Atom] = []
        while run != ffi.NULL:
            item, run = run.data, run.next
            font, size = stream.add_font(item.item.analysis.font)
            if "glyf" not in font.tables or font.png or font.svg or font.colr or font.glyph_count > MOST_GLYPHS:
                return
            said = [*_said(item, text, font.file_content)]
            for number, info in enumerate(item.glyphs.glyphs[0 : item.glyphs.num_glyphs]):
                advance = info.geometry.width * FROM_UNITS
                if info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG and info.glyph != pango.PANGO_GLYPH_EMPTY:
                    return
                if info.glyph != pango.PANGO_GLYPH_EMPTY:
                    em = 1000 * FROM_UNITS / size
                    shift = (_step(info.geometry.x_offset * em), _step(-info.geometry.y_offset * em))
                    is_right = bool(item.item.analysis.level % 2)
                    if info.glyph not in font.widths:
                        pango.pango_font_get_glyph_extents(
                            item.item.analysis.font, info.glyph, stream.ink_rect, stream.logical_rect
                        )
                        font.widths[info.glyph] = round(stream.logical_rect.width * em)
                    letters, cluster = said[number]
                    found.append(_Atom(font, size, info.glyph, letters, x, advance, shift, is_right, cluster))
                x += advance
        yield from _with_their_signs(found)

    # ── the two directions ──

    def _from_the_right(self, run: list[_Atom]) -> list[_Piece]:
        """A run that is read from the right, with marks where a reader would take its signs for another's."""
        around: list[list[str]] = [[] for _ in range(len(run) + 1)]
        for number, (before, atom) in enumerate(pairwise(run), 1):
            if before.kind in "nw" and kind(atom.says[:1]) == "w":
                around[number].append(RLM)
        for number, atom in enumerate(run):
            if unicodedata.mirrored(atom.text[:1] or " "):
                around[number].append(RLM)
                around[number + 1][:0] = [LRM, RLM]
        if run[0].kind != "R" and not around[0]:
            around[0].append(RLM)
        if run[-1].kind != "R" and not around[-1]:
            around[-1].append(RLM)
        pieces: list[_Piece] = []
        for number, marks in enumerate(around):
            is_end = number == len(run)
            beside = run[-1] if is_end else run[number]
            x = beside.end if is_end else beside.x
            for count, mark in enumerate(marks):
                of = number - (mark == LRM or count > 0 or is_end)
                place = x - (len(marks) - count) * STEP * beside.size / 1000
                pieces.append(self.mark(beside, mark, place, len(pieces), of))
            if not is_end:
                pieces.append(self.piece(beside, number))
        return pieces

    def _from_the_left(self, pen: _Pen, run: list[_Atom], row: _Row, is_end: bool) -> None:
        """A run that is read from the left, in the parts that PDFium sees; those first that begin at the right."""
        parts, step = _parts(run), STEP * run[0].size / 1000
        # At the end of its box, so that it is not joined with a number in the next cell.
        end = [self.mark(run[0], RLM, run[0].x - 2 * step, 1)] if is_end else []
        if len(parts) == 1 and not row.parts and row.start == pen.x + run[0].x:
            pen.show([*end, *(self.piece(atom) for atom in run)])
            return
        assert row.start is not None
        for number, part in enumerate(parts):
            row.parts += 1
            place = row.start - pen.x - row.parts * step
            pieces = [self.mark(part[0], LRM, place, row.parts), *(self.piece(atom) for atom in part)]
            if number == 0:
                pieces[1:1] = end
            if number == 0 and part[0].kind == "n":
                pieces.insert(1 + len(end), self.mark(part[0], LRM, part[0].x - step, row.parts + 2))
            if row.parts == 1 or (number == len(parts) - 1 and part[0].kind != "L"):
                pieces.append(self.mark(part[-1], LRM, part[-1].end - 3 * step, row.parts + 4))
            if row.parts > 1 and number == len(parts) - 1:
                pieces.append(self.mark(part[-1], LRM, place, row.parts + 6))
            pen.show(pieces)

    # ── codes ──

    def piece(self, atom: _Atom, of: int = 0) -> _Piece:
        """A glyph as it is painted: by its own code where it stands for what it stood for first."""
        font = atom.font
        own = font.to_unicode.setdefault(atom.glyph, atom.text)
        if atom.shift == (0, 0) and atom.says == own:
            return _Piece(font, atom.size, atom.glyph, atom.x, font.widths[atom.glyph], of)
        drawn = (atom.place, *atom.signs)
        return self._other(atom, atom.says, drawn, atom.x, font.widths[atom.glyph], of)

    def mark(self, beside: _Atom, mark: str, x: float, number: int, of: int = 0) -> _Piece:
        """A mark of direction: nothing to see, and no width."""
        # One of several codes, for it has several neighbours.
        which = ((0, number % CODES_OF_A_MARK, 0),)
        return replace(self._other(beside, mark, which, x, 0, of), is_mark=True)

    def _other(
        self, atom: _Atom, text: str, drawn: tuple[tuple[int, int, int], ...], x: float, width: float, of: int
    ) -> _Piece:
        font, codes = atom.font, self.codes.setdefault(atom.font.hash, {})
        # WeasyPrint gives the numbers after the last glyph to those that are missing.
        code = codes.setdefault((text, drawn), font.glyph_count + 64 + len(codes))
        font.to_unicode[code], font.widths[code] = text, width
        return _Piece(font, atom.size, code, x, width, of)

    def draw_anew(self, font: Any) -> None:
        """Add to a font, once it holds what is used of it alone, the glyphs for codes of ours."""
        codes = self.codes.get(font.hash)
        if not codes:
            return
        face = TTFont(BytesIO(font.file_content), recalcTimestamp=False)
        order = face.getGlyphOrder()
        order += [f"chapbook{number}" for number in range(len(order), max(codes.values()) + 1)]
        face.setGlyphOrder(order)
        glyphs, metrics = face["glyf"], face["hmtx"].metrics
        glyphs.setGlyphOrder(order)
        for name in order:
            if name not in glyphs.glyphs:
                glyphs.glyphs[name], metrics[name] = Glyph(), (0, 0)
        unit = face["head"].unitsPerEm / 1000
        for (text, drawn), code in codes.items():
            if text.strip(LRM + RLM):
                parts = [(order[glyph], round(unit * right), round(unit * up)) for glyph, right, up in drawn]
                glyphs.glyphs[order[code]] = _of_parts(parts)
                metrics[order[code]] = metrics[parts[0][0]]
        out = BytesIO()
        face.save(out)
        font.file_content = out.getvalue()


def _of_parts(parts: list[tuple[str, int, int]]) -> Any:
    """A glyph of others, each at its place in the font's units."""
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, []
    for name, right, up in parts:
        part = GlyphComponent()
        part.glyphName, part.flags, part.x, part.y = name, ROUND_XY_TO_GRID, right, up
        glyph.components.append(part)
    return glyph


def _step(shift: float) -> int:
    return STEP * round(shift / STEP)


# ── painting ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Piece:
    """A code of a font at its place in CSS pixels; its width in thousandths of an em; and which glyph it belongs to."""

    font: Any
    size: float
    code: int
    x: float
    width: float
    of: int = 0
    is_mark: bool = False


@dataclass
class _Pen:
    """Where text is painted: from a point in CSS pixels on."""

    stream: Any
    x: float
    y: float
    font: tuple[str, float] | None = None

    def show(self, pieces: list[_Piece]) -> None:
        """Paint pieces, each at its place: all of one font in one go."""
        for font, run in groupby(pieces, lambda piece: (piece.font.hash, piece.size)):
            shown = [*run]
            if font != self.font:
                self.stream.set_font_size(*font)
                self.font = font
            at, size = shown[0].x, font[1]
            self.stream.set_text_matrix(1, 0, 0, -1, self.x + at, self.y)
            string, after_mark = "", False
            for piece in shown:
                if back := round((at - piece.x) * 1000 / size):
                    # pdf.js loses the first move after a mark.
                    string += f">1 {back - 1}<" if after_mark else f">{back}<"
                    at -= back * size / 1000
                string += f"{piece.code:04x}"
                at += piece.width * size / 1000
                after_mark = piece.is_mark
            self.stream.show_text(f"<{string}>".removeprefix("<>"))


# ── what is there ─────────────────────────────────────────────────────────────────────────────────────────────────


def _said(item: Any, text: bytes, font: bytes) -> Iterator[tuple[str, str]]:
    """What each glyph of a run says, and the letters that it makes up with others."""
    clusters = [item.glyphs.log_clusters[number] for number in range(item.glyphs.num_glyphs)]
    starts = sorted({*clusters, item.item.length})
    after = dict(pairwise(starts))
    for start, group in groupby(range(len(clusters)), lambda number: clusters[number]):
        offset = item.item.offset
        letters = text[offset + start : offset + after[start]].decode()
        glyphs = [item.glyphs.glyphs[number].glyph for number in group]
        if len(glyphs) == 1 and len(letters) == 1:
            yield letters, letters
            continue
        known = spellings(font)
        said = [known.get(glyph, "") for glyph in glyphs]
        if sorted(unicodedata.normalize("NFKC", "".join(said))) != sorted(unicodedata.normalize("NFKC", letters)):
            said = [letters if number == len(glyphs) - 1 else "" for number in range(len(glyphs))]
        yield from ((each, letters) for each in said)


def _ballast(boxes_of_page: list[Any]) -> dict[int, int]:
    """The box that brings marks from right to left along for a page on which other letters outnumber those from there.

    poppler takes all of its lines for lines from the left then. PDFium and pdf.js leave marks out that stand alone.
    """
    texts = ["".join(map(kind, box.text)) for box in boxes_of_page]
    # Each part of a run from the left brings up to three marks of its own.
    marks = 3 * sum(before != after for text in texts if "R" not in text for before, after in pairwise(text))
    missing = sum(text.count("L") - text.count("R") for text in texts) + marks
    home = next((box for box in boxes_of_page if "R" in map(kind, box.text)), None)
    return {id(home): missing // MOST_LETTERS + 1} if home and missing >= 0 else {}


def _with_their_signs(atoms: list[_Atom]) -> Iterator[_Atom]:
    """The glyphs of a line, letters as one with their vowel signs, which stand before them from left to right."""
    signs: list[_Atom] = []
    for atom in atoms:
        if atom.is_right and not atom.advance and unicodedata.category(atom.text[:1] or " ") == "Mn":
            atom.font.to_unicode.setdefault(atom.glyph, atom.text)
            signs.append(atom)
        elif signs and atom.font is signs[0].font:
            yield replace(atom, signed=_signed(atom, signs), signs=tuple(sign.place for sign in signs))
            signs = []
        else:
            yield from (*signs, atom)
            signs = []
    yield from signs


def _signed(letter: _Atom, signs: list[_Atom]) -> str:
    """A letter and its signs, as they stand from left to right; the sign of a ligature's first letter within."""
    said = "".join(sign.text for sign in signs) + letter.text
    if sorted(unicodedata.normalize("NFKC", said)) == sorted(letter.cluster):
        said = letter.cluster[::-1]
    parted = (RLM * (kind(before) == kind(after) == "w") + after for before, after in pairwise(said))
    return said[0] + "".join(parted)


def _parts(run: list[_Atom]) -> list[list[_Atom]]:
    """The parts of a run that PDFium takes apart."""
    return [[*part] for _, part in groupby(run, lambda atom: atom.kind)]


def _lines(box: Any) -> Iterator[list[Any]]:
    """The text boxes of each line, in the order of the text."""
    box = unwrapped(box)
    if isinstance(box, boxes.LineBox):
        line: list[Any] = []
        inner = [*_pieces(box, line)]
        yield line
        for each in inner:
            yield from _lines(each)
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _pieces(box: Any, line: list[Any]) -> Iterator[Any]:
    """Gather the text boxes of a line; gives what stands in it and has lines of its own."""
    for child in box.children:
        child = unwrapped(child)
        if isinstance(child, boxes.TextBox):
            line.append(child)
        elif isinstance(child, boxes.InlineBox):
            yield from _pieces(child, line)
        else:
            yield child


def _rows(line: list[Any]) -> Iterator[list[Any]]:
    """Boxes of a line that follow each other from left to right."""
    row: list[Any] = []
    for box in line:
        if row and box.position_x <= row[-1].position_x:
            yield row
            row = []
        row.append(box)
    if row:
        yield row

"""Letters become glyphs, in the library's own typefaces, by HarfBuzz; and the glyphs used become a font of a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from unicodedata import category

import uharfbuzz as hb
from fontTools.unicodedata import script

from chapbook.content.characters import is_mark
from chapbook.content.tickets import Direction
from chapbook.copy.bidi import runs


@dataclass(frozen=True)
class Metrics:
    """What a PDF says of a font, in thousandths of the size."""

    box: tuple[float, ...]
    ascent: float
    descent: float


class Typeface:
    """A font file: which letters it has, and how wide each glyph is, in thousandths of the size."""

    def __init__(self, path: Path, family: str, bold: bool) -> None:
        self.family, self.bold = family, bold
        self.face = hb.Face(hb.Blob.from_file_path(path))
        self.font = hb.Font(self.face)
        self.letters = frozenset(self.face.unicodes)
        self.scale = 1000 / self.face.upem

    @cached_property
    def name(self) -> str:
        """The name of the font for a PDF (name 6 of the OpenType table)."""
        return self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"

    @cached_property
    def metrics(self) -> Metrics:
        """Its box, by table `head`, and how high and low its lines reach."""
        head = self.face.reference_table("head").data
        box = (self.scale * int.from_bytes(head[at : at + 2], "big", signed=True) for at in range(36, 44, 2))
        extents = self.font.get_font_extents("ltr")
        return Metrics((*map(round, box),), round(self.scale * extents.ascender), round(self.scale * extents.descender))


@dataclass(frozen=True)
class Glyph:
    """A glyph: where it stands apart from its place, how far the pen goes on, in thousandths of the size; its letters.

    Of several glyphs for the same letters, the first has them.
    """

    number: int
    letters: str
    advance: float
    x: float = 0
    y: float = 0


@dataclass(frozen=True)
class Line:
    """A shaped line: stretches of one typeface each, from left to right."""

    stretches: tuple[tuple[Typeface, tuple[Glyph, ...]], ...]

    def width(self, size: float) -> float:
        """In points, where the type is of this size."""
        return sum(glyph.advance for _, glyphs in self.stretches for glyph in glyphs) * size / 1000


@dataclass(frozen=True)
class Typefaces:
    """Those that pages are set in; and those for names alone, opened by a name that asks for them: such a file has
    thirty thousand letters, and few copies need one."""

    faces: tuple[Typeface, ...]
    for_names: Callable[[], tuple[Typeface, ...]] = tuple

    def lacking(self, text: str) -> str:
        """The letters of a text that no typeface has."""
        return _lacking(text, self._wanted(text))

    def _wanted(self, text: str) -> tuple[Typeface, ...]:
        return (*self.faces, *self.for_names()) if _lacking(text, self.faces) else self.faces

    def shaped(self, text: str, direction: Direction, family: str, bold: bool) -> Line:
        """A line as it stands on paper, from left to right; in this family, where it has the letters."""
        stretches: list[tuple[Typeface, tuple[Glyph, ...]]] = []
        for run in runs(text, direction):
            parts = [(word, face) for part, face in self.of(run.text, family, bold) for word in _by_script(part)]
            for word, face in parts if run.direction == "ltr" else reversed(parts):
                stretches.append((face, (*_glyphs(word, face, run.direction),)))
        return Line((*stretches,))

    def of(self, text: str, family: str, bold: bool) -> Iterator[tuple[str, Typeface]]:
        """The parts of a text with the typeface for each: one for all of it where one has it."""
        ranked = sorted(self._wanted(text), key=lambda face: (face.family != family, face.bold != bold))
        whole = next((face for face in ranked if face.letters.issuperset(map(ord, text))), None)
        if whole:
            yield text, whole
            return
        found: list[tuple[str, Typeface]] = []
        for letter in text:
            joins = bool(found) and (category(letter)[0] in "MZ" or category(letter) == "Cf")
            if joins and ord(letter) in found[-1][1].letters:
                found.append((letter, found[-1][1]))
            else:
                found.append((letter, next(face for face in ranked if ord(letter) in face.letters)))
        for face, group in groupby(found, lambda each: each[1]):
            yield "".join(letter for letter, _ in group), face


def _lacking(text: str, faces: Sequence[Typeface]) -> str:
    return "".join(each for each in dict.fromkeys(text) if not any(ord(each) in face.letters for face in faces))


def _by_script(text: str) -> list[str]:
    """The parts of a text by script; what all scripts share goes with what stands before it.

    >>> _by_script("Ana (\u0410)")
    ['Ana (', '\u0410)']
    """
    parts: list[tuple[str, str]] = []
    for letter in text:
        own = script(letter)
        if not parts or (own not in ("Zyyy", "Zinh") and parts[-1][0] not in (own, "")):
            parts.append(("" if own in ("Zyyy", "Zinh") else own, letter))
        else:
            parts[-1] = (parts[-1][0] or ("" if own in ("Zyyy", "Zinh") else own), parts[-1][1] + letter)
    return [part for _, part in parts]


def _glyphs(text: str, face: Typeface, direction: Direction) -> Iterator[Glyph]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = direction
    # A mark keeps its own number, or its glyph would stand for the letter below it as well, and for that one alone.
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    hb.shape(face.font, buffer, {})
    letters = _drawn_by(text, {info.cluster for info in buffer.glyph_infos})
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x, y, advance = (face.scale * each for each in (position.x_offset, position.y_offset, position.x_advance))
        yield Glyph(info.codepoint, letters.pop(info.cluster, ""), advance, x, y)


def _drawn_by(text: str, numbers: Set[int]) -> dict[int, str]:
    """The letters of each glyph, by the number of the character that it is known by.

    Of a ligature that is the first; marks may stand between its letters, and change places with one another.

    >>> _drawn_by("la\u0301o\u0302\u0301", {0, 2, 5})
    {0: 'lao', 2: '\u0301', 5: '\u0302\u0301'}
    """
    drawn = dict.fromkeys(sorted(numbers), "")
    for at, letter in enumerate(text):
        mark, own = is_mark(letter), at
        while mark and own not in numbers and own + 1 < len(text) and is_mark(text[own + 1]):
            own += 1
        if own not in numbers:
            before = (number for number in drawn if number < at and (mark or not is_mark(text[number])))
            own = max(before, default=min(numbers))
        drawn[own] += letter
    return drawn


# ── a font of a PDF ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Used:
    """The glyphs of a typeface that a file uses, with their letters."""

    typeface: Typeface
    letters: dict[int, str] = field(default_factory=dict)

    def add(self, glyphs: Iterable[Glyph]) -> None:
        for glyph in glyphs:
            self.letters[glyph.number] = self.letters.get(glyph.number) or glyph.letters

    def subset(self) -> bytes:
        """The font with these glyphs alone, under their own numbers."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(self.letters))
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(map(_tag, ("GSUB", "GPOS", "GDEF", "name", "post")))
        return bytes(hb.subset(self.typeface.face, wanted).blob.data)

    def widths(self) -> dict[int, float]:
        """How wide each glyph is by itself, in thousandths of the size."""
        font, scale = self.typeface.font, self.typeface.scale
        return {number: round(font.get_glyph_h_advance(number) * scale, 2) for number in sorted(self.letters)}


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


# A font file; its family, its weight, and whether it is italic.
_File = tuple[Path, tuple[str, int, bool]]


def typefaces(files: Iterable[_File], for_names: Callable[[], Iterable[_File]] = tuple) -> Typefaces:
    """The upright typefaces of some font files, and of those for names alone, which are asked for once at most."""
    return Typefaces(_upright(files), cache(lambda: _upright(for_names())))


def _upright(files: Iterable[_File]) -> tuple[Typeface, ...]:
    return tuple(Typeface(path, family, weight >= 600) for path, (family, weight, italic) in files if not italic)

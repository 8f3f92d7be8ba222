"""What each glyph of a font says, so that text copied from a page or read aloud is the text that stands there.

WeasyPrint 70.0 notes for each glyph the letters of the first cluster that it meets it in. Where a cluster has several
glyphs, as a ligature of lam and alef with a vowel sign over it, one glyph is noted with all of its letters and the
others with none, for the whole file.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

# How GSUB names its kinds of lookup (OpenType 1.9, chapter 2).
SINGLE, MULTIPLE, ALTERNATE, LIGATURE, EXTENSION = 1, 2, 3, 4, 7

# How Unicode says that a character is another one in a certain shape, or a ligature.
SHAPES = ("<initial>", "<medial>", "<final>", "<isolated>", "<compat>")


def mend(noted: dict[int, str], font: bytes) -> None:
    """Put right what is noted of glyphs that stood in one cluster with others."""
    doubtful = [glyph for glyph, letters in noted.items() if len(letters) != 1]
    if not doubtful:
        return
    known = spellings(font)
    for glyph in doubtful:
        if (letters := known.get(glyph)) and sorted(letters) != sorted(noted[glyph]):
            noted[glyph] = letters


@lru_cache(maxsize=8)
def spellings(font: bytes) -> dict[int, str]:
    """The letters of each glyph that stands for some on its own: by the font's character map, and by its ligatures.

    Glyphs that only ever make up a part of a letter are not among them.
    """
    with TTFont(BytesIO(font), lazy=True) as face:
        spelled = {name: _letters(chr(code)) for code, name in sorted(face.getBestCmap().items(), reverse=True)}
        if "GSUB" in face:
            _substitute(face["GSUB"].table, spelled)
        return {face.getGlyphID(name): letters for name, letters in spelled.items()}


def _letters(character: str) -> str:
    """A letter in one of its shapes is that letter; a ligature is its letters.

    >>> _letters("\ufb02"), _letters("\ufe8f") == "\u0628", _letters("\ufefb") == "\ufefb"
    ('fl', True, True)

    An Arabic ligature stays the one character that it has in Unicode: readers that turn a line from right to left
    around would turn its letters around once too often (pdfium and poppler 22.12 do; both give its letters for it).
    """
    if not unicodedata.decomposition(character).startswith(SHAPES):
        return character
    letters = unicodedata.normalize("NFKC", character)
    # A sign over nothing is decomposed with a space.
    return character if len(letters) > 1 and unicodedata.bidirectional(character) == "AL" else letters.strip()


def _substitute(table: Any, spelled: dict[str, str]) -> None:
    """Add what substitutions make of glyphs that are known, until nothing new is found."""
    subtables = [*_subtables(table)]
    parts = {part for kind, each in subtables if kind == MULTIPLE for many in each.mapping.values() for part in many}
    while True:
        before = len(spelled)
        for kind, each in subtables:
            if kind == SINGLE:
                found = {new: spelled.get(old) for old, new in each.mapping.items()}
            elif kind == ALTERNATE:
                found = {new: spelled.get(old) for old, news in each.alternates.items() for new in news}
            elif kind == LIGATURE:
                found = {
                    ligature.LigGlyph: _joined(spelled, [first, *ligature.Component])
                    for first, ligatures in each.ligatures.items()
                    for ligature in ligatures
                }
            else:
                found = {}
            for name, letters in found.items():
                if letters and name not in parts:
                    spelled.setdefault(name, letters)
        if len(spelled) == before:
            break
    for part in parts:
        spelled.pop(part, None)


def _subtables(table: Any) -> Any:
    for lookup in table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            kind = lookup.LookupType
            if kind == EXTENSION:
                kind, subtable = subtable.ExtensionLookupType, subtable.ExtSubTable
            if kind in (SINGLE, MULTIPLE, ALTERNATE, LIGATURE):
                yield kind, subtable


def _joined(spelled: dict[str, str], names: list[str]) -> str | None:
    letters = [spelled.get(name) for name in names]
    return "".join(letters) if all(letters) else None  # type: ignore[arg-type]

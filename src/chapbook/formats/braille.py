"""Braille-ready text (BRF) for an embosser or a Braille display: 40 cells by 25 lines, uncontracted, through liblouis.

The letters and signs are liblouis's, in the table that `braille` names in locales/locales.yaml. Where they stand on
the page follows BANA's Braille Formats (2016): chapters centred, headings from cell 5, smaller ones from cell 7,
paragraphs from cell 3, items from cell 1 with their further lines from cell 3.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from chapbook.content.numbers import TOUCHING, with_degrees_closed_up
from chapbook.content.settings import LocaleModel
from chapbook.content.typography import NO_BREAK_SPACE
from chapbook.files.tools import LIBLOUIS
from chapbook.formats.labels import Labels
from chapbook.formats.outline import BLANK, NARROW_SPACE, Piece
from chapbook.formats.plain import wrapped
from chapbook.problems.problem import Missing, Problems, Spot, problem, q
from chapbook.transcript.transcript import Transcript

CELLS, LINES = 40, 25

# The 64 cells of six dots in the order of their Unicode characters from U+2800, as embossers know them.
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="

# The private-use character has no Braille in any table: what liblouis writes for it begins like all that it cannot.
_UNKNOWN = "\ue000"

# What typography is written with, and what a table that lacks it gets instead.
_PLAINER = str.maketrans({
    "–": "-", "—": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "×": "x",
})  # fmt: skip

# Blank lines before a piece.
_BEFORE = {"title": 0, "chapter": 1, "heading": 1, "paragraph": 0, "item": 0, "detail": 0}


@dataclass(frozen=True)
class Line:
    """A line of cells, in Braille ASCII; whether it must not be the last of its page."""

    cells: str
    keep: bool = False


LANGUAGES = Spot("locales/locales.yaml")


def brf(locale: LocaleModel, tag: str, pieces: list[Piece], words: Labels, text: Transcript) -> bytes:
    """Pieces as a Braille-ready file: pages of lines that end in CR LF, with a form feed after each page.

    The text says where a character was written. Raises S010 where the language has no
    table, S011 for what its table cannot write, `Missing` without liblouis.
    """
    if locale.braille is None:
        raise Problems([problem("S010", LANGUAGES, locale=tag)])
    said = [replace(piece, text=for_fingers(piece)) for piece in pieces if piece.kind != "rule"]
    louis = Louis(locale.braille)
    said = louis.plainer(said, words)
    if lacking := louis.lacking({letter for piece in said for letter in piece.text}):
        raise Problems(
            problem(
                "S011",
                next((line.spot for line in text.lines if letter in line.plain), LANGUAGES),
                character=f"{q(letter)} (U+{ord(letter):04X})",
                table=louis.table,
            )
            for letter in lacking
        )
    cells = louis.cells([piece.text for piece in said])
    lines = [line for piece, row in zip(said, cells, strict=True) for line in laid_out(piece, row)]
    pages = ("\r\n".join(page) + "\r\n\f" for page in paged(lines))
    return "".join(pages).encode("ascii")


def for_fingers(piece: Piece) -> str:
    """A text without what only eyes need; the number of a list stays, its bullet and its box do not."""
    text = unicodedata.normalize("NFC", piece.text).replace(NO_BREAK_SPACE, " ").replace(BLANK, "----")
    text = re.sub(rf"[\u2066-\u2069]|{NARROW_SPACE}(?=[{TOUCHING}])", "", text)
    # A number and its degrees stay on one line.
    text = with_degrees_closed_up(text)
    return f"{piece.mark} {text}" if piece.kind == "item" and piece.mark.endswith(".") else text


# ── liblouis ──────────────────────────────────────────────────────────────────────────────────────────────────────


def program() -> str:
    """Where liblouis's program is; a machine without it is refused."""
    there = shutil.which(LIBLOUIS)
    if there is None:
        raise Missing(
            f"this machine lacks liblouis ({LIBLOUIS}), which writes Braille",
            "install it, then run this again\n"
            "    Debian, Ubuntu: apt-get install liblouis-bin\n"
            "    Fedora: dnf install liblouis-utils\n"
            "    macOS: brew install liblouis",
        )
    return there


@dataclass(frozen=True)
class Louis:
    """liblouis with one table. It is run as a program, once for all lines of an edition."""

    table: str

    def cells(self, lines: list[str]) -> list[str]:
        """Each line as Unicode Braille."""
        return self._run("--forward", lines)

    def plainer(self, pieces: list[Piece], words: Labels) -> list[Piece]:
        """Pieces with plainer characters, and degrees in words, where the table has none for those that they have."""
        lacking = self.lacking({letter for piece in pieces for letter in piece.text})
        named = {"°C": f" {words.celsius}", "°F": f" {words.fahrenheit}"} if "°" in lacking else {}
        done = []
        for piece in pieces:
            text = piece.text
            for sign, word in named.items():
                text = text.replace(sign, word)
            text = "".join(_plain(letter) if letter in lacking else letter for letter in text)
            done.append(replace(piece, text=text))
        return done

    def lacking(self, letters: set[str]) -> set[str]:
        """The characters that the table has no six-dot cells for."""
        row = sorted(letters - {" "})
        *cells, unknown = self.cells([*row, _UNKNOWN])
        return {
            letter
            for letter, cell in zip(row, cells, strict=True)
            if cell.startswith(unknown[:3]) or not all(0x2800 <= ord(each) < 0x2840 for each in cell)
        }

    def _run(self, way: str, lines: list[str]) -> list[str]:
        done = subprocess.run(
            [program(), way, f"unicode.dis,{self.table}"],
            input="\n".join(lines) + "\n",
            capture_output=True,
            encoding="utf-8",
            env={"LC_ALL": "C.UTF-8"},
            check=False,
        )
        out = done.stdout.split("\n")[:-1]
        if done.returncode or len(out) != len(lines):
            fault = (done.stderr.strip().splitlines() or ["no answer"])[0]
            raise Problems([problem("S012", LANGUAGES, table=q(self.table), fault=fault)])
        return out


def _plain(letter: str) -> str:
    """A character without its accent, or one that stands for it."""
    return unicodedata.normalize("NFD", letter)[0].translate(_PLAINER)


def to_ascii(cells: str) -> str:
    """Unicode Braille in the characters of Braille ASCII.

    >>> to_ascii("⠼⠊⠁⠁")
    '#IAA'
    """
    return "".join(ASCII[ord(cell) - 0x2800] if cell != " " else " " for cell in cells)


# ── the page ──────────────────────────────────────────────────────────────────────────────────────────────────────


def laid_out(piece: Piece, cells: str) -> Iterator[Line]:
    """A piece in lines of 40 cells, after its blank lines.

    >>> [line.cells for line in laid_out(Piece("item", "", 1), "⠁" * 30 + "⠀" + "⠃" * 20)]
    ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '  BBBBBBBBBBBBBBBBBBBB']
    """
    text = to_ascii(cells).strip()
    yield from (Line("", keep=True) for _ in range(_BEFORE[piece.kind]))
    if piece.kind in ("title", "chapter"):
        rows = [row.center(CELLS).rstrip() for row in wrapped(text, CELLS - 6)]
        yield from (Line(row, keep=True) for row in rows)
        yield Line("", keep=True)
    elif piece.kind == "heading":
        hang = " " * (4 if piece.level <= 2 else 6)
        yield from (Line(row, keep=True) for row in wrapped(text, CELLS, hang, hang))
    else:
        first, hang = _indents(piece)
        yield from (Line(row) for row in wrapped(text, CELLS, first, hang))


def _indents(piece: Piece) -> tuple[str, str]:
    if piece.kind == "paragraph":
        return "  ", ""
    deeper = "  " * (piece.level - 1)
    return (deeper, f"{deeper}  ") if piece.kind == "item" else (f"{deeper}  ", f"{deeper}    ")


def paged(lines: list[Line]) -> Iterator[list[str]]:
    """Lines on pages of 25, the last of which holds the number; no heading ends a page, no page begins empty."""
    number, start, room = 1, 0, LINES - 1
    lines = [line for before, line in pairwise([Line(""), *lines]) if line.cells or before.cells]
    while start < len(lines):
        if not lines[start].cells:
            start += 1
            continue
        end = min(start + room, len(lines))
        if end < len(lines):
            cut = end
            while cut > start + 1 and lines[cut - 1].keep:
                cut -= 1
            end = cut if cut > start + 1 else end
        page = [line.cells for line in lines[start:end]]
        page += [""] * (room - len(page))
        yield [*page, page_number(number).rjust(CELLS)]
        number, start = number + 1, end


def page_number(number: int) -> str:
    """A page's number in Braille ASCII: the number sign, then a to j.

    >>> page_number(105)
    '#AJE'
    """
    return "#" + "".join("JABCDEFGHI"[int(digit)] for digit in str(number))

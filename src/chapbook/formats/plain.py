"""Plain text: the whole edition in lines of at most 72 columns, to read aloud or to paste into a message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from chapbook.content.typography import NO_BREAK_SPACE
from chapbook.formats.outline import Piece

WIDTH = 72

# Blank lines before a piece of each kind. An item follows an item, and what belongs to it, without one.
_BEFORE = {"title": 0, "chapter": 2, "heading": 1, "paragraph": 1, "item": 1, "detail": 0, "rule": 0}
_UNDER = {"title": "=", "chapter": "="}
_LIST = ("item", "detail", "rule")


def text(pieces: list[Piece]) -> bytes:
    """Pieces as UTF-8, with the same signs for headings and lists as Markdown."""
    lines: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        joined = before is not None and (piece.kind in _LIST and before.kind in _LIST)
        lines += [""] * (0 if joined or before is None else _BEFORE[piece.kind])
        lines += _set(piece)
        before = piece
    return ("\n".join(lines) + "\n").replace(NO_BREAK_SPACE, " ").encode("utf-8")


def _set(piece: Piece) -> Iterator[str]:
    if piece.kind == "rule":
        yield "  " * piece.level + "_" * 40
        return
    indent = "  " * (piece.level - 1) if piece.kind in _LIST else ""
    hang = indent + " " * (len(piece.mark) + 1 if piece.mark else 0)
    first = f"{indent}{piece.mark} " if piece.kind == "item" else hang
    lines = [*wrapped(piece.text, WIDTH, first, hang)]
    yield from lines
    under = _UNDER.get(piece.kind, "-" if piece.kind == "heading" and piece.level == 2 else "")
    if under:
        yield under * max(map(columns, lines))


def wrapped(text: str, width: int, first: str = "", hang: str = "") -> Iterator[str]:
    """A text in lines no wider than a width, broken at spaces; a word that is wider is broken where it must be.

    >>> [*wrapped("Call us now, day or night", 12, "- ", "  ")]
    ['- Call us', '  now, day', '  or night']
    """
    line, empty = first, True
    for word in text.split(" "):
        if not empty and columns(line) + 1 + columns(word) > width:
            yield line
            line, empty = hang, True
        line, empty = f"{line}{word}" if empty else f"{line} {word}", False
        while columns(line) > width:
            cut = _fitting(line, width)
            yield line[:cut]
            line = hang + line[cut:]
    yield line


def columns(text: str) -> int:
    """How many columns a text takes on a display: two for a wide letter, none for a mark above one.

    >>> columns("38.0"), columns("体温"), columns("e\\u0301")
    (4, 4, 1)
    """
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _fitting(line: str, width: int) -> int:
    taken = 0
    for number, letter in enumerate(line):
        taken += _columns(letter)
        if taken > width:
            return number
    return len(line)

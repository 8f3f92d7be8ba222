"""What a file may ask for before it is given up: it would fill a print shop's machine, or never end."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from pikepdf import Name, PikepdfError
from PIL import Image

# What a file raises that does not keep its own grammar.
BROKEN = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, MemoryError, AssertionError,
    PikepdfError, Image.DecompressionBombError,
)  # fmt: skip
# Deeper nests of forms and patterns than this are a file's mistake, or an attack.
DEEPEST = 24
# What a file may ask for in all: drawings within drawings, and steps of drawing. Our longest booklet has 180,000 steps.
MOST_DRAWINGS = 20_000
MOST_STEPS = 1_000_000
# And bytes that all streams and pictures unfold to: a hundred pages of photographs have 4 GB.
MOST_BYTES = 5_000_000_000
# The most bytes that one stream unfolds to, and the most pixels of a picture that is looked into: A2 at 600 dpi.
LARGEST = 100_000_000
MOST_PIXELS = 140_000_000


class TooMuch(Exception):
    """A file asks for more than a print shop's machine would bear; the sentence says of what."""


@dataclass
class Spent:
    """What the drawings of a file have asked for until now."""

    drawings: int = 0
    steps: int = 0
    bytes: int = 0

    def draw(self) -> None:
        self.drawings += 1
        if self.drawings > MOST_DRAWINGS:
            raise TooMuch(f"more than {MOST_DRAWINGS:,} drawings within drawings")

    def step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuch(f"more than {MOST_STEPS:,} steps of drawing")

    def unfold(self, size: int) -> None:
        self.bytes += size
        if self.bytes > MOST_BYTES:
            raise TooMuch(f"streams of more than {MOST_BYTES // 1_000_000:,} MB in all")

    def unfolded(self, stream: Any) -> Any:
        """What a stream holds. A small one can unfold to fill the memory, so that is tried first, a piece at a time."""
        data: Any = stream.read_raw_bytes()
        filters = stream.get("/Filter", [])
        for name in [filters] if isinstance(filters, Name) else filters:
            if name not in (Name.FlateDecode, Name.Fl):
                break
            data = _inflated(data)
            self.unfold(len(data))
        return stream.read_bytes()


def _inflated(data: bytes) -> bytes:
    unfolder = zlib.decompressobj()
    try:
        inflated = unfolder.decompress(data, LARGEST)
    except zlib.error:  # which qpdf may mend
        return b""
    if unfolder.unconsumed_tail:
        raise TooMuch(f"a stream of more than {LARGEST // 1_000_000} MB")
    return inflated

"""An incremental update (ISO 32000-2, 7.5.6): a file stays as it is, and what changes is written behind it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count, groupby

from chapbook.copy.blank import Blank


@dataclass
class Update:
    """Objects that are new in a file, or take the place of those that are there."""

    of: Blank
    objects: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = count(self.of.size)

    def put(self, number: int, content: bytes) -> None:
        """Another object under a number that is there."""
        self.objects[number] = content

    def add(self, content: bytes) -> bytes:
        """A new object; gives the reference to it."""
        number = next(self._numbers)
        self.objects[number] = content
        return b"%d 0 R" % number

    def add_stream(self, content: bytes, **entries: bytes) -> bytes:
        """A new stream, compressed."""
        return self.add_packed(zlib.compress(content), **entries)

    def add_packed(self, packed: bytes, **entries: bytes) -> bytes:
        """A new stream of what is compressed already."""
        return self.add(_stream(packed, entries))

    def written(self) -> Blank:
        """The whole file with its update, as one that can be updated again. The same input gives the same bytes."""
        out = bytearray(self.of.content)
        if not out.endswith(b"\n"):
            out += b"\n"
        places: dict[int, int] = {}
        for number, content in sorted(self.objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        start = len(out)
        table = max(self.of.size, max(places, default=0) + 1)
        places[table] = start
        rows = b"".join(b"\1" + place.to_bytes(4, "big") + b"\0\0" for _, place in sorted(places.items()))
        trailer = dict(self.of.trailer)
        if (first := self.of.identifier) is not None:
            # The first names the file that was built, the second this one of it.
            digest = hashlib.md5(bytes(out[len(self.of.content) :]), usedforsecurity=False).hexdigest()
            trailer["/ID"] = b"[<%b><%b>]" % (first.hex().encode(), digest.encode())
        entries = {
            "Type": b"/XRef",
            "Size": b"%d" % (table + 1),
            "Prev": b"%d" % self.of.start,
            "W": b"[1 4 2]",
            "Index": b"[%b]" % b" ".join(b"%d %d" % run for run in _runs(sorted(places))),
            **{key[1:]: value for key, value in trailer.items()},
        }
        out += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, _stream(zlib.compress(rows), entries), start)
        return replace(self.of, content=bytes(out), start=start, size=table + 1)


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A dictionary; its keys with or without their slash.

    >>> dictionary({"/Type": b"/Page", "Rotate": b"0"})
    b'<</Type /Page /Rotate 0>>'
    """
    return b"<<%b>>" % b" ".join(b"/%b %b" % (key.lstrip("/").encode(), said) for key, said in entries.items())


def text(words: str) -> bytes:
    """A text string in UTF-16, which holds every letter."""
    return b"<feff%b>" % words.encode("utf-16-be").hex().encode()


def _stream(packed: bytes, entries: Mapping[str, bytes]) -> bytes:
    head = dictionary({**entries, "Filter": b"/FlateDecode", "Length": b"%d" % len(packed)})
    return b"%b\nstream\n%b\nendstream" % (head, packed)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """The first of each run of numbers, and how many there are.

    >>> _runs([3, 7, 8, 9])
    [(3, 1), (7, 3)]
    """
    found = [[*group] for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return [(group[0][1], len(group)) for group in found]

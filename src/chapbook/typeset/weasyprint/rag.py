"""The rag, the uneven edge at which lines end: no text ends in one word, and a title's lines are alike.

WeasyPrint 70.0 fills each line in turn and ignores `text-wrap`. Here the lines of a text end a little earlier, as
`pretty` and `balance` mean it (CSS Text 4, 5.2), as long as they become no more: so no page grows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

from chapbook.typeset.weasyprint.copyfit import is_one_word, said
from chapbook.typeset.weasyprint.tagging import Seam

# What this rests on; tests/typeset/test_rag.py compares each with the digest.
SEAMS = (
    Seam(
        block.iter_line_boxes,
        "04aec48abfca",
        "it is replaced by one that sets a text again where its last line is short",
    ),
    Seam(
        inline.get_next_linebox,
        "67af458c2545",
        "it asks split_inline_box for a line up to where it may end, and aligns what comes",
    ),
    Seam(inline.split_inline_box, "3a0cb7ca7e34", "it is replaced by one to which a line may end earlier"),
)

# A last line that is shorter than this, of the longest, is a rest; so is one word, in whatever column.
REST = 0.3
# Lines end earlier by so many parts of the longest, up to a half; those of a text leave so much of its width, for
# a reader takes a narrower text among others for a fault. Before one word alone, the line above may give more.
PART, MOST = 1 / 48, 24
WIDTH = 0.88
# Lines. A text that is longer is no paragraph, and to set all that is left of it on each of its pages takes seconds.
LONGEST = 60
_TITLES = {"h1", "h2", "h3", "h4"}

_lines, _line = block.iter_line_boxes, inline.split_inline_box


# Lines of a text, each with where the next begins, as WeasyPrint gives them.
Lines = list[tuple[Any, Any]]


@contextmanager
def without_rests() -> Iterator[None]:
    """WeasyPrint with an eye on where the lines of a text end, while this block runs."""
    setter = _Setter()
    block.iter_line_boxes, inline.split_inline_box = setter.lines, setter.line
    try:
        yield
    finally:
        block.iter_line_boxes, inline.split_inline_box = _lines, _line


@dataclass(frozen=True)
class _Text:
    """A text that is to be set, as WeasyPrint asks for its lines: the box from where it goes on, in what and from which
    height to which; lists of what is placed on the page, which a setting adds to; the styles of its first letter and
    first line."""

    context: Any
    box: Any
    top: float
    foot: float
    skip: Any
    around: Any
    placed: tuple[Any, Any]
    styles: tuple[Any, ...]

    def lines(self, placed: tuple[Any, Any]) -> Iterator[Any]:
        """Its lines, as WeasyPrint sets them; what is placed on the page by the way goes into these lists."""
        yield from _lines(self.context, self.box, self.top, self.foot, self.skip, self.around, *placed, *self.styles)

    @cached_property
    def within(self) -> list[Any]:
        return [*self.box.descendants()]

    @cached_property
    def letters(self) -> list[str]:
        return [child.text for child in self.within if hasattr(child, "text")]

    @cached_property
    def flows(self) -> bool:
        """Whether nothing in it is placed on the page, which is noted for that line by line."""
        return all(child.is_in_normal_flow() for child in self.within)

    @property
    def floats(self) -> bool:
        """Whether something floats in it, which would take room as often as the text is set."""
        return any(child.is_floated() or child.is_footnote() or child.is_running() for child in self.within)

    @property
    def stays(self) -> bool:
        """Whether its lines may be copied: a copy of a table has its columns in common with it."""
        return self.flows and not any(isinstance(child, boxes.TableBox) for child in self.within)

    @cached_property
    def place(self) -> tuple[Any, ...]:
        """All that its lines rest on besides its letters: where they begin, in what, beside which floats, on which
        page."""
        context, around = self.context, self.around
        floats = tuple(
            (each.position_x, each.position_y, each.margin_width(), each.margin_height(), each.style["float"])
            for each in context.excluded_shapes
        )
        page = context.current_page, context.in_column, context.forced_break
        inside = around.content_box_x(), around.width, around.height
        return id(self.box), str(self.skip), self.top, inside, floats, page


class _Setter:
    """Sets texts without rests, and remembers how, for WeasyPrint sets one as often as it tries a page."""

    def __init__(self) -> None:
        # By how much lines end earlier now, by the number of their box.
        self._narrowed: dict[int, float] = {}
        # Columns are set until they are alike, pages until their numbers are known: a text is looked at once for
        # a width, and where it was set before, not set again. With each box, whose number no other may get meanwhile.
        self._known: dict[Any, tuple[Any, list[str], float, int]] = {}
        self._stood: dict[Any, tuple[Any, list[str], Lines]] = {}

    def line(self, context: Any, box: Any, left: float, right: float, *more: Any) -> Any:
        """In place of `split_inline_box`."""
        return _line(context, box, left, right - self._narrowed.get(id(box), 0), *more)

    def lines(
        self, context: Any, box: Any, top: float, foot: float, skip: Any, around: Any, *more: Any
    ) -> Iterator[Any]:
        """In place of `iter_line_boxes`."""
        text = _Text(context, box, top, foot, skip, around, more[:2], more[2:])
        if text.floats:
            return text.lines(text.placed)
        return self._once(text) if text.stays else self._anew(text)

    def _once(self, text: _Text) -> Iterator[Any]:
        """Copies of the lines that a text had in the same place."""
        place = text.place
        if place in self._stood and self._stood[place][1] == text.letters:
            yield from ((each.deepcopy(), after) for each, after in self._stood[place][2])
            return
        found = []
        for each, after in self._anew(text):
            found.append((each.deepcopy(), after))
            yield each, after
        self._stood[place] = text.box, text.letters, found

    def _anew(self, text: _Text) -> Iterator[Any]:
        # Beside a float, each line has a width of its own.
        key, alone = (id(text.box), str(text.skip), text.around.width), not text.context.excluded_shapes
        if alone and key in self._known and self._known[key][1] == text.letters:
            return self._narrower(text, *self._known[key][2:], text.placed)
        first = [*islice(self._narrower(text, 0, 0, ([], [])), LONGEST + 1)]
        if len(first) > LONGEST:
            return text.lines(text.placed)
        by = partial(self._narrower, text, placed=([], []))
        less, whole, best = _best(first, lambda *how: [*by(*how)], text.around.element_tag in _TITLES)
        if alone:
            self._known[key] = text.box, text.letters, less, whole
        # What is placed on the page is noted for it line by line.
        return iter(best) if text.flows else self._narrower(text, less, whole, text.placed)

    def _narrower(self, text: _Text, less: float, whole: int, placed: tuple[Any, Any]) -> Iterator[Any]:
        """The lines of a text that end so many pixels earlier, after so many that do not."""
        own = id(text.box)
        self._narrowed[own] = 0 if whole else less
        try:
            for at, each in enumerate(text.lines(placed), 1):
                yield each
                self._narrowed[own] = 0 if at < whole else less
        finally:
            self._narrowed.pop(own, None)


def _best(first: Lines, by: Callable[[float, int], Lines], is_title: bool) -> tuple[float, int, Lines]:
    """By how many pixels lines end earlier, after how many that do not, and all of them: as few as at full length."""
    best: tuple[float, int, Lines] = 0, 0, first
    longest = _longest(first)
    if len(first) < 2 or not (is_title or _is_rest(first)):
        return best

    def is_enough(parts: int, whole: int, is_left: Callable[[Lines], bool], width: float) -> bool:
        nonlocal best
        found = by(less := parts * PART * longest, whole)
        if len(found) > len(first) or _longest(found) < width * longest:
            return True
        # A word that is said aloud in pieces, or a compound, is not parted for the sake of an edge.
        if _hyphens(found) > _hyphens(first):
            return False
        mended = not is_left(found)
        if mended or is_title or found[-1][0].width > best[-1][-1][0].width:
            best = less, whole, found
        return mended and not is_title

    def least(*how: Any) -> None:
        bisect_left(range(1, MOST + 1), True, key=lambda parts: is_enough(parts, *how))

    least(0, _is_rest, 0 if is_title else WIDTH)
    if not is_title and _is_one_word(best[-1]):
        least(len(first) - 2, _is_one_word, 0)
    return best


def _longest(lines: Lines) -> float:
    return max((line.width for line, _ in lines), default=0)


def _hyphens(lines: Lines) -> int:
    return sum(said(line).endswith("-") for line, _ in lines)


def _is_rest(lines: Lines) -> bool:
    return bool(lines[-1][0].width < REST * _longest(lines)) or _is_one_word(lines)


def _is_one_word(lines: Lines) -> bool:
    return is_one_word(said(lines[-1][0]))

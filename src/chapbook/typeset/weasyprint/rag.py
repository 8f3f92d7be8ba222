"""The rag, the uneven edge at which lines end: no text ends in a rest of a word or two, and a title's lines are alike.

WeasyPrint 70.0 fills each line in turn and ignores `text-wrap`. Here all lines of a text end a little earlier, as
`pretty` and `balance` mean it (CSS Text 4, 5.2), as long as they become no more: so no page grows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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
# Lines end earlier by so many parts of the longest, up to a half of it.
PART, MOST = 1 / 48, 24
_TITLES = {"h1", "h2", "h3", "h4"}

_lines, _line = block.iter_line_boxes, inline.split_inline_box


@contextmanager
def without_rests() -> Iterator[None]:
    """WeasyPrint with an eye on where the lines of a text end, while this block runs."""
    narrowed: dict[int, float] = {}

    def line(context: Any, box: Any, left: float, right: float, *more: Any) -> Any:
        return _line(context, box, left, right - narrowed.get(id(box), 0), *more)

    @contextmanager
    def ending_earlier(box: Any, less: float) -> Iterator[None]:
        narrowed[id(box)] = less
        try:
            yield
        finally:
            del narrowed[id(box)]

    def lines(context: Any, box: Any, top: float, foot: float, skip: Any, around: Any, *lists: Any) -> Iterator[Any]:
        def by(less: float, *lists: Any) -> Lines:
            with ending_earlier(box, less):
                return [*_lines(context, box, top, foot, skip, around, *lists)]

        within, (_, _, *styles) = [*box.descendants()], lists
        if any(child.is_floated() or child.is_footnote() or child.is_running() for child in within):
            # What floats in a text would take room as often as the text is set.
            yield from _lines(context, box, top, foot, skip, around, *lists)
            return
        less, best = _best(lambda less: by(less, [], [], *styles), around.element_tag in _TITLES)
        if all(child.is_in_normal_flow() for child in within):
            yield from best
            return
        # What is placed on the page is noted for it line by line.
        with ending_earlier(box, less):
            yield from _lines(context, box, top, foot, skip, around, *lists)

    block.iter_line_boxes, inline.split_inline_box = lines, line
    try:
        yield
    finally:
        block.iter_line_boxes, inline.split_inline_box = _lines, _line


# Lines of a text, each with where the next begins, as WeasyPrint gives them.
Lines = list[tuple[Any, Any]]


def _best(by: Callable[[float], Lines], is_title: bool) -> tuple[float, Lines]:
    """By how many pixels the lines of a text end earlier, and those lines: as few as there are at full length."""
    first = by(0)
    best: tuple[float, Lines] = 0, first
    longest = max((line.width for line, _ in first), default=0)
    if len(first) < 2 or not (is_title or _is_rest(first, longest)):
        return best

    def is_enough(parts: int) -> bool:
        nonlocal best
        found = by(less := parts * PART * longest)
        if len(found) > len(first):
            return True
        if is_title or found[-1][0].width > best[1][-1][0].width:
            best = less, found
        return not (is_title or _is_rest(found, longest))

    bisect_left(range(1, MOST + 1), True, key=is_enough)
    return best


def _is_rest(lines: Lines, longest: float) -> bool:
    last = lines[-1][0]
    return bool(last.width < REST * longest) or is_one_word(said(last))

"""The rag, the uneven edge at which lines end: no text ends in one word, and a title's lines are alike.

WeasyPrint 70.0 fills each line in turn and ignores `text-wrap`. Here the lines of a text end a little earlier, as
`pretty` and `balance` mean it (CSS Text 4, 5.2), as long as they become no more: so no page grows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def without_rests() -> Iterator[None]:
    """WeasyPrint with an eye on where the lines of a text end, while this block runs."""
    narrowed: dict[int, float] = {}
    # Columns are set until they are alike, pages until their numbers are known: a text is looked at once for a width,
    known: dict[Any, tuple[Any, list[str], float, int]] = {}
    # and where it was set before, it is not set again. With each box, whose number no other may get meanwhile.
    stood: dict[Any, tuple[Any, list[str], Lines]] = {}

    def line(context: Any, box: Any, left: float, right: float, *more: Any) -> Any:
        return _line(context, box, left, right - narrowed.get(id(box), 0), *more)

    def lines(context: Any, box: Any, top: float, foot: float, skip: Any, around: Any, *lists: Any) -> Iterator[Any]:
        within = [*box.descendants()]
        if any(child.is_floated() or child.is_footnote() or child.is_running() for child in within):
            # What floats in a text would take room as often as the text is set.
            yield from _lines(context, box, top, foot, skip, around, *lists)
            return
        texts = [child.text for child in within if hasattr(child, "text")]
        flows = all(child.is_in_normal_flow() for child in within)
        # What is placed on the page is noted for it line by line, and a copy of a table has its columns in common.
        if not flows or any(isinstance(child, boxes.TableBox) for child in within):
            yield from anew(context, box, top, foot, skip, around, lists, texts, flows)
            return
        place = id(box), str(skip), _place(context, top, around)
        if place not in stood or stood[place][1] != texts:
            found = []
            for each, after in anew(context, box, top, foot, skip, around, lists, texts, flows):
                found.append((each.deepcopy(), after))
                yield each, after
            stood[place] = box, texts, found
            return
        for each, after in stood[place][2]:
            yield each.deepcopy(), after

    def anew(
        context: Any,
        box: Any,
        top: float,
        foot: float,
        skip: Any,
        around: Any,
        lists: Any,
        texts: list[str],
        flows: bool,
    ) -> Iterator[Any]:
        def by(less: float, whole: int, *lists: Any) -> Iterator[Any]:
            narrowed[id(box)] = 0 if whole else less
            try:
                for at, each in enumerate(_lines(context, box, top, foot, skip, around, *lists), 1):
                    yield each
                    narrowed[id(box)] = 0 if at < whole else less
            finally:
                narrowed.pop(id(box), None)

        key, (_, _, *styles) = (id(box), str(skip), around.width), lists
        # Beside a float, each line has a width of its own.
        alone = not context.excluded_shapes
        if alone and key in known and known[key][1] == texts:
            yield from by(*known[key][2:], *lists)
            return

        def as_is(less: float, whole: int) -> Iterator[Any]:
            return by(less, whole, [], [], *styles)

        first = [*islice(as_is(0, 0), LONGEST + 1)]
        if len(first) > LONGEST:
            yield from _lines(context, box, top, foot, skip, around, *lists)
            return
        less, whole, best = _best(first, lambda *how: [*as_is(*how)], around.element_tag in _TITLES)
        if alone:
            known[key] = box, texts, less, whole
        if flows:
            yield from best
            return
        # What is placed on the page is noted for it line by line.
        yield from by(less, whole, *lists)

    block.iter_line_boxes, inline.split_inline_box = lines, line
    try:
        yield
    finally:
        block.iter_line_boxes, inline.split_inline_box = _lines, _line


def _place(context: Any, top: float, around: Any) -> tuple[Any, ...]:
    """All that lines rest on besides their text: where they begin, in what, beside which floats, on which page."""
    floats = tuple(
        (each.position_x, each.position_y, each.margin_width(), each.margin_height(), each.style["float"])
        for each in context.excluded_shapes
    )
    page = context.current_page, context.in_column, context.forced_break
    return top, around.content_box_x(), around.width, around.height, floats, page


# Lines of a text, each with where the next begins, as WeasyPrint gives them.
Lines = list[tuple[Any, Any]]


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

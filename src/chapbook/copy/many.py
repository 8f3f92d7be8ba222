"""A list of families, a row each, as a desk brings it: CSV with the names of slots in its head."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chapbook.copy.values import unknown_slot
from chapbook.problems.problem import Problem, Problems, Spot, count, problem, q

# A clinic day.
MOST = 1000

# The column that is no slot.
INITIALS = "initials"


@dataclass(frozen=True)
class Row:
    """A row of the list: its line, and the values in it by the names of slots; the initials are those of the foot."""

    line: int
    values: dict[str, str]
    initials: str


def rows(
    content: bytes, name: str, slots: Iterable[str], of_others: Callable[[], Container[str]] = tuple
) -> tuple[list[Row], list[Problem], list[str]]:
    """The rows of a list, those with a fault by their line, and the columns that are left out.

    These have a slot of other papers (`of_others`): one list does for booklet and card. A list that is none for these
    slots is raised.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problems([_fault(name, 0, "not UTF-8", "save the list as CSV in UTF-8")]) from None
    head = text.partition("\n")[0]
    # Where a comma is in numbers, spreadsheets part cells by semicolons.
    delimiter = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, begin = [], 1
    try:
        for row in reader:
            lines.append((begin, [cell.strip() for cell in row]))
            begin = reader.line_num + 1
    except csv.Error:
        raise Problems([_fault(name, reader.line_num, "no row of CSV", "close every quotation mark")]) from None
    filled = [(line, row) for line, row in lines if any(row)]
    if len(filled) < 2 or len(filled) > MOST + 1:
        fault = f"{max(len(filled) - 1, 0)} rows below the head of the list, which has 1 to {MOST}"
        raise Problems([_fault(name, 0, fault, "write the names of slots into the first row, and a family a row")])
    (line, names), *families = filled
    if unclear := [each for each in names if not each or names.count(each) > 1]:
        fault = f"column {q(unclear[0])} is there twice, or has no name"
        raise Problems([_fault(name, line, fault, "name each column once, by its slot")])
    left_out = [each for each in names if each not in {INITIALS, *slots}]
    others = of_others() if left_out and not {INITIALS, *left_out} >= {*names} else ()
    if unknown := [each for each in left_out if each not in others]:
        raise Problems(unknown_slot(each, slots, Spot(name, line)) for each in unknown)
    good = [
        _row(line, {each: cell for each, cell in zip(names, row, strict=True) if each not in left_out})
        for line, row in families
        if len(row) == len(names)
    ]
    odd = [
        _fault(
            name,
            line,
            f"{count(len(row), 'cell')} under {count(len(names), 'name')}",
            "give each name of the head one cell",
        )
        for line, row in families
        if len(row) != len(names)
    ]
    return good, odd, left_out


def _row(line: int, cells: dict[str, str]) -> Row:
    """What a row says; an empty cell leaves what the hospital says."""
    initials = cells.pop(INITIALS, "")
    return Row(line, {slot: cell for slot, cell in cells.items() if cell}, initials)


def _fault(name: str, line: int, fault: str, hint: str) -> Problem:
    return problem("H009", Spot(name, line), fault=fault, hint=hint)


def numbered(many: int) -> Iterator[str]:
    """Names of files that sort as they are made: of as many digits as the last one has, and of three at least.

    >>> next(numbered(7)), next(numbered(1000))
    ('001', '0001')
    """
    return (f"{number:0{max(3, len(str(many)))}}" for number in range(1, many + 1))


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files as one ZIP; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def contents(
    title: str,
    made: Sequence[tuple[str, Row, Sequence[str], Mapping[str, str]]],
    left: Sequence[Problem],
    left_out: Sequence[str],
) -> str:
    """The sheet of contents: which file is which row's, by line and initials, and the columns that are in none.

    It says as well what is still written in by hand, and what can hardly be meant.
    """
    lines = [title, ""]
    for name, row, empty, doubts in made:
        initials = f"   {row.initials}" if row.initials else ""
        by_hand = f"   by hand: {', '.join(empty)}" if empty else ""
        doubt = "".join(f"   is this right? {slot}: {why}" for slot, why in doubts.items())
        lines.append(f"{name}   line {row.line}{initials}{by_hand}{doubt}")
    lines += ["", f"left out, for this paper has no room for it: {', '.join(left_out)}"] if left_out else []
    lines += ["", *(f"not made: line {each.spot.line}: {each.code} {each.message}" for each in left)] if left else []
    return "\n".join([*lines, ""])

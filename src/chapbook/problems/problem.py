"""What can be wrong: problems, where they are, what to do."""

from __future__ import annotations

import difflib
import re
import textwrap
import traceback
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePath
from typing import Any

from chapbook.problems.register import REGISTER


class Exit(IntEnum):
    """How the command line ends."""

    MADE = 0
    PROBLEMS = 1
    USAGE = 2
    MISSING = 3
    # EX_SOFTWARE of sysexits.h: the program itself is at fault.
    UNFORESEEN = 70


@dataclass(frozen=True, order=True)
class Spot:
    """Where in a file: lines and columns count from 1; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True)
class Problem:
    """One fault: its code, its spot, the fact and the remedy; and what filled its sentence, by name.

    >>> spot = Spot("booklets/a/b.yaml", 7, 10)
    >>> print(Problem("B005", spot, 'unknown value "fever-limt"', 'did you mean "fever-limit"?'))
    booklets/a/b.yaml:7:10: B005 unknown value "fever-limt"
        hint: did you mean "fever-limit"?
    """

    code: str
    spot: Spot
    message: str
    hint: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        lines = [f"{self.spot}: {self.code} {self.message}"]
        if self.hint:
            hint, *more = self.hint.splitlines()
            lines += [f"    hint: {hint}", *(f"        {line}" for line in more)]
        return printable("\n".join(lines))


class Problems(Exception):
    """A stage cannot go on: everything that it found, at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return Problems, (self.problems,)


class Unknown(LookupError):
    """A name that somebody asked for leads nowhere (exit code 2); the sentence says what there is."""


def where(fault: Exception) -> str:
    """What kind of fault it was, and at which line of the program; and nothing of what was worked on."""
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {PurePath(frame.filename).name}, line {frame.lineno}"


class Missing(Exception):
    """This machine lacks something that the press needs (exit code 3)."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        return Missing, (self.message, self.hint)


# What is worked on, and in the last byte whether in a batch.
BOARD = 200
# Each thread has its own: two of one process may be at two projects.
_board: ContextVar[bytes] = ContextVar("board", default=bytes(BOARD))
# Of a process of ours, what whoever waits for it can read when it has ended: memory that outlives it.
_shared: Any = None


def share(board: Any) -> None:
    """From now on what this process works on stands on this board too, which begins empty; its last thread wins."""
    global _shared
    _shared = board
    _write(bytes(BOARD))


def working_on(board: Any = None) -> str:
    """The file or the edition that is worked on, or was when the process of a board ended."""
    said = bytes((_board.get() if board is None else board)[:-1])
    return said.rstrip(b"\0").decode("utf-8", "replace") or "the project"


def _write(board: bytes) -> None:
    _board.set(board)
    if _shared is not None:
        _shared[:] = board


@contextmanager
def at_work(on: object, as_batch: bool = False) -> Iterator[None]:
    """What nobody foresaw, and comes up in this block, knows at which file or edition: a note of the exception."""
    before, room = _board.get(), BOARD - 1
    _write(str(on).encode("utf-8", "replace")[:room].ljust(room, b"\0") + bytes([before[room] | as_batch]))
    try:
        yield
        _write(before)
    except MemoryError:
        raise
    except (Problems, Unknown, Missing):
        _write(before)
        raise
    except Exception as fault:
        _write(before)
        fault.add_note(f"at work on {on}")
        raise


def problem(code: str, spot: Spot, **facts: object) -> Problem:
    """The problem of a registered code, its sentence filled in; names are put in quotes by the caller's `q`.

    >>> print(problem("B015", Spot("booklets/a/booklet.yaml", 3, 5), name=q("fevr"), guess=guess("fevr", ["fever"])))
    booklets/a/booklet.yaml:3:5: B015 unknown block "fevr"
        hint: did you mean "fever"? a block is a file beside booklet.yaml, or shared/<name>
    """
    rule = REGISTER[code]
    said = {name: str(fact) for name, fact in facts.items()}
    return Problem(code, spot, rule.message.format(**said), rule.hint.format(**said).rstrip(), said)


def printable(text: str) -> str:
    """A text for a terminal: what would steer it, or turn the direction of its lines, is shown by its number.

    >>> print(printable("\x1b[2J \u202eton"))
    \\x1b[2J \\u202eton
    """
    if text.replace("\n", "").isprintable():  # as nearly all are
        return text
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and character not in _HARMLESS
        else character
        for character in text
    )


# Persian and Indic words are spelled with the last two.
_HARMLESS = "\n\t\u200c\u200d"


# Nobody reads on in a name or a value of a thousand letters.
_LONG = 300


def q(name: object) -> str:
    """A name in quotes, the start of one that is endless.

    >>> q("fever"), len(q("3" * 5000))
    ('"fever"', 302)
    """
    text = str(name)
    return f'"{text}"' if len(text) <= _LONG else f'"{text[: _LONG - 1]}…"'


# With fewer letters many names begin.
_TELLING = 3


def guess(name: str, known: Iterable[str]) -> str:
    """The nearest known name as the start of a hint, or else the first with a word that begins so, or nothing.

    >>> guess("warnning", ["warning", "steps"]), guess("anc", ["pancreas-signs", "low-anc-meaning"])
    ('did you mean "warning"? ', 'did you mean "low-anc-meaning"? ')
    """
    names = [*known]
    begins = re.compile(rf"(?<![^\W_]){re.escape(name)}", re.IGNORECASE)
    near = difflib.get_close_matches(name, names, n=1) or [
        each for each in names if len(name) >= _TELLING and begins.search(each)
    ]
    return meant(near[0] if near else "")


def meant(name: str) -> str:
    """A name as the start of a hint, or nothing where there is none.

    >>> meant("warning"), meant("")
    ('did you mean "warning"? ', '')
    """
    return f'did you mean "{name}"? ' if name else ""


def shorten(text: str, length: int = 60) -> str:
    """The start of a text in quotes, for a message; cut within a word where it has no space.

    >>> shorten("Call us day or night", 14), shorten("无论白天还是夜里都请打电话", 8)
    ('"Call us day …"', '"无论白天还是 …"')
    """
    short = textwrap.shorten(text, length, placeholder=" …")
    return q(short if short.strip(" …") or not text.strip() else f"{text.strip()[: length - 2]} …")


def listed(numbers: Iterable[int]) -> str:
    """Page numbers in words.

    >>> listed([3]), listed([4, 1, 2, 7])
    ('page 3', 'pages 1–2, 4, 7')
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    # Two neighbours are told as a run too: it is shorter and as clear.
    return f"page {said[0]}" if len(runs) == 1 and len(runs[0]) == 1 else f"pages {', '.join(said)}"


def report(problems: Iterable[Problem], end: str = "Nothing was written.", said: Callable[[Problem], str] = str) -> str:
    """All problems by desk and spot, then one line that counts them, and says what became of the files, if any could.

    What the author mends comes last, above the prompt: most of the rest follows from it. Of one code in one file no
    more are told than somebody reads.
    """
    found = in_order(problems)
    desks = Counter(REGISTER[p.code].desk for p in found)
    shares = ", ".join(f"{number} for {desk}" for desk, number in sorted(desks.items()))
    before: Counter[tuple[str, str]] = Counter()
    told = []
    for each in found:
        before[each.code, each.spot.path] += 1
        if before[each.code, each.spot.path] <= MOST_TOLD:
            told.append(said(each))
    more = f" {len(found) - len(told):,} more of the same codes are not shown." * (len(told) < len(found))
    return "\n".join([*told, f"{count(len(found), 'problem')}: {shares}.{more} {end}".rstrip()])


# Of one code in one file.
MOST_TOLD = 200


def count(number: int, noun: str) -> str:
    """So many of something.

    >>> count(1, "page"), count(2, "page")
    ('1 page', '2 pages')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, as they are said: the authors' last."""
    return sorted(set(problems), key=lambda p: (_LATE.get(REGISTER[p.code].desk, 0), p.spot, p.code, p.message))


_LATE = {"translators": 1, "designers": 2, "authors": 3}


def explain(code: str) -> str:
    """A rule in words: what it says, why it is there, what to do."""
    rule = REGISTER[code]
    message, hint = (
        re.sub(r"(?<!\{)\{\w+\}", "…", text).replace("{{", "{").replace("}}", "}") for text in (rule.message, rule.hint)
    )
    remedy = hint.removeprefix("…").removesuffix("\n…") or "each problem says what to do"
    return f"{code} (for {rule.desk}): {message}\n\n{rule.reason}\n\nhint: {remedy}"

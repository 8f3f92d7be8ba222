"""A part of the pages against what should stand there: its lines, its numbers, its names of medicines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath

from chapbook.content.booklet import Edition
from chapbook.content.medicines import Medicines
from chapbook.content.numbers import figures, quantities, western
from chapbook.content.tickets import Direction
from chapbook.problems.problem import Problem, Spot, count, problem, q, shorten
from chapbook.proofread.expected import Expected
from chapbook.proofread.page import Corner, LetterRun, Sighting
from chapbook.proofread.provenance import Told, blamed, compared, logical, stray, words
from chapbook.proofread.tokens import Kind, tokens

# Fewer lines of one part, elsewhere on the pages, are not the part again.
FEWEST = 3

WRITE_IT = 'write it in a block, or in a template as {{ _("…") }}; a style and a picture say no words of their own'
TOO_LONG = "it is kept together and does not fit: shorten it or what stands before it; what floats in a style is why"

# Before everything.
TOP = Corner(0, 0, 0)


@dataclass(frozen=True)
class PagePart:
    """Something that an edition prints: what it says, and where its pages say that it begins."""

    place: Spot
    start: Corner | None
    lines: tuple[Expected, ...] = ()
    counts: tuple[str, ...] = ()
    # Numbers that a style may print here, or not: a chapter in its heading, the pages of warnings in the contents.
    may: tuple[str, ...] = ()
    is_open: bool = False
    told: Told = field(default_factory=Told)

    def with_more(self, part: PagePart) -> PagePart:
        """This part with one whose place is not known."""
        return replace(
            self,
            lines=self.lines + part.lines,
            counts=self.counts + part.counts,
            may=self.may + part.may,
            is_open=self.is_open or part.is_open,
            told=self.told + part.told,
        )


@dataclass(frozen=True)
class Neighbours:
    """Which numbers of a line stand beside each other on paper, from left to right."""

    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, text: str, direction: Direction) -> Neighbours:
        """The neighbours of a line. In right-to-left text those stand the other way round that have a word between.

        What a sign joins reads from the left there too, and so does a row of numbers, such as a phone; what stands in
        the same run of Latin letters may do so.

        >>> sorted(Neighbours.of("5 mg in 10 days", "ltr").pairs)
        [('5 mg', '10')]
        >>> sorted(Neighbours.of("5 mg خلال 10 أيام", "rtl").pairs)
        [('10', '5 mg')]
        >>> sorted(Neighbours.of("202~555", "rtl").pairs)
        [('202', '555')]
        >>> sorted(Neighbours.of("0049 30/1234567", "rtl").pairs)
        [('0049', '30/1234567')]
        """
        pairs: set[tuple[str, str]] = set()
        rows = [*quantities(text)] if direction == "rtl" else []
        for one, other in pairwise(figures(text)):
            between, pair = text[one.start + len(one.text) : other.start], (one.key, other.key)
            joined = len(between) == 1 and between not in _PARTS and not between.isspace()
            joined = joined or any(start <= one.start and other.start < end for start, end in rows)
            turned = direction == "rtl" and not joined
            pairs |= {pair} if not turned else {pair[::-1]} if _FROM_THE_RIGHT.search(between) else {pair, pair[::-1]}
        return cls(frozenset(pairs))

    def turned(self, one: str, other: str) -> bool:
        """Whether two that stand beside each other should stand the other way round."""
        return (other, one) in self.pairs and (one, other) not in self.pairs


# What parts numbers, of a list or in brackets.
_PARTS = ",;:.…،؛()[]"
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff]")


@dataclass(frozen=True)
class Region:
    """A part of the pages, from where it begins to the next: what stands there, and what should."""

    edition: Edition
    place: Spot
    page: int
    runs: tuple[LetterRun, ...]
    parts: tuple[PagePart, ...]
    # Numbers of titles, which may stand anywhere: running heads say them again.
    titles: frozenset[str]
    medicines: Medicines
    # What running heads and foots may say: titles, and who publishes.
    heads: tuple[Counter[str], ...]
    # The words of the marks of a review copy here.
    marks: Counter[str]
    # All that the edition says, part by part, by where that was written.
    said: tuple[tuple[Spot, Counter[str]], ...]

    def findings(self) -> Iterator[Problem]:
        """What differs, each thing once: a line that is gone or added takes its numbers with it."""
        more, less = self._compared()
        surplus_lines = [*self._added(more)]
        twice = self._twice([run for run, _, _ in surplus_lines])
        added = [run for runs in twice.values() for run in runs]
        for place, runs in twice.items():
            again = f"{q(PurePosixPath(place.path).stem)} is printed twice: {count(len(runs), 'line')} more"
            yield self._found("N008", runs[0].page, place, fault=again, remedy=TOO_LONG)
        for run, more_words, of in surplus_lines:
            if run not in added:
                added += [run] if 2 * more_words > of else []
                new = f"{more_words} of {of} words are in no text and no catalog: {shorten(logical(run.text))}"
                yield self._found("N008", run.page, self.place, fault=new, remedy=WRITE_IT)
        gone: list[Expected] = []
        for line, lost, of in self._lost(less):
            # Words of a catalog take no numbers of a text with them.
            gone += [line] if isinstance(line, Expected) and 2 * lost > of else []
            spot, said = (line.spot, line.text) if isinstance(line, Expected) else (self.place, line)
            yield self._found("N007", self.page, spot, line=shorten(said), lost=lost, of=of)
        yield from self._stray()
        own = self._wanted((part for part in self.parts if not part.is_open), gone)
        wanted = own + self._wanted((part for part in self.parts if part.is_open), gone)
        # Where the press prints more, nothing is odd: what is too many is looked for there first.
        found = sorted(
            ((one, run.is_open, run in added) for run in self.runs for one in run.sightings),
            key=lambda each: not each[1],
        )
        present = Counter((one.kind, one.text) for one, _, _ in found)
        strict = Counter((one.kind, one.text) for one, is_open, _ in found if not is_open)
        may: Counter[tuple[Kind, str]] = Counter(("number", number) for part in self.parts for number in part.may)
        surplus = present - wanted - self._counted(gone) - self._repeated() - may
        extra: list[tuple[Sighting, bool]] = []
        for one, is_open, is_said in found:
            if (one.kind, one.text) in wanted and one.text != western(one.text):
                yield self._found("N005", one.page, self._spot(one.text), wanted=western(one.text), seen=one.text)
            if surplus[one.kind, one.text] > 0:
                surplus[one.kind, one.text] -= 1
                # A line that comes from nowhere was said to, with all that it holds.
                extra += [] if is_said else [(one, is_open)]
        # A date does not stand for a number of the text.
        missing = (wanted - present) | (own - strict)
        yield from self._differences([*missing.elements()], extra)
        yield from self._out_of_order()

    @cached_property
    def lines(self) -> tuple[Expected, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    def _wanted(self, parts: Iterable[PagePart], gone: list[Expected]) -> Counter[tuple[Kind, str]]:
        """The numbers and names that some parts say, but for lines that are gone."""
        wanted: Counter[tuple[Kind, str]] = Counter()
        for part in parts:
            wanted += self._counted(line for line in part.lines if line not in gone)
            wanted += Counter(("number", figure) for figure in part.counts)
        return wanted

    def _differences(self, missing: list[tuple[Kind, str]], extra: list[tuple[Sighting, bool]]) -> Iterator[Problem]:
        """A number of the text with the one that has taken its place on the page; then those that are alone."""
        for same, code in ((western, "N005"), (_digits, "N004"), (_sorted_digits, "N003")):
            for kind, text in [key for key in missing if key[0] != "medicine"]:
                alike = (each for each in extra if each[0].kind != "medicine" and same(each[0].text) == same(text))
                # The same in an open part has not taken its place: it is a date, or a code.
                taken = next((each for each in alike if each[0].text != text), None)
                if taken is not None:
                    extra.remove(taken)
                    missing.remove((kind, text))
                    worst = "N003" if kind == "phone" and code == "N004" else code
                    yield self._found(worst, taken[0].page, self._spot(text), wanted=text, seen=taken[0].text)
        for kind, text in missing:
            if kind == "medicine":
                seen = self._misspelt(text)
                yield self._found("N006", self.page, self._spot(text), wanted=text, seen=q(seen) if seen else "nothing")
            else:
                yield self._found("N001", self.page, self._spot(text), wanted=text)
        for one, is_open in extra:
            if one.text != western(one.text):
                yield self._found("N005", one.page, self.place, wanted=western(one.text), seen=one.text)
            elif not is_open and one.text not in self.titles:
                yield self._found("N002", one.page, self.place, seen=one.text)

    def _out_of_order(self) -> Iterator[Problem]:
        """Neighbouring numbers of a line that stand the other way round, as far as one run has both."""
        names = self.medicines.names
        neighbours = ((line, Neighbours.of(line.text, self.direction)) for line in self.lines)
        lines = [(line, Counter(words(line.text, names)), near) for line, near in neighbours if near.pairs]
        for run in (run for run in self.runs if lines and not run.is_open):
            seen = [one for one in run.sightings if one.kind != "medicine"]
            own = [(line, near, run.words == said) for line, said, near in lines if run.words <= said]
            for one, other in pairwise(seen):
                # What begins a run may be the number of a step or of a row.
                begins = one.x == run.xs[0] if self.direction == "ltr" else run.text.endswith(other.text)
                wrong = [
                    line for line, near, whole in own if near.turned(one.text, other.text) and (whole or not begins)
                ]
                if wrong and len(wrong) == len(own):
                    wanted, found = f"{other.text} … {one.text}", f"{one.text} … {other.text}"
                    yield self._found("N003", run.page, wrong[0].spot, wanted=wanted, seen=found)

    @property
    def direction(self) -> Direction:
        return self.runs[0].direction if self.runs else "ltr"

    def _found(self, code: str, page: int, spot: Spot, **facts: object) -> Problem:
        where = f"page {page} of {self.edition}"
        return problem(code, spot, page=page, edition=self.edition, where=where, **facts)

    def _counted(self, lines: Iterable[Expected]) -> Counter[tuple[Kind, str]]:
        return Counter((kind, text) for line in lines for text, kind, _ in tokens(line.text, self.medicines.names))

    def _repeated(self) -> Counter[tuple[Kind, str]]:
        """What the head of a table says, as often as it may stand again."""
        pages = len({run.page for run in self.runs})
        heads = self._counted(line for line in self.lines if line.again)
        return Counter({token: count * (pages - 1) for token, count in heads.items()})

    def _spot(self, text: str) -> Spot:
        """Where a number or a name was written."""
        written = (line.spot for line in self.lines if any(text == token for _, token in self._counted([line])))
        return next(written, self.place)

    def _misspelt_names(self) -> Counter[str]:
        """The words that stand here for names of medicines which the text has and the page lacks: N006 says so."""
        present = Counter((one.kind, one.text) for run in self.runs for one in run.sightings)
        lacking = self._counted(self.lines) - present
        found = (each for run in self.runs for each in self.medicines.misspelt(run.text))
        return Counter(bag for near, word in found if ("medicine", near) in lacking for bag in words(word))

    def _misspelt(self, name: str) -> str:
        return next((word for run in self.runs for near, word in self.medicines.misspelt(run.text) if near == name), "")

    @cached_property
    def told(self) -> Told:
        return sum((part.told for part in self.parts), Told())

    def _compared(self) -> tuple[Counter[str], Counter[str]]:
        """The words that stand here and come from nowhere, and those that a template was given and its pages lack."""
        present = Counter(word for run in self.runs for word in run.says.elements())
        more, less = compared(present, self.marks, self.told, len({run.page for run in self.runs}))
        if self.parts[0].start is TOP and self.parts[0].is_open:
            # Nothing tells what a style counts there from what it should not say.
            more = Counter({word: count for word, count in more.items() if not word.isdigit()})
        # Names of medicines are compared one by one.
        names = {word for name in self.medicines.names for word in words(name)}
        return more, Counter({word: count for word, count in less.items() if word not in names})

    def _added(self, more: Counter[str]) -> Iterator[tuple[LetterRun, int, int]]:
        """Runs with words that come from nowhere, and are no running head or foot: how many, of how many."""
        if more:
            heads = [run for run in self.runs if run.band and Counter(words(run.text)) in self.heads]
            more = more - Counter(word for run in heads for word in run.says.elements()) - self._misspelt_names()
            yield from blamed({run: run.says for run in self.runs if run not in heads}, more)

    def _twice(self, runs: Sequence[LetterRun]) -> dict[Spot, list[LetterRun]]:
        """Of runs that come from nowhere here, those that another part says, by where it was written."""
        left, found = [*runs], dict[Spot, list[LetterRun]]()
        while left:
            owned = {
                place: [run for run in left if Counter(words(run.text)) <= said]
                for place, said in self.said
                if place not in found
            }
            place = max(owned, key=lambda each: len(owned[each]), default=None)
            if place is None or len(owned[place]) < FEWEST:
                break
            found[place] = owned[place]
            left = [run for run in left if run not in found[place]]
        return found

    def _lost(self, less: Counter[str]) -> Iterator[tuple[Expected | str, int, int]]:
        """Lines that lack words on the paper, those that lack most of theirs first: how many, of how many.

        They are lines of the text, of which it is known where they were written, or others that a template was given.
        """
        own: dict[Expected | str, Counter[str]] = {
            line: Counter(words(line.text, self.medicines.names)) for line in self.lines
        }
        present = Counter(word for run in self.runs for word in run.words.elements())
        if missing := (sum(own.values(), Counter[str]()) - present) | less:
            yield from blamed(own | {line: Counter(words(line)) for line in self.told.lines}, missing)

    def _stray(self) -> Iterator[Problem]:
        for run in self.runs:
            if signs := stray(run.text):
                spot = next((line.spot for line in self.lines if stray(line.text)), self.place)
                yield self._found("N012", run.page, spot, signs=" ".join(signs), line=shorten(logical(run.text)))


def _digits(text: str) -> str:
    return "".join(character for character in western(text) if character.isdigit())


def _sorted_digits(text: str) -> str:
    return "".join(sorted(_digits(text)))

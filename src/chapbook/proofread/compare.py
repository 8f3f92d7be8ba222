"""The typeset pages as an eye reads them, held against the text: lines, numbers, names of medicines, marks.

Programs that take the text out of a PDF put lines back into the order in which they are read aloud, each in its own
way, and so may give a phone number whole that stands reversed on Arabic paper. Here every character is read by where
it stands, from left to right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from chapbook.content.booklet import Edition
from chapbook.content.medicines import Medicines
from chapbook.content.numbers import western
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.problems.problem import Problem, Problems, Spot, count, problem, q, shorten
from chapbook.proofread.expected import BACK, COLOPHON, CONTENTS, COVER, EMERGENCY, Expected, expected
from chapbook.proofread.marks import faults, signs
from chapbook.proofread.page import BAND, Sighting, _Corner, _Pages, _read, _Run
from chapbook.proofread.provenance import Told, blamed, compared, logical, stray, told, words
from chapbook.proofread.tokens import Kind, tokens
from chapbook.transcript.transcript import Transcript


def proofread(project: Project, text: Transcript, proof: Proof) -> Proof:
    """A proof that says what its text says; everything by which it differs is raised at once."""
    if found := audit(project, text, proof):
        raise Problems(found)
    return proof


def audit(project: Project, text: Transcript, proof: Proof) -> list[Problem]:
    """Everything by which single pages differ from what they were set from, and by which their mark is not right."""
    medicines = Medicines.of(project, text.edition.locale)
    direction = project.locales[text.edition.locale].direction
    paper = _read(proof.pdf, medicines.names, direction, signs(project, text.edition, proof.draft))
    regions = _regions(project, text, medicines, paper, proof)
    return [
        *faults(_booklet(text), text.edition, proof.draft, paper.sizes, paper.looks),
        *(found for region in regions for found in region.findings()),
        *_pale(project, proof),
    ]


def _pale(project: Project, proof: Proof) -> Iterator[Problem]:
    """Text that too few eyes can read on its ground: a warning in it is a warning that is not there."""
    edition = Spot(str(proof.edition))
    for pair in proof.measures.inks:
        if pair.ratio < pair.wanted:
            spot = project.chain.where(pair.ink, "styles/**/*.css") or edition
            seen = {"ink": pair.ink, "ground": pair.ground, "page": pair.page, "edition": proof.edition}
            yield problem("S024", spot, **seen, ratio=f"{pair.ratio:.1f}", wanted=f"{pair.wanted:g}")


# Fewer lines of one part, elsewhere on the pages, are not the part again.
FEWEST = 3

WRITE_IT = 'write it in a block, or in a template as {{ _("…") }}; a style and a picture say no words of their own'
TOO_LONG = "it is kept together and does not fit: shorten it or what stands before it; what floats in a style is why"


# ── the pages against their text ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Region:
    """A part of the pages, from where it begins to the next: what stands there, and what should."""

    edition: Edition
    place: Spot
    page: int
    runs: tuple[_Run, ...]
    parts: tuple[_Part, ...]
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

    @cached_property
    def lines(self) -> tuple[Expected, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    def _wanted(self, parts: Iterable[_Part], gone: list[Expected]) -> Counter[tuple[Kind, str]]:
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
        if self.parts[0].start is _TOP and self.parts[0].is_open:
            # Nothing tells what a style counts there from what it should not say.
            more = Counter({word: count for word, count in more.items() if not word.isdigit()})
        # Names of medicines are compared one by one.
        names = {word for name in self.medicines.names for word in words(name)}
        return more, Counter({word: count for word, count in less.items() if word not in names})

    def _added(self, more: Counter[str]) -> Iterator[tuple[_Run, int, int]]:
        """Runs with words that come from nowhere, and are no running head or foot: how many, of how many."""
        if more:
            heads = [run for run in self.runs if run.band and Counter(words(run.text)) in self.heads]
            more = more - Counter(word for run in heads for word in run.says.elements()) - self._misspelt_names()
            yield from blamed({run: run.says for run in self.runs if run not in heads}, more)

    def _twice(self, runs: Sequence[_Run]) -> dict[Spot, list[_Run]]:
        """Of runs that come from nowhere here, those that another part says, by where it was written."""
        left, found = [*runs], dict[Spot, list[_Run]]()
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


@dataclass(frozen=True)
class _Part:
    """Something that an edition prints: what it says, and where its pages say that it begins."""

    place: Spot
    start: _Corner | None
    lines: tuple[Expected, ...] = ()
    counts: tuple[str, ...] = ()
    # Numbers that a style may print here, or not: a chapter in its heading, the pages of warnings in the contents.
    may: tuple[str, ...] = ()
    is_open: bool = False
    told: Told = field(default_factory=Told)

    def with_more(self, part: _Part) -> _Part:
        """This part with one whose place is not known."""
        return replace(
            self,
            lines=self.lines + part.lines,
            counts=self.counts + part.counts,
            may=self.may + part.may,
            is_open=self.is_open or part.is_open,
            told=self.told + part.told,
        )


def _regions(
    project: Project, text: Transcript, medicines: Medicines, paper: _Pages, proof: Proof
) -> Iterator[_Region]:
    """The pages cut where their parts begin; one whose place is not known belongs to the part before.

    Pages with columns are one region with what comes before: a line may stand in any of them.
    """
    parts: list[_Part] = []
    for part in _parts(text, paper, proof):
        if part.start is None:
            parts[-1] = parts[-1].with_more(part)
        else:
            parts.append(part)
    parts.sort(key=_start)
    layout = _Layout(parts)
    groups: list[list[int]] = []
    for number, part in enumerate(parts):
        if groups and layout.in_columns(_start(part)[0]):
            groups[-1].append(number)
        else:
            groups.append([number])
    titles = [*_titles(text)]
    said = [Counter(words(line.text)) for line in titles]
    running = _running_heads(paper.runs, said)
    bodies: list[list[_Run]] = [[] for _ in parts]
    for run in paper.runs:
        number, first = layout.at(run), layout.first(run.page)
        if run.band == "head" and first is not None and _start(parts[first])[1] < BAND + 0.5:
            # What begins at the top of a page leaves no room for a running head.
            number = max(number, first)
        elif run in running or _is_folio(run, paper.pages):
            continue
        bodies[number].append(replace(run, is_open=True) if parts[number].is_open else run)
    for group in groups:
        yield _Region(
            text.edition,
            parts[group[0]].place,
            max(1, _start(parts[group[0]])[0]),
            tuple(run for number in group for run in bodies[number] if not run.is_mark),
            tuple(parts[number] for number in group),
            frozenset(token for line in titles for token, _, _ in tokens(line.text, medicines.names)),
            medicines,
            (*said, *_publisher(project)),
            Counter(word for number in group for run in bodies[number] if run.is_mark for word in run.says.elements()),
            tuple((part.place, part.told.given) for part in parts),
        )


# Before everything.
_TOP = _Corner(0, 0, 0)

# Parts further apart than this, in millimetres, do not begin in one column.
NEAR = 20.0


def _start(part: _Part) -> tuple[int, float]:
    corner = part.start or _TOP
    return corner.page, corner.y


class _Layout:
    """Where the parts of an edition begin, page by page and column by column: each by its number in their order.

    A PDF says where a part begins, and not how wide it is: a column reaches to where the next one begins.
    """

    def __init__(self, parts: list[_Part]) -> None:
        self._parts, self._starts = parts, [_start(part) for part in parts]
        self._pages: dict[int, list[tuple[int, _Corner]]] = {}
        for number, part in enumerate(parts):
            corner = part.start or _TOP
            self._pages.setdefault(corner.page, []).append((number, corner))
        self._columns = {page: _lefts(corner for _, corner in corners) for page, corners in self._pages.items()}

    def in_columns(self, page: int) -> bool:
        return len(self._columns[page]) > 1

    def first(self, page: int) -> int | None:
        """The part that begins first on a page."""
        return next((number for number, _ in self._pages.get(page, ())), None)

    def at(self, run: _Run) -> int:
        """The part in which a run stands: the last above it in its column, or a colophon across the page."""
        corners, columns = self._pages.get(run.page, []), self._columns.get(run.page, [])
        above = [(number, corner) for number, corner in corners if corner.y <= run.y]
        if (
            above
            and above[-1] == corners[-1]
            and self._parts[above[-1][0]].is_open
            and not _column(columns, above[-1][1].x)
        ):
            # Below all others and from the first column on, as at the foot of a poster.
            return above[-1][0]
        column = _column(columns, run.xs[0])
        before = bisect_right(self._starts, (run.page, 0.0)) - 1
        return max((number for number, corner in above if _column(columns, corner.x) == column), default=before)


def _lefts(corners: Iterable[_Corner]) -> list[float]:
    """The left edges of columns, in millimetres."""
    xs = sorted(corner.x for corner in corners)
    return xs[:1] + [x for before, x in pairwise(xs) if x - before > NEAR]


def _column(columns: list[float], x: float) -> int:
    """The number of the column in which something stands; a hair's breadth to the left of it is in it."""
    return max(0, bisect_right(columns, x + 0.5) - 1)


def _is_folio(run: _Run, pages: int) -> bool:
    """Whether a run is a folio that is right, such as 2 or 2/3."""
    return bool(run.band and re.fullmatch(rf"\W*{run.page}\W*(?:{pages}\W*)?", run.text))


def _running_heads(runs: Iterable[_Run], titles: list[Counter[str]]) -> set[_Run]:
    """The runs at the head of each page that say titles whole, each by itself or all together."""
    heads: dict[int, list[tuple[_Run, Counter[str]]]] = {}
    for run in runs:
        said = Counter(words(run.text)) if run.band == "head" else Counter()
        if said and any(said <= title for title in titles):
            heads.setdefault(run.page, []).append((run, said))
    whole: set[_Run] = set()
    for found in heads.values():
        together = sum((said for _, said in found), Counter[str]()) in titles
        whole |= {run for run, said in found if together or said in titles}
    return whole


def _publisher(project: Project) -> Iterator[Counter[str]]:
    """What running heads and feet may say besides titles: who publishes."""
    imprint = project.imprint
    return (Counter(words(said)) for said in (imprint.name, imprint.address, imprint.site) if said)


def _titles(text: Transcript) -> Iterator[Expected]:
    """What running heads, foots and fronts may say again."""
    for line in expected(text):
        if (line.region in (COVER, CONTENTS, BACK) and EMERGENCY not in line.names) or "warning.title" in line.names:
            yield line


def _parts(text: Transcript, paper: _Pages, proof: Proof) -> Iterator[_Part]:
    """The parts of an edition in order, with the numbers that the press prints in each by itself.

    A template need not have covers, contents, titles of chapters or a colophon; it has every block, and the title, but
    for what it leaves out by name.
    """
    booklet, anchors, without = _booklet(text), paper.anchors, proof.without
    template = told(proof.told, anchors, text.edition)
    said: dict[str, list[Expected]] = {}
    for line in expected(text):
        if not line.names & without:
            said.setdefault(line.region, []).append(line)
    chapters = [chapter.id for chapter in text.manuscript.chapters]

    def part(name: str, **more: Any) -> Iterator[_Part]:
        if name in anchors:
            found = template.get(name, Told())
            yield _Part(booklet, anchors[name], tuple(said.get(name, ())), told=found, **more)

    title = [line for line in said.get(COVER, ()) if "cover.title" in line.names and COVER not in anchors]
    # Without a name in its template, nothing tells what the press prints by itself from what it should not.
    yield _Part(booklet, _TOP, tuple(title), is_open=not anchors, told=template[""])
    yield from part(COVER, is_open=True)
    entries = [str(number) for number in range(1, len(chapters) + 1)]
    folios = [str(anchors[name].page) for name in (*chapters, COLOPHON) if name in anchors]
    warnings = [block.name for block in text.manuscript.blocks if block.content.warns and block.name in anchors]
    urgent = tuple(str(anchors[name].page) for name in warnings)
    yield from part(CONTENTS, counts=(*entries, *folios), may=urgent)
    passages = {passage.path: passage for passage in text.blocks}
    for number, chapter in enumerate(text.manuscript.chapters, 1):
        yield from part(chapter.id, may=(str(number),))
        for block in chapter.blocks:
            ends = [name.rsplit("/", 1)[-1] for name in block.content.leads_to()]
            pages = [anchors[name].page for name in ends if name in anchors]
            counts = () if block.name in without else (*passages[block.path].counts, *pages)
            yield _Part(
                Spot(f"booklets/{block.path}.yaml"),
                anchors.get(block.name),
                tuple(said.get(block.name, ())),
                tuple(map(str, counts)),
                is_open=block.content.lists_sources,
                told=template.get(block.name, Told()),
            )
    yield from part(COLOPHON, is_open=True)
    yield from part(BACK, is_open=True)


def _booklet(text: Transcript) -> Spot:
    return Spot(f"booklets/{text.covers.path}.yaml")


def _digits(text: str) -> str:
    return "".join(character for character in western(text) if character.isdigit())


def _sorted_digits(text: str) -> str:
    return "".join(sorted(_digits(text)))

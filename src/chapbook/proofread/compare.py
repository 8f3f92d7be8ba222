"""The typeset pages as an eye reads them, held against the text: lines, numbers, names of medicines, marks.

Programs that take the text out of a PDF put lines back into the order in which they are read aloud, each in its own
way, and so may give a phone number whole that stands reversed on Arabic paper. Here every character is read by where
it stands, from left to right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from chapbook.content.medicines import Medicines
from chapbook.content.project import Project
from chapbook.content.proof import Proof
from chapbook.problems.problem import Problem, Problems, Spot, problem
from chapbook.proofread.expected import BACK, COLOPHON, CONTENTS, COVER, EMERGENCY, Expected, expected
from chapbook.proofread.layout import Columns, start_of
from chapbook.proofread.marks import faults, signs
from chapbook.proofread.page import BAND, LetterRun, Pages, read_pages
from chapbook.proofread.provenance import Told, told, words
from chapbook.proofread.region import TOP, PagePart, Region
from chapbook.proofread.tokens import tokens
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
    paper = read_pages(proof.pdf, medicines.names, direction, signs(project, text.edition, proof.draft))
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
            written = [project.chain.where(each, "styles/**/*.css") for each in (pair.ink, pair.ground)]
            found = [spot for spot in written if spot]
            # A pale ground under the library's ink is the house's.
            own = [spot for spot in found if not spot.path.startswith("library/")]
            spot = (*own, *found, edition)[0]
            seen = {"ink": pair.ink, "ground": pair.ground, "page": pair.page, "edition": proof.edition}
            yield problem("S024", spot, **seen, ratio=f"{pair.ratio:.1f}", wanted=f"{pair.wanted:g}")


# ── the pages against their text ──────────────────────────────────────────────────────────────────────────────────


def _regions(project: Project, text: Transcript, medicines: Medicines, paper: Pages, proof: Proof) -> Iterator[Region]:
    """The pages cut where their parts begin; one whose place is not known belongs to the part before.

    Pages with columns are one region with what comes before: a line may stand in any of them.
    """
    parts: list[PagePart] = []
    for part in _parts(text, paper, proof):
        if part.start is None:
            parts[-1] = parts[-1].with_more(part)
        else:
            parts.append(part)
    parts.sort(key=start_of)
    layout = Columns(parts)
    groups: list[list[int]] = []
    for number, part in enumerate(parts):
        if groups and layout.in_columns(start_of(part)[0]):
            groups[-1].append(number)
        else:
            groups.append([number])
    titles = [*_titles(text)]
    said = [Counter(words(line.text)) for line in titles]
    running = _running_heads(paper.runs, said)
    bodies: list[list[LetterRun]] = [[] for _ in parts]
    for run in paper.runs:
        number, first = layout.at(run), layout.first(run.page)
        if run.band == "head" and first is not None and start_of(parts[first])[1] < BAND + 0.5:
            # What begins at the top of a page leaves no room for a running head.
            number = max(number, first)
        elif run in running or _is_folio(run, paper.pages):
            continue
        bodies[number].append(replace(run, is_open=True) if parts[number].is_open else run)
    for group in groups:
        yield Region(
            text.edition,
            parts[group[0]].place,
            max(1, start_of(parts[group[0]])[0]),
            tuple(run for number in group for run in bodies[number] if not run.is_mark),
            tuple(parts[number] for number in group),
            frozenset(token for line in titles for token, _, _ in tokens(line.text, medicines.names)),
            medicines,
            (*said, *_publisher(project)),
            Counter(word for number in group for run in bodies[number] if run.is_mark for word in run.says.elements()),
            tuple((part.place, part.told.given) for part in parts),
        )


def _is_folio(run: LetterRun, pages: int) -> bool:
    """Whether a run is a folio that is right, such as 2 or 2/3."""
    return bool(run.band and re.fullmatch(rf"\W*{run.page}\W*(?:{pages}\W*)?", run.text))


def _running_heads(runs: Iterable[LetterRun], titles: list[Counter[str]]) -> set[LetterRun]:
    """The runs at the head of each page that say titles whole, each by itself or all together."""
    heads: dict[int, list[tuple[LetterRun, Counter[str]]]] = {}
    for run in runs:
        said = Counter(words(run.text)) if run.band == "head" else Counter()
        if said and any(said <= title for title in titles):
            heads.setdefault(run.page, []).append((run, said))
    whole: set[LetterRun] = set()
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
    warnings = {f"{block.name}.title" for block in text.manuscript.blocks if block.content.warns}
    for line in expected(text):
        if (line.region in (COVER, CONTENTS, BACK) and EMERGENCY not in line.names) or line.names & warnings:
            yield line


def _parts(text: Transcript, paper: Pages, proof: Proof) -> Iterator[PagePart]:
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

    def part(name: str, **more: Any) -> Iterator[PagePart]:
        if name in anchors:
            found = template.get(name, Told())
            yield PagePart(booklet, anchors[name], tuple(said.get(name, ())), told=found, **more)

    title = [line for line in said.get(COVER, ()) if "cover.title" in line.names and COVER not in anchors]
    # Without a name in its template, nothing tells what the press prints by itself from what it should not.
    yield PagePart(booklet, TOP, tuple(title), is_open=not anchors, told=template[""])
    yield from part(COVER, is_open=True)
    entries = [str(number) for number in range(1, len(chapters) + 1)]
    folios = [str(anchors[name].page) for name in (*chapters, COLOPHON) if name in anchors]
    warnings = [block.name for block in text.manuscript.blocks if block.content.warns and block.name in anchors]
    urgent = tuple(str(anchors[name].page) for name in warnings)
    yield from part(CONTENTS, counts=(*entries, *folios), may=urgent)
    passages = {passage.path: passage for passage in text.blocks}
    # In place of numbers that it leaves out, a template may print the page on which a hand writes them.
    contacts = (block.name for block in text.manuscript.blocks if block.content.lists_contacts)
    written = [str(anchors[name].page) for name in contacts if name in anchors][:1]
    for number, chapter in enumerate(text.manuscript.chapters, 1):
        yield from part(chapter.id, may=(str(number),))
        for block in chapter.blocks:
            ends = [name.rsplit("/", 1)[-1] for name in block.content.leads_to()]
            pages = [anchors[name].page for name in ends if name in anchors]
            counts = () if block.name in without else (*passages[block.path].counts, *pages)
            sent = written if f"{block.name}.phones" in without and not block.content.warns else ()
            yield PagePart(
                Spot(f"booklets/{block.path}.yaml"),
                anchors.get(block.name),
                tuple(said.get(block.name, ())),
                tuple(map(str, counts)),
                (*map(str, block.content.may_count()), *sent),
                is_open=block.content.lists_sources,
                told=template.get(block.name, Told()),
            )
    yield from part(COLOPHON, is_open=True)
    yield from part(BACK, is_open=True)


def _booklet(text: Transcript) -> Spot:
    return Spot(f"booklets/{text.covers.path}.yaml")

"""Preflight: a PDF of anybody's against what a job ticket asks for, before a print shop finds out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import PasswordError, PikepdfError

from chapbook.content.paper import Size
from chapbook.content.tickets import JobTicket
from chapbook.preflight.bounds import TooMuch
from chapbook.preflight.page import MM_A_POINT, Box, Page
from chapbook.preflight.survey import Survey, survey
from chapbook.problems.problem import Problem, Spot, count, listed, problem, q

# In millimetres. A cut is no better; layout rounds to less.
TOLERANCE = 0.2
# Of ink, in percent: what eight bits a plate round to, four times.
ROUNDING = 1.0


@dataclass(frozen=True)
class Required:
    """What a file is checked against.

    Trims are the sizes that a page may have, any where there is none; bleed is in millimetres, ink in percent,
    floor in dpi, hairlines in points. On sheets, pages have been put side by side, so that a page of the file is a
    sheet.
    """

    trims: tuple[Size, ...] = ()
    bleed: float = 0
    cmyk: bool = False
    x4: bool = False
    condition: str = ""
    total_ink: float = 300
    floor: float = 150
    hairline: float = 0.25
    sheets: bool = False

    @property
    def press(self) -> bool:
        """Whether it goes to a press, or is read and printed as it is."""
        return self.cmyk or self.x4


def required(ticket: JobTicket, papers: Sequence[str]) -> Required:
    """What a ticket asks of a file, where any of these papers is in the printers."""
    cmyk = ticket.colour == "cmyk"
    return Required(
        trims=tuple(dict.fromkeys(ticket.trim_for(paper) for paper in papers)),
        bleed=min(ticket.bleed_for(paper) for paper in papers),
        cmyk=cmyk,
        x4=ticket.pdf == "x-4",
        condition=ticket.condition if cmyk else "",
        total_ink=ticket.total_ink,
        floor=ticket.image_floor,
        hairline=ticket.hairline,
        sheets=ticket.sheet is not None,
    )


@dataclass(frozen=True)
class Report:
    """What was found: the facts in the order of a report, and what is wrong."""

    name: str
    facts: dict[str, list[str]]
    problems: tuple[Problem, ...]

    def as_text(self) -> str:
        """For people: a line or more a topic; what is wrong is not repeated here."""
        lines = [self.name]
        for topic, said in self.facts.items():
            lines += [f"  {topic if number == 0 else '':14}{line}" for number, line in enumerate(said)]
        return "\n".join(lines)

    def as_json(self) -> str:
        """For machines: the facts as printed, and each problem with its code."""
        wrong = [{"code": each.code, "message": each.message, "hint": each.hint} for each in self.problems]
        return json.dumps({"file": self.name, "facts": self.facts, "problems": wrong}, ensure_ascii=False, indent=2)


def preflight(content: bytes, wanted: Required, name: str) -> Report:
    """Check a PDF that anybody made. The name is how the file is called in what is said about it."""
    spot = Spot(name)
    # Readers look for its first words in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1).
    if b"%PDF-" not in content[:1024]:
        return Report(name, {}, (problem("P019", spot, fault="this is no PDF", hint="export it as PDF/X-4"),))
    try:
        found = survey(content)
    except PasswordError:
        lock = {"fault": "locked by a password", "hint": "save it without one"}
        return Report(name, {}, (problem("P019", spot, **lock),))
    except (PikepdfError, RuntimeError) as fault:
        # The library's own words hold its place in memory, which says nothing and differs from run to run.
        said = re.sub(r"^.*?: ", "", str(fault))
        broken = {"fault": f"not a readable PDF: {said}", "hint": "export it again"}
        return Report(name, {}, (problem("P019", spot, **broken),))
    except TooMuch as fault:
        return Report(name, {}, (problem("P020", spot, fault=fault),))
    judge = _Judge(found, wanted, spot)
    problems = tuple(dict.fromkeys([*judge.file(), *judge.boxes(), *judge.colours(), *judge.matter()]))
    return Report(name, {topic: [*said] for topic, said in _facts(found)}, problems)


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Judge:
    """The rules, each over all pages; pages with the same fault share one problem."""

    found: Survey
    wanted: Required
    spot: Spot

    def _say(self, code: str, faults: Iterable[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
        """One problem for each fault, with all pages that have it."""
        pages: dict[tuple[tuple[str, Any], ...], list[int]] = {}
        for number, facts in faults:
            pages.setdefault(tuple(facts.items()), []).append(number)
        for key, numbers in pages.items():
            yield problem(code, self.spot, pages=listed(numbers), **dict(key))

    def file(self) -> Iterator[Problem]:
        """The file as a whole: whether it opens, and whether it is the PDF/X that the ticket asks for."""
        if self.found.encrypted:
            lock = {"fault": "the file is encrypted", "hint": "save it without a password and without restrictions"}
            yield problem("P019", self.spot, **lock)
        for what in self.found.broken:
            yield problem("P019", self.spot, fault=f"{what} cannot be read", hint="export it again")
        yield from self._say(
            "P021", [(s.number, {"what": what}) for s in self.found.pages for what in sorted(s.unseen)]
        )
        if not self.found.pages and not self.found.broken:
            yield problem("P019", self.spot, fault="the file has no pages", hint="export it again")
        if self.wanted.press:
            for what in self.found.interactive:
                yield problem("P017", self.spot, pages="the file", what=what)
        if self.wanted.x4:
            for fault in _not_x4(self.found, self.wanted.condition):
                yield problem("P018", self.spot, fault=fault)

    def boxes(self) -> Iterator[Problem]:
        faults: list[tuple[int, dict[str, Any]]] = []
        for page in self.found.pages:
            faults += [(page.number, {"fault": fault}) for fault in _misfits(page, self.wanted)]
        yield from self._say("P010", faults)

    def colours(self) -> Iterator[Problem]:
        """Of what no press has, and of more ink than paper takes."""
        wanted = self.wanted
        if not wanted.cmyk:
            return
        foreign: dict[tuple[str, str], tuple[set[int], set[tuple[float, ...]]]] = {}
        for page in self.found.pages:
            for paint in page.paints:
                if paint.space in ("RGB", "Lab", "?"):
                    pages, values = foreign.setdefault((paint.space, paint.what), (set(), set()))
                    pages.add(page.number)
                    values.add(paint.parts)
        for (space, what), (pages, values) in sorted(foreign.items()):
            said = f"{space.replace('?', 'unknown colours')} in {what}{_among(values)}"
            yield problem("P011", self.spot, pages=listed(pages), what=said)
        yield from self._say("P012", [(s.number, {"name": q(name)}) for s in self.found.pages for name in s.spots])
        heavy = [
            (page.number, {"what": what, "ink": f"{ink:.0f}", "limit": f"{wanted.total_ink:g}"})
            for page in self.found.pages
            for what, ink in sorted(page.ink.items())
            if ink > wanted.total_ink + ROUNDING
        ]
        yield from self._say("P013", heavy)

    def matter(self) -> Iterator[Problem]:
        """Pictures, lines, fonts, and what does not belong on paper."""
        wanted, pages = self.wanted, self.found.pages
        yield from self._say(
            "P014",
            [
                (
                    s.number,
                    {"size": f"{p.width:.0f} × {p.height:.0f} mm", "dpi": int(p.dpi), "floor": f"{wanted.floor:g}"},
                )
                for s in pages
                for p in s.pictures
                if 0 < p.dpi < wanted.floor - 1
            ],
        )
        yield from self._say(
            "P016",
            [(s.number, {"font": q(font)}) for s in pages for font, inside in sorted(s.fonts.items()) if not inside],
        )
        if not wanted.press:
            return
        limit = f"{wanted.hairline:g}"
        yield from self._say(
            "P015",
            [
                (s.number, {"width": f"{line.width:.2f}", "limit": limit, "place": _place(line.x, line.y, s)})
                for s in pages
                for line in s.lines
                if line.width < wanted.hairline - 0.001
            ],
        )
        yield from self._say(
            "P017",
            [
                (s.number, {"what": _annotation(kind)})
                for s in pages
                for kind in dict.fromkeys(s.annotations)
                if kind not in ("PrinterMark", "TrapNet")
            ],
        )


def _among(values: set[tuple[float, ...]]) -> str:
    """Which colours, in a few words; black is named, for black in RGB is what hurts most.

    >>> _among({(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)})
    ' (2 colours, black among them)'
    """
    known = {parts for parts in values if parts}
    if not known:
        return ""
    black = any(max(parts) < 0.1 for parts in known)
    if len(known) == 1:
        return " (black)" if black else f" ({' '.join(f'{part:g}' for part in next(iter(known)))})"
    return f" ({len(known)} colours{', black among them' * black})"


def _annotation(kind: str) -> str:
    return kind if kind.startswith("an ") else f"an annotation ({kind.lower()})"


def _place(x: float, y: float, page: Page) -> str:
    left, _, _, top = page.trim
    return f"{(x - left) * MM_A_POINT:.0f} mm from the left, {(top - y) * MM_A_POINT:.0f} mm from the top"


def _misfits(page: Page, wanted: Required) -> Iterator[str]:
    """What is wrong with the boxes of a page."""
    size = _size(page.trim)
    if wanted.press and not page.declares_trim:
        yield "no TrimBox, so nobody knows where to cut"
    if not _holds(page.bleed, page.trim) or not _holds(page.media, page.bleed):
        yield "the boxes do not lie within each other: TrimBox in BleedBox in MediaBox"
    if wanted.sheets:
        return
    if wanted.trims and not any(_same(size, trim) for trim in wanted.trims):
        yield f"the TrimBox is {size}, and the ticket asks for {' or '.join(map(str, wanted.trims))}"
    reach = _reach(page) * MM_A_POINT
    if reach < wanted.bleed - TOLERANCE:
        yield f"the bleed is {max(reach, 0):.1f} mm, and the ticket asks for {wanted.bleed:g} mm"


def _reach(page: Page) -> float:
    """How far the bleed reaches past the trim on the side where it is least, in points."""
    bleed, trim = page.bleed, page.trim
    return min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])


def _size(box: Box) -> Size:
    return Size(round((box[2] - box[0]) * MM_A_POINT, 1), round((box[3] - box[1]) * MM_A_POINT, 1))


def _same(one: Size, other: Size) -> bool:
    return max(abs(one.width - other.width), abs(one.height - other.height)) <= TOLERANCE


def _holds(outer: Box, inner: Box) -> bool:
    slack = 0.01
    low = all(outer[edge] <= inner[edge] + slack for edge in (0, 1))
    return low and all(outer[edge] >= inner[edge] - slack for edge in (2, 3))


def _not_x4(found: Survey, condition: str) -> Iterator[str]:
    """What PDF/X-4 (ISO 15930-7) asks of a file and this one does not have."""
    intents = [intent for intent in found.intents if intent[0] == "/GTS_PDFX"]
    if len(intents) != 1:
        yield "no output intent" if not intents else f"{len(intents)} output intents, and there must be one"
    for _, identifier, profile in intents:
        if not identifier:
            yield "the output intent does not name its printing condition (OutputConditionIdentifier)"
        elif condition and identifier != condition:
            yield f"the output intent is for {identifier}, and the ticket asks for {condition}"
        if profile != "prtrCMYK":
            yield "the output intent holds no profile of a press with four inks"
    if not re.search(r"GTS_PDFXVersion(>|=[\"'])\s*PDF/X-4", found.metadata):
        yield "its metadata do not say that it is PDF/X-4"
    lacking = [key for key in _METADATA if key not in found.metadata]
    if lacking:
        yield f"its metadata lack {', '.join(lacking)}"
    if found.information.get("/Trapped") not in ("/True", "/False"):
        yield "it does not say whether it is trapped"
    if not found.has_id:
        yield "it has no ID"
    if not "1.3" <= found.version <= "1.6":
        yield f"it is PDF {found.version}, and PDF/X-4 is PDF 1.6"


_METADATA = ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "pdf:Trapped")


# ── what there is ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(found: Survey) -> Iterator[tuple[str, Iterable[str]]]:
    pages = found.pages
    variant = re.search(r"PDF/X-\d\w*", found.metadata)
    yield "file", [f"PDF {found.version}{', ' + variant[0] if variant else ''}, {count(len(pages), 'page')}"]
    yield "boxes", _by_pages(pages, lambda s: [f"trim {_size(s.trim)}, bleed {max(_reach(s), 0) * MM_A_POINT:.1f} mm"])
    yield "colours", _by_pages(pages, lambda s: [", ".join(sorted(_spaces(s))) or "none"])
    yield "ink", _inks(found)
    yield "fonts", _fonts(pages)
    yield "pictures", _pictures(pages)
    yield "lines", _lines(pages)
    yield "transparency", _by_pages(pages, lambda s: sorted(s.through) or ["none"])
    if unseen := [*_by_pages(pages, lambda s: sorted(s.unseen))]:
        yield "not measured", unseen


def _spaces(page: Page) -> set[str]:
    """Colour spaces, and what plates there are: black alone is told from four inks."""
    found = {paint.space for paint in page.paints}
    inks = [paint.parts for paint in page.paints if paint.space == "CMYK"]
    if inks and all(parts and not any(parts[:3]) for parts in inks):
        found = (found - {"CMYK"}) | {"black alone"}
    names = {"?": "unknown", "Spot": "spot colours" if page.spots else "marks on every plate"}
    return {names.get(space, space) for space in found} | {f"spot {name}" for name in page.spots}


def _inks(found: Survey) -> Iterator[str]:
    weights = [(ink, what, page.number) for page in found.pages for what, ink in page.ink.items()]
    if not weights:
        yield "not known: no colours in inks"
        return
    ink, what, page = max(weights)
    yield f"at most {ink:.0f} %, in {what} on page {page}"
    # Normal transparency mixes two colours, so it has never more ink than the heavier; these two can add them up.
    adding = [s.number for s in found.pages if any(how.startswith(("overprint", "blending")) for how in s.through)]
    if adding:
        yield f"may be more where things overprint or blend: {listed(adding)}"
    texts = [(page.number, paint) for page in found.pages for paint in page.paints if paint.what == "text"]
    if rich := [number for number, paint in texts if _rich(paint.parts)]:
        yield f"text in four inks, which blurs where they miss each other: {listed(rich)}"


def _rich(parts: tuple[float, ...]) -> bool:
    return len(parts) == 4 and min(parts) > 0.05


def _fonts(pages: list[Page]) -> Iterator[str]:
    fonts = {font: inside for page in pages for font, inside in page.fonts.items()}
    for font, inside in sorted(fonts.items()):
        yield f"{re.sub(r'^[A-Z]{6}[+]', '', font)}, {'in the file' if inside else 'NOT in the file'}"
    if not fonts:
        yield "none"


def _pictures(pages: list[Page]) -> Iterator[str]:
    pictures = [(picture, page.number) for page in pages for picture in page.pictures if picture.dpi]
    if not pictures:
        yield "none; drawings have no resolution"
        return
    worst, page = min(pictures, key=lambda each: each[0].dpi)
    yield f"{count(len(pictures), 'picture')}, the coarsest with {worst.dpi:.0f} dpi on page {page}"


def _lines(pages: list[Page]) -> Iterator[str]:
    lines = [(line.width, page.number) for page in pages for line in page.lines]
    yield f"the thinnest is {min(lines)[0]:.2f} pt, on page {min(lines)[1]}" if lines else "none"


def _by_pages(pages: list[Page], say: Callable[[Page], list[str]]) -> Iterator[str]:
    """What holds for which pages, once each."""
    numbers_of: dict[str, list[int]] = {}
    for page in pages:
        for said in say(page):
            numbers_of.setdefault(said, []).append(page.number)
    for said, numbers in numbers_of.items():
        yield said if len(numbers) == len(pages) else f"{listed(numbers)}: {said}"

"""The proof sheet of an edition: what is fine and what is missing, as JSON for machines, on a page or two for people.

`docs/proof-sheet.md` explains every key, `docs/proof-sheet.schema.json` is the schema of `Sheet`. A key that goes, or
means something else, is a new `SCHEMA`; a key more is not.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Literal

import pikepdf
from pydantic import BaseModel, ConfigDict

from chapbook import __version__
from chapbook.approve import answers as people
from chapbook.approve.approvals import State, state
from chapbook.approve.records import read_record
from chapbook.check.clear_writing.items import Clarity, clarity
from chapbook.check.reading_level.readability import read_edition
from chapbook.content.booklet import Edition
from chapbook.content.manuscript import Manuscript
from chapbook.content.project import Project
from chapbook.content.proof import Measures
from chapbook.problems.problem import Problem

SCHEMA = 1

# As a share of the height of an em: 9 pt of Times New Roman, the floor of the EU's package leaflet, in millimetres.
EU_X_HEIGHT = 1.4
CLEAR_PRINT_X_HEIGHT = 2.0
CLEAR_PRINT_SIZE = 12.0
FDA_SIZE = 10.0
LINE = (60, 70)


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EditionRow(_Row):
    """Which edition it is. `code` is printed in its colophon; `text_sha256` is a hash of its words, values open."""

    booklet: str
    locale: str
    place: str
    title: str
    code: str
    revised: datetime.date
    review_by: datetime.date | None
    draft: bool
    text_sha256: str


class FileRow(_Row):
    """A file that was made. Lengths in millimetres; `variant` is what its metadata claim, such as PDF/UA-1."""

    file: str
    ticket: str
    bytes: int
    sha256: str
    pages: int
    media_box: tuple[float, float]
    trim_box: tuple[float, float]
    bleed: float
    tagged: bool
    language: str | None
    variant: str | None
    fonts: int
    fonts_embedded: int


class ScoreRow(_Row):
    """A readability formula: the value as the text stands, and with explained terms counted as easy words."""

    name: str
    value: float
    eased: float
    scale: str
    source: str


class GateRow(_Row):
    name: str
    limit: float
    value: float
    holds: bool


class ReadabilityRow(_Row):
    unit: str
    sentences: int
    words: int
    words_per_sentence: float
    scores: tuple[ScoreRow, ...]
    gates: tuple[GateRow, ...]
    remarks: tuple[str, ...]


class ItemRow(_Row):
    """An item of PEMAT-P or the CDC Index: who decides it, and what is decided."""

    id: str
    instrument: str
    says: str
    decided_by: Literal["program", "clinician", "translator", "reader", "nobody"]
    verdict: Literal["holds", "fails", "does not apply", "open"]
    comments: tuple[str, ...]


class InstrumentRow(_Row):
    """Items that hold of those that apply; `percent` only when none is open."""

    instrument: str
    program_holds: int
    program_applies: int
    people_hold: int
    people_apply: int
    open: tuple[str, ...]
    percent: int | None


class SilencedRow(_Row):
    code: str
    count: int
    reason: str
    where: str


class EverydayRow(_Row):
    """Hard words that are not explained, because families know them."""

    reason: str
    words: tuple[str, ...]


class ClarityRow(_Row):
    instruments: tuple[InstrumentRow, ...]
    items: tuple[ItemRow, ...]
    faults: tuple[str, ...]
    silenced: tuple[SilencedRow, ...]
    everyday: tuple[EverydayRow, ...]


class SourceRow(_Row):
    """`overdue` is known only where a day was given to count from."""

    id: str
    publisher: str
    title: str
    review_by: datetime.date
    overdue: bool | None


class EvidenceRow(_Row):
    facts: int
    unverified: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    on: datetime.date | None


class NumbersRow(_Row):
    """What the pages say otherwise than the text, read back by glyph position."""

    findings: tuple[str, ...]


class RoleRow(_Row):
    role: str
    blocks: int
    approved: int
    by: tuple[str, ...]
    questions: int
    answered: int


class ContrastRow(_Row):
    """Text of one colour on one ground: its contrast, and what WCAG 2.2 asks for at its smallest size."""

    ink: str
    ground: str
    ratio: float
    wanted: float
    size: float
    bold: bool
    characters: int
    page: int


class TightRow(_Row):
    page: int
    what: str
    edge: str
    room: float


class StandardRow(_Row):
    """A standard for type, what it asks for, and whether the body type holds it; nothing where it cannot be said."""

    standard: str
    asks: str
    holds: bool | None


class PageRow(_Row):
    """What the pages measure. Sizes in points, x-height and room in millimetres, lines in characters.

    `overflows` and `missing_letters` are always 0: a build with any is refused (S003, S004).
    """

    face: str
    size: float
    x_height: float
    leading: float
    smallest: float
    line: int
    longest_line: int
    standards: tuple[StandardRow, ...]
    contrast: tuple[ContrastRow, ...]
    letters: int
    missing_letters: int
    fonts: tuple[str, ...]
    overflows: int
    tight: tuple[TightRow, ...]


class Sheet(_Row):
    """The proof sheet of one edition."""

    schema_version: int = SCHEMA
    made_with: str
    edition: EditionRow
    missing: tuple[str, ...]
    approvals: tuple[RoleRow, ...]
    readability: ReadabilityRow
    clarity: ClarityRow
    evidence: EvidenceRow
    numbers: NumbersRow
    page: PageRow
    files: tuple[FileRow, ...]

    def as_json(self) -> bytes:
        return (self.model_dump_json(indent=1) + "\n").encode("utf-8")


def schema() -> bytes:
    """The JSON Schema of a sheet, as it stands in docs/proof-sheet.schema.json."""
    drawn = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Sheet.model_json_schema(mode="serialization")}
    return (json.dumps(drawn, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


# ── filled in ─────────────────────────────────────────────────────────────────────────────────────────────────────


def proof_sheet(
    project: Project,
    manuscript: Manuscript,
    *,
    title: str,
    code: str,
    measures: Measures,
    findings: Sequence[Problem],
    files: Iterable[tuple[str, str, int, bytes]],
    on: datetime.date | None = None,
) -> Sheet:
    """The sheet of a typeset edition and of the files made of it, each (file, ticket, pages, bytes).

    `on` is the day from which a source is overdue; a build knows no day.
    """
    edition, record = manuscript.edition, read_record(project, manuscript.edition)[0]
    standing, judged = state(project, manuscript, [record]), clarity(project, manuscript)
    evidence = _evidence(project, manuscript, on)
    approvals = tuple(_roles(standing, judged))
    text = hashlib.sha256(repr(manuscript).encode("utf-8")).hexdigest()
    booklet = manuscript.booklet
    return Sheet(
        made_with=f"Chapbook {__version__}",
        edition=EditionRow(
            booklet=edition.booklet,
            locale=edition.locale,
            place=edition.place,
            title=title,
            code=code,
            revised=booklet.revised,
            review_by=booklet.review_by,
            draft=any(row.approved < row.blocks for row in approvals),
            text_sha256=text,
        ),
        missing=tuple(_missing(approvals, evidence, findings)),
        approvals=approvals,
        readability=_readability(project, manuscript),
        clarity=_clarity(project, judged, standing),
        evidence=evidence,
        numbers=NumbersRow(findings=tuple(f"{each.code} {each.message}" for each in findings)),
        page=_page(project, edition, measures),
        files=tuple(_file(*each) for each in files),
    )


def _missing(approvals: Iterable[RoleRow], evidence: EvidenceRow, findings: Sequence[Problem]) -> Iterator[str]:
    """What stands between this edition and a family, most important first."""
    for row in approvals:
        if row.approved < row.blocks:
            yield f"{row.role}: {row.blocks - row.approved} of {row.blocks} blocks are not approved"
    if evidence.unverified:
        yield f"facts: {len(evidence.unverified)} of {evidence.facts} are not verified"
    if overdue := [source for source in evidence.sources if source.overdue]:
        yield f"sources: {len(overdue)} of {len(evidence.sources)} are past their review date"
    if findings:
        yield f"numbers: {len(findings)} on the pages are not as in the text"


def _roles(standing: State, judged: Clarity) -> Iterator[RoleRow]:
    said = people.settled(judged, standing.answers)
    for role in standing.roles:
        blocks, asked = standing.of(role), judged.questions(role)
        yield RoleRow(
            role=role,
            blocks=len(blocks),
            approved=len(blocks) - len(standing.open(role)),
            by=tuple(str(approval) for approval in standing.approvers() if approval.role == role),
            questions=len(asked),
            answered=sum(each.item.id in said for each in asked),
        )


def _readability(project: Project, manuscript: Manuscript) -> ReadabilityRow:
    reading = read_edition(project, manuscript, manuscript.edition.locale)
    return ReadabilityRow(
        unit=reading.unit,
        sentences=reading.sentences,
        words=reading.words,
        words_per_sentence=round(reading.words_per_sentence, 1),
        scores=tuple(
            ScoreRow(
                name=each.name,
                value=round(each.value, 1),
                eased=round(each.eased, 1),
                scale=each.scale,
                source=each.source,
            )
            for each in reading.scores
        ),
        gates=tuple(
            GateRow(name=each.name, limit=each.limit, value=round(each.value, 1), holds=each.passes)
            for each in reading.gate
        ),
        remarks=reading.remarks,
    )


_VERDICTS: dict[str, Any] = {"yes": "holds", "no": "fails", "agree": "holds", "disagree": "fails"}


def _clarity(project: Project, judged: Clarity, standing: State) -> ClarityRow:
    said = people.settled(judged, standing.answers)
    items = []
    for each in judged.items:
        verdict = said.get(each.item.id, "open") if each.verdict == "a person" else each.verdict
        comments = [given.answer.comment for given in standing.answers if given.item == each.item.id and given.holds]
        decided: Any = "program" if each.verdict != "a person" else each.asks if each.item.id in said else "nobody"
        items.append(
            ItemRow(
                id=each.item.id,
                instrument=each.item.instrument,
                says=each.item.says,
                decided_by=decided,
                verdict=_VERDICTS.get(verdict, verdict),
                comments=tuple(filter(None, comments)),
            )
        )
    is_source = judged.edition.locale == project.source
    return ClarityRow(
        instruments=tuple(
            InstrumentRow(
                instrument=each.instrument,
                program_holds=each.program_holds,
                program_applies=each.program_applies,
                people_hold=each.people_hold,
                people_apply=each.people_apply,
                open=each.open,
                percent=each.percent,
            )
            for each in people.scores(judged, standing.answers)
        ),
        items=tuple(items),
        faults=tuple(f"{each.spot}: {each.code} {each.message}" for each in judged.faults),
        silenced=tuple(
            SilencedRow(code=each.code, count=each.count, reason=each.reason, where=str(each.spot))
            for each in judged.silenced
        ),
        everyday=tuple(
            EverydayRow(reason=str(group.reason), words=tuple(map(str, group.words)))
            for group in project.everyday.values()
            if is_source
        ),
    )


def _evidence(project: Project, manuscript: Manuscript, on: datetime.date | None) -> EvidenceRow:
    facts = project.evidence.facts
    return EvidenceRow(
        facts=len(manuscript.facts),
        unverified=tuple(sorted(str(fact) for fact in manuscript.facts if not facts[fact].verified)),
        sources=tuple(
            SourceRow(
                id=str(source.id),
                publisher=source.publisher,
                title=source.title,
                review_by=source.review_by,
                overdue=None if on is None else source.review_by < on,
            )
            for source in sorted(manuscript.sources, key=lambda source: (source.review_by, str(source.id)))
        ),
        on=on,
    )


def _page(project: Project, edition: Edition, measures: Measures) -> PageRow:
    return PageRow(
        face=measures.face,
        size=measures.size,
        x_height=measures.x_height,
        leading=measures.leading,
        smallest=min((size for size, _ in measures.sizes), default=0.0),
        line=measures.line,
        longest_line=measures.longest_line,
        standards=tuple(_standards(measures, project.locales[edition.locale].direction == "ltr")),
        contrast=tuple(
            ContrastRow(
                ink=each.ink,
                ground=each.ground,
                ratio=each.ratio,
                wanted=each.wanted,
                size=each.size,
                bold=each.bold,
                characters=each.characters,
                page=each.page,
            )
            for each in measures.inks
        ),
        letters=measures.letters,
        missing_letters=0,
        fonts=measures.fonts,
        overflows=0,
        tight=tuple(
            TightRow(page=each.page, what=each.what, edge=each.edge, room=round(each.amount, 1))
            for each in measures.tight
        ),
    )


def _standards(measures: Measures, has_x_height: bool) -> Iterator[StandardRow]:
    """What bodies that we know ask of body type. An x-height is of Latin, Greek and Cyrillic letters."""
    size, height = measures.size, measures.x_height
    yield StandardRow(
        standard="RNIB Clear Print, x-height",
        asks=f"{CLEAR_PRINT_X_HEIGHT} mm",
        holds=height >= CLEAR_PRINT_X_HEIGHT if has_x_height else None,
    )
    yield StandardRow(
        standard="RNIB Clear Print, size", asks=f"{CLEAR_PRINT_SIZE:g} pt", holds=size >= CLEAR_PRINT_SIZE
    )
    yield StandardRow(
        standard="EU package leaflet (9 pt Times New Roman)",
        asks=f"x-height {EU_X_HEIGHT} mm",
        holds=height >= EU_X_HEIGHT if has_x_height else None,
    )
    yield StandardRow(standard="FDA Medication Guide", asks=f"{FDA_SIZE:g} pt", holds=size >= FDA_SIZE)


def _file(file: str, ticket: str, pages: int, content: bytes) -> FileRow:
    with pikepdf.open(BytesIO(content)) as pdf:
        first, root = pdf.pages[0], pdf.Root
        media, trim = (_millimetres(box) for box in (first.mediabox, first.trimbox))
        inner, outer = first.trimbox, first.bleedbox
        fonts = [font for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and _is_descriptor(font)]
        marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))
        return FileRow(
            file=file,
            ticket=ticket,
            bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            pages=pages,
            media_box=media,
            trim_box=trim,
            bleed=round(float(inner[0] - outer[0]) * 25.4 / 72, 2),
            tagged=marked and "/StructTreeRoot" in root,
            language=str(root.Lang) if "/Lang" in root else None,
            variant=_variant(pdf),
            fonts=len(fonts),
            fonts_embedded=sum(any(f"/FontFile{number}" in font for number in ("", "2", "3")) for font in fonts),
        )


def _is_descriptor(font: Any) -> bool:
    return bool(font.get("/Type") == "/FontDescriptor")


def _millimetres(box: Any) -> tuple[float, float]:
    width, height = float(box[2] - box[0]), float(box[3] - box[1])
    return round(width * 25.4 / 72, 1), round(height * 25.4 / 72, 1)


def _variant(pdf: pikepdf.Pdf) -> str | None:
    """What the metadata claim: PDF/UA-1, PDF/X-4 and so on."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        part = metadata.get("{http://www.aiim.org/pdfua/ns/id/}part")
        press = metadata.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion")
    return f"PDF/UA-{part}" if part else str(press) if press else None


def rests_on(project: Project, manuscript: Manuscript) -> str:
    """All that a sheet says and pages do not: who approved and answered what, verified facts, silences with reasons."""
    booklet = project.booklets[manuscript.edition.booklet]
    facts = [(str(fact), project.evidence.facts[fact].verified) for fact in manuscript.facts]
    silences = [booklet.content.silence, *(block.content.silence for block in booklet.blocks.values())]
    return repr((read_record(project, manuscript.edition)[0].approvals, facts, silences))

"""The proof sheet of an edition: what is fine and what is missing, as JSON for machines, on a page or two for people.

`docs/proof-sheet.md` explains every key, `docs/proof-sheet.schema.json` is the schema of `ProofSheet`. A key that
goes, or means something else, is a new `SCHEMA`; a key more is not.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from chapbook import __version__
from chapbook.approve import answers as people
from chapbook.approve.approvals import State, state
from chapbook.approve.records import Record
from chapbook.check.clear_writing.items import Clarity, Silenced, clarity
from chapbook.check.copyfit import copyfit
from chapbook.check.reading_level.readability import read_edition
from chapbook.check.values import silenced_values
from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.content.proof import Measures, Misfit
from chapbook.problems.problem import Problem
from chapbook.proof_sheet import rows
from chapbook.transcript.snapshot import snapshot
from chapbook.transcript.transcript import Transcript

SCHEMA = 1

# As a share of the height of an em: 9 pt of Times New Roman, the floor of the EU's package leaflet, in millimetres.
EU_X_HEIGHT = 1.4
CLEAR_PRINT_X_HEIGHT = 2.0
CLEAR_PRINT_SIZE = 12.0
FDA_SIZE = 10.0
LINE = (60, 70)


class ProofSheet(rows.Row):
    """The proof sheet of one edition."""

    schema_version: int = SCHEMA
    made_with: str
    edition: rows.EditionRow
    missing: tuple[str, ...]
    approvals: tuple[rows.RoleRow, ...]
    readability: rows.ReadabilityRow
    clarity: rows.ClarityRow
    evidence: rows.EvidenceRow
    signs: tuple[rows.SignLevelRow, ...]
    numbers: rows.NumbersRow
    page: rows.PageRow
    files: tuple[rows.FileRow, ...]

    def as_json(self) -> bytes:
        return (self.model_dump_json(indent=1) + "\n").encode("utf-8")


def schema() -> bytes:
    """The JSON Schema of a proof sheet, as it stands in docs/proof-sheet.schema.json."""
    drawn = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ProofSheet.model_json_schema(mode="serialization"),
    }
    return (json.dumps(drawn, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def lacks(told: dict[str, Any]) -> Iterator[str]:
    """What an edition lacks, in a word each, as its sheet tells machines.

    >>> [*lacks({"missing": ["reader: 8 of 8 blocks are not approved"], "page": {}})]
    ['reader']
    """
    yield from (said.split(":")[0] for said in told["missing"])


# ── filled in ─────────────────────────────────────────────────────────────────────────────────────────────────────


def proof_sheet(
    project: Project,
    text: Transcript,
    record: Record | None,
    *,
    title: str,
    code: str,
    measures: Measures,
    findings: Sequence[Problem],
    files: Iterable[tuple[str, str, int, bytes]],
    on: datetime.date | None = None,
) -> ProofSheet:
    """The proof sheet of a typeset edition and of the files made of it, each (file, ticket, pages, bytes).

    `on` is the day from which a source is overdue; a build knows no day.
    """
    edition = text.edition
    standing, judged = state(project, text, [record] if record else []), clarity(project, text)
    evidence = _evidence(project, text, on)
    approvals = tuple(_roles(standing, judged))
    booklet = text.manuscript.booklet
    return ProofSheet(
        made_with=f"Chapbook {__version__}",
        edition=rows.EditionRow(
            booklet=edition.booklet,
            locale=edition.locale,
            place=edition.place,
            title=title,
            code=code,
            revised=booklet.revised,
            review_by=booklet.review_by,
            draft=any(row.approved < row.blocks for row in approvals),
            text_sha256=snapshot(text).sha256,
        ),
        missing=tuple(_missing(approvals, evidence, findings)),
        approvals=approvals,
        readability=rows.ReadabilityRow.model_validate(read_edition(project, text, edition.locale)),
        clarity=_clarity(project, judged, standing, silenced_values(project, text)),
        evidence=evidence,
        signs=tuple(_signs(project, text)),
        numbers=rows.NumbersRow(findings=tuple(f"{each.code} {each.message}" for each in findings)),
        page=_page(project, edition, measures),
        files=tuple(_file(*each) for each in files),
    )


def _missing(
    approvals: Iterable[rows.RoleRow], evidence: rows.EvidenceRow, findings: Sequence[Problem]
) -> Iterator[str]:
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


def _roles(standing: State, judged: Clarity) -> Iterator[rows.RoleRow]:
    said = people.settled(judged, standing.answers)
    for role in standing.roles:
        blocks, asked = standing.of(role), judged.questions(role)
        yield rows.RoleRow(
            role=role,
            blocks=len(blocks),
            approved=len(blocks) - len(standing.open(role)),
            by=tuple(str(approval) for approval in standing.approvers() if approval.role == role),
            questions=len(asked),
            answered=sum(each.item.id in said for each in asked),
        )


_VERDICTS: dict[str, Any] = {"yes": "holds", "no": "fails", "agree": "holds", "disagree": "fails"}


def _clarity(project: Project, judged: Clarity, standing: State, of_values: Iterable[Silenced]) -> rows.ClarityRow:
    said = people.settled(judged, standing.answers)
    items = []
    for each in judged.items:
        verdict = said.get(each.item.id, "open") if each.verdict == "a person" else each.verdict
        comments = [given.answer.comment for given in standing.answers if given.item == each.item.id and given.holds]
        decided: Any = "program" if each.verdict != "a person" else each.asks if each.item.id in said else "nobody"
        items.append(
            rows.ItemRow(
                id=each.item.id,
                instrument=each.item.instrument,
                says=each.item.says,
                decided_by=decided,
                verdict=_VERDICTS.get(verdict, verdict),
                comments=tuple(filter(None, comments)),
            )
        )
    is_source = judged.edition.locale == project.source
    return rows.ClarityRow(
        instruments=tuple(map(rows.InstrumentRow.model_validate, people.scores(judged, standing.answers))),
        items=tuple(items),
        faults=tuple(f"{each.spot}: {each.code} {each.message}" for each in judged.faults),
        silenced=tuple(map(rows.SilencedRow.model_validate, (*judged.silenced, *of_values))),
        everyday=tuple(map(rows.EverydayRow.model_validate, project.everyday.values() if is_source else ())),
    )


def _evidence(project: Project, text: Transcript, on: datetime.date | None) -> rows.EvidenceRow:
    older: dict[str, list[str]] = {}
    for fact in sorted(map(str, text.manuscript.facts)):
        if since := project.evidence.replaced(fact):
            older.setdefault(since, []).append(fact)
    return rows.EvidenceRow(
        facts=len(text.manuscript.facts),
        unverified=tuple(sorted(str(fact) for fact in text.manuscript.facts if not project.evidence.found(fact))),
        older=tuple(rows.OlderRow(replaced_by=since, facts=tuple(facts)) for since, facts in older.items()),
        sources=tuple(
            rows.SourceRow(
                id=str(source.id),
                publisher=source.publisher,
                title=source.title,
                review_by=source.review_by,
                overdue=None if on is None else source.review_by < on,
            )
            for source in sorted(text.manuscript.sources, key=lambda source: (source.review_by, str(source.id)))
        ),
        on=on,
    )


def _signs(project: Project, text: Transcript) -> Iterator[rows.SignLevelRow]:
    booklet, place = text.edition.booklet, text.edition.place
    left = {name: str(group.reason) for group in project.booklets[booklet].content.leaves_out for name in group.signs}
    for name, level in project.levels(booklet, place).items():
        yield rows.SignLevelRow(id=name, level=level, why=project.signs[name].why, left_out=left.get(name))


def _page(project: Project, edition: Edition, measures: Measures) -> rows.PageRow:
    standards = tuple(_standards(measures, project.locales[edition.locale].direction == "ltr"))
    fit = copyfit(project, edition, "", measures.misfits)
    told = {
        "standards": standards,
        "misfits": tuple(_misfit(misfit, found) for misfit, found in fit.misfits),
        "silenced": fit.silenced,
    }
    measured = {name: value for name, value in vars(measures).items() if name != "stands"}
    return rows.PageRow.model_validate(measured | told)


def _misfit(misfit: Misfit, found: Problem) -> rows.MisfitRow:
    more = {
        "share": misfit.share if misfit.code == "F001" else None,
        "parted": misfit.parted if misfit.code == "F003" else None,
    }
    return rows.MisfitRow.model_validate(vars(misfit) | more | {"file": found.spot.path})


def _standards(measures: Measures, has_x_height: bool) -> Iterator[rows.StandardRow]:
    """What bodies that we know ask of body type. An x-height is of Latin, Greek and Cyrillic letters."""
    size, height = measures.size, measures.x_height
    yield rows.StandardRow(
        standard="RNIB Clear Print, x-height",
        asks=f"{CLEAR_PRINT_X_HEIGHT} mm",
        holds=height >= CLEAR_PRINT_X_HEIGHT if has_x_height else None,
    )
    yield rows.StandardRow(
        standard="RNIB Clear Print, size", asks=f"{CLEAR_PRINT_SIZE:g} pt", holds=size >= CLEAR_PRINT_SIZE
    )
    yield rows.StandardRow(
        standard="EU package leaflet (9 pt Times New Roman)",
        asks=f"x-height {EU_X_HEIGHT} mm",
        holds=height >= EU_X_HEIGHT if has_x_height else None,
    )
    yield rows.StandardRow(standard="FDA Medication Guide", asks=f"{FDA_SIZE:g} pt", holds=size >= FDA_SIZE)


def _file(file: str, ticket: str, pages: int, content: bytes) -> rows.FileRow:
    with pikepdf.open(BytesIO(content)) as pdf:
        first, root = pdf.pages[0], pdf.Root
        media, trim = (_millimetres(box) for box in (first.mediabox, first.trimbox))
        inner, outer = first.trimbox, first.bleedbox
        fonts = [font for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and _is_descriptor(font)]
        marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))
        return rows.FileRow(
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


def rests_on(project: Project, text: Transcript, record: Record) -> str:
    """All that it says and pages do not: who approved and answered what, verified facts, silences with reasons."""
    booklet = project.booklets[text.edition.booklet]
    facts = [(str(fact), project.evidence.found(fact)) for fact in text.manuscript.facts]
    silences = [booklet.content.silence, *(block.content.silence for block in booklet.blocks.values())]
    silences += [{each.code: each.reason} for each in silenced_values(project, text)]
    return repr((record.approvals, facts, silences))

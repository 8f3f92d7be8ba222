"""An edition without pages, in each of the formats that its tickets ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from chapbook.catalogs.furniture import furniture
from chapbook.content.finished import FinishedFile
from chapbook.content.forms import FORMS
from chapbook.content.jobs import Batch, Job
from chapbook.content.manuscript import Approved
from chapbook.content.project import Project
from chapbook.content.tickets import JobTicket
from chapbook.dress import Dressed, dress
from chapbook.formats import braille, plain, web
from chapbook.formats.labels import Labels
from chapbook.formats.outline import Piece, outline
from chapbook.formats.parity import Carried, in_html, in_pdf, in_text, letters, lost
from chapbook.problems.problem import Problem, Problems, Spot, problem, shorten
from chapbook.proofread.provenance import stray
from chapbook.transcript.mark import WORDS, mark
from chapbook.transcript.transcript import Transcript


def unpaged(project: Project, batch: Batch, text: Transcript, approved: Approved) -> list[FinishedFile]:
    """One edition, its templates filled in once, in the format of each of its tickets."""
    dressed = dress(project, text, approved, batch.design.template)
    pieces = _pieces(project, text, approved, dressed)
    made = [_finished(project, job, text, approved, dressed, pieces) for job in batch.jobs]
    found = [fault for each in made for fault in _faults(project, text, approved, pieces, each)]
    if found := [*found, *_left_over(text, pieces, batch.jobs[0].ticket)]:
        raise Problems(found)
    return made


def _faults(
    project: Project, text: Transcript, approved: Approved, pieces: list[Piece], made: FinishedFile
) -> Iterator[Problem]:
    """What an edition's file leaves out, and whether it says that it is a review copy, as it should or should not."""
    carried = _carried(project, text, made) or in_text(" ".join(piece.text for piece in pieces))
    yield from lost(text, carried, made.ticket)
    draft, own = bool(approved.unsettled), mark(project, text.edition).words
    marks = {own} if draft else {own, furniture(project, text.edition.locale).say(WORDS)}
    if draft != any(letters(each) in carried.words for each in marks):
        spot = Spot(f"booklets/{text.edition.booklet}/booklet.yaml")
        yield problem("N009" if draft else "N011", spot, where=_where(text, made.ticket))


def _left_over(text: Transcript, pieces: list[Piece], ticket: str) -> Iterator[Problem]:
    """Signs of a manuscript that no reader should meet."""
    for piece in pieces:
        if signs := stray(piece.text):
            spots = (line.spot for line in text.lines if line.is_read and stray(line.plain))
            spot = next(spots, Spot(f"booklets/{text.edition.booklet}/booklet.yaml"))
            line = shorten(piece.text)
            yield problem("N012", spot, where=_where(text, ticket), signs=" ".join(signs), line=line)


def _where(text: Transcript, ticket: str) -> str:
    return f"the {ticket} edition of {text.edition}"


def as_they_are(project: Project) -> tuple[str, ...]:
    """The tickets whose files are read whole and as they are, not folded first: tagged pages, HTML, plain text."""
    return tuple(
        name
        for name, ticket in project.tickets.items()
        if ticket.format in ("html", "txt")
        or (ticket.format == "pdf" and ticket.pdf == "ua-1" and not _is_excerpt(ticket))
    )


def _is_excerpt(ticket: JobTicket) -> bool:
    return ticket.excerpt or all(FORMS[form].is_excerpt for form in ticket.carries)


def not_carried(project: Project, text: Transcript, made: FinishedFile) -> Iterator[Problem]:
    """What an edition's file leaves out of its manuscript."""
    carried = _carried(project, text, made)
    if carried is not None:
        yield from lost(text, carried, made.ticket)


def _carried(project: Project, text: Transcript, made: FinishedFile) -> Carried | None:
    """What an edition's file carries; nothing for Braille, whose pieces are asked, for few of its tables read back."""
    suffix = PurePosixPath(made.file).suffix
    if suffix == ".html":
        return in_html(made.content.decode("utf-8"), text)
    if suffix == ".txt":
        return in_text(made.content.decode("utf-8"))
    if suffix == ".pdf":
        return in_pdf(made.content, project.locales[made.edition.locale].direction)
    return None


def _finished(
    project: Project, job: Job, text: Transcript, approved: Approved, dressed: Dressed, pieces: list[Piece]
) -> FinishedFile:
    write = _WRITERS[job.suffix]
    content = write(project, text, approved, dressed, pieces)
    about = (dressed.title, 0, bool(approved.unsettled), text.manuscript.booklet.revised.isoformat(), dressed.code)
    return FinishedFile(job.file, job.edition, job.ticket, *about, content, project.tickets[job.ticket].taken)


def _html(project: Project, text: Transcript, approved: Approved, dressed: Dressed, pieces: list[Piece]) -> bytes:
    return web.page(project, text, approved, dressed.html, dressed.title)


def _txt(project: Project, text: Transcript, approved: Approved, dressed: Dressed, pieces: list[Piece]) -> bytes:
    return plain.text(pieces)


def _brf(project: Project, text: Transcript, approved: Approved, dressed: Dressed, pieces: list[Piece]) -> bytes:
    locale = text.edition.locale
    return braille.brf(project.locales[locale], locale, pieces, Labels.of(project, locale), text)


def _pieces(project: Project, text: Transcript, approved: Approved, dressed: Dressed) -> list[Piece]:
    """The pieces of an edition; before all others, what a review copy says."""
    review = [Piece("paragraph", mark(project, text.edition).words)] if approved.unsettled else []
    return [*review, *outline(dressed.html, Labels.of(project, text.edition.locale))]


_Writer = Callable[[Project, Transcript, Approved, Dressed, list[Piece]], bytes]
_WRITERS: dict[str, _Writer] = {"html": _html, "txt": _txt, "brf": _brf}

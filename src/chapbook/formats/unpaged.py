"""An edition without pages, in each of the formats that its tickets ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from chapbook.content.finished import Publication
from chapbook.content.jobs import Batch, Job
from chapbook.content.manuscript import Manuscript, Signed
from chapbook.content.project import Project
from chapbook.dress import Dressed, dress, said
from chapbook.formats import braille, plain, web
from chapbook.formats.labels import Words
from chapbook.formats.outline import Piece, outline
from chapbook.formats.parity import in_html, in_pdf, in_text, lost
from chapbook.problems.problem import Problem, Problems


def unpaged(project: Project, batch: Batch, text: Manuscript, signed: Signed) -> list[Publication]:
    """One edition, its templates filled in once, in the format of each of its tickets."""
    dressed = dress(project, text, signed, batch.design.template)
    made = [_published(project, job, text, signed, dressed) for job in batch.jobs]
    if found := [fault for each in made for fault in not_carried(project, text, each)]:
        raise Problems(found)
    return made


# The forms of sheets and cards leave out what their template names, or would head twice; the numbers audit holds them
# to all the rest, line by line.
_EXCERPTS = ("handout", "leaflet", "poster", "card")


def as_they_are(project: Project) -> tuple[str, ...]:
    """The tickets whose files are read whole and as they are, not folded first: tagged pages, HTML, plain text."""
    return tuple(
        name
        for name, ticket in project.tickets.items()
        if ticket.format in ("html", "txt")
        or (ticket.format == "pdf" and ticket.pdf.startswith("ua-") and ticket.template not in _EXCERPTS)
    )


def not_carried(project: Project, text: Manuscript, made: Publication) -> Iterator[Problem]:
    """What an edition's file leaves out of its manuscript. Braille is made of the pieces that plain text is made of."""
    suffix, texts = PurePosixPath(made.file).suffix, [*said(project, text)]
    if suffix == ".html":
        yield from lost(text, texts, in_html(made.content.decode("utf-8"), text), made.ticket)
    elif suffix == ".txt":
        yield from lost(text, texts, in_text(made.content.decode("utf-8")), made.ticket)
    elif suffix == ".pdf":
        direction = project.locales[made.edition.locale].direction
        yield from lost(text, texts, in_pdf(made.content, direction), made.ticket)


def _published(project: Project, job: Job, text: Manuscript, signed: Signed, dressed: Dressed) -> Publication:
    write = _WRITERS[job.suffix]
    content = write(project, text, signed, dressed)
    about = (dressed.title, 0, bool(signed.unsettled), text.booklet.revised.isoformat(), dressed.code)
    return Publication(job.file, job.edition, job.ticket, *about, content)


def _html(project: Project, text: Manuscript, signed: Signed, dressed: Dressed) -> bytes:
    return web.page(project, text, signed, dressed.html, dressed.title)


def _txt(project: Project, text: Manuscript, signed: Signed, dressed: Dressed) -> bytes:
    return plain.text(_pieces(project, text, dressed))


def _brf(project: Project, text: Manuscript, signed: Signed, dressed: Dressed) -> bytes:
    locale = text.edition.locale
    pieces, words = _pieces(project, text, dressed), Words.of(project, locale)
    return braille.brf(project.locales[locale], locale, pieces, words, said(project, text))


def _pieces(project: Project, text: Manuscript, dressed: Dressed) -> list[Piece]:
    return outline(dressed.html, Words.of(project, text.edition.locale))


_WRITERS: dict[str, Callable[[Project, Manuscript, Signed, Dressed], bytes]] = {"html": _html, "txt": _txt, "brf": _brf}

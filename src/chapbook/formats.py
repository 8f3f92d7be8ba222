"""An edition without pages, in each of the formats that its tickets ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from chapbook.jobs import Batch, Job
from chapbook.library import Library
from chapbook.manuscript import Manuscript, Signed
from chapbook.problems import Problem, Problems
from chapbook.publish import Publication
from chapbook.reading import braille, plain, web
from chapbook.reading.outline import Piece, outline
from chapbook.reading.parity import in_html, in_pdf, in_text, lost
from chapbook.reading.words import Words
from chapbook.typeset import Dressed, dress, said


def unpaged(library: Library, batch: Batch, text: Manuscript, signed: Signed) -> list[Publication]:
    """One edition, its templates filled in once, in the format of each of its tickets."""
    dressed = dress(library, text, signed, batch.design.template)
    made = [_published(library, job, text, signed, dressed) for job in batch.jobs]
    if found := [fault for each in made for fault in not_carried(library, text, each)]:
        raise Problems(found)
    return made


# The forms of sheets and cards leave out what their template names, or would head twice; the numbers audit holds them
# to all the rest, line by line.
_EXCERPTS = ("handout", "leaflet", "poster", "card")


def as_they_are(library: Library) -> tuple[str, ...]:
    """The tickets whose files are read whole and as they are, not folded first: tagged pages, HTML, plain text."""
    return tuple(
        name
        for name, ticket in library.tickets.items()
        if ticket.format in ("html", "txt")
        or (ticket.format == "pdf" and ticket.pdf.startswith("ua-") and ticket.template not in _EXCERPTS)
    )


def not_carried(library: Library, text: Manuscript, made: Publication) -> Iterator[Problem]:
    """What an edition's file leaves out of its manuscript. Braille is made of the pieces that plain text is made of."""
    suffix, texts = PurePosixPath(made.file).suffix, [*said(library, text)]
    if suffix == ".html":
        yield from lost(text, texts, in_html(made.content.decode("utf-8"), text), made.ticket)
    elif suffix == ".txt":
        yield from lost(text, texts, in_text(made.content.decode("utf-8")), made.ticket)
    elif suffix == ".pdf":
        direction = library.locales[made.edition.locale].direction
        yield from lost(text, texts, in_pdf(made.content, direction), made.ticket)


def _published(library: Library, job: Job, text: Manuscript, signed: Signed, dressed: Dressed) -> Publication:
    write = _WRITERS[job.suffix]
    content = write(library, text, signed, dressed)
    about = (dressed.title, 0, bool(signed.unsettled), text.booklet.revised.isoformat(), dressed.code)
    return Publication(job.file, job.edition, job.ticket, *about, content)


def _html(library: Library, text: Manuscript, signed: Signed, dressed: Dressed) -> bytes:
    return web.page(library, text, signed, dressed.html, dressed.title)


def _txt(library: Library, text: Manuscript, signed: Signed, dressed: Dressed) -> bytes:
    return plain.text(_pieces(library, text, dressed))


def _brf(library: Library, text: Manuscript, signed: Signed, dressed: Dressed) -> bytes:
    locale = text.edition.locale
    pieces, words = _pieces(library, text, dressed), Words.of(library, locale)
    return braille.brf(library.locales[locale], locale, pieces, words, said(library, text))


def _pieces(library: Library, text: Manuscript, dressed: Dressed) -> list[Piece]:
    return outline(dressed.html, Words.of(library, text.edition.locale))


_WRITERS: dict[str, Callable[[Library, Manuscript, Signed, Dressed], bytes]] = {"html": _html, "txt": _txt, "brf": _brf}

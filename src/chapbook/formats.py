"""An edition without pages, in each of the formats that its tickets ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from chapbook.catalogs import furniture
from chapbook.jobs import Batch, Job
from chapbook.library import Library
from chapbook.manuscript import Manuscript, Signed
from chapbook.mark import WORDS, mark
from chapbook.problems import Problem, Problems, Spot, problem, shorten
from chapbook.publish import Publication
from chapbook.reading import braille, plain, web
from chapbook.reading.outline import Piece, outline
from chapbook.reading.parity import Carried, in_html, in_pdf, in_text, letters, lost
from chapbook.reading.words import Words
from chapbook.trust.provenance import stray
from chapbook.typeset import Dressed, dress, said


def unpaged(library: Library, batch: Batch, text: Manuscript, signed: Signed) -> list[Publication]:
    """One edition, its templates filled in once, in the format of each of its tickets."""
    dressed = dress(library, text, signed, batch.design.template)
    pieces = _pieces(library, text, signed, dressed)
    made = [_published(library, job, text, signed, dressed, pieces) for job in batch.jobs]
    found = [fault for each in made for fault in _faults(library, text, signed, pieces, each)]
    if found := [*found, *_left_over(library, text, pieces, batch.jobs[0].ticket)]:
        raise Problems(found)
    return made


def _faults(
    library: Library, text: Manuscript, signed: Signed, pieces: list[Piece], made: Publication
) -> Iterator[Problem]:
    """What an edition's file leaves out, and whether it says that it is a review copy, as it should or should not."""
    carried = _carried(library, text, made)
    if carried is not None:
        yield from lost(text, [*said(library, text)], carried, made.ticket)
    words = carried.words if carried is not None else letters(" ".join(piece.text for piece in pieces))
    draft, own = bool(signed.unsettled), mark(library, text.edition).words
    marks = {own} if draft else {own, furniture(library, text.edition.locale).say(WORDS)}
    if draft != any(letters(each) in words for each in marks):
        spot = Spot(f"booklets/{text.edition.booklet}/booklet.yaml")
        yield problem("N009" if draft else "N011", spot, where=_where(text, made.ticket))


def _left_over(library: Library, text: Manuscript, pieces: list[Piece], ticket: str) -> Iterator[Problem]:
    """Signs of a manuscript that no reader should meet."""
    for piece in pieces:
        if signs := stray(piece.text):
            spots = (each.spot for each in said(library, text) if stray(each.words))
            spot = next(spots, Spot(f"booklets/{text.edition.booklet}/booklet.yaml"))
            line = shorten(piece.text)
            yield problem("N012", spot, where=_where(text, ticket), signs=" ".join(signs), line=line)


def _where(text: Manuscript, ticket: str) -> str:
    return f"the {ticket} edition of {text.edition}"


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
    """What an edition's file leaves out of its manuscript."""
    carried = _carried(library, text, made)
    if carried is not None:
        yield from lost(text, [*said(library, text)], carried, made.ticket)


def _carried(library: Library, text: Manuscript, made: Publication) -> Carried | None:
    """What an edition's file carries; Braille is made of the pieces that plain text is made of."""
    suffix = PurePosixPath(made.file).suffix
    if suffix == ".html":
        return in_html(made.content.decode("utf-8"), text)
    if suffix == ".txt":
        return in_text(made.content.decode("utf-8"))
    if suffix == ".pdf":
        return in_pdf(made.content, library.locales[made.edition.locale].direction)
    return None


def _published(
    library: Library, job: Job, text: Manuscript, signed: Signed, dressed: Dressed, pieces: list[Piece]
) -> Publication:
    write = _WRITERS[job.suffix]
    content = write(library, text, signed, dressed, pieces)
    about = (dressed.title, 0, bool(signed.unsettled), text.booklet.revised.isoformat(), dressed.code)
    return Publication(job.file, job.edition, job.ticket, *about, content)


def _html(library: Library, text: Manuscript, signed: Signed, dressed: Dressed, pieces: list[Piece]) -> bytes:
    return web.page(library, text, signed, dressed.html, dressed.title)


def _txt(library: Library, text: Manuscript, signed: Signed, dressed: Dressed, pieces: list[Piece]) -> bytes:
    return plain.text(pieces)


def _brf(library: Library, text: Manuscript, signed: Signed, dressed: Dressed, pieces: list[Piece]) -> bytes:
    locale = text.edition.locale
    return braille.brf(library.locales[locale], locale, pieces, Words.of(library, locale), said(library, text))


def _pieces(library: Library, text: Manuscript, signed: Signed, dressed: Dressed) -> list[Piece]:
    """The pieces of an edition; before all others, what a review copy says."""
    review = [Piece("paragraph", mark(library, text.edition).words)] if signed.unsettled else []
    return [*review, *outline(dressed.html, Words.of(library, text.edition.locale))]


_Writer = Callable[[Library, Manuscript, Signed, Dressed, list[Piece]], bytes]
_WRITERS: dict[str, _Writer] = {"html": _html, "txt": _txt, "brf": _brf}

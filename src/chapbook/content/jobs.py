"""Jobs: which edition goes out on which ticket, and in what batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chapbook.content.booklet import Edition
from chapbook.content.forms import FORMS
from chapbook.content.project import Project
from chapbook.content.tickets import Design, JobTicket
from chapbook.problems.problem import Unknown, guess

# What the manifest says is the ticket of a proof sheet, which goes out on none.
PROOF_SHEET = "proof-sheet"

# A job sheet for people and one for machines, beside a print shop's file.
JOB_SHEETS = ("job.pdf", "job.json")


@dataclass(frozen=True)
class Job:
    """An edition for one kind of delivery."""

    edition: Edition
    ticket: str
    suffix: str = "pdf"
    is_proof_sheet: bool = False

    @property
    def file(self) -> str:
        """Where its file goes below the build folder."""
        return f"{self.folder}/{self.edition}.{self.suffix}"

    @property
    def folder(self) -> str:
        return PROOF_SHEET if self.is_proof_sheet else self.ticket

    @property
    def is_job_sheet(self) -> bool:
        """Whether it is the job sheet of a file, and not the file."""
        return self.suffix in JOB_SHEETS


@dataclass(frozen=True)
class Batch:
    """Jobs that share their pages, typeset once and finished for each ticket; or their text, read without pages."""

    edition: Edition
    design: Design
    jobs: tuple[Job, ...]
    paged: bool = True


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for; nothing named means everything."""

    booklets: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()

    def jobs(self, project: Project) -> list[Job]:
        """The jobs of a project that are wanted, in order."""
        return [
            Job(edition, name, suffix)
            for edition in self.editions(project)
            for name, ticket in project.tickets_of(edition.booklet).items()
            if name in self.tickets or not (self.tickets or ticket.on_request)
            for suffix in (ticket.format, *(JOB_SHEETS if ticket.job_sheet else ()))
        ]

    def editions(self, project: Project) -> list[Edition]:
        """The editions of a project that are wanted, in order."""
        return [
            edition
            for edition in project.editions()
            if edition.booklet in (self.booklets or project.booklets)
            and edition.locale in (self.locales or project.locales)
            and edition.place in (self.places or project.places)
        ]


def refuse_unknown(project: Project, wanted: Wanted) -> None:
    """Raise Unknown for the first name that leads nowhere, and where no edition is left, or of a name no job.

    A ticket that would be passed over in silence is one that somebody waits for.
    """
    refuse_unknown_names(project, wanted)
    if not wanted.editions(project):
        there = f"there are: {', '.join(map(str, project.editions())) or 'none'}"
        said = [*_left_out(project, wanted), *_made_in(project, wanted), *_in_no_title(project)] or [there]
        raise Unknown(f"no such edition; {'; '.join(said)}")
    jobs = wanted.jobs(project) if wanted.tickets else []
    if idle := [name for name in wanted.tickets if name not in {job.ticket for job in jobs}]:
        carried = dict.fromkeys(form for name in idle for form in project.tickets[name].carries)
        otherwise = [goes_out_on(project, name) for name in wanted.booklets]
        said = [f"nothing goes out on {', '.join(idle)}: it carries {', '.join(carried)}", *otherwise]
        raise Unknown("; ".join(said))
    if left := [name for name in wanted.booklets if jobs and name not in {job.edition.booklet for job in jobs}]:
        raise Unknown("; ".join(goes_out_on(project, name) for name in left))


def edition_of(project: Project, booklet: str, locale: str | None, place: str | None) -> Edition:
    """The edition that is meant: in the source language and the language's first place where nothing is said."""
    wanted = Wanted((booklet,), (locale or project.source,), (place,) if place else ())
    refuse_unknown(project, wanted)
    return wanted.editions(project)[0]


def goes_out_on(project: Project, booklet: str) -> str:
    """What a title is, and the tickets that carry it."""
    title = project.booklets[booklet].content
    article = "an" if title.form[0] in "aeiou" else "a"
    chosen = ", as its booklet.yaml says," if title.tickets or title.not_on else ""
    tickets = ", ".join(project.tickets_of(booklet)) or "nothing"
    return f"{booklet} is {article} {title.form}, and{chosen} goes out on: {tickets}"


def _left_out(project: Project, wanted: Wanted) -> Iterator[str]:
    """The names that the imprint keeps from being made."""
    for key in ("booklets", "locales", "places"):
        made = getattr(project.imprint.publishes, key)
        names = [name for name in getattr(wanted, key) if made is not None and name not in made]
        if names:
            yield f"booklets/imprint.yaml leaves {', '.join(names)} out of publishes"


def _in_no_title(project: Project) -> Iterator[str]:
    """The languages and countries that are published, and stand in no title's list of them."""
    for key in ("locales", "places"):
        lists = [getattr(booklet.content, key) for booklet in project.booklets.values()]
        named = {str(name) for each in lists for name in each or getattr(project, key)}
        for name in getattr(project.imprint.publishes, key) or ():
            if name not in named:
                yield f"no title is in {name}: chapbook adapt TITLE/booklet, and add it to {key} there"


def _made_in(project: Project, wanted: Wanted) -> Iterator[str]:
    """In which languages, and each for which places, a title is made that somebody named."""
    for booklet in wanted.booklets:
        places: dict[str, list[str]] = {}
        for edition in Wanted((booklet,)).editions(project):
            places.setdefault(edition.locale, []).append(edition.place)
        if places:
            made = ", ".join(f"{locale} ({', '.join(each)})" for locale, each in places.items())
            yield f"{booklet} is made in {made}"


def refuse_unknown_names(project: Project, wanted: Wanted) -> None:
    """Raise Unknown for the first name that leads nowhere."""
    known = (
        ("booklet", wanted.booklets, [*project.booklets, *project.others]),
        ("locale", wanted.locales, [*project.locales]),
        ("place", wanted.places, [*project.places]),
        ("ticket", wanted.tickets, [*project.tickets]),
    )
    for what, names, there in known:
        for name in names:
            if name not in there:
                raise Unknown(f'unknown {what} "{name}"; {guess(name, there)}there are: {", ".join(there)}')


def batches(project: Project, jobs: Iterable[Job]) -> list[Batch]:
    """Jobs by what they share."""
    found: dict[tuple[Edition, Design, bool], list[Job]] = {}
    for job in jobs:
        design = _design(project, job.edition, job.ticket)
        paged = project.tickets[job.ticket].format == "pdf"
        found.setdefault((job.edition, design, paged), []).append(job)
    return [Batch(edition, design, tuple(shared), paged) for (edition, design, paged), shared in found.items()]


def with_proof_sheets(project: Project, jobs: Iterable[Job]) -> list[Job]:
    """Jobs with the proof sheets of their editions: of what a reader would take, where those pages are among them."""
    found = [*jobs]
    for edition in dict.fromkeys(job.edition for job in found):
        paged = [job for job in found if job.edition == edition and project.tickets[job.ticket].format == "pdf"]
        designs = {_design(project, edition, job.ticket) for job in paged}
        found += [
            each for each in proof_sheets_of(project, edition) if _design(project, edition, each.ticket) in designs
        ]
    return found


def proof_sheets_of(project: Project, edition: Edition) -> list[Job]:
    """The proof sheets that an edition can have: for machines and for people, of what a reader would take."""
    main = main_ticket(project, edition.booklet)
    return [Job(edition, main, suffix, is_proof_sheet=True) for suffix in ("json", "pdf") if main]


def main_ticket(project: Project, booklet: str) -> str | None:
    """The ticket that is meant where none is named: what a reader would take, else the first to make pages unasked."""
    return _taken(project.tickets_of(booklet))


def ticket_of_packets(project: Project) -> str:
    """The ticket of a packet, for which no answer asks for another: what a reader would take of a booklet."""
    leafed = {form for form, record in FORMS.items() if record.is_leafed}
    return _taken({name: ticket for name, ticket in project.tickets.items() if leafed & {*ticket.carries}}) or ""


def _taken(tickets: Mapping[str, JobTicket]) -> str | None:
    pages = [name for name, each in tickets.items() if each.format == "pdf" and not each.on_request]
    return min(pages, key=lambda name: tickets[name].taken != "first", default=None)


def _design(project: Project, edition: Edition, ticket: str) -> Design:
    return project.tickets[ticket].design_for(project.places[edition.place].paper)


def known_files(project: Project) -> set[str]:
    """The files of every job that can be asked for, on request or not."""
    return {job.file for job in with_proof_sheets(project, Wanted(tickets=tuple(project.tickets)).jobs(project))}

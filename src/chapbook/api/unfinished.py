"""Pages of a text on which somebody still works: drawn as far as they can be, whatever is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from chapbook.api.single import between, chosen, less, place_of
from chapbook.assemble import assemble
from chapbook.catalogs.furniture import DURATIONS
from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.jobs import Job, batches
from chapbook.content.manuscript import Manuscript
from chapbook.content.numbers import degrees, whole
from chapbook.content.project import Project
from chapbook.content.settings import ValueModel
from chapbook.content.text import ValueRef
from chapbook.content.walk import leaves
from chapbook.files.chain import Chain
from chapbook.gate import judge
from chapbook.load.load import load
from chapbook.problems.problem import Problem, Problems, Unknown
from chapbook.transcript.transcript import transcript
from chapbook.transcript.values import NUMERIC
from chapbook.translate import as_far_as_known
from chapbook.typeset.typeset import unfinished
from chapbook.workers.limited import batch


class NoPages(Problems):
    """No page can exist before some of the problems are mended: `first` are those."""

    def __init__(self, problems: list[Problem], first: list[Problem]) -> None:
        super().__init__(problems)
        self.first = tuple(first)


def drawn(
    folder: Path, booklet: str, locale: str | None, place: str | None, ticket: str | None, block: str | None
) -> tuple[FinishedFile, int, tuple[Problem, ...]]:
    """The pages of one edition, or those around a block; how many files nobody looked at; and all that is wrong."""
    try:
        project, problems = load(Chain.at(folder), (booklet,))
        wanted = chosen(project, problems, booklet, locale, place, ticket)
    except Problems as found:
        own = [each for each in found.problems if each.spot.path == f"booklets/{booklet}/booklet.yaml"]
        raise NoPages([*found.problems], own or [*found.problems]) from None
    problems = [*judge(project, problems, wanted.editions(project)).problems]
    job = wanted.jobs(project)[0]
    try:
        with batch(job.edition):
            file, more = _drawn(project, job, block)
    except Problems as found:
        raise NoPages([*problems, *found.problems], [*found.problems]) from None
    except Unknown:
        # The block that is asked for may be one that could not be read.
        if own := [each for each in problems if PurePosixPath(each.spot.path).stem == PurePosixPath(block or "").name]:
            raise NoPages(problems, own) from None
        raise
    return file, project.unread, (*dict.fromkeys([*problems, *more]),)


def _drawn(project: Project, job: Job, block: str | None) -> tuple[FinishedFile, list[Problem]]:
    (own,) = batches(project, [job])
    if not own.paged:
        raise Unknown(f'ticket "{job.ticket}" makes no pages; leave --unfinished out')
    manuscript = _without_unset_days(project, as_far_as_known(project, assemble(project, job.edition))[0])
    project = _with_slots(project, manuscript)
    chapter = None
    if block and (at := place_of(manuscript, block)):
        chapter, path = at
        manuscript = less(manuscript, chapter, path)
    proof, found = unfinished(project, transcript(project, manuscript), own.design)
    content, pages = between(proof.pdf, chapter.id, "colophon") if chapter else (proof.pdf, proof.pages)
    return FinishedFile.of(job, proof, pages, content), found


def _without_unset_days(project: Project, manuscript: Manuscript) -> Manuscript:
    """A manuscript less the blocks that count days which nobody has set."""

    def known(content: object) -> bool:
        days = (leaf.leaf for leaf in leaves(content) if isinstance(leaf.leaf, ValueRef) and leaf.leaf.number)
        return all(_is_set(project, manuscript.edition, each.name) for each in days)

    chapters = (
        replace(chapter, blocks=tuple(block for block in chapter.blocks if known(block.content)))
        for chapter in manuscript.chapters
    )
    return replace(manuscript, chapters=tuple(chapter for chapter in chapters if chapter.blocks))


def _is_set(project: Project, edition: Edition, name: str) -> bool:
    setting = project.setting(name, edition.place) if name in project.values else None
    return setting is not None and whole(setting.value) is not None


def _with_slots(project: Project, manuscript: Manuscript) -> Project:
    """A project in which a value that nobody knows is a line to write on, and one out of form is printed as it is."""
    used = {name for line in transcript(project, manuscript).lines for name in line.values}
    slot = {"type": "phone", "slot": True, "set-by": "nobody yet"}
    unknown = used - project.values.keys()
    values = {name: ValueModel.model_validate({"means": name, **slot}) for name in unknown}
    for name in used & project.values.keys():
        definition, setting = project.values[name], project.setting(name, manuscript.edition.place)
        read = whole if definition.type in DURATIONS else degrees
        if setting and definition.type in NUMERIC and read(setting.value) is None:
            values[name] = definition.model_copy(update={"type": "name"})
    return replace(project, values=project.values | values)

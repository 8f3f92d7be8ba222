"""What editions say: assembled, translated and read out, once for all who ask."""

from __future__ import annotations

from functools import lru_cache, partial

from chapbook.assemble import assemble
from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.transcript.transcript import Transcript, transcript
from chapbook.translate import as_far_as_known, translate

# As many texts as are kept: a build of a few editions works each out once, one of a thousand stays small.
KEPT = 64


class Texts:
    """The texts of a project, each worked out when it is first asked for. To another process goes the project alone."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.of = lru_cache(KEPT)(partial(text_of, project))
        self.source_of = lru_cache(KEPT)(partial(source_of, project))

    def __reduce__(self) -> tuple[type[Texts], tuple[Project]]:
        return Texts, (self.project,)

    def only(self, edition: Edition) -> Texts:
        """The texts of one edition's booklet: what making its pages needs of the project."""
        return Texts(self.project.only(edition.booklet))


def text_of(project: Project, edition: Edition) -> Transcript:
    """What an edition says, in its reader's language; raises every message that is not translated."""
    return transcript(project, translate(project, assemble(project, edition)))


def known_of(project: Project, edition: Edition) -> Transcript:
    """What an edition says as far as it is translated; the rest stands in the language that it was written in."""
    return transcript(project, as_far_as_known(project, assemble(project, edition))[0])


def source_of(project: Project, edition: Edition) -> Transcript:
    """What an edition says before it is translated."""
    return transcript(project, assemble(project, edition))

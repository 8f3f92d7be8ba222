"""A project judged: its library, and everything that is wrong with it."""

from __future__ import annotations

from chapbook.check import check
from chapbook.jobs import Wanted
from chapbook.library import Library
from chapbook.load import load
from chapbook.problems import Problem, Problems
from chapbook.project import Project
from chapbook.templating import compile_all


def judge(project: Project, wanted: Wanted) -> tuple[Library, list[Problem]]:
    """What the project says, and every problem that stands in the way of what is wanted."""
    library, problems = load(project)
    return library, [*problems, *check(library, wanted.editions(library)), *compile_all(project)]


def sound(project: Project, wanted: Wanted) -> Library:
    """The library of a project without a problem; all problems are raised at once."""
    library, problems = judge(project, wanted)
    if problems:
        raise Problems(problems)
    return library

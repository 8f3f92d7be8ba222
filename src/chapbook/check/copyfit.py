"""Copy-fit judged: what is not fitted on set pages, as problems at the blocks that stand there, less what is silenced.

No build stops for one: pages that are not pretty are as right as others. `chapbook check --pages` asks for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapbook.check.clear_writing.items import OF_PAGES, Silenced, idle_silence, silences
from chapbook.content.booklet import Edition
from chapbook.content.forms import FORMS
from chapbook.content.project import Project
from chapbook.content.proof import Misfit
from chapbook.problems.problem import Problem, Spot, problem, q

# Pages that the press writes. What stands on them is as much as a booklet's chapters give.
_OURS = {"contents", "colophon"}


@dataclass(frozen=True)
class Fit:
    """What is not fitted on the pages of an edition, with the block and the problem, the worst first; what may stay."""

    misfits: tuple[tuple[Misfit, Problem], ...] = ()
    silenced: tuple[Silenced, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(found for _, found in self.misfits)


def copyfit(project: Project, edition: Edition, ticket: str, found: Iterable[Misfit]) -> Fit:
    """What is not fitted, judged: a form of fixed rooms is fitted by its template, and nobody leafs through it.

    Nor is anything asked of the contents and the colophon of one chapter: whoever writes it has nothing to fill them.
    """
    booklet = project.booklets[edition.booklet]
    if not FORMS[booklet.content.form].is_leafed:
        return Fit()
    spots = {block.name: block.spot for block in booklet.blocks.values()}
    silenced, stands, hushed = silences(booklet), [], Counter[tuple[str, str, Spot]]()
    ours = _OURS - spots.keys() if len(booklet.content.order) == 1 else frozenset[str]()
    theirs = (each for each in found if each.code != "F001" or each.block not in ours)
    for misfit in sorted(theirs, key=lambda each: (each.code, each.share, each.page)):
        spot = spots.get(misfit.block, booklet.spot)
        silence = silenced.get((misfit.code, spot.path)) or silenced.get((misfit.code, ""))
        if silence is None:
            stands.append((misfit, problem(misfit.code, spot, **_facts(misfit, edition, ticket))))
        else:
            hushed[misfit.code, str(silence[1]), silence[0]] += 1
    found_silenced = (Silenced(code, count, reason, spot) for (code, reason, spot), count in hushed.items())
    return Fit(tuple(stands), tuple(found_silenced))


def _facts(misfit: Misfit, edition: Edition, ticket: str) -> dict[str, object]:
    items = f", {' and '.join(map(str, misfit.items))}" if any(misfit.items) else ""
    return {
        "where": f"page {misfit.page} of {edition} on {ticket}",
        "share": misfit.share,
        "what": q(misfit.what),
        "parted": misfit.parted,
        "items": items,
    }


def idle(project: Project, booklets: Iterable[str], used: Iterable[Silenced]) -> Iterator[Problem]:
    """Silences of rules of copy-fit that none of a booklet's pages needs, where all of them were looked at."""
    spots = {each.spot for each in used}
    for name in booklets:
        for (code, _), (spot, _) in silences(project.booklets[name]).items():
            if code in OF_PAGES and spot not in spots and not spot.path.startswith("library/"):
                yield idle_silence(code, spot)

"""Whether a translation says terms as the term base of its language has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from chapbook.content.forms import FORMS
from chapbook.content.markdown import plain
from chapbook.content.project import Project
from chapbook.content.settings import TERM_BASE, WordingModel
from chapbook.problems.problem import Problem, Spot, problem, q
from chapbook.transcript.transcript import Transcript


class TermBase:
    """The terms of the source with how one language says each."""

    def __init__(self, terms: Mapping[str, WordingModel]) -> None:
        self._rows = [
            (term, term.casefold(), wording, [(form, form.casefold()) for form in wording.avoid])
            for term, wording in terms.items()
        ]

    def same(self, source: str, said: str, spot: Spot) -> Iterator[Problem]:
        """A translation says each term as its language's term base has it, and nothing that it avoids."""
        ours = plain(source)
        folded, theirs = ours.casefold(), plain(said).casefold()
        for term, named, wording, avoided in self._rows:
            # Few texts have a term at all, and that is soon seen.
            is_said = named in folded and says(term, ours)
            if is_said and not any(form.casefold() in theirs for form in wording.forms):
                yield problem("L016", spot, term=q(term), forms=" or ".join(map(q, wording.forms)))
            for form, sign in avoided:
                if sign in theirs:
                    yield problem("L017", spot, form=q(form), term=q(term), forms=" or ".join(map(q, wording.forms)))


def says(term: str, text: str) -> bool:
    """Whether a text of the source has a term, of one or of several.

    >>> [says("blood count", text) for text in ("Blood counts: what they are", "blood counted")]
    [True, False]
    """
    return bool(re.search(rf"(?<![\w-]){re.escape(term)}(?:e?s)?(?![\w-])", text, re.IGNORECASE))


def said_first(project: Project, text: Transcript) -> Iterator[Problem]:
    """Where a booklet says a term first, it says it as its language introduces it; headings introduce nothing.

    A leaflet or a card is of few words, and points to the booklet. Who takes a booklet over and orders it anew did not
    write the term base, which speaks of the booklets beside it.
    """
    chain, name = project.chain, f"booklets/{text.edition.booklet}/booklet.yaml"
    found, bases = chain.find(name), chain.layers(TERM_BASE)
    beside = found is not None and any(base.parents[1] == found.parents[2] for base in bases)
    if not beside or not FORMS[text.manuscript.booklet.form].is_leafed:
        return
    lines = [line for line in text.lines if line.is_printed and line.read_as is None]
    for term, wording in project.term_bases.get(text.edition.locale, {}).items():
        if wording.first is None:
            continue
        mentions = (line for line in lines if any(_has(line.plain, form) for form in wording.forms))
        if (first := next(mentions, None)) and not _has(first.plain, wording.first):
            yield problem("L018", first.spot, edition=text.edition, term=q(term), first=q(wording.first))


def _has(text: str, form: str) -> bool:
    return form.casefold() in text.casefold()

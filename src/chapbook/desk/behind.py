"""What the desk asks of the texts behind its papers: their signs, what a family says back, and a packet for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from chapbook import api
from chapbook.catalogs.furniture import speaker
from chapbook.content.booklet import Booklet, Edition
from chapbook.content.interview import FILE as INTERVIEW
from chapbook.content.project import Project
from chapbook.content.signs import names_in
from chapbook.desk.papers import Paper
from chapbook.files import fonts
from chapbook.files.chain import Chain
from chapbook.files.state import State
from chapbook.load.load import load
from chapbook.problems.problem import Missing, Problems
from chapbook.texts import text_of
from chapbook.transcript.snapshot import code_of
from chapbook.workers.workers import Do


@dataclass(frozen=True)
class Behind:
    """The texts of a project. What needs the press is done apart, by `do`."""

    chain: Chain
    folder: Path
    do: Do

    def signs(self, lang: str) -> Mapping[str, str]:
        """The warning signs that each booklet lists, in a language; nothing of what cannot be read."""
        return _signs(self.chain, lang, self._state())

    def prompts(self, paper: Paper, lang: str) -> tuple[str, tuple[str, ...]]:
        """What a paper has a family say in its own words: in a language, or else in the paper's, and which it is.

        Nothing where it has no page for it, or was built of another text than is here: its numbers may be others.
        """
        return _prompts(self.chain, paper.edition, paper.code, lang, self._state())

    def _state(self) -> tuple[State, ...]:
        return *self.chain.state("booklets"), *self.chain.state("locales")

    @property
    def asks(self) -> bool:
        """Whether there is an interview, from which a packet could be made."""
        return self.chain.find(INTERVIEW) is not None

    def questions(self, lang: str) -> tuple[api.Question, ...]:
        """The questions of the interview in a language."""
        found: tuple[api.Question, ...] = self.do(api.questions, self.folder, lang)
        return found

    def packet(self, answers: Mapping[str, str]) -> tuple[str, bytes]:
        """The name and the pages of the packet of a family's answers; nothing of them is kept."""
        made: api.Packed = self.do(api.packet, self.folder, dict(answers))
        return f"{made.file.edition}.{made.file.ticket}.pdf", made.file.content


# Who searches while the desk gets ready for it waits, and reads nothing twice.
_READING = Lock()


@lru_cache(maxsize=32)
def _signs(chain: Chain, lang: str, now: tuple[State, ...]) -> Mapping[str, str]:
    try:
        with _READING:
            project, listed = _listed(chain, now)
    except Problems:
        return {}
    say = speaker(project)

    def words(name: str) -> Iterator[str]:
        sign = project.signs.get(name)
        for each in (sign.sign, sign.short) if sign else ():
            if each:
                yield say(lang, *each.own_catalog, each.text) or ""

    return {name: " ".join(each for sign in signs for each in words(sign)) for name, signs in listed.items()}


@lru_cache(maxsize=1)
def _listed(chain: Chain, _: tuple[State, ...]) -> tuple[Project, Mapping[str, list[str]]]:
    """A project without its booklets, and the signs that each of these lists: read once for all languages."""
    project, _faults = load(chain)

    def listed(booklet: Booklet) -> set[str]:
        texts = (booklet.content, *(block.content for block in booklet.blocks.values()))
        return {sign for text in texts for sign in names_in(text)}

    bare = replace(project, booklets={}, loose={})
    return bare, {name: sorted(listed(booklet)) for name, booklet in project.booklets.items()}


@lru_cache(maxsize=64)
def _prompts(chain: Chain, edition: Edition, code: str, lang: str, _: tuple[State, ...]) -> tuple[str, tuple[str, ...]]:
    nothing = lang, ()
    try:
        project, _faults = load(chain, only=(edition.booklet,))
        booklet = project.booklets.get(edition.booklet)
        blocks = booklet.blocks.values() if booklet else ()
        prompts = {each.path: {f"{key}.text" for key in each.content.said_back} for each in blocks}
        if not any(prompts.values()):
            return nothing
        own = text_of(project, edition)
        if code_of(own) != code:
            return nothing
    # The paper of a language or a country that the project here does not have.
    except (Problems, LookupError):
        return nothing
    try:
        spoken = text_of(project, replace(edition, locale=lang))
    except (Problems, LookupError):
        spoken = own
    said = ((line, prompts.get(passage.path, ())) for passage in spoken.passages for line in passage.lines)
    return spoken.edition.locale, tuple(line.plain for line, fields in said if line.field in fields)


@cache
def has_press() -> bool:
    """Whether this machine can set pages."""
    if any(find_spec(each) is None for each in ("weasyprint", "pydyf", "tinycss2")):
        return False
    try:
        fonts.require_system_libraries()
    except Missing:
        return False
    return True

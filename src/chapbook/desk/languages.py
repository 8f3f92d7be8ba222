"""The words of the desk: what it calls things in each language of a project, and its screens in words."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup

from chapbook.catalogs.catalogs import FURNITURE, read_domain
from chapbook.catalogs.furniture import Furniture
from chapbook.content.slots import Kind
from chapbook.content.typography import ZERO_WIDTH_SPACE, TextPass
from chapbook.copy.values import plain
from chapbook.desk.papers import Paper
from chapbook.files.chain import Chain, bundled
from chapbook.files.state import State
from chapbook.files.yaml import Mapping as Keys
from chapbook.load.locales import LOCALES, locales_of, source_of
from chapbook.problems.problem import Problem, Problems
from chapbook.templating.environment import Furnisher, render

_STYLE = re.compile(r' style="[^"]*"')


@dataclass(frozen=True)
class _AsData:
    """Furniture words as they stand in a catalog, for whoever sets them later."""

    own: Furniture

    def word(self, text: str, context: str = "") -> str:
        return self.own.say(text, context)


@dataclass(frozen=True)
class Languages:
    """The languages of a project as they are at one time. What they say is worked out once."""

    # No project changes the screens: a template of its own could lead what was typed out of this machine.
    screens: Chain
    words: Chain
    locales: Keys
    source: str
    _named: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict, repr=False)
    _refusals: dict[tuple[int, str], bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, chain: Chain) -> Languages:
        """Raises Problems where they cannot be read."""
        screens, locales = Chain((bundled(),)), locales_of(chain)
        words = Chain((*chain.roots, *(root for root in screens.roots if root not in chain.roots)))
        return cls(screens, words, locales, source_of(locales))

    # ── names ──

    def voice(self, lang: str) -> Furnisher:
        domain = read_domain(self.words, lang, FURNITURE)
        return Furnisher(Furniture(domain, lang == self.source), TextPass(self.spoken(lang)["direction"]))

    def named(self, lang: str) -> dict[str, dict[str, str]]:
        """What the desk calls things in a language: names and faults by kind, each by its key."""
        if lang not in self._named:
            words = {"typesetter": _AsData(self.voice(lang).furniture)}
            pairs = json.loads(render(self.screens, "desk/words.html", words))
            self._named[lang] = {key: dict(each) for key, each in pairs.items()}
        return self._named[lang]

    def label(self, lang: str, name: str) -> str:
        """The name of a slot."""
        return self.named(lang)["slots"].get(name, name.replace("-", " ").capitalize())

    def country(self, lang: str, place: str) -> str:
        territories = Locale.parse(lang, sep="-").territories
        return str(territories.get(place.upper(), place))

    def day(self, lang: str, day: datetime.date) -> str:
        return plain(format_date(day, "long", locale=Locale.parse(lang, sep="-")))

    def spoken(self, locale: str) -> dict[str, str]:
        told = self.locales.get(locale, {})
        autonym, direction = str(told.get("autonym", locale)), str(told.get("direction", "ltr"))
        return {"lang": locale, "autonym": autonym, "direction": direction}

    def sentences(self, lang: str, said: Iterable[str]) -> dict[str, Any]:
        """What is said in a language, as a template shows it: numbers stand the right way round."""
        spoken = self.spoken(lang)
        text = TextPass(spoken["direction"])
        # The policy of the screens lets no element have a style of its own; this one keeps a full stop off a number.
        return {"said": [Markup(_STYLE.sub("", text.plain(each))) for each in said], **spoken}  # noqa: S704

    def shown(self, lang: str, paper: Paper) -> dict[str, Any]:
        """A paper as a template shows it."""
        return {
            "edition": f"{paper.edition}",
            "title": paper.title,
            "draft": paper.draft,
            "is_withdrawn": paper.is_withdrawn,
            "is_refused": paper.is_refused,
            "place": self.country(lang, paper.edition.place),
            **self.spoken(paper.edition.locale),
        }

    def ways(self, lang: str, paper: Paper, in_two: Container[str], refused: Mapping[str, str]) -> list[dict[str, Any]]:
        """The files of a paper as buttons, sheets to print first; some in two languages, some refused, and why."""
        names = self.named(lang)["tickets"]
        order = [*names, *paper.files]
        own = {"edition": f"{paper.edition}"}
        return [
            {"label": names.get(ticket, ticket), "ticket": ticket, "is_in_two": ticket in in_two, **own}
            | {"fault": refused.get(ticket, "")}
            for ticket in sorted(paper.files, key=order.index)
        ]

    def faults(self, lang: str, kinds: Mapping[str, Kind], problems: Iterable[Problem]) -> dict[str, str]:
        """What is wrong, in words, by the name of the slot; under no name what is wrong with the whole."""
        words, found = self.named(lang)["faults"], dict[str, str]()
        for each in problems:
            named = each.facts.get("slot", "")
            name = named if named in kinds else ""
            ways = (
                f"{each.code} {kinds.get(name, '')} {each.facts.get('why', '')}",
                f"{each.code} {kinds.get(name, '')}",
            )
            told = next((words[way] for way in (*ways, each.code) if way in words), words[""])
            # A number reads from left to right, whatever the language of the sentence.
            numbers = {key: f"\u2066{each.facts[key]}\u2069" for key in ("then", "now") if key in each.facts}
            found.setdefault(name, told % {**each.facts, **numbers})
        return found

    # ── pages ──

    def page(self, lang: str, name: str, **context: Any) -> bytes:
        """A screen of the desk, or why there is none."""
        frame = {"typesetter": self.voice(lang), **self.spoken(lang), "languages": [*map(self.spoken, self.locales)]}
        html = render(self.screens, f"desk/{name}.html", {**frame, **context})
        # Needed where pages are set.
        return html.replace(f" {ZERO_WIDTH_SPACE}", " ").encode()

    def refusal(self, status: int, path: str) -> bytes:
        """The page of a refusal, in the language of the address, or of the project."""
        asked = path.removeprefix("/").partition("/")[0]
        lang = asked if asked in self.locales else self.source
        # Made once: a thousand forged requests hold nobody up.
        if said := self._refusals.get((status, lang)):
            return said
        words = self.named(lang)
        text = words["refused"].get(f"{status}", words["refused"]["500"] if status >= 500 else words["faults"][""])
        said = self.page(lang, "refused", text=text, elsewhere="", is_locked=status == 403)
        return self._refusals.setdefault((status, lang), said)


class Spoken:
    """The languages of a project, read anew when its files change; those of before, while these cannot be read."""

    def __init__(self, chain: Chain) -> None:
        """Raises Problems where they cannot be read at all."""
        self._chain = chain
        # Before they are read: what changes meanwhile is read again.
        self._state = self._now()
        self.last, self.unread = Languages.of(chain), tuple[Problem, ...]()

    def _now(self) -> tuple[State, ...]:
        return self._chain.state(LOCALES.split("/")[0])

    def languages(self) -> Languages:
        if (now := self._now()) != self._state:
            self._state = now
            try:
                self.last, self.unread = Languages.of(self._chain), ()
            except Problems as found:
                self.unread = found.problems
        return self.last

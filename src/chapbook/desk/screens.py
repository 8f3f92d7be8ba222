"""The three screens, and the files that are handed over: what is answered to a request in a language.

What a family is called stands in the body of a request and of its answer, and nowhere else: each screen is made anew
from what the browser sends, and nothing is kept between two requests but the tokens of families that are done.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chapbook.content.slots import Kind, Slot
from chapbook.copy.values import PARTED, counted, day_of
from chapbook.desk.behind import Behind, has_press
from chapbook.desk.copies import Copier, kinds
from chapbook.desk.languages import Languages
from chapbook.desk.papers import Paper, Papers, cover, found_by
from chapbook.problems.problem import Problem, Problems, in_order
from chapbook.transcript.code import link, qr

# What papers are found by.
ASKED = ("q", "therapy", "stage", "readers", "locale", "place")

# What tells one family's paper from another's, on the screen that hands it over.
WHOSE = ("child-name", "birth-date", "start-date")

# What else is said back there, for a slip in it would be believed.
SAID_BACK = ("phone", "date", "dates")

# The field in which the screens of one family carry its token, and how long one is in characters.
FAMILY, LONG = "family", 22

# What asks for an alarm in a calendar, and when on the day before that is, as its button says.
ALARM, EVENING = "alarm", datetime.time(18)

HTML = "text/html; charset=utf-8"


class Nowhere(LookupError):
    """An address of the desk leads nowhere."""


@dataclass(frozen=True)
class Screens:
    """Answers to one request: what it asks, in the languages as they are now.

    `unread` is what cannot be read of these; after `idle` seconds a screen clears itself.
    """

    copies: Copier
    behind: Behind
    languages: Languages
    unread: tuple[Problem, ...]
    idle: float
    request: Request
    values: Mapping[str, str] = field(repr=False)

    @property
    def lang(self) -> str:
        return str(self.request.path_params["lang"])

    @cached_property
    def lying(self) -> Papers:
        """What lies on the desk, looked at once for a request."""
        return self.copies.papers()

    def paper(self) -> Paper:
        found = self.lying.by_name.get(self.request.path_params["edition"])
        if found is None:
            raise Nowhere
        return found

    @property
    def family(self) -> str:
        """The token that this family's screens carry, until *Next family* spends it; a new one where there is none."""
        return family_of(self.values) or secrets.token_urlsafe(16)

    # ── the three screens ──

    def find(self) -> Response:
        """Papers by what is asked for; a paper in each language, withdrawn ones as such."""
        lang, words = self.lang, self.languages
        lying = self.lying
        there = lying.by_name.values()
        asked = {key: self.request.query_params.get(key, "") for key in ASKED}
        named, signs = words.named(lang), self.behind.signs(lang) if asked["q"].strip() else {}
        found = [
            paper
            for paper in found_by(asked["q"], there, self.copies.build, named["therapies"], signs)
            if asked["therapy"] in ("", paper.therapy)
            and (not asked["stage"] or asked["stage"] in paper.stages)
            and asked["readers"] in ("", paper.readers)
            and asked["locale"] in ("", paper.edition.locale)
            and asked["place"] in ("", paper.edition.place)
        ]
        choices = {
            "therapy": _called(named["therapies"], (paper.therapy for paper in there)),
            "stage": _called(named["stages"], (stage for paper in there for stage in paper.stages)),
            "readers": _called(named["readers"], (paper.readers for paper in there)),
            "place": {place: words.country(lang, place) for place in sorted({p.edition.place for p in there})},
        }
        held = {paper.edition.locale for paper in there}
        return self.page(
            "find",
            asked=asked,
            choices=choices,
            spoken=[words.spoken(locale) for locale in words.locales if locale in held],
            papers=[{**words.shown(lang, paper), "also": _also(paper, there, lang)} for paper in found],
            asks=self.behind.asks,
            has_press=has_press(),
            unread=[*map(str, in_order([*self.unread, *lying.unread])), *filter(None, [lying.unknown])],
        )

    def theirs(self) -> Response:
        """The slots of a paper as fields, with what is wrong beside each; its pages with what was typed, when asked."""
        paper = self.paper()
        slots = self.copies.blank(paper, paper.ticket).slots
        if "look" not in self.values:
            return self.fields(paper, slots)
        try:
            made = self.copies.copy(paper, paper.ticket, slots, self.values)
        except Problems as found:
            return self.fields(paper, slots, found.problems)
        return self.fields(paper, slots, pictures=self.copies.pictures(slots, made, self.values))

    def hand_over(self) -> Response:
        """Every way to hand a paper out with these values, once each of them can be written; else the fields again."""
        paper, lang, words = self.paper(), self.lang, self.languages
        slots = self.copies.blank(paper, paper.ticket).slots
        try:
            made = self.copies.copy(paper, paper.ticket, slots, self.values)
        except Problems as found:
            return self.fields(paper, slots, found.problems)
        lying = self.lying
        near = [
            other
            for other in lying.by_name.values()
            if paper.therapy and other.therapy == paper.therapy and other.edition != paper.edition
            if (other.edition.locale, other.edition.place) == (paper.edition.locale, paper.edition.place)
            if not other.is_refused
        ]
        second = [each for each in lying.by_name.values() if self.is_second(each, paper) and not each.is_refused]
        known, own = kinds(slots), self.copies.hospital(slots)
        # What was never published has no page; without a register, nobody here knows of what is approved.
        has_page = paper.in_register or (bool(lying.unknown) and not paper.draft)
        address = link(lying.site, paper.code) if has_page else None
        return self.page(
            "hand-over",
            paper=words.shown(lang, paper),
            ways=self.ways(paper),
            second=[{**words.shown(lang, other), "ways": self.ways(other)} for other in second],
            beside=[{**words.shown(lang, other), "ways": self.ways(other)} for other in near],
            has_braille=paper.braille is not None,
            address=address,
            code=qr(address) if address else None,
            # What was emptied stays empty on the paper beside this one too.
            values={
                name: value for name, value in self.values.items() if name in known and (value.strip() or name in own)
            },
            family=self.family,
            whose=[(words.label(lang, name), said) for name, said in self.whose(known)],
            by_hand=[words.label(lang, name) for name in made.empty] if made else [],
            has_days=bool(made and made.calendar),
            doubts={words.label(lang, name): why for name, why in self.doubts(paper, slots).items()},
            prompts=words.sentences(*self.behind.prompts(paper, lang)),
        )

    def is_second(self, other: Paper, paper: Paper) -> bool:
        """Whether it is this paper in another language: in that of the desk, or of the library, which staff read."""
        same = replace(paper.edition, locale=other.edition.locale)
        return other.edition == same != paper.edition and same.locale in (self.lang, self.languages.source)

    def ways(self, paper: Paper) -> list[dict[str, Any]]:
        """The files of a paper as buttons; of those on which what was typed has no place, why not."""
        found = self.copies.refused(paper, self.values)
        refused = {ticket: self.why(known, problems) for ticket, (known, problems) in found.items()}
        return self.languages.ways(self.lang, paper, self.copies.in_two_languages(paper, refused), refused)

    def whose(self, known: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
        """Whose paper it is, and whom it says to call: as it was typed, a day in the words of the desk's language."""
        values = counted(self.values)
        for name in dict.fromkeys((*WHOSE, *(name for name, kind in known.items() if kind in SAID_BACK))):
            if name in known and (said := values.get(name, "").strip()):
                days = [day_of(each) for each in PARTED.split(said)]
                spoken = [self.languages.day(self.lang, day) for day in days if day]
                yield name, "; ".join(spoken) if len(spoken) == len(days) else said

    def fields(
        self,
        paper: Paper,
        slots: Sequence[Slot],
        problems: Iterable[Problem] = (),
        pictures: Sequence[Mapping[str, Any]] = (),
    ) -> Response:
        lang, words, known = self.lang, self.languages, kinds(slots)
        faults, doubts = words.faults(lang, known, problems), self.doubts(paper, slots)
        for_staff = {slot.name for slot in slots if slot.for_staff}
        own = self.copies.hospital(slots)
        fields = [
            {
                "name": name,
                "kind": kind,
                "label": words.label(lang, name),
                "value": self.values.get(name, own.get(name, "")),
            }
            | {"fault": faults.get(name, ""), "doubt": doubts.get(name, ""), "for_staff": name in for_staff}
            for name, kind in known.items()
        ]
        context = {"paper": words.shown(lang, paper), "fields": fields, "pictures": pictures, "family": self.family}
        return self.page("theirs", 422 if faults else 200, general=faults.get("", ""), **context)

    def doubts(self, paper: Paper, slots: Sequence[Slot]) -> dict[str, str]:
        """What can hardly be meant, in words, by the names of slots."""
        words = self.languages.named(self.lang)["doubts"]
        return {name: words[doubt] for name, doubt in self.copies.doubts(paper, slots, self.values).items()}

    def interview(self) -> Response:
        """The questions from which a packet is made for one family, with what is still to be answered."""
        if not self.behind.asks:
            raise Nowhere
        if not has_press():
            return self.page("interview", questions=[], chosen={}, left=[])
        questions = self.behind.questions(self.lang)
        left = [each for each in questions if self.values.get(each.id) not in each.answers] if self.values else []
        return self.page(
            "interview",
            422 if left else 200,
            questions=questions,
            chosen={each.id: self.values.get(each.id, "") for each in questions},
            left=[each.id for each in left],
            elsewhere="packet",
        )

    # ── what is handed over ──

    def packet(self) -> Response:
        """The packet of these answers, set now; the questions again where one is not answered."""
        if not (self.behind.asks and has_press()):
            raise Nowhere
        questions = self.behind.questions(self.lang)
        answers = {each.id: self.values.get(each.id, "") for each in questions}
        if any(answers[each.id] not in each.answers for each in questions):
            return self.interview()
        try:
            name, content = self.behind.packet(answers)
        except Problems as found:
            return self.sorry(found.problems)
        return self.file(name, content, "application/pdf", "inline")

    def beside(self) -> Response:
        """The papers of the treatment, the language and the country that answers name; of others all.

        The address says no more than the lists of the first screen: nothing that was typed, and no other answer.
        """
        there = [*self.lying.by_name.values()]
        therapy, language, place = (self.values.get(each, "") for each in ("therapy", "language", "place"))
        spoken = [paper.edition.locale for paper in there if paper.edition.place == place]
        asked = {
            "therapy": therapy if therapy in {paper.therapy for paper in there} else "",
            "locale": next((locale for locale in spoken if locale.split("-")[0] == language), ""),
            "place": place if spoken else "",
        }
        return RedirectResponse(f"/{self.lang}/?{urlencode(asked)}", 303)

    def pdf(self) -> Response:
        """A copy on a job ticket, to be opened by the browser; its name is that of the paper."""
        paper, ticket = self.paper(), self.request.path_params["ticket"]
        if ticket not in paper.files:
            raise Nowhere
        blank = self.copies.blank(paper, ticket)
        try:
            made = self.copies.copy(paper, ticket, blank.slots, self.values)
        except Problems as found:
            return self.sorry(found.problems, kinds(blank.slots))
        content = made.content if made else blank.content
        return self.file(f"{paper.edition}.{ticket}.pdf", content, "application/pdf", "inline")

    def braille(self) -> Response:
        """A paper in Braille, for an embosser or a display: a file to save."""
        paper = self.paper()
        content = self.copies.braille(paper)
        if content is None:
            raise Nowhere
        return self.file(f"{paper.edition}.brf", content, "text/plain; charset=us-ascii", "attachment")

    def calendar(self) -> Response:
        """The days of a copy, for a family's own telephone."""
        paper = self.paper()
        slots = self.copies.blank(paper, paper.ticket).slots
        made = self.copies.copy(paper, paper.ticket, slots, self.values, EVENING if ALARM in self.values else None)
        if not (made and made.calendar):
            raise Nowhere
        return self.file(f"{paper.edition}.ics", made.calendar, "text/calendar; charset=utf-8", "attachment")

    def cover(self) -> Response:
        """The first page of a paper."""
        paper = self.paper()
        return Response(cover(self.copies.build / paper.files[paper.ticket]), media_type="image/png")

    def file(self, name: str, content: bytes, kind: str, shown: str) -> Response:
        return Response(content, media_type=kind, headers={"content-disposition": f'{shown}; filename="{name}"'})

    # ── pages ──

    def page(self, name: str, status: int = 200, **context: Any) -> Response:
        here = self.request.path_params.get("edition")
        # Only of a screen that has nothing typed in it the other languages have the same.
        said = self.languages.page(self.lang, name, **{"elsewhere": f"{here}/" if here else "", **context})
        # Who walked away leaves nothing to be read on the screen.
        leaves = {"refresh": f"{self.idle:.0f}; url=/{self.lang}/locked"}
        return Response(said, status, media_type=HTML, headers=leaves)

    def sorry(self, problems: Iterable[Problem], known: Mapping[str, Kind] | None = None) -> Response:
        """Why there is no paper."""
        text = self.why(known or {}, problems)
        said = self.languages.page(self.lang, "refused", text=text, elsewhere="", is_locked=False)
        return Response(said, 422, media_type=HTML)

    def why(self, known: Mapping[str, Kind], problems: Iterable[Problem]) -> str:
        lang, words = self.lang, self.languages
        faults = words.faults(lang, known, problems)
        return " ".join(f"{words.label(lang, name)}: {fault}" if name else fault for name, fault in faults.items())


def family_of(values: Mapping[str, str]) -> str:
    """The token of the family that a screen was for; nothing where the screen says none."""
    return values.get(FAMILY, "")[:LONG]


def _also(paper: Paper, there: Iterable[Paper], lang: str) -> str:
    """The title in the language of the desk of a paper in another one; nothing where it was not built so."""
    if paper.edition.locale == lang:
        return ""
    alike = (each for each in there if (each.edition.booklet, each.edition.locale) == (paper.edition.booklet, lang))
    return next((each.title for each in alike if each.title != paper.title), "")


def _called(names: Mapping[str, str], there: Iterable[str]) -> dict[str, str]:
    """The choices of a list: what papers have, in words, in the order of these."""
    held = {*there} - {""}
    known = [name for name in names if name in held]
    return {name: names.get(name, name) for name in (*known, *sorted(held - {*known}))}

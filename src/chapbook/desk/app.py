"""The desk as an ASGI application: three screens, the styles, covers, and the files that are handed over.

What a family is called stands in the body of a request and of its answer, and nowhere else: each screen is made anew
from what the browser sends, and nothing is kept between two requests.
"""

from __future__ import annotations

import asyncio
import base64
import datetime
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from babel import Locale
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chapbook import api
from chapbook.catalogs.catalogs import FURNITURE, read_domain
from chapbook.catalogs.furniture import Furniture
from chapbook.content.slots import Kind
from chapbook.content.typography import ZERO_WIDTH_SPACE, TextPass
from chapbook.copy.built import built
from chapbook.copy.values import doubtful
from chapbook.desk.gate import Gate
from chapbook.desk.papers import Paper, cover, found_by, papers, picture
from chapbook.files.chain import Chain, bundled
from chapbook.files.yaml import decoded
from chapbook.load.locales import locales_of, source_of
from chapbook.problems.problem import Problem, Problems, Unknown
from chapbook.templating.environment import Furnisher, render

# What papers are found by.
ASKED = ("q", "therapy", "stage", "readers", "locale", "place")

# Fields of the largest paper, several times over.
MOST_FIELDS = 60

# A nurse who is called away; the screen is cleared after as long.
IDLE = 15 * 60.0

# Pages that are shown with what was typed, and how wide, in pixels.
MOST_SHOWN, WIDE = 3, 720


def app(
    folder: Path,
    build: Path,
    *,
    port: int,
    token: str,
    today: Callable[[], datetime.date],
    idle: float = IDLE,
    locked: Callable[[], None] = lambda: None,
    clock: Callable[[], float] = monotonic,
) -> Gate:
    """The desk over a project and the folder that was built of it, for one browser that has the token.

    It reads the project's words and styles and the finished files, and writes nothing. Raises Problems where the folder
    has no paper, or the languages of the project cannot be read.
    """
    desk = _Desk(Chain.at(folder), folder, build, today, idle)
    papers(desk.chain, build)
    screens = [
        Route("/", desk.start),
        Route("/desk.css", desk.style),
        Route("/{lang}/", desk.answered(desk.find)),
        Route("/{lang}/{edition}/cover.png", desk.answered(desk.cover)),
        Route("/{lang}/{edition}/", desk.answered(desk.theirs), methods=["GET", "POST"]),
        Route("/{lang}/{edition}/hand-over", desk.answered(desk.hand_over), methods=["POST"]),
        Route("/{lang}/{edition}/{ticket}.pdf", desk.answered(desk.pdf), methods=["POST"]),
        Route("/{lang}/{edition}/{ticket}.ics", desk.answered(desk.calendar), methods=["POST"]),
    ]
    refused: dict[Any, Any] = {404: desk.lost, 405: desk.lost, Exception: desk.failed}
    inner = Starlette(routes=screens, exception_handlers=refused)
    inner.router.redirect_slashes = False
    return Gate(inner, port, token, desk.refusal, idle, locked, clock)


@dataclass(frozen=True)
class _AsData:
    """Furniture words as they stand in a catalog, for whoever sets them later."""

    own: Furniture

    def word(self, text: str, context: str = "") -> str:
        return self.own.say(text, context)


class _Nowhere(LookupError):
    """An address of the desk leads nowhere."""


class _Desk:
    def __init__(
        self, chain: Chain, folder: Path, build: Path, today: Callable[[], datetime.date], idle: float
    ) -> None:
        self.chain, self.folder, self.build, self.today, self.idle = chain, folder, build, today, idle
        # No project changes the screens: a template of its own could lead what was typed out of this machine.
        self.bundled = Chain((bundled(),))
        self.words = Chain((*chain.roots, *(root for root in self.bundled.roots if root not in chain.roots)))
        self.locales = locales_of(chain)
        self.source = source_of(self.locales)
        self._one = asyncio.Lock()
        self._told: dict[tuple[int, str], bytes] = {}
        self._named: dict[str, dict[str, dict[str, str]]] = {}

    # ── the three screens ──

    def find(self, request: Request, _: Mapping[str, str]) -> Response:
        """Papers by what is asked for; a paper in each language, withdrawn ones as such."""
        lang, there = request.path_params["lang"], papers(self.chain, self.build)
        asked = {key: request.query_params.get(key, "") for key in ASKED}
        named = self.named(lang)
        found = [
            paper
            for paper in found_by(asked["q"], there.values(), self.build, named["therapies"])
            if asked["therapy"] in ("", paper.therapy)
            and (not asked["stage"] or asked["stage"] in paper.stages)
            and asked["readers"] in ("", paper.readers)
            and asked["locale"] in ("", paper.edition.locale)
            and asked["place"] in ("", paper.edition.place)
        ]
        choices = {
            "therapy": _called(named["therapies"], (paper.therapy for paper in there.values())),
            "stage": _called(named["stages"], (stage for paper in there.values() for stage in paper.stages)),
            "readers": _called(named["readers"], (paper.readers for paper in there.values())),
            "place": {place: self.country(lang, place) for place in sorted({p.edition.place for p in there.values()})},
        }
        spoken = [locale for locale in self.locales if any(p.edition.locale == locale for p in there.values())]
        return self.page(
            request,
            "find",
            asked=asked,
            choices=choices,
            spoken=[self.spoken(locale) for locale in spoken],
            papers=[self.shown(lang, paper) for paper in found],
        )

    def theirs(self, request: Request, values: Mapping[str, str]) -> Response:
        """The slots of a paper as fields, with what is wrong beside each; its pages with what was typed, when asked."""
        paper = self.paper(request)
        kinds, faults = self.kinds(paper, paper.ticket), dict[str, str]()
        pictures: list[dict[str, Any]] = []
        if "look" in values:
            try:
                made = self.copy(paper, paper.ticket, values)
                pictures = self.pictures(made, values, paper)
            except Problems as found:
                faults = self.faults(request.path_params["lang"], kinds, found.problems)
        return self.fields(request, paper, kinds, values, faults, pictures)

    def hand_over(self, request: Request, values: Mapping[str, str]) -> Response:
        """Every way to hand a paper out with these values, once each of them can be written; else the fields again."""
        paper, lang = self.paper(request), request.path_params["lang"]
        kinds = self.kinds(paper, paper.ticket)
        try:
            made = self.copy(paper, paper.ticket, values)
        except Problems as found:
            return self.fields(request, paper, kinds, values, self.faults(lang, kinds, found.problems), [])
        near = [
            other
            for other in papers(self.chain, self.build).values()
            if paper.therapy and other.therapy == paper.therapy and other.edition != paper.edition
            if (other.edition.locale, other.edition.place) == (paper.edition.locale, paper.edition.place)
            if not other.is_withdrawn
        ]
        written = {name: value for name, value in values.items() if value.strip() and name in kinds}
        return self.page(
            request,
            "hand-over",
            paper=self.shown(lang, paper),
            ways=self.ways(lang, paper),
            beside=[{**self.shown(lang, other), "ways": self.ways(lang, other)} for other in near],
            values=written,
            by_hand=[self.label(lang, name) for name in made.empty] if made else [],
            has_days=bool(made and made.calendar),
            doubts=[self.label(lang, name) for name in made.doubts] if made else [],
        )

    def fields(
        self,
        request: Request,
        paper: Paper,
        kinds: Mapping[str, Kind],
        values: Mapping[str, str],
        faults: Mapping[str, str],
        pictures: list[dict[str, Any]],
    ) -> Response:
        lang = request.path_params["lang"]
        doubts = doubtful(kinds, values, self.today())
        fields = [
            {"name": name, "kind": kind, "label": self.label(lang, name), "value": values.get(name, "")}
            | {"fault": faults.get(name, ""), "is_doubtful": name in doubts}
            for name, kind in kinds.items()
        ]
        general = faults.get("", "")
        context = {"paper": self.shown(lang, paper), "fields": fields, "general": general, "pictures": pictures}
        # One side of a card is for staff, in the language of the place.
        is_card = paper.form == "card"
        return self.page(request, "theirs", 422 if faults else 200, is_card=is_card, **context)

    # ── what is handed over ──

    def pdf(self, request: Request, values: Mapping[str, str]) -> Response:
        """A copy on a job ticket, to be opened by the browser; its name is that of the paper."""
        paper, ticket = self.paper(request), request.path_params["ticket"]
        if ticket not in paper.files:
            raise _Nowhere
        kinds = self.kinds(paper, ticket)
        try:
            made = self.copy(paper, ticket, values)
            content = made.content if made else self.blank(paper, ticket).content
        except Problems as found:
            return self.sorry(request, found.problems, kinds)
        return self.file(f"{paper.edition}.{ticket}.pdf", content, "application/pdf", "inline")

    def calendar(self, request: Request, values: Mapping[str, str]) -> Response:
        """The days of a copy, for a family's own telephone."""
        paper = self.paper(request)
        try:
            made = self.copy(paper, paper.ticket, values)
        except Problems as found:
            return self.sorry(request, found.problems)
        if not (made and made.calendar):
            raise _Nowhere
        return self.file(f"{paper.edition}.ics", made.calendar, "text/calendar; charset=utf-8", "attachment")

    def cover(self, request: Request, _: Mapping[str, str]) -> Response:
        """The first page of a paper."""
        paper = self.paper(request)
        return Response(cover(self.build / paper.files[paper.ticket]), media_type="image/png")

    def file(self, name: str, content: bytes, kind: str, shown: str) -> Response:
        return Response(content, media_type=kind, headers={"content-disposition": f'{shown}; filename="{name}"'})

    # ── what is asked of copies ──

    def paper(self, request: Request) -> Paper:
        found = papers(self.chain, self.build).get(request.path_params["edition"])
        if found is None:
            raise _Nowhere
        return found

    def blank(self, paper: Paper, ticket: str) -> Any:
        edition = paper.edition
        return built(self.chain, self.build, edition.booklet, edition.locale, edition.place, ticket).blank

    def kinds(self, paper: Paper, ticket: str) -> dict[str, Kind]:
        """The kinds of what may be written on a file of a paper, by the names of slots."""
        edition = paper.edition
        found = api.slots(self.folder, edition.booklet, edition.locale, edition.place, ticket, build=self.build)
        return {slot.name: slot.kind for slot in found}

    def copy(self, paper: Paper, ticket: str, values: Mapping[str, str]) -> api.Copied | None:
        """A copy with those of the values that have a slot on it; nothing where the file has none."""
        edition, known = paper.edition, self.kinds(paper, ticket)
        if not known:
            return None
        given = {name: value for name, value in values.items() if name in known}
        where = (self.folder, edition.booklet, edition.locale, edition.place, ticket)
        return api.copy(*where, given, build=self.build, on=self.today())

    def pictures(self, made: api.Copied | None, values: Mapping[str, str], paper: Paper) -> list[dict[str, Any]]:
        """The first pages of a copy that something was written on, as addresses that hold the picture itself."""
        if made is None:
            return []
        slots = self.blank(paper, paper.ticket).slots
        pages = sorted({slot.page for slot in slots if values.get(slot.name, "").strip()})[:MOST_SHOWN]
        return [
            {"page": page + 1, "src": f"data:image/png;base64,{base64.b64encode(shown).decode()}"}
            for page in pages
            for shown in [picture(made.content, page, WIDE)]
        ]

    def faults(self, lang: str, kinds: Mapping[str, Kind], problems: Iterable[Problem]) -> dict[str, str]:
        """What is wrong, in words, by the name of the slot; under no name what is wrong with the whole."""
        words, found = self.named(lang)["faults"], dict[str, str]()
        for each in problems:
            named = each.facts.get("slot", "")
            name = named if named in kinds else ""
            told = words.get(kinds[name] if each.code == "H004" and name else each.code, words[""])
            found.setdefault(name, told % each.facts if each.code == "H006" else told)
        return found

    def ways(self, lang: str, paper: Paper) -> list[dict[str, str]]:
        """The files of a paper as buttons: sheets to print first."""
        names = self.named(lang)["tickets"]
        order = [*names, *paper.files]
        return [
            {"label": names.get(ticket, ticket), "ticket": ticket, "edition": f"{paper.edition}"}
            for ticket in sorted(paper.files, key=order.index)
        ]

    # ── words and pages ──

    def voice(self, lang: str) -> Furnisher:
        domain = read_domain(self.words, lang, FURNITURE)
        return Furnisher(Furniture(domain, lang == self.source), TextPass(self.spoken(lang)["direction"]))

    def named(self, lang: str) -> dict[str, dict[str, str]]:
        """What the desk calls things in a language, worked out once: names and faults by kind, each by its key."""
        if lang not in self._named:
            words = {"typesetter": _AsData(self.voice(lang).furniture)}
            pairs = json.loads(render(self.bundled, "desk/words.html", words))
            self._named[lang] = {key: dict(each) for key, each in pairs.items()}
        return self._named[lang]

    def label(self, lang: str, name: str) -> str:
        return self.named(lang)["slots"].get(name, name.replace("-", " ").capitalize())

    def country(self, lang: str, place: str) -> str:
        territories = Locale.parse(lang, sep="-").territories
        return str(territories.get(place.upper(), place))

    def spoken(self, locale: str) -> dict[str, str]:
        told = self.locales.get(locale, {})
        autonym, direction = str(told.get("autonym", locale)), str(told.get("direction", "ltr"))
        return {"lang": locale, "autonym": autonym, "direction": direction}

    def shown(self, lang: str, paper: Paper) -> dict[str, Any]:
        """A paper as a template shows it."""
        return {
            "edition": f"{paper.edition}",
            "title": paper.title,
            "draft": paper.draft,
            "is_withdrawn": paper.is_withdrawn,
            "place": self.country(lang, paper.edition.place),
            **self.spoken(paper.edition.locale),
        }

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> Response:
        lang = request.path_params["lang"]
        here = request.path_params.get("edition")
        # Only of a screen that has nothing typed in it the other languages have the same.
        elsewhere = f"{here}/" if here else ""
        said = self.said(lang, name, elsewhere=elsewhere, **context)
        # Who walked away leaves nothing to be read on the screen.
        leaves = {"refresh": f"{self.idle:.0f}; url=/{lang}/locked"}
        return Response(said, status, media_type="text/html; charset=utf-8", headers=leaves)

    def said(self, lang: str, name: str, **context: Any) -> bytes:
        spoken = self.spoken(lang)
        frame = {"typesetter": self.voice(lang), **spoken, "languages": [*map(self.spoken, self.locales)], **context}
        html = render(self.bundled, f"desk/{name}.html", frame)
        # Needed where pages are set.
        return html.replace(f" {ZERO_WIDTH_SPACE}", " ").encode()

    def refusal(self, status: int, path: str) -> bytes:
        """The page of a refusal, in the language of the address, or of the project."""
        lang = path.split("/")[1]
        return self._refusal(status, lang if lang in self.locales else self.source)

    def _refusal(self, status: int, lang: str) -> bytes:
        # Worked out once: a thousand forged requests hold nobody up.
        if said := self._told.get((status, lang)):
            return said
        words = self.named(lang)
        text = words["refused"].get(f"{status}", words["refused"]["500"] if status >= 500 else words["faults"][""])
        said = self.said(lang, "refused", text=text, elsewhere="", is_locked=status == 403)
        return self._told.setdefault((status, lang), said)

    def sorry(self, request: Request, problems: Iterable[Problem], kinds: Mapping[str, Kind] | None = None) -> Response:
        lang = request.path_params["lang"]
        faults = self.faults(lang, kinds or {}, problems)
        texts = [f"{self.label(lang, name)}: {fault}" if name else fault for name, fault in faults.items()]
        said = self.said(lang, "refused", text=" ".join(texts), elsewhere="", is_locked=False)
        return Response(said, 422, media_type="text/html; charset=utf-8")

    # ── how a request is answered ──

    def answered(self, work: Callable[[Request, Mapping[str, str]], Response]) -> Callable[[Request], Any]:
        """An endpoint: one request at a time, for PDFium is not made for two at once."""

        async def answer(request: Request) -> Response:
            if request.path_params["lang"] not in self.locales:
                return self.lost(request)
            try:
                values = dict(_typed(await request.body()))
            except ValueError:
                return self.told(request, 413)
            async with self._one:
                try:
                    return await run_in_threadpool(partial(work, request, values))
                except (_Nowhere, Unknown):
                    return self.lost(request)
                except Problems as found:
                    # A template that cannot be filled in is no paper's fault.
                    if any(each.code[0] not in "HV" for each in found.problems):
                        raise
                    return self.sorry(request, found.problems)

        return answer

    def told(self, request: Request, status: int) -> Response:
        return Response(self.refusal(status, request.url.path), status, media_type="text/html; charset=utf-8")

    def lost(self, request: Request, _: Exception | None = None) -> Response:
        return self.told(request, 404)

    def failed(self, request: Request, _: Exception) -> Response:
        return self.told(request, 500)

    def start(self, request: Request) -> Response:
        """The first screen, in the first of the browser's languages that the project speaks."""
        wanted = re.findall(r"[A-Za-z]{2,3}(?:-[A-Za-z]+)*", request.headers.get("accept-language", ""))
        tags = {tag.lower(): tag for tag in self.locales}
        plain = {tag.lower().split("-")[0]: tag for tag in reversed([*self.locales])}
        near = (tags.get(each.lower()) or plain.get(each.lower().split("-")[0]) for each in wanted)
        return RedirectResponse(f"/{next(filter(None, near), self.source)}/", 303)

    def style(self, _: Request) -> Response:
        path = self.bundled.roots[0] / "styles/desk.css"
        return Response(decoded(path, "styles/desk.css"), media_type="text/css")


def _called(names: Mapping[str, str], there: Iterable[str]) -> dict[str, str]:
    """The choices of a list: what papers have, in words, in the order of these."""
    held = {*there} - {""}
    known = [name for name in names if name in held]
    return {name: names.get(name, name) for name in (*known, *sorted(held - {*known}))}


def _typed(body: bytes) -> list[tuple[str, str]]:
    """What was typed into the fields of a screen; what no browser sends so is a ValueError."""
    return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")

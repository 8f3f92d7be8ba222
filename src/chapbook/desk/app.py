"""The desk as an ASGI application: which address is answered by what, one request after the other."""

from __future__ import annotations

import asyncio
import datetime
import re
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chapbook.desk.behind import Behind
from chapbook.desk.copies import Copier
from chapbook.desk.gate import Launched
from chapbook.desk.languages import Spoken
from chapbook.desk.screens import HTML, Nowhere, Screens, family_of
from chapbook.desk.ward import SignedIn
from chapbook.files.chain import Chain
from chapbook.files.yaml import decoded
from chapbook.problems.problem import Problems, Unknown
from chapbook.workers.workers import Do, directly

# Fields of the largest paper, several times over.
MOST_FIELDS = 60

# A nurse who is called away; the screen is cleared after as long.
IDLE = 15 * 60.0

# Families that are done, of which an old screen may come back; a ward's server does not grow by them.
MOST_DONE = 10_000

# How long after the first screen, in seconds, the desk gets ready for a search: covers are asked for first.
SOON = 2.0

# Where the screens have their style and their script.
STYLES = "styles"


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
    do: Do = directly,
) -> Launched:
    """The desk over a project and the folder that was built of it, for one browser that has the token.

    It reads the project's words and styles and the finished files, and writes nothing; what sets pages is done by `do`,
    which may be in another process. Raises Problems where the folder has no paper, or the languages of the project
    cannot be read.
    """
    inner, told = _screens(folder, build, today, idle, do)
    return Launched(inner=inner, told=told, clock=clock, port=port, token=token, idle=idle, locked=locked)


def ward(
    folder: Path,
    build: Path,
    *,
    address: str,
    proxy: str,
    named: str,
    today: Callable[[], datetime.date],
    idle: float = IDLE,
    clock: Callable[[], float] = monotonic,
    do: Do = directly,
) -> SignedIn:
    """The desk for whom a hospital's sign-in lets through, as `SignedIn` says; else as `app`."""
    inner, told = _screens(folder, build, today, idle, do)
    return SignedIn(inner=inner, told=told, clock=clock, address=address, proxy=proxy, named=named)


def _screens(
    folder: Path, build: Path, today: Callable[[], datetime.date], idle: float, do: Do
) -> tuple[Starlette, Callable[[int, str], bytes]]:
    """The desk without a gate, and the pages of what a gate refuses."""
    chain = Chain.at(folder)
    desk = _Desk(Copier(chain, build, today), Behind(chain, folder, do), Spoken(chain), idle)
    desk.copies.papers()
    screens = [
        Route("/", desk.start),
        Route("/desk.css", desk.kept("text/css")),
        Route("/desk.js", desk.kept("text/javascript")),
        Route("/{lang}/", desk.first()),
        Route("/{lang}/next", desk.next_family, methods=["POST"]),
        Route("/{lang}/packet", desk.answered(Screens.interview, apart=True)),
        Route("/{lang}/packet.pdf", desk.answered(Screens.packet, apart=True), methods=["POST"]),
        Route("/{lang}/packet-papers", desk.answered(Screens.beside), methods=["POST"]),
        Route("/{lang}/{edition}/cover.png", desk.answered(Screens.cover)),
        Route("/{lang}/{edition}/", desk.answered(Screens.theirs), methods=["GET", "POST"]),
        Route("/{lang}/{edition}/hand-over", desk.answered(Screens.hand_over), methods=["POST"]),
        Route("/{lang}/{edition}/{ticket}.pdf", desk.answered(Screens.pdf), methods=["POST"]),
        Route("/{lang}/{edition}/paper.brf", desk.answered(Screens.braille), methods=["POST"]),
        Route("/{lang}/{edition}/{ticket}.ics", desk.answered(Screens.calendar), methods=["POST"]),
    ]
    refused: dict[Any, Any] = {404: desk.lost, 405: desk.lost, Exception: desk.failed}
    inner = Starlette(routes=screens, exception_handlers=refused, lifespan=desk.opened)
    inner.router.redirect_slashes = False
    return inner, lambda *asked: desk.spoken.last.refusal(*asked)


@dataclass(frozen=True)
class _Desk:
    copies: Copier
    behind: Behind
    spoken: Spoken
    idle: float
    # The tokens of families that are done, which say nothing of them.
    _done: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_DONE))
    # PDFium is not made for two requests at once; the press sets one packet after another, and no copy waits for it.
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)
    _press: asyncio.Lock = field(default_factory=asyncio.Lock)
    # The language of the first screen that is asked for.
    _first: Future[str] = field(default_factory=Future)
    _closed: threading.Event = field(default_factory=threading.Event)

    def answered(self, work: Callable[[Screens], Response], *, apart: bool = False) -> Callable[[Request], Any]:
        """An endpoint that answers in the language of its address."""
        turn = self._press if apart else self._one

        async def answer(request: Request) -> Response:
            languages = self.spoken.languages()
            if request.path_params["lang"] not in languages.locales:
                return self.lost(request)
            try:
                values = dict(_typed(await request.body()))
            except ValueError:
                return self.told(request, 413)
            if family_of(values) in self._done:
                return self.told(request, 410)
            screens = Screens(self.copies, self.behind, languages, self.spoken.unread, self.idle, request, values)
            async with turn:
                try:
                    return await run_in_threadpool(work, screens)
                except (Nowhere, Unknown):
                    return self.lost(request)
                except Problems as found:
                    # A template that cannot be filled in is no paper's fault.
                    if any(each.code[0] not in "HV" for each in found.problems):
                        raise
                    return screens.sorry(found.problems)

        return answer

    def first(self) -> Callable[[Request], Any]:
        """The endpoint of the first screen; after it, the desk gets ready for a search in its language."""
        find = self.answered(Screens.find)

        async def answer(request: Request) -> Response:
            found: Response = await find(request)
            if found.status_code == 200 and not self._first.done():
                self._first.set_result(request.path_params["lang"])
            return found

        return answer

    @asynccontextmanager
    async def opened(self, _: Starlette) -> AsyncIterator[None]:
        """While somebody serves the desk."""
        threading.Thread(target=self.get_ready, daemon=True).start()
        yield
        self._first.cancel()
        self._closed.set()

    def get_ready(self) -> None:
        """Read what the first search needs, once the first screen is there with its covers: it takes seconds."""
        # Whoever searches is told what is wrong; here nobody waits for it, or is there any more.
        with suppress(Exception):
            lang = self._first.result()
            if not self._closed.wait(SOON):
                self.behind.signs(lang)

    def told(self, request: Request, status: int) -> Response:
        return Response(self.spoken.last.refusal(status, request.url.path), status, media_type=HTML)

    def lost(self, request: Request, _: Exception | None = None) -> Response:
        return self.told(request, 404)

    def failed(self, request: Request, _: Exception) -> Response:
        return self.told(request, 500)

    async def next_family(self, request: Request) -> Response:
        """The first screen; from now on no old screen of this family is answered."""
        if request.path_params["lang"] not in self.spoken.languages().locales:
            return self.lost(request)
        try:
            family = family_of(dict(_typed(await request.body())))
        except ValueError:
            return self.told(request, 413)
        if family and family not in self._done:
            self._done.append(family)
        return RedirectResponse(f"/{request.path_params['lang']}/", 303)

    def start(self, request: Request) -> Response:
        """The first screen, in the first of the browser's languages that the project speaks."""
        languages = self.spoken.languages()
        wanted = re.findall(r"[A-Za-z]{2,3}(?:-[A-Za-z]+)*", request.headers.get("accept-language", ""))
        tags = {tag.lower(): tag for tag in languages.locales}
        plain = {tag.lower().split("-")[0]: tag for tag in reversed([*languages.locales])}
        near = (tags.get(each.lower()) or plain.get(each.lower().split("-")[0]) for each in wanted)
        return RedirectResponse(f"/{next(filter(None, near), languages.source)}/", 303)

    def kept(self, kind: str) -> Callable[[Request], Response]:
        """An endpoint for a file of the screens themselves, the style or the script."""

        def answer(request: Request) -> Response:
            name = f"{STYLES}{request.url.path}"
            return Response(decoded(self.spoken.last.screens.roots[0] / name, name), media_type=kind)

        return answer


def _typed(body: bytes) -> list[tuple[str, str]]:
    """What was typed into the fields of a screen; what no browser sends so is a ValueError."""
    return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")

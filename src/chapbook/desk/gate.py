"""Who gets in: what stands before the desk, and lets nobody through but the browser that was opened with it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

from chapbook.problems.problem import Problems, where

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# What a family's values take, many times over; and how long a browser may take to send them, in seconds.
MOST_BYTES = 64_000
MOST_SECONDS = 10.0
TYPED = b"application/x-www-form-urlencoded"

# Nothing is kept, run or fetched from elsewhere, and no other page frames the desk. With no referrer at all, browsers
# would send no Origin either.
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
POLICY = b"; ".join(
    (
        b"default-src 'none'",
        b"style-src 'self'",
        b"img-src 'self' data:",
        b"form-action 'self'",
        # The desk's own script, which asks the desk alone.
        b"script-src 'self'",
        b"connect-src 'self'",
        b"base-uri 'none'",
        b"frame-ancestors 'none'",
    )
)
# A viewer of PDFs brings its own styles and scripts.
POLICY_OF_FILES = b"frame-ancestors 'none'"

PAGES = (b"text/html", b"text/css", b"text/javascript")

# What is the same for everybody.
OPEN = ("/desk.css", "/desk.js")

log = logging.getLogger("chapbook.desk")


@dataclass
class Gate:
    """An ASGI application around another.

    The token lets one browser in, once: it gets a cookie that no script and no other site's page can use. What is not
    asked under the desk's own address, or by its own pages, is refused with a status, for which `told` has the page.
    After `idle` seconds without a request, or when a page says so, nobody gets in any more, and `locked` is called: at
    the next request, or by whoever asks `lock_if_idle` from time to time.
    """

    inner: Application
    port: int
    token: str
    told: Callable[[int, str], bytes]
    idle: float
    locked: Callable[[], None]
    clock: Callable[[], float] = monotonic
    _session: str = field(default="", repr=False)
    _seen: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._seen = self.clock()

    def lock_if_idle(self, grace: float = 0.0) -> bool:
        """Whether nobody asked for anything for so long, and for so many seconds more; then it is locked."""
        if self.clock() - self._seen <= self.idle + grace:
            return False
        self.token = self._session = ""
        self.locked()
        return True

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.inner(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = _Answer(send)
        try:
            refused = self._refused(scope) or await self._let_in(scope, answer)
            if refused:
                await self._tell(refused, scope, answer)
            elif not answer.begun:
                # Read whole, so that nobody who sends slowly or without end holds up the others.
                body = await asyncio.wait_for(_whole(receive), MOST_SECONDS) if scope["method"] == "POST" else b""
                await self.inner(scope, _given(body), answer)
        except _TooMuch:
            await self._tell(413, scope, answer)
        except TimeoutError:
            await self._tell(408, scope, answer)
        except Exception as fault:
            # Where it was, and not what was worked on: that may be somebody's name.
            codes = " ".join(each.code for each in fault.problems) if isinstance(fault, Problems) else ""
            log.error("%s %s", where(fault), codes)
            await self._tell(500, scope, answer)

    def _refused(self, scope: Message) -> int:
        """The status with which a request is refused for what it is, whoever sends it; 0 where it is not."""
        host = _header(scope, b"host")
        if host not in (b"127.0.0.1:%d" % self.port, b"localhost:%d" % self.port):
            return 421
        if scope["method"] == "GET":
            return 0
        if scope["method"] != "POST":
            return 405
        # Older browsers do not say where a request comes from in the second way, but all do in the first.
        if _header(scope, b"origin") != b"http://" + host or _header(scope, b"sec-fetch-site") not in (
            None,
            b"same-origin",
        ):
            return 403
        if (_header(scope, b"content-type") or b"").split(b";")[0].strip().lower() != TYPED:
            return 415
        length = _header(scope, b"content-length") or b"0"
        return 413 if not length.isdigit() or int(length[:20]) > MOST_BYTES else 0

    async def _let_in(self, scope: Message, answer: _Answer) -> int:
        """Let in whoever has the token, which then is worth nothing, or the cookie; else the status of a refusal."""
        if given := parse_qs(scope["query_string"].decode("latin-1")).get("token"):
            if scope["path"] != "/" or not self.token or not _same(given[0], self.token):
                return 403
            self.token, self._session, self._seen = "", secrets.token_urlsafe(32), self.clock()
            cookie = f"{self._cookie}={self._session}; HttpOnly; SameSite=Strict; Path=/"
            headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
            await answer({"type": "http.response.start", "status": 303, "headers": headers})
            await answer({"type": "http.response.body", "body": b""})
            return 0
        if scope["path"] in OPEN:
            return 0
        cookies = (
            pair.strip().partition("=") for pair in (_header(scope, b"cookie") or b"").decode("latin-1").split(";")
        )
        own = next((value for name, _, value in cookies if name == self._cookie), "")
        if not self._session or not _same(own, self._session):
            return 403
        if self.lock_if_idle():
            return 403
        if scope["path"].endswith("/locked"):
            self._session = ""
            self.locked()
            return 403
        self._seen = self.clock()
        return 0

    @property
    def _cookie(self) -> str:
        # Browsers send cookies to all ports of a host: two desks on one machine have two.
        return f"desk-{self.port}"

    async def _tell(self, status: int, scope: Message, answer: _Answer) -> None:
        if answer.begun:
            return
        said = self.told(status, scope["path"])
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"%d" % len(said))]
        await answer({"type": "http.response.start", "status": status, "headers": headers})
        await answer({"type": "http.response.body", "body": said})


class _TooMuch(Exception):
    pass


class _Answer:
    """What is sent, with the headers that everything has; and whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            is_page = dict(message["headers"]).get(b"content-type", b"text/html").startswith(PAGES)
            policy = (b"content-security-policy", POLICY if is_page else POLICY_OF_FILES)
            message = {**message, "headers": [*message["headers"], *HEADERS, policy]}
        await self._send(message)


async def _whole(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise _TooMuch
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            raise _TooMuch
    return body


def _given(body: bytes) -> Receive:
    """What was read already, as a server hands it over."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive


def _header(scope: Message, name: bytes) -> bytes | None:
    """The one header of a name; of two, what no check accepts."""
    found = [value for key, value in scope["headers"] if key == name]
    return None if not found else found[0] if len(found) == 1 else b"\0"


def _same(given: str, own: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), own.encode())

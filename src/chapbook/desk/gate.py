"""Who gets in: what stands before the desk, and lets nobody through but who was let in at its door."""

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


# How often somebody may ask: a screen with all its covers at once, and then as fast as one types.
MOST_AT_ONCE, MOST_A_SECOND = 400, 10.0


@dataclass(kw_only=True)
class Gate:
    """An ASGI application around another, with a door of its own kind.

    What is not asked under the desk's own address, or by its own pages, or too often, is refused with a status, for
    which `told` has the page.
    """

    inner: Application
    told: Callable[[int, str], bytes]
    clock: Callable[[], float] = monotonic
    _asked: dict[str, tuple[float, float]] = field(default_factory=dict, init=False, repr=False)

    def origin(self, host: bytes | None) -> bytes | None:
        """The origin of the desk's own pages under a name; nothing where that is none of its names."""
        raise NotImplementedError

    async def let_in(self, scope: Message, answer: Reply) -> int:
        """The status with which somebody is refused, or told something; 0 where the desk answers."""
        raise NotImplementedError

    def too_often(self, who: str) -> bool:
        """Whether somebody has asked more than a person does; each request counts."""
        now = self.clock()
        left, since = self._asked.get(who, (MOST_AT_ONCE, now))
        left = min(MOST_AT_ONCE, left + (now - since) * MOST_A_SECOND)
        self._asked[who] = (max(left - 1, 0), now)
        return left < 1

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.inner(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = Reply(send)
        try:
            refused = self._refused(scope) or await self.let_in(scope, answer)
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
        origin = self.origin(header(scope, b"host"))
        if origin is None:
            return 421
        if scope["method"] == "GET":
            return 0
        if scope["method"] != "POST":
            return 405
        # Older browsers do not say where a request comes from in the second way, but all do in the first.
        if header(scope, b"origin") != origin or header(scope, b"sec-fetch-site") not in (
            None,
            b"same-origin",
        ):
            return 403
        if (header(scope, b"content-type") or b"").split(b";")[0].strip().lower() != TYPED:
            return 415
        length = header(scope, b"content-length") or b"0"
        return 413 if not length.isdigit() or int(length[:20]) > MOST_BYTES else 0

    async def _tell(self, status: int, scope: Message, answer: Reply) -> None:
        if answer.begun:
            return
        said = self.told(status, scope["path"])
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"%d" % len(said))]
        await answer({"type": "http.response.start", "status": status, "headers": headers})
        await answer({"type": "http.response.body", "body": said})


@dataclass(kw_only=True)
class Launched(Gate):
    """The gate of one machine: the token lets one browser in, once, which gets a cookie that no script and no other
    site's page can use.

    After `idle` seconds without a request, or when a page says so, nobody gets in any more, and `locked` is called: at
    the next request, or by whoever asks `lock_if_idle` from time to time.
    """

    port: int
    token: str
    idle: float
    locked: Callable[[], None]
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

    def origin(self, host: bytes | None) -> bytes | None:
        own = (b"127.0.0.1:%d" % self.port, b"localhost:%d" % self.port)
        return b"http://%s" % host if host in own else None

    async def let_in(self, scope: Message, answer: Reply) -> int:
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
            pair.strip().partition("=") for pair in (header(scope, b"cookie") or b"").decode("latin-1").split(";")
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
        return 429 if self.too_often("") else 0

    @property
    def _cookie(self) -> str:
        # Browsers send cookies to all ports of a host: two desks on one machine have two.
        return f"desk-{self.port}"


class _TooMuch(Exception):
    pass


class Reply:
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


def header(scope: Message, name: bytes) -> bytes | None:
    """The one header of a name; of two, what no check accepts."""
    found = [value for key, value in scope["headers"] if key == name]
    return None if not found else found[0] if len(found) == 1 else b"\0"


def _same(given: str, own: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), own.encode())

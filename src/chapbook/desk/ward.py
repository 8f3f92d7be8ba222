"""Who gets in at a ward's server: whom a hospital's sign-in, on a proxy that is named, says to be there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from chapbook.desk.gate import Gate, Message, Reply, header
from chapbook.problems.problem import Unknown, q

# Headers that every browser sends, whoever sits before it.
_OF_ALL = {
    *("accept", "accept-encoding", "accept-language", "cache-control", "connection", "content-length", "content-type"),
    *("cookie", "host", "origin", "referer", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user"),
    *("user-agent", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
}


@dataclass(kw_only=True)
class SignedIn(Gate):
    """The gate behind a hospital's sign-in.

    `address` is where browsers find the desk, such as https://papers.hospital.example: a scheme and a name, as their
    Host and Origin have it. `proxy` is the one network address that may ask, and `named` the header in which it says
    who is signed in. Who that is is counted, so that nobody asks too often, and neither shown nor logged.
    """

    address: str
    proxy: str
    named: str

    def origin(self, host: bytes | None) -> bytes | None:
        return self.address.encode() if host == urlsplit(self.address).netloc.encode() else None

    async def let_in(self, scope: Message, answer: Reply) -> int:
        if (scope.get("client") or ("",))[0] != self.proxy:
            return 403
        who = (header(scope, self.named.lower().encode()) or b"\0").decode("latin-1").strip()
        # Two of them are none: one may be the browser's own.
        if who in ("", "\0"):
            return 401
        if self.too_often(who):
            return 429
        # What screens go to when nobody is before them any more: it is cleared, and the desk goes on.
        return 200 if scope["path"].endswith("/locked") else 0


def proxy_of(said: str) -> str:
    """The network address of a proxy; raises Unknown where it is none.

    >>> proxy_of("::1")
    '::1'
    """
    try:
        return str(ip_address(said))
    except ValueError:
        raise Unknown(f"{q(said)} is no network address of a proxy: write one such as 127.0.0.1") from None


def header_of(said: str) -> str:
    """The header in which a proxy says who is signed in (a token of RFC 9110, 5.6.2); raises Unknown for any other.

    One that each request has says nothing of a person, and one that browsers send may be a browser's own.

    >>> header_of("X-Remote-User")
    'X-Remote-User'
    """
    if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", said, re.ASCII) or said.lower() in _OF_ALL:
        raise Unknown(f"{q(said)} is no header that says who is signed in: write one such as X-Remote-User")
    return said


def address_of(said: str) -> str:
    """An address of a desk as browsers say it in Origin; raises Unknown where it is none.

    >>> address_of("https://Papers.Hospital.example/")
    'https://papers.hospital.example'
    """
    parts = urlsplit(said.lower())
    is_here = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and is_here)):
        raise Unknown(f"{q(said)} is no address of a desk: write one such as https://papers.hospital.example")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise Unknown(f"a desk has a name of its own: {q(said)} has more than that")
    return f"{parts.scheme}://{parts.netloc}"

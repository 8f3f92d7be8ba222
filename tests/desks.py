"""A desk without a network: a small built folder in three languages, and a browser's requests, one after the other."""

import asyncio
import re
import threading
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape
from urllib.parse import urlencode

import blanks
from chapbook.desk.app import app
from chapbook.desk.serve import serve
from conftest import REPOSITORY

TODAY = date(2026, 12, 1)
PORT = 8123
HOST = f"127.0.0.1:{PORT}"
TYPED = "application/x-www-form-urlencoded"
TITLE = "blinatumomab-at-home"
CARD = "card-blinatumomab"
CANARY = {"child-name": "Zzyzx Canary", "night-phone": "202-555-0187", "start-date": "2026-12-05"}

SLOTS = (blanks.NAME, blanks.PHONE, replace(blanks.START, title="Day 1"), *blanks.SQUARES)
OF_ARABIC = {"lang": "ar", "direction": "rtl", "family": "Vazirmatn"}


def folder(path):
    """A build folder: a booklet as a review copy in three languages and on two tickets, its card approved."""
    for locale, change, named in (
        ("en-US", {}, "Blinatumomab at home"),
        ("es", {"lang": "es"}, "Blinatumomab en casa"),
        ("ar", OF_ARABIC, "بليناتوموماب في المنزل"),
    ):
        content = blanks.pdf(*(replace(slot, **change) for slot in SLOTS))
        for ticket in ("download", "ward-printer"):
            blanks.build(path, content, locale, ticket, title=TITLE, named=named)
        blanks.build(path, blanks.pdf(), locale, "cards", draft=False, title=CARD, code="c4rdc4rd", named="Tárjeta")
    return path


def served(build, idle):
    """A desk that serves a build folder on a free port until it is locked: its thread, and the address to open."""
    told, there = [], threading.Event()

    def opened(address):
        told.append(address)
        there.set()

    desk = threading.Thread(target=serve, args=(REPOSITORY, build, 0, idle, lambda: TODAY, opened), daemon=True)
    desk.start()
    assert there.wait(30)
    return desk, told[0]


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes = field(repr=False)

    @property
    def text(self):
        """What is read on a screen, without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.body.decode())).split())


class Browser:
    """Asks a desk as a browser does that was opened with it; what is given here is sent in place of that."""

    def __init__(self, build, project=REPOSITORY, **options):
        self.ended = []
        usual = {"port": PORT, "token": "once", "today": lambda: TODAY, "locked": lambda: self.ended.append(True)}
        self.desk = app(project, build, **{**usual, **options})
        self.cookie = ""

    def opened(self):
        """After the launch."""
        self.cookie = self.get("/?token=once").headers["set-cookie"].split(";")[0]
        return self

    def get(self, address, **headers):
        return self.ask("GET", address, b"", {"sec-fetch-site": "same-origin", **headers})

    def post(self, address, fields=(), **headers):
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        usual = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin", "content-type": TYPED}
        return self.ask("POST", address, body, {**usual, "content-length": str(len(body)), **headers})

    def ask(self, *given, **options):
        """A request, and its answer, as `asked`."""
        return asyncio.run(self.asked(*given, **options))

    async def asked(self, method, address, body, headers, pieces=None, ends=True):
        """A request; a header of None is left out, and the body may come in pieces, and may not end with them."""
        path, _, query = address.partition("?")
        sent = {"host": HOST, "cookie": self.cookie, **headers}
        pairs = [(name.lower().encode(), value.encode()) for name, value in sent.items() if value is not None]
        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "headers": pairs}
        scope |= {"query_string": query.encode(), "scheme": "http", "root_path": "", "http_version": "1.1"}
        scope |= {"server": ("127.0.0.1", PORT), "client": ("127.0.0.1", 50_000), "asgi": {"version": "3.0"}}
        waiting = [*(pieces or [body])]
        said = []

        async def receive():
            if not waiting:
                await asyncio.sleep(3600)
            piece = waiting.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(waiting) or not ends}

        async def send(message):
            said.append(message)

        await self.desk(scope, receive, send)
        names = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        return Answer(said[0]["status"], names, b"".join(each.get("body", b"") for each in said[1:]))

"""Who gets in: the one browser that was opened with the desk, under the desk's own address, and nobody else."""

import asyncio
import random
import re
import socket
import time
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest

from chapbook.desk import gate
from chapbook.desk.serve import serve
from conftest import REPOSITORY
from desks import CANARY, HOST, PORT, TITLE, TODAY, TYPED, Browser, folder, served

PAPER = f"/en-US/{TITLE}.es.us/"


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return folder(tmp_path_factory.mktemp("made"))


@pytest.fixture
def desk(build):
    return Browser(build).opened()


def test_the_token_opens_once(build):
    """The first who has it gets in, the second and who guesses do not; nowhere else it is worth anything."""
    desk = Browser(build)

    assert [403, 403, 403] == [desk.get(each).status for each in ("/?token=wrong", "/?token=", "/en-US/?token=once")]

    first = desk.get("/?token=once")

    assert (303, "/") == (first.status, first.headers["location"])
    assert [403, 403] == [desk.get(each).status for each in ("/?token=once", "/?token=")]


def test_no_script_and_no_other_site_has_the_cookie(build):
    """It is for requests of the desk's own pages alone, and differs from the token and from that of another desk."""
    cookies = [Browser(build).get("/?token=once").headers["set-cookie"] for _ in range(2)]

    assert all(each.endswith("; HttpOnly; SameSite=Strict; Path=/") for each in cookies)
    assert cookies[0] != cookies[1]
    assert all(re.match(rf"desk-{PORT}=[\w-]{{40,}};", each) for each in cookies)


@pytest.mark.parametrize("cookie", ["", f"desk-{PORT}=", f"desk-{PORT}=once", f"desk-{PORT + 1}=once", "é=ü;;=\x7f"])
def test_nothing_is_shown_without_it(desk, cookie):
    """Neither a screen nor a cover nor a file; and nothing before the desk was opened."""
    desk.cookie = cookie

    assert {403} == {desk.get(each).status for each in ("/", "/en-US/", PAPER, f"{PAPER}cover.png", "/xx/")}
    assert {403} == {desk.post(PAPER + each, CANARY).status for each in ("", "hand-over", "download.pdf")}


@pytest.mark.parametrize(
    "host",
    [None, "", "127.0.0.1", f"127.0.0.1:{PORT}.example.org", f"127.0.0.1:{PORT + 1}", f"localhost.example.org:{PORT}"]
    + [f"[::1]:{PORT}", f"example.org:{PORT}", f"127.0.0.1:{PORT}@example.org", f"127.1:{PORT}", f"0.0.0.0:{PORT}"],
)
def test_another_name_for_this_machine_is_refused(desk, host):
    """A name that leads here, such as one that was rebound, is none of the desk's two; nor do two names count."""
    assert 421 == desk.get("/en-US/", host=host).status
    assert 421 == desk.post(PAPER, CANARY, host=host, origin=f"http://{host}").status
    assert 421 == desk.get("/en-US/", Host=HOST).status


def test_its_two_names_are_taken(desk):
    """By number and by name, each with its port."""
    for host in (HOST, f"localhost:{PORT}"):
        assert 200 == desk.post(PAPER, CANARY, host=host, origin=f"http://{host}").status


FORGED = [
    {"origin": None},
    {"origin": "null"},
    {"origin": "https://example.org"},
    {"origin": f"https://{HOST}"},
    {"origin": f"http://127.0.0.1:{PORT + 1}"},
    {"origin": f"http://localhost:{PORT}"},
    {"origin": f"http://{HOST}.example.org"},
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "none"},
    {"sec_fetch_site": ""},
]


@pytest.mark.parametrize("change", FORGED, ids=str)
def test_another_site_s_page_posts_nothing(desk, change):
    """Even with the cookie: what does not come from the desk's own page is refused before it is read."""
    assert 403 == desk.post(PAPER, CANARY, **{key.replace("_", "-"): value for key, value in change.items()}).status


def test_an_older_browser_is_served(desk):
    """One that does not say where a request comes from in the newer way says it by its origin."""
    assert 200 == desk.post(PAPER, CANARY, **{"sec-fetch-site": None}).status


def test_a_thousand_forged_requests(build):
    """None gets as far as a screen, in whatever way it is forged, and the nurse's own is served as before."""
    desk, chance = Browser(build).opened(), random.Random(7)
    reached = []
    inner = desk.desk.inner

    async def counted(scope, receive, send):
        reached.append(scope["path"])
        await inner(scope, receive, send)

    desk.desk.inner = counted
    faults = [{key.replace("_", "-"): value for key, value in each.items()} for each in FORGED]
    faults += [{"host": f"example.org:{PORT}"}, {"cookie": ""}, {"cookie": f"desk-{PORT}={'a' * 43}"}]
    faults += [{"content-type": "text/plain"}, {"content-length": "99999999"}, {"content-length": "-1"}]
    for _ in range(1000):
        forged = {}
        for each in chance.sample(faults, chance.randint(1, 3)):
            forged |= each
        assert desk.post(PAPER + chance.choice(["", "hand-over", "download.pdf"]), CANARY, **forged).status >= 400

    assert [] == reached
    assert (200, 1) == (desk.post(PAPER, CANARY).status, len(reached))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT"])
def test_no_other_method(desk, method):
    """A browser's own pages read and post; no preflight is answered."""
    assert 405 == desk.ask(method, PAPER, b"", {}).status


@pytest.mark.parametrize("kind", [None, "multipart/form-data; boundary=x", "text/plain", "application/json"])
def test_only_fields_are_taken(desk, kind):
    """No file is sent to the desk, so none can be laid down anywhere."""
    assert 415 == desk.post(PAPER, CANARY, **{"content-type": kind}).status


def test_much_is_refused(desk):
    """A body of 100 MB is refused unread, one that does not say its length when it is too long, and many fields too."""
    assert 413 == desk.post(PAPER, CANARY, **{"content-length": "100000000"}).status

    headers = {"origin": f"http://{HOST}", "content-type": TYPED, "content-length": None}

    assert 413 == desk.ask("POST", PAPER, b"", headers, [b"a" * 10_000] * 100).status
    assert 413 == desk.post(PAPER, {f"field-{number}": "x" for number in range(100)}).status
    assert 413 == desk.post(PAPER, b"child-name=%ff%fe").status
    assert 200 == desk.post(PAPER, CANARY).status


def test_who_sends_slowly_is_not_waited_for(desk, monkeypatch):
    """A request that does not end is given up."""
    monkeypatch.setattr(gate, "MOST_SECONDS", 0.05)
    headers = {"origin": f"http://{HOST}", "content-type": TYPED}

    assert 408 == desk.ask("POST", PAPER, b"", headers, [b"child-name=A"], ends=False).status


def test_no_page_runs_anything(desk):
    """Every answer forbids what is not the desk's own, no page has a script, a style or a handler in it."""
    pages = [desk.get("/en-US/"), desk.get(PAPER), desk.post(f"{PAPER}hand-over", CANARY), desk.get("/xx/")]
    pages += [desk.post(PAPER, {**CANARY, "look": "1"}), desk.post(PAPER, CANARY, origin="null")]
    for page in pages:
        policy = page.headers["content-security-policy"]

        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'")
        assert "; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert 1 == page.body.count(own := b'<script src="/desk.js" defer></script>')
        assert None is re.search(rb"<script|<style|\sstyle=|\son\w+=|javascript:|srcdoc", page.body.replace(own, b""))
        assert ("no-store", "nosniff") == (page.headers["cache-control"], page.headers["x-content-type-options"])
    file = desk.post(f"{PAPER}download.pdf", CANARY)

    assert ("no-store", "frame-ancestors 'none'") == (
        file.headers["cache-control"],
        file.headers["content-security-policy"],
    )


def test_it_locks_itself(build):
    """After a while without use nobody gets in any more, and the screen is cleared by then; each use counts anew."""
    now = [0.0]
    desk = Browser(build, clock=lambda: now[0], idle=600.0).opened()
    for now[0] in (599.0, 1198.0):
        answer = desk.get(PAPER)
        assert (200, "600; url=/en-US/locked") == (answer.status, answer.headers["refresh"])
    now[0] = 1798.5

    assert (403, True) == ((answer := desk.get(PAPER)).status, "The desk is locked." in answer.text)
    assert [True] == desk.ended

    now[0] = 0.0

    assert [403, 403] == [desk.get(PAPER).status, desk.get("/?token=once").status]


def test_it_ends_on_the_clock(build):
    """A desk that nobody asks for anything any more is locked all the same, whether a browser opened it or not."""
    now = [0.0]
    desk = Browser(build, clock=lambda: now[0], idle=600.0)
    ended = []
    for now[0] in (600.0, 605.0, 611.0):
        ended.append(desk.desk.lock_if_idle(10.0))

    assert ([False, False, True], [True]) == (ended, desk.ended)
    assert 403 == desk.get("/?token=once").status


def test_nobody_asks_and_the_port_is_free(build, monkeypatch):
    """The program itself ends then: nothing is left at the address that was printed."""
    monkeypatch.setattr("chapbook.desk.serve.GRACE", 0.0)
    addresses = []
    serve(REPOSITORY, build, 0, 0.2, lambda: TODAY, addresses.append)
    port = int(re.search(r":(\d+)/", addresses[0])[1])

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


@contextmanager
def running(build):
    """A desk that was opened, by its port and its cookie; it is locked at the end."""
    desk, address = served(build, 60.0)
    port, path = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/.*)", address).groups()
    connection = HTTPConnection("127.0.0.1", int(port), timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    cookie = answer.headers["set-cookie"].split(";")[0]
    try:
        yield int(port), cookie
    finally:
        connection.close()
        connection.request("GET", "/en-US/locked", headers={"cookie": cookie})
        connection.getresponse().read()
        connection.close()
        desk.join(20)


def test_nobody_asks_faster_than_a_person(build, monkeypatch):
    """A page that asks without end is told to wait, and is answered again after a while; a nurse's typing is not."""
    now = [0.0]
    desk = Browser(build, clock=lambda: now[0]).opened()
    typing = []
    for now[0] in range(120):
        typing += [desk.get("/xx/").status for _ in range(3)]

    assert {404} == {*typing}

    monkeypatch.setattr(gate, "MOST_AT_ONCE", 5)

    assert [404] * 5 + [429] * 2 == [desk.get("/xx/").status for _ in range(7)]

    now[0] += 1

    assert 404 == desk.get("/xx/").status


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the system has no such limit")
def test_who_stops_reading_is_given_up(build, monkeypatch):
    """A client that asks and reads nothing is dropped, and takes nobody's place meanwhile."""
    monkeypatch.setattr("chapbook.desk.serve.PATIENCE", 300)
    with running(build) as (port, cookie), socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.settimeout(20)
        deaf.connect(("127.0.0.1", port))
        deaf.sendall(f"GET /desk.css HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode() * 200)
        time.sleep(2)
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/en-US/", headers={"cookie": cookie})
        assert 200 == connection.getresponse().status
        connection.close()
        with pytest.raises(ConnectionError):
            [*iter(lambda: deaf.recv(65_536), b"")]


def test_a_nurse_locks_it(desk):
    """The link on every screen ends it, in the language of the screen; another site's page cannot."""
    own, desk.cookie = desk.cookie, ""

    assert (403, []) == (desk.get("/es/locked").status, desk.ended)

    desk.cookie = own

    assert 200 == desk.get(PAPER).status
    assert "La mesa está cerrada." in desk.get("/es/locked").text
    assert (403, [True]) == (desk.get(PAPER).status, desk.ended)


def test_no_socket_is_opened(desk):
    """What asks for a connection that stays is closed."""
    said = []

    async def send(message):
        said.append(message)

    asyncio.run(desk.desk({"type": "websocket", "path": "/", "headers": []}, None, send))

    assert [{"type": "websocket.close", "code": 1008}] == said


def test_it_is_reached_from_this_machine_alone(build):
    """It is bound to one address, opens with what it prints, and ends when it is locked; its port is then free."""
    running, opened = served(build, 60.0)
    host, port, path = re.fullmatch(r"http://([\d.]+):(\d+)(/\?token=[\w-]{40,})", opened).groups()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", int(port)), 5)
    connection = HTTPConnection(host, int(port), timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    cookie = answer.headers["set-cookie"].split(";")[0]
    for address, status in (("/en-US/", 200), ("/en-US/locked", 403)):
        connection.request("GET", address, headers={"cookie": cookie})
        answer = connection.getresponse()
        assert status == answer.status
        assert "server" not in answer.headers
        answer.read()
    connection.close()
    running.join(20)

    assert not running.is_alive()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), 5)

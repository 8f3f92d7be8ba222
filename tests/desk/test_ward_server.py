"""The desk of a ward: behind a hospital's sign-in, alone and with a real nginx before it, as the guide has it."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode

import pytest

from chapbook.desk import gate
from chapbook.desk.app import ward
from chapbook.desk.ward import address_of
from chapbook.problems.problem import Unknown
from conftest import REPOSITORY, text_of_pages
from desks import CANARY, TITLE, TODAY, TYPED, Browser, folder

GUIDE = REPOSITORY / "docs/ward-server"
NAME = "papers.hospital.example"
ADDRESS = f"https://{NAME}"
PAPER = f"/en-US/{TITLE}.ar.us/"


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return folder(tmp_path_factory.mktemp("made"))


class Nurse(Browser):
    """Asks a ward's desk through a proxy that says who is signed in."""

    def __init__(self, build, **options):
        usual = {"address": ADDRESS, "proxy": "127.0.0.1", "named": "X-Remote-User", "today": lambda: TODAY}
        self.desk = ward(REPOSITORY, build, **{**usual, **options})
        self.cookie = None
        self.changed = {}

    def asked(self, method, address, body, headers, **options):
        own = {"host": NAME, "x-remote-user": "nurse-7"} | ({"origin": ADDRESS} if method == "POST" else {})
        return super().asked(method, address, body, {**headers, **own, **self.changed}, **options)

    def with_(self, **changed):
        self.changed = {name.replace("_", "-"): value for name, value in changed.items()}
        return self


def test_who_is_signed_in_is_let_in(build):
    """Without a token or a cookie; all three screens answer, and nobody's name goes back."""
    nurse = Nurse(build)
    answers = [nurse.get("/en-US/"), nurse.get(PAPER), nurse.post(f"{PAPER}download.pdf", CANARY)]

    assert [200, 200, 200] == [each.status for each in answers]
    assert "Zzyzx" in text_of_pages(answers[2].body)[0]
    assert not any("set-cookie" in each.headers or b"nurse-7" in each.body for each in answers)


def test_a_family_that_is_done_is_done_here_too(build):
    """An old screen of one nurse's family is answered no more, and another's goes on."""
    nurse = Nurse(build)
    assert 303 == nurse.post("/en-US/next", {"family": "a"}).status

    assert [410, 200] == [nurse.post(f"{PAPER}hand-over", {**CANARY, "family": each}).status for each in "ab"]
    assert 404 == nurse.post("/xx/next", {"family": "b"}).status


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"x_remote_user": None}, 401),
        ({"x_remote_user": ""}, 401),
        ({"x_remote_user": " "}, 401),
        ({"X_Remote_User": "somebody-else"}, 401),
        ({"host": "127.0.0.1:8123"}, 421),
        ({"host": f"{NAME}:444"}, 421),
        ({"host": f"{NAME}.example.org"}, 421),
        ({"origin": f"http://{NAME}"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": None}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
    ],
)
def test_who_is_not_signed_in_is_refused(build, changed, status):
    """Nobody, two names for one, another address, another site's page: as at a desk of one machine."""
    assert status == Nurse(build).with_(**changed).post(f"{PAPER}download.pdf", CANARY).status


@pytest.mark.parametrize("proxy", ["127.0.0.2", "10.0.0.1", ""])
def test_the_header_is_the_proxy_s_alone(build, proxy):
    """Whoever asks from another address may write what he likes into it, and gets nothing."""
    assert {403} == {Nurse(build, proxy=proxy).get(each).status for each in ("/", "/en-US/", PAPER, "/desk.css")}


def test_a_screen_is_cleared_and_the_desk_goes_on(build):
    """Who walked away leaves an empty screen; the others are served as before."""
    nurse = Nurse(build)
    cleared = nurse.get("/es/locked")

    assert (200, True) == (cleared.status, "La pantalla está vacía." in cleared.text)
    assert "/es/locked" in nurse.get("/es/").headers["refresh"]
    assert 200 == nurse.get(PAPER).status


def test_nobody_asks_faster_than_a_person(build, monkeypatch):
    """One who does is told to wait, and nobody else notices; after a while he is answered again."""
    monkeypatch.setattr(gate, "MOST_AT_ONCE", 5)
    now = [0.0]
    nurse = Nurse(build, clock=lambda: now[0])
    one, other = [
        [nurse.with_(x_remote_user=name).get("/desk.css").status for _ in range(count)]
        for name, count in (("one", 8), ("other", 3))
    ]

    assert ([200] * 5 + [429] * 3, [200] * 3) == (one, other)
    assert "Wait a minute" in nurse.with_(x_remote_user="one").get("/en-US/").text

    now[0] = 1.0

    assert 200 == nurse.with_(x_remote_user="one").get("/desk.css").status


@pytest.mark.parametrize(
    "said", ["papers", "http://papers.hospital.example", "https://", "https://a.example/desk", "https://u@a.example"]
)
def test_what_is_no_address_of_a_desk(said):
    """A name without a scheme, one that is not encrypted, a folder of another site."""
    with pytest.raises(Unknown):
        address_of(said)


# ── as the guide has it ──────────────────────────────────────────────────────────────────────────────────────────────


class SignIn(BaseHTTPRequestHandler):
    """What a hospital has to sign people in: it knows one cookie, and shows a page to whoever lacks it."""

    def do_GET(self):
        knows = "signed=nurse-7" in self.headers.get("Cookie", "")
        self.send_response(200 if not self.path.endswith("/auth") else 202 if knows else 401)
        if knows:
            self.send_header("X-Auth-Request-User", "nurse-7")
        said = b"" if self.path.endswith("/auth") else b"Who are you?"
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_GET  # noqa: N815 - the name is http.server's

    def log_message(self, *_):
        pass


def free():
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        return ear.getsockname()[1]


@contextmanager
def served(home, build):
    """A ward's server as the guide sets it up: the unit's own command, the guide's nginx, a sign-in of ours."""
    desk, door, signs = free(), free(), ThreadingHTTPServer(("127.0.0.1", 0), SignIn)
    threading.Thread(target=signs.serve_forever, daemon=True).start()
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", "-days", "2"]
    subprocess.run([*key, "-keyout", "key", "-out", "pem"], cwd=home, check=True, capture_output=True)
    own = (GUIDE / "nginx.conf").read_text()
    changes = (
        ("listen 443", f"listen 127.0.0.1:{door}"),
        ("127.0.0.1:8095", f"127.0.0.1:{desk}"),
        ("127.0.0.1:4180", f"127.0.0.1:{signs.server_port}"),
        ("/etc/ssl/certs/papers.pem", f"{home}/pem"),
        ("/etc/ssl/private/papers.key", f"{home}/key"),
        ("/var/log/nginx/desk.log", f"{home}/log"),
    )
    for old, new in changes:
        assert old in own
        own = own.replace(old, new)
    paths = " ".join(
        f"{each}_temp_path {home}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    frame = f"{user} daemon off; pid {home}/pid; error_log {home}/error warn; events {{}} http {{ {paths} {own} }}"
    (home / "nginx.conf").write_text(frame)
    unit = re.search(r"ExecStart=\S+/chapbook (.*)", (GUIDE / "chapbook-desk.service").read_text())[1]
    options = unit.replace("8095", str(desk)).split()
    command = [sys.executable, "-m", "chapbook", *options, "--from", str(build)]
    nginx = ["nginx", "-p", str(home), "-e", f"{home}/error", "-c", f"{home}/nginx.conf"]
    with (
        subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as served,
        subprocess.Popen(nginx, cwd=home) as before,
    ):
        try:
            assert ADDRESS in served.stdout.readline().decode()
            until(door)
            yield desk, door
        finally:
            before.terminate()
            served.terminate()
            signs.shutdown()
            signs.server_close()
            assert served.wait(20) in (0, -15, 143)


def until(port):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx: apt-get install nginx-light")
def test_the_guide_s_server(tmp_path, build):
    """A nurse who signed in gets her copy over TLS; nobody else does, by any header; no disk has a name of a family."""
    with served(tmp_path, build) as (desk, door):
        trust = ssl.create_default_context(cafile=str(tmp_path / "pem"))
        trust.check_hostname = False

        def ask(method, path, body="", **headers):
            there = HTTPSConnection("127.0.0.1", door, context=trust, timeout=60)
            there.request(method, path, body, {"Host": NAME, **headers})
            answer = there.getresponse()
            content = answer.read()
            there.close()
            return answer.status, content, answer.headers

        signed = {"Cookie": "signed=nurse-7"}
        own = {"Origin": ADDRESS, "Content-Type": TYPED, **signed}
        typed = urlencode(CANARY)

        assert 200 == ask("GET", "/en-US/", **signed)[0]
        status, content, headers = ask("POST", f"{PAPER}download.pdf", typed, **own)
        assert (200, "no-store") == (status, headers["Cache-Control"])
        assert "Zzyzx" in text_of_pages(content)[0]
        # More than what a proxy keeps in memory unless it is told to.
        assert 200 == ask("POST", PAPER, urlencode({**CANARY, "more": "a" * 60_000}), **own)[0]

        for forged in ({}, {"X-Remote-User": "nurse-7"}, {"Cookie": "signed=x", "X-Remote-User": "nurse-7"}):
            assert b"Who are you?" == ask("GET", "/en-US/", **forged)[1]
            assert b"Zzyzx" not in ask("POST", f"{PAPER}download.pdf", typed, **{**own, "Cookie": "", **forged})[1]
        assert 403 == ask("POST", PAPER, typed, **{**own, "Origin": "https://example.org"})[0]
        assert 413 == ask("POST", PAPER, typed, **{**own, "Content-Length": "100000000"})[0]

        # Past the proxy, from another address.
        past = HTTPConnection("127.0.0.1", desk, timeout=20, source_address=("127.0.0.2", 0))
        past.request("GET", "/en-US/", headers={"Host": NAME, "X-Remote-User": "nurse-7"})
        assert 403 == past.getresponse().status
        past.close()
    left = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert re.search(rb" 200 POST /en-US/\S+/download.pdf ", left["log"])
    assert [] == [name for name, content in left.items() if b"Zzyzx" in content]
    assert b"temporary file" not in left["error"]


@pytest.mark.parametrize("lacking", ["--serve", "--proxy", "--header", "--port"])
def test_a_ward_s_desk_wants_all_of_its_options(chapbook, build, lacking, monkeypatch):
    """One that is left out would let in whoever is not signed in: nothing listens, and all four are named."""
    monkeypatch.setattr("chapbook.desk.serve.serve_ward", lambda *_: pytest.fail("served"))
    monkeypatch.setattr("chapbook.desk.serve.serve", lambda *_: pytest.fail("served"))
    options = {"--serve": ADDRESS, "--proxy": "127.0.0.1", "--header": "X-Remote-User", "--port": "8123"}
    given = [each for name, value in options.items() if name != lacking for each in (name, value)]
    result = chapbook("desk", "--from", build, *given)

    assert 2 == result.exit_code
    assert f"a ward's desk needs all of --serve, --proxy, --header, --port, and has no {lacking}\n" in result.output


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--proxy", "banana", '"banana" is no network address of a proxy'),
        ("--header", "Host:", '"Host:" is no header that says who is signed in'),
        ("--header", "Host", '"Host" is no header that says who is signed in'),
    ],
)
def test_who_is_signed_in_is_said_by_what_can_say_so(chapbook, build, option, value, told, monkeypatch):
    """A door that would let in nobody, or whoever asks, is refused before anything listens."""
    monkeypatch.setattr("chapbook.desk.serve.serve_ward", lambda *_: pytest.fail("served"))
    options = {"--serve": ADDRESS, "--proxy": "127.0.0.1", "--header": "X-Remote-User", "--port": "8123", option: value}
    result = chapbook("desk", "--from", build, *(each for pair in options.items() for each in pair))

    assert (2, True) == (result.exit_code, told in result.output)


def test_a_port_that_is_taken_is_named(chapbook, build):
    """Where another program listens, a command says where, and what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = chapbook("desk", "--from", build, "--port", str(port), "--no-browser")

    assert 2 == result.exit_code
    assert f"nobody can listen on 127.0.0.1, port {port}: " in result.output
    assert "name another port" in result.output

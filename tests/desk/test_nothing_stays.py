"""Nothing of a family stays: not in a file, a log, an address, a title or a name of a file, whatever goes wrong."""

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from desks import CANARY, TITLE, TYPED, Browser, folder

PAPER = f"/en-US/{TITLE}.ar.us/"
# As somebody would find it: as it was typed, in an address, and as it stands in a PDF.
NAME = CANARY["child-name"]
TRACES = [*(each.encode() for each in (NAME, NAME.upper(), NAME.replace(" ", "+"), "Zzyzx", "zzyzx", "202-555-0187"))]
TRACES += [NAME.encode("utf-16-be"), NAME.encode("utf-16-be").hex().encode()]


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return folder(tmp_path_factory.mktemp("made"))


def traces(content):
    return [each for each in TRACES if each in content]


def test_it_stands_in_no_address_title_or_header(build, monkeypatch, caplog):
    """Each answer has what was typed in its body alone, and there in no address and no title."""
    desk = Browser(build).opened()
    answers = [desk.post(PAPER + each, CANARY) for each in ("", "hand-over", "download.pdf", "ward-printer.ics")]
    answers += [
        desk.post(PAPER, {**CANARY, "look": "1"}),
        desk.post(PAPER, {**CANARY, "start-date": NAME, "look": "1"}),
    ]
    answers += [desk.get("/en-US/"), desk.get(PAPER)]

    assert [] == traces(repr([each.headers for each in answers]).encode())
    for page in (each.body for each in answers if "text/html" in each.headers["content-type"]):
        told = re.findall(rb'(?:href|src|action|formaction)="([^"]*)"|<title>([^<]*)', page)
        assert told
        assert [] == traces(b" ".join(b" ".join(each) for each in told))
        assert [] == re.findall(rb'<form(?! method="post"|[^>]*role="search")[^>]*>|formmethod', page)
    assert [] == [page for page in answers[-2:] if traces(page.body)]
    assert [] == traces(caplog.text.encode())


def test_a_fault_of_the_program_says_no_value(build, monkeypatch, caplog):
    """What nobody foresaw is told by its place in the program, to the log and not on the page."""
    desk = Browser(build).opened()

    def fail(*given):
        raise ValueError(NAME)

    for place in ("chapbook.copy.copy.stamped", "chapbook.desk.app.parse_qsl", "chapbook.desk.copies.picture"):
        with monkeypatch.context() as patch:
            patch.setattr(place, fail)
            answer = desk.post(PAPER, {**CANARY, "look": "1"})
        assert answer.status in (413, 500)
        assert [] == traces(answer.body + caplog.text.encode())

    assert "ValueError" in caplog.text
    assert "RuntimeError" in caplog.text


# A ward's PC has nothing that sets pages.
OPEN = """
import sys
for name in ("weasyprint", "pydyf", "cssselect2", "tinycss2"):
    sys.modules[name] = None
{planted}
from chapbook.cli import run
run()
"""

PLANTED = """
import atexit, tempfile
from chapbook.desk.copies import Copier
copy = Copier.copy
def leaking(self, paper, ticket, slots, values, *more):
    print(values)
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(values.get("child-name", ""))
    return copy(self, paper, ticket, slots, values, *more)
Copier.copy = leaking
"""


# Nothing of the machine can be written to, by root either, but one file system in memory for temporary files. What is
# there when the desk has ended is printed behind a mark, names first.
ALONE = """
while read -r _ _ _ _ point _; do mount -o remount,bind,ro "$point"; done < /proc/self/mountinfo 2> /dev/null
mount -t tmpfs tmpfs "$TMPDIR" || exit 9
"$@"
touch "$HOME/written" 2> /dev/null && echo "the file system can be written to"
echo LEFT BEHIND
cd "$TMPDIR" && find . -mindepth 1 && find . -type f -exec cat {} +
"""
NAMESPACE = ["unshare", "--mount", "--map-root-user", "sh", "-c"]


@cache
def has_namespaces():
    """Whether this machine lets a test have a file system of its own."""
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*NAMESPACE, "mount -t tmpfs tmpfs /tmp"], capture_output=True).returncode == 0


def an_hour_at_the_desk(root, planted=""):
    """Every byte that is left behind of a nurse's work, by file, what is left in memory, and what the command printed.

    The desk runs as a nurse starts it, on a machine without WeasyPrint, on a file system that nobody may write to, with
    one in memory for temporary files.
    """
    if not has_namespaces():
        pytest.skip("this machine gives a test no file system of its own: unshare --mount --map-root-user")
    home, temporary = root / "home", root / "temporary"
    folder(home / "build")
    temporary.mkdir()
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    settings = {**os.environ, "TMPDIR": str(temporary), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    program = [sys.executable, "-c", OPEN.format(planted=planted), "desk", "--no-browser"]
    command = [*NAMESPACE, ALONE, "sh", *program]
    apart = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "start_new_session": True}
    with subprocess.Popen(command, cwd=home, env=settings, **apart) as desk, ended_at_a_fault(desk):
        line = desk.stdout.readline().decode()
        host, address = re.match(r"http://([\d.:]+)(/\S+)", line).groups()
        connection = HTTPConnection(host, timeout=60)

        def ask(method, address, fields=(), **headers):
            connection.request(method, address, urlencode(fields), {"Content-Type": TYPED, **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

        cookie = ask("GET", address)[1]["set-cookie"].split(";")[0]
        own = {"Cookie": cookie, "Origin": f"http://{host}"}
        typed = [
            CANARY,
            {**CANARY, "look": "1"},
            {**CANARY, "start-date": NAME},
            {NAME: NAME},
            {"child-name": NAME * 40},
        ]
        done = [
            ask("POST", PAPER + step, fields, **own)
            for fields in typed
            for step in ("", "hand-over", "download.pdf", "ward-printer.pdf", "ward-printer.ics", "nothing.pdf")
        ]
        done += [ask("POST", PAPER, CANARY), ask("POST", PAPER, CANARY, **{**own, "Origin": "null"})]
        (program,) = children(desk.pid)
        limits = [Path(f"/proc/{each}/limits").read_text() for each in children(program)]
        assert {200, 403, 404, 422} == {status for status, *_ in done}
        assert sum(bool(traces(body)) for *_, body in done) >= 4
        assert limits
        assert all(re.search(r"Max core file size +0 ", each) for each in limits)
        ask("GET", "/en-US/locked", **own)
        connection.close()
        said, _, kept = desk.stdout.read().partition(b"LEFT BEHIND\n")
    assert b"can be written to" not in said
    left = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert before == {path: content for path, content in left.items() if path in before}

    return left | {"what was printed": said, "what was left in memory": kept}


@contextmanager
def ended_at_a_fault(desk):
    """Nobody waits for a desk that was to end after what failed."""
    try:
        yield
    except BaseException:
        os.killpg(desk.pid, signal.SIGKILL)
        raise


def children(process):
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


@pytest.mark.slow
def test_nothing_of_a_family_stays(tmp_path):
    """After all three screens, with right and wrong values, no file, no temporary file and no printed line has any."""
    left = an_hour_at_the_desk(tmp_path)

    assert {} == {name: found for name, content in left.items() if (found := traces(content))}
    assert b"" == left["what was left in memory"]
    assert ["build"] == [path.name for path in (tmp_path / "home").iterdir()]


@pytest.mark.slow
def test_a_planted_leak_is_found(tmp_path):
    """A line that prints what was typed, and one that writes it to a temporary file, are both found."""
    left = an_hour_at_the_desk(tmp_path, PLANTED)
    found = {name for name, content in left.items() if traces(content)}

    assert {"what was printed", "what was left in memory"} == found

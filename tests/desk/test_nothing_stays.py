"""Nothing of a family stays: not in a file, a log, an address, a title or a name of a file, whatever goes wrong."""

import os
import re
import stat
import subprocess
import sys
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
def leaking(self, paper, ticket, slots, values):
    print(values)
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(values.get("child-name", ""))
    return copy(self, paper, ticket, slots, values)
Copier.copy = leaking
"""


def an_hour_at_the_desk(root, planted=""):
    """Every byte that is left behind of a nurse's work, by file, and what the command printed.

    The desk runs as a nurse starts it, on a machine without WeasyPrint, in a folder that nobody may write to, with one
    folder for temporary files.
    """
    home, temporary = root / "home", root / "temporary"
    folder(home / "build")
    temporary.mkdir()
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    for path in (home, *home.rglob("*")):
        path.chmod(stat.S_IRUSR | (stat.S_IXUSR if path.is_dir() else 0))
    settings = {**os.environ, "TMPDIR": str(temporary), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", OPEN.format(planted=planted), "desk", "--no-browser"]
    with subprocess.Popen(command, cwd=home, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as desk:
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
        limits = [
            Path(path, "limits").read_text()
            for path in Path("/proc").glob("[0-9]*")
            if (path / "status").exists() and f"\nPPid:\t{desk.pid}\n" in (path / "status").read_text()
        ]
        assert {200, 403, 404, 422} == {status for status, *_ in done}
        assert sum(bool(traces(body)) for *_, body in done) >= 4
        assert limits
        assert all(re.search(r"Max core file size +0 ", each) for each in limits)
        ask("GET", "/en-US/locked", **own)
        connection.close()
        said = desk.stdout.read()
    for path in (home, *home.rglob("*")):
        path.chmod(0o700)
    left = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert before == {path: content for path, content in left.items() if path in before}

    return left | {"what was printed": said}


@pytest.mark.slow
def test_nothing_of_a_family_stays(tmp_path):
    """After all three screens, with right and wrong values, no file, no temporary file and no printed line has any."""
    left = an_hour_at_the_desk(tmp_path)

    assert {} == {name: found for name, content in left.items() if (found := traces(content))}
    assert [] == [*(tmp_path / "temporary").iterdir()]
    assert ["build"] == [path.name for path in (tmp_path / "home").iterdir()]


@pytest.mark.slow
def test_a_planted_leak_is_found(tmp_path):
    """A line that prints what was typed, and one that writes it to a temporary file, are both found."""
    left = an_hour_at_the_desk(tmp_path, PLANTED)
    found = {name for name, content in left.items() if traces(content)}

    assert "what was printed" in found
    assert 1 < len(found)

"""What a ward asks of a desk: many nurses at once, copies without end, and those who mean it harm; on loopback.

A desk is served in a process of its own, over a folder made by hand. First one nurse asks for copies alone; then
NURSES at once, each with a pause between two copies, while a client reads nothing, another sends 100 MB, and 1,000
forged requests come; then all of them at one moment; then COPIES one after the other, with the memory of the desk
before and after. Aims: nobody is refused but who forges, p95 with pauses under 10 × one copy alone, memory flat (under
5 % more after the first tenth).
Run: python tests/benchmarks/desk.py [COPIES] [NURSES] [SECONDS OF PAUSE] [BUILD BOOKLET.LOCALE.PLACE]
"""

import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import desks  # noqa: E402 - found by the line above

AIM, FLAT = 10, 1.05
EACH = 4
USER = "X-Remote-User"
NAME = "http://localhost:{}"


class Asked:
    """Asks a desk for copies of one paper, and knows who answers how."""

    def __init__(self, port, edition):
        self.port, self.edition = port, edition

    def copy(self, nurse, **changed):
        """The seconds that a copy took, and the status."""
        address = NAME.format(self.port)
        headers = {"Host": address[7:], "Origin": address, "Content-Type": desks.TYPED, USER: f"nurse-{nurse}"}
        start = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            path = f"/en-US/{self.edition}/download.pdf"
            connection.request("POST", path, urlencode(desks.CANARY), {**headers, **changed})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        assert answer.status != 200 or content.startswith(b"%PDF")
        return time.perf_counter() - start, answer.status

    def shift(self, nurse, pause):
        chance = random.Random(nurse)
        done = []
        for _ in range(EACH):
            time.sleep(chance.uniform(0, 2 * pause))
            done.append(self.copy(nurse))
        return done

    def deaf(self):
        """A client that asks for many covers and reads none."""
        ear = socket.socket()
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        ear.connect(("127.0.0.1", self.port))
        host = NAME.format(self.port)[7:]
        line = f"GET /en-US/{self.edition}/cover.png HTTP/1.1\r\nHost: {host}\r\n{USER}: deaf\r\n\r\n"
        ear.sendall(line.encode() * 50)
        return ear

    def huge(self):
        """The status of a body of 100 MB."""
        return self.copy("huge", **{"Content-Length": "100000000"})[1]

    def forged(self, count):
        ways = ({"Origin": "https://example.org"}, {"Host": "example.org"}, {USER: ""}, {"Content-Type": "text/plain"})
        return Counter(self.copy("forged", **ways[number % len(ways)])[1] for number in range(count))


def megabytes(pid):
    """The memory of a process and of those it began that serve, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    own = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1000
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(megabytes(child) for child in children)


def p95(times):
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def free():
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        return ear.getsockname()[1]


def main(copies, nurses, pause, build, edition):
    port = free()
    command = [sys.executable, "-m", "chapbook", "desk", "--serve", NAME.format(port), "--proxy", "127.0.0.1"]
    command += ["--header", USER, "--port", str(port), "--from", build]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ) as desk:
        try:
            desk.stdout.readline()
            return measured(desk.pid, Asked(port, edition), copies, nurses, pause)
        finally:
            desk.terminate()


def measured(pid, ask, copies, nurses, pause):
    alone = [ask.copy("alone")[0] for _ in range(12)][2:]
    once = statistics.median(alone)
    print(f"one copy alone: {1000 * once:.0f} ms (p95 {1000 * p95(alone):.0f} ms)")

    with ThreadPoolExecutor(nurses + 2) as crowd:
        deaf = ask.deaf()
        forging, huge = crowd.submit(ask.forged, 1000), crowd.submit(ask.huge)
        shifts = [each for shift in crowd.map(lambda nurse: ask.shift(nurse, pause), range(nurses)) for each in shift]
        refused = forging.result()
        print(f"1,000 forged: {dict(refused)}; 100 MB: {huge.result()}; one that reads nothing: served the others")
        deaf.close()
        burst = [*crowd.map(ask.copy, range(nurses))]
    paced, statuses = p95([took for took, _ in shifts]), Counter(status for _, status in shifts + burst)
    print(f"{nurses} nurses, a copy each {pause:g} s: p95 {paced / once:.1f} × one alone (aim under {AIM})")
    print(f"{nurses} at one moment: p95 {p95([took for took, _ in burst]) / once:.1f} × one alone")

    marks = []
    for number in range(copies):
        status = ask.copy(f"many-{number // 300}")[1]
        statuses[status] += 1
        if number in (copies // 10, copies - 1):
            marks.append(megabytes(pid))
    more = marks[-1] / marks[0]
    print(f"memory after {copies // 10} and {copies} copies: {marks[0]:.0f} and {marks[-1]:.0f} MB ({more:.3f} ×)")
    print(f"errors: {sum(count for status, count in statuses.items() if status != 200)}")
    return paced / once < AIM and more < FLAT and {*statuses} == {200} and 200 not in refused


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    with tempfile.TemporaryDirectory() as made:
        build = given.get(3) or str(desks.folder(Path(made)))
        numbers = int(given.get(0, 5000)), int(given.get(1, 50)), float(given.get(2, 20))
        sys.exit(0 if main(*numbers, build, given.get(4, f"{desks.TITLE}.es.us")) else 1)

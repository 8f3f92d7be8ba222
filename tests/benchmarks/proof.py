"""An author at work: from a saved sentence to the picture of its page, against a first proof.

A first proof is a process of its own, from its start to the picture. Then a proof is watched, and one sentence is saved
again and again. Run: python tests/benchmarks/proof.py [ROUNDS]
"""

import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from chapbook.files.chain import FOLDERS
from chapbook.workers.workers import cores

ROOT = Path(__file__).parents[2]
BOOKLET, BLOCK = "car-t-journey", "fever"
SENTENCE = ROOT / f"booklets/shared/{BLOCK}.yaml"
AIM = 0.2


def first(home, *options):
    start = time.perf_counter()
    subprocess.run([*command(home), *options], cwd=home, check=True, capture_output=True)
    return time.perf_counter() - start


def command(home):
    return [sys.executable, "-m", "chapbook", "proof", BOOKLET, "--contact-sheet", str(home / "pages.png")]


def drawn(home, after):
    """When the picture is another than it was then."""
    picture = home / "pages.png"
    while not picture.exists() or picture.stat().st_mtime_ns == after:
        time.sleep(0.002)
    return time.perf_counter()


def again(home, rounds, *options):
    """Seconds from each save to the picture."""
    (home / "pages.png").unlink(missing_ok=True)
    process = subprocess.Popen(
        [*command(home), "--watch", *options], cwd=home, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        drawn(home, 0)
        times = []
        for number in range(rounds + 1):
            before = (home / "pages.png").stat().st_mtime_ns
            said = SENTENCE.read_text("utf-8").replace("hide the fever", ("hide a fever", "hide the fever")[number % 2])
            time.sleep(0.5)
            start = time.perf_counter()
            (home / SENTENCE.relative_to(ROOT)).write_text(said, "utf-8")
            times.append(drawn(home, before) - start)
        return times[1:]
    finally:
        # What runs in the background does not hear SIGINT.
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def main(rounds):
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch, "library")
        for name in FOLDERS:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("node_modules"))
        imprint = home / "booklets/imprint.yaml"
        imprint.write_text(imprint.read_text("utf-8") + "\ninherits: []\n", "utf-8")
        cold = statistics.median(first(home) for _ in range(rounds))
        whole = statistics.median(again(home, rounds))
        block = statistics.median(again(home, rounds, "--block", BLOCK))
    print(f"{cores()} cores, {rounds} rounds, medians; a first proof takes {cold:.1f} s")
    print(f"the whole booklet again: {whole / cold:.2f} of it ({whole:.2f} s)")
    print(f"the pages around a block again: {block / cold:.2f} of it ({block:.2f} s; aim {AIM:.2f})")
    return block / cold > AIM


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 5))

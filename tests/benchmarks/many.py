"""A library of many small booklets: how time and memory grow with it, and what is left of a build that is killed.

The library is made up from the small project of the tests, each booklet in two languages. A build of all of it is
killed (SIGKILL, all its processes) at random moments, and begun again each time, until the kills are used up; then it
may end. Run: python tests/benchmarks/many.py [BOOKLETS] [KILLS] [SEED]
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "tests/projects/minimal"

# Peak memory in MB: of this process, and of the largest of those that it started.
SCRIPT = """
import resource, sys
from pathlib import Path
from chapbook import api
if sys.argv[1] == "check":
    assert not api.check(Path.cwd()).problems
else:
    api.build(Path.cwd(), to=Path(sys.argv[2]))
print(*(resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


def library(folder, count):
    """A project of so many booklets, no two of which say the same."""
    shutil.copytree(MINIMAL, folder)
    catalogs = folder / "locales/es/LC_MESSAGES"
    for number in range(1, count):
        title = f"Call us now, {WORDS[number % 10]}"
        shutil.copytree(MINIMAL / "booklets/fever", folder / f"booklets/fever-{number}")
        shutil.copy(catalogs / "fever.po", catalogs / f"fever-{number}.po")
        for path in (folder / f"booklets/fever-{number}/call.yaml", catalogs / f"fever-{number}.po"):
            path.write_text(path.read_text("utf-8").replace("Call us now", title), "utf-8")
    return folder


WORDS = ["please", "always", "today", "tonight", "again", "early", "first", "gently", "quickly", "soon"]


def run(folder, *arguments):
    """How long it takes, and the peaks of memory."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - start, [int(size) for size in done.stdout.split()]


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored(folder):
    """Each batch that is kept, by its key, and which folder of the disk it is: another one, and it was made again."""
    return {path.name: path.stat().st_ino for path in (folder / ".cache").glob("[0-9a-f]" * 64)}


def killed(folder, build, kills, longest):
    """Begin a build again and again, killed each time; how many batches were made that lay there already, and the
    most that lay there."""
    twice, most, before = 0, 0, {}
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, "build", str(build)],
            cwd=folder,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(random.uniform(0, longest))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = stored(build)
        twice += sum(now.get(key, inode) != inode for key, inode in before.items())
        if not (build / "manifest.json").exists():
            assert before.keys() <= now.keys(), "what was kept is gone"
        before, most = now, max(most, len(now))
    return twice, most


def main(count, kills, seed):
    random.seed(seed)
    with tempfile.TemporaryDirectory() as scratch:
        few, many = (library(Path(scratch, str(each)), each) for each in (count // 4, count))
        sizes = {}
        for folder in (few, many):
            checking, _ = run(folder, "check")
            building, peaks = run(folder, "build", "build")
            sizes[folder] = (checking, building, *peaks)
        (check, build, own, worker), (check4, build4, own4, worker4) = sizes[few], sizes[many]
        print(f"{count} booklets against {count // 4}, {os.cpu_count()} cores:")
        print(f"to check {check4 / check:.1f} times ({check4:.1f} s), to build {build4 / build:.1f} ({build4:.1f} s)")
        print(f"peak memory: a worker {worker4 / worker:.2f} times, the first process {own4 / own:.2f} times")
        whole, interrupted = many / "build", many / "interrupted"
        # Until it begins to make pages, a build checks: so long, and a quarter of the rest, it may work each time.
        twice, most = killed(many, interrupted, kills, check4 + (build4 - check4) / 4)
        last, _ = run(many, "build", "interrupted")
        same = tree(whole) == tree(interrupted)
        print(f"killed {kills} times (seed {seed}): up to {most} of {2 * count} batches kept, {twice} made twice")
        print(f"then it ended in {last / build4:.2f} of a build, {'with the same files' if same else 'AND DIFFERS'}")
        return bool(twice) or not same


if __name__ == "__main__":
    given = [*map(int, sys.argv[1:])]
    sys.exit(main(*given, *(200, 20, 1)[len(given) :]))

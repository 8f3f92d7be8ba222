"""Whether Chapbook bears a case: it ends in time, with an exit code that we know, in sentences, and harms no output."""

from __future__ import annotations

import contextlib
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from chapbook import cli
from chapbook.problems.problem import Exit
from chapbook.workers import workers
from fuzz.cases import MINIMAL, Case

# Seconds of the processor. A case that takes away what a project publishes has the whole library judged, in three more
# languages, and that is work and no hang: 5 to 11 seconds, by the machine.
LIMIT = 20
FORESEEN = {*Exit} - {Exit.UNFORESEEN}
OLDER = {"manifest.json": b'{"editions": []}', "download/fever.en-US.us.pdf": b"%PDF-1.7 of last week"}


class TooLong(BaseException):
    """A case that did not end; no `except Exception` on the way takes it for its own."""


class Ground:
    """A copy of the minimal project, in which one case after the other is tried and cleared away."""

    def __init__(self, folder: Path) -> None:
        # Deep enough for a name that climbs out.
        self.home = folder / "one/two/three/project"
        shutil.copytree(MINIMAL, self.home)
        for name, content in OLDER.items():
            (self.home / "build" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.home / "build" / name).write_bytes(content)
        self.before = self.files()

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.home.rglob("*") if path.is_file() or path.is_symlink())
        return {path.relative_to(self.home).as_posix(): path.read_bytes() for path in found}

    def restore(self) -> None:
        """The project as it was, whatever the case and its command have made of it."""
        now = self.files()
        for name in now.keys() - self.before.keys():
            (self.home / name).unlink()
        for name, content in self.before.items():
            if now.get(name) != content:
                (self.home / name).parent.mkdir(parents=True, exist_ok=True)
                (self.home / name).write_bytes(content)

    def faults(self, case: Case) -> list[str]:
        """What is wrong with how the case was borne: nothing, as a rule."""
        for name, content in case.files.items():
            (self.home / name).write_bytes(content or b"")
        before = self.files()
        try:
            with _inside(self.home), _no_longer_than(LIMIT):
                result = CliRunner().invoke(cli.main, case.command)
            code, said = result.exit_code, result.output
            found = [f"exit code {code}: {said[-600:]} {result.exception!r}"] if code not in FORESEEN else []
            found += ["a traceback"] if "Traceback (most recent" in said else []
            found += [f"changed with exit code {code}: {self.changed(before)}"] if code and self.changed(before) else []
        except TooLong:
            found = [f"not ended after {LIMIT} seconds of the processor"]
        self.restore()
        return found

    def changed(self, before: dict[str, bytes]) -> list[str]:
        """Output that is other than it was; what a build keeps that will go on is none."""
        now = self.files()
        names = (name for name in {*now, *before} if not name.startswith("build/.cache"))
        return sorted(name for name in names if now.get(name) != before.get(name))


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """In a folder, in one process, with no editor or viewer to be opened."""
    launch, cores = click.launch, workers.cores
    click.launch, workers.cores = lambda *arguments, **more: 0, lambda: 1  # type: ignore[assignment]
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        click.launch, workers.cores = launch, cores


@contextlib.contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """Seconds of the processor, so that a busy machine changes nothing; what only sleeps is woken after a minute."""

    def ring(*_: object) -> None:
        raise TooLong

    before = [signal.signal(each, ring) for each in (signal.SIGPROF, signal.SIGALRM)]
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for each, handler in zip((signal.SIGPROF, signal.SIGALRM), before, strict=True):
            signal.signal(each, handler)


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    """A ground that is gone when it is left."""
    with tempfile.TemporaryDirectory(prefix="chapbook-fuzz-") as folder:
        yield Ground(Path(folder))

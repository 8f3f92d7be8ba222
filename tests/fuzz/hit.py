"""Commands that are hit while they write: killed, interrupted, out of space, and what the next command makes of it.

Each case is a command on a small project of a hospital. At a random one of its steps towards the disk (a file opened,
written out, renamed or taken away, a folder made) it is hit; in every other round the next command is hit as well. Then
it runs undisturbed. Whatever happened, each file on the way is the old one or the new one, a fault of the disk is a
sentence, and the end is what an undisturbed run leaves. Pages are set once, before: what is tried is the writing.
"""

import builtins
import contextlib
import errno
import io
import os
import random
import shutil
import signal
import tempfile
from functools import cache
from itertools import product
from pathlib import Path
from unittest import mock

from chapbook import api, cli, pipeline
from chapbook.schemas import schemas
from chapbook.workers import workers
from conftest import MINIMAL, change, clinic_beside

DAY = ("--date", "2026-11-25")
REASON = ("--reason", "The number for nights was wrong.", "--date", "2026-11-26")
PUBLISH = ("publish", "--drafts", *DAY)
APPROVE = ("approve", "fever", "--locale", "en-US", "--role", "clinician", "--name", "Reviewer A", *DAY)

# Each command, with those that come before it.
COMMANDS = {
    "a first build": ([], ("build",)),
    "a build after a change": ([("build",), "a change"], ("build",)),
    "publish": ([("build",)], PUBLISH),
    "publish after a change": ([("build",), PUBLISH, "a change", ("build",)], PUBLISH),
    "withdraw": ([("build",), PUBLISH], ("withdraw", "--booklet", "fever", *REASON)),
    "approve": ([], APPROVE),
    "approve once more": ([APPROVE, "a change"], APPROVE),
    "catalogs update": (["a change"], ("catalogs", "update")),
    "new": ([], ("new", "another")),
}
FAULTS = {
    "killed": None,
    "torn": None,
    "interrupted": KeyboardInterrupt,
    "disk full": errno.ENOSPC,
    "may not write": errno.EACCES,
    "disk failed": errno.EIO,
}


class Step:
    """Counts the steps towards the disk, and lets one of them be hit; None lets all pass."""

    def __init__(self, number, fault):
        self.number, self.fault, self.count = number, fault, 0

    def hits(self, path=None, torn=None):
        self.count += 1
        if self.count - 1 != self.number:
            return
        kind = FAULTS[self.fault]
        if kind is None:
            if torn and self.fault == "torn":
                torn()
            os.kill(os.getpid(), signal.SIGKILL)
        if kind is KeyboardInterrupt:
            raise kind
        # What is known by its number alone comes without a name, as from the system.
        raise OSError(kind, os.strerror(kind), *([] if path is None or isinstance(path, int) else [path]))

    @contextlib.contextmanager
    def everywhere(self):
        """Every door to the disk watched: those of `os`, and files that are opened to be written."""
        with contextlib.ExitStack() as stack:
            for name in ("replace", "rename", "unlink", "rmdir", "mkdir", "fsync"):
                stack.enter_context(mock.patch.object(os, name, self.watched(getattr(os, name))))
            stack.enter_context(mock.patch.object(os, "open", self.opened(os.open)))
            stack.enter_context(mock.patch.object(os, "fdopen", self.file(os.fdopen)))
            for module in (io, builtins):
                stack.enter_context(mock.patch.object(module, "open", self.file(open)))
            yield

    def watched(self, act):
        def do(path, *arguments, **options):
            self.hits(path)
            return act(path, *arguments, **options)

        return do

    def opened(self, act):
        def do(path, flags, *arguments, **options):
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.hits(path)
            return act(path, flags, *arguments, **options)

        return do

    def file(self, act):
        """A file that is hit before it is opened, or in the middle of what is written to it."""

        def do(file, mode="r", *arguments, **options):
            if set(mode) & {"w", "a", "x", "+"}:
                self.hits(file)
            opened = act(file, mode, *arguments, **options)
            if "w" in mode and "b" in mode:
                wholly = opened.write

                def put(content):
                    self.hits(file, lambda: (wholly(content[: len(content) // 2]), opened.flush()))
                    return wholly(content)

                return _Watched(opened, put)
            return opened

        return do


class _Watched:
    """A file whose writing is watched."""

    def __init__(self, file, write):
        self.file, self.write = file, write

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *fault):
        return self.file.__exit__(*fault)


def run(home, command, step=None):
    """A command in a process of its own: how it ends, what it says, and how many steps it takes."""
    said = home.parent / "said.txt"
    if pid := os.fork():
        _, status = os.waitpid(pid, 0)
        text, _, count = said.read_text("utf-8").rpartition("\0") if said.exists() else ("", "", "")
        said.unlink(missing_ok=True)
        return os.waitstatus_to_exitcode(status), text, int(count or 0)
    step = step or Step(None, None)
    os.chdir(home)
    out, code = io.StringIO(), 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), step.everywhere():
            cli.main(command, standalone_mode=True)
    except SystemExit as end:
        code = end.code or 0
    except BaseException as fault:
        out.write(f"Traceback: {fault!r}")
        code = 99
    said.write_text(f"{out.getvalue()}\0{step.count}", "utf-8")
    os._exit(code)


def tree(home):
    """Every file, but for drafts and what is not in its place yet."""
    paths = (path for path in home.rglob("*") if path.is_file())
    names = {path.relative_to(home): path for path in paths}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if not any(part.startswith((".draft-", ".cache", ".next")) for part in name.parts)
    }


def clinic(folder):
    """A hospital with a site, in a folder of its own."""
    return clinic_beside(Path(shutil.copytree(MINIMAL, folder / "project")))


def change_the_text(home):
    """Another fever limit, and the day on which that was decided."""
    change(home / "booklets/imprint.yaml", "values: ", f"revised: {DAY[1]}\nvalues: ")
    change(home / "booklets/imprint.yaml", "fever-limit: 38.0", "fever-limit: 38.5")


def prepared(scratch, name):
    """The folder before a command and after it, and how many steps that takes."""
    before, command = COMMANDS[name]
    folder = scratch / name.replace(" ", "-")
    home = clinic(folder)
    for each in before:
        if each == "a change":
            change_the_text(home)
        else:
            code, said, _ = run(home, each)
            assert code == 0, said
    shutil.copytree(home, folder / "start")
    code, said, steps = run(home, command)
    assert code == 0, said
    return folder, tree(folder / "start"), tree(home), steps


def tried(chance, faults, folder, start, wanted, steps, command):
    """What is wrong after a command was hit by one fault after the other, and then ran undisturbed."""
    home = folder / "clinic"
    shutil.rmtree(home)
    shutil.copytree(folder / "start", home)
    for fault in faults:
        code, said, _ = run(home, command, Step(chance.randrange(steps), fault))
        if "Traceback" in said or code in (70, 99):
            yield f"{fault}: not in a sentence: {said}"
        mixed = [name for name, content in tree(home).items() if content not in (start.get(name), wanted.get(name))]
        if mixed:
            yield f"{fault}: neither old nor new: {mixed}"
    code, said, _ = run(home, command)
    done = command[0] == "new" and tree(home) == wanted
    if code and not done:
        yield f"the next command fails: {said}"
    elif tree(home) != wanted:
        now = tree(home)
        names = sorted(name for name in now.keys() | wanted.keys() if now.get(name) != wanted.get(name))
        yield f"it does not end as it should: {names}"


def once(work, key):
    """Work that is done once for each of its keys."""
    done = {}

    def do(*arguments):
        at = key(*arguments)
        if at not in done:
            done[at] = work(*arguments)
        return done[at]

    return do


@contextlib.contextmanager
def prepared_all():
    """Every command ready to be hit, by its name; pages are set once, for all processes."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        mock.patch.object(pipeline, "make", once(pipeline.make, lambda work: work.key)),
        mock.patch.object(schemas, "drawn", cache(schemas.drawn)),
        mock.patch.object(workers, "cores", return_value=1),
    ):
        home = clinic(Path(scratch, "pages"))
        api.build(home, to=home / "build", hands=workers.hands)
        change_the_text(home)
        api.build(home, to=home / "build", hands=workers.hands)
        schemas.written(home)
        yield {name: prepared(Path(scratch), name) for name in COMMANDS}


# So many numbers have every command hit by every fault.
ROUND = len(COMMANDS) * len(FAULTS)


def case(ready, number):
    """The command of a case, and what is wrong after it; the same number is the same case."""
    chance = random.Random(number)
    name, fault = [*product(COMMANDS, FAULTS)][number % ROUND]
    faults = [fault, chance.choice([*FAULTS])][: 1 + number // ROUND % 2]
    return name, [*tried(chance, faults, *ready[name], COMMANDS[name][1])]

"""A command runs in a process that may be lost; what is meant for it reaches it, once."""

import os
import signal
import subprocess
import sys

import pytest

COMMAND = """
import time
from chapbook.cli import guard

def command():
    for said in ("at work", "and on"):
        try:
            print(said, flush=True)
            time.sleep(1)
        except KeyboardInterrupt:
            print("interrupted", flush=True)

guard.main = command
guard.run()
"""


@pytest.mark.slow
@pytest.mark.parametrize("send", [os.kill, os.killpg], ids=["to the first process", "to both, as a terminal does"])
def test_an_interrupt_is_heard_once(send):
    """Whoever interrupts the process that was started interrupts the command; what reaches both does so once."""
    # Where the tests themselves run in the background, nothing would be heard.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    options = {"text": True, "stdout": subprocess.PIPE, "start_new_session": True, **heard}
    with subprocess.Popen([sys.executable, "-c", COMMAND], **options) as started:
        said = started.stdout.readline()
        send(started.pid, signal.SIGINT)
        said += started.stdout.read()

    assert "at work\ninterrupted\nand on\n" == said

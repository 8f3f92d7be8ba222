"""`python -m chapbook` is the command `chapbook`."""

from chapbook.cli import run

run()

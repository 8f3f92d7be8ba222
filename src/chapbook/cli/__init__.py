"""The commands, one module a desk. The only modules that print or exit."""

from chapbook.cli import approvers, authors, makers, nurses, printers, publishers, translators
from chapbook.cli.guard import run
from chapbook.cli.kit import main

__all__ = ["approvers", "authors", "main", "makers", "nurses", "printers", "publishers", "run", "translators"]

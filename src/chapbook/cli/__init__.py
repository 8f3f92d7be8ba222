"""The commands, one module a desk. The only modules that print or exit."""

from chapbook.cli import content, languages, make, press, trust
from chapbook.cli.kit import main

__all__ = ["content", "languages", "main", "make", "press", "trust"]

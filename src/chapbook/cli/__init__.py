"""The commands, one module a desk. The only modules that print or exit."""

from chapbook.cli import content, languages, make, press, publishing, trust
from chapbook.cli.kit import main

__all__ = ["content", "languages", "main", "make", "press", "publishing", "trust"]

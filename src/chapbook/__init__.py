"""Chapbook: printable, localized handouts and booklets for families, from content blocks to paper."""

__version__ = "0.1.0"

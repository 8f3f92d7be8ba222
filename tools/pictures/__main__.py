"""Draws the pictures of booklets from their shared parts.

Usage: .venv/bin/python tools/pictures
"""

import sys

import body  # noqa: F401
import booklets  # noqa: F401
import care  # noqa: F401
import home  # noqa: F401
from gallery import DRAWINGS
from kit import ROOT

for name, drawing in sorted(DRAWINGS.items()):
    (ROOT / name).write_text(drawing.svg(), "utf-8")
sys.stdout.write(f"{len(DRAWINGS)} pictures\n")

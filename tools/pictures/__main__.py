"""Draws the pictures of booklets from their shared parts, and with --gallery the sheets and the list of docs/pictures.md.

Usage: .venv/bin/python tools/pictures [--gallery]
"""

import sys

import gallery

gallery.draw()
if sys.argv[1:] == ["--gallery"]:
    gallery.show()
sys.stdout.write(f"{len(gallery.DRAWINGS)} pictures\n")

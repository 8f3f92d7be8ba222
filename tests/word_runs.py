"""Runs of seven words as hashes, so that texts which were read can be told from ours without being kept here.

Usage: .venv/bin/python tests/word_runs.py TEXT... > tests/word-runs.txt
"""

import re
import sys
from hashlib import blake2b
from pathlib import Path

LONG = 7


def runs(text):
    """Every run of seven words, whatever stands between them, as a hash of 48 bits.

    Of some thirty thousand runs of ours and five thousand that were read, one in two million is alike by chance.
    """
    words = re.findall(r"[^\W_]+", text.casefold())
    joined = (" ".join(words[start : start + LONG]) for start in range(len(words) - LONG + 1))
    return {blake2b(run.encode(), digest_size=6).hexdigest() for run in joined}


if __name__ == "__main__":
    found = set().union(*(runs(Path(name).read_text("utf-8")) for name in sys.argv[1:]))
    sys.stdout.write("".join(f"{run}\n" for run in sorted(found)))

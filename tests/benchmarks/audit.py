"""What the audit of the pages adds to a build: its time against that of typesetting the same edition, in one run.

Each round sets every wanted edition once and audits it once; fonts and styles are warm, as in a build. The aim is at
most a fifth. Run: python tests/benchmarks/audit.py [ROUNDS]
"""

import statistics
import sys
from pathlib import Path

from timed import seconds

ROOT = Path(__file__).parents[2]
AIM = 1 / 5


def main(rounds):
    from chapbook.content.jobs import Wanted, batches
    from chapbook.files.chain import Chain
    from chapbook.gate import sound
    from chapbook.proofread.compare import audit
    from chapbook.texts import text_of
    from chapbook.typeset.typeset import typeset

    wanted = Wanted(tickets=("download",))
    library = sound(Chain.at(ROOT), wanted).project
    work = batches(library, wanted.jobs(library))
    typeset(library, text_of(library, work[0].edition), work[0].design)
    shares = []
    for _ in range(rounds):
        for batch in work:
            manuscript = text_of(library, batch.edition)
            setting, proof = seconds(typeset, library, manuscript, batch.design)
            auditing, found = seconds(audit, library, manuscript, proof)
            shares.append(auditing / setting)
            print(f"{batch.edition}: {auditing:.2f} s of {setting:.2f} s, {len(found)} findings")
    share = statistics.median(shares)
    print(f"audit: {share:.2f} of typesetting (median of {len(shares)}; worst {max(shares):.2f}; aim {AIM:.2f})")
    return share > AIM


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 3))

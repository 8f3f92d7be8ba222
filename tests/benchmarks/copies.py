"""What one family's copy costs: its time against that of setting the same pages, in one run.

The pages are set once, warm; then copies are made of the finished file, each with other values, every slot filled in,
and read back. Typefaces and file are read before, as at a desk that has made one copy. The aim is at most 1/80.
Run: python tests/benchmarks/copies.py [BOOKLET.LOCALE.PLACE] [COPIES]
"""

import statistics
import sys
from pathlib import Path

from timed import seconds

ROOT = Path(__file__).parents[2]
AIM = 80
GIVEN = {
    "text": "Ana {}",
    "phone": "202-555-01{:02}",
    "date": "2026-12-{:02}",
    "dates": "2026-12-{:02}",
    "birthday": "2019-03-{:02}",
}


def main(name, copies):
    from chapbook.content.booklet import Edition
    from chapbook.content.jobs import Job
    from chapbook.copy.blank import blank
    from chapbook.copy.built import typefaces_of
    from chapbook.copy.copy import copied
    from chapbook.deliver import deliver
    from chapbook.files.chain import Chain
    from chapbook.load.load import load
    from chapbook.problems.problem import Spot
    from chapbook.texts import text_of
    from chapbook.typeset.typeset import typeset

    chain = Chain.at(ROOT)
    library = load(chain)[0]
    text = text_of(library, Edition(*name.split(".")))
    design = library.tickets["download"].design_for(library.places[text.edition.place].paper)
    typeset(library, text, design)
    setting, proof = seconds(typeset, library, text, design)
    (file,) = deliver(library, proof, [Job(text.edition, "download")])
    faces = typefaces_of(chain)
    opening, of = seconds(blank, file.content)
    kinds = {slot.name: slot.kind for slot in of.slots}
    times = []
    for number in range(1, copies + 1):
        values = {name: GIVEN[kind].format(number % 28 + 1) for name, kind in kinds.items()}
        made, copy = seconds(copied, of, values, faces, Spot("copy"))
        times.append(made)
    once = statistics.median(times[1:])
    print(f"{name}: {proof.pages} pages, {len(copy.stamps)} stamps, {copies} copies")
    print(f"a copy: 1/{setting / once:.0f} of setting the pages ({1000 * once:.0f} ms, {setting:.1f} s; aim 1/{AIM})")
    print(f"the first, with the file read: 1/{setting / (opening + times[0]):.0f}")
    return setting / once < AIM


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(given[0] if given else "car-t-journey.en-US.us", int(given[1]) if given[1:] else 20))

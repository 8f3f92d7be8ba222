"""What the press's stages cost: each against typesetting the same booklet once, in one run; aim, under a quarter each.

Fonts and styles are warm, as in a build. Processor time, for machines are shared. Each stage gets a fresh copy of what
it works on, and its reading and writing of the file count. Run: python tests/benchmarks/press.py [ROUNDS]
"""

import datetime
import statistics
import sys
from io import BytesIO
from pathlib import Path

from timed import seconds

ROOT = Path(__file__).parents[2]
AIM = 1 / 4
BOOKLET = "blinatumomab-at-home"


def written(pdf):
    file = BytesIO()
    pdf.save(file, deterministic_id=True, force_version="1.6")
    return file.getvalue()


def separate(content, profile):
    from pikepdf import Pdf

    from chapbook.finish.colour import to_cmyk

    with Pdf.open(BytesIO(content)) as pdf:
        assert not to_cmyk(pdf, profile, total_ink=300, resolution=300)
        return written(pdf)


def make_x4(content, profile):
    from pikepdf import Pdf

    from chapbook.finish.x4 import as_x4

    with Pdf.open(BytesIO(content)) as pdf:
        as_x4(pdf, profile, condition="FOGRA39", title="Title", revised=datetime.date(2026, 11, 21))
        return written(pdf)


def put_on_sheets(content):
    """With creep, marks, a slug line on each side, all set anew: nothing is kept from round to round but the font."""
    from pikepdf import Pdf

    from chapbook.content.paper import size
    from chapbook.finish.impose import Layout, impose
    from chapbook.finish.order import in_fours

    trim, sheet, font = size("half-letter"), size("Tabloid"), ROOT / "styles/fonts/NotoSans_400Regular.ttf"
    marks = {"marks": ("crop", "fold"), "slug": True}
    layout = Layout(trim=trim, bleed=25.4 / 8, sheet=sheet, paper_thickness=0.1, **marks)
    with Pdf.open(BytesIO(content)) as pdf:
        impose(pdf, "saddle-stitch", in_fours(len(pdf.pages)), layout, font=font)
        return written(pdf)


def check(content):
    from chapbook.preflight.preflight import Required, preflight

    assert not preflight(content, Required(cmyk=True, x4=True), "benchmark.pdf").problems


def rows(proof, profile):
    """The stages to measure, a name, a function and what it is given; a new stage is a new row."""
    separated = separate(proof, profile)
    finished = make_x4(separated, profile)
    return (
        ("separating (RGB to CMYK)", separate, proof, profile),
        ("PDF/X-4", make_x4, separated, profile),
        ("imposing", put_on_sheets, finished),
        ("preflight", check, finished),
    )


def main(rounds):
    from chapbook.content.jobs import Wanted, batches
    from chapbook.files.chain import Chain
    from chapbook.gate import sound
    from chapbook.texts import text_of
    from chapbook.typeset.typeset import typeset

    wanted = Wanted((BOOKLET,), ("en-US",), ("us",), ("print-shop",))
    library = sound(Chain.at(ROOT), wanted).project
    (batch,) = batches(library, wanted.jobs(library))
    manuscript = text_of(library, batch.edition)
    profile = (ROOT / "styles/press/profiles/FOGRA39L_coated.icc").read_bytes()
    work = rows(typeset(library, manuscript, batch.design).pdf, profile)
    shares = {name: [] for name, *_ in work}
    for _ in range(rounds):
        setting, proof = seconds(typeset, library, manuscript, batch.design)
        for name, stage, *arguments in work:
            shares[name].append(seconds(stage, *arguments)[0] / setting)
    print(f"{batch.edition}: {proof.pages} pages, set in {setting:.2f} s; medians of {rounds}")
    for name, found in shares.items():
        print(f"{name}: {statistics.median(found):.2f} of typesetting (worst {max(found):.2f}; aim {AIM:.2f})")
    return any(statistics.median(found) > AIM for found in shares.values())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 5))

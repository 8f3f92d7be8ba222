"""What one family's copy costs: its time against that of setting the same pages, in one run.

The pages are set once, warm; then copies are made of the finished file, each with other values, every slot filled in,
and read back. Typefaces and file are read before, as at a desk that has made one copy. The aim is at most 1/80.
Where the package typst is there (0.15.2 was tried), Typst sets the same words and pictures in the same typeface on as
many pages of the same size, tagged, with a family's name at each foot; the aim is at most 1/5 of that. It has no
colours, frames, columns or tables to set, which is kind to it.
Run: python tests/benchmarks/copies.py [BOOKLET.LOCALE.PLACE] [COPIES]
"""

import io
import json
import re
import shutil
import statistics
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pikepdf
from timed import seconds

ROOT = Path(__file__).parents[2]
AIM, AIM_TYPST = 80, 5
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
    from chapbook.dress import dress
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
    good = setting / once > AIM
    if find_spec("typst"):
        pictures = re.findall(r"/(booklets/[^\"]+\.svg)", dress(library, text).html)
        first, again = by_typst([line for line in text.lines if line.is_printed], pictures, file.content)
        print(f"of Typst's first compile 1/{first / once:.1f}, of one with another name 1/{again / once:.1f}")
        good = good and again / once > AIM_TYPST
    return not good


def by_typst(lines, pictures, pdf):
    """Seconds of the processor of Typst's first compile of lines, and of one more for another family."""
    import typst

    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages, (width, height) = len(file.pages), file.pages[0].trimbox[2:]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        for name in pictures:
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, Path(folder) / name)
        compiler = typst.Compiler(root=folder, font_paths=[ROOT / "styles/fonts"], ignore_system_fonts=True)
        for size in (each / 4 for each in range(30, 64)):
            source.write_text(in_typst(lines, pictures, float(width), float(height), size), "utf-8")
            first, content = seconds(compiled, compiler, source, "Ana")
            with pikepdf.open(io.BytesIO(content)) as made:
                if len(made.pages) >= pages:
                    break
        print(f"Typst: {len(made.pages)} pages at {size} pt")
        return first, statistics.median(seconds(compiled, compiler, source, f"Ana {n}")[0] for n in range(5))


def compiled(compiler, source, name):
    return compiler.compile(source, format="pdf", pdf_standards="ua-1", sys_inputs={"name": name})


def in_typst(lines, pictures, width, height, size):
    """Lines as a document of Typst: titles as headings, what stands in a list as items, and pictures between them."""
    words = [as_typst(line) for line in lines]
    for number, name in enumerate(pictures):
        words.insert(1 + number * len(lines) // len(pictures), f'#image("/{name}", height: 30mm, alt: "A picture")')
    body = "\n\n".join(words)
    return (
        f"#set page(width: {width}pt, height: {height}pt, margin: 14mm, footer: [For #sys.inputs.name])\n"
        f'#set text(font: "Andika", size: {size}pt, lang: "en")\n#set document(title: "A paper")\n{body}'
    )


def as_typst(line):
    words = f"#{json.dumps(line.plain, ensure_ascii=False)}"
    return f"= {words}" if line.key == "title" else f"- {words}" if "." in line.field else words


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(given[0] if given else "car-t-journey.en-US.us", int(given[1]) if given[1:] else 20))

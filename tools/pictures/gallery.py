"""All pictures: into their files, and side by side on the sheets of docs/pictures.md, in colour and in grey."""

from __future__ import annotations

import html
from itertools import groupby
from pathlib import Path

import acts  # noqa: F401
import body  # noqa: F401
import booklets  # noqa: F401
import care  # noqa: F401
import home  # noqa: F401
from drawing import DRAWINGS, Drawing
from kit import ROOT

GUIDE = ROOT / "docs/pictures.md"
SHEETS = {"RGB": ROOT / "docs/pictures.png", "L": ROOT / "docs/pictures-grey.png"}

# The modules that draw, and what they draw; bodies by hand, and pictures of signs, are files alone.
PARTS = {
    "booklets": "In the booklets",
    "care": "In hospital",
    "acts": "What to do at once",
    "home": "At home, at school, and single things",
    "body": "The immune system",
}
# Those of treatments are white, for the head of a card.
SIGNS = [file for file in sorted((ROOT / "styles/pictograms").glob("*.svg")) if file.stem not in ("car-t", "blinatumomab")]
BODIES = [ROOT / f"booklets/shared/figures/{name}.svg" for name in ("child", "child-with-line")]

COLUMNS, CELL = 8, 168
STYLE = f"""
@font-face {{ font-family: Andika; src: url(styles/fonts/Andika_400Regular.ttf) }}
@page {{ size: {COLUMNS * CELL + 24}px 9000px; margin: 0 }}
body {{ margin: 12px; font: 11px Andika; color: #1f3d4d; background: #ffffff }}
h2 {{ font-size: 19px; margin: 14px 4px 6px; clear: both }}
p {{ float: left; width: {CELL - 10}px; height: 152px; margin: 5px; text-align: center }}
img {{ display: block; width: 100%; height: 128px; object-fit: contain }}
.small {{ width: {CELL * 0.6 - 10:.0f}px; height: 100px }}
.small img {{ height: 64px }}
"""


def draw() -> None:
    for name, each in DRAWINGS.items():
        (ROOT / name).write_text(each.svg(), "utf-8")


def parts() -> list[tuple[str, list[tuple[str, Drawing]]]]:
    """The drawings by name in their parts, in the order in which they were written."""
    ordered = sorted(DRAWINGS.items(), key=lambda pair: list(PARTS).index(pair[1].scene.__module__))
    return [(PARTS[module], list(each)) for module, each in groupby(ordered, key=lambda pair: pair[1].scene.__module__)]


def table() -> str:
    """The list of the guide: each file, and what it shows."""
    lines = []
    for title, drawings in parts():
        lines += [f"### {title}", "", "| file | shows |", "|---|---|"]
        lines += [f"| `{name.removeprefix('booklets/').replace('figures/', '')}` | {each.shows} |" for name, each in drawings]
        lines.append("")
    return "\n".join(lines)


BEGIN, END = "<!-- drawn by tools/pictures --gallery -->\n", "<!-- until here -->"


def show() -> None:
    """Writes the list into the guide, and draws its sheets."""
    text = GUIDE.read_text("utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    GUIDE.write_text(f"{before}{BEGIN}\n{table()}{END}{after}", "utf-8")
    _sheets()


def _sheets() -> None:
    # WeasyPrint, so that the sheets show what is printed.
    import pypdfium2
    from PIL import Image, ImageChops
    from weasyprint import HTML

    cells = [(title, [ROOT / name for name, _ in drawings], "") for title, drawings in parts()]
    cells += [("Bodies, by hand", BODIES, ""), ("Signs", SIGNS, "small")]
    page = "".join(f"<h2>{html.escape(title)}</h2>" + "".join(_cell(file, kind) for file in files) for title, files, kind in cells)
    pdf = HTML(string=f"<style>{STYLE}</style>{page}", base_url=f"{ROOT}/").write_pdf()
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=96 / 72).to_pil().convert("RGB")
    blank = Image.new("RGB", image.size, "#ffffff")
    image = image.crop((0, 0, image.width, ImageChops.difference(image, blank).getbbox()[3] + 12))
    for mode, target in SHEETS.items():
        # Flat drawings need no more colours, and the file is a third of the size.
        image.convert(mode).quantize(256 if mode == "RGB" else 32).save(target, optimize=True)


def _cell(file: Path, kind: str) -> str:
    return f'<p class="{kind}"><img src="{file.relative_to(ROOT)}" alt="">{file.stem}</p>'

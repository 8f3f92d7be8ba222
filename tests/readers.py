"""The text of a PDF, page by page, as three programs read it; and what is heard of each line."""

import base64
import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import tags
from conftest import text_of_pages

PDFJS = Path(__file__).parent / "axe/node_modules/pdfjs-dist/build"
CHROMIUM = shutil.which("chromium")


def there(tool, remedy):
    """Leaves a test out where a tool is missing, but not where every change has to pass."""
    if not tool:
        assert not os.environ.get("CI"), f"the tests need this here: {remedy}"
        pytest.skip(f"not on this machine: {remedy}")


def by_pdfium(*pdfs):
    return [text_of_pages(pdf) for pdf in pdfs]


def by_poppler(*pdfs):
    there(shutil.which("pdftotext"), "tools/validator")
    command = ["pdftotext", "-", "-"]
    done = [subprocess.run(command, input=pdf, capture_output=True, check=True).stdout for pdf in pdfs]
    return [text.decode("utf-8").split("\f") for text in done]


READ = """async encoded => {
  const data = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0))
  const pdf = await pdfjsLib.getDocument({data, verbosity: 0}).promise
  const pages = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent()
    pages.push(content.items.map(item => item.str + (item.hasEOL ? "\\n" : "")).join(""))
  }
  return pages
}"""


def by_pdfjs(*pdfs):
    there(CHROMIUM and PDFJS.exists(), "tools/browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content("<p>")
        for name in ("pdf.worker.min.mjs", "pdf.min.mjs"):
            page.add_script_tag(content=(PDFJS / name).read_text("utf-8"), type="module")
        page.wait_for_function("globalThis.pdfjsLib && globalThis.pdfjsWorker")
        read = [page.evaluate(READ, base64.b64encode(pdf).decode()) for pdf in pdfs]
        browser.close()
    return read


def lines(pdf):
    """What is heard of each line of a PDF from the right, with the number of its page.

    What stands a third of an em apart on a line, as in two cells or a number in a band, are two lines, and so is
    what stands in type of half the size beside a number that is read from afar.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages)}
        places = {page.objgen: _places(page) for page in document.pages}
        found = [*_heard(document.Root.StructTreeRoot.K[0], None)]
    pieces = [(numbers[page], places[page][mark], words) for page, mark, words in found]
    line, last = "", None
    for number, place, words in pieces:
        if last and (number, place[0]) == (last[0], last[1][0]) and not _are_apart(place, last[1]):
            line += words
        else:
            if last:
                yield last[0], line
            line = words
        last = (number, place)
    yield last[0], line


def _are_apart(one, other):
    gap, sizes = max(one[1] - other[2], other[1] - one[2]), sorted((one[3], other[3]))
    return gap >= one[3] / 3 or sizes[1] > 1.6 * sizes[0]


def _heard(element, page):
    """The marks of a PDF from the right in reading order: page, number, and what is heard of it."""
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            if "/ActualText" in element and element.S == "/Span":
                where, mark = (page, kid) if isinstance(kid, int) else (kid.Pg, kid.MCID)
                yield where.objgen, int(mark), str(element.ActualText)
        elif kid.get("/Type") != "/OBJR":
            yield from _heard(kid, page)


def _places(page):
    """Where each mark of a page is: its baseline, its left and right end, and the size of its type."""
    fonts = {str(name): (tags._letters(font), _widths(font)) for name, font in page.Resources.get("/Font", {}).items()}
    places, open_marks = {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            number = operands[1].get("/MCID") if name == "BDC" else None
            open_marks.append(None if number is None else int(number))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            (letters, widths), size = fonts[str(operands[0])], float(operands[1])
        elif name == "Tm":
            x, y = float(operands[4]), round(float(operands[5]))
        elif name == "TJ" and open_marks[-1] is not None:
            for part in operands[0]:
                if not isinstance(part, pikepdf.String):
                    x -= float(part) * size / 1000
                    continue
                for code in _codes(bytes(part)):
                    before, x = x, x + widths.get(code, 0) * size / 1000
                    if tags.letters(letters[code]):
                        _, left, right, _ = places.get(open_marks[-1], (y, before, x, size))
                        places[open_marks[-1]] = (y, min(left, before), max(right, x), size)
    return places


def _codes(string):
    return [int.from_bytes(string[at : at + 2]) for at in range(0, len(string), 2)]


def _widths(font):
    found, entries = {}, [*font.DescendantFonts[0].W]
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        found |= {int(first) + number: float(width) for number, width in enumerate(widths)}
    return found

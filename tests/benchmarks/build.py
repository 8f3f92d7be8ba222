"""How fast the press is: a cold build against plain WeasyPrint, and a build with nothing to do against a cold one.

Plain WeasyPrint sets the same HTML with the same style, one edition after the other in one process, each with its
style parsed anew, as a script of ten lines would; it makes the `download` files alone. The cold build is the command
`chapbook build` in an empty folder, with loading, checking and the start of the interpreter, and makes the files of
every job ticket. Run: python tests/benchmarks/build.py [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHAPBOOK = Path(sys.executable).parent / "chapbook"


def seconds(work, *arguments):
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def build(folder):
    subprocess.run([CHAPBOOK, "build", "--to", folder], cwd=ROOT, check=True, capture_output=True)


def plain(editions):
    """The whole life of a plain process: interpreter, imports, and one render after the other."""
    subprocess.run([sys.executable, __file__, "--plain", editions], cwd=ROOT, check=True)


def write_html(folder):
    """The HTML and the style of every edition, as the press dresses them."""
    from chapbook.content.jobs import Wanted, batches
    from chapbook.dress import dress
    from chapbook.files.chain import Chain
    from chapbook.gate import sound
    from chapbook.texts import text_of
    from chapbook.typeset.weasyprint.stylesheets import PageSetup, layers, stylesheet

    wanted = Wanted(tickets=("download",))
    library = sound(Chain.at(ROOT), wanted).project
    for batch in batches(library, wanted.jobs(library)):
        edition, locale = batch.edition, library.locales[batch.edition.locale]
        setting = PageSetup(batch.design, edition.locale, locale.fonts, locale.scale, locale.line_height)
        (folder / f"{edition}.html").write_text(dress(library, text_of(library, edition)).html)
        (folder / f"{edition}.css").write_text(f"{layers(library.chain, setting.style)}\n{stylesheet(setting)}")


def render_plainly(folder):
    from chapbook.files import fonts
    from chapbook.files.chain import Chain

    with fonts.alone(ROOT / "styles/fonts"):
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        faces = FontConfiguration()
    from chapbook.files.chain import BASE
    from chapbook.typeset.weasyprint.resources import ChainFetcher

    fetcher = ChainFetcher(Chain.at(ROOT))
    for html in sorted(folder.glob("*.html")):
        style = CSS(string=html.with_suffix(".css").read_text(), base_url=BASE, url_fetcher=fetcher, font_config=faces)
        page = HTML(string=html.read_text(), base_url=BASE, url_fetcher=fetcher)
        page.write_pdf(html.with_suffix(".pdf"), stylesheets=[style], font_config=faces, pdf_variant="pdf/ua-1")


def main(rounds):
    cold, again, one_by_one = [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        editions = Path(scratch, "editions")
        editions.mkdir()
        write_html(editions)
        for number in range(rounds):
            folder = Path(scratch, str(number))
            one_by_one.append(seconds(plain, editions))
            cold.append(seconds(build, folder))
            again.append(seconds(build, folder))
        made = len([*folder.glob("*/*.pdf")])
    plainly, pressed, idle = (statistics.median(times) for times in (one_by_one, cold, again))
    print(f"{made} files, {os.cpu_count()} cores, {rounds} rounds, medians")
    print(f"cold build: {plainly / pressed:.2f} times as fast as plain WeasyPrint ({pressed:.1f} s, {plainly:.1f} s)")
    print(f"nothing to do: 1/{pressed / idle:.0f} of a cold build ({idle:.2f} s)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--plain"]:
        render_plainly(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 3)

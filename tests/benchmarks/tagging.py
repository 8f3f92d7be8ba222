"""What our structure costs: writing a laid-out booklet with it, against writing it with WeasyPrint's own tags.

Each round lays out one booklet and writes it three ways: as WeasyPrint does, with our structure, and with our
structure and a form. Fonts and styles are warm. Run: python tests/benchmarks/tagging.py [ROUNDS]
"""

import statistics
import sys
from pathlib import Path

from timed import seconds

ROOT = Path(__file__).parents[2]


def main(rounds):
    from weasyprint import HTML

    from chapbook.content.jobs import Wanted, batches
    from chapbook.dress import dress
    from chapbook.files.chain import BASE, Chain
    from chapbook.gate import sound
    from chapbook.texts import text_of
    from chapbook.typeset.weasyprint import resources, stylesheets
    from chapbook.typeset.weasyprint.structure import structure
    from chapbook.typeset.weasyprint.tagging import write

    wanted = Wanted(("car-t-journey",), ("en-US", "ar"), ("us",), ("download",))
    library = sound(Chain.at(ROOT), wanted).project
    ratios, shares, forms = [], [], []
    for number in range(rounds + 1):
        for batch in batches(library, wanted.jobs(library)):
            page = dress(library, text_of(library, batch.edition)).html
            locale = library.locales[batch.edition.locale]
            setting = stylesheets.PageSetup(batch.design, batch.edition.locale, locale.fonts, locale.scale, 1.4)
            styles, _ = stylesheets.style(library.chain, setting, 0)
            fetcher = resources.ChainFetcher(library.chain)

            def lay_out(page=page, styles=styles, fetcher=fetcher):
                source = HTML(string=page, base_url=BASE, url_fetcher=fetcher)
                return source.render(stylesheets=[*styles], font_config=resources.faces(library.chain))

            def ours(document, fillable, family=locale.fonts[0]):
                return write(document, structure(document, fillable), family)

            laying, document = seconds(lay_out)
            theirs, _ = seconds(lambda document=document: document.write_pdf(pdf_variant="pdf/ua-1"))
            document = lay_out()
            tagged, _ = seconds(lambda document=document: ours(document, False))
            document = lay_out()
            form, _ = seconds(lambda document=document: ours(document, True))
            if number:
                ratios.append(tagged / theirs)
                shares.append((laying + tagged) / (laying + theirs))
                forms.append((laying + form) / (laying + theirs))
    for what, found in (("writing", ratios), ("laying out and writing", shares), ("the same with a form", forms)):
        print(
            f"{what}: {statistics.median(found):.2f} times WeasyPrint's own (of {len(found)}; worst {max(found):.2f})"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)

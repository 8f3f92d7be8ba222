"""WeasyPrint 70.0 behind one door: HTML in, tagged pages out, and every warning that it would only log as a problem."""

from __future__ import annotations

import io
import os
import re
import threading
from bisect import bisect_left
from contextlib import ExitStack
from dataclasses import replace
from math import atan2, degrees, hypot
from unicodedata import east_asian_width

import pikepdf
from markupsafe import escape
from weasyprint import CSS, HTML, Document

from chapbook.content.limits import now
from chapbook.content.proof import Measures
from chapbook.files.chain import BASE, Chain
from chapbook.files.yaml import decoded
from chapbook.problems.problem import Missing, Problem, Problems, Spot, problem, q
from chapbook.transcript.mark import Mark
from chapbook.typeset.weasyprint.fills import Fills, only_with_room
from chapbook.typeset.weasyprint.measure import (
    NoNumber,
    gaps_of_columns,
    measure,
    overflows,
    promised_pages,
    rests,
    strange_fonts,
    surplus,
)
from chapbook.typeset.weasyprint.rag import without_rests
from chapbook.typeset.weasyprint.resources import ChainFetcher, faces, nothing
from chapbook.typeset.weasyprint.running import where_they_stand
from chapbook.typeset.weasyprint.structure import structure
from chapbook.typeset.weasyprint.stylesheets import PageSetup, style
from chapbook.typeset.weasyprint.tagging import gaps, write
from chapbook.typeset.weasyprint.warnings import Warnings, logged


def pages(
    chain: Chain, html: str, setup: PageSetup, name: str, fills: Fills | None = None
) -> tuple[bytes, int, Measures]:
    """A tagged PDF/UA of some HTML, its pages and their measures; raises everything that a reader would have missed."""
    pdf, count, measures, found = pages_as_they_are(chain, html, setup, name, fills)
    if found:
        raise Problems(found)
    return pdf, count, measures


def pages_as_they_are(
    chain: Chain, html: str, setup: PageSetup, name: str, fills: Fills | None = None
) -> tuple[bytes, int, Measures, list[Problem]]:
    """The same, and beside it everything that a reader would miss; raises what leaves no pages at all.

    One page at a time in a process, for WeasyPrint is borrowed: its log, and some of its names, are ours meanwhile.
    """
    with _ONE_AT_A_TIME:
        try:
            return _pages(chain, html, setup, name, fills)
        except (Problems, Missing, MemoryError, SystemError):
            raise
        except NoNumber as strange:
            spot = chain.where(strange.said, "templates/**/*.html") or Spot(name)
            raise Problems([problem("T001", spot, fault=strange)]) from None
        except Exception as fault:
            # A style or a template can ask for more than WeasyPrint knows how to set, or than fits into the memory.
            raise Problems([problem("S020", _asks_too_much(chain) or Spot(name), fault=_in_words(fault))]) from fault


def _in_words(fault: Exception) -> str:
    if isinstance(fault, RecursionError):
        return "something is nested too deeply"
    if isinstance(fault, NotImplementedError):
        # So tinycss2 says that it turns no such colour into sRGB, for a gradient, or a frame that looks pressed in.
        return "a colour is written for another space than sRGB; write it as #c43b2f, or in the notations rgb and hsl"
    said = " ".join(str(fault).split())
    return f"{type(fault).__name__}{': ' * bool(said)}{said}"[:200]


def _asks_too_much(chain: Chain) -> Spot | None:
    """The style that cannot even be read by itself; none where all can."""
    for name in chain.names("styles", "**/*.css"):
        for path in chain.layers(name):
            try:
                CSS(string=decoded(path, chain.shown(path)), base_url=BASE, url_fetcher=nothing)
            except Exception:
                return Spot(chain.shown(path))
    return None


_ONE_AT_A_TIME = threading.Lock()
if hasattr(os, "register_at_fork"):
    # A process that is forked while another thread sets a page would find WeasyPrint half ours, and this lock held.
    os.register_at_fork(
        before=_ONE_AT_A_TIME.acquire,
        after_in_parent=_ONE_AT_A_TIME.release,
        after_in_child=_ONE_AT_A_TIME.release,
    )


def _pages(
    chain: Chain, html: str, setup: PageSetup, name: str, fills: Fills | None
) -> tuple[bytes, int, Measures, list[Problem]]:
    document, records = _largest(chain, html, setup, fills)
    if len(document.pages) > now().pages:
        raise Problems([problem("S023", Spot(name), pages=f"{len(document.pages):,}", most=f"{now().pages:,}")])
    # To write them takes a third of the time.
    if fills and not fills.are_settled(measures := measure(document)):
        return b"", len(document.pages), measures, []
    with logged() as later:
        tree = structure(document, setup.design.fillable)
        pdf = write(document, tree, form=setup.fonts[0])
    warnings = Warnings(chain, Spot(name), setup.locale, setup.fonts)
    found = [*warnings.problems([*records, *later])]
    found += [warnings.spilled(spill) for spill in overflows(document)]
    if (promised := promised_pages(document)) not in (None, len(document.pages)):
        found.append(warnings.left_over(surplus(document, promised or 0), len(document.pages), promised or 0))
    found += [
        problem("S005", warnings.where(font, "styles/**/*.css"), font=q(font), locale=setup.locale)
        for font in strange_fonts(document, setup.fonts)
    ]
    for code, said in gaps(tree):
        spot = warnings.where(said.get("picture") or said.get("target") or "\0", "templates/**/*.html")
        found.append(problem(code, spot, **{key: said[key] if said[key].isdigit() else q(said[key]) for key in said}))
    # Typefaces are in the document once it is written, and say how high their letters are.
    return pdf, len(document.pages), measure(document), found


def across(chain: Chain, pdf: bytes, words: Mark, families: tuple[str, ...]) -> bytes:
    """A PDF with some words across every page, over all that stands there."""
    overlays: dict[tuple[float, float], pikepdf.Pdf] = {}
    with _ONE_AT_A_TIME, pikepdf.open(io.BytesIO(pdf)) as document, logged(), ExitStack() as opened:
        for page in document.pages:
            left, bottom, right, top = map(float, page.mediabox)
            size = right - left, top - bottom
            if size not in overlays:
                drawn = HTML(string=_across(*size, words, families), url_fetcher=ChainFetcher(chain))
                overlay = pikepdf.open(io.BytesIO(drawn.write_pdf(font_config=faces(chain))))
                overlays[size] = opened.enter_context(overlay)
            page.add_overlay(overlays[size].pages[0], None)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _across(width: float, height: float, words: Mark, families: tuple[str, ...]) -> str:
    """A page of that size, in points, with some words from corner to corner."""
    # A letter is half as wide as it is high, and one of Chinese or Japanese as wide.
    letters = sum(2 if east_asian_width(letter) == "W" else 1 for letter in words.words)
    size, turn = 1.35 * hypot(width, height) / max(letters, 8), degrees(atan2(height, width))
    fonts = ", ".join(f"'{family}'" for family in families)
    return f"""<html dir="{words.direction}"><style>
        @page {{ size: {width}pt {height}pt; margin: 0 }}
        p {{
          position: absolute; left: -50%; right: -50%; top: {height / 2 - size}pt; margin: 0; text-align: center;
          font: 700 {size}pt/2 {fonts}; white-space: nowrap; color: rgb(120 0 60 / 24%);
          transform: rotate(-{turn}deg)
        }}
        </style><p>{escape(words.words)}</p></html>"""


def _largest(chain: Chain, html: str, setup: PageSetup, fills: Fills | None) -> tuple[Document, list[str]]:
    """The pages at the largest of the template's `data-sizes` at which all fits, or at 1; with the warnings.

    So is what flows over columns, by `data-flow-sizes`. They are set once more with what their rooms and columns then
    leave free, or as much of it as lets them fit, so that a style can give it to pictures, hands and gaps.

    One size for every language would be the size of the longest. What fits at one size fits at each that is smaller, so
    that each setting leaves half of the sizes (measured: a handout is set four times, and was set up to ten times).
    """
    largest = None

    def fits(setup: PageSetup) -> bool:
        nonlocal largest
        document, records = _rendered(chain, html, setup, fills)
        if promised_pages(document) not in (None, len(document.pages)) or any(overflows(document)):
            return False
        largest = document, records, setup
        return True

    # Of those that fit, the one that was set last is the largest.
    bisect_left(_sizes(html), True, key=lambda grow: fits(replace(setup, grow=grow)))
    if largest:
        found = largest[2]
        bisect_left(_sizes(html, "data-flow-sizes"), True, key=lambda flow: fits(replace(found, flow=flow)))
        left, between = rests(largest[0]), gaps_of_columns(largest[0])
        found = largest[2]
        # What moves a line to the next column is given less of it.
        shares = [share for share in (1, 0.75, 0) if any(left) or (share and any(between))]
        any(fits(replace(found, rests=left, gaps=tuple(share * gap for gap in between))) for share in shares)
    return largest[:2] if largest else _rendered(chain, html, setup, fills)


def _sizes(html: str, name: str = "data-sizes") -> list[float]:
    """The sizes that a template's body asks for, one after the other."""
    said = re.search(rf"""<body\b[^>]*\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", html)
    if said is None:
        return []
    text = said[1] or said[2] or said[3] or ""
    if not re.fullmatch(rf"\s*(?:{_SIZE}\s+){{0,{MOST_SIZES - 1}}}{_SIZE}\s*", text):
        raise NoNumber(text, f"{name} is a list of at most {MOST_SIZES} sizes such as 1.4, and says {q(text[:60])}")
    return [*map(float, text.split())]


# Every size may have to be set; a tenth of a line's height apart, nobody asks for more.
MOST_SIZES = 40
_SIZE = r"\d{1,2}(?:\.\d{1,3})?"


def _rendered(chain: Chain, html: str, setup: PageSetup, fills: Fills | None) -> tuple[Document, list[str]]:
    # Before the log is opened: reading the style keeps a log of its own.
    styles, records = style(chain, setup, chain.state("styles"))
    with logged() as later, where_they_stand(), without_rests(), only_with_room(fills.names if fills else ()):
        fetcher = ChainFetcher(chain)
        document = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(
            stylesheets=[*styles], font_config=faces(chain)
        )
    return document, [*records, *later]

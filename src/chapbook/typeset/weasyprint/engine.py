"""WeasyPrint 70.0 behind one door: HTML in, tagged pages out, and every warning that it would only log as a problem."""

from __future__ import annotations

import contextlib
import io
import logging
import mimetypes
import os
import re
import threading
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import atan2, degrees, hypot
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pikepdf
from markupsafe import escape
from weasyprint import CSS, HTML, Document
from weasyprint.css.validation.properties import PROPERTIES, PROPRIETARY
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from chapbook.content.limits import now
from chapbook.content.proof import Measures, Spill
from chapbook.content.tickets import Design
from chapbook.files import fonts
from chapbook.files.chain import BASE, Chain
from chapbook.files.state import State, state
from chapbook.files.yaml import decoded
from chapbook.problems.problem import Missing, Problem, Problems, Spot, problem, q
from chapbook.transcript.mark import Mark, least_size
from chapbook.typeset.weasyprint.measure import (
    NoNumber,
    Surplus,
    measure,
    overflows,
    promised_pages,
    strange_fonts,
    surplus,
)
from chapbook.typeset.weasyprint.structure import structure
from chapbook.typeset.weasyprint.tagging import gaps, write


@dataclass(frozen=True)
class PageSetup:
    """How pages are set: their design, a language's fonts, its factors of type size and line height, the style, how
    much larger than its least size a form is set, and what each page of a review copy says at its foot."""

    design: Design
    locale: str
    fonts: tuple[str, ...]
    scale: float
    line_height: float
    style: str = "booklet"
    grow: float = 1
    mark: Mark | None = None


def pages(chain: Chain, html: str, setup: PageSetup, name: str) -> tuple[bytes, int, Measures]:
    """A tagged PDF/UA of some HTML, its pages and their measures; raises everything that a reader would have missed."""
    pdf, count, measures, found = pages_as_they_are(chain, html, setup, name)
    if found:
        raise Problems(found)
    return pdf, count, measures


def pages_as_they_are(
    chain: Chain, html: str, setup: PageSetup, name: str
) -> tuple[bytes, int, Measures, list[Problem]]:
    """The same, and beside it everything that a reader would miss; raises what leaves no pages at all.

    One page at a time in a process, for WeasyPrint is borrowed: its log, and some of its names, are ours meanwhile.
    """
    with _ONE_AT_A_TIME:
        try:
            return _pages(chain, html, setup, name)
        except (Problems, Missing, MemoryError):
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
    said = " ".join(str(fault).split())
    return f"{type(fault).__name__}{': ' * bool(said)}{said}"[:200]


def _asks_too_much(chain: Chain) -> Spot | None:
    """The style that cannot even be read by itself; none where all can."""
    for name in chain.names("styles", "**/*.css"):
        for path in chain.layers(name):
            try:
                CSS(string=decoded(path, chain.shown(path)), base_url=BASE, url_fetcher=_nothing)
            except Exception:
                return Spot(chain.shown(path))
    return None


_ONE_AT_A_TIME = threading.Lock()
if hasattr(os, "register_at_fork"):
    # A process that is forked while another thread sets a page would find WeasyPrint half ours, and this lock held.
    free = _ONE_AT_A_TIME.release
    os.register_at_fork(before=_ONE_AT_A_TIME.acquire, after_in_parent=free, after_in_child=free)


def _pages(chain: Chain, html: str, setup: PageSetup, name: str) -> tuple[bytes, int, Measures, list[Problem]]:
    document, records = _largest(chain, html, setup)
    if len(document.pages) > now().pages:
        raise Problems([problem("S023", Spot(name), pages=f"{len(document.pages):,}", most=f"{now().pages:,}")])
    with _log() as later:
        tree = structure(document, setup.design.fillable)
        pdf = write(document, tree, setup.design.variant, form=setup.fonts[0])
    warnings = _Warnings(chain, Spot(name), setup.locale, setup.fonts)
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
    return pdf, len(document.pages), measure(document), found


def across(chain: Chain, pdf: bytes, words: Mark, families: tuple[str, ...]) -> bytes:
    """A PDF with some words across every page, over all that stands there."""
    overlays: dict[tuple[float, float], pikepdf.Pdf] = {}
    with _ONE_AT_A_TIME, pikepdf.open(io.BytesIO(pdf)) as document, _log():
        for page in document.pages:
            left, bottom, right, top = map(float, page.mediabox)
            size = right - left, top - bottom
            if size not in overlays:
                drawn = HTML(string=_across(*size, words, families), url_fetcher=ChainFetcher(chain))
                overlays[size] = pikepdf.open(io.BytesIO(drawn.write_pdf(font_config=_faces(chain))))
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


def _largest(chain: Chain, html: str, setup: PageSetup) -> tuple[Document, list[str]]:
    """The pages at the first of the sizes in the template's `data-sizes` at which all fits, or at 1; with the warnings.

    One size for every language would be the size of the longest.
    """
    for grow in _sizes(html):
        document, records = _rendered(chain, html, replace(setup, grow=grow))
        if promised_pages(document) in (None, len(document.pages)) and not any(overflows(document)):
            return document, records
    return _rendered(chain, html, setup)


def _sizes(html: str) -> list[float]:
    """The sizes that a template's body asks for, one after the other."""
    said = re.search(r"""<body\b[^>]*\sdata-sizes\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", html)
    if said is None:
        return []
    text = said[1] or said[2] or said[3] or ""
    if not re.fullmatch(rf"\s*(?:{_SIZE}\s+){{0,{MOST_SIZES - 1}}}{_SIZE}\s*", text):
        raise NoNumber(text, f"data-sizes is a list of at most {MOST_SIZES} sizes such as 1.4, and says {q(text[:60])}")
    return [*map(float, text.split())]


# Every size may have to be set; a tenth of a line's height apart, nobody asks for more.
MOST_SIZES = 40
_SIZE = r"\d{1,2}(?:\.\d{1,3})?"


def _rendered(chain: Chain, html: str, setup: PageSetup) -> tuple[Document, list[str]]:
    # Before the log is opened: reading the style keeps a log of its own.
    style, records = _style(chain, setup, chain.state("styles"))
    with _log() as later:
        fetcher = ChainFetcher(chain)
        document = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(
            stylesheets=[*style], font_config=_faces(chain)
        )
    return document, [*records, *later]


def _faces(chain: Chain) -> FontConfiguration:
    """The fonts of a chain as they are now, and no others: each chain has its own, however many a process has."""
    folders = chain.typefaces()
    return _configured(folders, tuple(map(state, fonts.files(*folders))))


@lru_cache(maxsize=4)
def _configured(folders: tuple[Path, ...], now: tuple[State, ...]) -> FontConfiguration:
    with fonts.alone(*folders):
        return FontConfiguration()


@lru_cache(maxsize=32)
def _style(chain: Chain, setup: PageSetup, now: Hashable) -> tuple[tuple[CSS, CSS], tuple[str, ...]]:
    """All roots' styles in cascade layers, the library's first, then what the language and the press decide.

    Parsed once while no style changes: 600 rules cost a third of a booklet's time if parsed for each.
    """
    faces = _faces(chain)
    with _log() as records:
        style, press = (
            CSS(string=text, base_url=BASE, url_fetcher=ChainFetcher(chain), font_config=faces)
            for text in (stylesheet(chain, setup), press_stylesheet(setup))
        )
    # WeasyPrint 70.0 knows no layers where pages are concerned: of what is important, the more specific wins, so that
    # `@page alarm:left` would take the mark away, and the trim.
    press.page_rules = [
        (rule, [(_ABOVE_ALL, box, pages) for _, box, pages in selectors], declarations)
        for rule, selectors, declarations in press.page_rules
    ]
    return (style, press), tuple(records)


_ABOVE_ALL = [float("inf")] * 3


def stylesheet(chain: Chain, setup: PageSetup) -> str:
    """The style of pages: one cascade layer a root, then what the job ticket and the language decide."""
    file = f"styles/{setup.style}.css"
    roots = [number for number, root in enumerate(chain.roots) if (root / file).is_file()][::-1]
    layers = ", ".join(f"root{number}" for number in roots)
    imports = [f'@import url("{BASE}@{number}/{file}") layer(root{number});' for number in roots]
    points = setup.design.type_size
    size = f"; --size-text: {points}pt" * bool(points)
    return "\n".join(
        [
            f"@layer {layers};",
            *imports,
            f":root {{ --font-text: {_families(setup)}; --scale: {setup.scale}; --grow: {setup.grow} }}",
            f":root {{ --line-height: {setup.line_height}{size} }}",
        ]
    )


def press_stylesheet(setup: PageSetup) -> str:
    """What the press decides of every page, above all styles: its size, and the middle of its foot.

    There stands the mark of a review copy, and on other pages nothing. Whatever else a style could say of it is set
    back; where and how large it stands within its limits is asked of three custom properties.
    """
    trim, bleed = setup.design.trim, setup.design.bleed
    foot = dict.fromkeys((name for name in PROPERTIES if name not in PROPRIETARY), "initial")
    if setup.mark:
        foot |= {
            "content": setup.mark.in_style,
            "direction": setup.mark.direction,
            "font-family": _families(setup),
            "font-size": f"max({least_size(trim):g}pt, var(--review, 8pt))",
            "line-height": f"var(--review-line, {setup.line_height})",
            "vertical-align": "var(--review-at, middle)",
            "text-align": "center",
            "white-space": "nowrap",
            "color": MARK_INK,
        }
    # The page itself stays as it is: what bleeds in the style is shown that much further.
    page = {"size": f"{trim.width}mm {trim.height}mm", "opacity": "1", "transform": "none"}
    page |= {"bleed": f"{bleed}mm"} if bleed else {}
    return f"@page {{ {_important(page)}; @bottom-center {{ {_important(foot)} }} }}"


# --ink-soft of styles/colour.css, with 7:1 or more on white and on the back cover.
MARK_INK = "#324a56"


def _important(declarations: dict[str, str]) -> str:
    return "; ".join(f"{name}: {value} !important" for name, value in declarations.items())


def _families(setup: PageSetup) -> str:
    return ", ".join(f'"{family}"' for family in setup.fonts)


# A4 at 600 dpi in colour, hardly compressed.
LARGEST_PICTURE = 50_000_000


class ChainFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the files of a project's chain, and `data:`, and nothing else."""

    def __init__(self, chain: Chain) -> None:
        super().__init__(allowed_protocols=("data",))
        self.chain = chain

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith(BASE):
            return super().fetch(url, headers)
        relative = url.removeprefix(BASE).split("?")[0].split("#")[0]
        chain = self.chain
        if match := re.fullmatch(r"@(\d+)/(.+)", relative):
            chain, relative = Chain(self.chain.roots[int(match[1]) :][:1]), match[2]
        path = chain.find(relative)
        if path is None:
            raise ValueError(f"no such file in the project: {relative}")
        if path.stat().st_size > LARGEST_PICTURE:
            raise ValueError(f"larger than {LARGEST_PICTURE // 1_000_000} MB: {relative}")
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime})


# ── its log ───────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def _log() -> Iterator[list[str]]:
    """The warnings of the typesetter while this block runs, and nothing on the terminal."""
    records: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: records.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    before = logger.handlers, logger.propagate, logger.disabled, logger.level
    logger.handlers, logger.propagate, logger.disabled = [handler], False, False
    logger.setLevel(logging.WARNING)
    try:
        yield records
    finally:
        logger.handlers, logger.propagate, logger.disabled = before[:3]
        logger.setLevel(before[3])


@dataclass(frozen=True)
class _Warnings:
    """Warnings of one edition on their way to the desk that can mend them: at the line to blame, where one is found."""

    chain: Chain
    edition: Spot
    locale: str
    families: tuple[str, ...]

    def problems(self, records: list[str]) -> Iterator[Problem]:
        """Each warning as a problem."""
        strange = [
            record
            for record in dict.fromkeys(records)
            if not _NOTDEF.match(record) and not record.startswith("Failed to load")
        ]
        spots = self._in_styles(strange) if strange else {}
        yield from self._letters([match for record in dict.fromkeys(records) if (match := _NOTDEF.match(record))])
        for record in dict.fromkeys(records):
            if _NOTDEF.match(record):
                continue
            if match := _FAILED.search(record):
                url = re.sub(r"^@\d+/", "", match["url"].removeprefix(BASE))
                yield problem("S002", self._asker(url), url=q(url))
            elif record.startswith("Failed to load"):
                yield problem("S002", self.edition, url=record.removeprefix("Failed to load ").rstrip("."))
            else:
                yield problem(
                    "S001",
                    spots.get(record, self.edition),
                    fault=_POSITION.sub("", record).removeprefix("Error: ").rstrip("."),
                )

    def _letters(self, found: list[re.Match[str]]) -> Iterator[Problem]:
        """Letters that no font has; all of them at once where a family of the language is not there at all."""
        there = {family.casefold() for family in fonts.families(*self.chain.typefaces())} if found else set()
        lacking = [family for family in self.families if family.casefold() not in there]
        if found and lacking:
            spot = self.chain.where(lacking[0], "locales/locales.yaml") or Spot("locales/locales.yaml")
            more = f", and {len(found) - 1} more," * (len(found) > 1)
            hint = f"no file in styles/fonts is of the family {' or '.join(map(q, lacking))}; put its TTF files there"
            yield problem("S003", spot, character=found[0]["shown"] + more, locale=self.locale, hint=hint)
            return
        for match in found:
            hint = "use another character, or add a font for it in locales/locales.yaml"
            spot = self._letter(match["letter"])
            yield problem("S003", spot, character=match["shown"], locale=self.locale, hint=hint)

    def spilled(self, spill: Spill) -> Problem:
        """Text over an edge; in a form of fixed size, at the block that is too long for it."""
        facts = {"page": spill.page, "what": spill.what, "amount": f"{spill.amount:.1f}", "edge": spill.edge}
        if not spill.room:
            return problem("S004", self.edition, **facts)
        code = "S017" if spill.value and spill.edge != "bottom" else "S015"
        where = {"room": spill.room, "block": q(spill.block or "the title"), "locale": self.locale}
        return problem(code, self.edition, **facts, **where)

    def left_over(self, surplus: Surplus, pages: int, promised: int) -> Problem:
        """Lines on pages that a form does not have."""
        facts = {"lines": surplus.lines, "what": surplus.what, "block": q(surplus.block or "the title")}
        return problem("S016", self.edition, pages=pages, promised=promised, locale=self.locale, **facts)

    def where(self, text: str, *patterns: str) -> Spot:
        """The first place of a text in some files, or the edition where it is in none."""
        return self.chain.where(text, *patterns) or self.edition

    def _asker(self, url: str) -> Spot:
        """Who asks for an address: it stands there whole, or relative to where it stands."""
        patterns = ("styles/**/*.css", "templates/**/*.html", "booklets/**/*.svg")
        whole = self.where(url, *patterns)
        return self.where(url.rsplit("/", 1)[-1], *patterns) if whole is self.edition else whole

    def _letter(self, letter: str) -> Spot:
        booklet = self.edition.path.split(".")[0]
        content = (f"booklets/{booklet}/*.yaml", "booklets/shared/*.yaml", "booklets/*.yaml", "booklets/places/*.yaml")
        return self.where(letter, f"locales/{self.locale}/**/*.po", *content, "templates/**/*.html")

    def _in_styles(self, records: list[str]) -> dict[str, Spot]:
        """Where warnings come from: every style read again alone, which costs time only when something is wrong."""
        found: dict[str, Spot] = {}
        faces = _faces(self.chain)
        for name in self.chain.names("styles", "**/*.css"):
            for path in self.chain.layers(name):
                text, shown = path.read_text("utf-8", errors="replace"), self.chain.shown(path)
                with _log() as own:
                    CSS(string=text, base_url=BASE, url_fetcher=_nothing, font_config=faces)
                for record in set(own) & set(records) - found.keys():
                    position = _POSITION.search(record)
                    found[record] = (
                        Spot(shown, int(position[1]), int(position[2])) if position else _selector(record, text, shown)
                    )
        return found


_NOTDEF = re.compile(r'\.notdef glyph .*: (?P<shown>"(?P<letter>.)" \(U\+\w+\))$', re.DOTALL)
_FAILED = re.compile(r"Failed to load (?:image|stylesheet|font)\b[^:]*? at '?(?P<url>[a-z]+:.*?)'? ?: ", re.DOTALL)
_POSITION = re.compile(r" at (\d+):(\d+)")


def _nothing(url: str) -> URLFetcherResponse:
    return URLFetcherResponse(url, b"", {"Content-Type": "text/css"})


def _selector(record: str, text: str, shown: str) -> Spot:
    """WeasyPrint names a selector that it does not know without its line."""
    quoted = re.search(r"'(.+?) *'", record)
    start = text.find(quoted[1]) if quoted else -1
    if start < 0:
        return Spot(shown)
    return Spot(shown, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))

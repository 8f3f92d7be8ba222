"""What the styles of a project say of its pages, in cascade layers, and what the press decides above all of them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from weasyprint import CSS
from weasyprint.css.validation.properties import PROPERTIES, PROPRIETARY

from chapbook.content.tickets import Design
from chapbook.files.chain import BASE, Chain
from chapbook.transcript.mark import Mark, least_size
from chapbook.typeset.weasyprint.resources import ChainFetcher, faces
from chapbook.typeset.weasyprint.warnings import logged


@dataclass(frozen=True)
class PageSetup:
    """How pages are set: their design, a language's fonts, its factors of type size and line height, the style, how
    much larger than its least size a form is set, and that again what flows over its columns, how many millimetres each
    of its rooms leaves free at that size, and each gap of what flows, and what each page of a review copy says at its
    foot."""

    design: Design
    locale: str
    fonts: tuple[str, ...]
    scale: float
    line_height: float
    style: str = "booklet"
    grow: float = 1
    flow: float = 1
    rests: tuple[float, ...] = ()
    gaps: tuple[float, ...] = ()
    mark: Mark | None = None


@lru_cache(maxsize=32)
def style(chain: Chain, setup: PageSetup, now: Hashable) -> tuple[tuple[CSS, ...], tuple[str, ...]]:
    """All roots' styles in cascade layers, the library's first, then what the language and the press decide."""
    roots, records = _of_roots(chain, setup.style, now)
    with logged() as more:
        own, press = (_parsed(chain, text) for text in (stylesheet(setup), press_stylesheet(setup)))
    # WeasyPrint 70.0 knows no layers where pages are concerned: of what is important, the more specific wins, so that
    # `@page alarm:left` would take the mark away, and the trim.
    press.page_rules = [
        (rule, [(_ABOVE_ALL, box, pages) for _, box, pages in selectors], declarations)
        for rule, selectors, declarations in press.page_rules
    ]
    return (roots, own, press), (*records, *more)


@lru_cache(maxsize=8)
def _of_roots(chain: Chain, style: str, now: Hashable) -> tuple[CSS, tuple[str, ...]]:
    """All roots' styles, parsed once while none changes: for each size of a form 600 rules were parsed anew.

    What has no layer comes above all that has one, from whichever sheet.
    """
    with logged() as records:
        return _parsed(chain, layers(chain, style)), tuple(records)


def _parsed(chain: Chain, text: str) -> CSS:
    return CSS(string=text, base_url=BASE, url_fetcher=ChainFetcher(chain), font_config=faces(chain))


_ABOVE_ALL = [float("inf")] * 3


def layers(chain: Chain, style: str) -> str:
    """A style of all roots: one cascade layer a root."""
    file = f"styles/{style}.css"
    roots = [number for number, root in enumerate(chain.roots) if (root / file).is_file()][::-1]
    names = ", ".join(f"root{number}" for number in roots)
    imports = [f'@import url("{BASE}@{number}/{file}") layer(root{number});' for number in roots]
    return "\n".join([f"@layer {names};", *imports])


def stylesheet(setup: PageSetup) -> str:
    """What the job ticket and the language decide, above the styles of all roots."""
    points = setup.design.type_size
    size = f"; --size-text: {points}pt" * bool(points)
    rests = "".join(f"; --rest-{number}: {rest}mm" for number, rest in enumerate(setup.rests, 1))
    gaps = "".join(f" [data-flow] > :nth-child({nth}) {{ --gap: {gap}mm }}" for nth, gap in enumerate(setup.gaps, 1))
    return (
        f":root {{ --font-text: {_families(setup)}; --scale: {setup.scale}; --grow: {setup.grow}; "
        f"--flow: {setup.flow}; --line-height: {setup.line_height}{size}{rests} }}{gaps}"
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

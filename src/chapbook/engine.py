"""WeasyPrint 70.0 behind one door: HTML in, tagged pages out, and every warning that it would only log as a problem."""

from __future__ import annotations

import contextlib
import logging
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from chapbook.layout import overflows, strange_fonts
from chapbook.paper import Size
from chapbook.problems import Problem, Problems, Spot, problem, q
from chapbook.project import Project

# Pictures and styles are asked for under this address, which no network has (RFC 2606) and our fetcher alone answers.
BASE = "http://chapbook.invalid/"


@dataclass(frozen=True)
class Setting:
    """How pages are set: their size after trimming, and a language's fonts and line height (times the type size)."""

    trim: Size
    locale: str
    fonts: tuple[str, ...]
    line_height: float


def pages(project: Project, html: str, setting: Setting, name: str) -> tuple[bytes, int]:
    """A tagged PDF/UA-1 of some HTML and its number of pages; raises everything that a reader would have missed."""
    with _log() as records:
        style, style_records = _style(project, setting)
        fetcher = ProjectFetcher(project)
        document = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(
            stylesheets=[style], font_config=_fonts()
        )
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    spot = Spot(name)
    found = [*_logged([*style_records, *records], spot, setting.locale)]
    found += [
        problem("S004", spot, page=spill.page, what=spill.what, amount=f"{spill.amount:.1f}", edge=spill.edge)
        for spill in overflows(document)
    ]
    found += [
        problem("S005", spot, font=q(font), locale=setting.locale) for font in strange_fonts(document, setting.fonts)
    ]
    if found:
        raise Problems(found)
    return pdf, len(document.pages)


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=32)
def _style(project: Project, setting: Setting) -> tuple[CSS, tuple[str, ...]]:
    """All roots' styles in cascade layers, the library's first, then what the language and the ticket decide.

    Parsed once a process: 600 rules cost a third of a booklet's time if parsed for each.
    """
    with _log() as records:
        style = CSS(
            string=sheet(project, setting), base_url=BASE, url_fetcher=ProjectFetcher(project), font_config=_fonts()
        )
    return style, tuple(records)


def sheet(project: Project, setting: Setting) -> str:
    """The style of a setting: one cascade layer a root, then what the job ticket and the language decide."""
    roots = [number for number, root in enumerate(project.roots) if (root / "styles/booklet.css").is_file()][::-1]
    layers = ", ".join(f"root{number}" for number in roots)
    imports = [f'@import url("{BASE}@{number}/styles/booklet.css") layer(root{number});' for number in roots]
    families = ", ".join(f'"{family}"' for family in setting.fonts)
    return "\n".join(
        [
            f"@layer {layers};",
            *imports,
            f"@page {{ size: {setting.trim.width}mm {setting.trim.height}mm }}",
            f":root {{ --font-text: {families}; --line-height: {setting.line_height} }}",
        ]
    )


class ProjectFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the files of a project's chain, and `data:`, and nothing else."""

    def __init__(self, project: Project) -> None:
        super().__init__(allowed_protocols=("data",))
        self.project = project

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith(BASE):
            return super().fetch(url, headers)
        relative = url.removeprefix(BASE).split("?")[0].split("#")[0]
        project = self.project
        if match := re.fullmatch(r"@(\d+)/(.+)", relative):
            project, relative = Project(self.project.roots[int(match[1]) :][:1]), match[2]
        path = project.find(relative)
        if path is None:
            raise ValueError(f"no such file in the project: {relative}")
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
    logger.handlers, logger.propagate = [], False
    logger.addHandler(handler)
    try:
        yield records
    finally:
        logger.removeHandler(handler)


def _logged(records: list[str], spot: Spot, locale: str) -> Iterator[Problem]:
    """Each warning as a problem."""
    for record in dict.fromkeys(records):
        if record.startswith(".notdef glyph"):
            character = record.rsplit(": ", 1)[-1]
            yield problem("S003", spot, character=character, locale=locale)
        elif match := re.search(
            r"Failed to load (?:image|stylesheet|font|inline SVG)\b.*?['\"]?(https?:[^'\":\s]+(?::[^'\"\s]+)?)", record
        ):
            yield problem("S002", spot, url=q(match[1].removeprefix(BASE).rstrip(":")))
        elif "Failed to load" in record:
            yield problem("S002", spot, url=record.removeprefix("Failed to load "))
        else:
            yield problem("S001", spot, fault=record.rstrip("."))

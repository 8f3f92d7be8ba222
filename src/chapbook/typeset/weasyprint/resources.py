"""What WeasyPrint may read while it sets a page: files and fonts of a project's chain, and nothing else."""

from __future__ import annotations

import mimetypes
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from chapbook.files import fonts
from chapbook.files.chain import BASE, Chain
from chapbook.files.house import as_shown
from chapbook.files.state import State, state

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
        return URLFetcherResponse(url, as_shown(self.chain, path), {"Content-Type": mime})


def nothing(url: str) -> URLFetcherResponse:
    """An empty style for every address: a file is read by itself."""
    return URLFetcherResponse(url, b"", {"Content-Type": "text/css"})


def faces(chain: Chain) -> FontConfiguration:
    """The fonts of a chain as they are now, and no others: each chain has its own, however many a process has."""
    folders = chain.typefaces()
    return _configured(folders, tuple(map(state, fonts.files(*folders))))


@lru_cache(maxsize=4)
def _configured(folders: tuple[Path, ...], now: tuple[State, ...]) -> FontConfiguration:
    with fonts.alone(*folders):
        return FontConfiguration()

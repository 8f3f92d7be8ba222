"""Styles and data within a page. HTML reads neither `&lt;` nor strings there; it looks for the end of the element."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup


def style(css: str) -> Markup:
    r"""Styles to stand in `<style>`: no string of theirs ends it (HTML, 13.1.2.6, "raw text elements").

    In a string and in an address of CSS, a stroke may be escaped and stays a stroke; elsewhere `</` means nothing.

    >>> print(style('h1::after { content: "</style>" }'))
    h1::after { content: "<\/style>" }
    """
    return Markup(css.strip().replace("</", "<\\/"))


def data(said: dict[str, Any]) -> Markup:
    r"""JSON to stand in `<script>`: no text in it ends the element, nor begins a comment that swallows its end.

    >>> print(data({"name": "Fever</script><!--"}))
    {"name": "Fever\u003c/script\u003e\u003c!--"}
    """
    text = json.dumps(said, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)

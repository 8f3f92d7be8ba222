"""What no page may have: a script, and whatever leads a reader away or takes something in. A handout is to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

_REFUSED = {"script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base", "form"}
_RUNS = re.compile(r"(?:java|vb|live)script:", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LEADS = {"href", "xlink:href", "action", "formaction", "ping", "cite", "data"}
_TO_PEOPLE = ("https:", "http:", "mailto:", "tel:")


def active(tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    """What runs in a start tag, takes something in, or leads where no reader should be led.

    >>> [*active("a", [("href", "javascript:x()"), ("onclick", "x()")]), *active("a", [("href", "https://a.org")])]
    ['href=javascript:x()', 'onclick=x()']
    """
    found = [(name, value or "") for name, value in attributes]
    leads_on = tag == "meta" and any((name, value.lower()) == ("http-equiv", "refresh") for name, value in found)
    if tag in _REFUSED or leads_on:
        yield f"<{tag}>"
    for name, value in found:
        # Browsers read over white space and controls there.
        address = re.sub(r"[\x00-\x20]", "", value)
        scheme = _SCHEME.match(address)
        elsewhere = name in _LEADS and scheme and scheme[0].lower() not in _TO_PEOPLE
        if name.startswith("on") or name == "srcdoc" or elsewhere or _RUNS.match(address):
            yield f"{name}={value}"


class _Tags(HTMLParser):
    """Reads a filled-in template: what is active in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += active(tag, attrs)


def active_in(html: str) -> list[str]:
    """All that is active in a page."""
    tags = _Tags()
    tags.feed(html)
    tags.close()
    return tags.found

"""The clinic's site: for each code that was ever handed out a page that says what became of it, and the list of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlsplit
from xml.etree import ElementTree

from markupsafe import Markup

from chapbook.catalogs.catalogs import FURNITURE, Key
from chapbook.catalogs.furniture import unsaid
from chapbook.content import markdown
from chapbook.content.booklet import Edition
from chapbook.content.project import Project
from chapbook.content.typography import ZERO_WIDTH_SPACE
from chapbook.files.atomic import as_json
from chapbook.files.yaml import decoded
from chapbook.problems.problem import Problem, Problems, Spot, problem, shorten
from chapbook.publish.changes import Change, differences
from chapbook.publish.register import Register, Row, Status
from chapbook.publish.speaker import Speaker
from chapbook.publish.values import ChangedValue
from chapbook.templating import raw
from chapbook.templating.active import active_in
from chapbook.templating.environment import render
from chapbook.transcript.code import link, site_of
from chapbook.transcript.snapshot import Snapshot

# Review copies lie apart: they have the same names as what families have.
REVIEW = "review/"


def address(row: Row, file: str) -> str:
    """Where a file lies on the site, as long as its edition is current: the same address for every revision."""
    return f"{REVIEW * row.draft}{file}"


def pages(
    project: Project, register: Register, there: Iterable[str], changed: dict[str, tuple[ChangedValue, ...]]
) -> tuple[list[tuple[bytes, str]], tuple[Problem, ...]]:
    """All pages of the site, each with its path, and the words that they say in the source language for want of others.

    `there` names the addresses of the PDFs that can be opened; `changed` has, by code, what families have as current
    with a value that is no longer so.
    """
    site = _Site(project, register, frozenset(there), changed)
    found = [(site.status(row), f"e/{row.code}/index.html") for row in register.rows]
    found.append((site.index(), "e/index.html"))
    # A server shows it where an address leads nowhere, however deep: its links begin at the top.
    found.append((site.index(_from_the_top(site.top)), "e/404.html"))
    found.append((site.papers(), "e/booklets/index.html"))
    made = [(html.encode("utf-8"), path) for html, path in found]
    return [*made, (as_json(site.for_machines()), "editions.json"), (site.map(), "e/sitemap.xml")], (*site.missing(),)


@dataclass(frozen=True)
class _Site:
    project: Project
    register: Register
    there: frozenset[str]
    changed: dict[str, tuple[ChangedValue, ...]]

    def standing(self, row: Row) -> Status | Literal["changed"]:
        """How a paper stands; what is current with a value that has changed since is not up to date."""
        return "changed" if row.code in self.changed else self.register.status(row)

    def status(self, row: Row) -> str:
        """What became of one paper: in its own language, then in the one that staff of the place read."""
        edition = self.edition(row)
        reader = self.voice(edition.locale, edition.place)
        staff = self.voice(self.project.places[edition.place].language, edition.place)
        voices = [reader] if reader.locale == staff.locale else [reader, staff]
        sections = [
            self.verdict(voice, row, level=2 if number else 1, for_staff=voice is voices[-1])
            for number, voice in enumerate(voices)
        ]
        verdict = _heading(sections[0])
        status = self.standing(row)
        shown = "review" if row.draft and status == "current" else status
        frame = {"title": f"{verdict} {row.code}", "status": shown, "sections": sections}
        return self.page("site/status.html", reader, frame)

    def index(self, base: str = "") -> str:
        """Every code by language, what is current first; with a base, for whoever asked for an address that is none."""
        sections = [
            self.codes(self.voice(locale, self.edition(rows[0]).place), rows, base)
            for locale, rows in self.spoken(self.register.rows).items()
        ]
        return self.page("site/index.html", self.first, {"sections": sections, "is_lost": bool(base)})

    def papers(self) -> str:
        """What families may have, by language: each paper by its title, to read on a screen and as a PDF."""
        shelves = []
        for locale, rows in self.spoken(self.approved).items():
            voice = self.voice(locale, self.edition(rows[0]).place)
            papers = [{"title": voice.title(row.title, locale), "links": self.links(row)} for row in rows]
            shelves.append({**self.language(locale), "papers": papers})
        return self.page("site/papers.html", self.first, {"shelves": shelves})

    def language(self, locale: str) -> dict[str, str]:
        spoken = self.project.locales[locale]
        return {"lang": locale, "direction": spoken.direction, "autonym": spoken.autonym}

    def codes(self, voice: Speaker, rows: list[Row], base: str) -> Markup:
        """The list of codes in one language, what is current first, the newest of the others next."""
        current = [row for row in rows if self.standing(row) == "current"]
        order = [*current, *(row for row in reversed(rows) if row not in current)]
        papers = [
            {
                "code": row.code,
                "title": voice.title(row.title, voice.locale),
                "draft": row.draft,
                "status": self.standing(row),
            }
            for row in order
        ]
        autonym = self.project.locales[voice.locale].autonym
        return Markup(
            render(
                self.project.chain,
                "site/codes.html",
                {**voice.context, "autonym": autonym, "papers": papers, "base": base},
            )
        )

    def verdict(self, voice: Speaker, row: Row, level: int, for_staff: bool) -> Markup:
        """What became of a paper, in one language, under a heading of a level."""
        register, status, said = self.register, self.standing(row), self.edition(row).locale
        newest = register.newest(row)
        newer = newest if newest != row and not newest.withdrawn else None
        changes = differences(register.snapshots[row.code], register.snapshots[newer.code]) if newer else ()
        withdrawn = row.withdrawn and {
            "reason": row.withdrawn.reason,
            "date": voice.date(row.withdrawn.date),
            "lang": self.project.places[voice.place].language,
        }
        opened, web = ([f"../../{place}" for place in self.on_screen(newer or row, end)] for end in (".pdf", ".html"))
        opens = newer or status == "current"
        context = {
            **voice.context,
            "level": level,
            "paper": {
                "code": row.code,
                "title": voice.title(row.title, said),
                "status": status,
                "draft": row.draft,
                "withdrawn": withdrawn,
            },
            "newer": newer
            and {"code": newer.code, "link": f"../{newer.code}/", "published": voice.date(newer.published)},
            # One is enough for a family: the first, by ticket's name.
            "files": opened[:1] if opens else [],
            "web": web[0] if web and opens and not row.draft else None,
            "elsewhere": self.elsewhere(row) if level == 1 and opens and not row.draft else [],
            "phones": voice.phones(),
            "sources": sources_of(register.snapshots[row.code]) if level == 1 else (),
            "changes": [
                {"title": title, "kind": kind, "is_covers": is_covers}
                for title, kind, is_covers in dict.fromkeys(
                    (
                        voice.named(change, said),
                        change.kind if change.kind in ("new", "gone") else "changed",
                        change.path != FURNITURE,
                    )
                    for change in changes
                    if change.kind != "evidence"
                )
            ],
            "staff": self.staff(voice, row, changes) if for_staff else None,
        }
        return Markup(render(self.project.chain, "site/verdict.html", context))

    def staff(self, voice: Speaker, row: Row, changes: tuple[Change, ...]) -> dict[str, Any]:
        """What staff read of it besides: who approved it, and each line that changed."""
        said = self.edition(row).locale
        return {
            "edition": row.edition,
            "revised": row.revised,
            "published": voice.date(row.published),
            "values": self.changed.get(row.code, ()),
            "approvals": [voice.text.plain(", ".join((name, role, date))) for role, name, date in row.approvals],
            "changes": [
                {
                    "title": voice.named(change, said),
                    "is_covers": change.path != FURNITURE,
                    "lines": [voice.line(sign, line, said) for sign, line in change.lines],
                }
                for change in changes
            ],
        }

    def elsewhere(self, row: Row) -> list[dict[str, Any]]:
        """The same paper in other languages, as families may have it."""
        own = Edition.named(row.edition)
        return [
            {**self.language(locale), "links": self.links(each)}
            for locale, rows in self.spoken(self.approved).items()
            for each in rows
            if locale != own.locale and Edition.named(each.edition) == replace(own, locale=locale)
        ]

    @property
    def top(self) -> str:
        """The address of the site."""
        return f"https://{site_of(self.project.imprint.site or '')}"

    @cached_property
    def approved(self) -> list[Row]:
        """What is current, for families, and can be opened."""
        return [row for row in self.register.current() if not row.draft and self.links(row)]

    @property
    def first(self) -> Speaker:
        """Who speaks where no paper says in which language."""
        return self.voice(self.project.source, next(iter(self.project.locales[self.project.source].babel)))

    def spoken(self, rows: Iterable[Row]) -> dict[str, list[Row]]:
        """Rows by language, in the order of the project."""
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(self.edition(row).locale, []).append(row)
        return {locale: found[locale] for locale in self.project.locales if locale in found}

    def links(self, row: Row) -> list[dict[str, str]]:
        """Where a paper can be read on a screen: a web page before a PDF, from a page two folders deep."""
        kinds = {"HTML": self.on_screen(row, ".html"), "PDF": self.on_screen(row, ".pdf")}
        return [{"kind": kind, "href": f"../../{places[0]}"} for kind, places in kinds.items() if places]

    def on_screen(self, row: Row, suffix: str) -> list[str]:
        return [place for place in self.files(row) if place.endswith(suffix) and self.is_for_screens(place)]

    def map(self) -> bytes:
        """For search engines (sitemaps.org): each web page or PDF for families, and the same in other languages."""
        ElementTree.register_namespace("", _SITEMAP)
        ElementTree.register_namespace("xhtml", _XHTML)
        root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
        ends = (".html", ".pdf")
        places = [(row, place) for row in self.approved for end in ends for place in self.on_screen(row, end)]
        alike: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row, place in places:
            link = {"rel": "alternate", "hreflang": self.edition(row).locale, "href": f"{self.top}/{place}"}
            alike.setdefault(_alike(row, place), []).append(link)
        for row, place in places:
            url = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
            ElementTree.SubElement(url, f"{{{_SITEMAP}}}loc").text = f"{self.top}/{place}"
            for link in alike[_alike(row, place)]:
                ElementTree.SubElement(url, f"{{{_XHTML}}}link", link)
        said: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
        return said

    def page(self, template: str, voice: Speaker, frame: dict[str, Any]) -> str:
        name = self.project.imprint.name
        chain = self.project.chain
        css = "".join(decoded(path, chain.shown(path)) for path in reversed(chain.layers("styles/site.css")))
        frame |= {"publisher": name and voice.text.plain(name), "style": raw.style(css)}
        # Needed where pages are set, and here in the way of whoever searches for what is written.
        html = render(chain, template, {**voice.context, **frame}).replace(f" {ZERO_WIDTH_SPACE}", " ")
        if found := active_in(html):
            raise Problems(problem("S002", Spot(f"templates/{template}"), url=shorten(each)) for each in found)
        return html

    def for_machines(self) -> dict[str, Any]:
        """Every code, for programs that ask what is current; docs/publishing.md explains each key."""
        return {"site": site_of(self.project.imprint.site or ""), "editions": [*map(self.entry, self.register.rows)]}

    def entry(self, row: Row) -> dict[str, Any]:
        newest = self.register.newest(row)
        return {
            "code": row.code,
            "edition": row.edition,
            "title": markdown.plain(row.title),
            "status": self.standing(row),
            "changed_values": [each.name for each in self.changed.get(row.code, ())],
            "review_copy": row.draft,
            "published": row.published.isoformat(),
            "revised": row.revised,
            "page": f"https://{link(self.project.imprint.site, row.code)}",
            "superseded_by": None if newest == row else newest.code,
            "withdrawn": row.withdrawn and row.withdrawn.date.isoformat(),
            "reason": row.withdrawn and row.withdrawn.reason,
            "files": self.files(row) if self.standing(row) == "current" else {},
        }

    def files(self, row: Row) -> dict[str, str]:
        """The files of a row that can be opened, with their hashes."""
        return {place: sha for file, sha in row.files.items() if (place := address(row, file)) in self.there}

    def is_for_screens(self, place: str) -> bool:
        """Whether a file is a web page, or a PDF of single pages and not of sheets to fold."""
        ticket = self.project.tickets.get(place.removeprefix(REVIEW).partition("/")[0])
        return place.endswith(".html") or (place.endswith(".pdf") and (ticket is None or ticket.imposition == "none"))

    def edition(self, row: Row) -> Edition:
        """The edition of a row; in the source language where its own is no longer published."""
        own = Edition.named(row.edition)
        locales, places = self.project.locales, self.project.places
        if own.locale in locales and own.place in locales[own.locale].babel and own.place in places:
            return own
        source = self.project.source
        return Edition(own.booklet, source, next(iter(locales[source].babel)))

    def voice(self, locale: str, place: str) -> Speaker:
        key = (locale, place)
        if key not in self._voices:
            self._voices[key] = Speaker(self.project, locale, place)
        return self._voices[key]

    @cached_property
    def _voices(self) -> dict[tuple[str, str], Speaker]:
        return {}

    def missing(self) -> Iterator[Problem]:
        """Words that a catalog does not have."""
        found: dict[str, set[Key]] = {}
        for (locale, _), voice in self._voices.items():
            found.setdefault(locale, set()).update(voice.furniture.missing)
        for locale, missing in found.items():
            yield from unsaid(locale, missing)


def sources_of(paper: Snapshot) -> tuple[str, ...]:
    """All sources of a paper, of which its pages may name a few."""
    lines = (line.partition(": ") for passage in paper.passages.values() for line in passage.text)
    return tuple(source for key, _, source in lines if key in ("source", "source.main"))


def _from_the_top(site: str) -> str:
    """Where the codes are on their server.

    >>> _from_the_top("https://example.org"), _from_the_top("https://example.org/booklets")
    ('/e/', '/booklets/e/')
    """
    return f"{urlsplit(site).path}/e/"


_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"


def _alike(row: Row, place: str) -> tuple[str, ...]:
    """What a file has in common with the same in another language: its ticket, its booklet, its place, its kind."""
    own = Edition.named(row.edition)
    return place.split("/", 1)[0], own.booklet, own.place, place.rsplit(".", 1)[1]


def _heading(section: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", section, re.DOTALL)
    return Markup(found[1]).striptags() if found else ""

"""What WeasyPrint would only log, as problems at the line to blame."""

from __future__ import annotations

import contextlib
import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from weasyprint import CSS

from chapbook.content.proof import Spill
from chapbook.files import fonts
from chapbook.files.chain import BASE, Chain
from chapbook.problems.problem import Problem, Spot, count, problem, q
from chapbook.typeset.weasyprint.measure import Surplus
from chapbook.typeset.weasyprint.resources import faces, nothing


@contextlib.contextmanager
def logged() -> Iterator[list[str]]:
    """The warnings of the typesetter while this block runs, and nothing on the terminal."""
    records: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: records.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    before = logger.handlers, logger.propagate, logger.disabled, logger.level
    logger.handlers, logger.propagate, logger.disabled = [handler], False, False
    logger.setLevel(logging.WARNING)
    try:
        # Pillow warns of large pictures, which have a limit of ours.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield records
    finally:
        logger.handlers, logger.propagate, logger.disabled = before[:3]
        logger.setLevel(before[3])


@dataclass(frozen=True)
class Warnings:
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
        where["lang"] = spill.lang or self.locale
        return problem(code, self.edition, **facts, **where)

    def left_over(self, surplus: Surplus, pages: int, promised: int) -> Problem:
        """Lines on pages that a form does not have."""
        elsewhere = "on the back cover" if surplus.on_back else "outside all blocks"
        where = f"in block {q(surplus.block)}" if surplus.block else elsewhere
        facts = {"lines": count(surplus.lines, "line"), "what": surplus.what, "where": where}
        facts["are"] = "is" if surplus.lines == 1 else "are"
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
        typefaces = faces(self.chain)
        for name in self.chain.names("styles", "**/*.css"):
            for path in self.chain.layers(name):
                text, shown = path.read_text("utf-8", errors="replace"), self.chain.shown(path)
                with logged() as own:
                    CSS(string=text, base_url=BASE, url_fetcher=nothing, font_config=typefaces)
                for record in set(own) & set(records) - found.keys():
                    position = _POSITION.search(record)
                    found[record] = (
                        Spot(shown, int(position[1]), int(position[2])) if position else _selector(record, text, shown)
                    )
        return found


_NOTDEF = re.compile(r'\.notdef glyph .*: (?P<shown>"(?P<letter>.)" \(U\+\w+\))$', re.DOTALL)
_FAILED = re.compile(r"Failed to load (?:image|stylesheet|font)\b[^:]*? at '?(?P<url>[a-z]+:.*?)'? ?: ", re.DOTALL)
_POSITION = re.compile(r" at (\d+):(\d+)")


def _selector(record: str, text: str, shown: str) -> Spot:
    """WeasyPrint names a selector that it does not know without its line."""
    quoted = re.search(r"'(.+?) *'", record)
    start = text.find(quoted[1]) if quoted else -1
    if start < 0:
        return Spot(shown)
    return Spot(shown, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))

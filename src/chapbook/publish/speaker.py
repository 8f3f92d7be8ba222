"""Who speaks on the pages of the clinic's site: words, titles, days and numbers in one language."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from chapbook.catalogs.catalogs import FURNITURE
from chapbook.catalogs.furniture import Furniture, furniture
from chapbook.content import markdown
from chapbook.content.phones import dialled
from chapbook.content.project import Project
from chapbook.content.typography import TextPass
from chapbook.publish.changes import Change
from chapbook.templating.environment import Furnisher


@dataclass(frozen=True)
class Speaker:
    """What the pages of the site say in one language, whichever paper they are of."""

    project: Project
    locale: str
    place: str

    @cached_property
    def furniture(self) -> Furniture:
        return furniture(self.project, self.locale)

    @cached_property
    def text(self) -> TextPass:
        return TextPass(self.project.locales[self.locale].direction)

    @property
    def context(self) -> dict[str, Any]:
        locale = self.project.locales[self.locale]
        return {
            "typesetter": Furnisher(self.furniture, self.text),
            "lang": self.locale,
            "direction": locale.direction,
            "source": self.project.source,
        }

    def date(self, day: datetime.date) -> Markup:
        babel = self.project.locales[self.locale].babel[self.place]
        return self.text.plain(format_date(day, format="long", locale=babel))

    def title(self, text: str, locale: str) -> Markup:
        """A title in the language of its edition, marked as such where another is spoken around it."""
        direction = self.project.locales[locale].direction
        said = TextPass(direction).plain(markdown.plain(text))
        frame = Markup('<bdi lang="{}" dir="{}">{}</bdi>')
        return said if locale == self.locale else frame.format(locale, direction, said)

    def named(self, change: Change, locale: str) -> Markup | None:
        """A part of a booklet as a family knows it; the template has words for what has no title."""
        whole = change.path == FURNITURE or change.path.endswith("/booklet")
        return None if whole else self.title(change.title, locale)

    def line(self, sign: str, line: str, locale: str) -> dict[str, Any]:
        """What a line of a snapshot says, without its path of keys, in the edition's language or the evidence's."""
        key, _, text = line.partition(": ")
        lang = self.project.source if key in ("fact", "picture") else locale
        said = TextPass(self.project.locales[lang].direction).plain(markdown.plain(text))
        return {"sign": sign, "text": said, "lang": lang}

    def phones(self) -> list[dict[str, Any]]:
        """The publisher's own numbers, as its imprint sets them."""
        found = []
        for name, setting in self.project.phones.items():
            words = self.project.values[name].label
            label = words and self.text.plain(self.furniture.label(name, words))
            found.append({"label": label or "", "number": str(setting.value), "dial": dialled(setting.value)})
        return found

"""The furniture words that pages without paper need, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.catalogs.furniture import furniture
from chapbook.content.project import Project
from chapbook.content.text import N_


@dataclass(frozen=True)
class Labels:
    """What stands for a line to write on, a picture, an empty table and degrees."""

    slot: str
    picture: str
    empty_table: str
    celsius: str
    fahrenheit: str

    @classmethod
    def of(cls, project: Project, locale: str) -> Labels:
        """The words of a locale, each the source's own where the catalog has none; `check` reports those."""
        said = furniture(project, locale)
        return cls(*(said.say(word) for word in _LABELS))


_LABELS = (
    # TRANSLATORS: Read aloud where a page has a line to write on, for example after "Day phone:".
    N_("to be written in by hand"),
    # TRANSLATORS: Stands before the description of a picture, where the picture cannot be shown.
    N_("Picture:"),
    # TRANSLATORS: Stands before the headings of an empty table: "To write down each time: date, temperature, who".
    N_("To write down each time:"),
    # TRANSLATORS: After a number, for Braille, as in "38.0 degrees Celsius".
    N_("degrees Celsius"),
    # TRANSLATORS: After a number, for Braille, as in "100.4 degrees Fahrenheit".
    N_("degrees Fahrenheit"),
)

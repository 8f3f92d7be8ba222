"""What every kind of block is asked: what may be written in any, and what the press and clear writing need to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol

from pydantic import Field

from chapbook.content.text import Content, Level, Name, Picture, PointModel, Scoped, Silence, Text, ValueRef, Words

# What matters most, in a booklet or in a title of a few pages; something to do; something to use; rows and columns;
# what shows numbers or time; what is known and what is not.
Gift = Literal["summary", "short summary", "deeds", "tool", "table", "chart", "unknowns"]


@dataclass(frozen=True)
class Call:
    """Where a reader is asked to call: under which title, in which words, by which values, how fast, and what then."""

    title: Words
    words: Words
    values: tuple[str, ...]
    level: Level
    # What to do where nobody answers.
    unanswered: Words | None


class Dresser(Protocol):
    """What a kind may ask of whoever dresses an edition for its templates."""

    # Whether its readers read from right to left.
    rtl: bool

    def degree(self) -> str:
        """The unit in which families of the place take a temperature."""

    def level(self, sign: str) -> Level | None:
        """How fast a family acts here on a sign of the register; nothing where it is no sign of this therapy."""

    def in_short(self, sign: PointModel) -> dict[str, Any]:
        """A sign in its short words, with its name in the register, and whether posters show it."""

    def phone(self, reference: ValueRef) -> dict[str, Any]:
        """A number to print large, with what it is, and as a phone dials it."""

    def around_phone(self, sentence: Words) -> dict[str, Any] | None:
        """A sentence as what stands before its one phone number, the number, and what stands after it; nothing where it
        has none, several, or emphasis that goes over the number."""

    def in_each_language(self, parts: tuple[Content, ...]) -> list[dict[str, Any]]:
        """Parts in the reader's language alone, and in the one that staff of the place read alone."""

    def publishers(self, main: bool = False) -> list[dict[str, Any]]:
        """The sources that an edition rests on, or the main ones among them, by publisher."""


class BlockModel(Scoped):
    """What every block may have.

    kind: names the template that prints the block
    made-from: the library's revision of this block; `chapbook adapt` writes it
    title: the heading inside its chapter; leave it out when the chapter's title is enough
    note: a comment for translators, not printed
    silence: rules of clear writing and copy-fit that are not asked of this block, by code, each with the reason
    starts: begin on a new page
    keep: never split it over two pages
    picture: a picture without words
    see: the block of this title that tells more; its title and page are printed
    """

    kind: str
    # The revision of the inherited block that this one replaces, as `chapbook adapt` writes it.
    made_from: Name | None = None
    title: Text | None = None
    note: str | None = None
    silence: Silence = Field(default_factory=dict)
    starts: Literal["page"] | None = None
    keep: Literal["together"] | None = None
    picture: Picture | None = None
    see: Name | None = None
    apparatus = frozenset({"made_from", "note", "silence"})
    unsaid = frozenset({"starts", "keep", "see"})
    read_as: ClassVar = {"title": "name"}

    # Whether it tells a family what to do in danger: then it cites a fact. Whom to call is a value, and cites none.
    safety: ClassVar[bool] = False
    # Whether it warns of signs, so that a family takes what it lists for whole.
    warns: ClassVar[bool] = False
    # Whether it lists whom to call, with the numbers.
    lists_contacts: ClassVar[bool] = False
    # Whether it is a picture, with few words or none.
    is_picture: ClassVar[bool] = False
    # Whether it prints signs in their short words, whatever the form.
    in_short: ClassVar[bool] = False
    # What it gives its reader; clear writing asks for some of that in every title.
    gives: ClassVar[frozenset[Gift]] = frozenset()
    # Its own list whose first item is the main message of a title.
    main: ClassVar[str] = ""
    # Its own prose that counts to how long a section is, and its own heads of columns.
    running: ClassVar[frozenset[str]] = frozenset()
    heads: ClassVar[frozenset[str]] = frozenset()
    # Whether it goes on, without a title, where the block before it ended; and whether its template brings a heading.
    goes_on: ClassVar[bool] = False
    brings_heading: ClassVar[bool] = False
    # Its own list that stands in the order of the reader's alphabet, and by what its items are sorted.
    alphabetical: ClassVar[tuple[str, str] | None] = None
    # Its own texts and values that the back cover says again, for whoever looks there first.
    on_back: ClassVar[frozenset[str]] = frozenset()
    # Its own list that a family answers in its own words, so that whoever handed the paper out hears what came across.
    said_back: ClassVar[frozenset[str]] = frozenset()
    # How much of a page it takes besides its letters, at most: for what is drawn, or is for writing on.
    room: ClassVar[float] = 0
    # Whether it lists the sources of its edition, of which its template prints more than its text, such as their years.
    lists_sources: ClassVar[bool] = False

    def sides(self) -> int:
        """How many sides of a card it fills; none where it is no card."""
        return 0

    def is_tool(self) -> bool:
        """Whether a family works on it with a pen again and again, so that it goes out on pages of its own as well."""
        return False

    def opens_spread(self) -> bool:
        """Whether it takes two pages side by side, and so begins on the first of them."""
        return False

    def levels(self) -> tuple[Level, ...]:
        """How fast its lists of signs have a family act."""
        return ()

    def counts(self, count: Callable[[int | ValueRef], int]) -> Iterator[int]:
        """The numbers that its template prints by itself; `count` says what a count is in one edition."""
        return iter(())

    def beyond(self, count: Callable[[int | ValueRef], int | None]) -> Iterator[tuple[Words, str]]:
        """Texts that stand where its counts do not reach in one edition, each with what is wrong; None is no count."""
        return iter(())

    def may_count(self) -> Iterator[int]:
        """The numbers that its template prints by itself in some forms, and not in others."""
        return iter(())

    def traits(self) -> dict[str, Any]:
        """What a template may ask of a block of any kind, which it knows by no name."""
        return {
            "warns": self.warns,
            "lists_contacts": self.lists_contacts,
            "is_card": self.sides() > 0,
            "is_picture": self.is_picture,
            "is_tool": self.is_tool(),
            "opens_spread": self.opens_spread(),
            "levels": [*self.levels()],
        }

    def prepared(self, dressed: dict[str, Any], dresser: Dresser) -> dict[str, Any]:
        """What its template gets besides its own keys, which are dressed already."""
        return {}

    def leads_to(self) -> tuple[str, ...]:
        """The blocks of its title whose pages are printed with it, by their names in the order."""
        return (self.see,) if self.see else ()

    def call(self) -> Call | None:
        """The call that it asks for; nothing where it asks for none."""
        return None

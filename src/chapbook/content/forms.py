"""What a title is: its form, of which a job ticket says which it carries; for whom it is, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Form:
    """What a title of this form is made of, whom it speaks to, and what is asked of it."""

    # Pages to leaf through: it opens with a picture, sums up, gives tools, and says what is known and what is not.
    is_leafed: bool = False
    # It says again, in few words, what a title of another form says whole.
    says_again: bool = False
    # In a family's words; otherwise in those of doctors and nurses.
    for_families: bool = True
    # The kind of its first block, and the one kind that it is made of, where its templates print nothing else.
    begins_with: str | None = None
    only: str | None = None
    # How many sides that one fills.
    sides: int = 0
    # Its pages print a choice of its text, which their template names, or leave out a heading that would stand twice;
    # the numbers audit holds them to all the rest, line by line.
    is_excerpt: bool = False


# The key by which a booklet and a job ticket name one.
FormName = Literal["booklet", "leaflet", "explainer", "card"]

FORMS: dict[FormName, Form] = {
    "booklet": Form(is_leafed=True),
    "leaflet": Form(says_again=True, begins_with="contacts", is_excerpt=True),
    "explainer": Form(is_excerpt=True),
    "card": Form(says_again=True, for_families=False, only="card", sides=2, is_excerpt=True),
}

Readers = Literal["parents", "teenagers", "staff"]

# Where a family is, from the first talk on.
Stage = Literal["considering", "deciding", "about-to-start", "in-hospital", "at-home", "follow-up", "came-back"]

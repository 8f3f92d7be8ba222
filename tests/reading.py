"""Editions of the repository, each made once in a run of all tests; and what an eye sees on pages."""

import os
import pickle
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from chapbook import pipeline
from chapbook.approve.approvals import approved_of
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, batches
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.proofread.page import read_pages
from chapbook.texts import Texts, text_of
from chapbook.typeset.typeset import typeset
from chapbook.worklist import Work
from conftest import REPOSITORY


@lru_cache(maxsize=1)
def library():
    """The library; that it is sound is for other tests to say."""
    return load(Chain.at(REPOSITORY))[0]


@cache
def transcript(name):
    """The transcript of `<booklet>.<locale>.<place>`."""
    return text_of(library(), Edition(*name.split(".")))


def few(project, title, *names):
    """A project one of whose titles has a few of its blocks alone: what else a title has is there, and soon set."""
    whole = project.booklets[title]
    kept = [(each, tuple(name for name in each.blocks if name in names)) for each in whole.content.order]
    order = tuple(each.model_copy(update={"blocks": blocks}) for each, blocks in kept if blocks)
    assert {*names} == {name for each in order for name in each.blocks}
    cut = replace(whole, content=whole.content.model_copy(update={"order": order}))
    return replace(project, booklets=project.booklets | {title: cut})


# An answer to each question of the interview.
ANSWERS = {
    "therapy": "other",
    "now": "in-hospital",
    "setting": "hospital",
    "age": "from-12",
    "language": "en",
    "place": "us",
    "access": "nothing",
    "worry": "side-effects",
}

# One folder for all processes of a run; a run with other files has another.
ONCE = Path(os.environ["CHAPBOOK_ONCE"])
BUILT = ONCE / "library"

# What is built of the two treatments' titles: each has each language once, and each paper from left and from right.
EDITIONS = {
    "car-t": (("en-US", "us"), ("en-GB", "gb"), ("es", "us"), ("ar", "gb")),
    "blinatumomab": (("en-US", "us"), ("en-GB", "gb"), ("es", "gb"), ("ar", "us")),
}

LANGUAGES = ("en-US", "en-GB", "es", "ar")
# From the left, and from the right.
TWICE = ("en-US", "ar")
# Large print from the left, in the longest language, and from the right.
LARGE = ("car-t-journey.es.us", "blinatumomab-at-home.ar.us")


def place_of(title, locale):
    """The place for which a treatment's title is built in a language."""
    return dict(EDITIONS["blinatumomab" if "blinatumomab" in title else "car-t"])[locale]


def edition_of(title, locale):
    """The edition of a treatment's title that is built in a language."""
    return f"{title}.{locale}.{place_of(title, locale)}"


def once(name, make):
    """What is made once in a run: by this process, or by another before it; where two are at it, either's will do."""
    path = ONCE / name
    if not path.exists():
        draft = ONCE / f"{name}.{os.getpid()}"
        draft.write_bytes(pickle.dumps(make()))
        draft.replace(path)
    return pickle.loads(path.read_bytes())


@cache
def made(name, ticket):
    """The bytes of an edition on a ticket: from the build of the whole library where that is done already."""
    built = BUILT / ticket / f"{name}.pdf"
    if built.exists():
        return built.read_bytes()
    # What has no pages is soon made.
    paged = library().tickets[ticket].format == "pdf"
    return once(f"{name}.{ticket}", lambda: _made(name, ticket)) if paged else _made(name, ticket)


def _made(name, ticket):
    text = transcript(name)
    wanted = Wanted((text.edition.booklet,), (text.edition.locale,), (text.edition.place,), (ticket,))
    (batch,) = batches(library(), wanted.jobs(library()))
    (publication,) = pipeline.make(Work(Texts(library()), batch, approved_of(library(), text)))
    return publication.content


def proof(name, ticket, **otherwise):
    """The pages of an edition in the design of a ticket, or in one that is otherwise, before they are finished."""
    text = transcript(name)
    design = library().tickets[ticket].design_for(library().places[text.edition.place].paper)
    key = ".".join([name, ticket, "proof", *(f"{key}={value}" for key, value in otherwise.items())])
    approved = approved_of(library(), text)
    return once(key, lambda: typeset(library(), text, replace(design, **otherwise), approved))


def seen(pdf, medicines=(), direction="ltr"):
    """Every number and name of medicine on the pages, from left to right whatever the language, line by line.

    The direction is the one in which people read them: from the right, what ends a sentence may touch a number's front.
    """
    return [sighting for run in read_pages(pdf, medicines, direction).runs for sighting in run.sightings]

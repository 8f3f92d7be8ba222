"""Editions of the repository in the formats without pages, each made once; and what an eye sees on pages."""

from functools import cache, lru_cache

from chapbook import pipeline
from chapbook.approve.approvals import approved_of
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, batches
from chapbook.files.chain import Chain
from chapbook.gate import sound
from chapbook.proofread.page import _read
from chapbook.texts import Texts, text_of
from chapbook.worklist import Work
from conftest import REPOSITORY


@lru_cache(maxsize=1)
def library():
    return sound(Chain.at(REPOSITORY), Wanted()).project


@cache
def transcript(name):
    """The transcript of `<booklet>.<locale>.<place>`."""
    return text_of(library(), Edition(*name.split(".")))


@cache
def made(name, ticket):
    """The bytes of an edition on a ticket."""
    text = transcript(name)
    wanted = Wanted((text.edition.booklet,), (text.edition.locale,), (text.edition.place,), (ticket,))
    (batch,) = batches(library(), wanted.jobs(library()))
    (publication,) = pipeline.make(Work(Texts(library()), batch, approved_of(library(), text)))
    return publication.content


def seen(pdf, medicines=(), direction="ltr"):
    """Every number and name of medicine on the pages, from left to right whatever the language, line by line.

    The direction is the one in which people read them: from the right, what ends a sentence may touch a number's front.
    """
    return [sighting for run in _read(pdf, medicines, direction).runs for sighting in run.sightings]

"""Editions of the repository in the formats without pages, each made once."""

from functools import cache, lru_cache

from chapbook import pipeline
from chapbook.approve.approvals import signatures
from chapbook.assemble import assemble
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, batches
from chapbook.dress import said
from chapbook.files.chain import Chain
from chapbook.gate import sound
from chapbook.translate import translate
from conftest import REPOSITORY


@lru_cache(maxsize=1)
def library():
    return sound(Chain.at(REPOSITORY), Wanted())


@cache
def manuscript(name):
    """The manuscript of `<booklet>.<locale>.<place>`."""
    return translate(library(), assemble(library(), Edition(*name.split("."))))


def texts(text):
    """All that a manuscript says, in plain words."""
    return [*said(library(), text)]


@cache
def made(name, ticket):
    """The bytes of an edition on a ticket."""
    text = manuscript(name)
    wanted = Wanted((text.edition.booklet,), (text.edition.locale,), (text.edition.place,), (ticket,))
    (batch,) = batches(library(), wanted.jobs(library()))
    (publication,) = pipeline.make(library(), batch, text, signatures(library(), text))
    return publication.content

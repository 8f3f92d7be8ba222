"""Editions of the repository in the formats without pages, each made once."""

from functools import cache, lru_cache

from chapbook import pipeline
from chapbook.assemble import assemble
from chapbook.jobs import Wanted, batches
from chapbook.judge import sound
from chapbook.model import Edition
from chapbook.project import Project
from chapbook.translate import translate
from chapbook.trust.approvals import signatures
from chapbook.typeset import said
from conftest import REPOSITORY


@lru_cache(maxsize=1)
def library():
    return sound(Project.at(REPOSITORY), Wanted())


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

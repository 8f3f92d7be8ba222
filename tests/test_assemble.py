"""From a booklet to its manuscript: blocks in order, each place its own text, values still open."""

import subprocess
import sys
from dataclasses import replace

import pytest

from chapbook.assemble import assemble
from chapbook.content.booklet import Edition
from chapbook.content.text import Message
from chapbook.content.walk import leaves
from conftest import add_britain, change, leaves_of, sound, write


def words(manuscript):
    """Every message of a manuscript's chapters, in order."""
    chapters = [words for _, words in leaves_of(replace(manuscript, booklet=None))]
    return [words.text for words in chapters if isinstance(words, Message)]


def manuscript(project, place="us"):
    return assemble(sound(project), Edition("fever", "en-US", place))


def test_a_chapter_is_tight_in_the_languages_that_it_names(project):
    """Its lines stand closer in the languages that need it, and in no other."""
    change(
        project / "booklets/fever/booklet.yaml", "blocks: [hands, points]", "tight: [es]\n    blocks: [hands, points]"
    )
    library = sound(project)
    chapters = {
        locale: [chapter.is_tight for chapter in assemble(library, Edition("fever", locale, "us")).chapters]
        for locale in ("en-US", "es")
    }

    assert {"en-US": [False, False], "es": [True, False]} == chapters


def test_everything_in_order(project):
    """A manuscript holds every sentence in the order of the booklet, with the values still open."""
    assert [
        "Before a fever",
        "Clean hands",
        "Wash your hands for **20 seconds**. Stay near the hospital for {stay-near}.",
        "Use warm water.",
        "Dry them with a [clean towel](https://example.org/hands).",
        "Three things to know",
        "Fever is {fever-limit} or more.",
        "Do not give {fever-medicine} before you call.",
        "Call within 1 hour.",
        "When to call",
        "Call us now",
        "Call **day or night**.",
        "A temperature of {fever-limit} or more",
        "Shivering",
    ] == words(manuscript(project))


def test_what_prints_elsewhere_is_left_out(project):
    """A point of one place is in the manuscript of that place alone, and so is the fact that it rests on."""
    add_britain(project)
    us, gb = manuscript(project), manuscript(project, "gb")

    assert ["Call within 1 hour."] == [text for text in words(us) if text not in words(gb)]
    assert (("wash-hands", "fever-hides", "call-us"), ("wash-hands", "fever-hides")) == (us.facts, gb.facts)
    assert (["Clean hands", "Fever in children"], ["Clean hands"]) == tuple(
        [source.title for source in each.sources] for each in (us, gb)
    )


@pytest.mark.parametrize(
    ("said", "printed"),
    [("", "2026-11-21"), ("revised: 2026-11-20\n", "2026-11-21"), ("revised: 2026-12-01\n", "2026-12-01")],
)
def test_the_day_of_an_edition_is_the_later_of_two(hospital, said, printed):
    """An edition last changed when its text did, or when the hospital's own words and values did."""
    write(hospital / "booklets/imprint.yaml", f"inherits: [../project]\n{said}")

    assert printed == manuscript(hospital).booklet.revised.isoformat()


def test_a_block_of_another_place_is_left_out_with_its_chapter(project):
    """A chapter all of whose blocks print elsewhere is no chapter."""
    add_britain(project)
    change(project / "booklets/fever/call.yaml", "kind: warning", "kind: warning\nplaces: [gb]")

    assert ["Before a fever"] == [chapter.title.text for chapter in manuscript(project).chapters]
    assert ["Before a fever", "When to call"] == [chapter.title.text for chapter in manuscript(project, "gb").chapters]


def test_values_and_facts_that_an_edition_rests_on(project):
    """A manuscript names every value that it prints, and every fact that it cites."""
    found = manuscript(project)

    assert ("day-phone", "fever-limit", "fever-medicine", "stay-near") == found.values
    assert ("wash-hands", "fever-hides", "call-us") == found.facts


def test_each_message_knows_its_catalog_and_its_spot(project):
    """A message carries what finds its translation, and where its author wrote it."""
    messages = [
        leaf.leaf for leaf in leaves(manuscript(project).chapters[1].blocks[0].content) if leaf.field != "phones"
    ]

    assert all(isinstance(message, Message) for message in messages)
    assert [("fever", "call:title"), ("fever", "call:action"), ("fever", "call:signs"), ("fever", "call:signs")] == [
        (message.domain, message.context) for message in messages
    ]
    assert "booklets/fever/call.yaml:8:5" == str(messages[-1].spot)


@pytest.mark.slow
def test_a_manuscript_reads_the_same_in_every_process(project):
    """Whether an edition is made again hangs on this text, so it must not hang on the order of a set."""
    lines = (
        "from pathlib import Path",
        "from chapbook.assemble import assemble",
        "from chapbook.content.booklet import Edition",
        "from chapbook.content.jobs import Wanted",
        "from chapbook.files.chain import Chain",
        "from chapbook.gate import sound",
        f"project = sound(Chain.at(Path({str(project)!r})), Wanted()).project",
        "print(repr(assemble(project, Edition('fever', 'en-US', 'us'))))",
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", "\n".join(lines)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert 1 == len(said)

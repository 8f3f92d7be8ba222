"""What an edition says, line by line: one reader, and everything that compares texts is a function of it."""

import ast
from dataclasses import replace

import pytest

from chapbook.approve.contents import blocks_of
from chapbook.assemble import assemble
from chapbook.check.reading_level.readability import edition_texts
from chapbook.content.booklet import Edition
from chapbook.content.manuscript import REVIEW_COPY, with_messages
from chapbook.dress import Dresser
from chapbook.formats.parity import Carried, lost
from chapbook.proofread.expected import expected
from chapbook.texts import text_of
from chapbook.transcript.snapshot import snapshot
from chapbook.transcript.transcript import transcript
from conftest import REPOSITORY, change, sound

SPANISH = Edition("fever", "es", "us")
PLANTED = "Abracadabra"


def texts(library):
    """The same edition twice, the second with one more word in every message of one block."""
    before = text_of(library, SPANISH)

    def say(message):
        at_call = message.context.startswith("call:")
        return replace(message, text=f"{message.text} {PLANTED}") if at_call else message

    return before, transcript(library, with_messages(before.manuscript, say))


def test_an_edition_line_by_line(project):
    """A block is read out key by key: what it says without words too, values filled in, nothing of how it looks."""
    change(project / "booklets/fever/call.yaml", "kind: warning", "kind: warning\nstarts: page\nnote: For translators.")
    (call,) = [passage for passage in text_of(sound(project), SPANISH).blocks if passage.name == "call"]

    assert [
        "kind: warning",
        "title: Llámenos ahora",
        "level: now",
        "action: Llame **de día o de noche**.",
        "phones: 202-555-0143",
        "signs: Una temperatura de 100.4 °F (38.0 °C) o más",
        "signs: Escalofríos",
    ] == [str(line).replace("\u00a0", " ") for line in call.lines]
    assert {"fever-hides"} == {*call.facts}


def place_of(line):
    return str(line.spot), line.values, line.facts, line.language


def test_a_line_knows_where_it_was_written(project):
    """Each line of text has its place in the source, its values and its facts."""
    lines = text_of(sound(project), SPANISH).lines
    call, fever = (line for line in lines if line.source.startswith(("A temperature of", "Call within")))

    assert ("booklets/fever/points.yaml:6:12", (), ("fever-hides", "call-us"), "es") == place_of(call)
    assert ("booklets/fever/call.yaml:7:5", ("fever-limit",), ("fever-hides",), "es") == place_of(fever)


def test_a_slot_is_said_and_is_not_read_aloud(project):
    """A value that is written in by hand is a line to write on in what is said, and nothing in what is read aloud."""
    change(project / "booklets/imprint.yaml", "day-phone: 202-555-0143", "{}")
    lines = [line for line in text_of(sound(project), SPANISH).lines if line.field == "phones"]

    assert [("phones: ____", "")] == [(str(line), line.plain) for line in lines]


def test_a_picture_of_all_booklets(project):
    """A picture of the shared blocks is found from any booklet, and is a part of its edition as one of its own is."""
    (shared := project / "booklets/shared/figures").mkdir(parents=True)
    (project / "booklets/fever/figures/sun.svg").rename(shared / "sun.svg")
    change(project / "booklets/fever/booklet.yaml", "figures/sun.svg", "shared/figures/sun.svg")
    (before,) = text_of(library := sound(project), SPANISH).covers.pictures
    cover = Dresser(library, SPANISH).context(assemble(library, SPANISH), "", REVIEW_COPY)["booklet"]["cover"]
    change(shared / "sun.svg", "<svg", "<svg ")
    (after,) = text_of(sound(project), SPANISH).covers.pictures

    assert before != after
    assert cover["url"].endswith("booklets/shared/figures/sun.svg")


READERS = {
    "the code": lambda library, text: snapshot(text).code,
    "approvals": lambda library, text: blocks_of(library, text)["fever/call"].text,
    "the pages": lambda library, text: [line.text for line in expected(text)],
    "parity of formats": lambda library, text: [problem.message for problem in lost(text, Carried(""), "web")],
    "reading level": lambda library, text: edition_texts(library, text, "es"),
}


@pytest.mark.parametrize("reader", READERS)
def test_everybody_reads_the_same(project, reader):
    """A word that is planted in a manuscript is a word for the code, the approvals, the pages and the formats."""
    library = sound(project)
    before, after = (READERS[reader](library, text) for text in texts(library))

    assert before != after
    if reader != "the code":
        assert PLANTED not in str(before)
        assert PLANTED in str(after)


def test_nobody_else_reads_manuscripts_out():
    """Only the transcript walks what a block says, and only the dresser makes pages of it."""
    source = REPOSITORY / "src/chapbook"
    walkers = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "walk" for alias in node.names)
    }

    assert {"transcript/transcript.py"} == walkers

"""Blocks that stand at the end of a chapter only where its last page has room for them."""

import pytest

from chapbook import api
from chapbook.content.jobs import Wanted, batches
from chapbook.files.chain import Chain
from chapbook.gate import sound
from chapbook.proofread.compare import audit
from chapbook.texts import text_of
from chapbook.typeset import typeset as stage
from chapbook.typeset.typeset import typeset
from chapbook.typeset.weasyprint import engine
from conftest import change, write

pytestmark = pytest.mark.slow

NOTES = "kind: notes\ntitle: {}\nlines: {}\n"
# At the end of a page there are 150 mm, of which a title takes some.
TEMPLATE = """\
<section id="{{ block.id }}"><h2>{{ block.title }}</h2>
<div style="height: {{ block.lines * 8 }}mm; border: 1pt solid"></div>
{% if block.spare == "next" %}<div style="height: 100mm; border: 1pt solid"></div>{% endif %}</section>
"""


@pytest.fixture
def filled(project, monkeypatch):
    """The pages of the small project with fills of so many lines, and how often they were set."""

    def fill(*lines):
        change(project / "booklets/imprint.yaml", "inherits: []", "publishes: {locales: [en-US]}\ninherits: []")
        names = ["notes", "more", "most"][: len(lines)]
        for name, count in zip(names, lines, strict=True):
            write(project / f"booklets/fever/{name}.yaml", NOTES.format(f"Our {name}", count))
        order = project / "booklets/fever/booklet.yaml"
        change(order, "blocks: [hands, points]", f"blocks: [hands, points]\n    fill: [{', '.join(names)}]")
        write(project / "templates/blocks/notes.html", TEMPLATE)
        settings = []
        once = stage.pages
        monkeypatch.setattr(stage, "pages", lambda *given: settings.append(1) or once(*given))
        wanted = Wanted(locales=("en-US",))
        library = sound(Chain.at(project), wanted).project
        (batch,) = batches(library, wanted.jobs(library))
        text = text_of(library, batch.edition)
        proof = typeset(library, text, batch.design)
        assert [] == audit(library, text, proof)
        return proof, len(settings)

    return fill


def test_a_fill_stands_where_there_is_room(filled):
    """What has room stands on the last page of its chapter, and costs no second setting."""
    proof, settings = filled(5)
    (notes, points) = (
        next(stand for stand in proof.measures.stands if stand.block == name) for name in ("notes", "points")
    )

    assert points.last == notes.first == notes.last
    assert (frozenset({"short"}), 1, 4) == (proof.without, settings, proof.pages)


def test_a_fill_without_room_is_left_out(filled):
    """What would need a page of its own is left out, and costs no second setting; the audit knows of it."""
    proof, settings = filled(22)

    assert "notes" not in {stand.block for stand in proof.measures.stands}
    assert (frozenset({"short", "notes"}), 1, 4) == (proof.without, settings, proof.pages)


def test_pages_are_set_as_if_what_is_left_out_had_not_been_there(filled, project):
    """What a page leaves out while it is set has no trace: all else stands where it stands without it."""
    proof, _ = filled(22, 3, 14)
    write(project / "templates/blocks/notes.html", TEMPLATE)
    order = project / "booklets/fever/booklet.yaml"
    change(order, "fill: [notes, more, most]", "fill: [more]")
    library = sound(Chain.at(project), Wanted()).project
    (batch,) = batches(library, Wanted().jobs(library))
    alone = typeset(library, text_of(library, batch.edition), batch.design)

    assert (alone.measures.stands, alone.pages) == (proof.measures.stands, proof.pages)


def test_pages_that_are_set_again_are_not_written_before(filled, project, monkeypatch):
    """Of two settings the one that stands is written."""
    change(project / "styles/booklet.css", ".warning {", ".chapter + .chapter { break-before: left }\n.warning {")
    written, write = [], engine.write
    monkeypatch.setattr(engine, "write", lambda *given, **more: written.append(1) or write(*given, **more))
    _, settings = filled(5)

    assert (2, 1) == (settings, len(written))


def test_a_fill_pushes_nothing_away(filled, project):
    """Where the next chapter goes on below, a fill is left out, whatever room there is, with no second setting."""
    change(project / "styles/booklet.css", ".warning {", ".chapter + .chapter { break-before: auto }\n.warning {")

    proof, settings = filled(2)

    assert (frozenset({"short", "notes"}), 1) == (proof.without, settings)


@pytest.mark.parametrize(("lines", "pages"), [(22, [3]), (5, [2, 3])])
def test_a_fill_has_the_page_that_is_left_over(filled, project, lines, pages):
    """A page that would stay empty before a left one is a fill's: all of it, or what goes on from the page before."""
    change(project / "styles/booklet.css", ".warning {", ".chapter + .chapter { break-before: left }\n.warning {")
    proof, settings = filled(lines)
    (notes,) = (stand for stand in proof.measures.stands if stand.block == "notes")

    assert (pages[0], pages[-1]) == (notes.first, notes.last)
    assert (frozenset({"short"}), 2) == (proof.without, settings)


@pytest.mark.parametrize("side", ["right", "recto"])
def test_a_fill_has_no_page_where_none_is_left_over(filled, project, side):
    """Before a chapter whose side comes next anyhow, a fill without room is left out, and costs no second setting."""
    change(project / "styles/booklet.css", ".warning {", f".chapter + .chapter {{ break-before: {side} }}\n.warning {{")
    proof, settings = filled(22)

    assert (frozenset({"short", "notes"}), 1) == (proof.without, settings)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_fill_stands_before_an_empty_page(filled, project, side):
    """Where the next chapter waits for its side, the page before it may be empty, and pushes nothing."""
    change(project / "styles/booklet.css", ".warning {", f".chapter + .chapter {{ break-before: {side} }}\n.warning {{")

    assert {"short"} == filled(2)[0].without


def test_a_ticket_may_have_none(filled, project):
    """A design that has no place for fills leaves them out, whatever room there is, and is set once."""
    ticket = project / "styles/press/download.yaml"
    write(ticket, f"{ticket.read_text('utf-8')}fills: no\n")
    proof, settings = filled(5)

    assert (frozenset({"short", "notes"}), 1) == (proof.without, settings)


def test_of_several_fills_those_stand_that_have_room(filled):
    """The first has its turn first; one that is too long makes room for the next."""
    proof, _ = filled(22, 3, 14)

    assert {"short", "notes", "most"} == proof.without


def test_what_is_left_out_is_said_all_the_same(filled, project):
    """A paper says the same with its fill and without, so that its code and its approvals hold for every ticket."""
    without = filled(22)[0]
    change(project / "booklets/fever/notes.yaml", "lines: 22", "lines: 5")
    library = sound(Chain.at(project), Wanted()).project
    (batch,) = batches(library, Wanted().jobs(library))
    with_it = typeset(library, text_of(library, batch.edition), batch.design)

    assert {"notes"} == without.without - with_it.without
    assert without.code == with_it.code
    assert () == api.check(project, formats=True).problems

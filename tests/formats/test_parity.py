"""Every way to read an edition carries the same blocks and the same texts."""

import shutil
from pathlib import Path

import pytest

from chapbook.content.booklet import Edition
from chapbook.files import tools
from chapbook.files.chain import Chain
from chapbook.formats import outline
from chapbook.formats.parity import Carried, in_html, in_pdf, in_text, lost
from chapbook.load.load import load
from chapbook.problems.problem import Problems
from chapbook.texts import text_of
from chapbook.typeset.typeset import typeset
from conftest import REPOSITORY, proof, write
from reading import LARGE, library, made, transcript

pytestmark = pytest.mark.slow

louis = pytest.mark.skipif(shutil.which(tools.LIBLOUIS) is None, reason="no liblouis: apt-get install liblouis-bin")

BOOKLET = "blinatumomab-at-home"
EDITIONS = [f"{BOOKLET}.en-US.us", f"{BOOKLET}.es.gb", f"{BOOKLET}.ar.us"]


@pytest.fixture
def house(tmp_path):
    """A hospital that has the library's booklets and templates of its own."""
    write(tmp_path / "booklets/imprint.yaml", "inherits: bundled\n")
    (tmp_path / "styles").mkdir()
    return tmp_path


def refused(house, ticket, locale="en-US", command=proof):
    """The problems of one edition on one ticket, as code, file and line."""
    with pytest.raises(Problems) as problems:
        command(house, BOOKLET, locale, "us", ticket)
    return problems.value.problems


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("ticket", ["web", "plain-text"])
def test_every_text_is_there(edition, ticket):
    """The web page and the plain text carry every block and every text of the transcript, values too."""
    text, file = transcript(edition), made(edition, ticket).decode("utf-8")

    assert [] == [*lost(text, in_html(file, text) if ticket == "web" else in_text(file), ticket)]


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_empty_file_lacks_everything(edition):
    """Of a file without a word, every text with a letter in it is missing: the comparison sees them all."""
    text = transcript(edition)
    found = [*lost(text, Carried(""), "plain-text")]

    assert {"B030"} == {problem.code for problem in found}
    assert 250 < len(found)


def test_a_template_that_drops_a_block_is_found(house):
    """A hospital's template that prints no diaries stops the web page, and each diary is named with its file."""
    chapter = (REPOSITORY / "templates/parts/chapter.html").read_text("utf-8")
    loop = "{% for block in chapter.blocks %}"
    assert loop in chapter
    write(house / "templates/parts/chapter.html", chapter.replace(loop, loop[:-2] + 'if block.kind != "diary" %}'))
    found = refused(house, "web")

    assert {"B031"} == {problem.code for problem in found}
    assert {f"booklets/{BOOKLET}/daily-diary.yaml", f"booklets/{BOOKLET}/bag-log.yaml"} <= {
        problem.spot.path.removeprefix("library/") for problem in found
    }


# Braille is not divided into blocks, and whom to call in an emergency is said elsewhere too.
@pytest.mark.parametrize(
    ("ticket", "block"), [("web", "call-ambulance"), pytest.param("braille", "call-now", marks=louis)]
)
def test_a_template_that_drops_a_text_is_found(house, ticket, block):
    """A template that forgets what to do stops web page and Braille, at the line where the text was written."""
    warning = (REPOSITORY / "templates/blocks/warning.html").read_text("utf-8")
    action = '<p class="action">{{ block.action }}</p>\n'
    assert action in warning
    write(house / "templates/blocks/warning.html", warning.replace(action, ""))
    found = refused(house, ticket)

    assert {"B030"} == {problem.code for problem in found}
    (action,) = [problem for problem in found if problem.spot.path.endswith(f"{block}.yaml")]
    lines = (REPOSITORY / f"booklets/{BOOKLET}/{block}.yaml").read_text("utf-8").splitlines()
    assert lines[action.spot.line - 1].startswith("action: ")


def test_a_kind_without_a_text_form_is_found(house):
    """A template that shows its words by style alone has no form in plain text, which is stopped."""
    write(house / "templates/blocks/steps.html", '<div data-words="{{ block.steps|length }} steps"></div>')
    found = refused(house, "plain-text")

    assert {"B030"} == {problem.code for problem in found}
    assert any(problem.spot.path.endswith("bag-change-steps.yaml") for problem in found)


def test_a_reader_of_pages_that_forgets_tables_is_found(monkeypatch):
    """Were tables left out on the way from the page to plain text, the plain text would be stopped."""
    monkeypatch.setattr(outline._Reader, "_table", lambda self, table, again: None)
    made.cache_clear()

    with pytest.raises(Problems) as problems:
        made(EDITIONS[0], "plain-text")
    made.cache_clear()
    assert {"B030"} == {problem.code for problem in problems.value.problems}


def test_a_text_said_twice_is_wanted_twice():
    """A text that two blocks share has to stand in both."""
    page = made(EDITIONS[0], "web").decode("utf-8")
    text = transcript(EDITIONS[0])
    twice = in_html(page, text)
    emptied = dict(twice.blocks) | {"call-ambulance": ""}

    assert [] == [*lost(text, twice, "web")]
    assert [] != [*lost(text, Carried(twice.words, emptied, twice.names), "web")]


@pytest.mark.parametrize("edition", LARGE)
def test_typeset_pages_say_the_same(edition):
    """The pages that are read as they are carry every text, as the web page and the plain text do."""
    direction = library().locales[transcript(edition).edition.locale].direction
    for ticket in ("download", "large-print"):
        assert [] == [*lost(transcript(edition), in_pdf(made(edition, ticket), direction), ticket)]


@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_what_a_style_hides_on_pages_is_found(house, locale):
    """A style that hides the steps is found on the typeset pages, whose template says everything."""
    write(house / "styles/booklet.css", ".steps { display: none }")
    # A chapter of the booklet, which is soon set.
    name = f"booklets/{BOOKLET}/booklet.yaml"
    before = (REPOSITORY / name).read_text("utf-8").partition("\norder:\n")[0]
    chapter = "{chapter: 'The pump, the bag and the line', family: treatment, blocks: [bag-change-steps, line-care]}"
    write(house / name, f"{before}\norder:\n  - {chapter}\n")
    ours = load(Chain.at(house))[0]
    text = text_of(ours, Edition(BOOKLET, locale, "us"))
    pdf = typeset(ours, text, ours.tickets["download"].design_for("Letter")).pdf
    direction = library().locales[locale].direction
    found = [*lost(text, in_pdf(pdf, direction), "download")]

    assert {"B030"} == {problem.code for problem in found}
    assert "bag-change-steps.yaml" in {Path(problem.spot.path).name for problem in found}

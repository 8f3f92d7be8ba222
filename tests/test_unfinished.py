"""`chapbook proof --unfinished`: pages of a text on which somebody still works."""

from threading import Event

import pytest

from chapbook import api
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.texts import text_of
from chapbook.transcript.snapshot import code_of
from conftest import change, text_of_pages, write

BOOKLET, HANDS = "booklets/fever/booklet.yaml", "booklets/fever/hands.yaml"
ES = "locales/es/LC_MESSAGES/fever.po"


def words(pdf):
    """All that stands on each page, without spaces: the letters of words across a page are far apart."""
    return ["".join(page.split()) for page in text_of_pages(pdf)]


@pytest.mark.slow
def test_what_is_wrong_is_told_and_every_page_says_unfinished(project, chapbook):
    """Pages with faults in them are drawn, in the reader's language as far as it goes, and no page hides what it is."""
    change(project / HANDS, "**20 seconds**", "**30 seconds** or {nobody}")
    change(project / "booklets/fever/call.yaml", "kind: warning", "kind: warming")
    change(project / ES, 'msgstr "Manos limpias"', 'msgstr ""')
    result = chapbook("proof", "fever", "--locale", "es", "--unfinished", "--contact-sheet", "pages.png")
    made = api.proof(project, "fever", "es", unfinished=True)
    pages = words(made.file.content)

    assert 0 == result.exit_code, result.output
    assert {"B003", "B005", "B019", "L001"} <= {each.code for each in made.problems}
    assert all(str(each) in result.output for each in made.problems)
    assert "The pages are drawn all the same, as unfinished." in result.output
    assert "Nothing was written" not in result.output
    assert [True] * len(pages) == ["Sinterminar" in page for page in pages]
    assert any("Cleanhands" in page and "Tresco" in page for page in pages)
    assert "" == made.file.code


@pytest.mark.slow
def test_an_unfinished_page_has_no_code(project):
    """A code says that a paper can be looked up; where one would stand, pages say that they are unfinished."""
    write(
        project / "templates/parts/colophon.html", '<p id="colophon">{{ edition.code }} {{ edition.link or "" }}</p>\n'
    )
    change(project / "booklets/imprint.yaml", "inherits: []", "inherits: []\nsite: https://children.example.org")
    whole, _ = load(Chain.at(project))
    pages = words(api.proof(project, "fever", unfinished=True).file.content)
    code = code_of(text_of(whole, whole.editions()[0]))

    assert code in "".join(words(api.proof(project, "fever").file.content))
    assert 2 == pages[-1].count("Unfinished")
    assert [] == [page for page in pages if code in page or "example.org/e" in page]


@pytest.mark.slow
def test_while_one_watches_and_around_one_block(project):
    """A watched proof may be unfinished, and of one block as well."""
    change(project / HANDS, "**20 seconds**", "**30 seconds**")
    stop = Event()
    made = next(api.proofs(project, "fever", block="hands", unfinished=True, stop=stop))
    stop.set()

    assert ["B019"] == sorted(each.code for each in made.problems)
    assert [True] == ["Unfinished" in page and "30seconds" in page for page in words(made.file.content)]


@pytest.mark.parametrize(
    ("file", "old", "new", "first"),
    [
        (BOOKLET, "title: Fever", "title: Fever: now", "B012 in booklets/fever/booklet.yaml:1:13"),
        (BOOKLET, "revised: 2026-11-21", "revised: soon", "B002 in booklets/fever/booklet.yaml:4"),
        ("templates/booklet.html", "{% endfor %}", "", "T001 in templates/booklet.html:"),
    ],
)
def test_where_no_page_can_be_it_is_said_what_stands_in_the_way(project, chapbook, file, old, new, first):
    """Without a booklet, or a template, there is nothing to draw: the last line names what has to be mended first."""
    change(project / HANDS, "**20 seconds**", "**30 seconds**")
    path = project / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = chapbook("proof", "fever", "--unfinished")

    assert 1 == result.exit_code
    assert f"No page can be drawn before this is mended: {first}" in result.output


@pytest.mark.parametrize("command", ["build", "publish", "approve", "proof-sheet"])
def test_nothing_else_is_made_unfinished(chapbook, command):
    """What is handed out or signed has no such option."""
    assert "No such option '--unfinished'" in chapbook(command, "--unfinished").output

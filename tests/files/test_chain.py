"""The chain of roots: files replace, mappings merge, styles all apply, and an original stays in reach."""

import subprocess
import sys

import pytest

from chapbook.catalogs.catalogs import read_domain
from chapbook.check.replaced import revision
from chapbook.content.booklet import Edition
from chapbook.content.paper import SIZES
from chapbook.content.tickets import Design
from chapbook.files.chain import Chain, bundled
from chapbook.problems.problem import Problems
from chapbook.templating.environment import render
from chapbook.typeset.weasyprint.engine import pages
from chapbook.typeset.weasyprint.stylesheets import PageSetup
from conftest import REPOSITORY, change, sound, text_of_pages, write

LETTER = PageSetup(Design(SIZES["half-letter"]), "en-US", ("Andika", "Noto Sans"), 1, 1.4)


def test_nearest_file_replaces(hospital, project):
    """A hospital's block takes the place of the inherited one, and the order of the booklet stays."""
    origin = revision(project / "booklets/fever/hands.yaml")
    write(hospital / "booklets/fever/hands.yaml", f"made-from: {origin}\nkind: prose\ntext: Ask us for soap.\n")
    booklet = sound_without_spanish(hospital).booklets["fever"]

    assert ["hands", "points", "call"] == [block.name for block in booklet.blocks.values()]
    assert "Ask us for soap." == booklet.block("hands").content.text.parts[0].words[0].text
    assert "Three things to know" == booklet.block("points").content.title.text


def sound_without_spanish(folder):
    """A library whose hospital publishes English alone, as the new block has no translation."""
    with (folder / "booklets/imprint.yaml").open("a") as file:
        file.write("publishes: {locales: [en-US]}\n")
    return sound(folder)


def test_mappings_merge_key_by_key(hospital):
    """A hospital sets one value; the others, and its country's, stay as they are inherited."""
    write(hospital / "booklets/imprint.yaml", "inherits: [../project]\nname: Our Ward\nvalues: {fever-limit: 38.5}\n")
    library = sound(hospital)

    assert "38.5" == library.setting("fever-limit", "us").value
    assert "202-555-0143" == library.setting("day-phone", "us").value
    assert "acetaminophen" == library.setting("fever-medicine", "us").value
    assert "Our Ward" == library.imprint.name


def test_what_a_root_publishes_is_not_inherited(hospital, project):
    """That the inherited project publishes Spanish alone does not keep a hospital from publishing both."""
    change(project / "booklets/imprint.yaml", "inherits: []", "inherits: []\npublishes: {locales: [es]}")

    assert [Edition("fever", "es", "us")] == sound(project).editions()
    assert [Edition("fever", "en-US", "us"), Edition("fever", "es", "us")] == sound(hospital).editions()


def test_catalogs_merge_message_by_message(hospital):
    """A hospital changes one translation, and has all the others."""
    write(hospital / "locales/es/LC_MESSAGES/fever.po", 'msgctxt "call:signs"\nmsgid "Shivering"\nmsgstr "Tiritones"\n')

    said = read_domain(Chain.at(hospital), "es", "fever")

    assert "Tiritones" == said.get("call:signs", "Shivering")
    assert "Manos limpias" == said.get("hands:title", "Clean hands")
    assert sound(hospital)


@pytest.mark.slow
def test_styles_all_apply_the_nearest_last(hospital):
    """A hospital's style is added to the inherited one and wins over it, even against a stronger selector."""
    write(hospital / "styles/booklet.css", "h1 { display: none }\n")
    html = (
        '<html lang="en"><title>t</title><body><section><h1>Hidden</h1></section><section class="chapter"><p>Shown</p>'
    )
    inherited = pages(Chain.at(hospital / "../project"), html, LETTER, "a.en-US.us")
    nearer = pages(Chain.at(hospital), html, LETTER, "a.en-US.us")

    assert ["Hidden", "Shown"] == [text.strip() for text in text_of_pages(inherited[0])]
    assert ["", "Shown"] == [text.strip() for text in text_of_pages(nearer[0])]


def test_original_stays_in_reach(hospital, project):
    """An overridden template extends the original as library/<path>, and `find` gives each."""
    write(hospital / "templates/blocks/prose.html", '{% include "library/blocks/prose.html" %}<p>Ours.</p>\n')
    found = Chain.at(hospital)

    assert hospital / "templates/blocks/prose.html" == found.find("templates/blocks/prose.html")
    assert project / "templates/blocks/prose.html" == found.find("library/templates/blocks/prose.html")

    said = render(found, "blocks/prose.html", {"block": {"id": "soap", "title": "Soap", "text": "Wash."}})

    assert '<h2 id="soap">Soap</h2>' in said
    assert "<p>Ours.</p>" in said


def test_a_root_that_two_others_inherit_comes_once_and_last(tmp_path, project):
    """Two networks on one library: the library is read once, after both."""
    for name, inherits in (("north", "[../project]"), ("south", "[../project]"), ("ward", "[../north, ../south]")):
        write(tmp_path / name / "booklets/imprint.yaml", f"inherits: {inherits}\n")

    assert ("ward", "north", "south", "project") == tuple(root.name for root in Chain.at(tmp_path / "ward").roots)


def test_a_project_is_found_from_any_folder_inside(project):
    """The command line works anywhere inside a project; outside, the bundled library is at hand."""
    assert project == Chain.at(project / "booklets/fever/figures").home
    assert bundled() == Chain.at(project.parent).home


def test_a_circle_is_a_problem(hospital, project):
    """Two projects that inherit each other end in a problem, not in an endless loop."""
    change(project / "booklets/imprint.yaml", "inherits: []", "inherits: [../hospital]")

    with pytest.raises(Problems) as caught:
        Chain.at(hospital)

    assert ["B008"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    "path", ["../secret", "booklets/../../secret", "/etc/passwd", "library/../../secret", "..\\secret"]
)
def test_no_path_leads_out(project, path):
    """A path that climbs, or begins at the root of the machine, finds nothing."""
    write(project.parent / "secret", "")

    assert [] == Chain.at(project).layers(path)


def test_shown_paths_are_those_that_people_know(hospital, project):
    """A file of the project is named from its top, an inherited one by the name of its root or library/."""
    found = Chain.at(hospital)

    assert "booklets/imprint.yaml" == found.shown(hospital / "booklets/imprint.yaml")
    assert "library/booklets/values.yaml" == found.shown(project / "booklets/values.yaml")


def inherits(folder, *others):
    write(folder / "booklets/imprint.yaml", f"inherits: [{', '.join(others)}]\n")


def test_projects_do_not_inherit_each_other_without_end(tmp_path):
    """Neither a thousand in a row nor more ways than anybody can follow."""
    for number in range(40):
        inherits(tmp_path / f"row{number}", f"../row{number + 1}")
        inherits(tmp_path / f"net{number}", *[f"../net{number + 1}"] * (2 if number < 15 else 0))
    inherits(tmp_path / "row40")
    said = []
    for first in ("row0", "net0"):
        with pytest.raises(Problems) as refused:
            Chain.at(tmp_path / first)
        said += [str(problem).splitlines()[0] for problem in refused.value.problems]

    assert [
        "row19/booklets/imprint.yaml:1:12: B002 inherits: at most 20 projects inherit one from the other",
        "booklets/imprint.yaml: B002 inherits: projects inherit each other in too many ways",
    ] == said


@pytest.mark.slow
def test_a_checkout_behind_a_link_ends_its_chain(hospital, tmp_path):
    """Reached through a symbolic link, the library is one root, the last, whoever inherits it."""
    (link := tmp_path / "linked").symlink_to(REPOSITORY)
    write(hospital / "booklets/imprint.yaml", "inherits: [bundled]\n")
    ask = "from chapbook.files.chain import *; print(*(Chain.at(Path(each)).roots for each in ({!r}, {!r})), sep='\\n')"
    code = ask.format(str(link), str(hospital))
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(link / "src")}, capture_output=True, text=True, check=False
    )

    assert f"{(REPOSITORY,)}\n{(hospital, REPOSITORY)}\n" == done.stdout, done.stderr

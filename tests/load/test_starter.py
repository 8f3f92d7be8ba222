"""A hospital's first minute: a new content project that can be built at once."""

import re
from contextlib import chdir
from itertools import count

import pypdfium2
import pytest
from click.testing import CliRunner

from chapbook import cli
from chapbook.files.chain import PACKAGE, Chain, bundled
from chapbook.load.load import load
from chapbook.schemas.schemas import SCHEMAS

STARTER = PACKAGE / "load/starter"
FILES = {
    path.relative_to(STARTER).as_posix(): path.read_text("utf-8")
    for path in sorted(STARTER.rglob("*"))
    if path.is_file() and "build" not in path.parts
}
UNSET = re.compile(r"^( *)#([a-z-]+):", re.M)


def chapbook(folder, *words, code=0):
    """What a command says, run in a folder of this process, where the library was read before."""
    with chdir(folder):
        done = CliRunner().invoke(cli.main, words)

    assert code == done.exit_code, done.output

    return done.output


@pytest.fixture
def project(tmp_path):
    """A project fresh from `chapbook new`."""
    chapbook(tmp_path, "new", "our-hospital")
    return tmp_path / "our-hospital"


@pytest.mark.slow
def test_new_writes_the_starter_and_nothing_else(project):
    """The new folder holds the starter's files, word for word, and the schemas that their first lines name."""
    files = {path.relative_to(project): path for path in project.rglob("*") if path.is_file()}
    own = {name.as_posix(): path.read_text("utf-8") for name, path in files.items() if name.parts[0] != "schemas"}

    assert FILES == own
    assert {f"schemas/{name}.json" for name in SCHEMAS} == {name.as_posix() for name in files} - {*own}


@pytest.mark.slow
def test_the_starter_is_a_project_itself():
    """Nothing is wrong with the starter where it lies: whoever changes one of its files sees it checked."""
    assert chapbook(STARTER, "check").startswith("no problems in ")


@pytest.mark.slow
def test_new_project_builds_its_own_booklet(project):
    """The starter's own booklet can be built at once, for the screen and for the ward's printer."""
    chapbook(project, "build", "welcome", "--locale", "en-US")
    (download,) = project.glob("build/download/*.pdf")
    text = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(download))

    folders = sorted(path.parent.name for path in project.glob("build/*/*.pdf"))

    assert ["download", "large-print", "proof-sheet", "ward-printer"] == folders
    assert "Welcome to our ward" in text
    assert "911" in text
    # It has no warning, so it sends nobody to red pages.
    assert [] == [words for words in ("How to find help fast", "red pages", "Call us now") if words in text]


@pytest.mark.slow
def test_new_refuses_a_folder_that_holds_something(project):
    """Nothing is ever written over a project that is there."""
    before = (project / "booklets/imprint.yaml").stat().st_mtime_ns
    said = chapbook(project.parent, "new", "our-hospital", code=2)

    assert "our-hospital is there already and is not empty" in said
    assert before == (project / "booklets/imprint.yaml").stat().st_mtime_ns


@pytest.mark.slow
def test_imprint_names_every_value_that_a_hospital_sets(project):
    """The imprint has a line for every value, but for those that belong to the country."""
    values = load(Chain.at(bundled()))[0].values
    imprint = FILES["booklets/imprint.yaml"].split("\nvalues:\n")[1]
    named = re.findall(r"^  #?([a-z-]+):", imprint, re.M)

    assert sorted(name for name, value in values.items() if value.set_by != "country") == sorted(named)


@pytest.mark.slow
def test_every_line_of_the_imprint_can_be_set(project):
    """With every line of the imprint set, nothing is wrong with the project."""
    values = load(Chain.at(bundled()))[0].values
    (project / "booklets/figures").mkdir()
    (project / "booklets/figures/logo.svg").write_text(FILES["booklets/welcome/figures/cover.svg"], "utf-8")

    phones = count(100)

    def fill(line):
        indent, name = line.groups()
        if name in ("logo", "license", "revised"):
            return f"{indent}{name}:"
        if name == "site":
            return f"{indent}{name}: children.example.org"
        if name == "emergency-number":
            return f"{indent}{name}: 911"
        value = values.get(name)
        if value is None or not (value.range or value.type == "phone"):
            return f"{indent}{name}: Ours"
        return f"{indent}{name}: {f'202-555-0{next(phones)}' if value.type == 'phone' else format(value.range[0], 'g')}"

    imprint = project / "booklets/imprint.yaml"
    imprint.write_text(UNSET.sub(fill, imprint.read_text("utf-8")), "utf-8")
    library, problems = load(Chain.at(project))

    assert [] == problems
    assert {name for name, value in values.items() if value.set_by != "country"} == set(library.imprint.values)
    assert ("Ours", "figures/logo.svg") == (library.imprint.name, library.imprint.logo)
    assert chapbook(project, "check").startswith("no problems in ")


def test_ranges_in_the_imprint_are_those_of_the_values():
    """Where the imprint states a range, it is the range that `check` holds it to."""
    values = load(Chain.at(bundled()))[0].values
    stated = re.findall(r"^  #?([a-z-]+):.*from ([\d.]+) to ([\d.]+)", FILES["booklets/imprint.yaml"], re.M)

    assert len(stated) >= 10
    assert {name: values[name].range for name, *_ in stated} == {
        name: (float(low), float(high)) for name, low, high in stated
    }


def test_tree_of_the_readme_is_the_project():
    """Every path that the starter's README draws is a file or folder of the starter, or what a build makes."""
    tree = FILES["README.md"].split("```text\n")[1].split("```")[0]
    drawn = {line.split()[0].rstrip("/") for line in tree.splitlines()}
    known = {part for path in FILES for part in [path, *path.split("/"), "/".join(path.split("/")[-2:])]} | {
        "build",
        "schemas",
    }

    assert set() == drawn - known

"""What every test may lean on: the fonts of the repository, a small project to work on, and the command line."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from pypdfium2 import PdfDocument

from chapbook import cli
from chapbook import gate as judge
from chapbook.cli import kit
from chapbook.content.jobs import Wanted
from chapbook.files import fonts
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, report

REPOSITORY = Path(__file__).parents[1]
FONTS = REPOSITORY / "styles" / "fonts"
MINIMAL = REPOSITORY / "tests" / "projects" / "minimal"


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="write what is printed now into expected.txt; then read each one"
    )


def pytest_configure(config):
    """Fontconfig reads its settings once a process, so they come before anything imports WeasyPrint."""
    if fonts.files(FONTS):
        scratch = TemporaryDirectory()
        config.add_cleanup(scratch.cleanup)
        fonts.prepare(Path(scratch.name), FONTS)


@pytest.fixture
def project(tmp_path):
    """A copy of the minimal project, to change at will."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "project"))


@pytest.fixture
def hospital(project):
    """A project that inherits the minimal one, as a hospital inherits the bundled library."""
    home = project.parent / "hospital"
    write(home / "booklets/imprint.yaml", "inherits: [../project]\n")
    return home


def write(path, text):
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path, old, new):
    """Another wording in a file; that the old one is there is part of the test."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_britain(project):
    """A second place, with its own region, where the source language is read too."""
    write(
        project / "booklets/places/gb.yaml",
        "name: United Kingdom\nregions: [uk]\nlanguage: en-US\npaper: A4\n"
        "values: {fever-medicine: acetaminophen, stay-near: 3}\n",
    )
    change(project / "locales/locales.yaml", "babel: {us: en_US}", "babel: {us: en_US, gb: en_GB}")


def sound(folder):
    """The library of a project without a problem."""
    return judge.sound(Chain.at(folder), Wanted())


def problems(folder):
    """All problems of a project, as they are printed, without hints."""
    _, found = judge.judge(Chain.at(folder), Wanted())
    return [line for line in report(found).splitlines()[:-1] if not line.startswith("    ")]


def attempt(action):
    """What an action gives, and the codes of the problems that kept it from giving anything."""
    try:
        return action(), set()
    except Problems as refused:
        return None, {problem.code for problem in refused.problems}


def text_of(pdf):
    """The text of each page of a PDF."""
    with PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture
def chapbook(project, monkeypatch):
    """The command line inside the project: `chapbook("build", "--locale", "es")`."""
    monkeypatch.chdir(project)
    monkeypatch.setattr(kit, "set_up", lambda project: None)
    return lambda *arguments: CliRunner().invoke(cli.main, arguments)

"""What every test may lean on: the fonts of the repository, a small project to work on, and the command line."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from chapbook import cli, fonts

REPOSITORY = Path(__file__).parents[1]
FONTS = REPOSITORY / "styles" / "fonts"
MINIMAL = REPOSITORY / "tests" / "projects" / "minimal"


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="write what is printed now into expected.txt; then read each one")


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
def chapbook(project, monkeypatch):
    """The command line inside the project: `chapbook("build", "--locale", "es")`."""
    monkeypatch.chdir(project)
    monkeypatch.setattr(cli, "_set_up", lambda project, folder: None)
    return lambda *arguments: CliRunner().invoke(cli.main, arguments)

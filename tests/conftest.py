"""What every test may lean on: the fonts of the repository, a small project to work on, and the command line."""

import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings
from pypdfium2 import PdfDocument

from chapbook import api, cli, gate
from chapbook.content.jobs import Wanted
from chapbook.content.walk import leaves
from chapbook.files import fonts
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, report

REPOSITORY = Path(__file__).parents[1]
FONTS = REPOSITORY / "styles" / "fonts"
MINIMAL = REPOSITORY / "tests" / "projects" / "minimal"


# Machines are shared: how long an example takes fails no test.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="write what is printed now into expected.txt; then read each one"
    )


# Thousands of small projects are made, changed and thrown away: in memory that takes half the time.
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000


def pytest_configure(config):
    """Pages that a test sets without the press are set in the repository's typefaces too."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
    if "CHAPBOOK_ONCE" not in os.environ:
        once = tempfile.TemporaryDirectory(prefix="chapbook-once-")
        os.environ["CHAPBOOK_ONCE"] = once.name
        config.add_cleanup(once.cleanup)
    # With thousands of tests in memory, looking for what was let go took a fifth of the time.
    gc.set_threshold(20_000)
    if fonts.files(FONTS):
        alone = fonts.alone(FONTS)
        alone.__enter__()
        config.add_cleanup(lambda: alone.__exit__(None, None, None))


# These take longest, in this order: begun last, one of them would let the other cores wait at the end.
LONGEST = ["library", "documentation", "proofread", "fuzz", "hit", "publish", "problems"]

# These read what `test_library.py` built, and would set it themselves if they came before it is there.
READ = [
    *("forms", "accessibility", "type", "parity", "api", "tagging", "copies_of_the_library", "tool_sheets"),
    *("red_pages", "proofs", "linear"),
]


def pytest_collection_modifyitems(items):
    """The longest files first, those that read the built library last; all others in their order."""
    place = {f"test_{name}.py": number for number, name in enumerate(LONGEST)}
    place |= {f"test_{name}.py": len(LONGEST) + 1 + number for number, name in enumerate(READ)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONGEST)))


# What is published and taken back in the tests, on days of which some are still to come, is so by then.
TODAY = date(2027, 1, 31)

# These build in a process a core, as Chapbook does. All others build in their own, where what was read before is warm:
# to fork for a page of the small project takes longer than to set it.
FORK = {"test_library.py", "test_limits.py", "test_api.py"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """It is one day for all; what is not marked slow sets no page of a project and starts no interpreter.

    The quick loop would wait for it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chapbook.cli.options.today", lambda: TODAY)
        if item.path.name not in FORK:
            patch.setattr("chapbook.workers.workers.cores", lambda: 1)
        if item.get_closest_marker("slow") is None:
            patch.setattr(subprocess.Popen, "__init__", starting)
            patch.setattr("chapbook.typeset.weasyprint.engine._pages", setting)
        return (yield)


class NotMarked(BaseException):
    """A test does what the quick loop would wait for; none of the nets of Chapbook takes this for its own fault."""


def starting(process, arguments, *more, begin=subprocess.Popen.__init__, **options):
    """A program begins; another Python or Chapbook may not."""
    if Path(arguments[0]).parent == Path(sys.executable).parent:
        raise NotMarked("starts an interpreter: mark it slow")
    begin(process, arguments, *more, **options)


def setting(*arguments):
    raise NotMarked("sets pages: mark it slow")


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


@pytest.fixture(scope="module")
def browser():
    """Chromium without a screen, for a file of tests that are marked with `in_browser.NEEDED`."""
    from playwright.sync_api import sync_playwright

    from in_browser import CHROMIUM, SWITCHES

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


def done(chapbook, *arguments):
    """What a command says, which must succeed."""
    result = chapbook(*arguments)

    assert 0 == result.exit_code, result.output

    return result.output


def with_signs(project):
    """The small project with a register of signs, and a title that names them."""
    shutil.copytree(REPOSITORY / "tests/projects/signs", project, dirs_exist_ok=True)
    return project


def clinic_beside(project):
    """A hospital with a site, which inherits the small project and publishes its booklet in two languages."""
    home = project.parent / "clinic"
    imprint = (
        "name: Sample Children's Hospital\ninherits: [../project]\nsite: children.example.org\n"
        "publishes: {booklets: [fever], locales: [en-US, es], places: [us]}\n"
        "values: {day-phone: 202-555-0143, fever-limit: 38.0}\n"
    )
    write(home / "booklets/imprint.yaml", imprint)
    # The small project has no pages for a site: they are the library's, with its words.
    shutil.copytree(REPOSITORY / "templates/site", home / "templates/site")
    for name in ("styles/site.css", "locales/es/LC_MESSAGES/furniture.po"):
        write(home / name, (REPOSITORY / name).read_text("utf-8"))
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


def lay_over(project, case, prepare=lambda project: None):
    """The files of a case over a project, what `prepare` adds to them, and then what its change.txt exchanges."""
    shutil.copytree(case, project, dirs_exist_ok=True)
    (project / "expected.txt").unlink()
    prepare(project)
    changes = project / "change.txt"
    if changes.exists():
        for part in changes.read_text("utf-8").rstrip("\n").split("\n\n"):
            name, lines = part.split("\n", 1)
            exchange(project / name, f"{lines}\n")
        changes.unlink()


def exchange(path, lines):
    """Lines of a file that go (`- `), in one piece, each time with those that come in their place (`+ `)."""
    for gone, come in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", lines, re.M):
        old, new = (re.sub("^[-+] ?", "", each, flags=re.M) for each in (gone, come))
        text = path.read_text("utf-8")
        parts = re.split(f"^{re.escape(old)}", text, flags=re.M)

        assert 2 == len(parts), f"{path.name} has not once, and once alone:\n{old}"

        path.write_text(new.join(parts), "utf-8")


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
    return gate.sound(Chain.at(folder), Wanted()).project


def leaves_of(manuscript):
    """Every text and value of a manuscript with the path of its block, in order; titles are of `<booklet>/booklet`."""
    covers = f"{manuscript.edition.booklet}/booklet"
    yield from ((covers, leaf.leaf) for leaf in leaves(manuscript.booklet))
    for chapter in manuscript.chapters:
        yield covers, chapter.title
        yield from ((block.path, leaf.leaf) for block in chapter.blocks for leaf in leaves(block.content))


def proof(folder, booklet, locale="en-US", place="us", ticket="download"):
    """The file of one edition on one ticket."""
    return api.proof(folder, booklet, locale, place, ticket).file


@pytest.fixture
def at_their_least(monkeypatch):
    """Forms are set at the least size that their type may have, and not at each larger one before."""
    from chapbook.typeset.weasyprint import engine

    sizes = engine._sizes
    monkeypatch.setattr(engine, "_sizes", lambda html, name="data-sizes": sizes(html, name)[-1:])


def problems(folder):
    """All problems of a project, as they are printed, without hints."""
    found = api.check(folder).problems
    return [line for line in report(found).splitlines()[:-1] if not line.startswith("    ")]


def attempt(action):
    """What an action gives, and the codes of the problems that kept it from giving anything."""
    try:
        return action(), set()
    except Problems as refused:
        return None, {problem.code for problem in refused.problems}


def text_of_pages(pdf):
    """The text of each page of a PDF."""
    with PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture
def chapbook(project, monkeypatch):
    """The command line inside the project: `chapbook("build", "--locale", "es")`."""
    monkeypatch.chdir(project)
    return lambda *arguments: CliRunner().invoke(cli.main, arguments)

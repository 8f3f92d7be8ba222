"""How the tree is kept: what every change has to pass, and what editors and tools are told."""

import ast
import re
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import pytest
import yaml

from chapbook.content.limits import Limits
from conftest import NotMarked, proof

ROOT = Path(__file__).parents[1]


def recipe(target):
    """The commands of a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return re.findall(r"^\t@?(.+)", re.search(rf"^{target}:.*\n((?:\t.+\n)+)", makefile, re.M)[1], re.M)


def test_every_change_passes_lint_and_the_tests():
    """`.ci/run` runs lint, and then the test command of the README."""
    script = (ROOT / ".ci/run").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    (test,) = re.findall(r"^(make \w+) +# the whole test suite", readme, re.M)

    assert ["make lint", test] == re.findall(r"^(make \w+)", script, re.M)


def test_lint_looks_at_slips_format_and_types():
    """`make lint` runs each tool over the whole tree, and none of them is told to pass."""
    assert ["$(RUN)/ruff check", "$(RUN)/ruff format --check", "$(RUN)/mypy"] == recipe("lint")


def test_the_fast_loop_leaves_out_what_is_slow():
    """`make quick` runs what `make test` runs, but for tests that are marked slow."""
    (everything,) = recipe("test")

    assert [everything.replace("pytest ", 'pytest -m "not slow" ')] == recipe("quick")


def test_the_fast_loop_waits_for_nothing(project):
    """A test that is not marked slow fails where it sets a page or starts an interpreter."""
    with pytest.raises(NotMarked, match="sets pages: mark it slow"):
        proof(project, "fever")
    with pytest.raises(NotMarked, match="starts an interpreter: mark it slow"):
        subprocess.run([sys.executable, "--version"])


# ── before a commit, and in an editor ─────────────────────────────────────────────────────────────────────────────


def test_hooks_are_what_lint_runs_and_fetch_nothing():
    """Every hook is a program of .venv; what `make lint` runs is among them, and no address of any host."""
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    repositories = yaml.safe_load(text)["repos"]
    entries = [hook["entry"] for repository in repositories for hook in repository["hooks"]]
    tools = [command.replace("$(RUN)", ".venv/bin").removesuffix(" --check") for command in recipe("lint")]

    assert {"local"} == {repository["repo"] for repository in repositories}
    assert "://" not in text
    assert [] == [entry for entry in entries if not entry.startswith(".venv/bin/")]
    assert tools == [entry.removesuffix(" --force-exclude") for entry in entries[: len(tools)]]


def test_editors_are_told_what_lint_holds():
    """A line of Python is as long in every editor as lint allows."""
    settings = ConfigParser()
    settings.read_string(f"[top]\n{(ROOT / '.editorconfig').read_text('utf-8')}")
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["line-length"]

    assert str(lint) == settings["*.py"]["max_line_length"]


@pytest.fixture(scope="module")
def texts():
    """Every text file that git tracks, but for faults on purpose and licences as they came."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    kept = [path for path in paths if path.is_file() and ROOT / "tests/problems" not in path.parents]
    return {path: path.read_bytes() for path in kept if not re.match(r"(OFL|LICENSE)-.*\.txt", path.name)}


def test_files_are_as_the_editors_are_told(texts):
    """Texts are UTF-8, lines end with LF and without spaces, and only the Makefile has tabs."""
    binary = {".png", ".icc", ".pdf", ".ttf"}
    words = {path: content for path, content in texts.items() if path.suffix not in binary}
    faults = [
        path.relative_to(ROOT).as_posix()
        for path, content in words.items()
        if (content and not content.endswith(b"\n"))
        or re.search(rb"[ \t]$|\r", content, re.M)
        or (b"\t" in content and path.name != "Makefile")
        or content.decode("utf-8", errors="replace").encode("utf-8") != content
    ]

    assert len(words) > 300
    assert [] == faults


# ── what is promised about hostile projects ───────────────────────────────────────────────────────────────────────


def test_every_promise_of_security_is_held_by_a_test():
    """A promise that SECURITY.md makes names as many tests as it has sentences, or more."""
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = re.findall(r"^\|.*\|$", page.split("## What a hostile project can")[0], re.M)[2:]
    sentences = {row: len(re.findall(r"\. ", row.split("|")[2])) for row in rows}

    assert len(rows) >= 10
    assert [] == [row for row in rows if not 0 < sentences[row] <= len(TEST.findall(row))]


# A test as a page names it.
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_test_that_a_page_names_is_there():
    """Where SECURITY.md or a review says what shows a thing, there is such a test."""
    named = named_by_pages()
    missing = [f"{path}::{name}" for path, name in named if name not in functions(path)]

    assert len(named) >= 100
    assert [] == missing


def test_every_test_that_a_page_names_can_fail():
    """What shows a promise asserts something, itself or where it asks for help, and is left out on no machine."""
    proving_nothing = [
        f"{path}::{name}"
        for path, name in named_by_pages()
        if not proves(name, functions(path)) or left_out(functions(path)[name])
    ]

    assert [] == proving_nothing


@pytest.mark.parametrize(
    ("source", "can_fail"),
    [
        ("def test_it(): assert done()", True),
        ("def test_it(): look()\ndef look(): assert done()", True),
        ("def test_it():\n  with pytest.raises(Problems): act()", True),
        ("def test_it(): act()", False),
        ("def test_it(): assert True", False),
        ("def test_it(): look()\ndef look(): look()", False),
        ("@pytest.mark.skip\ndef test_it(): assert done()", False),
        ("@pytest.mark.xfail(reason='later')\ndef test_it(): assert done()", False),
    ],
)
def test_a_test_that_proves_nothing_is_seen(source, can_fail):
    """A test without an assertion, with one that always holds, or left out everywhere, proves nothing."""
    known = defined(source)

    assert can_fail == (proves("test_it", known) and not left_out(known["test_it"]))


def named_by_pages():
    """Every test that SECURITY.md or a guide names: its file and its name."""
    pages = [ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return sorted({found for page in pages for found in TEST.findall(page.read_text("utf-8"))})


@cache
def functions(path):
    return defined((ROOT / path).read_text("utf-8"))


def defined(source):
    """The functions of a module by their names."""
    return {each.name: each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef)}


def proves(name, known, asked=frozenset()):
    """Whether a function asserts what can be otherwise, or calls one beside it that does."""
    for each in ast.walk(known[name]):
        if isinstance(each, ast.Assert) and not isinstance(each.test, ast.Constant):
            return True
        if isinstance(each, ast.Call):
            called = ast.unparse(each.func)
            if called == "pytest.raises":
                return True
            if called in known and called not in {name, *asked} and proves(called, known, {name, *asked}):
                return True
    return False


def left_out(function):
    """Whether a test is marked so that it runs, or counts, nowhere; `skipif` asks for what a machine may lack."""
    return any(re.match(r"pytest\.mark\.(skip|xfail)\b", ast.unparse(each)) for each in function.decorator_list)


def test_what_security_says_that_a_project_may_cost_is_what_it_may():
    """The seconds and the memory of SECURITY.md are the limits that hold."""
    page, most = " ".join((ROOT / "SECURITY.md").read_text("utf-8").split()), Limits()

    assert (
        f"at most {most.seconds} seconds of the processor, and {most.megabytes:,} MB of memory; "
        f"all else in a command {most.reading} seconds"
    ) in page
    assert "two minutes of a processor for an edition on a ticket, five for reading the project" in page
    assert (120, 300) == (most.seconds, most.reading)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_security_is_found(page):
    """Whoever opens the repository is led to SECURITY.md."""
    assert "](SECURITY.md)" in (ROOT / page).read_text("utf-8")

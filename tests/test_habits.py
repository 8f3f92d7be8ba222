"""How the tree is kept: what every change has to pass, and what editors and tools are told."""

import re
from pathlib import Path

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

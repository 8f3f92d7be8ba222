"""What the project promises as a whole: every code has a case, every message is whole, same input, same bytes."""

import re
from pathlib import Path

import pytest

from chapbook.problems import REGISTER, explain

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src" / "chapbook"
CASES = sorted(path for path in (TESTS / "problems").iterdir() if path.is_dir())


def expected(case):
    return (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", REGISTER)
def test_every_code_has_a_case(code):
    """Every code of the register has a folder in tests/problems, and what is printed there contains the code."""
    cases = [case for case in CASES if case.name.startswith(f"{code}-")]

    assert cases
    assert all(f": {code} " in expected(case) for case in cases)


@pytest.mark.parametrize("code", REGISTER)
def test_every_code_is_printed_somewhere(code):
    """No code of the register is there for show: some module raises it."""
    modules = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "problems.py"]

    assert any(re.search(rf'"{code}"', module) for module in modules)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_report_is_whole(case):
    """A report is sorted, each problem has a spot and a hint without gaps, and the last line counts them by desk."""
    *lines, last = expected(case).splitlines()
    # A difference between two files follows a hint, further in.
    lines = [line for line in lines if not line.startswith("        ")]
    problems, hints = lines[0::2], lines[1::2]
    spots = [re.match(r"(.+?)((?::\d+)*): [ABCLNPSTV]\d{3} \S", line) for line in problems]
    desks = [REGISTER[re.search(r": ([ABCLNPSTV]\d{3}) ", line)[1]].desk for line in problems]
    shares = ", ".join(f"{desks.count(desk)} for {desk}" for desk in sorted(set(desks)))
    noun = "problem" if len(problems) == 1 else "problems"

    assert all(spots)
    assert all(re.match(r"    hint: \S.*[^ ]$", hint) for hint in hints)
    assert not re.search(r"\w  +\w| ,|: ;|\(\)|\[\]", "\n".join([*problems, *(hint.strip() for hint in hints)]))
    assert f"{len(problems)} {noun}: {shares}. Nothing was written." == last
    assert spots == sorted(spots, key=lambda spot: (spot[1], [int(number) for number in spot[2].split(":")[1:]]))


@pytest.mark.parametrize("code", REGISTER)
def test_every_code_is_explained(code):
    """`chapbook explain` gives the rule, the reason and the remedy, without a brace left to fill."""
    said = explain(code)
    rule, reason, hint = said.split("\n\n")

    assert rule.startswith(f"{code} (for {REGISTER[code].desk}): ")
    assert reason.endswith(".")
    assert re.match(r"hint: \w", hint)
    assert "{{" not in said
    assert not re.search(r"\{\w+\}", said.replace("{fever-limit}", ""))


def test_same_input_same_bytes(chapbook, project):
    """Two builds of one project are the same, byte for byte, in every file."""
    for folder in ("one", "two"):
        assert 0 == chapbook("build", "--to", folder).exit_code
    one, two = (
        {
            path.relative_to(project / folder): path.read_bytes()
            for path in (project / folder).rglob("*")
            if path.is_file()
        }
        for folder in ("one", "two")
    )

    names = {f"fever.{locale}.us.{suffix}" for locale in ("en-US", "es") for suffix in ("pdf", "json")}

    assert {"manifest.json", ".memory.json", *names} == {path.name for path in one}
    assert one == two

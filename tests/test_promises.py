"""What the project promises as a whole: every code has a case, every message is whole, same input, same bytes."""

import ast
import re
import shutil
from pathlib import Path

import pytest

from chapbook.problems import explain
from chapbook.rules import REGISTER

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src" / "chapbook"
CASES = sorted(path for path in (TESTS / "problems").iterdir() if path.is_dir())

# Each stage of the line, with the modules that are its own; whole packages stand for what is in them.
STAGES = {
    "load": {"load"},
    "check": {"check", "translations"},
    "assemble": {"assemble"},
    "translate": {"translate"},
    "typeset": {"typeset", "engine", "layout", "structure", "tagging", "fields", "glyphs"},
    "finish": {"press"},
    "publish": {"publish"},
    "reading": {"reading"},
    "trust": {"trust"},
}
# What puts stages together, each row for the rows after it.
COMPOSERS = ({"hands", "judge", "deliver", "sheets", "formats", "handout"}, {"pipeline"}, {"proofing"}, {"cli"})


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
    modules = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "rules.py"]

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


def imports(source):
    """Who imports whom in a package, as pairs of top names below it: modules and packages of modules."""
    tops = {path.stem for path in source.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    for path in sorted(source.rglob("*.py")):
        own = path.relative_to(source).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{name}" for name in names]
            for name in names:
                _, _, other = name.partition("chapbook.")
                if name.startswith("chapbook.") and other.split(".")[0] in tops - {own}:
                    yield own, other.split(".")[0]


def against_the_line(source):
    """Imports that run back up: a stage that imports another, or what lies below that imports what puts it together."""
    stage = {module: name for name, modules in STAGES.items() for module in modules}
    height = {module: number for number, row in enumerate(COMPOSERS, 2) for module in row} | dict.fromkeys(stage, 1)
    for importer, imported in imports(source):
        if importer == "__main__":
            continue
        low, high = height.get(importer, 0), height.get(imported, 0)
        if low < high or (low == high == 1 and stage[importer] != stage[imported]):
            yield importer, imported


def test_dependencies_point_one_way():
    """The command line imports the pipeline, that the stages, those the model; no stage imports another."""
    named = {*(module for row in COMPOSERS for module in row), *(each for own in STAGES.values() for each in own)}

    assert [] == sorted({*against_the_line(SOURCE)})
    assert set() == {name for name in named if not [*SOURCE.glob(f"{name}.py"), *SOURCE.glob(f"{name}/__init__.py")]}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("trust/audit.py", "from chapbook.typeset import typeset"),
        ("press/marks.py", "from chapbook import judge"),
        ("model.py", "from chapbook.press.marks import room"),
        ("text.py", "import chapbook.check"),
        ("judge.py", "def late():\n    from chapbook.pipeline import make"),
    ],
)
def test_an_import_back_up_is_found(tmp_path, module, line):
    """An import that is planted against the line is found, at the head of a module or inside a function."""
    source = Path(shutil.copytree(SOURCE, tmp_path / "chapbook"))
    with (source / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    assert 1 == len({*against_the_line(source)})


def test_only_the_command_line_prints():
    """No module below the command line prints, exits, or reads the clock, the environment or the current directory."""
    calls = {
        (path.name, ast.unparse(node.func))
        for path in SOURCE.rglob("*.py")
        if "cli" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    refused = {
        *("print", "input", "exit", "sys.exit", "click.echo", "Path.cwd", "os.getcwd", "os.getenv", "os.environ.get"),
        *("time.time", "datetime.now", "datetime.datetime.now", "date.today", "datetime.date.today"),
    }

    assert [] == sorted(call for call in calls if call[1] in refused)


def test_one_module_writes():
    """Files are written, renamed and deleted by the module `files` alone, which looks where they lie.

    The settings of Fontconfig go into a folder that is made for one run.
    """
    acts = {"write_bytes", "write_text", "unlink", "rename", "mkdir", "rmdir", "touch", "symlink_to", "mkstemp"}
    found = {
        path.name
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in acts
        if ast.unparse(node.func) != "formatter.write_text"  # of click, for help
    }

    assert {"files.py", "fonts.py"} == found

"""What the project promises as a whole: every code has a case, every message is whole, same input, same bytes."""

import ast
import re
import shutil
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from chapbook import pipeline
from chapbook.problems.problem import MOST_TOLD, Spot, explain, problem, report
from chapbook.problems.register import REGISTER

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src" / "chapbook"
CASES = sorted(path.parent for path in (TESTS / "problems").glob("*/*/expected.txt"))

# The line, as the press itself shows it.
STAGES = (pipeline.__doc__ or "").rstrip(".").partition(": ")[2].split(" ─► ")
# What stages stand on: the nouns, the files, the problems.
GROUND = {"content", "files", "problems"}
# What stages read with: rooms that docs/code.md names under this head, between two others.
CODE = (TESTS.parent / "docs/code.md").read_text("utf-8")
READ_WITH = {
    *re.findall(r"^### `(\w+)(?:/|\.py)`$", CODE.partition("## What stages read with\n")[2].partition("\n## ")[0], re.M)
}


def expected(case):
    return (case / "expected.txt").read_text(encoding="utf-8")


def test_every_code_has_a_case():
    """Every code of the register has a folder in tests/problems, and what is printed there contains the code."""
    code_of = {case: code for case in CASES if (code := case.name.partition("-")[0]) in REGISTER}

    assert REGISTER.keys() == {*code_of.values()}
    assert [] == [case.name for case, code in code_of.items() if f": {code} " not in expected(case)]


def test_every_code_is_printed_somewhere():
    """No code of the register is there for show: some module raises it."""
    modules = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if "problems" not in path.parts]

    assert set() == REGISTER.keys() - {code for module in modules for code in re.findall(r'"([A-Z]\d{3})"', module)}


# Whose problems come last, above the prompt: most of the rest follows from them.
LATE = ("translators", "designers", "authors")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_report_is_whole(case):
    """A report goes desk by desk, the authors' problems last, and there by spot; each has a hint without gaps, and the
    last line counts them."""
    *lines, last = expected(case).splitlines()
    # A difference between two files follows a hint, further in.
    lines = [line for line in lines if not line.startswith("        ")]
    problems, hints = lines[0::2], lines[1::2]
    spots = [re.match(r"(.+?)((?::\d+)*): [A-Z]\d{3} \S", line) for line in problems]
    desks = [REGISTER[re.search(r": ([A-Z]\d{3}) ", line)[1]].desk for line in problems]
    shares = ", ".join(f"{desks.count(desk)} for {desk}" for desk in sorted(set(desks)))
    noun = "problem" if len(problems) == 1 else "problems"

    assert all(spots)
    assert all(re.match(r"    hint: \S.*[^ ]$", hint) for hint in hints)
    assert not re.search(r"\w  +\w| ,|: ;|\(\)|\[\]", "\n".join([*problems, *(hint.strip() for hint in hints)]))
    command = case / "command.txt"
    only_looks = command.exists() and command.read_text("utf-8").split()[0] in ("audit", "check", "preflight")
    assert f"{len(problems)} {noun}: {shares}.{'' if only_looks else ' Nothing was written.'}" == last
    places = [(spot[1], [int(number) for number in spot[2].split(":")[1:]]) for spot in spots]
    turns = [LATE.index(desk) if desk in LATE else -1 for desk in desks]

    assert [*zip(turns, places, strict=True)] == sorted(zip(turns, places, strict=True))


def test_a_report_that_nobody_would_read():
    """Of forty thousand faults of one kind in one file the first are told, the others are counted."""
    anchors = [problem("B011", Spot("a.yaml", line), mark="&a") for line in range(40_000)]
    *lines, last = report([*anchors, problem("B011", Spot("b.yaml"), mark="&a")]).splitlines()

    assert 2 * (MOST_TOLD + 1) == len(lines)
    assert (
        "40001 problems: 40001 for authors. 39,800 more of the same codes are not shown. Nothing was written." == last
    )


@pytest.mark.parametrize("code", REGISTER)
def test_every_code_is_explained(code):
    """`chapbook explain` gives the rule, the reason and the remedy, without a brace left to fill."""
    said = explain(code)
    rule, reason, hint = said.split("\n\n")

    assert rule.startswith(f"{code} (for {REGISTER[code].desk}): ")
    assert reason.endswith(".")
    assert re.match(r"hint: \w", hint)
    assert "{{" not in said.replace('{{ _("…") }}', "")  # which a template may hold
    assert not re.search(r"\{\w+\}", said.replace("{fever-limit}", ""))


@pytest.mark.slow
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


@cache
def parsed(text):
    """Every node of a module; read once, however often the tree is copied."""
    return [*ast.walk(ast.parse(text))]


def rooms(source):
    """The folders and files at the top of the package."""
    tops = {path.stem for path in source.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    return tops - {"__init__", "__main__"}


@cache
def imported(text):
    """The rooms that a module imports from, at its head or inside a function."""
    found = set()
    for node in parsed(text):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{name}" for name in names]
        found |= {name.split(".")[1] for name in names if name.startswith("chapbook.")}
    return frozenset(found)


def imports(source):
    """Which room imports which, as pairs; each room is named, also one that imports nothing."""
    found = {room: set() for room in rooms(source)}
    for path in sorted(source.rglob("*.py")):
        own = path.relative_to(source).parts[0].removesuffix(".py")
        if own in found:
            found[own] |= imported(path.read_text(encoding="utf-8")) & found.keys() - {own}
    return found


def leads_to(room, graph):
    """Every room that a room imports, and what those import."""
    found, todo = set(), [room]
    while todo:
        found |= (new := graph[todo.pop()] - found)
        todo += new
    return found


def against_the_line(source):
    """Imports that run back up: between stages, of a stage by what stages read with, from the ground, of the command
    line, or round in a circle."""
    graph = imports(source)
    for room, others in graph.items():
        yield from ((room, other) for other in others & {"cli"})
        yield from ((room, other) for other in others - GROUND if room in GROUND)
        below = room in STAGES or room in READ_WITH
        yield from ((room, other) for other in leads_to(room, graph) & {*STAGES} - {room} if below)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        yield tuple(circle.args[1])


def test_the_line_is_the_file_tree():
    """Each stage that the press names is a room, and says so; beside the rooms there are a dozen files at most."""
    described = [
        (SOURCE / stage / "__init__.py" if (SOURCE / stage).is_dir() else SOURCE / f"{stage}.py") for stage in STAGES
    ]
    files = [path.name for path in SOURCE.iterdir() if path.is_file()]

    assert ["load", "check", "assemble", "translate", "typeset", "proofread", "finish", "store"] == STAGES
    assert [] == [path.name for path in described if not path.is_file()]
    assert 12 >= len(files)


def test_every_room_says_what_it_is():
    """Each folder of the program begins with one sentence."""
    texts = {path: ast.get_docstring(ast.parse(path.read_text("utf-8"))) for path in SOURCE.rglob("__init__.py")}

    assert [] == [path.parent.name for path, text in texts.items() if not re.fullmatch(r"[A-Z][^\n]*\.", text or "")]
    assert [] == [
        path.name
        for path in SOURCE.rglob("*")
        if path.is_dir() and any(path.glob("*.py")) and path / "__init__.py" not in texts
    ]


def test_tests_lie_in_the_rooms_that_they_test():
    """A folder of tests has the name of a room; what tests the whole, or a file beside the rooms, lies beside them."""
    others = {"axe", "benchmarks", "fuzz", "problems", "projects", "proofs", "__pycache__"}

    assert [] == sorted({path.name for path in TESTS.iterdir() if path.is_dir()} - rooms(SOURCE) - others)


def test_every_room_has_tests():
    """A room has tests of its own, or docs/code.md says where they lie; and it says so of no other."""
    table = re.findall(r"^\| `(\w+)` \| (.+) \|$", (TESTS.parent / "docs/code.md").read_text("utf-8"), re.M)
    named = {room: re.findall(r"`(tests/[\w/.]+)`", places) for room, places in table}
    own = {path.stem.removeprefix("test_") for path in (*TESTS.glob("test_*.py"), *TESTS.iterdir())}

    assert rooms(SOURCE) - own == named.keys()
    assert [] == [path for paths in named.values() for path in paths if not (TESTS.parent / path).exists()]
    assert all(named.values())


def test_dependencies_point_one_way():
    """The command line imports the pipeline, that the stages, those the ground; no stage leads to another, and what
    stages read with leads to none."""
    assert {"catalogs", "templating", "transcript", "dress", "packet"} == READ_WITH
    assert [] == sorted({*against_the_line(SOURCE)})


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("proofread/compare.py", "from chapbook.typeset.typeset import typeset"),
        ("finish/marks.py", "from chapbook import gate"),
        ("content/kinds.py", "from chapbook.finish.marks import room"),
        ("content/typography.py", "import chapbook.check.rules"),
        ("catalogs/catalogs.py", "from chapbook.dress import dress"),
        ("packet/choose.py", "from chapbook.finish.settled import settled"),
        ("transcript/code.py", "from chapbook.gate import judge"),
        ("gate.py", "def late():\n    from chapbook.pipeline import make"),
        ("store/store.py", "from chapbook.cli import kit"),
    ],
)
def test_an_import_back_up_is_found(tmp_path, module, line):
    """An import that is planted against the line is found, at the head of a module or inside a function."""
    source = Path(shutil.copytree(SOURCE, tmp_path / "chapbook"))
    with (source / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    assert [*against_the_line(source)]


REFUSED = {
    *("print", "input", "exit", "sys.exit", "click.echo", "pathlib.Path.cwd", "os.getcwd", "os.getenv", "os.environ"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "datetime.datetime.now", "datetime.datetime.today"),
    *("datetime.datetime.utcnow", "datetime.date.today"),
}


def named(text):
    """All that a module names, by its whole name, whatever an import calls it here."""
    nodes = parsed(text)
    whole = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            whole |= {each.asname: each.name for each in node.names if each.asname}
        elif isinstance(node, ast.ImportFrom):
            whole |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            first, dot, rest = ast.unparse(node).partition(".")
            yield f"{whole.get(first, first)}{dot}{rest}"


def test_only_the_command_line_prints():
    """No module below the command line prints, exits, or reads the clock, the environment or the current directory.

    Fontconfig is told through the environment alone which typefaces there are.
    """
    found = {
        (path.relative_to(SOURCE).as_posix(), name)
        for path in SOURCE.rglob("*.py")
        if "cli" not in path.parts
        for name in REFUSED & {*named(path.read_text(encoding="utf-8"))}
    }

    assert [("files/fonts.py", "os.environ")] == sorted(found)


@pytest.mark.parametrize(
    "line",
    [
        "from time import time as now\nnow()",
        "import os as system\nsystem.environ['HOME']",
        "from os import environ\nenviron['HOME']",
        "from datetime import date as day\nday.today()",
        "import datetime as dt\ndt.datetime.now()",
        "from pathlib import Path\nsorted([Path.cwd])",
    ],
)
def test_a_clock_by_another_name_is_found(line):
    assert REFUSED & {*named(line)}


HASHES = {"digest", "sha256", "md5", "blake2b", "crc32"}


def hashed_reprs(text):
    """Hashes of how the program writes a thing to itself."""
    for node in parsed(text):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in HASHES:
            inside = [part for argument in node.args for part in ast.walk(argument)]
            names = {part.func.id for part in inside if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)}
            said = any(isinstance(part, ast.FormattedValue) and part.conversion == ord("r") for part in inside)
            if said or "repr" in names:
                yield ast.unparse(node)


def test_no_hash_of_a_repr_is_signed():
    """What is signed or published is hashed as it is printed; only what a build remembers is by all its fields."""
    found = {path.name for path in SOURCE.rglob("*.py") if [*hashed_reprs(path.read_text("utf-8"))]}

    assert {"worklist.py"} == found
    assert all([*hashed_reprs(line)] for line in ("digest(*(repr(row) for row in rows))", 'sha256(f"{row!r}")'))


def test_one_function_says_where_a_message_stands():
    """The context of a message is written down once: who wrote it anew would find no translation when it changes."""
    readers = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        for node in parsed(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.BoolOp) and re.fullmatch(r"[\w.]+\.home or \(.*f['\"].*", ast.unparse(node))
    ]

    assert ["content/text.py"] == readers


def goes_down(text):
    """Whether a module goes through parts of the model by itself: it tells models from other things to go into them."""
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "isinstance"
        and re.search(r"\bBaseModel\b", ast.unparse(node.args[-1]))
        for node in parsed(text)
    )


def asks_the_walk(text):
    """Whether a module imports the walk over the model, or a half of it."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "chapbook.content.walk"
        and {"walk", "leaves", "parts", "nested"} & {name.name for name in node.names}
        for node in parsed(text)
    )


def test_one_file_goes_through_the_model():
    """Nobody walks a block by himself, and who asks for the walk in place of the transcript has a reason."""
    texts = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    decision = (TESTS.parent / "docs/decisions/0065-who-reads-the-model.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.+?) \|", decision, re.M)

    assert ["content/walk.py", "dress.py"] == sorted(name for name, text in texts.items() if goes_down(text))
    assert sorted(re.findall(r"`(.+?)`", " ".join(rows))) == sorted(
        name for name, text in texts.items() if asks_the_walk(text)
    )
    assert goes_down("def _all(node):\n    if isinstance(node, tuple | BaseModel):\n        _all(node)")


def test_one_module_writes():
    """Files are written, renamed and deleted by the module `atomic` alone, which looks where they lie.

    Typefaces are copied into a folder that is made for one run.
    """
    acts = {"write_bytes", "write_text", "unlink", "rename", "mkdir", "rmdir", "touch", "symlink_to", "mkstemp"}
    found = {
        path.name
        for path in SOURCE.rglob("*.py")
        for node in parsed(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in acts
        if ast.unparse(node.func) != "formatter.write_text"  # of click, for help
    }

    assert {"atomic.py", "fonts.py"} == found


def test_the_nouns_open_no_file():
    """What a project says was read by `load`, once: nothing in `content/` lists a folder or reads a file again."""
    acts = {"names", "layers", "find", "open", "glob", "rglob", "iterdir", "exists", "read_text", "read_bytes"}
    found = [
        f"{path.name}: {ast.unparse(node)}"
        for path in (SOURCE / "content").glob("*.py")
        for node in parsed(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in acts
    ]

    assert [] == found

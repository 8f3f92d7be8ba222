"""The guides: what they say can be typed, clicked and found."""

import ast
import builtins
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
from contextlib import chdir
from datetime import date
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from chapbook import api, cli, pipeline
from chapbook.approve.approvals import approve
from chapbook.approve.records import record_file, roles
from chapbook.content.booklet import BookletModel, Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.kinds import KINDS
from chapbook.content.manuscript import REVIEW_COPY
from chapbook.content.project import Project
from chapbook.content.settings import EverydayModel, ImprintModel, LocaleModel, PlaceModel
from chapbook.content.signs import SignModel, signs_in
from chapbook.content.terms import Term
from chapbook.content.text import PointModel
from chapbook.content.walk import parts
from chapbook.dress import Dresser
from chapbook.files.chain import Chain, bundled
from chapbook.files.yaml import read_yaml
from chapbook.load.load import load
from chapbook.problems.register import REGISTER
from chapbook.texts import source_of, text_of
from conftest import change, write

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("styles/**/README.md")])
GUIDES = "\n".join(path.read_text("utf-8") for path in PAGES)


def shown(path):
    return path.relative_to(ROOT).as_posix()


def fences(path, language):
    """The code of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.M | re.S)


def yaml(text, tmp_path):
    file = tmp_path / "example.yaml"
    file.write_text(text, "utf-8")
    return read_yaml(file, "example.yaml")


# ── commands ──────────────────────────────────────────────────────────────────────────────────────────────────────


def commands(group, words="chapbook"):
    """Every command, by the words that one types."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


COMMANDS = dict(commands(cli.main))


@pytest.mark.parametrize("words", COMMANDS)
def test_command_is_in_the_readme(words):
    """Every command is in the README's table."""
    table = (ROOT / "README.md").read_text("utf-8").split("## Commands")[1]

    assert re.search(rf"^\| `{words}\b", table, re.M)


@pytest.mark.parametrize("words", COMMANDS)
def test_options_are_in_the_guides(words):
    """Every option of a command is in the README or a guide."""
    options = [
        max(parameter.opts, key=len) for parameter in COMMANDS[words].params if isinstance(parameter, click.Option)
    ]

    assert [] == [option for option in options if option not in GUIDES]


def test_guides_name_no_other_command():
    """A command that a guide names is there."""
    named = set(re.findall(r"`chapbook ([a-z]+)|^\s*chapbook ([a-z]+)|^\$ chapbook ([a-z]+)", GUIDES, re.M))

    assert set() == {"".join(each) for each in named} - {*cli.main.commands}


def test_guides_name_no_other_option():
    """An option of `chapbook` that a guide names is there."""
    known = {option for command in COMMANDS.values() for parameter in command.params for option in parameter.opts}
    named = set(re.findall(r"chapbook [^`\n]*?(--[a-z-]+)", GUIDES))

    assert set() == named - known - {"--help", "--version"}


def test_make_targets_are_in_the_makefile():
    """What the guides say to `make` can be made."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", GUIDES, re.M))

    assert {"booklets", "test"} <= named
    assert set() == named - targets


def codes(text):
    """The codes of problems that a text names."""
    return set(re.findall(r"\b[A-Z]0\d\d\b", text))


def test_codes_are_in_the_register():
    """A problem's code that a guide names can be explained."""
    assert set() == codes(GUIDES) - {*REGISTER}


@pytest.mark.parametrize("code", sorted({f"{code[0]}099" for code in REGISTER}))
def test_a_code_that_nobody_registered_is_found(code):
    """Codes of every desk are looked for: one that is planted is found."""
    assert {code} == codes(f"{GUIDES}\nIt ends with {code}.") - {*REGISTER}


def test_the_nurse_s_guide_is_one_page():
    """What a ward's IT needs has a guide of its own; a nurse reads the three screens, what is refused, what stays."""
    guide = (ROOT / "docs/nurses.md").read_text("utf-8")
    heads = re.findall("^## (.*)", guide, re.M)

    assert ["1 Find", "2 Make it theirs", "3 Hand over", "What is refused", "What stays of a family"] == heads
    assert len(guide.splitlines()) <= 60
    assert len(guide.split()) <= 650
    assert ["chapbook desk"] == [*command_lines(guide)][:1]
    assert "--" not in guide


# ── command lines, each run as it stands ──────────────────────────────────────────────────────────────────────────

STARTER = [path for path in sorted((ROOT / "src/chapbook/load/starter").rglob("*")) if path.is_file()]

PROGRAM = r"(?:chapbook|make|npm|python|apt-get|tools/\w+|\.venv/bin/\w+) "

# What no test may do to a machine, and what measures for minutes.
LEFT_TO_PEOPLE = {
    "apt-get install liblouis-bin",
    ".venv/bin/pip wheel --no-deps .",
    "apt-get install pipx libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "npm install --package-lock-only --omit-lockfile-registry-resolved",
    "python tests/benchmarks/audit.py",
    ".venv/bin/python tools/before-and-after 56c6abb poster",
    ".venv/bin/python tests/fuzz/run.py --cases 20000 --seed 1",
    ".venv/bin/python tests/fuzz/run.py --case 1000069",
    ".venv/bin/python tests/fuzz/run.py --cases 20000 --seed 2 --only styles",
    "chapbook completion fish | source",
}

# What stands for a name of the reader's own, by the start of its line.
NAMES = {
    "chapbook explain CODE": "chapbook explain B005",
    "<room>": "content",
    "B0NN": "B005",
    "CODE": "k7qm4t2x",
    "FILE": "build/print-shop/car-t-journey.en-US.us.pdf",
    "PATH": "templates/booklet.html",
    "FOLDER": "our-hospital",
    # One booklet for all; that the others are there is for another test to say.
    "blinatumomab-at-home": "car-t-journey",
    "[BOOKLET]...": "car-t-journey",
    "BOOKLET": "car-t-journey",
    "WORD...": "fever",
    "BLOCK": "car-t-journey/who-to-call",
    "TICKET": "print-shop",
    "ROLE": "reader",
    "[NAME]": "block",
    "NAME": "Reader",
    "DAY": "2026-11-21",
    "REASON": "Wrong",
    "<tag>": "es",
    "chapbook approve …": "chapbook approve car-t-journey --role reader --name Reader --date 2026-11-21",
    "chapbook proof-sheet …": "chapbook proof-sheet car-t-journey",
}

# Where a guide says that a line ends otherwise than with 0.
ENDS = {
    "chapbook withdraw": {2},
    # No number has changed since.
    'chapbook withdraw --value night-phone --reason "…"': {2},
    # It asks on a terminal, and here is none.
    "chapbook packet": {2},
    # The key is its owner's.
    "chapbook approve … --key my-key.pem": {2},
    "chapbook ledger --overdue": {0, 1},
    "chapbook check --on 2027-06-01": {1},
    # Pages that are not fitted are named, whatever stands there today.
    "chapbook check --pages": {0, 1},
    "chapbook check --pages car-t-journey --locale en-US": {0, 1},
    "chapbook build car-t-journey --ticket web --ticket plain-text --ticket braille": {
        0 if shutil.which("lou_translate") else 3
    },
}


def command_lines(text):
    """The command lines that a page prints, in fences and between backticks."""
    for language, code in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S):
        if language in ("sh", "console"):
            yield from re.findall(rf"(?:^|^\$ |run: )({PROGRAM}.*?)(?: +# .*)?$", code, re.M)
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    # A command by its name alone, which would be wrong usage, is spoken of.
    yield from (line for line in re.findall(rf"`({PROGRAM}[^`\n]+)`", prose) if not needs_more(line))


def needs_more(line):
    return line in COMMANDS and any(parameter.required for parameter in COMMANDS[line].params)


def printed():
    """Every command line by the page that prints it; and the example of each `--help`."""
    pages = [path for path in PAGES if path.name != "CHANGELOG.md" and "decisions" not in path.parts]
    texts = {shown(path): path.read_text("utf-8") for path in [*pages, ROOT / "tests/README.md"]}
    texts |= {f"new: {shown(path)}": path.read_text("utf-8") for path in STARTER if path.suffix != ".svg"}
    for page, text in texts.items():
        yield from ((page, line) for line in command_lines(text))
    groups = {"chapbook": cli.main, "chapbook catalogs": cli.main.commands["catalogs"]}
    for words, command in (groups | COMMANDS).items():
        yield f"{words} --help", command.help.strip().splitlines()[0]


# ── where they are run ──


def ward(root):
    """A hospital's project with one of the library's booklets, cut down to what takes a moment to set."""
    home = fresh(root)
    change(home / "booklets/welcome/hello.yaml", "This page is yours to write. Say", "We tell you")
    change(home / "booklets/imprint.yaml", "#site: ", "site: children.example.org ")
    change(
        home / "booklets/imprint.yaml",
        "publishes: {booklets: [welcome], locales: [en-US], places: [us]}",
        "publishes: {booklets: [welcome, car-t-journey], locales: [en-US, es, ar], places: [us]}",
    )
    name, blocks = "car-t-journey", "call-now, who-to-call"
    type_in(home, f"chapbook adapt {name}/booklet")
    booklet = home / f"booklets/{name}/booklet.yaml"
    before = booklet.read_text("utf-8").split("order:")[0]
    before += f"leaves-out: [{{signs: [{', '.join(unsaid(name, blocks))}], reason: It is cut down.}}]\n"
    before += "silence: {C001: It is cut down., C013: It is cut down., C014: It is cut down.}\n"
    write(booklet, f"{before}order:\n  - {{chapter: When to call, tone: warning, blocks: [{blocks}]}}\n")
    return home


def unsaid(title, blocks):
    """The signs to act on at once that a title of these blocks alone leaves out."""
    shelf = load(Chain.at(ROOT), only=(title,))[0]
    booklet = shelf.booklets[title]
    therapy = booklet.content.therapy
    kept = [booklet.block(name).content for name in blocks.split(", ")]
    said = {str(sign.sign) for block in kept for sign in signs_in(block)}
    if not any(block.warns for block in kept):
        said |= {str(name) for block in kept for part in parts(block) for name in getattr(part, "about", ())}
    return [
        name
        for name, sign in shelf.signs.items()
        if sign.level(therapy, "us") in ("ambulance", "now") and name not in said
    ]


def fresh(root):
    """A project as `chapbook new` makes it, which publishes its own booklet alone."""
    type_in(root, "chapbook new our-hospital")
    change(root / "our-hospital/booklets/imprint.yaml", "publishes: {", "publishes: {booklets: [welcome], ")
    return root / "our-hospital"


def handed_out(root):
    """The ward's project with everything verified, approved, built and published, and no source past its review."""
    home = ward(root)
    for path in (ROOT / "booklets/evidence").glob("*.yaml"):
        read = path.read_text("utf-8").replace("verified: false", "verified: true")
        write(home / "booklets/evidence" / path.name, re.sub(r"review_by: \S+", "review_by: 2099-01-01", read))
    library = load(Chain.at(home))[0]
    for edition in library.editions():
        for role in roles(library, edition):
            signed = approve(library, text_of(library, edition), role, "Reader", date(2026, 11, 21))
            write(home / record_file(edition), signed)
    type_in(home, "chapbook approve car-t-journey --role reader --questions > questionnaire.yaml")
    # A second design doubles what a build sets, and no line asks for it without naming it.
    write(home / "styles/press/large-print.yaml", "extends: library/large-print\non-request: yes\n")
    for line in ("build", "publish", "build car-t-journey --locale en-US --ticket print-shop"):
        type_in(home, f"chapbook {line}")
    return home


def small(root):
    """The smallest project, as tests/README.md says, with the library's typefaces."""
    home = Path(shutil.copytree(ROOT / "tests/projects/minimal", root / "minimal"))
    shutil.copytree(
        ROOT / "styles/fonts", home / "styles/fonts", ignore=shutil.ignore_patterns("node_modules", "names")
    )
    return home


def network(root):
    """A hospital that took over a block of the smallest project."""
    write(small(root).parent / "hospital/booklets/imprint.yaml", "inherits: [../minimal]\n")
    type_in(root / "hospital", "chapbook adapt fever/call")
    return root / "hospital"


def checkout(root):
    """A copy of what the tools that draw read, and write to."""
    home = root / "checkout"
    for name in ("booklets", "docs", "locales", "src", "styles", "templates", "tests/projects", "tools"):
        shutil.copytree(ROOT / name, home / name)
    for name in (".git", ".venv"):
        (home / name).symlink_to(ROOT / name)
    return home


def desk(page, line):
    """Where a page implies that a line is typed."""
    if line.startswith(".venv/bin/python tools/"):
        return checkout
    if not line.startswith("chapbook "):
        return None
    if line.startswith("chapbook new"):
        return Path
    if page == "tests/README.md":
        return small
    if "fever/" in line:
        return network
    if page.startswith(("new:", "docs/hospitals.md")):
        return fresh
    if line in OF_ANY_BOOKLET:
        return fresh
    return handed_out if SETS_PAGES.match(line) else ward


# A proof of a booklet opens as its reader would hold it.
OPENS = re.compile(r"chapbook proof [a-z-]+(?: --locale [a-z]+)?")

SETS_PAGES = re.compile(
    r"chapbook (build|copy|desk|proof|audit|preflight|publish|withdraw|check --(?:formats|pages)|approve … --answers"
    r"|packet --(?:answer|code \w+$)|interview --paper)"
)

# What is said of every booklet and asks for none, so that the one of a new project is as good as the ward's.
OF_ANY_BOOKLET = {
    "chapbook audit",
    "chapbook build --ticket fillable",
    "chapbook build --ticket print-shop",
    "chapbook check --formats",
    "chapbook check --pages",
}

# What sets pages, judges whole booklets or starts an interpreter.
LASTS = re.compile(
    rf"{SETS_PAGES.pattern}|\.venv/bin/|"
    r"chapbook (check|approv|signs .*--page|packet --code|catalogs (extract|update))"
)


def type_in(folder, line, ends=(0,)):
    """What a line says when it is typed in a folder; it ends as its page says."""
    type_one = stopped if STAYS.search(line) else in_a_shell if ASKS_A_SHELL.search(line) else at_once
    code, said = type_one(folder, line)

    assert code in ends, f"{line}\n{said}"

    return said


# What waits for people, until they stop it.
STAYS = re.compile(r" --watch|^chapbook desk\b")

# Other programs, and what a shell does with what is said.
ASKS_A_SHELL = re.compile(r"^(?!chapbook )|[|&;<>$*?~#`\\]")


def at_once(folder, line):
    """A line that is Chapbook's alone, in this process: to start another takes longer than most commands."""
    with chdir(folder):
        result = CliRunner().invoke(cli.main, shlex.split(line)[1:])
    return result.exit_code, result.output


def in_a_shell(folder, line):
    done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def stopped(folder, line):
    """What stays until it is stopped is stopped, as by Ctrl-C, when it has said something."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    # Where the tests themselves run in the background, Ctrl-C would not be heard.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    alone = {"cwd": folder, "text": True, "start_new_session": True, **heard}
    with subprocess.Popen(["bash", "-c", f"exec {line}"], **alone, **streams) as stays:
        said = stays.stdout.readline()
        # A terminal sends it to all processes of a command.
        os.killpg(stays.pid, signal.SIGINT)
        said += stays.stdout.read()
    return stays.returncode, said


def typed(line):
    """A line with the reader's own names in it."""
    for name, word in NAMES.items():
        line = line.replace(name, word)
    return line


def kind(line):
    """What lines have in common that differ in the edition alone, the name of a picture, or the tests to run."""
    line = re.sub(r"(pytest|-k) \S+", r"\1 …", typed(line))
    line = re.sub(r"--locale [\w-]+( --place \w+)?", "--locale …", line)
    return re.sub(r"[\w-]+\.png", "pages.png", line)


# One line of each kind, and one that stays of each command: of the others, what stays is left out.
LINES: dict[tuple[object, str], tuple[str, str]] = {}
staying = set()
for page, line in printed():
    if " --watch" in line and (command := line.split()[1]) in staying:
        line = line.replace(" --watch", "")
    elif " --watch" in line:
        staying.add(command)
    if line not in LEFT_TO_PEOPLE:
        LINES.setdefault((desk(page, line), kind(line)), (page, line))

# What leaves a project as it is: one copy does for all, and what was read of it need not be read again.
LOOKS = re.compile(r"chapbook (?:proof|audit|check|list|ledger|facts|signs|readability|approvals|preflight|where)\b")


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """A copy of a desk, which is set up once: `desks(ward, folder, line)`; one for all lines that change nothing there.

    What opens a file there says so, and no more.
    """
    ready, shared = {}, tmp_path_factory.mktemp("shared")
    tools = tmp_path_factory.mktemp("tools")
    write(tools / "xdg-open", '#!/bin/sh\necho opened "$1"\n')
    (tools / "xdg-open").chmod(0o755)

    def sit_down(desk, folder, line):
        if desk is None:
            return ROOT
        if desk is Path:
            return folder
        if desk not in ready:
            ready[desk] = desk(tmp_path_factory.mktemp(desk.__name__))
            shutil.copytree(ready[desk].parent, shared / desk.__name__, symlinks=True)
        if LOOKS.match(line):
            return shared / desk.__name__ / ready[desk].name
        shutil.copytree(ready[desk].parent, folder, symlinks=True, dirs_exist_ok=True)
        return folder / ready[desk].name

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]]))
        patch.setattr(click, "launch", lambda path: click.echo(f"opened {path}"))
        yield sit_down


@pytest.mark.parametrize(
    ("place", "line"),
    [
        pytest.param(place, line, id=f"{page}: {line}", marks=[pytest.mark.slow] * bool(LASTS.match(line)))
        for (place, _), (page, line) in LINES.items()
    ],
)
def test_a_line_that_is_printed_can_be_typed(place, line, desks, tmp_path):
    """Each command line of the guides, of a new project and of every `--help` ends as its page says.

    Of those that differ in the edition alone, one is typed; that a title is there is for the next test to say.
    """
    folder = desks(place, tmp_path, line)
    ends, line = ENDS.get(line, {0}), typed(line)
    if place is handed_out:
        line = line.replace("k7qm4t2x", json.loads((folder / "build/manifest.json").read_text())["editions"][0]["code"])
    if place is checkout:
        # The program of the copy, whose library is the copy's too.
        line = f"PYTHONPATH=src {line}"
    line = line.replace(".venv/bin/pytest", f"{sys.executable} -m pytest --collect-only -q")
    said = type_in(folder, re.sub("^make ", "make --dry-run ", line), ends)

    assert "Traceback" not in said
    assert "opened build/proof/download/" in said or not OPENS.fullmatch(line)


def test_titles_of_command_lines_are_there():
    """A title that a command line names is one of the library's, of a new project or the small one; tests are there."""
    lines = "\n".join(line for _, line in printed())
    named = {*re.findall(r"^chapbook (?:proof|audit|build|copy) ([a-z][a-z-]+)", lines, re.M)}
    tests = re.findall(r"pytest (tests/[\w./]+)", lines)

    assert {"car-t-journey"} <= named
    assert set() == named - {path.parent.name for path in ROOT.glob("booklets/*/booklet.yaml")} - {"welcome"}
    assert [] == [path for path in tests if not (ROOT / path).exists()] != tests


# ── examples ──────────────────────────────────────────────────────────────────────────────────────────────────────

AUTHORS = fences(ROOT / "docs/authors.md", "yaml")


def test_authors_guide_shows_every_kind():
    """Each kind of block has one example in the author's guide, and no other kind has."""
    shown_kinds = [match[1] for example in AUTHORS if (match := re.match(r"kind: ([a-z-]+)", example))]

    assert sorted(KINDS) == sorted(shown_kinds)


@pytest.mark.parametrize("example", AUTHORS, ids=lambda example: example.split("\n")[0][:40])
def test_authors_examples_hold(example, tmp_path):
    """An author may copy any example of the guide and begin from it."""
    if example.startswith("- "):
        for point in yaml(f"points:\n{example}", tmp_path)["points"]:
            PointModel.model_validate(point)
        return
    data = yaml(example, tmp_path)
    if all("reason" in row for row in data.values() if isinstance(row, dict)) and "kind" not in data:
        for row in data.values():
            EverydayModel.model_validate(row)
        return
    if "kind" not in data and "title" not in data:
        for row in data.values():
            SignModel.model_validate(row)
        return
    model = KINDS[data["kind"]] if "kind" in data else BookletModel
    rows = read_yaml(ROOT / "booklets/terms.yaml", "booklets/terms.yaml")
    terms = {name: Term.model_validate(row) for name, row in rows.items()}
    try:
        model.model_validate(data, context={"signs": load(Chain.at(ROOT), only=())[0].signs, "terms": terms})
    except ValidationError as fault:
        pytest.fail(str(fault))


def test_the_country_in_ten_lines_holds(tmp_path):
    """The place in the hospitals' guide is one, and every value in it is known."""
    (example,) = [text for text in fences(ROOT / "docs/hospitals.md", "yaml") if "places/ie.yaml" in text]
    place = PlaceModel.model_validate(yaml(example, tmp_path))

    assert set() == {*place.values} - read_yaml(ROOT / "booklets/values.yaml", "").keys()


def test_hospitals_imprint_holds(tmp_path):
    """The imprint in the hospitals' guide is that of the sample hospital, and every value in it is known."""
    (example,) = [text for text in fences(ROOT / "docs/hospitals.md", "yaml") if "imprint.yaml" in text]
    imprint = ImprintModel.model_validate(yaml(example, tmp_path))
    sample = load(Chain.at(ROOT / "tests/projects/sample-hospital"))[0]

    assert (sample.imprint.name, sample.imprint.logo) == (imprint.name, imprint.logo)
    assert set(imprint.values) <= set(sample.values)


def test_the_language_in_five_lines_holds(tmp_path):
    """The language in the translators' guide is one as it stands."""
    guide = (ROOT / "docs/translators.md").read_text("utf-8").partition("## A new language")[2]
    example = textwrap.dedent(re.search(r" *```yaml\n(.*?)\n *```", guide, re.S)[1])
    ((tag, language),) = yaml(example, tmp_path).items()

    assert ("fr", "Français") == (tag, LocaleModel.model_validate(language).autonym)


def test_readme_names_the_titles_of_the_library():
    """The README names every booklet and explainer, counts them, and says in which languages they are."""
    about = (ROOT / "README.md").read_text("utf-8").split("**Everything here is a draft.**")[0]
    titles = [booklet.content for booklet in load(Chain.at(ROOT))[0].booklets.values()]
    named = {each.title.text: each.form for each in titles if each.form in ("booklet", "explainer")}
    forms = [*named.values()]
    languages = {"British English": "en-GB", "Spanish": "es", "Arabic": "ar"}
    spoken = {name for name, tag in languages.items() if all(tag in each.locales for each in titles)}
    arabic = [each for each in titles if each.therapy in ("car-t", "blinatumomab") and each.form != "explainer"]

    assert sorted(named) == sorted(re.findall(r"\*([^*\n]+)\*", about))
    assert f"{WORDS[forms.count('booklet')]} booklets are" in about
    assert f"{WORDS[forms.count('explainer')]} explainers have" in about
    assert {"British English", "Spanish"} == spoken
    assert arabic == [each for each in titles if "ar" in each.locales]


COUNTS = ["Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen"]
COUNTS += ["Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty", "Twenty-one"]
WORDS = dict(enumerate(COUNTS, start=3))


def test_guides_name_every_ticket():
    """The README or the guide of print shops has each job ticket, and the README those that are made when named."""
    tickets = load(Chain.at(ROOT))[0].tickets
    readme, guide = ((ROOT / path).read_text("utf-8") for path in ("README.md", "docs/print-shop.md"))
    asked = readme.split("with `--ticket`:")[1].split("\n\n")[1]

    assert [] == [name for name in tickets if f"| `{name}` |" not in guide]
    assert [] == [name for name, ticket in tickets.items() if ticket.on_request and f"`{name}`" not in asked]


def test_commands_for_machines_are_counted():
    """The guide for machines has each command whose rows are in the schema, and counts them."""
    guide = (ROOT / "docs/machines.md").read_text("utf-8")
    rows = re.findall(r"`(\w+)Rows`", guide)

    assert {name.lower() for name in rows} == set(re.findall(r"^\| `chapbook (\w+)[^|]*--json` \|", guide, re.M))
    assert f"{WORDS[len(rows)]} commands print JSON" in guide


def test_readme_explains_the_manifest():
    """Every key of a manifest's row is explained in the README."""
    about = ("A", 4, True, "2026-11-21", "k7qm4t2x")
    publication = FinishedFile("a.pdf", Edition("a", "en-US", "us"), "download", *about, b"")
    table = (ROOT / "README.md").read_text("utf-8").split("`manifest.json` holds")[1].split("\n## ")[0]
    keys = "\n".join(re.findall(r"^\| (`.*?) \|", table, re.M))

    assert set(publication.entry()) == set(re.findall(r"`([a-z0-9]+)`", keys))


def test_designers_guide_names_all_that_templates_are_given():
    """Every name of the templates' context, and every name inside one, is in the designer's guide."""
    library: Project = load(Chain.at(bundled()))[0]
    edition = next(edition for edition in library.editions() if edition.locale == library.source)
    context = Dresser(library, edition).context(source_of(library, edition).manuscript, "k7qm4t2x", REVIEW_COPY)
    names = [name for name in context if name != "typesetter"]
    names += [inner for name in ("edition", "booklet", "imprint", "colophon") for inner in context[name]]
    names += [*context["chapters"][0]]
    guide = (ROOT / "docs/designers.md").read_text("utf-8")
    said = set(re.findall(r"`(?:[a-z]*\.)?([a-z_]+)`", guide))

    assert set() == set(names) - said - {"edition", "booklet", "imprint", "colophon"}


def lessons():
    """Each piece of Python of CONTRIBUTING.md, with the module of the file that the step before it names last."""
    steps = re.split(r"^ *```python\n(.*?)^ *```$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), flags=re.M | re.S)
    for prose, code in zip(steps[::2], steps[1::2], strict=False):
        path = re.findall(r"`src/(chapbook/[\w/]+(?:\.py|/))`", prose)[-1]
        if path.endswith("/"):
            path += re.findall(r"`(\w+\.py)`", prose)[-1]
        yield path.removesuffix(".py").replace("/", "."), textwrap.dedent(code)


@pytest.mark.parametrize(("module", "code"), [*lessons()], ids=lambda part: part.split("\n")[0])
def test_what_contributors_are_told_to_write_knows_its_names(module, code):
    """What CONTRIBUTING.md has one put into a file uses names that this file has."""
    names = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(ast.parse(code)) if isinstance(node, ast.arg)}

    assert names
    assert set() == {node.id for node in names} - own - {*vars(import_module(module))} - {*dir(builtins)}


TOOLS = "\n".join(path.read_text("utf-8") for path in (ROOT / "tools").iterdir() if path.is_file())


@pytest.mark.parametrize("text", [GUIDES, TOOLS], ids=["guides", "tools"])
def test_what_is_imported_is_there(text):
    """What an example in a guide, or a tool for a bare machine, imports from Chapbook can be imported."""
    lines = re.findall(r"^from (chapbook[\w.]*) import (\w+)$", text, re.M)

    assert lines
    assert [] == [f"{module}.{name}" for module, name in lines if not hasattr(import_module(module), name)]


# ── paths ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_links_lead_somewhere():
    """A link from one page to another leads to a file that is there."""
    links = [
        (page, link)
        for page in PAGES
        for link in re.findall(
            r"\]\(([^)#\s]+)", re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)
        )
        if not link.startswith(("http:", "https:"))
    ]

    assert links
    assert [] == [(shown(page), link) for page, link in links if not (page.parent / link).exists()]


def paths(tree):
    """The paths that a tree of indented names draws."""
    above: list[tuple[int, str]] = []
    for line in tree.splitlines():
        name, indent = line.split()[0], len(line) - len(line.lstrip())
        above = [(depth, folder) for depth, folder in above if depth < indent]
        path = "".join(folder for _, folder in above) + name
        if name.endswith("/"):
            above.append((indent, name))
        yield path


@pytest.mark.parametrize(
    ("page", "top"),
    [("README.md", ROOT), ("docs/designers.md", ROOT), ("docs/hospitals.md", ROOT / "tests/projects")],
)
def test_trees_are_drawn_from_life(page, top):
    """Every path in a tree that a page draws is there."""
    drawn = [path for tree in fences(ROOT / page, "text") if not tree.startswith("build/") for path in paths(tree)]

    assert drawn
    assert [] == [path for path in drawn if not (top / path).exists()]


def rooms_of(page):
    """The rooms that a page describes, in its order."""
    return re.findall(r"^### `(\w+)(?:/|\.py)`$", page, re.M)


def test_the_code_map_has_every_room():
    """The map has one section a room: each folder, each file beside them, the stages in the order of the line."""
    source = ROOT / "src/chapbook"
    folders = {path.parent.name for path in source.glob("*/__init__.py")}
    files = {path.stem for path in source.glob("[a-z]*.py")}
    drawn = rooms_of((ROOT / "docs/code.md").read_text("utf-8"))
    stages = (pipeline.__doc__ or "").rstrip(".").partition(": ")[2].split(" ─► ")

    assert sorted(folders | files) == sorted(drawn)
    assert ["pipeline", *stages] == drawn[: len(stages) + 1]


def test_the_code_map_has_every_function_of_the_api():
    """Its room has each function that `chapbook.api` gives, and no other."""
    room = (ROOT / "docs/code.md").read_text("utf-8").split("### `api/`")[1].split("\n### ")[0]
    named = set(re.findall(r"`([a-z_]+)`", room.split("They take")[0]))

    assert {name for name in api.__all__ if name.islower()} == named


def test_pages_name_files_that_are_there():
    """A file or folder of the program or of its tests that a page names is there."""
    named = [
        (shown(page), path)
        for page in PAGES
        for path in re.findall(r"`((?:src|tests)/[\w/.-]+)(?:::\w+)?`", page.read_text("utf-8"))
    ]

    assert named
    assert [] == [(page, path) for page, path in named if not (ROOT / path).exists()]


def test_decisions_are_numbered_without_gaps():
    """The decisions are numbered in order, and each says what was decided, why, and at what price."""
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    parts = [set(re.findall(r"^\*\*(Decision|Why|Price)\.\*\*", page.read_text("utf-8"), re.M)) for page in pages]

    assert [f"{number:04}" for number in range(1, len(pages) + 1)] == [page.name[:4] for page in pages]
    assert [{"Decision", "Why", "Price"}] * len(pages) == parts


# ── what designers may count on ───────────────────────────────────────────────────────────────────────────────────


def listed(kind):
    """The names that a table of the designers' guide lists: custom properties, or classes by template."""
    guide = (ROOT / "docs/designers.md").read_text("utf-8")
    section = guide.split("### What a style may set\n")[1].split("\n### ")[0]
    rows = [row.split(" | ", 1) for row in section.splitlines() if row.startswith("| `")]
    if kind == "properties":
        return {name for first, _ in rows for name in re.findall(r"`(--[a-z-]+)`", first)}
    found = {first.strip("| `"): {*re.findall(r"`([^`]+)`", rest)} for first, rest in rows}
    return {template: names for template, names in found.items() if not template.startswith("--")}


def classes(template):
    """The classes that a template gives to its elements; `…` is what Jinja fills in."""
    said = re.findall(r'class="((?:\{[{%].*?[%}]\}|[^"])*)"', template, re.S)
    plain = [re.sub(r"\{\{.*?\}\}", "…", re.sub(r"\{%.*?%\}", " ", each, flags=re.S), flags=re.S) for each in said]
    return {name for each in plain for name in each.split()} - {"…"}


def test_custom_properties_are_in_the_guide():
    """The designers' guide lists each custom property that the library's pages set, and none that they do not.

    Some are set by templates, which count.
    """
    styles = [*(ROOT / "styles").glob("*.css"), *(ROOT / "styles/forms").glob("*.css")]
    alone = ("site.css", "proof-sheet.css", "desk.css")
    text = "".join(path.read_text("utf-8") for path in styles if path.name not in alone)
    text += (ROOT / "styles/scripts/arabic.css").read_text("utf-8")
    text += "".join(path.read_text("utf-8") for path in (ROOT / "templates/blocks").glob("*.html"))
    # What the language and the press set.
    above = {"--font-text", "--line-height", "--scale", "--grow"}

    assert listed("properties") == {*re.findall(r"(--[a-z-]+):", text)} - above


def test_classes_are_in_the_guide():
    """The designers' guide lists the classes of each template of pages, and no others."""
    root = ROOT / "templates"
    pages = [*(root / f"{name}.html" for name in ("handout", "leaflet", "poster", "card", "tools", "web"))]
    pages += [*(root / "parts").glob("*.html"), *(root / "blocks").glob("*.html")]
    found = {path.relative_to(root).with_suffix("").as_posix(): classes(path.read_text("utf-8")) for path in pages}

    assert {name: names for name, names in found.items() if names} == listed("classes")

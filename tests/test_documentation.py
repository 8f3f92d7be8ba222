"""The guides: what they say can be typed, clicked and found."""

import re
from importlib import import_module
from pathlib import Path

import click
import pytest
from pydantic import ValidationError

from chapbook import cli, pipeline
from chapbook.assemble import assemble
from chapbook.content.booklet import BookletModel, Edition
from chapbook.content.finished import Publication
from chapbook.content.kinds import KINDS
from chapbook.content.manuscript import REVIEW_COPY
from chapbook.content.project import Project
from chapbook.content.settings import EverydayModel, ImprintModel
from chapbook.content.text import PointModel
from chapbook.files.chain import Chain, bundled
from chapbook.files.yaml import read_yaml
from chapbook.load.load import load
from chapbook.problems.register import REGISTER
from chapbook.typeset import typeset

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
    model = KINDS[data["kind"]] if "kind" in data else BookletModel
    try:
        model.model_validate(data)
    except ValidationError as fault:
        pytest.fail(str(fault))


def test_hospitals_imprint_holds(tmp_path):
    """The imprint in the hospitals' guide is that of the sample hospital, and every value in it is known."""
    (example,) = [text for text in fences(ROOT / "docs/hospitals.md", "yaml") if "name:" in text]
    imprint = ImprintModel.model_validate(yaml(example, tmp_path))
    sample = load(Chain.at(ROOT / "tests/projects/sample-hospital"))[0]

    assert (sample.imprint.name, sample.imprint.logo) == (imprint.name, imprint.logo)
    assert set(imprint.values) <= set(sample.values)


def test_readme_explains_the_manifest():
    """Every key of a manifest's row is explained in the README."""
    about = ("A", 4, True, "2026-11-21", "k7qm4t2x")
    publication = Publication("a.pdf", Edition("a", "en-US", "us"), "download", *about, b"")
    table = (ROOT / "README.md").read_text("utf-8").split("`manifest.json` holds")[1].split("\n## ")[0]
    keys = "\n".join(re.findall(r"^\| (`.*?) \|", table, re.M))

    assert set(publication.entry()) == set(re.findall(r"`([a-z0-9]+)`", keys))


def test_designers_guide_names_all_that_templates_are_given():
    """Every name of the templates' context, and every name inside one, is in the designer's guide."""
    library: Project = load(Chain.at(bundled()))[0]
    edition = next(edition for edition in library.editions() if edition.locale == library.source)
    context = typeset._Typesetter(library, edition).context(assemble(library, edition), REVIEW_COPY)
    names = [name for name in context if name != "typesetter"]
    names += [inner for name in ("edition", "booklet", "imprint", "colophon") for inner in context[name]]
    names += [*context["chapters"][0]]
    guide = (ROOT / "docs/designers.md").read_text("utf-8")
    said = set(re.findall(r"`(?:[a-z]*\.)?([a-z_]+)`", guide))

    assert set() == set(names) - said - {"edition", "booklet", "imprint", "colophon"}


TOOLS = "\n".join(path.read_text("utf-8") for path in (ROOT / "tools").iterdir())


@pytest.mark.parametrize("text", [GUIDES, TOOLS], ids=["guides", "tools"])
def test_what_is_imported_is_there(text):
    """What an example in a guide, or a tool for a bare machine, imports from Chapbook can be imported."""
    lines = re.findall(r"^from (chapbook[\w.]*) import (\w+)$", text, re.M)

    assert lines
    assert [] == [f"{module}.{name}" for module, name in lines if not hasattr(import_module(module), name)]


# ── paths ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere(page):
    """A link from one page to another leads to a file that is there."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", prose) if not link.startswith(("http:", "https:"))]

    assert [] == [link for link in links if not (page.parent / link).exists()]


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


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_pages_name_files_that_are_there(page):
    """A file or folder of the program or of its tests that a page names is there."""
    named = re.findall(r"`((?:src|tests)/[\w/.-]+)(?:::\w+)?`", page.read_text("utf-8"))

    assert [] == [path for path in named if not (ROOT / path).exists()]


def test_decisions_are_numbered_without_gaps():
    """The decisions are numbered in order, and each says what was decided, why, and at what price."""
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    parts = [set(re.findall(r"^\*\*(Decision|Why|Price)\.\*\*", page.read_text("utf-8"), re.M)) for page in pages]

    assert [f"{number:04}" for number in range(1, len(pages) + 1)] == [page.name[:4] for page in pages]
    assert [{"Decision", "Why", "Price"}] * len(pages) == parts

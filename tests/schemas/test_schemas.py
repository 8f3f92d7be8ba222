"""Schemas: what an editor is told of a file is what `check` holds it to."""

import json
import re
from datetime import date
from typing import ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator

from chapbook.approve.contents import PARTS
from chapbook.approve.records import Answer, Answers, Approval, Copy, written
from chapbook.files.chain import PACKAGE
from chapbook.problems.problem import Spot
from chapbook.schemas.schemas import SCHEMAS, drawn, schema_of
from conftest import REPOSITORY, lay_over
from test_problems import OF_SIGNS, signed_by_another, with_signs

VALIDATORS = {name: Draft202012Validator(drawn(name)) for name in SCHEMAS}
PROBLEMS = REPOSITORY / "tests/problems"
PROJECTS = [REPOSITORY, PACKAGE / "load/starter", *(REPOSITORY / "tests/projects").iterdir()]
DESKS = ("booklets", "locales", "styles/press", "originals/booklets", "approvals", "published")
FILES = [path for root in PROJECTS for desk in DESKS for path in sorted((root / desk).rglob("*.yaml"))]
# Records and registers of cases that are at fault in another way.
FILES += sorted(PROBLEMS.glob("approvers/A00[35]-*/approvals/*.yaml"))
FILES += sorted(PROBLEMS.glob("publishers/V00[3456]-*/published/*.yaml"))
# What the schema of a file can know: syntax and the other rules are left to `check`.
OF_KEYS = re.compile(r"^(\S+\.yaml):\d+:\d+: (B002|B003|B011|B013|B014|A001|A002|V002) ", re.M)
# Which languages there are, Babel knows and no schema.
BEYOND = {"B002-no-such-language-of-cldr", "B002-more-dots-than-words"}
FAULTS = sorted(
    {
        (expected.parent, match[1])
        for expected in PROBLEMS.rglob("expected.txt")
        for match in OF_KEYS.finditer(expected.read_text("utf-8"))
        if expected.parent.name not in BEYOND
    }
)


class Reader(yaml.CSafeLoader):
    """YAML 1.2 as editors read it (its core schema), where PyYAML reads 1.1: yes is a word, and 2026-11-21 too."""

    yaml_implicit_resolvers: ClassVar = {}


Reader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(null|~|)$"), ["n", "~", ""])
Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), ["t", "f"])
Reader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?\d+(\.\d*)?$"), [*"-+0123456789"])
Reader.add_constructor(
    "tag:yaml.org,2002:float", lambda _, node: float(node.value) if "." in node.value else int(node.value)
)


def read(path):
    return yaml.load(path.read_text("utf-8"), Reader)


def shown(path):
    return path.relative_to(REPOSITORY).as_posix()


def name_of(path):
    return schema_of(shown(path))


def objects(node):
    """Every part of a schema that has keys."""
    if isinstance(node, dict):
        if "properties" in node and "additionalProperties" in node:
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name):
    """Each is a JSON Schema of draft 2020-12, and says so."""
    Draft202012Validator.check_schema(drawn(name))

    assert "https://json-schema.org/draft/2020-12/schema" == drawn(name)["$schema"]


def test_every_kind_of_file_is_there():
    """The files of the library and of the tests are of all kinds but forms to fill in, which lie nowhere."""
    assert SCHEMAS.keys() - {"answers"} == {name_of(path) for path in FILES}


def test_what_is_right_is_right_in_an_editor():
    """An editor finds no fault with a file that `check` is content with."""
    assert [] == [
        f"{shown(path)}, {[*fault.path]}: {fault.message}"
        for path in FILES
        for fault in VALIDATORS[name_of(path)].iter_errors(read(path))
    ]


@pytest.mark.parametrize(("case", "file"), FAULTS, ids=lambda part: part if isinstance(part, str) else part.name)
def test_what_is_out_of_form_is_wrong_in_an_editor(project, case, file):
    """A file in which `check` finds a key or a value out of form is at fault in an editor too."""
    lay_over(project, case, with_signs if OF_SIGNS.match(case.name) else lambda project: None)

    assert not VALIDATORS[schema_of(file)].is_valid(read(project / file))


def test_a_signed_approval_is_right_in_an_editor(chapbook, project):
    """An editor finds no fault with a record in which `approve` wrote all that it can, nor with one of case A010."""
    answers = Answers("0f", {"pemat-16": Answer("agree"), "pemat-17": Answer("disagree", "A cat.")})
    blocks = {"fever/hands": Copy(dict.fromkeys(PARTS["clinician"], "A line.\n"), "0f")}
    whole = Approval("clinician", "Reviewer A", date(2026, 11, 20), "A note.", blocks, "0f", Spot(""), answers, "A==")
    lay_over(project, PROBLEMS / "approvers/A010-signature-of-another", signed_by_another)
    records = [yaml.load(written([whole]), Reader), read(project / "approvals/fever.en-US.us.yaml")]

    assert [True, True] == ["signature" in record["approvals"][0] for record in records]
    assert [] == [fault.message for record in records for fault in VALIDATORS["approvals"].iter_errors(record)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described(name):
    """An editor shows a sentence for each key, and refuses any other key but the names of questions."""
    parts = [*objects(drawn(name))]
    closed = [part for part in parts if [*part["properties"]] != ["of"]]

    assert closed
    assert [] == [key for part in parts for key, each in part["properties"].items() if not each.get("description")]
    assert [False] * len(closed) == [part["additionalProperties"] for part in closed]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("block", {"kind": "notes", "lines": 20, "title": "Notes"}),
        ("block", {"kind": "checklist", "items": ["One", {"text": "Two", "facts": ["two"]}], "boxes": "no"}),
        ("block", {"kind": "calendar", "days": "{cycle-days}", "spans": [{"to": 28, "text": "On", "tone": "on"}]}),
        ("place", {"values": {"stay-near": {"value": 3}}}),
        ("ticket", {"extends": "library/print-shop", "stock": 115}),
        ("answers", {"pemat-16": {"answer": "disagree", "comment": "A cat."}, "pemat-17": {"answer": None}}),
    ],
)
def test_what_may_be_written(name, data):
    """Values stand for counts, yes and no for switches, and what is merged or extended says only what differs."""
    assert [] == [fault.message for fault in VALIDATORS[name].iter_errors(data)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("block", {"title": "Notes"}),
        ("block", {"kind": "notes", "title": ["Notes"]}),
        ("block", {"kind": "notes", "signs": ["Fever"]}),
        ("block", {"kind": "notes", "made_from": "3f2a"}),
        ("block", {"kind": "checklist", "items": ["One", "Two"], "boxes": "maybe"}),
        ("block", {"kind": "calendar", "days": "many", "spans": [{"to": 28, "text": "On", "tone": "on"}]}),
        ("ticket", {"stock": 115}),
        ("ticket", {"means": "For us.", "bleed": 9}),
        ("ticket", {"means": "For us.", "trim": "A44"}),
        ("answers", {"pemat-16": {"answer": "perhaps"}}),
    ],
)
def test_what_may_not_be_written(name, data):
    """A list is no text, a word no count, and a key of one kind of block is none of another."""
    assert not VALIDATORS[name].is_valid(data)


def test_the_command(chapbook, project):
    """A schema is printed by its name, all are written into a folder, and the names are listed without one."""
    said, listed, wrong = chapbook("schema", "block"), chapbook("schema"), chapbook("schema", "blok")
    written = chapbook("schema", "--all", "schemas")

    assert drawn("block") == json.loads(said.output)
    assert [*SCHEMAS] == [line.split()[0] for line in listed.output.splitlines()]
    assert 2 == wrong.exit_code
    assert 'did you mean "block"?' in wrong.output
    assert 0 == written.exit_code
    assert {name: drawn(name) for name in SCHEMAS} == {
        path.stem: json.loads(path.read_text("utf-8")) for path in (project / "schemas").iterdir()
    }


def test_a_new_project_is_completed_and_checked(tmp_path, chapbook):
    """Each YAML file of `chapbook new` names the schema of its kind, and the schema lies there."""
    chapbook("new", str(tmp_path / "ours"))
    found = {}
    for path in (tmp_path / "ours").rglob("*.yaml"):
        (modeline,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", path.read_text("utf-8"), re.M)
        found[path.relative_to(tmp_path / "ours").as_posix()] = json.loads((path.parent / modeline).read_text("utf-8"))

    assert {"booklets/imprint.yaml", "booklets/welcome/hello.yaml"} <= found.keys()
    assert {path: drawn(schema_of(path)) for path in found} == found


def test_the_guide_tells_an_editor_where_files_lie():
    """The settings in the authors' guide lead each file to the schema of its kind, and to no other."""
    (settings,) = re.findall(r"^```json\n(.*?)^```$", (REPOSITORY / "docs/authors.md").read_text("utf-8"), re.M | re.S)
    schemas = json.loads(settings)["yaml.schemas"]
    told = {
        path: [
            name
            for name, patterns in schemas.items()
            if any(path.match(pattern) for pattern in patterns)
            and not any(path.match(pattern[1:]) for pattern in patterns if pattern.startswith("!"))
        ]
        for path in FILES
        if "originals" not in path.parts
    }

    assert {path: [f"schemas/{name_of(path)}.json"] for path in told} == told

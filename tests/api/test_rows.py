"""`--json`: what commands say to machines, as docs/machines.md promises it."""

import json

import click
import jsonschema
import pytest

from chapbook import api
from chapbook.api import rows
from chapbook.cli import faults
from chapbook.problems.problem import Spot, problem, q
from conftest import REPOSITORY, change

SCHEMA = json.loads((REPOSITORY / "docs/machines.schema.json").read_text("utf-8"))


def valid(said, name):
    """JSON that the schema allows."""
    found = json.loads(said)
    jsonschema.validate(found, {**SCHEMA, "$ref": f"#/$defs/{name}"})
    return found


def test_the_schema_is_the_one_in_the_guide():
    """The schema is drawn from the program, so that neither says what the other does not."""
    assert SCHEMA == json.loads(rows.schema())


def test_a_check_for_machines(project, chapbook):
    """Each problem has its place in parts and its desk, and the exit code is the same as for people."""
    change(project / "booklets/fever/hands.yaml", "**20 seconds**", "**30 seconds**")
    found = chapbook("check", "--json")
    rows = valid(found.stdout, "CheckRows")
    (number,) = (row for row in rows["problems"] if row["code"] == "B019")

    assert 1 == found.exit_code
    assert "" == found.stderr
    assert ("authors", "booklets/fever/hands.yaml", 5, 25) == tuple(
        number[key] for key in ("desk", "file", "line", "column")
    )
    assert ["L001", "B019"] == [row["code"] for row in rows["problems"]]

    change(project / "booklets/fever/hands.yaml", "**30 seconds**", "**20 seconds**")
    found = chapbook("check", "--json")

    assert (0, []) == (found.exit_code, valid(found.stdout, "CheckRows")["problems"])
    assert (1, 2, 5) == tuple(json.loads(found.stdout)[key] for key in ("booklets", "editions", "facts"))


def test_a_file_as_a_whole_has_no_line():
    """What is wrong with a file as a whole is at no line."""
    from chapbook.api.authors import Checked

    found = Checked((problem("B024", Spot("booklets"), file=q("x")),), 0, 0, 0, 0)
    (row,) = json.loads(rows.said(rows.checked(found)))["problems"]

    assert (None, None) == (row["line"], row["column"])


def test_a_list_for_machines(chapbook):
    """Booklets and tickets, by name."""
    rows = valid(chapbook("list", "--json").stdout, "ListRows")

    assert [("fever", ["en-US", "es"], ["us"])] == [
        (row["name"], row["locales"], row["places"]) for row in rows["booklets"]
    ]
    assert ["download"] == [row["name"] for row in rows["tickets"]]


def test_facts_are_found_by_words(project, chapbook):
    """All words have to stand in a fact, in any case; a slip elsewhere in the project stops no search."""
    (project / "booklets/fever/booklet.yaml").write_text("title: a: b", "utf-8")
    found = chapbook("facts", "HANDS", "germs")
    rows = valid(chapbook("facts", "hands", "germs", "--json").stdout, "FactsRows")["facts"]

    assert found.output.startswith(
        "wash-hands (for parents, everywhere; booklets/evidence/facts.yaml:2:9)\n    Washing hands"
    )
    assert found.output.endswith("\n1 fact\n")
    assert [("wash-hands", "parent", None, ["hands"])] == [
        (row["id"], row["audience"], row["region"], [source["id"] for source in row["sources"]]) for row in rows
    ]
    assert [] == valid(chapbook("facts", "hands", "unicorn", "--json").stdout, "FactsRows")["facts"]

    nothing = chapbook("facts", "hands", "unicorn")

    assert 2 == nothing.exit_code
    assert 'no fact has "hands" and "unicorn"' in nothing.output


def test_a_universal_fact_says_where_it_was_read(project, chapbook):
    """A fact that holds everywhere names the region of its source, to read and for machines."""
    change(project / "booklets/evidence/facts.yaml", "region: us", "region: us\n    universal: yes")
    (row,) = valid(chapbook("facts", "call-us", "--json").stdout, "FactsRows")["facts"]

    assert chapbook("facts", "call-us").output.startswith("call-us (for parents, everywhere, read in us; ")
    assert ("us", True) == (row["region"], row["universal"])


@pytest.mark.parametrize(("word", "found"), [("Washing", 1), ("wash", 1), ("ash", 0), ("20", 1), ("0", 0)])
def test_a_fact_is_found_by_how_its_words_begin(project, word, found):
    """Who looks for a port finds ports, and no report."""
    facts = api.facts(project, [word])

    assert found == len(facts)


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_problems_are_coloured_where_colours_are_shown(monkeypatch, capsys, environment, coloured):
    """On a terminal, the place and the code stand out; NO_COLOR and a pipe get letters alone."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = [problem("B024", Spot("booklets/a.yaml", 3, 5), file=q("x"))]
    faults.tell(found)

    assert "\x1b" not in capsys.readouterr().err

    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color: color is False)
    faults.tell(found)
    said = capsys.readouterr().err

    assert coloured == ("\x1b[31mB024\x1b[0m" in said)
    assert 'booklets/a.yaml:3:5: B024 path "x" leads out of its folder\n' in click.unstyle(said)

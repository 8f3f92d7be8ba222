"""What `--help` says: every command once, under the desk where people look for it."""

import re

from chapbook import cli


def test_commands_are_listed_by_desk(chapbook):
    """Each command stands once, under its desk; a way through the desks begins where one writes."""
    said = chapbook("--help").output
    sections = dict(re.findall(r"^(\w[\w ]*):\n((?:  .*\n)+)", said, re.M))
    sections.pop("Options")
    listed = {heading: re.findall(r"^  (\S+)", rows, re.M) for heading, rows in sections.items()}

    assert ["Write", "Translate", "Make", "Look and approve", "Print", "Publish", "Hand over"] == [*listed]
    assert sorted(cli.main.commands) == sorted(name for names in listed.values() for name in names)
    assert {"check", "adapt"} < {*listed["Write"]}
    assert ["copy", "desk", "interview", "packet"] == listed["Hand over"]


def test_a_name_that_leads_nowhere_is_a_line(project, chapbook):
    """What is wrong with a name stands first, not below how the command is used; a slip in an option has both."""
    name, option = chapbook("check", "fevr"), chapbook("check", "--al")

    assert (2, "Error: unknown booklet") == (name.exit_code, name.output[:22])
    assert (2, "Usage: ") == (option.exit_code, option.output[:7])


def test_a_letter_lists_its_codes(chapbook):
    """Who adds a rule sees which codes there are; a code that is none is still told."""
    listed, wrong = chapbook("explain", "b"), chapbook("explain", "B999")

    assert (0, 2) == (listed.exit_code, wrong.exit_code)
    assert "B005  unknown value {name}" in listed.output.splitlines()
    assert not [line for line in listed.output.splitlines() if line[0] != "B"]

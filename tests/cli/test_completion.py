"""Completion: a shell completes commands and the names of the project that one stands in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from chapbook import cli
from conftest import write


def completed(*words):
    """What the completer offers for the last of some words."""
    *before, typed = words
    items = ShellComplete(cli.main, {}, "chapbook", "_CHAPBOOK_COMPLETE").get_completions(before, typed)
    return [item.value for item in items]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("pub",), ["publish"]),
        (("catalogs", "up"), ["update"]),
        (("build", ""), ["fever", "soap"]),
        (("build", "fever", "s"), ["soap"]),
        (("build", "--locale", ""), ["en-US", "es"]),
        (("build", "--place", "u"), ["us"]),
        (("build", "--ticket", "d"), ["download"]),
        (("publish", "--ticket", ""), ["download"]),
        (("proof", "f"), ["fever"]),
        (("proof", "fever", "--locale", "e"), ["en-US", "es"]),
        (("proof-sheet", "fever", "--ticket", ""), ["download"]),
        (("approve", "fever", "--place", ""), ["us"]),
        (("ledger", "fe"), ["fever"]),
        (("preflight", "a.pdf", "--ticket", "dow"), ["download"]),
        (("withdraw", "--booklet", ""), ["fever", "soap"]),
        (("catalogs", "update", "--locale", "es"), ["es"]),
        (("adapt", "fever/c"), ["fever/call"]),
        (("explain", "B00"), [f"B00{number}" for number in range(1, 10)]),
    ],
    ids=" ".join,
)
def test_names_are_completed(project, monkeypatch, words, offered):
    """Booklets, blocks, languages, places, tickets and codes are offered where they may stand."""
    write(project / "booklets/soap/booklet.yaml", "title: Soap\n")
    monkeypatch.chdir(project)

    assert offered == completed(*words)


def test_what_is_inherited_is_offered_too(hospital, monkeypatch):
    """A hospital's shell knows the booklets of the library that it builds on."""
    write(hospital / "booklets/ours/booklet.yaml", "title: Ours\n")
    monkeypatch.chdir(hospital)

    assert {"fever", "ours"} <= set(completed("build", ""))


@pytest.mark.parametrize("fault", ["inherits: [../nowhere]\n", "inherits: [\n", ""])
def test_a_project_at_fault_offers_nothing(project, monkeypatch, fault):
    """Where the project cannot be read, a tab is answered with silence, not with a report."""
    write(project / "booklets/imprint.yaml", fault)
    monkeypatch.chdir(project)

    assert [] == completed("build", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(chapbook, shell):
    """The script asks `chapbook` itself, by the protocol of its shell."""
    said = chapbook("completion", shell)

    assert 0 == said.exit_code
    assert f"_CHAPBOOK_COMPLETE={shell}_complete" in said.output


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_answered(project, shell):
    """Asked as the script of a shell asks, `chapbook build f` is completed."""
    words = {"COMP_WORDS": "chapbook build f", "COMP_CWORD": "f" if shell == "fish" else "2"}
    said = subprocess.run(
        [sys.executable, "-c", "from chapbook import cli; cli.main(prog_name='chapbook')"],
        cwd=project,
        env={**os.environ, **words, "_CHAPBOOK_COMPLETE": f"{shell}_complete"},
        capture_output=True,
        text=True,
    )

    assert "fever" in said.stdout
    assert "" == said.stderr


@pytest.mark.slow
def test_bash_completes(project):
    """As people do it: the script is read by bash, and a tab is pressed after `chapbook build --ticket d`."""
    program = Path(sys.executable).parent / "chapbook"
    script = (
        f'source <("{program}" completion bash) && COMP_WORDS=(chapbook build --ticket d) COMP_CWORD=3 && '
        '_chapbook_completion chapbook && echo "${COMPREPLY[@]}"'
    )
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    said = subprocess.run(
        ["bash", "-c", script], cwd=project, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )

    assert ("download\n", "") == (said.stdout, said.stderr)

"""What a machine refuses is a sentence, and what was there stays."""

import os

import pytest

from chapbook.store.store import opened

needs_a_user = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")


def test_a_folder_that_is_a_file(project, chapbook):
    """A build into what is no folder says so, with exit code 3."""
    (project / "build").write_text("mine")
    result = chapbook("build")

    assert 3 == result.exit_code
    assert "build: " in result.output
    assert "Traceback" not in result.output
    assert "mine" == (project / "build").read_text()


@needs_a_user
def test_a_folder_that_may_not_be_written_to(project, chapbook):
    """A folder that is for reading alone says so, with exit code 3."""
    (project / "build").mkdir(mode=0o500)
    result = chapbook("build")

    assert 3 == result.exit_code
    assert "Permission denied" in result.output


def test_a_full_disk(project, chapbook, monkeypatch):
    """Where nothing more fits, the sentence of the system is printed, and the build is as it was."""
    assert 0 == chapbook("build", "--locale", "en-US").exit_code
    before = (project / "build/manifest.json").read_bytes()

    def full(handle):
        raise OSError(28, "No space left on device", "build/.cache/download/fever.es.us.pdf")

    monkeypatch.setattr(os, "fsync", full)
    result = chapbook("build", "--locale", "es")

    assert 3 == result.exit_code
    assert "build/.cache/download/fever.es.us.pdf: No space left on device\n" == result.output
    assert before == (project / "build/manifest.json").read_bytes()


@pytest.mark.parametrize("command", [("build",), ("publish",)])
def test_two_commands_in_one_folder(project, chapbook, command):
    """A second command says that another is at work, and what to do."""
    with opened(project / "build"):
        result = chapbook(*command)

    assert 3 == result.exit_code
    assert "another command is at work in build\n    hint: wait until it has ended" in result.output

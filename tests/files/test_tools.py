"""What pages are made with: another version of it makes them again."""

from importlib.metadata import version

import pytest

from chapbook.files import tools
from chapbook.files.chain import Chain
from chapbook.store.memory import Request
from conftest import MINIMAL


def test_what_pages_are_made_with_is_named(monkeypatch, tmp_path):
    """WeasyPrint and liblouis are named with their versions, and a machine without liblouis is another one."""
    program = tmp_path / tools.LIBLOUIS
    program.write_text("#!/bin/sh\necho lou_translate 3.99.0\necho more")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    *packages, liblouis = tools.made_with()

    assert f"weasyprint {version('weasyprint')}" in packages
    assert "lou_translate 3.99.0" == liblouis

    monkeypatch.setenv("PATH", "")

    assert (*packages, "") == tools.made_with()


@pytest.mark.parametrize("other", [("weasyprint 70.1", "liblouis 1"), ("weasyprint 70.0", "liblouis 2")])
def test_another_version_is_another_request(other):
    """What all files rest on has another hash as soon as a version is another."""
    chain = Chain.at(MINIMAL)
    now, then = (Request.of(chain, "", made_with) for made_with in (("weasyprint 70.0", "liblouis 1"), other))

    assert now == Request.of(chain, "", ("weasyprint 70.0", "liblouis 1"))
    assert now.shared != then.shared
    assert now.inputs != then.inputs

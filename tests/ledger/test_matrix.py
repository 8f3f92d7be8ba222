"""The register of signs as a matrix: what a clinician reads, signs, and approves."""

import json
import re
import shutil
from dataclasses import replace

import pytest

from chapbook import api
from chapbook.ledger.matrix import SignRow, checksum
from conftest import REPOSITORY, change, text_of_pages, with_signs


@pytest.fixture
def project(project):
    """The small project with a register of signs."""
    return with_signs(project)


def test_the_most_urgent_first(project):
    """Each sign has its level for each therapy in each place, and the most urgent is read first."""
    rows = api.signs(project)

    assert ["seizure", "fever", "headache"] == [row.id for row in rows]
    assert {"cells": {"us": "now", "gb": "now"}, "pump": {"us": "now", "gb": "now"}} == rows[1].levels


def test_one_therapy_alone(project, chapbook):
    """Of one therapy there are its own signs; a therapy that nobody treats is refused with a guess."""
    said = json.loads(chapbook("signs", "--therapy", "pump", "--json").stdout)

    assert ["seizure", "fever"] == [row["id"] for row in said["signs"]]
    assert (2, 'Error: no sign is of a therapy "pumps"; did you mean "pump"? there are: cells, pump\n') == (
        (refused := chapbook("signs", "--therapy", "pumps")).exit_code,
        refused.output,
    )


def test_of_one_therapy_its_own_titles_leave_signs_out(project):
    """A title of another therapy is not what this clinician signs for."""
    change(
        project / "booklets/fever/booklet.yaml",
        "therapy: cells\n",
        "therapy: cells\nleaves-out: [{signs: [seizure], reason: It is short.}]\n",
    )

    assert {"cells": {"fever": "It is short."}, "pump": {}} == {
        therapy: api.signs(project, [therapy])[0].left_out for therapy in ("cells", "pump")
    }


def test_a_checksum_is_of_what_was_read(project, monkeypatch):
    """Another level or reason is another matrix; how the program writes a row to itself is none."""
    rows = api.signs(project)
    before = checksum(rows, "us")
    monkeypatch.setattr(SignRow, "__repr__", lambda self: "otherwise")

    assert before == checksum(rows, "us")

    for old, new in (("cells: today", "cells: now"), ("  means: a common", "  why: None.\n  means: a common")):
        change(project / "booklets/signs.yaml", old, new)

        assert before != (before := checksum(api.signs(project), "us"))


def test_a_level_is_approved(project, chapbook):
    """Who approved a title approved how urgent its signs are: another reason, and the covers are open once more."""
    approve = ["approve", "fever", "--role", "clinician", "--name", "Reviewer A", "--date", "2026-11-25"]
    chapbook(*approve)
    change(
        project / "booklets/signs.yaml",
        "  means: a common side effect\n",
        "  means: a common side effect\n  why: None.\n",
    )
    said = chapbook("approvals", "fever", "--place", "us").output

    assert "fever/booklet" in said
    assert "sign.headache: today; None." in said


@pytest.mark.slow
def test_a_page_to_sign(project):
    """The page holds every sign in words, and the hash of what it prints, with its values."""
    library = REPOSITORY / "templates"
    for name in ("signs.html", "parts/macros.html"):
        shutil.copy(library / name, project / "templates" / name)
    whole = '  sign: "A temperature of {fever-limit} or more"\n'
    change(project / "booklets/signs.yaml", whole, whole + '  short: "{fever-limit} or more"\n')
    # A line may end within the limit.
    text = re.sub(r"[\r\n]+", " ", " ".join(text_of_pages(api.signs_page(project))))
    limit = re.search(r"100\.4.°F \(38\.0.°C\)", text)[0]

    def filled(words):
        return words and words.replace("{fever-limit}", limit)

    rows = [replace(row, sign=filled(row.sign), short=filled(row.short)) for row in api.signs(project)]

    assert checksum(rows, "us")[:16] in text.split()

"""Whose the words of a paper are, and what it says of copying them."""

import pytest

from chapbook.assemble import assemble
from chapbook.content.booklet import Edition
from chapbook.files.chain import Chain
from chapbook.formats.web import _rights
from chapbook.load.load import load
from chapbook.transcript.rights import Rights, rights
from conftest import REPOSITORY, write

HOSPITAL = REPOSITORY / "tests/projects/sample-hospital"


def held(folder, *booklets):
    """The rights of some booklets of a project."""
    project = load(Chain.at(folder))[0]
    return [rights(project, assemble(project, Edition(name, "en-US", "us"))) for name in booklets]


@pytest.mark.slow
def test_each_part_keeps_its_license():
    """What is the library's stays under its license, what a hospital writes is its own, and a mixture says both."""
    own = {"year": 2026, "owner": "Sample Children's Hospital"}

    assert [
        Rights("CC BY 4.0", "all rights reserved", changed=True, **own),
        Rights("CC BY 4.0", None, **own),
        Rights(None, "all rights reserved", **own),
    ] == held(HOSPITAL, "car-t-journey", "card-car-t", "our-ward")


def test_a_hospital_that_says_nothing_grants_nothing(project):
    """Its own words are reserved; the imprint grants more, and a booklet wins over the imprint."""
    [nothing] = held(project, "fever")
    imprint, booklet = project / "booklets/imprint.yaml", project / "booklets/fever/booklet.yaml"
    write(imprint, imprint.read_text("utf-8") + "license: CC BY-NC 4.0\n")
    [said] = held(project, "fever")
    write(booklet, booklet.read_text("utf-8") + "license: CC0 1.0\n")

    [own] = held(project, "fever")

    assert ["all rights reserved", "CC BY-NC 4.0", "CC0 1.0"] == [nothing.own, said.own, own.own]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (Rights("CC BY 4.0", None, owner="A"), {"license": "https://creativecommons.org/licenses/by/4.0/"}),
        (Rights("CC BY 4.0", "CC BY 4.0", owner="A"), {"license": "https://creativecommons.org/licenses/by/4.0/"}),
        (Rights(None, "all rights reserved"), {}),
        (
            Rights("CC BY 4.0", "all rights reserved", year=2026, owner="A"),
            {
                "copyrightHolder": {"@type": "MedicalOrganization", "name": "A"},
                "copyrightYear": 2026,
                "isBasedOn": {
                    "@type": "CreativeWork",
                    "name": "Chapbook",
                    "license": "https://creativecommons.org/licenses/by/4.0/",
                },
            },
        ),
    ],
)
def test_a_search_engine_reads_the_same(held, said):
    """A page claims a license for the whole of it only where all of it has one."""
    assert said == _rights(held)

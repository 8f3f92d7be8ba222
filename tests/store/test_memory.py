"""Nothing is made twice, and nothing old is taken for new: what an edition rests on decides."""

import json

import pytest

from chapbook.files.digest import digest
from chapbook.store.memory import Memory
from conftest import change, text_of, write

pytestmark = pytest.mark.slow


@pytest.fixture
def build(chapbook, project):
    """Builds everything, and says which files were made."""
    write(
        project / "booklets/soap/booklet.yaml",
        (
            "title: Soap\nlocales: [en-US]\ncover: {file: figures/sun.svg, alt: A sun}\nrevised: 2026-11-21\n"
            "order:\n  - chapter: Soap\n    blocks: [soap]\n"
        ),
    )
    write(project / "booklets/soap/soap.yaml", "kind: prose\ntitle: Soap\ntext: Take soap.\n")
    write(project / "booklets/soap/figures/sun.svg", (project / "booklets/fever/figures/sun.svg").read_text())

    def build(*arguments):
        folder = project / "build/download"
        before = {path: path.stat().st_mtime_ns for path in folder.glob("*")}
        result = chapbook("build", *arguments)
        assert 0 == result.exit_code, result.output
        return sorted(
            path.name.removesuffix(".pdf") for path in folder.glob("*") if before.get(path) != path.stat().st_mtime_ns
        )

    assert ["fever.en-US.us", "fever.es.us", "soap.en-US.us"] == build()
    return build


ALL = ["fever.en-US.us", "fever.es.us", "soap.en-US.us"]


def test_nothing_is_made_twice(build):
    """A second build of the same makes nothing."""
    assert [] == build()


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        ("booklets/soap/soap.yaml", "Take soap", "Take more soap", ["soap.en-US.us"]),
        ("locales/es/LC_MESSAGES/fever.po", "Escalofríos", "Tiritones", ["fever.es.us"]),
        ("booklets/fever/call.yaml", "level: now", "level: today", ["fever.en-US.us", "fever.es.us"]),
        ("booklets/imprint.yaml", "day-phone: 202-555-0143", "day-phone: 202-555-0199", ALL),
        ("booklets/values.yaml", "default: 38.0", "default: 38.5", ALL),
        ("booklets/places/us.yaml", "stay-near: 2", "stay-near: 4", ALL),
        ("locales/es/LC_MESSAGES/furniture.po", "Sobre este folleto", "Acerca de este folleto", ALL),
        ("locales/locales.yaml", "fonts: [Andika, Noto Sans]", "fonts: [Noto Sans, Andika]", ALL),
        ("styles/booklet.css", "margin: 12mm", "margin: 14mm", ALL),
        ("templates/blocks/prose.html", "<h2 ", "<h2 class='a' ", ALL),
        ("styles/press/download.yaml", "linearize: true", "linearize: false", ALL),
        ("booklets/fever/figures/sun.svg", 'r="20"', 'r="22"', ALL),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" in value else "",
)
def test_a_change_makes_again_what_rests_on_it(build, project, file, old, new, made):
    """A changed block or translation makes only its own editions again; what all rest on, all of them."""
    change(project / file, old, new)

    assert made == build()
    assert [] == build()


def test_a_new_fever_limit_is_on_the_page(build, project):
    """The dangerous case in full: after a hospital changes its limit, no file has the old number."""
    change(project / "booklets/imprint.yaml", "values:\n", "values:\n  fever-limit: 38.5\n")
    build()
    texts = [" ".join(text_of(path.read_bytes())) for path in (project / "build/download").glob("fever.*.pdf")]

    assert 2 == len(texts)
    assert all("101.3" in text and "100.4" not in text for text in texts)


def test_a_comment_makes_nothing_again(build, project):
    """What does not reach the page is no reason to set it again."""
    change(project / "booklets/soap/soap.yaml", "kind: prose", "# A thought.\nkind: prose")

    assert [] == build()


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_file_that_is_not_as_made_is_made_again(build, project, harm):
    """A PDF that somebody changed or deleted is made again, and only that one."""
    path = project / "build/download/soap.en-US.us.pdf"
    path.unlink()
    if harm == "changed":
        path.write_bytes(b"stamped")

    assert ["soap.en-US.us"] == build()
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "memory",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"requests": [], "files": []}',
        b'{"requests": {"": {}}, "files": {"download/soap.en-US.us.pdf": {}}}',
        b'{"requests": {"": 1}, "files": {"a": 1}}',
    ],
)
def test_a_memory_that_cannot_be_read_is_empty(build, project, memory):
    """A broken memory makes everything again, and the next build remembers."""
    (project / "build" / Memory.FILE).write_bytes(memory)

    assert ALL == build()
    assert [] == build()


def test_the_memory_holds_no_words(build, project):
    """The memory holds hashes and names of files; no text of the project and no path of the machine."""
    memory = (project / "build" / Memory.FILE).read_text()

    assert {"requests", "files"} == set(json.loads(memory))
    assert str(project) not in memory
    assert "Sample" not in memory


def test_where_one_text_ends_counts():
    """Two lists of texts that would read the same in one go have different hashes."""
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab") != digest("ab", "")

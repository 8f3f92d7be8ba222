"""What copies keep of files: read once as long as these stay as they are, and anew when one has changed."""

import shutil
from datetime import date

import pytest

import blanks
from chapbook.copy import built as copies
from chapbook.copy import hospital as imprints
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems
from chapbook.publish import kept, log
from chapbook.publish.register import Register, Row, Withdrawal
from conftest import REPOSITORY, change, write

DAY = date(2026, 12, 1)
FILES = {"download/fever.en-US.us.pdf": "0" * 64}
PUBLISHED = Row("00brraem", "fever.en-US.us", "Fever", DAY, "2026-11-29", True, "", (), FILES)
WITHDRAWN = Withdrawal("00brraem", DAY, "The night number was wrong.")


def taken(chain, build):
    return copies.built(chain, build, "fever", "en-US", "us", "download")


def counted(monkeypatch, where, name):
    """How often a function is asked."""
    asked, original = [], getattr(where, name)
    monkeypatch.setattr(where, name, lambda *given, **options: asked.append(given) or original(*given, **options))
    return asked


@pytest.mark.parametrize("beside", [False, True])
def test_the_register_is_read_once_and_each_withdrawal_is_seen(project, tmp_path, monkeypatch, beside):
    """That of the project, and that which lies beside a build elsewhere."""
    home = tmp_path / "ward" if beside else project
    made = blanks.build(home / "made", blanks.pdf(blanks.NAME))
    kept.keep(home, log.written(Register((PUBLISHED,))))
    chain, asked = Chain.at(project), counted(monkeypatch, copies, "read_rows")
    for _ in range(3):
        taken(chain, made)
    assert 1 + beside == len(asked)

    kept.keep(home, log.written(Register((PUBLISHED, WITHDRAWN))))

    with pytest.raises(Problems, match="V004"):
        taken(chain, made)


def test_a_withdrawal_that_lies_ready_counts(project):
    """A command that was cut short has written it, and not brought it to its place."""
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME))
    kept.keep(project, log.written(Register((PUBLISHED,))))
    chain = Chain.at(project)
    taken(chain, made)

    ready = project / kept.FOLDER / kept.NEXT
    ready.mkdir()
    for content, name in log.written(Register((PUBLISHED, WITHDRAWN))):
        (ready / name.rpartition("/")[2]).write_bytes(content)

    with pytest.raises(Problems, match="V004"):
        taken(chain, made)


@pytest.mark.parametrize("how", ["its own value", "what it inherits", "what a place sets"])
def test_what_a_project_sets_is_read_once_and_each_change_is_seen(project, tmp_path, monkeypatch, how):
    """In the imprint, in one that it inherits from now on, and in the file of a place."""
    home, other = tmp_path / "house", tmp_path / "other"
    own = "values: {day-phone: 202-555-0144}\n"
    write(other / "booklets/imprint.yaml", f"inherits: [{project}]\n{own.replace('0144', '0188')}")
    write(home / "booklets/imprint.yaml", f"inherits: [{project}]\nname: Ward\n{own}")
    printed = {"day-phone": "202-555-0144", "stay-near": "3"}
    made = blanks.build(home / "made", blanks.pdf(blanks.NAME), values=printed)
    write(home / "booklets/places/us.yaml", "values: {stay-near: 3}\n")
    chain, asked = Chain.at(home), counted(monkeypatch, copies, "load")
    for _ in range(3):
        taken(chain, made)
    assert 1 == len(asked)

    if how == "its own value":
        change(home / "booklets/imprint.yaml", "0144", "0188")
    elif how == "what it inherits":
        write(home / "booklets/imprint.yaml", f"inherits: [{other}]\nname: Ward\n")
    else:
        change(home / "booklets/places/us.yaml", "3", "2")

    with pytest.raises(Problems, match="H015"):
        taken(chain, made)


def test_an_imprint_that_another_inherits_is_looked_at_too(project, tmp_path):
    """What an inherited project inherits may change as well."""
    farther, nearer = tmp_path / "farther", tmp_path / "nearer"
    for home in (farther, nearer):
        write(home / "booklets/imprint.yaml", f"inherits: [{project}]\n")
    write(tmp_path / "house/booklets/imprint.yaml", f"inherits: [{nearer}]\n")
    roots = Chain.of(tmp_path / "house").roots

    write(nearer / "booklets/imprint.yaml", f"inherits: [{farther}]\n")

    assert (*roots[:2], farther, *roots[2:]) == Chain.of(tmp_path / "house").roots


def test_an_imprint_is_read_once_and_each_change_is_seen(project, monkeypatch):
    """The name on covers, and whatever else copies have of it."""
    chain = Chain.at(project)
    imprints.imprint_of(chain)
    asked = counted(monkeypatch, imprints, "merged")
    imprints.imprint_of(chain)
    assert [] == asked

    with (project / "booklets/imprint.yaml").open("a", encoding="utf-8") as imprint:
        imprint.write("site: children.example.org\n")

    assert "children.example.org" == imprints.imprint_of(chain).site


@pytest.mark.parametrize("folder", ["styles/fonts", "styles/fonts/names"])
def test_typefaces_are_read_once_and_a_new_one_is_seen(project, folder):
    """One that a hospital adds while the desk is open."""
    chain = Chain.at(project)
    faces = copies.typefaces_of(chain)
    assert faces is copies.typefaces_of(chain)

    (project / folder).mkdir(parents=True, exist_ok=True)
    font = next(path for path in sorted((REPOSITORY / "styles/fonts").iterdir()) if path.suffix in (".ttf", ".otf"))
    shutil.copy(font, project / folder / f"Ours{font.suffix}")

    assert faces is not copies.typefaces_of(chain)

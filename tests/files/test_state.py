"""What a file is like: whatever is done to it, what was read of it before is read anew."""

import os
import shutil

import pytest

from chapbook.files.state import state, states


def written_over(path):
    path.write_text("39.0", encoding="utf-8")


def copied_over(path):
    """By a program that keeps the time of change, as `cp -p` and `rsync -t` do."""
    other = path.with_name("other.yaml")
    other.write_text("39.0", encoding="utf-8")
    shutil.copystat(path, other)
    other.replace(path)


def linked(path):
    other = path.with_name("other.yaml")
    path.rename(other)
    path.symlink_to(other)
    written_over(other)


@pytest.mark.parametrize("how", [written_over, copied_over, linked, os.unlink])
def test_whatever_is_done_to_a_file_is_seen(tmp_path, how):
    """Also where the new content is as long as the old, and says that it is as old."""
    path = tmp_path / "values/values.yaml"
    path.parent.mkdir()
    path.write_text("38.5", encoding="utf-8")
    before = [*states(tmp_path)]
    assert [state(path)] == before

    how(path)

    assert before != [*states(tmp_path)]


def test_all_files_of_a_folder_are_looked_at_in_order(tmp_path):
    """Packages of other people are not, and a link to a folder is one file: whoever reads goes into neither."""
    for name in ("b/x.yaml", "a.yaml", "b/c/d.yaml", "node_modules/e.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to("b")
    (tmp_path / "nowhere").symlink_to("z")
    found = [name.removeprefix(f"{tmp_path}/") for name, *_ in states(tmp_path)]

    assert ["a.yaml", "b/c/d.yaml", "b/x.yaml", "link", "nowhere"] == found
    assert [] == [*states(tmp_path / "none")]

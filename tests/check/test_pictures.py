"""Pictures that would leave a hole on a page."""

import threading
from io import BytesIO

import pytest
from PIL import Image, ImageFile

from chapbook.check.pictures import fault_of

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
PATH = "<path d='M0 0h9v9z'/>"


@pytest.mark.parametrize(
    ("svg", "fault"),
    [
        (f"<svg viewBox='0 0 9 9'>{PATH}</svg>", ""),
        (f"<svg width='9' height='9'>{PATH}</svg>", ""),
        (f"<?xml version='1.0'?><!-- drawn --><s:svg xmlns:s='{SVG}' viewBox='-4,-4,8.5,.5'>{PATH}</s:svg>", ""),
        ("<svg viewBox='0 0 9 9'><defs><g id='a'/></defs><use href='#a'/></svg>", ""),
        (f"<svg viewBox='0 0 9 0'>{PATH}</svg>", "its viewBox is empty"),
        (f"<svg viewBox='0 0 -9 9'>{PATH}</svg>", "its viewBox is empty"),
        (f"<svg viewBox='0-1e1 9 1E+1'>{PATH}</svg>", ""),
        (f"<svg viewBox='a'>{PATH}</svg>", "its viewBox is not four numbers"),
        (f"<svg viewBox='0 10 10'>{PATH}</svg>", "its viewBox is not four numbers"),
        ("<svg viewBox='0 0 9 9'><g/></svg>", "it draws nothing"),
        (
            "<svg xmlns:x='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'><use x:href='a.svg#b'/></svg>",
            "it uses a part of a.svg#b, which is not in it",
        ),
        (f"<html><svg viewBox='0 0 9 9'>{PATH}</svg></html>", "it is no SVG: its first element is html"),
        ("<svg viewBox='0 0 9 9'>", "it is not valid SVG: no element found: line 1, column 23"),
    ],
)
def test_an_svg_that_is_not_seen(tmp_path, svg, fault):
    """An SVG has a box with two sides, and draws something that is in it."""
    (tmp_path / "a.svg").write_text(svg)

    assert fault == fault_of(tmp_path / "a.svg")


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_that_was_cut(tmp_path, monkeypatch, kind):
    """A picture of which the end is missing is found, though the typesetter takes it; a whole one is none."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole, path = BytesIO(), tmp_path / f"a.{kind}"
    Image.effect_noise((64, 64), 50).save(whole, kind)
    path.write_bytes(whole.getvalue())

    assert "" == fault_of(path)

    path.write_bytes(whole.getvalue()[:1000])

    assert fault_of(path).startswith("it cannot be read")
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_what_is_no_picture(tmp_path):
    """A page under the name of a picture is none."""
    (tmp_path / "a.png").write_text("<html>")

    assert "it is no picture, whatever its name says" == fault_of(tmp_path / "a.png")


def test_two_pictures_at_once(tmp_path, monkeypatch):
    """Two threads that look at pictures leave Pillow as the typesetter wants it, whichever ends last."""
    begun, second, first_ended = (threading.Event() for _ in range(3))

    def slow(path):
        begun.set()
        if path.stem == "first":
            second.wait(0.2)
        else:
            second.set()
            first_ended.wait(0.2)
        return opened(path)

    opened = Image.open
    monkeypatch.setattr(Image, "open", slow)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    pictures = [tmp_path / "first.png", tmp_path / "second.png"]
    threads = [threading.Thread(target=fault_of, args=(path,)) for path in pictures]
    for path, thread in zip(pictures, threads, strict=True):
        Image.new("L", (1, 1)).save(path)
        thread.start()
        begun.wait()
    threads[0].join()
    first_ended.set()
    threads[1].join()

    assert ImageFile.LOAD_TRUNCATED_IMAGES

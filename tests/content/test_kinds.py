"""Kinds of block: one class and one template each, which say all that is to know of them."""

import json

import pytest

from chapbook.content.kinds import KINDS, BlockModel
from conftest import REPOSITORY, change, problems, write

STORY = """\
kind: story
title: My helper cells
frames:
{frames}"""
FRAME = "  - {{picture: {{file: {file}, alt: A sun}}, text: {text}}}\n"


def told(project, *texts, file="figures/sun.svg"):
    """The small project with a story of some frames, in the source language alone."""
    frames = "".join(FRAME.format(text=text, file=file) for text in texts)
    write(project / "booklets/fever/helpers.yaml", STORY.format(frames=frames))
    change(project / "booklets/fever/booklet.yaml", "[call]", "[call, helpers]")
    change(project / "booklets/fever/booklet.yaml", "title: Fever", "locales: [en-US]\ntitle: Fever")
    for template in ("blocks/story.html", "parts/macros.html"):
        write(project / "templates" / template, (REPOSITORY / "templates" / template).read_text())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_class_and_a_template(kind):
    """A kind of block has a class of its own, and the library has the template that prints it."""
    assert issubclass(KINDS[kind], BlockModel)
    assert (REPOSITORY / f"templates/blocks/{kind}.html").is_file()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_what_a_kind_says_of_its_keys_are_keys(kind):
    """What is unsaid and what is a list are keys of the very part that names them."""
    named = {part: part.unsaid | part.lists for part in (kind, *kind.__mro__) if hasattr(part, "unsaid")}

    assert [] == [part.__name__ for part, keys in named.items() if keys - part.model_fields.keys()]


@pytest.mark.slow
def test_a_story_is_printed(project, chapbook):
    """Eight frames pass the audit and the rules of clear writing: a story is no list."""
    told(project, *["Your helper cells wake up."] * 8)
    done = chapbook("build", "--locale", "en-US")

    assert 0 == done.exit_code, done.output
    assert 1 == len(json.loads((project / "build/manifest.json").read_text())["editions"])


def test_a_frame_has_few_words(project):
    """A thirteenth word is refused where it was written."""
    told(
        project,
        "One two three four five six seven eight nine ten eleven twelve thirteen.",
        "Good morning.",
        "Good night.",
    )

    assert [
        "booklets/fever/helpers.yaml:4:52: B002 frames, item 1, text: a frame has at most 12 words, and there are 13"
    ] == problems(project)


def test_a_picture_of_a_frame_is_looked_for(project):
    """A frame whose picture is not there is a fault like any other picture's."""
    told(project, "Good morning.", "Good night.", file="figures/moon.svg")

    assert ["B004", "B004"] == [line.split()[1] for line in problems(project)]

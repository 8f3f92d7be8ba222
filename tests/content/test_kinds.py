"""Kinds of block: one class and one template each, which say all that is to know of them."""

import ast
import json
from typing import get_args

import jinja2
import pytest
from jinja2 import nodes

import tags
from chapbook.content.booklet import Edition
from chapbook.content.forms import FORMS
from chapbook.content.kind import BlockModel
from chapbook.content.kinds import KINDS
from chapbook.content.text import Content, Picture
from chapbook.dress import Dresser, dress
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.packet.length import share
from chapbook.templating.given import bare
from chapbook.texts import text_of
from conftest import REPOSITORY, change, problems, write
from reading import library

SOURCE = REPOSITORY / "src/chapbook"

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


@pytest.mark.parametrize(("place", "unit"), [("us", "°F"), ("gb", "°C")])
def test_a_temperature_has_the_unit_of_the_place(place, unit):
    """A cell for a temperature says in which unit families of a place take it."""
    locale = {"us": "en-US", "gb": "en-GB"}[place]

    assert unit == bare(Dresser(library(), Edition("car-t-journey", locale, place)).degree().striptags())


def parts_of(model):
    """The models of the parts that a model holds, however deep."""
    for field in model.model_fields.values():
        for each in classes_in(field.annotation):
            yield each
            yield from parts_of(each)


def classes_in(annotation):
    if isinstance(annotation, type) and issubclass(annotation, Content):
        yield annotation
    for each in get_args(annotation):
        yield from classes_in(each)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_class_and_a_template(kind):
    """A kind of block has a class of its own, and the library has the template that prints it."""
    assert issubclass(KINDS[kind], BlockModel)
    assert (REPOSITORY / f"templates/blocks/{kind}.html").is_file()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_what_a_kind_says_of_its_keys_are_keys(kind):
    """What is unsaid, a list, a deed, running prose or a head is a key of the very part that names it."""
    parts = {kind, *kind.__mro__, *parts_of(kind)}
    tables = ("apparatus", "unsaid", "lists", "deeds", "most_words", "running", "heads", "read_as", "said_back")
    named = {part: {key for table in tables for key in getattr(part, table, ())} for part in parts}

    assert [] == [part.__name__ for part, keys in named.items() if keys and keys - part.model_fields.keys()]


# Paths of a key that name its kind, or are of some kinds alone.
OWN_KEYS = {f"{kind}.{key}" for kind, model in KINDS.items() for key in model.model_fields} | {
    f".{key}" for model in KINDS.values() for key in model.model_fields.keys() - BlockModel.model_fields.keys()
}


def by_name(text):
    """Where a module asks kinds or forms by their names: it compares one or a key of one, or lists several."""
    for node in ast.walk(ast.parse(text)):
        parts = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        asks = any(isinstance(part, ast.Attribute) and part.attr in ("kind", "form", "carries") for part in parts)
        listed = getattr(node, "keys" if isinstance(node, ast.Dict) else "elts", [])
        for names, fewest in ((parts if asks else [], 1), (listed, 2)):
            said = {part.value for part in names if isinstance(part, ast.Constant)}
            if len(said) >= fewest and any(said <= known.keys() for known in (KINDS, FORMS)):
                yield ast.unparse(node)
        ends = node.args if isinstance(node, ast.Call) and "with" in getattr(node.func, "attr", "") else []
        if any(isinstance(part, ast.Constant) and part.value in OWN_KEYS for part in (*parts, *ends)):
            yield ast.unparse(node)


def kinds_in(text):
    """Where a template asks kinds by their names: it compares one, or picks blocks by it."""
    for node in jinja2.Environment(extensions=["jinja2.ext.i18n"]).parse(text).find_all((nodes.Compare, nodes.Filter)):
        if isinstance(node, nodes.Compare) or node.name in ("selectattr", "rejectattr"):
            said = {each.value for each in node.find_all(nodes.Const)}
            asks = "kind" in said or any(each.attr == "kind" for each in node.find_all(nodes.Getattr))
            if asks and said & KINDS.keys():
                yield f"line {node.lineno}: {said & KINDS.keys()}"


@pytest.mark.slow
def test_nobody_lists_kinds_or_forms():
    """What tells one kind from another stands in its class, and what tells forms apart in their records."""
    own = ("kinds.py", "forms.py")
    found = {path.name: [*by_name(path.read_text("utf-8"))] for path in SOURCE.rglob("*.py") if path.name not in own}

    assert {} == {name: asked for name, asked in found.items() if asked}


def test_no_template_knows_a_kind_by_its_name():
    """A template asks a block what it is for: who adds a kind touches its own template alone."""
    folder = REPOSITORY / "templates"
    found = {path.name: [*kinds_in(path.read_text("utf-8"))] for path in folder.rglob("*.html")}

    assert {} == {name: asked for name, asked in found.items() if asked}


@pytest.mark.parametrize(
    "line",
    [
        'ROOM = {"story": 0.6, "diary": 1.3}',
        'if content.form in ("booklet", "explainer"): ...',
        'if "booklet" in ticket.carries: ...',
        'numbers = [each for each in blocks if each.kind == "contacts"]',
        'if "warning.title" in line.names: ...',
        'again = any(name.endswith(".columns") for name in names)',
    ],
)
def test_a_kind_that_is_asked_by_its_name_is_found(line):
    """Each of the ways in which kinds and forms were told apart elsewhere is found."""
    assert [*by_name(line)]


@pytest.mark.parametrize(
    "line",
    [
        '{% if block.kind in ("diary", "notes") or (block.kind == "checklist" and block.days > 1) %}{% endif %}',
        '{% set others = blocks|rejectattr("kind", "in", ["contacts", "warning"])|list %}',
        '{% set warnings = blocks|selectattr("kind", "eq", "warning")|list %}',
        '{% set cut = blocks|map(attribute="kind")|list == ["card"] %}',
    ],
)
def test_a_template_that_asks_a_kind_by_its_name_is_found(line):
    """So is each of the ways in which templates told kinds apart."""
    assert [*kinds_in(line)]


def test_what_templates_may_ask_hides_no_key():
    """What each block tells its template has a name that no key of any kind has."""
    block = next(iter(library().booklets["first-steps"].blocks.values()))

    assert [] == [kind for kind, model in KINDS.items() if model.model_fields.keys() & block.content.traits().keys()]


def test_a_kind_has_room_of_its_own_in_a_packet(monkeypatch):
    """What a kind draws, or leaves for writing on, counts to the pages of a packet as its class says."""
    block = next(block for block in library().booklets["first-steps"].blocks.values() if block.content.kind == "prose")
    before = share(block, "us", lambda *message: None)
    monkeypatch.setattr(KINDS["prose"], "room", 0.5)

    assert before + 0.5 == pytest.approx(share(block, "us", lambda *message: None))


def test_nobody_asks_a_kind_by_its_name():
    """What the program wants to know of a kind, its class says; YAML is read by kind, and a packet has a table."""
    naming = {path.parent.name for path in SOURCE.rglob("*.py") if "content.kinds" in path.read_text("utf-8")}

    assert {"load", "packet", "schemas"} == naming


def test_what_is_no_sentence_is_not_measured_as_one(project):
    """What names something, how a word sounds and a word that is explained are marked on their lines."""
    text = text_of(load(Chain.at(project))[0], Edition("fever", "en-US", "us"))
    said = {line.field: line.read_as for line in text.lines}

    assert ("name", "name", "name", None) == tuple(said[field] for field in ("title", "chapter", "cover.alt", "action"))


@pytest.mark.slow
def test_a_story_is_printed(project, chapbook):
    """Eight frames pass the audit and the rules of clear writing: a story is no list."""
    told(project, *["Your helper cells wake up."] * 8)
    done = chapbook("build", "--locale", "en-US")

    assert 0 == done.exit_code, done.output
    assert 1 == len(json.loads((project / "build/manifest.json").read_text())["editions"])


def test_a_frame_without_a_picture_is_to_draw_in(project):
    """A frame may have its words alone: it is empty then, and no fault."""
    told(project, "Good morning.", "I draw.")
    file = project / "booklets/fever/helpers.yaml"
    change(file, "{picture: {file: figures/sun.svg, alt: A sun}, text: I draw.}", "{text: I draw.}")

    assert [] == problems(project)


@pytest.mark.parametrize(("large", "rows"), [("", 1), ("large: yes\n", 3)])
def test_a_picture_book_has_a_frame_a_page(project, large, rows):
    """Three frames stand in a row, or each in one of its own, which the style sets on a page."""
    told(project, "Good morning.", "I play.", "Good night.")
    file = project / "booklets/fever/helpers.yaml"
    write(file, file.read_text() + large)
    read = load(Chain.at(project))[0]
    page = dress(read, text_of(read, Edition("fever", "en-US", "us"))).html

    assert rows == page.count('<div class="frames')


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


PICTURE = "picture: {file: figures/sun.svg, alt: A sun, caption: Morning.}"
SCENES = "scenes: [{picture: {file: figures/sun.svg, alt: A sun}, text: It rises.}]"
LABELS = "labels: [{at: [50, 50], text: The sun}]"


def figure(project, *said):
    """The small project with a figure that says so."""
    write(project / "booklets/fever/look.yaml", "\n".join(["kind: figure", *said, ""]))
    change(project / "booklets/fever/booklet.yaml", "[call]", "[call, look]")


@pytest.mark.parametrize("said", [[PICTURE], [PICTURE, LABELS], [SCENES]])
def test_a_figure_is_one_picture_or_scenes(project, said):
    """A picture stands alone or with labels; several have a sentence each."""
    figure(project, *said)

    assert [] == [found for found in problems(project) if "B002" in found]


@pytest.mark.parametrize("said", [[], [LABELS], [PICTURE, SCENES], [SCENES, LABELS]])
def test_a_figure_is_not_both(project, said):
    """Labels belong to one picture, and scenes stand in its place."""
    figure(project, *said)

    assert ["the file: a picture with its labels or scenes are wanted here, and one of them alone"] == [
        found.split(": B002 ")[1] for found in problems(project) if "B002" in found
    ]


@pytest.mark.parametrize(("mirrored", "x"), [(False, 20), (True, 80)])
def test_labels_of_a_mirrored_picture_are_mirrored_with_it(mirrored, x):
    """Where people read from right to left, the number of a label stands on what it names."""
    dressed = {"picture": {"mirrored": mirrored}, "labels": [{"at": (20, 60), "text": "The sun"}]}
    look = KINDS["figure"].model_construct(picture=Picture.model_construct())

    assert [{"x": x, "y": 60, "text": "The sun"}] == look.prepared(dressed, None)["labels"]


@pytest.mark.parametrize(("words", "faults"), [(16, []), (17, ["a text of 17 words in es; 16 are the most"])])
def test_a_frame_has_few_words_in_translation(project, words, faults):
    """A frame may be longer in another language, by what nine in ten sentences need; what is longer is told there."""
    told(project, "Good morning.", "Good night.")
    change(project / "booklets/fever/booklet.yaml", "locales: [en-US]\n", "")
    # Without the words of the library's templates, which have catalogs of their own.
    write(project / "templates/parts/macros.html", "")
    catalog = project / "locales/es/LC_MESSAGES/fever.po"
    said = {"title": "My helper cells", "frames.picture.alt": "A sun", "frames.text": "Good morning."}
    new = [f'msgctxt "helpers:{field}"\nmsgid "{text}"\nmsgstr "Hola"\n' for field, text in said.items()]
    new.append(f'msgctxt "helpers:frames.text"\nmsgid "Good night."\nmsgstr "{"hola " * words}"\n')
    before = catalog.read_text("utf-8")
    catalog.write_text("\n".join([before, *new]), encoding="utf-8")
    spot = f"{catalog.relative_to(project)}:{before.count(chr(10)) + 15}"

    assert [f"{spot}: C005 {fault}" for fault in faults] == problems(project)


WAY = """\
kind: roadmap
title: The way
stations:
  - {when: First, title: A call, text: Say who you are., see: call}
  - {when: Then, title: A visit, date: yes}
  - {when: Later, title: Home}
"""


def under_way(project, way):
    """The small project with a roadmap, in the source language alone."""
    write(project / "booklets/fever/hands.yaml", way)
    change(project / "booklets/fever/booklet.yaml", "title: Fever", "locales: [en-US]\ntitle: Fever")


def test_a_station_has_few_words(project):
    """A twenty-first word is refused where it was written."""
    under_way(project, WAY.replace("Say who you are.", "word " * 21) + "  - {when: Then, title: School}\n")

    assert [
        "booklets/fever/hands.yaml:4:34: B002 stations, item 1, text: a station has at most 20 words, and there are 21"
    ] == problems(project)


DIARY = "kind: diary\ncolumns: [{heading: Date, width: 1}]\n"
STRIP = "kind: strip\nintro: At any time.\ntimes: [Early, Early]\ncourses: [{name: Pain, from: Early}]\n"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (WAY.replace("date: yes", "date: yes, slot: strat-date"), "stations, item 2, slot: one of these is wanted: "),
        (f"{DIARY}rows: 1\nslot: child-name\n", "slot: one of these is wanted: 'start-date', 'tests-date', "),
        (f"{DIARY}rows: 1\ndates: start-date\n", "dates: one of these is wanted: 'bag-change-dates' or 'visit-dates'"),
        (DIARY, "the file: rows to write in are wanted here, or labels that name them"),
        (STRIP, "times: each time is wanted once: of two alike, no course could say which it means"),
    ],
)
def test_what_could_not_be_used_is_refused(project, said, fault):
    """A slot that no copy writes, a table without a row, a column that no course could name."""
    under_way(project, said)

    assert [] != [found for found in problems(project) if f": B002 {fault}" in found]


@pytest.mark.slow
@pytest.mark.parametrize(("counter", "code"), [("page", 0), ("pages", 1)])
def test_a_station_names_its_page(project, chapbook, counter, code):
    """The page that a station leads to is printed, and a wrong one stops the build."""
    under_way(project, WAY)
    for template in ("blocks/roadmap.html", "parts/macros.html"):
        write(project / "templates" / template, (REPOSITORY / "templates" / template).read_text())
    style = project / "styles/booklet.css"
    told = f"ol {{ list-style: none }} .see a::after {{ content: ' ' target-counter(attr(href), {counter}) }}"
    style.write_text(f"{style.read_text()}{told}\n")
    done = chapbook("build", "--locale", "en-US")

    assert code == done.exit_code, done.output


SHOWN = """\
kind: steps
title: The line breaks
facts: [wash-hands]
steps:
  - {text: Clamp the line., picture: {file: figures/sun.svg, alt: A clamp on a line}}
  - Call us.
  - Wait.
"""


@pytest.mark.slow
def test_a_step_has_its_picture_beside_it(project, chapbook):
    """The picture is on the page with its words, and its bytes are in the code of the edition."""
    under_way(project, SHOWN)
    for template in ("blocks/steps.html", "parts/macros.html"):
        write(project / "templates" / template, (REPOSITORY / "templates" / template).read_text())
    done = chapbook("build", "--locale", "en-US")
    text = text_of(load(Chain.at(project))[0], Edition("fever", "en-US", "us"))
    pdf = next((project / "build/download").glob("*.pdf")).read_bytes()

    assert 0 == done.exit_code, done.output
    assert "A clamp on a line" in [line.said for line in text.blocks[0].lines]
    assert ["figures/sun.svg"] == [picture.split()[0] for picture in text.blocks[0].pictures]
    assert "A clamp on a line" in [figure.alt for figure in tags.read(pdf)[0].all("Figure")]


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ("caption: A clamp, file: figures/sun.svg", ["B002"]),
        ("file: figures/moon.svg", ["B004"]),
        ("file: figures/sun.svg", []),
    ],
)
def test_a_picture_of_a_step_is_held_to_the_rules(project, said, faults):
    """It has no caption, its file is looked for, and its words are none of the step's 45."""
    alt = "line " * 45
    under_way(project, SHOWN.replace("file: figures/sun.svg", said).replace("A clamp on a line", alt))

    assert faults == [line.split()[1] for line in problems(project)]


VOICE = """\
kind: voice
text: The first night was the hardest.
who: A father of two
consent: {date: 2026-10-02, record: Form of the ward}
"""


@pytest.mark.slow
def test_a_voice_is_printed_without_its_record(project, chapbook):
    """What somebody said stands on the page with their role; where their consent is kept stands in the file alone."""
    under_way(project, VOICE)
    for template in ("blocks/voice.html", "parts/macros.html"):
        write(project / "templates" / template, (REPOSITORY / "templates" / template).read_text())
    done = chapbook("build", "--locale", "en-US")
    text = text_of(load(Chain.at(project))[0], Edition("fever", "en-US", "us"))

    assert 0 == done.exit_code, done.output
    assert ["voice", "The first night was the hardest.", "A father of two"] == [
        line.said for line in text.blocks[0].lines
    ]


def test_a_picture_of_a_frame_is_looked_for(project):
    """A frame whose picture is not there is a fault like any other picture's."""
    told(project, "Good morning.", "Good night.", file="figures/moon.svg")

    assert ["B004", "B004"] == [line.split()[1] for line in problems(project)]

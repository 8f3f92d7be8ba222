"""A page made for the web says what was written, and none of it becomes markup, wherever it stands."""

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import chapbook
from chapbook import api
from chapbook.content.manuscript import Approved
from chapbook.files.chain import Chain
from chapbook.formats import inline, web
from chapbook.transcript.mark import Mark
from conftest import REPOSITORY, change, write
from reading import library, transcript

pytestmark = pytest.mark.slow

STARTER = Path(chapbook.__file__).parent / "load/starter"

# Ends every element in which text may stand, every attribute, and begins a comment that swallows the rest.
BREAKS_OUT = "\"'></title></style></script><meta http-equiv=refresh content=0><!--"
# The same as far as `check` takes it for words: a tag that is not closed is none, until what follows closes it.
AS_WORDS = 'A "B & C </title x=</style x=</script x='

HTML = "<html><head><title>T</title></head><body><p>Call us.</p></body></html>"


class Read(HTMLParser):
    """The tags of a page, the attributes in them, and the words in each element that HTML does not escape."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.said = [], [], {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        if self.tags:
            self.said[self.tags[-1]] = self.said.get(self.tags[-1], "") + data


@pytest.fixture
def home(tmp_path):
    """A new hospital, as `chapbook new` makes it, with a name, an address and a logo."""
    home = Path(shutil.copytree(STARTER, tmp_path / "home"))
    imprint = home / "booklets/imprint.yaml"
    change(imprint, "inherits: bundled", f"inherits: {REPOSITORY}")
    change(imprint, "#name: ", "name: The Hospital #")
    change(imprint, "#address: ", "address: The Street #")
    change(imprint, "#logo: figures/logo.svg", "logo: welcome/figures/cover.svg")
    return home


def page(home):
    """The booklet of a new hospital as its web page."""
    return Read(api.proof(home, "welcome", "en-US", "us", "web").file.content.decode("utf-8"))


def test_words_stay_words(home):
    """A title, a name, an address, a chapter, a picture's words: signs of HTML in them make no tag."""
    tags = page(home).tags
    imprint, booklet = home / "booklets/imprint.yaml", home / "booklets/welcome/booklet.yaml"
    for key, words in (("name", "The Hospital"), ("address", "The Street")):
        change(imprint, f"{key}: {words} ", f"{key}: {json.dumps(BREAKS_OUT)} ")
    for key, words in (("title", "Welcome to our ward"), ("subtitle", "Before your first visit")):
        change(booklet, f"{key}: {words}", f"{key}: {json.dumps(AS_WORDS)}")
    change(booklet, "alt: A house with an open door and a path that leads to it", f"alt: {json.dumps(AS_WORDS)}")
    change(booklet, "chapter: Coming to us", f"chapter: {json.dumps(AS_WORDS)}")
    change(home / "booklets/welcome/hello.yaml", "title: Hello", f"title: {json.dumps(AS_WORDS)}")
    read = page(home)

    assert tags == read.tags
    assert AS_WORDS == read.said["title"].strip()
    assert {("alt", AS_WORDS), ("alt", BREAKS_OUT), ("content", AS_WORDS)} <= {*read.attributes}


@pytest.mark.parametrize("file", ["styles/booklet.css", "styles/web.css"])
@pytest.mark.parametrize(
    "css",
    [
        'h1::after { --x: "OUT" }',
        "@media screen and (--x: 'OUT') { p { color: red } }",
        '@import url("more.css") layer(a) screen and (--x: "OUT");',
        "p { background: url('data:image/svg+xml,OUT') }",
        "p { color: red } OUT p { color: blue }",
        "p { color: red } <//**//style>OUT { color: blue }",
    ],
    ids=["string", "media", "import", "address", "bare", "comment"],
)
def test_no_style_ends_its_element(home, file, css):
    """Whatever a style holds stays in `<style>`: no tag and no words come out of it."""
    write(home / "styles/more.css", "p { color: red }")
    write(home / file, css.replace("OUT", "</STYLE ><meta http-equiv=refresh content=0>Do not call.</style>"))
    read = Read(alone(home))

    assert ["html", "head", "meta", "title", "style", "script", "body", "p"] == read.tags
    assert "Call us." == read.said["p"]
    assert "Do not call." in read.said["style"]


def alone(home, title="T", **imprint):
    """A page of a few words in the styles of a project, whatever its check says of them."""
    project = library()
    project = replace(
        project, chain=Chain.at(home), imprint=project.imprint.model_copy(update={"name": "A", **imprint})
    )
    return web.page(project, transcript("car-t-journey.en-US.us"), Approved((), ()), HTML, title).decode("utf-8")


def test_what_machines_read_ends_no_script(home):
    """A title and a publisher's name in JSON-LD end no script, begin no comment, and are read as they were written."""
    read = Read(alone(home, title=BREAKS_OUT, name=BREAKS_OUT))

    assert ["html", "head", "meta", "title", "style", "script", "body", "p"] == read.tags
    assert "<" not in read.said["script"]
    data = json.loads(read.said["script"])
    assert (BREAKS_OUT, BREAKS_OUT) == (data["name"], data["publisher"]["name"])


def test_the_press_itself_forbids_scripts(home):
    """A page has the policy before all else, whatever template a project brings."""
    (first,) = re.findall(r"<head>\s*<([^>]*)>", alone(home))

    assert first.startswith('meta http-equiv="Content-Security-Policy" content="default-src \'none\'')
    assert "script-src" not in first


def test_the_mark_of_a_review_copy_stays_words(home, monkeypatch):
    """The mark stands in an element and in a style, and ends neither."""
    monkeypatch.setattr(web, "mark", lambda project, edition: Mark(BREAKS_OUT, "ltr"))
    project = replace(library(), chain=Chain.at(home))
    made = web.page(project, transcript("car-t-journey.en-US.us"), Approved(("clinician",), ()), HTML, "T")
    read = Read(made.decode("utf-8"))

    assert ["html", "head", "meta", "title", "style", "body", "aside", "p"] == read.tags
    assert BREAKS_OUT == read.said["aside"].strip()


def test_a_line_to_write_on_says_words():
    """What is said of a line to write on stands in an element, and opens none."""
    said = web.spoken_slots('<span class="slot phone lines-1" aria-label="a &gt; b"></span>', BREAKS_OUT)

    assert (["span", "span"], BREAKS_OUT) == (Read(said).tags, Read(said).said["span"])


def test_a_number_to_tap_is_digits():
    """The address of a phone number holds what a phone dials, whatever stands in the number."""
    said = web.callable_phones('<bdi dir="ltr" class="value phone">1&#34; onclick=&#34;x ext. 5</bdi>')

    assert {"href", "dir", "class"} == {name for name, _ in Read(said).attributes}


def test_a_picture_stays_in_its_address(project):
    """An SVG stands in the page as an address, in an attribute and in a style, and ends neither."""
    svg = f"""<svg xmlns='http://www.w3.org/2000/svg'><title>{BREAKS_OUT.replace("<!--", "")}\\ ') #</title></svg>"""
    write(project / "styles/dot.svg", svg)
    write(project / "styles/web.css", 'p { background: url("dot.svg") }')
    shown = inline.with_pictures(Chain.at(project), f'<img src="{inline.BASE}styles/dot.svg" alt="">')
    (address,) = [value for name, value in Read(shown).attributes if name == "src"]
    style = inline.styles(Chain.at(project))

    assert ["img"] == Read(shown).tags
    assert not {*'"<>&#\\'} & {*address}
    assert f'url("{address}")' in style

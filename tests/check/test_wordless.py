"""Styles, templates and pictures that say words of their own: found where they stand, and nothing else is."""

import jinja2
import pytest

from chapbook.check.wordless import picture_words, style_words, template_words, wordless
from chapbook.files.chain import Chain
from chapbook.templating.given import bare, given, own_words
from conftest import MINIMAL, REPOSITORY, write

SAMPLE = REPOSITORY / "tests/projects/sample-hospital"


def spots(found):
    """Line, column and code of each."""
    return [(one.spot.line, one.spot.column, one.code) for one in found]


@pytest.mark.parametrize("root", [REPOSITORY, MINIMAL, SAMPLE], ids=lambda root: root.name)
def test_the_library_keeps_its_words_in_catalogs(root):
    """No style, template or picture of the library, and none of the small projects, says a word of its own."""
    assert [] == [*wordless(Chain((root,)))]


def test_every_root_is_read(project, hospital):
    """A hospital's styles, templates and pictures are read, and those that it inherits, each in its own file."""
    write(hospital / "styles/booklet.css", "p::after { content: 'Call' }")
    write(project / "styles/forms/card.css", "p::after { content: 'Call' }")
    write(hospital / "templates/blocks/prose.html", "<p>Call</p>")
    write(hospital / "booklets/figures/logo.svg", "<svg><text>Call</text></svg>")
    write(hospital / "locales/own.css", "p::after { content: 'Call' }")

    assert {
        ("S018", "styles/booklet.css"),
        ("S018", "library/styles/forms/card.css"),
        ("T005", "templates/blocks/prose.html"),
        ("S018", "booklets/figures/logo.svg"),
        ("S018", "locales/own.css"),
    } == {(one.code, one.spot.path) for one in wordless(Chain.at(hospital))}


# ── styles ────────────────────────────────────────────────────────────────────────────────────────────────────────

SAYS = {
    "words": ('p::after { content: "Give aspirin" }', (1, 21)),
    "a digit": ('p::after { content: counter(page) " of 9" }', (1, 35)),
    "another script": ('p::after { content: "اتصلوا" }', (1, 21)),
    "by number": (r'p::after { content: "\47 ive" }', (1, 21)),
    "a property spelt oddly": ('p::after { c\\6fntent : "Give" }', (1, 24)),
    "without a semicolon before": ('p { color: red; &::after { content: "Give" } }', (1, 37)),
    "after a nested rule": ('p { &:hover { color: red } content: "Give" }', (1, 37)),
    "in a page": ('@page ward:left { margin: 1mm; @top-left { content: "Ward" } }', (1, 53)),
    "in a query": ('@media screen {\n  @layer dark { p::after { content: "Give" } } }', (2, 37)),
    "set aside": ('h1 { string-set: chapter "Give " content() }', (1, 26)),
    "set aside with a prefix": ('h1 { -weasy-string-set: chapter "Give" }', (1, 33)),
    "as a quotation mark": ('q { quotes: "Give" "«" }', (1, 13)),
    "as a bullet": ('li { list-style: "Give" inside }', (1, 18)),
    "as a number": ('li { list-style-type: symbols(cyclic "Give") }', (1, 38)),
    "as a style of numbers": ("@counter-style a { system: cyclic; symbols: Give; suffix: ' ' }", (1, 45)),
    "as a hyphen": ('p { hyphenate-character: "Give" }', (1, 26)),
    "where a line ends": ('p { text-overflow: "Give" }', (1, 20)),
    "as a leader": ('p::after { content: leader("Give ") }', (1, 28)),
    "between counters": ('p::after { content: counters(item, " Give ") }', (1, 36)),
    "in a bookmark": ('h1 { bookmark-label: "Give" }', (1, 22)),
    "of an attribute": ("p::after { content: attr(title) }", (1, 21)),
    "of an attribute with a type": ("p::after { content: attr(href string) }", (1, 21)),
    "of a custom property": ('p { --said: "Give" } p::after { content: var(--said) }', (1, 42)),
    "in letters that count": ("p::after { content: counter(a, upper-alpha) counter(b) }", (1, 32)),
    "in letters that count items": ("li { list-style: lower-roman }", (1, 18)),
    "in numbers that are letters": ("@counter-style a { system: extends upper-latin }", (1, 36)),
    "from another file": ('@import "words.txt";', (1, 9)),
    "from an address": ("@import url('data:text/css,p{}') layer(a);", (1, 13)),
}


@pytest.mark.parametrize(("style", "at"), SAYS.values(), ids=SAYS)
def test_a_style_that_says_something(style, at):
    """A style has no words: they are found at their line and column, however they are written."""
    assert [(*at, "S018")] == spots(style_words(style, "a.css"))


@pytest.mark.parametrize(
    "style",
    [
        ":root { --ambulance: #2f7f2c }",
        "@media screen { html { --today-pale: #ffd9d9 } }",
        ".alarm.level-now .alarm-head { background: green }",
        ".level-today { & .chip { border-color: red } }",
        ".chip { color: red }",
        ".alarm { box-shadow: inset 0 0 9mm green }",
        ".alarm { outline: 1mm solid green }",
        ".alarm { border-image: linear-gradient(green, green) 1 }",
        ".alarm { all: unset }",
        ".alarm { display: none }",
        ".alarm { border-width: 0 }",
        ".alarm { border-inline-start-width: 0mm }",
        ".chip { border-style: none }",
        ".alarm { border-block-end-style: hidden }",
        ".level-now { font-size: 0 }",
        ".level-now { font-size: calc(1em * 0) }",
        ".alarm-head { font: 0/1 serif }",
        ".alarm-head { line-height: 0 }",
        ".alarm-head::before { content: none }",
        ".alarm-head::before { background-size: 0 }",
        ".alarm { background-blend-mode: screen }",
        ".alarm { transform: rotate(9deg) scale(0) }",
        ".alarm { scale: 0 1 }",
        ".alarm { max-height: 0% }",
        ".alarm { position: running(gone) }",
        ".alarm { float: footnote }",
        ".alarm { animation: fade 1s }",
        ".alarm { -webkit-text-fill-color: green }",
        ".alarm { visibility: hidden }",
        ".alarm:not(.chapter) { opacity: 0 }",
        ".level-now { text-decoration-color: green }",
        ":is(p, .level-now) { text-decoration: underline green }",
    ],
)
def test_no_hospital_changes_a_colour_of_urgency(project, hospital, style):
    """What sets a token of a level anew, or colours what wears one, is found; in the library it stands."""
    write(project / "styles/forms/card.css", style)
    assert [] == [*wordless(Chain.at(hospital))]

    write(hospital / "styles/booklet.css", f":root {{ --brand: #123456 }}\n{style}")
    write(hospital / "templates/parts/own.html", f"<style>{style}</style>")

    found = [(one.code, one.spot.path, one.spot.line) for one in wordless(Chain.at(hospital))]
    assert [("S026", "styles/booklet.css", 2), ("S026", "templates/parts/own.html", 1)] == found


def test_a_hospital_may_move_what_wears_a_level(hospital):
    """Widths, corners, gaps and places are its own, and so are words that only begin alike."""
    style = (
        ".alarm { padding: 4mm; border-width: 2mm } .level-nowhere, .alarm-clock { color: red } p { --now-playing: 1 }"
        ".alarm { border-style: dotted; border-radius: 0; font: 700 1.2em/1.2 serif; transform: rotate(0); width: 9mm }"
        ".alarm::before { content: ''; margin: 0; padding: 0; position: relative; inset: 0; background-position: 0 0 }"
        ".alarm { display: flex } .page:not(.level), :is(p:not(.alarm, .chip)) { color: red }"
    )
    write(hospital / "styles/booklet.css", style)

    assert [] == [*wordless(Chain.at(hospital))]


@pytest.mark.parametrize(
    "style",
    [
        'p::after { content: "" }',
        'p::after { content: counter(number) "." }',
        '@page { @bottom-right { content: counter(page) " / " counter(pages) } }',
        "li::after { content: target-counter(attr(data-page-of), page) }",
        '[data-chapter] { string-set: chapter attr(data-chapter) } h1 { string-set: chapter "" }',
        "@page { @top-left { content: string(chapter, start) element(head) } }",
        'li::after { content: ": " attr(data-days) }',
        'p::before { content: "؟" } q { quotes: "“" "”" "‘" "’" }',
        'p::before { content: url("figures/pump.svg") }',
        'html { font-family: "Noto Sans", var(--font-text); --face: "Andika" }',
        "@font-face { font-family: 'Own'; src: url('own.ttf') format('truetype') }",
        '/* content: "Give aspirin" */ @import url(colour.css) layer(colour);',
        "li { list-style: none } .content:hover { color: red } content { color: red }",
        "@counter-style dots { system: cyclic; symbols: '•' '◦'; suffix: ' ' }",
        "p:lang(ar)::before { content: '–' }",
    ],
)
def test_a_style_that_says_nothing(style):
    """Signs, counters, the text of elements and names of typefaces are no words of a style."""
    assert [] == [*style_words(style, "a.css")]


@pytest.mark.parametrize("page", ["@page", "@page ward:left", "@media print { @page"])
def test_the_middle_of_the_foot_is_taken(page):
    """A style that prints where the mark of a review copy stands is told so, whatever it prints there."""
    assert ["S019"] == [one.code for one in style_words(f"{page} {{ @BOTTOM-CENTER {{ content: none }} }}", "a.css")]


# ── templates ─────────────────────────────────────────────────────────────────────────────────────────────────────

TOLD = {
    "a line": ("<div>\n<p>{{ block.title }}, call us</p></div>", (2, 23)),
    "a digit": ("<p>{{ days }} of 28</p>", (1, 15)),
    "between Jinja": ("{% if a %}Yes{% else %}{{ b }}{% endif %}", (1, 11)),
    "in a set": ("{% set x %}Words{% endset %}", (1, 12)),
    "after a translated text": ("{% trans %}Call{% endtrans %}\n us", (2, 2)),
    "raw": ("<p>{% raw %}{{ Call }}{% endraw %}</p>", (1, 16)),
    "for those who hear it": ('<img src="{{ url }}"\n alt="A pump">', (2, 7)),
    "a name": ('<section class="a" aria-label="The cover">', (1, 32)),
    "a tip": ("<abbr title='computed'>{{ x }}</abbr>", (1, 14)),
    "for a style": ('<h1 data-chapter="Chapter {{ n }}">', (1, 19)),
    "for a search engine": ('<meta name="description" content="A tip">', (1, 35)),
    "spelt by number": ("<p>&#71;{{ x }}</p>", (1, 4)),
    "by name": ("<p>{{ x }}&alpha;</p>", (1, 11)),
    "with lines that end in CR": ("<p>{{ x }}\r{# y #}\r Call</p>", (3, 2)),
}


@pytest.mark.parametrize(("template", "at"), TOLD.values(), ids=TOLD)
def test_a_template_that_says_something(template, at):
    """A template has no words but those of a catalog: others are found at their line and column."""
    assert [(*at, "T005")] == spots(template_words(template, "a.html"))


def test_a_style_in_a_template_is_a_style():
    """What a template brings as a style is read as one, where it stands."""
    html = '<head>\n  <style>p::after {\n content: "Give" }</style></head><p style="list-style: \'Give\'">'

    assert [(3, 11, "S018"), (3, 56, "S018")] == spots(template_words(html, "a.html"))


@pytest.mark.parametrize(
    "template",
    [
        '<p class="kind-{{ kind }}" id="cover" data-without="contacts.intro">{{ _("Call us") }}</p>',
        "{% trans date=edition.revised %}Last changed: {{ date }}{% endtrans %} · {{ x|join(', ') }}",
        "{% trans count=n %}one page{% pluralize %}{{ count }} pages{% endtrans %}",
        '{# A note. #}<!-- Another --><!doctype html>\n<html lang="{{ lang }}"><p>&nbsp;&times; {{ a }}</p>',
        '{% set form = "large-print" %}{% include "booklet.html" %}',
        '<img src="{{ url }}" alt=""><th scope="row"></th><h{{ level }}>{{ "" }}</h{{ level }}>',
        '<section class="block\n{%- if a == "page" %} starts-page{% endif %}" id="{{ id }}">\r\n{{ text }}',
        '<meta name="viewport" content="width=device-width"><a href="https://{{ link }}">{{ link }}</a>',
        "{% broken",
    ],
)
def test_a_template_that_says_nothing(template):
    """Tags, names, comments, signs and what is looked up in a catalog are no words of a template."""
    assert [] == [*template_words(template, "a.html")]


def test_a_picture_says_nothing():
    """Letters in a picture are found where they stand; its title is for those who do not see it."""
    svg = '<svg><title>A pump</title><g>\n<text x="1"><tspan>Pump</tspan></text></g><text> – </text></svg>'

    assert [(2, 20, "S018")] == spots(picture_words(svg, "a.svg"))


# ── what a template was given ─────────────────────────────────────────────────────────────────────────────────────


def test_what_was_given_is_told_apart():
    """What a template says beside what it was given is known, though both stand in one line."""
    title, nested = given("Call <now>"), given("Day " + given("or") + " night")
    html = f'<p title="{given("Tip")}">{title} or <b>{nested}</b></p><img alt="{given("")}A pump">'

    assert ["A pump", "or"] == own_words(html)
    assert '<p title="Tip">Call &lt;now&gt; or <b>Day or night</b></p><img alt="A pump">' == bare(html)


@pytest.mark.parametrize("name", ["urlencode", "tojson", "upper", "striptags", "forceescape"])
def test_no_filter_keeps_the_signs(name):
    """However a filter writes what a template was given, the signs that tell it apart are gone from the page."""
    html = jinja2.Environment(autoescape=True).from_string(f"{{{{ x|{name} }}}}").render(x=given("Call us"))

    assert html != bare(html)
    assert bare(html) == jinja2.Environment(autoescape=True).from_string(f"{{{{ x|{name} }}}}").render(x="Call us")


def test_a_text_that_is_cut_ends_with_its_element():
    """A filter that cuts a text in two does not hide what comes after it."""
    half = str(given("Call us"))[:4]

    assert ["Give aspirin", "at once"] == own_words(f"<p>{half}</p><p>Give aspirin<p>{given('now')}</p>at once")


def test_styles_and_scripts_are_not_read():
    """What stands in a style or a script of a page is no text of it."""
    assert [] == own_words("<style>p { color: red }</style><script>say('x')</script><!-- no --><p class='x'></p>")

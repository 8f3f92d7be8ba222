"""The mark of a review copy: the press sets it, in words of the library; it is looked for on every page."""

import re
import shutil
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument
from weasyprint import HTML

from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted, batches
from chapbook.content.manuscript import Approved
from chapbook.content.paper import MM, Size
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Problems, Spot
from chapbook.proofread.compare import audit
from chapbook.proofread.marks import faults, signs
from chapbook.proofread.page import read_pages
from chapbook.texts import text_of
from chapbook.transcript import mark as marking
from chapbook.transcript.mark import WORDS, Mark, mark
from conftest import FONTS, REPOSITORY, change, write
from conftest import text_of_pages as pages_of

needs_fonts = pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
ENGLISH = Edition("fever", "en-US", "us")
APPROVED = Approved(())


def proof(folder, approved=None, locale="en-US"):
    """The pages of the smallest booklet, and their library and text, whatever `check` says of its styles."""
    from chapbook.typeset.typeset import typeset

    library = load(Chain.at(folder))[0]
    (batch,) = batches(library, Wanted(locales=(locale,)).jobs(library))
    text = text_of(library, batch.edition)
    approved = {} if approved is None else {"approved": approved}
    return library, text, typeset(library, text, batch.design, **approved)


def found(made):
    return {one.code: one.message for one in audit(*made)}


# ── whatever a style says ─────────────────────────────────────────────────────────────────────────────────────────

STYLES = {
    "content": "@page { @bottom-center { content: none } }",
    "sides": "@page :left { @bottom-center { content: none } } @page :right { @bottom-center { content: none } }",
    "first": "@page :first { @bottom-center { content: none !important } }",
    "every": "@page :nth(n) { @bottom-center { content: none !important } }",
    "named": ".chapter { page: ward } @page ward:left { @bottom-center { content: 'Riverside' !important } } "
    "@page ward:right { @bottom-center { content: 'Riverside' !important } }",
    "string": 'body { string-set: review "" }',
    "size": ":root { --review: .01px }",
    "height": ":root { --review-line: 0 }",
    "root": ":root { font-size: .1px !important; color: #fff !important; visibility: hidden; text-align: right }",
    "colour": "@page { @bottom-center { color: #fff !important } }",
    "box": "@page { @bottom-center { width: 1mm !important; overflow: hidden !important; text-indent: 99mm !important; "
    "transform: translate(200mm) !important; display: none !important } }",
    "inherited": "@page { visibility: hidden; font-size: 0; text-transform: uppercase; text-indent: 99mm }",
    "page": "@page { opacity: 0; transform: scale(.01) }",
    "neighbours": "@page { @bottom-left { content: counter(page); width: 100% } @bottom-right { width: 90% } }",
    "media": "@media print { @page alarm { @bottom-center { content: none !important } } .warning { page: alarm } }",
}


@pytest.mark.slow
@needs_fonts
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_no_style_takes_it_away(project, style):
    """Every page of a review copy says so, to be read, whatever the styles of a project say of its foot."""
    with (project / "styles/booklet.css").open("a") as file:
        file.write(style)
    library, text, made = proof(project)

    assert made.pages == sum(WORDS in page for page in pages_of(made.pdf))
    assert {} == {code: said for code, said in found((library, text, made)).items() if code in ("N009", "N010")}


@pytest.mark.slow
@needs_fonts
def test_no_template_takes_it_away(project):
    """A style that a template brings with it has no say either."""
    style = "<style>@page :nth(n) { @bottom-center { content: none !important; color: #fff !important } }</style>"
    change(project / "templates/booklet.html", "</head>", f"{style}</head>")
    library, text, made = proof(project)

    assert made.pages == sum(WORDS in page for page in pages_of(made.pdf))
    assert {} == found((library, text, made))


@pytest.mark.slow
@needs_fonts
def test_no_style_sets_the_page(project):
    """The size of a page is the ticket's, against the most specific rule of a style."""
    with (project / "styles/booklet.css").open("a") as file:
        file.write("@page :first { size: A3 !important } @page :left { size: A6 } @page :right { size: A6 }")
    _, _, made = proof(project)

    with PdfDocument(made.pdf) as document:
        sizes = {tuple(round(length / MM, 1) for length in page.get_size()) for page in document}
    assert {(139.7, 215.9)} == sizes


@pytest.mark.slow
@needs_fonts
def test_a_size_that_is_none_is_a_problem(project):
    """How the mark stands is asked of three properties; what is no size, no height and no place is refused."""
    with (project / "styles/booklet.css").open("a") as file:
        file.write(":root { --review: none; --review-line: none; --review-at: none }")

    with pytest.raises(Problems) as refused:
        proof(project)
    assert ["S001", "S001", "S001"] == [one.code for one in refused.value.problems]


@pytest.mark.slow
@needs_fonts
def test_what_is_approved_has_none(project):
    """On what everybody has approved the middle of the foot is empty, whatever a style would print there."""
    with (project / "styles/booklet.css").open("a") as file:
        file.write("@page { @bottom-center { content: 'Riverside' } }")
    library, text, made = proof(project, APPROVED)

    assert [] == [page for page in pages_of(made.pdf) if "Review" in page or "Riverside" in page]
    assert {} == found((library, text, made))


def test_its_ink_is_that_of_the_library():
    """The mark looks as it would if the library's own style set it."""
    from chapbook.typeset.weasyprint.stylesheets import MARK_INK

    colours = (REPOSITORY / "styles/colour.css").read_text("utf-8")

    assert MARK_INK == re.search(r"--ink-soft: (#\w+);", colours)[1]


# ── whatever a catalog says ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@needs_fonts
@pytest.mark.parametrize("words", ["Aprobado para familias.", "\u00a0", "\u200b"])
def test_no_catalog_puts_it_into_other_words(project, words):
    """A hospital's catalog may call it what it likes: its pages say what the library says."""
    spanish = "Copia de revisión. Todavía no está aprobada para las familias."
    change(project / "locales/es/LC_MESSAGES/furniture.po", f'msgstr "{spanish}"', f'msgstr "{words}"')
    library, text, made = proof(project, locale="es")

    assert made.pages == sum(spanish in page for page in pages_of(made.pdf))
    assert {} == found((library, text, made))


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "es", "ar"])
def test_the_library_has_it_in_its_own_languages(locale):
    """Each language of the library has words for the mark, and no two languages but the English ones the same."""
    library = load(Chain.at(REPOSITORY))[0]
    said = {each: mark(library, Edition("car-t-journey", each, "gb")).words for each in ("en-US", "en-GB", "es", "ar")}

    assert said[locale] == marking._said(locale, marking.WORDS)
    assert 3 == len(set(said.values()))


@pytest.mark.parametrize(
    ("locale", "place", "says"),
    [
        ("es-MX", "en-US", "Copia de revisión. Todavía no está aprobada para las familias."),
        ("fr", "es", "Copia de revisión. Todavía no está aprobada para las familias."),
        ("fr", "de", WORDS),
        ("en-AU", "es", WORDS),
    ],
)
def test_a_language_that_the_library_lacks(project, locale, place, says):
    """Where the library lacks a language, the mark is in a wider one, else in the place's, else in the source's."""
    library = load(Chain.at(project))[0]
    locales = library.locales | dict.fromkeys((locale, place), library.locales["es"])
    places = {"us": library.places["us"].model_copy(update={"language": place})}

    assert says == mark(replace(library, locales=locales, places=places), Edition("fever", locale, "us")).words


# ── as an eye sees it ─────────────────────────────────────────────────────────────────────────────────────────────

FOOT = "font: 8pt Andika; color: #324a56; white-space: nowrap;"
FAULTS = {
    "gone": ("content: none", "N009", "page 1 of fever.en-US.us lacks the mark of a review copy"),
    "other words": ("content: 'Approved for families.'", "N009", "page 1 of fever.en-US.us lacks the mark"),
    "too small": ("font-size: 4pt", "N010", "its type is 4.0 pt, and 7 pt is the least"),
    "shrunk": ("transform: scale(.8)", "N010", "its type is 6.4 pt, and 7 pt is the least"),
    "shrunk to nothing": ("transform: scale(.1)", "N009", "page 1 of fever.en-US.us lacks the mark"),
    "too pale": ("color: #aaa", "N010", "its contrast is 2.3 to 1, and 4.5 is the least"),
    "white on white": ("color: #fff", "N010", "35 of its 35 letters cannot be seen"),
    "see-through": ("opacity: .2", "N010", "and 4.5 is the least"),
    "over the edge": ("transform: translate(0, 7mm)", "N010", "it runs over the edge of the page"),
    "off the page": ("transform: translate(0, 70mm)", "N010", "35 of its 35 letters cannot be seen"),
}


def seen(style, body="", draft=True):
    """What is found on a page with the mark at its foot, and something else before it."""
    library = load(Chain.at(REPOSITORY / "tests/projects/minimal"))[0]
    page = f"@page {{ size: 100mm 90mm; margin: 10mm; @bottom-center {{ content: '{WORDS}'; {FOOT} {style} }} }}"
    pdf = HTML(string=f"<style>{page} body {{ margin: 0; font: 8pt Andika }}</style>{body or '<p>1'}").write_pdf()
    sheets = read_pages(pdf, (), marks=signs(library, ENGLISH, draft))
    return [*faults(Spot(""), ENGLISH, draft, sheets.sizes, sheets.looks)]


@needs_fonts
@pytest.mark.parametrize(("style", "code", "says"), FAULTS.values(), ids=FAULTS)
def test_what_an_eye_does_not_see_is_found(style, code, says):
    """A mark that lacks, or that nobody could read, is found for what it is."""
    (one, *more) = seen(style)

    assert code == one.code
    assert any(says in each.message for each in (one, *more)), [one.message, *more]


@needs_fonts
def test_a_mark_that_is_right():
    """A mark that can be read is no finding."""
    assert [] == seen("")


# The boxes of a page's margins are painted in order, each over the one before it.
COVERS = {
    "a box": ("content: ''; background: #fff; margin-left: -80mm", "35 of its 35 letters cannot be seen"),
    "half a box": ("content: ''; background: #fff; margin-left: -40mm", "of its 35 letters cannot be seen"),
    "a veil": ("content: ''; background: #fffd; margin-left: -80mm", "and 4.5 is the least"),
    "words": ("content: 'Ask your team'; margin-left: -60mm; padding-top: 2mm", "other words stand over it"),
}


@needs_fonts
@pytest.mark.parametrize(("style", "says"), COVERS.values(), ids=COVERS)
def test_a_mark_that_is_covered(style, says):
    """What lies over the mark is found, and how much of it is gone."""
    found = seen(f"}} @bottom-right-corner {{ {style} }} @top-left {{")

    assert [("N010", True)] == [(one.code, says in one.message) for one in found], found


@needs_fonts
def test_a_dark_ground():
    """The mark is dark: a dark page hides it."""
    assert ["N010"] == [one.code for one in seen("background: #1f3d4d")]


@needs_fonts
def test_pages_that_share_a_fault_share_a_problem():
    """A booklet of two pages without a mark gives one problem that names both."""
    (one,) = seen("content: none", "<p>1<p style='break-before: page'>2")

    assert "pages 1–2 of fever.en-US.us lacks the mark of a review copy" == one.message


@needs_fonts
def test_a_release_must_not_say_it():
    """Where everybody has approved, the mark is as wrong as it is right before."""
    assert ["N011"] == [one.code for one in seen("", draft=False)]
    assert [] == seen("content: none", draft=False)


@needs_fonts
@pytest.mark.parametrize(("height", "codes"), [(53.98, []), (90, ["N010"])])
def test_a_card_may_say_it_smaller(height, codes):
    """What is 5.5 pt on a card is too small on a page."""
    library = load(Chain.at(REPOSITORY / "tests/projects/minimal"))[0]
    style = f"@page {{ size: 85.6mm {height}mm; @bottom-center {{ content: '{WORDS}'; {FOOT} font-size: 5.5pt }} }}"
    sheets = read_pages(HTML(string=f"<style>{style}</style>").write_pdf(), (), marks=signs(library, ENGLISH, True))

    assert Size(85.6, height) == Size(*(round(side, 2) for side in (sheets.sizes[0].width, sheets.sizes[0].height)))
    assert codes == [one.code for one in faults(Spot(""), ENGLISH, True, sheets.sizes, sheets.looks)]


# ── without pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def made(folder, chapbook, suffix, *more):
    """The file of the smallest booklet in a format without pages."""
    write(
        folder / "styles/press/words.yaml",
        f"means: The words alone.\nformat: {suffix}\nrequires-approval: [clinician, reader]\n",
    )
    if not (folder / "styles/fonts").exists():
        shutil.copytree(FONTS, folder / "styles/fonts", ignore=shutil.ignore_patterns("node_modules", "names"))
    done = chapbook("build", "--ticket", "words", "--locale", "en-US", *more)

    assert 0 == done.exit_code, done.output
    return (folder / f"build/words/fever.en-US.us.{suffix}").read_text("utf-8")


@pytest.mark.slow
@needs_fonts
@pytest.mark.parametrize("suffix", ["html", "txt"])
def test_other_editions_say_it_first(project, chapbook, suffix):
    """A web page and plain text begin with the mark while nobody has approved, and have none after."""
    draft = made(project, chapbook, suffix)
    for role in ("clinician", "reader"):
        chapbook("approve", "fever", "--role", role, "--name", "A", "--date", "2026-11-20", "--locale", "en-US")
    released = made(project, chapbook, suffix, "--release", "--on", "2026-11-21")

    text = re.sub(r"<head>.*?</head>|<[^>]+>|=+", "", draft, flags=re.DOTALL)
    assert [WORDS, "Fever at home"] == [line.strip() for line in text.splitlines() if line.strip()][:2]
    assert WORDS not in released


@pytest.mark.slow
@needs_fonts
def test_a_web_page_keeps_its_mark_apart_from_styles(project, chapbook):
    """What the mark looks like on a screen stands in the mark itself, and is important."""
    page = made(project, chapbook, "html")
    style = re.search(r'<aside class="review" dir="ltr" style="([^"]*)">', page)[1]

    assert "all: initial !important" in style
    assert all(declaration.endswith(" !important") for declaration in style.split("; "))


def test_quotes_in_its_words_end_no_string():
    """Whatever stands in the words, a style reads them whole."""
    assert '"A \\"copy\\" \\\\ more"' == Mark('A "copy" \\ more', "ltr").in_style

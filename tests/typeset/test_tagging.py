"""What a screen reader meets: the structure of real pages, read back from the file."""

import re
import shutil
from itertools import product

import pytest
import weasyprint
from weasyprint import HTML

import tags
from chapbook.typeset.weasyprint.structure import structure
from chapbook.typeset.weasyprint.tagging import WEASYPRINT, write
from conftest import REPOSITORY, proof
from reading import edition_of, made, place_of
from test_proofs import compare


def written(html, fillable=False):
    document = HTML(string=html).render()
    return write(document, structure(document, fillable), "Andika")


def paged(body, lang="en", style=""):
    """The structure of a few lines of HTML, and what is in no element."""
    head = f"<html lang={lang}><title>Test</title><style>body {{ font: 12pt Andika, Vazirmatn }} {style}</style>"
    return tags.read(written(head + body))


def tree(body, **options):
    root, _ = paged(body, **options)
    return "\n".join(line for kid in root.kids for line in kid.lines())


def letters(text):
    """The letters of some words, in whatever order they are painted."""
    return "".join(sorted(tags.letters(text)))


def words(text):
    """The words of a text without signs, each in whatever order it is painted."""
    return {"".join(sorted(filter(str.isalnum, word))) for word in text.split()} - {""}


# ── of real pages ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def small(project):
    """The small project in the library's own design, with a table and a figure, in English and Arabic."""
    for name in ("templates", "styles", "locales"):
        shutil.rmtree(project / name)
    for name in ("templates", "styles"):
        shutil.copytree(REPOSITORY / name, project / name, ignore=shutil.ignore_patterns("fonts"))
    shutil.copytree(REPOSITORY / "tests/projects/tags", project, dirs_exist_ok=True)
    furniture = "locales/ar/LC_MESSAGES/furniture.po"
    shutil.copy(REPOSITORY / furniture, project / furniture)
    return project


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_the_structure_of_a_small_booklet(request, small, locale):
    """Every element with its language, words and scope, in the order of the manuscript."""
    made = proof(small, "fever", locale, "us", "download")
    root, _ = tags.read(made.content)

    # The code of an edition is another one whenever a word of it changes.
    lines = [re.sub("P [0-9a-z]{8}$", "P (code)", line) for line in root.lines()]

    compare(request, f"tags.{locale}", "\n".join(lines) + "\n")


BOOKLETS = ("car-t-journey", "blinatumomab-at-home")
LOCALES = ("en-US", "en-GB", "es", "ar")


@pytest.fixture(scope="module", params=[*product(BOOKLETS, LOCALES)], ids=".".join)
def edition(request):
    """A real edition: its language, its structure, and what is in no element, page by page."""
    booklet, locale = request.param
    return locale, *tags.read(made(edition_of(booklet, locale), "download"))


@pytest.mark.slow
def test_pictures_have_words(edition):
    """Every figure has words in place of the picture and a box on its page."""
    _, root, _ = edition
    figures = [*root.all("Figure")]

    assert len(figures) >= 10
    for figure in figures:
        left, bottom, right, top = figure.attributes["BBox"]

        assert figure.alt
        assert 0 <= left < right <= 421
        assert 0 <= bottom < top <= 613


@pytest.mark.slow
def test_heads_have_scopes(edition):
    """Every head of a table says whether it is of its row or of its column."""
    _, root, _ = edition
    heads = [*root.all("TH")]

    assert len(heads) >= 40
    assert {"Row", "Column"} == {head.attributes.get("Scope") for head in heads}


@pytest.mark.slow
def test_links_are_called_by_words(edition):
    """Every link's annotation bears the words of the link, and no address."""
    _, root, _ = edition
    links = [*root.all("Link")]

    assert len(links) >= 10
    for link in links:
        # One for each line.
        annotations = [kid for kid in link.kids if not isinstance(kid, str | tags.Element)]

        assert annotations
        for annotation in annotations:
            assert re.search(r"\w", str(annotation.Contents))
            assert "://" not in str(annotation.Contents)
            assert not str(annotation.Contents).startswith("#")


@pytest.mark.slow
def test_words_for_staff_have_their_language(request, edition):
    """What is said in the place's language as well is marked as that language."""
    place, (locale, root, _) = place_of(*request.node.callspec.params["edition"]), edition
    echoes = [each for each in root.all("Span") if each.lang]

    if locale in ("es", "ar"):
        assert len(echoes) >= 3
        # The side of a card that staff read says its labels again in the family's language.
        assert {{"us": "en-US", "gb": "en-GB"}[place]} == {echo.lang for echo in echoes} - {locale}
        assert any("CAR T" in echo.text or "linatumomab" in echo.text for echo in echoes)
    else:
        assert [] == echoes


@pytest.mark.slow
def test_running_heads_and_folios_are_not_read(edition, request):
    """What stands at the head and foot of each page is in no element, and all else is."""
    _, root, loose = edition
    outside = [text for page in loose for text in page]
    numbers = [sorted(int(text) for text in page if text.isdigit()) for page in loose]
    folios = [page[-1:] for page in numbers]
    # The numbers on a picture: they stand again in the list beside it, which is read.
    badges = [page[:-1] for page in numbers if page[1:]]

    assert [[number] for number in range(3, len(loose))] == [folio for folio in folios if folio]
    assert [[*range(1, len(page) + 1)] for page in badges] == badges
    # One of the titles has a picture with numbers: the pump.
    assert ("blinatumomab" in request.node.callspec.id) == bool(badges)

    # All else: running heads, the head of a table overleaf, the sign before a question, the line of a review copy.
    # A heading is read with the number of its chapter; a line of a head holds some of its words.
    known = {word for each in root.all("H1", "TH") for word in words(each.text.lstrip("0123456789 "))}
    rest = {text for text in outside if not words(text) <= known and not text.isdigit()}

    assert 1 == len(rest)
    assert len(loose) - 1 <= outside.count(rest.pop())


# ── of one thing at a time ────────────────────────────────────────────────────────────────────────────────────────


def test_a_paragraph_over_two_pages_is_one():
    """A paragraph and a list that go on overleaf stay one element each."""
    style = "@page { size: 60mm 40mm; margin: 5mm } p { orphans: 1; widows: 1 }"
    body = f"<p>{'one two three ' * 30}</p><ul><li>{'four five ' * 30}</li><li>six</li></ul>"
    root, _ = paged(body, style=style)

    assert ["P", "L"] == [kid.tag for kid in root.kids]
    assert ("one two three " * 30).split() == root.kids[0].text.split()
    assert ["four five " * 29 + "four five", "six"] == [item.text for item in root.all("LI")]


def test_a_repeated_table_head_is_read_once():
    """The head that a table repeats overleaf is an artifact there."""
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(30))
    style = "@page { size: 60mm 60mm; margin: 5mm }"
    root, loose = paged(f"<table><thead><tr><th>Day</th></tr></thead>{rows}</table>", style=style)

    assert ["Day"] == [head.text for head in root.all("TH")]
    assert 30 == len([*root.all("TD")])
    assert ["Day"] * (len(loose) - 1) == [text for page in loose for text in page]


def test_languages_are_marked_where_they_change():
    """A language stands at the element that changes it, and at none inside."""
    body = "<p lang=es>Hola <span lang=es>amigo</span> <span lang=ar dir=rtl>سلام</span></p><p>Hi <bdi>you</bdi></p>"

    assert ["P", "[es]", "Hola", "amigo", "Span", "[ar]", "سلام", "P", "Hi", "you"] == tree(body).split()


def test_decoration_is_not_read():
    """Hidden parts, pictures without words, generated signs and leaders are in no element."""
    style = "li::before { content: '★' } p::after { content: leader('.') 'x' } i::before { content: 'No. ' }"
    body = "<ul><li>one</li></ul><p aria-hidden=true>no</p><p>two</p><p><i>3</i></p>" + (
        "<img alt='' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\">"
    )
    root, loose = paged(body, style=style)

    assert "★" in loose[0]
    assert "no" in loose[0]
    assert "L LI LBody P P Em" == " ".join(each.tag for each in root.all("L", "LI", "LBody", "P", "Em", "Figure"))
    assert "one two x No. 3 x" == root.text


def test_lists_have_labels_and_numbering():
    """A number before an item is its label, and the list says how it counts; bullets are decoration."""
    assert (
        tree("<ol><li>one<ul><li>nested</li></ul></li><li>two</li></ol>").splitlines()
        == """\
L [ListNumbering Decimal]
  LI
    Lbl 1.
    LBody
      one
      L [ListNumbering Disc]
        LI
          LBody nested
  LI
    Lbl 2.
    LBody two""".splitlines()
    )


def test_terms_and_meanings_are_items():
    """A list of terms has a label and a body for each."""
    body = "<dl><dt>CRS</dt><dd>A strong reaction.</dd><dt>ALL</dt><dd>A leukemia.</dd></dl>"
    items = "  LI\n    Lbl CRS\n    LBody A strong reaction.\n  LI\n    Lbl ALL\n    LBody A leukemia."

    assert f"L [ListNumbering None]\n{items}" == tree(body)


def test_bare_text_gets_a_paragraph():
    """Text beside blocks is wrapped, a division of one line becomes a paragraph, and empty ones vanish."""
    body = "<section>bare <b>text</b><p>block</p>more</section><div>line</div><div><div></div></div><p> </p>"

    assert "Sect\n  P\n    bare\n    Strong text\n  P block\n  P more\nP line" == tree(body)


def test_a_figure_holds_its_caption():
    """A figure has the picture's words and its own caption; the numbers on the picture are part of it."""
    picture = (
        "<img alt='A pump' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\">"
    )
    body = f"<figure><div>{picture}<p>1</p></div><figcaption>The <b>pump</b></figcaption></figure>"

    assert 'Figure [alt "A pump"]\n  1\n  Caption\n    The\n    Strong pump' == tree(body)


def test_notes_stand_where_they_are_called():
    """A footnote is read after the words that call it, with its number as a label."""
    style = ".note { float: footnote }"
    body = "<p>Call<span class=note>Day or night.</span> us.</p><p>Next.</p>"
    said = tree(body, style=style)

    assert "P\n  Call\n  Span 1\n  FENote\n    Lbl 1.\n    Day or night.\n  us.\nP Next." == said


def test_text_of_no_size_is_still_heard():
    """Heads that are printed once, and stand in each table for those who hear it, are heard."""
    style = "th { font-size: 0 }"

    assert 'TH [Scope Column] [actual "What to do"]' in tree(
        "<table><thead><tr><th>What to do</th></tr></thead><tr><td>Call</td></tr></table>", style=style
    )


def test_two_link_lines_are_one_link():
    """A link over two lines is one element with an annotation for each line."""
    root, _ = paged("<p style='width: 30mm'><a href='https://example.org/'>many <b>words</b> in one long link</a></p>")
    (link,) = root.all("Link")
    called = [str(kid.Contents) for kid in link.kids if not isinstance(kid, str | tags.Element)]

    assert "many words in one long link" == link.text
    assert {"many words in one long link"} == set(called)
    assert 2 <= len(called)


# ── WeasyPrint, pinned ────────────────────────────────────────────────────────────────────────────────────────────


def test_weasyprint_is_the_one_that_was_read():
    """Another WeasyPrint needs its tags read again."""
    assert WEASYPRINT == weasyprint.__version__, (
        f"src/chapbook/typeset/weasyprint/tagging.py was written for WeasyPrint {WEASYPRINT}: "
        "read weasyprint/pdf/__init__.py, tags.py, stream.py, anchors.py, draw/ and text/ again, "
        "then set WEASYPRINT and run tests/typeset/test_tagging.py"
    )


def test_weasyprint_is_left_as_it_was():
    """After writing, and after a fault, WeasyPrint has its own names back."""
    before = vars(weasyprint.pdf).copy()
    document = HTML(string="<html lang=en><title>T</title><p>one").render()
    write(document, structure(document), "Andika")

    assert before == vars(weasyprint.pdf)

    document.pages[0].paint = None
    with pytest.raises(TypeError):
        write(document, structure(document), "Andika")
    assert before == vars(weasyprint.pdf)


def test_same_structure_same_bytes():
    """Two writings of two layouts give the same bytes."""
    html = "<html lang=en><title>T</title><h1>One</h1><p>two <a href='#x'>three</a></p><p id=x>four"

    assert 1 == len({written(html) for _ in range(2)})

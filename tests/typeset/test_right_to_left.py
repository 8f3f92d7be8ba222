"""Pages from the right: what PDFium reads of them, sentence by sentence, and that they look as WeasyPrint sets them."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument
from test_tagging import written

import tags
from chapbook.content.typography import TextPass
from chapbook.typeset.weasyprint import tagging
from chapbook.typeset.weasyprint.right_to_left import LRM, RLM
from conftest import text_of_pages

SENTENCES = {
    "a name in brackets": "اتصلوا بالطبيب (blinatumomab) إذا بلغت الحرارة",
    "a temperature in two units": "الحمّى 100.4 °F (38.0 °C) أو أكثر.",
    "a phone number": "الرقم هو 1-800-227-2345 والآن",
    "a dose at the end": "لا تعطوا 5 mcg.",
    "vowel signs": "لِلأطفال مُضادّ الحُمّى طفلَكم مدرَّب",
    "a sign within a ligature": "ليلًا أولًا، لأنّ الآلام والإبرة",
    "a sign before a colon": "عادةً: نعم",
    "quotes and brackets side by side": "«CD19» (شيء) إلى 911.",
    "a name of several words": "المجموعة (Children's Oncology Group)، ثم [A]",
    "a range and a percentage": "ثم 3–5 أيام؛ هل 50%؟",
    "two names beside each other": "الرمز: h98wq9yc CAR T",
    "hardly any letters": "و (B)، [2].",
}
STYLE = "@page { size: 110mm 160mm; margin: 9mm } body { font: 11pt/1.5 Vazirmatn, Andika }"


def page(*paragraphs):
    return f"<html lang=ar dir=rtl><title>T</title><style>{STYLE}</style>{''.join(paragraphs)}"


def finished(html):
    """A page as families get it: viewers are told to turn the leaves from right to left, and PDFium reads by it."""
    with pikepdf.open(BytesIO(written(html))) as pdf:
        pdf.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.fixture(scope="module")
def sentences():
    paragraphs = [f"<p>{TextPass('rtl').plain(sentence)}</p>" for sentence in SENTENCES.values()]
    return finished(page(*paragraphs))


@pytest.mark.parametrize("case", SENTENCES)
def test_a_sentence_is_read_in_order(sentences, case):
    """PDFium gives a sentence back letter for letter, in the order in which people read it."""
    read = tags.letters("".join(text_of_pages(sentences)))

    assert tags.letters(SENTENCES[case]) in read


def test_a_line_of_many_words_from_the_left():
    """The marks between the words of a long English line are no shadows of each other."""
    words = "one two three four five six CD19 seven"
    read = text_of_pages(finished(page(f"<p dir=ltr style='width: 70mm; text-align: left'>{words}</p>")))

    assert tags.letters(words) in tags.letters("".join(read))


def test_nothing_else_is_read(sentences):
    """Marks of direction are all that a reader finds besides the sentences."""
    (read,) = text_of_pages(sentences)

    assert len(tags.letters("".join(SENTENCES.values()))) == len(tags.letters(read))
    assert {LRM, RLM} == {letter for letter in read if not letter.isspace() and not tags.letters(letter)}


def test_english_words_keep_their_order():
    """A sentence in English on an Arabic page is read from its first word to its last, with stress amid it."""
    said = "<p lang=en dir=ltr>My child has a <strong>blinatumomab</strong> pump. A fever of 100.4 °F (38.0 °C)?"
    (read,) = text_of_pages(finished(page(said)))

    assert "Mychildhasablinatumomabpump.Afeverof100.4°F(38.0°C)?" == tags.letters(read)


def test_what_is_heard_has_its_spaces():
    """What is heard of two lines is parted by the space that the end of the first took away."""
    (paragraph,) = tags.read(written(page("<p style='width: 30mm'>اتصلوا بنا الآن إذا بلغت الحرارة</p>")))[0].kids

    assert "اتصلوا بنا الآن إذا بلغت الحرارة" == "".join(paragraph.kids)


def test_pages_look_as_they_are_set(sentences, monkeypatch):
    """Painted our way, glyphs stand where WeasyPrint puts them."""
    monkeypatch.setattr(tagging, "is_read_from_the_right", lambda document: False)
    paragraphs = [f"<p>{TextPass('rtl').plain(sentence)}</p>" for sentence in SENTENCES.values()]
    ours, theirs = (PdfDocument(pdf)[0].render(scale=1).to_pil() for pdf in (sentences, written(page(*paragraphs))))
    # Coarse enough for the edges of letters, and fine enough for a vowel sign out of its place.
    ours, theirs = (image.convert("L").resize((80, 120), Image.Resampling.BOX) for image in (ours, theirs))

    assert theirs.getextrema()[0] < 200
    assert ImageChops.difference(ours, theirs).getextrema()[1] < 40


def test_same_page_same_bytes():
    """Two writings of an Arabic page give the same bytes."""
    html = page("<p>الحُمّى (38.0 °C)، <bdi dir=ltr>CAR T</bdi></p>")

    assert 1 == len({written(html) for _ in range(2)})


def test_pages_from_the_left_are_painted_by_weasyprint(monkeypatch):
    """No line of a page from the left is painted our way."""
    monkeypatch.setattr(tagging, "RightToLeft", None)

    assert written("<html lang=en><title>T</title><p>one <span lang=ar dir=rtl>سلام</span>")

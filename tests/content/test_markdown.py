"""The little Markdown of authors: what it keeps, what it refuses, and that no plain character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.content import markdown
from chapbook.content.markdown import Unsupported, chunks, fold, inline, links, lone, marks, plain, sentence, signs

# Signs that mean something in Markdown or HTML are left out: all others must come through.
PLAIN = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"),
        exclude_characters="\\`*_[]<>&!#+-~|=\u00a0\u202f",
    ),
    max_size=80,
)

STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def test_texts_are_forgotten_again():
    """A desk that serves for a year keeps no text of every day."""
    assert plain.cache_info().maxsize


@given(PLAIN)
def test_plain_text_is_kept_character_by_character(text):
    """Text without Markdown comes out as it went in, its white space folded and its quotes made typographic."""
    text = f"A {text} z"

    assert fold(text).translate(STRAIGHT) == plain(sentence(text)).translate(STRAIGHT)


@given(
    st.lists(
        st.sampled_from(
            ["Wash.", "**Call us**", "*now*", "[list](https://example.org)", "38.0 °C", "{fever-limit}", "CD19"]
        ),
        min_size=1,
    )
)
def test_marked_words_are_kept(words):
    """Strong, emphasized and linked words all stay in the text that is read aloud."""
    text = " ".join(words)

    assert " ".join(word.strip("*").replace("[list](https://example.org)", "list") for word in words) == plain(
        sentence(text)
    )
    assert (words.count("**Call us**"), ("https://example.org",) * words.count("[list](https://example.org)")) == marks(
        text
    )


def test_paragraphs_and_lists_keep_their_lines():
    """Each sentence of a text knows the line on which it starts."""
    found = chunks("First\nline.\n\n- Wash\n- Dry\n  well\n\n1. One\n2. Two\n")

    assert ("paragraph", ((0, "First line."),)) == (found[0].shape, found[0].lines)
    assert ("bullets", ((3, "Wash"), (4, "Dry well"))) == (found[1].shape, found[1].lines)
    assert ("numbers", ((7, "One"), (8, "Two"))) == (found[2].shape, found[2].lines)


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("Wash.\n\nThen <b>dry</b>.", "HTML", 2),
        ("Wash. <!-- later -->", "HTML", 0),
        ("- Wash\n  - with soap", "a list inside a list", 1),
        ("Wash.\n\n# Dry", "a heading", 2),
        ("> Wash.", "a quotation", 0),
        ("Wash `38`.", "code", 0),
        ("Wash.\n\n    38", "an indented code block", 2),
        ("![pump](pump.svg)", "a picture", 0),
        ("Wash.  \nDry.", "a forced line break", 0),
        ("Wash.\n\n***\n\nDry.", "a rule", 2),
    ],
)
def test_what_a_handout_cannot_hold_is_refused(text, what, line):
    """Structures that templates or translators cannot carry are refused with the line."""
    with pytest.raises(Unsupported) as refused:
        chunks(text)

    assert (what, line) == (refused.value.what, refused.value.line)


@pytest.mark.parametrize("text", ["", "One.\n\nTwo.", "- One"])
def test_a_sentence_is_one_paragraph(text):
    """Where one sentence is wanted, nothing else will do."""
    with pytest.raises(Unsupported):
        sentence(text)


def test_a_sign_that_is_less_than_is_no_tag():
    """`<` before a number is a sign, not HTML."""
    assert "Below < 38 or x<5" == plain(sentence("Below < 38 or x<5"))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://example.org/a", "file:///etc/passwd", "relative"])
def test_links_are_found_as_they_are_written(link):
    """Every address is handed to the judge, bad ones too; none is hidden by the parser."""
    assert [link] == list(links(f"See [this]({link})."))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call **now**, or *soon*, see [the list](https://example.org/a_b*c).", []),
        ("snake_case and 38_000", []),
        (r"Not \*this\*, \[nor this\]", []),
        ("**Call now", [(0, "**")]),
        ("**Call now*", [(0, "*")]),
        ("Call **now** or **later", [(16, "**")]),
        ("**Call *now*", [(0, "**")]),
        ("2 * 3", [(2, "*")]),
        ("[your name]", [(0, "["), (10, "]")]),
        ("[words] (https://example.org)", [(0, "["), (6, "]")]),
        ("Press `OK", [(6, "`")]),
        ("_Call us", [(0, "_")]),
        ("38 °C**{fever-limit}** or more", [(5, "**"), (20, "**")]),
    ],
)
def test_what_opens_or_ends_nothing_is_found(text, found):
    """A sign of Markdown that would be printed is found where it stands; one that means something is none."""
    assert found == lone(text)


@given(st.lists(st.sampled_from(["Wash", "**", "*", "_", "[", "](https://example.org)", "]", " ", "{day-phone}"])))
def test_no_sign_is_printed_that_was_not_found(pieces):
    """Whatever is put together, a sign is printed exactly where one was found."""
    text = "".join(pieces)

    assert bool(lone(text)) == any(signs(token.content) for token in inline(text) if token.type == "text")
    assert [] == [sign for place, sign in lone(text) if not text.startswith(sign, place)]


@pytest.mark.slow
def test_a_sentence_of_a_thousand_signs_is_soon_read(monkeypatch):
    """Each sign that may stand alone has its sentence read once more: in a long one few are tried."""
    read = []
    monkeypatch.setattr(markdown, "_read", lambda text, do=markdown._read: read.append(text) or do(text))

    assert "*" == lone("*a [b " * 1000)[0][1]
    assert len(read) < 10


def test_a_text_has_an_end():
    """A text of more letters than any chapter is refused."""
    with pytest.raises(Unsupported, match="more than 20,000 letters"):
        chunks("a " * 10_001)

"""Into the reader's language: every message, nothing mixed, values filled in afterwards."""

from pathlib import Path

import pytest

from chapbook.assemble import assemble
from chapbook.content.booklet import Edition
from chapbook.content.text import Message
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Problems
from chapbook.translate import translate
from conftest import change, leaves_of, proof, sound, text_of_pages, write

ROOT = Path(__file__).parents[1]
SPANISH = Edition("fever", "es", "us")


def words(manuscript):
    """Every message of a manuscript."""
    return [words.text for _, words in leaves_of(manuscript) if isinstance(words, Message)]


def test_every_message_is_translated_and_values_stay_open(project):
    """The translated manuscript has as many messages, none in English, and braces where the source has them."""
    library = sound(project)
    source = assemble(library, SPANISH)
    said = translate(library, source)

    assert 17 == len(words(said)) == len(words(source))
    assert not set(words(said)) & set(words(source))
    assert [text.count("{") for text in words(source)] == [text.count("{") for text in words(said)]
    assert "Fiebre es {fever-limit} o más." in words(said)


def test_the_source_language_is_as_written(project):
    """In the source language a manuscript stays as it is."""
    library = sound(project)
    source = assemble(library, Edition("fever", "en-US", "us"))

    assert source is translate(library, source)


@pytest.mark.parametrize("fault", ['msgstr ""', "#, fuzzy"])
def test_a_page_is_never_in_two_languages(project, fault):
    """One sentence that is missing, or that nobody confirmed, stops the whole edition, whatever was checked before."""
    path = project / "locales/es/LC_MESSAGES/fever.po"
    if fault == "#, fuzzy":
        change(path, 'msgctxt "call:signs"\nmsgid "Shivering"', '#, fuzzy\nmsgctxt "call:signs"\nmsgid "Shivering"')
    else:
        change(path, 'msgstr "Escalofríos"', fault)
    library, _ = load(Chain.at(project))

    with pytest.raises(Problems) as caught:
        translate(library, assemble(library, SPANISH))

    assert ['booklets/fever/call.yaml:8:5: L001 not translated into es: "Shivering"'] == [
        str(problem).splitlines()[0] for problem in caught.value.problems
    ]


@pytest.mark.slow
def test_one_catalog_serves_every_hospital(hospital):
    """A hospital with its own fever limit needs no translation of its own: values are filled in after translation."""
    write(hospital / "booklets/imprint.yaml", "inherits: [../project]\nvalues: {fever-limit: 38.5}\n")
    made = proof(hospital, "fever", "es", "us", "download")
    text = " ".join(text_of_pages(made.content)).replace("\u00a0", " ")

    assert "Fiebre es 101.3 °F (38.5 °C) o más." in " ".join(text.split())
    assert "38.0" not in text


@pytest.mark.slow
def test_a_term_is_said_in_the_language_of_the_page(project):
    """A value in words is translated too, and a duration has the right plural."""
    change(project / "booklets/places/us.yaml", "stay-near: 2", "stay-near: 1")
    made = proof(project, "fever", "es", "us", "download")
    text = " ".join(" ".join(text_of_pages(made.content)).replace("\u00a0", " ").split())

    assert "No dé acetaminofén antes de llamar." in text
    assert "hospital durante 1 semana." in text


def for_staff(locale, place):
    """What the ambulance page of the real booklet says to staff: for the reader, and in the place's language."""
    library = load(Chain.at(ROOT))[0]
    said = translate(library, assemble(library, Edition("blinatumomab-at-home", locale, place)))
    (message,) = [block.content.say for block in said.blocks if block.name == "call-ambulance"]
    return message.text, message.echo


@pytest.mark.slow
def test_what_staff_must_know_is_said_in_their_language_too():
    """An Arabic or Spanish page prints the sentence for the crew in English as well; an English page prints it once."""
    english = "My child has a blinatumomab pump. Please do not flush its line."

    assert (english, None) == for_staff("en-US", "us")
    assert english == for_staff("ar", "us")[1]
    assert english == for_staff("es", "gb")[1]
    assert english not in (for_staff("ar", "us")[0], for_staff("es", "gb")[0])


def test_a_glossary_is_in_the_readers_alphabet(project):
    """What an author sorted by the source's alphabet is sorted anew by the reader's."""
    glossary = "kind: glossary\ntitle: Words\nterms:\n"
    terms = {"Apple": "Manzana", "Night": "Noche", "Year": "Año", "Zinc": "Zinc"}
    glossary += "".join(f"  - {{term: {term}, meaning: {term}.}}\n" for term in terms)
    write(project / "booklets/fever/glossary.yaml", glossary)
    change(project / "booklets/fever/booklet.yaml", "blocks: [call]", "blocks: [call, glossary]")
    catalog = project / "locales/es/LC_MESSAGES/fever.po"
    entries = ['msgctxt "glossary:title"\nmsgid "Words"\nmsgstr "Palabras"\n']
    for term, word in terms.items():
        entries.append(f'msgctxt "glossary:terms.term"\nmsgid "{term}"\nmsgstr "{word}"\n')
        entries.append(f'msgctxt "glossary:terms.meaning"\nmsgid "{term}."\nmsgstr "{word}."\n')
    write(catalog, catalog.read_text("utf-8") + "\n" + "\n".join(entries))
    library, _ = load(Chain.at(project))
    manuscript = translate(library, assemble(library, SPANISH))

    assert ["Año", "Manzana", "Noche", "Zinc"] == [
        term.term.text for term in manuscript.chapters[-1].blocks[-1].content.terms
    ]

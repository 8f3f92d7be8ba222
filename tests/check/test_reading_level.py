"""Readability: sentences and words as the formulas mean them, every formula by a sum done by hand, gates that close."""

import re
from dataclasses import replace

import pytest

from chapbook.check.reading_level.formulas import FORMULAS, smog
from chapbook.check.reading_level.readability import (
    HardWord,
    ease,
    edition_texts,
    explained_in,
    hard_words,
    read,
    read_edition,
)
from chapbook.check.reading_level.syllables import english_syllables, prepare, spanish
from chapbook.content.booklet import Block, Edition
from chapbook.content.kinds import ProseBlock
from chapbook.content.manuscript import Chapter
from chapbook.content.text import Message, Part, Prose
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Spot
from chapbook.texts import text_of
from chapbook.transcript.transcript import transcript
from conftest import REPOSITORY

HERE = Spot("a.yaml", 1)
ENGLISH = [
    Edition(booklet, locale, place)
    for booklet in ("car-t-journey", "blinatumomab-at-home", "first-steps", "anti-gd2")
    for locale, place in (("en-US", "us"), ("en-GB", "gb"))
]


@pytest.fixture(scope="module")
def library():
    library, _ = load(Chain.at(REPOSITORY))
    return library


def manuscript(library, edition):
    return text_of(library, edition)


def sentences(*texts):
    return [" ".join(words) for words in prepare(texts).sentences]


# ── sentences and words ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Give 2.5 mL at 38.0 °C. Then rest.", ["Give 2.5 mL at 38.0 C", "Then rest"]),
        ("Ask Dr. Li at St. Jude, e.g. by phone. Go.", ["Ask Dr Li at St Jude e.g by phone", "Go"]),
        ("Come at 5 p.m. or at 6 p.m. today.", ["Come at 5 p.m or at 6 p.m today"]),
        ("See J. Smith in the U.S. Embassy.", ["See J Smith in the U.S Embassy"]),
        ("Wait a little … Then call us.", ["Wait a little Then call us"]),
        ("Wait a little... Then call us.", ["Wait a little Then call us"]),
        ("Your child has had CAR T. Say so.", ["Your child has had CAR T", "Say so"]),
        ("Go to room No. 5 now. Say no. Then wait.", ["Go to room No 5 now", "Say no", "Then wait"]),
        ("Is it bad? “Yes!” Call us (at once).", ["Is it bad", "Yes", "Call us at once"]),
        ("**Call now** and [read](https://example.org) on.", ["Call now and read on"]),
        ("Come and/or call—day or night.", ["Come and or call day or night"]),
        ("هل هناك حمى؟ اتصل بنا الآن.", ["هل هناك حمى", "اتصل بنا الآن"]),
    ],
)
def test_sentences_end_where_a_reader_stops(text, found):
    """Abbreviations, initials, decimals, numbers of rooms and ellipses end no sentence; other full stops do."""
    assert found == sentences(text)


def test_fragments_are_no_sentences():
    """Headings, items that are no full sentence, items under four words and the end without a stop are left out."""
    assert [] == sentences("When to call", "a sore throat that lasts", "Wash your hands.", "Watch out for these:")
    assert [] == sentences("You can help. Look for this:")
    assert ["Watch your child well"] == sentences("Watch your child well. Look for:")


@pytest.mark.parametrize("number", ["1. ", "12) ", "- ", "• ", "– "])
def test_list_numbers_are_no_words(number):
    """The number or mark of an item is neither a word nor a sentence."""
    assert ["Wash your hands well"] == sentences(f"{number}Wash your hands well.")


# ── syllables ─────────────────────────────────────────────────────────────────────────────────────────────────────

# Counted by hand as they are said in the United States, each in full: fam-i-ly has three.
SAID = {
    1: "vague the call child your team right heart bone blood vein nurse pain cough chills faint played called stopped "
    "washed watched used gauze rash aches eye sea tea breathe breathed cells times homes they're can't don't we're",
    2: "fever doctor cancer needle table little bottle handled swollen tired hours needed started painful careful "
    "safely homecare lifetime sometimes something someone nurses doses changes bruises pinches centre litre being "
    "going crying didn't hasn't fluid poem quiet diet ruin create science patient union onion action special "
    "safety evening sideways lifelong widespread therefore "
    "social region marriage language every people helpline nurse's player royal spasm business equal frequent hundred",
    3: "hospital medicine infection family different several infusion video radio area idea ideas reaction serious "
    "various nausea easier earlier carrying annoying familiar anyone everyone scientist violent "
    "usual genuine medium sodium influence diary collected antigen cytokine element settlement created "
    "everyday elements ratio whoever another follow-up vomiting museum allergic exercise confusion",
    4: "temperature emergency leukemia leukaemia thermometer diarrhea antibody antibodies usually vegetables society "
    "anxiety January bacteria pediatric paediatric apheresis diabetes recovery information variety radiation "
    "experience ingredient appropriate everybody",
    5: "laboratory chemotherapy neutropenia university antibiotics immediately refrigerator",
    6: "immunotherapy immunoglobulin responsibility neurotoxicity",
}
LABELLED = [(word, count) for count, words in SAID.items() for word in words.split()]


@pytest.mark.parametrize(("word", "count"), LABELLED)
def test_english_syllables(word, count):
    """The syllables of a word are counted as people say it."""
    assert count == english_syllables(word)


@pytest.mark.parametrize(
    ("figure", "count"),
    # se-ven · four-teen · thir-ty-eight · nine hun-dred e-lev-en · two thou-sand twen-ty-six · digit by digit
    [("7", 2), ("14", 2), ("38", 3), ("911", 6), ("2026", 6), ("0808", 6), ("38.0", 6), ("100", 3), ("0", 2)],
)
def test_numbers_are_counted_as_they_are_said(figure, count):
    """A number has the syllables of its name: a figure is no easy word."""
    assert count == english_syllables(figure)


def test_letters_without_a_vowel_are_said_one_by_one():
    """MRD has three syllables and CD19 four; CAR and ICANS are said as words."""
    assert [3, 3, 4, 1, 2] == [english_syllables(word) for word in ("MRD", "CRS", "CD19", "CAR", "ICANS")]


def test_spanish_syllables():
    """Syllables are counted as Spanish says them."""
    words = "fie-bre mé-di-co lla-me dí-a quien ciu-dad guí-a a-ho-ra es-tu-dio hoy a-yer a-quí cau-sa hos-pi-tal"

    assert {} == {
        shown: count for shown in words.split() if (count := spanish(shown.replace("-", ""))) != shown.count("-") + 1
    }


# ── formulas ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Each sample is two sentences; words, syllables and long words are counted by hand beside it.
WORKED = [
    # 5 + 7 = 12 words; 5 + 10 = 15 syllables (doc-tor, med-i-cine); 1 word of three.
    ("en", "The nurse will call you. A doctor gives the medicine at home.", "Flesch-Kincaid", 1.50),
    ("en", "The nurse will call you. A doctor gives the medicine at home.", "SMOG", 7.1686),
    # 3 + 5 = 8 words; La fie-bre su-be · Lla-me al mé-di-co de no-che: 5 + 9 = 14 syllables.
    ("es", "La fiebre sube. Llame al médico de noche.", "Fernández-Huerta", 97.76),
    ("es", "La fiebre sube. Llame al médico de noche.", "INFLESZ", 93.81),
]


@pytest.mark.parametrize(("language", "text", "name", "value"), WORKED, ids=[row[2] for row in WORKED])
def test_formulas_by_hand(language, text, name, value):
    """Every formula gives what its paper's sum gives on paper."""
    found = {score.name: score.value for score in read([text], language).scores}

    assert pytest.approx(value, abs=1e-4) == found[name]


def test_every_formula_is_worked():
    """No formula goes without a worked example, a scale and a source with a year."""
    formulas = [formula for group in FORMULAS.values() for formula in group]

    assert {formula.name for formula in formulas} == {row[2] for row in WORKED}
    assert all(formula.scale and re.search(r"\b(19|20)\d\d\b", formula.source) for formula in formulas)


def test_smog_of_thirty_sentences():
    """On the thirty sentences of the paper, thirty words of three syllables give √30 · 1.0430 + 3.1291 = 8.8418."""
    assert pytest.approx(8.8418, abs=1e-4) == smog(prepare(["Medicine can help you."] * 30))


# ── languages without a formula ───────────────────────────────────────────────────────────────────────────────────


def test_sentence_length_alone():
    """Where no formula holds there is no score and no gate, and the reading says so."""
    reading = read(["اتصل بنا الآن ليلا أو نهارا."], "ar", frozenset({"اتصل"}))

    assert (6, (), ()) == (reading.words_per_sentence, reading.scores, reading.gate)
    assert "no published formula is used for this language: sentence length alone" in reading.remarks


def test_every_formula_has_a_locale(library):
    """Formulas are kept for the languages of the library alone."""
    assert FORMULAS.keys() <= {tag.split("-")[0] for tag in library.locales}


def test_a_short_text_is_called_rough():
    """Under thirty sentences the reading says that its numbers are rough; from thirty on it does not."""
    rough = "fewer than 30 sentences: the numbers are rough"
    remarks = [read(["Call us day or night."] * count, "en").remarks for count in (29, 30)]

    assert [(rough,), ()] == remarks


def test_nothing_to_read():
    """A handout of forms alone has no score, and the reading says why."""
    reading = read(["Date", "Temperature"], "en-US")

    assert ((), (), ("no full sentence to read",)) == (reading.scores, reading.gate, reading.remarks)


# ── names and terms ───────────────────────────────────────────────────────────────────────────────────────────────


def test_explained_terms_are_shown_both_ways():
    """An explained term counts as it is in one number and as two syllables in the other; the gate takes the other."""
    texts = ["Blinatumomab helps your child.", "Antibodies hold the T cells."]
    reading = read(texts, "en-US", frozenset({"blinatumomab", "Antibody"}))
    kincaid = reading.scores[0]

    # 9 words in 2 sentences: 5 + 1 + 1 + 1 and 4 + 1 + 1 + 1 + 1 = 16 syllables; with names of two, 11.
    assert pytest.approx(0.39 * 4.5 + 11.8 * 16 / 9 - 15.59) == kincaid.value
    assert pytest.approx(0.39 * 4.5 + 11.8 * 11 / 9 - 15.59) == kincaid.eased
    assert [score.eased for score in reading.scores] == [gate.value for gate in reading.gate]


def test_only_whole_terms_are_eased():
    """A word of a longer term is hard where it stands alone, and an easy word is not made longer."""
    sample = prepare(["Acute lymphoblastic leukemia is not all leukemia.", "The central line stays in."])
    terms = frozenset({"Acute lymphoblastic leukemia (ALL)", "Central line"})
    expected = "Acute mama mama is not all leukemia The central line stays in"

    assert expected.split() == [*ease(sample, terms, "en").words]


def test_the_gate_closes():
    """Hard text passes neither limit, easy text both, and other languages have no gate."""
    hard = "Immunotherapy necessitates continuous hospitalization for observation of neurological complications."

    assert [("Flesch-Kincaid", 6, False), ("SMOG", 8, False)] == [
        (gate.name, gate.limit, gate.passes) for gate in read([hard], "en-GB").gate
    ]
    assert [True, True] == [gate.passes for gate in read(["Call us day or night."], "en-GB").gate]
    assert () == read(["Llame a su equipo de día o de noche."], "es").gate


# ── hard words ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_hard_words_are_named_once():
    """Each hard word is named at its first spot, with its count; common, explained and proper words are not."""
    second = Spot("b.yaml", 7)
    texts = [
        ("Chemotherapy at the hospital.", HERE),
        ("More chemotherapy and antibodies in Pennsylvania, on a follow-up visit at 38.0 °C.", second),
    ]

    assert [HardWord("Chemotherapy", HERE, 2)] == hard_words(texts, frozenset({"Antibody"}))
    assert [HardWord("Chemotherapy", HERE, 2), HardWord("antibodies", second, 1)] == hard_words(texts, frozenset())


def test_hard_words_of_a_booklet_stand_where_they_are_said_to(library):
    """The file of a hard word has it at the line that is named, or a little below in the same paragraph."""
    text = manuscript(library, ENGLISH[0])
    found = hard_words(edition_texts(library, text, "en-US"), explained_in(library, text))
    lost = []
    for hard in found:
        path = next(
            path for path in (REPOSITORY / hard.spot.path, REPOSITORY / "booklets" / hard.spot.path) if path.exists()
        )
        lines = path.read_text(encoding="utf-8").splitlines()[hard.spot.line - 1 :]
        if hard.word not in "\n".join(lines[:4]):
            lost.append(hard)

    assert found
    assert [] == lost


# ── the booklets ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edition", ENGLISH, ids=str)
def test_the_booklets_pass(library, edition):
    """Every English edition is at grade 6 or lower by Flesch-Kincaid and 8 or lower by SMOG.

    Terms that it explains count as easy; as they are, they add half a grade at most.
    """
    reading = read_edition(library, manuscript(library, edition), edition.locale)

    assert [(6, True), (8, True)] == [(gate.limit, gate.passes) for gate in reading.gate]
    hard = [score for score, gate in zip(reading.scores, reading.gate, strict=True) if score.value > gate.limit + 0.5]
    assert [] == hard
    assert () == reading.remarks


def test_a_booklet_that_grows_hard_is_found(library):
    """Hard paragraphs close the gate on a booklet that passed."""
    text = manuscript(library, ENGLISH[0])
    hard = (
        "Immunotherapy necessitates continuous observation of neurological complications by experienced "
        "professionals, regardless of individual circumstances or preferences of participating families."
    )
    message = Message(hard, HERE, domain="a", context="b:text")
    block = ProseBlock.model_construct(kind="prose", text=Prose((Part("bullets", (message,) * 120),)))
    chapter = Chapter("new", text.manuscript.chapters[0].title, "plain", (Block("a/b", HERE, block),))
    grown = transcript(library, replace(text.manuscript, chapters=(*text.manuscript.chapters, chapter)))

    assert [False, False] == [gate.passes for gate in read_edition(library, grown, "en-US").gate]


def test_a_booklet_is_read_without_headings_and_values(library):
    """No heading, alternative text or sound of a word is read as a sentence, and no value is left in braces."""
    text = manuscript(library, ENGLISH[0])
    running = {words for words, _ in edition_texts(library, text, "en-US", headings=False)}
    printed = {words for words, _ in edition_texts(library, text, "en-US")}
    headings = {chapter.title.text for chapter in text.manuscript.chapters} | {text.manuscript.booklet.cover.alt.text}

    assert set() == headings & running
    assert headings <= printed
    assert "af-uh-REE-sis" not in printed
    assert [] == [words for words in printed if "{" in words]


def test_values_are_words_of_the_language(library):
    """A length of time and the name of a medicine are said in the language that is read."""
    edition = Edition("car-t-journey", "es", "us")
    texts = " ".join(words for words, _ in edition_texts(library, manuscript(library, edition), "es"))

    assert "2 semanas" in texts
    assert "acetaminofén" in texts
    assert "2 weeks" not in texts


def test_terms_are_explained_in_the_language_of_the_reader(library):
    """The terms of the glossary come from the translation, with the medicines that have no other name."""
    spanish = explained_in(library, manuscript(library, Edition("car-t-journey", "es", "us")))
    english = explained_in(library, manuscript(library, Edition("car-t-journey", "en-US", "us")))

    assert "Kymriah" in spanish
    assert "Lymphodepletion" in english - spanish
    assert len(english) == len(spanish)

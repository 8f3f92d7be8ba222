"""Clear writing: what the rules find, what they leave alone, who decides what, and what may be silenced."""

from functools import partial

import pytest

from chapbook.check.clear_writing.items import ITEMS, clarity, idle
from chapbook.check.clear_writing.rules import OF_WORDING, RULES
from chapbook.content.booklet import Edition
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.texts import source_of, text_of
from conftest import MINIMAL, REPOSITORY, add_britain, change, problems, write

HANDS = "booklets/fever/hands.yaml"


@pytest.fixture(scope="module")
def shelf():
    """The library's own booklets, every edition judged."""
    library = load(Chain.at(REPOSITORY))[0]
    return {edition: clarity(library, text_of(library, edition)) for edition in library.editions()}


def said(project, text):
    """What is found in one sentence."""
    write(project / "booklets/imprint.yaml", "inherits: []\nvalues: {day-phone: 202-555-0143}\n")
    change(project / "booklets/imprint.yaml", "inherits", "publishes: {locales: [en-US]}\ninherits")
    write(project / HANDS, f"kind: prose\ntitle: Clean hands\nfacts: [numbers]\ntext: |\n  {text}\n")
    fact = "20 in 100, 30 in 100, 1 in 5, 24, 7, 38.5, 2, 2 mg/kg, 2 mcg/kg, 3, 10, 4, ½"
    sample = "audience: parent, safety_critical: false, sources: [hands], verified: true"
    write(project / "booklets/evidence/more.yaml", f'facts: [{{id: numbers, fact: "{fact}", {sample}}}]\n')
    return [line.split(" ", 2)[1] for line in problems(project)]


# ── the items ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_items_are_there():
    """PEMAT-P has 17 items for understanding and 7 for acting, the CDC Index 20; every rule decides some item."""
    count = {name: sum(item.instrument == name for item in ITEMS) for name in {item.instrument for item in ITEMS}}

    assert {"PEMAT-P understanding": 17, "PEMAT-P acting": 7, "CDC Index": 20} == count
    assert len(ITEMS) == len({item.id for item in ITEMS})
    assert set(RULES) == {code for item in ITEMS for code in item.rules}


@pytest.mark.slow
def test_every_item_that_a_program_decides_holds(shelf):
    """In every edition of the library, all items that a program decides and that apply hold."""
    failing = {
        (str(edition), each.item.id) for edition, judged in shelf.items() for each in judged.items if each.faults
    }

    assert set() == failing
    assert not [fault for judged in shelf.values() for fault in judged.faults]
    assert {28} == {
        sum(each.verdict == "yes" for each in judged.items)
        for edition, judged in shelf.items()
        if edition.locale == "en-US" and edition.booklet in ("car-t-journey", "blinatumomab-at-home")
    }


@pytest.mark.slow
def test_what_is_silenced_has_a_reason(shelf):
    """Silenced are calls beside their numbers, a count as papers have it, what is known
    where all is to write in; each says why.
    """
    silenced = {(each.code, each.spot.path) for judged in shelf.values() for each in judged.silenced}

    calls = ["first-steps/call-now", "your-immunotherapy/call-now"]
    calls += ["low-counts-at-home/call-us-now", "monoclonal-antibodies/call-us-now"]
    calls += [f"checkpoint-inhibitors/call-us-now-{place}" for place in ("belly", "glands")]
    calls += [f"{name}/call-us-now-{part}" for name in ("inotuzumab", "gemtuzumab") for part in ("liver", "blood")]
    calls += [f"after-treatment/call-us-{when}" for when in ("now", "today")] + ["vaccines-against-cancer/call-us-now"]
    blocks = {
        "C006": [f"low-counts-at-home/anc-scale-{place}" for place in ("us", "gb")],
        "C014": ["diary/booklet"],
        "C015": calls,
    }

    assert {(code, f"booklets/{name}.yaml") for code, names in blocks.items() for name in names} == silenced
    assert all(each.reason for judged in shelf.values() for each in judged.silenced)


@pytest.mark.slow
def test_words_are_judged_in_the_source_language_alone(shelf):
    """What a rule of wording decides in the source language, a translator is asked in a translation."""
    of_wording = {item.id for item in ITEMS if OF_WORDING.intersection(item.rules)}
    english, arabic = (shelf[Edition("car-t-journey", locale, "us")] for locale in ("en-US", "ar"))

    assert {"pemat-03", "pemat-04", "pemat-21", "cdc-06", "cdc-07"} == of_wording
    assert of_wording == {each.item.id for each in arabic.questions("translator")}
    assert () == english.questions("translator")


def test_a_fault_fails_its_items(project):
    """A fault of a rule is a no for each item that the rule decides, and for no other."""
    change(project / "booklets/fever/call.yaml", "Call **day or night**.", "The team must be called.")
    library = load(Chain.at(project))[0]
    judged = clarity(library, source_of(library, Edition("fever", "en-US", "us")))

    assert ["cdc-06"] == [each.item.id for each in judged.items if each.verdict == "no"]


def test_a_short_text_needs_no_summary(project):
    """Under 300 words nothing is asked of order, summary and tools; the rest is."""
    library = load(Chain.at(MINIMAL))[0]
    judged = clarity(library, source_of(library, Edition("fever", "en-US", "us")))
    out = {each.item.id for each in judged.items if each.verdict == "does not apply"}

    assert {"pemat-08", "pemat-09", "pemat-10", "pemat-11", "pemat-12", "pemat-23", "cdc-11"} <= out
    assert not {"pemat-03", "pemat-06", "pemat-21", "cdc-08", "cdc-14"} & out


# ── no false alarm ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Call 24/7 at this number.",
        "A child of 2 or 3 in a group of 10 may nap.",
        "Your child may stay at home. You may go out.",
        "A parent can stay with your child.",
        "The bag is changed on set days.",
        "A bag may last 4 days.",
        "Half a day is enough.",
        "For 20 in 100 it came back, for 30 in 100 it did not.",
    ],
)
def test_what_is_right_is_left_alone(project, text):
    """Sentences that look like a fault and are none."""
    assert [] == said(project, text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Clean hands help 20 per cent of the time.", ["C006"]),
        ("Give ½ of it.", ["C006"]),
        ("Half of the children had a rash.", ["C006"]),
        ("It came to 20 in 100, to 30 in 100 and to 1 in 5.", ["C006"]),
        ("It came to 2–3 in 10, and to 30 in 100.", ["C006"]),
        ("Give 2 mg/kg.", ["C007"]),
        ("Give 2 mcg/kg.", ["C007"]),
        ("Give 2 × 10 of it.", ["C007"]),
        ("Subtract the two.", ["C007"]),
        ("Caregivers must wash their hands.", ["C011", "C016"]),
        ("The patient should rest.", ["C011"]),
        ("Ask about ALL.", ["C016"]),
    ],
)
def test_what_is_wrong_is_found(project, text, codes):
    """Sentences with one fault each."""
    assert codes == said(project, text)


# ── hard words ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_is_explained_where_its_block_cites_the_term(project):
    """A block that cites the term of the evidence explains the word, if the word stands there first."""
    sample = "audience: parent, safety_critical: false, sources: [hands], verified: true"
    term = f"terms: [{{id: anaemia, term: Anaemia, meaning: Too few red cells., {sample}}}]\n"
    write(project / "booklets/evidence/terms.yaml", term)

    assert ["C016"] == said(project, "Anemia is a lack of red cells.")

    change(project / HANDS, "facts: [numbers]", "facts: [term/anaemia]")

    assert [] == problems(project)


@pytest.mark.parametrize("text", ["It may be colitis (a sore gut).", "Ask about a blood test (MRD)."])
def test_a_word_is_explained_in_parentheses(project, text):
    """A meaning in parentheses explains the word before it, and an abbreviation in them what stands there."""
    assert [] == said(project, text)


def test_leukemia_is_not_explained_by_its_abbreviation(project):
    """(ALL) after a name shortens the name and does not explain it."""
    assert ["C016"] == said(project, "This is leukemia (ALL).")


# ── silences ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_silence_of_a_block_is_for_that_block_alone(project):
    """What a block silences is found in every other block."""
    write(project / "booklets/imprint.yaml", "inherits: []\npublishes: {locales: [en-US]}\n")
    change(project / HANDS, "kind: prose", "kind: prose\nsilence: {C011: The law says so.}")
    change(project / HANDS, "Use warm water.", "Parents must use warm water.")
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Parents must call")

    assert ["booklets/fever/call.yaml:8:5: C011"] == [line[: line.index(" speaks")] for line in problems(project)]


def test_a_silence_of_the_booklet_is_for_all_blocks(project):
    """What a booklet silences is silenced in each of its blocks."""
    write(project / "booklets/imprint.yaml", "inherits: []\npublishes: {locales: [en-US]}\n")
    change(project / "booklets/fever/booklet.yaml", "revised", "silence: {C011: The law says so.}\nrevised")
    change(project / HANDS, "Use warm water.", "Parents must use warm water.")

    assert [] == problems(project)


@pytest.mark.parametrize(("place", "few"), [("gb", 0), ("us", 0), ("nowhere", 1)])
def test_an_everyday_word_of_one_place_is_needed(project, place, few):
    """A word is rightly named as an everyday word where one place prints it, be it the first or the second."""
    add_britain(project)
    write(project / "booklets/everyday.yaml", "signs: {reason: Parents say it., words: [hypotension]}\n")
    said = "" if place == "nowhere" else f"  - {{text: Ask about hypotension., facts: [call-us], places: [{place}]}}\n"
    change(project / "booklets/fever/points.yaml", "facts: [fever-hides]", f"{said}facts: [fever-hides]")
    read, _ = load(Chain.at(project))
    found = [*idle(read, set(), [], partial(source_of, read), partial(text_of, read))]

    assert ["C017"] * few == [each.code for each in found]


def test_a_silence_that_another_edition_needs_is_no_problem(project):
    """A silence is idle only when no edition of its booklet needs it, wanted or not."""
    change(project / HANDS, "kind: prose", "kind: prose\nsilence: {C011: The law says so.}")
    write(project / "booklets/imprint.yaml", "inherits: []\npublishes: {locales: [es]}\n")
    change(project / HANDS, "Use warm water.", "Parents must use warm water.")
    change(
        project / "locales/es/LC_MESSAGES/fever.po", 'msgid "Use warm water."', 'msgid "Parents must use warm water."'
    )

    assert [] == problems(project)


def test_a_hospital_is_not_blamed_for_the_library(hospital):
    """A silence of the library that a hospital's own editions do not need is none of its business."""
    project = hospital.parent / "project"
    change(project / HANDS, "kind: prose", "kind: prose\nsilence: {C011: The law says so.}")

    assert any("C017" in line for line in problems(project))
    assert not any("C017" in line for line in problems(hospital))

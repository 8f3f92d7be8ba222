"""The claim ledger: what every printed sentence rests on, and what a changed fact or source touches."""

import datetime
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache, partial

import pytest

import reading
from chapbook.assemble import assemble
from chapbook.check.evidence import numbers
from chapbook.cli import kit
from chapbook.content.booklet import Edition
from chapbook.content.evidence import SourceModel
from chapbook.content.settings import SettingModel
from chapbook.content.text import ValueRef, Words
from chapbook.files.yaml import Scalar
from chapbook.ledger.claims import Claim, claims
from chapbook.ledger.grounds import Ground, Held
from chapbook.ledger.printed import as_json, as_text, reviews_as_text, uses_as_text
from chapbook.ledger.reviews import Review, overdue
from chapbook.ledger.uses import Use, coded, resting, resting_on_fact, resting_on_source
from chapbook.problems.problem import Problems, Spot
from chapbook.texts import Texts, known_of, text_of
from chapbook.transcript.snapshot import code_of
from chapbook.translate import translate
from conftest import leaves_of

pytestmark = pytest.mark.slow

CAR_T = "car-t-journey"
EDITIONS_US = [Edition(CAR_T, locale, "us") for locale in ("en-US", "es", "ar")]
TOUCHED_US = [*EDITIONS_US, *(Edition("going-home-car-t", locale, "us") for locale in ("en-US", "es"))]
PAIRS = [("stay-near-us", "stay-near-uk", "stay-near"), ("driving-us", "driving-uk", "driving-wait")]


@pytest.fixture(scope="module")
def library():
    """The bundled library; that it is sound is for other tests to say."""
    return reading.library()


@pytest.fixture(scope="module")
def texts(library):
    """What the library says, each text worked out once."""
    return Texts(library)


@cache
def as_it_is(edition):
    return claims(reading.library(), known_of(reading.library(), edition))


def ledger(library, edition):
    return as_it_is(edition) if library is reading.library() else claims(library, known_of(library, edition))


def of_manuscript(manuscript):
    """Every message and value of a manuscript: its spot, its text, and its text for staff."""
    return Counter(
        (leaf.spot, f"{{{leaf.name}}}", None) if isinstance(leaf, ValueRef) else (leaf.spot, leaf.text, leaf.echo)
        for _, leaf in leaves_of(manuscript)
    )


def with_block(library, path, **changes):
    """The library with another wording, or other facts, in one block of the CAR T booklet."""
    booklet = library.booklets[CAR_T]
    block = booklet.blocks[path]
    content = block.content.model_copy(update=changes)
    blocks = {**booklet.blocks, path: replace(block, content=content)}
    return replace(library, booklets={**library.booklets, CAR_T: replace(booklet, blocks=blocks)})


def with_source(library, name, review_by):
    """The library with another review date of one source."""
    source = library.evidence.sources[name].model_copy(update={"review_by": datetime.date.fromisoformat(review_by)})
    evidence = replace(library.evidence, sources={**library.evidence.sources, name: source})
    return replace(library, evidence=evidence)


def blocks_of(library, edition):
    return library.booklets[edition.booklet].blocks.values()


def with_imprint(library, **values):
    settings = {
        name.replace("_", "-"): SettingModel(value=Scalar(value, Spot("planted"))) for name, value in values.items()
    }
    return replace(library, imprint=library.imprint.model_copy(update={"values": settings}))


def held(library, place):
    """The values of an edition by name, with what sets them."""
    claims = ledger(library, Edition(CAR_T, "en-US" if place == "us" else "en-GB", place))
    return {value.name: value for claim in claims for value in claim.values}


# ── a ledger is the edition ───────────────────────────────────────────────────────────────────────────────────────


def test_ledger_holds_what_is_printed(library):
    """The ledger of an edition holds every text that is printed in it, as often as it is printed, and no other."""
    for edition in library.editions():
        claims = Counter((claim.spot, claim.text, None) for claim in ledger(library, edition))

        assert of_manuscript(assemble(library, edition)) == claims, edition


def test_chapter_that_prints_elsewhere_is_left_out(library):
    """A chapter whose blocks all print in another country has no title in this one."""
    chapter = library.booklets[CAR_T].content.order[3]
    british = library
    for name in chapter.blocks:
        british = with_block(british, f"{CAR_T}/{name}", places=("gb",))
    chapters = {
        place: {claim.chapter for claim in ledger(british, Edition(CAR_T, "en-US", place))} for place in ("us", "gb")
    }

    assert {chapter.chapter.text} == chapters["gb"] - chapters["us"]


def test_translations_are_those_that_are_printed(library):
    """Beside each text stands what the edition prints for it, for the family and for staff."""
    for edition in library.editions():
        claims = Counter(
            (claim.spot, claim.translation or claim.text, claim.for_staff) for claim in ledger(library, edition)
        )

        assert of_manuscript(translate(library, assemble(library, edition))) == claims, edition


def test_missing_translation_is_not_covered_up(library):
    """A text that no catalog holds has no translation; in the language that it was written in, it is itself."""
    items = library.booklets[CAR_T].blocks[f"{CAR_T}/staying-near"].content.items
    new = items[0].model_copy(update={"text": Words("Not yet translated.", Spot("planted"))})
    planted = with_block(library, f"{CAR_T}/staying-near", items=(new, *items[1:]))

    for locale, expected in (("es", None), ("en-US", "Not yet translated.")):
        claims = ledger(planted, Edition(CAR_T, locale, "us"))

        assert [expected] == [claim.translation for claim in claims if claim.text == "Not yet translated."]


def test_sentence_names_its_evidence(library):
    """A sentence names the facts that it cites, where they hold, and the sources in which they were read."""
    claims = ledger(library, Edition(CAR_T, "es", "us"))
    (claim,) = [claim for claim in claims if claim.text.startswith("A teenager does not drive")]
    fact, _ = claim.facts

    assert ("driving-us", "us", True, True) == (fact.id, fact.region, fact.verified, fact.safety_critical)
    read_in = ["merative-kymriah-2025", "arm-rems-2025", "drugscom-kymriah-2025", "bmtinfonet-recovery"]
    assert read_in == [source.id for source in fact.sources]
    assert {*read_in} <= {source.id for source in claim.sources}


def test_what_terms_mean_keeps_its_prefix(library):
    """A fact that says what a term means goes by the id under which it is cited."""
    claims = [claim for claim in ledger(library, Edition(CAR_T, "en-US", "us")) if claim.block == f"{CAR_T}/glossary"]
    cited = {fact.id for claim in claims for fact in claim.facts}

    assert any(name.startswith("term/") for name in cited)
    assert cited <= library.evidence.facts.keys()


def test_sentence_without_facts_is_marked(library):
    """Take its facts from a block, and its sentences are shown to rest on nothing."""
    block = library.booklets[CAR_T].blocks[f"{CAR_T}/cytokine-release"]
    edition = Edition(CAR_T, "en-US", "us")
    before = [claim for claim in ledger(library, edition) if claim.block == block.path]
    after = [claim for claim in ledger(with_block(library, block.path, facts=()), edition) if claim.block == block.path]

    assert () not in {claim.facts for claim in before}
    assert {()} == {claim.facts for claim in after}
    assert "      rests on nothing" not in as_text(before)
    assert "      rests on nothing" in as_text(after)


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_value_says_what_sets_it(library):
    """A value is set by the imprint, the place or its default, or it is written in by hand."""
    found = {
        (place, name): (value.value, value.set_by)
        for place in ("us", "gb")
        for name, value in held(with_imprint(library, fever_limit="38.5"), place).items()
    }

    assert ("38.5", "imprint") == found["us", "fever-limit"]
    assert ("2", "place") == found["us", "stay-near"]
    assert ("4", "place") == found["gb", "stay-near"]
    assert ("4", "default") == found["us", "adult-with-child"]
    assert (None, "hand") == found["us", "travel-time"]


def test_value_names_its_facts(library):
    """A value rests on what its setting names and on what its definition names."""
    value = held(library, "gb")["stay-near"]

    assert (["stay-near-uk"], ["lv-stay-near"]) == (
        [fact.id for fact in value.setting_facts],
        [fact.id for fact in value.own_facts],
    )
    assert "clinical lead" == value.owner


# ── what rests on a fact or a source ──────────────────────────────────────────────────────────────────────────────


def test_changed_weeks_flag_all_that_they_touch(texts):
    """The June 2025 weeks are found where a sentence cites them and where it holds their value, in the US alone."""
    uses = resting_on_fact(texts, "stay-near-us")

    assert {f"{edition}" for edition in TOUCHED_US} == {f"{use.edition}" for use in uses}
    assert {f"{CAR_T}/key-points", f"{CAR_T}/staying-near", "going-home-car-t/after-car-t"} == {
        use.block for use in uses
    }
    assert {"stay-near, set by the place"} == {use.through for use in uses if use.block == f"{CAR_T}/key-points"}
    assert {"text", "stay-near, set by the place"} == {
        use.through for use in uses if use.block == f"{CAR_T}/staying-near"
    }


def test_value_printed_by_itself_rests_on_its_facts(texts):
    """An ambulance's number that is printed large, without a sentence, is found by its fact."""
    uses = [use for use in resting_on_fact(texts, "emergency-999") if use.field == "contacts.phone"]

    assert {"{emergency-number}"} == {use.text for use in uses}
    blocks = {f"{CAR_T}/who-to-call", "blinatumomab-at-home/contacts", "brothers-and-sisters/for-the-grown-ups"}
    assert blocks == {use.block for use in uses}
    assert {"gb"} == {use.place for use in uses}


def test_hospital_that_sets_a_value_no_longer_rests_on_the_country(library):
    """Where the imprint sets the weeks, the place's fact stands behind the text that cites it alone."""
    uses = resting_on_fact(Texts(with_imprint(library, stay_near="3")), "stay-near-us")

    blocks = (f"{CAR_T}/staying-near", "going-home-car-t/after-car-t")
    assert {(block, "text") for block in blocks} == {(use.block, use.through) for use in uses}


def test_index_agrees_with_every_ledger(library, texts):
    """Whatever a ledger says that a sentence rests on, the index finds, and nothing else."""
    in_ledgers = {
        (fact.id, claim.edition, claim.block, claim.field, claim.spot)
        for edition in library.editions()
        for claim in ledger(library, edition)
        for fact in claim.grounds
    }
    in_index = {
        (fact, use.edition, use.block, use.field, use.spot) for fact, uses in resting(texts).items() for use in uses
    }

    assert in_ledgers == in_index


def test_source_is_all_of_its_facts(library, texts):
    """What rests on a source is what rests on the facts that were read in it, those of values included."""
    uses = resting_on_source(texts, "arm-rems-2025")
    facts = [name for name, fact in library.evidence.facts.items() if "arm-rems-2025" in fact.sources]

    assert {"stay-near-us", "driving-us", "lv-stay-near"} <= {*facts}
    assert {use for name in facts for use in resting_on_fact(texts, name)} == {*uses}


def test_a_booklet_names_six_to_eight_main_sources(library):
    """Of the sources that an edition cites, its pages name the few that say what holds for its therapy."""
    listing = [each for each in library.editions() if any(b.content.lists_sources for b in blocks_of(library, each))]
    for edition in listing:
        named = assemble(library, edition).main_sources

        assert 6 <= len(named) <= 8, (edition, [source.id for source in named])
        assert {library.booklets[edition.booklet].content.therapy, None} >= {source.therapy for source in named}
    booklets = {"car-t-journey", "blinatumomab-at-home", "first-steps", "anti-gd2", "your-immunotherapy"}
    assert booklets == {edition.booklet for edition in listing}


def test_without_a_main_source_all_are_named(library):
    """A project that marks none of its sources names all of them in print."""
    plain = {name: source.model_copy(update={"main": False}) for name, source in library.evidence.sources.items()}
    plainly = replace(library, evidence=replace(library.evidence, sources=plain))
    manuscript = assemble(plainly, EDITIONS_US[0])

    assert manuscript.sources == manuscript.main_sources
    assert len(manuscript.sources) > 100


def test_another_main_source_is_another_paper(library):
    """Which sources pages name is part of what an edition says."""
    source = library.evidence.sources["cog-fever"].model_copy(update={"main": False})
    changed = replace(
        library, evidence=replace(library.evidence, sources=library.evidence.sources | {source.id: source})
    )

    assert code_of(text_of(library, EDITIONS_US[0])) != code_of(text_of(changed, EDITIONS_US[0]))


def test_fact_that_nothing_prints_has_no_uses(library, texts):
    """A fact that no edition rests on is answered with nothing, and so in words."""
    rested_on = resting(texts)
    idle = next(name for name in library.evidence.facts if name not in rested_on)

    assert () == resting_on_fact(texts, idle)
    assert ["Nothing that is printed rests on it."] == uses_as_text(())


@pytest.mark.parametrize(
    ("ask", "name", "code", "near"),
    [
        (resting_on_fact, "stay-near-su", "B016", "stay-near-us"),
        (resting_on_source, "arm-rem-2025", "B026", "arm-rems"),
    ],
)
def test_unknown_name_is_no_answer(ask, name, code, near, texts):
    """A misspelt id is a problem with a guess: to say that nothing rests on it would be a lie."""
    with pytest.raises(Problems) as refused:
        ask(texts, name)
    (problem,) = refused.value.problems

    assert code == problem.code
    assert near in problem.hint


def test_each_text_is_read_once_in_its_own_language(library):
    """The index over all editions reads a booklet once for a place, and no translation of it."""
    texts = Texts(library)
    read = []
    source_of = texts.source_of
    texts.source_of = lambda edition: read.append(edition) or source_of(edition)
    texts.of = None
    resting(texts)

    assert {Edition(each.booklet, library.source, each.place) for each in library.editions()} == {*read}
    assert len({*read}) == len(read)


# ── what differs by region ────────────────────────────────────────────────────────────────────────────────────────


def regional(library):
    """The sentences that cite one of the facts which contradict each other by region, and where they print."""
    contradicting = {fact: value for *pair, value in PAIRS for fact in pair}
    for edition in library.editions():
        for claim in ledger(library, edition):
            for fact in claim.grounds:
                if fact.id in contradicting:
                    yield claim, fact, contradicting[fact.id]


def misplaced(library):
    """Those of another region than the place's."""
    return {
        (fact.id, claim.edition.place)
        for claim, fact, _ in regional(library)
        if fact.region not in library.places[claim.edition.place].regions
    }


def as_prose(library):
    """Those that say a number themselves, or that do not hold the place's value; a question asks for it."""
    return {
        claim.text
        for claim, _, value in regional(library)
        if numbers(claim.text) or (value not in {held.name for held in claim.values} and not claim.text.endswith("?"))
    }


def test_contradicting_facts_are_values_of_their_places(library):
    """The weeks that differ by country are values: no block cites them for the wrong place, or says them as prose."""
    assert {fact for *pair, _ in PAIRS for fact in pair} == {fact.id for _, fact, _ in regional(library)}
    assert set() == misplaced(library)
    assert set() == as_prose(library)


def test_wrong_place_is_found(library):
    """Were the British sentence on driving printed everywhere, the American edition would show it."""
    path = f"{CAR_T}/staying-near"
    items = library.booklets[CAR_T].blocks[path].content.items
    anywhere = tuple(item.model_copy(update={"places": None}) if "driving-uk" in item.facts else item for item in items)

    assert {("driving-uk", "us")} == misplaced(with_block(library, path, items=anywhere).only(CAR_T))


def test_weeks_as_prose_are_found(library):
    """Were the weeks written out, the sentence would be named."""
    path = f"{CAR_T}/staying-near"
    items = library.booklets[CAR_T].blocks[path].content.items
    written = Words("A teenager does not drive for 8 weeks.", Spot("planted"))
    planted = tuple(item.model_copy(update={"text": written}) if "driving-uk" in item.facts else item for item in items)

    assert {written.text} == as_prose(with_block(library, path, items=planted).only(CAR_T))


# ── reviews ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_booklet_was_revised_on_overdue_evidence(library, texts):
    """On the day that a booklet was revised, no source of the library was past its review date."""
    revised = max(booklet.content.revised for booklet in library.booklets.values())

    assert [] == overdue(texts, revised)


def test_overdue_source_names_all_that_rests_on_it(library):
    """A source past its date is named with its facts, the editions that rest on them, and the authors' desk."""
    late = with_source(library, "arm-rems-2025", "2026-11-20")
    (review,) = overdue(Texts(late), datetime.date(2026, 11, 21))

    assert ("arm-rems-2025", "authors") == (review.source.id, review.desk)
    assert {"stay-near-us", "driving-us"} <= {fact.id for fact in review.facts}
    resting = (CAR_T, "going-home-car-t", "when-to-call-car-t")
    assert [edition for edition in library.editions() if edition.booklet in resting] == [*review.editions]


def test_review_date_is_the_last_good_day(library):
    """On its review date a source is not overdue; the day after, it is."""
    due = with_source(library, "gosh-cart", "2026-12-01")

    assert [] == overdue(Texts(due), datetime.date(2026, 12, 1))
    assert ["gosh-cart"] == [review.source.id for review in overdue(Texts(due), datetime.date(2026, 12, 2))]


def test_longest_overdue_comes_first(library):
    """Sources are in the order of their review dates."""
    late = with_source(with_source(library, "gosh-cart", "2026-10-01"), "chop-cart", "2026-10-02")

    reviews = overdue(Texts(late), datetime.date(2026, 11, 21))

    assert ["gosh-cart", "chop-cart"] == [review.source.id for review in reviews]


# ── in print ──────────────────────────────────────────────────────────────────────────────────────────────────────

SOURCE = SourceModel(
    id=Scalar("weeks", Spot("planted")),
    title="How long to stay near",
    publisher="Sample Children's Hospital",
    url="https://example.org/weeks",
    date="2026-01-10",
    accessed="2026-11-01",
    review_by=datetime.date(2026, 11, 10),
)
FACT = Ground("stay-near-us", "Families stay near for 2 weeks.", True, "us", False, True, (SOURCE,))
HUNCH = Ground("hunch", "It helps to ask.", False, None, False, False, ())
EDITION = Edition("stay", "es", "us")
CLAIM = Claim(
    edition=EDITION,
    chapter="At home",
    block="stay/near",
    field="points",
    spot=Spot("booklets/stay/near.yaml", 4, 5),
    text="Stay near for {stay-near}.",
    translation="Quédese cerca durante {stay-near}.",
    for_staff=None,
    facts=(HUNCH,),
    values=(Held("stay-near", "2", "place", "clinical lead", (FACT,), ()),),
)


def test_ledger_to_read():
    """A ledger is read by chapter and block; what its sentences rest on follows once, an unfound fact in capitals."""
    alone = replace(CLAIM, field="title", text="Wait {stay-near}", translation=None, facts=())
    bare = replace(CLAIM, field="more", text="Rest.", translation="Descanse.", for_staff="Rest.", facts=(), values=())

    assert (
        """\
stay.es.us

3 texts: 1 rest on facts that they cite, 1 on their values alone, 1 on nothing.

At home
=======

  stay/near

    booklets/stay/near.yaml:4:5  points
      Stay near for {stay-near}.
      es: Quédese cerca durante {stay-near}.
      {stay-near}: 2, set by the place (clinical lead); rests on stay-near-us
      rests on hunch

    booklets/stay/near.yaml:4:5  title
      Wait {stay-near}
      es: no confirmed translation
      {stay-near}: 2, set by the place (clinical lead); rests on stay-near-us
      rests on its values alone

    booklets/stay/near.yaml:4:5  more
      Rest.
      es: Descanse.
      for staff: Rest.
      rests on nothing

    What it rests on:
      hunch (any region, NOT FOUND in a source): It helps to ask.
      stay-near-us (us, safety critical, read in its source): Families stay near for 2 weeks.
          “How long to stay near”, Sample Children's Hospital, 2026-01-10; review by 2026-11-10\
""".splitlines()
        == as_text([CLAIM, alone, bare])
    )


def test_a_note_in_the_ledger():
    """What a fact is noted with stands under it, so that whoever approves sees the caution."""
    noted = replace(HUNCH, note="Nobody has read the current label.")

    assert "          note: Nobody has read the current label." in as_text([replace(CLAIM, facts=(noted,))])


def test_a_universal_fact_in_the_ledger():
    """A ledger says of a fact that holds everywhere in which region it was read."""
    universal = replace(HUNCH, region="us", universal=True)

    assert "      hunch (any region, read in us, NOT FOUND in a source): It helps to ask." in as_text(
        [replace(CLAIM, facts=(universal,))]
    )


def test_uses_to_read():
    """A sentence is shown once, with the way in which it rests on the fact and all editions that print it."""
    use = Use("stay-near-us", "stay-near, set by the place", EDITION, "stay/near", "points", CLAIM.spot, CLAIM.text)

    assert (
        """\
2 editions rest on it: stay.es.us (k7qm4t2x), stay.ar.us (no code yet)

  stay/near

    booklets/stay/near.yaml:4:5  points
      Stay near for {stay-near}.
      rests on stay-near-us, through the value stay-near, set by the place
      in stay.es.us, stay.ar.us\
""".splitlines()
        == uses_as_text([replace(use, code="k7qm4t2x"), replace(use, edition=Edition("stay", "ar", "us"))])
    )


def test_what_rests_on_a_fact_is_known_by_its_code(library, texts):
    """Each edition that rests on a fact comes with the code that its colophon prints."""
    uses = coded(resting_on_fact(texts, "stay-near-us"), partial(kit.code, library))
    printed = {edition: code_of(text_of(library, edition)) for edition in TOUCHED_US}

    assert printed == {use.edition: use.code for use in uses}


def test_reviews_to_read():
    """A source to read again is shown with its address, its facts, its editions and its desk."""
    review = Review(SOURCE, (FACT, HUNCH), (EDITION,), "authors")
    later = Review(SOURCE.model_copy(update={"review_by": datetime.date(2026, 11, 12)}), (), (), "authors")

    assert (
        """\
weeks: review by 2026-11-10, overdue by 1 day; desk: authors
    “How long to stay near”, Sample Children's Hospital, 2026-01-10
    https://example.org/weeks
    facts: stay-near-us (safety critical), hunch
    editions: stay.es.us

weeks: review by 2026-11-12, due in 1 day; desk: authors
    “How long to stay near”, Sample Children's Hospital, 2026-01-10
    https://example.org/weeks
    facts: none
    editions: none\
""".splitlines()
        == reviews_as_text([review, later], datetime.date(2026, 11, 11))
    )


def test_lines_fit_a_hundred_columns(library, texts):
    """No line of a ledger, or of what rests on a source, is wider than 100 columns."""
    lines = [line for edition in library.editions() for line in as_text(ledger(library, edition))]
    lines += uses_as_text(resting_on_source(texts, "arm-rems-2025"))

    assert [] == [line for line in lines if len(line) > 100]


def test_rows_for_machines(library):
    """As JSON, rows name facts and sources by id, and each of them stands once in a table of its own."""
    claims = ledger(library, Edition(CAR_T, "ar", "gb"))
    found = json.loads(as_json(claims))
    (row,) = [row for row in found["rows"] if row["text"].startswith("A teenager does not drive")]

    assert len(claims) == len(found["rows"])
    assert {"booklet": CAR_T, "locale": "ar", "place": "gb"} == row["edition"]
    assert ["driving-uk", "seizure-tell-dvla"] == row["facts"]
    assert ("driving-wait", "8", "place") == tuple(row["values"][0][key] for key in ("name", "value", "set_by"))
    assert {fact.id for claim in claims for fact in claim.grounds} == {*found["facts"]}
    assert {source.id for claim in claims for source in claim.sources} == {*found["sources"]}
    assert ["cuh-cart-discharge"] == found["facts"]["driving-uk"]["sources"]
    assert "2027-11-21" == found["sources"]["cuh-cart-discharge"]["review_by"]


# ── countries that contradict each other ──────────────────────────────────────────────────────────────────────────

UNITS = {"weeks": r"[ -]weeks?\b", "days": r"[ -]days?\b", "hours": r"[ -]hours?\b", "phone": r"(?!\w)"}


def in_prose(library):
    """Sentences that write out the number of a value in which places differ, and cite the fact that it rests on."""
    settings = [(name, setting) for place in library.places.values() for name, setting in place.values.items()]
    for claim in (claim for edition in library.editions() for claim in ledger(library, edition)):
        for name, setting in settings:
            differs = len({str(other.value) for same, other in settings if same == name}) > 1
            unit = UNITS.get(library.values[name].type)
            rests = {fact.id for fact in claim.facts}.intersection(setting.facts)
            if differs and rests and unit and re.search(rf"(?<![\w.,]){re.escape(setting.value)}{unit}", claim.text):
                yield str(claim.spot), str(name)


def test_countries_contradict_each_other_in_values_never_in_prose(library):
    """No sentence writes out a number in which countries differ: it is the place's value, in every booklet."""
    assert [] == [*in_prose(library)]


def test_a_countrys_number_in_prose_is_found(library):
    """Two weeks near the center, written out beside the fact of one country, would be found; two hours are not."""
    path = f"{CAR_T}/staying-near"
    block = library.booklets[CAR_T].blocks[path]

    def saying(text):
        point = block.content.items[0].model_copy(update={"text": Words(text, block.spot), "facts": ("stay-near-us",)})
        content = block.content.model_copy(update={"items": (point, *block.content.items[1:])})
        booklet = library.booklets[CAR_T]
        changed = replace(booklet, blocks={**booklet.blocks, path: replace(block, content=content)})
        return {name for _, name in in_prose(replace(library, booklets={CAR_T: changed}))}

    assert {"stay-near"} == saying("We stay near for 2 weeks or longer.")
    assert set() == saying("We stay within 2 hours for {stay-near}.")

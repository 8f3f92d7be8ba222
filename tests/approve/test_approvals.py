"""Approvals: who approved exactly what, what lapsed and why, and records that somebody edited."""

import datetime
import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from chapbook import api
from chapbook.approve import records
from chapbook.approve.approvals import approve, lacks, show, state, unverified
from chapbook.approve.contents import Contents, blocks_of
from chapbook.approve.records import Approval, Copy, read_records, record_file
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted
from chapbook.content.text import Message
from chapbook.files.atomic import alone_in
from chapbook.files.chain import Chain
from chapbook.files.yaml import parse_yaml
from chapbook.load.load import load
from chapbook.problems.problem import Problems, Spot
from chapbook.texts import source_of, text_of
from chapbook.transcript.snapshot import code_of
from chapbook.transcript.transcript import on_one_line
from conftest import REPOSITORY, add_britain, change, lay_over, leaves_of, sound, write

SPANISH = Edition("fever", "es", "us")
ENGLISH = Edition("fever", "en-US", "us")
EVERYONE = ("clinician", "translator", "reader")
PO = "locales/es/LC_MESSAGES/fever.po"
BLOCKS = ["fever/booklet", "fever/hands", "fever/points", "fever/call", "furniture"]


def read(folder):
    """What a project says, catalogs behind or not."""
    return load(Chain.at(folder))[0]


def manuscript(library, edition):
    return text_of(library, edition)


def record(folder, role, name="Reviewer A", day=21, *, edition=SPANISH, note="", again=False):
    """Approve an edition, and keep the record as the command line does."""
    library = read(folder)
    text = approve(library, manuscript(library, edition), role, name, datetime.date(2026, 11, day), note, again=again)
    write(folder / record_file(edition), text)
    return text


def standing(folder, edition=SPANISH):
    library = read(folder)
    return state(library, manuscript(library, edition), read_records(library)[0])


def opened(folder, role, edition=SPANISH):
    """The blocks that a role has yet to approve."""
    return [each.path for each in standing(folder, edition).open(role)]


def findings(folder):
    return [(found.code, str(found.spot), found.message) for found in read_records(read(folder))[1]]


@pytest.mark.parametrize(("name", "note"), [("Reviewer \u202eA", ""), ("Reviewer A", "read\u200b")])
def test_a_name_that_nobody_sees_whole(project, name, note):
    """A name or a note with what nobody sees, which the colophon would print, is refused."""
    with pytest.raises(Problems, match="which nobody sees"):
        record(project, "clinician", name, note=note)


# ── what holds and what lapses ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", EVERYONE)
def test_an_approval_holds(project, role):
    """What nobody changed stays approved, block by block, with who and when; the other roles have approved nothing."""
    record(project, role)
    now = standing(project)

    assert [(path, "approved", "Reviewer A on 2026-11-21") for path in BLOCKS] == [
        (each.path, each.status, str(*each.approvals)) for each in now.of(role)
    ]
    assert [] == findings(project)
    assert {"never approved"} == {each.status for other in EVERYONE if other != role for each in now.of(other)}


def test_a_changed_sentence_lapses_its_block_alone(project):
    """A word in a translation lapses one block for all who approved it, and both wordings are shown."""
    for role in EVERYONE:
        record(project, role)
    change(project / PO, '"Use agua tibia."', '"Use agua fría."')
    now = standing(project)
    (lapsed,) = now.open("reader")

    assert [["fever/hands"]] * 3 == [[each.path for each in now.open(role)] for role in EVERYONE]
    assert "fever/hands: lapsed, approved by Reviewer A on 2026-11-21; the text changed" == str(lapsed)
    assert [
        "--- fever/hands, text, as approved by Reviewer A on 2026-11-21",
        "+++ fever/hands, text, now",
        "-text.bullets: Use agua tibia.",
        "+text.bullets: Use agua fría.",
    ] == [line for line in lapsed.difference.splitlines() if line[0] in "+-"]


def test_a_translator_answers_for_the_source_too(project):
    """A source sentence that changes under the same translation lapses the translator's approval, and no other."""
    for role in EVERYONE:
        record(project, role)
    change(project / "booklets/fever/hands.yaml", "Use warm water.", "Use tepid water.")
    change(project / PO, 'msgid "Use warm water."', 'msgid "Use tepid water."')
    now = standing(project)

    assert [[], ["fever/hands"], []] == [[each.path for each in now.open(role)] for role in EVERYONE]
    assert "the source text changed" == now.open("translator")[0].why


def test_a_changed_value_lapses_what_the_clinician_approved(project):
    """A hospital's own fever limit lapses the clinician's approval of the blocks that hold it; words stay approved."""
    for role in EVERYONE:
        record(project, role)
    change(project / "booklets/imprint.yaml", "values:", "values:\n  fever-limit: 38.5")
    now = standing(project)

    assert [["fever/points", "fever/call"], [], []] == [[each.path for each in now.open(role)] for role in EVERYONE]
    assert {"the values changed"} == {each.why for each in now.open("clinician")}
    assert "-fever-limit: 38.0 (temperature)\n+fever-limit: 38.5 (temperature)" in now.open("clinician")[0].difference


def test_a_value_that_is_a_word_is_approved_as_it_is_said(project):
    """Another medicine name lapses the clinician's block, and for everybody the words in which values are said."""
    for role in ("clinician", "reader"):
        record(project, role, edition=ENGLISH)
    change(project / "booklets/places/us.yaml", "acetaminophen", "paracetamol")

    assert [["fever/points", "furniture"], ["furniture"]] == [
        opened(project, role, ENGLISH) for role in ("clinician", "reader")
    ]


def test_a_changed_picture_lapses(project):
    """Other bytes in a picture lapse the clinician's approval of the block that shows it, and nobody else's."""
    for role in EVERYONE:
        record(project, role)
    picture = project / "booklets/fever/figures/sun.svg"
    picture.write_bytes(picture.read_bytes() + b"<!-- another sun -->")
    now = standing(project)

    assert [["fever/booklet"], [], []] == [[each.path for each in now.open(role)] for role in EVERYONE]
    assert "the pictures changed" == now.open("clinician")[0].why


@pytest.mark.parametrize("line", ["name: Another Hospital", "logo: fever/figures/sun.svg", "site: example.org"])
def test_who_publishes_counts(project, line):
    """The hospital's name, site and logo stand on the cover, and are approved with the booklet's own words."""
    for role in EVERYONE:
        record(project, role)
    change(project / "booklets/imprint.yaml", "inherits:", f"{line}\ninherits:")
    if line.startswith("name:"):
        change(project / "booklets/imprint.yaml", "name: Sample Children's Hospital\n", "")

    assert [["fever/booklet"], [], []] == [opened(project, role) for role in EVERYONE]


@pytest.mark.parametrize(
    ("old", "new"),
    [("takes germs away.", "takes most germs away."), ("sources: [hands]\n    verified: true", "")],
    ids=["statement", "verified"],
)
def test_a_changed_fact_lapses(project, old, new):
    """A fact that says something else, or is no longer verified, lapses the clinician's approval."""
    for role in EVERYONE:
        record(project, role)
    change(project / "booklets/evidence/facts.yaml", old, new or old.replace("true", "false"))
    now = standing(project)

    assert [["fever/hands"], [], []] == [[each.path for each in now.open(role)] for role in EVERYONE]
    assert "the facts that it rests on changed" == now.open("clinician")[0].why


def test_the_fact_behind_a_value_counts(project):
    """A value rests on facts as a block does: where such a fact changes, every block that holds the value lapses."""
    change(project / "booklets/imprint.yaml", "values:", "values:\n  fever-limit: {value: 38.0, facts: [call-us]}")
    record(project, "clinician")
    change(project / "booklets/evidence/facts.yaml", "call within 1 hour of a fever", "call within 1 hour of any fever")

    assert ["fever/points", "fever/call"] == opened(project, "clinician")


def test_a_level_counts_and_a_look_does_not(project):
    """How urgent a warning is, is approved with its words; where it begins on a page or in its file is not."""
    record(project, "reader")
    call = project / "booklets/fever/call.yaml"
    change(call, "kind: warning", "# To be found in two seconds.\nkind: warning\nstarts: page\nkeep: together")

    assert [] == opened(project, "reader")

    change(call, "level: now", "level: today")

    assert ["fever/call"] == opened(project, "reader")


def test_who_approves_twice_on_a_day_is_counted_whole(project):
    """Blocks that one person approved in two sittings of a day add up, with the notes of both."""
    record(project, "clinician", note="Rang every number.")
    change(project / "booklets/fever/hands.yaml", "Use warm water", "Use water")
    record(project, "clinician", edition=ENGLISH, note="Rang every number.")
    change(project / "booklets/fever/hands.yaml", "Use water", "Use cold water")
    record(project, "clinician", edition=ENGLISH)
    library = read(project)
    said = show(state(library, source_of(library, ENGLISH), read_records(library)[0]))

    assert "  clinician: 5 of 5 blocks approved\n    Reviewer A on 2026-11-21: 5 (Rang every number.)" in said


def test_a_record_of_what_is_not_published_waits(project):
    """A title that is taken out of what is published keeps its approvals, and they stand when it comes back."""
    record(project, "clinician")
    imprint = project / "booklets/imprint.yaml"
    before = imprint.read_text("utf-8")
    imprint.write_text(before + "publishes: {locales: [en-US]}\n", "utf-8")

    assert ((), ()) == read_records(read(project))

    imprint.write_text(before, "utf-8")

    assert [] == opened(project, "clinician")


def test_a_block_taken_out_is_seen(project):
    """The order of blocks is approved with the booklet's own words: what is gone lapses it, and is named."""
    record(project, "reader")
    change(project / "booklets/fever/booklet.yaml", "[hands, points]", "[hands]")
    lapsed, furniture = standing(project).open("reader")

    assert ["fever/booklet", "furniture"] == [lapsed.path, furniture.path]
    assert ["-chapter.block: fever/points"] == [line for line in lapsed.difference.splitlines() if line[:2] == "-c"]


def test_a_furniture_word_counts(project):
    """The words that every page uses are approved once, as a block of their own."""
    record(project, "translator")
    change(project / "locales/es/LC_MESSAGES/furniture.po", 'msgstr "acetaminofén"', 'msgstr "paracetamol"')

    assert ["furniture"] == opened(project, "translator")


def test_a_word_that_an_edition_never_prints_does_not_count(project):
    """What is approved of the words of templates is what the code stands for: a kind that is not there brings none."""
    record(project, "translator")
    write(project / "templates/blocks/glossary.html", '{{ _("Hard words") }}')

    assert [] == opened(project, "translator")


def test_the_furniture_is_what_is_printed_and_what_values_say(project):
    """The words of the edition's own templates are approved, and its terms, labels and durations in every form."""
    change(project / "booklets/values.yaml", "  type: phone", "  type: phone\n  label: Day phone")
    approved = blocks_of(read(project), manuscript(read(project), SPANISH))["furniture"]

    assert [
        "About this booklet -> Sobre este folleto",
        "label:day-phone: Day phone -> label:day-phone: Day phone",
        "value:fever-medicine: acetaminophen -> value:fever-medicine: acetaminofén",
        "{n} week / {n} weeks -> {n} semana / {n} semanas",
    ] == [" -> ".join(row) for row in zip(approved.source.splitlines(), approved.text.splitlines(), strict=True)]


def test_another_place_has_its_own_words(project):
    """A medicine's name in another place does not lapse an edition that never says it."""
    add_britain(project)
    record(project, "reader", edition=ENGLISH)
    library = read(project)
    change(project / "booklets/places/gb.yaml", "acetaminophen", "paracetamol")

    assert [] == opened(project, "reader", ENGLISH)
    assert library.places["gb"] != read(project).places["gb"]


# ── several people ────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_roles_stand_side_by_side(project):
    """A second role adds to the record and takes nothing from the first; both are named for the colophon."""
    first = record(project, "clinician", "Reviewer A", note="Read on paper.")
    second = record(project, "translator", "Reviewer B", day=22)

    assert second.startswith(first)
    assert [("clinician", "Reviewer A", "Read on paper."), ("translator", "Reviewer B", "")] == [
        (each.role, each.name, each.note) for each in standing(project).approvers()
    ]


def test_a_second_approval_replaces_what_lapsed(project):
    """Who approves after a change is named for what changed alone; what still holds stays with whoever approved it."""
    record(project, "clinician", "Reviewer A")
    change(project / PO, '"Use agua tibia."', '"Use agua fría."')
    record(project, "clinician", "Reviewer B", day=25)
    now = standing(project)

    assert {"fever/hands": "Reviewer B on 2026-11-25"} | {
        path: "Reviewer A on 2026-11-21" for path in BLOCKS if path != "fever/hands"
    } == {each.path: str(*each.approvals) for each in now.of("clinician")}
    assert [] == findings(project)
    assert "tibia" not in (project / record_file(SPANISH)).read_text("utf-8")


def test_an_edition_is_approved_again_on_request(project):
    """A second signature stands beside the first; the same person's takes the place of the earlier one."""
    record(project, "clinician", "Reviewer A")
    record(project, "clinician", "Reviewer B", day=22, again=True)
    record(project, "clinician", "Reviewer A", day=23, again=True)

    assert {("Reviewer B on 2026-11-22", "Reviewer A on 2026-11-23")} == {
        tuple(map(str, each.approvals)) for each in standing(project).of("clinician")
    }

    change(project / PO, '"Use agua tibia."', '"Use agua fría."')

    assert ["Reviewer A on 2026-11-23"] == [str(*each.approvals) for each in standing(project).open("clinician")]


def test_nothing_open_leaves_the_record_as_it_is(project):
    """Whoever approves what is approved already changes no byte."""
    first = record(project, "reader")

    assert first == record(project, "reader", "Reviewer B", day=30)


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_record_reads_well(project):
    """The record is plain YAML: who, when, and for each block its hash and the approved text line by line."""
    text = record(project, "translator", note="Spoken with families.\nRead twice.")
    data = yaml.safe_load(text)["approvals"][0]

    assert ["role", "name", "date", "note", "seal", "blocks"] == [*data]
    assert datetime.date(2026, 11, 21) == data["date"]
    assert BLOCKS == [*data["blocks"]]
    assert ["digest", "source", "text"] == [*data["blocks"]["fever/call"]]
    assert "        level: now\n        action: Llame **de día o de noche**." in text
    assert "  note: |-\n    Spoken with families.\n    Read twice." in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_the_same_approval_gives_the_same_bytes(project):
    """Nothing of the clock, the machine or the order of reading is in a record."""
    first = record(project, "clinician")
    (project / record_file(SPANISH)).unlink()

    assert first == record(project, "clinician")


@pytest.mark.slow
@example({"text": "a\u2028b\x85c\r\n  d\te"}, "no", "\ufeff# 'x': |")
@given(
    st.dictionaries(st.sampled_from(["text", "facts", "values", "pictures"]), st.text(min_size=1), min_size=1),
    st.text(min_size=1).filter(str.strip),
    st.text(),
)
def test_whatever_was_approved_is_read_back(tmp_path_factory, parts, name, note):
    """Any words in any script come back from the file as they were hashed."""
    lines = {key: "\n".join(filter(None, map(on_one_line, text.split("\n")))) for key, text in parts.items()}
    content = Contents("fever/call", "", **{"text": "", **lines})
    copies = {content.path: Copy(content.parts("clinician"), content.digest("clinician"))}
    made = Approval("clinician", on_one_line(name) or "x", datetime.date(2026, 11, 21), on_one_line(note), copies)
    path = tmp_path_factory.mktemp("record") / "record.yaml"
    path.write_text(records.written([made.sealed(SPANISH)]), encoding="utf-8")
    data, problems = parse_yaml(path, "record.yaml")
    (back,) = records._approvals(data, EVERYONE, problems)

    assert [] == problems
    assert made.sealed(SPANISH) == back
    assert back.holds(SPANISH, content)


EDITS = {
    "a word": ("Escalofríos", "Escalofríos y tos"),
    "a name": ("name: Reviewer A", "name: Reviewer B"),
    "a role": ("role: reader", "role: clinician"),
    "a day": ("date: 2026-11-21", "date: 2026-11-22"),
    "a note": ("note: Read on paper.", "note: Read on a screen."),
    "a hash": ("digest: ", "digest: 0"),
    "a block": ("    fever/call:", "    fever/phone:"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_record_edited_by_hand_is_found(project, edit):
    """Whatever is changed in a record by hand, it is found, and what it says does not count."""
    record(project, "reader", note="Read on paper.")
    path = project / record_file(SPANISH)
    old, new = EDITS[edit]
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    assert {"A003"} == {code for code, *_ in findings(project)}
    assert "approved" != {each.path: each.status for each in standing(project).of("reader")}["fever/call"]


def test_an_edited_text_is_found_at_its_line(project):
    """A text edited by hand is found at its block; the other blocks stay approved."""
    text = record(project, "reader")
    change(project / record_file(SPANISH), "Escalofríos", "Escalofríos y tos")
    line = text.splitlines().index("    fever/call:") + 2

    assert [
        (
            "A003",
            f"approvals/fever.es.us.yaml:{line}:7",
            "fever/call: not the text that Reviewer A approved as reader",
        )
    ] == findings(project)
    assert [("fever/call", "tampered")] == [(each.path, each.status) for each in standing(project).open("reader")]


def test_a_hash_edited_to_fit_is_found(project):
    """Who edits a text and works its hash out anew still does not match the seal; nothing of that approval counts."""
    record(project, "reader")
    path = project / record_file(SPANISH)
    library = read(project)
    before = blocks_of(library, manuscript(library, SPANISH))["fever/call"]
    after = replace(before, text=before.text.replace("Escalofríos", "Escalofríos y tos"))
    change(path, "Escalofríos", "Escalofríos y tos")
    change(path, before.digest("reader"), after.digest("reader"))

    assert [("A003", "approvals/fever.es.us.yaml:4:3")] == [each[:2] for each in findings(project)]
    assert {"tampered"} == {each.status for each in standing(project).of("reader")}


def test_a_seal_is_no_signature(project):
    """An approval in any name holds: who typed it is for git to say, as SECURITY.md and the guide do."""
    record(project, "reader", "Somebody who never read it")

    assert ([], []) == (findings(project), opened(project, "reader"))


def test_a_block_struck_from_a_record_is_found(project):
    """A record says of what it is a record: a block taken out of it by hand breaks the seal."""
    record(project, "reader")
    path = project / record_file(SPANISH)
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("    furniture:")], "utf-8")

    assert ["A003"] == [code for code, *_ in findings(project)]


def test_a_record_is_of_one_edition(project):
    """The record of one edition, copied to the name of another, approves nothing."""
    add_britain(project)
    path = project / record_file(ENGLISH)
    library = read(project)
    write(path, approve(library, source_of(library, ENGLISH), "reader", "Reviewer A", datetime.date(2026, 11, 21)))
    path.rename(project / record_file(Edition("fever", "en-US", "gb")))

    assert ["A003"] == [found.code for found in read_records(library)[1]]


def test_a_record_with_a_fault_takes_no_approval(project):
    """Nobody approves on top of a record that was edited."""
    record(project, "reader")
    change(project / record_file(SPANISH), "Escalofríos", "Escalofríos y tos")

    with pytest.raises(Problems) as caught:
        record(project, "clinician")

    assert ["A003"] == [problem.code for problem in caught.value.problems]


FAULTS = {
    "A001 4:9": ("role: reader", "role: raeder", 'no role "raeder" here'),
    "A002 4:3": ("  date: 2026-11-21\n", "", 'missing key "date"'),
    "A002 6:3": ("date: 2026-11-21", "date: 21 November", "date: a date such as 2026-11-21 is wanted here"),
    "A002 6:3 ": ("  date:", "  colour: red\n  date:", 'unknown key "colour"'),
    "A002 5:3": ("name: Reviewer A", "name:", "name: text is wanted here"),
    "A002 9:5": ("      digest: ", "      hash: ", 'missing key "digest"'),
    "A002 3:1": ("approvals:\n- role", "approvers:\n- role", 'missing key "approvals"'),
    "A003 10:7": (
        "      text: |-",
        "      values: high\n      text: |-",
        "fever/booklet: not the text that Reviewer A approved as reader",
    ),
    "B012 5:9": ("name: Reviewer A", "name: [Reviewer A", "not valid YAML: a bracket or brace is not closed"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_record_out_of_form_is_a_finding(project, fault):
    """What cannot be read of a record is said with file, line and remedy, and approves nothing."""
    record(project, "reader")
    path = project / record_file(SPANISH)
    code, spot = fault.split()
    old, new, message = FAULTS[fault]
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    found = read_records(read(project))[1]

    assert (code, f"approvals/fever.es.us.yaml:{spot}", message) in [
        (each.code, str(each.spot), each.message) for each in found
    ]
    assert all(each.hint for each in found)
    assert opened(project, "reader")


def test_a_record_of_no_edition_is_a_finding(project):
    """A record whose name is no edition's is found, with the nearest that is."""
    record(project, "reader")
    (project / record_file(SPANISH)).rename(project / "approvals/fever.es.su.yaml")
    (found,) = read_records(read(project))[1]

    assert ("A004", Spot("approvals/fever.es.su.yaml"), 'a record for "fever.es.su", which is no edition') == (
        found.code,
        found.spot,
        found.message,
    )
    assert found.hint.startswith('did you mean "fever.es.us"?')


def test_a_hospital_approves_its_own_editions(hospital):
    """Approvals are not inherited: what another house approved is not approved here."""
    record(hospital.parent / "project", "reader")

    assert BLOCKS == opened(hospital, "reader")


def test_source_text_has_no_translator(project):
    """In the source language nothing is translated, so there is nothing that a translator could approve."""
    with pytest.raises(Problems) as caught:
        record(project, "translator", edition=ENGLISH)

    assert ['no role "translator" here'] == [problem.message for problem in caught.value.problems]
    hint = "the source language has no translation to approve; roles are: clinician, reader"
    assert hint == caught.value.problems[0].hint


def test_an_approval_needs_a_name(project):
    """Nobody is not a reviewer."""
    with pytest.raises(Problems) as caught:
        record(project, "reader", " ")

    assert ["an approval without a name"] == [problem.message for problem in caught.value.problems]


# ── what is lacking ───────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_lacking_is_said_in_a_sentence_a_role(project):
    """A release is told which roles are lacking and which blocks lapsed; with everything approved, nothing."""
    record(project, "clinician")
    change(project / PO, '"Use agua tibia."', '"Use agua fría."')

    assert [
        "fever.es.us: a clinician has yet to approve 1 of 5 blocks: fever/hands (lapsed)",
        "fever.es.us: no translator has approved it",
        'fever.es.us: nobody can approve as "surgeon"; roles are: clinician, translator, reader',
    ] == lacks(standing(project), ["clinician", "translator", "surgeon"])

    record(project, "clinician")
    record(project, "translator")

    assert [] == lacks(standing(project), ["clinician", "translator"])


def test_a_translation_is_asked_for_where_there_is_one(project):
    """A job ticket that asks for a translator may print the source language without one."""
    record(project, "clinician", edition=ENGLISH)

    assert [] == lacks(standing(project, ENGLISH), ["clinician", "translator"])


def test_the_overview_shows_the_difference(project):
    """For people: who approved how much, and under what lapsed, the lines that changed."""
    record(project, "reader", note="Read on paper.")
    change(project / PO, '"Use agua tibia."', '"Use agua fría."')

    assert """\
fever.es.us
  clinician: 0 of 5 blocks approved
  translator: 0 of 5 blocks approved
  reader: 4 of 5 blocks approved
    Reviewer A on 2026-11-21: 4 (Read on paper.)
    fever/hands: lapsed, approved by Reviewer A on 2026-11-21; the text changed
      --- fever/hands, text, as approved by Reviewer A on 2026-11-21
      +++ fever/hands, text, now
      @@ -2,4 +2,4 @@
       title: Manos limpias
       text: Lávese las manos durante **20 segundos**. Quédese cerca del hospital durante {stay-near}.
      -text.bullets: Use agua tibia.
      +text.bullets: Use agua fría.
       text.bullets: Séquelas con una [toalla limpia](https://example.org/hands).""" == show(standing(project))


# ── the library's own booklets ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def shelf():
    """The library's own booklets."""
    return load(Chain.at(REPOSITORY))[0]


@pytest.mark.slow
def test_every_printed_word_of_the_library_is_approved(shelf):
    """What the manuscript of each edition says stands in the text that is approved, with what staff are shown."""
    for edition in Wanted().editions(shelf):
        translated = manuscript(shelf, edition)
        contents = blocks_of(shelf, translated)
        lost = [
            text
            for block, message in leaves_of(translated.manuscript)
            if isinstance(message, Message)
            for text in filter(None, (message.text, message.echo))
            if on_one_line(text) not in contents[block].text
        ]

        assert [] == lost


def test_pictures_are_approved_as_they_are_shown(shelf):
    """Where a label of a figure points is approved too."""
    pumps = blocks_of(shelf, manuscript(shelf, Edition("blinatumomab-at-home", "en-US", "us")))
    labels = shelf.booklets["blinatumomab-at-home"].blocks["blinatumomab-at-home/pump-and-line"].content.labels

    assert [f"label at {label.at[0]:g}, {label.at[1]:g}" for label in labels] == pumps[
        "blinatumomab-at-home/pump-and-line"
    ].pictures.splitlines()[1:]


def test_a_mirrored_picture_is_another(project):
    """Whether a picture is mirrored for text from right to left is approved too."""
    change(project / "booklets/fever/booklet.yaml", "behind a hill}", "behind a hill, mirrors: yes}")
    (cover,) = text_of(sound(project), Edition("fever", "en-US", "us")).covers.pictures

    assert cover.endswith(" mirrors")


def test_a_list_of_sources_is_approved_with_its_sources(shelf):
    """A clinician approves the sources that a booklet prints, one a line; a reader and a translator need not."""
    text = manuscript(shelf, Edition("car-t-journey", "en-US", "us"))
    references = blocks_of(shelf, text)["shared/references"]

    assert len(text.manuscript.sources) == len(re.findall(r"^source(?:\.main)?: ", references.facts, re.M)) > 5
    assert "facts" not in references.parts("reader")


def test_one_fact_lapses_all_that_rests_on_it_and_no_more(shelf):
    """A fact that changes in the library lapses the clinician's approval of just the blocks that name it."""
    edition = Edition("car-t-journey", "ar", "us")
    fact = shelf.evidence.facts["crs-timing"]
    facts = {**shelf.evidence.facts, "crs-timing": fact.model_copy(update={"fact": f"{fact.fact} Ask."})}
    changed = replace(shelf, evidence=replace(shelf.evidence, facts=facts))
    before, after = (blocks_of(each, manuscript(each, edition)) for each in (shelf, changed))
    naming = [path for path, content in before.items() if "crs-timing (" in content.facts]

    assert 2 <= len(naming) < 10
    assert naming == [path for path in before if before[path].digest("clinician") != after[path].digest("clinician")]
    assert [] == [path for path in before if before[path].digest("translator") != after[path].digest("translator")]


FOUND = """\
facts:
  - id: wash-hands
    fact: Washing hands for 20 seconds
      takes germs away.
    audience: parent
    safety_critical: false
    sources: [ours]
    verified: true
sources:
  - {id: ours, title: Hands, publisher: Us, url: null, date: 2026-01-10, accessed: 2026-11-01, review_by: 2027-11-01}
"""


def test_a_hospital_verifies_what_it_inherits(project, hospital):
    """What nobody found in a source is refused with the way a hospital has; then its own source stands behind it."""
    change(project / "booklets/evidence/facts.yaml", "verified: true", "verified: false")
    edition = Edition("fever", "en-US", "us")
    before, _ = load(Chain.at(hospital))
    (refused, _, _) = unverified(before, text_of(before, edition))
    write(hospital / "booklets/evidence/ours.yaml", FOUND)
    after, found = load(Chain.at(hospital))

    assert "copy it word for word from library/booklets/evidence/facts.yaml:2:9 into a file" in refused.hint
    assert [] == found
    assert ["ours"] == [*after.evidence.facts["wash-hands"].sources]
    assert not [each for each in unverified(after, text_of(after, edition)) if "wash-hands" in each.message]
    assert "ours" in [source.id for source in text_of(after, edition).manuscript.sources]


def test_the_fact_of_the_guide_is_the_librarys():
    """The example of docs/hospitals.md verifies a fact that the library has, as it stands there."""
    (example,) = re.findall(
        r"^```yaml\n(facts:\n.*?)^```$", (REPOSITORY / "docs/hospitals.md").read_text(), re.M | re.S
    )
    library = yaml.safe_load((REPOSITORY / "booklets/evidence/cancer-vaccines.yaml").read_text("utf-8"))
    (ours,) = yaml.safe_load(example)["facts"]
    (theirs,) = (fact for fact in library["facts"] if fact["id"] == ours["id"])

    assert [False, True] == [theirs.pop("verified"), ours.pop("verified")]
    assert {key: theirs[key] for key in ours.keys() - {"sources"}} == {
        key: ours[key] for key in ours.keys() - {"sources"}
    }


def test_the_page_of_a_new_project_is_approved_by_nobody(project, chapbook):
    """What `chapbook new` asks its reader to write is refused before anybody approves it, and not at the release."""
    case = REPOSITORY / "tests/problems/approvers/A012-not-written-yet"
    lay_over(project, case)
    result = chapbook("approve", "welcome", "--role", "clinician", "--name", "Reviewer A", "--date", "2026-11-20")

    assert (1, True) == (result.exit_code, "booklets/welcome/hello.yaml: A012" in result.output), result.output
    with pytest.raises(api.Problems, match="A012"):
        api.approve(project, "welcome", role="clinician", name="Reviewer A", on=datetime.date(2026, 11, 20))
    assert not (project / "approvals").exists()


def test_somebody_approves_without_a_command_line(project):
    """A notebook writes the same record, learns what is still open, and a second time that nothing was."""
    said = {"role": "clinician", "name": "Reviewer A", "on": datetime.date(2026, 11, 20)}
    done, again = (api.approve(project, "fever", "en-US", "us", **said) for _ in range(2))

    assert (done.file, done.lacking) == ("approvals/fever.en-US.us.yaml", ("reader",))
    assert (done.approved, done.is_new, again.is_new) == (done.blocks, True, False)
    assert done.code == code_of(text_of(read(project), ENGLISH))
    assert "# Questions for the reader of fever.en-US.us" in api.questionnaire(project, "fever", role="reader")


@pytest.mark.slow
def test_two_who_approve_at_once_wait_for_each_other(project, chapbook):
    """What the first is about to write down is not read as open by the second."""
    person = ("fever", "--locale", "es", "--role", "reader", "--name", "Reviewer A", "--date", "2026-11-21")
    with alone_in(project):
        waits = chapbook("approve", *person)

    assert (3, True) == (waits.exit_code, "another command is at work in" in waits.output)
    assert 0 == chapbook("approve", *person).exit_code

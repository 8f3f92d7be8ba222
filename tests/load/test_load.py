"""Reading a project: every fault with its spot, none hides another, and the library is what the files say."""

import json
import os
import shutil
import time

import pytest
from pydantic import TypeAdapter

from chapbook.content.kinds import KINDS
from chapbook.content.settings import Written
from chapbook.files.chain import Chain
from chapbook.files.yaml import parsed
from chapbook.load import hygiene
from chapbook.load.faults import MOST_FAULTS, validate
from chapbook.load.load import load
from chapbook.load.reader import TAKEN
from chapbook.problems.problem import Spot
from conftest import change, problems, sound, write


def test_the_minimal_project(project):
    """The small project is read without a problem, and says what its files say."""
    library, found = load(Chain.at(project))
    booklet = library.booklets["fever"]

    assert [] == found
    assert "en-US" == library.source
    assert ["fever.en-US.us", "fever.es.us"] == [str(edition) for edition in library.editions()]
    assert ["prose", "key-points", "warning"] == [block.content.kind for block in booklet.blocks.values()]
    assert Spot("booklets/fever/call.yaml", 7, 5) == booklet.block("call").content.signs[0].text.spot


@pytest.mark.parametrize(
    ("keys", "hint"),
    [("description: Plain pages.", 'did you mean "means"? '), ("mens: Plain pages.", 'did you mean "means"? ')],
)
def test_a_key_is_known_by_what_people_call_it(project, keys, hint):
    """A key that means another one is told with that one, not with what is spelled alike."""
    write(project / "styles/press/download.yaml", f"{keys}\n")

    assert hint in next(each.hint for each in load(Chain.at(project))[1] if each.code == "B013")


def test_the_place_of_the_source_language_is_the_first(project):
    """Places stand by name, but for the one that the source language names first."""
    for place in ("au", "za"):
        shutil.copy(project / "booklets/places/us.yaml", project / f"booklets/places/{place}.yaml")
    change(project / "locales/locales.yaml", "babel: {us: en_US}", "babel: {za: en_ZA, us: en_US, au: en_AU}")
    found, problems = load(Chain.at(project))

    assert [] == problems
    assert ["za", "au", "us"] == [*found.places]


def test_a_wrong_key_does_not_hide_what_else_is_wrong(project):
    """A block with an unknown key is judged on: its untraced number is found in the same run."""
    change(project / "booklets/fever/call.yaml", "level: now", "level: now\ncolour: red")
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Shivering for 40 minutes")

    assert [
        'booklets/fever/call.yaml:3:1: B013 unknown key "colour"',
        "booklets/fever/call.yaml:9:19: B019 number 40 stands in no cited fact and in no value",
    ] == [line for line in problems(project) if "L001" not in line]


def test_a_wrong_item_leaves_the_others(project):
    """A point with a wrong key is left out; the others of its list are judged."""
    change(project / "booklets/fever/points.yaml", "places: [us]}", "plcaes: [us]}\n  - Wait 7 days.")

    found = problems(project)

    assert 'booklets/fever/points.yaml:6:51: B013 unknown key "plcaes"' in found
    assert "booklets/fever/points.yaml:7:10: B019 number 7 stands in no cited fact and in no value" in found


@pytest.mark.slow
def test_many_wrong_keys_take_no_longer_each():
    """A file of the largest size with nothing but unknown keys is judged as fast as it is read, not for minutes."""
    data, _ = parsed("kind: prose\ntext: Wash.\n" + "".join(f"k{number}: x\n" for number in range(20_000)), "a.yaml")
    start = time.process_time()
    read, found = validate(data, KINDS["prose"])

    assert 3 > time.process_time() - start
    assert MOST_FAULTS == len(found)
    assert read is not None


def test_a_duplicate_key_does_not_hide_what_else_is_wrong(project):
    """A file with a duplicate key is judged by the value that stands first."""
    change(project / "booklets/fever/call.yaml", "level: now", "level: soon\nlevel: now")

    assert [
        "booklets/fever/call.yaml:2:1: B002 level: one of these is wanted: 'ambulance', 'now', 'today' or 'visit'",
        'booklets/fever/call.yaml:3:1: B001 duplicate key "level"',
    ] == sorted(problems(project))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "booklets/fever/call.yaml",
            "kind: warning",
            "kind: [warning]",
            "call.yaml:1:7: B002 kind: one word is wanted here",
        ),
        (
            "booklets/fever/booklet.yaml",
            "blocks: [call]",
            "blocks: call",
            "booklet.yaml:10:5: B002 order, item 2, blocks: a list is wanted here",
        ),
        (
            "booklets/fever/booklet.yaml",
            "tone: warning",
            "tone: red",
            "booklet.yaml:9:5: B002 order, item 2, tone: one of these is wanted: 'plain' or 'warning'",
        ),
        (
            "booklets/fever/points.yaml",
            "- Fever is {fever-limit} or more.",
            "- [Fever]",
            "points.yaml:4:5: B002 points, item 1: keys and values are wanted here",
        ),
        (
            "booklets/evidence/facts.yaml",
            "facts:",
            "facts: none\nterms:",
            "facts.yaml:1:1: B002 facts: a list is wanted here",
        ),
        (
            "booklets/evidence/facts.yaml",
            "verified: true",
            "verified: perhaps",
            "facts.yaml:7:5: B002 verified: yes or no is wanted here",
        ),
        (
            "booklets/places/us.yaml",
            "paper: Letter",
            "paper: Foolscap",
            "us.yaml:4:1: B002 paper: one of these is wanted: 'A4' or 'Letter'",
        ),
        (
            "booklets/values.yaml",
            "type: temperature",
            "type: heat",
            "values.yaml:3:3: B002 type: one of these is wanted: ",
        ),
        (
            "locales/locales.yaml",
            "direction: ltr",
            "direction: up",
            "locales.yaml:4:3: B002 direction: one of these is wanted: 'ltr' or 'rtl'",
        ),
    ],
)
def test_a_wrong_form_is_said_in_plain_words(project, file, old, new, said):
    """A value of the wrong form is named by its path, with what is wanted, at its line and column."""
    path = project / file
    path.write_text(path.read_text().replace(old, new, 1))

    assert [line for line in problems(project) if said in line], problems(project)


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_of_every_kind_without_its_keys(project, kind):
    """A block that says nothing but its kind gives a problem for each key that is missing, or is whole.

    A figure is one of two things, and says so.
    """
    write(project / "booklets/fever/hands.yaml", f"kind: {kind}\n")
    required = [
        field.alias for field in KINDS[kind].model_fields.values() if field.is_required() and field.alias != "kind"
    ]
    found = [line for line in problems(project) if "hands.yaml" in line]
    one_of_two = [line for line in found if kind == "figure" and "a picture with its labels or scenes" in line]

    assert (kind == "figure") == bool(one_of_two)
    found = [line for line in found if line not in one_of_two]

    assert [f'booklets/fever/hands.yaml:1:1: B014 missing key "{key}"' for key in sorted(required)] == sorted(found)


def test_tickets_extend_each_other(project):
    """A ticket has the keys of the ticket that it extends, and its own win."""
    write(project / "styles/press/ward.yaml", "means: The ward.\nextends: download\ntrim: A5\n")
    tickets = sound(project).tickets

    assert ("The ward.", True, "A5") == (tickets["ward"].means, tickets["ward"].linearize, tickets["ward"].trim)
    assert "place" == tickets["download"].trim


def test_who_takes_a_ticket_is_inherited_but_not_that_it_is_first(project, hospital):
    """What stands on a print shop's ticket is for no reader; of those that readers take, one is the first."""
    change(project / "styles/press/download.yaml", "linearize: true", "taken: first\nlinearize: true")
    write(project / "styles/press/print-shop.yaml", "extends: download\ntaken: no\n")
    write(hospital / "styles/press/offset-a5.yaml", "extends: print-shop\n")
    write(hospital / "styles/press/a-screen.yaml", "extends: download\n")
    write(hospital / "styles/press/download.yaml", "extends: library/download\n")
    tickets = load(Chain.at(hospital))[0].tickets
    taken = {name: ticket.taken for name, ticket in tickets.items()}

    assert {"a-screen": "also", "download": "first", "offset-a5": "no", "print-shop": "no"} == taken


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────


UNFIT = ("..", "", ".memory.json", "manifest.json", "-x", "über", "two words", "a_b", "a" * 65, "x\n", "\x1b[31m")
NAMED = ("place", "job ticket", "language", "block")


def named(project, what, name):
    """A project in which a thing is called so, beside what it has."""
    copy = {
        "place": ("booklets/places/us.yaml", f"booklets/places/{name}.yaml"),
        "job ticket": ("styles/press/download.yaml", f"styles/press/{name}.yaml"),
        "booklet": ("booklets/fever/booklet.yaml", f"booklets/{name}/booklet.yaml"),
    }
    if what == "language":
        with (project / "locales/locales.yaml").open("a") as file:
            file.write(f"\n{json.dumps(name)}: {{autonym: X, direction: ltr, babel: {{us: fr_FR}}, fonts: [Andika]}}\n")
    elif what == "block":
        change(project / "booklets/fever/booklet.yaml", "[hands, points]", f"[hands, points, {json.dumps(name)}]")
    else:
        source, target = (project / each for each in copy[what])
        write(target, source.read_text())


@pytest.mark.parametrize(
    ("what", "name"),
    # No folder can be called by the first two.
    [*((what, name) for what in NAMED for name in UNFIT), *(("booklet", name) for name in UNFIT[2:])],
)
def test_a_name_that_fits_no_path_is_refused(project, what, name):
    """Whatever is called by signs that files or addresses cannot have is a problem, and is left out of the library."""
    named(project, what, name)
    library, found = load(Chain.at(project))

    assert ["P006" if what == "job ticket" else "B035"] == [each.code for each in found if each.code != "B047"]
    assert "fever" in library.booklets
    assert name not in {*library.places, *library.tickets, *library.booklets, *library.locales}


@pytest.mark.parametrize(
    ("what", "name"),
    [
        *((what, name) for what, names in TAKEN.items() for name in names),
        ("block", "shared/back"),
        ("block", "chapter-7"),
    ],
)
def test_a_name_of_chapbooks_own_is_refused(project, what, name):
    """Folders of build and site, the catalog of what every page says, and the parts of a page are nobody else's."""
    named(project, what, name)

    assert [f'the name "{name}" of a {what} is Chapbook\'s own'] == [
        problem.message for problem in load(Chain.at(project))[1]
    ]


@pytest.mark.parametrize("name", ["a", "7", "car-t-journey", "zh-Hans", "A" * 64])
def test_a_name_that_fits_is_taken(project, name):
    """Letters, digits and hyphens, 64 at most, make a name."""
    for what in ("place", "job ticket", "language"):
        named(project, what, name)
    library, found = load(Chain.at(project))

    assert [] == found
    assert name in library.places.keys() & library.tickets.keys() & library.locales.keys()


def test_a_name_that_is_not_utf_8_is_refused(project, chapbook):
    """A file that another system named is a problem of its name, and no error of ours."""
    write(project / "styles/press" / os.fsdecode(b"papier-\xff.yaml"), "means: Paper.\n")
    result = chapbook("build")

    assert 1 == result.exit_code
    assert "papier-?.yaml: B035 the name " in result.output


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("booklets/fever/booklet.yaml", "figures/sun.svg", "a" * 300),
        ("booklets/fever/booklet.yaml", "[hands, points]", f"[hands, points, {'a' * 300}]"),
        ("booklets/fever/booklet.yaml", "[hands, points]", '[hands, points, "a\\0b"]'),
        ("booklets/imprint.yaml", "inherits: []", f"inherits: [{'a' * 300}]"),
        ("booklets/imprint.yaml", "inherits: []", 'inherits: ["a\\0b"]'),
        ("styles/press/download.yaml", "means:", f"extends: {'a' * 300}\nmeans:"),
        ("styles/press/download.yaml", "means:", f"extends: library/{'a' * 300}\nmeans:"),
    ],
)
def test_a_name_that_no_file_can_have_is_a_problem(project, chapbook, file, old, new):
    """A name that is too long for any disk, or holds a zero byte, leads to nothing: that is said, not thrown."""
    change(project / file, old, new)
    result = chapbook("check")

    assert SystemExit is type(result.exception), result.exception
    assert 1 == result.exit_code


def test_tickets_do_not_stand_on_each_other_without_end(project):
    """Of thirty tickets that extend one another, the one that goes too far is a problem."""
    for number in range(30):
        write(project / f"styles/press/t{number}.yaml", f"means: Paper.\nextends: t{number + 1}\n")
    write(project / "styles/press/t30.yaml", "means: Paper.\n")

    assert "styles/press/t20.yaml:2:10: B002 extends: at most 20 tickets stand on each other" in problems(project)


@pytest.mark.parametrize("file", ["booklets/fever/call.yaml", "booklets/evidence/facts.yaml", "locales/locales.yaml"])
def test_what_nobody_sees_in_a_file(project, file):
    """A character that turns the direction is found in every file of content, in a comment too, where it stands."""
    path = project / file
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, "# 5 \u202emg", ""]), "utf-8")

    assert [("B047", f"{file}:{len(lines) + 1}:5")] == [
        (each.code, str(each.spot)) for each in load(Chain.at(project))[1]
    ]


def test_many_words_in_one_line_take_no_longer_each(project):
    """A line of the largest file is looked through once, not once for each of its words."""
    begin = time.process_time()
    names = ", ".join(f"x{number}" for number in range(20_000))
    change(project / "booklets/fever/points.yaml", "facts: [fever-hides]", f"facts: [{names}]")
    _, found = load(Chain.at(project))

    assert [] == found
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("sign", ["\u0085", "\u2028", "\u2029"])
def test_a_file_of_which_yaml_counts_more_lines(project, sign):
    """Signs at which YAML ends a line and no editor does keep nobody from reading to the end."""
    path = project / "booklets/everyday.yaml"
    path.write_text(sign.join(["daily:", "  reason: Known.", "  words: [temperature]", ""]), "utf-8")

    assert ["daily"] == [*load(Chain.at(project))[0].everyday]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("fr_US", "fr_FR"),
        ("es-us", "es_US"),
        ("fr", "fr_FR"),
        ("%s", "es_US"),
        ("es\0", "es_US"),
        ("a" * 4000, "es_US"),
    ],
)
def test_a_locale_that_cldr_lacks(name, near):
    """Its language is named as it is written in that country, else where most of its people live."""
    with pytest.raises(ValueError, match=f"such as {near}"):
        TypeAdapter(Written).validate_python(name)


def test_a_key_that_ends_its_file_has_no_value():
    """YAML puts what a last `? key` lacks below the last line, where there is none to look at."""
    data, problems = hygiene.read("means: The same.\n? x", "styles/press/download.yaml")

    assert ({"means": "The same.", "x": ""}, ()) == (data, problems)

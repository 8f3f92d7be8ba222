"""Packets: which blocks answers make, what refuses one, and the code that makes one again."""

import datetime
import json
import re
import shutil
from itertools import product

import pytest
from click.testing import CliRunner
from pypdfium2 import PdfDocument

from chapbook import api, cli
from chapbook.check.rules import check
from chapbook.cli import kit
from chapbook.content.booklet import Edition
from chapbook.content.finished import FinishedFile
from chapbook.content.interview import ChoiceModel, InterviewModel, QuestionModel
from chapbook.content.signs import names_in
from chapbook.content.text import Words
from chapbook.content.walk import leaves
from chapbook.load.load import load
from chapbook.packet.choose import choose, shelf_of
from chapbook.packet.codes import answers_of, code_of
from chapbook.packet.compose import LEFT_OUT, MORE, with_packet
from chapbook.problems.problem import Problems, Unknown
from chapbook.publish.register import Register, Row, Withdrawal
from chapbook.texts import Texts
from chapbook.transcript.snapshot import code_of as text_code
from conftest import REPOSITORY, change
from reading import ANSWERS, library
from test_problems import with_interview


def packet(**answers):
    """The packet of some answers."""
    given = ANSWERS | answers
    return choose(shelf_of(library(), given), library().interview, given)


def blocks_of(made):
    return {path for blocks, _ in made.chapters.values() for path in blocks}


# ── what answers make ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("therapy", "title"), [("car-t", "car-t-journey"), ("blinatumomab", "blinatumomab-at-home")])
def test_a_packet_begins_with_the_red_pages(therapy, title):
    """Its first chapter is to be called by, and every block of the title's red chapters is in it, in every stage."""
    content = library().booklets[title].content
    red = {f"{title}/{name}" for chapter in content.order if chapter.tone == "warning" for name in chapter.blocks}
    for now in library().interview.questions["now"].answers:
        made = packet(therapy=therapy, now=now)
        first = next(iter(made.chapters))

        assert "warning" == library().interview.tables[first].tone
        assert {path for path in red if "shared/" not in path} <= blocks_of(made)


def test_what_is_left_out_is_named_by_its_title():
    """A chapter of the own title that has more stands at the end with the title, as do titles for the same stage."""
    left = packet(therapy="car-t", now="deciding").left_out
    named = {(each.what.text, each.where.text) for each in left}

    assert ("Getting ready", "Your child's CAR T journey") in named
    assert ("What it means to take part, and what to ask", "A clinical trial for my child?") in named
    assert not any(each.title == "blinatumomab-at-home" for each in left)


def test_of_what_is_there_in_part_there_is_more():
    """No heading of a packet is in its list of what was left out: of these the last list says that there is more."""
    given = {"therapy": "car-t", "now": "about-to-start", "age": "under-5"}
    made = packet(**given)
    booklet = with_packet(shelf_of(library(), ANSWERS | given), library().interview, made).booklets["packet"]
    left, more = ({row[0].text for row in booklet.blocks[path].content.rows} for path in (LEFT_OUT, MORE))
    headings = {chapter.chapter.text for chapter in booklet.content.order}

    assert {"Getting ready", "The days of treatment", "Pages for children"} <= headings & more
    assert set() == headings & left
    assert left | more == {each.what.text for each in made.left_out}
    assert booklet.content.order[-1].blocks == (LEFT_OUT, MORE)


@pytest.mark.parametrize(
    "therapy",
    ["car-t", "blinatumomab", "anti-gd2", "inotuzumab", "gemtuzumab", "rituximab", "checkpoint-inhibitors"],
)
def test_a_packet_that_says_to_show_the_card_names_its_title(therapy):
    """In every stage and language: the card is on no page of it, and a title of its own; so is the sheet of signs."""
    for now in library().interview.questions["now"].answers:
        named = {each.title for each in packet(therapy=therapy, now=now, language="es").left_out}

        assert {f"card-{therapy}", f"when-to-call-{therapy}"} == {
            each for each in named if each.startswith(("card-", "when-to-call-"))
        }


def test_no_warning_of_another_treatment_is_in_a_packet():
    """The lists to call by are those of its own titles, each of them once, wherever the family is."""
    asked = library().interview.questions
    for therapy, now, place in product(asked["therapy"].answers, asked["now"].answers, ("us", "gb")):
        made = packet(therapy=therapy, now=now, place=place, age="reads")
        shelf = shelf_of(library(), made.answers)
        own = {path for title in made.titles for path in shelf.warnings[title] if shelf.blocks[path].content.warns}

        assert sorted(own) == sorted(path for path in made.blocks if shelf.blocks[path].content.warns)


def test_every_sign_of_a_treatment_is_in_its_packet():
    """As booklets/signs.yaml has them, but for those that its title leaves out and says why."""
    counted = {}
    for therapy in library().interview.questions["therapy"].answers:
        made = packet(therapy=therapy)
        shelf = shelf_of(library(), made.answers)
        lists = [shelf.blocks[path].content for path in made.blocks if shelf.blocks[path].content.warns]
        said = {sign for each in lists for sign in names_in(each)}
        leaves = {
            sign for title in made.titles for left in shelf.titles[title].content.leaves_out for sign in left.signs
        }
        signs = library().signs.items()
        urgent = {name for name, sign in signs if sign.level(therapy, "us") in ("ambulance", "now", "today")}
        counted[therapy] = len(urgent)

        # Lumps are one sign in three wordings, of which each list has the one of its treatment.
        assert set() == urgent - said - leaves - {"lumps"}
        assert (len(urgent) > 20) <= any("lumps" in sign for sign in said)
    assert {"anti-gd2", "blinatumomab", "car-t", "checkpoint-inhibitors", "gemtuzumab", "inotuzumab", "rituximab"} == {
        therapy for therapy, count in counted.items() if count > 20
    }


@pytest.mark.slow
@pytest.mark.parametrize("place", ["us", "gb"])
def test_a_packet_of_every_treatment_can_be_made(place):
    """Nothing is wrong with it as a booklet of its place: a sign that holds in another country alone is not missed."""
    for therapy in library().interview.questions["therapy"].answers:
        made = packet(therapy=therapy, now="at-home", place=place)
        whole = with_packet(shelf_of(library(), made.answers), library().interview, made)

        assert [] == [str(each) for each in check(whole, [made.edition])]


def test_a_teenager_finds_pages_and_the_title():
    """From 12 years on the teenagers' title is named, and who reads too has pages of it; a nurse's title never is."""
    titles = {}
    for age in library().interview.questions["age"].answers:
        made = packet(therapy="inotuzumab", age=age)
        titles[age] = {each.title for each in made.left_out}

        assert (age == "reads") is any(path.startswith("your-immunotherapy/") for path in made.blocks)
        assert not any(library().booklets[name].content.readers == "staff" for name in titles[age])
    assert ["from-12", "reads"] == [age for age, named in titles.items() if "your-immunotherapy" in named]


def test_no_family_has_a_block_for_nurses():
    """What is for staff alone stands in no row of a table."""
    staff = {name for name, title in library().booklets.items() if title.content.readers == "staff"}
    named = {path for table in library().interview.tables.values() for row in table.rows for path in row.named}

    assert {"going-home"} <= staff
    assert set() == {path for path in named if path.partition("/")[0] in staff}


def test_a_packet_is_a_booklet_of_several_catalogs():
    """Words of a packet are looked up where they were written: in the interview's catalog, and in its blocks' own."""
    made = packet()
    whole = with_packet(shelf_of(library(), ANSWERS), library().interview, made)
    booklet = whole.booklets["packet"]

    assert ("interview", "packet:title") == booklet.content.title.home
    assert {"first-steps", "shared", "packet"} <= {block.domain for block in booklet.blocks.values()}
    rows = booklet.blocks[LEFT_OUT].content.rows
    assert {"first-steps", "questions-to-ask"} <= {cell.home[0] for row in rows for cell in row}


def test_no_block_of_a_packet_speaks_of_its_chapter():
    """It stands there in another one, with other blocks: what its own booklet has before or after it may be missing.

    A chapter that is named, such as *When to call*, is one that every packet has.
    """
    asked = library().interview
    shelf = {block.path: block for title in library().booklets.values() for block in title.blocks.values()}
    named = {block for table in asked.tables.values() for row in table.rows for block in row.named}
    said = {
        f"{name}: {leaf.leaf.text}"
        for name in named & shelf.keys()
        for leaf in leaves(shelf[name].content)
        if isinstance(leaf.leaf, Words)
    }

    assert len(said) > 500
    assert [] == sorted(each for each in said if re.search(r"(?i)\bchapters?\b(?! \*When to call\*)", each))
    # Nor of pages that it has not, nor without a word to other readers than those who hold it, nor of a child's age.
    assert [] == sorted(
        each for each in said if re.search(r"(?i)find the page|^\S+: tick what you can do, and|my teenager", each)
    )


def test_the_page_on_fever_says_what_the_red_pages_say():
    """Whoever is told there to call for a low temperature finds it in the list to call by, with every treatment."""
    for therapy in library().interview.questions["therapy"].answers:
        made = packet(therapy=therapy, language="en")
        shelf = shelf_of(library(), made.answers)
        red = [shelf.blocks[path].content for path in made.blocks if shelf.blocks[path].content.warns]
        listed = {sign for content in red if content.level == "now" for sign in names_in(content)}

        assert {*names_in(shelf.blocks["shared/fever"].content)} & {"fever", "low-temperature"} <= listed


def test_a_block_of_another_country_is_in_no_packet():
    """Of two blocks for two countries, a packet has the one of its own."""
    blocks = {place: blocks_of(packet(now="deciding", place=place)) for place in ("us", "gb")}

    assert {"clinical-trials/who-agrees-gb"} == {path for path in blocks["gb"] - blocks["us"] if "agrees" in path}
    assert {"clinical-trials/who-agrees"} == {path for path in blocks["us"] - blocks["gb"] if "agrees" in path}


# ── the code ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_code_brings_its_answers_back():
    """Every answer of every question is found again, also in capitals and with hyphens."""
    interview = library().interview
    for question, each in interview.questions.items():
        for answer in each.answers:
            given = ANSWERS | {question: answer}
            code = code_of(interview, given)

            assert given == answers_of(interview, code)
            assert given == answers_of(interview, f"{code[:4]}-{code[4:]}".upper())


def test_a_misread_code_is_none():
    """Any one wrong character is noticed, and any two that changed places."""
    interview = library().interview
    code = code_of(interview, ANSWERS)
    misread = [code[:at] + other + code[at + 1 :] for at, other in product(range(len(code)), "0123456789abcdefghjk")]
    swapped = [
        code[:one] + code[two] + code[one + 1 : two] + code[one] + code[two + 1 :]
        for one in range(len(code))
        for two in range(one + 1, len(code))
    ]

    assert [] == [each for each in (*misread, *swapped, code[:-1], "") if each != code and answers_of(interview, each)]


def test_a_code_outlives_new_answers():
    """Another answer, put first, changes no code; another question makes it none."""
    interview = library().interview
    code, worry = code_of(interview, ANSWERS), interview.questions["worry"]
    more = worry.model_copy(update={"answers": {"school": worry.answers["at-home"], **worry.answers}})
    added = worry.answers["at-home"].model_copy(update={"code": "z"})
    more.answers["school"] = added
    grown = interview.model_copy(update={"questions": interview.questions | {"worry": more}})
    asked = interview.model_copy(update={"questions": {**interview.questions, "more": worry}})

    assert ANSWERS == answers_of(grown, code)
    assert answers_of(asked, code) is None


# ── what is refused ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_packet_is_written_over_nothing_that_was_built():
    """A file of the build stays as it is, and no page is set."""
    result = CliRunner().invoke(cli.main, ["packet", "-o", "build/download/first-steps.en-US.us.pdf"])

    assert (2, True) == (result.exit_code, "stays as it is" in result.output)


@pytest.mark.slow
@pytest.mark.parametrize("title", ["first-steps", "when-to-call-car-t", "low-counts-at-home"])
def test_nothing_that_was_withdrawn_is_in_a_packet(monkeypatch, title):
    """Where a title says exactly what was taken back, no packet has a block of it, wherever that lies."""
    edition = Edition(title, "en-US", "us")
    code = text_code(Texts(library()).of(edition))
    today = datetime.date(2026, 11, 30)
    row = Row(code, str(edition), "A title", today, "2026-11-30", True, "", (), {})
    register = Register((row, Withdrawal(code, today, "A number was wrong.")))
    monkeypatch.setattr("chapbook.gate.read_rows", lambda _: (register, []))
    with pytest.raises(Problems) as refused:
        api.planned(REPOSITORY, ANSWERS)

    assert ["V004"] == [each.code for each in refused.value.problems]


def test_answers_without_words_are_refused():
    """A language says its own name; any other answer is in words."""
    silent = {name: ChoiceModel.model_construct(says=None) for name in "ab"}

    with pytest.raises(ValueError, match="answer a of worry has no words"):
        InterviewModel._in_words({"worry": QuestionModel.model_construct(answers=silent)})


# ── the commands ──────────────────────────────────────────────────────────────────────────────────────────────────


def typed(*arguments, **options):
    return CliRunner().invoke(cli.main, arguments, **options)


def test_questions_are_asked_on_a_terminal(project, monkeypatch):
    """What was not answered is asked in order, by number; --blocks says what would be in it."""
    with_interview(project)
    monkeypatch.chdir(project)
    monkeypatch.setattr(kit, "_is_asked", lambda: True)
    result = typed("packet", "--blocks", "--answer", "worry=germs", input="1\n")
    said = json.loads(result.stdout)["packet"]

    assert "Which treatment is it?" in result.output
    assert "What worries you most?" not in result.output
    assert {"therapy": "cells", "worry": "germs"} == said["answers"]
    assert ["fever/ambulance", "fever/call", "fever/today"] == said["chapters"][0]["blocks"]
    assert said["review_copy"]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("booklets/fever/points.yaml", "points:", "points:" + "\n  - Rest." * 5, "C004"),
        ("booklets/interview.yaml", "code: n", "code: g", "B072"),
        ("booklets/interview.yaml", "{therapy: cells, worry: nothing}", "{therapy: other}", "B070"),
    ],
)
def test_a_packet_is_refused_as_a_build_is(project, chapbook, file, old, new, code):
    """What is wrong with a title, or with the interview over other answers, stops check, build and packet alike."""
    with_interview(project)
    change(project / file, old, new)
    done = [chapbook(*command.split()) for command in REFUSED]

    assert [(1, True)] * 3 == [(each.exit_code, f": {code} " in each.output) for each in done]


REFUSED = ("check", "build", "packet --answer therapy=cells --answer worry=germs")


def test_a_packet_reads_the_library_once(project, monkeypatch):
    """Whoever is asked, from answers or from a code, with pages or without: the project is read once."""
    with_interview(project)
    monkeypatch.chdir(project)
    monkeypatch.setattr(kit, "_is_asked", lambda: True)
    reads = []
    monkeypatch.setattr("chapbook.load.load.load", lambda chain: reads.append(chain) or load(chain))
    pages = FinishedFile("", Edition("packet", "en-US", "us"), "download", "", 4, True, "", "", b"")
    monkeypatch.setattr("chapbook.api.packets.make", lambda work: [pages])
    made = json.loads(typed("packet", "--json", "--answer", "worry=germs", input="1\n").stdout)
    code = made["packet"]["code"]
    again = json.loads(typed("packet", "--json", "--code", code).stdout)
    planned = json.loads(typed("packet", "--blocks", "--code", code).stdout)

    assert made == again
    assert made["packet"] == planned["packet"]
    assert 3 == len(reads)


def test_only_languages_that_a_treatment_has_are_asked():
    """After the treatment, a language in which its warnings are published nowhere is no answer any more."""
    asked = next(each for each in api.questions(REPOSITORY) if each.id == "language")
    for therapy, languages in {"car-t": "en es ar", "other": "en es"}.items():
        assert languages.split() == [*asked.open({"therapy": therapy})]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--answer", "now=deciding"], 'nobody asks "now"'),
        (["--answer", "worry=germ"], 'did you mean "germs"'),
        (
            ["--answer", "worry=germ", "--answer", "now=x"],
            'did you mean "germs"? there are: germs, nothing nobody asks "now"',
        ),
        (["--answer", "worry"], "write each answer with = and what it is"),
        (["--answer", "worry=germs", "--answer", "worry=germs"], "write each answer once"),
        (["--code", "cg1", "--answer", "worry=germs"], "a code has all answers"),
        (["--code", "", "--answer", "worry=germs"], "a code has all answers"),
        (["--answer", "worry=germs"], "no answer to: therapy; write --answer therapy=… with one of: cells, other"),
        (["-o", "nowhere/p.pdf"], 'there is no folder "nowhere"'),
    ],
)
def test_wrong_answers_are_sentences(project, chapbook, arguments, said):
    """What cannot be an answer is said, with what there is; nothing is made."""
    with_interview(project)
    result = chapbook("packet", *arguments)

    assert 2 == result.exit_code
    assert said in " ".join(result.output.split())
    assert not (project / "nowhere").exists()


def test_an_empty_code_is_misread(project, chapbook):
    """A code that is not there is no code, and nobody is asked for answers instead."""
    with_interview(project)

    assert "H012" in chapbook("packet", "--code", "").output


def test_a_packet_is_named_as_the_file_that_it_is(project):
    """Before a page is set: no PDF has the name of a text, and the other way round."""
    with_interview(project)
    for name in ("web", "plain-text"):
        shutil.copy(REPOSITORY / f"styles/press/{name}.yaml", project / "styles/press")
    for ticket, ending, ends in ((None, "", ".pdf"), ("plain-text", "pdf", ".txt")):
        with pytest.raises(Unknown, match=f"ends in {ends}"):
            api.packet(project, {"therapy": "cells", "worry": "germs"}, ticket, ending=ending)


def test_a_project_without_an_interview_says_so(project, chapbook):
    """Who asks families nothing makes no packets."""
    assert "asks families nothing" in chapbook("packet", "--blocks").output


@pytest.mark.slow
def test_a_packet_is_made_again_from_its_code(tmp_path, monkeypatch):
    """From its code come the same bytes; it is a review copy, no longer than its bound, and all that is written."""
    monkeypatch.chdir(tmp_path)
    answers = [word for pair in ANSWERS.items() for word in ("--answer", "=".join(pair))]
    first = typed("packet", *answers, "-o", "a.pdf")
    code = re.search(r"code (\w{9})", first.stdout)[1]
    again = json.loads(typed("packet", "--code", code, "-o", "b.pdf", "--json").stdout)
    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(tmp_path / "a.pdf")]

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert {"a.pdf", "b.pdf"} == {path.name for path in tmp_path.iterdir()}
    assert 4 <= len(pages) == again["pages"] <= again["packet"]["at_most_pages"] <= 32
    assert [] == [page for page in pages if "Review copy" not in page]
    assert 2 == sum(code in page for page in pages)
    assert "approval of these pages together" in " ".join(pages[-2].split())
    assert "qualified translator" not in " ".join(pages)
    flowing = [" ".join(page.split()) for page in pages]
    assert any("What we left out" in page and "Is the treatment working?" in page for page in flowing)


@pytest.mark.slow
def test_the_last_rule_of_a_warning_is_whole_on_its_page():
    """What is forbidden last in a list that is a line longer than its page goes over with all its words."""
    made = api.packet(REPOSITORY, "xdntesnwr").file.content
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in PdfDocument(made)]
    rule = "Unless we say so, give no acetaminophen before you call: it can hide a fever. Never give ibuprofen"

    assert 1 == len([page for page in pages if rule in page])


@pytest.mark.slow
def test_a_packet_in_arabic_holds_its_bound():
    """In large print and in Arabic, a long packet of blinatumomab has no more pages than were reckoned."""
    longest = {"therapy": "blinatumomab", "now": "at-home", "setting": "home", "language": "ar", "worry": "at-home"}
    made = api.packet(REPOSITORY, ANSWERS | longest | {"access": "large-print"})

    assert "large-print" == made.file.ticket
    assert made.file.pages <= made.plan.at_most_pages

"""What people answer: the questionnaire, the sealed record, what lapses an answer, and the scores."""

import datetime
from dataclasses import replace

import pytest

from chapbook.approve import answers, approvals, records
from chapbook.approve.approvals import show, state
from chapbook.approve.records import Answer, read_records, record_file
from chapbook.check.clear_writing.items import clarity
from chapbook.content.booklet import Edition
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.problems.problem import Problems
from chapbook.texts import text_of
from conftest import change, write

ENGLISH = Edition("fever", "en-US", "us")
SPANISH = Edition("fever", "es", "us")
DAY = datetime.date(2026, 11, 21)


def judged(project, edition=ENGLISH):
    library = load(Chain.at(project))[0]
    text = text_of(library, edition)
    return library, text, clarity(library, text)


def approve(project, role, name, said=None, edition=ENGLISH):
    library, text, _ = judged(project, edition)
    record = approvals.approve(library, text, role, name, DAY, answers=said)
    write(project / record_file(edition), record)
    return record


def standing(project, edition=ENGLISH):
    library, text, _ = judged(project, edition)
    return state(library, text, read_records(library)[0])


def everything(project, verdict="agree", edition=ENGLISH):
    """Every question of every role, answered alike."""
    library, _, found = judged(project, edition)
    for role in records.roles(library, edition):
        said = {each.item.id: Answer(verdict) for each in found.questions(role)}
        approve(project, role, role.title(), said, edition)


# ── the questionnaire ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_form_is_filled_in_and_read_back(project, tmp_path):
    """A questionnaire as it is printed has a place for each answer; what is left empty stays open."""
    _, _, found = judged(project)
    text = answers.questionnaire(found, "reader")
    path = tmp_path / "questionnaire.yaml"
    write(path, text.replace("answer:", "answer: agree", 1).replace("comment:", "comment: Yes, on the cover.", 1))

    assert {"pemat-01": Answer("agree", "Yes, on the cover.")} == answers.read_questionnaire(path, found, "reader")
    assert text.count("answer:") == len(found.questions("reader"))
    assert "# It is clear at once what it is for." in text


def test_each_role_has_questions_of_its_own(project):
    """Clinicians are asked of risks, readers of pages, translators of words in a translation; no question twice."""
    _, _, found = judged(project, SPANISH)
    asked = [each.item.id for role in ("clinician", "translator", "reader") for each in found.questions(role)]

    assert len(asked) == len(set(asked))
    assert {"cdc-13", "cdc-18", "cdc-19"} <= {each.item.id for each in found.questions("clinician")}
    assert "# Nothing about fever.en-US.us is asked of the translator.\n" == answers.questionnaire(
        judged(project)[2], "translator"
    )


def test_the_command_asks_and_keeps(chapbook, project):
    """`chapbook approve --questions` prints the questionnaire, and --answers keeps what was filled in."""
    form = chapbook("approve", "fever", "--role", "reader", "--questions")
    write(project / "questionnaire.yaml", form.output.replace("answer:", "answer: agree"))
    who = ("--name", "Reviewer A", "--date", "2026-11-21")
    kept = chapbook("approve", "fever", "--role", "reader", *who, "--answers", "questionnaire.yaml")

    assert (0, 0) == (form.exit_code, kept.exit_code)
    assert "pemat-01: agree, Reviewer A on 2026-11-21" in chapbook("approvals", "--locale", "en-US").output
    assert 2 == chapbook("approve", "fever", "--role", "reader").exit_code


# ── the record ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_answers_stand_in_the_record(project):
    """Answers are lines of their own before the blocks, with the comment where there is one, and are read back."""
    said = {"pemat-01": Answer("agree"), "pemat-02": Answer("disagree", "The cover\nis sad.")}
    text = approve(project, "reader", "Reviewer A", said)
    given = standing(project).answers

    assert "  pemat-01: agree\n" in text
    assert "    pemat-02:\n      answer: disagree\n      comment: The cover is sad.\n" in text
    assert [("pemat-01", "agree", True), ("pemat-02", "disagree", True)] == [
        (each.item, each.answer.verdict, each.holds) for each in given
    ]
    assert "    pemat-02: disagree (The cover is sad.), Reviewer A on 2026-11-21" in show(standing(project))


def test_who_only_answers_approves_nothing(project):
    """Answers about a text that others approved already are a record of their own, without blocks."""
    approve(project, "reader", "Reviewer A")
    approve(project, "reader", "Reviewer B", {"pemat-01": Answer("agree")})
    now = standing(project)

    assert {"Reviewer A on 2026-11-21"} == {str(each.approvals[0]) for each in now.of("reader")}
    assert ["pemat-01"] == [each.item for each in now.answers if each.holds]


def test_a_change_of_the_text_lapses_answers(project):
    """An answer speaks of the whole text as it was; a changed word lapses it, and it says so."""
    approve(project, "reader", "Reviewer A", {"pemat-01": Answer("agree")})
    change(project / "booklets/fever/call.yaml", "Shivering", "Shaking")
    (given,) = standing(project).answers

    assert not given.holds
    assert "lapsed, the text has changed since" in str(given)


def test_the_same_person_answers_again(project):
    """New answers of a person take the place of the old; answers of others stay; an approval without any keeps them."""
    approve(project, "reader", "Reviewer A", {"pemat-01": Answer("agree")})
    approve(project, "reader", "Reviewer B", {"pemat-02": Answer("agree")})
    approve(project, "reader", "Reviewer A", {"pemat-01": Answer("disagree")})
    approve(project, "reader", "Reviewer A")

    assert [("pemat-02", "agree"), ("pemat-01", "disagree")] == [
        (each.item, each.answer.verdict) for each in standing(project).answers
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pemat-01: agree", "pemat-01: disagree"),
        ("pemat-01: agree", "pemat-05: agree"),
        ("    pemat-01: agree\n", ""),
        ("comment: Too long.", "comment: Good."),
        ("    of: ", "    of: 0"),
    ],
)
def test_an_answer_edited_by_hand_is_found(project, old, new):
    """Whatever is changed in an answer by hand breaks the seal, and none of it counts."""
    said = {"pemat-01": Answer("agree"), "pemat-02": Answer("disagree", "Too long.")}
    approve(project, "reader", "Reviewer A", said)
    change(project / record_file(ENGLISH), old, new)
    library = judged(project)[0]

    assert ["A003"] == [found.code for found in read_records(library)[1]]
    assert () == standing(project).answers


def test_a_record_without_answers_keeps_its_seal(project):
    """Records from before there were answers hold as they are: no answers change no seal."""
    approve(project, "reader", "Reviewer A")
    (approval,) = read_records(judged(project)[0])[0][0].approvals

    assert approval.answers is None
    assert approval.seal == replace(approval, answers=None).sealed(ENGLISH).seal
    assert "answers" not in (project / record_file(ENGLISH)).read_text("utf-8")


# ── scores ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_percent_while_a_question_is_open(project):
    """A score says what the program found and what is open; only when all are answered is there a percent."""
    _, _, found = judged(project)
    before = answers.scores(found)

    assert [None, None, None] == [score.percent for score in before]
    assert all(score.program_holds == score.program_applies for score in before)

    everything(project)

    assert [100, 100, 100] == [score.percent for score in answers.scores(found, standing(project).answers)]


def test_people_and_program_are_told_apart(project):
    """Where people disagree with everything, the program's share alone holds; does not apply counts for neither."""
    _, _, found = judged(project)
    everything(project, "disagree")
    understanding = answers.scores(found, standing(project).answers)[0]

    assert (0, understanding.program_applies) == (understanding.people_hold, understanding.program_holds)
    assert (
        100 * understanding.program_holds // (understanding.program_applies + understanding.people_apply)
        == understanding.percent
    )

    everything(project, "does not apply")
    again = answers.scores(found, standing(project).answers)[0]

    assert (0, 100) == (again.people_apply, again.percent)


def test_one_who_disagrees_decides(project):
    """Of two people in one role, one who disagrees decides; an answer in another role does not count."""
    _, _, found = judged(project)
    approve(project, "reader", "Reviewer A", {"pemat-01": Answer("agree")})
    approve(project, "reader", "Reviewer B", {"pemat-01": Answer("disagree")})
    approve(project, "clinician", "Doctor C", {"pemat-02": Answer("agree")})

    assert {"pemat-01": "disagree"} == answers.settled(found, standing(project).answers)


def test_a_questionnaire_with_faults_is_refused_whole(project, tmp_path):
    """All faults of a questionnaire are said at once, and nothing of it is kept."""
    write(
        tmp_path / "questionnaire.yaml",
        "pemat-01: {answer: maybe}\npemat-98: agree\npemat-02: {answer: agree, why: so}\n",
    )

    with pytest.raises(Problems) as refused:
        answers.read_questionnaire(tmp_path / "questionnaire.yaml", judged(project)[2], "reader")

    assert ["questionnaire.yaml:1:12", "questionnaire.yaml:2:1", "questionnaire.yaml:3:27"] == sorted(
        str(problem.spot) for problem in refused.value.problems
    )


def test_nothing_open_is_said(project, chapbook):
    """Whoever approves what is approved already is told so, and is in no record."""
    command = ("approve", "fever", "--role", "reader", "--date", "2026-11-21", "--name")
    chapbook(*command, "Reviewer A")
    result = chapbook(*command, "Reviewer B")

    assert 0 == result.exit_code
    assert "is as it was: nothing was open for you" in result.output
    assert "Reviewer B" not in next((project / "approvals").rglob("*.yaml")).read_text("utf-8")

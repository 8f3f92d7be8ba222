"""The rules on packets: what an interview names is there, and no answers make a packet that is refused."""

import re
from dataclasses import replace

import pytest

from chapbook import api
from chapbook.check.packets import names, prove
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.packet.choose import asked_for, shelf_of
from chapbook.problems.problem import Problems
from conftest import REPOSITORY, write
from reading import ANSWERS, library


def without(interview, table):
    """An interview whose table has no block any more, as if somebody had emptied it."""
    emptied = interview.tables[table].model_copy(update={"rows": ()})
    return interview.model_copy(update={"tables": interview.tables | {table: emptied}})


@pytest.mark.slow
def test_the_library_is_proved_over_all_answers():
    """Nothing is wrong with any of the packets of the library; `docs/packets.md` counts the answers."""
    found = prove(library())

    assert [] == [str(each) for each in found.problems]
    assert f"{found.combinations:,} of them" in (REPOSITORY / "docs/packets.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("table", ["when-to-call", "pump-alarm"])
def test_each_warning_that_is_lost_is_told(table):
    """Where the red rows are gone, each of their warnings is a problem of its own."""
    project = library()
    lost = {path for row in project.interview.tables[table].rows for path in row.blocks}
    found = prove(replace(project, interview=without(project.interview, table)))
    told = {match[1] for each in found.problems if (match := re.match(r'"(.+)" warns', each.message))}
    choices = (each for question in project.interview.questions.values() for each in question.answers.values())
    shelves = [shelf_of(project, {**ANSWERS, "place": place}) for place in ("us", "gb")]
    warned = {path for name in asked_for(choices).titles for shelf in shelves for path in shelf.warnings[name]}

    assert "B068" in {each.code for each in found.problems}
    assert lost & warned == told


@pytest.mark.slow
def test_tables_of_a_hospital_are_proved(tmp_path):
    """Rows that a hospital puts over the library's are proved; and whoever checked, no packet lacks a warning."""
    write(tmp_path / "booklets/imprint.yaml", f"name: Sample Children's Hospital\ninherits: [{REPOSITORY}]\n")
    rows = "tables:\n  when-to-call:\n    rows:\n      - blocks: [shared/our-numbers]\n"
    write(tmp_path / "booklets/interview.yaml", rows)
    project, _ = load(Chain.at(tmp_path))
    with pytest.raises(Problems) as refused:
        api.planned(tmp_path, ANSWERS)

    assert {"B068"} == {each.code for each in prove(project).problems}
    assert {"B068"} == {each.code for each in refused.value.problems}


@pytest.mark.slow
def test_a_title_that_a_hospital_changes_is_proved(tmp_path):
    """A block that a hospital adds to a red chapter, and that the library's tables cannot know, is told by `check`."""
    write(tmp_path / "booklets/imprint.yaml", f"name: Sample Children's Hospital\ninherits: [{REPOSITORY}]\n")
    before, after = "call-today, shared/call-early]", "call-today, shared/call-early, ready-list]"
    text = (REPOSITORY / "booklets/car-t-journey/booklet.yaml").read_text("utf-8").replace(", ready-list]", "]")
    write(tmp_path / "booklets/car-t-journey/booklet.yaml", text.replace(before, after))
    project, faults = load(Chain.at(tmp_path))

    assert before in text
    assert [] == faults
    assert {("B068", "car-t-journey/ready-list")} == {
        (each.code, each.message.split('"')[1]) for each in prove(project).problems
    }


@pytest.mark.parametrize(
    ("file", "proved"),
    [
        ("interview", True),
        ("car-t-journey/booklet", True),
        ("car-t-journey/call-now", True),
        ("shared/fever", True),
        # In no title that an answer names, but in a row.
        ("low-counts-at-home/pets", True),
        ("card-car-t/booklet", False),
    ],
)
def test_packets_are_proved_where_they_are_changed(tmp_path, file, proved):
    """A project that changes what packets are made of has them proved; the others do not wait for a proof."""
    write(tmp_path / "booklets/imprint.yaml", f"name: Sample Children's Hospital\ninherits: [{REPOSITORY}]\n")
    write(tmp_path / f"booklets/{file}.yaml", "")
    # Two questions are a proof in no time.
    questions = {name: library().interview.questions[name] for name in ("language", "place")}
    interview = library().interview.model_copy(update={"questions": questions})
    choice = (
        library().interview.questions["therapy"].answers["car-t"].model_copy(update={"says": questions["place"].ask})
    )
    questions["place"] = questions["place"].model_copy(update={"answers": {"us": choice, "gb": choice}})

    assert proved is bool(prove(replace(library(), chain=Chain.at(tmp_path), interview=interview)).combinations)


def test_an_answer_that_leads_nowhere_is_told():
    """A row that names an answer, or a block, that is not there is told with a guess."""
    project = library()
    table = project.interview.tables["fever"]
    wrong = table.rows[0].model_copy(update={"when": {"worry": ("side-efects",)}, "blocks": ("shared/fevre",)})
    interview = project.interview.model_copy(
        update={"tables": {**project.interview.tables, "fever": table.model_copy(update={"rows": (wrong,)})}}
    )
    found = [*names(replace(project, interview=interview), [])]

    assert ["B022", "B015"] == [each.code for each in found]
    assert all('did you mean "' in each.hint for each in found)

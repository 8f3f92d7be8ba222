"""Scripts that write no space between words, shown on Chinese pages: each letter of the text is on the paper."""

import shutil

import pytest

from chapbook import api
from conftest import FONTS, REPOSITORY, change, problems, proof, text_of_pages, write

FEVER = "locales/zh-Hans/LC_MESSAGES/fever.po"

pytestmark = pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")


@pytest.fixture
def chinese(project):
    """The small project in Chinese, with the letters of Noto Sans SC that it uses."""
    shutil.rmtree(project / "locales/es")
    shutil.copytree(FONTS, project / "styles/fonts", ignore=shutil.ignore_patterns("node_modules", "names"))
    shutil.copytree(REPOSITORY / "tests/projects/chinese", project, dirs_exist_ok=True)
    return project


@pytest.mark.slow
def test_a_line_may_end_at_any_letter(chinese):
    """A sentence without a space is set over several lines, and nothing of it is missed."""
    made = proof(chinese, "fever", "zh-Hans")
    page = text_of_pages(made.content)[1]

    assert "肥皂仔细洗手20秒，然后用干净的毛巾擦干" in "".join(page.split())
    assert "肥皂仔细洗手20秒，然后用干净的毛巾擦干" in page.replace("\r\n", "")
    assert "流动的\r\n水和肥皂" in page


@pytest.mark.slow
def test_what_is_hidden_is_found(chinese):
    """A line that a style hides is found, letter by letter."""
    style = chinese / "styles/booklet.css"
    write(style, style.read_text("utf-8") + ".warning li:first-child { display: none }\n")
    with pytest.raises(api.Problems) as found:
        proof(chinese, "fever", "zh-Hans")

    assert ["7 of 7 words are not on the page"] == [
        each.message.split(": ")[1] for each in found.value.problems if each.code == "N007"
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("打电话之前不要吃ibuprofen药", []),
        ("打电话之前不要吃ibuprofan药", ["ibuprofan"]),
        ("打电话之前不要吃药", ["nothing"]),
    ],
)
def test_a_medicine_needs_no_space_around_it(chinese, said, found):
    """A name among Chinese letters is found; a misspelt one is, and one that was left out."""
    change(chinese / "booklets/fever/points.yaml", "{fever-medicine}", "ibuprofen")
    text = (chinese / FEVER).read_text("utf-8").replace("Do not give {fever-medicine}", "Do not give ibuprofen")
    begin = text.index('msgstr "打电话之前')
    write(chinese / FEVER, f'{text[:begin]}msgstr "{said}"\n{text[text.index(chr(10), begin) + 1 :]}')

    assert found == [line.split('"')[-2] if '"' in line else "nothing" for line in problems(chinese) if "L008" in line]


@pytest.mark.parametrize(("said", "code"), [("服用5 mL药", []), ("服用5 mg药", ["L002"]), ("服用6 mL药", ["L002"])])
def test_a_unit_ends_where_another_script_begins(chinese, said, code):
    """A number keeps its unit though no space follows."""
    change(chinese / "booklets/evidence/facts.yaml", "20 seconds", "20 seconds, with 5 mL")
    change(chinese / "booklets/fever/hands.yaml", "Use warm water.", "Use 5 mL of soap.")
    change(chinese / FEVER, "Use warm water.", "Use 5 mL of soap.")
    change(chinese / FEVER, "用温水。", said)

    assert code == [line.split()[1] for line in problems(chinese)]

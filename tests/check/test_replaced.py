"""Replaced blocks: a hospital hears when what it replaced has changed, and keeps its own words."""

import pytest

from chapbook.check.replaced import adapt, revision
from chapbook.content.booklet import Edition
from chapbook.files.atomic import write_all
from chapbook.files.chain import Chain
from chapbook.texts import text_of
from chapbook.transcript.snapshot import code_of
from conftest import change, problems, sound, text_of_pages, write

BLOCK = "booklets/fever/call.yaml"


@pytest.fixture
def adapted(hospital):
    """A hospital that has taken over one block, and changed a sign in it."""
    write_all(adapt(Chain.at(hospital), "fever/call"))
    change(hospital / BLOCK, "Shivering", "Shivering, also under a blanket")
    write(hospital / "booklets/imprint.yaml", "inherits: [../project]\npublishes: {locales: [en-US]}\n")
    return hospital


def codes(folder):
    return [line.split(": ")[1][:4] for line in problems(folder)]


def test_a_block_is_taken_over_as_it_is(hospital, project):
    """The copy says what the original says, and from which revision it is; the original is kept beside it."""
    write_all(adapt(Chain.at(hospital), "fever/call"))
    origin = revision(project / BLOCK)

    assert f"made-from: {origin}\n{(project / BLOCK).read_text()}" == (hospital / BLOCK).read_text()
    assert (project / BLOCK).read_bytes() == (hospital / "originals" / BLOCK).read_bytes()
    assert [] == problems(hospital)


@pytest.mark.parametrize(("name", "place"), [("fever/call", "booklets/imprint.yaml"), ("fever/booklet", "it")])
def test_whoever_takes_over_hears_where_the_day_belongs(hospital, monkeypatch, chapbook, name, place):
    """A block has no day of its own: what a hospital changes in one is dated in its imprint, a booklet in itself."""
    monkeypatch.chdir(hospital)
    said = chapbook("adapt", name).output.splitlines()

    assert [f"write the day on which you change it as revised into {place}"] == said[2:]


def test_where_a_block_comes_from_is_no_word_of_it(hospital, project):
    """Taken over and not changed, a block makes the same edition: the same text to approve, the same code."""
    before = [code(hospital, locale) for locale in ("en-US", "es")]
    write_all([*adapt(Chain.at(hospital), "fever/call"), *adapt(Chain.at(hospital), "fever/booklet")])

    assert before == [code(hospital, locale) for locale in ("en-US", "es")]


def code(folder, locale):
    library = sound(folder)
    return code_of(text_of(library, Edition("fever", locale, "us")))


@pytest.mark.slow
def test_a_replaced_block_is_printed(adapted, monkeypatch, chapbook):
    """A block that was taken over and changed prints the hospital's words, and its origin on no page."""
    monkeypatch.chdir(adapted)
    done = chapbook("build")
    text = " ".join(text_of_pages((adapted / "build/download/fever.en-US.us.pdf").read_bytes()))

    assert 0 == done.exit_code, done.output
    assert "Shivering, also under a blanket" in text
    assert "made-from" not in text


def test_a_change_of_the_library_is_told_until_it_is_accepted(adapted, project):
    """What changed in the library's block is a problem; once it is accepted, the hospital's words are as they were."""
    assert [] == codes(adapted)

    change(project / BLOCK, "Call **day or night**.", "Call at once, **day or night**.")
    own = (adapted / BLOCK).read_text()

    assert ["B029"] == codes(adapted)

    write_all(adapt(Chain.at(adapted), "fever/call", accept=True))

    assert [] == codes(adapted)
    assert own.splitlines()[1:] == (adapted / BLOCK).read_text().splitlines()[1:]
    assert (project / BLOCK).read_bytes() == (adapted / "originals" / BLOCK).read_bytes()


def test_a_comment_in_the_library_is_no_change(adapted, project):
    """Comments, line ends and the order of keys do not say anything to families, so nobody is troubled with them."""
    path = project / BLOCK
    first, *rest = path.read_text().splitlines()
    path.write_text("\r\n".join(["# Read in November.", *rest, first, ""]))

    assert [] == codes(adapted)


def test_an_order_that_was_replaced_is_watched_too(hospital, project):
    """A hospital that replaces booklet.yaml hears of a block that the library adds to the order."""
    write_all(adapt(Chain.at(hospital), "fever/booklet"))
    change(hospital / "booklets/fever/booklet.yaml", "blocks: [hands, points]", "blocks: [points]")

    assert [] == problems(hospital)

    change(project / "booklets/fever/booklet.yaml", "blocks: [call]", "blocks: [call, hands]")

    assert ["B029"] == codes(hospital)


def test_the_middle_of_a_chain_answers_for_itself(adapted, tmp_path, project):
    """Below a network that replaced a block, a hospital that did not replace it hears that the network is behind."""
    write(tmp_path / "ward/booklets/imprint.yaml", "inherits: [../hospital]\npublishes: {locales: [en-US]}\n")

    assert [] == codes(tmp_path / "ward")

    change(project / BLOCK, "Shivering", "Shaking chills")
    (told,) = problems(tmp_path / "ward")

    assert told.startswith("hospital/booklets/fever/call.yaml:1:12: B029 library/booklets/fever/call.yaml has changed")


@pytest.mark.parametrize(
    ("block", "accept", "said"),
    [
        ("fever/nothing", False, "no booklets/fever/nothing.yaml is inherited here"),
        ("call", False, 'no booklets/call.yaml is inherited here; did you mean "fever/call"?'),
        ("fever/call", False, "is yours already"),
        ("fever/hands", True, "is not replaced here"),
    ],
)
def test_what_cannot_be_taken_over_is_said(adapted, monkeypatch, chapbook, block, accept, said):
    """Nothing is overwritten, and a wrong name is a fault of usage."""
    monkeypatch.chdir(adapted)
    before = (adapted / BLOCK).read_bytes()
    done = chapbook("adapt", block, *(["--accept"] if accept else []))

    assert 2 == done.exit_code
    assert said in done.output
    assert before == (adapted / BLOCK).read_bytes()

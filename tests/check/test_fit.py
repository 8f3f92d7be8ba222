"""Copy-fit judged: at which block a misfit stands, in which order, what is silenced, and who hears of it."""

import json

import jsonschema
import pytest

from chapbook.check.copyfit import copyfit
from chapbook.content.booklet import Edition
from chapbook.content.proof import Misfit
from conftest import REPOSITORY, change, problems, sound

EDITION = Edition("fever", "en-US", "us")
SHORT = Misfit("F001", 3, "hands", share=40)
EMPTY = Misfit("F001", 9, "colophon", share=3)
WORD = Misfit("F004", 1, "points", "by day or | later.")
POINTS = "booklets/fever/points.yaml"
ORDER = "booklets/fever/booklet.yaml"


def judged(project):
    return copyfit(sound(project), EDITION, "download", (WORD, SHORT, EMPTY))


def silence(project, path, *codes):
    kind = (project / path).read_text("utf-8").splitlines()[0]
    change(project / path, kind, f"{kind}\nsilence: {{{', '.join(f'{code}: It is so.' for code in codes)}}}")


def test_the_worst_stands_first(project):
    """What is not fitted stands at its block, or at the booklet where it is in none, the emptiest page first."""
    found = [(each.spot.path, each.code, each.message) for each in judged(project).problems]

    assert [
        (ORDER, "F001", "page 9 of fever.en-US.us on download is 3 % full"),
        ("booklets/fever/hands.yaml", "F001", "page 3 of fever.en-US.us on download is 40 % full"),
        (POINTS, "F004", 'page 1 of fever.en-US.us on download: a last line of one word, "by day or | later."'),
    ] == found


@pytest.mark.parametrize(("path", "kept"), [(ORDER, ["F004"]), ("booklets/fever/hands.yaml", ["F001", "F004"])])
def test_a_silence_is_for_its_block_or_for_all(project, path, kept):
    """A rule silenced in a block is silenced there; in booklet.yaml, everywhere. What is silenced is counted."""
    silence(project, path, "F001")
    fit = judged(project)

    assert kept == [each.code for each in fit.problems]
    assert [("F001", 3 - len(kept), "It is so.")] == [(each.code, each.count, each.reason) for each in fit.silenced]


def test_one_chapter_fills_neither_its_contents_nor_its_colophon(project):
    """What the press writes there is as much as there is to say; pages of its blocks are asked as ever."""
    change(project / ORDER, ", points]\n  - chapter: When to call\n    tone: warning\n    blocks: [", ", points, ")

    assert [("F001", "hands"), ("F004", "points")] == [(each.code, each.block) for each, _ in judged(project).misfits]


def test_a_card_is_fitted_by_its_template(project):
    """Nothing is said of a title that nobody leafs through."""
    change(project / ORDER, "title: Fever at home", "form: explainer\ntitle: Fever at home")

    assert () == judged(project).problems


def test_a_silence_of_pages_is_none_too_many_before_pages_are_set(project):
    """`check` alone cannot tell whether a silence of copy-fit is needed, and says nothing of it."""
    silence(project, POINTS, "F002")

    assert [] == problems(project)


@pytest.mark.slow
def test_pages_tell_which_silence_is_needed(project, chapbook):
    """`check --pages` names a silence that no page needs, once all have been set, and is content with one that is."""
    silence(project, POINTS, "F002")
    silence(project, ORDER, "F001")
    said = chapbook("check", "--pages").output.splitlines()[0]
    in_one = chapbook("check", "--pages", "--locale", "es")
    change(project / POINTS, "silence: {F002: It is so.}\n", "")
    content = json.loads(chapbook("check", "--pages", "--json").output)

    assert f"{POINTS}:2:11: C017 F002 is silenced, and nothing here needs it" == said
    assert 0 == in_one.exit_code
    assert ([], 2) == (content["problems"], content["paged"])


@pytest.mark.slow
def test_a_proof_says_what_is_not_fitted(project, chapbook):
    """A proof is made all the same, and says how many places are not fitted and which are the worst; or nothing."""
    made = chapbook("proof", "fever", "--contact-sheet", "pages.png")
    silence(project, ORDER, "F001")
    quiet = chapbook("proof", "fever", "--contact-sheet", "pages.png")

    assert (0, 0) == (made.exit_code, quiet.exit_code)
    assert "3 places not fitted to the page:" == made.output.splitlines()[1]
    assert 3 == made.output.count(": F001 page ")
    assert 1 == len(quiet.output.splitlines())


@pytest.mark.slow
def test_a_proof_sheet_lists_what_is_not_fitted(project, chapbook):
    """The sheet has each misfit with its page, its block, its file and its words, and the reasons of those silenced."""
    silence(project, ORDER, "F001")
    # No word has room beside it.
    change(project / "styles/booklet.css", ".warning {", ".value.weeks { padding-left: 86mm }\n.warning {")
    sheet = json.loads(chapbook("proof-sheet", "fever", "--json").output)
    (row,) = sheet["page"]["misfits"]

    jsonschema.validate(sheet, json.loads((REPOSITORY / "docs/proof-sheet.schema.json").read_text("utf-8")))
    assert ("F004", 2, "hands", "booklets/fever/hands.yaml") == (row["code"], row["page"], row["block"], row["file"])
    assert row["what"].endswith("for | 2\u00a0weeks.")
    assert [("F001", 3)] == [(each["code"], each["count"]) for each in sheet["page"]["silenced"]]

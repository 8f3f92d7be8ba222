"""Own words: no sentence shares seven words in a row with the public pages that the library began with.

`word-runs.txt` holds those pages as hashes alone; `word_runs.py` makes it.
"""

from pathlib import Path

from reading import library, transcript
from word_runs import LONG, runs

READ = frozenset((Path(__file__).parent / "word-runs.txt").read_text("ascii").split())


def borrowed(edition):
    """The lines of an edition that share a run with what was read; a source is called what it is called."""
    lines = (line for passage in transcript(edition).passages for line in passage.lines if line.role != "source")
    return {line.plain for line in lines if runs(line.plain) & READ}


def test_no_sentence_is_borrowed():
    """No line of any title, in American or British English."""
    english = [str(each) for each in library().editions() if each.locale.startswith("en")]

    assert {*library().booklets} == {name.split(".")[0] for name in english}
    assert set() == set().union(*map(borrowed, english))


def test_a_borrowed_sentence_is_found(monkeypatch):
    """Were a line of the library one that was read, it would be named, alone."""
    lines = [line.plain for passage in transcript("first-steps.en-US.us").passages for line in passage.lines]
    planted = next(line for line in lines if len(line.split()) > LONG)
    monkeypatch.setattr("test_own_words.READ", frozenset(runs(planted.upper().replace(" ", " — "))))

    assert {planted} == borrowed("first-steps.en-US.us")

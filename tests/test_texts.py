"""What editions say: read out once for all who ask, and as far as it is translated."""

import pickle

from chapbook.content.booklet import Edition
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.texts import Texts, known_of
from conftest import change, sound

SPANISH = Edition("fever", "es", "us")


def test_a_text_is_worked_out_once(project):
    """Whoever asks second gets the very text that was worked out for the first."""
    texts = Texts(sound(project))

    assert texts.of(SPANISH) is texts.of(SPANISH)
    assert texts.of(SPANISH) is not texts.source_of(SPANISH)


def test_another_process_works_out_the_same(project):
    """Texts that travel say in the other process what they say here, and take no text along."""
    texts = Texts(sound(project))
    before = pickle.dumps(texts)
    here = texts.of(SPANISH)
    after = pickle.dumps(texts)

    assert len(before) == len(after)
    assert here == pickle.loads(after).of(SPANISH)


def test_what_is_not_translated_stands_in_its_own_language(project):
    """A line without a translation is in the language that it was written in, and says so; the others are not."""
    change(project / "locales/es/LC_MESSAGES/fever.po", 'msgstr "Escalofríos"', 'msgstr ""')
    library, problems = load(Chain.at(project))
    lines = {line.source: line for line in known_of(library, SPANISH).lines}

    assert [] == problems
    assert ("en-US", "Shivering") == (lines["Shivering"].language, lines["Shivering"].said)
    assert ("es", "Manos limpias") == (lines["Clean hands"].language, lines["Clean hands"].said)

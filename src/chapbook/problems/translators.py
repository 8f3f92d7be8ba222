"""What translators mend: catalogs."""

from __future__ import annotations

from chapbook.problems.rule import Rule

RULES = (
    Rule(
        "L001",
        message="not translated into {locale}: {message}",
        hint="translate it in {catalog}; `chapbook catalogs update` adds what is missing\n{first}",
        reason="A page in two languages is read by nobody; a warning in the wrong one is dangerous.",
    ),
    Rule(
        "L002",
        message="numbers differ: the source has {source}, the translation {translation}",
        hint="make the numbers and their units the same; numbers that are values stay in braces",
        reason=(
            "A lost, added or swapped digit is the most dangerous fault of a translation, "
            "and mg for mcg is a thousandfold."
        ),
    ),
    Rule(
        "L003",
        message="values differ: the source has {source}, the translation {translation}",
        hint="copy the names in braces exactly; do not translate them",
        reason="Names in braces are filled in with the hospital's own numbers after translation.",
    ),
    Rule(
        "L004",
        message="not a readable catalog: {fault}",
        hint="open it in a gettext editor such as Poedit, or mend the line by hand",
        reason="Catalogs are ordinary gettext .po files.",
    ),
    Rule(
        "L005",
        message="translation is marked fuzzy: {message}",
        hint="compare it with the source, then take the fuzzy mark away",
        reason=(
            "The source sentence changed after this translation was made; printing it could print the old instruction."
        ),
    ),
    Rule(
        "L006",
        message="links or emphasis differ from the source: {message}",
        hint="keep as many [links](…) and **strong** words as the source has",
        reason="What the author stressed for safety must be stressed in every language.",
    ),
    Rule(
        "L007",
        message="{what} in a translation",
        hint="use what the source uses: plain words, **strong**, *emphasis*, [links](https://…)",
        reason=("A translation is set as the source is; HTML, code and lists would print as signs, or not at all."),
    ),
    Rule(
        "L008",
        message="the source names the medicine {wanted}, and the translation has {seen}",
        hint=(
            "write the name in the letters of the box, or as medicines in locales/locales.yaml has it for this language"
        ),
        reason="A family must find a medicine under the very letters that stand on the box.",
    ),
    Rule(
        "L009",
        message="{figure} is no number in {babel}",
        hint=(
            'use Western digits and the decimal sign "{point}"; a number that countries write differently is '
            "better a value"
        ),
        reason=(
            "Read with the other sign, 38,0 may be taken for 380; thermometers, pumps and phones show Western digits."
        ),
    ),
    Rule(
        "L010",
        message="the same in {locale} as in the source: {message}",
        hint="translate it in {catalog}; if it has to be the same, begin a note of yours with the word: same\n{first}",
        reason="A sentence that was copied and never translated looks done in every editor, and no family can read it.",
    ),
    Rule(
        "L014",
        message="{what} in a translation",
        hint=(
            "type digits and letters as they are on a keyboard, and take out what nobody sees; "
            "a joiner stands between letters that join"
        ),
        reason="What the eye takes for a digit or a letter, or does not see at all, no check can hold to its source.",
    ),
    Rule(
        "L015",
        message="the source says {source}, and the translation {translation}",
        hint=(
            "say how fast to act as the source does, or add the phrase to urgency or no-delay in locales/locales.yaml, "
            "for {locale}"
        ),
        reason="A family that reads today where the source says now loses hours.",
    ),
    Rule(
        "L016",
        message="the source has the term {term}, and the translation none of its forms",
        hint="say {forms}, or add the form to locales/term-base.yaml",
        reason="A family that learns one word for a thing must find that word on every page.",
    ),
    Rule(
        "L017",
        message="{form} is a form to avoid for {term}",
        hint="say {forms}, as locales/term-base.yaml has it",
        reason="Two words for one thing read as two things.",
    ),
    Rule(
        "L018",
        message="{edition} says the term {term} first here, and not as {first}",
        hint="write {first} in the translation, or take first out of locales/term-base.yaml",
        reason="A hard term is introduced where a family meets it first, with the letters that stand on charts.",
    ),
    Rule(
        "L019",
        message="{value} brings its unit, and {unit} stands after it",
        hint="leave {unit} out of the translation: {value} is printed as a number with its unit",
        reason="A value is filled in with its unit in the reader's language, so that a family would read it twice.",
    ),
)

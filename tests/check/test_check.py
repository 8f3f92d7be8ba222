"""The rules of content: numbers are traced, facts hold where they print, translations say the same."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.check.evidence import numbers
from chapbook.check.figures import figures_of
from chapbook.content.booklet import Edition
from chapbook.content.jobs import Wanted
from chapbook.content.phones import is_written
from chapbook.content.text import ValueRef
from chapbook.files.chain import Chain
from chapbook.files.yaml import read_yaml
from chapbook.gate import judged
from chapbook.problems.problem import Spot, meant
from chapbook.transcript.values import spoken
from conftest import REPOSITORY, add_britain, change, done, lay_over, problems, sound, text_of_pages, write


def of(code, folder):
    return [line for line in problems(folder) if f" {code} " in line]


def test_a_leaflet_begins_with_numbers_in_each_place(project):
    """Numbers that one place alone prints begin no leaflet of another."""
    lay_over(project, REPOSITORY / "tests/problems/authors/B033-leaflet-without-numbers")
    add_britain(project)
    write(
        project / "booklets/fever-sheet/numbers.yaml", "kind: contacts\ncontacts:\n  - {who: Day, phone: day-phone}\n"
    )
    change(project / "booklets/fever-sheet/booklet.yaml", "[fever/call]", "[numbers, fever/call]")
    everywhere = of("B033", project)
    change(project / "booklets/fever-sheet/numbers.yaml", "contacts\ncontacts", "contacts\nplaces: [us]\ncontacts")

    assert ([], 1) == (everywhere, len(of("B033", project)))


@given(
    st.integers(0, 9999),
    st.sampled_from(["Wait {} days.", "In {} of 5000", "**{}** times", "about {}.", "({} °C)", "{}–5000"]),
)
def test_every_written_number_is_found(number, text):
    """Whatever stands around a number, it is found."""
    assert Decimal(number) in [claimed.value for claimed in numbers(text.format(number))]


@pytest.mark.parametrize(
    ("place", "phone", "holds"),
    [
        ("us", "(202) 555-0143 ext. 5", True),
        ("us", "+1 202-555-0143", True),
        ("us", "202-555-01433", False),
        ("us", "+1 202-555-01433", False),
        ("us", "0171", False),
        ("gb", "016977 2143", True),
        ("gb", "+44 (0)20 7946 0143", True),
        ("gb", "20 7946 0143", False),
        ("gb", "020 7946 01433", False),
    ],
)
def test_phones_have_the_digits_of_their_country(place, phone, holds):
    """A digit too many, one too few, a zero left out: none passes for a number of the library's countries."""
    forms = read_yaml(REPOSITORY / f"booklets/places/{place}.yaml", "x")["phones"]

    assert holds is is_written(phone, forms)


@pytest.mark.parametrize(("file", "near"), [("figures/pump.svg", ""), ("figure/son.png", "figures/sun.svg")])
def test_a_picture_is_guessed_by_its_own_name(project, file, near):
    """Another picture of the same folder is not near because the folder is."""
    change(project / "booklets/fever/booklet.yaml", "figures/sun.svg", file)
    (found,) = judged(Chain.at(project), Wanted()).problems

    assert ("B004", meant(near)) == (found.code, found.facts["guess"])


@pytest.mark.parametrize(
    ("phone", "found"), [("202-555-0143", []), ("2025550143", ["B077"]), ("+1 2025550143", ["B077"]), ("311", ["B077"])]
)
def test_a_phone_is_parted(project, phone, found):
    """Ten digits in a row are read by nobody at night."""
    change(project / "booklets/places/us.yaml", "values:", "phones: [XXX-XXX-XXXX, +1 XXX-XXX-XXXX]\nvalues:")
    change(project / "booklets/imprint.yaml", "202-555-0143", f'"{phone}"')

    assert found == [line.split()[1] for line in problems(project)]


@pytest.mark.parametrize(
    ("place", "number", "found"),
    [
        ("us", "911", []),
        ("us", "112", ["B080"]),
        ("us", "9111", ["B080"]),
        ("us", "{value: 112, silence: {B080: We rang it.}}", []),
        ("gb", "112", []),
        # A country that nobody knows.
        ("xx", "193", []),
        ("xx", "1193", ["B080"]),
    ],
)
def test_an_ambulance_comes_by_its_number(project, place, number, found):
    """A finger slip in the one number that stands in every red place is a problem, in a country of one's own too."""
    emergency = "\n\nemergency-number: {means: An ambulance, type: phone, set-by: clinical lead}\n"
    change(project / "booklets/values.yaml", "\nfever-medicine:", f"{emergency}\nfever-medicine:")
    there = project / "booklets/places/us.yaml"
    change(there, "values:", f"values:\n  emergency-number: {number}")
    there.rename(there.with_name(f"{place}.yaml"))
    for locale in ("en_US", "es_US"):
        change(project / "locales/locales.yaml", f"us: {locale}", f"{place}: {locale}")
    points = project / "booklets/fever/points.yaml"
    change(points, ", places: [us]", "")
    change(points, "Do not give", "{emergency-number}. Do not give")

    assert found == [line.split()[1] for line in problems(project) if line.split()[1] == "B080"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CD19, COVID-19 and T2 are names", []),
        ("At {fever-limit} or {day-phone}", []),
        ("After two weeks, or twelve hours", ["2", "12"]),
        ("One of them, and two people to hold your child", []),
        ("Thirteen, half an hour, twice", ["13", "0.5", "2"]),
        ("On day-9 or week 2", ["9", "2"]),
        ("1,000 mL in 2.5 hours", ["1000", "2.5"]),
        ("10–14 days", ["10", "14"]),
        ("24/7", ["24", "7"]),
        ("½ or 1 ½ mL", ["0.5", "1.5"]),
        ("15 mcg/m2/day", ["15"]),
        ("5.0 x 10^6 cells", ["5000000.0"]),
        ("1 000\u00a0000 or 1.000.000", ["1000000", "1000000"]),
        ("Call 1-800-227-2345", ["18002272345"]),
        ("[Line 5](https://example.org/9)", ["5"]),
    ],
)
def test_numbers_that_a_text_claims(text, found):
    """Digits, and what words measure, are claims; names, values, addresses and what people count in speech are not."""
    assert found == [str(claimed.value) for claimed in numbers(text)]


def test_a_number_is_traced_to_the_fact_of_its_own_point(project):
    """A fact that one point cites does not hold the number of its neighbour."""
    change(
        project / "booklets/fever/points.yaml",
        "- Do not give {fever-medicine} before you call.",
        "- Call within 1 hour of it.",
    )

    assert ["booklets/fever/points.yaml:5:17: B019 number 1 stands in no cited fact and in no value"] == of(
        "B019", project
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("20 mg", ["20 mg"]),
        ("20 mL", []),
        ("20 milliliters", []),
        ("20 s", []),
        ("20 minutes", ["20 min"]),
        ("3 hours", []),
        ("3 days", ["3 day"]),
        ("2 days", []),
    ],
)
def test_a_dose_is_traced_with_its_unit(project, said, found):
    """That a fact has the number of a dose in seconds, or in another unit, is no ground for it; so with times.

    A fact that leaves its unit to the words after it, as 2 to 3 hours does, is ground for its numbers.
    """
    facts = project / "booklets/evidence/facts.yaml"
    change(facts, "Washing hands for 20 seconds", "Washing hands for 20 seconds with 20 mL of soap, 2 to 3 hours long")
    change(project / "booklets/fever/hands.yaml", "- Use warm water.", f"- Use {said} of soap.")

    assert [f"number {each} stands in no cited fact and in no value" for each in found] == [
        line.partition("B019 ")[2] for line in of("B019", project)
    ]


def test_a_fact_of_the_block_holds_for_all_its_parts(project):
    """A fact named by the block holds its list too."""
    change(project / "booklets/fever/hands.yaml", "- Use warm water.", "- Use warm water for 20 seconds.")

    assert [] == of("B019", project)


def test_a_regional_fact_prints_only_at_home(project):
    """With a second country, a text that rests on a fact of the first must say where it prints."""
    add_britain(project)
    change(project / "booklets/fever/points.yaml", ", places: [us]", "")

    assert ['booklets/fever/points.yaml:6:41: B018 fact "call-us" holds in us, and this text prints in gb'] == of(
        "B018", project
    )


def test_a_universal_fact_prints_in_every_place(project):
    """A fact that holds everywhere although it was read in one region prints in the other one too."""
    add_britain(project)
    change(project / "booklets/fever/points.yaml", ", places: [us]", "")
    change(project / "booklets/evidence/facts.yaml", "region: us", "region: us\n    universal: yes")

    assert [] == problems(project)


def test_a_text_limited_to_its_place_needs_no_more(project):
    """The same text limited to its country is right."""
    add_britain(project)

    assert [] == problems(project)


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("[us, gb]", "print the text only where it holds, with places: [us], or cite a fact"),
        ("[gb]", "    hint: cite a fact"),
        ("[us]", ""),
    ],
)
def test_a_fact_of_a_region_names_no_place_where_nothing_is_published(project, published, said):
    """Where a text prints, and where it could, are places that the imprint publishes."""
    add_britain(project)
    change(project / "booklets/fever/points.yaml", ", places: [us]", "")
    change(project / "booklets/imprint.yaml", "inherits: []", f"inherits: []\npublishes: {{places: {published}}}")
    found = [each for each in judged(Chain.at(project), Wanted()).problems if each.code == "B018"]

    assert [] == found if not said else said in str(found[0])


def test_what_to_do_in_danger_rests_on_a_fact_wherever_it_prints(project):
    """A fact of one country holds up nothing in another; in no country does a list of numbers to call want one."""
    add_britain(project)
    change(project / "booklets/fever/points.yaml", "facts: [fever-hides]\n", "")
    contacts = "kind: contacts\ntitle: Call us now\ncontacts:\n  - {who: The ward, phone: day-phone}\n"
    write(project / "booklets/fever/call.yaml", contacts)

    assert ["booklets/fever/points.yaml:1:1: B049 block of kind key-points rests on no fact in gb"] == [
        line for line in problems(project) if "B049" in line
    ]


def test_a_fact_for_staff_prints_for_staff(project):
    """The same fact is refused for parents and allowed in a booklet for staff."""
    change(project / "booklets/fever/hands.yaml", "facts: [wash-hands]", "facts: [wash-hands, dose]")

    assert [
        'booklets/fever/hands.yaml:3:21: B017 fact "dose" is for staff, and this booklet is for parents'
    ] == problems(project)

    change(project / "booklets/fever/booklet.yaml", "revised:", "readers: staff\nrevised:")

    assert [] == problems(project)


def test_only_what_is_wanted_is_checked_for_translation(project):
    """Somebody who builds English alone need not wait for the Spanish translation."""
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Shaking chills")
    english, everything = (judged(Chain.at(project), Wanted(locales=locales)).problems for locales in (("en-US",), ()))

    assert () == english
    assert ["L001"] == [problem.code for problem in everything]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('"Llame antes de 1 hora."', '"Llame antes de una hora."', ["L002"]),
        ('"Llame antes de 1 hora."', '"Llame antes de ١ hora."', ["L009"]),
        ('"Llame antes de 1 hora."', '"Llame antes de 1,0 hora."', ["L002", "L009"]),
        ('"Llame antes de 1 hora."', '"Llame antes de 1 hora, no 2."', ["L002"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {límite} o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {fever-limit} o más, {fever-limit}."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es **{fever-limit}** o más."', ["L006"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {fever_limit} o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {Fever-limit} o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {fever limit} o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es { fever-limit } o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {fever-limit o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es fever-limit} o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {fever-limit} o más}."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {{fever-limit}} o más."', ["L003"]),
        ('"Fiebre es {fever-limit} o más."', '"Fiebre es {fever-limit} o más&#125;."', ["L003"]),
        ('"Escalofríos"', '"Escalofríos**"', ["L007"]),
        ('"Escalofríos"', '"Escalofríos *"', ["L007"]),
        ('"Escalofríos"', '"_Escalofríos"', ["L007"]),
        ('"Escalofríos"', '"`Escalofríos"', ["L007"]),
        ('"Escalofríos"', '"[Escalofríos]"', ["L007", "L007"]),
        ('"Escalofríos"', r'"Escalofríos \\*"', []),
        ('"Escalofríos"', '"Escalofríos <38"', ["L002"]),
        ('"Escalofríos"', '"<i>Escalofríos</i>"', ["L007"]),
        ('"Escalofríos"', '"- Escalofríos"', ["L007"]),
        ('msgstr[0] "{n} semana"', 'msgstr[0] "una semana"', []),
        ('msgstr[1] "{n} semanas"', 'msgstr[1] "2 semanas"', ["L002", "L003"]),
        ('msgstr[1] "{n} semanas"', 'msgstr[1] "{} semanas"', ["L003"]),
        ('msgstr[0] "{n} semana"', 'msgstr[0] "{ n } semana"', ["L003"]),
        ('msgstr[1] "{n} semanas"', 'msgstr[1] "{n} {m} semanas"', ["L003"]),
        ('msgstr[1] "{n} semanas"', 'msgstr[1] "{n} **semanas"', ["L007"]),
        ('"Sobre este folleto"', '"Sobre este {folleto}"', ["L003"]),
        ('"Sobre este folleto"', '"[Sobre este folleto"', ["L007"]),
        ('"acetaminofén"', '"acetaminofén`"', ["L007"]),
    ],
)
def test_a_translation_says_the_same(project, old, new, codes):
    """A digit, a value or stress that a translation loses, adds or changes is found, and so are other digits for it."""
    catalogs = list(project.glob("locales/es/LC_MESSAGES/*.po"))
    (path,) = (path for path in catalogs if old in path.read_text())
    change(path, old, new)

    assert codes == sorted(line.split(": ")[1][:4] for line in problems(project))


@pytest.mark.parametrize(
    ("text", "babel", "found"),
    [
        ("1.000 pasos", "es_ES", ["1000"]),
        ("1.000 mL", "es_US", ["1.000"]),
        ("1 000 pasos".replace(" ", "\u202f"), "es_US", ["1000"]),
        ("38,0", "es_ES", ["38.0"]),
        ("38,0", "es_US", ["38.0"]),
        ("٣٨٫٥", "ar_EG", ["38.5"]),
        ("10–14", "en_GB", ["10", "14"]),
        ("1.5", "en_US", ["1.5"]),
    ],
)
def test_figures_in_any_writing(text, babel, found):
    """Numbers are compared as numbers, as their country writes them, whatever their digits and separators."""
    assert found == [str(value) for figure in figures_of(text, babel) for value in figure.values]


@pytest.mark.parametrize(
    ("source", "said", "codes"),
    [
        ("1,000 steps", "1.000 pasos", ["L002"]),
        ("1,000 steps", "1 000 pasos", []),
        ("20 mg", "20 mcg", ["L002"]),
        ("20 mg", "20 miligramos", []),
        ("20 mg/kg", "20 mg por kilo", []),
        ("100 mg/5 mL", "100 mg en 5 mL", []),
        ("38 °C", "38 °F", ["L002"]),
        ("5 mg on 5 days", "5 g en 5 días", ["L002"]),
        ("5 mL and 5 hours later", "5 L y 5 horas después", ["L002"]),
        ("15 mg/kg", "15 mg/m²", ["L002"]),
        ("15 mg/kg/day", "15 mg/kg/hora", ["L002"]),
        ("15 mg/kg/day", "15 mg/kg al día", []),
        ("5 mg in 5 mL", "5 miligramos en 5 mL", []),
        ("1-800-227-2345", "1-800-227-2354", ["L002"]),
        ("1-800-227-2345", "1 800 227 2345", []),
        ("½", "0.5", []),
        ("5 mL every 10 hours", "5 mL cada 10 horas", []),
        ("5 mL every 10 hours", "10 mL cada 5 horas", ["L002"]),
        ("5 mL every 10 hours", "10 mililitros cada 5 h", ["L002"]),
        ("5 mg, wait 20 minutes", "20 mg, espere 5 minutos", ["L002"]),
        ("4-hour rests", "pausas de 4 días", ["L002"]),
        ("24 hours", "24 días", ["L002"]),
        ("24 hours", "24 h", []),
        ("7 to 10 days", "7–10 días", []),
        ("7–10 days", "7 a 10 días", []),
        ("15 pounds", "15 libras", []),
        ("15 pounds", "15 onzas", ["L002"]),
    ],
)
def test_a_number_keeps_its_size_and_its_unit(project, source, said, codes):
    """In Spanish for the United States 1.000 is one; a number keeps the unit that both texts name, in any spelling."""
    change(project / "booklets/fever/call.yaml", "- Shivering", f"- Shivering at {source}")
    catalog = project / "locales/es/LC_MESSAGES/fever.po"
    change(
        catalog,
        'msgid "Shivering"\nmsgstr "Escalofríos"',
        f'msgid "Shivering at {source}"\nmsgstr "Escalofríos a {said}"',
    )

    assert codes == [line.split(": ")[1][:4] for line in problems(project) if " L0" in line]


def test_a_missing_value_is_named_for_the_edition_that_needs_it(project):
    """A value without a default and without a slot must be set where it prints, and only there."""
    change(project / "booklets/places/us.yaml", "  stay-near: 2\n", "")
    change(project / "booklets/fever/hands.yaml", "kind: prose", "kind: prose\nplaces: []")

    assert [] == of("B020", project)

    change(project / "booklets/fever/hands.yaml", "\nplaces: []", "")

    assert 1 == len(of("B020", project))


def test_a_phone_that_nobody_set_is_a_line_to_write_on(project):
    """A value with a slot may stay open."""
    change(project / "booklets/imprint.yaml", "  day-phone: 202-555-0143\n", "  fever-limit: 38.5\n")

    assert sound(project).setting("day-phone", "us") is None


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("37.5", 0),
        ("39.0", 0),
        ("37.4", 1),
        ("39.1", 1),
        ("83.0", 1),
        ("3.80", 1),
        ("-38", 1),
        ("38,0", 1),
        ("38 °C", 0),
        ("38.25", 1),
        ("101.25 F", 1),
        ("101 F", 0),
        ("101.3°F", 0),
        ("99.4 F", 1),
        ("103 F", 1),
        ("101 K", 1),
        ("٣٨", 0),
        ("1e2", 1),
    ],
)
def test_the_fever_limit_must_lie_in_its_range(project, value, wrong):
    """The ends of the range are inside; a slip of the finger is not."""
    change(project / "booklets/imprint.yaml", "values:\n", f"values:\n  fever-limit: {value}\n")

    assert wrong == len(problems(project))


@pytest.mark.slow
def test_our_booklets_have_no_fault():
    """No rule finds fault with a booklet of ours; in the loop of an author, `chapbook check` says so."""
    assert [] == problems(REPOSITORY)


# ── what looks like a value, or like Markdown, and is none ────────────────────────────────────────────────────────

NAMES = tuple(read_yaml(REPOSITORY / "booklets/values.yaml", ""))
SLIPS = (
    lambda name: f"{{{name.replace('-', '_')}}}",
    lambda name: f"{{{name.capitalize()}}}",
    lambda name: f"{{{name.replace('-', ' ')}}}",
    lambda name: f"{{ {name} }}",
    lambda name: f"{{{name}",
    lambda name: f"{name}}}",
)


def test_a_value_that_is_mistyped_is_no_text(project):
    """Each value of the library in each of six slips is refused at its brace, and the value that was meant is named."""
    meant = [name for name in NAMES for _ in SLIPS]
    lines = [f"  - Ask for {slip(name)}, day or night." for name in NAMES for slip in SLIPS]
    shutil.copy(REPOSITORY / "booklets/values.yaml", project / "booklets/values.yaml")
    write(project / "booklets/fever/hands.yaml", "\n".join(["kind: prose", "title: Hands", "text: |", *lines]))
    found = [fault for fault in english(project) if fault.spot.path == "booklets/fever/hands.yaml"]
    columns = [(line.find("{") if "{" in line else line.find("}")) + 1 for line in lines]

    assert len(NAMES) * len(SLIPS) == len(lines) >= 180
    assert [("B005", row, column) for row, column in enumerate(columns, 4)] == [
        (fault.code, fault.spot.line, fault.spot.column) for fault in found
    ]
    assert [f'did you mean "{{{name}}}"?' for name in meant] == [fault.hint.split("? ")[0] + "?" for fault in found]


def english(project):
    """What is wrong with the English edition, in order."""
    return sorted(judged(Chain.at(project), Wanted(locales=("en-US",))).problems, key=lambda fault: fault.spot)


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        ("fever/booklet.yaml", "title: Fever at home", "title: '**Fever at home'", ("B034", 1, 9)),
        ("fever/booklet.yaml", "alt: The sun behind a hill", 'alt: "The {sun} behind"', ("B005", 3, 42)),
        ("fever/booklet.yaml", "chapter: Before a fever", 'chapter: "[Before"', ("B034", 6, 15)),
        ("fever/hands.yaml", "- Use warm", "- Use * warm", ("B034", 8, 9)),
        ("fever/hands.yaml", "- Use warm", "- Use\n    more `warm", ("B034", 9, 10)),
        ("fever/points.yaml", "Call within 1 hour.", '"Call {within 1 hour."', ("B005", 6, 18)),
        ("fever/points.yaml", "is {fever-limit} or", "is {{fever-limit}} or", ("B005", 4, 14)),
        ("imprint.yaml", "name: Sample", "name: Sample {day-phone}", ("B034", 2, 14)),
        ("places/us.yaml", "acetaminophen", "acetaminophen [a pain killer", ("B034", 7, 33)),
        ("values.yaml", "type: phone", "type: phone\n  label: _Working hours", ("B034", 11, 10)),
        ("../locales/locales.yaml", "autonym: English", "autonym: English}", ("B034", 3, 19)),
    ],
)
def test_what_would_be_printed_as_it_stands(project, path, old, new, found):
    """A brace or a sign of Markdown without its other is found in every text, with its line and column."""
    change(project / "booklets" / path, old, new)

    assert [found] == [(fault.code, fault.spot.line, fault.spot.column) for fault in english(project)]


@pytest.mark.slow
def test_a_sign_after_a_backslash_is_printed(chapbook, project):
    """An author may write a sign of Markdown for itself, and so may a translator."""
    change(project / "booklets/fever/call.yaml", "- Shivering", r"- Shivering \*a lot\* \[or more\]")
    change(project / "locales/es/LC_MESSAGES/fever.po", '"Shivering"', r'"Shivering \\*a lot\\* \\[or more\\]"')
    change(project / "locales/es/LC_MESSAGES/fever.po", '"Escalofríos"', r'"Escalofríos \\*fuertes\\*"')

    assert 0 == chapbook("build").exit_code
    assert "Shivering *a lot* [or more]" in " ".join(text_of_pages(project / "build/download/fever.en-US.us.pdf"))
    assert "Escalofríos *fuertes*" in " ".join(text_of_pages(project / "build/download/fever.es.us.pdf"))


PLURAL = """
msgid "%(num)s page"
msgid_plural "%(num)s pages"
msgstr[0] "%(num)s página"
msgstr[1] "%(num)s páginas"
"""


def test_a_plural_of_a_template_counts_in_its_own_way(project):
    """A designer's plural, which counts no {n}, is translated like any other word."""
    colophon, catalog = project / "templates/parts/colophon.html", project / "locales/es/LC_MESSAGES/furniture.po"
    write(colophon, colophon.read_text("utf-8") + '<p>{{ ngettext("%(num)s page", "%(num)s pages", 2) }}</p>\n')
    write(catalog, catalog.read_text("utf-8") + PLURAL)

    assert [] == problems(project)


DECIMAL_COMMA = Path(__file__).parents[1] / "problems" / "translators" / "L009-decimal-comma"


def test_a_decimal_comma_is_right_where_it_is_written_so(project):
    """38,0 in a Spanish sentence is a problem in the United States, and none in Spain's way of writing."""
    lay_over(project, DECIMAL_COMMA)
    american = of("L009", project)
    change(project / "locales/locales.yaml", "babel: {us: es_US}", "babel: {us: es_ES}")

    assert ["locales/es/LC_MESSAGES/fever.po:67: L009 38,0 is no number in es_US"] == american
    assert [] == problems(project)


def test_a_shared_text_is_judged_for_every_title_that_prints_it(project):
    """A number that is right where the first title prints a shared text is judged where the second does, too."""
    place = (
        "name: España\nregions: []\nlanguage: en-US\npaper: A4\nvalues: {fever-medicine: acetaminophen, stay-near: 3}\n"
    )
    write(project / "booklets/places/es.yaml", place)
    change(project / "locales/locales.yaml", "babel: {us: es_US}", "babel: {us: es_US, es: es_ES}")
    title = project / "booklets/fever/booklet.yaml"
    change(title, "title: Fever at home", "title: Fever at home\nplaces: [us]")
    change(title, "[hands, points]", "[hands, points, shared/walk]")
    write(project / "booklets/shared/walk.yaml", "kind: prose\ntext: Walk 2.5 steps.\n")
    walk = "title: Walk\ncover: {file: fever/figures/sun.svg, alt: Sun}\nrevised: 2026-11-21\nplaces: [es]\n"
    write(project / "booklets/walk/booklet.yaml", f"{walk}order:\n  - chapter: Walk\n    blocks: [shared/walk]\n")
    said = 'msgctxt "walk:text"\nmsgid "Walk 2.5 steps."\nmsgstr "Camine 2.5 pasos."\n'
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    write(project / "locales/es/LC_MESSAGES/shared.po", head + said)

    assert ["2.5 is no number in es_ES"] == [line.partition("L009 ")[2] for line in of("L009", project)]


def test_a_copy_of_a_fact_keeps_where_it_holds(project, hospital):
    """A hospital that takes a regional fact over as one that holds everywhere is told so."""
    facts = (project / "booklets/evidence/facts.yaml").read_text("utf-8")
    write(hospital / "booklets/evidence/own.yaml", facts.replace("region: us", "region: us\n    universal: yes"))

    (found,) = of("B050", hospital)

    assert found.endswith("and differs from it in: universal")


@pytest.mark.parametrize("weeks", ["4", "4.0"])
def test_four_and_a_point_are_four(project, weeks):
    """What `check` takes for a whole number is one to whatever prints and counts it."""
    change(project / "booklets/places/us.yaml", "stay-near: 2", f"stay-near: {weeks}")
    library = sound(project)
    say = spoken(library, Edition("fever", "en-US", "us"))

    assert "4 weeks" == say("stay-near").replace("\u00a0", " ")
    assert 4 == library.count(ValueRef("stay-near", Spot("x"), number=True), "us")


def test_the_hospital_is_called_as_on_its_covers(project):
    """A value that names a key of the imprint is what stands there, unless somebody sets it."""
    values, imprint = project / "booklets/values.yaml", project / "booklets/imprint.yaml"
    definition = "hospital-name: {means: Its name, type: name, imprint: name, set-by: clinical lead, default: Here}\n"
    write(values, values.read_text("utf-8") + definition)
    called = sound(project).setting("hospital-name", "us").value
    change(imprint, "values:\n", "values:\n  hospital-name: The Children's\n")

    assert "Sample Children's Hospital" == called
    assert "The Children's" == sound(project).setting("hospital-name", "us").value


def test_a_language_that_lists_no_urgency_is_told(project, chapbook):
    """Where the source lists how fast to act or what puts off, and another does not, nobody compares: check says so."""
    locales = project / "locales/locales.yaml"
    levels, delay = "  urgency: {now: [call … now], today: [call … today]}\n", "  delay: [tomorrow]\n  help: [call]\n"
    change(locales, "en-US:\n", f"en-US:\n{levels}{delay}")
    bare = done(chapbook, "check")
    change(locales, "es:\n", "es:\n  help: [llame]\n")
    half = done(chapbook, "check")

    look = "look: es has no phrases in locales/locales.yaml for {}, so nobody compares how fast"
    assert look.format("now, today, delay, help") in bare
    assert look.format("now, today, delay") in half
    assert "en-US has no phrases" not in bare


@pytest.mark.parametrize(("sentences", "judged_by"), [(4, 0), (5, 2)])
def test_few_sentences_have_no_grade(project, sentences, judged_by):
    """Of four sentences one long word makes a grade; the rules of clear writing see it all the same."""
    hard = "Caregivers communicating with multidisciplinary oncology departments subsequently document everything. "
    booklet = "title: Small\nform: explainer\nrevised: 2026-11-21\nlocales: [en-US]\n"
    booklet += "order:\n  - {chapter: Small, blocks: [words]}\n"
    write(project / "booklets/small/booklet.yaml", booklet)
    write(project / "booklets/small/words.yaml", f"kind: prose\ntitle: Small\ntext: {hard * sentences}\n")

    assert judged_by == len([line for line in of("B027", project) if "small" in line])

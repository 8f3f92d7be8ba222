"""Numbers: one grammar, and text pass, checks, translations and audit read the same quantity in every language."""

import ast
import re
import shutil
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pypdfium2 import PdfDocument

from chapbook.check.evidence import numbers as claimed
from chapbook.check.figures import figures_of
from chapbook.content.jobs import Wanted, batches
from chapbook.content.numbers import _UNITS, _WORDS, TOUCHING, figures, figures_from_the_left
from chapbook.content.phones import is_phone
from chapbook.content.typography import TextPass
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.proofread.compare import audit
from chapbook.proofread.page import _cut, _glyphs, read_pages
from chapbook.proofread.tokens import tokens
from chapbook.texts import text_of
from conftest import FONTS, MINIMAL, REPOSITORY, change, write
from reading import seen
from test_problems import in_arabic

SOURCE = REPOSITORY / "src" / "chapbook"

# The units of the evidence, as they are spelled there and elsewhere, with their names.
UNITS = {
    "kg": "kg", "g": "g", "mg": "mg", "mcg": "mcg", "µg": "mcg", "μg": "mcg", "micrograms": "mcg", "ng": "ng",
    "L": "L", "l": "L", "mL": "mL", "ml": "mL", "mm": "mm", "cm": "cm", "m": "m", "micron": "micron",
    "%": "%", "٪": "%", "units": "unit", "IU": "IU", "international units": "IU", "mmol/L": "mmol/L", "mmHg": "mmHg",
    "mg/kg": "mg/kg", "mg/kg/day": "mg/kg/day", "mg/m2": "mg/m2", "mg/m²": "mg/m2", "mg/m2/day": "mg/m2/day",
    "mcg/m²": "mcg/m2", "mcg/m2/day": "mcg/m2/day", "mcg/day": "mcg/day", "mcg/kg": "mcg/kg",
    "mcg/kg/hour": "mcg/kg/h", "micrograms/kg": "mcg/kg", "mg/dL": "mg/dL", "mg/5 mL": "mg/mL", "mL/h": "mL/h",
    "mL/kg": "mL/kg", "L/min": "L/min", "h": "h", "min": "min", "/day": "/day",
    "MBq": "MBq", "MBq/kg": "MBq/kg", "mSv/h": "mSv/h", "µSv": "mcSv", "nmol/L": "nmol/L", "ng/mL": "ng/mL",
    "PFU": "PFU",
    "°C": "°C", "ºC": "°C", "° C": "°C", "C": "°C", "°F": "°F", "F": "°F", "°": "°",
}  # fmt: skip
# The languages of the library, each with its direction and the locales that write its numbers.
LANGUAGES = [
    ("en-US", "ltr", "en_US"),
    ("en-GB", "ltr", "en_GB"),
    ("es", "ltr", "es_US"),
    ("es", "ltr", "es_ES"),
    ("ar", "rtl", "ar_EG"),
]
# What a quantity may stand between; a Latin word before it shares its isolate.
BEFORE = ["", "خذ ", "(", "نحو ", "جرعة (", "و", "«", "**الآن** "]
LATIN_BEFORE = ["دواء Blincyto ", "Take ", "CAR T ", "tome "]
AFTER = ["", " الآن", ".", "،", ")", "؟", " every day.", " Blincyto", " cada día", ": خذ", "»", ", y"]
SPACES = ["", " ", "\u00a0", "\u202f", "\u2009"]

VALUES = st.one_of(
    st.integers(0, 9_999).map(Decimal),
    st.decimals(Decimal("0.1"), Decimal("999.9"), places=1),
    st.integers(1_000, 999_999).map(Decimal),
)


def written(value, babel, group):
    """A number as a locale writes it, its groups apart by the locale's own sign or by a space."""
    sign = "." if babel == "es_ES" else ","
    return format_decimal(value, locale=babel, decimal_quantization=False).replace(sign, group or sign)


@st.composite
def quantities(draw, babel):
    """A number or a range with a unit, as somebody may type it: its text, its values, its unit."""
    values = draw(st.lists(VALUES, min_size=1, max_size=2, unique=True))
    group = draw(st.sampled_from(SPACES))
    unit = draw(st.sampled_from([*UNITS]))
    # Right at its number, a letter is a unit only where more follow it.
    space = "" if unit == "/day" else draw(st.sampled_from(SPACES[len(unit) == 1 :]))
    to = draw(st.sampled_from(["–", "-", " – ", " - ", " –", " − "]))
    number = to.join(written(value, babel, group) for value in values)
    syrup = [Decimal(5)] if unit == "mg/5 mL" else []
    return f"{number}{space}{unit}", (*values, *syrup), UNITS[unit]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "unit"), [("300 mcg/0.5 mL", "mcg/mL"), ("2,5 mg/1,25 mL", "mg/mL")])
def test_a_decimal_under_the_stroke_is_of_its_dose(text, unit):
    """What is dissolved in less than a whole millilitre is one quantity, and stands in one isolate."""
    (figure,) = figures(text)

    assert (text, unit) == (figure.text, figure.unit)
    held = text.replace(" ", "\u00a0")

    assert f'<bdi dir="ltr">{held}</bdi>' in TextPass("rtl").plain(f"خذ {text} الآن")


class Letters(HTMLParser):
    """The letters of finished HTML, each with the isolate and the unbroken span that it stands in."""

    def __init__(self, html):
        super().__init__()
        self.text, self.isolates, self.spans, self._open = "", [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._open.append((tag, self.getpos()))

    def handle_endtag(self, tag):
        self._open.pop()

    def handle_data(self, data):
        data = data.replace("\u200b", "")
        self.text += data
        for tag, found in (("bdi", self.isolates), ("span", self.spans)):
            found += [next((where for name, where in self._open if name == tag), None)] * len(data)


def dressed(direction, text):
    return Letters(TextPass(direction).sentence(text, lambda name: Markup("")))


def held(text):
    """A text whose spaces no line ends at."""
    return text.replace(" ", "\u00a0").replace("\u2009", "\u00a0")


def on_paper(text):
    """A text as it is read from the page, where every space is a gap."""
    return re.sub("[\u00a0\u202f\u2009]", " ", text)


# ── every unit, every language, both directions ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("tag", "direction", "babel"), LANGUAGES)
@given(data=st.data())
def test_a_quantity_is_one_wherever_it_stands(tag, direction, babel, data):
    """A quantity in a sentence is one figure, from its first digit to the end of its unit, with its values and unit."""
    text, values, unit = data.draw(quantities(babel))
    before, after = data.draw(st.sampled_from(BEFORE + LATIN_BEFORE)), data.draw(st.sampled_from(AFTER))
    (found,) = figures(before + text + after, babel)

    assert (text, values, unit) == (found.text, found.values, found.unit)
    assert ("temperature" if unit.startswith("°") else "dose") == found.kind


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "direction", "babel"), LANGUAGES)
@given(data=st.data())
def test_a_quantity_stays_on_one_line(tag, direction, babel, data):
    """The text pass leaves no place within a quantity where a line could end."""
    text, _, _ = data.draw(quantities(babel))
    before, after = data.draw(st.sampled_from(BEFORE + LATIN_BEFORE)), data.draw(st.sampled_from(AFTER))
    letters = dressed(direction, before + text + after)
    start = letters.text.index(held(text))
    ends = [place for place in range(start, start + len(text) - 1) if re.match(r"[-–]|/[^\W\d]", letters.text[place:])]

    assert all(letters.spans[place] and letters.spans[place] == letters.spans[place + 1] for place in ends)


@pytest.mark.slow
@given(data=st.data())
def test_a_quantity_reads_from_left_to_right_in_arabic(data):
    """In Arabic one isolate holds exactly the quantity, or with it its brackets, or the Latin words that it follows."""
    text, _, _ = data.draw(quantities("ar_EG"))
    before, after = data.draw(st.sampled_from(BEFORE + LATIN_BEFORE)), data.draw(st.sampled_from(AFTER))
    letters = dressed("rtl", before + text + after)
    start = letters.text.index(held(text))
    (isolate,) = set(letters.isolates[start : start + len(text)])
    own = [place for place, where in enumerate(letters.isolates) if where == isolate]

    assert isolate is not None
    bracketed = letters.text[start - 1 : start] == "(" and letters.text[start + len(text) :].startswith(")")
    assert before in LATIN_BEFORE or [*range(start - bracketed, start + len(text) + bracketed)] == own


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "direction", "babel"), LANGUAGES)
@given(data=st.data())
def test_everybody_reads_the_same_quantity(tag, direction, babel, data):
    """Check and translations read the same values from a sentence, and the audit the same token from its page."""
    text, values, _ = data.draw(quantities(babel))
    sentence = data.draw(st.sampled_from(BEFORE)) + text + data.draw(st.sampled_from(AFTER))
    (figure,) = figures_of(sentence, babel)
    ((key, kind, _),) = tokens(sentence)
    pages = [on_paper(dressed(direction, sentence).text), f". {on_paper(text)}"]
    (touched,) = tokens(f".{on_paper(text)}", read=figures_from_the_left)

    assert values == figure.values == tuple(number.value for number in claimed(sentence, babel))
    assert [[(key, kind)]] * 2 == [[(found, of) for found, of, _ in tokens(page)] for page in pages]
    assert (figure.key, figure.kind) == (key, kind)
    assert (f".{key}", kind, 0) == touched


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("**5** mcg", "5 mcg"),
        ("نحو 5 **mcg** أو", "5 mcg"),
        ("**خذ 15** mg/m² الآن", "15 mg/m²"),
        ("من **7**–10 أيام", "7–10"),
        ("[38.0](https://example.org) °C", "38.0 °C"),
        ("**5** *mcg*", "5 mcg"),
    ],
)
def test_stress_never_cuts_a_quantity(sentence, text):
    """A number that is stressed without its unit is stressed with it: its isolate and its line are whole."""
    letters = dressed("rtl", sentence)
    isolated = "".join(letter for letter, where in zip(letters.text, letters.isolates, strict=True) if where)

    assert held(text) == isolated
    assert 1 == len({*letters.isolates} - {None})


# ── what else is a figure ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+1 (202) 555-0143 ext. 5", [("phone", "+1 202 555-0143 ext. 5")]),
        ("1-800-4-CANCER, 0808 2080 888.", [("phone", "1-800-4-CANCER"), ("phone", "0808 2080 888")]),
        ("+44 (0)20 7946 0958 (24 h)", [("phone", "+44 0 20 7946 0958"), ("dose", "24 h")]),
        ("612 345 678", [("phone", "612 345 678")]),
        ("911", [("number", "911")]),
        ("1 000 000 or 1.000.000", [("number", "1 000 000"), ("number", "1.000.000")]),
        (
            "1990–2020, 2026-11-21, 21.11.2026",
            [("number", "1990–2020"), ("number", "2026-11-21"), ("number", "21.11.2026")],
        ),
        ("24/7, 10:30 a.m., 8 a. m.", [("number", "24/7"), ("number", "10:30 a.m."), ("number", "8 a. m.")]),
        ("5 mg–10 mg", [("dose", "5 mg–10 mg")]),
        ("100.4 °F (38.0 °C)", [("temperature", "100.4 °F"), ("temperature", "38.0 °C")]),
        ("38.0 C (100.4 F)", [("temperature", "38.0 C"), ("temperature", "100.4 F")]),
        (
            "0.2 to 5.0 x 10^6 cells, 0.5 × 10⁹/L",
            [("number", "0.2"), ("number", "5.0 x 10^6"), ("dose", "0.5 × 10⁹/L")],
        ),
        ("½ tablet, 1 ½ mL, .5 mg", [("number", "½"), ("dose", "1 ½ mL"), ("dose", ".5 mg")]),
        ("−5 °C, 18+", [("temperature", "−5 °C"), ("number", "18+")]),
        ("٣٨٫٠ °C", [("temperature", "٣٨٫٠ °C")]),
        ("2 مم", [("number", "2")]),
        ("a 7-day bag, the 2nd, 15mgs", [("number", "7"), ("number", "2"), ("number", "15")]),
        ("3 L-shaped, 10 U.S. centers, 1º", [("number", "3"), ("number", "10"), ("number", "1")]),
        ("3 T cells, call 911 us, 2 mA", [("number", "3"), ("number", "911"), ("dose", "2 mA")]),
        ("CD19, 5-FU, COVID-19", [("number", "19"), ("number", "5-FU"), ("number", "19")]),
        ("In 2026. 100 of them", [("number", "2026"), ("number", "100")]),
    ],
)
def test_what_is_a_figure(text, found):
    """Phones, groups, dates, times, fractions, powers: each is one figure; an initial and a name are no unit."""
    assert found == [(figure.kind, figure.key) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [(".5 mg", "0.5"), ("−5 °C", "-5"), ("1 ½ mL", "1.5"), ("٣٨٫٠", "38.0"), ("0.5 × 10⁹/L", "500000000.0")],
)
def test_no_sign_is_lost(text, value):
    """A point, a minus, a fraction and a power belong to the number."""
    assert [value] == [str(value) for figure in figures(text) for value in figure.values]


@pytest.mark.parametrize("sign", "\u2010\u2011\u2012\u2013\u2212-")
@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("202-555-0143", "phone", (2025550143,)),
        ("+1-202-555-0143", "phone", (12025550143,)),
        ("(202) 555-0143", "phone", (2025550143,)),
        ("5-10 mg", "dose", (5, 10)),
        ("38.0-38.5 °C", "temperature", (Decimal("38.0"), Decimal("38.5"))),
        ("2026-11-21", "number", (2026, 11, 21)),
        ("7-10", "number", (7, 10)),
    ],
)
def test_every_dash_joins(sign, text, kind, values):
    """A number reads the same with each hyphen and dash that people paste: one figure, one isolate, one key."""
    text = text.replace("-", sign)
    (found,) = figures(f"اتصلوا على {text} الآن")
    (touched,) = figures_from_the_left(f"نآلا {text} ىلع")
    isolates = re.findall(r'<bdi dir="ltr">(.*?)</bdi>', TextPass("rtl").plain(f"اتصلوا على {text} الآن"))

    assert (text, kind, values) == (found.text, found.kind, found.values)
    assert found.key == touched.key
    assert [held(text)] == [re.sub("<[^>]*>", "", each) for each in isolates]


@pytest.mark.parametrize(
    ("text", "values"),
    [("5±2", "5 2"), ("5 ± 2 kg", "5 2"), ("−5–−2 °C", "-5 -2"), ("-5 – -2 °C", "-5 -2"), ("Q4–6h", "4 6")],
)
def test_what_two_signs_part_is_one_run(text, values):
    """A tolerance, and a range below zero or behind a letter, stand whole in right-to-left text, and keep each sign."""
    (found,) = figures(f"خذ {text} الآن")
    (isolated,) = re.findall(r'<bdi dir="ltr">(.*?)</bdi>', TextPass("rtl").plain(f"خذ {text} الآن"))

    assert values == " ".join(map(str, found.values))
    assert held(text) == re.sub("<[^>]*>", "", isolated)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("7 − 10", "7−10"),
        ("7 - 10", "7-10"),
        ("7 –10", "7–10"),
        ("5 −3 °C", "5|−3 °C"),
        ("13 11 26", "13 11 26"),
        ("030/1234567", "030/1234567"),
        ("1‑800‑4‑CANCER", "1-800-4-CANCER"),
    ],
)
def test_a_minus_between_spaces_joins_and_one_before_a_number_is_its_sign(text, key):
    """7 − 10 is a range; of 5 −3 the minus is the second's. Six digits in twos are a phone, as is a German number."""
    assert key == "|".join(figure.key for figure in figures(text))


@pytest.mark.parametrize("sign", "\u2010\u2011\u2012\u2013\u2212-")
@pytest.mark.parametrize(("before", "minus"), [("", True), ("عند ", True), ("(", True), ("5", False), ("5 mg", False)])
def test_every_dash_before_a_number_alone_is_its_minus(sign, before, minus):
    """Minus 20 is no 20, with whichever dash it was typed; in Arabic its sign stands in its isolate, on its left."""
    text = f"{sign}20 °C"
    found = figures(before + text)[-1]
    (isolate,) = re.findall(r'<bdi dir="ltr">(.*?)</bdi>', TextPass("rtl").plain(f"{before}{text} الآن"))

    assert minus is (text == found.text)
    assert (-20 if minus else 20) == found.values[-1]
    assert held(text) in re.sub("<[^>]*>", "", isolate)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1000-2000 calories", [("number", (1000, 2000), "kcal")]),
        ("1000-2000 ملغ", [("number", (1000, 2000), "mg")]),
        ("12 12 2026", [("number", (12, 12, 2026), "")]),
        ("100.4-102.2 degrees", [("number", (Decimal("100.4"), Decimal("102.2")), "")]),
        ("100.4 – 102.2", [("number", (Decimal("100.4"), Decimal("102.2")), "")]),
        ("202.555.0143", [("phone", (2025550143,), "")]),
        ("202-555-0143 day or night", [("phone", (2025550143,), "")]),
        # A list has commas, and hours follow a phone.
        ("10 20 30 days", [("phone", (102030,), "")]),
        ("10, 20, 30 days", [("number", (10,), ""), ("number", (20,), ""), ("number", (30,), "day")]),
    ],
)
def test_what_is_measured_is_no_phone(text, found):
    """Before a word of measure stands no phone, nor is a day of a year one; before hours and days one may stand."""
    assert found == [(figure.kind, figure.values, figure.unit) for figure in figures(text)]


@pytest.mark.parametrize(
    ("phone", "is_one"),
    [
        ("1-800-4-CANCER", True),
        ("202 – 555 – 0143", True),
        ("202\u2011555\u20110143", True),
        ("(+44) (0)20 7946 0958", True),
        ("+1 (202)-555-0143 x5", True),
        ("030/1234567", True),
        ("13 11 26", True),
        ("116 117", True),
        ("202-555-0143 or 0144", False),
        ("5 mg", False),
        (")202( 555-0143", False),
    ],
)
def test_a_value_is_a_phone_as_a_sentence_has_it(phone, is_one):
    """The pattern that finds phones in a sentence says which values are one; short ones are values alone."""
    assert is_one is is_phone(phone)
    assert (
        not is_one
        or len(re.sub(r"\D", "", phone)) < 7
        or [("phone", phone)] == [(each.kind, each.text) for each in figures(f"Call {phone} now")]
    )


def test_a_unit_in_arabic_letters_runs_with_its_sentence():
    """It is known, it stays on the line of its number, and stands on the number's left, without an isolate."""
    letters = dressed("rtl", "أكبر من 2 مم.")

    assert ["mm"] == [figure.unit for figure in figures("أكبر من 2 مم.")]
    assert "2\u00a0مم" in letters.text
    assert {None} == {*letters.isolates}


def test_every_unit_of_the_evidence_is_known():
    """What stands after a number in a fact and is short, or has a stroke, is part of its figure."""
    facts = load(Chain.at(REPOSITORY))[0].evidence.facts.values()
    unit = re.compile(r"(?<=\d) ?((?:[°µμ]\w+|[A-Za-z]*/[A-Za-z]\S*|[b-df-hj-np-tv-wz]{1,3}[CFL]?|[CFL])(?![\w-])|%)")
    found = {(fact.id, match.start(1), match[1]) for fact in facts for match in unit.finditer(fact.fact)}
    of_figures = {
        (fact.id, place) for fact in facts for one in figures(fact.fact)
        for place in range(one.start, one.start + len(one.text))
    }  # fmt: skip

    assert {"mg", "mcg/kg/hour", "mL/h", "h", "%", "C"} <= {written for _, _, written in found}
    assert [] == [(fact, written) for fact, place, written in found if (fact, place) not in of_figures]


# ── on the page ───────────────────────────────────────────────────────────────────────────────────────────────────

ON_PAPER = [
    "5 mcg", "2.5 mL", "1 g", "15 mcg/m²", "5 µg/kg", "100 mg/5 mL", "1\u00a0000", "7–10", "5–10 mg", "38.0 °C",
    "102.2 °F (39.0 °C)", "50%", "5 units", "−5 °C", "–20 °C", "6 L/min", "5.0 × 10⁶", "10:30 a.m.", "**9** mcg/day",
    "3 **mg**",    "5 MBq", "+1 202-555-0143", "1-800-4-CANCER", "0808 2080 888", "(202) 555-0143 ext. 5",
    "202\u2011555\u20110143", "202\u2010555\u20100143", "202\u2012555\u20120143", "202\u2212555\u22120143",
    "5\u201110 mg", "13 11 26", "+49 30/1234567", "+49 (0)30/450-50", "(030) 450/50", "202\u2003555\u20030143",
]  # fmt: skip


@pytest.fixture(scope="module")
def arabic(tmp_path_factory):
    """The minimal project in Arabic with a list of quantities, set on paper: the project, its text, its pages."""
    from chapbook.typeset.typeset import typeset

    folder = shutil.copytree(MINIMAL, tmp_path_factory.mktemp("numbers") / "project")
    in_arabic(folder)
    catalog = (folder / "locales/ar/LC_MESSAGES/fever.po").read_text(encoding="utf-8")
    items = [(f"Take {text} now", f"خذوا {text} الآن") for text in ON_PAPER]
    items += [(f"Never take {text}.", f"لا تأخذوا أبدا {text}.") for text in ON_PAPER]
    entries = "".join(f'\nmsgctxt "hands:text"\nmsgid "{source}"\nmsgstr "{said}"\n' for source, said in items)
    write(folder / "locales/ar/LC_MESSAGES/fever.po", catalog + entries)
    change(
        folder / "booklets/fever/hands.yaml",
        "  - Use warm",
        "".join(f"  - {source}\n" for source, _ in items) + "  - Use warm",
    )
    project = load(Chain.at(folder))[0]
    (batch,) = batches(project, Wanted(locales=("ar",), tickets=("download",)).jobs(project))
    text = text_of(project, batch.edition)
    return project, text, typeset(project, text, batch.design)


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
@pytest.mark.parametrize("text", ON_PAPER)
def test_on_arabic_paper_a_quantity_stands_as_it_is_said(arabic, text):
    """On an Arabic page a quantity stands on one line from left to right, its unit once, and nothing else beside it."""
    beside = r"[\u0600-\u06ff\ufb50-\ufeff\s•()*]"  # brackets face either way there
    lines = [re.sub(beside, "", run.text) for run in read_pages(arabic[2].pdf, ()).runs]
    whole = re.sub(beside, "", text)

    # The full stop stands on the left, where the sentence ends.
    assert (1, 1) == (lines.count(whole), lines.count(f".{whole}"))


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
def test_the_audit_finds_every_quantity_on_arabic_paper(arabic):
    """What stands so is what the audit wants there."""
    assert [] == audit(*arabic)


# What may stand right after a number, all that could be read as a part of it among them. The plus of 18+ is one.
CLOSERS = [*TOUCHING.replace("+", ""), "...", ".»", "؟", "!", ")", "»", " –", " ."]
ENDED = ["911", "7–10", "−5 °C", ".5 mg", "202-555-0143", "5-FU", "**5 mg**", "**5** mcg", "{limit}"]
ENDED += [
    f"{number}{'' if unit[0] == '/' else ' '}{unit}" for number, unit in zip("123456789" * 6, UNITS, strict=False)
]


def on_arabic_paper(sentences, css=""):
    """Sentences in Arabic, each on its line, as PDF."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    limit = Markup('<bdi dir="ltr" class="value temperature">38.0 °C</bdi>')
    lines = "".join(f"<p>{TextPass('rtl').sentence(text, lambda name: limit)}" for text in sentences)
    page = f'<html lang="ar" dir="rtl"><title>t</title>{lines}'
    style = f"@page {{ size: 120mm 290mm; margin: 10mm }} p {{ font: 9pt Vazirmatn, Andika; margin: 0 }} {css}"
    return HTML(string=page).write_pdf(stylesheets=[CSS(string=style)], font_config=FontConfiguration())


def glyphs_of(pdf):
    """The glyphs of each line of some pages, from left to right."""
    with PdfDocument(pdf) as document:
        return [line for page in document for line in _cut(_glyphs(page.get_textpage()))]


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
@pytest.mark.parametrize("closer", CLOSERS)
def test_no_point_and_no_sign_touches_a_number(closer):
    """In Arabic, what ends a sentence after a number, in any unit, is no point or sign, or stands a space apart."""
    pdf = on_arabic_paper(f"خذوا {text}{closer} ثم" for text in ENDED)
    keys = [figure.key for text in ENDED for figure in figures(text.replace("*", "").format(limit="38.0 °C"))]
    beside = []
    for line, key in zip(glyphs_of(pdf), keys, strict=True):
        start = "".join(glyph.text for glyph in line).index(key.split(" ")[0])
        beside.append((line[start - 1].text, (line[start].left - line[start - 1].right) / line[start].size))

    assert keys == [one.text for one in seen(pdf, (), "rtl")]
    assert all(gap > 0.1 for sign, gap in beside if sign in TOUCHING)
    assert {closer.strip()[0] in TOUCHING} == {sign in TOUCHING for sign, _ in beside}


@pytest.mark.slow
@pytest.mark.skipif(not [*FONTS.glob("*.ttf")], reason="no typefaces here: make fonts")
@pytest.mark.parametrize("closer", TOUCHING.translate({ord("—"): "", ord("+"): ""}))
def test_no_line_ends_between_a_number_and_what_ends_its_sentence(closer):
    """The sign stands on the line of its number, but for a long dash, before which a line may end anywhere."""
    words = [f"{'و' * count} خذوا {text}{closer} ثم" for count in range(1, 44) for text in ("5 mcg", "38")]
    ends = [line for line in glyphs_of(on_arabic_paper(words, "p { width: 22mm }")) if line[-1].text in f"{closer}."]

    assert [] == ends


# ── nobody else ───────────────────────────────────────────────────────────────────────────────────────────────────

# Every other pattern with digits or units in it, by what reads it; none of them finds a number in a sentence.
OTHERS = {
    # Where a word begins, which may be a number.
    "api/authors.py": (r"(?<![\da-z\u00df-\u052f])",),
    # The forms of a plural in a .po file: msgstr[0].
    "catalogs/catalogs.py": (
        r"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(",
        r'\s*(msgid_plural|msgstr(?:\[\d+\])?)?\s*"(.*)"\s*',
        r"nplurals\s*=\s*(\d+)",
    ),
    # What an English text leaves to be reckoned, in words.
    "check/clear_writing/rules.py": (r"\bmultipl(?:y|ied)\b|\bdivided? by\b|\bsubtract|\b",),
    # The sides of a drawing.
    "check/pictures.py": (r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)",),
    # How digits are said, the marks of numbered lists, and how words are cut.
    "check/reading_level/syllables.py": (
        "(?<![tcsgh])i(?=a(?!ge))|i(?=at[ei])|(?<![tcsgxh])",
        r"\d+|[A-Za-z]+(?:['’][A-Za-z]+)?|[.,](?=\d)",
        r"^\s*(?:\d{1,2}[.)]|[-•*–])\s+",
        "ly|ful|fully|ment|ments|less|ness|times?|thing|whe",
    ),
    # Letters that pass for digits, such as l00.
    "content/characters.py": (
        r"(?<![\w.,/-])(?=[\w.,]*\d)(?=[\d.,]*[OoIl])(?!\d+l",
        "(?=.*[0-9])[0-9ОоІіЗӀΟο]+",
    ),
    # The year of a source.
    "content/evidence.py": (r"\b(?:19|20)\d\d\b",),
    # The signs of a code.
    "content/interview.py": ("[0-9a-hjkmnp-tv-z]",),
    # Half of what, in Spanish.
    "content/spelled.py": (r"(?<!\bpor la )mitad|(?<= y )medi[oa]|media(?= (?:h",),
    # What an editor takes for a count, in its schema.
    "content/text.py": (r"^(\d+|\{.+\})$",),
    # How wide a gap is.
    "content/typography.py": (r"[\d.]+",),
    # Digits as letters, which run from the left as one.
    "copy/read_back.py": (
        r"\d+(?:[.,:/،٫٬+-]\d+)*",
        r"\d+(?:[.,:/،٫٬]\d+)*",
    ),
    # A colour.
    "files/house.py": ("#[0-9a-fA-F]{6}",),
    # What the press calls its chapters.
    "load/reader.py": (r"chapter-\d+",),
    # The version of PDF/X in a file's metadata.
    "preflight/preflight.py": (r"PDF/X-\d\w*",),
    # Digits as letters, of which a page has as many as it was given.
    "proofread/provenance.py": (r"\d+",),
    # What an editor takes for a date.
    "schemas/schemas.py": (r"^\d{4}-\d{2}-\d{2}$",),
    # A digest.
    "store/cache.py": ("[0-9a-f]{64}",),
    # How wide a template asks for what it prints.
    "templating/sandbox.py": (r"%(?:\([^)]*\))?[-#0 +.\d]*(?:\d{4}|\*)|\{[^{}]*:[^",),
    # The port of an address.
    "transcript/code.py": (r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::\d+)?",),
    # The sizes of type that a template lists.
    "typeset/weasyprint/engine.py": (r"\d{1,2}(?:\.\d{1,3})?",),
    # How many pages a template promises.
    "typeset/weasyprint/measure.py": (r"[1-9]\d{0,3}",),
    # The root in an address.
    "typeset/weasyprint/resources.py": (r"@(\d+)/(.+)",),
    # Places in files, and the root in an address.
    "typeset/weasyprint/warnings.py": (
        r" at (\d+):(\d+)",
        r"^@\d+/",
    ),
}


def patterns(path):
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]


# What the grammar is written in.
GRAMMAR = ("content/numbers.py", "content/phones.py")
WORDS = "|".join(
    re.escape(word)
    for table in (_UNITS, _WORDS, {"kg": "kilo"})
    for spelled in table.values()
    for word in spelled.split("|")
    if word.isalpha() and len(word) > 1
)


@pytest.mark.slow
def test_no_other_module_reads_numbers():
    """Only the grammar has patterns for digits or units, and those that stand here by their first letters."""
    digits, units = re.compile(r"\\d|\[[01]-9"), re.compile(rf"(?<!\w)(?:{WORDS})(?:s\?|\\w\*)?(?!\w)", re.IGNORECASE)
    found = set()
    for path in SOURCE.rglob("*.py"):
        if (module := path.relative_to(SOURCE).as_posix()) not in GRAMMAR:
            strings = {text.replace(r"[^\W\d_]", "") for text in patterns(path) if isinstance(text, str)}
            is_pattern = re.compile(r"\||\(\?|\\b")
            found |= {
                (module, text[:50].rstrip("\\"))
                for text in strings
                if digits.search(text) or (is_pattern.search(text) and units.search(text))
            }

    assert {(module, text) for module, texts in OTHERS.items() for text in texts} == found

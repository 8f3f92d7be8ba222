"""Urgency: what a sentence says of how fast to act, and what a title must hold. tests/problems has each fault alone."""

import pytest
from markupsafe import Markup

from chapbook.assemble import assemble
from chapbook.check.how_fast import how_fast, said_in
from chapbook.content.booklet import Edition
from chapbook.content.kinds import _shared_out
from chapbook.content.manuscript import REVIEW_COPY
from chapbook.content.signs import LEVELS
from chapbook.dress import Dresser
from chapbook.files.chain import Chain
from chapbook.load.load import load
from conftest import REPOSITORY, change, problems, with_signs, write

BODY = """\
kind: body-map
title: Where signs show
picture: {file: figures/sun.svg, alt: A sun}
labels:
  - {at: [40, 10], side: left, signs: [fever, headache, seizure]}
  - {at: [30, 50], side: right, stays: yes, signs: [headache]}
"""

STRIP = """\
kind: strip
title: When effects come
intro: Act on a sign at any time.
times: [The first week, Weeks, Later]
courses:
  - {name: Heat, signs: [headache, fever], from: The first week, to: Weeks, facts: [wash-hands]}
  - {name: Pain, signs: [headache], from: Later}
"""

LIBRARY = load(Chain.at(REPOSITORY), only=())[0]


@pytest.fixture
def project(project):
    """The small project with a register of signs."""
    return with_signs(project)


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        ("Call us now.", ["now"]),
        ("Call us now. Do not wait until Monday.", ["now"]),
        ("Call us now, or wait until Monday.", ["now", "later"]),
        ("Call us today, not now.", ["now", "today"]),
        ("Call **your CAR T team** at once, day or night.", ["now"]),
        ("Call {emergency-number} now. Then call us.", ["ambulance"]),
        ("Call {emergency-number}. Else call today, or ask at the next visit.", ["ambulance", "today", "visit"]),
        ("Is it worse? Call. Now is the time to sleep.", []),
        ("You may call us. We are glad today.", []),
        ("We recall it now.", []),
        ("Call us now or the next day.", ["now", "later"]),
        ("Call us now, or see how it is overnight.", ["now", "later"]),
        ("Call us now if a fever comes overnight.", ["now"]),
        ("Wait a day. Then call us now.", ["now", "later"]),
        ("Call us now, or the day after the infusion.", ["now", "later"]),
        ("Call us now. Do not wait a minute.", ["now"]),
        ("Call us now. Do not wait longer than Monday.", ["now", "later"]),
        ("Call us on Monday.", ["later"]),
    ],
)
def test_what_a_sentence_says(sentence, levels):
    """A phrase says its level within one sentence, whatever is stressed, and the more urgent one counts once."""
    assert levels == [each.level for each in said_in(sentence, how_fast(LIBRARY, "en-US"))]


# Tomorrow morning, tomorrow with its vowels, until tomorrow, for tomorrow; on Monday, and on Monday, for Sunday; Sunday
# without its hamza, and drawn out with its vowels; later.
LATER_IN_ARABIC = (
    "أو صباح الغد",
    "أو يوم غدٍ",
    "وانتظروا إلى الغد",
    "أو للغد",
    "أو غداً",
    "فغدًا",
    "أو الاثنين",
    "والاثنين",
    "أو للأحد",
    "أو الاحد",
    "أو يوم الأَحـــد",
    "أو لاحقًا",
)


@pytest.mark.parametrize(
    ("locale", "sentence", "levels"),
    [
        ("es", "Llame ahora al {emergency-number}.", ["ambulance"]),
        ("es", "Llame hoy al {emergency-number}. Luego llame a su equipo.", ["ambulance", "today"]),
        ("es", "Llame mañana al {emergency-number}.", ["ambulance", "later"]),
        ("es", "Llámenos ahora, de día o de noche. No espere hasta la mañana.", ["now"]),
        ("es", "Si hoy no puede hacerlo, llámenos ahora.", ["now"]),
        ("es", "Llámenos hoy mismo.", ["today"]),
        ("es", "Llame ahora o a las 9 de la mañana del lunes.", ["now", "later"]),
        ("es", "Llame ahora, también antes de las 9 de la mañana.", ["now"]),
        ("es", "Llame ahora si esta mañana tuvo fiebre.", ["now"]),
        ("es", "Llame ahora o al día siguiente.", ["now", "later"]),
        ("es", "Llame ahora o el día después de la infusión.", ["now", "later"]),
        ("es", "Llame ahora. No espere una hora.", ["now"]),
        *(("ar", f"اتصلوا بنا الآن {said}.", ["now", "later"]) for said in LATER_IN_ARABIC),
        ("ar", "اتصلوا بنا الآن، من الاثنين إلى الجمعة.", ["now"]),
        ("ar", "اتصلوا بنا الآن إذا أصيب أحد بالحمى.", ["now"]),
        ("ar", "ولا تنتظروا حتى الغد، فاتصلوا فوراً.", ["now"]),
        ("ar", "اتصلوا الآن بالرقم {emergency-number}.", ["ambulance"]),
        ("ar", "اتصلوا اليوم بالرقم {emergency-number}.", ["ambulance", "today"]),
        ("ar", "اتصلوا غدًا بالرقم {emergency-number}.", ["ambulance", "later"]),
        ("ar", "اتصلوا بنا الآن. لا تنتظروا حتى الصباح.", ["now"]),
        ("ar", "إذا لم يستطع طفلكم اليوم فعل ذلك، فاتصلوا بنا الآن.", ["now"]),
    ],
)
def test_nothing_slower_hides_in_a_translation(locale, sentence, levels):
    """Between the words of a phrase for at once, and beside it, what is slower is found; a day that is named is not."""
    assert levels == [each.level for each in said_in(sentence, how_fast(LIBRARY, locale))]


def test_the_source_language_has_phrases_for_each_level():
    """Without phrases nothing would be found."""
    assert set(LEVELS) == {level for level, said in LIBRARY.locales["en-US"].urgency.items() if said}


def test_a_title_in_order(project):
    """Signs at their levels, in every place, and sentences about them: nothing is wrong."""
    points = project / "booklets/fever/points.yaml"
    change(points, "  - Fever is", '  - {text: "Call us at once.", about: [fever]}\n  - Fever is')

    assert [] == problems(project)


def test_two_levels_with_a_reason(project):
    """A level may differ by place where the register says why; a list then has it at the level of each of them."""
    by_place = "levels: {cells: {us: today, gb: now}}\n  why: Its clinics close."
    change(project / "booklets/signs.yaml", "levels: {cells: today}", by_place)

    assert [
        'booklets/fever/today.yaml:7:9: B054 sign "headache" is now for cells, and stands under today',
    ] == problems(project)


def test_a_list_without_a_register(project):
    """Where nobody wrote a register, a list holds words, and a title is of no therapy."""
    (project / "booklets/signs.yaml").unlink()
    change(project / "booklets/fever/booklet.yaml", "therapy: cells\n", "")
    for name, sign in (("ambulance", "seizure"), ("call", "fever"), ("today", "headache")):
        change(project / f"booklets/fever/{name}.yaml", f"[{sign}]", "[A high temperature]")

    assert [] == problems(project)


def test_a_body_shows_what_lists_name(project):
    """What is on a body is named as in a list of side effects: it takes no sign's place in a warning."""
    change(project / "booklets/fever/call.yaml", "signs: [fever]", "topics: [Questions]")
    write(project / "booklets/fever/hands.yaml", BODY)

    assert [
        'booklets/fever/booklet.yaml:3:10: B056 sign "fever", at the level now, stands in "fever" nowhere',
    ] == problems(project)


@pytest.mark.parametrize("rtl", [False, True])
def test_a_body_has_the_levels_of_the_register(project, rtl):
    """A sign has the level that the register has for the title's therapy; where people read from right to left, sides
    and points change, but for what a body has on one side alone."""
    change(project / "booklets/signs.yaml", "{cells: now, pump: now}", "{cells: ambulance, pump: now}")
    write(project / "booklets/fever/hands.yaml", BODY)
    loaded, edition = load(Chain.at(project))[0], Edition("fever", "en-US", "us")
    dresser = Dresser(loaded, edition)
    dresser.rtl = rtl
    dressed = dresser.context(assemble(loaded, edition), "", REVIEW_COPY)
    labels = [label for side in dressed["chapters"][0]["blocks"][0]["sides"] for label in side]
    told = [
        (label["level"], len(label["signs"]), label["opens"], label["x"], label["y"], label["edge"]) for label in labels
    ]
    start, end = (100, 0) if rtl else (0, 100)

    assert [
        ("ambulance", 2, True, 60 if rtl else 40, 10, start),
        ("today", 1, True, 60 if rtl else 40, 15, start),
        ("today", 1, True, 30, 50, end),
    ] == told


@pytest.mark.parametrize("ys", [(5, 6, 7), (90, 95, 99), (10, 50, 90)])
def test_labels_of_a_body_stand_near_their_points(ys):
    """Wherever points are, the labels of a side stand within it, none over the next, and each leader ends at a line."""
    said = ("Fever", "A swollen face or throat", "Trembling, poor balance")
    levels = ("ambulance", "now", "now")
    given = [{"level": level, "signs": [Markup(sign)], "y": y} for level, sign, y in zip(levels, said, ys, strict=True)]
    labels = [*_shared_out(given)]
    first, second, third = (label["first"] for label in labels)

    assert [True, True, False] == [label["opens"] for label in labels]
    # A line and what parts it from the next, with the word of a level where one opens.
    assert second - first > 7.5 + 1.6 * 4.1 - 0.02
    assert third - second > 2.6 * 4.1 - 0.02
    assert first >= 9.5
    assert third + 1.5 * 4.1 <= 100
    assert all(label["share"] > 1.6 * 4.1 - 0.02 for label in labels)


def test_a_label_with_room_stands_a_line_above_its_point():
    """Its leader comes from above: over a shoulder, not across an arm."""
    given = [{"level": "now", "signs": [Markup("Fever")], "y": y} for y in (30, 80)]

    assert [26, 76] == [label["first"] for label in _shared_out(given)]


def test_a_bar_has_the_level_of_its_most_urgent_sign(project):
    """What a strip says of an effect is what the register says of its signs, over the times that it names."""
    write(project / "booklets/fever/hands.yaml", STRIP)
    loaded, edition = load(Chain.at(project))[0], Edition("fever", "en-US", "us")
    dressed = Dresser(loaded, edition).context(assemble(loaded, edition), "", REVIEW_COPY)
    courses = dressed["chapters"][0]["blocks"][0]["courses"]

    assert [] == problems(project)
    assert [("now", [True, True, False]), ("today", [False, False, True])] == [
        (course["level"], course["cells"]) for course in courses
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("from: Later", "from: Never", '"Never" is none of the times, which are: The first week, Weeks, Later'),
        ("from: The first week, to: Weeks", "from: Weeks, to: The first week", '"The first week" comes before "Weeks"'),
    ],
)
def test_a_bar_begins_and_ends_at_times_of_its_strip(project, before, after, fault):
    """A time that no head names would be a bar that nobody sees."""
    write(project / "booklets/fever/hands.yaml", STRIP.replace(before, after))

    assert [f"booklets/fever/hands.yaml:5:1: B002 courses: {fault}"] == problems(project)


def test_none_hides_another(project):
    """A place that is none and a sign that is none are both found, and what follows from them."""
    change(project / "booklets/signs.yaml", "levels: {cells: today}", "levels: {cells: {us: today, uk: today}}")
    change(project / "booklets/fever/call.yaml", "[fever]", "[fevre]")

    assert ["B022", "B053", "B054", "B056"] == sorted(line.split()[1] for line in problems(project))

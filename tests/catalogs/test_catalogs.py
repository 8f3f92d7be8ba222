"""Catalogs: nothing is lost between two revisions, and running twice changes nothing."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from chapbook.catalogs.catalogs import Domain, read_catalog, source_text
from chapbook.catalogs.extraction import extract
from chapbook.catalogs.furniture import Furniture
from chapbook.catalogs.update import as_po, status
from chapbook.problems.problem import Problems
from conftest import REPOSITORY, change, problems, sound, write

FEVER = "locales/es/LC_MESSAGES/fever.po"


def catalog(project, name=FEVER):
    return read_catalog(project / name, name)


def test_update_of_what_is_complete_changes_no_byte(chapbook, project):
    """`catalogs update` leaves complete catalogs as they are, byte for byte."""
    before = {path: path.read_bytes() for path in project.rglob("*.po")}
    said = chapbook("catalogs", "update").stdout

    assert re.search(rf"^{FEVER}: \d+ messages, 0 to translate$", said, re.M), said
    assert before == {path: path.read_bytes() for path in project.rglob("*.po")}


def test_extract_twice_gives_the_same_bytes(chapbook, project):
    """`catalogs extract` writes every domain, and the same bytes again."""
    chapbook("catalogs", "extract")
    first = {path.name: path.read_bytes() for path in project.rglob("*.pot")}
    chapbook("catalogs", "extract")

    assert {"fever.pot", "furniture.pot"} == set(first)
    assert first == {path.name: path.read_bytes() for path in project.rglob("*.pot")}


def test_a_changed_sentence_keeps_its_translation_as_fuzzy(chapbook, project):
    """When a sentence changes, its translation stays, marked fuzzy, with the sentence that it was made from."""
    change(
        project / "booklets/fever/points.yaml",
        "Do not give {fever-medicine} before you call.",
        "Do not give {fever-medicine} before you call us.",
    )
    chapbook("catalogs", "update")
    message = catalog(project).get("Do not give {fever-medicine} before you call us.", "points:points")

    assert "No dé {fever-medicine} antes de llamar." == message.string
    assert message.fuzzy
    assert ["Do not give {fever-medicine} before you call."] == message.previous_id
    assert '#| msgid "Do not give {fever-medicine} before you call."' in (project / FEVER).read_text()


def test_a_fuzzy_update_is_stable(chapbook, project):
    """A second update leaves fuzzy marks and previous sentences as the first one wrote them."""
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Shivering a lot")
    chapbook("catalogs", "update")
    first = (project / FEVER).read_bytes()
    chapbook("catalogs", "update")

    assert b"#, fuzzy" in first
    assert b'#| msgid "Shivering"' in first
    assert first == (project / FEVER).read_bytes()


def test_a_long_previous_sentence_is_whole(tmp_path):
    """What a sentence was before stands in quoted pieces, a line each, as gettext wants it, and is read back."""
    earlier, book = 'Call us if your child "looks" ill: ' * 9, Catalog(locale="es")
    book.add("New", "Nuevo", flags={"fuzzy"}, previous_id=[earlier])
    (tmp_path / "a.po").write_bytes(written := as_po(book, previous=True))
    lines = re.findall(r"^#\| .*", written.decode(), re.M)

    assert len(lines) > 2
    assert [] == [line for line in lines if not re.fullmatch(r'#\| (msgid )?"(?:[^"\\]|\\.)*"', line)]
    assert [earlier] == read_catalog(tmp_path / "a.po", "a.po").get("New").previous_id


def test_what_is_fuzzy_does_not_print(chapbook, project):
    """A build with a fuzzy translation is refused."""
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Shivering a lot")
    chapbook("catalogs", "update")
    result = chapbook("build")

    assert 1 == result.exit_code
    assert 'L005 translation is marked fuzzy: "Shivering a lot"' in result.output


def test_a_new_sentence_comes_empty(chapbook, project):
    """A sentence like no other is added without a translation, and nothing is guessed."""
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Shivering\n  - Blue lips")
    chapbook("catalogs", "update")

    assert "" == catalog(project).get("Blue lips", "call:signs").string
    assert "Escalofríos" == catalog(project).get("Shivering", "call:signs").string


def test_a_broken_template_stops_extract(chapbook, project):
    """Messages of a template that cannot be read must not vanish from the catalogs: nothing is written."""
    change(project / "templates/blocks/warning.html", "{% endfor %}\n</ul>", "</ul>")
    result = chapbook("catalogs", "update")

    assert 1 == result.exit_code
    assert "templates/blocks/warning.html:9: T001" in result.output


def test_a_hospital_extracts_its_own_messages_alone(chapbook, hospital, project, monkeypatch):
    """A hospital's catalogs hold what its own root brings, not the inherited library."""
    chapbook("catalogs", "extract")
    write(hospital / "booklets/fever/hands.yaml", "kind: prose\ntext: Ask us for soap.\n")
    monkeypatch.chdir(hospital)
    chapbook("catalogs", "extract")

    assert ["fever.pot"] == [path.name for path in (hospital / "locales").iterdir()]
    assert ["Ask us for soap."] == [
        message.id for message in read_catalog(hospital / "locales/fever.pot", "") if message.id
    ]


def test_contexts_keep_equal_sentences_apart(project):
    """The same words in two places are two messages."""
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Clean hands")
    change(
        project / FEVER,
        'msgctxt "call:signs"\nmsgid "Shivering"\nmsgstr "Escalofríos"',
        'msgctxt "call:signs"\nmsgid "Clean hands"\nmsgstr "Las manos"',
    )

    assert [] == problems(project)
    assert {"hands:title", "call:signs"} == {
        message.context for message in extract(sound(project))["fever"] if message.id == "Clean hands"
    }


@pytest.mark.parametrize(
    "fault",
    [
        'msgid "a"\nmsgstr "38\n',
        "msgid 'a'\nmsgstr 'b'\n",
        'msgid "a"\nmsgstr "b" c\n',
        "hello\n",
        'msgid "a"\nmsgstr "b\\"\n',
        'msgid "a" "b"\nmsgstr "c"\n',
    ],
)
def test_a_line_that_is_cut_off_is_never_guessed(tmp_path, fault):
    """A catalog with a broken line is refused with its number; no half sentence is printed."""
    path = tmp_path / "a.po"
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + fault)

    with pytest.raises(Problems) as caught:
        read_catalog(path, "a.po")

    assert ["L004"] == [problem.code for problem in caught.value.problems]
    assert 4 <= caught.value.problems[0].spot.line


def test_plural_forms_of_arabic():
    """Each of the six Arabic forms is found by its count."""
    plural = "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)"
    forms = tuple(f"{{n}} form{number}" for number in range(6))
    furniture = Furniture(Domain({("", "{n} week"): forms}, plural), is_source=False)

    assert ["0 form0", "1 form1", "2 form2", "8 form3", "28 form4", "100 form5"] == [
        furniture.duration(count, "weeks") for count in (0, 1, 2, 8, 28, 100)
    ]


def test_status_counts(project):
    """Status counts messages, translations and fuzzy marks of each domain."""
    change(project / FEVER, 'msgstr "Escalofríos"', 'msgstr ""')
    (fever,) = (row for row in status(sound_but_for_spanish(project)) if row.domain == "fever")

    assert (17, 16, 0) == (fever.messages, fever.translated, fever.fuzzy)


def test_status_of_one_language(project, chapbook):
    """A translator asks for one language alone, and reads how many in a hundred are done; 100 is all of them."""
    arabic = (REPOSITORY / "tests/projects/arabic/locales/locales.yaml").read_text("utf-8").split("\nar:")[1]
    with (project / "locales/locales.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nar:{arabic}")
    change(project / FEVER, 'msgid "Shivering"', 'msgid "Shivers"')
    said, unknown = chapbook("catalogs", "status", "--locale", "es"), chapbook("catalogs", "status", "--locale", "xx")

    assert ["es", "fever", "17", "16", "94", "0"] in [line.split() for line in said.output.splitlines()]
    assert {"locale", "es"} == {line.split()[0] for line in said.output.splitlines()}
    assert (2, True) == (unknown.exit_code, "xx" in unknown.output)


def sound_but_for_spanish(project):
    from chapbook.files.chain import Chain
    from chapbook.load.load import load

    return load(Chain.at(project))[0]


def test_a_broken_catalog_is_not_updated(chapbook, project):
    """A catalog that cannot be read whole is refused by `update` too, and stays as it is."""
    change(project / FEVER, 'msgstr "Escalofríos"', 'msgstr "Escalofríos')
    before = (project / FEVER).read_bytes()
    result = chapbook("catalogs", "update")

    assert 1 == result.exit_code
    assert f"{FEVER}:100:1: L004" in result.output
    assert before == (project / FEVER).read_bytes()


def test_a_catalog_keeps_its_order_and_is_left_alone_where_nothing_changed(chapbook, project):
    """Of one changed sentence a reviser reads one: other catalogs keep their bytes, and its own the order it has."""
    furniture, fever = project / FEVER.replace("fever.po", "furniture.po"), project / FEVER
    head, *entries = fever.read_text("utf-8").strip("\n").split("\n\n")
    fever.write_text("\n\n".join([head, *entries[::-1]]) + "\n", "utf-8")
    furniture.write_text("# By hand.\n" + furniture.read_text("utf-8"), "utf-8")
    before = furniture.read_bytes(), [message.id for message in catalog(project)]
    change(project / "booklets/fever/hands.yaml", "Use warm water", "Use water")
    chapbook("catalogs", "update")
    after = [message.id for message in catalog(project)]

    assert before[0] == furniture.read_bytes()
    # What is changed stands behind what is before it in the booklet.
    assert {"Use warm water."} == {*before[1]} - {*after}
    assert [each for each in before[1] if each in after] == [each for each in after if each in before[1]]


def test_what_nothing_asks_for_is_taken_out(chapbook, project):
    """A sentence that is gone leaves no message, also none in comments, and the command says how many."""
    before = (project / FEVER).read_text("utf-8")
    write(
        project / FEVER, before + '\nmsgctxt "call:signs"\nmsgid "Cough"\nmsgstr "Tos"\n\n#~ msgid "A"\n#~ msgstr "B"\n'
    )
    said = chapbook("catalogs", "update").stdout

    assert before == (project / FEVER).read_text("utf-8")
    assert "fever.po: 17 messages, 0 to translate, 2 taken out that nothing asks for" in said


def test_a_hospital_keeps_its_own_words_for_a_sentence_of_the_library(chapbook, hospital, project, monkeypatch):
    """Another translation of an inherited sentence is asked for by it, and stays."""
    chapbook("catalogs", "extract")
    block = (project / "booklets/fever/call.yaml").read_text("utf-8")
    write(hospital / "booklets/fever/call.yaml", block.replace("- Shivering", "- Shivering\n  - Rash"))
    said = (project / FEVER).read_text("utf-8").partition("\n\n")[0]
    write(hospital / FEVER, f'{said}\n\nmsgctxt "call:signs"\nmsgid "Shivering"\nmsgstr "Temblores"\n')
    monkeypatch.chdir(hospital)
    chapbook("catalogs", "update", "--locale", "es")

    assert [("Shivering", "Temblores"), ("Rash", "")] == [
        (each.id, each.string) for each in catalog(hospital) if each.id
    ]


def test_an_unknown_language_is_named(project, chapbook):
    """A language that the project does not have is wrong usage, and no catalog is written."""
    before = set(project.rglob("*"))
    results = [chapbook("catalogs", "update", "--locale", name) for name in ("xx", "../../x")]

    assert [2, 2] == [result.exit_code for result in results]
    assert 'unknown locale "xx"; there are: en-US, es' in results[0].output
    assert before == set(project.rglob("*"))


FRENCH = "fr: {autonym: Français, direction: ltr, babel: {us: fr_FR}, fonts: [Andika]}\n"


def test_a_new_language_gets_all_that_its_booklets_need(chapbook, hospital, project, monkeypatch):
    """Of a language that the library lacks, a hospital gets catalogs with headers: furniture first, its booklets,
    and what they share; nothing of a booklet that it does not publish, or of sheets that print in no such language."""
    write(project / "templates/job-sheet.html", '<p>{{ _("Trim size") }}</p>\n')
    write(project / "templates/parts/more.html", '<p>{{ ngettext("%(n)s page", "%(n)s pages", n) }}</p>\n')
    second = (project / "booklets/fever/booklet.yaml").read_text("utf-8").split("order:")[0]
    order = "order:\n  - {chapter: One, blocks: [shared/rest]}\n"
    write(project / "booklets/second/booklet.yaml", second.replace("figures/sun.svg", "../sun.svg") + order)
    write(project / "booklets/shared/rest.yaml", "kind: prose\ntext: Rest a little.\n")
    chapbook("catalogs", "extract")
    write(hospital / "locales/locales.yaml", FRENCH)
    write(hospital / "booklets/imprint.yaml", "inherits: [../project]\npublishes: {booklets: [fever]}\n")
    monkeypatch.chdir(hospital)
    result = chapbook("catalogs", "update", "--locale", "fr")
    furniture, fever = (hospital / f"locales/fr/LC_MESSAGES/{name}.po" for name in ("furniture", "fever"))
    text = furniture.read_text("utf-8")

    names = [line.partition(": ")[0] for line in result.output.splitlines()]
    assert [f"locales/fr/LC_MESSAGES/{name}.po" for name in ("furniture", "fever")] == names
    assert "Plural-Forms: nplurals=2; plural=(n > 1);" in text
    assert 'msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] ""\nmsgstr[1] ""' in text
    assert "Trim size" not in text
    assert "Wash your hands" in fever.read_text("utf-8")

    found = chapbook("check", "--locale", "fr").output

    assert "Trim size" not in found
    for name, catalog in (("furniture", furniture), ("fever", fever)):
        count = sum(1 for message in read_catalog(catalog, "") if message.id)
        assert f"not translated into fr: {count} sentences of {name}" in found


def test_a_translation_waits_while_its_booklet_is_not_published(chapbook, hospital, project, monkeypatch):
    """A hospital that makes fewer titles for now finds what it translated of the others where it was."""
    second = (project / "booklets/fever/booklet.yaml").read_text("utf-8").split("order:")[0]
    order = "order:\n  - {chapter: One, blocks: [shared/rest]}\n"
    write(project / "booklets/second/booklet.yaml", second.replace("figures/sun.svg", "../sun.svg") + order)
    write(project / "booklets/shared/rest.yaml", "kind: prose\ntext: Rest a little.\n")
    write(hospital / "locales/locales.yaml", FRENCH)
    write(hospital / "booklets/imprint.yaml", "inherits: [../project]\n")
    monkeypatch.chdir(hospital)
    chapbook("catalogs", "update", "--locale", "fr")
    shared = hospital / "locales/fr/LC_MESSAGES/shared.po"
    change(shared, 'msgid "Rest a little."\nmsgstr ""', 'msgid "Rest a little."\nmsgstr "Se reposer."')
    before = shared.read_bytes()
    write(hospital / "booklets/imprint.yaml", "inherits: [../project]\npublishes: {booklets: [fever]}\n")
    chapbook("catalogs", "update", "--locale", "fr")

    assert before == shared.read_bytes()


def test_staff_read_their_sheets(chapbook, hospital, project, monkeypatch):
    """In a language that staff of a place read, sheets for them are translated, too."""
    write(project / "templates/job-sheet.html", '<p>{{ _("Trim size") }}</p>\n')
    write(hospital / "locales/locales.yaml", FRENCH)
    write(hospital / "booklets/places/us.yaml", "language: fr\n")
    monkeypatch.chdir(hospital)
    chapbook("catalogs", "update", "--locale", "fr")

    assert "Trim size" in (hospital / "locales/fr/LC_MESSAGES/furniture.po").read_text("utf-8")


def test_the_same_words_are_suggested_and_not_printed(chapbook, project):
    """What is translated elsewhere comes as a suggestion, marked fuzzy; no page prints it."""
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Shivering\n  - Unfinished")
    chapbook("catalogs", "update")
    message = catalog(project).get("Unfinished", "call:signs")

    assert ("Sin terminar", True, []) == (message.string, message.fuzzy, message.previous_id)
    assert 'L005 translation is marked fuzzy: "Unfinished"' in chapbook("build", "--locale", "es").output


def test_a_changed_sentence_of_the_library_is_suggested(chapbook, hospital, project, monkeypatch):
    """A hospital that changes a sentence gets the library's translation of the old one beside it, marked fuzzy."""
    chapbook("catalogs", "extract")
    block = (project / "booklets/fever/call.yaml").read_text("utf-8")
    write(hospital / "booklets/fever/call.yaml", block.replace("- Shivering", "- Shivering hard"))
    monkeypatch.chdir(hospital)
    chapbook("catalogs", "update", "--locale", "es")
    before = (hospital / FEVER).read_bytes()
    message = catalog(hospital).get("Shivering hard", "call:signs")

    assert ("Escalofríos", True, ["Shivering"]) == (message.string, message.fuzzy, message.previous_id)

    chapbook("catalogs", "update", "--locale", "es")

    assert before == (hospital / FEVER).read_bytes()


def test_what_has_to_be_the_same_is_said_to_be(chapbook, project):
    """A translation like its source is refused until a note of the translator says that it is meant."""
    change(project / FEVER, 'msgstr "Escalofríos"', 'msgstr "Shivering"')
    change(project / FEVER, 'msgstr "Use agua tibia."', 'msgstr "Use warm water."')
    found = chapbook("check").output

    assert 1 == found.count("L010")
    assert 'L010 the same in es as in the source: "Use warm water."' in found

    change(project / FEVER, "#: booklets/fever/hands.yaml", "# same in both\n#: booklets/fever/hands.yaml")

    assert "L010" not in chapbook("check").output


def test_catalogs_hold_what_is_asked_for_alone():
    """Of the library's own: no message is obsolete, and each is in its template; `catalogs update` mends it."""
    for template in sorted((REPOSITORY / "locales").glob("*.pot")):
        wanted = keys(template)
        for path in (REPOSITORY / "locales").glob(f"*/LC_MESSAGES/{template.stem}.po"):
            assert "#~" not in path.read_text("utf-8"), path
            assert set() == keys(path) - wanted, path


def keys(path):
    """The messages of a catalog, each by its context and its text."""
    with path.open("rb") as file:
        return {(each.context or "", source_text(each)) for each in read_po(file) if each.id}

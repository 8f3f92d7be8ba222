"""Templates: the words that they can print, also by way of others, are known without filling them in."""

from chapbook.catalogs.catalogs import FURNITURE
from chapbook.catalogs.extraction import extract
from chapbook.files.chain import Chain
from chapbook.load.load import load
from chapbook.templating.environment import words_of
from conftest import write


def words(project, *names):
    return words_of(Chain.at(project), frozenset(names))


def test_words_of_a_template_are_those_of_all_that_it_takes_in(project):
    """What a template includes or imports, however deep, says its words with it; what nobody takes in says none."""
    write(project / "templates/a.html", '{% include "b.html" %}{{ _("One") }}')
    write(project / "templates/b.html", '{% import "c.html" as c with context %}{{ pgettext("where", "Two") }}')
    write(project / "templates/c.html", '{{ ngettext("{n} three", "{n} threes", 3) }}')
    write(project / "templates/d.html", '{{ _("Four") }}')

    assert {("", "One"), ("where", "Two"), ("", "{n} three"), ("", "{n} threes")} == words(project, "a.html")


def test_a_changed_template_says_its_new_words(project):
    """A template that was read before is read again when it changes."""
    for said in ("Before", "Afterwards"):
        write(project / "templates/a.html", f'{{{{ _("{said}") }}}}')

        assert {("", said)} == words(project, "a.html")


def test_a_template_that_cannot_be_read_has_no_words(project):
    """What is missing, or no template, has no words, and keeps no other from saying its own."""
    write(project / "templates/broken.html", '{{ _("One") ')
    write(project / "templates/whole.html", '{% include "broken.html" %}{{ _("Two") }}')

    assert {("", "Two")} == words(project, "whole.html", "nowhere.html")


def test_a_message_over_two_lines_has_one_name(project):
    """What translators get of a block of words over several lines is what its page asks their catalog for."""
    write(project / "templates/a.html", "{% trans day=1 %}\n  Read on\n  {{ day }}.\n{% endtrans %}")
    write(project / "templates/b.html", "{% trans %}Read{# a comment #}\n  it.{% endtrans %}")
    said = words(project, "a.html", "b.html")
    wanted = extract(load(Chain.at(project))[0])[FURNITURE]

    assert {("", "Read on %(day)s."), ("", "Read  it.")} == said
    assert all(wanted.get(name) for _, name in said)

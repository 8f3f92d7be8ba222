"""A content project may cost no more than they say: bombs of every kind, each by its name, end in a problem."""

import pytest

from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems
from chapbook.templating import sandbox
from chapbook.templating.environment import compile_all, render
from conftest import write

# Templates that never end, or fill the memory, from a line or two.
TEMPLATES = {
    "a power": "{{ 9**99999999 }}",
    "a power of powers": "{{ (9**9999)**9999 }}",
    "a product of powers": "{% set n = namespace(x=9) %}{% for a in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "loops within loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a loop over much": f"{{% for a in range(99999) %}}{' ' * 999}{{% endfor %}}",
    "a macro that calls itself twice": "{% macro m(n) %}{{ m(n - 1) ~ m(n - 1) if n }}{% endmacro %}{{ m(60) }}",
    "a loop that begins itself twice": "{% for a in [1] recursive %}{{ loop([1, 2]) if loop.depth < 90 }}{% endfor %}",
    "a template in itself": "{% set d = d|default(0) + 1 %}" + "{%if d < 60%}{% include 'bomb.html' %}{%endif%}" * 2,
    "a text many times": "{{ 'x' * 10**10 }}",
    "a list many times": "{{ [1, 2, 3] * 10**10 }}",
    "a text twice as long": "{% set n = namespace(x='x') %}" + 99 * "{% set n.x = n.x ~ n.x %}",
    "a list twice as long": "{% set n = namespace(x=[1]) %}" + 99 * "{% set n.x = n.x + n.x %}",
    "a text made by its method": "{{ 'x'.center(10**9) }}",
    "a text filled with noughts": "{{ 'x'.zfill(10**9) }}",
    "a text of replacements": "{{ ('x' * 9999).replace('', 'x' * 9999) }}",
    "a text of tabs": "{{ '\\t'.expandtabs(10**9) }}",
    "a number as bytes": "{{ (1).to_bytes(10**9, 'big') }}",
    "a text in the centre": "{{ 'x'|center(10**9) }}",
    "a text moved in": "{{ 'x'|indent(10**9, true) }}",
    "an endless slice": "{{ [1]|slice(10**12)|list }}",
    "a batch that is filled": "{{ [1]|batch(10**12, 0)|list }}",
    "much for each of many": "{{ range(99999)|map('center', 99999)|join }}",
    "a separator for each of many": "{{ range(99999)|join('x' * 99999) }}",
    "a wide place": "{{ '%0999999999d' % 1 }}",
    "a wide place that is filled": "{{ '%0999999999d'|format(1) }}",
    "a wide place in braces": "{{ '{:>999999999}'.format(1) }}",
    "a width that is filled in": "{{ '{:>{}}'.format(1, 10**9) }}",
    "a wide place in a word": "{{ _('%(n)0999999999d', n=1) }}",
    "words from nowhere": "{{ lipsum(10**9) }}",
}  # fmt: skip


@pytest.mark.parametrize("bomb", TEMPLATES)
def test_a_template_ends(project, monkeypatch, bomb):
    """A template that would never end is a problem with its file, also where it is only compiled."""
    monkeypatch.setattr(sandbox, "MOST_LETTERS", 500_000)
    write(project / "templates/bomb.html", TEMPLATES[bomb])
    chain = Chain.at(project)

    assert [] == [*compile_all(chain)]

    with pytest.raises(Problems) as caught:
        render(chain, "bomb.html", {"typesetter": Words()})

    code = "T002" if bomb == "words from nowhere" else "T006"

    assert [(code, "templates/bomb.html")] == [(each.code, each.spot.path) for each in caught.value.problems]


class Words:
    """A furnisher that has every word."""

    def word(self, text, context=""):
        return text

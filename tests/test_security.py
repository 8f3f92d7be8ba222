"""Content may come from anywhere: no template, style, picture, path or word of it reads the machine or runs on it."""

import os

import pytest

from chapbook.content.paper import SIZES
from chapbook.content.tickets import Design
from chapbook.files.chain import BASE, Chain
from chapbook.problems.problem import Problems
from chapbook.templating.active import active_in
from chapbook.templating.environment import compile_all, render
from chapbook.typeset.weasyprint.engine import pages
from chapbook.typeset.weasyprint.resources import ChainFetcher
from chapbook.typeset.weasyprint.stylesheets import PageSetup
from conftest import attempt, change, problems, proof, text_of_pages, write

LETTER = PageSetup(Design(SIZES["half-letter"]), "en-US", ("Andika", "Noto Sans"), 1, 1.4)


@pytest.fixture
def secret(project):
    """A file of the machine, beside the project."""
    path = project.parent / "secret.html"
    path.write_text("the secret")
    return path


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "''.__class__.__mro__[1].__subclasses__()",
        "cycler.__init__.__globals__.os.environ",
        "self.__init__.__globals__",
        "joiner.__init__.__globals__['os'].popen('id').read()",
        "block.text.format.__globals__",
        "'{0.__class__}'.format(block)",
        "lipsum.__globals__",
        "block|attr('__class__')",
        "typesetter.furniture.__class__",
        "namespace().__init__.__globals__",
        "_('x').__class__",
        "range(99999999)|list",
    ],
)
def test_a_template_gets_no_python(project, expression):
    """Every known way from a template to Python ends in a problem, or prints nothing of it."""
    write(project / "templates/blocks/prose.html", f"{{{{ {expression} }}}}")
    said, codes = attempt(lambda: render(Chain.at(project), "blocks/prose.html", {"block": {"text": "Wash."}}))

    assert said is None or ("class" not in said and os.environ["PATH"] not in said)
    assert codes <= {"T002"}


@pytest.mark.parametrize("change", ["chapters.pop()", "chapters.append(1)", "block.clear()", "block.update({})"])
def test_a_template_changes_nothing_that_it_is_given(project, change):
    """What is given to one template is given to the next as it was."""
    given = {"chapters": ["one"], "block": {"text": "Wash."}}
    write(project / "templates/blocks/prose.html", f"{{{{ {change} }}}}")
    _, codes = attempt(lambda: render(Chain.at(project), "blocks/prose.html", given))

    assert {"T002"} == codes
    assert {"chapters": ["one"], "block": {"text": "Wash."}} == given


@pytest.mark.parametrize(
    "name",
    [
        "../secret.html",
        "../../secret.html",
        "library/../../secret.html",
        "blocks/../../../secret.html",
        "{secret}",
        "file://{secret}",
    ],
)
def test_a_template_includes_nothing_from_outside(project, secret, name):
    """An include that climbs out of templates/, or names a file of the machine, is a missing template."""
    write(project / "templates/blocks/prose.html", f'{{% include "{name.format(secret=secret)}" %}}')

    with pytest.raises(Problems) as caught:
        render(Chain.at(project), "blocks/prose.html", {})

    assert ["T003"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.org/a.css",
        "https://example.org/a.png",
        "ftp://example.org/a",
        "{base}../secret.html",
        "{base}%2e%2e/secret.html",
        "{base}@0/../../secret.html",
        "{base}@9/styles/booklet.css",
        "{base}/etc/passwd",
        "{base}styles/../../secret.html",
        "//example.org/a.png",
    ],
)
def test_the_typesetter_is_given_nothing_from_outside(project, secret, url):
    """Every address but a file of the chain is refused, without a network being asked."""
    with pytest.raises((ValueError, OSError)):
        ChainFetcher(Chain.at(project)).fetch(url.format(base=BASE))


def test_the_typesetter_is_given_the_files_of_the_project(project):
    """A file of the chain is served with its type."""
    response = ChainFetcher(Chain.at(project)).fetch(f"{BASE}styles/booklet.css")

    assert "text/css" == response.content_type
    assert (project / "styles/booklet.css").read_bytes() == response.read()


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize(
    "desk",
    [
        "templates/blocks/notes.html",
        "booklets/shared/leak.yaml",
        "booklets/fever/figures/leak.svg",
        "booklets/imprint.yaml",
        "styles/leak.css",
        "styles/fonts/leak.ttf",
        "booklets/places/xx.yaml",
        "locales/es/LC_MESSAGES/fever.po",
        "approvals/fever.en-US.us.yaml",
        "published/editions.yaml",
    ],
)
def test_a_symbolic_link_out_of_the_project_is_refused(project, hospital, secret, desk, near):
    """A link to a file of the machine, at any desk of any root, is a problem, and no inherited file takes its place."""
    link = (hospital if near else project) / desk
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    with pytest.raises(Problems) as refused:
        Chain.at(hospital)

    shown = desk if near else f"{'project' if desk == 'booklets/imprint.yaml' else 'library'}/{desk}"
    assert [f'{shown}: B024 path "{shown}" leads out of its folder'] == [
        str(problem).splitlines()[0] for problem in refused.value.problems
    ]


SIGNED = ("--role", "clinician", "--name", "Reviewer A", "--date", "2026-11-20")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "command"),
    [
        ("approvals", ("approve", "fever", *SIGNED)),
        ("locales", ("catalogs", "extract")),
        ("locales/es", ("catalogs", "update")),
        ("booklets/fever", ("adapt", "fever/call")),
        ("originals", ("adapt", "fever/call")),
        ("originals/booklets", ("adapt", "fever/call")),
        ("out/download", ("build", "--locale", "es", "--to", "out")),
        ("build/proof", ("proof", "fever", "--ticket", "download")),
        ("build", ("proof", "fever", "--ticket", "download")),
        ("build", ("proof-sheet", "fever")),
        ("pages.png", ("proof", "fever", "--contact-sheet", "pages.png")),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_no_command_writes_through_a_link(hospital, chapbook, monkeypatch, link, command):
    """Whatever is written below a folder that is a link to elsewhere is refused, and nothing is written at all."""
    monkeypatch.chdir(hospital)
    monkeypatch.setattr("click.launch", lambda path: None)
    folder = hospital.parent / "elsewhere"
    write(folder / "theirs.txt", "theirs")
    (hospital / link).parent.mkdir(parents=True, exist_ok=True)
    (hospital / link).symlink_to(folder)
    before = {path: path.is_file() and path.read_bytes() for path in hospital.parent.rglob("*")}
    result = chapbook(*command)

    assert 1 == result.exit_code, result.output
    assert " B024 path " in result.output
    assert ["theirs.txt"] == [path.name for path in folder.rglob("*")]
    assert before == {path: path.is_file() and path.read_bytes() for path in hospital.parent.rglob("*")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "command"),
    [
        ("build", ("build", "--locale", "es")),
        ("build", ("publish",)),
        ("site", ("publish",)),
        ("build", ("withdraw", "--booklet", "fever", "--reason", "x")),
        ("site", ("withdraw", "--booklet", "fever", "--reason", "x")),
    ],
)
def test_a_linked_folder_is_one_that_somebody_named(project, chapbook, link, command):
    """`build` and `site` may be links where the command line names them; a link that came with a project is refused."""
    (project.parent / "elsewhere").mkdir()
    (project / link).symlink_to("../elsewhere")
    result = chapbook(*command)
    option = "--from" if link == "build" and command[0] != "build" else "--to"

    assert 2 == result.exit_code
    assert f'"{link}" is a link to elsewhere; if you mean that folder, say so: {option} {link}' in " ".join(
        result.output.replace("│", "").split()
    )
    assert [] == [*(project.parent / "elsewhere").iterdir()]
    assert "is a link" not in chapbook(*command, option, link).output


@pytest.mark.slow
@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/passwd" alt="">',
        '<object data="file:///etc/passwd"></object>',
        '<iframe src="file:///etc/passwd"></iframe>',
        '<link rel="stylesheet" href="http://example.org/a.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(file:///etc/passwd)</style>",
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<svg><title>x</title><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<p style="background: url(http://example.org/a.png)">x</p>',
    ],
)
def test_a_page_takes_nothing_in_from_outside(project, markup):
    """Whatever element asks for a file of the machine or for the network, the page is refused or does not hold it."""
    html = f'<html lang="en"><title>t</title><body><p>Text.</p>{markup}'
    made, codes = attempt(lambda: pages(Chain.at(project), html, LETTER, "a.en-US.us"))

    assert made is None or (b"EmbeddedFile" not in made[0] and "root:" not in "".join(text_of_pages(made[0])))
    assert codes <= {"S002"}


@pytest.mark.slow
def test_an_entity_of_a_picture_reads_no_file(project):
    """XML that asks for a file of the machine by an entity is refused, or draws nothing of it."""
    write(
        project / "booklets/fever/figures/sun.svg",
        (
            '<!DOCTYPE svg [<!ENTITY leak SYSTEM "file:///etc/passwd">]>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="&leak;"/></svg>\n'
        ),
    )
    with pytest.raises(Problems) as caught:
        proof(project, "fever", "en-US")

    assert {"B043"} == {problem.code for problem in caught.value.problems}


@pytest.mark.slow
def test_entities_that_unfold_do_not_fill_the_memory(project):
    """A picture whose entities would unfold to gigabytes is refused quickly."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    write(
        project / "booklets/fever/figures/sun.svg",
        (
            f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{entities}]>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="&a11;"/></svg>\n'
        ),
    )
    with pytest.raises(Problems) as caught:
        proof(project, "fever", "en-US")

    assert {"B043"} == {problem.code for problem in caught.value.problems}


@pytest.mark.slow
def test_html_in_a_value_or_a_translation_is_printed_as_text(project):
    """Words of a hospital, of an author or of a translator print their signs and open no tag."""
    change(
        project / "booklets/imprint.yaml", "name: Sample Children's Hospital", "name: Sample <script>alert(1)</script>"
    )
    made = proof(project, "fever", "en-US")

    assert "<script>alert(1)</script>" in " ".join(text_of_pages(made.content))


def test_a_template_cannot_be_made_to_run_by_content(project):
    """Braces of Jinja in a text are refused, and would be text."""
    change(project / "booklets/fever/call.yaml", "title: Call us now", 'title: "Call {{ 7 * 7 }} {% include x %}"')
    change(
        project / "locales/es/LC_MESSAGES/fever.po", 'msgid "Call us now"', 'msgid "Call {{ 7 * 7 }} {% include x %}"'
    )
    found = [line for line in problems(project) if "call.yaml:3" in line and "B019" not in line]

    assert [
        'booklets/fever/call.yaml:3:14: B005 unknown value "{{ 7 * 7 }}"',
        'booklets/fever/call.yaml:3:19: B034 "*" would be printed as it stands',
        'booklets/fever/call.yaml:3:26: B005 unknown value "{% include x %}"',
    ] == found

    html = render(Chain.at(project), "blocks/prose.html", {"block": {"id": "x", "title": "{{ 7 * 7 }}", "text": "x"}})

    assert "{{ 7 * 7 }}" in html


def test_every_template_is_compiled_before_anything_is_made(project):
    """A template that no booklet uses is checked too, and called as its project calls it."""
    write(project / "templates/blocks/unused.html", "{% if %}")
    write(project / "templates/open.html", "{# and so on")

    assert ["templates/blocks/unused.html:1: T001", "templates/open.html:1: T001"] == [
        str(problem)[: str(problem).index(" not")] for problem in compile_all(Chain.at(project))
    ]


@pytest.mark.parametrize(
    "slip",
    [
        "{{ block.title + 1 }}",
        "{{ 1 / 0 }}",
        "{{ [1][9] }}",
        "{{ block.nothing.at_all }}",
        '{% include "blocks/prose.html" %}',
        "{{ 5|join }}",
    ],
)
def test_a_slip_in_a_template_is_a_problem(project, slip):
    """What a template cannot do is said with its file and line; no traceback."""
    write(project / "templates/blocks/prose.html", f"<p>\n{slip}\n")

    with pytest.raises(Problems) as caught:
        render(Chain.at(project), "blocks/prose.html", {"block": {"title": "Soap"}})

    assert ["templates/blocks/prose.html:2: T002"] == [str(problem)[:35] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>alert(1)</script>", ["<script>"]),
        ("<SCRIPT src=x>", ["<script>"]),
        ("<svg onload='alert(1)'>", ["onload=alert(1)"]),
        ("<a href='java&#10;script:alert(1)'>", ["href=java\nscript:alert(1)"]),
        ("<a href=' FILE:///etc/passwd'>", ["href= FILE:///etc/passwd"]),
        ("<svg><a xlink:href='data:text/html,x'>", ["xlink:href=data:text/html,x"]),
        ("<animate attributeName=href values='javascript:alert(1)'>", ["values=javascript:alert(1)"]),
        ("<meta http-equiv=Refresh content='0;url=https://a.org'>", ["<meta>"]),
        ("<iframe srcdoc='x'>", ["<iframe>", "srcdoc=x"]),
        ("<form action='https://a.org'>", ["<form>"]),
        ("<base href='https://a.org'>", ["<base>"]),
        ("<a href='#text'><a href='../e/x'><a href='tel:911'><a href='mailto:a@a.org'><a href='https://a.org:8/'>", []),
        ("<meta http-equiv=Content-Security-Policy><section data-on='x'>", []),
    ],
)
def test_no_template_runs_or_leads_away(html, found):
    """Scripts, handlers, frames, forms, refreshes and links that are no address for people are found in any page."""
    assert found == active_in(html)

"""A content project may cost no more than they say: bombs of every kind, each by its name, end in a problem."""

import faulthandler
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path

import pytest

from chapbook import api
from chapbook.content import limits
from chapbook.content.limits import Limits
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, at_work, working_on
from chapbook.templating import sandbox
from chapbook.templating.environment import compile_all, render
from chapbook.workers import limited, workers
from conftest import attempt, proof, write

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
    "lists within lists": "{% set n = namespace(x=[]) %}" + 60 * "{% set n.x = [n.x, n.x] %}" + "{{ n.x }}",
    "mappings within mappings": "{% set n = namespace(x=0) %}" + 60 * "{% set n.x = {1: n.x, 2: n.x} %}" + "{{ n.x }}",
    "mappings by name": "{% set n = namespace(x=0) %}" + 60 * "{% set n.x = dict(a=n.x, b=n.x) %}" + "{{ n.x }}",
    "tuples within tuples": "{% set n = namespace(x=0) %}" + 60 * "{% set n.x = (n.x, n.x) %}" + "{{ n.x }}",
    "a long text in many places": "{{ ''.join(['x' * 90000] * 90000) }}",
    "a long separator": "{{ ('x' * 90000).join(range(90000)|map('string')) }}",
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


# ── batches ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TINY = Limits(seconds=1, reading=20, megabytes=400, pages=100)
STYLE, PROSE, SUN = "styles/booklet.css", "templates/blocks/prose.html", "booklets/fever/figures/sun.svg"
UNFOLDING = "".join(f"--a{n}: {f'var(--a{n - 1}) ' * 10};" for n in range(1, 10))
USED = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 10))


def drawn(inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>\n'


# A file of the project, and what is added to it, or stands in its place where it is no style.
PAGES = {
    "variables that unfold": (STYLE, f":root {{ --a0: 1mm red; {UNFOLDING} }} p {{ box-shadow: var(--a9) }}"),
    "a line far away": (STYLE, "main, section, article, div { display: grid } p, h2 { grid-column: 1 / 1000000000 }"),
    "many tracks": (STYLE, "section { display: grid; grid-template-columns: repeat(1000000000, 1px) }"),
    "many colours": (STYLE, "p { background: repeating-linear-gradient(red 0, blue .000000001px) }"),
    "many circles": (STYLE, "p { background: repeating-radial-gradient(red 0, blue .000000001px) }"),
    "many columns of a table": (PROSE, "<table><col span=100000000><tr><td>{{ block.text }}</table>"),
    "a wide cell": (PROSE, "<table><tr><td colspan=100000000>{{ block.text }}</table>"),
    "many paragraphs": (PROSE, "{% for n in range(60000) %}<p>.</p>{% endfor %}"),
    "a drawing in drawings": (SUN, drawn(f'<defs><path id="a0" d="M0 0h9v9z"/>{USED}</defs><use href="#a9"/>')),
    "many colours in a drawing": (
        SUN,
        drawn(
            '<defs><linearGradient id="p" spreadMethod="repeat" x2=".0000000001"><stop stop-color="red"/>'
            '<stop offset="1" stop-color="blue"/></linearGradient></defs><path fill="url(#p)" d="M0 0h9v9z"/>'
        ),
    ),
}


@pytest.fixture
def tiny(monkeypatch):
    """Limits that end every bomb at once."""
    monkeypatch.setattr(limits, "_now", TINY)
    monkeypatch.setattr(limited, "GRACE", 1)


@pytest.fixture
def do():
    """A process of its own, for one action after another."""
    with api.apart() as do:
        yield do


@pytest.mark.slow
@pytest.mark.parametrize("bomb", PAGES)
def test_a_page_ends(project, tiny, do, bomb):
    """A style, a template or a picture that would cost more than it may is a problem of its edition."""
    name, content = PAGES[bomb]
    before = (project / name).read_text() if name == STYLE else ""
    write(project / name, before + content)

    with pytest.raises(Problems) as caught:
        do(api.proof, project, "fever")

    assert {"fever.en-US.us"} == {each.spot.path for each in caught.value.problems}
    assert {each.code for each in caught.value.problems} & {"S021", "S022"} or "sun.svg" in str(caught.value)


@pytest.mark.slow
def test_words_in_a_drawing_end(project, tiny, do):
    """Words of a drawing that would cost more than they may are refused unseen, and end where pages are unfinished."""
    write(project / SUN, drawn(f'<defs><text id="a0">x</text>{USED}</defs><use href="#a9"/>'))
    with pytest.raises(Problems) as refused:
        do(api.proof, project, "fever")
    with pytest.raises(Problems) as unfinished:
        do(partial(api.proof, project, "fever", unfinished=True))

    assert {"S018"} == {each.code for each in refused.value.problems}
    assert "S021" in {each.code for each in unfinished.value.problems}


# What the typesetter, or the parser before it, cannot do; each ended a build with a traceback once.
UNSETTABLE = {
    "half a character": "h1::after { content: '\\d800' }",
    "a page that runs": "html { position: running(x) }",
    "a marker with words": "li::marker { content: counter(x) }",
    "letters as large as a town": "p { font-size: 1e9pt }",
    "a length through nought": "p { margin-left: calc(1mm / 0) }",
    "sums within sums": f"p {{ margin-left: {'calc(' * 2000}1mm{')' * 2000} }}",
    "variables for want of variables": f"p {{ margin-left: {'var(--x,' * 2000}1mm{')' * 2000} }}",
    "none of none": f"{':not(' * 2000}p{')' * 2000} {{ color: red }}",
    "brackets": f"p {{ x: {'(' * 5000} }}",
    "braces": "a{" * 5000,
    "rules within rules": f"{'@media print {' * 3000} p {{ color: red }} {'}' * 3000}",
}


@pytest.mark.slow
@pytest.mark.parametrize("style", UNSETTABLE.values(), ids=UNSETTABLE)
def test_a_style_that_cannot_be_set(project, style):
    """What no page can be set with is a problem of the designers' desk, and no fault of Chapbook."""
    with (project / "styles/booklet.css").open("a", encoding="utf-8") as file:
        file.write(f"\n{style}\n")
    _, codes = attempt(lambda: proof(project, "fever"))

    assert codes in ({"S001"}, {"S020"})


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["<div>", "<span>", "<ul><li>", "<table><tr><td>"])
def test_a_template_nested_too_deeply(project, tag):
    """Elements within elements by the thousand are a problem of the designers' desk, and no fault of Chapbook."""
    write(project / PROSE, f"{tag * 1000}{{{{ block.text }}}}")
    _, codes = attempt(lambda: proof(project, "fever"))

    assert {"S020"} == codes


def for_ever():
    """A loop in C, which hears no signal of Python's."""
    return sum(repeat(0))


def too_much():
    return len(bytearray(10**12))


def unsaid():
    """What Python raises where the memory is too short for a word on it (seen with 60,000 paragraphs in 400 MB)."""
    raise SystemError("error return without exception set")


def crash(number):
    """What a library in C does, without pytest's word on it."""
    faulthandler.disable()
    signal.raise_signal(number)


@pytest.mark.parametrize(
    ("action", "arguments", "code"),
    [
        pytest.param(for_ever, (), "S021", marks=pytest.mark.slow),
        (too_much, (), "S022"),
        (unsaid, (), "S022"),
        (crash, (signal.SIGABRT,), "S022"),
        (crash, (signal.SIGSEGV,), "S020"),
    ],
)
def test_a_process_that_did_not_come_back(monkeypatch, tiny, action, arguments, code):
    """What Python cannot end, the system ends; why is a problem, and the next action has a process again."""
    monkeypatch.setattr(limits, "_now", replace(TINY, reading=1))
    with api.apart() as do:
        first = do(os.getpid)
        with pytest.raises(Problems) as caught:
            do(action, *arguments)
        second = do(os.getpid)

    assert [code] == [each.code for each in caught.value.problems]
    assert os.getpid() not in {first, second}


def in_a_batch():
    with limited.batch("fever.en-US.us"):
        for_ever()


def at_a_file():
    with at_work("booklets/values.yaml"):
        for_ever()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "at", "limit"),
    [(in_a_batch, "fever.en-US.us", "SECONDS"), (at_a_file, "booklets/values.yaml", "READING")],
)
def test_what_a_lost_process_was_at_is_said(monkeypatch, tiny, action, at, limit):
    """Of a process that the system ended it is known at what it was, and which of the two limits it met."""
    monkeypatch.setattr(limits, "_now", replace(TINY, reading=1))
    with api.apart() as do, pytest.raises(Problems) as caught:
        do(action)
    (found,) = caught.value.problems

    assert at == found.spot.path
    assert f"CHAPBOOK_{limit}" in found.hint


def test_two_projects_in_one_process_are_told_apart():
    """Each thread knows at what it is itself, and when both are done all is as before."""
    before, meet, found = working_on(), threading.Barrier(2), {}

    def work(on):
        with at_work(on):
            meet.wait(5)
            found[on] = working_on()
            meet.wait(5)

    threads = [threading.Thread(target=work, args=(on,)) for on in ("ours/fever.yaml", "theirs/fever.yaml")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert {on: on for on in ("ours/fever.yaml", "theirs/fever.yaml")} == found
    assert before == working_on()


def test_nobody_is_left_behind(tiny):
    """A process that is still at work ends with the block in which it was asked for."""
    with api.apart() as do:
        process = do(os.getpid)

    assert not Path("/proc", str(process)).exists()


def test_a_viewer_has_no_limits_of_ours(do):
    """A program that is opened for its reader may take what it needs."""
    limited, free = do(memory), do(lifted)

    assert resource.getrlimit(resource.RLIMIT_AS) == free
    assert free[0] != limited[0]


def memory():
    return resource.getrlimit(resource.RLIMIT_AS)


def lifted():
    limited.lift()
    return memory()


def test_another_limit_is_not_called_ours(do):
    """Where whoever began us left less memory than a project may cost, no project is blamed."""
    before = do(limited.memory_is_ours)
    do(lower)

    assert (True, False) == (before, do(limited.memory_is_ours))


def lower():
    holds, _ = memory()
    resource.setrlimit(resource.RLIMIT_AS, (holds, holds))


def test_what_is_raised_comes_back(do):
    """What an action raises is raised here: names that lead nowhere, problems, what nobody foresaw."""
    with pytest.raises(api.Unknown, match="no such"):
        do(refuse)
    with pytest.raises(ZeroDivisionError) as unforeseen:
        do(divmod, 1, 0)

    assert "ZeroDivisionError" in unforeseen.value.__notes__[-1]


def refuse():
    raise api.Unknown("no such booklet")


@pytest.mark.slow
def test_a_build_stops_at_what_costs_too_much(project, monkeypatch):
    """One edition that costs too much ends a build: the older files stay as they are, and no process is left."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    api.build(project, to=project / "build")
    before = {path: path.read_bytes() for path in (project / "build").rglob("*") if path.is_file()}
    monkeypatch.setattr(limits, "_now", TINY)
    write(project / STYLE, (project / STYLE).read_text() + PAGES["a line far away"][1])

    with pytest.raises(Problems) as caught:
        api.build(project, to=project / "build")

    assert [("S021", "fever.en-US.us")] == [(each.code, each.spot.path) for each in caught.value.problems]
    assert before == {path: path.read_bytes() for path in before}
    assert [] == multiprocessing.active_children()


@pytest.mark.slow
def test_proofs_go_on_after_a_bomb(project, monkeypatch):
    """Whoever watches a proof is told what costs too much, and sees the pages again once it is taken back."""
    # Enough for pages without a bomb, on a busy machine too.
    monkeypatch.setattr(limits, "_now", replace(TINY, seconds=6, megabytes=2000))
    style, stop = (project / STYLE).read_text(), threading.Event()
    write(project / STYLE, style + PAGES["a line far away"][1])
    proofs = api.proofs(project, "fever", stop=stop)
    first = next(proofs)
    write(project / STYLE, style)
    second = next(proofs)
    stop.set()

    assert ["S021"] == [each.code for each in first.problems]
    assert 4 == second.file.pages
    assert [] == [*proofs]


def over(*_):
    raise limited.TooLong


def over_later(*_):
    """The seconds are over with the first piece that somebody takes."""
    yield over()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "end", "ask"),
    [
        ("approvers.deliver", over_later, api.proof_sheet),
        ("approvers.compared", over, api.proof_sheet),
        ("approvers.compared", over, api.audit),
        ("unfinished.unfinished", over, partial(api.proof, unfinished=True)),
    ],
)
def test_all_of_an_edition_is_within_its_limits(project, monkeypatch, step, end, ask):
    """To finish pages, to read them back and to draw unfinished ones is part of what an edition may cost."""
    monkeypatch.setattr(f"chapbook.api.{step}", end)

    with pytest.raises(Problems) as caught:
        ask(project, ["fever"] if ask is api.audit else "fever")

    assert [("S021", "fever.en-US.us")] == [(each.code, each.spot.path) for each in caught.value.problems]


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bomb", "environment", "code", "said"),
    [
        ("<![CDATA[" * 100_000, {"CHAPBOOK_READING": "5"}, 1, "templates/bomb.html: S021 not ready after 5 s"),
        ("", {"CHAPBOOK_READING": "0"}, 2, "Error: CHAPBOOK_READING is a whole number above 0"),
        ("{% if %}", {}, 1, "templates/bomb.html:1: T001"),
        ("", {}, 0, "no problems in"),
    ],
    ids=["a bomb", "no number", "a slip", "nothing"],
)
def test_a_command_ends(project, bomb, environment, code, said):
    """A command ends as its work does; where that has no end, the file is named, and the exit code is 1."""
    write(project / "templates/bomb.html", bomb)
    before = {*project.rglob("*")}
    command = [sys.executable, "-m", "chapbook", "check"]
    done = subprocess.run(command, cwd=project, env={**os.environ, **environment}, capture_output=True, text=True)

    assert (code, said) == (done.returncode, (done.stdout + done.stderr)[: len(said)])
    assert before == {*project.rglob("*")}


def runs(process):
    """Whether a process has not ended: one whose end nobody has asked for is still listed (Z, proc(5))."""
    try:
        return Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_command_that_is_ended(project, number):
    """Whoever ends the command ends all that it began."""
    with subprocess.Popen([sys.executable, "-m", "chapbook", "proof", "fever", "--watch"], cwd=project) as command:
        children = Path(f"/proc/{command.pid}/task/{command.pid}/children")
        while not (begun := children.read_text().split()):
            time.sleep(0.02)
        command.send_signal(number)
    while any(runs(each) for each in begun):
        time.sleep(0.02)

    assert command.returncode in (-number, 128 + number)


@pytest.mark.slow
def test_who_hears_of_no_end():
    """A command ends for one who ignores the end of what he begins, as some that start services do."""
    command = f"import os, signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv({sys.executable!r}, "
    command += f"[{sys.executable!r}, '-m', 'chapbook', '--version'])"

    assert 0 == subprocess.run([sys.executable, "-c", command], capture_output=True, timeout=60).returncode


@pytest.mark.slow
def test_a_parent_that_ended_first():
    """Who is begun by a process that is gone already ends as well."""
    if not (child := os.fork()):
        limited.begin(parent=os.getpid())
        os._exit(0)

    assert -signal.SIGKILL == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_machine_has_limits_of_its_own():
    """Whoever prints huge books says so, one limit at a time."""
    assert replace(Limits(), pages=9000) == Limits.of({"CHAPBOOK_PAGES": "9000", "CHAPBOOK_SECONDS": ""})


@pytest.mark.parametrize("said", ["0", "-1", "1.5", "x", "٣", "9" * 5000])
def test_a_limit_is_a_number(said):
    """A limit that is none is refused, with its name."""
    with pytest.raises(api.Unknown, match="CHAPBOOK_MEGABYTES is a whole number"):
        Limits.of({"CHAPBOOK_MEGABYTES": said})


def test_no_more_hands_than_this_process_may_use(monkeypatch):
    """A container or `taskset` that leaves one core has one thing made after another, whatever the machine has."""
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {3}, raising=False)
    with workers.hands(8) as found:
        assert isinstance(found, workers.InOrder)


def test_a_process_that_waits_for_work_is_ended_by_no_clock():
    """Between two things to do it has no limit of time: the kernel's count of it may run ahead of ours."""
    hand = workers.Hand()
    during = hand.do(resource.getrlimit, resource.RLIMIT_CPU)[0]
    waiting = resource.prlimit(hand._process.pid, resource.RLIMIT_CPU)[0]
    hand.end()

    assert during != resource.RLIM_INFINITY
    assert waiting == resource.getrlimit(resource.RLIMIT_CPU)[1]

"""The application layer: what a desk in a browser or a notebook calls, with no word of the command line."""

import ast
import logging
import multiprocessing
import re
import shutil
import subprocess
import sys
import threading
import time
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import FrozenInstanceError
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

import reading
from chapbook import api, pipeline, texts
from chapbook.catalogs import catalogs
from chapbook.files import chain
from chapbook.load import load as loading
from chapbook.store.memory import MANIFEST
from chapbook.typeset.weasyprint.warnings import logged
from chapbook.workers.workers import InOrder
from conftest import FONTS, REPOSITORY, change, text_of_pages, write

CSS = "styles/booklet.css"


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ── what comes back ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_listing_tells_what_can_be_made(project):
    """Titles with their languages and places, and job tickets, as data that nobody changes."""
    listing = api.listing(project)
    (title,) = listing.booklets

    assert ("fever", "booklet", ("en-US", "es"), ("us",)) == (title.name, title.form, title.locales, title.places)
    assert ["download"] == [ticket.name for ticket in listing.tickets]
    with pytest.raises(FrozenInstanceError):
        title.name = "other"


@pytest.mark.slow
def test_titles_are_sought_by_what_they_are():
    """By stage, therapy, readers and form; a title of no therapy is for every one."""

    def names(**sought):
        return {title.name for title in api.listing(REPOSITORY, api.Sought(**sought)).booklets}

    assert {"when-to-call-car-t"} == names(form="leaflet", therapy="car-t")
    assert "low-counts-at-home" in names(therapy="car-t") - names(stage="deciding")
    assert {"going-home", "going-home-car-t", "going-home-blinatumomab"} == names(readers="staff")
    with pytest.raises(api.Unknown, match='did you mean "car-t"'):
        names(therapy="cart")


@pytest.mark.slow
def test_a_way_from_check_to_withdrawal(project):
    """Checked, built, published and withdrawn without a command line, each step answering with what it did."""
    change(project / "booklets/imprint.yaml", "inherits: []", "inherits: []\nsite: https://children.example.org")
    # The small project has no pages for a site: they are the library's, with its words.
    shutil.copytree(REPOSITORY / "templates/site", project / "templates/site")
    for name in ("styles/site.css", "locales/es/LC_MESSAGES/furniture.po"):
        write(project / name, (REPOSITORY / name).read_text("utf-8"))
    build, site, days = project / "build", project / "site", [date(2026, 11, 25), date(2026, 11, 26)]
    steps = []
    checked = api.check(project)
    built = api.build(project, to=build, progress=lambda *step: steps.append(step))
    again = api.build(project, to=build)
    published = api.publish(project, build=build, to=site, on=days[0], drafts=True)
    meant = api.meant(project, booklet="fever")
    withdrawn = api.withdraw(project, meant.codes, "The limit was wrong.", build=build, to=site, on=days[1])

    assert (1, 2, (), 0) == (checked.booklets, checked.editions, checked.problems, checked.unread)
    assert ("download/fever.en-US.us.pdf", "download/fever.es.us.pdf") == built.made == again.kept
    assert [(0, 2), (1, 2), (2, 2)] == [step[:2] for step in steps]
    assert meant.codes == withdrawn.codes == tuple(row.code for row in published.rows)
    assert {*built.made} == {file for file in withdrawn.gone if file.startswith("download/")}
    assert all("The limit was wrong." in (site / "e" / code / "index.html").read_text("utf-8") for code in meant.codes)


def test_what_is_wrong_is_raised_as_data(project):
    """Problems with their place and their remedy, an unknown name in a sentence; and nothing on the terminal."""
    change(project / "booklets/fever/call.yaml", "- Shivering", "- Shivering {fever-limti}")
    with pytest.raises(api.Problems) as found:
        api.proof(project, "fever")
    with pytest.raises(api.Unknown, match='unknown booklet "fevre"; did you mean "fever"'):
        api.build(project, ["fevre"], to=project / "build")

    assert "B005" in {problem.code for problem in found.value.problems}
    assert all(problem.spot.line and problem.hint for problem in found.value.problems)


def test_what_the_interface_gives_is_what_type_checkers_see():
    """Every name that is there when it is asked for is declared, from the same module, and nothing else is."""
    written = ast.parse(Path(api.__file__).read_text("utf-8"))
    (declared,) = (node for node in written.body if isinstance(node, ast.If))
    names = {each.asname or each.name: node.module for node in declared.body for each in node.names}

    assert names == api._HOMES
    assert [*names] == api.__all__
    assert all(getattr(api, name).__name__ == name for name in names if name not in ("Hands", "Progress"))


@pytest.mark.slow
def test_nothing_of_the_command_line_is_loaded():
    """Whoever imports the application layer gets neither the commands nor, until asked for, the typesetter."""
    script = (
        "import sys; from pathlib import Path; from chapbook import api\n"
        "api.build; assert 'weasyprint' not in sys.modules and 'pydantic' not in sys.modules\n"
        "api.listing(api.bundled())\n"
        "print(*(name for name in sys.modules if name.startswith(('chapbook.cli', 'click'))))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "" == run.stdout.strip()


# ── one process, many projects ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(project, tmp_path):
    """Two projects of the same names that differ in text, style, template, words and typeface."""
    other = Path(shutil.copytree(project, tmp_path / "other"))
    change(other / "booklets/fever/call.yaml", "- Shivering", "- Shaking chills")
    change(other / "locales/es/LC_MESSAGES/fever.po", 'msgid "Shivering"', 'msgid "Shaking chills"')
    change(other / "locales/locales.yaml", "fonts: [Andika, Noto Sans]", "fonts: [Noto Sans]")
    (other / "styles/fonts").mkdir()
    for path in FONTS.glob("NotoSans*.ttf"):
        (other / "styles/fonts" / path.name).symlink_to(path)
    for path in (other / "styles/fonts").glob("*.ttf"):
        target = path.resolve()
        path.unlink()
        shutil.copy(target, path)
    with (other / CSS).open("a", encoding="utf-8") as style:
        style.write("\nh1 { margin-block-end: 20mm }\n")
    return project, other


def alone(folder):
    """What a process of its own makes."""
    script = (
        "import sys; from pathlib import Path; from chapbook import api\n"
        "api.build(Path(sys.argv[1]), to=Path(sys.argv[2]))"
    )
    target = folder.parent / f"{folder.name}-alone"
    subprocess.run([sys.executable, "-c", script, folder, target], check=True)
    return tree(target)


@pytest.mark.slow
def test_two_projects_in_one_process(two):
    """Each is built as if the other did not exist, also back and forth."""
    made = [[tree_of(folder, number) for folder in two] for number in range(2)]

    assert [alone(folder) for folder in two] == made[0] == made[1]


def tree_of(folder, number):
    target = folder.parent / f"{folder.name}-{number}"
    api.build(folder, to=target, hands=in_order)
    return tree(target)


@contextmanager
def in_order(count):
    yield InOrder()


@pytest.mark.slow
def test_two_projects_in_two_threads(two):
    """Pages are set one at a time in a process; whoever asks meanwhile waits, and gets its own."""
    with ThreadPoolExecutor(4) as pool:
        proofs = [pool.submit(api.proof, folder, "fever", locale) for folder in two * 2 for locale in ("en-US", "es")]
    found = [proof.result().file.content for proof in proofs]

    assert found[:4] == found[4:]
    assert 4 == len({*found})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("booklets/fever/call.yaml", "title: Call us now", "title: Ring us now"),
        ("templates/booklet.html", "<body", "<body data-changed='yes'"),
        (CSS, "", "h1 { margin-block-end: 20mm }\n"),
        ("booklets/fever/figures/sun.svg", "viewBox", "id='other' viewBox"),
        ("booklets/values.yaml", "default: 38.0", "default: 38.5"),
    ],
)
def test_a_file_that_changes_is_read_anew(project, file, old, new):
    """What was kept of a file before it changed is not used again, in the same process."""
    before = api.proof(project, "fever").file.content
    path = project / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
    after = api.proof(project, "fever").file.content
    fresh = api.proof(shutil.copytree(project, project.parent / "copy"), "fever").file.content
    path.write_text(text, "utf-8")

    assert fresh == after
    assert before == api.proof(project, "fever").file.content


@pytest.mark.slow
def test_a_translation_that_changes_is_read_anew(project):
    """A word of a catalog, of the booklet or of every page, is that of now."""
    api.proof(project, "fever", "es")
    change(project / "locales/es/LC_MESSAGES/fever.po", 'msgstr "Escalofríos"', 'msgstr "Tiritonas"')

    assert "Tiritonas" in " ".join(text_of_pages(api.proof(project, "fever", "es").file.content))


@pytest.mark.slow
def test_logs_and_surroundings_are_left_as_they_were(project, monkeypatch):
    """The typesetter's log is its owner's again after a page, and Fontconfig's settings too."""
    monkeypatch.setenv("FONTCONFIG_FILE", "/nowhere/fonts.conf")
    logger, handler = logging.getLogger("weasyprint"), logging.NullHandler()
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "propagate", True)
    api.proof(project, "fever")

    assert [handler] == logger.handlers
    assert logger.propagate
    assert "/nowhere/fonts.conf" == __import__("os").environ["FONTCONFIG_FILE"]


def test_what_a_library_warns_of_is_not_printed():
    """Pages are set without a word of Pillow's on large pictures."""
    with warnings.catch_warnings(record=True) as heard, logged():
        warnings.warn("a large picture", Image.DecompressionBombWarning, stacklevel=1)

    assert [] == heard


# ── once ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def counted(monkeypatch):
    """How often each is done."""
    counts = Counter()

    def count(owner, name, key=lambda *arguments: ""):
        act = getattr(owner, name)

        def do(*arguments, **options):
            counts[f"{name}{key(*arguments)}"] += 1
            return act(*arguments, **options)

        monkeypatch.setattr(owner, name, do)

    count(texts, "assemble")
    count(catalogs, "read_catalog", lambda path, *rest: f" {path.parts[-3]} {path.name}")
    for module in ("chapbook.gate", "chapbook.api.single"):
        count(sys.modules[module], "load")
    catalogs._kept.cache_clear()
    catalogs._domain.cache_clear()
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("make", ["build", "proof"])
def test_one_edition_is_read_once(tmp_path, counted, make):
    """One edition of a real title: the project is loaded once, it is assembled once, each catalog is read once."""
    if make == "build":
        chosen = (["card-car-t"], ["es"], ["us"], ["cards"])
        api.build(REPOSITORY, *chosen, to=tmp_path / "build", hands=in_order)
    else:
        api.proof(REPOSITORY, "card-car-t", "es", "us")

    assert {"load": 1, "assemble": 1} == {name: counted[name] for name in ("load", "assemble")}
    assert {1} == {times for name, times in counted.items() if name.startswith("read_catalog")}
    assert 3 <= sum(name.startswith("read_catalog es") for name in counted)


# ── executors ─────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def spawned(count):
    """Processes that inherit nothing: all that they know has travelled to them."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.mark.slow
def test_any_executor_makes_the_same(project):
    """In this process, forked from it, or started anew: the same files, byte for byte."""
    api.build(project, to=project / "forked")
    api.build(project, to=project / "in-order", hands=in_order)
    api.build(project, to=project / "spawned", hands=spawned)

    assert tree(project / "forked") == tree(project / "in-order")
    assert tree(project / "forked") == tree(project / "spawned")


@pytest.mark.slow
def test_a_build_goes_on_where_it_was_stopped(project, monkeypatch):
    """What was made before a fault, or before somebody pulled the plug, is not made again."""
    api.build(project, to=project / "whole", hands=in_order)
    make, made = pipeline.make, []

    def until_spanish(work):
        made.append(work.batch.edition.locale)
        if made == ["en-US", "es"]:
            raise KeyboardInterrupt
        return make(work)

    monkeypatch.setattr(pipeline, "make", until_spanish)
    with pytest.raises(KeyboardInterrupt):
        api.build(project, to=project / "build", hands=in_order)

    assert not (project / "build" / MANIFEST).exists()

    api.build(project, to=project / "build", hands=in_order)

    assert ["en-US", "es", "es"] == made
    assert tree(project / "whole") == tree(project / "build")


def killed(work):
    __import__("os").kill(__import__("os").getpid(), 9)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_process_that_the_system_ends_is_a_sentence(project, monkeypatch):
    """Out of memory in a worker: a sentence that says so, and the old build as it was."""
    api.build(project, to=project / "build")
    before = tree(project / "build")
    change(project / "booklets/fever/booklet.yaml", "revised: ", "review-by: 2030-01-01\nrevised: ")
    monkeypatch.setattr(pipeline, "make", killed)
    with pytest.raises(api.Missing) as lack:
        api.build(project, to=project / "build")

    assert "the system ended a process that was making pages" == lack.value.message
    assert before == {name: content for name, content in tree(project / "build").items() if ".cache/" not in name}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_who_is_left_behind_ends_too(project):
    """Where the first process alone is killed, those that it began end with it, and the next build begins at once."""
    script = (
        "import os, sys, time; from pathlib import Path; from chapbook import api, pipeline\n"
        "pipeline.make = lambda work: (Path(f'made-{os.getpid()}').touch(), time.sleep(60))\n"
        "api.build(Path.cwd(), to=Path('build'))"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=project) as first:
        while not (made := [*project.glob("made-*")]):
            time.sleep(0.05)
        first.kill()
    workers = [Path("/proc", path.name.removeprefix("made-")) for path in made]
    end = time.monotonic() + 10
    while any(path.exists() and "Z" not in (path / "stat").read_text().split()[2] for path in workers):
        assert time.monotonic() < end, [(path / "status").read_text() for path in workers]
        time.sleep(0.05)

    assert 2 == len(api.build(project, to=project / "build").made)


@pytest.mark.slow
def test_a_file_that_changes_while_it_is_read_is_old(project, monkeypatch):
    """What was saved between the hash and the reading is made again by the next build, and not taken for made."""
    sound = pipeline.sound

    def saved_meanwhile(*arguments):
        change(project / CSS, "html {", "html, h2 {")
        return sound(*arguments)

    monkeypatch.setattr(pipeline, "sound", saved_meanwhile)
    api.build(project, to=project / "build")
    monkeypatch.setattr(pipeline, "sound", sound)

    assert 2 == len(api.build(project, to=project / "build").made)


@pytest.mark.slow
def test_a_font_that_changes_is_read_anew(two):
    """A typeface that is replaced or written over, in a warm process and between builds, is that of now."""
    _, other = two
    target = other / "styles/fonts/NotoSans_400Regular.ttf"
    api.build(other, to=other / "build", hands=in_order)
    before = api.proof(other, "fever").file.content
    with TTFont(target) as font:
        font["hmtx"].metrics = {name: (width + 300, left) for name, (width, left) in font["hmtx"].metrics.items()}
        changed = BytesIO()
        font.save(changed)
    target.write_bytes(changed.getvalue())

    assert before != api.proof(other, "fever").file.content
    assert 2 == len(api.build(other, to=other / "build", hands=in_order).made)


@pytest.mark.slow
def test_borrowed_fonts_count(project, monkeypatch):
    """A project without a typeface rests on those that it is set in all the same."""
    api.build(project, to=project / "build")
    (project.parent / "fonts").mkdir()
    for path in FONTS.glob("*.ttf"):
        shutil.copy(path, project.parent / "fonts" / path.name)
    (project.parent / "fonts/Vazirmatn_700Bold.ttf").unlink()
    monkeypatch.setattr(chain.Chain, "typefaces", lambda self: (project.parent / "fonts",))

    assert 2 == len(api.build(project, to=project / "build").made)


@pytest.mark.slow
def test_a_build_beside_proofs(project):
    """A build that forks while another thread sets pages waits for the page, and ends."""
    stop = threading.Event()

    def proofing():
        while not stop.is_set():
            api.proof(project, "fever")

    with ThreadPoolExecutor(1) as pool:
        pool.submit(proofing)
        try:
            made = [api.build(project, to=project / f"build-{number}").made for number in range(4)]
        finally:
            stop.set()

    assert [2, 2, 2, 2] == [*map(len, made)]


# ── proofs while one writes ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_proofs_follow_the_writer(project):
    """A first proof, another after a change, what is wrong after a slip or a renaming, and a proof once it is right."""
    stop, path = threading.Event(), project / "booklets/fever/call.yaml"
    sound = path.read_text("utf-8")
    proofs = api.proofs(project, "fever", stop=stop)
    first = next(proofs)
    path.write_text(sound.replace("title: Call us now", "title: Ring us now"), "utf-8")
    second = next(proofs)
    path.write_text(sound.replace("title:", "titel:"), "utf-8")
    third = next(proofs)
    path.rename(path.with_name("gone.yaml"))
    booklet = project / "booklets/fever"
    booklet.rename(project / "booklets/heat")
    while isinstance(gone := next(proofs), api.Problems):
        pass
    (project / "booklets/heat").rename(booklet)
    path.with_name("gone.yaml").rename(path)
    path.write_text(sound, "utf-8")
    while not isinstance(fourth := next(proofs), api.Proofed):
        pass
    stop.set()

    assert "Ring us now" in " ".join(text_of_pages(second.file.content))
    assert "B013" in {problem.code for problem in third.problems}
    assert 'unknown booklet "fever"' in str(gone)
    assert first.file.content == fourth.file.content
    assert [] == [*proofs]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "ar"])
def test_the_pages_around_a_block(locale):
    """A block with its neighbours alone, on a few pages, in the words of the whole, without covers and colophon."""
    whole = text_of_pages(reading.made(reading.edition_of("car-t-journey", locale), "download"))
    place = reading.place_of("car-t-journey", locale)
    part = api.proof(REPOSITORY, "car-t-journey", locale, place, block="call-now").file
    pages = text_of_pages(part.content)

    assert 1 <= part.pages <= 4 < len(whole)
    assert part.pages == len(pages)
    assert words(pages) <= words(whole)


def words(pages):
    """The words of pages, of three letters or more."""
    return set(re.findall(r"[^\W\d_]{3,}", " ".join(pages)))


@pytest.mark.slow
@pytest.mark.parametrize("ticket", ["print-shop-imposed", "large-print"])
def test_the_pages_around_a_block_are_single_on_any_ticket(ticket):
    """What a ticket folds, marks or separates afterwards is left out: these pages are to be looked at."""
    part = api.proof(REPOSITORY, "car-t-journey", ticket=ticket, block="call-now").file

    assert 1 <= part.pages <= 4
    assert part.pages == len(text_of_pages(part.content))


@pytest.mark.slow
@pytest.mark.parametrize(("block", "words"), [("on-the-way", "Take the card with you"), ("notes", "Our notes")])
def test_a_fill_stands_on_the_pages_around_it(block, words):
    """Who looks at a block that stands where there is room sees it, whatever room the whole has for it."""
    part = api.proof(REPOSITORY, "car-t-journey", block=block).file

    assert words in " ".join(text_of_pages(part.content))


@pytest.mark.slow
@pytest.mark.parametrize("ticket", ["web", "plain-text"])
def test_what_has_no_pages_has_none_around_a_block(ticket):
    """A ticket without pages is a fault of usage here."""
    with pytest.raises(api.Unknown, match=f'ticket "{ticket}" makes no pages; leave --block out'):
        api.proof(REPOSITORY, "car-t-journey", ticket=ticket, block="call-now")


@pytest.mark.slow
def test_a_form_of_one_piece_is_shown_whole():
    """Of a card, the pages around its block are the card."""
    whole = api.proof(REPOSITORY, "card-car-t").file
    blocks = [*loading.load(loading.Chain.at(REPOSITORY), ("card-car-t",))[0].booklets["card-car-t"].blocks]

    part = api.proof(REPOSITORY, "card-car-t", block=blocks[0]).file

    assert words(text_of_pages(whole.content)) == words(text_of_pages(part.content))


@pytest.mark.slow
def test_writing_is_not_asked_of_a_listing(project):
    """To look writes nothing."""
    before = tree(project)
    api.listing(project)
    api.check(project)
    api.proof(project, "fever")
    write(project / "notes.txt", "mine")

    assert {**before, "notes.txt": b"mine"} == tree(project)

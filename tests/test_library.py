"""The bundled library as a stranger gets it: every edition, made whole, judged from outside."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import reading
from chapbook import api, pipeline
from chapbook.content.jobs import Wanted
from chapbook.files.chain import Chain
from chapbook.files.tools import made_with
from chapbook.proofread.compare import audit
from chapbook.store.memory import Request
from chapbook.workers.workers import hands, silent
from reading import BUILT, EDITIONS, LANGUAGES, LARGE

ROOT = Path(__file__).parents[1]
CHAPBOOK = Path(sys.executable).parent / "chapbook"
PAGES = {
    **dict.fromkeys(("car-t-journey", "blinatumomab-at-home"), range(24, 53)),
    "first-steps": range(20, 25),
    "anti-gd2": range(20, 27),
    "your-immunotherapy": range(20, 21),
    **dict.fromkeys(("my-helper-cells", "diary"), range(16, 17)),
}
BOOKLETS = ["car-t-journey", "blinatumomab-at-home"]
TITLES = {
    "car-t": ("car-t-journey", "when-to-call-car-t", "card-car-t"),
    "blinatumomab": ("blinatumomab-at-home", "when-to-call-blinatumomab", "card-blinatumomab"),
}
CARRIED = {
    **dict.fromkeys(("car-t-journey", "blinatumomab-at-home", "first-steps"), ("download", "ward-printer")),
    **dict.fromkeys(("anti-gd2", "my-helper-cells", "diary", "your-immunotherapy"), ("download",)),
    **dict.fromkeys(("when-to-call-car-t", "when-to-call-blinatumomab"), ("leaflet", "handout", "poster")),
    **dict.fromkeys(("card-car-t", "card-blinatumomab"), ("cards",)),
}
# When to call and the card of what has no booklet, or one that is not in Arabic: on one sheet, and in the wallet.
WENT_HOME = ("anti-gd2", "inotuzumab", "gemtuzumab", "checkpoint-inhibitors", "rituximab")
SHEETS = tuple(f"when-to-call-{therapy}" for therapy in WENT_HOME)
CARDS = tuple(f"card-{therapy}" for therapy in WENT_HOME)
CARRIED |= dict.fromkeys(SHEETS, ("handout",)) | dict.fromkeys(CARDS, ("cards",))
# What explains something, and is not in Arabic yet.
FLAT = (
    *("helping-from-near", "questions-to-ask", "for-school", "words"),
    *("going-home", "going-home-car-t", "going-home-blinatumomab"),
)
FOLDED = (
    *("immune-system", "is-it-working", "clinical-trials", "low-counts-at-home", "monoclonal-antibodies"),
    *("checkpoint-inhibitors", "after-treatment", "starting-blinatumomab", "inotuzumab", "gemtuzumab"),
    *("immune-boosters", "vaccines-against-cancer", "brothers-and-sisters"),
)
EXPLAINED = dict.fromkeys(FOLDED, ("leaflet", "handout")) | dict.fromkeys(FLAT, ("handout",))


def builds():
    """What is built: the titles in a language and place on some tickets; so little that each says what no other does.

    Each title in each of its languages, on each form in one of them: a leaflet, whose pages are given, in the longest.
    Handouts, and sheets for a ward's printer, once from left and once from right. A release makes the rest.
    """
    for therapy, titles in TITLES.items():
        for locale, place in EDITIONS[therapy]:
            left = set() if locale in reading.TWICE else {"handout", "ward-printer"}
            tickets = {*chain.from_iterable(CARRIED[title] for title in titles)} - left
            yield Wanted(titles, (locale,), (place,), (*tickets,))
    yield Wanted((*EXPLAINED,), ("en-US",), ("us",), ("handout",))
    yield Wanted(FOLDED, ("es",), ("gb",), ("leaflet",))
    yield Wanted(FLAT, ("es",), ("gb",), ("handout",))
    yield Wanted(SHEETS + CARDS, ("en-US",), ("us",), ("handout", "cards"))
    # In two languages a card has the least room, and a sheet with a pump the most lines.
    yield Wanted(("when-to-call-anti-gd2", *CARDS), ("es",), ("gb",), ("handout", "cards"))
    for title in ("first-steps", "anti-gd2", "my-helper-cells", "diary", "your-immunotherapy"):
        yield Wanted((title,), ("en-US",), ("us",), CARRIED[title])
    yield Wanted(("anti-gd2", "my-helper-cells", "your-immunotherapy"), ("es",), ("gb",), ("download",))
    # Two scales of temperature are the longest words.
    yield Wanted(("diary",), ("es",), ("us",), ("download",))
    for edition in (*LARGE, "first-steps.es.gb"):
        title, locale, place = edition.split(".")
        yield Wanted((title,), (locale,), (place,), ("large-print",))


class All(Wanted):
    """Everything that is built."""

    def jobs(self, project):
        return [*dict.fromkeys(job for each in builds() for job in each.jobs(project))]

    def editions(self, project):
        return [*dict.fromkeys(edition for each in builds() for edition in each.editions(project))]


pytestmark = pytest.mark.slow


def run(*command, cwd=ROOT, **environment):
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def digest(path):
    """The hash of a file: a difference is told in a line, not byte by byte."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def built():
    """Editions and their manifest; other tests read the files too.

    The library is read and judged once for all of them.
    """
    home = Chain.at(ROOT)
    done = pipeline.build(home, All(), BUILT, Request.of(home, "all", made_with()), hands, silent)

    assert () == done.gone == done.aside

    return BUILT, rows(BUILT)


def rows(folder, key="editions"):
    return json.loads((folder / "manifest.json").read_text())[key]


def test_every_title_in_each_language_on_each_ticket(built):
    """Each title is made in its languages, on each ticket that carries it, and each ticket from left and from right."""
    _, listed = built
    made = {(row["booklet"], row["locale"], row["ticket"]) for row in listed}
    carried = CARRIED | EXPLAINED
    whole = [*chain.from_iterable(TITLES.values())]
    spoken = {title: LANGUAGES if title in whole else ("en-US", "es") for title in carried}
    # Their sheets are alike, and the longest stands for all.
    spoken |= dict.fromkeys(SHEETS[1:], ("en-US",))

    assert {*reading.library().booklets} == {*carried}
    assert {(title, locale) for title, each in spoken.items() for locale in each} == {(t, loc) for t, loc, _ in made}
    usual = {(title, ticket) for title, each in carried.items() for ticket in each}
    large = {(edition.split(".")[0], "large-print") for edition in (*LARGE, "first-steps.es.gb")}
    assert usual | large == {(title, by) for title, _, by in made}
    assert {by for _, _, by in made} == {by for _, locale, by in made if locale == "ar"}


@pytest.mark.parametrize(
    ("treatment", "locale", "place"),
    [("car-t", "es", "gb"), ("blinatumomab", "ar", "gb")],
)
def test_the_other_editions_fit(treatment, locale, place):
    """A treatment's sheet fits its panels in the other place, too: in Spanish, and in Arabic."""
    assert (locale, place) not in EDITIONS[treatment]
    edition = f"{TITLES[treatment][1]}.{locale}.{place}"
    made = reading.proof(edition, "leaflet")

    assert [] == audit(reading.library(), reading.transcript(edition), made)
    assert 2 == made.pages


def test_the_manifest_is_true(built):
    """The manifest tells each file's size and hash as they are, and every edition is a draft."""
    folder, _ = built
    listed = [*rows(folder), *rows(folder, "proof-sheets")]
    for row in listed:
        file = folder / row["file"]

        assert (file.stat().st_size, digest(file)) == (row["bytes"], row["sha256"])
    assert all(row["draft"] for row in rows(folder))
    there = {path.relative_to(folder).as_posix() for path in folder.glob("*/*.pdf")}

    assert {row["file"] for row in listed if row["file"].endswith(".pdf")} == there


def test_booklets_have_the_promised_length(built):
    """A booklet has as many pages as it promises, in every language, and the files have what the manifest says."""
    folder, listed = built
    booklets = [row for row in listed if row["ticket"] in ("download", "ward-printer")]
    wrong = {row["file"]: row["pages"] for row in booklets if row["pages"] not in PAGES[row["booklet"]]}

    assert {} == wrong

    for row in booklets:
        pages = len(pypdfium2.PdfDocument(folder / row["file"]))

        assert (row["pages"] if row["ticket"] == "download" else 2 * -(-row["pages"] // 4)) == pages


def test_forms_have_the_promised_pages(built):
    """A leaflet has two pages, a poster one, a handout no more than four, in every language and place."""
    folder, listed = built
    wanted = {"leaflet": {2}, "poster": {1}, "handout": {2, 3, 4}}
    forms = {row["file"]: wanted[row["ticket"]] for row in listed if row["ticket"] in wanted}

    assert forms
    assert [] == [file for file, pages in forms.items() if len(pypdfium2.PdfDocument(folder / file)) not in pages]


def test_pdf_ua(built):
    """veraPDF finds what is read on a screen to conform to PDF/UA-1, in Spanish and Arabic; an untagged file not.

    What is folded or cut from sheets for print alone is read by nobody; the faces of a card are judged before.
    """
    folder, listed = built
    if shutil.which("java") is None:
        assert not os.environ.get("CI"), "the validator needs Java here: tools/validator"
        pytest.skip("no Java: tools/validator")
    untagged = folder / "untagged.pdf"
    read = ("download", "large-print", "leaflet", "handout", "poster")
    files = [folder / row["file"] for row in listed if row["ticket"] in read and row["locale"] in ("es", "ar")]
    with pikepdf.open(files[0]) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(untagged)
    done = run(sys.executable, ROOT / "tests/verapdf.py", "ua1", *files, untagged)
    untagged.unlink()
    verdicts = json.loads(done.stdout)

    assert verdicts.pop(str(untagged))
    assert {str(file): {} for file in files} == verdicts


def test_no_checker_warns(built):
    """qpdf finds nothing to warn of, in two scripts: neither damage, nor a table that leads elsewhere."""
    folder, listed = built
    warned = []
    for row in (row for row in listed if (row["locale"], row["place"]) in (("en-US", "us"), ("ar", "gb"))):
        job = pikepdf.Job(["qpdf", "--check", str(folder / row["file"])])
        job.run()
        warned += [row["file"]] * job.has_warnings

    assert [] == warned


def test_arabic_opens_from_the_right(built):
    """Arabic files tell viewers to turn pages from right to left; others do not."""
    folder, listed = built
    for row in listed:
        with pikepdf.open(folder / row["file"]) as pdf:
            direction = pdf.Root.ViewerPreferences.get("/Direction")

            assert ("/R2L" if row["locale"] == "ar" else None) == direction, row["file"]
            assert row["locale"] == str(pdf.Root.Lang)


def test_same_input_same_bytes(built, tmp_path):
    """A second build from another folder, with another hash seed and clock, gives the same bytes.

    It is the command that is typed, and says nothing but how far it is.
    """
    folder, _ = built
    otherwise = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1"}
    booklet, forms = ["my-helper-cells"], ["when-to-call-car-t", "card-car-t"]
    usual = [f"--ticket={ticket}" for ticket in CARRIED[booklet[0]]]
    folded = ["--ticket=leaflet", "--ticket=cards"]
    for asked, locale, place in ([*booklet, *usual], "en-US", "us"), ([*forms, *folded], "ar", "gb"):
        done = run(CHAPBOOK, "build", *asked, "--locale", locale, "--place", place, "--to", tmp_path, **otherwise)

        assert 0 == done.returncode, done.stderr
        assert [] == [line for line in done.stderr.splitlines() if not line.startswith("typesetting ")]
    made = sorted(tmp_path.glob("*/*.pdf"))
    # A proof sheet comes with each title.
    tickets = [*CARRIED[booklet[0]], "leaflet", "cards", *["proof-sheet"] * 3]
    assert sorted(tickets) == sorted(path.parent.name for path in made)
    for path in made:
        assert digest(folder / path.relative_to(tmp_path)) == digest(path), path.name


def test_nothing_is_made_twice(built):
    """A second build finds everything made, and touches no file."""
    folder, _ = built
    # What was asked for otherwise is listed anew by one that asks so.
    api.build(ROOT, BOOKLETS, ["en-US"], (), ["download", "ward-printer"], to=folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    tickets = ("--ticket", "download", "--ticket", "ward-printer")
    done = run(CHAPBOOK, "build", *BOOKLETS, "--locale", "en-US", *tickets, "--to", folder)

    assert f"made already: 4 files in {folder}\n" == done.stdout
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}

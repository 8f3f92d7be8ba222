"""The three screens, as they are answered: what is found, what is wrong beside its field, what is handed over."""

import asyncio
import hashlib
import json
import os
import re
import sys
import threading
from dataclasses import replace
from datetime import date
from html import unescape
from threading import Event
from types import SimpleNamespace
from typing import get_args
from urllib.parse import unquote, urlencode

import pytest

import blanks
from chapbook import api
from chapbook.catalogs.catalogs import FURNITURE, read_domain
from chapbook.check.wordless import template_words
from chapbook.content.booklet import Edition
from chapbook.content.slots import Days, OnCard
from chapbook.copy.built import NO_REGISTER
from chapbook.desk import behind, papers
from chapbook.desk.behind import Behind, has_press
from chapbook.desk.languages import Languages
from chapbook.files.chain import Chain
from chapbook.problems.problem import Problems, Spot, problem
from chapbook.publish import kept, log
from chapbook.publish.register import Register, Row, Withdrawal
from chapbook.templating.environment import words_of
from chapbook.transcript.code import qr
from chapbook.transcript.snapshot import code_of
from conftest import REPOSITORY, change, text_of_pages, with_signs, write
from desks import CANARY, CARD, HOST, OF_ARABIC, SLOTS, TITLE, TYPED, Browser, folder
from reading import transcript


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return folder(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def desk(build):
    return Browser(build).opened()


def titles(answer):
    return re.findall(r'href="/[\w-]+/([\w.-]+)/"', answer.body.decode().split('<ul class="papers"')[1])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 6),
        ("locale=ar", 2),
        ("q=blinatumomab+HOME", 3),
        ("q=casa", 3),
        ("q=TARJETA", 3),
        ("q=nothing", 0),
        ("q=pump+stopped", 6),
        ("q=pump+elephant", 0),
        ("stage=about-to-start", 3),
        ("therapy=blinatumomab&locale=es", 2),
        ("therapy=car-t", 0),
        ("readers=staff", 0),
        ("place=gb", 0),
    ],
)
def test_fewer_papers_with_each_word_and_choice(desk, asked, found):
    """A paper is found by words in any of its languages, by therapy, stage, reader, language and country."""
    assert found == len(titles(desk.get(f"/en-US/?{asked}")))


def test_what_is_called_so_comes_first(tmp_path):
    """Papers of CAR T stand before one that has its letters in other words."""
    for title, named in (("going-home", "Care at home"), ("car-t-journey", "Your child’s CAR T journey")):
        blanks.build(tmp_path, blanks.pdf(blanks.NAME), title=title, named=named)
    desk = Browser(tmp_path).opened()

    assert ["car-t-journey.en-US.us", "going-home.en-US.us"] == titles(desk.get("/en-US/?q=CAR+T"))
    assert "going-home.en-US.us" == titles(desk.get("/en-US/"))[0]


@pytest.mark.parametrize(("lang", "words"), [("en-US", "short of breath"), ("es", "respirar"), ("ar", "التنفس")])
def test_a_paper_is_found_by_what_is_wrong(desk, lang, words):
    """By the warning signs that it lists, in the language of the desk and in no other; a card lists them too."""
    found = len(titles(desk.get(f"/{lang}/?{urlencode({'q': words})}")))

    assert 6 == found
    assert [] == titles(desk.get(f"/en-US/?{urlencode({'q': words})}")) or lang == "en-US"


def test_signs_of_a_project_that_cannot_be_read(hospital):
    """A slip in the register takes no paper away: it is found by its title as before."""
    made = blanks.build(hospital / "made", blanks.pdf(blanks.NAME))
    write(hospital / "booklets/signs.yaml", "fever: [\n")
    desk = Browser(made, hospital).opened()

    assert [1, 0] == [len(titles(desk.get(f"/en-US/?q={word}"))) for word in ("fever", "breathing")]


def test_signs_are_read_once_for_all_languages(project, monkeypatch):
    """And anew when one has changed."""
    signs = with_signs(project) / "booklets/signs.yaml"
    read, original = [], behind.load
    monkeypatch.setattr(behind, "load", lambda *given: read.append(given) or original(*given))
    texts = Behind(Chain.at(project), project, lambda do, *given: do(*given))
    found = [texts.signs(lang) for lang in ("en-US", "es", "en-US")]
    assert (1, True) == (len(read), any(found[0].values()))
    assert found[0] == found[2] != found[1]

    said = next(filter(None, found[0].values())).split()[0]
    change(signs, said, f"Otherwise {said}")

    assert "Otherwise" in " ".join(texts.signs("en-US").values())
    assert 2 == len(read)


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("fault", [None, ValueError])
def test_the_desk_gets_ready_for_a_search(build, monkeypatch, capfd, fault):
    """Once the first screen was answered, in its language and once; what goes wrong there is nobody's fault but its."""
    asked, there = [], Event()

    def signs(_, lang):
        asked.append(lang)
        there.set()
        if fault:
            raise fault

    monkeypatch.setattr(Behind, "signs", signs)
    monkeypatch.setattr("chapbook.desk.app.SOON", 0)
    desk = Browser(build).opened()
    inner = desk.desk.inner

    async def day():
        async with inner.router.lifespan_context(inner):
            await asyncio.sleep(0.1)
            assert [] == asked
            for lang in ("es", "ar"):
                assert 200 == (await desk.asked("GET", f"/{lang}/", b"", {"sec-fetch-site": "same-origin"})).status
            assert await asyncio.to_thread(there.wait, 10)
            await asyncio.sleep(0.1)

    asyncio.run(day())

    assert ["es"] == asked
    assert ("", "") == capfd.readouterr()


@pytest.mark.parametrize("used", [False, True])
def test_a_desk_that_is_closed_leaves_nothing_behind(build, monkeypatch, used):
    """What waits for the first screen, or gets ready after it, ends with the desk, and reads nothing any more."""
    asked = []
    monkeypatch.setattr(Behind, "signs", lambda _, lang: asked.append(lang))
    desk = Browser(build).opened()
    inner = desk.desk.inner

    async def day():
        async with inner.router.lifespan_context(inner):
            (waiting,) = {*threading.enumerate()} - before
            if used:
                await desk.asked("GET", "/es/", b"", {"sec-fetch-site": "same-origin"})
        return waiting

    before = {*threading.enumerate()}
    waiting = asyncio.run(day())
    waiting.join(10)

    assert not waiting.is_alive()
    assert [] == asked


def test_languages_are_in_their_own_name(desk):
    """A family's language is chosen by the name that the family gives it."""
    assert '<option value="ar" lang="ar" dir="rtl">العربية</option>' in desk.get("/es/").body.decode()


@pytest.mark.parametrize(
    ("said", "lang"), [("ar,en;q=0.5", "ar"), ("es-MX", "es"), ("fr", "en-US"), ("en-GB", "en-GB"), ("", "en-US")]
)
def test_the_desk_speaks_as_the_browser_does(desk, said, lang):
    """It opens in the first language of the browser that the library has."""
    assert f"/{lang}/" == desk.get("/", **{"accept-language": said}).headers["location"]


@pytest.mark.parametrize("lang", ["en-GB", "es", "ar"])
def test_each_word_of_the_screens_is_in_the_catalog(lang):
    """Of the language alone: what stands in another is nobody's who reads it."""
    library = Chain.at(REPOSITORY)
    said = read_domain(library, lang, FURNITURE)
    words = words_of(library, frozenset(f"desk/{path.name}" for path in (REPOSITORY / "templates/desk").iterdir()))

    assert len(words) > 90
    assert [] == sorted(each for each in words if said.get(*each) is None)


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_nothing_is_said_in_another_language(desk, lang):
    """What is English on a screen of another language is a title, a language, or for whoever makes the papers."""
    address = f"/{lang}/{TITLE}.en-US.us/"
    here = [desk.get(f"/{lang}/"), desk.post(address, {**CANARY, "night-phone": "x"}), desk.post(f"{address}hand-over")]
    there = [each.replace(f"/{lang}/", "/en-US/") for each in (f"/{lang}/", address, f"{address}hand-over")]
    first = [desk.get(there[0]), desk.post(there[1], {**CANARY, "night-phone": "x"}), desk.post(there[2])]

    for own, english in zip(here, first, strict=True):
        assert 200 == own.status
        assert own.text != english.text
    texts = [answer.text.replace(NO_REGISTER, "") for answer in here]
    words = {word for text in texts for word in re.findall(r"\b(?:the|this|paper|find|family)\b", text)}

    assert set() == words


@pytest.mark.parametrize("lang", [*Languages.of(Chain.at(REPOSITORY)).locales])
def test_every_language_of_the_library_has_all_screens(desk, lang):
    """The three screens and what went wrong on them, in its direction."""
    address = f"/{lang}/{TITLE}.es.us/"
    asked = [desk.get(f"/{lang}/"), desk.get(address), desk.post(f"{address}hand-over", CANARY)]
    asked += [
        desk.post(address, {"night-phone": "x", "look": "1"}),
        desk.get(f"/{lang}/nothing/"),
        desk.get(f"/{lang}/packet"),
    ]

    assert [200, 200, 200, 422, 404, 200] == [each.status for each in asked]
    direction = "rtl" if lang == "ar" else "ltr"
    assert all(f'<html lang="{lang}" dir="{direction}">' in each.body.decode() for each in asked)


ANSWERS = {"therapy": "car-t", "now": "at-home", "setting": "home", "age": "from-5", "language": "es", "place": "us"}
ANSWERS |= {"access": "nothing", "worry": "side-effects"}


class Elsewhere:
    """Does what a desk has done apart: asks the real questions, and sets a packet without a press."""

    def __init__(self):
        self.made = []

    def __call__(self, action, folder, given):
        if action is not api.packet:
            return action(folder, given)
        self.made.append(given)
        if given["language"] == "ar":
            raise Problems([problem("H013", Spot("the answers"), titles="x", language="ar", place="gb")])
        edition = Edition("packet", "es", "us")
        return SimpleNamespace(file=SimpleNamespace(edition=edition, ticket="download", content=b"%PDF-"))


@pytest.mark.parametrize(
    ("lang", "ask", "answer"),
    [
        ("en-US", "Where is your family now?", "CAR T cells"),
        ("es", "¿En qué momento está su familia ahora?", "Estamos decidiendo"),
        ("es", "¿De qué tratamiento se trata?", "Un anticuerpo contra el neuroblastoma (dinutuximab)"),
        ("ar", "في أي مرحلة عائلتكم الآن؟", "العربية"),
    ],
)
def test_the_interview_is_one_button(build, lang, ask, answer):
    """Its questions are asked in the language of the desk, each as a list; the packet is made apart, of the answers."""
    apart = Elsewhere()
    desk = Browser(build, do=apart).opened()
    assert f'href="/{lang}/packet"' in desk.get(f"/{lang}/").body.decode()
    page = desk.get(f"/{lang}/packet")

    assert (200, True) == (page.status, f">{ask}</label>" in page.body.decode())
    assert f">{answer}</option>" in page.body.decode()
    assert [*ANSWERS] == re.findall(r'<select id="([\w-]+)" name="\1" required', page.body.decode())

    made = desk.post(f"/{lang}/packet.pdf", ANSWERS)

    assert (200, b"%PDF-", "no-store") == (made.status, made.body, made.headers["cache-control"])
    assert 'inline; filename="packet.es.us.download.pdf"' == made.headers["content-disposition"]
    assert [ANSWERS] == apart.made


@pytest.mark.parametrize(
    ("answers", "address", "found"),
    [
        ({"therapy": "blinatumomab", "language": "es"}, "therapy=blinatumomab&locale=es&place=us", 2),
        ({"therapy": "other", "language": "en"}, "therapy=&locale=en-US&place=us", 2),
        ({"therapy": "x&y", "language": "x", "place": "x"}, "therapy=&locale=&place=", 6),
    ],
)
def test_after_a_packet_the_card_is_one_button(build, answers, address, found):
    """It leads to the papers of the treatment in the family's language; nothing that was sent stands in the address."""
    desk = Browser(build, do=Elsewhere()).opened()
    answer = desk.post("/es/packet-papers", ANSWERS | answers)

    assert 'formaction="/es/packet-papers" formtarget="_self" formnovalidate' in desk.get("/es/packet").body.decode()
    assert (303, f"/es/?{address}") == (answer.status, answer.headers["location"])
    assert found == len(titles(desk.get(answer.headers["location"])))


@pytest.mark.slow
def test_a_packet_wants_every_answer(build):
    """What is not answered, or answered with something else, is asked again, with the others as they were."""
    apart = Elsewhere()
    desk = Browser(build, do=apart).opened()
    for wrong in (
        {**ANSWERS, "now": ""},
        {**ANSWERS, "now": "x"},
        {key: ANSWERS[key] for key in ANSWERS if key != "now"},
    ):
        page = desk.post("/en-US/packet.pdf", wrong)

        assert (422, []) == (page.status, apart.made)
        assert ["now"] == re.findall(r'id="([\w-]+)-fault">Choose an answer', page.body.decode())
        assert '<option value="from-5" selected>' in page.body.decode()
    page = desk.post("/en-US/packet.pdf", {**ANSWERS, "language": "ar"})

    assert (422, True) == (page.status, "There is no packet in this language." in page.text)


def test_the_packet_passes_the_gate(build):
    """As every other way: nobody without the cookie, no other site's page, nothing by an address."""
    apart = Elsewhere()
    desk = Browser(build, do=apart).opened()
    forged = ({"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"cookie": ""}, {"content-length": "100000000"})

    assert [403, 403, 403, 413] == [desk.post("/en-US/packet.pdf", ANSWERS, **each).status for each in forged]
    assert 404 == desk.get(f"/en-US/packet.pdf?{urlencode(ANSWERS)}").status
    assert [] == apart.made


def test_where_nothing_sets_pages_the_button_says_so(build, monkeypatch, hospital):
    """A ward's PC has no press: the button cannot be pressed, and says why; where nothing is asked there is none."""
    apart = Elsewhere()
    desk = Browser(build, do=apart).opened()
    monkeypatch.setattr("chapbook.desk.screens.has_press", lambda: False)
    page = desk.get("/en-US/")

    assert "disabled>Where is this family now? This computer cannot make a packet.</button>" in page.body.decode()
    assert 'href="/en-US/packet"' not in page.body.decode()
    assert "This computer cannot make a packet." in desk.get("/en-US/packet").text
    assert (404, []) == (desk.post("/en-US/packet.pdf", ANSWERS).status, apart.made)


def test_a_packet_holds_up_no_copy(build):
    """While one is set, and somebody waits for it, the next nurse's copy is made."""
    begun, done = Event(), Event()

    def apart(action, folder, given):
        begun.set()
        assert done.wait(20)
        return Elsewhere()(action, folder, given)

    desk = Browser(build, do=apart).opened()

    async def both():
        packet = asyncio.create_task(desk.asked("GET", "/en-US/packet", b"", {}))
        await asyncio.to_thread(begun.wait, 20)
        headers = {"origin": f"http://{HOST}", "content-type": TYPED}
        copy = await asyncio.wait_for(desk.asked("POST", f"/en-US/{TITLE}.es.us/download.pdf", b"", headers), 20)
        waited = not packet.done()
        done.set()
        return copy.status, waited, (await packet).status

    assert (200, True, 200) == asyncio.run(both())


def test_what_knows_the_press_is_asked_once():
    """A machine without one of its parts has none."""
    has_press.cache_clear()
    assert has_press()
    with pytest.MonkeyPatch.context() as patch:
        has_press.cache_clear()
        patch.setitem(sys.modules, "weasyprint", None)
        assert not has_press()
    has_press.cache_clear()


def test_every_slot_that_authors_may_name_has_a_label():
    """At the desk no field has the bare name of its slot."""
    labels = Languages.of(Chain.at(REPOSITORY)).named("en-US")["slots"]

    assert set() == {*get_args(OnCard), *get_args(Days)} - labels.keys()


@pytest.mark.parametrize("path", ["*", "", "/", "/xx"])
def test_whatever_is_asked_for_is_refused_in_words(path):
    """Also what is no address: a target such as that of `OPTIONS *`."""
    assert b"<h1>" in Languages.of(Chain.at(REPOSITORY)).refusal(404, path)


def test_fields_are_the_slots_of_the_paper(desk):
    """Each slot is a field with its label and its type, filled in by nobody but who types."""
    page = desk.get(f"/en-US/{TITLE}.ar.us/").body.decode()
    fields = re.findall(r'<input id="([\w-]+)" name="\1" value="" type="(\w+)"[^>]*autocomplete="off"', page)

    assert [("child-name", "text"), ("night-phone", "tel"), ("start-date", "date")] == fields
    assert all(f'<label for="{name}">' in page for name, _ in fields)
    assert '<strong lang="ar" dir="rtl">العربية</strong>' in page


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("start-date", "1.12.2026", "This is not a day."),
        ("night-phone", "call the ward", "This is not a phone number."),
        ("child-name", "A" * 90, "On page 1 this is "),
        ("child-name", "김민준", "The typefaces here lack some of these letters."),
        ("child-name", "A\u202eb", "Write one line of text."),
    ],
)
@pytest.mark.parametrize("step", ["", "hand-over"])
def test_what_is_wrong_stands_at_its_field(desk, step, name, value, fault):
    """A value that cannot be written is told beside its field, what was typed stays, and nothing is handed over."""
    answer = desk.post(f"/en-US/{TITLE}.en-US.us/{step}", {**CANARY, name: value, "look": "1"})
    page = answer.body.decode()

    assert 422 == answer.status
    assert re.search(rf'<span class="fault" id="{name}-fault">{re.escape(fault)}', page)
    assert re.search(rf'id="{name}"[^>]* aria-invalid="true" aria-describedby="{name}-fault"', page)
    assert f'<a href="#{name}">' in page
    assert "Please check" in re.search("<title>(.*)</title>", page)[1]
    assert "hand-over.pdf" not in page
    assert CANARY["night-phone"] in page or name == "night-phone"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("start-date", "2016-12-01", "This day is more than a year away."),
        ("night-phone", "555 01", "This number is too short to call."),
        ("child-name", "12345-678", "This has more digits than letters. Is it a name?"),
        ("night-phone", "555-0143", "Is the area code there, and each digit?"),
    ],
)
def test_what_can_hardly_be_meant_is_asked_about(desk, name, value, why):
    """A day of years ago and a number that lacks digits are asked about, each by why, and are the nurse's to say."""
    looked = desk.post(f"/en-US/{TITLE}.en-US.us/", {**CANARY, name: value})
    handed = desk.post(f"/en-US/{TITLE}.en-US.us/hand-over", {**CANARY, name: value})

    assert f'aria-describedby="{name}-fault"' in looked.body.decode()
    assert why in looked.text
    assert (200, True) == (handed.status, f": {why}" in handed.text)
    assert "Please look again." not in desk.post(f"/en-US/{TITLE}.en-US.us/hand-over", CANARY).text


def test_a_ticket_is_known_by_what_it_says_and_not_by_its_name(tmp_path):
    """What is for a print shop is handed to nobody; what a reader takes comes first, whatever either is called."""
    for ticket, taken in (("a-poster", "also"), ("offset-a5", "no"), ("print-shop-of-the-ward", "first")):
        blanks.build(tmp_path, blanks.pdf(blanks.NAME), ticket=ticket, taken=taken)
    (paper,) = papers.papers(Chain.at(REPOSITORY), tmp_path).by_name.values()

    assert ["print-shop-of-the-ward", "a-poster"] == [*paper.files]


def test_a_logo_that_was_mended_is_told_no_more(tmp_path):
    """It is looked at anew when its own file has changed, also while the desk is open."""
    blanks.build(tmp_path / "build", blanks.pdf(blanks.NAME))
    write(tmp_path / "booklets/imprint.yaml", "name: Sample Children's Hospital\nlogo: figures/own.svg\ninherits: []\n")
    told = []
    for drawn in ("<text/>", '<rect width="20" height="10"/>', "<text/>"):
        write(
            tmp_path / "booklets/figures/own.svg",
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{drawn}</svg>',
        )
        told.append([each.code for each in papers.papers(Chain.at(tmp_path), tmp_path / "build").unread])

    assert [["H014"], [], ["H014"]] == told


def test_a_card_wants_the_name_of_the_passport(tmp_path):
    """What crews read, who may read no other script, says so at its field, there alone; and asks about another one."""
    asked = "Ambulance crews may not be able to read this."
    for for_staff in (True, False):
        slot = replace(blanks.NAME, for_staff=for_staff)
        made = blanks.build(tmp_path / f"{for_staff}", blanks.pdf(slot), ticket="cards")
        desk = Browser(made).opened()

        assert for_staff == ("كما في جواز السفر" in desk.get("/ar/fever.en-US.us/").text)
        for name, doubted in (("سارة حداد", for_staff), ("Sara Haddad", False)):
            page = desk.post("/en-US/fever.en-US.us/hand-over", {"child-name": name})
            assert (200, doubted) == (page.status, asked in page.text)


def test_several_days_have_one_field(tmp_path):
    """It says how they are written, to a screen reader too; each is handed over on its line."""
    bags = [
        replace(
            blanks.START, name="bag-change-dates", kind="dates", nth=nth, box=(40, 440 - 20 * nth, 200, 454 - 20 * nth)
        )
        for nth in range(2)
    ]
    desk = Browser(blanks.build(tmp_path, blanks.pdf(*bags), title=TITLE)).opened()
    address, days = f"/en-US/{TITLE}.en-US.us/", {"bag-change-dates": "2026-12-05 2026-12-09"}
    page, wrong = desk.get(address), desk.post(address, {"bag-change-dates": "every 4 days", "look": "1"})
    handed = desk.post(f"{address}download.pdf", days)

    assert "Days of bag changes One day after the other, such as" in page.text
    assert "+4d is 4 days later, day 5." in page.text
    # In no frame, which would look like a field; and the example breaks at none of its hyphens.
    assert 'class="hint" id="bag-change-dates-hint"' in page.body.decode()
    assert '<span class="whole">2026-12-01' in page.body.decode()
    assert ".whole { white-space: nowrap }" in desk.get("/desk.css").body.decode()
    assert 'type="text" dir="ltr" maxlength="200"' in page.body.decode()
    assert 'aria-describedby="bag-change-dates-hint"' in page.body.decode()
    assert 'aria-describedby="bag-change-dates-fault bag-change-dates-hint"' in wrong.body.decode()
    assert "Number 1 is not a day. Write year, month and day" in wrong.text
    for given, why in (
        ("2026-12-05 2027-02-29", "Number 2 is not a day."),
        ("2026-12-05 +2w", "Number 2 is counted from the first day of treatment. Write that day too."),
        ("2026-12-05 2026-12-05", "Number 2 is the same day as number 1."),
        ("2026-12-09 2026-12-05", "Number 2 is earlier than number 1."),
        ("2026-12-05 2026-12-09 2026-12-10", "Here are 3 days, and the paper has 2 lines."),
    ):
        assert why in desk.post(address, {"bag-change-dates": given, "look": "1"}).text
    assert ["Saturday, December 5, 2026", "Wednesday, December 9, 2026"] == text_of_pages(handed.body)[0].split("\r\n")


def test_no_digit_is_left_out_for_room(tmp_path):
    """Where a number has no room, nobody is told to shorten it: its digits are all of it."""
    made = blanks.build(tmp_path, blanks.pdf(replace(blanks.PHONE, box=(40, 470, 100, 484))))
    page = Browser(made).opened().post("/en-US/fever.en-US.us/", {"night-phone": "+1 202-555-0143", "look": "1"}).text

    assert "Leave out no digit" in page
    assert "Shorten" not in page


def test_what_cannot_be_read_is_said(hospital):
    """A slip in a file while the desk is open hides no paper: the screen says what a paper is not found by."""
    made = blanks.build(hospital / "made", blanks.pdf(blanks.NAME))
    about, locales = hospital / "booklets/fever/booklet.yaml", hospital / "locales/locales.yaml"
    original = (hospital.parent / "project/booklets/fever/booklet.yaml").read_text("utf-8")
    desk = Browser(made, hospital).opened()

    assert "cannot be read" not in desk.get("/en-US/").text

    write(about, f"{original}stages: deciding\n")
    write(locales, "es: Español")
    page = desk.get("/en-US/")

    assert ["fever.en-US.us"] == titles(page)
    assert "booklets/fever/booklet.yaml" in page.text
    assert "locales/locales.yaml:1:1: B002" in page.text
    assert "/locked" in page.body.decode()

    write(about, original)
    locales.unlink()

    assert "cannot be read" not in desk.get("/en-US/").text


def test_papers_are_read_once(build, monkeypatch):
    """Each cover asks what lies on the desk; its files are read again when one has changed."""
    desk = Browser(build).opened()
    read = []
    original = papers.manifest
    monkeypatch.setattr(papers, "manifest", lambda folder: read.append(folder) or original(folder))
    for edition in titles(desk.get("/en-US/")):
        assert 200 == desk.get(f"/en-US/{edition}/cover.png").status
    assert len(read) <= 1

    os.utime(build / "manifest.json")
    desk.get("/en-US/")

    assert 1 <= len(read) <= 2


def test_what_a_booklet_is_found_by_is_read_anew(project):
    """Its booklet.yaml may change while the desk is open."""
    chain, about = Chain.at(project), project / "booklets/fever/booklet.yaml"
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME))
    (before,) = papers.papers(chain, made).by_name.values()

    write(about, f"{about.read_text('utf-8')}readers: teenagers\n")
    (after,) = papers.papers(chain, made).by_name.values()

    assert ("parents", "teenagers") == (before.readers, after.readers)


def test_doubts_stand_beside_faults(desk):
    """Who has to mend one field is asked about the others in the same round, and each fault stands at its own."""
    page = desk.post(
        f"/en-US/{TITLE}.en-US.us/hand-over", {**CANARY, "night-phone": "1", "start-date": "2019-12-01"}
    ).body.decode()

    assert [("fault", "night-phone"), ("doubt", "start-date")] == re.findall(r'class="(\w+)" id="([\w-]+)-fault"', page)


def test_pages_are_shown_with_what_was_typed(desk):
    """Who looks sees each page that something was written on, as a picture within the answer."""
    page = desk.post(f"/en-US/{TITLE}.es.us/", {**CANARY, "look": "1"}).body.decode()

    assert ["1", "2"] == re.findall(r'src="data:image/png;base64,[^"]{500,}" alt="Page (\d)', page)
    assert "data:image" not in desk.post(f"/en-US/{TITLE}.es.us/", CANARY).body.decode()


@pytest.mark.parametrize("ticket", ["download", "ward-printer"])
@pytest.mark.parametrize(("locale", "day"), [("es", "sábado, 5 de diciembre de 2026"), ("ar", "السبت، 5 ديسمبر 2026")])
def test_what_is_handed_over_says_it(desk, locale, day, ticket):
    """The PDF of each ticket has the name, the number and the day in the family's language, under a neutral name."""
    answer = desk.post(f"/en-US/{TITLE}.{locale}.us/{ticket}.pdf", CANARY)
    (first, _) = text_of_pages(answer.body)

    assert (200, "application/pdf") == (answer.status, answer.headers["content-type"])
    assert f'inline; filename="{TITLE}.{locale}.us.{ticket}.pdf"' == answer.headers["content-disposition"]
    assert ["Zzyzx Canary", "202-555-0187", day] == first.split("\r\n")


def test_each_way_to_hand_over_is_a_button(desk):
    """Every ticket that was built, the calendar, and the card of the same therapy in the family's language."""
    page = desk.post(f"/en-US/{TITLE}.ar.us/hand-over", CANARY).body.decode()
    ways = re.findall(r'formaction="/en-US/([\w.-]+)/([\w.-]+)"', page)

    assert [
        (f"{TITLE}.ar.us", "ward-printer.pdf"),
        (f"{TITLE}.ar.us", "download.pdf"),
        (f"{TITLE}.ar.us", "ward-printer.ics"),
        (f"{TITLE}.ar.us", "ward-printer.ics"),
        (f"{TITLE}.en-US.us", "ward-printer.pdf"),
        (f"{TITLE}.en-US.us", "download.pdf"),
        (f"{CARD}.ar.us", "cards.pdf"),
    ] == ways
    assert b"SUMMARY:Day 1" in desk.post(f"/en-US/{TITLE}.ar.us/ward-printer.ics", CANARY).body
    assert ".ics" not in desk.post(f"/en-US/{TITLE}.ar.us/hand-over", {"child-name": "Ana"}).body.decode()
    assert 404 == desk.post(f"/en-US/{TITLE}.ar.us/ward-printer.ics", {"child-name": "Ana"}).status


@pytest.mark.parametrize(("lang", "day"), [("en-US", "December 5, 2026"), ("es", "5 de diciembre de 2026")])
def test_what_is_handed_over_says_whose_it_is(desk, lang, day):
    """Two windows of two families are not the same to the eye: their names stand there, in no title and no address."""
    page = desk.post(f"/{lang}/{TITLE}.ar.us/hand-over", CANARY).body.decode()
    whose = dict(re.findall(r"<dt>([^<]+)</dt> <dd><bdi>([^<]+)</bdi>", page))
    labels = re.findall(
        r'<label for="(?:child-name|start-date)">([^<]+)', desk.get(f"/{lang}/{TITLE}.ar.us/").body.decode()
    )

    assert dict(zip(labels, (CANARY["child-name"], day), strict=True)).items() <= whose.items()
    assert [CANARY["child-name"], day, CANARY["night-phone"]] == [*whose.values()]
    assert "<dl" not in desk.post(f"/{lang}/{TITLE}.ar.us/hand-over", {}).body.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "asked"),
    [
        ("en-US", "Nobody answers the phone. What do you do"),
        ("ar", 'الحرارة <bdi dir="ltr">100.4\xa0°F\xa0(38.0\xa0°C)</bdi><span class="apart">.</span> بمن تتصلون؟'),
    ],
)
def test_what_a_paper_has_a_family_say_stands_beside_it(tmp_path, lang, asked):
    """In the language of the desk; nothing of a paper of another text or another project: its numbers may be others."""
    elsewhere = SimpleNamespace(edition=Edition(TITLE, "fr", "ca"), code="00brraem")
    seen = []
    for code in (code_of(transcript(f"{TITLE}.es.us")), "00brraem"):
        made = blanks.build(tmp_path / code, blanks.pdf(*SLOTS), "es", title=TITLE, code=code)
        seen.append(Browser(made).opened().post(f"/{lang}/{TITLE}.es.us/hand-over", CANARY).body.decode())

    assert [True, False] == [asked in page.replace("\u200b", "") for page in seen]
    assert [True, False] == [f'<ul class="prompts" lang="{lang}"' in page for page in seen]
    assert not any("style=" in page for page in seen)
    assert ("en-US", ()) == Behind(Chain.at(REPOSITORY), REPOSITORY, None).prompts(elsewhere, "en-US")


@pytest.mark.parametrize("days", ["2026-12-05 2026-12-12", "+4d +11d"])
def test_each_day_that_was_typed_is_said_back(project, days):
    """Days of bag changes and visits are as easily mistyped as a birth date; counted ones stand as days on each paper.

    Another paper of this treatment may have no room for the day from which they are counted.
    """
    bags = [
        replace(
            blanks.START, name="bag-change-dates", kind="dates", nth=nth, box=(40, 440 - 30 * nth, 200, 454 - 30 * nth)
        )
        for nth in (0, 1)
    ]
    made = blanks.build(
        project / "made", blanks.pdf(blanks.NAME, replace(blanks.START, box=(40, 350, 200, 364)), *bags)
    )
    blanks.build(made, blanks.pdf(*bags), ticket="handout")
    desk = Browser(made, project).opened()
    typed = {"start-date": "2026-12-01", "bag-change-dates": days}
    page = desk.post("/en-US/fever.en-US.us/hand-over", typed)

    assert "December 5, 2026; December 12, 2026" in page.text
    # It is mended as it was typed.
    assert f'name="bag-change-dates" value="{days}"' in page.body.decode()
    assert " disabled" not in page.body.decode()
    for ticket in ("download", "handout"):
        read = text_of_pages(desk.post(f"/en-US/fever.en-US.us/{ticket}.pdf", typed).body)[0]
        assert "Saturday, December 5, 2026" in read
        assert "Saturday, December 12, 2026" in read


@pytest.mark.parametrize(("days", "is_asked"), [("+4d", False), ("+60w", True)])
def test_counted_days_are_asked_about_as_days(project, days, is_asked):
    visit = replace(blanks.START, name="visit-dates", kind="dates", box=(40, 400, 200, 414))
    desk = Browser(blanks.build(project / "made", blanks.pdf(blanks.START, visit)), project).opened()
    page = desk.post("/en-US/fever.en-US.us/hand-over", {"start-date": "2026-12-01", "visit-dates": days})

    assert is_asked == ("more than a year away" in page.text)


@pytest.mark.parametrize(("asked", "alarms"), [({}, 0), ({"alarm": "1"}, 1)])
def test_a_calendar_reminds_where_its_button_says_so(desk, asked, alarms):
    """At the time that stands on the button, on the day before."""
    address = f"/en-US/{TITLE}.ar.us/"
    page = desk.post(f"{address}hand-over", CANARY)
    made = desk.post(f"{address}ward-printer.ics", {**CANARY, **asked}).body.decode()

    assert 'ward-printer.ics" name="alarm" value="1">' in page.body.decode()
    assert "with a reminder at 6 p.m. the day before" in page.text
    assert (1, alarms) == (made.count("BEGIN:VEVENT"), made.count("TRIGGER:-PT6H"))


@pytest.mark.parametrize(
    ("lang", "paper", "others"),
    [("en-US", "ar", ["en-US"]), ("es", "ar", ["en-US", "es"]), ("es", "es", ["en-US"]), ("en-US", "en-US", [])],
)
def test_a_paper_may_be_taken_in_a_second_language(desk, lang, paper, others):
    """In that of the desk and of the library, each button in its own language, with the same name on it."""
    page = desk.post(f"/{lang}/{TITLE}.{paper}.us/hand-over", CANARY).body.decode()
    found = dict(
        re.findall(rf'formaction="/{lang}/{TITLE}\.([\w-]+)\.us/download\.pdf">[^<]+: <bdi lang="([\w-]+)"', page)
    )

    assert dict(zip(others, others, strict=True)) == found
    for other in others:
        assert "Zzyzx Canary" in text_of_pages(desk.post(f"/{lang}/{TITLE}.{other}.us/download.pdf", CANARY).body)[0]


def test_a_title_in_another_language_is_said_in_the_desk_s(project):
    """A nurse who does not read Spanish sees which paper it is, where it was built in the desk's language too."""
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME))
    blanks.build(made, blanks.pdf(blanks.NAME), locale="es", named="Fiebre")
    desk = Browser(made, project).opened()
    in_english, in_spanish = (desk.get(f"/{lang}/").text for lang in ("en-US", "es"))

    assert "Fiebre Fever Español" in in_english
    assert "Fever Fiebre English" in in_spanish


def test_an_old_screen_of_a_family_that_is_done_brings_nothing_back(build):
    """What Back and a second sending ask for is over, in each language; the next family and one beside it are not."""
    desk, address = Browser(build).opened(), f"/en-US/{TITLE}.es.us/"
    ours, theirs = (re.search(r'name="family" value="(.{22})"', desk.get(address).body.decode())[1] for _ in "ab")
    screen = desk.post(f"{address}hand-over", {**CANARY, "family": ours}).body.decode()

    assert [ours] * 2 == re.findall(r'name="family" value="([^"]+)"', screen)
    assert re.search(r'<form method="post" .*formaction="/en-US/next">Next family</button>', screen, re.DOTALL)

    done = [desk.post("/en-US/next", {**CANARY, "family": ours}) for _ in "ab"]

    assert [(303, "/en-US/")] * 2 == [(each.status, each.headers["location"]) for each in done]
    for step in ("", "hand-over", "download.pdf", "ward-printer.ics"):
        answer = desk.post(f"/es/{TITLE}.es.us/{step}", {**CANARY, "family": ours, "look": "1"})
        assert (410, True) == (answer.status, "Esta familia ya está atendida." in answer.text)
        assert CANARY["child-name"].encode() not in answer.body
        assert 200 == desk.post(address + step, {**CANARY, "family": theirs}).status


def test_a_card_in_two_languages_says_so(tmp_path):
    """Where staff and crews of the place read another language than the family; a booklet with one is in its own."""
    staff = replace(blanks.PHONE, for_staff=True)
    arabic = replace(blanks.NAME, **OF_ARABIC)
    for title, locale, name, ticket in (
        (TITLE, "ar", arabic, "download"),
        (CARD, "ar", arabic, "cards"),
        (CARD, "en-US", blanks.NAME, "cards"),
    ):
        made = blanks.build(tmp_path, blanks.pdf(name, staff), locale, ticket, title=title)
    desk = Browser(made).opened()
    said = [
        desk.post(f"/en-US/{each}.us/hand-over", {}).text for each in (f"{TITLE}.ar", f"{CARD}.ar", f"{CARD}.en-US")
    ]

    assert all("Card to carry in two languages" in each for each in said[:2])
    assert "in two languages" not in said[2]
    assert 1 == said[0].count("in two languages")


def test_a_way_without_room_says_so_before_it_is_opened(tmp_path):
    """Of this paper and of those beside it: the button cannot be pressed and says why, the others can."""
    short = replace(blanks.NAME, box=(40, 500, 70, 514))
    for title, ticket, slot in (
        (TITLE, "download", blanks.NAME),
        (TITLE, "poster", short),
        (CARD, "cards", short),
        ("when-to-call-blinatumomab", "download", blanks.NAME),
    ):
        made = blanks.build(tmp_path, blanks.pdf(slot), ticket=ticket, title=title)
    desk = Browser(made).opened()
    for name, refused in (("Ana", []), (CANARY["child-name"], [f"{TITLE}.en-US.us/poster", f"{CARD}.en-US.us/cards"])):
        page = desk.post(f"/en-US/{TITLE}.en-US.us/hand-over", {"child-name": name}).body.decode()
        buttons = re.findall(r'formaction="/en-US/([^"]+).pdf"( disabled)?>(.*)</button>', page)

        assert 4 == len(buttons)
        assert refused == [way for way, is_refused, _ in buttons if is_refused]
        assert refused == [way for way, _, said in buttons if "Child’s name: On page 1 this is" in said]
    for way in ("poster/" + TITLE, "cards/" + CARD):
        (made / f"{way}.en-US.us.pdf").write_bytes(b"x")
    page = desk.post(f"/en-US/{TITLE}.en-US.us/hand-over", {})

    assert (200, 2) == (page.status, page.text.count("This file was changed"))


def braille(folder, content=b",FEVER\r\n"):
    """A build folder with a paper in Braille as well."""
    blanks.build(folder, blanks.pdf(blanks.NAME))
    row = json.loads((folder / "manifest.json").read_text())["editions"][0]
    row |= {"ticket": "braille", "file": "braille/fever.en-US.us.brf", "taken": "also"}
    (folder / "braille").mkdir()
    (folder / row["file"]).write_bytes(content)
    row["sha256"] = hashlib.sha256(content).hexdigest()
    listed = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({"editions": [*listed["editions"], row]}))
    return folder


def test_braille_is_handed_over_where_it_was_built(build, tmp_path):
    """Its file as it was built, to save; a folder without it has no button, and what was changed is refused."""
    made = braille(tmp_path / "made")
    desk, without = Browser(made).opened(), Browser(build).opened()
    page = desk.post("/es/fever.en-US.us/hand-over", CANARY)
    answer = desk.post("/es/fever.en-US.us/paper.brf", CANARY)

    assert "Braille, sin nombres ni fechas" in page.text
    assert 'formaction="/es/fever.en-US.us/paper.brf"' in page.body.decode()
    assert (200, b",FEVER\r\n") == (answer.status, answer.body)
    assert 'attachment; filename="fever.en-US.us.brf"' == answer.headers["content-disposition"]
    assert "Braille" not in without.post(f"/en-US/{TITLE}.ar.us/hand-over", CANARY).text
    assert 404 == without.post(f"/en-US/{TITLE}.ar.us/paper.brf", CANARY).status

    (made / "braille/fever.en-US.us.brf").write_bytes(b",CHANGED")

    assert 422 == desk.post("/es/fever.en-US.us/paper.brf", CANARY).status


def test_a_code_opens_the_page_of_the_paper_on_the_clinic_s_site(hospital):
    """As the paper's own does: where the imprint names a site, also one that is inherited, and nowhere else."""
    made = blanks.build(hospital / "made", blanks.pdf(blanks.NAME), draft=False)
    desk, address = Browser(made, hospital).opened(), "/en-US/fever.en-US.us/hand-over"
    before = desk.post(address, CANARY)
    imprint = hospital.parent / "project/booklets/imprint.yaml"
    write(imprint, "site: https://children.example.org/\n")
    after = desk.post(address, CANARY)
    (source,) = re.findall(r'<img class="code" src="([^"]+)"', after.body.decode())

    assert "On their phone" not in before.text
    assert "children.example.org/e/00brraem" in after.text
    assert unescape(source) == qr("children.example.org/e/00brraem")
    assert CANARY["child-name"] not in unquote(source)

    review = blanks.build(hospital / "review", blanks.pdf(blanks.NAME))

    assert "On their phone" not in Browser(review, hospital).opened().post(address, CANARY).text


def test_a_paper_without_slots_is_handed_out_as_it_is(desk, build):
    """Its file is exactly the one that was built."""
    made = desk.post(f"/en-US/{CARD}.es.us/cards.pdf", CANARY)

    assert (build / f"cards/{CARD}.es.us.pdf").read_bytes() == made.body
    assert "Nothing can be written on this paper." in desk.get(f"/en-US/{CARD}.es.us/").text


def test_approved_and_review_copies_are_told_apart(desk):
    """Large, in words, on both screens; and neither says what the other does."""
    review, approved = "This is a review copy. Families should not use it.", "Approved for families."
    for edition, said, other in ((f"{TITLE}.es.us", review, approved), (f"{CARD}.es.us", approved, review)):
        for answer in (desk.get(f"/en-US/{edition}/"), desk.post(f"/en-US/{edition}/hand-over")):
            assert (True, False) == (said in answer.text, other in answer.text)


def test_what_was_withdrawn_is_never_made(project):
    """It is found as withdrawn, without a link; and whoever knows its address gets nothing."""
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME))
    desk = Browser(made, project).opened()

    assert 200 == desk.post("/en-US/fever.en-US.us/hand-over").status

    day = date(2026, 11, 29)
    row = Row(
        "00brraem",
        "fever.en-US.us",
        "Fever",
        day,
        "2026-11-29",
        True,
        "",
        (),
        {"download/fever.en-US.us.pdf": "0" * 64},
    )
    register = Register((row, Withdrawal("00brraem", day, "The night number was wrong.")))
    kept.keep(Chain.at(project).home, log.written(register))
    page = desk.get("/en-US/")

    assert [] == titles(page)
    assert "Withdrawn" in page.text
    for address in ("", "hand-over", "download.pdf", "download.ics"):
        answer = desk.post(f"/en-US/fever.en-US.us/{address}", {"child-name": "Ana"})
        assert (422, True) == (answer.status, "This paper was withdrawn." in answer.text)


def test_a_paper_with_a_number_that_changed_is_never_made(project):
    """It is found as not up to date, without a link; whoever knows its address reads which number changed."""
    imprint = project / "booklets/imprint.yaml"
    (old,) = re.findall(r"day-phone: ([\d-]+)", imprint.read_text("utf-8"))
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME), values={"day-phone": old})
    desk = Browser(made, project).opened()

    assert 200 == desk.post("/en-US/fever.en-US.us/hand-over").status

    change(imprint, old, "202-555-0188")
    page = desk.get("/en-US/")

    assert [] == titles(page)
    assert "not up to date" in page.text
    for address in ("", "hand-over", "download.pdf"):
        answer = desk.post(f"/en-US/fever.en-US.us/{address}", {"child-name": "Ana"})
        numbers = f"\u2066{old}\u2069, and that is now \u2066202-555-0188\u2069"
        assert (422, True) == (answer.status, numbers in unescape(answer.text))


def test_a_file_that_changed_is_not_handed_out(tmp_path):
    """What is no longer as it was built is refused on every way."""
    build = folder(tmp_path)
    desk = Browser(build).opened()
    (build / f"download/{TITLE}.es.us.pdf").write_bytes(blanks.pdf(*blanks.SQUARES))

    for address in ("hand-over", "download.pdf"):
        answer = desk.post(f"/en-US/{TITLE}.es.us/{address}", CANARY)
        assert (422, True) == (answer.status, "This file was changed after it was made." in answer.text)


@pytest.mark.parametrize("address", ["/xx/", "/en-US/nothing.es.us/", "/en-US/../x", "/favicon.ico", "/en-US"])
def test_an_address_that_leads_nowhere(desk, address):
    """It says so, and where to begin."""
    answer = desk.get(address)

    assert (404, True) == (answer.status, "Begin again at Find." in answer.text)


def test_no_project_changes_the_screens(project):
    """A project's own template and style of the desk are not read: they could lead what is typed elsewhere."""
    for name in ("templates/desk/theirs.html", "styles/desk.css"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("PLANTED")
    made = blanks.build(project / "made", blanks.pdf(blanks.NAME))
    desk = Browser(made, project).opened()

    assert "PLANTED" not in desk.get("/en-US/fever.en-US.us/").text
    assert b"PLANTED" not in desk.get("/desk.css").body


def test_the_first_screen_is_in_the_source_language(hospital):
    """The desk asks what a hospital says of its languages, and opens where one of them is the source alone."""
    made = blanks.build(hospital / "made", blanks.pdf(blanks.NAME))
    write(hospital / "locales/locales.yaml", "en-US: {source: no}\nes: {source: yes}\n")

    assert "/es/" == Browser(made, hospital).opened().get("/").headers["location"]

    for said, fault in (("es: {source: yes}", "one language is the source, not"), ("es: Español", "keys and values")):
        write(hospital / "locales/locales.yaml", said)
        with pytest.raises(Problems, match=rf"B002 .*{fault}"):
            Browser(made, hospital)


@pytest.mark.parametrize(
    ("page", "in_a_desk"),
    [
        ('<form action="/x"><input></form>', 0),
        ('<script src="/desk.js" defer></script>', 0),
        ('<script src="/x.js" defer></script>', 1),
        ("<script>x()</script>", 1),
    ],
)
def test_fields_and_one_script_are_for_the_desk_alone(page, in_a_desk):
    """No paper has any; the desk's screens have, also where a hospital inherits them."""
    names = ("templates/desk/find.html", "library/templates/desk/find.html", "templates/web.html", "x/templates/desk/a")

    assert [in_a_desk, in_a_desk, 1, 1] == [len([*template_words(page, name)]) for name in names]


def test_a_hospital_types_its_numbers_once(build, tmp_path):
    """Fields of a paper that was built without the hospital have what its imprint says; what is emptied stays so."""
    write(tmp_path / "booklets/imprint.yaml", "inherits: bundled\nvalues: {night-phone: 202-555-0171}\n")
    desk, address = Browser(build, tmp_path).opened(), f"/en-US/{TITLE}.en-US.us/"

    page = desk.get(address).body.decode()
    given, emptied = (
        desk.post(address + "hand-over", {**CANARY, "night-phone": phone}).body.decode() for phone in ("1234567890", "")
    )

    assert ("202-555-0171" in page, "202-555-0171" in given) == (True, False)
    assert '<input type="hidden" name="night-phone" value="">' in emptied

"""What the fuzzers change in the minimal project, and the command that has to bear it: a case is a number.

The number alone decides everything, so that a case is found again. What is changed comes from `DICTIONARY` or from the
file itself: bytes, lines and words exchanged, doubled, left out, made long, nested or strange.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from pikepdf import PasswordError, Pdf

MINIMAL = Path(__file__).parents[1] / "projects" / "minimal"
PDFS = Path(__file__).parents[1] / "problems" / "printers"

# Letters, numbers and signs on which programs have stumbled.
STRANGE = (
    "", "0", "-1", "1e999", "nan", "inf", "99999999999999999999", "3" * 5000, "½", "٣", "١٢٫٥", "\u202e", "\u200b",
    "\ufeff", "\x00", "\x1b[31m", "\ufdd0", "\U0010ffff", "é" * 300, "a" * 5000, "../../x", "/etc/passwd", "%s%n",
    "{}", "{{", "}}", "{fever-limit}", "**", "[x](", "<b>", "&amp;", "no", "null", "~", "[]", "- ", ": ", "|", "&a",
    "*a", "!!x",
)  # fmt: skip
CSS = (
    "}", "{", "calc(1mm / 0)", "calc(1e999px - 1e999px)", "1e30mm", "-5px", "var(--x)", "var(--x, var(--y))",
    "attr(id)", "content: '\\d800'", "font-size: 0", "font-size: 1e9pt", "letter-spacing: 1e12px",
    "border: 1px inset red", "columns: 40", "position: absolute", "position: running(x)", "float: footnote",
    "display: grid", "display: flex", "display: table-cell", "transform: scale(0)",
    "background: linear-gradient(red, blue)", "width: min-content", "margin: -1000mm", "break-before: page",
    "@import url(x.css);", "@media print {", "@page { size: 0 0 }", "@page { size: 1mm 1mm }", ":is(" * 60, "(" * 60,
    "@layer a {" * 60, "counter-reset: x 99999999999999999999", "h1::marker { content: 'x' }", "line-height: 0",
    "orphans: 9999999", "writing-mode: vertical-rl",
)  # fmt: skip
TEMPLATE = (
    "{{ x }}", "{{ booklet.clear() }}", "{% for a in chapters %}", "{% endfor %}", "{% include 'booklet.html' %}",
    "{% extends 'x.html' %}", "{% macro m() %}", "{{ 1/0 }}", "{{ 'a' * 99999 }}", "{{ ''.__class__ }}",
    "{{ lang[9] }}", "{% if %}", "{#", "<table><tr><td colspan=9999>", "<div>" * 60, "<svg viewBox='a'>",
    "<img src='data:,x'>", "<style>p{", "{{ chapters|sort }}", "{{ chapters|batch(0)|list }}", "{% set lang = 5 %}",
    "{{ range(9999)|list }}", "<input type=text>", "<a href='#nowhere'>", "<ol start='x'><li value=y>",
    "{{ booklet.title|int + '' }}", "</body>", "{% trans n=lang %}{{ n }}{% pluralize %}{{ n }}{% endtrans %}",
    "<body data-pages='x'>", "<col span='999'>",
)  # fmt: skip
CATALOG = (
    'msgid ""', 'msgstr "', "msgid_plural \"x\"", 'msgstr[5] "x"', "#, fuzzy", "#~ msgid", 'msgctxt "x"', '"\\n"',
    '"\\x"', '"Plural-Forms: nplurals=99; plural=n/0;\\n"', '"Plural-Forms: nplurals=1; plural=n-9;\\n"',
    "{fever-limit}", "%(n)s", '"Content-Type: text/plain; charset=utf-7\\n"',
    '"Content-Type: text/plain; charset=none\\n"', "\\", '"Language: xx\\n"',
)  # fmt: skip
YAML = (
    "kind: steps", "kind: card", "kind: x", "title: ''", "text: |", "facts: [x]", "places: [us, xx]",
    "inherits: [../..]", "? x", "- fever", "&a [*a]", "---", "...", "\t", "'", '"', "[[[[", "{a: {b: {c",
    "range: [9, 1]", "default: 99", "type: weeks", "slot: no", "babel: {us: de}", "babel: {xx: en_US}",
    "direction: rtl", "fonts: []", "fonts: [None]", "scale: 9", "source: yes", "paper: A4", "language: xx",
    "order: []", "form: card", "form: leaflet", "readers: staff", "revised: 2026-02-30", "publishes: {places: [xx]}",
    "medicines: {a: [a]}", "braille: x", "publishes: {booklets: []}", "site: x", "logo: x.svg",
    "cover: {file: ../x, alt: y}",
)  # fmt: skip
TICKET = (
    "trim: {width: 0, height: 0}", "trim: A0", "bleed: 99999", "colour: cmyk", "profile: x", "pdf: x-4",
    "imposition: booklet", "format: braille", "format: web", "format: plain-text", "extends: download",
    "extends: library/download", "sheet: A4", "means: ''", "type-size: 0.0001", "type-size: 900", "marks: [crop]",
    "job-sheet: yes", "fillable: yes", "sides: 1", "pages-a-sheet: 0", "carries: [card]", "slug: yes",
    "image-resolution: 0", "total-ink: 0", "fold: tri", "large: yes",
)  # fmt: skip
PDF = (
    b"0", b"-1", b"99999999999", b"1e99", b"null", b"true", b"(x)", b"<ff>", b"/X", b"[", b"]", b"<<", b">>",
    b"1 0 R", b"9 0 R", b"\xff", b"\x00", b" Do", b" cs", b" scn", b" re", b" cm", b" Tf", b" gs", b" sh",
    b"BI /W 1 /H 1 ID x EI", b"q " * 50, b"[/Indexed 1 0 R 5 (x)]", b"/DeviceN", b"/Separation", b"/Pattern",
    b"/FunctionType 3", b"/Annots [1]", b"/Group 5",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A project with something changed, and a command line for it."""

    number: int
    kind: str
    command: tuple[str, ...]
    # Files by their path in the project; nothing takes one away.
    files: dict[str, bytes | None] = field(default_factory=dict)


def case(number: int) -> Case:
    """The case of a number."""
    chance = random.Random(number)
    kind = chance.choice([*KINDS])
    return Case(number, kind, *KINDS[kind](chance))


Drawn = tuple[tuple[str, ...], dict[str, bytes | None]]


def _files(pattern: str) -> list[str]:
    return sorted(path.relative_to(MINIMAL).as_posix() for path in MINIMAL.glob(pattern) if path.is_file())


def _text(pattern: str, words: tuple[str, ...], commands: tuple[str, ...]) -> Callable[[random.Random], Drawn]:
    """A fuzzer of the text files of a pattern."""

    def drawn(chance: random.Random) -> Drawn:
        name = chance.choice(_files(pattern))
        content = (MINIMAL / name).read_bytes()
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            content = chance.choice(_CHANGES)(chance, content, words)
        return tuple(chance.choice(commands).split()), {name: content}

    return drawn


# ── one change ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _a_byte(chance: random.Random, content: bytes, words: tuple[str, ...]) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + bytes([chance.randrange(256)]) + content[place + chance.randrange(2) :]


def _a_line(chance: random.Random, content: bytes, words: tuple[str, ...]) -> bytes:
    """A line goes, comes twice, changes its place or its indentation."""
    lines = content.split(b"\n")
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[place]
    lines[place : place + 1] = chance.choice(
        ([], [line, line], [b"  " + line], [line.strip()], [lines[other]], [line] * 50, [line + lines[other]])
    )
    return b"\n".join(lines)


def _a_word(chance: random.Random, content: bytes, words: tuple[str, ...]) -> bytes:
    """A word, or what stands behind a colon, becomes another one of the dictionary or of the file."""
    parts = content.split(b" ")
    others = [*(word.encode("utf-8", "surrogatepass") for word in (*words, *STRANGE)), chance.choice(parts)]
    place = chance.randrange(len(parts))
    parts[place] = chance.choice(others) + b"\n" * parts[place].endswith(b"\n")
    return b" ".join(parts)


def _something_new(chance: random.Random, content: bytes, words: tuple[str, ...]) -> bytes:
    """Something of the dictionary, at the beginning of a line or anywhere."""
    starts = [0, *(at + 1 for at, byte in enumerate(content) if byte == 10)]
    place = chance.choice((chance.choice(starts), chance.randrange(len(content) + 1)))
    new = chance.choice(words).encode("utf-8", "surrogatepass") + b"\n" * chance.randrange(2)
    return content[:place] + new + content[place:]


def _cut_off(chance: random.Random, content: bytes, words: tuple[str, ...]) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


_CHANGES = (_a_byte, _a_line, _a_line, _a_word, _a_word, _a_word, _something_new, _something_new, _cut_off)


# ── the kinds ─────────────────────────────────────────────────────────────────────────────────────────────────────────

JUDGED = (*["check"] * 3, "list", "ledger", "readability", "catalogs status", "catalogs extract", "approvals")
MADE = ("build", "build", "check", "proof fever --contact-sheet pages.png", "build --release", "publish")


@cache
def _opened(path: Path) -> bytes:
    """A PDF with its streams unpacked, so that a changed byte is another number or word."""
    out = BytesIO()
    try:
        with Pdf.open(path) as pdf:
            pdf.save(out, qdf=True, static_id=True)
    except PasswordError:
        return path.read_bytes()
    return out.getvalue()


def _pdf(chance: random.Random) -> Drawn:
    """A PDF, its bytes or its words changed."""
    content = _opened(chance.choice(sorted(PDFS.glob("*/*.pdf"))))
    for _ in range(chance.choice((1, 2, 5))):
        place = chance.randrange(len(content))
        new = chance.choice((bytes([chance.randrange(256)]), chance.choice(PDF)))
        content = content[:place] + new + content[place + chance.choice((0, len(new), 8)) :]
    return ("preflight", "x.pdf", "--ticket", "download", *chance.choice(((), ("--json",)))), {"x.pdf": content}


def _command(chance: random.Random) -> Drawn:
    """A command line: words of Chapbook's in any order, with strange ones among them."""
    words = [chance.choice((*_WORDS, chance.choice(STRANGE).replace("\0", "?"))) for _ in range(chance.randrange(1, 6))]
    return (chance.choice(_COMMANDS), *words), {}


# All but `proof --watch`, which is not meant to end.
_COMMANDS = (
    "adapt", "approvals", "approve", "audit", "build", "catalogs", "check", "completion", "explain", "ledger", "list",
    "new", "preflight", "proof", "proof-sheet", "publish", "readability", "schema", "where", "withdraw", "x",
)  # fmt: skip
_WORDS = (
    "fever", "hands", "fever/hands", "--locale", "--place", "--ticket", "es", "en-US", "us", "download", "--to",
    "out", "--json", "--release", "--on", "2026-01-01", "2026-99-99", "--role", "clinician", "--name", "A", "--date",
    "update", "extract", "status", "xx", "--help", "--accept", "booklets/imprint.yaml", "styles", "B005", "--from",
    "--contact-sheet", "x.png", "x.exe", "--columns", "0", "--fact", "clean-hands", "--reason", "x", "--booklet",
    "--block", "--all", "--quiet", "bash", "--", "--again", "--answers", "--drafts", "--dry-run", "--formats",
    "--note", "--overdue", "--questions", "--source", "hand", "zzzz-zzzc",
)  # fmt: skip


def _ticket(chance: random.Random) -> Drawn:
    """A ticket of lines that a ticket may have, and of some that it may not."""
    lines = [
        "means: A try.",
        *(chance.choice((*TICKET, chance.choice(STRANGE))) for _ in range(chance.randrange(1, 6))),
    ]
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    return tuple(chance.choice((*MADE, "build --ticket try")).split()), {"styles/press/try.yaml": content}


KINDS: dict[str, Callable[[random.Random], Drawn]] = {
    "yaml": _text("**/*.yaml", YAML, JUDGED),
    "catalogs": _text("locales/**/*.po", CATALOG, (*JUDGED, "catalogs update", "build --locale es")),
    "styles": _text("styles/*.css", CSS, MADE),
    "templates": _text("templates/**/*.html", TEMPLATE, MADE),
    "pictures": _text("booklets/**/*.svg", TEMPLATE, MADE),
    "tickets": _ticket,
    "preflight": _pdf,
    "commands": _command,
}

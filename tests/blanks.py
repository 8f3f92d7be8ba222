"""Built files with slots, made by hand: what copies are stamped into, without setting a page."""

import hashlib
import json

from pikepdf import Dictionary, Name, Pdf, Stream, String

import presswork
from chapbook.content.slots import CHANGED, OWNER, TABLE, Slot, as_note

LINE = {"size": 10, "lang": "en-US", "direction": "ltr", "family": "Andika", "on_line": True}
NAME = Slot("child-name", "text", 0, (40, 500, 200, 514), **LINE)
PHONE = Slot("night-phone", "phone", 0, (40, 470, 200, 484), **LINE)
START = Slot("start-date", "date", 0, (40, 440, 200, 454), **LINE)
SQUARES = tuple(
    Slot("start-date", "date", 1, (40 + 42 * day, 400, 80 + 42 * day, 425), 9.5, "en-US", "ltr", "Andika", days=day)
    for day in range(7)
)


def pdf(*slots, printed=""):
    """A file of two pages with these slots; on the first is printed what its drawing says."""
    file = presswork.pdf_of(
        printed, "", Font={"/F": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)}
    )
    if slots:
        table = file.make_indirect(Stream(file, as_note(slots)))
        own = Dictionary(LastModified=String(CHANGED), Private=Dictionary({TABLE: table}))
        file.Root.PieceInfo = Dictionary({OWNER: own})
    return presswork.saved(file)


def build(
    folder,
    content,
    locale="en-US",
    ticket="download",
    draft=True,
    code="00brraem",
    title="fever",
    place="us",
    named="Fever",
    taken=None,
    values=None,
):
    """A build folder with this file of an edition, listed as a build lists it."""
    name = f"{ticket}/{title}.{locale}.{place}.pdf"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    listed = folder / "manifest.json"
    rows = json.loads(listed.read_text())["editions"] if listed.exists() else []
    row = {"booklet": title, "locale": locale, "place": place, "ticket": ticket, "file": name, "title": named}
    row["taken"] = taken or ("first" if ticket in ("download", "cards") else "also")
    row |= {"pages": 2, "draft": draft, "revised": "2026-11-29", "code": code, "bytes": len(content)}
    row["values"] = values or {}
    rows.append(row | {"sha256": hashlib.sha256(content).hexdigest()})
    listed.write_text(json.dumps({"editions": rows}))
    return folder


def opened(content):
    """A file to look into."""
    from io import BytesIO

    return Pdf.open(BytesIO(content))

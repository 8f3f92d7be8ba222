"""The copies of a clinic day as one PDF: behind a sheet of contents, one after the other, each read as by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, NamedTuple

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    Object,
    ObjectStreamMode,
    OutlineItem,
    Page,
    Pdf,
    Stream,
    String,
)

from chapbook.content.paper import MM
from chapbook.content.slots import CHANGED, ELEMENTS, INSET, OWNER, TABLE, Slot, as_note
from chapbook.content.tickets import Direction
from chapbook.copy.bidi import direction_of
from chapbook.copy.blank import Blank, blank
from chapbook.copy.read_back import misread
from chapbook.copy.shape import Line, Typefaces
from chapbook.copy.stamp import LEADING, Stamp, Stamped, stamped
from chapbook.finish.settled import saved
from chapbook.problems.problem import Problems, Spot

# The sheet of contents: its margin in millimetres, its type in points. Staff read it, in the language of the commands.
MARGIN, SIZE, HEADING = 12, 9, 15
LANG, CONTENTS = "en", "Contents"

# Its columns and how wide they are, in millimetres; the title has what they leave.
_WIDTHS = {"Row": 14, "Initials": 28, "Title": 0, "Language": 28, "Page": 16}


class Listed(NamedTuple):
    """A copy: the line of its row in the list, the initials in it, and the file."""

    line: int
    initials: str
    content: bytes


@dataclass(frozen=True)
class Original:
    """What all copies of a list are copies of: what is said of it over the contents, its title, and the language of
    this: its own name, its tag, its direction."""

    said: str
    title: str
    autonym: str
    lang: str
    direction: Direction


def joined(of: Blank, original: Original, copies: Sequence[Listed], faces: Typefaces, spot: Spot) -> bytes:
    """One PDF of copies of a built file. The contents say the row, the initials and the first page of each, no more.

    Each copy begins on a sheet of its own, also where both sides are printed. What copies have in common is in the file
    once. The contents are read back, as stamps are.
    """
    with ExitStack() as opened:
        whole, *made = (
            opened.enter_context(Pdf.open(BytesIO(each))) for each in (of.content, *(c.content for c in copies))
        )
        common = [*whole.pages]
        is_one_sided = whole.Root.get("/ViewerPreferences", Dictionary()).get("/Duplex") == Name.Simplex

        def with_back(pages: int) -> int:
            """Pages with the empty back of the last."""
            return pages if is_one_sided else pages + pages % 2

        room, contents, stamps = _contents(of, original, copies, faces, with_back)
        if found := [*misread(room, contents, stamps, spot)]:
            raise Problems(found)
        elements: list[Object] = []
        marks: dict[int, Object] = {}
        starts: list[int] = []
        behind = 0
        for part in (opened.enter_context(Pdf.open(BytesIO(contents.content))), *made):
            starts.append(len(whole.pages) - len(common))
            pages = _appended(whole, part, behind)
            if part in made:
                for page, built in zip(pages, common, strict=True):
                    _share(page, built)
            if "/StructTreeRoot" in part.Root:
                tree = whole.copy_foreign(part.Root.StructTreeRoot)
                elements.extend([*tree.K])
                rows = NumberTree(whole.make_indirect(tree.ParentTree))
                marks |= {behind + number: row for number, row in rows.items()}
                behind += max(rows, default=-1) + 1
            for _ in range(len(pages), with_back(len(pages))):
                empty = Dictionary(Type=Name.Page, MediaBox=common[0].mediabox, Resources=Dictionary())
                whole.pages.append(Page(whole.make_indirect(empty)))
        del whole.pages[: len(common)]
        if "/StructTreeRoot" in whole.Root:
            _bound(whole, elements, marks)
        for key in ("/PieceInfo", "/Names"):
            if key in whole.Root:
                del whole.Root[key]
        with whole.open_outline() as outline:
            names = [CONTENTS, *(f"{each.line}  {each.initials}".strip() for each in copies)]
            outline.root[:] = [OutlineItem(name, start) for name, start in zip(names, starts, strict=True)]
        return saved(whole, object_stream_mode=ObjectStreamMode.generate)


def _appended(whole: Pdf, part: Pdf, behind: int) -> list[Page]:
    """The pages of a part at the end of the whole, their marks numbered from there on; links stay within the part."""
    named = part.Root.get("/Names", Dictionary()).get("/Dests")
    places = {} if named is None else {**NameTree(part.make_indirect(named))}
    for page in part.pages:
        if "/StructParents" in page:
            page.StructParents += behind
        for note in page.get("/Annots", ()):
            if "/StructParent" in note:
                note.StructParent += behind
            if isinstance(note.get("/Dest"), String):
                note.Dest = places[str(note.Dest)]
    start = len(whole.pages)
    whole.pages.extend(part.pages)
    return [whole.pages[number] for number in range(start, len(whole.pages))]


def _share(page: Page, built: Page) -> None:
    """A copy's page with what its built one draws, and its own behind: this is in the file once for all copies."""
    own, first = _streams(page), _streams(built)
    if len(own) > len(first):
        # As a stamp leaves it: before what was built its state is kept, and behind it stands what is new.
        own[1 : 1 + len(first)] = first
    page.Contents = Array(own if len(own) > len(first) else first)
    for kind, things in built.get("/Resources", Dictionary()).items():
        new = {name: thing for name, thing in page.Resources[kind].items() if name not in things}
        page.Resources[kind] = Dictionary({**things, **new}) if new else things


def _streams(page: Page) -> list[Object]:
    contents = page.get("/Contents", Array())
    return [*contents] if isinstance(contents, Array) else [contents]


def _bound(whole: Pdf, elements: Iterable[Object], marks: Mapping[int, Object]) -> None:
    """The elements of all parts as those of one document."""
    tree = whole.Root.StructTreeRoot
    document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array([*elements])))
    for element in document.K:
        element.P = document
    tree.K = Array([document])
    rows: list[Any] = [each for number in sorted(marks) for each in (number, marks[number])]
    tree.ParentTree = Dictionary(Nums=Array(rows))
    tree.ParentTreeNextKey = max(marks, default=-1) + 1


# ── the sheet of contents ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Cell:
    """What stands in a cell: its lines as words, how wide it is in points, its tag, and how it is read."""

    lines: tuple[str, ...]
    width: float
    tag: str = "TD"
    lang: str = LANG
    direction: Direction = "ltr"
    size: float = SIZE

    @property
    def height(self) -> float:
        """In points, with the space around its lines."""
        return (max(len(self.lines), 1) + 0.6) * LEADING * self.size


# Cells that stand beside each other.
_Row = Sequence[_Cell]


@dataclass(frozen=True)
class _Layout:
    """Where the sheet of contents has room: the edges of its text in points; and its typefaces."""

    edges: tuple[float, float, float, float]
    faces: Typefaces
    family: str

    def shaped(self, said: str, cell: _Cell) -> Line:
        return self.faces.shaped(said, direction_of(said, cell.direction), self.family, cell.tag in ("H1", "TH"))

    def cell(self, said: str, width: float, **read: Any) -> _Cell:
        """A cell whose words are parted into lines by their width, and a word that is wider by its letters."""
        made, lines = _Cell((), width, **read), list[str]()

        def has_room(line: str) -> bool:
            return self.shaped(line, made).width(made.size) <= width - 2 * INSET

        for word in said.split():
            if lines and has_room(f"{lines[-1]} {word}"):
                lines[-1] += f" {word}"
                continue
            lines.append("")
            for letter in [word] if has_room(word) else word:
                if not has_room(lines[-1] + letter):
                    lines.append("")
                lines[-1] += letter
        return replace(made, lines=(*lines,))

    def pages(self, over: Sequence[_Row], heads: _Row, rows: Sequence[_Row]) -> list[list[_Row]]:
        """Rows page by page, below their heads; on the first they stand lower."""
        _, foot, _, head = self.edges
        found: list[list[_Row]] = []
        room = 0.0
        for row in rows:
            if not found or room < _height(row):
                found.append([heads] if found else [*over, heads])
                room = head - foot - sum(map(_height, found[-1]))
            found[-1].append(row)
            room -= _height(row)
        return found


def _height(row: _Row) -> float:
    return max(cell.height for cell in row)


def _contents(
    of: Blank, original: Original, copies: Sequence[Listed], faces: Typefaces, with_back: Callable[[int], int]
) -> tuple[Blank, Stamped, list[Stamp]]:
    """The sheet of contents as a tagged PDF with room for its words, the same with these, and its stamps."""
    left, foot, right, head = of.leaves[0].trim
    inner = (left + MARGIN * MM, foot + MARGIN * MM, right - MARGIN * MM, head - MARGIN * MM)
    layout = _Layout(inner, faces, of.slots[0].family)
    whole = inner[2] - inner[0]
    widths = {
        name: _WIDTHS[name] * MM for name in _WIDTHS if name != "Initials" or any(each.initials for each in copies)
    }
    widths["Title"] = whole - sum(widths.values())
    theirs = {"lang": original.lang, "direction": original.direction}

    def listed(each: Listed, page: int) -> _Row:
        said = {"Row": f"{each.line}", "Initials": each.initials, "Title": original.title, "Language": original.autonym}
        read = {"Title": theirs, "Language": theirs}
        return [layout.cell(said.get(name, f"{page}"), wide, **read.get(name, {})) for name, wide in widths.items()]

    over = [[layout.cell(CONTENTS, whole, tag="H1", size=HEADING)], [layout.cell(original.said, whole, tag="P")]]
    heads = [layout.cell(name, wide, tag="TH") for name, wide in widths.items()]
    # How many pages they take does not hang on the numbers in them.
    before = with_back(len(layout.pages(over, heads, [listed(each, 0) for each in copies])))
    step = with_back(len(of.leaves))
    rows = [listed(each, before + number * step + 1) for number, each in enumerate(copies)]
    room, cells = _fields(of, layout, layout.pages(over, heads, rows))
    stamps = [
        Stamp(number, slot, tuple(layout.shaped(line, cell) for line in cell.lines), cell.lines)
        for number, (slot, cell) in enumerate(zip(room.slots, cells, strict=True))
    ]
    return room, stamped(room, stamps), stamps


def _fields(of: Blank, layout: _Layout, pages: Sequence[Sequence[_Row]]) -> tuple[Blank, list[_Cell]]:
    """Pages with an element of the structure and room for each cell, as a file that is stamped; and these cells."""
    slots, elements, cells = list[Slot](), Array(), list[_Cell]()
    with Pdf.new() as pdf:
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))

        def element(tag: str, parent: Object, **read: Object) -> Object:
            entries = {"/Type": Name.StructElem, "/S": Name(f"/{tag}"), "/P": parent, "/K": Array(), **read}
            made = pdf.make_indirect(Dictionary(entries))
            parent.K.append(made)
            return made

        section = element("Sect", tree, **{"/Lang": String(LANG)})
        marks: list[Any] = []
        for number, rows in enumerate(pages):
            y, table, rules = layout.edges[3], None, list[bytes]()
            for row in rows:
                x, y = layout.edges[0], y - _height(row)
                if len(row) > 1:
                    table = table or element("Table", section)
                    rules.append(b"%.2f %.2f m %.2f %.2f l S" % (x, y, layout.edges[2], y))
                parent = element("TR", table) if table else section
                for cell in row:
                    read: dict[str, Object] = {"/Lang": String(cell.lang)} if cell.lang != LANG else {}
                    if cell.tag == "TH":
                        read["/A"] = Array([Dictionary(O=Name.Table, Scope=Name.Column)])
                    own = element(cell.tag, parent, **read)
                    if cell.lines:
                        box = (x, y, x + cell.width, y + _height(row))
                        slots.append(
                            Slot("contents", "text", number, box, cell.size, cell.lang, cell.direction, layout.family)
                        )
                        elements.append(own)
                        cells.append(cell)
                    x += cell.width
            drawing = Stream(pdf, b"/Artifact BMC 0.25 w 0.5 G %b EMC" % b" ".join(rules))
            marks += [number, pdf.make_indirect(Array())]
            page = Dictionary(Type=Name.Page, MediaBox=Array(of.leaves[0].trim), Resources=Dictionary())
            page.StructParents, page.Contents = number, pdf.make_indirect(drawing)
            pdf.pages.append(Page(pdf.make_indirect(page)))
        tree.ParentTree = Dictionary(Nums=Array(marks))
        note = pdf.make_indirect(Stream(pdf, as_note(slots)))
        own = Dictionary(LastModified=String(CHANGED), Private=Dictionary({TABLE: note, ELEMENTS: elements}))
        pdf.Root.PieceInfo = Dictionary({OWNER: own})
        pdf.Root.StructTreeRoot = tree
        return blank(saved(pdf)), cells

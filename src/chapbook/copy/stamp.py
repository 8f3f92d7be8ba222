"""Stamps: shaped lines in the slots of a finished PDF, read in place by a screen reader (ISO 32000-2, 14.6 to 14.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chapbook.content.slots import INSET, Slot
from chapbook.copy.blank import Blank, BlankPage
from chapbook.copy.logo import Logo, exact, number
from chapbook.copy.shape import Glyph, Line, Typeface, Used
from chapbook.copy.update import Update, dictionary, text

# How far the letters of a stamp reach above the line they stand on, as a share of their size; one line from the next.
CAPITAL, LEADING = 0.7, 1.15
# What pages call a logo.
LOGO = "CopyLogo"
# Letters that reach below the line do not touch the rule of a slot.
ABOVE_RULE = 0.28


@dataclass(frozen=True)
class Stamp:
    """What is written into a slot, by its number in the file: shaped lines, and the words of each."""

    number: int
    slot: Slot
    lines: tuple[Line, ...]
    words: tuple[str, ...]

    @property
    def said(self) -> str:
        return " ".join(self.words)

    @property
    def over(self) -> float:
        """By how many points it is wider than its slot, or higher."""
        return max(max(line.width(self.slot.size) for line in self.lines) - room_for(self.slot), self._too_high())

    def _too_high(self) -> float:
        _, foot, _, head = self.slot.box
        # What stands on a rule may reach above its slot, which is as high as a line of type.
        room = head - foot if len(self.lines) > 1 else head - foot + ABOVE_RULE * self.slot.size
        return (len(self.lines) - 1) * LEADING * self.slot.size + 0.9 * self.slot.size - room


@dataclass(frozen=True)
class Emblem:
    """A logo in its field, by the number of this among the pictures of a file: its box in points, and whether it hides
    the line that it stands for."""

    number: int
    field: Slot
    logo: Logo
    hides: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """As large as the field allows, in the middle of its height, where the press puts it."""
        left, foot, right, head = self.field.box
        scale = min((right - left) / self.logo.width, (head - foot) / self.logo.height)
        width, height = scale * self.logo.width, scale * self.logo.height
        on_right = self.field.at_end != (self.field.direction == "rtl")
        start, base = (right - width if on_right != self.field.turned else left), (head + foot - height) / 2
        return start, base, start + width, base + height


@dataclass(frozen=True)
class Foot:
    """A part of the foot of a page: page (from 0), where it stands in points, its size; its line, and what it says."""

    page: int
    x: float
    y: float
    size: float
    line: Line
    said: str


def room_for(slot: Slot) -> float:
    """How wide a line may be in a slot, in points."""
    return slot.box[2] - slot.box[0] - 2 * INSET


@dataclass(frozen=True)
class Stamped:
    """A copy; and the same with one more revision behind it, in which pages draw their stamps and nothing else."""

    content: bytes
    bare: bytes


def stamped(of: Blank, stamps: Sequence[Stamp], feet: Iterable[Foot] = (), logos: Sequence[Emblem] = ()) -> Stamped:
    """A copy of a finished PDF with these stamps; the same stamps give the same bytes."""
    update, fonts = Update(of), _Fonts()
    drawn: dict[int, list[bytes]] = {}
    marks = {page: [*leaf.marks[1]] for page, leaf in enumerate(of.leaves) if leaf.marks}
    for emblem in logos:
        page, element = emblem.field.page, of.pictures[emblem.number][1]
        tag = b"/Artifact BMC"
        if element is not None:
            tag = b"/Figure <</MCID %d>> BDC" % len(marks[page])
            update.put(element[0], _seen_there(element[1], len(marks[page]), of.leaves[page], emblem))
            marks[page].append(b"%d 0 R" % element[0])
        drawn.setdefault(page, []).append(_drawn_logo(emblem, tag))
    for stamp in stamps:
        page = stamp.slot.page
        element = of.elements[stamp.number]
        if element is None:
            # Its words would be read here in place of its letters, and the audit would find what it was told.
            tag = b"/Span BMC"
        else:
            tag = b"/Span <</MCID %d>> BDC" % len(marks[page])
            update.put(element[0], _read_there(element[1], len(marks[page]), of.leaves[page], stamp.said))
            marks[page].append(b"%d 0 R" % element[0])
        drawn.setdefault(page, []).append(_drawn(stamp, tag, fonts))
    for foot in feet:
        at = b"q 1 0 0 1 %b %b cm " % (number(foot.x), number(foot.y))
        shown = b"%bBT %b ET Q" % (at, fonts.shown(foot.line, foot.size, 0, 0))
        tag = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
        drawn.setdefault(foot.page, []).append(b"%b %b EMC" % (tag, shown))
    named = fonts.written(update)
    pictures = {LOGO: _picture(logos[0].logo, update)} if logos else {}
    before = update.add_stream(b"q") if drawn else b""
    own: dict[int, bytes] = {}
    for page, parts in sorted(drawn.items()):
        leaf = of.leaves[page]
        own[page] = update.add_stream(b"\n".join([b"Q", *parts]))
        contents = [before, leaf.entries["/Contents"].strip(b"[] "), own[page]]
        update.put(
            leaf.number,
            _page(leaf, contents, {**leaf.fonts, **named}, {**leaf.drawings, **pictures} if pictures else {}),
        )
        if leaf.marks and len(marks[page]) > len(leaf.marks[1]):
            update.put(leaf.marks[0], b"[%b]" % b" ".join(marks[page]))
    copy = update.written()
    bared = Update(copy)
    for page, drawing in own.items():
        bared.put(of.leaves[page].number, _page(of.leaves[page], [before, drawing], named, pictures))
    return Stamped(copy.content, bared.written().content)


def _read_there(entries: Mapping[str, bytes], mark: int, leaf: BlankPage, said: str) -> bytes:
    """The element of a slot with what is stamped there."""
    return dictionary({**entries, "/K": b"%d" % mark, "/Pg": b"%d 0 R" % leaf.number, "/ActualText": text(said)})


def _seen_there(entries: Mapping[str, bytes], mark: int, leaf: BlankPage, emblem: Emblem) -> bytes:
    """The element of a field with the picture that stands there, told as the press tells one."""
    box = b" ".join(map(number, emblem.box))
    said = {"/S": b"/Figure", "/K": b"%d" % mark, "/Pg": b"%d 0 R" % leaf.number, "/Alt": text(emblem.logo.alt)}
    return dictionary({**entries, **said, "/A": b"[<</O /Layout /Placement /Block /BBox [%b]>>]" % box})


def _page(
    leaf: BlankPage, contents: Sequence[bytes], fonts: Mapping[str, bytes], drawings: Mapping[str, bytes]
) -> bytes:
    """A page that is drawn by these streams, with these fonts and pictures."""
    named = {"/Font": dictionary(fonts), **({"/XObject": dictionary(drawings)} if drawings else {})}
    resources = dictionary({**leaf.resources, **named})
    return dictionary({**leaf.entries, "/Contents": b"[%b]" % b" ".join(contents), "/Resources": resources})


# ── drawing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _drawn(stamp: Stamp, tag: bytes, fonts: _Fonts) -> bytes:
    """A stamp in its slot, in the coordinates of the slot: it may stand on its head."""
    slot, size = stamp.slot, stamp.slot.size
    left, foot, right, head = slot.box
    width, height = right - left, head - foot
    matrix = (-1, 0, 0, -1, right, head) if slot.turned else (1, 0, 0, 1, left, foot)
    parts = [b"q %b cm" % b" ".join(map(number, matrix))]
    if slot.hint:
        parts.append(b"/Artifact BMC 1 g 0.5 0.5 %b %b re f EMC" % (number(width - 1), number(height - 1)))
    rises = (len(stamp.lines) - 1) * LEADING * size
    base = ABOVE_RULE * size if slot.on_line else (height - rises - CAPITAL * size) / 2
    shown = []
    for place, line in enumerate(stamp.lines):
        x = width - INSET - line.width(size) if slot.direction == "rtl" else INSET
        shown.append(fonts.shown(line, size, x, base + rises - place * LEADING * size))
    return b"\n".join([*parts, tag, b"0 g BT", *shown, b"ET EMC Q"])


def _drawn_logo(emblem: Emblem, tag: bytes) -> bytes:
    """A logo in its field, on white where it stands for a line to write on."""
    left, foot, right, head = emblem.box
    logo, turned = emblem.logo, emblem.field.turned
    across = (right - left) / (1 if logo.is_pixels else logo.width)
    up = (head - foot) / (1 if logo.is_pixels else logo.height)
    matrix = (-across, 0, 0, -up, right, head) if turned else (across, 0, 0, up, left, foot)
    shown = b"%b q %b cm /%b Do Q EMC" % (tag, b" ".join(map(exact, matrix)), LOGO.encode())
    if emblem.hides:
        x, y, end, top = emblem.field.box
        room = b" ".join(map(number, (x - 1, y - 1, end - x + 2, top - y + 2)))
        return b"/Artifact BMC q 1 g %b re f Q EMC\n%b" % (room, shown)
    return shown


def _picture(logo: Logo, update: Update) -> bytes:
    """A logo as an object: an image, or a form (ISO 32000-2, 8.9.5 and 8.10)."""
    if not logo.is_pixels:
        box = b"[0 0 %b %b]" % (number(logo.width), number(logo.height))
        shapes = {"Type": b"/XObject", "Subtype": b"/Form", "BBox": box, "Resources": b"<<>>"}
        return update.add_packed(logo.drawn, **shapes)
    image = {
        "Type": b"/XObject",
        "Subtype": b"/Image",
        "Width": b"%d" % logo.width,
        "Height": b"%d" % logo.height,
        "BitsPerComponent": b"8",
    }
    mask = {"SMask": update.add_packed(logo.cover, **image, ColorSpace=b"/DeviceGray")} if logo.cover else {}
    return update.add_packed(logo.drawn, **image, ColorSpace=b"/DeviceRGB", **mask)


class _Fonts:
    """The typefaces that a copy uses, each embedded once."""

    def __init__(self) -> None:
        self.used: dict[int, Used] = {}

    def shown(self, line: Line, size: float, x: float, y: float) -> bytes:
        """The operators that show a line whose pen begins here."""
        parts = [b"1 0 0 1 %b %b Tm" % (number(x), number(y))]
        for typeface, glyphs in line.stretches:
            used = self.used.setdefault(id(typeface), Used(typeface))
            used.add(glyphs)
            parts.append(b"/%b %b Tf" % (self._name(typeface).encode(), number(size)))
            parts.append(_shown(glyphs, typeface, size))
        return b" ".join(parts)

    def _name(self, typeface: Typeface) -> str:
        return f"Copy{[*self.used].index(id(typeface))}"

    def written(self, update: Update) -> dict[str, bytes]:
        """The fonts as objects, by the name that the drawings have for each."""
        return {self._name(used.typeface): _font(used, update) for used in self.used.values()}


def _shown(glyphs: Iterable[Glyph], typeface: Typeface, size: float) -> bytes:
    """Glyphs one after the other: the pen goes on by each one's own width, or by a number that sets it right."""
    shows: list[bytes] = []
    row: list[bytes] = []
    rise, owed = 0.0, 0.0

    def end() -> None:
        if row:
            shows.append(b"[%b] TJ" % b"".join(row))
            row.clear()

    for glyph in glyphs:
        if glyph.y != rise:
            end()
            rise = glyph.y
            shows.append(b"%b Ts" % number(rise * size / 1000))
        if abs(shift := owed - glyph.x) > 0.01:
            row.append(number(shift))
        row.append(b"<%04x>" % glyph.number)
        own = typeface.font.get_glyph_h_advance(glyph.number) * typeface.scale
        owed = own - glyph.advance + glyph.x
    if abs(owed) > 0.01:
        row.append(number(owed))
    end()
    return b" ".join([*shows, b"0 Ts"] if rise else shows)


def _font(used: Used, update: Update) -> bytes:
    """A font of two-byte codes, which are the numbers of its glyphs (ISO 32000-2, 9.7)."""
    typeface, program = used.typeface, used.subset()
    name = f"/{_tag(used)}+{typeface.name}".encode()
    metrics = typeface.metrics
    descriptor = {
        "Type": b"/FontDescriptor",
        "FontName": name,
        "Flags": b"4",
        "FontBBox": b"[%b]" % b" ".join(map(number, metrics.box)),
        "ItalicAngle": b"0",
        "Ascent": number(metrics.ascent),
        "Descent": number(metrics.descent),
        "CapHeight": number(metrics.ascent),
        "StemV": b"120" if typeface.bold else b"80",
        "FontFile2": update.add_stream(program, Length1=b"%d" % len(program)),
    }
    widths = b" ".join(b"%d [%b]" % (glyph, number(width)) for glyph, width in used.widths().items())
    descendant = {
        "Type": b"/Font",
        "Subtype": b"/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": b"<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        "CIDToGIDMap": b"/Identity",
        "W": b"[%b]" % widths,
        "FontDescriptor": update.add(dictionary(descriptor)),
    }
    entries = {
        "Type": b"/Font",
        "Subtype": b"/Type0",
        "BaseFont": name,
        "Encoding": b"/Identity-H",
        "DescendantFonts": b"[%b]" % update.add(dictionary(descendant)),
        "ToUnicode": update.add_stream(_letters(used)),
    }
    return update.add(dictionary(entries))


def _tag(used: Used) -> str:
    """Six letters that tell subsets of one font apart (ISO 32000-2, 9.9.2)."""
    said = sum((place + 1) * glyph for place, glyph in enumerate(sorted(used.letters)))
    return "".join(chr(ord("A") + said // 26**place % 26) for place in range(6))


def _letters(used: Used) -> bytes:
    """Which letters each glyph stands for; one that stands for none by itself, such as a mark, for a joiner."""
    rows = [
        b"<%04x> <%b>" % (number, (letters or "\u2060").encode("utf-16-be").hex().encode())
        for number, letters in sorted(used.letters.items())
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    listed = b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
%b
endcmap CMapName currentdict /CMap defineresource pop end end"""
        % listed
    )

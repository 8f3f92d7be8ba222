"""A survey: what a PDF of anybody's is made of, page by page, as a press would see it; no judgement of it.

It shares nothing with what makes our files: it walks the page with a graphics state of its own (ISO 32000-2, 8.4), so
that a mistake made there is not made twice.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any, TypeVar

from pikepdf import Dictionary, Name, Pdf, PdfImage, PikepdfError, Stream, parse_content_stream
from PIL import Image, ImageMath

MM_A_POINT = 25.4 / 72

# a b c d e f, as in `cm`: x' = a x + c y + e, y' = b x + d y + f.
Transform = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

# What a file raises that does not keep its own grammar.
_BROKEN = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, MemoryError, AssertionError,
    PikepdfError, Image.DecompressionBombError,
)  # fmt: skip
# Deeper nests of forms and patterns than this are a file's mistake, or an attack.
DEEPEST = 24
# What a file may ask for in all: drawings within drawings, and steps of drawing. Our longest booklet has 180,000 steps.
MOST_DRAWINGS = 20_000
MOST_STEPS = 1_000_000
# And bytes that all streams and pictures unfold to: a hundred pages of photographs have 4 GB.
MOST_BYTES = 5_000_000_000
# The most bytes that one stream unfolds to, and the most pixels of a picture that is looked into: A2 at 600 dpi.
LARGEST = 100_000_000
MOST_PIXELS = 140_000_000


class TooMuch(Exception):
    """A file asks for more than a print shop's machine would bear; the sentence says of what."""


_NAMED = {
    "/DeviceGray": "Gray",
    "/G": "Gray",
    "/CalGray": "Gray",
    "/DeviceRGB": "RGB",
    "/RGB": "RGB",
    "/CalRGB": "RGB",
    "/DeviceCMYK": "CMYK",
    "/CMYK": "CMYK",
    "/Lab": "Lab",
    "/Pattern": "Pattern",
}
_PROCESS = {"/Cyan", "/Magenta", "/Yellow", "/Black", "/None"}


@dataclass(frozen=True)
class Space:
    """A colour space: Gray, RGB, CMYK, Lab, Spot, Pattern or ?; the inks of a spot colour by name."""

    kind: str
    names: tuple[str, ...] = ()
    # Of a palette, the colours that it holds.
    palette: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Paint:
    """A colour as it is used: text, lines, areas, a picture, a gradient; its parts are missing where it has many."""

    space: str
    what: str
    parts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line, its thickness in points, and where it begins, in points from the page's origin."""

    width: float
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """A picture where it stands: width and height in millimetres, pixels to the inch, the space of its colours."""

    width: float
    height: float
    dpi: float
    space: str


@dataclass
class Sheet:
    """A page: its boxes in points, its colours, its inks, and what else a press asks about."""

    number: int
    media: Box
    trim: Box
    bleed: Box
    declares_trim: bool
    paints: set[Paint] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    # The most ink in one place, in percent, for each kind of thing; of what is drawn once over another, only the upper.
    ink: dict[str, float] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    # Typeface, and whether it is in the file.
    fonts: dict[str, bool] = field(default_factory=dict)
    # Ways in which what lies below shows through.
    through: set[str] = field(default_factory=set)
    annotations: list[str] = field(default_factory=list)
    # What could not be looked into.
    unseen: set[str] = field(default_factory=set)


@dataclass
class Survey:
    """A whole file."""

    version: str
    encrypted: bool
    sheets: list[Sheet]
    # /S, OutputConditionIdentifier, and the class and space of the profile, of each output intent.
    intents: list[tuple[str, str, str]]
    metadata: str
    information: dict[str, str]
    has_id: bool
    # What only a screen can do, for the file as a whole.
    interactive: list[str]
    # What cannot be read, such as page 3.
    broken: list[str]


def survey(content: bytes) -> Survey:
    """Look through a PDF. Raises PdfError for what is none, or is locked by a password, and TooMuch."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        broken: list[str] = []
        spent = _Spent()

        def part(what: str, read: Callable[[], Part], otherwise: Part) -> Part:
            """A part of the file, or what stands for one that cannot be read."""
            try:
                return read()
            except _BROKEN:
                broken.append(what)
                return otherwise

        root: Any = part("its catalog", lambda: pdf.Root, None) or Dictionary()
        pages: list[Any] = part("the list of its pages", lambda: [*pdf.pages], [])
        read = [
            part(f"page {number}", lambda number=number, page=page: _sheet(number, page, spent), None)  # type: ignore[misc]
            for number, page in enumerate(pages, start=1)
        ]
        return Survey(
            version=pdf.pdf_version,
            encrypted=pdf.is_encrypted,
            sheets=[sheet for sheet in read if sheet],
            intents=part(
                "an output intent", lambda: [_intent(each, spent) for each in root.get("/OutputIntents", [])], []
            ),
            metadata=part("its metadata", lambda: _metadata(root.get("/Metadata"), spent), ""),
            information=part("what it tells of itself", lambda: _information(pdf), {}),
            has_id=part("its trailer", lambda: "/ID" in pdf.trailer, False),
            interactive=part("its names", lambda: _interactive(root), []),
            broken=broken,
        )


Part = TypeVar("Part")


@dataclass
class _Spent:
    """What the drawings of a file have asked for until now."""

    drawings: int = 0
    steps: int = 0
    bytes: int = 0

    def draw(self) -> None:
        self.drawings += 1
        if self.drawings > MOST_DRAWINGS:
            raise TooMuch(f"more than {MOST_DRAWINGS:,} drawings within drawings")

    def step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuch(f"more than {MOST_STEPS:,} steps of drawing")

    def unfold(self, size: int) -> None:
        self.bytes += size
        if self.bytes > MOST_BYTES:
            raise TooMuch(f"streams of more than {MOST_BYTES // 1_000_000:,} MB in all")


def _metadata(metadata: Any, spent: _Spent) -> str:
    return _bytes(metadata, spent).decode("utf-8", "replace") if isinstance(metadata, Stream) else ""


def _information(pdf: Pdf) -> dict[str, str]:
    return {str(key): str(value) for key, value in pdf.docinfo.items()}


def _bytes(stream: Any, spent: _Spent) -> bytes:
    """What a stream holds. A small one can unfold to fill the memory, so that is tried first, a piece at a time."""
    data = bytes(stream.read_raw_bytes())
    filters = stream.get("/Filter", [])
    for name in [filters] if isinstance(filters, Name) else filters:
        if name not in (Name.FlateDecode, Name.Fl):
            break
        data = _unfolded(data)
        spent.unfold(len(data))
    return bytes(stream.read_bytes())


def _unfolded(data: bytes) -> bytes:
    unfolder = zlib.decompressobj()
    try:
        unfolded = unfolder.decompress(data, LARGEST)
    except zlib.error:  # which qpdf may mend
        return b""
    if unfolder.unconsumed_tail:
        raise TooMuch(f"a stream of more than {LARGEST // 1_000_000} MB")
    return unfolded


def _intent(intent: Any, spent: _Spent) -> tuple[str, str, str]:
    profile = intent.get("/DestOutputProfile")
    header = _bytes(profile, spent)[12:20].decode("ascii", "replace") if isinstance(profile, Stream) else ""
    return str(intent.get("/S", "")), str(intent.get("/OutputConditionIdentifier", "")), header


def _interactive(root: Any) -> list[str]:
    names = root.get("/Names", Dictionary())
    in_root = {"/OpenAction": "an action on opening", "/AA": "actions", "/AcroForm": "a form"}
    in_names = {"/JavaScript": "JavaScript", "/EmbeddedFiles": "attached files"}
    found = [what for key, what in in_root.items() if key in root]
    return found + [what for key, what in in_names.items() if key in names]


def _sheet(number: int, page: Any, spent: _Spent) -> Sheet:
    obj = page.obj
    media = _box(page.mediabox)
    trim = _box(obj.get("/TrimBox", obj.get("/ArtBox", page.cropbox)))
    sheet = Sheet(number, media, trim, _box(obj.get("/BleedBox", page.cropbox)), "/TrimBox" in obj or "/ArtBox" in obj)
    for annotation in obj.get("/Annots", []):
        kind = str(annotation.get("/Subtype", "/?"))[1:]
        sheet.annotations.append(kind)
    if "/AA" in obj:
        sheet.annotations.append("an action")
    reader = _Reader(sheet, spent)
    reader.group(obj, "the page")
    if "/Contents" in obj:
        reader.read(obj, page.resources if "/Resources" in obj or "/Parent" in obj else Dictionary(), _State(), 0)
    return sheet


def _streams(holder: Any) -> list[Any]:
    """The streams that a page or a form is drawn by."""
    contents = holder if isinstance(holder, Stream) else holder.get("/Contents", [])
    return [each for each in ([contents] if isinstance(contents, Stream) else contents) if isinstance(each, Stream)]


def _box(box: Any) -> Box:
    edges = [float(edge) for edge in box]
    if not all(abs(edge) < 1e6 for edge in edges):
        raise ValueError("a page larger than a house")
    return min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3])


@dataclass
class _State:
    """A graphics state, as far as ink depends on it."""

    at: Transform = (1, 0, 0, 1, 0, 0)
    fill: Space = Space("Gray")
    fill_parts: tuple[float, ...] = (0.0,)
    fill_pattern: str = ""
    stroke: Space = Space("Gray")
    stroke_parts: tuple[float, ...] = (0.0,)
    stroke_pattern: str = ""
    width: float = 1.0
    mode: int = 0
    font: Any = None
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0


class _Reader:
    """One page, read operator by operator."""

    def __init__(self, sheet: Sheet, spent: _Spent) -> None:
        self.sheet, self.spent = sheet, spent
        self.patterns: set[Any] = set()
        self.images: dict[Any, tuple[str, float | None]] = {}
        self.spaces: dict[Any, Space] = {}

    def read(self, holder: Any, resources: Any, state: _State, depth: int) -> None:
        if depth > DEEPEST:
            self.sheet.unseen.add("drawings nested too deep")
            return
        self.spent.draw()
        kept: list[_State] = []
        rectangles: list[Box] = []
        start, other_paths = (0.0, 0.0), False
        home = state.at
        try:
            for stream in _streams(holder):
                _bytes(stream, self.spent)
            instructions = parse_content_stream(holder)
        except _BROKEN:
            self.sheet.unseen.add("a drawing that cannot be read")
            return
        for instruction in instructions:
            self.spent.step()
            name = ""
            try:
                name = str(instruction.operator)
                if name in _IGNORED:
                    continue
                values: Any = instruction.operands
                if name == "re":
                    x, y, width, height = (float(value) for value in values)
                    rectangles.append((x, y, width, height))
                    start = (x, y)
                elif name == "m":
                    start, other_paths = (float(values[0]), float(values[1])), True
                elif name == "q":
                    kept.append(copy(state))
                elif name == "Q":
                    state = kept.pop() if kept else state
                elif name == "cm":
                    state.at = _joined(tuple(float(value) for value in values), state.at)  # type: ignore[arg-type]
                elif name == "w":
                    state.width = float(values[0])
                elif name == "Tr":
                    state.mode = int(values[0])
                elif name == "gs":
                    self._external(resources, str(values[0]), state)
                elif name in _SETS:
                    self._colour(name, values, resources, state)
                elif name == "Tf":
                    state.font = resources.get("/Font", Dictionary()).get(str(values[0]))
                elif name in _SHOWS:
                    if state.mode != 3:
                        self._font(resources, state, depth)
                        if state.mode in (0, 2, 4, 6):
                            self._fills(state, "text", resources, home, depth)
                        if state.mode in (1, 2, 5, 6):
                            self._strokes(state, "text", start, resources, home, depth)
                elif name in _FILLS or name in _STROKES:
                    if name in _FILLS:
                        self._fills(state, "areas", resources, home, depth)
                        if not other_paths and state.fill_alpha > 0:
                            self._thin_rectangles(rectangles, name in ("f*", "B*", "b*"), state)
                    if name in _STROKES:
                        self._strokes(state, "lines", start, resources, home, depth)
                    rectangles, other_paths = [], False
                elif name == "n":
                    rectangles, other_paths = [], False
                elif name == "sh":
                    self._gradient(resources.get("/Shading", Dictionary()).get(str(values[0])), resources)
                elif name == "Do":
                    self._object(resources.get("/XObject", Dictionary()).get(str(values[0])), resources, state, depth)
                elif name == "INLINE IMAGE":
                    self._inline(instruction, resources, state)
            except _BROKEN:
                self.sheet.unseen.add(f"a broken {name or 'step'} in a drawing")

    # ── state ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _external(self, resources: Any, name: str, state: _State) -> None:
        settings = resources.get("/ExtGState", Dictionary()).get(name)
        if settings is None:
            return
        for key, value in settings.items():
            if key == "/ca":
                state.fill_alpha = float(value)
                if 0 < state.fill_alpha < 1:
                    self.sheet.through.add("opacity")
            elif key == "/CA":
                state.stroke_alpha = float(value)
                if 0 < state.stroke_alpha < 1:
                    self.sheet.through.add("opacity")
            elif key == "/LW":
                state.width = float(value)
            elif key == "/BM":
                mode = str(value if isinstance(value, Name) else value[0])[1:]
                if mode not in ("Normal", "Compatible"):
                    self.sheet.through.add(f"blending ({mode})")
            elif key in ("/OP", "/op") and bool(value):
                self.sheet.through.add("overprint")
            elif key == "/SMask" and not isinstance(value, Name):
                self.sheet.through.add("soft masks")
                self.group(value.G, "a mask")

    def group(self, holder: Any, what: str) -> None:
        group = holder.get("/Group")
        if group is None:
            return
        if "/CS" in group and (kind := self._space(group.CS, None).kind) in ("RGB", "Lab"):
            self.sheet.paints.add(Paint(kind, f"the blending of {what}"))

    def _colour(self, name: str, values: Any, resources: Any, state: _State) -> None:
        line = name[0].isupper()
        pattern = ""
        if name in ("cs", "CS"):
            space = self._space(values[0], resources)
            count = {"Gray": 1, "CMYK": 4, "Spot": len(space.names)}.get(space.kind, 3)
            parts = (0.0, 0.0, 0.0, 1.0) if space.kind == "CMYK" else (float(space.kind == "Spot"),) * count
        elif name in ("sc", "scn", "SC", "SCN"):
            space = state.stroke if line else state.fill
            if len(values) and isinstance(values[-1], Name):
                pattern = str(values[-1])
            parts = tuple(float(value) for value in values if not isinstance(value, Name))
            if space.palette:
                parts = space.palette[min(int(parts[0]), len(space.palette) - 1)]
        else:
            space = Space({"g": "Gray", "rg": "RGB", "k": "CMYK"}[name.lower()])
            parts = tuple(float(value) for value in values)
        if line:
            state.stroke, state.stroke_parts, state.stroke_pattern = space, parts, pattern
        else:
            state.fill, state.fill_parts, state.fill_pattern = space, parts, pattern

    def _space(self, space: Any, resources: Any) -> Space:
        if isinstance(space, Name):
            if str(space) in _NAMED:
                return Space(_NAMED[str(space)])
            named = resources.get("/ColorSpace", Dictionary()).get(str(space)) if resources is not None else None
            return Space("?") if named is None else self._space(named, None)
        key = space.objgen if space.is_indirect else None
        if key in self.spaces:
            return self.spaces[key]
        family = str(space[0])
        found = Space(_NAMED.get(family, "?"))
        if family == "/ICCBased":
            found = Space({1: "Gray", 3: "RGB", 4: "CMYK"}.get(int(space[1].N), "?"))
        elif family in ("/Indexed", "/I"):
            base = self._space(space[1], resources)
            table = _bytes(space[3], self.spent) if isinstance(space[3], Stream) else bytes(space[3])
            count = {"Gray": 1, "CMYK": 4, "Spot": len(base.names)}.get(base.kind, 3)
            rows = tuple(tuple(part / 255 for part in table[at : at + count]) for at in range(0, len(table), count))
            found = Space(base.kind, base.names, rows)
        elif family == "/Separation":
            found = Space("Spot", (str(space[1]),))
        elif family == "/DeviceN":
            found = Space("Spot", tuple(str(name) for name in space[1]))
        if key is not None:
            self.spaces[key] = found
        return found

    # ── what is put on paper ──────────────────────────────────────────────────────────────────────────────────

    def _fills(self, state: _State, what: str, resources: Any, home: Transform, depth: int) -> None:
        if state.fill_alpha > 0:
            if state.fill.kind == "Pattern":
                self._pattern(state.fill_pattern, resources, home, depth)
            else:
                self._paint(state.fill, state.fill_parts, what)

    def _strokes(
        self, state: _State, what: str, start: tuple[float, float], resources: Any, home: Transform, depth: int
    ) -> None:
        if state.stroke_alpha <= 0:
            return
        if state.stroke.kind == "Pattern":
            self._pattern(state.stroke_pattern, resources, home, depth)
        else:
            self._paint(state.stroke, state.stroke_parts, what)
        if what == "lines":
            self._line(state.width * _thinnest(state.at), start, state.at)

    def _line(self, width: float, start: tuple[float, float], at: Transform) -> None:
        a, b, c, d, e, f = at
        x, y = start
        line = Line(round(width, 3), a * x + c * y + e, b * x + d * y + f)
        if all(line.width != other.width for other in self.sheet.lines):
            self.sheet.lines.append(line)

    def _thin_rectangles(self, rectangles: list[Box], even_odd: bool, state: _State) -> None:
        """A filled rectangle may be a rule, and two in one another are a frame."""
        sides = [(min(abs(width), abs(height)), (x, y)) for x, y, width, height in rectangles]
        if len(rectangles) == 2 and even_odd:
            (x, y, width, height), (u, v, wide, high) = rectangles
            gaps = (x - u, y - v, (x + width) - (u + wide), (y + height) - (v + high))
            sides = [(abs(gap), (x, y)) for gap in gaps if abs(gap) > 1e-6]
        for side, start in sides:
            # An empty box is no line, and one two points thick is none that a plate could lose.
            if 0 < side < 2:
                self._line(side * _thinnest(state.at), start, state.at)

    def _paint(self, space: Space, parts: tuple[float, ...], what: str) -> None:
        self.sheet.paints.add(Paint(space.kind, what, tuple(round(part, 3) for part in parts)))
        self._names(space)
        ink = _ink(space, parts)
        if ink is not None:
            self.sheet.ink[what] = max(self.sheet.ink.get(what, 0), ink)

    def _names(self, space: Space) -> None:
        self.sheet.spots |= {name[1:] for name in space.names if name not in _PROCESS and name != "/All"}

    def _pattern(self, name: str, resources: Any, home: Transform, depth: int) -> None:
        pattern = resources.get("/Pattern", Dictionary()).get(name)
        if pattern is None:
            return
        if not isinstance(pattern, Stream):
            self._gradient(pattern.get("/Shading"), resources)
            return
        if pattern.objgen in self.patterns:
            return
        self.patterns.add(pattern.objgen)
        at = _joined(tuple(float(part) for part in pattern.get("/Matrix", (1, 0, 0, 1, 0, 0))), home)  # type: ignore[arg-type]
        self.read(pattern, pattern.get("/Resources", resources), _State(at=at), depth + 1)

    def _gradient(self, shading: Any, resources: Any) -> None:
        if shading is None:
            return
        space = self._space(shading.ColorSpace, resources)
        self.sheet.paints.add(Paint(space.kind, "gradients"))
        self._names(space)
        ends = _ends(shading.get("/Function"), self.spent) if space.kind in ("Gray", "CMYK", "Spot") else []
        inks = [ink for end in ends if (ink := _ink(space, end)) is not None]
        if inks:
            self.sheet.ink["gradients"] = max(self.sheet.ink.get("gradients", 0), *inks)
        elif space.kind in ("Gray", "CMYK", "Spot"):
            self.sheet.unseen.add("the ink of a gradient that is a program or a mesh")

    def _font(self, resources: Any, state: _State, depth: int) -> None:
        font = state.font
        if font is None:
            return
        name = str(font.get("/BaseFont", "/?"))[1:]
        if font.get("/Subtype") == Name.Type3:
            if font.objgen not in self.patterns:
                self.patterns.add(font.objgen)
                for glyph in font.CharProcs.as_dict().values():
                    self.read(glyph, font.get("/Resources", resources), copy(state), depth + 1)
            return
        if name in self.sheet.fonts:
            return
        inner = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
        described = inner.get("/FontDescriptor", Dictionary())
        self.sheet.fonts[name] = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    def _object(self, drawn: Any, resources: Any, state: _State, depth: int) -> None:
        if not isinstance(drawn, Stream):
            return
        if drawn.get("/Subtype") == Name.Form:
            inner = copy(state)
            if "/Matrix" in drawn:
                inner.at = _joined(tuple(float(part) for part in drawn.Matrix), state.at)  # type: ignore[arg-type]
            self.group(drawn, "a group")
            self.read(drawn, drawn.get("/Resources", resources), inner, depth + 1)
        elif drawn.get("/Subtype") == Name.Image:
            self._image(drawn, resources, state)

    def _image(self, image: Any, resources: Any, state: _State) -> None:
        self._place(int(image.Width), int(image.Height), "", state)
        if bool(image.get("/ImageMask", False)):
            self._fills(state, "areas", resources, state.at, 0)
            self.sheet.pictures[-1:] = []
            return
        if "/SMask" in image:
            self.sheet.through.add("soft masks")
        if image.objgen not in self.images:
            space = self._space(image.ColorSpace, resources) if "/ColorSpace" in image else Space("?")
            self._names(space)
            self.images[image.objgen] = (space.kind, self._heaviest(image, space))
        kind, ink = self.images[image.objgen]
        self._seen(kind, ink)

    def _seen(self, kind: str, ink: float | None) -> None:
        self.sheet.pictures[-1] = replace(self.sheet.pictures[-1], space=kind)
        self.sheet.paints.add(Paint(kind, "pictures"))
        if ink is not None:
            self.sheet.ink["pictures"] = max(self.sheet.ink.get("pictures", 0), ink)

    def _place(self, wide: int, high: int, space: str, state: _State) -> None:
        a, b, c, d, *_ = state.at
        width, height = sqrt(a * a + b * b), sqrt(c * c + d * d)
        dpi = min(wide / (width / 72), high / (height / 72)) if width and height else 0
        self.sheet.pictures.append(Picture(width * MM_A_POINT, height * MM_A_POINT, dpi, space))

    def _inline(self, instruction: Any, resources: Any, state: _State) -> None:
        inline = instruction.iimage
        if inline.image_mask:
            self._fills(state, "areas", resources, state.at, 0)
            return
        self._place(int(inline.width), int(inline.height), "", state)
        space = self._space(Name(str(inline.colorspace)), resources)
        try:
            ink = _most(inline.as_pil_image()) if space.kind in ("Gray", "CMYK") else None
        except _BROKEN:
            ink = None
            self.sheet.unseen.add("the ink of a picture within a drawing")
        self._seen(space.kind, ink)

    def _heaviest(self, image: Any, space: Space) -> float | None:
        """The most ink of a pixel in percent; none where it is not known."""
        if space.kind not in ("CMYK", "Gray"):
            return None
        if space.palette:
            return max(_ink(space, row) or 0 for row in space.palette)
        if space.kind == "Gray" and int(image.get("/BitsPerComponent", 8)) == 1:
            return 100.0
        try:
            if int(image.Width) * int(image.Height) > MOST_PIXELS:
                raise ValueError("too large to look into")
            self.spent.unfold(4 * int(image.Width) * int(image.Height))
            reader = PdfImage(image)
            pixels = reader.as_pil_image(apply_mask=False)
        except (*_BROKEN, OSError):
            self.sheet.unseen.add("the ink of a picture in a form of its own")
            return None
        if pixels.mode == "CMYK" and "DCT" in str(reader.filters[-1:]) and "adobe" in pixels.info:
            # Pillow turns Adobe's JPEGs over, whatever the PDF says; what it says is that they are, or are not.
            decode = [float(end) for end in image.get("/Decode", [])]
            if not decode or decode[0] < decode[1]:
                pixels = pixels.point(lambda value: 255 - value)
        return _most(pixels)


_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_SHOWS = {"Tj", "TJ", "'", '"'}
_SETS = {"g", "rg", "k", "G", "RG", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
_IGNORED = {
    "c",
    "v",
    "y",
    "l",
    "h",
    "W",
    "W*",
    "BT",
    "ET",
    "Tm",
    "Td",
    "TD",
    "T*",
    "BDC",
    "BMC",
    "EMC",
    "d",
    "J",
    "j",
    "M",
}


def _joined(first: Transform, then: Transform) -> Transform:
    """Two transforms, one after the other.

    >>> _joined((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 5))
    (2, 0, 0, 2, 5, 5)
    """
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _thinnest(at: Transform) -> float:
    """The least factor by which a transform stretches: the root of the lesser eigenvalue of its square.

    >>> _thinnest((2, 0, 0, 0.5, 0, 0))
    0.5
    """
    a, b, c, d, *_ = at
    trace, determinant = a * a + b * b + c * c + d * d, a * d - b * c
    return sqrt(max(trace - sqrt(max(trace * trace - 4 * determinant * determinant, 0)), 0) / 2)


def _ink(space: Space, parts: tuple[float, ...]) -> float | None:
    """Percent of ink of a colour; of registration marks, which are meant to be on every plate, none is counted.

    >>> _ink(Space("CMYK"), (1, 1, 1, 0.4)), _ink(Space("Gray"), (0.25,))
    (340.0, 75.0)
    """
    if space.kind == "Gray" and len(parts) == 1:
        return round(100 * (1 - parts[0]), 2)
    if space.kind == "CMYK" or (space.kind == "Spot" and "/All" not in space.names):
        return round(100 * sum(parts), 2)
    return None


def _ends(function: Any, spent: _Spent) -> list[tuple[float, ...]]:
    """The colours between which a gradient runs: no colour on the way has more ink than the heavier of its ends."""
    if function is None:
        return []
    if not isinstance(function, (Dictionary, Stream)):
        each = [_ends(part, spent) for part in function]
        # One function an ink: the heaviest end of each together is the most that there can be.
        return [tuple(max(end[0] for end in ends) for ends in each)] if all(each) else []
    kind = int(function.FunctionType)
    if kind == 2:
        start, end = function.get("/C0", (0,)), function.get("/C1", (1,))
        return [tuple(float(part) for part in start), tuple(float(part) for part in end)]
    if kind == 3:
        parts = [_ends(part, spent) for part in function.Functions]
        return [end for ends in parts for end in ends] if all(parts) else []
    if kind == 0 and int(function.BitsPerSample) in (8, 16):
        step, data = int(function.BitsPerSample) // 8, _bytes(function, spent)
        count = len(function.Range) // 2
        values = [int.from_bytes(data[at : at + step], "big") / (256**step - 1) for at in range(0, len(data), step)]
        return [tuple(values[at : at + count]) for at in range(0, len(values) - count + 1, count)]
    return []


def _most(pixels: Image.Image) -> float | None:
    """The most ink of a pixel, in percent."""
    if pixels.mode in ("1", "L"):
        lightest: Any = pixels.convert("L").getextrema()
        return round(float(255 - lightest[0]) / 2.55, 2)
    if pixels.mode != "CMYK":
        return None
    cyan, magenta, yellow, black = pixels.split()
    inks = {"c": cyan, "m": magenta, "y": yellow, "k": black}
    total: Any = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **inks)
    return round(float(total.getextrema()[1]) / 2.55, 2)

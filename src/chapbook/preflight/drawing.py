"""A page's drawings, operator by operator, with a graphics state of their own (ISO 32000-2, 8.4)."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any
from warnings import catch_warnings, simplefilter

from pikepdf import Dictionary, Name, PdfImage, Stream, parse_content_stream
from PIL import Image

from chapbook.preflight.bounds import BROKEN, DEEPEST, MOST_PIXELS, Spent
from chapbook.preflight.colours import Space, Spaces, ends_of, ink_of, most_ink
from chapbook.preflight.page import MM_A_POINT, Box, Line, Page, Paint, Picture
from chapbook.preflight.transforms import Transform, joined, thinnest, transform_of

_PROCESS = {"/Cyan", "/Magenta", "/Yellow", "/Black", "/None"}


_GREY = Space("Gray")


@dataclass
class _State:
    """A graphics state, as far as ink depends on it."""

    at: Transform = (1, 0, 0, 1, 0, 0)
    fill: Space = _GREY
    fill_parts: tuple[float, ...] = (0.0,)
    fill_pattern: str = ""
    stroke: Space = _GREY
    stroke_parts: tuple[float, ...] = (0.0,)
    stroke_pattern: str = ""
    width: float = 1.0
    mode: int = 0
    font: Any = None
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0


class Reader:
    """Notes what is found on a page, whatever draws it: its colours, its inks, its lines."""

    def __init__(self, page: Page, spent: Spent) -> None:
        self.page, self.spent, self.spaces = page, spent, Spaces(spent)
        # What is drawn once however often it is used: tiles of patterns, typefaces of drawings.
        self.drawn: set[Any] = set()
        # Of each picture, the kind of its colours and the most ink of a pixel.
        self.images: dict[Any, tuple[str, float | None]] = {}

    def draw(self, holder: Any, resources: Any, state: _State | None = None, depth: int = 0) -> None:
        """Read what draws a page, a form, a tile of a pattern or a glyph."""
        if depth > DEEPEST:
            self.page.unseen.add("drawings nested too deep")
            return
        self.spent.draw()
        try:
            for stream in _streams(holder):
                self.spent.unfolded(stream)
            with catch_warnings(record=True) as said:
                simplefilter("always")
                instructions = parse_content_stream(holder)
            if said:
                self.page.unseen.add("a drawing that breaks off")
        except BROKEN:
            self.page.unseen.add("a drawing that cannot be read")
            return
        drawing = _Drawing(self, resources, state or _State(), depth)
        for instruction in instructions:
            self.spent.step()
            name = ""
            try:
                name = str(instruction.operator)
                if step := _STEPS.get(name):
                    step(drawing, name, instruction)
            except BROKEN:
                self.page.unseen.add(f"a broken {name or 'step'} in a drawing")

    def group(self, holder: Any, what: str) -> None:
        group = holder.get("/Group")
        if group is None:
            return
        if "/CS" in group and (kind := self.spaces.of(group.CS, None).kind) in ("RGB", "Lab"):
            self.page.paints.add(Paint(kind, f"the blending of {what}"))

    def paint(self, space: Space, parts: tuple[float, ...], what: str) -> None:
        self.page.paints.add(Paint(space.kind, what, tuple(round(part, 3) for part in parts)))
        self.names(space)
        self.ink(what, ink_of(space, parts))

    def names(self, space: Space) -> None:
        self.page.spots |= {name[1:] for name in space.names if name not in _PROCESS and name != "/All"}

    def ink(self, what: str, *inks: float | None) -> None:
        """Note the most ink of a kind of thing, as far as it is known."""
        for ink in inks:
            if ink is not None:
                self.page.ink[what] = max(self.page.ink.get(what, 0), ink)

    def line(self, width: float, start: tuple[float, float], at: Transform) -> None:
        a, b, c, d, e, f = at
        x, y = start
        line = Line(round(width, 3), a * x + c * y + e, b * x + d * y + f)
        if all(line.width != other.width for other in self.page.lines):
            self.page.lines.append(line)

    def gradient(self, shading: Any, resources: Any) -> None:
        if shading is None:
            return
        space = self.spaces.of(shading.ColorSpace, resources)
        self.page.paints.add(Paint(space.kind, "gradients"))
        self.names(space)
        if space.kind not in ("Gray", "CMYK", "Spot"):
            return
        inks = [ink for end in ends_of(shading.get("/Function"), self.spent) if (ink := ink_of(space, end)) is not None]
        self.ink("gradients", *inks)
        if not inks:
            self.page.unseen.add("the ink of a gradient that is a program or a mesh")


@dataclass
class _Drawing:
    """One content stream on its way: its state, and the path that is being laid."""

    reader: Reader
    resources: Any
    state: _State
    depth: int
    kept: list[_State] = field(default_factory=list)
    # Of the path: its rectangles, where its last part began, and whether anything else is in it.
    rectangles: list[Box] = field(default_factory=list)
    start: tuple[float, float] = (0.0, 0.0)
    other_paths: bool = False

    def __post_init__(self) -> None:
        # Patterns keep to where the drawing began, and not to what `cm` has moved since.
        self.home = self.state.at

    def named(self, kind: str, name: Any) -> Any:
        return self.resources.get(kind, Dictionary()).get(str(name))

    # ── the state ─────────────────────────────────────────────────────────────────────────────────────────────

    def keep(self, name: str, instruction: Any) -> None:
        self.kept.append(copy(self.state))

    def bring_back(self, name: str, instruction: Any) -> None:
        self.state = self.kept.pop() if self.kept else self.state

    def transform(self, name: str, instruction: Any) -> None:
        self.state.at = joined(transform_of(instruction.operands), self.state.at)

    def width(self, name: str, instruction: Any) -> None:
        self.state.width = float(instruction.operands[0])

    def text_mode(self, name: str, instruction: Any) -> None:
        self.state.mode = int(instruction.operands[0])

    def font(self, name: str, instruction: Any) -> None:
        self.state.font = self.named("/Font", instruction.operands[0])

    def settings(self, name: str, instruction: Any) -> None:
        state, through = self.state, self.reader.page.through
        for key, value in (self.named("/ExtGState", instruction.operands[0]) or Dictionary()).items():
            if key in ("/ca", "/CA"):
                alpha = float(value)
                if key == "/ca":
                    state.fill_alpha = alpha
                else:
                    state.stroke_alpha = alpha
                if 0 < alpha < 1:
                    through.add("opacity")
            elif key == "/LW":
                state.width = float(value)
            elif key == "/BM":
                mode = str(value if isinstance(value, Name) else value[0])[1:]
                if mode not in ("Normal", "Compatible"):
                    through.add(f"blending ({mode})")
            elif key in ("/OP", "/op") and bool(value):
                through.add("overprint")
            elif key == "/SMask" and not isinstance(value, Name):
                through.add("soft masks")
                self.reader.group(value.G, "a mask")

    def colour(self, name: str, instruction: Any) -> None:
        state, values = self.state, instruction.operands
        line = name[0].isupper()
        pattern = ""
        if name in ("cs", "CS"):
            space = self.reader.spaces.of(values[0], self.resources)
            first = (float(space.kind == "Spot"),) * space.parts
            parts = (0.0, 0.0, 0.0, 1.0) if space.kind == "CMYK" else first
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

    # ── paths ─────────────────────────────────────────────────────────────────────────────────────────────────

    def rectangle(self, name: str, instruction: Any) -> None:
        x, y, width, height = (float(value) for value in instruction.operands)
        self.rectangles.append((x, y, width, height))
        self.start = (x, y)

    def move(self, name: str, instruction: Any) -> None:
        self.start, self.other_paths = (float(instruction.operands[0]), float(instruction.operands[1])), True

    def end(self, name: str, instruction: Any) -> None:
        """The path is drawn, as its operator says, or thrown away."""
        if name in _FILLS:
            self.fill("areas", self.home)
            if not self.other_paths and self.state.fill_alpha > 0:
                self.thin_rectangles(even_odd=name in ("f*", "B*", "b*"))
        if name in _STROKES:
            self.stroke("lines")
        self.rectangles, self.other_paths = [], False

    def thin_rectangles(self, *, even_odd: bool) -> None:
        """A filled rectangle may be a rule, and two in one another are a frame."""
        sides = [(min(abs(width), abs(height)), (x, y)) for x, y, width, height in self.rectangles]
        if len(self.rectangles) == 2 and even_odd:
            (x, y, width, height), (u, v, wide, high) = self.rectangles
            gaps = (x - u, y - v, (x + width) - (u + wide), (y + height) - (v + high))
            # Numbers have six decimals; sides that lie on each other differ in the last of them.
            sides = [(abs(gap), (x, y)) for gap in gaps if abs(gap) > 1e-5]
        for side, start in sides:
            # An empty box is no line, and one two points thick is none that a plate could lose.
            if 0 < side < 2:
                self.reader.line(side * thinnest(self.state.at), start, self.state.at)

    # ── what is put on paper ──────────────────────────────────────────────────────────────────────────────────

    def fill(self, what: str, home: Transform) -> None:
        state = self.state
        if state.fill_alpha > 0:
            if state.fill.kind == "Pattern":
                self.pattern(state.fill_pattern, home)
            else:
                self.reader.paint(state.fill, state.fill_parts, what)

    def stroke(self, what: str) -> None:
        state = self.state
        if state.stroke_alpha <= 0:
            return
        if state.stroke.kind == "Pattern":
            self.pattern(state.stroke_pattern, self.home)
        else:
            self.reader.paint(state.stroke, state.stroke_parts, what)
        if what == "lines":
            self.reader.line(state.width * thinnest(state.at), self.start, state.at)

    def pattern(self, name: str, home: Transform) -> None:
        pattern = self.named("/Pattern", name)
        if pattern is None:
            return
        if not isinstance(pattern, Stream):
            self.reader.gradient(pattern.get("/Shading"), self.resources)
            return
        if pattern.objgen in self.reader.drawn:
            return
        self.reader.drawn.add(pattern.objgen)
        at = joined(transform_of(pattern.get("/Matrix", (1, 0, 0, 1, 0, 0))), home)
        self.reader.draw(pattern, pattern.get("/Resources", self.resources), _State(at=at), self.depth + 1)

    def shading(self, name: str, instruction: Any) -> None:
        self.reader.gradient(self.named("/Shading", instruction.operands[0]), self.resources)

    def text(self, name: str, instruction: Any) -> None:
        if self.state.mode == 3:
            return
        self.typeface()
        if self.state.mode in (0, 2, 4, 6):
            self.fill("text", self.home)
        if self.state.mode in (1, 2, 5, 6):
            self.stroke("text")

    def typeface(self) -> None:
        font = self.state.font
        if font is None:
            return
        name = str(font.get("/BaseFont", "/?"))[1:]
        if font.get("/Subtype") == Name.Type3:
            if font.objgen not in self.reader.drawn:
                self.reader.drawn.add(font.objgen)
                for glyph in font.CharProcs.as_dict().values():
                    resources = font.get("/Resources", self.resources)
                    self.reader.draw(glyph, resources, copy(self.state), self.depth + 1)
            return
        if name in self.reader.page.fonts:
            return
        inner = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
        described = inner.get("/FontDescriptor", Dictionary())
        self.reader.page.fonts[name] = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    def object(self, name: str, instruction: Any) -> None:
        drawn = self.named("/XObject", instruction.operands[0])
        if not isinstance(drawn, Stream):
            return
        if drawn.get("/Subtype") == Name.Form:
            inner = copy(self.state)
            if "/Matrix" in drawn:
                inner.at = joined(transform_of(drawn.Matrix), self.state.at)
            self.reader.group(drawn, "a group")
            self.reader.draw(drawn, drawn.get("/Resources", self.resources), inner, self.depth + 1)
        elif drawn.get("/Subtype") == Name.Image:
            self.image(drawn)

    # ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────

    def image(self, image: Any) -> None:
        reader = self.reader
        placed = self.placed(int(image.Width), int(image.Height))
        if bool(image.get("/ImageMask", False)):
            self.fill("areas", self.state.at)
            return
        if "/SMask" in image:
            reader.page.through.add("soft masks")
        if image.objgen not in reader.images:
            space = reader.spaces.of(image.ColorSpace, self.resources) if "/ColorSpace" in image else Space("?")
            reader.names(space)
            reader.images[image.objgen] = (space.kind, self.heaviest(image, space))
        self.picture(placed, *reader.images[image.objgen])

    def inline(self, name: str, instruction: Any) -> None:
        inline = instruction.iimage
        if inline.image_mask:
            self.fill("areas", self.state.at)
            return
        placed = self.placed(int(inline.width), int(inline.height))
        space = self.reader.spaces.of(Name(str(inline.colorspace)), self.resources)
        try:
            ink = most_ink(inline.as_pil_image()) if space.kind in ("Gray", "CMYK") else None
        except BROKEN:
            ink = None
            self.reader.page.unseen.add("the ink of a picture within a drawing")
        self.picture(placed, space.kind, ink)

    def placed(self, wide: int, high: int) -> Picture:
        """A picture of so many pixels where it stands."""
        a, b, c, d, *_ = self.state.at
        width, height = sqrt(a * a + b * b), sqrt(c * c + d * d)
        dpi = min(wide / (width / 72), high / (height / 72)) if width and height else 0
        return Picture(width * MM_A_POINT, height * MM_A_POINT, dpi, "")

    def picture(self, placed: Picture, kind: str, ink: float | None) -> None:
        self.reader.page.pictures.append(replace(placed, space=kind))
        self.reader.page.paints.add(Paint(kind, "pictures"))
        self.reader.ink("pictures", ink)

    def heaviest(self, image: Any, space: Space) -> float | None:
        """The most ink of a pixel in percent; none where it is not known."""
        if space.kind not in ("CMYK", "Gray"):
            return None
        if space.palette:
            return max(ink_of(space, row) or 0 for row in space.palette)
        if space.kind == "Gray" and int(image.get("/BitsPerComponent", 8)) == 1:
            return 100.0
        try:
            return most_ink(_pixels(image, self.reader.spent))
        except (*BROKEN, OSError):
            self.reader.page.unseen.add("the ink of a picture in a form of its own")
            return None


def _pixels(image: Any, spent: Spent) -> Image.Image:
    if int(image.Width) * int(image.Height) > MOST_PIXELS:
        raise ValueError("too large to look into")
    spent.unfold(4 * int(image.Width) * int(image.Height))
    reader = PdfImage(image)
    pixels = reader.as_pil_image(apply_mask=False)
    if pixels.mode == "CMYK" and "DCT" in str(reader.filters[-1:]) and "adobe" in pixels.info:
        # Pillow turns Adobe's JPEGs over, whatever the PDF says; what it says is that they are, or are not.
        decode = [float(end) for end in image.get("/Decode", [])]
        if not decode or decode[0] < decode[1]:
            return pixels.point(lambda value: 255 - value)
    return pixels


_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_SETS = {"g", "rg", "k", "G", "RG", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
# What each operator does; ink depends on no other.
_STEPS: dict[str, Callable[[_Drawing, str, Any], None]] = {
    "q": _Drawing.keep,
    "Q": _Drawing.bring_back,
    "cm": _Drawing.transform,
    "w": _Drawing.width,
    "gs": _Drawing.settings,
    **dict.fromkeys(_SETS, _Drawing.colour),
    "re": _Drawing.rectangle,
    "m": _Drawing.move,
    **dict.fromkeys({*_FILLS, *_STROKES, "n"}, _Drawing.end),
    "Tr": _Drawing.text_mode,
    "Tf": _Drawing.font,
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Drawing.text),
    "sh": _Drawing.shading,
    "Do": _Drawing.object,
    "INLINE IMAGE": _Drawing.inline,
}


def _streams(holder: Any) -> list[Any]:
    """The streams that a page or a form is drawn by."""
    contents = holder if isinstance(holder, Stream) else holder.get("/Contents", [])
    return [each for each in ([contents] if isinstance(contents, Stream) else contents) if isinstance(each, Stream)]

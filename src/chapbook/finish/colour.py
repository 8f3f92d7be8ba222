"""Colour for the press: every colour of a PDF in cyan, magenta, yellow and black, and no RGB left in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import hypot
from typing import Any, cast

from pikepdf import (
    Array,
    Dictionary,
    Matrix,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    PikepdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)
from PIL import Image

from chapbook.finish.functions import converted, numbers, values
from chapbook.finish.inks import CMYK, Inks
from chapbook.finish.pixels import decoded, reduced, write
from chapbook.problems.problem import Problem, Spot, problem

INCH = 72

# Which operators paint with the colour that the stroke has, and which name the same for the fill.
_STROKE = {"G": "g", "RG": "rg", "K": "k", "CS": "cs", "SC": "sc", "SCN": "scn"}
_COLOUR = {*_STROKE, *_STROKE.values()}
_TAKEN = {*_COLOUR, "q", "Q", "cm", "Do", "INLINE IMAGE"}

_DEVICE = {
    "/DeviceGray": "grey",
    "/G": "grey",
    "/CalGray": "grey",
    "/DeviceRGB": "rgb",
    "/RGB": "rgb",
    "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk",
    "/CMYK": "cmyk",
    "/Lab": "lab",
}
# What a file raises that does not keep its own grammar, or does what no library reads.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, NotImplementedError)
_BY_PARTS = {1: "grey", 3: "rgb", 4: "cmyk"}


def to_cmyk(pdf: Pdf, profile: bytes, *, total_ink: float, resolution: float) -> list[Problem]:
    """Separate a whole PDF for a press, in place: drawings, gradients, patterns, masks, pictures, annotations.

    The profile is the press's ICC profile; total ink is the most ink in one place, in percent; pictures with more
    pixels than the resolution, in dpi where they are placed largest, are reduced to it.

    Gives the colours that cannot be separated, P011 each. Their spot is for the caller to set, who knows the file:
    `replace(fault, spot=Spot(name))`. Raises ValueError for a profile that is not of a CMYK press.
    """
    separation = _Separation(pdf, Inks(profile, total_ink), resolution)
    for number, page in enumerate(pdf.pages, start=1):
        separation.page(number, page)
    separation.pictures()
    return [*dict.fromkeys(separation.faults)]


@dataclass
class _Placed:
    """A picture where it is drawn: its matrix takes the unit square to the space of what draws it."""

    image: Stream
    matrix: Matrix


@dataclass
class _Paint:
    """What `sc` and `scn` mean: a kind of colour, and what is needed to bring it over."""

    kind: str
    profile: bytes | None = None
    palette: Sequence[tuple[float, ...]] = ()
    base: _Paint | None = None


@dataclass
class _Separation:
    """One conversion: what is done already is not done again, however often it is drawn."""

    pdf: Pdf
    inks: Inks
    resolution: float
    faults: list[Problem] = field(default_factory=list)
    number: int = 0
    drawn: dict[tuple[int, int], list[_Placed]] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)
    masks: dict[tuple[int, int], Stream] = field(default_factory=dict)
    # Each picture, the width and height in points at which it is placed largest, and the page where that is.
    images: dict[tuple[int, int], tuple[Stream, float, float, int]] = field(default_factory=dict)

    def page(self, number: int, page: Page) -> None:
        self.number = number
        self._group(page.obj)
        if "/Thumb" in page.obj:
            del page.obj["/Thumb"]
        resources = page.resources if "/Resources" in page.obj or "/Parent" in page.obj else Dictionary()
        if "/Contents" in page.obj:
            content, placed = self._content(page.obj, resources)
            page.obj.Contents = self.pdf.make_stream(content)
            unit = float(page.obj.get("/UserUnit", 1))
            for picture in placed:
                width, height = _extent(picture.matrix)
                self._note(picture.image, width * unit, height * unit)
        self._resources(resources)
        for annotation in cast(Any, page.obj.get("/Annots", [])):
            self._annotation(annotation)

    # ── what draws ────────────────────────────────────────────────────────────────────────────────────────────

    def _content(self, holder: Object, resources: Object, mask: bool = False) -> tuple[bytes, list[_Placed]]:
        """A content stream in inks, and the pictures that it draws."""
        writer = _Content(self, resources, mask)
        for instruction in parse_content_stream(holder):
            name = str(instruction.operator)
            if name not in _TAKEN:
                writer.written.append(instruction)
                continue
            try:
                writer.take(name, instruction)
            except _BROKEN:
                self.fault(f"a drawing with a broken {name}")
                writer.written.append(instruction)
        return unparse_content_stream(writer.written), writer.placed

    def form(self, form: Stream, resources: Object, mask: bool = False) -> list[_Placed]:
        """A form, a tile of a pattern or a glyph in inks, and the pictures that it draws, in the space around it."""
        if form.objgen not in self.drawn:
            self.drawn[form.objgen] = []
            own = form.get("/Resources", resources)
            content, placed = self._content(form, own, mask)
            form.write(content)
            self._group(form, mask)
            self._resources(own, mask)
            at = Matrix(form.Matrix) if "/Matrix" in form else Matrix()
            self.drawn[form.objgen] = [_Placed(each.image, each.matrix @ at) for each in placed]
        return self.drawn[form.objgen]

    def _group(self, holder: Object, mask: bool = False) -> None:
        group = holder.get("/Group")
        if group is not None and "/CS" in group and (mask or self.paint(group.CS, None).kind != "cmyk"):
            group.CS = Name.DeviceGray if mask else Name.DeviceCMYK

    def _resources(self, resources: Object, mask: bool = False) -> None:
        """All that may be drawn by name, drawn or not, so that no RGB is left lying in the file."""
        if resources.is_indirect:
            if resources.objgen in self.seen:
                return
            self.seen.add(resources.objgen)
        for pattern in self._each(resources, "/Pattern"):
            if isinstance(pattern, Stream):
                self.form(pattern, resources, mask)
            else:
                self.shading(pattern.Shading, resources, mask)
                self._state(pattern.get("/ExtGState"), resources)
        for shading in self._each(resources, "/Shading"):
            self.shading(shading, resources, mask)
        for state in self._each(resources, "/ExtGState"):
            self._state(state, resources)
        for thing in self._each(resources, "/XObject"):
            if thing.get("/Subtype") == Name.Form:
                self.form(thing, resources, mask)
            elif thing.get("/Subtype") == Name.Image and not mask:
                self._note(thing, 0, 0)
        for font in self._each(resources, "/Font"):
            if font.get("/Subtype") == Name.Type3:
                for glyph in font.CharProcs.as_dict().values():
                    self.form(cast(Stream, glyph), font.get("/Resources", resources), mask)
        spaces = resources.get("/ColorSpace", Dictionary())
        for name in [*spaces.keys()]:
            if name.startswith("/Default") or self.paint(spaces[name], None).kind in ("grey", "rgb", "lab", "indexed"):
                del spaces[name]

    def _each(self, resources: Object, kind: str) -> Iterator[Any]:
        for thing in cast(Any, resources.get(kind, Dictionary())).as_dict().values():
            if not thing.is_indirect:
                yield thing
            elif thing.objgen not in self.seen:
                # Forms are remembered where they are drawn.
                if not isinstance(thing, Stream):
                    self.seen.add(thing.objgen)
                yield thing

    def _state(self, state: Object | None, resources: Object) -> None:
        """A soft mask has light and shade of its own, and no ink: it becomes grey, and as light as it was."""
        mask = state.get("/SMask") if state is not None else None
        if mask is None or isinstance(mask, Name):
            return
        self.form(cast(Stream, mask.G), resources, mask=True)
        if "/BC" in mask:
            mask.BC = Array([_light([float(part) for part in cast(Any, mask.BC)])])

    def _annotation(self, annotation: Any) -> None:
        """How an annotation looks, and the colour of its frame."""
        appearance = annotation.get("/AP", Dictionary())
        for look in appearance.as_dict().values():
            for form in look.as_dict().values() if isinstance(look, Dictionary) else [look]:
                if isinstance(form, Stream):
                    self.form(form, Dictionary())
        widget = annotation.get("/MK", Dictionary())
        for holder, key in ((annotation, "/C"), (annotation, "/IC"), (widget, "/BC"), (widget, "/BG")):
            if key in holder and len(holder[key]) in (1, 3):
                parts = [float(part) for part in holder[key]]
                inks = self.inks.solid(cast(Any, tuple(parts * 3 if len(parts) == 1 else parts)))
                holder[key] = Array(numbers(inks))

    # ── colours ───────────────────────────────────────────────────────────────────────────────────────────────

    def paint(self, space: Any, resources: Object | None) -> _Paint:
        """What a colour space means: grey, rgb, cmyk, lab, indexed, pattern, spot."""
        if isinstance(space, Name):
            if str(space) in _DEVICE:
                return _Paint(_DEVICE[str(space)])
            if space == Name.Pattern:
                return _Paint("pattern")
            named = resources.get("/ColorSpace", Dictionary()).get(str(space)) if resources is not None else None
            return self.paint(named, None) if named is not None else _Paint("unknown")
        family = str(space[0]) if len(space) else ""
        if family in _DEVICE:
            return _Paint(_DEVICE[family])
        if family == "/ICCBased":
            kind = _BY_PARTS[int(space[1].N)]
            return _Paint(kind, space[1].read_bytes() if kind == "rgb" else None)
        if family in ("/Indexed", "/I"):
            base = self.paint(space[1], resources)
            parts = 1 if base.kind == "grey" else 4 if base.kind == "cmyk" else 3
            table = space[3].read_bytes() if isinstance(space[3], Stream) else bytes(space[3])
            rows = [tuple(part / 255 for part in table[at : at + parts]) for at in range(0, len(table), parts)]
            return _Paint("indexed", base.profile, rows, base)
        if family == "/Pattern":
            return _Paint("pattern" if len(space) == 1 else "uncoloured")
        if family in ("/Separation", "/DeviceN"):
            below = self.paint(space[2], resources).kind
            return _Paint("spot" if below in ("cmyk", "grey") or space[1] == Name.All else "spot in rgb")
        return _Paint("unknown")

    def separated(self, paint: _Paint, parts: Sequence[float], smooth: bool = False) -> CMYK:
        """The inks of a colour of some space."""
        if paint.kind == "grey":
            return self.inks.grey(parts[0])
        if paint.kind == "cmyk":
            return self.inks.limited(cast(CMYK, tuple(parts)))
        if paint.kind == "lab":
            return self.inks.lab(cast(Any, tuple(parts)))
        if paint.kind == "indexed":
            row = paint.palette[min(max(int(parts[0]), 0), len(paint.palette) - 1)]
            return self.separated(cast(_Paint, paint.base), row, smooth)
        rgb = cast(Any, tuple(parts))
        if paint.profile is not None:
            pixel = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in rgb))
            rgb = tuple(part / 255 for part in self.inks.to_srgb(pixel, paint.profile).tobytes())
        return self.inks.smooth(rgb) if smooth else self.inks.solid(rgb)

    def fault(self, what: str) -> None:
        """A colour of this page that cannot be brought over."""
        self.faults.append(problem("P011", Spot(""), pages=f"page {self.number}", what=f"{what} cannot be separated"))

    # ── gradients ─────────────────────────────────────────────────────────────────────────────────────────────

    def shading(self, shading: Any, resources: Object, mask: bool = False) -> None:
        """A gradient in inks; of a mask, in grey."""
        if shading.is_indirect:
            if shading.objgen in self.drawn:
                return
            self.drawn[shading.objgen] = []
        paint = self.paint(shading.ColorSpace, resources)
        if paint.kind in ("spot", "cmyk") or (mask and paint.kind == "grey"):
            return
        if int(shading.ShadingType) not in (2, 3) or paint.kind not in ("grey", "rgb", "lab"):
            self.fault(f"a gradient of type {int(shading.ShadingType)} in {paint.kind} colours")
            return
        convert: Callable[[Sequence[float]], Sequence[float]]
        if mask:
            convert = lambda parts: [_light(parts)]  # noqa: E731
        elif paint.kind == "rgb" and self._all_grey(shading.Function):
            # Grey from end to end is black alone; a grey on the way to a colour is not, or it would show as a step.
            convert = lambda parts: self.inks.grey(parts[1])  # noqa: E731
        else:
            convert = partial(self.separated, paint, smooth=True)
        try:
            shading.Function = converted(self.pdf, shading.Function, convert)
        except NotImplementedError as kind:
            self.fault(f"a gradient by {kind}")
            return
        if "/Background" in shading:
            shading.Background = Array(numbers(convert([float(part) for part in shading.Background])))
        shading.ColorSpace = Name.DeviceGray if mask else Name.DeviceCMYK

    def _all_grey(self, function: Any) -> bool:
        try:
            return all(self.inks.is_grey(cast(Any, tuple(step))) for step in values(function))
        except NotImplementedError:
            return False

    # ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────

    def _note(self, image: Stream, width: float, height: float) -> None:
        """A picture to convert at the end, when it is known how large it is placed."""
        _, widest, highest, page = self.images.get(image.objgen, (image, 0.0, 0.0, self.number))
        if width * height > widest * highest:
            widest, highest, page = width, height, self.number
        self.images[image.objgen] = (image, widest, highest, page)

    def pictures(self) -> None:
        """All pictures in inks, none with more pixels than the press can show."""
        for image, width, height, page in self.images.values():
            self.number = page
            pixels = int(image.Width), int(image.Height)
            dpi = min(pixels[0] * INCH / width, pixels[1] * INCH / height) if width and height else 0
            # One bit a pixel is line art, and a stencil has no colour of its own.
            line_art = bool(image.get("/ImageMask", False)) or int(image.get("/BitsPerComponent", 8)) == 1
            if bool(image.get("/ImageMask", False)):
                continue
            smaller = 1.0 if line_art or dpi <= self.resolution else self.resolution / dpi
            try:
                self._picture(image, smaller)
            except (*_BROKEN, OSError, PikepdfError) as fault:
                # Other libraries' words hold places in memory, which differ from run to run.
                why = f" ({fault})" if isinstance(fault, NotImplementedError) else ""
                self.fault(f"a picture that cannot be read{why}")

    def _picture(self, image: Stream, smaller: float) -> None:
        paint = self.paint(image.ColorSpace, None) if "/ColorSpace" in image else _Paint("unknown")
        if paint.kind.startswith("spot"):
            if paint.kind != "spot":
                self.fault("a picture in a spot colour made of RGB")
            return
        if "/Matte" in image.get("/SMask", Dictionary()) or isinstance(image.get("/Mask"), Array):
            raise NotImplementedError("its transparent parts are marked by a colour")
        if paint.kind == "grey" and int(image.BitsPerComponent) == 1:
            return
        if "/JPXDecode" in repr(image.get("/Filter")):
            raise NotImplementedError("JPEG 2000 may hide transparent parts of its own; take PNG or JPEG")
        before = decoded(image)
        if smaller < 1:
            # Before separation: sharpening at edges would put more ink there than the limit has just allowed.
            before = reduced(before, smaller)
        after = self.inks.picture(before, paint.profile)
        if not (after is before and paint.kind == "cmyk") or smaller < 1:
            write(image, after)
        if smaller < 1 and "/SMask" in image:
            mask = cast(Stream, image.SMask)
            write(mask, decoded(mask).convert("L").resize(after.size, Image.Resampling.LANCZOS))
        for key in ("/Interpolate", "/Intent", "/Alternates"):
            if key in image:
                del image[key]

    def grey_copy(self, image: Stream) -> Stream:
        """A picture within a mask: its light and shade."""
        if bool(image.get("/ImageMask", False)):
            return image
        if image.objgen not in self.masks:
            copy = self.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
            write(copy, decoded(image).convert("RGB").convert("L"))
            self.masks[image.objgen] = copy
        return self.masks[image.objgen]


@dataclass
class _Content:
    """One content stream on its way into inks: operators in, operators out."""

    separation: _Separation
    resources: Object
    mask: bool
    written: list[Any] = field(default_factory=list)
    placed: list[_Placed] = field(default_factory=list)
    matrix: Matrix = field(default_factory=Matrix)
    fill: _Paint | None = None
    stroke: _Paint | None = None
    above: list[tuple[Matrix, _Paint | None, _Paint | None]] = field(default_factory=list)

    def take(self, name: str, instruction: Any) -> None:
        operands = instruction.operands
        if name in _COLOUR:
            self._colour(operands, instruction, name)
            return
        if name == "q":
            self.above.append((self.matrix, self.fill, self.stroke))
        elif name == "Q" and self.above:
            self.matrix, self.fill, self.stroke = self.above.pop()
        elif name == "cm":
            self.matrix = Matrix(*(float(part) for part in operands)) @ self.matrix
        elif name == "Do":
            self._draw(operands[0])
        elif name == "INLINE IMAGE":
            self._inline(instruction)
            return
        self.written.append(instruction)

    def _colour(self, operands: Any, instruction: Any, name: str) -> None:
        stroke = name in _STROKE
        kind = _STROKE.get(name, name)
        if kind == "cs":
            paint = self.separation.paint(operands[0], self.resources)
            self._set(stroke, paint)
            if paint.kind in ("pattern", "spot"):
                self.written.append(instruction)
            elif paint.kind in ("uncoloured", "spot in rgb", "unknown"):
                self.separation.fault(f"colours in {paint.kind.replace('unknown', str(operands[0]))}")
            else:
                # A new space begins with black (ISO 32000-2, 8.6.5.1); of a palette, with its first colour.
                first = [0.0] * {"cmyk": 3, "grey": 1, "indexed": 1}.get(paint.kind, 3) + [1.0] * (paint.kind == "cmyk")
                self._write(stroke, paint, first)
            return
        if kind in ("sc", "scn"):
            current = self.stroke if stroke else self.fill
            if current is not None and current.kind in ("pattern", "spot", "uncoloured", "spot in rgb", "unknown"):
                self.written.append(instruction)
                return
            paint = current or _Paint(_BY_PARTS.get(len(operands), "unknown"))
        else:
            paint = _Paint({"g": "grey", "rg": "rgb", "k": "cmyk"}[kind])
            self._set(stroke, paint)
        self._write(stroke, paint, [float(part) for part in operands])

    def _write(self, stroke: bool, paint: _Paint, parts: Sequence[float]) -> None:
        if self.mask:
            self.written.append(([round(_light(parts), 4)], Operator("G" if stroke else "g")))
            return
        inks = self.separation.separated(paint, parts)
        self.written.append((numbers(inks), Operator("K" if stroke else "k")))

    def _set(self, stroke: bool, paint: _Paint) -> None:
        if stroke:
            self.stroke = paint
        else:
            self.fill = paint

    def _draw(self, name: Name) -> None:
        drawn = self.resources.get("/XObject", Dictionary()).get(str(name))
        if not isinstance(drawn, Stream):
            return
        if drawn.get("/Subtype") == Name.Form:
            inner = self.separation.form(drawn, self.resources, self.mask)
            self.placed += [_Placed(each.image, each.matrix @ self.matrix) for each in inner]
        elif drawn.get("/Subtype") == Name.Image:
            if self.mask:
                cast(Any, self.resources).XObject[str(name)] = self.separation.grey_copy(drawn)
            else:
                self.placed.append(_Placed(drawn, self.matrix))

    def _inline(self, instruction: Any) -> None:
        """A picture within the drawing becomes one beside it, and is treated as those are."""
        pdf, inline = self.separation.pdf, instruction.iimage
        if inline.image_mask:
            self.written.append(instruction)
            return
        stream = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
        try:
            write(stream, inline.as_pil_image())
        except (*_BROKEN, PikepdfError):
            self.separation.fault("a small picture within the drawing")
            return
        objects = cast(Any, self.resources).get("/XObject")
        if objects is None:
            objects = cast(Any, self.resources).XObject = Dictionary()
        name = next(f"/Inline{number}" for number in range(len(objects) + 1) if f"/Inline{number}" not in objects)
        objects[name] = stream
        self.written.append(([Name(name)], Operator("Do")))
        self._draw(Name(name))


def _light(parts: Sequence[float]) -> float:
    """The luminosity of a colour of a mask (ISO 32000-2, 11.3.5.3).

    >>> round(_light([0.2, 0.2, 0.2]), 3)
    0.2
    """
    if len(parts) == 1:
        return parts[0]
    red, green, blue = parts if len(parts) == 3 else [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _extent(matrix: Matrix) -> tuple[float, float]:
    """How wide and how high the unit square comes out, in points."""
    return hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)

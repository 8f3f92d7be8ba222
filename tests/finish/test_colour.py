"""Separation: what a press gets of every colour, and that nothing of RGB is left."""

import gc
import re
import weakref
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, parse_content_stream
from PIL import Image, ImageChops, ImageCms, ImageMath, ImageStat

from chapbook.finish.colour import to_cmyk
from chapbook.finish.inks import Inks
from chapbook.finish.pixels import decoded
from chapbook.preflight.survey import survey
from conftest import text_of_pages
from presswork import PROFILE, form, gradient, noise, pdf_of, picture, saved, with_picture

INKS = Inks(PROFILE, 300)
# What the styles set text in, and how many inks each may take.
TEXT = {
    "--ink": (0x1F3D4D, 1),
    "--ink-soft": (0x324A56, 1),
    "--brand-deep": (0x17505A, 3),
    "--voice-deep": (0x4F3C64, 3),
    "--ambulance-deep": (0x7E1C18, 3),
    "--now-deep": (0x803904, 3),
}


def parts(number):
    return tuple((number >> shift & 255) / 255 for shift in (16, 8, 0))


def separated(pdf, **limits):
    return to_cmyk(pdf, PROFILE, **{"total_ink": 300, "resolution": 300, **limits})


def operators(pdf, page=0):
    """The drawing of a page, as text."""
    return [
        " ".join([*(f"{value}" for value in each.operands), str(each.operator)])
        for each in parse_content_stream(pdf.pages[page])
    ]


def inks_of(lines, operator="k"):
    """The colour that is set last, 0 to 1 for each ink."""
    *_, last = (line for line in lines if line.endswith(f" {operator}"))
    return tuple(float(part) for part in last.split()[:4])


def lab(transform_from, mode, pixel):
    """How a colour looks, by LittleCMS alone."""
    to_lab = ImageCms.buildTransform(
        transform_from,
        ImageCms.createProfile("LAB"),
        mode,
        "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    light, a, b = ImageCms.applyTransform(Image.new(mode, (1, 1), pixel), to_lab).tobytes()
    return light / 2.55, a - 256 * (a > 127), b - 256 * (b > 127)


def difference(rgb, inks):
    """How far a colour on the press is from the one on the screen (CIE 1976)."""
    press = ImageCms.ImageCmsProfile(BytesIO(PROFILE))
    seen = lab(ImageCms.createProfile("sRGB"), "RGB", tuple(round(255 * part) for part in rgb))
    printed = lab(press, "CMYK", tuple(round(255 * ink) for ink in inks))
    return sum((one - other) ** 2 for one, other in zip(seen, printed, strict=True)) ** 0.5


# ── single colours ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rgb", [0xF7F0E3, 0xE5805F, 0x7FB08F, 0xF2C76A, 0xD6E9EE, 0x8AA3AD])
def test_a_light_colour_is_as_littlecms_has_it(rgb):
    """A colour that is not dark has exactly the inks of the profile, relative colorimetric, black point compensated."""
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(BytesIO(PROFILE)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    pixel = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in parts(rgb)))
    expected = [round(ink / 255, 4) for ink in ImageCms.applyTransform(pixel, transform).getpixel((0, 0))]
    pdf = pdf_of("{} {} {} rg 0 0 9 9 re f".format(*parts(rgb)))
    separated(pdf)

    assert expected == [*inks_of(operators(pdf))]


@pytest.mark.parametrize("name", TEXT)
def test_type_is_set_in_few_inks(name):
    """Text of our styles takes at most three inks, ink and soft ink solid black alone, and looks as on the screen."""
    number, most = TEXT[name]
    inks = INKS.solid(parts(number))

    assert most >= sum(ink > 0 for ink in inks)
    assert (0, 0, 0, 1) == inks if most == 1 else difference(parts(number), inks) < 3


@pytest.mark.parametrize("grey", [0, 64, 96, 128, 200, 254, 255])
@pytest.mark.parametrize("operator", ["{0} {0} {0} rg", "{0} g", "/DeviceGray cs {0} sc"])
def test_greys_are_black_ink_alone(grey, operator):
    """A grey, however it is written, has no ink but black, white has none, and black is full."""
    pdf = pdf_of(operator.format(grey / 255) + " 0 0 9 9 re f")
    separated(pdf)
    *colours, black = inks_of(operators(pdf))

    assert [0, 0, 0] == colours
    assert {0: black == 1, 255: black == 0}.get(grey, 0 < black <= 1)


def test_shadows_are_told_from_lines():
    """A dark grey with a breath of colour, as hair in our pictures has, stays lighter than the line around it."""
    hair, line = INKS.solid(parts(0x4B4946)), INKS.solid(parts(0x1F3D4D))

    assert (0, 0, 0) == hair[:3] == line[:3]
    assert hair[3] < 0.85 < line[3]


def test_greys_get_lighter_step_by_step():
    """Of two greys the lighter one never gets more black, and half grey looks as light as it does on the screen."""
    blacks = [INKS.grey(level / 255)[3] for level in range(256)]
    light, *_ = lab(ImageCms.createProfile("sRGB"), "RGB", (128, 128, 128))
    printed, *_ = lab(ImageCms.ImageCmsProfile(BytesIO(PROFILE)), "CMYK", (0, 0, 0, round(255 * blacks[128])))

    assert blacks == sorted(blacks, reverse=True)
    assert abs(light - printed) < 6


@pytest.mark.parametrize("limit", [200, 240, 300])
def test_ink_is_limited(limit):
    """No colour has more ink than the paper takes, whether it was RGB or inks already; black keeps what it has."""
    pdf = pdf_of(
        "1 1 1 .4 k 0 0 9 9 re f .02 .2 0 RG 0 0 m 9 9 l S /Lab cs 30 60 40 scn 0 0 9 9 re f",
        ColorSpace={"/Lab": Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82], Range=[-125, 125] * 2)])},
    )
    separated(pdf, total_ink=limit)
    totals = [sum(map(float, line.split()[:4])) for line in operators(pdf) if line[-1] in "kK"]

    assert 4 == len(totals)
    assert max(totals) <= limit / 100 + 0.0004
    assert 0.4 == float(operators(pdf)[0].split()[3])


def test_strokes_and_spaces():
    """Strokes, ICC colours, palettes and CIE Lab all become inks, for lines as for areas."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pdf = pdf_of("/Icc CS .9 .5 .37 SC 0 0 m 9 9 l S /Pal cs 1 sc 0 0 9 9 re f /Lab cs 65 40 40 sc 0 0 9 9 re f")
    pdf.pages[0].obj.Resources = Dictionary(
        ColorSpace=Dictionary(
            Icc=Array([Name.ICCBased, Stream(pdf, srgb, N=3)]),
            Pal=Array([Name.Indexed, Name.DeviceRGB, 1, b"\0\0\0\xf2\xc7\x6a"]),
            Lab=Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]),
        )
    )
    separated(pdf)
    lines = operators(pdf)

    assert max(abs(a - b) for a, b in zip(INKS.solid((0.9, 0.5, 0.37)), inks_of(lines, "K"), strict=True)) < 0.02
    assert [round(ink, 4) for ink in INKS.solid(parts(0xF2C76A))] in [
        [float(part) for part in line.split()[:4]] for line in lines if line.endswith(" k")
    ]
    assert not any(re.search(r"(cs|CS|rg|RG|sc|SC|scn|SCN|g|G)$", line) for line in lines)
    assert not [*pdf.pages[0].obj.Resources.ColorSpace.keys()]


def test_the_colour_after_a_group_is_the_one_before():
    """What `q` keeps and `Q` gives back is the colour space too."""
    pdf = pdf_of("/DeviceRGB cs q /DeviceCMYK cs 0 1 0 0 sc Q .9 .5 .37 sc 0 0 9 9 re f")
    separated(pdf)

    assert inks_of(operators(pdf)) == tuple(round(ink, 4) for ink in INKS.solid((0.9, 0.5, 0.37)))


# ── what is drawn with ────────────────────────────────────────────────────────────────────────────────────────────


def spaces(pdf):
    """Every colour space of a file, as a press sees it."""
    return {paint.space for page in survey(saved(pdf)).pages for paint in page.paints}


def test_everything_that_draws():
    """Forms in forms, tiles, gradients, glyphs, annotations, groups: no RGB is left, used or unused."""
    pdf = pdf_of("/F Do /Pattern cs /T scn 0 0 99 99 re f /S sh")
    shading = gradient([1, 0, 0], [0, 0, 1])
    inner = form(pdf, ".2 .5 .6 rg 0 0 9 9 re f")
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    tile = Stream(
        pdf,
        b"1 .5 0 rg 0 0 5 5 re f",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 9, 9],
        XStep=9,
        YStep=9,
        Resources=Dictionary(),
    )
    page = pdf.pages[0].obj
    page.Group = group
    page.Resources = Dictionary(
        XObject=Dictionary(
            F=form(pdf, "/G Do 1 0 0 RG", Resources=Dictionary(XObject=Dictionary(G=inner)), Group=group),
            Unused=form(pdf, "0 1 0 rg 0 0 9 9 re f"),
        ),
        Pattern=Dictionary(T=pdf.make_indirect(tile), U=Dictionary(PatternType=2, Shading=shading)),
        Shading=Dictionary(S=gradient([1, 0, 0], [0, 0, 1])),
    )
    page.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Square,
                Rect=[0, 0, 9, 9],
                C=[1, 0, 0],
                AP=Dictionary(N=form(pdf, "0 0 1 RG 0 0 9 9 re S")),
            )
        ]
    )
    faults = separated(pdf)
    file = saved(pdf, object_stream_mode=0, compress_streams=False, stream_decode_level=3)

    assert [] == faults
    assert {"CMYK"} == spaces(pdf)
    assert not re.search(rb"DeviceRGB|\b(rg|RG)\s", file)
    assert 4 == len(page.Annots[0].C)


def test_a_mask_keeps_its_light():
    """A soft mask is as opaque as before: its grey stays its grey, and its RGB becomes its luminosity."""
    pdf = pdf_of("/M gs 1 0 0 rg 0 0 99 99 re f")
    mask = form(
        pdf,
        ".5 .5 .5 rg 0 0 9 9 re f .25 g 0 0 9 9 re f 1 0 0 rg 0 0 9 9 re f /S sh",
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
        Resources=Dictionary(Shading=Dictionary(S=gradient([0.2, 0.2, 0.2], [1, 1, 1]))),
    )
    pdf.pages[0].obj.Resources = Dictionary(
        ExtGState=Dictionary(M=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask, BC=[0, 0, 0])))
    )
    separated(pdf)
    lights = re.findall(r"([\d.]+) g", mask.read_bytes().decode())

    assert [0.5, 0.25, 0.3] == [float(light) for light in lights]
    assert Name.DeviceGray == mask.Group.CS == mask.Resources.Shading.S.ColorSpace
    assert 1 == len(pdf.pages[0].obj.Resources.ExtGState.M.SMask.BC)


def steps(function):
    """The inks of a sampled function."""
    data = function.read_bytes()
    values = [int.from_bytes(data[at : at + 2], "big") / 65535 for at in range(0, len(data), 2)]
    return [values[at : at + 4] for at in range(0, len(values), 4)]


def test_the_inks_of_a_conversion_go_with_it():
    """Nobody holds on to a profile whose colours were worked out once."""
    inks = Inks(PROFILE, 300)
    inks.solid((0.2, 0.4, 0.6))
    gone = weakref.ref(inks)
    del inks
    gc.collect()

    assert gone() is None


@pytest.mark.parametrize("kind", [2, 3])
def test_gradients_pass_through_the_same_colours(kind):
    """A gradient has at each step the inks of the RGB that was there, and none too heavy."""
    pdf = pdf_of("/S sh", Shading={"/S": gradient([0.9, 0.5, 0.37], [0, 0, 0.3], kind=kind)})
    separated(pdf, total_ink=250)
    shading = pdf.pages[0].obj.Resources.Shading.S
    (function,) = shading.Function.Functions
    inks, limited = steps(function), Inks(PROFILE, 250)
    expected = [limited.smooth((0.9 - 0.9 * s / 32, 0.5 - 0.5 * s / 32, 0.37 - 0.07 * s / 32)) for s in range(33)]
    apart = [abs(a - b) for one, other in zip(expected, inks, strict=True) for a, b in zip(one, other, strict=True)]

    assert Name.DeviceCMYK == shading.ColorSpace
    assert 33 == len(inks)
    assert max(apart) < 1e-4
    assert max(map(sum, inks)) < 2.501


def test_hard_edges_stay_hard():
    """Stripes stay stripes: each part of a gradient is brought over by itself."""
    pdf = pdf_of("/S sh", Shading={"/S": gradient([1, 0, 0], [1, 0, 0], [0, 0.5, 0], [0, 0.5, 0])})
    separated(pdf)
    first, _, last = pdf.pages[0].obj.Resources.Shading.S.Function.Functions

    assert [*map(float, first.C0)] == [*map(float, first.C1)] == [round(ink, 4) for ink in INKS.smooth((1, 0, 0))]
    assert [*map(float, last.C0)] == [round(ink, 4) for ink in INKS.smooth((0, 0.5, 0))]


def test_a_grey_gradient_is_black_alone():
    """From black to white there is no ink but black."""
    pdf = pdf_of("/S sh", Shading={"/S": gradient([0, 0, 0], [1, 1, 1])})
    separated(pdf)
    inks = steps(pdf.pages[0].obj.Resources.Shading.S.Function.Functions[0])

    assert {(0.0, 0.0, 0.0)} == {tuple(each[:3]) for each in inks}
    assert (1, 0) == (inks[0][3], inks[-1][3])


def test_what_cannot_be_separated_is_said():
    """A mesh of RGB is a fault with its page, and is not called separated."""
    pdf = pdf_of("0 g", "/S sh")
    pdf.pages[1].obj.Resources = Dictionary(Shading=Dictionary(S=Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB)))
    (fault,) = separated(pdf)

    assert "page 2: a gradient of type 1 in rgb colours cannot be separated" == fault.message


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def the_picture(pdf):
    return pdf.pages[0].obj.Resources.XObject.I


def heaviest(image):
    names = dict(zip("cmyk", image.split(), strict=True))
    return ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **names).getextrema()[1] / 2.55


@pytest.mark.parametrize("limit", [220, 300])
def test_pictures_stay_within_the_ink_limit(limit):
    """No pixel has more ink than the limit, and the darkest come near it: nothing is lightened without need."""
    pdf = with_picture(noise(), 10)
    assert [] == separated(pdf, total_ink=limit)
    image = decoded(the_picture(pdf))

    assert "CMYK" == image.mode
    assert limit - 4 < round(heaviest(image), 6) <= limit


def test_pictures_are_as_littlecms_has_them():
    """Where no limit bites, a picture has the inks that LittleCMS gives with the profile."""
    light = noise().point(lambda value: 128 + value // 2)
    expected = ImageCms.profileToProfile(
        light,
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(BytesIO(PROFILE)),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        "CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    pdf = with_picture(light, 10)
    separated(pdf)

    assert expected.tobytes() == decoded(the_picture(pdf)).tobytes()


def test_a_picture_has_the_colours_of_its_own_profile():
    """A picture of another RGB is read by its own profile: the same numbers come out as other inks."""
    pdf, other = with_picture(noise(), 10), with_picture(noise(), 10)
    stream = Stream(other, SWAPPED, N=3)
    the_picture(other).ColorSpace = Array([Name.ICCBased, other.make_indirect(stream)])
    separated(pdf)
    separated(other)

    assert decoded(the_picture(pdf)).tobytes() != decoded(the_picture(other)).tobytes()
    assert Name.DeviceCMYK == the_picture(other).ColorSpace


# Pillow can make no RGB profile but sRGB; one whose red and green have changed places is another.
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SWAPPED = _SRGB.replace(b"rXYZ", b"tmpZ").replace(b"gXYZ", b"rXYZ").replace(b"tmpZ", b"gXYZ")


def test_a_grey_picture_is_black_ink_alone():
    """A photograph without colour, written as RGB or as grey, has one plate."""
    grey = noise().convert("L")
    for image in (grey, grey.convert("RGB")):
        pdf = with_picture(image, 10)
        separated(pdf)

        assert Name.DeviceGray == the_picture(pdf).ColorSpace


def test_a_picture_with_too_many_pixels_is_reduced():
    """Pixels that a press cannot show are averaged away, in the picture and in its mask."""
    pdf = with_picture(noise(300), 12.7)
    the_picture(pdf).SMask = picture(pdf, noise(300).convert("L"))
    assert [] == separated(pdf)
    image = the_picture(pdf)

    assert (150, 150, 150, 150) == (image.Width, image.Height, image.SMask.Width, image.SMask.Height)
    assert Name.DeviceGray == image.SMask.ColorSpace


def test_a_reduced_picture_stays_within_the_ink_limit():
    """Fewer pixels are made before separation: what sharpening does at edges is limited as well."""
    pdf = with_picture(noise(300).point(lambda value: value // 2), 12.7)
    separated(pdf, total_ink=260)

    assert 150 == the_picture(pdf).Width
    assert heaviest(decoded(the_picture(pdf))) <= 260.001


def test_a_picture_in_a_form_that_is_not_read():
    """JPEG 2000 may be transparent without saying so in the PDF: it is refused, with what to take instead."""
    pdf = with_picture(noise(75), 12.7)
    the_picture(pdf).Filter = Name.JPXDecode
    (fault,) = separated(pdf)

    assert "take PNG or JPEG" in fault.message


@pytest.mark.parametrize("drawing", ["1 cm 0 g", "0 0 9 9 re f 1 0 rg", "/X cs", "Q Q /Nothing Do", "BI ID EI"])
def test_a_broken_drawing_is_no_crash(drawing):
    """A drawing that does not keep its own grammar is a fault with its page, or passes as it is."""
    assert {"P011"} >= {fault.code for fault in separated(pdf_of(drawing))}


def test_the_largest_place_decides():
    """A picture that is used twice, once in a form, keeps the pixels for the larger one."""
    pdf = with_picture(noise(300), 12.7)
    large = form(
        pdf,
        "q 72 0 0 72 0 0 cm /I Do Q",
        Matrix=[2, 0, 0, 2, 0, 0],
        Resources=Dictionary(XObject=Dictionary(I=the_picture(pdf))),
    )
    pdf.pages[0].obj.Resources.XObject.L = large
    drawing = "q 36 0 0 36 0 0 cm /I Do Q q .5 0 0 .5 0 0 cm /L Do Q q 1.5 0 0 1.5 0 0 cm /L Do Q"
    pdf.pages[0].obj.Contents = Stream(pdf, drawing.encode())

    assert [] == separated(pdf)
    assert 300 == the_picture(pdf).Width


@pytest.mark.parametrize("turned", [True, False])
def test_jpegs_of_inks_are_not_turned_over(turned):
    """A CMYK JPEG of Adobe's, which is upside down by itself, is read as Ghostscript reads it."""
    file = BytesIO()
    Image.new("CMYK", (64, 64), (200, 100, 50, 10)).save(file, "JPEG", quality=95)
    pdf = with_picture(Image.new("CMYK", (64, 64)), 10)
    image = the_picture(pdf)
    image.write(file.getvalue(), filter=Name.DCTDecode)
    if turned:
        image.Decode = Array([1, 0] * 4)
    expected = (200, 100, 50, 10) if turned else (55, 155, 205, 245)
    found = decoded(image).getpixel((9, 9))

    assert max(abs(one - other) for one, other in zip(expected, found, strict=True)) <= 2
    assert abs(sum(expected) / 2.55 - survey(saved(pdf)).pages[0].ink["pictures"]) < 2


def test_an_inline_picture():
    """A picture written into the drawing becomes inks too."""
    pdf = pdf_of("")
    drawing = b"q 5 0 0 5 0 0 cm BI /W 4 /H 4 /BPC 8 /CS /RGB ID " + bytes(range(100, 148)) + b" EI Q"
    pdf.pages[0].obj.Contents = Stream(pdf, drawing)
    separated(pdf)

    assert {"CMYK"} == spaces(pdf)


# ── whole files ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_same_bytes_twice():
    """The same pages make the same file."""
    files = set()
    for _ in range(2):
        pdf = with_picture(noise(), 10)
        pdf.pages[0].obj.Resources.Shading = Dictionary(S=gradient([1, 0, 0], [0, 0, 1]))
        separated(pdf)
        files.add(saved(pdf))

    assert 1 == len(files)


def test_a_profile_that_is_none():
    """A profile of a screen is refused in a sentence, and so is a file that is no profile."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for wrong in (srgb, b"not a profile"):
        with pytest.raises(ValueError, match="take a CMYK output profile"):
            to_cmyk(pdf_of("0 g"), wrong, total_ink=300, resolution=300)


def proof():
    """A page of the typesetter's with all that a style can ask for."""
    from weasyprint import HTML

    html = """<style>@page { size: A5; margin: 10mm } p, div { font: 12pt Andika; color: #1f3d4d; height: 12mm }
      .a { background: linear-gradient(90deg, #d6e9ee, #fff 50%, #e5805f) } .b { opacity: .5; background: #b3261e }
      .c { background: radial-gradient(circle, #fff, #2f7f8c) }
      .d { background: oklch(.7 .1 200); box-shadow: 1mm 1mm 1mm #888 }
      </style><p>Fever of 38 °C: call now.</p>
      <div class=a></div><div class=b></div><div class=c></div><div class=d></div>
      <svg width=200 height=100><rect width=99 height=99 fill="#7fb08f" stroke="#1f5433" stroke-width=3 /></svg>"""
    return HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


def test_the_page_looks_the_same():
    """A separated page reads the same and, drawn by PDFium, is near the page before: no part has changed places."""
    from pypdfium2 import PdfDocument

    before = proof()
    with Pdf.open(BytesIO(before)) as pdf:
        assert [] == separated(pdf)
        after = saved(pdf)
    one, other = (PdfDocument(file)[0].render(scale=1).to_pil().convert("RGB") for file in (before, after))
    mean = max(ImageStat.Stat(ImageChops.difference(one, other)).mean)

    assert text_of_pages(before) == text_of_pages(after)
    assert {"CMYK"} == {p.space for page in survey(after).pages for p in page.paints}
    assert mean < 12


def test_a_profile_of_which_the_end_is_missing():
    """A damaged profile is refused in words, before anything is separated by it."""
    with pytest.raises(ValueError, match="take a CMYK output profile"):
        Inks(PROFILE[: len(PROFILE) // 2], 300)

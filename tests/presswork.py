"""PDFs for the tests of the press, each of a few lines, with the faults that a test plants."""

import random
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream
from PIL import Image

from chapbook.content.paper import MM

PROFILE = (Path(__file__).parents[1] / "styles/press/profiles/FOGRA39L_coated.icc").read_bytes()

# A5 with 3 mm bleed, in points.
WIDTH, HEIGHT, BLEED = 148 * MM, 210 * MM, 3 * MM


def pdf_of(*contents, boxes=True, **resources):
    """A PDF of pages that draw this, all with the same resources; A5, and 3 mm of bleed."""
    pdf = Pdf.new()
    for content in contents:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=[-BLEED, -BLEED, WIDTH + BLEED, HEIGHT + BLEED],
            Resources=Dictionary({f"/{kind}": Dictionary(things) for kind, things in resources.items()}),
            Contents=Stream(pdf, content.encode()),
        )
        if boxes:
            page.TrimBox = Array([0, 0, round(WIDTH, 3), round(HEIGHT, 3)])
            page.BleedBox = page.MediaBox
        pdf.pages.append(Page(pdf.make_indirect(page)))
    return pdf


def saved(pdf, **options):
    file = BytesIO()
    pdf.save(file, **{"deterministic_id": True, **options})
    return file.getvalue()


def picture(pdf, image, **keys):
    """A picture as an object of a PDF."""
    spaces = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}
    return pdf.make_indirect(
        Stream(
            pdf,
            image.tobytes(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=image.width,
            Height=image.height,
            ColorSpace=keys.pop("ColorSpace", spaces[image.mode]),
            BitsPerComponent=8,
            **keys,
        )
    )


def with_picture(image, millimetres, **keys):
    """A page with one picture, so many millimetres wide and as high as it then is."""
    pdf = pdf_of("")
    points = millimetres * MM
    high = points * image.height / image.width
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(I=picture(pdf, image, **keys)))
    page.Contents = Stream(pdf, f"q {points:.3f} 0 0 {high:.3f} 20 20 cm /I Do Q".encode())
    return pdf


def form(pdf, content, **keys):
    return pdf.make_indirect(
        Stream(pdf, content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 200], **keys)
    )


def gradient(*stops, space=Name.DeviceRGB, kind=2):
    """A gradient from side to side (2) or from the middle outwards (3); two stops that are equal make a hard edge."""
    pairs = [*pairwise(stops)]
    steps = [Dictionary(FunctionType=2, Domain=[0, 1], C0=Array(a), C1=Array(b), N=1) for a, b in pairs]
    bounds = [number / len(pairs) for number in range(1, len(pairs))]
    function = Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=Array(steps), Bounds=Array(bounds), Encode=Array([0, 1] * len(pairs))
    )
    coords = [0, 0, WIDTH, 0] if kind == 2 else [WIDTH / 2, HEIGHT / 2, 0, WIDTH / 2, HEIGHT / 2, WIDTH / 2]
    return Dictionary(
        ShadingType=kind, ColorSpace=space, Coords=Array(coords), Function=function, Extend=Array([True, True])
    )


def noise(size=60):
    """A photograph, nearly: pixels of all colours, the same each time."""
    return Image.frombytes("RGB", (size, size), random.Random(7).randbytes(3 * size * size))

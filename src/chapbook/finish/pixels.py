"""Pictures of a PDF as pixels: read as their colour space means them, made smaller, put back."""

from __future__ import annotations

import zlib
from typing import Any, cast

from pikepdf import Name, PdfImage, Stream
from PIL import Image, ImageChops


def decoded(image: Stream) -> Image.Image:
    """The pixels of a picture as its colour space means them; a palette is looked up."""
    picture = PdfImage(image)
    pixels = picture.as_pil_image(apply_mask=False)
    if pixels.mode == "CMYK" and "/DCTDecode" in picture.filters and "adobe" in pixels.info:
        # Adobe writes CMYK upside down in JPEG, and Pillow turns it back; a PDF says by Decode whether it is to be.
        turned = [float(end) for end in cast(Any, image.get("/Decode", []))][:2] == [1.0, 0.0]
        return pixels if turned else ImageChops.invert(pixels)
    return pixels.convert("RGB") if pixels.mode == "P" else pixels


def reduced(image: Image.Image, smaller: float) -> Image.Image:
    width, height = (max(1, round(side * smaller)) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def write(stream: Any, image: Image.Image) -> None:
    """Put other pixels into a picture, lossless."""
    spaces = {"CMYK": Name.DeviceCMYK, "L": Name.DeviceGray, "RGB": Name.DeviceRGB}
    if image.mode not in spaces:
        image = image.convert("L" if image.mode == "1" else "RGB")
    stream.write(zlib.compress(image.tobytes(), 9), filter=Name.FlateDecode)
    stream.Width, stream.Height = image.size
    stream.ColorSpace, stream.BitsPerComponent = spaces[image.mode], 8
    for key in ("/DecodeParms", "/Decode"):
        if key in stream:
            del stream[key]

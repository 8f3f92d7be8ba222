"""Separation: which inks print a colour; black alone for greys and dark ink, never more ink than the paper takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import product
from typing import Any, cast

from PIL import Image, ImageChops, ImageCms, ImageMath
from PIL.ImageCms import Flags, ImageCmsProfile, ImageCmsTransform, Intent

# Cyan, magenta, yellow, black; 0 to 1.
CMYK = tuple[float, float, float, float]
RGB = tuple[float, float, float]
Lab = tuple[float, float, float]

WHITE: CMYK = (0.0, 0.0, 0.0, 0.0)
BLACK: CMYK = (0.0, 0.0, 0.0, 1.0)

# A dark colour with less chroma (C*ab) than this is a grey: hair, shadows. Light ones are tints, and keep their colour.
GREY = 6.0
# A colour as dark and as near to grey as this is there to be read: a solid black line has no screen and cannot be out
# of register. Our --ink has L* 24 and C* 15, --ink-soft L* 30 and C* 12.
SOLID_LIGHTNESS, SOLID_CHROMA = 34.0, 18.0
# Colours darker than this (L*) are used for type and lines, and print in two colours and black at most.
DARK = 50.0


class Inks:
    """The inks of a press, by the ICC profile of its paper and a limit for all four together, in percent.

    Colours are brought over with relative colorimetric intent and black point compensation, as is usual in print.
    Raises ValueError for what is not a CMYK printer's profile.
    """

    def __init__(self, profile: bytes, total_ink: float) -> None:
        try:
            self.profile = ImageCmsProfile(BytesIO(profile))
        except OSError:
            raise ValueError("the profile cannot be read; take a CMYK output profile") from None
        if self.profile.profile.xcolor_space.strip() != "CMYK":
            raise ValueError("the profile is not one of a press with four inks; take a CMYK output profile")
        self.limit = total_ink / 100
        self._solid = lru_cache(maxsize=4096)(self._worked_out)
        self._rgb, self._lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        try:
            self._press, self._eye  # noqa: B018 - both ways are opened now, before anything rests on them
        except ImageCms.PyCMSError:
            raise ValueError("the profile is damaged; take a CMYK output profile") from None

    def solid(self, rgb: RGB) -> CMYK:
        """The inks of type, lines and flat areas.

        Greys print in black alone, as light as they look; dark colours that are nearly grey in solid black; other
        dark colours in two colours and black; the rest as the profile says.
        """
        return self._solid(*(round(255 * min(max(part, 0), 1)) for part in rgb))

    def _worked_out(self, red: int, green: int, blue: int) -> CMYK:
        lightness, a, b = self._look((red, green, blue))
        chroma = (a * a + b * b) ** 0.5
        if red == green == blue or (lightness < DARK and chroma < GREY):
            return self.grey(green / 255)
        if lightness < SOLID_LIGHTNESS and chroma < SOLID_CHROMA:
            return BLACK
        inks = self._by_profile((red, green, blue))
        return self.limited(self._without_grey(inks) if lightness < DARK else inks)

    def smooth(self, rgb: RGB) -> CMYK:
        """The inks of one step of a gradient: as the profile says, so that neighbours stay neighbours."""
        red, green, blue = (round(255 * min(max(part, 0), 1)) for part in rgb)
        return self.limited(self._by_profile((red, green, blue)))

    def grey(self, level: float) -> CMYK:
        """The black that looks as light as a grey of sRGB; 0 is black, 1 is white."""
        return (0.0, 0.0, 0.0, self._blacks[round(255 * min(max(level, 0), 1))])

    def lab(self, lab: Lab) -> CMYK:
        """The inks of a CIE Lab colour."""
        pixel = (round(lab[0] * 2.55), *(round(min(max(part, -128), 127)) & 255 for part in lab[1:]))
        rgb = _one(self._light, "LAB", pixel)
        return self.solid(cast(RGB, tuple(part / 255 for part in rgb)))

    def is_grey(self, rgb: RGB) -> bool:
        """Whether the three parts are equal, as far as eight bits can tell."""
        return max(rgb) - min(rgb) < 1 / 255

    def limited(self, inks: CMYK) -> CMYK:
        """Inks within the limit: what is too much is taken from the three colours in proportion, for black draws.

        >>> coated = Inks(__import__("pathlib").Path("styles/press/profiles/FOGRA39L_coated.icc").read_bytes(), 300)
        >>> [round(ink, 2) for ink in coated.limited((1, 1, 1, 0.6))]
        [0.8, 0.8, 0.8, 0.6]
        """
        colours, black = sum(inks[:3]), inks[3]
        if colours + black <= self.limit:
            return inks
        share = max(self.limit - black, 0) / colours
        return (inks[0] * share, inks[1] * share, inks[2] * share, black)

    # ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────

    def picture(self, image: Image.Image, source: bytes | None = None) -> Image.Image:
        """A picture in CMYK within the limit, or in mode L where it is grey: light as black ink prints it.

        The source is the picture's own ICC profile; sRGB where there is none.
        """
        if image.mode == "CMYK":
            return self.within_limit(image)
        if image.mode in ("1", "L"):
            return image.convert("L").point([round(255 * (1 - black)) for black in self._blacks])
        image = self.to_srgb(image.convert("RGB"), source)
        red, green, blue = image.split()
        if not any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
            return self.picture(red)
        return self.within_limit(cast(Image.Image, ImageCms.applyTransform(image, self._press)))

    def within_limit(self, image: Image.Image) -> Image.Image:
        """A CMYK picture of which no pixel has more ink than the limit."""
        limit = int(self.limit * 255)
        *colours, black = image.split()
        ink: Any = {"c": colours[0], "m": colours[1], "y": colours[2], "k": black, "limit": limit}
        heaviest = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **ink).getextrema()[1]
        if heaviest <= limit:
            return image

        def lightened(name: str) -> Image.Image:
            # Whole numbers: a division rounds down, so the sum never comes out over the limit.
            def pixel(of: Any) -> Any:
                colour = of["c"] + of["m"] + of["y"]
                rest = of["min"](colour, of["max"](of["limit"] - of["k"], 0))
                return of["convert"](of[name] * rest / of["max"](colour, 1), "L")

            return cast(Image.Image, ImageMath.lambda_eval(pixel, **ink))

        return Image.merge("CMYK", [*(lightened(name) for name in "cmy"), black])

    def to_srgb(self, image: Image.Image, source: bytes | None) -> Image.Image:
        """A picture of mode RGB in sRGB."""
        if source is None:
            return image
        transform = ImageCms.buildTransform(
            ImageCmsProfile(BytesIO(source)), self._rgb, "RGB", "RGB", Intent.RELATIVE_COLORIMETRIC
        )
        return cast(Image.Image, ImageCms.applyTransform(image, transform))

    # ── by the profile ────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _press(self) -> ImageCmsTransform:
        return self._transform(self._rgb, self.profile, "RGB", "CMYK")

    @cached_property
    def _eye(self) -> ImageCmsTransform:
        return self._transform(self.profile, self._lab, "CMYK", "LAB")

    @cached_property
    def _screen(self) -> ImageCmsTransform:
        return self._transform(self._rgb, self._lab, "RGB", "LAB")

    @cached_property
    def _light(self) -> ImageCmsTransform:
        return self._transform(self._lab, self._rgb, "LAB", "RGB")

    def _transform(self, source: Any, target: Any, from_mode: str, to_mode: str) -> ImageCmsTransform:
        return ImageCms.buildTransform(
            source, target, from_mode, to_mode, Intent.RELATIVE_COLORIMETRIC, Flags.BLACKPOINTCOMPENSATION
        )

    @cached_property
    def _blacks(self) -> list[float]:
        """The black, 0 to 1, for each grey of sRGB from 0 to 255, by lightness; paper is white and full black black."""
        printed = [pixel[0] for pixel in _many(self._eye, "CMYK", [(0, 0, 0, black) for black in range(256)])]
        seen = [pixel[0] for pixel in _many(self._screen, "RGB", [(grey, grey, grey) for grey in range(256)])]
        paper, black = printed[0], printed[-1]
        wanted = [black + (paper - black) * lightness / 255 for lightness in seen]
        nearest = [min(range(256), key=lambda step: abs(printed[step] - light)) / 255 for light in wanted]
        return [1.0, *nearest[1:-1], 0.0]

    def _look(self, rgb: tuple[int, ...]) -> Lab:
        return _as_lab(_one(self._screen, "RGB", rgb))

    def _by_profile(self, rgb: tuple[int, ...]) -> CMYK:
        if rgb == (255, 255, 255):
            return WHITE
        return cast(CMYK, tuple(ink / 255 for ink in _one(self._press, "RGB", rgb)))

    def _without_grey(self, inks: CMYK) -> CMYK:
        """The same colour with black instead of the least of its three colours (grey component replacement).

        Found by trying: the nearest in Lab of a grid around the first guess, then of a finer grid around that.
        """
        bytes_ = [round(255 * ink) for ink in inks]
        least = min(range(3), key=lambda ink: bytes_[ink])
        aim = _one(self._eye, "CMYK", tuple(bytes_))
        free = [ink for ink in range(4) if ink != least]
        best = [0 if ink == least else value for ink, value in enumerate(bytes_)]
        for step in (24, 8, 3, 1):
            tries: list[tuple[int, ...]] = []
            for moves in product(range(-3, 4), repeat=3):
                attempt = [*best]
                for ink, move in zip(free, moves, strict=True):
                    attempt[ink] = min(max(best[ink] + move * step, 0), 255)
                tries.append(tuple(attempt))
            looks = _many(self._eye, "CMYK", tries)
            best = [*min(zip(looks, tries, strict=True), key=lambda pair: _distance(pair[0], aim))[1]]
        return cast(CMYK, tuple(value / 255 for value in best))


def _one(transform: ImageCmsTransform, mode: str, pixel: tuple[int, ...]) -> tuple[int, ...]:
    return _many(transform, mode, [pixel])[0]


def _many(transform: ImageCmsTransform, mode: str, pixels: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """A row of colours through a transform; of Lab, a* and b* are signed in what comes out."""
    row = Image.frombytes(mode, (len(pixels), 1), bytes(part for pixel in pixels for part in pixel))
    done: Any = ImageCms.applyTransform(row, transform)
    bands, data = len(done.getbands()), done.tobytes()
    found = [tuple(data[at : at + bands]) for at in range(0, len(data), bands)]
    if done.mode != "LAB":
        return found
    return [(light, *(part - 256 if part > 127 else part for part in ab)) for light, *ab in found]


def _as_lab(pixel: Sequence[int]) -> Lab:
    return (pixel[0] / 2.55, pixel[1], pixel[2])


def _distance(one: Sequence[int], other: Sequence[int]) -> float:
    """The square of the distance in Lab."""
    return ((one[0] - other[0]) / 2.55) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2

"""Functions of one number, by which a PDF says how a gradient runs (ISO 32000-2, 7.10): read, and written anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf

# Steps of a gradient between two of its stops: the mean of two neighbours differs from the colour between them by
# less than one part in 255.
STEPS = 33


def converted(pdf: Pdf, function: Any, convert: Callable[[Sequence[float]], Sequence[float]]) -> Object:
    """A function of one number that gives inks where the old one gave a colour; hard edges stay hard."""
    if not isinstance(function, Array) and int(function.FunctionType) == 3:
        parts = Array([converted(pdf, part, convert) for part in function.Functions])
        kept: dict[str, Any] = {key: function[f"/{key}"] for key in ("Domain", "Bounds", "Encode")}
        return pdf.make_indirect(Dictionary(FunctionType=3, Functions=parts, **kept))
    steps = [convert(step) for step in values(function)]
    ends = Array(numbers(domain(function)))
    if all(step == steps[0] for step in steps):
        end = Array(numbers(steps[0]))
        return Dictionary(FunctionType=2, Domain=ends, N=1, C0=end, C1=end)
    samples = b"".join(round(part * 65535).to_bytes(2, "big") for step in steps for part in step)
    return pdf.make_stream(
        samples,
        FunctionType=0,
        Domain=ends,
        Range=Array([0, 1] * len(steps[0])),
        Size=Array([len(steps)]),
        BitsPerSample=16,
    )


def numbers(parts: Sequence[float]) -> list[Any]:
    """Numbers as they are written into a PDF."""
    return [round(part, 4) for part in parts]


def domain(function: Any) -> tuple[float, float]:
    low, high = (float(end) for end in (function[0] if isinstance(function, Array) else function).Domain)
    return low, high


def values(function: Any) -> list[list[float]]:
    """The values of a function, evenly over its domain. Raises NotImplementedError for programs."""
    low, high = domain(function)
    return [_value(function, low + (high - low) * step / (STEPS - 1)) for step in range(STEPS)]


def _value(function: Any, at: float) -> list[float]:
    """The value of a function of one number (ISO 32000-2, 7.10). Raises NotImplementedError for programs."""
    if isinstance(function, Array):
        return [part for each in function for part in _value(each, at)]
    low, high = (float(end) for end in function.Domain)
    at = min(max(at, low), high)
    kind = int(function.FunctionType)
    if kind == 2:
        start = [float(part) for part in function.get("/C0", [0])]
        end = [float(part) for part in function.get("/C1", [1])]
        share = at ** float(function.N)
        return [one + share * (other - one) for one, other in zip(start, end, strict=True)]
    if kind == 3:
        edges = [low, *(float(edge) for edge in function.Bounds), high]
        which = next((i for i, edge in enumerate(edges[1:-1]) if at < edge), len(edges) - 2)
        first, last = (float(part) for part in [*function.Encode][2 * which : 2 * which + 2])
        width = edges[which + 1] - edges[which]
        return _value(function.Functions[which], first + (last - first) * ((at - edges[which]) / width if width else 0))
    if kind == 0 and int(function.BitsPerSample) in (8, 16):
        return _sampled(function, (at - low) / (high - low))
    raise NotImplementedError(f"a function of type {kind}")


def _sampled(function: Any, share: float) -> list[float]:
    width, count = int(function.BitsPerSample) // 8, int(function.Size[0])
    ends = [float(end) for end in function.get("/Decode", function.Range)]
    parts, data = len(ends) // 2, function.read_bytes()
    place = share * (count - 1)
    left = min(int(place), count - 2) if count > 1 else 0
    values = [int.from_bytes(data[i : i + width], "big") / (256**width - 1) for i in range(0, len(data), width)]
    here, next_ = (values[row * parts : (row + 1) * parts] for row in (left, min(left + 1, count - 1)))
    mixed = [one + (place - left) * (other - one) for one, other in zip(here, next_, strict=True)]
    return [ends[2 * i] + value * (ends[2 * i + 1] - ends[2 * i]) for i, value in enumerate(mixed)]

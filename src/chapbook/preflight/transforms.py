"""Transforms of a page's coordinates (ISO 32000-2, 8.3.4): where a drawing lies, and how thin it makes a line."""

from __future__ import annotations

from math import sqrt
from typing import Any

# a b c d e f, as in `cm`: x' = a x + c y + e, y' = b x + d y + f.
Transform = tuple[float, float, float, float, float, float]


def transform_of(values: Any) -> Transform:
    """Six numbers of a file, as a transform."""
    a, b, c, d, e, f = (float(value) for value in values)
    return (a, b, c, d, e, f)


def joined(first: Transform, then: Transform) -> Transform:
    """Two transforms, one after the other.

    >>> joined((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 5))
    (2, 0, 0, 2, 5, 5)
    """
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def thinnest(at: Transform) -> float:
    """The least factor by which a transform stretches: the root of the lesser eigenvalue of its square.

    >>> thinnest((2, 0, 0, 0.5, 0, 0))
    0.5
    """
    a, b, c, d, *_ = at
    trace, determinant = a * a + b * b + c * c + d * d, a * d - b * c
    return sqrt(max(trace - sqrt(max(trace * trace - 4 * determinant * determinant, 0)), 0) / 2)

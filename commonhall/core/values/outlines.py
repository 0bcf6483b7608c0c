"""Is a point inside an outline, and how far is it from a line? Plain geometry on a flat map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

Ring = Sequence[Sequence[float]]
"""Points, each with x first and y second."""


def holds(rings: Iterable[Ring], x: float, y: float) -> bool:
    """Whether a point is inside rings: in the outer one and in none of its holes (the even-odd rule)."""
    inside = False
    for ring in rings:
        for (x1, y1, *_), (x2, y2, *_) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def distance_to(line: Ring, x: float, y: float) -> float:
    """Return how far a point is from a line of at least one point."""
    if len(line) == 1:
        return hypot(line[0][0] - x, line[0][1] - y)
    return min(_to_part(a, b, x, y) for a, b in pairwise(line))


def _to_part(a: Sequence[float], b: Sequence[float], x: float, y: float) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) if length else 0.0
    return hypot(a[0] + share * dx - x, a[1] + share * dy - y)


def middle_of(line: Ring) -> tuple[float, float]:
    """Return the point halfway along a line of at least one point."""
    left = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)) / 2
    for a, b in pairwise(line):
        length = hypot(b[0] - a[0], b[1] - a[1])
        if length >= left > 0:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return line[0][0], line[0][1]


def length_of(line: Ring) -> float:
    """Return how long a line is."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))
